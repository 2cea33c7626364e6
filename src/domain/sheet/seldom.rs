//! What most sheets leave empty takes one word in each of them until it holds something: a
//! secretariat holds the sheets of everybody.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt::{self, Debug};
use std::ops::{Deref, DerefMut};

/// Something that is empty in most sheets; to everybody who looks, the thing itself.
pub struct Seldom<T>(Option<Box<T>>);

/// What can be empty.
pub trait Empty: PartialEq + 'static {
    /// It, empty.
    const EMPTY: &'static Self;
}

impl Empty for String {
    const EMPTY: &'static Self = &Self::new();
}

impl<K: PartialEq + 'static, V: PartialEq + 'static> Empty for BTreeMap<K, V> {
    const EMPTY: &'static Self = &Self::new();
}

impl<T: PartialEq + 'static> Empty for Vec<T> {
    const EMPTY: &'static Self = &Self::new();
}

impl<T> Seldom<T> {
    /// Returns what is in it, to be changed; none where there never was anything.
    pub fn held_mut(&mut self) -> Option<&mut T> {
        self.0.as_deref_mut()
    }
}

impl<T: Empty> Seldom<T> {
    /// Tells whether nothing is in it.
    pub fn is_nothing(&self) -> bool {
        **self == *T::EMPTY
    }
}

impl<T: Empty + Default> Seldom<T> {
    /// Returns what is in it and leaves nothing.
    pub fn taken(&mut self) -> T {
        self.0.take().map(|held| *held).unwrap_or_default()
    }
}

impl<T> Default for Seldom<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: Empty> From<T> for Seldom<T> {
    fn from(held: T) -> Self {
        Self((held != *T::EMPTY).then(|| Box::new(held)))
    }
}

impl From<&str> for Seldom<String> {
    fn from(held: &str) -> Self {
        Self::from(held.to_owned())
    }
}

impl<A, T: Empty + FromIterator<A>> FromIterator<A> for Seldom<T> {
    fn from_iter<I: IntoIterator<Item = A>>(all: I) -> Self {
        Self::from(T::from_iter(all))
    }
}

impl<T: Empty> Deref for Seldom<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_deref().unwrap_or(T::EMPTY)
    }
}

impl<T: Empty + Default> DerefMut for Seldom<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_or_insert_default()
    }
}

#[expect(
    clippy::into_iter_without_iter,
    reason = "what is in it has an `iter` of its own, which it stands for"
)]
impl<'a, T: Empty> IntoIterator for &'a Seldom<T>
where
    &'a T: IntoIterator,
{
    type Item = <&'a T as IntoIterator>::Item;
    type IntoIter = <&'a T as IntoIterator>::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        (**self).into_iter()
    }
}

impl<T: Clone> Clone for Seldom<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: Empty> PartialEq for Seldom<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Empty + Eq> Eq for Seldom<T> {}

impl<T: Empty + Debug> Debug for Seldom<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        (**self).fmt(formatter)
    }
}

impl<T: Empty + Serialize> Serialize for Seldom<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

impl<'de, T: Empty + Deserialize<'de>> Deserialize<'de> for Seldom<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_emptied_again_is_what_never_held_anything() {
        let mut seldom = Seldom::<String>::default();
        assert!(seldom.is_nothing() && size_of_val(&seldom) == size_of::<usize>());
        assert_eq!(seldom.held_mut(), None);
        seldom.push('x');
        assert_eq!((&**seldom, seldom.is_nothing()), ("x", false));
        seldom.clear();
        assert!(seldom.is_nothing());
        assert_eq!(seldom, Seldom::default());
        assert_eq!(Seldom::from(String::new()), Seldom::default());
        seldom.push('y');
        assert_eq!(seldom.taken(), "y");
        assert_eq!(seldom.taken(), "");
    }
}
