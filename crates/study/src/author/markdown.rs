//! Lesson text: Markdown to blocks. What the app does not show is refused, never dropped.
//!
//! A first-level heading begins a section. A quotation is a claim and begins with its kind in
//! bold: `> **AWS docs** The scale-out cooldown begins after a successful scale-out.`

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::fields::Source;
use super::problem::code;
use crate::text::{Block, ClaimKind, Inline, plain};

/// The blocks below one first-level heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// The heading's words.
    pub title: String,
    /// Where it stands.
    pub line: u32,
    /// What follows it.
    pub blocks: Vec<Block>,
}

/// The sections of the file, in order. Every problem is noted in `source`.
pub fn sections(source: &Source) -> Vec<Section> {
    let events = Parser::new_ext(&source.text, Options::empty()).into_offset_iter();
    let mut reader = Reader {
        source,
        events: events.collect::<Vec<_>>().into_iter(),
    };
    let mut sections: Vec<Section> = Vec::new();
    while let Some((event, place)) = reader.events.next() {
        let line = source.line(place.start);
        if let Event::Start(Tag::Heading {
            level: HeadingLevel::H1,
            ..
        }) = event
        {
            sections.push(Section {
                title: plain(&reader.inlines(TagEnd::Heading(HeadingLevel::H1))),
                line,
                blocks: Vec::new(),
            });
            continue;
        }
        let Some(block) = reader.block(event, place) else {
            continue;
        };
        match sections.last_mut() {
            Some(section) => section.blocks.push(block),
            None => source.refuse(
                Some(line),
                code::E_SECTION,
                "text stands before the first heading",
            ),
        }
    }
    sections
}

struct Reader<'a> {
    source: &'a Source,
    events: std::vec::IntoIter<(Event<'a>, Range<usize>)>,
}

