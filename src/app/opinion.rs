//! The joint opinion of a group on one proposal: who may open it, what its sentences say, who
//! signs what is written of it.

use super::own_sheets::Progress;
use super::possible::chosen;
use super::record::signed;
use super::screens::scoring::facts::{label, promise_words, target_words};
use super::state::App;
use super::workspace::{Seat, Workspace};
use crate::analysis::comparison::Row;
use crate::analysis::drafting::{Draft, Source};
use crate::domain::indicator::Verdict;
use crate::domain::opinion::{Opinion, OpinionFault};
use crate::domain::panel::Panel;
use crate::domain::voting::{Electorate, VoteFault};
use crate::i18n::{Language, gap};

/// What was read about a joint opinion.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sources {
    /// What it can be drafted from.
    pub draft: Draft,
    /// What stands in its file.
    pub opinion: Option<Opinion>,
}

/// Why nothing was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// The catalogue key of the reason.
    Reason(&'static str),
    /// The sheets of these experts are not submitted yet.
    Missing(Vec<String>),
}

/// Looks whether an expert leads the opinion on a proposal.
///
/// # Errors
/// The catalogue key of the reason: another expert is the chair, or the chair is recused.
pub fn chair_of(panel: &Panel, expert: &str, proposal: &str) -> Result<(), &'static str> {
    if panel.chair_for(proposal) != Some(expert) {
        return Err("refused.opinion_chair_only");
    }
    match panel.recusal(expert, proposal) {
        Some(_) => Err("refused.recused"),
        None => Ok(()),
    }
}

/// Tells whether the opinion on the chosen proposal can be opened. Whether all other sheets are
/// in is seen when they are read.
///
/// # Errors
/// The catalogue key of the reason.
pub fn possible(app: &App) -> Result<(), &'static str> {
    let workspace = app.workspace.as_ref().ok_or("refused.no_panel")?;
    if workspace.pack().is_some() {
        return Err("refused.in_pack");
    }
    if workspace.typist.is_some() {
        return Err("refused.typing_paper");
    }
    if workspace.seat == Seat::None {
        return Err("refused.no_seat");
    }
    may_open(workspace, chosen(app).ok_or("refused.choose_proposal")?)
}

/// Tells whether whoever sits here may open the opinion on a proposal.
///
/// # Errors
/// The catalogue key of the reason.
pub fn may_open(workspace: &Workspace, proposal: &str) -> Result<(), &'static str> {
    let proposal = workspace.panel().proposal(proposal);
    let proposal = proposal.ok_or("refused.choose_proposal")?;
    if !proposal.is_scored() {
        return Err("refused.takes_no_part");
    }
    match &workspace.seat {
        Seat::Expert(expert) => own_is_in(workspace, expert, &proposal.id),
        _ => Ok(()),
    }
}

/// A chair reads what the others wrote only after the own sheet is submitted.
fn own_is_in(workspace: &Workspace, expert: &str, proposal: &str) -> Result<(), &'static str> {
    let panel = workspace.panel();
    chair_of(panel, expert, proposal)?;
    let own = workspace.own.as_ref().ok_or("refused.no_sheets")?;
    match own.progress(panel, proposal) {
        Progress::Recused => return Err("refused.recused"),
        state if state.is_done() => return Ok(()),
        _ => {}
    }
    let is_asked = panel.assigned(expert).iter().any(|one| one.id == proposal);
    let is_absent = panel.is_absent(expert, proposal);
    if is_asked && !is_absent {
        return Err("refused.submit_first");
    }
    Ok(())
}

/// Returns who signs what is written of an opinion: the chair who sits here, else the liaison.
pub fn writer(app: &App, proposal: &str) -> String {
    let seat = app.seat();
    let workspace = app.workspace.as_ref();
    match (seat.expert(), workspace) {
        (Some(id), Some(workspace)) => workspace.panel().name_of(id).to_owned(),
        _ => signed(app, proposal),
    }
}

