//! The sandbox.

pub mod aws;
pub mod network;
pub mod optimise;
pub mod traffic;

use headroom_scenario::sandbox::Side;
use headroom_scenario::{Problem, Severity};

use super::number;

/// The page, in the bar.
pub const SANDBOX: &str = "Sandbox";
/// The tab and the heading.
pub const TITLE: &str = "Sandbox";
/// While the scenarios are fetched.
pub const LOADING: &str = "Loading the scenarios…";
/// They did not come.
pub const FAILED: &str = "The sandbox did not load.";
/// The address names a scenario that is not there.
pub const NO_PRESET: &str = "There is no scenario of this name here; this is the first one.";
/// The way from a lesson.
pub const OPEN_IN_SANDBOX: &str = "Open in the sandbox";

/// The choice of a scenario.
pub const SCENARIO: &str = "Scenario";
/// Nothing chosen.
pub const OWN: &str = "Your own";
/// Scenarios of lessons.
pub const LESSONS: &str = "Lessons";
/// Other scenarios.
pub const GALLERY: &str = "Gallery";
/// Above the form.
pub const CONFIGURATION: &str = "Configurations A and B";
/// B becomes A.
pub const COPY_A: &str = "Copy A to B";
/// A becomes B.
pub const COPY_B: &str = "Copy B to A";
/// Each becomes the other.
pub const SWAP: &str = "Swap";
/// One step back.
pub const UNDO: &str = "Undo";
/// One step forth.
pub const REDO: &str = "Redo";
/// The column of what both share.
pub const SHARED: &str = "A and B";
/// The column of names.
pub const FIELD: &str = "Field";
/// What a side does not have.
pub const NOT_HERE: &str = "not here";
/// The placeholder of a field that says nothing.
pub const ABSENT: &str = "absent";
/// What may be added to a list.
pub const ADD: &str = "Add";
/// The choice of what to add.
pub const ADD_WHAT: &str = "What to add";
/// Problems that no field is about.
pub const ELSEWHERE: &str = "What else is wrong";

/// Why both are comparable.
pub fn same_numbers(seed: u64) -> String {
    format!(
        "Seed {}. Both configurations meet the same requests and draw the same random numbers.",
        number(seed)
    )
}

/// How many fields differ.
pub fn differences(count: usize) -> String {
    match count {
        0 => "no differences".into(),
        1 => "1 difference".into(),
        n => format!("{n} differences"),
    }
}

/// The button of a narrow screen.
pub fn edit(count: usize) -> String {
    format!("Edit A and B ({})", differences(count))
}

/// The name of an input.
pub fn input(label: &str, unit: &str, side: Option<Side>) -> String {
    let unit = if unit.is_empty() {
        String::new()
    } else {
        format!(", {unit}")
    };
    match side {
        Some(side) => format!("{label}{unit}, configuration {}", side.name()),
        None => format!("{label}{unit}, both configurations"),
    }
}

/// The button that adds an item.
pub fn add_to(side: Option<Side>) -> String {
    match side {
        Some(side) => format!("Add to {}", side.name()),
        None => ADD.into(),
    }
}

/// The button that takes an item away.
pub fn remove_from(side: Option<Side>) -> String {
    match side {
        Some(side) => format!("Remove from {}", side.name()),
        None => "Remove".into(),
    }
}

/// What a problem says at its field.
pub fn problem(sides: [bool; 2], problem: &Problem, with_path: bool) -> String {
    let who = match sides {
        [true, false] => "A: ",
        [false, true] => "B: ",
        _ => "",
    };
    let path = match (with_path, problem.path.is_empty()) {
        (true, false) => format!("{}: ", problem.path),
        _ => String::new(),
    };
    let value = match (problem.value.is_empty(), problem.severity) {
        (true, _) => String::new(),
        (false, Severity::Error) => format!("{} is not allowed: ", problem.value),
        (false, Severity::Warning) => format!("{}: ", problem.value),
    };
    let hint = match problem.hint.is_empty() {
        true => String::new(),
        false => format!(" ({})", problem.hint),
    };
    format!(
        "{who}{path}{value}{}{hint}. [{}]",
        problem.rule, problem.code
    )
}

/// A side is refused, and the charts stay.
pub fn refused(sides: [bool; 2]) -> &'static str {
    match sides {
        [true, true] => {
            "Neither A nor B is in the results yet: the charts show the last good ones."
        }
        [true, false] => "A is not in the results yet: the charts show the last good A.",
        [false, true] => "B is not in the results yet: the charts show the last good B.",
        [false, false] => "",
    }
}

/// A run goes on.
pub fn simulating(side: Side, share: f64) -> String {
    format!(
        "Simulating {}: {:.0} %",
        side.name(),
        (100.0 * share).floor()
    )
}

/// Before much work.
pub fn much_work(requests: f64) -> String {
    format!(
        "This comparison simulates about {} requests, which may take more than ten seconds.",
        number(requests.round() as u64)
    )
}

/// Goes on after that.
pub const SIMULATE: &str = "Simulate";
/// Stops it.
pub const STOP: &str = "Stop";

