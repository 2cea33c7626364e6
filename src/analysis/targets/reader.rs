//! Goes through statements and pieces and carries what one piece leaves to the next:
//! sub-product, heading, conditions, axis, name.

mod completing;
mod heads;

use super::comparators;
use super::folding::at;
use super::items::{Item, Kind, items};
use super::meaning;
use super::naming::{Name, Text, name};
use super::pieces::{Piece, Statement};
use super::values::{Found, Shape, find, is_denied};
use super::{Quantity, Reading, binding};
use super::{conditions, directions, subjects};
use crate::analysis::units::Unit;
use crate::domain::indicator::{Amount, Compare, Direction, Indicator, Note, Value};

/// A name with a colon behind it.
#[derive(Debug, Clone)]
struct Head {
    name: Name,
    start: usize,
    is_first: bool,
}

/// More conditions than this nobody prints for one value.
const MOST_CONDITIONS: usize = 16;

/// Reads statement by statement.
pub struct Reader<'a> {
    text: Text<'a>,
    reading: Reading,
    subject: String,
    head: Option<Head>,
    leading: Vec<String>,
    leading_start: Option<usize>,
    axis: Option<String>,
    statement_start: usize,
    unread: Vec<Piece>,
    statements: Vec<(usize, usize)>,
    is_headed_subject: bool,
    /// Names that wait for their values behind 分别, and the comparator that all of them have.
    waiting: Vec<String>,
    waiting_relation: Option<comparators::Relation>,
}

impl<'a> Reader<'a> {
    /// Makes a reader of a text.
    pub fn new(text: Text<'a>) -> Self {
        Self {
            text,
            reading: Reading::default(),
            subject: String::new(),
            head: None,
            leading: Vec::new(),
            leading_start: None,
            axis: None,
            statement_start: 0,
            unread: Vec::new(),
            statements: Vec::new(),
            is_headed_subject: false,
            waiting: Vec::new(),
            waiting_relation: None,
        }
    }

    /// Reads one statement.
    pub fn statement(&mut self, statement: &Statement) {
        if statement.is_fresh || self.is_headed_subject {
            self.subject.clear();
        }
        self.is_headed_subject = false;
        self.head = None;
        self.waiting.clear();
        self.leading.clear();
        self.leading_start = None;
        self.axis = None;
        self.statement_start = self.reading.indicators.len();
        let last = statement.pieces.len().saturating_sub(1);
        for (index, piece) in statement.pieces.iter().enumerate() {
            self.piece(*piece, index == last);
        }
        self.flush_words();
        self.statements
            .push((self.statement_start, self.reading.indicators.len()));
    }

    /// Returns what was read.
    pub fn finish(mut self) -> Reading {
        super::alternatives::mark(&mut self.reading.indicators, &self.statements);
        self.reading
    }

    fn piece(&mut self, piece: Piece, is_last: bool) {
        let body = self.headed(piece);
        let all = items(self.text.chars, body.start, body.end);
        let is_headed = self.head.is_some();
        let mut found = find(self.text, &all, is_headed);
        if found.is_empty() && self.is_whole(piece) {
            let only = alone(&all).filter(|one| !is_denied(self.text, &all, one));
            found = only.into_iter().collect();
        }
        if found.is_empty() && !self.waiting.is_empty() {
            found = alone(&all).into_iter().collect();
            for one in &mut found {
                one.before = self.waiting_relation;
            }
        }
        let before = self.reading.indicators.len();
        if found.is_empty() {
            self.words(piece, body, &all, is_last);
        } else {
            self.flush_words();
            self.values(body, &all, &found);
        }
        self.brackets(&all, !found.is_empty());
        if found.is_empty() && self.reading.indicators.len() > before {
            self.flush_words();
        }
        if let Some(head) = &mut self.head {
            head.is_first = false;
        }
    }

    fn is_whole(&self, piece: Piece) -> bool {
        let is_blank = |index: usize| matches!(at(self.text.chars, index), ' ' | '\n' | ';' | '.');
        (0..piece.start).all(is_blank) && (piece.end..self.text.chars.len()).all(is_blank)
    }

