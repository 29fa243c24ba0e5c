//! The top level of a scenario.

use headroom_model::network::Network;
use headroom_model::operation::{Call, Operation};
use headroom_model::ruleset::Ruleset;
use headroom_model::scaling::Scaling;
use headroom_model::scenario::{CloudWatch, Endpoint, FORMAT, Scenario, Seed};
use headroom_model::time::{Span, Start};
use headroom_model::traffic::Model;

use super::metric::Publisher;
use super::operation::Operations;
use super::target::{Around, Resource};
use super::{
    LONGEST_S, bounds, client, cloudwatch, endpoint, fault, id, model, network, operation, slo,
    start, target, traffic,
};
use crate::code;
use crate::prices;
use crate::raw::fields::Fields;
use crate::raw::range::Range;

/// `None` only after an error was noted.
pub fn read(f: &Fields<'_>) -> Option<Scenario> {
    let format = f
        .at("format")
        .whole(Range::at_least(0.0))
        .unwrap_or(FORMAT.into());
    if format != u64::from(FORMAT) {
        f.at("format")
            .refuse(code::E_FORMAT, "this version reads format 1", "");
        f.leave_rest();
        return None;
    }

    let id = id(&f.at("id").required());
    let title = f.at("title").text(200).map(String::from);
    let summary = f.at("summary").text(2000).unwrap_or_default();
    let seed = f
        .at("seed")
        .whole(Range::at_least(0.0).to(Seed::MAX as f64))
        .unwrap_or(1);
    let start = f.at("start");
    let start = start::read(&start).unwrap_or(Start::DEFAULT);
    let duration = f.at("duration_s").hint("31 days are 2678400 s");
    let duration = duration
        .seconds(Range::above(0.0).to(LONGEST_S))
        .unwrap_or(Span::from_secs(3600));
    let ruleset = f.at("ruleset");
    let ruleset = ruleset
        .word(
            &[("aws", Ruleset::Aws), ("study_guide", Ruleset::StudyGuide)],
            &[],
        )
        .unwrap_or_default();

    let catalogue = prices::read(&f.at("prices"));
    let endpoint_field = f.at("endpoint");
    // Which sections a file needs depends on the kind, readable or not.
    let is_job = ["batch_transform", "training"].iter().any(|kind| {
        let read = |e: &Fields<'_>| {
            e.leave_rest();
            e.at("kind").is_text(kind)
        };
        endpoint_field.is_table() && endpoint_field.table(read) == Some(true)
    });
    let run = traffic::Run { start, duration };
    let traffic_field = f.at("traffic");
    let client_field = f.at("client");
    let model_field = f.at("model");
    let scaling_field = f.at("scaling");
    let operations_field = f.at("operations");
    let (traffic, client, model);
    if is_job {
        for field in [&traffic_field, &client_field, &model_field, &f.at("slo")] {
            if field.is_given() {
                let rule = "a job serves no requests";
                field.refuse(code::E_CONTRADICTION, rule, "leave it out");
            }
        }
        (traffic, client, model) = (Some(traffic::none()), None, Some(model::none()));
    } else {
        traffic = traffic_field.required().table(|t| traffic::read(t, run));
        client = client_field.table(client::read);
        model = model_field.required().table(model::read);
    }
    let endpoint_field = endpoint_field.required();
    let endpoint = endpoint_field
        .table(|e| endpoint::read(e, &catalogue, ruleset))
        .flatten();
    let (scaling, operations) = if is_job {
        for field in [&scaling_field, &operations_field] {
            if field.is_given() {
                field.refuse(
                    code::E_NO_SCALABLE_DIMENSION,
                    "Application Auto Scaling has no dimension for jobs",
                    "leave it out; instance_count says how many instances a job has",
                );
            }
        }
        (None, Vec::new())
    } else {
        scaled(f, run, ruleset, endpoint.as_ref(), model.as_ref())
    };
    let cloudwatch = f
        .at("cloudwatch")
        .table(cloudwatch::read)
        .unwrap_or(CloudWatch {
            metric_delay: Span::from_secs(CloudWatch::DEFAULT_METRIC_DELAY_S),
            metric_delays: Vec::new(),
        });
    let network_field = f.at("network");
    let network = match network_field.is_given() {
        true => network_field.table(network::read).flatten(),
        false => Some(Network::Public),
    };
    let faults = fault::read(
        &f.at("faults"),
        duration,
        network.as_ref(),
        endpoint.as_ref(),
    );
    let slo = f.at("slo");
    let slo = slo.table(|fields| slo::read(&slo, fields)).flatten();
    let measure_from = f.at("measure_from_s");
    let measure_from = measure_from
        .seconds(Range::at_least(0.0).to(LONGEST_S))
        .unwrap_or_default();
    if measure_from >= duration {
        f.at("measure_from_s").refuse(
            code::E_OUT_OF_RANGE,
            format!("it must be below duration_s, {}", duration.secs_f64()),
            "",
        );
    }
    // The alternatives are read on their own, because each is a scenario of its own.
    f.at("alternatives");

    let registers =
        |operation: &Operation| matches!(operation.call, Call::RegisterScalableTarget { .. });
    let is_registered = scaling.is_some() || operations.iter().any(registers);
    if let Some(Endpoint::RealTime(_) | Endpoint::Async(_)) = endpoint {
        f.at("model").table(|m| {
            m.leave_rest();
            let payload = m.at("payload_mb");
            if payload.is_given() {
                let rule = "payload has a price for serverless inference only";
                payload.warn(code::W_NO_EFFECT, rule);
            }
        });
    }
    if let Some(Endpoint::Serverless(e)) = &endpoint {
        let has_vpc = matches!(network, Some(Network::PrivateVpc(_)));
        endpoint::serverless::around(f, model.as_ref(), has_vpc);
        if is_registered && e.provisioned_concurrency == 0 {
            endpoint::serverless::priced(&f.at("scaling"), &catalogue);
        }
    }
    let instance_type = endpoint.as_ref().and_then(Endpoint::instance_type);
    if is_registered && instance_type.is_some_and(|t| t.burstable) {
        endpoint_field.table(|e| {
            e.leave_rest();
            e.at("instance_type").refuse(
                code::E_BURSTABLE_SCALING,
                "a burstable instance type cannot be registered for auto scaling",
                "choose another type, for example \"ml.m5.large\", or leave `scaling` out",
            );
        });
    }
    if let (Some(client), Some(endpoint)) = (&client, &endpoint) {
        f.at("client")
            .table(|c| client::on_endpoint(c, client, endpoint));
    }
    bounds::check(
        f,
        traffic.as_ref(),
        client.as_ref(),
        model.as_ref(),
        endpoint.as_ref(),
        largest_fleet(scaling.as_ref(), &operations),
        duration,
    );

    let id = id?;
    Some(Scenario {
        title: title.unwrap_or_else(|| id.clone()),
        id,
        summary: summary.into(),
        seed: Seed::new(seed)?,
        start,
        duration,
        ruleset,
        traffic: traffic?,
        client,
        operations,
        faults,
        network: network?,
        prices: catalogue.prices(),
        model: model?,
        endpoint: endpoint?,
        scaling,
        cloudwatch,
        slo,
        measure_from,
    })
}

