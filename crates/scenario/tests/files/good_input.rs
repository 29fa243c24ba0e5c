//! Valid files and the exact model they mean.

use headroom_model::endpoint::{Provision, RoutingStrategy};
use headroom_model::metric::Metric;
use headroom_model::ruleset::Ruleset;
use headroom_model::scenario::{Scenario, Slo, SloLatency};
use headroom_model::time::{Span, Start, Time};
use headroom_model::traffic::{Arrivals, Component, Height, ServiceTime};
use headroom_scenario::{Problems, assumptions, load_json, load_toml};

const MINIMAL: &str = r#"
id = "minimal"
traffic = { components = [{ kind = "constant", rps = 2.5 }] }
model = { service_time = { distribution = "constant", mean_ms = 40 } }
endpoint = { kind = "real_time", instance_type = "ml.c5.large" }
"#;

fn toml(text: &str) -> Scenario {
    let document = load_toml(text).expect("valid");
    assert_eq!(document.warnings, Problems::default());
    document.scenario
}

fn real_time(scenario: &Scenario) -> &headroom_model::endpoint::RealTime {
    scenario.endpoint.real_time().expect("real-time")
}

#[test]
fn what_a_minimal_file_leaves_out_has_the_defaults_of_the_format() {
    let s = toml(MINIMAL);
    assert_eq!(
        (s.id.as_str(), s.title.as_str(), s.summary.as_str()),
        ("minimal", "minimal", "")
    );
    assert_eq!(
        (s.seed.get(), s.start, s.duration),
        (1, Start::DEFAULT, Span::from_secs(3600))
    );
    assert_eq!((s.ruleset, s.measure_from), (Ruleset::Aws, Span::ZERO));
    assert_eq!(s.traffic.arrivals, Arrivals::Poisson);
    assert_eq!(s.traffic.components, [Component::Constant { rps: 2.5 }]);
    assert_eq!(
        s.model.service_time,
        ServiceTime::Constant { mean_ms: 40.0 }
    );
    assert_eq!(
        (s.model.workers, s.model.max_queue, s.model.error_rate),
        (1, 1000, 0.0)
    );
    assert_eq!(
        (s.model.cpu_cores, s.model.gpus, s.model.artifact_mb),
        (1.0, 0.0, 500.0)
    );
    let e = real_time(&s);
    assert_eq!(
        (e.instance_type.vcpus, e.instance_type.usd_per_hour),
        (2, 0.102)
    );
    assert_eq!(
        (e.initial_instance_count, e.routing_strategy),
        (1, RoutingStrategy::Random)
    );
    assert_eq!(e.invocation_timeout, Span::from_secs(60));
    let [min, mode, max] = [180, 300, 540].map(Span::from_secs);
    assert_eq!(e.launch.provision, Provision::Triangular { min, mode, max });
    assert_eq!(e.launch.download_mb_per_s, 100.0);
    assert_eq!(e.launch.container_start, Span::from_secs(30));
    assert_eq!((s.scaling, s.slo), (None, None));
    assert_eq!((s.client, s.faults), (None, vec![]));
    assert_eq!(s.cloudwatch.metric_delay, Span::from_secs(120));
}

const FULL: &str = r#"
format = 1
id = "full"
title = "Everything so far"
summary = "One of each."
seed = 9007199254740991
start = 2026-03-02T10:00:00+01:00
duration_s = 1800.5
ruleset = "study_guide"
measure_from_s = 60

[traffic]
arrivals = "uniform"
components = [
  { kind = "spike", at_s = 300, duration_s = 600, rps = 20, rise_s = 30, fall_s = 60.5 },
  { kind = "spike", at_s = 300, duration_s = 600, multiplier = 0.5 },
]

[model]
service_time = { distribution = "lognormal", mean_ms = 99.5, cv = 0.5 }
workers = 4.0
max_queue = 0
cpu_cores = 0.5
gpus = 0.25
artifact_mb = 2000
error_rate = 0.01

[endpoint]
kind = "real_time"
instance_type = "ml.g5.xlarge"
initial_instance_count = 3
purchase = "on_demand"
what_if_spot = false
routing_strategy = "RANDOM"
invocation_timeout_s = 30
launch = { provision_s = 200, download_mb_per_s = 250, container_start_s = 0 }

[scaling.scalable_target]
ServiceNamespace = "sagemaker"
ResourceId = "endpoint/shop/variant/AllTraffic"
ScalableDimension = "sagemaker:variant:DesiredInstanceCount"
MinCapacity = 2
MaxCapacity = 2

