//! Questions: one head, eight kinds. No kind holds a right answer: keys come from simulated runs
//! ([`crate::key`]), or, for a question of fact, from the table of facts ([`crate::fact`]).
//!
//! Messages between page and worker are postcard: only types that need no self-describing format.

mod answer;
mod design;

use headroom_explain::Strip;
use headroom_model::scenario::{Scenario, Seed};
use serde::{Deserialize, Serialize};

use crate::fact::{self, Fact, Stated};
use crate::figure::Figure;
use crate::parameter::{ParameterRange, Variation};
use crate::predicate::Predicate;
use crate::prediction::PredictionField;
use crate::text::Block;

pub use answer::Answer;
pub use design::{Design, Dial, Family, Requirement};

/// A question with everything that its key needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// Kebab-case identity within the lesson.
    pub id: String,
    /// What is asked.
    pub stem: Vec<Block>,
    /// Exam task statements that it serves: ids of [`crate::exam::TASKS`].
    pub tasks: Vec<String>,
    /// Wrong ideas that it looks for: ids of [`crate::trap::TRAPS`].
    pub traps: Vec<String>,
    /// What is simulated; empty for a question of fact without a run to show.
    pub worlds: Vec<World>,
    /// Parameters that a fresh variant may draw anew.
    pub ranges: Vec<ParameterRange>,
    /// How many seeds a learner's device runs for the key; the compiler has swept many more.
    pub seeds: u32,
    /// What the key does not survive, and why the question stands all the same: shown.
    pub fragile: Vec<Fragile>,
    /// What is asked for and how it is judged.
    pub kind: Kind,
}

/// A scenario of a question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct World {
    /// `start` for the lesson's own scenario, else the alternative's id.
    pub id: String,
    /// A setting and its value.
    pub label: String,
    /// What runs.
    pub scenario: Scenario,
}

/// A variation under which a key does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fragile {
    /// Which.
    pub under: Variation,
    /// Why, in a sentence.
    pub reason: String,
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One of several.
    Choice(Choice),
    /// So many of several.
    MultipleResponse(MultipleResponse),
    /// A number, with a tolerance.
    Numeric(Numeric),
    /// Things into an order.
    Order(Order),
    /// A partner for each.
    Match(Match),
    /// Numbers of a run before it runs.
    Prediction(Prediction),
    /// From evidence to cause.
    Diagnose(Diagnose),
    /// Settings that reach a goal.
    Design(Design),
}

impl Kind {
    /// The word of lesson files.
    pub const fn name(&self) -> &'static str {
        match self {
            Kind::Choice(_) => "choice",
            Kind::MultipleResponse(_) => "multiple_response",
            Kind::Numeric(_) => "numeric",
            Kind::Order(_) => "order",
            Kind::Match(_) => "match",
            Kind::Prediction(_) => "prediction",
            Kind::Diagnose(_) => "diagnose",
            Kind::Design(_) => "design",
        }
    }
}

/// One option is right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// In the order shown.
    pub options: Vec<Choosable>,
    /// What makes an option right.
    pub basis: Basis,
}

/// `select` options are right; an answer has that many.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MultipleResponse {
    /// In the order shown.
    pub options: Vec<Choosable>,
    /// How many to mark.
    pub select: u32,
    /// What makes an option right.
    pub basis: Basis,
}

/// Something to choose: an option, or a cause.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Choosable {
    /// Kebab-case identity within the question.
    pub id: String,
    /// What is shown.
    pub label: String,
    /// What the key looks at.
    pub stand: Stand,
    /// Said once it was chosen. `{failed}` and the other names of [`crate::feedback::FIGURES`]
    /// stand for figures of its runs: show it through [`crate::feedback::feedback`].
    pub feedback: String,
    /// The wrong idea behind it, an id of [`crate::trap::TRAPS`]; `None` when it is right.
    pub trap: Option<String>,
}

/// What an option stands for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stand {
    /// The world of this index.
    World(usize),
    /// This is true of every run of the world of this index.
    Says(usize, Predicate),
    /// A value that a fact may have.
    Value(Stated),
}

impl Stand {
    /// The world whose run shows what the option comes to.
    pub const fn world(&self) -> Option<usize> {
        match self {
            Stand::World(world) | Stand::Says(world, _) => Some(*world),
            Stand::Value(_) => None,
        }
    }
}

/// What makes an option right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// SIM: of the options' worlds, the best.
    Best(Goal),
    /// SIM: this holds in every run of the option's world.
    Meets(Predicate),
    /// SIM: what the option itself says holds in every run.
    Holds,
    /// FACT: the option's value is the fact's, by its id in [`crate::fact::FACTS`].
    Fact(String),
}

