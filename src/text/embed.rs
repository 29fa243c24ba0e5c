//! A lesson in a frame, and the page that makes the snippet for it.

use headroom_embed::message::Progress;
use headroom_embed::session::Delivery;

use super::counted;

/// The button on the poster.
pub const START: &str = "Start";
/// The button on the poster when there are records already.
pub const GO_ON: &str = "Go on";
/// The link out of the frame.
pub const OPEN_APP: &str = "Open in Headroom";
/// The button that makes a file of the result.
pub const SAVE_RESULT: &str = "Save result file";
/// The file was handed to the browser.
pub const RESULT_SAVED: &str = "Result file handed to the browser.";
/// The heading of what is wrong with the address.
pub const BAD_ADDRESS: &str = "The address of this frame";
/// The lesson has no such question.
pub fn no_question(id: &str) -> String {
    format!("This lesson has no question \"{id}\".")
}
/// Title of the page that makes a snippet.
pub const EMBED_A_LESSON: &str = "Embed a lesson";
/// Under it.
pub const EMBED_LEAD: &str = "Choose what to show, copy the snippet, paste it into your course \
     page. Learners need no account; nothing leaves their device but the result, and that only to \
     your page, if it asks for it.";
/// The label of the lesson's select.
pub const WHICH_LESSON: &str = "Lesson";
/// Nothing chosen there.
pub const CHOOSE: &str = "Choose a lesson";
/// The label of the step's select.
pub const WHERE_TO_END: &str = "Ends with";
/// Nothing chosen there.
pub const WHOLE: &str = "the whole lesson";
/// The first steps, in order.
pub const STEPS: [&str; 3] = ["the prediction", "the run", "the explanation"];
/// A question as a step.
pub fn step_question(number: usize, id: &str) -> String {
    format!("question {number}: {id}")
}
/// The label of the theme.
pub const COLOURS: &str = "Colours";
/// Its choices.
pub const THEMES: [&str; 3] = ["As the reader's system", "Light", "Dark"];
/// The label of the form.
pub const FORM: &str = "Form";
/// Its choices.
pub const FORMS: [&str; 2] = ["Bare frame", "Element that reports the score"];
/// What the two forms do about the score.
pub const GRADES: [&str; 2] = [
    "A bare frame shows the lesson and grades nothing: no score reaches your page or your \
     gradebook. Learners can save a result file and hand it in.",
    "The element sizes the frame and hands your page the result as an event. Your page must store \
     it; Headroom has no server and writes into no gradebook by itself.",
];
/// The label of the snippet.
pub const SNIPPET: &str = "Snippet";
/// The button that copies it.
pub const COPY_SNIPPET: &str = "Copy the snippet";
/// It is on the clipboard.
pub const SNIPPET_COPIED: &str = "Snippet copied.";
/// It is not.
pub const SNIPPET_BY_HAND: &str =
    "The clipboard is closed to this page: select the text and copy it.";
/// The link to the lesson as the frame shows it.
pub const PREVIEW: &str = "Open the frame's page";
/// The link to the example.
pub const EXAMPLE: &str = "See the element in an example page";
/// The link to this page, at the end of a lesson.
pub const EMBED_THIS: &str = "Embed this lesson";

/// How long it takes and how much it asks; a part of a lesson has no minutes of its own.
pub fn poster(minutes: Option<u32>, questions: usize) -> String {
    let minutes = minutes.map(|n| format!("About {}", counted(n.into(), "minute", "minutes")));
    let questions = (questions > 0).then(|| counted(questions as u64, "question", "questions"));
    let facts: Vec<String> = minutes.into_iter().chain(questions).collect();
    let how = "You predict, run the simulation, and see why.";
    if facts.is_empty() {
        return how.to_owned();
    }
    format!("{}. {how}", facts.join(", "))
}

/// The points so far.
pub fn points(progress: &Progress) -> String {
    if progress.max_points == 0.0 {
        return format!("{} of {} steps", progress.done, progress.of);
    }
    format!("{} of {} points", progress.points, progress.max_points)
}

/// Where the result is. "Received" is said only of what the page around has confirmed.
pub const fn delivery(delivery: Delivery) -> &'static str {
    match delivery {
        Delivery::None => "",
        Delivery::Kept => "The page around this frame has not asked for the result.",
        Delivery::Sent => "Sending the result…",
        Delivery::Received => "Score received by this course page.",
    }
}
