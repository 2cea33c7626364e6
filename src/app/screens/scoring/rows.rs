//! The rows of the sheet: the criteria, then verdict, familiarity, amount, comment and
//! the row that submits.

use crate::domain::rubric::Rubric;
use crate::domain::sheet::{Cell, CellName, ScoreSheet};

/// One row of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// A criterion, counted from 0.
    Criterion(usize),
    /// 推荐意见.
    Verdict,
    /// 熟悉程度.
    Familiarity,
    /// 建议额度.
    Amount,
    /// 评审意见.
    Comment,
    /// 提交.
    Submit,
}

impl Row {
    /// Returns the row at a place of the sheet; the last one beyond its end.
    pub fn at(rubric: &Rubric, place: usize) -> Self {
        let count = rubric.criteria.len();
        match place.checked_sub(count) {
            None => Self::Criterion(place),
            Some(0) => Self::Verdict,
            Some(1) => Self::Familiarity,
            Some(2) => Self::Amount,
            Some(3) => Self::Comment,
            Some(_) => Self::Submit,
        }
    }

    /// Returns how many rows a sheet has.
    pub fn count(rubric: &Rubric) -> usize {
        rubric.criteria.len() + 5
    }

    /// Returns the cell of the row; none for the row that submits.
    pub fn cell(self, rubric: &Rubric) -> Option<CellName> {
        match self {
            Self::Criterion(place) => {
                let criterion = rubric.criteria.get(place)?;
                Some(CellName::Score(criterion.id.clone()))
            }
            Self::Verdict => Some(CellName::Verdict),
            Self::Familiarity => Some(CellName::Familiarity),
            Self::Amount => Some(CellName::Amount),
            Self::Comment => Some(CellName::Comment),
            Self::Submit => None,
        }
    }

    /// Returns the place of the row whose cell has this name in the history; the first
    /// row for an unknown one.
    pub fn of_path(rubric: &Rubric, path: &str) -> usize {
        (0..Self::count(rubric))
            .find(|place| {
                let cell = Self::at(rubric, *place).cell(rubric);
                cell.is_some_and(|cell| cell.path() == path)
            })
            .unwrap_or(0)
    }
}

/// Returns the place of the first row that is still empty and needed; the row that submits
/// where everything is there.
pub fn first_missing(rubric: &Rubric, sheet: Option<&ScoreSheet>) -> usize {
    let count = rubric.criteria.len();
    let Some(sheet) = sheet else {
        return 0;
    };
    let absent = rubric
        .criteria
        .iter()
        .position(|criterion| sheet.cell(&criterion.id) == Cell::Absent);
    match absent {
        Some(place) => place,
        None if sheet.verdict.is_empty() => count,
        None if sheet.familiarity == 0 => count + 1,
        None => count + 4,
    }
}
