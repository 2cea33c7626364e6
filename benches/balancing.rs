//! Balancing 200 candidates of six groups with every rule declared.

use divan::Bencher;
use heyi::analysis::portfolio::{Candidate, Purse, balance};
use heyi::domain::decimal::Decimal;
use heyi::domain::policy::{Objective, Portfolio};
use std::collections::BTreeSet;

/// Numbers without a pattern, the same every time.
fn drawn(state: &mut u64, below: u64) -> u64 {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) % below
}

fn candidates(seed: u64) -> Vec<Candidate> {
    let mut state = seed;
    let mut totals = [9500_i64; 6];
    let one = |index: u64| {
        let group = (index % 6) as usize;
        totals[group] -= drawn(&mut state, 60).cast_signed() + 1;
        Candidate {
            id: format!("P{index:03}"),
            group: format!("g{group}"),
            rank: (index / 6) as u32 + 1,
            total: Decimal::new(totals[group].max(7500), 2),
            line: Decimal::from(75),
            cost: Decimal::from(50 + drawn(&mut state, 70) * 5),
            applicant: format!("a{}", drawn(&mut state, 120)),
            district: format!("d{}", drawn(&mut state, 11)),
            chain: format!("c{group}"),
            links: vec![format!("l{}-{}", group, drawn(&mut state, 10))],
            ..Candidate::default()
        }
    };
    (0..200).map(one).collect()
}

fn rules(objective: Objective) -> (Portfolio, Vec<Purse>) {
    let rules = Portfolio {
        budget: "13000".into(),
        objective,
        per_applicant: 1,
        per_district: 12,
        per_link: 3,
        one_per_chain: true,
        ..Portfolio::default()
    };
    let purse = |group: usize| Purse {
        group: format!("g{group}"),
        budget: Some(Decimal::from(2400)),
    };
    (rules, (0..6).map(purse).collect())
}

/// In rank order; each question is whether what is left can still keep every rule.
#[divan::bench(args = [1, 2, 3, 4])]
fn in_rank_order(bencher: Bencher, seed: u64) {
    let (rules, purses) = rules(Objective::Lexicographic);
    let candidates = candidates(seed);
    bencher.bench_local(|| balance(&rules, &purses, &candidates, &BTreeSet::new()));
}

/// For the most points, with the proof that none has more and the walk among equals.
#[divan::bench(args = [1, 2, 3, 4])]
fn for_most_points(bencher: Bencher, seed: u64) {
    let (rules, purses) = rules(Objective::Points);
    let candidates = candidates(seed);
    bencher.bench_local(|| balance(&rules, &purses, &candidates, &BTreeSet::new()));
}
