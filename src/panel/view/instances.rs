//! The fleet at a moment: every instance by its place in life, as the run's events tell it.

use std::collections::BTreeMap;

use headroom_engine::run::{InstanceState, Run, What};
use headroom_model::scenario::{Endpoint, Scenario};

use super::{clock_to_second, initial_instances};
use crate::panel::text;

/// More instances than this do not stand one by one.
const ONE_BY_ONE: u32 = 150;
/// Instances of a tile, the fewest first.
const PER_TILE: [u32; 4] = [1, 2, 5, 10];
/// A failed instance is shown for so long, in seconds.
const FAILED_SHOWN_S: f64 = 600.0;
/// The groups, from what takes traffic to what is over.
const GROUPS: [InstanceState; 7] = [
    InstanceState::InService,
    InstanceState::Starting,
    InstanceState::Downloading,
    InstanceState::Provisioning,
    InstanceState::WaitingForCapacity,
    InstanceState::Draining,
    InstanceState::Failed,
];

/// The life of every instance of a run: read once, asked for any moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Lives {
    /// By number, each change with its second.
    lives: BTreeMap<u32, Vec<(f64, InstanceState)>>,
    /// The groups that are ever needed: the rest would only be empty.
    groups: Vec<InstanceState>,
}

/// The fleet at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Fleet {
    /// The moment.
    pub clock: String,
    /// How many of which type.
    pub of: String,
    /// Instances of a tile.
    pub per_tile: u32,
    /// Its groups.
    pub groups: Vec<Group>,
}

/// Instances in one state.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Which.
    pub state: InstanceState,
    /// How many.
    pub count: u64,
    /// What its tiles show; empty for nothing to say.
    pub note: String,
    /// Their numbers, in words.
    pub members: String,
    /// Its tiles.
    pub tiles: Vec<Tile>,
}

/// One tile.
#[derive(Clone, Debug, PartialEq)]
pub struct Tile {
    /// Filled so far, 0 to 1: the queue in service, the progress of a download.
    pub fill: f64,
    /// Its name.
    pub name: String,
}

/// An instance at a moment.
struct Member {
    number: u32,
    since: f64,
    /// When its state ends; `None` when the run does not tell.
    until: Option<f64>,
    /// When it comes into service, if it does.
    ready: Option<f64>,
}

impl Lives {
    /// Whether the scenario has a fleet whose instances or copies can be told apart.
    pub fn are_of(scenario: &Scenario) -> bool {
        matches!(
            scenario.endpoint,
            Endpoint::RealTime(_) | Endpoint::Async(_)
        )
    }

    /// Reads a run.
    pub fn of(scenario: &Scenario, run: &Run) -> Lives {
        // Instances of second 0 are numbered from 1 and have no event of their own.
        let mut lives: BTreeMap<u32, Vec<(f64, InstanceState)>> = (1..=initial_instances(scenario))
            .map(|number| (number, vec![(0.0, InstanceState::InService)]))
            .collect();
        for event in &run.events {
            if let What::Instance { number, state } = event.what {
                let life = lives.entry(number).or_default();
                life.push((event.time.secs_f64(), state));
            }
        }
        let ever = |state: &InstanceState| {
            *state == InstanceState::InService || lives.values().flatten().any(|(_, s)| s == state)
        };
        let groups = GROUPS.into_iter().filter(ever).collect();
        Lives { lives, groups }
    }

