//! The shell around the state machine: it enters and leaves the terminal, turns events into
//! messages, and performs effects on threads of their own, so that drawing never waits.

mod advising;
pub mod asking;
mod defects;
pub mod entering;
pub mod events;
pub mod keeper;
pub mod machine;
pub mod reader;
pub mod reports;
pub mod runtime;
mod scene;
pub mod screen;
pub mod sequences;
mod signals;
mod stage;
mod telling;
mod workers;
pub mod zone;

pub use runtime::run;

use crate::domain::panel::Panel;
use crate::domain::sheet::{Round, ScoreSheet};

/// Makes the files of a round's results, by name: what is kept when it is closed, and computed
/// again when it is checked. Whoever prints results makes them.
pub type KeptResults = fn(&Panel, &[ScoreSheet], Round) -> Vec<(String, Vec<u8>)>;
