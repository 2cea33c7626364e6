//! From TOML to data: the tree of a text, and every type from the tree, with the place of what
//! is wrong and of what nobody knows.
//!
//! The reader of the `toml` crate is left out here because it asks each type how it would look
//! as a text, a number, a date, a list and a table, and so is compiled many times over. This
//! one gives a type the one thing that it asks for.

mod nodes;

use self::nodes::{Node, Trail};
use serde::de::{self, DeserializeOwned, Expected, Unexpected};
use std::cell::RefCell;
use std::fmt::{self, Display, Formatter};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A text of TOML as a tree of tables, lists and values, each with its place.
#[derive(Debug)]
pub struct Tree<'a> {
    root: Spanned<DeValue<'a>>,
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
        let table = DeTable::parse(text).map_err(|error| {
            let message = error.message();
            let reason = if message.contains("duplicate key") {
                Reason::Duplicate
            } else if message.contains("recurs") {
                Reason::TooDeep
            } else {
                Reason::Syntax
            };
            Misread {
                reason,
                span: error.span(),
            }
        })?;
        let span = table.span();
        let root = Spanned::new(span, DeValue::Table(table.into_inner()));
        Ok(Self { root })
    }

    /// Replaces every key and every text by what `clean` makes of it. Of keys that become the
    /// same, one stays.
    pub fn clean(&mut self, clean: &dyn Fn(&str) -> String) {
        clean_value(self.root.get_mut(), clean);
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

fn clean_value(value: &mut DeValue<'_>, clean: &dyn Fn(&str) -> String) {
    match value {
        DeValue::String(text) => {
            let cleaned = clean(text);
            *text = cleaned.into();
        }
        DeValue::Array(values) => {
            for value in values.iter_mut() {
                clean_value(value.get_mut(), clean);
            }
        }
        DeValue::Table(table) => {
            let entries = std::mem::take(table).into_iter().map(|(key, mut value)| {
                clean_value(value.get_mut(), clean);
                let cleaned = clean(key.get_ref());
                (Spanned::new(key.span(), cleaned.into()), value)
            });
            *table = entries.collect();
        }
        _ => {}
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
