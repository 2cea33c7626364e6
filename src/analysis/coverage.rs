//! What the recommendations would do for the plan: links covered, and who is responsible
//! for what stays open.

use super::standing::Standings;
use crate::domain::panel::Panel;
use crate::domain::plan::{Chain, InnovationLink, Plan};
use crate::domain::proposal::ProposalKind;
use crate::domain::recommendation::Lane;
use std::collections::{BTreeMap, BTreeSet};

/// State of one innovation link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Coverage {
    /// A recommended proposal is about it.
    Covered,
    /// Proposals are about it, and none is recommended.
    DeclinedOnly,
    /// Nobody takes part for it.
    Uncovered,
}

impl Coverage {
    /// Returns the key used in `--json` documents and, after `recommend.`, in the catalogues.
    pub fn key(self) -> &'static str {
        match self {
            Self::Covered => "covered",
            Self::DeclinedOnly => "declined_only",
            Self::Uncovered => "uncovered",
        }
    }
}

/// Why a link stays open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// 无人申报.
    NoApplicant,
    /// 低于分数线.
    BelowThreshold,
    /// 认定否决.
    Vetoed,
    /// 资金不足.
    Budget,
}

impl Cause {
    /// Returns the key used in `--json` documents and, after `recommend.`, in the catalogues.
    pub fn key(self) -> &'static str {
        match self {
            Self::NoApplicant => "no_applicant",
            Self::BelowThreshold => "below_threshold",
            Self::Vetoed => "vetoed",
            Self::Budget => "budget",
        }
    }
}

/// One innovation link on the coverage map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkCoverage {
    /// Chain id.
    pub chain: String,
    /// Row within the chain, from 1.
    pub row: u32,
    /// Link id.
    pub link: String,
    /// State.
    pub state: Coverage,
    /// Why it stays open; none where it is covered or the reason is another.
    pub cause: Option<Cause>,
    /// Recommended proposals about it, by id.
    pub recommended: Vec<String>,
    /// Other proposals that take part for it, by id.
    pub others: Vec<String>,
    /// Who is responsible, from the plan's annex.
    pub departments: Vec<String>,
}

/// Returns every link of the plan, in its order.
pub fn links(panel: &Panel, standings: &Standings) -> Vec<LinkCoverage> {
    let lanes = lanes(standings);
    let mut about: BTreeMap<&str, Vec<(&str, Lane)>> = BTreeMap::new();
    for proposal in &panel.proposals {
        let Some(&lane) = lanes.get(proposal.id.as_str()) else {
            continue;
        };
        if !matches!(lane, Lane::Withdrawn | Lane::Ineligible) {
            for link in proposal.links.iter().collect::<BTreeSet<_>>() {
                about.entry(link).or_default().push((&proposal.id, lane));
            }
        }
    }
    let mut map = Vec::new();
    for chain in &panel.plan.chains {
        for link in &chain.links {
            let mut here = about.remove(link.id.as_str()).unwrap_or_default();
            here.sort_unstable();
            let (state, cause) = state(&here);
            let kind = match state {
                Coverage::Uncovered => ProposalKind::Attract,
                Coverage::Covered | Coverage::DeclinedOnly => ProposalKind::Implement,
            };
            let ids = |recommended: bool| {
                let mine = here
                    .iter()
                    .filter(|one| one.1.is_recommended() == recommended);
                mine.map(|one| one.0.to_owned()).collect()
            };
            map.push(LinkCoverage {
                chain: chain.id.clone(),
                row: link.row,
                link: link.id.clone(),
                state,
                cause,
                recommended: ids(true),
                others: ids(false),
                departments: departments(&panel.plan, kind),
            });
        }
    }
    map
}

