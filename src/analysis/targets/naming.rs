//! Finds in the words before a value what is measured, of which sub-product, and when.

use super::comparators::{self, Relation};
use super::folding::{at, is_han};
use super::items::{Item, Kind};
use super::{quantity, subjects};
use crate::analysis::units::{self, Unit};

/// What the words before a value say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Name {
    /// A sub-product named here.
    pub subject: Option<String>,
    /// What is measured.
    pub parameter: String,
    /// Its symbol.
    pub symbol: String,
    /// Conditions, in the text's order.
    pub conditions: Vec<String>,
    /// Axis or direction, also one of the conditions.
    pub axis: Option<String>,
    /// A unit in a bracket behind the name, as printed.
    pub unit: Option<(Unit, String)>,
    /// A standard in a bracket behind the name.
    pub standard: String,
    /// A digit behind the name that means nothing.
    pub has_stray_digit: bool,
    /// A blank inside the name.
    pub has_inner_blank: bool,
    /// A comparator before what the value is a multiple of: `不低于PET薄膜的1.6倍`.
    pub relation: Option<Relation>,
}

/// The text in both forms.
#[derive(Clone, Copy)]
pub struct Text<'a> {
    /// Folded characters.
    pub chars: &'a [char],
    /// The characters as printed.
    pub original: &'a [char],
}

impl Text<'_> {
    /// Returns the printed text of `[start, end)` without blanks at its ends.
    pub fn printed(&self, start: usize, end: usize) -> String {
        let text: String = self
            .original
            .get(start..end)
            .unwrap_or_default()
            .iter()
            .collect();
        text.trim().to_owned()
    }
}

/// Reads the items before a value.
pub fn name(text: Text, items: &[Item]) -> Name {
    let mut name = Name::default();
    let mut kept: Vec<&Item> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let is_last = items
            .iter()
            .skip(index + 1)
            .all(|item| item.is_blank(text.chars));
        match item.kind {
            Kind::Bracket if !is_last && is_lettered(text, item) => kept.push(item),
            Kind::Bracket if measures_word(text, item, &mut kept, &mut name) => {}
            Kind::Bracket if !is_alias(text, item) => bracket(text, item, is_last, &mut name),
            Kind::Bracket if is_short_alias(item) => kept.push(item),
            Kind::Bracket => {}
            Kind::Standard => name.standard = text.printed(item.start, item.end),
            _ => kept.push(item),
        }
    }
    reference(text, &mut kept, &mut name);
    gamut(text, &mut kept, &mut name);
    symbol(text, &mut kept, &mut name);
    subject(text, &mut kept, &mut name);
    valued_condition(text, &mut kept, &mut name);
    let words: Vec<usize> = kept.iter().flat_map(|item| item.start..item.end).collect();
    parameter(text, &words, &mut name);
    if name.parameter.contains("色域") && gamut_at(&name.symbol).is_some() {
        name.standard = std::mem::take(&mut name.symbol);
    }
    name
}

/// A bracket that repeats the name in other words is no condition.
fn is_alias(text: Text, item: &Item) -> bool {
    let inner = text
        .chars
        .get(item.start + 1..item.end.saturating_sub(1))
        .unwrap_or_default();
    let has_number = inner.iter().any(char::is_ascii_digit);
    let is_wordy = inner.iter().all(|c| is_han(*c));
    !has_number && is_wordy && !super::conditions::is_condition(&inner.iter().collect::<String>())
}

/// `以太（ETHERNET)网络`: letters in a bracket inside a name are part of it.
fn is_lettered(text: Text, item: &Item) -> bool {
    let inner = text
        .chars
        .get(item.start + 1..item.end.saturating_sub(1))
        .unwrap_or_default();
    inner.len() > 2 && inner.iter().all(char::is_ascii_alphabetic)
}

