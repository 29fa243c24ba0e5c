//! Who may say what when: the frame's side of the conversation.
//!
//! Before a host says `init` the frame says only `hello`, `resize` and what is wrong with its
//! address, which hold nothing of the learner. The first valid `init` of the parent window fixes window and origin. A result is kept
//! until it can be sent, and said again until the host has acknowledged it.

use alloc::string::String;
use alloc::vec::Vec;

use crate::message::{self, Incoming, Outgoing, Progress};
use crate::options::Theme;

/// Something that happened to the frame.
#[derive(Clone, Debug, PartialEq)]
pub enum Event<'a> {
    /// The app listens and has read its address.
    Ready,
    /// The address says something that the frame cannot follow, in words.
    BadAddress(&'a str),
    /// A window posted something.
    Posted {
        /// It is the parent window.
        from_parent: bool,
        /// As the browser names it; `"null"` for a sandboxed page.
        origin: &'a str,
        /// As JSON text.
        text: &'a str,
    },
    /// The content's height, in CSS pixels.
    Height(u32),
    /// The learner has begun.
    Started,
    /// The learner is so far.
    Progress(Progress),
    /// A question was answered.
    Answered {
        /// The question, by id.
        question: &'a str,
        /// Whether the answer is right.
        correct: bool,
        /// Which try, from 1.
        attempt: u32,
    },
    /// The frame's work is done, with this result.
    Completed(Progress),
}

/// What the app is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Post this text to the parent window.
    Post {
        /// The addressee's origin: `"*"` for what everybody may hear, and for a sandboxed host,
        /// which has no origin that could be named.
        origin: String,
        /// JSON.
        text: String,
    },
    /// Take these colours.
    Theme(Theme),
    /// Run, if a prediction is committed.
    Run,
    /// Start over.
    Reset,
}

/// Whether the result has reached the host.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Delivery {
    /// There is no result yet.
    #[default]
    None,
    /// There is one, and no host to send it to.
    Kept,
    /// Sent, not acknowledged.
    Sent,
    /// The host has it.
    Received,
}

/// The conversation so far.
#[derive(Clone, Debug)]
pub struct Session {
    lesson: String,
    app: String,
    /// The host's origin, once a valid `init` came.
    host: Option<String>,
    frame: Option<String>,
    height: Option<u32>,
    progress: Progress,
    results: u32,
    result: Option<(String, Progress)>,
    delivery: Delivery,
}

impl Session {
    /// A frame that shows `lesson`, by a version of the app.
    pub fn new(lesson: &str, app: &str) -> Session {
        Session {
            lesson: lesson.into(),
            app: app.into(),
            host: None,
            frame: None,
            height: None,
            progress: Progress {
                lesson: lesson.into(),
                ..Progress::default()
            },
            results: 0,
            result: None,
            delivery: Delivery::None,
        }
    }

    /// Whether the result has reached the host: "sent" is said only of [`Delivery::Received`].
    pub fn delivery(&self) -> Delivery {
        self.delivery
    }

    /// Takes an event and says what is to be done, in order.
    pub fn on(&mut self, event: Event) -> Vec<Effect> {
        let mut effects = Vec::new();
        match event {
            Event::Ready => {
                let hello = Outgoing::Hello {
                    lesson: self.lesson.clone(),
                    app: self.app.clone(),
                };
                self.say_openly(&hello, &mut effects);
            }
            Event::BadAddress(words) => {
                let error = Outgoing::Error {
                    code: "E_ADDRESS",
                    message: words.into(),
                };
                self.say_openly(&error, &mut effects);
            }
            Event::Height(height) if self.height == Some(height) => {}
            Event::Height(height) => {
                self.height = Some(height);
                self.say_openly(&Outgoing::Resize { height }, &mut effects);
                effects.push(Effect::Post {
                    origin: self.open_origin(),
                    text: message::canvas_resize(height),
                });
            }
            Event::Started => {
                self.say(
                    &Outgoing::Started {
                        lesson: self.lesson.clone(),
                    },
                    &mut effects,
                );
            }
            Event::Progress(progress) => {
                self.progress = progress;
                self.say(&Outgoing::Progress(self.progress.clone()), &mut effects);
            }
            Event::Answered {
                question,
                correct,
                attempt,
            } => {
                let question = question.into();
                self.say(
                    &Outgoing::Answered {
                        question,
                        correct,
                        attempt,
                    },
                    &mut effects,
                );
            }
            Event::Completed(result) => {
                self.progress = result.clone();
                self.results += 1;
                let id = alloc::format!("{}-{}", self.lesson, self.results);
                self.result = Some((id, result));
                self.delivery = Delivery::Kept;
                self.deliver(&mut effects);
            }
            Event::Posted {
                from_parent: false, ..
            } => {}
            Event::Posted { origin, text, .. } => self.hear(origin, text, &mut effects),
        }
        effects
    }

