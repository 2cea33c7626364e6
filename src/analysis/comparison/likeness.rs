//! Tells whether a promise speaks of the same thing as an indicator: name, sub-product and
//! condition.

use crate::analysis::targets::{Quantity, conditions, folded, scan_glued, scan_quantity};
use crate::analysis::units::Unit;
use crate::domain::decimal::Decimal;
use crate::domain::indicator::{Indicator, Value};

/// Names of one thing.
const SYNONYMS: &[&[&str]] = &[
    &["噪音", "噪声"],
    &["剩磁", "Br"],
    &["内禀矫顽力", "Hcj"],
    &["最大磁能积", "(BH)max", "BHmax"],
    &["饱和磁感应强度", "Bs"],
    &["延伸率", "伸长率", "断后延伸率", "断后伸长率", "断裂伸长率"],
    &["能效标准", "能效", "能效等级"],
    &["透光率", "透过率"],
    &["合格率", "良率", "良品率"],
    &["玻璃化转变温度", "玻璃化温度", "Tg"],
    &["粗糙度", "Ra"],
    &["铅笔硬度", "表面硬度"],
    &["转矩脉动", "转矩波动"],
];

/// Words that make another quantity of the same name.
const MODIFIERS: &[&str] = &[
    "重复", "残余", "同步", "反向", "导航", "力控", "比能", "双向", "齿面", "齿根", "动态", "静态",
];

/// How well a promise's name fits an indicator's: 0 not at all, 100 the same.
pub fn name(target: &Indicator, promise: &Indicator) -> u32 {
    let is_symbol = !target.symbol.is_empty() && plain(&target.symbol) == plain(&promise.symbol);
    let is_telling = target.symbol.chars().count() > 1 || promise.parameter == promise.symbol;
    if is_symbol && is_telling {
        return 100;
    }
    if let Some(likeness) = by_unit(target, promise) {
        return likeness;
    }
    let ours = names(target);
    let theirs = names(promise);
    let mut best = 0;
    for one in &ours {
        for other in &theirs {
            best = best.max(alike(one, other));
        }
    }
    best
}

/// Cavities of a mould are known by their number, sizes by being sizes.
fn by_unit(target: &Indicator, promise: &Indicator) -> Option<u32> {
    let is_both = |test: fn(&Indicator) -> bool| test(target) && test(promise);
    if is_both(|indicator| indicator.canonical_unit == "穴") {
        return Some(if target.value == promise.value { 70 } else { 0 });
    }
    let is_accuracy = |indicator: &Indicator| {
        matches!(indicator.value, Value::Grade(_)) && indicator.parameter.contains("精度")
    };
    if is_accuracy(target) && is_accuracy(promise) {
        return Some(alike(&target.parameter, &promise.parameter).max(55));
    }
    let is_size = is_both(|indicator| indicator.canonical_unit.contains('*'));
    (is_size && target.parameter != promise.parameter).then_some(50)
}

fn names(indicator: &Indicator) -> Vec<String> {
    [&indicator.parameter, &indicator.symbol]
        .into_iter()
        .map(|name| plain(name))
        .filter(|name| !name.is_empty())
        .collect()
}

fn plain(name: &str) -> String {
    folded(name).into_iter().filter(|c| *c != ' ').collect()
}

fn alike(one: &str, other: &str) -> u32 {
    if one == other {
        return 100;
    }
    let is_synonym = |group: &&&[&str]| {
        let has = |name: &str| group.contains(&name);
        has(one) && has(other)
    };
    if SYNONYMS.iter().find(is_synonym).is_some() {
        return 95;
    }
    let differs = MODIFIERS
        .iter()
        .any(|word| one.contains(word) != other.contains(word));
    let is_short = one.chars().count().min(other.chars().count()) < 2;
    let is_latin = |text: &str| text.is_ascii();
    if differs || is_short {
        return 0;
    }
    if is_latin(one) || is_latin(other) {
        let is_prefix = one.starts_with(other) || other.starts_with(one);
        let is_long = one.len().min(other.len()) >= 3;
        let is_sum = one.contains('+') || other.contains('+');
        return if is_prefix && is_long && !is_sum {
            60
        } else {
            0
        };
    }
    if one.ends_with(other) || other.ends_with(one) {
        80
    } else if one.contains(other) || other.contains(one) {
        60
    } else {
        loosely(one, other).max(synonym_inside(one, other))
    }
}

