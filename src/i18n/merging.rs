//! What became of received files, in words.

use super::Language;
use crate::domain::merging::{OpenConflict, Outcome, ReceivedFile, Why};
use crate::domain::sheet::{CellName, Round};

/// Returns the word of an outcome.
pub fn outcome(outcome: Outcome, language: Language) -> &'static str {
    let key = outcome.key();
    language.find(&format!("merge.{key}")).unwrap_or_default()
}

/// Returns why a file became what it became; empty where there is nothing to say.
pub fn reason(file: &ReceivedFile, language: Language) -> String {
    let whys: Vec<String> = file.why.iter().map(|why| told(why, language)).collect();
    whys.join(language.text("merge.and"))
}

fn told(why: &Why, language: Language) -> String {
    let details: Vec<String> = why
        .details
        .iter()
        .map(|detail| sheets(detail, language))
        .collect();
    let details: Vec<&str> = details.iter().map(String::as_str).collect();
    language.with(&format!("merge.why_{}", why.key), &details)
}

/// Returns a detail with the sheets in it, `first/SM-01`, as people call them.
fn sheets(detail: &str, language: Language) -> String {
    let name = |word: &str| match word.split_once('/') {
        Some((round, proposal)) if round == Round::First.key() => proposal.to_owned(),
        Some((round, proposal)) if round == Round::Second.key() => {
            language.with("merge.second_round", &[proposal])
        }
        _ => word.to_owned(),
    };
    let words: Vec<String> = detail.split(' ').map(name).collect();
    words.join(" ")
}

/// Returns one line about a cell that somebody has to decide.
pub fn conflict(conflict: &OpenConflict, language: Language) -> String {
    let values: Vec<String> = conflict
        .values
        .iter()
        .map(|one| {
            let files = one.files.join(" ");
            language.with("merge.value", &[value(&one.value, language), &files])
        })
        .collect();
    let sheet = &conflict.sheet;
    let values = values.join(language.text("merge.or"));
    let before = value(&conflict.before, language);
    let details = [
        &sheet.expert,
        &sheet.proposal,
        &conflict.cell,
        &values,
        before,
    ];
    language.with("merge.conflict_line", &details)
}

/// Returns a value of a cell for people; nothing as a word.
pub fn value(value: &str, language: Language) -> &str {
    if value.is_empty() {
        language.text("merge.nothing")
    } else {
        value
    }
}

/// Returns what a cell holds for people: verdicts, states and the like in words.
pub fn value_of(path: &str, value: &str, language: Language) -> String {
    let word = |key: &str, of: &str| language.find(&format!("{key}.{of}")).map(str::to_owned);
    let known = match CellName::parse(path) {
        _ if value.is_empty() => None,
        Some(CellName::Verdict) => word("verdict", value),
        Some(CellName::State) => word("sheet", value),
        Some(CellName::Score(_)) if value == "abstain" => word("sheet", "abstained"),
        Some(CellName::Familiarity) => word("merge", &format!("familiar_{value}")),
        Some(CellName::Judgement(_)) => {
            let (met, reason) = value.split_once(": ").unwrap_or((value, ""));
            word("judgement", met).map(|met| format!("{met} {reason}").trim_end().to_owned())
        }
        _ => None,
    };
    known.unwrap_or_else(|| self::value(value, language).to_owned())
}

/// Returns the name of a cell for people; `criterion` gives the name of a criterion.
pub fn cell(path: &str, criterion: impl Fn(&str) -> Option<String>, language: Language) -> String {
    let (key, of) = match CellName::parse(path) {
        Some(CellName::Score(id)) => return criterion(&id).unwrap_or(id),
        Some(CellName::Verdict) => ("verdict", String::new()),
        Some(CellName::Familiarity) => ("familiarity", String::new()),
        Some(CellName::Comment) => ("comment", String::new()),
        Some(CellName::Amount) => ("amount", String::new()),
        Some(CellName::State) => ("state", String::new()),
        Some(CellName::Pairing(id)) => ("pairing", id),
        Some(CellName::Judgement(id)) => ("judgement", id),
        Some(CellName::Veto(id)) => ("veto", id),
        Some(CellName::Question(place)) => ("question", place.to_string()),
        None => return path.to_owned(),
    };
    language.with(&format!("merge.cell_{key}"), &[&of])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lost_sheet_is_called_by_its_proposal_and_round() {
        let lost = Why::new("lost", &["2", "first/SM-01 second/SM-02"]);
        let said = told(&lost, Language::English);
        assert!(said.ends_with("SM-01 SM-02 (second round)"), "{said}");
        let one = Why::new("sheet_cut_off", &["1"]);
        assert_eq!(told(&one, Language::English), "1 is incomplete");
        assert_eq!(sheets("示例/甲 ...", Language::Chinese), "示例/甲 ...");
    }
}
