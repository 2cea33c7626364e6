//! The plain part of TOML, at a glance: one entry a line as programs write it, texts without
//! escapes, whole numbers, flags, lists, tables on one line, heads. Whatever else stands in a
//! text, right or wrong, is left to the `toml` crate; what is read here is read as that crate
//! would, places included.

use super::{Entries, Key, Kind, Value};
use std::ops::Range;

/// Lists and tables within each other that are looked into.
const DEEPEST: usize = 8;
/// Keys of one table up to which a new one is compared with each.
const MOST_KEYS: usize = 64;
/// Keys for which a text has room from the start: most files of ours have as many or less.
const FEW_KEYS: usize = 32;
/// Digits of a number that surely is one.
const MOST_DIGITS: usize = 18;

/// Returns the tree of a text of nothing but plain lines.
pub(super) fn read(text: &str) -> Option<Value<'_>> {
    let mut scan = Scan { text, at: 0 };
    let mut root = Entries::with_capacity(FEW_KEYS);
    let mut table = &mut root;
    while let Some(first) = scan.next() {
        match first {
            b'\n' => scan.at += 1,
            b'#' => scan.comment()?,
            b'[' => table = scan.head(&mut root)?,
            _ => {
                let key = scan.key()?;
                scan.pass(" = ")?;
                let value = scan.value(0)?;
                insert(table, key, value)?;
                scan.end_of_line()?;
            }
        }
    }
    let kind = Kind::Table(root);
    Some(Value { kind, span: 0..0 })
}

/// Adds an entry and returns its value; none where the key is there already, or where there
/// are too many to tell at a glance.
fn insert<'t, 'a>(
    table: &'t mut Entries<'a>,
    key: Key<'a>,
    value: Value<'a>,
) -> Option<&'t mut Value<'a>> {
    let is_new = !table.iter().any(|(other, _)| other.name == key.name);
    if !is_new || table.len() >= MOST_KEYS {
        return None;
    }
    table.push((key, value));
    table.last_mut().map(|(_, value)| value)
}

