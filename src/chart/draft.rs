//! A drawing on its way: the sketch, where the pen stands, and the way back.

use super::sketch::{Paper, Sketch};

/// What a person asks of the pen. Places are minute and value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PenAct {
    /// Moves by so many minutes; over what is untouched it draws.
    By(i32),
    /// To the first minute.
    Start,
    /// To the last minute; over what is untouched it draws.
    End,
    /// Raises the value at the pen.
    Raise(i32),
    /// A point at the pen.
    Place,
    /// Takes away the point whose value holds at the pen.
    Remove,
    /// A point at this place.
    Tap(u32, u32),
    /// A stroke begins here.
    Begin(u32, u32),
    /// The stroke goes on to here.
    To(u32, u32),
    /// The stroke is finished.
    Lift,
    /// The stroke never was.
    Cancel,
    /// The point of this number goes elsewhere: a row of the table.
    Row(usize, u32, u32),
    /// Takes away the point of this number.
    Drop(usize),
    /// Draws to the end with the last value.
    Hold,
    /// Begins again.
    Clear,
    /// Takes the last change back.
    Undo,
    /// Makes it again.
    Redo,
    /// Leaves the pen: the page moves the focus.
    Leave,
}

/// Changes of one kind in a row are taken back as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Drawing on with the value that holds.
    Reach,
    /// Another value at this minute.
    Value(u32),
    /// A stroke.
    Stroke,
    /// Anything else.
    Once,
}

/// A drawing on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What it is drawn on.
    pub paper: Paper,
    /// What is drawn.
    pub sketch: Sketch,
    /// The minute at which the pen stands.
    pub minute: u32,
    past: Vec<Sketch>,
    future: Vec<Sketch>,
    last: Option<Kind>,
}

impl Draft {
    /// An empty paper, the pen at its beginning.
    pub fn new(paper: Paper) -> Draft {
        Draft {
            sketch: Sketch::new(paper),
            minute: paper.first,
            paper,
            past: Vec::new(),
            future: Vec::new(),
            last: None,
        }
    }

    /// The value at the pen.
    pub fn value(&self) -> u32 {
        self.sketch.value(self.paper, self.minute)
    }

    /// Whether everything is drawn.
    pub fn complete(&self) -> bool {
        self.sketch.complete(self.paper)
    }

    /// Minute and value at the beginning and at every change.
    pub fn changes(&self) -> Vec<(u32, u32)> {
        self.sketch.changes(self.paper)
    }

    /// Takes a complete drawing up again, with nothing to take back.
    pub fn take_up(&mut self, changes: Vec<(u32, u32)>) {
        let paper = self.paper;
        *self = Draft::new(paper);
        self.sketch = Sketch::of(paper, changes);
        self.minute = paper.minute(paper.end.into());
    }

    /// Whether nothing is drawn.
    pub fn untouched(&self) -> bool {
        self.sketch == Sketch::new(self.paper)
    }

    /// Whether there is a change to take back.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is a change to make again.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Does what a person asks for.
    pub fn act(&mut self, act: PenAct) {
        let paper = self.paper;
        let minute = self.minute;
        match act {
            PenAct::By(minutes) => self.go(i64::from(minute) + i64::from(minutes)),
            PenAct::Start => self.go(paper.first.into()),
            PenAct::End => self.go(paper.end.into()),
            PenAct::Raise(by) => {
                self.set(paper.value(i64::from(self.value()) + i64::from(by)));
            }
            PenAct::Place => self.tap(minute, self.value()),
            PenAct::Tap(minute, value) => self.tap(minute, value),
            PenAct::Remove => {
                self.edit(Kind::Once, |sketch| {
                    sketch.remove(minute);
                });
            }
            PenAct::Begin(minute, value) => {
                self.last = None;
                self.minute = paper.minute(minute.into());
                self.stroke((self.minute, value), (self.minute, value));
            }
            PenAct::To(minute, value) => {
                let from = (self.minute, self.value());
                self.minute = paper.minute(minute.into());
                self.stroke(from, (self.minute, value));
            }
            PenAct::Lift => self.last = None,
            PenAct::Cancel => {
                if self.last == Some(Kind::Stroke) {
                    self.undo();
                    self.future.pop();
                }
            }
            PenAct::Row(index, minute, value) => {
                self.edit(Kind::Once, |sketch| {
                    sketch.change(paper, index, minute, value);
                });
            }
            PenAct::Drop(index) => {
                let at = self.sketch.points().get(index).map(|point| point.0);
                if let Some(at) = at {
                    self.edit(Kind::Once, |sketch| {
                        sketch.remove(at);
                    });
                }
            }
            PenAct::Hold => self.edit(Kind::Once, |sketch| sketch.hold(paper)),
            PenAct::Clear => {
                self.edit(Kind::Once, |sketch| *sketch = Sketch::new(paper));
                self.minute = paper.first;
            }
            PenAct::Undo => self.undo(),
            PenAct::Redo => {
                if let Some(next) = self.future.pop() {
                    self.past.push(std::mem::replace(&mut self.sketch, next));
                    self.last = None;
                }
            }
            PenAct::Leave => {}
        }
    }