/// What the best world is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Goal {
    /// The lowest mean of a figure; one that a run never reaches counts as infinite.
    Lowest(Figure),
    /// The highest mean; one that a run never reaches counts as lowest.
    Highest(Figure),
    /// Of those that meet the SLO under every seed, the cheapest.
    CheapestMeetingSlo,
}

/// A number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Numeric {
    /// Where the right number comes from.
    pub source: NumberSource,
    /// `s`, `instances`; may be empty.
    pub unit: String,
    /// What may be entered.
    pub input: Input,
    /// Near enough for full credit.
    pub full: Band,
    /// Near enough for half.
    pub half: Band,
    /// Said to everybody who has answered, figures filled in.
    pub feedback: String,
    /// Wrong numbers that a wrong idea leads to.
    pub slips: Vec<Slip>,
}

/// Where a right number comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberSource {
    /// SIM: the mean over the seeds of a figure of the world of this index.
    Run(usize, Figure),
    /// FACT: by its id in [`crate::fact::FACTS`].
    Fact(String),
}

/// What a number field takes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Input {
    /// Lowest.
    pub min: f64,
    /// Highest.
    pub max: f64,
    /// What one press of a stepper changes.
    pub step: f64,
    /// What stands there at first: never the answer.
    pub start: f64,
}

/// How far a number may be off.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// In the number's own unit.
    Within(f64),
    /// As a share of the right number.
    Share(f64),
}

impl Band {
    /// Whether `answer` lies within it around `right`.
    pub fn holds(self, answer: f64, right: f64) -> bool {
        // Half a step of a float is not a wrong answer.
        const SLACK: f64 = 1e-9;
        let off = (answer - right).abs();
        match self {
            Band::Within(most) => off <= most + SLACK,
            Band::Share(most) => off <= most * right.abs() + SLACK,
        }
    }
}

/// A wrong number with the wrong idea behind it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Slip {
    /// The number; an answer within the full band of it is this slip.
    pub value: f64,
    /// An id of [`crate::trap::TRAPS`].
    pub trap: String,
    /// Said to whoever answered it.
    pub feedback: String,
}

/// Things to put into an order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// In the order shown, never the right one.
    pub items: Vec<Sortable>,
    /// What they are sorted by, the mean over the seeds of each item's world.
    pub by: Figure,
    /// Highest first.
    pub descending: bool,
    /// What stands first, in words: "saves most".
    pub first: String,
    /// What stands last.
    pub last: String,
}

/// One thing to sort.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sortable {
    /// Kebab-case identity within the question.
    pub id: String,
    /// What is shown.
    pub label: String,
    /// The world that decides.
    pub world: usize,
    /// Said once the question is answered, figures filled in.
    pub feedback: String,
    /// The wrong idea of whoever puts it too far up, an id of [`crate::trap::TRAPS`].
    pub trap: Option<String>,
}

/// Partners: each of `left` has exactly one of `right`; one of `right` may have none or several.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Match {
    /// What needs a partner.
    pub left: Vec<Partner<LeftStand>>,
    /// What it is chosen from.
    pub right: Vec<Partner<RightStand>>,
}

/// One side of a match.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Partner<T> {
    /// Kebab-case identity within its side.
    pub id: String,
    /// What is shown.
    pub label: String,
    /// What decides.
    pub stand: T,
    /// Said once the question is answered, figures filled in; may be empty on the right.
    pub feedback: String,
}

/// What a left partner stands for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftStand {
    /// SIM: the world of this index.
    World(usize),
    /// FACT: by its id.
    Fact(String),
}

/// What a right partner stands for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RightStand {
    /// Partner of every world in whose runs this holds.
    Says(Predicate),
    /// Partner of every fact that has this value.
    Value(Stated),
}

/// Numbers of a run, committed before it runs; graded like the lesson's own prediction, against
/// the run of the question's first seed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prediction {
    /// The world that runs.
    pub world: usize,
    /// What is predicted.
    pub fields: Vec<PredictionField>,
}

/// Evidence of a run whose cause is hidden. The evidence is that of the right cause's run: which
/// one that is, only the key knows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Diagnose {
    /// Strips of the run that are shown.
    pub strips: Vec<Strip>,
    /// What the run shows; all of it together fits one cause only.
    pub clues: Vec<Clue>,
    /// Each stands for the world in which it is the cause.
    pub causes: Vec<Choosable>,
}

/// One observation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Clue {
    /// What is seen.
    pub text: String,
    /// What it says of the run.
    pub says: Predicate,
}

/// Seeds that a learner's device runs for a key, unless a question says otherwise [D].
pub const DEVICE_SEEDS: u32 = 3;
/// A design is judged under seeds that far beyond the lesson's own, which nobody has seen [D].
pub const UNSEEN: u64 = 1000;

