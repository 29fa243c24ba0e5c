//! A list that a person puts into order, by buttons and by arrow keys: nothing needs a drag.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// The words of a sortable list.
#[derive(Clone, Copy)]
pub struct SortWords {
    /// The button that moves an item up, with the item.
    pub up: fn(&str) -> String,
    /// The button that moves an item down.
    pub down: fn(&str) -> String,
    /// Said after a move: the item, its new place from 1, and how many there are.
    pub moved: fn(&str, usize, usize) -> String,
}

/// The same order with the item at `from` one place further on, or one place back.
pub fn moved(order: &[usize], from: usize, down: bool) -> Option<Vec<usize>> {
    let to = if down { from + 1 } else { from.checked_sub(1)? };
    let mut order = order.to_vec();
    if from.max(to) >= order.len() {
        return None;
    }
    order.swap(from, to);
    Some(order)
}

/// An ordered list with two buttons at every item. The focus goes with the item that moves.
#[component]
pub fn Sortable(
    /// Names the list.
    label: String,
    /// The words of the items, by index.
    items: Vec<String>,
    /// Its words.
    words: SortWords,
    /// Indices of the items in their order.
    #[prop(into)]
    order: Signal<Vec<usize>>,
    /// A new order.
    on_change: Callback<Vec<usize>>,
    /// Nothing can be moved.
    #[prop(into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let of = items.len();
    let items = StoredValue::new(items);
    let said = RwSignal::new(String::new());
    let buttons: Vec<[NodeRef<leptos::html::Button>; 2]> =
        (0..of).map(|_| [NodeRef::new(), NodeRef::new()]).collect();
    let buttons = StoredValue::new(buttons);
    let name = move |place: usize| {
        let item = order.with(|order| order.get(place).copied().unwrap_or(place));
        items.with_value(|items| items.get(item).cloned().unwrap_or_default())
    };
    let go = move |place: usize, down: bool| {
        if disabled.get_untracked() {
            return;
        }
        let Some(new) = moved(&order.get_untracked(), place, down) else {
            return;
        };
        let item = untrack(|| name(place));
        let to = if down { place + 1 } else { place - 1 };
        on_change.run(new);
        said.set((words.moved)(&item, to + 1, of));
        let button = buttons.with_value(|all| all.get(to).map(|pair| pair[usize::from(down)]));
        if let Some(button) = button.and_then(|button| button.get_untracked()) {
            let _ = button.focus();
        }
    };
    let row = move |place: usize, pair: [NodeRef<leptos::html::Button>; 2]| {
        let press_key = move |event: KeyboardEvent| {
            let down = match event.key().as_str() {
                "ArrowUp" => false,
                "ArrowDown" => true,
                _ => return,
            };
            event.prevent_default();
            go(place, down);
        };
        let button = move |down: bool| {
            let ends = move || disabled.get() || place == if down { of - 1 } else { 0 };
            let label = move || {
                let words = if down { words.down } else { words.up };
                words(&name(place))
            };
            view! {
                <button
                    class="btn"
                    type="button"
                    node_ref=pair[usize::from(down)]
                    aria-label=label
                    aria-disabled=move || ends().to_string()
                    on:click=move |_| go(place, down)
                    on:keydown=press_key
                >
                    {if down { "↓" } else { "↑" }}
                </button>
            }
        };
        view! {
            <li>
                <span class="num">{place + 1}</span>
                <span class="word">{move || name(place)}</span>
                {button(false)}
                {button(true)}
            </li>
        }
    };
    let pairs = buttons.get_value().into_iter().enumerate();
    view! {
        <ol class="sort" aria-label=label>
            {pairs.map(|(place, pair)| row(place, pair)).collect::<Vec<_>>()}
        </ol>
        <p class="sr" role="status">
            {said}
        </p>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_moves_one_place_and_stays_in_the_list() {
        assert_eq!(moved(&[2, 0, 1], 1, false), Some(vec![0, 2, 1]));
        assert_eq!(moved(&[2, 0, 1], 1, true), Some(vec![2, 1, 0]));
        assert_eq!(moved(&[2, 0, 1], 0, false), None);
        assert_eq!(moved(&[2, 0, 1], 2, true), None);
        assert_eq!(moved(&[], 0, true), None);
    }
}
