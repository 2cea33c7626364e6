//! One expert's pack: a panel folder with only what this expert may see. The plan, the
//! criteria and the rules are copied to the byte, so that the digests stay the same; people,
//! proposals and recusals are cut down to the expert's own; nobody else's scores are in it.

use super::create::place;
use super::load;
use super::merge::versions::own;
use super::source::{PANEL_FILE_LIMIT, SHEET_LIMIT, Source};
use crate::domain::agenda::Agenda;
use crate::domain::is_valid_id;
use crate::domain::panel::{Panel, Phase};
use crate::domain::people::{Absence, Applicant, Assignment, Conflict, Expert, Group, Id};
use crate::domain::problem::{Problem, Severity};
use crate::domain::proposal::Proposal;
use serde::Serialize;
use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use toml_edit::{DocumentMut, value};

/// What was packed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed {
    /// Expert id.
    pub expert: String,
    /// How many proposals the expert is asked to score.
    pub proposals: usize,
    /// How many proposals the expert has recused from; only their titles are in the pack.
    pub recused: usize,
    /// How many sheets of the expert's own were there already and are in the pack.
    pub sheets: usize,
}

/// Why nothing was packed.
#[derive(Debug)]
pub enum PackFault {
    /// The round is closed.
    Closed,
    /// The panel has no such expert.
    NoSuchExpert,
    /// The expert has nothing to score.
    Nothing,
    /// The panel cannot be read.
    Panel(Problem),
    /// The system did not let it be written; `AlreadyExists` where something lies there.
    Unwritten(io::Error),
}

/// A panel that was read once, to make several packs of it.
#[derive(Debug)]
pub struct Packing {
    source: Source,
    panel: Panel,
}

impl Packing {
    /// Reads the panel.
    ///
    /// # Errors
    /// The fault, where there is none of which packs can be made.
    pub fn of(folder: &Path) -> Result<Self, PackFault> {
        let source = Source::Folder(folder.to_path_buf());
        let (panel, problems) = load::panel(&source);
        let is_broken = |problem: &Problem| problem.severity() == Severity::Error;
        if let Some(problem) = problems.into_iter().find(is_broken) {
            return Err(PackFault::Panel(problem));
        }
        if panel.head.phase == Phase::Closed {
            return Err(PackFault::Closed);
        }
        Ok(Self { source, panel })
    }

    /// Returns the experts who have something to score, in the order of the panel.
    pub fn experts(&self) -> Vec<&str> {
        let experts = self.panel.experts.iter().map(|expert| expert.id.as_str());
        let has_work = |id: &&str| !self.panel.assigned(id).is_empty();
        experts.filter(has_work).collect()
    }

    /// Makes the pack of an expert as a new folder.
    ///
    /// # Errors
    /// The fault; then there is no folder.
    pub fn write(&self, expert: &str, out: &Path) -> Result<Packed, PackFault> {
        let person = self.panel.expert(expert).ok_or(PackFault::NoSuchExpert)?;
        let share = Share::of(&self.panel, person);
        if share.proposals.is_empty() {
            return Err(PackFault::Nothing);
        }
        pack_of(&self.source, &share, out)
    }
}

/// Makes the pack of an expert as a new folder.
///
/// # Errors
/// The fault; then there is no folder.
pub fn write(panel: &Path, expert: &str, out: &Path) -> Result<Packed, PackFault> {
    Packing::of(panel)?.write(expert, out)
}

