//! Who counts for which proposal: assigned, not recused, present, with a complete sheet.

use super::combine::sheet_total;
use super::standing::{Excluded, HeldVeto, Incomplete, MissingSheet, NotCounted};
use crate::domain::panel::Panel;
use crate::domain::policy::Policy;
use crate::domain::sheet::{Round, ScoreSheet, SheetState};
use std::collections::{BTreeMap, BTreeSet};

type Pairs<'a> = BTreeSet<(&'a str, &'a str)>;

/// The sheets of a round by proposal and expert, and what is known of the pairs.
pub struct Participation<'a> {
    sheets: BTreeMap<&'a str, BTreeMap<&'a str, &'a ScoreSheet>>,
    assigned: Option<BTreeMap<&'a str, BTreeSet<&'a str>>>,
    members: BTreeMap<&'a str, BTreeSet<&'a str>>,
    recused: Pairs<'a>,
    absent: Pairs<'a>,
    voided: Pairs<'a>,
}

/// The experts of one proposal.
#[derive(Debug, Default)]
pub struct Attendance<'a> {
    /// Complete sheets that count, by expert.
    pub counted: Vec<&'a ScoreSheet>,
    /// Submitted sheets without a required score.
    pub incomplete: Vec<Incomplete>,
    /// Sheets that did not come.
    pub missing: Vec<MissingSheet>,
    /// Who does not count.
    pub not_counted: Vec<NotCounted>,
}

impl<'a> Participation<'a> {
    /// Sorts the sheets of a round. In the second round a submitted sheet of that round
    /// stands before the same expert's first one, which stays where there is no other.
    pub fn of(
        panel: &'a Panel,
        sheets: &mut dyn Iterator<Item = &'a ScoreSheet>,
        round: Round,
        policy: &Policy,
    ) -> Participation<'a> {
        let assigned = (!panel.assignments.is_empty()).then(|| {
            let mut assigned: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
            for assignment in &panel.assignments {
                for proposal in &assignment.proposals {
                    let experts = assigned.entry(proposal).or_default();
                    experts.insert(&assignment.expert);
                }
            }
            assigned
        });
        let recused = panel
            .conflicts
            .iter()
            .filter(|conflict| conflict.state == "recused")
            .map(|conflict| (conflict.proposal.as_str(), conflict.expert.as_str()));
        let absent = panel
            .absences
            .iter()
            .filter(|_| policy.valid.must_attend)
            .map(|absence| (absence.proposal.as_str(), absence.expert.as_str()));
        let voided = panel.rulings.voided.iter();
        let voided = voided.map(|ruling| (ruling.proposal.as_str(), ruling.expert.as_str()));
        Self {
            voided: voided.collect(),
            sheets: by_proposal(sheets, round),
            assigned,
            members: panel.members(),
            recused: recused.collect(),
            absent: absent.collect(),
        }
    }

    /// Returns the experts with any submitted sheet for a proposal.
    pub fn scorers(&self, proposal: &str) -> impl Iterator<Item = &'a str> {
        let sheets = self.sheets.get(proposal).into_iter().flatten();
        sheets
            .filter(|(_, sheet)| sheet.state == SheetState::Submitted)
            .map(|(expert, _)| *expert)
    }

    /// Returns the vetoes that experts propose in their sheets for a proposal, by ground,
    /// each with its experts in the order of their ids.
    pub fn proposed_vetoes(&self, proposal: &str) -> BTreeMap<&'a str, Vec<HeldVeto>> {
        let mut found: BTreeMap<&str, Vec<HeldVeto>> = BTreeMap::new();
        let sheets = self.sheets.get(proposal).into_iter().flatten();
        let counted = sheets.filter(|(expert, sheet)| {
            sheet.state == SheetState::Submitted && !self.recused.contains(&(proposal, **expert))
        });
        for (expert, sheet) in counted {
            for (ground, evidence) in &sheet.veto {
                found.entry(ground).or_default().push(HeldVeto {
                    by: (*expert).to_owned(),
                    evidence: evidence.clone(),
                });
            }
        }
        found
    }

    /// Tells who counts for a proposal. `around` are the experts who scored anything in
    /// its group: they are asked where nobody was assigned and the group names no members.
    pub fn attendance(
        &self,
        panel: &Panel,
        proposal: &'a str,
        around: &BTreeSet<&'a str>,
    ) -> Attendance<'a> {
        let nobody = BTreeSet::new();
        let asked = match (&self.assigned, self.members.get(proposal)) {
            (Some(assigned), _) => assigned.get(proposal).unwrap_or(&nobody),
            (None, Some(members)) => members,
            (None, None) => around,
        };
        let empty = BTreeMap::new();
        let sheets = self.sheets.get(proposal).unwrap_or(&empty);
        let experts: BTreeSet<&str> = asked.iter().chain(sheets.keys()).copied().collect();
        let mut attendance = Attendance::default();
        for expert in experts {
            let sheet = sheets.get(expert).copied();
            let is_asked = asked.contains(expert);
            if let Some(why) = self
                .excluded(proposal, expert, sheet, is_asked)
                .or_else(|| voided(panel, sheet))
            {
                attendance.not_counted.push(NotCounted {
                    proposal: proposal.to_owned(),
                    expert: expert.to_owned(),
                    why,
                });
            } else if is_asked {
                attendance.take(panel, proposal, expert, sheet);
            }
        }
        attendance
    }

    fn excluded(
        &self,
        proposal: &str,
        expert: &str,
        sheet: Option<&ScoreSheet>,
        is_asked: bool,
    ) -> Option<Excluded> {
        let state = sheet.map(|sheet| sheet.state);
        if self.recused.contains(&(proposal, expert)) || state == Some(SheetState::Recused) {
            Some(Excluded::Recused)
        } else if self.absent.contains(&(proposal, expert)) {
            Some(Excluded::Absent)
        } else if self.voided.contains(&(proposal, expert)) {
            Some(Excluded::Voided)
        } else if state == Some(SheetState::Abstained) {
            Some(Excluded::Abstained)
        } else if !is_asked && state == Some(SheetState::Submitted) {
            Some(Excluded::Unassigned)
        } else {
            None
        }
    }
}

