//! Rust source as the textual guards read it: files below a folder, without comments and strings.

use crate::command::root;
use std::path::{Path, PathBuf};

/// Every Rust file below a folder of the root, with its text, in a fixed order.
pub fn files(folder: &str) -> Result<Vec<(String, String)>, String> {
    let mut paths = Vec::new();
    collect(&root().join(folder), &mut paths)?;
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let text =
                std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            let name = path.strip_prefix(root()).unwrap_or(&path);
            Ok((name.display().to_string(), text))
        })
        .collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<(), String> {
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, paths)?;
        } else if path.extension().is_some_and(|e| e == "rs") {
            paths.push(path);
        }
    }
    Ok(())
}

/// Whether string literals stay in the text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Strings {
    /// Guards of code: words in a message are not calls.
    Blank,
    /// Guards of views, where the string is what matters.
    Keep,
}

/// The text with comments (and strings, if asked) blanked out; lines stay where they are.
pub fn code(text: &str, strings: Strings) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let (length, keep) = token(rest);
        let (piece, tail) = rest.split_at(length);
        match keep {
            Kind::Code => out.push_str(piece),
            Kind::Text if strings == Strings::Keep => out.push_str(piece),
            Kind::Text => {
                out.push('"');
                out.extend(piece.chars().filter(|c| *c == '\n'));
                out.push('"');
            }
            Kind::Comment => {
                out.push(' ');
                out.extend(piece.chars().filter(|c| *c == '\n'));
            }
        }
        rest = tail;
    }
    out
}

enum Kind {
    Code,
    Text,
    Comment,
}

/// The length of the token at the start, and what it is.
fn token(text: &str) -> (usize, Kind) {
    if text.starts_with("//") {
        return (text.find('\n').unwrap_or(text.len()), Kind::Comment);
    }
    if text.starts_with("/*") {
        return (block_comment(text), Kind::Comment);
    }
    if text.starts_with('"') {
        return (plain_string(text), Kind::Text);
    }
    if let Some(length) = raw_string(text) {
        return (length, Kind::Text);
    }
    // A quote as a character would open a string that is none.
    for character in ["'\"'", "'\\\"'", "'\\''", "'\\\\'"] {
        if text.starts_with(character) {
            return (character.len(), Kind::Code);
        }
    }
    // A whole word at a time, so that the r of `for` does not look like a raw string.
    let word = text
        .find(|c: char| !(c.is_alphanumeric() || c == '_'))
        .unwrap_or(text.len());
    let one = text.chars().next().map_or(1, char::len_utf8);
    (word.max(one), Kind::Code)
}

/// Block comments nest.
fn block_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with("/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if rest.starts_with("*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                return at;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

fn plain_string(text: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn raw_string(text: &str) -> Option<usize> {
    let after = text.strip_prefix("br").or_else(|| text.strip_prefix('r'))?;
    let body = after.trim_start_matches('#');
    let hashes = after.len() - body.len();
    let body = body.strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let opening = text.len() - body.len();
    Some(
        body.find(&end)
            .map_or(text.len(), |at| opening + at + end.len()),
    )
}

/// The text before the file's own tests, which by custom stand last.
pub fn without_tests(text: &str) -> &str {
    text.find("#[cfg(test)]").map_or(text, |at| &text[..at])
}

/// Whether `needle` occurs in `line` with no letter, digit or underscore touching its wordy ends.
pub fn has_word(line: &str, needle: &str) -> bool {
    let wordy = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(needle).any(|(at, _)| {
        let before = line[..at].chars().next_back().is_some_and(wordy)
            && needle.chars().next().is_some_and(wordy);
        let after = line[at + needle.len()..].chars().next().is_some_and(wordy)
            && needle.chars().next_back().is_some_and(wordy);
        !before && !after
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_strings_go_and_lines_stay() {
        let text = "a // x.exp()\nb /* c /* d */\n e */ f \"g \\\" h\" 'i' '\"' r#\"j\" k\"# l\n";
        let code = code(text, Strings::Blank);
        assert_eq!(code, "a  \nb  \n f \"\" 'i' '\"' \"\" l\n");
        assert_eq!(code.lines().count(), text.lines().count());
    }

    #[test]
    fn strings_stay_when_asked() {
        let text = "view! { <p style=\"x\"> } // style=\"y\"\n";
        assert_eq!(code(text, Strings::Keep), "view! { <p style=\"x\"> }  \n");
    }

    #[test]
    fn an_unclosed_string_does_not_hide_the_rest_of_a_word() {
        assert_eq!(
            code("for x in br\"y\" {}", Strings::Blank),
            "for x in \"\" {}"
        );
        assert_eq!(code("r.exp()", Strings::Blank), "r.exp()");
        assert_eq!(
            code("'a'.len(); x::<'_>()", Strings::Blank),
            "'a'.len(); x::<'_>()"
        );
    }

    #[test]
    fn words_are_whole() {
        assert!(has_word("let m: HashMap<u8, u8>;", "HashMap"));
        assert!(!has_word("MyHashMapLike", "HashMap"));
        assert!(has_word("x.exp()", ".exp("));
        assert!(!has_word("x.expect(1)", ".exp("));
    }
}
