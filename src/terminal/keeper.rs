//! Keeping: reads and writes the own sheets and the session, one effect after another.
//! It runs on a thread of its own; a test runs it in place.

mod arranging;
mod exchange;
mod meeting;
mod paper;
mod round;
mod settling;
mod sitting_down;

use super::KeptResults;
use crate::app::workspace::Place;
use crate::app::{Decided, Effect, Message};
use crate::config::session::Session;
use crate::domain::is_valid_id;
use crate::domain::panel::Phase;
use crate::domain::paper::PAPER;
use crate::domain::proposal::Amendment;
use crate::domain::rulings::VetoRuling;
use crate::domain::seal::{digest, quoted};
use crate::domain::sheet::{Round, ScoreSheet};
use crate::i18n::Language;
use crate::store::amend::{self, Signature};
use crate::store::desk::Desk;
use crate::store::home::{Home, reason};
use crate::store::paper::folder_of;
use crate::store::save::{Disk, save};
use crate::store::{journal, load};
use crate::text::moment::Moment;
use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::mpsc::Sender;

/// The one that writes.
#[derive(Debug)]
pub struct Keeper {
    home: Home,
    desk: Option<(Place, String, BTreeMap<Round, Desk>)>,
    remembered: Option<Session>,
    news: Option<Sender<Message>>,
    results: Option<KeptResults>,
    last_meeting: Option<meeting::LastMeeting>,
}

impl Keeper {
    /// Takes the data folder.
    pub fn new(home: Home) -> Self {
        Self {
            home,
            desk: None,
            remembered: None,
            news: None,
            results: None,
            last_meeting: None,
        }
    }

    /// Tells how far long work is, to whoever asks for it.
    #[must_use]
    pub fn telling(mut self, news: Sender<Message>) -> Self {
        self.news = Some(news);
        self
    }

    /// Keeps the results of a round that is closed.
    #[must_use]
    pub fn keeping(mut self, results: KeptResults) -> Self {
        self.results = Some(results);
        self
    }

    /// Performs one effect of keeping and returns the answers; other effects are nothing to it.
    pub fn perform(&mut self, effect: &Effect, now: Moment) -> Option<Message> {
        match effect {
            Effect::ReadSheets {
                place,
                panel,
                expert,
            } => Some(self.read(place, &panel.0, expert)),
            Effect::ReadPaper { place, expert, by } => Some(self.read_paper(place, expert, by)),
            Effect::CheckPaper { .. } => self.check_paper(effect, now),
            Effect::SaveSheet { place, sheet } => Some(self.save(place, sheet, now)),
            Effect::AmendProposal {
                place,
                proposal,
                amendments,
                by,
            } => Some(self.amend(place, proposal, amendments, (by, now))),
            Effect::RuleOnVeto { place, ruling, by } => Some(self.rule(place, ruling, (by, now))),
            Effect::HandIn {
                place,
                expert,
                stamp,
                folder,
                makes_folder,
            } => Some(self.hand_in(place, (expert, stamp), (folder, *makes_folder), now)),
            Effect::Merge { place, files } => Some(self.merge(place, files, now)),
            Effect::SettleConflict { place, ruling } => Some(self.settle_cell(place, ruling, now)),
            Effect::Settle {
                place,
                settlement,
                by,
            } => Some(self.settle(place, settlement, (by, now))),
            Effect::Arrange {
                place,
                arrangement,
                by,
            } => Some(self.arrange(place, arrangement, (by, now))),
            Effect::Round(place, job) => self.round(place, job, now),
            Effect::Meeting(place, job) => self.meeting(place, job, now),
            Effect::Commit { place, expert, at } => {
                Self::commit(place, expert, at);
                None
            }
            Effect::NoteInJournal { place, by, what } => {
                self.note(place, by, what, now);
                None
            }
            Effect::Remember(remembered) => {
                self.remember(remembered);
                None
            }
            _ => None,
        }
    }

