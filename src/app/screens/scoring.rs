//! Scoring: the plan's indicators beside the promises on the left, the own sheet on the
//! right. The heart of the program.

pub mod check;
pub mod facts;
pub mod judging;
pub mod neighbours;
pub mod rows;
pub mod typing;

use crate::analysis::comparison::{Clause, Comparison, Row as Compared};
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::overlays::tour;
use crate::app::own_sheets::Progress;
use crate::app::state::{App, Tone, Wanted};
use crate::app::workspace::{Seat, Workspace};
use crate::app::{Command, Screen, dispatch};
use crate::domain::edition::LinkChange;
use crate::domain::indicator::Verdict;
use crate::domain::sheet::CellName;
use crate::text::moment::Moment;
use neighbours::Neighbour;
use rows::Row;

/// Which pane takes the arrows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Focus {
    /// The sheet.
    #[default]
    Sheet,
    /// Comparison and facts.
    Facts,
}

/// What the left side shows where there is no room for everything.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Page {
    /// 对标.
    #[default]
    Comparison,
    /// 项目.
    Project,
    /// 原文.
    Wording,
    /// 记录.
    Notes,
}

impl Page {
    /// All pages in their order.
    pub const ALL: [Self; 4] = [Self::Comparison, Self::Project, Self::Wording, Self::Notes];

    /// Returns the catalogue key.
    pub fn key(self) -> &'static str {
        match self {
            Self::Comparison => "page.comparison",
            Self::Project => "page.project",
            Self::Wording => "page.wording",
            Self::Notes => "page.notes",
        }
    }

    fn turned(self, forward: bool) -> Self {
        let at = Self::ALL.iter().position(|page| *page == self).unwrap_or(0);
        let next = if forward { at + 1 } else { at.wrapping_sub(1) };
        Self::ALL.get(next).copied().unwrap_or(self)
    }
}

