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

mod commands;
mod demo_data;
mod guide;
mod house;
mod kill;
mod laws;
mod machine;
mod plan_data;
mod promises;
mod rank;
mod readme;
mod safety;
mod screens;
mod sessions;
mod stage;
mod targets;
mod typing;
