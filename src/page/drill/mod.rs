//! The page at `#/drill/<seed>`: questions over the whole course against the clock.

mod result;

use headroom_study::record::Entry;
use leptos::prelude::*;

use super::asking::{self, Gathered};
use super::icon::{Icon, icon};
use super::prose;
use super::question::{fields, sure};
use crate::platform::{clock, document, entropy, location, task};
use crate::route::{self, router};
use crate::state::{Drill, Fresh, Saving, desk, drill};
use crate::text::review as words;
use result::result;

/// Seeds are drawn below this, so that a person can read one out.
const SEEDS: u64 = 1_000_000;

/// The page.
#[component]
pub fn DrillPage(
    /// What the questions are drawn from; without it the drill that was left goes on, or a new one
    /// is drawn.
    seed: Option<u32>,
) -> impl IntoView {
    let Some(seed) = seed else {
        location::replace_fragment(&route::drill(drawn_seed()));
        return asking::loading();
    };
    Effect::new(move |_| router().arrived(words::DRILL));
    let desk = desk();
    on_cleanup(move || desk.engine().stop_key());
    let lessons = asking::gather(|_| true);
    let known = Memo::new(move |_| desk.notebook.saving.get() != Saving::Opening);
    let round = RwSignal::new(0);
    view! {
        <main class="wrap asks drill">
            <h1 tabindex="-1">{words::DRILL}</h1>
            {move || {
                round.track();
                match lessons.get() {
                    Gathered::Here(_, Some(why)) => asking::failed(why),
                    Gathered::Here(lessons, None) if known.get() => {
                        let drill = Drill::open(desk, seed, &lessons);
                        whole(drill, round)
                    }
                    _ => asking::loading(),
                }
            }}
        </main>
    }
    .into_any()
}

/// The drill that was left goes on; else any number.
fn drawn_seed() -> u32 {
    if let Some((seed, true)) = drill::kept() {
        return seed;
    }
    let seed = entropy::seed().map(|seed| seed.get());
    seed.unwrap_or_else(|| clock::epoch_ms() % SEEDS) as u32
}

/// Start, questions, result.
fn whole(drill: Drill, round: RwSignal<u32>) -> AnyView {
    let stage = Memo::new(
        move |_| match (drill.began_ms.get(), drill.ended_ms.get()) {
            (None, _) => 0,
            (Some(_), None) => 1,
            (Some(_), Some(_)) => 2,
        },
    );
    let place = Memo::new(move |_| (stage.get(), drill.at.get()));
    Effect::new(move |before: Option<(i32, usize)>| {
        let now = place.get();
        if before.is_some_and(|before| before != now) {
            task::spawn(async {
                // The views of this change come first.
                clock::sleep(0).await;
                document::scroll_to_top();
                document::focus(".asks h2");
            });
        }
        now
    });
    (move || match stage.get() {
        0 => start(drill),
        1 => running(drill),
        _ => result(drill, round),
    })
    .into_any()
}

/// What a drill is, before its clock runs.
fn start(drill: Drill) -> AnyView {
    let other = drill::kept().filter(|(seed, goes_on)| *goes_on && *seed != drill.seed);
    let other = other.map(|(seed, _)| {
        view! {
            <p>
                {words::other_drill(seed)} " "
                <a href=route::drill(seed)>{words::OTHER_DRILL}</a>
            </p>
        }
    });
    let rules = words::rules(drill.seed, drill.len(), drill.limit_s());
    let before = desk().notebook.records.with_untracked(|records| {
        let drills = records
            .iter()
            .rev()
            .filter_map(|record| match record.entry() {
                Entry::Drilled {
                    seed, right, of, ..
                } => Some((*seed, *right, *of)),
                _ => None,
            });
        drills.take(5).collect::<Vec<_>>()
    });
    let before = (!before.is_empty()).then(|| {
        let rows: Vec<AnyView> = before
            .into_iter()
            .map(|(seed, right, of)| {
                let words = words::drill_before(seed, right, of);
                view! { <li><a href=route::drill(seed)>{words}</a></li> }.into_any()
            })
            .collect();
        view! {
            <h2>{words::DRILLS_BEFORE}</h2>
            <ul class="drills">{rows}</ul>
        }
    });
    view! {
        <div class="prose">
            <ul>{rules.into_iter().map(|rule| view! { <li>{rule}</li> }).collect_view()}</ul>
            {other}
            {kept(drill)}
            <div class="act">
                <button class="btn pri" type="button" on:click=move |_| drill.start()>
                    {words::START_DRILL}
                    {icon(Icon::Next)}
                </button>
            </div>
            {before}
        </div>
    }
    .into_any()
}

