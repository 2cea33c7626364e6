//! What is there before and at the beginning of a meeting: check of form, sign-in, commitments, recusals, rules.

use super::Draft;
use super::parts::{
    applicant_words, called, field, figures, heading, note, number, only, section, signatures,
    table, text, words,
};
use crate::domain::people::Expert;
use crate::domain::proposal::{Proposal, ProposalState};
use crate::domain::rubric::{Criterion, Level, Rubric};
use crate::i18n::policy;
use crate::report::document::{Block, Cell, Field, Row, Section};
use crate::report::material::Material;

/// The points of a commitment, by their words.
const COMMITMENT: [&str; 5] = ["one", "two", "three", "four", "five"];

/// 形式审查汇总表: what was found is in the files; what was looked at is ticked by hand.
pub(super) fn form_check(material: &Material) -> Vec<Draft> {
    let language = material.language;
    let columns = vec![
        figures(language, "no", 4),
        words(language, "id", 10),
        words(language, "title", 30),
        words(language, "applicant", 22),
        words(language, "district", 8),
        words(language, "eligible", 8),
        words(language, "complete", 8),
        words(language, "credit", 8),
        words(language, "duplicate", 8),
        words(language, "form_result", 8),
        words(language, "form_reason", 20),
    ];
    let proposals = material.panel.proposals.iter().enumerate();
    let rows = proposals.map(|(place, one)| Row::Cells(checked(material, place, one)));
    let blocks = vec![
        note(language, "report.by_hand"),
        table("form-check", "", columns, rows.collect()),
        signatures(language, &["examined", "reviewed", "date"]),
    ];
    vec![Draft::part("", only(blocks)).landscape()]
}

fn checked(material: &Material, place: usize, proposal: &Proposal) -> Vec<Cell> {
    let result = match proposal.state {
        ProposalState::Active => "",
        ProposalState::Withdrawn => material.language.text("lane.withdrawn"),
        ProposalState::Ineligible => material.language.text("report.failed"),
    };
    let mut cells = vec![
        Cell::count(place + 1),
        Cell::text(number(proposal)),
        Cell::text(&*proposal.title),
        Cell::text(&*proposal.applicant),
        Cell::text(&*proposal.district),
    ];
    cells.extend(std::iter::repeat_n(Cell::Empty, 4));
    cells.extend([Cell::text(result), Cell::text(&*proposal.state_reason)]);
    cells
}

/// 专家签到表.
pub(super) fn sign_in(material: &Material) -> Vec<Draft> {
    let language = material.language;
    let columns = vec![
        figures(language, "no", 5),
        words(language, "name", 12),
        words(language, "institution", 26),
        words(language, "post", 12),
        words(language, "expertise", 8),
        words(language, "arrived", 14),
        words(language, "left", 12),
    ];
    let experts = material.asked_experts();
    let rows = experts.into_iter().enumerate().map(|(place, expert)| {
        Row::Cells(vec![
            Cell::count(place + 1),
            Cell::text(material.expert_name(&expert.id)),
            Cell::text(&*expert.institution),
            Cell::Empty,
            Cell::text(expertise(material, expert)),
            Cell::Empty,
            Cell::Empty,
        ])
    });
    let facts = ["date", "venue", "group"].map(|key| field(language, key, ""));
    let blocks = vec![
        Block::Fields(facts.to_vec()),
        table("sign-in", "", columns, rows.collect()),
        signatures(language, &["liaison", "date"]),
    ];
    Draft::of(only(blocks))
}

/// The words of an expert's field.
pub(super) fn expertise(material: &Material, expert: &Expert) -> String {
    let key = format!("expertise.{}", expert.expertise);
    let known = material.language.find(&key);
    known.unwrap_or(&expert.expertise).to_owned()
}

/// 评审专家承诺书, one page an expert.
pub(super) fn commitments(material: &Material) -> Vec<Draft> {
    let language = material.language;
    let points = COMMITMENT.map(|point| {
        let words = language.find(&format!("commitment.{point}"));
        words.unwrap_or_default().to_owned()
    });
    let pages = material.asked_experts().into_iter().map(|expert| {
        let who = material.expert_name(&expert.id);
        let title = material.of_both(&material.panel.head.title);
        let blocks = vec![
            Block::Text(language.with("report.commitment", &[who, &expert.institution, title])),
            Block::List(points.to_vec()),
            signatures(language, &["expert", "date"]),
        ];
        section(&expert.id, who, blocks)
    });
    let draft = Draft::part("", pages.collect());
    vec![draft.one_sheet()]
}

