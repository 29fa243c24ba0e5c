//! Two devices, used in turn and merged in any order, come to the same progress.

use headroom_model::scenario::Seed;
use headroom_study::record::{Confidence, Entry, Record, archive, progress, union};
use headroom_study::review::{Zone, due};
use proptest::prelude::*;

fn entry() -> impl Strategy<Value = Entry> {
    let lesson = prop::sample::select(vec!["spiky-traffic", "cooldowns"]).prop_map(str::to_owned);
    let question = prop::sample::select(vec!["first", "second"]).prop_map(str::to_owned);
    let confidence = prop::option::of(prop_oneof![
        Just(Confidence::Sure),
        Just(Confidence::Unsure)
    ]);
    let seed = (0..1000_u64).prop_map(|seed| Seed::new(seed).expect("small"));
    prop_oneof![
        (
            lesson.clone(),
            seed.clone(),
            prop::collection::vec(-1e9..1e9, 0..4)
        )
            .prop_map(|(lesson, seed, values)| Entry::Predicted {
                lesson,
                seed,
                values
            }),
        (lesson.clone(), seed, 0.0..3.0).prop_map(|(lesson, seed, points)| Entry::Scored {
            lesson,
            seed,
            points,
            of: 3.0
        }),
        (lesson.clone(), question.clone())
            .prop_map(|(lesson, question)| Entry::GaveUp { lesson, question }),
        (lesson.clone(), question, any::<bool>(), confidence).prop_map(
            |(lesson, question, correct, confidence)| Entry::Answered {
                place: None,
                lesson,
                question,
                option: "o".into(),
                correct,
                confidence,
            }
        ),
        lesson.prop_map(|lesson| Entry::Finished { lesson }),
    ]
}

/// Few moments, so that both devices do things at the same one.
fn records() -> impl Strategy<Value = Vec<Record>> {
    let record = (0..40_u64, entry())
        .prop_map(|(at, entry)| Record::new(1_700_000_000_000 + at * 7_200_000, entry));
    prop::collection::vec(record, 0..30)
}

/// Records as they arrive on another device: through a file or a code.
fn carried(records: &[Record], by_code: bool) -> Vec<Record> {
    let lines: Vec<String> = records.iter().map(Record::encode).collect();
    let lines = || lines.iter().map(String::as_str);
    let text = if by_code {
        archive::code(lines())
    } else {
        archive::file(lines())
    };
    archive::read(&text).expect("whole").records
}

fn together(a: &[Record], b: &[Record]) -> Vec<Record> {
    union(a.iter().chain(b).cloned())
}

proptest! {
    #[test]
    fn which_device_imports_from_which_does_not_matter(a in records(), b in records(), code: bool) {
        let on_a = together(&a, &carried(&b, code));
        let on_b = together(&b, &carried(&a, !code));
        prop_assert_eq!(&on_a, &on_b);
        prop_assert_eq!(progress(&on_a), progress(&on_b));
        let (zone, today) = (Zone { minutes_east: 60 }, 19_690);
        prop_assert_eq!(due(&on_a, zone, today), due(&on_b, zone, today));
    }

    #[test]
    fn importing_again_changes_nothing(a in records(), b in records()) {
        let once = together(&a, &b);
        prop_assert_eq!(&together(&once, &carried(&b, true)), &once);
        prop_assert_eq!(&together(&once, &carried(&once, false)), &once);
    }

    #[test]
    fn no_attempt_is_lost_and_none_is_made_up(a in records(), b in records()) {
        let both = together(&a, &b);
        for record in a.iter().chain(&b) {
            prop_assert!(both.contains(record));
        }
        for record in &both {
            prop_assert!(a.contains(record) || b.contains(record));
        }
    }

    #[test]
    fn three_devices_agree_however_they_are_paired(a in records(), b in records(), c in records()) {
        prop_assert_eq!(
            together(&together(&a, &b), &c),
            together(&a, &together(&c, &b))
        );
    }

    /// Work goes on between exchanges, on both sides, in any rhythm.
    #[test]
    fn exchanges_may_come_at_any_time(work in prop::collection::vec((records(), any::<bool>(), any::<bool>()), 0..6)) {
        let (mut a, mut b) = (Vec::new(), Vec::new());
        for (done, on_a, exchange) in &work {
            let device = if *on_a { &mut a } else { &mut b };
            *device = together(device, done);
            if *exchange {
                a = together(&a, &carried(&b, true));
            }
        }
        b = together(&b, &carried(&a, false));
        a = together(&a, &b);
        let everything: Vec<Record> = work.into_iter().flat_map(|(done, _, _)| done).collect();
        prop_assert_eq!(&a, &union(everything));
        prop_assert_eq!(a, b);
    }
}
