//! Reading a TOML file field by field, so that every problem is found with its line, not the first.

use std::cell::RefCell;
use std::ops::{Range, RangeInclusive};
use std::path::{Path, PathBuf};

use headroom_scenario::Severity;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::course::is_kebab;
use super::problem::{LessonProblem, code};
use super::shape::{Holds, Shape};
use crate::fact::Stated;
use crate::figure::Figure;
use crate::predicate::Predicate;

/// One file of a course while it is read, and what is wrong with it.
pub struct Source {
    lesson: Option<String>,
    file: PathBuf,
    /// Its text; empty when it cannot be read, which is a problem already.
    pub text: String,
    problems: RefCell<Vec<LessonProblem>>,
}

impl Source {
    /// Reads `file`, which belongs to the lesson of this id, or to the course.
    pub fn read(lesson: Option<&str>, file: &Path) -> Source {
        let read = std::fs::read_to_string(file);
        let source = Source {
            lesson: lesson.map(str::to_owned),
            file: file.into(),
            text: read.as_ref().cloned().unwrap_or_default(),
            problems: RefCell::default(),
        };
        if let Err(error) = read {
            let text = format!("the file cannot be read: {error}");
            source.refuse(None, code::E_FILE, text);
        }
        source
    }

    /// Notes a problem that refuses the lesson.
    pub fn refuse(&self, line: Option<u32>, code: &'static str, text: impl Into<String>) {
        self.note(Severity::Error, line, code, text.into());
    }

    /// Notes a problem of any severity.
    pub fn note(&self, severity: Severity, line: Option<u32>, code: &'static str, text: String) {
        self.problems.borrow_mut().push(LessonProblem {
            lesson: self.lesson.clone(),
            file: self.file.clone(),
            line,
            severity,
            code,
            text,
        });
    }

    /// Whether the file could be read at all.
    pub fn is_read(&self) -> bool {
        let unreadable = |p: &LessonProblem| p.code == code::E_FILE;
        !self.problems.borrow().iter().any(unreadable)
    }

    /// Whether nothing is wrong with it so far.
    pub fn is_sound(&self) -> bool {
        self.problems.borrow().is_empty()
    }

    /// What was found.
    pub fn into_problems(self) -> Vec<LessonProblem> {
        self.problems.into_inner()
    }

    /// The line of a place in the text, from 1.
    pub fn line(&self, at: usize) -> u32 {
        let before = self.text.as_bytes().iter().take(at);
        1 + before.filter(|byte| **byte == b'\n').count() as u32
    }

    /// The file as TOML: `read` is called with its root. A field that it does not ask for is
    /// refused afterwards. `None` without well-formed TOML.
    pub fn toml<T>(&self, shape: &'static Shape, read: impl FnOnce(&Table<'_>) -> T) -> Option<T> {
        if !self.is_read() {
            return None;
        }
        let (table, errors) = DeTable::parse_recoverable(&self.text);
        for error in &errors {
            let line = error.span().map(|span| self.line(span.start));
            self.refuse(line, code::E_SYNTAX, error.message().trim());
        }
        if !errors.is_empty() {
            return None;
        }
        let (span, fields) = (table.span(), table.get_ref());
        Some(Table::within(self, shape, "", span, fields, read))
    }
}

/// A table of the file, whose fields are asked for by name.
pub struct Table<'a> {
    source: &'a Source,
    shape: &'static Shape,
    path: String,
    line: u32,
    fields: &'a DeTable<'a>,
    asked: RefCell<Vec<&'static str>>,
}

