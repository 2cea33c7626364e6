//! What differs between two editions of a plan, link by link and indicator by indicator, and
//! which proposals and sheets rest on a text that changed. A sheet remembers the digest of the
//! plan it was scored against; nothing else decides.

mod following;

pub use following::moves;

use super::comparison::compare;
use crate::domain::edition::{Kind, LinkChange, Moves, PlanChanges, Resting, TextChange};
use crate::domain::panel::Panel;
use crate::domain::plan::{Chain, InnovationLink, Plan};
use crate::domain::proposal::Proposal;
use crate::domain::sheet::{ScoreSheet, SheetState};
use std::collections::{BTreeMap, BTreeSet};

/// Compares two editions.
pub fn between(before: &Plan, after: &Plan) -> PlanChanges {
    let (old, new) = (links(before), links(after));
    let order = chain_links(after).chain(chain_links(before));
    let mut seen = BTreeSet::new();
    let order = order.filter(|(_, link)| seen.insert(link.id.as_str()));
    let links = order.filter_map(|(chain, link)| {
        let id = link.id.as_str();
        let pair = (old.get(id).copied(), new.get(id).copied());
        link_change(chain, pair)
    });
    PlanChanges {
        links: links.collect(),
        goals: goals(before, after),
        others: others(before, after),
        moves: moves(before, after),
    }
}

/// Returns the submitted sheets of proposals whose main link is one of `links`, in the order
/// of the panel.
pub fn resting_on(panel: &Panel, sheets: &[ScoreSheet], links: &BTreeSet<&str>) -> Vec<Resting> {
    resting_where(panel, sheets, |_, link| links.contains(link))
}

/// Returns the submitted sheets that rest on a former edition whose text of the proposal's
/// main link is another than now. A sheet of an edition that is not kept tells nothing.
pub fn resting(panel: &Panel, sheets: &[ScoreSheet]) -> Vec<Resting> {
    if panel.editions.is_empty() {
        return Vec::new();
    }
    let touched: BTreeMap<&str, BTreeSet<String>> = panel
        .editions
        .iter()
        .filter(|edition| edition.digest != panel.plan_digest)
        .map(|edition| {
            let changes = between(&edition.plan, &panel.plan);
            let links = changes.touched().into_iter().map(str::to_owned);
            (edition.digest.as_str(), links.collect())
        })
        .collect();
    resting_where(panel, sheets, |sheet, link| {
        let links = touched.get(&*sheet.plan);
        links.is_some_and(|links| links.contains(link))
    })
}

fn resting_where(
    panel: &Panel,
    sheets: &[ScoreSheet],
    rests: impl Fn(&ScoreSheet, &str) -> bool,
) -> Vec<Resting> {
    let mut by_proposal: BTreeMap<&str, Vec<&ScoreSheet>> = BTreeMap::new();
    let submitted = sheets.iter();
    let submitted = submitted.filter(|sheet| sheet.state == SheetState::Submitted);
    for sheet in submitted {
        by_proposal
            .entry(sheet.proposal.as_str())
            .or_default()
            .push(sheet);
    }
    let found = panel.proposals.iter().filter_map(|proposal| {
        let link = proposal.main_link()?;
        let own = by_proposal.get(proposal.id.as_str())?.iter();
        let own = own.filter(|sheet| rests(sheet, link));
        let experts: BTreeSet<&str> = own.map(|sheet| sheet.expert.as_str()).collect();
        (!experts.is_empty()).then(|| Resting {
            link: link.to_owned(),
            proposal: proposal.id.clone(),
            experts: experts.into_iter().map(str::to_owned).collect(),
        })
    });
    found.collect()
}

/// Returns how the text of a proposal's main link changed since the edition that a sheet was
/// scored against; none where it is the same, or that edition is not kept.
pub fn since(panel: &Panel, scored: &str, proposal: &Proposal) -> Option<LinkChange> {
    if scored.is_empty() || scored == panel.plan_digest {
        return None;
    }
    let mut editions = panel.editions.iter();
    let edition = editions.find(|edition| edition.digest == scored)?;
    let id = proposal.main_link()?;
    let (old, new) = (edition.plan.link(id), panel.plan.link(id));
    let chain = old.or(new).map(|(chain, _)| chain)?;
    link_change(chain, (old.map(|one| one.1), new.map(|one| one.1)))
}

