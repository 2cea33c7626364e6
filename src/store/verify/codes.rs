//! The codes that experts wrote on the signed paper, beside the hand-ins in the inbox and
//! what counts in the panel now.

use super::super::inbox;
use super::super::merge::versions::{Version, of_piece};
use super::super::source::Source;
use super::OwnFiles;
use crate::domain::hand_in::{code, read};
use crate::domain::panel::Panel;
use crate::domain::verifying::Finding;
use std::collections::{BTreeMap, BTreeSet};

/// One line of the signed paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedCode {
    /// Expert id.
    pub expert: String,
    /// The code, `4071-9923-5586`.
    pub code: String,
}

/// Reads lines that hold an expert and twelve digits, however they are parted; returns the
/// codes and the numbers of lines that hold neither a heading nor a code.
pub fn read_codes(text: &str) -> (Vec<SignedCode>, Vec<usize>) {
    let mut codes = Vec::new();
    let mut strange = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let line = line.trim_start_matches('\u{feff}').trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        let folded: String = line.chars().map(crate::text::fold::half_width).collect();
        let mut words = folded
            .split(|c: char| !is_part(c))
            .filter(|word| !word.is_empty());
        let expert = words.next().map(str::to_owned);
        let digits: String = words
            .flat_map(str::chars)
            .filter(char::is_ascii_digit)
            .collect();
        match expert.filter(|_| digits.len() == 12) {
            Some(expert) => {
                let groups = [0..4, 4..8, 8..12].map(|place| digits.get(place).unwrap_or_default());
                let code = groups.join("-");
                codes.push(SignedCode { expert, code });
            }
            None if at > 0 => strange.push(at + 1),
            None => {}
        }
    }
    (codes, strange)
}

/// The sheets of a hand-in that was received, and its code computed anew.
struct Received {
    expert: String,
    code: String,
    sheets: Vec<Version>,
}

/// Compares the codes with what was received and with what counts.
pub fn check(source: &Source, panel: &Panel, own: &OwnFiles, codes: &[SignedCode]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let received = received(source, panel);
    let mut signed: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for one in codes {
        signed.entry(&one.expert).or_default().insert(&one.code);
        if panel.expert(&one.expert).is_none() {
            findings.push(Finding::new(
                "",
                "code_of_nobody",
                &[&one.expert, &one.code],
            ));
        }
    }
    let mut counted: BTreeMap<&str, Vec<&Version>> = BTreeMap::new();
    for file in own.values().filter(|file| !file.is_copy) {
        if let Some(version) = &file.version {
            counted.entry(&file.name.expert).or_default().push(version);
        }
    }
    for expert in counted.keys() {
        if !signed.contains_key(expert) {
            findings.push(Finding::new("", "no_code", &[expert]));
        }
    }
    for (expert, codes) in signed {
        let counted = counted.remove(expert).unwrap_or_default();
        let now = code(&panel.head.id, expert, counted.iter().map(|one| &one.sheet));
        if codes.contains(now.as_str()) {
            continue;
        }
        let is_signed = |one: &&Received| one.expert == expert && codes.contains(one.code.as_str());
        let covering: Vec<&Received> = received.iter().filter(is_signed).collect();
        if covering.is_empty() {
            let codes: Vec<&str> = codes.into_iter().collect();
            findings.push(Finding::new(
                "",
                "code_unknown",
                &[expert, &codes.join(" ")],
            ));
            continue;
        }
        let signed: Vec<&Version> = covering.iter().flat_map(|one| &one.sheets).collect();
        for version in counted {
            if !is_covered(version, &signed) {
                let file = version.name().file();
                findings.push(Finding::new(&file, "not_signed", &[expert]));
            }
        }
    }
    findings
}

/// A sheet is covered where it was signed as it is, or was only joined from versions that
/// were signed or that a signed one descends from.
fn is_covered(version: &Version, signed: &[&Version]) -> bool {
    if signed.iter().any(|one| one.seal() == version.seal()) {
        return true;
    }
    let whole = version.whole().filter(|_| version.is_joined);
    whole.is_some_and(|sheet| {
        let mut sources = sheet.joined_from().into_iter();
        sources.all(|source| {
            let mut signed = signed.iter();
            signed.any(|one| one.seal() == source || one.descends_from(source))
        })
    })
}

fn received(source: &Source, panel: &Panel) -> Vec<Received> {
    let mut all = Vec::new();
    for digest in inbox::kept_by(source) {
        let bytes = inbox::read(source.folder(), &digest).unwrap_or_default();
        let Some(received) = read(&bytes).filter(|one| !one.expert.is_empty()) else {
            continue;
        };
        let pieces = received.pieces.into_iter();
        let sheets: Vec<Version> = pieces.filter_map(|piece| of_piece(piece).ok()).collect();
        all.push(Received {
            code: code(
                &panel.head.id,
                &received.expert,
                sheets.iter().map(|one| &one.sheet),
            ),
            expert: received.expert,
            sheets,
        });
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_however_they_were_written_down() {
        let text = "专家,核对码\nE01,4071-9923-5586\nE02\t407199235587\n\n# 注\nE03：４０７１－９９２３－５５８８\nE04 12-34\n";
        let (codes, strange) = read_codes(text);
        let told: Vec<String> = codes
            .iter()
            .map(|one| format!("{} {}", one.expert, one.code))
            .collect();
        assert_eq!(
            told,
            [
                "E01 4071-9923-5586",
                "E02 4071-9923-5587",
                "E03 4071-9923-5588"
            ]
        );
        assert_eq!(strange, [7]);
    }
}
