//! A reason that must be given: of a recusal, of taking a submitted sheet back, or of a
//! second round. A digit takes one of the usual reasons, the last one is written freely;
//! then Enter. Where a proposal was sent back, the reason of that is the first one. A second
//! round cannot be taken back: it is asked for once more, with another key.

use crate::app::effect::Effect;
use crate::app::field::TextField;
use crate::app::key::Key;
use crate::app::overlay::Overlay;
use crate::app::overlays::menu;
use crate::app::record::set_state;
use crate::app::screens::start::edit;
use crate::app::settling::settle;
use crate::app::state::{App, Tone};
use crate::app::{dispatch, screens};
use crate::domain::settlement::Settlement;
use crate::domain::sheet::SheetState;
use crate::i18n::Language;
use crate::text::moment::Moment;

/// What the reason is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A conflict of interest.
    Recusal,
    /// Taking a submitted sheet back.
    Reopening,
    /// Sending a proposal back to its experts for a second round.
    SendingBack,
}

impl Purpose {
    fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Recusal => &[
                "recusal.institution",
                "recusal.cooperation",
                "recusal.relative",
                "recusal.interest",
            ],
            Self::Reopening => &[
                "reopening.slip",
                "reopening.comment",
                "reopening.new_facts",
                "reopening.recusal",
            ],
            Self::SendingBack => &[
                "sending_back.apart",
                "sending_back.at_line",
                "sending_back.new_facts",
            ],
        }
    }
}

/// State of the window.
#[derive(Debug, Clone)]
pub struct ReasonState {
    /// What for.
    pub purpose: Purpose,
    /// Proposal id.
    pub proposal: String,
    /// Why the proposal was sent back for a second round; empty where it was not.
    pub sent_back: String,
    /// The chosen line: the usual reasons, then the free one; none before the first choice,
    /// so that two keys in a row never void a sheet.
    pub selected: Option<usize>,
    /// The free reason.
    pub field: TextField,
    /// The reason is given, and what cannot be taken back is asked for once more.
    pub is_asking: bool,
}

/// Fewest characters of a free reason for a second round, which every expert reads.
pub const LEAST: usize = 4;

impl ReasonState {
    /// Makes the window's state.
    pub fn new(purpose: Purpose, proposal: &str) -> Self {
        Self {
            purpose,
            proposal: proposal.to_owned(),
            sent_back: String::new(),
            selected: None,
            field: TextField::default(),
            is_asking: false,
        }
    }

    /// Returns the usual reasons in words.
    pub fn usual(&self, language: Language) -> Vec<String> {
        let again = Some(&self.sent_back).filter(|reason| !reason.is_empty());
        let again = again.map(|reason| language.with("reopening.sent_back", &[reason]));
        let keys = self.purpose.keys().iter();
        let usual = keys.map(|key| language.text(key).to_owned());
        again.into_iter().chain(usual).collect()
    }

    /// Returns the place of the free reason, after the usual ones.
    fn free(&self) -> usize {
        self.purpose.keys().len() + usize::from(!self.sent_back.is_empty())
    }

    /// Tells whether what is typed is the free reason: it is written, or nothing is chosen yet.
    pub fn is_typing(&self) -> bool {
        !self.is_asking && self.selected.is_none_or(|selected| selected == self.free())
    }

    /// Tells whether the free reason is chosen, so that digits are text.
    pub fn is_free(&self) -> bool {
        self.selected == Some(self.free())
    }

    /// Returns the reason as it stands now; empty where none is chosen or written.
    pub fn reason(&self, language: Language) -> String {
        let usual = self.usual(language);
        let chosen = self.selected.and_then(|place| usual.into_iter().nth(place));
        let written = Some(self.field.text().trim()).filter(|_| self.is_free());
        chosen.unwrap_or_else(|| written.unwrap_or_default().to_owned())
    }
}