/// The selected line of the comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selected<'a> {
    /// An indicator.
    Indicator(&'a Compared),
    /// A clause of words.
    Clause(&'a Clause),
}

/// State of the screen.
#[derive(Debug, Clone, Default)]
pub struct ScoringState {
    /// Proposal id.
    pub proposal: String,
    /// The row of the sheet with the cursor.
    pub row: usize,
    /// What was typed into the row so far; `None` where nothing is being typed.
    pub entry: Option<String>,
    /// The row was just filled by typing: a digit now belongs to the next row, until the
    /// cursor moves or the row changes otherwise.
    pub just_taken: bool,
    /// Which pane takes the arrows.
    pub focus: Focus,
    /// Page of the left side on narrow terminals.
    pub page: Page,
    /// How far the left side is scrolled.
    pub scroll: usize,
    /// How far the combined scores are scrolled, in the secretariat's seat.
    pub results_scroll: usize,
    /// The selected line of the comparison: the indicators as shown, then the clauses.
    pub line: usize,
    /// The plan's order instead of problem rows first.
    pub plan_order: bool,
    /// The promises beside the plan's indicators.
    pub comparison: Comparison,
    /// The same with the pairing that the expert noted; the same where none is noted.
    pub noted: Comparison,
    /// The own totals of the other proposals in the chain, highest first.
    pub others: Vec<Neighbour>,
    /// How the text of the link changed since the own sheet was submitted or begun.
    pub changed: Option<LinkChange>,
}

impl ScoringState {
    /// Returns the lines of the comparison that apply, in the order they are shown.
    pub fn lines(&self) -> Vec<&Compared> {
        let applies = |row: &&Compared| {
            !matches!(
                row.gap.verdict,
                Verdict::NotApplicable | Verdict::Alternative
            )
        };
        if self.plan_order {
            self.comparison.rows.iter().filter(applies).collect()
        } else {
            self.comparison
                .problems_first()
                .into_iter()
                .filter(applies)
                .collect()
        }
    }

    /// Returns what the selected line holds; nothing where the comparison is empty.
    pub fn selected(&self) -> Option<Selected<'_>> {
        let lines = self.lines();
        if let Some(row) = lines.get(self.line) {
            return Some(Selected::Indicator(row));
        }
        let clause = self.comparison.clauses.get(self.line - lines.len())?;
        Some(Selected::Clause(clause))
    }

    /// Returns how many lines can be selected.
    pub fn line_count(&self) -> usize {
        self.lines().len() + self.comparison.clauses.len()
    }

    /// Selects the line with this name in files, where it is shown.
    pub fn select(&mut self, key: &str) {
        let lines = self.lines();
        let rows = lines.iter().position(|row| row.key == key);
        let clauses = &self.comparison.clauses;
        let at = rows.or_else(|| {
            let place = clauses.iter().position(|clause| clause.key == key)?;
            Some(lines.len() + place)
        });
        self.line = at.unwrap_or(self.line);
    }

    fn selected_key(&self) -> Option<String> {
        self.selected().map(|selected| match selected {
            Selected::Indicator(row) => row.key.clone(),
            Selected::Clause(clause) => clause.key.clone(),
        })
    }

    /// Turns to the plan's order or back; the selection stays.
    pub fn change_order(&mut self) {
        let key = self.selected_key();
        self.plan_order = !self.plan_order;
        if let Some(key) = key {
            self.select(&key);
        }
    }

    /// Compares anew, after proposal or own pairing changed; the selection stays.
    pub fn renew(&mut self, workspace: &Workspace) {
        let Some(proposal) = workspace.panel().proposal(&self.proposal) else {
            return;
        };
        let key = self.selected_key();
        self.comparison = workspace.comparison(proposal);
        self.noted = workspace.noted_comparison(proposal);
        self.line = self.line.min(self.line_count().saturating_sub(1));
        if let Some(key) = key {
            self.select(&key);
        }
    }

    /// Returns the name of the cell with the cursor, as the history writes it; empty for
    /// the row that submits.
    pub fn cell_path(&self, app: &App) -> String {
        let rubric = app
            .workspace
            .as_ref()
            .map(|workspace| &workspace.panel().rubric);
        rubric
            .and_then(|rubric| Row::at(rubric, self.row).cell(rubric))
            .map(|cell| cell.path())
            .unwrap_or_default()
    }
}

/// Opens a proposal, the cursor on the named cell or the first that is missing.
pub fn open(app: &mut App, id: &str, cell: Option<&str>) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let panel = workspace.panel();
    let Some(proposal) = panel.proposal(id) else {
        return;
    };
    let own = workspace.own.as_ref();
    if own.is_some_and(|own| own.progress(panel, id) == Progress::Recused) {
        app.say(
            Tone::Refused,
            app.language.text("refused.recused").to_owned(),
        );
        return;
    }
    if matches!(workspace.seat, Seat::Expert(_)) && own.is_none() {
        // the sheets are still being read: it opens when they are there
        app.wanted = Wanted {
            proposal: Some(id.to_owned()),
            cell: cell.map(str::to_owned),
            ..Wanted::default()
        };
        return;
    }
    let row = match cell {
        Some(path) => Row::of_path(&panel.rubric, path),
        None => rows::first_missing(&panel.rubric, own.and_then(|own| own.sheet(id))),
    };
    let (page, plan_order) = match &app.screen {
        Screen::Scoring(present) => (present.page, present.plan_order),
        _ => (Page::default(), false),
    };
    let state = ScoringState {
        proposal: id.to_owned(),
        row,
        page,
        plan_order,
        comparison: workspace.comparison(proposal),
        noted: workspace.noted_comparison(proposal),
        others: neighbours::others(workspace, id),
        changed: facts::changed(workspace, proposal),
        ..ScoringState::default()
    };
    app.go(Screen::Scoring(Box::new(state)));
    tour::greet(app);
}

/// Looks again at what changed while another screen was on top.
pub fn renew(app: &mut App) {
    if let (Screen::Scoring(state), Some(workspace)) = (&mut app.screen, &app.workspace) {
        state.others = neighbours::others(workspace, &state.proposal);
    }
}

