//! What is shown beside the sheet: the own neighbours in the chain, and a line of the
//! comparison as a sentence.

use crate::analysis::comparison::{Clause, Row};
use crate::analysis::editions;
use crate::app::own_sheets::{OwnSheets, Progress};
use crate::app::workspace::Workspace;
use crate::domain::decimal::Decimal;
use crate::domain::edition::LinkChange;
use crate::domain::indicator::Indicator;
use crate::domain::panel::Panel;
use crate::domain::proposal::Proposal;
use crate::domain::sheet::Judgement;
use crate::i18n::{Language, gap};

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

/// Returns how the text of a proposal's link changed since the own sheet was scored against it;
/// none where there is no sheet, or nothing changed.
pub fn changed(workspace: &Workspace, proposal: &Proposal) -> Option<LinkChange> {
    let sheet = workspace.own.as_ref()?.sheet(&proposal.id)?;
    editions::since(workspace.panel(), &sheet.plan, proposal)
}

/// Returns the own totals in the chain of a proposal, highest first, the unfinished last;
/// `others` are those of the other proposals.
pub fn neighbours(workspace: &Workspace, id: &str, others: &[Neighbour]) -> Vec<Neighbour> {
    let panel = workspace.panel();
    let (Some(present), Some(own)) = (panel.proposal(id), &workspace.own) else {
        return others.to_vec();
    };
    let mut found: Vec<Neighbour> = total(panel, own, present, true).into_iter().collect();
    found.extend(others.iter().cloned());
    found.sort_by(|left, right| {
        right
            .is_complete
            .cmp(&left.is_complete)
            .then_with(|| right.total.cmp(&left.total))
            .then_with(|| left.id.cmp(&right.id))
    });
    found
}

/// Returns the own totals of the other proposals in the chain of one. While this one is on
/// the screen they stay as they are.
pub fn others(workspace: &Workspace, id: &str) -> Vec<Neighbour> {
    let panel = workspace.panel();
    let (Some(present), Some(own)) = (panel.proposal(id), &workspace.own) else {
        return Vec::new();
    };
    let in_chain = workspace
        .proposals()
        .into_iter()
        .filter(|proposal| proposal.chain == present.chain && proposal.id != id);
    in_chain
        .filter_map(|proposal| total(panel, own, proposal, false))
        .collect()
}

/// Returns the own total of a proposal, if anything of it is scored and counts.
fn total(
    panel: &Panel,
    own: &OwnSheets,
    proposal: &Proposal,
    is_present: bool,
) -> Option<Neighbour> {
    let sheet = own.sheet(&proposal.id)?;
    let rubric = panel.rubric_of(&proposal.id);
    let is_out = matches!(
        own.progress(panel, &proposal.id),
        Progress::Recused | Progress::Abstained
    );
    (!is_out && own.scored(rubric, &proposal.id) > 0).then(|| Neighbour {
        id: proposal.id.clone(),
        title: proposal.title.clone(),
        total: sheet.subtotal(rubric),
        is_complete: sheet.total(rubric).is_some(),
        is_present,
    })
}

/// Returns the gap of a line with its direction word, such as `低 0.3`, or why there is none.
pub fn gap_words(row: &Row, language: Language) -> String {
    gap::distance(&row.indicator, &row.gap, language)
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
    let verdict = gap::verdict(row.gap.verdict, language);
    let label = label(&row.indicator);
    let (target, promise) = (target_words(&row.indicator), promise_words(row));
    let gap = gap::distance_in_unit(&row.indicator, &row.gap, language);
    if promise.is_empty() {
        language.with("quote.without", &[&label, &target, verdict])
    } else if gap.is_empty() || gap == "0" {
        language.with("quote.plain", &[&label, &target, &promise, verdict])
    } else {
        language.with("quote.gap", &[&label, &target, &promise, &gap, verdict])
    }
}

/// Returns a clause with its judgement as a sentence for the comment.
pub fn clause_sentence(clause: &Clause, judged: Option<&Judgement>, language: Language) -> String {
    let words = judged.map_or(language.text("judgement.open"), |judged| {
        judgement_words(&judged.met, language)
    });
    let reason = judged.map_or("", |judged| judged.reason.as_str());
    let text = clause.text.trim();
    if reason.is_empty() {
        language.with("quote.clause", &[text, words])
    } else {
        language.with("quote.clause_reason", &[text, words, reason])
    }
}

/// Returns the words of a judgement's key.
pub fn judgement_words(met: &str, language: Language) -> &'static str {
    language
        .find(&format!("judgement.{met}"))
        .unwrap_or_default()
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
