//! What a window knows of the meeting that it leads or follows.

use super::{Beat, MeetingSeen};
use crate::analysis::sitting::Sitting;
use crate::domain::meeting::Meeting;
use crate::domain::panel::Panel;
use std::collections::BTreeMap;

/// Whoever leads keeps the meeting every few seconds; after so many without, something is
/// wrong over there.
const SILENT: u64 = 40;

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
    pub(super) fn clear_stray(&mut self, panel: &Panel) {
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
    pub(super) fn follow(&mut self, meeting: Meeting) {
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
