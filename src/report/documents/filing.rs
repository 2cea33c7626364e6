//! What is signed and filed at the end: codes, index of the files, check of the totals, the
//! page of signatures.

use super::Draft;
use super::before::expertise;
use super::parts::{field, figures, heading, note, only, signatures, table, text, words};
use crate::domain::sheet::SheetState;
use crate::i18n::{policy, verifying};
use crate::report::Kind;
use crate::report::document::{Block, Cell, Row};
use crate::report::material::Material;
use std::collections::{BTreeMap, BTreeSet};

/// 核对码登记表: what each expert handed in, and the code to sign for.
pub(super) fn codes(material: &Material) -> Vec<Draft> {
    let language = material.language;
    let columns = vec![
        figures(language, "no", 5),
        words(language, "expert", 14),
        words(language, "institution", 26),
        figures(language, "came", 8),
        figures(language, "asked", 8),
        figures(language, "all_sheets", 10),
        words(language, "hand_in_code", 18),
        words(language, "sign", 20),
        words(language, "date", 12),
    ];
    let receipts = material.receipts().experts.iter();
    let asked = receipts.filter(|one| one.total().1 > 0).enumerate();
    let rows = asked.map(|(no, one)| {
        let (came, all) = one.total();
        let expert = material.panel.expert(&one.expert);
        let own = material
            .sheets
            .iter()
            .filter(|sheet| sheet.expert == one.expert);
        let sheets: BTreeSet<&str> = own.map(|sheet| sheet.proposal.as_str()).collect();
        Row::Cells(vec![
            Cell::count(no + 1),
            Cell::text(material.expert_name(&one.expert)),
            Cell::text(expert.map_or("", |expert| &expert.institution)),
            Cell::count(came),
            Cell::count(all),
            Cell::count(sheets.len()),
            Cell::text(if came == 0 {
                language.text("report.not_handed_in")
            } else {
                &one.code
            }),
            Cell::Empty,
            Cell::Empty,
        ])
    });
    let blocks = vec![
        note(language, "report.codes_note"),
        table("codes", "", columns, rows.collect()),
        signatures(language, &["counted", "observer", "date"]),
    ];
    Draft::of(only(blocks))
}

/// 归档目录: the files of the panel by folder; pages are counted by hand.
pub(super) fn archive_index(material: &Material) -> Vec<Draft> {
    let language = material.language;
    let mut folders: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (name, bytes) in &material.outside.files {
        let place = match name.split_once('/') {
            Some((folder, _)) => folder,
            None => name.as_str(),
        };
        let sums = folders.entry(place).or_default();
        sums.0 += 1;
        sums.1 += bytes;
    }
    let columns = vec![
        figures(language, "no", 5),
        words(language, "file", 30),
        figures(language, "files", 8),
        figures(language, "bytes", 12),
        words(language, "remark", 20),
    ];
    let all = folders
        .values()
        .fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    let mut rows: Vec<Row> = Vec::new();
    for (no, (place, (files, bytes))) in folders.iter().enumerate() {
        rows.push(Row::Cells(vec![
            Cell::count(no + 1),
            Cell::text(*place),
            Cell::count(*files),
            Cell::count(*bytes),
            Cell::Empty,
        ]));
    }
    rows.push(Row::Total(vec![
        Cell::Empty,
        Cell::text(language.text("report.sum")),
        Cell::count(all.0),
        Cell::count(all.1),
        Cell::Empty,
    ]));
    let blocks = vec![
        heading(language, "report.paper_part"),
        paper(material),
        heading(language, "report.file_part"),
        note(language, "report.archive_note"),
        table("files", "", columns, rows),
        signatures(language, &["handled", "reviewed", "date"]),
    ];
    Draft::of(only(blocks))
}

/// The documents as they lie in the folder on paper; copies and pages are counted by hand.
fn paper(material: &Material) -> Block {
    let language = material.language;
    let columns = vec![
        words(language, "no", 6),
        words(language, "paper", 40),
        words(language, "copies", 10),
        words(language, "paper_pages", 10),
        words(language, "remark", 20),
    ];
    let kinds = Kind::ALL.into_iter().filter(|kind| *kind != Kind::DataPack);
    let rows = kinds.map(|kind| {
        Row::Cells(vec![
            Cell::text(kind.number()),
            Cell::text(super::title(material, kind)),
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
        ])
    });
    table("paper", "", columns, rows.collect())
}

