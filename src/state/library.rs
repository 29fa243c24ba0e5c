//! The course and its lessons, fetched once and kept.

use std::collections::BTreeMap;
use std::sync::Arc;

use headroom_scenario::sandbox::Preset;
use headroom_study::reference::Reference;
use headroom_study::{Course, Lesson};
use leptos::prelude::*;
use serde::de::DeserializeOwned;

use crate::platform::{fetch, task};

/// Where the lesson pack lies, beside the page.
const PACK: &str = "lessons";

/// Something on its way from the server.
#[derive(Clone, Debug, PartialEq)]
pub enum Fetched<T> {
    /// Not here yet.
    Loading,
    /// Here.
    Ready(Arc<T>),
    /// It will not come; the reason in words.
    Failed(String),
}

/// A file of the pack; `None` until a page wants it.
type Wanted<T> = StoredValue<Option<RwSignal<Fetched<T>>>>;

/// The lesson pack.
#[derive(Clone, Copy)]
pub struct Library {
    /// The course: which lessons there are.
    pub course: RwSignal<Fetched<Course>>,
    presets: Wanted<Vec<Preset>>,
    reference: Wanted<Reference>,
    lessons: StoredValue<BTreeMap<String, RwSignal<Fetched<Lesson>>>>,
    owner: StoredValue<Option<Owner>>,
}

impl Library {
    /// Begins to fetch the course.
    pub fn open() -> Library {
        let course = RwSignal::new(Fetched::Loading);
        begin("course", course);
        Library {
            course,
            presets: StoredValue::new(None),
            reference: StoredValue::new(None),
            lessons: StoredValue::new(BTreeMap::new()),
            owner: StoredValue::new(Owner::current()),
        }
    }

    /// Fetches the course once more.
    pub fn course_again(self) {
        self.course.set(Fetched::Loading);
        begin("course", self.course);
    }

    /// What the sandbox offers to begin with; the first call begins to fetch it, and so does one
    /// after a failure.
    pub fn presets(self) -> RwSignal<Fetched<Vec<Preset>>> {
        self.once("presets", self.presets)
    }

    /// What is known about AWS, fetched like the presets.
    pub fn reference(self) -> RwSignal<Fetched<Reference>> {
        self.once("facts", self.reference)
    }

    /// A file of the pack that only some pages want.
    fn once<T>(self, name: &str, file: Wanted<T>) -> RwSignal<Fetched<T>>
    where
        T: DeserializeOwned + Send + Sync + 'static,
    {
        if let Some(fetched) = file.get_value() {
            if fetched.with_untracked(|now| matches!(now, Fetched::Failed(_))) {
                fetched.set(Fetched::Loading);
                begin(name, fetched);
            }
            return fetched;
        }
        let fetched = self.owned();
        file.set_value(Some(fetched));
        begin(name, fetched);
        fetched
    }

    /// A signal that belongs to the library, not to the page that asked first.
    fn owned<T: Send + Sync + 'static>(self) -> RwSignal<Fetched<T>> {
        let make = || RwSignal::new(Fetched::Loading);
        match self.owner.get_value() {
            Some(owner) => owner.with(make),
            None => make(),
        }
    }

    /// A lesson; the first call begins to fetch it.
    pub fn lesson(self, id: &str) -> RwSignal<Fetched<Lesson>> {
        let known = self.lessons.with_value(|lessons| lessons.get(id).copied());
        if let Some(lesson) = known {
            return lesson;
        }
        let lesson = self.owned();
        self.lessons.update_value(|lessons| {
            lessons.insert(id.to_owned(), lesson);
        });
        begin(id, lesson);
        lesson
    }

    /// Fetches a lesson that failed once more.
    pub fn lesson_again(self, id: &str) {
        let lesson = self.lesson(id);
        if matches!(lesson.get_untracked(), Fetched::Failed(_)) {
            lesson.set(Fetched::Loading);
            begin(id, lesson);
        }
    }
}

fn begin<T: DeserializeOwned + Send + Sync + 'static>(name: &str, into: RwSignal<Fetched<T>>) {
    let address = format!("{PACK}/{name}.json");
    task::spawn(async move {
        let fetched = match fetch::text(&address).await {
            Ok(text) => match serde_json::from_str(&text) {
                Ok(value) => Fetched::Ready(Arc::new(value)),
                Err(why) => Fetched::Failed(format!("{address}: {why}")),
            },
            Err(why) => Fetched::Failed(format!("{address}: {why}")),
        };
        into.set(fetched);
    });
}
