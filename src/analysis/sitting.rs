//! The meeting of one group: who belongs to it and who leads it, in which order its proposals
//! come, who must be out of the room for each, and whether enough experts are left.

mod aftermath;

pub use aftermath::Aftermath;

use super::agenda::times::Subject;
use super::agenda::{self, times};
use super::lanes;
use super::spread::Standing;
use crate::domain::Bilingual;
use crate::domain::agenda::PhaseLengths;
use crate::domain::meeting::{Attending, Meeting, MeetingPhase};
use crate::domain::panel::Panel;
use crate::domain::recommendation::Reason;
use std::collections::BTreeMap;

/// One line of what is to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// A proposal, and its number in the order of presentation, from 1.
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
    /// Expert ids of who sits in it, in the order of the panel.
    pub members: Vec<String>,
    /// What is to come, in order.
    pub slots: Vec<Slot>,
    /// When each begins by the agenda, in minutes from midnight of its day; none where that is
    /// not known.
    pub begins: Vec<Option<u32>>,
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
    /// Those who are asked, are not recused and do not count: not there, or noted as not
    /// having heard the presentation.
    pub away: Vec<String>,
    /// Those of them who are there now.
    pub unheard: Vec<String>,
    /// How many count.
    pub valid: usize,
    /// Why they are not enough; `None` where they are.
    pub shortage: Option<Reason>,
}

/// Returns how many breaks are over or go on.
fn breaks_begun(meeting: &Meeting) -> u32 {
    let now = u32::from(meeting.pause > 0);
    meeting.breaks_over.saturating_add(now)
}

/// Returns the groups that an expert chairs.
pub fn led_by(panel: &Panel, expert: &str) -> Vec<String> {
    let groups = panel.meeting_groups().into_iter();
    let led = groups.filter(|group| panel.chair_of(group) == Some(expert));
    led.map(str::to_owned).collect()
}

impl Sitting {
    /// Returns the meeting of a group; none where there is no such group.
    pub fn of(panel: &Panel, group: &str) -> Option<Self> {
        if !panel.meeting_groups().contains(&group) {
            return None;
        }
        let found = panel.groups.iter().find(|one| one.id == group);
        let people = panel.people_of(group).into_iter();
        let (slots, begins) = slots(panel, group);
        Some(Self {
            group: group.to_owned(),
            name: found.map_or_else(|| panel.head.title.clone(), |found| found.name.clone()),
            chair: panel.chair_of(group).unwrap_or_default().to_owned(),
            members: people.map(|one| one.id.clone()).collect(),
            slots,
            begins,
            lengths: panel
                .agenda(group)
                .map(|one| one.phases)
                .unwrap_or_default(),
        })
    }

    /// Returns the ids of the proposals in their order.
    pub fn proposals(&self) -> impl Iterator<Item = &str> {
        self.slots.iter().filter_map(|slot| match slot {
            Slot::Proposal(id, _) => Some(id.as_str()),
            Slot::Break(_) => None,
        })
    }

    /// Returns a proposal's number in the order of presentation, from 1.
    pub fn place_of(&self, proposal: &str) -> Option<usize> {
        self.slots.iter().find_map(|slot| match slot {
            Slot::Proposal(id, place) if id == proposal => Some(*place),
            _ => None,
        })
    }

    /// Returns how many seconds are still planned: what is on the table, proposals that were
    /// not called, breaks that did not begin.
    pub fn rest(&self, meeting: &Meeting) -> u32 {
        let lengths = self.lengths;
        let is_on = !meeting.proposal.is_empty() || meeting.pause > 0;
        let mut rest = if is_on {
            meeting.planned(lengths).saturating_sub(meeting.seconds)
        } else {
            0
        };
        if !meeting.proposal.is_empty() {
            let later = MeetingPhase::ALL
                .into_iter()
                .filter(|one| *one > meeting.phase);
            rest += later.map(|phase| phase.planned(lengths)).sum::<u32>();
        }
        let begun = breaks_begun(meeting);
        let mut breaks = 0;
        for slot in &self.slots {
            rest = rest.saturating_add(match slot {
                Slot::Proposal(id, _) if meeting.is_done(id) || *id == meeting.proposal => 0,
                Slot::Proposal(..) => lengths.slot().saturating_mul(60),
                Slot::Break(minutes) => {
                    breaks += 1;
                    if breaks > begun {
                        minutes.saturating_mul(60)
                    } else {
                        0
                    }
                }
            });
        }
        rest
    }