/// `壁厚（1.2~1.8mm）零件`: the word in front says what the bracket measures, and both are a
/// condition.
fn measures_word(text: Text, item: &Item, kept: &mut Vec<&Item>, name: &mut Name) -> bool {
    const MEASURES: [&str; 6] = ["壁厚", "厚度", "直径", "长度", "宽度", "粒径"];
    let inner = text.printed(item.start + 1, item.end.saturating_sub(1));
    let folded = super::folded(&inner);
    let is_measured = quantity::scan(&folded, 0).is_some_and(|quantity| {
        quantity.end == folded.len() && quantity.unit.is_some_and(|unit| unit.is_length())
    });
    let word = MEASURES.iter().find(|word| {
        let length = word.chars().count();
        kept.len() == length
            && kept
                .iter()
                .zip(word.chars())
                .all(|(item, character)| at(text.chars, item.start) == character)
    });
    let Some(word) = word.filter(|_| is_measured) else {
        return false;
    };
    kept.clear();
    name.conditions.push(format!("{word}{inner}"));
    true
}

fn is_short_alias(item: &Item) -> bool {
    item.end - item.start <= 4
}

fn bracket(text: Text, item: &Item, is_last: bool, name: &mut Name) {
    let inner = text.printed(item.start + 1, item.end.saturating_sub(1));
    let chars = text
        .chars
        .get(item.start + 1..item.end.saturating_sub(1))
        .unwrap_or_default();
    let folded: String = chars.iter().collect();
    if is_last
        && let Some(unit) = units::read(&folded)
        && !folded.trim().is_empty()
    {
        name.unit = Some((unit, inner));
    } else if chars
        .iter()
        .all(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '+'))
    {
        if is_last {
            name.symbol = inner;
        }
    } else {
        super::conditions::split(&inner, &mut name.conditions, &mut name.standard);
    }
}

/// Takes a symbol off the end: Latin or Greek letters, with the conditions glued to it.
fn symbol(text: Text, kept: &mut Vec<&Item>, name: &mut Name) {
    while kept.last().is_some_and(|item| item.is_blank(text.chars)) {
        kept.pop();
    }
    let is_part = |item: &&Item| match &item.kind {
        Kind::Word => {
            let character = at(text.chars, item.start);
            is_letter(character) || matches!(character, '(' | ')' | '+' | '/' | '-' | '_' | ' ')
        }
        Kind::Value(quantity) => !quantity.is_plain_number(),
        _ => false,
    };
    let length = kept.iter().rev().take_while(|item| is_part(item)).count();
    let mut from = kept.len() - length;
    while kept.get(from).is_some_and(|item| {
        !is_letter(at(text.chars, item.start)) && at(text.chars, item.start) != '('
    }) {
        from += 1;
    }
    let run: Vec<&Item> = kept.get(from..).unwrap_or_default().to_vec();
    let letters: Vec<&&Item> = run
        .iter()
        .take_while(|item| item.kind == Kind::Word)
        .collect();
    let has_han_behind = run.is_empty();
    let (Some(first), Some(last)) = (letters.first(), letters.last()) else {
        return;
    };
    if has_han_behind {
        return;
    }
    let printed = text.printed(first.start, last.end);
    let values: Vec<&&Item> = run
        .iter()
        .filter(|item| item.quantity().is_some())
        .collect();
    kept.truncate(from);
    if printed.contains(' ') {
        return;
    }
    if let (Some(first), Some(last)) = (values.first(), values.last()) {
        let glued = text.printed(first.start, last.end);
        super::conditions::split(
            &glued.replace('/', "，"),
            &mut name.conditions,
            &mut name.standard,
        );
    }
    name.symbol = printed;
}

