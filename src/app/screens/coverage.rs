//! Coverage map: every link of the plan, chain by chain, and what became of it.

use super::consolidate::want_results;
use super::proposals::{self, Scope};
use crate::analysis::coverage::{Cause, Coverage, LinkCoverage};
use crate::app::Screen;
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::state::App;
use crate::app::workspace::{Results, Workspace};

/// State of the screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CoverageState {
    /// The chosen chain.
    pub chain: usize,
    /// The chosen link of it, from 0.
    pub row: usize,
    /// Only links without a recommendation are shown.
    pub only_open: bool,
}

impl CoverageState {
    /// Returns the links of each chain that are shown, in the plan's order.
    pub fn columns<'a>(
        &self,
        workspace: &Workspace,
        results: &'a Results,
    ) -> Vec<(String, Vec<&'a LinkCoverage>)> {
        let is_shown = |link: &LinkCoverage| !self.only_open || link.state != Coverage::Covered;
        let chains = workspace.panel().plan.chains.iter();
        chains
            .map(|chain| {
                let links = results.coverage.iter();
                let mine = links.filter(|link| link.chain == chain.id && is_shown(link));
                (chain.id.clone(), mine.collect())
            })
            .collect()
    }

    /// Returns the chosen link.
    pub fn link<'a>(
        &self,
        workspace: &Workspace,
        results: &'a Results,
    ) -> Option<&'a LinkCoverage> {
        let columns = self.columns(workspace, results);
        let (_, links) = columns.get(self.chain)?;
        links.get(self.row).copied()
    }
}

/// Counts links by their state and the open ones by cause, in the order of the lines.
pub fn counts(results: &Results) -> ([usize; 3], [usize; 5]) {
    let state = |wanted: Coverage| {
        let links = results.coverage.iter();
        links.filter(|link| link.state == wanted).count()
    };
    let cause = |wanted: Option<Cause>| {
        let open = results
            .coverage
            .iter()
            .filter(|link| link.state != Coverage::Covered);
        open.filter(|link| link.cause == wanted).count()
    };
    (
        [
            Coverage::Covered,
            Coverage::DeclinedOnly,
            Coverage::Uncovered,
        ]
        .map(state),
        [
            Some(Cause::NoApplicant),
            Some(Cause::BelowThreshold),
            Some(Cause::Budget),
            None,
            Some(Cause::Vetoed),
        ]
        .map(cause),
    )
}

/// Goes to the screen and asks for the newest result.
pub fn open(app: &mut App) -> Vec<Effect> {
    let state = match &app.screen {
        Screen::Chains(state) => CoverageState {
            chain: state.chain,
            row: state.link.unwrap_or(0),
            only_open: false,
        },
        _ => CoverageState::default(),
    };
    app.go(Screen::Coverage(state));
    want_results(app)
}

/// Handles a key.
pub fn update(app: &mut App, key: Key) -> Vec<Effect> {
    let key = key.folded();
    if key == Key::Esc {
        return crate::app::dispatch::back(app);
    }
    let Some(workspace) = &app.workspace else {
        return Vec::new();
    };
    let Some(results) = &workspace.results else {
        return Vec::new();
    };
    let Screen::Coverage(state) = &mut app.screen else {
        return Vec::new();
    };
    let lengths: Vec<usize> = state
        .columns(workspace, results)
        .iter()
        .map(|(_, links)| links.len())
        .collect();
    let last_chain = lengths.len().saturating_sub(1);
    match key {
        Key::Up | Key::Char('k') => state.row = state.row.saturating_sub(1),
        Key::Down | Key::Char('j') => state.row += 1,
        Key::Left | Key::Char('h') => state.chain = state.chain.saturating_sub(1),
        Key::Right | Key::Char('l') => state.chain = (state.chain + 1).min(last_chain),
        Key::Home => state.row = 0,
        Key::End => state.row = usize::MAX / 2,
        Key::Tab | Key::BackTab => {
            state.only_open = !state.only_open;
            state.row = 0;
        }
        Key::Enter => {
            let link = state.link(workspace, results).map(|link| link.link.clone());
            if let Some(link) = link {
                proposals::open(app, Scope::Link(link));
            }
            return Vec::new();
        }
        _ => {}
    }
    let length = lengths.get(state.chain).copied().unwrap_or(0);
    state.row = state.row.min(length.saturating_sub(1));
    Vec::new()
}
