//! The answers to work that a defect of the program ended: nothing is called done, and whoever
//! waits does not wait for ever.

use super::events::now;
use super::zone::local_offset;
use crate::app::arranging;
use crate::app::exchange::{HandInRefusal, MergeRefusal, Seen};
use crate::app::meeting::{MeetingAnswer, MeetingJob, MeetingSeen};
use crate::app::opinion::Unread;
use crate::app::round::{RoundAnswer, RoundJob, RoundRefusal, RoundSeen};
use crate::app::workspace::Place;
use crate::app::{Decided, Effect, Message};
use crate::domain::problem::{Problem, Trouble};
use crate::domain::verifying::{Finding, Verified};

/// The answer to keeping that a defect ended: nothing is called saved.
pub fn unkept(effect: &Effect) -> Option<Message> {
    match effect {
        Effect::SaveSheet { sheet, .. } => Some(Message::SheetFailed {
            expert: sheet.expert.to_string(),
            proposal: sheet.proposal.to_string(),
            reason: "io.defect",
            rescued: false,
        }),
        Effect::AmendProposal { proposal, .. } => Some(Message::AmendmentFailed {
            proposal: proposal.clone(),
            part: Decided::Comparison,
            reason: "io.defect",
        }),
        Effect::RuleOnVeto { ruling, .. } => Some(Message::AmendmentFailed {
            proposal: ruling.proposal.clone(),
            part: Decided::Veto,
            reason: "io.defect",
        }),
        Effect::HandIn {
            place,
            expert,
            stamp,
            ..
        } => Some(Message::HandedIn {
            panel: place.path.clone(),
            expert: expert.clone(),
            stamp: stamp.clone(),
            result: Err(HandInRefusal::Reason("io.defect", String::new())),
        }),
        Effect::Merge { place, .. } => Some(Message::Merged {
            panel: place.path.clone(),
            at: now(local_offset()),
            result: Err(MergeRefusal::Reason("io.defect")),
        }),
        Effect::SettleConflict { ruling, .. } => Some(Message::AmendmentFailed {
            proposal: ruling.proposal.clone(),
            part: Decided::Conflict,
            reason: "io.defect",
        }),
        Effect::Settle { settlement, .. } => Some(Message::AmendmentFailed {
            proposal: settlement.proposal().to_owned(),
            part: Decided::of(settlement),
            reason: "io.defect",
        }),
        Effect::Round(place, job) => Some(round(place, job)),
        Effect::Meeting(place, job) => Some(meeting(place, job)),
        Effect::Arrange { arrangement, .. } => Some(Message::ArrangementFailed {
            file: arranging::file(arrangement).to_owned(),
            reason: "io.defect",
        }),
        Effect::ReadSheets { expert, .. } => Some(Message::SheetsRead {
            expert: expert.clone(),
            sheets: Vec::new(),
            problems: Vec::new(),
            read_only: Some("refused.defect"),
        }),
        _ => None,
    }
}

/// The answer to reading that a defect ended.
pub fn unread(effect: &Effect) -> Option<Message> {
    let defect = |file: &str| Problem::of_file(file, Trouble::Defect, &[]);
    match effect {
        Effect::OpenPanel { place, .. } => Some(Message::PanelRefused {
            place: place.clone(),
            problem: defect(&place.path),
        }),
        Effect::Combine(place, _) => Some(Message::Combined(Err(vec![defect(&place.path)]))),
        Effect::ReadOpinion { proposal, .. } => Some(Message::OpinionRead {
            proposal: proposal.clone(),
            read: Err(Unread::Reason("io.defect")),
        }),
        Effect::ProposeAssignment { is_afresh, .. } => Some(Message::AssignmentProposed {
            is_afresh: *is_afresh,
            dealt: Err("io.defect"),
        }),
        Effect::LookForFiles { place, .. } => Some(Message::FilesSeen {
            panel: place.path.clone(),
            seen: Seen::default(),
        }),
        Effect::Round(place, job) => Some(round(place, job)),
        Effect::Meeting(place, job) => Some(meeting(place, job)),
        Effect::SurveyInbox(place) => Some(Message::InboxSurveyed {
            panel: place.path.clone(),
            surveyed: Box::default(),
        }),
        _ => None,
    }
}

/// The answer to a job about the meeting.
fn meeting(place: &Place, job: &MeetingJob) -> Message {
    let answer = match job {
        MeetingJob::Keep { meeting, line, .. } => MeetingAnswer::NotKept {
            group: meeting.group.clone(),
            lies: None,
            reason: "io.defect",
            line: line.clone(),
        },
        MeetingJob::PutAside { group, .. } => {
            MeetingAnswer::PutAside(group.clone(), Err("io.defect"))
        }
        MeetingJob::Look { group, .. } => MeetingAnswer::Seen(Box::new(MeetingSeen {
            group: group.clone(),
            ..MeetingSeen::default()
        })),
    };
    let panel = place.path.clone();
    Message::Meeting { panel, answer }
}

/// The answer to a job about the round.
fn round(place: &Place, job: &RoundJob) -> Message {
    let defect = || RoundRefusal::Reason("io.defect", String::new());
    let finding = || Finding::new("", "unread", &["defect"]);
    let answer = match job {
        RoundJob::Look { .. } => RoundAnswer::Seen(Box::new(RoundSeen {
            problems: vec![Problem::of_file(&place.path, Trouble::Defect, &[])],
            ..RoundSeen::default()
        })),
        RoundJob::LookAtHead => RoundAnswer::Head(None),
        RoundJob::Change { to, .. } => RoundAnswer::Changed(*to, Err(defect())),
        RoundJob::MakePacks { .. } => RoundAnswer::PacksMade(Err(defect())),
        RoundJob::Archive { .. } => RoundAnswer::Archived(Err(defect())),
        RoundJob::Report(_) => RoundAnswer::Reported(Err(defect())),
        RoundJob::Verify => RoundAnswer::Verified(Box::new(Verified {
            files: 0,
            findings: vec![finding()],
        })),
        RoundJob::CompareCodes(codes) => RoundAnswer::CodesCompared(codes.clone(), vec![finding()]),
        RoundJob::ReadJournal => RoundAnswer::Journal(Vec::new()),
        RoundJob::LookAtEdition(folder) => RoundAnswer::EditionSeen(folder.clone(), Err(defect())),
        RoundJob::LoadEdition { .. } => RoundAnswer::EditionLoaded(Err(defect())),
    };
    let panel = place.path.clone();
    Message::Round { panel, answer }
}
