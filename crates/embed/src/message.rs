//! What the frame and its host say: JSON objects with `context: "headroom"` and a version.
//! docs/EMBEDDING.md documents each for hosts.

use alloc::string::String;

use serde::Serialize;
use serde_json::Value;
use thiserror::Error;

use crate::options::{Theme, excerpt};

/// Marks our messages among all that a page may receive.
pub const CONTEXT: &str = "headroom";
/// The version of the messages.
pub const VERSION: u64 = 1;
/// A message longer than this is not read.
pub const MAX_BYTES: usize = 4096;

/// What the frame says.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(
    tag = "type",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Outgoing {
    /// The frame listens.
    Hello {
        /// The lesson, by id.
        lesson: String,
        /// The app's version.
        app: String,
    },
    /// The content's height has changed.
    Resize {
        /// CSS pixels.
        height: u32,
    },
    /// The learner has begun.
    Started {
        /// The lesson.
        lesson: String,
    },
    /// A step is done; also the answer to `getState`.
    Progress(Progress),
    /// A question was answered.
    Answered {
        /// The question, by id.
        question: String,
        /// Whether this answer is right.
        correct: bool,
        /// Which try, from 1.
        attempt: u32,
    },
    /// The frame's work is done. Repeated with the same `id` until the host says `received`.
    Completed {
        /// The same result has the same id.
        id: String,
        /// The result.
        result: Progress,
    },
    /// A message of the host, or the address, says nothing that the frame can follow.
    Error {
        /// Stable code.
        code: &'static str,
        /// For people.
        message: String,
    },
}

/// How far the learner is.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Progress {
    /// The lesson, by id.
    pub lesson: String,
    /// Steps done.
    pub done: u32,
    /// Steps in all.
    pub of: u32,
    /// Points so far.
    pub points: f64,
    /// Points to be had.
    pub max_points: f64,
}

/// What a host may say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Incoming {
    /// Opens the conversation and fixes who the frame talks to.
    Init {
        /// Colours of the host's page.
        theme: Option<Theme>,
        /// The host's own name of the frame, which stands in every message from then on.
        frame: Option<String>,
    },
    /// Asks for a `progress`.
    GetState,
    /// Runs the simulation, if a prediction is committed.
    Run,
    /// Starts the lesson over.
    Reset,
    /// The host has stored the result with this id.
    Received {
        /// Of a `completed`.
        id: String,
    },
}

/// A message that is ours and cannot be followed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// Another version of the messages.
    #[error("this frame speaks version 1 of the messages, not {found}")]
    Version {
        /// What the message says.
        found: String,
    },
    /// No such message.
    #[error("there is no message \"{found}\": it is one of init, getState, run, reset, received")]
    Type {
        /// What the message says.
        found: String,
    },
    /// A field that says nothing.
    #[error("{field} of {message} {rule}")]
    Field {
        /// The message.
        message: &'static str,
        /// The field.
        field: &'static str,
        /// What it must be.
        rule: &'static str,
    },
    /// Too long to be read.
    #[error("a message may have 4096 bytes at most")]
    TooLong,
}

impl Refusal {
    /// The stable code of the `error` message.
    pub const fn code(&self) -> &'static str {
        match self {
            Refusal::Version { .. } => "E_VERSION",
            Refusal::Type { .. } => "E_TYPE",
            Refusal::Field { .. } => "E_FIELD",
            Refusal::TooLong => "E_TOO_LONG",
        }
    }
}

impl Incoming {
    /// Reads what was posted, as JSON text. `None` for what is not ours: other scripts post too.
    pub fn read(text: &str) -> Option<Result<Incoming, Refusal>> {
        if text.len() > MAX_BYTES {
            // Only what says that it is ours gets an answer.
            return text
                .contains("\"headroom\"")
                .then_some(Err(Refusal::TooLong));
        }
        let value: Value = serde_json::from_str(text).ok()?;
        (value.get("context")?.as_str()? == CONTEXT).then(|| Incoming::understand(&value))
    }

    fn understand(value: &Value) -> Result<Incoming, Refusal> {
        let version = &value["v"];
        if version.as_u64() != Some(VERSION) {
            return Err(Refusal::Version {
                found: excerpt(&alloc::format!("{version}")),
            });
        }
        match value["type"].as_str() {
            Some("init") => Incoming::init(value),
            Some("getState") => Ok(Incoming::GetState),
            Some("run") => Ok(Incoming::Run),
            Some("reset") => Ok(Incoming::Reset),
            Some("received") => match value["id"].as_str().filter(|id| id.len() <= 80) {
                Some(id) => Ok(Incoming::Received { id: id.into() }),
                None => Err(Refusal::Field {
                    message: "received",
                    field: "id",
                    rule: "must be the id of a completed message",
                }),
            },
            Some(other) => Err(Refusal::Type {
                found: excerpt(other),
            }),
            None => Err(Refusal::Type {
                found: excerpt(&alloc::format!("{}", value["type"])),
            }),
        }
    }

