//! What a group should talk about after it scored: every ranked proposal with the figures that
//! say why, in one of three orders. Who is not on the list is left out, not out of the running,
//! and any member may have it discussed all the same. Nothing here moves a place.

use super::beside::{GroupBeside, RowBeside};
use super::gates::how_far;
use super::sitting::Sitting;
use super::standing::{GroupStanding, ProposalStanding};
use crate::domain::decimal::{Decimal, float, parse};
use crate::domain::panel::Panel;
use crate::domain::recommendation::{Lane, Reason};
use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;

/// In which order the proposals stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// The widest range of totals first, then the largest deviation.
    #[default]
    Spread,
    /// First those that another lane awaits without one of the experts, then the nearest to a
    /// line.
    Line,
    /// The most totals that stand apart first, then the furthest of them.
    Outliers,
}

impl Order {
    /// All orders as they follow each other.
    pub const ALL: [Self; 3] = [Self::Spread, Self::Line, Self::Outliers];

    /// Returns the key used in `--json` documents and, after `discussion.by_`, in the catalogues.
    pub fn key(self) -> &'static str {
        match self {
            Self::Spread => "spread",
            Self::Line => "line",
            Self::Outliers => "outliers",
        }
    }
}

/// A line that a total can be near to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LineKind {
    /// The declared line of what is recommended.
    Recommend,
    /// The declared line of what passes.
    Pass,
    /// Where the money ends, in the total of the nearest proposal on its other side.
    Money,
}

impl LineKind {
    /// Returns the key used in `--json` documents and, after `discussion.line_`, in the
    /// catalogues.
    pub fn key(self) -> &'static str {
        match self {
            Self::Recommend => "recommend",
            Self::Pass => "pass",
            Self::Money => "money",
        }
    }
}

/// Why a proposal is to be discussed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Because {
    /// Recommended by its total and not by half of its experts. The default policy says so of
    /// verdicts that do not bind.
    Doubted,
    /// The totals are further apart than a fifth of the scale.
    Wide,
    /// Without one of its experts it stands in another lane.
    Turns,
    /// Its chance of being in is between a quarter and three quarters.
    Unsure,
    /// Single totals stand apart from the others.
    Outliers,
}

impl Because {
    /// Returns the key used in `--json` documents and, after `discussion.because_`, in the
    /// catalogues.
    pub fn key(self) -> &'static str {
        match self {
            Self::Doubted => "doubted",
            Self::Wide => "wide",
            Self::Turns => "turns",
            Self::Unsure => "unsure",
            Self::Outliers => "outliers",
        }
    }

    /// Tells whether the panel's own policy says it; the others are rules of this program that
    /// only advise.
    pub fn is_declared(self) -> bool {
        self == Self::Doubted
    }
}

/// One proposal of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Proposal id.
    pub proposal: String,
    /// The how manieth it was presented, from 1; none for one that no group's meeting calls.
    pub presented: Option<usize>,
    /// Place in the group.
    pub rank: Option<u32>,
    /// Official total.
    pub total: Option<Decimal>,
    /// The list it stands on.
    pub lane: Lane,
    /// Experts that count.
    pub n: usize,
    /// Lowest and highest total.
    pub ends: Option<(Decimal, Decimal)>,
    /// Standard deviation of the totals, n − 1.
    pub deviation: Option<f64>,
    /// Total minus line in points, for every line there is; the nearest first.
    pub lines: Vec<(LineKind, Decimal)>,
    /// Other lanes it has without one of the experts, and without how many of them.
    pub lanes: BTreeMap<Lane, usize>,
    /// The chance of being in, where it is unsure.
    pub chance: Option<f64>,
    /// How far single totals stand apart, beyond what is usual of whose they are; the furthest
    /// first, without names.
    pub outliers: Vec<f64>,
    /// Experts who recommend it.
    pub votes: usize,
    /// Why it is to be discussed; empty for one that is left out.
    pub because: Vec<Because>,
}