/// The scalable target and the calls that change it.
fn scaled(
    f: &Fields<'_>,
    run: traffic::Run,
    ruleset: Ruleset,
    endpoint: Option<&Endpoint>,
    model: Option<&Model>,
) -> (Option<Scaling>, Vec<Operation>) {
    let instance = endpoint.and_then(Endpoint::instance_type);
    let publisher = Publisher {
        kind: endpoint.and_then(Endpoint::publisher),
        vcpus: instance.map_or(0, |instance| instance.vcpus),
        gpus: instance.map_or(0, |instance| instance.gpus),
        container: model.map(|m| m.container_metrics).unwrap_or_default(),
    };
    let mut resource = Resource::new(endpoint);
    // Before the target: an alarm may name a policy that an operation puts.
    let operations_field = f.at("operations");
    let reader = Operations {
        run,
        ruleset,
        publisher: &publisher,
    };
    let operations = reader.read(&operations_field, &mut resource);
    let around = Around {
        run,
        ruleset,
        publisher: &publisher,
        operations: &operations,
        all_operations: operations.len() == operations_field.how_many(),
    };
    let scaling = f.at("scaling");
    let scaling = scaling.table(|s| target::read(s, &around, &mut resource));
    if let Some(scaling) = &scaling {
        target::stored_sizes(f, scaling, &operations);
    }
    if !operations.is_empty() {
        operation::known_policies(f, scaling.as_ref(), &operations);
    }
    (scaling, operations)
}

/// The largest capacity that anything in the file may store.
fn largest_fleet(scaling: Option<&Scaling>, operations: &[Operation]) -> u32 {
    let scheduled = scaling.into_iter().flat_map(|s| &s.scheduled_actions);
    let scheduled = scheduled.filter_map(|action| action.max_capacity);
    let called = operations
        .iter()
        .filter_map(|operation| match &operation.call {
            Call::RegisterScalableTarget { max_capacity, .. } => *max_capacity,
            Call::PutScheduledAction(action) => action.max_capacity,
            _ => None,
        });
    let registered = scaling.map_or(1, |s| s.max_capacity);
    scheduled.chain(called).fold(registered, u32::max)
}
