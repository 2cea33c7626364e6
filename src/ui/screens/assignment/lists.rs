//! The lists: proposals with what they have and need, experts with what they have to do. What
//! is wrong stands first in a word.

use crate::analysis::staffing::{Duty, Shortage, Staff};
use crate::app::screens::assignment::{AssignmentState, Part};
use crate::app::workspace::{Results, Workspace};
use crate::config::theme::Role;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::lines::{self, Line};
use crate::ui::screens::results as of_results;
use ratatui::layout::Rect;

/// Columns from which the chain of a proposal has room.
fn with_chain(pen: &Pen) -> usize {
    if pen.is_english() { 92 } else { 74 }
}

/// Draws the list of the present part under its header.
pub fn draw(
    workspace: &Workspace,
    results: &Results,
    state: &AssignmentState,
    canvas: &mut Canvas,
    area: Rect,
) {
    let pen = canvas.pen;
    let length = state.length(workspace, results);
    let list = Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(1),
        ..area
    };
    // the signs that there is more take two columns
    let overflows = length > usize::from(list.height);
    let width = usize::from(area.width) - if overflows { 2 } else { 0 };
    let is_proposals = state.part == Part::Proposals;
    let columns = if is_proposals {
        Columns::of_proposals(&pen, workspace, results, width)
    } else {
        Columns::of_experts(&pen, workspace, results, width)
    };
    let head = if is_proposals {
        proposal_head(&pen, &columns)
    } else {
        expert_head(&pen, &columns)
    };
    head.draw(canvas, area.x, area.y, area.width);
    if length == 0 {
        let words = pen.say("assignment.nobody");
        canvas.text(area.x + 2, list.y, area.width, words, Role::Muted);
        return;
    }
    let at = state.place(results);
    lines::draw_rows(canvas, list, length, at, |place| {
        let chosen = place == at;
        let pointer = if chosen { pen.glyphs().pointer } else { " " };
        let lead = Line::of(format!("{pointer} "), Role::Key);
        let line = if is_proposals {
            let staff = results.staffing.proposals.get(place);
            staff.map(|staff| proposal(&pen, workspace, staff, &columns))
        } else {
            let duty = results.staffing.experts.get(place);
            duty.map(|duty| expert(&pen, workspace, duty, &columns))
        };
        let line = lead.joined(line.unwrap_or_default());
        line.chosen(chosen, !state.is_inside)
    });
}

/// Columns of a number under a head of its own.
const NUMBER: usize = 5;
/// Columns of an id of a proposal and of an expert.
const ID: (usize, usize) = (8, 6);
/// Columns of how many sheets of an expert came.
const SHEETS: usize = 8;
/// Fewest columns that a title or an institution is worth.
const LEAST: usize = 6;
/// Columns of a title for which a number that is nought everywhere gives its place.
const TITLE: usize = 20;
/// Columns of a usual title.
const WHOLE: usize = 36;
/// The heads of what is noted about pairs.
const NOTED: [&str; 3] = ["assignment.recused", "assignment.open", "assignment.absent"];

/// How wide the columns of a list are, from what stands in them.
struct Columns {
    /// The word of what is wrong, with its mark.
    word: usize,
    /// The name of an expert.
    name: usize,
    /// The chain of a proposal; nought where there is no room.
    chain: usize,
    /// What is left for the title or the institution; nought where that is too little.
    text: usize,
    /// Which of [`NOTED`] are shown.
    noted: [bool; 3],
}

impl Columns {
    fn of_proposals(pen: &Pen, workspace: &Workspace, results: &Results, width: usize) -> Self {
        let all = &results.staffing.proposals;
        let words = all.iter().map(|staff| problem(pen, staff).1);
        let word = word(pen, words);
        let chains = workspace.panel().plan.chains.iter();
        let names = chains.map(|chain| chain.name.of(pen.is_english()));
        let longest = lines::widest(pen, names) + 1;
        let others = 2 + word + ID.0 + 2 * 6 + NOTED.len() * NUMBER;
        let chain = match (width < with_chain(pen), pen.is_english()) {
            (true, _) => 0,
            // the chain is named whole where a usual title is too
            _ if width >= others + WHOLE + longest => longest,
            (false, false) => 9,
            (false, true) => 12,
        };
        let noted = [
            all.iter().any(|staff| staff.recused > 0),
            all.iter().any(|staff| staff.candidates > 0),
            all.iter().any(|staff| staff.absent > 0),
        ];
        let columns = Self {
            word,
            name: 0,
            chain,
            text: 0,
            noted,
        };
        let taken = 2 + columns.word + ID.0 + 2 * 6 + chain;
        columns.filling(width.saturating_sub(taken))
    }

