//! Merge: the received files with what became of each, who owes what, what has to be decided.
//! The board stands under the list where there is room, else on a page of its own.

pub mod board;
pub mod conflicts;

use super::results;
use crate::app::App;
use crate::app::exchange::{Arrived, Inbox, MergeRefusal};
use crate::app::screens::merge::{MergeState, Part};
use crate::app::workspace::Workspace;
use crate::config::theme::Role;
use crate::domain::merging::{Outcome, ReceivedFile};
use crate::i18n::{merging, problems};
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::frame::{self, Head};
use crate::ui::lines::{self, Line, labelled};
use ratatui::layout::Rect;

/// Columns from which a second pane and the reasons have room.
const BROAD: u16 = 100;
/// Rows from which the board stands under the list.
const HIGH: u16 = 20;

/// Draws the screen.
pub fn draw(app: &App, state: &MergeState, canvas: &mut Canvas, area: Rect) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let pen = canvas.pen;
    let head = head(app, &pen, workspace);
    let body = frame::draw(app, canvas, area, &head);
    tabs(&pen, workspace, state).draw(canvas, 1, body.y, body.width.saturating_sub(1));
    let warnings = warnings(&pen, &workspace.inbox, usize::from(body.width) - 2);
    let taken = (warnings.len() as u16).min(body.height / 3);
    let pane = Rect {
        x: 1,
        y: body.y + 1,
        width: body.width - 2,
        height: taken,
    };
    lines::draw(canvas, pane, &warnings, 0);
    let rest = Rect {
        x: 1,
        y: body.y + 1 + taken,
        width: body.width - 2,
        height: body.height.saturating_sub(1 + taken),
    };
    if body.width < BROAD || body.height < HIGH {
        match state.part {
            Part::Board => board::draw(workspace, state, canvas, rest),
            _ => list(workspace, state, canvas, rest),
        }
        return;
    }
    // what has the keys gets the larger share
    let share = if state.part == Part::Board { 42 } else { 60 };
    let above = Rect {
        height: rest.height * share / 100,
        ..rest
    };
    let below = Rect {
        y: above.bottom() + 1,
        height: rest.height.saturating_sub(above.height + 1),
        ..rest
    };
    list(workspace, state, canvas, above);
    canvas.rule(0, above.bottom(), body.width);
    board::draw(workspace, state, canvas, below);
}

fn head(app: &App, pen: &Pen, workspace: &Workspace) -> Head {
    let counts = workspace.results.as_ref().map(|results| {
        let (came, asked) = results.receipts.total();
        let numbers = [asked, came, asked - came].map(|count| count.to_string());
        pen.with("rank.counts", &[&numbers[0], &numbers[1], &numbers[2]])
    });
    Head {
        title: pen.say("screen.merge").to_owned(),
        right: counts.unwrap_or_default(),
        second: watched(app, pen, workspace),
    }
}

/// Which folders are watched, and what lies there that is not taken in.
fn watched(app: &App, pen: &Pen, workspace: &Workspace) -> String {
    let inbox = &workspace.inbox;
    let folder = app.exchange.watched.get(&workspace.opened.place.path);
    let seen = inbox.seen.as_ref();
    let mut told = vec![match folder {
        None => pen.say("merge_screen.watches_inbox").to_owned(),
        Some(folder) if seen.is_some_and(|seen| !seen.is_there) => {
            pen.with("merge_screen.watched_gone", &[folder])
        }
        Some(folder) => pen.with("merge_screen.watches", &[folder]),
    }];
    let counts = seen.map_or((0, 0), |seen| (seen.growing, seen.others));
    if counts.0 > 0 {
        told.push(pen.with("merge_screen.growing", &[&counts.0.to_string()]));
    }
    if counts.1 > 0 {
        told.push(pen.with("merge_screen.others", &[&counts.1.to_string()]));
    }
    let results = workspace.results.as_ref();
    let resting = results.map_or(0, |results| {
        results.resting.iter().map(|one| one.experts.len()).sum()
    });
    if resting > 0 {
        told.push(pen.with("merge_screen.resting", &[&resting.to_string()]));
    }
    told.join("   ")
}

/// The parts with their counts, the present one in brackets.
fn tabs(pen: &Pen, workspace: &Workspace, state: &MergeState) -> Line {
    let inbox = &workspace.inbox;
    let owed = workspace.results.as_ref().map(|results| {
        let (came, asked) = results.receipts.total();
        asked - came
    });
    let parts = [
        (Part::Files, "merge_screen.files", Some(inbox.files.len())),
        (
            Part::Conflicts,
            "merge_screen.conflicts",
            Some(inbox.conflicts.len()).filter(|count| *count > 0),
        ),
        (Part::Board, "merge_screen.board", owed),
    ];
    let shown = parts
        .into_iter()
        .filter(|(part, _, count)| *part != Part::Conflicts || count.is_some());
    shown.fold(Line::new(), |line, (part, key, count)| {
        let count = count.map(|count| count.to_string()).unwrap_or_default();
        let text = pen.with(key, &[&count]);
        let role = match (part, part == state.part) {
            (_, true) => Role::Heading,
            (Part::Conflicts, false) => Role::Warning,
            _ => Role::Muted,
        };
        let text = if part == state.part {
            format!("[{text}]")
        } else {
            format!(" {text} ")
        };
        line.and(text, role).and("  ", Role::Text)
    })
}

