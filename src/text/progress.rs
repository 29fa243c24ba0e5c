//! The page of the records: what is kept, export, import, delete.

use headroom_study::record::archive::ArchiveError;

use super::{counted, number};
use crate::state::Imported;

/// The heading, and the links that lead here.
pub const YOUR_PROGRESS: &str = "Your progress";
/// Under the heading.
pub const STAYS_HERE: &str = "Your progress is stored in this browser and sent nowhere. To take \
     it to another device, export it here and import it there.";
/// The heading of what is kept.
pub const KEPT: &str = "What is stored";
/// Nothing is kept.
pub const NOTHING_KEPT: &str = "No record yet. The first prediction makes one.";
/// The heading of the ways out.
pub const EXPORT: &str = "Export";
/// What an export is.
pub const EXPORT_HOW: &str = "An export holds every prediction and answer and your exam \
     plan, and nothing about you. A file and a code hold the same.";
/// The button that makes a file.
pub const SAVE_FILE: &str = "Save as file";
/// The button of the share sheet.
pub const SHARE: &str = "Share";
/// The button that copies the code.
pub const COPY_CODE: &str = "Copy as code";
/// The code is on the clipboard.
pub const CODE_COPIED: &str = "Code copied.";
/// The file was handed to the browser.
pub const FILE_SAVED: &str = "File handed to the browser.";
/// The share sheet has taken it.
pub const SHARED: &str = "Shared.";
/// The label of the code when it could not be copied.
pub const CODE: &str = "The code, to copy by hand";
/// The heading of the ways in.
pub const IMPORT: &str = "Import";
/// What an import does.
pub const IMPORT_HOW: &str = "Importing adds what is not here yet. It deletes nothing, and the \
     same export may be imported again.";
/// The label of the file field.
pub const CHOOSE_FILE: &str = "A file";
/// The label of the field for the code.
pub const PASTE_CODE: &str = "A code, or the text of a file";
/// The button of the code.
pub const IMPORT_CODE: &str = "Import the code";
/// The heading of the way to nothing.
pub const DELETE: &str = "Delete";
/// What it deletes.
pub const DELETE_HOW: &str = "Deletes every record from this browser. Exports that you have \
     saved stay as they are.";
/// The first button.
pub const DELETE_ALL: &str = "Delete all progress";
/// The second button.
pub const YES: &str = "Yes, delete";
/// The button that takes it back.
pub const KEEP: &str = "Keep my progress";
/// The second question.
pub const LAST_WORD: &str = "This cannot be undone. Only an export brings it back.";
/// Everything is gone.
pub const DELETED: &str = "All progress is deleted.";

/// The first question.
pub fn really(records: usize) -> String {
    format!("Delete {}?", counted(records as u64, "record", "records"))
}

/// The third button.
pub fn delete_now(records: usize) -> String {
    format!(
        "Delete {} now",
        counted(records as u64, "record", "records")
    )
}

/// What is kept.
pub fn kept(records: usize, lessons: usize, finished: usize) -> String {
    format!(
        "{} of {}, {} finished.",
        counted(records as u64, "record", "records"),
        counted(lessons as u64, "lesson", "lessons"),
        number(finished as u64),
    )
}

/// Records that a newer version has made.
pub fn newer(n: usize) -> String {
    match n {
        1 => "1 record was made by a newer version. It is kept, and counts once this version is \
              updated."
            .into(),
        n => format!(
            "{} records were made by a newer version. They are kept, and count once this version \
             is updated.",
            number(n as u64)
        ),
    }
}

/// What was read waits for the store.
pub const STORING: &str = "Storing…";

/// What an import brought, while the store keeps nothing: it is here until the page is left.
pub fn read_only(what: &Imported, trouble: &str) -> Vec<String> {
    let n = what.added + what.newer;
    let mut says = vec![format!(
        "{} read, here until you leave this page. {trouble}",
        counted(n as u64, "record", "records")
    )];
    says.extend(left_out(what));
    says
}

/// What an import brought, a sentence each.
pub fn imported(what: &Imported) -> Vec<String> {
    let records = |n: usize| counted(n as u64, "record", "records");
    let be = |n: usize| if n == 1 { "is" } else { "are" };
    let mut says = vec![match (what.added, what.known) {
        (0, 0) => "The export is empty.".to_owned(),
        (0, n) => format!("Nothing new: {} {} here already.", records(n), be(n)),
        (n, 0) => format!("{} added.", records(n)),
        (n, known) => format!(
            "{} added, {} here already.",
            records(n),
            number(known as u64)
        ),
    }];
    says.extend(left_out(what));
    if what.newer > 0 {
        says.push(newer(what.newer));
    }
    says
}

/// What an import did not bring.
fn left_out(what: &Imported) -> Vec<String> {
    let records = |n: usize| counted(n as u64, "record", "records");
    let be = |n: usize| if n == 1 { "is" } else { "are" };
    let mut says = Vec::new();
    if what.missing > 0 {
        let n = what.missing;
        says.push(format!(
            "The export was cut: {} {} missing.",
            records(n),
            be(n)
        ));
    }
    if what.damaged > 0 {
        let n = what.damaged;
        says.push(format!("{} {} damaged and left out.", records(n), be(n)));
    }
    says
}

/// Nothing could be imported.
pub fn not_imported(why: ArchiveError) -> String {
    match why {
        ArchiveError::Empty => "Nothing was imported: choose a file or paste a code first.".into(),
        other => format!("Nothing was imported: {other}."),
    }
}

/// A file could not be read.
pub fn not_read(why: &str) -> String {
    format!("The file was not read: {why}.")
}

/// An export did not leave.
pub fn not_exported(why: &str) -> String {
    format!("The export did not leave: {why}.")
}

/// The name of an export's file.
pub fn file_name(year: i32, month: u32, day: u32) -> String {
    format!("headroom-progress-{year:04}-{month:02}-{day:02}.txt")
}
