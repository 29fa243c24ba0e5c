//! Conversations between a frame and its host.

use headroom_embed::message::Progress;
use headroom_embed::options::Theme;
use headroom_embed::session::{Delivery, Effect, Event, Session};
use proptest::prelude::*;

const HOST: &str = "https://course.example";

fn posted(session: &mut Session, origin: &str, message: &str) -> Vec<Effect> {
    let text = format!(r#"{{"context":"headroom","v":1,{message}}}"#);
    session.on(Event::Posted {
        from_parent: true,
        origin,
        text: &text,
    })
}

fn result() -> Progress {
    Progress {
        lesson: "spiky-traffic".into(),
        done: 3,
        of: 3,
        points: 2.5,
        max_points: 4.0,
    }
}

/// `(origin, type)` of what is posted.
fn said(effects: &[Effect]) -> Vec<(String, String)> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Post { origin, text } => {
                let value: serde_json::Value = serde_json::from_str(text).expect("JSON");
                let name = value["type"]
                    .as_str()
                    .or(value["subject"].as_str())
                    .unwrap_or("?");
                Some((origin.clone(), name.to_owned()))
            }
            _ => None,
        })
        .collect()
}

fn pair(origin: &str, name: &str) -> (String, String) {
    (origin.into(), name.into())
}

#[test]
fn before_init_everybody_hears_only_hello_and_heights() {
    let mut session = Session::new("spiky-traffic", "0.1.0");
    assert_eq!(said(&session.on(Event::Ready)), [pair("*", "hello")]);
    let heights = session.on(Event::Height(480));
    assert_eq!(
        said(&heights),
        [pair("*", "resize"), pair("*", "lti.frameResize")]
    );
    assert_eq!(
        session.on(Event::Height(480)),
        [],
        "the same height is said once"
    );
    assert_eq!(session.on(Event::Started), []);
    let answered = Event::Answered {
        question: "q",
        correct: true,
        attempt: 1,
    };
    assert_eq!(session.on(answered), []);
    assert_eq!(session.on(Event::Completed(result())), []);
    assert_eq!(session.delivery(), Delivery::Kept);
}

