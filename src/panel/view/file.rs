//! Charts as rows of figures, for a file.

use std::fmt::Write;

use super::{StripView, Track};
use crate::chart::drawing::BarKind;
use crate::chart::scale::TimeScale;

/// What is in sight of the charts: a row for every moment at which one of their figures changes. A
/// figure that holds until the next one stands in every row, one of a minute at its minute's end.
/// Charts without figures, which are lanes, follow with a row for each of their bars.
pub fn csv(views: &[StripView], time: TimeScale, clock: &dyn Fn(f64) -> String) -> String {
    let tracks: Vec<(&StripView, &Track)> = views
        .iter()
        .flat_map(|view| view.tracks.iter().map(move |track| (view, track)))
        .collect();
    let mut moments: Vec<f64> = tracks
        .iter()
        .flat_map(|(_, track)| track.points.iter().map(|p| p.0))
        .filter(|&at| time.holds(at))
        .collect();
    moments.sort_by(f64::total_cmp);
    moments.dedup();
    let mut text = String::new();
    if !tracks.is_empty() {
        text.push_str("time_s,time");
        for (view, track) in &tracks {
            let name = format!("{}{}", track.ink.letter(), view.title);
            let what = track.unit.name();
            let words = match what.is_empty() {
                true => format!("{name} [{}]", view.unit),
                false => format!("{name}, {what} [{}]", view.unit),
            };
            let _ = write!(text, ",{}", quoted(&words));
        }
        text.push('\n');
    }
    for at in moments {
        let _ = write!(text, "{at},{}", clock(at));
        for (_, track) in &tracks {
            text.push(',');
            if let Some(value) = track.figure_at(at) {
                let _ = write!(text, "{value}");
            }
        }
        text.push('\n');
    }
    for view in views.iter().filter(|view| !view.drawing.bars.is_empty()) {
        let _ = writeln!(text, "{},from_s,to_s,what", quoted(&view.title));
        for bar in &view.drawing.bars {
            let edge = |percent: f64| time.seconds(percent / 100.0).round();
            let what = match bar.kind {
                BarKind::Out | BarKind::In => bar.text.as_str(),
                BarKind::Wait => "cooldown",
            };
            let (from, to) = (edge(bar.left), edge(bar.left + bar.width));
            let _ = writeln!(text, ",{from},{to},{}", quoted(what));
        }
    }
    text
}

/// A cell, in quotes where it needs them.
fn quoted(text: &str) -> String {
    match text.contains([',', '"', '\n']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use headroom_study::Strip;

    use super::super::{Shape, Unit};
    use super::*;
    use crate::chart::drawing::{Bar, Ink};

    #[test]
    fn a_row_a_moment_and_a_column_a_line() {
        let track = |ink, unit, shape, points: &[(f64, Option<f64>)]| Track {
            ink,
            unit,
            shape,
            points: points.to_vec(),
        };
        let mut capacity = StripView::nothing(Strip::Capacity);
        (capacity.title, capacity.unit) = ("Capacity".into(), "instances, desired".into());
        capacity.tracks = vec![
            track(
                Ink::A,
                Unit::InService,
                Shape::Steps,
                &[(0.0, Some(4.0)), (90.0, Some(8.0))],
            ),
            track(
                Ink::B,
                Unit::Metric,
                Shape::Straight,
                &[(60.0, Some(1.5)), (120.0, None)],
            ),
        ];
        let mut lane = StripView::nothing(Strip::Policy);
        lane.title = "A: Policy".into();
        lane.drawing.bars.push(Bar {
            kind: BarKind::Out,
            left: 50.0,
            width: 25.0,
            text: "+4".into(),
            events: [0, 0],
        });
        let time = TimeScale::between(30.0, 130.0);
        let text = csv(&[capacity, lane], time, &|at| format!("at {at}"));
        assert_eq!(
            text,
            "time_s,time,\"A Capacity, in service [instances, desired]\",\"B Capacity [instances, desired]\"\n\
             60,at 60,4,1.5\n90,at 90,8,\n120,at 120,8,\nA: Policy,from_s,to_s,what\n,80,105,+4\n"
        );
    }
}
