//! A text as a token for links and for pasting: zlib, then base64url without padding.
//!
//! The zlib wrapper rather than bare deflate: its checksum tells a token that was cut or mistyped
//! from one that says something, for eight characters more.
//!
//! A link comes from anywhere, so both sides of the inflation are bounded: a bomb of 50 MiB fits in
//! 68,000 characters.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::deflate::compress_to_vec_zlib;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_zlib_with_limit};
use thiserror::Error;

/// No token that we write is longer [D]; browsers pass such addresses on.
pub const MAX_CHARACTERS: usize = 64 * 1024;
/// No text that we put into a token is longer [D].
pub const MAX_TEXT_BYTES: usize = 512 * 1024;
/// Of miniz's 0 to 10: the smallest output, in a few milliseconds for a scenario.
const LEVEL: u8 = 10;

/// Why a token says nothing.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TokenError {
    /// Longer than any that we write.
    #[error("it has {characters} characters, and none of ours has more than {MAX_CHARACTERS}")]
    TooLong {
        /// How many it has.
        characters: usize,
    },
    /// A character that no token has.
    #[error("character {position} is {found:?}: a token has letters, digits, - and _ only")]
    Character {
        /// From 1.
        position: usize,
        /// What stands there.
        found: char,
    },
    /// The end is missing.
    #[error("its end is missing: copy the whole of it")]
    Cut,
    /// The checksum does not fit, or it never was one of ours.
    #[error("it is damaged, or not one of ours")]
    Damaged,
    /// It would unpack to more than any of ours.
    #[error("it unpacks to more than {MAX_TEXT_BYTES} bytes, and none of ours does")]
    TooLarge,
}

/// The token of `text`.
pub fn write(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(compress_to_vec_zlib(text.as_bytes(), LEVEL))
}

/// The text of `token`; white space around it, and line breaks that a mail program put into it,
/// do not count.
///
/// # Errors
/// What is wrong with the token.
pub fn read(token: &str) -> Result<String, TokenError> {
    if token.len() > MAX_CHARACTERS {
        let characters = token.chars().count();
        return Err(TokenError::TooLong { characters });
    }
    let token: String = token.chars().filter(|c| !c.is_whitespace()).collect();
    let strange = |c: &char| !(c.is_ascii_alphanumeric() || *c == '-' || *c == '_');
    if let Some((index, found)) = token.chars().enumerate().find(|(_, c)| strange(c)) {
        let position = index + 1;
        return Err(TokenError::Character { position, found });
    }
    // Four characters are three bytes: a single one left over, or bits that mean nothing, come
    // from a token whose end is missing.
    let bytes = URL_SAFE_NO_PAD
        .decode(&token)
        .map_err(|_| TokenError::Cut)?;
    let text = decompress_to_vec_zlib_with_limit(&bytes, MAX_TEXT_BYTES);
    let text = text.map_err(|error| reason(error.status))?;
    String::from_utf8(text).map_err(|_| TokenError::Damaged)
}

/// As much of the text as can be read, up to `most_bytes`, and what is wrong with the rest: for
/// texts whose parts can stand alone.
pub fn read_part(token: &str, most_bytes: usize) -> (String, Option<TokenError>) {
    let mut letters: String = token.chars().filter(|c| !c.is_whitespace()).collect();
    let strange = |c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_');
    let mut wrong = None;
    if let Some(at) = letters.find(strange) {
        letters.truncate(at);
        wrong = Some(TokenError::Damaged);
    }
    let bytes = URL_SAFE_NO_PAD.decode(&letters).or_else(|_| {
        // Up to the last whole group of letters.
        wrong.get_or_insert(TokenError::Cut);
        URL_SAFE_NO_PAD.decode(&letters[..letters.len() / 4 * 4])
    });
    let bytes = bytes.unwrap_or_default();
    let text = decompress_to_vec_zlib_with_limit(&bytes, most_bytes).unwrap_or_else(|error| {
        wrong = Some(reason(error.status));
        // The rest of the buffer is zeros, which none of our texts has.
        let mut output = error.output;
        output.truncate(output.iter().position(|b| *b == 0).unwrap_or(output.len()));
        output
    });
    let text = String::from_utf8(text).unwrap_or_else(|error| {
        wrong.get_or_insert(TokenError::Damaged);
        let whole = error.utf8_error().valid_up_to();
        String::from_utf8_lossy(&error.as_bytes()[..whole]).into_owned()
    });
    (text, wrong)
}

