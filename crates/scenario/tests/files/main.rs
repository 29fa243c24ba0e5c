//! Scenario files, from the outside: what is refused and why, what is accepted and what it means.

mod any_input;
mod bad_input;
mod bad_kinds;
mod bad_scaling;
mod facts;
mod good_input;
mod good_scaling;
mod good_world;
mod sandbox;
mod zones;
