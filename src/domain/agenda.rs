//! `agenda.toml`: in which order the proposals of a group are presented, when, and for how
//! long. The order of the agenda stands before that of the group's list.

mod faults;

pub use faults::AgendaFaults;

use super::panel::Panel;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Ways to come to an order of presentation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgendaOrder {
    /// Chain by chain, as the plan counts them; within a chain as the group lists them.
    #[default]
    Chain,
    /// By a draw with a recorded seed.
    Draw,
    /// So that recused members leave the room and come back as few times as possible.
    Leaving,
}

impl AgendaOrder {
    /// All ways, in the order of menus.
    pub const ALL: [Self; 3] = [Self::Chain, Self::Draw, Self::Leaving];

    /// Returns the key used in files, on the command line and, after `agenda_order.`, in the
    /// catalogues.
    pub fn key(self) -> &'static str {
        match self {
            Self::Chain => "chain",
            Self::Draw => "draw",
            Self::Leaving => "leaving",
        }
    }
}

/// How long the phases of a slot are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PhaseLengths {
    /// 汇报, in minutes.
    pub presentation: u32,
    /// 质询, in minutes.
    pub questions: u32,
    /// 打分, in minutes.
    pub scoring: u32,
    /// How many minutes before the end of a phase it is warned.
    pub warning: u32,
}

impl Default for PhaseLengths {
    /// Ten minutes, ten minutes, three minutes, warned one minute before: ours, the plan names
    /// none.
    fn default() -> Self {
        Self {
            presentation: 10,
            questions: 10,
            scoring: 3,
            warning: 1,
        }
    }
}

impl PhaseLengths {
    /// Tells whether the warning comes before the end of some phase, and not before it began.
    pub fn warns_in_time(self) -> bool {
        let longest = self.presentation.max(self.questions).max(self.scoring);
        self.warning < longest
    }

    /// Returns the minutes of a whole slot.
    pub fn slot(self) -> u32 {
        self.presentation
            .saturating_add(self.questions)
            .saturating_add(self.scoring)
    }
}

/// One line of an agenda: a proposal or a break.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AgendaItem {
    /// Proposal id; empty for a break.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub proposal: String,
    /// Minutes of a break; 0 for a proposal, whose slot is as long as its phases.
    #[serde(rename = "break", skip_serializing_if = "is_nought")]
    pub pause: u32,
    /// In an expert's pack: so many slots here are of proposals that the pack does not name.
    #[serde(skip_serializing_if = "is_nought")]
    pub others: u32,
}

impl AgendaItem {
    /// Makes the line of a proposal.
    pub fn of(proposal: &str) -> Self {
        Self {
            proposal: proposal.to_owned(),
            ..Self::default()
        }
    }

    /// Makes the line of a break, in minutes.
    pub fn pause(minutes: u32) -> Self {
        Self {
            pause: minutes,
            ..Self::default()
        }
    }

    /// Tells whether it is a break.
    pub fn is_break(&self) -> bool {
        self.proposal.is_empty() && self.others == 0
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks with a reference"
)]
fn is_nought(minutes: &u32) -> bool {
    *minutes == 0
}

/// The agenda of one group.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Agenda {
    /// Group id; `all` for a panel without groups.
    pub group: String,
    /// How the order was come to.
    pub order: AgendaOrder,
    /// Seed of the draw; 0 where nothing was drawn.
    pub seed: u64,
    /// Somebody changed that order by hand afterwards.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub moved: bool,
    /// The day, for example `2019-02-21`; empty where it is not known yet.
    pub day: String,
    /// When the first presentation begins, for example `09:00`; empty where it is not known.
    pub start: String,
    /// Where; may be empty.
    pub place: String,
    /// Who made it.
    pub by: String,
    /// When it was made, told to people and never used.
    pub at: String,
    /// Lengths of the phases.
    pub phases: PhaseLengths,
    /// Proposals and breaks in their order.
    pub item: Vec<AgendaItem>,
}

/// Group id of the agenda of a panel without groups.
pub const WHOLE_PANEL: &str = "all";

/// Minutes of a day.
pub const DAY: u32 = 24 * 60;

impl Agenda {
    /// Returns the ids of the proposals in the order of presentation.
    pub fn proposals(&self) -> impl Iterator<Item = &str> {
        let items = self.item.iter().map(|item| item.proposal.as_str());
        items.filter(|proposal| !proposal.is_empty())
    }

    /// Returns when the first presentation begins, in minutes from midnight; none where that
    /// is not known.
    pub fn begins(&self) -> Option<u32> {
        minute_of(&self.start)
    }

    /// Returns the breaks: after how many proposals, and how many minutes.
    pub fn breaks(&self) -> Vec<(usize, u32)> {
        let mut heard = 0;
        let mut found = Vec::new();
        for item in &self.item {
            if item.is_break() {
                found.push((heard, item.pause));
            } else {
                heard += (item.others as usize).max(1);
            }
        }
        found
    }

