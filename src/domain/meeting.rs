//! `meetings/<group>.toml`: how far the meeting of a group is, so that another machine goes on
//! from the folder. Times are counted in seconds of a running clock, never taken from the
//! time of day.

mod stepping;

pub use stepping::Step;

use super::agenda::PhaseLengths;
use serde::{Deserialize, Serialize};

/// What is being done with the proposal on the table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeetingPhase {
    /// 汇报.
    #[default]
    Presentation,
    /// 质询.
    Questions,
    /// 打分.
    Scoring,
}

impl MeetingPhase {
    /// All phases in their order.
    pub const ALL: [Self; 3] = [Self::Presentation, Self::Questions, Self::Scoring];

    /// Returns the key used in files and, after `meeting_phase.`, in the catalogues.
    pub fn key(self) -> &'static str {
        match self {
            Self::Presentation => "presentation",
            Self::Questions => "questions",
            Self::Scoring => "scoring",
        }
    }

    /// Returns the phase that follows; none after the last.
    pub fn next(self) -> Option<Self> {
        match self {
            Self::Presentation => Some(Self::Questions),
            Self::Questions => Some(Self::Scoring),
            Self::Scoring => None,
        }
    }

    /// Returns how long it is planned to be, in seconds.
    pub fn planned(self, lengths: PhaseLengths) -> u32 {
        let minutes = match self {
            Self::Presentation => lengths.presentation,
            Self::Questions => lengths.questions,
            Self::Scoring => lengths.scoring,
        };
        minutes.saturating_mul(60)
    }
}

/// Whether a member is there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attending {
    /// Not there yet; whoever is on no list is not there either.
    #[default]
    Away,
    /// Signed in.
    Here,
    /// Left for good.
    Left,
}

/// One line of the roll call.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Attendance {
    /// Expert id.
    pub expert: String,
    /// Whether the member is there.
    pub state: Attending,
    /// Since when, told to people and never used.
    pub at: String,
}

/// What became of one proposal of the agenda.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MeetingItem {
    /// Proposal id.
    pub proposal: String,
    /// It was presented, questioned and scored, and the next one was called.
    pub done: bool,
    /// It was taken off the table before it was done: it waits behind all others, until it is
    /// called again.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub set_aside: bool,
    /// Experts who were seen to leave the room because they are recused.
    pub out: Vec<String>,
    /// Experts who were noted as not having heard it, by this meeting and its roll.
    pub unheard: Vec<String>,
    /// When it was called, told to people and never used.
    pub at: String,
    /// Seconds that its phases took.
    pub spent: PhaseSeconds,
}

/// Seconds that the phases of a proposal took.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PhaseSeconds {
    /// 汇报.
    pub presentation: u32,
    /// 质询.
    pub questions: u32,
    /// 打分.
    pub scoring: u32,
}

impl PhaseSeconds {
    fn add(&mut self, phase: MeetingPhase, seconds: u32) {
        let spent = match phase {
            MeetingPhase::Presentation => &mut self.presentation,
            MeetingPhase::Questions => &mut self.questions,
            MeetingPhase::Scoring => &mut self.scoring,
        };
        *spent = spent.saturating_add(seconds);
    }
}

/// A proposal that was not to be discussed, and that a member wants discussed all the same.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rescue {
    /// Proposal id.
    pub proposal: String,
    /// Expert id of the member who asks.
    pub expert: String,
    /// Why; may be empty.
    pub reason: String,
}

/// The meeting of one group.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Meeting {
    /// Group id, taken from the file's name; `all` for a panel without groups.
    #[serde(skip)]
    pub group: String,
    /// Version of the file format.
    pub format: u32,
    /// One more with everything that is written: who writes next must know it.
    pub revision: u32,
    /// The proposal on the table; empty before the first, in breaks and after the last.
    pub proposal: String,
    /// Its phase.
    pub phase: MeetingPhase,
    /// Minutes of the break that goes on; 0 where there is none.
    #[serde(rename = "break")]
    pub pause: u32,
    /// Breaks that are over.
    pub breaks_over: u32,
    /// Seconds that the phase or the break took until this was written.
    pub seconds: u32,
    /// Seconds that were granted beyond the planned ones.
    pub extra: u32,
    /// The clock ran when this was written.
    pub running: bool,
    /// Roll call.
    pub attendance: Vec<Attendance>,
    /// What became of the proposals, in the order they were called.
    pub item: Vec<MeetingItem>,
    /// Proposals that members want discussed.
    pub rescue: Vec<Rescue>,
    /// How the table was before the last steps, the latest last: so far they can be taken back.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub step: Vec<Step>,
}

