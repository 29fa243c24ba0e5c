//! One strip of the timeline: heading with the values of the moment, and its plot.

use headroom_study::Strip;
use leptos::prelude::*;

use super::text;
use super::view::{StripView, Unit};
use crate::chart::plot::{Cursor, Plot, Touch};
use crate::chart::scale::Scale;

/// Makes what lies over a plot from the plot's value axis; time is the lab's own.
pub type Overlay = Callback<Signal<Scale>, AnyView>;

/// Names a strip of a timeline: which, and its place among its like.
pub type StripKey = (Strip, usize);

/// Where the keyboard stands, and how a moment is called.
#[derive(Clone, Copy)]
pub struct Keyboard {
    /// The strip that Tab comes to.
    pub at: Signal<Option<StripKey>>,
    /// The wall clock of the moment.
    pub clock: Signal<String>,
    /// The end of the run, in seconds.
    pub duration_s: Signal<f64>,
    /// What a person does to a plot.
    pub on_touch: Callback<(StripKey, Touch)>,
    /// The event that is outlined.
    pub marked: Signal<Option<u32>>,
}

/// A strip.
#[component]
pub fn StripRow(
    /// Its name among the strips.
    key: StripKey,
    /// What it shows.
    #[prop(into)]
    strip: Signal<StripView>,
    /// The moment whose values the heading shows, seconds; `None` before the run.
    #[prop(into)]
    moment_s: Signal<Option<f64>>,
    /// How the keyboard reads it.
    keyboard: Keyboard,
    /// Lies over the plot in the same cell of the grid and takes its pointer. Beside the plot in
    /// the document, for a picture has no children.
    #[prop(optional, into)]
    overlay: Signal<Option<Overlay>>,
) -> impl IntoView {
    let scale = Signal::derive(move || strip.with(|s| s.scale));
    let drawing = Memo::new(move |_| strip.with(|s| s.drawing.clone()));
    let summary = Memo::new(move |_| strip.with(|s| s.summary.clone()));
    let readings = Memo::new(move |_| match moment_s.get() {
        Some(seconds) => strip.with(|s| s.readings(seconds)),
        None => Vec::new(),
    });
    // A dot where the playhead meets the count that takes traffic.
    let dot = Memo::new(move |_| {
        let seconds = moment_s.get()?;
        strip.with(|s| s.top(Unit::InService, seconds))
    });
    let cursor = Memo::new(move |_| {
        let now_s = moment_s.get()?.round();
        let values = readings.get().into_iter().map(|r| r.text);
        let label = strip.with(|s| text::cursor(&s.title));
        Some(Cursor {
            label,
            value_text: text::cursor_says(&keyboard.clock.get(), values),
            now_s,
            max_s: keyboard.duration_s.get().round(),
            in_tab_order: keyboard.at.get() == Some(key),
        })
    });
    let on_touch = Callback::new(move |touch| keyboard.on_touch.run((key, touch)));
    let class = move || {
        strip.with(|s| match (s.strip, s.blank) {
            (_, true) => "strip blank",
            (Strip::Policy, _) => "strip lane",
            (Strip::Capacity, _) => "strip caps",
            _ => "strip",
        })
    };
    view! {
        <div class=class>
            <div class="h">
                <b>{move || strip.with(|s| breakable(&s.title))}</b>
                <span class="unit">{move || strip.with(|s| s.unit.clone())}</span>
                {move || {
                    let values: Vec<_> = readings
                        .get()
                        .into_iter()
                        .enumerate()
                        .map(|(i, reading)| {
                            let class = match i {
                                0 => format!("v {}", reading.ink.word()),
                                _ => format!("w {}", reading.ink.word()),
                            };
                            view! { <span class=class>{reading.text}</span> }
                        })
                        .collect();
                    values
                }}
                {move || {
                    strip
                        .with(|s| s.guess.clone())
                        .map(|g| {
                            view! { <span class="w narrow c-pred">{g.text}</span> }
                        })
                }}
            </div>
            <Plot
                drawing=drawing
                summary=summary
                dot=dot
                name=name_of(key)
                cursor=cursor
                marked=keyboard.marked
                on_touch=on_touch
            />
            {move || overlay.get().map(|make| make.run(scale))}
        </div>
    }
}

/// The name by which the page finds a strip's plot.
pub fn name_of((strip, index): StripKey) -> String {
    format!("{strip:?}-{index}")
}

/// A long name of AWS's may break before its words: Invocations·Per·Instance.
fn breakable(title: &str) -> Vec<AnyView> {
    let mut pieces: Vec<AnyView> = Vec::new();
    for word in words_of(title) {
        if !pieces.is_empty() {
            pieces.push(view! { <wbr /> }.into_any());
        }
        pieces.push(word.to_owned().into_any());
    }
    pieces
}

/// The pieces of a name: a capital behind a small letter begins one.
fn words_of(title: &str) -> Vec<&str> {
    let mut starts = vec![0];
    let pairs = title.char_indices().zip(title.chars().skip(1));
    for ((at, before), letter) in pairs {
        if before.is_lowercase() && letter.is_uppercase() {
            starts.push(at + before.len_utf8());
        }
    }
    let ends = starts[1..].iter().copied().chain([title.len()]);
    let pieces = starts.iter().zip(ends);
    pieces.map(|(&from, to)| &title[from..to]).collect()
}

#[cfg(test)]
mod tests {
    use super::words_of;

    #[test]
    fn a_name_breaks_before_its_words() {
        assert_eq!(
            words_of("InvocationsPerInstance"),
            ["Invocations", "Per", "Instance"]
        );
        assert_eq!(words_of("CPUUtilization"), ["CPUUtilization"]);
        assert_eq!(words_of("Traffic"), ["Traffic"]);
        assert_eq!(words_of(""), [""]);
    }
}
