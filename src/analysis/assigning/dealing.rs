//! Deals experts to proposals: enough of them, technical ones among them, as even a load
//! as one exchange at a time can make it.

use super::{Options, Shortfall, technical_of};
use crate::analysis::lanes;
use crate::domain::panel::Panel;
use crate::domain::people::Expert;
use crate::domain::proposal::Proposal;
use std::collections::{BTreeMap, BTreeSet};

/// Passes over all proposals that even the load out; far more than are ever needed.
const MOST_PASSES: usize = 64;

/// Whether an expert may be dealt a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seat {
    /// Nothing speaks against it.
    Free,
    /// A candidate that nobody ruled on: only where nobody else is left.
    Doubtful,
    /// Recused.
    Barred,
}

/// One proposal and its experts, by place.
struct Table {
    id: String,
    pool: Vec<usize>,
    /// Those who score it already; recused ones not among them.
    kept: BTreeSet<usize>,
    dealt: BTreeSet<usize>,
    /// Experts it is to have; none for all of its pool.
    wanted: Option<usize>,
}

/// Everything that is dealt.
pub struct Bench<'a> {
    panel: &'a Panel,
    options: Options,
    seat: &'a dyn Fn(&str, &str) -> Seat,
    ids: Vec<&'a str>,
    places: BTreeMap<&'a str, usize>,
    is_technical: Vec<bool>,
    load: Vec<usize>,
    /// Fewest technical ones by how many experts there are.
    needs: Vec<usize>,
    /// Experts by proposal of what stands.
    standing: BTreeMap<&'a str, Vec<&'a str>>,
    /// Proposals with people of their own group.
    grouped: BTreeSet<&'a str>,
    tables: Vec<Table>,
}

