//! Faults planted into a sound course: each is found, with its place, and harms no other lesson.

use headroom_study::author::code;
use headroom_study::{Course, Lesson, pack};

use crate::workshop::Workshop;

#[test]
fn a_sound_course_has_no_problem() {
    let report = Workshop::new("sound").lint();
    assert!(report.problems.is_empty(), "{report}");
    assert_eq!(report.checked.len(), 1);
    assert_eq!(report.checked[0].right, "two");
    assert_eq!(
        report.to_string(),
        "sound/how-many (choice): two over 20 seeds, margin 100 %\n\
         sound: 1 question and 1 claim over 20 seeds, narrowest margin 100 %\n"
    );
}

#[test]
fn a_question_must_hold_at_the_ends_of_its_ranges() {
    let workshop = Workshop::new("ranges");
    let range = |parameter: &str, max: u32| {
        format!("seeds = 5\nranges = [{{ parameter = \"{parameter}\", min = 30, max = {max} }}]")
    };
    workshop.damage("sound/lesson.toml", "seeds = 5", &range("base_rps", 32));
    let report = workshop.lint();
    assert!(report.problems.is_empty(), "{report}");
    // Against 400 rps a second instance is hardly better than a longer queue.
    workshop.damage("sound/lesson.toml", "max = 32", "max = 400");
    let problem = workshop.only_problem("sound/lesson.toml");
    assert_eq!(problem.code, code::E_KEY_NOT_ROBUST, "{problem}");
    assert!(problem.text.contains("base_rps 400"), "{problem}");
    // An option is about the number of instances: drawing it would take the option away.
    workshop.damage(
        "sound/lesson.toml",
        "\"base_rps\", min = 30, max = 400",
        "\"initial_instance_count\", min = 2, max = 3",
    );
    let report = workshop.lint();
    let mut problems = report.problems.iter();
    assert!(
        problems.any(|p| p.code == code::E_KEY_NOT_ROBUST && p.text.contains("is about this")),
        "{report}"
    );
}

/// Damages one place of the sound course and expects one problem.
fn check(name: &str, (file, from, to): (&str, &str, &str), code: &str, line: Option<u32>) {
    let workshop = Workshop::new(name);
    workshop.damage(file, from, to);
    let problem = workshop.only_problem(file);
    assert_eq!((problem.code, problem.line), (code, line), "{problem}");
}

#[test]
fn faults_of_lesson_toml() {
    let lesson = |from, to| ("sound/lesson.toml", from, to);
    let unknown = lesson("minutes = 2", "minutes = 2\nhours = 1");
    check("unknown", unknown, code::E_UNKNOWN_FIELD, Some(5));
    let deep = lesson("start = 0", "start = 0\nbegin = 0");
    check("deep", deep, code::E_UNKNOWN_FIELD, Some(17));
    let strip = lesson("\"errors\"]", "\"erorrs\"]");
    check("strip", strip, code::E_UNKNOWN_VALUE, Some(5));
    let foreign = lesson("\"errors\"]", "\"cold_starts\"]");
    check("foreign", foreign, code::E_UNKNOWN_VALUE, Some(5));
    let minutes = lesson("minutes = 2", "minutes = 2.5");
    check("minutes", minutes, code::E_OUT_OF_RANGE, Some(4));
    let missing = lesson("title = \"Too few\"\n", "");
    check("missing", missing, code::E_MISSING_FIELD, Some(1));
    let seeds = lesson("seeds = 5", "seeds = 1");
    check("seeds", seeds, code::E_OUT_OF_RANGE, Some(21));
    let figure = lesson("{cost_more}", "{cost_mroe}");
    check("figure", figure, code::E_FIGURE, Some(29));
    let alternative = lesson("\"longer-queue\"", "\"no-such\"");
    check("alternative", alternative, code::E_ALTERNATIVE, Some(28));
    let syntax = lesson("minutes = 2", "minutes = ");
    check("syntax", syntax, code::E_SYNTAX, Some(4));
}

