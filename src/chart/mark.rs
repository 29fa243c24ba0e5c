//! Marks of moments, at the bottom of a plot, and where their words go.

use super::drawing::Half;

/// What a mark stands for. Shape doubles the colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// A scheduled action: a diamond.
    Scheduled,
    /// A call: a square.
    Call,
    /// Either of them, refused: a cross.
    Refused,
    /// Work is saved: a short tick.
    Saved,
    /// Capacity was taken back: a cross under a line.
    Interrupted,
}

impl MarkKind {
    /// Its classes.
    pub const fn class(self) -> &'static str {
        match self {
            MarkKind::Scheduled => "mk sch",
            MarkKind::Call => "mk call",
            MarkKind::Refused => "mk no",
            MarkKind::Saved => "mk sav",
            MarkKind::Interrupted => "mk no cut",
        }
    }
}

/// A mark of a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// What it stands for.
    pub kind: MarkKind,
    /// Percent from the left.
    pub left: f64,
    /// Its words; empty for none.
    pub text: String,
    /// Its words stand before it, not behind it.
    pub before: bool,
    /// Its words have no room on a phone.
    pub wide: bool,
    /// Where it stands: at the bottom, or at the top where two configurations share a plot.
    pub half: Half,
    /// The event.
    pub event: u32,
}

/// Percent of the width that a letter beside a mark needs, and on a phone.
const LETTER_NEEDS: (f64, f64) = (1.4, 2.4);
/// Percent of the width of a mark and its distance to its words.
const MARK_NEEDS: (f64, f64) = (2.4, 4.0);

/// Where the words of marks go: behind their mark, else before it; nowhere if the next mark, or
/// the one before with its words, is too near. Marks are in order of time.
pub fn place_words(marks: &mut [Mark]) {
    let need =
        |mark: &Mark, (letter, own): (f64, f64)| own + letter * mark.text.chars().count() as f64;
    let needs = |mark: &Mark| need(mark, (LETTER_NEEDS.0, MARK_NEEDS.0));
    let needs_narrow = |mark: &Mark| need(mark, (LETTER_NEEDS.1, MARK_NEEDS.1));
    // The right edge of what stands already.
    let (mut free, mut free_narrow) = (0.0, 0.0);
    for i in 0..marks.len() {
        let next = marks.get(i + 1).map_or(100.0, |m| m.left);
        let mark = &mut marks[i];
        let (wide, narrow) = (needs(mark), needs_narrow(mark));
        let behind = mark.left + wide <= next;
        mark.before = !behind && mark.left - wide >= free;
        if !behind && !mark.before {
            mark.text.clear();
        }
        let fits_narrow = match mark.before {
            false => mark.left + narrow <= next,
            true => mark.left - narrow >= free_narrow,
        };
        mark.wide = !mark.text.is_empty() && !fits_narrow;
        let taken = |need: f64, has: bool| match has && !mark.before {
            true => mark.left + need,
            false => mark.left + MARK_NEEDS.0,
        };
        free = taken(wide, !mark.text.is_empty());
        free_narrow = taken(narrow, !mark.text.is_empty() && !mark.wide);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(marks: &[(f64, &str)]) -> Vec<(String, bool, bool)> {
        let mark = |&(left, text): &(f64, &str)| Mark {
            kind: MarkKind::Call,
            left,
            text: text.into(),
            before: false,
            wide: false,
            half: Half::Whole,
            event: 0,
        };
        let mut marks: Vec<Mark> = marks.iter().map(mark).collect();
        place_words(&mut marks);
        let of = |m: Mark| (m.text, m.before, m.wide);
        marks.into_iter().map(of).collect()
    }

    #[test]
    fn words_stand_behind_their_mark_or_before_it_or_nowhere() {
        let words = |text: &str, before, wide| (text.to_owned(), before, wide);
        assert_eq!(
            placed(&[(10.0, "morning")]),
            [words("morning", false, false)]
        );
        assert_eq!(
            placed(&[(96.0, "evening")]),
            [words("evening", true, false)]
        );
        // Fourteen percent are enough for a name on a wide screen alone.
        let two = placed(&[(10.0, "morning"), (24.0, "noon")]);
        assert_eq!(
            two,
            [words("morning", false, true), words("noon", false, false)]
        );
        // The first has no room on either side, the second goes on.
        let near = placed(&[(3.0, "morning"), (4.0, "noon")]);
        assert_eq!(near, [words("", false, false), words("noon", false, false)]);
    }
}
