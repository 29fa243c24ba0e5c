//! A track: one measure over time, and how a value of it is said.

use crate::chart::drawing::Ink;
use crate::chart::path::{self, Point};
use crate::chart::scale::{Scale, TimeScale};
use crate::panel::text;

/// One measure over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Track {
    /// Its meaning.
    pub ink: Ink,
    /// How a value is said.
    pub unit: Unit,
    /// How it goes from one value to the next.
    pub shape: Shape,
    /// Seconds and value, in order of time. `None` where nothing was published.
    pub points: Vec<(f64, Option<f64>)>,
}

/// How a track goes from one value to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A value holds until the next: instances, money.
    Steps,
    /// Straight from value to value: figures of a minute, which stand at the minute's end.
    Straight,
}

/// How a value is said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Unit {
    /// Requests per second.
    Rps,
    /// Instances in service.
    InService,
    /// Instances desired.
    Desired,
    /// Instances on their way into service.
    Starting,
    /// Instances under an inference component.
    Hosts,
    /// Environments of a serverless endpoint.
    Environments,
    /// Environments that stay warm.
    Provisioned,
    /// Requests that started an environment.
    ColdStarts,
    /// Requests that found the concurrency full.
    Throttles,
    /// Work of a job that is done, a share of 1.
    Done,
    /// Work of a job that no interruption undoes, a share of 1.
    Saved,
    /// Requests that wait.
    Waiting,
    /// Percent of one processor, by name: up to 100 times their number.
    Percent(&'static str),
    /// The scaling metric's own unit, bare.
    Metric,
    /// A metric that is a share of 1, bare.
    Fraction,
    /// Milliseconds of a percentile.
    Latency {
        /// `p99`.
        name: &'static str,
        /// From here on it is the time-out that is seen, in milliseconds.
        timeout_ms: f64,
    },
    /// A share of 1, shown in percent.
    Share,
    /// US dollars per hour.
    UsdPerHour,
}

impl Unit {
    /// What is counted, where the strip's own name does not say it.
    pub fn name(self) -> &'static str {
        match self {
            Unit::InService => "in service",
            Unit::Desired => "desired",
            Unit::Starting => "starting",
            Unit::Hosts => "managed instances",
            Unit::Environments => "environments",
            Unit::Provisioned => "provisioned",
            Unit::ColdStarts => "cold starts",
            Unit::Throttles => "throttles",
            Unit::Done => "done",
            Unit::Saved => "saved",
            Unit::Percent(name) | Unit::Latency { name, .. } => name,
            Unit::Rps
            | Unit::Waiting
            | Unit::Metric
            | Unit::Fraction
            | Unit::Share
            | Unit::UsdPerHour => "",
        }
    }

    /// A value in words, with its unit where the heading does not say it.
    pub fn words(self, value: f64) -> String {
        match self {
            Unit::Rps => text::rps(value),
            Unit::InService => text::in_service(value as u64),
            Unit::Desired => text::desired(value as u64),
            Unit::Starting => text::starting(value as u64),
            Unit::Hosts => text::hosts(value as u64),
            Unit::Environments => text::environments(value as u64),
            Unit::Provisioned => text::provisioned(value as u64),
            Unit::ColdStarts => text::cold_starts(value as u64),
            Unit::Throttles => text::throttles(value as u64),
            Unit::Done => text::done(value),
            Unit::Saved => text::saved(value),
            Unit::Waiting => text::waiting_requests(value),
            Unit::Percent(name) => text::percent_of(name, value),
            Unit::Metric => text::figure(value),
            Unit::Fraction => text::fraction(value),
            Unit::Latency { name, timeout_ms } if value >= 0.99 * timeout_ms => {
                text::at_timeout(name, timeout_ms)
            }
            Unit::Latency { name, .. } => text::latency(name, value),
            Unit::Share => text::share(value),
            Unit::UsdPerHour => text::usd(value),
        }
    }
}

impl Track {
    /// The newest value at `seconds`; `None` before the first and where nothing was published.
    pub fn at(&self, seconds: f64) -> Option<f64> {
        let after = self.points.partition_point(|&(t, _)| t <= seconds + 1e-6);
        self.points.get(after.checked_sub(1)?)?.1
    }

    /// The value of a row at `seconds`: what holds, or what was published just then.
    pub fn figure_at(&self, seconds: f64) -> Option<f64> {
        match self.shape {
            Shape::Steps => self.at(seconds),
            Shape::Straight => self.points.iter().find(|p| p.0 == seconds)?.1,
        }
    }

    /// The last value of all.
    pub fn last(&self) -> Option<f64> {
        self.points.last()?.1
    }

    /// The highest value and when it is first reached.
    pub fn highest(&self) -> Option<(f64, f64)> {
        let values = self.points.iter().filter_map(|&(t, v)| Some((v?, t)));
        values.fold(None, |best: Option<(f64, f64)>, (v, t)| match best {
            Some((top, _)) if v <= top => best,
            _ => Some((v, t)),
        })
    }

    /// The lowest value.
    pub fn lowest(&self) -> Option<f64> {
        let values = self.points.iter().filter_map(|&(_, v)| v);
        values.reduce(f64::min)
    }

