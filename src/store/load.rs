//! Reads a panel folder: plan, rubric, policy, people and proposals. One bad file never
//! hides the others; every fault is a problem in the list that comes back.

mod by_name;

use self::by_name::{by_name, named};
use super::cores::{Many, Tell};
use super::reading::{self, Placing};
use super::source::{Near, PANEL_FILE_LIMIT, Source};
use super::{edition, place};
use crate::domain::agenda::Agenda;
use crate::domain::edition::FormerEdition;
use crate::domain::link_notes::LinkNotes;
use crate::domain::meeting::Meeting;
use crate::domain::opinion::Opinion;
use crate::domain::panel::{Panel, PanelHead};
use crate::domain::people::{Absence, Applicant, Assignment, Conflict, Expert, Group, SittingOut};
use crate::domain::plan::{Chain, Plan};
use crate::domain::problem::{Problem, Trouble};
use crate::domain::proposal::Proposal;
use crate::domain::rubric::{JoinedRubrics, Rubric};
use crate::domain::rulings::Decision;
use crate::domain::{is_valid_id, seal};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::thread;

/// Reads a panel with everything but its scores.
pub fn panel(source: &Source) -> (Panel, Vec<Problem>) {
    panel_telling(source, &|_, _| {})
}

/// Reads a panel as [`panel`] does, and tells how many of its proposals are read. They are read
/// beside everything else: each of the two is about half of the work.
pub fn panel_telling(source: &Source, tell: Tell) -> (Panel, Vec<Problem>) {
    let (mut problems, mut later) = (Vec::new(), Vec::new());
    let head: PanelHead = required(source, "panel.toml", &mut problems).unwrap_or_default();
    listed(source, "", &mut problems);
    let mut of_proposals = Vec::new();
    let files = named(source, "proposals", &mut of_proposals);
    let near = Near::new(source, "proposals");
    let read = |(id, file): &(String, String), problems: &mut Vec<Problem>| {
        let proposal: Proposal = told(near.read(file, PANEL_FILE_LIMIT), file, problems)?;
        let id = id.clone();
        Some(Proposal { id, ..proposal })
    };
    let proposals = Many::new(&files, &read, tell);
    let panel = thread::scope(|scope| {
        proposals.begin(scope);
        let base = base(source, &head);
        let (plan, plan_digest) = plan_with_digest(&base, &mut problems);
        let (rubric, rubric_digest) = rules(source, &base, "rubric.toml", &mut problems);
        let (policy, policy_digest) = rules(source, &base, "policy.toml", &mut problems);
        let rubric: Rubric = rubric;
        let editions = editions(source, &plan_digest, &mut problems);
        let panel = Panel {
            plan,
            joined_rubrics: JoinedRubrics::of(&rubric),
            rubric,
            policy,
            plan_digest,
            rubric_digest,
            policy_digest,
            experts: with_ids(source, &EXPERTS, &mut problems),
            groups: with_ids(source, &GROUPS, &mut problems),
            assignments: lists(source, "assignments.toml", &mut problems).assignment,
            conflicts: lists(source, "conflicts.toml", &mut problems).conflict,
            absences: lists(source, "presence.toml", &mut problems).absence,
            applicants: lists(source, "applicants.toml", &mut problems).applicant,
            proposals: Vec::new(),
            opinions: by_name(source, "opinions", &mut later, |one: &mut Opinion, id| {
                one.proposal = id;
            }),
            agendas: lists(source, "agenda.toml", &mut later).agenda,
            meetings: by_name(source, "meetings", &mut later, |one: &mut Meeting, id| {
                one.group = id;
            }),
            rulings: optional(source, "rulings.toml", &mut later),
            decisions: lists(source, "decisions.toml", &mut later).decision,
            link_notes: link_notes(source, &base, &head, &mut later),
            editions,
            phrases: optional(source, "phrases.toml", &mut later),
            report_form: optional(source, "report.toml", &mut later),
            head,
        };
        proposals.help();
        panel
    });
    let proposals = proposals.finish(&mut of_proposals);
    problems.extend(of_proposals);
    problems.extend(later);
    (Panel { proposals, ..panel }, problems)
}

/// Returns where plan, rubric and policy come from where the panel has none of its own; a
/// plan that is there and cannot be read is not replaced by another.
pub(super) fn base(source: &Source, head: &PanelHead) -> Source {
    match source.list_or_problem("plan") {
        Ok(own) if own.is_empty() && !head.plan.is_empty() => Source::named(&head.plan),
        _ => source.clone(),
    }
}

/// Reads only the plan of a panel.
pub fn plan(source: &Source) -> (Plan, Vec<Problem>) {
    let mut problems = Vec::new();
    let head: PanelHead = required(source, "panel.toml", &mut problems).unwrap_or_default();
    let base = base(source, &head);
    let (plan, _) = plan_with_digest(&base, &mut problems);
    (plan, problems)
}

