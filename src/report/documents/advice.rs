//! What is recommended, what was decided of it, and what the public is told.

use super::Draft;
use super::parts::{
    self, all_reasons, applicant_words, conditions, field, figures, heading, letter, money, note,
    number, only, place, signatures, table, text, total, words,
};
use crate::analysis::standing::ProposalStanding;
use crate::domain::decimal::parse;
use crate::domain::panel::Phase;
use crate::domain::proposal::Proposal;
use crate::domain::recommendation::Lane;
use crate::i18n::reasons;
use crate::report::document::{Block, Cell, Column, Row};
use crate::report::form::filled;
use crate::report::material::Material;

/// Lists of recommendations, in their order, and the words of their headings.
const LISTS: [(&str, &[Lane]); 4] = [
    ("recommended", &[Lane::Recommend, Lane::Revise]),
    ("reserve", &[Lane::Reserve]),
    ("special", &[Lane::Special]),
    (
        "others",
        &[
            Lane::Decline,
            Lane::Invalid,
            Lane::Vetoed,
            Lane::Withdrawn,
            Lane::Ineligible,
        ],
    ),
];

/// Empty rows of a form to fill in by hand.
const ROOM: usize = 12;

/// 专家评审推荐建议名单; 备选; 一事一议; and everything else with its reason.
pub(super) fn recommendations(material: &Material) -> Vec<Draft> {
    let language = material.language;
    let mut blocks = vec![text(language, "rank.advice")];
    for (key, lanes) in LISTS {
        let rows: Vec<Row> = material
            .rows()
            .filter(|(row, _)| lanes.contains(&row.lane))
            .enumerate()
            .map(|(no, (row, proposal))| Row::Cells(advised(material, no, row, proposal)))
            .collect();
        let title = language
            .find(&format!("report.list_{key}"))
            .unwrap_or_default();
        let count = rows.len().to_string();
        blocks.push(Block::Heading(
            language.with("report.counted", &[title, &count]),
        ));
        if rows.is_empty() {
            blocks.push(text(language, "report.none"));
        } else {
            blocks.push(table("recommendations", "", advice_columns(material), rows));
        }
    }
    blocks.extend(super::work::missing(material).map(Block::Note));
    blocks.push(note(language, "report.money_note"));
    blocks.push(signatures(
        language,
        &["chair", "reviewed", "observer", "date"],
    ));
    vec![Draft::part("", only(blocks)).landscape()]
}

fn advice_columns(material: &Material) -> Vec<Column> {
    let language = material.language;
    vec![
        figures(language, "no", 5),
        words(language, "chain", 10),
        words(language, "id", 9),
        words(language, "title", 30),
        words(language, "applicant", 20),
        words(language, "district", 8),
        figures(language, "rank", 5),
        figures(language, "total", 8),
        figures(language, "requested", 8),
        figures(language, "awarded", 8),
        words(language, "lane", 13),
        words(language, "conditions", 24),
        words(language, "reasons", 34),
        figures(language, "distance", 8).on_request(),
        figures(language, "cumulative", 8).on_request(),
        words(language, "kind", 10).on_request(),
        words(language, "leader", 10).on_request(),
        words(language, "applicant_role", 20).on_request(),
    ]
}

fn advised(
    material: &Material,
    no: usize,
    row: &ProposalStanding,
    proposal: &Proposal,
) -> Vec<Cell> {
    let language = material.language;
    let is_ranked = row.rank.is_some();
    vec![
        Cell::count(no + 1),
        Cell::text(material.chain_name(proposal)),
        Cell::text(number(proposal)),
        Cell::text(&*proposal.title),
        Cell::text(&*proposal.applicant),
        Cell::text(&*proposal.district),
        place(row.rank),
        total(material, row.total.filter(|_| is_ranked)),
        money(row.requested),
        money(row.awarded),
        Cell::text(reasons::lane(row.lane, language)),
        Cell::text(conditions(material, &row.proposal)),
        Cell::text(all_reasons(material, row)),
        money(row.distance.filter(|_| is_ranked)),
        money(row.cumulative),
        Cell::text(kind(material, proposal)),
        Cell::text(&*proposal.leader),
        Cell::text(applicant_words(material, proposal)),
    ]
}

/// The words of a proposal's kind.
pub(super) fn kind(material: &Material, proposal: &Proposal) -> &'static str {
    let key = format!("proposal_kind.{}", proposal.kind.key());
    material.language.find(&key).unwrap_or_default()
}

/// 专家推荐与研究决定对照表.
pub(super) fn decisions(material: &Material) -> Vec<Draft> {
    let language = material.language;
    let columns = vec![
        figures(language, "no", 5),
        words(language, "chain", 10),
        words(language, "id", 9),
        words(language, "title", 28),
        words(language, "lane", 13),
        figures(language, "rank", 6),
        figures(language, "awarded", 9),
        words(language, "decision", 10),
        figures(language, "amount", 9),
        words(language, "departs", 8),
        words(language, "decision_reason", 28),
        words(language, "minute", 18),
        words(language, "approver", 12),
    ];
    let rows = material.rows().filter(|(row, _)| {
        let is_asked = matches!(row.lane, Lane::Reserve | Lane::Special);
        row.lane.is_recommended() || is_asked || material.panel.decision(&row.proposal).is_some()
    });
    let rows = rows.enumerate().map(|(no, (row, proposal))| {
        let mut cells = vec![
            Cell::count(no + 1),
            Cell::text(material.chain_name(proposal)),
            Cell::text(number(proposal)),
            Cell::text(&*proposal.title),
            Cell::text(reasons::lane(row.lane, language)),
            place(row.rank),
            money(row.awarded),
        ];
        cells.extend(decided(material, row));
        Row::Cells(cells)
    });
    let blocks = vec![
        note(language, "report.decisions_note"),
        table("decisions", "", columns, rows.collect()),
        note(language, "report.money_note"),
        signatures(language, &["office", "date"]),
    ];
    vec![Draft::part("", only(blocks)).landscape()]
}

