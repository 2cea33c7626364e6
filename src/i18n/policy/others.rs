//! What the criteria of kinds and chains have otherwise, as the paragraph tells it: other
//! points each by its name, other names and levels only that there are some.

use super::list::Words;
use crate::domain::decimal::plain;
use crate::domain::panel::Panel;
use crate::domain::proposal::ProposalKind;
use crate::domain::rubric::{CriterionOverride, Rubric};
use std::collections::BTreeMap;

type Others = BTreeMap<String, CriterionOverride>;

/// Returns the sentences on what differs, kinds first; empty where nothing does.
pub fn others(panel: &Panel, words: Words) -> String {
    let rubric = &panel.rubric;
    let kinds = ProposalKind::ALL.into_iter().filter_map(|kind| {
        let others = rubric.kind.get(kind.key())?;
        let name = words.find(&format!("proposal_kind.{}", kind.key()), kind.key());
        Some((words.with("policy.others_kind", &[&name]), others))
    });
    let chains = rubric.chain.iter().map(|(id, others)| {
        let chain = panel.plan.chain(id);
        let name = chain.map_or("", |chain| words.of(&chain.name));
        let name = if name.is_empty() { id } else { name };
        (words.with("policy.others_chain", &[name]), others)
    });
    let all: Vec<(String, &Others)> = kinds.chain(chains).collect();
    let named = all.iter().filter(|(_, others)| is_named(others));
    let named: Vec<String> = named.map(|(name, _)| name.clone()).collect();
    let mut said = Vec::new();
    if !named.is_empty() {
        said.push(words.with("policy.others_named", &[&words.list(&named)]));
    }
    let weights = all.iter();
    said.extend(weights.filter_map(|(name, others)| weights_of(name, others, rubric, words)));
    if !rubric.kind.is_empty() && !rubric.chain.is_empty() {
        said.push(words.text("policy.others_first").to_owned());
    }
    said.join(words.text("policy.between"))
}

fn is_named(others: &Others) -> bool {
    let mut all = others.values();
    all.any(|other| !other.name.zh.is_empty() || !other.levels.is_empty())
}

fn weights_of(name: &str, others: &Others, rubric: &Rubric, words: Words) -> Option<String> {
    let mut parts = Vec::new();
    let mut joined = rubric.clone();
    for criterion in &mut joined.criteria {
        let Some(other) = others.get(&criterion.id) else {
            continue;
        };
        let usual = criterion.weight();
        criterion.take(other);
        if usual != criterion.weight() {
            let details = [words.criterion(criterion), plain(criterion.weight())];
            let details = details.each_ref().map(String::as_str);
            parts.push(words.with("policy.others_weight", &details));
        }
    }
    let full = joined.full_marks();
    if full != rubric.full_marks() {
        parts.push(words.with("policy.others_full", &[&plain(full)]));
    }
    (!parts.is_empty()).then(|| words.with("policy.others_points", &[name, &words.list(&parts)]))
}
