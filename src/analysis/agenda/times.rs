//! When each line of an agenda begins and ends, and who must be out of the room then.

use super::Room;
use crate::domain::agenda::{Agenda, AgendaItem};
use crate::domain::panel::Panel;
use crate::domain::proposal::Proposal;

/// What a line of an agenda is about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Subject<'a> {
    /// A proposal, and which one it is, from 1.
    Proposal(&'a Proposal, usize),
    /// A break.
    Break,
    /// So many proposals that an expert's pack does not name.
    Unnamed(u32),
}

/// One line of an agenda.
#[derive(Debug, Clone, PartialEq)]
pub struct Slot<'a> {
    /// What it is about.
    pub subject: Subject<'a>,
    /// Where it stands among the lines of the agenda, from 0; none for a proposal that the
    /// agenda does not name.
    pub line: Option<usize>,
    /// When it begins, in minutes from midnight of the agenda's day; none where that is not
    /// known.
    pub from: Option<u32>,
    /// How many minutes it takes.
    pub minutes: u32,
    /// Expert ids of who must be out of the room.
    pub out: Vec<&'a str>,
}

impl Slot<'_> {
    /// Returns when it ends, in minutes from midnight of the agenda's day.
    pub fn to(&self) -> Option<u32> {
        self.from.map(|from| from.saturating_add(self.minutes))
    }
}

/// Returns the lines of an agenda with their times. What is not presented any more, is unknown
/// or stands there twice has no line; what the agenda does not name comes at the end.
pub fn slots<'a>(panel: &'a Panel, agenda: &Agenda) -> Vec<Slot<'a>> {
    let room = Room::of(panel, &agenda.group);
    let mut left = panel.presentable(&agenda.group);
    let mut run = Run {
        at: agenda.begins(),
        heard: 0,
        slot: agenda.phases.slot(),
        found: Vec::new(),
        room: &room,
    };
    for (line, item) in agenda.item.iter().enumerate() {
        run.add(item, line, &mut left);
    }
    for proposal in left {
        run.proposal(proposal, None);
    }
    run.found
}

struct Run<'a, 'r> {
    at: Option<u32>,
    heard: usize,
    slot: u32,
    found: Vec<Slot<'a>>,
    room: &'r Room<'a>,
}

impl<'a> Run<'a, '_> {
    fn add(&mut self, item: &AgendaItem, line: usize, left: &mut Vec<&'a Proposal>) {
        if !item.proposal.is_empty() {
            let place = left.iter().position(|one| one.id == item.proposal);
            if let Some(place) = place {
                self.proposal(left.remove(place), Some(line));
            }
        } else if item.others > 0 {
            self.heard += item.others as usize;
            let minutes = self.slot.saturating_mul(item.others);
            self.push(
                Subject::Unnamed(item.others),
                Some(line),
                minutes,
                Vec::new(),
            );
        } else {
            self.push(Subject::Break, Some(line), item.pause, Vec::new());
        }
    }

    fn proposal(&mut self, proposal: &'a Proposal, line: Option<usize>) {
        self.heard += 1;
        let subject = Subject::Proposal(proposal, self.heard);
        let out = self.room.out(&proposal.id);
        self.push(subject, line, self.slot, out);
    }

    fn push(&mut self, subject: Subject<'a>, line: Option<usize>, minutes: u32, out: Vec<&'a str>) {
        self.found.push(Slot {
            subject,
            line,
            from: self.at,
            minutes,
            out,
        });
        self.at = self.at.map(|at| at.saturating_add(minutes));
    }
}
