//! The meeting of one group: who belongs to it and who leads it, in which order its proposals
//! come, who must be out of the room for each, and whether enough experts are left.

use super::lanes;
use super::spread::Standing;
use crate::domain::Bilingual;
use crate::domain::agenda::PhaseLengths;
use crate::domain::meeting::{Attending, Meeting};
use crate::domain::panel::Panel;
use crate::domain::recommendation::Reason;
use std::collections::{BTreeMap, BTreeSet};

/// The group of a panel that has none.
pub const EVERYBODY: &str = "all";

/// One line of what is to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// A proposal, and the how manieth it is, from 1.
    Proposal(String, usize),
    /// A break of so many minutes.
    Break(u32),
}

/// The meeting of a group as the panel's files have it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sitting {
    /// Group id.
    pub group: String,
    /// Its name.
    pub name: Bilingual,
    /// Expert id of the chair; may be empty.
    pub chair: String,
    /// Expert ids of members and chair, in the order of the panel.
    pub members: Vec<String>,
    /// What is to come, in order.
    pub slots: Vec<Slot>,
    /// How long the phases are.
    pub lengths: PhaseLengths,
}

/// Who is in the room for a proposal, and who counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Room {
    /// Experts who are asked to score it, in the order of the panel.
    pub asked: Vec<String>,
    /// Those of them who are recused.
    pub recused: Vec<String>,
    /// Members who are recused, are there, and were not seen to leave the room yet.
    pub must_leave: Vec<String>,
    /// Those who are asked, are not recused and are not there.
    pub away: Vec<String>,
    /// How many count.
    pub valid: usize,
    /// Why they are not enough; `None` where they are.
    pub shortage: Option<Reason>,
}

/// Returns the groups of a panel; one called [`EVERYBODY`] where it has none.
pub fn groups(panel: &Panel) -> Vec<String> {
    if panel.groups.is_empty() {
        return vec![EVERYBODY.to_owned()];
    }
    panel.groups.iter().map(|group| group.id.clone()).collect()
}

/// Returns the groups that an expert chairs.
pub fn led_by(panel: &Panel, expert: &str) -> Vec<String> {
    let all = groups(panel).into_iter();
    all.filter(|group| Sitting::of(panel, group).is_some_and(|sitting| sitting.chair == expert))
        .collect()
}

/// Returns the group whose meeting a proposal is called in.
pub fn group_of(panel: &Panel, proposal: &str) -> Option<String> {
    if panel.groups.is_empty() {
        return panel.proposal(proposal).map(|_| EVERYBODY.to_owned());
    }
    panel.group_of(proposal).map(|group| group.id.clone())
}

impl Sitting {
    /// Returns the meeting of a group; none where there is no such group.
    pub fn of(panel: &Panel, group: &str) -> Option<Self> {
        let found = panel.groups.iter().find(|one| one.id == group);
        let everybody = panel.groups.is_empty() && group == EVERYBODY;
        if found.is_none() && !everybody {
            return None;
        }
        let agenda = panel.agenda(group);
        let leads = |one: &&crate::domain::people::Expert| one.role == "chair";
        let first_chair = || panel.experts.iter().find(leads).map(|one| one.id.clone());
        let chair = match found {
            Some(found) => found.chair.clone(),
            None => first_chair().unwrap_or_default(),
        };
        let named: BTreeSet<&str> = found
            .into_iter()
            .flat_map(|found| found.members.iter().map(String::as_str))
            .collect();
        let is_member = |id: &str| named.is_empty() || named.contains(id) || id == chair;
        let members = panel.experts.iter().filter(|one| is_member(&one.id));
        Some(Self {
            group: group.to_owned(),
            name: found.map_or_else(|| panel.head.title.clone(), |found| found.name.clone()),
            members: members.map(|one| one.id.clone()).collect(),
            chair,
            slots: slots(panel, group),
            lengths: agenda.map(|agenda| agenda.phases).unwrap_or_default(),
        })
    }

    /// Returns the ids of the proposals in their order.
    pub fn proposals(&self) -> impl Iterator<Item = &str> {
        self.slots.iter().filter_map(|slot| match slot {
            Slot::Proposal(id, _) => Some(id.as_str()),
            Slot::Break(_) => None,
        })
    }

    /// Returns the how manieth a proposal is, from 1.
    pub fn place_of(&self, proposal: &str) -> Option<usize> {
        let place = self.proposals().position(|id| id == proposal);
        place.map(|place| place + 1)
    }

