//! Whoever sits down gets the own sheets and the desk on which they are written.

use super::Keeper;
use crate::app::Message;
use crate::app::workspace::Place;
use crate::domain::panel::{Panel, Phase};
use crate::domain::sheet::Round;
use crate::store::desk::Desk;
use crate::store::load;
use crate::store::sheets;
use std::collections::BTreeMap;
use std::sync::Arc;

impl Keeper {
    /// Reads the sheets of an expert of a panel that is open; how far the round is may have
    /// changed since it was read.
    pub(super) fn read(&mut self, place: &Place, panel: &Arc<Panel>, expert: &str) -> Message {
        let source = self.home.source(&place.path, place.is_demonstration);
        let mut panel = Arc::clone(panel);
        let head = load::head(&source).0;
        if head != panel.head {
            Arc::make_mut(&mut panel).head = head;
        }
        let read_only = self.take_desk(place, expert, &panel);
        let (mut sheets, mut problems) = sheets::of_expert(&source, &panel, Round::First, expert);
        if !panel.head.reconsider.proposals.is_empty() {
            let (again, more) = sheets::of_expert(&source, &panel, Round::Second, expert);
            sheets.retain(|sheet| again.iter().all(|one| one.proposal != sheet.proposal));
            sheets.extend(again);
            problems.extend(more);
        }
        Message::SheetsRead {
            expert: expert.to_owned(),
            sheets,
            problems,
            read_only,
        }
    }

    /// Takes the desk of a real panel at once; the demonstration's with the first score,
    /// when its copy is made. Returns why nothing can be written.
    pub(super) fn take_desk(
        &mut self,
        place: &Place,
        expert: &str,
        panel: &Panel,
    ) -> Option<&'static str> {
        self.desk = None;
        if panel.head.phase == Phase::Closed {
            return Some("refused.closed");
        }
        let is_copied = self.home.demonstration().join("panel.toml").is_file();
        if place.is_demonstration && !is_copied {
            return None;
        }
        if !panel.head.reconsider.proposals.is_empty()
            && let Err(reason) = self.open_desk(place, expert, Round::Second)
        {
            return Some(reason);
        }
        self.open_desk(place, expert, Round::First).err()
    }

    pub(super) fn open_desk(
        &mut self,
        place: &Place,
        expert: &str,
        round: Round,
    ) -> Result<(), &'static str> {
        let folder = self.folder(place)?;
        match Desk::open(&folder, round, expert) {
            Ok(Some(desk)) => {
                let of_seat = (place.clone(), expert.to_owned(), BTreeMap::new());
                let (_, _, desks) = self.desk.get_or_insert(of_seat);
                desks.insert(round, desk);
                Ok(())
            }
            Ok(None) => Err("refused.other_window"),
            Err(_) => Err("refused.read_only_folder"),
        }
    }
}
