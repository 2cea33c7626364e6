//! The rules as integers: items with their weights under caps, and chains that want one.

use super::{Candidate, Purse, Rule};
use crate::domain::decimal::{Decimal, RoundingMode, parse, round};
use crate::domain::policy::{Objective, Portfolio};
use std::collections::{BTreeMap, BTreeSet};

/// Most decimal places that count; files hold no more.
const PLACES: u32 = 6;

/// A bound that nothing reaches.
pub const NO_BOUND: i128 = i128::MAX / 4;

/// One candidate.
#[derive(Debug, Clone)]
pub struct Item {
    /// Proposal id.
    pub id: String,
    /// Index of its group.
    pub group: usize,
    /// Place in its group.
    pub rank: u32,
    /// Points above the line and the prices of what it contributes, in parts of a point.
    pub value: i128,
    /// Points above the line alone.
    pub above: i128,
    /// Money in parts of 10,000 yuan.
    pub cost: i128,
    /// Chain.
    pub chain: String,
    /// Links, each once.
    pub links: BTreeSet<String>,
    /// What it weighs under which cap.
    pub weights: Vec<(usize, i128)>,
}

/// Something of which there is only so much.
#[derive(Debug, Clone)]
pub struct Cap {
    /// The rule it comes from.
    pub rule: Rule,
    /// Index of the group whose money it is.
    pub group: Option<usize>,
    /// How much there is, in parts of 10,000 yuan or in proposals.
    pub bound: i128,
}

/// A chain that wants one at least.
#[derive(Debug, Clone)]
pub struct Demand {
    /// Chain id.
    pub chain: String,
    /// Its items.
    pub items: Vec<usize>,
}

/// The whole programme.
#[derive(Debug, Clone)]
pub struct Model {
    /// Group ids in the order of the file; those that have no purse come last, by id.
    pub groups: Vec<String>,
    /// Items by place, group and id.
    pub items: Vec<Item>,
    /// Caps; those of money first.
    pub caps: Vec<Cap>,
    /// Demands by chain id.
    pub demands: Vec<Demand>,
    /// Limits as the policy states them: per applicant, per district, per link.
    pub limits: [usize; 3],
    money_scale: u32,
    point_scale: u32,
    group_budgets: Vec<Option<i128>>,
    total_budget: Option<i128>,
}

impl Model {
    /// Puts the rules and the candidates into integers.
    pub fn of(rules: &Portfolio, purses: &[Purse], candidates: &[Candidate]) -> Self {
        let candidates = by_id(candidates);
        let mut groups: Vec<String> = Vec::new();
        let named = purses.iter().map(|purse| &purse.group);
        for group in named.chain(sorted(candidates.values().map(|one| &one.group))) {
            if !groups.contains(group) {
                groups.push(group.clone());
            }
        }
        let total = parse(&rules.budget);
        let budgets = purses.iter().filter_map(|purse| purse.budget);
        let costs = candidates.values().map(|one| one.cost);
        let money_scale = scale(budgets.chain(costs).chain(total));
        let worth: BTreeMap<&str, Decimal> = candidates
            .values()
            .map(|one| (one.id.as_str(), worth(one, rules)))
            .collect();
        let above = candidates.values().map(|one| above_line(one));
        let point_scale = scale(above.chain(worth.values().copied()));
        let budget_of = |group: &String| {
            let purse = purses.iter().find(|purse| purse.group == *group)?;
            Some(parts(purse.budget?, money_scale))
        };
        let mut model = Self {
            group_budgets: groups.iter().map(budget_of).collect(),
            total_budget: total.map(|total| parts(total, money_scale)),
            items: Vec::with_capacity(candidates.len()),
            caps: Vec::new(),
            demands: Vec::new(),
            limits: [rules.per_applicant, rules.per_district, rules.per_link],
            money_scale,
            point_scale,
            groups,
        };
        for one in candidates.values() {
            model.items.push(Item {
                id: one.id.clone(),
                group: model
                    .groups
                    .iter()
                    .position(|group| *group == one.group)
                    .unwrap_or_default(),
                rank: one.rank,
                value: parts(worth[one.id.as_str()], point_scale),
                above: parts(above_line(one), point_scale),
                cost: parts(one.cost.max(Decimal::ZERO), money_scale),
                chain: one.chain.clone(),
                links: one.links.iter().cloned().collect(),
                weights: Vec::new(),
            });
        }
        model
            .items
            .sort_by(|left, right| order(left).cmp(&order(right)));
        model.cap_money();
        model.cap_counts(&candidates);
        if rules.one_per_chain {
            model.demand_chains();
        }
        model
    }

    fn cap_money(&mut self) {
        if let Some(bound) = self.total_budget {
            self.cap(Rule::Budget, None, bound, |item| item.cost);
        }
        for group in 0..self.groups.len() {
            if let Some(bound) = self.group_budgets[group] {
                let cost = |item: &Item| if item.group == group { item.cost } else { 0 };
                self.cap(Rule::Budget, Some(group), bound, cost);
            }
        }
    }

    fn cap_counts(&mut self, candidates: &BTreeMap<&str, &Candidate>) {
        let rules = [Rule::PerApplicant, Rule::PerDistrict, Rule::PerLink];
        for (rule, limit) in rules.into_iter().zip(self.limits) {
            if limit == 0 {
                continue;
            }
            let mut counted: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
            for one in candidates.values() {
                let names: Vec<&String> = match rule {
                    Rule::PerApplicant => vec![&one.applicant],
                    Rule::PerDistrict => vec![&one.district],
                    _ => one.links.iter().collect(),
                };
                for name in names.into_iter().filter(|name| !name.is_empty()) {
                    counted.entry(name).or_default().insert(&one.id);
                }
            }
            // what never reaches its limit only slows the search
            counted.retain(|_, ids| ids.len() > limit);
            for ids in counted.values() {
                let bound = i128::try_from(limit).unwrap_or(NO_BOUND);
                let one = |item: &Item| i128::from(ids.contains(item.id.as_str()));
                self.cap(rule, None, bound, one);
            }
        }
    }

