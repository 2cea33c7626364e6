//! Orders, breaks and times of an agenda.

use super::times::{Subject, slots};
use super::*;
use crate::domain::agenda::{PhaseLengths, clock};
use crate::domain::people::{Assignment, Conflict, Expert, Group};
use crate::domain::plan::Chain;
use crate::domain::proposal::ProposalState;

/// Group `g` with C, A, B of chain `two` and `one`, D of neither, W withdrawn; E1 is recused
/// from A and B, E9 of no group from C.
fn panel() -> Panel {
    let chain = |id: &str| Chain {
        id: id.to_owned(),
        ..Chain::default()
    };
    let proposal = |(id, chain): (&str, &str)| Proposal {
        id: id.to_owned(),
        chain: chain.into(),
        ..Proposal::default()
    };
    let recused = |(proposal, expert, state): (&str, &str, &str)| Conflict {
        proposal: proposal.to_owned(),
        expert: expert.to_owned(),
        state: state.to_owned(),
        ..Conflict::default()
    };
    let expert = |id: &str| Expert {
        id: id.to_owned(),
        ..Expert::default()
    };
    let mut panel = Panel {
        experts: ["E1", "E2", "E9"].map(expert).to_vec(),
        ..Panel::default()
    };
    panel.plan.chains = vec![chain("one"), chain("two")];
    panel.proposals = [
        ("A", "one"),
        ("B", "two"),
        ("C", "two"),
        ("D", "x"),
        ("W", "one"),
    ]
    .map(proposal)
    .to_vec();
    panel.proposals[4].state = ProposalState::Withdrawn;
    panel.groups.push(Group {
        id: "g".to_owned(),
        proposals: ["D", "C", "W", "A", "C", "B", "?"]
            .map(str::to_owned)
            .to_vec(),
        members: vec!["E1".to_owned(), "E2".to_owned()],
        ..Group::default()
    });
    panel.conflicts = [
        ("A", "E1", "recused"),
        ("B", "E1", "recused"),
        ("C", "E9", "recused"),
        ("D", "E2", "candidate"),
    ]
    .map(recused)
    .to_vec();
    panel
}

fn order(panel: &Panel, way: AgendaOrder, seed: u64) -> String {
    ordered(panel, "g", way, seed).concat()
}

#[test]
fn each_way_has_its_order_and_nobody_else_is_in_it() {
    let panel = panel();
    assert_eq!(order(&panel, AgendaOrder::Chain, 0), "ACBD");
    assert_eq!(order(&panel, AgendaOrder::Leaving, 0), "CDAB");
    let leavings = Leavings::of(&panel, "g", &["A", "D", "B"].map(str::to_owned), 3);
    assert_eq!(leavings.own, 2, "out, in and out again");
    assert_eq!((leavings.by_order[0], leavings.by_order[2]), (2, 1));
    assert_eq!(
        ordered(&panel, "?", AgendaOrder::Draw, 1),
        Vec::<String>::new()
    );
}

#[test]
fn a_draw_is_the_same_on_every_machine_and_whatever_the_list_says() {
    let mut panel = panel();
    assert_eq!(order(&panel, AgendaOrder::Draw, 20_190_221), "DBAC");
    assert_eq!(order(&panel, AgendaOrder::Draw, 1), "CDBA");
    panel.groups[0].proposals.reverse();
    assert_eq!(order(&panel, AgendaOrder::Draw, 1), "CDBA");
    let orders = (0..40).map(|seed| order(&panel, AgendaOrder::Draw, seed));
    assert!(orders.collect::<BTreeSet<_>>().len() > 10);
}

#[test]
fn who_is_not_in_the_room_need_not_leave_it() {
    let mut panel = panel();
    assert_eq!(Room::of(&panel, "g").out("C"), Vec::<&str>::new());
    panel.assignments.push(Assignment {
        expert: "E9".to_owned(),
        proposals: vec!["D".into()],
    });
    assert_eq!(Room::of(&panel, "g").out("C"), ["E9"]);
    panel.assignments.clear();
    panel.groups[0].members.clear();
    assert_eq!(Room::of(&panel, "g").out("C"), ["E9"], "everybody is there");
    assert_eq!(Room::of(&panel, "g").out("D"), Vec::<&str>::new());
}

