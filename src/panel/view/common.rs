//! What the plots of two configurations have in common: axis, limits, periods and marks.

use super::StripView;
use crate::chart::drawing::{Drawing, Half, Ink, Limit, NO_EVENT, Shade};
use crate::chart::mark::{Mark, place_words};
use crate::chart::scale::Scale;

/// The periods and marks of both in one plot: A's in its upper half, B's in the lower one. Those of
/// the configuration that is asked about answer.
pub fn spans(a: &Drawing, b: &Drawing, asks_b: bool) -> (Vec<Shade>, Vec<Mark>) {
    let (mut shades, mut marks) = (Vec::new(), Vec::new());
    for (drawing, ink, half, asked) in [
        (a, Ink::A, Half::Upper, !asks_b),
        (b, Ink::B, Half::Lower, asks_b),
    ] {
        let named = |text: &str| match text {
            "" => String::new(),
            text => format!("{}{text}", ink.letter()),
        };
        let event = |event| if asked { event } else { NO_EVENT };
        shades.extend(drawing.shades.iter().map(|shade| Shade {
            half,
            text: named(&shade.text),
            event: event(shade.event),
            ..shade.clone()
        }));
        let mine = drawing.marks.iter().map(|mark| Mark {
            half,
            text: named(&mark.text),
            event: event(mark.event),
            ..mark.clone()
        });
        let mut mine: Vec<Mark> = mine.collect();
        place_words(&mut mine);
        marks.extend(mine);
    }
    (shades, marks)
}

/// The limits of both; one where they have the same.
pub fn limits(a: &StripView, b: &StripView, scale: Scale) -> Vec<Limit> {
    let on_axis = |view: &StripView| -> Vec<Limit> {
        let limits = view.drawing.limits.iter().cloned();
        let moved = |limit: Limit| Limit {
            top: moved(view.scale, scale, limit.top),
            ..limit
        };
        limits.map(moved).collect()
    };
    let (ours, theirs) = (on_axis(a), on_axis(b));
    let words =
        |limits: &[Limit]| -> Vec<String> { limits.iter().map(|l| l.text.clone()).collect() };
    if words(&ours) == words(&theirs) {
        return ours;
    }
    let name = |limits: Vec<Limit>, ink: Ink| {
        limits.into_iter().map(move |limit| Limit {
            ink,
            text: format!("{}{}", ink.letter(), limit.text),
            ..limit
        })
    };
    name(ours, Ink::A).chain(name(theirs, Ink::B)).collect()
}

/// A place of one axis on another.
pub fn moved(from: Scale, to: Scale, top: f64) -> f64 {
    to.top(from.at(1.0 - top / 100.0))
}

pub fn top_of(scale: Scale) -> f64 {
    match scale {
        Scale::Linear { to, .. } | Scale::Log { to, .. } => to,
    }
}

/// The axis that has room for both.
pub fn cover(a: Scale, b: Scale) -> Scale {
    match (a, b) {
        (Scale::Linear { from, to }, Scale::Linear { from: f, to: t }) => {
            Scale::linear(from.min(f), to.max(t))
        }
        (Scale::Log { from, to }, Scale::Log { from: f, to: t }) => {
            Scale::log(from.min(f), to.max(t))
        }
        // The same strip has the same kind of axis.
        _ => a,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_has_room_for_both_and_keeps_its_values() {
        let (small, large) = (Scale::linear(0.0, 10.0), Scale::linear(0.0, 40.0));
        assert_eq!(cover(small, large), large);
        let at_five = small.top(5.0);
        assert_eq!(moved(small, large, at_five), large.top(5.0));
        let logs = cover(Scale::log(10.0, 1e4), Scale::log(100.0, 1e5));
        assert_eq!(logs, Scale::log(10.0, 1e5));
    }
}
