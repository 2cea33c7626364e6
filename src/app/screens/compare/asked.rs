//! What there is to be compared from a screen: a link and its proposals that this seat may
//! see, or why there is nothing.

use crate::app::Screen;
use crate::app::own_sheets::Progress;
use crate::app::possible::{chosen, target_link};
use crate::app::screens::proposals::Scope;
use crate::app::state::App;
use crate::app::workspace::{Seat, Workspace};
use crate::domain::proposal::{Proposal, ProposalState};

/// Returns the proposals about a link that take part and that this seat may see, in the
/// order of presentation: an expert is shown none with a recusal.
pub fn of_link<'a>(workspace: &'a Workspace, link: &str) -> Vec<&'a Proposal> {
    let panel = workspace.panel();
    let own = workspace.own.as_ref();
    let may_be_seen = |proposal: &Proposal| {
        own.is_none_or(|own| own.progress(panel, &proposal.id) != Progress::Recused)
    };
    panel
        .in_order()
        .into_iter()
        .filter(|proposal| proposal.state == ProposalState::Active)
        .filter(|proposal| proposal.links.iter().any(|id| id == link))
        .filter(|proposal| may_be_seen(proposal))
        .collect()
}

/// What there is to be compared: a link and ids of proposals, the first one first.
pub type Asked = (String, Vec<String>);

/// Returns what the command would open from the present screen.
///
/// # Errors
/// The catalogue key of the reason.
pub fn asked(app: &App) -> Result<Asked, &'static str> {
    let workspace = app.workspace.as_ref().ok_or("refused.no_panel")?;
    let is_read = match workspace.seat {
        Seat::None => return Err("refused.no_seat"),
        Seat::Expert(_) => workspace.own.is_some(),
        Seat::Secretariat => true,
    };
    if !is_read {
        return Err("refused.no_sheets");
    }
    match &app.screen {
        Screen::Compare(_) => Err("refused.beside_already"),
        Screen::Chains(_) | Screen::Coverage(_) => {
            let link = target_link(app).ok_or("refused.choose_link")?;
            beside(workspace, &link, None).ok_or("refused.few_of_link")
        }
        screen => {
            let id = chosen(app).ok_or("refused.while_scoring")?;
            let first = workspace
                .panel()
                .proposal(id)
                .ok_or("refused.while_scoring")?;
            let list = match screen {
                Screen::Proposals(list) => Some(&list.scope),
                _ => None,
            };
            of_proposal(workspace, first, list)
        }
    }
}

/// The link of the list, else the first of the proposal's links that another is about too.
fn of_proposal(
    workspace: &Workspace,
    first: &Proposal,
    list: Option<&Scope>,
) -> Result<Asked, &'static str> {
    let own = workspace.own.as_ref();
    if own.is_some_and(|own| own.progress(workspace.panel(), &first.id) == Progress::Recused) {
        return Err("refused.recused");
    }
    if first.state != ProposalState::Active {
        return Err("refused.takes_no_part");
    }
    if first.links.is_empty() {
        return Err("refused.no_link");
    }
    let of_list = match list {
        Some(Scope::Link(link)) => Some(link),
        _ => None,
    };
    let mut links = of_list.into_iter().chain(&first.links);
    links
        .find_map(|link| beside(workspace, link, Some(&first.id)))
        .ok_or("refused.few_of_link")
}

/// The proposals of a link, `first` before the others; nothing where there are not two.
fn beside(workspace: &Workspace, link: &str, first: Option<&str>) -> Option<Asked> {
    let all = of_link(workspace, link).into_iter();
    let mut ids: Vec<String> = all.map(|proposal| proposal.id.clone()).collect();
    ids.sort_by_key(|id| Some(id.as_str()) != first);
    (ids.len() >= 2).then(|| (link.to_owned(), ids))
}