impl Meeting {
    /// Tells whether a member is there.
    pub fn attending(&self, expert: &str) -> Attending {
        let line = self.attendance.iter().find(|line| line.expert == expert);
        line.map_or(Attending::Away, |line| line.state)
    }

    /// Tells whether anybody was called: without a roll call nobody is taken for absent.
    pub fn has_roll_call(&self) -> bool {
        let states = self.attendance.iter().map(|line| line.state);
        states.into_iter().any(|state| state != Attending::Away)
    }

    /// Notes whether a member is there.
    pub fn attend(&mut self, expert: &str, state: Attending, at: &str) {
        let lines = &mut self.attendance;
        match lines.iter_mut().find(|line| line.expert == expert) {
            Some(line) => {
                line.state = state;
                at.clone_into(&mut line.at);
            }
            None => lines.push(Attendance {
                expert: expert.to_owned(),
                state,
                at: at.to_owned(),
            }),
        }
    }

    /// Finds what became of a proposal; none where it was never called.
    pub fn called(&self, proposal: &str) -> Option<&MeetingItem> {
        self.item.iter().find(|item| item.proposal == proposal)
    }

    /// Tells whether a proposal was presented and scored.
    pub fn is_done(&self, proposal: &str) -> bool {
        self.called(proposal).is_some_and(|item| item.done)
    }

    /// Tells whether a proposal was taken off the table and waits to be called again.
    pub fn is_set_aside(&self, proposal: &str) -> bool {
        self.called(proposal).is_some_and(|item| item.set_aside)
    }

    /// Returns the proposal whose presentation is over: the one on the table, else the last one
    /// that was called; none while one is presented and before the first.
    pub fn presented(&self) -> Option<&str> {
        if self.proposal.is_empty() {
            let mut called = self.item.iter().rev();
            return called
                .find(|item| item.done)
                .map(|item| item.proposal.as_str());
        }
        (self.phase > MeetingPhase::Presentation).then_some(self.proposal.as_str())
    }

    /// Tells whether an expert was seen to leave the room for a proposal.
    pub fn is_out(&self, proposal: &str, expert: &str) -> bool {
        let item = self.called(proposal);
        item.is_some_and(|item| item.out.iter().any(|id| id == expert))
    }

    /// Puts a proposal on the table; its clock stands at nought. A break that goes on is over
    /// with it, and who left the room when it was called before is asked to leave again.
    pub fn call(&mut self, proposal: &str, at: &str) {
        self.remember(proposal);
        self.breaks_over = self.breaks_over.saturating_add(u32::from(self.pause > 0));
        self.set_back();
        proposal.clone_into(&mut self.proposal);
        // in the order they were called, also what is called anew
        self.item.sort_by_key(|item| item.proposal == proposal);
        let item = self.entry(proposal);
        (item.done, item.set_aside) = (false, false);
        item.out.clear();
        at.clone_into(&mut item.at);
    }

    /// Notes that experts left the room for the proposal on the table.
    pub fn leave_room(&mut self, experts: impl IntoIterator<Item = String>) {
        let proposal = self.proposal.clone();
        let item = self.entry(&proposal);
        for expert in experts {
            if !item.out.contains(&expert) {
                item.out.push(expert);
            }
        }
    }

    /// Notes who heard the presentation on the table after all and who did not.
    pub fn note_listeners(&mut self, heard: &[String], unheard: &[String]) {
        let proposal = self.proposal.clone();
        let noted = &mut self.entry(&proposal).unheard;
        noted.retain(|id| !heard.contains(id));
        noted.extend(unheard.iter().cloned());
    }

    /// Tells whether this meeting noted that an expert did not hear a presentation.
    pub fn noted_unheard(&self, proposal: &str, expert: &str) -> bool {
        let item = self.called(proposal);
        item.is_some_and(|item| item.unheard.iter().any(|id| id == expert))
    }

    /// Ends the phase on the table: the next begins at nought with its clock running, after
    /// the last the table is empty. Returns the phase that ended.
    pub fn advance(&mut self) -> MeetingPhase {
        let ended = self.phase;
        let (proposal, seconds) = (self.proposal.clone(), self.seconds);
        self.remember(&proposal);
        let item = self.entry(&proposal);
        item.spent.add(ended, seconds);
        if let Some(next) = ended.next() {
            (self.phase, self.seconds, self.extra) = (next, 0, 0);
        } else {
            item.done = true;
            self.set_back();
        }
        ended
    }

