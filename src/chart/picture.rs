//! Charts as one SVG document of their own, for a file: what the page draws with style sheets and
//! HTML, in attributes and text. Colours come from the page, so that the picture has its theme.

use std::fmt::Write;

use super::axis::AxisTick;
use super::drawing::{BarKind, Drawing, Half, Ink};

/// A chart of the picture.
pub struct Panel<'a> {
    /// Its name.
    pub title: &'a str,
    /// What it measures.
    pub unit: &'a str,
    /// What it shows.
    pub drawing: &'a Drawing,
}

/// What stands on the picture.
pub struct Picture<'a> {
    /// Above the charts.
    pub title: &'a str,
    /// The charts, from top to bottom.
    pub panels: Vec<Panel<'a>>,
    /// The time axis under them.
    pub ticks: Vec<AxisTick>,
    /// What a line stands for, where its colour and dash alone would say it.
    pub words: &'a dyn Fn(Ink) -> Option<&'static str>,
    /// A token of the style sheet, by its name: a colour.
    pub colour: &'a dyn Fn(&str) -> String,
}

/// Width of the picture, in its own pixels.
pub const WIDTH: f64 = 1200.0;
/// How much larger than that it is drawn into a file; the lines of a plot, which is stretched, are
/// measured in the file's pixels.
pub const SCALE: f64 = 2.0;
const MARGIN: f64 = 24.0;
const PLOT_LEFT: f64 = 84.0;
const PLOT_WIDTH: f64 = WIDTH - PLOT_LEFT - 190.0;
const TITLE_HEIGHT: f64 = 52.0;
const HEAD_HEIGHT: f64 = 26.0;
const GAP: f64 = 14.0;
const AXIS_HEIGHT: f64 = 44.0;
/// Plots of a page are low, because many stand under each other.
const TALLER: f64 = 1.5;

