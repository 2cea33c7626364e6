//! Changing a sheet: every accepted change is one revision, and its save goes out before
//! the next key is handled.

use super::effect::Effect;
use super::screen::Screen;
use super::state::{App, Tone};
use super::undo::Change;
use super::workspace::Workspace;
use crate::domain::paper::PAPER;
use crate::domain::people::Group;
use crate::domain::proposal::Amendment;
use crate::domain::sheet::{CellName, ScoreSheet, SheetState};
use crate::text::moment::Moment;

/// Records a value in a cell of the own sheet, so that it can be taken back.
pub fn record(app: &mut App, proposal: &str, cell: &CellName, to: &str, at: Moment) -> Vec<Effect> {
    let before = value(app, proposal, cell);
    let effects = put(app, proposal, cell, to, at);
    renew_comparison(app, cell);
    if !effects.is_empty() {
        app.undo.note(Change {
            proposal: proposal.to_owned(),
            cell: cell.clone(),
            from: before,
            to: to.to_owned(),
        });
    }
    effects
}

/// Writes what the secretariat decided about a proposal. Deciding confirms it.
pub fn amend(app: &mut App, proposal: &str, mut amendments: Vec<Amendment>) -> Vec<Effect> {
    let Some(workspace) = &app.workspace else {
        return Vec::new();
    };
    let by = signed(app, proposal);
    if !matches!(amendments.last(), Some(Amendment::Confirm(_))) {
        amendments.push(Amendment::Confirm(by.clone()));
    }
    vec![Effect::AmendProposal {
        place: workspace.opened.place.clone(),
        proposal: proposal.to_owned(),
        amendments,
        by,
    }]
}

/// Returns who writes what the secretariat decides about a proposal: the liaison of its
/// group, where one is named.
pub fn signed(app: &App, proposal: &str) -> String {
    let workspace = app.workspace.as_ref();
    let group = workspace.and_then(|workspace| workspace.panel().group_of(proposal));
    let liaison = group.map(|group| group.liaison.clone());
    let named = liaison.filter(|name| !name.is_empty());
    named.unwrap_or_else(|| app.language.text("seat.secretariat").to_owned())
}

/// Returns who leads the meeting in this window: the expert who sits here, else the liaison of
/// the group.
pub fn leader(app: &App) -> String {
    let Some(workspace) = &app.workspace else {
        return String::new();
    };
    let panel = workspace.panel();
    if let Some(expert) = workspace.seat.expert() {
        return panel.name_of(expert).to_owned();
    }
    let is_its = |group: &&Group| group.id == workspace.meeting.group;
    let group = panel.groups.iter().find(is_its);
    let liaison = group.map(|group| group.liaison.clone());
    let named = liaison.filter(|name| !name.is_empty());
    named.unwrap_or_else(|| app.language.text("seat.secretariat").to_owned())
}

fn value(app: &App, proposal: &str, cell: &CellName) -> String {
    let sheet = app
        .workspace
        .as_ref()
        .and_then(|workspace| workspace.own.as_ref()?.sheet(proposal));
    sheet.map(|sheet| sheet.value(cell)).unwrap_or_default()
}

/// A pairing that was noted shows at once.
fn renew_comparison(app: &mut App, cell: &CellName) {
    if let (CellName::Pairing(_), Some(workspace), Screen::Scoring(state)) =
        (cell, &app.workspace, &mut app.screen)
    {
        state.renew(workspace);
    }
}

/// Writes a value without noting it for undo; nothing where the sheet cannot be changed.
fn put(app: &mut App, proposal: &str, cell: &CellName, to: &str, at: Moment) -> Vec<Effect> {
    if let Err(reason) = may_change(app, proposal) {
        app.say(Tone::Refused, app.language.text(reason).to_owned());
        return Vec::new();
    }
    with_sheet(app, proposal, |sheet| sheet.change(cell, to, &at.written()))
}

