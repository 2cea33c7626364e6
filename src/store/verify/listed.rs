//! The files of an archive that was unpacked, beside the list of digests that lies among them.
//!
//! Later work is no difference: the journal may have got more lines, and reports may have been
//! made, which nothing is computed from. Whatever else was not archived is named.

use super::super::archive::{LIST, names};
use super::super::journal;
use super::super::report::{self, is_digest, is_record};
use super::super::source::{PANEL_FILE_LIMIT, Source};
use crate::domain::problem::Trouble;
use crate::domain::seal::{begins_with, digest};
use crate::domain::verifying::Finding;
use std::collections::BTreeMap;
use std::path::{Component, Path};

/// Folder of the reports, as the list writes it.
const REPORTS: &str = "reports/";
/// Largest file that is compared: reports may be larger than what is read of a panel.
const LIMIT: u64 = 16 * PANEL_FILE_LIMIT;

/// Digests by the names of files.
type Listed<'a> = BTreeMap<&'a str, &'a str>;

/// Tells whether the panel is an archive that was unpacked.
pub fn has_list(source: &Source) -> bool {
    source.list("").iter().any(|name| name == LIST)
}

/// Compares every file with the list; how many it names, and what differs. None where there is
/// no list.
pub fn check(source: &Source) -> Option<(usize, Vec<Finding>)> {
    if !has_list(source) {
        return None;
    }
    let bytes = match source.read(LIST, PANEL_FILE_LIMIT) {
        Ok(bytes) => bytes,
        Err(problem) => {
            let unread = Finding::new(LIST, "unread", &[problem.trouble.key()]);
            return Some((0, vec![unread]));
        }
    };
    let text = String::from_utf8_lossy(&bytes);
    let (listed, mut findings) = read(&text);
    let files = listed.iter();
    findings.extend(files.filter_map(|(name, wanted)| difference(source, &listed, name, wanted)));
    findings.extend(not_listed(source, &listed));
    Some((listed.len(), findings))
}

/// Reads the list; a line that is none of a file inside the panel is a finding.
fn read(text: &str) -> (Listed<'_>, Vec<Finding>) {
    let mut listed = Listed::new();
    let mut strange = Vec::new();
    for (at, line) in text.lines().enumerate() {
        match line.split_once("  ") {
            Some((digest, name)) if is_digest(digest) && is_inside(name) => {
                listed.insert(name, digest);
            }
            _ => strange.push(Finding::new(LIST, "list_line", &[&(at + 1).to_string()])),
        }
    }
    (listed, strange)
}

fn is_inside(name: &str) -> bool {
    let mut parts = Path::new(name).components();
    !name.is_empty() && parts.all(|part| matches!(part, Component::Normal(_)))
}

/// What one file is not, although the list says so.
fn difference(source: &Source, listed: &Listed, name: &str, wanted: &str) -> Option<Finding> {
    let bytes = match source.read(name, LIMIT) {
        Ok(bytes) => bytes,
        Err(problem) if problem.trouble == Trouble::Missing => {
            return Some(Finding::new(name, "listed_missing", &[]));
        }
        Err(problem) => return Some(Finding::new(name, "unread", &[problem.trouble.key()])),
    };
    let is_same = digest(&bytes) == wanted
        || (name == journal::FILE && begins_with(&bytes, wanted))
        || (is_list_of_reports(name) && digest(&without_newer(&bytes, listed)) == wanted);
    (!is_same).then(|| Finding::new(name, "listed_changed", &[]))
}

fn is_list_of_reports(name: &str) -> bool {
    name.strip_prefix(REPORTS) == Some(report::LIST)
}

/// The list of reports without those that were made after archiving.
fn without_newer(bytes: &[u8], listed: &Listed) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    let was_there = |line: &&str| {
        let name = line.trim_end().split_once("  ").map(|(_, name)| name);
        name.is_none_or(|name| listed.contains_key(format!("{REPORTS}{name}").as_str()))
    };
    let lines: String = text.split_inclusive('\n').filter(was_there).collect();
    lines.into_bytes()
}