/// Reads the plan of a panel and what is noted of its links.
pub fn plan_and_notes(source: &Source) -> (Plan, LinkNotes, Vec<Problem>) {
    let mut problems = Vec::new();
    let head: PanelHead = required(source, "panel.toml", &mut problems).unwrap_or_default();
    let base = base(source, &head);
    let (plan, _) = plan_with_digest(&base, &mut problems);
    let notes = link_notes(source, &base, &head, &mut problems);
    (plan, notes, problems)
}

/// Reads only who sits out what; none where a file of it cannot be read as a whole.
pub fn sitting_out(source: &Source) -> Option<SittingOut> {
    let mut problems = Vec::new();
    let conflicts = lists(source, "conflicts.toml", &mut problems).conflict;
    let absences = lists(source, "presence.toml", &mut problems).absence;
    problems.is_empty().then_some(SittingOut {
        conflicts,
        absences,
    })
}

/// Reads only the head of a panel.
pub fn head(source: &Source) -> (PanelHead, Vec<Problem>) {
    let mut problems = Vec::new();
    let head = required(source, "panel.toml", &mut problems).unwrap_or_default();
    (head, problems)
}

fn plan_with_digest(source: &Source, problems: &mut Vec<Problem>) -> (Plan, String) {
    plan_in(source, "plan", problems)
}

/// Reads the plan that lies in a folder of the panel, with its digest.
pub(super) fn plan_in(
    source: &Source,
    folder: &str,
    problems: &mut Vec<Problem>,
) -> (Plan, String) {
    let mut digests = Vec::new();
    let mut plan = Plan::default();
    for name in listed(source, folder, problems) {
        let Some(stem) = name.strip_suffix(".toml") else {
            continue;
        };
        let file = match folder {
            "" => name.clone(),
            folder => format!("{folder}/{name}"),
        };
        let Some(bytes) = bytes_of(source, &file, problems) else {
            continue;
        };
        digests.push(seal::digest(&bytes));
        if stem == "overview" {
            plan.overview = parsed(&file, &bytes, problems).unwrap_or_default();
        } else if let Some(chain) = parsed::<Chain>(&file, &bytes, problems) {
            if !is_valid_id(&chain.id) {
                let text = reading::decode(&file, &bytes).unwrap_or_default();
                let span = place::value(text, "", "id");
                let details = [chain.id.as_str()];
                problems.push(reading::at(&file, Trouble::BadId, text, span, &details));
                continue;
            }
            if chain.id != stem {
                problems.push(Problem::of_file(
                    &file,
                    Trouble::Misplaced,
                    &["id", &chain.id, stem],
                ));
            }
            plan.chains.push(chain);
        }
    }
    plan.chains.sort_by(|left, right| {
        left.order
            .cmp(&right.order)
            .then_with(|| left.id.cmp(&right.id))
    });
    (plan, digest_of_plan(&digests))
}

/// Reads the former editions that are kept.
fn editions(source: &Source, digest: &str, problems: &mut Vec<Problem>) -> Vec<FormerEdition> {
    if edition::is_unfinished(source, digest) {
        problems.push(Problem::of_file(
            "editions",
            Trouble::EditionUnfinished,
            &[],
        ));
    }
    let mut found = Vec::new();
    for name in listed(source, "editions", problems) {
        if !is_valid_id(&name) {
            continue;
        }
        let folder = format!("editions/{name}");
        let note = optional(source, &format!("{folder}/edition.toml"), problems);
        let (plan, digest) = plan_in(source, &format!("{folder}/plan"), problems);
        if !digest.is_empty() {
            found.push(FormerEdition { digest, note, plan });
        }
    }
    found
}

/// Returns the digest of a plan from those of its files by name; empty for no files.
pub(super) fn digest_of_plan(files: &[String]) -> String {
    if files.is_empty() {
        return String::new();
    }
    format!("sha256:{}", seal::digest(files.concat().as_bytes()))
}

fn rules<T: DeserializeOwned + Default>(
    own: &Source,
    base: &Source,
    name: &str,
    problems: &mut Vec<Problem>,
) -> (T, String) {
    let source = if has_file(own, name) { own } else { base };
    let Some(bytes) = bytes_of(source, name, problems) else {
        return (T::default(), String::new());
    };
    let digest = format!("sha256:{}", seal::digest(&bytes));
    (parsed(name, &bytes, problems).unwrap_or_default(), digest)
}

/// Reads rules that are kept in a folder of the panel, with their digest.
pub(super) fn rules_in<T: DeserializeOwned>(
    source: &Source,
    folder: &str,
    name: &str,
) -> Option<(T, String)> {
    let name = format!("{folder}/{name}");
    let bytes = source.read(&name, PANEL_FILE_LIMIT).ok()?;
    let digest = format!("sha256:{}", seal::digest(&bytes));
    Some((parsed(&name, &bytes, &mut Vec::new())?, digest))
}