    /// Moves the pen and draws what it passes for the first time.
    fn go(&mut self, minute: i64) {
        let minute = self.paper.minute(minute);
        if minute < self.sketch.reached() {
            self.last = None;
        } else {
            let paper = self.paper;
            self.edit(Kind::Reach, |sketch| sketch.reach(paper, minute));
        }
        self.minute = minute;
    }

    fn set(&mut self, value: u32) {
        let (paper, minute) = (self.paper, self.minute);
        self.edit(Kind::Value(minute), |sketch| {
            sketch.place(paper, minute, value);
        });
    }

    fn tap(&mut self, minute: u32, value: u32) {
        let paper = self.paper;
        self.minute = paper.minute(minute.into());
        self.edit(Kind::Once, |sketch| sketch.place(paper, minute, value));
    }

    fn stroke(&mut self, from: (u32, u32), to: (u32, u32)) {
        let paper = self.paper;
        self.edit(Kind::Stroke, |sketch| sketch.stroke(paper, from, to));
    }

    fn undo(&mut self) {
        if let Some(before) = self.past.pop() {
            self.future
                .push(std::mem::replace(&mut self.sketch, before));
            self.last = None;
        }
    }

    /// Changes the sketch and keeps what was before, once for a row of changes of one kind.
    fn edit(&mut self, kind: Kind, change: impl FnOnce(&mut Sketch)) {
        let before = self.sketch.clone();
        change(&mut self.sketch);
        if self.sketch == before {
            return;
        }
        if kind == Kind::Once || self.last != Some(kind) {
            self.past.push(before);
        }
        self.future.clear();
        self.last = Some(kind);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> Draft {
        Draft::new(Paper {
            first: 15,
            end: 60,
            max: 20,
            known: 4,
        })
    }

    fn all(draft: &mut Draft, acts: &[PenAct]) {
        for &act in acts {
            draft.act(act);
        }
    }

    #[test]
    fn the_keyboard_draws_a_complete_curve() {
        let mut d = draft();
        all(&mut d, &[PenAct::By(10), PenAct::Raise(1), PenAct::By(1)]);
        all(&mut d, &[PenAct::Raise(10), PenAct::Raise(-7)]);
        assert_eq!((d.minute, d.value()), (26, 8));
        assert!(!d.complete());
        d.act(PenAct::End);
        assert!(d.complete());
        assert_eq!(d.minute, 59);
        let changes = d.sketch.changes(d.paper);
        assert_eq!(changes, [(15, 4), (25, 5), (26, 8)]);
    }

    #[test]
    fn moving_back_erases_nothing() {
        let mut d = draft();
        all(&mut d, &[PenAct::By(20), PenAct::By(-10), PenAct::By(-50)]);
        assert_eq!((d.minute, d.sketch.reached()), (15, 36));
    }

    #[test]
    fn a_row_of_presses_is_taken_back_as_one() {
        let mut d = draft();
        all(&mut d, &[PenAct::By(1), PenAct::By(1), PenAct::By(1)]);
        all(&mut d, &[PenAct::Raise(1), PenAct::Raise(1)]);
        assert_eq!(d.value(), 6);
        d.act(PenAct::Undo);
        assert_eq!((d.value(), d.sketch.reached()), (4, 19));
        d.act(PenAct::Undo);
        assert!(d.untouched() && !d.can_undo() && d.can_redo());
        all(&mut d, &[PenAct::Redo, PenAct::Redo, PenAct::Redo]);
        assert_eq!((d.value(), d.can_redo()), (6, false));
        all(&mut d, &[PenAct::Undo, PenAct::Raise(3)]);
        assert!(!d.can_redo(), "a new change leaves no other way forward");
    }

    #[test]
    fn a_stroke_is_one_change_and_can_be_called_off() {
        let mut d = draft();
        d.act(PenAct::Tap(20, 6));
        let before = d.sketch.clone();
        all(&mut d, &[PenAct::Begin(25, 8), PenAct::To(30, 9)]);
        assert_eq!(d.value(), 9);
        d.act(PenAct::Cancel);
        assert_eq!(d.sketch, before);
        assert!(!d.can_redo());
        all(
            &mut d,
            &[PenAct::Begin(25, 8), PenAct::To(30, 9), PenAct::Lift],
        );
        d.act(PenAct::Cancel);
        assert_eq!(d.value(), 9, "a finished stroke stays");
        d.act(PenAct::Undo);
        assert_eq!(d.sketch, before);
    }

    #[test]
    fn points_are_placed_removed_and_moved_by_their_rows() {
        let mut d = draft();
        all(&mut d, &[PenAct::Tap(25, 5), PenAct::Tap(28, 8)]);
        d.act(PenAct::Row(0, 24, 6));
        assert_eq!(d.sketch.points(), [(24, 6), (28, 8)]);
        d.act(PenAct::Remove);
        assert_eq!(d.sketch.points(), [(24, 6)]);
        all(&mut d, &[PenAct::Drop(0), PenAct::Drop(3)]);
        assert!(d.sketch.points().is_empty());
        all(&mut d, &[PenAct::Hold, PenAct::Clear]);
        assert!(d.untouched());
    }
}
