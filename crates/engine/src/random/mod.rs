//! Random numbers: one stream per concern, each sampler fixed and part of the engine's version.

pub mod sample;
pub mod stream;
mod ziggurat;
