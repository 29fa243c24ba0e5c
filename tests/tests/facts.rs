//! What is known about AWS and seen only in a whole run, a test a fact.

use headroom_engine::run::{AlarmSide, Direction, EndpointStatus, InstanceState, Run, What};
use headroom_engine::simulate;
use headroom_model::endpoint::InferenceComponent;
use headroom_model::metric::{Metric, Reading};
use headroom_model::price::ServerlessPrices;
use headroom_model::scaling::{Scaling, ScheduledAction};
use headroom_model::scenario::{Endpoint, Scenario};
use headroom_model::time::{Span, Time};
use headroom_model::traffic::{Arrivals, Component, Height, ServiceTime};
use headroom_tests::kinds::{serverless, spot_training};
use headroom_tests::worlds::{fixed, seed, tracked};

const QUICK: ServiceTime = ServiceTime::Constant { mean_ms: 1.0 };

/// `capacity` instances under an even load of so many requests per instance and minute, target 50.
fn even(capacity: u32, metric: f64, max: u32, duration_s: u64) -> Scenario {
    let rps = metric * f64::from(capacity) / 60.0;
    let plain = fixed(rps, capacity, 10, QUICK, duration_s);
    let mut scenario = tracked(plain, 50.0, 1, max);
    scenario.traffic.arrivals = Arrivals::Uniform;
    scenario
}

/// So many more requests a minute from then on.
fn more(scenario: &mut Scenario, at_s: u64, per_minute: f64) {
    scenario.traffic.components.push(Component::Spike {
        at: Time::from_secs(at_s),
        duration: Span::from_secs(100_000),
        height: Height::Adds(per_minute / 60.0),
        rise: Span::ZERO,
        fall: Span::ZERO,
    });
}

/// From and to of every activity.
fn moves(run: &Run) -> Vec<(u32, u32)> {
    let started = |what: &What| match what {
        What::ActivityStarted { from, to, .. } => Some((*from, *to)),
        _ => None,
    };
    run.events.iter().filter_map(|e| started(&e.what)).collect()
}

fn statuses(run: &Run) -> Vec<EndpointStatus> {
    let status = |what: &What| match what {
        What::EndpointStatus { status } => Some(*status),
        _ => None,
    };
    run.events.iter().filter_map(|e| status(&e.what)).collect()
}

/// A column of a run, by its name.
fn column<'a>(run: &'a Run, name: &str) -> &'a [Option<f64>] {
    let found = run.columns.iter().find(|column| column.name == name);
    &found.unwrap_or_else(|| panic!("{name}")).values
}

#[test]
fn fact_1_11_capacity_moves_to_what_the_load_needs_in_one_activity() {
    // 4 × 130 / 50 is 10.4; 8 × 20 / 50 is 3.2.
    assert_eq!(
        moves(&simulate(&even(4, 130.0, 20, 900), seed(1))),
        [(4, 11)]
    );
    assert_eq!(
        moves(&simulate(&even(8, 20.0, 20, 1500), seed(1))),
        [(8, 4)]
    );
}

#[test]
fn fact_1_12_the_latest_complete_minute_feeds_the_formula() {
    let mut scenario = even(4, 60.0, 40, 480);
    // Above the target from the start; the last of the three minutes asks for more than twice.
    more(&mut scenario, 120, 360.0);
    assert_eq!(moves(&simulate(&scenario, seed(1))), [(4, 12)]);
}

#[test]
fn fact_1_13_target_tracking_makes_its_two_alarms() {
    let run = simulate(&even(4, 50.0, 20, 60), seed(1));
    let made = |what: &What| match what {
        What::AlarmState {
            side, from: None, ..
        } => Some(*side),
        _ => None,
    };
    let sides: Vec<AlarmSide> = run.events.iter().filter_map(|e| made(&e.what)).collect();
    assert_eq!(sides, [AlarmSide::High, AlarmSide::Low]);
}

#[test]
fn fact_1_23_a_scale_out_cuts_the_scale_in_cooldown_short() {
    let mut scenario = even(6, 0.0, 10, 3600);
    // Five are enough; eight are needed from second 1080 on.
    scenario.traffic.components = vec![Component::Constant { rps: 235.0 / 60.0 }];
    more(&mut scenario, 1080, 150.0);
    let scaling = scenario.scaling.as_mut().expect("tracked");
    let policy = scaling.policies[0].tracking_mut().expect("tracking");
    policy.scale_in_cooldown = Span::from_secs(1200);
    let run = simulate(&scenario, seed(1));
    assert_eq!(moves(&run)[..2], [(6, 5), (5, 8)]);
    let cut = |what: &What| {
        let ended = What::CooldownEnded {
            policy: 0,
            direction: Direction::In,
            interrupted: true,
        };
        *what == ended
    };
    assert_eq!(run.events.iter().filter(|e| cut(&e.what)).count(), 1);
}

