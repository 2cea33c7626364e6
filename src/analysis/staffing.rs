//! Whether every proposal has enough experts: who may still count for it after recusals and
//! absences, which conflicts wait for a ruling, and how much each expert has to score. It
//! asks the same people as the result does.

use super::assigning::technical_of;
use super::lanes;
use super::participation::Participation;
use super::standing::Excluded;
use crate::domain::panel::Panel;
use crate::domain::recommendation::ReasonCode;
use crate::domain::sheet::{Round, ScoreSheet};
use std::collections::{BTreeMap, BTreeSet};

/// What the policy asks for and a proposal does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shortage {
    /// Fewer experts than the policy's minimum.
    Experts,
    /// Too few technical ones among them.
    Technical,
}

/// The experts of one proposal, in numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Staff {
    /// Proposal id.
    pub proposal: String,
    /// Experts who count or may still count.
    pub valid: usize,
    /// Technical ones among them.
    pub technical: usize,
    /// Fewest technical ones of so many, at least of the policy's minimum.
    pub technical_needed: usize,
    /// What is lacking.
    pub shortage: Option<Shortage>,
    /// Experts who are recused.
    pub recused: usize,
    /// Conflicts that nobody ruled on.
    pub candidates: usize,
    /// Experts who are asked and did not hear the presentation.
    pub absent: usize,
    /// Sheets that came.
    pub came: usize,
    /// Sheets that are owed.
    pub owed: usize,
}

impl Staff {
    /// Tells whether somebody has to do something.
    pub fn is_problem(&self) -> bool {
        self.shortage.is_some() || self.candidates > 0
    }

    /// How pressing it is; less comes first.
    pub fn urgency(&self) -> u8 {
        match (self.shortage, self.candidates) {
            (Some(Shortage::Experts), _) => 0,
            (Some(Shortage::Technical), _) => 1,
            (None, 1..) => 2,
            (None, 0) => 3,
        }
    }
}

/// One expert's part, in numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Duty {
    /// Expert id.
    pub expert: String,
    /// Proposals to score, those that were scored among them.
    pub load: usize,
    /// Sheets that came.
    pub came: usize,
    /// Sheets that are owed.
    pub owed: usize,
    /// Conflicts that nobody ruled on.
    pub candidates: usize,
    /// Recusals.
    pub recused: usize,
    /// Presentations that were not heard.
    pub absent: usize,
    /// The load is far above what the others have.
    pub is_overloaded: bool,
}

/// All proposals that are scored and all experts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Staffing {
    /// Proposals, those with something to do first, then in the order of presentation.
    pub proposals: Vec<Staff>,
    /// Experts, those with something to do about them first, then in the order of the panel.
    pub experts: Vec<Duty>,
    /// What an expert has to score on the average, rounded.
    pub average: usize,
}

/// A load is far above the others where it is half as much again as the average, and more
/// than by so many.
const FEW: usize = 2;

impl Staffing {
    /// Counts.
    pub fn of(panel: &Panel, sheets: &[ScoreSheet], round: Round) -> Self {
        let participation = Participation::of(panel, &mut sheets.iter(), round, &panel.policy);
        let everybody: BTreeSet<&str> = panel.experts.iter().map(|one| one.id.as_str()).collect();
        let mut counting = Counting::of(panel, &everybody);
        let mut proposals: Vec<Staff> = panel
            .in_order()
            .into_iter()
            .filter(|proposal| proposal.is_scored())
            .map(|proposal| counting.proposal(&participation, &proposal.id, &everybody))
            .collect();
        proposals.sort_by_key(Staff::urgency);
        let (mut experts, average) = counting.experts();
        experts.sort_by_key(|one| (one.candidates == 0, !one.is_overloaded));
        Self {
            proposals,
            experts,
            average,
        }
    }

    /// Finds a proposal's numbers.
    pub fn of_proposal(&self, id: &str) -> Option<&Staff> {
        self.proposals.iter().find(|one| one.proposal == id)
    }

    /// Returns the proposals that lack this.
    pub fn lacking(&self, wanted: Shortage) -> impl Iterator<Item = &Staff> {
        let all = self.proposals.iter();
        all.filter(move |one| one.shortage == Some(wanted))
    }

