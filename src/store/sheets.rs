//! Reads score sheets, `scores/<round>/<expert>/<proposal>.toml`. A sheet whose seal does
//! not hold or that lies in the wrong place is left out of everything and reported; one
//! bad sheet never hides the others.

use super::source::Source;
use crate::domain::panel::Panel;
use crate::domain::problem::Problem;
use crate::domain::sheet::{Round, ScoreSheet};

/// Reads the sheets of one expert, by proposal id.
pub fn of_expert(
    _source: &Source,
    _panel: &Panel,
    _round: Round,
    _expert: &str,
) -> (Vec<ScoreSheet>, Vec<Problem>) {
    (Vec::new(), Vec::new())
}

/// Reads the sheets of all experts, by expert and proposal id.
pub fn all(_source: &Source, _panel: &Panel, _round: Round) -> (Vec<ScoreSheet>, Vec<Problem>) {
    (Vec::new(), Vec::new())
}
