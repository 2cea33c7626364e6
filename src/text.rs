//! What Chinese and Latin text needs before it is stored, searched or shown.

pub mod scrub;
