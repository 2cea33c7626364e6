//! Typing sheets from paper at an expert's place: who types, what it is compared with, and
//! what came of that.

use super::effect::Effect;
use super::message::Message;
use super::overlay::Overlay;
use super::own_sheets::OwnSheets;
use super::screens::{my_sheets, scoring, seat};
use super::state::{App, Tone};
use super::workspace::{Seat, Workspace};
use crate::domain::problem::Problem;
use crate::domain::sheet::mending::Difference;
use crate::domain::sheet::{ScoreSheet, SheetState};
use crate::i18n::problems;
use std::collections::BTreeSet;

/// Who types an expert's paper.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typist {
    /// Name.
    pub by: String,
    /// Proposals that somebody else typed first.
    pub second: BTreeSet<String>,
}

/// A sheet that was typed twice.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// Expert id.
    pub expert: String,
    /// Proposal id.
    pub proposal: String,
    /// The sheet that counts now, or why none does.
    pub result: Result<ScoreSheet, Unchecked>,
}

/// Why a sheet that was typed twice does not count.
#[derive(Debug, Clone, PartialEq)]
pub enum Unchecked {
    /// The two typed these cells differently.
    Cells(Vec<Difference>),
    /// A file cannot be read.
    Unread(Problem),
    /// The reason, as a catalogue key.
    Reason(&'static str),
}

/// What two people typed differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DifferencesState {
    /// Proposal id.
    pub proposal: String,
    /// Cell, first, second.
    pub cells: Vec<Difference>,
    /// How far it is scrolled.
    pub scroll: usize,
}

/// Sits down at an expert's place to type from paper.
pub fn enter(app: &mut App, expert: &str, by: &str) -> Vec<Effect> {
    let mut effects = seat::enter(app, Seat::Expert(expert.to_owned()));
    let Some(workspace) = &mut app.workspace else {
        return effects;
    };
    workspace.typist = Some(Typist {
        by: by.to_owned(),
        second: BTreeSet::new(),
    });
    for effect in &mut effects {
        if let Effect::ReadSheets { place, expert, .. } = effect {
            *effect = Effect::ReadPaper {
                place: place.clone(),
                expert: expert.clone(),
                by: by.to_owned(),
            };
        }
    }
    effects.retain(|effect| !matches!(effect, Effect::Remember(_)));
    effects.push(Effect::Remember(Box::new(app.remembered())));
    effects
}

/// Tells whether somebody types from paper at an expert's place.
pub fn is_typing(app: &App) -> bool {
    let workspace = app.workspace.as_ref();
    workspace.is_some_and(|workspace| workspace.typist.is_some())
}

/// Takes an answer about sheets from paper.
pub fn take(app: &mut App, message: Message) {
    match message {
        Message::PaperRead {
            expert,
            by,
            sheets,
            second,
            problems,
            read_only,
        } => {
            let own = OwnSheets::new(&expert, sheets, read_only);
            on_read(app, own, (&by, second), &problems);
        }
        Message::PaperChecked(compared) => on_checked(app, *compared),
        _ => {}
    }
}

/// What is to be typed is known: it begins with the first sheet that waits.
fn on_read(
    app: &mut App,
    own: OwnSheets,
    (by, second): (&str, BTreeSet<String>),
    unusable: &[Problem],
) {
    let language = app.language;
    let Some(workspace) = &mut app.workspace else {
        return;
    };
    let is_here = workspace.seat.expert() == Some(own.expert.as_str());
    let Some(typist) = workspace.typist.as_mut().filter(|one| one.by == by) else {
        return;
    };
    if !is_here {
        return;
    }
    let count = second.len().to_string();
    typist.second = second;
    let read_only = own.read_only;
    workspace.take_own(own);
    let next = my_sheets::next_open(workspace);
    if let Some(id) = next {
        scoring::open(app, &id, None);
    }
    match read_only {
        Some(key) => app.say(Tone::Failed, language.text(key).to_owned()),
        None => app.say(Tone::Plain, language.with("paper.begins", &[by, &count])),
    }
    if let Some(problem) = unusable.first() {
        let words = problems::message(problem, language);
        app.say(Tone::Failed, format!("{}: {words}", problem.file));
    }
}

