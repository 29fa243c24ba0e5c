//! A sketch: steps drawn by hand, as plain data. Time is whole minutes, values are whole.
//!
//! A value holds until the next point, so a point says where a value begins. What lies behind
//! `reached` is untouched, and nothing holds there.

/// What can be drawn on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paper {
    /// The first minute that is drawn; before it everything is known.
    pub first: u32,
    /// The minute at which the drawing ends, above `first`.
    pub end: u32,
    /// The highest value.
    pub max: u32,
    /// The value that holds before `first`.
    pub known: u32,
}

impl Paper {
    /// The nearest minute that can be drawn.
    pub fn minute(self, minute: i64) -> u32 {
        let last = self.end.saturating_sub(1).max(self.first);
        minute.clamp(i64::from(self.first), i64::from(last)) as u32
    }

    /// The nearest value that can be drawn.
    pub fn value(self, value: i64) -> u32 {
        value.clamp(0, i64::from(self.max)) as u32
    }
}

/// Steps drawn by hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch {
    /// Minute and value, in order of time, one a minute at most.
    points: Vec<(u32, u32)>,
    /// Everything before this minute is drawn.
    reached: u32,
}

impl Sketch {
    /// Nothing drawn yet.
    pub fn new(paper: Paper) -> Sketch {
        Sketch {
            points: Vec::new(),
            reached: paper.first,
        }
    }

    /// A complete sketch of these changes, minute and value; they are brought onto the paper.
    pub fn of(paper: Paper, changes: impl IntoIterator<Item = (u32, u32)>) -> Sketch {
        let mut sketch = Sketch::new(paper);
        for (minute, value) in changes {
            sketch.place(paper, minute, value);
        }
        sketch.hold(paper);
        sketch
    }

    /// The points, in order of time.
    pub fn points(&self) -> &[(u32, u32)] {
        &self.points
    }

    /// Everything before this minute is drawn.
    pub fn reached(&self) -> u32 {
        self.reached
    }

    /// Whether everything is drawn.
    pub fn complete(&self, paper: Paper) -> bool {
        self.reached >= paper.end
    }

    /// The value that holds at `minute`: that of the point there or before it, else the known one.
    pub fn value(&self, paper: Paper, minute: u32) -> u32 {
        match self.upto(minute) {
            0 => paper.known,
            n => self.points[n - 1].1,
        }
    }

    /// A point: the value holds from here until the next point.
    pub fn place(&mut self, paper: Paper, minute: u32, value: u32) {
        let (minute, value) = (paper.minute(minute.into()), paper.value(value.into()));
        match self.upto(minute) {
            n if n > 0 && self.points[n - 1].0 == minute => self.points[n - 1].1 = value,
            n => self.points.insert(n, (minute, value)),
        }
        self.reach(paper, minute);
    }

    /// Draws up to `minute`, with the value that holds.
    pub fn reach(&mut self, paper: Paper, minute: u32) {
        self.reached = self.reached.max(paper.minute(minute.into()) + 1);
    }

    /// Draws to the end, with the value that holds.
    pub fn hold(&mut self, paper: Paper) {
        self.reached = paper.end;
    }

    /// The pen goes from one place to another without leaving the paper. Forwards, its value holds
    /// until it arrives; backwards, the stretch takes the new value; what lies beyond stays.
    pub fn stroke(&mut self, paper: Paper, from: (u32, u32), to: (u32, u32)) {
        let (start, end) = (from.0.min(to.0), from.0.max(to.0));
        if to.0 >= from.0 {
            // A value that ended inside the stretch does not come back behind it.
            self.points.retain(|&(m, _)| m <= start || m > end);
        } else {
            // Where the pen came from keeps its value: it becomes a point of its own.
            let (minute, value) = from;
            if minute < self.reached && self.value(paper, minute) == value {
                self.place(paper, minute, value);
            }
            self.points.retain(|&(m, _)| m < start || m >= end);
        }
        if self.value(paper, to.0) == to.1 {
            self.reach(paper, to.0);
        } else {
            self.place(paper, to.0, to.1);
        }
        self.thin(paper);
    }

    /// Takes away the point whose value holds at `minute`; gives its minute.
    pub fn remove(&mut self, minute: u32) -> Option<u32> {
        let at = self.upto(minute).checked_sub(1)?;
        Some(self.points.remove(at).0)
    }

    /// The point number `index` becomes another one.
    pub fn change(&mut self, paper: Paper, index: usize, minute: u32, value: u32) {
        if index < self.points.len() {
            self.points.remove(index);
            self.place(paper, minute, value);
        }
    }

    /// Minute and value at the beginning and at every change.
    pub fn changes(&self, paper: Paper) -> Vec<(u32, u32)> {
        let mut changes = vec![(paper.first, self.value(paper, paper.first))];
        for &(minute, value) in &self.points {
            if changes.last().is_some_and(|last| last.1 != value) {
                changes.push((minute, value));
            }
        }
        changes
    }

    /// How many points lie at `minute` or before it.
    fn upto(&self, minute: u32) -> usize {
        self.points.partition_point(|&(m, _)| m <= minute)
    }

