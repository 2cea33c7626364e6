//! A word with one slip of the fingers: a letter too many, too few, wrong, or two turned
//! round; one wrong Chinese character. Looked for only where nothing else was found.

use super::index::{Index, Text};
use super::pattern::LONGEST_WORD;
use super::sounds::{Spelling, eaten};
use crate::text::fold::is_han;

/// Letters of a word that may have a slip; a shorter one could mean anything.
const LETTERS: usize = 5;
/// The same for Chinese characters.
const CHINESE: usize = 2;

/// A word made ready for an index, as it stands and with one slip.
#[derive(Debug)]
pub struct Slips {
    length: usize,
    /// By character of the index: the places of the word that hold it.
    equal: Vec<u64>,
    /// By character and place: how many letters are eaten there, without and with a slip.
    eats: Vec<[u8; 2]>,
    /// By character: it is typed as one key.
    is_key: Vec<bool>,
    /// Places of the word with a letter or a digit.
    keys: u64,
    /// Places of the word with a Chinese character.
    chinese: u64,
}

/// Tells whether a query is long enough for a slip in it to be forgiven.
pub fn is_enough(words: &[String]) -> bool {
    let characters = || words.iter().flat_map(|word| word.chars());
    let chinese = characters().filter(|character| is_han(*character)).count();
    chinese > CHINESE || characters().filter(char::is_ascii_alphanumeric).count() >= LETTERS
}

impl Slips {
    /// Makes a folded word ready; `None` where it is too short for a slip.
    pub fn new(index: &Index, word: &str) -> Option<Self> {
        let word: Vec<char> = word.chars().take(LONGEST_WORD).collect();
        let places = |fits: &dyn Fn(char) -> bool| {
            let fitting = word.iter().enumerate().filter(|(_, own)| fits(**own));
            fitting.fold(0_u64, |places, (place, _)| places | 1 << place)
        };
        let keys = places(&|own| own.is_ascii_alphanumeric());
        let chinese = places(&is_han);
        let count = |places: u64| places.count_ones() as usize;
        if count(keys) < LETTERS && count(chinese) < CHINESE {
            return None;
        }
        let of_syllable: Vec<Vec<[u8; 2]>> = index
            .syllables()
            .iter()
            .map(|syllable| {
                (0..word.len())
                    .map(|at| eats(syllable, &word, at))
                    .collect()
            })
            .collect();
        let mut eats = vec![[0; 2]; index.characters().len() * word.len()];
        let characters = index.characters().iter().zip(index.readings());
        for ((_, numbers), row) in characters.zip(eats.chunks_mut(word.len())) {
            for number in numbers {
                let of_syllable = of_syllable.get(usize::from(*number)).into_iter().flatten();
                for (own, more) in row.iter_mut().zip(of_syllable) {
                    *own = [own[0] | more[0], own[1] | more[1]];
                }
            }
        }
        let characters = index.characters().iter();
        Some(Self {
            length: word.len(),
            equal: characters
                .clone()
                .map(|character| places(&|own| own == *character))
                .collect(),
            eats,
            is_key: characters.map(char::is_ascii_alphanumeric).collect(),
            keys,
            chinese,
        })
    }

    /// Returns up to where characters of a text spell the word with one slip at most.
    pub fn reach(&self, text: Text) -> Option<usize> {
        let goal = 1 << self.length;
        let (mut clean, mut slipped, mut turned) = (0_u64, 0_u64, 0_u64);
        for (place, (symbol, _)) in text.symbols().enumerate() {
            let equal = self.equal.get(symbol).copied().unwrap_or(0);
            let is_key = self.is_key.get(symbol).copied().unwrap_or(false);
            let from = clean | 1;
            let [ate, slips] = self.step(symbol, from);
            let mut next = slips | self.step(symbol, slipped)[0] | (slipped & equal) << 1;
            next |= (turned & equal) << 2;
            if is_key {
                // a wrong letter, or one that was left out
                next |= (from & self.keys) << 1 | clean;
                turned = from & (equal >> 1) & self.keys;
            } else {
                next |= (from & self.chinese & !equal) << 1;
                turned = 0;
            }
            clean = ate | (from & equal) << 1;
            // a letter too many stands before the next character
            next |= (clean & self.keys & !1) << 1;
            slipped = next;
            if (clean | slipped) & goal != 0 {
                return Some(place + 1);
            }
        }
        None
    }

