//! Predictions: what the learner commits to before the run.

use serde::{Deserialize, Serialize};

use crate::quantity::Quantity;

/// One number to predict.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PredictionField {
    /// What is predicted.
    pub quantity: Quantity,
    /// What the learner is asked.
    pub prompt: String,
    /// `instances`, `requests`; empty for a time of day.
    pub unit: String,
    /// Lowest value of the stepper, in the quantity's unit.
    pub min: f64,
    /// Highest value.
    pub max: f64,
    /// What one press changes.
    pub step: f64,
    /// What the stepper shows at first: never the answer.
    pub start: f64,
}
