//! What every screen has: two lines on top, a rule, the body, a rule, the hints, and the
//! last line that offers the next thing to do.

use super::canvas::{Canvas, Pen};
use crate::app::hints::{Hint, hints, next_step, offers_help};
use crate::app::state::Tone;
use crate::app::{App, Key, Screen};
use crate::config::glyphs::GlyphProfile;
use crate::config::theme::Role;
use ratatui::layout::Rect;

/// Rows at the bottom: a rule, the hints, the next step.
pub const FOOT: u16 = 3;

/// The two lines on top.
#[derive(Debug, Clone, Default)]
pub struct Head {
    /// First line, left.
    pub title: String,
    /// First line, right.
    pub right: String,
    /// Second line.
    pub second: String,
}

impl Head {
    /// Returns the first of some forms of the right text that leaves the title whole in a row
    /// of so many columns, else the last, which is the shortest.
    pub fn beside(pen: &Pen, title: &str, width: u16, forms: Vec<String>) -> String {
        let room = usize::from(width).saturating_sub(pen.columns(title) + 4);
        let mut forms = forms;
        let last = forms.pop().unwrap_or_default();
        let fitting = forms.into_iter().find(|form| pen.columns(form) <= room);
        fitting.unwrap_or(last)
    }
}

/// Draws the head and the two rules, and returns the room between them.
pub fn draw(app: &App, canvas: &mut Canvas, area: Rect, head: &Head) -> Rect {
    let width = area.width;
    // the title keeps what it needs, up to half of the row; the right text gives way
    let title = canvas.pen.columns(&head.title) as u16;
    let room = width.saturating_sub(title.min(width / 2) + 4);
    let right = canvas.text_right(width.saturating_sub(1), 0, room, &head.right, Role::Text);
    canvas.text(1, 0, right.saturating_sub(3), &head.title, Role::Title);
    canvas.text(1, 1, width.saturating_sub(2), &head.second, Role::Muted);
    canvas.rule(0, 2, width);
    let free = banner(app, canvas, width);
    let taken = unsaved(app, canvas);
    super::meeting::banner(app, canvas, taken, free);
    let foot = area.height.saturating_sub(FOOT);
    canvas.rule(0, foot, width);
    work(app, canvas, foot);
    Rect::new(0, 3, width, foot.saturating_sub(3))
}

/// Draws the hints and the last line, once it is known whether there is more to read than is
/// in sight.
pub fn foot(app: &App, canvas: &mut Canvas, area: Rect) {
    let foot = area.height.saturating_sub(FOOT);
    hint_line(app, canvas, foot + 1, area.width);
    last_line(app, canvas, foot + 2, area.width);
}

/// Demonstration data says so on every screen, in the rule under the head; returns where that
/// begins.
fn banner(app: &App, canvas: &mut Canvas, width: u16) -> u16 {
    let is_demonstration = match (&app.workspace, &app.screen) {
        (Some(workspace), screen) => {
            workspace.panel().head.demonstration && !matches!(screen, Screen::Start(_))
        }
        _ => false,
    };
    if !is_demonstration {
        return width;
    }
    let text = format!(" {} ", canvas.pen.say("frame.demonstration"));
    let taken = canvas.pen.columns(&text) as u16;
    let x = width.saturating_sub(taken + 2);
    canvas.text(x, 2, taken, &text, Role::Banner);
    x.saturating_sub(1)
}

/// What could not be saved is said on every screen until it is; returns the column after it.
fn unsaved(app: &App, canvas: &mut Canvas) -> u16 {
    let count = app.unsaved();
    if count == 0 {
        return 2;
    }
    let words = canvas.pen.with("frame.unsaved", &[&count.to_string()]);
    let text = format!(" {} {words} ", canvas.pen.glyphs().failed);
    2 + canvas.text(2, 2, 30, &text, Role::Bad) + 1
}

/// Columns of the bar of long work.
const BAR: usize = 20;

/// Long work that goes on is shown in the rule above the hints, with a bar and
/// the figure where it is known how much is done.
fn work(app: &App, canvas: &mut Canvas, foot: u16) {
    let Some(&(work, done, all)) = app.work.last() else {
        return;
    };
    if !work.is_counted() {
        let (pen, cut) = (canvas.pen, canvas.pen.glyphs().cut);
        let text = format!(" {} {cut} ", pen.say(work.key()));
        canvas.text(2, foot, 60, &text, Role::Notice);
        return;
    }
    let share = (done.min(all) * 100).checked_div(all).unwrap_or_default();
    let (pen, glyphs) = (canvas.pen, canvas.pen.glyphs());
    let full = BAR * share / 100;
    let bar = format!(
        "{}{}",
        glyphs.full.repeat(full),
        glyphs.hollow.repeat(BAR - full)
    );
    let text = format!(" {} {bar} {share}% ", pen.say(work.key()));
    canvas.text(2, foot, 60, &text, Role::Notice);
}

/// Columns between two hints, and where they are close together.
const GAPS: [u16; 2] = [3, 2];