/// Files that were not archived and that no later work writes.
fn not_listed(source: &Source, listed: &Listed) -> Vec<Finding> {
    let names = match names(source.folder()) {
        Ok(names) => names,
        Err((path, _)) => {
            let path = path.strip_prefix(source.folder()).unwrap_or(&path);
            let reason = Trouble::Unreadable.key();
            return vec![Finding::new(&path.to_string_lossy(), "unread", &[reason])];
        }
    };
    let is_strange = |name: &&String| {
        is_record(name) && !listed.contains_key(name.as_str()) && *name != journal::FILE
    };
    let strange = names.iter().filter(is_strange);
    strange
        .map(|name| Finding::new(name, "not_listed", &[]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write as _;
    use std::fs;

    fn unpacked(files: &[(&str, &str)]) -> (tempfile::TempDir, Source) {
        let home = tempfile::tempdir().unwrap();
        let mut list = String::new();
        for (name, text) in files {
            let path = home.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
            writeln!(list, "{}  {name}", digest(text.as_bytes())).unwrap();
        }
        fs::write(home.path().join(LIST), list).unwrap();
        let source = Source::Folder(home.path().to_path_buf());
        (home, source)
    }

    fn found(source: &Source) -> Vec<(String, &'static str)> {
        let (_, mut findings) = check(source).unwrap();
        findings.sort();
        findings
            .into_iter()
            .map(|one| (one.file, one.key))
            .collect()
    }

    #[test]
    fn every_listed_file_is_compared_and_what_was_not_archived_is_named() {
        let files = [
            ("panel.toml", "id"),
            ("experts.toml", "甲"),
            ("journal.log", "一\n二\n"),
            ("proposals/A.toml", "a"),
        ];
        let (home, source) = unpacked(&files);
        assert_eq!(check(&source), Some((4, Vec::new())));
        fs::write(home.path().join("experts.toml"), "乙").unwrap();
        fs::write(home.path().join("journal.log"), "二\n").unwrap();
        fs::remove_file(home.path().join("proposals/A.toml")).unwrap();
        fs::write(home.path().join("proposals/B.toml"), "b").unwrap();
        fs::write(home.path().join("proposals/.lock"), "").unwrap();
        let expected = [
            ("experts.toml", "listed_changed"),
            ("journal.log", "listed_changed"),
            ("proposals/A.toml", "listed_missing"),
            ("proposals/B.toml", "not_listed"),
        ];
        assert_eq!(
            found(&source),
            expected.map(|(file, key)| (file.to_owned(), key))
        );
    }

    #[test]
    fn lines_of_the_journal_and_reports_that_come_later_are_no_difference() {
        let report = digest(b"r");
        let made = format!("{report}  10-ranking.md\n");
        let files = [
            ("journal.log", "一\n"),
            ("reports/10-ranking.md", "r"),
            ("reports/sha256.txt", made.as_str()),
        ];
        let (home, source) = unpacked(&files);
        fs::write(home.path().join("journal.log"), "一\n二\n").unwrap();
        fs::write(home.path().join("reports/20-more.md"), "m").unwrap();
        let more = format!("{made}{}  20-more.md\n", digest(b"m"));
        fs::write(home.path().join("reports/sha256.txt"), more).unwrap();
        assert_eq!(found(&source), []);
        fs::write(home.path().join("reports/rank.json"), "{}").unwrap();
        fs::write(home.path().join("reports/sha256.txt"), "").unwrap();
        let expected = [
            ("reports/rank.json", "not_listed"),
            ("reports/sha256.txt", "listed_changed"),
        ];
        assert_eq!(
            found(&source),
            expected.map(|(file, key)| (file.to_owned(), key))
        );
    }

    #[test]
    fn a_list_that_names_what_lies_outside_is_no_list() {
        let (home, source) = unpacked(&[("panel.toml", "id")]);
        let outside = format!("{}  ../panel.toml\nnothing\n", digest(b"id"));
        fs::write(home.path().join(LIST), outside).unwrap();
        let expected = [
            (LIST, "list_line"),
            (LIST, "list_line"),
            ("panel.toml", "not_listed"),
        ];
        let mut found = found(&source);
        found.sort();
        let mut expected = expected.map(|(file, key)| (file.to_owned(), key));
        expected.sort();
        assert_eq!(found, expected);
    }
}
