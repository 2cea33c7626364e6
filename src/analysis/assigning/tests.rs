//! Small panels, dealt.

use super::*;
use crate::domain::people::{Assignment, Conflict};
use crate::domain::plan::{Chain, Plan};
use proptest::prelude::*;

fn words(list: &[&str]) -> Vec<String> {
    list.iter().map(|&word| word.to_owned()).collect()
}

fn expert(id: &str, expertise: &str, chains: &[&str]) -> Expert {
    Expert {
        id: id.to_owned(),
        name: format!("某{id}"),
        institution: format!("{id} 所"),
        expertise: expertise.to_owned(),
        chains: words(chains),
        ..Expert::default()
    }
}

fn proposal(id: &str, chain: &str) -> Proposal {
    Proposal {
        id: id.to_owned(),
        title: format!("项目 {id}"),
        chain: chain.into(),
        ..Proposal::default()
    }
}

/// Two chains; five experts know `a`, of whom one is not technical, two know both.
fn panel() -> Panel {
    let chain = |id: &str, order| Chain {
        id: id.to_owned(),
        order,
        ..Chain::default()
    };
    let mut panel = Panel {
        plan: Plan {
            chains: vec![chain("b", 1), chain("a", 2)],
            ..Plan::default()
        },
        experts: vec![
            expert("E1", "technical", &["a"]),
            expert("E2", "technical", &["a"]),
            expert("E3", "financial", &["a"]),
            expert("E4", "technical", &["a", "b"]),
            expert("E5", "technical", &[]),
            expert("E6", "technical", &["b"]),
        ],
        proposals: (1..7)
            .map(|nth| proposal(&format!("P{nth}"), if nth < 5 { "a" } else { "b" }))
            .collect(),
        ..Panel::default()
    };
    panel.policy.valid.experts = 3;
    panel.policy.valid.technical_share = "2/3".to_owned();
    panel
}

fn dealt(panel: &Panel) -> Dealt {
    deal(panel, &BTreeSet::new(), Options::default())
}

fn of<'a>(dealt: &'a Dealt, proposal: &str) -> Vec<&'a str> {
    let scores = |entry: &(&String, &BTreeSet<String>)| entry.1.contains(proposal);
    let found = dealt.assigned.iter().filter(scores);
    found.map(|(expert, _)| expert.as_str()).collect()
}

#[test]
fn each_gets_enough_who_know_its_chain_and_the_load_is_even() {
    let dealt = dealt(&panel());
    assert_eq!(dealt.shortfalls, []);
    assert_eq!(of(&dealt, "P5"), ["E4", "E5", "E6"]);
    let loads: Vec<usize> = ["E1", "E2", "E3"]
        .iter()
        .map(|id| dealt.assigned[*id].len())
        .collect();
    assert_eq!(
        loads.iter().sum::<usize>() + dealt.assigned["E4"].len() + dealt.assigned["E5"].len(),
        4 * 3 + 2 * 2
    );
    let all = dealt.assigned.values().map(BTreeSet::len);
    assert!(
        all.clone().max().unwrap() - all.min().unwrap() <= 2,
        "{dealt:?}"
    );
    let groups: Vec<(&str, usize)> = dealt
        .groups
        .iter()
        .map(|one| (one.id.as_str(), one.proposals.len()))
        .collect();
    assert_eq!(groups, [("b", 2), ("a", 4)], "in the order of the plan");
    assert_eq!(dealt.groups[0].members, words(&["E4", "E5", "E6"]));
}

#[test]
fn a_group_is_called_by_its_chain_and_what_has_none_is_told_apart() {
    let mut panel = panel();
    panel.proposals[0].chain = "".into();
    panel.proposals[1].chain = "nowhere".into();
    let groups = dealt(&panel).groups;
    let named = |id: &str| {
        let group = groups.iter().find(|one| one.id == id);
        group.map(|one| [true, false].map(|english| one.name.of(english).to_owned()))
    };
    let other = ["Other proposals", "其他项目"].map(str::to_owned);
    assert_eq!(named("other"), Some(other));
    // a chain that the plan does not have keeps the word that stands in the file
    let unknown = ["nowhere", "nowhere"].map(str::to_owned);
    assert_eq!(named("nowhere"), Some(unknown));
}

