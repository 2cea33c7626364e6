//! `phrases.toml`: sentences that are often written in comments, offered while one is written.

use super::Bilingual;
use super::proposal::ProposalKind;
use serde::{Deserialize, Serialize};

/// The file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Phrases {
    /// Version of the file format.
    pub format: u32,
    /// The sentences.
    #[serde(rename = "phrase")]
    pub phrases: Vec<Phrase>,
}

/// One sentence.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Phrase {
    /// What is put into the comment.
    pub text: Bilingual,
    /// The criterion it is about; empty for any.
    pub criterion: String,
    /// The kind of proposal it is for; empty for all.
    pub kind: String,
}

impl Phrase {
    /// Tells whether it is offered for proposals of a kind.
    pub fn fits(&self, kind: ProposalKind) -> bool {
        self.kind.is_empty() || self.kind == kind.key()
    }
}

impl Phrases {
    /// Returns what is offered for a proposal of a kind, what is about the criterion first and
    /// what is about another one last, else in the order of the file.
    pub fn offered(&self, kind: ProposalKind, criterion: Option<&str>) -> Vec<&Phrase> {
        let mut found: Vec<&Phrase> = self.phrases.iter().filter(|one| one.fits(kind)).collect();
        found.sort_by_key(|one| match (criterion, one.criterion.as_str()) {
            (Some(wanted), own) if wanted == own => 0,
            (Some(_), "") => 1,
            (Some(_), _) => 2,
            (None, _) => 0,
        });
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_about_the_criterion_comes_first() {
        let phrase = |text: &str, criterion: &str, kind: &str| Phrase {
            text: Bilingual {
                zh: text.into(),
                en: String::new(),
            },
            criterion: criterion.into(),
            kind: kind.into(),
        };
        let phrases = Phrases {
            phrases: vec![
                phrase("甲", "route", ""),
                phrase("乙", "", ""),
                phrase("丙", "target", ""),
                phrase("丁", "target", "platform"),
            ],
            ..Phrases::default()
        };
        let texts = |kind, criterion| -> Vec<&str> {
            let offered = phrases.offered(kind, criterion);
            offered.iter().map(|one| one.text.zh.as_str()).collect()
        };
        let implement = ProposalKind::Implement;
        assert_eq!(texts(implement, Some("target")), ["丙", "乙", "甲"]);
        assert_eq!(texts(implement, None), ["甲", "乙", "丙"]);
        let platform = texts(ProposalKind::Platform, Some("target"));
        assert_eq!(platform, ["丙", "丁", "乙", "甲"]);
    }
}
