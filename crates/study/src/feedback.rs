//! What an answer is told: how much of it is right, why, and what every option came to, with
//! figures from the simulated runs.

mod figures;
mod words;

use headroom_explain::figure::{counted, number, with_unit};
use headroom_model::time::Start;
use serde::{Deserialize, Serialize};

use crate::key::{Key, Right};
use crate::prediction::{Credit, credit};
use crate::question::{Answer, Basis, Choosable, Goal, Kind, Match, Numeric, Order, Question};

pub use figures::{FIGURES, unknown_figure, unknown_name};
use figures::{came_to, fill};
pub use words::{in_words, right_in_words};

/// The answer to an answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Feedback {
    /// Whether all of it is right.
    pub correct: bool,
    /// How much of it is right, 0 to 1.
    pub credit: f64,
    /// Right or not, and what the answer came to. It never names the right option.
    pub sentence: String,
    /// Every option, item, left partner, field, clue or requirement, in the question's order.
    pub parts: Vec<Part>,
    /// Wrong ideas that the answer shows: ids of [`crate::trap::TRAPS`].
    pub traps: Vec<String>,
}

/// What is said of one part of a question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// As in the question.
    pub label: String,
    /// Of an option or cause: whether it is the right one. Of anything else: whether the answer
    /// to it is right.
    pub right: bool,
    /// Why, figures filled in; may be empty.
    pub text: String,
    /// The world whose run shows it.
    pub world: Option<usize>,
}

/// What to tell somebody who answered `answer`. An answer that does not fit the question is not
/// correct and says what is missing. The key of a design is that of
/// [`Question::with_answer`].
pub fn feedback(question: &Question, key: &Key, answer: &Answer) -> Feedback {
    if let Some(missing) = answer.missing(question) {
        return Feedback {
            correct: false,
            credit: 0.0,
            sentence: missing,
            parts: Vec::new(),
            traps: Vec::new(),
        };
    }
    let told = match (&question.kind, answer, &key.right) {
        (_, Answer::One(chosen), Right::Options(_)) => one(question, key, *chosen),
        (_, Answer::Several(chosen), Right::Options(right)) => {
            several(question, key, chosen, right)
        }
        (Kind::Numeric(numeric), Answer::Number(n), Right::Number(right)) => {
            numeric_answer(question, numeric, key, *n, *right)
        }
        (Kind::Order(order), Answer::Order(sorted), Right::Order(right)) => {
            ordered(question, order, key, sorted, right)
        }
        (Kind::Match(matched), Answer::Match(partners), Right::Match(right)) => {
            matching(question, matched, key, partners, right)
        }
        (Kind::Prediction(prediction), Answer::Values(values), Right::Values(right)) => {
            let parts = prediction.fields.iter().zip(values.iter().zip(right));
            let parts = parts.map(|(field, (predicted, simulated))| {
                let worth =
                    simulated.map_or(Credit::None, |s| credit(field.quantity, *predicted, s));
                let start = question
                    .worlds
                    .get(prediction.world)
                    .map(|w| w.scenario.start);
                let text = crate::prediction::sentence(
                    field.quantity,
                    *predicted,
                    *simulated,
                    worth,
                    start.unwrap_or(Start(0)),
                );
                (
                    worth.points(),
                    Part {
                        label: field.prompt.clone(),
                        right: worth == Credit::Full,
                        text,
                        world: Some(prediction.world),
                    },
                )
            });
            let (points, parts): (Vec<f64>, Vec<Part>) = parts.unzip();
            Told::shared(points, parts)
        }
        (Kind::Design(_), Answer::Values(_), Right::Design) => designed(question, key),
        _ => Told::default(),
    };
    let correct = told.credit >= 1.0 - 1e-9;
    let verdict = match (correct, told.credit > 0.0) {
        (true, _) => "Correct.".to_owned(),
        (false, false) => "Not this.".to_owned(),
        // A design has points of its own.
        (false, true) if matches!(question.kind, Kind::Design(_)) => String::new(),
        (false, true) => format!("{} of 100 points.", number((told.credit * 100.0).round())),
    };
    let said = [verdict.as_str(), told.sentence.as_str()];
    let said = said.into_iter().filter(|part| !part.is_empty());
    let sentence = said.collect::<Vec<_>>().join(" ");
    Feedback {
        correct,
        credit: told.credit,
        sentence,
        parts: told.parts,
        traps: told.traps,
    }
}

