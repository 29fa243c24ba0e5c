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
        Inline::Text(text) => glued(&text).into_any(),
        Inline::Strong(text) => view! { <strong>{glued(&text)}</strong> }.into_any(),
        Inline::Emphasis(text) => view! { <em>{glued(&text)}</em> }.into_any(),
        Inline::Code(text) => view! { <code>{text}</code> }.into_any(),
        Inline::Link { text, href } => view! { <a href=href rel="noopener">{text}</a> }.into_any(),
    }
}

/// Units that stay on the line of their number.
const UNITS: [&str; 9] = ["%", "s", "ms", "rps", "MB", "GB", "min", "h", "vCPU"];

/// The text with a space that does not break between a number and its unit.
fn glued(text: &str) -> String {
    let mut words = text.split(' ').peekable();
    let mut glued = String::with_capacity(text.len() + 8);
    while let Some(word) = words.next() {
        glued.push_str(word);
        let Some(next) = words.peek() else { break };
        let unit = next.trim_end_matches(['.', ',', ';', ':', '?', ')']);
        let is_unit = UNITS.contains(&unit) && word.ends_with(|c: char| c.is_ascii_digit());
        glued.push(if is_unit { '\u{a0}' } else { ' ' });
    }
    glued
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_keeps_its_unit() {
        let nbsp = "99.9\u{a0}% within 1\u{a0}s, and 60\u{a0}rps.";
        assert_eq!(glued("99.9 % within 1 s, and 60 rps."), nbsp);
        assert_eq!(glued(" two s 4 instances "), " two s 4 instances ");
    }
}
