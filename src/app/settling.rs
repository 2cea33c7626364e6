//! What is settled about a proposal on its way: asked to be written, written, or not.

use super::effect::Effect;
use super::message::Decided;
use super::overlay::Overlay;
use super::record::signed;
use super::state::{App, Tone};
use crate::domain::settlement::Settlement;

/// Lets something be written, and says so.
pub fn settle(app: &mut App, settlement: Settlement) -> Vec<Effect> {
    let Some(workspace) = &app.workspace else {
        return Vec::new();
    };
    let place = workspace.opened.place.clone();
    let proposal = settlement.proposal();
    let by = match &settlement {
        Settlement::Recusal { ruling, .. } => ruling.ruled_by.clone(),
        _ => signed(app, proposal),
    };
    let text = app.language.with("notice.settling", &[proposal]);
    app.say(Tone::Plain, text);
    vec![Effect::Settle {
        place,
        settlement: Box::new(settlement),
        by,
    }]
}

/// Keeps a window aside until what it holds is written; it stands there again when the same
/// window is opened on the same proposal.
pub fn put_aside(app: &mut App) {
    if let (Some(overlay), Some(workspace)) = (app.overlays.pop(), &mut app.workspace) {
        workspace.aside = Some(overlay);
    }
}

/// Takes the window that was put aside, if it is the wanted one.
pub fn taken_again(app: &mut App, is_wanted: impl Fn(&Overlay) -> bool) -> Option<Overlay> {
    let workspace = app.workspace.as_mut()?;
    workspace.aside.take().filter(is_wanted)
}

/// It stands: everything is combined again, so that its effect is seen.
pub fn on_settled(app: &mut App, settlement: &Settlement) -> Vec<Effect> {
    let Some(workspace) = &mut app.workspace else {
        return Vec::new();
    };
    workspace.panel_mut().settle(settlement);
    workspace.aside = None;
    workspace.is_combining = true;
    let place = workspace.opened.place.clone();
    let (key, expert) = match settlement {
        Settlement::Decision { after: Some(_), .. } => ("notice.decided", ""),
        Settlement::Decision { after: None, .. } => ("notice.undecided", ""),
        Settlement::SendBack { .. } => ("notice.sent_back", ""),
        Settlement::Recusal { ruling, .. } if ruling.state == "recused" => {
            ("notice.ruled_recused", ruling.expert.as_str())
        }
        Settlement::Recusal { ruling, .. } => ("notice.ruled_cleared", ruling.expert.as_str()),
    };
    let text = app.language.with(key, &[settlement.proposal(), expert]);
    app.say(Tone::Good, text);
    vec![Effect::Combine(place)]
}

/// Returns how it is told that something was not written.
pub fn not_written(part: Decided) -> &'static str {
    match part {
        Decided::Bureau => "notice.not_decided",
        Decided::SecondRound => "notice.not_sent_back",
        _ => "notice.not_recused",
    }
}
