//! What the second round changed of one proposal: total, place and lane before and
//! after, which expert changed what and why, and which others moved with it.

use crate::analysis::rounds::{Moved, ProposalChange, Standing};
use crate::app::workspace::{Seat, Workspace};
use crate::config::theme::Role;
use crate::domain::sheet::Round;
use crate::i18n::{reasons, standings};
use crate::text::width::pad;
use crate::ui::canvas::Pen;
use crate::ui::lines::{Line, labelled};

/// Returns the mark of a proposal that is scored again; empty for the others.
pub fn mark(pen: &Pen, workspace: &Workspace, proposal: &str) -> &'static str {
    match workspace.panel().round_of(proposal) {
        Round::Second => pen.language().text("second.mark"),
        Round::First => "",
    }
}

/// Returns the lines; none where the proposal is not scored again. Names stand there only in
/// the secretariat's seat: others look at it together.
pub fn lines(pen: &Pen, workspace: &Workspace, proposal: &str, width: usize) -> Vec<Line> {
    let names = workspace.seat == Seat::Secretariat;
    lines_with(pen, workspace, proposal, width, names)
}

/// Returns the same lines, whoever sits here, without names: for what a whole group looks at.
pub fn nameless(pen: &Pen, workspace: &Workspace, proposal: &str, width: usize) -> Vec<Line> {
    lines_with(pen, workspace, proposal, width, false)
}

fn lines_with(
    pen: &Pen,
    workspace: &Workspace,
    proposal: &str,
    width: usize,
    names: bool,
) -> Vec<Line> {
    let results = workspace.results.as_ref();
    let mut changes = results.into_iter().flat_map(|results| &results.changes);
    let change = changes.find(|one| one.proposal == proposal && one.is_scored_again);
    let Some(change) = change else {
        return Vec::new();
    };
    let mut found = vec![Line::new()];
    let reason = workspace.panel().head.reconsider.reason_of(proposal);
    if !reason.is_empty() {
        let words = pen.with("second.ordered", &[&reason]);
        found.extend(labelled(pen, "", &words, width, Role::Muted));
    }
    for (key, standing, role) in [
        ("second.first", &change.before, Role::Muted),
        ("second.now", &change.after, Role::Heading),
    ] {
        let label = format!(
            "{}  ",
            pad(pen.say(key), if pen.is_english() { 6 } else { 4 })
        );
        found.extend(labelled(pen, &label, &told(pen, standing), width, role));
    }
    if !change.experts.iter().any(|one| one.counts) {
        let words = pen.say("second.nobody");
        found.extend(labelled(pen, "", words, width, Role::Muted));
    }
    for (text, reason) in rescored(pen, workspace, change, names) {
        found.extend(labelled(pen, "- ", &text, width, Role::Text));
        if !reason.is_empty() {
            let words = pen.with("second.reason", &[&reason]);
            found.extend(labelled(pen, "  ", &words, width, Role::Muted));
        }
    }
    if change.others.is_empty() && change.experts.iter().any(|one| one.counts) {
        let words = pen.say("second.no_others");
        found.extend(labelled(pen, "", words, width, Role::Muted));
    }
    for other in others(workspace, change) {
        let [before, after] = [&other.before, &other.after].map(|one| told(pen, one));
        let words = pen.with("second.other", &[&other.proposal, &before, &after]);
        found.extend(labelled(pen, "> ", &words, width, Role::Notice));
    }
    found
}

/// The others that it moved, of the groups that are shown here.
fn others<'a>(
    workspace: &'a Workspace,
    change: &'a ProposalChange,
) -> impl Iterator<Item = &'a Moved> {
    let standings = workspace.results.as_ref().map(|one| &one.standings);
    let is_shown = move |id: &str| standings.is_some_and(|all| all.row(id).is_some());
    change
        .others
        .iter()
        .filter(move |one| is_shown(&one.proposal))
}

fn told(pen: &Pen, standing: &Standing) -> String {
    let total = standings::total(standing.total);
    let place = standings::place(standing.rank);
    let lane = reasons::lane(standing.lane, pen.language());
    pen.with("second.standing", &[&total, &place, lane])
}

/// What each expert changed, with the reason that was given; without names in an order that
/// tells nothing of whose they are.
fn rescored(
    pen: &Pen,
    workspace: &Workspace,
    change: &ProposalChange,
    names: bool,
) -> Vec<(String, String)> {
    let panel = workspace.panel();
    let rubric = panel.rubric_of(&change.proposal);
    let told = change.experts.iter().map(|expert| {
        let cells = standings::cells(&expert.cells, rubric, pen.language());
        let name = panel.expert(&expert.expert).map(|one| one.name.as_str());
        let name = name.filter(|name| !name.is_empty());
        let name = if names {
            name.unwrap_or(&expert.expert)
        } else {
            pen.say("second.somebody")
        };
        let totals = (expert.before, expert.after);
        let text = standings::rescored(name, totals, expert.counts, &cells, pen.language());
        (text, expert.reason.clone())
    });
    let mut told: Vec<(String, String)> = told.collect();
    if !names {
        told.sort();
    }
    told
}
