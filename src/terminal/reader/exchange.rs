//! Reading what comes: looks for files, and reads the inbox.

use super::Reader;
use crate::app::Message;
use crate::app::exchange::{Arrived, Seen, Surveyed};
use crate::app::workspace::Place;
use crate::store::merge::survey;
use crate::store::source::Source;
use std::path::Path;

impl Reader {
    pub(super) fn look(&mut self, place: &Place, watched: &str, is_first: bool) -> Message {
        // the demonstration inside the program has no inbox before its copy is made
        let panel = match self.home.source(&place.path, place.is_demonstration) {
            Source::Folder(folder) => folder,
            Source::BuiltIn(_) => self.home.demonstration(),
        };
        let watched = (!watched.is_empty()).then(|| Path::new(watched));
        let found = self.watch.look(&panel, watched, is_first);
        let ready = found.ready.iter();
        Message::FilesSeen {
            panel: place.path.clone(),
            seen: Seen {
                ready: ready
                    .filter_map(|path| path.to_str().map(str::to_owned))
                    .collect(),
                is_dropped: found.is_dropped,
                growing: found.growing,
                others: found.others,
                is_there: found.is_there,
            },
        }
    }

    pub(super) fn survey(&self, place: &Place) -> Message {
        let source = self.home.source(&place.path, place.is_demonstration);
        let survey = match source {
            Source::Folder(folder) => survey(&folder),
            Source::BuiltIn(_) => crate::store::merge::Survey::default(),
        };
        let files = survey.files.into_iter();
        Message::InboxSurveyed {
            panel: place.path.clone(),
            surveyed: Box::new(Surveyed {
                files: files
                    .map(|(file, at)| Arrived {
                        file,
                        at,
                        is_earlier: true,
                    })
                    .collect(),
                conflicts: survey.conflicts,
            }),
        }
    }
}