/// `氧气阻隔性为PET薄膜的`: what a multiple is a multiple of.
fn reference(text: Text, kept: &mut Vec<&Item>, name: &mut Name) {
    const VERBS: [&str; 13] = [
        "不低于",
        "不小于",
        "不少于",
        "达到了",
        "相当于",
        "达到",
        "大于",
        "超过",
        "高于",
        "优于",
        "为",
        "是",
        "达",
    ];
    let word = |item: &Item| {
        let is_word = item.kind == Kind::Word;
        if is_word {
            at(text.chars, item.start)
        } else {
            '\0'
        }
    };
    if kept.last().is_none_or(|item| word(item) != '的') {
        return;
    }
    let found = (1..kept.len()).find_map(|from| {
        let verb = VERBS.iter().find(|verb| {
            let mut rest = kept.iter().skip(from);
            verb.chars()
                .all(|wanted| rest.next().is_some_and(|item| word(item) == wanted))
        })?;
        Some((from, from + verb.chars().count()))
    });
    let Some((from, behind)) = found else { return };
    let (Some(verb), Some(first), Some(last)) = (kept.get(from), kept.get(behind), kept.last())
    else {
        return;
    };
    if behind + 1 < kept.len() {
        name.relation = comparators::before(text.chars, verb.start).map(|(relation, _)| relation);
        let other = text.printed(first.start, last.start);
        name.conditions.push(format!("相对{other}"));
        kept.truncate(from);
    }
}

/// Colour spaces that a share of a gamut refers to.
const GAMUTS: [&str; 7] = [
    "NTSC",
    "DCI-P3",
    "SRGB",
    "BT.2020",
    "BT2020",
    "ADOBE RGB",
    "ADOBERGB",
];

/// Returns the place and the length, in characters, of the colour space named in a text.
pub fn gamut_at(text: &str) -> Option<(usize, usize)> {
    let upper = text.to_ascii_uppercase();
    GAMUTS.iter().find_map(|gamut| {
        let at = upper.find(gamut)?;
        Some((upper.get(..at)?.chars().count(), gamut.len()))
    })
}

/// `色域DCI-P3`: the colour space is what the share refers to, no symbol of the quantity.
fn gamut(text: Text, kept: &mut Vec<&Item>, name: &mut Name) {
    let words: Vec<usize> = kept.iter().flat_map(|item| item.start..item.end).collect();
    let folded: String = words.iter().map(|index| at(text.chars, *index)).collect();
    if !folded.contains("色域") {
        return;
    }
    let Some((from, length)) = gamut_at(&folded) else {
        return;
    };
    let (Some(first), Some(last)) = (words.get(from), words.get(from + length - 1)) else {
        return;
    };
    name.standard = text.printed(*first, last + 1);
    kept.retain(|item| item.start < *first || item.start > *last);
}

fn is_letter(character: char) -> bool {
    character.is_ascii_alphabetic() || matches!(character, '\u{391}'..='\u{3c9}' | 'µ')
}

/// Takes a sub-product off the front.
fn subject(text: Text, kept: &mut Vec<&Item>, name: &mut Name) {
    let words: Vec<usize> = kept.iter().flat_map(|item| item.start..item.end).collect();
    let folded: Vec<char> = words.iter().map(|index| at(text.chars, *index)).collect();
    let Some(length) = subjects::length(&folded) else {
        return;
    };
    let (Some(first), Some(last)) = (words.first(), words.get(length - 1)) else {
        return;
    };
    let start = first + subjects::verbs(&folded);
    let printed: String = words
        .iter()
        .take(length)
        .filter(|index| **index >= start)
        .map(|index| at(text.original, *index))
        .collect();
    let last = *last;
    kept.retain(|item| item.start > last);
    name.subject = Some(printed.trim().to_owned());
}

/// `1C循环100次`, `200℃`, `效率超过85%的`: everything up to a value before the value.
fn valued_condition(text: Text, kept: &mut Vec<&Item>, name: &mut Name) {
    let valued = kept.iter().rposition(|item| {
        item.quantity()
            .is_some_and(|quantity| !quantity.is_plain_number())
    });
    let Some(mut valued) = valued else { return };
    while kept
        .get(valued + 1)
        .is_some_and(|item| item.is_blank(text.chars))
    {
        valued += 1;
    }
    let rest: String = kept
        .iter()
        .skip(valued + 1)
        .flat_map(|item| item.start..item.end)
        .map(|index| at(text.chars, index))
        .collect();
    let tail = [
        "范围内",
        "及以上",
        "及以下",
        "或以上",
        "或以下",
        "循环后",
        "循环",
        "以下",
        "以上",
        "后",
        "时",
        "下",
        "的",
    ]
    .iter()
    .find(|tail| rest.starts_with(**tail))
    .map_or(0, |tail| tail.chars().count());
    let mut upto = valued + 1;
    let mut taken = 0;
    while taken < tail
        && let Some(item) = kept.get(upto)
    {
        taken += item.end - item.start;
        upto += 1;
    }
    if upto >= kept.len() {
        return;
    }
    let condition: String = kept
        .iter()
        .take(upto)
        .flat_map(|item| item.start..item.end)
        .map(|index| at(text.original, index))
        .collect();
    kept.drain(..upto);
    let condition = condition
        .trim()
        .trim_end_matches('的')
        .trim_start_matches('在');
    name.conditions.insert(0, condition.to_owned());
}

