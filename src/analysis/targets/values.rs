//! Finds in the items of a piece which values are indicators and which belong to names.

use super::comparators::Relation;
use super::directions;
use super::folding::{at, is_han, stands};
use super::items::{Item, Kind};
use super::naming::{Text, trimmed};

/// A value that is an indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Which item it is.
    pub value: usize,
    /// First item of the words that name it.
    pub from: usize,
    /// First item behind these words.
    pub to: usize,
    /// First item behind the value and its comparator.
    pub behind: usize,
    /// What stands before the value.
    pub before: Option<Relation>,
    /// What stands behind the value.
    pub after: Option<Relation>,
    /// `change` and `from_to` need more.
    pub shape: Shape,
}

/// How the value stands in its piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A limit or a plain value.
    Plain,
    /// From the value of this item.
    FromTo(usize),
    /// Between the value of this item and this one.
    Between(usize),
    /// The parameter goes up (true) or down by the value.
    Change(bool),
}

/// Verbs of a change and whether the parameter rises.
const CHANGES: [(&str, bool); 20] = [
    ("减少", false),
    ("缩短", false),
    ("降低", false),
    ("下降", false),
    ("减轻", false),
    ("减重", false),
    ("减小", false),
    ("节约", false),
    ("节省", false),
    ("节能", false),
    ("减薄", false),
    ("压缩", false),
    ("提升", true),
    ("提高", true),
    ("增加", true),
    ("增长", true),
    ("增强", true),
    ("延长", true),
    ("扩大", true),
    ("增产", true),
];

/// Verbs before an output that name what is counted.
pub const PRODUCES: [&str; 5] = ["年产", "年产能", "产能", "年产量", "产量"];

/// Verbs before an order of magnitude, which name nothing.
const BUILDS: [&str; 6] = ["建成", "形成", "建设", "实现", "达到", "具备"];

/// Finds the indicators of a piece. `is_headed` tells that a name with a colon stands before it.
pub fn find(text: Text, items: &[Item], is_headed: bool) -> Vec<Found> {
    let mut found = all(text, items, is_headed);
    found.retain(|one| !is_denied(text, items, one));
    found
}

/// Tells whether the words deny the value: `不能保证效率96%`, `效率接近95%`: no value that anybody vouches for.
pub fn is_denied(text: Text, items: &[Item], found: &Found) -> bool {
    const DENIALS: [&str; 7] = ["不能", "无法", "未能", "难以", "尚未", "不保证", "没有"];
    let before = items.get(found.from..found.value).is_some_and(|items| {
        items
            .iter()
            .any(|item| item.kind == Kind::Before(Relation::Unsure))
    });
    let (Some(first), Some(value)) = (items.get(found.from), items.get(found.value)) else {
        return before;
    };
    let words = text.printed(first.start, value.start);
    before || DENIALS.iter().any(|denial| words.contains(denial))
}

fn all(text: Text, items: &[Item], is_headed: bool) -> Vec<Found> {
    if let Some(found) = between(text, items) {
        return vec![found];
    }
    if let Some(found) = from_to(text, items) {
        return vec![found];
    }
    if let Some(found) = change(text, items) {
        return vec![found];
    }
    if let Some(found) = paired(text, items) {
        return found;
    }
    let compared = compared(text, items);
    if !compared.is_empty() {
        return compared;
    }
    bare(text, items, is_headed).into_iter().collect()
}

/// `95%≤效率≤98%`: a name between two limits.
fn between(text: Text, items: &[Item]) -> Option<Found> {
    let first = items.iter().position(|item| !item.is_blank(text.chars))?;
    let value = items.iter().rposition(|item| !item.is_blank(text.chars))?;
    let is_below = |index: usize| {
        let kind = items.get(index).map(|item| &item.kind);
        matches!(
            kind,
            Some(Kind::Before(Relation::AtMost | Relation::LessThan))
        )
    };
    let is_value = |index: usize| {
        items
            .get(index)
            .is_some_and(|item| item.quantity().is_some())
    };
    let (_, to) = relation_before(text, items, value);
    let is_open = first + 2 < to && (first + 2..to).all(|index| !is_value(index));
    let sign = items.get(first + 1)?;
    let is_sign = sign.kind == Kind::Word && matches!(at(text.chars, sign.start), '≤' | '<');
    let is_led = is_below(first + 1) || is_sign;
    (is_value(first) && is_value(value) && is_led && to < value && is_below(to) && is_open).then(
        || Found {
            value,
            from: first + 2,
            to,
            behind: value + 1,
            before: None,
            after: None,
            shape: Shape::Between(first),
        },
    )
}

