//! Labels beside a plot: far enough apart to be read.

/// The least distance between the centres of two end labels, in pixels.
pub const END_LABEL_GAP_PX: f64 = 14.0;

/// Moves centres apart until any two are at least `gap` from each other, as little as it can, and
/// keeps them inside `[0, height]` where they fit. The result is in the order of the input.
pub fn spread(centres: &[f64], gap: f64, height: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..centres.len()).collect();
    // Equal centres keep the order in which they came.
    order.sort_by(|&a, &b| centres[a].total_cmp(&centres[b]).then(a.cmp(&b)));

    // Runs of labels that touch, each as (members, sum of wished first places).
    let mut runs: Vec<(usize, f64)> = Vec::new();
    for &i in &order {
        runs.push((1, centres[i]));
        while let [.., (n1, s1), (n2, s2)] = runs[..] {
            let (start1, start2) = (s1 / n1 as f64, s2 / n2 as f64);
            if start2 - start1 >= gap * n1 as f64 {
                break;
            }
            runs.truncate(runs.len() - 2);
            // A member k places into its run wishes that the run starts k gaps higher.
            runs.push((n1 + n2, s1 + s2 - n2 as f64 * gap * n1 as f64));
        }
    }

    let mut placed = vec![0.0; centres.len()];
    let mut members = order.iter();
    for (n, sum) in runs {
        let start = sum / n as f64;
        for (k, &i) in members.by_ref().take(n).enumerate() {
            placed[i] = start + gap * k as f64;
        }
    }
    keep_inside(&mut placed, &order, gap, height);
    placed
}

/// Pushes labels in from the bottom edge, then from the top edge: the top wins when both press.
fn keep_inside(placed: &mut [f64], order: &[usize], gap: f64, height: f64) {
    let mut limit = height;
    for &i in order.iter().rev() {
        placed[i] = placed[i].min(limit);
        limit = placed[i] - gap;
    }
    let mut limit = 0.0;
    for &i in order {
        placed[i] = f64::max(placed[i], limit);
        limit = placed[i] + gap;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apart(placed: &[f64]) -> bool {
        let mut sorted = placed.to_vec();
        sorted.sort_by(f64::total_cmp);
        sorted.windows(2).all(|w| w[1] - w[0] >= 14.0 - 1e-9)
    }

    #[test]
    fn labels_that_do_not_touch_stay_where_they_are() {
        assert_eq!(spread(&[10.0, 50.0], 14.0, 60.0), [10.0, 50.0]);
    }

    #[test]
    fn two_at_one_place_part_equally() {
        assert_eq!(spread(&[30.0, 30.0], 14.0, 60.0), [23.0, 37.0]);
    }

    #[test]
    fn a_run_pushes_its_neighbour_along() {
        let placed = spread(&[30.0, 30.0, 40.0], 14.0, 100.0);
        assert!(apart(&placed), "{placed:?}");
        assert!(placed[0] < placed[1] && placed[1] < placed[2]);
    }

    #[test]
    fn the_order_of_the_input_is_kept() {
        let placed = spread(&[50.0, 10.0], 14.0, 60.0);
        assert_eq!(placed, [50.0, 10.0]);
    }

    #[test]
    fn labels_stay_inside_their_plot() {
        let placed = spread(&[59.0, 60.0, 60.0], 14.0, 60.0);
        assert_eq!(placed, [32.0, 46.0, 60.0]);
        let placed = spread(&[0.0, 0.0], 14.0, 60.0);
        assert_eq!(placed, [0.0, 14.0]);
    }
}
