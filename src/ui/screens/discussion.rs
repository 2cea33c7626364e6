//! What a group should talk about: the proposals in an order with the figures that say why,
//! the chosen one in words beside or under them, and what the second round changed.

mod chosen;

use super::results::{self, total};
use crate::analysis::discussion::{Apart, Entry};
use crate::analysis::rounds::{ProposalChange, Standing};
use crate::analysis::standing::GroupStanding;
use crate::app::App;
use crate::app::overlays::rescue::asked;
use crate::app::screens::discussion::{DiscussionState, Part};
use crate::app::workspace::Workspace;
use crate::config::theme::Role;
use crate::domain::decimal::{Decimal, RoundingMode, fixed, plain, round};
use crate::i18n::{reasons, standings};
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::frame::{self, Head};
use crate::ui::lines::{self, Line};
use ratatui::layout::Rect;

/// Columns that the table needs beside the title, with those of a sign that more follows.
const FIGURES: usize = 67;
/// Fewest columns of a title.
const TITLE: usize = 8;
/// Columns of how many turn and how many stand out, which a narrow table has no room for.
const NARROW: [usize; 2] = [7, 8];
/// Columns of the standard deviation, which only a broad table has.
const DEVIATION: usize = 7;
/// Columns from which a table is broad.
const BROAD: usize = 96;
/// Columns of a table before the pane stands beside it.
const LEAST: u16 = 80;

/// What is drawn.
#[derive(Clone, Copy)]
struct Scene<'a> {
    pen: Pen<'a>,
    workspace: &'a Workspace,
    group: &'a GroupStanding,
    state: &'a DiscussionState,
    width: usize,
}

/// A line of the list.
enum Row<'a> {
    Entry(&'a Entry),
    /// Below it stands what is not ranked.
    Divider,
    Apart(&'a Apart),
    Change(&'a ProposalChange),
}

impl Row<'_> {
    fn id(&self) -> Option<&str> {
        match self {
            Self::Entry(one) => Some(&one.proposal),
            Self::Apart(one) => Some(&one.proposal),
            Self::Change(one) => Some(&one.proposal),
            Self::Divider => None,
        }
    }
}

/// Draws the screen.
pub fn draw(app: &App, state: &DiscussionState, canvas: &mut Canvas, area: Rect) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let results = workspace.results.as_ref();
    let groups = results.map(|results| results.standings.groups.iter());
    let group = groups.and_then(|mut all| all.find(|group| group.id == state.group));
    let Some(group) = group else {
        return results::waiting(app, canvas, area, "screen.discussion");
    };
    let pen = canvas.pen;
    let body = frame::draw(app, canvas, area, &head(&pen, workspace, group, state));
    let left = results::table_width(body, LEAST);
    let scene = Scene {
        pen,
        workspace,
        group,
        state,
        width: usize::from(left),
    };
    let below = if left < body.width {
        0
    } else {
        body.height / 3 + 1
    };
    tabs(&pen, state.part).draw(canvas, 1, body.y, left.saturating_sub(1));
    header(&scene).draw(canvas, body.x, body.y + 1, left);
    let list = Rect {
        y: body.y + 2,
        width: left,
        height: body.height.saturating_sub(2 + below),
        ..body
    };
    rows(&scene, canvas, list);
    let pane = if below == 0 {
        canvas.divide(left, body);
        results::beside(body, left)
    } else {
        canvas.rule(0, list.bottom(), body.width);
        Rect {
            x: 1,
            y: list.bottom() + 1,
            width: body.width.saturating_sub(2),
            height: below.saturating_sub(1),
        }
    };
    let mut found = chosen::lines(&scene, usize::from(pane.width));
    lines::compact(&mut found, usize::from(pane.height));
    lines::draw(canvas, pane, &found, state.scroll);
}

fn rows(scene: &Scene, canvas: &mut Canvas, area: Rect) {
    let (pen, state) = (&scene.pen, scene.state);
    let found: Vec<Row> = match state.part {
        Part::By(_) => {
            let entries = state.list.entries.iter().map(Row::Entry);
            let divider = (!state.list.apart.is_empty()).then_some(Row::Divider);
            let apart = state.list.apart.iter().map(Row::Apart);
            entries.chain(divider).chain(apart).collect()
        }
        Part::Again => {
            let results = scene.workspace.results.iter();
            results
                .flat_map(|results| state.changes(results))
                .map(Row::Change)
                .collect()
        }
    };
    if found.is_empty() {
        let key = match state.part {
            Part::By(_) => "results.none",
            Part::Again => "discussion.none_again",
        };
        canvas.text(3, area.y, area.width, pen.say(key), Role::Muted);
        return;
    }
    let is_chosen = |row: &Row| row.id() == Some(state.selected.as_str());
    let at = found.iter().position(is_chosen).unwrap_or(0);
    let line = |place: usize| match found.get(place) {
        Some(Row::Entry(one)) => entry(scene, one, place == at).selected(place == at),
        Some(Row::Apart(one)) => apart(scene, one, place == at).selected(place == at),
        Some(Row::Change(one)) => change(scene, one, place == at).selected(place == at),
        Some(Row::Divider) => divider(scene),
        None => Line::new(),
    };
    let is_row = |place: usize| found.get(place).is_some_and(|row| row.id().is_some());
    lines::draw_some(canvas, area, found.len(), at, line, is_row);
}

