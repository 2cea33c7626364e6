//! Proposals of one link side by side: the same indicator of each in one row, the best
//! promise marked. It advises and never scores. The order of the proposals decides nothing:
//! given in another order, the same cells stand in that order.

use super::{Comparison, Row, compare};
use crate::analysis::targets::grade;
use crate::domain::decimal::Decimal;
use crate::domain::indicator::{Direction, Indicator, Value, Verdict};
use crate::domain::plan::InnovationLink;
use crate::domain::proposal::Proposal;

/// One proposal's promise for an indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The indicator beside the promise.
    pub row: Row,
    /// No other promise that can be compared is better, and there is another.
    pub is_best: bool,
}

/// One indicator of the plan with every proposal's promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SideRow {
    /// The plan's indicator.
    pub indicator: Indicator,
    /// One cell per proposal, in the order given.
    pub cells: Vec<Cell>,
}

/// A piece of the target that holds words only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SideClause {
    /// The plan's words.
    pub text: String,
    /// For each proposal the promise that seems to speak of it, counted from 0.
    pub promises: Vec<Option<usize>>,
}

/// A line of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SideLine<'a> {
    /// An indicator.
    Indicator(&'a SideRow),
    /// A clause of words.
    Clause(&'a SideClause),
}

/// A link's target beside the promises of several proposals.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SideBySide {
    /// The indicators, in the plan's order.
    pub rows: Vec<SideRow>,
    /// The wordy clauses, in the plan's order.
    pub clauses: Vec<SideClause>,
    /// For each proposal how many lines have which verdict, problems first; no noughts.
    pub counts: Vec<Vec<(Verdict, usize)>>,
}

impl SideBySide {
    /// Compares each proposal with the target of the link, whichever of its links that is.
    pub fn new(link: &InnovationLink, proposals: &[&Proposal]) -> Self {
        let all: Vec<Comparison> = proposals.iter().map(|one| compare(link, one)).collect();
        Self::of(&all)
    }

    /// Joins comparisons with one and the same target.
    fn of(all: &[Comparison]) -> Self {
        let Some(first) = all.first() else {
            return Self::default();
        };
        let side_row = |(place, row): (usize, &Row)| {
            let rows = all.iter().filter_map(|one| one.rows.get(place)).collect();
            SideRow {
                indicator: row.indicator.clone(),
                cells: marked(rows),
            }
        };
        let promise = |one: &Comparison, place: usize| {
            let clause = one.clauses.get(place);
            clause.and_then(|clause| clause.promise)
        };
        let clauses = first.clauses.iter().enumerate();
        Self {
            rows: first.rows.iter().enumerate().map(side_row).collect(),
            clauses: clauses
                .map(|(place, clause)| SideClause {
                    text: clause.text.trim().to_owned(),
                    promises: all.iter().map(|one| promise(one, place)).collect(),
                })
                .collect(),
            counts: all.iter().map(counts).collect(),
        }
    }

    /// Returns the lines: the rows by the most serious verdict that any proposal has, or in
    /// the plan's order, and the clauses behind them.
    pub fn lines(&self, plan_order: bool) -> Vec<SideLine<'_>> {
        let mut rows: Vec<&SideRow> = self.rows.iter().collect();
        if !plan_order {
            rows.sort_by_key(|row| row.cells.iter().map(|cell| cell.row.gap.verdict).min());
        }
        let clauses = self.clauses.iter().map(SideLine::Clause);
        let rows = rows.into_iter().map(SideLine::Indicator);
        rows.chain(clauses).collect()
    }
}

fn counts(comparison: &Comparison) -> Vec<(Verdict, usize)> {
    let all = Verdict::ALL.into_iter();
    all.map(|verdict| (verdict, comparison.count(verdict)))
        .filter(|(_, count)| *count > 0)
        .collect()
}

