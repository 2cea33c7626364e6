//! What experts score on and sign, and how their marks come together for one proposal.

use super::Draft;
use super::before::about;
use super::parts::{
    expert_total, experts_of, field, figures, mean, note, number, section, signatures, table,
    ticked, total, totals_of, verdict, words,
};
use crate::analysis::combine::sheet_total;
use crate::analysis::comparison::compare;
use crate::analysis::standing::{GroupStanding, ProposalStanding};
use crate::domain::decimal::{Decimal, plain};
use crate::domain::indicator::Verdict;
use crate::domain::people::Expert;
use crate::domain::proposal::Proposal;
use crate::domain::rubric::{Criterion, Rubric};
use crate::domain::sheet::{self, ExpertVerdict, ScoreSheet, SheetState};
use crate::i18n::{Language, gap};
use crate::report::document::{Block, Cell, Column, Row, Section};
use crate::report::material::Material;
use std::collections::BTreeMap;

/// Lines left free for a comment by hand.
const ROOM: &str = "\n\n\n\n\n\n";

/// 专家个人评分表: one file an expert, one page a proposal.
pub(super) fn score_sheets(material: &Material) -> Vec<Draft> {
    let gaps = gap_sentences(material);
    let experts = material.asked_experts().into_iter();
    let drafts = experts.map(|expert| {
        let own = asked(material, expert).into_iter();
        let pages = own.map(|proposal| form(material, expert, proposal, &gaps));
        Draft::part(&expert.id, pages.collect()).one_sheet()
    });
    drafts.collect()
}

/// The proposals that an expert is asked about, in the order of presentation.
fn asked<'a>(material: &Material<'a>, expert: &Expert) -> Vec<&'a Proposal> {
    let assigned = material.panel.assigned(&expert.id);
    if !assigned.is_empty() {
        return assigned;
    }
    let order = material.panel.in_order().into_iter();
    order
        .filter(|proposal| material.sheet(&proposal.id, &expert.id).is_some())
        .collect()
}

fn form(
    material: &Material,
    expert: &Expert,
    proposal: &Proposal,
    gaps: &BTreeMap<&str, String>,
) -> Section {
    let language = material.language;
    let rubric = material.panel.rubric_for(proposal);
    let recusal = material.panel.recusal(&expert.id, &proposal.id);
    let sheet = material.sheet(&proposal.id, &expert.id);
    let sheet = sheet.filter(|_| recusal.is_none());
    let who = field(language, "expert", material.expert_name(&expert.id));
    let from = field(language, "institution", &expert.institution);
    let mut blocks = vec![
        Block::Fields(vec![who, from]),
        form_table(material, rubric, sheet),
    ];
    if let Some(words) = state(material, expert, proposal, sheet) {
        blocks.push(Block::Note(words));
    }
    let given = sheet.and_then(ScoreSheet::verdict);
    let verdicts = ExpertVerdict::ALL.map(|one| (verdict(language, Some(one)), given == Some(one)));
    let familiar = sheet.map_or(0, |sheet| sheet.familiarity);
    let levels = ["familiarity.high", "familiarity.middle", "familiarity.low"];
    let levels = levels.into_iter().zip(1u8..);
    let levels = levels.map(|(key, value)| (language.text(key), value == familiar));
    let comment = sheet.map_or(ROOM, |sheet| sheet.comment.as_str());
    let gaps = gaps.get(proposal.id.as_str()).map_or("", String::as_str);
    let ticks = vec![
        field(language, "verdict", &ticked(verdicts.into_iter())),
        field(language, "familiarity", &ticked(levels)),
    ];
    blocks.push(Block::Fields(ticks));
    if !gaps.is_empty() {
        blocks.push(Block::Fields(vec![field(language, "comparison", gaps)]));
    }
    blocks.push(Block::Fields(vec![field(language, "comment", comment)]));
    blocks.push(signed(material, &expert.id));
    about(material, proposal, blocks)
}

/// Where an expert signs, with the code of everything that the expert handed in.
fn signed(material: &Material, expert: &str) -> Block {
    let language = material.language;
    let receipts = material.receipts().experts.iter();
    let mut receipts = receipts.filter(|one| one.expert == expert);
    let code = receipts.next().map_or("", |one| one.code.as_str());
    let mut block = signatures(language, &["expert", "hand_in_code", "date"]);
    if let Block::Signatures(fields) = &mut block
        && let Some(field) = fields.get_mut(1)
    {
        code.clone_into(&mut field.value);
    }
    block
}