    /// The points in sight of an axis, with what the line is at its edges.
    fn in_sight(&self, time: TimeScale) -> Vec<(f64, Option<f64>)> {
        let (from, end) = (time.from_s, time.end_s());
        let mut seen: Vec<_> = self
            .points
            .iter()
            .filter(|p| time.holds(p.0))
            .copied()
            .collect();
        let before = self.points.iter().rfind(|p| p.0 < from).copied();
        let after = self.points.iter().find(|p| p.0 > end).copied();
        let first = seen.first().copied().or(after);
        let last = seen.last().copied().or(before);
        let between = |a: (f64, Option<f64>), b: (f64, Option<f64>), at: f64| {
            let (from, to) = (a.1?, b.1?);
            Some(from + (to - from) * (at - a.0) / (b.0 - a.0))
        };
        let edge =
            |a: Option<(f64, Option<f64>)>, b: Option<(f64, Option<f64>)>, at| match self.shape {
                Shape::Steps => a?.1,
                Shape::Straight => between(a?, b?, at),
            };
        if first.is_none_or(|p| p.0 > from)
            && let Some(value) = edge(before, first, from)
        {
            seen.insert(0, (from, Some(value)));
        }
        if self.shape == Shape::Straight
            && last.is_none_or(|p| p.0 < end)
            && let Some(value) = edge(last, after, end)
        {
            seen.push((end, Some(value)));
        }
        seen
    }

    /// Path data of the line and of the area under it. A gap ends a piece.
    pub fn paths(&self, time: TimeScale, scale: Scale) -> (String, String) {
        let (mut line, mut area) = (String::new(), String::new());
        let points = self.in_sight(time);
        let mut rest = points.as_slice();
        while let Some(first) = rest.iter().position(|(_, v)| v.is_some()) {
            rest = &rest[first..];
            let len = rest.iter().position(|(_, v)| v.is_none());
            let (piece, after) = rest.split_at(len.unwrap_or(rest.len()));
            rest = after;
            let points: Vec<Point> = piece
                .iter()
                .filter_map(|&(t, v)| Some((time.share(t), scale.share(v?))))
                .collect();
            let start = points.first().map_or(0.0, |p| p.0);
            let last = points.last().map_or(start, |p| p.0);
            let (d, end) = match self.shape {
                Shape::Straight => (path::straight(&points), last),
                Shape::Steps => {
                    // The last value holds to the gap, or to the end of the run.
                    let end = after.first().map_or(1.0, |&(t, _)| time.share(t));
                    (path::steps(&points, end), end)
                }
            };
            area.push_str(&path::area(&d, start, end));
            line.push_str(&d);
        }
        (line, area)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn track(shape: Shape, points: &[(f64, Option<f64>)]) -> Track {
        Track {
            ink: Ink::Metric,
            unit: Unit::Metric,
            shape,
            points: points.to_vec(),
        }
    }

    #[test]
    fn the_value_at_a_moment_is_the_newest_known() {
        let t = track(
            Shape::Straight,
            &[(60.0, Some(3.0)), (120.0, None), (180.0, Some(5.0))],
        );
        assert_eq!(t.at(59.0), None);
        assert_eq!(t.at(60.0), Some(3.0));
        assert_eq!(t.at(119.0), Some(3.0));
        assert_eq!(t.at(150.0), None);
        assert_eq!(t.at(9999.0), Some(5.0));
        assert_eq!(t.highest(), Some((5.0, 180.0)));
        assert_eq!(t.lowest(), Some(3.0));
    }

    #[test]
    fn the_first_of_equal_peaks_counts() {
        let t = track(Shape::Steps, &[(0.0, Some(2.0)), (9.0, Some(2.0))]);
        assert_eq!(t.highest(), Some((2.0, 0.0)));
    }

    #[test]
    fn a_gap_ends_a_piece() {
        let time = TimeScale::new(300.0);
        let scale = Scale::linear(0.0, 10.0);
        let points = [
            (0.0, Some(0.0)),
            (60.0, Some(10.0)),
            (120.0, None),
            (180.0, Some(5.0)),
            (240.0, Some(5.0)),
        ];
        let (line, area) = track(Shape::Straight, &points).paths(time, scale);
        assert_eq!(line, "M0 100L200 0M600 50L800 50");
        assert_eq!(area, "M0 100L200 0L200 100H0ZM600 50L800 50L800 100H600Z");
        let (line, _) = track(Shape::Steps, &points).paths(time, scale);
        assert_eq!(line, "M0 100H200V0H400M600 50H1000");
    }

    #[test]
    fn a_stretch_shows_its_part_of_the_line_up_to_its_edges() {
        let scale = Scale::linear(0.0, 10.0);
        let points = [
            (0.0, Some(0.0)),
            (60.0, Some(10.0)),
            (120.0, None),
            (180.0, Some(5.0)),
        ];
        let part = |shape, from, to| {
            track(shape, &points)
                .paths(TimeScale::between(from, to), scale)
                .0
        };
        assert_eq!(part(Shape::Straight, 15.0, 45.0), "M0 75L1000 25");
        assert_eq!(part(Shape::Straight, 30.0, 90.0), "M0 50L500 0");
        assert_eq!(part(Shape::Steps, 30.0, 90.0), "M0 100H500V0H1000");
        assert_eq!(part(Shape::Steps, 70.0, 80.0), "M0 0H1000");
        assert_eq!(
            part(Shape::Steps, 130.0, 170.0),
            "",
            "nothing was published there"
        );
        assert_eq!(part(Shape::Steps, 500.0, 600.0), "M0 50H1000");
    }

    #[test]
    fn a_time_out_is_named_and_never_shown_as_a_latency() {
        let unit = Unit::Latency {
            name: "p99",
            timeout_ms: 60_000.0,
        };
        assert_eq!(unit.words(59_900.0), "p99 at the 60 s time-out");
        assert_eq!(unit.words(1_540.0), "p99 1.5 s");
    }
}