    /// Returns when everything ends by the agenda, in minutes from midnight of its day.
    pub fn ends(&self) -> Option<u32> {
        let (slot, from) = self
            .slots
            .last()
            .zip(self.begins.last().copied().flatten())?;
        Some(from.saturating_add(match slot {
            Slot::Proposal(..) => self.lengths.slot(),
            Slot::Break(minutes) => *minutes,
        }))
    }

    /// Returns what comes next; none after the last.
    pub fn next(&self, meeting: &Meeting) -> Option<&Slot> {
        self.to_come(meeting).into_iter().next()
    }

    /// Returns the proposal that comes next, over a break.
    pub fn next_proposal(&self, meeting: &Meeting) -> Option<&str> {
        let mut to_come = self.to_come(meeting).into_iter();
        to_come.find_map(|slot| match slot {
            Slot::Proposal(id, _) => Some(id.as_str()),
            Slot::Break(_) => None,
        })
    }

    /// Returns what is neither over nor on just now, in the order it comes: that of the agenda,
    /// also where a later one was called early; what was set aside comes behind all else.
    pub fn to_come(&self, meeting: &Meeting) -> Vec<&Slot> {
        let begun = breaks_begun(meeting);
        let mut breaks = 0;
        let is_open = |slot: &&Slot| match slot {
            Slot::Proposal(id, _) => !meeting.is_done(id) && *id != meeting.proposal,
            Slot::Break(_) => {
                breaks += 1;
                breaks > begun
            }
        };
        let mut found: Vec<&Slot> = self.slots.iter().filter(is_open).collect();
        found.sort_by_key(|slot| match slot {
            Slot::Proposal(id, _) => meeting.is_set_aside(id),
            Slot::Break(_) => false,
        });
        found
    }

    /// Returns the line of what is on just now, proposal or break, from 0.
    pub fn here(&self, meeting: &Meeting) -> Option<usize> {
        let begun = breaks_begun(meeting);
        let mut breaks = 0;
        self.slots.iter().position(|slot| match slot {
            Slot::Proposal(id, _) => *id == meeting.proposal,
            Slot::Break(_) => {
                breaks += 1;
                meeting.pause > 0 && breaks == begun
            }
        })
    }

    /// Returns the line of what comes next, from 0.
    pub fn next_line(&self, meeting: &Meeting) -> Option<usize> {
        let next = self.next(meeting)?;
        // two breaks may be alike
        let is_it = |slot: &Slot| std::ptr::eq(slot, next);
        self.slots.iter().position(is_it)
    }

    /// Tells whether everything on the agenda was reviewed.
    pub fn is_over(&self, meeting: &Meeting) -> bool {
        self.proposals().all(|id| meeting.is_done(id))
    }

    /// Tells whether the line of the agenda is a break that was held.
    pub fn is_break_over(&self, meeting: &Meeting, line: usize) -> bool {
        let is_break = |slot: &&Slot| matches!(slot, Slot::Break(_));
        let before = self.slots.iter().take(line).filter(is_break).count();
        let here = self.slots.get(line);
        here.as_ref().is_some_and(is_break) && before < meeting.breaks_over as usize
    }

