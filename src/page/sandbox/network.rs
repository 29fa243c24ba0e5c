//! The network map of a private VPC: the ways out, their switches, and what follows.

use headroom_explain::clues::clues;
use headroom_explain::paths::ways;
use headroom_model::network::{Network, Property, Service, VpcEndpoint, VpcEndpointType};
use headroom_model::time::Time;
use headroom_scenario::sandbox::{Kind, Side};
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

/// The ways out. Rows and switches stay where they are when a run changes what they say, so that the
/// focus stays on the switch that was pressed.
#[component]
fn Map(sandbox: Sandbox, endpoints: Memo<Option<Vec<VpcEndpoint>>>) -> impl IntoView {
    let now = Memo::new(move |_| {
        let lab = sandbox.lab(sandbox.asked_side());
        let at = Time::from_secs(lab.playhead_s.get().max(0.0) as u64);
        lab.shown.with(|shown| ways(&shown.scenario, at))
    });
    let services =
        move || -> Vec<Service> { now.with(|all| all.iter().map(|way| way.service).collect()) };
    let row = move |service: Service| {
        let way = Memo::new(move |_| {
            now.with(|all| all.iter().find(|way| way.service == service).cloned())
        });
        let mine = move || -> Vec<(usize, VpcEndpointType, Side)> {
            let side = sandbox.asked_side();
            let of_service = |all: &[VpcEndpoint]| {
                let mine = all.iter().enumerate();
                let mine = mine.filter(|(_, e)| e.service == service);
                mine.map(|(i, e)| (i, e.kind, side)).collect()
            };
            endpoints.with(|all| all.as_deref().map_or(Vec::new(), of_service))
        };
        let open = Memo::new(move |_| way.with(|way| way.as_ref().is_some_and(|way| way.open)));
        view! {
            <li class:brk=move || !open.get() data-service=service.name()>
                <div class="sock">
                    <For
                        each=mine
                        key=|key| *key
                        children=move |(index, _, side)| socket(sandbox, endpoints, index, side)
                    />
                    {move || {
                        mine()
                            .is_empty()
                            .then(|| view! { <p class="lbl">{words::no_endpoint(service)}</p> })
                    }}
                </div>
                <span class="wire">
                    {move || if open.get() { words::OPEN } else { words::BROKEN }}
                </span>
                <div class="svc">
                    <b>{words::leads_to(service)}</b>
                    {move || {
                        way.get()
                            .map(|way| {
                                view! {
                                    <span>{way.message.to_string()}</span>
                                    <span class="tag">{way.message.kind()}</span>
                                }
                            })
                    }}
                </div>
            </li>
        }
    };
    view! {
        <p class="lbl">{words::AT_PLAYHEAD}</p>
        <ul class="ways" aria-live="polite">
            <For each=services key=|service| *service children=row />
        </ul>
    }
}

/// A VPC endpoint with a switch for everything that it depends on.
fn socket(
    sandbox: Sandbox,
    endpoints: Memo<Option<Vec<VpcEndpoint>>>,
    index: usize,
    side: Side,
) -> Option<AnyView> {
    let endpoint = endpoints.with_untracked(|all| all.as_ref()?.get(index).cloned())?;
    let kind = endpoint.kind;
    let name = format!("{} {}", kind.name(), endpoint.service.name());
    let switches: Vec<_> = Property::ALL
        .into_iter()
        .filter(|property| property.concerns(kind))
        .map(|property| {
            let on = Memo::new(move |_| {
                endpoints.with(|all| {
                    let endpoint = all.as_ref().and_then(|all| all.get(index));
                    endpoint.is_some_and(|endpoint| endpoint.properties.get(property))
                })
            });
            let path = format!("network.vpc_endpoints[{index}].{}", property.name());
            let flip = move |_| {
                let to = if on.get_untracked() { "false" } else { "true" };
                sandbox.write(side, &path, Kind::Flag, to);
            };
            let label = words::switch(property, &name, side);
            view! {
                <button
                    class="sw"
                    type="button"
                    role="switch"
                    aria-checked=move || on.get().to_string()
                    aria-label=label
                    on:click=flip
                >
                    <i></i>
                    {property.name()}
                </button>
            }
        })
        .collect();
    let view = view! {
        <div class="vpce">
            <b>{endpoint.service.name()}</b>
            <span class="lbl">{words::kind(kind)}</span>
            {switches}
        </div>
    };
    Some(view.into_any())
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
