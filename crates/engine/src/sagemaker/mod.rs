//! SageMaker: instances, routing, and the requests of each kind of endpoint.

pub mod async_inference;
pub mod deadlines;
pub mod departures;
pub mod ground;
pub mod inference_component;
pub mod instance;
pub mod job;
pub mod platform;
pub mod real_time;
pub mod routing;
pub mod serverless;
pub mod spot;
pub mod update_capacity;
