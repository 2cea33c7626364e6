//! Writes what is settled about a proposal into the file of the panel where it belongs.

use super::Keeper;
use crate::app::workspace::Place;
use crate::app::{Decided, Message};
use crate::domain::opinion::{Opinion, OpinionFault};
use crate::domain::people::Conflict;
use crate::domain::rulings::{Decision, TieVote};
use crate::domain::settlement::Settlement;
use crate::domain::voting::Electorate;
use crate::store::amend::{self, Signature};
use crate::store::assignments::Unwritten;
use crate::store::home::reason;
use crate::store::load;
use crate::store::phase::{self, Act, PhaseFault};
use crate::store::save::Disk;
use crate::store::source::Source;
use crate::text::moment::Moment;
use std::io;

impl Keeper {
    /// Writes it and says how that went.
    pub(super) fn settle(
        &self,
        place: &Place,
        settlement: &Settlement,
        (by, now): (&str, Moment),
    ) -> Message {
        let at = now.written();
        let signature = Signature { by, at: &at };
        let written = match settlement {
            Settlement::Decision {
                proposal,
                before,
                after,
            } => {
                let change = (before.as_ref(), after.as_ref());
                self.decide(place, proposal, change, signature)
            }
            Settlement::SendBack { proposal, reason } => {
                let act = Act {
                    by,
                    at: &at,
                    reason,
                };
                self.send_back(place, proposal, act)
            }
            Settlement::Recusal { ruling, reason } => self.recuse(place, ruling, reason, signature),
            Settlement::Opinion { before, after } => {
                self.opine(place, before.as_deref(), after, signature)
            }
            Settlement::Vote { before, after } => {
                self.vote(place, before.as_ref(), after, signature)
            }
            Settlement::Marked(_) | Settlement::Applicant { .. } | Settlement::Confirmed { .. } => {
                self.file(place, settlement, signature)
            }
        };
        match written {
            Ok(()) => Message::Settled(Box::new(settlement.clone())),
            Err(reason) => Message::AmendmentFailed {
                proposal: settlement.proposal().to_owned(),
                part: Decided::of(settlement),
                reason,
            },
        }
    }

    /// The bureau decides after the round is closed too: nothing of the round changes.
    fn decide(
        &self,
        place: &Place,
        proposal: &str,
        change: (Option<&Decision>, Option<&Decision>),
        signature: Signature,
    ) -> Result<(), &'static str> {
        let folder = self.folder(place)?;
        let written = amend::decision(&folder, proposal, change, signature);
        written.map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => "io.decided",
            _ => reason(&error),
        })
    }

    /// Marks, applicants and contributions; what was opened here may be closed by now, or
    /// opened, so that a mark would change results.
    fn file(
        &self,
        place: &Place,
        settlement: &Settlement,
        signature: Signature,
    ) -> Result<(), &'static str> {
        let folder = self.deciding(place)?;
        let written = match settlement {
            Settlement::Marked(remark) => {
                let (panel, _) = load::panel(&Source::Folder(folder.clone()));
                if let Some(weight) = remark.weighs(&panel) {
                    return Err(weight.refusal());
                }
                amend::mark(&folder, remark, signature)
            }
            Settlement::Applicant { before, after } => {
                amend::applicant(&folder, (before.as_ref(), after), signature)
            }
            Settlement::Confirmed {
                proposal,
                before,
                after,
            } => amend::confirmed(&folder, proposal, (before, after), signature),
            _ => return Err("io.other"),
        };
        written.map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => "io.filed",
            _ => reason(&error),
        })
    }

    fn send_back(&self, place: &Place, proposal: &str, act: Act) -> Result<(), &'static str> {
        let folder = self.deciding(place)?;
        let (panel, _) = load::panel(&Source::Folder(folder.clone()));
        let proposals = [proposal.to_owned()];
        let sent = phase::reconsider(&Disk, &folder, &panel, &proposals, act);
        sent.map_err(|fault| match fault {
            PhaseFault::Already => "refused.sent_back",
            PhaseFault::NotOpen => "refused.not_open",
            PhaseFault::NeedsReason(_) => "notice.reason_needed",
            PhaseFault::Panel(_) => "io.damaged",
            PhaseFault::Unwritten(error) => reason(&error),
        })
    }

    /// Who is recused by now, and who may vote, is looked at once more.
    fn opine(
        &self,
        place: &Place,
        before: Option<&Opinion>,
        after: &Opinion,
        signature: Signature,
    ) -> Result<(), &'static str> {
        let folder = self.deciding(place)?;
        let (panel, _) = load::panel(&Source::Folder(folder.clone()));
        if !panel.head.pack.is_empty() {
            return Err("refused.in_pack");
        }
        let electorate = Electorate::of(&panel, &[&after.proposal]);
        after.check(&electorate).map_err(|fault| match fault {
            OpinionFault::Vote(_) => "io.electorate",
            OpinionFault::Recused(_) => "io.recused",
            _ => "io.other",
        })?;
        let written = amend::opinion(&folder, before, after, signature);
        written.map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => "io.opined",
            _ => reason(&error),
        })
    }

    fn vote(
        &self,
        place: &Place,
        before: Option<&TieVote>,
        after: &TieVote,
        signature: Signature,
    ) -> Result<(), &'static str> {
        let folder = self.deciding(place)?;
        let (panel, _) = load::panel(&Source::Folder(folder.clone()));
        let ids: Vec<&str> = after.order.iter().map(String::as_str).collect();
        let electorate = Electorate::of(&panel, &ids);
        electorate
            .check(after.cast())
            .map_err(|_| "io.electorate")?;
        let written = amend::vote(&folder, before, after, signature);
        written.map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => "io.voted",
            _ => reason(&error),
        })
    }

    fn recuse(
        &self,
        place: &Place,
        ruling: &Conflict,
        why: &str,
        signature: Signature,
    ) -> Result<(), &'static str> {
        let folder = self.deciding(place)?;
        let written = amend::recusal(&folder, ruling, why, signature);
        written.map_err(|fault| match fault {
            Unwritten::Panel(_) => "io.damaged",
            Unwritten::System(error) => reason(&error),
        })
    }
}
