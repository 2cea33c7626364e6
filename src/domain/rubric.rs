//! The criteria, their scales and the anchors of each level.

use super::Bilingual;
use super::decimal::{Decimal, parse};
use super::proposal::ProposalKind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The criteria in the order of the sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rubric {
    /// Version of the file format.
    #[serde(default)]
    pub format: u32,
    /// Criteria.
    #[serde(default, rename = "criterion")]
    pub criteria: Vec<Criterion>,
    /// Other names of criteria for a kind of proposal.
    #[serde(default)]
    pub kind: BTreeMap<String, BTreeMap<String, NameOverride>>,
    /// Other names, weights and levels of criteria for the proposals of a chain. Ids, scales
    /// and order are the same for all, so that the sheet looks the same everywhere.
    #[serde(default)]
    pub chain: BTreeMap<String, BTreeMap<String, CriterionOverride>>,
}

impl Rubric {
    /// Finds a criterion by id.
    pub fn criterion(&self, id: &str) -> Option<&Criterion> {
        self.criteria.iter().find(|criterion| criterion.id == id)
    }

    /// Returns the name of a criterion for proposals of `kind`.
    pub fn name<'a>(&'a self, criterion: &'a Criterion, kind: ProposalKind) -> &'a Bilingual {
        self.over(criterion, kind)
            .map_or(&criterion.name, |over| &over.name)
    }

    /// Returns the short name of a criterion for proposals of `kind`.
    pub fn short<'a>(&'a self, criterion: &'a Criterion, kind: ProposalKind) -> &'a Bilingual {
        match self.over(criterion, kind) {
            Some(over) if !over.short.zh.is_empty() => &over.short,
            Some(over) => &over.name,
            None if criterion.short.zh.is_empty() => &criterion.name,
            None => &criterion.short,
        }
    }

    /// Returns the sum of all weights, the total of a sheet with full marks.
    pub fn full_marks(&self) -> Decimal {
        sum(self.criteria.iter().map(Criterion::weight))
    }

    /// Returns the total of a sheet with the lowest marks.
    pub fn least_marks(&self) -> Decimal {
        let least = |criterion: &Criterion| {
            let (scale, weight) = (&criterion.scale, criterion.weight());
            let share = scale.minimum().checked_div(scale.maximum());
            weight.saturating_mul(share.unwrap_or_default())
        };
        sum(self.criteria.iter().map(least))
    }

    /// Returns the rubric for the proposals of a chain; none where nothing differs there.
    pub fn of_chain(&self, chain: &str) -> Option<Self> {
        let others = self.chain.get(chain)?;
        let mut rubric = self.clone();
        for criterion in &mut rubric.criteria {
            let Some(other) = others.get(&criterion.id) else {
                continue;
            };
            if !other.name.zh.is_empty() {
                criterion.name.clone_from(&other.name);
                criterion.short.clone_from(&other.short);
            }
            if !other.weight.is_empty() {
                criterion.weight.clone_from(&other.weight);
            }
            if !other.levels.is_empty() {
                criterion.levels.clone_from(&other.levels);
            }
        }
        Some(rubric)
    }

    fn over(&self, criterion: &Criterion, kind: ProposalKind) -> Option<&NameOverride> {
        self.kind.get(kind.key())?.get(&criterion.id)
    }
}

/// Returns the sum; what is too large for a decimal stays at the largest one.
fn sum(points: impl Iterator<Item = Decimal>) -> Decimal {
    points.fold(Decimal::ZERO, Decimal::saturating_add)
}

/// Another name of a criterion for one kind of proposal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameOverride {
    /// Name.
    pub name: Bilingual,
    /// Name for narrow screens.
    #[serde(default)]
    pub short: Bilingual,
}

/// What is otherwise about a criterion for the proposals of one chain.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CriterionOverride {
    /// Name; empty for the usual one.
    pub name: Bilingual,
    /// Name for narrow screens.
    pub short: Bilingual,
    /// Points in the total; empty for the usual ones.
    pub weight: String,
    /// Levels with their anchors; none for the usual ones.
    #[serde(rename = "level")]
    pub levels: Vec<Level>,
}

/// One criterion.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// Id.
    pub id: String,
    /// Name.
    #[serde(default)]
    pub name: Bilingual,
    /// Name for narrow screens, at most 16 columns.
    #[serde(default)]
    pub short: Bilingual,
    /// A sheet without this score is in no total.
    #[serde(default = "yes")]
    pub required: bool,
    /// The marks that may be given.
    pub scale: Scale,
    /// Points of this criterion in the total; its maximum where empty.
    #[serde(default)]
    pub weight: String,
    /// Levels with their anchors, best first.
    #[serde(default, rename = "level")]
    pub levels: Vec<Level>,
}

