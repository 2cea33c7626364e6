//! What whoever leads a meeting does: calls a proposal, ends a phase, stops the clock, calls
//! the roll, sees people out of the room. Each is kept in the folder before it counts as done.

use super::{Asked, Halt, MeetingJob, look, look_at};
use crate::analysis::sitting::{Room, Sitting, Slot, is_noted_before, still_out};
use crate::app::arranging;
use crate::app::effect::Effect;
use crate::app::record::leader;
use crate::app::state::{App, Tone};
use crate::domain::journal::sentences;
use crate::domain::meeting::{Attending, Meeting, MeetingPhase};
use crate::domain::panel::Phase;
use crate::i18n::closing::first_of;
use crate::text::moment::Moment;

/// So many who must leave are named in one line.
const NAMED: usize = 3;

/// Seconds that are granted at once.
const GRANTED: u32 = 60;

/// Returns the meeting of the group that this window leads.
pub fn sitting(app: &App) -> Option<Sitting> {
    let workspace = app.workspace.as_ref()?;
    Sitting::of(workspace.panel(), &workspace.meeting.group)
}

/// Lets the present state be kept, with a line in the journal where `line` is not empty.
pub fn keep(app: &mut App, line: &str) -> Vec<Effect> {
    let by = leader(app);
    let Some(workspace) = &mut app.workspace else {
        return Vec::new();
    };
    let place = workspace.opened.place.clone();
    let book = &mut workspace.meeting;
    if book.follows() {
        return Vec::new();
    }
    book.unkept = 0;
    book.meeting.revision += 1;
    if !line.is_empty() {
        book.changed = book.meeting.revision;
    }
    let mut lines = std::mem::take(&mut book.owed);
    if !line.is_empty() {
        lines.push(sentences::IN_MEETING.written(&[&book.group, line]));
    }
    let job = MeetingJob::Keep {
        meeting: Box::new(book.meeting.clone()),
        by,
        line: lines.join("; "),
        known: book.kept,
    };
    vec![Effect::Meeting(place, Box::new(job))]
}

/// Changes the meeting that this window leads and keeps it, with a line in the journal where
/// `line` is not empty; that of a closed round is only looked at.
pub fn change(app: &mut App, line: &str, act: impl FnOnce(&mut Meeting)) -> Vec<Effect> {
    if let Some(key) = hindrance(app) {
        return refuse(app, key);
    }
    let mut line = line.to_owned();
    if let Some(workspace) = &mut app.workspace {
        let book = &mut workspace.meeting;
        let ran = book.meeting.running;
        act(&mut book.meeting);
        if ran != book.meeting.running {
            // the time it stood is not counted
            book.beat = None;
        }
        (book.halt, book.asked) = (None, None);
        let stray = std::mem::take(&mut book.stray);
        if !stray.is_empty() {
            line = format!("{line}; {}", sentences::STRAY.written(&[&stray]));
        }
    }
    keep(app, &line)
}

/// Why nothing of the meeting can be changed in this window, as a catalogue key.
fn hindrance(app: &App) -> Option<&'static str> {
    let workspace = app.workspace.as_ref()?;
    let book = &workspace.meeting;
    match workspace.panel().head.phase {
        Phase::Closed => Some("refused.closed"),
        _ if book.is_damaged() => Some("refused.meeting_damaged"),
        _ if book.is_led_elsewhere() => Some("meeting.led_elsewhere"),
        _ => None,
    }
}

/// Says why something is not done.
fn refuse(app: &mut App, key: &'static str) -> Vec<Effect> {
    let words = app.language.text(key).to_owned();
    app.say(Tone::Refused, words);
    Vec::new()
}

/// Does the next thing: calls the next proposal, starts its clock, ends a phase or a break.
/// What would pass over somebody is asked for twice.
pub fn go_on(app: &mut App, at: Moment) -> Vec<Effect> {
    let Some((book, sitting)) = app
        .workspace
        .as_ref()
        .map(|one| &one.meeting)
        .zip(sitting(app))
    else {
        return Vec::new();
    };
    if book.is_damaged() {
        return put_damage_aside(app);
    }
    if let Some(key) = hindrance(app) {
        return refuse(app, key);
    }
    let meeting = &book.meeting;
    if meeting.pause > 0 {
        return change(app, sentences::BREAK_OVER.pattern, Meeting::end_break);
    }
    if meeting.proposal.is_empty() {
        return match sitting.next(meeting).cloned() {
            Some(Slot::Proposal(id, _)) => call(app, &id, at),
            Some(Slot::Break(minutes)) => change(app, sentences::BREAK.pattern, |meeting| {
                meeting.begin_break(minutes);
            }),
            None => {
                let words = app.language.text("meeting.all_done").to_owned();
                app.say(Tone::Plain, words);
                Vec::new()
            }
        };
    }
    if !meeting.running {
        return start(app, &sitting);
    }
    advance(app, &sitting)
}

