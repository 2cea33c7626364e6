//! How the columns of the list of proposals share the room.

use crate::app::workspace::{Seat, Workspace};
use crate::domain::proposal::{Proposal, ProposalState};
use crate::ui::canvas::Pen;

/// Columns of what stands in a row, in so many columns.
pub(super) struct Widths {
    pub title: usize,
    pub link: usize,
    pub state: usize,
}

/// Pointer, place in the order and id, and the gaps behind title and link.
const FIXED: usize = 3 + 5 + 7 + 2;

/// Columns of a total with its blank.
const TOTAL: usize = 6;

/// Columns of a link at least.
const LINK: usize = 10;

impl Widths {
    /// The state takes what its longest word does, the link what the plan's longest name does
    /// where the titles still have most of the room.
    pub fn of(pen: &Pen, workspace: &Workspace, width: usize) -> Self {
        let widest = |keys: &[&'static str]| {
            let columns = keys.iter().map(|key| pen.columns(pen.say(key)));
            columns.max().unwrap_or_default()
        };
        let aside = widest(&aside_keys(workspace));
        let state = match workspace.seat {
            Seat::Expert(_) => {
                let marked = TOTAL + widest(&["sheet.draft", "sheet.submitted"]);
                let unmarked = widest(&[
                    "sheet.not_started",
                    "sheet.recused",
                    "sheet.sent_back",
                    "sheet.abstained",
                ]);
                marked.max(unmarked).max(aside)
            }
            _ => aside,
        };
        // two columns for the mark that more follow
        let room = width.saturating_sub(FIXED + state + 2);
        let links = workspace.panel().plan.chains.iter();
        let links = links.flat_map(|chain| &chain.links);
        let links = links.map(|link| pen.columns(link.short.of(pen.is_english())));
        let longest = links.max().unwrap_or_default();
        let link = longest.clamp(LINK, (room * 2 / 5).max(LINK));
        Self {
            title: room.saturating_sub(link),
            link,
            state,
        }
    }
}

/// Why proposals may stand aside: those of the panel's reasons, and all of them where the panel
/// is too large to be looked through for every frame.
fn aside_keys(workspace: &Workspace) -> Vec<&'static str> {
    let proposals = &workspace.panel().proposals;
    let keys = ["lane.withdrawn", "lane.ineligible", "lane.special"];
    let is_there = |key: &&str| {
        let mut keys = proposals.iter().filter_map(aside_key);
        proposals.len() > LOOKED_THROUGH || keys.any(|one| one == *key)
    };
    keys.into_iter().filter(is_there).collect()
}

/// Proposals up to which a panel is looked through for every frame.
const LOOKED_THROUGH: usize = 1000;

/// Why a proposal stands aside, as a catalogue key; none where it takes part as the others do.
pub(super) fn aside_key(proposal: &Proposal) -> Option<&'static str> {
    match proposal.state {
        ProposalState::Withdrawn => Some("lane.withdrawn"),
        ProposalState::Ineligible => Some("lane.ineligible"),
        ProposalState::Active => proposal.special.then_some("lane.special"),
    }
}
