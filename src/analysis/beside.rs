//! What stands beside the official result of a group on the screen: how sure the places
//! are, where the experts disagree, how strict each was, and how firmly the list stands.
//! All of it advises; nothing moves by itself.

use super::advisory::agreement::{Interval, alpha, concordance, icc};
use super::advisory::expected::{Cores, Expected, Zone};
use super::advisory::experts::{figures, own_sides};
use super::advisory::kept::Kept;
use super::advisory::leniency;
use super::advisory::proposals::{Outlier, outliers};
use super::advisory::{ScoreTable, within_deviation};
use super::combine::number;
use super::leave_one_out;
use super::sensitivity::{self, Firmness};
use super::standing::{GroupStanding, ProposalStanding, Standings};
use crate::domain::decimal::float;
use crate::domain::panel::Panel;
use crate::domain::recommendation::{Lane, Reason, ReasonCode};
use crate::domain::sheet::ScoreSheet;
use std::collections::BTreeMap;

/// Largest group whose figures are computed for the screen.
const MOST_PROPOSALS: usize = 500;
const MOST_EXPERTS: usize = 60;
/// Largest panel: it is combined again without each expert and under every customary policy.
const MOST_SHEETS: usize = 30_000;
/// Fewest complete proposals for a word on agreement.
pub const LEAST_FOR_AGREEMENT: usize = 10;
/// A spread of totals of this share of the scale counts as wide.
pub const WIDE: f64 = 0.2;

/// Advisory figures by group id.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Beside {
    /// Groups that are not too large.
    pub groups: BTreeMap<String, GroupBeside>,
}

/// Advisory figures of one group.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GroupBeside {
    /// How many places the chance of being in is about: the recommended ones, at least 1.
    pub top: usize,
    /// Proposals that every expert of the group scored.
    pub complete: usize,
    /// By proposal id.
    pub rows: BTreeMap<String, RowBeside>,
    /// Krippendorff's α for intervals.
    pub alpha: Option<f64>,
    /// ICC(C,1) with its interval.
    pub icc: Option<Interval>,
    /// ICC(C,k) with its interval.
    pub icc_mean: Option<Interval>,
    /// Kendall's W.
    pub concordance: Option<f64>,
    /// Pooled deviation within proposals.
    pub within: Option<f64>,
    /// By expert id.
    pub experts: Vec<ExpertBeside>,
    /// Parts of the group that no common expert joins; leniency is refused with more than one.
    pub parts: usize,
    /// How firmly the list stands.
    pub firmness: Firmness,
}

/// Advisory figures of one proposal.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RowBeside {
    /// Expected rank, ranks at 5, 25, 50, 75 and 95 %, and the chance of being in the top.
    pub model: Option<(f64, [usize; 5], f64)>,
    /// Best and worst place when each expert in turn is left out.
    pub range: Option<(u32, u32)>,
    /// The experts without whom the place is another, with that place.
    pub movers: Vec<(String, u32)>,
    /// Other lanes that it has without one of the experts, and without how many of them.
    pub lanes: BTreeMap<Lane, usize>,
    /// Single totals that stand apart.
    pub outliers: Vec<Outlier>,
    /// The totals are further apart than a fifth of the scale.
    pub is_wide: bool,
    /// The chance of being in is neither safe in nor safe out.
    pub is_unsure: bool,
    /// It is recommended by its total and not by half of its experts; by the default policy
    /// that puts it on the list for discussion.
    pub is_doubted: bool,
}

impl RowBeside {
    /// Tells whether the panel should talk about it.
    pub fn wants_discussion(&self) -> bool {
        let turns = !self.lanes.is_empty();
        self.is_doubted || self.is_unsure || self.is_wide || turns || !self.outliers.is_empty()
    }
}