/// The outcome.
pub const OUTCOME: &str = "Outcome, B against A";
/// The jobs of A and B.
pub const JOBS: &str = "The job";
/// What the values of a capacity end with.
pub const IN_SERVICE: &str = " in service";
/// What happened to a job.
pub const JOB_LOG: &str = "What happened to the job";
/// All figures.
pub const ALL_FIGURES: &str = "All figures";
/// Columns of the table of figures.
pub const FIGURES: [&str; 4] = ["Figure", "A", "B", "Difference"];
/// The picture of cost against errors.
pub const COST_ERRORS: &str = "Cost against failed requests";

/// A point of it, in words.
pub fn cost_errors(side: &str, cost: &str, failed: &str) -> String {
    format!("{side}: {cost}, {failed} of the requests failed.")
}

/// At the time-out nothing slower is seen.
pub fn at_timeout(seconds: f64) -> String {
    format!("at the {seconds} s time-out")
}

/// Asks how sure the comparison is.
pub const HOW_SURE: &str = "How sure is this? 20 seeds, and the assumptions moved";
/// What the charts show of it.
pub const CLOUD: &str = "Faint lines are the other seeds; the bands also cover the assumptions \
    over their ranges: launch time 0.6 to 1.8 times, metric delay 60 to 240 s, service time a tenth \
    less and more, queue limit half and twice.";

/// The results.
pub const RESULTS: &str = "Results";
/// Whose events the fleet and the chain show.
pub const ASK: &str = "Fleet and why of";

/// Assumptions.
pub const ASSUMPTIONS: &str = "Assumptions";
/// What they are.
pub const ASSUMPTIONS_ARE: &str =
    "AWS publishes no figure for these; each field above replaces one.";
/// Columns of their table.
pub const ASSUMPTION_COLUMNS: [&str; 4] = ["Assumption", "Value when absent", "Field", "Applies"];

/// The raw texts.
pub const RAW: &str = "The scenarios as JSON";
/// What to do with them.
pub const RAW_HOW: &str =
    "Everything that a scenario may say. A text that cannot be read changes nothing.";
/// Puts the text in place.
pub const APPLY: &str = "Apply";

/// The label of a text.
pub fn raw_of(side: Side) -> String {
    format!("Scenario {}", side.name())
}

/// Applied.
pub fn applied(side: Side) -> String {
    format!("{} is what the text says.", side.name())
}

/// Sharing.
pub const SHARE: &str = "Share this comparison";
/// What a link does.
pub const SHARE_HOW: &str = "The link holds the whole setup. Nothing is uploaded.";
/// The link.
pub const LINK: &str = "Link";
/// Copies it.
pub const COPY_LINK: &str = "Copy link";
/// It is copied.
pub const COPIED: &str = "Link copied.";
/// The browser refuses to copy.
pub const COPY_BY_HAND: &str = "The browser does not let a page copy: select the link and copy it.";
/// There is none of so much.
pub const TOO_LONG: &str =
    "These texts are too long for a link: pass them on as JSON, from the form.";
/// There is none while something is refused.
pub const NO_LINK: &str = "There is a link once A and B are both allowed.";

/// Saves the minutes of a side.
pub fn save_csv(side: Side) -> String {
    format!("Save {} as CSV", side.name())
}

/// The name of that file.
pub fn csv_name(scenario: &str, side: Side) -> String {
    format!("{scenario}-{}.csv", side.name().to_lowercase())
}

/// It is saved.
pub fn csv_saved(name: &str) -> String {
    format!("Saved as {name}: a row a minute, every figure of the charts.")
}

/// It is not.
pub fn csv_not_saved(why: &str) -> String {
    format!("The file was not saved: {why}.")
}

/// The comparison in somebody's page.
pub const EMBED: &str = "Embed this comparison";
/// What the snippet does.
pub const EMBED_HOW: &str =
    "A frame that opens this comparison in your course page. It grades nothing and sends nothing.";

/// The title of that frame.
pub fn frame_title(scenario: &str) -> String {
    format!("{scenario}: configurations A and B in Headroom")
}

/// Under the title, on paper.
pub const ON_PAPER: &str = "Headroom: two configurations under the same requests.";
/// Both configurations on paper.
pub const PRINTED: &str = "Configurations A and B; fields in bold differ";

/// Prints the page.
pub const PRINT: &str = "Print";

/// A link that is too long for some programs.
pub fn long_link(characters: usize) -> String {
    format!(
        "The link has {} characters; some programs cut links after 2,000. Share the JSON texts instead.",
        number(characters as u64)
    )
}

/// A link that cannot be opened.
pub fn bad_link(why: &str) -> String {
    format!("The link was not opened: {why}. Nothing of it is used; this is the first scenario.")
}

/// A link whose scenarios are refused.
pub fn refused_link(count: usize) -> String {
    format!(
        "The link was not opened: this version refuses its scenarios ({}). Nothing of it is used; this is the first scenario.",
        if count == 1 {
            "1 problem".into()
        } else {
            format!("{count} problems")
        }
    )
}

/// A link of another engine.
pub fn other_engine(theirs: &str, ours: &str) -> String {
    format!(
        "This link was made with engine {theirs}; this is {ours}. The numbers may differ from those that were shared."
    )
}

/// A link whose run was another one.
pub const OTHER_NUMBERS: &str = "This engine gives other numbers than the one that made the link.";

/// What a link holds, before it is simulated.
pub fn link_holds(title: &str, hours: &str) -> String {
    format!("From a link: {title}, {hours}.")
}
