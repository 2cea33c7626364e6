//! Takes in what people keep in tables of their own.

mod cells;
pub mod experts;
mod known;
mod names;
pub mod proposals;
pub mod report;
pub mod scores;
