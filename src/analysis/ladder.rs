//! Competition ranks (1, 2, 2, 4) and the ladder that tells equal totals apart.
//!
//! What the ladder cannot tell apart is declared joint: never the id, the order of the
//! files or the time, never spread or median.

use super::standing::{CriterionMean, TieResult, TieStep};
use crate::domain::decimal::{Decimal, round};
use crate::domain::policy::Policy;
use crate::domain::recommendation::VoteCount;
use crate::domain::rulings::TieVote;
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// What the ladder may look at.
#[derive(Debug, Clone)]
pub struct Contender<'a> {
    /// Proposal id; only for the order of what is printed.
    pub id: &'a str,
    /// Official total, rounded.
    pub total: Decimal,
    /// Criteria.
    pub criteria: &'a [CriterionMean],
    /// Verdicts.
    pub votes: VoteCount,
    /// Innovation links it covers.
    pub links: &'a [String],
    /// One of them is marked weak or missing.
    pub covers_weak: bool,
}

/// A ranked proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<'a> {
    /// Proposal id.
    pub id: &'a str,
    /// Competition rank from 1.
    pub rank: u32,
    /// How many share the rank.
    pub tied: usize,
    /// How an equal total was told apart.
    pub trace: Vec<TieStep>,
}

/// The rung that ends the ladder wherever it stands: equal so far is declared joint.
const JOINT: &str = "joint";

/// What the ladder looks at beside the contenders.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// Recorded votes on equal ranks. One counts for a block only if it names all of it.
    pub votes: &'a [TieVote],
}

/// Ranks by total and ladder, best first, the lowest total where the policy says so; proposals of equal rank stand by id.
pub fn rank<'a>(mut contenders: Vec<Contender<'a>>, rules: Rules) -> Vec<Placed<'a>> {
    let lowest_best = rules.policy.lowest_best;
    contenders.sort_by(|left, right| {
        let (one, other) = (Some(left.total), Some(right.total));
        in_front(one, other, lowest_best).then(left.id.cmp(right.id))
    });
    let mut covered: BTreeSet<&str> = BTreeSet::new();
    let mut placed = Vec::with_capacity(contenders.len());
    for tied in contenders.chunk_by(|left, right| left.total == right.total) {
        let entries = tied.iter().map(|one| (one, Vec::new())).collect();
        for block in told_apart(entries, &rules.policy.ladder, rules, &covered) {
            let rank = u32::try_from(placed.len() + 1).unwrap_or(u32::MAX);
            let tied = block.len();
            placed.extend(block.into_iter().map(|(one, trace)| Placed {
                id: one.id,
                rank,
                tied,
                trace,
            }));
        }
        covered.extend(tied.iter().flat_map(|one| one.links).map(String::as_str));
    }
    placed
}

/// Orders what is in front before what is behind: the higher, or the lower where that is the
/// better one; what has no value comes last.
fn in_front(left: Option<Decimal>, right: Option<Decimal>, lowest_best: bool) -> Ordering {
    match (left, right) {
        (Some(left), Some(right)) if lowest_best => left.cmp(&right),
        _ => right.cmp(&left),
    }
}

type Entry<'b, 'a> = (&'b Contender<'a>, Vec<TieStep>);

