//! The meeting as it goes on in this window: what is asked of the shell and what comes back,
//! the clock, and how far the meeting is. It goes on whatever screen is shown.

pub mod clock;
pub mod leading;
pub mod stepping;

use super::effect::Effect;
use super::own_sheets::Progress;
use super::state::{App, Leaving, Tone};
use super::workspace::{Lent, Seat, Workspace};
use crate::analysis::sitting::{self, Sitting};
use crate::analysis::spread::{Spread, Standing};
use crate::domain::meeting::Meeting;
use crate::domain::panel::{Panel, Phase};
use crate::domain::people::{Conflict, SittingOut};
use crate::i18n::Language;
use crate::i18n::closing::named;
use crate::text::moment::Moment;
use std::collections::{BTreeMap, BTreeSet};

/// The catalogue key of a file that cannot be read.
pub const DAMAGED: &str = "io.damaged";

/// Whoever leads keeps the meeting every few seconds; after so many without, something is
/// wrong over there.
const SILENT: u64 = 40;

/// One beat of the clock.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Beat {
    /// The time of day, which somebody may set; told to people.
    pub at: Moment,
    /// Seconds of a clock that nobody sets.
    pub steady: u64,
}

/// What is asked of the shell.
#[derive(Debug, Clone, PartialEq)]
pub enum MeetingJob {
    /// Keep how far the meeting is.
    Keep {
        /// The meeting in the revision that is to be safe.
        meeting: Box<Meeting>,
        /// Who leads it.
        by: String,
        /// The line of the journal; empty for none.
        line: String,
        /// The revision that this window knows to be safe in the folder.
        known: u32,
    },
    /// Put a damaged file of the meeting out of the way, so that it begins anew.
    PutAside {
        /// Group id.
        group: String,
        /// Who leads it.
        by: String,
    },
    /// Look how far the meeting is in the folder, and who submitted.
    Look {
        /// The panel as it is open.
        panel: Lent,
        /// Group id.
        group: String,
        /// The proposal whose sheets are looked at; empty for none.
        proposal: String,
        /// The submitted sheets of every member are counted.
        counts: bool,
    },
}

impl MeetingJob {
    /// Tells whether it writes, and so comes behind every save before it.
    pub fn writes(&self) -> bool {
        matches!(self, Self::Keep { .. } | Self::PutAside { .. })
    }
}

/// What a look found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MeetingSeen {
    /// Group id.
    pub group: String,
    /// How far the meeting is as it lies in the folder; none where it has not begun.
    pub meeting: Option<Box<Meeting>>,
    /// The proposal whose sheets were looked at; empty for none.
    pub proposal: String,
    /// How far each expert is with it.
    pub standing: BTreeMap<String, Standing>,
    /// Questions that experts noted for it, without names, each once.
    pub questions: Vec<String>,
    /// Its marks without names, once everybody who counts submitted.
    pub spread: Option<Spread>,
    /// Those whose sheets count for it, as they were known when it was looked at.
    pub counted: Vec<String>,
    /// Submitted sheets of the group by expert, where they were counted.
    pub counts: Option<BTreeMap<String, usize>>,
    /// Who sits out what: as this window knew it, and as it lies in the folder, where that is
    /// other.
    pub sitting_out: Option<Box<(SittingOut, SittingOut)>>,
    /// The file of the meeting cannot be read.
    pub is_damaged: bool,
}

