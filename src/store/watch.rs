//! Looking for files that come: what lies in the inbox under a name of its own, and hand-ins
//! in one more folder, a stick or a share. A file is told only when two looks find it the
//! same, and what lies in the inbox already is passed over. Nothing there is ever changed.

use super::inbox;
use crate::domain::hand_in;
use crate::domain::seal::digest;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// What a look found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Files of the watched folder to take in.
    pub ready: Vec<PathBuf>,
    /// Something in the inbox waits to be taken in.
    pub is_dropped: bool,
    /// How many files are new, or changed since the last look.
    pub growing: usize,
    /// How many files of the watched folder are neither hand-ins nor sheets.
    pub others: usize,
    /// The watched folder can be read.
    pub is_there: bool,
}

/// What became of a file that was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It may still be on its way.
    Growing,
    /// It is to be taken in.
    News,
    /// That was told, or it lies in the inbox.
    Known,
    /// It is no hand-in and no sheet.
    Other,
}

/// Size and time of a file; only whether they change is ever looked at.
type Facts = (u64, u128);

/// The memory of what was seen.
#[derive(Debug, Clone, Default)]
pub struct Watch {
    known: BTreeMap<PathBuf, (Facts, Fate)>,
}

impl Watch {
    /// Looks once. With the first look what was told before is told again, unless it lies in
    /// the inbox meanwhile.
    pub fn look(&mut self, panel: &Path, watched: Option<&Path>, is_first: bool) -> Found {
        if is_first {
            self.known.retain(|_, (_, fate)| *fate == Fate::Other);
        }
        let mut found = Found::default();
        for name in inbox::dropped(panel) {
            let path = panel.join(inbox::FOLDER).join(name);
            match self.fate(&path, |_| Fate::News) {
                Some(Fate::Growing) => found.growing += 1,
                Some(Fate::News) => found.is_dropped = true,
                _ => {}
            }
        }
        let Some(entries) = watched.and_then(|folder| std::fs::read_dir(folder).ok()) else {
            return found;
        };
        found.is_there = true;
        let kept: BTreeSet<String> = inbox::kept(panel).into_iter().collect();
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths {
            match self.fate(&path, |path| judged(path, &kept)) {
                Some(Fate::Growing) => found.growing += 1,
                Some(Fate::News) => found.ready.push(path),
                Some(Fate::Other) => found.others += 1,
                Some(Fate::Known) | None => {}
            }
        }
        found
    }

    /// What a file is; news are told once. None where it is no regular file, or hidden.
    fn fate(&mut self, path: &Path, judge: impl FnOnce(&Path) -> Fate) -> Option<Fate> {
        let facts = facts(path)?;
        let (fate, kept) = match self.known.get(path) {
            Some((same, Fate::Growing)) if *same == facts && facts.0 > 0 => {
                let fate = judge(path);
                let kept = if fate == Fate::News {
                    Fate::Known
                } else {
                    fate
                };
                (fate, kept)
            }
            Some((same, fate)) if *same == facts => (*fate, *fate),
            _ => (Fate::Growing, Fate::Growing),
        };
        self.known.insert(path.to_path_buf(), (facts, kept));
        Some(fate)
    }
}

/// Reads a file that two looks found the same.
fn judged(path: &Path, kept: &BTreeSet<String>) -> Fate {
    match inbox::receive(path) {
        Ok(bytes) if hand_in::read(&bytes).is_none() => Fate::Other,
        Ok(bytes) if kept.contains(&digest(&bytes)) => Fate::Known,
        Ok(_) => Fate::News,
        Err(_) => Fate::Other,
    }
}

fn facts(path: &Path) -> Option<Facts> {
    let name = path.file_name()?.to_string_lossy();
    let facts = std::fs::symlink_metadata(path).ok()?;
    if name.starts_with('.') || !facts.is_file() {
        return None;
    }
    let changed = facts.modified().ok();
    let changed = changed.and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    Some((facts.len(), changed.map_or(0, |since| since.as_nanos())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::seal::sealed_text;
    use crate::domain::sheet::{CellName, Round, ScoreSheet};
    use crate::store::save::Disk;

    fn sheet(score: &str) -> String {
        let mut sheet = ScoreSheet::new("p", "E01", "A", Round::First);
        assert!(sheet.change(&CellName::Score("target".into()), score, "t"));
        sealed_text(&sheet)
    }

    #[test]
    fn only_what_is_whole_and_new_is_told_and_only_once() {
        let home = tempfile::tempdir().unwrap();
        let (panel, stick) = (home.path().join("panel"), home.path().join("stick"));
        std::fs::create_dir_all(&stick).unwrap();
        let path = stick.join("a.txt");
        let mut watch = Watch::default();
        let mut look = |is_first| watch.look(&panel, Some(&stick), is_first);
        std::fs::write(&path, &sheet("16")[..40]).unwrap();
        std::fs::write(stick.join("photo.jpg"), "no sheet").unwrap();
        std::fs::write(stick.join("empty.txt"), "").unwrap();
        assert_eq!(look(false).growing, 3);
        std::fs::write(&path, sheet("16")).unwrap();
        let found = look(false);
        assert_eq!((found.growing, found.others, found.ready.len()), (2, 1, 0));
        assert_eq!(look(false).ready, std::slice::from_ref(&path));
        assert!(look(false).ready.is_empty(), "once is enough");
        assert!(look(true).ready.is_empty());
        let again = look(false).ready;
        assert_eq!(again, std::slice::from_ref(&path), "nobody took it in");
        inbox::keep(&Disk, &panel, sheet("16").as_bytes()).unwrap();
        look(true);
        assert!(look(false).ready.is_empty(), "it lies in the inbox");
        std::fs::write(&path, sheet("9")).unwrap();
        look(false);
        assert_eq!(look(false).ready, [path], "another version");
        assert_eq!(
            std::fs::read_to_string(stick.join("photo.jpg")).unwrap(),
            "no sheet"
        );
        assert!(
            !watch
                .look(&panel, Some(&home.path().join("gone")), false)
                .is_there
        );
    }

    #[test]
    fn what_is_dropped_into_the_inbox_is_told_when_it_stays_the_same() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("inbox/a.txt");
        std::fs::create_dir_all(home.path().join("inbox")).unwrap();
        std::fs::write(&path, "anything").unwrap();
        let mut watch = Watch::default();
        let mut look = || watch.look(home.path(), None, false);
        assert!(!look().is_dropped);
        assert!(look().is_dropped);
        assert!(!look().is_dropped);
        std::fs::write(&path, "anything else").unwrap();
        assert!(!look().is_dropped);
        assert!(look().is_dropped);
    }
}
