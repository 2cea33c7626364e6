//! Completes the name of a value from what stands before the piece and behind the value.

use super::Reader;
use crate::analysis::targets::items::{Item, Kind};
use crate::analysis::targets::naming::{Name, gamut_at, trimmed_front};
use crate::analysis::targets::pieces::Piece;
use crate::analysis::targets::values::{Found, PRODUCES, Shape};
use crate::analysis::targets::{Quantity, conditions, directions, subjects};
use crate::analysis::units::Unit;
use crate::domain::indicator::{Amount, Indicator, Note, Value};

impl Reader<'_> {
    /// Completes a name from what stands before: heading, sub-product, axis, the last name.
    pub(super) fn complete(&mut self, named: &mut Name, start: &mut usize, notes: &mut Vec<Note>) {
        let named_subject = named.subject.is_some();
        if let Some(subject) = named.subject.take() {
            self.subject = subject;
        }
        let has_own_name = directions::is_parameter(&named.parameter)
            || (!named.symbol.is_empty() && self.head.is_none());
        if let Some(head) = self.head.clone() {
            let is_qualifier = !has_own_name && (head.is_first || !named.parameter.is_empty());
            let takes = is_qualifier && named.parameter.chars().count() <= 8;
            if takes {
                if !named.parameter.is_empty() && !head.name.parameter.is_empty() {
                    let qualifier = std::mem::take(&mut named.parameter);
                    named.conditions.push(qualifier);
                }
                named.parameter.clone_from(&head.name.parameter);
                named
                    .conditions
                    .splice(0..0, head.name.conditions.iter().cloned());
                if named.symbol.is_empty() {
                    named.symbol.clone_from(&head.name.symbol);
                }
                named.unit.clone_from(&head.name.unit);
                if head.is_first {
                    *start = head.start;
                } else {
                    notes.push(Note::Inherited);
                }
            }
        }
        if let Some(axis) = &named.axis {
            self.axis = Some(axis.clone());
            if axis.contains(['X', 'Y', 'Z']) && !named_subject {
                self.subject.clear();
            }
        } else if let Some(axis) = &self.axis
            && !named.parameter.contains('轴')
        {
            named.conditions.push(axis.clone());
            notes.push(Note::Inherited);
        }
        if subjects::is_of_the_whole(&named.parameter) {
            self.subject.clear();
        }
        self.inherit(named, notes);
    }

    /// Takes the last name of the statement where a value has none of its own.
    fn inherit(&self, named: &mut Name, notes: &mut Vec<Note>) {
        let is_comparison = ["较", "比现", "比原", "与现"]
            .iter()
            .any(|word| named.parameter.starts_with(word));
        let last = self
            .reading
            .indicators
            .get(self.statement_start..)
            .and_then(<[Indicator]>::last);
        let last = last.or_else(|| {
            self.reading
                .indicators
                .last()
                .filter(|_| named.parameter == named.symbol && !named.symbol.is_empty())
        });
        let Some(last) = last else { return };
        let is_condition = named.symbol.is_empty() && conditions::is_condition(&named.parameter);
        if named.parameter.is_empty() || is_comparison || is_condition {
            if is_comparison || is_condition {
                named.conditions.push(std::mem::take(&mut named.parameter));
            }
            let mut place = 0;
            for condition in last.conditions.iter().take(8) {
                let is_lead = self.leading.contains(condition);
                let is_other = named.axis.is_some() && conditions::axis(condition).0.is_some();
                let is_count = |text: &String| conditions::COUNTED.contains(&text.as_str());
                let is_other =
                    is_other || is_count(condition) && named.conditions.iter().any(is_count);
                if !is_lead && !is_other && !named.conditions.contains(condition) {
                    named.conditions.insert(place, condition.clone());
                    place += 1;
                }
            }
            named.parameter.clone_from(&last.parameter);
            named.symbol.clone_from(&last.symbol);
            notes.push(Note::Inherited);
        } else if named.parameter == named.symbol
            && last.symbol == named.symbol
            && last.parameter != last.symbol
            && last.subject == self.subject
        {
            named.parameter.clone_from(&last.parameter);
            notes.push(Note::Inherited);
        }
        notes.dedup();
    }

    /// What stands behind a value: conditions, a standard, or the name itself.
    pub(super) fn behind(&self, behind: &[Item], named: &mut Name) {
        let mut words: Vec<&Item> = Vec::new();
        let mut before_words = named.conditions.len();
        for item in behind {
            if words.is_empty() {
                before_words = named.conditions.len();
            }
            match item.kind {
                Kind::Bracket => {
                    let inner = self
                        .text
                        .printed(item.start + 1, item.end.saturating_sub(1));
                    conditions::split(&inner, &mut named.conditions, &mut named.standard);
                    if let Some(last) = named.conditions.last()
                        && conditions::axis(last).0.as_ref() == Some(last)
                    {
                        named.axis = Some(last.clone());
                    }
                }
                Kind::Standard => named.standard = self.text.printed(item.start, item.end),
                _ => words.push(item),
            }
        }
        let (Some(first), Some(last)) = (words.first(), words.last()) else {
            return;
        };
        let text = self.text.printed(first.start, last.end);
        let text = text.trim_matches(['/', '，', ' ', '@', '＠']).to_owned();
        let has_value = words.iter().any(|item| item.quantity().is_some());
        let bare = text.trim_start_matches(['（', '(']).to_owned();
        if has_value || conditions::is_condition(&bare) {
            if !bare.is_empty() {
                named.conditions.insert(before_words, bare);
            }
            return;
        }
        let text = text.strip_prefix('的').unwrap_or(&text);
        let text = ["或以上", "及以上", "以上"]
            .iter()
            .find_map(|end| text.strip_suffix(end))
            .unwrap_or(text);
        let is_headed = self.head.as_ref().is_some_and(|head| head.is_first);
        if matches!(text, "" | "要求" | "水平") || is_headed && named.parameter.is_empty() {
            return;
        }
        if gamut_at(text).is_some_and(|(from, _)| from == 0) && named.parameter.contains("色域") {
            text.clone_into(&mut named.standard);
            return;
        }
        let mut text = trimmed_front(text).replace(' ', "");
        // `3C以上倍率持续充电` is 持续充电 at that 倍率
        if let Some(rest) = text.strip_prefix("倍率").filter(|rest| !rest.is_empty()) {
            text = format!("{rest}倍率");
        }
        if PRODUCES.contains(&named.parameter.as_str()) {
            named.subject = Some(text);
        } else if subjects::is_subject(&named.parameter) {
            named.subject = Some(std::mem::replace(&mut named.parameter, text));
        } else if named.parameter.is_empty() || is_verb(&named.parameter) {
            named.conditions.extend(field(&named.parameter));
            named.parameter = text;
        } else if ["容纳", "支持", "接入", "承载"]
            .iter()
            .any(|verb| named.parameter.ends_with(verb))
        {
            named.parameter.push_str(&text);
        }
    }

    /// What the kind of the value says about the name.
    pub(super) fn by_quantity(&self, quantity: &Quantity, found: &Found, named: &mut Name) {
        if quantity.is_of_cavities() && !directions::is_parameter(&named.parameter) {
            if subjects::is_subject(&named.parameter) {
                named.subject = Some(std::mem::take(&mut named.parameter));
            }
            "穴数".clone_into(&mut named.parameter);
        }
        if quantity.is_tonnage(self.text.chars) {
            production(named);
        }
        if matches!(found.shape, Shape::Change(_))
            && let Some(stem) = named.parameter.strip_suffix("减重")
        {
            let stem = stem.strip_suffix("有效").unwrap_or(stem);
            named.parameter = format!("{stem}重量");
        }
    }

    pub(super) fn slips(
        &self,
        span: Piece,
        quantity: &Quantity,
        named: &Name,
        has_sign_before_range: bool,
        unit: Option<&(Unit, String)>,
    ) -> Vec<Note> {
        let raw = self.text.printed(span.start, span.end);
        let leading = self.leading.join(" ");
        let is_wrongly_low = leading.contains("低温")
            && !leading.contains('-')
            && leading.contains(|c: char| c.is_ascii_digit());
        let is_range = matches!(quantity.value, Value::Amount(Amount::Range(..)));
        let slips = [
            (
                raw.contains("不≥") || raw.contains("不≤"),
                Note::NegatedSign,
            ),
            (named.has_stray_digit, Note::StrayDigit),
            (has_sign_before_range, Note::SignBeforeRange),
            (quantity.has_lost_superscript, Note::LostSuperscript),
            (is_wrongly_low, Note::LowTemperature),
            (named.has_inner_blank, Note::BlankInName),
            (
                unit.is_some_and(|(unit, _)| unit.is_misspelt),
                Note::UnitMisspelt,
            ),
            (
                unit.is_some_and(|(unit, _)| unit.is_incomplete),
                Note::UnitLeftOut,
            ),
            (
                unit.is_none() && named.symbol.contains('+'),
                Note::SumWithoutUnit,
            ),
            (unit.is_none() && is_range, Note::NoUnit),
            (
                unit.is_some_and(|(unit, _)| !unit.unknown.is_empty()),
                Note::UnitUnknown,
            ),
        ];
        slips
            .into_iter()
            .filter_map(|(is_there, note)| is_there.then_some(note))
            .collect()
    }
}

