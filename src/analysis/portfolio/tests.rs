//! Balancing against every subset, and the cases that a list of rules must get right.

use super::*;
use crate::domain::decimal::parse;
use proptest::prelude::*;

/// A case: the rules, the purses and the candidates.
#[derive(Debug, Clone, Default)]
struct Case {
    rules: Portfolio,
    purses: Vec<Purse>,
    candidates: Vec<Candidate>,
}

impl Case {
    fn balance(&self, pure: &[&str]) -> Balanced {
        let pure = pure.iter().map(|&id| id.to_owned()).collect();
        balance(&self.rules, &self.purses, &self.candidates, &pure)
    }
}

fn number(text: &str) -> Decimal {
    parse(text).unwrap()
}

/// `group rank id total cost`, and after a `|` what is not the usual: `applicant=a`,
/// `district=d`, `chain=c`, `link=l` (several), `goal=g` (several).
fn candidate(line: &str) -> Candidate {
    let (first, more) = line.split_once('|').unwrap_or((line, ""));
    let words: Vec<&str> = first.split_whitespace().collect();
    let mut one = Candidate {
        group: words[0].into(),
        rank: words[1].parse().unwrap(),
        id: words[2].into(),
        total: number(words[3]),
        line: number("75"),
        cost: number(words[4]),
        chain: words[0].into(),
        ..Candidate::default()
    };
    for word in more.split_whitespace() {
        let (key, value) = word.split_once('=').unwrap();
        match key {
            "applicant" => one.applicant = value.into(),
            "district" => one.district = value.into(),
            "chain" => one.chain = value.into(),
            "link" => one.links.push(value.into()),
            "goal" => *one.contributions.entry(value.into()).or_default() += 1,
            other => panic!("{other}"),
        }
    }
    one
}

/// `budgets` such as `a=100 b=-`.
fn case(rules: Portfolio, budgets: &str, lines: &[&str]) -> Case {
    let purse = |word: &str| {
        let (group, budget) = word.split_once('=').unwrap();
        Purse {
            group: group.into(),
            budget: parse(budget),
        }
    };
    Case {
        rules,
        purses: budgets.split_whitespace().map(purse).collect(),
        candidates: lines.iter().map(|line| candidate(line)).collect(),
    }
}

fn points() -> Portfolio {
    Portfolio {
        objective: Objective::Points,
        ..Portfolio::default()
    }
}

fn told(swaps: &[Swap]) -> Vec<String> {
    let name = |id: &Option<String>| id.clone().unwrap_or_else(|| "-".into());
    let one = |swap: &Swap| {
        let (into, out, rule) = (name(&swap.into), name(&swap.out), swap.rule.key());
        format!("{out}>{into} {rule} {}", swap.cost)
    };
    swaps.iter().map(one).collect()
}

#[test]
fn without_rules_the_pure_list_comes_back() {
    let lines = ["a 1 A1 90 60", "a 2 A2 88 40", "b 1 B1 80 50"];
    let found = case(Portfolio::default(), "a=100 b=50", &lines).balance(&["A1", "A2", "B1"]);
    assert_eq!(found.chosen, ["A1", "A2", "B1"]);
    assert_eq!((found.status, found.swaps), (Status::Optimal, Vec::new()));
    assert_eq!(found.spent, number("150"));
    assert_eq!(found.budget, Some(number("150")));
    assert_eq!(found.value, Some(number("33")));
    assert_eq!(found.gap, Some(Decimal::ZERO));
}

#[test]
fn nobody_is_no_trouble() {
    for rules in [Portfolio::default(), points()] {
        let found = case(rules, "", &[]).balance(&[]);
        assert_eq!(found.status, Status::Optimal);
        assert_eq!(found.chosen, Vec::<String>::new());
        assert_eq!(found.budget, None);
    }
}

