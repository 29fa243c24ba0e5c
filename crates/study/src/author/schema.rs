//! The JSON Schema of lesson.toml, written from the reader's own table of fields.

use std::fmt::Write;

use serde_json::{Map, Value, json};

use super::questions::KINDS;
use super::shape::{Field, Holds, LESSON, QUESTION, Shape};

/// The schema, draft 2020-12.
pub fn schema() -> Value {
    let mut defs = Map::new();
    let root = table(&LESSON, &mut defs);
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Headroom lesson.toml, format 1",
        "$defs": defs,
    });
    if let (Some(schema), Value::Object(root)) = (schema.as_object_mut(), root) {
        schema.extend(root);
    }
    schema
}

/// A table of a shape; the shapes within it become definitions.
fn table(shape: &'static Shape, defs: &mut Map<String, Value>) -> Value {
    let mut properties = Map::new();
    for field in shape.fields {
        let mut holds = value(field.holds, defs);
        if let Some(holds) = holds.as_object_mut() {
            holds.insert("description".to_owned(), json!(field.meaning));
        }
        properties.insert(field.name.to_owned(), holds);
    }
    let names = |fields: &mut dyn Iterator<Item = &Field>| -> Vec<&'static str> {
        fields.map(|field| field.name).collect()
    };
    let mut always = shape
        .fields
        .iter()
        .filter(|f| f.required && f.of.is_empty());
    let mut object = json!({
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
        "required": names(&mut always),
    });
    if std::ptr::eq(shape, &raw const QUESTION) {
        let of_kind = |kind: &&'static str| {
            let has = |field: &&Field| field.of.contains(kind);
            let mut required = shape.fields.iter().filter(|f| f.required && has(f));
            let strange = shape.fields.iter().filter(|f| !f.of.is_empty() && !has(f));
            let strange: Map<String, Value> = strange
                .map(|field| (field.name.to_owned(), json!(false)))
                .collect();
            json!({
                "if": { "properties": { "kind": { "const": kind } } },
                "then": { "required": names(&mut required), "properties": strange },
            })
        };
        // Without a kind a question is a choice.
        let kinds = KINDS.iter().map(|(kind, _)| *kind);
        let rules: Vec<Value> = kinds
            .map(|kind| {
                let mut rule = of_kind(&kind);
                if kind != "choice" {
                    rule["if"]["required"] = json!(["kind"]);
                }
                rule
            })
            .collect();
        object["allOf"] = json!(rules);
    }
    object
}

fn value(holds: Holds, defs: &mut Map<String, Value>) -> Value {
    match holds {
        Holds::Text | Holds::Predicate | Holds::Figure => {
            json!({ "type": "string", "minLength": 1 })
        }
        Holds::Id => json!({ "type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$" }),
        Holds::Number => json!({ "type": "number" }),
        Holds::Whole(min, max) => json!({ "type": "integer", "minimum": min, "maximum": max }),
        Holds::Truth => json!({ "type": "boolean" }),
        Holds::Word(words) => json!({ "enum": words() }),
        Holds::Words(words) => json!({
            "type": "array", "uniqueItems": true, "items": { "enum": words() },
        }),
        Holds::Texts => json!({
            "type": "array", "uniqueItems": true, "items": { "type": "string", "minLength": 1 },
        }),
        Holds::Numbers => json!({
            "type": "array", "minItems": 1, "items": { "type": "number" },
        }),
        Holds::Value => json!({ "type": ["number", "string"] }),
        Holds::Either(word, shape) => json!({ "oneOf": [{ "const": word }, define(shape, defs)] }),
        Holds::Table(shape) => define(shape, defs),
        Holds::Tables(shape) => json!({ "type": "array", "items": define(shape, defs) }),
    }
}

fn define(shape: &'static Shape, defs: &mut Map<String, Value>) -> Value {
    let name = shape.noun.split(' ').skip(1).collect::<Vec<_>>().join("-");
    if !defs.contains_key(&name) {
        // Known before it is written, so that a shape may hold itself.
        defs.insert(name.clone(), Value::Null);
        let definition = table(shape, defs);
        defs.insert(name.clone(), definition);
    }
    json!({ "$ref": format!("#/$defs/{name}") })
}

/// A Markdown table of the fields of every table, for docs/LESSON-FORMAT.md.
pub fn fields() -> String {
    let mut text = String::new();
    let mut shapes: Vec<&'static Shape> = vec![&LESSON];
    let mut next = 0;
    while let Some(shape) = shapes.get(next).copied() {
        next += 1;
        // Writing to a text cannot fail.
        let _ = writeln!(
            text,
            "### {}\n\n| field | holds | must | meaning |",
            shape.noun
        );
        let _ = writeln!(text, "| --- | --- | --- | --- |");
        for field in shape.fields {
            let must = if field.required { "yes" } else { "" };
            let of = match field.of {
                [] => String::new(),
                kinds => format!("{}: ", kinds.join(", ")),
            };
            let (holds, within) = said(field.holds);
            let Field { name, meaning, .. } = field;
            let _ = writeln!(text, "| `{name}` | {holds} | {must} | {of}{meaning} |");
            for inner in within {
                if !shapes.iter().any(|known| std::ptr::eq(*known, inner)) {
                    shapes.push(inner);
                }
            }
        }
        text.push('\n');
    }
    text
}

/// What a field holds, in words, and the tables within it.
fn said(holds: Holds) -> (String, Vec<&'static Shape>) {
    let words = |words: Vec<&'static str>| format!("`{}`", words.join("`, `"));
    let plain = |text: &str| (text.to_owned(), Vec::new());
    match holds {
        Holds::Text => plain("text"),
        Holds::Id => plain("kebab-case"),
        Holds::Number => plain("number"),
        Holds::Whole(min, max) => (format!("whole number, {min} to {max}"), Vec::new()),
        Holds::Truth => plain("true or false"),
        Holds::Word(all) => (format!("one of {}", words(all())), Vec::new()),
        Holds::Words(all) => (format!("list of {}", words(all())), Vec::new()),
        Holds::Texts => plain("list of texts"),
        Holds::Numbers => plain("list of numbers"),
        Holds::Predicate => plain("statement about a run"),
        Holds::Figure => plain("figure of a run"),
        Holds::Value => plain("number or word"),
        Holds::Either(word, shape) => (format!("`{word}` or {}", shape.noun), vec![shape]),
        Holds::Table(shape) => (shape.noun.to_owned(), vec![shape]),
        Holds::Tables(shape) => (format!("tables, each {}", shape.noun), vec![shape]),
    }
}
