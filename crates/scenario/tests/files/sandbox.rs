//! Pairs over every scenario that ships.

use std::fs;
use std::path::Path;

use headroom_scenario::sandbox::form::{Kind, Line, List, sections};
use headroom_scenario::sandbox::{Link, LinkError, Pair, Side};
use headroom_scenario::token::{self, TokenError};
use headroom_scenario::{Source, aws, code};

/// Every scenario of the lessons and of the golden runs, by its folder.
fn shipped() -> Vec<(String, Source)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut all = Vec::new();
    for folder in ["lessons", "scenarios"] {
        for entry in fs::read_dir(root.join(folder)).expect("it ships") {
            let path = entry.expect("readable").path();
            if let Ok(text) = fs::read_to_string(path.join("scenario.toml")) {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                let source = Source::toml(&text).expect("well-formed");
                // As the app reads it, from JSON.
                let source = Source::json(&source.compact()).expect("what we write");
                all.push((name.into_owned(), source));
            }
        }
    }
    assert!(all.len() > 20);
    all
}

fn spiky() -> Pair {
    let found = shipped()
        .into_iter()
        .find(|(name, _)| name == "spiky-traffic");
    let (_, source) = found.expect("it ships");
    let (_, b) = source.alternatives().remove(0);
    Pair::new(source, b)
}

/// What may be added to a list.
fn item_of(list: &str, index: usize) -> &'static str {
    let lists = sections().iter().flat_map(|section| section.lists);
    let found: Option<&List> = lists.into_iter().find(|one| one.path == list);
    found.expect("it grows").items[index].1
}

const TARGET: &str = "scaling.policies[0].TargetTrackingScalingPolicyConfiguration.TargetValue";
const COOLDOWN: &str =
    "scaling.policies[0].TargetTrackingScalingPolicyConfiguration.ScaleOutCooldown";

#[test]
fn every_field_of_every_shipped_scenario_has_its_line() {
    for (name, source) in shipped() {
        let lines = Pair::twice(source).lines();
        let last = lines.last().expect("sections");
        let unknown: Vec<&str> = last
            .iter()
            .map(Line::path)
            .filter(|p| !["title", "summary"].contains(p))
            .collect();
        assert!(unknown.is_empty(), "{name}: {unknown:?}");
    }
}

#[test]
fn a_field_that_the_table_does_not_know_is_still_reached() {
    let pair = spiky().write(
        Side::A,
        "prices",
        Kind::Json,
        r#"{"vpc_endpoint_usd_per_hour": 0.02}"#,
    );
    let lines = pair.lines();
    let rest = lines.last().expect("sections").iter().map(Line::path);
    assert!(
        rest.into_iter()
            .any(|p| p == "prices.vpc_endpoint_usd_per_hour")
    );
    let strange = spiky().write(Side::B, "scaling.scalable_target.Colour", Kind::Text, "red");
    let problems = strange.document(Side::B).expect_err("unknown");
    assert!(
        strange
            .lines()
            .iter()
            .flatten()
            .any(|line| line.path() == problems.0[0].path)
    );
}

