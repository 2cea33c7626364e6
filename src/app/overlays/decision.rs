//! The bureau's decision on a proposal: outcome, sum, minutes, who approved it, and why it
//! departs from the experts where it does.

use crate::analysis::standing::ProposalStanding;
use crate::app::effect::Effect;
use crate::app::field::TextField;
use crate::app::key::Key;
use crate::app::overlay::Overlay;
use crate::app::possible::chosen;
use crate::app::screens::start::edit;
use crate::app::settling::{put_aside, settle, taken_again};
use crate::app::state::{App, Tone};
use crate::domain::decimal::{Decimal, parse, plain};
use crate::domain::recommendation::Lane;
use crate::domain::rulings::Decision;
use crate::domain::settlement::Settlement;

/// Longest text in characters.
const LONGEST: usize = 300;
/// Longest sum in characters.
const LONGEST_SUM: usize = 17;

/// One row of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// 研究决定.
    Outcome,
    /// 金额.
    Amount,
    /// 会议纪要号.
    Minute,
    /// 批准人.
    Approver,
    /// 理由.
    Reason,
}

/// State of the window.
#[derive(Debug, Clone)]
pub struct DecisionState {
    /// Proposal id.
    pub proposal: String,
    /// What the experts' scores amount to.
    pub lane: Lane,
    /// The sum that they recommend.
    pub recommended: Option<Decimal>,
    /// The requested sum.
    pub requested: Option<Decimal>,
    /// What stands in the file.
    pub before: Option<Decision>,
    /// The row with the cursor.
    pub row: Row,
    /// One of [`Decision::OUTCOMES`].
    pub outcome: Option<&'static str>,
    /// The sum.
    pub amount: TextField,
    /// Number of the minutes.
    pub minute: TextField,
    /// Who approved it.
    pub approver: TextField,
    /// Why it departs.
    pub reason: TextField,
    /// It is asked whether the decision that stands there is to go.
    pub is_deleting: bool,
}

impl DecisionState {
    fn new(row: &ProposalStanding, before: Option<&Decision>) -> Self {
        let default = row.awarded.or(row.suggested).or(row.requested);
        let stands = before.cloned().unwrap_or_default();
        let mut outcomes = Decision::OUTCOMES.into_iter();
        let outcome = outcomes.find(|outcome| *outcome == stands.outcome);
        let amount = match (outcome, default) {
            (Some("support"), _) => stands.amount.clone(),
            (_, default) => default.map(plain).unwrap_or_default(),
        };
        Self {
            proposal: row.proposal.clone(),
            lane: row.lane,
            recommended: row.awarded,
            requested: row.requested,
            before: before.cloned(),
            row: Row::Outcome,
            outcome,
            amount: TextField::new(&amount),
            minute: TextField::new(&stands.minute),
            approver: TextField::new(&stands.approver),
            reason: TextField::new(&stands.reason),
            is_deleting: false,
        }
    }

    /// Returns the rows of the form: a sum is given only with support.
    pub fn rows(&self) -> &'static [Row] {
        match self.outcome {
            Some("support") => &[
                Row::Outcome,
                Row::Amount,
                Row::Minute,
                Row::Approver,
                Row::Reason,
            ],
            _ => &[Row::Outcome, Row::Minute, Row::Approver, Row::Reason],
        }
    }

    /// Returns the text of a row.
    pub fn field(&self, row: Row) -> Option<&TextField> {
        match row {
            Row::Outcome => None,
            Row::Amount => Some(&self.amount),
            Row::Minute => Some(&self.minute),
            Row::Approver => Some(&self.approver),
            Row::Reason => Some(&self.reason),
        }
    }

    fn field_mut(&mut self) -> Option<&mut TextField> {
        match self.row {
            Row::Outcome => None,
            Row::Amount => Some(&mut self.amount),
            Row::Minute => Some(&mut self.minute),
            Row::Approver => Some(&mut self.approver),
            Row::Reason => Some(&mut self.reason),
        }
    }

    /// Tells whether what is typed is text.
    pub fn is_typing(&self) -> bool {
        !self.is_deleting && self.row != Row::Outcome
    }

    /// Returns the decision that the form holds; none before an outcome is chosen.
    pub fn decision(&self) -> Option<Decision> {
        let outcome = self.outcome?;
        let text = |field: &TextField| field.text().trim().to_owned();
        let is_support = outcome == "support";
        Some(Decision {
            proposal: self.proposal.clone(),
            outcome: outcome.to_owned(),
            amount: if is_support {
                text(&self.amount)
            } else {
                String::new()
            },
            reason: text(&self.reason),
            minute: text(&self.minute),
            approver: text(&self.approver),
        })
    }

    /// Tells whether what the form holds departs from the experts.
    pub fn departs(&self) -> bool {
        let decision = self.decision();
        decision.is_some_and(|one| one.departs_from(self.lane, self.recommended))
    }

    /// Returns the requested sum where the form gives more than that.
    pub fn exceeded(&self) -> Option<Decimal> {
        let amount = parse(self.amount.text().trim())?;
        let is_support = self.outcome == Some("support");
        self.requested
            .filter(|requested| is_support && amount > *requested)
    }

    fn step(&mut self, forward: bool) {
        let rows = self.rows();
        let at = rows.iter().position(|row| *row == self.row).unwrap_or(0);
        let next = if forward { at + 1 } else { at.wrapping_sub(1) };
        self.row = rows.get(next).copied().unwrap_or(self.row);
    }

    /// What keeps the form from being kept: the row and the catalogue key.
    fn lacking(&self) -> Option<(Row, &'static str)> {
        let is_empty = |field: &TextField| field.text().trim().is_empty();
        let outcome = self.outcome;
        let is_sum = parse(self.amount.text().trim()).is_some_and(|sum| sum >= Decimal::ZERO);
        [
            (outcome.is_none(), Row::Outcome, "notice.decision_needed"),
            (
                outcome == Some("support") && !is_sum,
                Row::Amount,
                "notice.sum_needed",
            ),
            (
                is_empty(&self.approver),
                Row::Approver,
                "notice.approver_needed",
            ),
            (
                self.departs() && is_empty(&self.reason),
                Row::Reason,
                "notice.departing_reason",
            ),
        ]
        .into_iter()
        .find_map(|(lacks, row, key)| lacks.then_some((row, key)))
    }
}

