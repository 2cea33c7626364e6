//! Checking a proposed veto: the secretariat reads what is held against a proposal and writes
//! down what was found. Taking a proposal out of the ranking is asked once more.

use crate::analysis::standing::PendingVeto;
use crate::app::effect::Effect;
use crate::app::field::TextField;
use crate::app::key::Key;
use crate::app::overlay::Overlay;
use crate::app::record::signed;
use crate::app::screens::start::edit;
use crate::app::state::{App, Tone};
use crate::app::workspace::Workspace;
use crate::domain::policy::Veto;
use crate::domain::rulings::{VetoRuling, VetoState};

/// Longest text in characters.
const LONGEST: usize = 300;
/// Most digits of a number of votes.
const MOST_DIGITS: usize = 3;

/// One row of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// 结论.
    Outcome,
    /// 核实人.
    Checker,
    /// 核实情况.
    Finding,
    /// 赞成.
    For,
    /// 反对.
    Against,
}

/// State of the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckingState {
    /// What is held against the proposal and not ruled on.
    pub pending: Vec<PendingVeto>,
    /// Which of it the form is about.
    pub at: usize,
    /// The ground is still to be chosen.
    pub is_choosing: bool,
    /// The votes of the experts are needed.
    pub is_voted_on: bool,
    /// The row with the cursor.
    pub row: Row,
    /// What was found; nothing before the first choice.
    pub outcome: Option<VetoState>,
    /// Who checked.
    pub checker: TextField,
    /// What the check found.
    pub finding: TextField,
    /// Votes for and against.
    pub votes: [TextField; 2],
    /// How far the upper part is scrolled.
    pub scroll: usize,
    /// Everything is there, and it is asked once more.
    pub is_asking: bool,
}

impl CheckingState {
    fn new(pending: Vec<PendingVeto>, workspace: &Workspace) -> Self {
        let mut state = Self {
            is_choosing: pending.len() > 1,
            pending,
            at: 0,
            is_voted_on: false,
            row: Row::Outcome,
            outcome: None,
            checker: TextField::default(),
            finding: TextField::default(),
            votes: [TextField::default(), TextField::default()],
            scroll: 0,
            is_asking: false,
        };
        state.settle(workspace);
        state
    }

    fn settle(&mut self, workspace: &Workspace) {
        self.is_voted_on = self
            .veto(workspace)
            .is_some_and(crate::domain::policy::Veto::is_voted_on);
    }

    /// Returns what the form is about.
    pub fn held(&self) -> Option<&PendingVeto> {
        self.pending.get(self.at)
    }

    /// Returns the id of the proposal.
    pub fn proposal(&self) -> &str {
        self.held().map_or("", |held| held.proposal.as_str())
    }

    /// Returns the policy's ground, where it still has it.
    pub fn veto<'a>(&self, workspace: &'a Workspace) -> Option<&'a Veto> {
        workspace.panel().policy.veto(&self.held()?.ground)
    }

    /// Returns the rows of the form.
    pub fn rows(&self) -> &'static [Row] {
        if self.is_voted_on {
            &[
                Row::Outcome,
                Row::Checker,
                Row::Finding,
                Row::For,
                Row::Against,
            ]
        } else {
            &[Row::Outcome, Row::Checker, Row::Finding]
        }
    }

    /// Returns the text of the row with the cursor.
    pub fn field(&self) -> Option<&TextField> {
        let [votes_for, against] = &self.votes;
        match self.row {
            Row::Outcome => None,
            Row::Checker => Some(&self.checker),
            Row::Finding => Some(&self.finding),
            Row::For => Some(votes_for),
            Row::Against => Some(against),
        }
    }

    fn field_mut(&mut self) -> Option<&mut TextField> {
        let [votes_for, against] = &mut self.votes;
        match self.row {
            Row::Outcome => None,
            Row::Checker => Some(&mut self.checker),
            Row::Finding => Some(&mut self.finding),
            Row::For => Some(votes_for),
            Row::Against => Some(against),
        }
    }

    /// Tells whether what is typed is text.
    pub fn is_typing(&self) -> bool {
        !self.is_choosing && !self.is_asking && self.row != Row::Outcome
    }

    fn is_number(&self) -> bool {
        matches!(self.row, Row::For | Row::Against)
    }

    fn step(&mut self, forward: bool) {
        let rows = self.rows();
        let at = rows.iter().position(|row| *row == self.row).unwrap_or(0);
        let next = if forward { at + 1 } else { at.wrapping_sub(1) };
        self.row = rows.get(next).copied().unwrap_or(self.row);
    }

    fn is_last(&self) -> bool {
        self.rows().last() == Some(&self.row)
    }

    fn counted(&self) -> Option<(u32, u32)> {
        let [votes_for, against] = &self.votes;
        let number = |field: &TextField| field.text().trim().parse::<u32>().ok();
        number(votes_for).zip(number(against))
    }

    /// Returns the ruling that the form holds.
    fn ruling(&self) -> Option<VetoRuling> {
        let held = self.held()?;
        let mut by: Vec<&str> = Vec::new();
        let mut evidence: Vec<&str> = Vec::new();
        for one in &held.held {
            for (list, text) in [(&mut by, &one.by), (&mut evidence, &one.evidence)] {
                if !text.is_empty() && !list.contains(&text.as_str()) {
                    list.push(text);
                }
            }
        }
        let (votes_for, votes_against) = match self.counted() {
            Some(votes) if self.is_voted_on => votes,
            _ => (0, 0),
        };
        Some(VetoRuling {
            proposal: held.proposal.clone(),
            ground: held.ground.clone(),
            state: self.outcome?,
            proposed_by: by.join("、"),
            evidence: evidence.join("；"),
            checked_by: self.checker.text().trim().to_owned(),
            reason: self.finding.text().trim().to_owned(),
            votes_for,
            votes_against,
        })
    }
}