/// Opens a proposal where a cell of its sheet is shown: a row of the sheet, or a line of
/// the comparison.
pub fn open_at(app: &mut App, id: &str, cell: &CellName) {
    match cell {
        CellName::Pairing(key) | CellName::Judgement(key) => {
            open(app, id, None);
            if let Screen::Scoring(state) = &mut app.screen {
                state.focus = Focus::Facts;
                state.page = Page::Comparison;
                state.select(key);
            }
        }
        CellName::Veto(_) => open(app, id, None),
        _ => open(app, id, Some(&cell.path())),
    }
}

/// Handles a key.
pub fn update(app: &mut App, key: Key, at: Moment) -> Vec<Effect> {
    let key = key.folded();
    let Some(mut effects) = leave_entry(app, key, at) else {
        return Vec::new();
    };
    let focus = match &app.screen {
        Screen::Scoring(state) => state.focus,
        _ => return effects,
    };
    effects.extend(match key {
        Key::Tab | Key::BackTab => next_part(app, key == Key::Tab),
        Key::Left | Key::Right | Key::Char('h' | 'l') => {
            turn(app, matches!(key, Key::Right | Key::Char('l')))
        }
        Key::Esc => escape(app),
        _ if focus == Focus::Facts => on_facts(app, key, at),
        _ if app.seat() == Seat::Secretariat => on_results(app, key),
        _ => typing::on_sheet(app, key, at),
    });
    effects
}

/// Takes what is being typed before a key that leaves the cell; `None` where it is no mark
/// yet, so that the key does nothing else.
fn leave_entry(app: &mut App, key: Key, at: Moment) -> Option<Vec<Effect>> {
    let leaves = match key {
        Key::Char(letter) => matches!(letter, 'h' | 'j' | 'k' | 'l' | 'G'),
        Key::Backspace | Key::Delete | Key::Esc => false,
        _ => true,
    };
    if leaves {
        typing::accept(app, at)
    } else {
        Some(Vec::new())
    }
}

fn escape(app: &mut App) -> Vec<Effect> {
    let Screen::Scoring(state) = &mut app.screen else {
        return Vec::new();
    };
    if state.entry.take().is_some() {
        return Vec::new();
    }
    if state.focus == Focus::Facts {
        state.focus = Focus::Sheet;
        return Vec::new();
    }
    dispatch::back(app)
}

fn next_part(app: &mut App, forward: bool) -> Vec<Effect> {
    let Some(workspace) = &app.workspace else {
        return Vec::new();
    };
    let rubric = &workspace.panel().rubric;
    let Screen::Scoring(state) = &mut app.screen else {
        return Vec::new();
    };
    if workspace.seat == Seat::Secretariat {
        state.focus = match state.focus {
            Focus::Sheet => Focus::Facts,
            Focus::Facts => Focus::Sheet,
        };
        return Vec::new();
    }
    let count = rubric.criteria.len();
    let own = workspace
        .own
        .as_ref()
        .and_then(|own| own.sheet(&state.proposal));
    let first = rows::first_missing(rubric, own).min(count.saturating_sub(1));
    let parts = [
        (Focus::Sheet, first),
        (Focus::Sheet, count),
        (Focus::Sheet, count + 3),
        (Focus::Facts, state.row),
    ];
    let present = match (state.focus, state.row) {
        (Focus::Facts, _) => 3,
        (_, row) if row < count => 0,
        (_, row) if row < count + 3 => 1,
        _ => 2,
    };
    let next = if forward {
        (present + 1) % 4
    } else {
        (present + 3) % 4
    };
    if let Some(&(focus, row)) = parts.get(next) {
        state.focus = focus;
        state.row = row;
        state.just_taken = false;
    }
    Vec::new()
}

