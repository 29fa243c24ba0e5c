//! What a question collects while it is read: its worlds, the reasons of its wrong options, and
//! its texts.

use std::cell::RefCell;

use headroom_scenario::Document;

use super::super::fields::Table;
use super::super::problem::code;
use crate::fact::{self, Fact, Stated, Value};
use crate::feedback::{FIGURES, unknown_name};
use crate::predicate::Predicate;
use crate::question::World;

/// Why an option is wrong, if it is.
#[derive(Clone, Debug)]
pub struct Reason {
    /// Index of the option.
    pub option: usize,
    /// Holds in every run of its world.
    pub says: Predicate,
    /// Where it stands.
    pub line: u32,
}

/// One question's context.
pub struct Context<'a> {
    document: Option<&'a Document>,
    worlds: RefCell<Vec<World>>,
    reasons: RefCell<Vec<Reason>>,
    said: RefCell<Vec<(u32, String)>>,
}

/// The id of the lesson's own scenario.
pub const START: &str = "start";

/// The world of this id in `document`, or why there is none.
pub fn world_of(document: &Document, id: &str) -> Result<World, String> {
    if id == START {
        return Ok(World {
            id: START.to_owned(),
            label: document.scenario.title.clone(),
            scenario: document.scenario.clone(),
        });
    }
    let mut all = document.alternatives.iter();
    let named = all.find(|alternative| alternative.id == id);
    named
        .map(|alternative| World {
            id: id.to_owned(),
            label: alternative.title.clone(),
            scenario: alternative.scenario.clone(),
        })
        .ok_or_else(|| {
            let all = document.alternatives.iter();
            let ids: Vec<&str> = all.map(|alternative| alternative.id.as_str()).collect();
            let ids = ids.join(", ");
            format!("the scenario has no alternative {id}: it has {ids}")
        })
}

impl<'a> Context<'a> {
    /// For a question about `document`.
    pub fn new(document: Option<&'a Document>) -> Context<'a> {
        Context {
            document,
            worlds: RefCell::default(),
            reasons: RefCell::default(),
            said: RefCell::default(),
        }
    }

    /// Worlds, reasons, and texts with their lines.
    pub fn into_parts(self) -> (Vec<World>, Vec<Reason>, Vec<(u32, String)>) {
        let Context {
            worlds,
            reasons,
            said,
            ..
        } = self;
        (worlds.into_inner(), reasons.into_inner(), said.into_inner())
    }

    /// The world of the alternative that the field names, as its index. The lesson's own scenario
    /// comes first in every question that runs anything: everything is compared with it.
    pub fn world(&self, table: &Table<'_>, name: &'static str) -> Option<usize> {
        let id = table.id(name)?;
        // A scenario that did not load has told its own problems already.
        let document = self.document?;
        match world_of(document, &id) {
            Ok(world) => self.place(world),
            Err(text) => {
                table.refuse(name, code::E_ALTERNATIVE, text);
                None
            }
        }
    }

    /// Likewise; the lesson's own scenario when the field is left out.
    pub fn world_or_start(&self, table: &Table<'_>, name: &'static str) -> Option<usize> {
        if table.has(name) {
            self.world(table, name)
        } else {
            self.place(world_of(self.document?, START).ok()?)
        }
    }

    /// The world at this index.
    pub fn world_at(&self, index: usize) -> Option<World> {
        self.worlds.borrow().get(index).cloned()
    }

    fn place(&self, world: World) -> Option<usize> {
        let mut worlds = self.worlds.borrow_mut();
        if worlds.is_empty() {
            worlds.push(world_of(self.document?, START).ok()?);
        }
        let known = worlds.iter().position(|other| other.id == world.id);
        Some(known.unwrap_or_else(|| {
            worlds.push(world);
            worlds.len() - 1
        }))
    }

    /// Why the option of this index is wrong.
    pub fn because(&self, table: &Table<'_>, option: usize) -> Option<()> {
        if let Some(says) = table.maybe("because", Table::predicate)? {
            let line = table.line_of("because");
            self.reasons
                .borrow_mut()
                .push(Reason { option, says, line });
        }
        Some(())
    }

    /// A text that may name figures in braces, if a run shows them.
    pub fn said(&self, table: &Table<'_>, name: &'static str, has_run: bool) -> Option<String> {
        let text = table.text(name)?;
        match unknown_name(&text) {
            Some(unknown) => {
                let known: Vec<_> = FIGURES.iter().map(|(name, _)| *name).collect();
                let known = known.join(", ");
                let wrong = format!("{{{unknown}}} is no figure of a run and none of {known}");
                table.refuse(name, code::E_FIGURE, wrong);
            }
            None if !has_run && text.contains('{') => {
                let wrong = "no run belongs to this text, so no figure can stand in it";
                table.refuse(name, code::E_FIGURE, wrong);
            }
            None => self
                .said
                .borrow_mut()
                .push((table.line_of(name), text.clone())),
        }
        Some(text)
    }
}

/// The fact that the field names.
pub fn fact_of(table: &Table<'_>, name: &'static str) -> Option<&'static Fact> {
    let id = table.text(name)?;
    let found = fact::fact(&id);
    if found.is_none() {
        let known: Vec<_> = fact::FACTS.iter().map(|fact| fact.id).collect();
        let text = format!("{id:?} is none of {}", known.join(", "));
        table.refuse(name, code::E_UNKNOWN_FACT, text);
    }
    found
}

/// A value that the field states, of the type of the fact's own.
pub fn value_of(table: &Table<'_>, name: &'static str, fact: Option<&Fact>) -> Option<Stated> {
    let stated = table.stated(name)?;
    let fits = |fact: &Fact| {
        matches!(
            (fact.value, &stated),
            (Value::Number(_), Stated::Number(_)) | (Value::Words(_), Stated::Word(_))
        )
    };
    if fact.is_some_and(|fact| !fits(fact)) {
        let text = "the fact's value is of another type: a number or a word";
        table.refuse(name, code::E_UNKNOWN_FACT, text);
        return None;
    }
    Some(stated)
}
