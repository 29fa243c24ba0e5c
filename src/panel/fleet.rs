//! The fleet at the playhead: every instance by its place in life.

use std::sync::Arc;

use headroom_engine::run::{InstanceState, Run};
use headroom_model::scenario::Scenario;
use leptos::prelude::*;

use super::text;
use super::view::{Fleet, Group, Lives};
use crate::chart::plot::percent;
use crate::text::number;

/// Groups of tiles, each with its count in words.
#[component]
pub fn FleetView(
    /// The scenario that was run.
    scenario: Arc<Scenario>,
    /// Its run.
    run: Arc<Run>,
    /// The moment that is shown, in seconds.
    #[prop(into)]
    playhead_s: Signal<f64>,
) -> impl IntoView {
    if !Lives::are_of(&scenario) {
        return ().into_any();
    }
    let lives = Lives::of(&scenario, &run);
    let places = lives.at(&scenario, &run, 0.0).groups.len();
    let fleet = Memo::new(move |_| lives.at(&scenario, &run, playhead_s.get()));
    let of = move |part: fn(&Fleet) -> String| move || fleet.with(part);
    let groups: Vec<_> = (0..places)
        .map(|i| {
            // A group that does not change is not drawn again.
            let group = Memo::new(move |_| fleet.with(|f| f.groups.get(i).cloned()));
            view! { <div class="grp">{move || group.get().map(tiles)}</div> }
        })
        .collect();
    view! {
        <section class="fleet" aria-labelledby="fleet">
            <div class="sh">
                <h3 id="fleet">{of(|f| text::fleet_at(&f.clock))}</h3>
                <span class="lbl">{of(|f| f.of.clone())}</span>
            </div>
            {groups}
            <p class="lbl">
                {move || {
                    let per = fleet.with(|f| f.per_tile);
                    (per > 1).then(|| text::per_tile(per))
                }}
            </p>
        </section>
    }
    .into_any()
}

fn tiles(group: Group) -> AnyView {
    let class = class(group.state);
    let tiles: Vec<_> = group
        .tiles
        .into_iter()
        .map(|tile| {
            view! { <i class=class title=tile.name style:--q=percent(100.0 * tile.fill)></i> }
        })
        .collect();
    view! {
        <p>
            <b>{text::group(group.state)}</b>
            <span class="num">{number(group.count)}</span>
            <span class="sr">{group.members}</span>
            <span class="lbl">{group.note}</span>
        </p>
        <div class="tiles" aria-hidden="true">
            {tiles}
        </div>
    }
    .into_any()
}

const fn class(state: InstanceState) -> &'static str {
    match state {
        InstanceState::InService => "sv",
        InstanceState::Downloading => "dl",
        InstanceState::Starting => "st",
        InstanceState::Provisioning | InstanceState::WaitingForCapacity => "pv",
        InstanceState::Draining | InstanceState::Gone => "dr",
        InstanceState::Failed => "fl",
    }
}