/// One letter written otherwise, words put in between, or a long beginning in common.
fn loosely(one: &str, other: &str) -> u32 {
    let same = one.chars().zip(other.chars());
    let (ours, theirs) = (one.chars().count(), other.chars().count());
    let differing = same.clone().filter(|(one, other)| one != other).count();
    if ours == theirs && ours >= 4 && differing == 1 {
        return 70;
    }
    let (long, short) = if ours > theirs {
        (one, other)
    } else {
        (other, one)
    };
    let mut rest = long.chars();
    let is_inside = short.chars().all(|wanted| rest.any(|c| c == wanted));
    if is_inside && rest.next().is_none() && ours.min(theirs) >= 4 {
        return 60;
    }
    let beginning = same.take_while(|(one, other)| one == other).count();
    if beginning >= 6 { 40 } else { 0 }
}

/// `批量合格率` and `产品良品率`: different words round one of the synonyms.
fn synonym_inside(one: &str, other: &str) -> u32 {
    let meets = |group: &&&[&str]| {
        let ends = |text: &str| {
            group
                .iter()
                .any(|word| !word.is_ascii() && text.ends_with(word))
        };
        ends(one) && ends(other)
    };
    if SYNONYMS.iter().any(|group| meets(&group)) {
        50
    } else {
        0
    }
}

/// Tells whether two names of sub-products can mean the same.
pub fn is_same_subject(one: &str, other: &str) -> bool {
    let (ours, theirs) = (subject_names(one), subject_names(other));
    ours.iter().any(|one| {
        theirs
            .iter()
            .any(|other| one.contains(other.as_str()) || other.contains(one.as_str()))
    })
}

/// A target without something does not speak of a sub-product with it.
pub fn is_excluded(target: &Indicator, promise: &Indicator) -> bool {
    target.conditions.iter().any(|condition| {
        condition.strip_prefix('无').is_some_and(|without| {
            promise.subject.contains(without) && !promise.subject.contains(condition.as_str())
        })
    })
}

/// `无、低重稀土` is 无重稀土 and 低重稀土.
fn subject_names(subject: &str) -> Vec<String> {
    let whole = plain(subject).to_lowercase();
    let mut names: Vec<String> = whole
        .split(['、', '和', '及', '与'])
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect();
    if let [first, .., last] = names.as_slice()
        && first.chars().count() == 1
    {
        let tail: String = last.chars().skip(1).collect();
        let joined = format!("{first}{tail}");
        if let Some(slot) = names.first_mut() {
            *slot = joined;
        }
    }
    names.push(whole);
    names.retain(|name| name.chars().count() > 1);
    names
}

/// How the conditions of a promise stand to those of an indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Conditions {
    /// The promise names another one.
    Other,
    /// The promise names none that matters.
    Silent,
    /// Named by both and the same, or named by neither.
    Same,
}