/// What came of a job.
#[derive(Debug, Clone, PartialEq)]
pub enum MeetingAnswer {
    /// So far the meeting is safe: group and revision.
    Kept(String, u32),
    /// It was not kept.
    NotKept {
        /// Group id.
        group: String,
        /// How it lies in the folder, where somebody else wrote it.
        lies: Option<Box<Meeting>>,
        /// Why, as a catalogue key.
        reason: &'static str,
        /// The line that is not in the journal.
        line: String,
    },
    /// The damaged file of a group is out of the way under this name; or why it is not, as a
    /// catalogue key.
    PutAside(String, Result<String, &'static str>),
    /// What a look found.
    Seen(Box<MeetingSeen>),
}

/// Why the clock stopped by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Halt {
    /// The machine slept, or its clock was put forward: for so many seconds.
    Slept(u64),
    /// The clock ran when the meeting was last kept, here or on another machine.
    GoneOn,
    /// Another window or machine leads the meeting: it is shown as it goes on there, and nothing
    /// is changed here before somebody takes it over.
    Elsewhere,
    /// The file of the meeting cannot be read: nothing is changed until it is out of the way.
    Damaged,
}

/// What takes two presses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Going on, past what would pass over somebody.
    GoOn,
    /// Taking a step back, with time that would not count.
    Back,
}

/// The meeting that this window leads or follows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MeetingBook {
    /// Group id; empty where there is none.
    pub group: String,
    /// How far the meeting is.
    pub meeting: Meeting,
    /// The revision that is safe in the folder.
    pub kept: u32,
    /// The revision of the last change; later ones only tell how far the clock is.
    pub changed: u32,
    /// This window leads it, and so writes.
    pub leads: bool,
    /// The last beat of the clock.
    pub beat: Option<Beat>,
    /// Seconds that passed since it was last kept.
    pub unkept: u64,
    /// Seconds since the folder was last looked at.
    pub unseen: u64,
    /// Seconds since the sheets of the proposal on the table were last looked at.
    pub unread: u64,
    /// Seconds of a running clock since whoever leads elsewhere was last heard of.
    pub unheard: u64,
    /// Why the clock stopped by itself.
    pub halt: Option<Halt>,
    /// What the file has on the table although it is not presented in this meeting; empty for
    /// nothing. The table is empty then.
    pub stray: String,
    /// What was seen of proposals, by id.
    pub seen: BTreeMap<String, MeetingSeen>,
    /// Submitted sheets of the group by expert, as they were last counted.
    pub counts: BTreeMap<String, usize>,
    /// A look is on its way.
    pub is_looking: bool,
    /// What was asked for and takes a second press: the same once more does it.
    pub asked: Option<Asked>,
    /// The proposal for which somebody agreed to go on although too few count.
    pub agreed: String,
    /// Lines of the journal about changes that could not be kept, which is tried again.
    pub owed: Vec<String>,
}

impl MeetingBook {
    /// Takes the meeting of a group as it was read; its clock stands.
    pub fn of(panel: &Panel, group: &str) -> Self {
        let mut book = Self {
            group: group.to_owned(),
            ..Self::default()
        };
        let kept = panel.meeting(group).cloned();
        book.adopt(kept.unwrap_or_else(|| Meeting {
            group: group.to_owned(),
            format: 1,
            ..Meeting::default()
        }));
        book.clear_stray(panel);
        book
    }

    /// Takes from the table what is not presented in this meeting, and remembers what it was.
    fn clear_stray(&mut self, panel: &Panel) {
        let proposal = self.meeting.proposal.clone();
        let sitting = Sitting::of(panel, &self.group);
        let place = sitting.and_then(|sitting| sitting.place_of(&proposal));
        if !proposal.is_empty() && place.is_none() {
            self.meeting.clear_table();
            self.halt = self.halt.filter(|halt| *halt != Halt::GoneOn);
            self.stray = proposal;
        }
    }

    /// Takes a meeting as it lies in the folder; whoever leads it from here on starts its
    /// clock anew.
    pub fn adopt(&mut self, mut meeting: Meeting) {
        self.halt = meeting.running.then_some(Halt::GoneOn);
        meeting.running = false;
        (self.kept, self.changed) = (meeting.revision, meeting.revision);
        (self.unkept, self.unheard, self.beat) = (0, 0, None);
        self.owed = Vec::new();
        self.stray.clear();
        self.meeting = meeting;
    }

