//! Tells whether a promise speaks of the same thing as an indicator: name, sub-product and
//! condition.

use super::circumstances::{self, Circumstances, Conditions};
use super::names::Name;
use crate::analysis::targets::{direction_of, folded};
use crate::analysis::units::{self, Unit};
use crate::domain::indicator::{Compare, Direction, Indicator, Value};
use std::borrow::Cow;

/// An indicator with what is needed again and again when it is set beside others.
#[derive(Debug, Clone)]
pub struct Known<'a> {
    /// The indicator; an improvement by a share is taken as the change that it is.
    pub indicator: Cow<'a, Indicator>,
    /// Its unit; of a size, that of a side.
    pub unit: Unit,
    names: Vec<Name>,
    symbol: Option<Name>,
    subjects: Vec<String>,
    circumstances: Circumstances,
    meant: Option<Box<Known<'a>>>,
}

impl<'a> Known<'a> {
    /// Prepares an indicator.
    pub fn of(indicator: &'a Indicator) -> Self {
        let taken = as_change(indicator).map_or(Cow::Borrowed(indicator), Cow::Owned);
        let names = [&taken.parameter, &taken.symbol]
            .into_iter()
            .map(|name| plain(name))
            .filter(|name| !name.is_empty())
            .map(Name::of)
            .collect();
        Self {
            unit: units::read_printed(taken.unit.split('*').next().unwrap_or_default()),
            names,
            symbol: Some(plain(&taken.symbol))
                .filter(|symbol| !symbol.is_empty())
                .map(Name::of),
            subjects: subject_names(&taken.subject),
            circumstances: Circumstances::of(&taken),
            meant: indicator
                .meant
                .as_deref()
                .map(|meant| Box::new(Self::of(meant))),
            indicator: taken,
        }
    }

    /// How well a promise's name fits: 0 not at all, 100 the same.
    pub fn name(&self, promise: &Self) -> u32 {
        let own = self.own_name(promise);
        let meant = self
            .meant
            .as_ref()
            .map_or(0, |meant| meant.own_name(promise));
        own.max(meant)
    }

    fn own_name(&self, promise: &Self) -> u32 {
        let (target, other) = (&self.indicator, &promise.indicator);
        let is_telling = target.symbol.chars().count() > 1 || other.parameter == other.symbol;
        let symbols = (self.symbol.as_ref(), promise.symbol.as_ref());
        let is_same = match symbols {
            (Some(one), Some(other)) => one.text().eq_ignore_ascii_case(other.text()),
            _ => false,
        };
        if is_same && is_telling {
            return 100;
        }
        if let Some(likeness) = self.by_unit(promise) {
            return likeness;
        }
        let pairs = self
            .names
            .iter()
            .flat_map(|one| promise.names.iter().map(move |other| one.alike(other)));
        let best = pairs.max().unwrap_or(0);
        let are_unlike = match symbols {
            (Some(one), Some(other)) => {
                let are_telling = one.length() > 1 && other.length() > 1;
                are_telling && !is_same && one.alike(other) < 95
            }
            _ => false,
        };
        if are_unlike { 0 } else { best }
    }

    /// Cavities of a mould are known by their number, sizes by being sizes.
    fn by_unit(&self, promise: &Self) -> Option<u32> {
        let (target, other) = (&self.indicator, &promise.indicator);
        let is_both = |test: fn(&Indicator) -> bool| test(target) && test(other);
        if is_both(|indicator| indicator.canonical_unit == "穴") {
            return Some(if target.value == other.value { 70 } else { 50 });
        }
        if is_both(is_accuracy) {
            let names = (self.names.first(), promise.names.first());
            let alike = match names {
                (Some(one), Some(other)) => one.alike(other),
                _ => 0,
            };
            return Some(alike.max(55));
        }
        let is_size = is_both(|indicator| indicator.canonical_unit.contains('*'));
        (is_size && target.parameter != other.parameter).then_some(50)
    }

    /// Tells whether the sub-product of a promise can be this one's.
    pub fn is_same_subject(&self, promise: &Self) -> bool {
        let meant = self.meant.as_ref();
        are_same(&self.subjects, &promise.subjects)
            || meant.is_some_and(|meant| are_same(&meant.subjects, &promise.subjects))
    }