impl<'a> Bench<'a> {
    /// Takes experts by id and what stands.
    pub fn of(
        panel: &'a Panel,
        experts: &[&'a Expert],
        options: Options,
        seat: &'a dyn Fn(&str, &str) -> Seat,
        assigned: &'a BTreeMap<String, BTreeSet<String>>,
    ) -> Self {
        let ids: Vec<&str> = experts.iter().map(|one| one.id.as_str()).collect();
        let mut standing: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (expert, proposals) in assigned {
            for proposal in proposals {
                standing.entry(proposal).or_default().push(expert);
            }
        }
        Self {
            panel,
            options,
            seat,
            places: ids.iter().enumerate().map(|(at, id)| (*id, at)).collect(),
            is_technical: experts
                .iter()
                .map(|one| one.expertise == "technical")
                .collect(),
            load: vec![0; ids.len()],
            needs: (0..=ids.len() + panel.policy.valid.experts)
                .map(|experts| technical_of(panel, experts))
                .collect(),
            ids,
            standing,
            grouped: panel.members().into_keys().collect(),
            tables: Vec::new(),
        }
    }

    /// Adds a proposal and who may score it.
    pub fn add(&mut self, proposal: &Proposal, pool: &[&str]) {
        let id = proposal.id.as_str();
        let standing = self.standing.get(id).map_or(&[][..], Vec::as_slice);
        let is_barred = |expert: &str| (self.seat)(id, expert) == Seat::Barred;
        let place = |expert: &&str| self.places.get(expert).copied();
        let kept: BTreeSet<usize> = standing
            .iter()
            .filter(|expert| !is_barred(expert))
            .filter_map(place)
            .collect();
        let pool = pool.iter().filter(|expert| !is_barred(expert));
        let fewest = self.panel.policy.valid.experts.max(1);
        let wanted = match self.options.per {
            Some(per) => Some(per),
            None if !standing.is_empty() && !self.options.afresh => Some(fewest),
            None if self.grouped.contains(id) => None,
            None => Some(fewest + usize::from(fewest.is_multiple_of(2))),
        };
        let table = Table {
            id: id.to_owned(),
            pool: pool
                .filter_map(place)
                .filter(|at| !kept.contains(at))
                .collect(),
            kept,
            dealt: BTreeSet::new(),
            wanted,
        };
        for expert in &table.kept {
            if let Some(load) = self.load.get_mut(*expert) {
                *load += 1;
            }
        }
        self.tables.push(table);
    }

    /// Deals, the proposals with the fewest to choose from first.
    pub fn deal(&mut self) {
        let mut order: Vec<usize> = (0..self.tables.len()).collect();
        let choice = |at: &usize| {
            let table = self.tables.get(*at);
            table.map_or(0, |table| table.pool.len())
        };
        order.sort_by_key(|at| (choice(at), *at));
        for at in order {
            let Some(table) = self.tables.get(at) else {
                continue;
            };
            let chosen = self.chosen(table);
            for expert in &chosen {
                if let Some(load) = self.load.get_mut(*expert) {
                    *load += 1;
                }
            }
            if let Some(table) = self.tables.get_mut(at) {
                table.dealt = chosen;
            }
        }
    }

    /// Chooses: technical ones as far as they are needed, then whoever has least until there
    /// are enough. Of a whole group everybody is taken, of those who are not technical only
    /// as many as the technical ones carry. Who is in doubt comes in only for the fewest that
    /// the policy asks for.
    fn chosen(&self, table: &Table) -> BTreeSet<usize> {
        let fewest = self.panel.policy.valid.experts;
        let mut chosen = BTreeSet::new();
        for (only_technical, seat) in [
            (true, Seat::Free),
            (true, Seat::Doubtful),
            (false, Seat::Free),
            (false, Seat::Doubtful),
        ] {
            for expert in self.by_load(table, only_technical) {
                if self.seat_of(table, expert) != seat || chosen.contains(&expert) {
                    continue;
                }
                let count = table.kept.len() + chosen.len();
                let technical = self.technical(table, &chosen);
                let is_carried = || self.need(count + 1) <= technical;
                let is_due = match (only_technical, seat, table.wanted) {
                    (true, Seat::Free, None) => true,
                    (true, Seat::Free, Some(wanted)) => technical < self.need(wanted.max(count)),
                    (true, ..) => technical < self.need(fewest),
                    (false, Seat::Free, None) => count < fewest || is_carried(),
                    (false, Seat::Free, Some(wanted)) => count < wanted,
                    (false, ..) => count < fewest,
                };
                if is_due {
                    chosen.insert(expert);
                }
            }
        }
        chosen
    }

    /// Returns the fewest technical experts that so many need by the policy.
    fn need(&self, experts: usize) -> usize {
        self.needs.get(experts).copied().unwrap_or(experts)
    }

    /// Returns the pool: who has least first, then by id.
    fn by_load(&self, table: &Table, only_technical: bool) -> Vec<usize> {
        let mut pool: Vec<usize> = table
            .pool
            .iter()
            .copied()
            .filter(|expert| !only_technical || self.is_technical(*expert))
            .collect();
        pool.sort_by_key(|expert| (self.load_of(*expert), *expert));
        pool
    }

    fn seat_of(&self, table: &Table, expert: usize) -> Seat {
        let id = self.ids.get(expert).copied().unwrap_or_default();
        (self.seat)(&table.id, id)
    }

    fn load_of(&self, expert: usize) -> usize {
        self.load.get(expert).copied().unwrap_or_default()
    }

    fn is_technical(&self, expert: usize) -> bool {
        self.is_technical.get(expert).copied().unwrap_or_default()
    }

    fn technical(&self, table: &Table, dealt: &BTreeSet<usize>) -> usize {
        let all = table.kept.iter().chain(dealt);
        all.filter(|expert| self.is_technical(**expert)).count()
    }

    /// Exchanges who has most for who has least, as long as that evens the load out and no
    /// proposal loses a technical expert it needs.
    pub fn even_out(&mut self) {
        for _ in 0..MOST_PASSES {
            let mut is_better = false;
            for at in 0..self.tables.len() {
                while let Some((from, to)) = self.exchange(at) {
                    is_better = true;
                    if let Some(table) = self.tables.get_mut(at) {
                        table.dealt.remove(&from);
                        table.dealt.insert(to);
                    }
                    if let Some(load) = self.load.get_mut(from) {
                        *load -= 1;
                    }
                    if let Some(load) = self.load.get_mut(to) {
                        *load += 1;
                    }
                }
            }
            if !is_better {
                return;
            }
        }
    }

    /// Returns who of a proposal had better be exchanged for whom.
    fn exchange(&self, at: usize) -> Option<(usize, usize)> {
        let table = self.tables.get(at).filter(|table| table.wanted.is_some())?;
        let count = table.kept.len() + table.dealt.len();
        let spare = self.technical(table, &table.dealt) > self.need(count);
        let is_out = |expert: &usize| !table.dealt.contains(expert);
        let is_free = |expert: &usize| self.seat_of(table, *expert) == Seat::Free;
        let least = |from: usize| {
            let fits = |to: &usize| spare || self.is_technical(*to) || !self.is_technical(from);
            let others = table.pool.iter().copied().filter(is_out).filter(fits);
            others
                .filter(is_free)
                .min_by_key(|to| (self.load_of(*to), *to))
        };
        let mut most: Vec<usize> = table.dealt.iter().copied().collect();
        most.sort_by_key(|expert| (std::cmp::Reverse(self.load_of(*expert)), *expert));
        let better = |from: usize| {
            let to = least(from)?;
            (self.load_of(from) >= self.load_of(to) + 2).then_some((from, to))
        };
        most.into_iter().find_map(better)
    }

    /// Returns expert and proposal of what was dealt.
    pub fn added(&self) -> BTreeSet<(String, String)> {
        let pairs = self.tables.iter().flat_map(|table| {
            let ids = table
                .dealt
                .iter()
                .filter_map(|expert| self.ids.get(*expert));
            ids.map(|id| ((*id).to_owned(), table.id.clone()))
        });
        pairs.collect()
    }

    /// Returns proposal and expert of those in doubt who were dealt all the same.
    pub fn despite(&self) -> BTreeSet<(String, String)> {
        let pairs = self.tables.iter().flat_map(|table| {
            let doubtful = table
                .dealt
                .iter()
                .filter(|expert| self.seat_of(table, **expert) == Seat::Doubtful);
            let ids = doubtful.filter_map(|expert| self.ids.get(*expert));
            ids.map(|id| (table.id.clone(), (*id).to_owned()))
        });
        pairs.collect()
    }

    /// Returns what is not met.
    pub fn shortfalls(&self) -> Vec<Shortfall> {
        let short = self.tables.iter().filter_map(|table| {
            let experts = table.kept.len() + table.dealt.len();
            let technical = self.technical(table, &table.dealt);
            lanes::invalid(experts, technical, &self.panel.policy)?;
            let wanted = self.panel.policy.valid.experts;
            Some(Shortfall {
                proposal: table.id.clone(),
                experts,
                technical,
                wanted,
                wanted_technical: self.need(experts.max(wanted)),
            })
        });
        short.collect()
    }
}
