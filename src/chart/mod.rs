//! Everything that needs a pixel: scales, ticks and paths as plain arithmetic, and the components
//! that put a [`drawing::Drawing`] on the screen.
//!
//! Architecture Invariant: [`scale`], [`ticks`], [`path`], [`downsample`], [`labels`], [`mark`],
//! [`sketch`], [`draft`], [`gesture`], [`zoom`] and [`picture`] know no signal and no browser; they are tested natively. Charts are stretched SVG, their text is HTML
//! placed in percent, so nothing listens for a resize and text never scales.

pub mod axis;
pub mod downsample;
pub mod draft;
pub mod drawing;
pub mod gesture;
pub mod labels;
pub mod mark;
pub mod path;
pub mod pen;
pub mod picture;
pub mod plot;
pub mod scale;
pub mod scrubber;
pub mod sketch;
pub mod table;
pub mod ticks;
pub mod zoom;
