//! What serves the requests, by kind of endpoint: the one place that tells the kinds apart.

use alloc::boxed::Box;

use headroom_model::scenario::{Endpoint, Scenario, Seed};

use super::async_inference::Queue;
use super::inference_component::Hosts;
use super::job::Jobs;
use super::serverless::Environments;

/// A kind of endpoint with what it remembers.
#[derive(Clone, Debug)]
pub enum Platform {
    /// Requests wait at the instances.
    Instances,
    /// Requests wait at the copies of an inference component; instances are managed.
    Copies(Box<Hosts>),
    /// Requests wait in one queue.
    Queue(Box<Queue>),
    /// Requests take environments.
    Environments(Box<Environments>),
    /// No requests: a job.
    Job(Box<Jobs>),
}

impl Platform {
    /// The platform of a scenario at second 0.
    pub fn new(scenario: &Scenario, seed: Seed) -> Platform {
        match &scenario.endpoint {
            Endpoint::RealTime(e) => match e.inference_component {
                None => Platform::Instances,
                Some(rule) => Platform::Copies(Box::new(Hosts::new(rule))),
            },
            Endpoint::Async(e) => Platform::Queue(Box::new(Queue::new(e.request_ttl.micros()))),
            Endpoint::Serverless(rule) => {
                Platform::Environments(Box::new(Environments::new(*rule, seed)))
            }
            Endpoint::BatchTransform(job) | Endpoint::Training(job) => {
                Platform::Job(Box::new(Jobs::new(job.clone(), seed)))
            }
        }
    }

    /// The queue of an asynchronous endpoint.
    pub fn queue(&self) -> Option<&Queue> {
        match self {
            Platform::Queue(queue) => Some(queue),
            _ => None,
        }
    }

    /// The queue of an asynchronous endpoint.
    pub fn queue_mut(&mut self) -> Option<&mut Queue> {
        match self {
            Platform::Queue(queue) => Some(queue),
            _ => None,
        }
    }

    /// The environments of a serverless endpoint.
    pub fn environments_mut(&mut self) -> Option<&mut Environments> {
        match self {
            Platform::Environments(environments) => Some(environments),
            _ => None,
        }
    }

    /// The job.
    pub fn job_mut(&mut self) -> Option<&mut Jobs> {
        match self {
            Platform::Job(job) => Some(job),
            _ => None,
        }
    }

    /// The instances under an inference component.
    pub fn hosts_mut(&mut self) -> Option<&mut Hosts> {
        match self {
            Platform::Copies(hosts) => Some(hosts),
            _ => None,
        }
    }
}
