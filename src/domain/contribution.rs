//! What proposals claim to add to the plan's overall goals, and what panels confirm of it.
//! A thing is known by its name: a technology, a product, a firm or a platform that several
//! proposals name is one.

use super::panel::Panel;
use super::proposal::{Proposal, ProposalKind};
use serde::{Deserialize, Serialize};

/// Goal that counts chains; a proposal adds its main chain.
pub const CHAINS: &str = "chains";
/// Goal that counts public service platforms; a proposal of that kind adds one.
pub const PLATFORMS: &str = "platforms";
/// Goal that counts single champions; `applicants.toml` names the candidates.
pub const CHAMPIONS: &str = "champions";
/// Goal that counts backbone firms; `applicants.toml` names them.
pub const BACKBONE: &str = "backbone";

/// One entry `[[contribution]]` of a proposal or `[[confirmed]]` of a joint opinion.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Contribution {
    /// Id of one of the plan's overall goals.
    pub goal: String,
    /// The technology, product, firm or platform by name.
    pub name: String,
}

/// Where it is written that a proposal adds something to a goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// The proposal names it.
    Proposal,
    /// The proposal does not claim it, the joint opinion on it names it.
    Opinion,
    /// The data of the applicant: champion candidate or backbone firm.
    Applicant,
    /// The proposal is a platform.
    Kind,
    /// The proposal's main chain.
    Chain,
}

impl Source {
    /// Returns the key used in `--json` documents.
    pub fn key(self) -> &'static str {
        match self {
            Self::Proposal => "proposal",
            Self::Applicant => "applicant",
            Self::Kind => "kind",
            Self::Chain => "chain",
            Self::Opinion => "opinion",
        }
    }
}

/// Something that a proposal claims to add to a goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim<'a> {
    /// Goal id, whether the plan has it or not.
    pub goal: &'a str,
    /// Name, never blank.
    pub name: &'a str,
    /// Where it is written.
    pub source: Source,
    /// The recommendation itself confirms it: the main chain, and the platform that the
    /// proposal is about.
    pub stands_by_itself: bool,
}

/// Returns what a proposal claims, the named things first in the order of the file. A
/// platform is called by the first platform it names, else by its title, so that it is not
/// counted beside its own name. One thing may come twice, from two sources.
pub fn claims<'a>(panel: &'a Panel, proposal: &'a Proposal) -> Vec<Claim<'a>> {
    let mut found: Vec<Claim> = named(&proposal.contributions)
        .map(|one| Claim {
            goal: &one.goal,
            name: called(panel, one),
            source: Source::Proposal,
            stands_by_itself: false,
        })
        .collect();
    if proposal.kind == ProposalKind::Platform {
        match found.iter_mut().find(|one| one.goal == PLATFORMS) {
            Some(own) => own.stands_by_itself = true,
            None => found.push(Claim {
                goal: PLATFORMS,
                name: &proposal.title,
                source: Source::Kind,
                stands_by_itself: true,
            }),
        }
    }
    if let Some(firm) = panel.applicant(&proposal.applicant) {
        let facts = [
            (CHAMPIONS, firm.champion_candidate),
            (BACKBONE, firm.backbone),
        ];
        let facts = facts.into_iter().filter(|(_, is_so)| *is_so);
        found.extend(facts.map(|(goal, _)| Claim {
            goal,
            name: &firm.name,
            source: Source::Applicant,
            stands_by_itself: false,
        }));
    }
    found.push(Claim {
        goal: CHAINS,
        name: chain_name(panel, &proposal.chain),
        source: Source::Chain,
        stands_by_itself: true,
    });
    found.retain(|claim| !claim.name.trim().is_empty());
    found
}

/// Returns the entries that name something.
pub fn named(all: &[Contribution]) -> impl Iterator<Item = &Contribution> {
    all.iter().filter(|one| !one.name.trim().is_empty())
}

/// Returns what an entry names; a chain, however it is written, by its Chinese name.
pub fn called<'a>(panel: &'a Panel, one: &'a Contribution) -> &'a str {
    if one.goal == CHAINS {
        chain_name(panel, one.name.trim())
    } else {
        &one.name
    }
}

fn chain_name<'a>(panel: &'a Panel, word: &'a str) -> &'a str {
    let mut chains = panel.plan.chains.iter();
    let found = chains.find(|one| one.id == word || one.name.zh == word || one.name.en == word);
    found.map_or(word, |chain| match chain.name.zh.as_str() {
        "" => &chain.id,
        name => name,
    })
}