    /// Points that change nothing are no trace of a stroke.
    fn thin(&mut self, paper: Paper) {
        let mut before = paper.known;
        self.points
            .retain(|&(_, value)| std::mem::replace(&mut before, value) != value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAPER: Paper = Paper {
        first: 15,
        end: 60,
        max: 20,
        known: 4,
    };

    #[test]
    fn a_value_holds_until_the_next_point() {
        let mut sketch = Sketch::new(PAPER);
        sketch.place(PAPER, 25, 5);
        sketch.place(PAPER, 28, 8);
        let at = |m| sketch.value(PAPER, m);
        assert_eq!([at(0), at(24), at(25), at(27), at(59)], [4, 4, 5, 5, 8]);
        assert_eq!(sketch.reached(), 29);
        assert!(!sketch.complete(PAPER));
        assert_eq!(sketch.changes(PAPER), [(15, 4), (25, 5), (28, 8)]);
    }

    #[test]
    fn the_last_value_is_held_to_the_end_in_one_act() {
        let mut sketch = Sketch::new(PAPER);
        sketch.place(PAPER, 25, 8);
        sketch.hold(PAPER);
        assert!(sketch.complete(PAPER));
        assert_eq!(sketch, Sketch::of(PAPER, [(25, 8)]));
    }

    #[test]
    fn places_outside_the_paper_are_brought_onto_it() {
        let mut sketch = Sketch::new(PAPER);
        sketch.place(PAPER, 3, 7);
        sketch.place(PAPER, 99, 99);
        assert_eq!(sketch.points(), [(15, 7), (59, 20)]);
        assert!(sketch.complete(PAPER));
        assert_eq!((PAPER.minute(-4), PAPER.value(-4)), (15, 0));
    }

    #[test]
    fn a_stroke_forwards_holds_the_last_value_and_draws_over_what_was_there() {
        let mut sketch = Sketch::of(PAPER, [(20, 9), (30, 12)]);
        sketch.stroke(PAPER, (18, 4), (22, 4));
        assert_eq!(sketch.changes(PAPER), [(15, 4), (30, 12)]);
        sketch.stroke(PAPER, (22, 4), (33, 6));
        assert_eq!(sketch.changes(PAPER), [(15, 4), (33, 6)]);
    }

    #[test]
    fn a_stroke_backwards_redraws_the_stretch_and_nothing_behind_it() {
        let mut sketch = Sketch::of(PAPER, [(20, 9), (30, 12)]);
        sketch.stroke(PAPER, (35, 12), (25, 6));
        assert_eq!(sketch.changes(PAPER), [(15, 4), (20, 9), (25, 6), (35, 12)]);
        sketch.stroke(PAPER, (25, 6), (17, 6));
        assert_eq!(sketch.changes(PAPER), [(15, 4), (17, 6), (35, 12)]);
    }

    #[test]
    fn there_and_back_leaves_one_line() {
        let mut sketch = Sketch::new(PAPER);
        let way = [
            (15, 4),
            (20, 4),
            (24, 7),
            (30, 9),
            (28, 9),
            (24, 9),
            (22, 5),
        ];
        for pair in way.windows(2) {
            sketch.stroke(PAPER, pair[0], pair[1]);
        }
        assert_eq!(sketch.changes(PAPER), [(15, 4), (22, 5), (24, 9)]);
        assert_eq!(sketch.reached(), 31);
    }

    #[test]
    fn the_point_that_holds_is_removed() {
        let mut sketch = Sketch::of(PAPER, [(20, 9), (30, 12)]);
        assert_eq!(sketch.remove(29), Some(20));
        assert_eq!(sketch.changes(PAPER), [(15, 4), (30, 12)]);
        assert_eq!(sketch.remove(16), None);
        assert_eq!(sketch.remove(59), Some(30));
        assert_eq!(sketch.changes(PAPER), [(15, 4)]);
    }

    #[test]
    fn a_row_of_the_table_moves_its_point() {
        let mut sketch = Sketch::of(PAPER, [(20, 9), (30, 12)]);
        sketch.change(PAPER, 0, 40, 5);
        assert_eq!(sketch.points(), [(30, 12), (40, 5)]);
        sketch.change(PAPER, 1, 30, 6);
        assert_eq!(sketch.points(), [(30, 6)]);
        sketch.change(PAPER, 7, 30, 6);
        assert_eq!(sketch.points(), [(30, 6)]);
    }

    #[test]
    fn minutes_are_in_order_and_once_whatever_is_done() {
        let mut sketch = Sketch::new(PAPER);
        // A small generator of its own: the order of the acts is all that matters.
        let mut state = 7u32;
        let mut next = |n: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) % n
        };
        for _ in 0..5000 {
            let (a, b) = ((next(80), next(30)), (next(80), next(30)));
            match next(5) {
                0 => sketch.place(PAPER, a.0, a.1),
                1 => sketch.stroke(PAPER, a, b),
                2 => sketch.change(PAPER, next(9) as usize, a.0, a.1),
                3 => sketch.reach(PAPER, a.0),
                _ => {
                    sketch.remove(a.0);
                }
            }
            let points = sketch.points();
            assert!(points.windows(2).all(|w| w[0].0 < w[1].0), "{points:?}");
            assert!(
                points
                    .iter()
                    .all(|&(m, v)| (15..60).contains(&m) && v <= 20)
            );
            assert!(points.last().is_none_or(|&(m, _)| m < sketch.reached()));
            assert!((15..=60).contains(&sketch.reached()));
            let changes = sketch.changes(PAPER);
            assert!(
                changes
                    .windows(2)
                    .all(|w| w[0].0 < w[1].0 && w[0].1 != w[1].1)
            );
        }
    }
}
