//! An agenda while it is being changed: what stands in the file, what would stand there, and
//! what is typed.

use crate::analysis::agenda::{Breaks, Leavings, after_held, held, items, ordered, standing};
use crate::app::field::TextField;
use crate::app::key::Key;
use crate::app::screens::start::edit;
use crate::domain::agenda::{Agenda, AgendaItem, AgendaOrder, clock, is_day, minute_of};
use crate::domain::panel::Panel;
use std::collections::BTreeMap;

/// Longest text in characters.
const LONGEST: usize = 60;
/// Longest phase or break, in minutes.
const LONGEST_PHASE: u32 = 24 * 60;
/// Minutes of a new break of which nobody said how long it is.
const BREAK: u32 = 15;

/// One row of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Row {
    /// 日期.
    Day,
    /// 开始.
    Start,
    /// 地点.
    Place,
    /// 汇报.
    Presentation,
    /// 质询.
    Questions,
    /// 打分.
    Scoring,
    /// 提前提醒.
    Warning,
    /// 茶歇.
    Break,
    /// 抽签种子.
    Seed,
    /// 编制人.
    By,
}

impl Row {
    /// All rows in their order.
    pub const ALL: [Self; 10] = [
        Self::Day,
        Self::Start,
        Self::Place,
        Self::Presentation,
        Self::Questions,
        Self::Scoring,
        Self::Warning,
        Self::Break,
        Self::Seed,
        Self::By,
    ];

    /// Returns the row above; the first stays.
    #[must_use]
    pub fn before(self) -> Self {
        let place = Self::ALL.iter().position(|row| *row == self).unwrap_or(0);
        let place = place.saturating_sub(1);
        Self::ALL.get(place).copied().unwrap_or(self)
    }

    /// Returns the row below; the last stays.
    #[must_use]
    pub fn after(self) -> Self {
        let place = Self::ALL.iter().position(|row| *row == self).unwrap_or(0);
        Self::ALL.get(place + 1).copied().unwrap_or(self)
    }

    /// Tells whether minutes stand in it.
    pub fn is_minutes(self) -> bool {
        !matches!(
            self,
            Self::Day | Self::Start | Self::Place | Self::Seed | Self::By
        )
    }

    fn takes(self, typed: char) -> bool {
        match self {
            Self::Place | Self::By => true,
            Self::Day => typed.is_ascii_digit() || typed == '-',
            Self::Start => typed.is_ascii_digit() || typed == ':',
            _ => typed.is_ascii_digit(),
        }
    }
}

/// An agenda being changed.
#[derive(Debug, Clone)]
pub struct Draft {
    /// What stands in the file; none where the group has no agenda yet.
    pub before: Option<Agenda>,
    /// Whether this seat may see everybody's recusals.
    pub sees_all: bool,
    /// Why it cannot be changed here, as a catalogue key.
    pub refusal: Option<&'static str>,
    /// The chosen line.
    pub line: usize,
    /// How often somebody leaves with this order and with each way to come to one.
    pub leavings: Leavings,
    /// How often somebody leaves with what stands.
    pub now: usize,
    agenda: Agenda,
    /// What the meeting had on its table: it stays where it is.
    held: Vec<String>,
    /// The order that was come to before anything was moved by hand.
    base: (Vec<String>, bool),
    fields: BTreeMap<Row, TextField>,
}

