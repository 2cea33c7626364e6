//! Reading a theme file: roles with what is stated of them, a theme to begin with, a name
//! for the list.
//! The first line that is wrong decides, with the word that was probably meant.

use super::colour::{self, Colour};
use super::fault::{ThemeFault, ThemeTrouble};
use super::{Look, Role, built_in};
use crate::domain::Bilingual;
use crate::text::nearest::nearest;
use crate::text::tree::{Entries, Key, Kind, Tree, Value};
use std::collections::BTreeMap;

/// Longest title that a list shows, in characters.
const TITLE_LIMIT: usize = 40;

/// What stands in a file.
#[derive(Debug, Default)]
pub(super) struct Stated {
    /// What it is called in both languages.
    pub title: Bilingual,
    /// What is said of each role, inheritance aside.
    pub looks: BTreeMap<Role, Look>,
}

struct Reading<'a> {
    name: &'a str,
    text: &'a str,
}

/// Reads the text of a theme file.
///
/// # Errors
/// The first fault in the order of the lines.
pub(super) fn read(name: &str, text: &str) -> Result<Stated, ThemeFault> {
    let reading = Reading { name, text };
    let tree = Tree::parse(text).map_err(|misread| {
        let start = misread.span.map_or(0, |span| span.start);
        reading.fault(start, ThemeTrouble::NotToml, "", &[])
    })?;
    let mut stated = Stated::default();
    let mut base = BTreeMap::new();
    for (key, value) in tree.entries() {
        match &*key.name {
            "base" => base = reading.base(value)?,
            "name" => stated.title = reading.title(value)?,
            _ => {
                let role = reading.role(key)?;
                stated.looks.insert(role, reading.look(value)?);
            }
        }
    }
    for (role, look) in base {
        let own = stated.looks.entry(role).or_default();
        *own = own.or(look);
    }
    Ok(stated)
}

impl Reading<'_> {
    fn fault(
        &self,
        start: usize,
        trouble: ThemeTrouble,
        found: &str,
        known: &[&str],
    ) -> ThemeFault {
        let head = self.text.get(..start).unwrap_or_default();
        ThemeFault {
            line: head.matches('\n').count() + 1,
            found: found.chars().take(TITLE_LIMIT).collect(),
            nearest: nearest(found, known.iter().copied()).map(str::to_owned),
            ..ThemeFault::of_file(self.name, trouble)
        }
    }

    fn wrong(&self, value: &Value, key: &str) -> ThemeFault {
        self.fault(value.span.start, ThemeTrouble::WrongValue, key, &[])
    }

    fn table<'t>(&self, value: &'t Value, key: &str) -> Result<&'t Entries<'t>, ThemeFault> {
        match &value.kind {
            Kind::Table(entries) => Ok(entries),
            _ => Err(self.wrong(value, key)),
        }
    }

    fn base(&self, value: &Value) -> Result<BTreeMap<Role, Look>, ThemeFault> {
        let Kind::Text(name) = &value.kind else {
            return Err(self.wrong(value, "base"));
        };
        let text = built_in::text(name).ok_or_else(|| {
            let known = built_in::NAMES;
            self.fault(value.span.start, ThemeTrouble::UnknownBase, name, &known)
        })?;
        Ok(read(name, text)?.looks)
    }

    fn title(&self, value: &Value) -> Result<Bilingual, ThemeFault> {
        let mut title = Bilingual::default();
        for (key, value) in self.table(value, "name")? {
            let Kind::Text(text) = &value.kind else {
                return Err(self.wrong(value, &key.name));
            };
            let text: String = text.chars().take(TITLE_LIMIT).collect();
            match &*key.name {
                "zh" => title.zh = text,
                "en" => title.en = text,
                other => return Err(self.unknown_key(key, other, &["zh", "en"])),
            }
        }
        Ok(title)
    }

    fn unknown_key(&self, key: &Key, found: &str, known: &[&str]) -> ThemeFault {
        self.fault(key.span.start, ThemeTrouble::UnknownKey, found, known)
    }

    fn role(&self, key: &Key) -> Result<Role, ThemeFault> {
        let found = &*key.name;
        let role = Role::ALL.into_iter().find(|role| role.key() == found);
        role.ok_or_else(|| {
            let known = Role::ALL.map(Role::key);
            let start = key.span.start;
            self.fault(start, ThemeTrouble::UnknownRole, found, &known)
        })
    }

    fn look(&self, value: &Value) -> Result<Look, ThemeFault> {
        let mut look = Look::default();
        for (key, value) in self.table(value, "")? {
            match &*key.name {
                "foreground" => look.foreground = Some(self.colour(value)?),
                "background" => look.background = Some(self.colour(value)?),
                "bold" => look.bold = Some(self.flag(key, value)?),
                "dim" => look.dim = Some(self.flag(key, value)?),
                "underline" => look.underline = Some(self.flag(key, value)?),
                "reverse" => look.reverse = Some(self.flag(key, value)?),
                other => return Err(self.unknown_key(key, other, &Look::KEYS)),
            }
        }
        Ok(look)
    }

    fn colour(&self, value: &Value) -> Result<Colour, ThemeFault> {
        let Kind::Text(text) = &value.kind else {
            return Err(self.wrong(value, ""));
        };
        Colour::from_text(text).ok_or_else(|| {
            let start = value.span.start;
            self.fault(start, ThemeTrouble::UnknownColour, text, &colour::NAMES)
        })
    }

    fn flag(&self, key: &Key, value: &Value) -> Result<bool, ThemeFault> {
        match value.kind {
            Kind::Flag(flag) => Ok(flag),
            _ => Err(self.wrong(value, &key.name)),
        }
    }
}