/// Asks for the damaged file of the meeting to be put out of the way: once it says what that
/// means, the same press once more does it.
fn put_damage_aside(app: &mut App) -> Vec<Effect> {
    let by = leader(app);
    let Some(workspace) = &mut app.workspace else {
        return Vec::new();
    };
    let is_asked = workspace.meeting.asked.replace(Asked::GoOn).is_some();
    let group = workspace.meeting.group.clone();
    if is_asked {
        workspace.meeting.asked = None;
        let place = workspace.opened.place.clone();
        let job = MeetingJob::PutAside { group, by };
        return vec![Effect::Meeting(place, Box::new(job))];
    }
    let words = app.language.with("meeting.put_aside_ask", &[&group]);
    app.say(Tone::Refused, words);
    Vec::new()
}

fn is_led_elsewhere(app: &App) -> bool {
    let workspace = app.workspace.as_ref();
    workspace.is_some_and(|one| one.meeting.is_led_elsewhere())
}

/// Leads on here what another window or machine led, its clock as it goes there; over there
/// that is noticed.
fn take_over(app: &mut App) -> Vec<Effect> {
    if let Some(workspace) = &mut app.workspace {
        workspace.meeting.halt = None;
    }
    let effects = change(app, sentences::TAKEN_OVER.pattern, |_| ());
    if !effects.is_empty() {
        let runs = app
            .workspace
            .as_ref()
            .is_some_and(|one| one.meeting.meeting.running);
        let key = if runs {
            "meeting.taken_over_running"
        } else {
            "meeting.taken_over"
        };
        let words = app.language.text(key).to_owned();
        app.say(Tone::Good, words);
    }
    effects
}

/// Keeps how far a running clock is, because the program ends or stops.
pub fn keep_clock(app: &mut App) -> Vec<Effect> {
    let book = app.workspace.as_ref().map(|one| &one.meeting);
    if book.is_some_and(|book| book.meeting.running && book.unkept > 0) {
        keep(app, "")
    } else {
        Vec::new()
    }
}

/// Tries again to keep what could not be kept.
pub fn keep_again(app: &mut App) -> Vec<Effect> {
    let book = app.workspace.as_ref().map(|one| &one.meeting);
    if book.is_some_and(|book| book.leads && !book.owed.is_empty()) {
        keep(app, "")
    } else {
        Vec::new()
    }
}

/// Puts a proposal on the table.
pub fn call(app: &mut App, proposal: &str, at: Moment) -> Vec<Effect> {
    let on_table = app
        .workspace
        .as_ref()
        .map(|one| one.meeting.meeting.proposal.clone());
    if on_table.is_some_and(|id| !id.is_empty() && id != proposal) {
        return refuse(app, "meeting.table_taken");
    }
    let mut effects = change(app, &sentences::ON_TABLE.written(&[proposal]), |meeting| {
        meeting.call(proposal, &at.written());
    });
    effects.extend(look_at(app, proposal));
    effects
}

/// Starts the clock, once everybody who is recused is out of the room.
fn start(app: &mut App, sitting: &Sitting) -> Vec<Effect> {
    let Some(workspace) = &app.workspace else {
        return Vec::new();
    };
    let meeting = &workspace.meeting.meeting;
    let room = sitting.room(workspace.panel(), meeting, &meeting.proposal);
    if let Some(words) = leave_first(app, &room) {
        app.say(Tone::Refused, words);
        return Vec::new();
    }
    if !is_agreed(app, &room) {
        return Vec::new();
    }
    change(app, sentences::CLOCK_RUNS.pattern, |meeting| {
        meeting.running = true;
    })
}

/// Tells whether it goes on although too few are left who count: that is asked for once for each
/// proposal, and the same press again agrees.
fn is_agreed(app: &mut App, room: &Room) -> bool {
    let language = app.language;
    let Some(workspace) = &mut app.workspace else {
        return false;
    };
    let book = &mut workspace.meeting;
    if room.shortage.is_none() || book.agreed == book.meeting.proposal {
        return true;
    }
    if book.asked == Some(Asked::GoOn) {
        book.agreed.clone_from(&book.meeting.proposal);
        book.asked = None;
        return true;
    }
    book.asked = Some(Asked::GoOn);
    let words = language.with("meeting.too_few_ask", &[&room.valid.to_string()]);
    app.say(Tone::Refused, words);
    false
}

