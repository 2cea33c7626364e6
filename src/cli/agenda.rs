//! `heyi agenda`: in which order the proposals of a group are presented, when, and who must
//! leave the room for which; shows it, and writes it only when that is asked for.

mod print;

use super::exchange::{folder, refused, unread, unwritten};
use super::{Output, Refusal, USER, source};
use crate::analysis::agenda::{Breaks, Leavings, after_held, held, items, ordered, standing};
use crate::domain::agenda::{Agenda, AgendaFaults, AgendaOrder, clock, is_day, minute_of};
use crate::domain::arrangement::{AgendaChange, Arrangement};
use crate::domain::panel::{Panel, Phase};
use crate::i18n::Language;
use crate::store::amend::{self, Signature, Unarranged};
use crate::store::import::report::is_in_the_way;
use crate::store::load;
use crate::terminal::events::now;
use crate::terminal::zone::local_offset;
use std::path::Path;

/// Longest phase or break, in minutes.
const LONGEST: u32 = 24 * 60;
/// Minutes of a break of which nobody said how long it is.
const BREAK: u32 = 15;

/// What was asked for.
#[derive(Debug, clap::Args)]
pub struct Wanted {
    /// The panel.
    panel: String,
    /// Of which group.
    #[arg(long, id = "agenda_group", value_name = "ID")]
    group: Option<String>,
    /// In which order.
    #[arg(long, id = "agenda_order", value_name = "chain|draw|leaving", value_parser = way)]
    order: Option<AgendaOrder>,
    /// Seed of the draw.
    #[arg(long, id = "agenda_seed", value_name = "N")]
    seed: Option<u32>,
    /// The day.
    #[arg(long, value_name = "YYYY-MM-DD")]
    day: Option<String>,
    /// When the first presentation begins.
    #[arg(long, value_name = "HH:MM")]
    start: Option<String>,
    /// Minutes of a presentation.
    #[arg(long, value_name = "N")]
    present: Option<u32>,
    /// Minutes of the questions.
    #[arg(long, value_name = "N")]
    question: Option<u32>,
    /// Minutes of scoring.
    #[arg(long, value_name = "N")]
    score: Option<u32>,
    /// Minutes before its end that a phase is warned.
    #[arg(long, value_name = "N")]
    warn: Option<u32>,
    /// A break after every so many proposals.
    #[arg(long, value_name = "N", conflicts_with = "break_at")]
    break_after: Option<usize>,
    /// Breaks after these proposals.
    #[arg(long, value_name = "N,…", value_delimiter = ',')]
    break_at: Vec<usize>,
    /// Minutes of the breaks.
    #[arg(long, id = "break_minutes", value_name = "N")]
    r#break: Option<u32>,
    /// Where.
    #[arg(long, id = "agenda_place", value_name = "TEXT")]
    place: Option<String>,
    /// Who makes it.
    #[arg(long, id = "agenda_by", value_name = "NAME")]
    by: Option<String>,
    /// Write it.
    #[arg(long)]
    write: bool,
    /// One JSON object.
    #[arg(long)]
    json: bool,
}

fn way(word: &str) -> Result<AgendaOrder, String> {
    let mut ways = AgendaOrder::ALL.into_iter();
    let known = || AgendaOrder::ALL.map(AgendaOrder::key).join(", ");
    ways.find(|way| way.key() == word).ok_or_else(known)
}

impl Wanted {
    /// Tells whether the agenda is to be another than it is.
    fn changes(&self) -> bool {
        let minutes = [self.present, self.question, self.score, self.warn];
        self.order.is_some()
            || self.seed.is_some()
            || self.day.is_some()
            || self.start.is_some()
            || self.place.is_some()
            || self.break_after.is_some()
            || !self.break_at.is_empty()
            || self.r#break.is_some()
            || minutes.iter().any(Option::is_some)
    }

