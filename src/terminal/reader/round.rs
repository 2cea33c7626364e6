//! Reading what a round is made of: how far it is, whether its files hold, its journal.

use super::Reader;
use crate::analysis::editions;
use crate::analysis::readiness::Readiness;
use crate::app::Message;
use crate::app::round::{EditionSeen, RoundAnswer, RoundJob, RoundRefusal, RoundSeen, Work};
use crate::app::workspace::Place;
use crate::domain::panel::PanelHead;
use crate::domain::verifying::Verified;
use crate::store::edition::{self, EditionFault};
use crate::store::home::reason;
use crate::store::source::Source;
use crate::store::verify::{SignedCode, add_kept, compare, has_kept, verify};
use crate::store::{check, journal, load, sheets};
use std::path::Path;

/// After so many files it is told how many are read.
const MANY: usize = 100;

impl Reader {
    /// Performs a job about the round; those that write are nothing to it.
    pub(super) fn round(&self, place: &Place, job: &RoundJob) -> Option<Message> {
        let source = self.home.source(&place.path, place.is_demonstration);
        let answer = match job {
            RoundJob::Look { packs, archive } => {
                RoundAnswer::Seen(Box::new(seen(&source, packs, archive)))
            }
            RoundJob::LookAtHead => RoundAnswer::Head(head(&source).map(Box::new)),
            RoundJob::Verify => RoundAnswer::Verified(Box::new(self.verify(place, &source))),
            RoundJob::CompareCodes(codes) => {
                let signed = codes.iter().map(|(expert, code)| SignedCode {
                    expert: expert.clone(),
                    code: code.clone(),
                });
                let signed: Vec<SignedCode> = signed.collect();
                RoundAnswer::CodesCompared(codes.clone(), compare(&source, &signed))
            }
            RoundJob::Report(order) => self.report(place, order)?,
            RoundJob::ReadJournal => RoundAnswer::Journal(match &source {
                Source::Folder(folder) => journal::lines(folder),
                Source::BuiltIn(_) => Vec::new(),
            }),
            RoundJob::LookAtEdition(folder) => {
                RoundAnswer::EditionSeen(folder.clone(), edition_in(&source, folder).map(Box::new))
            }
            _ => return None,
        };
        let panel = place.path.clone();
        Some(Message::Round { panel, answer })
    }

    pub(super) fn verify(&self, place: &Place, source: &Source) -> Verified {
        let tell = |done: usize, all: usize| {
            if (done.is_multiple_of(MANY) || done == all)
                && let Some(news) = &self.news
            {
                let _ = news.send(Message::Round {
                    panel: place.path.clone(),
                    answer: RoundAnswer::GoesOn(Work::Verifying, done, all),
                });
            }
        };
        let mut verified = verify(source, None, &tell);
        if let Some(results) = self.results.filter(|_| has_kept(source)) {
            let (panel, _) = load::panel(source);
            let (read, round, _) = sheets::latest(source, &panel);
            let results = results(&panel, &read, round);
            add_kept(&mut verified, source, &results);
        }
        verified
    }
}

fn head(source: &Source) -> Option<PanelHead> {
    let (head, _) = load::head(source);
    Some(head).filter(|head| !head.id.is_empty())
}

fn seen(source: &Source, packs: &str, archive: &str) -> RoundSeen {
    let (panel, _) = load::panel(source);
    let readiness = Readiness::of(&panel);
    let folder = Path::new(packs);
    let is_pack = |expert: &str| {
        let head = head(&Source::Folder(folder.join(expert)));
        head.is_some_and(|head| head.pack == expert && head.id == panel.head.id)
    };
    let experts = readiness.packs.iter().map(|(expert, _)| expert);
    let found = experts.filter(|expert| is_pack(expert)).cloned();
    RoundSeen {
        packs: folder.is_dir().then(|| found.collect()),
        readiness,
        problems: check::everything(source),
        has_archive: Path::new(archive).is_file(),
    }
}

fn edition_in(source: &Source, folder: &str) -> Result<EditionSeen, RoundRefusal> {
    let (panel, _) = load::panel(source);
    let incoming = edition::read(&Source::named(folder)).map_err(|fault| refusal(fault, folder))?;
    if incoming.digest == panel.plan_digest {
        return Err(refusal(EditionFault::Same, folder));
    }
    let (sheets, _, _) = sheets::latest(source, &panel);
    let changes = editions::between(&panel.plan, &incoming.plan);
    let resting = editions::resting_on(&panel, &sheets, &changes.touched());
    Ok(EditionSeen {
        name: incoming.name(),
        digest: incoming.digest,
        changes,
        resting,
    })
}

/// Says why an edition is not taken.
pub(in crate::terminal) fn refusal(fault: EditionFault, folder: &str) -> RoundRefusal {
    let key = match fault {
        EditionFault::Damaged(problem) | EditionFault::Panel(problem) => {
            return RoundRefusal::Errors(1, Box::new(problem));
        }
        EditionFault::Unwritten(error) => reason(&error),
        EditionFault::Unfinished(_) => "refused.edition_unfinished",
        EditionFault::NoPlan => "refused.no_plan",
        EditionFault::Same => "refused.same_plan",
        EditionFault::Closed => "refused.closed",
        EditionFault::Pack => "refused.in_pack",
        EditionFault::Unsigned => "notice.reason_needed",
    };
    RoundRefusal::Reason(key, folder.to_owned())
}
