//! What is possible now, and why the rest is not. Hints, menus and the palette ask here,
//! so that they never disagree with what a key does.

mod discussing;
mod filing;
mod meeting;
mod round;
mod settling;

use super::command::Command;
use super::meeting::{led, scored_groups, sees_results};
use super::opinion;
use super::overlays::{grounds, voting};
use super::own_sheets::Progress;
use super::paper::is_typing;
use super::record::may_change;
use super::screen::Screen;
use super::screens::assignment::Part;
use super::screens::scoring::Selected;
use super::screens::{self, compare, consolidate, match_links, merge};
use super::state::App;
use super::workspace::Seat;
use crate::domain::indicator::Verdict;
use crate::domain::panel::Phase;
use crate::domain::sheet::{Round, SheetState};

/// Id of the panel inside the program.
const DEMONSTRATION: &str = "demo";

/// Tells whether a command can be carried out now.
///
/// # Errors
/// The reason in words.
pub fn possible(app: &App, command: Command) -> Result<(), String> {
    let is_wall = matches!(&app.screen, Screen::Meeting(state) if state.is_wall);
    // everybody in the room looks at it
    if is_wall && !matches!(command, Command::Wall | Command::Help | Command::StepBack) {
        return Err(app.language.text("refused.on_wall").to_owned());
    }
    if let Command::Decide | Command::SendBack | Command::RuleRecusal = command {
        return settling::possible(app, command);
    }
    if let Some(answer) = filing::possible(app, command) {
        return answer;
    }
    reason(app, command).map_err(|key| {
        let decided = (key == voting::NO_TIE).then(|| voting::decided_by(app));
        let words = decided.flatten();
        words.unwrap_or_else(|| app.language.text(key).to_owned())
    })
}

fn reason(app: &App, command: Command) -> Result<(), &'static str> {
    use Command as C;
    match command {
        C::Chains | C::Proposals => need(app.workspace.is_some(), "refused.no_panel"),
        C::Seats => {
            let workspace = app.workspace.as_ref().ok_or("refused.no_panel")?;
            // who stands up forgets how far the meeting is
            need(workspace.meeting.owed.is_empty(), "refused.meeting_unsafe")
        }
        C::Agenda => need(app.workspace.is_some(), "refused.no_panel")
            .and_then(|()| need(app.seat() != Seat::None, "refused.no_seat")),
        C::Find => need(app.screen.has_list(), "refused.no_list"),
        C::SaveSearch => need(has_search(app), "refused.no_search"),
        C::MySheets => need(own(app), "refused.experts_only"),
        C::Consolidate | C::Recommendations | C::Discuss => results_or_chair(app),
        C::Rescue => discussing::rescue(app),
        C::Coverage => results_or_chair(app).and_then(|()| sees_everything(app)),
        C::WhatIf | C::Assignment => results(app),
        C::Meeting
        | C::Current
        | C::RollCall
        | C::SeeOut
        | C::Wall
        | C::CallChosen
        | C::SetAside
        | C::StepBack => meeting::possible(app, command),
        C::Reports => results_or_chair(app).and_then(|()| sees_everything(app)),
        C::Opinion => opinion::possible(app),
        C::TakePieces | C::VoteOnOpinion | C::AddMinority | C::AdoptOpinion => {
            need(is_opining(app), "refused.on_opinion")?;
            let workspace = app.workspace.as_ref().ok_or("refused.no_panel")?;
            need(!workspace.is_closed(), "refused.closed")
        }
        C::RecordVote => results_or_chair(app).and_then(|()| votable(app)),
        C::MatchLinks => results(app).and_then(|()| matchable(app)),
        C::Merge => results(app).and_then(|()| {
            let workspace = app.workspace.as_ref().ok_or("refused.no_panel")?;
            merge::mergeable(workspace)
        }),
        C::TypePaper => results(app).and_then(|()| {
            let workspace = app.workspace.as_ref().ok_or("refused.no_panel")?;
            merge::mergeable(workspace)
        }),
        C::HandIn | C::Recuse | C::Reopen | C::ProposeVeto if is_typing(app) => {
            Err("refused.typing_paper")
        }
        C::Round
        | C::LoadEdition
        | C::Journal
        | C::OpenRound
        | C::MakePacks
        | C::VerifyRound
        | C::CloseRound
        | C::ArchiveRound => round::possible(app, command),
        C::HandIn => presentable(app),
        C::Aspect => results_or_chair(app).and_then(|()| {
            let shows = matches!(app.screen, Screen::Consolidate(_));
            need(shows, "refused.on_consolidate")
        }),
        C::Comment | C::Clear | C::Abstain | C::QuoteGap | C::Ask => on_sheet(app),
        C::Recuse => on_scoring(app).and_then(|()| recusable(app)),
        C::Submit => on_scoring(app).and_then(|()| on_sheet(app)),
        C::Target => need(target_link(app).is_some(), "refused.no_link"),
        C::Compare => compare::asked(app).map(|_| ()),
        C::PlanOrder if matches!(app.screen, Screen::Compare(_)) => Ok(()),
        C::NextProposal | C::PreviousProposal | C::PlanOrder | C::Tour => on_scoring(app),
        C::Pair => pairable(app),
        C::Scope => {
            amendable(app).and_then(|()| need(!subjects(app).is_empty(), "refused.one_product"))
        }
        C::Confirm => amendable(app),
        C::ProposeVeto => on_sheet(app).and_then(|()| need(has_grounds(app), "refused.no_grounds")),
        C::CheckVeto => checkable(app),
        C::Reopen => reopenable(app),
        C::Undo => need(can_undo(app), "notice.nothing_to_undo"),
        C::Redo => need(can_redo(app), "notice.nothing_to_redo"),
        C::Retry => need(has_failed(app), "refused.all_saved"),
        _ => Ok(()),
    }
}