    fn init(value: &Value) -> Result<Incoming, Refusal> {
        let field = |field, rule| Refusal::Field {
            message: "init",
            field,
            rule,
        };
        let theme = match value.get("theme") {
            None => None,
            Some(word) => Some(
                word.as_str()
                    .and_then(Theme::parse)
                    .ok_or(field("theme", "must be light, dark or system"))?,
            ),
        };
        let frame = match value.get("frame") {
            None => None,
            Some(name) => Some(
                name.as_str()
                    .filter(|name| name.len() <= 80)
                    .ok_or(field("frame", "must be a text of 80 bytes at most"))?
                    .into(),
            ),
        };
        Ok(Incoming::Init { theme, frame })
    }
}

/// A message with its envelope, as it is posted.
#[derive(Serialize)]
struct Envelope<'a> {
    context: &'static str,
    v: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    frame: Option<&'a str>,
    #[serde(flatten)]
    message: &'a Outgoing,
}

/// The JSON text of a message; `frame` is the host's name of the frame, if it gave one.
pub fn write(message: &Outgoing, frame: Option<&str>) -> String {
    let envelope = Envelope {
        context: CONTEXT,
        v: VERSION,
        frame,
        message,
    };
    // Names and finite numbers only: this cannot fail.
    serde_json::to_string(&envelope).unwrap_or_default()
}

/// Canvas resizes the frame of a tool that says this.
pub fn canvas_resize(height: u32) -> String {
    alloc::format!("{{\"subject\":\"lti.frameResize\",\"height\":{height}}}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    fn read(text: &str) -> Option<Result<Incoming, Refusal>> {
        Incoming::read(text)
    }

    #[test]
    fn other_scripts_messages_are_not_ours() {
        for text in [
            "",
            "7",
            "null",
            "{}",
            r#"{"context":"other","v":1,"type":"init"}"#,
            "{\"context\":",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_message_is_read_or_refused_with_its_rule() {
        let table = [
            (
                r#"{"context":"headroom","v":1,"type":"getState"}"#,
                Ok(Incoming::GetState),
            ),
            (
                r#"{"context":"headroom","v":1,"type":"init","theme":"dark","frame":"a"}"#,
                Ok(Incoming::Init {
                    theme: Some(Theme::Dark),
                    frame: Some("a".into()),
                }),
            ),
            (
                r#"{"context":"headroom","v":2,"type":"init"}"#,
                Err("this frame speaks version 1 of the messages, not 2"),
            ),
            (
                r#"{"context":"headroom","v":1,"type":"grade"}"#,
                Err(
                    "there is no message \"grade\": it is one of init, getState, run, reset, received",
                ),
            ),
            (
                r#"{"context":"headroom","v":1,"type":"init","theme":7}"#,
                Err("theme of init must be light, dark or system"),
            ),
            (
                r#"{"context":"headroom","v":1,"type":"received"}"#,
                Err("id of received must be the id of a completed message"),
            ),
        ];
        for (text, expected) in table {
            let found = read(text).expect("ours").map_err(|r| r.to_string());
            assert_eq!(found, expected.map_err(Into::into), "{text}");
        }
    }

    #[test]
    fn a_flood_is_refused_unread() {
        let mut text = r#"{"context":"headroom","v":1,"type":"init","frame":""#.to_string();
        text.push_str(&"x".repeat(MAX_BYTES));
        text.push_str("\"}");
        assert_eq!(read(&text), Some(Err(Refusal::TooLong)));
        assert_eq!(read(&"y".repeat(MAX_BYTES + 1)), None);
    }

    #[test]
    fn what_is_posted_names_context_version_and_type() {
        let message = Outgoing::Answered {
            question: "q".into(),
            correct: true,
            attempt: 2,
        };
        assert_eq!(
            write(&message, Some("left")),
            r#"{"context":"headroom","v":1,"frame":"left","type":"answered","question":"q","correct":true,"attempt":2}"#
        );
        let message = Outgoing::Progress(Progress {
            max_points: 3.0,
            ..Progress::default()
        });
        assert_eq!(
            write(&message, None),
            r#"{"context":"headroom","v":1,"type":"progress","lesson":"","done":0,"of":0,"points":0.0,"maxPoints":3.0}"#
        );
    }
}
