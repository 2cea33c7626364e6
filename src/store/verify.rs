//! Checking a whole panel again from its files: seals, histories, who may have a sheet, the
//! inbox, what was merged from it, the codes on the signed paper, the kept results, and every
//! file of an archive that was unpacked. A seal finds damage; only the codes on paper find
//! forgery.

mod codes;
mod listed;

pub use codes::{SignedCode, read_codes};

use super::inbox;
use super::load;
use super::merge::versions::{OwnFile, own, own_telling};
use super::merge::{Rebuilt, rebuilt};
use super::source::{PANEL_FILE_LIMIT, Source};
use crate::domain::hand_in;
use crate::domain::panel::Panel;
use crate::domain::problem::Severity;
use crate::domain::seal::check_seal;
use crate::domain::sheet::ScoreSheet;
use crate::domain::sheet::lineage::JOIN;
use crate::domain::sheet::mending::unexplained;
use crate::domain::verifying::{Finding, Verified};
use std::collections::{BTreeMap, BTreeSet};

/// Checks everything but the results, which whoever computes them compares; tells how many of
/// how many files are read.
pub fn verify(
    source: &Source,
    codes: Option<&[SignedCode]>,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Verified {
    let (panel, problems) = load::panel(source);
    let mut verified = Verified::default();
    for problem in problems
        .iter()
        .filter(|one| one.severity() == Severity::Error)
    {
        let file = problem.file.as_str();
        verified
            .findings
            .push(Finding::new(file, "unread", &[problem.trouble.key()]));
    }
    for file in panel.changed_since_opening() {
        verified
            .findings
            .push(Finding::new(file, "rules_changed", &[]));
    }
    let kept = inbox::kept_by(source);
    let reading = |done: usize, all: usize| progress(done, all + kept.len());
    let own = own_telling(source, None, &mut Vec::new(), &reading);
    verified.files += own.len();
    for file in own.values() {
        verified.findings.extend(of_sheet(file, &panel));
    }
    verified.files += kept.len();
    for (place, digest) in kept.iter().enumerate() {
        progress(own.len() + place + 1, own.len() + kept.len());
        if inbox::read(source.folder(), digest).is_err() {
            let name = format!("{}/{}", inbox::FOLDER, inbox::name_of(digest));
            verified
                .findings
                .push(Finding::new(&name, "inbox_changed", &[]));
        }
    }
    let rebuilt = rebuilt(source, &panel);
    verified.findings.extend(beside_inbox(&rebuilt));
    if let Some(codes) = codes {
        verified
            .findings
            .extend(codes::check(source, &panel, &own, codes));
    }
    if let Some((files, findings)) = listed::check(source) {
        // the sheets and the inbox are in the list too
        verified.files = files;
        verified.findings.extend(findings);
    }
    verified.findings.sort();
    verified.findings.dedup();
    verified
}

/// Tells whether results were kept when the round was closed.
pub fn has_kept(source: &Source) -> bool {
    let names = source.list("reports");
    names.iter().any(|name| name == "rank.json")
}

/// Adds what the results that were kept are not, beside the same ones computed again, by name.
pub fn add_kept(verified: &mut Verified, source: &Source, results: &[(String, Vec<u8>)]) {
    if !listed::has_list(source) {
        verified.files += results.len();
    }
    verified.findings.extend(beside_kept(source, results));
}

fn beside_kept(source: &Source, results: &[(String, Vec<u8>)]) -> Vec<Finding> {
    let differs = |(name, bytes): &&(String, Vec<u8>)| {
        let kept = source.read(name, PANEL_FILE_LIMIT);
        kept.ok().as_ref() != Some(bytes)
    };
    let differing = results.iter().filter(differs);
    differing
        .map(|(name, _)| Finding::new(name, "other_result", &[]))
        .collect()
}

/// Compares the codes on the signed paper with what was received and with what counts, and
/// checks nothing else.
pub fn compare(source: &Source, codes: &[SignedCode]) -> Vec<Finding> {
    let (panel, _) = load::panel(source);
    let own = own(source, None, &mut Vec::new());
    codes::check(source, &panel, &own, codes)
}

/// What of one sheet does not hold by itself.
fn of_sheet(own: &OwnFile, panel: &Panel) -> Vec<Finding> {
    let finding = |key, details: &[&str]| Finding::new(&own.file, key, details);
    let Some(version) = &own.version else {
        let received = hand_in::read(&own.bytes);
        let text = String::from_utf8_lossy(&own.bytes);
        let is_sealed = received.is_some() && check_seal(&text).is_ok();
        let key = if is_sealed { "misplaced" } else { "seal" };
        return vec![finding(key, &[])];
    };
    let mut findings = Vec::new();
    if own.is_copy {
        findings.push(finding("copy", &[]));
    }
    let sheet = &version.sheet;
    if *sheet.panel != *panel.head.id {
        findings.push(finding("other_panel", &[&sheet.panel]));
    }
    let (expert, proposal) = (sheet.expert.as_str(), sheet.proposal.as_str());
    if panel.expert(expert).is_none() {
        findings.push(finding("foreign_expert", &[expert]));
    }
    if panel.proposal(proposal).is_none() {
        findings.push(finding("unknown_proposal", &[proposal]));
    }
    let (rubric, digest) = (panel.rubric_of(proposal), &panel.rubric_digest);
    let carried = || panel.rulings.carried(sheet, rubric, digest);
    if sheet.is_of_other_rubric(digest) && carried().is_none() {
        findings.push(finding("other_rubric", &[]));
    }
    let Some(whole) = version.whole() else {
        findings.push(finding("seal", &[]));
        return findings;
    };
    if !is_one_line(&whole) {
        findings.push(finding("history", &[]));
    }
    let is_joined = whole.history.iter().any(|entry| entry.cell == JOIN);
    let cells = unexplained(&whole).into_iter().map(|one| one.cell);
    let cells: Vec<String> = cells.filter(|_| !is_joined).collect();
    if !cells.is_empty() {
        findings.push(finding("unexplained", &[&cells.join(" ")]));
    }
    findings
}

/// A history is complete where its revisions follow each other up to the sheet's, each with
/// the seal of the one before; of a joined one that its steps stand there is all to ask.
fn is_one_line(sheet: &ScoreSheet) -> bool {
    let last = sheet.history.last().map_or(0, |entry| entry.revision);
    if last != sheet.revision {
        return false;
    }
    if sheet.history.iter().any(|entry| entry.cell == JOIN) {
        return true;
    }
    let revisions = sheet.history.iter().map(|entry| entry.revision);
    let mut parents = BTreeSet::new();
    let are_parents = sheet.history.iter().enumerate().all(|(at, entry)| {
        let is_first = at == 0;
        is_first || (entry.parent.len() == 64 && parents.insert(entry.parent.as_str()))
    });
    revisions.eq(1..=sheet.revision) && are_parents
}

/// What the panel's sheets are not, although the files in the inbox say so.
fn beside_inbox(rebuilt: &Rebuilt) -> Vec<Finding> {
    let mut findings: Vec<Finding> = rebuilt
        .differing
        .iter()
        .map(|file| Finding::new(file, "not_as_received", &[]))
        .collect();
    for conflict in &rebuilt.conflicts {
        let file = conflict.sheet.file();
        findings.push(Finding::new(&file, "undecided", &[&conflict.cell]));
    }
    for (digest, why) in &rebuilt.held_back {
        let file = format!("{}/{}", inbox::FOLDER, inbox::name_of(digest));
        let details: Vec<&str> = why.details.iter().map(String::as_str).collect();
        findings.push(Finding::new(&file, held_back(why.key), &details));
    }
    findings
}

fn held_back(key: &str) -> &'static str {
    match key {
        "other_panel" => "held_other_panel",
        "foreign_expert" => "held_foreign_expert",
        "unknown_proposal" => "held_unknown_proposal",
        "not_assigned" => "held_not_assigned",
        "not_reconsidered" => "held_not_reconsidered",
        _ => "held_other_rubric",
    }
}

/// Files by their name, for whoever looks at what was found.
pub type OwnFiles = BTreeMap<String, OwnFile>;
