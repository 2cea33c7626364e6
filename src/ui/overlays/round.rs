//! Windows of a round: opening and closing, packs, the check of everything with the codes of
//! the signed paper, the archive.

pub mod verifying;

use super::forms::{self, Content, Form, FormRow};
use super::window;
use crate::analysis::closing;
use crate::app::App;
use crate::app::overlays::archiving::{self, ArchivingState};
use crate::app::overlays::packing::{self, PackingState, Page};
use crate::app::overlays::phase::{PhaseState, Row, needs_reason};
use crate::app::round::{PackMade, PackResult, PackRun, PhaseChange, RoundRefusal};
use crate::app::screens::round::gaps;
use crate::app::workspace::Workspace;
use crate::config::theme::Role;
use crate::domain::closing::Gap;
use crate::i18n::closing::gap as words_of_gap;
use crate::i18n::problems;
use crate::text::figure::thousands;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::lines::{self, Line, labelled};
use crate::ui::overlays::exchange::{field, offers};
use ratatui::layout::Rect;

/// Columns of these windows.
pub(super) fn columns(area: Rect) -> u16 {
    area.width.saturating_sub(6).clamp(20, 92)
}

/// Draws opening or closing.
pub fn phase(app: &App, state: &PhaseState, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let Some(workspace) = &app.workspace else {
        return;
    };
    let columns = columns(area);
    let width = usize::from(columns - 4);
    let (title, mut above) = match state.to {
        PhaseChange::Open => ("round.open_title", fixed(&pen, workspace, width)),
        PhaseChange::Close => ("round.close_title", kept(&pen, workspace, width)),
    };
    if let Some(refusal) = &state.refusal {
        above.extend(refused(&pen, refusal, width));
    }
    let label = if needs_reason(workspace, state.to) {
        "round.reason"
    } else {
        "round.reason_free"
    };
    let rows = [
        FormRow {
            label: pen.say("round.by"),
            is_chosen: state.row == Row::By,
            content: Content::Text(&state.by),
        },
        FormRow {
            label: pen.say(label),
            is_chosen: state.row == Row::Reason,
            content: Content::Text(&state.reason),
        },
    ];
    let (mut below, cursor) = forms::rows(&pen, &rows, width);
    if state.is_writing {
        below.push(Line::of(pen.say("round.changing"), Role::Notice));
    }
    let form = Form {
        title: pen.say(title),
        above: &above,
        below: &below,
        cursor,
        scroll: 0,
    };
    forms::draw(canvas, (area, columns), &form);
}

/// What gets fixed, and what was changed since it was.
fn fixed(pen: &Pen, workspace: &Workspace, width: usize) -> Vec<Line> {
    let panel = workspace.panel();
    let mut found = labelled(pen, "", pen.say("round.fixes"), width, Role::Text);
    let short = |digest: &str| -> String {
        let bare = digest.strip_prefix("sha256:").unwrap_or(digest);
        bare.chars().take(8).collect()
    };
    for (key, digest) in [
        ("round.fixes_rubric", &panel.rubric_digest),
        ("round.fixes_policy", &panel.policy_digest),
        ("round.fixes_plan", &panel.plan_digest),
    ] {
        let text = pen.with(key, &[&short(digest)]);
        found.extend(labelled(pen, "- ", &text, width, Role::Text));
    }
    let changed = panel.changed_since_opening();
    if !changed.is_empty() {
        let text = pen.with("round.rules_changed", &[&changed.join(" ")]);
        found.extend(labelled(pen, "! ", &text, width, Role::Warning));
        found.extend(labelled(
            pen,
            "  ",
            pen.say("round.both_kept"),
            width,
            Role::Text,
        ));
    }
    if let Some(seen) = &workspace.round.seen {
        let (errors, warnings) = seen.counts();
        let numbers = [errors.to_string(), warnings.to_string()];
        let numbers = numbers.each_ref().map(String::as_str);
        let role = if errors > 0 { Role::Bad } else { Role::Text };
        let text = pen.with("round.check_found", &numbers);
        found.extend(labelled(pen, "", &text, width, role));
        for problem in seen.of_rules().into_iter().take(6) {
            let words = problems::message(problem, pen.language());
            let text = format!("{}: {words}", problem.file);
            found.extend(labelled(pen, "  ", &text, width, Role::Muted));
        }
    }
    found
}

