//! What is settled about a proposal on its way: asked to be written, written, or not.

use super::effect::Effect;
use super::meeting;
use super::message::Decided;
use super::opinion;
use super::overlay::Overlay;
use super::record::signed;
use super::screens;
use super::state::{App, Notice, Tone};
use super::workspace::Seat;
use crate::domain::opinion::Opinion;
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
        Settlement::Opinion { .. } => opinion::writer(app, proposal),
        Settlement::Marked(remark) => remark.by.clone(),
        Settlement::Confirmed { .. } => match &workspace.seat {
            Seat::Expert(id) => id.clone(),
            _ => signed(app, proposal),
        },
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
    // nothing of the others is read where the seat may not see it
    let combines = meeting::sees_results(app);
    let Some(workspace) = &mut app.workspace else {
        return Vec::new();
    };
    workspace.panel_mut().settle(settlement);
    if let Settlement::Opinion { before, after } = settlement {
        return on_opinion(app, before.as_deref(), after);
    }
    workspace.aside = None;
    let combine = combines.then(|| workspace.combine());
    let (key, expert) = match settlement {
        Settlement::Decision { after: Some(_), .. } => ("notice.decided", ""),
        Settlement::Decision { after: None, .. } => ("notice.undecided", ""),
        Settlement::SendBack { .. } => ("notice.sent_back", ""),
        Settlement::Opinion { .. } => ("notice.opined", ""),
        Settlement::Vote { .. } => ("notice.voted", ""),
        Settlement::Recusal { ruling, .. } if ruling.state == "recused" => {
            ("notice.ruled_recused", ruling.expert.as_str())
        }
        Settlement::Recusal { ruling, .. } => ("notice.ruled_cleared", ruling.expert.as_str()),
        Settlement::Marked(remark) if remark.after.is_some() => ("notice.marked", ""),
        Settlement::Marked(_) => ("notice.unmarked", ""),
        Settlement::Applicant { .. } => ("notice.applicant_written", ""),
        Settlement::Confirmed { .. } => ("notice.contributions_written", ""),
    };
    let text = app.language.with(key, &[settlement.proposal(), expert]);
    app.say(Tone::Good, text);
    combine.into_iter().collect()
}

/// An opinion stands: where it decides other than before, everything is combined again, in the
/// seat that may see it.
fn on_opinion(app: &mut App, before: Option<&Opinion>, after: &Opinion) -> Vec<Effect> {
    screens::opinion::written(app, after);
    let was_adopted = before.is_some_and(|one| one.adopted);
    let key = match (was_adopted, after.adopted) {
        (false, true) => "notice.opinion_adopted",
        (true, false) => "notice.opinion_taken_back",
        _ => "notice.opined",
    };
    // what was said since stays to be read: that all is saved stands beside the title too
    let is_told = |notice: &Notice| notice.tone != Tone::Plain;
    if key != "notice.opined" || !app.notice.as_ref().is_some_and(is_told) {
        let text = app.language.with(key, &[&after.proposal]);
        app.say(Tone::Good, text);
    }
    let combines = meeting::sees_results(app);
    if let Some(workspace) = &mut app.workspace {
        workspace.aside = None;
    }
    let mut effects = screens::opinion::turn_now(app);
    if let Some(workspace) = app.workspace.as_mut().filter(|_| combines)
        && !after.decides_like(before)
    {
        effects.push(workspace.combine());
    }
    effects
}

/// Returns how it is told that something was not written.
pub fn not_written(part: Decided) -> &'static str {
    match part {
        Decided::Bureau => "notice.not_decided",
        Decided::SecondRound => "notice.not_sent_back",
        Decided::Vote => "notice.not_voted",
        Decided::Filing => "notice.not_filed",
        _ => "notice.not_recused",
    }
}