/// The limits ask for a fifth instance, whose artifact needs `download_s`.
fn one_more(download_s: f64) -> Scenario {
    let mut scenario = fixed(1.0, 4, 10, QUICK, 3000);
    scenario.model.artifact_mb = download_s * 100.0;
    let mut scaling = Scaling::new(4, 20);
    scaling.scheduled_actions.push(ScheduledAction {
        scheduled_action_name: "more".into(),
        firings: vec![Time::from_secs(60)],
        min_capacity: Some(5),
        max_capacity: None,
    });
    scenario.scaling = Some(scaling);
    scenario
}

#[test]
fn fact_1_38_a_scale_out_that_fails_rolls_back() {
    let run = simulate(&one_more(901.0), seed(1));
    assert_eq!(
        statuses(&run),
        [
            EndpointStatus::InService,
            EndpointStatus::Updating,
            EndpointStatus::RollingBack,
            EndpointStatus::InService
        ]
    );
    assert_eq!(run.series.desired_instance_count.last(), Some(&4));
    assert_eq!(run.summary.scaling.failed, 1);
}

#[test]
fn fact_4_10_a_step_of_a_launch_has_fifteen_minutes() {
    let launched = |download_s| {
        simulate(&one_more(download_s), seed(1))
            .summary
            .capacity
            .max
    };
    assert_eq!([launched(899.0), launched(901.0)], [5, 4]);
}

#[test]
fn fact_2_3_each_request_counts_by_one_over_n() {
    let run = simulate(&even(3, 40.0, 20, 120), seed(1));
    assert_eq!(run.series.invocations, [120, 120]);
    assert_eq!(
        run.series.invocations_per_instance,
        [Some(40.0), Some(40.0)]
    );
}

#[test]
fn fact_2_5_utilization_goes_to_100_for_each_vcpu_and_gpu() {
    let slow = ServiceTime::Constant { mean_ms: 1000.0 };
    let mut scenario = fixed(1000.0, 1, 8, slow, 120);
    scenario.model.gpus = 1.0;
    let endpoint = scenario.endpoint.real_time_mut().expect("real-time");
    endpoint.instance_type.gpus = 4;
    let run = simulate(&scenario, seed(1));
    assert_eq!(run.series.cpu_utilization[1], Some(400.0));
    assert_eq!(run.series.gpu_utilization[1], Some(400.0));
}

#[test]
fn fact_3_repeat_an_alarm_invokes_its_policy_every_minute() {
    let run = simulate(&even(4, 100.0, 4, 900), seed(1));
    let clipped = run.summary.scaling.clipped_by_max;
    // In ALARM from 300 s, evaluated up to 900 s.
    assert_eq!(clipped, 11);
}

/// An inference component of so many copies on so many instances, one each, zero allowed.
fn components(copies: u32, instances: u32, duration_s: u64) -> Scenario {
    let mut scenario = fixed(1.0, instances, 10, QUICK, duration_s);
    let endpoint = scenario.endpoint.real_time_mut().expect("real-time");
    endpoint.inference_component = Some(InferenceComponent {
        initial_copies: copies,
        copies_per_instance: 1,
        min_instance_count: 0,
        max_instance_count: 4,
    });
    scenario
}

#[test]
fn fact_4_3_requests_at_zero_copies_fail() {
    let mut scenario = components(1, 1, 1800);
    scenario.traffic.components.clear();
    more(&mut scenario, 1700, 60.0);
    let mut scaling = Scaling::new(1, 4);
    scaling.scheduled_actions.push(ScheduledAction {
        scheduled_action_name: "night".into(),
        firings: vec![Time::from_secs(60)],
        min_capacity: Some(0),
        max_capacity: Some(0),
    });
    scenario.scaling = Some(scaling);
    let requests = simulate(&scenario, seed(1)).summary.requests;
    assert!(requests.arrived > 50, "{requests:?}");
    assert_eq!(requests.failed.no_capacity, requests.arrived);
}

