//! Reading what comes: looks for files, reads the inbox, completes paths.

use super::Reader;
use crate::app::Message;
use crate::app::exchange::{Arrived, Seen, Surveyed};
use crate::app::workspace::Place;
use crate::store::merge::survey;
use crate::store::source::Source;
use std::path::{MAIN_SEPARATOR, Path, PathBuf, is_separator};

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

/// Completes a path: as far as all names go on alike, and what there is to choose from.
pub fn completed(typed: &str, with_files: bool) -> Message {
    let cut = typed.rfind(is_separator).map_or(0, |place| place + 1);
    let (above, begun) = (
        typed.get(..cut).unwrap_or_default(),
        typed.get(cut..).unwrap_or_default(),
    );
    let folder = if above.is_empty() { "." } else { above };
    let entries = std::fs::read_dir(PathBuf::from(folder));
    let mut names: Vec<String> = entries
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().to_str()?.to_owned();
            let is_folder = entry.path().is_dir();
            let is_hidden = name.starts_with('.') && !begun.starts_with('.');
            if !name.starts_with(begun) || is_hidden || !(is_folder || with_files) {
                return None;
            }
            let end = if is_folder {
                MAIN_SEPARATOR.to_string()
            } else {
                String::new()
            };
            Some(format!("{name}{end}"))
        })
        .collect();
    names.sort();
    let completed = match names.as_slice() {
        [] => typed.to_owned(),
        [first, rest @ ..] => format!("{above}{}", common(first, rest)),
    };
    Message::PathCompleted {
        typed: typed.to_owned(),
        completed,
        offers: if names.len() > 1 { names } else { Vec::new() },
    }
}

/// The longest beginning that all names have.
fn common<'a>(first: &'a str, rest: &[String]) -> &'a str {
    let is_shared = |end: &usize| {
        let begun = first.get(..*end);
        begun.is_some_and(|begun| rest.iter().all(|name| name.starts_with(begun)))
    };
    let end = (0..=first.len()).rev().find(is_shared).unwrap_or(0);
    first.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complete(typed: &str, with_files: bool) -> (String, Vec<String>) {
        match completed(typed, with_files) {
            Message::PathCompleted {
                completed, offers, ..
            } => (completed, offers),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_path_is_completed_as_far_as_it_is_certain() {
        let home = tempfile::tempdir().unwrap();
        let at = |name: &str| format!("{}{MAIN_SEPARATOR}{name}", home.path().display());
        for name in ["收表", "收件", "其他"] {
            std::fs::create_dir(home.path().join(name)).unwrap();
        }
        std::fs::write(home.path().join("其他.txt"), "").unwrap();
        let slash = MAIN_SEPARATOR;
        assert_eq!(
            complete(&at("其"), false),
            (at(&format!("其他{slash}")), Vec::new())
        );
        let (found, offers) = complete(&at(""), false);
        assert_eq!((found, offers.len()), (at(""), 3));
        let (found, offers) = complete(&at("收"), false);
        assert_eq!((found, offers.len()), (at("收"), 2));
        assert_eq!(complete(&at("其"), true).1.len(), 2);
        assert_eq!(complete(&at("没有"), true), (at("没有"), Vec::new()));
    }
}
