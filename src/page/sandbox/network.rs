//! The network map of a private VPC: the ways out, their switches, and what follows.

use headroom_explain::clues::clues;
use headroom_explain::paths::{Way, ways};
use headroom_model::network::{Network, Property, VpcEndpoint};
use headroom_model::time::Time;
use headroom_scenario::sandbox::Kind;
use leptos::prelude::*;

use crate::state::Sandbox;
use crate::text::sandbox::network as words;
use crate::widget::segment::Segment;

/// The map, where the side that is asked about has a VPC of its own.
#[component]
pub fn NetworkView(
    /// Of which sandbox.
    sandbox: Sandbox,
) -> impl IntoView {
    let only_clues = RwSignal::new(0_usize);
    let endpoints = Memo::new(move |_| {
        sandbox
            .lab(sandbox.asked_side())
            .shown
            .with(|shown| match &shown.scenario.network {
                Network::PrivateVpc(vpc) => Some(vpc.vpc_endpoints.clone()),
                Network::Public => None,
            })
    });
    let there = Memo::new(move |_| endpoints.with(Option::is_some));
    move || {
        there.get().then(|| {
            view! {
                <section class="net" aria-labelledby="network">
                    <div class="sh">
                        <h2 id="network">
                            {move || words::title(sandbox.asked_side())}
                        </h2>
                        <Segment
                            label=words::VIEW
                            options=words::VIEWS.map(String::from).to_vec()
                            chosen=only_clues
                        />
                    </div>
                    {move || match only_clues.get() {
                        0 => {
                            view! { <Map sandbox=sandbox endpoints=endpoints /> }.into_any()
                        }
                        _ => view! { <Clues sandbox=sandbox /> }.into_any(),
                    }}
                </section>
            }
        })
    }
}

#[component]
fn Map(sandbox: Sandbox, endpoints: Memo<Option<Vec<VpcEndpoint>>>) -> impl IntoView {
    let now = Memo::new(move |_| {
        let lab = sandbox.lab(sandbox.asked_side());
        let at = Time::from_secs(lab.playhead_s.get().max(0.0) as u64);
        lab.shown.with(|shown| ways(&shown.scenario, at))
    });
    let rows = move || {
        let endpoints = endpoints.get().unwrap_or_default();
        let row = |way: Way| {
            let mine = endpoints
                .iter()
                .enumerate()
                .filter(|(_, e)| e.service == way.service);
            let sockets: Vec<_> = mine.map(|(i, e)| socket(sandbox, i, e)).collect();
            let none = sockets.is_empty();
            view! {
                <li class:brk=!way.open data-service=way.service.name()>
                    <div class="sock">
                        {sockets} {none.then(|| view! { <p class="lbl">{words::no_endpoint(way.service)}</p> })}
                    </div>
                    <span class="wire">
                        {if way.open { words::OPEN } else { words::BROKEN }}
                    </span>
                    <div class="svc">
                        <b>{words::leads_to(way.service)}</b>
                        <span>{way.message.to_string()}</span>
                        <span class="tag">{way.message.kind()}</span>
                    </div>
                </li>
            }
        };
        now.get().into_iter().map(row).collect_view()
    };
    view! {
        <p class="lbl">{words::AT_PLAYHEAD}</p>
        <ul class="ways" aria-live="polite">
            {rows}
        </ul>
    }
}

/// A VPC endpoint with a switch for everything that it depends on.
fn socket(sandbox: Sandbox, index: usize, endpoint: &VpcEndpoint) -> AnyView {
    let side = sandbox.asked_side();
    let kind = endpoint.kind;
    let name = format!("{} {}", kind.name(), endpoint.service.name());
    let switches: Vec<_> = Property::ALL
        .into_iter()
        .filter(|property| property.concerns(kind))
        .map(|property| {
            let on = endpoint.properties.get(property);
            let path = format!("network.vpc_endpoints[{index}].{}", property.name());
            let flip = move |_| {
                sandbox.write(side, &path, Kind::Flag, if on { "false" } else { "true" });
            };
            let label = words::switch(property, &name, side);
            view! {
                <button
                    class="sw"
                    type="button"
                    role="switch"
                    aria-checked=on.to_string()
                    aria-label=label
                    on:click=flip
                >
                    <i></i>
                    {property.name()}
                </button>
            }
        })
        .collect();
    view! {
        <div class="vpce">
            <b>{endpoint.service.name()}</b>
            <span class="lbl">{words::kind(kind)}</span>
            {switches}
        </div>
    }
    .into_any()
}

/// What a real account would show, without the cause.
#[component]
fn Clues(sandbox: Sandbox) -> impl IntoView {
    let side = move || sandbox.asked_side();
    let items = move || {
        let shown = sandbox.lab(side()).shown.get();
        let run = shown.run?;
        let all = clues(&shown.scenario, &run);
        let items = all.into_iter().map(|clue| {
            view! {
                <li>
                    <code>{clue.source}</code>
                    <span>{clue.text}</span>
                </li>
            }
        });
        Some(items.collect_view())
    };
    view! {
        <p class="lbl">{words::CLUES_ARE}</p>
        <ul class="clues">{items}</ul>
    }
}
