//! A measured traffic curve, pasted as lines of numbers: one value a line, or a time and a value.
//!
//! A gap is missing data and never zero: what stands there is said, and only a person's word fills
//! it.

use jiff::Timestamp;
use thiserror::Error;

/// Most values that a trace takes (as in [`crate::load_json`]'s check).
const MOST: usize = 100_000;
/// Lines of a paste that are named: nobody reads more [D].
const MOST_NAMED: usize = 5;

/// A curve of equal intervals.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// Length of an interval, seconds; `None` when the lines have no times.
    pub interval_s: Option<f64>,
    /// A value for each interval; `None` where nothing was measured.
    pub values: Vec<Option<f64>>,
}

/// Why a paste is no curve.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum TraceError {
    /// No line has a value.
    #[error("no line has a number")]
    Empty,
    /// These lines cannot be read: number and text of each.
    #[error("{}", lines(.0))]
    Lines(Vec<(usize, String)>),
    /// A time is not after the one before.
    #[error("line {0}: times must go forward")]
    Order(usize),
    /// A time lies between two intervals.
    #[error("line {0}: its time is no whole number of intervals of {1} s after the first")]
    Uneven(usize, f64),
    /// A value below 0.
    #[error("line {0}: a rate is never below 0")]
    Negative(usize),
    /// Too many.
    #[error("these are {0} intervals, and a trace has at most {MOST}")]
    TooMany(usize),
}

