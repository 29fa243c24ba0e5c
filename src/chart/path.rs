//! Paths: SVG path data on a field of 1000 by 100 that is stretched over its plot.
//!
//! Points are shares of the two axes, 0 to 1. A path is the only thing that changes when its data
//! does.

use std::fmt::Write;

use super::downsample::{thin_steps, thin_straight};

/// Width of the field.
pub const WIDTH: f64 = 1000.0;
/// Height of the field.
pub const HEIGHT: f64 = 100.0;

/// A point in shares of the axes: x from the left, y from the bottom.
pub type Point = (f64, f64);

/// Straight lines from point to point.
pub fn straight(points: &[Point]) -> String {
    let mut d = String::new();
    for (i, &(x, y)) in thin_straight(points).iter().enumerate() {
        let _ = write!(d, "{}{} {}", separator(i), across(x), down(y));
    }
    d
}

/// Each value holds until the next point; the last one until `end`.
pub fn steps(points: &[Point], end: f64) -> String {
    let mut d = String::new();
    for (i, &(x, y)) in thin_steps(points).iter().enumerate() {
        if i == 0 {
            let _ = write!(d, "M{} {}", across(x), down(y));
        } else {
            let _ = write!(d, "H{}V{}", across(x), down(y));
        }
    }
    if !d.is_empty() {
        let _ = write!(d, "H{}", across(end));
    }
    d
}

/// The area between two lines over the same places.
pub fn between(above: &[Point], below: &[Point]) -> String {
    let mut d = straight(above);
    for (i, &(x, y)) in below.iter().rev().enumerate() {
        let _ = write!(
            d,
            "{}{} {}",
            if i == 0 { "L" } else { " " },
            across(x),
            down(y)
        );
    }
    d.push('Z');
    d
}

/// A line without length: a dot where line ends are round.
pub fn dot(point: Point) -> String {
    format!("M{} {}h0", across(point.0), down(point.1))
}

/// Closes a path down to the axis: the area under a line that runs from `start` to `end`.
pub fn area(line: &str, start: f64, end: f64) -> String {
    if line.is_empty() {
        return String::new();
    }
    format!("{line}L{} 100H{}Z", across(end), across(start))
}

fn separator(i: usize) -> &'static str {
    match i {
        0 => "M",
        1 => "L",
        _ => " ",
    }
}

fn across(share: f64) -> Decimal {
    Decimal(share * WIDTH)
}

fn down(share: f64) -> Decimal {
    Decimal((1.0 - share) * HEIGHT)
}

/// One decimal, without a trailing zero: a tenth of the field is finer than a screen shows.
struct Decimal(f64);

impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let tenths = (self.0 * 10.0).round() as i64;
        if tenths % 10 == 0 {
            write!(f, "{}", tenths / 10)
        } else {
            let sign = if tenths < 0 { "-" } else { "" };
            write!(f, "{sign}{}.{}", tenths.abs() / 10, tenths.abs() % 10)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn straight_paths_are_drawn_from_the_bottom() {
        assert_eq!(
            straight(&[(0.0, 0.0), (0.5, 1.0), (1.0, 0.25)]),
            "M0 100L500 0 1000 75"
        );
        assert_eq!(straight(&[]), "");
    }

    #[test]
    fn steps_hold_their_value_to_the_end() {
        assert_eq!(steps(&[(0.0, 0.4), (0.25, 0.8)], 1.0), "M0 60H250V20H1000");
        assert_eq!(steps(&[], 1.0), "");
    }

    #[test]
    fn an_area_closes_at_the_axis() {
        assert_eq!(
            area(&steps(&[(0.1, 0.5)], 0.9), 0.1, 0.9),
            "M100 50H900L900 100H100Z"
        );
        assert_eq!(area("", 0.0, 1.0), "");
    }

    #[test]
    fn numbers_have_one_decimal_at_most() {
        assert_eq!(straight(&[(0.12345, 0.5)]), "M123.5 50");
        assert_eq!(format!("{}", Decimal(-0.25)), "-0.3");
        assert_eq!(format!("{}", Decimal(0.04)), "0");
    }
}
