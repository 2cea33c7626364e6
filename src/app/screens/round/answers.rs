//! What comes back about the round: looks, changes of the phase, checks.

use super::{follow, look};
use crate::app::effect::Effect;
use crate::app::elsewhere;
use crate::app::overlay::Overlay;
use crate::app::overlays::{archiving, edition, journal, packing, reporting};
use crate::app::round::{PhaseChange, RoundAnswer, RoundRefusal, Work};
use crate::app::screens::consolidate;
use crate::app::state::{App, Tone};
use crate::domain::panel::PanelHead;
use crate::domain::verifying::{Finding, Verified};

/// Takes one answer, where it is about the open panel.
pub fn take(app: &mut App, panel: &str, answer: RoundAnswer) -> Vec<Effect> {
    let Some(workspace) = &mut app.workspace else {
        return Vec::new();
    };
    if workspace.opened.place.path != panel {
        return Vec::new();
    }
    let book = &mut workspace.round;
    match answer {
        RoundAnswer::Seen(seen) => {
            book.is_looking = false;
            book.seen = Some(*seen);
            let looks_again = std::mem::take(&mut book.looks_again);
            follow(app);
            if looks_again {
                return look(app);
            }
        }
        RoundAnswer::Head(head) => return elsewhere::take(app, head.map(|head| *head)),
        RoundAnswer::Changed(to, result) => return changed(app, to, result),
        RoundAnswer::PacksMade(made) => return packing::take(app, made),
        RoundAnswer::GoesOn(work, done, all) => {
            let place = match work {
                Work::Verifying => &mut book.verifying,
                Work::Archiving => &mut book.archiving,
                Work::Reporting => &mut book.reporting,
            };
            // what tells late does not begin the work again
            if place.is_some() {
                *place = Some((done, all));
            }
        }
        RoundAnswer::Verified(verified) => checked(app, *verified),
        RoundAnswer::CodesCompared(codes, findings) => compared(app, codes, findings),
        RoundAnswer::Archived(result) => return archiving::take(app, result),
        RoundAnswer::Reported(result) => reporting::take(app, result),
        RoundAnswer::Journal(lines) => journal::take(app, lines),
        RoundAnswer::EditionSeen(folder, seen) => edition::seen(app, &folder, seen),
        RoundAnswer::EditionLoaded(result) => return edition::loaded(app, result),
    }
    Vec::new()
}

/// The phase is another one: everything is looked at and combined again.
fn changed(
    app: &mut App,
    to: PhaseChange,
    result: Result<Box<PanelHead>, RoundRefusal>,
) -> Vec<Effect> {
    let Some(workspace) = &mut app.workspace else {
        return Vec::new();
    };
    workspace.round.is_changing = false;
    let mine = |overlay: &Overlay| matches!(overlay, Overlay::Phase(state) if state.to == to);
    match result {
        Ok(head) => {
            workspace.panel_mut().head = *head;
            workspace.round.forget_checks();
            let key = match to {
                PhaseChange::Open => "round.opened",
                PhaseChange::Close => "round.closed",
            };
            workspace.aside = workspace.aside.take().filter(|aside| !mine(aside));
            app.overlays.retain(|overlay| !mine(overlay));
            let text = app.language.text(key).to_owned();
            app.say(Tone::Good, text);
            choose_next(app);
            let mut effects = vec![Effect::Remember(Box::new(app.remembered()))];
            effects.extend(look(app));
            effects.extend(consolidate::want_results(app));
            effects
        }
        Err(refusal) => {
            let key = match to {
                PhaseChange::Open => "round.not_opened",
                PhaseChange::Close => "round.not_closed",
            };
            if let Some(Overlay::Phase(state)) = app.overlays.last_mut()
                && state.to == to
            {
                (state.is_writing, state.refusal) = (false, Some(refusal));
            }
            let text = app.language.text(key).to_owned();
            app.say(Tone::Failed, text);
            Vec::new()
        }
    }
}

/// What was chosen is done: the next step is chosen.
fn choose_next(app: &mut App) {
    for screen in [&mut app.screen].into_iter().chain(&mut app.back) {
        if let crate::app::Screen::Round(state) = screen {
            (state.is_chosen, state.scroll) = (false, 0);
        }
    }
    follow(app);
}

fn checked(app: &mut App, verified: Verified) {
    let language = app.language;
    let counts = [verified.files, verified.findings.len()].map(|count| count.to_string());
    let is_whole = verified.findings.is_empty();
    if let Some(workspace) = &mut app.workspace {
        workspace.round.verifying = None;
        workspace.round.verified = Some(verified);
    }
    let (tone, text) = if is_whole {
        (
            Tone::Good,
            language.with("round.verify_holds", &[&counts[0]]),
        )
    } else {
        (
            Tone::Failed,
            language.with("round.verify_found", &[&counts[1]]),
        )
    };
    app.say(tone, text);
    follow(app);
}

fn compared(app: &mut App, codes: Vec<(String, String)>, findings: Vec<Finding>) {
    if let Some(workspace) = &mut app.workspace {
        workspace.round.is_comparing = false;
        workspace.round.compared = Some((codes, findings));
    }
}
