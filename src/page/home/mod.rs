//! The home page: for a newcomer one live question and the path below it; for a returning
//! learner the path.

mod due;
mod first;
mod path;

use leptos::prelude::*;

use crate::page::device::OnThisDevice;
use crate::route::router;
use crate::state::{Saving, desk};
use crate::text;
use due::DueList;
use first::FirstScreen;
use path::Path;

/// The page at `#/`.
#[component]
pub fn Home() -> impl IntoView {
    let notebook = desk().notebook;
    // Who the reader is, is known once the records are read.
    let known = Memo::new(move |_| notebook.saving.get() != Saving::Opening);
    Effect::new(move |_| {
        if known.get() {
            router().arrived(text::NAME);
        }
    });
    view! {
        <main class="wrap home">
            {move || {
                known
                    .get()
                    .then(|| {
                        // Untracked: the first record must not rebuild the page under the reader.
                        let newcomer = notebook.records.with_untracked(Vec::is_empty);
                        view! {
                            {newcomer.then(|| view! { <FirstScreen /> })}
                            <DueList />
                            <Path heads=!newcomer />
                            <OnThisDevice />
                        }
                    })
            }}
        </main>
    }
}