#[test]
fn fact_4_5_an_instance_without_a_copy_goes_after_twelve_minutes() {
    let run = simulate(&components(1, 2, 1800), seed(1));
    let gone = run.events.iter().find_map(|e| match e.what {
        What::ManagedInstance {
            number,
            state: InstanceState::Gone,
        } => Some((number, e.time.secs_f64())),
        _ => None,
    });
    assert_eq!(gone, Some((2, 720.0)));
}

#[test]
fn fact_4_11_a_model_error_counts_as_5xx() {
    let errors = |metric: Metric| {
        let mut scenario = tracked(fixed(1.0, 1, 10, QUICK, 600), 1e6, 1, 1);
        scenario.model.error_rate = 1.0;
        let scaling = scenario.scaling.as_mut().expect("tracked");
        let policy = scaling.policies[0].tracking_mut().expect("tracking");
        policy.reading = Reading::usual(metric);
        let run = simulate(&scenario, seed(1));
        let seen = run.decisions.iter().rev().find_map(|d| d.datapoint);
        seen.expect("published").value
    };
    assert!(errors(Metric::Invocation5XXErrors) > 0.0);
    assert_eq!(errors(Metric::Invocation4XXErrors), 0.0);
}

/// Serverless, 1 s of service, 4 s of cold start, gone after 10 min.
fn environments(rps: f64, max_concurrency: u32) -> Scenario {
    let constant = |mean_ms| ServiceTime::Constant { mean_ms };
    let mut scenario = serverless(
        rps,
        constant(1000.0),
        max_concurrency,
        constant(4000.0),
        600,
        600,
    );
    scenario.traffic.arrivals = Arrivals::Uniform;
    scenario
}

#[test]
fn fact_5_cold_start_makes_the_first_request_late_and_fact_2_7_is_overhead() {
    // One request every ten seconds: the environment stays warm after the first.
    let run = simulate(&environments(0.1, 10), seed(1));
    assert_eq!(run.summary.cold_starts, 1);
    assert_eq!(run.summary.latency_ms.max, Some(5000.0));
    let model = run.series.model_latency_p99_ms[0].expect("there");
    assert!((1000.0..1010.0).contains(&model), "{model}");
    let overhead = column(&run, "ModelSetupTime_max_ms")[0].expect("there");
    assert!((4000.0..4040.0).contains(&overhead), "{overhead}");
}

#[test]
fn fact_5_provisioned_utilization_is_a_ratio() {
    let mut scenario = environments(1.0, 10);
    if let Endpoint::Serverless(endpoint) = &mut scenario.endpoint {
        endpoint.provisioned_concurrency = 4;
    }
    let run = simulate(&scenario, seed(1));
    assert_eq!(run.summary.cold_starts, 0);
    // One of four is busy all the time.
    let values = column(&run, "ServerlessProvisionedConcurrencyUtilization");
    let used = values[2].expect("there");
    assert!((used - 0.25).abs() < 1e-9, "{used}");
}

#[test]
fn fact_5_billing_is_by_memory_and_time() {
    let mut scenario = environments(0.1, 10);
    scenario.prices.serverless = ServerlessPrices {
        usd_per_gb_second: 0.5,
        usd_per_gb: 0.0,
        provisioned_usd_per_gb_second: 0.0,
    };
    let run = simulate(&scenario, seed(1));
    // 2 GB for a second of each request; an idle environment costs nothing.
    let seconds = run.summary.requests.completed as f64;
    assert!((run.summary.cost_usd.total - seconds).abs() < 1e-6);
}

#[test]
fn fact_5_throttling_begins_at_the_concurrency() {
    let run = simulate(&environments(5.0, 1), seed(1));
    let requests = run.summary.requests;
    assert!(requests.failed.throttled > 0 && requests.failed.throttled == requests.failed.total());
    let max = run.summary.environments.expect("serverless").max;
    assert_eq!(max, 1);
}

#[test]
fn fact_6_checkpoints_decide_what_an_interruption_costs() {
    let job = |checkpoint| {
        let scenario = spot_training(3600, 1200, 60, checkpoint, 200_000);
        simulate(&scenario, seed(1)).summary.job.expect("a job")
    };
    let saved = job(Some([300, 0, 0]));
    assert!(saved.completed && saved.interruptions > 0, "{saved:?}");
    assert!(saved.work_lost_s <= 300.0 * saved.interruptions as f64);
    let without = job(None);
    assert!(without.work_lost_s > 300.0 * without.interruptions as f64);
}
