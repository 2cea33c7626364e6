//! Reads and writes files, and is the only layer that does.
//! It knows nothing of screens; what it cannot read it reports as problems.

pub mod amend;
pub mod archive;
pub mod assignments;
pub mod batch;
pub mod check;
mod cores;
pub mod create;
pub mod desk;
mod editing;
pub mod edition;
#[cfg(test)]
mod faults;
pub mod fixed;
pub mod hand_in;
pub mod home;
pub mod import;
pub mod inbox;
pub mod journal;
pub mod load;
pub mod meeting;
pub mod mend;
pub mod merge;
pub mod pack;
pub mod paper;
pub mod paths;
pub mod phase;
pub mod place;
pub mod reading;
pub mod report;
pub mod save;
pub mod sheets;
pub mod source;
pub mod table;
pub mod verify;
pub mod watch;
pub mod zone;
