//! What is shown beside the sheet: the own neighbours in the chain, and a line of the
//! comparison as a sentence.

use crate::analysis::comparison::Row;
use crate::app::own_sheets::Progress;
use crate::app::workspace::Workspace;
use crate::domain::decimal::{Decimal, plain};
use crate::domain::indicator::{Direction, Indicator};
use crate::i18n::Language;

/// One own total in the same chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Neighbour {
    /// Proposal id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Total so far.
    pub total: Decimal,
    /// Every required criterion is scored.
    pub is_complete: bool,
    /// It is the proposal on the screen.
    pub is_present: bool,
}

/// Returns the own totals in the chain of a proposal, highest first, the unfinished last.
pub fn neighbours(workspace: &Workspace, id: &str) -> Vec<Neighbour> {
    let panel = workspace.panel();
    let (Some(present), Some(own)) = (panel.proposal(id), &workspace.own) else {
        return Vec::new();
    };
    let in_chain = workspace
        .proposals()
        .into_iter()
        .filter(|proposal| proposal.chain == present.chain);
    let mut found: Vec<Neighbour> = in_chain
        .filter(|proposal| {
            !matches!(
                own.progress(panel, &proposal.id),
                Progress::Recused | Progress::Abstained
            )
        })
        .filter_map(|proposal| {
            let sheet = own.sheet(&proposal.id)?;
            let scored = own.scored(&panel.rubric, &proposal.id) > 0;
            scored.then(|| Neighbour {
                id: proposal.id.clone(),
                title: proposal.title.clone(),
                total: sheet.subtotal(&panel.rubric),
                is_complete: sheet.total(&panel.rubric).is_some(),
                is_present: proposal.id == id,
            })
        })
        .collect();
    found.sort_by(|left, right| {
        right
            .is_complete
            .cmp(&left.is_complete)
            .then_with(|| right.total.cmp(&left.total))
            .then_with(|| left.id.cmp(&right.id))
    });
    found
}

/// Returns the gap of a line with its direction word and the target's unit, such as
/// `低 0.3`; empty where there is none.
pub fn gap_words(row: &Row, language: Language) -> String {
    let Some(margin) = row.gap.margin else {
        return row
            .gap
            .reason
            .and_then(|reason| language.find(&format!("gap.{}", reason.key())))
            .unwrap_or_default()
            .to_owned();
    };
    if margin.is_zero() {
        return "0".to_owned();
    }
    let is_good = margin.is_sign_positive();
    let key = match (row.indicator.direction, is_good) {
        (Direction::Down | Direction::Zero, true) => "gap.smaller",
        (Direction::Down | Direction::Zero, false) => "gap.larger",
        (Direction::Window, true) => "gap.inside",
        (Direction::Window, false) => "gap.outside",
        (Direction::Cover, true) => "gap.wider",
        (Direction::Cover, false) => "gap.narrower",
        (_, true) => "gap.higher",
        (_, false) => "gap.lower",
    };
    language.with(key, &[&plain(margin.abs())])
}

/// Returns the target of a line with its sign and unit.
pub fn target_words(indicator: &Indicator) -> String {
    format!("{}{}", indicator.shown_value(), indicator.unit)
}

/// Returns the promise of a line with its unit; the applicant's words where no quantity
/// was read.
pub fn promise_words(row: &Row) -> String {
    match &row.gap.promised {
        Some(promised) => format!("{}{}", promised.shown_value(), promised.unit),
        None => String::new(),
    }
}

/// Returns a line of the comparison as a sentence for the comment.
pub fn sentence(row: &Row, language: Language) -> String {
    let verdict = language
        .find(&format!("gap.{}", row.gap.verdict.key()))
        .unwrap_or_default();
    let label = label(&row.indicator);
    let (target, promise, gap) = (
        target_words(&row.indicator),
        promise_words(row),
        gap_words(row, language),
    );
    if promise.is_empty() {
        language.with("quote.without", &[&label, &target, verdict])
    } else if gap.is_empty() || gap == "0" {
        language.with("quote.plain", &[&label, &target, &promise, verdict])
    } else {
        language.with("quote.gap", &[&label, &target, &promise, &gap, verdict])
    }
}

/// Returns the name of an indicator with its conditions.
pub fn label(indicator: &Indicator) -> String {
    let name = indicator.shown_label();
    if indicator.conditions.is_empty() {
        name.to_owned()
    } else {
        format!("{name}（{}）", indicator.conditions.join("，"))
    }
}