    /// A message of the parent window.
    fn hear(&mut self, origin: &str, text: &str, effects: &mut Vec<Effect>) {
        // Another origin in the parent window is another page: it was not spoken to.
        if self.host.as_deref().is_some_and(|host| host != origin) {
            return;
        }
        let message = match Incoming::read(text) {
            None => return,
            Some(Ok(message)) => message,
            Some(Err(refusal)) => {
                let error = Outgoing::Error {
                    code: refusal.code(),
                    message: alloc::format!("{refusal}"),
                };
                return self.post(origin, &error, effects);
            }
        };
        if let Incoming::Init { theme, frame } = message {
            self.host = Some(origin.into());
            self.frame = frame;
            effects.extend(theme.map(Effect::Theme));
            self.say(&Outgoing::Progress(self.progress.clone()), effects);
            return self.deliver(effects);
        }
        if self.host.is_none() {
            let error = Outgoing::Error {
                code: "E_NO_INIT",
                message: "the first message must be init".into(),
            };
            return self.post(origin, &error, effects);
        }
        match message {
            Incoming::GetState => {
                self.say(&Outgoing::Progress(self.progress.clone()), effects);
                if self.delivery == Delivery::Sent {
                    self.deliver(effects);
                }
            }
            Incoming::Run => effects.push(Effect::Run),
            Incoming::Reset => effects.push(Effect::Reset),
            Incoming::Received { id } => {
                if self.result.as_ref().is_some_and(|(ours, _)| *ours == id) {
                    self.delivery = Delivery::Received;
                }
            }
            Incoming::Init { .. } => {}
        }
    }

    /// Sends the result, if there is one that the host has not acknowledged.
    fn deliver(&mut self, effects: &mut Vec<Effect>) {
        let Some((id, result)) = self.result.clone() else {
            return;
        };
        if self.host.is_some() && self.delivery != Delivery::Received {
            self.say(&Outgoing::Completed { id, result }, effects);
            self.delivery = Delivery::Sent;
        }
    }

    /// To the host alone; to nobody before there is one.
    fn say(&self, message: &Outgoing, effects: &mut Vec<Effect>) {
        if let Some(host) = &self.host {
            self.post(host, message, effects);
        }
    }

    /// To whoever holds the frame: nothing of the learner.
    fn say_openly(&self, message: &Outgoing, effects: &mut Vec<Effect>) {
        self.post(&self.open_origin(), message, effects);
    }

    fn open_origin(&self) -> String {
        self.host
            .clone()
            .map_or_else(|| "*".into(), |host| addressee(&host))
    }

    fn post(&self, origin: &str, message: &Outgoing, effects: &mut Vec<Effect>) {
        effects.push(Effect::Post {
            origin: addressee(origin),
            text: message::write(message, self.frame.as_deref()),
        });
    }
}

/// A sandboxed page has the origin `null`, which cannot be addressed; the parent window is fixed
/// all the same.
fn addressee(origin: &str) -> String {
    if origin == "null" || origin.is_empty() {
        "*".into()
    } else {
        origin.into()
    }
}
