//! Which indicator or clause of a later edition is which one of the earlier. An indicator is
//! the same thing where sub-product, name, conditions and alternative are the same, a clause
//! where its words are. Where several could be meant none is: who marked one is told, and
//! nothing is guessed.

use crate::analysis::comparison::compare;
use crate::domain::edition::{Move, Moves, ReadingChange};
use crate::domain::indicator::Indicator;
use crate::domain::plan::{InnovationLink, Plan};
use crate::domain::proposal::Proposal;
use std::collections::BTreeSet;

/// An indicator or clause of a link as it is followed.
struct Named {
    /// Its name in files.
    key: String,
    /// What makes it the same thing.
    name: String,
    /// Its words.
    words: String,
}

/// Returns where the indicators and clauses of an edition stand in a later one.
pub fn moves(before: &Plan, after: &Plan) -> Moves {
    let links = before.chains.iter().flat_map(|chain| &chain.links);
    let found = links.flat_map(|link| {
        let later = after.link(&link.id).map(|(_, link)| link);
        if later == Some(link) {
            return Vec::new();
        }
        let (indicators, clauses) = both(link);
        let (later_indicators, later_clauses) = later.map(both).unwrap_or_default();
        let mut found = moved(indicators, &later_indicators);
        found.extend(moved(clauses, &later_clauses));
        found
    });
    found.collect()
}

/// Returns what is read otherwise in a link: in the order of the later edition, then what is
/// gone.
pub fn readings(
    before: Option<&InnovationLink>,
    after: Option<&InnovationLink>,
) -> Vec<ReadingChange> {
    let read = |link: Option<&InnovationLink>| link.map(indicators).unwrap_or_default();
    let (old, new) = (read(before), read(after));
    let follows = follow(&old, &new);
    let mut found = Vec::new();
    for (place, one) in new.iter().enumerate() {
        let held = follows.iter().position(|to| *to == Some(place));
        let before = held.and_then(|at| old.get(at)).map(|one| one.words.clone());
        if before.as_ref() != Some(&one.words) {
            found.push(ReadingChange {
                before,
                after: Some(one.words.clone()),
            });
        }
    }
    let gone = old.into_iter().zip(follows).filter(|(_, to)| to.is_none());
    found.extend(gone.map(|(one, _)| ReadingChange {
        before: Some(one.words),
        after: None,
    }));
    found
}

fn moved(old: Vec<Named>, new: &[Named]) -> Vec<(String, Move)> {
    let follows = follow(&old, new);
    let found = old.into_iter().zip(follows).filter_map(|(one, to)| {
        let to = to.and_then(|at| new.get(at));
        let stays = to.is_some_and(|to| to.key == one.key && to.words == one.words);
        let became = || Move {
            to: to.map(|to| to.key.clone()),
            before: one.words,
            after: to.map(|to| to.words.clone()).unwrap_or_default(),
        };
        (!stays).then(|| (one.key, became()))
    });
    found.collect()
}

/// Returns for each of the old ones its place among the new ones: first the ones that say the
/// same, then those of one name that are left, where as many are left on both sides.
fn follow(old: &[Named], new: &[Named]) -> Vec<Option<usize>> {
    let mut follows: Vec<Option<usize>> = vec![None; old.len()];
    let mut is_taken = vec![false; new.len()];
    for (one, to) in old.iter().zip(&mut follows) {
        let is_it = |other: &Named| other.name == one.name && other.words == one.words;
        let free = new.iter().zip(&mut is_taken).enumerate();
        let found = free
            .into_iter()
            .find(|(_, (other, taken))| !**taken && is_it(other));
        if let Some((place, (_, taken))) = found {
            *taken = true;
            *to = Some(place);
        }
    }
    let names: BTreeSet<&str> = old.iter().map(|one| one.name.as_str()).collect();
    for name in names {
        let left = |named: &[Named], is_done: &dyn Fn(usize) -> bool| -> Vec<usize> {
            let places = named.iter().enumerate();
            let places = places.filter(|(place, one)| one.name == name && !is_done(*place));
            places.map(|(place, _)| place).collect()
        };
        let old_left = left(old, &|place| {
            follows.get(place).is_some_and(Option::is_some)
        });
        let new_left = left(new, &|place| is_taken.get(place) == Some(&true));
        if old_left.len() != new_left.len() {
            continue;
        }
        for (from, to) in old_left.into_iter().zip(new_left) {
            if let Some(found) = follows.get_mut(from) {
                *found = Some(to);
            }
        }
    }
    follows
}

