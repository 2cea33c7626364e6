//! The clock of a meeting: one beat a second while something runs. It counts by a clock that
//! nobody sets; where that of the day says something else, the machine slept or somebody set
//! it, and then nothing is decided: the clock stands and says so.

use super::{Beat, Halt, glance, look};
use crate::app::effect::Effect;
use crate::app::meeting::leading::{keep, keep_again};
use crate::app::screen::Screen;
use crate::app::state::{App, Changed, Tone};
use crate::domain::journal::sentences;
use crate::domain::meeting::MeetingPhase;
use crate::domain::panel::Phase;

/// A beat that comes so many seconds late, or tells of so many, is a machine that slept.
const ASLEEP: i64 = 5;
/// While it runs the meeting is kept so often, in seconds.
const KEPT: u64 = 15;
/// The folder is looked at so often, in seconds, for who leads and who is recused.
const SEEN: u64 = 5;
/// And so often for the sheets, while people present and ask and nobody waits for them.
const SHEETS_SEEN: u64 = 30;

/// Tells whether the clock runs, so that the program is called every second.
pub fn runs(app: &App) -> bool {
    let workspace = app.workspace.as_ref();
    workspace.is_some_and(|one| one.meeting.meeting.running && !one.is_closed())
}

/// Tells whether the folder is to be looked at now and then although the clock stands:
/// sheets are awaited, or somebody else leads the meeting.
pub fn awaits(app: &App) -> bool {
    let Some(workspace) = &app.workspace else {
        return false;
    };
    let book = &workspace.meeting;
    // nobody meets any more in a round that is closed
    if workspace.is_closed() {
        return false;
    }
    let is_shown = matches!(app.screen, Screen::Meeting(_));
    let is_followed = book.is_on() && (is_shown || !book.leads);
    // somebody may bring a damaged file back from a backup
    let is_lost = book.is_damaged() && is_shown;
    !book.group.is_empty() && (is_followed || is_lost)
}

/// In a pause the folder is looked at, and what could not be kept is tried again.
pub fn pause(app: &mut App) -> Vec<Effect> {
    let mut effects = keep_again(app);
    if awaits(app) {
        effects.extend(look(app));
    }
    effects
}

/// Takes one beat.
pub fn beat(app: &mut App, beat: Beat) -> Vec<Effect> {
    let language = app.language;
    let Some(workspace) = &mut app.workspace else {
        return Vec::new();
    };
    let book = &mut workspace.meeting;
    let before = book.beat.replace(beat);
    let is_closed = workspace.opened.panel.head.phase == Phase::Closed;
    let Some(before) = before.filter(|_| book.meeting.running && !is_closed) else {
        return Vec::new();
    };
    let steady = beat.steady.saturating_sub(before.steady);
    let day = beat.at.seconds.saturating_sub(before.at.seconds);
    let counted = i64::try_from(steady).unwrap_or(i64::MAX);
    let follows = book.follows();
    if counted > ASLEEP || day.saturating_sub(counted) > ASLEEP {
        if follows {
            // whoever leads tells how far it is
            return look(app);
        }
        let slept = u64::try_from(day.max(counted)).unwrap_or_default();
        book.meeting.running = false;
        book.halt = Some(Halt::Slept(slept));
        let words = language.with("meeting.slept", &[&(slept / 60).to_string()]);
        app.say(Tone::Failed, words);
        return keep(app, sentences::CLOCK_ALONE.pattern);
    }
    let seconds = u32::try_from(steady).unwrap_or_default();
    book.meeting.seconds = book.meeting.seconds.saturating_add(seconds);
    for passed in [
        &mut book.unkept,
        &mut book.unseen,
        &mut book.unread,
        &mut book.unheard,
    ] {
        *passed += steady;
    }
    let awaits_sheets = follows || book.meeting.phase == MeetingPhase::Scoring;
    let reads = awaits_sheets || book.unread >= SHEETS_SEEN;
    let (keeps, looks) = (!follows && book.unkept >= KEPT, book.unseen >= SEEN);
    if counted.saturating_sub(day) > ASLEEP {
        // put back: nothing is counted by it, but people look at it
        app.say(Tone::Plain, language.text("meeting.set_back").to_owned());
    } else {
        app.changed = Changed::Clock;
    }
    let mut effects = if keeps { keep(app, "") } else { Vec::new() };
    if looks && awaits(app) {
        effects.extend(if reads { look(app) } else { glance(app) });
    }
    effects
}