    /// What cannot be: the word of its refusal and what was typed.
    fn lacking(&self) -> Option<(&'static str, String)> {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let day = text(&self.day);
        if !day.is_empty() && !is_day(&day) {
            return Some(("agenda.no_day", day));
        }
        let start = text(&self.start);
        if !start.is_empty() && start_of(&start).is_none() {
            return Some(("agenda.no_time", start));
        }
        let phases = [self.present, self.question, self.score];
        for minutes in phases.into_iter().flatten() {
            if !(1..=LONGEST).contains(&minutes) {
                return Some(("agenda.minutes", minutes.to_string()));
            }
        }
        for minutes in [self.warn, self.r#break].into_iter().flatten() {
            if minutes > LONGEST {
                return Some(("agenda.minutes", minutes.to_string()));
            }
        }
        if self.break_after == Some(0) || self.break_at.contains(&0) {
            return Some(("agenda.break_after", "0".to_owned()));
        }
        if self.seed.is_some() && self.order != Some(AgendaOrder::Draw) {
            return Some(("agenda.seed_without_draw", String::new()));
        }
        let is_signed = self.by.as_ref().is_some_and(|by| !by.trim().is_empty());
        (self.write && !is_signed).then(|| ("agenda.unsigned", String::new()))
    }

    /// What does not fit the agendas that would be: the word of its refusal and the number.
    fn misfits(&self, shown: &[Shown]) -> Option<(&'static str, String)> {
        let phases = shown.iter().map(|one| one.agenda.phases);
        let late = phases.filter(|one| one.warning > 0 && !one.warns_in_time());
        let late: Vec<u32> = late.map(|one| one.warning).collect();
        if let Some(warning) = late.first().filter(|_| self.changes()) {
            return Some(("agenda.late_warning", warning.to_string()));
        }
        let counts = shown.iter().map(|one| one.agenda.proposals().count());
        let (fewest, most) = (counts.clone().min()?, counts.max()?);
        let every = self.break_after.filter(|after| *after >= most);
        let at = self.break_at.iter().find(|after| **after >= fewest);
        let beyond = every.or_else(|| at.copied());
        beyond.map(|after| ("agenda.break_beyond", after.to_string()))
    }

    /// Returns where the breaks of an agenda are to be.
    fn breaks(&self, stands: &Agenda) -> Breaks {
        let minutes = self.r#break.unwrap_or(BREAK);
        if let Some(every) = self.break_after {
            return Breaks::Every(every, minutes);
        }
        if !self.break_at.is_empty() {
            let places = self.break_at.iter();
            return Breaks::After(places.map(|after| (*after, minutes)).collect());
        }
        let standing = stands.breaks().into_iter();
        let length = |own: u32| self.r#break.unwrap_or(own);
        Breaks::After(standing.map(|(after, own)| (after, length(own))).collect())
    }

    /// Returns the agenda that a group would have.
    fn agenda(&self, panel: &Panel, group: &str) -> Agenda {
        let stands = standing(panel, group);
        if !self.changes() && !self.write {
            return stands;
        }
        let mut agenda = stands.up_to_date(panel);
        let mut order: Vec<String> = agenda.proposals().map(str::to_owned).collect();
        let chosen = self.order.or_else(|| {
            let is_new = panel.agenda(group).is_none();
            is_new.then(AgendaOrder::default)
        });
        if let Some(way) = chosen {
            let held = held(panel, group);
            agenda.order = way;
            agenda.moved = !held.is_empty();
            agenda.seed = match way {
                AgendaOrder::Draw => self.seed.map_or(panel.head.seed, u64::from),
                _ => 0,
            };
            order = after_held(ordered(panel, group, way, agenda.seed), &held);
        }
        agenda.item = items(&order, &self.breaks(&agenda));
        let set = |place: &mut String, text: &Option<String>| {
            if let Some(text) = text {
                text.trim().clone_into(place);
            }
        };
        set(&mut agenda.day, &self.day);
        set(&mut agenda.place, &self.place);
        set(&mut agenda.by, &self.by);
        if let Some(start) = &self.start {
            agenda.start = start_of(start).unwrap_or_default();
        }
        let phases = &mut agenda.phases;
        for (place, minutes) in [
            (&mut phases.presentation, self.present),
            (&mut phases.questions, self.question),
            (&mut phases.scoring, self.score),
            (&mut phases.warning, self.warn),
        ] {
            *place = minutes.unwrap_or(*place);
        }
        agenda
    }
}

/// Returns a time as files hold it.
fn start_of(text: &str) -> Option<String> {
    let minute = minute_of(&text.trim().replace('：', ":"))?;
    Some(clock(minute).1)
}

/// One group's agenda as it is or would be.
struct Shown {
    agenda: Agenda,
    /// What stands in the file.
    before: Option<Agenda>,
    /// How often somebody leaves, and how often now.
    leavings: Leavings,
    now: usize,
    /// What is wrong with the shown order.
    faults: AgendaFaults,
    /// It is the order of the group's list: no agenda stands, and none was asked for.
    is_listed: bool,
}