fn lines(bad: &[(usize, String)]) -> String {
    let one = |(line, text): &(usize, String)| format!("line {line}: {text:?} is no number");
    bad.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// Reads lines that are separated by commas, semicolons or tabs. A first line without a number is
/// a heading. An empty value, `-`, `null` and `NaN` are gaps.
///
/// # Errors
/// Why they are no curve.
pub fn read(text: &str) -> Result<Trace, TraceError> {
    let mut rows: Vec<(usize, Option<f64>, Option<f64>)> = Vec::new();
    let mut bad = Vec::new();
    let mut begun = false;
    for (index, line) in text.lines().enumerate() {
        let number = index + 1;
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        let first = !std::mem::replace(&mut begun, true);
        let cells: Vec<&str> = line
            .split([',', ';', '\t'])
            .map(|c| c.trim().trim_matches('"'))
            .collect();
        let (time, value) = match cells.as_slice() {
            [value] => (None, value),
            [time, .., value] => (Some(*time), value),
            [] => continue,
        };
        let time_s = time.map(seconds);
        match (time_s, measured(value)) {
            (Some(None), _) | (_, None) if first => {}
            (Some(None), _) => bad.push((number, time.unwrap_or_default().into())),
            (_, None) => bad.push((number, (*value).into())),
            (_, Some(Some(value))) if value < 0.0 => return Err(TraceError::Negative(number)),
            (time, Some(value)) => rows.push((number, time.flatten(), value)),
        }
    }
    if !bad.is_empty() {
        bad.truncate(MOST_NAMED);
        return Err(TraceError::Lines(bad));
    }
    if rows.iter().all(|(_, _, value)| value.is_none()) {
        return Err(TraceError::Empty);
    }
    place(&rows)
}

/// A value; `Some(None)` is a gap, `None` is no value at all.
fn measured(text: &str) -> Option<Option<f64>> {
    if ["", "-", "null", "NaN", "nan", "NA"].contains(&text) {
        return Some(None);
    }
    let value: f64 = text.parse().ok()?;
    value.is_finite().then_some(Some(value))
}

/// Seconds of a time: a number, or a moment as RFC 3339 has it, also with a space for the T and
/// without a zone.
fn seconds(text: &str) -> Option<f64> {
    if let Ok(number) = text.parse::<f64>() {
        return number.is_finite().then_some(number);
    }
    let moment = text.replacen(' ', "T", 1);
    let moment = match moment.parse::<Timestamp>() {
        Ok(moment) => Some(moment),
        Err(_) => format!("{moment}Z").parse().ok(),
    };
    moment.map(|moment| moment.as_second() as f64)
}

/// Puts the rows to their intervals; the shortest step between two times is the interval.
fn place(rows: &[(usize, Option<f64>, Option<f64>)]) -> Result<Trace, TraceError> {
    let times: Option<Vec<f64>> = rows.iter().map(|(_, time, _)| *time).collect();
    let Some(times) = times.filter(|times| times.len() > 1) else {
        let values: Vec<_> = rows.iter().map(|(_, _, value)| *value).collect();
        if values.len() > MOST {
            return Err(TraceError::TooMany(values.len()));
        }
        return Ok(Trace {
            interval_s: None,
            values,
        });
    };
    let mut interval = f64::INFINITY;
    for (pair, row) in times.windows(2).zip(&rows[1..]) {
        let step = pair[1] - pair[0];
        if step <= 0.0 {
            return Err(TraceError::Order(row.0));
        }
        interval = interval.min(step);
    }
    let all = ((times[times.len() - 1] - times[0]) / interval).round() + 1.0;
    if all > MOST as f64 {
        return Err(TraceError::TooMany(all as usize));
    }
    let mut values = vec![None; all as usize];
    for (time, (line, _, value)) in times.iter().zip(rows) {
        let place = (time - times[0]) / interval;
        if (place - place.round()).abs() > 0.01 {
            return Err(TraceError::Uneven(*line, interval));
        }
        if let Some(slot) = values.get_mut(place.round() as usize) {
            *slot = *value;
        }
    }
    Ok(Trace {
        interval_s: Some(interval),
        values,
    })
}

impl Trace {
    /// How many intervals have no value.
    pub fn gaps(&self) -> usize {
        self.values.iter().filter(|value| value.is_none()).count()
    }

    /// Every gap as a straight line between its neighbours; at an end, as its one neighbour.
    pub fn filled(&self) -> Vec<f64> {
        let known: Vec<(usize, f64)> = self
            .values
            .iter()
            .enumerate()
            .filter_map(|(i, v)| Some((i, (*v)?)))
            .collect();
        let at = |i: usize| {
            let after = known.partition_point(|(place, _)| *place < i);
            match (
                after.checked_sub(1).map(|before| known[before]),
                known.get(after).copied(),
            ) {
                (_, Some((place, value))) if place == i => value,
                (Some((left, low)), Some((right, high))) => {
                    low + (high - low) * (i - left) as f64 / (right - left) as f64
                }
                (Some((_, value)), None) | (None, Some((_, value))) => value,
                (None, None) => 0.0,
            }
        };
        (0..self.values.len()).map(at).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_with_and_without_times_are_curves() {
        let plain = read("10\n20\n\n30").expect("a curve");
        assert_eq!((plain.interval_s, plain.gaps()), (None, 0));
        let timed = read("Timestamp,Sum\n2026-03-02T08:00:00Z,600\n2026-03-02T08:01:00Z,1200\n")
            .expect("a curve");
        assert_eq!(timed.interval_s, Some(60.0));
        assert_eq!(timed.values, [Some(600.0), Some(1200.0)]);
        let spaced = read("2026-03-02 08:00:00;1\n2026-03-02 08:05:00;2").expect("a curve");
        assert_eq!(spaced.interval_s, Some(300.0));
        assert_eq!(read("0\t5\n60\t6").expect("a curve").values.len(), 2);
    }

    #[test]
    fn a_gap_is_missing_and_never_zero() {
        let trace = read("0,10\n60,20\n240,50\n300,\n360,60").expect("a curve");
        assert_eq!(
            trace.values,
            [
                Some(10.0),
                Some(20.0),
                None,
                None,
                Some(50.0),
                None,
                Some(60.0)
            ]
        );
        assert_eq!(trace.gaps(), 3);
        assert_eq!(trace.filled(), [10.0, 20.0, 30.0, 40.0, 50.0, 55.0, 60.0]);
        assert_eq!(
            read("NaN\n1\nNaN").expect("a curve").filled(),
            [1.0, 1.0, 1.0]
        );
    }

    #[test]
    fn what_is_no_curve_is_told_with_its_line() {
        for (text, expected) in [
            ("", "no line has a number"),
            ("a\nb", "line 2: \"b\" is no number"),
            ("1\n-2", "line 2: a rate is never below 0"),
            ("60,1\n0,2", "line 2: times must go forward"),
            (
                "0,1\n60,2\n150,3",
                "line 3: its time is no whole number of intervals of 60 s",
            ),
            ("0,1\n1,2\n1e9,3", "these are 1000000001 intervals"),
            (
                "1\nx\n1\ny",
                "line 2: \"x\" is no number; line 4: \"y\" is no number",
            ),
        ] {
            let error = read(text).map_err(|e| e.to_string()).expect_err(text);
            assert!(error.starts_with(expected), "{text:?}: {error}");
        }
    }
}
