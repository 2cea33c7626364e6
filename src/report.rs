//! Reports: what stands in a panel and its results as documents that can be signed, sent and
//! filed. A [`document::Document`] is made once, of the same figures that the screen shows,
//! and written in any of the [`Format`]s; no format computes anything of its own. Nothing
//! here reads or writes a file or knows the time: the same panel makes the same bytes.

mod code;
pub mod document;
mod documents;
mod form;
pub mod formats;
pub mod lines;
pub mod material;
pub mod plot;
pub mod produce;

pub use crate::domain::report_kind::ReportKind as Kind;
pub use documents::{columns, make, title};
pub use formats::{Format, WriteFault};
pub use material::{Material, Outside};
