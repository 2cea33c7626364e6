//! What is arranged about who scores what on its way: asked to be written, written, or not;
//! and what a proposed assignment comes to.

use super::effect::Effect;
use super::meeting;
use super::settling::put_aside;
use super::state::{App, Tone};
use super::workspace::Workspace;
use crate::analysis::assigning::{Candidate, Dealt};
use crate::analysis::sitting::Sitting;
use crate::domain::arrangement::Arrangement;
use crate::domain::panel::{Panel, Phase};
use crate::domain::people::{Conflict, Reassignment};
use crate::i18n::Language;

/// So many experts are named in a notice; of more only the first.
const MOST_NAMED: usize = 3;

/// Returns what a proposed assignment changes, its reasons and names in words.
pub fn change(dealt: &Dealt, language: Language) -> Reassignment {
    let conflict = |one: &Candidate| Conflict {
        proposal: one.proposal.clone(),
        expert: one.expert.clone(),
        reason: why(one, language),
        state: "candidate".to_owned(),
        ruled_by: String::new(),
    };
    let mut groups = dealt.groups.clone();
    for group in &mut groups {
        group.name.zh = Language::Chinese.with("assign.group_name", &[&group.name.zh]);
        if !group.name.en.is_empty() {
            group.name.en = Language::English.with("assign.group_name", &[&group.name.en]);
        }
    }
    Reassignment {
        added: dealt.added.iter().cloned().collect(),
        removed: dealt.removed.iter().cloned().collect(),
        conflicts: dealt.candidates.iter().map(conflict).collect(),
        groups,
    }
}

/// Returns why somebody should rule on a pair.
pub fn why(candidate: &Candidate, language: Language) -> String {
    let key = format!("assign.near_{}", candidate.near.key());
    language.with(&key, &[candidate.near.organisation()])
}

/// Tells whether anything can still be arranged.
///
/// # Errors
/// The reason, as a catalogue key.
pub fn arrangeable(workspace: &Workspace) -> Result<(), &'static str> {
    if workspace.panel().head.phase == Phase::Closed {
        return Err("refused.closed");
    }
    match workspace.pack() {
        Some(_) => Err("refused.in_pack"),
        None => Ok(()),
    }
}

/// Lets something be written, and says so.
pub fn arrange(app: &mut App, arrangement: Arrangement) -> Vec<Effect> {
    let Some(workspace) = &app.workspace else {
        return Vec::new();
    };
    let place = workspace.opened.place.clone();
    let by = match &arrangement {
        Arrangement::Agenda(change) => change.after.by.clone(),
        _ => app.language.text("seat.secretariat").to_owned(),
    };
    let text = app.language.with("notice.settling", &[file(&arrangement)]);
    app.say(Tone::Plain, text);
    vec![Effect::Arrange {
        place,
        arrangement: Box::new(arrangement),
        by,
    }]
}

/// Lets it be noted who heard a presentation after all and who did not hear it; `by` leads the
/// meeting.
pub fn note_listeners(
    app: &App,
    by: &str,
    proposal: &str,
    (heard, unheard): (Vec<String>, Vec<String>),
) -> Vec<Effect> {
    let workspace = app.workspace.as_ref();
    let is_nothing = heard.is_empty() && unheard.is_empty();
    let Some(workspace) = workspace.filter(|_| !is_nothing) else {
        return Vec::new();
    };
    let arrangement = Arrangement::Presence {
        proposal: proposal.to_owned(),
        heard,
        unheard,
    };
    vec![Effect::Arrange {
        place: workspace.opened.place.clone(),
        arrangement: Box::new(arrangement),
        by: by.to_owned(),
    }]
}

/// Lets what a window holds be written; the window is kept aside until it is.
pub fn arrange_window(app: &mut App, arrangement: Arrangement) -> Vec<Effect> {
    put_aside(app);
    arrange(app, arrangement)
}

/// Returns the file that an arrangement changes.
pub fn file(arrangement: &Arrangement) -> &'static str {
    match arrangement {
        Arrangement::Assignments(_) => "assignments.toml",
        Arrangement::Presence { .. } => "presence.toml",
        Arrangement::Group { .. } => "groups.toml",
        Arrangement::Agenda(_) => "agenda.toml",
    }
}

