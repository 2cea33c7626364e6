//! Would the places be others without one of the experts? Each expert of a chain is left
//! out in turn and everything is ranked again by the official rule.

use super::combine;
use super::ladder::{self, Contender, Rules};
use super::standing::{CriterionMean, Standings};
use crate::domain::decimal::Decimal;
use crate::domain::fraction::Fraction;
use crate::domain::panel::Panel;
use crate::domain::proposal::Proposal;
use crate::domain::recommendation::VoteCount;
use crate::domain::sheet::{ExpertVerdict, ScoreSheet, SheetState};
use std::collections::{BTreeMap, BTreeSet};

/// A ranked proposal with the sheets that count for it.
struct Entry<'a> {
    proposal: &'a Proposal,
    sheets: Vec<&'a ScoreSheet>,
    totals: Vec<Fraction>,
}

/// Where a proposal would stand in its chain without one of the experts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Moves {
    /// Best and worst place over all experts.
    pub range: (u32, u32),
    /// The experts without whom the place is another, each with that place, the furthest
    /// from the present one first.
    pub movers: Vec<(String, u32)>,
}

/// Returns the best and the worst place in its chain of every ranked proposal. A proposal
/// without an expert left is out of that draw; the minimum of experts is not asked again.
pub fn ranges(
    panel: &Panel,
    sheets: &[ScoreSheet],
    standings: &Standings,
) -> BTreeMap<String, (u32, u32)> {
    let mut ranges: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    each_draw(panel, sheets, standings, |_, id, rank| {
        widen(ranges.entry(id).or_insert((rank, rank)), rank);
    });
    ranges
}

/// Returns the same with the experts who make the difference.
pub fn moves(
    panel: &Panel,
    sheets: &[ScoreSheet],
    standings: &Standings,
) -> BTreeMap<String, Moves> {
    let present: BTreeMap<&str, u32> = standings
        .rows()
        .filter_map(|row| Some((row.proposal.as_str(), row.rank_in_chain?)))
        .collect();
    let mut moves: BTreeMap<String, Moves> = BTreeMap::new();
    each_draw(panel, sheets, standings, |expert, id, rank| {
        let is_other = present.get(id.as_str()) != Some(&rank);
        let found = moves.entry(id).or_insert_with(|| Moves {
            range: (rank, rank),
            movers: Vec::new(),
        });
        widen(&mut found.range, rank);
        if is_other {
            found.movers.push((expert.to_owned(), rank));
        }
    });
    for (id, found) in &mut moves {
        let now = present.get(id.as_str()).copied().unwrap_or_default();
        found
            .movers
            .sort_by_key(|(_, rank)| std::cmp::Reverse(rank.abs_diff(now)));
    }
    moves
}

fn widen(range: &mut (u32, u32), rank: u32) {
    *range = (range.0.min(rank), range.1.max(rank));
}

/// Tells `take` the place of every proposal of a chain without each of its experts in turn.
fn each_draw(
    panel: &Panel,
    sheets: &[ScoreSheet],
    standings: &Standings,
    mut take: impl FnMut(&str, String, u32),
) {
    for entries in chains(panel, sheets, standings).values() {
        let experts: BTreeSet<&str> = entries
            .iter()
            .flat_map(|entry| &entry.sheets)
            .map(|sheet| sheet.expert.as_str())
            .collect();
        for expert in experts {
            for (id, rank) in without(panel, entries, expert) {
                take(expert, id, rank);
            }
        }
    }
}

fn chains<'a>(
    panel: &'a Panel,
    sheets: &'a [ScoreSheet],
    standings: &Standings,
) -> BTreeMap<&'a str, Vec<Entry<'a>>> {
    let mut latest: BTreeMap<(&str, &str), &ScoreSheet> = BTreeMap::new();
    for sheet in sheets {
        if sheet.state == SheetState::Submitted && sheet.round <= standings.round {
            let held = latest
                .entry((&sheet.proposal, &sheet.expert))
                .or_insert(sheet);
            if sheet.round > held.round {
                *held = sheet;
            }
        }
    }
    let mut chains: BTreeMap<&str, Vec<Entry>> = BTreeMap::new();
    for row in standings.rows().filter(|row| row.rank.is_some()) {
        let Some(proposal) = panel.proposal(&row.proposal) else {
            continue;
        };
        let counted = row.totals.iter().filter_map(|total| {
            let sheet = *latest.get(&(row.proposal.as_str(), total.expert.as_str()))?;
            Some((
                sheet,
                combine::sheet_total(sheet, panel.rubric_of(&row.proposal))?,
            ))
        });
        let (sheets, totals) = counted.unzip();
        let chain = chains.entry(&proposal.chain).or_default();
        chain.push(Entry {
            proposal,
            sheets,
            totals,
        });
    }
    chains
}

