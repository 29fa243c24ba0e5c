//! Both readings of the facts: each difference that a run can show flips an outcome of one.

use headroom_engine::simulate;
use headroom_explain::ruleset::{Side, flips};
use headroom_model::ruleset::{DIFFERENCES, Ruleset};
use headroom_scenario::{Problems, Source};

const NO_MONITORING: &str = include_str!("../../scenarios/vpc-no-monitoring-aws/scenario.toml");
const NO_S3_AT_CREATION: &str = include_str!("../../scenarios/vpc-no-s3-at-creation/scenario.toml");
const NO_S3_LATER: &str = include_str!("../../scenarios/vpc-no-s3-at-scale-out/scenario.toml");
const TO_ZERO: &str = include_str!("../../scenarios/async-to-zero/scenario.toml");
const BATCH: &str = include_str!("../../scenarios/batch-transform-spot-refused/scenario.toml");
const COOLDOWNS: &str = include_str!("../../scenarios/scale-in-steps/scenario.toml");

/// `figure: aws, study_guide` of everything that flips; a refusal is the codes of its problems.
fn flipped(text: &str) -> Vec<String> {
    let under = |ruleset| {
        let source = Source::toml(text).expect("well-formed");
        let document = source.under(ruleset).document()?;
        let run = simulate(&document.scenario, document.scenario.seed);
        Ok::<_, Problems>((document.scenario, run))
    };
    match (under(Ruleset::Aws), under(Ruleset::StudyGuide)) {
        (Ok((a, ra)), Ok((b, rb))) => {
            let side = |scenario, run| Side { scenario, run };
            let all = flips(&side(&a, &ra), &side(&b, &rb));
            let line = |f: &headroom_explain::ruleset::Flip| {
                format!("{}: {}, {}", f.figure, f.aws, f.study_guide)
            };
            all.iter().map(line).collect()
        }
        (Err(problems), Ok(_)) => problems.0.iter().map(|p| p.code.to_string()).collect(),
        other => panic!("study guides allow what AWS allows: {other:?}"),
    }
}

/// Number of the difference, a scenario, and an outcome that flips.
const FLIPS: [(u32, &str, &str); 6] = [
    (1, COOLDOWNS, "cost in USD: "),
    (2, NO_MONITORING, "scales: yes, no"),
    (3, NO_S3_AT_CREATION, "endpoint: Failed, InService"),
    (3, NO_S3_LATER, "their reason is said: yes, no"),
    (4, TO_ZERO, "lowest capacity: 0, 1"),
    (5, BATCH, "E_SPOT_BATCH"),
];

#[test]
fn each_difference_with_an_effect_flips_an_outcome() {
    for (number, text, outcome) in FLIPS {
        // Only a policy that names no cooldown has the default one.
        let found = flipped(&text.replace("ScaleInCooldown = 600\n", ""));
        println!("{number}: {found:?}");
        assert!(
            found.iter().any(|line| line.starts_with(outcome)),
            "{number}: {found:?}"
        );
    }
    let shown: Vec<u32> = FLIPS.iter().map(|(number, ..)| *number).collect();
    for difference in &DIFFERENCES {
        assert_eq!(
            shown.contains(&difference.number),
            !difference.effect.is_empty(),
            "{}",
            difference.topic
        );
    }
}

#[test]
fn what_both_readings_agree_on_does_not_flip() {
    let spike = include_str!("../../scenarios/spike-answered-late/scenario.toml");
    assert!(flipped(spike).is_empty());
}
