//! Reading a query: words to be found, and query words that narrow the list, in Chinese
//! and in English whatever the language of the screens.

use super::filters::{Compare, Filter, KINDS, is_kind};
use super::pattern::LONGEST_WORD;
use crate::domain::decimal::parse;
use crate::text::fold::{is_han, search_character};
use std::ops::Range;

/// Characters of a query that are read; what comes after them is left out.
pub const LONGEST_QUERY: usize = 200;

/// Whose list it is: what an expert sees must not tell of other experts' scores.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Viewer {
    /// Scores are the own ones.
    #[default]
    Expert,
    /// Scores are the combined ones.
    Secretariat,
    /// A list of something else than proposals: there are no query words.
    Names,
}

/// A query word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Word {
    /// `链:` `chain:` and a part of a chain's name.
    Chain,
    /// `类:` `kind:` and a kind.
    Kind,
    /// `区:` `district:` and a part of a district's name.
    District,
    /// `未评` `unscored`.
    Unscored,
    /// `已评` `scored`.
    Scored,
    /// `回避` `recused`.
    Recused,
    /// `分` `score` with `>` `<` `>=` `<=` `=` and a number.
    Score,
    /// `极差` `spread` with the same.
    Spread,
    /// `缺口` `gap`.
    Gap,
}

impl Word {
    /// All query words in the order they are offered.
    pub const ALL: [Self; 9] = [
        Self::Unscored,
        Self::Scored,
        Self::Recused,
        Self::Gap,
        Self::Chain,
        Self::Kind,
        Self::District,
        Self::Score,
        Self::Spread,
    ];

    /// Returns how it is written in Chinese and in English.
    pub fn forms(self) -> [&'static str; 2] {
        match self {
            Self::Chain => ["链:", "chain:"],
            Self::Kind => ["类:", "kind:"],
            Self::District => ["区:", "district:"],
            Self::Unscored => ["未评", "unscored"],
            Self::Scored => ["已评", "scored"],
            Self::Recused => ["回避", "recused"],
            Self::Score => ["分", "score"],
            Self::Spread => ["极差", "spread"],
            Self::Gap => ["缺口", "gap"],
        }
    }

    /// Returns the key of what it does, in the catalogues after `query.`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Chain => "chain",
            Self::Kind => "kind",
            Self::District => "district",
            Self::Unscored => "unscored",
            Self::Scored => "scored",
            Self::Recused => "recused",
            Self::Score => "score",
            Self::Spread => "spread",
            Self::Gap => "gap",
        }
    }

    /// Tells whether a list of this viewer knows the word.
    pub fn is_for(self, viewer: Viewer) -> bool {
        match viewer {
            Viewer::Names => false,
            Viewer::Expert => self != Self::Spread,
            Viewer::Secretariat => true,
        }
    }
}

/// Why a word of a query narrows nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// Something before a colon or a sign that is no query word.
    Unknown,
    /// A figure is still to come, or is none.
    NoFigure(Word),
    /// A name is still to come.
    NoName(Word),
    /// No kind is called so.
    NoKind,
    /// It would tell of other experts' scores.
    OthersScores,
}

/// What a word of a query amounts to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// To be found in the texts, folded; pieces of a long word.
    Words(Vec<String>),
    /// Narrows the list.
    Filter(Filter),
    /// Narrows nothing, and why; a word that nobody knows is searched as it stands.
    Doubtful(Doubt, Vec<String>),
}

/// A query that was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Its words with their characters in the text, counted from 0.
    pub terms: Vec<(Range<usize>, Term)>,
}

impl Query {
    /// Reads what was typed.
    pub fn read(text: &str, viewer: Viewer) -> Self {
        let folded: Vec<char> = text
            .chars()
            .take(LONGEST_QUERY)
            .map(search_character)
            .collect();
        let mut terms = Vec::new();
        let mut begin = 0;
        for word in folded.split(|character| character.is_whitespace()) {
            let range = begin..begin + word.len();
            begin = range.end + 1;
            if !word.is_empty() {
                terms.push((range, term(&word.iter().collect::<String>(), viewer)));
            }
        }
        Self { terms }
    }

    /// Returns the words to be found, each once.
    pub fn words(&self) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        for (_, term) in &self.terms {
            if let Term::Words(pieces) | Term::Doubtful(_, pieces) = term {
                for piece in pieces {
                    if !words.contains(piece) {
                        words.push(piece.clone());
                    }
                }
            }
        }
        words
    }

    /// Returns what narrows the list.
    pub fn filters(&self) -> Vec<Filter> {
        let filter = |(_, term): &(Range<usize>, Term)| match term {
            Term::Filter(filter) => Some(filter.clone()),
            _ => None,
        };
        self.terms.iter().filter_map(filter).collect()
    }

    /// Returns the first word that narrows nothing, as its characters in the text, and why.
    pub fn doubt(&self) -> Option<(Range<usize>, Doubt)> {
        self.terms.iter().find_map(|(range, term)| match term {
            Term::Doubtful(doubt, _) => Some((range.clone(), *doubt)),
            _ => None,
        })
    }
}

/// Tells whether a word holds a Chinese character.
pub(super) fn is_chinese(word: &str) -> bool {
    word.chars().any(is_han)
}