    /// Tells whether the two name one kind of product in different classes: 650V and 1200V.
    pub fn is_other_class(&self, promise: &Self) -> bool {
        let split = |known: &Self| {
            let name = known.subjects.last()?;
            let ascii: String = name.chars().take_while(char::is_ascii).collect();
            // the last figure with the letter of its unit ends the class
            let last = ascii.rfind(|c: char| c.is_ascii_digit())?;
            let end = (last + 2).min(ascii.len());
            let (code, kind) = name.split_at_checked(end)?;
            Some((code.to_owned(), kind.to_owned()))
        };
        match (split(self), split(promise)) {
            (Some((one, kind)), Some((other, other_kind))) => one != other && kind == other_kind,
            _ => false,
        }
    }

    /// Tells whether a promise without a sub-product of its own says in its name that it is
    /// about another: `螺纹孔圆柱度` is no 圆柱度 of a 模芯孔.
    pub fn names_another(&self, promise: &Self) -> bool {
        let meant = self.meant.as_ref();
        self.names_other(promise) && meant.is_none_or(|meant| meant.names_other(promise))
    }

    fn names_other(&self, promise: &Self) -> bool {
        let (Some(own), Some(theirs)) = (self.names.first(), promise.names.first()) else {
            return false;
        };
        let of = theirs.text().strip_suffix(own.text()).unwrap_or_default();
        if of.is_empty()
            || self.subjects.is_empty()
            || !promise.subjects.is_empty()
            || of.chars().count() < 2
        {
            return false;
        }
        let of_names = [of.to_lowercase()];
        if are_same(&of_names, &self.subjects) || GENERIC.iter().any(|word| of.ends_with(word)) {
            return false;
        }
        let is_kin = self
            .subjects
            .iter()
            .any(|subject| subject.chars().last() == of.chars().last());
        is_kin || of.ends_with(PARTS) || direction_of(of).is_some()
    }

    /// How the conditions of a promise stand to these.
    pub fn conditions(&self, promise: &Self) -> Conditions {
        let printed = circumstances::between(&self.circumstances, &promise.circumstances);
        let meant = self
            .meant
            .as_ref()
            .map(|meant| circumstances::between(&meant.circumstances, &promise.circumstances));
        meant.map_or(printed, |meant| meant.max(printed))
    }
}

/// What may stand for any sub-product.
const GENERIC: [&str; 14] = [
    "样机", "整机", "本机", "产品", "样品", "样件", "制品", "器件", "材料", "薄膜", "膜材", "设备",
    "系统", "平均",
];

/// What the names of parts end in.
const PARTS: [char; 8] = ['孔', '轴', '芯', '板', '片', '齿', '套', '盖'];

/// `改善制品变形＞40%`: an improvement by a share is a change in the good way.
fn as_change(indicator: &Indicator) -> Option<Indicator> {
    let parameter = indicator.parameter.strip_prefix("改善")?;
    let is_share = units::read(&indicator.unit).is_some_and(|unit| unit.is_share());
    let direction = match direction_of(parameter) {
        Some(Direction::Down | Direction::Zero) => Direction::Down,
        _ => Direction::Up,
    };
    let is_change = !parameter.is_empty() && is_share && !indicator.unit.is_empty();
    is_change.then(|| Indicator {
        parameter: parameter.to_owned(),
        compare: Compare::Change,
        direction,
        is_strict: indicator.compare.is_strict(),
        ..indicator.clone()
    })
}

fn is_accuracy(indicator: &Indicator) -> bool {
    matches!(indicator.value, Value::Grade(_)) && indicator.parameter.contains("精度")
}

/// Returns a text folded and without blanks.
pub fn plain(name: &str) -> String {
    folded(name).into_iter().filter(|c| *c != ' ').collect()
}

/// Tells whether two names of sub-products can mean the same.
pub fn is_same_subject(one: &str, other: &str) -> bool {
    are_same(&subject_names(one), &subject_names(other))
}

fn are_same(ours: &[String], theirs: &[String]) -> bool {
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