    /// Takes a meeting that somebody else kept: it goes on here as it does there, and where this
    /// window led it, that is over.
    fn follow(&mut self, meeting: Meeting) {
        let runs = meeting.running;
        self.adopt(meeting);
        self.meeting.running = runs;
        self.halt = self.leads.then_some(Halt::Elsewhere);
    }

    /// Tells whether the file of the meeting cannot be read.
    pub fn is_damaged(&self) -> bool {
        self.halt == Some(Halt::Damaged)
    }

    /// Tells whether another window or machine leads it.
    pub fn is_led_elsewhere(&self) -> bool {
        self.halt == Some(Halt::Elsewhere)
    }

    /// Tells whether this window only shows how far the meeting is: nobody leads it here.
    pub fn follows(&self) -> bool {
        !self.leads || self.is_led_elsewhere()
    }

    /// Tells whether whoever leads it elsewhere, with a running clock, was not heard of for so
    /// long that the window or the machine may be gone.
    pub fn is_leader_lost(&self) -> bool {
        self.is_led_elsewhere() && self.meeting.running && self.unheard >= SILENT
    }

    /// Tells whether something was changed that is not safe in the folder.
    pub fn is_unsafe(&self) -> bool {
        self.leads && self.kept < self.changed
    }

    /// Tells whether something is on the table or a break goes on.
    pub fn is_on(&self) -> bool {
        !self.meeting.proposal.is_empty() || self.meeting.pause > 0
    }

    /// Returns what was seen of the proposal on the table.
    pub fn here(&self) -> Option<&MeetingSeen> {
        self.seen.get(&self.meeting.proposal)
    }
}

/// Returns the groups whose meeting the seat may lead; for the secretariat all of them.
pub fn led(workspace: &Workspace) -> Vec<String> {
    match &workspace.seat {
        Seat::Secretariat => {
            let groups = workspace.panel().meeting_groups().into_iter();
            groups.map(str::to_owned).collect()
        }
        Seat::Expert(expert) => sitting::led_by(workspace.panel(), expert),
        Seat::None => Vec::new(),
    }
}

/// Returns the groups whose results a chair at an expert's place may see: those the chair leads,
/// every proposal of which was scored in the meeting, and no own sheet of which is open any more.
pub fn scored_groups(workspace: &Workspace) -> Vec<String> {
    let (Some(own), panel) = (&workspace.own, workspace.panel()) else {
        return Vec::new();
    };
    if workspace.pack().is_some() {
        return Vec::new();
    }
    let assigned: BTreeSet<&str> = panel
        .assigned(&own.expert)
        .iter()
        .map(|proposal| proposal.id.as_str())
        .collect();
    let is_owed = |id: &str| {
        let progress = own.progress(panel, id);
        assigned.contains(id) && matches!(progress, Progress::NotStarted | Progress::Draft)
    };
    let is_over = |group: &String| {
        let book = &workspace.meeting;
        let meeting = if book.group == *group {
            Some(&book.meeting)
        } else {
            panel.meeting(group)
        };
        let found = Sitting::of(panel, group).zip(meeting);
        found.is_some_and(|(sitting, meeting)| {
            let mut all = sitting.proposals();
            all.all(|id| meeting.is_done(id) && !is_owed(id))
        })
    };
    led(workspace).into_iter().filter(is_over).collect()
}

/// Tells whether the seat may see what the sheets come to.
pub fn sees_results(app: &App) -> bool {
    let workspace = app.workspace.as_ref();
    workspace.is_some_and(|workspace| match workspace.seat {
        Seat::Secretariat => true,
        Seat::Expert(_) => !scored_groups(workspace).is_empty(),
        Seat::None => false,
    })
}

