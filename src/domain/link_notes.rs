//! `links.toml`: what the secretariat knows of the plan's innovation links beside the plan:
//! marks by year, and the other names that engineers use. The plan itself marks no link.

use serde::{Deserialize, Serialize};

/// Everything noted about links.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LinkNotes {
    /// Version of the file format.
    pub format: u32,
    /// The year whose marks count; 0 for the latest that is marked.
    pub year: u32,
    /// Terms by link.
    #[serde(rename = "link")]
    pub terms: Vec<LinkTerms>,
    /// Cue words by stage of work.
    #[serde(rename = "stage")]
    pub stages: Vec<Stage>,
    /// Marks.
    #[serde(rename = "mark")]
    pub marks: Vec<Mark>,
}

/// The other names engineers use for what a link is about.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LinkTerms {
    /// Link id.
    pub id: String,
    /// Terms that name this link by themselves.
    pub terms: Vec<String>,
    /// Terms that point here among others.
    pub also: Vec<String>,
    /// Words that speak against it although a term matches.
    pub not: Vec<String>,
    /// Stages of work the link is about, by id.
    pub stages: Vec<String>,
}

/// A stage of work and the words that tell it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Stage {
    /// Id, such as `material`, `design`, `process`, `equipment`, `test`.
    pub id: String,
    /// Words.
    pub words: Vec<String>,
}

/// What a mark says of a link.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkKind {
    /// 薄弱.
    #[default]
    Weak,
    /// 缺失.
    Missing,
    /// Some of its indicators must be met.
    MustMeet,
}

impl MarkKind {
    /// Returns the key used in files and, after `mark.`, in the catalogues.
    pub fn key(self) -> &'static str {
        match self {
            Self::Weak => "weak",
            Self::Missing => "missing",
            Self::MustMeet => "must_meet",
        }
    }
}

/// A mark on a link in one year.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Link id.
    pub link: String,
    /// Year.
    pub year: u32,
    /// What it says.
    #[serde(default)]
    pub kind: MarkKind,
    /// The indicators that must be met, by their names in files (link, `/`, place from 1).
    #[serde(default)]
    pub indicators: Vec<String>,
    /// Why.
    #[serde(default)]
    pub reason: String,
    /// Who marked it.
    #[serde(default)]
    pub by: String,
}

impl LinkNotes {
    /// Returns the year whose marks count; none where nothing is marked.
    pub fn marked_year(&self) -> Option<u32> {
        match self.year {
            0 => self.marks.iter().map(|mark| mark.year).max(),
            year => Some(year),
        }
    }

    /// Returns the marks of a link in the year that counts.
    pub fn marks_of<'a>(&'a self, link: &'a str) -> impl Iterator<Item = &'a Mark> {
        let year = self.marked_year();
        self.marks
            .iter()
            .filter(move |mark| mark.link == link && Some(mark.year) == year)
    }

    /// Tells whether a link is marked weak or missing in the year that counts.
    pub fn is_weak(&self, link: &str) -> bool {
        self.marks_of(link)
            .any(|mark| matches!(mark.kind, MarkKind::Weak | MarkKind::Missing))
    }

    /// Returns the indicators of a link that must be met in the year that counts.
    pub fn must_meet<'a>(&'a self, link: &'a str) -> impl Iterator<Item = &'a str> {
        self.marks_of(link)
            .filter(|mark| mark.kind == MarkKind::MustMeet)
            .flat_map(|mark| mark.indicators.iter().map(String::as_str))
    }

    /// Finds the terms of a link.
    pub fn terms_of(&self, link: &str) -> Option<&LinkTerms> {
        self.terms.iter().find(|terms| terms.id == link)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_marks_of_the_latest_year_count_unless_one_is_named() {
        let mark = |year, kind| Mark {
            link: "a-01".into(),
            year,
            kind,
            indicators: vec!["a-01/2".into()],
            ..Mark::default()
        };
        let mut notes = LinkNotes {
            marks: vec![mark(2018, MarkKind::Weak), mark(2019, MarkKind::MustMeet)],
            ..LinkNotes::default()
        };
        assert!(!notes.is_weak("a-01"));
        assert_eq!(notes.must_meet("a-01").collect::<Vec<_>>(), ["a-01/2"]);
        notes.year = 2018;
        assert!(notes.is_weak("a-01") && !notes.is_weak("a-02"));
        assert_eq!(notes.must_meet("a-01").count(), 0);
    }
}
