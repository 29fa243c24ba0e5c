//! The words of the prediction pen.

use crate::text::counted;

/// The pen's name.
pub const PEN: &str = "Predicted instances in service";
/// Draws to the end with the last value.
pub const HOLD: &str = "Hold last value to the end";
/// Takes the last change back.
pub const UNDO: &str = "Undo";
/// Makes it again.
pub const REDO: &str = "Redo";
/// Begins again.
pub const CLEAR: &str = "Clear";
/// What the table of a drawing is.
pub const PEN_TABLE: &str = "Your prediction, one row for each change";
/// Its first column.
pub const FROM_TIME: &str = "from";
/// Adds a row to it.
pub const ADD_ROW: &str = "Add a change";
/// Takes a row away.
pub const REMOVE: &str = "Remove";

/// Beside the pen.
pub fn pen_place(clock: &str, instances: u32) -> String {
    format!(
        "{clock} · {}",
        counted(instances.into(), "instance", "instances")
    )
}

/// The same for a screen reader.
pub fn pen_spoken(clock: &str, instances: u32) -> String {
    format!(
        "{clock}, {}",
        counted(instances.into(), "instance", "instances")
    )
}

/// In the untouched rest.
pub fn keep_drawing(end: &str) -> String {
    format!("Keep drawing to {end}")
}

/// The row of what is known.
pub fn until(clock: &str) -> String {
    format!("until {clock}")
}

/// A row's time.
pub fn row_time(row: usize) -> String {
    format!("Change {row}, time")
}

/// A row's value.
pub fn row_value(row: usize) -> String {
    format!("Change {row}, instances in service")
}

/// The button that takes a row away.
pub fn remove_row(row: usize) -> String {
    format!("{REMOVE} change {row}")
}
