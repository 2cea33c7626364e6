//! The gates of one proposal one by one, for whoever asks why, and how far it is.

use super::standing::{GroupStanding, ProposalStanding};
use crate::domain::decimal::Decimal;
use crate::domain::policy::Policy;
use crate::domain::recommendation::{Gate, GateName, Lane, Reason, ReasonCode};

/// Name, whether it was reached, what stands behind it, which reasons close it.
type Facts = (GateName, bool, Vec<Decimal>, &'static [ReasonCode]);

/// Returns the gates of a proposal in a group with so much money, in their order.
pub fn of(row: &ProposalStanding, budget: Option<Decimal>, policy: &Policy) -> Vec<Gate> {
    let is_out = row.lane.is_outside() && row.lane != Lane::Vetoed;
    let is_ranked = row.rank.is_some();
    let total = row.total.unwrap_or_default();
    let least = Decimal::from(policy.valid.experts.max(1));
    let totals: Vec<Decimal> = [total].into_iter().chain(policy.line()).collect();
    let spent: Vec<Decimal> = row.cumulative.into_iter().chain(budget).collect();
    let gates: [Facts; 6] = [
        (
            GateName::Form,
            true,
            Vec::new(),
            &[
                ReasonCode::Withdrawn,
                ReasonCode::Ineligible,
                ReasonCode::Special,
            ],
        ),
        (
            GateName::Experts,
            !is_out,
            vec![Decimal::from(row.n), least],
            &[ReasonCode::TooFewExperts, ReasonCode::TechnicalShare],
        ),
        (
            GateName::Veto,
            !is_out && row.lane != Lane::Invalid,
            Vec::new(),
            &[ReasonCode::Vetoed, ReasonCode::VetoPending],
        ),
        (
            GateName::Total,
            is_ranked,
            totals,
            &[ReasonCode::BelowPass, ReasonCode::BelowRecommend],
        ),
        (
            GateName::Criteria,
            is_ranked,
            Vec::new(),
            &[ReasonCode::CriterionBelow],
        ),
        (
            GateName::Money,
            is_ranked && row.lane != Lane::Decline,
            spent,
            &[
                ReasonCode::Budget,
                ReasonCode::TieAtLine,
                ReasonCode::PortfolioOut,
            ],
        ),
    ];
    let gate = |(name, is_reached, numbers, codes): Facts| {
        let failing = row
            .reasons
            .iter()
            .filter(|reason| codes.contains(&reason.code));
        let reasons: Vec<Reason> = failing.cloned().collect();
        let is_open = reasons
            .iter()
            .any(|reason| reason.code == ReasonCode::VetoPending);
        Gate {
            name,
            passed: (is_reached && !is_open).then_some(reasons.is_empty()),
            numbers,
            reasons,
        }
    };
    gates.into_iter().map(gate).collect()
}

/// How far a ranked proposal that is not recommended is from a recommendation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HowFar {
    /// Place and the points that are missing to be level with it: the last recommended one.
    pub place: Option<(u32, Decimal)>,
    /// Money that is missing in 10,000 yuan, where only the money is.
    pub money: Option<Decimal>,
}

/// Returns how far it is; none for what is recommended or not ranked.
pub fn how_far(row: &ProposalStanding, group: &GroupStanding) -> Option<HowFar> {
    if row.rank.is_none() || row.lane.is_recommended() {
        return None;
    }
    let total = row.total?;
    let mut rows = group.rows.iter().rev();
    let last = rows.find(|one| one.rank.is_some() && one.lane.is_recommended());
    let place = last.and_then(|last| Some((last.rank?, last.total?)));
    let budget = row
        .reasons
        .iter()
        .find(|one| one.code == ReasonCode::Budget);
    let short = budget.and_then(|reason| reason.numbers.iter().find(|one| one.name == "short"));
    Some(HowFar {
        place: place
            .filter(|(_, line)| *line >= total)
            .map(|(rank, line)| (rank, line.saturating_sub(total))),
        money: short.map(|short| short.value),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::standing::combine;
    use crate::domain::panel::Panel;
    use crate::domain::people::Group;
    use crate::domain::proposal::{Proposal, ProposalState};
    use crate::domain::rubric::{Criterion, Scale};
    use crate::domain::sheet::{Round, ScoreSheet, SheetState};

    #[test]
    fn the_first_gate_that_is_not_passed_hides_the_later_ones() {
        let ids = ["A", "B", "C", "D", "E"];
        let mut panel = Panel::default();
        panel.rubric.criteria = vec![Criterion {
            id: "t".into(),
            required: true,
            scale: Scale::default(),
            ..Criterion::default()
        }];
        panel.proposals = ids
            .map(|id| Proposal {
                id: id.into(),
                requested: "100".into(),
                ..Proposal::default()
            })
            .into();
        panel.proposals[4].state = ProposalState::Withdrawn;
        panel.groups = vec![Group {
            id: "g".into(),
            proposals: ids.map(String::from).into(),
            members: vec!["x".into()],
            budget: "150".into(),
            ..Group::default()
        }];
        panel.policy.threshold.recommend = "75".into();
        let sheets: Vec<ScoreSheet> = [("A", "90"), ("B", "80"), ("C", "70")]
            .map(|(id, score)| {
                let mut sheet = ScoreSheet::new("", "x", id, Round::First);
                sheet.state = SheetState::Submitted;
                sheet.scores.insert("t".into(), score.into());
                sheet
            })
            .into();
        let standings = combine(&panel, &sheets, Round::First);
        let (yes, no) = (Some(true), Some(false));
        for (id, wanted) in [
            ("A", [yes, yes, yes, yes, yes, yes]),
            ("B", [yes, yes, yes, yes, yes, no]),
            ("C", [yes, yes, yes, no, yes, None]),
            ("D", [yes, no, None, None, None, None]),
            ("E", [no, None, None, None, None, None]),
        ] {
            let gates = of(
                standings.row(id).unwrap(),
                standings.groups[0].budget,
                &panel.policy,
            );
            let passed: Vec<Option<bool>> = gates.iter().map(|gate| gate.passed).collect();
            assert_eq!(passed, wanted, "{id}");
        }
        let open = combine(
            &Panel {
                groups: Vec::new(),
                policy: Policy::default(),
                ..panel.clone()
            },
            &sheets,
            Round::First,
        );
        let row = open.row("B").unwrap();
        let names: Vec<&str> = row.reasons[0].numbers.iter().map(|one| one.name).collect();
        assert_eq!(names, ["rank", "total"], "neither a line nor money");
        let far = |id| how_far(standings.row(id).unwrap(), &standings.groups[0]);
        assert_eq!((far("A"), far("D")), (None, None));
        let of_b = far("B").unwrap();
        assert_eq!(
            (of_b.place, of_b.money),
            (Some((1, Decimal::from(10))), Some(Decimal::from(50)))
        );
        assert_eq!(far("C").unwrap().money, None);
    }
}
