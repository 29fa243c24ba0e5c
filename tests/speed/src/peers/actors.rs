//! The queue on NeXosim: an asynchronous model that schedules its own events, one thread.

#![allow(missing_docs)] // The macro writes public items.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use nexosim::model::{Context, Model, schedulable};
use nexosim::simulation::{Mailbox, SimInit};
use nexosim::time::MonotonicTime;
use serde::{Deserialize, Serialize};

use super::{Queue, Served};

/// The library can write a model to disk; this one never is.
fn nothing() -> Queue {
    Queue::new(0, 0)
}

#[derive(Serialize, Deserialize)]
struct Endpoint {
    #[serde(skip, default = "nothing")]
    queue: Queue,
    /// Where the result goes when the last request has left.
    #[serde(skip)]
    result: Arc<Mutex<Served>>,
    requests: u64,
}

#[Model]
impl Endpoint {
    #[nexosim(init)]
    async fn init(&mut self, cx: &Context<Self>) {
        self.expect_next(cx);
    }

    fn expect_next(&mut self, cx: &Context<Self>) {
        if let Some(gap_s) = self.queue.next_gap() {
            let gap = Duration::from_secs_f64(gap_s);
            cx.schedule_event(gap, schedulable!(Self::arrive), ())
                .expect("later than now");
        }
    }

    fn start(cx: &Context<Self>, service_s: Option<f64>) {
        if let Some(service_s) = service_s {
            let service = Duration::from_secs_f64(service_s);
            cx.schedule_event(service, schedulable!(Self::depart), ())
                .expect("later than now");
        }
    }

    #[nexosim(schedulable)]
    fn arrive(&mut self, _: (), cx: &Context<Self>) {
        let service_s = self.queue.arrive(now_s(cx));
        Self::start(cx, service_s);
        self.expect_next(cx);
    }

    #[nexosim(schedulable)]
    fn depart(&mut self, _: (), cx: &Context<Self>) {
        let service_s = self.queue.depart(now_s(cx));
        Self::start(cx, service_s);
        if self.queue.served.requests == self.requests {
            *self.result.lock().expect("one thread") = self.queue.served;
        }
    }
}

fn now_s<M: Model>(cx: &Context<M>) -> f64 {
    let since = cx.time().duration_since(MonotonicTime::EPOCH);
    since.as_secs_f64()
}

/// Runs `requests` through the queue.
pub fn run(seed: u64, requests: u64) -> Served {
    let result = Arc::new(Mutex::new(Served::default()));
    let endpoint = Endpoint {
        queue: Queue::new(seed, requests),
        result: Arc::clone(&result),
        requests,
    };
    let mut sim = SimInit::with_num_threads(1)
        .add_model(endpoint, Mailbox::new(), "endpoint")
        .init(MonotonicTime::EPOCH)
        .expect("one model, no cycle");
    sim.run().expect("no model fails");
    *result.lock().expect("one thread")
}