/// What concerns the whole merge: why it was refused, whose sheets are open elsewhere, which
/// files of the panel cannot be used.
fn warnings(pen: &Pen, inbox: &Inbox, width: usize) -> Vec<Line> {
    let mut found = Vec::new();
    let language = pen.language();
    if let Some(refusal) = &inbox.refusal {
        let why = match refusal {
            MergeRefusal::Panel(problem) => {
                format!("{} {}", problem.file, problems::message(problem, language))
            }
            MergeRefusal::Reason(key) => pen.say(key).to_owned(),
        };
        let text = pen.with("merge_screen.refused", &[&why]);
        let lead = format!("{} ", pen.glyphs().failed);
        found.extend(labelled(pen, &lead, &text, width, Role::Bad));
    }
    if !inbox.busy.is_empty() {
        let text = pen.with("merge_screen.busy", &[&inbox.busy.join(" ")]);
        found.extend(labelled(pen, "! ", &text, width, Role::Warning));
    }
    if let Some(problem) = inbox.problems.first() {
        let count = inbox.problems.len().to_string();
        let message = problems::message(problem, language);
        let text = pen.with("merge_screen.problems", &[&count, &problem.file, &message]);
        found.extend(labelled(pen, "! ", &text, width, Role::Warning));
    }
    found
}

/// The list of files or of conflicts, with the chosen one in full below.
fn list(workspace: &Workspace, state: &MergeState, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let width = usize::from(area.width);
    let is_files = state.part != Part::Conflicts;
    let details = if is_files {
        let chosen = state.file(&workspace.inbox);
        chosen.map(|one| file_lines(&pen, workspace, one, width))
    } else {
        conflicts::details(&pen, workspace, state, width)
    };
    let details = details.unwrap_or_default();
    let below = (details.len() as u16).clamp(3, (area.height / 2).max(3));
    let above = Rect {
        height: area.height.saturating_sub(below + 1),
        ..area
    };
    if is_files {
        files(workspace, state, canvas, above);
    } else {
        conflicts::list(workspace, state, canvas, above);
    }
    let pane = Rect {
        y: above.bottom() + 1,
        height: below.min(area.height.saturating_sub(above.height + 1)),
        ..area
    };
    if !details.is_empty() {
        canvas.rule(area.x, above.bottom(), area.width);
    }
    lines::draw(canvas, pane, &details, state.scroll);
}

fn files(workspace: &Workspace, state: &MergeState, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let files = &workspace.inbox.files;
    let width = usize::from(area.width);
    if files.is_empty() {
        let words = pen.say("merge_screen.none");
        let found = labelled(&pen, "", words, width, Role::Muted);
        lines::draw(canvas, area, &found, 0);
        return;
    }
    let is_chosen = state.part == Part::Files;
    let columns = Columns::of(&pen, workspace, width);
    lines::draw_rows(canvas, area, files.len(), state.file, |place| {
        let line = files.get(place);
        let line = line.map(|one| row(&pen, workspace, one, &columns));
        let chosen = place == state.file;
        let pointer = if chosen { pen.glyphs().pointer } else { " " };
        let lead = Line::of(format!("{pointer} "), Role::Key);
        lead.joined(line.unwrap_or_default())
            .chosen(chosen, is_chosen)
    });
}

/// A conflict that came with the file and was decided since.
fn is_settled(inbox: &Inbox, one: &Arrived) -> bool {
    one.file.outcome == Outcome::Conflict && !inbox.is_open(&one.file)
}

/// Returns the mark and the role of an outcome.
fn mark(pen: &Pen, inbox: &Inbox, one: &Arrived) -> (&'static str, Role) {
    if is_settled(inbox, one) {
        return (pen.glyphs().passed, Role::Good);
    }
    match one.file.outcome {
        Outcome::Same => ("=", Role::Muted),
        Outcome::Older => ("-", Role::Muted),
        Outcome::New | Outcome::Updated | Outcome::Merged => (pen.glyphs().passed, Role::Good),
        Outcome::Salvaged => ("~", Role::Warning),
        Outcome::Conflict => ("?", Role::Warning),
        Outcome::Quarantined => ("!", Role::Warning),
        Outcome::Damaged => (pen.glyphs().failed, Role::Bad),
    }
}

/// The word of an outcome; what lay in the inbox before was taken in then.
fn outcome<'a>(pen: &Pen<'a>, inbox: &Inbox, one: &Arrived) -> &'a str {
    if is_settled(inbox, one) {
        return pen.say("merge_screen.decided");
    }
    if one.is_earlier && one.file.outcome == Outcome::Same {
        return pen.say("merge_screen.earlier");
    }
    merging::outcome(one.file.outcome, pen.language())
}

/// How wide the columns of the files are, from what stands in them.
struct Columns {
    word: usize,
    name: usize,
    expert: usize,
    count: usize,
    reason: usize,
}

