//! Reading a tree field by field. A reader notes what is wrong and goes on, so that one pass
//! finds every problem; a name that nobody asked for is an unknown field.
//!
//! A method that returns `None` has noted why, unless the field is absent. Callers continue with
//! a neutral value: no scenario with an error ever leaves this crate.

use std::cell::{Cell, RefCell};

use headroom_model::time::Span;

use super::nearest::nearest;
use super::range::Range;
use super::{Node, Value, path};
use crate::diagnostic::{Problem, Problems, Severity, code};

/// The problems found so far.
#[derive(Default)]
pub struct Findings(RefCell<Vec<Problem>>);

impl Findings {
    /// Notes a problem.
    pub fn note(&self, problem: Problem) {
        self.0.borrow_mut().push(problem);
    }

    /// All of them.
    pub fn into_problems(self) -> Problems {
        Problems(self.0.into_inner())
    }
}

/// A place where a field may stand.
pub struct Field<'a> {
    node: Option<&'a Node>,
    path: String,
    /// Line of the field, or of the table that lacks it.
    line: Option<u32>,
    hint: &'static str,
    findings: &'a Findings,
}

impl<'a> Field<'a> {
    /// The whole file.
    pub fn root(node: &'a Node, findings: &'a Findings) -> Field<'a> {
        // Without a line: the whole file begins nowhere in particular.
        Field {
            node: Some(node),
            path: String::new(),
            line: None,
            hint: "",
            findings,
        }
    }

    /// Notes E_MISSING_FIELD when the field is absent.
    pub fn required(self) -> Self {
        if self.node.is_none() {
            self.problem(
                Severity::Error,
                code::E_MISSING_FIELD,
                "it is missing and has no default",
                self.hint,
            );
        }
        self
    }

    /// What to try when the value is refused.
    pub fn hint(self, hint: &'static str) -> Self {
        Field { hint, ..self }
    }

    /// Whether the file has it.
    pub fn is_given(&self) -> bool {
        self.node.is_some()
    }

    /// The node, as it stands.
    pub fn node(&self) -> Option<&'a Node> {
        self.node
    }

    /// Refuses the value, or its absence, with a reason of the caller's.
    pub fn refuse(&self, code: &'static str, rule: impl Into<String>, hint: impl Into<String>) {
        self.problem(Severity::Error, code, rule, hint);
    }

    /// Accepts the value, and says what it does not do.
    pub fn warn(&self, code: &'static str, rule: impl Into<String>) {
        self.problem(Severity::Warning, code, rule, "");
    }

    /// Refuses a field that format 1 has and this version does not simulate. An empty list or
    /// table says nothing and may stay.
    pub fn later(&self) {
        let says_nothing = match self.node.map(|node| &node.value) {
            None => true,
            Some(Value::List(items)) => items.is_empty(),
            Some(Value::Table(fields)) => fields.is_empty(),
            Some(_) => false,
        };
        if !says_nothing {
            self.refuse(code::E_NOT_SUPPORTED_YET, NOT_YET, "leave it out");
        }
    }

    /// A finite number within `range`.
    pub fn number(&self, range: Range) -> Option<f64> {
        let number = match self.node?.value {
            Value::Number(number) => number,
            _ => return self.wrong_type("a number"),
        };
        if !number.is_finite() {
            self.refuse(
                code::E_NOT_FINITE,
                format!("it must be a finite number; {}", range.rule()),
                self.hint,
            );
            return None;
        }
        if !range.allows(number) {
            self.refuse(code::E_OUT_OF_RANGE, range.rule(), self.hint);
            return None;
        }
        Some(number)
    }

    /// A whole number within `range`, which lies between 0 and 2^53. `4.0` is whole: JSON knows
    /// no other kind of number.
    pub fn whole(&self, range: Range) -> Option<u64> {
        if let Value::Number(number) = self.node?.value
            && number.is_finite()
            && number.fract() != 0.0
        {
            let rule = format!("it must be a whole number; {}", range.rule());
            self.refuse(code::E_NOT_AN_INTEGER, rule, self.hint);
            return None;
        }
        self.number(range).map(|number| number as u64)
    }

    /// A whole number within `range`, negative ones too.
    pub fn integer(&self, range: Range) -> Option<i64> {
        let number = self.number(range)?;
        if number.fract() != 0.0 {
            let rule = format!("it must be a whole number; {}", range.rule());
            self.refuse(code::E_NOT_AN_INTEGER, rule, self.hint);
            return None;
        }
        Some(number as i64)
    }

    /// As [`Field::whole`], for counts; `range` ends at or below 2^32 − 1.
    pub fn count(&self, range: Range) -> Option<u32> {
        self.whole(range)
            .and_then(|number| u32::try_from(number).ok())
    }

    /// Seconds as a span. What rounds to no microsecond at all is above 0 on paper only.
    pub fn seconds(&self, range: Range) -> Option<Span> {
        let seconds = self.number(range)?;
        let span = Span::from_secs_f64(seconds);
        if span == Span::ZERO && seconds > 0.0 {
            self.refuse(
                code::E_OUT_OF_RANGE,
                "it must be at least one microsecond",
                self.hint,
            );
            return None;
        }
        Some(span)
    }

    /// A text of at most `longest` characters.
    pub fn text(&self, longest: usize) -> Option<&'a str> {
        let Value::Text(text) = &self.node?.value else {
            return self.wrong_type("a text");
        };
        if text.chars().count() > longest {
            self.refuse(
                code::E_OUT_OF_RANGE,
                format!("it must have at most {longest} characters"),
                self.hint,
            );
            return None;
        }
        Some(text)
    }

    /// Whether it is JSON's `null`.
    pub fn is_null(&self) -> bool {
        matches!(self.node.map(|node| &node.value), Some(Value::Null))
    }

    /// Whether it is this text and nothing else.
    pub fn is_text(&self, text: &str) -> bool {
        matches!(self.node.map(|node| &node.value), Some(Value::Text(t)) if t == text)
    }

    /// Whether it is a table.
    pub fn is_table(&self) -> bool {
        matches!(self.node.map(|node| &node.value), Some(Value::Table(_)))
    }

    /// `true` or `false`.
    pub fn flag(&self) -> Option<bool> {
        match self.node?.value {
            Value::Flag(flag) => Some(flag),
            _ => self.wrong_type("true or false"),
        }
    }

    /// One of `words`; the words of `later` are of format 1 and not simulated yet.
    pub fn word<T: Copy>(&self, words: &[(&str, T)], later: &[&str]) -> Option<T> {
        let Value::Text(text) = &self.node?.value else {
            return self.wrong_type("a text");
        };
        if let Some((_, meaning)) = words.iter().find(|(word, _)| word == text) {
            return Some(*meaning);
        }
        let quoted = |words: &mut dyn Iterator<Item = &str>| {
            words
                .map(|word| format!("{word:?}"))
                .collect::<Vec<_>>()
                .join(", ")
        };
        if later.contains(&text.as_str()) {
            let so_far = quoted(&mut words.iter().map(|(word, _)| *word));
            self.refuse(
                code::E_NOT_SUPPORTED_YET,
                NOT_YET,
                format!("so far: {so_far}"),
            );
            return None;
        }
        let all: Vec<&str> = words
            .iter()
            .map(|(word, _)| *word)
            .chain(later.iter().copied())
            .collect();
        let hint = nearest(text, &all).map(|word| format!("did you mean {word:?}?"));
        let rule = format!("it must be one of {}", quoted(&mut all.iter().copied()));
        self.refuse(
            code::E_UNKNOWN_VALUE,
            rule,
            hint.unwrap_or_else(|| self.hint.into()),
        );
        None
    }

    /// A table: `read` asks for its fields; every field that it did not ask for is unknown.
    pub fn table<T>(&self, read: impl FnOnce(&Fields<'a>) -> T) -> Option<T> {
        let Value::Table(entries) = &self.node?.value else {
            return self.wrong_type("a table");
        };
        let fields = Fields {
            entries,
            path: self.path.clone(),
            line: self.line,
            asked: RefCell::default(),
            leave_rest: Cell::new(false),
            findings: self.findings,
        };
        let result = read(&fields);
        fields.note_unknown();
        Some(result)
    }

    /// A table whose names are data: each with its field.
    pub fn entries(&self) -> Vec<(&'a str, Field<'a>)> {
        let Some(node) = self.node else {
            return Vec::new();
        };
        let Value::Table(entries) = &node.value else {
            self.wrong_type::<()>("a table");
            return Vec::new();
        };
        entries
            .iter()
            .map(|(name, node)| {
                (
                    name.as_str(),
                    self.below(path::field(&self.path, name), node),
                )
            })
            .collect()
    }

    /// The items of a list; none when the field is absent.
    pub fn items(&self) -> Vec<Field<'a>> {
        let Some(node) = self.node else {
            return Vec::new();
        };
        let Value::List(items) = &node.value else {
            self.wrong_type::<()>("a list");
            return Vec::new();
        };
        items
            .iter()
            .enumerate()
            .map(|(i, node)| self.below(path::item(&self.path, i), node))
            .collect()
    }

    /// How many items it has, without a word on what is no list.
    pub fn how_many(&self) -> usize {
        match self.node.map(|node| &node.value) {
            Some(Value::List(items)) => items.len(),
            _ => 0,
        }
    }

    /// As [`Field::items`]; an empty list is refused, for it is no way to say nothing.
    pub fn one_or_more(&self, hint: &str) -> Vec<Field<'a>> {
        let items = self.items();
        if items.is_empty() && matches!(self.node.map(|n| &n.value), Some(Value::List(_))) {
            self.refuse(code::E_OUT_OF_RANGE, "it must have at least one item", hint);
        }
        items
    }

    /// Notes E_WRONG_TYPE.
    pub fn wrong_type<T>(&self, expected: &str) -> Option<T> {
        let found = self.node.map_or("nothing", |node| node.value.kind());
        self.refuse(
            code::E_WRONG_TYPE,
            format!("it must be {expected}, not {found}"),
            self.hint,
        );
        None
    }

    fn below(&self, path: String, node: &'a Node) -> Field<'a> {
        Field {
            node: Some(node),
            path,
            line: node.line.or(self.line),
            hint: "",
            findings: self.findings,
        }
    }

    fn problem(
        &self,
        severity: Severity,
        code: &'static str,
        rule: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.findings.note(Problem {
            severity,
            code,
            path: self.path.clone(),
            value: self.node.map_or_else(String::new, |node| node.value.show()),
            rule: rule.into(),
            hint: hint.into(),
            line: self.line,
        });
    }
}

