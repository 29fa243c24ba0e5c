//! `headroom soak`.

use super::{folder, headroom};

#[test]
fn worlds_hold_and_can_be_printed_and_run_as_files() {
    let folder = folder("soak");
    let done = headroom(&folder, &["soak", "--seeds", "20"]);
    assert_eq!((done.code, done.err.as_str()), (0, ""));
    assert!(done.out.starts_with("20 worlds hold: "), "{}", done.out);
    assert_eq!(done.out, headroom(&folder, &["soak", "--seeds", "20"]).out);

    let world = headroom(
        &folder,
        &["soak", "--first", "7", "--seeds", "1", "--print"],
    );
    std::fs::write(folder.join("world.json"), &world.out).expect("written");
    assert_eq!(headroom(&folder, &["check", "world.json"]).code, 0);
    assert_eq!(headroom(&folder, &["digest", "world.json"]).code, 0);
    assert_eq!(headroom(&folder, &["soak", "--seeds", "0"]).code, 1);
}
