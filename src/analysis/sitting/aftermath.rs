//! What became of a proposal that was scored in the meeting and is not settled with that. Only
//! what was decided or noted tells it, never a mark.

use super::Sitting;
use crate::analysis::lanes;
use crate::domain::meeting::Meeting;
use crate::domain::panel::Panel;
use crate::domain::sheet::Round;

/// Why a proposal that is done is not simply done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aftermath {
    /// 否决: a veto was confirmed.
    Vetoed,
    /// 复议: it was sent back for a second round.
    SentBack,
    /// 待补评: too few valid experts.
    TooFew,
}

impl Aftermath {
    /// Returns the key in the catalogues, after `aftermath.`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Vetoed => "vetoed",
            Self::SentBack => "sent_back",
            Self::TooFew => "too_few",
        }
    }
}

impl Sitting {
    /// Returns what became of a proposal that is done; none where it simply is, and before.
    pub fn aftermath(&self, panel: &Panel, meeting: &Meeting, proposal: &str) -> Option<Aftermath> {
        if !meeting.is_done(proposal) {
            return None;
        }
        if lanes::vetoed(panel, proposal).is_some() {
            return Some(Aftermath::Vetoed);
        }
        if panel.round_of(proposal) == Round::Second {
            return Some(Aftermath::SentBack);
        }
        let room = self.room(panel, meeting, proposal);
        room.shortage.map(|_| Aftermath::TooFew)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::people::Expert;
    use crate::domain::proposal::Proposal;
    use crate::domain::rulings::{VetoRuling, VetoState};

    #[test]
    fn what_is_done_and_not_settled_says_why() {
        let mut panel = Panel {
            experts: vec![Expert {
                id: "E1".into(),
                ..Expert::default()
            }],
            proposals: vec![Proposal {
                id: "A".into(),
                ..Proposal::default()
            }],
            ..Panel::default()
        };
        let mut meeting = Meeting::default();
        let became = |panel: &Panel, meeting: &Meeting| {
            let group = panel.meeting_groups()[0];
            let sitting = Sitting::of(panel, group).unwrap();
            sitting.aftermath(panel, meeting, "A")
        };
        panel.policy.valid.experts = 2;
        assert_eq!(became(&panel, &meeting), None, "it is not done yet");
        meeting.call("A", "");
        for _ in 0..3 {
            meeting.advance();
        }
        assert_eq!(became(&panel, &meeting), Some(Aftermath::TooFew));
        panel.policy.valid.experts = 1;
        assert_eq!(became(&panel, &meeting), None);
        panel.head.reconsider.proposals = vec!["A".into()];
        assert_eq!(became(&panel, &meeting), Some(Aftermath::SentBack));
        panel.rulings.vetoes = vec![VetoRuling {
            proposal: "A".into(),
            state: VetoState::Confirmed,
            ..VetoRuling::default()
        }];
        assert_eq!(became(&panel, &meeting), Some(Aftermath::Vetoed));
    }
}
