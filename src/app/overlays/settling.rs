//! Deciding a conflict: which of several values a cell of a sheet holds, who decides it and
//! why. Nothing counts as decided before it is written down.

use crate::app::effect::Effect;
use crate::app::field::TextField;
use crate::app::key::Key;
use crate::app::overlay::Overlay;
use crate::app::screens::start::edit;
use crate::app::state::{App, Tone};
use crate::domain::merging::OpenConflict;
use crate::domain::rulings::CellRuling;
use crate::domain::sheet::CellName;

/// Longest text in characters.
const LONGEST: usize = 300;

/// One row of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// 取哪个值.
    Value,
    /// 裁定人.
    By,
    /// 理由.
    Reason,
}

impl Row {
    /// All rows in their order.
    pub const ALL: [Self; 3] = [Self::Value, Self::By, Self::Reason];
}

/// State of the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettlingState {
    /// What is decided.
    pub conflict: OpenConflict,
    /// The row with the cursor.
    pub row: Row,
    /// The chosen value, by its place; none before the first choice.
    pub chosen: Option<usize>,
    /// Who decides.
    pub by: TextField,
    /// Why.
    pub reason: TextField,
    /// How far the values are scrolled.
    pub scroll: usize,
}

impl SettlingState {
    /// Returns the values to choose from; of a comment also all of them, one after another.
    pub fn options(&self) -> Vec<String> {
        let values = self.conflict.values.iter().map(|one| one.value.clone());
        let mut options: Vec<String> = values.collect();
        let is_comment = CellName::parse(&self.conflict.cell) == Some(CellName::Comment);
        let texts: Vec<&str> = options.iter().map(String::as_str).collect();
        let texts: Vec<&str> = texts.into_iter().filter(|text| !text.is_empty()).collect();
        if is_comment && texts.len() > 1 {
            let both = texts.join("\n");
            options.push(both);
        }
        options
    }

    /// Tells whether the last option is all texts together.
    pub fn is_both(&self, place: usize) -> bool {
        place == self.conflict.values.len()
    }

    /// Tells whether a ruling is about this conflict.
    pub fn is_about(&self, ruling: &CellRuling) -> bool {
        self.ruling(String::new()).is_about(ruling)
    }

    fn ruling(&self, value: String) -> CellRuling {
        let conflict = &self.conflict;
        CellRuling {
            proposal: conflict.sheet.proposal.clone(),
            expert: conflict.sheet.expert.clone(),
            round: conflict.sheet.round,
            cell: conflict.cell.clone(),
            between: conflict
                .values
                .iter()
                .map(|one| one.value.clone())
                .collect(),
            value,
            by: self.by.text().trim().to_owned(),
            reason: self.reason.text().trim().to_owned(),
        }
    }

    /// Returns the field with the cursor, where there is one.
    pub fn field(&self) -> Option<&TextField> {
        match self.row {
            Row::Value => None,
            Row::By => Some(&self.by),
            Row::Reason => Some(&self.reason),
        }
    }

    fn field_mut(&mut self) -> Option<&mut TextField> {
        match self.row {
            Row::Value => None,
            Row::By => Some(&mut self.by),
            Row::Reason => Some(&mut self.reason),
        }
    }

    /// Tells whether what is typed is text.
    pub fn is_typing(&self) -> bool {
        self.row != Row::Value
    }

    fn step(&mut self, forward: bool) {
        self.row = match (self.row, forward) {
            (Row::Value, true) | (Row::Reason, false) => Row::By,
            (Row::By | Row::Reason, true) => Row::Reason,
            _ => Row::Value,
        };
    }
}

/// Opens the window; what was written about the same conflict and not kept stands there again.
pub fn open(app: &mut App, conflict: OpenConflict) {
    let by = app.exchange.decider.clone();
    let Some(workspace) = &mut app.workspace else {
        return;
    };
    let unsettled = workspace.unsettled.take();
    let again = unsettled.filter(|state| state.conflict == conflict);
    let state = again.map_or_else(
        || SettlingState {
            conflict,
            row: Row::Value,
            chosen: None,
            by: TextField::new(&by),
            reason: TextField::default(),
            scroll: 0,
        },
        |state| *state,
    );
    app.overlays.push(Overlay::Settling(Box::new(state)));
}

