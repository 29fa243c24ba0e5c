//! A figure over many runs: mean and 95 % confidence interval.

use serde_json::{Map, Value};

/// A figure over many runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// `None` when every run has null.
    pub mean: Option<f64>,
    /// Half the width of the 95 % confidence interval: Student's t × s / √n. `None` below two
    /// values.
    pub ci95: Option<f64>,
    /// Runs with a value.
    pub n: usize,
    /// Runs without one, which are left out.
    pub nulls: usize,
}

impl Figure {
    /// Over the values of all runs.
    fn new(values: &[Option<f64>]) -> Figure {
        let known: Vec<f64> = values.iter().copied().flatten().collect();
        let n = known.len();
        let mean = (n > 0).then(|| known.iter().sum::<f64>() / n as f64);
        let ci95 = mean.filter(|_| n > 1).map(|mean| {
            let squares: f64 = known.iter().map(|x| (x - mean) * (x - mean)).sum();
            let s = (squares / (n - 1) as f64).sqrt();
            student_t(n - 1) * s / (n as f64).sqrt()
        });
        Figure {
            mean,
            ci95,
            n,
            nulls: values.len() - n,
        }
    }

    fn json(self) -> Value {
        serde_json::json!({ "mean": self.mean, "ci95": self.ci95, "n": self.n, "nulls": self.nulls })
    }
}

/// The tree of the summaries with a figure in the place of every number. A truth counts as 1 or
/// 0, so that its mean is the share of runs in which it holds.
pub fn tree(summaries: &[Value]) -> Value {
    let parts: Vec<Option<&Value>> = summaries.iter().map(Some).collect();
    fold(&parts, &mut |values| Figure::new(values).json())
}

/// The figures in the order of the report, by name: `requests.failed.rejected`.
pub fn list(summaries: &[Value]) -> Vec<(String, Figure)> {
    let parts: Vec<Option<&Value>> = summaries.iter().map(Some).collect();
    let mut figures = Vec::new();
    let named = fold(&parts, &mut |values| {
        figures.push(Figure::new(values));
        Value::Null
    });
    let mut names = Vec::new();
    paths("", &named, &mut names);
    names.into_iter().zip(figures).collect()
}

/// Walks equal trees side by side; `leaf` sees the numbers of one place.
fn fold(parts: &[Option<&Value>], leaf: &mut impl FnMut(&[Option<f64>]) -> Value) -> Value {
    let Some(shape) = parts
        .iter()
        .find_map(|part| part.and_then(Value::as_object))
    else {
        let number = |value: &Value| {
            value
                .as_f64()
                .or(value.as_bool().map(|truth| f64::from(u8::from(truth))))
        };
        let numbers: Vec<_> = parts.iter().map(|part| part.and_then(number)).collect();
        return leaf(&numbers);
    };
    let mut folded = Map::new();
    for name in shape.keys() {
        let below: Vec<_> = parts
            .iter()
            .map(|part| part.and_then(|p| p.get(name)))
            .collect();
        folded.insert(name.clone(), fold(&below, leaf));
    }
    Value::Object(folded)
}

fn paths(prefix: &str, value: &Value, names: &mut Vec<String>) {
    match value.as_object() {
        None => names.push(prefix.into()),
        Some(fields) => {
            for (name, value) in fields {
                let path = if prefix.is_empty() {
                    name.clone()
                } else {
                    format!("{prefix}.{name}")
                };
                paths(&path, value, names);
            }
        }
    }
}

/// Student's t: the bound that `degrees` degrees of freedom stay within with 95 %, both sides.
fn student_t(degrees: usize) -> f64 {
    let (mut low, mut high) = (0.0, 13.0); // One degree, the widest: 12.706.
    for _ in 0..60 {
        let middle = (low + high) / 2.0;
        if within(middle, degrees) < 0.95 {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}

/// P(|T| ≤ t), the finite sums of Abramowitz and Stegun, 26.7.3 and 26.7.4.
fn within(t: f64, degrees: usize) -> f64 {
    let n = degrees as f64;
    let angle = libm::atan(t / n.sqrt());
    let sin = t / (n + t * t).sqrt();
    let cos2 = n / (n + t * t);
    let odd = degrees % 2 == 1;
    let mut term = if odd { sin * cos2.sqrt() } else { sin };
    let mut sum = if degrees == 1 { 0.0 } else { term };
    let mut k = if odd { 3 } else { 2 };
    while k < degrees {
        let k_f = k as f64;
        term *= cos2 * (k_f - 1.0) / k_f;
        sum += term;
        k += 2;
    }
    if odd {
        std::f64::consts::FRAC_2_PI * (angle + sum)
    } else {
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn students_t_is_that_of_the_tables() {
        let table = [
            (1, 12.706),
            (2, 4.303),
            (3, 3.182),
            (4, 2.776),
            (5, 2.571),
            (9, 2.262),
            (19, 2.093),
            (20, 2.086),
            (30, 2.042),
            (99, 1.984),
            (1000, 1.962),
            (99_999, 1.960),
        ];
        for (degrees, expected) in table {
            let t = student_t(degrees);
            assert!((t - expected).abs() < 0.0006, "{degrees}: {t}");
        }
    }

    #[test]
    fn a_figure_leaves_nulls_out_and_counts_them() {
        let figure = Figure::new(&[Some(1.0), None, Some(3.0)]);
        assert_eq!((figure.mean, figure.n, figure.nulls), (Some(2.0), 2, 1));
        // s = √2, n = 2: 12.706 × √2 / √2.
        assert!((figure.ci95.expect("two values") - 12.706).abs() < 0.001);
        assert_eq!(
            Figure::new(&[None]),
            Figure {
                mean: None,
                ci95: None,
                n: 0,
                nulls: 1
            }
        );
        assert_eq!(Figure::new(&[Some(7.0)]).ci95, None);
    }

    #[test]
    fn summaries_fold_in_their_own_order() {
        let runs = [
            json!({ "z": 1, "a": { "met": true, "x": null }, "slo": null }),
            json!({ "z": 3, "a": { "met": false, "x": 5.0 }, "slo": null }),
        ];
        let names: Vec<_> = list(&runs)
            .into_iter()
            .map(|(name, f)| (name, f.mean, f.nulls))
            .collect();
        let expected = [
            ("z", Some(2.0), 0),
            ("a.met", Some(0.5), 0),
            ("a.x", Some(5.0), 1),
            ("slo", None, 2),
        ];
        assert_eq!(
            names,
            expected.map(|(name, mean, nulls)| (name.to_string(), mean, nulls))
        );
        assert_eq!(tree(&runs)["a"]["met"]["mean"], json!(0.5));
    }
}
