//! The one file in which an expert hands all sheets in, and the code that is read aloud and
//! written on the signed paper. Plain text: a head, the sheets as they lie in the panel's
//! folder one after the other, and a last line with the digest of everything before it.
//!
//! Every sheet carries its own seal, so that a damaged file still gives up every sheet that
//! is whole. What a file is called, a byte-order mark and CR LF make no difference.

use super::seal::{SealFault, check_seal, digest};
use super::sheet::ScoreSheet;
use std::fmt::Write as _;

const TITLE: &str = "heyi-handin 1";
const RULE: &str = "==== ";
const COMMITMENT: &str = "==== commitment\n";
const END: &str = "==== end sha256 ";
/// How every sheet begins.
const FIRST: &str = "format = ";

/// What is handed in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HandIn {
    /// Panel id.
    pub panel: String,
    /// Expert id.
    pub expert: String,
    /// The expert's commitment as its file holds it; empty where there is none.
    pub commitment: String,
    /// `<round>/<proposal>` and the sealed text of each sheet, sorted.
    pub sheets: Vec<(String, String)>,
}

/// Returns the code of twelve digits in groups of four for the sheets of an expert; their
/// order makes no difference, any other change of any sheet does.
pub fn code<'a>(panel: &str, expert: &str, sheets: impl Iterator<Item = &'a ScoreSheet>) -> String {
    let line = |sheet: &ScoreSheet| {
        let (round, seal) = (sheet.round.key(), &sheet.seal.sha256);
        format!("{round}/{} {seal}\n", sheet.proposal)
    };
    let mut lines: Vec<String> = sheets.map(line).collect();
    lines.sort();
    let text = format!("{panel}\n{expert}\n{}", lines.concat());
    let hex = digest(text.as_bytes());
    let first = hex.get(..16).unwrap_or_default();
    let number = u64::from_str_radix(first, 16).unwrap_or_default() % 1_000_000_000_000;
    let digits = format!("{number:012}");
    let groups = [0..4, 4..8, 8..12].map(|place| digits.get(place).unwrap_or_default());
    groups.join("-")
}

impl HandIn {
    /// Returns the whole file.
    pub fn text(&self, code: &str) -> String {
        let names: Vec<&str> = self.sheets.iter().map(|(name, _)| name.as_str()).collect();
        let mut text = format!(
            "{TITLE}\n# 上交文件，请勿改动 / hand-in file, please do not change it\n\
             panel {}\nexpert {}\ncode {code}\nsheets {} {}\n",
            self.panel,
            self.expert,
            names.len(),
            names.join(" ")
        );
        if !self.commitment.is_empty() {
            let _ = writeln!(text, "{COMMITMENT}{}", self.commitment.trim_end());
        }
        for (name, sheet) in &self.sheets {
            let _ = writeln!(text, "{RULE}{name}");
            text.push_str(sheet);
        }
        let seal = digest(text.as_bytes());
        let _ = writeln!(text, "{END}{seal}");
        text
    }
}

/// One sheet found in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Line of the file on which it begins, from 1.
    pub line: usize,
    /// Its text, line ends as LF.
    pub text: String,
    /// Its seal, or why it does not hold.
    pub seal: Result<String, PieceFault>,
}

/// Why a sheet in a file cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PieceFault {
    /// Its seal.
    Seal(SealFault),
    /// Bytes that are no text.
    NotText,
}

/// Whether a file is as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wholeness {
    /// To the last byte.
    Whole,
    /// The last line is missing: cut off.
    CutOff,
    /// The last line does not fit the rest.
    Changed,
}

/// What a received file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// Whether it is as it was written; a single sheet is whole where its seal holds.
    pub wholeness: Wholeness,
    /// Panel id in the head; empty for a single sheet.
    pub panel: String,
    /// Expert id in the head; empty for a single sheet.
    pub expert: String,
    /// The code in the head; empty for a single sheet.
    pub code: String,
    /// `<round>/<proposal>` of the sheets that the head names.
    pub promised: Vec<String>,
    /// The commitment; only of a whole file.
    pub commitment: String,
    /// The sheets that were found, in their order.
    pub pieces: Vec<Piece>,
}

