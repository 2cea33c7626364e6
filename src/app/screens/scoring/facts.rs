//! What is shown beside the sheet: whether the plan changed since, and a line of the comparison
//! in words.

use crate::analysis::comparison::{Clause, Row};
use crate::analysis::editions;
use crate::app::workspace::Workspace;
use crate::domain::edition::LinkChange;
use crate::domain::indicator::Indicator;
use crate::domain::proposal::Proposal;
use crate::domain::sheet::Judgement;
use crate::i18n::{Language, gap};

/// Returns how the text of a proposal's link changed since the own sheet was scored against it;
/// none where there is no sheet, or nothing changed.
pub fn changed(workspace: &Workspace, proposal: &Proposal) -> Option<LinkChange> {
    let sheet = workspace.own.as_ref()?.sheet(&proposal.id)?;
    editions::since(workspace.panel(), &sheet.plan, proposal)
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
