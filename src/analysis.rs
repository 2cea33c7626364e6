//! What follows from the data: readings, comparisons, figures, ranks and reasons. It reads
//! no file and knows no screen and no clock; the same input always gives the same result.

pub mod advisory;
pub mod assigning;
pub mod beside;
pub mod by_chain;
pub mod chance;
pub mod combine;
pub mod comparison;
pub mod coverage;
pub mod discussion;
pub mod gates;
pub mod goals;
pub mod groups;
pub mod ladder;
pub mod lanes;
pub mod leave_one_out;
pub mod matching;
pub mod participation;
pub mod portfolio;
pub mod readiness;
pub mod receipts;
pub mod recusing;
pub mod rounds;
pub mod search;
pub mod sensitivity;
pub mod simulation;
pub mod sitting;
pub mod spread;
pub mod staffing;
pub mod standing;
pub mod targets;
pub mod units;
pub mod what_if;