/// Reads a hand-in file or a single sheet; none where it is neither.
pub fn read(bytes: &[u8]) -> Option<Received> {
    let plain = plain(bytes);
    let lines: Vec<&[u8]> = plain.split_inclusive(|&byte| byte == b'\n').collect();
    let pieces = pieces(&lines);
    let first = lines.first().copied().unwrap_or_default();
    let is_sheet = first.starts_with(FIRST.as_bytes());
    let is_titled = first == format!("{TITLE}\n").as_bytes();
    // other files of a panel begin like a sheet, and hold no revision
    let has_revision = || lines.iter().any(|line| line.starts_with(b"revision = "));
    if (pieces.is_empty() && !is_titled) || (is_sheet && !has_revision()) {
        return None;
    }
    if is_sheet {
        let [piece] = pieces.as_slice() else {
            return Some(Received::loose(Wholeness::Changed, pieces));
        };
        let wholeness = match piece.seal {
            Ok(_) => Wholeness::Whole,
            Err(PieceFault::Seal(SealFault::Missing)) => Wholeness::CutOff,
            Err(_) => Wholeness::Changed,
        };
        return Some(Received::loose(wholeness, pieces));
    }
    let wholeness = wholeness(&lines, is_titled);
    let mut received = Received::loose(wholeness, pieces);
    let head = lines
        .iter()
        .take_while(|line| !line.starts_with(RULE.as_bytes()));
    for line in head {
        let Ok(line) = std::str::from_utf8(line) else {
            continue;
        };
        match line.trim_end().split_once(' ') {
            Some(("panel", id)) => id.clone_into(&mut received.panel),
            Some(("expert", id)) => id.clone_into(&mut received.expert),
            Some(("code", code)) => code.clone_into(&mut received.code),
            Some(("sheets", names)) => {
                let names = names.split(' ').skip(1);
                received.promised = names.map(str::to_owned).collect();
            }
            _ => {}
        }
    }
    if wholeness == Wholeness::Whole {
        received.commitment = commitment(&lines);
    }
    Some(received)
}

impl Received {
    fn loose(wholeness: Wholeness, pieces: Vec<Piece>) -> Self {
        Self {
            wholeness,
            panel: String::new(),
            expert: String::new(),
            code: String::new(),
            promised: Vec::new(),
            commitment: String::new(),
            pieces,
        }
    }
}

/// Takes a byte-order mark and the CR of CR LF away.
fn plain(bytes: &[u8]) -> Vec<u8> {
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    let mut plain = Vec::with_capacity(bytes.len());
    for (at, &byte) in bytes.iter().enumerate() {
        if byte != b'\r' || bytes.get(at + 1) != Some(&b'\n') {
            plain.push(byte);
        }
    }
    plain
}

fn wholeness(lines: &[&[u8]], is_titled: bool) -> Wholeness {
    let Some((last, before)) = lines.split_last() else {
        return Wholeness::CutOff;
    };
    if !last.starts_with(END.as_bytes()) {
        let is_elsewhere = before.iter().any(|line| line.starts_with(END.as_bytes()));
        return if is_elsewhere {
            Wholeness::Changed
        } else {
            Wholeness::CutOff
        };
    }
    let wanted = format!("{END}{}\n", digest(&before.concat()));
    if is_titled && *last == wanted.as_bytes() {
        Wholeness::Whole
    } else if wanted.as_bytes().starts_with(last) {
        Wholeness::CutOff
    } else {
        Wholeness::Changed
    }
}

/// Finds the sheets: each begins with its format and ends behind its seal, or before the
/// next one or the next rule where it has none.
fn pieces(lines: &[&[u8]]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut begun: Option<usize> = None;
    let mut is_sealed = false;
    let mut is_commitment = false;
    for (at, line) in lines.iter().enumerate() {
        if line.starts_with(RULE.as_bytes()) {
            is_commitment = *line == COMMITMENT.as_bytes();
        }
        if let Some(start) = begun {
            let is_next = line.starts_with(FIRST.as_bytes()) || line.starts_with(RULE.as_bytes());
            if is_next {
                pieces.push(piece(lines, start, at));
                begun = None;
            } else if is_sealed {
                pieces.push(piece(lines, start, at + 1));
                begun = None;
            }
            is_sealed = begun.is_some() && line.starts_with(b"[seal]");
        }
        if begun.is_none() && !is_commitment && line.starts_with(FIRST.as_bytes()) {
            (begun, is_sealed) = (Some(at), false);
        }
    }
    if let Some(start) = begun {
        pieces.push(piece(lines, start, lines.len()));
    }
    pieces
}

fn piece(lines: &[&[u8]], start: usize, end: usize) -> Piece {
    let bytes = lines.get(start..end).unwrap_or_default().concat();
    let line = start + 1;
    match String::from_utf8(bytes) {
        Ok(text) => Piece {
            line,
            seal: check_seal(&text).map_err(PieceFault::Seal),
            text,
        },
        Err(error) => Piece {
            line,
            text: String::from_utf8_lossy(error.as_bytes()).into_owned(),
            seal: Err(PieceFault::NotText),
        },
    }
}