/// A joint opinion is on the screen, and what it can be drafted from was read.
fn is_opining(app: &App) -> bool {
    matches!(&app.screen, Screen::Opinion(state) if state.read().is_some())
}

/// On the screen of a joint opinion its own changes are taken back, elsewhere those of sheets.
fn can_undo(app: &App) -> bool {
    match &app.screen {
        Screen::Opinion(state) => screens::opinion::can_undo(state),
        _ => app.undo.can_undo(),
    }
}

fn can_redo(app: &App) -> bool {
    match &app.screen {
        Screen::Opinion(state) => screens::opinion::can_redo(state),
        _ => app.undo.can_redo(),
    }
}

fn need(holds: bool, otherwise: &'static str) -> Result<(), &'static str> {
    if holds { Ok(()) } else { Err(otherwise) }
}

fn own(app: &App) -> bool {
    matches!(app.seat(), Seat::Expert(_))
}

fn results(app: &App) -> Result<(), &'static str> {
    match app.seat() {
        Seat::Secretariat => Ok(()),
        Seat::Expert(_) if is_pack(app) => Err("refused.in_pack"),
        Seat::Expert(_) => Err("refused.secretariat_only"),
        Seat::None => Err("refused.no_seat"),
    }
}

/// The secretariat, or a chair whose group was scored in the meeting.
fn results_or_chair(app: &App) -> Result<(), &'static str> {
    if app.seat().expert().is_some() && sees_results(app) {
        return Ok(());
    }
    let leads = app
        .workspace
        .as_ref()
        .is_some_and(|one| !led(one).is_empty());
    match results(app) {
        Err("refused.secretariat_only") if leads => Err("refused.after_scoring"),
        other => other,
    }
}

/// The map of links is that of all groups.
fn sees_everything(app: &App) -> Result<(), &'static str> {
    let workspace = app.workspace.as_ref().ok_or("refused.no_panel")?;
    let scored = scored_groups(workspace).len();
    let is_whole = scored == workspace.panel().meeting_groups().len();
    let is_office = workspace.seat == Seat::Secretariat;
    need(is_office || is_whole, "refused.after_all_scoring")
}

fn is_pack(app: &App) -> bool {
    let workspace = app.workspace.as_ref();
    workspace.is_some_and(|workspace| workspace.pack().is_some())
}

/// There are links to match, and what is decided can still be written.
fn matchable(app: &App) -> Result<(), &'static str> {
    let workspace = app.workspace.as_ref().ok_or("refused.no_panel")?;
    let panel = workspace.panel();
    let has_links = panel
        .plan
        .chains
        .iter()
        .any(|chain| !chain.links.is_empty());
    need(
        has_links && !panel.proposals.is_empty(),
        "refused.nothing_to_match",
    )?;
    need(panel.head.phase != Phase::Closed, "refused.closed")
}

