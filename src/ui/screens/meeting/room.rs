//! Who is in the room and who is not, what was asked, who submitted, and what is to come.

use super::Scene;
use crate::analysis::sitting::{Aftermath, Slot, counting, is_noted_before};
use crate::analysis::spread::Standing;
use crate::app::meeting::Halt;
use crate::config::theme::Role;
use crate::domain::agenda::AgendaFaults;
use crate::domain::meeting::Attending;
use crate::i18n::{agendas, reasons};
use crate::ui::canvas::Canvas;
use crate::ui::lines::{self, Line, labelled};
use ratatui::layout::Rect;

/// Columns of a place in the table of seats.
const SEAT: usize = 4;

/// What stands under the clock: why it stopped by itself, who must leave, who is away, whether
/// enough are left, what was asked.
pub fn lines(scene: &Scene, width: usize) -> Vec<Line> {
    if scene.workspace.is_closed() {
        return Vec::new();
    }
    going_on(scene, width)
}

fn going_on(scene: &Scene, width: usize) -> Vec<Line> {
    let pen = &scene.pen;
    let mut found = stray(scene, width);
    found.extend(halted(scene, width));
    let meeting = &scene.book.meeting;
    if scene.book.is_damaged() {
        return found;
    }
    if meeting.proposal.is_empty() {
        if meeting.pause == 0 && !meeting.has_roll_call() {
            found.extend(labelled(
                pen,
                "",
                pen.say("meeting.no_roll"),
                width,
                Role::Warning,
            ));
        }
        found.extend(strange_agenda(scene, width));
        return found;
    }
    found.push(Line::new());
    let room = scene.room;
    let mut add = |label: &'static str, text: &str, role: Role| {
        let label = format!("{}  ", pen.say(label));
        found.extend(labelled(pen, &label, text, width, role));
    };
    let out: Vec<String> = scene
        .sitting
        .members
        .iter()
        .filter(|id| meeting.is_out(&meeting.proposal, id))
        .cloned()
        .collect();
    match (room.must_leave.is_empty(), out.is_empty()) {
        (false, _) => {
            let words = pen.with("meeting.still_here", &[&scene.names(&room.must_leave)]);
            add("meeting.must_leave", &words, Role::Bad);
        }
        (true, false) => {
            let words = pen.with(
                "meeting.went_out",
                &[&scene.names(&out), pen.glyphs().passed],
            );
            add("meeting.must_leave", &words, Role::Good);
        }
        (true, true) if room.recused.is_empty() => {
            add("meeting.must_leave", pen.say("meeting.nobody"), Role::Text);
        }
        (true, true) => {
            let words = pen.with("meeting.recused_away", &[&scene.names(&room.recused)]);
            add("meeting.must_leave", &words, Role::Text);
        }
    }
    let gone = room.away.iter().filter(|id| !room.unheard.contains(id));
    let gone: Vec<String> = gone.cloned().collect();
    let panel = scene.workspace.panel();
    let is_before = |id: &String| is_noted_before(panel, meeting, id);
    let (before, unheard): (Vec<String>, Vec<String>) =
        room.unheard.iter().cloned().partition(is_before);
    for (label, key, experts) in [
        ("meeting.away", "meeting.away_uncounted", &gone),
        ("meeting.unheard", "meeting.noted_before", &before),
        ("meeting.unheard", "meeting.away_uncounted", &unheard),
    ] {
        if !experts.is_empty() {
            add(label, &pen.with(key, &[&scene.names(experts)]), Role::Text);
        }
    }
    if let Some(reason) = &room.shortage {
        let words = reasons::sentence(reason, &scene.workspace.panel().rubric, pen.language());
        let words = pen.with("meeting.shortage", &[&words]);
        add("meeting.count", &words, Role::Bad);
    }
    if !meeting.has_roll_call() {
        add("meeting.roll", pen.say("meeting.no_roll"), Role::Warning);
    }
    found.extend(asked(scene, width));
    found
}

/// What the experts noted to ask.
fn asked(scene: &Scene, width: usize) -> Vec<Line> {
    let pen = &scene.pen;
    let questions = scene.book.here().map(|seen| seen.questions.as_slice());
    let Some(questions) = questions.filter(|all| !all.is_empty()) else {
        return Vec::new();
    };
    let count = questions.len().to_string();
    let title = pen.with("meeting.questions", &[&count]);
    let mut found = vec![Line::new(), Line::of(title, Role::Heading)];
    for (place, question) in questions.iter().enumerate() {
        let label = format!(" {}  ", place + 1);
        found.extend(labelled(pen, &label, question, width, Role::Text));
    }
    found
}

/// What the agenda names that cannot be presented, and what it leaves out.
fn strange_agenda(scene: &Scene, width: usize) -> Vec<Line> {
    let (pen, panel) = (&scene.pen, scene.workspace.panel());
    let agenda = panel.agenda(&scene.book.group);
    let faults = agenda.map(|agenda| AgendaFaults::of(agenda, panel));
    let told = agendas::faults(&faults.unwrap_or_default(), pen.language());
    let lines = told.iter();
    lines
        .flat_map(|text| labelled(pen, "! ", text, width, Role::Warning))
        .collect()
}

