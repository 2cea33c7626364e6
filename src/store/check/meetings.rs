//! How far meetings are: the groups, proposals and experts that a meeting's file names exist,
//! and its proposals are those of the group.

use super::Findings;
use crate::domain::meeting::Meeting;
use crate::domain::panel::Panel;
use crate::domain::problem::{Problem, Trouble};
use crate::store::meeting::FOLDER;
use crate::store::place;
use std::collections::BTreeSet;

/// Checks all meetings.
pub fn check(panel: &Panel, findings: &mut Findings) {
    for meeting in &panel.meetings {
        let file = format!("{FOLDER}/{}.toml", meeting.group);
        if panel.meeting_groups().contains(&meeting.group.as_str()) {
            proposals(panel, meeting, &file, findings);
        } else {
            let details = ["group", meeting.group.as_str()];
            let problem = Problem::of_file(&file, Trouble::UnknownId, &details);
            findings.problems.push(problem);
        }
        experts(panel, meeting, &file, findings);
    }
}

fn proposals(panel: &Panel, meeting: &Meeting, file: &str, findings: &mut Findings) {
    let called = meeting.item.iter().map(|one| one.proposal.as_str());
    let rescued = meeting.rescue.iter().map(|one| one.proposal.as_str());
    let named = called.chain(rescued).chain([meeting.proposal.as_str()]);
    for id in distinct(named) {
        let group = meeting.group.as_str();
        let (trouble, details) = if panel.proposal(id).is_none() {
            (Trouble::UnknownId, ["proposal", id])
        } else if panel.meeting_group_of(id) != Some(group) {
            (Trouble::NotOfMeeting, [id, group])
        } else {
            continue;
        };
        findings.report(file, trouble, &details, |text| place::quoted(text, id, 0));
    }
}

fn experts(panel: &Panel, meeting: &Meeting, file: &str, findings: &mut Findings) {
    let attending = meeting.attendance.iter().map(|one| &one.expert);
    let noted = meeting.item.iter();
    let noted = noted.flat_map(|one| one.out.iter().chain(&one.unheard));
    let asking = meeting.rescue.iter().map(|one| &one.expert);
    let named = attending.chain(noted).chain(asking).map(String::as_str);
    let unknown = distinct(named).into_iter();
    for id in unknown.filter(|id| panel.expert(id).is_none()) {
        let details = ["expert", id];
        findings.report(file, Trouble::UnknownId, &details, |text| {
            place::quoted(text, id, 0)
        });
    }
}

fn distinct<'a>(ids: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
    ids.filter(|id| !id.is_empty()).collect()
}
