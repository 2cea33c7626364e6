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
    /// What is otherwise for a kind of proposal, by kind and criterion: names, weights and
    /// levels. Ids, scales and order are the same for all, so that the sheet looks the same
    /// everywhere.
    #[serde(default)]
    pub kind: BTreeMap<String, BTreeMap<String, CriterionOverride>>,
    /// The same for the proposals of a chain, by chain and criterion. Where kind and chain
    /// both say something about one part of a criterion (name, weight or levels), the kind
    /// wins: what is asked of a proposal depends first on what it is to do. Our rule.
    #[serde(default)]
    pub chain: BTreeMap<String, BTreeMap<String, CriterionOverride>>,
}

impl Rubric {
    /// Finds a criterion by id.
    pub fn criterion(&self, id: &str) -> Option<&Criterion> {
        self.criteria.iter().find(|criterion| criterion.id == id)
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

    /// Returns the rubric for the proposals of a chain that are of `kind`: of each part of a
    /// criterion what is said for the kind, else for the chain, else for all. None where
    /// nothing is said for either.
    pub fn of(&self, chain: &str, kind: ProposalKind) -> Option<Self> {
        let (of_chain, of_kind) = (self.chain.get(chain), self.kind.get(kind.key()));
        if of_chain.is_none() && of_kind.is_none() {
            return None;
        }
        let mut criteria = self.criteria.clone();
        for criterion in &mut criteria {
            for others in [of_chain, of_kind].into_iter().flatten() {
                if let Some(other) = others.get(&criterion.id) {
                    criterion.take(other);
                }
            }
        }
        Some(Self {
            format: self.format,
            criteria,
            ..Self::default()
        })
    }
}

/// The rubrics of chains and kinds where something differs from the one for all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JoinedRubrics {
    /// By kind and chain; the empty chain stands for every chain without an own entry.
    by_kind: BTreeMap<ProposalKind, BTreeMap<String, Rubric>>,
}

impl JoinedRubrics {
    /// Joins what a rubric says for all with what it says for each chain and kind.
    pub fn of(rubric: &Rubric) -> Self {
        let mut by_kind = BTreeMap::new();
        for kind in ProposalKind::ALL {
            let own = rubric.chain.keys().map(String::as_str);
            let chains = own.filter(|chain| !chain.is_empty()).chain([""]);
            let joined: BTreeMap<String, Rubric> = chains
                .filter_map(|chain| Some((chain.to_owned(), rubric.of(chain, kind)?)))
                .collect();
            if !joined.is_empty() {
                by_kind.insert(kind, joined);
            }
        }
        Self { by_kind }
    }

    /// Returns the rubric of a chain and kind; none where nothing differs there.
    pub fn get(&self, chain: &str, kind: ProposalKind) -> Option<&Rubric> {
        let of_kind = self.by_kind.get(&kind)?;
        of_kind.get(chain).or_else(|| of_kind.get(""))
    }

    /// Returns all of them, by kind and chain.
    pub fn iter(&self) -> impl Iterator<Item = &Rubric> {
        self.by_kind.values().flat_map(BTreeMap::values)
    }
}

/// Returns the sum; what is too large for a decimal stays at the largest one.
fn sum(points: impl Iterator<Item = Decimal>) -> Decimal {
    points.fold(Decimal::ZERO, Decimal::saturating_add)
}

/// What is otherwise about a criterion for the proposals of one chain or of one kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CriterionOverride {
    /// Name; empty for the usual one.
    pub name: Bilingual,
    /// Name for narrow screens; empty for the name where that is given, else for the usual one.
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

    /// Returns the name for narrow screens, the name where there is none.
    pub fn short_name(&self) -> &Bilingual {
        if self.short.zh.is_empty() {
            &self.name
        } else {
            &self.short
        }
    }

    /// Takes the parts that are given: name, weight, levels.
    pub fn take(&mut self, other: &CriterionOverride) {
        if !other.name.zh.is_empty() {
            self.name.clone_from(&other.name);
        }
        if !other.name.zh.is_empty() || !other.short.zh.is_empty() {
            self.short.clone_from(&other.short);
        }
        if !other.weight.is_empty() {
            self.weight.clone_from(&other.weight);
        }
        if !other.levels.is_empty() {
            self.levels.clone_from(&other.levels);
        }
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
        self.marking().has(value)
    }

    /// Returns the scale in numbers, for whoever asks of many values.
    pub fn marking(&self) -> Marking {
        Marking {
            minimum: self.minimum(),
            maximum: self.maximum(),
            step: self.step(),
        }
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

/// A scale in numbers.
#[derive(Debug, Clone, Copy)]
pub struct Marking {
    minimum: Decimal,
    maximum: Decimal,
    step: Decimal,
}

impl Marking {
    /// Tells whether `value` is a mark of the scale.
    pub fn has(&self, value: Decimal) -> bool {
        if value < self.minimum || value > self.maximum {
            return false;
        }
        let above = value.checked_sub(self.minimum);
        let rest = above.and_then(|above| above.checked_rem(self.step));
        rest.is_some_and(|rest| rest.is_zero())
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
    fn of_each_part_the_kind_wins_over_the_chain_and_the_chain_over_what_is_for_all() {
        let named = |zh: &str| Bilingual {
            zh: zh.into(),
            en: zh.into(),
        };
        let level = |text: &str| Level {
            text: named(text),
            ..Level::default()
        };
        let criterion = Criterion {
            id: "a".into(),
            name: named("通用"),
            short: named("通"),
            levels: vec![level("通用")],
            ..Criterion::default()
        };
        let one = |other: CriterionOverride| BTreeMap::from([("a".to_owned(), other)]);
        let of_chain = one(CriterionOverride {
            name: named("链名"),
            weight: "30".into(),
            ..CriterionOverride::default()
        });
        let of_kind = one(CriterionOverride {
            name: named("类名"),
            levels: vec![level("类别")],
            ..CriterionOverride::default()
        });
        let rubric = Rubric {
            criteria: vec![criterion],
            chain: [("c".to_owned(), of_chain)].into(),
            kind: [("platform".to_owned(), of_kind)].into(),
            ..Rubric::default()
        };
        let joined = JoinedRubrics::of(&rubric);
        let read = |chain: &str, kind: ProposalKind| {
            let one = &joined.get(chain, kind).unwrap_or(&rubric).criteria[0];
            let words = (one.name.zh.clone(), one.short_name().zh.clone());
            (words, one.weight.clone(), one.levels[0].text.zh.clone())
        };
        for (chain, kind, name, short, weight, anchor) in [
            ("c", ProposalKind::Platform, "类名", "类名", "30", "类别"),
            ("d", ProposalKind::Platform, "类名", "类名", "", "类别"),
            ("c", ProposalKind::Attract, "链名", "链名", "30", "通用"),
            ("d", ProposalKind::Attract, "通用", "通", "", "通用"),
        ] {
            let wanted = ((name.into(), short.into()), weight.into(), anchor.into());
            assert_eq!(read(chain, kind), wanted, "{chain} {kind:?}");
        }
        assert_eq!(joined.get("d", ProposalKind::Attract), None);
    }

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