/// Opens the window on the chosen proposal; what was written before and not kept stands
/// there again.
pub fn open(app: &mut App) {
    let Some(id) = chosen(app).map(str::to_owned) else {
        return;
    };
    let Some(workspace) = &app.workspace else {
        return;
    };
    let before = workspace.panel().decision(&id);
    let results = workspace.results.as_ref();
    let Some(row) = results.and_then(|results| results.standings.row(&id)) else {
        return;
    };
    let new = DecisionState::new(row, before);
    let is_same = |overlay: &Overlay| match overlay {
        Overlay::Decision(state) => {
            state.proposal == id
                && state.before == new.before
                && (state.lane, state.recommended) == (new.lane, new.recommended)
        }
        _ => false,
    };
    let again = taken_again(app, is_same);
    app.overlays
        .push(again.unwrap_or_else(|| Overlay::Decision(Box::new(new))));
}

/// Handles a key.
pub fn update(app: &mut App, key: Key) -> Vec<Effect> {
    let Some(Overlay::Decision(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    if state.is_deleting {
        return deleting(app, key);
    }
    let is_last = state.rows().last() == Some(&state.row);
    match key {
        Key::Esc => put_aside(app),
        Key::Up | Key::BackTab => state.step(false),
        Key::F(2) => return accept(app),
        Key::Enter if is_last => return accept(app),
        Key::Down | Key::Tab | Key::Enter => state.step(true),
        _ if state.row == Row::Outcome => choose(state, key),
        _ => type_key(app, key),
    }
    Vec::new()
}

fn choose(state: &mut DecisionState, key: Key) {
    let Key::Char(character) = key.folded() else {
        return;
    };
    let digit = character.to_digit(10).unwrap_or(0) as usize;
    let outcome = digit.checked_sub(1);
    let outcome = outcome.and_then(|place| Decision::OUTCOMES.get(place));
    if let Some(outcome) = outcome {
        state.outcome = Some(outcome);
        state.step(true);
    } else if digit == 4 && state.before.is_some() {
        state.is_deleting = true;
    }
}

fn type_key(app: &mut App, key: Key) {
    let Some(Overlay::Decision(state)) = app.overlays.last_mut() else {
        return;
    };
    let is_sum = state.row == Row::Amount;
    let key = if is_sum { key.folded() } else { key };
    let most = if is_sum { LONGEST_SUM } else { LONGEST };
    let Some(field) = state.field_mut() else {
        return;
    };
    let is_full = field.text().chars().count() >= most;
    let refusal = match key {
        Key::Char(typed) if is_sum && !is_of_sum(typed) => "notice.amount",
        Key::Char(_) if is_full && is_sum => return,
        Key::Char(_) if is_full => "comment.too_long",
        _ => {
            edit(field, key);
            return;
        }
    };
    let text = app.language.with(refusal, &[&most.to_string()]);
    app.say(Tone::Refused, text);
}

fn is_of_sum(character: char) -> bool {
    character.is_ascii_digit() || character == '.'
}

/// Puts pasted text into the row with the cursor, as one line and up to the longest.
pub fn paste(state: &mut DecisionState, text: &str) {
    let is_sum = state.row == Row::Amount;
    let most = if is_sum { LONGEST_SUM } else { LONGEST };
    let Some(field) = state.field_mut() else {
        return;
    };
    field.insert_line(text, most, |character| !is_sum || is_of_sum(character));
}

fn accept(app: &mut App) -> Vec<Effect> {
    let Some(Overlay::Decision(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    if let Some((row, key)) = state.lacking() {
        state.row = row;
        let text = app.language.text(key).to_owned();
        app.say(Tone::Refused, text);
        return Vec::new();
    }
    let after = state.decision();
    if after == state.before {
        app.overlays.pop();
        let text = app.language.text("notice.decision_same").to_owned();
        app.say(Tone::Plain, text);
        return Vec::new();
    }
    write(app, after)
}

fn deleting(app: &mut App, key: Key) -> Vec<Effect> {
    match key.folded() {
        Key::Char('9') => write(app, None),
        Key::Esc => {
            if let Some(Overlay::Decision(state)) = app.overlays.last_mut() {
                state.is_deleting = false;
            }
            Vec::new()
        }
        _ => {
            let text = app.language.text("notice.confirm_deleting").to_owned();
            app.say(Tone::Refused, text);
            Vec::new()
        }
    }
}

fn write(app: &mut App, after: Option<Decision>) -> Vec<Effect> {
    let Some(Overlay::Decision(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    state.is_deleting = false;
    let settlement = Settlement::Decision {
        proposal: state.proposal.clone(),
        before: state.before.clone(),
        after,
    };
    put_aside(app);
    settle(app, settlement)
}
