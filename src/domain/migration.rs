//! How sheets of an earlier rubric are carried into the present one by a rule that a person
//! wrote down and answers for. The sheets themselves stay as their experts left them.

use super::decimal::{Decimal, RoundingMode, parse, plain, round};
use super::rubric::{Rubric, Scale};
use super::sheet::ScoreSheet;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// `[[migration]]` of `rulings.toml`: what marks of one earlier rubric are in the present one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Migration {
    /// Digest of the earlier rubric, as its sheets name it.
    pub from: String,
    /// Who answers for it.
    pub by: String,
    /// Why the rubric was changed.
    pub reason: String,
    /// Criteria of the earlier rubric that no longer count.
    pub dropped: Vec<String>,
    /// Criteria of the present rubric whose marks are not simply those of the same id.
    pub criterion: BTreeMap<String, Carried>,
}

/// Where the marks of one present criterion come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Carried {
    /// Id of the earlier criterion; empty for the same id.
    pub from: String,
    /// What each mark is multiplied by, an exact decimal above 0.
    pub times: String,
    /// How a product between two marks is rounded; without it such a sheet is not carried.
    pub round: Option<RoundingMode>,
}

impl Default for Carried {
    fn default() -> Self {
        Self {
            from: String::new(),
            times: "1".to_owned(),
            round: None,
        }
    }
}

impl Carried {
    /// Returns the factor; none where it is no decimal above 0.
    pub fn factor(&self) -> Option<Decimal> {
        parse(&self.times).filter(|times| *times > Decimal::ZERO)
    }

    fn mark(&self, earlier: &str, scale: &Scale) -> Option<Decimal> {
        let product = parse(earlier)?.checked_mul(self.factor()?)?;
        let mark = match self.round {
            Some(mode) => nearest(product, scale, mode)?,
            None => product,
        };
        scale.has(mark).then_some(mark)
    }
}

/// Returns the mark of a scale that is nearest.
fn nearest(value: Decimal, scale: &Scale, mode: RoundingMode) -> Option<Decimal> {
    let steps = value
        .checked_sub(scale.minimum())?
        .checked_div(scale.step())?;
    let whole = round(steps, 0, mode).checked_mul(scale.step())?;
    whole.checked_add(scale.minimum())
}

impl Migration {
    /// Returns the rule that suggests itself between two rubrics, for a person to complete: of
    /// each criterion the share of the full marks stays, earlier ones without a successor are
    /// dropped. A new criterion has no source; where it is required nothing is carried.
    pub fn suggested(former: &Rubric, former_digest: &str, present: &Rubric) -> Self {
        let mut criterion = BTreeMap::new();
        for one in &present.criteria {
            let Some(before) = former.criterion(&one.id) else {
                continue;
            };
            let times = one.scale.maximum().checked_div(before.scale.maximum());
            let times = times.filter(|times| *times != Decimal::ONE);
            if let Some(times) = times {
                let carried = Carried {
                    times: plain(round(times, 6, RoundingMode::HalfUp)),
                    round: Some(RoundingMode::HalfUp),
                    ..Carried::default()
                };
                criterion.insert(one.id.clone(), carried);
            }
        }
        let ids = former.criteria.iter().map(|one| &one.id);
        let dropped = ids.filter(|id| present.criterion(id).is_none());
        Self {
            from: former_digest.to_owned(),
            dropped: dropped.cloned().collect(),
            criterion,
            ..Self::default()
        }
    }

    /// Tells whether somebody answers for the rule and says why.
    pub fn is_answered_for(&self) -> bool {
        !self.by.trim().is_empty() && !self.reason.trim().is_empty()
    }