impl Draft {
    /// Begins with what stands.
    pub fn of(
        panel: &Panel,
        group: &str,
        (sees_all, refusal): (bool, Option<&'static str>),
    ) -> Self {
        let stands = standing(panel, group);
        let agenda = match refusal {
            None => stands.up_to_date(panel),
            Some(_) => stands,
        };
        let phases = agenda.phases;
        let pause = agenda
            .breaks()
            .first()
            .map_or(BREAK, |(_, minutes)| *minutes);
        let texts = [
            (Row::Day, agenda.day.clone()),
            (Row::Start, agenda.start.clone()),
            (Row::Place, agenda.place.clone()),
            (Row::Presentation, phases.presentation.to_string()),
            (Row::Questions, phases.questions.to_string()),
            (Row::Scoring, phases.scoring.to_string()),
            (Row::Warning, phases.warning.to_string()),
            (Row::Break, pause.to_string()),
            (Row::Seed, offered(seed_of(panel, &agenda)).to_string()),
            (Row::By, String::new()),
        ];
        let order: Vec<String> = agenda.proposals().map(str::to_owned).collect();
        let leavings = Leavings::of(panel, group, &order, seed_of(panel, &agenda));
        Self {
            before: panel.agenda(group).cloned(),
            sees_all,
            refusal,
            line: 0,
            now: leavings.own,
            leavings,
            held: held(panel, group),
            base: (order, agenda.moved),
            fields: texts
                .into_iter()
                .map(|(row, text)| (row, TextField::new(&text)))
                .collect(),
            agenda,
        }
    }

    /// Returns the group's id.
    pub fn group(&self) -> &str {
        &self.agenda.group
    }

    /// Returns the text of a row.
    pub fn field(&self, row: Row) -> Option<&TextField> {
        self.fields.get(&row)
    }

    /// Tells whether another window began with the same file and the same rights.
    pub fn stands_as(&self, other: &Self) -> bool {
        (&self.before, self.refusal, self.group()) == (&other.before, other.refusal, other.group())
    }

    fn text(&self, row: Row) -> &str {
        self.fields
            .get(&row)
            .map_or("", |field| field.text().trim())
    }

    fn minutes(&self, row: Row) -> Option<u32> {
        let minutes = self.text(row).parse().ok();
        minutes.filter(|minutes| *minutes <= LONGEST_PHASE)
    }

    /// Returns the agenda as it would stand in the file.
    pub fn made(&self) -> Agenda {
        let mut made = self.agenda.clone();
        made.day = day_of(self.text(Row::Day));
        made.start = start_of(self.text(Row::Start));
        self.text(Row::Place).clone_into(&mut made.place);
        if !self.text(Row::By).is_empty() {
            self.text(Row::By).clone_into(&mut made.by);
        }
        let phases = &mut made.phases;
        for (place, row) in [
            (&mut phases.presentation, Row::Presentation),
            (&mut phases.questions, Row::Questions),
            (&mut phases.scoring, Row::Scoring),
            (&mut phases.warning, Row::Warning),
        ] {
            *place = self.minutes(row).unwrap_or(*place);
        }
        made
    }

    /// Tells whether anything but the name is another than what stands.
    pub fn is_changed(&self) -> bool {
        self.before.as_ref().is_none_or(|before| {
            let made = Agenda {
                by: before.by.clone(),
                ..self.made()
            };
            made != *before
        })
    }

    /// Tells whether it is the order of the group's list, of which there is no agenda yet.
    pub fn is_listed(&self, panel: &Panel) -> bool {
        let (listed, own) = (standing(panel, self.group()), &self.agenda);
        let is_same = (own.order, own.seed) == (listed.order, listed.seed);
        self.before.is_none() && is_same && own.proposals().eq(listed.proposals())
    }

    /// What keeps it from being written: the row and the catalogue key.
    pub fn lacking(&self) -> Option<(Row, &'static str)> {
        let day = day_of(self.text(Row::Day));
        if !day.is_empty() && !is_day(&day) {
            return Some((Row::Day, "agenda_form.day"));
        }
        let start = start_of(self.text(Row::Start));
        if !start.is_empty() && minute_of(&start).is_none() {
            return Some((Row::Start, "agenda_form.start"));
        }
        let lengths = [
            (Row::Presentation, 1),
            (Row::Questions, 1),
            (Row::Scoring, 1),
            (Row::Warning, 0),
            (Row::Break, 1),
        ];
        for (row, least) in lengths {
            if self.minutes(row).is_none_or(|minutes| minutes < least) {
                return Some((row, "agenda_form.minutes"));
            }
        }
        if self.seed().is_none() {
            return Some((Row::Seed, "agenda_form.seed"));
        }
        let phases = self.made().phases;
        if phases.warning > 0 && !phases.warns_in_time() {
            return Some((Row::Warning, "agenda_form.warning"));
        }
        let is_signed = !self.text(Row::By).is_empty();
        (!is_signed).then_some((Row::By, "agenda_form.unsigned"))
    }

    /// Types into a row.
    ///
    /// # Errors
    /// Why the key is not taken, as a catalogue key.
    pub fn type_key(&mut self, panel: &Panel, row: Row, key: Key) -> Result<(), &'static str> {
        let is_text = matches!(row, Row::Place | Row::By);
        let key = if is_text { key } else { key.folded() };
        if let Key::Char(typed) = key {
            let is_full = self.text(row).chars().count() >= LONGEST;
            if !row.takes(typed) {
                return Err(match row {
                    Row::Day => "agenda_form.day",
                    Row::Start => "agenda_form.start",
                    Row::Seed => "agenda_form.seed",
                    _ => "agenda_form.minutes",
                });
            }
            if is_full {
                return Ok(());
            }
        }
        if let Some(field) = self.fields.get_mut(&row) {
            edit(field, key);
        }
        self.lengthen_breaks(row);
        self.draw_with_seed(panel, row);
        Ok(())
    }