    fn cap(
        &mut self,
        rule: Rule,
        group: Option<usize>,
        bound: i128,
        weight: impl Fn(&Item) -> i128,
    ) {
        let index = self.caps.len();
        self.caps.push(Cap { rule, group, bound });
        for item in &mut self.items {
            let weight = weight(item);
            if weight > 0 {
                item.weights.push((index, weight));
            }
        }
    }

    fn demand_chains(&mut self) {
        let mut chains: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, item) in self.items.iter().enumerate() {
            if !item.chain.is_empty() {
                chains.entry(&item.chain).or_default().push(index);
            }
        }
        let demand = |(chain, items): (&str, Vec<usize>)| Demand {
            chain: chain.to_owned(),
            items,
        };
        self.demands = chains.into_iter().map(demand).collect();
    }

    /// Returns how much is left under every cap when these are taken; below 0 where too much.
    pub fn left(&self, taken: &[bool]) -> Vec<i128> {
        let mut left: Vec<i128> = self.caps.iter().map(|cap| cap.bound).collect();
        for item in self.chosen(taken) {
            for &(cap, weight) in &self.items[item].weights {
                left[cap] -= weight;
            }
        }
        left
    }

    /// Tells whether these keep every cap and every demand but those of the waived chains.
    pub fn keeps(&self, taken: &[bool], waived: &BTreeSet<String>) -> bool {
        let is_met = |demand: &Demand| {
            waived.contains(&demand.chain) || demand.items.iter().any(|&item| taken[item])
        };
        self.left(taken).iter().all(|&left| left >= 0) && self.demands.iter().all(is_met)
    }

    /// Returns the indices of what is taken, in the order of the groups and of their places.
    pub fn chosen(&self, taken: &[bool]) -> Vec<usize> {
        let mut chosen: Vec<usize> = (0..taken.len()).filter(|&item| taken[item]).collect();
        chosen.sort_by_key(|&item| self.items[item].group);
        chosen
    }

    /// Returns what items are worth together.
    pub fn value(&self, taken: &[bool]) -> i128 {
        let chosen = (0..taken.len()).filter(|&item| taken[item]);
        chosen.map(|item| self.items[item].value).sum()
    }

    /// Returns the money that may be spent: the policy's, or the sum of the groups'.
    pub fn money(&self) -> Option<Decimal> {
        let of_groups: Option<i128> = self.group_budgets.iter().copied().sum();
        self.total_budget
            .or(of_groups.filter(|_| !self.group_budgets.is_empty()))
            .map(|money| self.yuan(money))
    }

    /// Returns money in 10,000 yuan.
    pub fn yuan(&self, parts: i128) -> Decimal {
        whole(parts, self.money_scale)
    }

    /// Returns points.
    pub fn points(&self, parts: i128) -> Decimal {
        whole(parts, self.point_scale)
    }

    /// Returns points as the solver takes them.
    pub fn float_points(&self, parts: i128) -> f64 {
        crate::domain::decimal::float(self.points(parts))
    }

    /// Returns a cap's amount as the solver takes it.
    pub fn float_weight(&self, cap: usize, weight: i128) -> f64 {
        let scale = if self.caps[cap].rule == Rule::Budget {
            self.money_scale
        } else {
            0
        };
        crate::domain::decimal::float(whole(weight, scale))
    }
}

/// The order of the walk; the id only makes it the same every time.
fn order(item: &Item) -> (u32, usize, &str) {
    (item.rank, item.group, item.id.as_str())
}

fn by_id(candidates: &[Candidate]) -> BTreeMap<&str, &Candidate> {
    let mut found = BTreeMap::new();
    for one in candidates {
        found.entry(one.id.as_str()).or_insert(one);
    }
    found
}

fn sorted<'a>(names: impl Iterator<Item = &'a String>) -> BTreeSet<&'a String> {
    names.collect()
}

fn above_line(one: &Candidate) -> Decimal {
    one.total.saturating_sub(one.line)
}

/// What a candidate is worth: with the objective `points` the prices of goals are added.
fn worth(one: &Candidate, rules: &Portfolio) -> Decimal {
    let counts = rules.objective == Objective::Points;
    let goals = one.contributions.iter().filter(|_| counts);
    let added = goals.filter_map(|(goal, &count)| {
        let price = parse(rules.price.get(goal)?)?;
        Some(price.saturating_mul(Decimal::from(count)))
    });
    added.fold(above_line(one), Decimal::saturating_add)
}

/// Returns how many decimal places hold all of them exactly, at most six.
fn scale(numbers: impl Iterator<Item = Decimal>) -> u32 {
    let places = numbers.map(|number| number.normalize().scale());
    places.max().unwrap_or_default().min(PLACES)
}

fn parts(number: Decimal, scale: u32) -> i128 {
    let mut number = round(number, scale, RoundingMode::HalfUp);
    number.rescale(scale);
    number.mantissa()
}

fn whole(parts: i128, scale: u32) -> Decimal {
    Decimal::try_from_i128_with_scale(parts, scale)
        .unwrap_or_default()
        .normalize()
}