[[scaling.policies]]
PolicyName = "track"
ServiceNamespace = "sagemaker"
ResourceId = "endpoint/shop/variant/AllTraffic"
ScalableDimension = "sagemaker:variant:DesiredInstanceCount"
PolicyType = "TargetTrackingScaling"
[scaling.policies.TargetTrackingScalingPolicyConfiguration]
TargetValue = 70.5
PredefinedMetricSpecification = { PredefinedMetricType = "SageMakerVariantInvocationsPerInstance" }
ScaleOutCooldown = 0
DisableScaleIn = true

[cloudwatch]
metric_delay_s = 60
metric_delays = { InvocationsPerInstance = 90 }

[network]
mode = "public"

[slo]
latency_ms = 500
percentile = 99
availability = 0.999

[prices.instances."ml.g5.xlarge"]
usd_per_hour = 2.0

[[alternatives]]
id = "more"
title = "More, and no network line"
set = { "scaling.scalable_target.MaxCapacity" = 8, "traffic.components[2]" = { kind = "constant", rps = 1 } }
unset = ["traffic.components[0]", "slo.availability"]
"#;

#[test]
fn every_field_of_a_file_arrives_in_the_model() {
    let document = load_toml(FULL).expect("valid");
    let s = &document.scenario;
    assert_eq!(
        (s.title.as_str(), s.summary.as_str()),
        ("Everything so far", "One of each.")
    );
    assert_eq!(s.seed.get(), 9007199254740991);
    assert_eq!(s.start, Start(Start::DEFAULT.0 + 9 * 3600));
    assert_eq!(
        (s.duration, s.ruleset),
        (Span::from_micros(1_800_500_000), Ruleset::StudyGuide)
    );
    assert_eq!(
        (s.measure_from, s.traffic.arrivals),
        (Span::MINUTE, Arrivals::Uniform)
    );
    let spike = |height, rise, fall| Component::Spike {
        at: Time::from_secs(300),
        duration: Span::from_secs(600),
        height,
        rise: Span::from_secs_f64(rise),
        fall: Span::from_secs_f64(fall),
    };
    assert_eq!(
        s.traffic.components,
        [
            spike(Height::Adds(20.0), 30.0, 60.5),
            spike(Height::Multiplies(0.5), 0.0, 0.0)
        ]
    );
    assert_eq!(
        s.model.service_time,
        ServiceTime::Lognormal {
            mean_ms: 99.5,
            cv: 0.5
        }
    );
    assert_eq!((s.model.workers, s.model.max_queue), (4, 0));
    assert_eq!((s.model.cpu_cores, s.model.gpus), (0.5, 0.25));
    assert_eq!((s.model.artifact_mb, s.model.error_rate), (2000.0, 0.01));
    let e = real_time(s);
    assert_eq!(
        (e.instance_type.gpus, e.instance_type.usd_per_hour),
        (1, 2.0)
    );
    assert_eq!(
        (e.initial_instance_count, e.invocation_timeout),
        (3, Span::from_secs(30))
    );
    assert_eq!(e.launch.provision, Provision::Fixed(Span::from_secs(200)));
    assert_eq!(
        (e.launch.download_mb_per_s, e.launch.container_start),
        (250.0, Span::ZERO)
    );
    let scaling = s.scaling.as_ref().expect("registered");
    assert_eq!((scaling.min_capacity, scaling.max_capacity), (2, 2));
    let policy = &scaling.policies[0];
    let tracking = policy.tracking().expect("target tracking");
    assert_eq!(
        (policy.policy_name.as_str(), tracking.reading.metric),
        ("track", Metric::InvocationsPerInstance)
    );
    assert_eq!(
        (tracking.target_value, tracking.disable_scale_in),
        (70.5, true)
    );
    // The study guide's scale-in cooldown (disagreement 1).
    assert_eq!(
        (tracking.scale_out_cooldown, tracking.scale_in_cooldown),
        (Span::ZERO, Span::from_secs(600))
    );
    assert_eq!(s.cloudwatch.metric_delay, Span::from_secs(60));
    assert_eq!(
        s.cloudwatch.delay(Metric::InvocationsPerInstance),
        Span::from_secs(90)
    );
    let latency = Some(SloLatency {
        latency_ms: 500.0,
        percentile: 99.0,
    });
    assert_eq!(
        s.slo,
        Some(Slo {
            latency,
            availability: Some(0.999)
        })
    );
}

