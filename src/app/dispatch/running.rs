//! Carrying out a command that is possible.

use super::going::go;
use super::leaving::{quit, save_again};
use crate::app::effect::Effect;
use crate::app::overlay::Overlay;
use crate::app::overlays::{
    archiving, comment, decision, edition, filing, going_to, grounds, hand_in, journal, menu, note,
    packing, pairing, palette, phase, reason, recusing, reporting, rescue, roll_call, scope, tour,
    verifying,
};
use crate::app::possible::{self, chosen, subject, subjects, target_link};
use crate::app::round::PhaseChange;
use crate::app::screen::Screen;
use crate::app::screens::scoring::{Selected, judging};
use crate::app::screens::{self, consolidate, round, scoring};
use crate::app::state::{App, Tone};
use crate::app::{Command, meeting, record, told};
use crate::text::moment::Moment;

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
        Screen::Scoring(state) => state.change_order(),
        Screen::Compare(state) => state.change_order(),
        _ => {}
    }
}

/// Returns the proposal on the scoring screen.
pub fn possible_proposal(app: &App) -> Option<&str> {
    possible::scored_proposal(app)
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
