//! The wordy pieces of a target: what they are called in files, and which promise seems to
//! speak of them. Nothing is judged here; that is the expert's.

use super::{Clause, Pairing};
use std::collections::BTreeSet;

/// A promise must hold at least one of so many pairs of characters of a clause.
const ONE_OF: usize = 5;
/// Least number of them: two words in common, not one.
const LEAST_COUNT: usize = 3;

/// Names the clauses and finds for each the promise with most pairs of characters in
/// common, the earlier of equals; what is laid down goes before.
pub fn with_promises(
    link: &str,
    texts: Vec<String>,
    promises: &[String],
    pairing: &Pairing,
) -> Vec<Clause> {
    let words: Vec<BTreeSet<(char, char)>> = promises.iter().map(|text| pairs(text)).collect();
    let named = texts.into_iter().enumerate();
    named
        .map(|(index, text)| {
            let key = format!("{link}/w{}", index + 1);
            let promise = match pairing.get(&key) {
                Some(place) => (*place as usize)
                    .checked_sub(1)
                    .filter(|at| *at < promises.len()),
                None => likest(&text, &words),
            };
            Clause { key, text, promise }
        })
        .collect()
}

fn likest(clause: &str, promised: &[BTreeSet<(char, char)>]) -> Option<usize> {
    let own = pairs(clause);
    let mut best: Option<(usize, usize)> = None;
    for (index, pairs) in promised.iter().enumerate() {
        let common = own.intersection(pairs).count();
        let is_better = best.is_none_or(|(most, _)| common > most);
        if common >= LEAST_COUNT && common * ONE_OF >= own.len() && is_better {
            best = Some((common, index));
        }
    }
    best.map(|(_, index)| index)
}

fn pairs(text: &str) -> BTreeSet<(char, char)> {
    let letters: Vec<char> = text.chars().filter(|one| one.is_alphanumeric()).collect();
    let following = letters.iter().skip(1);
    letters.iter().copied().zip(following.copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_finds_the_promise_with_its_words() {
        let promises = [
            "封装厚度 0.5 mm".to_owned(),
            "样品热阻测试，提高芯片导热能力".to_owned(),
        ];
        let texts = vec![
            "提高芯片导热能力及抗电迁移".to_owned(),
            "揭示尺寸控制因子".to_owned(),
        ];
        let told = |pairing: &Pairing| -> Vec<(String, Option<usize>)> {
            let found = with_promises("ic-07", texts.clone(), &promises, pairing);
            found
                .into_iter()
                .map(|one| (one.key, one.promise))
                .collect()
        };
        assert_eq!(
            told(&Pairing::new()),
            [("ic-07/w1".into(), Some(1)), ("ic-07/w2".into(), None)]
        );
        let laid_down = Pairing::from([("ic-07/w2".to_owned(), 1), ("ic-07/w1".to_owned(), 0)]);
        assert_eq!(
            told(&laid_down),
            [("ic-07/w1".into(), None), ("ic-07/w2".into(), Some(0))]
        );
    }
}