    /// Returns what comes next: the first slot that is not over, where something is on the
    /// table the first one after it; none after the last.
    pub fn next(&self, meeting: &Meeting) -> Option<&Slot> {
        let is_on = |slot: &Slot| matches!(slot, Slot::Proposal(id, _) if *id == meeting.proposal);
        let here = self.slots.iter().position(is_on);
        let mut breaks = 0;
        let mut open = self
            .slots
            .iter()
            .enumerate()
            .filter(|(_, slot)| match slot {
                Slot::Proposal(id, _) => !meeting.is_done(id) && *id != meeting.proposal,
                Slot::Break(_) => {
                    breaks += 1;
                    breaks > meeting.breaks_over
                }
            });
        // a break that was passed over is not gone back to
        let is_ahead = |place: usize, slot: &Slot| {
            matches!(slot, Slot::Proposal(..)) || here.is_none_or(|here| place > here)
        };
        let found: Vec<_> = open
            .by_ref()
            .filter(|(place, slot)| is_ahead(*place, slot))
            .collect();
        let after = here.unwrap_or(0);
        let behind = found.iter().find(|(place, _)| *place >= after);
        behind.or_else(|| found.first()).map(|(_, slot)| *slot)
    }

    /// Tells who is in the room for a proposal.
    pub fn room(&self, panel: &Panel, meeting: &Meeting, proposal: &str) -> Room {
        let asked = asked(panel, &self.members, proposal);
        let is_recused = |id: &str| panel.recusal(id, proposal).is_some();
        let counts_here = meeting.has_roll_call() && panel.policy.valid.must_attend;
        let is_away = |id: &str| {
            let is_missed = counts_here && meeting.attending(id) != Attending::Here;
            let was_heard = meeting.is_done(proposal);
            panel.is_absent(id, proposal) || (is_missed && !was_heard)
        };
        let (recused, left): (Vec<String>, Vec<String>) =
            asked.iter().cloned().partition(|id| is_recused(id));
        let (away, here): (Vec<String>, Vec<String>) = left.into_iter().partition(|id| is_away(id));
        let must_leave = self.members.iter().filter(|id| {
            let is_there = meeting.attending(id) == Attending::Here || !meeting.has_roll_call();
            is_recused(id) && is_there && !meeting.is_out(proposal, id)
        });
        let technical = here.iter().filter(|id| is_technical(panel, id)).count();
        Room {
            must_leave: must_leave.cloned().collect(),
            valid: here.len(),
            shortage: lanes::invalid(here.len(), technical, &panel.policy),
            asked,
            recused,
            away,
        }
    }

    /// Returns the members who do not hear the presentation on the table: not there, asked and
    /// not recused. Without a roll call nobody.
    pub fn unheard(&self, panel: &Panel, meeting: &Meeting) -> Vec<String> {
        if !meeting.has_roll_call() || meeting.proposal.is_empty() {
            return Vec::new();
        }
        let proposal = &meeting.proposal;
        let room = self.room(panel, meeting, proposal);
        let is_new = |id: &String| !panel.is_absent(id, proposal);
        let is_missed = |id: &String| meeting.attending(id) != Attending::Here;
        let asked = room.asked.into_iter();
        asked
            .filter(|id| !room.recused.contains(id))
            .filter(|id| is_missed(id) && is_new(id))
            .collect()
    }
}

/// Tells how far everybody who is asked is with a proposal.
pub fn still_out(room: &Room, standing: &BTreeMap<String, Standing>) -> Vec<String> {
    let counts = |id: &&String| !room.recused.contains(id) && !room.away.contains(id);
    let is_out = |id: &&String| {
        let stands = standing.get(*id).copied().unwrap_or_default();
        matches!(stands, Standing::Nothing | Standing::Begun)
    };
    let asked = room.asked.iter();
    asked.filter(counts).filter(is_out).cloned().collect()
}

fn is_technical(panel: &Panel, expert: &str) -> bool {
    let found = panel.expert(expert);
    found.is_some_and(|one| one.expertise == "technical")
}

/// Who is asked to score a proposal, in the order of the panel; the result asks the same.
pub fn asked(panel: &Panel, members: &[String], proposal: &str) -> Vec<String> {
    if panel.assignments.is_empty() {
        return members.to_vec();
    }
    let has = |id: &str| {
        let own = panel.assignments.iter().filter(|one| one.expert == id);
        own.flat_map(|one| &one.proposals)
            .any(|own| own == proposal)
    };
    let experts = panel.experts.iter().filter(|one| has(&one.id));
    experts.map(|one| one.id.clone()).collect()
}

