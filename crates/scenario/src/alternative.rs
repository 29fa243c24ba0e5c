//! Named changes of a scenario: set and unset by path, then the whole is checked again.

use crate::check;
use crate::code;
use crate::diagnostic::Problems;
use crate::raw::fields::{Field, Fields, Findings};
use crate::raw::path::{self, Step};
use crate::raw::{Node, Value};

/// Most alternatives of one scenario [D].
const MOST: usize = 50;

/// A scenario's tree after one of its changes.
pub struct Changed {
    pub id: String,
    pub title: String,
    pub root: Node,
}

/// Reads `alternatives` and applies each; `None` where one could not be applied.
pub fn read(root: &Node) -> (Vec<Option<Changed>>, Problems) {
    let findings = Findings::default();
    let mut changed: Vec<Option<Changed>> = Vec::new();
    Field::root(root, &findings).table(|f| {
        f.leave_rest();
        let field = f.at("alternatives");
        let items = field.items();
        if items.len() > MOST {
            field.refuse(
                code::E_OUT_OF_RANGE,
                format!("at most {MOST} alternatives"),
                "",
            );
        }
        for item in items.iter().take(MOST) {
            let one = item.table(|f| alternative(f, root, &changed)).flatten();
            changed.push(one);
        }
    });
    // A file that is no table at all is the scenario's own problem.
    let problems = if matches!(root.value, Value::Table(_)) {
        findings.into_problems()
    } else {
        Problems::default()
    };
    (changed, problems)
}

fn alternative(f: &Fields<'_>, root: &Node, before: &[Option<Changed>]) -> Option<Changed> {
    let id_field = f.at("id").required();
    let id = check::id(&id_field);
    if id.is_some()
        && before
            .iter()
            .flatten()
            .any(|other| Some(&other.id) == id.as_ref())
    {
        let rule = "every alternative needs an id of its own";
        id_field.refuse(code::E_DUPLICATE_NAME, rule, "");
    }
    let title = f.at("title").required().text(200);

    let mut places: Vec<Vec<Step>> = Vec::new();
    let mut place = |field: &Field<'_>, path: &str| {
        let steps = steps(field, path)?;
        if places
            .iter()
            .any(|other| other.starts_with(&steps) || steps.starts_with(other))
        {
            let rule = format!("{path} is changed twice");
            field.refuse(code::E_CONTRADICTION, rule, "name each place once");
            return None;
        }
        places.push(steps.clone());
        Some(steps)
    };
    let mut sets = Vec::new();
    for (path, field) in f.at("set").entries() {
        if let (Some(steps), Some(node)) = (place(&field, path), field.node()) {
            sets.push((steps, node, field));
        }
    }
    let mut unsets = Vec::new();
    for field in f.at("unset").items() {
        if let Some(steps) = field.text(1000).and_then(|path| place(&field, path)) {
            unsets.push((steps, field));
        }
    }
    // Paths are those of the file: in order, so that items are appended one after another, and
    // removed from the last to the first, so that no path shifts.
    sets.sort_by(|a, b| a.0.cmp(&b.0));
    unsets.sort_by(|a, b| b.0.cmp(&a.0));

    let mut root = root.clone();
    leave_out(&mut root);
    let mut applied = true;
    for (steps, node, field) in sets {
        if !set(&mut root, &steps, node) {
            let rule = "the path leads through something that is no table or no such item";
            field.refuse(code::E_BAD_PATH, rule, "");
            applied = false;
        }
    }
    for (steps, field) in unsets {
        if !remove(&mut root, &steps) {
            field.refuse(code::E_BAD_PATH, "the scenario has nothing there", "");
            applied = false;
        }
    }
    applied.then_some(Changed {
        id: id?,
        title: title?.into(),
        root,
    })
}

/// The steps of a path that an alternative may change.
fn steps(field: &Field<'_>, path: &str) -> Option<Vec<Step>> {
    let Some(steps) = path::steps(path) else {
        let hint = "for example \"scaling.scalable_target.MinCapacity\"";
        field.refuse(code::E_BAD_PATH, format!("{path:?} is no path"), hint);
        return None;
    };
    if fixed(&steps).is_some() {
        let rule = "an alternative keeps format, id and alternatives";
        field.refuse(code::E_BAD_PATH, rule, "");
        return None;
    }
    Some(steps)
}

/// The field that a change of a scenario may not touch, if the path is inside one.
pub fn fixed(steps: &[Step]) -> Option<&'static str> {
    let fixed = ["format", "id", "alternatives"];
    let is_inside = |name: &&str| matches!(&steps[0], Step::Field(field) if field == name);
    fixed.into_iter().find(is_inside)
}

/// A scenario without its alternatives.
pub fn leave_out(root: &mut Node) {
    remove(root, &[Step::Field("alternatives".into())]);
}

/// Puts `node` at the place, creating the tables on the way there; an item may be appended.
pub fn set(root: &mut Node, steps: &[Step], node: &Node) -> bool {
    let Some((step, rest)) = steps.split_first() else {
        *root = node.clone();
        return true;
    };
    let empty = || Node {
        value: Value::Table(Vec::new()),
        line: node.line,
    };
    let below = match (&mut root.value, step) {
        (Value::Table(fields), Step::Field(name)) => {
            let at = fields
                .iter()
                .position(|(n, _)| n == name)
                .unwrap_or_else(|| {
                    fields.push((name.clone(), empty()));
                    fields.len() - 1
                });
            &mut fields[at].1
        }
        (Value::List(items), Step::Item(index)) if *index <= items.len() => {
            if *index == items.len() {
                items.push(empty());
            }
            &mut items[*index]
        }
        _ => return false,
    };
    set(below, rest, node)
}

/// Takes the place out; false when it is not there.
pub fn remove(root: &mut Node, steps: &[Step]) -> bool {
    let Some((step, rest)) = steps.split_first() else {
        return false;
    };
    match (&mut root.value, step) {
        (Value::Table(fields), Step::Field(name)) => {
            let Some(at) = fields.iter().position(|(n, _)| n == name) else {
                return false;
            };
            if rest.is_empty() {
                fields.remove(at);
                return true;
            }
            remove(&mut fields[at].1, rest)
        }
        (Value::List(items), Step::Item(index)) if *index < items.len() => {
            if rest.is_empty() {
                items.remove(*index);
                return true;
            }
            remove(&mut items[*index], rest)
        }
        _ => false,
    }
}