/// Handles a key.
pub fn update(app: &mut App, key: Key, at: Moment) -> Vec<Effect> {
    let Some(Overlay::Reason(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    if state.is_asking {
        return confirm(app, key, at);
    }
    let usual = state.free();
    match key {
        Key::Esc => {
            app.overlays.pop();
        }
        Key::Up => state.selected = Some(state.selected.map_or(0, |at| at.saturating_sub(1))),
        Key::Down => state.selected = Some(state.selected.map_or(0, |at| (at + 1).min(usual))),
        Key::Enter => return accept(app, at),
        Key::Char(character) => {
            let chosen = character_choice(character).filter(|_| state.selected != Some(usual));
            if let Some(place) = chosen {
                state.selected = Some(place.min(usual));
            } else {
                state.selected = Some(usual);
                edit(&mut state.field, key);
            }
        }
        _ if state.is_typing() => edit(&mut state.field, key),
        _ => {}
    }
    Vec::new()
}

/// The line that a digit chooses, counted from 0.
fn character_choice(character: char) -> Option<usize> {
    let Key::Char(folded) = Key::Char(character).folded() else {
        return None;
    };
    let digit = folded.to_digit(10).filter(|digit| *digit > 0)?;
    Some(digit as usize - 1)
}

fn accept(app: &mut App, at: Moment) -> Vec<Effect> {
    let Some(Overlay::Reason(state)) = app.overlays.last() else {
        return Vec::new();
    };
    let Some(selected) = state.selected else {
        app.say(
            Tone::Refused,
            app.language.text("notice.choose_reason").to_owned(),
        );
        return Vec::new();
    };
    let reason = state.reason(app.language);
    if state.purpose == Purpose::SendingBack
        && selected == state.free()
        && !reason.is_empty()
        && reason.chars().count() < LEAST
    {
        let words = app
            .language
            .with("sending_back.too_short", &[&LEAST.to_string()]);
        app.say(Tone::Refused, words);
        return Vec::new();
    }
    if reason.is_empty() {
        app.say(
            Tone::Refused,
            app.language.text("notice.reason_needed").to_owned(),
        );
        return Vec::new();
    }
    if state.purpose == Purpose::SendingBack {
        if let Some(Overlay::Reason(state)) = app.overlays.last_mut() {
            state.is_asking = true;
        }
        return Vec::new();
    }
    act(app, at)
}

/// Sends a proposal back only with the key that says so.
fn confirm(app: &mut App, key: Key, at: Moment) -> Vec<Effect> {
    let Some(Overlay::Reason(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    match key.folded() {
        Key::Char('9') => return act(app, at),
        Key::Esc => state.is_asking = false,
        _ => {
            let words = app.language.text("sending_back.press_9").to_owned();
            app.say(Tone::Refused, words);
        }
    }
    Vec::new()
}

fn act(app: &mut App, at: Moment) -> Vec<Effect> {
    let Some(Overlay::Reason(state)) = app.overlays.last() else {
        return Vec::new();
    };
    let reason = state.reason(app.language);
    let (purpose, proposal) = (state.purpose, state.proposal.clone());
    app.overlays.pop();
    match purpose {
        Purpose::Recusal => {
            let effects = set_state(app, &proposal, SheetState::Recused, &reason, at);
            if !effects.is_empty() {
                leave_recused(app, &proposal);
            }
            effects
        }
        Purpose::SendingBack => settle(app, Settlement::SendBack { proposal, reason }),
        Purpose::Reopening => {
            let effects = set_state(app, &proposal, SheetState::Draft, &reason, at);
            if !effects.is_empty() {
                app.say(Tone::Good, app.language.text("notice.reopened").to_owned());
            }
            effects
        }
    }
}

/// Nobody looks at a proposal after declaring a conflict: the next one comes, or the list.
fn leave_recused(app: &mut App, proposal: &str) {
    screens::scoring::step(app, true);
    if dispatch::possible_proposal(app) == Some(proposal) {
        dispatch::back(app);
    }
    let reopening = menu::in_menu(app.language, crate::app::Command::Reopen);
    app.say(
        Tone::Good,
        app.language.with("notice.recused", &[proposal, &reopening]),
    );
}