fn with_sheet(
    app: &mut App,
    proposal: &str,
    change: impl FnOnce(&mut ScoreSheet) -> bool,
) -> Vec<Effect> {
    let Some(workspace) = &mut app.workspace else {
        return Vec::new();
    };
    let Workspace {
        opened,
        own: Some(own),
        typist,
        ..
    } = workspace
    else {
        return Vec::new();
    };
    let before = own.sheet(proposal).cloned();
    let sheet = own.sheet_mut(&opened.panel, proposal);
    if let Some(typist) = typist.as_ref().filter(|_| sheet.revision == 0) {
        sheet.source = PAPER.into();
        sheet.entered_by = typist.by.clone().into();
    }
    if !change(sheet) {
        own.put_back(proposal, before);
        return Vec::new();
    }
    vec![Effect::SaveSheet {
        place: opened.place.clone(),
        sheet: Box::new(sheet.clone()),
    }]
}

/// Tells whether the own sheet of a proposal takes changes.
///
/// # Errors
/// The catalogue key of the reason why not.
pub fn may_change(app: &App, proposal: &str) -> Result<(), &'static str> {
    let Some(workspace) = &app.workspace else {
        return Err("refused.no_panel");
    };
    if workspace.seat.expert().is_none() {
        return Err("refused.experts_only");
    }
    let Some(own) = &workspace.own else {
        return Err("refused.no_sheets");
    };
    if !workspace.is_in_hand(proposal) {
        return Err("refused.not_assigned");
    }
    if let Some(reason) = own.read_only {
        return Err(reason);
    }
    if workspace.panel().recusal(&own.expert, proposal).is_some() {
        return Err("refused.recused");
    }
    super::paper::may_type(workspace, proposal)?;
    match own.sheet(proposal).map(|sheet| sheet.state) {
        Some(SheetState::Submitted) => Err("refused.submitted"),
        Some(SheetState::Recused) => Err("refused.recused"),
        Some(SheetState::Abstained) => Err("refused.abstained"),
        _ => Ok(()),
    }
}

/// Sets the state of the own sheet, with a reason where one is needed.
pub fn set_state(
    app: &mut App,
    proposal: &str,
    state: SheetState,
    reason: &str,
    at: Moment,
) -> Vec<Effect> {
    if let Some(key) = app
        .workspace
        .as_ref()
        .and_then(|workspace| workspace.own.as_ref()?.read_only)
    {
        app.say(Tone::Refused, app.language.text(key).to_owned());
        return Vec::new();
    }
    let workspace = app.workspace.as_ref();
    let plan = workspace.map(|workspace| workspace.panel().plan_digest.clone());
    with_sheet(app, proposal, |sheet| {
        // whoever submits has the present text of the plan before the eyes
        if let Some(plan) = plan.filter(|_| state == SheetState::Submitted) {
            sheet.plan = plan.into();
        }
        sheet.set_state(state, reason, &at.written())
    })
}

/// Says which sheet did not take the step; the step is passed over, so that those below it
/// can still be taken back.
fn name_refusal(app: &mut App, change: &Change) {
    if let Err(reason) = may_change(app, &change.proposal) {
        let details = [change.proposal.as_str(), app.language.text(reason)];
        let text = app.language.with("notice.not_possible", &details);
        app.say(Tone::Refused, text);
    }
}

/// Taking back or doing again: returns the effects and the change.
pub type Step = fn(&mut App, Moment) -> (Vec<Effect>, Option<Change>);

/// Takes the last change back. Returns the effects and the change.
pub fn undo(app: &mut App, at: Moment) -> (Vec<Effect>, Option<Change>) {
    let mut stack = app.undo.clone();
    let Some(change) = stack.take_back() else {
        app.say(
            Tone::Refused,
            app.language.text("notice.nothing_to_undo").to_owned(),
        );
        return (Vec::new(), None);
    };
    let effects = put(app, &change.proposal, &change.cell, &change.from, at);
    app.undo = stack;
    if effects.is_empty() {
        name_refusal(app, &change);
        return (effects, None);
    }
    (effects, Some(change))
}

/// Makes the change again that was taken back last. Returns the effects and the change.
pub fn redo(app: &mut App, at: Moment) -> (Vec<Effect>, Option<Change>) {
    let mut stack = app.undo.clone();
    let Some(change) = stack.do_again() else {
        app.say(
            Tone::Refused,
            app.language.text("notice.nothing_to_redo").to_owned(),
        );
        return (Vec::new(), None);
    };
    let effects = put(app, &change.proposal, &change.cell, &change.to, at);
    app.undo = stack;
    if effects.is_empty() {
        name_refusal(app, &change);
        return (effects, None);
    }
    (effects, Some(change))
}
