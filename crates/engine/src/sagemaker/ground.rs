//! What the kinds of endpoint have in common: the instances below, and the patience above.

use headroom_model::endpoint::{InstanceType, Launch, Provision, RoutingStrategy};
use headroom_model::scenario::{Endpoint, Scenario};
use headroom_model::time::Span;

/// A kind of endpoint, as the fleet sees it.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// What it runs on; `None` for serverless inference.
    pub instance_type: Option<&'a InstanceType>,
    /// Places in the fleet that are in service at second 0.
    pub instances: u32,
    /// Requests that one of them serves at once.
    pub workers: u32,
    /// How a request chooses.
    pub routing: RoutingStrategy,
    /// What is billed of the list price: less than all only on a job's Spot capacity.
    pub billed_share: f64,
    /// How a new one comes into service.
    pub launch: Launch,
    /// The caller's patience or SageMaker's, whichever ends first.
    pub timeout: Span,
}

/// Where nothing is launched.
const NO_LAUNCH: Launch = Launch {
    provision: Provision::Fixed(Span::ZERO),
    download_mb_per_s: 1.0,
    container_start: Span::ZERO,
};

impl Ground<'_> {
    /// The ground of a scenario.
    pub fn of(scenario: &Scenario) -> Ground<'_> {
        let endpoint = &scenario.endpoint;
        let workers = scenario.model.workers;
        let own = endpoint.invocation_timeout().unwrap_or_default();
        let patience = scenario.client.and_then(|client| client.timeout);
        let (instances, workers, routing, timeout) = match endpoint {
            Endpoint::RealTime(e) => (
                endpoint.initial_count(),
                workers,
                e.routing_strategy,
                patience.map_or(own, |p| p.min(own)),
            ),
            // The queue gives to whoever is free; its caller does not wait. An instance takes as
            // many as it has workers, or MaxConcurrentInvocationsPerInstance if that is less [D].
            Endpoint::Async(e) => (
                e.initial_instance_count,
                workers.min(e.max_concurrent_invocations_per_instance),
                RoutingStrategy::LeastOutstandingRequests,
                own,
            ),
            Endpoint::Serverless(_) => (
                0,
                1,
                RoutingStrategy::Random,
                patience.map_or(own, |p| p.min(own)),
            ),
            Endpoint::BatchTransform(_) | Endpoint::Training(_) => {
                (0, 1, RoutingStrategy::Random, own)
            }
        };
        Ground {
            instance_type: endpoint.instance_type(),
            billed_share: match endpoint.job().and_then(|job| job.spot) {
                Some(_) => 1.0 - scenario.prices.spot_discount,
                None => 1.0,
            },
            instances,
            workers,
            routing,
            launch: endpoint.launch().copied().unwrap_or(NO_LAUNCH),
            timeout,
        }
    }
}
