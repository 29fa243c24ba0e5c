//! `headroom export`.

use super::{SPIKE, folder_with, headroom};

fn exported(test: &str, form: &str) -> String {
    let folder = folder_with(test, SPIKE);
    let done = headroom(&folder, &["export", "scenario.toml", "--as", form]);
    assert_eq!((done.code, done.err.as_str()), (0, ""));
    done.out
}

#[test]
fn each_form_says_what_the_scenario_says() {
    for (form, target) in [
        (
            "cli",
            "\"ResourceId\": \"endpoint/spike/variant/AllTraffic\"",
        ),
        (
            "cloudformation",
            "\"ResourceId\": \"endpoint/spike/variant/AllTraffic\"",
        ),
        (
            "terraform",
            "resource_id = \"endpoint/spike/variant/AllTraffic\"",
        ),
        ("boto3", "ResourceId=\"endpoint/spike/variant/AllTraffic\","),
    ] {
        let text = exported(&format!("export-{form}"), form);
        assert!(text.contains(target), "{form}: {text}");
    }
}

#[test]
fn the_first_command_registers_the_target() {
    let text = exported("export-order", "cli");
    let first = "aws application-autoscaling register-scalable-target --cli-input-json '{\n";
    assert!(text.starts_with(first), "{text}");
}

#[test]
fn a_scenario_without_scaling_has_nothing_to_export() {
    let text = SPIKE.split("[scaling").next().expect("the part before");
    let folder = folder_with("export-nothing", text);
    let done = headroom(&folder, &["export", "scenario.toml"]);
    assert_eq!((done.code, done.out.as_str()), (1, ""));
    let expected = "scenario.toml: nothing to export: the scenario has no scaling\n";
    assert_eq!(done.err, expected);
}
