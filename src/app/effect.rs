//! What the state machine wants done outside itself. Each is performed once, in order;
//! saving never waits for reading or computing.

use super::workspace::{Lent, Place};
use crate::config::session::Session;
use crate::domain::sheet::ScoreSheet;

/// Something to be done by the shell.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Read a panel; answered by `PanelOpened` or `PanelRefused`.
    OpenPanel(Place),
    /// Read the sheets of one expert and take the desk; answered by `SheetsRead`.
    ReadSheets {
        /// The panel.
        place: Place,
        /// Expert id.
        expert: String,
    },
    /// Save one sheet; answered by `SheetSaved` or `SheetFailed`.
    SaveSheet {
        /// The panel.
        place: Place,
        /// The sheet in the revision that is to be safe.
        sheet: Box<ScoreSheet>,
    },
    /// Note that an expert accepted the commitment.
    Commit {
        /// The panel.
        place: Place,
        /// Expert id.
        expert: String,
        /// When, as files hold it.
        at: String,
    },
    /// Read all sheets and combine them; answered by `Combined`.
    Combine(Place),
    /// Make a panel ready for searching; answered by `Indexed`.
    Index(Lent),
    /// Look which proposals have a gap; answered by `GapsFound`.
    FindGaps(Lent),
    /// Look at the machine: folders, terminal; answered by `SelfChecked`.
    CheckSelf,
    /// Take another theme; answered by `ThemeTaken`.
    TakeTheme(String),
    /// Keep where the person is for the next start.
    Remember(Box<Session>),
    /// Leave, after everything before is done.
    Quit,
}
