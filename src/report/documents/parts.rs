//! Pieces that several documents have in common. The words of columns, fields and signatures
//! stand in the catalogues under their names.

use crate::analysis::standing::{Excluded, ExpertTotal, GroupStanding, ProposalStanding};
use crate::domain::decimal::Decimal;
use crate::domain::proposal::Proposal;
use crate::domain::sheet::ExpertVerdict;
use crate::i18n::{Language, applicants, reasons};
use crate::report::document::{Block, Cell, Column, Field, Figure, Row, Section, Table};
use crate::report::material::Material;
use std::collections::{BTreeMap, BTreeSet};

/// Digits of a mean where the policy does not say how many.
const DIGITS: u32 = 2;

/// Returns a column of words.
pub fn words(language: Language, key: &str, width: u16) -> Column {
    let title = head(language, key);
    Column::words(key, title, wide_enough(title, width))
}

/// At least the width of the longest word of a head, which no line should break.
fn wide_enough(title: &str, width: u16) -> u16 {
    let words = title.split_whitespace().filter(|word| word.is_ascii());
    let longest = words.map(str::len).max().unwrap_or(0) + 2;
    width.max(u16::try_from(longest).unwrap_or(width))
}

/// Returns a column of figures.
pub fn figures(language: Language, key: &str, width: u16) -> Column {
    let title = head(language, key);
    Column::figures(key, title, wide_enough(title, width))
}

fn head(language: Language, key: &str) -> &'static str {
    language.find(&format!("column.{key}")).unwrap_or_default()
}

/// Returns a caption, which is called like a column, with what stands behind it.
pub fn field(language: Language, key: &str, value: &str) -> Field {
    Field::new(head(language, key), value)
}

/// Returns where people sign, by the words of the catalogue.
pub fn signatures(language: Language, who: &[&str]) -> Block {
    let caption = |who: &&str| language.find(&format!("signature.{who}"));
    let fields = who.iter().filter_map(caption);
    Block::Signatures(fields.map(|caption| Field::new(caption, "")).collect())
}

/// Returns a paragraph of the catalogue.
pub fn text(language: Language, key: &'static str) -> Block {
    Block::Text(language.text(key).to_owned())
}

/// Returns a letter: a first line that ends with a colon addresses somebody, a last one that
/// only names the sender closes it.
pub fn letter(text: &str, sender: &str) -> Vec<Block> {
    let mut body = text.trim_end();
    let mut blocks = Vec::new();
    if let Some((first, rest)) = body.split_once('\n')
        && first.ends_with(['：', ':'])
    {
        blocks.push(Block::Opening(first.to_owned()));
        body = rest;
    }
    let closing = body.rsplit_once('\n').filter(|(_, last)| *last == sender);
    let body = closing.map_or(body, |(before, _)| before);
    blocks.push(Block::Text(body.to_owned()));
    blocks.extend(closing.map(|(_, last)| Block::Closing(last.to_owned())));
    blocks
}

/// Returns small print of the catalogue.
pub fn note(language: Language, key: &'static str) -> Block {
    Block::Note(language.text(key).to_owned())
}

/// Returns a heading of the catalogue.
pub fn heading(language: Language, key: &'static str) -> Block {
    Block::Heading(language.text(key).to_owned())
}

/// Returns a table.
pub fn table(key: &str, caption: &str, columns: Vec<Column>, rows: Vec<Row>) -> Block {
    Block::Table(Table {
        key: key.to_owned(),
        caption: caption.to_owned(),
        columns,
        rows,
    })
}

/// Returns the only section of a document.
pub fn only(blocks: Vec<Block>) -> Vec<Section> {
    vec![Section {
        blocks,
        ..Section::default()
    }]
}

/// Returns a section of several.
pub fn section(key: &str, title: &str, blocks: Vec<Block>) -> Section {
    Section {
        key: key.to_owned(),
        title: title.to_owned(),
        blocks,
    }
}

/// Returns a sum of money, in 10,000 yuan as everywhere.
pub fn money(value: Option<Decimal>) -> Cell {
    value.map_or(Cell::Empty, Cell::plain)
}

/// Returns a place.
pub fn place(rank: Option<u32>) -> Cell {
    rank.map_or(Cell::Empty, |rank| Cell::fixed(Decimal::from(rank), 0))
}

/// Returns an official total with the policy's digits; unrounded ones have nine.
pub fn total(material: &Material, total: Option<Decimal>) -> Cell {
    let decimals = material.panel.policy.rounding.decimals;
    let decimals = decimals.map_or(9, |decimals| decimals.min(28));
    total.map_or(Cell::Empty, |total| Cell::fixed(total, decimals))
}

/// Returns a mean that decides nothing by itself, with the digits of totals.
pub fn mean(material: &Material, mean: Option<Decimal>) -> Cell {
    let decimals = material.panel.policy.rounding.decimals.unwrap_or(DIGITS);
    mean.map_or(Cell::Empty, |mean| Cell::fixed(mean, decimals.min(28)))
}