/// How one expert scored in the group.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ExpertBeside {
    /// Expert id.
    pub id: String,
    /// Proposals with a total.
    pub n: usize,
    /// Mean of the own totals.
    pub mean: Option<f64>,
    /// Own total minus the others' mean, over shared proposals.
    pub offset: Option<f64>,
    /// Leniency and its standard error.
    pub leniency: Option<(f64, f64)>,
    /// Something to look at, no verdict.
    pub flags: Vec<&'static str>,
}

/// Computes the figures of every group; what the model said before of the same scores is taken
/// from what was kept.
pub fn of(panel: &Panel, sheets: &[ScoreSheet], standings: &Standings, kept: &Kept) -> Beside {
    if sheets.len() > MOST_SHEETS {
        return Beside::default();
    }
    // What asks for the whole panel again and again goes beside what asks for each group once.
    let again = || {
        let moves = leave_one_out::moves(panel, sheets, standings);
        let firmness = sensitivity::of(panel, sheets, standings.round, standings);
        (moves, firmness)
    };
    let (mut beside, (moves, mut firmness)) = match cores() {
        Cores::One => (of_groups(panel, standings, kept), again()),
        Cores::All => std::thread::scope(|scope| {
            let worker = scope.spawn(again);
            let groups = of_groups(panel, standings, kept);
            (groups, worker.join().unwrap_or_else(|_| again()))
        }),
    };
    for (id, group) in &mut beside.groups {
        group.firmness = firmness.remove(id).unwrap_or_default();
        for (id, row) in &mut group.rows {
            if let Some(moved) = moves.get(id) {
                row.range = Some(moved.range);
                row.movers.clone_from(&moved.movers);
            }
            row.lanes = group.firmness.lanes.get(id).cloned().unwrap_or_default();
        }
    }
    beside
}

/// One core is left to whoever works at the screen.
fn cores() -> Cores {
    let all = std::thread::available_parallelism().map_or(1, usize::from);
    if all > 2 { Cores::All } else { Cores::One }
}

fn of_groups(panel: &Panel, standings: &Standings, kept: &Kept) -> Beside {
    let (least, full) = panel.marks();
    let scale = (float(least), float(full));
    let mut beside = Beside::default();
    for group in &standings.groups {
        let table = table(group);
        if table.proposals.len() <= MOST_PROPOSALS && table.experts.len() <= MOST_EXPERTS {
            let found = of_group(panel, group, &table, scale, kept);
            beside.groups.insert(group.id.clone(), found);
        }
    }
    beside
}

fn table(group: &GroupStanding) -> ScoreTable {
    let ranked = group.rows.iter().filter(|row| row.rank.is_some());
    let scores: Vec<(&str, &str, f64)> = ranked
        .flat_map(|row| {
            let totals = row.totals.iter();
            totals.map(|one| (row.proposal.as_str(), one.expert.as_str(), float(one.total)))
        })
        .collect();
    ScoreTable::of(&scores)
}

fn of_group(
    panel: &Panel,
    group: &GroupStanding,
    table: &ScoreTable,
    scale: (f64, f64),
    kept: &Kept,
) -> GroupBeside {
    let recommended = group.rows.iter().filter(|row| row.lane.is_recommended());
    let top = recommended.count().max(1);
    let lowest_best = panel.policy.lowest_best;
    let seed = (panel.head.seed, group.id.as_str());
    let expected = kept.toward(table, scale, lowest_best, top, seed, cores());
    let expected = expected.as_ref().as_ref();
    let width = scale.1 - scale.0;
    let complete = table.complete();
    let icc = icc(&complete);
    GroupBeside {
        top,
        complete: complete.len(),
        rows: rows(group, table, expected, width),
        alpha: alpha(table).interval,
        icc: icc.as_ref().map(|icc| icc.consistent),
        icc_mean: icc.as_ref().map(|icc| icc.consistent_k),
        concordance: concordance(&complete).map(|one| one.w),
        within: within_deviation(table),
        experts: experts(panel, table, expected, width),
        parts: leniency::parts(table).len(),
        firmness: Firmness::default(),
    }
}

