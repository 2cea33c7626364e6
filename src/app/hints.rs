//! The hints of the last two lines: what can be done here, computed from what is possible,
//! and the next thing to do.

mod meeting;
mod windows;

use super::command::Command;
use super::dispatch;
use super::key::Key;
use super::opinion::Unread;
use super::overlays::{hand_in, menu, rescue};
use super::possible::possible;
use super::screen::Screen;
use super::screens::assignment::{AssignmentState, Part as Side};
use super::screens::compare;
use super::screens::consolidate::next_steps;
use super::screens::discussion::DiscussionState;
use super::screens::match_links::MatchLinksState;
use super::screens::merge::{MergeState, Part};
use super::screens::opinion::{OpinionState, Pane};
use super::screens::round::RoundState;
use super::screens::round::steps::{Way, way};
use super::screens::scoring::{Focus, ScoringState, check, judging};
use super::state::App;
use super::workspace::{Seat, Workspace};
use crate::analysis::staffing::Staff;
use crate::i18n::closing::sheets_missing;

/// A key and what it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The key or keys.
    pub key: String,
    /// What it does.
    pub label: String,
    /// The one key that it is, where it is one.
    pub press: Option<Key>,
    /// Why it does nothing now; `None` where it does what it says.
    pub refused: Option<String>,
}

/// Returns the hints of the present screen: what is possible, the most useful first, and
/// then what is not, with the reason.
pub fn hints(app: &App) -> Vec<Hint> {
    let keys = match app.overlays.last() {
        Some(overlay) => windows::of_overlay(overlay),
        None => of_screen(app),
    };
    of_keys(app, keys)
}

/// Returns the hints of the screen, whatever window stands before it.
pub fn hints_of_screen(app: &App) -> Vec<Hint> {
    of_keys(app, of_screen(app))
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

fn of_screen(app: &App) -> &'static str {
    if let Some(keys) = of_filter(app) {
        return keys;
    }
    match &app.screen {
        Screen::Start(state) if state.path.is_some() => "type:folder Enter:open Esc:close",
        Screen::Meeting(state) => meeting::keys(app, state),
        Screen::Round(_) => "updown:choose Enter:do Tab:journal PgDn:read_on Esc:back space:menu",
        Screen::Start(_) => "updown:choose Enter:open Ctrl-Q:quit",
        Screen::Seat(_) => "updown:choose Enter:sit /:find Esc:back Ctrl-Q:quit",
        Screen::Chains(state) if state.link.is_some() => {
            "updown:link Enter:link_proposals F3:wording left:to_chains space:menu"
        }
        Screen::Chains(_) => {
            "updown:chain Enter:proposals right:to_links /:find space:menu F1:commands"
        }
        Screen::Proposals(_) => {
            "type:filter updown:choose Enter:open F3:wording Esc:back F1:commands"
        }
        Screen::Scoring(state) => of_scoring(app, state),
        Screen::Compare(state) if state.overflows(compare::room(app.size.0)) => {
            "updown:line leftright:others Tab:column Enter:open *:order space:menu PgDn:read_on Esc:back"
        }
        Screen::Compare(_) => {
            "updown:line Tab:column Enter:open *:order space:menu PgDn:read_on Esc:back"
        }
        Screen::MySheets(_) => "updown:choose Enter:open F9:hand_in /:find Esc:back space:menu",
        Screen::Merge(state) => of_part(state.part),
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
        Screen::Consolidate(_) if !app.is_broad() => {
            "updown:choose leftright:read_on Enter:look Tab:group F7:recommendations space:menu"
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
        Screen::MatchLinks(_) => {
            "1-3:take 4:link_list 0:no_link Enter:keep_link Tab:two_links PgDn:next F3:wording Esc:back"
        }
        Screen::WhatIf(_) => {
            "updown:rule leftright:change digits:number Delete:declared Tab:group Esc:back"
        }
        Screen::Recommendations(_) => {
            "updown:choose leftright:read_on Enter:look Tab:group space:menu F6:consolidate /:find"
        }
    }
}

/// The keys of the sheet and of the page beside it.
fn of_scoring(app: &App, state: &ScoringState) -> &'static str {
    match state.focus {
        _ if app.seat() == Seat::Secretariat => {
            "updown:scroll Tab:other_pane PgDn:next F3:wording Esc:back space:menu"
        }
        Focus::Sheet if is_done(app) => {
            "PgDn:next leftright:page Tab:parts_short F3:wording space:menu Esc:back"
        }
        _ if judging::is_on_clause(app) => {
            "1-4:judge Enter:judge_reason updown:line Tab:to_sheet =:quote space:menu"
        }
        Focus::Facts => "updown:line Enter:wording Tab:to_sheet digits:score space:menu",
        _ if app.is_broad() => {
            "digits:score updown:row Tab:parts PgDn:next space:menu F2:comment =:quote"
        }
        Focus::Sheet => {
            "digits:score updown:row Tab:parts_short leftright:page PgDn:next space:menu"
        }
    }
}

