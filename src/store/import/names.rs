//! Who or what a text of a table means: an id, or a name that only one has. What nobody
//! has yet gets an id of its own.

use crate::domain::{digest_id, id_of};
use crate::text::fold::half_width;
use std::collections::HashMap;

/// Why a text means nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unresolved {
    /// Nobody has this id or name.
    Unknown,
    /// Several have this name.
    Ambiguous,
}

/// One who can be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Id.
    pub id: String,
    /// How the table calls it.
    pub text: String,
    /// It was not there before.
    pub is_new: bool,
}

/// All of one kind that can be meant.
#[derive(Debug, Default)]
pub struct Names {
    all: Vec<Named>,
    /// Place by id, or by name; none where several have the name.
    by_text: HashMap<String, Option<usize>>,
    /// Place by id in lower case: ids name files, and some systems know no case there.
    by_lower_id: HashMap<String, usize>,
}

impl Names {
    /// Takes those that are there, each with its id and its other names.
    pub fn of<'a>(known: impl IntoIterator<Item = (&'a str, Vec<&'a str>)>) -> Self {
        let mut names = Self::default();
        let mut others = Vec::new();
        for (id, names_of) in known {
            let place = names.put(id.to_owned(), id, false);
            others.extend(names_of.into_iter().map(|name| (place, name)));
        }
        for (place, name) in others {
            let name = name.trim();
            if name.is_empty() || names.is_id(name) {
                continue;
            }
            let slot = names.by_text.entry(name.to_owned()).or_insert(Some(place));
            if *slot != Some(place) {
                *slot = None;
            }
        }
        names
    }

    /// Returns who stands at a place.
    pub fn at(&self, place: usize) -> Option<&Named> {
        self.all.get(place)
    }

    /// Returns the place of who is meant; with `create` somebody new where nobody is.
    ///
    /// # Errors
    /// Why nobody is meant.
    pub fn resolve(&mut self, text: &str, create: bool) -> Result<usize, Unresolved> {
        let folded: String = text.chars().map(half_width).collect();
        for form in [text, folded.as_str()] {
            if let Some(found) = self.by_text.get(form) {
                return found.ok_or(Unresolved::Ambiguous);
            }
        }
        if !create {
            return Err(Unresolved::Unknown);
        }
        let mut id = id_of(text);
        if self.by_lower_id.contains_key(&id.to_ascii_lowercase()) {
            id = digest_id(text);
        }
        if let Some(place) = self.by_lower_id.get(&id.to_ascii_lowercase()).copied() {
            return Ok(place);
        }
        Ok(self.put(id, text, true))
    }

    fn put(&mut self, id: String, text: &str, is_new: bool) -> usize {
        let place = self.all.len();
        self.by_text.insert(text.to_owned(), Some(place));
        self.by_lower_id.insert(id.to_ascii_lowercase(), place);
        self.all.push(Named {
            id,
            text: text.to_owned(),
            is_new,
        });
        place
    }

    fn is_id(&self, text: &str) -> bool {
        let place = self.by_lower_id.get(&text.to_ascii_lowercase());
        place.is_some_and(|place| self.at(*place).is_some_and(|one| one.id == text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_before_names_and_names_must_be_one_s_own() {
        let known = [
            ("E1", vec!["专家一", "王"]),
            ("E2", vec!["王", "E1"]),
            ("E3", vec![""]),
        ];
        let mut names = Names::of(known);
        assert_eq!(names.resolve("E1", false), Ok(0));
        assert_eq!(names.resolve("Ｅ２", false), Ok(1), "full width");
        assert_eq!(names.resolve("专家一", true), Ok(0));
        assert_eq!(names.resolve("王", true), Err(Unresolved::Ambiguous));
        assert_eq!(names.resolve("李", false), Err(Unresolved::Unknown));
    }

    #[test]
    fn who_is_new_gets_an_id_that_no_file_system_confuses() {
        let mut names = Names::of([("E1", vec![])]);
        for (text, id) in [("E7", "E7"), ("e1", ""), ("项目一", ""), ("E7", "E7")] {
            let place = names.resolve(text, true).unwrap();
            let made = names.at(place).unwrap().clone();
            let id = if id.is_empty() {
                digest_id(text)
            } else {
                id.to_owned()
            };
            assert_eq!((made.id, made.text.as_str(), made.is_new), (id, text, true));
        }
        assert_eq!(names.all.len(), 4, "the same text is the same one");
    }
}
