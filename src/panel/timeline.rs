//! The timeline: strips on one clock, and the scrubber that is its axis.

use std::sync::Arc;

use headroom_engine::run::Run;
use headroom_model::scenario::Scenario;
use headroom_study::Strip;
use leptos::prelude::*;

use super::files::Files;
use super::player::{Player, SPEEDS};
use super::strip::{Keyboard, Overlay, StripKey, StripRow, name_of};
use super::text;
use super::time::{PlayButton, Playhead, ScrubberOf, TimeAxis, ZoomOf};
use super::twins::Twins;
use super::view::pair::{self, Both};
use super::view::{self, Predicted, StripView};
use crate::chart::plot::Touch;
use crate::chart::scrubber::Move;
use crate::chart::zoom::Stretch;
use crate::platform::document;
use crate::state::{Asked, Inquiry};
use crate::widget::live_region::LiveRegion;
use crate::widget::segment::Segment;

/// The timeline of a scenario and, after the run, of what came of it.
#[component]
pub fn Timeline(
    /// What runs, or ran.
    #[prop(into)]
    scenario: Signal<Arc<Scenario>>,
    /// What came of it; before it only the given traffic and the prediction are drawn.
    #[prop(into)]
    run: Signal<Option<Arc<Run>>>,
    /// The moment that is shown, seconds from second 0.
    playhead_s: RwSignal<f64>,
    /// Time runs by itself; cleared when a person takes over, and at the end.
    playing: RwSignal<bool>,
    /// The first play: lines appear up to the playhead; cleared at its end.
    revealing: RwSignal<bool>,
    /// The strips that stand there at first, in their order.
    #[prop(into)]
    strips: Signal<Vec<Strip>>,
    /// Every strip.
    show_all: RwSignal<bool>,
    /// What of the run is in sight.
    stretch: RwSignal<Option<Stretch>>,
    /// The tools of the sandbox: another stretch, and files.
    tools: bool,
    /// What is asked of the run.
    inquiry: Inquiry,
    /// What the learner expects, in the learner's colour on the capacity strip.
    #[prop(optional, into)]
    predicted: Signal<Option<Predicted>>,
    /// Two configurations, of which the run is one: their lines lie in one plot.
    #[prop(optional, into)]
    both: Signal<Option<Both>>,
    /// Lies over the plot of the capacity strip until there is a run: the prediction pen.
    #[prop(optional, into)]
    over_capacity: Signal<Option<Overlay>>,
) -> impl IntoView {
    let player = Player::new(
        scenario,
        run,
        playhead_s,
        playing,
        revealing,
        (stretch, tools),
        inquiry,
    );
    let time = player.time;
    let views = Memo::new(move |_| {
        let (run, ghost) = (run.get(), inquiry.ghost());
        if let Some(both) = both.get() {
            return pair::strips(&both, time.get());
        }
        scenario.with(|s| {
            view::strips(
                s,
                run.as_deref(),
                ghost.as_deref(),
                predicted.get(),
                time.get(),
            )
        })
    });
    let ran = Memo::new(move |_| run.with(Option::is_some));
    let shown = Memo::new(move |_| match show_all.get() {
        true => Strip::ALL.to_vec(),
        false => strips.get(),
    });
    let keys = Memo::new(move |_| views.with(|views| keys_of(views, &shown.get())));
    let as_table = RwSignal::new(false);
    let share = move || time.get().share(playhead_s.get());
    let moment_s = Signal::derive(move || ran.get().then(|| playhead_s.get()));
    // The strip that the keyboard was at last, else the first.
    let last_at = RwSignal::new(None::<StripKey>);
    let touch = Callback::new(move |(key, touch): (StripKey, Touch)| {
        if !ran.get_untracked() {
            return;
        }
        last_at.set(Some(key));
        match touch {
            Touch::Go(asked) => {
                player.go(asked);
                if matches!(asked, Move::To(_) | Move::Ask(_)) {
                    confirm(inquiry);
                }
            }
            Touch::Why => {
                confirm(inquiry);
                inquiry.ask(Asked::Playhead);
                document::focus("#chain");
            }
            Touch::Strip { down } => {
                let next = keys.with_untracked(|keys| neighbour_of(keys, key, down));
                last_at.set(Some(next));
                document::focus(&format!("[data-strip={}]", name_of(next)));
            }
        }
    });
    let keyboard = Keyboard {
        at: Memo::new(move |_| {
            keys.with(|keys| {
                let last = last_at.get().filter(|key| keys.contains(key));
                last.or(keys.first().copied())
            })
        })
        .into(),
        clock: Memo::new(move |_| {
            let seconds = playhead_s.get();
            scenario.with(|s| view::clock_to_second(s, seconds))
        })
        .into(),
        duration_s: player.duration_s.into(),
        on_touch: touch,
        marked: inquiry.marked.into(),
    };
    // While another moment is picked, Enter asks and Escape goes back, wherever the focus is.
    let press_key = move |event: leptos::ev::KeyboardEvent| {
        if inquiry.picking.get_untracked().is_none() {
            return;
        }
        match event.key().as_str() {
            "Enter" => confirm(inquiry),
            "Escape" => {
                if let Some(before) = inquiry.picking.get_untracked() {
                    playhead_s.set(before);
                }
                inquiry.picking.set(None);
            }
            _ => return,
        }
        event.prevent_default();
        document::focus("#chain");
    };
    let seen = move || match revealing.get() {
        true => format!("{:.5}", share()),
        false => "1".into(),
    };
    let flag = |on: bool| on.to_string();
    let row = move |key: StripKey| {
        let one = Memo::new(move |_| views.with(|views| find(views, key)));
        let overlay = Signal::derive(move || match key.0 {
            Strip::Capacity if !ran.get() => over_capacity.get(),
            _ => None,
        });
        view! {
            <StripRow key=key strip=one moment_s=moment_s keyboard=keyboard overlay=overlay />
        }
    };
    view! {
        <div
            class="timeline"
            on:keydown=press_key
            data-ran=move || flag(ran.get())
            data-revealing=move || flag(ran.get() && revealing.get())
        >
            <Show when=move || !(as_table.get() && ran.get())>
                <div class="strips" style:--p=move || format!("{:.5}", share()) style:--seen=seen>
                    <For each=move || keys.get() key=|key| *key children=row />
                    <TimeAxis player=player scenario=scenario moment_s=moment_s />
                    <Playhead scenario=scenario moment_s=moment_s />
                </div>
            </Show>
            <Show when=move || as_table.get() && ran.get()>
                <Twins scenario=scenario run=run both=both shown=shown views=views keys=keys />
            </Show>
            <Show when=move || ran.get()>
                <ScrubberOf player=player scenario=scenario views=views />
            </Show>
            <div class="scrub">
                <Show when=move || ran.get()>
                    <PlayButton player=player scenario=scenario />
                    <Segment
                        label=text::SPEED
                        options=SPEEDS.map(|s| format!("{s}×")).to_vec()
                        chosen=player.speed
                    />
                </Show>
                <Show when=move || ran.get() && revealing.get()>
                    <button class="btn q" type="button" on:click=move |_| player.finish()>
                        {text::SKIP}
                    </button>
                </Show>
                <Show when=move || tools && ran.get()>
                    <ZoomOf player=player scenario=scenario />
                </Show>
                <span class="sp"></span>
                <Show when=move || ran.get()>
                    {(!tools).then(|| view! { <span class="lbl keys">{text::KEYS}</span> })}
                    <button
                        class="btn q"
                        type="button"
                        on:click=move |_| as_table.update(|on| *on = !*on)
                    >
                        {move || if as_table.get() { text::TABLE.1 } else { text::TABLE.0 }}
                    </button>
                </Show>
                <button
                    class="btn q"
                    type="button"
                    on:click=move |_| show_all.update(|on| *on = !*on)
                >
                    {move || if show_all.get() { text::ALL_STRIPS.1 } else { text::ALL_STRIPS.0 }}
                </button>
            </div>
            <Show when=move || tools && ran.get()>
                <Files player=player scenario=scenario views=views keys=keys />
            </Show>
            <LiveRegion words=player.said />
        </div>
    }
}

