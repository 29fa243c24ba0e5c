//! What is shown of a metric is what its alarms saw.

use headroom_engine::run::{Run, What};
use headroom_explain::message::StripMessage;
use headroom_explain::{Strip, published, published_by_row};
use headroom_model::endpoint::{InferenceComponent, Interruptions, Job, Serverless};
use headroom_model::metric::{Metric, Reading, Statistic};
use headroom_model::scenario::{Endpoint, Scenario};
use headroom_model::time::{Span, Time};
use headroom_model::traffic::ServiceTime;

use crate::world::{run, spiky};

/// The spike, followed by `reading`.
fn following(reading: Reading, target: f64) -> Scenario {
    let mut scenario = spiky();
    let policy = &mut scenario.scaling.as_mut().unwrap().policies[0];
    let tracking = policy.tracking_mut().unwrap();
    (tracking.reading, tracking.target_value) = (reading, target);
    scenario
}

fn seen(run: &Run, of: Reading) -> Vec<(Time, f64)> {
    let point = |what: &What| match *what {
        What::Datapoint { reading, datapoint } if reading == of => {
            Some((datapoint.period_start + of.period, datapoint.value))
        }
        _ => None,
    };
    run.events.iter().filter_map(|e| point(&e.what)).collect()
}

#[test]
fn every_datapoint_of_an_alarm_stands_at_the_end_of_its_period() {
    let of = |metric| Reading::usual(metric);
    let five_minutes = Reading {
        period: Span::from_secs(300),
        ..of(Metric::ModelLatency)
    };
    let longest = Reading {
        statistic: Statistic::Maximum,
        ..of(Metric::ModelLatency)
    };
    for (reading, target) in [
        (of(Metric::InvocationsPerInstance), 800.0),
        (of(Metric::CPUUtilization), 120.0),
        (of(Metric::ModelLatency), 150_000.0),
        (five_minutes, 150_000.0),
        (longest, 900_000.0),
        (of(Metric::ConcurrentRequestsPerModel), 1.5),
        (of(Metric::Invocation5XXErrors), 5.0),
    ] {
        let run = run(&following(reading, target));
        let shown = published(&run, reading);
        let seen = seen(&run, reading);
        assert!(seen.len() > 40, "{reading:?}: {}", seen.len());
        for (time, value) in seen {
            assert!(shown.contains(&(time, Some(value))), "{reading:?} {time:?}");
        }
        assert!(shown.is_sorted_by(|a, b| a.0 < b.0), "{reading:?}");
        let rows = published_by_row(&run, reading);
        assert_eq!(rows.len(), run.series.len());
        // The minute of 09:00, long after the beginning and before the spike.
        let at = Time::from_secs(11 * 60);
        let there = shown.iter().find(|(time, _)| *time == at).unwrap().1;
        assert_eq!(rows[10], there, "{reading:?}");
        assert!(there.is_some(), "{reading:?}");
    }
}

#[test]
fn ten_seconds_are_shown_as_ten_seconds() {
    let reading = Reading::usual(Metric::ConcurrentRequestsPerModel);
    let run = run(&following(reading, 1.5));
    let points = published(&run, reading);
    let apart: Vec<_> = points.windows(2).map(|w| w[1].0 - w[0].0).collect();
    assert!(apart.iter().all(|&gap| gap == Span::from_secs(10)));
}

#[test]
fn what_nobody_could_see_is_a_gap_and_what_nobody_follows_is_nothing() {
    let reading = Reading::usual(Metric::ModelLatency);
    let mut scenario = following(reading, 150_000.0);
    // No request for ten minutes: a latency needs a response.
    scenario.traffic.components = vec![crate::world::spike(
        0,
        900,
        headroom_model::traffic::Height::Adds(50.0),
    )];
    let silent = run(&scenario);
    let points = published(&silent, reading);
    assert!(points.iter().all(|(_, v)| v.is_some()), "then it ends");
    assert!(points.last().unwrap().0 <= Time::from_secs(17 * 60));
    scenario.traffic.components.push(crate::world::spike(
        1800,
        600,
        headroom_model::traffic::Height::Adds(50.0),
    ));
    let again = run(&scenario);
    let gaps = published(&again, reading);
    assert_eq!(gaps.iter().filter(|(_, v)| v.is_none()).count(), 1);
    assert_eq!(published_by_row(&again, reading)[20], None);
    assert!(published(&again, Reading::usual(Metric::QueueDepth)).is_empty());
}

#[test]
fn every_kind_has_its_strips() {
    let plain = spiky();
    let mut serverless = plain.clone();
    serverless.scaling = None;
    serverless.endpoint = Endpoint::Serverless(Serverless {
        memory_mb: 2048,
        max_concurrency: 20,
        provisioned_concurrency: 0,
        cold_start: ServiceTime::Constant { mean_ms: 900.0 },
        idle_timeout: Span::from_secs(600),
    });
    let mut copies = plain.clone();
    copies.endpoint.real_time_mut().unwrap().inference_component = Some(InferenceComponent {
        initial_copies: 4,
        copies_per_instance: 2,
        min_instance_count: 1,
        max_instance_count: 8,
    });
    let mut job = plain.clone();
    (job.scaling, job.duration) = (None, Span::from_secs(40_000));
    job.endpoint = Endpoint::Training(Job {
        work: Span::from_secs(7200),
        instance_type: plain.endpoint.instance_type().unwrap().clone(),
        instance_count: 1,
        spot: Some(Interruptions {
            mean_interval: Span::from_secs(3600),
            notice: Span::from_secs(120),
            wait_for_capacity: Span::from_secs(600),
        }),
        checkpoint: None,
        max_wait: None,
    });
    let of = |s: &Scenario| -> Vec<Strip> {
        Strip::ALL
            .into_iter()
            .filter(|strip| strip.is_of(s))
            .collect()
    };
    assert_eq!(of(&job), [Strip::Job, Strip::Cost]);
    assert_eq!(
        of(&serverless),
        [
            Strip::Traffic,
            Strip::Capacity,
            Strip::ColdStarts,
            Strip::Latency,
            Strip::Errors,
            Strip::Cost
        ]
    );
    assert_eq!(of(&plain).len(), 9);
    assert_eq!(of(&copies).len(), 9);

    let text = |strip, s: &Scenario| StripMessage::of_strip(strip, s, &run(s)).to_string();
    let said = text(Strip::ColdStarts, &serverless);
    assert!(
        said.contains(" cold starts; most of them in the minute of 08:50: "),
        "{said}"
    );
    let said = text(Strip::Job, &job);
    assert!(
        said.starts_with("100 % of 7,200 s of work done at "),
        "{said}"
    );
    assert!(
        said.contains(" interruptions, ") && said.ends_with(" s of work lost."),
        "{said}"
    );
}
