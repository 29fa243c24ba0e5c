//! Scheduled actions: bodies of `PutScheduledAction` (facts 1.25, 1.33 to 1.35).

use headroom_model::scaling::ScheduledAction;
use headroom_model::time::{MICROS_PER_SECOND, Time};

use super::target::{Resource, Sizes};
use super::traffic::Run;
use super::{start, zone};
use crate::code;
use crate::raw::fields::{Field, Fields};
use crate::schedule::{Schedule, Window};

/// Most scheduled actions of one target (fact 1.7).
const MOST_ACTIONS: usize = 200;
/// Most moments at which all of them together fire [D]: each is an event of the run.
const MOST_FIRINGS: usize = 200_000;

/// The scheduled actions of a file that are readable, in file order.
pub fn read(field: &Field<'_>, run: Run, resource: &mut Resource) -> Vec<ScheduledAction> {
    let items = field.items();
    if items.len() > MOST_ACTIONS {
        let rule =
            format!("a scalable target has at most {MOST_ACTIONS} scheduled actions (fact 1.7)");
        field.refuse(code::E_QUOTA, rule, "");
    }
    let mut actions: Vec<ScheduledAction> = Vec::new();
    for item in items.iter().take(MOST_ACTIONS) {
        let read = |f: &Fields<'_>| {
            let name = f.at("ScheduledActionName");
            let is_known = |text| actions.iter().any(|a| a.scheduled_action_name == text);
            if name.is_given() && name.text(256).is_some_and(is_known) {
                let rule = "every scheduled action needs a name of its own";
                name.refuse(code::E_DUPLICATE_NAME, rule, "");
            }
            action(f, run, Time::ZERO, resource)
        };
        let action = item.table(read).flatten();
        actions.extend(action);
    }
    let firings: usize = actions.iter().map(|action| action.firings.len()).sum();
    if firings > MOST_FIRINGS {
        let rule = format!("the actions of a run fire at most {MOST_FIRINGS} times together");
        field.refuse(
            code::E_OUT_OF_RANGE,
            rule,
            "fire less often, or shorten duration_s",
        );
    }
    actions
}

/// An action that is put at a moment of the run. `None` only after an error was noted.
pub fn action(
    f: &Fields<'_>,
    run: Run,
    put: Time,
    resource: &mut Resource,
) -> Option<ScheduledAction> {
    resource.check(f);
    let name = f.at("ScheduledActionName").required().text(256);
    let schedule_field = f.at("Schedule").required();
    let schedule = schedule_field.text(1600).and_then(|text| {
        let read = Schedule::read(text);
        read.map_err(|why| schedule_field.refuse(why.code, why.rule, why.hint))
            .ok()
    });
    let zone = zone::read(&f.at("Timezone"), run.start);
    let put_s = run.start.0 + (put.micros() / MICROS_PER_SECOND) as i64;
    let window = window(f, put_s, schedule.as_ref());
    let action_field = f.at("ScalableTargetAction").required();
    let sizes = action_field.table(|a| Sizes::read(a, resource));
    if sizes.is_some_and(|sizes| sizes == Sizes::default()) {
        action_field.refuse(
            code::E_MISSING_FIELD,
            "it sends MinCapacity, MaxCapacity or both",
            "a scheduled action moves the limits, never the capacity itself (fact 1.34)",
        );
    }
    let (schedule, zone, sizes) = (schedule?, zone?, sizes?);
    let firings = schedule.firings(&zone, window?, run.start, run.duration, MOST_FIRINGS);
    if firings.is_empty() {
        schedule_field.warn(
            code::W_NEVER_HAPPENS,
            "it does not fire within the run; see start, duration_s, Timezone, StartTime and EndTime",
        );
    }
    Some(ScheduledAction {
        scheduled_action_name: name?.into(),
        firings,
        min_capacity: sizes.min,
        max_capacity: sizes.max,
    })
}

fn window(f: &Fields<'_>, put_s: i64, schedule: Option<&Schedule>) -> Option<Window> {
    let start_field = f.at("StartTime");
    let end_field = f.at("EndTime");
    // A time that is given and not read is an error that is noted.
    let moment = |field: &Field<'_>| match field.is_given() {
        true => start::read(field).map(|start| Some(start.0)),
        false => Some(None),
    };
    let (start_s, end_s) = (moment(&start_field), moment(&end_field));
    if schedule.is_some_and(|schedule| !schedule.repeats()) {
        for field in [&start_field, &end_field] {
            if field.is_given() {
                field.warn(code::W_NO_EFFECT, "at(…) fires once, at its own time");
            }
        }
        return Some(Window {
            put_s,
            start_s: None,
            end_s: None,
        });
    }
    let (start_s, end_s) = (start_s?, end_s?);
    if let (Some(start_s), Some(end_s)) = (start_s, end_s)
        && start_s >= end_s
    {
        end_field.refuse(code::E_CONTRADICTION, "it must be after StartTime", "");
        return None;
    }
    Some(Window {
        put_s,
        start_s,
        end_s,
    })
}
