//! The steps of a round in their order: how far each is, what it still needs, what does it.

mod meeting;

use meeting::{discussing, met};

use super::gaps;
use crate::analysis::staffing::Shortage;
use crate::app::Command;
use crate::app::round::{RoundBook, RoundSeen};
use crate::app::state::App;
use crate::app::workspace::Workspace;
use crate::domain::closing::Gap;
use crate::domain::panel::Phase;
use crate::i18n::Language;
use crate::i18n::closing::{gap as words_of_gap, named};
use crate::i18n::policy::code;

/// One step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Proposals and experts are there.
    Gather,
    /// Who scores what.
    Assign,
    /// Links are confirmed.
    Links,
    /// The rules are fixed.
    Open,
    /// Every expert has a pack.
    Packs,
    /// What was handed in is received.
    Receive,
    /// The groups met, and their joint opinions are adopted.
    Meet,
    /// What was discussed is scored again.
    Discuss,
    /// Everything is checked again.
    Verify,
    /// The results are kept.
    Close,
    /// Everything is in one file.
    Archive,
}

impl Step {
    /// All steps in their order.
    pub const ALL: [Self; 11] = [
        Self::Gather,
        Self::Assign,
        Self::Links,
        Self::Open,
        Self::Packs,
        Self::Receive,
        Self::Meet,
        Self::Discuss,
        Self::Verify,
        Self::Close,
        Self::Archive,
    ];

    /// Returns its part of the catalogue keys.
    pub fn key(self) -> &'static str {
        match self {
            Self::Gather => "gather",
            Self::Assign => "assign",
            Self::Links => "links",
            Self::Open => "open",
            Self::Packs => "packs",
            Self::Receive => "receive",
            Self::Meet => "meet",
            Self::Discuss => "discuss",
            Self::Verify => "verify",
            Self::Close => "close",
            Self::Archive => "archive",
        }
    }
}

/// How far a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// 完成.
    Done,
    /// 进行中.
    Partly,
    /// 待办.
    Due,
    /// 有问题.
    Trouble,
    /// 未到.
    Later,
    /// 可选.
    Free,
}

impl Standing {
    /// Returns the catalogue key.
    pub fn key(self) -> &'static str {
        match self {
            Self::Done => "round.done",
            Self::Partly => "round.partly",
            Self::Due => "round.due",
            Self::Trouble => "round.trouble",
            Self::Later => "round.later",
            Self::Free => "round.free",
        }
    }

    /// Tells whether there is something to do now.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Partly | Self::Due | Self::Trouble)
    }
}

/// What does a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// A command of the program.
    Command(Command),
    /// A command of the shell, named by these words.
    Shell(&'static str),
}

/// Returns what does a step. A step that is done on a screen of its own names its command here.
pub fn way(step: Step) -> Way {
    match step {
        Step::Gather => Way::Shell("round.by_import"),
        Step::Assign => Way::Command(Command::Assignment),
        Step::Links => Way::Command(Command::MatchLinks),
        Step::Open => Way::Command(Command::OpenRound),
        Step::Packs => Way::Command(Command::MakePacks),
        Step::Receive => Way::Command(Command::Merge),
        Step::Meet => Way::Command(Command::Meeting),
        Step::Discuss => Way::Command(Command::Discuss),
        Step::Verify => Way::Command(Command::VerifyRound),
        Step::Close => Way::Command(Command::CloseRound),
        Step::Archive => Way::Command(Command::ArchiveRound),
    }
}

/// What is told of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// How far it is.
    pub standing: Standing,
    /// Its figure, in few words.
    pub figure: String,
    /// What it still needs, one sentence each.
    pub needs: Vec<String>,
}

impl Told {
    fn of(standing: Standing, figure: String) -> Self {
        Self {
            standing,
            figure,
            needs: Vec::new(),
        }
    }

    fn needing(mut self, words: impl IntoIterator<Item = String>) -> Self {
        self.needs.extend(words);
        self
    }
}

/// Returns the step that is to be done next.
pub fn next(app: &App) -> Step {
    let Some(workspace) = &app.workspace else {
        return Step::Gather;
    };
    let came = workspace
        .results
        .as_ref()
        .map_or(0, |one| one.receipts.total().0);
    let (of_phase, otherwise): (&[Step], Step) = match workspace.panel().head.phase {
        Phase::Draft => (
            &[Step::Gather, Step::Assign, Step::Links, Step::Open],
            Step::Open,
        ),
        // where sheets are there nobody waits for a pack
        Phase::Open if came == 0 => (&[Step::Open, Step::Packs, Step::Receive], Step::Receive),
        Phase::Open => (
            &[
                Step::Open,
                Step::Receive,
                Step::Meet,
                Step::Discuss,
                Step::Verify,
                Step::Close,
            ],
            Step::Close,
        ),
        Phase::Closed => (&[Step::Archive], Step::Archive),
    };
    let mut steps = of_phase.iter().copied();
    let is_open = |step: &Step| told(app, workspace, *step).standing.is_open();
    steps.find(is_open).unwrap_or(otherwise)
}