fn head(pen: &Pen, workspace: &Workspace, group: &GroupStanding, state: &DiscussionState) -> Head {
    let is_asked = |id: &str| asked(workspace, &group.id, id).next().is_some();
    let listed: usize = state.list.to_discuss(is_asked).iter().sum();
    let counts = [listed, state.list.entries.len()].map(|count| count.to_string());
    let right = if state.list.is_whole {
        pen.with("discussion.counts", &counts.each_ref().map(String::as_str))
    } else {
        pen.say("next.combining").to_owned()
    };
    let book = &workspace.meeting;
    let revision = book.meeting.revision.to_string();
    let kept = if book.group != group.id || book.meeting.revision == 0 {
        String::new()
    } else if book.kept == book.meeting.revision {
        format!("   {}", pen.with("meeting.kept", &[&revision]))
    } else {
        format!("   {}", pen.with("meeting.keeping", &[&revision]))
    };
    let title = pen.say("screen.discussion");
    Head {
        title: format!("{title}   {}", results::group_name(pen, group)),
        right: results::on_its_way(pen, workspace) + &right,
        second: format!("{}{kept}", pen.say("discussion.advice")),
    }
}

/// The parts by digit, the shown one marked.
fn tabs(pen: &Pen, shown: Part) -> Line {
    let mut line = Line::new();
    for (place, part) in Part::ALL.into_iter().enumerate() {
        let name = pen.say(part.key());
        let (text, role) = if part == shown {
            (format!("[{} {name}]", place + 1), Role::Heading)
        } else {
            (format!(" {} {name} ", place + 1), Role::Muted)
        };
        line = line.and(text, role).and(" ", Role::Text);
    }
    line
}

fn header(scene: &Scene) -> Line {
    let pen = &scene.pen;
    let begun = Line::of(" ", Role::Muted)
        .figure(pen, pen.say("discussion.presented"), 4, Role::Muted)
        .and(" ", Role::Muted)
        .column(pen, pen.say("table.id"), 7, Role::Muted)
        .column(pen, pen.say("table.title"), title_width(scene), Role::Muted);
    if scene.state.part == Part::Again {
        return begun
            .figure(pen, pen.say("table.total"), 17, Role::Muted)
            .figure(pen, pen.say("table.place"), 11, Role::Muted)
            .and("  ", Role::Text)
            .and(pen.say("discussion.lanes"), Role::Muted);
    }
    let [turns, outliers] = last_widths(scene);
    begun
        .figure(pen, pen.say("table.total"), 7, Role::Muted)
        .figure(pen, pen.say("discussion.range"), 6, Role::Muted)
        .figure(
            pen,
            pen.say("discussion.deviation"),
            deviation_width(scene),
            Role::Muted,
        )
        .figure(pen, pen.say("discussion.to_line"), 12, Role::Muted)
        .figure(pen, pen.say("discussion.turns"), turns, Role::Muted)
        .figure(pen, pen.say("discussion.outliers"), outliers, Role::Muted)
        .and("  ", Role::Text)
        .and(pen.say("discussion.proposed"), Role::Muted)
}

fn title_width(scene: &Scene) -> usize {
    let left_away: usize = NARROW.iter().sum::<usize>() - last_widths(scene).iter().sum::<usize>();
    let figures = FIGURES + deviation_width(scene) - left_away;
    scene.width.saturating_sub(figures).max(TITLE)
}

/// Columns of how many turn and how many stand out.
fn last_widths(scene: &Scene) -> [usize; 2] {
    if scene.width < FIGURES + TITLE {
        [0, 0]
    } else {
        NARROW
    }
}

fn deviation_width(scene: &Scene) -> usize {
    if scene.width < BROAD { 0 } else { DEVIATION }
}

/// Pointer, number of the presentation, id and title.
fn lead(scene: &Scene, id: &str, presented: Option<usize>, chosen: bool) -> Line {
    let pen = &scene.pen;
    let pointer = if chosen { pen.glyphs().pointer } else { " " };
    let number = presented.map_or_else(String::new, |place| place.to_string());
    let mark = results::again::mark(pen, scene.workspace, id);
    let title = results::title(scene.workspace, id);
    let room = title_width(scene).saturating_sub(pen.columns(mark));
    Line::of(pointer, Role::Key)
        .figure(pen, &number, 4, Role::Muted)
        .and(" ", Role::Text)
        .column(pen, id, 7, Role::Heading)
        .column(pen, title, room, Role::Text)
        .and(mark, Role::Notice)
}

