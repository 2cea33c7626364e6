//! What Chinese and Latin text needs before it is stored, read, searched or shown.
//! It knows nothing of files, screens or languages.

pub mod figure;
pub mod fold;
pub mod moment;
pub mod nearest;
pub mod scrub;
pub mod tree;
pub mod width;
pub mod wrap;
