//! The windows over a screen, each with its own way with keys.

pub mod archiving;
pub mod checking;
pub mod comment;
pub mod commitment;
pub mod decision;
pub mod grounds;
pub mod grouping;
pub mod hand_in;
pub mod journal;
pub mod menu;
pub mod naming;
pub mod note;
pub mod packing;
pub mod pairing;
pub mod palette;
pub mod phase;
pub mod proposing;
pub mod reason;
pub mod recusing;
pub mod reporting;
pub mod scope;
pub mod settling;
pub mod submit;
pub mod typist;
pub mod verifying;
