//! Questions drawn anew, over the lessons that ship: the same for a seed, and asked only with a
//! clear key.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::OnceLock;

use headroom_engine::simulate;
use headroom_study::key::{Key, Tally};
use headroom_study::variant::{TRIES, draw, seed, stands};
use headroom_study::{Course, Kind, Lesson, Question, drill};

/// The lessons as the app reads them, in the order of the course.
fn lessons() -> &'static [Lesson] {
    static LESSONS: OnceLock<Vec<Lesson>> = OnceLock::new();
    LESSONS.get_or_init(|| {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../lessons");
        let out = std::env::temp_dir().join(format!("headroom-variant-{}", std::process::id()));
        headroom_study::pack(&folder, &out).unwrap();
        let read = |name: &str| std::fs::read_to_string(out.join(format!("{name}.json"))).unwrap();
        let course: Course = serde_json::from_str(&read("course")).unwrap();
        let cards = course.lessons.iter();
        let lessons = cards.map(|card| serde_json::from_str(&read(&card.id)).unwrap());
        let lessons = lessons.collect();
        std::fs::remove_dir_all(&out).unwrap();
        lessons
    })
}

fn key(question: &Question) -> Option<Key> {
    let mut tally = Tally::new(question, question.seeds);
    let trials: Vec<_> = tally.trials().collect();
    for trial in trials {
        let run = simulate(&question.worlds[trial.world].scenario, trial.seed);
        tally.add(trial, &run);
    }
    tally.key()
}

fn with_ranges() -> impl Iterator<Item = (&'static Lesson, &'static Question)> {
    let all = lessons().iter();
    let all = all.flat_map(|lesson| lesson.questions.iter().map(move |q| (lesson, q)));
    all.filter(|(_, question)| !question.ranges.is_empty())
}

#[test]
fn a_drill_is_its_seeds_and_covers_the_course() {
    let all: Vec<&Lesson> = lessons().iter().collect();
    let drawn = drill::draw(&all, 48_213);
    assert_eq!(drawn, drill::draw(&all, 48_213));
    assert_ne!(drawn, drill::draw(&all, 48_214));
    assert_eq!(drawn.len(), drill::QUESTIONS);
    let mut of_lesson: BTreeMap<usize, usize> = BTreeMap::new();
    for (i, (lesson, question)) in drawn.iter().enumerate() {
        assert!(all[*lesson].questions[*question].is_exam_shaped());
        assert!(!drawn[..i].contains(&(*lesson, *question)), "none twice");
        *of_lesson.entry(*lesson).or_default() += 1;
    }
    assert_eq!(
        of_lesson.len(),
        all.len().min(drill::QUESTIONS),
        "{of_lesson:?}"
    );
    assert!(of_lesson.values().all(|n| *n <= 2), "{of_lesson:?}");
}

#[test]
fn a_draw_is_its_seeds() {
    for (lesson, question) in with_ranges() {
        let of = |words: &str, attempt| draw(lesson, question, seed(words), attempt);
        assert_eq!(of("day 1", 0), of("day 1", 0));
        let others = (0..8).map(|n| of(&format!("day {n}"), 0).drawn);
        let others: Vec<_> = others.collect();
        assert!(others.iter().any(|d| *d != others[0]), "{}", question.id);
        let own = of("day 1", TRIES);
        assert!(own.drawn.is_empty());
        assert_eq!(own.question.worlds, question.worlds, "the lesson's own");
    }
}

#[test]
fn every_range_is_drawn_from_and_changes_every_world() {
    let mut seen = 0;
    for (lesson, question) in with_ranges() {
        let variants = (0..8).map(|n| draw(lesson, question, n, 0));
        for variant in variants.filter(|variant| !variant.drawn.is_empty()) {
            seen += 1;
            for drawn in &variant.drawn {
                let range = question.ranges.iter();
                let range = range
                    .clone()
                    .find(|r| r.parameter == drawn.parameter)
                    .unwrap();
                assert!((range.min..=range.max).contains(&drawn.now));
                assert_eq!(drawn.parameter.get(&lesson.scenario), Some(drawn.lesson));
                for world in &variant.question.worlds {
                    assert_eq!(drawn.parameter.get(&world.scenario), Some(drawn.now));
                }
            }
        }
        assert!(
            seen > 0,
            "{}/{} is never drawn anew",
            lesson.id,
            question.id
        );
        seen = 0;
    }
}

/// Between the ends of its ranges, at which the compiler looks, nearly every draw stands; and the
/// fall-back does.
#[test]
fn drawn_keys_keep_their_margin() {
    for (lesson, question) in with_ranges() {
        let refused = (0..3_u64)
            .filter(|n| {
                let variant = draw(lesson, question, *n, 0);
                !stands(&variant.question, key(&variant.question).as_ref())
            })
            .count();
        let named = format!("{}/{}", lesson.id, question.id);
        assert!(refused <= 1, "{named}: {refused} of 3 draws refused");
        let own = draw(lesson, question, 1, TRIES);
        assert!(
            stands(&own.question, key(&own.question).as_ref()),
            "{named}"
        );
    }
}

#[test]
fn a_key_without_a_margin_does_not_stand() {
    let (lesson, question) = with_ranges()
        .find(|(_, question)| matches!(question.kind, Kind::Choice(_)))
        .unwrap();
    let mut asked = draw(lesson, question, 1, 0).question;
    // Every option is the same world: nothing is better than anything.
    let scenario = asked.worlds[0].scenario.clone();
    for world in &mut asked.worlds {
        world.scenario = scenario.clone();
    }
    assert!(!stands(&asked, key(&asked).as_ref()));
    assert!(!stands(&asked, None));
}

#[test]
fn options_keep_their_ids_when_they_are_shuffled() {
    let mut moved = 0;
    for lesson in lessons() {
        for question in &lesson.questions {
            let ids = |question: &Question| {
                let options = question.choosables().iter();
                options.map(|option| option.id.clone()).collect::<Vec<_>>()
            };
            let asked = draw(lesson, question, seed(&question.id), 0).question;
            let (mut before, mut after) = (ids(question), ids(&asked));
            moved += usize::from(before != after);
            before.sort();
            after.sort();
            assert_eq!(before, after);
        }
    }
    assert!(moved > 20, "{moved} questions have another order");
}