/// Where what sheets of former editions name stands in the present one; each edition is compared
/// once, when the first sheet of it is met.
pub struct Following<'a> {
    panel: &'a Panel,
    known: BTreeMap<&'a str, Moves>,
}

impl<'a> Following<'a> {
    /// Begins for a panel.
    pub fn of(panel: &'a Panel) -> Self {
        let known = BTreeMap::new();
        Self { panel, known }
    }

    /// Returns the moves since the edition that a sheet names; none where that is the present
    /// one, or not kept.
    pub fn since(&mut self, sheet: &ScoreSheet) -> Option<&Moves> {
        let panel = self.panel;
        if panel.editions.is_empty() {
            return None;
        }
        let named = sheet.edition_named();
        let mut editions = panel.editions.iter();
        let edition = editions.find(|one| one.digest == named && named != panel.plan_digest)?;
        let known = self.known.entry(&edition.digest);
        Some(known.or_insert_with(|| moves(&edition.plan, &panel.plan)))
    }
}

/// Returns the must-meet indicators that their links do not have, each with the place of its
/// mark from 0.
pub fn vanished_marks(panel: &Panel) -> Vec<(usize, String)> {
    let marks = panel.link_notes.marks.iter().enumerate();
    let found = marks.filter(|(_, mark)| !mark.indicators.is_empty());
    let found = found.flat_map(|(nth, mark)| {
        let link = panel.plan.link(&mark.link);
        let rows = link.map(|(_, link)| compare(link, &Proposal::default()));
        let gone = mark
            .indicators
            .iter()
            .filter(move |key| rows.as_ref().is_some_and(|rows| rows.row(key).is_none()));
        gone.map(move |key| (nth, key.clone()))
    });
    found.collect()
}

fn chain_links(plan: &Plan) -> impl Iterator<Item = (&Chain, &InnovationLink)> {
    let of_chain = |chain| {
        let chain: &Chain = chain;
        chain.links.iter().map(move |link| (chain, link))
    };
    plan.chains.iter().flat_map(of_chain)
}

fn links(plan: &Plan) -> BTreeMap<&str, &InnovationLink> {
    chain_links(plan)
        .map(|(_, link)| (link.id.as_str(), link))
        .collect()
}

fn link_change(
    chain: &Chain,
    (before, after): (Option<&InnovationLink>, Option<&InnovationLink>),
) -> Option<LinkChange> {
    let kind = match (before, after) {
        (Some(_), Some(_)) => Kind::Changed,
        (Some(_), None) => Kind::Gone,
        (None, Some(_)) => Kind::New,
        (None, None) => return None,
    };
    let texts = match (before, after) {
        (Some(before), Some(after)) => texts(before, after),
        _ => Vec::new(),
    };
    let readings = following::readings(before, after);
    if kind == Kind::Changed && texts.is_empty() && readings.is_empty() {
        return None;
    }
    let shown = after.or(before)?;
    Some(LinkChange {
        link: shown.id.clone(),
        chain: chain.id.clone(),
        name: shown.name.clone(),
        kind,
        texts,
        readings,
    })
}

fn texts(before: &InnovationLink, after: &InnovationLink) -> Vec<TextChange> {
    let pairs = [
        ("category", &before.category, &after.category),
        ("name", &before.name, &after.name),
        ("task", &before.task, &after.task),
        ("target", &before.target, &after.target),
    ];
    let changed = pairs.into_iter().filter(|(_, one, other)| one != other);
    changed
        .map(|(what, before, after)| TextChange {
            what,
            before: before.clone(),
            after: after.clone(),
        })
        .collect()
}

fn goals(before: &Plan, after: &Plan) -> Vec<(String, TextChange)> {
    let of = |plan: &Plan| -> BTreeMap<String, String> {
        let goals = plan.overview.goals.iter();
        let words = goals.map(|goal| {
            let number = format!("{} {}{}{}", goal.text, goal.compare, goal.number, goal.unit);
            (goal.id.clone(), number)
        });
        words.collect()
    };
    let (old, new) = (of(before), of(after));
    let ids: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let changed = ids.into_iter().filter(|id| old.get(*id) != new.get(*id));
    changed
        .map(|id| {
            let text = |goals: &BTreeMap<String, String>| goals.get(id).cloned();
            let change = TextChange {
                what: "goal",
                before: text(&old).unwrap_or_default(),
                after: text(&new).unwrap_or_default(),
            };
            (id.clone(), change)
        })
        .collect()
}

