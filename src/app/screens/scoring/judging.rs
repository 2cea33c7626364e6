//! Judging the wordy clauses of a target, one by one, with a reason: kept in the own sheet,
//! shown to the panel, never turned into points.

use super::{Focus, Selected};
use crate::app::Screen;
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::overlay::Overlay;
use crate::app::overlays::note::{NoteState, Subject};
use crate::app::record::{may_change, record};
use crate::app::state::{App, Tone};
use crate::app::workspace::Seat;
use crate::domain::sheet::{CellName, Judgement};
use crate::text::moment::Moment;

/// Tells whether the arrows are on a clause, in a seat that judges.
pub fn is_on_clause(app: &App) -> bool {
    let Screen::Scoring(state) = &app.screen else {
        return false;
    };
    let is_clause = matches!(state.selected(), Some(Selected::Clause(_)));
    is_clause && state.focus == Focus::Facts && matches!(app.seat(), Seat::Expert(_))
}

/// A digit judges and goes to the next clause, Enter asks for the reason, Delete takes the
/// judgement away.
pub fn on_clause(app: &mut App, key: Key, at: Moment) -> Vec<Effect> {
    let Screen::Scoring(state) = &app.screen else {
        return Vec::new();
    };
    let Some(Selected::Clause(clause)) = state.selected() else {
        return Vec::new();
    };
    let (proposal, clause) = (state.proposal.clone(), clause.key.clone());
    let stands = judgement(app, &proposal, &clause);
    let cell = CellName::Judgement(clause.clone());
    match key {
        Key::Enter => {
            if let Err(reason) = may_change(app, &proposal) {
                app.say(Tone::Refused, app.language.text(reason).to_owned());
            } else if let Some(judgement) = stands {
                let subject = Subject::Judgement {
                    clause,
                    met: judgement.met,
                };
                let state = NoteState::new(&proposal, subject, &judgement.reason);
                app.overlays.push(Overlay::Note(state));
            } else {
                let text = app.language.text("notice.judge_first").to_owned();
                app.say(Tone::Refused, text);
            }
            Vec::new()
        }
        Key::Delete => record(app, &proposal, &cell, "", at),
        Key::Char(digit) => {
            let place = digit.to_digit(10).unwrap_or(0) as usize;
            let chosen = place
                .checked_sub(1)
                .and_then(|index| Judgement::ALL.get(index));
            let Some(met) = chosen else {
                let text = app.language.text("notice.judge_digits").to_owned();
                app.say(Tone::Refused, text);
                return Vec::new();
            };
            let judged = Judgement {
                met: (*met).to_owned(),
                reason: stands.map(|judgement| judgement.reason).unwrap_or_default(),
            };
            let effects = record(app, &proposal, &cell, &judged.written(), at);
            if let Screen::Scoring(state) = &mut app.screen
                && state.line + 1 < state.line_count()
                && !effects.is_empty()
            {
                state.line += 1;
            }
            effects
        }
        _ => Vec::new(),
    }
}

/// Returns what the own sheet says about a clause.
pub fn judgement(app: &App, proposal: &str, clause: &str) -> Option<Judgement> {
    let own = app.workspace.as_ref()?.own.as_ref()?;
    own.sheet(proposal)?.judgement.get(clause).cloned()
}
