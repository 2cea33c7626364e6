//! The joint opinion on one proposal: what there is to draft it from on the left, its fields on
//! the right. Whatever is accepted goes out to be written at once; it says saved only when it is.

mod fields;
mod keys;
mod paging;
mod stepping;

pub use fields::{Row, append, holds};
pub use keys::{run, update};
pub use paging::turn_now;
pub use stepping::{can_redo, can_undo, redo, undo};

use crate::analysis::drafting::{Draft, Piece};
use crate::app::Screen;
use crate::app::effect::Effect;
use crate::app::opinion::{self, Sources, Unread};
use crate::app::possible::chosen;
use crate::app::settling::settle;
use crate::app::state::{App, Tone};
use crate::domain::opinion::Opinion;
use crate::domain::panel::Phase;
use crate::domain::settlement::Settlement;
use crate::i18n::closing::sheets_missing_way;
use stepping::Steps;

/// Which side has the keys.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Pane {
    /// What it can be drafted from.
    #[default]
    Sources,
    /// The opinion itself.
    Fields,
}

/// State of the screen.
#[derive(Debug, Clone, Default)]
pub struct OpinionState {
    /// Proposal id.
    pub proposal: String,
    /// What it can be drafted from, or why nothing is shown; none while it is read.
    pub draft: Option<Result<Draft, Unread>>,
    /// The opinion as it stands on the screen.
    pub opinion: Opinion,
    /// What stands in the file as far as is known here.
    stands: Option<Opinion>,
    /// What was last asked to be written.
    asked: Option<Opinion>,
    /// How much of that is on its way.
    pub waiting: usize,
    /// Why the last change is not in the file, as a catalogue key.
    pub failed: Option<&'static str>,
    /// What somebody else wrote meanwhile.
    pub foreign: Option<Box<Opinion>>,
    /// Which side has the keys.
    pub pane: Pane,
    /// The chosen piece.
    pub piece: usize,
    /// The chosen row.
    pub row: usize,
    /// What stood here before, step by step.
    steps: Steps,
    /// Somebody turned the page, forward or back, while a change was on its way: it is turned
    /// once that is safe.
    turning: Option<bool>,
}

impl OpinionState {
    fn new(proposal: &str) -> Self {
        Self {
            proposal: proposal.to_owned(),
            opinion: blank(proposal),
            ..Self::default()
        }
    }

    /// Returns what was read, where it was.
    pub fn read(&self) -> Option<&Draft> {
        self.draft.as_ref()?.as_ref().ok()
    }

    /// Returns the pieces that can be taken.
    pub fn pieces(&self) -> &[Piece] {
        self.read().map_or(&[], |draft| draft.pieces.as_slice())
    }

    /// Tells whether everything on the screen is in the file.
    pub fn is_safe(&self) -> bool {
        self.waiting == 0 && self.failed.is_none()
    }

    /// Tells whether the opinion has a file.
    pub fn is_written(&self) -> bool {
        self.stands.is_some()
    }
}

fn blank(proposal: &str) -> Opinion {
    Opinion {
        proposal: proposal.to_owned(),
        format: 1,
        ..Opinion::default()
    }
}

/// Goes to the opinion on the chosen proposal and asks for what there is.
pub fn open(app: &mut App) -> Vec<Effect> {
    let Some(id) = chosen(app).map(str::to_owned) else {
        return Vec::new();
    };
    if !matches!(&app.screen, Screen::Opinion(state) if state.proposal == id) {
        app.go(Screen::Opinion(Box::new(OpinionState::new(&id))));
    }
    ask(app)
}

fn ask(app: &App) -> Vec<Effect> {
    let (Some(workspace), Screen::Opinion(state)) = (&app.workspace, &app.screen) else {
        return Vec::new();
    };
    vec![Effect::ReadOpinion {
        place: workspace.opened.place.clone(),
        proposal: state.proposal.clone(),
        chair: workspace.seat.expert().map(str::to_owned),
    }]
}

/// Finds the screen of a proposal, the present one or one to go back to.
fn state_of<'a>(app: &'a mut App, proposal: &str) -> Option<&'a mut OpinionState> {
    let screens = [&mut app.screen].into_iter().chain(&mut app.back);
    screens
        .filter_map(|screen| match screen {
            Screen::Opinion(state) => Some(state.as_mut()),
            _ => None,
        })
        .find(|state| state.proposal == proposal)
}

