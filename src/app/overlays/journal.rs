//! The journal of the panel: who did what, the newest line last.

use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::overlay::Overlay;
use crate::app::round::RoundJob;
use crate::app::state::App;
use crate::app::workspace::kept::Kept;
use crate::domain::panel::Panel;
use crate::i18n::{Language, journal};
use crate::text::wrap::wrap;
use std::sync::Arc;

/// State of the window.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JournalState {
    /// The lines as they are in the file, oldest first, once they are read.
    pub lines: Option<Vec<String>>,
    /// The same as people read them.
    told: Vec<String>,
    /// Their rows in so many columns.
    rows: Kept<usize, Vec<String>>,
    /// How many rows above the newest.
    pub above: usize,
}

/// Opens the window and asks for the lines.
pub fn open(app: &mut App) -> Vec<Effect> {
    let Some(workspace) = &app.workspace else {
        return Vec::new();
    };
    let place = workspace.opened.place.clone();
    app.overlays
        .push(Overlay::Journal(Box::<JournalState>::default()));
    vec![Effect::Round(place, RoundJob::ReadJournal)]
}

/// Takes the lines, where they are waited for.
pub fn take(app: &mut App, lines: Vec<String>) {
    if let Some(Overlay::Journal(state)) = app.overlays.last_mut() {
        state.lines = Some(lines);
    }
    tell(app);
}

/// Tells what was read in the language of the program.
pub fn tell(app: &mut App) {
    let (language, workspace) = (app.language, app.workspace.as_ref());
    let journals = app.overlays.iter_mut().filter_map(|overlay| match overlay {
        Overlay::Journal(state) => Some(state),
        _ => None,
    });
    for (state, workspace) in journals.zip(workspace) {
        let lines = state.lines.iter().flatten();
        let told = lines.map(|line| told(line, workspace.panel(), language));
        state.told = told.collect();
        state.rows.forget();
    }
}

/// Returns the columns of the text in a terminal of so many columns.
pub fn width(columns: u16) -> usize {
    usize::from(columns.saturating_sub(10)).clamp(16, 120)
}

impl JournalState {
    /// Returns the rows in so many columns, long lines broken; what follows is indented.
    pub fn rows(&self, width: usize) -> Arc<Vec<String>> {
        self.rows.of(width, usize::eq, || self.broken(width))
    }

    fn broken(&self, width: usize) -> Vec<String> {
        let rows = self.told.iter().flat_map(|line| {
            let broken = wrap(line, width.saturating_sub(2).max(8)).into_iter();
            let rows = broken.enumerate().map(|(row, part)| match row {
                0 => part,
                _ => format!("  {part}"),
            });
            rows.collect::<Vec<String>>()
        });
        rows.collect()
    }
}

/// A line as people read it: day and minute, who, what.
fn told(line: &str, panel: &Panel, language: Language) -> String {
    let mut parts = line.splitn(3, '\t');
    let (at, who, what) = (parts.next(), parts.next(), parts.next());
    match (at, who, what) {
        (Some(at), Some(who), Some(what)) => {
            let minute = at.get(..16).unwrap_or(at).replace('T', " ");
            let who = journal::who(who, language);
            let what = journal::what(what, panel, language);
            format!("{minute}  {who}  {what}")
        }
        _ => line.replace('\t', "  "),
    }
}

/// Handles a key.
pub fn update(app: &mut App, key: Key) -> Vec<Effect> {
    let (columns, rows) = app.size;
    let page = usize::from(rows).saturating_sub(9).max(1);
    let Some(Overlay::Journal(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    let most = state.rows(width(columns)).len().saturating_sub(page);
    match key.folded() {
        Key::Up | Key::Char('k') => state.above = (state.above + 1).min(most),
        Key::Down | Key::Char('j') => state.above = state.above.saturating_sub(1),
        Key::PageUp => state.above = (state.above + page).min(most),
        Key::PageDown => state.above = state.above.saturating_sub(page),
        Key::Home => state.above = most,
        Key::End => state.above = 0,
        Key::Esc | Key::Enter => {
            app.overlays.pop();
        }
        _ => {}
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_told_with_day_and_minute() {
        let panel = Panel::default();
        let line = "2026-11-23T09:17:00+08:00\t王某\topened, rules fixed";
        let lines = [line, "x"].map(|line| told(line, &panel, Language::Chinese));
        assert_eq!(lines, ["2026-11-23 09:17  王某  开评，锁定规则", "x"]);
        let state = JournalState {
            told: lines.into(),
            ..JournalState::default()
        };
        assert_eq!(state.rows(60).len(), 2);
        assert_eq!(state.rows(24).len(), 3);
    }
}