/// Tells how far a step is.
pub fn told(app: &App, workspace: &Workspace, step: Step) -> Told {
    let language = app.language;
    let book = &workspace.round;
    let Some(seen) = &book.seen else {
        return match step {
            Step::Open => opening(workspace, None, language),
            Step::Receive => receiving(workspace, language),
            Step::Meet => met(workspace, language),
            Step::Discuss => discussing(workspace, language),
            Step::Verify => verifying(workspace, language),
            Step::Close => closing(workspace, language),
            _ => Told::of(Standing::Later, language.text("round.looking").to_owned()),
        };
    };
    match step {
        Step::Gather => gathering(workspace, seen, language),
        Step::Assign => assigning(workspace, seen, language),
        Step::Links => confirming(seen, language),
        Step::Open => opening(workspace, Some(seen), language),
        Step::Packs => packing(app, workspace, seen),
        Step::Receive => receiving(workspace, language),
        Step::Meet => met(workspace, language),
        Step::Discuss => discussing(workspace, language),
        Step::Verify => verifying(workspace, language),
        Step::Close => closing(workspace, language),
        Step::Archive => archiving(app, workspace, seen),
    }
}

fn with(language: Language, key: &str, details: &[usize]) -> String {
    let details: Vec<String> = details.iter().map(ToString::to_string).collect();
    let details: Vec<&str> = details.iter().map(String::as_str).collect();
    language.with(key, &details)
}

fn gathering(workspace: &Workspace, seen: &RoundSeen, language: Language) -> Told {
    let ready = &seen.readiness;
    let path = workspace.opened.place.path.as_str();
    let figure = with(
        language,
        "round.gather_figure",
        &[ready.proposals, ready.experts],
    );
    let lacking = [
        (ready.proposals == 0, "round.no_proposals"),
        (ready.experts == 0, "round.no_experts"),
        (ready.criteria == 0, "round.no_criteria"),
    ];
    let needs: Vec<String> = lacking
        .into_iter()
        .filter(|(lacks, _)| *lacks)
        .map(|(_, key)| language.with(key, &[path]))
        .collect();
    let standing = if needs.is_empty() {
        Standing::Done
    } else {
        Standing::Due
    };
    Told::of(standing, figure).needing(needs)
}

/// Whether every proposal has enough experts, by the same count as the assignment.
fn assigning(workspace: &Workspace, seen: &RoundSeen, language: Language) -> Told {
    let ready = &seen.readiness;
    let results = workspace.results.as_ref();
    let staffing = results.map_or(&ready.staffing, |results| &results.staffing);
    let [short, technical, open, _] = staffing.to_do();
    let all = staffing.proposals.len();
    let enough = all - short - technical;
    let counts = [enough, all, ready.minimum, open];
    let figure = match open {
        0 => with(language, "round.assign_figure", &counts),
        _ => with(language, "round.assign_figure_open", &counts),
    };
    if all == 0 || ready.experts == 0 {
        return Told::of(Standing::Later, figure);
    }
    let standing = match (short + technical, open) {
        (0, 0) => Standing::Done,
        _ if enough == 0 => Standing::Due,
        _ => Standing::Partly,
    };
    let mut told = Told::of(standing, figure);
    if !ready.is_assigned {
        let words = language.text("round.assign_members").to_owned();
        told = told.needing([words]);
    }
    for (shortage, key) in [
        (Shortage::Experts, "round.few_experts"),
        (Shortage::Technical, "round.few_technical"),
    ] {
        let few: Vec<String> = staffing
            .lacking(shortage)
            .map(|one| match shortage {
                Shortage::Experts => format!("{} ({})", one.proposal, one.valid),
                Shortage::Technical => one.proposal.clone(),
            })
            .collect();
        if !few.is_empty() {
            let count = few.len().to_string();
            told = told.needing([language.with(key, &[&count, &named(&few, language)])]);
        }
    }
    let of_ruling = |gap: &Gap| matches!(gap, Gap::Candidates(_));
    told.needing(words_of_gaps(workspace, language, of_ruling))
}

