//! How firmly a recommended list stands: under other customary policies, and without one
//! of the experts. Shown beside the result; nothing moves by itself.

use super::standing::{Standings, combine_with};
use crate::domain::decimal::RoundingMode;
use crate::domain::panel::Panel;
use crate::domain::policy::{Method, Per, Policy};
use crate::domain::recommendation::Lane;
use crate::domain::sheet::{Round, ScoreSheet};
use std::collections::{BTreeMap, BTreeSet};

/// How firmly the list of one group stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Firmness {
    /// Policies tried.
    pub policies: usize,
    /// Those under which the recommended list is the same.
    pub same_policies: usize,
    /// Experts of the group, each left out in turn.
    pub experts: usize,
    /// Those without whom the list would be another, by id.
    pub turning: Vec<String>,
    /// By proposal the lanes that it has without one of the experts, where they are others, and
    /// without how many of them, in the order of the lanes.
    pub lanes: BTreeMap<String, BTreeMap<Lane, usize>>,
}

type Lists = BTreeMap<String, BTreeSet<String>>;

/// Returns the firmness of every group by its id.
pub fn of(
    panel: &Panel,
    sheets: &[ScoreSheet],
    round: Round,
    standings: &Standings,
) -> BTreeMap<String, Firmness> {
    let own = lists(standings);
    let mut firmness: BTreeMap<String, Firmness> = BTreeMap::new();
    for policy in policies(&panel.policy) {
        let tried = lists(&combine_with(panel, sheets, round, &policy));
        for (group, list) in &own {
            let entry = firmness.entry(group.clone()).or_default();
            entry.policies += 1;
            entry.same_policies += usize::from(tried.get(group) == Some(list));
        }
    }
    without_experts(panel, sheets, round, standings, &mut firmness);
    firmness
}

/// The minimum of experts is not asked again, and who has too few of them stays out.
fn without_experts(
    panel: &Panel,
    sheets: &[ScoreSheet],
    round: Round,
    standings: &Standings,
    firmness: &mut BTreeMap<String, Firmness>,
) {
    let own = lists(standings);
    let ranked: BTreeSet<&str> = standings
        .rows()
        .filter(|row| row.rank.is_some())
        .map(|row| row.proposal.as_str())
        .collect();
    let mut groups: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for group in &standings.groups {
        let totals = group.rows.iter().flat_map(|row| &row.totals);
        for total in totals {
            groups.entry(&total.expert).or_default().insert(&group.id);
        }
    }
    let ranked_rows = standings.rows().filter(|row| row.rank.is_some());
    let lanes: BTreeMap<&str, Lane> = ranked_rows
        .map(|row| (row.proposal.as_str(), row.lane))
        .collect();
    let mut policy = panel.policy.clone();
    policy.valid.experts = 0;
    policy.valid.technical_share.clear();
    for (expert, here) in groups {
        let left = sheets
            .iter()
            .filter(|sheet| sheet.expert != expert && ranked.contains(sheet.proposal.as_str()));
        let without = combine_with(panel, left, round, &policy);
        let tried = lists(&without);
        for group in here {
            let entry = firmness.entry(group.to_owned()).or_default();
            entry.experts += 1;
            note_lanes(entry, &without, (group, &lanes));
            if tried.get(group) != own.get(group) {
                entry.turning.push(expert.to_owned());
            }
        }
    }
}

/// Notes which proposals of a group stand in another lane.
fn note_lanes(
    firmness: &mut Firmness,
    without: &Standings,
    (group, lanes): (&str, &BTreeMap<&str, Lane>),
) {
    let mut groups = without.groups.iter();
    let rows = groups.find(|one| one.id == group).map(|one| &one.rows);
    for row in rows.into_iter().flatten().filter(|row| row.rank.is_some()) {
        let own = lanes.get(row.proposal.as_str());
        if own.is_some_and(|lane| *lane != row.lane) {
            let found = firmness.lanes.entry(row.proposal.clone()).or_default();
            *found.entry(row.lane).or_default() += 1;
        }
    }
}

/// Returns the 24 customary policies: three methods, per total or criterion, rounded to
/// none or two decimals, half up or half to even; lines, money and ladder as declared.
pub fn policies(declared: &Policy) -> Vec<Policy> {
    let mut policies = Vec::with_capacity(24);
    for method in [Method::Mean, Method::Median, Method::Trimmed] {
        for per in [Per::Total, Per::Criterion] {
            for decimals in [0, 2] {
                for mode in [RoundingMode::HalfUp, RoundingMode::HalfEven] {
                    let mut policy = declared.clone();
                    (policy.combine.method, policy.combine.per) = (method, per);
                    (policy.rounding.decimals, policy.rounding.mode) = (Some(decimals), mode);
                    policies.push(policy);
                }
            }
        }
    }
    policies
}

fn lists(standings: &Standings) -> Lists {
    let groups = standings.groups.iter();
    groups
        .map(|group| {
            let rows = group.rows.iter().filter(|row| row.lane.is_recommended());
            let ids = rows.map(|row| row.proposal.clone());
            (group.id.clone(), ids.collect())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::standing::combine;
    use crate::domain::people::Group;
    use crate::domain::proposal::Proposal;
    use crate::domain::rubric::{Criterion, Scale};
    use crate::domain::sheet::SheetState;

    #[test]
    fn one_expert_can_turn_a_list_and_is_named() {
        let mut panel = Panel::default();
        panel.rubric.criteria = vec![Criterion {
            id: "t".into(),
            required: true,
            scale: Scale::default(),
            ..Criterion::default()
        }];
        panel.proposals = ["A", "B"]
            .map(|id| Proposal {
                id: id.into(),
                ..Proposal::default()
            })
            .into();
        panel.groups = vec![Group {
            id: "g".into(),
            proposals: vec!["A".into(), "B".into()],
            members: ["x", "y", "z"].map(String::from).into(),
            ..Group::default()
        }];
        panel.policy.combine.method = Method::Mean;
        panel.policy.rounding.decimals = Some(2);
        panel.policy.threshold.recommend = "75".into();
        let mut sheets = Vec::new();
        // B: mean 76 and median 74; without z 74.
        for (expert, a, b) in [("x", "90", "74"), ("y", "91", "74"), ("z", "92", "80")] {
            for (id, score) in [("A", a), ("B", b)] {
                let mut sheet = ScoreSheet::new("", expert, id, Round::First);
                sheet.state = SheetState::Submitted;
                sheet.scores.insert("t".into(), score.into());
                sheets.push(sheet);
            }
        }
        let standings = combine(&panel, &sheets, Round::First);
        let found = of(&panel, &sheets, Round::First, &standings);
        // Of three experts nothing is trimmed, so that 16 of 24 policies take the mean.
        let wanted = Firmness {
            policies: 24,
            same_policies: 16,
            experts: 3,
            turning: vec!["z".into()],
            lanes: [("B".to_owned(), [(Lane::Decline, 1)].into())].into(),
        };
        assert_eq!(found.get("g"), Some(&wanted));
    }
}