    fn folder(&self, place: &Place) -> Result<PathBuf, &'static str> {
        self.home
            .writable(&place.path, place.is_demonstration)
            .map_err(|error| reason(&error))
    }

    /// The folder, where the secretariat may still decide: somebody may have closed the panel
    /// since it was opened here.
    fn deciding(&self, place: &Place) -> Result<PathBuf, &'static str> {
        let source = self.home.source(&place.path, place.is_demonstration);
        if load::head(&source).0.phase == Phase::Closed {
            return Err("refused.closed");
        }
        self.folder(place)
    }

    fn save(&mut self, place: &Place, sheet: &ScoreSheet, now: Moment) -> Message {
        let (expert, proposal) = (sheet.expert.to_string(), sheet.proposal.to_string());
        match self.written(place, sheet) {
            Ok(copy) => Message::SheetSaved {
                expert,
                proposal,
                revision: sheet.revision,
                at: now,
                copy,
            },
            Err(reason) => Message::SheetFailed {
                expert,
                proposal,
                reason,
                rescued: self.home.rescue(sheet).is_ok(),
            },
        }
    }

    fn written(
        &mut self,
        place: &Place,
        sheet: &ScoreSheet,
    ) -> Result<Option<String>, &'static str> {
        if sheet.source == PAPER {
            let panel = self.folder(place)?;
            let folder = folder_of(&panel, sheet);
            if folder != panel {
                return Self::save_apart(&folder, sheet).map(|()| None);
            }
        }
        let is_here = |(at, expert, _): &(Place, String, _)| at == place && *expert == sheet.expert;
        self.desk = self.desk.take().filter(is_here);
        let is_open = self
            .desk
            .as_ref()
            .is_some_and(|(_, _, desks)| desks.contains_key(&sheet.round));
        if !is_open {
            self.open_desk(place, &sheet.expert, sheet.round)?;
        }
        let desk = self
            .desk
            .as_mut()
            .and_then(|(_, _, desks)| desks.get_mut(&sheet.round));
        let Some(desk) = desk else {
            return Err("io.other");
        };
        let path = desk.save(sheet).map_err(|error| reason(&error))?;
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        Ok(name.contains('~').then_some(name))
    }

    fn amend(
        &self,
        place: &Place,
        proposal: &str,
        amendments: &[Amendment],
        (by, now): (&str, Moment),
    ) -> Message {
        let at = now.written();
        let signature = Signature { by, at: &at };
        let written = self.deciding(place).and_then(|folder| {
            amend::proposal(&folder, proposal, amendments, signature)
                .map_err(|error| reason(&error))
        });
        let proposal = proposal.to_owned();
        match written {
            Ok(()) => Message::ProposalAmended {
                proposal,
                amendments: amendments.to_vec(),
            },
            Err(reason) => Message::AmendmentFailed {
                proposal,
                part: Decided::Comparison,
                reason,
            },
        }
    }

    fn rule(&self, place: &Place, ruling: &VetoRuling, (by, now): (&str, Moment)) -> Message {
        let at = now.written();
        let signature = Signature { by, at: &at };
        let refused = |error: io::Error| match error.kind() {
            io::ErrorKind::AlreadyExists => "io.ruled",
            _ => reason(&error),
        };
        let folder = self.deciding(place);
        let written =
            folder.and_then(|folder| amend::veto(&folder, ruling, signature).map_err(refused));
        match written {
            Ok(()) => Message::VetoRuled(Box::new(ruling.clone())),
            Err(reason) => Message::AmendmentFailed {
                proposal: ruling.proposal.clone(),
                part: Decided::Veto,
                reason,
            },
        }
    }

    /// A note for people: where the folder cannot be written, or the demonstration has no
    /// copy yet, it is left out.
    fn note(&self, place: &Place, by: &str, what: &str, now: Moment) {
        let copy = self.home.demonstration();
        let folder = match place.is_demonstration {
            true if copy.join("panel.toml").is_file() => copy,
            true => return,
            false => PathBuf::from(&place.path),
        };
        let _ = journal::note(&folder, &now.written(), by, what);
    }

    /// The commitment lies in the panel folder; where it cannot be written the session
    /// keeps it, and nothing is lost but the record.
    fn commit(place: &Place, expert: &str, at: &str) {
        if !is_valid_id(expert) {
            return;
        }
        let points = ["one", "two", "three", "four", "five"];
        let words: Vec<&str> = points
            .iter()
            .filter_map(|point| Language::Chinese.find(&format!("commitment.{point}")))
            .collect();
        let text = format!(
            "format = 1\nexpert = {}\nat = {}\ntext_sha256 = \"{}\"\n",
            quoted(expert),
            quoted(at),
            digest(words.join("\n").as_bytes())
        );
        let path = PathBuf::from(&place.path)
            .join("commitments")
            .join(format!("{expert}.toml"));
        let _ = save(&Disk, &path, text.as_bytes());
    }

    /// The place of the cursor is a comfort: where it cannot be kept, nothing is said.
    fn remember(&mut self, session: &Session) {
        let is_new = self.remembered.as_ref() != Some(session);
        if is_new && self.home.write_session(&session.text()).is_ok() {
            self.remembered = Some(session.clone());
        }
    }
}
