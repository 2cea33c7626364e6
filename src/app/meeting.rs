//! The meeting as it goes on in this window: what is asked of the shell and what comes back,
//! the clock, and how far the meeting is. It goes on whatever screen is shown.

mod book;
pub mod clock;
pub mod leading;
mod looking;
pub mod stepping;

pub use book::{Asked, Halt, MeetingBook};
pub use looking::{glance, look, look_at};

use super::effect::Effect;
use super::own_sheets::Progress;
use super::state::{App, Leaving, Tone};
use super::workspace::{Lent, Seat, Workspace};
use crate::analysis::sitting::{self, Sitting};
use crate::analysis::spread::{Spread, Standing};
use crate::domain::meeting::Meeting;
use crate::domain::panel::Phase;
use crate::domain::people::SittingOut;
use crate::text::moment::Moment;
use std::collections::{BTreeMap, BTreeSet};

/// The catalogue key of a file that cannot be read.
pub const DAMAGED: &str = "io.damaged";

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
        /// How often this window had noted who heard a presentation.
        noted: u32,
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
    /// How often this window had noted who heard a presentation when it was looked.
    pub noted: u32,
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
            if let Some(news) = looking::take_seen(workspace, *seen, language) {
                app.say(Tone::Refused, news);
            }
        }
    }
    Vec::new()
}