#[test]
fn faults_of_text_md() {
    let text = |from, to| ("sound/text.md", from, to);
    let html = text("The rest fails.", "The rest <b>fails</b>.");
    let problems = Workshop::new("html");
    problems.damage(html.0, html.1, html.2);
    let report = problems.lint();
    assert!(
        report
            .problems
            .iter()
            .all(|p| (p.code, p.line) == (code::E_HTML, Some(12))),
        "{report}"
    );
    assert_eq!(report.problems.len(), 2);

    let block = text("The rest fails.", "<script>alert(1)</script>");
    check("script", block, code::E_HTML, Some(12));
    let link = text("The rest fails.", "The [rest](javascript:alert(1)) fails.");
    check("link", link, code::E_LINK, Some(12));
    let host = text("The rest fails.", "The [rest](//example.com) fails.");
    check("host", host, code::E_LINK, Some(12));
    let image = text("The rest fails.", "![The rest](rest.png)");
    check("image", image, code::E_MARKDOWN, Some(12));
    let claim = text("**AWS docs** ", "");
    check("claim", claim, code::E_CLAIM, Some(14));
    let kind = text("**AWS docs**", "**Everybody knows**");
    check("kind", kind, code::E_CLAIM, Some(14));
    let silent = text(" Nothing scales a new endpoint by itself.", "");
    check("silent", silent, code::E_CLAIM, Some(14));
    let section = text("# After", "# Afterwards");
    let workshop = Workshop::new("section");
    workshop.damage(section.0, section.1, section.2);
    let codes: Vec<_> = workshop.lint().problems.iter().map(|p| p.code).collect();
    assert_eq!(
        codes,
        [code::E_SECTION, code::E_SECTION],
        "one missing, one too many"
    );
}

#[test]
fn allowed_links_and_marks_become_text() {
    let workshop = Workshop::new("marks");
    let text = "*All* **the** `rest` of [it](https://example.com/a) and [that](#/lesson/sound).\n\n- one\n- two";
    workshop.damage("sound/text.md", "The rest fails.", text);
    let report = workshop.lint();
    assert!(report.problems.is_empty(), "{report}");
    let json = serde_json::to_string(&report.lessons[0].explain).unwrap();
    let expected = r##"[{"paragraph":[{"emphasis":"All"},{"text":" "},{"strong":"the"},{"text":" "},{"code":"rest"},{"text":" of "},{"link":{"text":"it","href":"https://example.com/a"}},{"text":" and "},{"link":{"text":"that","href":"#/lesson/sound"}},{"text":"."}]},{"list":[[{"text":"one"}],[{"text":"two"}]]},{"claim":{"kind":"aws_docs","text":[{"text":"Nothing scales a new endpoint by itself."}]}}]"##;
    assert_eq!(json, expected);
}

#[test]
fn faults_of_the_scenario_come_with_its_own_codes() {
    let rps = ("sound/scenario.toml", "rps = 30", "rps = -30");
    check("rps", rps, "E_OUT_OF_RANGE", Some(8));
}

#[test]
fn faults_of_course_toml() {
    let workshop = Workshop::new("forgotten");
    workshop.lesson("forgotten");
    let problem = workshop.only_problem("course.toml");
    assert_eq!(
        (problem.code, problem.lesson.as_deref()),
        (code::E_NOT_IN_COURSE, None)
    );

    let twice = ("course.toml", "[\"sound\"]", "[\"sound\", \"sound\"]");
    check("twice", twice, code::E_DUPLICATE_NAME, Some(6));
}

#[test]
fn every_problem_of_every_file_comes_at_once() {
    let workshop = Workshop::new("many");
    workshop.damage("sound/lesson.toml", "minutes = 2", "minutes = 0\nhours = 1");
    workshop.damage("sound/lesson.toml", "step = 100", "step = 0");
    workshop.damage("sound/scenario.toml", "workers = 2", "workers = 0");
    workshop.damage("sound/text.md", "The rest fails.", "<hr>");
    let report = workshop.lint();
    let codes: Vec<_> = report.problems.iter().map(|p| p.code).collect();
    assert_eq!(
        codes,
        [
            "E_OUT_OF_RANGE",
            "E_OUT_OF_RANGE",
            "E_UNKNOWN_FIELD",
            "E_OUT_OF_RANGE",
            "E_HTML"
        ],
        "{report}"
    );
}

