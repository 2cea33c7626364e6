//! The text of a score sheet and the seal that ends it.
//!
//! TOML has no end mark: `v = 90` cut to `v = 9` is still valid. The seal is the SHA-256
//! of all bytes before the line `[seal]`, a byte-order mark taken away and CR LF read as LF.

use super::sheet::ScoreSheet;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fmt::Write;

const SEAL_LINE: &str = "[seal]\n";
/// Bytes behind that line, as it is written: `sha256 = "` and 64 digits, quote and line end.
const BEHIND_SEAL: usize = 10 + 64 + 2;

/// Why a sealed text is not whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SealFault {
    /// No line `[seal]`: never sealed, or cut off.
    Missing,
    /// The text and the seal disagree, or something follows the seal.
    Broken,
}

/// Returns the lower-case hexadecimal SHA-256 of `bytes`.
pub fn digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Tells whether the first lines of a text, however many, have a digest.
pub fn begins_with(text: &[u8], wanted: &str) -> bool {
    let mut read = Sha256::new();
    text.split_inclusive(|byte| *byte == b'\n').any(|line| {
        read.update(line);
        hex(&read.clone().finalize()) == wanted
    })
}

fn hex(bytes: &[u8]) -> String {
    let halves = bytes.iter().flat_map(|byte| [byte >> 4, byte & 0xf]);
    let mut text = String::with_capacity(2 * bytes.len());
    text.extend(halves.filter_map(|half| char::from_digit(u32::from(half), 16)));
    text
}

/// Returns the seal of a sheet as it stands.
pub fn seal_of(sheet: &ScoreSheet) -> String {
    digest(body(sheet).as_bytes())
}

/// Returns the whole file of a sheet, the seal in its last line.
pub fn sealed_text(sheet: &ScoreSheet) -> String {
    let mut text = body(sheet);
    let seal = digest(text.as_bytes());
    text.push_str(SEAL_LINE);
    let _ = writeln!(text, "sha256 = \"{seal}\"");
    text
}

/// Checks the seal of a file's text and returns it.
///
/// # Errors
/// Tells whether the seal is missing or does not fit.
pub fn check_seal(text: &str) -> Result<String, SealFault> {
    let text = text.trim_start_matches('\u{feff}');
    let plain = if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n"))
    } else {
        Cow::Borrowed(text)
    };
    let Some((head, tail)) = at_seal(&plain) else {
        return Err(SealFault::Missing);
    };
    if !head.is_empty() && !head.ends_with('\n') {
        return Err(SealFault::Missing);
    }
    let seal = digest(head.as_bytes());
    if tail == format!("sha256 = \"{seal}\"\n") {
        Ok(seal)
    } else {
        Err(SealFault::Broken)
    }
}

/// Returns what stands before the seal; none where there is no line `[seal]`.
pub fn before_seal(text: &str) -> Option<&str> {
    at_seal(text).map(|(before, _)| before)
}

/// Returns what stands before and behind the last line `[seal]`. Where it stands as it is
/// written, the text need not be searched for it.
fn at_seal(text: &str) -> Option<(&str, &str)> {
    let place = text.len().checked_sub(SEAL_LINE.len() + BEHIND_SEAL);
    let split = place.and_then(|place| text.split_at_checked(place));
    let written = split.and_then(|(before, seal)| Some((before, seal.strip_prefix(SEAL_LINE)?)));
    let written = written.filter(|(_, behind)| !behind.contains('['));
    written.or_else(|| text.rsplit_once(SEAL_LINE))
}

/// Returns the text of a sheet without the seal.
pub fn body(sheet: &ScoreSheet) -> String {
    let mut text = String::with_capacity(1024 + sheet.history.size());
    let _ = writeln!(text, "format = {}", sheet.format);
    for (key, value) in [
        ("panel", &*sheet.panel),
        ("plan", &*sheet.plan),
        ("rubric", &sheet.rubric),
        ("expert", &sheet.expert),
        ("proposal", &sheet.proposal),
        ("round", sheet.round.key()),
        ("state", sheet.state.key()),
    ] {
        put(&mut text, key, value);
    }
    let _ = writeln!(text, "revision = {}", sheet.revision);
    put(&mut text, "comment", &sheet.comment);
    put(&mut text, "verdict", &sheet.verdict);
    let _ = writeln!(text, "familiarity = {}", sheet.familiarity);
    put(&mut text, "amount", &sheet.amount);
    put(&mut text, "source", &sheet.source);
    for (key, value) in [
        ("entered_by", &sheet.entered_by),
        ("checked_by", &sheet.checked_by),
    ] {
        if !value.is_empty() {
            put(&mut text, key, value);
        }
    }
    put(&mut text, "reason", &sheet.reason);
    tables(&mut text, sheet);
    text
}

fn table<'a, K: AsRef<str> + 'a, V: AsRef<str> + 'a>(
    text: &mut String,
    name: &str,
    cells: impl IntoIterator<Item = (&'a K, &'a V)>,
) {
    for part in ["\n[", name, "]\n"] {
        text.push_str(part);
    }
    for (key, value) in cells {
        put_key(text, key.as_ref());
        put(text, "", value.as_ref());
    }
}