/// What is kept, and what is still missing.
fn kept(pen: &Pen, workspace: &Workspace, width: usize) -> Vec<Line> {
    let mut found = labelled(pen, "", pen.say("round.keeps"), width, Role::Text);
    if workspace.opened.place.is_demonstration {
        let text = pen.say("round.demonstration");
        found.extend(labelled(pen, "", text, width, Role::Muted));
    }
    found.extend(groups_closed(pen, workspace, width));
    let (missing, told): (Vec<Gap>, Vec<Gap>) =
        gaps::of(workspace).into_iter().partition(Gap::takes_reason);
    if missing.is_empty() {
        let text = pen.say("round.nothing_missing");
        found.extend(labelled(pen, "", text, width, Role::Good));
    } else {
        found.push(Line::of(pen.say("round.missing"), Role::Heading));
    }
    for gap in missing {
        let text = words_of_gap(&gap, pen.language());
        found.extend(labelled(pen, "! ", &text, width, Role::Warning));
    }
    for gap in told {
        let text = words_of_gap(&gap, pen.language());
        found.extend(labelled(pen, "- ", &text, width, Role::Text));
    }
    found
}

/// A round is closed for all of its groups at once, also for those that did not meet yet.
fn groups_closed(pen: &Pen, workspace: &Workspace, width: usize) -> Vec<Line> {
    let panel = workspace.panel();
    let count = panel.groups.len();
    if count < 2 {
        return Vec::new();
    }
    let text = pen.with("round.closes_groups", &[&count.to_string()]);
    let mut found = labelled(pen, "", &text, width, Role::Text);
    let not_met = closing::not_met(panel);
    if !not_met.is_empty() {
        let of_group = |id: &&str| {
            let group = panel.groups.iter().find(|one| one.id == **id);
            group.map_or("", |one| one.name.of(pen.is_english()))
        };
        let names: Vec<&str> = not_met.iter().map(of_group).collect();
        let names = names.join(pen.say("frame.and"));
        let text = pen.with("round.groups_not_met", &[&names]);
        found.extend(labelled(pen, "! ", &text, width, Role::Warning));
    }
    found
}

/// Why something was not done, and what to do.
pub fn refused(pen: &Pen, refusal: &RoundRefusal, width: usize) -> Vec<Line> {
    let lead = format!("{} ", pen.glyphs().failed);
    let text = match refusal {
        RoundRefusal::Errors(count, problem) => {
            let words = problems::message(problem, pen.language());
            let first = format!("{}: {words}", problem.file);
            pen.with("round.has_errors", &[&count.to_string(), &first])
        }
        RoundRefusal::NoFolder => pen.say("round.no_folder").to_owned(),
        RoundRefusal::Taken => pen.say("round.taken").to_owned(),
        RoundRefusal::NeedsReason => pen.say("notice.reason_needed").to_owned(),
        RoundRefusal::Reason(key, file) if file.is_empty() => pen.find(key).to_owned(),
        RoundRefusal::Reason(key, file) => format!("{file}: {}", pen.find(key)),
    };
    labelled(pen, &lead, &text, width, Role::Bad)
}

/// Draws making packs.
pub fn packing(app: &App, state: &PackingState, canvas: &mut Canvas, area: Rect) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    match state.page {
        Page::Whom => whom(workspace, state, canvas, area),
        Page::Where => where_to(workspace, state, canvas, area),
        Page::Run => running(workspace, state, canvas, area),
    }
}

fn whom(workspace: &Workspace, state: &PackingState, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let columns = columns(area);
    let width = usize::from(columns - 4);
    let experts = packing::experts(workspace);
    let mut found = labelled(&pen, "", pen.say("round.packs_help"), width, Role::Muted);
    found.push(Line::new());
    let top = found.len();
    let all = pen.with("round.everybody", &[&experts.len().to_string()]);
    let mut entry = |place: usize, name: String, figure: String| {
        let chosen = state.at == place;
        let pointer = if chosen { pen.glyphs().pointer } else { " " };
        let line = Line::of(format!("{pointer} "), Role::Key)
            .cell(&pen, &name, 34, Role::Text)
            .and(figure, Role::Muted);
        found.push(line.selected(chosen));
    };
    entry(0, all, String::new());
    for (place, (id, count)) in experts.iter().enumerate() {
        let name = workspace.panel().expert(id).map(|one| one.name.as_str());
        let name = format!("{id}  {}", name.unwrap_or_default());
        let figure = pen.with("round.so_many_proposals", &[&count.to_string()]);
        entry(place + 1, name, figure);
    }
    let title = pen.say("command.make_packs");
    let inner = window(canvas, area, columns, found.len() as u16, title);
    lines::draw_list(canvas, inner, &found, top + state.at);
}