#[test]
fn a_key_that_flips_over_the_seeds_is_refused() {
    let workshop = Workshop::new("flips");
    // The same mean with another spread: which of the two loses fewer requests is chance.
    workshop.damage(
        "sound/scenario.toml",
        "set = { \"endpoint.initial_instance_count\" = 2 }",
        "set = { \"model.service_time.cv\" = 0.6 }",
    );
    workshop.damage(
        "sound/scenario.toml",
        "\"model.max_queue\" = 40",
        "\"model.service_time.cv\" = 0.7",
    );
    workshop.damage(
        "sound/scenario.toml",
        "availability = 0.999",
        "availability = 0.1",
    );
    workshop.damage("sound/lesson.toml", "seeds = 5", "seeds = 20");
    let report = workshop.lint();
    let codes: Vec<_> = report.problems.iter().map(|p| p.code).collect();
    assert!(codes.contains(&code::E_KEY_FLIPS), "{report}");
    assert!(report.to_string().contains(" in doubt"), "{report}");
}

#[test]
fn a_key_without_a_margin_is_refused() {
    let workshop = Workshop::new("close");
    // A longer queue never loses more, and hardly fewer.
    workshop.damage(
        "sound/scenario.toml",
        "\"endpoint.initial_instance_count\" = 2",
        "\"model.max_queue\" = 150",
    );
    workshop.damage("sound/scenario.toml", "[slo]\navailability = 0.999", "");
    workshop.damage(
        "sound/lesson.toml",
        "solution =",
        "goal = \"requests.failed.total == 0\"\nsolution =",
    );
    let report = workshop.lint();
    assert!(
        report.problems.iter().any(|p| p.code == code::E_KEY_CLOSE),
        "{report}"
    );
}

#[test]
fn a_start_that_already_meets_the_goal_is_refused() {
    let workshop = Workshop::new("start");
    workshop.damage(
        "sound/scenario.toml",
        "initial_instance_count = 1",
        "initial_instance_count = 2",
    );
    workshop.damage(
        "sound/scenario.toml",
        "set = { \"model.max_queue\" = 40 }",
        "set = { \"endpoint.initial_instance_count\" = 1 }",
    );
    let report = workshop.lint();
    let codes: Vec<_> = report.problems.iter().map(|p| p.code).collect();
    let met = codes
        .iter()
        .filter(|c| **c == code::E_START_MEETS_GOAL)
        .count();
    assert_eq!(met, 2, "by the SLO, and by the quantity: {report}");
    // No request fails, and that is where the field starts.
    assert!(codes.contains(&code::E_START_IS_ANSWER), "{report}");
}

#[test]
fn a_right_option_that_misses_the_slo_is_refused() {
    let workshop = Workshop::new("misses");
    workshop.damage(
        "sound/scenario.toml",
        "availability = 0.999",
        "availability = 0.999\nlatency_ms = 50\npercentile = 99",
    );
    let problem = workshop.only_problem("sound/lesson.toml");
    assert_eq!(problem.code, code::E_SOLUTION_MISSES);
}

#[test]
fn an_slo_question_needs_an_slo_and_an_option_that_meets_it() {
    let workshop = Workshop::new("slo");
    // With a slower model two instances are nearly full and miss the SLO.
    let stated = "seeds = 5\n\n[[questions.fragile]]\nunder = \"slower_model\"\nreason = \"Two are nearly full then.\"";
    workshop.damage("sound/lesson.toml", "seeds = 5", stated);
    let slo = "\"cheapest_meeting_slo\"";
    workshop.damage("sound/lesson.toml", "{ lowest = \"failed_requests\" }", slo);
    assert!(workshop.lint().problems.is_empty(), "two instances meet it");
    workshop.damage(
        "sound/scenario.toml",
        "\"endpoint.initial_instance_count\" = 2",
        "\"model.max_queue\" = 150",
    );
    let codes = |workshop: &Workshop| -> Vec<_> {
        workshop.lint().problems.iter().map(|p| p.code).collect()
    };
    assert_eq!(codes(&workshop), [code::E_SOLUTION_MISSES, code::E_NO_KEY]);
    workshop.damage("sound/scenario.toml", "[slo]\navailability = 0.999", "");
    assert_eq!(
        codes(&workshop),
        [code::E_NO_SLO, code::E_NO_SLO],
        "of the lesson's goal, and of the question's"
    );
}