impl<'a> Table<'a> {
    fn within<T>(
        source: &'a Source,
        shape: &'static Shape,
        path: &str,
        span: Range<usize>,
        fields: &'a DeTable<'a>,
        read: impl FnOnce(&Table<'_>) -> T,
    ) -> T {
        let table = Table {
            source,
            shape,
            path: path.to_owned(),
            line: source.line(span.start),
            fields,
            asked: RefCell::default(),
        };
        let value = read(&table);
        table.refuse_unasked();
        value
    }

    /// Notes a problem of the field `name`.
    pub fn refuse(&self, name: &'static str, code: &'static str, text: impl Into<String>) {
        let text = format!("{}: {}", self.name(name), text.into());
        self.source.refuse(Some(self.field_line(name)), code, text);
    }

    /// Notes a problem at a line of this file.
    pub fn refuse_line(&self, line: u32, code: &'static str, text: impl Into<String>) {
        self.source.refuse(Some(line), code, text);
    }

    /// Where the table stands.
    pub const fn line(&self) -> u32 {
        self.line
    }

    /// Where the field stands, or its table.
    pub fn line_of(&self, name: &str) -> u32 {
        self.field_line(name)
    }

    /// Whether the field is there; asking for it makes it known.
    pub fn has(&self, name: &'static str) -> bool {
        self.ask(name);
        self.field(name).is_some()
    }

    /// A field that may be left out: `Some(None)` then, and `None` when it was refused.
    pub fn maybe<T>(
        &self,
        name: &'static str,
        read: impl FnOnce(&Table<'a>, &'static str) -> Option<T>,
    ) -> Option<Option<T>> {
        if self.has(name) {
            read(self, name).map(Some)
        } else {
            Some(None)
        }
    }

    /// `true` or `false`; `false` when it is left out.
    pub fn truth(&self, name: &'static str) -> Option<bool> {
        if !self.has(name) {
            return Some(false);
        }
        let value = self.required(name)?.as_bool();
        value.or_else(|| self.wrong_type(name, "true or false"))
    }

    /// A kebab-case identity.
    pub fn id(&self, name: &'static str) -> Option<String> {
        let id = self.text(name)?;
        if !is_kebab(&id) {
            self.refuse(name, code::E_BAD_ID, format!("{id:?} is not kebab-case"));
            return None;
        }
        Some(id)
    }

    /// A statement about a run.
    pub fn predicate(&self, name: &'static str) -> Option<Predicate> {
        let read = self.text(name)?.parse();
        read.map_err(|error| self.refuse(name, code::E_PREDICATE, format!("{error}")))
            .ok()
    }

    /// A figure of a run, or one of `words`.
    pub fn figure<T: Copy + Into<Figure>>(
        &self,
        name: &'static str,
        words: &[(&str, T)],
    ) -> Option<Figure> {
        let text = self.text(name)?;
        if let Some((_, word)) = words.iter().find(|(word, _)| *word == text) {
            return Some((*word).into());
        }
        let read = text.parse();
        read.map_err(|error| self.refuse(name, code::E_PREDICATE, format!("{error}")))
            .ok()
    }

    /// A number or a word.
    pub fn stated(&self, name: &'static str) -> Option<Stated> {
        match self.required(name)? {
            DeValue::String(word) => Some(Stated::Word(word.to_string())),
            _ => self.number(name).map(Stated::Number),
        }
    }

    /// A text that is not empty.
    pub fn text(&self, name: &'static str) -> Option<String> {
        let text = self.required(name)?.as_str();
        match text.map(str::trim) {
            None => self.wrong_type(name, "a text"),
            Some("") => {
                self.refuse(name, code::E_OUT_OF_RANGE, "it is empty");
                None
            }
            Some(text) => Some(text.to_owned()),
        }
    }

    /// A finite number.
    pub fn number(&self, name: &'static str) -> Option<f64> {
        let value = self.required(name)?;
        let number = match value {
            DeValue::Integer(integer) => integer.as_str().parse().ok(),
            DeValue::Float(float) => float.as_str().parse().ok(),
            _ => None,
        };
        match number.filter(|n: &f64| n.is_finite()) {
            Some(number) => Some(number),
            None => self.wrong_type(name, "a finite number"),
        }
    }

    /// A whole number in `range`.
    pub fn whole(&self, name: &'static str, range: RangeInclusive<u32>) -> Option<u32> {
        let number = self.number(name)?;
        let whole = number as u32;
        if f64::from(whole) == number && range.contains(&whole) {
            return Some(whole);
        }
        let (least, most) = range.into_inner();
        let text = format!("{number} is no whole number from {least} to {most}");
        self.refuse(name, code::E_OUT_OF_RANGE, text);
        None
    }

    /// One of `words`, by its name in the file.
    pub fn word<T: Copy>(&self, name: &'static str, words: &[(&str, T)]) -> Option<T> {
        let text = self.text(name)?;
        self.known(name, &text, words)
    }

    /// A list of `words`, each at most once.
    pub fn words<T: Copy>(&self, name: &'static str, words: &[(&str, T)]) -> Option<Vec<T>> {
        let texts = self.texts(name)?;
        texts
            .iter()
            .map(|text| self.known(name, text, words))
            .collect()
    }

    /// A list of finite numbers, at least one.
    pub fn numbers(&self, name: &'static str) -> Option<Vec<f64>> {
        let items = self.required(name)?.as_array();
        let number = |item: &DeValue<'_>| match item {
            DeValue::Integer(integer) => integer.as_str().parse().ok(),
            DeValue::Float(float) => float.as_str().parse().ok(),
            _ => None,
        };
        let numbers: Option<Vec<f64>> = items.and_then(|items| {
            let all = items.iter().map(|item| number(item.get_ref()));
            all.map(|n| n.filter(|n: &f64| n.is_finite())).collect()
        });
        match numbers.filter(|numbers| !numbers.is_empty()) {
            Some(numbers) => Some(numbers),
            None => self.wrong_type(name, "a list of numbers"),
        }
    }