#[test]
fn every_swap_names_the_rule_that_forced_it() {
    let with = |change: fn(&mut Portfolio)| {
        let mut rules = Portfolio::default();
        change(&mut rules);
        rules
    };
    let lines = [
        "a 1 A1 90 50 | applicant=x district=n link=l",
        "a 2 A2 88 50 | applicant=x district=n link=l",
        "a 3 A3 85 50 | applicant=y district=n link=m",
        "a 4 A4 80 50 | applicant=z district=s link=k chain=c",
    ];
    for (rules, wanted) in [
        (
            with(|rules| rules.per_applicant = 1),
            vec!["A2>A3 per_applicant 3"],
        ),
        (
            with(|rules| rules.per_district = 1),
            vec!["A2>A4 per_district 8"],
        ),
        (with(|rules| rules.per_link = 1), vec!["A2>A3 per_link 3"]),
        (
            with(|rules| rules.one_per_chain = true),
            vec!["A2>A4 one_per_chain 8"],
        ),
        (
            with(|rules| rules.budget = "60".into()),
            vec!["A2>- budget 13"],
        ),
    ] {
        let found = case(rules, "a=100", &lines).balance(&["A1", "A2"]);
        assert_eq!(told(&found.swaps), wanted);
        assert_eq!(found.status, Status::Optimal);
    }
}

#[test]
fn what_comes_in_besides_stands_alone() {
    let lines = ["a 1 A1 90 80", "a 2 A2 88 50", "a 3 A3 80 20"];
    let found = case(Portfolio::default(), "a=100", &lines).balance(&["A1"]);
    assert_eq!(found.chosen, ["A1", "A3"]);
    assert_eq!(told(&found.swaps), ["->A3 budget -5"]);
}

#[test]
fn the_money_of_a_group_is_its_own() {
    let mut rules = Portfolio {
        budget: "120".into(),
        ..Portfolio::default()
    };
    let lines = [
        "a 1 A1 76 60",
        "a 2 A2 75 60",
        "b 1 B1 99 50",
        "b 2 B2 98 50",
    ];
    let found = case(rules.clone(), "a=200 b=60", &lines).balance(&[]);
    assert_eq!(found.chosen, ["A1", "B1"], "first places come first");
    assert_eq!(found.budget, Some(number("120")));
    rules.objective = Objective::Points;
    let found = case(rules, "a=200 b=60", &lines).balance(&[]);
    assert_eq!(
        found.chosen,
        ["A1", "B1"],
        "B2 is worth more than A1, but its group has no money for it"
    );
}

#[test]
fn the_order_of_the_groups_says_who_is_asked_first_and_no_more() {
    let rules = Portfolio {
        per_applicant: 1,
        ..Portfolio::default()
    };
    let lines = [
        "a 2 A2 76 10 | applicant=x",
        "b 1 B1 75 10 | applicant=x",
        "b 2 B2 99 10 | applicant=y",
        "a 1 A1 80 10 | applicant=y",
    ];
    for (budgets, wanted) in [("a=100 b=100", ["A1", "B1"]), ("b=100 a=100", ["B1", "A1"])] {
        let found = case(rules.clone(), budgets, &lines).balance(&[]);
        assert_eq!(found.chosen, wanted);
    }
}

#[test]
fn equal_ones_are_told_apart_by_links_then_yuan_and_never_by_id() {
    let both = ["a 2 X 80 40 | link=l", "a 2 Y 80 40 | link=m"];
    let first = "a 1 A1 90 20 | link=l";
    for (lines, wanted, undecided) in [
        (vec![first, both[0], both[1]], vec!["A1", "Y"], vec![]),
        (
            vec!["a 1 A1 90 20", both[0], both[1]],
            vec!["A1"],
            vec!["X", "Y"],
        ),
        (
            vec!["a 1 A1 90 20", both[0], "a 2 Y 80 30 | link=m"],
            vec!["A1", "Y"],
            vec![],
        ),
    ] {
        for objective in [Objective::Lexicographic, Objective::Points] {
            let rules = Portfolio {
                objective,
                ..Portfolio::default()
            };
            let found = case(rules, "a=60", &lines).balance(&[]);
            assert_eq!(found.chosen, wanted, "{lines:?}");
            let open: Vec<&String> = found
                .undecided
                .iter()
                .flat_map(|open| &open.proposals)
                .collect();
            assert_eq!(open, undecided.iter().collect::<Vec<_>>(), "{lines:?}");
            let is_sure = found.status == Status::Optimal;
            assert_eq!(is_sure, undecided.is_empty());
        }
    }
}

