//! Taking the last steps of a meeting back: whoever ended a phase or called a proposal too early
//! has the table as it was before. What happened in the room stays on record: who signed in,
//! who left it, who did not hear.

use super::{Meeting, MeetingItem, MeetingPhase};
use serde::{Deserialize, Serialize};

/// So many steps can be taken back.
const MOST: usize = 6;

/// How the table was before one step.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Step {
    /// The proposal on the table; empty for none.
    pub proposal: String,
    /// Its phase.
    pub phase: MeetingPhase,
    /// Minutes of the break that went on; 0 where there was none.
    #[serde(rename = "break")]
    pub pause: u32,
    /// Breaks that were over.
    pub breaks_over: u32,
    /// Seconds that the phase or the break had taken.
    pub seconds: u32,
    /// Seconds that were granted beyond the planned ones.
    pub extra: u32,
    /// The clock ran.
    pub running: bool,
    /// The proposal whose line the step changed; empty for none.
    pub changed: String,
    /// Where among the lines it stood, from 0.
    pub place: usize,
    /// What its line said; none where it had none.
    pub item: Option<MeetingItem>,
}

impl Meeting {
    /// Remembers how the table is before a step that changes the line of a proposal.
    pub(super) fn remember(&mut self, changed: &str) {
        let lines = &mut self.item.iter();
        let place = lines.position(|item| item.proposal == changed);
        self.step.push(Step {
            proposal: self.proposal.clone(),
            phase: self.phase,
            pause: self.pause,
            breaks_over: self.breaks_over,
            seconds: self.seconds,
            extra: self.extra,
            running: self.running,
            changed: changed.to_owned(),
            place: place.unwrap_or_default(),
            item: place.and_then(|place| self.item.get(place)).cloned(),
        });
        let old = self.step.len().saturating_sub(MOST);
        self.step.drain(..old);
    }

    /// Takes the last step back: the table is as it was, with the time that had passed then. The
    /// clock goes on by itself only from phase to phase of what is on the table, and in a break:
    /// who must leave for another proposal is looked at first. False where there is none.
    pub fn step_back(&mut self) -> bool {
        let Some(step) = self.step.pop() else {
            return false;
        };
        let stays = !step.proposal.is_empty() && step.proposal == self.proposal;
        let runs = step.running && (step.pause > 0 || stays && self.running);
        self.put_line_back(&step);
        (self.proposal, self.phase) = (step.proposal, step.phase);
        (self.pause, self.breaks_over) = (step.pause, step.breaks_over);
        (self.seconds, self.extra, self.running) = (step.seconds, step.extra, runs);
        true
    }

    /// Puts the line of a proposal back to what it was before a step; what was noted of people
    /// since stays.
    fn put_line_back(&mut self, step: &Step) {
        let mut lines = self.item.iter();
        let found = lines.position(|item| item.proposal == step.changed);
        let Some(now) = found.map(|place| self.item.remove(place)) else {
            return;
        };
        let was_on_table = step.changed == step.proposal;
        let mut before = match &step.item {
            Some(item) => item.clone(),
            None if now.unheard.is_empty() => return,
            None => MeetingItem {
                proposal: now.proposal.clone(),
                ..MeetingItem::default()
            },
        };
        before.unheard = now.unheard;
        if was_on_table {
            before.out = now.out;
        }
        let place = match step.item {
            Some(_) => step.place.min(self.item.len()),
            None => self.item.len(),
        };
        self.item.insert(place, before);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(meeting: &Meeting) -> (&str, MeetingPhase, u32, bool) {
        let Meeting {
            proposal,
            phase,
            seconds,
            running,
            ..
        } = meeting;
        (proposal, *phase, *seconds, *running)
    }

    #[test]
    fn a_phase_that_ended_too_early_goes_on_from_its_time() {
        let mut meeting = Meeting::default();
        assert!(!meeting.step_back());
        meeting.call("A", "");
        meeting.running = true;
        (meeting.seconds, meeting.extra) = (400, 60);
        meeting.advance();
        meeting.note_listeners(&[], &["E3".to_owned()]);
        meeting.seconds = 9;
        assert!(meeting.step_back());
        assert_eq!(told(&meeting), ("A", MeetingPhase::Presentation, 400, true));
        assert_eq!(meeting.extra, 60);
        let item = meeting.called("A").unwrap();
        assert_eq!(item.spent.presentation, 0, "it is counted with its end");
        assert_eq!(item.unheard, ["E3"], "and so is who does not hear it");
        meeting.seconds = 600;
        meeting.advance();
        assert_eq!(meeting.called("A").unwrap().spent.presentation, 600);
        assert_eq!(told(&meeting), ("A", MeetingPhase::Questions, 0, true));
    }

    #[test]
    fn what_was_done_and_what_was_set_aside_come_back_with_their_clock_standing() {
        let mut meeting = Meeting::default();
        meeting.call("A", "");
        meeting.leave_room(["E2".to_owned()]);
        meeting.running = true;
        meeting.advance();
        meeting.advance();
        meeting.seconds = 100;
        meeting.advance();
        meeting.call("B", "");
        assert!(meeting.step_back());
        assert!(meeting.called("B").is_none(), "it was never called");
        assert!(meeting.is_done("A") && meeting.proposal.is_empty());
        assert!(meeting.step_back());
        assert_eq!(told(&meeting), ("A", MeetingPhase::Scoring, 100, false));
        assert!(!meeting.is_done("A") && meeting.is_out("A", "E2"));
        meeting.set_aside();
        assert!(meeting.step_back());
        assert_eq!(told(&meeting), ("A", MeetingPhase::Scoring, 100, false));
        assert!(!meeting.is_set_aside("A"));
    }

    #[test]
    fn what_was_called_once_more_by_mistake_is_done_again_in_its_place() {
        let mut meeting = Meeting::default();
        for id in ["A", "B"] {
            meeting.call(id, id);
            meeting.leave_room(["E2".to_owned()]);
            for _ in 0..3 {
                meeting.advance();
            }
        }
        let before = meeting.item.clone();
        meeting.call("A", "later");
        assert_eq!(meeting.presented(), None);
        assert!(meeting.step_back());
        assert_eq!(meeting.item, before);
        assert_eq!(meeting.presented(), Some("B"));
    }

    #[test]
    fn a_break_goes_on_and_only_the_last_steps_are_kept() {
        let mut meeting = Meeting::default();
        meeting.begin_break(15);
        meeting.seconds = 300;
        meeting.end_break();
        assert!(meeting.step_back());
        assert_eq!((meeting.pause, meeting.breaks_over), (15, 0));
        assert_eq!((meeting.seconds, meeting.running), (300, true));
        meeting.call("A", "");
        assert_eq!(meeting.breaks_over, 1, "it was over with that");
        for _ in 0..9 {
            meeting.set_aside();
            meeting.call("A", "");
        }
        assert_eq!(meeting.step.len(), MOST);
        let text = toml::to_string(&meeting).unwrap();
        assert_eq!(toml::from_str::<Meeting>(&text).unwrap(), meeting);
    }
}
