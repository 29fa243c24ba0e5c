//! The whole app: the top bar and the page of the current route.

use leptos::prelude::*;

/// The app.
#[component]
pub fn App() -> impl IntoView {
    view! { <main></main> }
}
