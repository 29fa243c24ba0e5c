//! What is kept on this device, how to install the app, and the notice about Safari.

use leptos::prelude::*;

use super::icon::{Icon, icon};
use crate::platform::offline::Browser;
use crate::route;
use crate::state::{Fetched, Saving, desk};
use crate::text::keeping;
use crate::text::progress::YOUR_PROGRESS;

/// The section at the end of the home page.
#[component]
pub fn OnThisDevice() -> impl IntoView {
    let desk = desk();
    let connection = desk.connection;
    let site = move || {
        let whole = connection.kept.with(|kept| kept.whole);
        match desk.library.course.get() {
            Fetched::Ready(course) if whole => keeping::on_this_device(course.lessons.len()),
            _ => keeping::LOADED_AS_OPENED.to_owned(),
        }
    };
    let records = move || {
        let saved = desk.notebook.saving.get() == Saving::Saved;
        let n = desk.notebook.records.with(Vec::len);
        (n > 0).then(|| view! { <p class="lbl">{keeping::records_here(n, saved)}</p> })
    };
    view! {
        <section class="device card" aria-labelledby="on-this-device">
            <div>
                <h2 id="on-this-device">{keeping::ON_THIS_DEVICE}</h2>
                <p>{site}</p>
                {records}
                {by_hand(connection.browser).map(|words| view! { <p class="lbl">{words}</p> })}
            </div>
            <div class="act">
                {move || {
                    connection
                        .kept
                        .with(|kept| kept.installable)
                        .then(|| {
                            view! {
                                <button
                                    class="btn"
                                    type="button"
                                    on:click=move |_| connection.install()
                                >
                                    {icon(Icon::Download)}
                                    {keeping::INSTALL}
                                </button>
                            }
                        })
                }} <a class="btn" href=route::PROGRESS>
                    {YOUR_PROGRESS}
                </a>
            </div>
        </section>
    }
}

/// How to install where the browser does not offer it by itself.
fn by_hand(browser: Browser) -> Option<&'static str> {
    match browser {
        Browser::AppleTouch => Some(keeping::INSTALL_BY_SHARE),
        Browser::AppleDesktop => Some(keeping::INSTALL_BY_MENU),
        Browser::Installed | Browser::Other => None,
    }
}

/// Safari deletes what a site keeps after seven days without a visit: said once, when there is
/// something to lose.
#[component]
pub fn SevenDays() -> impl IntoView {
    let desk = desk();
    let connection = desk.connection;
    let shown = Memo::new(move |_| {
        connection.must_tell_of_seven_days() && desk.notebook.records.with(|all| !all.is_empty())
    });
    view! {
        {move || {
            shown
                .get()
                .then(|| {
                    view! {
                        <aside class="seven" aria-label=keeping::NOTICE>
                            <p>{keeping::SEVEN_DAYS}</p>
                            {by_hand(connection.browser)
                                .map(|words| view! { <p class="lbl">{words}</p> })}
                            <p class="act">
                                <button
                                    class="btn"
                                    type="button"
                                    on:click=move |_| connection.told_of_seven_days()
                                >
                                    {keeping::UNDERSTOOD}
                                </button>
                                <a href=route::PROGRESS>{YOUR_PROGRESS}</a>
                            </p>
                        </aside>
                    }
                })
        }}
    }
}
