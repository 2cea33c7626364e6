//! Finding listed words in a text: Latin ones as whole words, Chinese ones as parts; of
//! words that lie inside each other the longest counts.

use super::grams::{folded, is_latin};
use crate::text::fold::is_han;
use std::collections::BTreeMap;

/// A list of words, each with a number that says what it stands for.
#[derive(Debug, Clone, Default)]
pub struct WordList {
    by_first: BTreeMap<char, Vec<(Vec<char>, usize)>>,
}

/// A word that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Where it starts, in characters of the spaced text.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Its number.
    pub word: usize,
}

impl WordList {
    /// Makes a list; a word with blanks or hyphens is also found without them.
    pub fn of<'a>(words: impl Iterator<Item = (&'a str, usize)>) -> Self {
        let mut by_first: BTreeMap<char, Vec<(Vec<char>, usize)>> = BTreeMap::new();
        for (word, number) in words {
            let spelling = spaced(word);
            let closed: Vec<char> = spelling.iter().copied().filter(|one| *one != ' ').collect();
            let mut spellings = vec![closed];
            if !spellings.contains(&spelling) {
                spellings.push(spelling);
            }
            for spelling in spellings {
                if let Some(first) = spelling.first() {
                    by_first.entry(*first).or_default().push((spelling, number));
                }
            }
        }
        for words in by_first.values_mut() {
            words.sort_by_key(|(spelling, _)| std::cmp::Reverse(spelling.len()));
        }
        Self { by_first }
    }

    /// Returns the words in a text from [`spaced`], in order of place.
    pub fn find(&self, text: &[char]) -> Vec<Found> {
        let mut found = Vec::new();
        let mut reached = 0;
        for (start, character) in text.iter().enumerate() {
            let Some(words) = self.by_first.get(character) else {
                continue;
            };
            let rest = text.get(start..).unwrap_or_default();
            let before = start.checked_sub(1).and_then(|at| text.get(at));
            let longest = words
                .iter()
                .find(|(word, _)| rest.starts_with(word) && is_whole(word, before, rest));
            if let Some((word, number)) = longest.filter(|(word, _)| start + word.len() > reached) {
                reached = start + word.len();
                found.push(Found {
                    start,
                    end: reached,
                    word: *number,
                });
            }
        }
        found
    }
}

/// Where a word begins or ends in a letter or figure, none stands beside it but the `s` of
/// a plural.
fn is_whole(word: &[char], before: Option<&char>, rest: &[char]) -> bool {
    let beside = |one: Option<&char>| one.is_some_and(|one| is_latin(*one));
    if word.first().is_some_and(|one| is_latin(*one)) && beside(before) {
        return false;
    }
    if !word.last().is_some_and(|one| is_latin(*one)) {
        return true;
    }
    let after = rest.get(word.len());
    let is_plural = after == Some(&'s') && word.len() > 3 && !beside(rest.get(word.len() + 1));
    !beside(after) || is_plural
}

/// Returns a text folded, with one blank for each run of signs.
pub fn spaced(text: &str) -> Vec<char> {
    let mut spaced = Vec::new();
    for character in folded(text) {
        let is_sign = !character.is_alphanumeric() && !is_han(character) && character != '%';
        if !is_sign {
            spaced.push(character);
        } else if spaced.last() != Some(&' ') {
            spaced.push(' ');
        }
    }
    while spaced.last() == Some(&' ') {
        spaced.pop();
    }
    let leading = usize::from(spaced.first() == Some(&' '));
    spaced.split_off(leading)
}

/// Returns how long a word is: a Chinese character counts 1, any other one half.
pub fn length(word: &[char]) -> f64 {
    let weight = |one: &char| if is_han(*one) { 1.0 } else { 0.5 };
    word.iter().map(weight).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &[&str], text: &str) -> Vec<usize> {
        let list = WordList::of(words.iter().enumerate().map(|(at, word)| (*word, at)));
        let text = spaced(text);
        list.find(&text).iter().map(|found| found.word).collect()
    }

    #[test]
    fn latin_words_are_whole_and_chinese_ones_are_parts() {
        let check = |words: &[&str], text: &str, expected: &[usize]| {
            assert_eq!(found(words, text), expected, "{text}");
        };
        check(&["AMR"], "ARMREST、AMR底盘", &[0]);
        check(&["AMR"], "armrest amrs", &[]);
        check(&["mould"], "Moulds and dies", &[0]);
        check(&["光刻", "光刻胶"], "光刻胶与光刻", &[1, 0]);
        check(&["Nd-Fe-B"], "烧结NdFeB和Nd—Fe—B", &[0, 0]);
        check(&["T-N曲线"], "电机T-N曲线测试", &[0]);
        check(&["6.5%Si"], "6.5％Si硅钢", &[0]);
        check(&["双主轴", "主轴"], "双主轴", &[0]);
        check(&["光刻"], "", &[]);
    }
}