impl Reader<'_> {
    /// A block that has begun with `event`; `None` when it was refused.
    fn block(&mut self, event: Event<'_>, place: Range<usize>) -> Option<Block> {
        match event {
            Event::Start(Tag::Paragraph) => Some(Block::Paragraph(self.inlines(TagEnd::Paragraph))),
            Event::Start(Tag::List(None)) => Some(Block::List(self.items())),
            Event::Start(Tag::BlockQuote(_)) => self.claim(place),
            Event::Start(Tag::HtmlBlock) => {
                self.skip();
                self.refuse(&place, code::E_HTML, "raw HTML is not allowed");
                None
            }
            Event::Html(_) => {
                self.refuse(&place, code::E_HTML, "raw HTML is not allowed");
                None
            }
            Event::Start(tag) => {
                self.skip();
                let text = format!("{} is not allowed here", name(&tag));
                self.refuse(&place, code::E_MARKDOWN, text);
                None
            }
            _ => {
                let text = "this is not allowed here: only paragraphs, lists and claims are";
                self.refuse(&place, code::E_MARKDOWN, text);
                None
            }
        }
    }

    /// The items of a list that has begun.
    fn items(&mut self) -> Vec<Vec<Inline>> {
        let mut items = Vec::new();
        while let Some((event, place)) = self.events.next() {
            match event {
                Event::Start(Tag::Item) => items.push(self.inlines(TagEnd::Item)),
                Event::End(TagEnd::List(_)) => break,
                _ => self.refuse(&place, code::E_MARKDOWN, "a list holds items only"),
            }
        }
        items
    }

    /// A quotation that has begun: one paragraph, its kind in bold first.
    fn claim(&mut self, place: Range<usize>) -> Option<Block> {
        let mut text = self.inlines(TagEnd::BlockQuote(None));
        let label = match text.first() {
            Some(Inline::Strong(label)) => label.clone(),
            _ => String::new(),
        };
        let kind = ClaimKind::ALL.into_iter().find(|k| k.label() == label);
        let Some(kind) = kind else {
            let kinds: Vec<_> = ClaimKind::ALL.iter().map(|k| k.label()).collect();
            let kinds = kinds.join("**, **");
            let text = format!("a quotation is a claim: it begins with **{kinds}**");
            self.refuse(&place, code::E_CLAIM, text);
            return None;
        };
        text.remove(0);
        if let Some(Inline::Text(first)) = text.first_mut() {
            *first = first.trim_start_matches([' ', ':']).to_owned();
        }
        if plain(&text).trim().is_empty() {
            self.refuse(&place, code::E_CLAIM, "the claim says nothing");
            return None;
        }
        Some(Block::Claim { kind, text })
    }

    /// Everything up to `end` as one line of text. A single paragraph inside is let through, for
    /// loose list items and quotations have one.
    fn inlines(&mut self, end: TagEnd) -> Vec<Inline> {
        let mut line: Vec<Inline> = Vec::new();
        let mut paragraphs = 0;
        while let Some((event, place)) = self.events.next() {
            match event {
                Event::End(tag) if is_end(tag, end) => break,
                Event::End(TagEnd::Paragraph) => {}
                Event::Start(Tag::Paragraph) => {
                    paragraphs += 1;
                    if paragraphs > 1 {
                        self.refuse(
                            &place,
                            code::E_MARKDOWN,
                            "one paragraph only is allowed here",
                        );
                    }
                }
                Event::Text(text) => push_text(&mut line, &text),
                Event::SoftBreak | Event::HardBreak => push_text(&mut line, " "),
                Event::Code(text) => line.push(Inline::Code(text.into_string())),
                Event::Start(Tag::Strong) => line.push(Inline::Strong(self.words(TagEnd::Strong))),
                Event::Start(Tag::Emphasis) => {
                    line.push(Inline::Emphasis(self.words(TagEnd::Emphasis)));
                }
                Event::Start(Tag::Link { dest_url, .. }) => {
                    let text = self.words(TagEnd::Link);
                    let href = dest_url.into_string();
                    if is_allowed(&href) {
                        line.push(Inline::Link { text, href });
                    } else {
                        let rule = "a link is https, relative, or begins with #";
                        self.refuse(&place, code::E_LINK, format!("{href}: {rule}"));
                    }
                }
                Event::Html(_) | Event::InlineHtml(_) => {
                    self.refuse(&place, code::E_HTML, "raw HTML is not allowed");
                }
                Event::Start(tag) => {
                    self.skip();
                    let text = format!("{} is not allowed within a line", name(&tag));
                    self.refuse(&place, code::E_MARKDOWN, text);
                }
                _ => self.refuse(
                    &place,
                    code::E_MARKDOWN,
                    "this is not allowed within a line",
                ),
            }
        }
        line
    }

    /// Words without marks inside, up to `end`.
    fn words(&mut self, end: TagEnd) -> String {
        let mut words = String::new();
        while let Some((event, place)) = self.events.next() {
            match event {
                Event::End(tag) if tag == end => break,
                Event::Text(text) | Event::Code(text) => words.push_str(&text),
                Event::SoftBreak | Event::HardBreak => words.push(' '),
                Event::InlineHtml(_) => {
                    self.refuse(&place, code::E_HTML, "raw HTML is not allowed");
                }
                Event::Start(_) => {
                    self.skip();
                    self.refuse(
                        &place,
                        code::E_MARKDOWN,
                        "marks within marks are not allowed",
                    );
                }
                _ => self.refuse(
                    &place,
                    code::E_MARKDOWN,
                    "this is not allowed within a mark",
                ),
            }
        }
        words
    }

    /// Leaves out what has begun, whole.
    fn skip(&mut self) {
        let mut depth = 1;
        for (event, _) in self.events.by_ref() {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
    }

    fn refuse(&self, place: &Range<usize>, code: &'static str, text: impl Into<String>) {
        self.source
            .refuse(Some(self.source.line(place.start)), code, text);
    }
}

fn push_text(line: &mut Vec<Inline>, more: &str) {
    match line.last_mut() {
        Some(Inline::Text(text)) => text.push_str(more),
        _ => line.push(Inline::Text(more.to_owned())),
    }
}

/// A quotation's end may carry a kind that its beginning did not ask about.
fn is_end(tag: TagEnd, end: TagEnd) -> bool {
    tag == end || matches!((tag, end), (TagEnd::BlockQuote(_), TagEnd::BlockQuote(_)))
}

/// https, a place on this page, or a relative address. Everything with another scheme, and
/// `//host`, leads away unseen.
fn is_allowed(href: &str) -> bool {
    if href.starts_with("https://") || href.starts_with('#') {
        return true;
    }
    let before_slash = href.split(['/', '?', '#']).next().unwrap_or_default();
    !href.is_empty()
        && !href.starts_with('/')
        && !href.contains('\\')
        && !before_slash.contains(':')
}

fn name(tag: &Tag<'_>) -> &'static str {
    match tag {
        Tag::Heading { .. } => "a heading below the first level",
        Tag::CodeBlock(_) => "a code block",
        Tag::List(_) => "a list of this kind",
        Tag::Image { .. } => "an image",
        Tag::BlockQuote(_) => "a quotation",
        _ => "this kind of Markdown",
    }
}
