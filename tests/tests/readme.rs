//! The comparison that README.md opens: made by the product, and made anew when the engine gives
//! other results. It also holds the engine's version to its results.

use std::fs;
use std::path::{Path, PathBuf};

use headroom_engine::{VERSION, simulate};
use headroom_scenario::Source;
use headroom_scenario::sandbox::{Kind, Link, Pair, Side};

/// Where `cargo xtask serve` answers.
const PAGE: &str = "http://127.0.0.1:8080/#s=";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).expect("README.md")
}

/// The token of the link that stands in a text.
fn token_in(text: &str) -> &str {
    let (_, rest) = text.split_once(PAGE).expect("a link to a comparison");
    rest.split_once(')').expect("its end").0
}

/// The spike of the first lesson, met by four instances at least, or by eight.
fn pair() -> Pair {
    let path = root().join("lessons/spiky-traffic/scenario.toml");
    let text = fs::read_to_string(path).expect("it ships");
    let source = Source::toml(&text).expect("well-formed");
    let both = Pair::twice(source);
    Side::BOTH
        .into_iter()
        .zip(["4", "8"])
        .fold(both, |pair, (side, count)| {
            let title = "A spike against MinCapacity 4 and 8";
            [
                ("id", Kind::Text, "min-capacity-4-or-8"),
                ("title", Kind::Text, title),
                ("summary", Kind::Text, ""),
                ("scaling.scalable_target.MinCapacity", Kind::Number, count),
                ("endpoint.initial_instance_count", Kind::Number, count),
            ]
            .into_iter()
            .fold(pair, |pair, (path, kind, typed)| {
                pair.write(side, path, kind, typed)
            })
        })
}

fn digests(pair: &Pair) -> [Option<String>; 2] {
    Side::BOTH.map(|side| {
        let scenario = pair.document(side).expect("it is allowed").scenario;
        Some(simulate(&scenario, scenario.seed).digest())
    })
}

/// Whether this engine gives the runs that the link's maker saw.
fn gives(link: &Link) -> bool {
    let now = digests(&link.pair);
    link.digests
        .iter()
        .zip(&now)
        .all(|(kept, now)| match (kept, now) {
            (Some(kept), Some(now)) => now.starts_with(kept.as_str()),
            _ => false,
        })
}

#[test]
fn the_link_of_the_readme_is_of_this_engine_and_other_results_are_another_version() {
    let text = readme();
    let kept = token_in(&text);
    if let Ok(link) = Link::read(kept) {
        assert!(
            link.engine != VERSION || gives(&link),
            "the engine gives other results than {VERSION} gave: raise version in Cargo.toml, \
             then cargo xtask bless. A link says which engine made it."
        );
    }
    let pair = pair();
    let link = Link {
        digests: digests(&pair),
        pair,
        engine: VERSION.into(),
    };
    let now = link.write();
    assert!(PAGE.len() + now.len() < 2000);
    if std::env::var_os("HEADROOM_BLESS").is_some() {
        let path = root().join("README.md");
        return fs::write(path, text.replace(kept, &now)).expect("written");
    }
    assert!(
        kept == now,
        "cargo xtask bless writes the link of README.md anew"
    );
}
