//! The queue on simcore, DSLab's core: typed events to a component, by callbacks.

use std::cell::RefCell;
use std::rc::Rc;

use serde::Serialize;
use simcore::{Event, EventHandler, Simulation, SimulationContext, cast};

use super::{Queue, Served};

#[derive(Clone, Serialize)]
struct Arrival {}

#[derive(Clone, Serialize)]
struct Departure {}

struct Endpoint {
    queue: Queue,
    ctx: SimulationContext,
}

impl Endpoint {
    fn expect_next(&mut self) {
        if let Some(gap_s) = self.queue.next_gap() {
            // Arrivals come in order, which spares them the library's heap.
            self.ctx.emit_ordered_self(Arrival {}, gap_s);
        }
    }

    fn on_arrival(&mut self) {
        if let Some(service_s) = self.queue.arrive(self.ctx.time()) {
            self.ctx.emit_self(Departure {}, service_s);
        }
        self.expect_next();
    }

    fn on_departure(&mut self) {
        if let Some(service_s) = self.queue.depart(self.ctx.time()) {
            self.ctx.emit_self(Departure {}, service_s);
        }
    }
}

impl EventHandler for Endpoint {
    fn on(&mut self, event: Event) {
        cast!(match event.data {
            Arrival {} => {
                self.on_arrival()
            }
            Departure {} => {
                self.on_departure()
            }
        })
    }
}

/// Runs `requests` through the queue.
pub fn run(seed: u64, requests: u64) -> Served {
    let mut sim = Simulation::new(seed);
    let endpoint = Rc::new(RefCell::new(Endpoint {
        queue: Queue::new(seed, requests),
        ctx: sim.create_context("endpoint"),
    }));
    sim.add_handler("endpoint", endpoint.clone());
    endpoint.borrow_mut().expect_next();
    sim.step_until_no_events();
    endpoint.borrow().queue.served
}