#[derive(Default)]
struct Told {
    credit: f64,
    sentence: String,
    parts: Vec<Part>,
    traps: Vec<String>,
}

impl Told {
    /// Each part counts the same.
    fn shared(credits: Vec<f64>, parts: Vec<Part>) -> Told {
        let right = parts.iter().filter(|part| part.right).count();
        Told {
            credit: credits.iter().sum::<f64>() / credits.len().max(1) as f64,
            sentence: format!("{right} of {} right.", parts.len()),
            parts,
            traps: Vec::new(),
        }
    }
}

fn one(question: &Question, key: &Key, chosen: usize) -> Told {
    let options = question.choosables();
    let option = options.get(chosen);
    let right = key.is_right(chosen);
    let said = option.and_then(|option| {
        let Kind::Choice(choice) = &question.kind else {
            return None;
        };
        let Basis::Best(goal) = &choice.basis else {
            return None;
        };
        Some(came_to_over(question, key, goal, option))
    });
    Told {
        credit: f64::from(u8::from(right)),
        sentence: said.flatten().unwrap_or_default(),
        parts: of_options(question, key),
        traps: traps(options, &[chosen], |i| !key.is_right(i)),
    }
}

fn came_to_over(question: &Question, key: &Key, goal: &Goal, option: &Choosable) -> Option<String> {
    let world = option.stand.world()?;
    let start = question.worlds.get(world)?.scenario.start;
    let seeds = counted(key.runs.seeds() as u64, "seed", "seeds");
    let came_to = came_to(goal, key, world, start);
    Some(format!("{}: {came_to} over {seeds}.", option.label))
}

/// Each marked right option counts, each marked wrong one takes as much away.
fn several(question: &Question, key: &Key, chosen: &[usize], right: &[usize]) -> Told {
    let hits = chosen.iter().filter(|i| right.contains(i)).count();
    let share = hits as f64 / right.len().max(1) as f64;
    let all = question.choosables();
    Told {
        credit: if hits == right.len() && chosen.len() == right.len() {
            1.0
        } else {
            // One of two is half right only if the other mark was not a guess at everything.
            share * 0.5
        },
        sentence: match hits {
            1 => format!("1 of {} is right.", chosen.len()),
            hits => format!("{hits} of {} are right.", chosen.len()),
        },
        parts: of_options(question, key),
        traps: traps(all, chosen, |i| !right.contains(&i)),
    }
}

fn of_options(question: &Question, key: &Key) -> Vec<Part> {
    let all = question.choosables().iter().enumerate();
    all.map(|(index, option)| Part {
        label: option.label.clone(),
        right: key.is_right(index),
        text: fill(&option.feedback, question, key, option.stand.world()),
        world: option.stand.world(),
    })
    .collect()
}

fn traps(options: &[Choosable], chosen: &[usize], is_wrong: impl Fn(usize) -> bool) -> Vec<String> {
    let wrong = chosen.iter().filter(|i| is_wrong(**i));
    wrong
        .filter_map(|i| options.get(*i)?.trap.clone())
        .collect()
}

fn numeric_answer(
    question: &Question,
    numeric: &Numeric,
    key: &Key,
    answer: f64,
    right: f64,
) -> Told {
    let credit = if numeric.full.holds(answer, right) {
        1.0
    } else if numeric.half.holds(answer, right) {
        0.5
    } else {
        0.0
    };
    let slip = numeric
        .slips
        .iter()
        .find(|slip| credit < 1.0 && numeric.full.holds(answer, slip.value));
    let world = match &numeric.source {
        crate::question::NumberSource::Run(world, _) => Some(*world),
        crate::question::NumberSource::Fact(_) => None,
    };
    let said = format!("You said {}.", with_unit(answer, &numeric.unit));
    let sentence = match slip {
        Some(slip) => format!("{said} {}", fill(&slip.feedback, question, key, world)),
        None if credit >= 1.0 => said,
        None if answer < right => format!("{said} It is more."),
        None => format!("{said} It is less."),
    };
    Told {
        credit,
        sentence,
        parts: vec![Part {
            label: with_unit(right, &numeric.unit),
            // It is the right number that this part says, whatever the answer was.
            right: true,
            text: fill(&numeric.feedback, question, key, world),
            world,
        }],
        traps: slip.map(|slip| slip.trap.clone()).into_iter().collect(),
    }
}

