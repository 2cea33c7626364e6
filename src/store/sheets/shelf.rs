//! The sheets of one round: where they lie, and what of each can be used.

use crate::domain::decimal::{Decimal, is_beyond_limits, parse, plain};
use crate::domain::is_valid_id;
use crate::domain::panel::Panel;
use crate::domain::problem::{Problem, Trouble};
use crate::domain::rubric::{Criterion, Marking};
use crate::domain::seal::{SealFault, before_seal, check_seal};
use crate::domain::sheet::{ExpertVerdict, History, Round, ScoreSheet, SheetState, written};
use crate::store::load::listed;
use crate::store::place;
use crate::store::reading::{self, Placing};
use crate::store::source::Source;
use crate::text::scrub::scrub;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Newest format of a sheet that this program reads.
const FORMAT: u32 = 1;

/// Where one sheet lies.
pub struct Place {
    /// The file, from the panel folder on.
    pub file: String,
    /// Expert id.
    pub expert: String,
    /// Proposal id.
    pub proposal: String,
}

/// The files of one expert's folder.
#[derive(Default)]
pub struct Listed {
    /// The sheets themselves.
    pub sheets: Vec<Place>,
    /// Copies that were set aside beside them.
    pub copies: Vec<Place>,
}

/// What is needed to judge the sheets of a round.
pub struct Shelf<'a> {
    /// The panel that the sheets are of.
    pub panel: &'a Panel,
    /// The round.
    pub round: Round,
    /// Ids of the panel's proposals; empty where none could be read.
    pub proposals: BTreeSet<&'a str>,
    /// The panel and its digests, that nearly every sheet names: they are held once for all.
    pub names: [Arc<str>; 3],
    /// The panel's criteria, each with its marks.
    pub criteria: Vec<(&'a Criterion, Marking)>,
    /// Histories are read too.
    pub keeps_history: bool,
    /// Sheets of an earlier rubric are read as the rules of the rulings carry them; an expert
    /// works on the own sheet as it is.
    pub carries: bool,
}

impl<'a> Shelf<'a> {
    /// The shelf of a round, histories kept and nothing carried.
    pub fn of(panel: &'a Panel, round: Round) -> Self {
        let ids = panel.proposals.iter().map(|proposal| proposal.id.as_str());
        Self {
            proposals: ids.collect(),
            ..Self::of_one(panel, round)
        }
    }

    /// The same for a single sheet, of which it is known that its proposal is one of the panel's.
    pub fn of_one(panel: &'a Panel, round: Round) -> Self {
        let criteria = panel.rubric.criteria.iter();
        Self {
            panel,
            round,
            proposals: BTreeSet::new(),
            names: [&panel.head.id, &panel.plan_digest, &panel.rubric_digest]
                .map(|name| name.as_str().into()),
            criteria: criteria.map(|one| (one, one.scale.marking())).collect(),
            keeps_history: true,
            carries: false,
        }
    }

    /// Lists the sheets of one expert's folder. Where no expert or no proposal could be
    /// read at all, the sheets are not called foreign for that.
    pub fn places(&self, source: &Source, expert: &str, problems: &mut Vec<Problem>) -> Listed {
        let folder = format!("scores/{}/{expert}", self.round.key());
        let names = listed(source, &folder, problems);
        let is_known = self.panel.experts.is_empty() || self.panel.expert(expert).is_some();
        if !(names.is_empty() || is_known && is_valid_id(expert)) {
            let details = ["expert", expert];
            problems.push(Problem::of_file(&folder, Trouble::UnknownId, &details));
            return Listed::default();
        }
        let mut listed = Listed::default();
        for name in names {
            let Some(id) = name.strip_suffix(".toml").filter(|id| !id.starts_with('.')) else {
                continue;
            };
            let file = format!("{folder}/{name}");
            if let Some((proposal, _)) = id.split_once('~') {
                problems.push(Problem::of_file(&file, Trouble::ConflictCopy, &[proposal]));
                listed.copies.push(Place {
                    file,
                    expert: expert.to_owned(),
                    proposal: proposal.to_owned(),
                });
            } else if !is_valid_id(id) {
                problems.push(Problem::of_file(&file, Trouble::BadId, &[id]));
            } else if !self.proposals.is_empty() && !self.proposals.contains(id) {
                let details = ["proposal", id];
                problems.push(Problem::of_file(&file, Trouble::UnknownId, &details));
            } else {
                listed.sheets.push(Place {
                    file,
                    expert: expert.to_owned(),
                    proposal: id.to_owned(),
                });
            }
        }
        listed
    }