fn tables(text: &mut String, sheet: &ScoreSheet) {
    table(text, "scores", &sheet.scores);
    table(text, "cells", &sheet.cells);
    if !sheet.set_aside.is_empty() {
        table(text, "set_aside", &sheet.set_aside);
    }
    table(text, "pairing", &sheet.pairing);
    if !sheet.veto.is_empty() {
        table(text, "veto", &sheet.veto);
    }
    text.push_str("\n[judgement]\n");
    for (clause, judgement) in &sheet.judgement {
        put_key(text, clause);
        text.push_str(" = { met = ");
        quote(text, &judgement.met);
        text.push_str(", reason = ");
        quote(text, &judgement.reason);
        text.push_str(" }\n");
    }
    for question in &sheet.questions {
        text.push_str("\n[[question]]\n");
        put(text, "indicator", &question.indicator);
        put(text, "text", &question.text);
    }
    sheet.history.write(text);
    text.push('\n');
}

/// Adds a line with a key that needs no quotes, and a text.
pub(super) fn put(text: &mut String, key: &str, value: &str) {
    text.push_str(key);
    text.push_str(" = ");
    quote(text, value);
    text.push('\n');
}

fn put_key(text: &mut String, key: &str) {
    let bare = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    if !key.is_empty() && key.bytes().all(bare) {
        text.push_str(key);
    } else {
        quote(text, key);
    }
}

/// Returns `value` as a TOML basic string.
pub fn quoted(value: &str) -> String {
    let mut text = String::with_capacity(value.len() + 2);
    quote(&mut text, value);
    text
}

fn quote(text: &mut String, value: &str) {
    text.push('"');
    // c2 begins the control characters behind those of ASCII
    let is_literal = |byte: u8| byte >= b' ' && !matches!(byte, b'"' | b'\\' | 0x7f | 0xc2);
    if value.bytes().all(is_literal) {
        text.push_str(value);
    } else {
        escape(text, value);
    }
    text.push('"');
}

fn escape(text: &mut String, value: &str) {
    for character in value.chars() {
        match character {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\t' => text.push_str("\\t"),
            control if control.is_control() => {
                let _ = write!(text, "\\u{:04X}", control as u32);
            }
            other => text.push(other),
        }
    }
}

/// Returns the text of which [`quoted`] writes this between its quotes; none where there is an
/// escape that it does not write.
pub(super) fn unescaped(written: &str) -> Option<Cow<'_, str>> {
    if !written.contains('\\') {
        return Some(Cow::Borrowed(written));
    }
    let mut text = String::with_capacity(written.len());
    let mut rest = written;
    while let Some((before, escape)) = rest.split_once('\\') {
        text.push_str(before);
        let sign = escape.chars().next()?;
        rest = escape.get(sign.len_utf8()..)?;
        text.push(match sign {
            'n' => '\n',
            't' => '\t',
            '"' | '\\' => sign,
            'u' => {
                let (digits, behind) = rest.split_at_checked(4)?;
                rest = behind;
                char::from_u32(u32::from_str_radix(digits, 16).ok()?)?
            }
            _ => return None,
        });
    }
    text.push_str(rest);
    Some(Cow::Owned(text))
}

#[cfg(test)]
mod tests {
    use super::super::sheet::{CellName, Round};
    use super::*;

    fn sheet() -> ScoreSheet {
        let mut sheet = ScoreSheet::new("demo", "E01", "SM-01", Round::First);
        sheet.change(
            &CellName::Score("target".into()),
            "16",
            "2026-01-01T00:00:00+08:00",
        );
        sheet.change(
            &CellName::Comment,
            "说明 \"一\"\n二\\",
            "2026-01-01T00:01:00+08:00",
        );
        sheet
    }

    #[test]
    fn what_is_sealed_is_whole() {
        let text = sealed_text(&sheet());
        assert_eq!(check_seal(&text), Ok(seal_of(&sheet())));
        let from_windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        assert_eq!(check_seal(&from_windows), check_seal(&text));
    }

    #[test]
    fn the_seal_is_found_where_it_stands_last() {
        let seal = format!("{SEAL_LINE}sha256 = \"{}\"\n", "0".repeat(64));
        let blank = " ".repeat(BEHIND_SEAL);
        for text in [
            String::new(),
            seal.clone(),
            format!("甲\n{seal}"),
            format!("甲\n{seal}{seal}"),
            format!("{seal}甲"),
            format!("{SEAL_LINE}{}", " ".repeat(BEHIND_SEAL - 1)),
            format!("{SEAL_LINE}{blank}{SEAL_LINE}"),
            format!("{SEAL_LINE}{}", blank.replacen("       ", SEAL_LINE, 1)),
            format!("{SEAL_LINE}{}", "链".repeat(30)),
            "没有".repeat(60),
        ] {
            assert_eq!(at_seal(&text), text.rsplit_once(SEAL_LINE), "{text}");
        }
    }

    #[test]
    fn every_cut_and_every_changed_byte_is_noticed() {
        let text = sealed_text(&sheet());
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
            assert!(check_seal(&text[..end]).is_err(), "cut at {end}");
        }
        let changed = text.replace("\"16\"", "\"17\"");
        assert_eq!(check_seal(&changed), Err(SealFault::Broken));
        assert_eq!(check_seal(&format!("{text}\n")), Err(SealFault::Broken));
    }
}
