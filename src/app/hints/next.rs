//! The next thing to do, for the last line: only what a key does just now.

use super::{is_refused, meeting};
use crate::analysis::discussion::Entry;
use crate::analysis::staffing::Staff;
use crate::analysis::standing::GroupStanding;
use crate::app::command::Command;
use crate::app::opinion::Unread;
use crate::app::overlay::Overlay;
use crate::app::overlays::{hand_in, menu, rescue};
use crate::app::possible::possible;
use crate::app::record;
use crate::app::screen::Screen;
use crate::app::screens::assignment::{AssignmentState, Part as Side};
use crate::app::screens::compare;
use crate::app::screens::consolidate::next_steps;
use crate::app::screens::discussion::DiscussionState;
use crate::app::screens::match_links::MatchLinksState;
use crate::app::screens::merge::{MergeState, Part};
use crate::app::screens::opinion::OpinionState;
use crate::app::screens::round::RoundState;
use crate::app::screens::round::steps::{Way, way};
use crate::app::screens::scoring::check;
use crate::app::state::App;
use crate::app::workspace::{Seat, Workspace};
use crate::i18n::closing::sheets_missing;

/// Returns the next thing to do, for the last line.
pub fn next_step(app: &App) -> String {
    let language = app.language;
    // in a window the keys are the window's, but those that the tour hands on
    if let Some(window) = app.overlays.last()
        && !matches!(window, Overlay::Tour(_))
    {
        let screen = format!("screen.{}", app.screen.key());
        let name = language.find(&screen).unwrap_or_default();
        return language.with("next.window", &[name]);
    }
    let Some(workspace) = &app.workspace else {
        return language.text("next.start").to_owned();
    };
    match &app.screen {
        Screen::Round(state) => of_round(app, state),
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
        Screen::Consolidate(_) | Screen::Recommendations(_)
            if workspace.panel().proposals.is_empty() =>
        {
            let way = menu::in_menu(language, Command::Round);
            language.with("next.no_proposals", &[&way])
        }
        Screen::Consolidate(state) => of_group(app, workspace, state.table.group),
        Screen::Recommendations(_) if is_refused(app) => language.text("next.refused").to_owned(),
        Screen::Recommendations(_) => {
            let way = menu::in_menu(language, Command::Reports);
            language.with("next.recommendations", &[&way])
        }
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
            _ if workspace.panel().proposals.is_empty() => {
                let way = menu::in_menu(language, Command::Round);
                language.with("next.no_proposals", &[&way])
            }
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
    let is_listed = list.entry(id).is_some_and(Entry::is_proposed) || is_asked(id);
    // what can be done with the chosen one, else what stands against it; what need not be talked
    // about, or was talked about and scored again, waits for its opinion
    let way = match possible(app, Command::SendBack) {
        Ok(()) if is_listed => language.with("next.discussion_back", &[id]),
        Err(_) if !workspace.is_closed() && !owing.is_empty() => {
            sheets_missing(workspace.panel(), id, &owing, language)
        }
        back => match to_write_opinion(app, id) {
            Some(words) => words,
            None => back.map_or_else(
                |reason| reason,
                |()| language.with("next.discussion_back", &[id]),
            ),
        },
    };
    let details = [proposed, asked, way];
    let details = details.each_ref().map(String::as_str);
    language.with("next.discussion", &details)
}

/// How the joint opinion on a proposal is reached, or that it is adopted; nothing where it
/// cannot be opened here.
fn to_write_opinion(app: &App, proposal: &str) -> Option<String> {
    possible(app, Command::Opinion).ok()?;
    let workspace = app.workspace.as_ref()?;
    let opinion = workspace.panel().opinion(proposal);
    if opinion.is_some_and(|one| one.adopted) {
        return Some(app.language.with("next.discussion_adopted", &[proposal]));
    }
    let way = menu::way_to(app, Command::Opinion)?;
    let details = [&*way, proposal];
    Some(app.language.with("next.discussion_opinion", &details))
}

/// What Enter does at the chosen step, by the name of what does it.
fn of_round(app: &App, state: &RoundState) -> String {
    let language = app.language;
    let step = state.step();
    let name = |key: String| language.find(&key).unwrap_or_default();
    match way(step) {
        Way::Command(command) if possible(app, command).is_ok() => {
            let name = name(format!("command.{}", command.id()));
            language.with("next.round", &[name])
        }
        _ => {
            let name = name(format!("round.step_{}", step.key()));
            language.with("next.round_read", &[name])
        }
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
    let is_foreign = record::may_change(app, proposal) == Err("refused.not_assigned");
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
    if workspace.typist.is_some() {
        let left = (all - done).to_string();
        return if done == all {
            app.language.text("next.typing_done").to_owned()
        } else {
            app.language.with("next.typing_left", &[&left])
        };
    }
    if done == all {
        return app.language.text("next.all_done").to_owned();
    }
    let counts = [(all - done).to_string(), done.to_string()];
    let counts = counts.each_ref().map(String::as_str);
    app.language.with(to_open(app, workspace), &counts)
}

/// What Enter does with what is chosen in a list of an expert: it opens nothing where nothing
/// is found, and a sheet that is done takes no more scores.
fn to_open(app: &App, workspace: &Workspace) -> &'static str {
    let filter = app.screen.filter();
    let is_done = |id: &str| {
        let own = workspace.own.as_ref();
        own.is_some_and(|own| own.progress(workspace.panel(), id).is_done())
    };
    let chosen = match &app.screen {
        _ if filter.is_some_and(|filter| filter.finding.hits.is_empty()) => None,
        Screen::Proposals(state) => state.selected_id(workspace),
        Screen::MySheets(state) => Some(state.selected.as_str()),
        _ => return "next.open_sheets",
    };
    match chosen {
        None => "next.sheets_left",
        Some(id) if is_done(id) => "next.open_done",
        Some(_) => "next.open_sheets",
    }
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
        "next.unusable" => Some(menu::by_name(app.language, Command::VerifyRound)),
        _ => None,
    };
    let steps: Vec<String> = next_steps(workspace, group)
        .into_iter()
        .map(|(key, mut details)| {
            details.extend(way(key));
            let details: Vec<&str> = details.iter().map(String::as_str).collect();
            app.language.with(key, &details)
        })
        .chain(opinions(app, workspace, group))
        .chain([app.language.text("next.recommend").to_owned()])
        .collect();
    app.language.with("next.steps", &[&steps.join(" > ")])
}

/// How many joint opinions are not adopted, once all sheets of the group are in.
fn opinions(app: &App, workspace: &Workspace, group: &GroupStanding) -> Option<String> {
    let panel = workspace.panel();
    let is_open = |id: &str| !panel.opinion(id).is_some_and(|one| one.adopted);
    let rows = group.rows.iter().map(|row| row.proposal.as_str());
    let open = rows.filter(|id| is_open(id)).count();
    let waits = !group.missing.is_empty() || open == 0 || workspace.is_closed();
    let way = menu::way_to(app, Command::Opinion).filter(|_| !waits)?;
    possible(app, Command::Opinion).ok()?;
    let details = [&open.to_string(), &*way];
    Some(app.language.with("next.opinions", &details))
}