    /// A piece without an indicator: a condition, a sub-product or words.
    fn words(&mut self, piece: Piece, body: Piece, all: &[Item], is_last: bool) {
        let printed = self.text.printed(body.start, body.end);
        let has_words = all
            .iter()
            .any(|item| item.kind == Kind::Word && !item.is_blank(self.text.chars));
        let has_value = all.iter().any(|item| item.quantity().is_some());
        let has_indicators = self.reading.indicators.len() > self.statement_start;
        let wording: String = all
            .iter()
            .filter(|item| item.kind == Kind::Word)
            .map(|item| at(self.text.chars, item.start))
            .collect();
        let is_named_condition = has_value
            && (conditions::is_condition(&wording) || wording.trim().ends_with(['时', '下']));
        if has_value && (!has_words || is_named_condition) {
            let leads_on = is_named_condition && !is_last;
            if has_indicators && self.second_coordinate(all) {
            } else if has_indicators && !leads_on {
                self.trailing(&printed, body.end);
            } else {
                self.lead(printed, body.start);
            }
        } else if !is_last && subjects::is_subject(&printed) {
            self.subject = printed;
        } else if !is_last && self.head.is_none() && conditions::leads_on(&printed) {
            let all_names = name(self.text, all);
            if let Some(subject) = all_names.subject {
                self.subject = subject;
            }
            self.lead(printed, body.start);
        } else {
            self.unread.push(piece);
        }
    }

    /// A condition that stands before what it is about.
    fn lead(&mut self, condition: String, start: usize) {
        if self.leading.len() < MOST_CONDITIONS {
            self.leading.push(condition);
            self.leading_start.get_or_insert(start);
        }
    }

    /// `白点位置 0.283，0.292`: the second number of two coordinates.
    fn second_coordinate(&mut self, all: &[Item]) -> bool {
        let Some(quantity) = all.first().and_then(Item::quantity) else {
            return false;
        };
        let is_place = |indicator: &&mut Indicator| {
            indicator.unit.is_empty()
                && (indicator.parameter.contains("白点") || indicator.parameter.contains("坐标"))
        };
        let Some(last) = self.reading.indicators.last_mut().filter(is_place) else {
            return false;
        };
        let (Value::Amount(one), Value::Amount(other)) = (&last.value, &quantity.value) else {
            return false;
        };
        last.value = Value::Pair(*one, *other);
        last.compare = Compare::Window;
        last.direction = Direction::Window;
        for item in all.iter().filter(|item| item.kind == Kind::Bracket) {
            let inner = self
                .text
                .printed(item.start + 1, item.end.saturating_sub(1));
            conditions::split(&inner, &mut last.conditions, &mut last.standard);
        }
        if let Some(item) = all.last() {
            last.span.1 = item.end;
            last.raw = self.text.printed(last.span.0, item.end);
        }
        true
    }

    /// A condition that stands behind its indicator.
    fn trailing(&mut self, condition: &str, end: usize) {
        let last = self.reading.indicators.last_mut();
        if let Some(last) = last.filter(|last| last.conditions.len() < MOST_CONDITIONS) {
            last.conditions.push(condition.to_owned());
            last.span.1 = end;
            last.raw = self.text.printed(last.span.0, end);
        }
    }

    fn flush_words(&mut self) {
        let (Some(first), Some(last)) = (self.unread.first(), self.unread.last()) else {
            return;
        };
        let (mut start, end) = (first.start, last.end);
        for piece in self.unread.iter().skip(1) {
            let demand: String = self.text.printed(piece.start, piece.end);
            if is_demand(&demand) {
                let comma = (start..piece.start).rev().find(|at| !self.is_void(*at));
                let clause = self
                    .text
                    .printed(start, comma.map_or(piece.start, |at| at + 1));
                self.reading.clauses.push(clause);
                start = piece.start;
            }
        }
        let clause = self.text.printed(start, end);
        self.reading.clauses.push(clause);
        self.unread.clear();
    }

    fn is_void(&self, index: usize) -> bool {
        matches!(at(self.text.chars, index), ' ' | ',')
    }

    /// What a bracket belongs to: the words in front of it up to the last comma, where they
    /// name something that can do a thing and no property.
    fn owner(&self, before: &[Item]) -> String {
        let words: Vec<&Item> = before
            .iter()
            .rev()
            .take_while(|item| {
                item.kind == Kind::Word && !matches!(at(self.text.chars, item.start), ',' | '、')
            })
            .collect();
        let (Some(last), Some(first)) = (words.first(), words.last()) else {
            return String::new();
        };
        let text = self.text.printed(first.start, last.end);
        let text = text.strip_suffix("能力").unwrap_or(&text);
        let is_name = (2..=16).contains(&text.chars().count()) && !directions::is_property(text);
        if is_name {
            text.to_owned()
        } else {
            String::new()
        }
    }

