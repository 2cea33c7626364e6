//! Sheets that were scored on paper: two people type each one, neither seeing what the other
//! typed, and it counts when both typed the same.

use super::sheet::mending::{Difference, differences};
use super::sheet::{ScoreSheet, SheetState};

/// The source of a sheet that was scored on paper.
pub const PAPER: &str = "paper";

/// What it means that somebody types a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// The first person types it, or corrects what that person typed before.
    First,
    /// Somebody else typed it already: what is typed now is compared with that.
    Second,
    /// It counts already, or its expert works on a screen.
    Taken,
}

/// Tells what it means that `by` types a sheet, by what lies there.
pub fn reading(stored: Option<&ScoreSheet>, by: &str) -> Reading {
    match stored {
        None => Reading::First,
        Some(sheet) if sheet.revision == 0 => Reading::First,
        Some(sheet) if sheet.source != PAPER || sheet.state != SheetState::Draft => Reading::Taken,
        Some(sheet) if *sheet.entered_by == by => Reading::First,
        Some(_) => Reading::Second,
    }
}

/// Submits the sheet of the first person where the second, `by`, typed the same.
///
/// # Errors
/// The cells that the two typed differently; then nothing was changed.
pub fn check(
    first: &mut ScoreSheet,
    second: &ScoreSheet,
    (by, at): (&str, &str),
) -> Result<(), Vec<Difference>> {
    let differing = differences(first, second);
    if !differing.is_empty() {
        return Err(differing);
    }
    by.clone_into(&mut first.checked_by);
    first.set_state(SheetState::Submitted, "", at);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sheet::{CellName, Round};

    fn typed(by: &str, marks: &[&str]) -> ScoreSheet {
        let mut sheet = ScoreSheet::new("p", "E01", "A", Round::First);
        sheet.source = PAPER.into();
        sheet.entered_by = by.into();
        for (place, mark) in marks.iter().enumerate() {
            sheet.change(&CellName::Score(format!("c{place}")), mark, "");
        }
        sheet
    }

    #[test]
    fn who_typed_first_corrects_and_anybody_else_is_the_second() {
        assert_eq!(reading(None, "甲"), Reading::First);
        let mut sheet = typed("甲", &["1"]);
        assert_eq!(reading(Some(&sheet), "甲"), Reading::First);
        assert_eq!(reading(Some(&sheet), "乙"), Reading::Second);
        sheet.set_state(SheetState::Submitted, "", "");
        assert_eq!(reading(Some(&sheet), "甲"), Reading::Taken);
        let mut own = typed("甲", &["1"]);
        own.source = "screen".into();
        assert_eq!(reading(Some(&own), "甲"), Reading::Taken);
    }

    #[test]
    fn only_what_two_people_typed_the_same_counts() {
        let mut first = typed("甲", &["16", "12"]);
        let other = typed("乙", &["16", "21"]);
        let differing = check(&mut first, &other, ("乙", "t")).unwrap_err();
        assert_eq!(differing.len(), 1);
        assert_eq!(
            (differing[0].from.as_str(), differing[0].to.as_str()),
            ("12", "21")
        );
        assert_eq!(
            (first.state, first.checked_by.as_str()),
            (SheetState::Draft, "")
        );
        let same = typed("乙", &["16", "12"]);
        check(&mut first, &same, ("乙", "t")).unwrap();
        assert_eq!(
            (first.state, first.checked_by.as_str()),
            (SheetState::Submitted, "乙")
        );
    }
}
