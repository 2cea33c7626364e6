//! What somebody else changed in the panel while this window is open: its phase, the second
//! round, the rules. It is looked for when a save is answered and when the screen is changed, so
//! nothing wakes the program up for it; what was found is told on every screen until the person
//! goes to another one.

use super::effect::Effect;
use super::round::RoundJob;
use super::screens::{consolidate, round};
use super::state::App;
use super::workspace::{Lent, Seat, Workspace};
use crate::domain::panel::{PanelHead, Phase};
use crate::i18n::Language;
use crate::i18n::closing::named;

/// Looks at the panel's head, unless a look is on its way.
pub fn look(app: &mut App) -> Vec<Effect> {
    let Some(workspace) = &mut app.workspace else {
        return Vec::new();
    };
    let book = &mut workspace.round;
    if workspace.seat == Seat::None || book.is_looking_at_head || book.is_changing {
        return Vec::new();
    }
    book.is_looking_at_head = true;
    let place = workspace.opened.place.clone();
    vec![Effect::Round(place, RoundJob::LookAtHead)]
}

/// Takes the head as it lies there now.
pub fn take(app: &mut App, head: Option<PanelHead>) -> Vec<Effect> {
    let language = app.language;
    let Some(workspace) = &mut app.workspace else {
        return Vec::new();
    };
    workspace.round.is_looking_at_head = false;
    let Some(head) = head.filter(|head| *head != workspace.panel().head) else {
        return Vec::new();
    };
    if workspace.round.is_changing {
        return Vec::new();
    }
    let told = news(workspace, &head, language);
    let before = workspace.panel().head.phase;
    let is_moved = before != head.phase;
    let after = head.phase;
    workspace.panel_mut().head = head;
    if !told.is_empty() {
        workspace.round.news = Some(told.join("  "));
    }
    if workspace.seat == Seat::Secretariat {
        if !is_moved {
            return Vec::new();
        }
        let mut effects = round::look(app);
        effects.extend(consolidate::want_results(app));
        return effects;
    }
    sit(workspace, after)
}

/// A closed panel takes no scores; one that is open again takes them, once the sheets are read
/// again.
fn sit(workspace: &mut Workspace, phase: Phase) -> Vec<Effect> {
    let place = workspace.opened.place.clone();
    let Some(own) = &mut workspace.own else {
        return Vec::new();
    };
    match (phase, own.read_only) {
        (Phase::Closed, None) => own.read_only = Some("refused.closed"),
        (Phase::Draft | Phase::Open, Some("refused.closed")) if own.unsafe_sheets().is_empty() => {
            let expert = own.expert.clone();
            let panel = Lent(workspace.opened.panel.clone());
            return vec![Effect::ReadSheets {
                place,
                panel,
                expert,
            }];
        }
        _ => {}
    }
    Vec::new()
}

/// What is told of a changed head, and what to do.
fn news(workspace: &Workspace, head: &PanelHead, language: Language) -> Vec<String> {
    let panel = workspace.panel();
    let mut told = Vec::new();
    let expert = workspace.seat.expert();
    if panel.head.phase != head.phase {
        let key = match (head.phase, expert.is_some()) {
            (Phase::Closed, true) => "round.news_closed",
            (Phase::Closed, false) => "round.news_closed_office",
            (_, true) => "round.news_open",
            (_, false) => "round.news_open_office",
        };
        told.push(language.text(key).to_owned());
    }
    if let Some(expert) = expert {
        let assigned = panel.assigned(expert);
        let is_mine = |id: &&String| assigned.iter().any(|one| one.id == **id);
        let known = &panel.head.reconsider.proposals;
        let again = head.reconsider.proposals.iter();
        let again = again.filter(|id| !known.contains(id)).filter(is_mine);
        let ids: Vec<&str> = again.map(String::as_str).collect();
        if !ids.is_empty() {
            told.push(language.with("round.news_again", &[&named(&ids, language)]));
        }
    }
    let fixed = &head.frozen;
    let is_other = |fixed: &str, own: &str| !fixed.is_empty() && fixed != own;
    if is_other(&fixed.rubric, &panel.rubric_digest)
        || is_other(&fixed.policy, &panel.policy_digest)
    {
        told.push(language.text("round.news_rules").to_owned());
    }
    told
}