fn hint_line(app: &App, canvas: &mut Canvas, y: u16, width: u16) {
    let mut x = 1;
    let mut hints = hints(app);
    hints.retain(|hint| canvas.overflows || !hint.reads_on);
    let gap = gap(&canvas.pen, &hints, width);
    let mut kept = kept(app, &canvas.pen, &hints, gap);
    for hint in hints {
        let pen = canvas.pen;
        let room = usize::from(width.saturating_sub(x + 1));
        let needed = columns(&pen, &hint);
        if writes_or_leaves(&hint) {
            kept = kept.saturating_sub(needed + usize::from(gap));
        }
        match needed + kept > room {
            true if kept == 0 => break,
            true => continue,
            false => {}
        }
        let start = x;
        if let Some(reason) = &hint.refused {
            let words = pen.with("frame.refused", &[&hint.key, &hint.label, reason]);
            if pen.columns(&words) > room {
                continue;
            }
            x += canvas.text(x, y, width - x, &words, Role::Disabled) + gap;
            continue;
        }
        x += canvas.text(x, y, width - x, &hint.key, Role::Key) + 1;
        x += canvas.text(x, y, width - x, &hint.label, Role::Hint);
        if let Some(key) = hint.press {
            let area = Rect::new(start, y, x - start, 1);
            canvas.pointing.place(area, vec![key]);
        }
        x += gap;
    }
}

/// Columns of a hint.
fn columns(pen: &Pen, hint: &Hint) -> usize {
    pen.columns(&hint.key) + pen.columns(&hint.label) + 1
}

/// Tells whether a key writes what a window is for, or leaves it.
fn writes_or_leaves(hint: &Hint) -> bool {
    matches!(hint.press, Some(Key::Esc | Key::F(2 | 9)))
}

/// Columns that are kept for the keys that write and leave a window, whatever else has no room.
fn kept(app: &App, pen: &Pen, hints: &[Hint], gap: u16) -> usize {
    if app.overlays.is_empty() {
        return 0;
    }
    let kept = hints.iter().filter(|hint| writes_or_leaves(hint));
    kept.map(|hint| columns(pen, hint) + usize::from(gap)).sum()
}

/// Columns between two hints: fewer where arrow keys are words and would leave no room for the
/// last of them.
fn gap(pen: &Pen, hints: &[Hint], width: u16) -> u16 {
    let [wide, close] = GAPS;
    let each = hints.iter();
    let taken = each.map(|hint| columns(pen, hint));
    let gaps = usize::from(wide) * hints.len().saturating_sub(1);
    let fits = 2 + taken.sum::<usize>() + gaps <= usize::from(width);
    if fits || pen.profile() == GlyphProfile::Narrow {
        wide
    } else {
        close
    }
}

/// Draws what is told or to be done next, with the help and the seat beside it; where that has
/// no room whole, the seat goes first and then the help.
fn last_line(app: &App, canvas: &mut Canvas, y: u16, width: u16) {
    // whoever sits here, and what concerns only them, is nothing for the wall
    let is_wall = matches!(&app.screen, Screen::Meeting(state) if state.is_wall);
    let seat = if is_wall {
        String::new()
    } else {
        seat_name(app)
    };
    let help = if offers_help(app) {
        canvas.pen.say("frame.help")
    } else {
        ""
    };
    let (text, role) = told(app, &canvas.pen, is_wall);
    let both = format!("{help}   {seat}");
    let end = width.saturating_sub(1);
    let pen = canvas.pen;
    let needed = pen.columns(&text) + 1;
    let beside = |right: &&str| {
        let taken = pen.columns(right).min(usize::from(width / 2));
        let apart = if right.is_empty() { 0 } else { 3 };
        needed + apart + taken <= usize::from(end)
    };
    let forms = [both.trim(), help, ""];
    let right = forms.into_iter().find(beside).unwrap_or_default();
    let apart = if right.is_empty() { 1 } else { 3 };
    let right_at = canvas.text_right(end, y, width / 2, right, Role::Hint);
    let shown = (pen.columns(help) as u16).min(end.saturating_sub(right_at));
    if shown > 0 && !right.is_empty() {
        let area = Rect::new(right_at, y, shown, 1);
        canvas.pointing.place(area, vec![Key::Char('?')]);
    }
    canvas.text(1, y, right_at.saturating_sub(apart), &text, role);
}

/// What was just told; else what somebody else changed, else what to do next.
fn told(app: &App, pen: &Pen, is_wall: bool) -> (String, Role) {
    if let Some(notice) = &app.notice {
        if is_wall {
            return (pen.say("meeting.wall_notice").to_owned(), Role::Warning);
        }
        let (mark, role) = match notice.tone {
            Tone::Good => (pen.glyphs().passed, Role::Good),
            Tone::Plain => ("", Role::Notice),
            Tone::Refused => ("!", Role::Warning),
            Tone::Failed => (pen.glyphs().failed, Role::Bad),
        };
        let text = format!("{mark} {}", notice.text);
        return (text.trim_start().to_owned(), role);
    }
    match news(app) {
        Some(text) => (format!("! {text}"), Role::Warning),
        None => (next_step(app), Role::Title),
    }
}

/// Returns the name of who sits here.
pub fn seat_name(app: &App) -> String {
    use crate::app::workspace::Seat;
    match app.seat() {
        Seat::None => String::new(),
        Seat::Secretariat => app.language.text("seat.secretariat").to_owned(),
        Seat::Expert(id) => {
            let expert = app
                .workspace
                .as_ref()
                .and_then(|workspace| workspace.panel().expert(&id));
            match expert
                .map(|expert| expert.name.as_str())
                .filter(|name| !name.is_empty())
            {
                Some(name) => typed(app, name),
                None => typed(app, &id),
            }
        }
    }
}

/// At whose place somebody types from paper.
fn typed(app: &App, name: &str) -> String {
    let typist = app.workspace.as_ref().and_then(|one| one.typist.as_ref());
    match typist {
        Some(_) => app.language.with("paper.seat", &[name]),
        None => name.to_owned(),
    }
}

/// What somebody else changed in the panel, until it was seen.
fn news(app: &App) -> Option<&str> {
    let workspace = app.workspace.as_ref()?;
    workspace.round.news.as_deref()
}