/// Opens the window on what is pending against a proposal; what was written before and not
/// kept stands there again.
pub fn open(app: &mut App, pending: Vec<PendingVeto>) {
    let Some(workspace) = &mut app.workspace else {
        return;
    };
    let unfinished = workspace.unfinished.take();
    let again = unfinished.filter(|state| state.pending == pending);
    let state = again.map_or_else(|| CheckingState::new(pending, workspace), |state| *state);
    app.overlays.push(Overlay::Checking(Box::new(state)));
}

/// Handles a key.
pub fn update(app: &mut App, key: Key) -> Vec<Effect> {
    let (Some(Overlay::Checking(state)), Some(workspace)) =
        (app.overlays.last_mut(), &app.workspace)
    else {
        return Vec::new();
    };
    if key == Key::Esc {
        return step_back(app);
    }
    if state.is_asking {
        return asked(app, key);
    }
    if state.is_choosing {
        choose(state, workspace, key);
        return Vec::new();
    }
    match key {
        Key::PageDown => state.scroll = (state.scroll + 4).min(200),
        Key::PageUp => state.scroll = state.scroll.saturating_sub(4),
        Key::Up | Key::BackTab => state.step(false),
        Key::Down | Key::Tab => state.step(true),
        Key::F(2) => return accept(app),
        Key::Enter if state.is_last() => return accept(app),
        Key::Enter => state.step(true),
        _ if state.row == Row::Outcome => {
            let outcome = match key.folded() {
                Key::Char('1') => VetoState::Dismissed,
                Key::Char('2') => VetoState::Confirmed,
                _ => return Vec::new(),
            };
            state.outcome = Some(outcome);
            state.step(true);
        }
        _ => type_key(app, key),
    }
    Vec::new()
}

fn type_key(app: &mut App, key: Key) {
    let Some(Overlay::Checking(state)) = app.overlays.last_mut() else {
        return;
    };
    let is_number = state.is_number();
    let key = if is_number { key.folded() } else { key };
    let most = if is_number { MOST_DIGITS } else { LONGEST };
    let Some(field) = state.field_mut() else {
        return;
    };
    let is_full = field.text().chars().count() >= most;
    let refusal = match key {
        Key::Char(typed) if is_number && !typed.is_ascii_digit() => "notice.votes_are_numbers",
        Key::Char(_) if is_full && is_number => return,
        Key::Char(_) if is_full => "comment.too_long",
        _ => {
            edit(field, key);
            return;
        }
    };
    let text = app.language.with(refusal, &[&most.to_string()]);
    app.say(Tone::Refused, text);
}

/// Puts pasted text into the row with the cursor, as one line and up to the longest.
pub fn paste(state: &mut CheckingState, text: &str) {
    let is_number = state.is_number();
    let most = if is_number { MOST_DIGITS } else { LONGEST };
    let Some(field) = state.field_mut() else {
        return;
    };
    let room = most.saturating_sub(field.text().chars().count());
    let flat = text.replace(['\n', '\r'], " ");
    let fits = |character: &char| !is_number || character.is_ascii_digit();
    let kept: String = flat.trim().chars().filter(fits).take(room).collect();
    field.insert(&kept);
}

