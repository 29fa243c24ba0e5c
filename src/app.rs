//! The whole app: the top bar and the page of the current route, or a lesson in a frame.

use headroom_embed::options::Options;
use leptos::prelude::*;

use crate::page::{
    Bar, DrillPage, EmbedPage, Home, LessonPage, Missing, ProgressPage, ReferencePage, ReviewPage,
    SandboxPage, SevenDays, SnippetPage,
};
use crate::platform::host;
use crate::route::{Route, Router};
use crate::state::{Desk, Start};

/// The app.
#[component]
pub fn App() -> impl IntoView {
    let router = Router::start();
    let desk = Desk::open();
    provide_context(desk);
    provide_context(router);
    let parameters = host::parameters();
    let pairs = parameters
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let (options, problems) = Options::read(pairs);
    // theme.js has shown the theme already, and "system" needs no showing.
    if options.embed {
        return view! { <EmbedPage options=options problems=problems /> }.into_any();
    }
    view! {
        <Bar />
        <SevenDays />
        {move || match router.route.get() {
            Route::Home => view! { <Home /> }.into_any(),
            Route::Lesson(id) => view! { <LessonPage id=id /> }.into_any(),
            Route::Review => view! { <ReviewPage /> }.into_any(),
            Route::Drill(seed) => view! { <DrillPage seed=seed /> }.into_any(),
            Route::Progress => view! { <ProgressPage /> }.into_any(),
            Route::Reference(fact) => view! { <ReferencePage fact=fact /> }.into_any(),
            Route::Embed(lesson) => view! { <SnippetPage lesson=lesson /> }.into_any(),
            Route::Sandbox(preset) => {
                let start = preset.map_or(Start::Usual, Start::Preset);
                view! { <SandboxPage start=start /> }.into_any()
            }
            Route::Shared(link) => view! { <SandboxPage start=Start::Link(link) /> }.into_any(),
            Route::Unknown(address) => view! { <Missing address=address /> }.into_any(),
        }}
    }
    .into_any()
}
