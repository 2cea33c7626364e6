//! The words of balancing over the whole list: the rule behind a difference from the list in
//! rank order, and the rules that cannot be kept together.

use super::decimal::Decimal;

/// Which rule took a proposal out of the pure list or into the balanced one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// Too many of one applicant.
    PerApplicant,
    /// Too many of one district.
    PerDistrict,
    /// Too many of one innovation link.
    PerLink,
    /// A chain that would have none.
    OnePerChain,
    /// The money of the group or of all.
    Budget,
    /// No rule forbids it: another list has more points; only with the objective `points`.
    Points,
    /// Equal to another of its rank, and not both fit.
    Joint,
}

impl Rule {
    /// All rules.
    pub const ALL: [Self; 7] = [
        Self::PerApplicant,
        Self::PerDistrict,
        Self::PerLink,
        Self::OnePerChain,
        Self::Budget,
        Self::Points,
        Self::Joint,
    ];

    /// Returns the key used in `--json` documents and catalogues.
    pub fn key(self) -> &'static str {
        match self {
            Self::PerApplicant => "per_applicant",
            Self::PerDistrict => "per_district",
            Self::PerLink => "per_link",
            Self::OnePerChain => "one_per_chain",
            Self::Budget => "budget",
            Self::Points => "points",
            Self::Joint => "joint",
        }
    }
}

/// A rule that cannot be kept together with the others of the conflict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conflict {
    /// The money over all groups: what there is, and the least that the others need.
    Budget {
        /// In 10,000 yuan.
        budget: Decimal,
        /// In 10,000 yuan; none where it was not found within the search's limit.
        least: Option<Decimal>,
    },
    /// The money of one group.
    GroupBudget {
        /// Group id.
        group: String,
        /// In 10,000 yuan.
        budget: Decimal,
        /// In 10,000 yuan; none where it was not found within the search's limit.
        least: Option<Decimal>,
    },
    /// At most so many of one applicant.
    PerApplicant(usize),
    /// At most so many of one district.
    PerDistrict(usize),
    /// At most so many of one link.
    PerLink(usize),
    /// At least one of this chain.
    OnePerChain(String),
}

impl Conflict {
    /// Returns the key used in `--json` documents and catalogues.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Budget { .. } => "budget",
            Self::GroupBudget { .. } => "group_budget",
            Self::PerApplicant(_) => "per_applicant",
            Self::PerDistrict(_) => "per_district",
            Self::PerLink(_) => "per_link",
            Self::OnePerChain(_) => "one_per_chain",
        }
    }

    /// Returns the group or the chain that it is about; empty for the others.
    pub fn subject(&self) -> &str {
        match self {
            Self::GroupBudget { group, .. } => group,
            Self::OnePerChain(chain) => chain,
            _ => "",
        }
    }

    /// Returns its numbers in the order in which a sentence takes them: the money there is
    /// and the least that is needed, or the limit.
    pub fn numbers(&self) -> Vec<Decimal> {
        match self {
            Self::Budget { budget, least } | Self::GroupBudget { budget, least, .. } => {
                [Some(*budget), *least].into_iter().flatten().collect()
            }
            Self::PerApplicant(most) | Self::PerDistrict(most) | Self::PerLink(most) => {
                vec![Decimal::from(*most)]
            }
            Self::OnePerChain(_) => Vec::new(),
        }
    }
}
