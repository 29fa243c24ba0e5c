//! Lesson text as views. The pack holds blocks, never HTML, so nothing here can carry a script.

use headroom_study::{Block, Inline};
use leptos::prelude::*;

/// Blocks of text, in order.
pub fn blocks(blocks: &[Block]) -> Vec<AnyView> {
    blocks.iter().map(block).collect()
}

fn block(block: &Block) -> AnyView {
    match block {
        Block::Paragraph(text) => view! { <p>{inlines(text)}</p> }.into_any(),
        Block::List(items) => {
            let items: Vec<_> = items
                .iter()
                .map(|item| view! { <li>{inlines(item)}</li> })
                .collect();
            view! { <ul>{items}</ul> }.into_any()
        }
        Block::Claim { kind, text } => view! {
            <p class="claim">
                <span class="tag">{kind.label()}</span>
                " "
                {inlines(text)}
            </p>
        }
        .into_any(),
    }
}

/// Stretches of text, in order.
pub fn inlines(text: &[Inline]) -> Vec<AnyView> {
    text.iter().map(inline).collect()
}

fn inline(part: &Inline) -> AnyView {
    match part.clone() {
        Inline::Text(text) => text.into_any(),
        Inline::Strong(text) => view! { <strong>{text}</strong> }.into_any(),
        Inline::Emphasis(text) => view! { <em>{text}</em> }.into_any(),
        Inline::Code(text) => view! { <code>{text}</code> }.into_any(),
        Inline::Link { text, href } => view! { <a href=href rel="noopener">{text}</a> }.into_any(),
    }
}
