//! The kinds of experts in a simulated panel, how many of each there are, and what each
//! makes of what is true.

use super::super::chance::Chance;
use super::super::combine::number;

/// How an expert scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// As well as can be seen.
    Honest,
    /// Ten points lower.
    Strict,
    /// Ten points higher.
    Lenient,
    /// With three times the usual error.
    Careless,
    /// Everybody the same.
    Constant,
    /// The own district twenty points higher.
    Favouring,
    /// Agreed with others: some twenty-five points higher, all others ten lower.
    Colluding,
}

/// Usual error of a whole sheet and of a single criterion, of 100.
const ERROR: f64 = 6.0;
const SINGLE: f64 = 4.0;
/// How far experts differ in lenience by nature, of 100.
const NATURE: f64 = 2.5;

impl Kind {
    /// All kinds with their shares of the experts.
    pub const ALL: [(Self, f64); 7] = [
        (Self::Honest, 0.66),
        (Self::Strict, 0.08),
        (Self::Lenient, 0.08),
        (Self::Careless, 0.06),
        (Self::Constant, 0.04),
        (Self::Favouring, 0.04),
        (Self::Colluding, 0.04),
    ];

    /// Returns the key used in files and `--json` documents.
    pub fn key(self) -> &'static str {
        match self {
            Self::Honest => "honest",
            Self::Strict => "strict",
            Self::Lenient => "lenient",
            Self::Careless => "careless",
            Self::Constant => "constant",
            Self::Favouring => "favouring",
            Self::Colluding => "colluding",
        }
    }

    /// Draws how lenient an expert is, of 100.
    pub(super) fn lenience(self, chance: &mut Chance) -> f64 {
        let nature = NATURE * chance.normal();
        match self {
            Self::Strict => nature - 10.0,
            Self::Lenient => nature + 10.0,
            _ => nature,
        }
    }

    /// Returns what an expert makes of the true shares.
    pub(super) fn shares(self, truth: &[f64], view: &View, chance: &mut Chance) -> Vec<f64> {
        if self == Self::Constant {
            return truth.iter().map(|_| 0.75).collect();
        }
        let wide = if self == Self::Careless { 3.0 } else { 1.0 };
        let lift = match self {
            Self::Favouring if view.is_own => 20.0,
            Self::Colluding if view.is_lifted => 25.0,
            Self::Colluding => -10.0,
            _ => 0.0,
        };
        let whole = view.nature + lift + wide * ERROR * chance.normal();
        let single = |share: &f64| share + (whole + wide * SINGLE * chance.normal()) / 100.0;
        truth.iter().map(single).collect()
    }
}

/// What an expert brings to a proposal.
pub(super) struct View {
    /// Lenience by nature, of 100.
    pub nature: f64,
    /// The proposal is of the expert's own district.
    pub is_own: bool,
    /// It is one of those that some agreed to lift.
    pub is_lifted: bool,
}

/// Returns the kinds of so many experts: each as often as its share says, whole numbers by
/// the largest remainder, in an order of chance.
pub(super) fn of(experts: usize, seed: u64) -> Vec<Kind> {
    let quota = |share: f64| share * number(experts);
    let mut counts: Vec<(Kind, usize, f64)> = Kind::ALL
        .iter()
        .map(|(kind, share)| {
            let whole = quota(*share).floor();
            #[allow(clippy::cast_sign_loss, reason = "a share of a count")]
            let count = whole as usize;
            (*kind, count, quota(*share) - whole)
        })
        .collect();
    let mut left = experts.saturating_sub(counts.iter().map(|one| one.1).sum());
    counts.sort_by(|one, other| other.2.total_cmp(&one.2).then(one.0.cmp(&other.0)));
    for (_, count, _) in &mut counts {
        if left > 0 {
            *count += 1;
            left -= 1;
        }
    }
    counts.sort_by_key(|one| one.0);
    let mut kinds: Vec<Kind> = counts
        .into_iter()
        .flat_map(|(kind, count, _)| std::iter::repeat_n(kind, count))
        .collect();
    Chance::seeded(seed, "kinds").shuffle(&mut kinds);
    kinds
}
