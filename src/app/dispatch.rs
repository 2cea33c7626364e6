//! One message in, the effects out. Every key goes to the uppermost window first, then to
//! the commands of the registry, then to the screen.

mod going;
mod leaving;
mod meaning;
mod pasting;

pub use leaving::back;
pub use meaning::{key_name, meant};

use going::go;
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
use super::possible::{chosen, possible, subject, subjects, target_link};
use super::round::PhaseChange;
use super::screen::Screen;
use super::screens::scoring::{Selected, judging};
use super::screens::{
    self, assignment, chains, compare, consolidate, coverage, match_links, merge, my_sheets,
    opinion, proposals, round, scoring, seat, start, what_if,
};
use super::state::{App, Changed, Leaving, Tone};
use super::{Command, answers, record, told, typed_ahead, working};
use crate::text::fold::is_han;
use crate::text::moment::Moment;

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
        ) => on_text(app, key),
        None => Vec::new(),
    }
}

/// A window that is only read: arrows scroll, anything that closes closes.
fn on_text(app: &mut App, key: Key) -> Vec<Effect> {
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
        Key::Down | Key::Char('j') => *scroll = (*scroll + 1).min(500),
        Key::Up | Key::Char('k') => *scroll = scroll.saturating_sub(1),
        Key::PageDown | Key::Char(' ') => *scroll = (*scroll + 10).min(500),
        Key::PageUp => *scroll = scroll.saturating_sub(10),
        Key::Home => *scroll = 0,
        _ => {
            app.overlays.pop();
        }
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

/// Carries out a command that is possible.
pub fn run(app: &mut App, command: Command, at: Moment) -> Vec<Effect> {
    use Command as C;
    match command {
        C::Palette => {
            let state = palette::PaletteState::new(app);
            app.overlays.push(Overlay::Palette(state));
        }
        C::Menu => app.overlays.push(Overlay::Menu(menu::MenuState::default())),
        C::GoTo => app
            .overlays
            .push(Overlay::GoingTo(going_to::GoingToState::default())),
        C::Tour => tour::open(app),
        C::Help => app.overlays.push(Overlay::Help(0)),
        C::Target => {
            if let Some(link) = target_link(app) {
                app.overlays.push(Overlay::Target(link, 0));
            }
        }
        C::Comment => with_proposal(app, |app, proposal| comment::open(app, proposal, "")),
        C::QuoteGap => quote_gap(app),
        C::Recuse => with_proposal(app, |app, proposal| {
            app.overlays.push(Overlay::Reason(reason::ReasonState::new(
                reason::Purpose::Recusal,
                proposal,
            )));
        }),
        C::Reopen => {
            if let Some(proposal) = subject(app).map(str::to_owned) {
                let mut state = reason::ReasonState::new(reason::Purpose::Reopening, &proposal);
                if let Some(workspace) = &app.workspace {
                    let again = &workspace.panel().head.reconsider;
                    state.sent_back = again.reason_of(&proposal);
                }
                app.overlays.push(Overlay::Reason(state));
            }
        }
        C::Submit => return scoring::typing::submit(app, at),
        C::Undo if on_opinion(app) => return screens::opinion::undo(app),
        C::Redo if on_opinion(app) => return screens::opinion::redo(app),
        C::Undo => return taken_back(app, record::undo, "notice.undone", at),
        C::Redo => return taken_back(app, record::redo, "notice.redone", at),
        C::NextProposal => scoring::step(app, true),
        C::PreviousProposal => scoring::step(app, false),
        C::PlanOrder => change_order(app),
        C::HandIn => hand_in::open(app),
        C::Pair => open_pairing(app),
        C::Ask => open_question(app),
        C::Scope => with_proposal(app, |app, proposal| {
            let subjects = subjects(app);
            app.overlays.push(Overlay::Scope(scope::ScopeState {
                proposal: proposal.to_owned(),
                subjects,
                selected: 0,
            }));
        }),
        C::ProposeVeto => with_proposal(app, grounds::open),
        C::CheckVeto => consolidate::check_veto(app),
        C::Decide => decision::open(app),
        C::RuleRecusal => recusing::open(app),
        C::LoadEdition | C::MarkLink | C::EditApplicant | C::ConfirmContributions => {
            file(app, command);
        }
        C::SendBack => {
            if let Some(proposal) = chosen(app).map(str::to_owned) {
                let state = reason::ReasonState::new(reason::Purpose::SendingBack, &proposal);
                app.overlays.push(Overlay::Reason(state));
            }
        }
        C::Confirm => return confirm(app),
        C::Retry => return save_again(app),
        C::Quit => return quit(app, at),
        other => return around(app, other, at),
    }
    Vec::new()
}

/// Carries out a command of the round or of its meeting.
fn around(app: &mut App, command: Command, at: Moment) -> Vec<Effect> {
    use Command as C;
    match command {
        C::OpenRound => {
            phase::open(app, PhaseChange::Open);
            return round::look_first(app);
        }
        C::CloseRound => phase::open(app, PhaseChange::Close),
        C::MakePacks => return packing::open(app),
        C::ArchiveRound => archiving::open(app),
        C::Reports => reporting::open(app),
        C::VerifyRound => return verifying::open(app),
        C::Journal => return journal::open(app),
        C::Rescue => rescue::open(app),
        C::RollCall => app
            .overlays
            .push(Overlay::RollCall(roll_call::RollCallState::default())),
        C::SeeOut => return meeting::leading::see_out(app),
        C::Wall => screens::meeting::turn_to_wall(app),
        C::CallChosen => return screens::meeting::call_chosen(app, at),
        C::SetAside => return meeting::stepping::set_aside(app),
        C::StepBack => return meeting::stepping::step_back(app),
        other => return go(app, other),
    }
    Vec::new()
}

/// Confirms link, scope and pairing as they stand.
fn confirm(app: &mut App) -> Vec<Effect> {
    let proposal = possible_proposal(app).map(str::to_owned);
    proposal.map_or_else(Vec::new, |id| record::amend(app, &id, Vec::new()))
}

/// Opens the form of what is filed beside scores.
fn file(app: &mut App, command: Command) {
    match command {
        Command::LoadEdition => edition::open(app),
        Command::MarkLink => filing::marks::open(app),
        Command::EditApplicant => filing::applicant::open(app),
        _ => filing::contributions::open(app),
    }
}

fn change_order(app: &mut App) {
    match &mut app.screen {
        Screen::Scoring(state) => {
            state.plan_order = !state.plan_order;
            state.line = 0;
        }
        Screen::Compare(state) => {
            state.plan_order = !state.plan_order;
            state.line = 0;
        }
        _ => {}
    }
}

/// Returns the proposal on the scoring screen.
pub fn possible_proposal(app: &App) -> Option<&str> {
    super::possible::scored_proposal(app)
}

fn with_proposal(app: &mut App, act: impl FnOnce(&mut App, &str)) {
    if let Some(proposal) = possible_proposal(app).map(str::to_owned) {
        act(app, &proposal);
    }
}

fn open_pairing(app: &mut App) {
    let Screen::Scoring(state) = &app.screen else {
        return;
    };
    let Some(Selected::Indicator(row)) = state.selected() else {
        return;
    };
    let workspace = app.workspace.as_ref();
    let proposal = workspace.and_then(|one| one.panel().proposal(&state.proposal));
    let Some(proposal) = proposal else {
        return;
    };
    let shown = state.noted.row(&row.key).unwrap_or(row);
    let window = pairing::PairingState {
        proposal: proposal.id.clone(),
        indicator: row.key.clone(),
        label: scoring::facts::label(&row.indicator),
        selected: shown.gap.promise.map_or(0, |index| index + 1),
        promises: proposal.promises.len(),
    };
    app.overlays.push(Overlay::Pairing(window));
}

/// Opens the next question; about the selected indicator, where the arrows are there.
fn open_question(app: &mut App) {
    let Screen::Scoring(state) = &app.screen else {
        return;
    };
    let proposal = state.proposal.clone();
    let indicator = match state.selected() {
        Some(Selected::Indicator(row)) if state.focus == scoring::Focus::Facts => row.key.clone(),
        _ => String::new(),
    };
    let own = app.workspace.as_ref().and_then(|one| one.own.as_ref());
    let asked = own
        .and_then(|own| own.sheet(&proposal))
        .map_or(0, |sheet| sheet.questions.len());
    let subject = note::Subject::Question {
        place: asked + 1,
        indicator,
    };
    let window = note::NoteState::new(&proposal, subject, "");
    app.overlays.push(Overlay::Note(window));
}

fn quote_gap(app: &mut App) {
    let Screen::Scoring(state) = &app.screen else {
        return;
    };
    let sentence = state.selected().map(|selected| match selected {
        Selected::Indicator(row) => scoring::facts::sentence(row, app.language),
        Selected::Clause(clause) => {
            let judged = judging::judgement(app, &state.proposal, &clause.key);
            scoring::facts::clause_sentence(clause, judged.as_ref(), app.language)
        }
    });
    if let Some(sentence) = sentence {
        with_proposal(app, |app, proposal| comment::open(app, proposal, &sentence));
    }
}

fn on_opinion(app: &App) -> bool {
    matches!(app.screen, Screen::Opinion(_))
}

fn taken_back(app: &mut App, way: record::Step, words: &str, at: Moment) -> Vec<Effect> {
    let (effects, change) = way(app, at);
    if let Some(change) = change {
        scoring::open_at(app, &change.proposal, &change.cell);
        let cell = told::cell(app, &change);
        let workspace = app.workspace.as_ref();
        let sheet = workspace.and_then(|workspace| workspace.own.as_ref()?.sheet(&change.proposal));
        let value = sheet
            .map(|sheet| sheet.value(&change.cell))
            .unwrap_or_default();
        let value = told::value(&change.cell, &value, app.language);
        app.say(
            Tone::Good,
            app.language.with(words, &[&change.proposal, &cell, &value]),
        );
    }
    effects
}
