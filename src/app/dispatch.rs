//! One message in, the effects out. Every key goes to the uppermost window first, then to
//! the commands of the registry, then to the screen.

mod going;
mod leaving;
mod meaning;
mod pasting;
mod running;

pub use leaving::back;
pub use meaning::{key_name, meant};
pub use running::{possible_proposal, run};

use leaving::{leave, quit, save_again};

use super::effect::Effect;
use super::elsewhere;
use super::filter;
use super::key::Key;
use super::meeting;
use super::message::Message;
use super::overlay::{MissingState, Overlay};
use super::overlays::{
    agenda, archiving, checking, comment, commitment, decision, edition, filing, going_to, grounds,
    grouping, hand_in, journal, menu, naming, note, opining, packing, pairing, palette, phase,
    proposing, reason, recusing, reporting, rescue, roll_call, scope, settings, settling, submit,
    themes, tour, typist, verifying, voting,
};
use super::paper::DifferencesState;
use super::possible::possible;
use super::screen::Screen;
use super::screens::{
    self, assignment, chains, compare, consolidate, coverage, match_links, merge, my_sheets,
    opinion, proposals, round, scoring, seat, start, what_if,
};
use super::state::{App, Changed, Leaving, Tone};
use super::{Command, answers, scrolling, typed_ahead, working};
use crate::text::fold::is_han;
use crate::text::moment::Moment;
use std::mem::discriminant;

/// Lines that no window for reading has.
const LONGEST: usize = 9999;

/// Takes one message and returns what is to be done outside. Never panics.
pub fn update(app: &mut App, message: Message) -> Vec<Effect> {
    let Some(message) = typed_ahead::keep(app, message) else {
        return Vec::new();
    };
    app.changed = Changed::Anything;
    match message {
        Message::Key(key, at) => on_key(app, key, at),
        Message::Paste(..) if app.is_too_small() => Vec::new(),
        Message::Paste(text, at) => pasting::paste(app, &text, at),
        Message::Resize(columns, rows) => {
            app.size = (columns, rows);
            Vec::new()
        }
        Message::Paused(at) => on_pause(app, at),
        Message::Look => Vec::new(),
        Message::Beat(beat) => meeting::clock::beat(app, beat),
        news @ (Message::Working(..) | Message::WorkEnded(_)) => {
            working::take(app, &news);
            Vec::new()
        }
        Message::Stopping(at) => leaving::stop(app, at),
        // somebody else may have had the terminal meanwhile
        Message::GoingOn(_) => vec![Effect::TakeTerminal],
        Message::Terminate(at) => {
            app.leaving = Leaving::Anyway;
            leave(app, at)
        }
        other => {
            working::end(app, &other);
            let mut effects = answers::take(app, other);
            effects.extend(typed_ahead::play(app));
            effects
        }
    }
}

/// In a pause what is written so far is saved, and what could not be saved is tried again.
fn on_pause(app: &mut App, at: Moment) -> Vec<Effect> {
    let mut effects = comment::save(app, at);
    effects.extend(note::save(app, at));
    if effects.is_empty() {
        effects = save_again(app);
    }
    effects.extend(merge::pause(app));
    effects.extend(meeting::clock::pause(app));
    with_memory(app, effects)
}

fn on_key(app: &mut App, key: Key, at: Moment) -> Vec<Effect> {
    // what was said while only the wall was seen is read once that is left
    let unread = app.notice.take().filter(|_| is_on_wall(app));
    let effects = on_read_key(app, key, at);
    if !is_on_wall(app) && app.notice.is_none() {
        app.notice = unread;
    }
    effects
}

fn is_on_wall(app: &App) -> bool {
    matches!(&app.screen, Screen::Meeting(state) if state.is_wall)
}

fn on_read_key(app: &mut App, key: Key, at: Moment) -> Vec<Effect> {
    if key == Key::Ctrl('q') {
        return quit(app, at);
    }
    app.leaving = Leaving::Stays;
    if app.is_too_small() {
        return Vec::new();
    }
    if key == Key::Ctrl('c') {
        app.say(
            Tone::Plain,
            app.language.text("notice.how_to_leave").to_owned(),
        );
        return Vec::new();
    }
    if let Key::Char(character) = key
        && !app.is_typing()
        && is_han(character)
    {
        app.input_method_is_on = true;
        app.say(
            Tone::Plain,
            app.language.text("notice.input_method").to_owned(),
        );
        return Vec::new();
    }
    let (screen, had_news) = (app.screen.key(), has_news(app));
    let mut effects = match app.overlays.last() {
        Some(_) => on_overlay(app, key, at),
        None => on_screen(app, key, at),
    };
    effects.extend(filter::needs(app));
    if app.screen.key() != screen {
        if let Some(workspace) = app.workspace.as_mut().filter(|_| had_news) {
            workspace.round.news = None;
        }
        effects.extend(elsewhere::look(app));
    }
    with_memory(app, effects)
}

