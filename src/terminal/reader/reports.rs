//! Writing reports of what lies in a panel's folder, in the background.

use super::{Reader, decides};
use crate::app::Message;
use crate::app::round::{ReportOrder, ReportsMade, RoundAnswer, RoundRefusal, Work};
use crate::app::workspace::Place;
use crate::domain::problem::Problem;
use crate::report::produce::Wanted;
use crate::report::{Kind, Material};
use crate::store::home::reason;
use crate::store::{check, load, sheets};
use crate::terminal::reports::{Outcomes, outside, remarks_of, write};
use std::path::Path;
use std::sync::Mutex;

impl Reader {
    /// Makes what is wanted of a panel, on a thread of its own where somebody waits for news;
    /// then the answer comes with them.
    pub(super) fn report(&self, place: &Place, order: &ReportOrder) -> Option<RoundAnswer> {
        let Some(news) = self.news.clone() else {
            return Some(RoundAnswer::Reported(self.reported(place, order)));
        };
        let reader = self.beside();
        let (place, order) = (place.clone(), order.clone());
        std::thread::spawn(move || {
            let defect = |_| Err(RoundRefusal::Reason("io.defect", String::new()));
            let work = || reader.reported(&place, &order);
            let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
            let _ = news.send(Message::Round {
                panel: place.path.clone(),
                answer: RoundAnswer::Reported(result.unwrap_or_else(defect)),
            });
        });
        None
    }

    /// Reads the panel, makes what is wanted of it and writes it.
    fn reported(&self, place: &Place, order: &ReportOrder) -> Result<ReportsMade, RoundRefusal> {
        let source = self.home.source(&place.path, place.is_demonstration);
        let (panel, mut problems) = load::panel(&source);
        problems.extend(check::official(&panel, &source));
        let breaks: Vec<&Problem> = problems.iter().filter(|one| decides(one)).collect();
        if let Some(first) = breaks.first() {
            return Err(RoundRefusal::Errors(
                breaks.len(),
                Box::new((*first).clone()),
            ));
        }
        let (read, round, of_sheets) = sheets::latest(&source, &panel);
        problems.extend(of_sheets);
        let folder = Path::new(&order.folder);
        let is_wanted = |kind: Kind| order.wanted.kinds.contains(&kind);
        let verified = is_wanted(Kind::TotalsCheck).then(|| self.verify(place, &source));
        let outside = outside(&source, &problems, verified, folder);
        let material = Material::of(&panel, &read, round, outside, order.language);
        let news = self.news.clone().map(Mutex::new);
        let tell = |done: usize, all: usize, _: Kind| {
            if let Some(Ok(news)) = news.as_ref().map(Mutex::lock) {
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

fn made(material: &Material, wanted: &Wanted, folder: &Path, outcomes: Outcomes) -> ReportsMade {
    let full = folder.canonicalize();
    let full = full.as_deref().unwrap_or(folder).display().to_string();
    let mut made = ReportsMade {
        folder: full,
        ..ReportsMade::default()
    };
    made.failed
        .extend(outcomes.list.map(|(name, key)| (name.to_owned(), key)));
    let told = remarks_of(material, wanted, &outcomes);
    for one in outcomes.files {
        match one.result {
            Ok(written) => {
                made.files += 1;
                made.kept.extend(written.kept.map(|kept| (one.name, kept)));
            }
            Err(key) => made.failed.push((one.name, key)),
        }
    }
    made.remarks = told;
    made
}