/// The agenda's proposals and breaks; proposals of the group that it does not name come after
/// it, and unknown ones are passed over.
fn slots(panel: &Panel, group: &str) -> Vec<Slot> {
    let own: Vec<&str> = match panel.groups.iter().find(|one| one.id == group) {
        Some(group) => group.proposals.iter().map(String::as_str).collect(),
        None => panel.in_order().iter().map(|one| one.id.as_str()).collect(),
    };
    let is_scored = |id: &&str| panel.proposal(id).is_some_and(|one| one.is_scored());
    let own: Vec<&str> = own.into_iter().filter(is_scored).collect();
    let known: BTreeSet<&str> = own.iter().copied().collect();
    let mut seen = BTreeSet::new();
    let mut slots = Vec::new();
    for item in panel.agenda(group).into_iter().flat_map(|one| &one.item) {
        if item.proposal.is_empty() {
            if item.pause > 0 {
                slots.push(Slot::Break(item.pause));
            }
        } else if known.contains(item.proposal.as_str()) && seen.insert(item.proposal.as_str()) {
            slots.push(Slot::Proposal(item.proposal.clone(), seen.len()));
        }
    }
    for id in own {
        if seen.insert(id) {
            slots.push(Slot::Proposal(id.to_owned(), seen.len()));
        }
    }
    slots
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::agenda::{Agenda, AgendaItem};
    use crate::domain::people::{Conflict, Expert, Group};
    use crate::domain::proposal::Proposal;

    fn panel() -> Panel {
        let expert = |id: &&str| Expert {
            id: (*id).to_owned(),
            expertise: "technical".into(),
            ..Expert::default()
        };
        let proposal = |id: &&str| Proposal {
            id: (*id).to_owned(),
            ..Proposal::default()
        };
        let item = |proposal: &str, pause| AgendaItem {
            proposal: proposal.into(),
            pause,
        };
        let words = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect();
        let mut panel = Panel {
            experts: ["E1", "E2", "E3"].iter().map(expert).collect(),
            proposals: ["A", "B", "C"].iter().map(proposal).collect(),
            groups: vec![Group {
                id: "g".into(),
                proposals: words(&["A", "B", "C"]),
                chair: "E1".into(),
                members: words(&["E2", "E3"]),
                ..Group::default()
            }],
            agendas: vec![Agenda {
                group: "g".into(),
                item: vec![item("B", 0), item("nobody", 0), item("", 15), item("A", 0)],
                ..Agenda::default()
            }],
            conflicts: vec![Conflict {
                proposal: "B".into(),
                expert: "E2".into(),
                state: "recused".into(),
                ..Conflict::default()
            }],
            ..Panel::default()
        };
        panel.policy.valid.experts = 2;
        panel.policy.valid.must_attend = true;
        panel
    }

    #[test]
    fn the_agenda_leads_and_what_it_forgets_comes_after_it() {
        let panel = panel();
        let sitting = Sitting::of(&panel, "g").unwrap();
        let order: Vec<&str> = sitting.proposals().collect();
        assert_eq!(order, ["B", "A", "C"]);
        assert_eq!(sitting.members, ["E1", "E2", "E3"]);
        assert!(Sitting::of(&panel, "h").is_none());
        let mut meeting = Meeting::default();
        let is_at = |slot: Option<&Slot>, id: &str| matches!(slot, Some(Slot::Proposal(own, _)) if own == id);
        assert!(is_at(sitting.next(&meeting), "B"));
        meeting.call("B", "");
        assert_eq!(sitting.next(&meeting), Some(&Slot::Break(15)));
        for _ in 0..3 {
            meeting.advance();
        }
        assert_eq!(sitting.next(&meeting), Some(&Slot::Break(15)));
        meeting.begin_break(15);
        meeting.end_break();
        assert!(is_at(sitting.next(&meeting), "A"));
        for id in ["A", "C"] {
            meeting.call(id, "");
            for _ in 0..3 {
                meeting.advance();
            }
        }
        assert_eq!(sitting.next(&meeting), None);
    }

    #[test]
    fn who_is_recused_leaves_and_who_is_away_does_not_count() {
        let panel = panel();
        let sitting = Sitting::of(&panel, "g").unwrap();
        let mut meeting = Meeting::default();
        let room = sitting.room(&panel, &meeting, "B");
        assert_eq!(
            room.must_leave,
            ["E2"],
            "without a roll call everybody may be there"
        );
        assert_eq!((room.valid, room.shortage.is_none()), (2, true));
        assert!(sitting.unheard(&panel, &meeting).is_empty());
        meeting.attend("E1", Attending::Here, "");
        meeting.attend("E2", Attending::Here, "");
        meeting.call("B", "");
        let room = sitting.room(&panel, &meeting, "B");
        assert_eq!(
            (room.away.as_slice(), room.valid),
            (&["E3".to_owned()][..], 1)
        );
        assert!(room.shortage.is_some());
        assert_eq!(sitting.unheard(&panel, &meeting), ["E3"]);
        meeting.leave_room(["E2".to_owned()]);
        assert!(sitting.room(&panel, &meeting, "B").must_leave.is_empty());
    }

    #[test]
    fn a_panel_without_groups_is_one_meeting() {
        let mut panel = panel();
        panel.groups.clear();
        panel.agendas.clear();
        panel.experts[1].role = "chair".into();
        assert_eq!(groups(&panel), [EVERYBODY]);
        assert_eq!(led_by(&panel, "E2"), [EVERYBODY]);
        let sitting = Sitting::of(&panel, EVERYBODY).unwrap();
        assert_eq!(sitting.proposals().count(), 3);
        assert_eq!(sitting.place_of("C"), Some(3));
    }
}