impl Entry {
    /// Returns the distance between the highest and the lowest total.
    pub fn range(&self) -> Option<Decimal> {
        self.ends.map(|(low, high)| high.saturating_sub(low))
    }

    /// Tells whether it is on the list by a rule; a member may put it there all the same.
    pub fn is_proposed(&self) -> bool {
        !self.because.is_empty()
    }

    /// Returns the line that the total is nearest to, and how far.
    pub fn nearest(&self) -> Option<(LineKind, Decimal)> {
        self.lines.first().copied()
    }
}

/// A proposal that takes part in no ranking, and so is not discussed here.
#[derive(Debug, Clone, PartialEq)]
pub struct Apart {
    /// Proposal id.
    pub proposal: String,
    /// The list it stands on.
    pub lane: Lane,
    /// Why; the first decides.
    pub reasons: Vec<Reason>,
}

/// What a group should talk about.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Discussion {
    /// Group id.
    pub group: String,
    /// The ranked proposals, in order.
    pub entries: Vec<Entry>,
    /// The others, by id.
    pub apart: Vec<Apart>,
    /// What advises beside the result is computed; else nothing can be proposed yet.
    pub is_whole: bool,
}

impl Discussion {
    /// Lists the proposals of a group; those equal in every figure as they were presented.
    pub fn of(
        panel: &Panel,
        group: &GroupStanding,
        beside: Option<&GroupBeside>,
        order: Order,
    ) -> Self {
        let sitting = Sitting::of(panel, &group.id).unwrap_or_default();
        let places: BTreeMap<&str, usize> = sitting.proposals().zip(1..).collect();
        let (ranked, apart): (Vec<&ProposalStanding>, Vec<&ProposalStanding>) =
            group.rows.iter().partition(|row| row.rank.is_some());
        let entries = ranked.into_iter().map(|row| {
            let own = beside.and_then(|all| all.rows.get(&row.proposal));
            let presented = places.get(row.proposal.as_str()).copied();
            entry(panel, group, row, (own, presented))
        });
        let mut list = Self {
            group: group.id.clone(),
            entries: entries.collect(),
            apart: apart.into_iter().map(set_apart).collect(),
            is_whole: beside.is_some(),
        };
        list.apart
            .sort_by(|left, right| left.proposal.cmp(&right.proposal));
        list.sort(order);
        list
    }

    /// Puts the proposals into another order.
    pub fn sort(&mut self, order: Order) {
        self.entries
            .sort_by(|left, right| compare(left, right, order));
    }

    /// Returns how many are to be discussed by the rules, and how many more because a member
    /// asks for them.
    pub fn to_discuss(&self, is_asked: impl Fn(&str) -> bool) -> [usize; 2] {
        let (proposed, left_out): (Vec<&Entry>, Vec<&Entry>) =
            self.entries.iter().partition(|one| one.is_proposed());
        let asked = left_out.iter().filter(|one| is_asked(&one.proposal));
        [proposed.len(), asked.count()]
    }

    /// Finds a proposal of the list.
    pub fn entry(&self, proposal: &str) -> Option<&Entry> {
        self.entries.iter().find(|one| one.proposal == proposal)
    }
}

fn compare(left: &Entry, right: &Entry, order: Order) -> Ordering {
    let by_figures = match order {
        Order::Spread => {
            let range = |one: &Entry| one.range();
            let deviation = |one: &Entry| one.deviation.unwrap_or_default();
            let wider = range(right).cmp(&range(left));
            wider.then(deviation(right).total_cmp(&deviation(left)))
        }
        Order::Line => {
            let far = |one: &Entry| one.nearest().map_or(Decimal::MAX, |(_, far)| far.abs());
            let turns = |one: &Entry| Reverse(!one.lanes.is_empty());
            turns(left)
                .cmp(&turns(right))
                .then(far(left).cmp(&far(right)))
        }
        Order::Outliers => {
            let furthest = |one: &Entry| one.outliers.first().map_or(0.0, |far| far.abs());
            let more = right.outliers.len().cmp(&left.outliers.len());
            more.then(furthest(right).total_cmp(&furthest(left)))
        }
    };
    let presented = |one: &Entry| one.presented.unwrap_or(usize::MAX);
    by_figures
        .then(presented(left).cmp(&presented(right)))
        .then(left.proposal.cmp(&right.proposal))
}

