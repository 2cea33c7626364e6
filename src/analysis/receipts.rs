//! Which sheets of each expert came and which are still owed, chain by chain: the same
//! sheets that the result counts as received and missing.

use super::standing::{Excluded, Standings};
use crate::domain::hand_in::code;
use crate::domain::panel::Panel;
use crate::domain::sheet::{ScoreSheet, SheetState};
use std::collections::BTreeMap;

/// What came of one expert in one chain.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Owed {
    /// Sheets that came.
    pub came: usize,
    /// Proposals whose sheets did not come, in the order of the result.
    pub missing: Vec<String>,
    /// How many of those have a sheet that was begun and not submitted.
    pub drafts: usize,
    /// Sheets that are not asked for, or do not count, by why.
    pub aside: BTreeMap<Excluded, usize>,
}

impl Owed {
    /// Returns how many sheets are asked for.
    pub fn asked(&self) -> usize {
        self.came + self.missing.len()
    }
}

/// One expert.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExpertReceipts {
    /// Expert id.
    pub expert: String,
    /// By column.
    pub columns: Vec<Owed>,
    /// The code of the sheets as they stand in the panel; it is the one on the signed paper
    /// where they are as the expert handed them in. Empty where there is none.
    pub code: String,
}

impl ExpertReceipts {
    /// Returns how many sheets came and how many are asked for.
    pub fn total(&self) -> (usize, usize) {
        let columns = self.columns.iter();
        columns.fold((0, 0), |(came, asked), owed| {
            (came + owed.came, asked + owed.asked())
        })
    }

    /// Returns the proposals that are still owed: of a column, or of all.
    pub fn missing(&self, column: Option<usize>) -> Vec<&str> {
        let missing = self.chosen(column).flat_map(|owed| &owed.missing);
        missing.map(String::as_str).collect()
    }

    /// Returns how many of those were begun: of a column, or of all.
    pub fn drafts(&self, column: Option<usize>) -> usize {
        self.chosen(column).map(|owed| owed.drafts).sum()
    }

    /// Returns how many sheets are not asked for, or do not count, by why: of a column, or of
    /// all.
    pub fn aside(&self, column: Option<usize>) -> BTreeMap<Excluded, usize> {
        let mut all = BTreeMap::new();
        for (why, count) in self.chosen(column).flat_map(|owed| &owed.aside) {
            *all.entry(*why).or_default() += count;
        }
        all
    }

    fn chosen(&self, column: Option<usize>) -> impl Iterator<Item = &Owed> {
        let columns = self.columns.iter().enumerate();
        let wanted = columns.filter(move |(place, _)| column.is_none_or(|one| one == *place));
        wanted.map(|(_, owed)| owed)
    }
}

/// Every expert who is asked for a sheet, and every chain that has a proposal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Receipts {
    /// Chain ids in the plan's order; empty for proposals of no known chain.
    pub columns: Vec<String>,
    /// The experts in the order of the panel.
    pub experts: Vec<ExpertReceipts>,
}

impl Receipts {
    /// Counts.
    pub fn of(panel: &Panel, standings: &Standings, sheets: &[ScoreSheet]) -> Self {
        let chain_of = |proposal: &str| {
            let chain = panel.proposal(proposal).map(|one| one.chain.as_str());
            let known = chain.filter(|id| panel.plan.chain(id).is_some());
            known.unwrap_or_default()
        };
        let mut owed: BTreeMap<(&str, &str), Owed> = BTreeMap::new();
        for row in standings.rows() {
            for total in &row.totals {
                let place = (total.expert.as_str(), chain_of(&row.proposal));
                owed.entry(place).or_default().came += 1;
            }
        }
        for one in &standings.incomplete {
            let place = (one.expert.as_str(), chain_of(&one.proposal));
            owed.entry(place).or_default().came += 1;
        }
        for one in standings.groups.iter().flat_map(|group| &group.missing) {
            let place = (one.expert.as_str(), chain_of(&one.proposal));
            let owed = owed.entry(place).or_default();
            owed.missing.push(one.proposal.clone());
            owed.drafts += usize::from(one.state == Some(SheetState::Draft));
        }
        for one in standings.groups.iter().flat_map(|group| &group.not_counted) {
            let place = (one.expert.as_str(), chain_of(&one.proposal));
            let aside = &mut owed.entry(place).or_default().aside;
            *aside.entry(one.why).or_default() += 1;
        }
        let chains = panel.plan.chains.iter().map(|chain| chain.id.as_str());
        let columns: Vec<&str> = chains
            .chain([""])
            .filter(|id| {
                let is_asked = |owed: &Owed| owed.asked() > 0;
                owed.iter()
                    .any(|((_, chain), owed)| chain == id && is_asked(owed))
            })
            .collect();
        let mut of_expert: BTreeMap<&str, Vec<&ScoreSheet>> = BTreeMap::new();
        for sheet in sheets {
            of_expert.entry(&sheet.expert).or_default().push(sheet);
        }
        let experts = panel.experts.iter().map(|expert| {
            let id = expert.id.as_str();
            let own = of_expert.get(id).map(Vec::as_slice).unwrap_or_default();
            let take = |chain: &&str| owed.get(&(id, *chain)).cloned().unwrap_or_default();
            ExpertReceipts {
                expert: id.to_owned(),
                columns: columns.iter().map(take).collect(),
                code: if own.is_empty() {
                    String::new()
                } else {
                    code(&panel.head.id, id, own.iter().copied())
                },
            }
        });
        Self {
            columns: columns.iter().map(|&id| id.to_owned()).collect(),
            experts: experts
                .filter(|one| one.total().1 > 0 || !one.code.is_empty())
                .collect(),
        }
    }

    /// Returns how many sheets came and how many are asked for.
    pub fn total(&self) -> (usize, usize) {
        let experts = self.experts.iter().map(ExpertReceipts::total);
        experts.fold((0, 0), |(came, asked), one| (came + one.0, asked + one.1))
    }
}
