//! Every accepted change of a sheet. It is most of the text of a sheet and seldom asked for: as
//! a program wrote it, it stays that text until somebody asks.

use crate::domain::seal::quoted;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
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
pub struct History {
    /// What [`History::write`] writes of it; empty where the entries are all there is.
    text: Box<str>,
    /// The entries of the text, once somebody asked.
    read: OnceLock<Vec<HistoryEntry>>,
    entries: Vec<HistoryEntry>,
}

impl History {
    /// Takes the part of a sheet's text that is its history: the heads `[[history]]` with their
    /// lines, each head after a blank line. Returns `None` where the same history would be
    /// written in other letters; then the text is to be read as any other.
    pub fn of_text(text: &str) -> Option<Self> {
        Self::is_written(text).then(|| Self {
            text: text.into(),
            ..Self::default()
        })
    }

    /// Tells whether a text is letter by letter what [`History::write`] writes of the changes
    /// in it, and no value of them needs an escape.
    pub fn is_written(text: &str) -> bool {
        // pieces without a way out half-way are looked at many bytes at once
        let needs_escape = |byte: &u8| matches!(byte, 0..=0x09 | 0x0b..=0x1f | b'\\' | 0x7f);
        let mut pieces = text.as_bytes().chunks(64);
        if pieces.any(|piece| {
            piece
                .iter()
                .fold(false, |any, byte| any | needs_escape(byte))
        }) {
            return false;
        }
        let (mut rest, mut quotes) = (text, 0);
        while let Some((_, more)) = lines(rest) {
            (rest, quotes) = (more, quotes + 2 * KEYS.len());
        }
        // each line has its two, so that no value has any
        let all = text
            .bytes()
            .map(|byte| usize::from(byte == b'"'))
            .sum::<usize>();
        rest.is_empty() && quotes == all
    }

    /// Adds the text of the history to that of the sheet before it.
    pub fn write(&self, out: &mut String) {
        out.push_str(&self.text);
        for entry in &self.entries {
            let _ = writeln!(out, "\n[[history]]\nrevision = {}", entry.revision);
            let values = [
                &entry.parent,
                &entry.cell,
                &entry.from,
                &entry.to,
                &entry.at,
            ];
            for (key, value) in KEYS.iter().zip(values) {
                let _ = writeln!(out, "{key}{}", quoted(value));
            }
        }
    }

    /// Returns about how many bytes [`History::write`] adds.
    pub fn size(&self) -> usize {
        self.text.len() + self.entries.len() * 220
    }
}

/// What begins the lines of an entry after that of its revision.
const KEYS: [&str; 5] = ["parent = ", "cell = ", "from = ", "to = ", "at = "];

/// Revision and values of the entry that a text without escapes begins with, and the rest of
/// the text.
fn lines(text: &str) -> Option<((u32, [&str; 5]), &str)> {
    let text = text.strip_prefix("\n[[history]]\nrevision = ")?;
    let (number, mut rest) = text.split_once('\n')?;
    let is_plain = number.bytes().all(|byte| byte.is_ascii_digit());
    let is_padded = number.len() > 1 && number.starts_with('0');
    let revision = number.parse().ok().filter(|_| is_plain && !is_padded)?;
    let mut values = [""; 5];
    for (key, value) in KEYS.iter().zip(&mut values) {
        let (line, more) = rest.strip_prefix(key)?.split_once('\n')?;
        *value = line.strip_prefix('"')?.strip_suffix('"')?;
        rest = more;
    }
    Some(((revision, values), rest))
}

fn entries(text: &str) -> Vec<HistoryEntry> {
    let mut entries = Vec::new();
    let mut rest = text;
    while let Some(((revision, values), more)) = lines(rest) {
        let [parent, cell, from, to, at] = values.map(str::to_owned);
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
        if self.text.is_empty() {
            return &self.entries;
        }
        self.read.get_or_init(|| entries(&self.text))
    }
}

impl DerefMut for History {
    fn deref_mut(&mut self) -> &mut Self::Target {
        if !self.text.is_empty() {
            let read = self.read.take();
            self.entries = read.unwrap_or_else(|| entries(&self.text));
            self.text = Box::default();
        }
        &mut self.entries
    }
}

impl From<Vec<HistoryEntry>> for History {
    fn from(entries: Vec<HistoryEntry>) -> Self {
        Self {
            entries,
            ..Self::default()
        }
    }
}

impl Clone for History {
    fn clone(&self) -> Self {
        Self {
            text: self.text.clone(),
            read: OnceLock::new(),
            entries: self.entries.clone(),
        }
    }
}

impl PartialEq for History {
    fn eq(&self, other: &Self) -> bool {
        (!self.text.is_empty() && self.text == other.text) || **self == **other
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
        /// after another change; what would have to be written otherwise is not kept as text.
        #[test]
        fn a_history_that_is_kept_as_text_is_the_same(list in proptest::collection::vec(entry(), 0..5)) {
            let list = History::from(list);
            let text = written(&list);
            let needs_escapes = text.contains('\\') || text.contains('\u{7f}');
            let folded = History::of_text(&text);
            prop_assert_eq!(folded.is_some(), !needs_escapes);
            if let Some(mut folded) = folded {
                prop_assert_eq!(written(&folded), &*text);
                prop_assert_eq!(&folded, &list);
                folded.push(HistoryEntry::default());
                prop_assert_eq!(folded.len(), list.len() + 1);
                prop_assert!(written(&folded).starts_with(&text));
            }
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
