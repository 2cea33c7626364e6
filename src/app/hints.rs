//! The hints of the last two lines: what can be done here, computed from what is possible,
//! and the next thing to do.

mod meeting;
mod next;
mod scoring;
mod windows;

pub use next::next_step;

use super::command::Command;
use super::dispatch;
use super::key::Key;
use super::overlay::Overlay;
use super::possible::possible;
use super::screen::Screen;
use super::screens::assignment::{AssignmentState, Part as Side};
use super::screens::compare;
use super::screens::consolidate::Aspect;
use super::screens::match_links::MatchLinksState;
use super::screens::merge::{MergeState, Part, conflict_of_file};
use super::screens::opinion::{OpinionState, Pane};
use super::screens::round::steps::{Way, way};
use super::screens::what_if::WhatIfState;
use super::screens::what_if::rules::{Choice, Rule};
use super::scrolling::reads_on;
use super::state::App;
use super::workspace::Workspace;

/// A key and what it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The key or keys.
    pub key: String,
    /// What it does.
    pub label: String,
    /// The one key that it is, where it is one.
    pub press: Option<Key>,
    /// It moves a text, and does nothing where all of that is in sight.
    pub reads_on: bool,
    /// Why it does nothing now; `None` where it does what it says.
    pub refused: Option<String>,
}

/// Returns the hints of the present screen: what is possible, the most useful first, and
/// then what is not, with the reason.
pub fn hints(app: &App) -> Vec<Hint> {
    let keys = match app.overlays.last() {
        Some(overlay) if reads_on(overlay) => {
            return of_keys(
                app,
                &format!("{} PgDn:read_on", windows::of_overlay(overlay)),
            );
        }
        Some(overlay) => windows::of_overlay(overlay),
        None => return hints_of_screen(app),
    };
    of_keys(app, keys)
}

/// Returns the hints of the screen, whatever window stands before it.
pub fn hints_of_screen(app: &App) -> Vec<Hint> {
    match (&app.screen, of_filter(app)) {
        (_, Some(keys)) => of_keys(app, keys),
        (Screen::Scoring(state), None) => of_keys(app, &scoring::keys(app, state)),
        (screen, None) => of_keys(app, of_screen(app, screen)),
    }
}

/// Tells whether `?` shows the help: where it is not typed into a text or meant for a window.
pub fn offers_help(app: &App) -> bool {
    match app.overlays.last() {
        Some(Overlay::Tour(_)) => true,
        Some(_) => false,
        None => {
            let filter = app.screen.filter();
            let is_untyped = filter.is_some_and(|filter| filter.field.text().is_empty());
            is_untyped || !app.is_typing()
        }
    }
}

fn of_keys(app: &App, keys: &str) -> Vec<Hint> {
    let pairs = keys.split(' ').filter_map(|pair| pair.split_once(':'));
    let mut found: Vec<Hint> = pairs.map(|(key, label)| hint(app, key, label)).collect();
    found.sort_by_key(|hint| hint.refused.is_some());
    found
}

fn hint(app: &App, key: &str, label: &str) -> Hint {
    let words = |key: &str| app.language.find(key);
    let press = match key {
        "space" => Some(Key::Char(' ')),
        "left" => Some(Key::Left),
        "right" => Some(Key::Right),
        name => Key::from_name(name),
    };
    Hint {
        key: words(&format!("hintkey.{key}")).unwrap_or(key).to_owned(),
        label: words(&format!("hints.{label}"))
            .unwrap_or_default()
            .to_owned(),
        press,
        reads_on: matches!(label, "read_on" | "scroll"),
        refused: press.and_then(|key| refused(app, key)),
    }
}

/// Why the command of a key is not possible now. In a window keys mean what the window says.
fn refused(app: &App, key: Key) -> Option<String> {
    let command = Command::of_key(key, app.is_typing()).filter(|_| app.overlays.is_empty())?;
    let command = dispatch::meant(app, command);
    let is_general = dispatch::is_global(app, command);
    possible(app, command).err().filter(|_| is_general)
}

/// The round is closed: nothing is changed any more.
fn is_closed(app: &App) -> bool {
    app.workspace.as_ref().is_some_and(Workspace::is_closed)
}

/// The keys of a joint opinion.
fn of_opinion(app: &App, state: &OpinionState) -> &'static str {
    match (state.pane, state.read()) {
        (_, None) => "PgDn:next_opinion Esc:back space:menu",
        (Pane::Sources, _) if is_closed(app) => {
            "updown:choose Tab:fields PgDn:next_opinion space:menu Esc:back"
        }
        (Pane::Fields, _) if is_closed(app) => {
            "updown:choose Tab:sources PgDn:next_opinion space:menu Esc:back"
        }
        (Pane::Sources, _) => {
            "updown:choose Enter:take_piece 1-3:into_part 9:take_pieces Tab:fields Esc:back PgDn:next_opinion"
        }
        (Pane::Fields, _) if state.foreign.is_some() && state.row == 0 => {
            "1:take_theirs 2:keep_ours updown:choose Esc:back"
        }
        (Pane::Fields, _) => {
            "updown:choose Enter:edit_field Delete:take_out Tab:sources space:menu PgDn:next_opinion Esc:back"
        }
    }
}