const NOT_YET: &str = "format 1 has it, and this version does not simulate it yet";

/// The fields of one table.
pub struct Fields<'a> {
    entries: &'a [(String, Node)],
    path: String,
    line: Option<u32>,
    asked: RefCell<Vec<&'static str>>,
    leave_rest: Cell<bool>,
    findings: &'a Findings,
}

impl<'a> Fields<'a> {
    /// The field of this name, given or not.
    pub fn at(&self, name: &'static str) -> Field<'a> {
        self.asked.borrow_mut().push(name);
        let node = self
            .entries
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, node)| node);
        Field {
            node,
            path: path::field(&self.path, name),
            line: node.and_then(|node| node.line).or(self.line),
            hint: "",
            findings: self.findings,
        }
    }

    /// Fields of format 1 that this version does not simulate.
    pub fn later(&self, names: &[&'static str]) {
        for name in names {
            self.at(name).later();
        }
    }

    /// Without a known kind the other fields cannot be judged.
    pub fn leave_rest(&self) {
        self.leave_rest.set(true);
    }

    fn note_unknown(&self) {
        if self.leave_rest.get() {
            return;
        }
        let asked = self.asked.borrow();
        for (name, node) in self.entries {
            if asked.contains(&name.as_str()) {
                continue;
            }
            let hint = nearest(name, &asked).map(|near| format!("did you mean `{near}`?"));
            self.findings.note(Problem {
                severity: Severity::Error,
                code: code::E_UNKNOWN_FIELD,
                path: path::field(&self.path, name),
                value: String::new(),
                rule: "format 1 has no such field here".into(),
                hint: hint.unwrap_or_default(),
                line: node.line.or(self.line),
            });
        }
    }
}
