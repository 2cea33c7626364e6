//! Finding in a list as people type: words in any order, each by characters in order, by
//! pinyin in full, by initials or by a mixture; words such as `链:石墨烯`, `未评` or
//! `分>80` narrow the list.

mod pinyin;
mod query;

use crate::domain::decimal::Decimal;
use crate::domain::proposal::ProposalKind;
use crate::text::fold::search_form;
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use query::Term;

/// What the search sees of one line.
#[derive(Debug, Clone, Default)]
pub struct Candidate {
    /// Id; searched, and given back.
    pub id: String,
    /// Title; searched by characters and by pinyin.
    pub title: String,
    /// Other texts that are searched: applicant, district, link.
    pub others: Vec<String>,
    /// Names of its chain.
    pub chain: String,
    /// Kind.
    pub kind: ProposalKind,
    /// District.
    pub district: String,
    /// Whether the own sheet is submitted; `None` where this seat has none.
    pub is_scored: Option<bool>,
    /// The expert has a conflict of interest.
    pub is_recused: bool,
    /// Own total.
    pub total: Option<Decimal>,
}

/// One line that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Id of the candidate.
    pub id: String,
    /// Which characters of the title matched, counted from 0.
    pub title: Vec<usize>,
}

/// Returns the candidates that fit every word, best first; all in their order for an
/// empty query. Equal ones keep their order.
pub fn search(query: &str, candidates: &[Candidate]) -> Vec<Match> {
    let terms = query::terms(query);
    let matcher = SkimMatcherV2::default();
    let mut found: Vec<(i64, usize, Match)> = candidates
        .iter()
        .enumerate()
        .filter_map(|(place, candidate)| {
            let (score, title) = weigh(&matcher, &terms, candidate)?;
            let id = candidate.id.clone();
            Some((score, place, Match { id, title }))
        })
        .collect();
    found.sort_by_key(|(score, place, _)| (-score, *place));
    found.into_iter().map(|(_, _, found)| found).collect()
}

fn weigh(
    matcher: &SkimMatcherV2,
    terms: &[Term],
    candidate: &Candidate,
) -> Option<(i64, Vec<usize>)> {
    let mut score = 0;
    let mut marks = Vec::new();
    for term in terms {
        match term {
            Term::Word(word) => {
                let (points, title) = word_in(matcher, word, candidate)?;
                score += points;
                marks.extend(title);
            }
            narrowing if narrowing.holds(candidate) => {}
            _ => return None,
        }
    }
    marks.sort_unstable();
    marks.dedup();
    Some((score, marks))
}

/// The best place of a word: the title by characters, id and other texts, the title by sound.
fn word_in(
    matcher: &SkimMatcherV2,
    word: &str,
    candidate: &Candidate,
) -> Option<(i64, Vec<usize>)> {
    let title = search_form(&candidate.title);
    let by_title = close(matcher, &title, word).map(|(points, marks)| (points + 20, marks));
    let by_sound = || pinyin::find(&candidate.title, word).map(|marks| (30, marks));
    let elsewhere = || {
        std::iter::once(&candidate.id)
            .chain(&candidate.others)
            .filter_map(|text| close(matcher, &search_form(text), word))
            .map(|(points, _)| (points, Vec::new()))
            .max_by_key(|(points, _)| *points)
    };
    by_title.or_else(elsewhere).or_else(by_sound)
}

/// A fuzzy match whose characters stand near each other: a word spread over a whole title
/// is chance.
fn close(matcher: &SkimMatcherV2, text: &str, word: &str) -> Option<(i64, Vec<usize>)> {
    let (points, marks) = matcher.fuzzy_indices(text, word)?;
    let span = marks.last()? - marks.first()? + 1;
    (span <= 3 * marks.len()).then_some((points, marks))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list() -> Vec<Candidate> {
        let rows = [
            ("SM-01", "无重稀土烧结磁体晶界扩散", "servo 伺服电机"),
            ("SM-03", "高转矩密度机器人关节电机", "servo 伺服电机"),
            ("GR-02", "石墨烯改性重防腐涂料", "graphene 石墨烯"),
            ("OF-01", "OLED基膜用聚酰亚胺", "film 光学薄膜"),
            ("SM-02", "注塑机用伺服驱动器", "servo 伺服电机"),
        ];
        rows.map(|(id, title, chain)| Candidate {
            id: id.into(),
            title: title.into(),
            chain: chain.into(),
            is_scored: Some(id == "SM-01"),
            ..Candidate::default()
        })
        .to_vec()
    }

    fn ids(query: &str) -> Vec<String> {
        search(query, &list())
            .into_iter()
            .map(|found| found.id)
            .collect()
    }

    #[test]
    fn people_type_in_many_ways() {
        for (query, wanted) in [
            ("伺服驱动", "SM-02"),
            ("驱动 注塑", "SM-02"),
            ("sfqd", "SM-02"),
            ("sifuqudong", "SM-02"),
            ("sifuqd", "SM-02"),
            ("ｏｌｅｄ", "OF-01"),
            ("sm-03", "SM-03"),
            ("guanjie", "SM-03"),
            ("fangfu", "GR-02"),
            ("石墨　涂料", "GR-02"),
        ] {
            assert_eq!(
                ids(query).first().map(String::as_str),
                Some(wanted),
                "{query}"
            );
        }
        assert_eq!(ids(""), ["SM-01", "SM-03", "GR-02", "OF-01", "SM-02"]);
        assert_eq!(ids("zzz"), Vec::<String>::new());
    }

    #[test]
    fn narrowing_words_hold_for_every_line() {
        assert_eq!(ids("链:石墨烯"), ["GR-02"]);
        assert_eq!(ids("链：伺服 未评"), ["SM-03", "SM-02"]);
        assert_eq!(ids("已评"), ["SM-01"]);
        assert_eq!(ids("chain:film"), ["OF-01"]);
    }

    #[test]
    fn matched_characters_of_the_title_are_named() {
        assert_eq!(search("关节", &list())[0].title, [8, 9]);
        assert_eq!(search("gj", &list())[0].title, [8, 9]);
    }
}