#[test]
fn what_waits_for_a_vote_keeps_its_money_and_its_chain() {
    let rules = Portfolio {
        one_per_chain: true,
        ..Portfolio::default()
    };
    let lines = [
        "a 1 X 80 40",
        "a 1 Y 80 40",
        "a 3 A3 79 20 | chain=b",
        "a 4 A4 78 20 | chain=c",
        "a 5 A5 77 20 | chain=c",
    ];
    for objective in [Objective::Lexicographic, Objective::Points] {
        let rules = Portfolio {
            objective,
            ..rules.clone()
        };
        let found = case(rules, "a=85", &lines).balance(&["A3"]);
        assert_eq!(found.chosen, ["A3", "A4"], "{objective:?}");
        assert_eq!(found.status, Status::Feasible);
        let open = &found.undecided[0];
        assert_eq!((open.group.as_str(), open.rank), ("a", 1));
        assert_eq!(open.proposals, ["X", "Y"]);
        assert_eq!(open.chains, ["a"]);
    }
    let found = case(points(), "a=85", &lines).balance(&["X", "A3"]);
    assert_eq!(told(&found.swaps), ["X>A4 joint 2"]);
    assert_eq!(found.gap, Some(number("5")));
}

#[test]
fn equal_ones_that_all_fit_are_all_taken() {
    let lines = ["a 1 X 80 40", "a 1 Y 80 40"];
    let found = case(Portfolio::default(), "a=80", &lines).balance(&[]);
    assert_eq!(found.chosen, ["X", "Y"]);
    let rules = Portfolio {
        per_applicant: 1,
        ..Portfolio::default()
    };
    let lines = [
        "a 1 A1 90 10 | applicant=x",
        "a 2 X 80 40 | applicant=x",
        "a 2 Y 80 40 | applicant=y",
    ];
    let found = case(rules, "a=50", &lines).balance(&[]);
    assert_eq!(found.chosen, ["A1", "Y"], "X is not in question");
    assert_eq!(found.undecided, []);
}

#[test]
fn points_are_those_above_the_line_and_never_the_sum_of_totals() {
    let lines = ["a 1 A1 95 100", "a 2 A2 76 50", "a 3 A3 76 50"];
    let found = case(points(), "a=100", &lines).balance(&["A1"]);
    assert_eq!(found.chosen, ["A1"]);
    let lines = ["a 1 A1 85 100", "a 2 A2 83 50", "a 3 A3 82 50"];
    let found = case(points(), "a=100", &lines).balance(&["A1"]);
    assert_eq!(found.chosen, ["A2", "A3"]);
    assert_eq!(told(&found.swaps), ["A1>A2 points 2", "->A3 budget -7"]);
    assert_eq!(found.value, Some(number("15")));
}

#[test]
fn a_price_counts_only_for_points() {
    let mut rules = points();
    rules.price.insert("g".into(), "2.5".into());
    let lines = ["a 1 A1 80 50", "a 2 A2 76 50 | goal=g goal=g"];
    let mut case = case(rules, "a=50", &lines);
    let found = case.balance(&["A1"]);
    assert_eq!(found.chosen, ["A2"]);
    assert_eq!(found.value, Some(number("6")));
    case.rules.objective = Objective::Lexicographic;
    let found = case.balance(&["A1"]);
    assert_eq!(
        (found.chosen, found.value),
        (vec!["A1".into()], Some(number("5")))
    );
}

