//! The whole app: the top bar and the page of the current route.

use leptos::prelude::*;

use crate::page::{Bar, Home, LessonPage, Missing, ProgressPage, SevenDays};
use crate::route::{Route, Router};
use crate::state::Desk;

/// The app.
#[component]
pub fn App() -> impl IntoView {
    let router = Router::start();
    provide_context(Desk::open());
    provide_context(router);
    view! {
        <Bar />
        <SevenDays />
        {move || match router.route.get() {
            Route::Home => view! { <Home /> }.into_any(),
            Route::Lesson(id) => view! { <LessonPage id=id /> }.into_any(),
            Route::Progress => view! { <ProgressPage /> }.into_any(),
            Route::Unknown(address) => view! { <Missing address=address /> }.into_any(),
        }}
    }
}