impl Picture<'_> {
    /// Its height, in its own pixels.
    pub fn height(&self) -> f64 {
        let panels = self.panels.iter();
        let panels: f64 = panels.map(|p| HEAD_HEIGHT + height_of(p) + GAP).sum();
        TITLE_HEIGHT + panels + AXIS_HEIGHT
    }

    /// The document.
    pub fn svg(&self) -> String {
        let height = self.height();
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" \
             viewBox=\"0 0 {WIDTH} {height}\" font-family=\"system-ui, sans-serif\" font-size=\"13\">\
             <rect width=\"{WIDTH}\" height=\"{height}\" fill=\"{}\"/>",
            self.ink("--surface")
        );
        self.text(
            &mut svg,
            (MARGIN, 33.0),
            "--ink",
            "18\" font-weight=\"600",
            self.title,
        );
        let mut top = TITLE_HEIGHT;
        for panel in &self.panels {
            self.head(&mut svg, panel, top);
            top += HEAD_HEIGHT;
            self.plot(&mut svg, panel, top);
            top += height_of(panel) + GAP;
        }
        let bottom = top - GAP + 6.0;
        self.line(
            &mut svg,
            (PLOT_LEFT, bottom),
            (PLOT_LEFT + PLOT_WIDTH, bottom),
            "--line-ui",
            "",
        );
        for tick in &self.ticks {
            let x = across(tick.left);
            self.line(&mut svg, (x, bottom), (x, bottom + 5.0), "--line-ui", "");
            self.text(
                &mut svg,
                (x, bottom + 20.0),
                "--ink-2",
                "12\" text-anchor=\"middle",
                &tick.text,
            );
        }
        svg.push_str("</svg>");
        svg
    }

    /// Name and unit; at the right what each line stands for.
    fn head(&self, svg: &mut String, panel: &Panel<'_>, top: f64) {
        let y = top + 16.0;
        let _ = write!(
            svg,
            "<text x=\"{MARGIN}\" y=\"{y:.1}\" fill=\"{}\" font-size=\"14\" font-weight=\"600\">{}\
             <tspan dx=\"12\" fill=\"{}\" font-size=\"12\" font-weight=\"400\">{}</tspan></text>",
            self.ink("--ink"),
            escaped(panel.title),
            self.ink("--ink-3"),
            escaped(panel.unit)
        );
        // The line on top is drawn last and named first.
        let lines = panel.drawing.strokes.iter().rev().filter(|s| !s.filled);
        let mut known: Vec<(Ink, &str)> = Vec::new();
        for stroke in lines {
            let words = (self.words)(stroke.ink);
            if let Some(words) = words.filter(|_| known.iter().all(|k| k.0 != stroke.ink)) {
                known.push((stroke.ink, words));
            }
        }
        let mut x = PLOT_LEFT + PLOT_WIDTH;
        for (ink, words) in known.into_iter().rev() {
            let look = look(ink);
            let right = "12\" text-anchor=\"end";
            self.text(svg, (x, y), look.line, right, words);
            // Letters of that size are about so wide.
            x -= 7.0 * words.chars().count() as f64 + 6.0;
            self.line(svg, (x - 26.0, y - 4.0), (x, y - 4.0), look.line, look.dash);
            x -= 26.0 + 18.0;
        }
    }

    fn plot(&self, svg: &mut String, panel: &Panel<'_>, top: f64) {
        let drawing = panel.drawing;
        let height = height_of(panel);
        let down = |percent: f64| top + percent / 100.0 * height;
        let (left, right) = (PLOT_LEFT, PLOT_LEFT + PLOT_WIDTH);
        for tick in &drawing.y_ticks {
            let y = down(tick.top);
            self.line(svg, (left, y), (right, y), "--grid", "");
            let place = (left - 8.0, y + 4.0);
            self.text(svg, place, "--ink-3", "11\" text-anchor=\"end", &tick.text);
        }
        for shade in &drawing.shades {
            let (from, to) = match shade.half {
                Half::Whole => (0.0, 100.0),
                Half::Upper => (0.0, 50.0),
                Half::Lower => (50.0, 100.0),
            };
            let (fill, edge) = match shade.low {
                true => ("--cool-shade", "--s-cap"),
                false => ("--alarm-shade", "--bad"),
            };
            let (y, tall) = (down(from), down(to) - down(from));
            let _ = write!(
                svg,
                "<rect x=\"{:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{tall:.1}\" fill=\"{}\" stroke=\"{}\" stroke-width=\".5\"/>",
                across(shade.left),
                shade.width / 100.0 * PLOT_WIDTH,
                self.ink(fill),
                self.ink(edge),
            );
            let x = across(shade.left + shade.width / 2.0);
            let word = if shade.low { "--s-cap" } else { "--bad" };
            self.text(
                svg,
                (x, y + tall - 5.0),
                word,
                "11\" text-anchor=\"middle",
                &shade.text,
            );
        }
        for stroke in &drawing.strokes {
            let look = look(stroke.ink);
            let paint = match stroke.filled {
                true => format!("fill=\"{}\" stroke=\"none\"", self.ink(look.fill)),
                false => format!(
                    "fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" stroke-dasharray=\"{}\"",
                    self.ink(look.line),
                    SCALE * look.width,
                    scaled(look.dash)
                ),
            };
            let _ = write!(
                svg,
                "<path d=\"{}\" transform=\"translate({left} {top}) scale({} {})\" vector-effect=\"non-scaling-stroke\" stroke-linejoin=\"round\" {paint}/>",
                stroke.d,
                PLOT_WIDTH / super::path::WIDTH,
                height / super::path::HEIGHT,
            );
        }
        for limit in &drawing.limits {
            let (y, ink) = (down(limit.top), look(limit.ink).line);
            self.line(svg, (left, y), (right, y), ink, "2 3");
            self.text(
                svg,
                (right - 4.0, y - 4.0),
                ink,
                "11\" text-anchor=\"end",
                &limit.text,
            );
        }
        for bar in &drawing.bars {
            let (y, tall) = match bar.kind {
                BarKind::Wait => (top + 0.6 * height, 0.3 * height),
                BarKind::Out | BarKind::In => (top, 0.45 * height),
            };
            let (fill, word) = match bar.kind {
                BarKind::Out => ("--s-cap", "--surface"),
                BarKind::In => ("--surface", "--s-cap"),
                BarKind::Wait => ("--line", "--ink-2"),
            };
            let (x, wide) = (across(bar.left), (bar.width / 100.0 * PLOT_WIDTH).max(3.0));
            let _ = write!(
                svg,
                "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{wide:.1}\" height=\"{tall:.1}\" fill=\"{}\" stroke=\"{}\"/>",
                self.ink(fill),
                self.ink("--s-cap"),
            );
            let inside = wide > 7.0 * bar.text.chars().count() as f64;
            let (x, word) = if inside {
                (x + 5.0, word)
            } else {
                (x + wide + 4.0, "--s-cap")
            };
            self.text(svg, (x, y + tall / 2.0 + 4.0), word, "11", &bar.text);
        }
        for mark in &drawing.marks {
            let y = if mark.half == Half::Upper {
                top + 8.0
            } else {
                top + height - 8.0
            };
            let x = across(mark.left);
            let _ = write!(
                svg,
                "<path d=\"M{x:.1} {:.1}l5 5l-5 5l-5 -5z\" fill=\"{}\"/>",
                y - 5.0,
                self.ink("--ink-2")
            );
            self.text(svg, (x + 9.0, y + 4.0), "--ink-2", "11", &mark.text);
        }
        for end in &drawing.ends {
            let place = (right + 8.0, down(end.top) + 4.0);
            self.text(svg, place, look(end.ink).line, "12", &end.text);
        }
    }

    fn line(&self, svg: &mut String, from: (f64, f64), to: (f64, f64), token: &str, dash: &str) {
        let _ = write!(
            svg,
            "<path d=\"M{:.1} {:.1}L{:.1} {:.1}\" fill=\"none\" stroke=\"{}\" stroke-dasharray=\"{dash}\"/>",
            from.0,
            from.1,
            to.0,
            to.1,
            self.ink(token)
        );
    }

    /// `size` may bring further attributes along.
    fn text(&self, svg: &mut String, at: (f64, f64), token: &str, size: &str, words: &str) {
        if !words.is_empty() {
            let _ = write!(
                svg,
                "<text x=\"{:.1}\" y=\"{:.1}\" fill=\"{}\" font-size=\"{size}\">{}</text>",
                at.0,
                at.1,
                self.ink(token),
                escaped(words)
            );
        }
    }

    fn ink(&self, token: &str) -> String {
        escaped((self.colour)(token).trim())
    }
}