/// Returns who must leave the room before anything goes on.
fn leave_first(app: &App, room: &Room) -> Option<String> {
    let names: Vec<&str> = room.must_leave.iter().map(|id| name(app, id)).collect();
    let count = names.len();
    let language = app.language;
    match count {
        0 => None,
        1..=NAMED => {
            let all = names.join(language.text("frame.and"));
            Some(language.with("meeting.leave_first", &[&all]))
        }
        _ => Some(language.with("meeting.leave_first_many", &[&count.to_string()])),
    }
}

/// Ends the phase; who did not hear the presentation is noted with its end, and scoring ends
/// before everybody submitted only where that is asked for twice.
fn advance(app: &mut App, sitting: &Sitting) -> Vec<Effect> {
    let Some(workspace) = &app.workspace else {
        return Vec::new();
    };
    let (book, panel) = (&workspace.meeting, workspace.panel());
    let (meeting, proposal) = (&book.meeting, book.meeting.proposal.clone());
    let mut effects = Vec::new();
    let mut listeners = (Vec::new(), Vec::new());
    let room = sitting.room(panel, meeting, &proposal);
    // somebody may have been recused since the clock was started
    if let Some(words) = leave_first(app, &room) {
        app.say(Tone::Refused, words);
        return Vec::new();
    }
    let is_presented = meeting.phase == MeetingPhase::Presentation;
    if is_presented && !is_agreed(app, &room) {
        return Vec::new();
    }
    let Some(workspace) = &app.workspace else {
        return Vec::new();
    };
    let (book, panel) = (&workspace.meeting, workspace.panel());
    let meeting = &book.meeting;
    if meeting.phase == MeetingPhase::Scoring && book.asked != Some(Asked::GoOn) {
        let Some(seen) = book.here() else {
            let words = app.language.text("meeting.counting_first").to_owned();
            app.say(Tone::Plain, words);
            return look(app);
        };
        let out = still_out(&room, &seen.standing);
        if !out.is_empty() {
            let names = first_of(panel, &out, app.language);
            let details = [&out.len().to_string(), &names];
            let words = app
                .language
                .with("meeting.sheets_ask", &details.map(String::as_str));
            app.say(Tone::Refused, words);
            set_asked(app, Asked::GoOn);
            return look(app);
        }
    }
    if is_presented {
        listeners = sitting.listeners(panel, meeting);
        let (by, noted) = (leader(app), listeners.clone());
        effects.extend(arranging::note_listeners(app, &by, &proposal, noted));
    }
    let ended = meeting_phase(app);
    let line = sentences::ENDED.written(&[&proposal, ended.key()]);
    effects.extend(change(app, &line, |meeting| {
        meeting.note_listeners(&listeners.0, &listeners.1);
        meeting.advance();
    }));
    effects.extend(look_at(app, &proposal));
    effects
}

fn meeting_phase(app: &App) -> MeetingPhase {
    let workspace = app.workspace.as_ref();
    workspace.map_or_else(MeetingPhase::default, |one| one.meeting.meeting.phase)
}

/// Remembers what was asked for and takes a second press.
pub(super) fn set_asked(app: &mut App, asked: Asked) {
    if let Some(workspace) = &mut app.workspace {
        workspace.meeting.asked = Some(asked);
    }
}

/// Stops the clock, or lets it go on; what another window leads is taken over first.
pub fn stop_or_go(app: &mut App) -> Vec<Effect> {
    if is_led_elsewhere(app) {
        return take_over(app);
    }
    let Some(workspace) = &app.workspace else {
        return Vec::new();
    };
    let (is_on, runs) = (workspace.meeting.is_on(), workspace.meeting.meeting.running);
    if !is_on {
        return refuse(app, "meeting.nothing_on");
    }
    if runs {
        return change(app, sentences::CLOCK_STOPPED.pattern, |meeting| {
            meeting.running = false;
        });
    }
    if workspace.meeting.meeting.pause > 0 {
        return change(app, sentences::CLOCK_RUNS.pattern, |meeting| {
            meeting.running = true;
        });
    }
    match sitting(app) {
        Some(sitting) => start(app, &sitting),
        None => Vec::new(),
    }
}