fn commitment(lines: &[&[u8]]) -> String {
    let inside = lines.iter();
    let inside = inside.skip_while(|line| **line != COMMITMENT.as_bytes());
    let inside = inside.skip(1);
    let inside = inside.take_while(|line| !line.starts_with(RULE.as_bytes()));
    let bytes: Vec<u8> = inside.copied().flatten().copied().collect();
    String::from_utf8(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::seal::sealed_text;
    use super::super::sheet::{CellName, Round};
    use super::*;

    fn sheets() -> Vec<ScoreSheet> {
        let make = |id: &&str| {
            let mut sheet = ScoreSheet::new("p", "E01", id, Round::First);
            for (cell, to) in [
                (CellName::Score("target".into()), "16"),
                (CellName::Comment, "说明\n==== end\nformat = 1"),
            ] {
                assert!(sheet.change(&cell, to, "2026-01-01T00:00:00+08:00"));
            }
            sheet
        };
        ["A", "B", "C"].iter().map(make).collect()
    }

    fn text() -> String {
        let sheets = sheets();
        let hand_in = HandIn {
            panel: "p".into(),
            expert: "E01".into(),
            commitment: "format = 1\nname = \"甲\"\n".into(),
            sheets: sheets
                .iter()
                .map(|sheet| (format!("first/{}", sheet.proposal), sealed_text(sheet)))
                .collect(),
        };
        hand_in.text(&code("p", "E01", sheets.iter()))
    }

    fn whole(received: &Received) -> Vec<&str> {
        let pieces = received.pieces.iter().filter(|piece| piece.seal.is_ok());
        pieces.map(|piece| piece.text.as_str()).collect()
    }

    #[test]
    fn what_was_written_is_read_again_under_any_line_ends() {
        for file in [
            text(),
            text().replace('\n', "\r\n"),
            format!("\u{feff}{}", text()),
        ] {
            let received = read(file.as_bytes()).unwrap();
            assert_eq!(received.wholeness, Wholeness::Whole);
            assert_eq!(received.promised, ["first/A", "first/B", "first/C"]);
            assert_eq!(
                (received.panel.as_str(), received.expert.as_str()),
                ("p", "E01")
            );
            assert_eq!(received.commitment, "format = 1\nname = \"甲\"\n");
            let wanted: Vec<String> = sheets().iter().map(sealed_text).collect();
            assert_eq!(whole(&received), wanted);
        }
    }

    #[test]
    fn no_cut_file_is_whole_and_every_whole_sheet_before_the_cut_is_found() {
        let text = text();
        let sheets: Vec<String> = sheets().iter().map(sealed_text).collect();
        let ends: Vec<usize> = sheets
            .iter()
            .map(|sheet| text.find(sheet.as_str()).unwrap() + sheet.len())
            .collect();
        for cut in 0..text.len() {
            let Some(received) = read(&text.as_bytes()[..cut]) else {
                assert!(cut <= TITLE.len(), "{cut}");
                continue;
            };
            assert_eq!(received.wholeness, Wholeness::CutOff, "{cut}");
            let before = ends.iter().filter(|end| **end <= cut).count();
            assert_eq!(whole(&received), sheets[..before], "{cut}");
            assert_eq!(received.commitment, "");
        }
    }

    #[test]
    fn no_changed_file_is_whole_and_the_untouched_sheets_are_found() {
        let text = text();
        let sheets: Vec<String> = sheets().iter().map(sealed_text).collect();
        let is_long = std::env::var_os("HEYI_LONG").is_some();
        for at in 0..text.len() {
            for bit in (0..8).filter(|bit| is_long || *bit == at % 8) {
                let mut bytes = text.clone().into_bytes();
                bytes[at] ^= 1 << bit;
                let received = read(&bytes).unwrap();
                assert_ne!(received.wholeness, Wholeness::Whole, "{at}/{bit}");
                let found = whole(&received);
                assert!(found.len() >= 2, "{at}/{bit}: {}", found.len());
                assert!(
                    found
                        .iter()
                        .all(|one| sheets.iter().any(|sheet| sheet == one))
                );
            }
        }
    }

    #[test]
    fn a_single_sheet_is_read_and_other_files_are_neither() {
        let sheet = sealed_text(&sheets()[0]);
        let received = read(sheet.as_bytes()).unwrap();
        assert_eq!(
            (received.wholeness, received.pieces.len()),
            (Wholeness::Whole, 1)
        );
        let cut = read(&sheet.as_bytes()[..sheet.len() / 2]).unwrap();
        assert_eq!(cut.wholeness, Wholeness::CutOff);
        let changed = sheet.replace("\"16\"", "\"17\"");
        assert_eq!(
            read(changed.as_bytes()).unwrap().wholeness,
            Wholeness::Changed
        );
        for other in [
            &b""[..],
            b"PK\x03\x04",
            "你好\n".as_bytes(),
            b"format = 1\nid = \"p\"\n",
            b"\xff\xfe\x00",
        ] {
            assert_eq!(read(other), None);
        }
    }

    #[test]
    fn the_code_is_twelve_digits_that_every_change_changes() {
        let sheets = sheets();
        let found = code("p", "E01", sheets.iter());
        assert_eq!(found.len(), 14);
        assert!(
            found.split('-').all(|group| {
                group.len() == 4 && group.bytes().all(|byte| byte.is_ascii_digit())
            })
        );
        assert_eq!(code("p", "E01", sheets.iter().rev()), found);
        assert_ne!(code("p", "E02", sheets.iter()), found);
        assert_ne!(code("p", "E01", sheets.iter().skip(1)), found);
    }
}
