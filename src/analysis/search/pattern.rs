//! One word of a query, made ready against the characters of an index. All places of the
//! word that a text may have reached are bits of one number, so that a text costs one step
//! a character, however the word is spelled.

use super::index::{Index, Text};
use super::sounds::{LONGEST, Spelling, eaten, readings, usual};
use std::ops::Range;

/// Characters of the longest word; a longer one is searched for in pieces.
pub const LONGEST_WORD: usize = 48;

/// How a text holds a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// Character for character, one after another.
    Plain,
    /// By pinyin, whole syllables of the usual readings.
    Syllables,
    /// By pinyin, initials among them, the usual readings.
    Initials,
    /// Character for character with others between.
    Scattered,
    /// By pinyin, rare readings among them; or by sound.
    Rare,
}

/// A word made ready for an index.
#[derive(Debug)]
pub struct Pattern {
    goal: u64,
    /// By character of the index: the places of the word that hold it.
    equal: Vec<u64>,
    /// By sound: whole usual syllables, usual readings, all readings. Empty for a word that
    /// is only looked for as it stands.
    sounds: Vec<(Way, Sounds)>,
}

/// By character of the index and place of the word: how many letters may be eaten there.
#[derive(Debug)]
struct Sounds {
    length: usize,
    eats: Vec<u8>,
    /// By character: the places where anything may be eaten.
    can: Vec<u64>,
    /// By character: a sign that is not read, so that a word goes on behind it.
    is_mark: Vec<bool>,
}

impl Pattern {
    /// Makes a folded word ready; `by_sound` lets its Chinese characters stand for any of
    /// their sound.
    pub fn new(index: &Index, word: &str, by_sound: bool) -> Self {
        let word: Vec<char> = word.chars().take(LONGEST_WORD).collect();
        let has_letters = word.iter().any(char::is_ascii_alphabetic);
        let ways: &[(Way, Spelling)] = match (has_letters, by_sound) {
            (_, true) => &[(Way::Rare, Spelling::Short)],
            (true, false) => &[
                (Way::Syllables, Spelling::Full),
                (Way::Initials, Spelling::Short),
                (Way::Rare, Spelling::Short),
            ],
            (false, false) => &[],
        };
        let places = |character: &char| {
            let same = word.iter().enumerate().filter(|(_, own)| *own == character);
            same.fold(0, |places, (place, _)| places | 1 << place)
        };
        let sounds = ways
            .iter()
            .map(|&(way, spelling)| (way, Sounds::new(index, &word, by_sound, (spelling, way))));
        Self {
            goal: 1 << word.len(),
            equal: index.characters().iter().map(places).collect(),
            sounds: sounds.collect(),
        }
    }

    /// Returns how many characters the word has.
    pub fn length(&self) -> usize {
        self.goal.trailing_zeros() as usize
    }

    /// Tells in which way a text holds the word, the best one, and how many characters it
    /// reaches up to.
    pub fn way(&self, text: Text) -> Option<(Way, usize)> {
        let plain = self.literal(text);
        if let Some((Way::Plain, _)) = plain {
            return plain;
        }
        let widest = self.sounds.last();
        let sounds = widest.is_some_and(|(_, sounds)| sounds.reach(self.goal, text).is_some());
        if !sounds {
            return plain;
        }
        let best = self
            .sounds
            .iter()
            .find_map(|(way, sounds)| Some((*way, sounds.reach(self.goal, text)?)));
        best.into_iter().chain(plain).min()
    }

    /// Returns which characters of a text spell the word, in the way that [`Pattern::way`]
    /// finds; `None` where it holds the word scattered or not at all.
    pub fn spelled(&self, text: Text) -> Option<Range<usize>> {
        let (way, end) = self.way(text)?;
        let length = self.length();
        if way == Way::Plain {
            return Some(end - length..end);
        }
        let (_, sounds) = self.sounds.iter().find(|(own, _)| *own == way)?;
        sounds.begin(length, text, end).map(|begin| begin..end)
    }