fn pack_of(source: &Source, share: &Share, out: &Path) -> Result<Packed, PackFault> {
    let expert = share.person.id.as_str();
    let mut files = copied(source)?;
    files.extend(share.people().map_err(PackFault::Unwritten)?);
    for proposal in &share.proposals {
        let name = format!("proposals/{}.toml", proposal.id);
        let bytes = if share.recused.contains(proposal.id.as_str()) {
            text(&title_of(proposal)).map_err(PackFault::Unwritten)?
        } else {
            let bytes = source.read(&name, SHEET_LIMIT);
            bytes.map_err(PackFault::Panel)?
        };
        files.push((name, bytes));
    }
    let mut sheets = 0;
    for (file, own) in own(source, Some(expert), &mut Vec::new()) {
        files.push((file, own.bytes));
        sheets += usize::from(!own.is_copy);
    }
    let commitment = format!("commitments/{expert}.toml");
    if let Ok(bytes) = source.read(&commitment, SHEET_LIMIT) {
        files.push((commitment, bytes));
    }
    files.push(("panel.toml".to_owned(), head(source, expert)?));
    place(out, &files, true).map_err(PackFault::Unwritten)?;
    Ok(Packed {
        expert: expert.to_owned(),
        proposals: share.proposals.len() - share.recused.len(),
        recused: share.recused.len(),
        sheets,
    })
}

/// Plan, criteria, rules, notes on links and phrases, to the byte.
fn copied(source: &Source) -> Result<Vec<(String, Vec<u8>)>, PackFault> {
    let plan = source.list("plan").into_iter();
    let plan = plan
        .filter_map(|name| name.strip_suffix(".toml").map(str::to_owned))
        .map(|name| format!("plan/{name}.toml"));
    let rules = ["rubric.toml", "policy.toml", "links.toml", "phrases.toml"];
    let there = source.list("");
    let rules = rules
        .iter()
        .filter(|name| there.iter().any(|file| file == *name));
    let mut files = Vec::new();
    for name in plan.chain(rules.map(|&name| name.to_owned())) {
        let bytes = source
            .read(&name, PANEL_FILE_LIMIT)
            .map_err(PackFault::Panel)?;
        files.push((name, bytes));
    }
    files.extend(editions(source));
    Ok(files)
}

/// The former editions of the plan, so that a sheet that rests on one can be told what changed;
/// why one took the place of another is the secretariat's.
fn editions(source: &Source) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let kept = source.list("editions").into_iter();
    for edition in kept.filter(|name| is_valid_id(name)) {
        let folder = format!("editions/{edition}/plan");
        for name in source.list(&folder) {
            let file = format!("{folder}/{name}");
            if let Ok(bytes) = source.read(&file, PANEL_FILE_LIMIT) {
                files.push((file, bytes));
            }
        }
    }
    files
}

/// The panel's head with the name of whose pack it is.
fn head(source: &Source, expert: &str) -> Result<Vec<u8>, PackFault> {
    let bytes = source
        .read("panel.toml", PANEL_FILE_LIMIT)
        .map_err(PackFault::Panel)?;
    let unread = || PackFault::Unwritten(io::ErrorKind::InvalidData.into());
    let written = String::from_utf8(bytes).map_err(|_| unread())?;
    let written = written.trim_start_matches('\u{feff}');
    let mut document: DocumentMut = written.parse().map_err(|_| unread())?;
    document.insert("pack", value(expert));
    Ok(document.to_string().into_bytes())
}

/// What one expert may see.
struct Share<'a> {
    panel: &'a Panel,
    person: &'a Expert,
    /// In the order of presentation.
    proposals: Vec<&'a Proposal>,
    recused: BTreeSet<&'a str>,
}

impl<'a> Share<'a> {
    fn of(panel: &'a Panel, person: &'a Expert) -> Self {
        let proposals = panel.assigned(&person.id);
        let ids = proposals.iter().map(|proposal| proposal.id.as_str());
        let recused = ids.filter(|id| panel.recusal(&person.id, id).is_some());
        Self {
            recused: recused.collect(),
            panel,
            person,
            proposals,
        }
    }

    fn has(&self, proposal: &str) -> bool {
        self.proposals.iter().any(|one| one.id == proposal)
    }