fn decided(material: &Material, row: &ProposalStanding) -> Vec<Cell> {
    let language = material.language;
    let Some(decision) = material.panel.decision(&row.proposal) else {
        return vec![Cell::Empty; 6];
    };
    let outcome = language.find(&format!("decision.{}", decision.outcome));
    let departs = decision.departs_from(row.lane, row.awarded);
    let word = if departs {
        "report.departs"
    } else {
        "report.agrees"
    };
    vec![
        Cell::text(outcome.unwrap_or(&decision.outcome)),
        money(parse(&decision.amount)),
        Cell::text(language.text(word)),
        Cell::text(&*decision.reason),
        Cell::text(&*decision.minute),
        Cell::text(&*decision.approver),
    ]
}

/// Returns how many recommended proposals have no decision.
pub fn undecided(material: &Material) -> usize {
    let rows = material.standings.rows();
    let open = rows.filter(|row| {
        row.lane.is_recommended() && material.panel.decision(&row.proposal).is_none()
    });
    open.count()
}

/// The proposals of the notice: what was decided to support, and nothing else.
fn announced<'a>(material: &Material<'a>) -> Vec<&'a Proposal> {
    let panel = material.panel;
    let all = material.rows().filter(|(row, _)| {
        let decision = panel.decision(&row.proposal);
        decision.is_some_and(|one| one.outcome == "support")
    });
    all.map(|(_, proposal)| proposal).collect()
}

/// 公示及附表: no scores, no sums, no experts.
pub(super) fn notice(material: &Material) -> Vec<Draft> {
    let language = material.language;
    let form = &material.panel.report_form.notice;
    let listed = announced(material);
    let own = material.of_both(&form.text);
    let text = if own.is_empty() {
        language.text("report.notice_text")
    } else {
        own
    };
    let blank = language.text("report.blank");
    let or_blank = |text: &'_ str| if text.is_empty() { blank } else { text }.to_owned();
    let count = listed.len().to_string();
    let first = listed.first().map_or("", |one| one.title.as_str());
    let [from, until, contact, telephone, supervision, address] = [
        &form.from,
        &form.until,
        &form.contact,
        &form.telephone,
        &form.supervision,
        &form.address,
    ]
    .map(|text| or_blank(text));
    let sender = super::opinions::sender(material);
    let put_in = [
        ("count", count.as_str()),
        ("first", &or_blank(first)),
        ("from", &from),
        ("until", &until),
        ("contact", &contact),
        ("telephone", &telephone),
        ("supervision", &supervision),
        ("address", &address),
        ("sender", &sender),
    ];
    let columns = vec![
        figures(language, "no", 6),
        words(language, "title", 38),
        words(language, "unit", 30),
        words(language, "district", 12),
        words(language, "kind", 12),
    ];
    let rows = listed.iter().enumerate().map(|(no, proposal)| {
        Row::Cells(vec![
            Cell::count(no + 1),
            Cell::text(&*proposal.title),
            Cell::text(&*proposal.applicant),
            Cell::text(&*proposal.district),
            Cell::text(kind(material, proposal)),
        ])
    });
    let mut blocks = letter(&filled(text, &put_in), &sender);
    let caption = language.text("report.notice_list");
    blocks.push(Block::Closing(language.text("report.dated").to_owned()));
    let rows: Vec<Row> = rows.collect();
    if rows.is_empty() {
        blocks.push(parts::text(language, "report.nobody_announced"));
    } else {
        blocks.push(table("notice", caption, columns, rows));
    }
    // what only the office has to know goes before it is published
    let is_draft = material.panel.head.phase != Phase::Closed;
    if material.panel.decisions.is_empty() {
        blocks.push(note(language, "report.notice_undecided"));
    } else if is_draft && undecided(material) > 0 {
        let count = undecided(material).to_string();
        blocks.push(Block::Note(
            language.with("report.notice_partly", &[&count]),
        ));
    }
    Draft::of(only(blocks))
}

/// 异议处理登记表, to fill in by hand.
pub(super) fn objections(material: &Material) -> Vec<Draft> {
    let language = material.language;
    let columns = vec![
        words(language, "date", 12),
        words(language, "raised_by", 14),
        words(language, "reach", 16),
        words(language, "content", 34),
        words(language, "examination", 28),
        words(language, "answer", 24),
    ];
    let rows = vec![Row::Cells(vec![Cell::Empty; columns.len()]); ROOM];
    let form = &material.panel.report_form.notice;
    let facts = vec![
        field(language, "from", &form.from),
        field(language, "until", &form.until),
    ];
    let blocks = vec![
        Block::Fields(facts),
        table("objections", "", columns, rows),
        heading(language, "report.objection_rules"),
        text(language, "report.objection_text"),
        signatures(language, &["handled", "responsible"]),
    ];
    vec![Draft::part("", only(blocks)).landscape()]
}
