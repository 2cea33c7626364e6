//! The fields of a joint opinion as rows, and sentences that go into them and out again.

use super::OpinionState;
use crate::analysis::drafting::Part;
use crate::domain::opinion::Opinion;

/// One row of the fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// What is not in the file.
    Unwritten,
    /// 主要优点.
    Strengths,
    /// 存在不足.
    Weaknesses,
    /// A condition, from 0.
    Condition(usize),
    /// One more condition.
    NewCondition,
    /// 推荐意见, by vote.
    Vote,
    /// A minority opinion, from 0.
    Minority(usize),
    /// One more minority opinion.
    NewMinority,
    /// 定稿.
    Adoption,
}

impl OpinionState {
    /// Returns the rows in their order.
    pub fn rows(&self) -> Vec<Row> {
        let unwritten = self.failed.map(|_| Row::Unwritten);
        let conditions = (0..self.opinion.conditions.len()).map(Row::Condition);
        let minority = (0..self.opinion.minority.len()).map(Row::Minority);
        unwritten
            .into_iter()
            .chain([Row::Strengths, Row::Weaknesses])
            .chain(conditions)
            .chain([Row::NewCondition, Row::Vote])
            .chain(minority)
            .chain([Row::NewMinority, Row::Adoption])
            .collect()
    }
}

fn text_of(opinion: &mut Opinion, part: Part) -> Option<&mut String> {
    match part {
        Part::Strengths => Some(&mut opinion.strengths),
        Part::Weaknesses => Some(&mut opinion.weaknesses),
        Part::Conditions => None,
    }
}

/// Tells whether a sentence stands in a part.
pub fn holds(opinion: &Opinion, part: Part, text: &str) -> bool {
    match part {
        Part::Strengths => opinion.strengths.contains(text),
        Part::Weaknesses => opinion.weaknesses.contains(text),
        Part::Conditions => opinion.conditions.iter().any(|one| one == text),
    }
}

/// Puts a sentence at the end of a part; where Latin letters meet, a blank stands between.
pub fn append(opinion: &mut Opinion, part: Part, text: &str) {
    let Some(field) = text_of(opinion, part) else {
        opinion.conditions.push(text.to_owned());
        return;
    };
    if field.ends_with(|last: char| last.is_ascii() && !last.is_ascii_whitespace()) {
        field.push(' ');
    }
    field.push_str(text);
}

/// Takes a sentence out of a part.
pub(super) fn remove(opinion: &mut Opinion, part: Part, text: &str) {
    match text_of(opinion, part) {
        Some(field) => {
            let left = field.replacen(text, "", 1);
            left.trim().clone_into(field);
        }
        None => opinion.conditions.retain(|one| one != text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_goes_in_and_out_again() {
        for part in Part::ALL {
            let mut opinion = Opinion::default();
            append(&mut opinion, part, "甲。");
            append(&mut opinion, part, "“b.”");
            assert!(holds(&opinion, part, "甲。"));
            remove(&mut opinion, part, "甲。");
            assert!(!holds(&opinion, part, "甲。") && holds(&opinion, part, "“b.”"));
            remove(&mut opinion, part, "“b.”");
            assert_eq!(opinion, Opinion::default());
        }
        let mut opinion = Opinion::default();
        append(&mut opinion, Part::Strengths, "One.");
        append(&mut opinion, Part::Strengths, "Two.");
        assert_eq!(opinion.strengths, "One. Two.");
    }
}
