//! What reaches the state machine: keys, sizes and results. Time comes in only here.

use super::key::Key;
use super::workspace::{Opened, Place, Results};
use crate::config::theme::Theme;
use crate::domain::sheet::ScoreSheet;
use crate::text::moment::Moment;

/// One event.
#[derive(Debug, Clone)]
pub enum Message {
    /// A key was pressed.
    Key(Key, Moment),
    /// Text was pasted.
    Paste(String, Moment),
    /// The wheel was turned: lines down, negative for up.
    Wheel(i16),
    /// A cell of the screen was clicked: column, row.
    Click(u16, u16, Moment),
    /// The terminal has this size now: columns, rows.
    Resize(u16, u16),
    /// A panel was read.
    PanelOpened(Box<Opened>),
    /// A panel could not be read at all.
    PanelRefused {
        /// Which.
        place: Place,
        /// Why, in words.
        reason: String,
    },
    /// The own sheets of an expert were read.
    SheetsRead {
        /// Expert id.
        expert: String,
        /// The sheets that are whole.
        sheets: Vec<ScoreSheet>,
        /// Files that could not be used, each with its reason in words.
        problems: Vec<String>,
        /// Another window has the desk, or the folder refuses writing; the reason's key.
        read_only: Option<&'static str>,
    },
    /// A sheet is safe on disk.
    SheetSaved {
        /// Proposal id.
        proposal: String,
        /// Which revision.
        revision: u32,
        /// When.
        at: Moment,
        /// Name of the copy, where the sheet's own file had been changed by somebody else.
        copy: Option<String>,
    },
    /// A sheet could not be saved; it is still whole in memory.
    SheetFailed {
        /// Proposal id.
        proposal: String,
        /// Why, in words.
        reason: String,
    },
    /// All sheets were combined.
    Combined(Box<Results>),
    /// What was found out about the machine: label key and finding.
    SelfChecked(Vec<(&'static str, String)>),
    /// A theme was read, or why not.
    ThemeTaken(Result<Box<Theme>, String>),
    /// The terminal goes away or the system asks to end.
    Terminate(Moment),
}
