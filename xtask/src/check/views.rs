//! What must not stand in the app: things the content security policy refuses, and hidden crashes.

use super::source::{self, Strings};

/// HTML from strings would let a lesson file run scripts.
const HTML_FROM_STRINGS: [&str; 4] = ["inner_html", "set_inner_html", "innerHTML", "outerHTML"];

/// Only src/platform names the browser's own crates.
const BROWSER: [&str; 3] = ["web_sys", "js_sys", "gloo"];

pub fn check() -> Result<(), String> {
    let mut found = Vec::new();
    for (path, text) in source::files("src")? {
        if !is_test(&path) {
            found.extend(violations(&path, &text));
        }
    }
    super::none_of("not allowed in the app", &found)
}

/// A module of tests in a file of its own, which users never run.
fn is_test(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.ends_with("_tests.rs") || path.contains("/tests/")
}

/// Every place that breaks a rule, as `path:line: what`.
fn violations(path: &str, text: &str) -> Vec<String> {
    let text = source::without_tests(text);
    let views = source::code(text, Strings::Keep);
    let code = source::code(text, Strings::Blank);
    let at_the_edge = path.starts_with("src/platform");
    let mut found = Vec::new();
    for (number, (view, line)) in views.lines().zip(code.lines()).enumerate() {
        let mut say = |what: &str| found.push(format!("{path}:{}: {what}", number + 1));
        if has_style_attribute(view) {
            say("style= is refused by the policy: use a class, or style:property=");
        }
        for name in HTML_FROM_STRINGS
            .iter()
            .filter(|name| source::has_word(view, name))
        {
            say(&format!("{name}: build views, not HTML"));
        }
        if line.contains(".unwrap()") {
            say(".unwrap(): say what happens instead");
        }
        if !at_the_edge {
            for name in BROWSER.iter().filter(|name| names_crate(line, name)) {
                say(&format!("{name} belongs to src/platform"));
            }
        }
    }
    found
}

/// `style=` as an attribute of its own, not `style:width=` or `data-style=`.
fn has_style_attribute(line: &str) -> bool {
    line.match_indices("style=").any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ':' | '.'))
    })
}

/// A crate's name, also as the start of a longer one (`gloo_timers`), but not inside another word.
fn names_crate(line: &str, name: &str) -> bool {
    line.match_indices(name).any(|(at, _)| {
        !line[..at]
            .chars()
            .next_back()
            .is_some_and(|c| c.is_alphanumeric() || c == '_')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_planted_violation_is_found() {
        for planted in [
            "view! { <p style=\"color:red\">x</p> }",
            "view! { <p style=move || x()>x</p> }",
            "view! { <p inner_html=text></p> }",
            "element.set_inner_html(text);",
            "js.set(\"innerHTML\", text);",
            "let x = y.unwrap();",
            "use web_sys::Window;",
            "leptos::web_sys::window()",
            "js_sys::Date::now()",
            "gloo_timers::callback::Timeout::new(1, f)",
        ] {
            assert_eq!(violations("src/page/a.rs", planted).len(), 1, "{planted}");
        }
    }

    #[test]
    fn what_is_allowed_passes() {
        let text = "view! { <p class=\"style\" style:width=\"1px\" data-style=\"b\"> } // style=\"x\"\n\
            let style = 1; x.unwrap_or(1);\n#[cfg(test)]\nmod tests { fn f() { x.unwrap() } }\n";
        assert!(violations("src/page/a.rs", text).is_empty());
        assert!(violations("src/platform/a.rs", "use web_sys::Window;").is_empty());
        assert!(is_test("src/panel/view/tests.rs") && !is_test("src/panel/tests_of_load.rs"));
    }
}