fn confirming(seen: &RoundSeen, language: Language) -> Told {
    let ready = &seen.readiness;
    if !ready.has_links {
        let words = language.text("round.no_links").to_owned();
        return Told::of(Standing::Free, words);
    }
    let (done, all) = (ready.confirmed(), ready.scored);
    let figure = with(language, "round.links_figure", &[done, all]);
    let standing = match (done, all) {
        (_, 0) => Standing::Later,
        (done, all) if done == all => Standing::Done,
        (0, _) => Standing::Due,
        _ => Standing::Partly,
    };
    let open = &ready.unconfirmed;
    let needs = (!open.is_empty()).then(|| {
        let count = open.len().to_string();
        language.with("round.links_open", &[&count, &named(open, language)])
    });
    Told::of(standing, figure).needing(needs)
}

fn opening(workspace: &Workspace, seen: Option<&RoundSeen>, language: Language) -> Told {
    let panel = workspace.panel();
    let changed = panel.changed_since_opening();
    let code = code(&panel.policy_digest).unwrap_or_default();
    if !changed.is_empty() {
        let words = language.with("round.rules_changed", &[&changed.join(" ")]);
        let figure = language.text("round.open_changed").to_owned();
        return Told::of(Standing::Trouble, figure).needing([words]);
    }
    match panel.head.phase {
        Phase::Draft => {
            let (errors, warnings) = seen.map_or((0, 0), RoundSeen::counts);
            let figure = match (seen, errors) {
                (None, _) => language.text("round.looking").to_owned(),
                (_, 0) => language.text("round.open_ready").to_owned(),
                _ => with(language, "round.open_errors", &[errors, warnings]),
            };
            let needs = (errors > 0).then(|| with(language, "round.mend_first", &[errors]));
            Told::of(Standing::Due, figure).needing(needs)
        }
        Phase::Open if panel.head.frozen.rubric.is_empty() => {
            let words = language.text("round.not_fixed").to_owned();
            let figure = language.text("round.open_unfixed").to_owned();
            Told::of(Standing::Trouble, figure).needing([words])
        }
        Phase::Closed if panel.head.frozen.rubric.is_empty() => {
            let words = language.text("round.never_fixed").to_owned();
            let figure = language.text("round.open_unfixed").to_owned();
            Told::of(Standing::Trouble, figure).needing([words])
        }
        _ => Told::of(Standing::Done, language.with("round.open_done", &[&code])),
    }
}

fn packing(app: &App, workspace: &Workspace, seen: &RoundSeen) -> Told {
    let language = app.language;
    let all = seen.readiness.packs.len();
    let place = &workspace.opened.place.path;
    let folder = app.exchange.packs.get(place).map(String::as_str);
    if let Some(run) = workspace.round.packs.as_ref().filter(|run| run.is_running) {
        let figure = with(language, "round.packs_running", &[run.made.len(), run.all]);
        return Told::of(Standing::Partly, figure);
    }
    let idle = match workspace.panel().head.phase {
        Phase::Draft => Standing::Later,
        Phase::Open => Standing::Due,
        Phase::Closed => Standing::Free,
    };
    match (folder, &seen.packs) {
        (None, _) => {
            let figure = with(language, "round.packs_none", &[all]);
            Told::of(idle, figure)
        }
        (Some(folder), None) => {
            let figure = language.text("round.packs_gone").to_owned();
            let words = language.with("round.packs_away", &[folder]);
            Told::of(Standing::Free, figure).needing([words])
        }
        (Some(folder), Some(there)) => {
            let figure = with(language, "round.packs_figure", &[there.len(), all]);
            let standing = match there.len() {
                count if count >= all => Standing::Done,
                0 => idle,
                _ => Standing::Partly,
            };
            let lacks = |id: &&str| !there.iter().any(|one| one == id);
            let ids = seen.readiness.packs.iter().map(|(id, _)| id.as_str());
            let ids: Vec<&str> = ids.filter(lacks).collect();
            let mut needs = vec![language.with("round.packs_lie", &[folder])];
            if !ids.is_empty() {
                needs.push(language.with("round.packs_lack", &[&named(&ids, language)]));
            }
            Told::of(standing, figure).needing(needs)
        }
    }
}

