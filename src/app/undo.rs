//! Taking back and doing again. Each step is a change of one cell of one sheet, and taking
//! it back is a change like any other: it makes a new revision, and nothing is ever erased.

use crate::domain::sheet::CellName;

/// One change that can be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Proposal id.
    pub proposal: String,
    /// Which cell.
    pub cell: CellName,
    /// Value before.
    pub from: String,
    /// Value after.
    pub to: String,
}

/// The changes of this session.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UndoStack {
    done: Vec<Change>,
    undone: Vec<Change>,
}

impl UndoStack {
    /// Notes a change that was made; what had been taken back cannot be done again then.
    /// A comment that goes on is one change, however often it was saved on the way.
    pub fn note(&mut self, change: Change) {
        self.undone.clear();
        if let Some(last) = self.done.last_mut()
            && change.cell == CellName::Comment
            && last.cell == CellName::Comment
            && last.proposal == change.proposal
        {
            last.to = change.to;
            return;
        }
        self.done.push(change);
    }

    /// Makes the last two changes of one cell one: a text that was saved on the way.
    pub fn join(&mut self) {
        let Some(last) = self.done.pop() else {
            return;
        };
        match self.done.last_mut() {
            Some(before) if before.cell == last.cell && before.proposal == last.proposal => {
                before.to = last.to;
            }
            _ => self.done.push(last),
        }
    }

    /// Returns the change to take back.
    pub fn take_back(&mut self) -> Option<Change> {
        let change = self.done.pop()?;
        self.undone.push(change.clone());
        Some(change)
    }

    /// Returns the change to do again.
    pub fn do_again(&mut self) -> Option<Change> {
        let change = self.undone.pop()?;
        self.done.push(change.clone());
        Some(change)
    }

    /// Tells whether something can be taken back.
    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// Tells whether something can be done again.
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(cell: CellName, from: &str, to: &str) -> Change {
        Change {
            proposal: "SM-01".into(),
            cell,
            from: from.into(),
            to: to.into(),
        }
    }

    #[test]
    fn a_reason_saved_on_the_way_is_taken_back_as_one() {
        let mut stack = UndoStack::default();
        let veto = || CellName::Veto("duplicate".into());
        stack.note(change(CellName::Verdict, "", "revise"));
        stack.join();
        stack.note(change(veto(), "", "比对"));
        stack.note(change(veto(), "比对", "比对清单"));
        stack.join();
        assert_eq!(stack.take_back(), Some(change(veto(), "", "比对清单")));
        let before = change(CellName::Verdict, "", "revise");
        assert_eq!(stack.take_back(), Some(before));
    }

    #[test]
    fn a_comment_saved_in_pieces_is_taken_back_as_one() {
        let mut stack = UndoStack::default();
        stack.note(change(CellName::Verdict, "", "revise"));
        stack.note(change(CellName::Comment, "", "甲"));
        stack.note(change(CellName::Comment, "甲", "甲乙"));
        assert_eq!(
            stack.take_back(),
            Some(change(CellName::Comment, "", "甲乙"))
        );
        assert_eq!(
            stack.take_back(),
            Some(change(CellName::Verdict, "", "revise"))
        );
        assert!(!stack.can_undo() && stack.can_redo());
    }
}