fn set_apart(row: &ProposalStanding) -> Apart {
    Apart {
        proposal: row.proposal.clone(),
        lane: row.lane,
        reasons: row.reasons.clone(),
    }
}

fn entry(
    panel: &Panel,
    group: &GroupStanding,
    row: &ProposalStanding,
    (own, presented): (Option<&RowBeside>, Option<usize>),
) -> Entry {
    let mut outliers: Vec<f64> = own
        .into_iter()
        .flat_map(|own| own.outliers.iter().map(|one| one.residual))
        .collect();
    outliers.sort_by(|left, right| {
        let further = right.abs().total_cmp(&left.abs());
        further.then(right.total_cmp(left))
    });
    let chance = own.filter(|own| own.is_unsure).and_then(|own| own.model);
    Entry {
        proposal: row.proposal.clone(),
        presented,
        rank: row.rank,
        total: row.total,
        lane: row.lane,
        n: row.n,
        ends: row.min.zip(row.max),
        deviation: row.sd,
        lines: lines(panel, group, row),
        lanes: own.map(|own| own.lanes.clone()).unwrap_or_default(),
        chance: chance.map(|(_, _, chance)| chance),
        outliers,
        votes: row.votes.recommend,
        because: own.map(because).unwrap_or_default(),
    }
}

fn because(own: &RowBeside) -> Vec<Because> {
    [
        (Because::Doubted, own.is_doubted),
        (Because::Wide, own.is_wide),
        (Because::Turns, !own.lanes.is_empty()),
        (Because::Unsure, own.is_unsure),
        (Because::Outliers, !own.outliers.is_empty()),
    ]
    .into_iter()
    .filter(|(_, holds)| *holds)
    .map(|(why, _)| why)
    .collect()
}

/// The distance to every line, the nearest first, of equals in the order of the kinds.
fn lines(panel: &Panel, group: &GroupStanding, row: &ProposalStanding) -> Vec<(LineKind, Decimal)> {
    let Some(total) = row.total else {
        return Vec::new();
    };
    let limits = panel.policy.lines();
    let declared = [
        (LineKind::Recommend, &limits.recommend),
        (LineKind::Pass, &limits.pass),
    ];
    let declared = declared.into_iter().filter_map(|(kind, line)| {
        let line = parse(line)?;
        Some((kind, total.saturating_sub(line)))
    });
    let mut found: Vec<(LineKind, Decimal)> = declared.collect();
    found.extend(to_money(group, row, total).map(|far| (LineKind::Money, far)));
    found.sort_by_key(|(kind, far)| (far.abs(), *kind));
    found
}

/// Above the money line the distance to the first that gets none, below it that to the last
/// that does; none where the money keeps nobody out or something else does.
fn to_money(group: &GroupStanding, row: &ProposalStanding, total: Decimal) -> Option<Decimal> {
    if !group.money_decides() {
        return None;
    }
    if row.lane == Lane::Reserve {
        let (_, short) = how_far(row, group)?.place?;
        return Some(-short);
    }
    let waiting = group.rows.iter().filter(|one| one.lane == Lane::Reserve);
    let first = waiting.filter_map(|one| one.total).max()?;
    row.lane
        .is_recommended()
        .then(|| total.saturating_sub(first))
}

/// Returns a share of the scale that a range of totals is, 0 to 1.
pub fn share_of_scale(panel: &Panel, range: Decimal) -> f64 {
    let (least, full) = panel.marks();
    let scale = float(full) - float(least);
    if scale > 0.0 {
        float(range) / scale
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests;