/// The keys of a part of the received files.
fn of_part(part: Part) -> &'static str {
    match part {
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

/// The keys of a list that is being filtered.
fn of_filter(app: &App) -> Option<&'static str> {
    let filter = app.screen.filter()?;
    let is_empty = filter.is_empty();
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

/// Nothing could be combined: files that decide are broken.
fn is_refused(app: &App) -> bool {
    let workspace = app.workspace.as_ref();
    workspace.is_some_and(|workspace| !workspace.refusal.is_empty())
}

/// The sheet on the screen takes no more scores.
fn is_done(app: &App) -> bool {
    let proposal = super::possible::scored_proposal(app);
    proposal.is_some_and(|proposal| super::record::may_change(app, proposal).is_err())
}

/// Returns the next thing to do, for the last line.
pub fn next_step(app: &App) -> String {
    let language = app.language;
    let Some(workspace) = &app.workspace else {
        return language.text("next.start").to_owned();
    };
    match &app.screen {
        Screen::Round(state) => of_round(app, state),
        // in a window the keys are the window's: Enter calls no proposal there
        Screen::Meeting(_) if !app.overlays.is_empty() => {
            language.text("next.back_to_meeting").to_owned()
        }
        Screen::Meeting(_) if workspace.is_closed() => {
            language.text("next.meeting_closed").to_owned()
        }
        Screen::Meeting(_) => meeting::next_step(app, workspace),
        Screen::Discussion(state) => of_discussion(app, workspace, state),
        Screen::Start(_) => language.text("next.start").to_owned(),
        Screen::Seat(_) if workspace.is_closed() => language.text("next.seat_closed").to_owned(),
        Screen::Seat(_) => language.text("next.seat").to_owned(),
        Screen::Scoring(state) => match workspace.seat {
            Seat::Expert(_) => of_sheet(app, workspace, &state.proposal),
            _ => language.text("next.back_to_table").to_owned(),
        },
        Screen::Compare(state) => match state.chosen(compare::room(app.size.0)) {
            Some(id) => language.with("next.compare", &[id]),
            None => language.text("next.back_to_table").to_owned(),
        },
        Screen::Consolidate(state) => of_group(app, workspace, state.table.group),
        Screen::Recommendations(_) if is_refused(app) => language.text("next.refused").to_owned(),
        Screen::Recommendations(_) => language.text("next.recommendations").to_owned(),
        Screen::Coverage(_) => language.text("next.coverage").to_owned(),
        Screen::MatchLinks(state) => of_links(app, workspace, state),
        Screen::Merge(state) => of_merge(app, workspace, state),
        Screen::Assignment(state) => of_staffing(app, workspace, state),
        Screen::Opinion(_) if workspace.is_closed() => {
            language.text("next.opinion_closed").to_owned()
        }
        Screen::Opinion(state) => to_opine(app, state).to_owned(),
        Screen::MySheets(_) if is_to_hand_in(app, workspace) => {
            language.text("next.hand_in").to_owned()
        }
        Screen::WhatIf(state) => match state.changed().len() {
            0 => language.text("next.what_if").to_owned(),
            count => language.with("next.what_if_changed", &[&count.to_string()]),
        },
        Screen::Chains(_) | Screen::Proposals(_) | Screen::MySheets(_) => match workspace.seat {
            Seat::Expert(_) => of_expert(app, workspace),
            _ => language.text("next.secretariat").to_owned(),
        },
    }
}

/// Everything is done, and what was handed in is not what lies there now.
fn is_to_hand_in(app: &App, workspace: &Workspace) -> bool {
    let (done, all) = workspace.progress();
    let is_handed_in = hand_in::receipt(app).is_some_and(|(_, is_changed)| !is_changed);
    let is_done = done == all && workspace.sent_back().is_empty();
    is_done && !is_handed_in && possible(app, Command::HandIn).is_ok()
}

/// How many are to be discussed, and how many of them because a member asks.
fn of_discussion(app: &App, workspace: &Workspace, state: &DiscussionState) -> String {
    let language = app.language;
    let list = &state.list;
    if list.entries.is_empty() || !list.is_whole {
        return language.text("next.discussion_waits").to_owned();
    }
    let is_asked = |id: &str| rescue::asked(workspace, &state.group, id).next().is_some();
    let [proposed, asked] = list.to_discuss(is_asked).map(|count| count.to_string());
    let id = &state.selected;
    if id.is_empty() {
        return language.with("next.discussion_counts", &[&proposed, &asked]);
    }
    let results = workspace.results.as_ref();
    let owing = results.map_or_else(Vec::new, |results| results.standings.owing(id));
    // what can be done with the chosen one, else what stands against it
    let way = match possible(app, Command::SendBack) {
        Ok(()) => language.with("next.discussion_back", &[id]),
        Err(_) if !workspace.is_closed() && !owing.is_empty() => {
            sheets_missing(workspace.panel(), id, &owing, language)
        }
        Err(reason) => reason,
    };
    let details = [proposed, asked, way];
    let details = details.each_ref().map(String::as_str);
    language.with("next.discussion", &details)
}

/// What Enter does at the chosen step.
fn of_round(app: &App, state: &RoundState) -> String {
    let language = app.language;
    let step = state.step();
    let name = language.find(&format!("round.step_{}", step.key()));
    let name = name.unwrap_or_default();
    match way(step) {
        Way::Command(command) if possible(app, command).is_ok() => {
            language.with("next.round", &[name])
        }
        _ => language.with("next.round_read", &[name]),
    }
}

fn of_merge(app: &App, workspace: &Workspace, state: &MergeState) -> String {
    let language = app.language;
    let inbox = &workspace.inbox;
    if let Some((done, all)) = inbox.merging {
        let counts = [done.to_string(), all.to_string()];
        return match all {
            0 => language.text("next.merging").to_owned(),
            _ => language.with("merge.reading", &counts.each_ref().map(String::as_str)),
        };
    }
    let open = inbox.conflicts.len();
    if open > 0 {
        let key = match state.part {
            Part::Conflicts => "next.settle_here",
            _ => "next.settle",
        };
        return language.with(key, &[&open.to_string()]);
    }
    let owed = workspace.results.as_ref().map(|results| {
        let (came, asked) = results.receipts.total();
        asked - came
    });
    match owed {
        Some(0) => language.text("next.all_received").to_owned(),
        Some(owed) => language.with("next.await_files", &[&owed.to_string()]),
        None => language.text("next.combining").to_owned(),
    }
}

/// What an opinion lacks until it can be adopted.
fn to_opine(app: &App, state: &OpinionState) -> &'static str {
    let own = &state.opinion;
    let is_without = own.strengths.is_empty() && own.weaknesses.is_empty();
    app.language
        .text(match state.draft.as_ref().map(Result::as_ref) {
            None => "next.opinion_unread",
            Some(Err(Unread::Missing(_))) => "next.opinion_missing",
            Some(Err(Unread::Reason(_))) => "next.opinion_refused",
            Some(_) if state.failed.is_some() => "next.opinion_unwritten",
            Some(_) if own.adopted => "next.opinion_adopted",
            Some(_) if is_without => "next.opinion_draft",
            Some(_) if own.votes.cast() == 0 => "next.opinion_vote",
            Some(_) if own.is_vote_outdated() => "next.opinion_vote_again",
            Some(_) if own.votes.agree <= own.votes.disagree => "next.opinion_lost",
            Some(_) => "next.opinion_adopt",
        })
}