/// Whoever sits down follows the meeting that goes on, where there is one.
pub fn sit_down(app: &mut App) -> Vec<Effect> {
    let Some(workspace) = &mut app.workspace else {
        return Vec::new();
    };
    let panel = workspace.panel();
    let expert = workspace.seat.expert().map(str::to_owned);
    let is_mine = |group: &&str| match &expert {
        Some(expert) => panel.people_of(group).iter().any(|one| one.id == *expert),
        None => true,
    };
    let groups = panel.meeting_groups().into_iter();
    let mine: Vec<&str> = groups.filter(is_mine).collect();
    let goes_on = |group: &&&str| {
        let meeting = panel.meeting(group);
        meeting.is_some_and(|one| !one.proposal.is_empty() || one.pause > 0)
    };
    let has_begun = |group: &&&str| panel.meeting(group).is_some();
    // nobody meets any more in a round that is closed
    let is_closed = panel.head.phase == Phase::Closed;
    let found = mine
        .iter()
        .find(goes_on)
        .or_else(|| mine.iter().find(has_begun));
    let Some(group) = found.filter(|_| !is_closed).map(|one| (*one).to_owned()) else {
        workspace.meeting = MeetingBook::default();
        return Vec::new();
    };
    let kept = panel.meeting(&group).is_some_and(|one| one.running);
    workspace.meeting = MeetingBook::of(panel, &group);
    if workspace.seat.expert().is_some() {
        // an expert only looks on: the clock goes on as it was kept
        let book = &mut workspace.meeting;
        book.meeting.running = kept && book.is_on();
        book.halt = None;
        return look(app);
    }
    Vec::new()
}

/// Looks how far the meeting is and, for whoever leads it, at the sheets of what is on the table.
pub fn look(app: &mut App) -> Vec<Effect> {
    look_for(app, true)
}

/// Looks how far the meeting is, and at no sheet.
pub fn glance(app: &mut App) -> Vec<Effect> {
    look_for(app, false)
}

/// Looks, unless a look is on its way.
fn look_for(app: &mut App, reads: bool) -> Vec<Effect> {
    let Some(workspace) = &mut app.workspace else {
        return Vec::new();
    };
    let panel = Lent(workspace.opened.panel.clone());
    let place = workspace.opened.place.clone();
    let book = &mut workspace.meeting;
    if book.group.is_empty() || book.is_looking {
        return Vec::new();
    }
    (book.is_looking, book.unseen) = (true, 0);
    let proposal = if book.leads && reads {
        book.unread = 0;
        book.meeting.proposal.clone()
    } else {
        String::new()
    };
    let job = MeetingJob::Look {
        panel,
        group: book.group.clone(),
        proposal,
        counts: book.leads && book.meeting.seconds == 0,
    };
    vec![Effect::Meeting(place, Box::new(job))]
}

/// Looks at one proposal of the meeting, for whoever leads it.
pub fn look_at(app: &App, proposal: &str) -> Vec<Effect> {
    let Some(workspace) = &app.workspace else {
        return Vec::new();
    };
    let job = MeetingJob::Look {
        panel: Lent(workspace.opened.panel.clone()),
        group: workspace.meeting.group.clone(),
        proposal: proposal.to_owned(),
        counts: true,
    };
    vec![Effect::Meeting(
        workspace.opened.place.clone(),
        Box::new(job),
    )]
}

