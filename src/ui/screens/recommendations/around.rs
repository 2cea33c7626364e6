//! What stands around a recommendation: how sure it is, the comparison in numbers, the
//! group's opinion, what the bureau decided; and what the list adds to the plan's goals.

use crate::analysis::goals::Contributed;
use crate::analysis::standing::{GroupStanding, ProposalStanding};
use crate::app::workspace::Workspace;
use crate::config::theme::Role;
use crate::domain::contribution::Source;
use crate::domain::indicator::Verdict;
use crate::domain::rulings::{VetoRuling, VetoState};
use crate::i18n::{gap, reasons};
use crate::text::width::pad;
use crate::ui::canvas::Pen;
use crate::ui::lines::{Line, labelled};
use crate::ui::overlays::vetoes::state_words;
use crate::ui::screens::results;

/// How many experts who move a place are named.
const MOST_MOVERS: usize = 3;

/// Returns everything that is known around a proposal's recommendation.
pub fn lines(
    pen: &Pen,
    workspace: &Workspace,
    group: &GroupStanding,
    row: &ProposalStanding,
    width: usize,
) -> Vec<Line> {
    let mut found = sure(pen, workspace, group, row, width);
    let mut add = |key: &'static str, text: &str| {
        if !text.is_empty() {
            let label = format!("{}  ", pen.say(key));
            found.push(Line::new());
            found.extend(labelled(pen, &label, text, width, Role::Text));
        }
    };
    for ruling in &workspace.panel().rulings.vetoes {
        if ruling.proposal == row.proposal && ruling.state != VetoState::Proposed {
            add("around.ruling", &ruled(pen, workspace, ruling));
        }
    }
    add("around.comparison", &compared(pen, workspace, row));
    if let Some(opinion) = workspace.panel().opinion(&row.proposal) {
        let state = if opinion.adopted {
            pen.say("around.adopted")
        } else {
            pen.say("around.draft")
        };
        let mut parts = vec![state.to_owned()];
        let votes = opinion.votes;
        if votes.agree + votes.disagree + votes.abstain > 0 {
            let counts = [votes.agree, votes.disagree, votes.abstain].map(|one| one.to_string());
            parts.push(pen.with("around.votes", &counts.each_ref().map(String::as_str)));
        }
        for (place, condition) in opinion.conditions.iter().enumerate() {
            parts.push(format!("{}. {condition}", place + 1));
        }
        if !opinion.minority.is_empty() {
            let count = opinion.minority.len().to_string();
            parts.push(pen.with("around.minority", &[&count]));
        }
        add("around.opinion", &parts.join("  "));
    }
    found.extend(contributed(pen, workspace, row, width));
    found
}

/// Returns what the bureau decided; nothing where that is not recorded.
pub fn decided(
    pen: &Pen,
    workspace: &Workspace,
    row: &ProposalStanding,
    width: usize,
) -> Vec<Line> {
    let Some(decision) = workspace.panel().decision(&row.proposal) else {
        return Vec::new();
    };
    let departs = decision.departs_from(row.lane, row.awarded);
    let words = reasons::decision(decision, departs, pen.language());
    let label = format!("{}  ", pen.say("around.decision"));
    labelled(pen, &label, &words, width, Role::Heading)
}

/// What the proposal would add to the plan's goals, each thing with the mark of what the
/// panel confirmed. Its chain is left out: every proposal has one.
fn contributed(
    pen: &Pen,
    workspace: &Workspace,
    row: &ProposalStanding,
    width: usize,
) -> Vec<Line> {
    let own = own(workspace, row);
    if own.is_empty() {
        return Vec::new();
    }
    let title = pen.with("around.contributions", &[pen.glyphs().passed]);
    let goals = own
        .iter()
        .map(|one| reasons::goal(&one.goal, pen.language()));
    let column = goals
        .map(|goal| pen.columns(&goal))
        .max()
        .unwrap_or(0)
        .min(14);
    let mut found = vec![
        Line::new(),
        Line::new().heading(pen, &title, width + 1, Role::Muted),
    ];
    for one in own {
        let (mark, role) = if one.confirmed {
            (pen.glyphs().passed, Role::Good)
        } else {
            (pen.glyphs().empty, Role::Text)
        };
        let goal = reasons::goal(&one.goal, pen.language());
        let goal = pad(&goal, column);
        let mut text = one.name.clone();
        if !one.also.is_empty() {
            text.push_str(&pen.with("around.also", &[&one.also.join(" ")]));
        }
        found.extend(labelled(
            pen,
            &format!("{mark} {goal}  "),
            &text,
            width,
            role,
        ));
    }
    found
}

/// The same as figures, for narrow terminals; empty where nothing is named. Nothing is said
/// of confirmation where the panel has not yet judged.
pub fn contributed_short(pen: &Pen, workspace: &Workspace, row: &ProposalStanding) -> String {
    let own = own(workspace, row);
    if own.is_empty() {
        return String::new();
    }
    let confirmed = own.iter().filter(|one| one.confirmed).count();
    let opinion = workspace.panel().opinion(&row.proposal);
    let is_judged = confirmed > 0 || opinion.is_some_and(|one| one.adopted);
    let details = [own.len().to_string(), confirmed.to_string()];
    let details = details.each_ref().map(String::as_str);
    let key = if is_judged {
        "around.contributed"
    } else {
        "around.contributed_open"
    };
    format!("   {}", pen.with(key, &details))
}