/// 回避登记表.
pub(super) fn recusals(material: &Material) -> Vec<Draft> {
    let language = material.language;
    let columns = vec![
        words(language, "expert", 12),
        words(language, "project", 32),
        words(language, "circumstance", 26),
        words(language, "raised_by", 12),
        words(language, "handling", 12),
        words(language, "time", 12),
    ];
    let mut rows: Vec<Row> = Vec::new();
    for one in &material.panel.conflicts {
        let state = language.find(&format!("conflict_state.{}", one.state));
        let cells = [
            material.expert_name(&one.expert).to_owned(),
            proposal_called(material, &one.proposal),
            one.reason.clone(),
            one.ruled_by.clone(),
            state.unwrap_or(&one.state).to_owned(),
        ];
        rows.push(cells_of(cells));
    }
    for sheet in material.sheets {
        let is_noted = material
            .panel
            .conflict(&sheet.expert, &sheet.proposal)
            .is_some();
        if sheet.state == crate::domain::sheet::SheetState::Recused && !is_noted {
            let who = material.expert_name(&sheet.expert).to_owned();
            let handling = language.text("conflict_state.recused").to_owned();
            let project = proposal_called(material, &sheet.proposal);
            let reason = sheet.reason.to_string();
            rows.push(cells_of([who.clone(), project, reason, who, handling]));
        }
    }
    let blocks = vec![
        if rows.is_empty() {
            text(language, "report.no_recusals")
        } else {
            note(language, "report.recusals_note")
        },
        table("recusals", "", columns, rows),
        signatures(language, &["expert", "liaison", "observer"]),
    ];
    Draft::of(only(blocks))
}

fn cells_of(words: [String; 5]) -> Row {
    let cells = words.into_iter().map(Cell::text);
    Row::Cells(cells.chain([Cell::Empty]).collect())
}

/// Number and title of a proposal by its id.
pub(super) fn proposal_called(material: &Material, id: &str) -> String {
    let found = material.panel.proposal(id);
    found.map_or_else(|| id.to_owned(), called)
}

/// 评审规则说明: the official paragraph, and the rubric with its levels.
pub(super) fn rules(material: &Material) -> Vec<Draft> {
    let (panel, language) = (material.panel, material.language);
    let mut blocks = vec![
        Block::Text(policy::paragraph(panel, language)),
        heading(language, "report.rubric"),
        rubric_table(material, &panel.rubric),
    ];
    let otherwise = otherwise(material);
    if !otherwise.is_empty() {
        blocks.push(heading(language, "report.other_rubrics"));
        blocks.push(other_names(material, &otherwise));
        blocks.extend(other_levels(material, &otherwise));
    }
    let source = &panel.plan.overview;
    let plan = material.of_both(&source.title);
    blocks.push(Block::Note(language.with(
        "report.rules_source",
        &[plan, &source.edition.name, &source.edition.date],
    )));
    blocks.push(signatures(language, &["office", "date"]));
    Draft::of(only(blocks))
}

fn rubric_table(material: &Material, rubric: &Rubric) -> Block {
    let language = material.language;
    let columns = vec![
        figures(language, "no", 4),
        words(language, "criterion", 20),
        figures(language, "full", 6),
        words(language, "level", 5),
        words(language, "range", 8),
        words(language, "anchor", 50),
    ];
    let mut rows = Vec::new();
    for (place, one) in rubric.criteria.iter().enumerate() {
        let mut head = [
            Cell::count(place + 1),
            Cell::text(material.of_both(&one.name)),
            Cell::plain(one.scale.maximum()),
        ];
        if one.levels.is_empty() {
            let blank = std::iter::repeat_n(Cell::Empty, 3);
            rows.push(Row::Cells(head.clone().into_iter().chain(blank).collect()));
        }
        for level in &one.levels {
            let cells = std::mem::take(&mut head).into_iter().chain([
                Cell::text(material.of_both(&level.mark)),
                Cell::text(range(level)),
                Cell::text(material.of_both(&level.text)),
            ]);
            rows.push(Row::Cells(cells.collect()));
        }
    }
    table("rubric", "", columns, rows)
}

