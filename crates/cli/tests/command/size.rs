//! `headroom size`.

use serde_json::Value;

use super::{folder, headroom};

#[test]
fn a_load_test_becomes_a_target_and_a_fleet() {
    let folder = folder("size");
    let asked = [
        "size",
        "--max-rps",
        "20",
        "--safety",
        "0.5",
        "--traffic",
        "50",
    ];
    let done = headroom(&folder, &asked);
    assert_eq!((done.code, done.err.as_str()), (0, ""));
    assert_eq!(
        done.out,
        "target     600  invocations per instance and minute: 20 rps x 0.5 x 60\n\
         instances  5  for 50 rps, 3000 a minute\n\
         load       50 %  of what one instance takes; the fleet takes 100 rps at most\n"
    );
    let done = headroom(&folder, &[&asked[..], &["--json"]].concat());
    let size: Value = serde_json::from_str(&done.out).expect("JSON");
    assert_eq!(
        (&size["size"]["target_value"], &size["size"]["instances"]),
        (&600.0.into(), &5.into())
    );
}

#[test]
fn what_is_no_figure_is_refused() {
    let folder = folder("no-size");
    for (max_rps, safety, traffic) in [
        ("0", "0.5", "50"),
        ("-20", "0.5", "50"),
        ("NaN", "0.5", "50"),
        ("20", "1.5", "50"),
        ("20", "0", "50"),
        ("20", "0.5", "inf"),
        ("20", "0.5", "fifty"),
        ("1e-300", "0.5", "1e300"),
    ] {
        let arguments = [
            "size",
            "--max-rps",
            max_rps,
            "--safety",
            safety,
            "--traffic",
            traffic,
        ];
        let done = headroom(&folder, &arguments);
        assert_eq!((done.code, done.out.as_str()), (1, ""), "{arguments:?}");
        assert!(
            !done.err.is_empty() && !done.err.contains("panicked"),
            "{}",
            done.err
        );
    }
}