fn rows(
    group: &GroupStanding,
    table: &ScoreTable,
    expected: Option<&Expected>,
    width: f64,
) -> BTreeMap<String, RowBeside> {
    let apart = outliers(table, width);
    let ids = table.proposals.iter().enumerate();
    ids.map(|(place, id)| {
        let model = expected.and_then(|all| {
            Some((
                *all.ranks.get(place)?,
                *all.intervals.get(place)?,
                *all.p_top.get(place)?,
            ))
        });
        let row = group.rows.iter().find(|row| row.proposal == *id);
        let spread = row.and_then(|row| Some(float(row.max?) - float(row.min?)));
        let doubt = |one: &Reason| one.code == ReasonCode::VotesAgainst;
        // sheets without any verdict speak neither for nor against
        let has_voted =
            |row: &ProposalStanding| row.votes.recommend + row.votes.revise + row.votes.decline > 0;
        let row = RowBeside {
            model,
            range: None,
            movers: Vec::new(),
            lanes: BTreeMap::new(),
            is_doubted: row.is_some_and(|row| has_voted(row) && row.reasons.iter().any(doubt)),
            outliers: apart.get(place).cloned().unwrap_or_default(),
            is_wide: spread.is_some_and(|spread| spread >= WIDE * width),
            is_unsure: model.is_some_and(|(_, _, chance)| Zone::of(chance) == Zone::Discuss),
        };
        (id.clone(), row)
    })
    .collect()
}

fn experts(
    panel: &Panel,
    table: &ScoreTable,
    expected: Option<&Expected>,
    width: f64,
) -> Vec<ExpertBeside> {
    let lenient = expected.and_then(|expected| {
        let noise = expected.noise * (width / 5.0).powi(2);
        leniency::of(table, expected.lambda, noise)
    });
    figures(table, width, &own_sides(panel))
        .into_iter()
        .enumerate()
        .map(|(place, one)| ExpertBeside {
            leniency: lenient.as_ref().and_then(|all| {
                let error = all.errors.get(place)?;
                Some((*all.experts.get(place)?, *error))
            }),
            id: one.id,
            n: one.n,
            mean: one.mean,
            offset: one.offset,
            flags: one.flags,
        })
        .collect()
}

/// Returns the cell of a drawing of `cells` cells that stands for `value` between `low`
/// and `high`, from 0; what lies outside stands at the end.
pub fn cell_of(value: f64, low: f64, high: f64, cells: usize) -> usize {
    let last = cells.saturating_sub(1);
    let share = (value - low) / (high - low) * number(last);
    let nearer = |left: &usize, right: &usize| {
        let distance = |cell: usize| (number(cell) - share).abs();
        distance(*left).total_cmp(&distance(*right))
    };
    (0..cells).min_by(nearer).unwrap_or(0)
}

