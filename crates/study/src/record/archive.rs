//! Progress as a text that leaves one device and enters another: a file, or a code to paste.
//!
//! The file is a heading with the number of lines, then the records' own lines; the code is the
//! same text packed. Every line has its checksum, so that what arrives damaged or cut still brings
//! the lines that are whole. Importing is [`super::union`]: order and repetition do not matter.

use std::collections::BTreeSet;

use headroom_scenario::token::{self, TokenError};
use thiserror::Error;

use super::{Record, RecordError};

/// The format that this version writes, and the newest that it reads.
pub const FORMAT: u32 = 1;
/// The longest text that is read [D]: a year of daily reviews is a tenth of it.
pub const MAX_BYTES: usize = 16 << 20;
/// What a file begins with.
const HEADING: &str = "headroom-progress";
/// What a code begins with.
const CODE: &str = "headroom-code";

/// What was read from a file or a code.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Archive {
    /// The records, in the order in which they stood there.
    pub records: Vec<Record>,
    /// Whole lines of a newer version: kept as they are, until that version reads them.
    pub newer: Vec<String>,
    /// Lines that were changed on their way.
    pub damaged: usize,
    /// Lines that the heading promises and that are not there.
    pub missing: usize,
}

/// Why nothing could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ArchiveError {
    /// There is no text.
    #[error("there is nothing to read")]
    Empty,
    /// It is longer than [`MAX_BYTES`], packed or unpacked.
    #[error("it is longer than {} MB", MAX_BYTES >> 20)]
    TooLong,
    /// It is something else.
    #[error("it is not progress from Headroom")]
    Foreign,
    /// A newer version wrote it.
    #[error("it has format {found}, this version reads up to {FORMAT}")]
    Newer {
        /// Its format.
        found: u32,
    },
    /// No line of it is whole.
    #[error("it is cut or damaged so that no record is left")]
    NothingLeft,
}

/// The text of a file with these lines, which records have [encoded](Record::encode).
pub fn file<'a>(lines: impl IntoIterator<Item = &'a str>) -> String {
    // Each once, and in an order that does not depend on the device.
    let lines: BTreeSet<&str> = lines.into_iter().collect();
    let mut text = format!("{HEADING} {FORMAT} {}\n", lines.len());
    for line in lines {
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// The same as a code to paste.
pub fn code<'a>(lines: impl IntoIterator<Item = &'a str>) -> String {
    format!("{CODE}.{FORMAT}.{}", token::write(&file(lines)))
}

/// Reads a file or a code; white space around it, and line breaks in a code, do not count.
///
/// # Errors
/// Why it has nothing for us. Damage that leaves at least one line is no error, but counted.
pub fn read(text: &str) -> Result<Archive, ArchiveError> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if text.is_empty() {
        return Err(ArchiveError::Empty);
    }
    if text.len() > MAX_BYTES {
        return Err(ArchiveError::TooLong);
    }
    let Some(code) = text.strip_prefix(CODE) else {
        return read_file(text);
    };
    let (format, packed) = code
        .strip_prefix('.')
        .and_then(|rest| rest.split_once('.'))
        .ok_or(ArchiveError::NothingLeft)?;
    known(format)?;
    let (text, wrong) = token::read_part(packed, MAX_BYTES);
    match wrong {
        Some(TokenError::TooLarge | TokenError::TooLong { .. }) => Err(ArchiveError::TooLong),
        Some(_) if text.is_empty() => Err(ArchiveError::NothingLeft),
        Some(_) | None => read_file(&text),
    }
}

fn known(format: &str) -> Result<(), ArchiveError> {
    match format.parse() {
        Ok(FORMAT) => Ok(()),
        Ok(found) if found > FORMAT => Err(ArchiveError::Newer { found }),
        Ok(_) | Err(_) => Err(ArchiveError::Foreign),
    }
}

