//! The steps of the people in the room: the meeting with the joint opinions, the discussion with
//! what is scored again.

use super::{Standing, Told, with, words_of_gaps};
use crate::analysis::closing::{has_begun, wanting_opinion};
use crate::analysis::rounds::scored_again;
use crate::analysis::sitting::Sitting;
use crate::app::workspace::Workspace;
use crate::domain::closing::Gap;
use crate::domain::panel::Phase;
use crate::i18n::Language;
use crate::i18n::closing::named;

/// How many groups are through their meeting, and how many scored proposals have an adopted
/// joint opinion. A round that does without either has nothing to do here.
pub(super) fn met(workspace: &Workspace, language: Language) -> Told {
    let Some(results) = &workspace.results else {
        return Told::of(Standing::Later, language.text("round.looking").to_owned());
    };
    let panel = workspace.panel();
    let groups = panel.meeting_groups();
    let is_over = |group: &&str| {
        let found = Sitting::of(panel, group).zip(panel.meeting(group));
        found.is_some_and(|(sitting, meeting)| sitting.is_over(meeting))
    };
    let over = groups.iter().filter(|group| is_over(group)).count();
    let has_begun = panel.meetings.iter().any(has_begun);
    let scored: Vec<&str> = wanting_opinion(&results.standings).collect();
    let is_adopted = |id: &&&str| panel.opinion(id).is_some_and(|one| one.adopted);
    let adopted = scored.iter().filter(is_adopted).count();
    let counts = [over, groups.len(), adopted, scored.len()];
    let figure = with(language, "round.meet_figure", &counts);
    let of_meeting = |gap: &Gap| {
        matches!(
            gap,
            Gap::NotCalled(_)
                | Gap::Drafts(_)
                | Gap::NoOpinion(..)
                | Gap::NoOpinions
                | Gap::AdoptedBeforeRuling(_)
        )
    };
    let needs = words_of_gaps(workspace, language, of_meeting);
    let is_used = has_begun || panel.opinions.iter().any(|one| !one.is_blank());
    let is_met = !has_begun || over == groups.len();
    let standing = match panel.head.phase {
        Phase::Draft => Standing::Later,
        _ if scored.is_empty() && !has_begun => Standing::Later,
        _ if !is_used => Standing::Free,
        _ if is_met && adopted == scored.len() => Standing::Done,
        Phase::Open => Standing::Partly,
        Phase::Closed => Standing::Free,
    };
    Told::of(standing, figure).needing(needs)
}

/// How many are to be discussed, or who of the experts scored again what was sent back.
pub(super) fn discussing(workspace: &Workspace, language: Language) -> Told {
    let panel = workspace.panel();
    let again = &panel.head.reconsider.proposals;
    let results = workspace.results.as_ref();
    if again.is_empty() {
        let beside = results.and_then(|results| results.beside.as_ref());
        if beside.is_none() {
            let words = language.text("round.looking").to_owned();
            return Told::of(Standing::Free, words);
        }
        let rows = beside.iter().flat_map(|beside| beside.groups.values());
        let rows = rows.flat_map(|group| group.rows.values());
        let apart = rows.filter(|row| row.wants_discussion()).count();
        let standing = match panel.head.phase {
            Phase::Draft => Standing::Later,
            _ => Standing::Free,
        };
        return Told::of(standing, with(language, "round.discuss_none", &[apart]));
    }
    let Some(results) = results else {
        let words = language.text("round.looking").to_owned();
        return Told::of(Standing::Partly, words);
    };
    let rounds = scored_again(panel, &results.standings, &results.changes);
    let came: usize = rounds.iter().map(|one| one.came.len()).sum();
    let asked: usize = came + rounds.iter().map(|one| one.waiting.len()).sum::<usize>();
    let standing = match panel.head.phase {
        Phase::Open if came < asked => Standing::Partly,
        _ => Standing::Done,
    };
    let figure = with(
        language,
        "round.discuss_figure",
        &[again.len(), came, asked],
    );
    let open = rounds.iter().filter(|one| !one.waiting.is_empty());
    let needs = open.map(|one| {
        let names = one.waiting.iter().map(|id| panel.name_of(id));
        let names: Vec<&str> = names.collect();
        let counts = [one.came.len(), names.len()].map(|count| count.to_string());
        let details = [
            &one.proposal,
            &counts[0],
            &counts[1],
            &named(&names, language),
        ];
        language.with("round.again_waits", &details.map(String::as_str))
    });
    Told::of(standing, figure).needing(needs)
}