    fn people(&self) -> io::Result<Vec<(String, Vec<u8>)>> {
        let panel = self.panel;
        let me = &self.person.id;
        let groups = panel.groups.iter().filter_map(|group| {
            let mine = group.proposals.iter().filter(|id| self.has(id));
            let proposals: Vec<String> = mine.cloned().collect();
            let is_chair = group.chair == *me;
            (!proposals.is_empty()).then(|| Group {
                proposals,
                chair: if is_chair { me.clone() } else { String::new() },
                members: vec![me.clone()],
                budget: String::new(),
                ..group.clone()
            })
        });
        let conflicts = panel.conflicts.iter().filter(|conflict| {
            conflict.expert == *me && conflict.state == "recused" && self.has(&conflict.proposal)
        });
        // who ruled, and why, is the secretariat's
        let conflicts = conflicts.map(|conflict| Conflict {
            ruled_by: String::new(),
            ..conflict.clone()
        });
        let absences = panel.absences.iter();
        let absences =
            absences.filter(|absence| absence.expert == *me && self.has(&absence.proposal));
        let open = self
            .proposals
            .iter()
            .filter(|one| !self.recused.contains(one.id.as_str()));
        let firms: BTreeSet<&str> = open.map(|proposal| proposal.applicant.as_str()).collect();
        let applicants = panel.applicants.iter();
        let applicants = applicants.filter(|applicant| firms.contains(applicant.name.as_str()));
        // what the pack has a file of is named, so that its owner knows when to leave for it;
        // of the others there is only how many slots they take
        let agendas = panel.agendas.iter().map(|agenda| {
            let now = agenda.up_to_date(panel);
            now.known_to(|id| self.has(id))
        });
        let agendas = agendas.filter(|agenda| agenda.proposals().next().is_some());
        let ids = self.proposals.iter().map(|proposal| proposal.id.clone());
        let lists = Lists {
            expert: vec![self.person.clone()],
            group: groups.collect(),
            conflict: conflicts.collect(),
            absence: absences.cloned().collect(),
            applicant: applicants.cloned().collect(),
            agenda: agendas.collect(),
            assignment: vec![Assignment {
                expert: me.clone(),
                proposals: ids.map(Id::from).collect(),
            }],
        };
        lists.files()
    }
}

/// The lists of a panel folder, each in a file of its own.
#[derive(Default)]
struct Lists {
    expert: Vec<Expert>,
    group: Vec<Group>,
    conflict: Vec<Conflict>,
    absence: Vec<Absence>,
    applicant: Vec<Applicant>,
    assignment: Vec<Assignment>,
    agenda: Vec<Agenda>,
}

impl Lists {
    fn files(&self) -> io::Result<Vec<(String, Vec<u8>)>> {
        let mut files = vec![
            list("experts.toml", "expert", &self.expert)?,
            list("assignments.toml", "assignment", &self.assignment)?,
        ];
        if !self.group.is_empty() {
            files.push(list("groups.toml", "group", &self.group)?);
        }
        if !self.conflict.is_empty() {
            files.push(list("conflicts.toml", "conflict", &self.conflict)?);
        }
        if !self.absence.is_empty() {
            files.push(list("presence.toml", "absence", &self.absence)?);
        }
        if !self.applicant.is_empty() {
            files.push(list("applicants.toml", "applicant", &self.applicant)?);
        }
        if !self.agenda.is_empty() {
            files.push(list("agenda.toml", "agenda", &self.agenda)?);
        }
        Ok(files)
    }
}

fn list<T: Serialize>(name: &str, key: &str, all: &[T]) -> io::Result<(String, Vec<u8>)> {
    let mut table = toml::Table::new();
    table.insert("format".to_owned(), toml::Value::Integer(1));
    let all = toml::Value::try_from(all).map_err(io::Error::other)?;
    table.insert(key.to_owned(), all);
    Ok((name.to_owned(), text(&table)?))
}

fn text<T: Serialize>(value: &T) -> io::Result<Vec<u8>> {
    let text = toml::to_string(value).map_err(io::Error::other)?;
    Ok(text.into_bytes())
}

