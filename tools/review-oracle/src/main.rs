//! The memory model's values for many histories, as the crate `fsrs` computes them: one line a
//! history of days and ratings, then stability, difficulty, the interval at three retentions, and
//! the probability of recall ten days later.

use fsrs::{DEFAULT_PARAMETERS, FSRS, FSRSItem, FSRSReview, current_retrievability};

/// Days since the review before, in turn.
const WAITS: [u32; 8] = [1, 3, 0, 12, 40, 2, 200, 7];
const RETENTIONS: [f32; 3] = [0.8, 0.9, 0.95];

fn main() -> Result<(), fsrs::FSRSError> {
    let model = FSRS::default();
    println!("history,stability,difficulty,interval_80,interval_90,interval_95,recall_10");
    for length in 1..=5_usize {
        // Every sequence of ratings up to three, then every seventh: enough, and a readable file.
        let step = if length <= 3 { 1 } else { 7 };
        for code in (0..4_u32.pow(length as u32)).step_by(step) {
            let reviews: Vec<FSRSReview> = (0..length)
                .map(|at| FSRSReview {
                    rating: (code >> (2 * at)) % 4 + 1,
                    delta_t: match at {
                        0 => 0,
                        _ => WAITS[(code as usize + 3 * at) % WAITS.len()],
                    },
                })
                .collect();
            let history: Vec<String> = reviews
                .iter()
                .map(|review| format!("{}:{}", review.delta_t, review.rating))
                .collect();
            let state = model.memory_state(FSRSItem { reviews }, None)?;
            let [a, b, c] = RETENTIONS.map(|r| model.next_interval(Some(state.stability), r, 3));
            let recall = current_retrievability(state, 10.0, DEFAULT_PARAMETERS[20]);
            println!(
                "{},{},{},{a},{b},{c},{recall}",
                history.join(" "),
                state.stability,
                state.difficulty
            );
        }
    }
    Ok(())
}
