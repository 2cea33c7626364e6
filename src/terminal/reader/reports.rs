//! Writing reports of what lies in a panel's folder, in the background.

use super::Reader;
use crate::app::Message;
use crate::app::round::{ReportOrder, ReportsMade, RoundAnswer, RoundRefusal, Work};
use crate::app::workspace::Place;
use crate::report::produce::{Wanted, remarks};
use crate::report::{Kind, Material, Outside};
use crate::store::home::reason;
use crate::store::report::files_of;
use crate::store::source::Source;
use crate::store::verify::has_kept;
use crate::store::{load, sheets};
use crate::terminal::reports::{Outcome, write};
use std::path::Path;

impl Reader {
    /// Reads the panel, makes what is wanted of it and writes it.
    pub(super) fn report(
        &self,
        place: &Place,
        source: &Source,
        order: &ReportOrder,
    ) -> Result<ReportsMade, RoundRefusal> {
        let (panel, _) = load::panel(source);
        let (read, round, _) = sheets::latest(source, &panel);
        let is_wanted = |kind: Kind| order.wanted.kinds.contains(&kind);
        let outside = Outside {
            files: if is_wanted(Kind::ArchiveIndex) {
                files_of(source)
            } else {
                Vec::new()
            },
            verified: is_wanted(Kind::TotalsCheck).then(|| self.verify(place, source)),
            has_kept: has_kept(source),
        };
        let material = Material::of(&panel, &read, round, outside, order.language);
        let folder = Path::new(&order.folder);
        let news = self.news.clone().map(std::sync::Mutex::new);
        let tell = |done: usize, all: usize, _: Kind| {
            if let Some(Ok(news)) = news.as_ref().map(std::sync::Mutex::lock) {
                let _ = news.send(Message::Round {
                    panel: place.path.clone(),
                    answer: RoundAnswer::GoesOn(Work::Reporting, done, all),
                });
            }
        };
        let outcomes = write(&material, &order.wanted, folder, &tell)
            .map_err(|error| RoundRefusal::Reason(reason(&error), order.folder.clone()))?;
        Ok(made(&material, &order.wanted, folder, outcomes))
    }
}

fn made(
    material: &Material,
    wanted: &Wanted,
    folder: &Path,
    outcomes: Vec<Outcome>,
) -> ReportsMade {
    let full = folder.canonicalize();
    let full = full.as_deref().unwrap_or(folder).display().to_string();
    let mut made = ReportsMade {
        folder: full,
        ..ReportsMade::default()
    };
    for one in outcomes {
        match one.result {
            Ok(written) => {
                made.files += 1;
                made.kept.extend(written.kept.map(|kept| (one.name, kept)));
            }
            Err(key) => made.failed.push((one.name, key)),
        }
    }
    for kind in &wanted.kinds {
        let own = remarks(material, *kind).into_iter();
        made.remarks.extend(own.map(|words| (*kind, words)));
    }
    made
}
