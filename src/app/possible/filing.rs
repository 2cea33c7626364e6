//! When marks of links, data of applicants and confirmed contributions can be written.

use super::{chosen, need, results, target_link};
use crate::app::command::Command;
use crate::app::overlays::filing::contributions::offered;
use crate::app::screen::Screen;
use crate::app::state::App;
use crate::app::workspace::{Seat, Workspace};
use crate::domain::panel::Phase;
use crate::domain::proposal::Proposal;

/// Tells whether one of these commands can be carried out now, with the reason in words;
/// nothing of any other command.
pub fn possible(app: &App, command: Command) -> Option<Result<(), String>> {
    let answer = match command {
        Command::MarkLink => markable(app),
        Command::EditApplicant => known(app),
        Command::ConfirmContributions => confirmable(app),
        _ => return None,
    };
    Some(answer.map_err(|key| app.language.text(key).to_owned()))
}

fn open(app: &App) -> Result<&Workspace, &'static str> {
    let workspace = app.workspace.as_ref().ok_or("refused.no_panel")?;
    need(workspace.pack().is_none(), "refused.in_pack")?;
    let is_closed = workspace.panel().head.phase == Phase::Closed;
    need(!is_closed, "refused.closed")?;
    Ok(workspace)
}

fn markable(app: &App) -> Result<(), &'static str> {
    results(app)?;
    open(app)?;
    let is_shown = matches!(app.screen, Screen::Coverage(_) | Screen::Chains(_));
    need(is_shown, "refused.on_coverage")?;
    need(target_link(app).is_some(), "refused.filing_choose_link")
}

fn proposal<'a>(app: &App, workspace: &'a Workspace) -> Result<&'a Proposal, &'static str> {
    let proposal = chosen(app).and_then(|id| workspace.panel().proposal(id));
    proposal.ok_or("refused.choose_proposal")
}

fn known(app: &App) -> Result<(), &'static str> {
    results(app)?;
    let workspace = open(app)?;
    let proposal = proposal(app, workspace)?;
    need(!proposal.applicant.is_empty(), "refused.no_applicant")
}

/// The secretariat may, and the chair of the proposal's group.
fn confirmable(app: &App) -> Result<(), &'static str> {
    let workspace = open(app)?;
    let proposal = proposal(app, workspace)?;
    match &workspace.seat {
        Seat::Secretariat => {}
        Seat::None => return Err("refused.no_seat"),
        Seat::Expert(id) => {
            let is_chair = workspace.panel().chair_for(&proposal.id) == Some(id);
            need(is_chair, "refused.filing_chair_only")?;
        }
    }
    let offered = offered(workspace.panel(), proposal);
    need(!offered.is_empty(), "refused.nothing_claimed")
}
