//! The program as a state machine: keys and results come in as messages, the state
//! changes, and what is to be done outside goes out as effects.
//!
//! It draws nothing, reads no file, asks no clock: the same messages always lead to the
//! same state, which is what undo, replay and the tests live on.

pub mod answers;
pub mod arranging;
pub mod command;
pub mod dispatch;
pub mod effect;
pub mod elsewhere;
pub mod exchange;
pub mod field;
pub mod filter;
pub mod hints;
pub mod key;
pub mod launch;
pub mod meeting;
pub mod message;
pub mod opinion;
pub mod overlay;
pub mod overlays;
pub mod own_sheets;
pub mod paper;
pub mod possible;
pub mod record;
pub mod round;
pub mod screen;
pub mod screens;
pub mod scrolling;
pub mod settling;
pub mod state;
pub mod told;
pub mod typed_ahead;
pub mod undo;
pub mod working;
pub mod workspace;

pub use command::Command;
pub use dispatch::update;
pub use effect::Effect;
pub use key::Key;
pub use launch::Launch;
pub use message::{Decided, Message};
pub use overlay::Overlay;
pub use screen::Screen;
pub use state::App;
pub use working::Work;
