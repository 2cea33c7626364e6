//! Sets the promises of a proposal beside the indicators of its link. It advises and never scores.

mod circumstances;
mod clauses;
mod judging;
mod likeness;
mod names;
mod pairing;
pub mod side_by_side;
mod subjects;

pub use pairing::gaps;

use super::targets::{self, Reading};
use crate::domain::indicator::{Gap, Indicator, Verdict};
use crate::domain::plan::InnovationLink;
use crate::domain::proposal::Proposal;
use std::collections::BTreeMap;

/// One indicator of the plan beside what was promised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The indicator's name in files: link, `/`, place in the target from 1.
    pub key: String,
    /// The plan's indicator.
    pub indicator: Indicator,
    /// How the promise stands to it.
    pub gap: Gap,
    /// The pairing was laid down by the secretariat, not found by the wording.
    pub is_laid_down: bool,
    /// Page of the application; 0 where unknown.
    pub page: u32,
    /// Present value, as worded.
    pub baseline: String,
    /// The promise as worded, empty where nothing was promised.
    pub promise_text: String,
}

/// One quantity read from a promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promised {
    /// Which promise, counted from 0.
    pub text: usize,
    /// What was read.
    pub indicator: Indicator,
}

/// A piece of a target that holds words only, for the expert's judgement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// The clause's name in files: link, `/w`, place among the target's clauses from 1.
    pub key: String,
    /// The plan's words.
    pub text: String,
    /// The promise that seems to speak of it, counted from 0; a hint, never a verdict.
    pub promise: Option<usize>,
}

/// A link's target beside a proposal's promises.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// One row per indicator, in the plan's order.
    pub rows: Vec<Row>,
    /// Everything that was read from the promises, in their order.
    pub promised: Vec<Promised>,
    /// Pieces of the target without a quantity, for the expert's own judgement.
    pub clauses: Vec<Clause>,
}

impl Comparison {
    /// Returns the rows in the order of [`Verdict::ALL`], within one verdict in the plan's.
    pub fn problems_first(&self) -> Vec<&Row> {
        let of = |verdict| {
            self.rows
                .iter()
                .filter(move |row| row.gap.verdict == verdict)
        };
        Verdict::ALL.into_iter().flat_map(of).collect()
    }

    /// Counts the rows with this verdict; of [`Verdict::Expert`] the clauses of words.
    pub fn count(&self, verdict: Verdict) -> usize {
        if verdict == Verdict::Expert {
            return self.clauses.len();
        }
        self.rows
            .iter()
            .filter(|row| row.gap.verdict == verdict)
            .count()
    }

    /// Finds the row of an indicator by its name in files.
    pub fn row(&self, key: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.key == key)
    }
}

/// Which promise speaks of which indicator: its name in files, and the promise's place
/// from 1, or 0 where nothing is promised for it.
pub type Pairing = BTreeMap<String, u32>;

/// Compares a proposal's promises with the target of one of its links.
/// Rows of sub-products outside the proposal's scope are not applicable.
pub fn compare(link: &InnovationLink, proposal: &Proposal) -> Comparison {
    compare_as_paired(link, proposal, &BTreeMap::new())
}

/// Compares with another pairing laid over the proposal's own: what an expert noted. It is
/// shown beside the comparison and never decides.
pub fn compare_as_paired(
    link: &InnovationLink,
    proposal: &Proposal,
    noted: &Pairing,
) -> Comparison {
    let mut pairing = proposal.pairing.clone();
    pairing.extend(noted.clone());
    let promises: Vec<String> = proposal
        .promises
        .iter()
        .map(|promise| promise.text.clone())
        .collect();
    let asked = Asked {
        link: &link.id,
        scope: &proposal.scope,
        pairing: &pairing,
    };
    let mut comparison = asked.compare(targets::read_link(link), &promises);
    for row in &mut comparison.rows {
        let promise = row
            .gap
            .promise
            .and_then(|index| proposal.promises.get(index));
        if let Some(promise) = promise {
            row.page = promise.page;
            row.baseline.clone_from(&promise.baseline);
        }
    }
    comparison
}

/// Compares promised sentences with the text of a target.
pub fn compare_texts(target: &str, promises: &[String]) -> Comparison {
    let asked = Asked {
        link: "",
        scope: &[],
        pairing: &BTreeMap::new(),
    };
    asked.compare(targets::read(target), promises)
}

/// Reads promised sentences; sub-products of the target that they name are found.
pub fn promised(target: &Reading, promises: &[String]) -> Vec<Promised> {
    let texts = promises.iter().enumerate();
    texts
        .flat_map(|(text, promise)| {
            let mut read = targets::read(promise).indicators;
            subjects::assign(&target.indicators, promise, &mut read);
            read.into_iter()
                .map(move |indicator| Promised { text, indicator })
        })
        .collect()
}