fn where_to(workspace: &Workspace, state: &PackingState, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let width = usize::from(columns(area) - 4);
    let above = labelled(&pen, "", pen.say("round.packs_where"), width, Role::Text);
    let mut below = offers(&pen, &state.path, width);
    let run = workspace.round.packs.as_ref();
    if let Some(refusal) = run.and_then(|run| run.refusal.as_ref()) {
        below.extend(refused(&pen, refusal, width));
    }
    field(
        canvas,
        area,
        pen.say("command.make_packs"),
        &above,
        pen.say("hand_in.folder"),
        &state.path,
        &below,
    );
}

fn running(workspace: &Workspace, state: &PackingState, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let columns = columns(area);
    let width = usize::from(columns - 4);
    let Some(run) = &workspace.round.packs else {
        return;
    };
    let mut found = progress(&pen, run, width);
    found.push(Line::new());
    for made in &run.made {
        found.extend(pack(&pen, made, width));
    }
    let title = pen.say("command.make_packs");
    let inner = window(canvas, area, columns, found.len() as u16, title);
    lines::draw(canvas, inner, &found, state.scroll);
}

fn progress(pen: &Pen, run: &PackRun, width: usize) -> Vec<Line> {
    let counts = packing::counts(run).map(|count| count.to_string());
    let counts = counts.each_ref().map(String::as_str);
    let (done, all) = (run.made.len(), run.all);
    let mut found = vec![bar(pen, (done, all), width)];
    let text = if run.is_running {
        pen.with(
            "round.packs_running",
            &[&done.to_string(), &all.to_string()],
        )
    } else {
        pen.with("round.packs_done", &counts)
    };
    found.extend(labelled(pen, "", &text, width, Role::Notice));
    let label = format!("{}  ", pen.say("hand_in.folder"));
    found.extend(labelled(pen, &label, &run.folder, width, Role::Text));
    found
}

/// A bar with how many of how many.
pub(super) fn bar(pen: &Pen, (done, all): (usize, usize), width: usize) -> Line {
    let figure = format!("  {done}/{all}");
    let room = width.saturating_sub(figure.len()).clamp(4, 50);
    let full = (room * done).checked_div(all).unwrap_or(0).min(room);
    Line::of(pen.glyphs().full.repeat(full), Role::Good)
        .and(pen.glyphs().hollow.repeat(room - full), Role::Muted)
        .and(figure, Role::Text)
}

fn pack(pen: &Pen, made: &PackMade, width: usize) -> Vec<Line> {
    let label = format!("{}  ", made.expert);
    match &made.result {
        PackResult::Made(proposals, recused, sheets) => {
            let counts = [proposals, recused, sheets].map(ToString::to_string);
            let text = pen.with("round.pack_made", &counts.each_ref().map(String::as_str));
            labelled(pen, &label, &text, width, Role::Text)
        }
        PackResult::There => {
            let text = pen.say("round.pack_there");
            labelled(pen, &label, text, width, Role::Warning)
        }
        PackResult::Failed(key, file) => {
            let text = format!("{file}: {}", pen.find(key));
            labelled(pen, &label, &text, width, Role::Bad)
        }
    }
}

/// Draws packing a closed round into one file.
pub fn archive(app: &App, state: &ArchivingState, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let columns = columns(area);
    let width = usize::from(columns - 4);
    let title = pen.say("command.archive_round");
    let going = app.workspace.as_ref().and_then(|one| one.round.archiving);
    let found = match &state.step {
        archiving::Step::Asking => {
            let above = labelled(&pen, "", pen.say("round.archive_help"), width, Role::Text);
            let mut below = offers(&pen, &state.path, width);
            if let Some(refusal) = &state.refusal {
                below.extend(refused(&pen, refusal, width));
            }
            let label = pen.say("hand_in.file");
            field(canvas, area, title, &above, label, &state.path, &below);
            return;
        }
        archiving::Step::Writing => {
            let (done, all) = going.unwrap_or_default();
            vec![
                bar(&pen, (done, all), width),
                Line::of(pen.say("round.archiving"), Role::Notice),
            ]
        }
        archiving::Step::Done(made) => {
            let counts = [made.files.to_string(), thousands(made.bytes)];
            let counts = counts.each_ref().map(String::as_str);
            let text = pen.with("round.archive_made", &counts);
            let mut found = labelled(&pen, "", &text, width, Role::Good);
            let label = format!("{}  ", pen.say("hand_in.file"));
            found.extend(labelled(&pen, &label, &made.file, width, Role::Text));
            found.extend(labelled(
                &pen,
                "SHA-256  ",
                &made.digest,
                width,
                Role::Muted,
            ));
            found
        }
    };
    let inner = window(canvas, area, columns, found.len() as u16, title);
    lines::draw_read(canvas, inner, &found, 0);
}
