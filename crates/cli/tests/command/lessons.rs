//! `headroom check` and `headroom pack` on the course of this repository.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{folder, headroom};

const LESSON: &str = "spiky-traffic";

/// A course of one lesson of the repository, for a test to spoil. The whole course is the fast
/// program's to check: `cargo xtask check`.
fn course(test: &str) -> PathBuf {
    let folder = folder(test);
    let original = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lessons");
    copy(&original.join(LESSON), &folder.join("lessons").join(LESSON));
    let course = format!(
        "title = \"A course\"\n\n[[units]]\ntitle = \"A unit\"\nlessons = [\"{LESSON}\"]\n"
    );
    std::fs::write(folder.join("lessons/course.toml"), course).expect("a course");
    folder
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("the course") {
        let entry = entry.expect("an entry");
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).expect("a copy");
        }
    }
}

/// Puts a burstable instance type into the lesson's scenario.
fn spoil(folder: &Path) {
    let path = folder.join("lessons").join(LESSON).join("scenario.toml");
    let text = std::fs::read_to_string(&path).expect("the lesson's scenario");
    let line = text
        .lines()
        .find(|line| line.trim_start().starts_with("instance_type"))
        .expect("a type");
    let spoilt = text.replace(line, "instance_type = \"ml.t2.medium\"");
    std::fs::write(path, spoilt).expect("written");
}

fn read(path: PathBuf) -> Value {
    let text = std::fs::read_to_string(&path).expect("a file of the pack");
    serde_json::from_str(&text).expect("JSON")
}

/// What is wrong. A warning is not: what a lesson shows to be a mistake may be warned of.
fn problems(err: &str) -> Vec<&str> {
    let lines = err.lines();
    lines.filter(|line| !line.contains(": warning: ")).collect()
}

#[test]
fn the_course_is_good_and_a_planted_fault_is_found() {
    let folder = course("course-check");
    let good = headroom(&folder, &["check", "lessons/"]);
    assert_eq!((good.code, problems(&good.err)), (0, vec![]));
    assert!(good.out.starts_with("lessons/: ok, "), "{}", good.out);
    assert!(
        good.out.contains(LESSON),
        "it names the keys that it simulated: {}",
        good.out
    );

    spoil(&folder);
    let bad = headroom(&folder, &["check", "lessons/"]);
    assert_eq!((bad.code, bad.out.as_str()), (1, ""));
    assert!(
        bad.err.contains(LESSON) && bad.err.contains("[E_BURSTABLE_SCALING]"),
        "{}",
        bad.err
    );
}

#[test]
fn a_pack_holds_the_course_and_each_lesson_that_loads() {
    let folder = course("course-pack");
    let good = headroom(&folder, &["pack", "lessons", "--out", "dist/lessons"]);
    assert_eq!((good.code, problems(&good.err)), (0, vec![]));
    let out = folder.join("dist/lessons");
    let course = read(out.join("course.json"));
    let cards = course["lessons"].as_array().expect("cards");
    assert!(cards.iter().any(|card| card["id"] == LESSON), "{course}");
    assert_eq!(
        good.out.lines().count(),
        2 + cards.len(),
        "every file is named: {}",
        good.out
    );
    assert_eq!(read(out.join(format!("{LESSON}.json")))["id"], LESSON);
    let presets = read(out.join("presets.json"));
    assert!(
        presets
            .as_array()
            .expect("a list")
            .iter()
            .any(|p| p["id"] == LESSON),
        "{presets}"
    );

    spoil(&folder);
    let bad = headroom(&folder, &["pack", "lessons", "--out", "second"]);
    assert_eq!(bad.code, 1);
    assert!(bad.err.contains("[E_BURSTABLE_SCALING]"), "{}", bad.err);
    let course = read(folder.join("second/course.json"));
    assert_eq!(
        course["failed"][0]["id"], LESSON,
        "the course says what did not load: {course}"
    );
}

#[test]
fn a_folder_without_a_course_cannot_be_packed() {
    let bad = headroom(&folder("course-none"), &["pack", ".", "--out", "out"]);
    assert_eq!((bad.code, bad.out.as_str()), (1, ""));
    assert!(bad.err.contains("course.toml"), "{}", bad.err);
}

#[test]
fn a_new_lesson_passes_the_check_and_a_taken_id_changes_nothing() {
    let folder = folder("course-new");
    std::fs::create_dir_all(folder.join("lessons")).expect("a folder");
    let course = "title = \"A course\"\n\n[[units]]\ntitle = \"A unit\"\nlessons = []\n";
    let path = folder.join("lessons/course.toml");
    std::fs::write(&path, course).expect("written");
    for id in ["first-lesson", "second-lesson"] {
        let new = headroom(&folder, &["new", "lesson", id]);
        assert_eq!((new.code, new.err.as_str()), (0, ""));
        assert_eq!(new.out.lines().count(), 4, "{}", new.out);
    }
    let checked = headroom(&folder, &["check", "lessons/"]);
    assert_eq!((checked.code, checked.err.as_str()), (0, ""));
    assert!(
        checked
            .out
            .contains("second-lesson/which-change (choice): two-instances")
    );

    let named = std::fs::read_to_string(&path).expect("the course");
    let refusals = [
        ("first-lesson", "is there already"),
        ("First", "not kebab-case"),
    ];
    for (id, says) in refusals {
        let refused = headroom(&folder, &["new", "lesson", id]);
        assert_eq!((refused.code, refused.out.as_str()), (1, ""));
        assert!(refused.err.contains(says), "{}", refused.err);
    }
    assert_eq!(std::fs::read_to_string(&path).expect("the course"), named);
}