/// Compares conditions. Room temperature is a condition only beside another temperature, the
/// size of the specimen only beside another size.
pub fn conditions_of(target: &Indicator, promise: &Indicator) -> Conditions {
    let ours = meaningful(target);
    let theirs = meaningful(promise);
    let mut is_named = false;
    for condition in &theirs {
        if ours.iter().any(|own| own.holds(condition)) {
            is_named = true;
        } else if !condition.is_customary() || ours.iter().any(|own| own.is_like(condition)) {
            return Conditions::Other;
        }
    }
    let is_bare = ours.iter().all(|own| *own == Condition::Room);
    if is_bare || is_named {
        Conditions::Same
    } else {
        Conditions::Silent
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Condition {
    Room,
    Measured {
        low: Decimal,
        high: Option<Decimal>,
        unit: Unit,
    },
    Words(String),
}

impl Condition {
    /// Tells whether a promise under `other` is one under this condition.
    fn holds(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Room, Self::Room) => true,
            (Self::Words(one), Self::Words(other)) => {
                one.contains(other.as_str()) || other.contains(one.as_str())
            }
            (
                Self::Measured { low, high, unit },
                Self::Measured {
                    low: from,
                    high: to,
                    unit: theirs,
                },
            ) => {
                let into = |value: Decimal| theirs.convert(value, unit, false);
                match high {
                    None => into(*from).is_some_and(|from| from >= *low),
                    Some(high) => into(*from) == Some(*low) && to.and_then(into) == Some(*high),
                }
            }
            _ => false,
        }
    }

    fn is_customary(&self) -> bool {
        match self {
            Self::Room => true,
            Self::Measured { unit, .. } => unit.is_length(),
            Self::Words(_) => false,
        }
    }

    /// Tells whether the two say something of one kind.
    fn is_like(&self, other: &Self) -> bool {
        let is_temperature = |condition: &Self| match condition {
            Self::Room => true,
            Self::Measured { unit, .. } => matches!(unit.canonical.as_str(), "°C" | "K"),
            Self::Words(_) => false,
        };
        match (self, other) {
            (Self::Measured { unit, .. }, Self::Measured { unit: theirs, .. }) => {
                unit.is_comparable(theirs)
            }
            _ => is_temperature(self) && is_temperature(other),
        }
    }
}

fn meaningful(indicator: &Indicator) -> Vec<Condition> {
    let mut found = Vec::new();
    for condition in &indicator.conditions {
        let text = plain(condition);
        if matches!(text.as_str(), "室温" | "常温") {
            found.push(Condition::Room);
            continue;
        }
        let measured = measured(&text);
        if measured.is_empty() {
            let is_known = conditions::is_condition(&text) || conditions::axis(&text).0.is_some();
            if is_known {
                found.push(Condition::Words(short(&text)));
            }
        } else {
            found.extend(measured);
        }
    }
    found
}

/// `额定工况下` is 额定.
fn short(text: &str) -> String {
    let mut text = text;
    for end in ["下", "工况", "条件", "载荷", "负载", "负荷"] {
        text = text.strip_suffix(end).unwrap_or(text);
    }
    text.trim_start_matches('在').to_owned()
}

/// Every measured value in a condition, but for years.
fn measured(text: &str) -> Vec<Condition> {
    let chars = folded(text);
    let mut found = Vec::new();
    let mut index = 0;
    while index < chars.len() {
        let Some(quantity) = scan_quantity(&chars, index).or_else(|| glued(&chars, index)) else {
            index += 1;
            continue;
        };
        index = quantity.end.max(index + 1);
        let (Value::Amount(amount), Some(unit)) = (quantity.value, quantity.unit) else {
            continue;
        };
        let (low, high) = (amount.low(), amount.high());
        let is_room =
            unit.canonical == "°C" && low >= Decimal::from(15) && high <= Decimal::from(27);
        let is_year = unit.canonical == "年" && low > Decimal::from(1900);
        let rest: String = chars.iter().skip(index).take(3).collect();
        let is_open = rest.contains("以上");
        if is_room {
            found.push(Condition::Room);
        } else if !is_year {
            found.push(Condition::Measured {
                low,
                high: (!is_open).then_some(high),
                unit,
            });
        }
    }
    found
}

/// `PCT48h`: a value behind letters.
fn glued(chars: &[char], index: usize) -> Option<Quantity> {
    let is_digit = chars.get(index).is_some_and(char::is_ascii_digit);
    let before = index.checked_sub(1).and_then(|index| chars.get(index));
    let is_behind_letter = before.is_some_and(char::is_ascii_alphabetic);
    (is_digit && is_behind_letter)
        .then(|| scan_glued(chars, index))
        .flatten()
}
