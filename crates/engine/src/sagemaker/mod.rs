//! SageMaker: instances, routing, and the requests of a real-time endpoint.

pub mod deadlines;
pub mod departures;
pub mod ground;
pub mod instance;
pub mod real_time;
pub mod routing;
pub mod update_capacity;