/// What decides beside the two texts.
struct Asked<'a> {
    link: &'a str,
    scope: &'a [String],
    pairing: &'a Pairing,
}

impl Asked<'_> {
    fn compare(&self, reading: Reading, promises: &[String]) -> Comparison {
        let quantities = promised(&reading, promises);
        let applies = applicable(&reading.indicators, self.scope);
        let keys: Vec<String> = (1..=reading.indicators.len())
            .map(|place| format!("{}/{place}", self.link))
            .collect();
        let mut in_scope = Vec::new();
        let mut laid_down = Vec::new();
        for ((indicator, key), applies) in reading.indicators.iter().zip(&keys).zip(&applies) {
            if *applies {
                in_scope.push(indicator.clone());
                laid_down.push(self.pairing.get(key).copied());
            }
        }
        let mut gaps = pairing::gaps(&in_scope, &quantities, &laid_down).into_iter();
        let rows = reading
            .indicators
            .into_iter()
            .zip(keys)
            .zip(applies)
            .map(|((indicator, key), applies)| {
                let judged = if applies { gaps.next() } else { None };
                let gap = judged.unwrap_or(Gap::only(Verdict::NotApplicable));
                let words = gap.promise.and_then(|index| promises.get(index));
                Row {
                    is_laid_down: self.pairing.contains_key(&key),
                    key,
                    indicator,
                    page: 0,
                    baseline: String::new(),
                    promise_text: words.cloned().unwrap_or_default(),
                    gap,
                }
            })
            .collect();
        Comparison {
            rows,
            promised: quantities,
            clauses: clauses::with_promises(self.link, reading.clauses, promises, self.pairing),
        }
    }
}

