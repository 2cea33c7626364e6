//! How far the experts are with a proposal, and, once every sheet is in, how far apart their
//! marks lie. Marks come sorted, so that no place tells whose they are.

use super::combine::sheet_total;
use crate::domain::decimal::Decimal;
use crate::domain::panel::Panel;
use crate::domain::rubric::Rubric;
use crate::domain::sheet::{Cell, ScoreSheet, SheetState};

/// How far one expert is with a proposal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Standing {
    /// Nothing lies there.
    #[default]
    Nothing,
    /// A sheet was begun.
    Begun,
    /// It is submitted.
    Submitted,
    /// The expert gave it back: recused, or abstaining from all of it.
    GivenBack,
}

impl Standing {
    /// Returns how far a sheet is.
    pub fn of(sheet: &ScoreSheet) -> Self {
        match sheet.state {
            SheetState::Draft => Self::Begun,
            SheetState::Submitted => Self::Submitted,
            SheetState::Recused | SheetState::Abstained => Self::GivenBack,
        }
    }
}

/// The marks of one criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marks {
    /// Criterion id; empty for the totals.
    pub criterion: String,
    /// The lowest mark that can be given.
    pub least: Decimal,
    /// The highest.
    pub most: Decimal,
    /// The marks, the lowest first.
    pub given: Vec<Decimal>,
}

impl Marks {
    /// Returns the distance between the highest and the lowest mark.
    pub fn range(&self) -> Decimal {
        match (self.given.first(), self.given.last()) {
            (Some(low), Some(high)) => high - low,
            _ => Decimal::ZERO,
        }
    }

    /// Returns that distance as a share of the scale, 0 to 1.
    pub fn share(&self) -> Decimal {
        let scale = self.most - self.least;
        if scale.is_zero() {
            Decimal::ZERO
        } else {
            self.range() / scale
        }
    }
}

/// The marks of a proposal without names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spread {
    /// The totals.
    pub totals: Marks,
    /// The criteria, in the order of the rubric.
    pub criteria: Vec<Marks>,
}

impl Spread {
    /// Sorts the marks of submitted sheets of one proposal; a sheet without a required mark is
    /// in no total. None where no sheet has a total.
    pub fn of(panel: &Panel, proposal: &str, sheets: &[ScoreSheet]) -> Option<Self> {
        let rubric = panel.rubric_of(proposal);
        let submitted = sheets
            .iter()
            .filter(|one| one.state == SheetState::Submitted);
        let whole: Vec<&ScoreSheet> = submitted
            .filter(|sheet| sheet_total(sheet, rubric).is_some())
            .collect();
        let totals = whole.iter().filter_map(|sheet| sheet.total(rubric));
        let totals = Marks {
            criterion: String::new(),
            least: rubric.least_marks(),
            most: rubric.full_marks(),
            given: sorted(totals),
        };
        let criteria = criteria(rubric, &whole);
        (!totals.given.is_empty()).then_some(Self { totals, criteria })
    }

    /// Returns the criterion whose marks lie farthest apart, as a share of its scale; none
    /// where all agree.
    pub fn widest(&self) -> Option<&Marks> {
        let apart = self.criteria.iter().filter(|one| !one.range().is_zero());
        // of several the first in the order of the rubric
        apart.rev().max_by_key(|one| one.share())
    }
}

fn criteria(rubric: &Rubric, sheets: &[&ScoreSheet]) -> Vec<Marks> {
    let of_one = |id: &str| {
        let cells = sheets.iter().map(|sheet| sheet.cell(id));
        sorted(cells.filter_map(|cell| match cell {
            Cell::Score(score) => Some(score),
            Cell::Absent | Cell::Abstained => None,
        }))
    };
    let all = rubric.criteria.iter().map(|criterion| Marks {
        criterion: criterion.id.clone(),
        least: criterion.scale.minimum(),
        most: criterion.scale.maximum(),
        given: of_one(&criterion.id),
    });
    all.collect()
}

fn sorted(marks: impl Iterator<Item = Decimal>) -> Vec<Decimal> {
    let mut marks: Vec<Decimal> = marks.collect();
    marks.sort();
    marks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rubric::{Criterion, Scale};
    use crate::domain::sheet::{CellName, Round};

    fn panel() -> Panel {
        let criterion = |id: &str, max: &str| Criterion {
            id: id.into(),
            required: true,
            scale: Scale {
                min: "0".into(),
                max: max.into(),
                step: "1".into(),
            },
            ..Criterion::default()
        };
        let mut panel = Panel::default();
        panel.rubric.criteria = vec![criterion("target", "20"), criterion("novelty", "10")];
        panel
    }

    fn sheet(expert: &str, marks: [&str; 2], state: SheetState) -> ScoreSheet {
        let mut sheet = ScoreSheet::new("p", expert, "A", Round::First);
        for (criterion, mark) in ["target", "novelty"].into_iter().zip(marks) {
            sheet.change(&CellName::Score(criterion.into()), mark, "");
        }
        sheet.set_state(state, "", "");
        sheet
    }

    #[test]
    fn marks_are_sorted_and_a_draft_is_in_none() {
        let panel = panel();
        let submitted = SheetState::Submitted;
        let sheets = [
            sheet("E1", ["18", "4"], submitted),
            sheet("E2", ["12", "9"], submitted),
            sheet("E3", ["1", "1"], SheetState::Draft),
            sheet("E4", ["5", ""], submitted),
        ];
        let spread = Spread::of(&panel, "A", &sheets).unwrap();
        let whole = |all: &[Decimal]| all.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(whole(&spread.totals.given), ["21", "22"]);
        assert_eq!(whole(&spread.criteria[0].given), ["12", "18"]);
        assert_eq!(spread.widest().unwrap().criterion, "novelty");
        assert!(Spread::of(&panel, "A", &sheets[2..3]).is_none());
    }

    #[test]
    fn of_two_as_wide_the_first_is_named_and_none_where_all_agree() {
        let panel = panel();
        let submitted = SheetState::Submitted;
        let same = [
            sheet("E1", ["10", "5"], submitted),
            sheet("E2", ["10", "5"], submitted),
        ];
        assert!(Spread::of(&panel, "A", &same).unwrap().widest().is_none());
        let wide = [
            sheet("E1", ["10", "5"], submitted),
            sheet("E2", ["14", "7"], submitted),
        ];
        let spread = Spread::of(&panel, "A", &wide).unwrap();
        assert_eq!(spread.widest().unwrap().criterion, "target");
    }
}
