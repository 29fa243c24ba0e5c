//! Predictions and questions of lesson.toml.

use headroom_scenario::Document;

use super::fields::Table;
use super::folder::is_kebab;
use super::problem::code;
use crate::choice::{Choice, ChoiceOption, Goal};
use crate::feedback::unknown_figure;
use crate::prediction::PredictionField;
use crate::quantity::Quantity;
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
    seeds: u32,
    options: Vec<ChoiceOption>,
}

impl Question {
    /// With its id and stem.
    pub fn into_choice(self, id: String, stem: Vec<Block>) -> Option<Choice> {
        let asked = self.asked?;
        Some(Choice {
            id,
            stem,
            options: asked.options,
            goal: asked.goal,
            seeds: asked.seeds,
        })
    }
}

/// A question; its options are alternatives of `document`, which is `None` when it did not load.
pub fn question(table: &Table<'_>, document: Option<&Document>) -> Question {
    let id = id(table, "id");
    let goal = goal(table);
    let seeds = table.whole("seeds", SEEDS);
    let options = table.tables("options", |t| option(t, document));
    if options.len() < 2 {
        let text = "a question has at least two options";
        table.refuse("options", code::E_OUT_OF_RANGE, text);
    }
    let options: Option<Vec<ChoiceOption>> = options.into_iter().collect();
    let asked = || {
        Some(Asked {
            goal: goal?,
            seeds: seeds?,
            options: options?,
        })
    };
    let asked = asked();
    if let Some(asked) = &asked {
        check(table, asked);
    }
    Question { id, asked }
}

fn check(table: &Table<'_>, Asked { goal, options, .. }: &Asked) {
    for (i, option) in options.iter().enumerate() {
        if options[..i].iter().any(|other| other.id == option.id) {
            let text = format!("{} stands twice", option.id);
            table.refuse("options", code::E_DUPLICATE_NAME, text);
        }
    }
    let is_judged = |option: &ChoiceOption| option.scenario.slo.is_some();
    if *goal == Goal::CheapestMeetingSlo && !options.iter().all(is_judged) {
        table.refuse("goal", code::E_NO_SLO, "the scenario has no slo");
    }
}

/// `goal = "cheapest_meeting_slo"` or `goal = { lowest = "failed_requests" }`.
fn goal(table: &Table<'_>) -> Option<Goal> {
    if table.is_table("goal") {
        let lowest = table.table("goal", |goal| goal.word("lowest", &QUANTITIES));
        return lowest.flatten().map(Goal::Lowest);
    }
    table.word(
        "goal",
        &[("cheapest_meeting_slo", Goal::CheapestMeetingSlo)],
    )
}

fn option(table: &Table<'_>, document: Option<&Document>) -> Option<ChoiceOption> {
    let id = id(table, "alternative");
    let figures = |name| {
        let text = table.text(name)?;
        if let Some(unknown) = unknown_figure(&text) {
            let known: Vec<_> = crate::feedback::FIGURES
                .iter()
                .map(|(name, _)| *name)
                .collect();
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
    Some(ChoiceOption {
        id,
        label: alternative.title.clone(),
        scenario: alternative.scenario.clone(),
        buys: buys?,
        costs: costs?,
    })
}

fn id(table: &Table<'_>, name: &'static str) -> Option<String> {
    let id = table.text(name)?;
    if !is_kebab(&id) {
        table.refuse(name, code::E_BAD_ID, format!("{id:?} is not kebab-case"));
        return None;
    }
    Some(id)
}
