//! Questions with options or causes: choice, multiple_response, diagnose.

use super::super::fields::Table;
use super::super::folder::STRIPS;
use super::super::problem::code;
use super::super::shape::SELECT;
use super::context::{Context, fact_of, value_of};
use super::{QUANTITIES, trap_of};
use crate::fact::Fact;
use crate::question::{
    Basis, Choice, Choosable, Clue, Diagnose, Goal, Kind, MultipleResponse, Stand,
};

/// One of several.
pub fn choice(table: &Table<'_>, context: &Context<'_>) -> Option<Kind> {
    let (options, basis) = options(table, context)?;
    Some(Kind::Choice(Choice { options, basis }))
}

/// So many of several.
pub fn multiple_response(table: &Table<'_>, context: &Context<'_>) -> Option<Kind> {
    let select = table.whole("select", SELECT.0..=SELECT.1);
    let (options, basis) = options(table, context)?;
    if matches!(basis, Basis::Best(_)) {
        let text = "only one can be best: say what the options meet, or say";
        table.refuse("goal", code::E_BASIS, text);
    }
    Some(Kind::MultipleResponse(MultipleResponse {
        options,
        select: select?,
        basis,
    }))
}

/// From evidence to cause.
pub fn diagnose(table: &Table<'_>, context: &Context<'_>) -> Option<Kind> {
    let strips = table.words("strips", &STRIPS);
    let clues = table.tables("clues", |table| {
        let (text, says) = (table.text("text"), table.predicate("says"));
        Some(Clue {
            text: text?,
            says: says?,
        })
    });
    if clues.is_empty() {
        table.refuse("clues", code::E_OUT_OF_RANGE, "there is at least one clue");
    }
    let causes = several(table, "causes", context, &Stands::Worlds);
    Some(Kind::Diagnose(Diagnose {
        strips: strips?,
        clues: clues.into_iter().collect::<Option<_>>()?,
        causes: causes?,
    }))
}

/// What the options of a question stand for.
enum Stands {
    Worlds,
    Says,
    Values(&'static Fact),
}

/// The options, and what makes one right: a goal, what it meets, a fact, or else what each says.
fn options(table: &Table<'_>, context: &Context<'_>) -> Option<(Vec<Choosable>, Basis)> {
    let goal = table.maybe("goal", |table, _| goal(table));
    let meets = table.maybe("meets", Table::predicate);
    let fact = table.maybe("fact", fact_of);
    let given = ["goal", "meets", "fact"].map(|name| table.has(name));
    if given.iter().filter(|given| **given).count() > 1 {
        let text = "one thing decides what is right: goal, meets or fact, or what the options say";
        table.refuse_line(table.line(), code::E_BASIS, text);
        return None;
    }
    let (goal, meets, fact) = (goal?, meets?, fact?);
    let stands = match (given, fact) {
        ([_, _, true], Some(fact)) => Stands::Values(fact),
        ([false, false, false], _) => Stands::Says,
        _ => Stands::Worlds,
    };
    let options = several(table, "options", context, &stands)?;
    let basis = match (goal, meets, fact) {
        (Some(goal), _, _) => Basis::Best(goal),
        (_, Some(meets), _) => Basis::Meets(meets),
        (_, _, Some(fact)) => Basis::Fact(fact.id.to_owned()),
        _ => Basis::Holds,
    };
    let judged = |option: &Choosable| {
        let world = option.stand.world().and_then(|at| context.world_at(at));
        world.is_some_and(|world| world.scenario.slo.is_some())
    };
    if basis == Basis::Best(Goal::CheapestMeetingSlo) && !options.iter().all(judged) {
        table.refuse("goal", code::E_NO_SLO, "the scenario has no slo");
    }
    Some((options, basis))
}

/// `goal = "cheapest_meeting_slo"` or `goal = { lowest = "failed_requests" }`.
fn goal(table: &Table<'_>) -> Option<Goal> {
    if !table.is_table("goal") {
        let words = [("cheapest_meeting_slo", ())];
        return table
            .word("goal", &words)
            .map(|()| Goal::CheapestMeetingSlo);
    }
    let goal = table.table("goal", |goal| {
        let lowest = goal.maybe("lowest", |t, name| t.figure(name, &QUANTITIES));
        let highest = goal.maybe("highest", |t, name| t.figure(name, &QUANTITIES));
        match (lowest?, highest?) {
            (Some(figure), None) => Some(Goal::Lowest(figure)),
            (None, Some(figure)) => Some(Goal::Highest(figure)),
            _ => {
                let text = "a goal is { lowest = … } or { highest = … }";
                table.refuse("goal", code::E_BASIS, text);
                None
            }
        }
    });
    goal.flatten()
}

fn several(
    table: &Table<'_>,
    name: &'static str,
    context: &Context<'_>,
    stands: &Stands,
) -> Option<Vec<Choosable>> {
    let next = std::cell::Cell::new(0);
    let options = table.tables(name, |table| {
        let index = next.replace(next.get() + 1);
        option(table, index, context, stands)
    });
    if options.len() < 2 {
        table.refuse(name, code::E_OUT_OF_RANGE, "there are at least two");
    }
    let options: Vec<Choosable> = options.into_iter().collect::<Option<_>>()?;
    for (at, option) in options.iter().enumerate() {
        if options[..at].iter().any(|other| other.id == option.id) {
            let text = format!("{} stands twice", option.id);
            table.refuse(name, code::E_DUPLICATE_NAME, text);
        }
    }
    Some(options)
}

fn option(
    table: &Table<'_>,
    index: usize,
    context: &Context<'_>,
    stands: &Stands,
) -> Option<Choosable> {
    let stand = match stands {
        Stands::Worlds => context.world(table, "alternative").map(Stand::World),
        Stands::Says => {
            let world = context.world_or_start(table, "alternative");
            let says = table.predicate("says");
            world
                .zip(says)
                .map(|(world, says)| Stand::Says(world, says))
        }
        Stands::Values(fact) => value_of(table, "value", Some(fact)).map(Stand::Value),
    };
    let feedback = context.said(table, "feedback", !matches!(stands, Stands::Values(_)));
    let trap = table.maybe("trap", trap_of);
    let because = match stands {
        Stands::Worlds => context.because(table, index),
        // What such an option says is itself what fails.
        Stands::Says | Stands::Values(_) => Some(()),
    };
    let is_world = matches!(stands, Stands::Worlds);
    let own = |name| match (is_world, name) {
        (true, name) => table.maybe(name, if name == "id" { Table::id } else { Table::text }),
        (false, "id") => table.id("id").map(Some),
        (false, name) => table.text(name).map(Some),
    };
    let (id, label) = (own("id"), own("label"));
    let stand = stand?;
    let world = stand.world().and_then(|world| context.world_at(world));
    let world = world.map(|world| (world.id, world.label)).unzip();
    because?;
    Some(Choosable {
        id: id?.or(world.0)?,
        label: label?.or(world.1)?,
        stand,
        feedback: feedback?,
        trap: trap?,
    })
}
