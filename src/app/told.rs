//! What a changed cell is called and what it holds now, for the line at the foot.

use super::state::App;
use super::undo::Change;
use crate::domain::sheet::CellName;
use crate::i18n::Language;

/// What stands in a cell now, in few words.
pub fn value(cell: &CellName, value: &str, language: Language) -> String {
    const LONGEST: usize = 12;
    let found = match cell {
        CellName::Verdict => language.find(&format!("verdict.{value}")),
        CellName::Score(_) if value == "abstain" => language.find("sheet.abstained"),
        _ => None,
    };
    let text = found.unwrap_or(value);
    if text.is_empty() {
        return language.text("notice.empty_now").to_owned();
    }
    let mut short: String = text
        .lines()
        .next()
        .unwrap_or_default()
        .chars()
        .take(LONGEST)
        .collect();
    if short.len() < text.len() {
        short.push_str(language.text("frame.cut"));
    }
    short
}

/// The name of a changed cell in words.
pub fn cell(app: &App, change: &Change) -> String {
    let key = match &change.cell {
        CellName::Score(criterion) => {
            let rubric = app
                .workspace
                .as_ref()
                .map(|workspace| workspace.panel().rubric_of(&change.proposal));
            let criterion = rubric.and_then(|rubric| rubric.criterion(criterion));
            let name = criterion.map(|criterion| criterion.name.of(app.language.is_english()));
            return name.unwrap_or_default().to_owned();
        }
        CellName::Verdict => "sheet.verdict",
        CellName::Familiarity => "sheet.familiarity",
        CellName::Amount => "sheet.amount",
        CellName::Comment | CellName::State => "sheet.comment",
        CellName::Pairing(_) => "sheet.pairing",
        CellName::Judgement(_) => "sheet.judgement",
        CellName::Question(_) => "sheet.question",
        CellName::Veto(_) => "sheet.veto",
    };
    app.language.text(key).to_owned()
}