/// What stays of a proposal with a recusal: that it exists, and under which title.
fn title_of(proposal: &Proposal) -> Proposal {
    Proposal {
        format: proposal.format,
        title: proposal.title.clone(),
        applicant: proposal.applicant.clone(),
        chain: proposal.chain.clone(),
        kind: proposal.kind,
        ..Proposal::default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::create::copy_whole;
    use super::super::source::DEMO;
    use super::*;

    fn bytes_below(folder: &Path) -> String {
        let mut all = String::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                all += &bytes_below(&path);
            } else if !path.to_string_lossy().contains("/plan/") {
                all += &String::from_utf8(std::fs::read(path).unwrap()).unwrap();
            }
        }
        all
    }

    #[test]
    fn a_pack_has_the_right_turns_and_times_and_names_no_foreign_proposal() {
        let home = tempfile::tempdir().unwrap();
        let (panel, out) = (home.path().join("panel"), home.path().join("E04"));
        copy_whole(DEMO, &panel, false).unwrap();
        let assigned =
            "[[assignment]]\nexpert = \"E04\"\nproposals = [\"SM-06\", \"SM-03\", \"SM-09\"]\n";
        std::fs::write(panel.join("assignments.toml"), assigned).unwrap();
        std::fs::remove_dir_all(panel.join("scores")).unwrap();
        write(&panel, "E04", &out).unwrap();
        let (whole, _) = load::panel(&Source::Folder(panel.clone()));
        let (pack, problems) = load::panel(&Source::Folder(out.clone()));
        assert_eq!(problems, []);
        let turn = |panel: &Panel, id: &str| {
            let numbers = panel.presentations();
            panel.place_of(id).map(|place| numbers[place])
        };
        for id in ["SM-06", "SM-03", "SM-09"] {
            assert_eq!(turn(&pack, id), turn(&whole, id), "{id}");
        }
        assert_eq!(pack.agendas.len(), 1);
        let (own, all) = (
            pack.agenda("servo").unwrap(),
            whole.agenda("servo").unwrap(),
        );
        assert_eq!((&own.start, own.phases), (&all.start, all.phases));
        assert_eq!(own.breaks(), all.breaks());
        let text = std::fs::read_to_string(out.join("agenda.toml")).unwrap();
        for foreign in ["SM-01", "SM-11", "IC-01"] {
            assert!(!text.contains(foreign), "{text}");
        }
        let found = crate::store::check::everything(&Source::Folder(out));
        assert!(
            found.iter().all(|one| one.file != "agenda.toml"),
            "{found:?}"
        );
    }

    #[test]
    fn a_pack_is_a_panel_with_one_expert_and_nothing_of_the_others() {
        let home = tempfile::tempdir().unwrap();
        let (panel, out) = (home.path().join("panel"), home.path().join("E04"));
        copy_whole(DEMO, &panel, false).unwrap();
        let packed = write(&panel, "E04", &out).unwrap();
        assert_eq!(packed.recused, 1);
        let (whole, _) = load::panel(&Source::Folder(panel.clone()));
        let (pack, problems) = load::panel(&Source::Folder(out.clone()));
        assert_eq!(problems, []);
        assert_eq!(pack.head.pack, "E04");
        assert_eq!(pack.rubric_digest, whole.rubric_digest);
        assert_eq!(pack.plan_digest, whole.plan_digest);
        assert_eq!(pack.policy_digest, whole.policy_digest);
        let ids = |panel: &Panel| -> Vec<String> {
            let assigned = panel.assigned("E04");
            assigned.iter().map(|one| one.id.clone()).collect()
        };
        assert_eq!(ids(&pack), ids(&whole));
        assert!(pack.recusal("E04", "SM-03").is_some());
        assert_eq!(pack.proposal("SM-03").unwrap().promises, []);
        let text = bytes_below(&out);
        for other in whole.experts.iter().filter(|one| one.id != "E04") {
            for word in [format!("\"{}\"", other.id), format!("\"{}\"", other.name)] {
                assert!(!text.contains(&word), "{word}");
            }
        }
        assert!(!out.join("rulings.toml").exists() && !out.join("decisions.toml").exists());
        assert!(out.join("scores/first/E04").is_dir());
        assert!(!out.join("scores/first/E03").exists());
        assert!(matches!(
            write(&panel, "E04", &out),
            Err(PackFault::Unwritten(error)) if error.kind() == io::ErrorKind::AlreadyExists
        ));
        assert!(matches!(
            write(&panel, "E77", &home.path().join("x")),
            Err(PackFault::NoSuchExpert)
        ));
    }
}