/// Splits one block of equal totals, rung by rung, into blocks of equal rank.
fn told_apart<'b, 'a>(
    mut block: Vec<Entry<'b, 'a>>,
    ladder: &[String],
    rules: Rules,
    covered: &BTreeSet<&str>,
) -> Vec<Vec<Entry<'b, 'a>>> {
    if block.len() < 2 {
        return vec![block];
    }
    let next = ladder.split_first().filter(|(rung, _)| *rung != JOINT);
    let Some((rung, rest)) = next else {
        for (_, trace) in &mut block {
            trace.push(step(JOINT, None, TieResult::Joint));
        }
        return vec![block];
    };
    let vote = rules.votes.iter().rev().find(|vote| {
        let names = |(one, _): &Entry| vote.order.iter().any(|id| id == one.id);
        block.iter().all(names)
    });
    let mut valued: Vec<(Result<Decimal, TieResult>, Entry)> = block
        .into_iter()
        .map(|entry| {
            let value = match rung.as_str() {
                "recorded_vote" => voted(vote, entry.0.id),
                _ => value(entry.0, rung, rules.policy, covered),
            };
            (value, entry)
        })
        .collect();
    // Votes and links are no scores: of them more is always better.
    let lowest_best = rules.policy.lowest_best && rung.starts_with("criterion:");
    valued.sort_by(|left, right| {
        in_front(left.0.ok(), right.0.ok(), lowest_best).then(left.1.0.id.cmp(right.1.0.id))
    });
    let best = valued.first().and_then(|(value, _)| value.ok());
    let is_split = valued.iter().any(|(value, _)| value.ok() != best);
    for (value, (_, trace)) in &mut valued {
        let result = match *value {
            Err(why) if !is_split => why,
            _ if !is_split => TieResult::Equal,
            _ if value.ok() == best => TieResult::Ahead,
            _ => TieResult::Behind,
        };
        trace.push(step(rung, value.ok(), result));
    }
    let mut blocks: Vec<Vec<Entry>> = Vec::new();
    let mut last = None;
    for (value, entry) in valued {
        match blocks.last_mut().filter(|_| last == Some(value.ok())) {
            Some(open) => open.push(entry),
            None => blocks.push(vec![entry]),
        }
        last = Some(value.ok());
    }
    blocks
        .into_iter()
        .flat_map(|block| told_apart(block, rest, rules, covered))
        .collect()
}

fn step(rung: &str, value: Option<Decimal>, result: TieResult) -> TieStep {
    TieStep {
        rung: rung.to_owned(),
        value,
        result,
    }
}

/// Returns a proposal's votes, or its place from the end where only the order was recorded.
fn voted(vote: Option<&TieVote>, id: &str) -> Result<Decimal, TieResult> {
    let vote = vote.ok_or(TieResult::NotRecorded)?;
    let at = vote.order.iter().position(|one| one == id);
    let at = at.ok_or(TieResult::NotRecorded)?;
    if vote.votes.len() == vote.order.len() {
        let votes = vote.votes.get(at).copied();
        return votes.map(Decimal::from).ok_or(TieResult::NotRecorded);
    }
    Ok(Decimal::from(vote.order.len() - at))
}

