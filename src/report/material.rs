//! Everything that documents are made of: a panel, its sheets and what follows from them. What
//! takes long is computed when a document first asks for it, once.

use crate::analysis::by_chain::{Asked, ByChain, Scores};
use crate::analysis::coverage::{self, LinkCoverage};
use crate::analysis::goals::Contributions;
use crate::analysis::receipts::Receipts;
use crate::analysis::rounds::{self, ProposalChange};
use crate::analysis::standing::{GroupStanding, ProposalStanding, Standings, combine};
use crate::domain::panel::Panel;
use crate::domain::people::Expert;
use crate::domain::proposal::Proposal;
use crate::domain::sheet::{Round, ScoreSheet, SheetState};
use crate::domain::verifying::Verified;
use crate::i18n::Language;
use std::borrow::Cow;
use std::collections::BTreeMap;
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
}

/// The sheets that count or were submitted, by proposal and expert.
pub type Submitted<'a> = BTreeMap<&'a str, BTreeMap<&'a str, Cow<'a, ScoreSheet>>>;

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
    coverage: OnceLock<Vec<LinkCoverage>>,
    contributions: OnceLock<Contributions>,
    receipts: OnceLock<Receipts>,
    changes: OnceLock<Vec<ProposalChange>>,
    submitted: OnceLock<Submitted<'a>>,
    code: OnceLock<String>,
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
            coverage: OnceLock::new(),
            contributions: OnceLock::new(),
            receipts: OnceLock::new(),
            changes: OnceLock::new(),
            submitted: OnceLock::new(),
            code: OnceLock::new(),
        }
    }

    /// Returns the advisory figures, the same that `rank --json` prints.
    pub fn figures(&self) -> &ByChain {
        self.figures.get_or_init(|| {
            let scores = Scores::of(self.panel, self.sheets, &self.standings, None);
            let asked = Asked::default();
            ByChain::of(self.panel, self.sheets, &self.standings, &scores, asked)
        })
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
        self.changes.get_or_init(|| match self.standings.round {
            Round::First => Vec::new(),
            Round::Second => rounds::changes(self.panel, self.sheets),
        })
    }

    /// Returns the submitted sheets as they count: of the second round before the first, of
    /// an earlier rubric as a rule carries it.
    pub fn submitted(&self) -> &Submitted<'a> {
        self.submitted.get_or_init(|| {
            let mut sorted: Vec<&ScoreSheet> = self.sheets.iter().collect();
            sorted.sort_by_key(|sheet| sheet.round);
            let mut found: Submitted = BTreeMap::new();
            for sheet in sorted {
                if sheet.state == SheetState::Submitted {
                    let of_proposal = found.entry(&sheet.proposal).or_default();
                    of_proposal.insert(&sheet.expert, self.as_it_counts(sheet));
                }
            }
            found
        })
    }

    fn as_it_counts(&self, sheet: &'a ScoreSheet) -> Cow<'a, ScoreSheet> {
        let (panel, digest) = (self.panel, &self.panel.rubric_digest);
        let rubric = panel.rubric_of(&sheet.proposal);
        let carried = panel.rulings.carried(sheet, rubric, digest);
        carried.map_or(Cow::Borrowed(sheet), |(carried, _)| Cow::Owned(carried))
    }

    /// Returns the sheet that an expert submitted for a proposal.
    pub fn sheet(&self, proposal: &str, expert: &str) -> Option<&ScoreSheet> {
        let of_proposal = self.submitted().get(proposal)?;
        of_proposal.get(expert).map(AsRef::as_ref)
    }

    /// Returns the code of everything that the documents are made of.
    pub fn code(&self) -> &str {
        self.code
            .get_or_init(|| super::code::of(self.panel, self.sheets))
    }

    /// Returns the name of an expert, the id where there is none.
    pub fn expert_name<'b>(&'b self, id: &'b str) -> &'b str {
        let found = self.panel.expert(id).map(|expert| expert.name.as_str());
        found.filter(|name| !name.is_empty()).unwrap_or(id)
    }

    /// Returns the experts in the order of the panel who are asked for any sheet.
    pub fn asked_experts(&self) -> Vec<&'a Expert> {
        let receipts = self.receipts();
        let asked = receipts.experts.iter().filter(|one| one.total().1 > 0);
        asked
            .filter_map(|one| self.panel.expert(&one.expert))
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
