//! Predictions and questions of lesson.toml.

use headroom_scenario::Document;

use super::fields::Table;
use super::folder::is_kebab;
use super::problem::code;
use crate::feedback::{FIGURES, unknown_name};
use crate::parameter::Variation;
use crate::prediction::PredictionField;
use crate::quantity::Quantity;
use crate::question::{
    Basis, Choice, Choosable, DEVICE_SEEDS, Fragile, Goal, Kind, Question as Asking, Stand, World,
};
use crate::text::Block;

/// Fewest seeds that may decide a key, and most that a learner's machine simulates [D].
const SEEDS: std::ops::RangeInclusive<u32> = 5..=100;

const QUANTITIES: [(&str, Quantity); 3] = [
    ("peak_requested", Quantity::PeakRequested),
    ("first_new_in_service", Quantity::FirstNewInService),
    ("failed_requests", Quantity::FailedRequests),
];

/// One number to predict.
pub fn prediction(table: &Table<'_>) -> Option<PredictionField> {
    let quantity = table.word("quantity", &QUANTITIES);
    let prompt = table.text("prompt");
    let unit = match quantity {
        Some(Quantity::FirstNewInService) => Some(String::new()),
        _ => table.text("unit"),
    };
    let number = |name| table.number(name);
    let (min, max, step, start) = (
        number("min"),
        number("max"),
        number("step"),
        number("start"),
    );
    let field = PredictionField {
        quantity: quantity?,
        prompt: prompt?,
        unit: unit?,
        min: min?,
        max: max?,
        step: step?,
        start: start?,
    };
    if field.min < 0.0 || field.min >= field.max {
        table.refuse(
            "min",
            code::E_OUT_OF_RANGE,
            "it must be at least 0 and below max",
        );
        return None;
    }
    if !(field.min..=field.max).contains(&field.start) {
        table.refuse("start", code::E_OUT_OF_RANGE, "it must lie from min to max");
        return None;
    }
    if field.step <= 0.0 || field.step > field.max - field.min {
        table.refuse(
            "step",
            code::E_OUT_OF_RANGE,
            "it must be above 0 and at most max - min",
        );
        return None;
    }
    Some(field)
}

/// A question without its stem, which stands in text.md.
pub struct Question {
    /// Kebab-case; `None` when it is missing or is no id.
    pub id: Option<String>,
    /// `None` when something of it was refused.
    asked: Option<Asked>,
}

struct Asked {
    goal: Goal,
    fragile: Vec<Fragile>,
    worlds: Vec<World>,
    options: Vec<Choosable>,
}

impl Question {
    /// With its id and stem.
    pub fn into_question(self, id: String, stem: Vec<Block>) -> Option<Asking> {
        let asked = self.asked?;
        Some(Asking {
            id,
            stem,
            tasks: Vec::new(),
            traps: Vec::new(),
            worlds: asked.worlds,
            ranges: Vec::new(),
            seeds: DEVICE_SEEDS,
            fragile: asked.fragile,
            kind: Kind::Choice(Choice {
                options: asked.options,
                basis: Basis::Best(asked.goal),
            }),
        })
    }
}

/// A question; its options are alternatives of `document`, which is `None` when it did not load.
pub fn question(table: &Table<'_>, document: Option<&Document>) -> Question {
    let id = id(table, "id");
    let goal = goal(table);
    let seeds = table.whole("seeds", SEEDS);
    let fragile = table.tables("fragile", |table| {
        let (under, reason) = (table.word("under", &Variation::ALL), table.text("reason"));
        Some(Fragile {
            under: under?,
            reason: reason?,
        })
    });
    let options = table.tables("options", |t| option(t, document));
    if options.len() < 2 {
        let text = "a question has at least two options";
        table.refuse("options", code::E_OUT_OF_RANGE, text);
    }
    let options: Option<Vec<(World, String)>> = options.into_iter().collect();
    let asked = || {
        let (goal, options, document) = (goal?, options?, document?);
        seeds?;
        let mut worlds = vec![World {
            id: "start".to_owned(),
            label: document.scenario.title.clone(),
            scenario: document.scenario.clone(),
        }];
        let mut choosable = Vec::new();
        for (world, feedback) in options {
            if worlds.iter().any(|other| other.id == world.id) {
                let text = format!("{} stands twice", world.id);
                table.refuse("options", code::E_DUPLICATE_NAME, text);
            }
            choosable.push(Choosable {
                id: world.id.clone(),
                label: world.label.clone(),
                stand: Stand::World(worlds.len()),
                feedback,
                trap: None,
            });
            worlds.push(world);
        }
        let is_judged = |world: &World| world.scenario.slo.is_some();
        if goal == Goal::CheapestMeetingSlo && !worlds.iter().all(is_judged) {
            table.refuse("goal", code::E_NO_SLO, "the scenario has no slo");
        }
        Some(Asked {
            goal,
            fragile: fragile.into_iter().collect::<Option<_>>()?,
            worlds,
            options: choosable,
        })
    };
    let asked = asked();
    Question { id, asked }
}

/// `goal = "cheapest_meeting_slo"` or `goal = { lowest = "failed_requests" }`.
fn goal(table: &Table<'_>) -> Option<Goal> {
    if table.is_table("goal") {
        let lowest = table.table("goal", |goal| goal.word("lowest", &QUANTITIES));
        return lowest
            .flatten()
            .map(|quantity| Goal::Lowest(quantity.figure()));
    }
    table
        .word("goal", &[("cheapest_meeting_slo", ())])
        .map(|()| Goal::CheapestMeetingSlo)
}

fn option(table: &Table<'_>, document: Option<&Document>) -> Option<(World, String)> {
    let id = id(table, "alternative");
    let figures = |name| {
        let text = table.text(name)?;
        if let Some(unknown) = unknown_name(&text) {
            let known: Vec<_> = FIGURES.iter().map(|(name, _)| *name).collect();
            let text = format!("{{{unknown}}} is none of {}", known.join(", "));
            table.refuse(name, code::E_FIGURE, text);
        }
        Some(text)
    };
    let (buys, costs) = (figures("buys"), figures("costs"));
    let id = id?;
    // A scenario that did not load has told its own problems already.
    let document = document?;
    let named = document.alternatives.iter().find(|a| a.id == id);
    let Some(alternative) = named else {
        let ids: Vec<_> = document
            .alternatives
            .iter()
            .map(|a| a.id.as_str())
            .collect();
        let text = format!(
            "the scenario has no alternative {id}: it has {}",
            ids.join(", ")
        );
        table.refuse("alternative", code::E_ALTERNATIVE, text);
        return None;
    };
    let world = World {
        id,
        label: alternative.title.clone(),
        scenario: alternative.scenario.clone(),
    };
    Some((world, format!("{} {}", buys?, costs?)))
}

fn id(table: &Table<'_>, name: &'static str) -> Option<String> {
    let id = table.text(name)?;
    if !is_kebab(&id) {
        table.refuse(name, code::E_BAD_ID, format!("{id:?} is not kebab-case"));
        return None;
    }
    Some(id)
}