    /// Reads what was found of one sheet and tells what is wrong with it; none where it cannot be
    /// used at all.
    pub fn read(
        &self,
        place: &Place,
        found: Result<Vec<u8>, Problem>,
        problems: &mut Vec<Problem>,
    ) -> Option<ScoreSheet> {
        let file = place.file.as_str();
        let mut refuse = |problem| {
            problems.push(problem);
            None
        };
        let bytes = match found {
            Ok(bytes) => bytes,
            Err(problem) => return refuse(problem),
        };
        let text = match reading::decode(file, &bytes) {
            Ok(text) => text,
            Err(problem) => return refuse(problem),
        };
        let seal = match check_seal(text) {
            Ok(seal) => seal,
            Err(fault) => return refuse(seal_problem(file, text, fault)),
        };
        let mut sheet: ScoreSheet = match as_written(text) {
            Some(sheet) => sheet,
            None => match reading::toml(file, text, problems) {
                Ok(sheet) => sheet,
                Err(problem) => {
                    problems.push(problem);
                    return None;
                }
            },
        };
        sheet.seal.sha256 = seal;
        if !self.keeps_history {
            sheet.history = History::default();
        }
        if let Some(problem) = self.misplaced(place, text, &sheet) {
            problems.push(problem);
            return None;
        }
        if self.carries {
            self.carry(file, text, &mut sheet, problems);
        }
        self.share(&mut sheet);
        self.clean(file, text, &mut sheet, problems);
        Some(sheet)
    }

    fn share(&self, sheet: &mut ScoreSheet) {
        let own = [&mut sheet.panel, &mut sheet.plan, &mut sheet.rubric];
        for (own, name) in own.into_iter().zip(&self.names) {
            if *own == *name {
                own.clone_from(name);
            }
        }
    }

    fn misplaced(&self, place: &Place, text: &str, sheet: &ScoreSheet) -> Option<Problem> {
        let file = place.file.as_str();
        if sheet.format > FORMAT {
            let (found, known) = (sheet.format.to_string(), FORMAT.to_string());
            let span = place::key(text, "", "format");
            let details = [found.as_str(), known.as_str()];
            return Some(reading::at(
                file,
                Trouble::NewerFormat,
                text,
                span,
                &details,
            ));
        }
        [
            ("panel", &*sheet.panel, self.panel.head.id.as_str()),
            ("expert", &sheet.expert, &place.expert),
            ("proposal", &sheet.proposal, &place.proposal),
            ("round", sheet.round.key(), self.round.key()),
        ]
        .into_iter()
        .find(|(_, found, wanted)| found != wanted)
        .map(|(key, found, wanted)| {
            let span = place::value(text, "", key);
            reading::at(file, Trouble::Misplaced, text, span, &[key, found, wanted])
        })
    }

    fn carry(&self, file: &str, text: &str, sheet: &mut ScoreSheet, problems: &mut Vec<Problem>) {
        let (rubric, digest) = (&self.panel.rubric, &self.panel.rubric_digest);
        if let Some((carried, rule)) = self.panel.rulings.carried(sheet, rubric, digest) {
            let span = place::value(text, "", "rubric");
            let details = [rule.by.as_str(), &rule.reason];
            problems.push(reading::at(file, Trouble::Carried, text, span, &details));
            *sheet = carried;
        }
    }

