//! The shell around the state machine: it enters and leaves the terminal, turns events into
//! messages, and performs effects on threads of their own, so that drawing never waits.

pub mod events;
pub mod keeper;
pub mod reader;
pub mod runtime;

pub use runtime::run;
