//! What was computed last, and from what: it is computed again only where that is another.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// A value and what it was made from. It is no part of the state: it can be made again at any
/// time, so that a copy has none and all are alike.
pub struct Kept<K, V>(Mutex<Option<(K, Arc<V>)>>);

impl<K, V> Kept<K, V> {
    /// Returns the value made from `origin`, made anew where `is_same` tells that it was made
    /// from another one last time.
    pub fn of(
        &self,
        origin: K,
        is_same: impl FnOnce(&K, &K) -> bool,
        make: impl FnOnce() -> V,
    ) -> Arc<V> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, value)) = kept.as_ref()
            && is_same(known, &origin)
        {
            return Arc::clone(value);
        }
        let value = Arc::new(make());
        *kept = Some((origin, Arc::clone(&value)));
        value
    }

    /// Forgets it, because what it was made from is about to change in place.
    pub fn forget(&mut self) {
        *self = Self::default();
    }
}

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<K, V> Clone for Kept<K, V> {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl<K, V> PartialEq for Kept<K, V> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<K, V> fmt::Debug for Kept<K, V> {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("Kept")
    }
}

impl<K, V> Eq for Kept<K, V> {}