    /// Returns the agenda with everything that its group presents now and nothing else: what
    /// was withdrawn goes, what came since stands at the end, breaks stay where they are.
    #[must_use]
    pub fn up_to_date(&self, panel: &Panel) -> Self {
        let listed = panel.presentable(&self.group);
        let mut left: BTreeSet<&str> = listed.iter().map(|one| one.id.as_str()).collect();
        let mut item: Vec<AgendaItem> = Vec::new();
        for one in &self.item {
            let is_between = item.last().is_some_and(|last| !last.is_break());
            if left.remove(one.proposal.as_str()) {
                item.push(AgendaItem::of(&one.proposal));
            } else if one.is_break() && one.pause > 0 && is_between {
                item.push(one.clone());
            }
        }
        let new = listed.iter().filter(|one| left.contains(one.id.as_str()));
        item.extend(new.map(|one| AgendaItem::of(&one.id)));
        while item.last().is_some_and(AgendaItem::is_break) {
            item.pop();
        }
        Self {
            item,
            ..self.clone()
        }
    }

    /// Returns the agenda as it may stand in the pack of somebody who knows only some of the
    /// proposals: places and times stay right, of the others there is only how many they are,
    /// and who made it and by which draw is not told.
    #[must_use]
    pub fn known_to(&self, is_known: impl Fn(&str) -> bool) -> Self {
        let mut item: Vec<AgendaItem> = Vec::new();
        for one in &self.item {
            let slots = match one.proposal.as_str() {
                "" => one.others,
                id if is_known(id) => 0,
                _ => 1,
            };
            match item.last_mut() {
                _ if slots == 0 => item.push(one.clone()),
                Some(last) if last.others > 0 => last.others = last.others.saturating_add(slots),
                _ => item.push(AgendaItem {
                    others: slots,
                    ..AgendaItem::default()
                }),
            }
        }
        Self {
            seed: 0,
            by: String::new(),
            at: String::new(),
            item,
            ..self.clone()
        }
    }
}

/// Returns the minute of a day that is written as `09:00`, from midnight; none for anything
/// else.
pub fn minute_of(text: &str) -> Option<u32> {
    let (hour, minute) = text.split_once(':')?;
    let number = |digits: &str, most: u32| {
        let is_plain = digits.len() <= 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
        let number = digits.parse::<u32>().ok().filter(|_| is_plain);
        number.filter(|number| *number <= most)
    };
    (minute.len() == 2)
        .then_some(number(hour, 23)? * 60)
        .and_then(|begun| Some(begun + number(minute, 59)?))
}

/// Returns a minute as days after that of the agenda and as `09:00`.
pub fn clock(minute: u32) -> (u32, String) {
    let (hour, rest) = (minute % DAY / 60, minute % 60);
    (minute / DAY, format!("{hour:02}:{rest:02}"))
}

/// Tells whether a text is a day of the calendar as `2019-02-21`.
pub fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else {
        return false;
    };
    let number = |digits: &str, long: usize| {
        let is_plain = digits.len() == long && digits.bytes().all(|byte| byte.is_ascii_digit());
        digits.parse::<u32>().ok().filter(|_| is_plain)
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2))
    else {
        return false;
    };
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => 0,
    };
    year > 0 && (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_and_times_of_the_calendar_are_taken() {
        for (text, minute) in [
            ("00:00", Some(0)),
            ("09:05", Some(545)),
            ("9:05", Some(545)),
            ("23:59", Some(1439)),
            ("24:00", None),
            ("25:00", None),
            ("09:60", None),
            ("9:5", None),
            ("+9:05", None),
            ("09:05:00", None),
            ("", None),
            ("九点", None),
        ] {
            assert_eq!(minute_of(text), minute, "{text}");
        }
        for (text, is_one) in [
            ("2019-02-21", true),
            ("2020-02-29", true),
            ("2019-02-29", false),
            ("1900-02-29", false),
            ("2000-02-29", true),
            ("2019-13-01", false),
            ("2019-04-31", false),
            ("2019-00-10", false),
            ("2019-1-1", false),
            ("0000-01-01", false),
            ("2019-02-21-1", false),
            ("2月21日", false),
            ("", false),
        ] {
            assert_eq!(is_day(text), is_one, "{text}");
        }
    }

    #[test]
    fn a_pack_is_told_places_and_no_foreign_proposal() {
        let agenda = Agenda {
            group: "g".into(),
            order: AgendaOrder::Draw,
            seed: 7,
            by: "甲".into(),
            item: ["A", "B", "C"]
                .map(AgendaItem::of)
                .into_iter()
                .chain([AgendaItem::pause(15)])
                .chain(["D", "E"].map(AgendaItem::of))
                .collect(),
            ..Agenda::default()
        };
        let known = agenda.known_to(|id| id == "C" || id == "E");
        let lines: Vec<(&str, u32, u32)> = known
            .item
            .iter()
            .map(|item| (item.proposal.as_str(), item.pause, item.others))
            .collect();
        assert_eq!(
            lines,
            [
                ("", 0, 2),
                ("C", 0, 0),
                ("", 15, 0),
                ("", 0, 1),
                ("E", 0, 0)
            ]
        );
        assert_eq!((known.seed, known.by.as_str()), (0, ""));
        assert_eq!(agenda.breaks(), [(3, 15)]);
        assert_eq!(known.breaks(), [(3, 15)]);
        assert_eq!(known.known_to(|id| id == "E").item[0].others, 3);
    }
}
