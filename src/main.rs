//! The app: everything that touches Leptos, the DOM or the browser. The crates below it are pure.
//!
//! One program runs twice: in the page it shows the app, in the worker it waits for
//! [`runner`]'s `worker_start`.

mod app;
mod chart;
mod page;
mod panel;
mod platform;
mod route;
mod runner;
mod state;
#[cfg(test)]
mod style;
mod text;
mod widget;

use platform::{crash, worker};

fn main() {
    crash::install(text::CRASH);
    if worker::inside() {
        return;
    }
    leptos::mount::mount_to_body(app::App);
}
