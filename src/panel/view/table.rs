//! The table twins of the strips: the same figures, a row a minute.

use std::borrow::Cow;

use headroom_engine::run::Run;
use headroom_explain::message::EventMessage;
use headroom_model::scenario::{Endpoint, Scenario};
use headroom_study::Strip;

use super::load::error_share;
use super::spans::{AlarmPeriod, activities, alarms, called, cooldowns, metric_alarms};
use super::{clock, clock_exact};
use crate::panel::text;
use crate::text::number;

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct TableView {
    /// What it shows.
    pub caption: String,
    /// The strips of the columns behind the first, each with the number of its columns; empty
    /// where the columns belong to none.
    pub groups: Vec<(String, usize)>,
    /// Column headings; the first column heads its row.
    pub columns: Vec<String>,
    /// Rows of cells, each as long as `columns`.
    pub rows: Vec<Vec<String>>,
    /// What stands there instead of no row at all.
    pub empty: &'static str,
}

/// The tables of the shown strips: one by minutes, whose columns stand under the names of their
/// strips, and one of activities if the policy is shown.
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
    let mut columns: Vec<(Cow<'static, str>, Vec<String>)> = vec![(text::TIME.into(), all(&start))];
    let of_kind = |name: &str, cell: &dyn Fn(f64) -> String| {
        let values = headroom_explain::kind_column(run, name).unwrap_or(&[]);
        all(&|i| known(values.get(i).copied().flatten(), cell))
    };
    let whole = |value: f64| number(value as u64);
    let mut groups: Vec<(String, usize)> = Vec::new();
    for strip in shown.iter().filter(|s| s.is_of(scenario)) {
        let before = columns.len();
        match strip {
            Strip::Job => {
                for name in ["work_done_s", "work_saved_s", "work_lost_s"] {
                    columns.push((name.into(), of_kind(name, &whole)));
                }
            }
            Strip::ColdStarts => {
                for name in ["ColdStarts", "Throttles"] {
                    columns.push((name.into(), of_kind(name, &whole)));
                }
            }
            Strip::Capacity if matches!(scenario.endpoint, Endpoint::Serverless(_)) => {
                columns.push(("Environments".into(), of_kind("Environments", &whole)));
            }
            Strip::Queue if matches!(scenario.endpoint, Endpoint::Async(_)) => {
                let name = text::BACKLOG.1;
                columns.push((name.into(), of_kind(name, &whole)));
            }
            Strip::Traffic => {
                columns.push(("Invocations".into(), all(&|i| number(s.invocations[i]))))
            }
            Strip::Capacity if is_of_copies(scenario) => {
                let (serving, asked) = text::COPY_COLUMNS;
                let count = |values: &'_ [u32]| all(&|i| number(values[i].into()));
                columns.push((serving.into(), count(&s.in_service_instance_count)));
                columns.push((asked.into(), count(&s.desired_instance_count)));
                let name = "ManagedInstanceCount";
                columns.push((name.into(), of_kind(name, &whole)));
            }
            Strip::Capacity => columns.extend([
                (
                    "InServiceInstanceCount".into(),
                    all(&|i| number(s.in_service_instance_count[i].into())),
                ),
                (
                    "DesiredInstanceCount".into(),
                    all(&|i| number(s.desired_instance_count[i].into())),
                ),
            ]),
            Strip::Metric => {
                for column in super::metric::columns(scenario, run) {
                    let cells = column.cells.into_iter();
                    let cells = cells.map(|cell| cell.unwrap_or(text::ABSENT.into()));
                    columns.push((column.name.into(), cells.collect()));
                }
            }
            Strip::Queue => {
                columns.push((text::QUEUE.1.into(), all(&|i| text::figure(s.queue[i]))))
            }
            Strip::Utilization => {
                let percent = text::percent_tick;
                let cpu = |i: usize| known(s.cpu_utilization[i], percent);
                columns.push((text::CPU_UTILIZATION.into(), all(&cpu)));
                let instance_type = scenario.endpoint.instance_type();
                if instance_type.is_some_and(|t| t.gpus > 0) {
                    let gpu = |i: usize| known(s.gpu_utilization[i], percent);
                    columns.push((text::GPU_UTILIZATION.into(), all(&gpu)));
                }
            }
            Strip::Latency => columns.extend([
                (
                    "ModelLatency p50".into(),
                    all(&|i| known(s.model_latency_p50_ms[i], text::duration_ms)),
                ),
                (
                    "ModelLatency p99".into(),
                    all(&|i| known(s.model_latency_p99_ms[i], text::duration_ms)),
                ),
            ]),
            Strip::Errors => columns.extend([
                (text::FAILED.into(), all(&|i| number(s.errors[i]))),
                (
                    text::SHARE.into(),
                    all(&|i| known(error_share(run, i), text::share)),
                ),
            ]),
            Strip::Cost => columns.push((
                text::COST_USD.into(),
                all(&|i| format!("{:.4}", s.cost_usd[i])),
            )),
            Strip::Policy => {}
        }
        if columns.len() > before {
            let name = text::strip_name(*strip, &scenario.endpoint);
            groups.push((name.into(), columns.len() - before));
        }
    }
    let rows = (0..s.len())
        .map(|i| columns.iter().map(|(_, cells)| cells[i].clone()).collect())
        .collect();
    TableView {
        caption: text::minutes(groups.iter().map(|group| group.0.as_str())),
        groups,
        columns: columns.iter().map(|(name, _)| name.to_string()).collect(),
        rows,
        empty: text::NO_DATAPOINT,
    }
}

