//! Lesson text, compiled: the app walks it and needs no Markdown.

use serde::{Deserialize, Serialize};

/// A block of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list without numbers; an item is one line of text.
    List(Vec<Vec<Inline>>),
    /// A statement about AWS, marked with where it comes from.
    Claim {
        /// Where it comes from.
        kind: ClaimKind,
        /// What it says.
        text: Vec<Inline>,
    },
}

/// A stretch of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Inline {
    /// Plain.
    Text(String),
    /// Important.
    Strong(String),
    /// Stressed.
    Emphasis(String),
    /// A value, a name of AWS's, JSON.
    Code(String),
    /// A link: `https:`, relative, or `#…`; nothing else passes the compiler.
    Link {
        /// What is shown.
        text: String,
        /// Where it leads.
        href: String,
    },
}

/// Where a claim comes from. FACTS: presentation rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimKind {
    /// AWS documentation or the API model says so.
    AwsDocs,
    /// Seen in the field, not documented.
    Observed,
    /// Exam study guides teach it.
    StudyGuide,
    /// Nobody documents it: a constant of this simulator.
    OurAssumption,
}

impl ClaimKind {
    /// Every kind.
    pub const ALL: [ClaimKind; 4] = [
        ClaimKind::AwsDocs,
        ClaimKind::Observed,
        ClaimKind::StudyGuide,
        ClaimKind::OurAssumption,
    ];

    /// The words that mark it, in lesson files and on screen.
    pub const fn label(self) -> &'static str {
        match self {
            ClaimKind::AwsDocs => "AWS docs",
            ClaimKind::Observed => "Observed",
            ClaimKind::StudyGuide => "Study guide",
            ClaimKind::OurAssumption => "Our assumption",
        }
    }
}

/// The text alone, without marks: for summaries and searches.
pub fn plain(text: &[Inline]) -> String {
    text.iter()
        .map(|part| match part {
            Inline::Text(s) | Inline::Strong(s) | Inline::Emphasis(s) | Inline::Code(s) => s,
            Inline::Link { text, .. } => text,
        })
        .map(String::as_str)
        .collect()
}
