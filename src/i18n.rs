//! The words of the program in its two languages. Keys are `section.name`; both
//! catalogues hold the same keys, and `{0}`, `{1}` … stand for what is put in.

pub mod agendas;
pub mod applicants;
pub mod closing;
pub mod editions;
pub mod electorate;
pub mod gap;
pub mod journal;
pub mod merging;
pub mod policy;
pub mod problems;
pub mod reasons;
pub mod standings;
pub mod verifying;
mod words;

use words::Words;

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// A language of the program.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Language {
    /// Simplified Chinese.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Language {
    /// Reads a language tag such as `zh`, `zh_CN.UTF-8` or `en`; `None` for any other.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let tag = tag.to_ascii_lowercase();
        if tag.starts_with("zh") {
            Some(Self::Chinese)
        } else if tag.starts_with("en") {
            Some(Self::English)
        } else {
            None
        }
    }

    /// Returns the tag that [`Language::from_tag`] reads.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh",
            Self::English => "en",
        }
    }

    /// Returns the other language.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Chinese => Self::English,
            Self::English => Self::Chinese,
        }
    }

    /// Tells whether this is English.
    pub fn is_english(self) -> bool {
        self == Self::English
    }

    /// Returns the text of a key. A key that is in no catalogue comes back as itself;
    /// a test keeps that from happening.
    pub fn text(self, key: &'static str) -> &'static str {
        self.find(key).unwrap_or(key)
    }

    /// Returns the text of a key made at run time, if there is one.
    pub fn find(self, key: &str) -> Option<&'static str> {
        self.words().find(key)
    }

    /// Returns the text of a key with `{0}`, `{1}` … replaced.
    pub fn with(self, key: &str, details: &[&str]) -> String {
        fill(self.find(key).unwrap_or_default(), details)
    }

    /// Returns every key of this language.
    pub fn keys(self) -> impl Iterator<Item = &'static str> {
        self.words().keys()
    }

    fn words(self) -> &'static Words {
        match self {
            Self::Chinese => &CHINESE,
            Self::English => &ENGLISH,
        }
    }
}

/// Replaces `{0}`, `{1}` … in one pass, so that a detail is never read as a pattern.
/// `{0|sheet|sheets}` is the first word where detail 0 is `1`, else the second.
pub fn fill(pattern: &str, details: &[&str]) -> String {
    let mut filled = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    while let Some((head, tail)) = rest.split_once('{') {
        filled.push_str(head);
        let placed = tail
            .split_once('}')
            .and_then(|(place, after)| Some((placed(place, details)?, after)));
        rest = if let Some((detail, after)) = placed {
            filled.push_str(detail);
            after
        } else {
            filled.push('{');
            tail
        };
    }
    filled.push_str(rest);
    filled
}

/// What stands at a place: a detail, or the word that goes with its number.
fn placed<'a>(place: &'a str, details: &[&'a str]) -> Option<&'a str> {
    let Some((number, words)) = place.split_once('|') else {
        return details.get(place.parse::<usize>().ok()?).copied();
    };
    let (one, many) = words.split_once('|')?;
    let is_one = *details.get(number.parse::<usize>().ok()?)? == "1";
    Some(if is_one { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn both_languages_hold_the_same_keys_and_places() {
        let keys = |language: Language| language.keys().collect::<BTreeSet<_>>();
        assert_eq!(keys(Language::Chinese), keys(Language::English));
        assert!(
            keys(Language::Chinese).len() > 40,
            "the catalogue was not read"
        );
        for key in keys(Language::Chinese) {
            let places = |language: Language| {
                let text = language.find(key).unwrap();
                (0..9)
                    .filter(|n| text.contains(&format!("{{{n}}}")))
                    .collect::<Vec<_>>()
            };
            assert_eq!(
                places(Language::Chinese),
                places(Language::English),
                "{key}"
            );
        }
    }

    #[test]
    fn each_key_finds_its_own_text_and_no_other_key_any() {
        for language in [Language::Chinese, Language::English] {
            for key in language.keys() {
                let text = language.find(key).unwrap();
                assert!(!text.starts_with(key), "{key}: {text}");
                assert_eq!(language.find(key.get(1..).unwrap()), None, "{key}");
            }
            assert_eq!(language.find(""), None);
            assert_eq!(language.find("~"), None);
        }
        let key = "cli.beside_command_hint";
        assert!(Language::English.text(key).contains("./"));
        assert_ne!(Language::Chinese.text(key), Language::English.text(key));
    }

    #[test]
    fn a_detail_is_never_read_as_a_pattern() {
        assert_eq!(fill("{0} of {1}", &["{1}", "x"]), "{1} of x");
        assert_eq!(fill("{9} {a {0}", &["x"]), "{9} {a x");
        assert_eq!(fill("{0|a|b} {0|a", &["{0}"]), "b {0|a");
    }

    #[test]
    fn a_word_goes_with_its_number() {
        let sheets = "{0} {0|sheet is|sheets are} missing";
        assert_eq!(fill(sheets, &["1"]), "1 sheet is missing");
        assert_eq!(fill(sheets, &["0"]), "0 sheets are missing");
        assert_eq!(fill(sheets, &["21"]), "21 sheets are missing");
    }
}
