//! Faults: what goes wrong at a given time, and for how long.

use alloc::vec;

use headroom_model::fault::{Fault, FaultKind};
use headroom_model::metric::{Metric, NAMESPACE_CONTAINER};
use headroom_model::time::Time;

use crate::agenda::Control;
use crate::client::Failure;
use crate::run::What;
use crate::world::World;

/// Whether a fault is in force at `now_us`: from its beginning up to, not including, its end.
fn covers(fault: &Fault, now_us: u64) -> bool {
    let end = fault.at + fault.kind.duration();
    (fault.at.micros()..end.micros()).contains(&now_us)
}

/// When the datapoint of a period that closes now can be seen, `delay_us` being the configured
/// delay; `u64::MAX` for one that is lost.
pub fn visible_us(faults: &[Fault], now_us: u64, delay_us: u64) -> u64 {
    let mut visible = now_us + delay_us;
    for fault in faults.iter().filter(|fault| covers(fault, now_us)) {
        match fault.kind {
            FaultKind::MetricsLost { .. } => return u64::MAX,
            FaultKind::MetricsDelay { delay, .. } => visible += delay.micros(),
            _ => {}
        }
    }
    visible
}

/// Until when no new instance can be had; `None` when one can be had now.
pub fn no_capacity_until(faults: &[Fault], now_us: u64) -> Option<u64> {
    let mut until = now_us;
    // One shortage may begin before another ends.
    while let Some(end) = faults
        .iter()
        .filter(|f| matches!(f.kind, FaultKind::InsufficientCapacity { .. }) && covers(f, until))
        .map(|f| (f.at + f.kind.duration()).micros())
        .max()
    {
        until = end;
    }
    (until > now_us).then_some(until)
}

impl World {
    pub(crate) fn schedule_faults(&mut self) {
        for (i, fault) in self.faults.iter().enumerate() {
            let index = i as u32;
            self.agenda.push(
                fault.at.micros(),
                Control::Fault {
                    index,
                    begins: true,
                },
            );
            if fault.kind.duration().micros() > 0 {
                let end = fault.at + fault.kind.duration();
                self.agenda.push(
                    end.micros(),
                    Control::Fault {
                        index,
                        begins: false,
                    },
                );
            }
        }
    }

    /// A fault begins or ends.
    pub(crate) fn fault(&mut self, now_us: u64, index: u32, begins: bool) {
        let kind = self.faults[index as usize].kind;
        let because = if begins {
            vec![]
        } else {
            vec![self.fault_events[index as usize]]
        };
        let event = self.log.note(
            now_us,
            because,
            What::Fault {
                index,
                kind,
                begins,
            },
        );
        if begins {
            self.fault_events[index as usize] = event;
        }
        match kind {
            FaultKind::InstanceCrash { count } => self.crash(now_us, count, event),
            FaultKind::SpotInterruption => match self.spot {
                Some(_) => self.crash(now_us, 1, event),
                None => self.job_interrupted(now_us, vec![event]),
            },
            FaultKind::SlowModel { .. } => {
                let slow = self.faults.iter().filter(|fault| covers(fault, now_us));
                self.fleet.pace = slow.fold(1.0, |pace, fault| match fault.kind {
                    FaultKind::SlowModel { factor, .. } => pace * factor,
                    _ => pace,
                });
            }
            // These are looked up when a period closes, or an instance is launched.
            FaultKind::MetricsDelay { .. }
            | FaultKind::MetricsLost { .. }
            | FaultKind::S3Unreachable { .. }
            | FaultKind::VpcEndpointBroken { .. }
            | FaultKind::InsufficientCapacity { .. } => {}
        }
    }

    /// The highest numbers in service die with everything on them, and are replaced at once
    /// without an activity.
    fn crash(&mut self, now_us: u64, count: u32, event: u32) {
        for row in self.fleet.bar_last(count) {
            self.take_instance(now_us, row, event);
        }
    }

    /// An instance that was in service, and is barred already, dies with everything on it; returns
    /// the activity that it belonged to.
    pub(crate) fn instance_lost(&mut self, now_us: u64, row: u32, event: u32) -> u32 {
        let queued = self.fleet.rows[row as usize].queue.len() as u64;
        self.meter.queue.fall(now_us, queued);
        self.meter
            .worker_leaves(now_us, self.fleet.rows[row as usize].busy);
        self.meter.in_service(now_us, self.fleet.in_service());
        let lost = self.fleet.kill(row);
        self.forget_in_progress(lost.len() as u64);
        for (number, arrival_us) in lost {
            self.lose(now_us, number, arrival_us, Failure::InstanceLost);
        }
        let activity = self.fleet.rows[row as usize].activity;
        self.instance_dies(now_us, row, event);
        activity
    }

    /// When the datapoint of a period that closes now can be seen: what the container sends goes
    /// through the VPC, the rest does not, unless study guides are right (disagreement 2).
    pub(crate) fn visible(&self, now_us: u64, metric: Metric) -> Time {
        let arrives = match metric.namespace() {
            NAMESPACE_CONTAINER => self.vpc().publishes_container_metrics(now_us),
            _ => self.vpc().publishes_platform_metrics(now_us),
        };
        if !arrives {
            return Time::NEVER;
        }
        let delay_us = self.delay_us(metric);
        Time::from_micros(visible_us(&self.faults, now_us, delay_us))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use headroom_model::time::Span;

    fn fault(at: u64, kind: FaultKind) -> Fault {
        Fault {
            at: Time::from_secs(at),
            kind,
        }
    }

    #[test]
    fn a_period_is_touched_by_the_fault_that_it_closes_in() {
        let s = Span::from_secs;
        let faults = [
            fault(
                60,
                FaultKind::MetricsDelay {
                    duration: s(60),
                    delay: s(30),
                },
            ),
            fault(180, FaultKind::MetricsLost { duration: s(60) }),
        ];
        let at = |seconds: u64| visible_us(&faults, seconds * 1_000_000, 120_000_000);
        assert_eq!(at(60), 210_000_000);
        assert_eq!(at(120), 240_000_000);
        assert_eq!(at(180), u64::MAX);
        assert_eq!(at(240), 360_000_000);
    }

    #[test]
    fn shortages_that_overlap_are_one() {
        let short = |at, length| {
            fault(
                at,
                FaultKind::InsufficientCapacity {
                    duration: Span::from_secs(length),
                },
            )
        };
        let faults = [short(10, 10), short(15, 20)];
        assert_eq!(no_capacity_until(&faults, 12_000_000), Some(35_000_000));
        assert_eq!(no_capacity_until(&faults, 35_000_000), None);
    }
}