fn others(before: &Plan, after: &Plan) -> Vec<String> {
    let rest = |chain: &Chain| Chain {
        links: Vec::new(),
        ..chain.clone()
    };
    let of = |plan: &Plan| -> BTreeMap<String, Chain> {
        let chains = plan.chains.iter();
        chains
            .map(|chain| (chain.id.clone(), rest(chain)))
            .collect()
    };
    let (old, new) = (of(before), of(after));
    let ids: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let ids = ids.into_iter().filter(|id| old.get(*id) != new.get(*id));
    let overview = (before.overview != after.overview).then(|| "overview".to_owned());
    overview.into_iter().chain(ids.cloned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::edition::FormerEdition;

    fn link(id: &str, target: &str) -> InnovationLink {
        InnovationLink {
            id: id.into(),
            name: format!("环节{id}"),
            target: target.into(),
            ..InnovationLink::default()
        }
    }

    fn plan(links: Vec<InnovationLink>) -> Plan {
        Plan {
            chains: vec![Chain {
                id: "c".into(),
                links,
                ..Chain::default()
            }],
            ..Plan::default()
        }
    }

    fn editions() -> (Plan, Plan) {
        let before = vec![
            link("c-01", "转矩密度＞3.5Nm/kg；温升≤105K"),
            link("c-02", "抗弯强度≥380MPa"),
            link("c-03", "寿命≥2000h"),
        ];
        let after = vec![
            link("c-01", "转矩密度＞4.0Nm/kg；温升≤105K；噪声≤60dB"),
            link("c-02", "抗弯强度≥380MPa"),
            link("c-04", "效率≥95%"),
        ];
        (plan(before), plan(after))
    }

    #[test]
    fn links_and_indicators_are_told_with_both_readings() {
        let (before, after) = editions();
        let changes = between(&before, &after);
        let kinds: Vec<(&str, Kind)> = changes
            .links
            .iter()
            .map(|one| (one.link.as_str(), one.kind))
            .collect();
        let expected = [
            ("c-01", Kind::Changed),
            ("c-04", Kind::New),
            ("c-03", Kind::Gone),
        ];
        assert_eq!(kinds, expected);
        let first = changes.of_link("c-01").unwrap();
        assert_eq!(first.texts.len(), 1);
        assert_eq!(first.texts[0].what, "target");
        let read: Vec<(bool, bool)> = first
            .readings
            .iter()
            .map(|one| (one.before.is_some(), one.after.is_some()))
            .collect();
        assert_eq!(read, [(true, true), (false, true)], "{:?}", first.readings);
        let density = &first.readings[0];
        assert!(density.before.as_ref().unwrap().contains("3.5"));
        assert!(density.after.as_ref().unwrap().contains('4'));
        assert!(between(&before, &before).is_empty());
    }

    #[test]
    fn a_sheet_rests_on_the_edition_that_it_remembers() {
        let (before, after) = editions();
        let proposal = |id: &str, link: &str| Proposal {
            id: id.into(),
            links: vec![link.into()],
            ..Proposal::default()
        };
        let panel = Panel {
            plan: after,
            plan_digest: "sha256:new".into(),
            editions: vec![FormerEdition {
                digest: "sha256:old".into(),
                plan: before,
                ..FormerEdition::default()
            }],
            proposals: vec![proposal("A", "c-01"), proposal("B", "c-02")],
            ..Panel::default()
        };
        let sheet = |expert: &str, proposal: &str, plan: &str| ScoreSheet {
            expert: expert.into(),
            proposal: proposal.into(),
            plan: plan.into(),
            state: SheetState::Submitted,
            ..ScoreSheet::default()
        };
        let sheets = [
            sheet("E2", "A", "sha256:old"),
            sheet("E1", "A", "sha256:old"),
            sheet("E3", "A", "sha256:new"),
            sheet("E4", "A", "sha256:nobody-knows"),
            sheet("E1", "B", "sha256:old"),
        ];
        let found = resting(&panel, &sheets);
        assert_eq!(found.len(), 1, "the text of B's link is the same");
        assert_eq!(
            (found[0].proposal.as_str(), found[0].link.as_str()),
            ("A", "c-01")
        );
        assert_eq!(found[0].experts, ["E1", "E2"]);
        let (a, b) = (&panel.proposals[0], &panel.proposals[1]);
        assert!(since(&panel, "sha256:old", a).is_some());
        assert!(since(&panel, "sha256:new", a).is_none());
        assert!(since(&panel, "sha256:old", b).is_none());
    }
}
