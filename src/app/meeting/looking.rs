//! Looks into the folder: how far the meeting is, who is recused by now, who submitted.

use super::{Halt, MeetingJob, MeetingSeen};
use crate::analysis::sitting::Sitting;
use crate::app::effect::Effect;
use crate::app::state::App;
use crate::app::workspace::{Lent, Workspace};
use crate::domain::people::{Conflict, SittingOut};
use crate::i18n::Language;
use crate::i18n::closing::named;

/// Looks how far the meeting is and, for whoever leads it, at the sheets of what is on the table.
pub fn look(app: &mut App) -> Vec<Effect> {
    look_for(app, true)
}

/// Looks how far the meeting is, and at no sheet.
pub fn glance(app: &mut App) -> Vec<Effect> {
    look_for(app, false)
}

/// Looks, unless a look is on its way.
fn look_for(app: &mut App, reads: bool) -> Vec<Effect> {
    let Some(workspace) = &mut app.workspace else {
        return Vec::new();
    };
    let panel = Lent(workspace.opened.panel.clone());
    let place = workspace.opened.place.clone();
    let book = &mut workspace.meeting;
    if book.group.is_empty() || book.is_looking {
        return Vec::new();
    }
    (book.is_looking, book.unseen) = (true, 0);
    let proposal = if book.leads && reads {
        book.unread = 0;
        book.meeting.proposal.clone()
    } else {
        String::new()
    };
    let job = MeetingJob::Look {
        panel,
        group: book.group.clone(),
        proposal,
        counts: book.leads && book.meeting.seconds == 0,
        noted: workspace.noted,
    };
    vec![Effect::Meeting(place, Box::new(job))]
}

/// Looks at one proposal of the meeting, for whoever leads it.
pub fn look_at(app: &App, proposal: &str) -> Vec<Effect> {
    let Some(workspace) = &app.workspace else {
        return Vec::new();
    };
    let job = MeetingJob::Look {
        panel: Lent(workspace.opened.panel.clone()),
        group: workspace.meeting.group.clone(),
        proposal: proposal.to_owned(),
        counts: true,
        noted: workspace.noted,
    };
    vec![Effect::Meeting(
        workspace.opened.place.clone(),
        Box::new(job),
    )]
}

/// Takes what a look found; returns what is told of it.
pub(super) fn take_seen(
    workspace: &mut Workspace,
    mut seen: MeetingSeen,
    language: Language,
) -> Option<String> {
    let lies = seen.meeting.take();
    // since then it may have become other, and what it was before again
    let is_old = seen.noted != workspace.noted;
    let sitting_out = seen.sitting_out.take().filter(|_| !is_old);
    let book = &mut workspace.meeting;
    book.is_looking = false;
    if book.group != seen.group {
        return None;
    }
    if seen.is_damaged {
        // what this window knows stays, and is kept once the file is out of the way
        (book.meeting.running, book.halt) = (false, Some(Halt::Damaged));
    } else if book.is_damaged() {
        book.halt = None;
    }
    if let Some(counts) = seen.counts.take() {
        book.counts = counts;
    }
    if !seen.proposal.is_empty() {
        book.seen.insert(seen.proposal.clone(), seen);
    }
    let newer = lies.filter(|lies| lies.revision > book.meeting.revision);
    let mut told = None;
    if let Some(lies) = newer {
        let meeting = (*lies).clone();
        let led = !book.follows();
        book.follow(*lies);
        told = led.then(|| language.text("meeting.lead_lost").to_owned());
        book.clear_stray(&workspace.opened.panel);
        workspace.panel_mut().put_meeting(meeting);
    }
    let recused =
        sitting_out.and_then(|both| take_sitting_out(workspace, &both.0, both.1, language));
    recused.or(told)
}

/// Takes who sits out what as somebody else wrote it, unless it was changed here meanwhile;
/// returns whose recusals are new.
fn take_sitting_out(
    workspace: &mut Workspace,
    known: &SittingOut,
    lies: SittingOut,
    language: Language,
) -> Option<String> {
    if workspace.panel().sitting_out() != *known {
        return None;
    }
    let before = workspace.opened.panel.clone();
    workspace.panel_mut().set_sitting_out(lies);
    let panel = workspace.panel();
    let found = Sitting::of(panel, &workspace.meeting.group)?;
    let is_new = |one: &&Conflict| {
        let is_of_group = found.place_of(&one.proposal).is_some();
        let was = before.recusal(&one.expert, &one.proposal).is_some();
        is_of_group && !was && panel.recusal(&one.expert, &one.proposal).is_some()
    };
    let new = panel.conflicts.iter().filter(is_new);
    let told: Vec<String> = new
        .map(|one| format!("{} {}", one.proposal, panel.name_of(&one.expert)))
        .collect();
    let told: Vec<&str> = told.iter().map(String::as_str).collect();
    (!told.is_empty()).then(|| language.with("meeting.newly_recused", &[&named(&told, language)]))
}
