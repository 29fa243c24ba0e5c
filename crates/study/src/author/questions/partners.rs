//! Questions about several things at once: order and match.

use super::super::fields::Table;
use super::super::problem::code;
use super::context::{Context, fact_of, value_of};
use super::{QUANTITIES, trap_of};
use crate::question::{Kind, LeftStand, Match, Order, Partner, RightStand, Sortable};

/// Things into an order.
pub fn order(table: &Table<'_>, context: &Context<'_>) -> Option<Kind> {
    let by = table.figure("by", &QUANTITIES);
    let descending = table.truth("descending");
    let (first, last) = (table.text("first"), table.text("last"));
    let items = table.tables("items", |table| {
        let world = context.world(table, "alternative");
        let label = table.maybe("label", Table::text);
        let feedback = context.said(table, "feedback", true);
        let trap = table.maybe("trap", trap_of);
        let world = world?;
        let runs = context.world_at(world)?;
        Some(Sortable {
            id: runs.id,
            label: label?.unwrap_or(runs.label),
            world,
            feedback: feedback?,
            trap: trap?,
        })
    });
    if items.len() < 3 {
        table.refuse("items", code::E_OUT_OF_RANGE, "there are at least three");
    }
    let items: Vec<Sortable> = items.into_iter().collect::<Option<_>>()?;
    twice(table, "items", items.iter().map(|item| item.id.as_str()));
    Some(Kind::Order(Order {
        items,
        by: by?,
        descending: descending?,
        first: first?,
        last: last?,
    }))
}

/// A partner for each.
pub fn matching(table: &Table<'_>, context: &Context<'_>) -> Option<Kind> {
    let left = table.tables("left", |table| left(table, context));
    let right = table.tables("right", |table| right(table, context));
    for (name, side) in [("left", left.len()), ("right", right.len())] {
        if side < 2 {
            table.refuse(name, code::E_OUT_OF_RANGE, "there are at least two");
        }
    }
    let left: Vec<Partner<LeftStand>> = left.into_iter().collect::<Option<_>>()?;
    let right: Vec<Partner<RightStand>> = right.into_iter().collect::<Option<_>>()?;
    twice(table, "left", left.iter().map(|p| p.id.as_str()));
    twice(table, "right", right.iter().map(|p| p.id.as_str()));
    let of_facts = left
        .iter()
        .filter(|p| matches!(p.stand, LeftStand::Fact(_)));
    let of_values = right
        .iter()
        .filter(|p| matches!(p.stand, RightStand::Value(_)));
    let one_kind = match of_facts.count() {
        0 => of_values.count() == 0,
        facts => facts == left.len() && of_values.count() == right.len(),
    };
    if !one_kind {
        let text = "alternatives are matched with what they say, facts with values: never both";
        table.refuse_line(table.line(), code::E_BASIS, text);
        return None;
    }
    Some(Kind::Match(Match { left, right }))
}

fn left(table: &Table<'_>, context: &Context<'_>) -> Option<Partner<LeftStand>> {
    let is_fact = table.has("fact");
    let stand = if is_fact {
        fact_of(table, "fact").map(|fact| LeftStand::Fact(fact.id.to_owned()))
    } else {
        context.world(table, "alternative").map(LeftStand::World)
    };
    let (id, label) = (table.id("id"), table.text("label"));
    let feedback = context.said(table, "feedback", !is_fact);
    Some(Partner {
        id: id?,
        label: label?,
        stand: stand?,
        feedback: feedback?,
    })
}

fn right(table: &Table<'_>, context: &Context<'_>) -> Option<Partner<RightStand>> {
    let is_value = table.has("value");
    let stand = if is_value {
        value_of(table, "value", None).map(RightStand::Value)
    } else {
        table.predicate("says").map(RightStand::Says)
    };
    let (id, label) = (table.id("id"), table.text("label"));
    let feedback = table.maybe("feedback", |table, name| {
        context.said(table, name, !is_value)
    });
    Some(Partner {
        id: id?,
        label: label?,
        stand: stand?,
        feedback: feedback?.unwrap_or_default(),
    })
}

fn twice<'a>(table: &Table<'_>, name: &'static str, ids: impl Iterator<Item = &'a str>) {
    let mut known: Vec<&str> = Vec::new();
    for id in ids {
        if known.contains(&id) {
            table.refuse(name, code::E_DUPLICATE_NAME, format!("{id} stands twice"));
        }
        known.push(id);
    }
}