    /// A list of different texts.
    pub fn texts(&self, name: &'static str) -> Option<Vec<String>> {
        let Some(items) = self.required(name)?.as_array() else {
            return self.wrong_type(name, "a list of texts");
        };
        let mut texts: Vec<String> = Vec::new();
        for item in items {
            let Some(text) = item.get_ref().as_str() else {
                return self.wrong_type(name, "a list of texts");
            };
            if texts.iter().any(|other| other == text) {
                self.refuse(name, code::E_DUPLICATE_NAME, format!("{text} stands twice"));
                continue;
            }
            texts.push(text.to_owned());
        }
        Some(texts)
    }

    /// A table.
    pub fn table<T>(&self, name: &'static str, read: impl FnOnce(&Table<'_>) -> T) -> Option<T> {
        let value = self.required(name)?;
        let Some(table) = value.as_table() else {
            return self.wrong_type(name, "a table");
        };
        let span = self.field(name).map_or(0..0, Spanned::span);
        Some(Table::within(
            self.source,
            self.shape_of(name),
            &self.name(name),
            span,
            table,
            read,
        ))
    }

    /// A list of tables, empty when it is missing; `None` for each that could not be read.
    pub fn tables<T>(
        &self,
        name: &'static str,
        read: impl Fn(&Table<'_>) -> Option<T>,
    ) -> Vec<Option<T>> {
        self.ask(name);
        let Some(value) = self.field(name) else {
            return Vec::new();
        };
        let Some(items) = value.get_ref().as_array() else {
            return vec![self.wrong_type(name, "a list of tables")];
        };
        let one = |(i, item): (usize, &'a Spanned<DeValue<'a>>)| {
            let Some(table) = item.get_ref().as_table() else {
                return self.wrong_type(name, "a list of tables");
            };
            let path = format!("{}[{i}]", self.name(name));
            let shape = self.shape_of(name);
            Table::within(self.source, shape, &path, item.span(), table, &read)
        };
        items.iter().enumerate().map(one).collect()
    }

    /// Whether the field is a table.
    pub fn is_table(&self, name: &str) -> bool {
        self.field(name)
            .is_some_and(|value| value.get_ref().is_table())
    }

    fn known<T: Copy>(&self, name: &'static str, text: &str, words: &[(&str, T)]) -> Option<T> {
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == text) {
            return Some(*value);
        }
        let all: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let text = format!("{text:?} is none of {}", all.join(", "));
        self.refuse(name, code::E_UNKNOWN_VALUE, text);
        None
    }

    fn required(&self, name: &'static str) -> Option<&'a DeValue<'a>> {
        self.ask(name);
        let field = self.field(name);
        if field.is_none() {
            self.refuse(name, code::E_MISSING_FIELD, "it is missing");
        }
        field.map(Spanned::get_ref)
    }

    /// Notes that a field is known. Every field stands in the table of shapes, from which the
    /// schema is written.
    fn ask(&self, name: &'static str) {
        debug_assert!(self.shape.field(name).is_some(), "no shape has {name}");
        self.asked.borrow_mut().push(name);
    }

    fn shape_of(&self, name: &str) -> &'static Shape {
        match self.shape.field(name).map(|field| field.holds) {
            Some(Holds::Table(shape) | Holds::Tables(shape) | Holds::Either(_, shape)) => shape,
            _ => self.shape,
        }
    }

    fn field(&self, name: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        let mut fields = self.fields.iter();
        fields
            .find(|(key, _)| key.get_ref() == name)
            .map(|(_, value)| value)
    }

    fn field_line(&self, name: &str) -> u32 {
        let mut keys = self.fields.keys();
        let key = keys.find(|key| key.get_ref() == name);
        key.map_or(self.line, |key| self.source.line(key.span().start))
    }

    fn wrong_type<T>(&self, name: &'static str, wanted: &str) -> Option<T> {
        self.refuse(name, code::E_WRONG_TYPE, format!("it must be {wanted}"));
        None
    }

    fn name(&self, name: &str) -> String {
        if self.path.is_empty() {
            name.to_owned()
        } else {
            format!("{}.{name}", self.path)
        }
    }

    fn refuse_unasked(&self) {
        let asked = self.asked.borrow();
        for key in self
            .fields
            .keys()
            .filter(|key| !asked.contains(&key.get_ref().as_ref()))
        {
            let line = self.source.line(key.span().start);
            let name = key.get_ref();
            let elsewhere = match self.shape.field(name) {
                None => String::new(),
                Some(field) if field.of.is_empty() => " here".to_owned(),
                Some(field) => format!(" here; {} has it", field.of.join(", ")),
            };
            let text = format!("{}: there is no such field{elsewhere}", self.name(name));
            self.source.refuse(Some(line), code::E_UNKNOWN_FIELD, text);
        }
    }
}
