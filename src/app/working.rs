//! Work that can take longer than a moment, and what it is called while it goes on.

use super::effect::Effect;
use super::message::Message;
use super::round::RoundJob;
use super::state::App;

/// Work that can take longer than a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// A panel is read: its proposals.
    Opening,
    /// A panel is combined: its sheets are read.
    Combining,
    /// What advises beside the result is computed.
    Advising,
    /// What can be searched is made ready.
    Indexing,
    /// Promises are compared with their targets, proposal by proposal.
    Comparing,
    /// Links are suggested, proposal by proposal.
    Suggesting,
    /// The result is computed under other rules.
    TryingRules,
    /// What a ruling would change is computed.
    TryingRuling,
    /// Who could score what is proposed.
    Assigning,
    /// The inbox is read.
    Surveying,
    /// The files of the panel are checked.
    Checking,
    /// Codes are compared with the sheets.
    ComparingCodes,
    /// The panel is opened or closed.
    ChangingPhase,
    /// The machine is looked at.
    LookingAtMachine,
}

impl Work {
    /// Returns the catalogue key.
    pub fn key(self) -> &'static str {
        match self {
            Self::Opening => "working.opening",
            Self::Combining => "working.combining",
            Self::Advising => "working.advising",
            Self::Indexing => "working.indexing",
            Self::Comparing => "working.comparing",
            Self::Suggesting => "working.suggesting",
            Self::TryingRules => "working.trying_rules",
            Self::TryingRuling => "working.trying_ruling",
            Self::Assigning => "working.assigning",
            Self::Surveying => "working.surveying",
            Self::Checking => "working.checking",
            Self::ComparingCodes => "working.comparing_codes",
            Self::ChangingPhase => "working.changing_phase",
            Self::LookingAtMachine => "working.looking_at_machine",
        }
    }

    /// Tells whether it is known how much of it is done; of other work only that it goes on.
    pub fn is_counted(self) -> bool {
        matches!(
            self,
            Self::Opening | Self::Combining | Self::Comparing | Self::Suggesting
        )
    }

    /// Returns the work that an effect asks for; none for what is done in a moment, and for
    /// what tells in a window of its own how far it is.
    pub fn of(effect: &Effect) -> Option<Self> {
        match effect {
            Effect::OpenPanel { .. } => Some(Self::Opening),
            Effect::Combine(..) => Some(Self::Combining),
            Effect::Advise { .. } => Some(Self::Advising),
            Effect::Index(_) => Some(Self::Indexing),
            Effect::FindGaps(_) => Some(Self::Comparing),
            Effect::SuggestLinks(_) => Some(Self::Suggesting),
            Effect::TryRules { .. } => Some(Self::TryingRules),
            Effect::TryRuling { .. } => Some(Self::TryingRuling),
            Effect::ProposeAssignment { .. } => Some(Self::Assigning),
            Effect::SurveyInbox(_) => Some(Self::Surveying),
            Effect::CheckSelf(_) => Some(Self::LookingAtMachine),
            Effect::Round(_, RoundJob::Look { .. }) => Some(Self::Checking),
            Effect::Round(_, RoundJob::CompareCodes(_)) => Some(Self::ComparingCodes),
            Effect::Round(_, RoundJob::Change { .. }) => Some(Self::ChangingPhase),
            _ => None,
        }
    }
}

/// The answer to long work ends it, whether or not its end was told.
pub fn end(app: &mut App, answer: &Message) {
    let ended: &[Work] = match answer {
        Message::PanelOpened(_) | Message::PanelRefused { .. } => &[Work::Opening],
        // the panel is read anew before its sheets
        Message::Combined(_) => &[Work::Opening, Work::Combining],
        _ => return,
    };
    app.work.retain(|(work, ..)| !ended.contains(work));
}

/// Takes news of long work: that it goes on, or that it has ended.
pub fn take(app: &mut App, news: &Message) {
    match *news {
        Message::Working(told, done, all) => {
            app.work.retain(|(work, ..)| *work != told);
            app.work.push((told, done, all));
        }
        Message::WorkEnded(ended) => app.work.retain(|(work, ..)| *work != ended),
        _ => {}
    }
}