/// Credit for each pair of items that stands in the right order, above what chance gives. The parts
/// stand in the right order.
fn ordered(
    question: &Question,
    order: &Order,
    key: &Key,
    sorted: &[usize],
    right: &[usize],
) -> Told {
    let place = |list: &[usize], item: usize| list.iter().position(|i| *i == item).unwrap_or(0);
    let n = order.items.len();
    let pairs = (0..n).flat_map(|a| (0..a).map(move |b| (a, b)));
    let in_order = |(a, b): &(usize, usize)| {
        (place(sorted, *a) < place(sorted, *b)) == (place(right, *a) < place(right, *b))
    };
    let all = (n * n.saturating_sub(1) / 2).max(1);
    let held = pairs.filter(in_order).count();
    let share = held as f64 / all as f64;
    let places = (1..).zip(right);
    let parts: Vec<Part> = places
        .filter_map(|(n, item)| Some((n, *item, order.items.get(*item)?)))
        .map(|(n, item, sortable)| Part {
            label: format!("{n}. {}", sortable.label),
            right: place(sorted, item) == place(right, item),
            text: fill(&sortable.feedback, question, key, Some(sortable.world)),
            world: Some(sortable.world),
        })
        .collect();
    let too_high = order.items.iter().enumerate();
    let too_high = too_high.filter(|(item, _)| place(sorted, *item) < place(right, *item));
    Told {
        credit: (2.0 * share - 1.0).max(0.0),
        sentence: format!("{held} of {all} pairs stand in the right order."),
        parts,
        traps: too_high.filter_map(|(_, item)| item.trap.clone()).collect(),
    }
}

fn matching(
    question: &Question,
    matched: &Match,
    key: &Key,
    partners: &[Option<usize>],
    right: &[usize],
) -> Told {
    let lefts = matched.left.iter().zip(partners.iter().zip(right));
    let parts: Vec<Part> = lefts
        .map(|(left, (partner, right))| {
            let world = match left.stand {
                crate::question::LeftStand::World(world) => Some(world),
                crate::question::LeftStand::Fact(_) => None,
            };
            // The partner first: whoever gave the question up has not chosen it.
            let partner_of = matched.right.get(*right);
            let named = partner_of.map(|r| format!("{}.", r.label));
            let said = [
                Some(left.feedback.as_str()),
                partner_of.map(|r| r.feedback.as_str()),
            ];
            let said = said.into_iter().flatten().filter(|text| !text.is_empty());
            let said = said.map(|text| fill(text, question, key, world));
            let said: Vec<String> = named.into_iter().chain(said).collect();
            Part {
                label: left.label.clone(),
                right: *partner == Some(*right),
                text: said.join(" "),
                world,
            }
        })
        .collect();
    let credits = parts.iter().map(|p| f64::from(u8::from(p.right)));
    Told::shared(credits.collect(), parts)
}

/// Points for each requirement, as the share of the unseen seeds that meet it. The last part is the
/// reference, for whoever is done.
fn designed(question: &Question, key: &Key) -> Told {
    let Kind::Design(design) = &question.kind else {
        return Told::default();
    };
    let own = question.worlds.len().saturating_sub(1);
    let seeds = key.runs.seeds();
    let (points, of) = design.points(&key.runs, own);
    let mut parts = Vec::new();
    for requirement in &design.requirements {
        let meets = |seed: &usize| requirement.is_met(&key.runs, own, design.reference, *seed);
        let met = (0..seeds).filter(meets).count();
        let share = met as f64 / seeds.max(1) as f64;
        parts.push(Part {
            label: requirement.text.clone(),
            right: met == seeds,
            text: if met == seeds {
                String::new()
            } else {
                let lost = number(requirement.points * (1.0 - share));
                let why = fill(&requirement.lost, question, key, Some(own));
                format!(
                    "{lost} of {} points lost: {why}",
                    number(requirement.points)
                )
            },
            world: Some(own),
        });
    }
    parts.extend(question.worlds.get(design.reference).map(|reference| Part {
        label: "The reference design".into(),
        right: true,
        text: design.settings_of(&reference.scenario),
        world: Some(design.reference),
    }));
    Told {
        credit: if of > 0.0 { points / of } else { 0.0 },
        sentence: format!("{} of {} points.", number(points), number(of)),
        parts,
        traps: Vec::new(),
    }
}

#[cfg(test)]
mod tests;
