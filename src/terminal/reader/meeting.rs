//! Looks how far a meeting is: in the folder, and in the sheets of the proposal on the table.
//! Marks leave this place only once everybody who counts has submitted, and then without names.

use super::Reader;
use crate::analysis::sitting::{Sitting, counting, still_out};
use crate::analysis::spread::{Spread, Standing};
use crate::app::Message;
use crate::app::meeting::{MeetingAnswer, MeetingJob, MeetingSeen};
use crate::app::workspace::Place;
use crate::domain::meeting::Meeting;
use crate::domain::panel::Panel;
use crate::domain::people::SittingOut;
use crate::domain::sheet::{ScoreSheet, SheetState};
use crate::store::source::Source;
use crate::store::{load, meeting, sheets};
use std::collections::BTreeMap;

impl Reader {
    /// Looks; keeping is nothing to it.
    pub(super) fn meeting(&self, place: &Place, job: &MeetingJob) -> Option<Message> {
        let MeetingJob::Look {
            panel,
            group,
            proposal,
            counts,
            noted,
        } = job
        else {
            return None;
        };
        let source = self.home.source(&place.path, place.is_demonstration);
        let lies = match &source {
            Source::Folder(folder) => meeting::read(folder, group),
            Source::BuiltIn(_) => Ok(None),
        };
        let is_damaged = lies.is_err();
        let lies = lies.ok().flatten();
        let mut seen = MeetingSeen {
            group: group.clone(),
            meeting: lies.map(Box::new),
            proposal: proposal.clone(),
            is_damaged,
            sitting_out: changed(&source, &panel.0),
            noted: *noted,
            ..MeetingSeen::default()
        };
        if let Some(sitting) = Sitting::of(&panel.0, group) {
            if !proposal.is_empty() {
                at_proposal(&source, &panel.0, &sitting, &mut seen);
            }
            seen.counts = counts.then(|| counted(&source, &panel.0, &sitting));
        }
        Some(Message::Meeting {
            panel: place.path.clone(),
            answer: MeetingAnswer::Seen(Box::new(seen)),
        })
    }
}

/// Who sits out what, where the folder says other than this window knows.
fn changed(source: &Source, panel: &Panel) -> Option<Box<(SittingOut, SittingOut)>> {
    let known = panel.sitting_out();
    let lies = load::sitting_out(source).filter(|lies| *lies != known)?;
    Some(Box::new((known, lies)))
}

fn at_proposal(source: &Source, panel: &Panel, sitting: &Sitting, seen: &mut MeetingSeen) {
    let proposal = seen.proposal.clone();
    let round = panel.round_of(&proposal);
    let read = |expert: &String| {
        sheets::one(source, panel, round, expert, &proposal)
            .ok()
            .flatten()
    };
    let none = Meeting::default();
    let held = seen.meeting.as_deref().or(panel.meeting(&sitting.group));
    let room = sitting.room(panel, held.unwrap_or(&none), &proposal);
    let lying: Vec<ScoreSheet> = room.asked.iter().filter_map(read).collect();
    seen.standing = standing(&lying);
    seen.questions = questions(&lying);
    seen.counted = counting(&room);
    if still_out(&room, &seen.standing).is_empty() {
        let counts = |sheet: &ScoreSheet| seen.counted.iter().any(|one| *one == sheet.expert);
        let valid: Vec<ScoreSheet> = lying.into_iter().filter(counts).collect();
        seen.spread = Spread::of(panel, &proposal, &valid);
    }
}

fn standing(sheets: &[ScoreSheet]) -> BTreeMap<String, Standing> {
    let all = sheets.iter();
    all.map(|sheet| (sheet.expert.to_string(), Standing::of(sheet)))
        .collect()
}

/// What was asked, each once, in an order that tells nothing of who asked.
fn questions(sheets: &[ScoreSheet]) -> Vec<String> {
    let asked = sheets.iter().flat_map(|sheet| &sheet.questions);
    let mut texts: Vec<String> = asked
        .map(|question| question.text.trim().to_owned())
        .collect();
    texts.retain(|text| !text.is_empty());
    texts.sort();
    texts.dedup();
    texts
}

/// How many sheets of the group each member submitted.
fn counted(source: &Source, panel: &Panel, sitting: &Sitting) -> BTreeMap<String, usize> {
    let of_member = |expert: &String| {
        let (own, _) = sheets::of_expert(source, panel, crate::domain::sheet::Round::First, expert);
        let is_its = |sheet: &&ScoreSheet| {
            let submitted = sheet.state == SheetState::Submitted;
            submitted && sitting.place_of(&sheet.proposal).is_some()
        };
        (
            expert.clone(),
            own.iter().map(|sheet| &**sheet).filter(is_its).count(),
        )
    };
    sitting.members.iter().map(of_member).collect()
}
