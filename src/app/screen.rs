//! The screens: a closed set of small states.

use super::screens::chains::ChainsState;
use super::screens::consolidate::ConsolidateState;
use super::screens::coverage::CoverageState;
use super::screens::my_sheets::MySheetsState;
use super::screens::proposals::ProposalsState;
use super::screens::recommendations::RecommendationsState;
use super::screens::scoring::ScoringState;
use super::screens::seat::SeatState;
use super::screens::start::StartState;
use super::screens::what_if::WhatIfState;

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
            Self::MySheets(_) => "my_sheets",
            Self::Consolidate(_) => "consolidate",
            Self::Recommendations(_) => "recommendations",
            Self::Coverage(_) => "coverage",
            Self::WhatIf(_) => "what_if",
        }
    }

    /// Tells whether characters typed here are text.
    pub fn is_typing(&self) -> bool {
        match self {
            Self::Start(state) => state.path.is_some(),
            Self::Proposals(_) => true,
            _ => false,
        }
    }
}
