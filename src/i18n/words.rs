//! The words of one language as they were made ready when the program was built.

/// All keys and texts of a language.
pub(super) struct Words {
    /// Every key with its text behind it, one after the other.
    pub(super) all: &'static str,
    /// Where in `all` a key begins, where its text does and where that ends; in the order of
    /// the keys.
    pub(super) places: &'static [[u32; 3]],
}

impl Words {
    /// Finds the text of a key.
    pub(super) fn find(&self, key: &str) -> Option<&'static str> {
        let of = |place: &[u32; 3]| self.part(place[0], place[1]);
        let found = self.places.binary_search_by(|place| of(place).cmp(key));
        let place = self.places.get(found.ok()?)?;
        Some(self.part(place[1], place[2]))
    }

    /// Returns every key, in their order.
    pub(super) fn keys(&'static self) -> impl Iterator<Item = &'static str> {
        self.places
            .iter()
            .map(|place| self.part(place[0], place[1]))
    }

    fn part(&self, start: u32, end: u32) -> &'static str {
        self.all
            .get(start as usize..end as usize)
            .unwrap_or_default()
    }
}
