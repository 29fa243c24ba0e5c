//! The memory model against the values of the crate `fsrs`, which `tools/review-oracle` writes.

use headroom_study::review::fsrs::{Memory, Rating};

const TABLE: &str = include_str!("fsrs.csv");
/// The crate computes with 32 bits.
const RELATIVE: f64 = 5e-5;

#[test]
fn every_history_has_the_values_of_the_crate() {
    let mut seen = 0;
    for line in TABLE.lines().skip(1) {
        let mut columns = line.split(',');
        let history = columns.next().expect("a history");
        let theirs: Vec<f64> = columns.map(|c| c.parse().expect("a number")).collect();
        let memory = remembered(history);
        let ours = [
            memory.stability,
            memory.difficulty,
            memory.interval(0.8),
            memory.interval(0.9),
            memory.interval(0.95),
            memory.recall(10.0),
        ];
        assert_eq!(theirs.len(), ours.len());
        for (ours, theirs) in ours.iter().zip(&theirs) {
            let apart = (ours - theirs).abs() / theirs.abs();
            assert!(apart < RELATIVE, "{history}: {ours} and {theirs}");
        }
        seen += 1;
    }
    assert!(seen > 200, "{seen} histories");
}

/// `days:rating`, first to last.
fn remembered(history: &str) -> Memory {
    let mut memory = None::<Memory>;
    for review in history.split(' ') {
        let (days, rating) = review.split_once(':').expect("days:rating");
        let rating = match rating {
            "1" => Rating::Again,
            "2" => Rating::Hard,
            "3" => Rating::Good,
            _ => Rating::Easy,
        };
        memory = Some(match memory {
            None => Memory::first(rating),
            Some(memory) => memory.after(days.parse().expect("days"), rating),
        });
    }
    memory.expect("at least one review")
}