/// Takes what came of a job about the meeting of the open panel.
pub fn take(app: &mut App, panel: &str, answer: MeetingAnswer) -> Vec<Effect> {
    let language = app.language;
    let workspace = app.workspace.as_mut();
    let Some(workspace) = workspace.filter(|one| one.opened.place.path == panel) else {
        return Vec::new();
    };
    match answer {
        MeetingAnswer::Kept(group, revision) => {
            let book = &mut workspace.meeting;
            if book.group == group {
                // what only tells how far the clock is concerns nobody else
                let is_change = book.kept < book.changed;
                book.kept = book.kept.max(revision);
                let meeting = is_change.then(|| book.meeting.clone());
                if let Some(meeting) = meeting {
                    workspace.panel_mut().put_meeting(meeting);
                }
            }
        }
        MeetingAnswer::NotKept {
            group,
            lies,
            reason,
            line,
        } => {
            let book = &mut workspace.meeting;
            if book.group != group {
                return Vec::new();
            }
            if let Some(lies) = lies {
                book.follow(*lies);
                book.clear_stray(&workspace.opened.panel);
            } else {
                // nothing was acknowledged: the clock stands until it can be kept again
                book.meeting.running = false;
                book.owed.extend((!line.is_empty()).then_some(line));
                if reason == DAMAGED {
                    book.halt = Some(Halt::Damaged);
                }
            }
            let key = match app.leaving {
                Leaving::Asked if !workspace.meeting.owed.is_empty() => "meeting.not_kept_quit",
                _ => "meeting.not_kept",
            };
            let text = language.with(key, &[language.text(reason)]);
            app.say(Tone::Failed, text);
        }
        MeetingAnswer::PutAside(group, result) => {
            let book = &mut workspace.meeting;
            match result {
                Ok(file) if book.group == group => {
                    book.halt = None;
                    let is_known = book.meeting.revision > 0;
                    let text = language.with("meeting.put_aside", &[&file]);
                    app.say(Tone::Good, text);
                    return if is_known {
                        leading::keep(app, "")
                    } else {
                        look(app)
                    };
                }
                Ok(_) => {}
                Err(reason) => {
                    let text = language.with("meeting.not_kept", &[language.text(reason)]);
                    app.say(Tone::Failed, text);
                }
            }
        }
        MeetingAnswer::Seen(seen) => {
            if let Some(news) = take_seen(workspace, *seen, language) {
                app.say(Tone::Refused, news);
            }
        }
    }
    Vec::new()
}

/// Takes what a look found; returns what is told of it.
fn take_seen(
    workspace: &mut Workspace,
    mut seen: MeetingSeen,
    language: Language,
) -> Option<String> {
    let lies = seen.meeting.take();
    let sitting_out = seen.sitting_out.take();
    let book = &mut workspace.meeting;
    book.is_looking = false;
    if book.group != seen.group {
        return None;
    }
    if seen.is_damaged {
        // what this window knows stays, and is kept once the file is out of the way
        (book.meeting.running, book.halt) = (false, Some(Halt::Damaged));
    } else if book.is_damaged() {
        book.halt = None;
    }
    if let Some(counts) = seen.counts.take() {
        book.counts = counts;
    }
    if !seen.proposal.is_empty() {
        book.seen.insert(seen.proposal.clone(), seen);
    }
    let newer = lies.filter(|lies| lies.revision > book.meeting.revision);
    if let Some(lies) = newer {
        let meeting = (*lies).clone();
        book.follow(*lies);
        book.clear_stray(&workspace.opened.panel);
        workspace.panel_mut().put_meeting(meeting);
    }
    sitting_out.and_then(|both| take_sitting_out(workspace, &both.0, both.1, language))
}

/// Takes who sits out what as somebody else wrote it, unless it was changed here meanwhile;
/// returns whose recusals are new.
fn take_sitting_out(
    workspace: &mut Workspace,
    known: &SittingOut,
    lies: SittingOut,
    language: Language,
) -> Option<String> {
    if workspace.panel().sitting_out() != *known {
        return None;
    }
    let before = workspace.opened.panel.clone();
    workspace.panel_mut().set_sitting_out(lies);
    let panel = workspace.panel();
    let found = Sitting::of(panel, &workspace.meeting.group)?;
    let is_new = |one: &&Conflict| {
        let is_of_group = found.place_of(&one.proposal).is_some();
        let was = before.recusal(&one.expert, &one.proposal).is_some();
        is_of_group && !was && panel.recusal(&one.expert, &one.proposal).is_some()
    };
    let new = panel.conflicts.iter().filter(is_new);
    let told: Vec<String> = new
        .map(|one| format!("{} {}", one.proposal, panel.name_of(&one.expert)))
        .collect();
    let told: Vec<&str> = told.iter().map(String::as_str).collect();
    (!told.is_empty()).then(|| language.with("meeting.newly_recused", &[&named(&told, language)]))
}