    /// Returns the sheet as it reads under the present rubric, `digest` being that one's.
    /// None where the rule is not for this sheet or not for each of its marks: nothing is
    /// carried in part. History, seal and state are those of the sheet.
    pub fn carry(&self, sheet: &ScoreSheet, rubric: &Rubric, digest: &str) -> Option<ScoreSheet> {
        if *self.from != *sheet.rubric || !self.is_answered_for() {
            return None;
        }
        let mut carried = sheet.clone();
        carried.scores.clear();
        (carried.cells, carried.set_aside) = Default::default();
        let mut used: BTreeSet<&str> = self.dropped.iter().map(String::as_str).collect();
        let same = Carried::default();
        for criterion in &rubric.criteria {
            let rule = self.criterion.get(&criterion.id).unwrap_or(&same);
            let earlier = match rule.from.as_str() {
                "" => criterion.id.as_str(),
                other => other,
            };
            used.insert(earlier);
            let aside = || sheet.set_aside.get(earlier);
            if let Some(mark) = sheet.scores.get(earlier).or_else(aside) {
                let mark = rule.mark(mark, &criterion.scale)?;
                let id = criterion.id.as_str().into();
                carried.scores.insert(id, plain(mark).into());
            } else if let Some(state) = sheet.cells.get(earlier) {
                let id = criterion.id.as_str().into();
                carried.cells.insert(id, state.clone());
            }
        }
        let apart = [&sheet.set_aside, &sheet.cells];
        let apart = apart.iter().flat_map(|cells| cells.keys());
        let mut ids = sheet.scores.keys().chain(apart);
        if !ids.all(|id| used.contains(id.as_str())) || !carried.fits(rubric) {
            return None;
        }
        carried.rubric = digest.into();
        Some(carried)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rubric::Criterion;
    use crate::domain::sheet::{CellName, Round};

    fn rubric(criteria: &[(&str, &str, &str)]) -> Rubric {
        let criterion = |(id, max, step): &(&str, &str, &str)| Criterion {
            id: (*id).into(),
            required: true,
            scale: Scale {
                max: (*max).into(),
                step: (*step).into(),
                ..Scale::default()
            },
            ..Criterion::default()
        };
        Rubric {
            criteria: criteria.iter().map(criterion).collect(),
            ..Rubric::default()
        }
    }

    fn sheet(marks: &[(&str, &str)]) -> ScoreSheet {
        let mut sheet = ScoreSheet::new("p", "E01", "A", Round::First);
        sheet.rubric = "old".into();
        for (id, mark) in marks {
            assert!(sheet.change(&CellName::Score((*id).into()), mark, ""));
        }
        sheet
    }

    fn rule(text: &str) -> Migration {
        let head = "from = 'old'\nby = '秘书组'\nreason = '分值调整'\n";
        toml::from_str(&format!("{head}{text}")).unwrap()
    }

    #[test]
    fn marks_are_carried_exactly_or_not_at_all() {
        let wider = rubric(&[("a", "25", "1"), ("b", "10", "0.5")]);
        let times = "[criterion.a]\ntimes = '1.25'\n";
        let rounded = "[criterion.a]\ntimes = '1.25'\nround = 'half_up'\n";
        let renamed = "dropped = ['c']\n[criterion.b]\nfrom = 'x'\n";
        for (text, marks, wanted) in [
            ("", &[("a", "16"), ("b", "8")][..], Some(("16", "8"))),
            (times, &[("a", "16"), ("b", "8.5")], Some(("20", "8.5"))),
            (times, &[("a", "0"), ("b", "0")], Some(("0", "0"))),
            (times, &[("a", "15"), ("b", "8")], None),
            (rounded, &[("a", "15"), ("b", "8")], Some(("19", "8"))),
            (rounded, &[("a", "14"), ("b", "8")], Some(("18", "8"))),
            (times, &[("a", "21"), ("b", "8")], None),
            (times, &[("a", "16")], None),
            ("", &[("a", "16"), ("b", "8"), ("c", "1")], None),
            (
                renamed,
                &[("a", "16"), ("x", "8"), ("c", "1")],
                Some(("16", "8")),
            ),
            (
                "[criterion.a]\ntimes = '-1'\n",
                &[("a", "0"), ("b", "0")],
                None,
            ),
        ] {
            let before = sheet(marks);
            let carried = rule(text).carry(&before, &wider, "new");
            let found = carried.as_ref().map(|one| {
                (
                    &**one.scores.get("a").unwrap(),
                    &**one.scores.get("b").unwrap(),
                )
            });
            assert_eq!(found, wanted, "{text} {marks:?}");
            if let Some(carried) = carried {
                assert_eq!(
                    (&*carried.rubric, carried.revision),
                    ("new", before.revision)
                );
                assert_eq!(carried.history, before.history);
            }
        }
    }

    #[test]
    fn an_abstention_stays_one_and_a_rule_without_a_name_carries_nothing() {
        let wider = rubric(&[("a", "25", "1")]);
        let abstained = sheet(&[("a", "abstain")]);
        let carried = rule("").carry(&abstained, &wider, "new").unwrap();
        assert_eq!(carried.cells["a"], "abstain");
        let mut nobody = rule("");
        nobody.by = " ".into();
        assert_eq!(nobody.carry(&abstained, &wider, "new"), None);
        let mut other = rule("");
        other.from = "older".into();
        assert_eq!(other.carry(&abstained, &wider, "new"), None);
    }
}
