//! When the bureau's decision, the second round and a ruling on a conflict of interest are
//! possible; the reasons against them may name numbers.

use super::{chosen, results, results_or_chair};
use crate::analysis::rounds::{NotSentBack, can_be_sent_back};
use crate::app::command::Command;
use crate::app::screen::Screen;
use crate::app::state::App;
use crate::app::workspace::Workspace;
use crate::domain::panel::Phase;
use crate::domain::proposal::Proposal;
use crate::i18n::closing::sheets_missing_way;

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

/// What stands against sending it back, in words.
fn send_back(app: &App, workspace: &Workspace, proposal: &Proposal) -> Result<(), String> {
    let words = |key: &'static str| app.language.text(key).to_owned();
    let results = workspace.results.as_ref();
    let results = results.ok_or_else(|| words("refused.no_results"))?;
    let asked = can_be_sent_back(workspace.panel(), &results.standings, &proposal.id);
    asked.map_err(|against| match against {
        NotSentBack::Closed => words("refused.closed"),
        NotSentBack::NotOpen => words("refused.not_open"),
        NotSentBack::Already => words("refused.sent_back"),
        NotSentBack::NoPart => words("refused.takes_no_part"),
        NotSentBack::Missing(experts) => {
            sheets_missing_way(workspace.panel(), &proposal.id, &experts, app.language)
        }
        NotSentBack::NobodyScored => words("refused.nobody_scored"),
    })
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
