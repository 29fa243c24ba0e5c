//! What is billed besides instances: serverless processing, the ways out of a VPC, data.

use alloc::string::ToString;
use alloc::vec::Vec;

use headroom_model::metric::Metric;
use headroom_model::network::Service;
use headroom_model::time::Time;

use crate::cloudwatch::store::{Load, Point};
use crate::run::Column;
use crate::sagemaker::async_inference::Queue;
use crate::sagemaker::inference_component::Hosts;
use crate::sagemaker::job::Jobs;
use crate::sagemaker::platform::Platform;
use crate::sagemaker::serverless::Environments;
use crate::vpc::{self, Vpc};
use crate::world::World;

/// Cost so far, in US dollars.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bill {
    /// Serverless processing, provisioned concurrency and payload.
    pub serverless: f64,
    /// Interface endpoints by the hour, and what went through them.
    pub vpc_endpoints: f64,
    /// The NAT gateway by the hour, and what went through it.
    pub nat: f64,
    /// Closed up to here.
    since_us: u64,
    /// Artifacts that have been downloaded since.
    pub downloads: u32,
    failures: u64,
}

impl World {
    pub(crate) fn vpc(&self) -> Vpc<'_> {
        Vpc {
            network: &self.scenario.network,
            faults: &self.faults,
            ruleset: self.scenario.ruleset,
        }
    }

    /// Empty columns of the kind.
    pub(crate) fn columns(platform: &Platform) -> Vec<Column> {
        let names: &[&str] = match platform {
            Platform::Instances => &[],
            Platform::Copies(_) => &Hosts::COLUMNS,
            Platform::Queue(_) => &Queue::COLUMNS,
            Platform::Environments(_) => &Environments::COLUMNS,
            Platform::Job(_) => &Jobs::COLUMNS,
        };
        let column = |name: &&str| Column {
            name: name.to_string(),
            values: Vec::new(),
        };
        names.iter().map(column).collect()
    }

    /// What the kind's part of the period that has just closed says of a metric.
    pub(crate) fn kind_point(&self, metric: Metric) -> Option<Point> {
        let latest = |name: &str| {
            let column = self.columns.iter().find(|column| column.name == name)?;
            column.values.last().copied().flatten()
        };
        if let (Metric::OverheadLatency, Platform::Environments(environments)) =
            (metric, &self.platform)
        {
            let point = |(count, sum, min, max)| Point {
                sum,
                count,
                min,
                max,
                load: Load::Times(environments.counts().0),
                visible: Time::NEVER,
            };
            return environments.overhead().map(point);
        }
        let value = latest(metric.name())?;
        let load = match (metric, &self.platform) {
            // The backlog is the work, however many work on it.
            (Metric::ApproximateBacklogSizePerInstance, _) => {
                Load::Whole(latest(Metric::ApproximateBacklogSize.name()).unwrap_or(value))
            }
            (_, Platform::Environments(environments)) => Load::Times(environments.counts().1),
            _ => Load::Times(self.fleet.in_service()),
        };
        Some(Point {
            sum: value,
            count: 1.0,
            min: value,
            max: value,
            load,
            visible: Time::NEVER,
        })
    }

    /// The kind's part of a period that closes: its columns and what it costs besides instances.
    pub(crate) fn close_kind(&mut self, now_us: u64) {
        let length_us = now_us - self.bill.since_us;
        if length_us == 0 {
            return;
        }
        let prices = &self.scenario.prices;
        let payload_mb = self.scenario.model.payload_mb;
        let n = self.fleet.in_service();
        let mut usd = 0.0;
        let row: Vec<Option<f64>> = match &mut self.platform {
            Platform::Instances => Vec::new(),
            Platform::Copies(hosts) => {
                let failures = self.failures_without_capacity - self.bill.failures;
                self.bill.failures = self.failures_without_capacity;
                [f64::from(hosts.count()), failures as f64].map(Some).into()
            }
            Platform::Queue(queue) => queue.row(n).into(),
            Platform::Job(job) => job.row(now_us).into(),
            Platform::Environments(environments) => {
                let (cost, row) = environments.close(now_us, &prices.serverless, payload_mb);
                usd += cost;
                self.bill.serverless += cost;
                let (alive, _) = environments.counts();
                self.meter.series.correct_last_count(alive);
                row.into()
            }
        };
        for (column, value) in self.columns.iter_mut().zip(row) {
            column.values.push(value);
        }

        let (interface, nat) = vpc::usd_per_hour(&self.scenario.network, &prices.network);
        let hours = length_us as f64 / 3_600e6;
        let path = Vpc {
            network: &self.scenario.network,
            faults: &[],
            ruleset: self.scenario.ruleset,
        }
        .path(Service::S3, 0);
        let (interface_gb, nat_gb) = vpc::usd_per_gb(path, &prices.network);
        let gb = f64::from(core::mem::take(&mut self.bill.downloads))
            * self.scenario.model.artifact_mb
            / 1024.0;
        let (endpoints, nat) = (
            interface * hours + interface_gb * gb,
            nat * hours + nat_gb * gb,
        );
        self.bill.vpc_endpoints += endpoints;
        self.bill.nat += nat;
        self.bill.since_us = now_us;
        usd += endpoints + nat;
        self.meter.series.add_to_last_cost(usd);
    }
}