fn receiving(workspace: &Workspace, language: Language) -> Told {
    let Some(results) = &workspace.results else {
        let key = if workspace.refusal.is_empty() {
            "round.looking"
        } else {
            "round.not_combined"
        };
        return Told::of(Standing::Later, language.text(key).to_owned());
    };
    let (came, asked) = results.receipts.total();
    let figure = with(
        language,
        "round.receive_figure",
        &[asked, came, asked - came],
    );
    let conflicts = workspace.inbox.conflicts.len();
    let standing = match workspace.panel().head.phase {
        Phase::Draft => Standing::Later,
        Phase::Closed if came < asked => Standing::Free,
        Phase::Closed => Standing::Done,
        Phase::Open if conflicts > 0 => Standing::Trouble,
        Phase::Open if asked == 0 => Standing::Later,
        Phase::Open if came == asked => Standing::Done,
        Phase::Open if came == 0 => Standing::Due,
        Phase::Open => Standing::Partly,
    };
    let of_receiving = |gap: &Gap| matches!(gap, Gap::Owed(..) | Gap::Conflicts(_));
    let needs = words_of_gaps(workspace, language, of_receiving);
    Told::of(standing, figure).needing(needs)
}

fn words_of_gaps(
    workspace: &Workspace,
    language: Language,
    is_wanted: impl Fn(&Gap) -> bool,
) -> Vec<String> {
    let gaps = gaps::of(workspace).into_iter().filter(is_wanted);
    gaps.map(|gap| words_of_gap(&gap, language)).collect()
}

fn verifying(workspace: &Workspace, language: Language) -> Told {
    let book = &workspace.round;
    if let Some((done, all)) = book.verifying {
        let figure = with(language, "round.verify_running", &[done, all]);
        return Told::of(Standing::Partly, figure);
    }
    let Some(verified) = &book.verified else {
        let has_all = workspace.results.as_ref().is_some_and(|results| {
            let (came, asked) = results.receipts.total();
            asked > 0 && came == asked
        });
        let standing = match workspace.panel().head.phase {
            Phase::Open if has_all => Standing::Due,
            Phase::Closed => Standing::Free,
            _ => Standing::Later,
        };
        return Told::of(standing, language.text("round.verify_not").to_owned());
    };
    let wrong = gaps::wrong_codes(book);
    if !wrong.is_empty() {
        let count = wrong.len().to_string();
        let words = words_of_gap(&Gap::Codes(wrong), language);
        let figure = language.with("round.codes_wrong", &[&count]);
        return Told::of(Standing::Trouble, figure).needing([words]);
    }
    let (files, found) = (verified.files, verified.findings.len());
    let codes = words_of_codes(book, language);
    if found == 0 {
        let figure = with(language, "round.verify_holds", &[files]);
        return Told::of(Standing::Done, figure).needing([codes]);
    }
    let figure = with(language, "round.verify_found", &[found]);
    Told::of(Standing::Trouble, figure).needing([codes])
}

fn words_of_codes(book: &RoundBook, language: Language) -> String {
    match &book.compared {
        None => language.text("round.codes_not").to_owned(),
        Some((codes, _)) => with(language, "round.codes_compared", &[codes.len()]),
    }
}

fn closing(workspace: &Workspace, language: Language) -> Told {
    let needs = words_of_gaps(workspace, language, |_| true);
    let missing = words_of_gaps(workspace, language, Gap::takes_reason).len();
    let (standing, key) = match workspace.panel().head.phase {
        Phase::Draft => (Standing::Later, "round.close_later"),
        Phase::Closed => {
            let figure = language.text("round.close_done").to_owned();
            return Told::of(Standing::Done, figure);
        }
        Phase::Open if missing == 0 => (Standing::Due, "round.close_ready"),
        Phase::Open => (Standing::Later, "round.close_gaps"),
    };
    Told::of(standing, with(language, key, &[missing])).needing(needs)
}

fn archiving(app: &App, workspace: &Workspace, seen: &RoundSeen) -> Told {
    let language = app.language;
    if let Some((done, all)) = workspace.round.archiving {
        let figure = with(language, "round.archive_running", &[done, all]);
        return Told::of(Standing::Partly, figure);
    }
    if workspace.panel().head.phase != Phase::Closed {
        let figure = language.text("round.archive_later").to_owned();
        return Told::of(Standing::Later, figure);
    }
    let file = app.exchange.archives.get(&workspace.opened.place.path);
    match file {
        Some(file) if seen.has_archive => {
            let figure = language.text("round.archive_done").to_owned();
            Told::of(Standing::Done, figure).needing([language.with("round.archive_lies", &[file])])
        }
        Some(file) => {
            let figure = language.text("round.archive_gone").to_owned();
            let words = language.with("round.archive_away", &[file]);
            Told::of(Standing::Due, figure).needing([words])
        }
        None => {
            let figure = language.text("round.archive_ready").to_owned();
            Told::of(Standing::Due, figure)
        }
    }
}
