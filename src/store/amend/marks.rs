//! Writes a mark of a link into `links.toml`: in the place of the one of the same link, year
//! and kind, else as a new block behind the others; or takes it out.

use super::blocks::{replace, take_out};
use super::rulings::set;
use super::{Signature, put_down, rewritten, text, unread};
use crate::domain::journal::sentences;
use crate::domain::link_notes::{LinkNotes, Mark};
use crate::domain::settlement::Remark;
use crate::store::source::PANEL_FILE_LIMIT;
use crate::text::tree;
use std::io;
use std::path::Path;
use toml_edit::{Array, DocumentMut, Item, Table};

const FILE: &str = "links.toml";

/// Writes a mark, or takes it out, and one line into the journal.
///
/// # Errors
/// The system's; `InvalidData` where the file cannot be read; `AlreadyExists` where somebody
/// else changed the same mark meanwhile. Then nothing was changed.
pub fn mark(panel: &Path, remark: &Remark, signature: Signature) -> io::Result<()> {
    let stands = if panel.join(FILE).exists() {
        text(panel, FILE, PANEL_FILE_LIMIT)?
    } else {
        "format = 1\n".to_owned()
    };
    let notes: LinkNotes = tree::read(&stands).map_err(|_| unread())?;
    let found = notes.mark(&remark.link, remark.year, remark.kind);
    if found != remark.before.as_ref() && found != remark.after.as_ref() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let written = marked(&stands, notes, remark).ok_or_else(unread)?;
    put_down(panel, FILE, (&stands, &written), &told(remark), signature)
}

fn marked(text: &str, mut wanted: LinkNotes, remark: &Remark) -> Option<String> {
    let (link, year, kind) = (remark.link.as_str(), remark.year, remark.kind);
    wanted.remark(link, year, kind, remark.after.as_ref());
    rewritten(text, &wanted, |document| put(document, remark))
}

fn put(document: &mut DocumentMut, remark: &Remark) {
    let is_it = |block: &Table| {
        let word = |key: &str| block.get(key).and_then(Item::as_str);
        let year = block.get("year").and_then(Item::as_integer);
        // a block without a kind says the first one, as it is read
        let kind = word("kind").unwrap_or_else(|| crate::domain::link_notes::MarkKind::Weak.key());
        word("link") == Some(&remark.link)
            && year == Some(i64::from(remark.year))
            && kind == remark.kind.key()
    };
    match &remark.after {
        Some(mark) => replace(document, "mark", is_it, |block| fill(block, mark)),
        None => take_out(document, "mark", is_it),
    }
}

fn fill(block: &mut Table, mark: &Mark) {
    set(block, "link", mark.link.as_str().into());
    set(block, "year", i64::from(mark.year).into());
    set(block, "kind", mark.kind.key().into());
    if !mark.indicators.is_empty() || block.contains_key("indicators") {
        set(
            block,
            "indicators",
            Array::from_iter(&mark.indicators).into(),
        );
    }
    set(block, "reason", mark.reason.as_str().into());
    set(block, "by", mark.by.as_str().into());
}

fn told(remark: &Remark) -> String {
    let (year, kind) = (remark.year.to_string(), remark.kind.key());
    match &remark.after {
        None => sentences::MARK_BACK.written(&[&remark.link, &year, kind, &remark.reason]),
        Some(mark) => {
            let indicators = mark.indicators.join(" ");
            let details = [&*remark.link, &year, kind, &indicators, &remark.reason];
            sentences::MARK.written(&details)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::link_notes::MarkKind;
    use crate::store::journal;

    const TEXT: &str = "# head\nformat = 1\nyear = 2019\n\n[[link]]\nid = \"a-01\" # terms\nterms = [\"x\"]\n\n# why weak\n[[mark]]\nlink = \"a-01\"\nyear = 2019\nkind = 'weak'\nreason = \"old\" # said in March\nby = \"甲\"\n\n# the other\n[[mark]]\nlink = \"a-02\"\nyear = 2019\nkind = \"missing\"\nreason = \"r\"\nby = \"甲\"\n# last\n";

    fn remark(kind: MarkKind, indicators: &[&str], reason: &str) -> Remark {
        let notes: LinkNotes = toml::from_str(TEXT).unwrap();
        let mark = Mark {
            link: "a-01".into(),
            year: 2019,
            kind,
            indicators: indicators.iter().map(|&one| one.to_owned()).collect(),
            reason: reason.into(),
            by: "乙".into(),
        };
        Remark {
            link: "a-01".into(),
            year: 2019,
            kind,
            before: notes.mark("a-01", 2019, kind).cloned(),
            after: Some(mark),
            reason: reason.into(),
            by: "乙".into(),
        }
    }

    fn written(text: &str, remark: &Remark) -> String {
        marked(text, toml::from_str(text).unwrap(), remark).unwrap()
    }

    #[test]
    fn a_mark_changes_its_own_block_and_all_else_stays() {
        for ending in ["\n", "\r\n"] {
            let text = TEXT.replace('\n', ending);
            let changed = written(&text, &remark(MarkKind::Weak, &[], "new"));
            let expected = text.replace("\"old\" # said", "\"new\" # said").replacen(
                "by = \"甲\"",
                "by = \"乙\"",
                1,
            );
            assert_eq!(changed, expected);
            let must = remark(MarkKind::MustMeet, &["a-01/2"], "必达");
            let added = written(&text, &must);
            assert!(added.starts_with(&text.replace(&format!("# last{ending}"), "")));
            assert!(added.contains("indicators = [\"a-01/2\"]") && added.contains("# last"));
        }
    }

    #[test]
    fn what_is_taken_back_takes_no_remark_with_it() {
        let gone = Remark {
            after: None,
            ..remark(MarkKind::Weak, &[], "已补上")
        };
        let text = written(TEXT, &gone);
        let notes: LinkNotes = toml::from_str(&text).unwrap();
        assert_eq!(notes.marks.len(), 1);
        assert!(
            text.contains("# why weak\n\n# the other\n[[mark]]"),
            "{text}"
        );
    }

    #[test]
    fn what_somebody_else_marked_meanwhile_is_not_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let signature = Signature { by: "乙", at: "t" };
        let one = remark(MarkKind::Weak, &[], "new");
        // no file yet: what the person saw is not there
        let refused = mark(folder.path(), &one, signature).unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::AlreadyExists);
        let path = folder.path().join(FILE);
        std::fs::write(&path, TEXT.replace("\"old\"", "\"theirs\"")).unwrap();
        let refused = mark(folder.path(), &one, signature).unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::AlreadyExists);
        std::fs::write(&path, TEXT).unwrap();
        mark(folder.path(), &one, signature).unwrap();
        mark(folder.path(), &one, signature).unwrap();
        let lines = journal::lines(folder.path());
        assert_eq!(lines.len(), 1, "{lines:?}");
        assert!(lines[0].contains("a-01: mark 2019 weak: new"), "{lines:?}");
        std::fs::write(&path, "year = ").unwrap();
        let refused = mark(folder.path(), &one, signature).unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::InvalidData);
    }
}
