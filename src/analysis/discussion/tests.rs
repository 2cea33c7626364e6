//! Lists of a small panel, worked out by hand.

use super::*;
use crate::analysis::advisory::kept::Kept;
use crate::analysis::beside;
use crate::analysis::standing::combine;
use crate::domain::agenda::{Agenda, AgendaItem};
use crate::domain::people::Group;
use crate::domain::policy::Method;
use crate::domain::proposal::{Proposal, ProposalState};
use crate::domain::rubric::{Criterion, Scale};
use crate::domain::sheet::{Round, ScoreSheet, SheetState};

const EXPERTS: [&str; 4] = ["w", "x", "y", "z"];

/// Totals of four experts; the recommendation line is 75, the pass line 60, the mean counts.
fn panel(ids: &[&str]) -> Panel {
    let mut panel = Panel::default();
    panel.rubric.criteria = vec![Criterion {
        id: "t".into(),
        required: true,
        scale: Scale::default(),
        ..Criterion::default()
    }];
    let proposal = |id: &&str| Proposal {
        id: (*id).to_owned(),
        chain: "c".into(),
        requested: "100".into(),
        ..Proposal::default()
    };
    panel.proposals = ids.iter().map(proposal).collect();
    panel.groups = vec![Group {
        id: "g".into(),
        proposals: ids.iter().map(|&id| id.into()).collect(),
        members: EXPERTS.iter().map(|&id| id.into()).collect(),
        ..Group::default()
    }];
    panel.policy.combine.method = Method::Mean;
    panel.policy.threshold.recommend = "75".into();
    panel.policy.threshold.pass = "60".into();
    panel
}

fn sheets(scores: &[(&str, [&str; 4])]) -> Vec<ScoreSheet> {
    let mut sheets = Vec::new();
    for (id, marks) in scores {
        for (expert, mark) in EXPERTS.iter().zip(marks) {
            let mut sheet = ScoreSheet::new("", expert, id, Round::First);
            sheet.state = SheetState::Submitted;
            sheet.verdict = "recommend".into();
            sheet.scores.insert("t".into(), (*mark).into());
            sheets.push(sheet);
        }
    }
    sheets
}

fn list(panel: &Panel, sheets: &[ScoreSheet], order: Order) -> Discussion {
    let standings = combine(panel, sheets, Round::First);
    let beside = beside::of(panel, sheets, &standings, &Kept::default());
    let group = &standings.groups[0];
    Discussion::of(panel, group, beside.groups.get("g"), order)
}

fn order(list: &Discussion) -> Vec<&str> {
    let entries = list.entries.iter();
    entries.map(|one| one.proposal.as_str()).collect()
}

/// A: agreed and high; B: one who stands out below; C: far apart around the line; D: agreed,
/// hardly above the line.
fn scores() -> Vec<ScoreSheet> {
    sheets(&[
        ("A", ["90", "91", "90", "91"]),
        ("B", ["88", "88", "60", "88"]),
        ("C", ["60", "88", "70", "90"]),
        ("D", ["76", "76", "75", "76"]),
    ])
}

#[test]
fn each_order_puts_first_what_it_is_about_and_the_figures_say_why() {
    let panel = panel(&["A", "B", "C", "D"]);
    let sheets = scores();
    assert_eq!(
        order(&list(&panel, &sheets, Order::Spread))[..2],
        ["C", "B"]
    );
    let near = list(&panel, &sheets, Order::Line);
    // C is 2 points over the line and falls below it without its best expert; D is 0.75 over
    // it whoever is left out
    assert_eq!(order(&near)[..2], ["C", "D"]);
    let of = |id: &str| near.entry(id).unwrap();
    assert_eq!(of("C").nearest(), Some((LineKind::Recommend, Decimal::TWO)));
    assert_eq!(of("C").lanes.get(&Lane::Decline), Some(&2));
    assert_eq!(
        of("D").lines,
        [
            (LineKind::Recommend, parse("0.75").unwrap()),
            (LineKind::Pass, parse("15.75").unwrap())
        ]
    );
    assert!(of("D").lanes.is_empty());
    assert_eq!(of("B").range(), Some(Decimal::from(28)));
    assert!(of("B").because.contains(&Because::Wide));
    assert!(of("C").because.contains(&Because::Turns));
    assert!(!of("A").is_proposed(), "{:?}", of("A").because);
    let apart = list(&panel, &sheets, Order::Outliers);
    assert!(apart.entries[0].outliers[0].abs() > 10.0);
    assert!(of("A").outliers.is_empty());
}

