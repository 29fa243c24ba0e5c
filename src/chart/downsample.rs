//! Fewer points, same picture.

use super::path::Point;

/// How far a dropped point may lie from the line that replaces it: a fortieth of a unit of the
/// 100-unit field, below what a screen shows.
const TOLERANCE: f64 = 0.000_25;

/// Leaves out points that lie on the straight line between their neighbours.
pub fn thin_straight(points: &[Point]) -> Vec<Point> {
    let Some((&first, rest)) = points.split_first() else {
        return Vec::new();
    };
    let mut kept = vec![first];
    // Points since the last kept one; all of them lie on the line to the newest.
    let mut held: Vec<Point> = Vec::new();
    for &point in rest {
        let from = kept[kept.len() - 1];
        if !held.iter().all(|&p| on_line(from, point, p))
            && let Some(&corner) = held.last()
        {
            kept.push(corner);
            held.clear();
        }
        held.push(point);
    }
    kept.extend(held.last());
    kept
}

/// Leaves out points that repeat the value before them.
pub fn thin_steps(points: &[Point]) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::with_capacity(points.len());
    for &point in points {
        if kept.last().is_none_or(|last| last.1 != point.1) {
            kept.push(point);
        }
    }
    kept
}

fn on_line(from: Point, to: Point, p: Point) -> bool {
    let width = to.0 - from.0;
    if width <= 0.0 {
        return false;
    }
    let y = from.1 + (to.1 - from.1) * (p.0 - from.0) / width;
    (y - p.1).abs() <= TOLERANCE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn collinear_points_go_and_corners_stay() {
        let points = [(0.0, 0.5), (0.1, 0.5), (0.2, 0.5), (0.3, 0.9), (0.4, 0.5)];
        assert_eq!(
            thin_straight(&points),
            [(0.0, 0.5), (0.2, 0.5), (0.3, 0.9), (0.4, 0.5)]
        );
    }

    #[test]
    fn a_slow_bend_is_not_straightened_away() {
        let bend: Vec<Point> = (0..=1000)
            .map(|i| {
                let x = f64::from(i) / 1000.0;
                (x, x * x)
            })
            .collect();
        let thin = thin_straight(&bend);
        assert!(thin.len() < 200, "{}", thin.len());
        for &(x, y) in &bend {
            let right = thin.iter().position(|p| p.0 >= x).unwrap_or(0).max(1);
            let (a, b) = (thin[right - 1], thin[right]);
            let on = a.1 + (b.1 - a.1) * (x - a.0) / (b.0 - a.0);
            assert!((on - y).abs() <= 2.0 * TOLERANCE, "{x}");
        }
    }

    #[test]
    fn a_jump_keeps_both_of_its_ends() {
        let points = [(0.0, 0.2), (0.5, 0.2), (0.5, 0.8), (1.0, 0.8)];
        assert_eq!(thin_straight(&points), points);
    }

    #[test]
    fn few_points_stay_as_they_are() {
        assert!(thin_straight(&[]).is_empty());
        assert_eq!(thin_straight(&[(0.1, 0.2)]), [(0.1, 0.2)]);
        assert_eq!(
            thin_steps(&[(0.0, 1.0), (0.1, 1.0), (0.2, 2.0), (0.3, 1.0)]),
            [(0.0, 1.0), (0.2, 2.0), (0.3, 1.0)]
        );
    }
}
