//! The page's side: one engine, in a worker if there may be one, else on the page.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use headroom_engine::run::Run;
use headroom_model::scenario::{Scenario, Seed};
use headroom_study::Question;
use headroom_study::key::Key;

use super::driver::Driver;
use super::message::{self, Id, Reply, Request, Trace};
use crate::platform::task;
use crate::platform::worker::{Handle, Heard};

/// Milliseconds of work on the page between two frames.
const PAGE_SLICE_MS: f64 = 8.0;

/// What the caller of [`Engine::run`] hears.
#[derive(Clone, Debug)]
pub enum RunNews {
    /// The simulated part, 0 to 1.
    Progress(f64),
    /// The finished run; the last news.
    Done(Arc<Run>),
}

/// What the caller of [`Engine::key`] hears.
#[derive(Clone, Debug)]
pub enum KeyNews {
    /// Finished trials and all trials.
    Progress(u32, u32),
    /// The key, `None` when the question has none; the last news.
    Done(Option<Arc<Key>>),
}

/// What the caller of [`Engine::trials`] hears, once.
pub type Measurements = Vec<Trace>;

/// The engine as the page sees it. Cloning gives another handle to the same one.
#[derive(Clone)]
pub struct Engine(Rc<Inner>);

struct Inner {
    place: RefCell<Place>,
    last_id: Cell<Id>,
    run: RefCell<Option<Waiting<RunNews>>>,
    key: RefCell<Option<Waiting<KeyNews>>>,
    trials: RefCell<Option<Waiting<Measurements>>>,
    on_page: Rc<dyn Fn(String)>,
}

/// Where the engine runs.
enum Place {
    Worker(Handle),
    Page(Driver),
    /// Only while the engine is being made.
    Nowhere,
}

/// A request that is not finished: who listens, and what to ask again when the worker dies.
struct Waiting<News> {
    id: Id,
    request: Request,
    news: Rc<dyn Fn(News)>,
}

impl Engine {
    /// Starts the engine. `on_page` is called with the reason when it has to run on the page, at
    /// once or when a worker dies later.
    pub fn start(on_page: impl Fn(String) + 'static) -> Engine {
        let engine = Engine(Rc::new(Inner {
            place: RefCell::new(Place::Nowhere),
            last_id: Cell::new(0),
            run: RefCell::new(None),
            key: RefCell::new(None),
            trials: RefCell::new(None),
            on_page: Rc::new(on_page),
        }));
        let listener = Rc::downgrade(&engine.0);
        let hear = move |heard| {
            let Some(inner) = listener.upgrade() else {
                return;
            };
            match heard {
                Heard::Bytes(bytes) => Engine(inner).hear(message::decode(&bytes)),
                // Later, because the worker's own listener is on the stack now.
                Heard::Dead(why) => task::spawn(async move { Engine(inner).move_to_page(why) }),
            }
        };
        match Handle::spawn(hear) {
            Ok(worker) => *engine.0.place.borrow_mut() = Place::Worker(worker),
            Err(why) => engine.move_to_page(why),
        }
        engine
    }

    /// Asks for a run; the one before, if it is still going on, is dropped without news.
    pub fn run(&self, scenario: &Scenario, seed: Seed, news: impl Fn(RunNews) + 'static) {
        let id = self.next_id();
        let request = Request::Run {
            id,
            scenario: Box::new(scenario.clone()),
            seed,
        };
        *self.0.run.borrow_mut() = Some(Waiting {
            id,
            request: request.clone(),
            news: Rc::new(news),
        });
        self.send(request);
    }

    /// Stops the run that is going on; its listener hears no more.
    pub fn stop_run(&self) {
        if self.0.run.borrow_mut().take().is_some() {
            self.send(Request::StopRun);
        }
    }

    /// Asks for the key of a question; the one before is dropped without news.
    pub fn key(&self, question: &Question, news: impl Fn(KeyNews) + 'static) {
        let id = self.next_id();
        let request = Request::Key {
            id,
            question: Box::new(question.clone()),
        };
        *self.0.key.borrow_mut() = Some(Waiting {
            id,
            request: request.clone(),
            news: Rc::new(news),
        });
        self.send(request);
    }

