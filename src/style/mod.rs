//! The style sheets, held to their own rules. Nothing here is compiled into the app.

const TOKENS: &str = include_str!("tokens.css");
const SHEETS: [(&str, &str); 3] = [
    ("ui.css", include_str!("ui.css")),
    ("app.css", include_str!("app.css")),
    ("sandbox.css", include_str!("../page/sandbox/sandbox.css")),
];

/// The declarations between the braces that follow `selector`, without line breaks.
fn block(selector: &str) -> String {
    let start = TOKENS.find(selector).map(|at| at + selector.len());
    let rest = start.map_or("", |at| &TOKENS[at..]);
    let inside = rest.split('}').next().unwrap_or_default();
    inside.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_dark_theme_by_choice_is_the_dark_theme_of_the_system() {
    let by_system = block(":root:not([data-theme=light]){");
    let by_choice = block(":root[data-theme=dark]{");
    assert!(by_system.contains("--paper:"), "{by_system}");
    assert_eq!(by_system, by_choice);
}

#[test]
fn dark_redefines_every_colour_of_light() {
    let names = |block: &str| -> Vec<String> {
        let declared = block.split(';').filter_map(|d| d.split_once(':'));
        declared.map(|(name, _)| name.trim().to_owned()).collect()
    };
    let (light, dark) = (
        names(&block(":root{")),
        names(&block(":root[data-theme=dark]{")),
    );
    assert_eq!(light, dark);
}

#[test]
fn colours_stand_in_the_tokens_alone() {
    for (name, sheet) in SHEETS {
        for (i, line) in sheet.lines().enumerate() {
            let hex = line.match_indices('#').any(|(at, _)| {
                let digits = line[at + 1..].chars().take_while(char::is_ascii_hexdigit);
                matches!(digits.count(), 3 | 4 | 6 | 8)
            });
            let other = line.contains("rgb(") || line.contains("rgba(") || line.contains("hsl(");
            assert!(!hex && !other, "{name}:{}: {line}", i + 1);
        }
    }
}
