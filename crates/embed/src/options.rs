//! The query parameters of the app's address, declared once.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use thiserror::Error;

/// Every parameter: its name, what it takes, and what it does. docs/EMBEDDING.md shows this table.
pub const PARAMETERS: &[Parameter] = &[
    Parameter {
        name: "embed",
        takes: "1",
        effect: "shows one lesson without the app around it, for a frame in another page",
    },
    Parameter {
        name: "lesson",
        takes: "the id of a lesson",
        effect: "the lesson that the frame shows; needed with embed",
    },
    Parameter {
        name: "step",
        takes: "predict, run, explain, or the id of a question",
        effect: "the frame ends with this step; without it, it shows the whole lesson",
    },
    Parameter {
        name: "theme",
        takes: "light, dark or system",
        effect: "colours; without it, as the reader's system has them",
    },
];

/// One query parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// As it stands in the address.
    pub name: &'static str,
    /// Its values, in words.
    pub takes: &'static str,
    /// What it does, in words.
    pub effect: &'static str,
}

/// What the address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The app is a frame in somebody's page.
    pub embed: bool,
    /// The lesson to show.
    pub lesson: Option<String>,
    /// Where the frame's work ends.
    pub step: Option<Step>,
    /// Colours.
    pub theme: Theme,
}

/// Where the frame's work ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// With the committed prediction.
    Predict,
    /// With the run.
    Run,
    /// With the explanation.
    Explain,
    /// With one question, by its id.
    Question(String),
}

/// Colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the reader's system has them.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// The parameter's word.
    pub fn parse(word: &str) -> Option<Theme> {
        match word {
            "system" => Some(Theme::System),
            "light" => Some(Theme::Light),
            "dark" => Some(Theme::Dark),
            _ => None,
        }
    }
}

/// A part of the address that says nothing. The rest of the address holds all the same.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Problem {
    /// No such parameter.
    #[error("there is no parameter \"{name}\": it is one of embed, lesson, step, theme")]
    Unknown {
        /// As written.
        name: String,
    },
    /// A value that the parameter does not take.
    #[error("{name} cannot be \"{value}\": it takes {takes}")]
    Value {
        /// The parameter.
        name: &'static str,
        /// As written.
        value: String,
        /// What it takes.
        takes: &'static str,
    },
    /// The same parameter again; the first one holds.
    #[error("{name} stands twice in the address: the first one holds")]
    Twice {
        /// The parameter.
        name: &'static str,
    },
    /// A frame without a lesson.
    #[error("embed=1 needs a lesson: add lesson= and the id of one")]
    NoLesson,
}

impl Options {
    /// Reads decoded name and value pairs, in order. What is sound holds; what is not comes back
    /// as problems, all of them. Names that the app does not own are problems only in a frame:
    /// a link that was posted somewhere may carry a tracker's parameters.
    pub fn read<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> (Options, Vec<Problem>) {
        let mut options = Options::default();
        let mut problems = Vec::new();
        let mut strange = Vec::new();
        let mut seen: Vec<&'static str> = Vec::new();
        for (name, value) in pairs {
            let Some(parameter) = PARAMETERS.iter().find(|p| p.name == name) else {
                strange.push(Problem::Unknown {
                    name: excerpt(name),
                });
                continue;
            };
            if seen.contains(&parameter.name) {
                problems.push(Problem::Twice {
                    name: parameter.name,
                });
                continue;
            }
            seen.push(parameter.name);
            if !options.set(parameter.name, value) {
                problems.push(Problem::Value {
                    name: parameter.name,
                    value: excerpt(value),
                    takes: parameter.takes,
                });
            }
        }
        if options.embed {
            problems.append(&mut strange);
            if options.lesson.is_none() {
                problems.push(Problem::NoLesson);
            }
        }
        (options, problems)
    }

    /// Takes one value; false when the parameter does not take it.
    fn set(&mut self, name: &str, value: &str) -> bool {
        match (name, value) {
            ("embed", "1" | "0") => self.embed = value == "1",
            ("lesson", id) if is_id(id) => self.lesson = Some(id.to_owned()),
            ("step", "predict") => self.step = Some(Step::Predict),
            ("step", "run") => self.step = Some(Step::Run),
            ("step", "explain") => self.step = Some(Step::Explain),
            ("step", id) if is_id(id) => self.step = Some(Step::Question(id.to_owned())),
            ("theme", word) => match Theme::parse(word) {
                Some(theme) => self.theme = theme,
                None => return false,
            },
            _ => return false,
        }
        true
    }
}

/// Kebab-case, as the folders of lessons are called: nothing that leads out of them.
fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 80
        && text
            .bytes()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-')
}

/// Enough of a foreign text to recognise it by.
pub(crate) fn excerpt(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;
    use alloc::vec;

    #[test]
    fn an_address_says_what_the_frame_shows() {
        let (options, problems) = Options::read([
            ("embed", "1"),
            ("lesson", "spiky-traffic"),
            ("step", "which-change"),
            ("theme", "dark"),
        ]);
        assert_eq!(problems, vec![]);
        assert!(options.embed);
        assert_eq!(options.lesson.as_deref(), Some("spiky-traffic"));
        assert_eq!(options.step, Some(Step::Question("which-change".into())));
        assert_eq!(options.theme, Theme::Dark);
    }

    #[test]
    fn all_problems_come_at_once_and_the_sound_part_holds() {
        let (options, problems) = Options::read([
            ("embed", "1"),
            ("lesson", "../secret"),
            ("theme", "purple"),
            ("theme", "dark"),
            ("colour", "red"),
            ("step", "run"),
        ]);
        assert_eq!(options.step, Some(Step::Run));
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "lesson cannot be \"../secret\": it takes the id of a lesson",
                "theme cannot be \"purple\": it takes light, dark or system",
                "theme stands twice in the address: the first one holds",
                "there is no parameter \"colour\": it is one of embed, lesson, step, theme",
                "embed=1 needs a lesson: add lesson= and the id of one",
            ]
        );
    }

    #[test]
    fn a_strangers_parameters_do_not_disturb_a_link_outside_a_frame() {
        let (options, problems) = Options::read([("utm_source", "mail"), ("theme", "light")]);
        assert_eq!((options.theme, problems), (Theme::Light, vec![]));
    }

    #[test]
    fn the_problem_of_an_unknown_name_lists_the_table() {
        let names: Vec<&str> = PARAMETERS.iter().map(|p| p.name).collect();
        let text = Problem::Unknown { name: "x".into() }.to_string();
        assert!(text.ends_with(&names.join(", ")), "{text}");
    }
}
