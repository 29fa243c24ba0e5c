//! An address that leads nowhere.

use leptos::prelude::*;

use crate::route::{self, router};
use crate::text;

/// Says so, with a way back.
#[component]
pub fn Missing(
    /// The fragment that was asked for.
    address: String,
) -> impl IntoView {
    Effect::new(move |_| router().arrived(text::NO_SUCH_PAGE));
    view! {
        <main class="wrap notice">
            <h1 tabindex="-1">{text::NO_SUCH_PAGE}</h1>
            <p>{text::leads_nowhere(&address)}</p>
            <p>
                <a class="btn pri" href=route::HOME>{text::BACK_TO_PATH}</a>
            </p>
        </main>
    }
}
