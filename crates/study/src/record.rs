//! The learner's record: lines that are appended and never changed.
//!
//! A line is `<schema> <checksum> <JSON>`. A damaged line is reported and skipped; the others
//! stay. Time is an argument, for this crate has no clock.

pub mod archive;
mod progress;

use std::cmp::Ordering;

use headroom_model::scenario::Seed;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::plan::Wish;

pub use progress::{LessonProgress, Progress, QuestionProgress, progress};

/// The newest schema that this version reads. A line is written under the oldest one that has its
/// kind of entry, so that an older version reads what it can and carries the rest along.
pub const SCHEMA: u32 = 4;

/// One thing that a learner did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    at_ms: u64,
    #[serde(flatten)]
    entry: Entry,
}

/// What a learner did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Entry {
    /// A prediction was committed, before its run.
    Predicted {
        /// The lesson's id.
        lesson: String,
        /// The seed of the run to come.
        seed: Seed,
        /// A value for each field of the lesson, in its order.
        values: Vec<f64>,
    },
    /// A drawn prediction was committed, before its run.
    Drew {
        /// The lesson's id.
        lesson: String,
        /// The seed of the run to come.
        seed: Seed,
        /// Minute and instances in service at the beginning of the drawn stretch and at every
        /// change; the last one holds to the end.
        changes: Vec<(u32, u32)>,
    },
    /// The prediction was held against its run.
    Scored {
        /// The lesson's id.
        lesson: String,
        /// The seed of the run.
        seed: Seed,
        /// Points reached.
        points: f64,
        /// Points possible.
        of: f64,
    },
    /// An option was checked.
    Answered {
        /// The lesson's id.
        lesson: String,
        /// The question's id.
        question: String,
        /// The option's id.
        option: String,
        /// Whether it was the right one.
        correct: bool,
        /// How sure the learner was; `None` when nobody asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        confidence: Option<Confidence>,
        /// Where it was asked, when that was not its lesson: such an answer says nothing about
        /// how far the lesson is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<Place>,
    },
    /// The answer of a question was asked for, after a wrong one: it can be answered no more.
    GaveUp {
        /// The lesson's id.
        lesson: String,
        /// The question's id.
        question: String,
    },
    /// The last question was answered to its end.
    Finished {
        /// The lesson's id.
        lesson: String,
    },
    /// A timed drill was finished; its answers are records of their own.
    Drilled {
        /// What its questions were drawn from.
        seed: u32,
        /// Questions answered rightly.
        right: u32,
        /// Questions asked.
        of: u32,
        /// What it took, seconds.
        seconds: u32,
    },
    /// The learner said when the exam is, and how much time a day has; the latest one holds.
    Planned(Wish),
}

/// Where a question was asked outside of its lesson, with parameters drawn anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// In a review.
    Review,
    /// In a timed drill.
    Drill,
}

/// How sure a learner was of an answer before it was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// In doubt.
    Unsure,
    /// Without doubt.
    Sure,
}

impl Entry {
    /// What is done first when two records have the same moment.
    fn rank(&self) -> u8 {
        match self {
            Entry::Predicted { .. } | Entry::Drew { .. } => 0,
            Entry::Scored { .. } => 1,
            Entry::Answered { .. } => 2,
            Entry::GaveUp { .. } => 3,
            Entry::Finished { .. } => 4,
            Entry::Drilled { .. } => 5,
            Entry::Planned(_) => 6,
        }
    }

    /// The oldest schema that has it.
    fn schema(&self) -> u32 {
        match self {
            Entry::GaveUp { .. } => 2,
            // A version that does not know the place would take it for an answer in the lesson.
            Entry::Answered { place: Some(_), .. } | Entry::Drilled { .. } => 3,
            Entry::Planned(_) => 4,
            _ => 1,
        }
    }

    /// The lesson that it belongs to, if it belongs to one.
    pub fn lesson(&self) -> Option<&str> {
        match self {
            Entry::Predicted { lesson, .. }
            | Entry::Drew { lesson, .. }
            | Entry::Scored { lesson, .. }
            | Entry::Answered { lesson, .. }
            | Entry::GaveUp { lesson, .. }
            | Entry::Finished { lesson } => Some(lesson),
            Entry::Drilled { .. } => None,
            Entry::Planned(_) => None,
        }
    }
}