/// The expert of this seat has sheets that can be handed in.
fn presentable(app: &App) -> Result<(), &'static str> {
    need(own(app), "refused.experts_hand_in")?;
    let workspace = app.workspace.as_ref().ok_or("refused.no_panel")?;
    let head = &workspace.panel().head;
    // a simulated panel can be handed in, so that a whole round can be rehearsed
    let is_shown_only =
        workspace.opened.place.is_demonstration || (head.demonstration && head.id == DEMONSTRATION);
    need(!is_shown_only, "refused.demonstration")?;
    need(head.phase != Phase::Closed, "refused.closed")?;
    let own = workspace.own.as_ref().ok_or("refused.no_sheets")?;
    need(own.sheets().next().is_some(), "refused.nothing_to_hand_in")?;
    need(own.failures() == 0, "refused.unsaved")
}

/// The policy names grounds of exclusion, or the own sheet holds one of an older policy.
fn has_grounds(app: &App) -> bool {
    let Some((workspace, proposal)) = app.workspace.as_ref().zip(scored_proposal(app)) else {
        return false;
    };
    !grounds::listed(workspace, proposal).is_empty()
}

/// A veto waits for its check in the shown group, and the ruling can be written.
fn checkable(app: &App) -> Result<(), &'static str> {
    results_or_chair(app)?;
    let is_table = matches!(
        app.screen,
        Screen::Consolidate(_) | Screen::Recommendations(_)
    );
    need(is_table, "refused.on_results")?;
    let workspace = app.workspace.as_ref().ok_or("refused.no_panel")?;
    need(
        workspace.panel().head.phase != Phase::Closed,
        "refused.closed",
    )?;
    need(
        consolidate::to_check(app).is_some(),
        "refused.nothing_pending",
    )
}

/// The chosen proposal shares its place with others until somebody votes.
fn votable(app: &App) -> Result<(), &'static str> {
    let is_chosen_here = matches!(
        app.screen,
        Screen::Consolidate(_)
            | Screen::Recommendations(_)
            | Screen::Meeting(_)
            | Screen::Discussion(_)
            | Screen::Opinion(_)
    );
    need(is_chosen_here, "refused.on_results")?;
    voting::asked(app).map(|_| ())
}

/// Returns the proposal that is being scored.
pub fn scored_proposal(app: &App) -> Option<&str> {
    match &app.screen {
        Screen::Scoring(scoring) => Some(&scoring.proposal),
        _ => None,
    }
}

fn on_scoring(app: &App) -> Result<(), &'static str> {
    need(scored_proposal(app).is_some(), "refused.while_scoring")
}

fn on_sheet(app: &App) -> Result<(), &'static str> {
    need(own(app) || app.seat() == Seat::None, "refused.experts_only")?;
    let otherwise = match chosen(app) {
        Some(_) => "refused.open_chosen",
        None => "refused.while_scoring",
    };
    let proposal = scored_proposal(app).ok_or(otherwise)?;
    need(own(app), "refused.experts_only")?;
    may_change(app, proposal)
}

/// An indicator is selected, and this seat may say which promise speaks of it.
fn pairable(app: &App) -> Result<(), &'static str> {
    if own(app) {
        on_sheet(app)?;
    } else {
        amendable(app)?;
    }
    let Screen::Scoring(state) = &app.screen else {
        return Err("refused.while_scoring");
    };
    let is_indicator = matches!(state.selected(), Some(Selected::Indicator(_)));
    need(is_indicator, "refused.no_indicator")
}

/// The secretariat may change what it decides about the proposal on the screen.
fn amendable(app: &App) -> Result<(), &'static str> {
    on_scoring(app)?;
    need(app.seat() == Seat::Secretariat, "refused.secretariat_only")?;
    let workspace = app.workspace.as_ref().ok_or("refused.no_panel")?;
    let is_closed = workspace.panel().head.phase == Phase::Closed;
    need(!is_closed, "refused.closed")
}

/// Returns the sub-products of the link on the scoring screen, in the target's order, and
/// whether the proposal is about them.
pub fn subjects(app: &App) -> Vec<(String, bool)> {
    let Screen::Scoring(state) = &app.screen else {
        return Vec::new();
    };
    let mut found: Vec<(String, bool)> = Vec::new();
    for row in &state.comparison.rows {
        let subject = &row.indicator.subject;
        if !subject.is_empty() && !found.iter().any(|(name, _)| name == subject) {
            let applies = row.gap.verdict != Verdict::NotApplicable;
            found.push((subject.clone(), applies));
        }
    }
    found
}

