//! CloudWatch: what is published, when it is seen, and what alarms make of it.

pub mod aggregate;
pub mod alarm;
pub mod publish;
pub mod store;
