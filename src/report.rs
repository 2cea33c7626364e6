//! Reports: what stands in a panel and its results as documents that can be signed, sent and
//! filed. A [`document::Document`] is made once, of the same figures that the screen shows,
//! and written in any of the [`Format`]s; no format computes anything of its own. Nothing
//! here reads or writes a file or knows the time: the same panel makes the same bytes.

pub mod document;
pub mod formats;
pub mod plot;

pub use formats::{Format, WriteFault};