fn entry(scene: &Scene, one: &Entry, chosen: bool) -> Line {
    let pen = &scene.pen;
    let row = scene
        .group
        .rows
        .iter()
        .find(|row| row.proposal == one.proposal);
    let official = row.map(|row| total(scene.workspace, row));
    let range = one.range().map(plain).unwrap_or_default();
    let deviation = one.deviation.map(|sd| format!("{sd:.1}"));
    let line = one.nearest().map(|(kind, far)| {
        let name = pen.find(&format!("discussion.line_{}", kind.key()));
        format!("{} {name}", signed(far))
    });
    let turns: usize = one.lanes.values().sum();
    let turns = if turns > 0 {
        turns.to_string()
    } else {
        String::new()
    };
    let outliers = one
        .outliers
        .first()
        .map(|far| format!("{} {far:+.0}", one.outliers.len()));
    let (mark, word, role) = standing(scene, one);
    let [of_turns, of_outliers] = last_widths(scene);
    lead(scene, &one.proposal, one.presented, chosen)
        .figure(pen, &official.unwrap_or_default(), 7, Role::Heading)
        .figure(pen, &range, 6, Role::Text)
        .figure(
            pen,
            &deviation.unwrap_or_default(),
            deviation_width(scene),
            Role::Text,
        )
        .figure(pen, &line.unwrap_or_default(), 12, Role::Text)
        .figure(pen, &turns, of_turns, Role::Warning)
        .figure(pen, &outliers.unwrap_or_default(), of_outliers, Role::Text)
        .and("  ", Role::Text)
        .and(format!("{mark} "), role)
        .and(word, role)
}

/// Mark and word: on the list by a rule, because a member asks, or left out.
fn standing<'a>(scene: &Scene<'a>, one: &Entry) -> (&'a str, &'a str, Role) {
    let pen = &scene.pen;
    let is_asked = asked(scene.workspace, &scene.group.id, &one.proposal)
        .next()
        .is_some();
    if one.is_proposed() {
        (
            pen.glyphs().passed,
            pen.say("discussion.listed"),
            Role::Notice,
        )
    } else if is_asked {
        ("+", pen.say("discussion.asked"), Role::Warning)
    } else if scene.state.list.is_whole {
        (
            pen.glyphs().empty,
            pen.say("discussion.left_out"),
            Role::Muted,
        )
    } else {
        (" ", "", Role::Muted)
    }
}

fn divider(scene: &Scene) -> Line {
    let words = scene.pen.say("discussion.apart");
    let rule = scene.pen.glyphs().rule;
    let rest = scene.width.saturating_sub(scene.pen.columns(words) + 12);
    Line::of(format!(" {} ", rule.repeat(6)), Role::Border)
        .and(words, Role::Muted)
        .and(format!(" {}", rule.repeat(rest)), Role::Border)
}

fn apart(scene: &Scene, one: &Apart, chosen: bool) -> Line {
    let pen = &scene.pen;
    let rubric = scene.workspace.panel().rubric_of(&one.proposal);
    let why = reasons::behind_lane(one.lane, &one.reasons, rubric, pen.language());
    lead(scene, &one.proposal, None, chosen)
        .and("  ", Role::Text)
        .and(
            reasons::lane(one.lane, pen.language()),
            results::lane_role(one.lane),
        )
        .and(results::why_after(pen, &why), Role::Muted)
}

fn change(scene: &Scene, one: &ProposalChange, chosen: bool) -> Line {
    let pen = &scene.pen;
    let entry = scene.state.list.entry(&one.proposal);
    let arrow = pen.glyphs().arrow;
    let pair = |told: fn(&Standing) -> String| {
        let [before, after] = [told(&one.before), told(&one.after)];
        if before == after {
            after
        } else {
            format!("{before} {arrow} {after}")
        }
    };
    let lane = |standing: &Standing| reasons::lane(standing.lane, pen.language());
    let lanes = if one.before.lane == one.after.lane {
        lane(&one.after).to_owned()
    } else {
        format!("{} {arrow} {}", lane(&one.before), lane(&one.after))
    };
    let presented = entry.and_then(|one| one.presented);
    lead(scene, &one.proposal, presented, chosen)
        .figure(
            pen,
            &pair(|one| standings::total(one.total)),
            17,
            Role::Heading,
        )
        .figure(pen, &pair(|one| standings::place(one.rank)), 11, Role::Text)
        .and("  ", Role::Text)
        .and(lanes, results::lane_role(one.after.lane))
}

/// Returns a distance in points with its sign, in as many decimals as all others.
fn signed(far: Decimal) -> String {
    let far = round(far, 2, RoundingMode::HalfUp);
    let sign = match far {
        far if far.is_zero() => "",
        far if far.is_sign_negative() => "-",
        _ => "+",
    };
    format!("{sign}{}", fixed(far.abs(), 2))
}
