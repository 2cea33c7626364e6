//! The panel that is open, with what was read and computed of it.

pub mod counts;
pub mod hand;
pub mod kept;

use super::effect::Effect;
use super::exchange::Inbox;
use super::meeting::MeetingBook;
use super::overlay::Overlay;
use super::overlays::checking::CheckingState;
use super::overlays::settling::SettlingState;
use super::own_sheets::{OwnSheets, Progress};
use super::paper::Typist;
use super::round::RoundBook;
use super::screens::scoring::check::lacking;
use crate::analysis::beside::Beside;
use crate::analysis::comparison::{Comparison, compare, compare_as_paired};
use crate::analysis::coverage::LinkCoverage;
use crate::analysis::goals::Contributions;
use crate::analysis::matching::proposals::Suggested;
use crate::analysis::receipts::Receipts;
use crate::analysis::rounds::ProposalChange;
use crate::analysis::search::PanelIndex;
use crate::analysis::staffing::Staffing;
use crate::analysis::standing::Standings;
use crate::domain::Bilingual;
use crate::domain::edition::Resting;
use crate::domain::opinion::Opinion;
use crate::domain::panel::{Panel, Phase};
use crate::domain::plan::{Chain, InnovationLink};
use crate::domain::problem::Problem;
use crate::domain::proposal::Proposal;
use crate::domain::sheet::ScoreSheet;
use crate::domain::spelling::Spellings;
use counts::{Counts, Tally};
use hand::{Hand, Remembered};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// Most proposals that are made ready for searching in place: about a microsecond each.
const AT_ONCE: usize = 1000;

/// Where a panel lies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// Folder as named, or `demo`.
    pub path: String,
    /// It is the demonstration inside the program.
    pub is_demonstration: bool,
    /// Title, where it is known without opening the panel.
    pub title: Bilingual,
}

/// A panel that was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Opened {
    /// Where it lies.
    pub place: Place,
    /// Everything but the scores.
    pub panel: Arc<Panel>,
    /// What is wrong with its files.
    pub problems: Vec<Problem>,
    /// Experts whose commitment lies in the folder.
    pub committed: Vec<String>,
    /// Sheets of each expert: how many files lie in the folder; none before they are counted.
    pub sheet_counts: Option<BTreeMap<String, usize>>,
}

/// All sheets combined.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Results {
    /// The panel that was combined.
    pub panel: Arc<Panel>,
    /// The sheets that were combined.
    pub sheets: Arc<Vec<ScoreSheet>>,
    /// Places, lanes and reasons.
    pub standings: Arc<Standings>,
    /// Every link of the plan and what became of it.
    pub coverage: Vec<LinkCoverage>,
    /// The plan's goals and what the list and each proposal would add to them.
    pub contributions: Contributions,
    /// Which sheets of each expert came, and which did not.
    pub receipts: Receipts,
    /// Whether every proposal has enough experts.
    pub staffing: Staffing,
    /// What advises beside the result, once it is computed.
    pub beside: Option<Beside>,
    /// What the second round changed, once there is one.
    pub changes: Vec<ProposalChange>,
    /// Comments by proposal, without names, sorted.
    pub comments: BTreeMap<String, Vec<String>>,
    /// How many judged a clause how, by proposal, clause and judgement; without names.
    pub judgements: BTreeMap<String, BTreeMap<String, BTreeMap<String, usize>>>,
    /// Submitted sheets that rest on a former text of the plan.
    pub resting: Vec<Resting>,
    /// Files that could not be used.
    pub problems: Vec<Problem>,
    /// How many changes the panel had seen in this window when combining was asked for.
    pub edits: u32,
}

impl Results {
    /// Tells whether this is the result of a panel and its sheets.
    pub fn is_of(&self, panel: &Arc<Panel>, sheets: &Arc<Vec<ScoreSheet>>) -> bool {
        let is_panel = Arc::ptr_eq(&self.panel, panel) || self.panel == *panel;
        is_panel && (Arc::ptr_eq(&self.sheets, sheets) || self.sheets == *sheets)
    }
}

/// Who works here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Seat {
    /// Nobody yet.
    #[default]
    None,
    /// An expert, by id.
    Expert(String),
    /// The secretariat.
    Secretariat,
}