/// Why a form holds no marks.
fn state(
    material: &Material,
    expert: &Expert,
    proposal: &Proposal,
    sheet: Option<&ScoreSheet>,
) -> Option<String> {
    let language = material.language;
    let (id, who) = (proposal.id.as_str(), expert.id.as_str());
    if material.panel.recusal(who, id).is_some() {
        return Some(language.text("sheet.recused").to_owned());
    }
    if sheet.is_some() {
        return not_counted(material, id, who);
    }
    let mut held = material.sheets.iter();
    let held = held.find(|one| one.expert == who && one.proposal == id);
    let key = match held.map(|sheet| sheet.state) {
        Some(SheetState::Recused) => "sheet.recused",
        Some(SheetState::Abstained) => "sheet.abstained",
        Some(SheetState::Draft | SheetState::Submitted) => "sheet.draft",
        None => "sheet.not_started",
    };
    Some(language.text(key).to_owned())
}

/// Why a sheet that was submitted is in no total.
fn not_counted(material: &Material, proposal: &str, expert: &str) -> Option<String> {
    let language = material.language;
    let groups = material.standings.groups.iter();
    let mut excluded = groups.flat_map(|group| &group.not_counted);
    let found = excluded.find(|one| one.proposal == proposal && one.expert == expert);
    let why = if let Some(one) = found {
        language.find(&format!("rank.{}", one.why.key()))?
    } else {
        let mut incomplete = material.standings.incomplete.iter();
        incomplete.find(|one| one.proposal == proposal && one.expert == expert)?;
        language.text("report.incomplete")
    };
    Some(language.with("report.not_counted", &[why]))
}

fn form_table(material: &Material, rubric: &Rubric, sheet: Option<&ScoreSheet>) -> Block {
    let language = material.language;
    let mut columns = vec![
        figures(language, "no", 5),
        words(language, "criterion", 28),
        words(language, "guide", 44),
        figures(language, "full", 7),
        figures(language, "score", 8),
    ];
    let is_weighted = is_weighted(rubric);
    if is_weighted {
        columns.push(figures(language, "weight", 8));
        columns.push(figures(language, "weighted", 9));
    }
    let mut rows: Vec<Row> = Vec::new();
    for (place, one) in rubric.criteria.iter().enumerate() {
        let mut cells = vec![
            Cell::count(place + 1),
            Cell::text(material.of_both(&one.name)),
            Cell::text(ranges(material, one)),
            Cell::plain(one.scale.maximum()),
            sheet.map_or(Cell::Empty, |sheet| mark(language, sheet, &one.id)),
        ];
        if is_weighted {
            cells.push(Cell::plain(one.weight()));
            cells.push(sheet.map_or(Cell::Empty, |sheet| points(sheet, one)));
        }
        rows.push(Row::Cells(cells));
    }
    let sum = sheet.and_then(|sheet| sheet_total(sheet, rubric));
    let sum = sum.map_or(Cell::Empty, |sum| Cell::plain(sum.decimal()));
    let full = Cell::plain(rubric.full_marks());
    let mut last = vec![
        Cell::Empty,
        Cell::text(language.text("rank.total")),
        Cell::Empty,
    ];
    if is_weighted {
        last.extend([Cell::Empty, Cell::Empty]);
    }
    last.extend([full, sum]);
    rows.push(Row::Total(last));
    table("score-sheet", "", columns, rows)
}

/// Tells whether marks are not simply added: some criterion has other points than its marks.
fn is_weighted(rubric: &Rubric) -> bool {
    let mut criteria = rubric.criteria.iter();
    criteria.any(|one| one.weight() != one.scale.maximum())
}

/// The points that a mark is worth: mark / full mark × weight.
fn points(sheet: &ScoreSheet, criterion: &Criterion) -> Cell {
    match sheet.cell(&criterion.id) {
        sheet::Cell::Score(score) => {
            let worth = score.checked_mul(criterion.weight());
            let worth = worth.and_then(|worth| worth.checked_div(criterion.scale.maximum()));
            worth.map_or(Cell::Empty, Cell::plain)
        }
        _ => Cell::Empty,
    }
}

