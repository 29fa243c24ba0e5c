//! A question asked again: with parameters drawn from its ranges, other seeds, and its options in
//! another order.
//!
//! What is drawn depends on a seed alone, so that a reload shows the same. Whether a draw may be
//! asked is up to its key: [`stands`].

use crate::key::{Key, Right, SWEPT_SEEDS};
use crate::lesson::Lesson;
use crate::parameter::{Parameter, ParameterRange};
use crate::question::{Kind, Question};

/// Draws that are tried before the lesson's own parameters are taken [D].
pub const TRIES: u32 = 4;
/// A range is drawn from in at most so many steps, so that a person can read the number [D].
const STEPS_MAX: f64 = 50.0;

/// A question as it is asked now.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// The question, its worlds with what was drawn.
    pub question: Question,
    /// What differs from the lesson; empty when nothing that a reader sees does.
    pub drawn: Vec<Drawn>,
}

/// A parameter that was drawn anew.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Drawn {
    /// Which.
    pub parameter: Parameter,
    /// Its value in the lesson.
    pub lesson: f64,
    /// Its value here.
    pub now: f64,
}

/// The `attempt`-th draw, from 0, of a question of `lesson`. From [`TRIES`] on it has the lesson's
/// own parameters and seeds, which the compiler has vouched for.
pub fn draw(lesson: &Lesson, question: &Question, seed: u64, attempt: u32) -> Variant {
    let mut asked = question.clone();
    shuffle_options(&mut asked, &mut Dice(seed));
    if attempt >= TRIES {
        return Variant {
            question: asked,
            drawn: Vec::new(),
        };
    }
    let mut dice = Dice(seed ^ (u64::from(attempt) + 1));
    // The compiler has swept so many seeds; what it has vouched for holds under each of them.
    let later = SWEPT_SEEDS.saturating_sub(asked.seeds);
    let later = dice.below(u64::from(later) + 1);
    for world in &mut asked.worlds {
        world.scenario.seed = world.scenario.seed.nth(later);
    }
    let ranges = question.ranges.iter();
    let drawn = ranges.filter_map(|range| set(lesson, &mut asked, range, dice.within(range)));
    let drawn = drawn.collect();
    if let Kind::Numeric(numeric) = &mut asked.kind
        && drawn != Vec::new()
    {
        // Wrong numbers are those of the lesson's own parameters.
        numeric.slips.clear();
    }
    Variant {
        question: asked,
        drawn,
    }
}

/// Sets a parameter in every world; `None`, and nothing is changed, when a world is about that very
/// parameter, or refuses the value.
pub fn set(
    lesson: &Lesson,
    question: &mut Question,
    range: &ParameterRange,
    now: f64,
) -> Option<Drawn> {
    let parameter = range.parameter;
    let own = parameter.get(&lesson.scenario)?;
    let settings = [(parameter, now)];
    let mut changed = Vec::with_capacity(question.worlds.len());
    for world in &question.worlds {
        if parameter.get(&world.scenario) != Some(own) {
            return None;
        }
        changed.push(Parameter::set_all(&world.scenario, &settings).ok()?);
    }
    for (world, scenario) in question.worlds.iter_mut().zip(changed) {
        world.scenario = scenario;
    }
    (now != own).then_some(Drawn {
        parameter,
        lesson: own,
        now,
    })
}

/// Whether a draw with this key may be asked: the key holds under every seed and by a margin, and
/// a number that is asked for can be entered.
pub fn stands(question: &Question, key: Option<&Key>) -> bool {
    let Some(key) = key.filter(|key| key.clear()) else {
        return false;
    };
    match (&question.kind, &key.right) {
        (Kind::Numeric(numeric), Right::Number(right)) => {
            (numeric.input.min..=numeric.input.max).contains(right)
        }
        _ => true,
    }
}

/// A seed from words: FNV-1a.
pub fn seed(words: &str) -> u64 {
    words.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
    })
}

/// Options stand in a new order, so that nobody remembers a place. Numbers stay sorted, and what is
/// to be sorted stays as its author put it, which is never the right order.
fn shuffle_options(question: &mut Question, dice: &mut Dice) {
    let options = match &mut question.kind {
        Kind::Choice(choice) => &mut choice.options,
        Kind::MultipleResponse(several) => &mut several.options,
        Kind::Diagnose(diagnose) => &mut diagnose.causes,
        // A stem may count what is to be matched: "in the first two cases".
        Kind::Match(_)
        | Kind::Numeric(_)
        | Kind::Order(_)
        | Kind::Prediction(_)
        | Kind::Design(_) => return,
    };
    let is_number = |label: &str| label.starts_with(|c: char| c.is_ascii_digit() || c == '$');
    if !options.iter().all(|option| is_number(&option.label)) {
        dice.shuffle(options);
    }
}

/// SplitMix64: small, and the same on every device.
pub(crate) struct Dice(pub u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `n`, which is far below 2^64: the bias is of no account.
    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.next() % n.max(1)
    }

    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.below(i as u64 + 1) as usize);
        }
    }

    /// A step of a range.
    fn within(&mut self, range: &ParameterRange) -> f64 {
        let span = range.max - range.min;
        let mut step = if span < 1.0 { 0.01 } else { 1.0 };
        while span / step > STEPS_MAX {
            step *= 10.0;
        }
        let steps = (span / step).floor().max(0.0) as u64;
        range.min + step * self.below(steps + 1) as f64
    }
}
