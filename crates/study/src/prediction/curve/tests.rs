use headroom_engine::simulate;

use super::*;
use crate::question::World;

/// Four instances and a policy; the load rises from 20 to 60 rps at 600 s.
fn world() -> World {
    let lesson = include_str!("../../../../../lessons/spiky-traffic/scenario.toml");
    let scenario = headroom_scenario::load_toml(lesson).unwrap().scenario;
    World {
        id: "start".into(),
        label: String::new(),
        scenario,
    }
}

#[test]
fn the_run_itself_earns_everything_and_the_baselines_nothing_but_their_peak() {
    let scenario = world().scenario;
    let run = simulate(&scenario, scenario.seed);
    let counts = in_service(&run);
    assert_eq!((counts.len(), counts[0], counts[59]), (60, 4.0, 8.0));
    let drawn = |curve: &[f64]| Drawing {
        minutes: curve.iter().map(|v| Some(v.round() as u32)).collect(),
    };
    let own = drawn(&counts).grade(&scenario, &run).unwrap();
    assert_eq!((own.points, own.of), (3.0, 3.0), "{own:?}");

    let flat = drawn(&vec![4.0; 60]).grade(&scenario, &run).unwrap();
    assert_eq!(flat.points, 0.0, "{flat:?}");
    let copy = drawn(&copy_the_traffic(&scenario))
        .grade(&scenario, &run)
        .unwrap();
    assert_eq!(
        copy.parts[1].points, 0.0,
        "it rises when the load does: {copy:?}"
    );
    // The load doubles and so does the capacity in the end.
    assert_eq!(copy.parts[2].points, 1.0, "{copy:?}");
    assert!(
        copy.parts[1]
            .sentence
            .starts_with("Timing: you drew the first new instance at 09:05")
    );
}

#[test]
fn an_incomplete_drawing_is_not_scored_and_says_what_is_missing() {
    let scenario = world().scenario;
    let run = simulate(&scenario, scenario.seed);
    let mut drawing = Drawing::empty(&scenario);
    assert_eq!(
        stretch(&scenario),
        Stretch {
            from: 15,
            until: 60
        }
    );
    drawing.stroke(15, 24, 4);
    drawing.set(40, 8);
    let refused = drawing.grade(&scenario, &run).unwrap_err();
    assert_eq!(
        refused.sentence,
        "Not drawn yet: 09:15 to 09:30, 09:31 to 09:50."
    );
    drawing.hold(&scenario);
    assert_eq!(drawing.steps(), [(0, 4), (40, 8)]);
    let score = drawing.grade(&scenario, &run).unwrap();
    // The peak is right; the rise is five minutes late.
    assert_eq!((score.parts[1].points, score.parts[2].points), (0.0, 1.0));
    assert!(score.parts[0].points > 0.0, "{score:?}");
    drawing.clear(59);
    assert!(drawing.grade(&scenario, &run).is_err());
}

#[test]
fn nearly_right_is_partly_right() {
    let scenario = world().scenario;
    let run = simulate(&scenario, scenario.seed);
    let rise = in_service(&run).iter().position(|v| *v > 4.05).unwrap() as u32;
    let mut drawing = Drawing::empty(&scenario);
    drawing.stroke(15, rise + 1, 4);
    drawing.set(rise + 2, 9);
    drawing.hold(&scenario);
    let score = drawing.grade(&scenario, &run).unwrap();
    assert_eq!(score.parts[1].points, 0.5, "{score:?}");
    assert_eq!(score.parts[2].points, 0.0, "nine is not eight: {score:?}");
    assert!((0.2..1.0).contains(&score.parts[0].points), "{score:?}");
}

#[test]
fn without_scaling_flat_is_right() {
    let mut scenario = world().scenario;
    scenario.scaling = None;
    let run = simulate(&scenario, scenario.seed);
    assert_eq!(ceiling(&scenario), 4);
    let mut drawing = Drawing::empty(&scenario);
    drawing.hold(&scenario);
    let score = drawing.grade(&scenario, &run).unwrap();
    assert_eq!(score.points, 3.0, "{score:?}");
}

/// The scenario file of a lesson.
macro_rules! lesson {
    ($id:literal) => {
        include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../lessons/",
            $id,
            "/scenario.toml"
        ))
    };
}

#[test]
fn what_may_move_capacity_before_the_load_does_is_drawn_too() {
    for (text, from) in [
        (lesson!("target-tracking"), 10),
        // A schedule, and a policy that follows the vCPUs.
        (lesson!("scheduled-scaling"), 0),
        (lesson!("choosing-the-metric"), 0),
    ] {
        let scenario = headroom_scenario::load_toml(text).unwrap().scenario;
        assert_eq!(stretch(&scenario).from, from, "{text}");
    }
}
