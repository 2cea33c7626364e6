//! What the panel's own files name in the plan follows a later edition: the must-meet
//! indicators of `links.toml` and the pairings of the proposals. All else of the files stays.

use super::rewritten;
use super::rulings::{blocks, set};
use crate::domain::edition::Moves;
use crate::domain::journal::sentences;
use crate::domain::link_notes::{LinkNotes, Mark};
use crate::domain::problem::{Problem, Trouble};
use crate::domain::proposal::Proposal;
use crate::store::source::{PANEL_FILE_LIMIT, SHEET_LIMIT, Source};
use crate::text::tree;
use toml_edit::{Array, DocumentMut, Key, Table};

const MARKS: &str = "links.toml";

/// A file as it becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Following {
    /// Its name below the panel.
    pub name: String,
    /// Its text.
    pub text: String,
    /// What the journal says of it.
    pub lines: Vec<String>,
}

/// Returns the files of a panel that name an indicator whose name is another now or that is
/// gone, as they become.
///
/// # Errors
/// The first file that cannot be read.
pub fn following(panel: &Source, moves: &Moves) -> Result<Vec<Following>, Problem> {
    let mut found = Vec::new();
    if panel.list("").iter().any(|name| name == MARKS) {
        let text = text(panel, MARKS, PANEL_FILE_LIMIT)?;
        found.extend(with_read(MARKS, &text, |notes| {
            marks(&text, &notes, moves)
        })?);
    }
    for name in panel.list_or_problem("proposals")? {
        let path = format!("proposals/{name}");
        if name.strip_suffix(".toml").is_none() {
            continue;
        }
        let text = text(panel, &path, SHEET_LIMIT)?;
        if text.contains("pairing") {
            let of = |proposal| pairings(&path, &text, proposal, moves);
            found.extend(with_read(&path, &text, of)?);
        }
    }
    Ok(found)
}

fn text(panel: &Source, name: &str, limit: u64) -> Result<String, Problem> {
    let bytes = panel.read(name, limit)?;
    String::from_utf8(bytes).map_err(|_| unread(name))
}

fn unread(name: &str) -> Problem {
    Problem::of_file(name, Trouble::Syntax, &[])
}

/// Reads a file; what cannot be read, or would not mean the same afterwards, is a problem.
fn with_read<T: serde::de::DeserializeOwned>(
    name: &str,
    text: &str,
    of: impl FnOnce(T) -> Result<Option<Following>, ()>,
) -> Result<Option<Following>, Problem> {
    let read: T = tree::read(text).map_err(|_| unread(name))?;
    of(read).map_err(|()| unread(name))
}

fn marks(text: &str, notes: &LinkNotes, moves: &Moves) -> Result<Option<Following>, ()> {
    let is_touched = |mark: &Mark| moves.touch(mark.indicators.iter());
    let touched = notes.marks.iter().filter(|mark| is_touched(mark));
    let lines: Vec<String> = touched.map(|mark| told(mark, moves)).collect();
    if lines.is_empty() {
        return Ok(None);
    }
    let mut wanted = notes.clone();
    wanted.carry(moves);
    let changed = rewritten(text, &wanted, |document| {
        let Some(blocks) = blocks(document, "mark") else {
            return;
        };
        let pairs = blocks.iter_mut().zip(notes.marks.iter().zip(&wanted.marks));
        for (block, (_, mark)) in pairs.filter(|(_, (before, _))| is_touched(before)) {
            set(
                block,
                "indicators",
                Array::from_iter(&mark.indicators).into(),
            );
        }
    });
    let text = changed.ok_or(())?;
    let name = MARKS.to_owned();
    Ok(Some(Following { name, text, lines }))
}

fn told(mark: &Mark, moves: &Moves) -> String {
    let became = mark.indicators.iter().map(|key| became(key, moves));
    let became: Vec<String> = became.collect();
    let (link, year, kind) = (&mark.link, mark.year, mark.kind.key());
    sentences::MARK_FOLLOWS.written(&[link, &year.to_string(), kind, &became.join(", ")])
}

fn became(key: &str, moves: &Moves) -> String {
    match moves.carried(key) {
        Some(to) if to == key => sentences::STAYED.written(&[key]),
        Some(to) => sentences::MOVED.written(&[key, to]),
        None => sentences::GONE.written(&[key]),
    }
}

fn pairings(
    name: &str,
    text: &str,
    mut proposal: Proposal,
    moves: &Moves,
) -> Result<Option<Following>, ()> {
    let touched = proposal.pairing.keys();
    let touched = touched.filter(|key| moves.carried(key) != Some(key));
    let touched: Vec<String> = touched.cloned().collect();
    if touched.is_empty() {
        return Ok(None);
    }
    proposal.pairing = moves.carry(&proposal.pairing);
    let changed = rewritten(text, &proposal, |document| {
        rename(document, &touched, moves);
    });
    let became: Vec<String> = touched.iter().map(|key| became(key, moves)).collect();
    let id = name
        .trim_start_matches("proposals/")
        .trim_end_matches(".toml");
    Ok(Some(Following {
        name: name.to_owned(),
        text: changed.ok_or(())?,
        lines: vec![sentences::PAIRING_FOLLOWS.written(&[id, &became.join(", ")])],
    }))
}

