//! The scenario: everything that a run depends on, checked and complete.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::client::Client;
use crate::endpoint::{Async, InstanceType, Job, Launch, RealTime, Serverless};
use crate::fault::Fault;
use crate::metric::{EndpointKind, Metric, Reading};
use crate::network::Network;
use crate::operation::{Call, Operation};
use crate::policy::Policy;
use crate::price::Prices;
use crate::ruleset::Ruleset;
use crate::scaling::Scaling;
use crate::time::{Span, Start};
use crate::traffic::{Model, Traffic};

/// The version of the scenario format that this crate's types carry.
pub const FORMAT: u32 = 1;

/// Where every random draw comes from: 0 to 2^53 − 1, so that JSON carries it exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Seed(u64);

impl Seed {
    /// The largest seed.
    pub const MAX: u64 = (1 << 53) - 1;

    /// `None` above [`Seed::MAX`].
    pub const fn new(value: u64) -> Option<Seed> {
        if value <= Seed::MAX {
            Some(Seed(value))
        } else {
            None
        }
    }

    /// The number itself.
    pub const fn get(self) -> u64 {
        self.0
    }

    /// The seed `n` further on, wrapping at the largest.
    pub const fn nth(self, n: u64) -> Seed {
        Seed((self.0.wrapping_add(n)) & Seed::MAX)
    }
}

/// A checked scenario. The engine accepts every value that the `scenario` crate lets through.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scenario {
    /// Kebab-case identity.
    pub id: String,
    /// A thing or a question, for people.
    pub title: String,
    /// One or two sentences, for people.
    pub summary: String,
    /// The seed of the file; a caller may run another.
    pub seed: Seed,
    /// The simulated wall clock at second 0.
    pub start: Start,
    /// Simulated span, above 0 and at most 31 days.
    pub duration: Span,
    /// Which reading of the facts applies.
    pub ruleset: Ruleset,
    /// What arrives.
    pub traffic: Traffic,
    /// Time-out and retries of the caller, if it has any.
    pub client: Option<Client>,
    /// What one request costs.
    pub model: Model,
    /// Where it runs.
    pub endpoint: Endpoint,
    /// The scalable target and its policies, if registered.
    pub scaling: Option<Scaling>,
    /// The network around it.
    pub network: Network,
    /// Prices that belong to no instance type.
    pub prices: Prices,
    /// API calls made during the run, in file order.
    pub operations: Vec<Operation>,
    /// Things that go wrong, in file order.
    pub faults: Vec<Fault>,
    /// When metrics become visible.
    pub cloudwatch: CloudWatch,
    /// What the report judges against.
    pub slo: Option<Slo>,
    /// The summary leaves out requests that arrive before.
    pub measure_from: Span,
}

/// Where the model runs, by kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Endpoint {
    /// A production variant behind a real-time endpoint, plain or with an inference component.
    RealTime(RealTime),
    /// A serverless endpoint.
    Serverless(Serverless),
    /// An asynchronous endpoint.
    Async(Async),
    /// A batch transform job.
    BatchTransform(Job),
    /// A training job.
    Training(Job),
}

impl Scenario {
    /// The name of every policy that there ever is: those of the file, then those that calls put,
    /// in the order of the file. A policy's index is its place here.
    pub fn policy_names(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for (policy, _) in self.every_policy() {
            if !names.contains(&policy.policy_name) {
                names.push(policy.policy_name.clone());
            }
        }
        names
    }

    /// Every definition of a policy: those of the file, which have no call, then those of calls.
    pub fn every_policy(&self) -> impl Iterator<Item = (&Policy, Option<&Operation>)> {
        let of_file = self.scaling.iter().flat_map(|s| &s.policies);
        let of_calls = self.operations.iter().filter_map(|o| match &o.call {
            Call::PutScalingPolicy(policy) => Some((policy, Some(o))),
            _ => None,
        });
        of_file.map(|policy| (policy, None)).chain(of_calls)
    }

    /// Everything that a policy or an alarm reads, each once.
    pub fn readings(&self) -> Vec<Reading> {
        let tracked = self
            .every_policy()
            .filter_map(|(policy, _)| policy.tracking());
        let alarms = self.scaling.iter().flat_map(|s| &s.alarms);
        let mut readings: Vec<Reading> = tracked
            .map(|t| t.reading)
            .chain(alarms.map(|a| a.rule.reading))
            .collect();
        readings.sort_unstable();
        readings.dedup();
        readings
    }

    /// Whether the endpoint publishes `metric`: its kind does (fact 2.14), and it has a GPU, or a
    /// container that sends it, where that is needed.
    pub fn publishes(&self, metric: Metric) -> bool {
        let gpus = self.endpoint.instance_type().map_or(0, |t| t.gpus);
        let has_it = match metric {
            Metric::GPUUtilization => gpus > 0,
            Metric::InFlightRequests => self.model.container_metrics.in_flight_requests,
            Metric::QueueDepth => self.model.container_metrics.queue_depth,
            _ => true,
        };
        let publisher = self.endpoint.publisher();
        has_it && publisher.is_some_and(|kind| metric.published_by().contains(&kind))
    }
}