    /// Brackets that hold a name, a comparator and a value are indicators of their own.
    fn brackets(&mut self, all: &[Item], has_value: bool) {
        for (index, item) in all.iter().enumerate() {
            if item.kind != Kind::Bracket {
                continue;
            }
            let inner = Piece {
                start: item.start + 1,
                end: item.end.saturating_sub(1),
            };
            let inside = items(self.text.chars, inner.start, inner.end);
            let compared: Vec<Found> = find(self.text, &inside, false)
                .into_iter()
                .filter(|found| {
                    found.to > found.from
                        && (found.before.is_some_and(says_more)
                            || found.after.is_some_and(says_more))
                })
                .collect();
            let has_name = compared.iter().any(|found| {
                let words = inside.get(found.from..found.to).unwrap_or_default();
                let named = name(self.text, words);
                directions::is_parameter(&named.parameter) || !named.symbol.is_empty()
            });
            if !has_name {
                continue;
            }
            if let Some(last) = self.reading.indicators.last_mut() {
                let printed = self.text.printed(inner.start, inner.end);
                last.conditions.retain(|condition| *condition != printed);
                let is_behind = last.span.0 < item.start && item.end == last.span.1;
                if is_behind {
                    last.span.1 = item.start;
                    last.raw = self.text.printed(last.span.0, item.start);
                    last.span.1 = last.span.0 + last.raw.chars().count();
                }
            }
            let owner = self.owner(all.get(..index).unwrap_or_default());
            let head = self.head.take();
            if has_value || owner.is_empty() {
                self.values(inner, &inside, &compared);
            } else {
                let subject = std::mem::replace(&mut self.subject, owner);
                self.values(inner, &inside, &compared);
                self.subject = subject;
            }
            self.head = head;
        }
    }

    fn values(&mut self, body: Piece, all: &[Item], found: &[Found]) {
        let is_double = found.len() == 2
            && found.windows(2).all(|two| {
                let [one, other] = two else { return false };
                let between = all.get(one.behind..other.to).unwrap_or_default();
                between.len() == 1
                    && between
                        .iter()
                        .all(|item| at(self.text.chars, item.start) == '/')
            });
        if is_double {
            self.double(body, all, found);
            return;
        }
        for (index, one) in found.iter().enumerate() {
            let until = found.get(index + 1).map_or(all.len(), |next| next.from);
            let start = all.get(one.from).map_or(body.start, |item| item.start);
            let end = found.get(index + 1).map_or(body.end, |next| {
                all.get(next.from).map_or(body.end, |item| item.start)
            });
            self.value(Piece { start, end }, all, one, until);
        }
    }

    /// `透光率/雾度＞85%/＞85%`.
    fn double(&mut self, body: Piece, all: &[Item], found: &[Found]) {
        let Some(first) = found.first() else { return };
        let words = all.get(first.from..first.to).unwrap_or_default();
        let named = name(self.text, words);
        let parts = binding::names(&named.parameter);
        for (index, one) in found.iter().enumerate() {
            let one = Found {
                from: first.from,
                to: first.to,
                ..one.clone()
            };
            let before = self.reading.indicators.len();
            self.value(body, all, &one, one.behind);
            self.reading.indicators.truncate(before + 1);
            if index > 0 {
                self.share_unit(before);
            }
            if let (Some(part), Some(last)) = (parts.get(index), self.reading.indicators.last_mut())
            {
                last.parameter.clone_from(part);
            }
        }
    }

    /// `600/400MPa`: the unit of the second is the first one's too.
    fn share_unit(&mut self, second: usize) {
        let Some(with_unit) = self.reading.indicators.get(second).cloned() else {
            return;
        };
        let first = second.checked_sub(1);
        if let Some(first) = first.and_then(|first| self.reading.indicators.get_mut(first))
            && first.unit.is_empty()
            && first.value.number().is_some()
        {
            first.unit = with_unit.unit;
            first.canonical_unit = with_unit.canonical_unit;
            first.notes.push(Note::Inherited);
        }
    }

    /// `抗拉强度、屈服强度分别≥600MPa、400MPa`: each name takes one value in turn.
    fn respectively(&mut self, found: &Found, named: &mut Name) {
        if let Some(stem) = named.parameter.strip_suffix("分别") {
            let mut each = binding::names(stem).into_iter();
            if let Some(first) = each.next() {
                named.parameter = first;
                self.waiting = each.collect();
                self.waiting_relation = found.before;
            }
        } else if named.parameter.is_empty() && !self.waiting.is_empty() {
            named.parameter = self.waiting.remove(0);
        }
    }