#[test]
fn a_link_of_every_shipped_scenario_is_short_and_comes_back() {
    for (name, source) in shipped() {
        let others = source.alternatives().into_iter().map(|(_, b)| b);
        for b in others.chain([source.clone()]) {
            let pair = Pair::new(source.clone(), b);
            let digests = [
                Some("0123456789abcdef".into()),
                Some("fedcba9876543210".into()),
            ];
            let link = Link {
                pair,
                engine: "0.1.0".into(),
                digests,
            };
            let text = link.write();
            let whole = "https://headroom.example/some/course/#s=".len() + text.len();
            assert!(whole < 2000, "{name}: {whole}");
            let read = Link::read(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
            assert_eq!(read.pair, link.pair, "{name}");
            assert_eq!(read.digests[1].as_deref(), Some("fedcba98"));
        }
    }
}

#[test]
fn what_is_no_link_is_told_and_nothing_of_it_is_used() {
    let link = Link {
        pair: spiky(),
        engine: "0.1.0".into(),
        digests: [None, None],
    }
    .write();
    for end in 0..link.len() {
        assert!(Link::read(&link[..end]).is_err(), "cut at {end}");
    }
    let of = |text: &str| Link::read(&format!("1.{}", token::write(text)));
    assert!(matches!(Link::read("2.abc"), Err(LinkError::Version(v)) if v == "2.abc"));
    assert!(matches!(of("no JSON"), Err(LinkError::Content(_))));
    assert!(matches!(of("[]"), Err(LinkError::Content(_))));
    for text in [
        "{}",
        r#"{"engine":"1"}"#,
        r#"{"engine":"1","a":3}"#,
        r#"{"engine":"1","a":{},"b":3}"#,
        r#"{"engine":"1","a":{},"c":{}}"#,
    ] {
        assert!(matches!(of(text), Err(LinkError::Content(_))), "{text}");
    }
    assert!(
        of(r#"{"engine":"1","a":{}}"#).is_ok(),
        "what A says is judged later"
    );
    let bomb = format!("1.{}", token::write(&"a".repeat(50 << 20)));
    assert!(bomb.len() > 60_000);
    let refused = Link::read(&bomb).map_err(|e| e.to_string());
    assert!(
        matches!(
            Link::read(&bomb),
            Err(LinkError::Token(
                TokenError::TooLarge | TokenError::TooLong { .. }
            ))
        ),
        "{refused:?}"
    );
    // A tree as deep as the text is long must not fill the stack.
    assert!(of(&format!("{{\"engine\":\"1\",\"a\":{}", "[".repeat(100_000))).is_err());
}

#[test]
fn an_edit_changes_one_side_and_what_both_share_on_both() {
    let pair = spiky();
    assert_eq!(pair.differences(), [COOLDOWN]);
    let pair = pair.write(Side::B, TARGET, Kind::Number, "1,000").write(
        Side::B,
        "seed",
        Kind::Number,
        "7",
    );
    assert_eq!(pair.written(Side::A, TARGET).as_deref(), Some("800"));
    assert_eq!(pair.written(Side::B, TARGET).as_deref(), Some("1000"));
    assert_eq!(pair.written(Side::A, "seed").as_deref(), Some("7"));
    assert_eq!(pair.differences(), [TARGET, COOLDOWN]);
    assert_eq!(
        pair.swapped().written(Side::A, COOLDOWN).as_deref(),
        Some("0")
    );
    assert!(pair.copied(Side::A).differences().is_empty());
    let scenario = |pair: &Pair, side| pair.document(side).expect("valid").scenario;
    assert_eq!(
        scenario(&pair, Side::A).traffic,
        scenario(&pair, Side::B).traffic
    );
}

#[test]
fn what_is_refused_stays_as_it_was_typed() {
    for (path, kind, typed, code) in [
        (TARGET, Kind::Number, "0", code::E_OUT_OF_RANGE),
        (TARGET, Kind::Number, "seventy", code::E_WRONG_TYPE),
        (
            "endpoint.instance_type",
            Kind::Text,
            "ml.none",
            code::E_UNKNOWN_INSTANCE_TYPE,
        ),
        (
            "endpoint.launch.provision_s",
            Kind::Json,
            "{",
            code::E_WRONG_TYPE,
        ),
    ] {
        let pair = spiky().write(Side::B, path, kind, typed);
        assert_eq!(pair.written(Side::B, path).as_deref(), Some(typed));
        let problems = pair.document(Side::B).expect_err("refused");
        assert_eq!(
            (problems.0[0].path.as_str(), problems.0[0].code),
            (path, code)
        );
        assert!(pair.document(Side::A).is_ok());
    }
}

#[test]
fn an_empty_field_is_absent_and_its_empty_tables_go() {
    let pair = spiky().write(Side::A, "client.timeout_s", Kind::Number, "5");
    assert!(pair.document(Side::A).is_ok());
    let pair = pair.write(Side::A, "client.timeout_s", Kind::Number, "  ");
    assert_eq!(pair.written(Side::A, "client"), None);
    assert_eq!(pair.written(Side::A, "client.timeout_s"), None);
}

/// Whatever kind is chosen, the text that comes of it is a scenario.
#[test]
fn another_kind_of_endpoint_comes_with_what_it_needs() {
    for kind in [
        "serverless",
        "async",
        "batch_transform",
        "training",
        "real_time",
    ] {
        let pair = spiky().without(Side::B, "scaling").write(
            Side::B,
            "endpoint.kind",
            Kind::Choice(&[]),
            kind,
        );
        let judged = pair.document(Side::B).map(|_| ());
        assert_eq!(judged, Ok(()), "{kind}");
        let back = pair.write(Side::B, "endpoint.kind", Kind::Choice(&[]), "real_time");
        assert_eq!(
            back.document(Side::B).map(|_| ()),
            Ok(()),
            "{kind} and back"
        );
    }
}

#[test]
fn every_choice_with_conditions_comes_with_what_it_needs() {
    let kinds = [
        "constant",
        "ramp",
        "spike",
        "business_hours",
        "promotions",
        "sine",
        "trace",
    ];
    for kind in kinds {
        let path = "traffic.components[1].kind";
        let pair = spiky().write(Side::A, path, Kind::Choice(&[]), kind);
        assert_eq!(pair.document(Side::A).map(|_| ()), Ok(()), "{kind}");
    }
    for distribution in ["constant", "exponential", "gamma"] {
        let path = "model.service_time.distribution";
        let pair = spiky().write(Side::A, path, Kind::Choice(&[]), distribution);
        assert_eq!(pair.document(Side::A).map(|_| ()), Ok(()), "{distribution}");
    }
    let path = "scaling.policies[0].PolicyType";
    let pair = spiky().write(Side::A, path, Kind::Choice(&[]), "StepScaling");
    assert_eq!(pair.document(Side::A).map(|_| ()), Ok(()));
}

#[test]
fn what_aws_describes_replaces_what_was_pasted_and_nothing_else() {
    let described = r#"{"ScalableTargets": [{"ServiceNamespace": "sagemaker", "ResourceId": "endpoint/x/variant/y", "ScalableDimension": "sagemaker:variant:DesiredInstanceCount", "MinCapacity": 3, "MaxCapacity": 9}]}"#;
    let import = aws::import::import(described).expect("an answer");
    let pair = spiky().with_scaling(Side::B, &import);
    assert_eq!(
        pair.written(Side::B, "scaling.scalable_target.MinCapacity")
            .as_deref(),
        Some("3")
    );
    assert_eq!(pair.written(Side::B, TARGET).as_deref(), Some("800"));
    assert_eq!(pair.side(Side::A), spiky().side(Side::A));
    assert!(pair.document(Side::B).is_ok());
}

/// Whatever can be added is valid where it makes sense.
#[test]
fn whatever_can_be_added_is_a_scenario() {
    let bare = spiky().write(Side::A, "network.mode", Kind::Choice(&[]), "private_vpc");
    let vpc = bare.append(Side::A, "network.vpc_endpoints", r#"{"service":"s3"}"#);
    let spot = spiky().write(Side::A, "endpoint.purchase", Kind::Choice(&[]), "spot");
    let spot = spot.write(Side::A, "endpoint.what_if_spot", Kind::Flag, "true");
    let steps = spiky().without(Side::A, "scaling.policies");
    let steps = steps.append(Side::A, "scaling.policies", item_of("scaling.policies", 1));
    for list in sections().iter().flat_map(|s| s.lists) {
        for (name, item) in list.items {
            let base = match (list.path, *name) {
                ("network.vpc_endpoints", _) => &bare,
                (_, "vpc_endpoint_broken") => &vpc,
                (_, "spot_interruption") => &spot,
                ("scaling.alarms" | "scaling.policies", _) => &steps,
                _ => &spiky(),
            };
            let once = base.append(Side::A, list.path, item);
            assert_eq!(once.document(Side::A).map(|_| ()), Ok(()), "{name}");
        }
    }
    let twice = spiky().append(
        Side::A,
        "scaling.scheduled_actions",
        item_of("scaling.scheduled_actions", 0),
    );
    let twice = twice.append(
        Side::A,
        "scaling.scheduled_actions",
        item_of("scaling.scheduled_actions", 0),
    );
    assert_eq!(
        twice.document(Side::A).map(|_| ()),
        Ok(()),
        "names of their own"
    );
}
