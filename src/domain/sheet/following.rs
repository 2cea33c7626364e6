//! A sheet names indicators and clauses by their place in the plan. Where a later edition of
//! the plan has them elsewhere the sheet follows, in steps of its own history.

use super::lineage::EDITION;
use super::{CellName, HistoryEntry, Question, ScoreSheet};
use crate::domain::edition::Moves;
use crate::domain::seal::seal_of;
use std::collections::BTreeSet;

impl ScoreSheet {
    /// Returns the digest of the edition whose places pairings, judgements and questions name:
    /// the one they followed last, else the one that was scored against.
    pub fn edition_named(&self) -> &str {
        let mut steps = self.history.iter().rev();
        let last = steps.find(|entry| entry.cell == EDITION);
        last.map_or(&self.plan, |entry| &entry.to)
    }

    /// Lets pairings, judgements and questions name the places of another edition; what speaks
    /// of something that is gone is taken out, a question keeps its words.
    pub fn follow(&mut self, moves: &Moves, edition: &str) {
        let mut wanted = self.clone();
        wanted.pairing = moves.carry(&self.pairing).into();
        wanted.judgement = moves.carry(&self.judgement).into();
        for question in wanted.questions.iter_mut() {
            question.follow(moves);
        }
        let pairings = self.pairing.keys().chain(wanted.pairing.keys());
        let pairings: BTreeSet<CellName> = pairings.cloned().map(CellName::Pairing).collect();
        let judged = self.judgement.keys().chain(wanted.judgement.keys());
        let judged: BTreeSet<CellName> = judged.cloned().map(CellName::Judgement).collect();
        let questions = (1..=self.questions.len()).map(CellName::Question);
        for cell in pairings.into_iter().chain(judged).chain(questions) {
            self.change(&cell, &wanted.value(&cell), "");
        }
        let from = self.edition_named().to_owned();
        self.revision += 1;
        self.history.push(HistoryEntry {
            revision: self.revision,
            parent: std::mem::take(&mut self.seal.sha256),
            cell: EDITION.to_owned(),
            from,
            to: edition.to_owned(),
            at: String::new(),
        });
        self.seal.sha256 = seal_of(self);
    }
}

impl Question {
    fn follow(&mut self, moves: &Moves) {
        let to = moves.carried(&self.indicator).map(str::to_owned);
        self.indicator = to.unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Round, mending};
    use super::*;
    use crate::domain::edition::Move;

    #[test]
    fn what_a_sheet_names_follows_the_edition_and_its_history_tells_it() {
        let mut sheet = ScoreSheet {
            plan: "sha256:old".into(),
            ..ScoreSheet::new("p", "E01", "SM-01", Round::First)
        };
        for (cell, to) in [
            ("pairing.c-01/1", "2"),
            ("pairing.c-01/2", "0"),
            ("pairing.c-01/3", "1"),
            ("judgement.c-01/w1", "no: 没有样机"),
            ("question.1", "c-01/2: 怎么测"),
            ("question.2", "c-01/3: 谁来测"),
        ] {
            assert!(sheet.change(&CellName::parse(cell).unwrap(), to, "t"));
        }
        let before = sheet.clone();
        let became = |from: &str, to: Option<&str>| {
            let to = to.map(str::to_owned);
            let (before, after) = (String::new(), String::new());
            (from.to_owned(), Move { to, before, after })
        };
        let moves: Moves = [
            became("c-01/1", Some("c-01/2")),
            became("c-01/2", Some("c-01/1")),
            became("c-01/3", None),
            became("c-01/w1", Some("c-01/w2")),
        ]
        .into_iter()
        .collect();
        assert_eq!(sheet.edition_named(), "sha256:old");
        sheet.follow(&moves, "sha256:new");
        assert_eq!(sheet.edition_named(), "sha256:new");
        assert_eq!(&*sheet.plan, "sha256:old", "the text was not looked at yet");
        let pairing: Vec<(&str, &str)> = sheet
            .pairing
            .iter()
            .map(|(key, place)| (key.as_str(), place.as_str()))
            .collect();
        assert_eq!(pairing, [("c-01/1", "0"), ("c-01/2", "2")]);
        assert_eq!(sheet.judgement["c-01/w2"].reason, "没有样机");
        assert_eq!(sheet.judgement.len(), 1);
        assert_eq!(sheet.questions[0].written(), "c-01/1: 怎么测");
        assert_eq!(sheet.questions[1].written(), "谁来测");
        assert_eq!(mending::unexplained(&sheet), []);
        assert!(sheet.descends_from(&before.seal.sha256));
        let back = sheet.rewound(&before.seal.sha256).unwrap();
        assert_eq!(back.pairing, before.pairing);
        assert_eq!(back.questions, before.questions);
        assert_eq!(back.edition_named(), "sha256:old");
    }
}
