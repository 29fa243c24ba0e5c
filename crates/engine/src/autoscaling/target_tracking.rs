//! Target tracking: how many instances the load needs.

/// Slack below a whole number that rounding up forgives [D]: 8.000000000001 instances are 8.
pub const CEIL_SLACK: f64 = 1e-9;

/// `(raw, unclamped)`: load / target, and that rounded up. AWS publishes the rule (round up, fact
/// 1.10), not the formula: the load of the newest complete period by the target, in one move, out
/// and in [D] (facts 1.11 and 1.12).
pub fn wanted(load: f64, target: f64) -> (f64, u32) {
    let raw = load / target;
    (raw, libm::ceil(raw - CEIL_SLACK) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fact_1_10_rounds_up() {
        assert_eq!(wanted(3.0 * 75.0, 50.0), (4.5, 5));
        assert_eq!(wanted(4.0 * 20.0, 50.0).1, 2);
        assert_eq!(wanted(0.0, 800.0).1, 0);
    }

    #[test]
    fn a_whole_number_stays_itself_despite_float_dust() {
        assert_eq!(wanted(0.1 + 0.2, 0.1).1, 3);
    }

    #[test]
    fn an_absurd_load_saturates() {
        assert_eq!(wanted(1e300, 1.0).1, u32::MAX);
    }
}