    /// The fleet at `seconds`.
    pub fn at(&self, scenario: &Scenario, run: &Run, seconds: f64) -> Fleet {
        let mut members: BTreeMap<InstanceState, Vec<Member>> = BTreeMap::new();
        for (&number, life) in &self.lives {
            let next = life.partition_point(|&(t, _)| t <= seconds + 1e-6);
            let Some(&(since, state)) = next.checked_sub(1).and_then(|i| life.get(i)) else {
                continue;
            };
            let long_gone = state == InstanceState::Failed && seconds - since > FAILED_SHOWN_S;
            if state == InstanceState::Gone || long_gone {
                continue;
            }
            let later = &life[next..];
            members.entry(state).or_default().push(Member {
                number,
                since,
                until: later.first().map(|l| l.0),
                ready: later
                    .iter()
                    .find(|l| l.1 == InstanceState::InService)
                    .map(|l| l.0),
            });
        }
        let total: usize = members.values().map(Vec::len).sum();
        let per_tile = per_tile(total as u32);
        let waiting = waiting_each(run, seconds);
        let group = |&state: &InstanceState| {
            let mine = members.get(&state).map_or(&[][..], Vec::as_slice);
            let clock = |at: f64| clock_to_second(scenario, at);
            Group {
                state,
                count: mine.len() as u64,
                note: note(state, mine, waiting, &clock),
                members: text::members(&ranges(mine)),
                tiles: mine
                    .chunks(per_tile as usize)
                    .map(|chunk| tile(scenario, state, chunk, seconds, waiting))
                    .collect(),
            }
        };
        let instance_type = scenario.endpoint.instance_type();
        let instance_type = instance_type.map_or("", |t| t.name.as_str());
        let hosts = scenario
            .endpoint
            .real_time()
            .and_then(|e| e.inference_component)
            .map(|_| super::kinds::hosts(run).at(seconds).unwrap_or(0.0) as u64);
        Fleet {
            clock: clock_to_second(scenario, seconds),
            of: match hosts {
                Some(hosts) => text::copies_of(total as u64, hosts, instance_type),
                None => text::fleet_of(total as u64, instance_type),
            },
            per_tile,
            groups: self.groups.iter().map(group).collect(),
        }
    }
}

/// Instances of a tile in a fleet of so many.
fn per_tile(total: u32) -> u32 {
    let fits = |per: &u32| total.div_ceil(*per) <= ONE_BY_ONE;
    PER_TILE.into_iter().find(fits).unwrap_or(PER_TILE[3])
}

/// Waiting requests of one instance in service: the mean of the last full minute, shared equally,
/// for the run records no queue of a single instance. `None` in the first minute.
fn waiting_each(run: &Run, seconds: f64) -> Option<f64> {
    let row = ((seconds / f64::from(run.series.period_s.max(1))) as usize).checked_sub(1)?;
    let row = row.min(run.series.len().checked_sub(1)?);
    let serving = f64::from(run.series.in_service_instance_count[row]);
    (serving > 0.0).then(|| run.series.queue[row] / serving)
}

fn note(
    state: InstanceState,
    members: &[Member],
    waiting: Option<f64>,
    clock: &dyn Fn(f64) -> String,
) -> String {
    match state {
        InstanceState::InService => waiting.map_or(String::new(), text::queue_each),
        InstanceState::Failed if !members.is_empty() => text::FAILED_RECENTLY.into(),
        InstanceState::Draining | InstanceState::Failed | InstanceState::Gone => String::new(),
        _ => {
            let first = members.iter().filter_map(|m| m.ready).reduce(f64::min);
            first.map_or(String::new(), |at| text::first_ready(&clock(at)))
        }
    }
}

fn tile(
    scenario: &Scenario,
    state: InstanceState,
    members: &[Member],
    seconds: f64,
    waiting: Option<f64>,
) -> Tile {
    let progress = |m: &Member| {
        let until = m.until.filter(|&until| until > m.since)?;
        Some((seconds - m.since) / (until - m.since))
    };
    let fill = match state {
        InstanceState::InService => {
            waiting.map_or(0.0, |w| w / f64::from(scenario.model.max_queue.max(1)))
        }
        InstanceState::Downloading => {
            members.iter().filter_map(progress).sum::<f64>() / members.len().max(1) as f64
        }
        _ => 0.0,
    };
    let (first, last) = (members.first(), members.last());
    let number = |m: Option<&Member>| m.map_or(0, |m| m.number);
    let since = first.map_or(0.0, |m| m.since);
    Tile {
        fill: fill.clamp(0.0, 1.0),
        name: text::tile(
            number(first),
            number(last),
            state,
            &clock_to_second(scenario, since),
        ),
    }
}

/// Numbers as runs of neighbours.
fn ranges(members: &[Member]) -> Vec<(u32, u32)> {
    let mut found: Vec<(u32, u32)> = Vec::new();
    for m in members {
        match found.last_mut() {
            Some(last) if last.1 + 1 == m.number => last.1 = m.number,
            _ => found.push((m.number, m.number)),
        }
    }
    found
}