fn turn(app: &mut App, forward: bool) -> Vec<Effect> {
    let is_broad = app.is_broad();
    if let Screen::Scoring(state) = &mut app.screen {
        if is_broad {
            state.focus = if forward { Focus::Sheet } else { Focus::Facts };
        } else {
            state.page = state.page.turned(forward);
            state.scroll = 0;
        }
    }
    Vec::new()
}

/// The secretariat reads the combined scores where an expert has the sheet.
fn on_results(app: &mut App, key: Key) -> Vec<Effect> {
    if let Screen::Scoring(state) = &mut app.screen {
        let scroll = state.results_scroll;
        state.results_scroll = match key {
            Key::Down | Key::Char('j') => (scroll + 1).min(200),
            Key::Up | Key::Char('k') => scroll.saturating_sub(1),
            Key::Home => 0,
            _ => scroll,
        };
    }
    Vec::new()
}

fn on_facts(app: &mut App, key: Key, at: Moment) -> Vec<Effect> {
    let is_broad = app.is_broad();
    let Screen::Scoring(state) = &mut app.screen else {
        return Vec::new();
    };
    let lines = state.line_count();
    let selects = is_broad || state.page == Page::Comparison;
    match key {
        Key::Up | Key::Char('k') if selects && state.scroll == 0 => {
            state.line = state.line.saturating_sub(1);
        }
        Key::Down | Key::Char('j') if selects && state.line + 1 < lines => state.line += 1,
        Key::Down | Key::Char('j') => state.scroll = (state.scroll + 1).min(200),
        Key::Up | Key::Char('k') => state.scroll = state.scroll.saturating_sub(1),
        Key::PageDown => state.scroll = (state.scroll + 8).min(200),
        Key::PageUp => state.scroll = state.scroll.saturating_sub(8),
        Key::Home => (state.line, state.scroll) = (0, 0),
        Key::End => state.line = lines.saturating_sub(1),
        Key::Enter if judging::is_on_clause(app) => return judging::on_clause(app, key, at),
        Key::Enter => return dispatch::ask_for(app, Command::Target, at),
        Key::Delete | Key::Char('0'..='9' | '.' | '-') => {
            return if judging::is_on_clause(app) {
                judging::on_clause(app, key, at)
            } else {
                typing::on_sheet(app, key, at)
            };
        }
        _ => {}
    }
    Vec::new()
}

/// The proposals in the order of the table that this one was opened from, else in the order
/// of presentation.
fn order<'a>(app: &App, workspace: &'a Workspace) -> Vec<&'a str> {
    let table = match app.back.last() {
        Some(Screen::Consolidate(state)) => Some(&state.table),
        Some(Screen::Recommendations(state)) => Some(&state.table),
        _ => None,
    };
    let results = workspace.results.as_ref();
    let group = table
        .zip(results)
        .and_then(|(table, results)| table.group(results));
    match group {
        Some(group) => group.rows.iter().map(|row| row.proposal.as_str()).collect(),
        None => workspace
            .proposals()
            .into_iter()
            .map(|one| one.id.as_str())
            .collect(),
    }
}

/// Goes to the next or the previous proposal of this seat that can be looked at.
pub fn step(app: &mut App, forward: bool) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let Screen::Scoring(state) = &app.screen else {
        return;
    };
    let panel = workspace.panel();
    let own = workspace.own.as_ref();
    let can_be_seen =
        |id: &&str| own.is_none_or(|own| own.progress(panel, id) != Progress::Recused);
    let ids = order(app, workspace);
    let at = ids.iter().position(|id| *id == state.proposal);
    let (before, after) = ids.split_at(at.unwrap_or(0));
    let next = if forward {
        let beyond = after.iter().skip(usize::from(at.is_some()));
        beyond.copied().find(can_be_seen)
    } else {
        before.iter().rev().copied().find(can_be_seen)
    };
    if let Some(id) = next.map(str::to_owned) {
        open(app, &id, None);
    } else {
        let key = if forward {
            "notice.last_proposal"
        } else {
            "notice.first_proposal"
        };
        app.say(Tone::Plain, app.language.text(key).to_owned());
    }
}
