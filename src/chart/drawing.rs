//! A drawing: everything that one plot shows, as plain data in percent and path strings.

use super::mark::Mark;

/// A meaning, and with it a colour and a dash. Colour never stands alone: lines differ in their
/// dash, and every line has a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Load.
    Demand,
    /// Capacity that takes traffic.
    Capacity,
    /// Capacity that was asked for.
    Desired,
    /// Capacity that is on its way.
    Starting,
    /// What copies or requests stand on: managed instances, provisioned environments.
    Hosts,
    /// Requests that wait.
    Waiting,
    /// The same run with one thing lifted.
    Ghost,
    /// The scaling metric.
    Metric,
    /// A target or a limit.
    Target,
    /// The slow end of a distribution.
    Slow,
    /// The middle of a distribution.
    Middle,
    /// Errors and their limits.
    Errors,
    /// Money.
    Cost,
    /// The learner's own hand.
    Learner,
    /// Configuration A of two.
    A,
    /// Configuration B of two.
    B,
    /// A under other seeds.
    FaintA,
    /// B under other seeds.
    FaintB,
    /// Where A may be.
    BandA,
    /// Where B may be.
    BandB,
}

impl Ink {
    /// The class of a line or an area.
    pub const fn line(self) -> &'static str {
        match self {
            Ink::Demand => "p-dem",
            Ink::Capacity => "p-cap",
            Ink::Desired => "p-des",
            Ink::Starting => "p-sta",
            Ink::Hosts => "p-hos",
            Ink::Waiting => "p-que",
            Ink::Ghost => "p-gho",
            Ink::Metric => "p-met",
            Ink::Target => "p-tgt",
            Ink::Slow => "p-lat",
            Ink::Middle => "p-lat2",
            Ink::Errors => "p-err",
            Ink::Cost => "p-cost",
            Ink::Learner => "p-pred",
            Ink::A => "p-a",
            Ink::B => "p-b",
            Ink::FaintA => "p-fa",
            Ink::FaintB => "p-fb",
            Ink::BandA => "p-ba",
            Ink::BandB => "p-bb",
        }
    }

    /// The letter that its values begin with; empty where a strip has one configuration only.
    pub const fn letter(self) -> &'static str {
        match self {
            Ink::A => "A ",
            Ink::B => "B ",
            _ => "",
        }
    }

    /// The class of a word that belongs to the line.
    pub const fn word(self) -> &'static str {
        match self {
            Ink::Demand => "c-dem",
            Ink::Capacity | Ink::Desired | Ink::Starting => "c-cap",
            Ink::Waiting => "c-dem",
            Ink::Ghost => "c-gho",
            Ink::Metric => "c-met",
            Ink::Target | Ink::Cost | Ink::Hosts => "c-2",
            Ink::Slow => "c-lat",
            Ink::Middle => "c-lat2",
            Ink::Errors => "c-err",
            Ink::Learner => "c-pred",
            Ink::A | Ink::FaintA | Ink::BandA => "c-a",
            Ink::B | Ink::FaintB | Ink::BandB => "c-b",
        }
    }
}

/// What one plot shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    /// Height of the plot in pixels.
    pub height_px: f64,
    /// Ticks of the value axis.
    pub y_ticks: Vec<Tick>,
    /// Hatched periods under the lines.
    pub shades: Vec<Shade>,
    /// Areas and lines, the last one on top.
    pub strokes: Vec<Stroke>,
    /// Named horizontal limits.
    pub limits: Vec<Limit>,
    /// Bars of a lane.
    pub bars: Vec<Bar>,
    /// Marks of moments, at the bottom.
    pub marks: Vec<Mark>,
    /// Labels at the right edge, far enough apart.
    pub ends: Vec<End>,
}

/// A tick of the value axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Percent from the top.
    pub top: f64,
    /// Its words.
    pub text: String,
}

/// A line or an area.
#[derive(Clone, Debug, PartialEq)]
pub struct Stroke {
    /// Its meaning.
    pub ink: Ink,
    /// Path data on the field of 1000 by 100.
    pub d: String,
    /// An area, without a line.
    pub filled: bool,
    /// Known before the run: it is not uncovered by the playhead.
    pub given: bool,
}

/// A named horizontal limit.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    /// Its meaning.
    pub ink: Ink,
    /// Percent from the top.
    pub top: f64,
    /// Its name and value; empty when an end label says it.
    pub text: String,
}

/// Where in the height of its plot a hatched period lies: two configurations share a plot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    /// All of it.
    Whole,
    /// The upper half.
    Upper,
    /// The lower half.
    Lower,
}