#[test]
fn a_figure_that_the_stepper_cannot_say_is_refused() {
    let workshop = Workshop::new("reach");
    workshop.damage("sound/lesson.toml", "max = 10000", "max = 2000");
    assert_eq!(
        workshop.only_problem("sound/lesson.toml").code,
        code::E_OUT_OF_REACH
    );
}

#[test]
fn a_lesson_that_cannot_load_leaves_the_others_usable() {
    let workshop = Workshop::new("rest");
    workshop.lesson("broken");
    workshop.damage("course.toml", "[\"sound\"]", "[\"broken\", \"sound\"]");
    workshop.damage("broken/scenario.toml", "rps = 30", "rps = -30");
    workshop.remove("broken/text.md");

    let report = workshop.lint();
    assert!(report.refuse());
    assert_eq!(
        report.checked.len(),
        1,
        "the other lesson is checked all the same"
    );

    let out = workshop.dir.join("pack");
    let packed = pack(&workshop.dir, &out).unwrap();
    assert_eq!(packed.files.len(), 2);
    let read = |name: &str| std::fs::read_to_string(out.join(name)).unwrap();
    let course: Course = serde_json::from_str(&read("course.json")).unwrap();
    assert_eq!(course.lessons.len(), 1);
    assert_eq!(course.failed[0].id, "broken");
    let problems = course.failed[0].problems.join("\n");
    assert!(
        problems.contains("text.md: the file cannot be read"),
        "{problems}"
    );
    assert!(problems.contains("scenario.toml, line 8: "), "{problems}");
    assert!(
        !problems.contains(&*workshop.dir.to_string_lossy()),
        "{problems}"
    );
    let lesson: Lesson = serde_json::from_str(&read("sound.json")).unwrap();
    assert_eq!(
        lesson, report.lessons[0],
        "the pack carries the lesson exactly"
    );
}

#[test]
fn without_a_course_there_is_no_pack() {
    let workshop = Workshop::new("nothing");
    workshop.remove("course.toml");
    workshop.remove("sound/lesson.toml");
    let error = pack(&workshop.dir, &workshop.dir.join("pack")).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("course.toml: the file cannot be read"),
        "{error}"
    );
    assert_eq!(workshop.only_problem("course.toml").code, code::E_FILE);
}

#[test]
fn a_key_that_a_variation_flips_is_refused_until_it_is_stated() {
    let workshop = Workshop::new("robust");
    // Three against two: with a faster model, two lose nothing either.
    workshop.damage("sound/scenario.toml", "rps = 30", "rps = 39");
    workshop.damage(
        "sound/scenario.toml",
        "set = { \"model.max_queue\" = 40 }",
        "set = { \"endpoint.initial_instance_count\" = 3 }",
    );
    workshop.damage("sound/lesson.toml", "= \"two\"", "= \"longer-queue\"");
    let reason = "trap = \"fewer-is-cured\"\nbecause = \"requests.failed.total > 0.8 * start.requests.failed.total\"\n";
    workshop.damage("sound/lesson.toml", reason, "");
    let of_two = "for {cost}\"\ntrap = \"fewer-is-cured\"\nbecause = \"requests.failed.total > 0\"";
    workshop.damage("sound/lesson.toml", "for {cost}\"", of_two);
    let problem = workshop.only_problem("sound/lesson.toml");
    assert_eq!(problem.code, code::E_KEY_NOT_ROBUST, "{problem}");
    assert!(problem.text.contains("mean service time 20 % shorter"));
    let stated = "seeds = 5\n\n[[questions.fragile]]\nunder = \"faster_model\"\nreason = \"Two carry it then.\"";
    workshop.damage("sound/lesson.toml", "seeds = 5", stated);
    let report = workshop.lint();
    assert!(report.problems.is_empty(), "{report}");
    assert!(
        report
            .to_string()
            .contains("not with mean service time 20 % shorter: Two carry")
    );
    workshop.damage("sound/lesson.toml", "faster_model", "faster_modle");
    let problem = workshop.only_problem("sound/lesson.toml");
    assert_eq!(problem.code, code::E_UNKNOWN_VALUE, "{problem}");
}

