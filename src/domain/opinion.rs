//! `opinions/<proposal>.toml`: what the group of experts says about a proposal in its own
//! name. Individual scores are never changed from here.

use super::contribution::Contribution;
use super::seal;
use super::sheet::Round;
use super::voting::{Electorate, VoteFault};
use serde::{Deserialize, Serialize};

/// The joint opinion on one proposal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Opinion {
    /// Proposal id, taken from the file's name.
    #[serde(skip)]
    pub proposal: String,
    /// Version of the file format.
    pub format: u32,
    /// The chair adopted it; a draft decides nothing.
    pub adopted: bool,
    /// Who adopted it.
    pub adopted_by: String,
    /// 主要优点.
    pub strengths: String,
    /// 存在不足.
    pub weaknesses: String,
    /// Conditions of a recommendation; with any, an adopted opinion makes it one after changes.
    pub conditions: Vec<String>,
    /// The text of the opinion as it goes on paper, or empty for the customary one.
    pub text: String,
    /// Digest of what was voted on, as [`Opinion::said`] returns it; empty where no vote is
    /// recorded, or where the file does not tell.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub voted_on: String,
    /// The round whose scores stood when it was last adopted.
    #[serde(skip_serializing_if = "is_first")]
    pub round: Round,
    /// Recorded vote on the recommendation.
    pub votes: OpinionVotes,
    /// Why it was last taken back to a draft after it was adopted.
    pub taken_back: String,
    /// What the panel confirms of the contributions to the plan's overall goals, by name; a
    /// draft confirms nothing.
    pub confirmed: Vec<Contribution>,
    /// Opinions of members who do not agree, with their names.
    pub minority: Vec<Minority>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks with a reference"
)]
fn is_first(round: &Round) -> bool {
    *round == Round::First
}

impl Opinion {
    /// Returns the digest of what the group says and is voted on: strengths, weaknesses, text
    /// and conditions; 16 hexadecimal digits.
    pub fn said(&self) -> String {
        let texts = [&self.strengths, &self.weaknesses, &self.text];
        let all: Vec<&str> = texts
            .into_iter()
            .chain(&self.conditions)
            .map(String::as_str)
            .collect();
        let mut digest = seal::digest(all.join("\0").as_bytes());
        digest.truncate(16);
        digest
    }

    /// Writes down a vote on what the opinion says now; without votes there is none.
    pub fn record(&mut self, votes: OpinionVotes) {
        self.votes = votes;
        self.voted_on = if votes.cast() == 0 {
            String::new()
        } else {
            self.said()
        };
    }

    /// Tells whether the opinion was changed after the vote on it.
    pub fn is_vote_outdated(&self) -> bool {
        self.votes.cast() > 0 && !self.voted_on.is_empty() && self.voted_on != self.said()
    }

    /// Tells whether it was adopted before the proposal came to the round that it is in.
    pub fn is_of_former_round(&self, round: Round) -> bool {
        self.adopted && self.round < round
    }

    /// Tells whether anything is written down of it.
    pub fn is_blank(&self) -> bool {
        let texts = [&self.strengths, &self.weaknesses, &self.text];
        texts.iter().all(|text| text.trim().is_empty())
            && self.conditions.is_empty()
            && self.votes.cast() == 0
            && self.minority.is_empty()
    }

    /// Looks whether it can be written down like this.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self, electorate: &Electorate) -> Result<(), OpinionFault> {
        let cast = self.votes.cast();
        if cast > 0 {
            electorate.check(cast).map_err(OpinionFault::Vote)?;
        }
        let mut signing = self.minority.iter().map(|one| &one.expert);
        if let Some(id) = signing.find(|id| electorate.recused.contains(id)) {
            return Err(OpinionFault::Recused(id.clone()));
        }
        if !self.adopted {
            return Ok(());
        }
        self.adoptable(electorate)?;
        if self.adopted_by.trim().is_empty() {
            return Err(OpinionFault::NoChair);
        }
        if electorate.recused.contains(&self.adopted_by) {
            return Err(OpinionFault::Recused(self.adopted_by.clone()));
        }
        Ok(())
    }

    /// Tells whether nothing but somebody who adopts it is lacking.
    ///
    /// # Errors
    /// The first thing that is.
    pub fn adoptable(&self, electorate: &Electorate) -> Result<(), OpinionFault> {
        let texts = [&self.strengths, &self.weaknesses, &self.text];
        if texts.iter().all(|text| text.trim().is_empty()) {
            return Err(OpinionFault::Empty);
        }
        match self.votes.cast() {
            0 => return Err(OpinionFault::NoVote),
            cast => electorate.check(cast).map_err(OpinionFault::Vote)?,
        }
        if self.is_vote_outdated() {
            return Err(OpinionFault::VoteOutdated);
        }
        if self.votes.agree <= self.votes.disagree {
            return Err(OpinionFault::NotCarried);
        }
        Ok(())
    }

    /// Tells whether the result differs from what it is under another opinion: only what is
    /// adopted sets conditions and confirms contributions.
    pub fn decides_like(&self, other: Option<&Self>) -> bool {
        let decided = |one: &Self| {
            let adopted = one.adopted.then(|| one.clone());
            adopted.map_or_else(Default::default, |one| (one.conditions, one.confirmed))
        };
        decided(self) == other.map_or_else(Default::default, decided)
    }
}

