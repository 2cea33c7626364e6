//! What a proposal claims towards the plan's overall goals, each with a mark whether the
//! panel confirms it.

use super::{Content, FilingState, Row, Subject, show};
use crate::app::possible::chosen;
use crate::app::state::App;
use crate::app::workspace::Workspace;
use crate::domain::contribution::{Contribution, claims};
use crate::domain::panel::Panel;
use crate::domain::proposal::Proposal;
use crate::domain::settlement::Settlement;
use crate::text::fold::name_form;

/// Whose contributions they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContributionsForm {
    /// Proposal id.
    pub proposal: String,
    /// What stands confirmed in the opinion.
    pub before: Vec<Contribution>,
    /// What the rows stand for.
    pub offered: Vec<Contribution>,
}

/// Returns what can be confirmed of a proposal: what it claims and does not stand by itself,
/// then what the opinion confirms beside that. One thing stands there once.
pub fn offered(panel: &Panel, proposal: &Proposal) -> Vec<Contribution> {
    let opinion = panel.opinion(&proposal.id);
    let confirmed = opinion.map(|one| one.confirmed.as_slice());
    let confirmed = confirmed.unwrap_or_default();
    let claimed = claims(panel, proposal).into_iter();
    let claimed = claimed.filter(|claim| !claim.stands_by_itself);
    let claimed = claimed.map(|claim| Contribution {
        goal: claim.goal.to_owned(),
        name: claim.name.to_owned(),
    });
    let mut found: Vec<Contribution> = Vec::new();
    for one in claimed.chain(confirmed.iter().cloned()) {
        if !found.iter().any(|held| is_same(held, &one)) {
            found.push(one);
        }
    }
    found
}

/// Names are one however they are spelt.
fn is_same(one: &Contribution, other: &Contribution) -> bool {
    one.goal == other.goal && name_form(&one.name) == name_form(&other.name)
}

/// Opens the form on the chosen proposal.
pub fn open(app: &mut App) {
    let workspace = app.workspace.as_ref();
    let panel = workspace.map(Workspace::panel);
    let proposal = panel
        .zip(chosen(app))
        .and_then(|(panel, id)| panel.proposal(id));
    let Some((panel, proposal)) = panel.zip(proposal) else {
        return;
    };
    let opinion = panel.opinion(&proposal.id);
    let before = opinion.map(|one| one.confirmed.clone()).unwrap_or_default();
    let offered = offered(panel, proposal);
    let goals = &panel.plan.overview.goals;
    let rows = offered.iter().enumerate().map(|(place, one)| {
        let goal = goals.iter().find(|goal| goal.id == one.goal);
        let goal = goal.map_or(one.goal.as_str(), |goal| goal.text.as_str());
        Row {
            name: place.to_string(),
            label: app.language.with("frame.behind", &[&one.name, goal]),
            content: Content::Check(before.iter().any(|held| is_same(held, one))),
        }
    });
    let is_adopted = opinion.is_some_and(|one| one.adopted);
    let state = FilingState {
        title: app
            .language
            .with("filing.of_contributions", &[&proposal.id]),
        above: vec![
            proposal.title.clone(),
            app.language.text("filing.confirm_help").to_owned(),
            app.language
                .text(if is_adopted {
                    "filing.counts_now"
                } else {
                    "filing.counts_adopted"
                })
                .to_owned(),
        ],
        rows: rows.collect(),
        at: 0,
        remark: String::new(),
        subject: Subject::Contributions(ContributionsForm {
            proposal: proposal.id.clone(),
            before,
            offered,
        }),
    };
    show(app, state);
}

/// Returns what is to be written; nothing where it stands there already. What stands keeps
/// its spelling and its place.
pub(super) fn settlement(state: &FilingState, form: &ContributionsForm) -> Option<Settlement> {
    let marked = state.marked();
    let places = form.offered.iter().enumerate();
    let wanted = places.filter(|(place, _)| marked.contains(&place.to_string()));
    let wanted: Vec<&Contribution> = wanted.map(|(_, one)| one).collect();
    let stays = form.before.iter();
    let stays = stays.filter(|held| wanted.iter().any(|one| is_same(held, one)));
    let new = wanted
        .iter()
        .filter(|one| !form.before.iter().any(|held| is_same(held, one)));
    let after: Vec<Contribution> = stays.chain(new.copied()).cloned().collect();
    (after != form.before).then(|| Settlement::Confirmed {
        proposal: form.proposal.clone(),
        before: form.before.clone(),
        after,
    })
}