/// One proposal without an expert.
struct Draw<'a> {
    proposal: &'a Proposal,
    sheets: Vec<&'a ScoreSheet>,
    total: Decimal,
    criteria: Vec<CriterionMean>,
}

fn without(panel: &Panel, entries: &[Entry], expert: &str) -> Vec<(String, u32)> {
    let policy = &panel.policy;
    let mut draws: Vec<Draw> = Vec::with_capacity(entries.len());
    for entry in entries {
        let pairs = entry.sheets.iter().zip(&entry.totals);
        let left = pairs.filter(|(sheet, _)| sheet.expert != expert);
        let (sheets, totals): (Vec<&ScoreSheet>, Vec<Fraction>) =
            left.map(|(sheet, total)| (*sheet, *total)).unzip();
        if let Some(total) = combine::official_total(
            &sheets,
            &totals,
            panel.rubric_of(&entry.proposal.id),
            policy,
        ) {
            draws.push(Draw {
                proposal: entry.proposal,
                sheets,
                total,
                criteria: Vec::new(),
            });
        }
    }
    // Only equal totals climb the ladder, so only they need their criteria.
    draws.sort_by_key(|draw| draw.total);
    for tied in draws.chunk_by_mut(|left, right| left.total == right.total) {
        if tied.len() > 1 {
            for draw in tied {
                let rubric = panel.rubric_of(&draw.proposal.id);
                draw.criteria = combine::criteria(&draw.sheets, rubric, &policy.combine);
            }
        }
    }
    let contenders = draws.iter().map(|draw| Contender {
        id: &draw.proposal.id,
        total: draw.total,
        criteria: &draw.criteria,
        votes: recommending(&draw.sheets),
        links: &draw.proposal.links,
        covers_weak: draw
            .proposal
            .links
            .iter()
            .any(|link| panel.link_notes.is_weak(link)),
    });
    let rules = Rules {
        policy,
        votes: &panel.rulings.tie_votes,
    };
    ladder::rank(contenders.collect(), rules)
        .into_iter()
        .map(|placed| (placed.id.to_owned(), placed.rank))
        .collect()
}

/// The ladder looks at the recommending votes only.
fn recommending(sheets: &[&ScoreSheet]) -> VoteCount {
    let votes = sheets.iter().filter_map(|sheet| sheet.verdict());
    VoteCount {
        recommend: votes
            .filter(|verdict| *verdict == ExpertVerdict::Recommend)
            .count(),
        ..VoteCount::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::standing::combine;
    use crate::domain::rubric::{Criterion, Scale};
    use crate::domain::sheet::Round;

    #[test]
    fn the_range_holds_every_place_without_one_expert() {
        let ids = ["A", "B", "C"];
        let mut panel = Panel {
            proposals: ids
                .map(|id| Proposal {
                    id: id.into(),
                    chain: "c".into(),
                    ..Proposal::default()
                })
                .into(),
            ..Panel::default()
        };
        panel.policy.combine.method = crate::domain::policy::Method::Mean;
        panel.rubric.criteria = vec![Criterion {
            id: "t".into(),
            required: true,
            scale: Scale::default(),
            ..Criterion::default()
        }];
        // Means 80, 79, 50; without x 70, 79, 50; C is scored by x alone and then out.
        let mut sheets = Vec::new();
        for (expert, proposal, score) in [
            ("x", "A", "90"),
            ("y", "A", "70"),
            ("x", "B", "79"),
            ("y", "B", "79"),
            ("x", "C", "50"),
        ] {
            let mut sheet = ScoreSheet::new("p", expert, proposal, Round::First);
            sheet.state = SheetState::Submitted;
            sheet.scores.insert("t".into(), score.into());
            sheets.push(sheet);
        }
        let standings = combine(&panel, &sheets, Round::First);
        let found = ranges(&panel, &sheets, &standings);
        let wanted = [("A", (1, 2)), ("B", (1, 2)), ("C", (3, 3))];
        let wanted = wanted.map(|(id, range)| (id.to_owned(), range)).into();
        assert_eq!(found, wanted);
    }
}
