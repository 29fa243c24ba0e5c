//! The report of SCENARIO.md: its keys, their order, and the sentences of its events.

mod detail;

use alloc::string::String;
use alloc::vec::Vec;

use headroom_engine::run::{Column, Event, Run, Series, Summary};
use headroom_model::scenario::{FORMAT, Scenario};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::clues::clues;
use crate::message::EventMessage;
use detail::Detail;

/// A finished run in the report format. Serialise it; it borrows what it shows.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    scenario: &'a Scenario,
    run: &'a Run,
}

impl<'a> Report<'a> {
    /// The report of `run`, which must be a run of `scenario`.
    pub fn new(scenario: &'a Scenario, run: &'a Run) -> Report<'a> {
        Report { scenario, run }
    }

    /// The figures of the whole run.
    pub fn summary(&self) -> &'a Summary {
        &self.run.summary
    }

    /// One row a minute.
    pub fn series(&self) -> &'a Series {
        &self.run.series
    }

    /// The sentence of the event with this id; `None` for an id that the run does not have.
    pub fn text(&self, id: u32) -> Option<String> {
        let message = EventMessage::of_event(self.scenario, self.run, id)?;
        Some(alloc::format!("{message}"))
    }
}

impl Serialize for Report<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut report = serializer.serialize_struct("Report", 10)?;
        report.serialize_field("format", &FORMAT)?;
        report.serialize_field("engine", &self.run.engine)?;
        report.serialize_field("scenario", &self.run.scenario)?;
        report.serialize_field("seed", &self.run.seed)?;
        report.serialize_field("ruleset", self.scenario.ruleset.name())?;
        if let Some(hypothetical) = self.run.hypothetical {
            report.serialize_field("hypothetical", hypothetical.name())?;
        }
        report.serialize_field("prices_as_of", &self.scenario.prices.as_of)?;
        report.serialize_field("summary", &self.run.summary)?;
        report.serialize_field("series", &columns(self.run))?;
        report.serialize_field("clues", &clues(self.scenario, self.run))?;
        let events: Vec<Row<'_>> = (0..)
            .zip(&self.run.events)
            .map(|(id, event)| Row {
                report: self,
                id,
                event,
            })
            .collect();
        report.serialize_field("events", &events)?;
        report.end()
    }
}

/// The series, and the columns of its kind behind them.
#[derive(Serialize)]
struct Columns<'a> {
    #[serde(flatten)]
    series: &'a Series,
    #[serde(flatten, serialize_with = "more")]
    more: &'a [Column],
}

fn columns(run: &Run) -> Columns<'_> {
    Columns {
        series: &run.series,
        more: &run.columns,
    }
}

fn more<S: Serializer>(columns: &&[Column], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(columns.iter().map(|c| (c.name.as_str(), &c.values)))
}

/// An event with its id.
struct Row<'a> {
    report: &'a Report<'a>,
    id: u32,
    event: &'a Event,
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Report { scenario, run } = *self.report;
        let mut row = serializer.serialize_struct("Event", 6)?;
        row.serialize_field("id", &self.id)?;
        row.serialize_field("time_s", &self.event.time.secs_f64())?;
        row.serialize_field("kind", self.event.what.kind())?;
        row.serialize_field("because", &self.event.because)?;
        row.serialize_field("detail", &Detail::new(scenario, run, self.event))?;
        row.serialize_field("text", &self.report.text(self.id).unwrap_or_default())?;
        row.end()
    }
}