fn own<'a>(workspace: &'a Workspace, row: &ProposalStanding) -> Vec<&'a Contributed> {
    let results = workspace.results.iter();
    let own = results.flat_map(|results| results.contributions.of_proposal(&row.proposal));
    own.filter(|one| one.source != Source::Chain).collect()
}

/// What the check of a veto came to, who checked it and what was found.
fn ruled(pen: &Pen, workspace: &Workspace, ruling: &VetoRuling) -> String {
    let ground = workspace.panel().policy.ground(&ruling.ground);
    let details = [
        ground.of(pen.is_english()),
        state_words(pen, ruling.state),
        &ruling.checked_by,
        &ruling.reason,
    ];
    pen.with("around.ruled", &details)
}

/// How sure the place is; advice only.
fn sure(
    pen: &Pen,
    workspace: &Workspace,
    group: &GroupStanding,
    row: &ProposalStanding,
    width: usize,
) -> Vec<Line> {
    let results = workspace.results.as_ref();
    let beside = results.and_then(|results| results.beside.as_ref());
    let group_beside = beside.and_then(|beside| beside.groups.get(&group.id));
    let Some((all, own)) = group_beside.and_then(|all| Some((all, all.rows.get(&row.proposal)?)))
    else {
        return Vec::new();
    };
    let mut words = Vec::new();
    if let Some((_, [low, .., high], chance)) = own.model {
        let details = [
            low.to_string(),
            high.to_string(),
            all.top.to_string(),
            format!("{:.0}%", chance * 100.0),
        ];
        words.push(pen.with("around.interval", &details.each_ref().map(String::as_str)));
    }
    if own.range.is_some_and(|(best, worst)| best == worst) {
        words.push(pen.say("around.range_same").to_owned());
    } else if let Some((best, worst)) = own.range {
        let details = [best.to_string(), worst.to_string()];
        words.push(pen.with("around.range", &details.each_ref().map(String::as_str)));
        let movers = own.movers.iter().take(MOST_MOVERS).map(|(expert, place)| {
            let name = results::expert(workspace, expert);
            pen.with("around.mover", &[&name, &place.to_string()])
        });
        words.extend(movers);
    }
    if words.is_empty() {
        return Vec::new();
    }
    let mut found = vec![Line::new(), Line::of(pen.say("around.sure"), Role::Heading)];
    for text in words {
        found.extend(labelled(pen, "- ", &text, width, Role::Muted));
    }
    found
}

/// The comparison of the proposal as counts of verdicts.
fn compared(pen: &Pen, workspace: &Workspace, row: &ProposalStanding) -> String {
    let Some(proposal) = workspace.panel().proposal(&row.proposal) else {
        return String::new();
    };
    let comparison = workspace.comparison(proposal);
    let counted = Verdict::ALL
        .into_iter()
        .map(|verdict| {
            (
                gap::verdict(verdict, pen.language()),
                comparison.count(verdict),
            )
        })
        .filter(|(_, count)| *count > 0);
    let parts: Vec<String> = counted
        .map(|(words, count)| format!("{words} {count}"))
        .collect();
    parts.join("  ")
}

/// Returns what the whole list would add to the plan's overall goals: claimed by the
/// applicants, confirmed by the panel, and the plan's number.
pub fn goals(pen: &Pen, workspace: &Workspace, width: usize) -> Vec<Line> {
    let Some(results) = &workspace.results else {
        return Vec::new();
    };
    let told = |count: Option<usize>| count.map_or_else(|| "--".to_owned(), |one| one.to_string());
    // the texts of the goals are sentences: they take what the figures leave
    let name_width = width.saturating_sub(30).clamp(10, 88);
    let mut found = vec![
        Line::new()
            .heading(pen, pen.say("around.goals"), name_width, Role::Heading)
            .figure(pen, pen.say("recommend.claimed"), 10, Role::Muted)
            .figure(pen, pen.say("recommend.confirmed"), 10, Role::Muted)
            .figure(pen, pen.say("recommend.target"), 8, Role::Muted)
            .indented(),
    ];
    let goals = &workspace.panel().plan.overview.goals;
    let countable = results
        .contributions
        .scoreboard
        .iter()
        .filter(|score| score.claimed.is_some() || score.confirmed.is_some());
    for score in countable {
        let text = goals
            .iter()
            .find(|goal| goal.id == score.goal)
            .map_or(score.goal.as_str(), |goal| goal.text.as_str());
        found.push(
            Line::new()
                .column(pen, text, name_width, Role::Text)
                .figure(pen, &told(score.claimed), 10, Role::Text)
                .figure(pen, &told(score.confirmed), 10, Role::Text)
                .figure(pen, &score.target.to_string(), 8, Role::Muted)
                .indented(),
        );
    }
    if found.len() == 1 { Vec::new() } else { found }
}
