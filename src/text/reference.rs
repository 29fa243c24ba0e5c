//! The words of the page of facts.

use super::counted;

/// The heading, and the links that lead here.
pub const TITLE: &str = "Reference";
/// Under the heading.
pub const WHAT: &str = "What Headroom knows about AWS, each fact with its source. Where study \
     guides read a fact otherwise, both readings stand here.";
/// While it is fetched.
pub const LOADING: &str = "Loading the facts…";
/// It did not come.
pub const FAILED: &str = "The facts did not load.";
/// The label of the search.
pub const SEARCH: &str = "Search the facts";
/// The label of the filter.
pub const TWO_READINGS_ONLY: &str = "Only where two readings differ";
/// The mark of a fact with two readings.
pub const TWO_READINGS: &str = "Two readings";
/// Nothing is found.
pub const NOTHING_FOUND: &str = "No fact has all of these words. Try fewer, or a part of a word.";

/// What AWS documents.
pub const AWS_DOCS: &str = "AWS docs";
/// What study guides say.
pub const STUDY_GUIDES: &str = "Study guides say";
/// Whether a question's answer changes.
pub const A_QUESTION: &str = "In a question";
/// It does.
pub const FLIPS: &str = "The answer changes with the reading.";
/// It does not.
pub const WORDS_ONLY: &str = "The answer stays the same. Only the words differ.";
/// Where a fact is from.
pub const SOURCE: &str = "Source";
/// How sure it is.
pub const CONFIDENCE: &str = "Confidence";
/// When it was held against the sources.
pub const CHECKED: &str = "Checked";
/// What the simulator does with it.
pub const SIMULATOR: &str = "In the simulator";

/// The button of a run under both rule sets.
pub const RUN_DIFFERENCE: &str = "Run the difference";
/// Said beside it.
pub const RUN_DIFFERENCE_HOW: &str = "Sandbox: A as AWS docs have it, B as study guides say.";
/// The button of a run that shows the fact.
pub const RUN_EXAMPLE: &str = "Run an example";
/// The button that prepares a report.
pub const REPORT: &str = "Report a wrong fact";
/// The label of the prepared report.
pub const REPORT_TEXT: &str = "Fill it in, copy it, and send it to whoever runs this site. \
     Nothing is sent from here.";
/// The button that copies it.
pub const COPY_REPORT: &str = "Copy the report";
/// It is on the clipboard.
pub const COPIED: &str = "Report copied.";
/// It is not.
pub const NOT_COPIED: &str = "The clipboard is blocked: select the text and copy it by hand.";
/// The link to the fact itself.
pub const LINK: &str = "Link to this fact";

/// How many facts are shown.
pub fn shown(n: usize, of: usize) -> String {
    if n == of {
        counted(n as u64, "fact", "facts")
    } else {
        format!("{n} of {}", counted(of as u64, "fact", "facts"))
    }
}

/// An address names a fact that is not in the table.
pub fn no_such_fact(id: &str) -> String {
    format!("There is no fact {id} in this version. These are all of them.")
}

/// What the letters of a confidence mean.
pub fn confidence(letters: &str) -> String {
    let meaning = |letter: &str| match letter.trim_end_matches('-') {
        "A" => "documented by AWS",
        "B" => "AWS said so second-hand, or several reports agree",
        "C" => "one report",
        _ => "an assumption, nobody documents it",
    };
    let parts: Vec<&str> = letters.split('/').map(meaning).collect();
    format!("{letters}: {}", parts.join("; in part "))
}

/// A rule of the simulator with its test.
pub fn held_by(test: &str, file: &str) -> String {
    let test = test.rsplit([' ', ':']).next().unwrap_or(test);
    let file = file.trim_start_matches("crates/");
    format!("A rule in {file}, held by the test {test}.")
}

/// It is none.
pub fn not_modelled(why: &str) -> String {
    format!("Not modelled. {why}")
}

/// A report about a fact, to be filled in.
pub fn report(id: &str, says: &str, source: &str, checked: &str, build: &str) -> String {
    format!(
        "A wrong fact in Headroom\n\
         Fact: {id}\n\
         It says: {says}\n\
         Its source: {source}\n\
         Checked: {checked}\n\
         Version: {build}\n\
         \n\
         What is wrong: \n\
         What is right: \n\
         Source, with its date: \n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_confidence_of_two_letters_means_both() {
        assert_eq!(confidence("A"), "A: documented by AWS");
        let both = confidence("C/D");
        assert_eq!(
            both,
            "C/D: one report; in part an assumption, nobody documents it"
        );
    }

    #[test]
    fn a_test_is_named_without_its_package_and_its_path() {
        assert_eq!(
            held_by("headroom-engine a::fact_1", "crates/engine/src/x.rs"),
            "A rule in engine/src/x.rs, held by the test fact_1."
        );
    }
}
