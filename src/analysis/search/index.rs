//! A list made ready for searching: every text as numbers of its folded characters, one
//! table of the characters that occur, and how they are read. Built once for a list.

use super::sounds::readings;
use crate::text::fold::{is_han, search_character};
use std::collections::{BTreeMap, HashMap};

/// Characters of a text that are looked at; what comes after them is not searched.
const SEARCHED: usize = 4096;

/// Marks a character that begins something: the first of a text, of a Latin word or of a
/// number, and every Chinese character.
const BEGINS: u32 = 1 << 31;

/// One line of a list, as the index takes it.
#[derive(Debug, Clone, Default)]
pub struct Entry<'a> {
    /// The title; hits in it are shown.
    pub title: &'a str,
    /// The id, or what else names the line shortly.
    pub id: &'a str,
    /// Other texts that are searched.
    pub others: Vec<&'a str>,
}

/// A list made ready for searching; lines are known by their places from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    symbols: Vec<u32>,
    /// Where each text ends in `symbols`; text 0 begins at 0.
    ends: Vec<u32>,
    /// Where the texts of each entry end in `ends`.
    entries: Vec<u32>,
    /// The characters by number.
    characters: Vec<char>,
    /// The syllables that occur.
    syllables: Vec<&'static str>,
    /// The syllables of each character, by number.
    readings: Vec<Vec<u16>>,
}

impl Index {
    /// Makes the lines ready, in about a microsecond each.
    pub fn of<'a>(entries: impl IntoIterator<Item = Entry<'a>>) -> Self {
        let mut numbers: HashMap<char, u32> = HashMap::new();
        let mut index = Self::default();
        for entry in entries {
            for text in [entry.title, entry.id].iter().chain(&entry.others) {
                index.take(text, &mut numbers);
            }
            index.entries.push(index.ends.len() as u32);
        }
        index.read();
        index
    }

    fn take(&mut self, text: &str, numbers: &mut HashMap<char, u32>) {
        let mut before = ' ';
        for character in text.chars().take(SEARCHED).map(search_character) {
            let characters = &mut self.characters;
            let number = *numbers.entry(character).or_insert_with(|| {
                characters.push(character);
                characters.len() as u32 - 1
            });
            let begins = u32::from(begins(before, character)) * BEGINS;
            self.symbols.push(number | begins);
            before = character;
        }
        self.ends.push(self.symbols.len() as u32);
    }

    fn read(&mut self) {
        let mut numbers: BTreeMap<&str, u16> = BTreeMap::new();
        for character in &self.characters {
            let of_character = readings(*character).into_iter().map(|syllable| {
                let next = numbers.len() as u16;
                *numbers.entry(syllable).or_insert(next)
            });
            self.readings.push(of_character.collect());
        }
        self.syllables = vec![""; numbers.len()];
        for (syllable, number) in numbers {
            if let Some(place) = self.syllables.get_mut(usize::from(number)) {
                *place = syllable;
            }
        }
    }

    /// Returns how many lines there are.
    pub fn len(&self) -> usize {
        self.entries.len() - 1
    }

    /// Tells whether there is no line.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the texts of a line: title, id, others.
    pub(super) fn texts(&self, entry: u32) -> impl Iterator<Item = Text<'_>> {
        let bound = |place: u32| self.entries.get(place as usize).copied().unwrap_or(0) as usize;
        let range = bound(entry)..bound(entry + 1);
        range.map(|text| {
            let begin = text.checked_sub(1).and_then(|before| self.ends.get(before));
            let begin = begin.copied().unwrap_or(0) as usize;
            let end = self.ends.get(text).copied().unwrap_or(0) as usize;
            Text(self.symbols.get(begin..end).unwrap_or_default())
        })
    }

    /// Returns the folded title of a line.
    pub(super) fn title(&self, entry: u32) -> String {
        let symbols = self.texts(entry).next().into_iter().flat_map(Text::symbols);
        symbols
            .filter_map(|(symbol, _)| self.characters.get(symbol))
            .collect()
    }

    /// Returns the characters that occur, by number.
    pub(super) fn characters(&self) -> &[char] {
        &self.characters
    }

    /// Returns the syllables that occur, by number.
    pub(super) fn syllables(&self) -> &[&'static str] {
        &self.syllables
    }

    /// Returns the numbers of the syllables of each character, the usual reading first.
    pub(super) fn readings(&self) -> &[Vec<u16>] {
        &self.readings
    }
}

impl Default for Index {
    fn default() -> Self {
        Self {
            symbols: Vec::new(),
            ends: Vec::new(),
            entries: vec![0],
            characters: Vec::new(),
            syllables: Vec::new(),
            readings: Vec::new(),
        }
    }
}

/// Tells whether `character` begins something after `before`.
pub(super) fn begins(before: char, character: char) -> bool {
    let is_letter = |one: char| one.is_alphabetic() && !is_han(one);
    let goes_on =
        is_letter(before) && is_letter(character) || before.is_numeric() && character.is_numeric();
    !goes_on
}

/// The characters of one text, by number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text<'a>(&'a [u32]);

impl<'a> Text<'a> {
    /// Returns each character's number, and whether it begins something.
    pub fn symbols(self) -> impl Iterator<Item = (usize, bool)> + 'a {
        let parts = |symbol: &u32| ((symbol & !BEGINS) as usize, symbol & BEGINS != 0);
        self.0.iter().map(parts)
    }

    /// Returns how many characters there are.
    pub fn len(self) -> usize {
        self.0.len()
    }
}