#[test]
fn an_alternative_is_the_scenario_after_its_changes() {
    let document = load_toml(FULL).expect("valid");
    let [more] = &document.alternatives[..] else {
        panic!("one alternative")
    };
    assert_eq!(
        (more.id.as_str(), more.title.as_str()),
        ("more", "More, and no network line")
    );
    let mut expected = document.scenario.clone();
    expected.traffic.components.remove(0);
    expected
        .traffic
        .components
        .push(Component::Constant { rps: 1.0 });
    expected.scaling.as_mut().expect("registered").max_capacity = 8;
    expected.slo.as_mut().expect("stated").availability = None;
    assert_eq!(more.scenario, expected);
}

#[test]
fn the_other_words_of_the_format_mean_what_they_say() {
    let with = |from: &str, to: &str| {
        assert_eq!(FULL.matches(from).count(), 1, "{from:?} names one place");
        load_toml(&FULL.replace(from, to)).expect("valid").scenario
    };
    let service_time = |text| {
        with(
            "distribution = \"lognormal\", mean_ms = 99.5, cv = 0.5",
            text,
        )
        .model
        .service_time
    };
    assert_eq!(
        service_time("distribution = \"gamma\", mean_ms = 5, cv = 2"),
        ServiceTime::Gamma {
            mean_ms: 5.0,
            cv: 2.0
        }
    );
    assert_eq!(
        service_time("distribution = \"exponential\", mean_ms = 5"),
        ServiceTime::Exponential { mean_ms: 5.0 }
    );
    let routed = with("\"RANDOM\"", "\"LEAST_OUTSTANDING_REQUESTS\"");
    assert_eq!(
        real_time(&routed).routing_strategy,
        RoutingStrategy::LeastOutstandingRequests
    );
}

#[test]
fn json_of_the_same_shape_means_the_same() {
    let json = r#"{"id": "minimal",
        "traffic": {"components": [{"kind": "constant", "rps": 2.5}]},
        "model": {"service_time": {"distribution": "constant", "mean_ms": 40.0}},
        "endpoint": {"kind": "real_time", "instance_type": "ml.c5.large"},
        "faults": []}"#;
    assert_eq!(load_json(json).expect("valid").scenario, toml(MINIMAL));
}

#[test]
fn cooldowns_default_by_rule_set() {
    let cooldowns = |ruleset: &str| {
        let text = FULL
            .replace("ScaleOutCooldown = 0\n", "")
            .replace("\"study_guide\"", ruleset);
        let scaling = load_toml(&text)
            .expect("valid")
            .scenario
            .scaling
            .expect("registered");
        (
            scaling.policies[0].cooldown(true).secs_f64(),
            scaling.policies[0].cooldown(false).secs_f64(),
        )
    };
    assert_eq!(cooldowns("\"aws\""), (300.0, 300.0));
    assert_eq!(cooldowns("\"study_guide\""), (300.0, 600.0));
}

#[test]
fn a_burstable_type_is_fine_without_scaling_and_a_type_of_ones_own_is_fine_with_its_figures() {
    let burstable = toml(&MINIMAL.replace("ml.c5.large", "ml.t2.medium"));
    assert!(real_time(&burstable).instance_type.burstable);
    let own = MINIMAL.replace("ml.c5.large", "ml.own.large")
        + "prices = { instances = { \"ml.own.large\" = { usd_per_hour = 3, vcpus = 16, memory_gib = 64, gpus = 2 } } }";
    let own = toml(&own);
    let instance = &real_time(&own).instance_type;
    assert_eq!(
        (instance.vcpus, instance.gpus, instance.usd_per_hour),
        (16, 2, 3.0)
    );
    assert!(!instance.burstable);
}

#[test]
fn the_assumptions_are_the_defaults_of_a_minimal_file() {
    let s = toml(MINIMAL);
    let launch = real_time(&s).launch;
    let Provision::Triangular { min, mode, max } = launch.provision else {
        panic!("triangular")
    };
    let backoff = toml(&format!("client = {{ max_retries = 1 }}{MINIMAL}"));
    let backoff = backoff.client.expect("given").backoff;
    let used = [
        backoff.base_ms,
        backoff.factor,
        backoff.max_ms,
        backoff.jitter,
        f64::from(s.model.max_queue),
        s.model.artifact_mb,
        min.secs_f64(),
        mode.secs_f64(),
        max.secs_f64(),
        launch.download_mb_per_s,
        launch.container_start.secs_f64(),
        4000.0,
        0.5,
        600.0,
        120.0,
        600.0,
        s.cloudwatch.metric_delay.secs_f64(),
    ];
    assert_eq!(
        assumptions().iter().map(|a| a.value).collect::<Vec<_>>(),
        used
    );
}