    /// Returns how many proposals lack experts, how many technical ones, how many conflicts
    /// wait, and how many experts have far more to do than the others.
    pub fn to_do(&self) -> [usize; 4] {
        let overloaded = self.experts.iter().filter(|one| one.is_overloaded);
        [
            self.lacking(Shortage::Experts).count(),
            self.lacking(Shortage::Technical).count(),
            self.proposals.iter().map(|one| one.candidates).sum(),
            overloaded.count(),
        ]
    }
}

struct Counting<'a> {
    panel: &'a Panel,
    technical: BTreeSet<&'a str>,
    /// Fewest technical ones by how many experts there are.
    needs: Vec<usize>,
    /// Experts by proposal of conflicts that nobody ruled on, and of recusals.
    candidates: BTreeMap<&'a str, BTreeSet<&'a str>>,
    recused: BTreeMap<&'a str, BTreeSet<&'a str>>,
    duties: BTreeMap<&'a str, Duty>,
}

impl<'a> Counting<'a> {
    fn of(panel: &'a Panel, everybody: &BTreeSet<&'a str>) -> Self {
        let in_state = |state: &str| {
            let mut found: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
            for one in panel.conflicts.iter().filter(|one| one.state == state) {
                found.entry(&one.proposal).or_default().insert(&one.expert);
            }
            found
        };
        let experts = panel.experts.iter();
        let technical = experts.filter(|one| one.expertise == "technical");
        let most = everybody.len() + panel.policy.valid.experts;
        Self {
            panel,
            technical: technical.map(|one| one.id.as_str()).collect(),
            needs: (0..=most).map(|n| technical_of(panel, n)).collect(),
            candidates: in_state("candidate"),
            recused: in_state("recused"),
            duties: BTreeMap::new(),
        }
    }

    fn duty(&mut self, expert: &'a str) -> &mut Duty {
        self.duties.entry(expert).or_default()
    }

    fn proposal(
        &mut self,
        participation: &Participation<'a>,
        id: &'a str,
        everybody: &BTreeSet<&'a str>,
    ) -> Staff {
        let attendance = participation.attendance(self.panel, id, everybody);
        let came: Vec<&str> = attendance
            .counted
            .iter()
            .map(|sheet| sheet.expert.as_str())
            .chain(attendance.incomplete.iter().map(|one| one.expert.as_str()))
            .collect();
        // nobody waits for a sheet of somebody who is not among the experts
        let may_come = |expert: &&str| everybody.is_empty() || everybody.contains(expert);
        let owed: Vec<&str> = attendance
            .missing
            .iter()
            .map(|one| one.expert.as_str())
            .filter(may_come)
            .collect();
        let of = |why: Excluded| {
            let all = attendance.not_counted.iter();
            all.filter(move |one| one.why == why)
                .map(|one| one.expert.as_str())
        };
        let mut recused = self.recused.get(id).cloned().unwrap_or_default();
        let known = |expert: &str| everybody.get(expert).copied();
        recused.extend(of(Excluded::Recused).filter_map(known));
        let absent: Vec<&str> = of(Excluded::Absent).filter_map(known).collect();
        let candidates = self.candidates.get(id).cloned().unwrap_or_default();
        let valid = came.len() + owed.len();
        let is_technical = |expert: &&&str| self.technical.contains(**expert);
        let technical = came.iter().chain(&owed).filter(is_technical).count();
        let staff = Staff {
            proposal: id.to_owned(),
            valid,
            technical,
            technical_needed: self.need(valid.max(self.panel.policy.valid.experts)),
            shortage: self.shortage(valid, technical),
            recused: recused.len(),
            candidates: candidates.len(),
            absent: absent.len(),
            came: came.len(),
            owed: owed.len(),
        };
        let busy = came.iter().chain(&owed).copied();
        for expert in busy.filter_map(known).chain(absent.iter().copied()) {
            self.duty(expert).load += 1;
        }
        for expert in came.iter().copied().filter_map(known) {
            self.duty(expert).came += 1;
        }
        for expert in owed.iter().copied().filter_map(known) {
            self.duty(expert).owed += 1;
        }
        for expert in absent {
            self.duty(expert).absent += 1;
        }
        for expert in recused {
            self.duty(expert).recused += 1;
        }
        for expert in candidates {
            self.duty(expert).candidates += 1;
        }
        staff
    }

    fn need(&self, experts: usize) -> usize {
        self.needs.get(experts).copied().unwrap_or(experts)
    }

