//! How far panes are scrolled. Only drawing knows where a text ends, so it tells which scroll
//! went past that, and here it is put back: the next key then moves what is seen at once.

use super::key::Key;
use super::overlay::{MissingState, Overlay};
use super::paper::DifferencesState;
use super::screen::Screen;
use super::state::App;

/// Lines that a page key reads on.
const PAGE: usize = 4;

/// A scroll that went past the end of what is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PastEnd {
    /// The line that was to be the first in sight.
    pub asked: usize,
    /// The line that is.
    pub shown: usize,
}

/// Puts the scrolls of what takes the keys back to where drawing shows them. What is seen does
/// not change.
pub fn settle(app: &mut App, past: &[PastEnd]) {
    for scroll in scrolls(app) {
        if let Some(end) = past.iter().find(|end| end.asked == *scroll) {
            *scroll = end.shown;
        }
    }
}

/// Tells whether page keys read on in a window: where they mean nothing of its own. Any other
/// key goes back to the beginning.
pub fn reads_on(overlay: &Overlay) -> bool {
    match overlay {
        Overlay::Checking(state) => state.is_asking,
        Overlay::Grouping(state) => state.list.is_none(),
        Overlay::Commitment(_)
        | Overlay::Submit(_)
        | Overlay::Grounds(_)
        | Overlay::Decision(_)
        | Overlay::Filing(_)
        | Overlay::Recusing(_)
        | Overlay::Note(_)
        | Overlay::Reason(_)
        | Overlay::Voting(_)
        | Overlay::Archiving(_)
        | Overlay::Phase(_)
        | Overlay::HandIn(_) => true,
        _ => false,
    }
}

/// Reads on, or back, in the topmost window; false where the key does something else.
pub fn read_on(app: &mut App, key: Key) -> bool {
    let reads = app.overlays.last().is_some_and(reads_on);
    app.read_on = match key {
        Key::PageDown if reads => app.read_on + PAGE,
        Key::PageUp if reads => app.read_on.saturating_sub(PAGE),
        _ => {
            app.read_on = 0;
            return false;
        }
    };
    true
}

/// The scrolls of the topmost window, or of the screen where there is none.
fn scrolls(app: &mut App) -> Vec<&mut usize> {
    match app.overlays.last_mut() {
        None => of_screen(&mut app.screen),
        Some(overlay) if reads_on(overlay) => vec![&mut app.read_on],
        Some(overlay) => of_overlay(overlay),
    }
}

fn of_screen(screen: &mut Screen) -> Vec<&mut usize> {
    match screen {
        Screen::Scoring(state) => vec![&mut state.scroll, &mut state.results_scroll],
        Screen::Compare(state) => vec![&mut state.scroll],
        Screen::Consolidate(state) => vec![&mut state.table.scroll],
        Screen::Recommendations(state) => vec![&mut state.table.scroll],
        Screen::WhatIf(state) => vec![&mut state.table.scroll],
        Screen::MatchLinks(state) => vec![&mut state.scroll],
        Screen::Merge(state) => vec![&mut state.scroll],
        Screen::Round(state) => vec![&mut state.scroll],
        Screen::Discussion(state) => vec![&mut state.scroll],
        Screen::Meeting(state) => vec![&mut state.scroll],
        Screen::Start(_)
        | Screen::Seat(_)
        | Screen::Chains(_)
        | Screen::Proposals(_)
        | Screen::MySheets(_)
        | Screen::Coverage(_)
        | Screen::Assignment(_)
        | Screen::Opinion(_) => Vec::new(),
    }
}

fn of_overlay(overlay: &mut Overlay) -> Vec<&mut usize> {
    match overlay {
        Overlay::Help(scroll)
        | Overlay::Target(_, scroll)
        | Overlay::SelfCheck(_, scroll)
        | Overlay::PaperDifferences(DifferencesState { scroll, .. })
        | Overlay::Missing(MissingState { scroll, .. }) => vec![scroll],
        Overlay::Proposing(state) => vec![&mut state.scroll],
        Overlay::Checking(state) => vec![&mut state.scroll],
        Overlay::Edition(state) => vec![&mut state.scroll],
        Overlay::Reporting(state) => vec![&mut state.scroll],
        Overlay::Verifying(state) => vec![&mut state.scroll],
        Overlay::Packing(state) => vec![&mut state.scroll],
        Overlay::Settling(state) => vec![&mut state.scroll],
        Overlay::Settings(state) => vec![&mut state.below],
        _ => Vec::new(),
    }
}