#[test]
fn a_conflict_is_minimal_and_says_what_is_needed() {
    let rules = Portfolio {
        one_per_chain: true,
        per_applicant: 1,
        per_district: 3,
        budget: "100".into(),
        ..Portfolio::default()
    };
    let lines = [
        "a 1 A1 90 60 | applicant=x",
        "a 2 A2 80 45 | applicant=y",
        "b 1 B1 90 70 | applicant=y",
        "c 1 C1 90 10 | applicant=z",
    ];
    let money = |budget: &str, least: &str| Conflict::Budget {
        budget: number(budget),
        least: Some(number(least)),
    };
    let chain = |id: &str| Conflict::OnePerChain(id.into());
    let mut case = case(rules, "a=100 b=100 c=100", &lines);
    let found = case.balance(&["A1"]);
    assert_eq!(found.status, Status::Infeasible);
    assert_eq!(found.chosen, Vec::<String>::new());
    assert_eq!((found.value, found.swaps), (None, Vec::new()));
    assert_eq!(
        found.conflict,
        [money("100", "115"), chain("a"), chain("b")]
    );
    // with just that much the limit of applicants stands in the way
    case.rules.budget = "125".into();
    let found = case.balance(&[]);
    assert_eq!(
        found.conflict,
        [
            money("125", "130"),
            Conflict::PerApplicant(1),
            chain("a"),
            chain("b")
        ]
    );
    case.rules.budget = "140".into();
    assert_eq!(case.balance(&[]).chosen, ["A1", "B1", "C1"]);
    case.rules.budget = "139.999999".into();
    assert_eq!(case.balance(&[]).status, Status::Infeasible);
    case.purses[1].budget = Some(number("69"));
    case.rules.budget = String::new();
    let found = case.balance(&[]);
    let group = Conflict::GroupBudget {
        group: "b".into(),
        budget: number("69"),
        least: Some(number("70")),
    };
    assert_eq!(found.conflict, [group, chain("b")]);
    assert_eq!(found.conflict[0].numbers(), [number("69"), number("70")]);
    assert_eq!(
        (found.conflict[0].key(), found.conflict[0].subject()),
        ("group_budget", "b")
    );
}

#[test]
fn money_is_exact_to_the_last_place() {
    let mut case = case(
        points(),
        "a=0.3",
        &["a 1 A1 90 0.1", "a 2 A2 89 0.2", "a 3 A3 88 0.000001"],
    );
    assert_eq!(case.balance(&[]).chosen, ["A1", "A2"]);
    case.purses[0].budget = Some(number("0.300001"));
    assert_eq!(case.balance(&[]).chosen, ["A1", "A2", "A3"]);
}

/// Every subset that keeps the rules; the value of each is exact.
fn subsets(case: &Case) -> Vec<(Vec<bool>, i128)> {
    let model = Model::of(&case.rules, &case.purses, &case.candidates);
    let count = model.items.len();
    let mut found = Vec::new();
    for mask in 0_u32..1 << count {
        let taken: Vec<bool> = (0..count).map(|item| mask >> item & 1 == 1).collect();
        if keeps(case, &model, &taken) {
            let value = model.value(&taken);
            found.push((taken, value));
        }
    }
    found
}

/// The rules once more, counted in another way than the program does.
fn keeps(case: &Case, model: &Model, taken: &[bool]) -> bool {
    let chosen: Vec<&Candidate> = (0..taken.len())
        .filter(|&item| taken[item])
        .map(|item| {
            let mut all = case.candidates.iter();
            all.find(|one| one.id == model.items[item].id).unwrap()
        })
        .collect();
    let spent = |group: Option<&str>| -> Decimal {
        let mine = chosen
            .iter()
            .filter(|one| group.is_none_or(|id| one.group == id));
        mine.map(|one| one.cost).sum()
    };
    let most = |names: Vec<&String>| {
        let times = |name: &&String| names.iter().filter(|one| *one == name).count();
        names.iter().map(times).max().unwrap_or(0)
    };
    let within = |limit: usize, most: usize| limit == 0 || most <= limit;
    let rules = &case.rules;
    let has = |chain: &String| chosen.iter().any(|one| one.chain == *chain);
    parse(&rules.budget).is_none_or(|budget| spent(None) <= budget)
        && case.purses.iter().all(|purse| {
            purse
                .budget
                .is_none_or(|budget| spent(Some(&purse.group)) <= budget)
        })
        && within(
            rules.per_applicant,
            most(chosen.iter().map(|one| &one.applicant).collect()),
        )
        && within(
            rules.per_district,
            most(chosen.iter().map(|one| &one.district).collect()),
        )
        && within(
            rules.per_link,
            most(chosen.iter().flat_map(|one| &one.links).collect()),
        )
        && (!rules.one_per_chain || case.candidates.iter().all(|one| has(&one.chain)))
}

