//! A question with ranges at both ends of each: that its key and its reasons hold there too, for a
//! review asks it with whatever lies between.

use super::{Lab, VARIED_SEEDS, World, key};
use crate::author::folder::Compiled;
use crate::author::questions::Authored;
use crate::figure::Figure;
use crate::key::Tally;
use crate::lesson::Lesson;
use crate::parameter::ParameterRange;
use crate::predicate::Whose;
use crate::question::{Question, Stand};
use crate::variant;

/// One end of a range.
pub struct End {
    /// In words: "base_rps 53".
    pub at: String,
    asked: Option<(Question, Vec<World>)>,
}

/// Asks the lab for the figures of every end. `wanted` are those of key and reasons.
pub fn plan(lab: &mut Lab, lesson: &Lesson, question: &Question, wanted: &[Figure]) -> Vec<End> {
    let ends = |range: &ParameterRange| [(*range, range.min), (*range, range.max)];
    let ends: Vec<_> = question.ranges.iter().flat_map(ends).collect();
    ends.into_iter()
        .map(|(range, value)| {
            let mut asked = question.clone();
            let parameter = crate::parameter::Parameter::ALL.iter();
            let name = parameter.clone().find(|(_, p)| *p == range.parameter);
            let own = range.parameter.get(&lesson.scenario) == Some(value);
            let is_set = variant::set(lesson, &mut asked, &range, value).is_some() || own;
            let worlds = asked.worlds.iter().map(|w| lab.world(&w.scenario));
            let worlds: Vec<World> = worlds.collect();
            for trial in Tally::new(&asked, VARIED_SEEDS).trials() {
                lab.want(worlds[trial.world], trial.seed, wanted);
            }
            End {
                at: format!("{} {value}", name.map_or("", |(name, _)| name)),
                asked: is_set.then_some((asked, worlds)),
            }
        })
        .collect()
}

/// Why the question may not be asked with this end; `None` when it may.
pub fn trouble(lab: &Lab, compiled: &Compiled, authored: &Authored, end: &End) -> Option<String> {
    let Some((asked, worlds)) = &end.asked else {
        return Some("a world is about this parameter, or does not take the value".to_owned());
    };
    let key = key(lab, asked, worlds, VARIED_SEEDS);
    let Some(key) = key.filter(|key| variant::stands(asked, Some(key))) else {
        return Some("the key is not clear".to_owned());
    };
    let own = compiled.lesson.scenario.seed;
    let first = asked.first_seed().unwrap_or(own);
    authored.reasons.iter().find_map(|reason| {
        let option = asked.choosables().get(reason.option)?;
        let Stand::World(world) = option.stand else {
            return None;
        };
        if key.is_right(reason.option) {
            return None;
        }
        let holds = |n: u32| {
            let seed = first.nth(n.into());
            reason
                .says
                .holds_with(&|whose, figure: &Figure| match whose {
                    Whose::Own => lab.value(worlds[world], seed, figure),
                    Whose::Start => lab.value(worlds[0], seed, figure),
                })
        };
        let held = (0..VARIED_SEEDS).all(holds);
        (!held).then(|| format!("{} does not fail because {}", option.id, reason.says))
    })
}