impl Shown {
    fn of(panel: &Panel, group: &str, wanted: &Wanted) -> Self {
        let agenda = wanted.agenda(panel, group);
        let seed = match (agenda.order, wanted.seed) {
            (AgendaOrder::Draw, _) => agenda.seed,
            (_, seed) => seed.map_or(panel.head.seed, u64::from),
        };
        let presented = |agenda: &Agenda| -> Vec<String> {
            let now = agenda.up_to_date(panel);
            now.proposals().map(str::to_owned).collect()
        };
        let stands = standing(panel, group);
        let now = Leavings::of(panel, group, &presented(&stands), seed);
        Self {
            leavings: Leavings::of(panel, group, &presented(&agenda), seed),
            now: now.own,
            faults: AgendaFaults::of_shown(&agenda, panel),
            is_listed: panel.agenda(group).is_none() && !wanted.changes() && !wanted.write,
            before: panel.agenda(group).cloned(),
            agenda,
        }
    }

    /// Tells whether the file would change: who wrote the same again and when is no change.
    fn is_new(&self) -> bool {
        self.before.as_ref().is_none_or(|before| {
            let same = Agenda {
                by: before.by.clone(),
                ..self.agenda.clone()
            };
            same != *before
        })
    }
}

/// Shows the agenda, and writes it if asked to.
///
/// # Errors
/// A refusal where something asked for cannot be, or where it cannot be written.
pub fn run(wanted: &Wanted, output: &mut Output) -> Result<u8, Refusal> {
    let language = output.language;
    if let Some((key, detail)) = wanted.lacking() {
        return Err(refused(USER, key, &[&detail], language));
    }
    let place = source(&wanted.panel, language)?;
    let (panel, problems) = load::panel(&place);
    if let Some(problem) = problems.iter().find(|one| is_in_the_way(one)) {
        return Err(unread(problem, language));
    }
    if wanted.changes() && !panel.head.pack.is_empty() {
        return Err(refused(USER, "import.pack", &[&wanted.panel], language));
    }
    let groups = panel.meeting_groups();
    let groups = match &wanted.group {
        None => groups,
        Some(id) => match groups.into_iter().find(|group| group == id) {
            Some(group) => vec![group],
            None => return Err(refused(USER, "agenda.no_group", &[id], language)),
        },
    };
    let shown = groups.iter().map(|group| Shown::of(&panel, group, wanted));
    let shown: Vec<Shown> = shown.collect();
    if let Some((key, detail)) = wanted.misfits(&shown) {
        return Err(refused(USER, key, &[&detail], language));
    }
    let written = if wanted.write {
        write(wanted, &panel, &shown, language)?
    } else {
        0
    };
    if wanted.json {
        output.json(&print::document(&panel, &shown, written > 0));
    } else {
        print::print(&panel, &shown, (wanted, written), output);
    }
    Ok(0)
}

/// Writes the agendas that are others than before; returns how many.
fn write(
    wanted: &Wanted,
    panel: &Panel,
    shown: &[Shown],
    language: Language,
) -> Result<usize, Refusal> {
    let folder = folder(&wanted.panel, language)?;
    if panel.head.phase == Phase::Closed {
        return Err(refused(USER, "agenda.closed", &[&wanted.panel], language));
    }
    let mut written = 0;
    for one in shown.iter().filter(|one| one.is_new()) {
        put_down(&folder, one).map_err(|fault| not_written(fault, wanted, language))?;
        written += 1;
    }
    Ok(written)
}

fn put_down(folder: &Path, shown: &Shown) -> Result<(), Unarranged> {
    let at = now(local_offset()).written();
    let change = AgendaChange {
        before: shown.before.clone(),
        after: shown.agenda.clone(),
    };
    let arrangement = Arrangement::Agenda(Box::new(change)).written_at(&at);
    let by = shown.agenda.by.as_str();
    amend::arrange(folder, &arrangement, Signature { by, at: &at })
}

fn not_written(fault: Unarranged, wanted: &Wanted, language: Language) -> Refusal {
    let panel = wanted.panel.as_str();
    match fault {
        Unarranged::Closed => refused(USER, "agenda.closed", &[panel], language),
        Unarranged::Pack => refused(USER, "import.pack", &[panel], language),
        Unarranged::Held | Unarranged::Changed => {
            refused(USER, "agenda.changed", &[panel], language)
        }
        Unarranged::Panel(problem) => unread(&problem, language),
        Unarranged::System(error) => unwritten(panel, &error, language),
    }
}