/// `万吨级X产品连续、稳定生产`, `万吨级X生产线`: of which product so much is to be made.
fn production(named: &mut Name) {
    let text = named.parameter.clone();
    let Some((made, rest)) = text.split_once("生产").filter(|(made, _)| !made.is_empty()) else {
        return;
    };
    let (product, how) = made.split_once("产品").unwrap_or((made, ""));
    if product.is_empty() || !matches!(rest, "" | "线" | "基地" | "装置" | "能力" | "规模")
    {
        return;
    }
    named.subject = Some(product.to_owned());
    if !how.is_empty() {
        named.conditions.push(how.to_owned());
    }
    "生产规模".clone_into(&mut named.parameter);
}

/// `通过化工、涂料、军工领域`: the field in which the verb holds.
fn field(parameter: &str) -> Option<String> {
    let text = parameter
        .strip_prefix("通过")
        .or_else(|| parameter.strip_prefix('在'));
    let text = text.unwrap_or(parameter);
    text.ends_with("领域").then(|| text.to_owned())
}

/// Words before a value that name nothing; the name stands behind it.
fn is_verb(parameter: &str) -> bool {
    const VERBS: [&str; 12] = [
        "通过",
        "芯片",
        "可承受",
        "研制",
        "建成",
        "形成",
        "开发",
        "可实现",
        "实现",
        "化工",
        "支持",
        "具有",
    ];
    !directions::is_parameter(parameter) && VERBS.iter().any(|verb| parameter.starts_with(verb))
}