/// What the file of the meeting has on the table although it is not presented here.
fn stray(scene: &Scene, width: usize) -> Vec<Line> {
    let (pen, book) = (&scene.pen, scene.book);
    if book.stray.is_empty() {
        return Vec::new();
    }
    let words = pen.with("meeting.stray", &[&book.group, &book.stray]);
    labelled(pen, "! ", &words, width, Role::Bad)
}

fn halted(scene: &Scene, width: usize) -> Vec<Line> {
    let pen = &scene.pen;
    let words = match scene.book.halt {
        Some(Halt::Damaged) => {
            let words = pen.with("meeting.halt_damaged", &[&scene.book.group]);
            return labelled(pen, "! ", &words, width, Role::Bad);
        }
        Some(Halt::Slept(seconds)) => {
            pen.with("meeting.halt_slept", &[&(seconds / 60).to_string()])
        }
        Some(Halt::GoneOn) => pen.say("meeting.halt_gone_on").to_owned(),
        Some(Halt::Elsewhere) if scene.book.is_leader_lost() => {
            pen.say("meeting.halt_lost").to_owned()
        }
        Some(Halt::Elsewhere) => pen.say("meeting.halt_elsewhere").to_owned(),
        None => return Vec::new(),
    };
    labelled(pen, "! ", &words, width, Role::Warning)
}

/// How many submitted what is on the table.
pub fn submitted(scene: &Scene, width: usize) -> Vec<Line> {
    let pen = &scene.pen;
    if scene.book.meeting.proposal.is_empty() {
        return Vec::new();
    }
    let room = scene.room;
    let standing = scene.book.here().map(|seen| &seen.standing);
    let valid = counting(room);
    let Some(standing) = standing else {
        let words = pen.say("meeting.submitted_unknown");
        return labelled(pen, "", words, width, Role::Muted);
    };
    let is_in = |id: &&String| {
        let stands = standing.get(*id);
        matches!(stands, Some(Standing::Submitted | Standing::GivenBack))
    };
    let figures = [
        valid.iter().filter(is_in).count().to_string(),
        valid.len().to_string(),
    ];
    let words = pen.with("meeting.submitted", &figures.each_ref().map(String::as_str));
    labelled(pen, "", &words, width, Role::Heading)
}

/// Every member: there or not, and how far with what is on the table.
pub fn seats(scene: &Scene, width: usize) -> Vec<Line> {
    let pen = &scene.pen;
    let label = 8;
    let fits = width.saturating_sub(label) / SEAT;
    let members: Vec<&String> = scene.sitting.members.iter().take(fits).collect();
    if members.is_empty() {
        return Vec::new();
    }
    let meeting = &scene.book.meeting;
    let room = scene.room;
    let begin = |key: &'static str| Line::new().column(pen, pen.say(key), label, Role::Muted);
    let (mut number, mut there) = (begin("meeting.seat"), begin("meeting.there"));
    let (mut now, mut sheets) = (begin("meeting.this"), begin("meeting.sheets"));
    let glyphs = pen.glyphs();
    for (place, id) in members.iter().enumerate() {
        number = number.figure(pen, &(place + 1).to_string(), SEAT, Role::Muted);
        let is_recused = room.recused.contains(id);
        let (mark, role) = match meeting.attending(id) {
            Attending::Left => (pen.say("meeting.mark_left"), Role::Warning),
            _ if is_recused => (pen.say("meeting.mark_recused"), Role::Warning),
            Attending::Here => (glyphs.passed, Role::Good),
            Attending::Away => (glyphs.empty, Role::Muted),
        };
        there = there.figure(pen, mark, SEAT, role);
        let seen = scene.book.here();
        let standing = seen.and_then(|seen| seen.standing.get(*id));
        let (mark, role) = match standing {
            // until the folder was looked at nobody knows
            _ if seen.is_none() => ("", Role::Muted),
            _ if is_recused || room.away.contains(id) => ("-", Role::Muted),
            Some(Standing::Submitted | Standing::GivenBack) => (glyphs.passed, Role::Good),
            Some(Standing::Begun) => ("~", Role::Warning),
            _ => (glyphs.empty, Role::Muted),
        };
        now = now.figure(pen, mark, SEAT, role);
        let count = scene.book.counts.get(*id).map(ToString::to_string);
        sheets = sheets.figure(pen, &count.unwrap_or_default(), SEAT, Role::Text);
    }
    vec![Line::new(), number, there, now, sheets]
}