/// What was changed elsewhere is told and stands on the screen.
fn has_news(app: &App) -> bool {
    let workspace = app.workspace.as_ref();
    workspace.is_some_and(|workspace| workspace.round.news.is_some())
}

/// After a save the place is kept too, so that the next start finds the cursor.
fn with_memory(app: &App, mut effects: Vec<Effect>) -> Vec<Effect> {
    let saves = effects
        .iter()
        .any(|effect| matches!(effect, Effect::SaveSheet { .. }));
    if saves {
        effects.push(Effect::Remember(Box::new(app.remembered())));
    }
    effects
}

fn on_overlay(app: &mut App, key: Key, at: Moment) -> Vec<Effect> {
    if scrolling::read_on(app, key) {
        return Vec::new();
    }
    match app.overlays.last() {
        Some(Overlay::Palette(_)) => palette::update(app, key, at),
        Some(Overlay::GoingTo(_)) => going_to::update(app, key, at),
        Some(Overlay::Menu(_)) => menu::update(app, key, at),
        Some(Overlay::Comment(_)) => comment::update(app, key, at),
        Some(Overlay::Reason(_)) => reason::update(app, key, at),
        Some(Overlay::Note(_)) => note::update(app, key, at),
        Some(Overlay::Grounds(_)) => grounds::update(app, key, at),
        Some(Overlay::Checking(_)) => checking::update(app, key),
        Some(Overlay::HandIn(_)) => hand_in::update(app, key),
        Some(Overlay::Naming(_)) => naming::update(app, key),
        Some(Overlay::Settling(_)) => settling::update(app, key),
        Some(Overlay::Phase(_)) => phase::update(app, key),
        Some(Overlay::Packing(_)) => packing::update(app, key),
        Some(Overlay::Verifying(_)) => verifying::update(app, key),
        Some(Overlay::Reporting(_)) => reporting::update(app, key),
        Some(Overlay::Archiving(_)) => archiving::update(app, key),
        Some(Overlay::Journal(_)) => journal::update(app, key),
        Some(Overlay::Decision(_)) => decision::update(app, key),
        Some(Overlay::Recusing(_)) => recusing::update(app, key),
        Some(Overlay::Rescue(_)) => rescue::update(app, key),
        Some(Overlay::RollCall(_)) => roll_call::update(app, key, at),
        Some(Overlay::Opining(_)) => opining::update(app, key),
        Some(Overlay::Voting(_)) => voting::update(app, key),
        Some(Overlay::Edition(_)) => edition::update(app, key),
        Some(Overlay::Filing(_)) => filing::update(app, key),
        Some(Overlay::Typist(_)) => typist::update(app, key),
        Some(Overlay::Tour(_)) => tour::update(app, key, at),
        Some(Overlay::Settings(_)) => settings::update(app, key, at),
        Some(Overlay::Themes(_)) => themes::update(app, key),
        Some(Overlay::Proposing(_)) => proposing::update(app, key),
        Some(Overlay::Grouping(_)) => grouping::update(app, key),
        Some(Overlay::Agenda(_)) => agenda::update(app, key),
        Some(Overlay::Pairing(_)) => pairing::update(app, key, at),
        Some(Overlay::Scope(_)) => scope::update(app, key),
        Some(Overlay::Submit(state)) => submit::update(app, &state.clone(), key, at),
        Some(Overlay::Commitment(state)) => commitment::update(app, &state.clone(), key, at),
        Some(
            Overlay::Help(_)
            | Overlay::Target(..)
            | Overlay::SelfCheck(..)
            | Overlay::Missing(_)
            | Overlay::PaperDifferences(_),
        ) => on_text(app, key, at),
        None => Vec::new(),
    }
}