/// All of them are taken out before the first is put in: what one leaves another may take.
fn rename(document: &mut DocumentMut, touched: &[String], moves: &Moves) {
    let table = document.get_mut("pairing");
    if let Some(table) = table.and_then(toml_edit::Item::as_table_mut) {
        rename_in(table, touched, moves);
        return;
    }
    // written in one line
    let inline = document.remove("pairing");
    if let Some(mut table) = inline.and_then(|item| item.into_table().ok()) {
        rename_in(&mut table, touched, moves);
        document.insert("pairing", toml_edit::Item::Table(table));
    }
}

fn rename_in(table: &mut Table, touched: &[String], moves: &Moves) {
    let taken: Vec<_> = touched
        .iter()
        .filter_map(|key| Some((moves.carried(key), table.remove_entry(key)?)))
        .collect();
    for (to, (key, item)) in taken {
        if let Some(to) = to {
            let name = Key::new(to).with_leaf_decor(key.leaf_decor().clone());
            table.insert_formatted(&name, item);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::edition::Move;

    fn moves() -> Moves {
        let one = |from: &str, to: Option<&str>| {
            let to = to.map(str::to_owned);
            let (before, after) = (String::new(), String::new());
            (from.to_owned(), Move { to, before, after })
        };
        let found = [
            one("c-01/1", Some("c-01/2")),
            one("c-01/2", Some("c-01/1")),
            one("c-01/3", None),
        ];
        found.into_iter().collect()
    }

    const LINKS: &str = "# head\nformat = 1\n\n# ours\n[[mark]]\nlink = \"c-01\" # first\nyear = 2026\nkind = \"must_meet\"\nindicators = [\"c-01/1\", \"c-01/3\"] # two\n\n[[mark]]\nlink = \"c-02\"\nyear = 2026\nkind = \"must_meet\"\nindicators = [ \"c-02/1\" ] # stays\n";

    fn files(links: &str, proposal: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("proposals")).unwrap();
        std::fs::write(folder.path().join("links.toml"), links).unwrap();
        std::fs::write(folder.path().join("proposals/A.toml"), proposal).unwrap();
        folder
    }

    fn found(folder: &tempfile::TempDir) -> Result<Vec<Following>, Problem> {
        following(&Source::Folder(folder.path().to_path_buf()), &moves())
    }

    #[test]
    fn marks_and_pairings_follow_and_all_else_stays() {
        let proposal = "title = \"甲\" # t\n\n[pairing]\n# laid down\n\"c-01/1\" = 3 # x\n\"c-01/2\" = 4\n\"c-01/3\" = 1\n\"c-02/1\" = 2\n";
        for ending in ["\n", "\r\n"] {
            let (links, proposal) = (LINKS.replace('\n', ending), proposal.replace('\n', ending));
            let found = found(&files(&links, &proposal)).unwrap();
            let names: Vec<&str> = found.iter().map(|one| one.name.as_str()).collect();
            assert_eq!(names, ["links.toml", "proposals/A.toml"]);
            assert!(
                found[0].text.contains("indicators = [\"c-01/2\"] # two"),
                "{}",
                found[0].text
            );
            assert!(
                found[0]
                    .text
                    .contains("indicators = [ \"c-02/1\" ] # stays")
            );
            let told =
                "c-01: mark 2026 must_meet follows the edition: c-01/1 -> c-01/2, c-01/3 gone";
            assert_eq!(found[0].lines, [told]);
            let read: Proposal = toml::from_str(&found[1].text).unwrap();
            let pairing: Vec<(&str, u32)> = read
                .pairing
                .iter()
                .map(|(key, promise)| (key.as_str(), *promise))
                .collect();
            assert_eq!(pairing, [("c-01/1", 4), ("c-01/2", 3), ("c-02/1", 2)]);
            assert!(found[1].text.contains("# laid down") && found[1].text.contains("# t"));
            let ended = found.iter().flat_map(|one| one.text.split_inclusive('\n'));
            assert!(ended.into_iter().all(|line| line.ends_with(ending)));
        }
    }

    #[test]
    fn a_pairing_in_one_line_follows_too_and_what_is_not_touched_is_not_written() {
        let inline = "title = \"甲\"\npairing = { \"c-01/1\" = 3 }\n";
        let found = found(&files("format = 1\n", inline)).unwrap();
        assert_eq!(found.len(), 1);
        let read: Proposal = toml::from_str(&found[0].text).unwrap();
        assert_eq!(read.pairing["c-01/2"], 3);
        let other = files("format = 1\n", "title = \"x\"\n[pairing]\n\"c-02/1\" = 3\n");
        let none = following(&Source::Folder(other.path().to_path_buf()), &moves());
        assert_eq!(none.unwrap(), []);
    }

    #[test]
    fn a_file_that_cannot_be_read_is_named() {
        let damaged = found(&files(LINKS, "title = \npairing")).unwrap_err();
        assert_eq!(damaged.file, "proposals/A.toml");
        let damaged = found(&files("year = ", "title = \"x\"\n")).unwrap_err();
        assert_eq!(damaged.file, "links.toml");
    }
}
