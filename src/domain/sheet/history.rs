//! Every accepted change of a sheet. It is most of the text of a sheet and seldom asked for: as
//! a program wrote it, it stays that text until somebody asks.

use super::written::first_line;
use crate::domain::seal::{put, unescaped};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt::{self, Write};
use std::ops::{Deref, DerefMut};
use std::sync::OnceLock;

/// One accepted change.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct HistoryEntry {
    /// Number of the revision it made.
    pub revision: u32,
    /// Seal of the revision before, empty for the first.
    #[serde(default)]
    pub parent: String,
    /// Which cell.
    pub cell: String,
    /// Value before.
    #[serde(default)]
    pub from: String,
    /// Value after.
    #[serde(default)]
    pub to: String,
    /// When, told to people and never used.
    #[serde(default)]
    pub at: String,
}

/// The changes of a sheet, oldest first; to everybody who looks, a list of entries.
#[derive(Default)]
pub struct History(Option<Box<Kept>>);

#[derive(Default)]
struct Kept {
    /// What [`History::write`] writes of it; empty where the entries are all there is.
    text: Box<str>,
    /// The entries of the text, once somebody asked.
    read: OnceLock<Vec<HistoryEntry>>,
    entries: Vec<HistoryEntry>,
}

static NOTHING: Vec<HistoryEntry> = Vec::new();

impl History {
    /// Takes the part of a sheet's text that is its history: the heads `[[history]]` with their
    /// lines, each head after a blank line. Returns `None` where the same history would be
    /// written in other letters; then the text is to be read as any other.
    pub fn of_text(text: &str) -> Option<Self> {
        let is_same = || {
            let mut again = String::with_capacity(text.len());
            Self::from(entries(text)).write(&mut again);
            again == text
        };
        if text.is_empty() {
            return Some(Self::default());
        }
        let kept = || Kept {
            text: text.into(),
            ..Kept::default()
        };
        (is_plain(text) || is_same()).then(|| Self(Some(Box::new(kept()))))
    }

    /// Adds the text of the history to that of the sheet before it.
    pub fn write(&self, out: &mut String) {
        let Some(kept) = &self.0 else {
            return;
        };
        out.push_str(&kept.text);
        for entry in &kept.entries {
            let _ = writeln!(out, "\n[[history]]\nrevision = {}", entry.revision);
            put(out, "parent", &entry.parent);
            put(out, "cell", &entry.cell);
            put(out, "from", &entry.from);
            put(out, "to", &entry.to);
            put(out, "at", &entry.at);
        }
    }

    /// Returns about how many bytes [`History::write`] adds.
    pub fn size(&self) -> usize {
        let kept = self.0.as_ref();
        kept.map_or(0, |kept| kept.text.len() + kept.entries.len() * 220)
    }
}

/// What begins the lines of an entry after that of its revision.
const KEYS: [&str; 5] = ["parent = ", "cell = ", "from = ", "to = ", "at = "];

/// Tells at a glance that a text is letter by letter what is written of the entries in it, as
/// it surely is where no value needs an escape and nothing else stands there.
fn is_plain(text: &str) -> bool {
    // pieces without a way out half-way are looked at many bytes at once; c2 begins the control
    // characters behind those of ASCII
    let needs_escape = |byte: &u8| matches!(byte, 0..=0x09 | 0x0b..=0x1f | b'\\' | 0x7f | 0xc2);
    let has_any = |piece: &[u8]| {
        piece
            .iter()
            .fold(false, |any, byte| any | needs_escape(byte))
    };
    if text.as_bytes().chunks(64).any(has_any) {
        return false;
    }
    let (mut rest, mut quotes) = (text, 0);
    while let Some((_, more)) = lines(rest) {
        (rest, quotes) = (more, quotes + 2 * KEYS.len());
    }
    // each line has its two, so that no value has any
    let is_quote = |byte| usize::from(byte == b'"');
    rest.is_empty() && quotes == text.bytes().map(is_quote).sum::<usize>()
}

/// Revision and values, as they are written, of the entry that a text begins with, and the rest
/// of the text.
fn lines(text: &str) -> Option<((u32, [&str; 5]), &str)> {
    let text = text.strip_prefix("\n[[history]]\nrevision = ")?;
    let (number, mut rest) = first_line(text)?;
    let is_plain = number.bytes().all(|byte| byte.is_ascii_digit());
    let is_padded = number.len() > 1 && number.starts_with('0');
    let revision = number.parse().ok().filter(|_| is_plain && !is_padded)?;
    let mut values = [""; 5];
    for (key, value) in KEYS.iter().zip(&mut values) {
        let (line, more) = first_line(rest.strip_prefix(key)?)?;
        *value = line.strip_prefix('"')?.strip_suffix('"')?;
        rest = more;
    }
    Some(((revision, values), rest))
}