fn of_screen(app: &App, screen: &Screen) -> &'static str {
    match screen {
        // what its rows offer differs from row to row
        Screen::Scoring(_) => "",
        Screen::Start(state) if state.path.is_some() => "type:folder Enter:open Esc:close",
        Screen::Meeting(state) => meeting::keys(app, state),
        Screen::Round(state) if matches!(way(state.step()), Way::Shell(_)) => {
            "updown:choose Enter:see_command Tab:journal PgDn:read_on Esc:back space:menu"
        }
        Screen::Round(_) => "updown:choose Enter:do Tab:journal PgDn:read_on Esc:back space:menu",
        Screen::Start(_) => "updown:choose Enter:open Ctrl-Q:quit",
        Screen::Seat(_) => "updown:choose Enter:sit /:find Esc:back Ctrl-Q:quit",
        Screen::Chains(state) if state.link.is_some() => {
            "updown:link Enter:link_proposals F3:wording left:to_chains space:menu"
        }
        Screen::Chains(_) if app.workspace.as_ref().is_some_and(has_no_chain) => {
            "space:menu F1:commands Esc:back"
        }
        Screen::Chains(_) => {
            "updown:chain Enter:proposals right:to_links /:find space:menu F1:commands"
        }
        Screen::Proposals(state) if state.filter.finding.hits.is_empty() => "Esc:back F1:commands",
        Screen::Proposals(_) => {
            "type:filter updown:choose Enter:open F3:wording Esc:back F1:commands"
        }
        Screen::Compare(state) if state.overflows(compare::room(app.size.0)) => {
            "updown:line leftright:others Tab:column Enter:open *:order space:menu PgDn:read_on Esc:back"
        }
        Screen::Compare(_) => {
            "updown:line Tab:column Enter:open *:order space:menu PgDn:read_on Esc:back"
        }
        Screen::MySheets(_) => "updown:choose Enter:open F9:hand_in /:find Esc:back space:menu",
        Screen::Merge(state) => of_part(app, state),
        Screen::Assignment(state) => of_assignment(state),
        Screen::Opinion(state) => of_opinion(app, state),
        Screen::Consolidate(_) | Screen::Recommendations(_) | Screen::Discussion(_)
            if is_refused(app) =>
        {
            "F6:consolidate F8:sit Esc:back"
        }
        Screen::Discussion(_) => {
            "updown:choose Tab:order F2:ask_for F9:send_back Enter:look leftright:group space:menu Esc:back"
        }
        // there is no pane to read on in beside the narrow table
        Screen::Consolidate(state) if !app.is_broad() && state.aspect == Aspect::Proposal => {
            "updown:choose 1-5:aspect Enter:look Tab:group F7:recommendations space:menu"
        }
        Screen::Consolidate(_) if !app.is_broad() => {
            "leftright:read_on 1-5:aspect Enter:look Tab:group F7:recommendations space:menu"
        }
        Screen::Consolidate(_) => {
            "updown:choose 1-5:aspect leftright:read_on Enter:look Tab:group F7:recommendations space:menu /:find"
        }
        Screen::Coverage(_) => {
            "arrows:link Enter:link_proposals Tab:only_open F3:wording space:menu Esc:back"
        }
        Screen::MatchLinks(state) if state.list.is_some() => {
            "type:filter updown:choose Enter:take Esc:back"
        }
        Screen::MatchLinks(state) if state.two.is_some() => {
            "1-3:take 4:link_list Enter:one_only Tab:one_link Esc:back"
        }
        Screen::MatchLinks(state) if !names_link(app, state) => {
            "1-3:take 4:link_list 0:no_link Tab:two_links PgDn:next F3:wording Esc:back"
        }
        Screen::MatchLinks(_) => {
            "1-3:take 4:link_list 0:no_link Enter:keep_link Tab:two_links PgDn:next F3:wording Esc:back"
        }
        Screen::WhatIf(state) => of_trial(state),
        Screen::Recommendations(_) => {
            "updown:choose leftright:read_on Enter:look Tab:group space:menu F6:consolidate /:find"
        }
    }
}