/// The agenda with its recusals; the chosen line is in sight.
pub fn agenda(scene: &Scene, canvas: &mut Canvas, area: Rect) {
    let pen = scene.pen;
    let slots = &scene.sitting.slots;
    let heading = pen.say("meeting.to_come");
    let taken = canvas.text(area.x, area.y, area.width, heading, Role::Heading);
    let chosen = scene.state.line(scene.book, scene.sitting);
    if let Some(Slot::Proposal(id, _)) = slots.get(chosen) {
        // the list may be too narrow for all of the names
        let recused = recused(scene, id);
        let words = pen.with("meeting.recused_of", &[id, &scene.names(&recused)]);
        let (x, width) = (area.x + taken + 3, area.width.saturating_sub(taken + 3));
        if !recused.is_empty() {
            canvas.text(x, area.y, width, &words, Role::Warning);
        }
    }
    let list = Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(1),
        ..area
    };
    let width = usize::from(area.width);
    let line = |place: usize| {
        let is_chosen = place == chosen && scene.state.is_chosen;
        match slots.get(place) {
            Some(slot) => row(scene, (place, slot), width).selected(is_chosen),
            None => Line::new(),
        }
    };
    lines::draw_rows(canvas, list, slots.len(), chosen, line);
}

/// The members who are recused from a proposal.
fn recused(scene: &Scene, proposal: &str) -> Vec<String> {
    let panel = scene.workspace.panel();
    let members = scene.sitting.members.iter();
    let is_recused = |expert: &&String| panel.recusal(expert, proposal).is_some();
    members.filter(is_recused).cloned().collect()
}

/// The sign before a proposal of the agenda: on the table, done, done and not settled with that,
/// or to come.
fn mark(scene: &Scene, id: &str) -> (&'static str, Role) {
    let (glyphs, meeting) = (scene.pen.glyphs(), &scene.book.meeting);
    if meeting.proposal == id {
        (glyphs.pointer, Role::Heading)
    } else if !meeting.is_done(id) {
        (" ", Role::Text)
    } else if aftermath(scene, id).is_some() {
        ("!", Role::Muted)
    } else {
        (glyphs.passed, Role::Muted)
    }
}

/// What became of a proposal of the agenda, where that is more than done or to come.
fn state(scene: &Scene, id: &str) -> &'static str {
    let (pen, meeting) = (&scene.pen, &scene.book.meeting);
    match aftermath(scene, id) {
        Some(aftermath) => pen.find(&format!("aftermath.{}", aftermath.key())),
        None if meeting.is_set_aside(id) => pen.say("meeting.is_set_aside"),
        None if !meeting.is_done(id) => "",
        None => match scene.workspace.panel().opinion(id) {
            Some(opinion) if opinion.adopted => pen.say("meeting.opinion_adopted"),
            Some(opinion) if !opinion.is_blank() => pen.say("meeting.opinion_begun"),
            _ => "",
        },
    }
}

fn aftermath(scene: &Scene, id: &str) -> Option<Aftermath> {
    let panel = scene.workspace.panel();
    scene.sitting.aftermath(panel, &scene.book.meeting, id)
}

fn row(scene: &Scene, (line, slot): (usize, &Slot), width: usize) -> Line {
    let pen = &scene.pen;
    let meeting = &scene.book.meeting;
    let begins = scene.sitting.begins.get(line).copied().flatten();
    let begins = begins.map(|minute| agendas::moment(minute, pen.language()));
    // without a start there is no column of times
    let times = if begins.is_some() { 6 } else { 0 };
    let begins = begins.unwrap_or_default();
    let Slot::Proposal(id, place) = slot else {
        let Slot::Break(minutes) = slot else {
            return Line::new();
        };
        let words = pen.with("meeting.break", &[&minutes.to_string()]);
        let (mark, role) = if scene.sitting.here(meeting) == Some(line) {
            (pen.glyphs().pointer, Role::Heading)
        } else if scene.sitting.is_break_over(meeting, line) {
            (pen.glyphs().passed, Role::Muted)
        } else {
            (" ", Role::Muted)
        };
        return Line::of(format!("{mark}  "), Role::Key)
            .figure(pen, "-", 3, Role::Muted)
            .and("  ", Role::Muted)
            .column(pen, &begins, times, Role::Muted)
            .and(words, role);
    };
    let (mark, role) = mark(scene, id);
    let state = state(scene, id);
    let recused = recused(scene, id);
    let out = match recused.as_slice() {
        [] => String::new(),
        _ if meeting.is_done(id) => String::new(),
        some => pen.with("meeting.recused", &[&scene.names(some)]),
    };
    let joined = |out: &str| match (state, out) {
        (state, "") => state.to_owned(),
        ("", out) => out.to_owned(),
        (state, out) => format!("{state}  {out}"),
    };
    let mut who = joined(&out);
    if pen.columns(&who) > width / 3 && !out.is_empty() {
        who = joined(&pen.with("meeting.recused_many", &[&recused.len().to_string()]));
    }
    let tail = pen.columns(&who);
    let title = width.saturating_sub(20 + tail + times);
    Line::of(format!("{mark} "), Role::Key)
        .figure(pen, &place.to_string(), 4, role)
        .and("  ", Role::Text)
        .column(pen, &begins, times, Role::Muted)
        .column(pen, id, 8, role)
        .column(pen, scene.title(id), title, role)
        .and(" ", Role::Text)
        .column(pen, &who, tail, Role::Warning)
}