fn yes() -> bool {
    true
}

impl Criterion {
    /// Returns the points of this criterion in the total: the weight, or the maximum.
    pub fn weight(&self) -> Decimal {
        parse(&self.weight).unwrap_or_else(|| self.scale.maximum())
    }

    /// Returns the level a score falls into.
    pub fn level(&self, score: Decimal) -> Option<&Level> {
        self.levels.iter().find(|level| {
            parse(&level.from).is_some_and(|from| from <= score)
                && parse(&level.to).is_some_and(|to| score <= to)
        })
    }
}

/// Most marks of a scale.
const MOST_MARKS: usize = 10_001;

/// The marks of a criterion: from `min` to `max` by `step`, exact decimals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scale {
    /// Lowest mark.
    #[serde(default = "zero")]
    pub min: String,
    /// Highest mark.
    pub max: String,
    /// Distance between marks.
    #[serde(default = "one")]
    pub step: String,
}

impl Default for Scale {
    fn default() -> Self {
        Self {
            min: zero(),
            max: "100".to_owned(),
            step: one(),
        }
    }
}

fn zero() -> String {
    "0".to_owned()
}

fn one() -> String {
    "1".to_owned()
}

impl Scale {
    /// Returns the lowest mark.
    pub fn minimum(&self) -> Decimal {
        parse(&self.min).unwrap_or_default()
    }

    /// Returns the highest mark.
    pub fn maximum(&self) -> Decimal {
        parse(&self.max).unwrap_or_default()
    }

    /// Returns the distance between marks; never zero or less.
    pub fn step(&self) -> Decimal {
        parse(&self.step)
            .filter(|step| *step > Decimal::ZERO)
            .unwrap_or(Decimal::ONE)
    }

    /// Tells whether `value` is a mark of this scale.
    pub fn has(&self, value: Decimal) -> bool {
        let rest = value
            .checked_sub(self.minimum())
            .and_then(|above| above.checked_rem(self.step()));
        self.is_in_range(value) && rest.is_some_and(|rest| rest.is_zero())
    }

    /// Tells whether the scale has more than 10,001 marks, too many for anybody to choose from.
    pub fn is_too_fine(&self) -> bool {
        let steps = self
            .maximum()
            .checked_sub(self.minimum())
            .and_then(|range| range.checked_div(self.step()));
        steps.is_none_or(|steps| steps >= Decimal::from(MOST_MARKS))
    }

    /// Tells whether `value` lies between the lowest and the highest mark.
    pub fn is_in_range(&self, value: Decimal) -> bool {
        self.minimum() <= value && value <= self.maximum()
    }

    /// Returns all marks as plain decimals, lowest first; at most 10,001 of them.
    pub fn marks(&self) -> Vec<Decimal> {
        let (max, step) = (self.maximum(), self.step());
        std::iter::successors(Some(self.minimum()), |mark| mark.checked_add(step))
            .take_while(|mark| *mark <= max)
            .take(MOST_MARKS)
            .collect()
    }
}

/// One level of a criterion with its anchor.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Level {
    /// Name of the level, for example 优 and A.
    pub mark: Bilingual,
    /// Lowest mark of the level, exact decimal.
    pub from: String,
    /// Highest mark of the level, exact decimal.
    pub to: String,
    /// What deserves it.
    pub text: Bilingual,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_scale_overflows_whatever_stands_in_it() {
        for (min, max, step, too_fine) in [
            ("0", "79228162514264337593543950335", "1", false),
            ("-1000000000", "1000000000", "0.000001", true),
            ("0", "10000", "1", false),
            ("0", "10001", "1", true),
        ] {
            let scale = Scale {
                min: min.into(),
                max: max.into(),
                step: step.into(),
            };
            assert_eq!(scale.is_too_fine(), too_fine, "{max}");
            assert!(scale.marks().len() <= MOST_MARKS);
            let _ = (scale.has(Decimal::MAX), scale.has(Decimal::MIN));
            let criterion = Criterion {
                weight: "1000000000".into(),
                scale,
                ..Criterion::default()
            };
            let rubric = Rubric {
                criteria: vec![criterion; 3],
                ..Rubric::default()
            };
            let _ = (rubric.full_marks(), rubric.least_marks());
        }
    }
}