    /// Takes single cells out that cannot be: they are then absent, never 0. A score that is
    /// no mark is set aside in the sheet, so that saving it again loses nothing; where the
    /// rubric has come to know it, it is a score again.
    fn clean(&self, file: &str, text: &str, sheet: &mut ScoreSheet, problems: &mut Vec<Problem>) {
        let mut placing = Placing::default();
        let mut say = |trouble, section: &str, key: &str, details: &[&str]| {
            let find = |text: &str| match place::value(text, section, key) {
                span if span.is_empty() && section == "scores" => {
                    place::value(text, "set_aside", key)
                }
                span => span,
            };
            problems.push(placing.problem(file, trouble, text, find, details));
        };
        for (id, score) in sheet.set_aside.taken() {
            if !sheet.cells.contains_key(&id) {
                sheet.scores.entry(id).or_insert(score);
            }
        }
        let set_aside = &mut sheet.set_aside;
        sheet.scores.retain(|id, score| {
            let mut criteria = self.criteria.iter();
            let fault = match criteria.find(|(criterion, _)| criterion.id == **id) {
                Some((criterion, marking)) => score_fault(criterion, marking, score),
                None if self.criteria.is_empty() => None,
                None => Some((
                    Trouble::UnknownId,
                    vec!["criterion".to_owned(), id.to_string()],
                )),
            };
            let Some((trouble, details)) = fault else {
                return true;
            };
            let details: Vec<&str> = details.iter().map(String::as_str).collect();
            say(trouble, "scores", id, &details);
            set_aside.insert(id.clone(), score.clone());
            false
        });
        if let Some(cells) = sheet.cells.held_mut() {
            cells.retain(|id, state| {
                let is_known = state == "abstain";
                if !is_known {
                    say(Trouble::WrongWord, "cells", id, &[state, "abstain"]);
                }
                is_known
            });
        }
        if !sheet.verdict.is_empty() && ExpertVerdict::from_key(&sheet.verdict).is_none() {
            let allowed = ExpertVerdict::ALL.map(ExpertVerdict::key).join(", ");
            say(
                Trouble::WrongWord,
                "",
                "verdict",
                &[&sheet.verdict, &allowed],
            );
            sheet.verdict.clear();
        }
        if sheet.familiarity > 3 {
            say(Trouble::WrongValue, "", "familiarity", &["familiarity"]);
            sheet.familiarity = 0;
        }
        let (rubric, digest) = (&self.panel.rubric, &self.panel.rubric_digest);
        let is_void = sheet.is_void_under(rubric, digest);
        if is_void && sheet.state == SheetState::Submitted {
            say(Trouble::RubricChanged, "", "rubric", &[]);
        } else if sheet.is_of_other_rubric(digest) {
            say(Trouble::OtherRubric, "", "rubric", &[]);
        }
        let is_amount = parse(&sheet.amount).is_some_and(|amount| amount >= Decimal::ZERO);
        if !sheet.amount.is_empty() && !is_amount {
            let trouble = not_a_number(&sheet.amount);
            say(trouble, "", "amount", &["amount", &sheet.amount]);
            sheet.amount.clear();
        }
    }
}

/// Reads the text of a sheet that stands as a program writes it and of which nothing has to be
/// told; its seal is not looked at.
pub fn as_written(text: &str) -> Option<ScoreSheet> {
    let is_harmless = scrub(text).1 == 0;
    let before_seal = before_seal(text).filter(|_| is_harmless);
    before_seal.and_then(written::read)
}

fn not_a_number(text: &str) -> Trouble {
    if is_beyond_limits(text) {
        Trouble::BeyondLimits
    } else {
        Trouble::NotANumber
    }
}

fn score_fault(
    criterion: &Criterion,
    marking: &Marking,
    score: &str,
) -> Option<(Trouble, Vec<String>)> {
    let scale = &criterion.scale;
    let value = parse(score);
    if value.is_some_and(|value| marking.has(value)) {
        return None;
    }
    let id = criterion.id.clone();
    let Some(value) = value else {
        return Some((not_a_number(score), vec![id, score.to_owned()]));
    };
    if !scale.is_in_range(value) {
        let range = format!("{}–{}", plain(scale.minimum()), plain(scale.maximum()));
        return Some((Trouble::OutOfRange, vec![id, plain(value), range]));
    }
    let details = vec![id, plain(value), plain(scale.step())];
    Some((Trouble::OffStep, details))
}

fn seal_problem(file: &str, text: &str, fault: SealFault) -> Problem {
    let last = text.trim_end().rfind('\n').map_or(0, |newline| newline + 1);
    let span = last..text.trim_end().len();
    match fault {
        SealFault::Missing => reading::at(file, Trouble::SealMissing, text, span, &[]),
        SealFault::Broken => {
            let seal = text.rfind("[seal]").unwrap_or(last);
            reading::at(file, Trouble::SealBroken, text, seal..seal + 6, &[])
        }
    }
}