/// What must come out: of the subsets with the most points, or of all, the one that takes
/// the first it can in the order of the walk.
fn wanted(case: &Case) -> Option<(Vec<String>, i128)> {
    let model = Model::of(&case.rules, &case.purses, &case.candidates);
    let all = subsets(case);
    let most = all.iter().map(|(_, value)| *value).max()?;
    let is_lexicographic = case.rules.objective == Objective::Lexicographic;
    let best = all
        .into_iter()
        .filter(|(_, value)| is_lexicographic || *value == most);
    let (taken, value) = best.max_by(|left, right| left.0.cmp(&right.0))?;
    let ids = model.chosen(&taken);
    let ids = ids.into_iter().map(|item| model.items[item].id.clone());
    Some((ids.collect(), value))
}

prop_compose! {
    fn any_rules()(
        objective in prop::bool::ANY,
        budget in prop::option::weighted(0.7, 40_u32..260),
        applicants in 0_usize..3,
        districts in 0_usize..4,
        links in 0_usize..3,
        chains in prop::bool::ANY,
        price in prop::option::of(0_u32..30),
    ) -> Portfolio {
        Portfolio {
            objective: if objective { Objective::Points } else { Objective::Lexicographic },
            budget: budget.map(|budget| budget.to_string()).unwrap_or_default(),
            per_applicant: applicants,
            per_district: districts,
            per_link: links,
            one_per_chain: chains,
            price: price.map(|price| ("g".to_owned(), format!("{price}.5"))).into_iter().collect(),
            ..Portfolio::default()
        }
    }
}

type Drawn = (usize, u32, (u32, u32), (u8, u8, u8), Vec<u8>, u32);

/// Up to `most` candidates in three groups; places are told apart where `ties` is false.
fn any_case(most: usize, ties: bool) -> impl Strategy<Value = Case> {
    let one = (
        0_usize..3,
        1_u32..4,
        (7500_u32..7507, 1_u32..9),
        (0_u8..4, 0_u8..3, 0_u8..4),
        prop::collection::vec(0_u8..4, 0..3),
        0_u32..3,
    );
    let budgets = prop::collection::vec(prop::option::weighted(0.8, 20_u32..140), 3);
    (any_rules(), budgets, prop::collection::vec(one, 0..=most)).prop_map(
        move |(rules, budgets, drawn): (Portfolio, Vec<Option<u32>>, Vec<Drawn>)| {
            let mut places = [0; 3];
            let candidates = drawn.into_iter().enumerate();
            let candidates = candidates.map(|(index, drawn)| {
                let (group, step, (total, cost), (applicant, district, chain), links, goals) =
                    drawn;
                places[group] += if ties { step - 1 } else { step };
                let total = if ties {
                    8000 - places[group] * 10
                } else {
                    total
                };
                Candidate {
                    id: format!("P{:02}", (index * 7) % 13),
                    group: format!("g{group}"),
                    rank: places[group] + 1,
                    total: Decimal::new(i64::from(total), 2),
                    line: number("75"),
                    cost: Decimal::from(cost * 10),
                    applicant: format!("a{applicant}"),
                    district: format!("d{district}"),
                    chain: format!("c{chain}"),
                    links: links
                        .iter()
                        .map(|link| format!("l{link}"))
                        .collect::<BTreeSet<_>>()
                        .into_iter()
                        .collect(),
                    contributions: [("g".to_owned(), goals)].into(),
                }
            });
            let candidates = candidates.collect();
            let purse = |(index, budget): (usize, Option<u32>)| Purse {
                group: format!("g{index}"),
                budget: budget.map(Decimal::from),
            };
            Case {
                rules,
                purses: budgets.into_iter().enumerate().map(purse).collect(),
                candidates,
            }
        },
    )
}

