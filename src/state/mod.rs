//! What the pages share, as signals. Pages and panels show it; only this folder owns it.
//!
//! Architecture Invariant: no signal enters a record, a scenario or a run, and nothing that is
//! only about looks (playhead, open panels) enters a record.

mod attempt;
mod connection;
pub mod drawing;
pub mod drill;
mod first_question;
pub mod frame;
mod fresh;
mod lab;
mod library;
mod notebook;
mod quiz;
mod review;
pub mod sandbox;
mod theme;

use std::rc::Rc;

use headroom_study::plan::Wish;
use headroom_study::record::{self, Entry, LessonProgress, Record};
use headroom_study::review::{Due, Zone, due};
use headroom_study::{Course, LessonCard};
use leptos::prelude::*;

use crate::platform::clock;
use crate::runner::client::Engine;

pub use attempt::{Attempt, OnShow, Phase, Score, Way};
pub use connection::Connection;
pub use drill::Drill;
pub use first_question::FirstQuestion;
pub use frame::Host;
pub use fresh::Fresh;
pub use lab::{Asked, ButFor, Inquiry, Lab};
pub use library::{Fetched, Library};
pub use notebook::{Imported, Notebook, Saving};
pub use quiz::{KeyState, Quiz};
pub use review::Review;
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

/// The learner's wall clock, and today by it.
pub fn today() -> (Zone, i64) {
    let zone = Zone {
        minutes_east: clock::minutes_east(),
    };
    (zone, zone.day(clock::epoch_ms()))
}

/// The questions that are due today, the most urgent first.
pub fn due_today() -> Vec<Due> {
    let (zone, today) = today();
    let records = desk().notebook.records;
    records.with(|records| due(records, zone, today))
}

/// The lesson that goes on: the one that was begun last, else the first that was not.
pub fn next_lesson(course: &Course) -> Option<LessonCard> {
    let of = |card: &LessonCard| lesson_progress(&card.id);
    let begun = course.lessons.iter().filter_map(|card| {
        let mine = of(card).filter(|mine| !mine.finished)?;
        Some((mine.latest_ms, card))
    });
    let newest = begun.max_by_key(|(at, _)| *at).map(|(_, card)| card);
    let first = || course.lessons.iter().find(|card| of(card).is_none());
    newest.or_else(first).cloned()
}

/// What the learner has said about the exam.
pub fn wish() -> Wish {
    desk()
        .notebook
        .records
        .with(|records| record::wish(records))
}

/// Keeps what the learner says about the exam.
pub fn keep_wish(wish: Wish) {
    let record = Record::new(clock::epoch_ms(), Entry::Planned(wish));
    desk().notebook.append(record);
}

/// What the records say about a lesson.
pub fn lesson_progress(lesson: &str) -> Option<LessonProgress> {
    let records = desk().notebook.records;
    records.with(|records| record::progress(records).lesson(lesson).cloned())
}
