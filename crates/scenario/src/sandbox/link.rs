//! A pair in an address: `1.` and a token. The token holds the format, the engine that made it,
//! the digests of its runs, and both texts.

use serde_json::Value as Json;
use thiserror::Error;

use super::pair::{Pair, Side, compact};
use crate::raw::path::Step;
use crate::raw::{Node, Value};
use crate::token::{self, TokenError};
use crate::{Source, alternative};

/// The form of address that this version writes.
const VERSION: &str = "1.";
/// Characters of a run's digest that a link carries: enough to tell two engines apart.
const DIGEST_CHARACTERS: usize = 8;

/// What a link says.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Both configurations.
    pub pair: Pair,
    /// The engine that the link was made with.
    pub engine: String,
    /// The beginning of the digest of A's and of B's run, where they had run.
    pub digests: [Option<String>; 2],
}

/// Why a link says nothing.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum LinkError {
    /// Another form of address.
    #[error("it begins with {0:?}, and this version reads links that begin with \"1.\"")]
    Version(String),
    /// The token.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// The token holds something else.
    #[error("it holds no two configurations: {0}")]
    Content(String),
}

/// No longer texts go into a link [D]: browsers and the programs between them cut long ones.
const MOST_BYTES: usize = 64 * 1024;

impl Link {
    /// Whether both texts together are short enough for a link.
    pub fn fits(pair: &Pair) -> bool {
        let bytes: usize = Side::BOTH
            .map(|side| pair.side(side).compact().len())
            .iter()
            .sum();
        bytes <= MOST_BYTES
    }

    /// The characters after `#s=`.
    pub fn write(&self) -> String {
        let root = |side| &self.pair.side(side).root;
        let mut fields = vec![("engine".to_owned(), Node::of(&self.engine))];
        for (name, digest) in ["da", "db"].into_iter().zip(&self.digests) {
            if let Some(digest) = digest {
                let short: String = digest.chars().take(DIGEST_CHARACTERS).collect();
                fields.push((name.into(), Node::of(&short)));
            }
        }
        fields.push(("a".into(), root(Side::A).clone()));
        if root(Side::A) != root(Side::B) {
            fields.push(("b".into(), root(Side::B).clone()));
        }
        format!("{VERSION}{}", token::write(&compact(&Node::table(fields))))
    }

    /// Reads what [`Link::write`] wrote.
    ///
    /// # Errors
    /// What is wrong with it. What the two texts themselves say is not judged here.
    pub fn read(text: &str) -> Result<Link, LinkError> {
        let Some(rest) = text.strip_prefix(VERSION) else {
            let begin = text.chars().take(8).collect();
            return Err(LinkError::Version(begin));
        };
        let text = token::read(rest)?;
        let content = |what: &str| LinkError::Content(what.into());
        let source =
            Source::json(&text).map_err(|problems| LinkError::Content(problems.to_string()))?;
        let mut root = source.root;
        let take = |root: &mut Node, name: &str| {
            let node = root.field(name).cloned();
            alternative::remove(root, &[Step::Field(name.into())]);
            node
        };
        let word = |node: Option<Node>| node.and_then(|n| n.text().map(String::from));
        let engine = word(take(&mut root, "engine"))
            .ok_or_else(|| content("it does not name its engine"))?;
        let digests = [word(take(&mut root, "da")), word(take(&mut root, "db"))];
        let is_table = |node: &Node| matches!(node.value, Value::Table(_));
        let a = take(&mut root, "a")
            .filter(is_table)
            .ok_or_else(|| content("A is missing"))?;
        let b = match take(&mut root, "b") {
            None => a.clone(),
            Some(b) if is_table(&b) => b,
            Some(_) => return Err(content("B is no table")),
        };
        if let Some((name, _)) = root.fields().first() {
            return Err(content(&format!("{name:?} is not known here")));
        }
        Ok(Link {
            pair: Pair::new(Source { root: a }, Source { root: b }),
            engine,
            digests,
        })
    }
}

impl Source {
    /// The text as JSON on one line.
    pub fn compact(&self) -> String {
        compact(&self.root)
    }

    /// The text as JSON for people.
    pub fn pretty(&self) -> String {
        crate::raw::json::write(&self.root)
    }

    /// The same with the value at a path replaced; `None` when the path leads nowhere.
    pub fn with(&self, path: &str, value: &Json) -> Option<Source> {
        let steps = crate::raw::path::steps(path)?;
        let node = serde_json::from_value::<Node>(value.clone()).ok()?;
        let mut source = self.clone();
        alternative::set(&mut source.root, &steps, &node).then_some(source)
    }

    /// Its alternatives, each with its id, as texts of their own; only those that apply.
    pub fn alternatives(&self) -> Vec<(String, Source)> {
        let (changed, _) = alternative::read(&self.root);
        let each = changed.into_iter().flatten();
        each.map(|c| (c.id, Source { root: c.root })).collect()
    }

    /// Its title, else its id; empty when it has neither.
    pub fn title(&self) -> &str {
        let text = |name: &str| self.root.field(name).and_then(Node::text);
        text("title").or_else(|| text("id")).unwrap_or_default()
    }
}
