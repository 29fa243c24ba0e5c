//! The endpoint's network. So far only the public one, which has nothing to say.

use crate::raw::fields::Fields;

pub fn read(f: &Fields<'_>) {
    f.at("mode").word(&[("public", ())], &["private_vpc"]);
    f.later(&["internet_access", "vpc_endpoints"]);
}