    /// Stops the key that is going on; its listener hears no more.
    pub fn stop_key(&self) {
        if self.0.key.borrow_mut().take().is_some() {
            self.send(Request::StopKey);
        }
    }

    /// Asks for several runs of which only a few figures are wanted; those asked for before are
    /// dropped without news.
    pub fn trials(&self, worlds: Vec<(Scenario, Seed)>, news: impl Fn(Measurements) + 'static) {
        let id = self.next_id();
        let request = Request::Trials { id, worlds };
        *self.0.trials.borrow_mut() = Some(Waiting {
            id,
            request: request.clone(),
            news: Rc::new(news),
        });
        self.send(request);
    }

    /// Stops the trials that are going on; their listener hears no more.
    pub fn stop_trials(&self) {
        if self.0.trials.borrow_mut().take().is_some() {
            self.send(Request::StopTrials);
        }
    }

    fn next_id(&self) -> Id {
        let id = self.0.last_id.get() + 1;
        self.0.last_id.set(id);
        id
    }

    fn send(&self, request: Request) {
        let refused = match &*self.0.place.borrow() {
            Place::Page(driver) => {
                driver.handle(request);
                None
            }
            Place::Worker(worker) => match message::encode(&request) {
                Some(bytes) => worker.post(&bytes).err(),
                None => Some(String::from("a request that cannot be written")),
            },
            Place::Nowhere => None,
        };
        if let Some(why) = refused {
            self.move_to_page(why);
        }
    }

    /// Goes on without a worker and asks again for what is not finished.
    fn move_to_page(&self, why: String) {
        if matches!(*self.0.place.borrow(), Place::Page(_)) {
            return;
        }
        let listener = Rc::downgrade(&self.0);
        let driver = Driver::new(
            PAGE_SLICE_MS,
            Rc::new(move |reply| {
                if let Some(inner) = listener.upgrade() {
                    Engine(inner).hear(Some(reply));
                }
            }),
        );
        *self.0.place.borrow_mut() = Place::Page(driver);
        (self.0.on_page)(why);
        let run = self.0.run.borrow().as_ref().map(|w| w.request.clone());
        let key = self.0.key.borrow().as_ref().map(|w| w.request.clone());
        let trials = self.0.trials.borrow().as_ref().map(|w| w.request.clone());
        for request in run.into_iter().chain(key).chain(trials) {
            self.send(request);
        }
    }

    /// Passes a reply to whoever waits for it. A reply to an older request is dropped.
    fn hear(&self, reply: Option<Reply>) {
        match reply {
            Some(Reply::Running { id, done }) => {
                tell(&self.0.run, id, RunNews::Progress(done), false)
            }
            Some(Reply::Ran { id, run }) => {
                tell(&self.0.run, id, RunNews::Done(Arc::from(run)), true)
            }
            Some(Reply::Trying { id, done, of }) => {
                tell(&self.0.key, id, KeyNews::Progress(done, of), false)
            }
            Some(Reply::Keyed { id, key }) => {
                tell(&self.0.key, id, KeyNews::Done(key.map(Arc::from)), true)
            }
            Some(Reply::Measured { id, measured }) => tell(&self.0.trials, id, measured, true),
            None => self.move_to_page(String::from("a message of another version")),
        }
    }
}

fn tell<News>(waiting: &RefCell<Option<Waiting<News>>>, id: Id, news: News, last: bool) {
    let listener = {
        let mut waiting = waiting.borrow_mut();
        let listener = waiting
            .as_ref()
            .filter(|w| w.id == id)
            .map(|w| w.news.clone());
        if last && listener.is_some() {
            *waiting = None;
        }
        listener
    };
    // Outside the borrow: a listener may ask for the next run at once.
    if let Some(listener) = listener {
        listener(news);
    }
}
