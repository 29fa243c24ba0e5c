//! Charts as files: a picture or rows of figures, of what is in sight.

use std::sync::Arc;

use headroom_model::scenario::Scenario;
use leptos::prelude::*;

use super::player::Player;
use super::strip::{StripKey, name_of};
use super::text;
use super::time::ticks_of;
use super::view::{self, StripView};
use crate::chart::picture::{Panel, Picture, SCALE, WIDTH};
use crate::platform::{document, task, transfer};
use crate::widget::unique_id;

/// A choice of a chart, and its two files.
#[component]
pub fn Files(
    /// The clock and what of it is in sight.
    player: Player,
    /// What ran.
    scenario: Signal<Arc<Scenario>>,
    /// Every strip.
    views: Memo<Vec<StripView>>,
    /// Those that stand there, in their order.
    keys: Memo<Vec<StripKey>>,
) -> impl IntoView {
    // Nothing is every chart that stands there.
    let chosen = RwSignal::new(None::<StripKey>);
    let said = RwSignal::new(String::new());
    let is_key = |view: &StripView, key: StripKey| (view.strip, view.index) == key;
    let wanted = move || -> Vec<StripView> {
        let there = keys.get_untracked();
        let one = chosen.get_untracked().filter(|key| there.contains(key));
        let wanted = one.map_or(there, |one| vec![one]);
        let find = |views: &Vec<StripView>| {
            let find = |key: &StripKey| views.iter().find(|view| is_key(view, *key)).cloned();
            wanted.iter().filter_map(find).collect()
        };
        views.with_untracked(find)
    };
    let file = move |views: &[StripView], ending: &str| {
        let id = scenario.with_untracked(|s| s.id.clone());
        match (chosen.get_untracked(), views) {
            (Some(_), [one]) => text::file_name(&id, &one.title, ending),
            _ => text::file_name(&id, "", ending),
        }
    };
    let tell = move |name: &str, result: Result<(), String>| {
        // The timeline may be gone by now.
        let _ = said.try_set(match result {
            Ok(()) => text::file_saved(name),
            Err(why) => text::file_not_saved(&why),
        });
    };
    let save_csv = move |_| {
        let views = wanted();
        let time = player.time.get_untracked();
        let clock = |at: f64| scenario.with_untracked(|s| view::clock_to_second(s, at));
        let name = file(&views, "csv");
        tell(
            &name,
            transfer::save(&name, &view::csv(&views, time, &clock)),
        );
    };
    let save_png = move |_| {
        let views = wanted();
        let name = file(&views, "png");
        let time = player.time.get_untracked();
        let panel =
            |view: &'_ StripView| -> (String, String) { (view.title.clone(), view.unit.clone()) };
        let names: Vec<(String, String)> = views.iter().map(panel).collect();
        let panels = views.iter().zip(&names).map(|(view, (title, unit))| Panel {
            title,
            unit,
            drawing: &view.drawing,
        });
        let title = scenario.with_untracked(|s| s.title.clone());
        let picture = Picture {
            title: &title,
            panels: panels.collect(),
            ticks: scenario.with_untracked(|s| ticks_of(s, time)),
            words: &text::line,
            colour: &document::token,
        };
        let (svg, height) = (picture.svg(), picture.height());
        task::spawn(async move {
            let saved = transfer::save_picture(&name, &svg, (WIDTH, height), SCALE).await;
            tell(&name, saved);
        });
    };
    let options = move || {
        let of = |key: StripKey| {
            let title = views.with(|views| {
                let found = views.iter().find(|view| is_key(view, key));
                found.map_or(String::new(), |view| view.title.clone())
            });
            let name = name_of(key);
            let is_chosen = move || chosen.get() == Some(key);
            view! {
                <option value=name prop:selected=is_chosen>
                    {title}
                </option>
            }
        };
        keys.get().into_iter().map(of).collect::<Vec<_>>()
    };
    let id = unique_id("chart");
    let choose = move |event| {
        let value = event_target_value(&event);
        let all = keys.get_untracked();
        chosen.set(all.into_iter().find(|key| name_of(*key) == value));
    };
    view! {
        <div class="files">
            <label for=id.clone()>{text::FILE_OF}</label>
            <select id=id on:change=choose>
                    <option value="" prop:selected=move || chosen.get().is_none()>
                        {text::EVERY_CHART}
                    </option>
                    {options}
            </select>
            <button class="btn q" type="button" on:click=save_png>
                {text::SAVE_PNG}
            </button>
            <button class="btn q" type="button" on:click=save_csv>
                {text::SAVE_CSV}
            </button>
            <span class="lbl" role="status">
                {said}
            </span>
            <span class="lbl keys">{text::KEYS} {text::ZOOM_KEYS}</span>
        </div>
    }
}