fn reason(status: TINFLStatus) -> TokenError {
    match status {
        TINFLStatus::FailedCannotMakeProgress | TINFLStatus::NeedsMoreInput => TokenError::Cut,
        TINFLStatus::HasMoreOutput => TokenError::TooLarge,
        _ => TokenError::Damaged,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_bomb_is_refused_before_it_goes_off() {
        let bomb = vec![b'a'; 50 << 20];
        let token = URL_SAFE_NO_PAD.encode(compress_to_vec_zlib(&bomb, 9));
        assert!(token.len() > 60_000, "{}", token.len());
        assert!(matches!(
            read(&token),
            Err(TokenError::TooLarge | TokenError::TooLong { .. })
        ));
        let small = URL_SAFE_NO_PAD.encode(compress_to_vec_zlib(&bomb[..1 << 20], 9));
        assert_eq!(read(&small), Err(TokenError::TooLarge));
    }

    #[test]
    fn a_token_cut_anywhere_is_told_as_such() {
        let token = write("{\"format\":1,\"title\":\"Headroom\"}");
        for end in 0..token.len() {
            assert_eq!(read(&token[..end]), Err(TokenError::Cut), "at {end}");
        }
    }

    #[test]
    fn what_is_left_of_a_cut_or_damaged_token_is_a_beginning_of_its_text() {
        let text: String = (0..400).map(|n| format!("line {n}\n")).collect();
        let token = write(&text);
        for end in 0..token.len() {
            let (part, wrong) = read_part(&token[..end], 1 << 20);
            assert!(text.starts_with(&part) && wrong.is_some(), "at {end}");
            assert!(
                end < token.len() / 2 || part.len() > text.len() / 4,
                "at {end}"
            );
        }
        let strange = token.replacen(&token[token.len() / 2..=token.len() / 2], "!", 1);
        let (part, wrong) = read_part(&strange, 1 << 20);
        assert!(text.starts_with(&part) && wrong.is_some());
        assert_eq!(read_part(&token, 1 << 20), (text, None));
        assert_eq!(read_part(&token, 100).1, Some(TokenError::TooLarge));
    }

    #[test]
    fn a_strange_character_is_named_with_its_place() {
        let found = read("eJy+x").map_err(|e| e.to_string());
        let expected = "character 4 is '+': a token has letters, digits, - and _ only";
        assert_eq!(found, Err(expected.into()));
    }

    #[test]
    fn a_foreign_token_is_not_ours() {
        assert_eq!(read("AAAAAAAAAAAAAAAAAAAA"), Err(TokenError::Damaged));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(text in ".{0,2000}") {
            let token = write(&text);
            prop_assert_eq!(read(&token), Ok(text.clone()));
            let (left, right) = token.split_at(token.len() / 2);
            prop_assert_eq!(read(&format!(" {left}\n{right} ")), Ok(text));
        }

        #[test]
        fn no_text_panics(text in ".{0,400}") {
            let _ = read(&text);
        }

        /// One wrong character is never read as another text.
        #[test]
        fn a_mistyped_character_is_noticed(text in "[a-z ]{1,80}", at in 0_usize..1000) {
            let token = write(&text);
            let at = at % token.len();
            let mut bytes = token.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            let mistyped = String::from_utf8(bytes).expect("ASCII");
            if let Ok(read) = read(&mistyped) {
                prop_assert_eq!(read, text);
            }
        }
    }
}
