//! Runs under other seeds: a faint line for each, and the band that they and moved assumptions
//! fill.

use headroom_study::Strip;

use super::load::stroke;
use super::{Shape, Track, Unit};
use crate::chart::drawing::{Ink, Stroke};
use crate::chart::path::{self, Point};
use crate::chart::scale::{Scale, TimeScale};
use crate::runner::message::Trace;

/// Seconds of a row.
const MINUTE_S: f64 = 60.0;

/// The values of a strip, minute by minute; `None` for strips without a cloud.
fn values(strip: Strip, trace: &Trace) -> Option<Vec<Option<f64>>> {
    let wide = |values: &[Option<f32>]| values.iter().map(|v| v.map(f64::from)).collect();
    match strip {
        Strip::Capacity => Some(
            trace
                .in_service
                .iter()
                .map(|&n| Some(f64::from(n)))
                .collect(),
        ),
        Strip::Errors => Some(wide(&trace.failed)),
        Strip::Latency => Some(wide(&trace.p99_ms)),
        _ => None,
    }
}

/// The highest value of the traces in a strip.
pub fn highest<'a>(strip: Strip, traces: impl Iterator<Item = &'a Trace>) -> f64 {
    let all = traces
        .filter_map(|trace| values(strip, trace))
        .flatten()
        .flatten();
    all.fold(0.0, f64::max)
}

/// The band of all traces under the faint lines of `seeds`.
pub fn strokes(
    strip: Strip,
    seeds: &[Trace],
    moved: &[&Trace],
    time: TimeScale,
    scale: Scale,
    inks: (Ink, Ink),
) -> Vec<Stroke> {
    let all: Vec<Vec<Option<f64>>> = seeds
        .iter()
        .chain(moved.iter().copied())
        .filter_map(|t| values(strip, t))
        .collect();
    if all.is_empty() {
        return Vec::new();
    }
    let lines: String = all
        .iter()
        .take(seeds.len())
        .map(|values| {
            let at = |(i, v): (usize, &Option<f64>)| ((i as f64 + 1.0) * MINUTE_S, *v);
            let track = Track {
                ink: inks.0,
                unit: Unit::Metric,
                shape: Shape::Straight,
                points: values.iter().enumerate().map(at).collect(),
            };
            track.paths(time, scale).0
        })
        .collect();
    vec![
        stroke(inks.1, band(&all, time, scale), true, false),
        stroke(inks.0, lines, false, false),
    ]
}

/// From the lowest to the highest value of each minute; a minute without any ends a piece.
fn band(all: &[Vec<Option<f64>>], time: TimeScale, scale: Scale) -> String {
    let rows = all.iter().map(Vec::len).max().unwrap_or(0);
    let mut d = String::new();
    let (mut low, mut high): (Vec<Point>, Vec<Point>) = (Vec::new(), Vec::new());
    let mut close = |low: &mut Vec<Point>, high: &mut Vec<Point>| {
        if high.len() > 1 {
            d.push_str(&path::between(high, low));
        }
        low.clear();
        high.clear();
    };
    for row in 0..rows {
        let values = all
            .iter()
            .filter_map(|values| values.get(row).copied().flatten());
        let range = values.fold(None, |range: Option<(f64, f64)>, v| match range {
            None => Some((v, v)),
            Some((low, high)) => Some((low.min(v), high.max(v))),
        });
        let at = (row as f64 + 1.0) * MINUTE_S;
        if !time.holds(at) {
            continue;
        }
        let x = time.share(at);
        match range {
            Some((least, most)) => {
                low.push((x, scale.share(least)));
                high.push((x, scale.share(most)));
            }
            None => close(&mut low, &mut high),
        }
    }
    close(&mut low, &mut high);
    d
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_band_reaches_from_the_lowest_to_the_highest_and_ends_at_a_gap() {
        let all = vec![
            vec![Some(1.0), Some(2.0), None, Some(0.0)],
            vec![Some(3.0), Some(2.0), None, Some(1.0)],
        ];
        let d = band(&all, TimeScale::new(600.0), Scale::linear(0.0, 4.0));
        assert_eq!(d, "M100 25L200 50L200 50 100 75Z");
    }
}