    fn of_experts(pen: &Pen, workspace: &Workspace, results: &Results, width: usize) -> Self {
        let all = &results.staffing.experts;
        let words = all.iter().map(|duty| burden(duty).1);
        let names = all.iter().filter_map(|duty| {
            let expert = workspace.panel().expert(&duty.expert)?;
            Some(pen.columns(&expert.name) + 1)
        });
        let noted = [
            all.iter().any(|duty| duty.recused > 0),
            all.iter().any(|duty| duty.candidates > 0),
            all.iter().any(|duty| duty.absent > 0),
        ];
        let columns = Self {
            word: word(pen, words),
            name: names.max().unwrap_or_default().clamp(7, 16),
            chain: 0,
            text: 0,
            noted,
        };
        let taken = 2 + columns.word + ID.1 + columns.name + NUMBER + SHEETS;
        columns.filling(width.saturating_sub(taken))
    }

    /// Gives the text what the numbers leave; those that are nought everywhere are shown where
    /// there is room enough.
    fn filling(mut self, room: usize) -> Self {
        let all = room.saturating_sub(NOTED.len() * NUMBER);
        let text = if all >= TITLE {
            self.noted = [true; 3];
            all
        } else {
            let shown = self.noted.into_iter().filter(|is_noted| *is_noted).count();
            room.saturating_sub(shown * NUMBER)
        };
        self.text = if text < LEAST { 0 } else { text };
        self
    }
}

/// Columns of the longest word of what is wrong, with its mark and a blank behind.
fn word(pen: &Pen, keys: impl Iterator<Item = &'static str>) -> usize {
    let head = pen.columns(pen.say("assignment.state"));
    let words = keys.map(|key| pen.columns(pen.say(key)) + 2);
    words.max().unwrap_or_default().max(head) + 1
}

fn proposal_head(pen: &Pen, columns: &Columns) -> Line {
    let role = Role::Muted;
    let line = Line::of("  ", role)
        .cell(pen, pen.say("assignment.state"), columns.word, role)
        .cell(pen, pen.say("assignment.id"), ID.0, role)
        .cell(pen, pen.say("assignment.title"), columns.text, role);
    let line = match columns.chain {
        0 => line,
        chain => line.cell(pen, pen.say("assignment.chain"), chain, role),
    };
    let line = line
        .figure(pen, pen.say("assignment.experts"), 6, role)
        .figure(pen, pen.say("assignment.technical"), 6, role);
    noted_head(pen, line, columns)
}

/// The heads of what is noted about pairs.
fn noted_head(pen: &Pen, line: Line, columns: &Columns) -> Line {
    let heads = NOTED.into_iter().zip(columns.noted);
    heads
        .filter(|(_, is_shown)| *is_shown)
        .fold(line, |line, (key, _)| {
            line.figure(pen, pen.say(key), NUMBER, Role::Muted)
        })
}

/// What is noted about pairs, in numbers.
fn noted(pen: &Pen, line: Line, columns: &Columns, counts: [usize; 3]) -> Line {
    let roles = [Role::Text, Role::Warning, Role::Text];
    let counts = counts.into_iter().zip(roles).zip(columns.noted);
    counts
        .filter(|(_, is_shown)| *is_shown)
        .fold(line, |line, ((number, role), _)| {
            line.joined(count(pen, number, role))
        })
}

/// What is wrong with a proposal: mark, word and role.
pub fn problem(pen: &Pen, staff: &Staff) -> (&'static str, &'static str, Role) {
    let glyphs = pen.glyphs();
    match (staff.shortage, staff.candidates) {
        (Some(Shortage::Experts), _) => (glyphs.failed, "assignment.too_few", Role::Bad),
        (Some(Shortage::Technical), _) => {
            (glyphs.failed, "assignment.too_few_technical", Role::Bad)
        }
        (None, 1..) => ("?", "assignment.to_rule", Role::Warning),
        (None, 0) => (glyphs.passed, "assignment.enough", Role::Good),
    }
}

