//! What the program remembers between two starts: where the person was, and what was chosen
//! in the program. It decides nothing.

use crate::text::scrub::scrub;
use crate::text::tree;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Where the person was.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// Panel as named, `demo` for the demonstration; empty at the first start.
    pub panel: String,
    /// Seat: an expert id, `secretariat`, or empty.
    pub seat: String,
    /// Key of the screen.
    pub screen: String,
    /// Proposal that was open.
    pub proposal: String,
    /// Cell that was open, by the name the history uses.
    pub cell: String,
    /// Language chosen in the program, `zh` or `en`, or empty.
    pub language: String,
    /// Glyph profile chosen in the program, or empty.
    pub glyphs: String,
    /// Theme chosen in the program, or empty.
    pub theme: String,
    /// Whether to listen to the mouse, where that was chosen.
    pub mouse: Option<bool>,
    /// The first look at the scoring screen was shown.
    pub toured: bool,
    /// Saved searches, the newest first.
    pub searches: Vec<String>,
    /// Seats that accepted the commitment, by panel.
    pub committed: BTreeMap<String, BTreeSet<String>>,
    /// What goes out and comes back.
    pub exchange: Exchange,
}

/// What is remembered of handing in and merging.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Exchange {
    /// The folder that was handed in to last.
    pub folder: String,
    /// Who decided a conflict last.
    pub decider: String,
    /// The folder beside the inbox that is watched, by panel.
    pub watched: BTreeMap<String, String>,
    /// Where packs were made last, by panel.
    pub packs: BTreeMap<String, String>,
    /// The archive that was made last, by panel.
    pub archives: BTreeMap<String, String>,
    /// What was handed in last, by panel and expert.
    pub handed_in: BTreeMap<String, BTreeMap<String, Receipt>>,
}

/// What an expert handed in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Receipt {
    /// The code on the signed paper.
    pub code: String,
    /// How many sheets.
    pub sheets: usize,
    /// What the own sheets were then; another one means that something changed since.
    pub stamp: String,
}

impl Session {
    /// Reads a session's text; a damaged one is an empty one.
    pub fn parse(text: &str) -> Self {
        tree::read(&scrub(text).0).unwrap_or_default()
    }

    /// Returns the text that [`Session::parse`] reads.
    pub fn text(&self) -> String {
        toml::to_string(self).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_session_is_an_empty_one() {
        let mut session = Session {
            panel: "demo".into(),
            seat: "E09".into(),
            ..Session::default()
        };
        session
            .committed
            .entry("demo".into())
            .or_default()
            .insert("E09".into());
        assert_eq!(Session::parse(&session.text()), session);
        assert_eq!(Session::parse("panel = "), Session::default());
    }
}
