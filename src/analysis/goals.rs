//! What the recommended list would add to the plan's overall goals, each thing counted once
//! however many proposals of however many chains name it.
//!
//! Claimed is what recommended proposals name, with the chains, platforms and firms that the
//! panel's other files tell. Confirmed is what adopted opinions name of it, and chains and
//! platforms, which a recommendation itself confirms. What an adopted opinion on a
//! recommended proposal names though nobody claims it is confirmed too, for the panel itself
//! found it: only so can more be confirmed than claimed. Names are compared by
//! [`name_form`]. The rules are ours; the plan names none.

use super::coverage::lanes;
use super::standing::Standings;
use crate::domain::contribution::{self, BACKBONE, CHAINS, CHAMPIONS, PLATFORMS, Source, claims};
use crate::domain::opinion::Opinion;
use crate::domain::panel::Panel;
use crate::text::fold::name_form;
use std::collections::{BTreeMap, BTreeSet};

/// One overall goal of the plan and what the recommended list would add to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalScore {
    /// Goal id.
    pub goal: String,
    /// The plan's number.
    pub target: u32,
    /// How many things are claimed; none where nothing is recorded for this goal.
    pub claimed: Option<usize>,
    /// How many are confirmed; none where nothing is recorded for this goal.
    pub confirmed: Option<usize>,
    /// The things that are counted, by the order of the proposals.
    pub named: Vec<Counted>,
}

/// One thing that is counted once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// Name as the first proposal writes it.
    pub name: String,
    /// Recommended proposals that claim it or whose opinion names it, by id.
    pub proposals: Vec<String>,
    /// A recommended proposal claims it.
    pub claimed: bool,
    /// It is confirmed.
    pub confirmed: bool,
}

/// One thing that a proposal would add, recommended or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contributed {
    /// Goal id.
    pub goal: String,
    /// Name as this proposal writes it.
    pub name: String,
    /// Where it is written.
    pub source: Source,
    /// An adopted opinion names it, or the recommendation itself confirms it.
    pub confirmed: bool,
    /// Other recommended proposals that claim the same thing, by id; not told of a chain.
    pub also: Vec<String>,
}

/// What all proposals add to the goals.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contributions {
    /// The goals in the plan's order.
    pub scoreboard: Vec<GoalScore>,
    by_proposal: BTreeMap<String, Vec<Contributed>>,
}

impl Contributions {
    /// Collects and counts.
    pub fn of(panel: &Panel, standings: &Standings) -> Self {
        let lanes = lanes(standings);
        Self::by(panel, &|id| {
            lanes.get(id).is_some_and(|lane| lane.is_recommended())
        })
    }

    fn by(panel: &Panel, is_recommended: &dyn Fn(&str) -> bool) -> Self {
        let ledger = Ledger::of(panel);
        let goals = panel.plan.overview.goals.iter();
        let scoreboard = goals
            .map(|goal| ledger.score(panel, &goal.id, goal.number, is_recommended))
            .collect();
        let by_proposal = ledger.by_proposal(panel, is_recommended);
        Self {
            scoreboard,
            by_proposal,
        }
    }

    /// Returns what a proposal would add, what it names itself first; each thing once.
    pub fn of_proposal(&self, id: &str) -> &[Contributed] {
        self.by_proposal.get(id).map_or(&[], Vec::as_slice)
    }
}

/// One mention of a thing.
#[derive(Debug)]
struct Mention<'a> {
    proposal: &'a str,
    name: &'a str,
    source: Source,
    stands_by_itself: bool,
    /// Which of all mentions it is.
    place: usize,
}

/// One thing and everybody who names it.
#[derive(Debug, Default)]
struct Thing<'a> {
    mentions: Vec<Mention<'a>>,
    /// Proposals whose adopted opinion confirms it.
    confirmed_by: BTreeSet<&'a str>,
}