fn proposal(pen: &Pen, workspace: &Workspace, staff: &Staff, columns: &Columns) -> Line {
    let panel = workspace.panel();
    let (mark, key, role) = problem(pen, staff);
    let of = panel.proposal(&staff.proposal);
    let of = of.and_then(|one| panel.plan.chain(&one.chain));
    let of = of
        .map(|one| one.name.of(pen.is_english()))
        .unwrap_or_default();
    let title = of_results::title(workspace, &staff.proposal);
    let least = panel.policy.valid.experts.max(1);
    let line = Line::new()
        .cell(pen, &format!("{mark} {}", pen.say(key)), columns.word, role)
        .cell(pen, &staff.proposal, ID.0, Role::Text)
        .cell(pen, title, columns.text, Role::Text);
    let line = match columns.chain {
        0 => line,
        chain => line.cell(pen, of, chain, Role::Muted),
    };
    let experts = if staff.shortage == Some(Shortage::Experts) {
        Role::Bad
    } else {
        Role::Text
    };
    let technical = if staff.shortage == Some(Shortage::Technical) {
        Role::Bad
    } else {
        Role::Text
    };
    let of_technical = match staff.technical_needed {
        0 => staff.technical.to_string(),
        needed => format!("{}/{needed}", staff.technical),
    };
    let line = line
        .figure(pen, &format!("{}/{least}", staff.valid), 6, experts)
        .figure(pen, &of_technical, 6, technical);
    let counts = [staff.recused, staff.candidates, staff.absent];
    noted(pen, line, columns, counts)
}

/// A number, a dot where it is nought.
fn count(pen: &Pen, count: usize, role: Role) -> Line {
    match count {
        0 => Line::new().figure(pen, ".", NUMBER, Role::Muted),
        _ => Line::new().figure(pen, &count.to_string(), NUMBER, role),
    }
}

fn expert_head(pen: &Pen, columns: &Columns) -> Line {
    let role = Role::Muted;
    let line = Line::of("  ", role)
        .cell(pen, pen.say("assignment.state"), columns.word, role)
        .cell(pen, pen.say("assignment.id"), ID.1, role)
        .cell(pen, pen.say("assignment.name"), columns.name, role)
        .cell(pen, pen.say("assignment.institution"), columns.text, role)
        .figure(pen, pen.say("assignment.load"), NUMBER, role)
        .figure(pen, pen.say("assignment.sheets"), SHEETS, role);
    noted_head(pen, line, columns)
}

/// What is wrong with an expert's part: mark, word and role.
fn burden(duty: &Duty) -> (&'static str, &'static str, Role) {
    if duty.candidates > 0 {
        ("?", "assignment.to_rule", Role::Warning)
    } else if duty.is_overloaded {
        ("!", "assignment.heavy", Role::Warning)
    } else if duty.load == 0 {
        ("-", "assignment.idle", Role::Muted)
    } else {
        (" ", "assignment.usual", Role::Muted)
    }
}

fn expert(pen: &Pen, workspace: &Workspace, duty: &Duty, columns: &Columns) -> Line {
    let expert = workspace.panel().expert(&duty.expert);
    let name = expert.map(|one| one.name.as_str()).unwrap_or_default();
    let of = expert
        .map(|one| one.institution.as_str())
        .unwrap_or_default();
    let (mark, key, role) = burden(duty);
    let load = if duty.is_overloaded {
        Role::Warning
    } else {
        Role::Text
    };
    let sheets = format!("{}/{}", duty.came, duty.came + duty.owed);
    let line = Line::new()
        .cell(pen, &format!("{mark} {}", pen.say(key)), columns.word, role)
        .cell(pen, &duty.expert, ID.1, Role::Text)
        .cell(pen, name, columns.name, Role::Text)
        .cell(pen, of, columns.text, Role::Muted)
        .figure(pen, &duty.load.to_string(), NUMBER, load)
        .figure(pen, &sheets, SHEETS, Role::Text);
    let counts = [duty.recused, duty.candidates, duty.absent];
    noted(pen, line, columns, counts)
}