/// Tells whether a sheet cannot be typed: it counts already, or its expert has it on a screen.
///
/// # Errors
/// The catalogue key of the reason.
pub fn may_type(workspace: &Workspace, proposal: &str) -> Result<(), &'static str> {
    let Some(typist) = &workspace.typist else {
        return Ok(());
    };
    let own = workspace.own.as_ref();
    let Some(sheet) = own.and_then(|own| own.sheet(proposal)) else {
        return Ok(());
    };
    let is_typed = *sheet.entered_by == typist.by && sheet.state == SheetState::Draft;
    if sheet.revision == 0 || is_typed {
        Ok(())
    } else {
        Err("paper.taken")
    }
}

/// A sheet is complete: what was typed second is compared, what was typed first waits.
pub fn complete(app: &mut App, proposal: &str) -> Vec<Effect> {
    let Some(workspace) = &app.workspace else {
        return Vec::new();
    };
    let (Some(typist), Some(expert)) = (&workspace.typist, workspace.seat.expert()) else {
        return Vec::new();
    };
    if typist.second.contains(proposal) {
        return vec![Effect::CheckPaper {
            place: workspace.opened.place.clone(),
            expert: expert.to_owned(),
            proposal: proposal.to_owned(),
            by: typist.by.clone(),
        }];
    }
    let text = app.language.with("paper.waits", &[proposal]);
    go_on(app, proposal);
    app.say(Tone::Good, text);
    Vec::new()
}

/// Goes to the next sheet that is not complete.
fn go_on(app: &mut App, proposal: &str) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let proposals = workspace.proposals();
    let is_open = |id: &str| {
        let sheet = workspace.own.as_ref().and_then(|own| own.sheet(id));
        let lacking = scoring::check::missing(workspace, sheet, app.language);
        may_type(workspace, id).is_ok() && lacking.is_some()
    };
    let at = proposals.iter().position(|one| one.id == proposal);
    let behind = proposals.iter().skip(at.map_or(0, |at| at + 1));
    let next = behind.chain(&proposals).find(|one| is_open(&one.id));
    if let Some(next) = next.map(|one| one.id.clone()) {
        scoring::open(app, &next, None);
    }
}

/// What two people typed is compared.
fn on_checked(app: &mut App, compared: Compared) {
    let Compared {
        expert,
        proposal,
        result,
    } = compared;
    let language = app.language;
    let own = app
        .workspace
        .as_mut()
        .and_then(|one| one.sheets_of(&expert));
    match result {
        Ok(sheet) => {
            if let Some(own) = own {
                own.take(sheet);
            }
            if let Some(typist) = app.workspace.as_mut().and_then(|one| one.typist.as_mut()) {
                typist.second.remove(&proposal);
            }
            go_on(app, &proposal);
            app.say(Tone::Good, language.with("paper.same", &[&proposal]));
        }
        Err(Unchecked::Cells(cells)) => {
            let count = cells.len().to_string();
            app.say(
                Tone::Refused,
                language.with("paper.differs", &[&proposal, &count]),
            );
            app.overlays
                .push(Overlay::PaperDifferences(DifferencesState {
                    proposal,
                    cells,
                    scroll: 0,
                }));
        }
        Err(Unchecked::Unread(problem)) => {
            let words = problems::message(&problem, language);
            app.say(Tone::Failed, format!("{}: {words}", problem.file));
        }
        Err(Unchecked::Reason(key)) => app.say(Tone::Failed, language.text(key).to_owned()),
    }
}

/// Returns the name of a cell as the sheet shows it, by its path in the history.
pub fn cell_name(app: &App, proposal: &str, path: &str) -> String {
    if let Some(id) = path.strip_prefix("scores.") {
        let workspace = app.workspace.as_ref();
        let rubric = workspace.map(|one| one.panel().rubric_of(proposal));
        let criterion = rubric.and_then(|rubric| rubric.criterion(id));
        let name = criterion.map(|one| one.name.of(app.language.is_english()).to_owned());
        return name.unwrap_or_else(|| id.to_owned());
    }
    let words = app.language.find(&format!("sheet.{path}"));
    words.unwrap_or(path).to_owned()
}