fn height_of(panel: &Panel<'_>) -> f64 {
    TALLER * panel.drawing.height_px
}

fn across(percent: f64) -> f64 {
    PLOT_LEFT + percent / 100.0 * PLOT_WIDTH
}

/// For text and attributes of XML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

/// A dash of a line that does not scale with its plot.
fn scaled(dash: &str) -> String {
    let lengths = dash
        .split_whitespace()
        .filter_map(|n| n.parse::<f64>().ok());
    let lengths: Vec<String> = lengths.map(|n| (SCALE * n).to_string()).collect();
    lengths.join(" ")
}

/// How an ink looks where no style sheet reaches.
struct Look {
    line: &'static str,
    fill: &'static str,
    width: f64,
    dash: &'static str,
}

fn look(ink: Ink) -> Look {
    let look = |line, fill, width, dash| Look {
        line,
        fill,
        width,
        dash,
    };
    match ink {
        Ink::Demand => look("--s-demand", "--s-demand-fill", 1.75, ""),
        Ink::Capacity => look("--s-cap", "--s-cap-fill", 1.75, ""),
        Ink::Desired => look("--s-cap", "--s-cap-fill", 1.5, "5 3"),
        Ink::Starting => look("--s-cap", "--cool-shade", 1.0, ""),
        Ink::Hosts => look("--ink-2", "--s-cost-fill", 1.5, "8 3"),
        Ink::Waiting => look("--s-demand", "--s-demand-fill", 1.75, ""),
        Ink::Ghost => look("--ink-2", "--s-cost-fill", 1.5, "1 4"),
        Ink::Metric => look("--s-metric", "--s-cost-fill", 1.75, ""),
        Ink::Target => look("--ink-2", "--s-cost-fill", 1.0, "2 3"),
        Ink::Slow => look("--s-lat", "--s-cost-fill", 1.75, ""),
        Ink::Middle => look("--s-lat-2", "--s-cost-fill", 1.75, ""),
        Ink::Errors => look("--s-err", "--s-err-fill", 1.75, ""),
        Ink::Cost => look("--s-cost", "--s-cost-fill", 1.75, ""),
        Ink::Learner => look("--s-pred", "--s-pred", 2.5, "1 5"),
        Ink::A => look("--s-a", "--s-cap-fill", 1.75, ""),
        Ink::B => look("--s-b", "--s-demand-fill", 1.75, "6 3"),
        Ink::FaintA => look("--s-a", "--s-cap-fill", 0.3, ""),
        Ink::FaintB => look("--s-b", "--s-demand-fill", 0.3, ""),
        Ink::BandA => look("--s-a", "--s-cap-fill", 1.0, ""),
        Ink::BandB => look("--s-b", "--s-demand-fill", 1.0, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::drawing::{End, Stroke, Tick};

    #[test]
    fn a_picture_has_its_title_its_lines_with_words_and_its_axis() {
        let stroke = |ink| Stroke {
            ink,
            d: "M0 0H1000".into(),
            filled: false,
            given: false,
        };
        let drawing = Drawing {
            height_px: 100.0,
            y_ticks: vec![Tick {
                top: 100.0,
                text: "0".into(),
            }],
            strokes: vec![stroke(Ink::B), stroke(Ink::A)],
            ends: vec![End {
                ink: Ink::A,
                top: 50.0,
                text: "A 4 in service".into(),
                given: false,
            }],
            ..Drawing::default()
        };
        let picture = Picture {
            title: "<A> & \"B\"",
            panels: vec![Panel {
                title: "Capacity",
                unit: "instances",
                drawing: &drawing,
            }],
            ticks: vec![AxisTick {
                left: 50.0,
                text: "09:05".into(),
            }],
            words: &|ink| matches!(ink, Ink::A | Ink::B).then_some(ink.letter().trim()),
            colour: &|name| format!("colour-of{name}"),
        };
        let svg = picture.svg();
        for words in [
            "&lt;A> &amp; &quot;B&quot;",
            ">Capacity<",
            ">instances<",
            ">A<",
            ">B<",
            ">A 4 in service<",
            ">09:05<",
        ] {
            assert!(svg.contains(words), "{words}: {svg}");
        }
        assert!(
            svg.contains(
                "stroke=\"colour-of--s-b\" stroke-width=\"3.5\" stroke-dasharray=\"12 6\""
            ),
            "{svg}"
        );
        assert!(svg.contains(&format!("height=\"{}\"", picture.height())));
        assert!(
            !svg.contains("style="),
            "no style: the page's policy refuses it"
        );
    }
}