    /// Tells who is in the room for a proposal.
    pub fn room(&self, panel: &Panel, meeting: &Meeting, proposal: &str) -> Room {
        let asked = panel.asked(proposal).into_iter();
        let asked: Vec<String> = asked.map(|one| one.id.clone()).collect();
        let is_recused = |id: &str| panel.recusal(id, proposal).is_some();
        let must_attend = panel.policy.valid.must_attend;
        let is_here = |id: &str| meeting.attending(id) == Attending::Here;
        // what is presented again is heard anew: the roll tells, and not what it told before
        let is_presented =
            meeting.proposal == proposal && meeting.phase == MeetingPhase::Presentation;
        let is_called = meeting.has_roll_call();
        // who heard it is known once its presentation is over; who leaves then has heard it
        let is_over = meeting.is_done(proposal)
            || meeting.proposal == proposal && meeting.phase != MeetingPhase::Presentation;
        let is_away = |id: &str| {
            let is_missed = is_called && !is_over && !is_here(id);
            let is_past = is_presented && is_called && meeting.noted_unheard(proposal, id);
            let is_noted = panel.is_absent(id, proposal) && !is_past;
            must_attend && (is_missed || is_noted)
        };
        let (recused, left): (Vec<String>, Vec<String>) =
            asked.iter().cloned().partition(|id| is_recused(id));
        let (away, here): (Vec<String>, Vec<String>) = left.into_iter().partition(|id| is_away(id));
        let unheard = away
            .iter()
            .filter(|id| panel.is_absent(id, proposal) && (is_here(id) || !is_called));
        let must_leave = self.members.iter().filter(|id| {
            let may_be_in = is_here(id) || !is_called;
            is_recused(id) && may_be_in && !meeting.is_out(proposal, id)
        });
        let technical = here.iter().filter(|id| is_technical(panel, id)).count();
        Room {
            must_leave: must_leave.cloned().collect(),
            unheard: unheard.cloned().collect(),
            valid: here.len(),
            shortage: lanes::invalid(here.len(), technical, &panel.policy),
            asked,
            recused,
            away,
        }
    }

    /// Returns what is to be noted when the presentation on the table ends, of those who are
    /// asked and not recused: who heard it although this meeting noted the contrary when it was
    /// presented before, and who is not there and so did not hear it. What the secretariat noted
    /// stays. Without a roll call nobody.
    pub fn listeners(&self, panel: &Panel, meeting: &Meeting) -> (Vec<String>, Vec<String>) {
        if !meeting.has_roll_call() || meeting.proposal.is_empty() {
            return (Vec::new(), Vec::new());
        }
        let proposal = &meeting.proposal;
        let room = self.room(panel, meeting, proposal);
        let is_here = |id: &String| meeting.attending(id) == Attending::Here;
        let asked = room.asked.into_iter();
        let asked = asked.filter(|id| !room.recused.contains(id));
        let changed = asked.filter(|id| {
            if panel.is_absent(id, proposal) {
                is_here(id) && meeting.noted_unheard(proposal, id)
            } else {
                !is_here(id)
            }
        });
        changed.partition(is_here)
    }
}

/// Tells whether somebody else noted, before the presentation on the table is over, that an
/// expert did not hear it: its end leaves that as it is.
pub fn is_noted_before(panel: &Panel, meeting: &Meeting, expert: &str) -> bool {
    let proposal = &meeting.proposal;
    let is_presented = !proposal.is_empty() && meeting.phase == MeetingPhase::Presentation;
    is_presented && panel.is_absent(expert, proposal) && !meeting.noted_unheard(proposal, expert)
}

/// Returns those whose sheets count for a proposal: asked, not recused and not away.
pub fn counting(room: &Room) -> Vec<String> {
    let counts = |id: &&String| !room.recused.contains(id) && !room.away.contains(id);
    room.asked.iter().filter(counts).cloned().collect()
}

/// Tells whether marks that were looked at may be shown: they are those of everybody who counts
/// now, and the proposal is no longer presented or questioned.
pub fn may_show_marks(meeting: &Meeting, room: &Room, proposal: &str, counted: &[String]) -> bool {
    let is_on_table = meeting.proposal == proposal;
    let is_over = if is_on_table {
        meeting.phase == MeetingPhase::Scoring
    } else {
        meeting.is_done(proposal)
    };
    is_over && counting(room) == counted
}

/// Tells how far everybody who is asked is with a proposal.
pub fn still_out(room: &Room, standing: &BTreeMap<String, Standing>) -> Vec<String> {
    let mut out = counting(room);
    out.retain(|id| {
        let stands = standing.get(id).copied().unwrap_or_default();
        matches!(stands, Standing::Nothing | Standing::Begun)
    });
    out
}

fn is_technical(panel: &Panel, expert: &str) -> bool {
    let found = panel.expert(expert);
    found.is_some_and(|one| one.expertise == "technical")
}