/// A criterion that is otherwise for the proposals of a kind or a chain.
struct Otherwise<'a> {
    /// Name of the kind or chain.
    of: String,
    usual: &'a Criterion,
    now: Criterion,
    /// Levels of its own; none where they are the usual ones.
    levels: &'a [Level],
}

/// Returns what is otherwise for kinds, then for chains, in the order of the criteria.
fn otherwise<'a>(material: &Material<'a>) -> Vec<Otherwise<'a>> {
    let rubric = &material.panel.rubric;
    let kinds = rubric.kind.iter().map(|(kind, all)| {
        let name = material.language.find(&format!("proposal_kind.{kind}"));
        (name.unwrap_or(kind).to_owned(), all)
    });
    let chains = rubric.chain.iter().map(|(id, all)| {
        let chain = material.panel.plan.chain(id);
        let name = chain.map_or(id.as_str(), |chain| material.of_both(&chain.name));
        (name.to_owned(), all)
    });
    let mut found = Vec::new();
    for (of, all) in kinds.chain(chains) {
        for usual in &rubric.criteria {
            let Some(other) = all.get(&usual.id) else {
                continue;
            };
            let mut now = usual.clone();
            now.take(other);
            found.push(Otherwise {
                of: of.clone(),
                usual,
                now,
                levels: &other.levels,
            });
        }
    }
    found
}

/// Names and points that are otherwise, as points.
fn other_names(material: &Material, otherwise: &[Otherwise]) -> Block {
    let said = otherwise.iter().map(|one| {
        let from = material.of_both(&one.usual.name);
        let to = material.of_both(&one.now.name);
        let full = crate::domain::decimal::plain(one.now.weight());
        let details = [one.of.as_str(), from, to, &full];
        material.language.with("report.other_rubric", &details)
    });
    Block::List(said.collect())
}

/// Levels that are otherwise, as a table; none where all are the usual ones.
fn other_levels(material: &Material, otherwise: &[Otherwise]) -> Option<Block> {
    let language = material.language;
    let columns = vec![
        words(language, "kind", 12),
        words(language, "criterion", 24),
        words(language, "level", 5),
        words(language, "range", 8),
        words(language, "anchor", 50),
    ];
    let rows = otherwise.iter().flat_map(|one| {
        let levels = one.levels.iter();
        levels.map(|level| {
            Row::Cells(vec![
                Cell::text(&*one.of),
                Cell::text(material.of_both(&one.now.name)),
                Cell::text(material.of_both(&level.mark)),
                Cell::text(range(level)),
                Cell::text(material.of_both(&level.text)),
            ])
        })
    });
    let rows: Vec<Row> = rows.collect();
    (!rows.is_empty()).then(|| table("other-levels", "", columns, rows))
}

/// The marks of a level.
fn range(level: &Level) -> String {
    if level.from == level.to {
        level.from.clone()
    } else {
        format!("{}-{}", level.from, level.to)
    }
}

/// Returns the facts that stand above a form about one proposal.
pub(super) fn facts(material: &Material, proposal: &Proposal) -> Vec<Field> {
    let language = material.language;
    let link = proposal
        .main_link()
        .and_then(|id| material.panel.plan.link(id));
    let link = link.map_or_else(
        || language.text("report.no_link").to_owned(),
        |(_, link)| link.name.clone(),
    );
    vec![
        field(language, "id", number(proposal)),
        field(language, "title", &proposal.title),
        field(language, "applicant", &applicant(material, proposal)),
        field(language, "district", &proposal.district),
        field(language, "chain", &material.chain_name(proposal)),
        field(language, "link", &link),
    ]
}

/// The applicant with what is known of it.
fn applicant(material: &Material, proposal: &Proposal) -> String {
    let words = applicant_words(material, proposal);
    let parts = [proposal.applicant.as_str(), &words];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    let beside = material.language.text("list.beside");
    parts.collect::<Vec<_>>().join(beside)
}

/// A section of one proposal.
pub(super) fn about(material: &Material, proposal: &Proposal, rest: Vec<Block>) -> Section {
    let mut blocks = vec![Block::Fields(facts(material, proposal))];
    blocks.extend(rest);
    section(&proposal.id, &called(proposal), blocks)
}