/// The levels of a criterion in a few words.
fn ranges(material: &Material, criterion: &Criterion) -> String {
    let levels = criterion.levels.iter();
    let shown = levels.map(|level| {
        let mark = material.of_both(&level.mark);
        if level.from == level.to {
            format!("{mark} {}", level.from)
        } else {
            format!("{mark} {}-{}", level.from, level.to)
        }
    });
    shown.collect::<Vec<_>>().join("  ")
}

/// What stands in a cell of a sheet.
fn mark(language: Language, sheet: &ScoreSheet, criterion: &str) -> Cell {
    match sheet.cell(criterion) {
        sheet::Cell::Score(score) => Cell::plain(score),
        sheet::Cell::Abstained => Cell::text(language.text("sheet.abstained")),
        sheet::Cell::Absent => Cell::Empty,
    }
}

/// What the comparison with the plan found, by proposal.
fn gap_sentences<'a>(material: &Material<'a>) -> BTreeMap<&'a str, String> {
    let proposals = material.panel.proposals.iter();
    let said = proposals.filter_map(|proposal| {
        let sentence = gap_sentence(material, proposal)?;
        Some((proposal.id.as_str(), sentence))
    });
    said.collect()
}

/// Returns how the promises of a proposal stand to its main link; none where it has none.
pub(super) fn gap_sentence(material: &Material, proposal: &Proposal) -> Option<String> {
    let language = material.language;
    let (_, link) = material.panel.plan.link(proposal.main_link()?)?;
    let comparison = compare(link, proposal);
    let counted = Verdict::BEST_FIRST.into_iter().filter_map(|one| {
        let count = comparison.count(one);
        let said = language.with(
            "report.gap_count",
            &[gap::verdict(one, language), &count.to_string()],
        );
        (count > 0).then_some(said)
    });
    let counted: Vec<String> = counted.collect();
    let join = language.text("report.comma");
    (!counted.is_empty()).then(|| counted.join(join))
}

/// 专家个人评分一览表: all proposals of an expert, one signature.
pub(super) fn overviews(material: &Material) -> Vec<Draft> {
    let receipts = &material.receipts().experts;
    let pages = material.asked_experts().into_iter().map(|expert| {
        let receipt = receipts.iter().find(|one| one.expert == expert.id);
        let (came, asked) =
            receipt.map_or((0, 0), crate::analysis::receipts::ExpertReceipts::total);
        let code = receipt.map_or("", |one| one.code.as_str());
        overview(material, expert, (came, asked), code)
    });
    vec![Draft::part("", pages.collect()).landscape()]
}

fn overview(material: &Material, expert: &Expert, counts: (usize, usize), code: &str) -> Section {
    let language = material.language;
    let rubric = &material.panel.rubric;
    let mut columns = vec![
        figures(language, "order", 5),
        words(language, "id", 10),
        words(language, "title", 34),
    ];
    columns.extend(rubric.criteria.iter().map(|one| {
        let name = material.of_both(one.short_name());
        let full = plain(one.scale.maximum());
        Column::figures(&column_key(&one.id), &format!("{name}\n{full}"), 9)
    }));
    columns.push(figures(language, "sum", 8));
    columns.push(words(language, "verdict", 12));
    let own = asked(material, expert).into_iter().enumerate();
    let rows = own.map(|(place, proposal)| {
        let sheet = material.sheet(&proposal.id, &expert.id);
        let own = material.panel.rubric_for(proposal);
        let sum = sheet.and_then(|sheet| sheet_total(sheet, own));
        let mut cells = vec![
            Cell::count(place + 1),
            Cell::text(number(proposal)),
            Cell::text(&*proposal.title),
        ];
        let marks = rubric.criteria.iter();
        cells.extend(
            marks.map(|one| sheet.map_or(Cell::Empty, |sheet| mark(language, sheet, &one.id))),
        );
        cells.push(sum.map_or(Cell::Empty, |sum| Cell::plain(sum.decimal())));
        let given = sheet.and_then(ScoreSheet::verdict);
        let words = match state(material, expert, proposal, sheet) {
            Some(words) => words,
            None => verdict(language, given).to_owned(),
        };
        cells.push(Cell::text(words));
        Row::Cells(cells)
    });
    let facts = vec![
        field(language, "expert", material.expert_name(&expert.id)),
        field(language, "institution", &expert.institution),
        field(language, "sheets", &format!("{}/{}", counts.0, counts.1)),
        field(language, "hand_in_code", code),
    ];
    let blocks = vec![
        Block::Fields(facts),
        table("overview", "", columns, rows.collect()),
        note(language, "report.overview_note"),
        signed(material, &expert.id),
    ];
    section(&expert.id, material.expert_name(&expert.id), blocks)
}