/// Reads the notes on links; a file without terms takes those that come with the plan, and
/// a copied plan those of the one it was copied from.
fn link_notes(
    own: &Source,
    base: &Source,
    head: &PanelHead,
    problems: &mut Vec<Problem>,
) -> LinkNotes {
    let mut notes: LinkNotes = optional(own, "links.toml", problems);
    let origin = (!head.plan.is_empty()).then(|| Source::named(&head.plan));
    for source in [Some(base.clone()), origin].into_iter().flatten() {
        if notes.terms.is_empty() && source.shown() != own.shown() {
            let with_plan: LinkNotes = optional(&source, "links.toml", problems);
            notes.terms = with_plan.terms;
            notes.stages = with_plan.stages;
        }
    }
    notes
}

fn has_file(source: &Source, name: &str) -> bool {
    source.list("").iter().any(|file| file == name)
}

/// Lists a folder; one that is there and cannot be listed is a problem.
pub(super) fn listed(source: &Source, folder: &str, problems: &mut Vec<Problem>) -> Vec<String> {
    source.list_or_problem(folder).unwrap_or_else(|problem| {
        problems.push(problem);
        Vec::new()
    })
}

fn required<T: DeserializeOwned>(
    source: &Source,
    name: &str,
    problems: &mut Vec<Problem>,
) -> Option<T> {
    told(source.read(name, PANEL_FILE_LIMIT), name, problems)
}

/// Reads what was found of a file, or tells why nothing was.
fn told<T: DeserializeOwned>(
    found: Result<Vec<u8>, Problem>,
    name: &str,
    problems: &mut Vec<Problem>,
) -> Option<T> {
    let bytes = found.map_err(|problem| problems.push(problem)).ok()?;
    parsed(name, &bytes, problems)
}

/// A list of people whose ids may name files.
struct IdList<T> {
    file: &'static str,
    header: &'static str,
    of: fn(Lists) -> Vec<T>,
    id: fn(&T) -> &str,
}

const EXPERTS: IdList<Expert> = IdList {
    file: "experts.toml",
    header: "[[expert]]",
    of: |lists| lists.expert,
    id: |expert| &expert.id,
};

const GROUPS: IdList<Group> = IdList {
    file: "groups.toml",
    header: "[[group]]",
    of: |lists| lists.group,
    id: |group| &group.id,
};

/// Reads a list; who has no valid id is reported and left out, so that a panel never holds
/// an id that must not become part of a path.
fn with_ids<T>(source: &Source, list: &IdList<T>, problems: &mut Vec<Problem>) -> Vec<T> {
    let mut found = (list.of)(lists(source, list.file, problems));
    if found.iter().all(|one| is_valid_id((list.id)(one))) {
        return found;
    }
    let bytes = source.read(list.file, PANEL_FILE_LIMIT).unwrap_or_default();
    let text = reading::decode(list.file, &bytes).unwrap_or_default();
    let mut placing = Placing::default();
    let mut nth = 0;
    found.retain(|one| {
        let id = (list.id)(one);
        let is_valid = is_valid_id(id);
        if !is_valid {
            let find = |text: &str| place::value_in_block(text, list.header, nth, "id");
            let problem = placing.problem(list.file, Trouble::BadId, text, find, &[id]);
            problems.push(problem);
        }
        nth += 1;
        is_valid
    });
    found
}

fn lists(source: &Source, name: &str, problems: &mut Vec<Problem>) -> Lists {
    optional(source, name, problems)
}

/// Reads a file that need not be there.
fn optional<T: DeserializeOwned + Default>(
    source: &Source,
    name: &str,
    problems: &mut Vec<Problem>,
) -> T {
    match source.read(name, PANEL_FILE_LIMIT) {
        Ok(bytes) => parsed(name, &bytes, problems).unwrap_or_default(),
        Err(problem) => {
            if problem.trouble != Trouble::Missing {
                problems.push(problem);
            }
            T::default()
        }
    }
}

fn bytes_of(source: &Source, name: &str, problems: &mut Vec<Problem>) -> Option<Vec<u8>> {
    source
        .read(name, PANEL_FILE_LIMIT)
        .map_err(|problem| problems.push(problem))
        .ok()
}

fn parsed<T: DeserializeOwned>(name: &str, bytes: &[u8], problems: &mut Vec<Problem>) -> Option<T> {
    let read = reading::decode(name, bytes).and_then(|text| reading::toml(name, text, problems));
    read.map_err(|problem| problems.push(problem)).ok()
}

/// The lists of people and of what was decided about them; each file holds one of them.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Lists {
    #[serde(rename = "format")]
    _format: u32,
    expert: Vec<Expert>,
    group: Vec<Group>,
    assignment: Vec<Assignment>,
    conflict: Vec<Conflict>,
    absence: Vec<Absence>,
    applicant: Vec<Applicant>,
    decision: Vec<Decision>,
    agenda: Vec<Agenda>,
}