fn recusable(app: &App) -> Result<(), &'static str> {
    need(own(app), "refused.experts_only")?;
    writable(app)?;
    match progress(app) {
        Some(Progress::Recused) => Err("refused.recused"),
        _ => Ok(()),
    }
}

fn writable(app: &App) -> Result<(), &'static str> {
    let own = app
        .workspace
        .as_ref()
        .and_then(|workspace| workspace.own.as_ref());
    own.and_then(|own| own.read_only).map_or(Ok(()), Err)
}

fn progress(app: &App) -> Option<Progress> {
    let proposal = scored_proposal(app)?;
    let workspace = app.workspace.as_ref()?;
    let own = workspace.own.as_ref()?;
    Some(own.progress(workspace.panel(), proposal))
}

/// Returns the proposal whose own sheet is meant: the one being scored, or the chosen one
/// of a list.
pub fn subject(app: &App) -> Option<&str> {
    match &app.screen {
        Screen::Scoring(scoring) => Some(&scoring.proposal),
        Screen::Proposals(state) => state.selected_id(app.workspace.as_ref()?),
        Screen::MySheets(state) => Some(&state.selected),
        Screen::MatchLinks(state) => state.order.get(state.at).map(String::as_str),
        _ => None,
    }
}

/// A submitted sheet, or one given up by an own recusal that nobody ruled on.
fn reopenable(app: &App) -> Result<(), &'static str> {
    let workspace = app.workspace.as_ref().ok_or("refused.no_panel")?;
    let own = workspace.own.as_ref().ok_or("refused.experts_only")?;
    writable(app)?;
    let proposal = subject(app).ok_or("refused.while_scoring")?;
    let panel = workspace.panel();
    let is_ruled = panel.recusal(&own.expert, proposal).is_some();
    let is_second = !panel.head.reconsider.proposals.is_empty();
    if is_second && panel.round_of(proposal) == Round::First {
        return Err("refused.not_reconsidered");
    }
    match own.sheet(proposal).map(|sheet| sheet.state) {
        Some(SheetState::Submitted | SheetState::Abstained) => Ok(()),
        Some(SheetState::Recused) if !is_ruled => Ok(()),
        _ => Err("refused.not_submitted"),
    }
}

fn has_search(app: &App) -> bool {
    app.screen.filter().is_some_and(|filter| !filter.is_empty())
}

fn has_failed(app: &App) -> bool {
    let workspace = app.workspace.as_ref();
    workspace.is_some_and(|workspace| !workspace.unsafe_sheets().is_empty())
}

/// Returns the proposal that this screen is about: of tables and lists the chosen one.
pub fn chosen(app: &App) -> Option<&str> {
    match &app.screen {
        Screen::Consolidate(state) => Some(&state.table.selected),
        Screen::Recommendations(state) => Some(&state.table.selected),
        Screen::WhatIf(state) => Some(&state.table.selected),
        Screen::Discussion(state) => Some(&state.selected),
        Screen::Meeting(state) => state.proposal(app.workspace.as_ref()?),
        Screen::Opinion(state) => Some(&state.proposal),
        Screen::Assignment(state) if state.part == Part::Experts => Some(&state.inner),
        Screen::Assignment(state) => Some(&state.proposal),
        _ => subject(app),
    }
}

/// Returns the id of the link whose wording F3 shows on this screen.
pub fn target_link(app: &App) -> Option<String> {
    let workspace = app.workspace.as_ref()?;
    match &app.screen {
        Screen::Chains(state) => state.link(workspace).map(|link| link.id.clone()),
        Screen::Coverage(state) => {
            let results = workspace.results.as_ref()?;
            state.link(workspace, results).map(|link| link.link.clone())
        }
        Screen::Compare(state) => Some(state.link.clone()),
        Screen::MatchLinks(state) => {
            let id = state.order.get(state.at)?;
            let proposal = workspace.panel().proposal(id)?;
            let link = workspace.link_of(proposal);
            link.map(|(_, link)| link.id.clone()).or_else(|| {
                let suggested = match_links::suggested(workspace, id)?;
                Some(suggested.answer.suggestions.first()?.link.clone())
            })
        }
        _ => {
            let proposal = workspace.panel().proposal(chosen(app)?)?;
            workspace.link_of(proposal).map(|(_, link)| link.id.clone())
        }
    }
}
