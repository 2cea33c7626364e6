//! What tables of standings and of recommendations have in common, printed or on paper: the
//! lines across and the form of an official total.

use crate::analysis::standing::{GroupStanding, ProposalStanding};
use crate::domain::decimal::{Decimal, RoundingMode, fixed, parse, plain, round};
use crate::domain::policy::Policy;
use crate::i18n::Language;

/// The lines across a table, each in its place once.
pub struct Across {
    money: Option<String>,
    lines: Vec<(Decimal, String)>,
    unranked: Option<String>,
}

impl Across {
    /// Prepares the money line, the two thresholds and the end of the ranking.
    pub fn of(group: &GroupStanding, policy: &Policy, language: Language) -> Self {
        let deciding = group.budget.filter(|_| group.money_decides());
        let money = deciding.map(|budget| {
            let left = budget.saturating_sub(group.spent);
            let numbers = [group.spent, budget, left].map(plain);
            language.with("rank.money_line", &numbers.each_ref().map(String::as_str))
        });
        let lines = [
            (&policy.lines().recommend, "rank.line"),
            (&policy.lines().pass, "rank.pass_line"),
        ];
        let lines = lines
            .into_iter()
            .filter_map(|(line, key)| Some((parse(line)?, language.with(key, &[line]))));
        Self {
            money,
            lines: lines.collect(),
            unranked: Some(language.text("rank.unranked").to_owned()),
        }
    }

    /// Returns the lines that stand before a row.
    pub fn before(&mut self, row: &ProposalStanding) -> Vec<String> {
        let mut found = Vec::new();
        let is_ranked = row.rank.is_some();
        if !is_ranked || !row.lane.is_recommended() {
            found.extend(self.money.take());
        }
        let total = row.total.filter(|_| is_ranked);
        self.lines.retain(|(line, words)| {
            let is_above = total.is_some_and(|total| total >= *line);
            if !is_above {
                found.push(words.clone());
            }
            is_above
        });
        if !is_ranked {
            found.extend(self.unranked.take());
        }
        found
    }

    /// Returns the lines that every proposal is above.
    pub fn rest(&mut self) -> Vec<String> {
        let lines = std::mem::take(&mut self.lines);
        let money = self.money.take().into_iter();
        money.chain(lines.into_iter().map(|line| line.1)).collect()
    }
}

/// Prints an official total with the policy's decimals; unrounded ones to nine.
pub fn shown(total: Decimal, policy: &Policy) -> String {
    match policy.rounding.decimals {
        Some(decimals) => fixed(total, decimals.min(28)),
        None => fixed(round(total, 9, RoundingMode::HalfUp), 9),
    }
}