    /// Where the syllables of a character lead to from open places: without and with a slip.
    fn step(&self, symbol: usize, mut open: u64) -> [u64; 2] {
        let mut reached = [0, 0];
        if self.keys == 0 {
            // without a letter nothing is spelled
            return reached;
        }
        open &= (1 << self.length) - 1;
        while open != 0 {
            let at = open.trailing_zeros() as usize;
            open &= open - 1;
            if let Some([clean, slip]) = self.eats.get(symbol * self.length + at) {
                reached[0] |= u64::from(*clean) << at;
                reached[1] |= u64::from(*slip) << at;
            }
        }
        reached
    }
}

/// How many letters a syllable eats at a place of a word: whole or half typed at its end, and
/// whole with one slip.
fn eats(syllable: &str, word: &[char], at: usize) -> [u8; 2] {
    let rest = word.get(at..).unwrap_or_default();
    let own: Vec<char> = syllable.chars().collect();
    let mut slip = 0;
    for length in own.len().saturating_sub(1).max(1)..=own.len() + 1 {
        let piece = rest.get(..length).unwrap_or_default();
        let is_typed = piece.len() == length && piece.iter().all(char::is_ascii_alphabetic);
        if is_typed && own.len() > 1 && is_one_slip(&own, piece) {
            slip |= 1 << length;
        }
    }
    [eaten(syllable, rest, Spelling::Full), slip]
}

/// Tells whether two words differ by one letter too many, too few, wrong, or two turned round.
fn is_one_slip(left: &[char], right: &[char]) -> bool {
    let same = left
        .iter()
        .zip(right)
        .take_while(|(one, other)| one == other)
        .count();
    let rests = |left_from: usize, right_from: usize| {
        left.get(same + left_from..) == right.get(same + right_from..)
            && left.len() >= same + left_from
    };
    let is_turned = || {
        let pair = |word: &[char]| Some((*word.get(same)?, *word.get(same + 1)?));
        let turned = pair(right).map(|(one, other)| (other, one));
        pair(left).is_some() && pair(left) == turned && rests(2, 2)
    };
    left != right && (rests(1, 1) || rests(1, 0) || rests(0, 1) || is_turned())
}

#[cfg(test)]
mod tests {
    use super::super::index::Entry;
    use super::*;

    #[test]
    fn one_slip_is_forgiven_and_not_two() {
        for (title, word, wanted) in [
            ("谐波减速器", "xiebojainsuqi", true),
            ("谐波减速器", "xiebjiansuqi", true),
            ("谐波减速器", "xieboojiansuqi", true),
            ("谐波减速器", "xiebojainsqui", false),
            ("EtherCAT总线", "ethrecat", true),
            ("EtherCAT总线", "etherkat", true),
            ("EtherCAT总线", "ethercatt", true),
            ("EtherCAT总线", "ethrcat", true),
            ("EtherCAT总线", "tehrcta", false),
            ("硅钼球铁", "硅钥球铁", true),
            ("硅钼球铁", "硅钥求铁", false),
            ("锂硫衰减", "衷减", true),
            ("锂硫", "锂", false),
            ("abc", "abd", false),
        ] {
            let index = Index::of([Entry {
                title,
                ..Entry::default()
            }]);
            let text = index.texts(0).next().unwrap();
            let slips = Slips::new(&index, word);
            let found = slips.is_some_and(|slips| slips.reach(text).is_some());
            assert_eq!(found, wanted, "{title} {word}");
        }
    }
}
