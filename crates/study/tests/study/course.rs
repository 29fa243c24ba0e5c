//! What a course promises as a whole, and no two questions that ask the same.

use headroom_study::author::{LintReport, code};

use crate::workshop::Workshop;

/// The sound course, with a promise of so many questions, exam-shaped ones, and for each trap.
fn promising(name: &str, questions: u32, exam_shaped: u32, each_trap: u32) -> Workshop {
    let workshop = Workshop::new(name);
    let promise = format!(
        "[promise]\nquestions = {questions}\nexam_shaped = {exam_shaped}\neach_trap = {each_trap}\n\n[[units]]"
    );
    workshop.damage("course.toml", "[[units]]", &promise);
    workshop
}

fn texts(report: &LintReport, code: &str) -> Vec<String> {
    let problems = report.problems.iter().filter(|p| p.code == code);
    problems.map(|p| p.text.clone()).collect()
}

#[test]
fn a_promise_that_is_kept_is_no_problem() {
    let report = promising("kept", 1, 1, 0).lint();
    assert!(report.problems.is_empty(), "{report}");
    assert_eq!(
        report.totals.to_string(),
        "1 questions in 1 lessons, 1 of them exam-shaped; each exam trap in 0 or more"
    );
}

#[test]
fn too_few_questions_are_told_with_both_numbers() {
    let report = promising("few", 84, 40, 0).lint();
    assert_eq!(
        texts(&report, code::E_TOO_FEW_QUESTIONS),
        [
            "84 questions are promised, and 1 are there",
            "40 exam-shaped questions are promised, and 1 are there"
        ]
    );
    assert_eq!(report.problems[0].line, Some(4));
    assert_eq!(report.lessons.len(), 1, "the lesson stays in the course");
}

#[test]
fn a_trap_that_no_question_leads_past_is_named() {
    let workshop = promising("traps", 1, 1, 1);
    let (from, to) = ("\"fewer-is-cured\"", "\"burstable-scales\"");
    workshop.damage("sound/lesson.toml", from, to);
    let report = workshop.lint();
    let left_out = texts(&report, code::E_TRAP_LEFT_OUT);
    assert_eq!(left_out.len(), 19, "{left_out:?}");
    let named = |number: u32| {
        let start = format!("exam trap {number} (");
        left_out.iter().find(|text| text.starts_with(&start))
    };
    assert_eq!(named(14), None, "burstable-scales leads into it");
    let serverless = named(15).expect("nothing leads into it");
    assert!(
        serverless.contains("is in 0 of the questions, and 1 are promised")
            && serverless.contains("serverless-has-all"),
        "{serverless}"
    );
}

#[test]
fn a_lesson_that_does_not_load_is_the_only_problem() {
    let workshop = promising("broken", 84, 40, 2);
    workshop.damage("sound/lesson.toml", "minutes = 2", "minutes = 0");
    let problem = workshop.only_problem("sound/lesson.toml");
    assert_eq!(problem.code, code::E_OUT_OF_RANGE);
}

#[test]
fn a_question_of_a_fact_is_not_exam_shaped() {
    let workshop = promising("fact", 2, 1, 0);
    let fact = r#"[[questions]]
id = "its-name"
fact = "fd12-standing"

[[questions.options]]
id = "pool"
label = "Warm pool"
value = "warm-pool"
trap = "warm-pool"
feedback = "No."

[[questions.options]]
id = "minimum"
label = "Minimum capacity"
value = "minimum-capacity"
feedback = "Yes."

[[claims]]"#;
    workshop.damage("sound/lesson.toml", "[[claims]]", fact);
    let stem = "# Question its-name\n\nWhich?\n\n# After";
    workshop.damage("sound/text.md", "# After", stem);
    let report = workshop.lint();
    assert!(report.problems.is_empty(), "{report}");
    assert_eq!((report.totals.questions, report.totals.exam_shaped), (2, 1));
}

/// The sound course with a second question, `once-more`.
fn asked_twice(name: &str, question: &str) -> Workshop {
    let workshop = Workshop::new(name);
    let lesson = workshop.dir.join("sound/lesson.toml");
    let lesson = std::fs::read_to_string(lesson).unwrap();
    workshop.write("sound/lesson.toml", &format!("{lesson}\n{question}"));
    let stem = "# Question once-more\n\nAnd once more?\n\n# After";
    workshop.damage("sound/text.md", "# After", stem);
    workshop
}

#[test]
fn two_questions_that_ask_the_same_are_refused() {
    let again = r#"
[[questions]]
id = "once-more"
goal = { lowest = "failed_requests" }

[[questions.options]]
alternative = "longer-queue"
feedback = "{failed} fail"
trap = "fewer-is-cured"
because = "requests.failed.total > 0.8 * start.requests.failed.total"

[[questions.options]]
alternative = "two"
feedback = "{failed} fail"
"#;
    let problem = asked_twice("duplicate", again).only_problem("sound/lesson.toml");
    assert_eq!(problem.code, code::E_DUPLICATE_QUESTION, "{problem}");
    assert!(
        problem
            .text
            .contains("question once-more: sound/how-many asks the same")
    );
}

#[test]
fn another_number_to_compare_with_makes_no_other_question() {
    let question = |id: &str, more_than: u32| {
        format!(
            r#"
[[questions]]
id = "{id}"

[[questions.options]]
id = "many"
label = "More than {more_than} fail"
says = "requests.failed.total > {more_than}"
feedback = "{{failed}} fail."

[[questions.options]]
id = "none"
label = "None fails"
says = "requests.failed.total == 0"
trap = "queue-saves"
feedback = "{{failed}} fail."
"#
        )
    };
    let both = question("once", 500) + &question("once-more", 1000);
    let workshop = asked_twice("numbers", &both);
    let stem = "# Question once\n\nHow many?\n\n# Question once-more";
    workshop.damage("sound/text.md", "# Question once-more", stem);
    let problem = workshop.only_problem("sound/lesson.toml");
    assert_eq!(problem.code, code::E_DUPLICATE_QUESTION, "{problem}");
}
