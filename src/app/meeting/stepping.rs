//! Taking back what whoever leads a meeting did too early, and taking a proposal off the table.

use super::leading::{change, set_asked, sitting};
use super::{Asked, MeetingBook, look_at};
use crate::app::effect::Effect;
use crate::app::state::{App, Tone};
use crate::domain::journal::sentences;
use crate::domain::meeting::{Meeting, Step};
use crate::i18n::Language;

/// What took so many seconds is thrown away only where that is asked for twice.
const MUCH: u32 = 60;

/// Returns the step that can be taken back, as a catalogue key why none can.
///
/// # Errors
/// The reason, as a catalogue key.
pub fn last_step(app: &App) -> Result<&Step, &'static str> {
    let none = "refused.no_step";
    let book = app.workspace.as_ref().map(|one| &one.meeting);
    let step = book.and_then(|book| book.meeting.step.last()).ok_or(none)?;
    let is_presented = || sitting(app)?.place_of(&step.proposal);
    if step.proposal.is_empty() || is_presented().is_some() {
        Ok(step)
    } else {
        Err(none)
    }
}

/// Takes the last step back: the phase, break or proposal before is on again with its time.
pub fn step_back(app: &mut App) -> Vec<Effect> {
    let language = app.language;
    let step = match last_step(app) {
        Ok(step) => step.clone(),
        Err(reason) => {
            app.say(Tone::Refused, language.text(reason).to_owned());
            return Vec::new();
        }
    };
    let Some(book) = app.workspace.as_ref().map(|one| &one.meeting) else {
        return Vec::new();
    };
    if book.meeting.seconds >= MUCH && book.asked != Some(Asked::Back) {
        let seconds = book.meeting.seconds;
        let passed = format!("{:02}:{:02}", seconds / 60, seconds % 60);
        let words = language.with("meeting.step_back_ask", &[&passed]);
        app.say(Tone::Refused, words);
        set_asked(app, Asked::Back);
        return Vec::new();
    }
    let line = written(&step);
    let mut effects = change(app, &line, |meeting| {
        meeting.step_back();
    });
    if effects.is_empty() {
        return effects;
    }
    if let Some(book) = app.workspace.as_ref().map(|one| &one.meeting) {
        let words = told(book, language);
        app.say(Tone::Good, words);
    }
    if !step.proposal.is_empty() {
        effects.extend(look_at(app, &step.proposal));
    }
    effects
}

/// What the journal says is on again.
fn written(step: &Step) -> String {
    match (step.proposal.as_str(), step.pause) {
        ("", 0) => sentences::BACK_TO_NOTHING.written(&[]),
        ("", _) => sentences::BACK_TO_BREAK.written(&[]),
        (proposal, _) => sentences::BACK_TO.written(&[proposal, step.phase.key()]),
    }
}

/// Says what is on again, and whether its clock runs.
fn told(book: &MeetingBook, language: Language) -> String {
    let meeting = &book.meeting;
    if meeting.pause > 0 {
        return language.text("meeting.back_to_break").to_owned();
    }
    if meeting.proposal.is_empty() {
        return language.text("meeting.back_to_nothing").to_owned();
    }
    let phase = language.find(&format!("meeting_phase.{}", meeting.phase.key()));
    let details = [meeting.proposal.as_str(), phase.unwrap_or_default()];
    let key = if meeting.running {
        "meeting.back_running"
    } else {
        "meeting.back_standing"
    };
    language.with(key, &details)
}

/// Takes the proposal off the table before it is done: it waits behind all others.
pub fn set_aside(app: &mut App) -> Vec<Effect> {
    let Some(workspace) = &app.workspace else {
        return Vec::new();
    };
    let proposal = workspace.meeting.meeting.proposal.clone();
    if proposal.is_empty() {
        let words = app.language.text("meeting.nothing_on").to_owned();
        app.say(Tone::Refused, words);
        return Vec::new();
    }
    let effects = change(
        app,
        &sentences::SET_ASIDE.written(&[&proposal]),
        Meeting::set_aside,
    );
    if !effects.is_empty() {
        let words = app.language.with("meeting.set_aside", &[&proposal]);
        app.say(Tone::Plain, words);
    }
    effects
}
