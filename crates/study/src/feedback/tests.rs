use super::*;
use crate::figure::Figure;
use crate::key::{Measured, Runs};
use crate::question::{
    Band, Input, LeftStand, MultipleResponse, NumberSource, Partner, RightStand, Slip, Sortable,
    Stand,
};

fn question(kind: Kind) -> Question {
    Question {
        id: "q".into(),
        stem: Vec::new(),
        tasks: Vec::new(),
        traps: Vec::new(),
        worlds: Vec::new(),
        ranges: Vec::new(),
        seeds: 3,
        fragile: Vec::new(),
        kind,
    }
}

fn runs(question: &Question, failed: &[f64]) -> Runs {
    let row = |failed: &f64| {
        let all = vec![
            Some(*failed),
            Some(failed / 10_000.0 + 1.5),
            Some(1400.0),
            Some(0.0),
        ];
        vec![Measured(all)]
    };
    Runs {
        figures: question.figures(),
        rows: failed.iter().map(row).collect(),
    }
}

fn key(question: &Question, right: Right, failed: &[f64]) -> Key {
    Key {
        right,
        runs: runs(question, failed),
        doubt: None,
    }
}

fn option(id: &str, world: usize, trap: Option<&str>) -> Choosable {
    Choosable {
        id: id.into(),
        label: id.into(),
        stand: Stand::World(world),
        feedback: "{failed} fail, {failed_less} fewer, {cost_more} more".into(),
        trap: trap.map(str::to_owned),
    }
}

#[test]
fn several_marks_are_half_right_at_best_when_one_is_wrong() {
    let asked = question(Kind::MultipleResponse(MultipleResponse {
        options: vec![
            option("a", 0, None),
            option("b", 1, Some("t")),
            option("c", 2, None),
        ],
        select: 2,
        basis: Basis::Holds,
    }));
    let key = key(&asked, Right::Options(vec![0, 2]), &[0.0, 5000.0, 0.0]);
    let all = feedback(&asked, &key, &Answer::Several(vec![0, 2]));
    assert!(all.correct && all.traps.is_empty(), "{all:?}");
    let half = feedback(&asked, &key, &Answer::Several(vec![0, 1]));
    assert_eq!((half.credit, half.correct), (0.25, false));
    assert_eq!(half.traps, ["t"]);
    assert_eq!(half.parts[0].text, "0 fail, 5,000 fewer, $0.00 more");
    assert_eq!(half.parts[1].text, "5,000 fail, 0 fewer, $0.50 more");
    let short = feedback(&asked, &key, &Answer::Several(vec![0]));
    assert_eq!(short.sentence, "Mark 2 options: 1 marked.");
}

#[test]
fn a_number_has_two_bands_and_slips_are_named() {
    let asked = question(Kind::Numeric(Numeric {
        source: NumberSource::Fact("1.14-high".into()),
        unit: "s".into(),
        input: Input {
            min: 0.0,
            max: 9.0,
            step: 1.0,
            start: 0.0,
        },
        full: Band::Within(10.0),
        half: Band::Share(0.1),
        feedback: String::new(),
        slips: vec![Slip {
            value: 300.0,
            trap: "t".into(),
            feedback: "That is the launch.".into(),
        }],
    }));
    let key = key(&asked, Right::Number(600.0), &[]);
    let of = |answer| feedback(&asked, &key, &Answer::Number(answer));
    assert_eq!(
        [of(610.0).credit, of(660.0).credit, of(661.0).credit],
        [1.0, 0.5, 0.0]
    );
    assert_eq!(
        of(300.0).sentence,
        "Not this. You said 300 s. That is the launch."
    );
    assert_eq!(of(300.0).traps, ["t"]);
    assert_eq!(of(100.0).sentence, "Not this. You said 100 s. It is more.");
    assert_eq!(
        of(660.0).sentence,
        "50 of 100 points. You said 660 s. It is less."
    );
    assert_eq!(of(f64::NAN).sentence, "Enter a number.");
}

#[test]
fn an_order_earns_what_its_pairs_say_above_chance() {
    let item = |id: &str, trap: Option<&str>| Sortable {
        id: id.into(),
        label: id.into(),
        world: 0,
        feedback: String::new(),
        trap: trap.map(str::to_owned),
    };
    let asked = question(Kind::Order(Order {
        items: vec![item("a", None), item("b", Some("t")), item("c", None)],
        by: Figure::failed(),
        descending: false,
        first: "least".into(),
        last: "most".into(),
    }));
    let key = key(&asked, Right::Order(vec![0, 2, 1]), &[0.0]);
    let of = |order: [usize; 3]| feedback(&asked, &key, &Answer::Order(order.to_vec()));
    assert_eq!(of([0, 2, 1]).credit, 1.0);
    let swapped = of([0, 1, 2]);
    assert!((swapped.credit - 1.0 / 3.0).abs() < 1e-9);
    assert_eq!(swapped.traps, ["t"]);
    let told: Vec<_> = swapped.parts.iter().map(|p| (&*p.label, p.right)).collect();
    assert_eq!(told, [("1. a", true), ("2. c", false), ("3. b", false)]);
    assert_eq!(of([1, 2, 0]).credit, 0.0);
    assert!(!of([0, 0, 1]).sentence.is_empty());
}

#[test]
fn partners_count_one_by_one_and_a_missing_one_is_said() {
    let left = |id: &str| Partner {
        id: id.into(),
        label: id.into(),
        stand: LeftStand::World(0),
        feedback: "Left.".into(),
    };
    let right = |id: &str| Partner {
        id: id.into(),
        label: id.into(),
        stand: RightStand::Says("requests.failed.total > 0".parse().unwrap()),
        feedback: String::new(),
    };
    let asked = question(Kind::Match(Match {
        left: vec![left("a"), left("b")],
        right: vec![right("x"), right("y")],
    }));
    let key = key(&asked, Right::Match(vec![0, 1]), &[0.0]);
    let half = feedback(&asked, &key, &Answer::Match(vec![Some(0), Some(0)]));
    assert_eq!((half.credit, half.parts[1].right), (0.5, false));
    assert_eq!(half.parts[1].text, "y. Left.", "the right partner");
    let open = feedback(&asked, &key, &Answer::Match(vec![Some(0), None]));
    assert_eq!(open.sentence, "One has no partner yet.");
    let line = Answer::Match(vec![Some(1), Some(0)]).encode(&asked);
    assert_eq!(line, "a=y,b=x");
    let read = Answer::decode(&asked, &line);
    assert_eq!(read, Some(Answer::Match(vec![Some(1), Some(0)])));
}
