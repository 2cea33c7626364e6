//! From TOML to data: the tree of a text, and every type from the tree, with the place of what
//! is wrong and of what nobody knows.
//!
//! A text of the plain lines that programs write is read at a glance; every other is read by
//! the `toml` crate, and what is wrong with a text only that crate says. Types are not read by
//! it: it asks each how it would look as a text, a number, a date, a list and a table, and so
//! is compiled many times over, while here a type is given the one thing that it asks for.

mod nodes;
mod plain;
mod whole;

use self::nodes::{Node, Trail};
use serde::de::{self, DeserializeOwned, Expected, Unexpected};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt::{self, Display, Formatter};
use std::ops::Range;

/// A text of TOML as a tree of tables, lists and values, each with its place.
#[derive(Debug)]
pub struct Tree<'a> {
    root: Value<'a>,
}

/// A value and where it stands.
#[derive(Debug, PartialEq)]
pub struct Value<'a> {
    /// What it is.
    pub kind: Kind<'a>,
    /// Where, in bytes of the text; a table or a list of tables with a head at its first head.
    pub span: Range<usize>,
}

/// What a value is.
#[derive(Debug, PartialEq)]
pub enum Kind<'a> {
    /// A text.
    Text(Cow<'a, str>),
    /// A whole number.
    Whole(i128),
    /// Any other number.
    Float(f64),
    /// True or false.
    Flag(bool),
    /// A date or a time, or a number that is too large for any type: nothing of ours is one.
    Other,
    /// Values in brackets, or tables with heads.
    List(Vec<Value<'a>>),
    /// Keys and values.
    Table(Entries<'a>),
}

/// The keys and values of a table, in the order of the text.
pub type Entries<'a> = Vec<(Key<'a>, Value<'a>)>;

/// A key and where it stands.
#[derive(Debug, PartialEq)]
pub struct Key<'a> {
    /// Its name.
    pub name: Cow<'a, str>,
    /// Where, in bytes of the text, quotes included.
    pub span: Range<usize>,
}

/// A key that the type that was read has no field for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// The keys that lead to it, with points between; entries of lists count from 0.
    pub path: String,
    /// Where the key stands, in bytes of the text.
    pub span: Range<usize>,
}

/// Why a text is no data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misread {
    /// What is wrong.
    pub reason: Reason,
    /// Where, in bytes of the text.
    pub span: Option<Range<usize>>,
}

/// What can be wrong with a text that should be data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// It is not TOML.
    Syntax,
    /// A key stands twice in one table.
    Duplicate,
    /// Tables or lists within each other without end.
    TooDeep,
    /// A table lacks a key that has to be there.
    Missing(&'static str),
    /// None of the allowed words.
    Word {
        /// What stands there; foreign text.
        found: String,
        /// What may stand there.
        allowed: &'static [&'static str],
    },
    /// Another kind of value, or a number out of range.
    Value,
}

/// Reads a text in which unknown keys do not matter.
///
/// # Errors
/// The first thing that is wrong.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Misread> {
    Tree::parse(text)?.read().0
}

impl<'a> Tree<'a> {
    /// Returns the tree of a text.
    ///
    /// # Errors
    /// [`Reason::Syntax`], [`Reason::Duplicate`] or [`Reason::TooDeep`].
    pub fn parse(text: &'a str) -> Result<Self, Misread> {
        let root = plain::read(text).map_or_else(|| whole::read(text), Ok)?;
        Ok(Self { root })
    }

    /// Replaces every key and every text by what `clean` makes of it. Of keys that become the
    /// same, the last one stays.
    pub fn clean(&mut self, clean: &dyn Fn(&str) -> String) {
        clean_value(&mut self.root, clean);
    }

    /// Returns what stands in the text.
    pub fn entries(&self) -> &[(Key<'a>, Value<'a>)] {
        match &self.root.kind {
            Kind::Table(entries) => entries,
            _ => &[],
        }
    }

    /// Returns the data, and the keys that it has no field for in the order of the text.
    ///
    /// # Errors
    /// The first thing that is wrong, with its place.
    pub fn read<T: DeserializeOwned>(&self) -> (Result<T, Misread>, Vec<Unknown>) {
        let unknown = RefCell::new(Vec::new());
        let data = T::deserialize(Node::new(&self.root, Trail::Root, &unknown));
        let mut unknown = unknown.into_inner();
        unknown.sort_by_key(|unknown: &Unknown| unknown.span.start);
        (data, unknown)
    }
}

fn clean_value(value: &mut Value<'_>, clean: &dyn Fn(&str) -> String) {
    match &mut value.kind {
        Kind::Text(text) => *text = clean(text).into(),
        Kind::List(values) => {
            for value in values {
                clean_value(value, clean);
            }
        }
        Kind::Table(entries) => {
            for (key, value) in &mut *entries {
                clean_value(value, clean);
                key.name = clean(&key.name).into();
            }
            let mut seen = BTreeSet::new();
            let mut is_last = |name: &Cow<'_, str>| seen.insert(name.to_string());
            entries.reverse();
            entries.retain(|(key, _)| is_last(&key.name));
            entries.reverse();
        }
        Kind::Whole(_) | Kind::Float(_) | Kind::Flag(_) | Kind::Other => {}
    }
}

impl Misread {
    fn new(reason: Reason) -> Self {
        Self { reason, span: None }
    }

    /// Says where it is, unless a place within is known already.
    fn at(mut self, span: Range<usize>) -> Self {
        self.span.get_or_insert(span);
        self
    }
}

impl Display for Misread {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        write!(out, "{:?}", self.reason)
    }
}

impl std::error::Error for Misread {}

impl de::Error for Misread {
    fn custom<T: Display>(_: T) -> Self {
        Self::new(Reason::Value)
    }

    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self::new(Reason::Value)
    }

    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self::new(Reason::Value)
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Self::new(Reason::Value)
    }

    fn unknown_variant(found: &str, allowed: &'static [&'static str]) -> Self {
        let found = found.to_owned();
        Self::new(Reason::Word { found, allowed })
    }

    fn missing_field(key: &'static str) -> Self {
        Self::new(Reason::Missing(key))
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self::new(Reason::Duplicate)
    }
}

#[cfg(test)]
mod tests;
