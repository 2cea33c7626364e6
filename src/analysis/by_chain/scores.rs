//! The scores that the statistics are about: the totals that count, or one criterion of them.

use crate::analysis::advisory::ScoreTable;
use crate::analysis::standing::{ExpertTotal, ProposalStanding, Standings};
use crate::domain::decimal::{self, Decimal};
use crate::domain::panel::Panel;
use crate::domain::sheet::{Cell, ScoreSheet, SheetState};
use std::collections::BTreeMap;

/// The scores that the statistics are about: totals, or one criterion.
pub struct Scores<'a> {
    /// Scores with their experts by proposal.
    pub by_proposal: BTreeMap<&'a str, Vec<(&'a str, Decimal)>>,
    chain: BTreeMap<&'a str, &'a str>,
    /// Lowest and highest possible score.
    pub scale: (f64, f64),
}

impl<'a> Scores<'a> {
    /// Collects the totals that count, or what they hold of one criterion.
    pub fn of(
        panel: &'a Panel,
        sheets: &'a [ScoreSheet],
        standings: &'a Standings,
        criterion: Option<&str>,
    ) -> Self {
        let criterion = criterion.and_then(|id| panel.rubric.criterion(id));
        let all = sheets.iter().filter(|_| criterion.is_some());
        let mut sheets: BTreeMap<(&str, &str), &ScoreSheet> = BTreeMap::new();
        let mut sorted: Vec<&ScoreSheet> = all.collect();
        sorted.sort_by_key(|sheet| sheet.round);
        for sheet in sorted {
            if sheet.state == SheetState::Submitted {
                sheets.insert((&sheet.proposal, &sheet.expert), sheet);
            }
        }
        let score = |row: &'a ProposalStanding, one: &'a ExpertTotal| {
            let value = match criterion {
                None => one.total,
                Some(criterion) => {
                    let sheet = sheets.get(&(row.proposal.as_str(), one.expert.as_str()))?;
                    match sheet.cell(&criterion.id) {
                        Cell::Score(score) => score,
                        _ => return None,
                    }
                }
            };
            Some((one.expert.as_str(), value))
        };
        let rows = standings.rows();
        let scale = match criterion {
            Some(criterion) => (criterion.scale.minimum(), criterion.scale.maximum()),
            None => panel.marks(),
        };
        Self {
            by_proposal: rows
                .map(|row| {
                    let scores = row.totals.iter().filter_map(|one| score(row, one));
                    (row.proposal.as_str(), scores.collect())
                })
                .collect(),
            chain: panel
                .proposals
                .iter()
                .map(|one| (one.id.as_str(), one.chain.as_str()))
                .collect(),
            scale: (decimal::float(scale.0), decimal::float(scale.1)),
        }
    }

    /// Returns one chain as a table, or all.
    pub fn table(&self, chain: Option<&str>) -> ScoreTable {
        let mut scores = Vec::new();
        for (proposal, experts) in &self.by_proposal {
            if chain.is_none() || self.chain.get(proposal).copied() == chain {
                scores.extend(
                    experts
                        .iter()
                        .map(|one| (*proposal, one.0, decimal::float(one.1))),
                );
            }
        }
        ScoreTable::of(&scores)
    }

    /// Returns every chain by id.
    pub fn chains(&self) -> Vec<(&'a str, ScoreTable)> {
        let mut ids: Vec<&str> = self.chain.values().copied().collect();
        ids.sort_unstable();
        ids.dedup();
        ids.into_iter()
            .map(|id| (id, self.table(Some(id))))
            .collect()
    }
}
