//! A scheduled action or a call, and what it did.

use core::fmt;

use alloc::string::String;

use headroom_engine::run::Refusal;

use super::event::refused;
use crate::figure::instances;

/// A scheduled action or a call of the scenario, as a clause that follows its time.
#[derive(Clone, Debug, PartialEq)]
pub struct CalledMessage {
    /// `the scheduled action morning`, or the call by the API's name.
    pub name: String,
    /// The MinCapacity that it sent.
    pub min: Option<u32>,
    /// The MaxCapacity that it sent.
    pub max: Option<u32>,
    /// Why it changed nothing, if so.
    pub refusal: Option<Refusal>,
    /// The capacity that it moved: from, to.
    pub moved: Option<(u32, u32)>,
    /// The endpoint was not InService, so that the move had to wait.
    pub waits: Option<Wait>,
    /// The capacity that was desired afterwards.
    pub desired: u32,
}

/// A move that waits for the endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wait {
    /// It still does.
    Goes,
    /// The endpoint was InService again at this time of day.
    Ended(String),
}

impl CalledMessage {
    /// What it sent: `MinCapacity 8, MaxCapacity 20`; nothing for a call without limits.
    pub(crate) fn limits(&self) -> String {
        let mut text = String::new();
        for (name, value) in [("MinCapacity", self.min), ("MaxCapacity", self.max)] {
            if let Some(value) = value {
                let comma = if text.is_empty() { "" } else { ", " };
                text += &alloc::format!("{comma}{name} {value}");
            }
        }
        text
    }
}

impl fmt::Display for CalledMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, limits) = (&self.name, self.limits());
        if let Some(refusal) = self.refusal {
            return write!(f, "{name} changed nothing: {}", refused(refusal));
        }
        match limits.as_str() {
            "" => write!(f, "{name} was called")?,
            limits => write!(f, "{name} set {limits}")?,
        }
        let verb = if self.desired == 1 { "stays" } else { "stay" };
        let desired = instances(self.desired);
        match self.moved {
            Some((from, to)) => {
                if let Some(Wait::Ended(at)) = &self.waits {
                    write!(
                        f,
                        ", waited for the endpoint to be InService again at {at},"
                    )?;
                }
                write!(f, " and moved the desired capacity from {from} to {to}")
            }
            None if self.waits == Some(Wait::Goes) => write!(
                f,
                "; the endpoint is not InService, so that capacity moves into the limits only once it is: until then {desired} {verb} desired"
            ),
            None if limits.is_empty() => {
                write!(f, ", which moves no capacity: {desired} {verb} desired")
            }
            None => write!(
                f,
                "; it moves capacity only into the limits: {desired} {verb} desired"
            ),
        }
    }
}