fn both(link: &InnovationLink) -> (Vec<Named>, Vec<Named>) {
    let comparison = compare(link, &Proposal::default());
    let clauses = comparison.clauses.into_iter().map(|clause| Named {
        name: clause.text.split_whitespace().collect(),
        key: clause.key,
        words: clause.text.trim().to_owned(),
    });
    (indicators(link), clauses.collect())
}

fn indicators(link: &InnovationLink) -> Vec<Named> {
    let rows = compare(link, &Proposal::default()).rows.into_iter();
    rows.map(|row| Named {
        name: name_of(&row.indicator),
        words: words_of(&row.indicator),
        key: row.key,
    })
    .collect()
}

fn name_of(indicator: &Indicator) -> String {
    let parts = [
        indicator.alternative.as_str(),
        &indicator.subject,
        indicator.shown_label(),
        &indicator.conditions.join(","),
    ];
    parts.join("|")
}

/// An indicator in one line: sub-product, name, conditions, value with its unit.
fn words_of(indicator: &Indicator) -> String {
    let conditions = match indicator.conditions.as_slice() {
        [] => String::new(),
        some => format!("（{}）", some.join("，")),
    };
    let text = format!(
        "{} {}{conditions} {}{}",
        indicator.subject,
        indicator.shown_label(),
        indicator.shown_value(),
        indicator.unit
    );
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::plan::Chain;

    fn plan(target: &str) -> Plan {
        let link = InnovationLink {
            id: "c-01".into(),
            target: target.into(),
            ..InnovationLink::default()
        };
        let chain = Chain {
            links: vec![link],
            ..Chain::default()
        };
        Plan {
            chains: vec![chain],
            ..Plan::default()
        }
    }

    fn to(moves: &Moves, key: &str) -> Option<String> {
        moves.carried(key).map(str::to_owned)
    }

    #[test]
    fn an_indicator_is_followed_past_what_comes_before_it() {
        let before = plan("转矩密度＞3.5Nm/kg；温升≤105K；噪声≤60dB");
        let after = plan("效率≥95%；转矩密度＞4.0Nm/kg；噪声≤60dB");
        let found = moves(&before, &after);
        // another value is still the same thing, and both are told
        assert_eq!(to(&found, "c-01/1").as_deref(), Some("c-01/2"));
        let density = found.get("c-01/1").unwrap();
        assert!(density.before.contains("3.5") && density.after.contains('4'));
        assert_eq!(to(&found, "c-01/2"), None);
        assert!(found.get("c-01/3").is_none(), "the third stays where it is");
        assert_eq!(moves(&before, &before), Moves::default());
        // and back again: what is new there is gone here
        let back = moves(&after, &before);
        assert_eq!(to(&back, "c-01/1"), None);
        assert_eq!(to(&back, "c-01/2").as_deref(), Some("c-01/1"));
    }

    #[test]
    fn of_several_that_could_be_meant_none_is() {
        let before = plan("温升≤105K");
        let after = plan("温升≤100K；温升≤95K");
        assert_eq!(to(&moves(&before, &after), "c-01/1"), None);
        // the one that says the same is no question
        let with_it = plan("温升≤100K；温升≤105K");
        let found = moves(&before, &with_it);
        assert_eq!(to(&found, "c-01/1").as_deref(), Some("c-01/2"));
        assert_eq!(readings(links(&before), links(&with_it)).len(), 1);
    }

    #[test]
    fn clauses_of_words_are_followed_by_their_words() {
        let before = plan("提高芯片导热能力及抗电迁移；揭示尺寸控制因子");
        let after = plan("建立可靠性评价方法；揭示尺寸控制因子");
        let found = moves(&before, &after);
        assert_eq!(to(&found, "c-01/w1"), None);
        assert_eq!(to(&found, "c-01/w2").as_deref(), Some("c-01/w2"));
        let swapped = plan("揭示尺寸控制因子；提高芯片导热能力及抗电迁移");
        let found = moves(&before, &swapped);
        assert_eq!(to(&found, "c-01/w1").as_deref(), Some("c-01/w2"));
        assert_eq!(to(&found, "c-01/w2").as_deref(), Some("c-01/w1"));
    }

    #[test]
    fn of_a_link_that_is_gone_nothing_is_left() {
        let before = plan("温升≤105K；噪声≤60dB");
        let found = moves(&before, &Plan::default());
        assert_eq!(to(&found, "c-01/2"), None);
        assert_eq!(found.get("c-01/2").unwrap().after, "");
    }

    fn links(plan: &Plan) -> Option<&InnovationLink> {
        plan.link("c-01").map(|(_, link)| link)
    }
}