/// Returns the proposals of a group that the panel should talk about, the most urgent first:
/// unsure of the list, then the widest apart.
pub fn discussion<'a>(group: &'a GroupStanding, beside: &GroupBeside) -> Vec<&'a str> {
    let mut found: Vec<(bool, f64, u32, &str)> = group
        .rows
        .iter()
        .filter_map(|row| {
            let own = beside.rows.get(&row.proposal)?;
            let spread = row.sd.unwrap_or_default();
            let rank = row.rank.unwrap_or(u32::MAX);
            own.wants_discussion()
                .then_some((own.is_unsure, spread, rank, row.proposal.as_str()))
        })
        .collect();
    found.sort_by(|left, right| {
        right
            .0
            .cmp(&left.0)
            .then(right.1.total_cmp(&left.1))
            .then(left.2.cmp(&right.2))
            .then(left.3.cmp(right.3))
    });
    found.into_iter().map(|one| one.3).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::standing::combine;
    use crate::domain::people::Group;
    use crate::domain::proposal::Proposal;
    use crate::domain::rubric::{Criterion, Scale};
    use crate::domain::sheet::{Round, SheetState};

    fn panel(ids: &[&str], experts: &[&str]) -> Panel {
        let mut panel = Panel::default();
        panel.rubric.criteria = vec![Criterion {
            id: "t".into(),
            required: true,
            scale: Scale::default(),
            ..Criterion::default()
        }];
        let proposals = ids.iter().map(|&id| Proposal {
            id: id.into(),
            chain: "c".into(),
            ..Proposal::default()
        });
        panel.proposals = proposals.collect();
        panel.groups = vec![Group {
            id: "g".into(),
            proposals: ids.iter().map(|&id| id.into()).collect(),
            members: experts.iter().map(|&id| id.into()).collect(),
            ..Group::default()
        }];
        panel.policy.threshold.recommend = "75".into();
        panel
    }

    fn sheets(scores: &[(&str, [&str; 3])]) -> Vec<ScoreSheet> {
        let mut sheets = Vec::new();
        for (id, marks) in scores {
            for (expert, mark) in ["x", "y", "z"].iter().zip(marks) {
                let mut sheet = ScoreSheet::new("", expert, id, Round::First);
                sheet.state = SheetState::Submitted;
                sheet.scores.insert("t".into(), (*mark).into());
                sheets.push(sheet);
            }
        }
        sheets
    }

    #[test]
    fn what_is_wide_or_unsure_is_to_be_talked_about_and_nothing_moves() {
        let panel = panel(&["A", "B", "C"], &["x", "y", "z"]);
        let sheets = sheets(&[
            ("A", ["95", "94", "96"]),
            ("B", ["95", "60", "80"]),
            ("C", ["30", "31", "29"]),
        ]);
        let standings = combine(&panel, &sheets, Round::First);
        let before = standings.clone();
        let beside = of(&panel, &sheets, &standings, &Kept::default());
        assert_eq!(standings, before);
        let group = &beside.groups["g"];
        assert_eq!((group.top, group.complete, group.parts), (2, 3, 1));
        assert!(group.rows["B"].is_wide && !group.rows["A"].is_wide);
        assert_eq!(group.rows["A"].range, Some((1, 1)));
        assert_eq!(discussion(&standings.groups[0], group), ["B"]);
        assert_eq!(group.experts.len(), 3);
        assert_eq!(group.firmness.experts, 3);
    }

    #[test]
    fn who_moves_a_place_is_named() {
        let panel = panel(&["A", "B"], &["x", "y", "z"]);
        let sheets = sheets(&[("A", ["80", "80", "80"]), ("B", ["95", "60", "80"])]);
        let standings = combine(&panel, &sheets, Round::First);
        let beside = of(&panel, &sheets, &standings, &Kept::default());
        let rows = &beside.groups["g"].rows;
        assert_eq!(rows["B"].range, Some((1, 2)));
        assert_eq!(rows["B"].movers, [("y".to_owned(), 1)]);
        assert_eq!(rows["A"].movers, [("y".to_owned(), 2)]);
    }

    #[test]
    fn a_value_stands_in_its_cell() {
        for (value, cell) in [(0.0, 0), (4.0, 4), (2.2, 2), (9.0, 4), (-3.0, 0)] {
            assert_eq!(cell_of(value, 0.0, 4.0, 5), cell);
        }
        assert_eq!(cell_of(1.0, 1.0, 1.0, 5), 0, "nothing to divide");
        assert_eq!(cell_of(1.0, 0.0, 4.0, 0), 0);
    }

    #[test]
    fn nobody_and_one_expert_give_nothing_that_is_made_up() {
        let panel = panel(&["A"], &["x"]);
        let none = of(
            &panel,
            &[],
            &combine(&panel, &[], Round::First),
            &Kept::default(),
        );
        assert!(none.groups["g"].rows.is_empty() && none.groups["g"].alpha.is_none());
        let one = &sheets(&[("A", ["80", "80", "80"])])[..1];
        let beside = of(
            &panel,
            one,
            &combine(&panel, one, Round::First),
            &Kept::default(),
        );
        let group = &beside.groups["g"];
        assert!(group.icc.is_none() && group.rows["A"].model.is_none());
    }
}
