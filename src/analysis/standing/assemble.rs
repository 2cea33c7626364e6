//! Puts the standings together: who counts, what it amounts to, ranks, lanes, money.

use super::{ExpertTotal, GroupStanding, ProposalStanding, Standings, balancing, must_meet};
use crate::analysis::combine::{self, Figures};
use crate::analysis::groups::{self, Frame};
use crate::analysis::ladder::{self, Contender, Rules};
use crate::analysis::lanes;
use crate::analysis::participation::Participation;
use crate::domain::decimal::{Decimal, float, parse};
use crate::domain::fraction::Fraction;
use crate::domain::panel::Panel;
use crate::domain::policy::{Combine, Method, Policy};
use crate::domain::proposal::Proposal;
use crate::domain::recommendation::{Lane, Reason, ReasonCode, VoteCount};
use crate::domain::rubric::Rubric;
use crate::domain::rulings::Award;
use crate::domain::sheet::{ExpertVerdict, Round, ScoreSheet};
use std::collections::{BTreeMap, BTreeSet};

struct Context<'a> {
    panel: &'a Panel,
    policy: &'a Policy,
    participation: Participation<'a>,
    technical: BTreeSet<&'a str>,
    proposals: BTreeMap<&'a str, &'a Proposal>,
}

/// Computes everything.
pub fn standings<'a>(
    panel: &'a Panel,
    sheets: &mut dyn Iterator<Item = &'a ScoreSheet>,
    round: Round,
    policy: &'a Policy,
) -> Standings {
    let context = Context {
        panel,
        policy,
        participation: Participation::of(panel, sheets, round, policy),
        technical: panel
            .experts
            .iter()
            .filter(|expert| expert.expertise == "technical")
            .map(|expert| expert.id.as_str())
            .collect(),
        proposals: panel
            .proposals
            .iter()
            .map(|proposal| (proposal.id.as_str(), proposal))
            .collect(),
    };
    let mut standings = Standings {
        round,
        ..Standings::default()
    };
    for frame in groups::frames(panel, &context.participation) {
        let group = context.group(&frame, &mut standings);
        standings.groups.push(group);
    }
    standings.incomplete.sort();
    context.rank_chains(&mut standings);
    balancing::apply(panel, policy, &mut standings);
    standings
}

impl<'a> Context<'a> {
    fn group(&self, frame: &Frame<'a>, standings: &mut Standings) -> GroupStanding {
        let mut group = GroupStanding {
            id: frame.id.to_owned(),
            name: frame.name.clone(),
            budget: frame.budget,
            ..GroupStanding::default()
        };
        let around: BTreeSet<&str> = frame
            .proposals
            .iter()
            .flat_map(|proposal| self.participation.scorers(&proposal.id))
            .collect();
        let mut plain = BTreeMap::new();
        for proposal in &frame.proposals {
            let outside = lanes::unscored(proposal);
            let outside = outside.or_else(|| lanes::vetoed(self.panel, &proposal.id));
            if let Some((lane, reason)) = outside {
                let mut row = empty_row(proposal);
                (row.lane, row.reasons) = (lane, vec![reason]);
                group.rows.push(row);
                continue;
            }
            let attendance = self
                .participation
                .attendance(self.panel, &proposal.id, &around);
            group.received += attendance.counted.len() + attendance.incomplete.len();
            standings.incomplete.extend(attendance.incomplete);
            group.missing.extend(attendance.missing);
            group.not_counted.extend(attendance.not_counted);
            let of_sheets = self.participation.proposed_vetoes(&proposal.id);
            let pending = lanes::pending_vetoes(self.panel, &proposal.id, of_sheets);
            group.pending.extend(pending);
            let counted = &attendance.counted;
            let rubric = self.panel.rubric_of(&proposal.id);
            let exact: Vec<Fraction> = counted
                .iter()
                .filter_map(|sheet| combine::sheet_total(sheet, rubric))
                .collect();
            let row = self.row(proposal, counted, &exact);
            if row.lane != Lane::Invalid
                && let Some(total) = self.plain_total(counted, &exact, rubric)
            {
                plain.insert(row.proposal.clone(), total);
            }
            group.rows.push(row);
        }
        group.expected = group.received + group.missing.len();
        self.rank(&mut group, &plain);
        lanes::spend(&mut group, self.policy);
        group
    }