impl Question {
    /// The first of its seeds; `None` for a question without a run.
    pub fn first_seed(&self) -> Option<Seed> {
        let seed = self.worlds.first()?.scenario.seed;
        Some(match self.kind {
            Kind::Design(_) => seed.nth(UNSEEN),
            _ => seed,
        })
    }

    /// A stem and something to choose, sort, match or find out, and a run that shows the answer.
    pub fn is_exam_shaped(&self) -> bool {
        let is_chosen = match self.kind {
            Kind::Choice(_)
            | Kind::MultipleResponse(_)
            | Kind::Order(_)
            | Kind::Match(_)
            | Kind::Diagnose(_) => true,
            Kind::Numeric(_) | Kind::Prediction(_) | Kind::Design(_) => false,
        };
        is_chosen && self.is_simulated()
    }

    /// Whether simulated runs decide; else a fact does, and a run only illustrates.
    pub fn is_simulated(&self) -> bool {
        self.fact_ids().is_empty()
    }

    /// The facts that decide, of a question of fact.
    pub fn facts(&self) -> Vec<&'static Fact> {
        let ids = self.fact_ids();
        ids.into_iter().filter_map(fact::fact).collect()
    }

    /// Ids of the facts that decide.
    pub fn fact_ids(&self) -> Vec<&str> {
        match &self.kind {
            Kind::Choice(Choice { basis, .. })
            | Kind::MultipleResponse(MultipleResponse { basis, .. }) => match basis {
                Basis::Fact(id) => vec![id],
                Basis::Best(_) | Basis::Meets(_) | Basis::Holds => Vec::new(),
            },
            Kind::Numeric(numeric) => match &numeric.source {
                NumberSource::Fact(id) => vec![id],
                NumberSource::Run(..) => Vec::new(),
            },
            Kind::Match(matched) => matched
                .left
                .iter()
                .filter_map(|left| match &left.stand {
                    LeftStand::Fact(id) => Some(id.as_str()),
                    LeftStand::World(_) => None,
                })
                .collect(),
            Kind::Order(_) | Kind::Prediction(_) | Kind::Diagnose(_) | Kind::Design(_) => {
                Vec::new()
            }
        }
    }

    /// What can be chosen, of a question with options or causes.
    pub fn choosables(&self) -> &[Choosable] {
        match &self.kind {
            Kind::Choice(choice) => &choice.options,
            Kind::MultipleResponse(several) => &several.options,
            Kind::Diagnose(diagnose) => &diagnose.causes,
            _ => &[],
        }
    }

    /// Figures of each run that key and feedback need: failed requests, cost, p99 and SLO first,
    /// in this order, then those of the kind. Each once.
    pub fn figures(&self) -> Vec<Figure> {
        let mut figures = vec![
            Figure::failed(),
            Figure::cost_usd(),
            Figure::latency_ms_p99(),
            Figure::slo_met(),
        ];
        let mut predicates: Vec<&Predicate> = Vec::new();
        match &self.kind {
            Kind::Choice(Choice { options, basis })
            | Kind::MultipleResponse(MultipleResponse { options, basis, .. }) => {
                for option in options {
                    if let Stand::Says(_, predicate) = &option.stand {
                        predicates.push(predicate);
                    }
                }
                match basis {
                    Basis::Meets(predicate) => predicates.push(predicate),
                    Basis::Best(Goal::Lowest(figure) | Goal::Highest(figure)) => {
                        figures.push(figure.clone())
                    }
                    Basis::Best(Goal::CheapestMeetingSlo) | Basis::Holds | Basis::Fact(_) => {}
                }
            }
            Kind::Numeric(numeric) => {
                if let NumberSource::Run(_, figure) = &numeric.source {
                    figures.push(figure.clone());
                }
            }
            Kind::Order(order) => figures.push(order.by.clone()),
            Kind::Match(matched) => {
                for right in &matched.right {
                    if let RightStand::Says(predicate) = &right.stand {
                        predicates.push(predicate);
                    }
                }
            }
            Kind::Prediction(prediction) => {
                for field in &prediction.fields {
                    figures.push(field.quantity.figure());
                }
            }
            Kind::Diagnose(diagnose) => {
                for clue in &diagnose.clues {
                    predicates.push(&clue.says);
                }
            }
            Kind::Design(design) => {
                for requirement in &design.requirements {
                    predicates.extend(&requirement.says);
                    figures.extend(requirement.at_most.iter().map(|(figure, _)| figure.clone()));
                }
            }
        }
        let asked = predicates.iter().flat_map(|predicate| predicate.figures());
        figures.extend(asked.map(|(_, figure)| figure.clone()));
        let mut once: Vec<Figure> = Vec::new();
        for figure in figures {
            if !once.contains(&figure) {
                once.push(figure);
            }
        }
        once
    }
}