/// All things by goal and form of their name, and the order in which they come.
#[derive(Debug, Default)]
struct Ledger<'a> {
    things: BTreeMap<(&'a str, String), Thing<'a>>,
    order: Vec<(&'a str, String)>,
    mentions: usize,
}

impl<'a> Ledger<'a> {
    fn of(panel: &'a Panel) -> Self {
        let mut ledger = Self::default();
        let opinions: BTreeMap<&str, &Opinion> = panel
            .opinions
            .iter()
            .filter(|opinion| opinion.adopted)
            .map(|opinion| (opinion.proposal.as_str(), opinion))
            .collect();
        for proposal in &panel.proposals {
            for claim in claims(panel, proposal) {
                ledger.take(
                    claim.goal,
                    Mention {
                        proposal: &proposal.id,
                        name: claim.name,
                        source: claim.source,
                        stands_by_itself: claim.stands_by_itself,
                        place: 0,
                    },
                );
            }
            let opinion = opinions.get(proposal.id.as_str());
            let confirmed = opinion.map_or(&[][..], |opinion| &opinion.confirmed);
            for one in contribution::named(confirmed) {
                ledger.take(
                    &one.goal,
                    Mention {
                        proposal: &proposal.id,
                        name: contribution::called(panel, one),
                        source: Source::Opinion,
                        stands_by_itself: false,
                        place: 0,
                    },
                );
            }
        }
        ledger
    }

    /// Notes a mention; of one proposal only the first, whatever its source.
    fn take(&mut self, goal: &'a str, mut mention: Mention<'a>) {
        self.mentions += 1;
        mention.place = self.mentions;
        let key = (goal, name_form(mention.name));
        if key.1.is_empty() {
            return;
        }
        if !self.things.contains_key(&key) {
            self.order.push(key.clone());
        }
        let thing = self.things.entry(key).or_default();
        if mention.source == Source::Opinion {
            thing.confirmed_by.insert(mention.proposal);
        }
        // proposals come one after the other: an earlier mention of this one is the last
        let last = thing.mentions.last_mut();
        match last.filter(|one| one.proposal == mention.proposal) {
            Some(first) => first.stands_by_itself |= mention.stands_by_itself,
            None => thing.mentions.push(mention),
        }
    }

    fn score(
        &self,
        panel: &Panel,
        goal: &str,
        target: u32,
        is_recommended: &dyn Fn(&str) -> bool,
    ) -> GoalScore {
        let of_goal = self.order.iter().filter(|(of, _)| *of == goal);
        let things: Vec<&Thing> = of_goal.filter_map(|key| self.things.get(key)).collect();
        let named: Vec<Counted> = things
            .iter()
            .filter_map(|thing| thing.counted(is_recommended))
            .collect();
        let is_claimed = |one: &Mention| one.source != Source::Opinion;
        let mut mentions = things.iter().flat_map(|thing| &thing.mentions);
        let by_itself = matches!(goal, CHAINS | PLATFORMS);
        let of_firms = matches!(goal, CHAMPIONS | BACKBONE) && !panel.applicants.is_empty();
        let has_claims = by_itself || of_firms || mentions.any(is_claimed);
        let has_confirmed = by_itself || things.iter().any(|thing| !thing.confirmed_by.is_empty());
        let claimed = named.iter().filter(|one| one.claimed).count();
        let confirmed = named.iter().filter(|one| one.confirmed).count();
        GoalScore {
            goal: goal.to_owned(),
            target,
            claimed: has_claims.then_some(claimed),
            confirmed: has_confirmed.then_some(confirmed),
            named,
        }
    }

    fn by_proposal(
        &self,
        panel: &Panel,
        is_recommended: &dyn Fn(&str) -> bool,
    ) -> BTreeMap<String, Vec<Contributed>> {
        let goals = panel.plan.overview.goals.iter();
        let goals: BTreeSet<&str> = goals.map(|goal| goal.id.as_str()).collect();
        let mut found: BTreeMap<String, Vec<(usize, Contributed)>> = BTreeMap::new();
        for key in self.order.iter().filter(|(goal, _)| goals.contains(goal)) {
            let Some(thing) = self.things.get(key) else {
                continue;
            };
            for mention in &thing.mentions {
                let others = thing.mentions.iter().filter(|one| {
                    mention.source != Source::Chain
                        && one.source != Source::Opinion
                        && one.proposal != mention.proposal
                        && is_recommended(one.proposal)
                });
                let of_one = found.entry(mention.proposal.to_owned()).or_default();
                let contributed = Contributed {
                    goal: key.0.to_owned(),
                    name: mention.name.to_owned(),
                    source: mention.source,
                    confirmed: !thing.confirmed_by.is_empty()
                        || (mention.stands_by_itself && is_recommended(mention.proposal)),
                    also: others.map(|one| one.proposal.to_owned()).collect(),
                };
                of_one.push((mention.place, contributed));
            }
        }
        let in_order = found.into_iter().map(|(id, mut of_one)| {
            of_one.sort_by_key(|(place, one)| (one.source, *place));
            (id, of_one.into_iter().map(|(_, one)| one).collect())
        });
        in_order.collect()
    }
}

impl Thing<'_> {
    /// Returns the thing as it is counted; none where no recommended proposal has to do with it.
    fn counted(&self, is_recommended: &dyn Fn(&str) -> bool) -> Option<Counted> {
        let own = self.mentions.iter();
        let own: Vec<&Mention> = own.filter(|one| is_recommended(one.proposal)).collect();
        let first = own.first()?;
        Some(Counted {
            name: first.name.to_owned(),
            proposals: own.iter().map(|one| one.proposal.to_owned()).collect(),
            claimed: own.iter().any(|one| one.source != Source::Opinion),
            confirmed: !self.confirmed_by.is_empty() || own.iter().any(|one| one.stands_by_itself),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::contribution::Contribution;
    use crate::domain::people::Applicant;
    use crate::domain::plan::{Chain, Goal};
    use crate::domain::proposal::{Proposal, ProposalKind};

    fn entry(goal: &str, name: &str) -> Contribution {
        Contribution {
            goal: goal.into(),
            name: name.into(),
        }
    }

    fn proposal(id: &str, chain: &str, contributions: &[(&str, &str)]) -> Proposal {
        Proposal {
            id: id.into(),
            title: format!("题目{id}"),
            chain: chain.into(),
            applicant: format!("单位{id}"),
            contributions: contributions
                .iter()
                .map(|(goal, name)| entry(goal, name))
                .collect(),
            ..Proposal::default()
        }
    }

    fn panel(proposals: Vec<Proposal>) -> Panel {
        let mut panel = Panel {
            proposals,
            ..Panel::default()
        };
        for id in ["chains", "technologies", "champions", "platforms", "years"] {
            panel.plan.overview.goals.push(Goal {
                id: id.into(),
                number: 10,
                ..Goal::default()
            });
        }
        panel.plan.chains = ["c", "d"]
            .map(|id| Chain {
                id: id.into(),
                ..Chain::default()
            })
            .into();
        panel
    }

    fn confirm(panel: &mut Panel, proposal: &str, adopted: bool, all: &[(&str, &str)]) {
        panel.opinions.push(Opinion {
            proposal: proposal.into(),
            adopted,
            confirmed: all.iter().map(|(goal, name)| entry(goal, name)).collect(),
            ..Opinion::default()
        });
    }

    /// What is counted where the proposals named in `out` are not recommended.
    fn counted(panel: &Panel, out: &[&str]) -> Contributions {
        Contributions::by(panel, &|id| !out.contains(&id))
    }

    fn figures(panel: &Panel, out: &[&str], goal: &str) -> (Option<usize>, Option<usize>) {
        let found = counted(panel, out);
        let score = found.scoreboard.iter().find(|one| one.goal == goal);
        score.map(|one| (one.claimed, one.confirmed)).unwrap()
    }

    #[test]
    fn a_technology_of_two_chains_counts_once_and_is_confirmed_once() {
        let mut panel = panel(vec![
            proposal("P", "c", &[("technologies", "无重稀土（晶界）扩散")]),
            proposal(
                "Q",
                "d",
                &[
                    ("technologies", "无重稀土 (晶界) 扩散。"),
                    ("technologies", "别的"),
                ],
            ),
            proposal("R", "d", &[("technologies", "未推荐的")]),
        ]);
        let out = &["R"];
        assert_eq!(figures(&panel, out, "technologies"), (Some(2), None));
        confirm(&mut panel, "Q", false, &[("technologies", "别的")]);
        assert_eq!(
            figures(&panel, out, "technologies"),
            (Some(2), None),
            "a draft confirms nothing"
        );
        confirm(
            &mut panel,
            "P",
            true,
            &[("technologies", "无重稀土晶界扩散")],
        );
        assert_eq!(figures(&panel, out, "technologies"), (Some(2), Some(1)));
        let found = counted(&panel, out);
        let of_q = found.of_proposal("Q");
        assert!(of_q[0].confirmed && !of_q[1].confirmed);
        assert_eq!(of_q[0].also, ["P"], "whoever reads Q sees who names it too");
        assert_eq!(found.of_proposal("R")[0].name, "未推荐的");
        assert_eq!(
            figures(&panel, &["P", "Q", "R"], "technologies"),
            (Some(0), Some(0)),
            "0 is a figure where something is recorded"
        );
    }

    #[test]
    fn what_nobody_records_is_unknown_and_not_nought() {
        let panel = panel(vec![proposal("P", "c", &[])]);
        for goal in ["technologies", "champions", "years"] {
            assert_eq!(figures(&panel, &[], goal), (None, None), "{goal}");
        }
        assert_eq!(figures(&panel, &[], "chains"), (Some(1), Some(1)));
        assert_eq!(figures(&panel, &[], "platforms"), (Some(0), Some(0)));
    }

    #[test]
    fn a_firm_or_a_platform_that_is_named_is_not_counted_beside_itself() {
        let mut panel = panel(vec![
            proposal(
                "P",
                "c",
                &[("champions", "单位 P"), ("platforms", "检测平台")],
            ),
            proposal(
                "Q",
                "d",
                &[("platforms", "检测平台"), ("champions", "单位P")],
            ),
            proposal("R", "d", &[]),
        ]);
        panel.proposals[0].kind = ProposalKind::Platform;
        panel.applicants.push(Applicant {
            name: "单位P".into(),
            champion_candidate: true,
            ..Applicant::default()
        });
        assert_eq!(figures(&panel, &[], "champions"), (Some(1), None));
        assert_eq!(
            figures(&panel, &[], "platforms"),
            (Some(1), Some(1)),
            "the recommended platform confirms itself"
        );
        assert_eq!(figures(&panel, &["P"], "platforms"), (Some(1), Some(0)));
        panel.proposals[2].kind = ProposalKind::Platform;
        assert_eq!(figures(&panel, &[], "platforms"), (Some(2), Some(2)));
    }

    #[test]
    fn only_the_panel_itself_confirms_more_than_was_claimed() {
        let mut panel = panel(vec![
            proposal("P", "c", &[("technologies", "甲")]),
            proposal("Q", "c", &[]),
        ]);
        confirm(&mut panel, "P", true, &[("technologies", "甲")]);
        confirm(
            &mut panel,
            "Q",
            true,
            &[("technologies", "乙"), ("technologies", " ")],
        );
        assert_eq!(figures(&panel, &[], "technologies"), (Some(1), Some(2)));
        let found = counted(&panel, &[]);
        assert_eq!(found.of_proposal("Q")[0].source, Source::Opinion);
        assert_eq!(
            figures(&panel, &["Q"], "technologies"),
            (Some(1), Some(1)),
            "what is not recommended adds nothing"
        );
    }
}
