//! Predictions and questions of lesson.toml: the head that all kinds share, and which kind it is.

mod context;
mod design;
mod options;
mod partners;

use headroom_scenario::Document;

use super::fields::Table;
use super::problem::code;
use super::shape::DEVICE;
use crate::exam;
use crate::feedback::unknown_figure;
use crate::parameter::{Parameter, ParameterRange, Variation};
use crate::prediction::PredictionField;
use crate::quantity::Quantity;
use crate::question::{DEVICE_SEEDS, Fragile, Kind, Question as Asking, World};
use crate::text::Block;
use crate::trap;

use context::Context;
pub use context::{Reason, START, world_of};

/// Quantities by their words in lesson files.
pub const QUANTITIES: [(&str, Quantity); 7] = [
    ("peak_requested", Quantity::PeakRequested),
    ("first_new_in_service", Quantity::FirstNewInService),
    ("failed_requests", Quantity::FailedRequests),
    ("lowest_capacity", Quantity::LowestCapacity),
    ("job_ends", Quantity::JobEnds),
    ("billable_time", Quantity::BillableTime),
    ("work_lost", Quantity::WorkLost),
];

type ReadKind = fn(&Table<'_>, &Context<'_>) -> Option<Kind>;

/// Kinds of question by their words, each with its reader.
pub const KINDS: [(&str, ReadKind); 8] = [
    ("choice", options::choice),
    ("multiple_response", options::multiple_response),
    ("numeric", design::numeric),
    ("order", partners::order),
    ("match", partners::matching),
    ("prediction", design::prediction),
    ("diagnose", options::diagnose),
    ("design", design::design),
];

/// One number to predict.
pub fn prediction(table: &Table<'_>) -> Option<PredictionField> {
    let quantity = table.word("quantity", &QUANTITIES);
    let prompt = table.text("prompt");
    let unit = match quantity {
        Some(quantity) if quantity.is_moment() => Some(String::new()),
        _ => table.text("unit"),
    };
    let input = design::input_of(table);
    let (quantity, input) = (quantity?, input?);
    if input.min < 0.0 {
        let text = "it must be at least 0 and below max";
        table.refuse("min", code::E_OUT_OF_RANGE, text);
        return None;
    }
    Some(PredictionField {
        quantity,
        prompt: prompt?,
        unit: unit?,
        min: input.min,
        max: input.max,
        step: input.step,
        start: input.start,
    })
}

/// A question without its stem, which stands in text.md.
pub struct Question {
    /// Kebab-case; `None` when it is missing or is no id.
    pub id: Option<String>,
    /// Where it stands.
    pub line: u32,
    /// `None` when something of it was refused.
    asked: Option<Asked>,
}

struct Asked {
    tasks: Vec<String>,
    traps: Vec<String>,
    seeds: u32,
    ranges: Vec<ParameterRange>,
    fragile: Vec<Fragile>,
    kind: Kind,
    worlds: Vec<World>,
    reasons: Vec<Reason>,
}

/// A question with what only the check needs of it.
#[derive(Clone, Debug)]
pub struct Authored {
    /// What the app gets.
    pub question: Asking,
    /// Where it stands in lesson.toml.
    pub line: u32,
    /// Why its wrong options are wrong.
    pub reasons: Vec<Reason>,
}

impl Question {
    /// With its id and stem. `tasks` are the lesson's, for a question that names none.
    pub fn into_question(self, id: String, stem: Vec<Block>, tasks: &[String]) -> Option<Authored> {
        let asked = self.asked?;
        let own = asked.tasks;
        let question = Asking {
            id,
            stem,
            tasks: if own.is_empty() { tasks.to_vec() } else { own },
            traps: asked.traps,
            worlds: asked.worlds,
            ranges: asked.ranges,
            seeds: asked.seeds,
            fragile: asked.fragile,
            kind: asked.kind,
        };
        Some(Authored {
            question,
            line: self.line,
            reasons: asked.reasons,
        })
    }
}

