//! One row per bad input: what is changed in a good file, and the problems that must be found,
//! all of them and no other.

use std::collections::BTreeSet;

use headroom_scenario::{CODES, Problems, load_json, load_toml};

const GOOD: &str = r#"
id = "good"
duration_s = 3600

[traffic]
components = [
  { kind = "constant", rps = 50 },
  { kind = "spike", at_s = 300, duration_s = 600, multiplier = 2 },
]

[model]
service_time = { distribution = "lognormal", mean_ms = 100, cv = 0.5 }
workers = 2

[endpoint]
kind = "real_time"
instance_type = "ml.m5.xlarge"
initial_instance_count = 4

[scaling.scalable_target]
MinCapacity = 2
MaxCapacity = 10

[[scaling.policies]]
PolicyName = "track"
PolicyType = "TargetTrackingScaling"

[scaling.policies.TargetTrackingScalingPolicyConfiguration]
TargetValue = 800
PredefinedMetricSpecification = { PredefinedMetricType = "SageMakerVariantInvocationsPerInstance" }
"#;

/// The policy's configuration, as a path.
const TT: &str = "scaling.policies[0].TargetTrackingScalingPolicyConfiguration";

/// A text of [`GOOD`], what replaces it, and the expected `CODE path`s; `~` stands for [`TT`].
type Row = (&'static str, &'static str, &'static [&'static str]);

