//! The log: events while they happen, each with its causes.

use alloc::vec::Vec;

use headroom_model::metric::Reading;
use headroom_model::time::Time;

use super::decision::{Datapoint, Decision};
use super::event::{Event, What};

/// Events and decisions so far.
#[derive(Clone, Debug, Default)]
pub struct Log {
    /// In order of time; an id is an index.
    pub events: Vec<Event>,
    /// In order of time.
    pub decisions: Vec<Decision>,
    /// The event of each datapoint, by what was read and its last base period.
    datapoints: Vec<(Reading, Vec<Option<u32>>)>,
}

impl Log {
    /// Notes that `what` happened now because of earlier events; returns its id.
    pub fn note(&mut self, now_us: u64, mut because: Vec<u32>, what: What) -> u32 {
        because.sort_unstable();
        because.dedup();
        let id = self.events.len() as u32;
        self.events.push(Event {
            time: Time::from_micros(now_us),
            because,
            what,
        });
        id
    }

    /// Notes that a datapoint can be seen from now on.
    pub fn note_datapoint(
        &mut self,
        now_us: u64,
        reading: Reading,
        last: usize,
        datapoint: Datapoint,
    ) {
        let id = self.note(now_us, Vec::new(), What::Datapoint { reading, datapoint });
        let known = self.datapoints.iter().position(|(r, _)| *r == reading);
        let at = known.unwrap_or_else(|| {
            self.datapoints.push((reading, Vec::new()));
            self.datapoints.len() - 1
        });
        let ids = &mut self.datapoints[at].1;
        if ids.len() <= last {
            ids.resize(last + 1, None);
        }
        ids[last] = Some(id);
    }

    /// The event of the datapoint that ends with the base period `last`, if it was seen.
    pub fn datapoint(&self, reading: Reading, last: usize) -> Option<u32> {
        let mut all = self.datapoints.iter();
        let (_, ids) = all.find(|(r, _)| *r == reading)?;
        ids.get(last).copied().flatten()
    }

    /// Notes a decision. Equal consecutive ones of a policy are one event; `previous` is the
    /// policy's latest. Returns the event's id.
    pub fn note_decision(
        &mut self,
        previous: Option<u32>,
        because: Vec<u32>,
        decision: Decision,
    ) -> u32 {
        let index = self.decisions.len() as u32;
        self.decisions.push(decision);
        let now = decision.time;
        if let Some(id) = previous
            && let What::Decision {
                last, count, until, ..
            } = &mut self.events[id as usize].what
            && is_same(&self.decisions[*last as usize], &decision)
        {
            (*last, *count, *until) = (index, *count + 1, now);
            return id;
        }
        let what = What::Decision {
            first: index,
            last: index,
            count: 1,
            until: now,
        };
        self.note(now.micros(), because, what)
    }
}

/// Whether two decisions tell the same story; the metric's value may differ.
fn is_same(a: &Decision, b: &Decision) -> bool {
    (
        a.direction,
        a.guards,
        a.outcome,
        a.current,
        a.desired,
        a.alarm,
    ) == (
        b.direction,
        b.guards,
        b.outcome,
        b.current,
        b.desired,
        b.alarm,
    )
}