#[test]
fn a_recommendation_that_most_experts_do_not_share_is_the_policys_own_reason() {
    let panel = panel(&["A", "B"]);
    let mut sheets = sheets(&[
        ("A", ["90", "91", "90", "91"]),
        ("B", ["90", "90", "90", "90"]),
    ]);
    for sheet in sheets.iter_mut().filter(|one| one.proposal == "A").take(3) {
        sheet.verdict = "decline".into();
    }
    let list = list(&panel, &sheets, Order::Spread);
    let one = list.entry("A").unwrap();
    assert!(one.because.contains(&Because::Doubted) && one.votes == 1);
    let declared = |one: &Because| one.is_declared();
    assert!(one.because.iter().any(declared));
    assert!(!list.entry("B").unwrap().because.iter().any(declared));
}

#[test]
fn equals_stand_as_they_were_presented_whatever_the_order_of_files() {
    let mut panel = panel(&["A", "B", "C"]);
    panel.agendas = vec![Agenda {
        group: "g".into(),
        item: ["C", "A"]
            .map(|id| AgendaItem {
                proposal: id.into(),
                ..AgendaItem::default()
            })
            .into(),
        ..Agenda::default()
    }];
    let mut sheets = sheets(&[
        ("A", ["80", "80", "80", "80"]),
        ("B", ["80", "80", "80", "80"]),
        ("C", ["80", "80", "80", "80"]),
    ]);
    for way in Order::ALL {
        assert_eq!(
            order(&list(&panel, &sheets, way)),
            ["C", "A", "B"],
            "{way:?}"
        );
    }
    let before = list(&panel, &sheets, Order::Spread);
    sheets.reverse();
    assert_eq!(list(&panel, &sheets, Order::Spread), before);
}

#[test]
fn what_is_not_ranked_stands_apart_with_its_reason() {
    let mut panel = panel(&["A", "B", "C"]);
    panel.proposals[1].state = ProposalState::Withdrawn;
    panel.policy.valid.experts = 4;
    let mut sheets = sheets(&[
        ("A", ["80", "80", "80", "80"]),
        ("C", ["80", "80", "80", "80"]),
    ]);
    sheets.pop();
    let list = list(&panel, &sheets, Order::Spread);
    assert_eq!(order(&list), ["A"]);
    let apart: Vec<(&str, Lane)> = list
        .apart
        .iter()
        .map(|one| (one.proposal.as_str(), one.lane))
        .collect();
    assert_eq!(apart, [("B", Lane::Withdrawn), ("C", Lane::Invalid)]);
    assert!(list.apart.iter().all(|one| !one.reasons.is_empty()));
}

#[test]
fn where_money_ends_the_distance_is_that_to_the_other_side() {
    let mut panel = panel(&["A", "B"]);
    panel.groups[0].budget = "150".into();
    let sheets = sheets(&[
        ("A", ["90", "90", "90", "90"]),
        ("B", ["85", "85", "85", "85"]),
    ]);
    let list = list(&panel, &sheets, Order::Line);
    let money = |id: &str| {
        let lines = list.entry(id).unwrap().lines.iter();
        let mut found = lines.filter(|(kind, _)| *kind == LineKind::Money);
        found.next().map(|(_, far)| *far)
    };
    assert_eq!(money("A"), Some(Decimal::from(5)));
    assert_eq!(money("B"), Some(Decimal::from(-5)));
}

#[test]
fn nothing_is_proposed_before_the_figures_are_there() {
    let panel = panel(&["A", "C"]);
    let sheets = scores();
    let standings = combine(&panel, &sheets, Round::First);
    let list = Discussion::of(&panel, &standings.groups[0], None, Order::Spread);
    assert!(!list.is_whole && list.entries.iter().all(|one| !one.is_proposed()));
    assert_eq!(order(&list), ["C", "A"]);
}