#[rustfmt::skip]
const ROWS: &[Row] = &[
    // Syntax and shape.
    ("[traffic]", "[traffic", &["E_SYNTAX "]),
    ("[traffic]", "id = \"again\"\n[traffic]", &["E_DUPLICATE_FIELD "]),
    ("duration_s = 3600", "format = 2", &["E_FORMAT format"]),
    ("duration_s = 3600", "format = 1.5", &["E_NOT_AN_INTEGER format"]),
    ("id = \"good\"", "", &["E_MISSING_FIELD id"]),
    ("\"good\"", "\"Not Good\"", &["E_BAD_ID id"]),
    ("\"good\"", "\"two--hyphens\"", &["E_BAD_ID id"]),
    ("\"good\"", "7", &["E_WRONG_TYPE id"]),
    ("duration_s = 3600", "duration = 3600", &["E_UNKNOWN_FIELD duration"]),
    ("duration_s = 3600", "title = false", &["E_WRONG_TYPE title"]),
    ("duration_s = 3600", "ruleset = \"exam\"", &["E_UNKNOWN_VALUE ruleset"]),
    // Numbers at the top.
    ("duration_s = 3600", "duration_s = 0", &["E_OUT_OF_RANGE duration_s"]),
    ("duration_s = 3600", "duration_s = 1e-9", &["E_OUT_OF_RANGE duration_s"]),
    ("duration_s = 3600", "duration_s = 2678401", &["E_OUT_OF_RANGE duration_s"]),
    ("duration_s = 3600", "duration_s = nan", &["E_NOT_FINITE duration_s"]),
    ("duration_s = 3600", "duration_s = \"1h\"", &["E_WRONG_TYPE duration_s"]),
    ("duration_s = 3600", "seed = -1", &["E_OUT_OF_RANGE seed"]),
    ("duration_s = 3600", "seed = 9007199254740992", &["E_OUT_OF_RANGE seed"]),
    ("duration_s = 3600", "seed = 9007199254740993", &["E_OUT_OF_RANGE seed"]),
    ("duration_s = 3600", "seed = 1.5", &["E_NOT_AN_INTEGER seed"]),
    ("duration_s = 3600", "measure_from_s = 3600", &["E_OUT_OF_RANGE measure_from_s"]),
    // Time.
    ("duration_s = 3600", "start = \"2026-03-02\"", &["E_BAD_TIME start"]),
    ("duration_s = 3600", "start = \"2026-03-02T09:00Z\"", &["E_BAD_TIME start"]),
    ("duration_s = 3600", "start = \"2026-03-02T09:00:00\"", &["E_BAD_TIME start"]),
    ("duration_s = 3600", "start = \"2026-02-30T09:00:00Z\"", &["E_BAD_TIME start"]),
    ("duration_s = 3600", "start = \"2026-03-02T09:00:00.5Z\"", &["E_BAD_TIME start"]),
    ("duration_s = 3600", "start = 2026-03-02T09:00:00", &["E_BAD_TIME start"]),
    // Sections of format 1 that come later.
    ("duration_s = 3600", "network = { mode = \"private_vpc\" }", &["ok"]),
    ("duration_s = 3600", "network = { mode = \"vpc\" }", &["E_UNKNOWN_VALUE network.mode"]),
    ("duration_s = 3600", "network = { internet_access = true }", &["E_CONTRADICTION network.internet_access"]),
    ("duration_s = 3600", "prices = { serverless = { gb_s = 1 } }", &["E_UNKNOWN_FIELD prices.serverless.gb_s"]),
    // Traffic.
    ("\"constant\", rps = 50", "\"constant\", rps = -1", &["E_OUT_OF_RANGE traffic.components[0].rps"]),
    ("\"constant\", rps = 50", "\"constant\", rps = inf", &["E_NOT_FINITE traffic.components[0].rps"]),
    ("\"constant\", rps = 50", "\"constant\"", &["E_MISSING_FIELD traffic.components[0].rps"]),
    ("\"constant\", rps = 50", "\"constant\", rps = 1_000_000_000_000", &["E_TOO_MANY_REQUESTS traffic.components"]),
    ("\"constant\", rps = 50", "\"constant\", rps = 1e308", &["E_TOO_MANY_REQUESTS traffic.components"]),
    ("\"constant\", rps = 50", "\"constant\", rps = 50, from_s = 1", &["E_UNKNOWN_FIELD traffic.components[0].from_s"]),
    ("\"constant\", rps = 50", "\"steady\", rps = 50", &["E_UNKNOWN_VALUE traffic.components[0].kind"]),
    ("kind = \"constant\", rps = 50", "rps = 50", &["E_MISSING_FIELD traffic.components[0].kind"]),
    ("{ kind = \"constant\", rps = 50 }", "7", &["E_WRONG_TYPE traffic.components[0]"]),
    ("at_s = 300, ", "", &["E_MISSING_FIELD traffic.components[1].at_s"]),
    ("at_s = 300, ", "at_s = 3600, ", &["ok", "W_NEVER_HAPPENS traffic.components[1].at_s"]),
    ("multiplier = 2", "multiplier = 2, rps = 3", &["E_CONTRADICTION traffic.components[1].multiplier"]),
    (", multiplier = 2", "", &["E_MISSING_FIELD traffic.components[1].rps"]),
    ("multiplier = 2", "multiplier = -2", &["E_OUT_OF_RANGE traffic.components[1].multiplier"]),
    ("multiplier = 2", "multiplier = 2, rise_s = 400, fall_s = 201", &["E_OUT_OF_RANGE traffic.components[1].fall_s"]),
    ("multiplier = 2", "multiplier = 2, rise_s = 601", &["E_OUT_OF_RANGE traffic.components[1].rise_s"]),
    ("[traffic]", "[traffic]\narrivals = \"even\"", &["E_UNKNOWN_VALUE traffic.arrivals"]),
    // Ramps.
    ("\"constant\", rps = 50", "\"ramp\", rps = 1", &[
        "E_MISSING_FIELD traffic.components[0].from_s", "E_MISSING_FIELD traffic.components[0].to_s", "E_MISSING_FIELD traffic.components[0].from_rps", "E_MISSING_FIELD traffic.components[0].to_rps", "E_UNKNOWN_FIELD traffic.components[0].rps"]),
    ("\"constant\", rps = 50", "\"ramp\", from_s = 60, to_s = 60, from_rps = 1, to_rps = 2", &["E_OUT_OF_RANGE traffic.components[0].to_s"]),
    ("\"constant\", rps = 50", "\"ramp\", from_s = 60, to_s = 60.0000001, from_rps = 1, to_rps = 2", &["E_OUT_OF_RANGE traffic.components[0].to_s"]),
    ("\"constant\", rps = 50", "\"ramp\", from_s = -1, to_s = 60, from_rps = -1, to_rps = -2", &[
        "E_OUT_OF_RANGE traffic.components[0].from_s", "E_OUT_OF_RANGE traffic.components[0].from_rps", "E_OUT_OF_RANGE traffic.components[0].to_rps"]),
    ("\"constant\", rps = 50", "\"ramp\", from_s = 3600, to_s = 3660, from_rps = 1, to_rps = 2", &["ok", "W_NEVER_HAPPENS traffic.components[0].from_s"]),
    ("\"constant\", rps = 50", "\"ramp\", from_s = 0, to_s = 3600, from_rps = 0, to_rps = 1e6", &["E_TOO_MANY_REQUESTS traffic.components"]),
    // Business hours.
    ("\"constant\", rps = 50", "\"business_hours\"", &[
        "E_MISSING_FIELD traffic.components[0].rps", "E_MISSING_FIELD traffic.components[0].start", "E_MISSING_FIELD traffic.components[0].end"]),
    ("\"constant\", rps = 50", "\"business_hours\", rps = 5, start = \"9:00\", end = \"17:60\"", &["E_BAD_TIME traffic.components[0].start", "E_BAD_TIME traffic.components[0].end"]),
    ("\"constant\", rps = 50", "\"business_hours\", rps = 5, start = \"24:00\", end = \"24:01\"", &["E_BAD_TIME traffic.components[0].start", "E_BAD_TIME traffic.components[0].end"]),
    ("\"constant\", rps = 50", "\"business_hours\", rps = 5, start = 9, end = \"+1:00\"", &["E_WRONG_TYPE traffic.components[0].start", "E_BAD_TIME traffic.components[0].end"]),
    ("\"constant\", rps = 50", "\"business_hours\", rps = 5, start = \"09:00\", end = \"09:00\"", &[
        "E_CONTRADICTION traffic.components[0].end"]),
    ("\"constant\", rps = 50", "\"business_hours\", rps = 5, start = \"09:00\", end = \"17:00\"", &["ok", "W_NEVER_HAPPENS traffic.components[0].start"]),
    ("\"constant\", rps = 50", "\"business_hours\", rps = 5, start = \"00:00\", end = \"01:00\", off_rps = -1", &["E_OUT_OF_RANGE traffic.components[0].off_rps"]),
    ("\"constant\", rps = 50", "\"business_hours\", rps = 5, start = \"00:00\", end = \"01:00\", days = []", &["E_OUT_OF_RANGE traffic.components[0].days"]),
    ("\"constant\", rps = 50", "\"business_hours\", rps = 5, start = \"00:00\", end = \"01:00\", days = \"MON\"", &["E_WRONG_TYPE traffic.components[0].days"]),
    ("\"constant\", rps = 50", "\"business_hours\", rps = 5, start = \"00:00\", end = \"01:00\", days = [\"MON\", \"Tue\", 3, \"MON\"]", &[
        "E_UNKNOWN_VALUE traffic.components[0].days[1]", "E_WRONG_TYPE traffic.components[0].days[2]", "E_DUPLICATE_NAME traffic.components[0].days[3]"]),
    ("\"constant\", rps = 50", "\"business_hours\", rps = 5, start = \"00:00\", end = \"01:00\", days = [\"SUN\"]", &["ok", "W_NEVER_HAPPENS traffic.components[0].start"]),
    ("\"constant\", rps = 50", "\"business_hours\", rps = 5, start = \"00:00\", end = \"01:00\", timezone = \"Europe/Berln\"", &["E_UNKNOWN_TIMEZONE traffic.components[0].timezone"]),
    ("\"constant\", rps = 50", "\"business_hours\", rps = 5, start = \"00:00\", end = \"01:00\", timezone = \"\"", &["E_UNKNOWN_TIMEZONE traffic.components[0].timezone"]),
    ("\"constant\", rps = 50", "\"business_hours\", rps = 5, start = \"00:00\", end = \"01:00\", timezone = 1", &["E_WRONG_TYPE traffic.components[0].timezone"]),
    // A spike at a moment that is drawn.
    ("\"constant\", rps = 50", "\"spike\", at_s = \"noon\", duration_s = 60, rps = 5", &["E_WRONG_TYPE traffic.components[0].at_s"]),
    ("\"constant\", rps = 50", "\"spike\", at_s = { min_s = 20, max_s = 10, at_s = 3 }, duration_s = 60, rps = 5", &[
        "E_OUT_OF_RANGE traffic.components[0].at_s.max_s", "E_UNKNOWN_FIELD traffic.components[0].at_s.at_s"]),
    ("\"constant\", rps = 50", "\"spike\", at_s = { min_s = 20 }, duration_s = 60, rps = 5", &["E_MISSING_FIELD traffic.components[0].at_s.max_s"]),
    // Promotions.
    ("\"constant\", rps = 50", "\"promotions\"", &[
        "E_MISSING_FIELD traffic.components[0].multiplier", "E_MISSING_FIELD traffic.components[0].mean_interval_s", "E_MISSING_FIELD traffic.components[0].duration_s"]),
    ("\"constant\", rps = 50", "\"promotions\", multiplier = -1, mean_interval_s = 0, duration_s = 0", &[
        "E_OUT_OF_RANGE traffic.components[0].multiplier", "E_OUT_OF_RANGE traffic.components[0].mean_interval_s", "E_OUT_OF_RANGE traffic.components[0].duration_s"]),
    ("\"constant\", rps = 50", "\"promotions\", multiplier = 1, mean_interval_s = 0.1, duration_s = 0.1", &["E_OUT_OF_RANGE traffic.components[0].mean_interval_s"]),
    ("{ kind = \"constant\", rps = 50 }", "{ kind = \"constant\", rps = 50 }, { kind = \"promotions\", multiplier = 1e6, mean_interval_s = 600, duration_s = 60 }", &[
        "E_TOO_MANY_REQUESTS traffic.components"]),
    // Sines.
    ("\"constant\", rps = 50", "\"sine\", mean_rps = 1", &["E_MISSING_FIELD traffic.components[0].amplitude_rps", "E_MISSING_FIELD traffic.components[0].period_s"]),
    ("\"constant\", rps = 50", "\"sine\", mean_rps = -1, amplitude_rps = -1, period_s = 9, phase_s = -1", &[
        "E_OUT_OF_RANGE traffic.components[0].mean_rps", "E_OUT_OF_RANGE traffic.components[0].amplitude_rps", "E_OUT_OF_RANGE traffic.components[0].period_s", "E_OUT_OF_RANGE traffic.components[0].phase_s"]),
    // Traces.
    ("\"constant\", rps = 50", "\"trace\"", &["E_MISSING_FIELD traffic.components[0].interval_s", "E_MISSING_FIELD traffic.components[0].rps"]),
    ("\"constant\", rps = 50", "\"trace\", interval_s = 0.5, rps = []", &["E_OUT_OF_RANGE traffic.components[0].interval_s", "E_OUT_OF_RANGE traffic.components[0].rps"]),
    ("\"constant\", rps = 50", "\"trace\", interval_s = 60, rps = 5", &["E_WRONG_TYPE traffic.components[0].rps"]),
    ("\"constant\", rps = 50", "\"trace\", interval_s = 60, rps = [1, -1, nan, \"x\"]", &[
        "E_OUT_OF_RANGE traffic.components[0].rps[1]", "E_NOT_FINITE traffic.components[0].rps[2]", "E_WRONG_TYPE traffic.components[0].rps[3]"]),
    ("\"constant\", rps = 50", "\"trace\", interval_s = 1800, rps = [1, 2, 3]", &["ok", "W_NEVER_HAPPENS traffic.components[0].rps"]),
    // The client.
    ("duration_s = 3600", "client = []", &["E_WRONG_TYPE client"]),
    ("duration_s = 3600", "client = { timeout = 5 }", &["E_UNKNOWN_FIELD client.timeout"]),
    ("duration_s = 3600", "client = { timeout_s = 0, max_retries = 256 }", &["E_OUT_OF_RANGE client.timeout_s", "E_OUT_OF_RANGE client.max_retries"]),
    ("duration_s = 3600", "client = { max_retries = 1.5, retry_on = [\"rejected\"] }", &["E_NOT_AN_INTEGER client.max_retries"]),
    ("duration_s = 3600", "client = { max_retries = 1, retry_on = [] }", &["E_OUT_OF_RANGE client.retry_on"]),
    ("duration_s = 3600", "client = { max_retries = 1, retry_on = [\"rejected\", \"timeout\", \"rejected\", 5] }", &[
        "E_UNKNOWN_VALUE client.retry_on[1]", "E_DUPLICATE_NAME client.retry_on[2]", "E_WRONG_TYPE client.retry_on[3]"]),
    ("duration_s = 3600", "client = { max_retries = 1, retry_on = [\"rejected\", \"throttled\"] }", &["ok", "W_NO_EFFECT client.retry_on[1]"]),
    ("duration_s = 3600", "client = { retry_on = [\"rejected\"], backoff = { base_ms = 5 } }", &["ok", "W_NO_EFFECT client.retry_on", "W_NO_EFFECT client.backoff"]),
    ("duration_s = 3600", "client = { timeout_s = 60.5 }", &["ok", "W_NO_EFFECT client.timeout_s"]),
    ("duration_s = 3600", "client = { max_retries = 1, backoff = { base_ms = -1, factor = 0.5, max_ms = -1, jitter = 1.5 } }", &[
        "E_OUT_OF_RANGE client.backoff.base_ms", "E_OUT_OF_RANGE client.backoff.factor", "E_OUT_OF_RANGE client.backoff.max_ms", "E_OUT_OF_RANGE client.backoff.jitter"]),
    ("duration_s = 3600", "client = { max_retries = 1, backoff = { base = 5 } }", &["E_UNKNOWN_FIELD client.backoff.base"]),
    ("duration_s = 3600", "client = { max_retries = 1, backoff = { base_ms = 30_000 } }", &["ok", "W_NO_EFFECT client.backoff.base_ms"]),
    // Faults.
    ("duration_s = 3600", "faults = { at_s = 5 }", &["E_WRONG_TYPE faults"]),
    ("duration_s = 3600", "faults = [{ at_s = 5 }]", &["E_MISSING_FIELD faults[0].kind"]),
    ("duration_s = 3600", "faults = [{ kind = \"crash\", at_s = -5 }]", &["E_OUT_OF_RANGE faults[0].at_s", "E_UNKNOWN_VALUE faults[0].kind"]),
    ("duration_s = 3600", "faults = [{ kind = \"s3_unreachable\", at_s = 5, duration_s = 5 }]", &["ok"]),
    ("duration_s = 3600", "faults = [{ kind = \"vpc_endpoint_broken\", at_s = 5, duration_s = 5 }]", &["E_MISSING_FIELD faults[0].service", "E_MISSING_FIELD faults[0].property"]),
    ("duration_s = 3600", "faults = [{ kind = \"spot_interruption\", at_s = 5 }]", &["W_NO_EFFECT faults[0].kind", "ok"]),
    ("duration_s = 3600", "faults = [{ kind = \"instance_crash\" }, { kind = \"instance_crash\", at_s = 5, count = 0 }]", &[
        "E_MISSING_FIELD faults[0].at_s", "E_MISSING_FIELD faults[0].count", "E_OUT_OF_RANGE faults[1].count"]),
    ("duration_s = 3600", "faults = [{ kind = \"instance_crash\", at_s = 5, count = 1, duration_s = 5 }]", &["E_UNKNOWN_FIELD faults[0].duration_s"]),
    ("duration_s = 3600", "faults = [{ kind = \"instance_crash\", at_s = 3600, count = 1 }]", &["ok", "W_NEVER_HAPPENS faults[0].at_s"]),
    ("duration_s = 3600", "faults = [{ kind = \"metrics_delay\", at_s = 5, duration_s = 0 }]", &["E_OUT_OF_RANGE faults[0].duration_s", "E_MISSING_FIELD faults[0].delay_s"]),
    ("duration_s = 3600", "faults = [{ kind = \"metrics_delay\", at_s = 60, duration_s = 0.5, delay_s = 60 }]", &["ok"]),
    ("duration_s = 3600", "faults = [{ kind = \"metrics_delay\", at_s = 61, duration_s = 59, delay_s = 60 }]", &["ok", "W_NO_EFFECT faults[0].duration_s"]),
    ("duration_s = 3600", "faults = [{ kind = \"metrics_lost\", at_s = 0, duration_s = 60 }]", &["ok", "W_NO_EFFECT faults[0].duration_s"]),
    ("duration_s = 3600", "faults = [{ kind = \"metrics_lost\", at_s = 5 }]", &["E_MISSING_FIELD faults[0].duration_s"]),
    ("duration_s = 3600", "faults = [{ kind = \"insufficient_capacity\", at_s = 5, duration_s = -1 }]", &["E_OUT_OF_RANGE faults[0].duration_s"]),
    ("duration_s = 3600", "faults = [{ kind = \"slow_model\", at_s = 5, factor = 0 }]", &["E_MISSING_FIELD faults[0].duration_s", "E_OUT_OF_RANGE faults[0].factor"]),
    // The model.
    ("\"lognormal\"", "\"normal\"", &["E_UNKNOWN_VALUE model.service_time.distribution"]),
    ("\"lognormal\"", "\"constant\"", &["E_CONTRADICTION model.service_time.cv"]),
    (", cv = 0.5", "", &["E_MISSING_FIELD model.service_time.cv"]),
    ("cv = 0.5", "cv = 0", &["E_OUT_OF_RANGE model.service_time.cv"]),
    ("mean_ms = 100", "mean_ms = 0", &["E_OUT_OF_RANGE model.service_time.mean_ms"]),
    ("workers = 2", "workers = 0", &["E_OUT_OF_RANGE model.workers"]),
    ("workers = 2", "workers = 2.5", &["E_NOT_AN_INTEGER model.workers"]),
    ("workers = 2", "workers = 4194304", &["E_TOO_MANY_WORKERS model.workers", "W_MORE_CORES_THAN_INSTANCE model.cpu_cores"]),
    ("workers = 2", "workers = 262145", &["E_TOO_MANY_WORKERS model.workers", "W_MORE_CORES_THAN_INSTANCE model.cpu_cores"]),
    ("workers = 2", "workers = 5", &["ok", "W_MORE_CORES_THAN_INSTANCE model.cpu_cores"]),
    ("workers = 2", "gpus = 1", &["ok", "W_MORE_CORES_THAN_INSTANCE model.gpus"]),
    ("workers = 2", "max_queue = -1", &["E_OUT_OF_RANGE model.max_queue"]),
    ("workers = 2", "error_rate = 1.01", &["E_OUT_OF_RANGE model.error_rate"]),
    ("workers = 2", "memory_mb = 100", &["ok", "W_NO_EFFECT model.memory_mb"]),
    // The endpoint.
    ("\"real_time\"", "\"realtime\"", &["E_UNKNOWN_VALUE endpoint.kind"]),
    ("\"ml.m5.xlarge\"", "\"m5.xlarge\"", &["E_UNKNOWN_INSTANCE_TYPE endpoint.instance_type"]),
    ("\"ml.m5.xlarge\"", "\"ml.t2.medium\"", &["E_BURSTABLE_SCALING endpoint.instance_type"]),
    ("initial_instance_count = 4", "initial_instance_count = 0", &["E_OUT_OF_RANGE endpoint.initial_instance_count"]),
    ("initial_instance_count = 4", "purchase = \"spot\"", &["E_SPOT_REAL_TIME endpoint.purchase"]),
    ("initial_instance_count = 4", "purchase = \"reserved\"", &["E_UNKNOWN_VALUE endpoint.purchase"]),
    ("initial_instance_count = 4", "routing_strategy = \"PREFIX_AWARE\"", &["E_UNKNOWN_VALUE endpoint.routing_strategy"]),
    ("initial_instance_count = 4", "routing_strategy = \"random\"", &["E_UNKNOWN_VALUE endpoint.routing_strategy"]),
    ("initial_instance_count = 4", "invocation_timeout_s = 0", &["E_OUT_OF_RANGE endpoint.invocation_timeout_s"]),
    ("initial_instance_count = 4", "launch = { provision_s = -5 }", &["E_OUT_OF_RANGE endpoint.launch.provision_s"]),
    ("initial_instance_count = 4", "launch = { provision_s = \"fast\" }", &["E_WRONG_TYPE endpoint.launch.provision_s"]),
    ("initial_instance_count = 4", "launch = { provision_s = { min_s = 9, mode_s = 5, max_s = 4 } }", &[
        "E_OUT_OF_RANGE endpoint.launch.provision_s.mode_s", "E_OUT_OF_RANGE endpoint.launch.provision_s.max_s"]),
    ("initial_instance_count = 4", "launch = { provision_s = { min_s = 9, max_s = 10 } }", &["E_MISSING_FIELD endpoint.launch.provision_s.mode_s"]),
    ("initial_instance_count = 4", "launch = { download_mb_per_s = 0 }", &["E_OUT_OF_RANGE endpoint.launch.download_mb_per_s"]),
    // The scalable target.
    ("MinCapacity = 2", "MinCapacity = 0", &["E_MIN_ZERO_REAL_TIME scaling.scalable_target.MinCapacity"]),
    ("MinCapacity = 2", "MinCapacity = 11", &["E_MIN_ABOVE_MAX scaling.scalable_target.MinCapacity"]),
    ("MinCapacity = 2", "", &["E_MISSING_FIELD scaling.scalable_target.MinCapacity"]),
    ("MinCapacity = 2", "MinCapacity = 2\nServiceNamespace = \"ecs\"", &["E_TARGET_MISMATCH scaling.scalable_target.ServiceNamespace"]),
    ("MinCapacity = 2", "MinCapacity = 2\nScalableDimension = \"sagemaker:inference-component:DesiredCopyCount\"", &["E_TARGET_MISMATCH scaling.scalable_target.ScalableDimension"]),
    ("MinCapacity = 2", "MinCapacity = 2\nResourceId = \"endpoint/a\"", &["E_TARGET_MISMATCH scaling.scalable_target.ResourceId"]),
    ("MinCapacity = 2", "MinCapacity = 2\nRoleARN = \"arn:aws:iam::1:role/r\"", &["ok", "W_NO_EFFECT scaling.scalable_target.RoleARN"]),
    // Policies.
    ("TargetValue = 800", "TargetValue = 0", &["E_OUT_OF_RANGE ~.TargetValue"]),
    ("TargetValue = 800", "TargetValue = nan", &["E_NOT_FINITE ~.TargetValue"]),
    ("TargetValue = 800", "targetValue = 800", &["E_MISSING_FIELD ~.TargetValue", "E_UNKNOWN_FIELD ~.targetValue"]),
    ("TargetValue = 800", "TargetValue = 800\nScaleInCooldown = 1.5", &["E_NOT_AN_INTEGER ~.ScaleInCooldown"]),
    ("TargetValue = 800", "TargetValue = 800\nScaleOutCooldown = -1", &["E_OUT_OF_RANGE ~.ScaleOutCooldown"]),
    ("TargetValue = 800", "TargetValue = 800\nDisableScaleIn = \"yes\"", &["E_WRONG_TYPE ~.DisableScaleIn"]),
    ("TargetValue = 800", "TargetValue = 800\nCustomizedMetricSpecification = { MetricName = \"x\" }", &["E_TWO_METRICS ~.CustomizedMetricSpecification"]),
    ("PredefinedMetricSpecification = { PredefinedMetricType", "CustomizedMetricSpecification = { MetricName", &[
        "E_MISSING_FIELD ~.CustomizedMetricSpecification.Namespace", "E_UNKNOWN_METRIC ~.CustomizedMetricSpecification.MetricName", "E_MISSING_FIELD ~.CustomizedMetricSpecification.Statistic"]),
    ("\"TargetTrackingScaling\"", "\"StepScaling\"", &["E_CONTRADICTION scaling.policies[0].TargetTrackingScalingPolicyConfiguration", "E_MISSING_FIELD scaling.policies[0].StepScalingPolicyConfiguration"]),
    ("PredefinedMetricSpecification = { PredefinedMetricType = \"SageMakerVariantInvocationsPerInstance\" }", "", &["E_NO_METRIC ~.PredefinedMetricSpecification"]),
    ("\"SageMakerVariantInvocationsPerInstance\"", "\"SageMakerVariantInvocationsPerInstance\", ResourceLabel = \"x\"", &["E_CONTRADICTION ~.PredefinedMetricSpecification.ResourceLabel"]),
    ("\"SageMakerVariantInvocationsPerInstance\"", "\"CPUUtilization\"", &["E_UNKNOWN_PREDEFINED_METRIC ~.PredefinedMetricSpecification.PredefinedMetricType"]),
    ("\"TargetTrackingScaling\"", "\"PredictiveScaling\"", &["E_UNKNOWN_VALUE scaling.policies[0].PolicyType"]),
    ("PolicyName = \"track\"", "PolicyName = \"track\"\nStepScalingPolicyConfiguration = { Cooldown = 60 }", &["E_CONTRADICTION scaling.policies[0].StepScalingPolicyConfiguration"]),
    ("PolicyName = \"track\"", "", &["E_MISSING_FIELD scaling.policies[0].PolicyName"]),
    // CloudWatch, SLO.
    ("[model]", "[cloudwatch]\nmetric_delay_s = -1\n[model]", &["E_OUT_OF_RANGE cloudwatch.metric_delay_s"]),
    ("[model]", "[cloudwatch]\nmetric_delays = { InvocationPerInstance = 60 }\n[model]", &["E_UNKNOWN_FIELD cloudwatch.metric_delays.InvocationPerInstance"]),
    ("[model]", "[slo]\n[model]", &["E_MISSING_FIELD slo"]),
    ("[model]", "[slo]\nlatency_ms = 500\n[model]", &["E_MISSING_FIELD slo.percentile"]),
    ("[model]", "[slo]\navailability = 99.9\n[model]", &["E_OUT_OF_RANGE slo.availability"]),
    // Prices.
    ("[model]", "[prices.instances.\"ml.m5.xlarge\"]\nusd_per_hour = -1\n[model]", &["E_OUT_OF_RANGE prices.instances[\"ml.m5.xlarge\"].usd_per_hour"]),
    ("[model]", "[prices.instances.\"ml.new.large\"]\nusd_per_hour = 1\nvcpus = 2\n[model]", &["E_MISSING_FIELD prices.instances[\"ml.new.large\"].memory_gib"]),
    ("[model]", "[prices.instances.new]\nusd_per_hour = 1\nvcpus = 2\nmemory_gib = 4\n[model]", &["E_UNKNOWN_INSTANCE_TYPE prices.instances.new"]),
    // Alternatives.
    ("duration_s = 3600", "alternatives = [{ id = \"a\", title = \"A\", set = { \"scaling.scalable_target.MinCapacity\" = 0 } }]",
        &["E_MIN_ZERO_REAL_TIME alternatives[0].scaling.scalable_target.MinCapacity"]),
    ("duration_s = 3600", "alternatives = [{ id = \"a\", title = \"A\", set = { \"id\" = \"x\" } }]", &["E_BAD_PATH alternatives[0].set.id"]),
    ("duration_s = 3600", "alternatives = [{ id = \"a\", title = \"A\", set = { \"traffic.components[7].rps\" = 1 } }]", &["E_BAD_PATH alternatives[0].set[\"traffic.components[7].rps\"]"]),
    ("duration_s = 3600", "alternatives = [{ id = \"a\", title = \"A\", unset = [\"slo.latency_ms\"] }]", &["E_BAD_PATH alternatives[0].unset[0]"]),
    ("duration_s = 3600", "alternatives = [{ id = \"a\", title = \"A\", set = { \"model.workers\" = 3 }, unset = [\"model\"] }]", &["E_CONTRADICTION alternatives[0].unset[0]"]),
    ("duration_s = 3600", "alternatives = [{ id = \"a\", title = \"A\" }, { id = \"a\", title = \"A\" }]", &["E_DUPLICATE_NAME alternatives[1].id"]),
    ("duration_s = 3600", "alternatives = [{ id = \"a\", title = \"A\", sets = {} }]", &["E_UNKNOWN_FIELD alternatives[0].sets"]),
];

