//! Agendas in words: times of day, and how an order was come to.

use super::Language;
use super::closing::named;
use crate::domain::agenda::{Agenda, AgendaFaults, AgendaOrder, PhaseLengths, clock};

/// Returns a time of day, given in minutes from midnight of the agenda's day.
pub fn moment(minute: u32, language: Language) -> String {
    let (days, time) = clock(minute);
    on_day(days, &time, language)
}

/// Returns a time, or a span of time, with the day that it is on.
fn on_day(days: u32, time: &str, language: Language) -> String {
    match days {
        0 => time.to_owned(),
        1 => language.with("agenda.next_day", &[time]),
        days => language.with("agenda.days_later", &[&days.to_string(), time]),
    }
}

/// Returns from when to when something goes; empty where no time is known.
pub fn span(from: Option<u32>, to: Option<u32>, language: Language) -> String {
    let Some((from, to)) = from.zip(to) else {
        return String::new();
    };
    let ((begins, start), (day, end)) = (clock(from), clock(to));
    if begins == day {
        return on_day(day, &format!("{start}-{end}"), language);
    }
    format!("{}-{}", moment(from, language), moment(to, language))
}

/// Returns what is wrong with an agenda and what becomes of it, one sentence each.
pub fn faults(found: &AgendaFaults, language: Language) -> Vec<String> {
    let told = [
        ("agenda.names_unknown", &found.unknown),
        ("agenda.names_foreign", &found.foreign),
        ("agenda.names_twice", &found.twice),
        ("agenda.lacks", &found.lacking),
    ];
    let told = told.into_iter().filter(|(_, ids)| !ids.is_empty());
    told.map(|(key, ids)| language.with(key, &[&named(ids, language), &ids.len().to_string()]))
        .collect()
}

/// Returns day, hour and place of an agenda, and that they are not fixed where none is.
pub fn occasion(agenda: &Agenda, language: Language) -> String {
    let fixed = [&agenda.day, &agenda.start, &agenda.place];
    let fixed = fixed.map(String::as_str).into_iter();
    let fixed: Vec<&str> = fixed.filter(|text| !text.is_empty()).collect();
    if fixed.is_empty() {
        return language.text("agenda.not_fixed").to_owned();
    }
    fixed.join(" ")
}

/// Returns how long the phases of a slot are, and how long before their end it is warned.
pub fn lengths(phases: PhaseLengths, language: Language) -> String {
    let lengths = [
        phases.presentation,
        phases.questions,
        phases.scoring,
        phases.warning,
    ];
    let lengths = lengths.map(|minutes| minutes.to_string());
    language.with("agenda.lengths", &lengths.each_ref().map(String::as_str))
}

/// Returns the name of a way to come to an order.
pub fn way(order: AgendaOrder, language: Language) -> &'static str {
    let name = language.find(&format!("agenda_order.{}", order.key()));
    name.unwrap_or_default()
}

/// Returns how the order of an agenda was come to: the draw with its seed, and whether
/// somebody changed it by hand.
pub fn order(agenda: &Agenda, language: Language) -> String {
    let name = way(agenda.order, language);
    let text = match agenda.order {
        AgendaOrder::Draw => language.with("agenda.drawn", &[name, &agenda.seed.to_string()]),
        _ => name.to_owned(),
    };
    if agenda.moved {
        language.with("agenda.moved", &[&text])
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_after_midnight_name_the_day() {
        let day = 24 * 60;
        for (from, to, zh, en) in [
            (540, 563, "09:00-09:23", "09:00-09:23"),
            (day - 10, day, "23:50-次日 00:00", "23:50-00:00 (next day)"),
            (day, day + 5, "次日 00:00-00:05", "00:00-00:05 (next day)"),
            (
                2 * day,
                2 * day + 5,
                "2 天后 00:00-00:05",
                "00:00-00:05 (2 days later)",
            ),
        ] {
            let both = [Language::Chinese, Language::English]
                .map(|language| span(Some(from), Some(to), language));
            assert_eq!(both, [zh, en]);
        }
        assert_eq!(span(None, Some(5), Language::Chinese), "");
    }

    #[test]
    fn an_order_by_hand_says_so() {
        let mut agenda = Agenda {
            order: AgendaOrder::Draw,
            seed: 7,
            ..Agenda::default()
        };
        assert_eq!(order(&agenda, Language::Chinese), "抽签（种子 7）");
        agenda.moved = true;
        assert_eq!(
            order(&agenda, Language::Chinese),
            "抽签（种子 7），后经人工调整"
        );
    }
}
