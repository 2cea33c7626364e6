//! The screens, each drawn from its state.

pub mod assignment;
pub mod chains;
pub mod compare;
pub mod consolidate;
pub mod coverage;
pub mod discussion;
pub mod match_links;
pub mod meeting;
pub mod merge;
pub mod my_sheets;
pub mod opinion;
pub mod proposals;
pub mod recommendations;
pub mod results;
pub mod round;
pub mod scoring;
pub mod seat;
pub mod start;
pub mod what_if;
