//! A stepper: a number with a minus and a plus, made for a thumb and for a keyboard.

use leptos::prelude::*;

use super::field::Field;
use super::unique_id;

/// Steps of one press with Shift, PageUp or PageDown.
const FAR: f64 = 10.0;

/// What the number stands for, and so how it is written and read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum StepperKind {
    /// A plain number.
    Number,
    /// A time of day, `09:12`; the value is in seconds from second 0.
    Clock {
        /// Seconds since midnight at second 0.
        second_of_day: u32,
    },
    /// `on` for 1, `off` for 0.
    Switch,
}

/// The range of a stepper.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// Lowest value.
    pub min: f64,
    /// Highest value.
    pub max: f64,
    /// What one press changes, above 0.
    pub step: f64,
}

impl Range {
    /// Inside the range; NaN becomes the lowest value.
    pub fn clamp(self, value: f64) -> f64 {
        if value > self.min {
            value.min(self.max)
        } else {
            self.min
        }
    }

    /// `steps` steps further, on the grid of steps and inside the range.
    pub fn moved(self, value: f64, steps: f64) -> f64 {
        let on_grid = ((value - self.min) / self.step).round() + steps;
        self.clamp(self.min + on_grid * self.step)
    }
}

impl StepperKind {
    /// How `value` is written.
    pub fn write(self, value: f64) -> String {
        match self {
            StepperKind::Number => format!("{value}"),
            StepperKind::Switch => String::from(if value < 0.5 { "off" } else { "on" }),
            StepperKind::Clock { second_of_day } => {
                let minutes = (f64::from(second_of_day) + value) / 60.0;
                let minutes = minutes.round() as u32 % (24 * 60);
                format!("{:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }

    /// Reads what a person wrote; `None` when it is no such value. A time of day before second 0
    /// belongs to the next day. `9:12`, `0912` and `9.12` are times as well.
    pub fn read(self, text: &str) -> Option<f64> {
        let text = text.trim();
        match self {
            StepperKind::Number => {
                let plain: String = text.chars().filter(|c| *c != ',' && *c != ' ').collect();
                plain.parse().ok().filter(|v: &f64| v.is_finite())
            }
            StepperKind::Switch => match text.to_lowercase().as_str() {
                "on" | "1" => Some(1.0),
                "off" | "0" => Some(0.0),
                _ => None,
            },
            StepperKind::Clock { second_of_day } => {
                let (hours, minutes) = match text.split_once([':', '.']) {
                    Some(parts) => parts,
                    None => text.split_at_checked(text.len().checked_sub(2)?)?,
                };
                let hours: u32 = hours.parse().ok().filter(|h| *h < 24)?;
                let minutes: u32 = minutes.parse().ok().filter(|m| *m < 60)?;
                let of_day = f64::from(hours * 3600 + minutes * 60);
                let seconds = of_day - f64::from(second_of_day);
                Some(if seconds < 0.0 {
                    seconds + 86_400.0
                } else {
                    seconds
                })
            }
        }
    }
}

/// How many steps a key asks for; `None` for keys that belong to the field.
pub(super) fn key(key: &str, shift: bool) -> Option<f64> {
    let stride = if shift { FAR } else { 1.0 };
    match key {
        "ArrowUp" => Some(stride),
        "ArrowDown" => Some(-stride),
        "PageUp" => Some(FAR),
        "PageDown" => Some(-FAR),
        _ => None,
    }
}

/// The words of a stepper.
#[derive(Clone, Debug, PartialEq)]
pub struct StepperWords {
    /// The label of the field.
    pub label: String,
    /// What stands after the number; empty for none.
    pub unit: String,
    /// The label of the minus button.
    pub less: String,
    /// The label of the plus button.
    pub more: String,
}

/// A number field with buttons of 44 px at its sides.
#[component]
pub fn Stepper(
    /// Its words.
    words: StepperWords,
    /// What the number stands for.
    kind: StepperKind,
    /// Its range.
    range: Range,
    /// Its value.
    #[prop(into)]
    value: Signal<f64>,
    /// A new value.
    on_change: Callback<f64>,
    /// Nothing can be changed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let id = unique_id("stepper");
    let unit_id = format!("{id}-unit");
    let described = (!words.unit.is_empty()).then(|| unit_id.clone());
    let by = move |steps: f64| {
        if !disabled.get_untracked() {
            on_change.run(range.moved(value.get_untracked(), steps));
        }
    };
    let at_min = move || disabled.get() || value.get() <= range.min;
    let at_max = move || disabled.get() || value.get() >= range.max;
    view! {
        <div class="stepper">
            <label for=id.clone()>{words.label}</label>
            <div class="ctl">
                <button
                    class="btn"
                    type="button"
                    aria-label=words.less
                    aria-disabled=move || at_min().to_string()
                    on:click=move |_| by(-1.0)
                >
                    "−"
                </button>
                <Field
                    id=id
                    described=described
                    kind=kind
                    range=range
                    value=value
                    on_change=on_change
                    disabled=disabled
                />
                <button
                    class="btn"
                    type="button"
                    aria-label=words.more
                    aria-disabled=move || at_max().to_string()
                    on:click=move |_| by(1.0)
                >
                    "+"
                </button>
                <span class="unit" id=unit_id>
                    {words.unit}
                </span>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLOCK: StepperKind = StepperKind::Clock {
        second_of_day: 8 * 3600 + 50 * 60,
    };

    #[test]
    fn a_time_is_written_as_the_wall_clock_shows_it() {
        assert_eq!(CLOCK.write(0.0), "08:50");
        assert_eq!(CLOCK.write(1320.0), "09:12");
        assert_eq!(CLOCK.write(15.5 * 3600.0), "00:20");
    }

    #[test]
    fn a_time_is_read_in_the_ways_people_write_it() {
        for text in ["09:12", "9:12", " 9.12 ", "0912", "912"] {
            assert_eq!(CLOCK.read(text), Some(1320.0), "{text}");
        }
        assert_eq!(CLOCK.read("00:20"), Some(15.5 * 3600.0));
        for text in ["", "9", "25:00", "09:61", "soon", "9:", "é1"] {
            assert_eq!(CLOCK.read(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_is_read_with_its_commas() {
        assert_eq!(StepperKind::Number.read("2,353"), Some(2353.0));
        assert_eq!(StepperKind::Number.read("twelve"), None);
        assert_eq!(StepperKind::Number.read("inf"), None);
        assert_eq!(StepperKind::Number.write(12.0), "12");
    }

    #[test]
    fn a_switch_is_on_or_off() {
        assert_eq!(
            [0.0, 1.0].map(|v| StepperKind::Switch.write(v)),
            ["off", "on"]
        );
        let read = ["on", " Off", "1", "maybe"].map(|text| StepperKind::Switch.read(text));
        assert_eq!(read, [Some(1.0), Some(0.0), Some(1.0), None]);
    }

    #[test]
    fn steps_stay_on_the_grid_and_inside_the_range() {
        let range = Range {
            min: 0.0,
            max: 1000.0,
            step: 50.0,
        };
        assert_eq!(range.moved(120.0, 1.0), 150.0);
        assert_eq!(range.moved(0.0, -1.0), 0.0);
        assert_eq!(range.moved(980.0, 10.0), 1000.0);
        assert_eq!(range.clamp(f64::NAN), 0.0);
    }

    #[test]
    fn shift_and_page_keys_go_ten_steps() {
        assert_eq!(key("ArrowUp", false), Some(1.0));
        assert_eq!(key("ArrowDown", true), Some(-10.0));
        assert_eq!(key("PageUp", false), Some(10.0));
        assert_eq!(key("7", false), None);
    }
}