impl Seat {
    /// Returns the expert's id, if an expert sits here.
    pub fn expert(&self) -> Option<&str> {
        match self {
            Self::Expert(id) => Some(id),
            _ => None,
        }
    }

    /// Returns the name for the command line and for the next start.
    pub fn key(&self) -> &str {
        match self {
            Self::None => "",
            Self::Expert(id) => id,
            Self::Secretariat => "secretariat",
        }
    }
}

/// A panel lent to whoever computes something of it; it is told apart by its digests.
#[derive(Clone)]
pub struct Lent(pub Arc<Panel>);

impl Lent {
    /// Tells whether what is searched is the same in another panel.
    pub fn reads_like(&self, panel: &Arc<Panel>) -> bool {
        let own = &self.0;
        Arc::ptr_eq(own, panel)
            || (own.proposals == panel.proposals
                && own.plan == panel.plan
                && own.experts == panel.experts)
    }
}

impl PartialEq for Lent {
    fn eq(&self, other: &Self) -> bool {
        self.reads_like(&other.0)
    }
}

impl fmt::Debug for Lent {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let count = self.0.proposals.len();
        write!(
            formatter,
            "{} {} {count}",
            self.0.head.id, self.0.plan_digest
        )
    }
}

/// The open panel and the person's work in it.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// What was read.
    pub opened: Opened,
    /// Who works here.
    pub seat: Seat,
    /// The expert's own sheets, once they are read.
    pub own: Option<OwnSheets>,
    /// Sheets of seats that were left while something was not safe yet.
    pub left_behind: Vec<OwnSheets>,
    /// The combined result, for the secretariat's seat.
    pub results: Option<Results>,
    /// Why nothing could be combined: broken files that decide over the result.
    pub refusal: Vec<Problem>,
    /// A result is being computed.
    pub is_combining: bool,
    /// Changes of the panel and its sheets in this window, and as many as there were when combining was last
    /// asked for.
    pub edits: (u32, u32),
    /// How often it was noted in this window who heard a presentation: a look that began before
    /// the last time does not know of it.
    pub noted: u32,
    /// What can be searched, once it is ready.
    pub index: Option<Arc<PanelIndex>>,
    /// Of each proposal whether it has a gap, once somebody asked.
    pub gaps: Option<Arc<Vec<bool>>>,
    /// The gaps are being looked for.
    pub is_finding_gaps: bool,
    /// What links are suggested, and for which panel, once the secretariat sits here.
    pub suggested: Option<(Lent, Arc<Suggested>)>,
    /// What was filled in about a veto and is not written down yet.
    pub unfinished: Option<Box<CheckingState>>,
    /// What was filled in about a conflict and is not written down yet.
    pub unsettled: Option<Box<SettlingState>>,
    /// What was received.
    pub inbox: Inbox,
    /// The meeting that this window leads or follows.
    pub meeting: MeetingBook,
    /// How far the round is.
    pub round: RoundBook,
    /// A joint opinion that could not be written, what stood in its file, and why, as a
    /// catalogue key.
    pub unwritten: Option<Box<(Opinion, Option<Opinion>, &'static str)>>,
    /// A window that was filled in and is not written down yet.
    pub aside: Option<Overlay>,
    /// Who types from paper at the expert's place.
    pub typist: Option<Typist>,
    spellings: BTreeMap<String, Spellings>,
    remembered: Remembered,
}

impl Workspace {
    /// Makes the workspace of a panel that was just read.
    pub fn new(opened: Opened) -> Self {
        let spellings = opened
            .panel
            .rubric
            .criteria
            .iter()
            .map(|criterion| (criterion.id.clone(), Spellings::of(&criterion.scale)))
            .collect();
        Self {
            opened,
            seat: Seat::None,
            own: None,
            left_behind: Vec::new(),
            results: None,
            refusal: Vec::new(),
            is_combining: false,
            edits: (0, 0),
            noted: 0,
            index: None,
            gaps: None,
            is_finding_gaps: false,
            suggested: None,
            unfinished: None,
            unsettled: None,
            inbox: Inbox::default(),
            meeting: MeetingBook::default(),
            round: RoundBook::default(),
            unwritten: None,
            aside: None,
            typist: None,
            spellings,
            remembered: Remembered::default(),
        }
    }

