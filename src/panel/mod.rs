//! Panels: what a person looks at and works with, made of charts and widgets.
//!
//! Architecture Invariant: a panel shows and asks. It chooses words and classes; every figure
//! comes from the run through [`view`], and no rule of AWS's is decided here.

pub mod chain;
pub mod delay_budget;
mod files;
mod fleet;
pub mod outcome;
pub mod pen;
mod player;
mod strip;
pub mod text;
mod time;
pub mod timeline;
mod twins;
pub mod view;

pub use chain::CausalChain;
pub use delay_budget::DelayBudget;
pub use fleet::FleetView;
pub use outcome::{Outcome, OutcomeRow};
pub use strip::Overlay;
pub use timeline::Timeline;
pub use view::Predicted;
pub use view::pair::{Both, One};