/// What is to come by the agenda, and when each begins in minutes from midnight.
fn slots(panel: &Panel, group: &str) -> (Vec<Slot>, Vec<Option<u32>>) {
    let agenda = agenda::standing(panel, group);
    let all = times::slots(panel, &agenda).into_iter();
    let known = all.filter_map(|slot| {
        let found = match slot.subject {
            Subject::Proposal(proposal, place) => Slot::Proposal(proposal.id.clone(), place),
            Subject::Break => Slot::Break(slot.minutes),
            // in a pack: what others score, and nobody is told which
            Subject::Unnamed(_) => return None,
        };
        Some((found, slot.from))
    });
    known.unzip()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::agenda::{Agenda, AgendaItem, WHOLE_PANEL};
    use crate::domain::people::{Absence, Assignment, Conflict, Expert, Group};
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
            ..AgendaItem::default()
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
    fn what_was_called_early_leaves_the_order_and_what_is_set_aside_comes_last() {
        let panel = panel();
        let sitting = Sitting::of(&panel, "g").unwrap();
        let mut meeting = Meeting::default();
        let coming = |meeting: &Meeting| {
            let to_come = sitting.to_come(meeting).into_iter();
            let named = to_come.map(|slot| match slot {
                Slot::Proposal(id, _) => id.clone(),
                Slot::Break(minutes) => minutes.to_string(),
            });
            named.collect::<Vec<_>>().join(" ")
        };
        meeting.call("A", "");
        assert_eq!(coming(&meeting), "B 15 C", "the same as when it is done");
        for _ in 0..3 {
            meeting.advance();
        }
        assert_eq!(coming(&meeting), "B 15 C");
        meeting.call("B", "");
        meeting.set_aside();
        assert_eq!(coming(&meeting), "15 C B");
        assert_eq!(sitting.here(&meeting), None);
        meeting.begin_break(15);
        assert_eq!(coming(&meeting), "C B", "the break is on");
        assert_eq!(sitting.here(&meeting), Some(1));
        assert_eq!(sitting.next_line(&meeting), Some(3));
        meeting.call("B", "");
        assert_eq!(coming(&meeting), "C");
    }

    #[test]
    fn what_is_left_is_counted_from_what_is_on_the_table() {
        let mut panel = panel();
        panel.agendas[0].start = "09:00".into();
        let sitting = Sitting::of(&panel, "g").unwrap();
        let slot = 23 * 60;
        let mut meeting = Meeting::default();
        assert_eq!(sitting.rest(&meeting), 3 * slot + 15 * 60);
        assert_eq!(sitting.ends(), Some(9 * 60 + 3 * 23 + 15));
        assert_eq!(sitting.begins[1], Some(9 * 60 + 23));
        meeting.call("B", "");
        meeting.seconds = 60;
        assert_eq!(sitting.rest(&meeting), 3 * slot + 15 * 60 - 60);
        meeting.seconds = 700;
        assert_eq!(
            sitting.rest(&meeting),
            3 * slot + 15 * 60 - 600,
            "over time is over"
        );
        for _ in 0..3 {
            meeting.advance();
        }
        meeting.begin_break(15);
        meeting.seconds = 300;
        assert_eq!(sitting.rest(&meeting), 2 * slot + 600);
        meeting.end_break();
        assert_eq!(sitting.rest(&meeting), 2 * slot);
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
        assert_eq!(sitting.listeners(&panel, &meeting), Default::default());
        meeting.attend("E1", Attending::Here, "");
        meeting.attend("E2", Attending::Here, "");
        meeting.call("B", "");
        let room = sitting.room(&panel, &meeting, "B");
        assert_eq!(
            (room.away.as_slice(), room.valid),
            (&["E3".to_owned()][..], 1)
        );
        assert!(room.shortage.is_some());
        assert_eq!(sitting.listeners(&panel, &meeting).1, ["E3"]);
        meeting.leave_room(["E2".to_owned()]);
        assert!(sitting.room(&panel, &meeting, "B").must_leave.is_empty());
    }

    #[test]
    fn who_heard_it_counts_though_they_leave_before_the_scores_are_in() {
        let panel = panel();
        let sitting = Sitting::of(&panel, "g").unwrap();
        let mut meeting = Meeting::default();
        for expert in ["E1", "E3"] {
            meeting.attend(expert, Attending::Here, "");
        }
        meeting.call("B", "");
        meeting.phase = MeetingPhase::Scoring;
        meeting.attend("E3", Attending::Left, "");
        let room = sitting.room(&panel, &meeting, "B");
        assert_eq!((room.away.len(), room.valid), (0, 2));
        meeting.phase = MeetingPhase::Presentation;
        assert_eq!(sitting.room(&panel, &meeting, "B").away, ["E3"]);
    }

    #[test]
    fn what_is_presented_again_is_heard_by_whoever_is_there_then() {
        let mut panel = panel();
        let absent = |expert: &str| Absence {
            proposal: "A".into(),
            expert: expert.into(),
            ..Absence::default()
        };
        panel.absences = vec![absent("E2"), absent("E3")];
        let sitting = Sitting::of(&panel, "g").unwrap();
        let mut meeting = Meeting::default();
        for id in ["E1", "E2"] {
            meeting.attend(id, Attending::Here, "");
        }
        meeting.call("A", "");
        let room = sitting.room(&panel, &meeting, "A");
        assert_eq!(room.unheard, ["E2"], "somebody else noted it");
        assert_eq!(sitting.listeners(&panel, &meeting), Default::default());
        meeting.note_listeners(&[], &["E2".to_owned()]);
        let room = sitting.room(&panel, &meeting, "A");
        assert_eq!(
            (room.away.as_slice(), room.valid),
            (&["E3".to_owned()][..], 2)
        );
        assert!(room.unheard.is_empty());
        let (heard, unheard) = sitting.listeners(&panel, &meeting);
        assert_eq!((heard, unheard), (vec!["E2".to_owned()], Vec::new()));
        // where it is not presented again, what is noted counts
        meeting.phase = MeetingPhase::Scoring;
        let room = sitting.room(&panel, &meeting, "A");
        assert_eq!((room.away.len(), room.unheard), (2, vec!["E2".to_owned()]));
        panel.policy.valid.must_attend = false;
        assert_eq!(sitting.room(&panel, &meeting, "A").valid, 3);
    }

    #[test]
    fn whoever_is_assigned_is_called_and_not_taken_for_absent() {
        let mut panel = panel();
        panel.experts.push(Expert {
            id: "E4".into(),
            ..Expert::default()
        });
        panel.assignments = vec![Assignment {
            expert: "E4".into(),
            proposals: vec!["A".into()],
        }];
        let sitting = Sitting::of(&panel, "g").unwrap();
        assert_eq!(sitting.members, ["E1", "E2", "E3", "E4"]);
        let mut meeting = Meeting::default();
        for id in &sitting.members {
            meeting.attend(id, Attending::Here, "");
        }
        meeting.call("A", "");
        assert_eq!(sitting.listeners(&panel, &meeting), Default::default());
        assert_eq!(sitting.room(&panel, &meeting, "A").valid, 1);
    }

    #[test]
    fn a_panel_without_groups_is_one_meeting() {
        let mut panel = panel();
        panel.groups.clear();
        panel.agendas.clear();
        panel.experts[1].role = "chair".into();
        assert_eq!(led_by(&panel, "E2"), [WHOLE_PANEL]);
        let sitting = Sitting::of(&panel, WHOLE_PANEL).unwrap();
        assert_eq!(sitting.proposals().count(), 3);
        assert_eq!(sitting.place_of("C"), Some(3));
    }

    #[test]
    fn marks_are_shown_after_the_questions_and_only_of_those_who_count_now() {
        let panel = panel();
        let sitting = Sitting::of(&panel, "g").unwrap();
        let mut meeting = Meeting::default();
        meeting.call("A", "");
        let may = |meeting: &Meeting, counted: &[&str]| {
            let room = sitting.room(&panel, meeting, "A");
            let counted: Vec<String> = counted.iter().map(|id| (*id).to_owned()).collect();
            may_show_marks(meeting, &room, "A", &counted)
        };
        let all = counting(&sitting.room(&panel, &meeting, "A"));
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        assert!(!all.is_empty());
        for phase in MeetingPhase::ALL {
            assert_eq!(meeting.phase, phase);
            let is_scoring = phase == MeetingPhase::Scoring;
            assert_eq!(may(&meeting, &all), is_scoring, "{phase:?}");
            assert!(!may(&meeting, &all[1..]), "{phase:?}");
            meeting.advance();
        }
        assert!(meeting.is_done("A") && may(&meeting, &all));
    }
}
