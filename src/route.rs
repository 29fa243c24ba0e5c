//! Routes in the fragment of the address: they work at a domain's root, in a sub-folder and in a
//! file alike. `#/` is the home page, `#/lesson/<id>` a lesson, `#/embed` makes a snippet,
//! `#/progress` the records, `#/review` what is due, `#/drill/<seed>` a timed drill,
//! `#/reference` the facts, `#/reference/<fact>` with one of them open, `#/sandbox` the sandbox,
//! `#/sandbox/<preset>` with one of its scenarios,
//! `#s=…` with what a link carries.

use leptos::prelude::*;

use crate::platform::{document, location};
use crate::text;

/// Where the reader is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The first screen and the learning path.
    Home,
    /// A lesson, by its id.
    Lesson(String),
    /// The snippet for a course page, with a lesson chosen.
    Embed(Option<String>),
    /// The questions that are due.
    Review,
    /// A timed drill, by its seed; without one a seed is drawn.
    Drill(Option<u32>),
    /// The records: what is stored, export, import, delete.
    Progress,
    /// The facts, with one of them open.
    Reference(Option<String>),
    /// The sandbox, with a preset by its id, or as it is.
    Sandbox(Option<String>),
    /// The sandbox with what a link carries: all that follows `#s=`.
    Shared(String),
    /// An address that leads nowhere.
    Unknown(String),
}

/// The address of the home page.
pub const HOME: &str = "#/";

/// The address of the page of the records.
pub const PROGRESS: &str = "#/progress";

/// The address of the review.
pub const REVIEW: &str = "#/review";

/// The address of a new drill.
pub const DRILL: &str = "#/drill";

/// The address of a drill.
pub fn drill(seed: u32) -> String {
    format!("{DRILL}/{seed}")
}

/// The address of the facts.
pub const REFERENCE: &str = "#/reference";

/// The address of a fact.
pub fn reference(fact: &str) -> String {
    format!("{REFERENCE}/{fact}")
}

/// The address of the snippet of a lesson.
pub fn embed(id: &str) -> String {
    format!("#/embed/{id}")
}

/// The address of the sandbox.
pub const SANDBOX: &str = "#/sandbox";

/// What the address of a shared comparison begins with.
pub const SHARED: &str = "#s=";

/// The address of the sandbox with what a link carries, which is what follows `#s=`.
pub fn shared(link: &str) -> String {
    format!("{SHARED}{link}")
}

/// The address of the sandbox with a preset.
pub fn sandbox(preset: &str) -> String {
    format!("{SANDBOX}/{preset}")
}

/// The address of a lesson.
pub fn lesson(id: &str) -> String {
    format!("#/lesson/{id}")
}

impl Route {
    /// Reads a fragment with its `#`. An empty one is the home page.
    pub fn parse(fragment: &str) -> Route {
        if let Some(link) = fragment.strip_prefix(SHARED) {
            return Route::Shared(link.to_owned());
        }
        let path = fragment.strip_prefix('#').unwrap_or(fragment);
        let path = path.split('?').next().unwrap_or_default();
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        match parts.as_slice() {
            [] => Route::Home,
            ["progress"] => Route::Progress,
            ["review"] => Route::Review,
            ["drill"] => Route::Drill(None),
            ["drill", seed] if is_number(seed) => Route::Drill(seed.parse().ok()),
            ["reference"] => Route::Reference(None),
            ["reference", id] if is_id(&id.replace('.', "-")) => {
                Route::Reference(Some((*id).to_owned()))
            }
            ["embed"] => Route::Embed(None),
            ["embed", id] if is_id(id) => Route::Embed(Some((*id).to_owned())),
            ["sandbox"] => Route::Sandbox(None),
            ["sandbox", id] if is_id(id) => Route::Sandbox(Some((*id).to_owned())),
            ["lesson", id] if is_id(id) => Route::Lesson((*id).to_owned()),
            _ => Route::Unknown(fragment.to_owned()),
        }
    }
}

/// A whole number that fits; a sign is none.
fn is_number(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit()) && text.parse::<u32>().is_ok()
}

/// Kebab-case: what a lesson's folder may be called, and nothing that leads out of it.
fn is_id(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// The current route, and whether the reader came to it by a link within the app.
#[derive(Clone, Copy)]
pub struct Router {
    /// The current route.
    pub route: Memo<Route>,
    moved: StoredValue<bool>,
}

impl Router {
    /// Follows the address from now on.
    pub fn start() -> Router {
        let (fragment, set_fragment) = signal(location::fragment());
        let moved = StoredValue::new(false);
        let listener = location::on_fragment_change(move || {
            moved.set_value(true);
            set_fragment.set(location::fragment());
        });
        on_cleanup(move || listener.remove());
        Router {
            route: Memo::new(move |_| Route::parse(&fragment.get())),
            moved,
        }
    }

    /// To be called by a page once its heading stands: names the tab, and after a move within the
    /// app starts at the heading. The first page of a visit never takes the focus.
    pub fn arrived(self, title: &str) {
        document::set_title(&text::tab_title(title));
        if self.moved.get_value() {
            document::scroll_to_top();
            // The heading may lie far below: on a phone the sandbox shows its results first.
            document::focus_in_place("h1");
        }
    }
}

/// The router that the app provides.
pub fn router() -> Router {
    expect_context()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_lead_to_their_pages() {
        assert_eq!(Route::parse(""), Route::Home);
        assert_eq!(Route::parse("#"), Route::Home);
        assert_eq!(Route::parse("#/"), Route::Home);
        let spiky = Route::Lesson("spiky-traffic".into());
        assert_eq!(Route::parse("#/lesson/spiky-traffic"), spiky);
        assert_eq!(Route::parse(&lesson("spiky-traffic")), spiky);
        assert_eq!(Route::parse("#/lesson/spiky-traffic/"), spiky);
        assert_eq!(Route::parse(PROGRESS), Route::Progress);
        assert_eq!(Route::parse(REVIEW), Route::Review);
        assert_eq!(Route::parse(DRILL), Route::Drill(None));
        assert_eq!(Route::parse(&drill(48_213)), Route::Drill(Some(48_213)));
        assert_eq!(Route::parse(REFERENCE), Route::Reference(None));
        let fact = Route::Reference(Some("8.ml.t2.medium".into()));
        assert_eq!(Route::parse(&reference("8.ml.t2.medium")), fact);
        assert_eq!(Route::parse("#/embed"), Route::Embed(None));
        let spiky = Route::Embed(Some("spiky-traffic".into()));
        assert_eq!(Route::parse(&embed("spiky-traffic")), spiky);
        assert_eq!(Route::parse(SANDBOX), Route::Sandbox(None));
        let preset = Route::Sandbox(Some("spiky-traffic".into()));
        assert_eq!(Route::parse(&sandbox("spiky-traffic")), preset);
        let shared = Route::Shared("1.abc/?x".into());
        assert_eq!(Route::parse("#s=1.abc/?x"), shared);
    }

    #[test]
    fn an_address_that_leads_nowhere_is_kept_for_the_message() {
        for fragment in [
            "#/lesson",
            "#/lesson/../x",
            "#/lesson/A%20b",
            "#/exam",
            "#/drill/+5",
            "#/drill/5000000000",
            "#x",
        ] {
            assert_eq!(Route::parse(fragment), Route::Unknown(fragment.into()));
        }
    }
}