fn of_staffing(app: &App, workspace: &Workspace, state: &AssignmentState) -> String {
    let language = app.language;
    if is_refused(app) {
        return language.text("next.refused").to_owned();
    }
    let Some(results) = &workspace.results else {
        return language.text("next.combining").to_owned();
    };
    if results.staffing.experts.is_empty() || results.staffing.proposals.is_empty() {
        return language.text("next.nobody_to_assign").to_owned();
    }
    let panel = workspace.panel();
    let [short, technical, open, _] = results.staffing.to_do();
    let chosen = results.staffing.of_proposal(&state.proposal);
    let is_here = state.part == Side::Proposals && chosen.is_some_and(Staff::is_problem);
    let (key, count) = match (panel.assignments.is_empty(), short + technical, open) {
        (true, ..) => ("next.deal", 0),
        (_, 0, 0) => ("next.staffed", 0),
        (_, 0, open) if is_here => ("next.rule_here", open),
        (_, 0, open) => ("next.rule", open),
        (_, short, _) if is_here => ("next.fill_here", short),
        (_, short, _) => ("next.fill", short),
    };
    language.with(key, &[&count.to_string()])
}

fn of_links(app: &App, workspace: &Workspace, state: &MatchLinksState) -> String {
    let language = app.language;
    if workspace.suggested.is_none() {
        return language.text("next.suggesting").to_owned();
    }
    match (&state.two, state.left(workspace)) {
        (Some(None), _) => language.text("next.first_link").to_owned(),
        (Some(Some(_)), _) => language.text("next.second_link").to_owned(),
        (None, 0) => language.text("next.links_done").to_owned(),
        (None, left) => language.with("next.links_left", &[&left.to_string()]),
    }
}