/// 统分校验单: how many sheets there are, what was computed of them, and whether everything
/// was found whole when it was checked again.
pub(super) fn totals_check(material: &Material) -> Vec<Draft> {
    let (panel, language) = (material.panel, material.language);
    let states = [
        SheetState::Submitted,
        SheetState::Draft,
        SheetState::Recused,
        SheetState::Abstained,
    ];
    let sheets = states.map(|state| {
        let count = material
            .sheets
            .iter()
            .filter(|sheet| sheet.state == state)
            .count();
        (state, count)
    });
    let groups = material.standings.groups.iter();
    let (expected, received) = groups.fold((0, 0), |sum, group| {
        (sum.0 + group.expected, sum.1 + group.received)
    });
    let with_total = material
        .standings
        .rows()
        .filter(|row| row.total.is_some())
        .count();
    let rules = policy::code(&panel.policy_digest).unwrap_or_default();
    let rubric = policy::code(&panel.rubric_digest).unwrap_or_default();
    let mut facts = vec![
        field(language, "policy_code", &rules),
        field(language, "rubric_code", &rubric),
        field(language, "data_code", material.code()),
        field(language, "expected", &expected.to_string()),
        field(language, "received", &received.to_string()),
    ];
    facts.extend(sheets.into_iter().map(|(state, count)| {
        let caption = language
            .find(&format!("sheet.{}", state.key()))
            .unwrap_or_default();
        crate::report::document::Field::new(caption, &count.to_string())
    }));
    facts.push(field(language, "with_total", &with_total.to_string()));
    let mut blocks = vec![Block::Fields(facts)];
    blocks.extend(super::work::missing(material).map(Block::Text));
    let apart = apart(material);
    if !apart.is_empty() {
        blocks.push(heading(language, "report.not_in_totals"));
        blocks.push(Block::List(apart));
    }
    blocks.extend(checked(material));
    blocks.push(text(language, "report.check_by_hand"));
    blocks.push(signatures(
        language,
        &["counted", "reviewed", "observer", "date"],
    ));
    Draft::of(only(blocks))
}

/// Sheets that were submitted and are in no total, each with its reason.
fn apart(material: &Material) -> Vec<String> {
    let language = material.language;
    let groups = material.standings.groups.iter();
    let excluded = groups.flat_map(|group| &group.not_counted);
    let excluded = excluded.filter(|one| material.sheet(&one.proposal, &one.expert).is_some());
    let mut found: Vec<String> = excluded
        .map(|one| {
            let why = language.find(&format!("rank.{}", one.why.key()));
            apart_line(
                material,
                &one.expert,
                &one.proposal,
                why.unwrap_or_default(),
            )
        })
        .collect();
    let incomplete = material.standings.incomplete.iter();
    found.extend(incomplete.map(|one| {
        let why = language.text("report.incomplete");
        apart_line(material, &one.expert, &one.proposal, why)
    }));
    found
}

fn apart_line(material: &Material, expert: &str, proposal: &str, why: &str) -> String {
    let who = material.expert_name(expert);
    let project = super::before::proposal_called(material, proposal);
    let language = material.language;
    language.with("report.incident", &[who, &project, why])
}

fn checked(material: &Material) -> Vec<Block> {
    let language = material.language;
    let outside = &material.outside;
    let Some(verified) = &outside.verified else {
        return vec![note(language, "report.not_verified")];
    };
    let files = verified.files.to_string();
    if verified.findings.is_empty() {
        let key = if outside.has_kept {
            "report.verified_kept"
        } else {
            "report.verified"
        };
        let mut blocks = vec![Block::Text(language.with(key, &[&files]))];
        if !outside.has_kept {
            blocks.push(note(language, "report.nothing_kept"));
        }
        return blocks;
    }
    let found = verified.findings.iter();
    let lines = found.map(|finding| verifying::line(finding, language));
    let count = verified.findings.len().to_string();
    vec![
        Block::Text(language.with("report.verified_findings", &[&files, &count])),
        Block::List(lines.collect()),
    ]
}

/// 签字页: everybody who took part, once.
pub(super) fn signature_page(material: &Material) -> Vec<Draft> {
    let language = material.language;
    let columns = vec![
        figures(language, "no", 5),
        words(language, "name", 12),
        words(language, "institution", 26),
        words(language, "expertise", 8),
        words(language, "duty", 22),
        words(language, "sign", 22),
        words(language, "date", 12),
    ];
    let experts = material.asked_experts();
    let rows = experts.into_iter().enumerate().map(|(no, expert)| {
        let chairs = material
            .panel
            .groups
            .iter()
            .filter(|group| group.chair == expert.id);
        let names: Vec<&str> = chairs.map(|group| material.of_both(&group.name)).collect();
        let duty = if names.is_empty() {
            language.text("report.member").to_owned()
        } else {
            language.with("report.chair_of", &[&names.join(language.text("list.and"))])
        };
        Row::Cells(vec![
            Cell::count(no + 1),
            Cell::text(material.expert_name(&expert.id)),
            Cell::text(&*expert.institution),
            Cell::text(expertise(material, expert)),
            Cell::text(duty),
            Cell::Empty,
            Cell::Empty,
        ])
    });
    let blocks = vec![
        text(language, "report.signature_text"),
        table("signatures", "", columns, rows.collect()),
        text(language, "report.dissent"),
        signatures(language, &["counted", "reviewed", "observer", "date"]),
    ];
    Draft::of(only(blocks))
}