/// The entries of a text, as far as they are written as the program writes them.
fn entries(text: &str) -> Vec<HistoryEntry> {
    let mut entries = Vec::new();
    let mut rest = text;
    while let Some(((revision, values), more)) = lines(rest) {
        let [Some(parent), Some(cell), Some(from), Some(to), Some(at)] =
            values.map(|value| unescaped(value).map(Cow::into_owned))
        else {
            break;
        };
        entries.push(HistoryEntry {
            revision,
            parent,
            cell,
            from,
            to,
            at,
        });
        rest = more;
    }
    entries
}

impl Deref for History {
    type Target = Vec<HistoryEntry>;

    fn deref(&self) -> &Self::Target {
        match &self.0 {
            None => &NOTHING,
            Some(kept) if kept.text.is_empty() => &kept.entries,
            Some(kept) => kept.read.get_or_init(|| entries(&kept.text)),
        }
    }
}

impl DerefMut for History {
    fn deref_mut(&mut self) -> &mut Self::Target {
        let kept = self.0.get_or_insert_default();
        if !kept.text.is_empty() {
            let read = kept.read.take();
            kept.entries = read.unwrap_or_else(|| entries(&kept.text));
            kept.text = Box::default();
        }
        &mut kept.entries
    }
}

impl From<Vec<HistoryEntry>> for History {
    fn from(entries: Vec<HistoryEntry>) -> Self {
        let kept = Kept {
            entries,
            ..Kept::default()
        };
        Self((!kept.entries.is_empty()).then(|| Box::new(kept)))
    }
}

impl Clone for History {
    fn clone(&self) -> Self {
        let copy = |kept: &Kept| Kept {
            text: kept.text.clone(),
            read: OnceLock::new(),
            entries: kept.entries.clone(),
        };
        Self(self.0.as_deref().map(|kept| Box::new(copy(kept))))
    }
}

impl PartialEq for History {
    fn eq(&self, other: &Self) -> bool {
        let is_text =
            |(left, right): (&Kept, &Kept)| !left.text.is_empty() && left.text == right.text;
        let both = self.0.as_deref().zip(other.0.as_deref());
        both.is_some_and(is_text) || **self == **other
    }
}

impl Eq for History {}

impl fmt::Debug for History {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        (**self).fmt(formatter)
    }
}

impl Serialize for History {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for History {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(history: &History) -> String {
        let mut text = String::new();
        history.write(&mut text);
        text
    }

    fn entry() -> impl Strategy<Value = HistoryEntry> {
        let word = "[a-z\"\\\\\n\t\u{7f}\u{85}产业链=\\[\\] ]{0,6}";
        let texts = (word, word, word, word, word);
        (any::<u32>(), texts).prop_map(|(revision, (parent, cell, from, to, at))| HistoryEntry {
            revision,
            parent,
            cell,
            from,
            to,
            at,
        })
    }

    proptest! {
        /// What is kept as text is letter by letter and entry by entry what was written, also
        /// after another change.
        #[test]
        fn a_history_that_is_kept_as_text_is_the_same(list in proptest::collection::vec(entry(), 0..5)) {
            let list = History::from(list);
            let text = written(&list);
            let mut folded = History::of_text(&text).unwrap();
            prop_assert_eq!(written(&folded), &*text);
            prop_assert_eq!(&folded, &list);
            folded.push(HistoryEntry::default());
            prop_assert_eq!(folded.len(), list.len() + 1);
            prop_assert!(written(&folded).starts_with(&text));
        }
    }

    #[test]
    fn what_would_be_written_otherwise_is_no_history_as_text() {
        let good = written(&History::from(vec![HistoryEntry::default()]));
        assert!(History::of_text(&good).is_some());
        for (from, to) in [
            ("revision = 0", "revision = 00"),
            ("revision = 0", "revision = +0"),
            ("revision = 0", "revision = 4294967296"),
            ("cell = \"\"", "cell = ''"),
            ("cell = \"\"", "cell  = \"\""),
            ("cell = \"\"", "cell = \"\\u0041\""),
            ("cell = \"\"", "cell = \"\" # a remark"),
            ("cell = \"\"\n", ""),
            ("at = \"\"\n", "at = \"\""),
            ("at = \"\"\n", "at = \"\"\nat = \"\"\n"),
            ("\n[[history]]", "[[history]]"),
        ] {
            assert!(good.contains(from), "{from}");
            assert!(History::of_text(&good.replace(from, to)).is_none(), "{to}");
        }
    }
}