/// Nothing that was written is lost: it stands there when the window opens again.
fn step_back(app: &mut App) -> Vec<Effect> {
    if let Some(Overlay::Checking(state)) = app.overlays.last_mut()
        && state.is_asking
    {
        state.is_asking = false;
        return Vec::new();
    }
    put_aside(app);
    Vec::new()
}

fn put_aside(app: &mut App) {
    if let (Some(Overlay::Checking(mut state)), Some(workspace)) =
        (app.overlays.pop(), &mut app.workspace)
    {
        state.is_asking = false;
        workspace.unfinished = Some(state);
    }
}

fn choose(state: &mut CheckingState, workspace: &Workspace, key: Key) {
    let last = state.pending.len().saturating_sub(1);
    match key.folded() {
        Key::Up | Key::Char('k') => state.at = state.at.saturating_sub(1),
        Key::Down | Key::Char('j') => state.at = (state.at + 1).min(last),
        Key::Enter => state.is_choosing = false,
        Key::Char(digit @ '1'..='9') => {
            let place = digit.to_digit(10).unwrap_or(1) as usize - 1;
            if place <= last {
                (state.at, state.is_choosing) = (place, false);
            }
        }
        _ => {}
    }
    state.settle(workspace);
}

/// What keeps the form from being kept: the row and the words.
fn lacking(app: &App, state: &CheckingState) -> Option<(Row, String)> {
    let say = |row: Row, key: &'static str| Some((row, app.language.text(key).to_owned()));
    let Some(outcome) = state.outcome else {
        return say(Row::Outcome, "notice.outcome_needed");
    };
    if state.checker.text().trim().is_empty() {
        return say(Row::Checker, "notice.checker_needed");
    }
    if state.finding.text().trim().is_empty() {
        return say(Row::Finding, "notice.finding_needed");
    }
    let veto = state.veto(app.workspace.as_ref()?)?;
    if !veto.is_voted_on() {
        return None;
    }
    let Some((votes_for, against)) = state.counted().filter(|(a, b)| a + b > 0) else {
        let is_first = state.votes.first().is_some_and(|one| one.text().is_empty());
        let row = if is_first { Row::For } else { Row::Against };
        return say(row, "notice.votes_needed");
    };
    let is_carried = veto.is_carried(votes_for, against);
    let key = match (outcome, is_carried) {
        (VetoState::Confirmed, false) => "notice.votes_short",
        (VetoState::Dismissed, true) => "notice.votes_enough",
        _ => return None,
    };
    let (votes_for, against) = (votes_for.to_string(), against.to_string());
    let details = [votes_for.as_str(), &against, &veto.votes];
    Some((Row::For, app.language.with(key, &details)))
}

fn accept(app: &mut App) -> Vec<Effect> {
    let Some(Overlay::Checking(state)) = app.overlays.last() else {
        return Vec::new();
    };
    if let Some((row, words)) = lacking(app, state) {
        app.say(Tone::Refused, words);
        if let Some(Overlay::Checking(state)) = app.overlays.last_mut() {
            state.row = row;
        }
        return Vec::new();
    }
    if state.outcome == Some(VetoState::Confirmed) {
        if let Some(Overlay::Checking(state)) = app.overlays.last_mut() {
            state.is_asking = true;
        }
        return Vec::new();
    }
    rule(app)
}

/// The digit that chose it confirms it too; Enter, pressed once more by habit, does not.
fn asked(app: &mut App, key: Key) -> Vec<Effect> {
    if key.folded() == Key::Char('2') {
        return rule(app);
    }
    let text = app.language.text("notice.confirm_veto").to_owned();
    app.say(Tone::Refused, text);
    Vec::new()
}

/// Lets it be written. What was filled in is kept aside until it is safe.
fn rule(app: &mut App) -> Vec<Effect> {
    let Some(Overlay::Checking(state)) = app.overlays.last() else {
        return Vec::new();
    };
    let ruling = state.ruling();
    put_aside(app);
    let (Some(ruling), Some(workspace)) = (ruling, &app.workspace) else {
        return Vec::new();
    };
    vec![Effect::RuleOnVeto {
        place: workspace.opened.place.clone(),
        by: signed(app, &ruling.proposal),
        ruling: Box::new(ruling),
    }]
}
