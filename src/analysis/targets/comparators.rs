//! Signs and words that say how a value is meant, before it and behind it.

use super::folding::stands;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// What a comparator says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// Not less.
    AtLeast,
    /// More.
    MoreThan,
    /// Not more.
    AtMost,
    /// Less.
    LessThan,
    /// `=`.
    Equal,
    /// 高于: more, or finer where the parameter is an accuracy.
    Higher,
    /// 接近, 未达到: nothing is promised.
    Unsure,
    /// 优于: the way depends on the parameter.
    BetterThan,
    /// 达到: the way depends on the parameter, the value is included.
    Reaches,
    /// 为, 是, 至: the value stands there and nothing more is said.
    Is,
}

/// Comparators before a value, longer ones first where one begins another.
const BEFORE: &[(&str, Relation)] = &[
    ("大于或等于", Relation::AtLeast),
    ("小于或等于", Relation::AtMost),
    ("大于等于", Relation::AtLeast),
    ("小于等于", Relation::AtMost),
    ("不得低于", Relation::AtLeast),
    ("不得超过", Relation::AtMost),
    ("不得高于", Relation::AtMost),
    ("不得大于", Relation::AtMost),
    ("不得小于", Relation::AtLeast),
    ("不劣于", Relation::Reaches),
    ("不少于", Relation::AtLeast),
    ("不低于", Relation::AtLeast),
    ("不小于", Relation::AtLeast),
    ("不短于", Relation::AtLeast),
    ("不大于", Relation::AtMost),
    ("不高于", Relation::AtMost),
    ("不超过", Relation::AtMost),
    ("不多于", Relation::AtMost),
    ("不长于", Relation::AtMost),
    ("提升达到", Relation::Reaches),
    ("控制在", Relation::Is),
    ("调节至", Relation::Is),
    ("至少", Relation::AtLeast),
    ("最少", Relation::AtLeast),
    ("高达", Relation::AtLeast),
    ("多达", Relation::AtLeast),
    ("多至", Relation::AtLeast),
    ("至多", Relation::AtMost),
    ("最多", Relation::AtMost),
    ("大于", Relation::MoreThan),
    ("高于", Relation::Higher),
    ("超过", Relation::MoreThan),
    ("多于", Relation::MoreThan),
    ("长于", Relation::MoreThan),
    ("突破", Relation::MoreThan),
    ("小于", Relation::LessThan),
    ("低于", Relation::LessThan),
    ("少于", Relation::LessThan),
    ("短于", Relation::LessThan),
    ("优于", Relation::BetterThan),
    ("好于", Relation::BetterThan),
    ("达到", Relation::Reaches),
    ("等于", Relation::Equal),
    ("没有达到", Relation::Unsure),
    ("未能达到", Relation::Unsure),
    ("未达到", Relation::Unsure),
    ("未达", Relation::Unsure),
    ("达不到", Relation::Unsure),
    ("接近", Relation::Unsure),
    ("逼近", Relation::Unsure),
    ("没有超过", Relation::AtMost),
    ("未超过", Relation::AtMost),
    ("不足", Relation::LessThan),
    ("不到", Relation::LessThan),
    ("不≥", Relation::AtLeast),
    ("不≤", Relation::AtMost),
    (">=", Relation::AtLeast),
    ("=>", Relation::AtLeast),
    ("<=", Relation::AtMost),
    ("=<", Relation::AtMost),
    ("≥", Relation::AtLeast),
    ("≤", Relation::AtMost),
    ("≮", Relation::AtLeast),
    ("≯", Relation::AtMost),
    (">", Relation::MoreThan),
    ("<", Relation::LessThan),
    ("=", Relation::Equal),
    ("≈", Relation::Is),
    ("达", Relation::Reaches),
    ("约", Relation::Is),
    ("为", Relation::Is),
    ("是", Relation::Is),
    ("至", Relation::Is),
];

/// Words behind a value, longer ones first.
const BEHIND: &[(&str, Relation)] = &[
    ("及其以上", Relation::AtLeast),
    ("及以上", Relation::AtLeast),
    ("或以上", Relation::AtLeast),
    ("及以下", Relation::AtMost),
    ("或以下", Relation::AtMost),
    ("以上", Relation::AtLeast),
    ("以下", Relation::AtMost),
    ("以内", Relation::AtMost),
    ("之内", Relation::AtMost),
    ("之下", Relation::AtMost),
    ("范围内", Relation::Is),
    ("左右", Relation::Is),
    ("内", Relation::AtMost),
    ("起", Relation::AtLeast),
];

/// Tells whether the value itself is excluded.
pub fn is_strict(relation: Relation) -> bool {
    matches!(
        relation,
        Relation::MoreThan | Relation::Higher | Relation::LessThan | Relation::BetterThan
    )
}

/// Reads a comparator that stands before a value; returns it with its end.
pub fn before(chars: &[char], start: usize) -> Option<(Relation, usize)> {
    static INDEX: OnceLock<Index> = OnceLock::new();
    find(INDEX.get_or_init(|| index(BEFORE)), chars, start)
}

/// Reads a comparator that stands behind a value; returns it with its end.
pub fn behind(chars: &[char], start: usize) -> Option<(Relation, usize)> {
    static INDEX: OnceLock<Index> = OnceLock::new();
    find(INDEX.get_or_init(|| index(BEHIND)), chars, start)
}

/// The words by their first character, in the table's order.
type Index = BTreeMap<char, Vec<(&'static str, Relation)>>;

fn index(table: &[(&'static str, Relation)]) -> Index {
    let mut index = Index::new();
    for (word, relation) in table {
        if let Some(first) = word.chars().next() {
            index.entry(first).or_default().push((word, *relation));
        }
    }
    index
}

fn find(index: &Index, chars: &[char], start: usize) -> Option<(Relation, usize)> {
    let words = index.get(chars.get(start)?)?;
    words
        .iter()
        .find(|(word, _)| stands(chars, start, word))
        .map(|(word, relation)| (*relation, start + word.chars().count()))
}
