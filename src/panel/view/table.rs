//! The table twins of the strips: the same figures, a row a minute.

use headroom_engine::run::Run;
use headroom_model::scenario::Scenario;
use headroom_study::Strip;

use super::load::error_share;
use super::spans::{activities, cooldowns};
use super::{clock, clock_exact};
use crate::panel::text;
use crate::text::number;

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct TableView {
    /// What it shows.
    pub caption: &'static str,
    /// Column headings; the first column heads its row.
    pub columns: Vec<String>,
    /// Rows of cells, each as long as `columns`.
    pub rows: Vec<Vec<String>>,
    /// What stands there instead of no row at all.
    pub empty: &'static str,
}

/// The tables of the shown strips: one by minutes, and one of activities if the policy is shown.
pub fn tables(scenario: &Scenario, run: &Run, shown: &[Strip]) -> Vec<TableView> {
    let mut tables = vec![by_minutes(scenario, run, shown)];
    if shown.contains(&Strip::Policy) {
        tables.push(by_activities(scenario, run));
    }
    tables
}

fn by_minutes(scenario: &Scenario, run: &Run, shown: &[Strip]) -> TableView {
    let s = &run.series;
    let all = |cell: &dyn Fn(usize) -> String| (0..s.len()).map(cell).collect::<Vec<_>>();
    let start = |i: usize| clock(scenario, f64::from(s.time_s[i]));
    let mut columns = vec![(text::TIME, all(&start))];
    for strip in shown {
        match strip {
            Strip::Traffic => columns.push(("Invocations", all(&|i| number(s.invocations[i])))),
            Strip::Capacity => columns.extend([
                (
                    "InServiceInstanceCount",
                    all(&|i| number(s.in_service_instance_count[i].into())),
                ),
                (
                    "DesiredInstanceCount",
                    all(&|i| number(s.desired_instance_count[i].into())),
                ),
            ]),
            Strip::Metric => {
                for (name, column) in super::policy::columns(scenario, run) {
                    let cell = |i: usize| known(column.get(i).copied().flatten(), text::figure);
                    columns.push((name, all(&cell)));
                }
            }
            Strip::Queue => columns.push((text::QUEUE.1, all(&|i| text::figure(s.queue[i])))),
            Strip::Utilization => {
                let percent = text::percent_tick;
                let cpu = |i: usize| known(s.cpu_utilization[i], percent);
                columns.push((text::CPU_UTILIZATION, all(&cpu)));
                let instance_type = scenario.endpoint.instance_type();
                if instance_type.is_some_and(|t| t.gpus > 0) {
                    let gpu = |i: usize| known(s.gpu_utilization[i], percent);
                    columns.push((text::GPU_UTILIZATION, all(&gpu)));
                }
            }
            Strip::Latency => columns.extend([
                (
                    "ModelLatency p50",
                    all(&|i| known(s.model_latency_p50_ms[i], text::duration_ms)),
                ),
                (
                    "ModelLatency p99",
                    all(&|i| known(s.model_latency_p99_ms[i], text::duration_ms)),
                ),
            ]),
            Strip::Errors => columns.extend([
                (text::FAILED, all(&|i| number(s.errors[i]))),
                (
                    text::SHARE,
                    all(&|i| known(error_share(run, i), text::share)),
                ),
            ]),
            Strip::Cost => {
                columns.push((text::COST_USD, all(&|i| format!("{:.4}", s.cost_usd[i]))))
            }
            Strip::Policy => {}
        }
    }
    let rows = (0..s.len())
        .map(|i| columns.iter().map(|(_, cells)| cells[i].clone()).collect())
        .collect();
    TableView {
        caption: text::MINUTES,
        columns: columns
            .iter()
            .map(|(name, _)| String::from(*name))
            .collect(),
        rows,
        empty: text::NO_DATAPOINT,
    }
}

fn by_activities(scenario: &Scenario, run: &Run) -> TableView {
    let named = |i: u32| {
        let policies = scenario.scaling.as_ref().map(|s| s.policies.as_slice());
        let policy = policies.and_then(|p| p.get(i as usize));
        policy.map_or(String::new(), |p| p.policy_name.clone())
    };
    let mut rows: Vec<(_, Vec<String>)> = Vec::new();
    for a in activities(run) {
        let to = a
            .end
            .map_or(text::END_OF_RUN.into(), |t| clock_exact(scenario, t));
        rows.push((
            a.start,
            vec![
                text::activity_row(a.status.name()),
                clock_exact(scenario, a.start),
                to,
                format!("{} → {}", a.from, a.to),
            ],
        ));
    }
    for c in cooldowns(run) {
        rows.push((
            c.start,
            vec![
                text::cooldown_row(&named(c.policy), c.out, c.interrupted),
                clock_exact(scenario, c.start),
                clock_exact(scenario, c.end),
                String::new(),
            ],
        ));
    }
    rows.sort_by_key(|row| row.0);
    TableView {
        caption: text::ACTIVITIES,
        columns: text::ACTIVITY_COLUMNS.map(String::from).to_vec(),
        rows: rows.into_iter().map(|row| row.1).collect(),
        empty: text::NO_ACTIVITY,
    }
}

fn known(value: Option<f64>, words: impl Fn(f64) -> String) -> String {
    value.map_or(text::ABSENT.into(), words)
}
