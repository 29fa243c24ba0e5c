//! Questions that are answered with numbers: numeric, prediction, design.

use super::super::fields::Table;
use super::super::problem::code;
use super::context::{Context, fact_of};
use super::{QUANTITIES, trap_of};
use headroom_model::scenario::Scenario;

use crate::parameter::Parameter;
use crate::question::{
    Band, Design, Dial, Family, Input, Kind, NumberSource, Numeric, Prediction, Requirement, Slip,
};

/// A number, of a run or of a fact.
pub fn numeric(table: &Table<'_>, context: &Context<'_>) -> Option<Kind> {
    let is_fact = table.has("fact");
    let source = match (is_fact, table.has("figure")) {
        (true, false) => fact_of(table, "fact").and_then(|fact| {
            if fact.number().is_none() {
                let text = "this fact's value is no number";
                table.refuse("fact", code::E_UNKNOWN_FACT, text);
            }
            fact.number()
                .map(|_| NumberSource::Fact(fact.id.to_owned()))
        }),
        (false, true) => {
            let world = context.world_or_start(table, "alternative");
            let figure = table.figure("figure", &QUANTITIES);
            world
                .zip(figure)
                .map(|(world, figure)| NumberSource::Run(world, figure))
        }
        _ => {
            let text = "a number is that of a figure or of a fact: one of both";
            table.refuse_line(table.line(), code::E_BASIS, text);
            None
        }
    };
    let unit = table.maybe("unit", Table::text);
    let input = table.table("input", input_of).flatten();
    let band = |name| table.table(name, band).flatten();
    let (full, half) = (band("full"), band("half"));
    let feedback = context.said(table, "feedback", !is_fact);
    let slips = table.tables("slips", |table| {
        let (value, trap) = (table.number("value"), trap_of(table, "trap"));
        let feedback = context.said(table, "feedback", !is_fact);
        Some(Slip {
            value: value?,
            trap: trap?,
            feedback: feedback?,
        })
    });
    Some(Kind::Numeric(Numeric {
        source: source?,
        unit: unit?.unwrap_or_default(),
        input: input?,
        full: full?,
        half: half?,
        feedback: feedback?,
        slips: slips.into_iter().collect::<Option<_>>()?,
    }))
}

/// `min`, `max`, `step` and `start` of a stepper.
pub fn input_of(table: &Table<'_>) -> Option<Input> {
    let [min, max, step, start] = ["min", "max", "step", "start"].map(|name| table.number(name));
    let input = Input {
        min: min?,
        max: max?,
        step: step?,
        start: start?,
    };
    if input.min >= input.max {
        table.refuse("min", code::E_OUT_OF_RANGE, "it must be below max");
        return None;
    }
    if !(input.min..=input.max).contains(&input.start) {
        table.refuse("start", code::E_OUT_OF_RANGE, "it must lie from min to max");
        return None;
    }
    if input.step <= 0.0 || input.step > input.max - input.min {
        let text = "it must be above 0 and at most max - min";
        table.refuse("step", code::E_OUT_OF_RANGE, text);
        return None;
    }
    Some(input)
}

fn band(table: &Table<'_>) -> Option<Band> {
    let within = table.maybe("within", Table::number);
    let share = table.maybe("share", Table::number);
    match (within?, share?) {
        (Some(within), None) if within >= 0.0 => Some(Band::Within(within)),
        (None, Some(share)) if (0.0..1.0).contains(&share) => Some(Band::Share(share)),
        _ => {
            let text = "a band is { within = … } of at least 0, or { share = … } from 0 to below 1";
            table.refuse_line(table.line(), code::E_OUT_OF_RANGE, text);
            None
        }
    }
}

/// Numbers of a run before it runs.
pub fn prediction(table: &Table<'_>, context: &Context<'_>) -> Option<Kind> {
    let world = context.world_or_start(table, "alternative");
    let fields = table.tables("fields", super::prediction);
    if fields.is_empty() {
        table.refuse("fields", code::E_OUT_OF_RANGE, "there is at least one");
    }
    Some(Kind::Prediction(Prediction {
        world: world?,
        fields: fields.into_iter().collect::<Option<_>>()?,
    }))
}

