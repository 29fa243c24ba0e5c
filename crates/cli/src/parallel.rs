//! Work on every core, and its results in order.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc;

/// Works on the jobs 0 to `jobs` on every core and hands each result to `take`, in the order of
/// the jobs whatever the threads do, as soon as all before it are there. `take` may end it early.
pub fn in_order<R: Send>(
    jobs: u64,
    work: impl Fn(u64) -> R + Sync,
    mut take: impl FnMut(u64, R) -> ControlFlow<()>,
) {
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    let threads = (cores as u64).min(jobs);
    let (next, over) = (AtomicU64::new(0), AtomicBool::new(false));
    let (sender, results) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let sender = sender.clone();
            scope.spawn(|| {
                let sender = sender;
                while !over.load(Ordering::Relaxed) {
                    let job = next.fetch_add(1, Ordering::Relaxed);
                    if job >= jobs || sender.send((job, work(job))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let mut early = BTreeMap::new();
        let mut wanted = 0;
        for (job, result) in results {
            early.insert(job, result);
            while let Some(result) = early.remove(&wanted) {
                if take(wanted, result).is_break() {
                    over.store(true, Ordering::Relaxed);
                    return;
                }
                wanted += 1;
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_and_an_end_ends_it() {
        let mut seen = Vec::new();
        in_order(
            500,
            |job| (0..(job * 7919) % 1000).sum::<u64>(),
            |job, _| {
                seen.push(job);
                ControlFlow::Continue(())
            },
        );
        assert!(seen.iter().copied().eq(0..500));

        let mut taken = 0;
        in_order(
            u64::MAX,
            |job| job,
            |_, _| {
                taken += 1;
                if taken == 10 {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            },
        );
        assert_eq!(taken, 10);
        in_order(0, |job| job, |_, _| panic!("no job, no result"));
    }
}