#[test]
fn what_stands_is_kept_and_dealing_twice_changes_nothing() {
    let mut panel = panel();
    panel.assignments = vec![Assignment {
        expert: "E3".to_owned(),
        proposals: vec!["P1".into(), "gone".into()],
    }];
    let first = dealt(&panel);
    assert!(of(&first, "P1").contains(&"E3") && of(&first, "gone") == ["E3"]);
    assert!(first.removed.is_empty());
    panel.assignments = first
        .assigned
        .iter()
        .map(|(expert, proposals)| Assignment {
            expert: expert.clone(),
            proposals: proposals.iter().map(Into::into).collect(),
        })
        .collect();
    panel.groups.clone_from(&first.groups);
    let again = dealt(&panel);
    assert!(
        again.added.is_empty() && again.groups.is_empty(),
        "{again:?}"
    );
    let sheets = [("P1".to_owned(), "E3".to_owned())].into();
    let afresh = Options {
        per: Some(1),
        afresh: true,
    };
    let anew = deal(&panel, &sheets, afresh);
    assert!(of(&anew, "P1").contains(&"E3"), "its sheet lies there");
    assert_eq!(
        of(&anew, "gone"),
        ["E3"],
        "of a proposal that cannot be read"
    );
    assert!(anew.held.contains(&("E3".to_owned(), "P1".to_owned())));
    assert!(!anew.removed.is_empty() && anew.removed.is_disjoint(&anew.added));
}

#[test]
fn groups_are_taken_whole_but_for_recusals_and_doubts() {
    let mut panel = panel();
    panel.groups = vec![Group {
        id: "g".to_owned(),
        proposals: words(&["P1", "P2", "P3"]),
        members: words(&["E1", "E2", "E4", "E6"]),
        chair: "E5".to_owned(),
        ..Group::default()
    }];
    let conflict = |proposal: &str, expert: &str, state: &str| Conflict {
        proposal: proposal.to_owned(),
        expert: expert.to_owned(),
        state: state.to_owned(),
        ..Conflict::default()
    };
    panel.conflicts = vec![
        conflict("P1", "E1", "recused"),
        conflict("P2", "E1", "candidate"),
        conflict("P3", "E1", "recused"),
        conflict("P3", "E2", "recused"),
        conflict("P3", "E4", "candidate"),
        conflict("P4", "E1", "cleared"),
    ];
    panel.proposals[3].applicant = "E1 所".to_owned();
    let dealt = dealt(&panel);
    assert_eq!(of(&dealt, "P1"), ["E2", "E4", "E5", "E6"]);
    assert_eq!(of(&dealt, "P2"), ["E2", "E4", "E5", "E6"]);
    assert_eq!(of(&dealt, "P3"), ["E4", "E5", "E6"], "nobody else is left");
    let pair = ("P3".to_owned(), "E4".to_owned());
    assert_eq!(dealt.despite, [pair].into());
    assert_eq!(
        dealt.candidates,
        [],
        "what was ruled on is not proposed again"
    );
}

#[test]
fn what_cannot_be_met_is_told_with_its_numbers() {
    let mut panel = panel();
    panel
        .experts
        .retain(|one| ["E3", "E4", "E6"].contains(&one.id.as_str()));
    panel.experts.push(expert("E7", "managerial", &["a"]));
    let dealt = dealt(&panel);
    let numbers: Vec<(&str, usize, usize)> = dealt
        .shortfalls
        .iter()
        .map(|one| (one.proposal.as_str(), one.experts, one.technical))
        .collect();
    assert_eq!(
        numbers,
        [
            ("P1", 3, 1),
            ("P2", 3, 1),
            ("P3", 3, 1),
            ("P4", 3, 1),
            ("P5", 2, 2),
            ("P6", 2, 2)
        ]
    );
    assert_eq!(
        (
            dealt.shortfalls[0].wanted,
            dealt.shortfalls[0].wanted_technical
        ),
        (3, 2)
    );
}

proptest! {
    #[test]
    fn the_order_of_experts_and_proposals_changes_nothing(
        seed in 0_usize..1000, per in proptest::option::of(1_usize..5), afresh in any::<bool>()
    ) {
        let mut panel = panel();
        panel.proposals[1].partners = vec!["E2 所".to_owned()];
        let options = Options { per, afresh };
        let wanted = deal(&panel, &BTreeSet::new(), options);
        let turn = seed % panel.experts.len();
        panel.experts.rotate_left(turn);
        panel.experts.swap(0, seed % 5);
        let turn = seed % panel.proposals.len();
        panel.proposals.rotate_left(turn);
        prop_assert_eq!(deal(&panel, &BTreeSet::new(), options), wanted);
    }
}