    /// Puts pasted text into a row, as one line.
    pub fn paste(&mut self, panel: &Panel, row: Row, text: &str) {
        if let Some(field) = self.fields.get_mut(&row) {
            field.insert_line(text, LONGEST, |typed| row.takes(typed));
        }
        self.lengthen_breaks(row);
        self.draw_with_seed(panel, row);
    }

    /// The seed that stands in the form, where it is one.
    fn seed(&self) -> Option<u64> {
        let seed = self.text(Row::Seed).parse().ok();
        seed.filter(|seed| i64::try_from(*seed).is_ok())
    }

    /// What was drawn is drawn anew with another seed; what was put in another way stays.
    fn draw_with_seed(&mut self, panel: &Panel, row: Row) {
        let is_drawn = row == Row::Seed && self.agenda.order == AgendaOrder::Draw;
        let seed = self.seed().filter(|seed| *seed != self.agenda.seed);
        if let Some(seed) = seed.filter(|_| is_drawn) {
            self.put(panel, AgendaOrder::Draw, seed);
        }
    }

    /// All breaks are as long as the row says.
    fn lengthen_breaks(&mut self, row: Row) {
        let minutes = self.minutes(Row::Break).filter(|minutes| *minutes > 0);
        let Some(minutes) = minutes.filter(|_| row == Row::Break) else {
            return;
        };
        for item in self.agenda.item.iter_mut().filter(|item| item.is_break()) {
            item.pause = minutes;
        }
    }

    /// Takes the order that a way comes to. A draw takes the seed in the form, which is the
    /// panel's where nobody wrote another; drawing once more takes the next one.
    pub fn order(&mut self, panel: &Panel, way: AgendaOrder) {
        let is_again = self.agenda.order == AgendaOrder::Draw && self.agenda.seed != 0;
        let seed = match way {
            AgendaOrder::Draw if is_again => offered(self.agenda.seed + 1),
            AgendaOrder::Draw => self.seed().unwrap_or(offered(panel.head.seed)),
            _ => 0,
        };
        if way == AgendaOrder::Draw {
            let field = TextField::new(&seed.to_string());
            self.fields.insert(Row::Seed, field);
        }
        self.put(panel, way, seed);
    }

    fn put(&mut self, panel: &Panel, way: AgendaOrder, seed: u64) {
        let agenda = &mut self.agenda;
        (agenda.order, agenda.seed) = (way, seed);
        let order = ordered(panel, &agenda.group, way, agenda.seed);
        let order = after_held(order, &self.held);
        agenda.item = items(&order, &Breaks::After(agenda.breaks()));
        self.base = (order, !self.held.is_empty());
        self.line = 0;
        self.count(panel);
    }

