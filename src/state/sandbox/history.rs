//! Undo and redo.

/// Steps that can be undone [D].
const MOST: usize = 200;

/// What was there before, and what was undone.
#[derive(Clone, Debug)]
pub struct History<T> {
    past: Vec<T>,
    future: Vec<T>,
}

impl<T> Default for History<T> {
    fn default() -> History<T> {
        History {
            past: Vec::new(),
            future: Vec::new(),
        }
    }
}

impl<T> History<T> {
    /// Remembers what stood there before a change.
    pub fn changed(&mut self, before: T) {
        self.future.clear();
        if self.past.len() == MOST {
            self.past.remove(0);
        }
        self.past.push(before);
    }

    /// What stood there before `now`.
    pub fn undo(&mut self, now: T) -> Option<T> {
        let before = self.past.pop()?;
        self.future.push(now);
        Some(before)
    }

    /// What was undone last.
    pub fn redo(&mut self, now: T) -> Option<T> {
        let after = self.future.pop()?;
        self.past.push(now);
        Some(after)
    }

    /// Whether there is anything to undo, and to redo.
    pub fn can(&self) -> (bool, bool) {
        (!self.past.is_empty(), !self.future.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_undone_comes_back_until_something_else_is_done() {
        let mut history = History::default();
        history.changed(1);
        history.changed(2);
        assert_eq!(history.undo(3), Some(2));
        assert_eq!(history.undo(2), Some(1));
        assert_eq!(history.undo(1), None);
        assert_eq!(history.redo(1), Some(2));
        assert_eq!(history.can(), (true, true));
        history.changed(2);
        assert_eq!(history.redo(9), None);
    }

    #[test]
    fn the_oldest_step_goes_first() {
        let mut history = History::default();
        (0..MOST as u32 + 5).for_each(|n| history.changed(n));
        let mut now = 1000;
        let mut steps = 0;
        while let Some(before) = history.undo(now) {
            (now, steps) = (before, steps + 1);
        }
        assert_eq!((now, steps), (5, MOST));
    }
}