    /// Returns the row of a scored proposal; invalid ones get their lane here.
    fn row(
        &self,
        proposal: &Proposal,
        sheets: &[&ScoreSheet],
        exact: &[Fraction],
    ) -> ProposalStanding {
        let rubric = self.panel.rubric_of(&proposal.id);
        let rule = &self.policy.combine;
        let requested = amount(&proposal.requested);
        let suggested = self
            .award(&proposal.id)
            .and_then(|award| amount(&award.amount))
            .filter(|suggested| requested.is_some_and(|requested| *suggested < requested));
        let mut row = ProposalStanding {
            suggested,
            n: exact.len(),
            totals: expert_totals(sheets, exact, rule),
            votes: votes(sheets),
            criteria: combine::criteria(sheets, rubric, rule),
            total: combine::official_total(sheets, exact, rubric, self.policy),
            ..empty_row(proposal)
        };
        let floats: Vec<f64> = row.totals.iter().map(|total| float(total.total)).collect();
        row.sd = combine::deviation(&floats);
        if let Some(figures) = Figures::of(exact, rule) {
            row.mean = Some(figures.mean.decimal());
            row.median = Some(figures.median.decimal());
            row.min = Some(figures.min.decimal());
            row.max = Some(figures.max.decimal());
            row.trimmed = Some(figures.trimmed.decimal());
            row.trimmed_applied = figures.trimmed_applied;
        }
        let technical = sheets
            .iter()
            .filter(|sheet| self.technical.contains(sheet.expert.as_str()))
            .count();
        if let Some(reason) = lanes::invalid(row.n, technical, self.policy) {
            (row.lane, row.reasons) = (Lane::Invalid, vec![reason]);
        }
        row
    }

    fn plain_total(
        &self,
        sheets: &[&ScoreSheet],
        exact: &[Fraction],
        rubric: &Rubric,
    ) -> Option<Decimal> {
        let mut policy = self.policy.clone();
        policy.combine.method = Method::Mean;
        combine::official_total(sheets, exact, rubric, &policy)
    }

    fn contender<'b>(&self, row: &'b ProposalStanding) -> Option<Contender<'b>>
    where
        'a: 'b,
    {
        let links = self
            .proposals
            .get(row.proposal.as_str())
            .map(|proposal| proposal.links.as_slice())
            .unwrap_or_default();
        Some(Contender {
            id: &row.proposal,
            total: row.total.filter(|_| is_ranked(row))?,
            criteria: &row.criteria,
            votes: row.votes,
            links,
            covers_weak: links.iter().any(|link| self.panel.link_notes.is_weak(link)),
        })
    }

    fn rules(&self) -> Rules<'_> {
        Rules {
            policy: self.policy,
            votes: &self.panel.rulings.tie_votes,
        }
    }

    /// Returns the reasons that make a recommendation one after changes, and what only
    /// informs: indicators that must be met, conditions of the opinion, suggested sums.
    fn beside(&self, row: &ProposalStanding) -> (Vec<Reason>, Vec<Reason>) {
        let (mut caps, mut notes) = (Vec::new(), Vec::new());
        let Some(proposal) = self.proposals.get(row.proposal.as_str()) else {
            return (caps, notes);
        };
        if let Some(unmet) = must_meet::unmet(self.panel, proposal, self.policy) {
            match unmet.code {
                ReasonCode::MustMeet => caps.push(unmet),
                _ => notes.push(unmet),
            }
        }
        let opinion = self.panel.opinion(&row.proposal);
        let conditions = opinion
            .filter(|opinion| opinion.adopted)
            .map_or(0, |opinion| opinion.conditions.len());
        if conditions > 0 {
            let numbers = [("conditions", Decimal::from(conditions))];
            caps.push(Reason::new(ReasonCode::Conditions, &numbers));
        }
        if let (Some(suggested), Some(requested)) = (row.suggested, row.requested) {
            let numbers = [("awarded", suggested), ("requested", requested)];
            let reason = self.award(&row.proposal).map_or("", |one| &one.reason);
            notes.push(Reason::new(ReasonCode::Awarded, &numbers).about(reason));
        }
        (caps, notes)
    }

    /// Counts the totals that are better than one.
    fn before(&self, total: Decimal, sorted: &[Decimal]) -> u32 {
        let before = if self.policy.lowest_best {
            sorted.partition_point(|other| *other < total)
        } else {
            sorted.len() - sorted.partition_point(|other| *other <= total)
        };
        u32::try_from(before).unwrap_or(u32::MAX)
    }

    fn award(&self, proposal: &str) -> Option<&'a Award> {
        let awards = self.panel.rulings.awards.iter();
        awards.rev().find(|award| award.proposal == proposal)
    }

    fn rank(&self, group: &mut GroupStanding, plain: &BTreeMap<String, Decimal>) {
        let rows = std::mem::take(&mut group.rows);
        let contenders = rows.iter().filter_map(|row| self.contender(row)).collect();
        let placed: Vec<_> = ladder::rank(contenders, self.rules())
            .into_iter()
            .map(|placed| (placed.id.to_owned(), placed.rank, placed.tied, placed.trace))
            .collect();
        let mut by_id: BTreeMap<String, ProposalStanding> = rows
            .into_iter()
            .map(|row| (row.proposal.clone(), row))
            .collect();
        let mut sorted: Vec<Decimal> = plain.values().copied().collect();
        sorted.sort_unstable();
        let drops = self.policy.combine.method == Method::Trimmed;
        for (id, rank, tied, trace) in placed {
            let Some(mut row) = by_id.remove(&id) else {
                continue;
            };
            row.rank = Some(rank);
            row.tie_trace = trace;
            row.without_trim = plain
                .get(&id)
                .filter(|_| drops && row.trimmed_applied)
                .map(|total| (*total, 1 + self.before(*total, &sorted)));
            let (caps, mut notes) = self.beside(&row);
            let pending = group.pending.iter().filter(|one| one.proposal == id);
            notes.extend(pending.map(|one| {
                let reason = Reason::new(ReasonCode::VetoPending, &[]).about(&one.ground);
                reason.called(&self.policy.ground(&one.ground))
            }));
            let rubric = self.panel.rubric_of(&id);
            lanes::judge(&mut row, tied, self.policy, rubric, caps, notes);
            group.rows.push(row);
        }
        group.rows.extend(by_id.into_values());
    }

    fn rank_chains(&self, standings: &mut Standings) {
        let mut chains: BTreeMap<&str, Vec<Contender>> = BTreeMap::new();
        for row in standings.groups.iter().flat_map(|group| &group.rows) {
            let proposal = self.proposals.get(row.proposal.as_str());
            if let Some((contender, proposal)) = self.contender(row).zip(proposal) {
                chains.entry(&proposal.chain).or_default().push(contender);
            }
        }
        let ranks: BTreeMap<String, u32> = chains
            .into_values()
            .flat_map(|contenders| ladder::rank(contenders, self.rules()))
            .map(|placed| (placed.id.to_owned(), placed.rank))
            .collect();
        for row in standings
            .groups
            .iter_mut()
            .flat_map(|group| &mut group.rows)
        {
            row.rank_in_chain = ranks.get(&row.proposal).copied();
        }
    }
}