/// Returns one expert's total, in brackets where it was dropped.
pub fn expert_total(one: &ExpertTotal) -> Cell {
    match Cell::plain(one.total) {
        Cell::Figure(figure) => Cell::Figure(Figure {
            is_dropped: one.dropped.is_some(),
            ..figure
        }),
        other => other,
    }
}

/// Returns who recommends, of how many.
pub fn votes(row: &ProposalStanding) -> Cell {
    let all = row.votes.recommend + row.votes.revise + row.votes.decline;
    if all == 0 {
        return Cell::Empty;
    }
    Cell::text(format!("{}/{all}", row.votes.recommend))
}

/// Returns the first reason of a proposal as a sentence.
pub fn reason(material: &Material, row: &ProposalStanding) -> String {
    let rubric = material.panel.rubric_of(&row.proposal);
    let first = row.reasons.first();
    let said = first.map(|reason| reasons::sentence(reason, rubric, material.language));
    said.unwrap_or_default()
}

/// Returns all reasons of a proposal as sentences.
pub fn all_reasons(material: &Material, row: &ProposalStanding) -> String {
    let rubric = material.panel.rubric_of(&row.proposal);
    let all = row.reasons.iter();
    let said = all.map(|reason| reasons::sentence(reason, rubric, material.language));
    said.collect::<Vec<_>>().join("\n")
}

/// Returns the conditions of the adopted opinion as numbered lines.
pub fn conditions(material: &Material, proposal: &str) -> String {
    let all = material.panel.conditions(proposal).iter().enumerate();
    let numbered = all.map(|(place, condition)| format!("{}. {condition}", place + 1));
    numbered.collect::<Vec<_>>().join("\n")
}

/// Returns the full number and title of a proposal.
pub fn called(proposal: &Proposal) -> String {
    let id = number(proposal);
    if proposal.title.is_empty() {
        id.to_owned()
    } else {
        format!("{id} {}", proposal.title)
    }
}

/// Returns the number that the office uses for a proposal.
pub fn number(proposal: &Proposal) -> &str {
    if proposal.label.is_empty() {
        &proposal.id
    } else {
        &proposal.label
    }
}

/// Returns the numbers that the office uses for proposals, by their ids.
pub fn numbers(material: &Material, ids: &[String]) -> String {
    let shown = ids.iter().map(|id| {
        let found = material.panel.proposal(id);
        found.map_or(id.as_str(), number)
    });
    shown.collect::<Vec<_>>().join(" ")
}

/// Returns the words of a verdict.
pub fn verdict(language: Language, verdict: Option<ExpertVerdict>) -> &'static str {
    let key = verdict.map(|verdict| format!("verdict.{}", verdict.key()));
    key.and_then(|key| language.find(&key)).unwrap_or_default()
}

/// Returns the choices of which one is ticked.
pub fn ticked<'a>(choices: impl Iterator<Item = (&'a str, bool)>) -> String {
    let shown = choices.map(|(words, is_it)| {
        let mark = if is_it { '■' } else { '□' };
        format!("{mark} {words}")
    });
    shown.collect::<Vec<_>>().join("   ")
}

/// Returns the ids of a group's experts, in the order of the panel: who has a total there or
/// is asked for a sheet. Their places from 1 are the numbers on every table of the group.
pub fn experts_of<'a>(material: &'a Material, group: &'a GroupStanding) -> Vec<&'a str> {
    let totals = group.rows.iter().flat_map(|row| &row.totals);
    let mut here: BTreeSet<&str> = totals.map(|one| one.expert.as_str()).collect();
    here.extend(group.missing.iter().map(|one| one.expert.as_str()));
    let others = group.not_counted.iter();
    let others = others.filter(|one| one.why != Excluded::Unassigned);
    here.extend(others.map(|one| one.expert.as_str()));
    let order = material.panel.experts.iter().map(|one| one.id.as_str());
    let mut sorted: Vec<&str> = order.filter(|id| here.contains(id)).collect();
    let known: BTreeSet<&str> = sorted.iter().copied().collect();
    sorted.extend(here.into_iter().filter(|id| !known.contains(id)));
    sorted
}

/// Returns the totals of a proposal by expert.
pub fn totals_of(row: &ProposalStanding) -> BTreeMap<&str, &ExpertTotal> {
    let totals = row.totals.iter();
    totals.map(|one| (one.expert.as_str(), one)).collect()
}

/// What is known of a proposal's applicant; empty where nothing is.
pub fn applicant_words(material: &Material, proposal: &Proposal) -> String {
    let firm = material.panel.applicant(&proposal.applicant);
    firm.map_or(String::new(), |firm| {
        applicants::all(firm, material.language).join(material.language.text("report.between"))
    })
}