/// A hatched period.
#[derive(Clone, Debug, PartialEq)]
pub struct Shade {
    /// Where it lies.
    pub half: Half,
    /// Percent from the left.
    pub left: f64,
    /// Percent of the width.
    pub width: f64,
    /// Hatched the other way, in the colour of capacity: the alarm that asks for less.
    pub low: bool,
    /// Its name; empty where it would not fit.
    pub text: String,
    /// The event that began it.
    pub event: u32,
}

/// What a bar of a lane stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BarKind {
    /// Capacity is coming.
    Out,
    /// Capacity is leaving.
    In,
    /// A wait.
    Wait,
}

impl BarKind {
    /// Its classes.
    pub const fn class(self) -> &'static str {
        match self {
            BarKind::Out => "ln job",
            BarKind::In => "ln job in",
            BarKind::Wait => "ln cd",
        }
    }
}

/// A bar of a lane.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What it stands for.
    pub kind: BarKind,
    /// Percent from the left.
    pub left: f64,
    /// Percent of the width.
    pub width: f64,
    /// Its words; empty for none.
    pub text: String,
    /// The events that began and ended it; twice the first where it goes on.
    pub events: [u32; 2],
}

/// The number of no event: of a bar, a period or a mark that answers to nothing.
pub const NO_EVENT: u32 = u32::MAX;

/// Bars narrower than this, in percent of the plot, carry their words beside them.
pub const BAR_WORDS_INSIDE: f64 = 7.0;

/// A label at the right edge.
#[derive(Clone, Debug, PartialEq)]
pub struct End {
    /// Its meaning.
    pub ink: Ink,
    /// Percent from the top.
    pub top: f64,
    /// Its words.
    pub text: String,
    /// Known before the run.
    pub given: bool,
}

/// Half of the height of an end label.
const HALF_LABEL_PX: f64 = 6.0;
/// Where the lane of waits begins, in pixels from the top: above it are activities.
const LANE_PX: f64 = 20.0;
/// Height of a hatched period's name, at the bottom of its plot.
const NAME_PX: f64 = 18.0;
/// Height of the row of marks, at the bottom of their plot.
const MARK_PX: f64 = 18.0;
/// A thin bar and the edge of a period are hit from so near, in percent of the width.
const NEAR: f64 = 0.6;

impl Half {
    /// The class of what lies there.
    pub const fn class(self) -> &'static str {
        match self {
            Half::Whole => "",
            Half::Upper => " up",
            Half::Lower => " dn",
        }
    }

    /// Whether a place, in pixels from the top of a plot of `height_px`, lies in it.
    fn has(self, top_px: f64, height_px: f64) -> bool {
        match self {
            Half::Whole => true,
            Half::Upper => top_px < height_px / 2.0,
            Half::Lower => top_px >= height_px / 2.0,
        }
    }
}

impl Drawing {
    /// The event of the bar, or of the period's edge or name, at a place: percent from the left
    /// and pixels from the top.
    pub fn hit(&self, left: f64, top_px: f64) -> Option<u32> {
        let near = |from: f64, width: f64| from - NEAR <= left && left <= from + width + NEAR;
        let in_row = |half: Half| match half {
            Half::Upper => top_px <= MARK_PX,
            Half::Whole | Half::Lower => top_px >= self.height_px - MARK_PX,
        };
        let mark = |m: &&Mark| {
            m.event != NO_EVENT
                && in_row(m.half)
                && (near(m.left, NEAR) || near(m.left - NEAR, 0.0))
        };
        if let Some(mark) = self.marks.iter().rev().find(mark) {
            return Some(mark.event);
        }
        let in_lane =
            |b: &&Bar| b.events[0] != NO_EVENT && (b.kind == BarKind::Wait) == (top_px > LANE_PX);
        let bar = self.bars.iter().filter(in_lane);
        if let Some(bar) = bar.rev().find(|b| near(b.left, b.width)) {
            return Some(bar.events[0]);
        }
        let named = top_px >= self.height_px - NAME_PX;
        let shade = |s: &&Shade| {
            s.event != NO_EVENT
                && s.half.has(top_px, self.height_px)
                && match named && !s.text.is_empty() {
                    true => near(s.left, s.width),
                    false => near(s.left, 0.0),
                }
        };
        self.shades.iter().find(shade).map(|s| s.event)
    }

    /// Moves the end labels apart and inside the plot, as little as needed.
    pub fn spread_ends(&mut self) {
        let height = self.height_px.max(1.0);
        let room = (height - 2.0 * HALF_LABEL_PX).max(0.0);
        let wished = self.ends.iter();
        let wished: Vec<f64> = wished
            .map(|e| e.top / 100.0 * height - HALF_LABEL_PX)
            .collect();
        let placed = super::labels::spread(&wished, super::labels::END_LABEL_GAP_PX, room);
        for (end, px) in self.ends.iter_mut().zip(placed) {
            end.top = 100.0 * (px + HALF_LABEL_PX) / height;
        }
    }
}
