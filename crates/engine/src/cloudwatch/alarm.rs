//! Alarms: M of N datapoints, with CloudWatch's treatment of missing ones.
//!
//! The tables cw-missing-3of3, cw-missing-2of3 and cw-premature of the open vectors decide.

use headroom_model::alarm::{AlarmRule, AlarmState, TreatMissingData};

/// Periods that an evaluation looks at beyond N [D]: 5 for N = 3, as AWS's tables have it.
pub const EXTRA_PERIODS: u32 = 2;

/// What one evaluation found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evaluation {
    /// The state now.
    pub state: AlarmState,
    /// Real datapoints among those that were judged which breach.
    pub breaching: u32,
}

/// Judges the datapoints of the evaluation range, newest first; `None` is a missing datapoint.
/// `points` yields N + [`EXTRA_PERIODS`] of them.
pub fn evaluate(
    rule: &AlarmRule,
    before: AlarmState,
    points: impl Iterator<Item = Option<f64>>,
) -> Evaluation {
    let (n, m) = (rule.evaluation_periods, rule.datapoints_to_alarm);
    let mut real = 0;
    let mut breaching = 0;
    let mut oldest_age = 0;
    for (age, value) in (1_u32..).zip(points) {
        let Some(value) = value else { continue };
        oldest_age = age;
        // With at least N real points in range, the newest N decide.
        if real < n {
            real += 1;
            breaching += u32::from(rule.comparison_operator.breaches(value, rule.threshold));
        }
    }
    let state = if real >= n {
        if breaching >= m {
            AlarmState::Alarm
        } else {
            AlarmState::Ok
        }
    } else {
        let missing = n - real;
        match rule.treat_missing_data {
            TreatMissingData::Breaching if breaching + missing >= m => AlarmState::Alarm,
            TreatMissingData::Breaching => AlarmState::Ok,
            TreatMissingData::NotBreaching if breaching >= m => AlarmState::Alarm,
            TreatMissingData::NotBreaching => AlarmState::Ok,
            TreatMissingData::Missing | TreatMissingData::Ignore if breaching >= m => {
                AlarmState::Alarm
            }
            TreatMissingData::Missing | TreatMissingData::Ignore if breaching < real => {
                AlarmState::Ok
            }
            TreatMissingData::Ignore => before,
            TreatMissingData::Missing if real == 0 => AlarmState::InsufficientData,
            // Every real point breaches, but they are too few: only an old one is believed, lest
            // the alarm fires before its time.
            TreatMissingData::Missing if oldest_age >= m => AlarmState::Alarm,
            TreatMissingData::Missing => before,
        }
    };
    Evaluation { state, breaching }
}

#[cfg(test)]
mod tests {
    use super::*;
    use headroom_model::alarm::ComparisonOperator;
    use headroom_model::metric::{Metric, Reading};

    const RETAIN: AlarmState = AlarmState::InsufficientData;

    fn rule(n: u32, m: u32, treat_missing_data: TreatMissingData) -> AlarmRule {
        AlarmRule {
            reading: Reading::usual(Metric::InvocationsPerInstance),
            comparison_operator: ComparisonOperator::GreaterThanThreshold,
            threshold: 0.5,
            evaluation_periods: n,
            datapoints_to_alarm: m,
            treat_missing_data,
        }
    }

    /// `row`: newest datapoint rightmost, X breaches, 0 does not, - is missing.
    fn state(row: &str, rule: &AlarmRule, before: AlarmState) -> AlarmState {
        let points = row.bytes().rev().map(|c| match c {
            b'X' => Some(1.0),
            b'0' => Some(0.0),
            _ => None,
        });
        evaluate(rule, before, points).state
    }

    #[test]
    fn facts_section_3_missing_data_three_of_three() {
        use AlarmState::{Alarm, InsufficientData, Ok};
        let table = [
            ("0-X-X", [Ok, Ok, Ok, Ok]),
            ("0----", [Ok, Ok, Ok, Ok]),
            ("-----", [InsufficientData, RETAIN, Alarm, Ok]),
            ("0XX-X", [Alarm, Alarm, Alarm, Alarm]),
        ];
        let treatments = [
            TreatMissingData::Missing,
            TreatMissingData::Ignore,
            TreatMissingData::Breaching,
            TreatMissingData::NotBreaching,
        ];
        for (row, expected) in table {
            for (treatment, want) in treatments.into_iter().zip(expected) {
                assert_eq!(
                    state(row, &rule(3, 3, treatment), RETAIN),
                    want,
                    "{row} {treatment:?}"
                );
            }
        }
    }

    #[test]
    fn fact_3_states_m_of_n_need_not_be_consecutive() {
        let two = rule(3, 2, TreatMissingData::Missing);
        assert_eq!(state("00X0X", &two, AlarmState::Ok), AlarmState::Alarm);
        assert_eq!(state("XX00X", &two, AlarmState::Ok), AlarmState::Ok);
        assert_eq!(AlarmState::default(), AlarmState::InsufficientData);
    }

    #[test]
    fn facts_section_3_premature_alarms_wait_until_the_oldest_point_is_old_enough() {
        let three = rule(3, 3, TreatMissingData::Missing);
        assert_eq!(state("----X", &three, AlarmState::Ok), AlarmState::Ok);
        assert_eq!(state("---X-", &three, AlarmState::Ok), AlarmState::Ok);
        assert_eq!(state("--X--", &three, AlarmState::Ok), AlarmState::Alarm);
        let two = rule(3, 2, TreatMissingData::Missing);
        assert_eq!(state("---X-", &two, AlarmState::Ok), AlarmState::Alarm);
    }
}