fn parameter(text: Text, words: &[usize], name: &mut Name) {
    let mut folded: String = words.iter().map(|index| at(text.chars, *index)).collect();
    folded = trimmed(&folded).to_owned();
    if folded.ends_with(|c: char| c.is_ascii_digit())
        && let Some(stem) = folded.get(..folded.len() - 1)
        && stem.ends_with(is_han)
    {
        folded = stem.to_owned();
        name.has_stray_digit = true;
    }
    let (condition, rest) = super::conditions::leading(&folded);
    if let Some(condition) = condition {
        name.conditions.insert(0, condition);
    }
    let (counted, rest) = super::conditions::trailing(&rest);
    if let Some(counted) = counted {
        name.conditions.push(counted);
    }
    let (axis, rest) = super::conditions::axis(&rest);
    if let Some(axis) = axis {
        name.conditions.push(axis.clone());
        name.axis = Some(axis);
    }
    let rest = trimmed(&rest);
    let mut previous = '\0';
    let mut pending_blank = false;
    for character in rest.chars() {
        if character == ' ' {
            pending_blank = true;
            continue;
        }
        name.has_inner_blank |= pending_blank && is_han(previous) && is_han(character);
        pending_blank = false;
        previous = character;
    }
    name.parameter = rest.replace(' ', "");
    if let Some(stem) = name
        .parameter
        .strip_suffix("改善")
        .filter(|stem| !stem.is_empty())
    {
        name.parameter = format!("改善{stem}");
    }
    if !name.symbol.is_empty() && subjects::is_subject(&name.parameter) {
        name.subject = Some(std::mem::take(&mut name.parameter));
    }
    if name.parameter.is_empty() {
        name.parameter.clone_from(&name.symbol);
    }
}

/// Words in front of a name that are no part of it.
const FRONT: &[&str] = &[
    "其中",
    "以及",
    "可实现",
    "实现",
    "达到",
    "具有",
    "具备",
    "满足",
    "确保",
    "要求",
    "开发出",
    "可承受",
    "芯片包含",
    "一般要求在",
    "业界最小",
    "业界最低",
    "业界最高",
    "业界",
    "的",
    "在",
    "并",
    "且",
    "和",
    "及",
    "使",
    "将",
    "性能一般要求在",
    "通过",
];

/// Words behind a name that are no part of it.
const END: &[&str] = &[
    "均",
    "都",
    "应",
    "需",
    "可",
    "控制",
    "要求",
    "在",
    "的",
    "一般",
    "需要",
    "将",
    "为",
    "调节至",
    "调节到",
    ":",
    "达",
];

/// Takes verbs off the front and connecting words off the end.
pub fn trimmed(text: &str) -> &str {
    let mut text = trimmed_front(text);
    loop {
        let before = text;
        for word in END {
            if let Some(rest) = text.strip_suffix(*word)
                && !rest.is_empty()
                && !(*word == "均" && rest.ends_with('平'))
            {
                text = rest.trim();
            }
        }
        text = trimmed_front(text);
        if text == before {
            return text;
        }
    }
}

/// Takes verbs off the front.
pub fn trimmed_front(text: &str) -> &str {
    let mut text = text.trim();
    loop {
        let before = text;
        for word in FRONT {
            if let Some(rest) = text.strip_prefix(*word)
                && !rest.is_empty()
            {
                text = rest.trim();
            }
        }
        if text == before {
            return text;
        }
    }
}