/// Tells for each indicator whether the scope holds its sub-product. A scope that names none
/// of them leaves all in.
fn applicable(indicators: &[Indicator], scope: &[String]) -> Vec<bool> {
    let holds = |indicator: &Indicator| {
        scope
            .iter()
            .any(|name| likeness::is_same_subject(&indicator.subject, name))
    };
    let is_known = indicators.iter().any(holds);
    indicators
        .iter()
        .map(|indicator| !is_known || indicator.subject.is_empty() || holds(indicator))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::decimal::plain;
    use crate::domain::indicator::GapReason;

    /// Target, promise, verdict, margin or reason.
    const CASES: &[(&str, &str, &str, &str)] = &[
        ("Br≥13.9kGs", "Br 14.2 kGs（20℃）", "exceeds", "0.3"),
        (
            "Br≥13.9kGs",
            "Br 14.2 kGs（150℃）",
            "not_comparable",
            "other_condition",
        ),
        ("Br≥13.9kGs", "1.39T", "meets", "0"),
        ("Br≥13.9kGs", "Br≤14.5kGs", "not_comparable", "other_side"),
        ("额定寿命＞10000 h", "寿命大于1.2万小时", "exceeds", "2000"),
        ("额定寿命＞10000 h", "寿命大于10000小时", "meets", "0"),
        ("额定寿命＞10000 h", "寿命10000小时", "falls_short", "0"),
        ("转矩脉动≤±1%", "转矩脉动优于±0.8%", "exceeds", "0.2"),
        ("转矩脉动≤±1%", "转矩脉动≤1.2%", "falls_short", "-0.2"),
        ("温度系数优于-0.42%/℃", "-0.38%/℃", "exceeds", "0.04"),
        ("应用温度范围-20℃-450℃", "温度范围-40~480℃", "exceeds", "20"),
        ("应用温度范围-20℃-450℃", "-20~400℃", "falls_short", "-50"),
        ("行程：0-250mm", "行程300mm", "exceeds", "50"),
        ("光学雾度：5%±1%", "雾度5%±0.5%", "meets", "0.5"),
        ("光学雾度：5%±1%", "雾度≤6%", "not_comparable", "other_side"),
        ("精度达P5级", "P4级", "exceeds", ""),
        ("精度达P5级", "P6级", "falls_short", ""),
        ("达到IE4能效标准", "IE4", "meets", ""),
        ("尺寸精度达到IT4-6", "IT5", "meets", ""),
        ("能耗指标＜1级", "1级", "falls_short", ""),
        ("铅笔硬度：≥2H/500g", "3H", "exceeds", ""),
        (
            "保压时间从原来的8~10秒控制在6~8秒",
            "保压时间7秒",
            "exceeds",
            "1",
        ),
        ("锁模力减少30%-50%", "锁模力降低35%", "exceeds", "5"),
        (
            "锁模力减少30%-50%",
            "锁模力提高35%",
            "not_comparable",
            "other_side",
        ),
        (
            "白点位置（0.280±0.015，0.290±0.015）",
            "（0.285，0.300）",
            "meets",
            "0.005",
        ),
        ("耐盐雾性≥5000h", "200天", "falls_short", "-200"),
        ("转速20000rpm", "转速1.8万转/分", "falls_short", "-2000"),
        ("产品尺寸≤3.0mm*3.0mm", "2.5mm×2.8mm", "exceeds", "0.2"),
        ("渗透率＜5×10-4mg/（cm2·d）", "4e-4", "exceeds", "0.0001"),
        ("硬度≥80HB", "60HRC", "not_comparable", "other_unit"),
        (
            "(BH)max+Hcj≥83",
            "(BH)max 55MGOe，Hcj 30kOe",
            "exceeds",
            "2",
        ),
        ("噪音≤16 dB", "转速3000rpm", "not_promised", ""),
        (
            "铁芯损耗P50Hz/1.45T≤0.15W/kg",
            "铁芯损耗P50Hz/1.3T 0.1W/kg",
            "not_comparable",
            "other_condition",
        ),
    ];

    #[test]
    fn promises_are_judged_by_their_worst_value() {
        for (target, promise, verdict, more) in CASES {
            let comparison = compare_texts(target, &[(*promise).to_owned()]);
            let gap = &comparison.rows.first().expect(target).gap;
            let margin = gap.margin.map(plain).unwrap_or_default();
            let reason = gap.reason.map_or("", GapReason::key);
            let found = (gap.verdict.key(), format!("{margin}{reason}"));
            assert_eq!(
                found,
                (*verdict, (*more).to_owned()),
                "{target} / {promise}"
            );
        }
    }

    #[test]
    fn of_alternatives_the_best_counts() {
        let target = "无重稀土，Br≥13.9kGs，Hcj≥17kOe；无重稀土，Br≥13.5kGs，Hcj≥20kOe";
        let promises = ["Br 13.6kGs".to_owned(), "Hcj 21kOe".to_owned()];
        let verdicts: Vec<&str> = compare_texts(target, &promises)
            .rows
            .iter()
            .map(|row| row.gap.verdict.key())
            .collect();
        assert_eq!(
            verdicts,
            ["alternative", "alternative", "exceeds", "exceeds"]
        );
    }

    #[test]
    fn a_pairing_laid_down_decides_over_the_wording() {
        let link = InnovationLink {
            id: "x-01".to_owned(),
            target: "噪音≤16 dB；效率≥90%；寿命≥8000h".to_owned(),
            ..InnovationLink::default()
        };
        let mut proposal = Proposal {
            promises: ["整机声压级15dB", "效率92%", "效率88%（低速）"]
                .map(|text| crate::domain::proposal::Promise {
                    text: text.to_owned(),
                    ..Default::default()
                })
                .to_vec(),
            ..Proposal::default()
        };
        let told = |comparison: &Comparison| -> Vec<(Option<usize>, &'static str)> {
            let of = |row: &Row| (row.gap.promise, row.gap.verdict.key());
            comparison.rows.iter().map(of).collect()
        };
        assert_eq!(told(&compare(&link, &proposal))[0], (None, "not_promised"));
        let noted = BTreeMap::from([("x-01/1".to_owned(), 1)]);
        let own = compare_as_paired(&link, &proposal, &noted);
        assert_eq!(told(&own)[0], (Some(0), "exceeds"));
        proposal.pairing = BTreeMap::from([
            ("x-01/1".to_owned(), 1),
            ("x-01/2".to_owned(), 2),
            ("x-01/3".to_owned(), 0),
        ]);
        let comparison = compare(&link, &proposal);
        assert_eq!(
            told(&comparison),
            [
                (Some(0), "exceeds"),
                (Some(1), "exceeds"),
                (None, "not_promised")
            ]
        );
        assert!(comparison.rows.iter().all(|row| row.is_laid_down));
        proposal.pairing.insert("x-01/3".to_owned(), 2);
        let gap = &compare(&link, &proposal).rows[2].gap;
        assert_eq!(gap.reason, Some(GapReason::OtherUnit));
        proposal.pairing.insert("x-01/3".to_owned(), 9);
        let gap = &compare(&link, &proposal).rows[2].gap;
        assert_eq!(
            gap.verdict,
            Verdict::NotPromised,
            "a promise that is not there"
        );
    }

    #[test]
    fn the_worst_of_several_promises_decides() {
        let promises = ["噪声15dB".to_owned(), "噪声≤17dB".to_owned()];
        let comparison = compare_texts("噪音≤16 dB", &promises);
        let gap = &comparison.rows.first().unwrap().gap;
        assert_eq!((gap.promise, gap.verdict), (Some(1), Verdict::FallsShort));
    }
}
