//! Changes of a scenario whose effect has a known sign, in random worlds.

use headroom_cli::soak::{self, world::Worlds};
use headroom_engine::simulate;
use headroom_model::endpoint::RoutingStrategy;
use headroom_model::scenario::Scenario;
use headroom_model::traffic::{Arrivals, ServiceTime};

/// The world without anything that reacts to capacity: no policy, caller, fault or call. Requests
/// go to the least busy instance and take equally long, so that luck has no part in it.
fn plain(mut world: Scenario) -> Option<Scenario> {
    let endpoint = world.endpoint.real_time_mut()?;
    endpoint.inference_component = None;
    endpoint.what_if_spot = None;
    // Small enough to be too small.
    endpoint.initial_instance_count = 1;
    endpoint.routing_strategy = RoutingStrategy::LeastOutstandingRequests;
    world.scaling = None;
    world.client = None;
    world.faults.clear();
    world.operations.clear();
    world.traffic.arrivals = Arrivals::Uniform;
    world.model.service_time = ServiceTime::Constant { mean_ms: 400.0 };
    world.model.max_queue = world.model.max_queue.min(5);
    world.model.workers = 1;
    world.model.error_rate = 0.0;
    Some(world)
}

#[test]
fn more_capacity_never_rejects_more() {
    let (mut compared, mut fewer) = (0, 0);
    for n in 0..150 {
        let (world, ..) =
            soak::one(Worlds::Scaling, n).unwrap_or_else(|why| panic!("world {n}: {why}"));
        let Some(mut world) = plain(world) else {
            continue;
        };
        let mut before = None;
        for _ in 0..3 {
            let rejected = simulate(&world, world.seed)
                .summary
                .requests
                .failed
                .rejected;
            if let Some(before) = before {
                assert!(rejected <= before, "world {n}: {before}, then {rejected}");
                compared += 1;
                fewer += u32::from(rejected < before);
            }
            before = Some(rejected);
            if let Some(endpoint) = world.endpoint.real_time_mut() {
                endpoint.initial_instance_count += 1;
            }
        }
    }
    assert!(
        compared > 100 && fewer > 10,
        "{compared} compared, {fewer} fewer"
    );
}