/// The moment that was being picked is the one that is asked about.
fn confirm(inquiry: Inquiry) {
    if inquiry.picking.get_untracked().is_some() {
        inquiry.picking.set(None);
        inquiry.ask(Asked::Playhead);
    }
}

/// The strips to show, in the order in which they are asked for.
fn keys_of(views: &[StripView], shown: &[Strip]) -> Vec<StripKey> {
    let of = |strip: &Strip| {
        let strip = *strip;
        let mine = views.iter().filter(move |v| v.strip == strip);
        mine.map(|v| (v.strip, v.index))
    };
    shown.iter().flat_map(of).collect()
}

/// The strip above or below; the last one stays where it is.
fn neighbour_of(keys: &[StripKey], key: StripKey, down: bool) -> StripKey {
    let at = keys.iter().position(|k| *k == key).unwrap_or(0);
    let next = if down { at + 1 } else { at.saturating_sub(1) };
    keys.get(next).copied().unwrap_or(key)
}

/// Every strip of the list is there; this is the one in question.
pub(super) fn find(views: &[StripView], (strip, index): StripKey) -> StripView {
    let is_it = |view: &&StripView| view.strip == strip && view.index == index;
    let found = views.iter().find(is_it);
    found.cloned().unwrap_or_else(|| StripView::nothing(strip))
}
