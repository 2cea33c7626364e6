//! Tells whether a promise speaks of the same thing as an indicator: name, sub-product and
//! condition.

use crate::analysis::targets::{conditions, folded, scan_quantity};
use crate::analysis::units::Unit;
use crate::domain::decimal::Decimal;
use crate::domain::indicator::{Amount, Indicator, Value};

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
    if !target.symbol.is_empty() && plain(&target.symbol) == plain(&promise.symbol) {
        return 100;
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
        let common = one.chars().zip(other.chars());
        let length = common.take_while(|(one, other)| one == other).count();
        synonym_inside(one, other).max(if length >= 6 { 40 } else { 0 })
    }
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

/// Compares conditions. Room temperature is no condition.
pub fn conditions_of(target: &Indicator, promise: &Indicator) -> Conditions {
    let ours: Vec<Condition> = meaningful(target);
    let theirs: Vec<Condition> = meaningful(promise);
    let mut is_named = false;
    for condition in &theirs {
        match ours.iter().map(|own| own.against(condition)).max() {
            Some(Relation::Same) => is_named = true,
            _ => return Conditions::Other,
        }
    }
    if ours.is_empty() || is_named {
        Conditions::Same
    } else {
        Conditions::Silent
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Condition {
    Measured(Amount, Option<Unit>),
    Words(String),
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Relation {
    Different,
    Same,
}

impl Condition {
    fn against(&self, other: &Self) -> Relation {
        let is_same = match (self, other) {
            (Self::Words(one), Self::Words(other)) => {
                one.contains(other.as_str()) || other.contains(one.as_str())
            }
            (Self::Measured(one, ours), Self::Measured(other, theirs)) => {
                let (ours, theirs) = (
                    ours.clone().unwrap_or_else(Unit::none),
                    theirs.clone().unwrap_or_else(Unit::none),
                );
                let same =
                    |one: Decimal, other: Decimal| theirs.convert(other, &ours, false) == Some(one);
                same(one.low(), other.low()) && same(one.high(), other.high())
            }
            _ => false,
        };
        if is_same {
            Relation::Same
        } else {
            Relation::Different
        }
    }
}

fn meaningful(indicator: &Indicator) -> Vec<Condition> {
    let mut found = Vec::new();
    for condition in &indicator.conditions {
        let text = plain(condition);
        if matches!(text.as_str(), "室温" | "常温" | "实测" | "检测") {
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

/// Every measured value in a condition, but for room temperature and years.
fn measured(text: &str) -> Vec<Condition> {
    let chars = folded(text);
    let mut found = Vec::new();
    let mut index = 0;
    while index < chars.len() {
        let Some(quantity) = scan_quantity(&chars, index) else {
            index += 1;
            continue;
        };
        index = quantity.end.max(index + 1);
        let Value::Amount(amount) = quantity.value else {
            continue;
        };
        let spelling = quantity.unit.as_ref().map(|unit| unit.canonical.as_str());
        let is_room = spelling == Some("°C")
            && amount.low() >= Decimal::from(15)
            && amount.high() <= Decimal::from(27);
        let is_year = spelling == Some("年") && amount.low() > Decimal::from(1900);
        if !is_room && !is_year && quantity.unit.is_some() {
            found.push(Condition::Measured(amount, quantity.unit));
        }
    }
    found
}