    /// The word's characters in order: a Chinese character, and the beginning of a Latin word
    /// or number, may stand anywhere after the one before; any other must follow at once.
    fn literal(&self, text: Text) -> Option<(Way, usize)> {
        let (mut run, mut follows, mut reached) = (0, 0, 1);
        let mut scattered = None;
        for (place, (symbol, begins)) in text.symbols().enumerate() {
            let equal = self.equal.get(symbol).copied().unwrap_or(0);
            if equal == 0 {
                (run, follows) = (0, 0);
                continue;
            }
            run = ((run | 1) & equal) << 1;
            if run & self.goal != 0 {
                return Some((Way::Plain, place + 1));
            }
            let from = if begins { reached } else { follows | 1 };
            follows = (from & equal) << 1;
            reached |= follows;
            if reached & self.goal != 0 && scattered.is_none() {
                scattered = Some((Way::Scattered, place + 1));
            }
        }
        scattered
    }
}

impl Sounds {
    fn new(index: &Index, word: &[char], by_sound: bool, (spelling, way): (Spelling, Way)) -> Self {
        let length = word.len();
        let heard: Vec<Vec<&str>> = word
            .iter()
            .map(|own| if by_sound { readings(*own) } else { Vec::new() })
            .collect();
        let of_syllable: Vec<Vec<u8>> = index
            .syllables()
            .iter()
            .map(|syllable| spelled(syllable, word, &heard, spelling))
            .collect();
        let mut eats = vec![0; index.characters().len() * length];
        let mut can = Vec::with_capacity(index.characters().len());
        let characters = index.characters().iter().zip(index.readings());
        for ((character, numbers), row) in characters.zip(eats.chunks_mut(length.max(1))) {
            for (own, eats) in word.iter().zip(row.iter_mut()) {
                *eats |= u8::from(own == character) << 1;
            }
            let most = match way {
                Way::Rare => numbers.len(),
                _ => usual(*character),
            };
            for number in numbers.iter().take(most) {
                let of_syllable = of_syllable.get(usize::from(*number)).into_iter().flatten();
                for (eats, more) in row.iter_mut().zip(of_syllable) {
                    *eats |= more;
                }
            }
            let places = row.iter().enumerate().filter(|(_, eats)| **eats != 0);
            can.push(places.fold(0, |can, (place, _)| can | 1 << place));
        }
        let is_mark = index.characters().iter().map(|own| !own.is_alphanumeric());
        Self {
            length,
            eats,
            can,
            is_mark: is_mark.collect(),
        }
    }

    /// Returns up to where a text spells the word, characters one after another.
    fn reach(&self, goal: u64, text: Text) -> Option<usize> {
        let mut reached: u64 = 0;
        for (place, (symbol, _)) in text.symbols().enumerate() {
            let mut open = (reached | 1) & self.can.get(symbol).copied().unwrap_or(0);
            if !self.is_mark(symbol) {
                reached = 0;
            }
            while open != 0 {
                let at = open.trailing_zeros() as usize;
                open &= open - 1;
                let eats = self.eats.get(symbol * self.length + at);
                reached |= u64::from(eats.copied().unwrap_or(0)) << at;
            }
            if reached & goal != 0 {
                return Some(place + 1);
            }
        }
        None
    }

    fn is_mark(&self, symbol: usize) -> bool {
        self.is_mark.get(symbol).copied().unwrap_or(false)
    }

    /// Returns where a text that spells the word up to `end` begins to do so.
    fn begin(&self, length: usize, text: Text, end: usize) -> Option<usize> {
        let symbols: Vec<usize> = text.symbols().map(|(symbol, _)| symbol).collect();
        // which rests of the word are spelled by the characters from each place on
        let mut rests: u64 = 1 << length;
        let spelled = symbols.get(..end)?;
        for (place, symbol) in spelled.iter().enumerate().rev() {
            let mut earlier = if self.is_mark(*symbol) { rests } else { 0 };
            for at in 0..length {
                let eats = self.eats.get(symbol * self.length + at)?;
                if u64::from(*eats) << at & rests != 0 {
                    earlier |= 1 << at;
                }
            }
            if earlier & 1 != 0 {
                return Some(place);
            }
            rests = earlier;
        }
        None
    }
}

/// How many letters of a word a syllable may eat at each place; a Chinese character that is
/// heard stands for any of its sound.
fn spelled(syllable: &str, word: &[char], heard: &[Vec<&str>], spelling: Spelling) -> Vec<u8> {
    let at = |(place, sounds): (usize, &Vec<&str>)| {
        if sounds.is_empty() {
            let rest = word.get(place..).unwrap_or_default();
            return eaten(syllable, rest, spelling);
        }
        u8::from(sounds.contains(&syllable)) << 1
    };
    heard.iter().enumerate().map(at).collect()
}

const _: () = assert!(LONGEST_WORD + LONGEST < 64);