/// A window that is only read: what moves scrolls, and what leads elsewhere from anywhere closes
/// it and goes there.
fn on_text(app: &mut App, key: Key, at: Moment) -> Vec<Effect> {
    let Some(
        Overlay::Help(scroll)
        | Overlay::Target(_, scroll)
        | Overlay::SelfCheck(_, scroll)
        | Overlay::PaperDifferences(DifferencesState { scroll, .. })
        | Overlay::Missing(MissingState { scroll, .. }),
    ) = app.overlays.last_mut()
    else {
        app.overlays.pop();
        return Vec::new();
    };
    match key.folded() {
        Key::Down | Key::Char('j') => *scroll = (*scroll + 1).min(LONGEST),
        Key::Up | Key::Char('k') => *scroll = scroll.saturating_sub(1),
        Key::PageDown | Key::Char(' ') => *scroll = (*scroll + 10).min(LONGEST),
        Key::PageUp => *scroll = scroll.saturating_sub(10),
        Key::Home => *scroll = 0,
        Key::End | Key::Char('G') => *scroll = LONGEST,
        Key::Esc | Key::Enter | Key::Char('?' | 'q') => {
            app.overlays.pop();
        }
        Key::F(_) => {
            let closed = app.overlays.pop().as_ref().map(discriminant);
            if !app.overlays.is_empty() {
                return Vec::new();
            }
            let effects = on_screen(app, key, at);
            // the key that opened it closes it
            if app.overlays.last().map(discriminant) == closed {
                app.overlays.pop();
            }
            return effects;
        }
        _ => {}
    }
    Vec::new()
}

/// Gives a key to the commands of the registry, then to the screen.
pub fn on_screen(app: &mut App, key: Key, at: Moment) -> Vec<Effect> {
    let typing = app.is_typing();
    let meant = if typing { key } else { key.folded() };
    let filter = app.screen.filter();
    let empty_filter = filter.is_some_and(|filter| filter.field.text().is_empty());
    let asked = match meant {
        Key::Char(' ' | '?' | ':') if typing && empty_filter => {
            Command::of_key(meant.folded(), false)
        }
        _ => Command::of_key(meant, typing),
    };
    if let Some(command) = asked.filter(|command| is_global(app, *command)) {
        return ask(app, command, at);
    }
    match &app.screen {
        Screen::Start(_) => start::update(app, meant, at),
        Screen::Seat(_) => seat::update(app, meant),
        Screen::Chains(_) => chains::update(app, meant),
        Screen::Proposals(_) => proposals::update(app, meant),
        Screen::Scoring(_) => scoring::update(app, meant, at),
        Screen::Compare(_) => compare::update(app, meant),
        Screen::MySheets(_) => my_sheets::update(app, meant),
        Screen::Consolidate(_) | Screen::Recommendations(_) => consolidate::update(app, meant),
        Screen::Coverage(_) => coverage::update(app, meant),
        Screen::WhatIf(_) => what_if::update(app, meant),
        Screen::MatchLinks(_) => match_links::update(app, meant),
        Screen::Merge(_) => merge::update(app, meant),
        Screen::Assignment(_) => assignment::update(app, meant),
        Screen::Opinion(_) => opinion::update(app, meant),
        Screen::Round(_) => round::update(app, meant, at),
        Screen::Meeting(_) => screens::meeting::update(app, meant, at),
        Screen::Discussion(_) => screens::discussion::update(app, meant),
    }
}

/// Tells whether a command is carried out from any screen; the others are keys of a screen.
pub fn is_global(app: &App, command: Command) -> bool {
    use Command as C;
    match command {
        C::Back
        | C::Type
        | C::Erase
        | C::Clear
        | C::Abstain
        | C::NextPart
        | C::Turn
        | C::Move
        | C::Ends
        | C::Choose => false,
        C::NextProposal | C::PreviousProposal => {
            matches!(&app.screen, Screen::Scoring(state) if state.focus == scoring::Focus::Sheet)
        }
        _ => true,
    }
}

/// Carries a command out, or says why it is not possible. What is being typed is taken first.
pub fn ask(app: &mut App, command: Command, at: Moment) -> Vec<Effect> {
    ask_for(app, meant(app, command), at)
}

/// Asks for this very command, whatever its key means on the screen.
pub fn ask_for(app: &mut App, command: Command, at: Moment) -> Vec<Effect> {
    let mut effects = Vec::new();
    if matches!(app.screen, Screen::Scoring(_)) {
        match scoring::typing::accept(app, at) {
            Some(saved) => effects = saved,
            None => return Vec::new(),
        }
    }
    match possible(app, command) {
        Ok(()) => effects.extend(run(app, command, at)),
        Err(reason) => {
            let name = app
                .language
                .find(&format!("command.{}", command.id()))
                .unwrap_or_default();
            let text = app.language.with("notice.not_possible", &[name, &reason]);
            app.say(Tone::Refused, text);
        }
    }
    effects
}