fn term(word: &str, viewer: Viewer) -> Term {
    if viewer == Viewer::Names {
        return Term::Words(pieces(word));
    }
    for own in Word::ALL {
        let rest = own.forms().iter().find_map(|form| word.strip_prefix(form));
        let Some(read) = rest.and_then(|rest| narrowing(own, rest)) else {
            continue;
        };
        return match read {
            Ok(_) if !own.is_for(viewer) => Term::Doubtful(Doubt::OthersScores, Vec::new()),
            Ok(filter) => Term::Filter(filter),
            Err(doubt) => Term::Doubtful(doubt, Vec::new()),
        };
    }
    let looks_like_one = word
        .split_once([':', '>', '<', '=', '≥', '≤'])
        .is_some_and(|(name, _)| !name.is_empty() && name.chars().all(char::is_alphabetic));
    if looks_like_one {
        return Term::Doubtful(Doubt::Unknown, pieces(word));
    }
    Term::Words(pieces(word))
}

/// Reads what follows a query word; `None` where it is an ordinary word after all.
fn narrowing(own: Word, rest: &str) -> Option<Result<Filter, Doubt>> {
    let name = rest.to_owned();
    let exact = rest.is_empty();
    match own {
        Word::Chain | Word::Kind | Word::District if exact => Some(Err(Doubt::NoName(own))),
        Word::Chain => Some(Ok(Filter::Chain(name))),
        Word::District => Some(Ok(Filter::District(name))),
        Word::Kind => {
            let is_known = KINDS.iter().any(|(kind, _)| is_kind(*kind, rest));
            Some(if is_known {
                Ok(Filter::Kind(name))
            } else {
                Err(Doubt::NoKind)
            })
        }
        Word::Unscored => exact.then_some(Ok(Filter::Scored(false))),
        Word::Scored => exact.then_some(Ok(Filter::Scored(true))),
        Word::Recused => exact.then_some(Ok(Filter::Recused)),
        Word::Gap => exact.then_some(Ok(Filter::Gap)),
        Word::Score | Word::Spread => {
            let (compare, figure) = Compare::SIGNS
                .iter()
                .find_map(|(sign, compare)| Some((*compare, rest.strip_prefix(sign)?)))?;
            let filter = |line| match own {
                Word::Spread => Filter::Spread(compare, line),
                _ => Filter::Score(compare, line),
            };
            let read = parse(figure).map(filter);
            Some(read.ok_or(Doubt::NoFigure(own)))
        }
    }
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '\u{2019}')
}

/// A word that is longer than a pattern takes is searched for in pieces.
fn pieces(word: &str) -> Vec<String> {
    // between syllables an apostrophe only parts them
    let is_pinyin = word
        .chars()
        .all(|one| one.is_ascii_alphabetic() || is_apostrophe(one));
    let characters: Vec<char> = word
        .chars()
        .filter(|one| !is_pinyin || !is_apostrophe(*one))
        .collect();
    let pieces = characters.chunks(LONGEST_WORD);
    pieces.map(|piece| piece.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str, viewer: Viewer) -> String {
        let terms = Query::read(text, viewer).terms;
        let all: Vec<String> = terms
            .iter()
            .map(|(range, term)| format!("{}..{} {term:?}", range.start, range.end))
            .collect();
        all.join("; ")
    }

    #[test]
    fn query_words_are_read_in_both_languages_and_full_width() {
        for (text, wanted) in [
            ("链：石墨烯", "Chain(\"石墨烯\")"),
            ("chain:film", "Chain(\"film\")"),
            ("类:引进", "Kind(\"引进\")"),
            ("kind:att", "Kind(\"att\")"),
            ("区:北仑", "District(\"北仑\")"),
            ("未评", "Scored(false)"),
            ("scored", "Scored(true)"),
            ("回避", "Recused"),
            ("分＞８０", "Score(Above, 80)"),
            ("score>=79.5", "Score(AtLeast, 79.5)"),
            ("分≤60", "Score(AtMost, 60)"),
            ("极差>15", "Spread(Above, 15)"),
            ("gap", "Gap"),
        ] {
            let read = words(text, Viewer::Secretariat);
            assert!(
                read.contains(&format!("Filter({wanted})")),
                "{text}: {read}"
            );
        }
    }

    #[test]
    fn what_narrows_nothing_says_why() {
        for (text, viewer, wanted) in [
            ("分>", Viewer::Expert, "NoFigure(Score)"),
            ("分>八十", Viewer::Expert, "NoFigure(Score)"),
            ("链:", Viewer::Expert, "NoName(Chain)"),
            ("类:xyz", Viewer::Expert, "NoKind"),
            ("极差>15", Viewer::Expert, "OthersScores"),
            ("owner:x", Viewer::Expert, "Unknown, [\"owner:x\"]"),
            ("额度>300", Viewer::Secretariat, "Unknown, [\"额度>300\"]"),
        ] {
            let read = words(text, viewer);
            assert!(
                read.contains(&format!("Doubtful({wanted}")),
                "{text}: {read}"
            );
        }
    }

    #[test]
    fn ordinary_words_stay_words() {
        for text in [
            "分布式",
            "未评估",
            "gapless",
            "极差",
            "score",
            "SM-03",
            ":)",
            ">80",
        ] {
            let read = words(text, Viewer::Secretariat);
            assert!(read.contains("Words("), "{text}: {read}");
        }
        assert!(words("链:石墨烯", Viewer::Names).contains("Words("));
        assert_eq!(
            words("电机　 未评", Viewer::Expert),
            "0..2 Words([\"电机\"]); 4..6 Filter(Scored(false))"
        );
    }

    #[test]
    fn a_long_query_is_read_up_to_its_bound() {
        let query = Query::read(&"伺".repeat(1_000_000), Viewer::Expert);
        assert_eq!(query.terms[0].0, 0..LONGEST_QUERY);
        let lengths = query.words().iter().map(|word| word.chars().count()).max();
        assert_eq!(lengths, Some(LONGEST_WORD));
    }
}