/// Returns a proposal's value on a rung, higher in front, or why the rung cannot be used.
fn value(
    one: &Contender,
    rung: &str,
    policy: &Policy,
    covered: &BTreeSet<&str>,
) -> Result<Decimal, TieResult> {
    match rung {
        "covers_weak_link" if !policy.covers_weak_link.announced => Err(TieResult::NotAnnounced),
        "covers_weak_link" => {
            let is_new = one
                .links
                .iter()
                .any(|link| !covered.contains(link.as_str()));
            Ok(Decimal::from(u8::from(is_new || one.covers_weak)))
        }
        "recommend_votes" => Ok(Decimal::from(one.votes.recommend)),
        other => {
            let id = other.strip_prefix("criterion:").unwrap_or(other);
            let found = one.criteria.iter().find(|criterion| criterion.id == id);
            let rounding = &policy.rounding;
            found
                .map(|criterion| match rounding.decimals {
                    Some(decimals) => round(criterion.combined, decimals.min(28), rounding.mode),
                    None => criterion.combined,
                })
                .ok_or(TieResult::Equal)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::decimal::parse;

    fn criterion(mean: &str) -> Vec<CriterionMean> {
        let value = parse(mean).unwrap();
        vec![CriterionMean {
            id: "target".into(),
            n: 5,
            mean: value,
            combined: value,
            min: value,
            max: value,
        }]
    }

    /// Total, mean of `target`, recommending votes.
    fn ranks(rows: &[(&str, &str, usize)], announced: bool) -> Vec<(String, u32, Vec<String>)> {
        let ladder = [
            "covers_weak_link",
            "criterion:target",
            "recommend_votes",
            "recorded_vote",
        ];
        ranks_by(&ladder, rows, announced)
    }

    fn ranks_by(
        ladder: &[&str],
        rows: &[(&str, &str, usize)],
        announced: bool,
    ) -> Vec<(String, u32, Vec<String>)> {
        let criteria: Vec<_> = rows.iter().map(|row| criterion(row.1)).collect();
        let links: Vec<Vec<String>> = (0..rows.len())
            .map(|n| vec![format!("L{}", n / 2)])
            .collect();
        let ids: Vec<String> = (0..rows.len()).map(|n| format!("P{n}")).collect();
        let contenders = rows
            .iter()
            .enumerate()
            .map(|(n, row)| Contender {
                id: &ids[n],
                total: parse(row.0).unwrap(),
                criteria: &criteria[n],
                votes: VoteCount {
                    recommend: row.2,
                    ..VoteCount::default()
                },
                links: &links[n],
                covers_weak: false,
            })
            .collect();
        let policy = Policy {
            ladder: ladder.iter().map(|&rung| rung.to_owned()).collect(),
            covers_weak_link: crate::domain::policy::Announced { announced },
            ..Policy::default()
        };
        let rules = Rules {
            policy: &policy,
            votes: &[],
        };
        rank(contenders, rules)
            .into_iter()
            .map(|placed| {
                let trace = placed.trace.iter().map(|step| step.result.key().to_owned());
                (placed.id.to_owned(), placed.rank, trace.collect())
            })
            .collect()
    }

    #[test]
    fn equal_ranks_leave_a_gap() {
        let rows = [
            ("90", "1", 0),
            ("80", "1", 0),
            ("80", "1", 0),
            ("70", "1", 0),
        ];
        let ranks: Vec<u32> = ranks(&rows, false).into_iter().map(|row| row.1).collect();
        assert_eq!(ranks, [1, 2, 2, 4]);
    }

    #[test]
    fn the_ladder_is_climbed_rung_by_rung() {
        let rows = [
            ("80", "16", 3),
            ("80", "17", 1),
            ("80", "16", 5),
            ("80", "16", 3),
        ];
        let told = ranks(&rows, false);
        let order: Vec<(&str, u32)> = told.iter().map(|row| (row.0.as_str(), row.1)).collect();
        assert_eq!(order, [("P1", 1), ("P2", 2), ("P0", 3), ("P3", 3)]);
        assert_eq!(told[0].2, ["not_announced", "ahead"]);
        assert_eq!(told[1].2, ["not_announced", "behind", "ahead"]);
        assert_eq!(
            told[2].2,
            ["not_announced", "behind", "behind", "not_recorded", "joint"]
        );
    }

    #[test]
    fn joint_ends_the_ladder_where_it_stands() {
        let ladder = ["criterion:target", "joint", "recommend_votes"];
        let rows = [("80", "16", 3), ("80", "17", 1), ("80", "16", 5)];
        let told = ranks_by(&ladder, &rows, false);
        let order: Vec<(&str, u32)> = told.iter().map(|row| (row.0.as_str(), row.1)).collect();
        assert_eq!(order, [("P1", 1), ("P0", 2), ("P2", 2)]);
        assert_eq!(told[1].2, ["behind", "joint"]);
    }

    #[test]
    fn a_link_that_none_above_covers_counts_only_when_announced() {
        // P0 and P1 cover L0, P2 and P3 cover L1.
        let rows = [
            ("90", "9", 0),
            ("80", "9", 0),
            ("80", "1", 0),
            ("10", "1", 0),
        ];
        let first = |announced| ranks(&rows, announced)[1].0.clone();
        assert_eq!((first(false), first(true)), ("P1".into(), "P2".into()));
    }
}