/// Takes what was read. What could not be written before stands there again, and what somebody
/// else wrote meanwhile stands beside it until one of them is chosen.
pub fn take(app: &mut App, proposal: &str, read: Result<Sources, Unread>) -> Vec<Effect> {
    let unwritten = app.workspace.as_ref().and_then(|one| one.unwritten.clone());
    let left = unwritten.filter(|own| own.0.proposal == proposal);
    let Some(state) = state_of(app, proposal) else {
        return Vec::new();
    };
    let sources = match read {
        Ok(sources) => sources,
        Err(unread) => {
            state.draft = Some(Err(unread));
            return Vec::new();
        }
    };
    state.draft = Some(Ok(sources.draft));
    state.piece = state.piece.min(state.pieces().len().saturating_sub(1));
    if state.waiting > 0 {
        return Vec::new();
    }
    if let Some(left) = left.filter(|_| state.failed.is_none()) {
        let (own, stood, reason) = *left;
        (state.opinion, state.stands, state.failed) = (own, stood, Some(reason));
    }
    state.asked = None;
    if state.failed.is_none() {
        let stands = sources.opinion.clone();
        let stands = stands.unwrap_or_else(|| blank(proposal));
        if state.opinion != stands {
            state.steps = Steps::default();
            state.opinion = stands;
        }
        state.stands = sources.opinion;
    } else if state.stands == sources.opinion {
        return again(app);
    } else {
        state.stands.clone_from(&sources.opinion);
        let foreign = sources.opinion.unwrap_or_else(|| blank(proposal));
        state.foreign = Some(Box::new(foreign));
        state.row = 0;
    }
    Vec::new()
}

/// Lets what could not be written be written once more.
fn again(app: &mut App) -> Vec<Effect> {
    let Screen::Opinion(state) = &mut app.screen else {
        return Vec::new();
    };
    let kept = (state.failed.take(), state.foreign.take());
    let own = state.opinion.clone();
    match write(app, own) {
        Ok(effects) => effects,
        Err(words) => {
            if let Screen::Opinion(state) = &mut app.screen {
                (state.failed, state.foreign) = kept;
            }
            app.say(Tone::Refused, words);
            Vec::new()
        }
    }
}

/// It is in the file.
pub fn written(app: &mut App, after: &Opinion) {
    let mut is_safe = false;
    if let Some(state) = state_of(app, &after.proposal) {
        state.waiting = state.waiting.saturating_sub(1);
        state.stands = Some(after.clone());
        state.failed = None;
        if state.waiting == 0 {
            state.asked = None;
            is_safe = true;
        }
    }
    if let Some(workspace) = app.workspace.as_mut().filter(|_| is_safe) {
        workspace.unwritten = None;
    }
}

/// It is not in the file; what is on the screen stays, and stays when the screen is left.
pub fn not_written(app: &mut App, proposal: &str, reason: &'static str) {
    let Some(state) = state_of(app, proposal) else {
        return;
    };
    state.waiting = state.waiting.saturating_sub(1);
    (state.asked, state.turning) = (None, None);
    let reason = *state.failed.get_or_insert(reason);
    let left = (state.opinion.clone(), state.stands.clone(), reason);
    if let Some(workspace) = &mut app.workspace {
        workspace.unwritten = Some(Box::new(left));
    }
}

/// Takes a change and lets it be written.
///
/// # Errors
/// Why it cannot stand, in words; then nothing was changed.
pub fn write(app: &mut App, after: Opinion) -> Result<Vec<Effect>, String> {
    let language = app.language;
    let (Some(workspace), Screen::Opinion(state)) = (&app.workspace, &mut app.screen) else {
        return Ok(Vec::new());
    };
    let panel = workspace.panel();
    if panel.head.phase == Phase::Closed {
        return Err(language.text("refused.closed").to_owned());
    }
    let Some(draft) = state.read() else {
        return Err(language.text("opinion.reading").to_owned());
    };
    if state.foreign.is_some() {
        return Err(language.text("opinion.choose_first").to_owned());
    }
    if state.opinion.adopted && after.adopted {
        return Err(language.text("opinion.adopted_already").to_owned());
    }
    if after.adopted && !draft.missing.is_empty() {
        let (id, experts) = (&after.proposal, &draft.missing);
        return Err(sheets_missing_way(panel, id, experts, language));
    }
    let checked = after.check(&draft.electorate);
    checked.map_err(|fault| opinion::fault_words(panel, &fault, language))?;
    let before = state.asked.clone().or_else(|| state.stands.clone());
    let former = std::mem::replace(&mut state.opinion, after.clone());
    state.steps.note(former, &after);
    if before.as_ref() == Some(&after) {
        return Ok(Vec::new());
    }
    state.asked = Some(after.clone());
    state.waiting += 1;
    let settlement = Settlement::Opinion {
        before: before.map(Box::new),
        after: Box::new(after),
    };
    Ok(settle(app, settlement))
}