#[test]
fn a_result_waits_for_init_and_is_sent_only_when_acknowledged() {
    let mut session = Session::new("spiky-traffic", "0.1.0");
    session.on(Event::Completed(result()));
    let effects = posted(&mut session, HOST, r#""type":"init","theme":"dark""#);
    assert_eq!(effects[0], Effect::Theme(Theme::Dark));
    assert_eq!(
        said(&effects),
        [pair(HOST, "progress"), pair(HOST, "completed")]
    );
    assert_eq!(session.delivery(), Delivery::Sent);
    // The host lost it and asks again.
    let again = posted(&mut session, HOST, r#""type":"getState""#);
    assert_eq!(
        said(&again),
        [pair(HOST, "progress"), pair(HOST, "completed")]
    );
    posted(&mut session, HOST, r#""type":"received","id":"another""#);
    assert_eq!(session.delivery(), Delivery::Sent);
    posted(
        &mut session,
        HOST,
        r#""type":"received","id":"spiky-traffic-1""#,
    );
    assert_eq!(session.delivery(), Delivery::Received);
    let state = posted(&mut session, HOST, r#""type":"getState""#);
    assert_eq!(said(&state), [pair(HOST, "progress")]);
}

#[test]
fn the_first_init_fixes_who_is_spoken_to() {
    let mut session = Session::new("spiky-traffic", "0.1.0");
    posted(&mut session, HOST, r#""type":"init""#);
    assert_eq!(
        posted(&mut session, "https://evil.example", r#""type":"init""#),
        []
    );
    assert_eq!(
        posted(&mut session, "https://evil.example", r#""type":"reset""#),
        []
    );
    let stranger = session.on(Event::Posted {
        from_parent: false,
        origin: HOST,
        text: r#"{"context":"headroom","v":1,"type":"reset"}"#,
    });
    assert_eq!(stranger, []);
    assert_eq!(
        said(&session.on(Event::Completed(result()))),
        [pair(HOST, "completed")]
    );
}

#[test]
fn a_sandboxed_host_is_answered_though_it_has_no_origin() {
    let mut session = Session::new("spiky-traffic", "0.1.0");
    posted(&mut session, "null", r#""type":"init","frame":"left""#);
    let effects = session.on(Event::Completed(result()));
    assert_eq!(said(&effects), [pair("*", "completed")]);
    let Effect::Post { text, .. } = &effects[0] else {
        panic!("{effects:?}")
    };
    assert!(text.contains(r#""frame":"left""#), "{text}");
}

#[test]
fn what_cannot_be_followed_is_answered_with_a_code() {
    let mut session = Session::new("spiky-traffic", "0.1.0");
    let early = posted(&mut session, HOST, r#""type":"run""#);
    let Effect::Post { text, .. } = &early[0] else {
        panic!("{early:?}")
    };
    assert!(text.contains("E_NO_INIT"), "{text}");
    let version = session.on(Event::Posted {
        from_parent: true,
        origin: HOST,
        text: r#"{"context":"headroom","v":9,"type":"init"}"#,
    });
    let Effect::Post { text, .. } = &version[0] else {
        panic!("{version:?}")
    };
    assert!(text.contains("E_VERSION"), "{text}");
    // Neither was an init.
    assert_eq!(session.on(Event::Started), []);
}

#[test]
fn host_commands_become_effects() {
    let mut session = Session::new("spiky-traffic", "0.1.0");
    posted(&mut session, HOST, r#""type":"init""#);
    assert_eq!(posted(&mut session, HOST, r#""type":"run""#), [Effect::Run]);
    assert_eq!(
        posted(&mut session, HOST, r#""type":"reset""#),
        [Effect::Reset]
    );
}

proptest! {
    /// Whatever strangers post, in whatever order: no panic, and nothing of the learner goes to
    /// anybody but the host of the first valid `init`.
    #[test]
    fn no_stranger_hears_of_the_learner(
        posts in proptest::collection::vec((any::<bool>(), 0_usize..3, ".{0,80}"), 0..20)
    ) {
        let origins = [HOST, "https://evil.example", "null"];
        let mut session = Session::new("spiky-traffic", "0.1.0");
        posted(&mut session, HOST, r#""type":"init""#);
        session.on(Event::Completed(result()));
        for (from_parent, origin, noise) in posts {
            let text = if noise.len() % 2 == 0 {
                noise
            } else {
                r#"{"context":"headroom","v":1,"type":"getState"}"#.to_owned()
            };
            let effects = session.on(Event::Posted { from_parent, origin: origins[origin], text: &text });
            for effect in effects {
                let Effect::Post { origin, .. } = effect else { continue };
                prop_assert_eq!(origin.as_str(), HOST);
            }
        }
    }
}

#[test]
fn the_handbook_for_hosts_has_every_parameter_and_every_code() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/EMBEDDING.md");
    let handbook = std::fs::read_to_string(path).expect("docs/EMBEDDING.md");
    for parameter in headroom_embed::options::PARAMETERS {
        let row = format!(
            "| `{}` | {} | {} |",
            parameter.name, parameter.takes, parameter.effect
        );
        assert!(handbook.contains(&row), "docs/EMBEDDING.md lacks: {row}");
    }
    for code in [
        "E_ADDRESS",
        "E_NO_INIT",
        "E_VERSION",
        "E_TYPE",
        "E_FIELD",
        "E_TOO_LONG",
    ] {
        assert!(handbook.contains(code), "{code}");
    }
}

#[test]
fn a_bad_address_is_told_openly_and_says_nothing_of_the_learner() {
    let mut session = Session::new("spiky-traffic", "0.1.0");
    let effects = session.on(Event::BadAddress("theme cannot be purple"));
    let [Effect::Post { origin, text }] = effects.as_slice() else {
        panic!("one message: {effects:?}");
    };
    assert_eq!(origin, "*");
    assert_eq!(
        text,
        r#"{"context":"headroom","v":1,"type":"error","code":"E_ADDRESS","message":"theme cannot be purple"}"#
    );
}