/// Marks the best of the promises that can be compared, all of them where they are equal;
/// none where fewer than two can be.
fn marked(rows: Vec<&Row>) -> Vec<Cell> {
    let goodness: Vec<Option<(Decimal, Verdict)>> = rows.iter().map(|row| good(row)).collect();
    let is_contest = goodness.iter().flatten().count() >= 2;
    let most = goodness.iter().flatten().max();
    rows.into_iter()
        .zip(&goodness)
        .map(|(row, good)| Cell {
            row: row.clone(),
            is_best: is_contest && good.is_some() && good.as_ref() == most,
        })
        .collect()
}

/// How good a judged promise is: its margin on the good side, in the target's unit, of grades
/// the worst grade that it guarantees; of equal ones the better verdict, for a promise that
/// excludes its limit is more than one that does not. `None` for what was not judged.
fn good(row: &Row) -> Option<(Decimal, Verdict)> {
    let verdict = row.gap.verdict;
    let is_judged = matches!(
        verdict,
        Verdict::FallsShort | Verdict::Meets | Verdict::Exceeds
    );
    let margin = row.gap.margin.or_else(|| guaranteed_grade(row));
    margin
        .filter(|_| is_judged)
        .map(|margin| (margin.normalize(), verdict))
}

fn guaranteed_grade(row: &Row) -> Option<Decimal> {
    let Value::Grade(text) = &row.gap.promised.as_ref()?.value else {
        return None;
    };
    let grade = grade::parse(text)?;
    Some(match row.indicator.direction {
        Direction::Up => grade.low,
        _ => -grade.high,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::proposal::Promise;

    fn side(target: &str, promises: &[&[&str]]) -> SideBySide {
        let link = InnovationLink {
            id: "x-01".to_owned(),
            target: target.to_owned(),
            ..InnovationLink::default()
        };
        let proposals: Vec<Proposal> = promises
            .iter()
            .map(|texts| Proposal {
                promises: texts.iter().map(|text| promise(text)).collect(),
                ..Proposal::default()
            })
            .collect();
        let proposals: Vec<&Proposal> = proposals.iter().collect();
        SideBySide::new(&link, &proposals)
    }

    fn promise(text: &str) -> Promise {
        Promise {
            text: text.to_owned(),
            ..Promise::default()
        }
    }

    /// The best of a row, as digits counted from 1.
    fn best(row: &SideRow) -> String {
        let cells = row.cells.iter().enumerate();
        cells
            .filter(|(_, cell)| cell.is_best)
            .map(|(place, _)| (place + 1).to_string())
            .collect()
    }

    /// Target, one promise per proposal, who is best.
    const CASES: &[(&str, &[&str], &str)] = &[
        ("寿命≥8000h", &["寿命9000h", "寿命1万h"], "2"),
        ("噪音≤16 dB", &["噪音14dB", "噪音15dB"], "1"),
        ("转矩脉动≤±1%", &["转矩脉动±0.8%", "转矩脉动±0.5%"], "2"),
        // less short of the limit is still the best of both
        ("寿命≥8000h", &["寿命7000h", "寿命6000h"], "1"),
        ("寿命≥8000h", &["寿命9000h", "寿命9000小时"], "12"),
        ("Br≥13.9kGs", &["Br 14.2kGs", "Br 1.42T"], "12"),
        // one alone is no contest
        ("寿命≥8000h", &["寿命9000h", "效率90%"], ""),
        ("Br≥13.9kGs", &["Br 15kGs（150℃）", "Br 14kGs"], ""),
        (
            "Br≥13.9kGs",
            &["Br 15kGs（150℃）", "Br 14kGs", "Br 14.1kGs"],
            "3",
        ),
        // the limit itself, guaranteed to be passed or not
        ("寿命＞10000h", &["寿命10000h", "寿命大于10000h"], "2"),
        ("精度达P5级", &["精度P4级", "精度P5级"], "1"),
        ("精度达P5级", &["精度P6级", "精度P5级", "精度P5级"], "23"),
        ("达到IE4能效标准", &["IE4", "IE5"], "2"),
        ("铅笔硬度：≥2H", &["铅笔硬度3H", "铅笔硬度1H"], "1"),
        ("光学雾度：5%±1%", &["雾度5%±0.5%", "雾度5%±0.2%"], "2"),
        (
            "应用温度范围-20℃-450℃",
            &["温度范围-40~480℃", "温度范围-60~500℃"],
            "2",
        ),
    ];

    #[test]
    fn the_best_promise_has_the_greatest_margin() {
        for (target, promises, wanted) in CASES {
            let lists: Vec<&[&str]> = promises.iter().map(std::slice::from_ref).collect();
            let side = side(target, &lists);
            assert_eq!(best(&side.rows[0]), *wanted, "{target}: {promises:?}");
        }
    }

    const TARGET: &str = "噪音≤16 dB；效率≥90%；寿命≥8000h；形成全自动装配和在线检测能力";
    const PROMISES: [&[&str]; 3] = [
        &["噪音17dB", "效率92%", "寿命8000h"],
        &["噪音15dB", "建成全自动装配和在线检测能力"],
        &["效率95%", "寿命9000h"],
    ];

    #[test]
    fn another_order_gives_the_same_cells_in_that_order() {
        let straight = side(TARGET, &PROMISES);
        for order in [
            [0, 1, 2],
            [0, 2, 1],
            [1, 0, 2],
            [1, 2, 0],
            [2, 0, 1],
            [2, 1, 0],
        ] {
            let turned = side(TARGET, &order.map(|place| PROMISES[place]));
            for (row, other) in straight.rows.iter().zip(&turned.rows) {
                let cells = order.map(|place| row.cells[place].clone());
                assert_eq!(other.cells, cells, "{order:?}");
            }
            for (clause, other) in straight.clauses.iter().zip(&turned.clauses) {
                assert_eq!(other.promises, order.map(|place| clause.promises[place]));
            }
            let counts = order.map(|place| straight.counts[place].clone());
            assert_eq!(turned.counts, counts);
            let names = |side: &SideBySide| -> Vec<String> {
                let name = |line: &SideLine| match line {
                    SideLine::Indicator(row) => row.indicator.parameter.clone(),
                    SideLine::Clause(clause) => clause.text.clone(),
                };
                side.lines(false).iter().map(name).collect()
            };
            assert_eq!(names(&turned), names(&straight));
        }
    }

    #[test]
    fn a_row_with_a_problem_comes_first_and_words_come_last() {
        let three = side(TARGET, &PROMISES);
        let name = |line: &SideLine| match line {
            SideLine::Indicator(row) => row.indicator.parameter.clone(),
            SideLine::Clause(_) => "~".to_owned(),
        };
        let names: Vec<String> = three.lines(false).iter().map(name).collect();
        assert_eq!(names, ["噪音", "效率", "寿命", "~"]);
        let short: Vec<&[&str]> = vec![&["噪音15dB", "效率80%", "寿命1万h"]; 2];
        let other = side(TARGET, &short);
        let names: Vec<String> = other.lines(false).iter().map(name).collect();
        assert_eq!(names, ["效率", "噪音", "寿命", "~"]);
        let names: Vec<String> = other.lines(true).iter().map(name).collect();
        assert_eq!(names, ["噪音", "效率", "寿命", "~"]);
        assert_eq!(three.clauses[0].promises, [None, Some(1), None]);
        let first = [
            (Verdict::FallsShort, 1),
            (Verdict::Expert, 1),
            (Verdict::Meets, 1),
            (Verdict::Exceeds, 1),
        ];
        assert_eq!(three.counts[0], first);
    }

    #[test]
    fn what_does_not_apply_is_never_the_best() {
        let target = "无重稀土，Br≥13.9kGs，Hcj≥17kOe；无重稀土，Br≥13.5kGs，Hcj≥20kOe";
        let promises: [&[&str]; 2] = [&["Br 13.6kGs", "Hcj 21kOe"], &["Br 14kGs", "Hcj 18kOe"]];
        let side = side(target, &promises);
        for row in &side.rows {
            assert_eq!(best(row), "");
        }
        assert_eq!(SideBySide::of(&[]), SideBySide::default());
    }
}