/// Whether a reload loses anything.
fn kept(drill: Drill) -> AnyView {
    let words = move || match drill.keeps.get() {
        true => words::KEPT,
        false => words::NOT_KEPT,
    };
    view! { <p class="lbl">{words}</p> }.into_any()
}

/// The clock, the question that is shown, and the overview.
fn running(drill: Drill) -> AnyView {
    let of = drill.len();
    // Changes twice: a screen reader hears it twice.
    let soon = Memo::new(move |_| match drill.left_s.get() {
        0..=60 => words::soon_over(1),
        61..=300 => words::soon_over(5),
        _ => String::new(),
    });
    let left = move || words::time_left(drill.left_s.get());
    view! {
        <div class="timing">
            <b class="num">{left}</b>
            <span class="lbl" role="status">
                {soon}
            </span>
        </div>
        {move || {
            let at = drill.at.get();
            drill.question(at).map(|fresh| asked(drill, fresh, at, of))
        }}
        {overview(drill)}
        {finish(drill)}
        {kept(drill)}
    }
    .into_any()
}

fn asked(drill: Drill, fresh: Fresh, at: usize, of: usize) -> AnyView {
    let shows = Memo::new(move |_| fresh.shows());
    let question = move || {
        if !shows.get() {
            return view! { <p class="lbl" role="status">{words::DRAWING}</p> }.into_any();
        }
        let asked = fresh.asked.get_untracked();
        view! {
            <section class="question">
                {prose::blocks(&asked.stem)}
                <form on:submit=|event| event.prevent_default()>
                    {fields(asked, fresh.quiz, at + 1)} {sure(fresh.quiz)}
                </form>
            </section>
        }
        .into_any()
    };
    let step = |to: Option<usize>, class: &'static str, words: &'static str| {
        to.filter(|to| *to < of).map(|to| {
            view! {
                <button class=class type="button" on:click=move |_| drill.at.set(to)>
                    {words}
                </button>
            }
        })
    };
    view! {
        <div class="prose">
            <h2 class="lbl count" tabindex="-1">
                {words::question_of(at + 1, of)}
            </h2>
            {asking::situation(fresh)}
            {question}
            <div class="act">
                {step(at.checked_sub(1), "btn", words::BACK)}
                {step(Some(at + 1), "btn pri", words::FORWARD)}
                <label class="tick">
                    <input
                        type="checkbox"
                        prop:checked=move || drill.marked.with(|all| all.get(at) == Some(&true))
                        on:change=move |_| drill.mark(at)
                    />
                    {words::MARK}
                </label>
            </div>
        </div>
    }
    .into_any()
}

/// Every question by its number: where one is, which are answered, which are marked.
fn overview(drill: Drill) -> AnyView {
    let row = |at: usize| {
        let answered = Memo::new(move |_| drill.answered(at));
        let marked = move || drill.marked.with(|all| all.get(at) == Some(&true));
        let here = move || (drill.at.get() == at).then_some("true");
        view! {
            <li>
                <button
                    class="btn"
                    type="button"
                    data-answered=move || answered.get().to_string()
                    data-marked=move || marked().to_string()
                    aria-current=here
                    aria-label=move || words::overview_item(at + 1, answered.get(), marked())
                    on:click=move |_| drill.at.set(at)
                >
                    {at + 1}
                </button>
            </li>
        }
        .into_any()
    };
    let rows: Vec<AnyView> = (0..drill.len()).map(row).collect();
    view! {
        <nav class="numbers" aria-label=words::OVERVIEW>
            <ol>{rows}</ol>
            <p class="lbl">{words::OVERVIEW_KEY}</p>
        </nav>
    }
    .into_any()
}

/// The end, asked for twice: an answer that is missing cannot be given afterwards.
fn finish(drill: Drill) -> AnyView {
    let sure = RwSignal::new(false);
    let ask = move |on: bool, focus: &'static str| {
        sure.set(on);
        task::spawn(async move {
            // The button that had the focus goes with this change.
            clock::sleep(0).await;
            document::focus_if_lost(focus);
        });
    };
    view! {
        <div class="act finish">
            {move || {
                if sure.get() {
                    let (open, marked) = drill.open_and_marked();
                    view! {
                        <span role="status">{words::before_the_end(open, marked)}</span>
                        <button class="btn pri" type="button" on:click=move |_| drill.finish()>
                            {words::FINISH_NOW}
                        </button>
                        <button class="btn" type="button" on:click=move |_| ask(false, ".finish .btn")>
                            {words::GO_ON}
                        </button>
                    }
                        .into_any()
                } else {
                    view! {
                        <button class="btn" type="button" on:click=move |_| ask(true, ".finish .pri")>
                            {words::FINISH}
                        </button>
                    }
                        .into_any()
                }
            }}
        </div>
    }
    .into_any()
}
