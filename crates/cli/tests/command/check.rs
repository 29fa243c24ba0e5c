//! `headroom check`.

use super::{SPIKE, folder, folder_with, headroom};

#[test]
fn good_files_are_said_to_be_good_and_bad_ones_do_not_hide_behind_them() {
    let folder = folder_with("check-files", SPIKE);
    let done = headroom(&folder, &["check", "scenario.toml"]);
    assert_eq!(
        (done.code, done.out.as_str(), done.err.as_str()),
        (0, "scenario.toml: ok\n", "")
    );

    let alternatives = "alternatives = [{ id = \"more\", title = \"More\", set = { \"scaling.scalable_target.MinCapacity\" = 6 } }]\n[traffic]";
    std::fs::write(
        folder.join("two.toml"),
        SPIKE.replace("[traffic]", alternatives),
    )
    .expect("written");
    std::fs::write(folder.join("bad.json"), "{\"id\": \"a\"}").expect("written");
    let done = headroom(
        &folder,
        &[
            "check",
            "bad.json",
            "scenario.toml",
            "two.toml",
            "missing.toml",
        ],
    );
    assert_eq!(done.code, 1);
    assert_eq!(
        done.out,
        "scenario.toml: ok\ntwo.toml: ok, with 1 alternative\n"
    );
    let lines: Vec<_> = done.err.lines().collect();
    assert_eq!(
        lines.len(),
        4,
        "three missing fields, one missing file: {lines:?}"
    );
    assert!(lines[0].starts_with("bad.json: traffic: ") && lines[0].ends_with("[E_MISSING_FIELD]"));
    assert!(lines[3].starts_with("missing.toml: "));
}

#[test]
fn a_warning_is_shown_and_refuses_nothing() {
    let text = SPIKE.replace("workers = 2", "workers = 2\ncpu_cores = 4");
    let done = headroom(
        &folder_with("check-warning", &text),
        &["check", "scenario.toml"],
    );
    assert_eq!((done.code, done.out.as_str()), (0, "scenario.toml: ok\n"));
    assert!(
        done.err.contains("warning") && done.err.contains("[W_MORE_CORES_THAN_INSTANCE]"),
        "{}",
        done.err
    );
}

#[test]
fn a_folder_is_all_its_scenarios() {
    let folder = folder_with("check-folder", SPIKE);
    std::fs::write(folder.join("notes.md"), "not a scenario").expect("written");
    let done = headroom(&folder, &["check", "."]);
    assert_eq!(
        (done.code, done.out.as_str(), done.err.as_str()),
        (0, ".: ok, 1 scenario\n", "")
    );

    std::fs::write(folder.join("a.toml"), "id = 1").expect("written");
    let done = headroom(&folder, &["check", "."]);
    assert_eq!((done.code, done.out.as_str()), (1, ""));
    assert_eq!(done.err.lines().count(), 4, "{}", done.err);
    assert!(
        done.err.lines().all(|line| line.starts_with("./a.toml:")),
        "{}",
        done.err
    );
}

#[test]
fn an_empty_folder_is_nothing_to_check() {
    let done = headroom(&folder("check-empty"), &["check", "."]);
    assert_eq!((done.code, done.out.as_str()), (1, ""));
    assert_eq!(done.err, ".: no course.toml and no scenario file in it\n");
}