impl<'a> Attendance<'a> {
    fn take(&mut self, panel: &Panel, proposal: &str, expert: &str, sheet: Option<&'a ScoreSheet>) {
        let rubric = panel.rubric_of(proposal);
        let (proposal, expert) = (proposal.to_owned(), expert.to_owned());
        let submitted = sheet.filter(|sheet| sheet.state == SheetState::Submitted);
        let Some(submitted) = submitted else {
            let state = sheet.map(|sheet| sheet.state);
            self.missing.push(MissingSheet {
                proposal,
                expert,
                state,
            });
            return;
        };
        let missing = submitted.missing(rubric);
        if missing.is_empty() && sheet_total(submitted, rubric).is_some() {
            self.counted.push(submitted);
        } else {
            let missing = missing.into_iter().map(str::to_owned).collect();
            self.incomplete.push(Incomplete {
                proposal,
                expert,
                missing,
            });
        }
    }
}

fn voided(panel: &Panel, sheet: Option<&ScoreSheet>) -> Option<Excluded> {
    let submitted = sheet.filter(|sheet| sheet.state == SheetState::Submitted)?;
    let is_void = submitted.is_void_under(&panel.rubric, &panel.rubric_digest);
    is_void.then_some(Excluded::OtherRubric)
}

fn by_proposal<'a>(
    sheets: &mut dyn Iterator<Item = &'a ScoreSheet>,
    round: Round,
) -> BTreeMap<&'a str, BTreeMap<&'a str, &'a ScoreSheet>> {
    let mut sorted: BTreeMap<&str, BTreeMap<&str, &ScoreSheet>> = BTreeMap::new();
    // A draft of the second round does not take away what was submitted in the first.
    let weight = |sheet: &ScoreSheet| {
        let is_draft = sheet.state == SheetState::Draft;
        let place = match sheet.round {
            Round::Second if !is_draft => 2,
            Round::First => 1,
            Round::Second => 0,
        };
        (place, sheet.revision)
    };
    for sheet in sheets.filter(|sheet| sheet.round <= round) {
        let experts = sorted.entry(&sheet.proposal).or_default();
        let held = experts.entry(&sheet.expert).or_insert(sheet);
        if (weight(sheet), &sheet.seal.sha256) > (weight(held), &held.seal.sha256) {
            *held = sheet;
        }
    }
    sorted
}