/// Damages one place of the sound course and expects this code among the problems, with its line.
fn among(name: &str, (file, from, to): (&str, &str, &str), code: &str, line: u32) -> String {
    let workshop = Workshop::new(name);
    workshop.damage(file, from, to);
    let report = workshop.lint();
    let mut problems = report.problems.iter();
    let found = problems.find(|p| p.code == code);
    let found = found.unwrap_or_else(|| panic!("no {code} in {report}"));
    assert_eq!(found.line, Some(line), "{found}");
    found.text.clone()
}

#[test]
fn a_predicate_that_does_not_parse_says_line_and_column() {
    let lesson = |from, to| ("sound/lesson.toml", from, to);
    let claim = lesson("> 1_000", "> 1_000 and");
    let text = among("predicate", claim, code::E_PREDICATE, 36);
    assert!(
        text.contains("claims[0].holds: column 34: a number or a figure"),
        "{text}"
    );
    let reason = lesson("because = \"requests", "because = \"request");
    let text = among("because", reason, code::E_PREDICATE, 31);
    assert!(
        text.contains("column 1: request.failed.total is no figure"),
        "{text}"
    );
}

#[test]
fn a_wrong_option_that_does_not_fail_for_its_reason_is_refused() {
    let reason = ("sound/lesson.toml", "> 0.8 * start", "> 1.5 * start");
    let text = among("reason", reason, code::E_NOT_FOR_REASON, 31);
    assert!(
        text.contains("holds in 0 of 20 runs, and not under seed 1"),
        "{text}"
    );
}

#[test]
fn a_wrong_option_needs_its_reason_its_wrong_idea_and_its_feedback() {
    let lesson = |from, to| ("sound/lesson.toml", from, to);
    let because = "because = \"requests.failed.total > 0.8 * start.requests.failed.total\"\n";
    let _ = among("no-reason", lesson(because, ""), code::E_NO_REASON, 18);
    let trap = "trap = \"fewer-is-cured\"\n";
    let _ = among("no-trap", lesson(trap, ""), code::E_NO_TRAP, 18);
    let unknown = lesson("\"fewer-is-cured\"", "\"fewer-is-cure\"");
    let text = among("unknown-trap", unknown, code::E_UNKNOWN_TRAP, 30);
    assert!(text.contains("the nearest are fewer-is-cured, "), "{text}");
    assert!(text.len() < 250, "a few names, not all of them: {text}");
    let feedback = "feedback = \"{failed} fail for {cost_more} more\"\n";
    let text = among(
        "no-feedback",
        lesson(feedback, ""),
        code::E_MISSING_FIELD,
        27,
    );
    assert!(text.contains("questions[0].options[1].feedback"), "{text}");
    let right = lesson("for {cost}\"\n", "for {cost}\"\ntrap = \"spare-is-free\"\n");
    let _ = among("right-trap", right, code::E_TRAP_IS_RIGHT, 18);
}

#[test]
fn a_claim_that_does_not_hold_or_does_not_stand_in_the_text_is_refused() {
    let lesson = |from, to| ("sound/lesson.toml", from, to);
    let text = among(
        "claim-false",
        lesson("> 1_000", "> 9_000"),
        code::E_CLAIM_FALSE,
        33,
    );
    assert!(
        text.contains("\"It serves 20 rps.\" (the run) is not borne out"),
        "{text}"
    );
    let words = lesson("text = \"It serves 20", "text = \"It serves 30");
    let _ = among("claim-text", words, code::E_CLAIM_TEXT, 35);
    // The words stand in a paragraph, not in a quotation of this kind.
    let kind = lesson("kind = \"run\"", "kind = \"aws_docs\"");
    let _ = among("claim-kind", kind, code::E_CLAIM_TEXT, 35);
}

