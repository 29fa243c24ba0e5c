//! The clock of a timeline: its axis, the playhead, the scrubber, play, and what is in sight.

use std::sync::Arc;

use headroom_model::scenario::Scenario;
use headroom_model::time::Time;
use headroom_study::Strip;
use leptos::prelude::*;

use super::player::Player;
use super::text;
use super::view::{self, MomentKind, StripView, Unit};
use crate::chart::axis::{Axis, AxisTick};
use crate::chart::scale::TimeScale;
use crate::chart::scrubber::{Mark, Move, Scrubber};
use crate::chart::{ticks, zoom};
use crate::platform::media;

/// Ticks of the time axis at most.
const AXIS_TICKS: u32 = 8;

/// Round times of what is in sight.
pub(super) fn ticks_of(scenario: &Scenario, time: TimeScale) -> Vec<AxisTick> {
    let zero = scenario.start.clock(Time::ZERO).second_of_day;
    let ticks = ticks::wall_clock(zero, time, AXIS_TICKS).into_iter();
    let tick = |seconds| AxisTick {
        left: time.left(seconds),
        text: view::clock(scenario, seconds),
    };
    ticks.map(tick).collect()
}

/// The time axis; a drag over it picks a stretch where that may be chosen.
#[component]
pub fn TimeAxis(
    player: Player,
    scenario: Signal<Arc<Scenario>>,
    moment_s: Signal<Option<f64>>,
) -> impl IntoView {
    let time = player.time;
    let ticks = Memo::new(move |_| scenario.with(|s| ticks_of(s, time.get())));
    let playhead = Memo::new(move |_| {
        let seconds = moment_s.get()?;
        Some(time.get().left(seconds))
    });
    let pick = move |(from, to)| player.look_between(from, to);
    match player.zoom {
        true => {
            view! { <Axis ticks=ticks playhead=playhead on_pick=Callback::new(pick) /> }.into_any()
        }
        false => view! { <Axis ticks=ticks playhead=playhead /> }.into_any(),
    }
}

/// The playhead; its place is `--p` of the strips.
#[component]
pub fn Playhead(scenario: Signal<Arc<Scenario>>, moment_s: Signal<Option<f64>>) -> impl IntoView {
    let clock = Memo::new(move |_| {
        let seconds = moment_s.get()?;
        Some(scenario.with(|s| view::clock(s, seconds)))
    });
    view! {
        <div class="ph" data-t=move || clock.get() hidden=move || clock.get().is_none()></div>
    }
}

/// The scrubber with the marks of what is in sight.
#[component]
pub fn ScrubberOf(
    player: Player,
    scenario: Signal<Arc<Scenario>>,
    views: Memo<Vec<StripView>>,
) -> impl IntoView {
    let value_text = Memo::new(move |_| {
        let seconds = player.playhead_s.get();
        let clock = scenario.with(|s| view::clock_to_second(s, seconds));
        let counts = views.with(|views| {
            let capacity = views.iter().find(|v| v.strip == Strip::Capacity)?;
            let count = |unit| capacity.value(unit, seconds).map(|n| n as u64);
            count(Unit::InService).zip(count(Unit::Desired))
        });
        text::moment(&clock, counts)
    });
    let marks = Memo::new(move |_| {
        let hidden = player.revealing.get();
        let time = player.time.get();
        let now = if hidden {
            player.playhead_s.get()
        } else {
            f64::MAX
        };
        player.moments.with(|moments| {
            let marked = moments
                .iter()
                .filter(|m| m.seconds <= now && time.holds(m.seconds));
            marked
                .filter_map(|m| {
                    let class = match m.kind {
                        MomentKind::Alarm => "b",
                        MomentKind::Activity => "c",
                        MomentKind::Call => "d",
                        MomentKind::Quiet => return None,
                    };
                    Some(Mark {
                        left: time.left(m.seconds),
                        class,
                        event: m.event,
                    })
                })
                .collect::<Vec<_>>()
        })
    });
    view! {
        <Scrubber
            label=text::SCRUBBER
            seconds=player.playhead_s
            duration_s=player.duration_s
            time=player.time
            value_text=value_text
            marks=marks
            on_move=Callback::new(move |asked| player.go(asked))
        />
    }
}

/// How much of the run is in sight; absent where the run is too short for a choice.
#[component]
pub fn ZoomOf(player: Player, scenario: Signal<Arc<Scenario>>) -> impl IntoView {
    let button = move |length: f64| {
        let whole = length >= player.duration_s.get();
        let chosen = move || {
            let now = player.time.get().length_s;
            (now - length).abs() < 0.5 || (whole && now >= length)
        };
        let (words, name) = text::stretch((!whole).then_some(length));
        view! {
            <button
                type="button"
                aria-label=name
                aria-pressed=move || chosen().to_string()
                on:click=move |_| player.look_at(length)
            >
                {words}
            </button>
        }
    };
    let buttons = move || {
        let duration = player.duration_s.get();
        let lengths: Vec<f64> = zoom::lengths(duration).collect();
        let offered = (!lengths.is_empty()).then(|| [duration].into_iter().chain(lengths));
        offered.map(|all| {
            let buttons: Vec<_> = all.map(button).collect();
            view! {
                <div class="seg zoom" role="group" aria-label=text::IN_SIGHT>
                    {buttons}
                </div>
            }
        })
    };
    // Said when it changes: the strips below have another scale then.
    let said = move || {
        let (time, whole) = (player.time.get(), player.duration_s.get());
        (time.length_s < whole).then(|| {
            scenario.with(|s| {
                text::from_to(&view::clock(s, time.from_s), &view::clock(s, time.end_s()))
            })
        })
    };
    view! {
        {buttons}
        <span class="lbl" role="status">
            {said}
        </span>
    }
}

/// Play, pause, replay; "next event" where the system asks for little motion.
#[component]
pub fn PlayButton(player: Player, scenario: Signal<Arc<Scenario>>) -> impl IntoView {
    let label = Memo::new(move |_| {
        if player.playing.get() {
            text::PAUSE.to_owned()
        } else if media::prefers_reduced_motion() {
            text::NEXT_EVENT.to_owned()
        } else if player.at_end() {
            text::REPLAY.to_owned()
        } else {
            let seconds = player.playhead_s.get();
            text::play_from(&scenario.with(|s| view::clock(s, seconds)))
        }
    });
    let drawing = Memo::new(move |_| {
        if player.playing.get() {
            "M4 3h3v10H4zM9 3h3v10H9z"
        } else if media::prefers_reduced_motion() {
            "M3.5 3v10l6-5zM10.5 3h2v10h-2z"
        } else {
            "M4.5 3v10l8.5-5z"
        }
    });
    view! {
        <button
            class="btn pri pl"
            type="button"
            aria-label=label
            title=label
            on:click=move |_| player.go(Move::Play)
        >
            <svg class="ic" viewBox="0 0 16 16" aria-hidden="true">
                <path d=drawing></path>
            </svg>
        </button>
    }
}
