//! Below the words that something did not load: why, once more, and the way back.

use leptos::prelude::*;

use crate::route;
use crate::text;

/// The reason and both ways on; `again` fetches once more.
pub fn retry(why: String, again: Callback<()>) -> AnyView {
    view! {
        <p class="lbl">{why}</p>
        <div class="act">
            <button class="btn pri" type="button" on:click=move |_| again.run(())>
                {text::TRY_AGAIN}
            </button>
            <a class="btn" href=route::HOME>
                {text::BACK_TO_PATH}
            </a>
        </div>
    }
    .into_any()
}