/// Why a joint opinion cannot be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpinionFault {
    /// The vote on the recommendation cannot stand.
    Vote(VoteFault),
    /// A recused member signs a minority opinion or adopts it; the expert's id.
    Recused(String),
    /// Nothing is there to adopt.
    Empty,
    /// It is adopted without a vote.
    NoVote,
    /// It is adopted although it says something else than what was voted on.
    VoteOutdated,
    /// It is adopted although no more voted for it than against it.
    NotCarried,
    /// It is adopted by nobody.
    NoChair,
}

/// A recorded vote on a recommendation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OpinionVotes {
    /// In favour.
    pub agree: u32,
    /// Against.
    pub disagree: u32,
    /// Abstained.
    pub abstain: u32,
}

impl OpinionVotes {
    /// Returns how many voted; 0 where no vote is recorded.
    pub fn cast(self) -> u64 {
        [self.agree, self.disagree, self.abstain]
            .map(u64::from)
            .iter()
            .sum()
    }
}

/// A minority opinion.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minority {
    /// Expert id.
    pub expert: String,
    /// What the expert says.
    pub text: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nine() -> Electorate {
        Electorate {
            members: (1..=9).map(|number| format!("E{number}")).collect(),
            quorum: 5,
            ..Electorate::default()
        }
    }

    #[test]
    fn what_did_not_carry_is_not_adopted() {
        let electorate = nine();
        let with = |agree, disagree, abstain| {
            let opinion = Opinion {
                strengths: "路线清楚".into(),
                votes: OpinionVotes {
                    agree,
                    disagree,
                    abstain,
                },
                ..Opinion::default()
            };
            opinion.adoptable(&electorate)
        };
        assert_eq!(with(0, 0, 0), Err(OpinionFault::NoVote));
        assert_eq!(with(4, 4, 0), Err(OpinionFault::NotCarried));
        assert_eq!(with(0, 8, 0), Err(OpinionFault::NotCarried));
        assert_eq!(with(0, 0, 8), Err(OpinionFault::NotCarried));
        assert_eq!(with(4, 3, 1), Ok(()));
    }

    #[test]
    fn a_vote_is_on_what_was_said_then() {
        let electorate = nine();
        let mut opinion = Opinion {
            strengths: "路线清楚".into(),
            ..Opinion::default()
        };
        let votes = OpinionVotes {
            agree: 7,
            ..OpinionVotes::default()
        };
        opinion.record(votes);
        assert_eq!(opinion.adoptable(&electorate), Ok(()));
        for change in [
            |one: &mut Opinion| one.weaknesses.push('一'),
            |one: &mut Opinion| one.conditions.push("补充试验".into()),
            |one: &mut Opinion| one.text.push('二'),
        ] {
            let mut changed = opinion.clone();
            change(&mut changed);
            assert!(changed.is_vote_outdated());
            let refused = Err(OpinionFault::VoteOutdated);
            assert_eq!(changed.adoptable(&electorate), refused);
            changed.record(votes);
            assert_eq!(changed.adoptable(&electorate), Ok(()));
        }
        // a minority opinion is not what is voted on, and a file may not tell
        opinion.minority.push(Minority::default());
        assert!(!opinion.is_vote_outdated());
        opinion.voted_on.clear();
        opinion.strengths.push('三');
        assert!(!opinion.is_vote_outdated());
        opinion.record(OpinionVotes::default());
        assert!(opinion.voted_on.is_empty());
    }
}