fn of_sheet(app: &App, workspace: &Workspace, proposal: &str) -> String {
    let sheet = workspace.own.as_ref().and_then(|own| own.sheet(proposal));
    if let Some(key) = workspace.own.as_ref().and_then(|own| own.read_only) {
        return app.language.text(key).to_owned();
    }
    let is_foreign = super::record::may_change(app, proposal) == Err("refused.not_assigned");
    if is_foreign {
        return app.language.text("refused.not_assigned").to_owned();
    }
    let reopening = menu::in_menu(app.language, Command::Reopen);
    let own = workspace.own.as_ref();
    if own.is_some_and(|own| own.can_rescore(workspace.panel(), proposal)) {
        let reason = workspace.panel().head.reconsider.reason_of(proposal);
        return app
            .language
            .with("next.reconsidered", &[&reason, &reopening]);
    }
    if possible(app, Command::Reopen).is_ok() {
        return app.language.with("next.submitted", &[&reopening]);
    }
    match check::missing(workspace, sheet, app.language) {
        Some(missing) => app.language.with("next.missing_on_sheet", &[&missing]),
        None => app.language.text("next.submit").to_owned(),
    }
}

fn of_expert(app: &App, workspace: &Workspace) -> String {
    let again = workspace.sent_back();
    if !again.is_empty() {
        let details = [again.len().to_string(), again.join("、")];
        let [count, ids] = details.each_ref().map(String::as_str);
        if let Some(way) = menu::way_to(app, Command::MySheets) {
            return app.language.with("next.sent_back", &[count, ids, &way]);
        }
        let reopening = menu::in_menu(app.language, Command::Reopen);
        let details = [count, ids, &reopening];
        return app.language.with("next.sent_back_here", &details);
    }
    if workspace.own.is_none() {
        return app.language.text("next.reading_sheets").to_owned();
    }
    let (done, all) = workspace.progress();
    if done == all {
        return app.language.text("next.all_done").to_owned();
    }
    let counts = [(all - done).to_string(), done.to_string()];
    app.language
        .with("next.open_sheets", &[&counts[0], &counts[1]])
}

fn of_group(app: &App, workspace: &Workspace, group: usize) -> String {
    let results = workspace.results.as_ref();
    let Some(group) = results.and_then(|results| results.standings.groups.get(group)) else {
        let is_refused = !workspace.refusal.is_empty();
        let key = if is_refused {
            "next.refused"
        } else {
            "next.combining"
        };
        return app.language.text(key).to_owned();
    };
    let way = |key: &str| match key {
        "next.conflicts" => Some(menu::way_to(app, Command::Merge).unwrap_or_default()),
        "next.vetoes" => Some(menu::way_to(app, Command::CheckVeto).unwrap_or_default()),
        _ => None,
    };
    let steps: Vec<String> = next_steps(workspace, group)
        .into_iter()
        .map(|(key, mut details)| {
            details.extend(way(key));
            let details: Vec<&str> = details.iter().map(String::as_str).collect();
            app.language.with(key, &details)
        })
        .chain([app.language.text("next.recommend").to_owned()])
        .collect();
    app.language.with("next.steps", &[&steps.join(" > ")])
}
