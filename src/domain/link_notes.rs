//! `links.toml`: what the secretariat knows of the plan's innovation links beside the plan:
//! marks by year, and the other names that engineers use. The plan itself marks no link.

use super::policy::Policy;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

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
    /// All kinds, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Weak, Self::Missing, Self::MustMeet];

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

impl Mark {
    /// Tells whether it is the mark of this kind on a link in a year.
    pub fn is_of(&self, link: &str, year: u32, kind: MarkKind) -> bool {
        self.link == link && self.year == year && self.kind == kind
    }
}

/// What results depend on in the marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Indicators that must be met cap a recommendation, or are told beside it; they are named
    /// before the round opens.
    MustMeet,
    /// The announced rules tell equal totals apart by weak and missing links.
    WeakLinks,
}

impl Weight {
    /// Returns the catalogue key of why such a mark is refused in an open round.
    pub fn refusal(self) -> &'static str {
        match self {
            Self::MustMeet => "refused.must_meet_open",
            Self::WeakLinks => "refused.weak_open",
        }
    }
}

impl LinkNotes {
    /// Finds the mark of a kind on a link in a year.
    pub fn mark(&self, link: &str, year: u32, kind: MarkKind) -> Option<&Mark> {
        self.marks.iter().find(|mark| mark.is_of(link, year, kind))
    }

    /// Puts a mark in the place of the one of the same link, year and kind, behind the others
    /// where there was none; or takes that one out.
    pub fn remark(&mut self, link: &str, year: u32, kind: MarkKind, after: Option<&Mark>) {
        let is_it = |mark: &Mark| mark.is_of(link, year, kind);
        let place = self.marks.iter().position(is_it);
        self.marks.retain(|mark| !is_it(mark));
        if let Some(after) = after {
            let place = place.unwrap_or(self.marks.len());
            self.marks
                .insert(place.min(self.marks.len()), after.clone());
        }
    }

    /// Returns what of the results may change with other marks; nothing where none that counts
    /// differs.
    pub fn weighs(&self, other: &Self, policy: &Policy) -> Option<Weight> {
        if self.all_must_meet() != other.all_must_meet() {
            return Some(Weight::MustMeet);
        }
        let is_rung = policy.ladder.iter().any(|rung| rung == "covers_weak_link");
        let is_used = is_rung && policy.covers_weak_link.announced;
        (is_used && self.all_weak() != other.all_weak()).then_some(Weight::WeakLinks)
    }

    fn all_must_meet(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let links: BTreeSet<&str> = self.marks.iter().map(|mark| mark.link.as_str()).collect();
        let sets = links
            .into_iter()
            .map(|link| (link, self.must_meet(link).collect::<BTreeSet<_>>()));
        sets.filter(|(_, set)| !set.is_empty()).collect()
    }

    fn all_weak(&self) -> BTreeSet<&str> {
        let links = self.marks.iter().map(|mark| mark.link.as_str());
        links.filter(|link| self.is_weak(link)).collect()
    }

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

    #[test]
    fn only_marks_that_count_weigh() {
        let mark = |link: &str, year, kind| Mark {
            link: link.into(),
            year,
            kind,
            indicators: vec![format!("{link}/1")],
            ..Mark::default()
        };
        let before = LinkNotes {
            marks: vec![mark("a-01", 2019, MarkKind::MustMeet)],
            ..LinkNotes::default()
        };
        let mut silent = Policy {
            ladder: vec!["covers_weak_link".into()],
            ..Policy::default()
        };
        silent.covers_weak_link.announced = false;
        let mut announced = silent.clone();
        announced.covers_weak_link.announced = true;
        let after = |year, kind| {
            let mut notes = before.clone();
            let new = mark("a-02", year, kind);
            notes.remark("a-02", year, kind, Some(&new));
            notes
        };
        let weak = after(2019, MarkKind::Weak);
        assert_eq!(before.weighs(&weak, &silent), None);
        assert_eq!(before.weighs(&weak, &announced), Some(Weight::WeakLinks));
        let must = after(2019, MarkKind::MustMeet);
        assert_eq!(before.weighs(&must, &silent), Some(Weight::MustMeet));
        // a mark of a year that does not count weighs nothing ...
        let earlier = after(2018, MarkKind::MustMeet);
        assert_eq!(before.weighs(&earlier, &announced), None);
        // ... but a later year takes the place of the one that counts
        let later = after(2020, MarkKind::Weak);
        assert_eq!(before.weighs(&later, &silent), Some(Weight::MustMeet));
        let mut gone = before.clone();
        gone.remark("a-01", 2019, MarkKind::MustMeet, None);
        assert!(gone.marks.is_empty());
        assert_eq!(before.weighs(&gone, &silent), Some(Weight::MustMeet));
    }
}