    /// Puts a break behind the chosen proposal, or takes the chosen break out.
    ///
    /// # Errors
    /// Why there is none, as a catalogue key.
    pub fn toggle_break(&mut self) -> Result<(), &'static str> {
        if self.item(self.line).is_some_and(AgendaItem::is_break) {
            return self.take_out_break();
        }
        let next = self.line + 1;
        match self.item(next) {
            None => Err("agenda_form.break_last"),
            Some(item) if item.is_break() => Err("agenda_form.break_there"),
            Some(_) => {
                let minutes = self.minutes(Row::Break).filter(|minutes| *minutes > 0);
                let pause = AgendaItem::pause(minutes.unwrap_or(BREAK));
                self.agenda.item.insert(next, pause);
                self.line = next;
                Ok(())
            }
        }
    }

    /// Takes the chosen break out.
    ///
    /// # Errors
    /// The catalogue key that says that no break is chosen.
    pub fn take_out_break(&mut self) -> Result<(), &'static str> {
        if !self.item(self.line).is_some_and(AgendaItem::is_break) {
            return Err("agenda_form.no_break");
        }
        self.agenda.item.remove(self.line);
        Ok(())
    }

    /// Moves the chosen line: a proposal changes places with the next one, so that breaks stay
    /// after as many proposals as before; a break stays between two proposals.
    ///
    /// # Errors
    /// Why it does not move, as a catalogue key.
    pub fn shift(&mut self, panel: &Panel, forward: bool) -> Result<(), &'static str> {
        let is_break = self.item(self.line).is_some_and(AgendaItem::is_break);
        let step = |at: usize| {
            if forward {
                Some(at + 1)
            } else {
                at.checked_sub(1)
            }
        };
        let mut other = step(self.line);
        while let Some(at) = other {
            let is_other = self.item(at).is_some_and(AgendaItem::is_break);
            if !is_other || is_break {
                break;
            }
            other = step(at);
        }
        let end = "agenda_form.at_end";
        let other = other.filter(|at| self.item(*at).is_some()).ok_or(end)?;
        let is_held = |at: usize| {
            let item = self.item(at);
            item.is_some_and(|item| self.held.contains(&item.proposal))
        };
        if is_held(self.line) || is_held(other) {
            return Err("agenda_form.held");
        }
        let mut moved = self.agenda.item.clone();
        moved.swap(self.line, other);
        if is_break && !stands_between(&moved) {
            return Err(end);
        }
        self.agenda.item = moved;
        self.line = other;
        self.count(panel);
        Ok(())
    }

    fn item(&self, at: usize) -> Option<&AgendaItem> {
        self.agenda.item.get(at)
    }

    /// Counts leavings anew, and tells whether the order is still the one that was come to.
    fn count(&mut self, panel: &Panel) {
        let order: Vec<String> = self.agenda.proposals().map(str::to_owned).collect();
        self.agenda.moved = if order == self.base.0 {
            self.base.1
        } else {
            true
        };
        let seed = seed_of(panel, &self.agenda);
        self.leavings = Leavings::of(panel, &self.agenda.group, &order, seed);
    }
}

/// A seed that a file can hold.
fn offered(seed: u64) -> u64 {
    seed & i64::MAX.unsigned_abs()
}

/// The seed whose draw is compared with: that of the agenda, else the panel's.
fn seed_of(panel: &Panel, agenda: &Agenda) -> u64 {
    match agenda.order {
        AgendaOrder::Draw => agenda.seed,
        _ => panel.head.seed,
    }
}

/// Tells whether every break stands between two proposals.
fn stands_between(items: &[AgendaItem]) -> bool {
    let is_break = |item: Option<&AgendaItem>| item.is_none_or(AgendaItem::is_break);
    let mut places = items.iter().enumerate().filter(|(_, item)| item.is_break());
    places.all(|(at, _)| {
        let before = at.checked_sub(1).and_then(|at| items.get(at));
        !is_break(before) && !is_break(items.get(at + 1))
    })
}

/// Returns a day as files hold it; eight digits are enough. What is no day stays as typed.
fn day_of(text: &str) -> String {
    let is_plain = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    match (text.get(..4), text.get(4..6), text.get(6..)) {
        (Some(year), Some(month), Some(day)) if is_plain => format!("{year}-{month}-{day}"),
        _ => text.to_owned(),
    }
}

/// Returns a time as files hold it; four digits are enough. What is no time stays as typed.
fn start_of(text: &str) -> String {
    let is_plain = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let text = match (text.get(..2), text.get(2..)) {
        (Some(hour), Some(minute)) if is_plain => format!("{hour}:{minute}"),
        _ => text.to_owned(),
    };
    minute_of(&text).map_or(text, |minute| clock(minute).1)
}