/// Settings that reach a goal.
pub fn design(table: &Table<'_>, context: &Context<'_>) -> Option<Kind> {
    let world = context.world_or_start(table, "alternative");
    let reference = context.world(table, "reference");
    let own = world.and_then(|world| context.world_at(world));
    let dials = table.tables("dials", |table| {
        let parameter = table.word("parameter", &Parameter::ALL);
        let (label, unit) = (table.text("label"), table.maybe("unit", Table::text));
        let [min, max, step] = ["min", "max", "step"].map(|name| table.number(name));
        let parameter = parameter?;
        let (min, max, step) = (min?, max?, step?);
        let start = parameter.get(&own.as_ref()?.scenario);
        let Some(start) = start.filter(|start| (min..=max).contains(start)) else {
            let text = "the scenario's own value must lie from min to max";
            table.refuse("parameter", code::E_OUT_OF_RANGE, text);
            return None;
        };
        if step <= 0.0 || step > max - min {
            let text = "it must be above 0 and at most max - min";
            table.refuse("step", code::E_OUT_OF_RANGE, text);
            return None;
        }
        Some(Dial {
            parameter,
            label: label?,
            unit: unit?.unwrap_or_default(),
            min,
            max,
            step,
            start,
        })
    });
    let requirements = table.tables("requirements", |table| requirement(table, context));
    for (name, of) in [("dials", dials.len()), ("requirements", requirements.len())] {
        if of == 0 {
            table.refuse(name, code::E_OUT_OF_RANGE, "there is at least one");
        }
    }
    let families = table.tables("families", |table| family(table, &own.as_ref()?.scenario));
    Some(Kind::Design(Design {
        families: families.into_iter().collect::<Option<_>>()?,
        dials: dials.into_iter().collect::<Option<_>>()?,
        world: world?,
        reference: reference?,
        requirements: requirements.into_iter().collect::<Option<_>>()?,
    }))
}

/// Designs that the reference must beat.
fn family(table: &Table<'_>, scenario: &Scenario) -> Option<Family> {
    let name = table.text("name");
    let settings = table.tables("settings", |table| {
        let parameter = table.word("parameter", &Parameter::ALL);
        let values = table.numbers("values");
        parameter.zip(values)
    });
    let family = Family {
        name: name?,
        settings: settings.into_iter().collect::<Option<_>>()?,
    };
    let designs = family.designs();
    if designs.len() > MOST_DESIGNS {
        let text = format!(
            "it has {} designs, and at most {MOST_DESIGNS} are searched",
            designs.len()
        );
        table.refuse("settings", code::E_OUT_OF_RANGE, text);
        return None;
    }
    for design in designs {
        if let Err(reasons) = Parameter::set_all(scenario, &design) {
            table.refuse("settings", code::E_OUT_OF_RANGE, reasons.join(" "));
            return None;
        }
    }
    Some(family)
}

/// Most designs of a family [D]: each is simulated.
const MOST_DESIGNS: usize = 100;

fn requirement(table: &Table<'_>, context: &Context<'_>) -> Option<Requirement> {
    let (text, points) = (table.text("text"), table.number("points"));
    let says = table.maybe("says", Table::predicate);
    let at_most = table.maybe("at_most", |table, name| {
        let limit = table.table(name, |table| {
            let figure = table.figure("figure", &QUANTITIES);
            let times = table.number("times");
            figure.zip(times)
        });
        limit.flatten()
    });
    let lost = context.said(table, "lost", true);
    let (says, at_most) = (says?, at_most?);
    if says.is_none() && at_most.is_none() {
        let text = "a requirement has says or at_most, or both";
        table.refuse_line(table.line(), code::E_BASIS, text);
        return None;
    }
    let points = points?;
    if points <= 0.0 {
        table.refuse("points", code::E_OUT_OF_RANGE, "it must be above 0");
        return None;
    }
    Some(Requirement {
        text: text?,
        points,
        says,
        at_most,
        lost: lost?,
    })
}
