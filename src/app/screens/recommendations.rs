//! Recommendations: lane and first reason on every row, the gates one by one for the
//! selected proposal. A proposal of the experts, never the decision.

use super::consolidate::{GroupTable, carried_table, want_results};
use crate::analysis::standing::ProposalStanding;
use crate::app::Screen;
use crate::app::effect::Effect;
use crate::app::state::App;
use crate::app::workspace::Workspace;
use crate::domain::recommendation::Lane;

/// State of the screen.
#[derive(Debug, Clone, Default)]
pub struct RecommendationsState {
    /// The table.
    pub table: GroupTable,
}

/// Counts the lanes of a group: recommended, reserve, declined, others.
pub fn lane_counts(rows: &[ProposalStanding]) -> [usize; 4] {
    let count = |fits: fn(Lane) -> bool| rows.iter().filter(|row| fits(row.lane)).count();
    [
        count(Lane::is_recommended),
        count(|lane| lane == Lane::Reserve),
        count(|lane| lane == Lane::Decline),
        count(|lane| {
            matches!(
                lane,
                Lane::Invalid | Lane::Special | Lane::Withdrawn | Lane::Ineligible | Lane::Vetoed
            )
        }),
    ]
}

/// Returns the names of the groups that recommend nothing.
pub fn groups_without(workspace: &Workspace) -> Vec<String> {
    let groups = workspace
        .results
        .iter()
        .flat_map(|results| &results.standings.groups);
    groups
        .filter(|group| !group.rows.is_empty())
        .filter(|group| !group.rows.iter().any(|row| row.lane.is_recommended()))
        .map(|group| group.id.clone())
        .collect()
}

/// Goes to the screen and asks for the newest result.
pub fn open(app: &mut App) -> Vec<Effect> {
    let table = carried_table(app);
    app.go(Screen::Recommendations(RecommendationsState { table }));
    want_results(app)
}
