//! What is still open at the end of a round, and whose sheets are, in words.

use super::Language;
use crate::domain::Bilingual;
use crate::domain::closing::Gap;
use crate::domain::panel::Panel;

/// Most ids that are named.
const NAMED: usize = 6;
/// Most that are named of each of several groups.
const FEW: usize = 3;

/// Returns one sentence about what is still open, without a full stop.
pub fn gap(gap: &Gap, language: Language) -> String {
    let counted = |key: &str, count: usize, ids: &[String]| {
        language.with(key, &[&count.to_string(), &named(ids, language)])
    };
    let listed = |key: &str, ids: &[String]| counted(key, ids.len(), ids);
    match gap {
        Gap::NotComputed => language.text("round.gap_results").to_owned(),
        Gap::RulesOpen => language.text("round.open_unfixed").to_owned(),
        Gap::NotCalled(ids) => listed("round.gap_not_called", ids),
        Gap::Owed(sheets, experts) => counted("round.gap_owed", *sheets, experts),
        Gap::TooFew(ids, awaiting) => {
            let told = listed("round.gap_too_few", ids);
            match awaiting.as_slice() {
                [] => told,
                ids => told + &listed("round.gap_awaiting", ids),
            }
        }
        Gap::Vetoes(ids) => listed("round.gap_vetoes", ids),
        Gap::Ties(ids) => listed("round.gap_ties", ids),
        Gap::Codes(experts) => listed("round.gap_codes", experts),
        Gap::Conflicts(cells) => counted("round.gap_conflicts", *cells, &[]),
        Gap::Candidates(pairs) => listed("round.gap_candidates", pairs),
        Gap::SentBack(ids) => listed("round.discuss_waits", ids),
        Gap::Drafts(ids) => listed("round.gap_drafts", ids),
        Gap::AdoptedBeforeRuling(ids) => listed("round.gap_adopted_early", ids),
        Gap::NoOpinion(groups, others) => without_opinion(groups, *others, language),
        Gap::NoOpinions => language.text("round.no_opinions").to_owned(),
    }
}

/// Which scored proposals have no joint opinion, group by group, and how many are not counted
/// because nobody asks their groups for one yet.
fn without_opinion(
    groups: &[(Bilingual, Vec<String>)],
    others: usize,
    language: Language,
) -> String {
    let is_english = language == Language::English;
    let all: usize = groups.iter().map(|(_, ids)| ids.len()).sum();
    let of_group = |(name, ids): &(Bilingual, Vec<String>)| {
        let count = ids.len().to_string();
        let first = named_up_to(ids, FEW, language);
        let told = language.with("round.gap_of_group", &[name.of(is_english), &count, &first]);
        told.trim_start().to_owned()
    };
    let told: Vec<String> = groups.iter().map(of_group).collect();
    let told = told.join(language.text("round.gap_between_groups"));
    let told = language.with("round.gap_no_opinion", &[&all.to_string(), &told]);
    match others {
        0 => told,
        others => told + &language.with("round.gap_not_begun", &[&others.to_string()]),
    }
}

/// Returns whose sheets of a proposal are not in, and how many.
pub fn sheets_missing(panel: &Panel, id: &str, experts: &[String], language: Language) -> String {
    let count = experts.len().to_string();
    let names = first_of(panel, experts, language);
    language.with("refused.sheets_missing", &[id, &count, &names])
}

/// Returns the same with what can be done about it.
pub fn sheets_missing_way(
    panel: &Panel,
    id: &str,
    experts: &[String],
    language: Language,
) -> String {
    let told = sheets_missing(panel, id, experts, language);
    language.with("refused.sheets_way", &[&told])
}

/// Returns the first names of some experts, and how many more there are.
pub fn first_of(panel: &Panel, experts: &[String], language: Language) -> String {
    let names: Vec<&str> = experts.iter().map(|id| panel.name_of(id)).collect();
    named_up_to(&names, FEW, language)
}

/// Returns the first few names or ids, and how many more there are.
pub fn named(ids: &[impl AsRef<str>], language: Language) -> String {
    named_up_to(ids, NAMED, language)
}

fn named_up_to(ids: &[impl AsRef<str>], most: usize, language: Language) -> String {
    let first: Vec<&str> = ids.iter().map(AsRef::as_ref).take(most).collect();
    let names = first.join(language.text("frame.and"));
    match ids.len().saturating_sub(first.len()) {
        0 => names,
        more => format!("{names} +{more}"),
    }
}
