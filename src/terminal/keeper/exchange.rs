//! Keeping what goes out and comes back: handing in, merging, deciding conflicts.

use super::Keeper;
use crate::app::exchange::{HandInRefusal, HandedIn, MergeRefusal};
use crate::app::workspace::Place;
use crate::app::{Decided, Message};
use crate::domain::merging::Merge;
use crate::domain::rulings::CellRuling;
use crate::store::amend::{self, Signature};
use crate::store::hand_in::{self, HandInFault, Stage};
use crate::store::home::reason;
use crate::store::merge::{MergeFault, Options, merge};
use crate::store::save::Disk;
use crate::text::moment::Moment;
use std::io;
use std::path::{Path, PathBuf, absolute};

/// From so many files on, and after so many of them, it is told how many are read.
const MANY: usize = 20;

impl Keeper {
    /// Writes all sheets of an expert into one file; `makes_folder` where the folder may be
    /// made.
    pub(super) fn hand_in(
        &self,
        place: &Place,
        (expert, stamp): (&str, &str),
        (folder, makes_folder): (&str, bool),
        now: Moment,
    ) -> Message {
        let done = |result| Message::HandedIn {
            panel: place.path.clone(),
            expert: expert.to_owned(),
            stamp: stamp.to_owned(),
            result,
        };
        if place.is_demonstration {
            let key = "refused.demonstration";
            return done(Err(HandInRefusal::Reason(key, String::new())));
        }
        let out = absolute(folder).unwrap_or_else(|_| PathBuf::from(folder));
        if !out.exists() && !makes_folder {
            return done(Err(HandInRefusal::NoFolder));
        }
        let panel = Path::new(&place.path);
        let progress = |stage: Stage, done: usize, all: usize| {
            if (done.is_multiple_of(MANY) || done == all)
                && let Some(news) = &self.news
            {
                let _ = news.send(Message::HandInGoesOn {
                    is_reading_back: stage == Stage::ReadingBack,
                    done,
                    all,
                });
            }
        };
        let written = hand_in::write(&Disk, panel, expert, &out, &progress);
        done(match written {
            Ok(written) => {
                hand_in::note(panel, expert, &written, &now.written());
                Ok(HandedIn {
                    file: written.file.display().to_string(),
                    sheets: written.sheets,
                    finished: written.finished,
                    digest: written.digest,
                    code: written.code,
                    left_out: written.left_out,
                })
            }
            Err(fault) => Err(refused(fault, &out)),
        })
    }

    /// Takes received files in; the demonstration's into its working copy.
    pub(super) fn merge(&mut self, place: &Place, files: &[String], now: Moment) -> Message {
        // the sheets of a seat that was left are not held back from the merge
        self.desk = None;
        let at = now.written();
        let result = self
            .deciding(place)
            .map_err(MergeRefusal::Reason)
            .and_then(|folder| self.merged(&folder, files, &at));
        Message::Merged {
            panel: place.path.clone(),
            at: now,
            result: result.map(Box::new),
        }
    }

    fn merged(&self, folder: &Path, files: &[String], at: &str) -> Result<Merge, MergeRefusal> {
        let files: Vec<PathBuf> = files.iter().map(PathBuf::from).collect();
        let progress = |done: usize, all: usize| {
            if all >= MANY
                && (done.is_multiple_of(MANY) || done == all)
                && let Some(news) = &self.news
            {
                let _ = news.send(Message::MergeGoesOn { done, all });
            }
        };
        let options = Options {
            is_dry: false,
            at,
            progress: &progress,
        };
        merge(&Disk, folder, &files, &options).map_err(|fault| match fault {
            MergeFault::Panel(problem) => MergeRefusal::Panel(problem),
            MergeFault::Closed => MergeRefusal::Reason("refused.closed"),
            MergeFault::Unwritten(error) => MergeRefusal::Reason(reason(&error)),
        })
    }

    /// Writes what was decided about a cell.
    pub(super) fn settle_cell(&self, place: &Place, ruling: &CellRuling, now: Moment) -> Message {
        let at = now.written();
        let signature = Signature {
            by: &ruling.by,
            at: &at,
        };
        let refused = |error: io::Error| match error.kind() {
            io::ErrorKind::AlreadyExists => "io.settled",
            _ => reason(&error),
        };
        let folder = self.deciding(place);
        let written =
            folder.and_then(|folder| amend::cell(&folder, ruling, signature).map_err(refused));
        match written {
            Ok(()) => Message::ConflictSettled(Box::new(ruling.clone())),
            Err(reason) => Message::AmendmentFailed {
                proposal: ruling.proposal.clone(),
                part: Decided::Conflict,
                reason,
            },
        }
    }
}

fn refused(fault: HandInFault, out: &Path) -> HandInRefusal {
    let shown = |path: &Path| path.display().to_string();
    match fault {
        HandInFault::Demonstration => HandInRefusal::Reason("refused.demonstration", String::new()),
        HandInFault::Closed => HandInRefusal::Reason("refused.closed", String::new()),
        HandInFault::NoSuchExpert => HandInRefusal::Reason("refused.no_expert", String::new()),
        HandInFault::Nothing => HandInRefusal::Reason("refused.nothing_to_hand_in", String::new()),
        HandInFault::Panel(problem) => HandInRefusal::Reason("io.damaged", problem.file),
        HandInFault::Unwritten(error) => HandInRefusal::Reason(reason(&error), shown(out)),
        HandInFault::NotReadBack(file) => HandInRefusal::Reason("io.not_read_back", shown(&file)),
    }
}