fn is_of_copies(scenario: &Scenario) -> bool {
    let endpoint = scenario.endpoint.real_time();
    endpoint.is_some_and(|e| e.inference_component.is_some())
}

/// Activities, cooldowns, periods in ALARM, scheduled actions and calls, in order of their start.
fn by_activities(scenario: &Scenario, run: &Run) -> TableView {
    let names = scenario.policy_names();
    let named = |i: u32| names.get(i as usize).map_or("", String::as_str);
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
                text::cooldown_row(named(c.policy), c.out, c.interrupted),
                clock_exact(scenario, c.start),
                clock_exact(scenario, c.end),
                String::new(),
            ],
        ));
    }
    let mut in_alarm = |period: AlarmPeriod, policy: Option<&str>| {
        rows.push((
            period.from,
            vec![
                text::alarm_row(&period.name, policy),
                clock_exact(scenario, period.from),
                clock_exact(scenario, period.to),
                String::new(),
            ],
        ));
    };
    for (index, policy) in (0..).zip(&names) {
        let own = alarms(run, index).into_iter();
        own.for_each(|period| in_alarm(period, Some(policy)));
    }
    let made = scenario.scaling.as_ref().map_or(0, |s| s.alarms.len());
    for index in 0..made as u32 {
        let periods = metric_alarms(scenario, run, index).into_iter();
        periods.for_each(|period| in_alarm(period, None));
    }
    for c in called(scenario, run) {
        let said = EventMessage::of_event(scenario, run, c.event);
        let said = said.map_or(c.name, |said| said.to_string());
        let cells = vec![
            said,
            clock_exact(scenario, c.time),
            String::new(),
            String::new(),
        ];
        rows.push((c.time, cells));
    }
    rows.sort_by_key(|row| row.0);
    TableView {
        caption: text::ACTIVITIES.into(),
        groups: Vec::new(),
        columns: text::ACTIVITY_COLUMNS.map(String::from).to_vec(),
        rows: rows.into_iter().map(|row| row.1).collect(),
        empty: text::NO_ACTIVITY,
    }
}

fn known(value: Option<f64>, words: impl Fn(f64) -> String) -> String {
    value.map_or(text::ABSENT.into(), words)
}