    /// Tells whether the round is closed, so that everything is only looked at.
    pub fn is_closed(&self) -> bool {
        self.panel().head.phase == Phase::Closed
    }

    /// Returns the panel.
    pub fn panel(&self) -> &Panel {
        &self.opened.panel
    }

    /// Returns whose pack this folder is, where it is one.
    pub fn pack(&self) -> Option<&str> {
        let expert = self.panel().head.pack.as_str();
        (!expert.is_empty()).then_some(expert)
    }

    /// Returns the request to combine the sheets of the panel as it is now.
    pub fn combine(&mut self) -> Effect {
        self.is_combining = true;
        self.edits.1 = self.edits.0;
        Effect::Combine(self.opened.place.clone(), self.edits.0)
    }

    /// Notes that a sheet of this window is safe: what was combined before does not have it.
    pub fn note_sheet(&mut self) {
        self.edits.0 = self.edits.0.wrapping_add(1);
    }

    /// Tells whether the panel was changed in this window after so many changes: what was read
    /// of it then does not have the later ones.
    pub fn has_changed_since(&self, edits: u32) -> bool {
        self.edits.0 != edits
    }

    /// Returns the request to combine once more, unless one is on its way that has every change.
    pub fn combine_again(&mut self) -> Option<Effect> {
        (self.edits.0 != self.edits.1).then(|| self.combine())
    }

    /// Tells whether making the panel ready for searching takes long enough to be felt.
    pub fn is_large(&self) -> bool {
        self.panel().proposals.len() > AT_ONCE
    }

    /// Takes the panel as it was read again; tells whether it has to be made ready for
    /// searching again.
    pub fn take_panel(&mut self, panel: Arc<Panel>) -> bool {
        let is_same = Lent(panel.clone()).reads_like(&self.opened.panel);
        if !is_same {
            self.index = None;
            self.gaps = None;
            self.is_finding_gaps = false;
        }
        self.opened.panel = panel;
        self.follow_edition();
        !is_same
    }

    /// Returns where a proposal stands in the panel and in its index.
    pub fn entry_of(&self, proposal: &str) -> Option<u32> {
        Some(self.panel().place_of(proposal)? as u32)
    }

    /// Leaves the seat; sheets that are not safe yet stay until they are.
    pub fn stand_up(&mut self) {
        self.left_behind.extend(
            self.own
                .take()
                .filter(|own| !own.unsafe_sheets().is_empty()),
        );
        self.results = None;
        self.unfinished = None;
        self.unsettled = None;
        self.aside = None;
        self.unwritten = None;
        self.typist = None;
        self.refusal.clear();
    }

    /// Finds the sheets of an expert, of this seat or of one that was left.
    pub fn sheets_of(&mut self, expert: &str) -> Option<&mut OwnSheets> {
        let own = self.own.iter_mut().chain(&mut self.left_behind);
        own.into_iter().find(|own| own.expert == expert)
    }

    /// Returns every sheet that is not safe yet.
    pub fn unsafe_sheets(&self) -> Vec<&ScoreSheet> {
        let own = self.own.iter().chain(&self.left_behind);
        own.flat_map(OwnSheets::unsafe_sheets).collect()
    }

    /// Returns the spellings of a criterion's scale.
    pub fn spellings(&self, criterion: &str) -> Option<&Spellings> {
        self.spellings.get(criterion)
    }

    /// Returns the proposals of this seat in the order of presentation: an expert's own
    /// assignments, everything for the secretariat.
    pub fn proposals(&self) -> Vec<&Proposal> {
        let in_hand = self.in_hand().into_iter();
        in_hand.map(|(_, proposal)| proposal).collect()
    }

    /// Returns the same, each with its place in the panel.
    pub fn in_hand(&self) -> Vec<(usize, &Proposal)> {
        let all = &self.panel().proposals;
        let hand = self.hand();
        let places = hand.places.iter();
        let found = places.filter_map(|place| Some((*place, all.get(*place)?)));
        found.collect()
    }

    /// Tells whether a proposal is one of this seat.
    pub fn is_in_hand(&self, proposal: &str) -> bool {
        let place = self.panel().place_of(proposal);
        place.is_some_and(|place| self.hand().holds(place))
    }

