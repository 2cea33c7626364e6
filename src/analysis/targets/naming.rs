//! Finds in the words before a value what is measured, of which sub-product, and when.

use super::folding::{at, is_han};
use super::items::{Item, Kind};
use super::subjects;
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
            Kind::Bracket if !is_alias(text, item) => bracket(text, item, is_last, &mut name),
            Kind::Bracket if is_short_alias(item) => kept.push(item),
            Kind::Bracket => {}
            Kind::Standard => name.standard = text.printed(item.start, item.end),
            _ => kept.push(item),
        }
    }
    reference(text, &mut kept, &mut name);
    cavity(text, &mut kept, &mut name);
    symbol(text, &mut kept, &mut name);
    subject(text, &mut kept, &mut name);
    valued_condition(text, &mut kept, &mut name);
    let words: Vec<usize> = kept.iter().flat_map(|item| item.start..item.end).collect();
    parameter(text, &words, &mut name);
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
    let is =
        |item: &&Item, word: char| item.kind == Kind::Word && at(text.chars, item.start) == word;
    let Some(from) = kept.iter().position(|item| is(item, '为')) else {
        return;
    };
    let (Some(first), Some(last)) = (kept.get(from + 1), kept.last()) else {
        return;
    };
    if from > 0 && is(last, '的') {
        name.conditions.push(text.printed(first.start, last.start));
        kept.truncate(from);
    }
}

/// `1出24穴`: how many parts one mould makes at once.
fn cavity(text: Text, kept: &mut Vec<&Item>, name: &mut Name) {
    let length = kept.len();
    let (Some(number), Some(word)) = (
        length.checked_sub(2).and_then(|index| kept.get(index)),
        kept.last(),
    ) else {
        return;
    };
    if at(text.chars, word.start) == '出' && number.quantity().is_some() {
        name.conditions.push(text.printed(number.start, word.end));
        kept.truncate(length - 2);
    }
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
    if !name.symbol.is_empty() && subjects::is_subject(&name.parameter) {
        name.subject = Some(std::mem::take(&mut name.parameter));
    }
    if name.parameter.is_empty() {
        name.parameter.clone_from(&name.symbol);
    }
}

/// Takes verbs off the front and connecting words off the end.
pub fn trimmed(text: &str) -> &str {
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
        for word in END {
            if let Some(rest) = text.strip_suffix(*word)
                && !rest.is_empty()
                && !(*word == "均" && rest.ends_with('平'))
            {
                text = rest.trim();
            }
        }
        if text == before {
            return text;
        }
    }
}
