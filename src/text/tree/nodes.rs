//! A value of the tree as the data model of serde asks for it.

use super::{Key, Kind, Misread, Reason, Unknown, Value};
use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;
use std::cell::RefCell;
use std::ops::Range;

/// The way from the root to a value.
#[derive(Clone, Copy)]
pub(super) enum Trail<'n> {
    /// The whole text.
    Root,
    /// The value of a key in a table.
    Key(&'n Trail<'n>, &'n Key<'n>),
    /// An entry of a list, and which, from 0.
    Entry(&'n Trail<'n>, usize),
}

impl Trail<'_> {
    fn path(self) -> String {
        let (before, own) = match self {
            Self::Root => return String::new(),
            Self::Key(before, key) => (before.path(), key.name.to_string()),
            Self::Entry(before, place) => (before.path(), place.to_string()),
        };
        if before.is_empty() {
            own
        } else {
            before + "." + &own
        }
    }
}

/// A value, the way to it, and where unknown keys are told.
#[derive(Clone, Copy)]
pub(super) struct Node<'n> {
    value: &'n Value<'n>,
    trail: Trail<'n>,
    unknown: &'n RefCell<Vec<Unknown>>,
}

impl<'n> Node<'n> {
    pub(super) fn new(
        value: &'n Value<'n>,
        trail: Trail<'n>,
        unknown: &'n RefCell<Vec<Unknown>>,
    ) -> Self {
        Self {
            value,
            trail,
            unknown,
        }
    }

    fn other_kind(self) -> Misread {
        Misread::new(Reason::Value).at(self.value.span.clone())
    }

    /// Says where a fault is, unless it says so itself.
    fn placed<T>(self, read: Result<T, Misread>) -> Result<T, Misread> {
        read.map_err(|fault| fault.at(self.value.span.clone()))
    }

    fn number<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        let Kind::Whole(number) = self.value.kind else {
            return Err(self.other_kind());
        };
        self.placed(match (i64::try_from(number), u64::try_from(number)) {
            (Ok(number), _) => visitor.visit_i64(number),
            (_, Ok(number)) => visitor.visit_u64(number),
            _ => Err(self.other_kind()),
        })
    }

    fn text<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        match &self.value.kind {
            Kind::Text(text) => self.placed(visitor.visit_str(text)),
            _ => Err(self.other_kind()),
        }
    }

    fn list<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        let Kind::List(values) = &self.value.kind else {
            return Err(self.other_kind());
        };
        let entries = Entries {
            left: values.iter().enumerate(),
            list: &self,
        };
        self.placed(visitor.visit_seq(entries))
    }

    fn table<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        let Kind::Table(entries) = &self.value.kind else {
            return Err(self.other_kind());
        };
        let keys = Keys {
            left: entries.iter(),
            last: None,
            table: &self,
        };
        self.placed(visitor.visit_map(keys))
    }
}

impl<'de> Deserializer<'de> for Node<'_> {
    type Error = Misread;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        match self.value.kind {
            Kind::Text(_) => self.text(visitor),
            Kind::Whole(_) => self.number(visitor),
            Kind::Float(_) => self.deserialize_f64(visitor),
            Kind::Flag(_) => self.deserialize_bool(visitor),
            Kind::List(_) => self.list(visitor),
            Kind::Table(_) => self.table(visitor),
            Kind::Other => Err(self.other_kind()),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        match self.value.kind {
            Kind::Flag(flag) => self.placed(visitor.visit_bool(flag)),
            _ => Err(self.other_kind()),
        }
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        self.number(visitor)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        self.number(visitor)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        self.number(visitor)
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        self.number(visitor)
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        self.number(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        match self.value.kind {
            Kind::Float(number) => self.placed(visitor.visit_f64(number)),
            _ => self.number(visitor),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        self.text(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        self.text(visitor)
    }

    /// TOML has no word for nothing: what stands there is something.
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misread> {
        self.placed(visitor.visit_newtype_struct(self))
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        self.list(visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Misread> {
        self.list(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        self.table(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misread> {
        self.table(visitor)
    }

    /// One of several words; alternatives with contents are not written in our files.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misread> {
        let Kind::Text(word) = &self.value.kind else {
            return Err(self.other_kind());
        };
        let word: StrDeserializer<Misread> = word.as_ref().into_deserializer();
        self.placed(visitor.visit_enum(word))
    }

    /// What nobody reads is told, with the place of its key.
    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        let span: Range<usize> = match self.trail {
            Trail::Key(_, key) => key.span.clone(),
            Trail::Root | Trail::Entry(..) => self.value.span.clone(),
        };
        let path = self.trail.path();
        self.unknown.borrow_mut().push(Unknown { path, span });
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i128 u128 f32 char bytes byte_buf unit unit_struct tuple_struct identifier
    }
}

struct Entries<'l, I> {
    left: I,
    list: &'l Node<'l>,
}

impl<'de, 'l, I> SeqAccess<'de> for Entries<'l, I>
where
    I: Iterator<Item = (usize, &'l Value<'l>)>,
{
    type Error = Misread;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Misread> {
        let Some((place, value)) = self.left.next() else {
            return Ok(None);
        };
        let trail = Trail::Entry(&self.list.trail, place);
        seed.deserialize(Node::new(value, trail, self.list.unknown))
            .map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        self.left.size_hint().1
    }
}

type Entry<'t> = &'t (Key<'t>, Value<'t>);

struct Keys<'t, I> {
    left: I,
    last: Option<Entry<'t>>,
    table: &'t Node<'t>,
}

impl<'de, 't, I: Iterator<Item = Entry<'t>>> MapAccess<'de> for Keys<'t, I> {
    type Error = Misread;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Misread> {
        self.last = self.left.next();
        let Some((key, _)) = self.last else {
            return Ok(None);
        };
        let read = seed.deserialize(Name(&key.name));
        read.map(Some).map_err(|fault| fault.at(key.span.clone()))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Misread> {
        let Some((key, value)) = self.last.take() else {
            return Err(self.table.other_kind());
        };
        let trail = Trail::Key(&self.table.trail, key);
        seed.deserialize(Node::new(value, trail, self.table.unknown))
    }
}

/// A key of a table: a field's name, a word, or a text.
struct Name<'t>(&'t str);

impl<'de> Deserializer<'de> for Name<'_> {
    type Error = Misread;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        visitor.visit_str(self.0)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misread> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misread> {
        let word: StrDeserializer<Misread> = self.0.into_deserializer();
        visitor.visit_enum(word)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        option unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}
