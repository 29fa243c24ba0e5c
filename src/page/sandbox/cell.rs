//! One field of one configuration.

use headroom_scenario::sandbox::{Kind, Side};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::editor::{note_id, rule_id};
use crate::state::Sandbox;
use crate::state::sandbox::Note;
use crate::text::sandbox as words;

/// Steps of an arrow key with Shift.
const FAR: f64 = 10.0;
/// Texts longer than this stand on several lines.
const LONG: usize = 40;

/// What the cells of a line share.
#[derive(Clone, Copy)]
pub struct Ground {
    /// What is edited.
    pub sandbox: Sandbox,
    /// The field's path.
    pub path: StoredValue<String>,
    /// Its name.
    pub label: StoredValue<String>,
    /// Its unit.
    pub unit: &'static str,
    /// How it is written.
    pub kind: Kind,
    /// What is wrong with it.
    pub notes: Signal<Vec<Note>>,
}

/// A field of a side, or of both where they share it.
#[component]
pub fn Cell(
    /// The line.
    ground: Ground,
    /// Whose field.
    side: Side,
    /// Both have it alike.
    shared: bool,
) -> impl IntoView {
    let Ground { sandbox, path, .. } = ground;
    let value = Memo::new(move |_| {
        sandbox
            .draft
            .with(|pair| path.with_value(|path| pair.written(side, path)))
    });
    let applies = Memo::new(move |_| {
        sandbox
            .draft
            .with(|pair| path.with_value(|path| pair.applies(side, path)))
    });
    let wrong = Memo::new(move |_| {
        let mine = |note: &Note| note.refuses() && (shared || note.sides[side as usize]);
        ground.notes.with(|notes| notes.iter().any(mine))
    });
    let long = Memo::new(move |_| value.with(|v| v.as_ref().is_some_and(|v| v.len() > LONG)));
    let name = ground
        .label
        .with_value(|label| words::input(label, ground.unit, (!shared).then_some(side)));
    let name = StoredValue::new(name);
    let input = Input {
        ground,
        side,
        name,
        value,
        wrong,
    };
    move || match (applies.get(), ground.kind) {
        (false, _) => view! {
            <span class="none">
                <span aria-hidden="true">"–"</span>
                <span class="sr">{words::NOT_HERE}</span>
            </span>
        }
        .into_any(),
        (true, Kind::Flag) => input.choice(&["true", "false"]),
        (true, Kind::Choice(options)) => input.choice(options),
        (true, Kind::Json | Kind::Text) if long.get() => input.lines(),
        (true, Kind::Number | Kind::Text | Kind::Json) => input.line(),
    }
}

/// An input with what it says about itself.
#[derive(Clone, Copy)]
struct Input {
    ground: Ground,
    side: Side,
    name: StoredValue<String>,
    value: Memo<Option<String>>,
    wrong: Memo<bool>,
}

impl Input {
    fn write(self, typed: &str) {
        let Ground {
            sandbox,
            path,
            kind,
            ..
        } = self.ground;
        path.with_value(|path| sandbox.write(self.side, path, kind, typed));
    }

    fn described(self) -> impl Fn() -> String {
        let ids = self
            .ground
            .path
            .with_value(|path| (rule_id(path), note_id(path)));
        move || match self.wrong.get() {
            true => format!("{} {}", ids.1, ids.0),
            false => ids.0.clone(),
        }
    }

    fn text(self) -> String {
        self.value.get().unwrap_or_default()
    }

    fn line(self) -> AnyView {
        let is_number = self.ground.kind == Kind::Number;
        let press_key = move |event: KeyboardEvent| {
            let up = match event.key().as_str() {
                "ArrowUp" => 1.0,
                "ArrowDown" => -1.0,
                _ => return,
            };
            let Ok(now) = event_target_value(&event)
                .replace(',', "")
                .trim()
                .parse::<f64>()
            else {
                return;
            };
            if is_number {
                event.prevent_default();
                let step = if event.shift_key() { FAR * up } else { up };
                self.write(&format!("{}", now + step));
            }
        };
        view! {
            <input
                type="text"
                inputmode=is_number.then_some("decimal")
                autocomplete="off"
                spellcheck="false"
                placeholder=words::ABSENT
                aria-label=self.name.get_value()
                aria-describedby=self.described()
                aria-invalid=move || self.wrong.get().then_some("true")
                prop:value=move || self.text()
                on:keydown=press_key
                on:change=move |event| self.write(&event_target_value(&event))
            />
        }
        .into_any()
    }

    fn lines(self) -> AnyView {
        view! {
            <textarea
                rows="3"
                autocomplete="off"
                spellcheck="false"
                aria-label=self.name.get_value()
                aria-describedby=self.described()
                aria-invalid=move || self.wrong.get().then_some("true")
                prop:value=move || self.text()
                on:change=move |event| self.write(&event_target_value(&event))
            ></textarea>
        }
        .into_any()
    }

    /// A value that is none of the options stays among them, for it is what the text says.
    fn choice(self, options: &'static [&'static str]) -> AnyView {
        let other = Memo::new(move |_| {
            self.value
                .get()
                .filter(|value| !options.contains(&value.as_str()))
        });
        let option = |word: &'static str| {
            let chosen = move || self.value.with(|value| value.as_deref() == Some(word));
            view! {
                <option value=word prop:selected=chosen>
                    {word}
                </option>
            }
        };
        view! {
            <select
                aria-label=self.name.get_value()
                aria-describedby=self.described()
                aria-invalid=move || self.wrong.get().then_some("true")
                on:change=move |event| self.write(&event_target_value(&event))
            >
                <option value="" prop:selected=move || self.value.with(Option::is_none)>
                    {words::ABSENT}
                </option>
                {options.iter().copied().map(option).collect::<Vec<_>>()}
                {move || {
                    other.get()
                        .map(|word| {
                            view! {
                                <option value=word.clone() prop:selected=true>
                                    {word.clone()}
                                </option>
                            }
                        })
                }}
            </select>
        }
        .into_any()
    }
}