/// A criterion's id as the name of a column.
fn column_key(id: &str) -> String {
    id.to_ascii_lowercase()
}

/// 项目评分汇总表: rows are criteria, columns experts by their number.
pub(super) fn proposal_scores(material: &Material) -> Vec<Draft> {
    let groups = material.standings.groups.iter();
    let pages = groups.flat_map(|group| {
        let experts = experts_of(material, group);
        let rows = group.rows.iter().filter(|row| !row.totals.is_empty());
        let pages = rows.filter_map(|row| {
            let proposal = material.panel.proposal(&row.proposal)?;
            Some(of_proposal(material, group, row, proposal, &experts))
        });
        pages.collect::<Vec<_>>()
    });
    vec![Draft::part("", pages.collect()).landscape().one_sheet()]
}

fn of_proposal(
    material: &Material,
    group: &GroupStanding,
    row: &ProposalStanding,
    proposal: &Proposal,
    experts: &[&str],
) -> Section {
    let language = material.language;
    let rubric = material.panel.rubric_for(proposal);
    let totals = totals_of(row);
    let here = experts.iter().enumerate();
    let here: Vec<(usize, &str)> = here
        .filter(|(_, id)| totals.contains_key(*id))
        .map(|(place, id)| (place + 1, *id))
        .collect();
    let mut columns = vec![
        words(language, "criterion", 26),
        figures(language, "full", 6),
    ];
    columns.extend(here.iter().map(|(place, _)| numbered(language, *place)));
    columns.push(figures(language, "mean", 8));
    columns.push(figures(language, "combined", 8).on_request());
    let mut rows: Vec<Row> = Vec::new();
    for one in &rubric.criteria {
        let found = row.criteria.iter().find(|mean| mean.id == one.id);
        let mut cells = vec![
            Cell::text(material.of_both(&one.name)),
            Cell::plain(one.scale.maximum()),
        ];
        cells.extend(here.iter().map(|(_, id)| {
            let sheet = material.sheet(&row.proposal, id);
            sheet.map_or(Cell::Empty, |sheet| mark(language, sheet, &one.id))
        }));
        cells.push(mean(material, found.map(|mean| mean.mean)));
        cells.push(found.map_or(Cell::Empty, |mean| Cell::plain(mean.combined)));
        rows.push(Row::Cells(cells));
    }
    let mut last = vec![
        Cell::text(language.text("rank.total")),
        Cell::plain(rubric.full_marks()),
    ];
    let sums = here.iter().map(|(_, id)| totals.get(id).copied());
    last.extend(sums.map(|one| one.map_or(Cell::Empty, expert_total)));
    last.push(total(material, row.total));
    last.push(total(material, row.total));
    rows.push(Row::Total(last));
    let lane = crate::i18n::reasons::lane(row.lane, language);
    let facts = vec![
        field(language, "group", &material.group_name(group)),
        field(language, "rank", &shown_place(row.rank)),
        field(language, "n", &row.n.to_string()),
        field(language, "lane", lane),
    ];
    let mut blocks = vec![
        Block::Fields(facts),
        table("proposal-scores", "", columns, rows),
    ];
    if row.totals.iter().any(|one| one.dropped.is_some()) {
        blocks.push(note(language, "report.dropped_note"));
    }
    blocks.push(note(language, "report.means_note"));
    blocks.push(signatures(language, &["counted", "reviewed"]));
    about(material, proposal, blocks)
}

fn shown_place(rank: Option<u32>) -> String {
    rank.map_or_else(String::new, |rank| plain(Decimal::from(rank)))
}

/// A column of the expert with this number in the group.
pub(super) fn numbered(language: Language, place: usize) -> Column {
    let title = language.with("report.expert", &[&place.to_string()]);
    Column::figures(&format!("expert_{place}"), &title, 6)
}
