//! What the pages share, as signals. Pages and panels show it; only this folder owns it.
//!
//! Architecture Invariant: no signal enters a record, a scenario or a run, and nothing that is
//! only about looks (playhead, open panels) enters a record.

mod attempt;
mod connection;
pub mod drawing;
mod first_question;
pub mod frame;
mod lab;
mod library;
mod notebook;
mod quiz;
pub mod sandbox;
mod theme;

use std::rc::Rc;

use headroom_study::record::{self, LessonProgress};
use headroom_study::review::{self, Due, Zone};
use leptos::prelude::*;

use crate::platform::clock;
use crate::runner::client::Engine;

pub use attempt::{Attempt, OnShow, Phase, Score, Way};
pub use connection::Connection;
pub use first_question::FirstQuestion;
pub use frame::Host;
pub use lab::{Asked, ButFor, Inquiry, Lab};
pub use library::{Fetched, Library};
pub use notebook::{Imported, Notebook, Saving};
pub use quiz::{KeyState, Quiz};
pub use sandbox::{Sandbox, Start};
pub use theme::Theme;

/// Everything that lives as long as the page of the browser.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The course and its lessons.
    pub library: Library,
    /// The learner's records.
    pub notebook: Notebook,
    /// The network, and the site on this device.
    pub connection: Connection,
    /// Light or dark.
    pub theme: Theme,
    /// Why the engine runs on the page; `None` while it runs in a worker.
    pub on_page: RwSignal<Option<String>>,
    engine: StoredValue<Rc<Engine>, LocalStorage>,
}

impl Desk {
    /// Starts the engine and begins to read the records and the course.
    pub fn open() -> Desk {
        let on_page = RwSignal::new(None);
        let engine = Engine::start(move |why| on_page.set(Some(why)));
        Desk {
            library: Library::open(),
            notebook: Notebook::open(),
            connection: Connection::open(),
            theme: Theme::open(),
            on_page,
            engine: StoredValue::new_local(Rc::new(engine)),
        }
    }

    /// The engine.
    pub fn engine(self) -> Rc<Engine> {
        self.engine.get_value()
    }
}

/// The desk that the app provides.
pub fn desk() -> Desk {
    expect_context()
}

/// The questions that are due today, the most urgent first.
pub fn due_today() -> Vec<Due> {
    let zone = Zone {
        minutes_east: clock::minutes_east(),
    };
    let today = zone.day(clock::epoch_ms());
    let records = desk().notebook.records;
    records.with(|records| review::due(records, zone, today))
}

/// What the records say about a lesson.
pub fn lesson_progress(lesson: &str) -> Option<LessonProgress> {
    let records = desk().notebook.records;
    records.with(|records| record::progress(records).lesson(lesson).cloned())
}