impl Endpoint {
    /// The word of the scenario format.
    pub const fn kind(&self) -> &'static str {
        match self {
            Endpoint::RealTime(_) => "real_time",
            Endpoint::Serverless(_) => "serverless",
            Endpoint::Async(_) => "async",
            Endpoint::BatchTransform(_) => "batch_transform",
            Endpoint::Training(_) => "training",
        }
    }

    /// The real-time endpoint, if it is one.
    pub const fn real_time(&self) -> Option<&RealTime> {
        match self {
            Endpoint::RealTime(endpoint) => Some(endpoint),
            _ => None,
        }
    }

    /// The real-time endpoint, if it is one.
    pub const fn real_time_mut(&mut self) -> Option<&mut RealTime> {
        match self {
            Endpoint::RealTime(endpoint) => Some(endpoint),
            _ => None,
        }
    }

    /// The job, if it is one.
    pub const fn job(&self) -> Option<&Job> {
        match self {
            Endpoint::BatchTransform(job) | Endpoint::Training(job) => Some(job),
            _ => None,
        }
    }

    /// What is scaled, at second 0: instances, copies or provisioned concurrency; for a job its
    /// instances.
    pub const fn initial_count(&self) -> u32 {
        match self {
            Endpoint::RealTime(endpoint) => match &endpoint.inference_component {
                Some(component) => component.initial_copies,
                None => endpoint.initial_instance_count,
            },
            Endpoint::Serverless(endpoint) => endpoint.provisioned_concurrency,
            Endpoint::Async(endpoint) => endpoint.initial_instance_count,
            Endpoint::BatchTransform(job) | Endpoint::Training(job) => job.instance_count,
        }
    }

    /// How a new instance comes into service, on kinds that launch some.
    pub const fn launch(&self) -> Option<&Launch> {
        match self {
            Endpoint::RealTime(endpoint) => Some(&endpoint.launch),
            Endpoint::Async(endpoint) => Some(&endpoint.launch),
            _ => None,
        }
    }

    /// How a new instance comes into service, on kinds that launch some.
    pub const fn launch_mut(&mut self) -> Option<&mut Launch> {
        match self {
            Endpoint::RealTime(endpoint) => Some(&mut endpoint.launch),
            Endpoint::Async(endpoint) => Some(&mut endpoint.launch),
            _ => None,
        }
    }

    /// The instance type, on kinds that have one.
    pub const fn instance_type(&self) -> Option<&InstanceType> {
        match self {
            Endpoint::RealTime(endpoint) => Some(&endpoint.instance_type),
            Endpoint::Async(endpoint) => Some(&endpoint.instance_type),
            Endpoint::BatchTransform(job) | Endpoint::Training(job) => Some(&job.instance_type),
            Endpoint::Serverless(_) => None,
        }
    }

    /// After how long SageMaker ends a request; `None` for jobs.
    pub const fn invocation_timeout(&self) -> Option<Span> {
        match self {
            Endpoint::RealTime(endpoint) => Some(endpoint.invocation_timeout),
            Endpoint::Async(endpoint) => Some(endpoint.invocation_timeout),
            Endpoint::Serverless(_) => Some(Serverless::TIMEOUT),
            Endpoint::BatchTransform(_) | Endpoint::Training(_) => None,
        }
    }

    /// What publishes its metrics; `None` for jobs, which no policy follows.
    pub const fn publisher(&self) -> Option<EndpointKind> {
        match self {
            Endpoint::RealTime(endpoint) => match &endpoint.inference_component {
                Some(_) => Some(EndpointKind::InferenceComponent),
                None => Some(EndpointKind::RealTime),
            },
            Endpoint::Serverless(_) => Some(EndpointKind::Serverless),
            Endpoint::Async(_) => Some(EndpointKind::Async),
            Endpoint::BatchTransform(_) | Endpoint::Training(_) => None,
        }
    }
}

/// From the end of a period to the moment an alarm can see it. AWS publishes no figure (fact
/// 2.12 reports two to three minutes): an assumption.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloudWatch {
    /// For every standard metric that `metric_delays` does not name.
    pub metric_delay: Span,
    /// By metric.
    pub metric_delays: Vec<(Metric, Span)>,
}

impl CloudWatch {
    /// Seconds of the default delay [D].
    pub const DEFAULT_METRIC_DELAY_S: u64 = 120;

    /// The configured delay of `metric`.
    pub fn delay(&self, metric: Metric) -> Span {
        let named = self.metric_delays.iter().find(|(m, _)| *m == metric);
        let usual = metric.own_delay().unwrap_or(self.metric_delay);
        named.map_or(usual, |(_, delay)| *delay)
    }
}

/// What the report judges against; a part that is absent is not judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Slo {
    /// The `percentile` of latency must be at most `latency_ms`.
    pub latency: Option<SloLatency>,
    /// Completed / (arrived − in flight) must be at least this, 0 to 1.
    pub availability: Option<f64>,
}

/// The latency part of an SLO.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SloLatency {
    /// The bound.
    pub latency_ms: f64,
    /// Above 0 and at most 100.
    pub percentile: f64,
}