/// Handles a key.
pub fn update(app: &mut App, key: Key) -> Vec<Effect> {
    let Some(Overlay::Settling(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    match key {
        Key::Esc => put_aside(app),
        Key::PageDown => state.scroll = (state.scroll + 4).min(500),
        Key::PageUp => state.scroll = state.scroll.saturating_sub(4),
        Key::F(2) => return accept(app),
        Key::Enter if state.row == Row::Reason => return accept(app),
        Key::Up | Key::BackTab => state.step(false),
        Key::Down | Key::Tab | Key::Enter => state.step(true),
        _ if state.row == Row::Value => {
            let last = state.options().len();
            if let Key::Char(digit @ '1'..='9') = key.folded() {
                let place = digit.to_digit(10).unwrap_or(1) as usize - 1;
                if place < last {
                    state.chosen = Some(place);
                    let is_named = !state.by.text().trim().is_empty();
                    state.row = if is_named { Row::Reason } else { Row::By };
                }
            } else if matches!(key, Key::Left | Key::Right) {
                let at = state.chosen;
                state.chosen = match (at, key) {
                    (None, _) => Some(0),
                    (Some(at), Key::Right) => Some((at + 1).min(last.saturating_sub(1))),
                    (Some(at), _) => Some(at.saturating_sub(1)),
                };
            }
        }
        _ => type_key(app, key),
    }
    Vec::new()
}

fn type_key(app: &mut App, key: Key) {
    let Some(Overlay::Settling(state)) = app.overlays.last_mut() else {
        return;
    };
    let Some(field) = state.field_mut() else {
        return;
    };
    let is_full = field.text().chars().count() >= LONGEST;
    if is_full && matches!(key, Key::Char(_)) {
        let most = LONGEST.to_string();
        let text = app.language.with("comment.too_long", &[&most]);
        app.say(Tone::Refused, text);
        return;
    }
    edit(field, key);
}

/// Puts pasted text into the row with the cursor, as one line and up to the longest.
pub fn paste(state: &mut SettlingState, text: &str) {
    if let Some(field) = state.field_mut() {
        field.insert_line(text, LONGEST, |_| true);
    }
}

/// Nothing that was written is lost: it stands there when the window opens again.
fn put_aside(app: &mut App) {
    if let (Some(Overlay::Settling(state)), Some(workspace)) =
        (app.overlays.pop(), &mut app.workspace)
    {
        workspace.unsettled = Some(state);
    }
}

/// What keeps the form from being kept.
fn lacking(state: &SettlingState) -> Option<(Row, &'static str)> {
    if state.chosen.is_none() {
        return Some((Row::Value, "settling.choose"));
    }
    if state.by.text().trim().is_empty() {
        return Some((Row::By, "settling.name_needed"));
    }
    let is_reasoned = !state.reason.text().trim().is_empty();
    (!is_reasoned).then_some((Row::Reason, "notice.reason_needed"))
}

fn accept(app: &mut App) -> Vec<Effect> {
    let Some(Overlay::Settling(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    if let Some((row, words)) = lacking(state) {
        state.row = row;
        let text = app.language.text(words).to_owned();
        app.say(Tone::Refused, text);
        return Vec::new();
    }
    let chosen = state
        .chosen
        .and_then(|place| state.options().get(place).cloned());
    let ruling = state.ruling(chosen.unwrap_or_default());
    put_aside(app);
    app.exchange.decider.clone_from(&ruling.by);
    let Some(workspace) = &app.workspace else {
        return Vec::new();
    };
    vec![
        Effect::SettleConflict {
            place: workspace.opened.place.clone(),
            ruling: Box::new(ruling),
        },
        Effect::Remember(Box::new(app.remembered())),
    ]
}