#[test]
fn unknown_facts_tasks_and_solutions_are_refused() {
    let lesson = |from, to| ("sound/lesson.toml", from, to);
    let task = lesson("tasks = [\"4.2\"]", "tasks = [\"4.2\", \"9.9\"]");
    let _ = among("task", task, code::E_UNKNOWN_TASK, 6);
    let fact = lesson(
        "goal = { lowest = \"failed_requests\" }",
        "fact = \"no-such\"",
    );
    let _ = among("fact", fact, code::E_UNKNOWN_FACT, 20);
    let solution = lesson("solution = \"two\"", "solution = \"three\"");
    let _ = among("solution", solution, code::E_ALTERNATIVE, 7);
    let misses = lesson("solution = \"two\"", "solution = \"longer-queue\"");
    let text = among("solution-misses", misses, code::E_SOLUTION_MISSES, 7);
    assert!(
        text.contains("longer-queue meets the goal (slo.met) in 0 of 20 runs"),
        "{text}"
    );
    let met = lesson("solution =", "goal = \"requests.arrived > 0\"\nsolution =");
    let text = among("start-meets", met, code::E_START_MEETS_GOAL, 8);
    assert!(text.contains("in 20 of 20 runs"), "{text}");
}

#[test]
fn a_field_of_another_kind_of_question_is_refused_by_its_kinds() {
    let from = "id = \"how-many\"";
    let to = "id = \"how-many\"\nby = \"failed_requests\"";
    let text = among(
        "other-kind",
        ("sound/lesson.toml", from, to),
        code::E_UNKNOWN_FIELD,
        20,
    );
    assert!(
        text.contains("there is no such field here; order has it"),
        "{text}"
    );
}

#[test]
fn a_figure_that_the_question_does_not_simulate_is_refused() {
    let figure = ("sound/lesson.toml", "{cost_more}", "{max(queue)}");
    let text = among("not-asked", figure, code::E_FIGURE, 29);
    assert!(text.contains("does not ask for this figure"), "{text}");
}

/// A design whose reference is held against a family.
const DESIGN: &str = r#"
[[questions]]
id = "fleet"
kind = "design"
reference = "two"

[[questions.fragile]]
under = "slower_model"
reason = "Two would be too few."

[[questions.dials]]
parameter = "initial_instance_count"
label = "Instances"
min = 1
max = 4
step = 1

[[questions.requirements]]
text = "The SLO is met"
points = 60
says = "slo.met"
lost = "{failed} requests fail."

[[questions.requirements]]
text = "The SLO is met, and nothing is wasted"
points = 40
says = "slo.met"
at_most = { figure = "cost_usd.total", times = 1.02 }
lost = "it costs {cost}."

[[questions.families]]
name = "other fleets"

[[questions.families.settings]]
parameter = "initial_instance_count"
values = [1, 3, 4]

[[claims]]"#;

#[test]
fn a_reference_must_beat_the_best_of_every_family() {
    let designed = |name: &str, values: &str| {
        let workshop = Workshop::new(name);
        let design = DESIGN.replace("[1, 3, 4]", values);
        workshop.damage("sound/lesson.toml", "[[claims]]", &design);
        let stem = "# Question fleet\n\nHow many?\n\n# After";
        workshop.damage("sound/text.md", "# After", stem);
        workshop
    };
    let report = designed("family", "[1, 3, 4]").lint();
    assert!(report.problems.is_empty(), "{report}");
    let found = &report.checked[1].families[0];
    assert_eq!((found.points, found.designs), ((60.0, 100.0), 3), "{found}");
    assert_eq!(found.settings[0].1, 3.0, "the cheaper of two that earn 60");

    let problem = designed("family-wins", "[1, 2]").only_problem("sound/lesson.toml");
    assert_eq!(problem.code, code::E_FAMILY_WINS, "{problem}");
    let problem = designed("family-refused", "[0.5]").only_problem("sound/lesson.toml");
    assert_eq!(problem.code, code::E_OUT_OF_RANGE, "{problem}");
}