fn state(here: &[(&str, Lane)]) -> (Coverage, Option<Cause>) {
    let has = |wanted: fn(Lane) -> bool| here.iter().any(|(_, lane)| wanted(*lane));
    if here.is_empty() {
        (Coverage::Uncovered, Some(Cause::NoApplicant))
    } else if has(Lane::is_recommended) {
        (Coverage::Covered, None)
    } else if has(|lane| lane == Lane::Reserve) {
        (Coverage::DeclinedOnly, Some(Cause::Budget))
    } else if has(|lane| lane == Lane::Decline) {
        (Coverage::DeclinedOnly, Some(Cause::BelowThreshold))
    } else if has(|lane| lane == Lane::Vetoed) {
        (Coverage::DeclinedOnly, Some(Cause::Vetoed))
    } else {
        (Coverage::DeclinedOnly, None)
    }
}

/// An item of a chain's project lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanItem<'a> {
    /// The plan's words.
    pub text: &'a str,
    /// It is on the list of what to attract, else of what to implement.
    pub is_attract: bool,
}

/// Returns the item of the chain's lists that has most pairs of characters in common with
/// the link's name, at least half of the name's or of the item's; none where no item has.
/// Our reading: the plan does not join its lists with its links.
pub fn in_the_plan<'a>(chain: &'a Chain, link: &InnovationLink) -> Option<PlanItem<'a>> {
    let own = pairs(&link.name);
    let attract = chain.attract.iter().map(|text| (text, true));
    let all = chain
        .implement
        .iter()
        .map(|text| (text, false))
        .chain(attract);
    let mut best: Option<(usize, PlanItem)> = None;
    for (text, is_attract) in all {
        let words = pairs(text);
        let common = own.intersection(&words).count();
        let enough = 2 * common >= own.len().min(words.len()).max(1);
        if common >= 3 && enough && best.is_none_or(|(most, _)| common > most) {
            best = Some((common, PlanItem { text, is_attract }));
        }
    }
    best.map(|(_, item)| item)
}

fn pairs(text: &str) -> BTreeSet<(char, char)> {
    let letters: Vec<char> = text.chars().filter(|one| one.is_alphanumeric()).collect();
    letters
        .iter()
        .copied()
        .zip(letters.iter().skip(1).copied())
        .collect()
}

pub(super) fn lanes(standings: &Standings) -> BTreeMap<&str, Lane> {
    let rows = standings.rows();
    rows.map(|row| (row.proposal.as_str(), row.lane)).collect()
}

/// Returns who is responsible for a kind of proposal: the departments of the annex row
/// whose task names that kind of work. Empty where the annex has no such row.
pub fn departments(plan: &Plan, kind: ProposalKind) -> Vec<String> {
    let is_for = |task: &str| match kind {
        ProposalKind::Attract => task.contains("引进"),
        ProposalKind::Platform => task.contains("平台"),
        ProposalKind::Application | ProposalKind::Demonstration => task.contains("应用"),
        ProposalKind::Implement => task.contains("项目") && !task.contains("引进"),
    };
    let row = plan.overview.duties.iter().find(|duty| is_for(&duty.task));
    row.map(|duty| duty.departments.clone()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_outcome_of_a_link_names_its_state() {
        for (lanes, wanted) in [
            (&[][..], (Coverage::Uncovered, Some(Cause::NoApplicant))),
            (&[Lane::Decline, Lane::Revise], (Coverage::Covered, None)),
            (
                &[Lane::Decline, Lane::Reserve],
                (Coverage::DeclinedOnly, Some(Cause::Budget)),
            ),
            (
                &[Lane::Decline, Lane::Invalid],
                (Coverage::DeclinedOnly, Some(Cause::BelowThreshold)),
            ),
            (&[Lane::Invalid], (Coverage::DeclinedOnly, None)),
            (
                &[Lane::Vetoed],
                (Coverage::DeclinedOnly, Some(Cause::Vetoed)),
            ),
        ] {
            let here: Vec<(&str, Lane)> = lanes.iter().map(|lane| ("P", *lane)).collect();
            assert_eq!(state(&here), wanted);
        }
    }
}
