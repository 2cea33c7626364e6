//! Keeping what two people type from paper.

use super::Keeper;
use crate::app::paper::{Compared, Unchecked};
use crate::app::workspace::Place;
use crate::app::{Effect, Message};
use crate::domain::journal::sentences;
use crate::domain::panel::Phase;
use crate::domain::sheet::ScoreSheet;
use crate::store::desk::Desk;
use crate::store::home::reason;
use crate::store::paper::{self, Unequal};
use crate::store::{journal, load};
use crate::text::moment::Moment;
use std::path::Path;

impl Keeper {
    /// Reads what somebody who types an expert's paper has before them.
    pub(super) fn read_paper(&mut self, place: &Place, expert: &str, by: &str) -> Message {
        let source = self.home.source(&place.path, place.is_demonstration);
        let (panel, _) = load::panel(&source);
        let read_only = match panel.head.phase {
            Phase::Closed => Some("refused.closed"),
            _ => self.take_desk(place, expert, &panel),
        };
        let desk = paper::read(&source, &panel, expert, by);
        Message::PaperRead {
            expert: expert.to_owned(),
            by: by.to_owned(),
            sheets: desk.sheets,
            second: desk.second,
            problems: desk.problems,
            read_only,
        }
    }

    /// Saves a sheet that somebody else typed first, where it is kept apart.
    pub(super) fn save_apart(folder: &Path, sheet: &ScoreSheet) -> Result<(), &'static str> {
        let desk = Desk::open(folder, sheet.round, &sheet.expert);
        match desk.map_err(|error| reason(&error))? {
            Some(desk) => desk.save(sheet).map(|_| ()).map_err(|error| reason(&error)),
            None => Err("refused.other_window"),
        }
    }

    /// Compares what two people typed; the same counts from now on.
    pub(super) fn check_paper(&mut self, effect: &Effect, now: Moment) -> Option<Message> {
        let Effect::CheckPaper {
            place,
            expert,
            proposal,
            by,
        } = effect
        else {
            return None;
        };
        let at = now.written();
        let compared = self.compared(place, (expert, proposal), (by, &at));
        if compared.is_ok()
            && let Ok(folder) = self.folder(place)
        {
            let line = sentences::PAPER_CHECKED.written(&[expert, proposal]);
            let _ = journal::note(&folder, &at, by, &line);
        }
        Some(Message::PaperChecked(Box::new(Compared {
            expert: expert.clone(),
            proposal: proposal.clone(),
            result: compared,
        })))
    }

    fn compared(
        &mut self,
        place: &Place,
        (expert, proposal): (&str, &str),
        (by, at): (&str, &str),
    ) -> Result<ScoreSheet, Unchecked> {
        let folder = self.deciding(place).map_err(Unchecked::Reason)?;
        let sheet = paper::checked(&folder, (expert, proposal), (by, at));
        let sheet = sheet.map_err(|fault| match fault {
            Unequal::Cells(cells) => Unchecked::Cells(cells),
            Unequal::Missing => Unchecked::Reason("paper.gone"),
            Unequal::Unread(problem) => Unchecked::Unread(problem),
        })?;
        self.written(place, &sheet).map_err(Unchecked::Reason)?;
        Ok(sheet)
    }
}
