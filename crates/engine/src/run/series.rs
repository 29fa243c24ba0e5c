//! One row a minute. A metric that was not published in a period is `None`, never 0.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

/// Columns of equal length; a last partial period is a row and is never scaled up.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)] // The names are CloudWatch's and the report's; SCENARIO, section 8 defines them.
pub struct Series {
    /// Seconds of a row: 60.
    pub period_s: u32,
    /// Start of the period, seconds.
    pub time_s: Vec<u32>,
    #[serde(rename = "Invocations")]
    pub invocations: Vec<u64>,
    #[serde(rename = "InvocationsPerInstance")]
    pub invocations_per_instance: Vec<Option<f64>>,
    #[serde(rename = "ModelLatency_p50_ms")]
    pub model_latency_p50_ms: Vec<Option<f64>>,
    #[serde(rename = "ModelLatency_p99_ms")]
    pub model_latency_p99_ms: Vec<Option<f64>>,
    /// 0 to 100 × vCPU, average over instances in service (fact 2.5).
    #[serde(rename = "CPUUtilization")]
    pub cpu_utilization: Vec<Option<f64>>,
    /// 0 to 100 × GPUs; `None` on an instance type without a GPU.
    #[serde(rename = "GPUUtilization")]
    pub gpu_utilization: Vec<Option<f64>>,
    /// Failed requests, by the moment they failed.
    pub errors: Vec<u64>,
    /// Time-mean of waiting requests.
    pub queue: Vec<f64>,
    /// Value at the period's end.
    #[serde(rename = "DesiredInstanceCount")]
    pub desired_instance_count: Vec<u32>,
    /// Value at the period's end.
    #[serde(rename = "InServiceInstanceCount")]
    pub in_service_instance_count: Vec<u32>,
    /// Within the period.
    pub cost_usd: Vec<f64>,
}

impl Series {
    /// The last row's count is this.
    pub(crate) fn correct_last_count(&mut self, count: u32) {
        if let Some(last) = self.in_service_instance_count.last_mut() {
            *last = count;
        }
    }

    /// The last row costs this much more.
    pub(crate) fn add_to_last_cost(&mut self, usd: f64) {
        if usd != 0.0
            && let Some(last) = self.cost_usd.last_mut()
        {
            *last += usd;
        }
    }

    /// Rows.
    pub fn len(&self) -> usize {
        self.time_s.len()
    }

    /// No row yet.
    pub fn is_empty(&self) -> bool {
        self.time_s.is_empty()
    }
}