    /// Returns how many proposals of this seat are done, and how many there are to do; those
    /// that the expert is kept from are none of them.
    pub fn progress(&self) -> (usize, usize) {
        let all = self.counts().all;
        (all.done, all.proposals)
    }

    /// Returns how far this seat is, in all and by chain.
    pub fn counts(&self) -> Arc<Counts> {
        let hand = self.hand();
        match &self.own {
            Some(own) if self.typist.is_some() => Arc::new(self.typed(own, &hand)),
            Some(own) => own.counts(&hand, self.panel()),
            None => Arc::clone(hand.counts()),
        }
    }

    /// What somebody types from paper is done where nothing of it is missing: it stays a draft
    /// until a second person typed the same.
    fn typed(&self, own: &OwnSheets, hand: &Hand) -> Counts {
        let panel = self.panel();
        let tell = |place: usize| {
            let proposal = panel
                .proposals
                .get(place)
                .filter(|_| !hand.is_recused(place));
            let Some(proposal) = proposal else {
                return Tally::default();
            };
            let is_whole = own
                .sheet(&proposal.id)
                .is_some_and(|sheet| lacking(self, Some(sheet)) == (0, false));
            Tally::of(match own.progress_of(&proposal.id) {
                Progress::Draft if is_whole => Progress::Submitted,
                progress => progress,
            })
        };
        Counts::of(hand, panel.plan.chains.len(), &tell)
    }

    /// Returns how many active proposals of the panel are about a link: those that are scored,
    /// and those that are handled case by case and are in no expert's list.
    pub fn about(&self, link: &str) -> (usize, usize) {
        self.hand().about(link)
    }

    /// Returns the proposals that were sent back to the expert who sits here and whose sheet
    /// was not reopened yet, in the order of presentation.
    pub fn sent_back(&self) -> Vec<&str> {
        let Some(own) = &self.own else {
            return Vec::new();
        };
        if self.panel().head.reconsider.proposals.is_empty() {
            return Vec::new();
        }
        let ids = self.proposals().into_iter().map(|one| one.id.as_str());
        ids.filter(|id| own.can_rescore(self.panel(), id)).collect()
    }

    fn hand(&self) -> Arc<Hand> {
        self.remembered.hand(&self.seat, &self.opened.panel)
    }

    /// Takes another panel in place of the open one, as a change made in this window.
    pub fn change_to(&mut self, panel: Arc<Panel>) {
        self.note_change();
        self.opened.panel = panel;
        self.follow_edition();
    }

    /// Takes the sheets of who sits here.
    pub fn take_own(&mut self, own: OwnSheets) {
        self.own = Some(own);
        self.follow_edition();
    }

    /// What the own sheets name in the plan is what stands there in the present edition.
    fn follow_edition(&mut self) {
        if let Some(own) = &mut self.own {
            own.follow(&self.opened.panel);
        }
    }

    /// Returns the panel to change it in place.
    pub fn panel_mut(&mut self) -> &mut Panel {
        self.note_change();
        Arc::make_mut(&mut self.opened.panel)
    }

    fn note_change(&mut self) {
        self.remembered.forget();
        self.edits.0 = self.edits.0.wrapping_add(1);
    }

    /// Returns the link that a proposal is compared with, and its chain.
    pub fn link_of(&self, proposal: &Proposal) -> Option<(&Chain, &InnovationLink)> {
        self.panel().plan.link(proposal.main_link()?)
    }

    /// Compares a proposal with its main link.
    pub fn comparison(&self, proposal: &Proposal) -> Comparison {
        self.link_of(proposal)
            .map(|(_, link)| compare(link, proposal))
            .unwrap_or_default()
    }

    /// Compares with the pairing that the expert of this seat noted in the own sheet.
    pub fn noted_comparison(&self, proposal: &Proposal) -> Comparison {
        let own = self.own.as_ref().and_then(|own| own.sheet(&proposal.id));
        let noted = own.map(ScoreSheet::noted_pairing).unwrap_or_default();
        self.link_of(proposal)
            .map(|(_, link)| compare_as_paired(link, proposal, &noted))
            .unwrap_or_default()
    }

    /// Returns the place in the order of presentation, from 1, of a proposal in its group.
    pub fn order_of(&self, proposal: &str) -> Option<usize> {
        let place = self.panel().place_of(proposal)?;
        self.hand().presentation(place)
    }
}
