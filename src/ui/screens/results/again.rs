//! What the second round changed of one proposal: total and place before and after, and which
//! expert changed what.

use crate::analysis::rounds::{ExpertChange, Standing};
use crate::app::workspace::Workspace;
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

/// Returns the lines; none where the proposal is not scored again.
pub fn lines(pen: &Pen, workspace: &Workspace, proposal: &str, width: usize) -> Vec<Line> {
    let results = workspace.results.as_ref();
    let mut changes = results.into_iter().flat_map(|results| &results.changes);
    let change = changes.find(|one| one.proposal == proposal && one.is_scored_again);
    let Some(change) = change else {
        return Vec::new();
    };
    let mut found = vec![Line::new()];
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
    for expert in &change.experts {
        let text = rescored(pen, workspace, proposal, expert);
        found.extend(labelled(pen, "- ", &text, width, Role::Text));
    }
    found
}

fn told(pen: &Pen, standing: &Standing) -> String {
    let total = standings::total(standing.total);
    let place = standings::place(standing.rank);
    let lane = reasons::lane(standing.lane, pen.language());
    pen.with("second.standing", &[&total, &place, lane])
}

fn rescored(pen: &Pen, workspace: &Workspace, proposal: &str, expert: &ExpertChange) -> String {
    let panel = workspace.panel();
    let cells = standings::cells(&expert.cells, panel.rubric_of(proposal), pen.language());
    let name = panel.expert(&expert.expert).map(|one| one.name.as_str());
    let name = name.filter(|name| !name.is_empty());
    let totals = (expert.before, expert.after);
    let name = name.unwrap_or(&expert.expert);
    standings::rescored(name, totals, expert.counts, &cells, pen.language())
}
