//! What the seat has in hand: its proposals in the order of presentation. A large panel is
//! gone through once and not with every frame.

use super::Seat;
use super::counts::{Counts, Tally};
use super::kept::Kept;
use crate::domain::panel::Panel;
use crate::domain::proposal::{Proposal, ProposalState};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The proposals of a seat.
#[derive(Debug, Default)]
pub struct Hand {
    /// Where they stand in the panel, in the order of presentation.
    pub places: Vec<usize>,
    /// By place in the panel: whether the proposal is among them.
    is_mine: Vec<bool>,
    /// By place in the panel: whether a ruling keeps the expert from it.
    is_recused: Vec<bool>,
    /// By place in the panel: which one it is to be presented in its group, 0 where that is
    /// not known.
    presentations: Vec<usize>,
    /// By place in the panel: the chain's place in the plan, where it has one.
    chains: Vec<Option<usize>>,
    /// How many are about each link: those that are scored, and those that are handled case by
    /// case and are in no expert's list.
    about: BTreeMap<String, (usize, usize)>,
    /// How many there are, before any sheet is looked at.
    counts: Arc<Counts>,
}

impl Hand {
    fn of(seat: &Seat, panel: &Panel) -> Self {
        let (proposals, recused): (Vec<&Proposal>, BTreeSet<&str>) = match seat {
            Seat::Expert(expert) => (panel.assigned(expert), panel.recused(expert)),
            _ => (panel.in_order(), BTreeSet::new()),
        };
        let ids = proposals.iter().map(|proposal| proposal.id.as_str());
        let mut hand = Self {
            places: ids.filter_map(|id| panel.place_of(id)).collect(),
            is_mine: vec![false; panel.proposals.len()],
            is_recused: vec![false; panel.proposals.len()],
            presentations: panel.presentations(),
            chains: panel.proposals.iter().map(chain_of(panel)).collect(),
            about: about(panel),
            counts: Arc::default(),
        };
        hand.counts = Arc::new(Counts::of(&hand, panel.plan.chains.len(), &|_| Tally::ONE));
        for place in &hand.places {
            if let Some(is_mine) = hand.is_mine.get_mut(*place) {
                *is_mine = true;
            }
        }
        for place in recused.iter().filter_map(|id| panel.place_of(id)) {
            if let Some(is_recused) = hand.is_recused.get_mut(place) {
                *is_recused = true;
            }
        }
        hand
    }

    /// Tells whether a proposal is among them, by its place in the panel.
    pub fn holds(&self, place: usize) -> bool {
        self.is_mine.get(place).copied().unwrap_or_default()
    }

    /// Returns which one, from 1, a proposal is to be presented in its group, by its place in
    /// the panel.
    pub fn presentation(&self, place: usize) -> Option<usize> {
        let number = self.presentations.get(place).copied();
        number.filter(|number| *number > 0)
    }

    /// Returns the place in the plan of a proposal's chain, by the proposal's place in the panel.
    pub fn chain(&self, place: usize) -> Option<usize> {
        self.chains.get(place).copied().flatten()
    }

    /// Returns how many active proposals of the panel are about a link: those that are scored,
    /// and those that are handled case by case.
    pub fn about(&self, link: &str) -> (usize, usize) {
        self.about.get(link).copied().unwrap_or_default()
    }

    /// Returns how many there are, nothing begun and nobody recused.
    pub fn counts(&self) -> &Arc<Counts> {
        &self.counts
    }

    /// Tells whether a ruling keeps the expert from a proposal, by its place in the panel.
    pub fn is_recused(&self, place: usize) -> bool {
        self.is_recused.get(place).copied().unwrap_or_default()
    }
}

fn chain_of(panel: &Panel) -> impl Fn(&Proposal) -> Option<usize> {
    |proposal| {
        let mut chains = panel.plan.chains.iter();
        chains.position(|chain| chain.id == *proposal.chain)
    }
}

/// How many active proposals are about each link; each once, however often it names it.
fn about(panel: &Panel) -> BTreeMap<String, (usize, usize)> {
    let mut about = BTreeMap::<String, (usize, usize)>::new();
    let active = panel.proposals.iter();
    for proposal in active.filter(|proposal| proposal.state == ProposalState::Active) {
        for (place, link) in proposal.links.iter().enumerate() {
            if proposal
                .links
                .iter()
                .take(place)
                .any(|earlier| earlier == link)
            {
                continue;
            }
            let (scored, special) = about.entry(link.clone()).or_default();
            *if proposal.special { special } else { scored } += 1;
        }
    }
    about
}

/// What a hand was made from, as far as it can be told at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    seat: Seat,
    panel: usize,
    counts: [usize; 4],
}

impl Origin {
    fn of(seat: &Seat, panel: &Arc<Panel>) -> Self {
        Self {
            seat: seat.clone(),
            panel: Arc::as_ptr(panel).addr(),
            counts: [
                panel.proposals.len(),
                panel.assignments.len(),
                panel.groups.len(),
                panel.conflicts.len(),
            ],
        }
    }
}

/// The hand that was made last.
pub type Remembered = Kept<Origin, Hand>;

impl Remembered {
    /// Returns the hand of a seat, made anew where panel or seat are others than last time.
    pub fn hand(&self, seat: &Seat, panel: &Arc<Panel>) -> Arc<Hand> {
        self.of(Origin::of(seat, panel), Origin::eq, || {
            Hand::of(seat, panel)
        })
    }
}
