//! `meetings/<group>.toml`: how far the meeting of a group is, so that another machine goes on
//! from the folder. Times are counted in seconds of a running clock, never taken from the
//! time of day.

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
    /// Experts who were seen to leave the room because they are recused.
    pub out: Vec<String>,
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
    /// The proposal on the table; empty before the first and after the last.
    pub proposal: String,
    /// Its phase.
    pub phase: MeetingPhase,
    /// Seconds that were granted beyond the planned ones in this phase.
    pub extra: u32,
    /// The clock of this phase ran when this was written.
    pub running: bool,
    /// Roll call.
    pub attendance: Vec<Attendance>,
    /// What became of the proposals, in the order they were called.
    pub item: Vec<MeetingItem>,
    /// Proposals that members want discussed.
    pub rescue: Vec<Rescue>,
}

impl Meeting {
    /// Tells whether a member is there.
    pub fn attending(&self, expert: &str) -> Attending {
        let lines = &mut self.attendance.iter();
        lines
            .find(|line| line.expert == expert)
            .map_or(Attending::Away, |line| line.state)
    }
}