/// Numbers without a pattern, the same every time.
fn drawn(state: &mut u64, below: u64) -> u64 {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) % below
}

/// 200 candidates of six groups with everything declared.
fn large(seed: u64) -> Case {
    let mut state = seed;
    let mut totals = [9500_i64; 6];
    let candidates = (0..200_u64).map(|index| {
        let group = (index % 6) as usize;
        totals[group] -= drawn(&mut state, 60).cast_signed() + 1;
        Candidate {
            id: format!("P{index:03}"),
            group: format!("g{group}"),
            rank: (index / 6) as u32 + 1,
            total: Decimal::new(totals[group].max(7500), 2),
            line: number("75"),
            cost: Decimal::from(50 + drawn(&mut state, 70) * 5),
            applicant: format!("a{}", drawn(&mut state, 120)),
            district: format!("d{}", drawn(&mut state, 11)),
            chain: format!("c{group}"),
            links: vec![format!("l{}-{}", group, drawn(&mut state, 10))],
            contributions: [("g".to_owned(), drawn(&mut state, 2) as u32)].into(),
        }
    });
    let candidates: Vec<Candidate> = candidates.collect();
    let purse = |group: usize| Purse {
        group: format!("g{group}"),
        budget: Some(number("2400")),
    };
    Case {
        rules: Portfolio {
            budget: "13000".into(),
            per_applicant: 1,
            per_district: 12,
            per_link: 3,
            one_per_chain: true,
            price: [("g".to_owned(), "0.5".to_owned())].into(),
            ..Portfolio::default()
        },
        purses: (0..6).map(purse).collect(),
        candidates,
    }
}

#[test]
fn two_hundred_are_no_trouble() {
    let mut case = large(1);
    let in_order = case.balance(&[]);
    assert_eq!(in_order.status, Status::Optimal);
    case.rules.objective = Objective::Points;
    case.rules.price.clear();
    let most = case.balance(&[]);
    assert_eq!(
        (most.status, most.gap),
        (Status::Optimal, Some(Decimal::ZERO))
    );
    assert!(most.value > in_order.value);
    assert!(most.spent <= number("13000"));
}

#[test]
fn the_solver_agrees_with_a_table_of_money() {
    for seed in 1..=4 {
        let mut case = large(seed);
        let price = case.rules.price.clone();
        case.rules = Portfolio { price, ..points() };
        // one group, one budget: a knapsack, whose best value a table over the money holds
        case.candidates.retain(|one| one.group.as_str() < "g3");
        for one in &mut case.candidates {
            one.group = "g0".into();
        }
        let mut table = vec![0_i128; 2401];
        let model = Model::of(&case.rules, &case.purses, &case.candidates);
        for item in &model.items {
            let cost = usize::try_from(item.cost).unwrap();
            for money in (cost..table.len()).rev() {
                table[money] = table[money].max(table[money - cost] + item.value);
            }
        }
        let found = case.balance(&[]);
        assert_eq!(reach(&found), model.points(table[2400]), "{seed}");
    }
}