    /// Begins a break of so many minutes; its clock runs.
    pub fn begin_break(&mut self, minutes: u32) {
        self.remember("");
        self.set_back();
        (self.pause, self.running) = (minutes, true);
    }

    /// Ends the break.
    pub fn end_break(&mut self) {
        self.remember("");
        self.set_back();
        self.breaks_over = self.breaks_over.saturating_add(1);
    }

    /// Returns how many seconds the phase or the break is to take, with what was granted.
    pub fn planned(&self, lengths: PhaseLengths) -> u32 {
        let planned = if self.pause > 0 {
            self.pause.saturating_mul(60)
        } else {
            self.phase.planned(lengths)
        };
        planned.saturating_add(self.extra)
    }

    /// Takes the proposal off the table before it is done; it waits until it is called again.
    pub fn set_aside(&mut self) {
        let (proposal, phase, seconds) = (self.proposal.clone(), self.phase, self.seconds);
        self.remember(&proposal);
        let item = self.entry(&proposal);
        item.spent.add(phase, seconds);
        item.set_aside = true;
        self.set_back();
    }

    /// Clears the table of what does not belong there.
    pub fn clear_table(&mut self) {
        self.set_back();
    }

    fn set_back(&mut self) {
        self.proposal.clear();
        self.phase = MeetingPhase::Presentation;
        (self.pause, self.seconds, self.extra, self.running) = (0, 0, 0, false);
    }

    fn entry(&mut self, proposal: &str) -> &mut MeetingItem {
        let found = self.item.iter().position(|one| one.proposal == proposal);
        let place = found.unwrap_or_else(|| {
            self.item.push(MeetingItem {
                proposal: proposal.to_owned(),
                ..MeetingItem::default()
            });
            self.item.len() - 1
        });
        #[expect(clippy::indexing_slicing, reason = "found or just made")]
        &mut self.item[place]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proposal_goes_through_its_phases_and_leaves_the_table() {
        let mut meeting = Meeting::default();
        meeting.call("SM-01", "09:00");
        meeting.leave_room(["E02".to_owned(), "E02".to_owned()]);
        meeting.running = true;
        meeting.seconds = 600;
        assert_eq!(meeting.planned(PhaseLengths::default()), 600);
        meeting.extra = 60;
        assert_eq!(meeting.advance(), MeetingPhase::Presentation);
        assert_eq!((meeting.seconds, meeting.extra), (0, 0));
        assert!(meeting.running, "the next phase begins at once");
        meeting.seconds = 30;
        assert_eq!(meeting.advance(), MeetingPhase::Questions);
        assert!(!meeting.is_done("SM-01"));
        assert_eq!(meeting.advance(), MeetingPhase::Scoring);
        assert!(meeting.is_done("SM-01") && meeting.proposal.is_empty());
        let item = meeting.called("SM-01").unwrap();
        assert_eq!(item.out, ["E02"]);
        assert_eq!((item.spent.presentation, item.spent.questions), (600, 30));
        assert_eq!(meeting.presented(), Some("SM-01"));
        meeting.call("SM-02", "09:30");
        assert_eq!(meeting.presented(), None, "it is presented just now");
        meeting.advance();
        assert_eq!(meeting.presented(), Some("SM-02"));
        meeting.advance();
        meeting.advance();
        meeting.call("SM-01", "10:00");
        assert!(
            !meeting.is_out("SM-01", "E02"),
            "whoever came back leaves again"
        );
        meeting.seconds = 5;
        meeting.set_aside();
        assert!(meeting.is_set_aside("SM-01") && !meeting.is_done("SM-01"));
        let spent = meeting.called("SM-01").unwrap().spent;
        assert_eq!(spent.presentation, 605, "what was heard of it is counted");
        assert_eq!(meeting.presented(), Some("SM-02"));
        meeting.begin_break(15);
        assert_eq!(meeting.planned(PhaseLengths::default()), 900);
        meeting.end_break();
        assert_eq!((meeting.pause, meeting.breaks_over), (0, 1));
    }

    #[test]
    fn without_a_roll_call_nobody_is_missed() {
        let mut meeting = Meeting::default();
        assert!(!meeting.has_roll_call());
        meeting.attend("E01", Attending::Here, "09:00");
        meeting.attend("E01", Attending::Left, "10:00");
        assert!(meeting.has_roll_call());
        assert_eq!(meeting.attending("E01"), Attending::Left);
        assert_eq!(meeting.attending("E02"), Attending::Away);
        assert_eq!(meeting.attendance.len(), 1);
    }
}
