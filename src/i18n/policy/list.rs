//! Names, shares and lists as the paragraph prints them.

use super::super::{Language, reasons};
use crate::domain::Bilingual;
use crate::domain::decimal::{Decimal, plain};
use crate::domain::fraction::share;
use crate::domain::rubric::{Criterion, Rubric};

/// The language of the paragraph.
#[derive(Debug, Clone, Copy)]
pub struct Words(pub Language);

impl Words {
    /// Returns the text of a key.
    pub fn text(self, key: &'static str) -> &'static str {
        self.0.text(key)
    }

    /// Returns the text of a key with its places filled.
    pub fn with(self, key: &str, details: &[&str]) -> String {
        self.0.with(key, details)
    }

    /// Returns the text of a key made at run time, else what it was made of.
    pub fn find(self, key: &str, otherwise: &str) -> String {
        self.0.find(key).unwrap_or(otherwise).to_owned()
    }

    /// Returns a text in the language.
    pub fn of(self, text: &Bilingual) -> &str {
        text.of(self.0.is_english())
    }

    /// Tells whether the paragraph is in English.
    pub fn is_english(self) -> bool {
        self.0.is_english()
    }

    /// Returns things side by side.
    pub fn list(self, things: &[String]) -> String {
        things.join(self.text("policy.comma"))
    }

    /// Returns the quoted name of a criterion, its id where it has none.
    pub fn criterion(self, criterion: &Criterion) -> String {
        let name = match self.of(&criterion.name) {
            "" => &criterion.id,
            name => name,
        };
        self.with("policy.quoted", &[name])
    }

    /// Returns the quoted names of criteria; the quotes alone part them in Chinese.
    pub fn criteria<'a>(self, criteria: impl Iterator<Item = &'a Criterion>) -> String {
        let names: Vec<String> = criteria.map(|one| self.criterion(one)).collect();
        names.join(self.text("policy.beside"))
    }

    /// Returns the name of a rung of the tie ladder.
    pub fn rung(self, rung: &str, rubric: &Rubric) -> String {
        reasons::rung(rung, rubric, self.0)
    }

    /// Returns a share as it is declared: a fraction as it stands, a decimal as percent;
    /// none where none is declared.
    pub fn share(self, text: &str) -> Option<String> {
        let value = share(text)?;
        Some(if text.contains('/') {
            text.trim().to_owned()
        } else {
            let percent = value.decimal().saturating_mul(Decimal::ONE_HUNDRED);
            self.with("policy.percent", &[&plain(percent)])
        })
    }
}