/// `CODE path` of every problem; `ok` first when the file was accepted with warnings.
pub fn found(result: Result<headroom_scenario::Document, Problems>) -> Vec<String> {
    let (accepted, problems) = match result {
        Ok(document) => (true, document.warnings),
        Err(problems) => (false, problems),
    };
    let list = problems.0.iter().map(|p| format!("{} {}", p.code, p.path));
    accepted
        .then(|| "ok".to_string())
        .into_iter()
        .chain(list)
        .collect()
}

fn expand(expected: &[&str]) -> Vec<String> {
    expected.iter().map(|e| e.replace('~', TT)).collect()
}

#[test]
fn every_bad_input_gives_exactly_its_problems() {
    assert_eq!(
        found(load_toml(GOOD)),
        ["ok"],
        "the good file has no problem at all"
    );
    let mut wrong = String::new();
    for (from, to, expected) in ROWS {
        assert_eq!(
            GOOD.matches(from).count(),
            1,
            "{from:?} names one place of the good file"
        );
        let problems = found(load_toml(&GOOD.replace(from, to)));
        let (mut got, mut expected) = (problems.clone(), expand(expected));
        got.sort();
        expected.sort();
        if got != expected {
            wrong += &format!("{from:?} -> {to:?}\n  expected {expected:?}\n  found    {got:?}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn two_policies_differ_in_name_metric_and_resource() {
    let second = GOOD
        .split("[[scaling.policies]]")
        .nth(1)
        .expect("the good file has a policy");
    let with = |first: &str, second: &str| {
        let text = format!("{GOOD}\n[[scaling.policies]]{second}");
        text.replacen(
            "PolicyName = \"track\"",
            &format!("PolicyName = \"track\"\n{first}"),
            1,
        )
    };
    assert_eq!(
        found(load_toml(&with("", second))),
        [
            "E_DUPLICATE_NAME scaling.policies[1].PolicyName".to_string(),
            format!(
                "E_DUPLICATE_METRIC {}.PredefinedMetricSpecification",
                TT.replace('0', "1")
            ),
        ]
    );
    let other = second.replace(
        "\"track\"",
        "\"other\"\nResourceId = \"endpoint/b/variant/v\"",
    );
    assert_eq!(
        found(load_toml(&with(
            "ResourceId = \"endpoint/a/variant/v\"",
            &other
        )))[0],
        "E_TARGET_MISMATCH scaling.policies[1].ResourceId"
    );
}

#[test]
fn too_many_of_anything_is_refused() {
    let many = |text: &str, n: usize| [text].repeat(n).join(",");
    let components = many("{ kind = \"constant\", rps = 1 }", 101);
    let text = GOOD.replace("{ kind = \"constant\", rps = 50 }", &components);
    assert_eq!(
        found(load_toml(&text)),
        ["E_OUT_OF_RANGE traffic.components"]
    );

    let fault = "{ kind = \"instance_crash\", at_s = 5, count = 1 }";
    let faults = format!("duration_s = 3600\nfaults = [{}]", many(fault, 101));
    let text = GOOD.replace("duration_s = 3600", &faults);
    assert_eq!(found(load_toml(&text)), ["E_OUT_OF_RANGE faults"]);

    // 10^8 requests, and 10^4 instances that let 10^4 wait each.
    let text = GOOD
        .replace("rps = 50", "rps = 20000")
        .replace("workers = 2", "max_queue = 10000")
        .replace("MaxCapacity = 10", "MaxCapacity = 10000");
    assert_eq!(
        found(load_toml(&text)),
        ["E_TOO_MANY_WAITING model.max_queue"]
    );
}

#[test]
fn a_trace_is_long_and_its_bad_values_are_not_all_named() {
    let with = |traces: &str| {
        found(load_toml(
            &GOOD.replace("{ kind = \"constant\", rps = 50 }", traces),
        ))
    };
    let trace = |value: &str, n: usize| {
        let values = [value].repeat(n).join(",");
        format!("{{ kind = \"trace\", interval_s = 1, rps = [{values}] }}")
    };
    let late = "W_NEVER_HAPPENS traffic.components[0].rps";
    assert_eq!(with(&trace("1", 100_000)), ["ok", late]);
    assert_eq!(
        with(&trace("1", 100_001)),
        ["E_OUT_OF_RANGE traffic.components[0].rps"]
    );
    let two = [trace("1", 99_000), trace("1", 1_001)].join(",");
    assert_eq!(with(&two), [late, "E_OUT_OF_RANGE traffic.components"]);
    assert_eq!(with(&trace("-1", 3_600)).len(), 10);
}

#[test]
fn retries_count_as_requests_and_wait_in_memory() {
    let with = |client: &str| {
        let client = format!("duration_s = 3600\nclient = {{ {client} }}");
        // 72 × 10^6 requests, and 12 × 10^6 more of the spike.
        let text = GOOD
            .replace("rps = 50", "rps = 20000")
            .replace("duration_s = 3600", &client);
        found(load_toml(&text))
    };
    assert_eq!(with("max_retries = 10"), ["ok"]);
    assert_eq!(
        with("max_retries = 11"),
        ["E_TOO_MANY_REQUESTS client.max_retries"]
    );
    assert_eq!(
        with("max_retries = 1, backoff = { base_ms = 600_000, max_ms = 600_000 }"),
        ["E_TOO_MANY_WAITING client.max_retries"]
    );
    assert_eq!(
        with("timeout_s = 1, max_retries = 1, backoff = { base_ms = 300_000, max_ms = 600_000 }"),
        ["ok"]
    );
}

#[test]
fn all_problems_of_a_file_are_found_at_once() {
    let text = GOOD
        .replace("rps = 50", "rps = 1e12")
        .replace("multiplier = 2", "multiplier = -2")
        .replace("duration_s = 3600", "durations = 3600")
        .replace("cv = 0.5", "cv = nan")
        .replace("initial_instance_count = 4", "purchase = \"spot\"")
        .replace("\"ml.m5.xlarge\"", "\"ml.t2.medium\"")
        .replace("MinCapacity = 2", "MinCapacity = 0")
        .replace("TargetValue = 800", "TargetValue = 0");
    let mut codes: Vec<_> = found(load_toml(&text));
    codes.sort();
    assert_eq!(
        codes,
        [
            "E_BURSTABLE_SCALING endpoint.instance_type",
            "E_MIN_ZERO_REAL_TIME scaling.scalable_target.MinCapacity",
            "E_NOT_FINITE model.service_time.cv",
            "E_OUT_OF_RANGE scaling.policies[0].TargetTrackingScalingPolicyConfiguration.TargetValue",
            "E_OUT_OF_RANGE traffic.components[1].multiplier",
            "E_SPOT_REAL_TIME endpoint.purchase",
            "E_TOO_MANY_REQUESTS traffic.components",
            "E_UNKNOWN_FIELD durations",
        ]
    );
}

#[test]
fn a_problem_names_its_line_its_value_and_what_was_meant() {
    let problems = load_toml(&GOOD.replace("workers = 2", "wrokers = 2")).expect_err("refused");
    assert_eq!(
        problems.to_string(),
        "line 13: model.wrokers: format 1 has no such field here (did you mean `workers`?) [E_UNKNOWN_FIELD]"
    );
    let hours = "\"business_hours\", rps = 5, start = \"00:00\", end = \"01:00\", timezone = \"Europe/Berln\"";
    let zone = load_toml(&GOOD.replace("\"constant\", rps = 50", hours)).expect_err("refused");
    assert_eq!(
        zone.to_string(),
        "line 7: traffic.components[0].timezone: \"Europe/Berln\" is not allowed: it must be the name of an IANA time zone (did you mean \"Europe/Berlin\"?) [E_UNKNOWN_TIMEZONE]"
    );
    let text = GOOD.replace("\"SageMakerVariantInvocationsPerInstance\"", "\"CPU\"");
    let line = load_toml(&text).expect_err("refused").to_string();
    assert!(
        line.starts_with("line 30: scaling.policies[0].TargetTracking"),
        "{line}"
    );
    assert_eq!(
        line.matches("\"SageMaker").count(),
        5,
        "all five names: {line}"
    );
    let syntax = load_toml("id = \"a\"\nformat = = 1\n")
        .expect_err("refused")
        .to_string();
    assert!(
        syntax.starts_with("line 2: the TOML cannot be read at column 10"),
        "{syntax}"
    );
}

#[test]
fn json_is_judged_alike_and_names_line_and_column() {
    assert_eq!(found(load_json("{\"id\": ")), ["E_SYNTAX "]);
    let twice = load_json("{\"id\": \"a\",\n \"id\": \"b\"}").expect_err("refused");
    assert_eq!(
        (twice.0[0].code, twice.0[0].line),
        ("E_DUPLICATE_FIELD", Some(2))
    );
    assert_eq!(found(load_json("[]")), ["E_WRONG_TYPE "]);
    assert_eq!(found(load_json("null")), ["E_WRONG_TYPE "]);
    assert_eq!(
        found(load_json("{\"id\": null}")),
        [
            "E_WRONG_TYPE id",
            "E_MISSING_FIELD traffic",
            "E_MISSING_FIELD model",
            "E_MISSING_FIELD endpoint"
        ]
    );
    let deep = "[".repeat(100_000);
    assert_eq!(found(load_json(&deep)), ["E_SYNTAX "]);
    assert!(load_toml(&format!("id = {deep}")).is_err());
}

#[test]
fn every_code_is_reached() {
    let source = concat!(
        include_str!("bad_input.rs"),
        include_str!("bad_kinds.rs"),
        include_str!("bad_scaling.rs")
    );
    let tested: BTreeSet<&str> = CODES
        .iter()
        .map(|(code, _)| *code)
        .filter(|code| {
            source.contains(&format!("{code} ")) || source.contains(&format!("{code}\""))
        })
        .collect();
    let missing: Vec<_> = CODES
        .iter()
        .filter(|(code, _)| !tested.contains(code))
        .collect();
    assert!(missing.is_empty(), "no row expects {missing:?}");
}
