//! Takes in what people keep in tables of their own.

mod names;
pub mod scores;