fn amount(text: &str) -> Option<Decimal> {
    parse(text).filter(|amount| *amount >= Decimal::ZERO)
}

fn is_ranked(row: &ProposalStanding) -> bool {
    row.n > 0 && row.lane != Lane::Invalid
}

fn expert_totals(sheets: &[&ScoreSheet], exact: &[Fraction], rule: &Combine) -> Vec<ExpertTotal> {
    let dropped = combine::dropped(exact, rule);
    sheets
        .iter()
        .zip(exact)
        .zip(dropped)
        .map(|((sheet, total), dropped)| ExpertTotal {
            expert: sheet.expert.to_string(),
            total: total.decimal(),
            dropped,
            counts: dropped.is_none(),
        })
        .collect()
}

fn votes(sheets: &[&ScoreSheet]) -> VoteCount {
    let count = |wanted: ExpertVerdict| {
        let verdicts = sheets.iter().filter_map(|sheet| sheet.verdict());
        verdicts.filter(|verdict| *verdict == wanted).count()
    };
    VoteCount {
        recommend: count(ExpertVerdict::Recommend),
        revise: count(ExpertVerdict::Revise),
        decline: count(ExpertVerdict::Decline),
    }
}

fn empty_row(proposal: &Proposal) -> ProposalStanding {
    ProposalStanding {
        proposal: proposal.id.clone(),
        n: 0,
        totals: Vec::new(),
        mean: None,
        median: None,
        sd: None,
        min: None,
        max: None,
        trimmed: None,
        trimmed_applied: false,
        total: None,
        rank: None,
        rank_in_chain: None,
        votes: VoteCount::default(),
        criteria: Vec::new(),
        tie_trace: Vec::new(),
        lane: Lane::Decline,
        in_rank_order: None,
        reasons: Vec::new(),
        requested: amount(&proposal.requested),
        suggested: None,
        awarded: None,
        cumulative: None,
        distance: None,
        without_trim: None,
    }
}
