//! Simulated panels: the same seed, the declared shares, a truth that is found again.

use super::*;
use crate::analysis::combine::number;
use crate::domain::people::Id;
use crate::domain::proposal::Short;

fn size(proposals: usize, experts: usize, chains: usize) -> Size {
    Size {
        proposals,
        experts,
        chains,
        per_proposal: 5,
        seed: 7,
    }
}

fn sheets(simulation: &Simulation) -> Vec<ScoreSheet> {
    simulation.sheets("p", "r").collect()
}

#[test]
fn the_same_seed_makes_the_same_sheets_and_another_others() {
    let first = sheets(&of(size(12, 8, 2)));
    assert_eq!(first, sheets(&of(size(12, 8, 2))));
    let other = Size {
        seed: 8,
        ..size(12, 8, 2)
    };
    assert_ne!(first, sheets(&of(other)));
    let rubric = rubric();
    for sheet in &first {
        assert!(sheet.missing(&rubric).is_empty());
        assert_eq!((sheet.state, sheet.revision), (SheetState::Submitted, 5));
        let scores = sheet.scores.iter();
        let is_mark = |(id, text): (&Id, &Short)| {
            let scale = &rubric.criterion(id).unwrap().scale;
            scale.has(crate::domain::decimal::parse(text).unwrap())
        };
        assert!(scores.clone().all(is_mark));
    }
}

#[test]
fn every_proposal_gets_its_experts_and_every_expert_as_many() {
    for (proposals, experts, chains, hand) in [
        (60, 30, 3, 5),
        (60, 12, 6, 5),
        (7, 3, 1, 3),
        (1, 1, 1, 1),
        (5, 40, 9, 5),
    ] {
        let simulation = of(size(proposals, experts, chains));
        let found = sheets(&simulation);
        assert_eq!(found.len(), proposals * hand, "{proposals} {experts}");
        let mut pairs: Vec<_> = found
            .iter()
            .map(|one| (&one.expert, &one.proposal))
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        assert_eq!(pairs.len(), found.len(), "nobody scores twice");
        let assigned: usize = simulation
            .panel
            .assignments
            .iter()
            .map(|one| one.proposals.len())
            .sum();
        assert_eq!(assigned, found.len());
    }
}

#[test]
fn kinds_are_as_many_as_declared() {
    for experts in [1, 5, 50, 500] {
        let kinds = kinds::of(experts, 3);
        assert_eq!(kinds.len(), experts);
        for (kind, share) in Kind::ALL {
            let count = kinds.iter().filter(|one| **one == kind).count();
            let apart = (number(count) - share * number(experts)).abs();
            assert!(apart < 1.0, "{experts} {kind:?} {count}");
        }
    }
    let whole: f64 = Kind::ALL.iter().map(|one| one.1).sum();
    assert!((whole - 1.0).abs() < 1e-12);
}

#[test]
fn the_truth_is_mostly_found_and_the_marks_find_who_is_out_of_line() {
    let simulation = of(size(200, 50, 2));
    let sheets = sheets(&simulation);
    let hits = report::hits(&simulation, &sheets);
    assert_eq!(hits.len(), 24);
    for hit in &hits {
        assert!((0.4..1.0).contains(&hit.rate), "{}", hit.rate);
    }
    let marked = report::marked(&simulation, &sheets);
    let all_of = |kind: Kind, flag: &str| {
        let mut of_kind = marked.iter().filter(|one| one.kind == kind);
        of_kind.all(|one| one.flags.contains(&flag))
    };
    assert!(all_of(Kind::Constant, "constant"));
    let honest: Vec<_> = marked
        .iter()
        .filter(|one| one.kind == Kind::Honest)
        .collect();
    let wrongly = honest.iter().filter(|one| !one.flags.is_empty()).count();
    assert!(wrongly * 5 <= honest.len(), "{wrongly} of {}", honest.len());
    let found = marked
        .iter()
        .filter(|one| one.kind != Kind::Honest && !one.flags.is_empty());
    assert!(found.count() >= 8, "{marked:?}");
}
