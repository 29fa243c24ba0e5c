//! The few drawings of the pages. All of them are decoration: the words stand beside them.

use leptos::prelude::*;

/// Drawings on a field of 16 by 16.
#[derive(Clone, Copy)]
pub enum Icon {
    /// Done, saved.
    Check,
    /// Not saved.
    Cross,
    /// To the next.
    Next,
    /// Back.
    Back,
    /// Onto this device.
    Download,
    /// Half light, half dark.
    Theme,
    /// The pages of the app.
    Menu,
}

/// An icon, hidden from screen readers.
pub fn icon(icon: Icon) -> impl IntoView {
    let d = match icon {
        Icon::Check => "M3 8.5l3.2 3.2L13 4.8",
        Icon::Cross => "M4 4l8 8M12 4l-8 8",
        Icon::Next => "M3 8h10M9 4l4 4-4 4",
        Icon::Back => "M13 8H3M7 4L3 8l4 4",
        Icon::Download => "M8 2v8M4.5 7L8 10.5 11.5 7M3 13.5h10",
        Icon::Theme => "M8 2a6 6 0 100 12A6 6 0 008 2zM8 2v12",
        Icon::Menu => "M2 4.5h12M2 8h12M2 11.5h12",
    };
    view! {
        <svg class="ic" viewBox="0 0 16 16" aria-hidden="true">
            <path d=d></path>
        </svg>
    }
}

/// The mark: demand, and capacity above it.
pub fn mark() -> impl IntoView {
    view! {
        <svg viewBox="0 0 26 22" aria-hidden="true">
            <path class="mark-demand" d="M1 20C6 20 7 15 11 14s6-7 14-7"></path>
            <path class="mark-capacity" d="M1 13h7V8h7V2h10"></path>
        </svg>
    }
}
