//! Everything that documents are made of: a panel, its sheets and what follows from them. What
//! takes long is computed when a document first asks for it, once.

use crate::analysis::by_chain::{Asked, ByChain, Scores};
use crate::analysis::coverage::{self, LinkCoverage};
use crate::analysis::goals::Contributions;
use crate::analysis::leave_one_out;
use crate::analysis::receipts::Receipts;
use crate::analysis::rounds::{self, ProposalChange};
use crate::analysis::standing::{GroupStanding, ProposalStanding, Standings, combine};
use crate::domain::panel::Panel;
use crate::domain::people::Expert;
use crate::domain::proposal::Proposal;
use crate::domain::sheet::{Round, ScoreSheet, SheetState};
use crate::domain::verifying::Verified;
use crate::i18n::Language;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// What only whoever reads files can tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outside {
    /// Files of the panel and their sizes in bytes, by name; reports are left out.
    pub files: Vec<(String, usize)>,
    /// What checking everything again found; none where nothing was checked.
    pub verified: Option<Verified>,
    /// Results were kept when the round was closed.
    pub has_kept: bool,
    /// Sheets of an earlier rubric that count by a rule.
    pub carried: usize,
    /// Files that could not be used, so that the documents are not of everything.
    pub unusable: usize,
}

/// The sheets that count or were submitted, by proposal and expert.
pub type Submitted<'a> = BTreeMap<&'a str, BTreeMap<&'a str, &'a ScoreSheet>>;

/// Everything that documents are made of.
pub struct Material<'a> {
    /// The panel.
    pub panel: &'a Panel,
    /// Sheets of all rounds.
    pub sheets: &'a [ScoreSheet],
    /// Places, lanes and reasons.
    pub standings: Standings,
    /// What only files tell.
    pub outside: Outside,
    /// Language of the documents.
    pub language: Language,
    figures: OnceLock<ByChain>,
    ranges: OnceLock<BTreeMap<String, (u32, u32)>>,
    coverage: OnceLock<Vec<LinkCoverage>>,
    contributions: OnceLock<Contributions>,
    receipts: OnceLock<Receipts>,
    changes: OnceLock<Vec<ProposalChange>>,
    submitted: OnceLock<Submitted<'a>>,
    code: OnceLock<String>,
    places: OnceLock<BTreeMap<String, (usize, usize)>>,
}

impl<'a> Material<'a> {
    /// Combines the sheets and gets everything else ready to be computed.
    pub fn of(
        panel: &'a Panel,
        sheets: &'a [ScoreSheet],
        round: Round,
        outside: Outside,
        language: Language,
    ) -> Self {
        Self {
            standings: combine(panel, sheets, round),
            panel,
            sheets,
            outside,
            language,
            figures: OnceLock::new(),
            ranges: OnceLock::new(),
            coverage: OnceLock::new(),
            contributions: OnceLock::new(),
            receipts: OnceLock::new(),
            changes: OnceLock::new(),
            submitted: OnceLock::new(),
            code: OnceLock::new(),
            places: OnceLock::new(),
        }
    }

    /// Returns how far places may move, the same that `rank --json` prints.
    pub fn figures(&self) -> &ByChain {
        self.figures.get_or_init(|| {
            let scores = Scores::of(self.panel, self.sheets, &self.standings, None);
            let asked = Asked {
                only_model: true,
                ..Asked::default()
            };
            ByChain::of(self.panel, self.sheets, &self.standings, &scores, asked)
        })
    }

    /// Returns the places of every proposal without one of the experts.
    pub fn ranges(&self) -> &BTreeMap<String, (u32, u32)> {
        let computed = || leave_one_out::ranges(self.panel, self.sheets, &self.standings);
        self.ranges.get_or_init(computed)
    }

    /// Tells whether the template asks for a column of a document.
    pub fn is_asked_for(&self, kind: super::Kind, column: &str) -> bool {
        let form = self.panel.report_form.document.get(kind.key());
        form.is_some_and(|form| form.columns.iter().any(|one| one == column))
    }

    /// Returns every link of the plan and what became of it.
    pub fn coverage(&self) -> &[LinkCoverage] {
        let computed = || coverage::links(self.panel, &self.standings);
        self.coverage.get_or_init(computed)
    }

    /// Returns what the list and each proposal would add to the plan's goals.
    pub fn contributions(&self) -> &Contributions {
        let computed = || Contributions::of(self.panel, &self.standings);
        self.contributions.get_or_init(computed)
    }

