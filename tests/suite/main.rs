//! The whole program as its users see it, in one binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    missing_docs
)]

mod agenda;
mod asking;
mod assign;
mod assignment;
mod canary;
mod choosing_theme;
mod commands;
mod compare;
mod demo_data;
mod discussing;
mod dying;
mod editions;
mod exchange;
mod filing;
mod finding;
mod guide;
mod hinted;
mod hostile;
mod house;
mod import;
mod import_rows;
mod kill;
mod laws;
mod machine;
mod matching;
mod meetings;
mod narrow;
mod neighbours;
mod opinions;
mod phrases;
mod plan_data;
mod pointing;
mod policy;
mod promises;
mod rank;
mod readme;
mod received;
mod reports;
mod round_trip;
mod rules_changed;
mod safety;
mod screens;
mod sessions;
mod settling;
mod simulate;
mod stage;
mod targets;
mod themes;
mod typing;
mod vetoes;
mod what_goes_wrong;
mod working;