/// Grants one minute more.
pub fn grant(app: &mut App) -> Vec<Effect> {
    let is_on = app
        .workspace
        .as_ref()
        .is_some_and(|one| one.meeting.is_on());
    if !is_on {
        return refuse(app, "meeting.nothing_on");
    }
    let effects = change(app, sentences::MINUTE_MORE.pattern, |meeting| {
        meeting.extra = meeting.extra.saturating_add(GRANTED);
    });
    if let Some((workspace, sitting)) = app.workspace.as_ref().zip(sitting(app))
        && !effects.is_empty()
    {
        let planned = workspace.meeting.meeting.planned(sitting.lengths) / 60;
        let words = app
            .language
            .with("meeting.granted", &[&planned.to_string()]);
        app.say(Tone::Good, words);
    }
    effects
}

/// Tells whether somebody must still leave the room for what is on the table.
pub fn is_awaiting_leave(app: &App) -> bool {
    let found = app.workspace.as_ref().zip(sitting(app));
    found.is_some_and(|(workspace, sitting)| {
        let meeting = &workspace.meeting.meeting;
        let room = || sitting.room(workspace.panel(), meeting, &meeting.proposal);
        !meeting.proposal.is_empty() && !room().must_leave.is_empty()
    })
}

/// Notes that everybody who is recused left the room.
pub fn see_out(app: &mut App) -> Vec<Effect> {
    let Some((workspace, sitting)) = app.workspace.as_ref().zip(sitting(app)) else {
        return Vec::new();
    };
    let meeting = &workspace.meeting.meeting;
    let room = sitting.room(workspace.panel(), meeting, &meeting.proposal);
    if meeting.proposal.is_empty() || room.must_leave.is_empty() {
        return refuse(app, "meeting.nobody_leaves");
    }
    let experts = room.must_leave;
    let line = sentences::LEFT_ROOM.written(&[&experts.join(" ")]);
    change(app, &line, |meeting| meeting.leave_room(experts))
}

/// Notes whether members are there.
pub fn attend(app: &mut App, members: &[String], state: Attending, at: Moment) -> Vec<Effect> {
    let sentence = match state {
        Attending::Away => sentences::AWAY,
        Attending::Here => sentences::HERE,
        Attending::Left => sentences::LEFT,
    };
    let line = sentence.written(&[&members.join(" ")]);
    change(app, &line, |meeting| {
        for expert in members {
            meeting.attend(expert, state, &at.written());
        }
    })
}

/// Notes that a member heard the last presentation after all, or did not. While one is presented
/// its end notes who heard it; only what somebody else noted before can be taken back.
pub fn turn_heard(app: &mut App, member: &str) -> Vec<Effect> {
    let Some((workspace, sitting)) = app.workspace.as_ref().zip(sitting(app)) else {
        return Vec::new();
    };
    let (panel, meeting) = (workspace.panel(), &workspace.meeting.meeting);
    let before = is_noted_before(panel, meeting, member);
    let proposal = before.then_some(meeting.proposal.as_str());
    let Some(proposal) = proposal.or_else(|| meeting.presented()).map(str::to_owned) else {
        return refuse(app, "roll.not_presented");
    };
    let room = sitting.room(panel, meeting, &proposal);
    let is_asked = room.asked.iter().any(|id| id == member);
    if !is_asked || room.recused.iter().any(|id| id == member) {
        let words = app
            .language
            .with("roll.not_asked", &[name(app, member), &proposal]);
        app.say(Tone::Refused, words);
        return Vec::new();
    }
    let (this, nobody) = (vec![member.to_owned()], Vec::new());
    let listeners = if panel.is_absent(member, &proposal) {
        (this, nobody)
    } else {
        (nobody, this)
    };
    let by = leader(app);
    arranging::note_listeners(app, &by, &proposal, listeners)
}

/// Leads the meeting of a group from here on.
pub fn lead(app: &mut App, group: &str) -> Vec<Effect> {
    let Some(workspace) = &mut app.workspace else {
        return Vec::new();
    };
    if workspace.meeting.group != group || !workspace.meeting.leads {
        let mut book = super::MeetingBook::of(workspace.panel(), group);
        book.leads = true;
        if book.halt == Some(Halt::GoneOn) && !book.is_on() {
            book.halt = None;
        }
        workspace.meeting = book;
    }
    look(app)
}

fn name<'a>(app: &'a App, expert: &'a str) -> &'a str {
    let workspace = app.workspace.as_ref();
    let named = workspace.map(|one| one.panel().name_of(expert));
    named.unwrap_or(expert)
}