    /// Returns which sheets of each expert came.
    pub fn receipts(&self) -> &Receipts {
        let computed = || Receipts::of(self.panel, &self.standings, self.sheets);
        self.receipts.get_or_init(computed)
    }

    /// Returns what the second round changed; nothing where there is none.
    pub fn changes(&self) -> &[ProposalChange] {
        self.changes.get_or_init(|| {
            let is_ordered = !self.panel.head.reconsider.proposals.is_empty();
            if is_ordered || self.standings.round == Round::Second {
                rounds::changes(self.panel, self.sheets)
            } else {
                Vec::new()
            }
        })
    }

    /// Returns the submitted sheets as they count: of the second round before the first.
    pub fn submitted(&self) -> &Submitted<'a> {
        self.submitted.get_or_init(|| {
            let mut sorted: Vec<&ScoreSheet> = self.sheets.iter().collect();
            sorted.sort_by_key(|sheet| sheet.round);
            let mut found: Submitted = BTreeMap::new();
            for sheet in sorted {
                if sheet.state == SheetState::Submitted {
                    let of_proposal = found.entry(&sheet.proposal).or_default();
                    of_proposal.insert(&sheet.expert, sheet);
                }
            }
            found
        })
    }

    /// Returns the sheet that an expert submitted for a proposal.
    pub fn sheet(&self, proposal: &str, expert: &str) -> Option<&ScoreSheet> {
        self.submitted().get(proposal)?.get(expert).copied()
    }

    /// Returns the code of everything that the documents are made of.
    pub fn code(&self) -> &str {
        self.code
            .get_or_init(|| super::code::of(self.panel, self.sheets))
    }

    /// Finds how a proposal stands.
    pub fn row(&self, proposal: &str) -> Option<&ProposalStanding> {
        let places = self.places.get_or_init(|| {
            let groups = self.standings.groups.iter().enumerate();
            let all = groups.flat_map(|(group, one)| {
                let rows = one.rows.iter().enumerate();
                rows.map(move |(row, one)| (one.proposal.clone(), (group, row)))
            });
            all.collect()
        });
        let (group, row) = places.get(proposal)?;
        self.standings.groups.get(*group)?.rows.get(*row)
    }

    /// Returns the name of an expert, the id where there is none.
    pub fn expert_name<'b>(&'b self, id: &'b str) -> &'b str {
        let found = self.panel.expert(id).map(|expert| expert.name.as_str());
        found.filter(|name| !name.is_empty()).unwrap_or(id)
    }

    /// Returns the experts in the order of the panel who take part: who is asked for a sheet,
    /// has one to score, or stands in a group.
    pub fn asked_experts(&self) -> Vec<&'a Expert> {
        let receipts = self.receipts().experts.iter();
        let asked = receipts.filter(|one| one.total().1 > 0);
        let mut here: BTreeSet<&str> = asked.map(|one| one.expert.as_str()).collect();
        let assigned = self.panel.assignments.iter();
        here.extend(assigned.map(|one| one.expert.as_str()));
        for group in &self.panel.groups {
            here.extend(group.members.iter().map(String::as_str));
            here.insert(&group.chair);
        }
        let experts = self.panel.experts.iter();
        experts
            .filter(|expert| here.contains(expert.id.as_str()))
            .collect()
    }

    /// Returns the name of a group of experts.
    pub fn group_name(&self, group: &GroupStanding) -> String {
        match group.name.of(self.language.is_english()) {
            "" if group.id.is_empty() => self.language.text("rank.ungrouped").to_owned(),
            "" if group.id == "all" => self.language.text("report.one_group").to_owned(),
            "" => group.id.clone(),
            name => name.to_owned(),
        }
    }

    /// Returns the short name of a proposal's main chain.
    pub fn chain_name(&self, proposal: &Proposal) -> String {
        let chain = self.panel.plan.chain(&proposal.chain);
        let name = chain.map(|chain| chain.name.of(self.language.is_english()));
        name.unwrap_or(&proposal.chain).to_owned()
    }

    /// Returns a text of the panel in the language of the documents.
    pub fn of_both<'b>(&self, text: &'b crate::domain::Bilingual) -> &'b str {
        text.of(self.language.is_english())
    }

    /// Returns the rows of all groups with their proposals, in the order of the result.
    pub fn rows(&self) -> impl Iterator<Item = (&ProposalStanding, &'a Proposal)> {
        let rows = self.standings.rows();
        rows.filter_map(|row| Some((row, self.panel.proposal(&row.proposal)?)))
    }
}