#[test]
fn breaks_stand_only_between_proposals() {
    let order: Vec<String> = ["A", "B", "C", "D"].map(str::to_owned).to_vec();
    let text = |breaks: Breaks| -> String {
        let items = items(&order, &breaks).into_iter();
        let text = items.map(|item| match item.pause {
            0 => item.proposal,
            minutes => format!("({minutes})"),
        });
        text.collect()
    };
    assert_eq!(text(Breaks::Every(2, 15)), "AB(15)CD");
    assert_eq!(text(Breaks::Every(1, 5)), "A(5)B(5)C(5)D");
    assert_eq!(text(Breaks::Every(0, 5)), "ABCD");
    assert_eq!(text(Breaks::Every(2, 0)), "ABCD");
    let places = vec![(0, 9), (1, 10), (3, 20), (4, 9), (99, 9)];
    assert_eq!(text(Breaks::After(places)), "A(10)BC(20)D");
}

#[test]
fn times_go_on_over_midnight_and_what_is_not_presented_takes_none() {
    let panel = panel();
    let mut agenda = Agenda {
        group: "g".to_owned(),
        start: "23:30".to_owned(),
        phases: PhaseLengths {
            presentation: 10,
            questions: 10,
            scoring: 5,
            warning: 1,
        },
        item: ["W", "B", "?", "B", "", "A"].map(AgendaItem::of).to_vec(),
        ..Agenda::default()
    };
    agenda.item[4].pause = 10;
    let found = slots(&panel, &agenda);
    let lines: Vec<(String, usize, Option<u32>, Vec<&str>)> = found
        .iter()
        .map(|slot| {
            let (id, number) = match slot.subject {
                Subject::Proposal(one, number) => (one.id.clone(), number),
                _ => (String::new(), 0),
            };
            (id, number, slot.from, slot.out.clone())
        })
        .collect();
    let midnight = 24 * 60;
    assert_eq!(
        lines,
        [
            ("B".to_owned(), 1, Some(midnight - 30), vec!["E1"]),
            (String::new(), 0, Some(midnight - 5), vec![]),
            ("A".to_owned(), 2, Some(midnight + 5), vec!["E1"]),
            ("D".to_owned(), 3, Some(midnight + 30), vec![]),
            ("C".to_owned(), 4, Some(midnight + 55), vec![]),
        ]
    );
    assert_eq!(clock(midnight + 5), (1, "00:05".to_owned()));
    for start in ["", "25:00", "早上"] {
        start.clone_into(&mut agenda.start);
        assert!(
            slots(&panel, &agenda)
                .iter()
                .all(|slot| slot.from.is_none())
        );
    }
    agenda.start = "09:00".to_owned();
    agenda.phases.scoring = u32::MAX;
    agenda.item[4].pause = u32::MAX;
    assert_eq!(slots(&panel, &agenda).last().unwrap().to(), Some(u32::MAX));
}

#[test]
fn bringing_an_agenda_up_to_date_drops_and_adds_and_keeps_breaks_between() {
    let panel = panel();
    let agenda = Agenda {
        group: "g".to_owned(),
        item: vec![
            AgendaItem::pause(5),
            AgendaItem::of("W"),
            AgendaItem::pause(10),
            AgendaItem::of("B"),
            AgendaItem::pause(15),
            AgendaItem::pause(0),
            AgendaItem::of("?"),
            AgendaItem::pause(20),
            AgendaItem::of("A"),
            AgendaItem::pause(30),
        ],
        ..Agenda::default()
    };
    let text: Vec<String> = agenda
        .up_to_date(&panel)
        .item
        .iter()
        .map(|one| format!("{}{}", one.proposal, one.pause))
        .collect();
    assert_eq!(text, ["B0", "15", "A0", "30", "D0", "C0"]);
    let standing = standing(&panel, "g");
    assert_eq!(standing.proposals().collect::<String>(), "DCAB");
}