/// A text and how far it is read, in bytes.
struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scan<'a> {
    fn next(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    fn pass(&mut self, sign: &str) -> Option<()> {
        self.rest().starts_with(sign.as_bytes()).then(|| {
            self.at += sign.len();
        })
    }

    fn pass_any(&mut self, signs: &[u8]) {
        while self.next().is_some_and(|sign| signs.contains(&sign)) {
            self.at += 1;
        }
    }

    fn end_of_line(&mut self) -> Option<()> {
        match self.next() {
            None => Some(()),
            Some(_) => self.pass("\n"),
        }
    }

    /// Passes everything up to one of the signs, and returns it; none where a control
    /// character stands before.
    fn until(&mut self, is_end: fn(u8) -> bool) -> Option<&'a str> {
        let is_control = |byte: u8| (byte < b' ' && byte != b'\t') || byte == 0x7f;
        let rest = self.rest();
        let length = rest
            .iter()
            .position(|byte| is_end(*byte) || is_control(*byte))
            .unwrap_or(rest.len());
        if rest.get(length).is_some_and(|byte| !is_end(*byte)) {
            return None;
        }
        let passed = self.text.get(self.at..self.at + length);
        self.at += length;
        passed
    }

    fn comment(&mut self) -> Option<()> {
        self.until(|byte| byte == b'\n').map(|_| ())
    }

    /// A text in quotes, without escapes.
    fn quoted(&mut self) -> Option<&'a str> {
        self.pass("\"")?;
        let text = self.until(|byte| matches!(byte, b'"' | b'\\'))?;
        self.pass("\"")?;
        // three quotes begin a text of several lines
        (self.next() != Some(b'"')).then_some(text)
    }

    fn key(&mut self) -> Option<Key<'a>> {
        let start = self.at;
        let name = if self.next() == Some(b'"') {
            self.quoted()?
        } else {
            let is_bare = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
            let length = self.rest().iter().take_while(|byte| is_bare(byte)).count();
            self.at += length;
            self.text.get(start..self.at)?
        };
        let span = start..self.at;
        let is_there = !span.is_empty();
        let name = name.into();
        is_there.then_some(Key { name, span })
    }

    fn value(&mut self, depth: usize) -> Option<Value<'a>> {
        let start = self.at;
        let kind = match self.next()? {
            b'"' => Kind::Text(self.quoted()?.into()),
            b'[' if depth < DEEPEST => self.list(depth)?,
            b'{' if depth < DEEPEST => self.table(depth)?,
            b't' => self.word("true").map(|()| Kind::Flag(true))?,
            b'f' => self.word("false").map(|()| Kind::Flag(false))?,
            _ => Kind::Whole(self.number()?),
        };
        let span = start..self.at;
        Some(Value { kind, span })
    }

    fn word(&mut self, word: &str) -> Option<()> {
        self.pass(word)?;
        self.is_between_values().then_some(())
    }

    fn number(&mut self) -> Option<i128> {
        let start = self.at;
        let _ = self.pass("-");
        let first = self.at;
        self.pass_any(b"0123456789");
        let digits = self.text.get(first..self.at)?;
        let is_whole = digits == "0" || !digits.is_empty() && !digits.starts_with('0');
        let is_short = digits.len() <= MOST_DIGITS;
        let number = self.text.get(start..self.at)?;
        let is_one = is_whole && is_short && self.is_between_values();
        is_one.then(|| number.parse().ok())?
    }

    fn is_between_values(&self) -> bool {
        matches!(self.next(), None | Some(b'\n' | b' ' | b',' | b']' | b'}'))
    }

    fn list(&mut self, depth: usize) -> Option<Kind<'a>> {
        self.pass("[")?;
        let mut values = Vec::new();
        loop {
            self.pass_any(b" \n\t");
            if self.pass("]").is_some() {
                return Some(Kind::List(values));
            }
            values.push(self.value(depth + 1)?);
            self.pass_any(b" \n\t");
            if self.next() != Some(b']') {
                self.pass(",")?;
            }
        }
    }

    fn table(&mut self, depth: usize) -> Option<Kind<'a>> {
        self.pass("{")?;
        let mut entries = Entries::new();
        self.pass_any(b" ");
        if self.pass("}").is_some() {
            return Some(Kind::Table(entries));
        }
        loop {
            let key = self.key()?;
            self.pass(" = ")?;
            let value = self.value(depth + 1)?;
            insert(&mut entries, key, value)?;
            self.pass_any(b" ");
            if self.pass("}").is_some() {
                return Some(Kind::Table(entries));
            }
            self.pass(",")?;
            self.pass_any(b" ");
        }
    }

    /// A head in brackets of its own line; returns the entries of the table that it begins.
    fn head<'t>(&mut self, root: &'t mut Entries<'a>) -> Option<&'t mut Entries<'a>> {
        let start = self.at;
        self.pass("[")?;
        let is_list = self.pass("[").is_some();
        let mut table = root;
        let mut key = self.key()?;
        while self.pass(".").is_some() {
            table = self.within(table, key)?;
            key = self.key()?;
        }
        self.pass(if is_list { "]]" } else { "]" })?;
        let span = start..self.at;
        self.end_of_line()?;
        let new = Value {
            kind: Kind::Table(Entries::new()),
            span: span.clone(),
        };
        if !is_list {
            return entries(insert(table, key, new)?);
        }
        let place = table.iter().rposition(|(other, _)| other.name == key.name);
        let Some(place) = place else {
            let kind = Kind::List(vec![new]);
            return entries(insert(table, key, Value { kind, span })?);
        };
        let (_, list) = table.get_mut(place)?;
        match &mut list.kind {
            Kind::List(tables) if is_of_heads(tables, &list.span) => tables.push(new),
            _ => return None,
        }
        entries(list)
    }

    /// The table that a key of a head leads to: one that is there, the newest of a list, or a
    /// new one.
    fn within<'t>(&self, table: &'t mut Entries<'a>, key: Key<'a>) -> Option<&'t mut Entries<'a>> {
        let place = table.iter().rposition(|(other, _)| other.name == key.name);
        let Some(place) = place else {
            let span = key.span.clone();
            let kind = Kind::Table(Entries::new());
            return entries(insert(table, key, Value { kind, span })?);
        };
        let (_, value) = table.get_mut(place)?;
        let is_open = match &value.kind {
            Kind::Table(_) => self.text.as_bytes().get(value.span.start) != Some(&b'{'),
            Kind::List(tables) => is_of_heads(tables, &value.span),
            _ => false,
        };
        is_open.then(|| entries(value))?
    }
}

/// Tells a list of tables with heads from one in brackets: it stands where its first table
/// does.
fn is_of_heads(tables: &[Value<'_>], list: &Range<usize>) -> bool {
    tables.first().is_some_and(|first| first.span == *list)
}

/// The entries of a table, or of the newest table of a list.
fn entries<'t, 'a>(value: &'t mut Value<'a>) -> Option<&'t mut Entries<'a>> {
    match &mut value.kind {
        Kind::Table(entries) => Some(entries),
        Kind::List(tables) => entries(tables.last_mut()?),
        _ => None,
    }
}