fn read_file(text: &str) -> Result<Archive, ArchiveError> {
    let mut lines = text.lines();
    let mut heading = lines.next().unwrap_or_default().split_whitespace();
    if heading.next() != Some(HEADING) {
        return Err(ArchiveError::Foreign);
    }
    known(heading.next().unwrap_or_default())?;
    let promised = heading.next().and_then(|n| n.parse::<usize>().ok());
    let promised = promised.ok_or(ArchiveError::NothingLeft)?;
    let mut archive = Archive::default();
    let mut found = 0;
    for line in lines.map(str::trim).filter(|line| !line.is_empty()) {
        found += 1;
        match Record::decode(line) {
            Ok(record) => archive.records.push(record),
            Err(RecordError::Schema { .. }) => archive.newer.push(line.to_owned()),
            Err(_) => archive.damaged += 1,
        }
    }
    archive.missing = promised.saturating_sub(found);
    let whole = archive.records.len() + archive.newer.len();
    if whole == 0 && (archive.damaged > 0 || archive.missing > 0) {
        return Err(ArchiveError::NothingLeft);
    }
    Ok(archive)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Entry, crc_32};

    fn lines(n: u64) -> Vec<String> {
        let finished = |at_ms| {
            let lesson = format!("lesson-{at_ms}");
            Record::new(at_ms, Entry::Finished { lesson })
        };
        (0..n).map(|at_ms| finished(at_ms).encode()).collect()
    }

    fn texts(lines: &[String]) -> [String; 2] {
        let lines = || lines.iter().map(String::as_str);
        [file(lines()), code(lines())]
    }

    #[test]
    fn file_and_code_bring_every_record() {
        for text in texts(&lines(40)) {
            let archive = read(&text).expect("whole");
            assert_eq!(archive.records.len(), 40);
            assert_eq!((archive.damaged, archive.missing), (0, 0));
        }
    }

    #[test]
    fn a_code_survives_line_breaks_and_spaces() {
        let [_, code] = texts(&lines(40));
        let (left, right) = code.split_at(code.len() / 2);
        let pasted = format!("\u{feff}  {left}\r\n  {right}\n\n");
        assert_eq!(read(&pasted), read(&code));
    }

    #[test]
    fn what_is_cut_in_half_brings_its_whole_lines_and_says_how_many_are_missing() {
        for text in texts(&lines(200)) {
            let archive = read(&text[..text.len() / 2]).expect("half of it");
            let got = archive.records.len();
            assert!(got > 20, "{got} of 200");
            // The line at the cut is damaged, or ends exactly there.
            assert!(archive.damaged <= 1);
            assert_eq!(got + archive.damaged + archive.missing, 200);
            assert_eq!(archive.records, read(&text).expect("whole").records[..got]);
        }
    }

    #[test]
    fn no_cut_is_taken_for_the_whole_and_none_panics() {
        for text in texts(&lines(6)) {
            for end in 0..text.trim_end().len() {
                match read(&text[..end]) {
                    // Only the end of the packing may be missing, and no line.
                    Ok(cut) if cut.damaged + cut.missing == 0 => {
                        assert_eq!(cut.records.len(), 6, "{end} of {text}");
                    }
                    Ok(_) => {}
                    Err(error) => assert_ne!(error, ArchiveError::TooLong),
                }
            }
        }
    }

    #[test]
    fn a_damaged_line_is_counted_and_the_others_stay() {
        let [text, _] = texts(&lines(5));
        let archive = read(&text.replace("lesson-3", "lesson-4")).expect("four of them");
        assert_eq!((archive.records.len(), archive.damaged), (4, 1));
    }

    #[test]
    fn lines_of_a_newer_version_are_kept_as_they_are() {
        let json = r#"{"at_ms":1,"kind":"levitated"}"#;
        let sum = crc_32(9_u32.to_le_bytes().into_iter().chain(json.bytes()));
        let newer = format!("9 {sum:08x} {json}");
        let archive = read(&file([newer.as_str()])).expect("whole");
        assert_eq!((archive.newer, archive.damaged), (vec![newer], 0));
    }

    #[test]
    fn what_has_nothing_for_us_says_why() {
        let bomb = "a".repeat(MAX_BYTES + 1);
        let packed = format!("{CODE}.1.{}", token::write(&bomb));
        for (text, error) in [
            ("  \n", ArchiveError::Empty),
            ("eJwLycgsVgCiRIWS1OISAA", ArchiveError::Foreign),
            ("headroom-progress zero", ArchiveError::Foreign),
            ("headroom-progress 1", ArchiveError::NothingLeft),
            ("headroom-progress 2 1\nx", ArchiveError::Newer { found: 2 }),
            ("headroom-code.7.eJwL", ArchiveError::Newer { found: 7 }),
            ("headroom-code.1.", ArchiveError::NothingLeft),
            ("headroom-code", ArchiveError::NothingLeft),
            ("headroom-code.1.!!!!", ArchiveError::NothingLeft),
            ("headroom-progress 1 3", ArchiveError::NothingLeft),
            (bomb.as_str(), ArchiveError::TooLong),
            (packed.as_str(), ArchiveError::TooLong),
        ] {
            assert_eq!(read(text), Err(error), "{}", &text[..text.len().min(40)]);
        }
    }

    #[test]
    fn an_export_of_nothing_is_whole() {
        for text in texts(&[]) {
            assert_eq!(read(&text), Ok(Archive::default()));
        }
    }
}