fn from_to(text: Text, items: &[Item]) -> Option<Found> {
    let values: Vec<usize> = (0..items.len())
        .filter(|index| {
            items
                .get(*index)
                .is_some_and(|item| item.quantity().is_some())
        })
        .collect();
    let start = items.iter().position(|item| {
        item.kind == Kind::Word && matches!(at(text.chars, item.start), '从' | '由')
    })?;
    let first = *values.iter().find(|index| **index > start)?;
    let second = *values.iter().find(|index| **index > first)?;
    let between = text.printed(items.get(first)?.end, items.get(second)?.start);
    let leads = ["到", "至", "达", "控制在", "为"]
        .iter()
        .any(|word| between.contains(word));
    let is_near = items.get(first)?.start - items.get(start)?.start <= 8;
    (leads && is_near).then(|| Found {
        value: second,
        from: 0,
        to: start,
        behind: second + 1,
        before: None,
        after: None,
        shape: Shape::FromTo(first),
    })
}

fn change(text: Text, items: &[Item]) -> Option<Found> {
    for (index, item) in items.iter().enumerate() {
        let Some(quantity) = item.quantity() else {
            continue;
        };
        let is_share = quantity
            .unit
            .as_ref()
            .is_some_and(crate::analysis::units::Unit::is_share);
        if !is_share || quantity.is_both_ways {
            continue;
        }
        let (before, to) = relation_before(text, items, index);
        let mut to = to;
        while to
            .checked_sub(1)
            .and_then(|index| items.get(index))
            .is_some_and(|item| matches!(at(text.chars, item.start), ' ' | '了' | '约'))
        {
            to -= 1;
        }
        let end = to.checked_sub(1).and_then(|index| items.get(index));
        let end = end.map_or(0, |item| item.end);
        let verb = CHANGES.iter().find(|(verb, _)| {
            end.checked_sub(verb.chars().count())
                .is_some_and(|start| stands(text.chars, start, verb))
        });
        let Some((verb, rises)) = verb else { continue };
        if *verb != "减重" {
            to = to.saturating_sub(verb.chars().count());
        }
        let after = relation_behind(text, items, index);
        return Some(Found {
            value: index,
            from: 0,
            to,
            behind: after.1,
            before,
            after: after.0,
            shape: Shape::Change(*rises),
        });
    }
    None
}

fn relation_before(text: Text, items: &[Item], value: usize) -> (Option<Relation>, usize) {
    let mut to = value;
    let mut relation = None;
    while let Some(item) = to.checked_sub(1).and_then(|index| items.get(index)) {
        match item.kind {
            Kind::Before(found) => {
                relation = Some(stronger(relation, found));
                to -= 1;
            }
            Kind::Word if item.is_blank(text.chars) => to -= 1,
            _ => break,
        }
    }
    (relation, to)
}

/// Of two comparators in a row (`为≥`) the one that says more counts.
fn stronger(nearer: Option<Relation>, further: Relation) -> Relation {
    match nearer {
        None | Some(Relation::Is) => further,
        Some(nearer) => nearer,
    }
}

fn relation_behind(text: Text, items: &[Item], value: usize) -> (Option<Relation>, usize) {
    let mut index = value + 1;
    while items
        .get(index)
        .is_some_and(|item| item.is_blank(text.chars))
    {
        index += 1;
    }
    match items.get(index).map(|item| &item.kind) {
        Some(Kind::Behind(relation)) => (Some(*relation), index + 1),
        _ => (None, value + 1),
    }
}

/// `透光率/雾度86%/84%`, `抗拉/屈服强度≥600/400MPa`: two names and two values with a slash.
fn paired(text: Text, items: &[Item]) -> Option<Vec<Found>> {
    let mut values = (0..items.len()).filter(|index| {
        items
            .get(*index)
            .is_some_and(|item| item.quantity().is_some())
    });
    let (first, second) = (values.next()?, values.next()?);
    let (before, to) = relation_before(text, items, first);
    let (own, from) = relation_before(text, items, second);
    let between = items.get(first + 1..from)?;
    let is_slash = matches!(between, [slash] if at(text.chars, slash.start) == '/');
    if !is_slash || values.next().is_some() {
        return None;
    }
    let named = super::naming::name(text, items.get(..to)?);
    if super::binding::names(&named.parameter).len() != 2 {
        return None;
    }
    let (after, behind) = relation_behind(text, items, second);
    let made = |value, to, behind, before| Found {
        value,
        from: 0,
        to,
        behind,
        before,
        after,
        shape: Shape::Plain,
    };
    Some(vec![
        made(first, to, first + 1, before),
        made(second, from, behind, own.or(before)),
    ])
}