/// A question; it runs alternatives of `document`, which is `None` when it did not load.
pub fn question(table: &Table<'_>, document: Option<&Document>) -> Question {
    let id = table.id("id");
    let tasks = table.maybe("tasks", tasks);
    let traps = table.maybe("traps", |table, name| {
        let ids = table.texts(name)?;
        ids.iter().map(|id| known_trap(table, name, id)).collect()
    });
    let seeds = table.maybe("seeds", |table, name| {
        table.whole(name, DEVICE.0..=DEVICE.1)
    });
    let ranges = table.tables("ranges", range);
    let fragile = table.tables("fragile", |table| {
        let (under, reason) = (table.word("under", &Variation::ALL), table.text("reason"));
        Some(Fragile {
            under: under?,
            reason: reason?,
        })
    });
    let context = Context::new(document);
    let kind = table.maybe("kind", |table, name| table.word(name, &KINDS));
    let kind = kind.and_then(|read| read.unwrap_or(options::choice)(table, &context));
    let asked = || {
        let kind = kind?;
        let (worlds, reasons, said) = context.into_parts();
        let mut traps: Vec<String> = traps?.unwrap_or_default();
        traps.extend(traps_of(&kind));
        traps.sort();
        traps.dedup();
        let whole = Asking {
            id: String::new(),
            stem: Vec::new(),
            tasks: tasks?.unwrap_or_default(),
            traps,
            worlds,
            ranges: ranges.into_iter().collect::<Option<_>>()?,
            seeds: seeds?.unwrap_or(DEVICE_SEEDS),
            fragile: fragile.into_iter().collect::<Option<_>>()?,
            kind,
        };
        for (line, text) in &said {
            if let Some(name) = unknown_figure(text, &whole) {
                let text = format!("{{{name}}}: the question does not ask for this figure");
                table.refuse_line(*line, code::E_FIGURE, text);
            }
        }
        Some(Asked {
            tasks: whole.tasks,
            traps: whole.traps,
            seeds: whole.seeds,
            ranges: whole.ranges,
            fragile: whole.fragile,
            kind: whole.kind,
            worlds: whole.worlds,
            reasons,
        })
    };
    let asked = asked();
    Question {
        id,
        line: table.line(),
        asked,
    }
}

/// A list of exam task statements.
pub fn tasks(table: &Table<'_>, name: &'static str) -> Option<Vec<String>> {
    let ids = table.texts(name)?;
    for id in ids.iter().filter(|id| exam::task(id).is_none()) {
        let known: Vec<_> = exam::TASKS.iter().map(|task| task.id).collect();
        let text = format!("{id:?} is none of {}", known.join(", "));
        table.refuse(name, code::E_UNKNOWN_TASK, text);
    }
    Some(ids)
}

/// How many wrong ideas are suggested for one that is not known.
const NEARBY: usize = 3;
/// Where all of them stand.
const TABLE_OF_TRAPS: &str = "crates/study/src/trap.rs";

/// `id`, if it is in the table of wrong ideas.
fn known_trap(table: &Table<'_>, name: &'static str, id: &str) -> Option<String> {
    if trap::trap(id).is_some() {
        return Some(id.to_owned());
    }
    let known: Vec<_> = trap::TRAPS.iter().map(|trap| trap.id).collect();
    let near = headroom_scenario::nearby(id, &known, NEARBY);
    let text = format!(
        "{id:?} is no wrong idea of the table in {TABLE_OF_TRAPS}; the nearest are {}",
        near.join(", ")
    );
    table.refuse(name, code::E_UNKNOWN_TRAP, text);
    None
}

/// A wrong idea.
fn trap_of(table: &Table<'_>, name: &'static str) -> Option<String> {
    let id = table.text(name)?;
    known_trap(table, name, &id)
}

fn range(table: &Table<'_>) -> Option<ParameterRange> {
    let parameter = table.word("parameter", &Parameter::ALL);
    let (min, max) = (table.number("min"), table.number("max"));
    let (parameter, min, max) = (parameter?, min?, max?);
    if min >= max {
        table.refuse("min", code::E_OUT_OF_RANGE, "it must be below max");
        return None;
    }
    Some(ParameterRange {
        parameter,
        min,
        max,
    })
}

/// Wrong ideas that the parts of a question name.
fn traps_of(kind: &Kind) -> Vec<String> {
    let of = |options: &[crate::question::Choosable]| {
        let traps = options.iter().filter_map(|option| option.trap.clone());
        traps.collect()
    };
    match kind {
        Kind::Choice(choice) => of(&choice.options),
        Kind::MultipleResponse(several) => of(&several.options),
        Kind::Diagnose(diagnose) => of(&diagnose.causes),
        Kind::Numeric(numeric) => numeric.slips.iter().map(|s| s.trap.clone()).collect(),
        Kind::Order(order) => order.items.iter().filter_map(|i| i.trap.clone()).collect(),
        Kind::Match(_) | Kind::Prediction(_) | Kind::Design(_) => Vec::new(),
    }
}
