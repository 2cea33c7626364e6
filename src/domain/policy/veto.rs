//! A ground of exclusion, who checks it, and the votes where the experts find it themselves.

use crate::domain::Bilingual;
use crate::domain::decimal::Decimal;
use crate::domain::fraction::{Fraction, share};
use serde::{Deserialize, Serialize};

/// One ground of exclusion outside the points.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Veto {
    /// Id.
    pub id: String,
    /// Text.
    #[serde(default)]
    pub text: Bilingual,
    /// Who checks it.
    #[serde(default)]
    pub checked_by: String,
    /// Evidence that is required.
    #[serde(default)]
    pub evidence: String,
    /// Where the experts find it themselves by a vote: the least share of the votes that were
    /// cast, such as `2/3`; empty where nobody votes on it.
    #[serde(default)]
    pub votes: String,
}

impl Veto {
    /// Tells whether the experts find it by a vote.
    pub fn is_voted_on(&self) -> bool {
        !self.votes.trim().is_empty()
    }

    /// Tells whether votes are enough to confirm it; exact, and never without a vote for it.
    /// A share that cannot be read is never reached.
    pub fn is_carried(&self, votes_for: u32, votes_against: u32) -> bool {
        let cast = u64::from(votes_for) + u64::from(votes_against);
        share(&self.votes).is_some_and(|least| {
            let needed = least.times(Fraction::from(Decimal::from(cast)));
            votes_for > 0 && Fraction::from(Decimal::from(votes_for)) >= needed
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_the_votes_is_reached_exactly_or_not() {
        for (share, votes_for, against, wanted) in [
            ("2/3", 6, 3, true),
            ("2/3", 5, 3, false),
            ("2/3", 2, 1, true),
            ("2/3", 0, 0, false),
            ("0.5", 1, 1, true),
            ("1", 9, 0, true),
            ("1", 9, 1, false),
            ("most", 9, 0, false),
        ] {
            let veto = Veto {
                votes: share.into(),
                ..Veto::default()
            };
            let carried = veto.is_carried(votes_for, against);
            assert_eq!(carried, wanted, "{share} {votes_for} : {against}");
            assert!(veto.is_voted_on());
        }
        assert!(!Veto::default().is_voted_on());
    }
}