    fn value(&mut self, span: Piece, all: &[Item], found: &Found, until: usize) {
        let words = all.get(found.from..found.to).unwrap_or_default();
        let mut named = name(self.text, words);
        let behind = all.get(found.behind..until).unwrap_or_default();
        self.behind(behind, &mut named);
        let Some(quantity) = all.get(found.value).and_then(Item::quantity) else {
            return;
        };
        self.by_quantity(quantity, found, &mut named);
        self.respectively(found, &mut named);
        let mut start = self.leading_start.take().unwrap_or(span.start);
        let mut notes = Vec::new();
        self.complete(&mut named, &mut start, &mut notes);
        let unit = self.unit(quantity, &named);
        let value = shaped_value(all, found, &quantity.value);
        let before = found.before.or(named.relation);
        let meaning = meaning::of(quantity, before, found.after, &named.parameter);
        let (compare, direction, is_explicit) = match found.shape {
            Shape::Plain => (meaning.compare, meaning.direction, meaning.is_explicit),
            Shape::Between(_) => (Compare::Range, Direction::Window, true),
            Shape::FromTo(_) => (Compare::FromTo, step_direction(&value), true),
            Shape::Change(true) => (Compare::Change, Direction::Up, true),
            Shape::Change(false) => (Compare::Change, Direction::Down, true),
        };
        let is_strict = match found.shape {
            Shape::Change(_) => before.is_some_and(comparators::is_strict),
            _ => meaning.is_strict,
        };
        notes.extend(self.slips(
            span,
            quantity,
            &named,
            meaning.has_sign_before_range,
            unit.as_ref(),
        ));
        notes.extend(is_strict.then_some(Note::Strict));
        let mut conditions = self.leading.clone();
        conditions.extend(named.conditions.iter().cloned());
        let whole = Indicator {
            raw: self.text.printed(start, span.end),
            span: (start, span.end),
            subject: self.subject.clone(),
            alternative: String::new(),
            parameter: named.parameter.clone(),
            symbol: named.symbol,
            compare,
            value,
            unit: unit
                .as_ref()
                .map(|(_, printed)| printed.clone())
                .unwrap_or_default(),
            canonical_unit: unit
                .as_ref()
                .map(|(unit, _)| unit.canonical.clone())
                .unwrap_or_default(),
            conditions,
            standard: named.standard,
            direction,
            is_explicit,
            is_strict,
            notes,
            remarks: Vec::new(),
            meant: None,
        };
        let is_plain = found.shape == Shape::Plain;
        self.reading
            .indicators
            .extend(binding::each(whole, is_plain));
        // a device that a part is judged in is no sub-product of what follows
        if self.subject.ends_with("TV") {
            self.subject.clear();
        }
    }

    /// Returns the unit of a value with its printed form.
    fn unit(&self, quantity: &Quantity, named: &Name) -> Option<(Unit, String)> {
        let mut unit = quantity.unit.clone().map(|unit| {
            let (from, to) = quantity.unit_span;
            let is_size = unit.canonical.contains('*');
            let printed = if is_size {
                unit.canonical.clone()
            } else {
                self.text.printed(from, to)
            };
            (unit, printed)
        });
        if unit.is_none() && !matches!(quantity.value, Value::Grade(_)) {
            unit.clone_from(&named.unit);
        }
        unit.map(|(unit, printed)| (unit.for_parameter(&named.parameter), printed))
    }
}

/// Tells whether a piece of words is a demand of its own and not the rest of the one before.
fn is_demand(text: &str) -> bool {
    const ENDS: [&str; 4] = ["达到", "满足", "符合", "优于"];
    let has_own_subject = ENDS.iter().any(|verb| {
        text.split_once(verb)
            .is_some_and(|(subject, _)| directions::is_property(subject))
    });
    text.starts_with("实现") || has_own_subject
}

/// A text that is nothing but one value.
fn alone(all: &[Item]) -> Option<Found> {
    let value = all.iter().position(|item| item.quantity().is_some())?;
    let has_words = |items: &[Item]| items.iter().any(|item| item.kind == Kind::Word);
    let (before, behind) = (all.get(..value)?, all.get(value + 1..)?);
    // a plain number inside words is part of a name, as in 工业4.0系统
    let is_plain = all.get(value)?.quantity()?.is_plain_number();
    if is_plain && (has_words(before) || has_words(behind)) {
        return None;
    }
    Some(Found {
        value,
        from: 0,
        to: value,
        behind: value + 1,
        before: None,
        after: None,
        shape: Shape::Plain,
    })
}

fn says_more(relation: super::comparators::Relation) -> bool {
    relation != super::comparators::Relation::Is
}

fn shaped_value(all: &[Item], found: &Found, value: &Value) -> Value {
    let (Shape::FromTo(first) | Shape::Between(first)) = found.shape else {
        return value.clone();
    };
    let from = all
        .get(first)
        .and_then(Item::quantity)
        .and_then(|quantity| quantity.value.amount());
    let is_between = matches!(found.shape, Shape::Between(_));
    match (from, value.amount()) {
        (Some(from), Some(to)) if is_between => {
            Value::Amount(Amount::Range(from.low().min(to.low()), to.high()))
        }
        (Some(from), Some(to)) => Value::FromTo(from, to),
        _ => value.clone(),
    }
}

fn step_direction(value: &Value) -> Direction {
    match value {
        Value::FromTo(from, to) if middle(*to) < middle(*from) => Direction::Down,
        _ => Direction::Up,
    }
}

fn middle(amount: Amount) -> crate::domain::decimal::Decimal {
    amount.low() + amount.high()
}
