//! The screens: a closed set of small states.

use super::filter::ListFilter;
use super::screens::assignment::AssignmentState;
use super::screens::chains::ChainsState;
use super::screens::compare::CompareState;
use super::screens::consolidate::{ConsolidateState, GroupTable};
use super::screens::coverage::CoverageState;
use super::screens::discussion::DiscussionState;
use super::screens::match_links::MatchLinksState;
use super::screens::meeting::MeetingState;
use super::screens::merge::MergeState;
use super::screens::my_sheets::{self, MySheetsState};
use super::screens::opinion::OpinionState;
use super::screens::proposals::ProposalsState;
use super::screens::recommendations::RecommendationsState;
use super::screens::round::RoundState;
use super::screens::scoring::ScoringState;
use super::screens::seat::SeatState;
use super::screens::start::StartState;
use super::screens::what_if::WhatIfState;
use super::workspace::Workspace;

/// What fills the terminal.
#[derive(Debug, Clone)]
pub enum Screen {
    /// Choice of the panel.
    Start(StartState),
    /// Who works here.
    Seat(SeatState),
    /// The chains of the plan.
    Chains(ChainsState),
    /// The list of proposals.
    Proposals(ProposalsState),
    /// One proposal's comparison and sheet.
    Scoring(Box<ScoringState>),
    /// The proposals of one link side by side.
    Compare(Box<CompareState>),
    /// The own ranking.
    MySheets(MySheetsState),
    /// The combined scores.
    Consolidate(ConsolidateState),
    /// Lanes and reasons.
    Recommendations(RecommendationsState),
    /// Every link of the plan and what became of it.
    Coverage(CoverageState),
    /// The places under other rules.
    WhatIf(Box<WhatIfState>),
    /// Which link each proposal is about, confirmed one by one.
    MatchLinks(Box<MatchLinksState>),
    /// What was received, who owes what, and what has to be decided.
    Merge(Box<MergeState>),
    /// Who scores what.
    Assignment(Box<AssignmentState>),
    /// The joint opinion on one proposal.
    Opinion(Box<OpinionState>),
    /// The steps of the round.
    Round(RoundState),
    /// The meeting of a group.
    Meeting(MeetingState),
    /// What a group should talk about.
    Discussion(Box<DiscussionState>),
}

impl Screen {
    /// Returns the key used in catalogues and for the next start.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Start(_) => "start",
            Self::Seat(_) => "seat",
            Self::Chains(_) => "chains",
            Self::Proposals(_) => "proposals",
            Self::Scoring(_) => "scoring",
            Self::Compare(_) => "compare",
            Self::MySheets(_) => "my_sheets",
            Self::Consolidate(_) => "consolidate",
            Self::Recommendations(_) => "recommendations",
            Self::Coverage(_) => "coverage",
            Self::WhatIf(_) => "what_if",
            Self::MatchLinks(_) => "match_links",
            Self::Merge(_) => "merge",
            Self::Assignment(_) => "assignment",
            Self::Opinion(_) => "opinion",
            Self::Round(_) => "round",
            Self::Meeting(_) => "meeting",
            Self::Discussion(_) => "discussion",
        }
    }

    /// Tells whether characters typed here are text.
    pub fn is_typing(&self) -> bool {
        match self {
            Self::Start(state) => state.path.is_some(),
            Self::MatchLinks(state) => state.list.is_some(),
            _ => self.filter().is_some(),
        }
    }

    /// Returns the filter over the list of this screen, where one is open.
    pub fn filter(&self) -> Option<&ListFilter> {
        match self {
            Self::Proposals(state) => Some(&state.filter),
            Self::Chains(state) => state.filter.as_deref(),
            Self::MySheets(state) => state.filter.as_deref(),
            Self::Consolidate(state) => state.table.filter.as_deref(),
            Self::Recommendations(state) => state.table.filter.as_deref(),
            Self::Seat(state) => state.filter.as_deref(),
            Self::Start(_)
            | Self::Scoring(_)
            | Self::Compare(_)
            | Self::Coverage(_)
            | Self::WhatIf(_)
            | Self::MatchLinks(_)
            | Self::Merge(_)
            | Self::Assignment(_)
            | Self::Opinion(_)
            | Self::Round(_)
            | Self::Meeting(_)
            | Self::Discussion(_) => None,
        }
    }

    /// Returns the same filter to change it.
    pub fn filter_mut(&mut self) -> Option<&mut ListFilter> {
        match self {
            Self::Proposals(state) => Some(&mut state.filter),
            _ => self.filter_place()?.as_deref_mut(),
        }
    }

    /// Opens or closes the filter, where the screen has a list that is not always filtered.
    pub fn put_filter(&mut self, filter: Option<ListFilter>) {
        if let Some(place) = self.filter_place() {
            *place = filter.map(Box::new);
        }
    }

    fn filter_place(&mut self) -> Option<&mut Option<Box<ListFilter>>> {
        match self {
            Self::Chains(state) => Some(&mut state.filter),
            Self::MySheets(state) => Some(&mut state.filter),
            Self::Consolidate(state) => Some(&mut state.table.filter),
            Self::Recommendations(state) => Some(&mut state.table.filter),
            Self::Seat(state) => Some(&mut state.filter),
            Self::Start(_)
            | Self::Proposals(_)
            | Self::Compare(_)
            | Self::Scoring(_)
            | Self::Coverage(_)
            | Self::WhatIf(_)
            | Self::MatchLinks(_)
            | Self::Merge(_)
            | Self::Assignment(_)
            | Self::Opinion(_)
            | Self::Round(_)
            | Self::Meeting(_)
            | Self::Discussion(_) => None,
        }
    }

    /// Tells whether there is a list that can be searched.
    pub fn has_list(&self) -> bool {
        !matches!(
            self,
            Self::Start(_)
                | Self::Scoring(_)
                | Self::Compare(_)
                | Self::Coverage(_)
                | Self::WhatIf(_)
                | Self::MatchLinks(_)
                | Self::Merge(_)
                | Self::Assignment(_)
                | Self::Opinion(_)
                | Self::Round(_)
                | Self::Meeting(_)
                | Self::Discussion(_)
        )
    }

    /// Returns the entries of the list in its order, without the filter.
    pub fn list(&self, workspace: &Workspace) -> Vec<u32> {
        let of_table = |table: &GroupTable| {
            let results = workspace.results.as_ref();
            let group = results.and_then(|results| table.group(results));
            let rows = group.iter().flat_map(|group| &group.rows);
            rows.filter_map(|row| workspace.entry_of(&row.proposal))
                .collect()
        };
        match self {
            Self::Proposals(state) => state.list(workspace),
            Self::MySheets(_) => my_sheets::lines(workspace)
                .iter()
                .filter_map(|line| workspace.entry_of(&line.id))
                .collect(),
            Self::Consolidate(state) => of_table(&state.table),
            Self::Recommendations(state) => of_table(&state.table),
            Self::Chains(_) => {
                let index = workspace.index.as_ref();
                index.map(|index| index.link_entries()).unwrap_or_default()
            }
            Self::Seat(_) => {
                let index = workspace.index.as_ref();
                index
                    .map(|index| index.expert_entries())
                    .unwrap_or_default()
            }
            Self::Start(_)
            | Self::Scoring(_)
            | Self::Compare(_)
            | Self::Coverage(_)
            | Self::WhatIf(_)
            | Self::MatchLinks(_)
            | Self::Merge(_)
            | Self::Assignment(_)
            | Self::Opinion(_)
            | Self::Round(_)
            | Self::Meeting(_)
            | Self::Discussion(_) => Vec::new(),
        }
    }
}
