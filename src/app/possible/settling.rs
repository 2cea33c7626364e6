//! When the bureau's decision, the second round and a ruling on a conflict of interest are
//! possible; the reasons against them may name numbers.

use super::{chosen, results, results_or_chair};
use crate::app::command::Command;
use crate::app::screen::Screen;
use crate::app::state::App;
use crate::app::workspace::Workspace;
use crate::domain::panel::Phase;
use crate::domain::proposal::Proposal;
use crate::domain::sheet::Round;

/// Tells whether one of these commands can be carried out now.
///
/// # Errors
/// The reason in words.
pub fn possible(app: &App, command: Command) -> Result<(), String> {
    let words = |key: &'static str| app.language.text(key).to_owned();
    match command {
        Command::SendBack => results_or_chair(app),
        _ => results(app),
    }
    .map_err(words)?;
    let on_screen = match (command, &app.screen) {
        (Command::Decide, Screen::Recommendations(_))
        | (
            Command::SendBack,
            Screen::Consolidate(_) | Screen::Meeting(_) | Screen::Discussion(_),
        )
        | (
            Command::RuleRecusal,
            Screen::Consolidate(_)
            | Screen::Proposals(_)
            | Screen::Assignment(_)
            | Screen::Meeting(_),
        ) => Ok(()),
        (Command::Decide, _) => Err("refused.on_recommendations"),
        (Command::SendBack, _) => Err("refused.on_consolidate_one"),
        _ => Err("refused.on_consolidate_or_proposals"),
    };
    on_screen.map_err(words)?;
    let workspace = app.workspace.as_ref();
    let workspace = workspace.ok_or_else(|| words("refused.no_panel"))?;
    let proposal = chosen(app).and_then(|id| workspace.panel().proposal(id));
    let proposal = proposal.ok_or_else(|| words("refused.choose_proposal"))?;
    match command {
        Command::SendBack => send_back(app, workspace, proposal),
        Command::RuleRecusal => ruling(workspace, proposal).map_err(words),
        _ => row(workspace, proposal).map(|_| ()).map_err(words),
    }
}

fn row<'a>(
    workspace: &'a Workspace,
    proposal: &Proposal,
) -> Result<&'a crate::analysis::standing::ProposalStanding, &'static str> {
    let results = workspace.results.as_ref().ok_or("refused.no_results")?;
    let row = results.standings.row(&proposal.id);
    row.ok_or("refused.no_results")
}

/// Everything that is due is in, and the round is open.
fn send_back(app: &App, workspace: &Workspace, proposal: &Proposal) -> Result<(), String> {
    let text = |key: &'static str| app.language.text(key).to_owned();
    let words = |key: &'static str| Err(text(key));
    let panel = workspace.panel();
    match panel.head.phase {
        Phase::Closed => return words("refused.closed"),
        Phase::Draft => return words("refused.not_open"),
        Phase::Open => {}
    }
    if panel.round_of(&proposal.id) == Round::Second {
        return words("refused.sent_back");
    }
    if !proposal.is_scored() {
        return words("refused.takes_no_part");
    }
    let row = row(workspace, proposal).map_err(text)?;
    let groups = workspace.results.iter();
    let groups = groups.flat_map(|results| &results.standings.groups);
    let missing = groups.flat_map(|group| &group.missing);
    let missing = missing.filter(|one| one.proposal == proposal.id).count();
    if missing > 0 {
        let details = [missing.to_string()];
        return Err(app.language.with("refused.sheets_missing", &[&details[0]]));
    }
    if row.n == 0 {
        return words("refused.nobody_scored");
    }
    Ok(())
}

/// The ruling can still be written, and there is somebody to rule on.
fn ruling(workspace: &Workspace, proposal: &Proposal) -> Result<(), &'static str> {
    let panel = workspace.panel();
    if panel.head.phase == Phase::Closed {
        return Err("refused.closed");
    }
    row(workspace, proposal)?;
    let asked = crate::app::overlays::recusing::asked(workspace, &proposal.id);
    if asked.is_empty() {
        return Err("refused.nobody_asked");
    }
    Ok(())
}