/// Values with a comparator. One that is followed by 的 and another value is a condition, and
/// so is a class in front of everything: `55英寸及以上大尺寸TV白点位置调节至…`.
fn compared(text: Text, items: &[Item]) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut from = 0;
    for (index, item) in items.iter().enumerate() {
        if item.quantity().is_none() {
            continue;
        }
        let (before, to) = relation_before(text, items, index);
        let (after, behind) = relation_behind(text, items, index);
        let says = |relation: Option<Relation>| relation.is_some_and(|r| r != Relation::Is);
        if !says(before) && !says(after) {
            continue;
        }
        let later = items
            .iter()
            .skip(behind)
            .any(|item| item.quantity().is_some());
        let qualifies = items
            .get(behind)
            .is_some_and(|item| at(text.chars, item.start) == '的');
        let is_range_of_condition = after == Some(Relation::Is);
        let goes_on = items
            .get(behind)
            .is_some_and(|item| item.kind == Kind::Word && is_han(at(text.chars, item.start)));
        let names_nothing = items
            .get(from..to)
            .is_none_or(|words| words.iter().all(|item| item.is_blank(text.chars)));
        let ends: String = items
            .iter()
            .skip(behind)
            .take(5)
            .map(|item| at(text.chars, item.start))
            .collect();
        let is_condition = [
            "时",
            "的条件下",
            "条件下",
            "的工况下",
            "工况下",
            "的环境下",
            "环境下",
            "的情况下",
            "情况下",
        ]
        .iter()
        .any(|end| ends.starts_with(end));
        if is_condition {
            continue;
        }
        let is_class = after.is_some() && names_nothing && goes_on;
        if later && (qualifies || is_range_of_condition || is_class) {
            continue;
        }
        found.push(Found {
            value: index,
            from,
            to,
            behind,
            before,
            after,
            shape: Shape::Plain,
        });
        from = behind;
    }
    found
}

/// A value without a comparator: the last one where it ends the piece, or the first one
/// where the words follow.
fn bare(text: Text, items: &[Item], is_headed: bool) -> Option<Found> {
    let is_behind_at = |index: usize| {
        let before = index.checked_sub(1).and_then(|before| items.get(before));
        before.is_some_and(|item| item.kind == Kind::Word && at(text.chars, item.start) == '@')
    };
    let values: Vec<usize> = (0..items.len())
        .filter(|index| {
            items
                .get(*index)
                .is_some_and(|item| item.quantity().is_some() && !is_behind_at(*index))
        })
        .collect();
    let words = |from: usize, to: usize| -> String {
        items
            .iter()
            .take(to)
            .skip(from)
            .filter(|item| item.kind == Kind::Word)
            .map(|item| at(text.chars, item.start))
            .collect()
    };
    let made = |value: usize| {
        let (before, to) = relation_before(text, items, value);
        let (after, behind) = relation_behind(text, items, value);
        Found {
            value,
            from: 0,
            to,
            behind,
            before,
            after,
            shape: Shape::Plain,
        }
    };
    let last = graded(text, items, &values).or(values.last().copied())?;
    let found = made(last);
    let behind = words(found.behind, items.len());
    let ends_piece = behind.trim_matches([' ', '/', '@']).is_empty()
        || super::conditions::is_condition(&words(found.behind, items.len()));
    let named = words(0, found.to);
    let named = trimmed(&named);
    let quantity = items.get(last)?.quantity()?;
    let is_known =
        directions::is_parameter(named) || is_symbol(named) || directions::is_measure(named);
    let is_open = !named.is_empty() || is_headed || quantity.is_of_cavities();
    if ends_piece && is_open && (!quantity.is_plain_number() || is_known) {
        let is_condition = super::conditions::is_condition(named) && !is_headed;
        return (!is_condition).then_some(found);
    }
    let first = made(*values.first()?);
    let quantity = items.get(first.value)?.quantity()?;
    let before = words(0, first.to);
    let behind = words(first.behind, items.len());
    let is_counted = quantity
        .unit
        .as_ref()
        .is_some_and(crate::analysis::units::Unit::is_count);
    let is_tonnage = quantity.is_tonnage(text.chars);
    let is_output = quantity
        .unit
        .as_ref()
        .is_some_and(|unit| unit.canonical == "t")
        && PRODUCES.contains(&before.trim());
    let is_led = before.trim().is_empty()
        || is_output
        || (is_tonnage && BUILDS.contains(&before.trim()))
        || (quantity.is_of_cavities() && !before.contains('模'));
    let follows_on = behind.trim_start().starts_with(['后', '时', '下', '循']);
    ((is_counted || is_tonnage || is_output) && is_led && !behind.trim().is_empty() && !follows_on)
        .then_some(first)
}

/// `3H/500g`: the grade in front of the load it was measured under.
fn graded(text: Text, items: &[Item], values: &[usize]) -> Option<usize> {
    let [.., grade, load] = values else {
        return None;
    };
    let is_grade = items
        .get(*grade)
        .and_then(Item::quantity)
        .is_some_and(|quantity| quantity.value.amount().is_none());
    let slash = load.checked_sub(1).and_then(|index| items.get(index));
    let is_slash = slash.is_some_and(|item| at(text.chars, item.start) == '/');
    (is_grade && is_slash && grade + 2 == *load).then_some(*grade)
}

fn is_symbol(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty()
        && text.chars().count() <= 8
        && text
            .chars()
            .all(|c| c.is_ascii_alphabetic() || matches!(c, '(' | ')' | 'µ' | 'λ' | 'η'))
}