/// Returns what a piece says in an opinion; an expert's words stand between quotation marks.
pub fn wording(source: &Source, language: Language) -> String {
    match source {
        Source::Gap(row) => gap_sentence(row, language),
        Source::Advice(row) => {
            let key = match row.gap.verdict {
                Verdict::FallsShort => "opinion.ask_reach",
                Verdict::NotComparable => "opinion.ask_compare",
                _ => "opinion.ask_promise",
            };
            let details = [label(&row.indicator), target_words(&row.indicator)];
            language.with(key, &details.each_ref().map(String::as_str))
        }
        Source::Quotation(text) => language.with("opinion.quoted", &[text]),
    }
}

/// The plan's figure, the promised one and how they stand to each other.
fn gap_sentence(row: &Row, language: Language) -> String {
    let verdict = gap::verdict(row.gap.verdict, language);
    let label = label(&row.indicator);
    let target = target_words(&row.indicator);
    let distance = gap::distance_in_unit(&row.indicator, &row.gap, language);
    let promise = match promise_words(row) {
        empty if empty.is_empty() => row.promise_text.clone(),
        promise => promise,
    };
    if promise.is_empty() {
        language.with("opinion.gap_without", &[&label, &target, verdict])
    } else if distance.is_empty() || distance == "0" {
        language.with("opinion.gap_plain", &[&label, &target, &promise, verdict])
    } else {
        let details = [label.as_str(), &target, &promise, verdict, &distance];
        language.with("opinion.gap", &details)
    }
}

/// Returns why a vote cannot stand.
pub fn vote_words(fault: VoteFault, language: Language) -> String {
    let (key, counts) = match fault {
        VoteFault::TooMany { cast, entitled } => ("voting.too_many", [cast, entitled]),
        VoteFault::BelowQuorum { cast, quorum } => ("voting.below_quorum", [cast, quorum]),
    };
    let counts = counts.map(|count| count.to_string());
    language.with(key, &counts.each_ref().map(String::as_str))
}

/// Returns why an opinion cannot be written down.
pub fn fault_words(panel: &Panel, fault: &OpinionFault, language: Language) -> String {
    match fault {
        OpinionFault::Vote(fault) => vote_words(*fault, language),
        OpinionFault::Recused(id) => language.with("opinion.is_recused", &[panel.name_of(id)]),
        OpinionFault::Empty => language.text("opinion.is_empty").to_owned(),
        OpinionFault::NotCarried => language.text("opinion.not_carried").to_owned(),
        OpinionFault::VoteOutdated => language.text("opinion.vote_outdated").to_owned(),
        OpinionFault::NoVote => language.text("opinion.no_vote").to_owned(),
        OpinionFault::NoChair => language.text("opinion.no_chair").to_owned(),
    }
}

/// Returns what is to be minded of an opinion: too few who may vote, votes that are not
/// recorded, a vote on what it no longer says, an adoption from before the second round.
pub fn reservations(
    panel: &Panel,
    own: &Opinion,
    electorate: &Electorate,
    language: Language,
) -> Vec<String> {
    let mut found = Vec::new();
    let (cast, entitled) = (own.votes.cast(), electorate.members.len() as u64);
    if entitled < electorate.quorum as u64 && !own.adopted {
        let details = [entitled.to_string(), electorate.quorum.to_string()];
        let details = details.each_ref().map(String::as_str);
        found.push(language.with("opinion.too_few_voters", &details));
    }
    if cast > 0 && cast < entitled {
        let details = [entitled.to_string(), (entitled - cast).to_string()];
        let details = details.each_ref().map(String::as_str);
        found.push(language.with("opinion.votes_uncast", &details));
    }
    if own.is_vote_outdated() {
        found.push(language.text("opinion.vote_outdated").to_owned());
    }
    if own.is_of_former_round(panel.round_of(&own.proposal)) {
        found.push(language.text("opinion.former_round").to_owned());
    }
    found
}