impl Columns {
    fn of(pen: &Pen, workspace: &Workspace, width: usize) -> Self {
        let inbox = &workspace.inbox;
        let files = || inbox.files.iter();
        let words = lines::widest(pen, files().map(|one| outcome(pen, inbox, one))) + 1;
        let names = lines::widest(pen, files().map(|one| one.file.file.as_str())) + 1;
        let experts = files().map(|one| {
            let name = results::expert(workspace, &one.file.expert);
            pen.columns(&name) + 1
        });
        let is_narrow = width < 98;
        let most = if pen.is_english() { 18 } else { 15 };
        let word = if width < 74 { words.min(most) } else { words };
        let most = if is_narrow { 12 } else { 20 };
        let expert = experts.max().unwrap_or_default().min(most);
        let count = if pen.is_english() { 10 } else { 7 };
        let room = width.saturating_sub(2 + 2 + word + expert + count);
        let name = (room * 3 / 5).clamp(18, 46).min(room).min(names);
        Self {
            word,
            name,
            expert,
            count,
            reason: room.saturating_sub(name),
        }
    }
}

fn row(pen: &Pen, workspace: &Workspace, one: &Arrived, columns: &Columns) -> Line {
    let file = &one.file;
    let inbox = &workspace.inbox;
    let (mark, role) = mark(pen, inbox, one);
    let sheets = pen.with("merge_screen.sheets", &[&file.sheets.to_string()]);
    let who = results::expert(workspace, &file.expert);
    Line::of(format!("{mark} "), role)
        .cell(pen, outcome(pen, inbox, one), columns.word, role)
        .cell(pen, &file.file, columns.name, Role::Text)
        .cell(pen, &who, columns.expert, Role::Text)
        .cell(pen, &sheets, columns.count, Role::Text)
        .column(
            pen,
            &reason(pen, workspace, file),
            columns.reason,
            Role::Muted,
        )
}

fn file_lines(pen: &Pen, workspace: &Workspace, one: &Arrived, width: usize) -> Vec<Line> {
    let file = &one.file;
    let inbox = &workspace.inbox;
    let (_, role) = mark(pen, inbox, one);
    let mut first = vec![outcome(pen, inbox, one).to_owned()];
    let expert = results::expert(workspace, &file.expert);
    first.extend(Some(expert).filter(|expert| !expert.is_empty()));
    first.push(pen.with("merge_screen.sheets", &[&file.sheets.to_string()]));
    if !file.code.is_empty() {
        first.push(pen.with("merge_screen.code", &[&file.code]));
    }
    if let Some(clock) = one.at.get(..16) {
        first.push(clock.replace('T', " "));
    }
    let mut found = labelled(pen, "", &file.file, width, Role::Heading);
    found.extend(labelled(pen, "", &first.join("   "), width, role));
    let why = reason(pen, workspace, file);
    if !why.is_empty() {
        found.extend(labelled(pen, "", &why, width, Role::Text));
    }
    if let Some(key) = what_next(file).filter(|_| !is_settled(inbox, one)) {
        let label = format!("{}  ", pen.say("merge_screen.next"));
        found.extend(labelled(pen, &label, pen.say(key), width, Role::Notice));
    }
    found
}

/// Why a file became what it became, its cells named in words.
fn reason(pen: &Pen, workspace: &Workspace, file: &ReceivedFile) -> String {
    let mut file = file.clone();
    let named = |token: &str| {
        let criterion = |id: &str| {
            let criterion = workspace.panel().rubric.criterion(id)?;
            Some(criterion.name.of(pen.is_english()).to_owned())
        };
        merging::cell(token, criterion, pen.language())
    };
    for why in file.why.iter_mut().filter(|why| why.key == "conflict") {
        for detail in why.details.iter_mut().skip(1) {
            *detail = detail.split(' ').map(named).collect::<Vec<_>>().join(" ");
        }
    }
    merging::reason(&file, pen.language())
}

/// What to do about a file.
fn what_next(file: &ReceivedFile) -> Option<&'static str> {
    let has = |keys: &[&str]| file.why.iter().any(|why| keys.contains(&why.key));
    match file.outcome {
        Outcome::Quarantined if has(&["no_hand_in"]) => Some("merge_screen.next_no_hand_in"),
        Outcome::Quarantined if has(&["other_panel"]) => Some("merge_screen.next_other_panel"),
        Outcome::Damaged if has(&["missing"]) => Some("merge_screen.next_missing"),
        Outcome::Damaged if has(&["too_large", "no_file", "unreadable"]) => {
            Some("merge_screen.next_unreadable")
        }
        Outcome::Salvaged => Some("merge_screen.next_salvaged"),
        Outcome::Conflict => Some("merge_screen.next_conflict"),
        Outcome::Quarantined => Some("merge_screen.next_quarantined"),
        Outcome::Damaged => Some("merge_screen.next_damaged"),
        Outcome::Older => Some("merge_screen.next_older"),
        Outcome::Same | Outcome::New | Outcome::Updated | Outcome::Merged => None,
    }
}
