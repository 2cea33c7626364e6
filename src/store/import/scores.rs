//! Scores from a table: one row a cell, `proposal expert criterion score` and what else the
//! table has. Bad rows are refused one by one with their lines, all others come in together
//! or not at all. What stands in the panel already is changed by new revisions.

mod additions;
mod panel_files;
mod rows;
mod sheets;

use crate::domain::decimal::Decimal;
use crate::domain::panel::{Panel, Phase};
use crate::domain::problem::Problem;
use crate::store::batch;
use crate::store::import::report::is_in_the_way;
use crate::store::load;
use crate::store::save::Files;
use crate::store::source::Source;
use crate::store::table::columns::{Column, Heading};
use crate::store::table::{self, TableFault};
use additions::Additions;
use std::io;
use std::path::Path;

/// The columns of a table of scores.
const COLUMNS: &[Column] = &[
    Column {
        key: "proposal",
        is_required: true,
        headings: &[
            "项目编号",
            "申报编号",
            "编号",
            "项目",
            "申报项目",
            "项目名称",
        ],
    },
    Column {
        key: "expert",
        is_required: true,
        headings: &["专家编号", "专家", "评审专家", "专家姓名"],
    },
    Column {
        key: "criterion",
        is_required: true,
        headings: &["评分项编号", "评分项", "评分项目", "评分指标"],
    },
    Column {
        key: "score",
        is_required: true,
        headings: &["评分", "得分", "分数"],
    },
    Column {
        key: "round",
        is_required: false,
        headings: &["轮次", "评审轮次"],
    },
    Column {
        key: "chain",
        is_required: false,
        headings: &["产业链", "链"],
    },
    Column {
        key: "comment",
        is_required: false,
        headings: &["意见", "评审意见"],
    },
];

/// How scores are taken in.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Chains, proposals, experts and criteria that are not there yet are made.
    pub create: bool,
    /// Lowest and highest mark of the criteria that are made; else what the table holds.
    pub scale: Option<(Decimal, Decimal)>,
    /// Points of criteria that are made, by id or by the table's word; else their maximum.
    pub weights: Vec<(String, Decimal)>,
    /// The lowest total is to be the first.
    pub lowest_best: bool,
    /// Who typed the table in from signed paper. The sheets count only when a second person
    /// has typed the same.
    pub paper_by: Option<String>,
    /// When, for the histories of sheets and the journal; never used.
    pub at: String,
}

/// What two people typed differently from the same paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    /// Expert id.
    pub expert: String,
    /// Proposal id.
    pub proposal: String,
    /// The cell as the history names it.
    pub cell: String,
    /// What the first person typed; empty for nothing.
    pub first: String,
    /// What the second person typed.
    pub second: String,
}

/// A row that did not come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Its line in the file.
    pub line: usize,
    /// Why; words for people are in the catalogues under this key.
    pub code: &'static str,
    /// What is put into the words.
    pub details: Vec<String>,
}

/// Ids of what was made, in the order of the table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Created {
    /// Chains.
    pub chains: Vec<String>,
    /// Proposals.
    pub proposals: Vec<String>,
    /// Experts.
    pub experts: Vec<String>,
    /// Criteria.
    pub criteria: Vec<String>,
}

/// What became of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Which column was taken for what.
    pub heading: Heading,
    /// Rows below the headings that hold anything.
    pub rows: usize,
    /// Rows that came in, those without a score among them.
    pub accepted: usize,
    /// Rows that did not, by line.
    pub refused: Vec<Refused>,
    /// What was made for them.
    pub created: Created,
    /// Sheets that are new.
    pub new_sheets: usize,
    /// Sheets that have new revisions.
    pub changed_sheets: usize,
    /// Sheets from paper that a second person has typed the same, so that they count now.
    pub checked_sheets: usize,
    /// What two people typed differently; those sheets count for nothing yet.
    pub mismatches: Vec<Mismatch>,
}

/// Why nothing came in.
#[derive(Debug)]
pub enum ImportFault {
    /// The table cannot be used.
    Table(TableFault),
    /// A file of the panel cannot be read, so that nothing must be added to it.
    Panel(Problem),
    /// The round is closed.
    Closed,
    /// The round is open and its rules are frozen: the lowest cannot become the best now.
    Frozen,
    /// From paper comes what the experts themselves scored on a screen, or what two people
    /// have typed already: `<expert> <proposal>` of those sheets.
    OwnSheets(Vec<String>),
    /// A weight for something that the table does not make a criterion of.
    NoSuchWeight(String),
    /// The system did not let it be written; everything is as before.
    Unwritten(io::Error),
}

/// Takes a table of scores into a panel folder.
///
/// # Errors
/// The fault because of which nothing was changed at all.
pub fn import(
    files: &dyn Files,
    table: &Path,
    folder: &Path,
    options: &Options,
) -> Result<Outcome, ImportFault> {
    let source = Source::Folder(folder.to_path_buf());
    let (panel, problems) = load::panel(&source);
    if let Some(problem) = problems.into_iter().find(is_in_the_way) {
        return Err(ImportFault::Panel(problem));
    }
    let becomes_lowest = options.lowest_best && !panel.policy.lowest_best;
    match panel.head.phase {
        Phase::Closed => return Err(ImportFault::Closed),
        Phase::Open if becomes_lowest => return Err(ImportFault::Frozen),
        _ => {}
    }
    let table = table::read(table, COLUMNS).map_err(ImportFault::Table)?;
    let judged = rows::judge(&source, &panel, &table, options);
    let additions = Additions::of(&judged, &panel, options);
    if let Some((word, _)) = options
        .weights
        .iter()
        .find(|(word, _)| !judged.makes_criterion(word))
    {
        return Err(ImportFault::NoSuchWeight(word.clone()));
    }
    let mut outcome = Outcome {
        heading: table.heading,
        rows: table.rows.len(),
        accepted: judged.cells.len(),
        created: additions.created(),
        refused: judged.refused.clone(),
        new_sheets: 0,
        changed_sheets: 0,
        checked_sheets: 0,
        mismatches: Vec::new(),
    };
    if judged.cells.is_empty() {
        return Ok(outcome);
    }
    let written = panel_files::of(&source, &panel, &additions, becomes_lowest)?;
    let sheets = sheets::of(&judged, &panel, &written, options);
    (outcome.new_sheets, outcome.changed_sheets) = (sheets.new, sheets.changed);
    (outcome.checked_sheets, outcome.mismatches) = (sheets.checked, sheets.mismatches);
    if !sheets.taken.is_empty() {
        return Err(ImportFault::OwnSheets(sheets.taken));
    }
    let changes = [written.files, sheets.files].concat();
    batch::write(files, folder, &changes).map_err(ImportFault::Unwritten)?;
    Ok(outcome)
}

/// Returns the digest that sheets carry of the panel as it will be.
struct Written {
    files: Vec<(String, Vec<u8>)>,
    plan_digest: String,
    rubric_digest: String,
}

/// Says whether a panel may get chains of its own: where its plan is that of another panel,
/// one chain of its own would take the place of all of them.
fn can_make_chains(source: &Source, panel: &Panel) -> bool {
    panel.head.plan.is_empty() || !source.list("plan").is_empty()
}

#[cfg(test)]
mod tests;