/// How much more a list could have than what it has, added to what it has.
fn reach(found: &Balanced) -> Decimal {
    found.value.unwrap() + found.gap.unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn it_is_the_best_of_all_subsets(case in any_case(12, false)) {
        let found = case.balance(&[]);
        match wanted(&case) {
            None => prop_assert_eq!(found.status, Status::Infeasible),
            Some((chosen, value)) => {
                prop_assert_eq!(found.status, Status::Optimal);
                prop_assert_eq!(&found.chosen, &chosen);
                let model = Model::of(&case.rules, &case.purses, &case.candidates);
                prop_assert_eq!(found.value, Some(model.points(value)));
            }
        }
    }

    #[test]
    fn equal_places_reach_as_far_as_any_subset(case in any_case(10, true)) {
        let found = case.balance(&[]);
        let most = subsets(&case).into_iter().map(|(_, value)| value).max();
        prop_assert_eq!(found.status == Status::Infeasible, most.is_none());
        if let Some(most) = most {
            let model = Model::of(&case.rules, &case.purses, &case.candidates);
            if case.rules.objective == Objective::Points {
                prop_assert_eq!(reach(&found), model.points(most));
            }
            let taken: Vec<bool> = model.items.iter().map(|item| found.chosen.contains(&item.id)).collect();
            let waits: BTreeSet<String> = found.undecided.iter().flat_map(|open| open.chains.clone()).collect();
            prop_assert!(model.keeps(&taken, &waits));
            prop_assert_eq!(found.status == Status::Optimal, found.undecided.is_empty());
        }
    }

    #[test]
    fn no_id_and_no_order_decides(case in any_case(10, true), seed in 0_usize..1000) {
        let pure: Vec<&str> = case.candidates.iter().map(|one| one.id.as_str()).take(3).collect();
        let found = case.balance(&pure);
        let mut turned = case.clone();
        turned.candidates.reverse();
        turned.candidates.rotate_left(seed % case.candidates.len().max(1));
        prop_assert_eq!(&turned.balance(&pure), &found);
        // the same with the ids the other way round
        let renamed = |id: &str| format!("Q{:02}", 99 - id[1..].parse::<u32>().unwrap());
        for one in &mut turned.candidates {
            one.id = renamed(&one.id);
        }
        let other = turned.balance(&[]);
        let sorted = |ids: Vec<String>| { let mut ids = ids; ids.sort(); ids };
        let names = found.chosen.iter().map(|id| renamed(id)).collect();
        prop_assert_eq!(sorted(other.chosen), sorted(names));
        prop_assert_eq!(other.value, found.value);
    }

    #[test]
    fn one_rule_more_never_brings_points(case in any_case(10, true), which in 0_usize..5) {
        let mut case = case;
        case.rules.objective = Objective::Points;
        let before = case.balance(&[]);
        match which {
            0 => case.rules.per_applicant = 1,
            1 => case.rules.per_district = 1,
            2 => case.rules.per_link = 1,
            3 => case.rules.one_per_chain = true,
            _ => case.rules.budget = "40".into(),
        }
        let is_tighter = which != 4 || before.budget.is_none_or(|budget| budget >= number("40"));
        let after = case.balance(&[]);
        if is_tighter && before.status != Status::Infeasible && after.status != Status::Infeasible {
            prop_assert!(reach(&after) <= reach(&before));
        }
    }

    #[test]
    fn a_conflict_goes_with_any_one_of_its_rules(case in any_case(10, false)) {
        let mut case = case;
        case.rules.one_per_chain = true;
        let found = case.balance(&[]);
        for dropped in &found.conflict {
            let mut less = case.clone();
            let held = |one: &Conflict| found.conflict.contains(one);
            // only the rules of the conflict, without one of them
            less.candidates.retain(|one| held(&Conflict::OnePerChain(one.chain.clone())));
            let keeps = |key: &str| found.conflict.iter().any(|one| one.key() == key && one != dropped);
            if !keeps("budget") { less.rules.budget.clear(); }
            if !keeps("per_applicant") { less.rules.per_applicant = 0; }
            if !keeps("per_district") { less.rules.per_district = 0; }
            if !keeps("per_link") { less.rules.per_link = 0; }
            for purse in &mut less.purses {
                let is_held = found.conflict.iter().any(|one| one != dropped && one.key() == "group_budget" && one.subject() == purse.group);
                if !is_held { purse.budget = None; }
            }
            if let Conflict::OnePerChain(chain) = dropped {
                less.candidates.retain(|one| one.chain != *chain);
            }
            prop_assert!(less.balance(&[]).status != Status::Infeasible, "{:?}", dropped);
        }
    }
}