/// The keys of a trial: some rules are numbers, some words, some stand fast.
fn of_trial(state: &WhatIfState) -> &'static str {
    let rule = state.rules.get(state.chosen);
    let is_fixed = rule.is_none_or(|rule| matches!(rule.choice, Choice::Fixed(_)));
    let takes_digits = rule.is_some_and(Rule::takes_digits);
    match (takes_digits, rule.is_some_and(Rule::is_changed)) {
        _ if is_fixed => "updown:rule Tab:group space:menu Esc:back",
        (true, true) => {
            "updown:rule leftright:change digits:number Delete:declared Tab:group Esc:back"
        }
        (true, false) => "updown:rule leftright:change digits:number Tab:group space:menu Esc:back",
        (false, true) => "updown:rule leftright:change Delete:declared Tab:group Esc:back",
        (false, false) => "updown:rule leftright:change Tab:group space:menu Esc:back",
    }
}

/// The proposal to be matched names a link that Enter can confirm.
fn names_link(app: &App, state: &MatchLinksState) -> bool {
    let workspace = app.workspace.as_ref();
    let proposal = workspace.and_then(|workspace| state.proposal(workspace));
    proposal.is_some_and(|proposal| !proposal.links.is_empty())
}

/// The keys of a part of the received files.
fn of_part(app: &App, state: &MergeState) -> &'static str {
    let inbox = app.workspace.as_ref().map(|workspace| &workspace.inbox);
    let file = inbox.and_then(|inbox| state.file(inbox));
    let conflict = inbox.and_then(|inbox| conflict_of_file(inbox, file?));
    match state.part {
        Part::Files if file.is_none() => "1:take_in 2:watch 3:merge_again Tab:part Esc:back",
        Part::Files if conflict.is_none() => {
            "updown:choose Tab:part 1:take_in 2:watch 3:merge_again leftright:read_on Esc:back"
        }
        Part::Files => {
            "updown:choose Enter:to_conflict Tab:part 1:take_in 2:watch 3:merge_again leftright:read_on Esc:back"
        }
        Part::Conflicts => {
            "updown:choose Enter:settle Tab:part 1:take_in 2:watch leftright:read_on Esc:back"
        }
        Part::Board => "arrows:cell Enter:owed Tab:part 1:take_in 2:watch 3:merge_again Esc:back",
    }
}

/// The keys of a part of the assignment.
fn of_assignment(state: &AssignmentState) -> &'static str {
    match (state.part, state.is_inside) {
        (Side::Proposals, false) => {
            "updown:choose Enter:experts Tab:part 4:deal space:menu Esc:back"
        }
        (Side::Experts, false) => {
            "updown:choose Enter:own_proposals Tab:part 4:deal space:menu Esc:back"
        }
        (Side::Proposals, true) => {
            "updown:choose 1:assign 2:hear 3:rule_on PgDn:next 4:deal left:back Tab:part"
        }
        (Side::Experts, true) => {
            "updown:choose 1:assign 2:hear 3:rule_on PgDn:next_expert 4:deal left:back Tab:part"
        }
        (Side::Groups, _) => "updown:choose Enter:change_group Tab:part 4:deal space:menu Esc:back",
    }
}

/// The keys of a list that is being filtered; nothing is chosen or opened where nothing is found.
fn of_filter(app: &App) -> Option<&'static str> {
    let filter = app.screen.filter()?;
    let is_empty = filter.is_empty();
    if filter.finding.hits.is_empty() && !is_empty {
        return Some(match (&app.screen, filter.offers.is_empty()) {
            (Screen::Proposals(_), true) => "type:filter Esc:clear_filter F1:commands",
            (Screen::Proposals(_), false) => "type:filter Tab:complete Esc:clear_filter",
            (_, true) => "type:filter Esc:close_filter",
            (_, false) => "type:filter Tab:complete Esc:close_filter",
        });
    }
    Some(match (&app.screen, is_empty, filter.offers.is_empty()) {
        (Screen::Proposals(_), true, true) => return None,
        (Screen::Proposals(_), _, true) => {
            "type:filter updown:choose Enter:open Ctrl-S:save_search Esc:clear_filter F1:commands"
        }
        (Screen::Proposals(_), _, false) => {
            "type:filter Tab:complete updown:choose Enter:open Ctrl-S:save_search Esc:clear_filter"
        }
        (Screen::Seat(_) | Screen::Chains(_), ..) => {
            "type:filter updown:choose Enter:open Esc:close_filter"
        }
        (_, _, true) => "type:filter updown:choose Enter:open Ctrl-S:save_search Esc:close_filter",
        (_, _, false) => "type:filter Tab:complete updown:choose Enter:open Esc:close_filter",
    })
}

/// The panel was made without a plan.
fn has_no_chain(workspace: &Workspace) -> bool {
    workspace.panel().plan.chains.is_empty()
}

/// Nothing could be combined: files that decide are broken.
fn is_refused(app: &App) -> bool {
    let workspace = app.workspace.as_ref();
    workspace.is_some_and(|workspace| !workspace.refusal.is_empty())
}