impl Record {
    /// `entry`, done `at_ms` milliseconds after 1970-01-01T00:00:00Z.
    pub fn new(at_ms: u64, entry: Entry) -> Record {
        Record { at_ms, entry }
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub fn at_ms(&self) -> u64 {
        self.at_ms
    }

    /// What was done.
    pub fn entry(&self) -> &Entry {
        &self.entry
    }

    /// The order in which records count, the same on every device: by moment, then by what comes
    /// first in a lesson. Only equal records are equal in it.
    pub fn order(&self, other: &Record) -> Ordering {
        let by_moment = self.at_ms.cmp(&other.at_ms);
        by_moment
            .then_with(|| self.entry.rank().cmp(&other.entry.rank()))
            .then_with(|| self.encode().cmp(&other.encode()))
    }

    /// One line of text, without a line break.
    pub fn encode(&self) -> String {
        // Plain data with text keys always has a JSON form.
        let json = serde_json::to_string(self).unwrap_or_default();
        let schema = self.entry.schema();
        format!("{schema} {:08x} {json}", checksum(schema, &json))
    }

    /// Reads a line.
    ///
    /// # Errors
    /// When the line is cut, changed, or of a newer schema.
    pub fn decode(line: &str) -> Result<Record, RecordError> {
        let mut parts = line.splitn(3, ' ');
        let (Some(schema), Some(sum), Some(json)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(RecordError::Shape);
        };
        let schema: u32 = schema.parse().map_err(|_| RecordError::Shape)?;
        let stated = u32::from_str_radix(sum, 16).map_err(|_| RecordError::Shape)?;
        if stated != checksum(schema, json) {
            return Err(RecordError::Checksum);
        }
        if !(1..=SCHEMA).contains(&schema) {
            return Err(RecordError::Schema { found: schema });
        }
        serde_json::from_str(json).map_err(|error| RecordError::Content(error.to_string()))
    }
}

/// Why a line is no record.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RecordError {
    /// It is cut, or it never was one.
    #[error("this line is no record")]
    Shape,
    /// Another version wrote it, and it is whole: that version will read it.
    #[error("this record has schema {found}, this version reads up to {SCHEMA}")]
    Schema {
        /// Its schema.
        found: u32,
    },
    /// It was changed after it was written.
    #[error("the checksum of this record does not fit")]
    Checksum,
    /// The checksum fits and the content does not.
    #[error("this record cannot be read: {0}")]
    Content(String),
}

/// Everything that could be read, and what could not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Log {
    /// In the order of the lines.
    pub records: Vec<Record>,
    /// Lines that were skipped.
    pub damaged: Vec<Damaged>,
}

/// What the learner has said last about the exam, in `records` of any order.
pub fn wish(records: &[Record]) -> Wish {
    let wishes = records.iter().filter_map(|record| match record.entry() {
        Entry::Planned(wish) => Some((record, *wish)),
        _ => None,
    });
    let latest = wishes.max_by(|(a, _), (b, _)| a.order(b));
    latest.map_or_else(Wish::default, |(_, wish)| wish)
}

/// Records of several devices as one list, in their [order](Record::order), each once. Which
/// device comes first does not matter, and neither does how often.
pub fn union(records: impl IntoIterator<Item = Record>) -> Vec<Record> {
    let mut all: Vec<Record> = records.into_iter().collect();
    all.sort_by(Record::order);
    all.dedup_by(|a, b| a.order(b).is_eq());
    all
}

/// A line that was skipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damaged {
    /// Its number, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub error: RecordError,
}

impl Log {
    /// Reads lines in the order in which they were appended. Empty ones are no damage.
    pub fn read<'a>(lines: impl IntoIterator<Item = &'a str>) -> Log {
        let mut log = Log::default();
        for (line, text) in (1..).zip(lines) {
            match Record::decode(text) {
                _ if text.trim().is_empty() => {}
                Ok(record) => log.records.push(record),
                Err(error) => log.damaged.push(Damaged { line, error }),
            }
        }
        log
    }
}

/// CRC-32 of the schema and the JSON: it finds damage, it is no secret.
fn checksum(schema: u32, json: &str) -> u32 {
    crc_32(schema.to_le_bytes().into_iter().chain(json.bytes()))
}

/// CRC-32 as in IEEE 802.3.
fn crc_32(bytes: impl Iterator<Item = u8>) -> u32 {
    !bytes.fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg())
        })
    })
}

#[cfg(test)]
mod tests;