    fn shortage(&self, valid: usize, technical: usize) -> Option<Shortage> {
        let reason = lanes::invalid(valid, technical, &self.panel.policy)?;
        Some(match reason.code {
            ReasonCode::TechnicalShare => Shortage::Technical,
            _ => Shortage::Experts,
        })
    }

    fn experts(mut self) -> (Vec<Duty>, usize) {
        let experts = self.panel.experts.iter();
        let mut duties: Vec<Duty> = experts
            .map(|expert| {
                let mut duty = self.duties.remove(expert.id.as_str()).unwrap_or_default();
                duty.expert.clone_from(&expert.id);
                duty
            })
            .collect();
        let busy: Vec<usize> = duties
            .iter()
            .map(|one| one.load)
            .filter(|&n| n > 0)
            .collect();
        let (sum, count) = (busy.iter().sum::<usize>(), busy.len().max(1));
        for duty in &mut duties {
            let is_half_more = duty.load * count * 2 >= sum * 3;
            duty.is_overloaded = is_half_more && duty.load * count > sum + FEW * count;
        }
        (duties, (sum + count / 2) / count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::people::{Absence, Assignment, Conflict, Expert};
    use crate::domain::proposal::Proposal;

    /// Seven experts, the last two not technical, and three proposals, all of them assigned.
    fn panel() -> Panel {
        let mut panel = Panel::default();
        for id in ["A", "B", "C"] {
            panel.proposals.push(Proposal {
                id: id.into(),
                ..Proposal::default()
            });
        }
        for nth in 1..8 {
            panel.experts.push(Expert {
                id: format!("E{nth}"),
                expertise: if nth > 5 { "financial" } else { "technical" }.into(),
                ..Expert::default()
            });
            panel.assignments.push(Assignment {
                expert: format!("E{nth}"),
                proposals: vec!["A".into(), "B".into(), "C".into()],
            });
        }
        panel.policy.valid.experts = 5;
        panel.policy.valid.technical_share = "2/3".into();
        panel.policy.valid.must_attend = true;
        panel
    }

    fn conflict(panel: &mut Panel, proposal: &str, expert: &str, state: &str) {
        panel.conflicts.push(Conflict {
            proposal: proposal.into(),
            expert: expert.into(),
            state: state.into(),
            ..Conflict::default()
        });
    }

    #[test]
    fn what_is_lacking_comes_first_and_is_counted_after_recusals_and_absences() {
        let mut panel = panel();
        conflict(&mut panel, "B", "E1", "candidate");
        for expert in ["E1", "E2"] {
            conflict(&mut panel, "C", expert, "recused");
        }
        panel.absences.push(Absence {
            proposal: "C".into(),
            expert: "E3".into(),
            reason: String::new(),
        });
        let staffing = Staffing::of(&panel, &[], Round::First);
        let order: Vec<&str> = staffing
            .proposals
            .iter()
            .map(|one| one.proposal.as_str())
            .collect();
        assert_eq!(order, ["C", "B", "A"]);
        let c = &staffing.proposals[0];
        assert_eq!((c.valid, c.technical), (4, 2));
        assert_eq!((c.recused, c.absent, c.owed), (2, 1, 4));
        assert_eq!(c.shortage, Some(Shortage::Experts));
        assert_eq!(staffing.proposals[1].candidates, 1);
        assert_eq!(staffing.to_do(), [1, 0, 1, 0]);
        panel.policy.valid.experts = 4;
        let staffing = Staffing::of(&panel, &[], Round::First);
        let c = &staffing.proposals[0];
        assert_eq!(c.shortage, Some(Shortage::Technical));
        assert_eq!(c.technical_needed, 3);
        panel.policy.valid.must_attend = false;
        let staffing = Staffing::of(&panel, &[], Round::First);
        assert_eq!(staffing.of_proposal("C").map(|one| one.valid), Some(5));
    }

    #[test]
    fn who_has_far_more_than_the_others_is_named() {
        let mut panel = panel();
        for nth in 0..9 {
            let id = format!("D{nth}");
            panel.assignments[0].proposals.push((&id).into());
            panel.proposals.push(Proposal {
                id,
                ..Proposal::default()
            });
        }
        let staffing = Staffing::of(&panel, &[], Round::First);
        let named = staffing.experts.iter().filter(|one| one.is_overloaded);
        let named: Vec<&str> = named.map(|one| one.expert.as_str()).collect();
        assert_eq!((named, staffing.average), (vec!["E1"], 4));
    }
}
