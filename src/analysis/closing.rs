//! What is still open at the end of a round: whoever closes it all the same says why.

use super::receipts::Receipts;
use super::rounds::ProposalChange;
use super::standing::Standings;
use crate::domain::closing::Gap;
use crate::domain::panel::Panel;
use crate::domain::recommendation::ReasonCode;

/// Returns what is still open in the panel and its results; nothing where everything is in
/// and decided. What only the files tell (conflicting cells, codes on paper) is not among it.
pub fn gaps(
    panel: &Panel,
    standings: &Standings,
    receipts: &Receipts,
    changes: &[ProposalChange],
) -> Vec<Gap> {
    let mut found = Vec::new();
    let (came, asked) = receipts.total();
    if asked > came {
        let owing = receipts.experts.iter();
        let owing = owing.filter(|one| !one.missing(None).is_empty());
        let names = owing.map(|one| panel.name_of(&one.expert).to_owned());
        found.push(Gap::Owed(asked - came, names.collect()));
    }
    let mut listed = |ids: Vec<String>, gap: fn(Vec<String>) -> Gap| {
        if !ids.is_empty() {
            found.push(gap(ids));
        }
    };
    listed(sent_back(panel, changes), Gap::SentBack);
    let pending = standings.groups.iter().flat_map(|one| &one.pending);
    let mut vetoes: Vec<String> = pending.map(|one| one.proposal.clone()).collect();
    vetoes.dedup();
    listed(vetoes, Gap::Vetoes);
    let is_level = |code: ReasonCode| code == ReasonCode::TieAtLine;
    let level = standings.rows();
    let level = level.filter(|row| row.reasons.iter().any(|reason| is_level(reason.code)));
    listed(level.map(|row| row.proposal.clone()).collect(), Gap::Ties);
    let candidates = panel.conflicts.iter();
    let candidates = candidates.filter(|one| one.state == "candidate");
    let pairs = candidates.map(|one| format!("{} {}", panel.name_of(&one.expert), one.proposal));
    listed(pairs.collect(), Gap::Candidates);
    let drafts = panel.opinions.iter();
    let drafts = drafts.filter(|one| !one.adopted && !one.is_blank());
    listed(
        drafts.map(|one| one.proposal.clone()).collect(),
        Gap::Drafts,
    );
    found
}

/// Returns the proposals that were sent back for a second round and that nobody scored again.
pub fn sent_back(panel: &Panel, changes: &[ProposalChange]) -> Vec<String> {
    let is_rescored = |id: &str| {
        let mut of_it = changes.iter().filter(|change| change.proposal == id);
        of_it.any(|change| change.experts.iter().any(|one| one.counts))
    };
    let again = panel.head.reconsider.proposals.iter();
    again.filter(|id| !is_rescored(id)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::opinion::Opinion;
    use crate::domain::people::Conflict;

    #[test]
    fn nothing_is_open_in_an_empty_panel_and_drafts_and_candidates_are() {
        let mut panel = Panel::default();
        let of = |panel: &Panel| gaps(panel, &Standings::default(), &Receipts::default(), &[]);
        assert_eq!(of(&panel), []);
        let opinion = |id: &str, strengths: &str, adopted: bool| Opinion {
            proposal: id.into(),
            strengths: strengths.into(),
            adopted,
            ..Opinion::default()
        };
        panel.opinions = vec![
            opinion("A", "路线清楚", false),
            opinion("B", "", false),
            opinion("C", "路线清楚", true),
        ];
        let candidate = |state: &str| Conflict {
            expert: "E01".into(),
            proposal: "A".into(),
            state: state.into(),
            ..Conflict::default()
        };
        panel.conflicts = vec![candidate("candidate"), candidate("confirmed")];
        panel.head.reconsider.proposals = vec!["A".into()];
        let wanted = [
            Gap::SentBack(vec!["A".into()]),
            Gap::Candidates(vec!["E01 A".into()]),
            Gap::Drafts(vec!["A".into()]),
        ];
        assert_eq!(of(&panel), wanted);
    }
}