/// It stands: everything is combined again, so that its effect is seen.
pub fn on_arranged(app: &mut App, arrangement: &Arrangement) -> Vec<Effect> {
    let text = told(app, arrangement);
    // nothing of the others is read where the seat may not see it
    let combines = meeting::sees_results(app);
    let Some(workspace) = &mut app.workspace else {
        return Vec::new();
    };
    arrangement.apply(workspace.panel_mut());
    let is_noted = matches!(arrangement, Arrangement::Presence { .. });
    workspace.noted = workspace.noted.wrapping_add(is_noted.into());
    workspace.aside = None;
    let effects = combines.then(|| workspace.combine());
    app.say(Tone::Good, text);
    effects.into_iter().collect()
}

/// Says what was written.
fn told(app: &App, arrangement: &Arrangement) -> String {
    let language = app.language;
    let panel = app.workspace.as_ref().map(Workspace::panel);
    match arrangement {
        Arrangement::Presence {
            proposal,
            heard,
            unheard,
        } => {
            let counts = panel.is_some_and(|panel| panel.policy.valid.must_attend);
            let key = if counts {
                "assignment.now_absent"
            } else {
                "assignment.now_absent_only"
            };
            let said = |key: &str, experts: &[String]| {
                let who = panel.map_or_else(String::new, |panel| who(panel, experts, language));
                (!experts.is_empty()).then(|| language.with(key, &[&who, proposal]))
            };
            let said = [said(key, unheard), said("assignment.now_heard", heard)];
            let said: Vec<String> = said.into_iter().flatten().collect();
            said.join(language.text("merge.and"))
        }
        Arrangement::Group { id, .. } => language.with("assignment.regrouped", &[id]),
        Arrangement::Agenda(change) => {
            let id = change.after.group.as_str();
            let sitting = panel.and_then(|panel| Sitting::of(panel, id));
            let name = sitting.map(|one| one.name.of(language.is_english()).to_owned());
            let name = name.filter(|name| !name.is_empty());
            language.with("agenda.now", &[name.as_deref().unwrap_or(id)])
        }
        Arrangement::Assignments(change) => {
            match (change.added.as_slice(), change.removed.as_slice()) {
                ([(expert, proposal)], []) if change.conflicts.is_empty() => {
                    let conflict = panel.and_then(|panel| panel.conflict(expert, proposal));
                    let is_open = conflict.is_some_and(|one| one.state == "candidate");
                    let key = if is_open {
                        "assignment.now_assigned_open"
                    } else {
                        "assignment.now_assigned"
                    };
                    language.with(key, &[expert, proposal])
                }
                ([], [(expert, proposal)]) if change.conflicts.is_empty() => {
                    language.with("assignment.now_free", &[expert, proposal])
                }
                _ => language.with(
                    "assign.written",
                    &counts(change).each_ref().map(String::as_str),
                ),
            }
        }
    }
}

/// Returns the names of a few experts; of many only the first, and how many they are.
fn who(panel: &Panel, experts: &[String], language: Language) -> String {
    let first = experts.iter().take(MOST_NAMED);
    let names: Vec<&str> = first.map(|id| panel.name_of(id)).collect();
    match (experts.len(), names.first()) {
        (count, Some(first)) if count > MOST_NAMED => {
            language.with("assignment.and_others", &[first, &count.to_string()])
        }
        _ => names.join(language.text("frame.and")),
    }
}

/// Returns how many assignments are added and taken back, how many conflicts and groups are
/// noted.
pub fn counts(change: &Reassignment) -> [String; 4] {
    [
        change.added.len(),
        change.removed.len(),
        change.conflicts.len(),
        change.groups.len(),
    ]
    .map(|count| count.to_string())
}

/// What could not be written is told; nothing was changed.
pub fn not_arranged(app: &mut App, file: &str, reason: &'static str) {
    let details = [file, app.language.text(reason)];
    let text = app.language.with("assignment.not_written", &details);
    app.say(Tone::Failed, text);
}
