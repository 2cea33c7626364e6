//! `agenda.toml`: in which order the proposals of a group are presented, when, and for how
//! long. The order of the agenda stands before that of the group's list.

use serde::{Deserialize, Serialize};

/// Ways to come to an order of presentation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgendaOrder {
    /// Chain by chain, as the plan counts them; within a chain as the group lists them.
    #[default]
    Chain,
    /// By a draw with a recorded seed.
    Draw,
    /// So that recused members leave the room and come back as few times as possible.
    Leaving,
}

impl AgendaOrder {
    /// All ways, in the order of menus.
    pub const ALL: [Self; 3] = [Self::Chain, Self::Draw, Self::Leaving];

    /// Returns the key used in files, on the command line and, after `agenda_order.`, in the
    /// catalogues.
    pub fn key(self) -> &'static str {
        match self {
            Self::Chain => "chain",
            Self::Draw => "draw",
            Self::Leaving => "leaving",
        }
    }
}

/// How long the phases of a slot are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PhaseLengths {
    /// 汇报, in minutes.
    pub presentation: u32,
    /// 质询, in minutes.
    pub questions: u32,
    /// 打分, in minutes.
    pub scoring: u32,
    /// How many minutes before the end of a phase it is warned.
    pub warning: u32,
}

impl Default for PhaseLengths {
    /// Ten minutes, ten minutes, three minutes, warned one minute before: ours, the plan names
    /// none.
    fn default() -> Self {
        Self {
            presentation: 10,
            questions: 10,
            scoring: 3,
            warning: 1,
        }
    }
}

impl PhaseLengths {
    /// Returns the minutes of a whole slot.
    pub fn slot(self) -> u32 {
        self.presentation
            .saturating_add(self.questions)
            .saturating_add(self.scoring)
    }
}

/// One line of an agenda: a proposal or a break.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AgendaItem {
    /// Proposal id; empty for a break.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub proposal: String,
    /// Minutes of a break; 0 for a proposal, whose slot is as long as its phases.
    #[serde(rename = "break", skip_serializing_if = "is_nought")]
    pub pause: u32,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks with a reference"
)]
fn is_nought(minutes: &u32) -> bool {
    *minutes == 0
}

/// The agenda of one group.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Agenda {
    /// Group id; `all` for a panel without groups.
    pub group: String,
    /// How the order was come to.
    pub order: AgendaOrder,
    /// Seed of the draw; 0 where nothing was drawn.
    pub seed: u64,
    /// The day, for example `2019-02-21`; empty where it is not known yet.
    pub day: String,
    /// When the first presentation begins, for example `09:00`; empty where it is not known.
    pub start: String,
    /// Where; may be empty.
    pub place: String,
    /// Who made it.
    pub by: String,
    /// When it was made, told to people and never used.
    pub at: String,
    /// Lengths of the phases.
    pub phases: PhaseLengths,
    /// Proposals and breaks in their order.
    pub item: Vec<AgendaItem>,
}

impl Agenda {
    /// Returns the ids of the proposals in the order of presentation.
    pub fn proposals(&self) -> impl Iterator<Item = &str> {
        let items = self.item.iter().map(|item| item.proposal.as_str());
        items.filter(|proposal| !proposal.is_empty())
    }
}
