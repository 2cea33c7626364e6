//! On top of the table: who is compared, with what this seat may know of the result.

use super::table::{Grid, LEAD, bar};
use super::{Column, Scene};
use crate::config::theme::Role;
use crate::domain::decimal::plain;
use crate::domain::indicator::Verdict;
use crate::domain::proposal::Proposal;
use crate::i18n::{applicants, gap};
use crate::text::wrap::wrap;
use crate::ui::canvas::Pen;
use crate::ui::glyphs;
use crate::ui::lines::Line;
use crate::ui::screens::results;

/// Rows from which a title may take two lines.
const TALL: u16 = 22;
/// Rows below which money and applicant share a line.
const LOW: u16 = 14;

/// Returns who is compared: the link on the left, then each proposal with what the seat
/// may know of its result.
pub fn lines(grid: &Grid, scene: &Scene, pen: &Pen, height: u16) -> Vec<Line> {
    let room = grid.cell.saturating_sub(2);
    let blocks: Vec<Vec<(String, Role)>> = scene
        .columns
        .iter()
        .map(|column| block(scene, pen, column, room, height))
        .collect();
    let rows = blocks.iter().map(Vec::len).max().unwrap_or(0);
    let left = LEAD + grid.label + grid.target;
    let name = format!(
        "{} {} {}",
        scene.link.category,
        pen.glyphs().within,
        scene.link.name
    );
    let name = wrap(&pen.shown(&name), left.saturating_sub(3));
    let mut lines: Vec<Line> = (0..rows)
        .map(|row| {
            let text = name.get(row).map(|text| format!(" {text}"));
            let text = text.unwrap_or_default();
            let line = Line::new().column(pen, &text, left, Role::Muted);
            blocks.iter().fold(line, |line, block| {
                let (text, role) = block
                    .get(row)
                    .cloned()
                    .unwrap_or((String::new(), Role::Text));
                let line = bar(pen, line);
                match row {
                    0 => line.column(pen, &text, room + 1, role),
                    _ => line.cell(pen, &text, room + 1, role),
                }
            })
        })
        .collect();
    let caption = Line::of(" ".repeat(LEAD), Role::Muted)
        .heading(pen, pen.say("table.indicator"), grid.label, Role::Muted)
        .cell(pen, pen.say("table.target"), grid.target, Role::Muted);
    let counts = counts(scene, pen, room).into_iter();
    lines.push(counts.fold(caption, |line, text| {
        let text = format!(" {text}");
        bar(pen, line).column(pen, &text, room + 1, Role::Muted)
    }));
    lines
}

/// The lines of a proposal on top of its column.
fn block(
    scene: &Scene,
    pen: &Pen,
    column: &Column,
    room: usize,
    height: u16,
) -> Vec<(String, Role)> {
    let proposal = column.proposal;
    let pointer = if column.is_chosen {
        pen.glyphs().pointer
    } else {
        " "
    };
    let look = if column.is_chosen {
        Role::Title
    } else {
        Role::Heading
    };
    let result = result(scene, pen, proposal);
    let mut lines = vec![(format!("{pointer}{} {result}", proposal.id), look)];
    let mut title = wrap(&pen.shown(&proposal.title), room);
    if height < TALL || title.len() > 2 {
        title = vec![proposal.title.clone()];
    }
    lines.extend(
        title
            .into_iter()
            .map(|text| (format!(" {text}"), Role::Text)),
    );
    let requested = &proposal.requested;
    let applicant = applicant(scene, pen, proposal, room);
    if height < LOW {
        let money = pen.with("compare.requested_short", &[requested]);
        lines.push((format!(" {money} {applicant}"), Role::Muted));
    } else {
        let money = pen.with("compare.requested", &[requested]);
        lines.push((format!(" {applicant}"), Role::Muted));
        lines.push((format!(" {money}"), Role::Muted));
    }
    lines
}

/// The applicant, with its role where both fit.
fn applicant(scene: &Scene, pen: &Pen, proposal: &Proposal, room: usize) -> String {
    let firm = scene.workspace.panel().applicant(&proposal.applicant);
    let role = firm.map_or("", |firm| applicants::role(firm, pen.language()));
    let both = format!("{}  {role}", proposal.applicant);
    if role.is_empty() || pen.columns(&both) > room {
        return proposal.applicant.clone();
    }
    both
}

/// The own total in an expert's seat; for the secretariat place and total, once combined.
/// What is handled case by case has neither, and says so.
fn result(scene: &Scene, pen: &Pen, proposal: &Proposal) -> String {
    if proposal.special {
        return pen.say("lane.special").to_owned();
    }
    if let Some(own) = &scene.workspace.own {
        let total = own.total(scene.workspace.panel().rubric_for(proposal), &proposal.id);
        return total.map_or(String::new(), |total| {
            pen.with("compare.own", &[&plain(total)])
        });
    }
    let results = scene.workspace.results.as_ref();
    let row = results.and_then(|results| results.standings.row(&proposal.id));
    row.and_then(|row| {
        let rank = row.rank?.to_string();
        let total = results::total(scene.workspace, row);
        Some(pen.with("compare.place", &[&rank, &total]))
    })
    .unwrap_or_default()
}

/// How many indicators of each proposal have which verdict: in words, or by marks where the
/// words do not fit for all of them.
fn counts(scene: &Scene, pen: &Pen, room: usize) -> Vec<String> {
    let told = |tell: &dyn Fn(Verdict, usize) -> String, apart: &str| -> Vec<String> {
        let of = |column: &Column| {
            let all = scene.state.table.counts.get(column.place);
            let parts: Vec<String> = all
                .into_iter()
                .flatten()
                .filter(|(verdict, _)| {
                    !matches!(verdict, Verdict::NotApplicable | Verdict::Alternative)
                })
                .map(|(verdict, count)| tell(*verdict, *count))
                .collect();
            parts.join(apart)
        };
        scene.columns.iter().map(of).collect()
    };
    let words = told(
        &|verdict, count| format!("{} {count}", gap::verdict(verdict, pen.language())),
        "  ",
    );
    if words.iter().all(|words| pen.columns(words) < room) {
        return words;
    }
    let mark = |verdict| glyphs::verdict(pen.profile(), verdict);
    told(&|verdict, count| format!("{}{count}", mark(verdict)), " ")
}
