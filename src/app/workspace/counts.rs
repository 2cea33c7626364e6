//! How far the seat is, in all and by chain. A large panel is gone through once after a change
//! and not with every frame.

use super::hand::Hand;
use super::kept::Kept;
use crate::app::own_sheets::Progress;
use std::sync::Arc;

/// How many proposals there are and how far this seat is with them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Proposals of this seat, without those it is recused from.
    pub proposals: usize,
    /// Done by this seat: submitted or abstained.
    pub done: usize,
    /// Begun.
    pub begun: usize,
}

impl Tally {
    /// One proposal of which nothing is known.
    pub const ONE: Self = Self {
        proposals: 1,
        done: 0,
        begun: 0,
    };

    /// Counts one proposal by what its sheet amounts to.
    pub fn of(progress: Progress) -> Self {
        let is = |wanted: bool| usize::from(wanted && progress != Progress::Recused);
        Self {
            proposals: is(true),
            done: is(progress.is_done()),
            begun: is(progress == Progress::Draft),
        }
    }

    fn add(&mut self, other: Self) {
        self.proposals += other.proposals;
        self.done += other.done;
        self.begun += other.begun;
    }
}

/// Counts of a seat.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Of all its proposals.
    pub all: Tally,
    /// Of those of each chain, by the chain's place in the plan.
    pub chains: Vec<Tally>,
}

impl Counts {
    /// Counts what is in hand under so many chains, each proposal, by its place in the panel,
    /// as it is told.
    pub fn of(hand: &Hand, chains: usize, tell: &dyn Fn(usize) -> Tally) -> Self {
        let mut counts = Self {
            all: Tally::default(),
            chains: vec![Tally::default(); chains],
        };
        for place in &hand.places {
            let tally = tell(*place);
            counts.all.add(tally);
            let chain = hand.chain(*place);
            if let Some(chain) = chain.and_then(|chain| counts.chains.get_mut(chain)) {
                chain.add(tally);
            }
        }
        counts
    }
}

/// The counts that were made last, and of which hand.
pub type Counted = Kept<Arc<Hand>, Counts>;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::own_sheets::OwnSheets;
    use crate::app::workspace::{Opened, Seat, Workspace};
    use crate::domain::panel::Panel;
    use crate::domain::people::Conflict;
    use crate::domain::plan::Chain;
    use crate::domain::proposal::Proposal;
    use crate::domain::sheet::{CellName, ScoreSheet};

    fn workspace() -> Workspace {
        let chain = |id: &&str| Chain {
            id: (*id).to_owned(),
            ..Chain::default()
        };
        let proposal = |(id, chain): &(&str, &str)| Proposal {
            id: (*id).to_owned(),
            chain: (*chain).into(),
            ..Proposal::default()
        };
        let mut panel = Panel::default();
        panel.plan.chains = ["a", "b"].iter().map(chain).collect();
        panel.proposals = [("1", "a"), ("2", "b"), ("3", "a"), ("4", "?"), ("5", "b")]
            .iter()
            .map(proposal)
            .collect();
        panel.conflicts = vec![Conflict {
            expert: "E1".to_owned(),
            proposal: "5".to_owned(),
            state: "recused".to_owned(),
            ..Conflict::default()
        }];
        let mut workspace = Workspace::new(Opened {
            panel: Arc::new(panel),
            ..Opened::default()
        });
        workspace.seat = Seat::Expert("E1".to_owned());
        workspace
    }

    fn told(workspace: &Workspace) -> (Tally, Vec<Tally>) {
        let counts = workspace.counts();
        (counts.all, counts.chains.clone())
    }

    fn tally(proposals: usize, done: usize, begun: usize) -> Tally {
        Tally {
            proposals,
            done,
            begun,
        }
    }

    fn change(workspace: &mut Workspace, proposal: &str, cell: &CellName, to: &str) {
        let panel = Arc::clone(&workspace.opened.panel);
        let own = workspace.own.as_mut().unwrap();
        assert!(own.sheet_mut(&panel, proposal).change(cell, to, ""));
    }

    #[test]
    fn every_change_of_a_sheet_and_of_the_panel_is_counted_at_once() {
        let mut workspace = workspace();
        let untouched = (tally(5, 0, 0), vec![tally(2, 0, 0), tally(2, 0, 0)]);
        assert_eq!(told(&workspace), untouched, "before the sheets are read");
        workspace.take_own(OwnSheets::new("E1", Vec::<ScoreSheet>::new(), None));
        let (of_all, of_b) = (tally(4, 0, 0), tally(1, 0, 0));
        assert_eq!(told(&workspace), (of_all, vec![tally(2, 0, 0), of_b]));
        change(&mut workspace, "1", &CellName::Comment, "好");
        assert_eq!(told(&workspace).1[0], tally(2, 0, 1));
        let before = workspace.own.as_ref().unwrap().sheet("1").cloned();
        change(&mut workspace, "1", &CellName::State, "submitted");
        change(&mut workspace, "4", &CellName::State, "abstained");
        let expected = (tally(4, 2, 0), vec![tally(2, 1, 0), of_b]);
        assert_eq!(told(&workspace), expected);
        workspace.own.as_mut().unwrap().put_back("1", before);
        assert_eq!(told(&workspace).1[0], tally(2, 0, 1));
        change(&mut workspace, "2", &CellName::State, "recused");
        assert_eq!(told(&workspace).1[1], Tally::default());
        workspace.panel_mut().conflicts.clear();
        assert_eq!(told(&workspace).1[1], tally(1, 0, 0), "the ruling is gone");
        workspace.panel_mut().proposals.pop();
        assert_eq!(told(&workspace).0, tally(3, 1, 1));
        workspace.seat = Seat::Secretariat;
        workspace.own = None;
        assert_eq!(told(&workspace).0, tally(4, 0, 0));
    }
}
