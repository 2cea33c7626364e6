//! Scoring: comparison and facts on the left, the sheet on the right; the sheet never leaves.

mod below;
mod clauses;
mod comparison;
mod facts;
mod sheet;

pub use comparison::{conclusion, role};

use crate::app::own_sheets::Safety;
use crate::app::screens::scoring::{Focus, Page, ScoringState};
use crate::app::workspace::{Seat, Workspace};
use crate::app::{App, Key};
use crate::config::theme::Role;
use crate::domain::proposal::Proposal;
use crate::domain::rubric::Rubric;
use crate::domain::sheet::Round;
use crate::i18n::applicants;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::frame::{self, Head};
use crate::ui::lines;
use ratatui::layout::Rect;

/// From this width on the project and the notes have a pane of their own.
const THREE_PANES: u16 = 176;

/// Rows of the anchors even in the lowest window: their title and four levels.
const ANCHORS: u16 = 5;

/// Draws the screen.
pub fn draw(app: &App, state: &ScoringState, canvas: &mut Canvas, area: Rect) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let Some(proposal) = workspace.panel().proposal(&state.proposal) else {
        return;
    };
    let head = head(app, &canvas.pen, workspace, proposal);
    let body = frame::draw(app, canvas, area, &head);
    // beside a third pane the comparison is to have at least the columns it has without one
    let right = if has_third_pane(app) {
        (body.width * 30 / 100).clamp(45, 64)
    } else if app.is_broad() {
        (body.width * 37 / 100).clamp(45, 64)
    } else {
        30
    };
    let left = body.width.saturating_sub(right + 1);
    canvas.divide(left, body);
    let left_pane = Rect {
        width: left,
        ..body
    };
    let right_pane = Rect {
        x: left + 1,
        width: right,
        ..body
    };
    let scene = Scene {
        app,
        state,
        workspace,
        proposal,
    };
    let is_on_sheet = state.focus == Focus::Sheet;
    let to_facts: &[Key] = if is_on_sheet { &[Key::BackTab] } else { &[] };
    canvas.begin_pane(left_pane, to_facts);
    if app.is_broad() {
        broad_left(&scene, canvas, left_pane);
    } else {
        narrow_left(&scene, canvas, left_pane);
    }
    let to_sheet: &[Key] = if is_on_sheet { &[] } else { &[Key::Tab] };
    canvas.begin_pane(right_pane, to_sheet);
    match workspace.seat {
        Seat::Secretariat => facts::results(&scene, canvas, right_pane),
        _ => sheet::draw(&scene, canvas, right_pane),
    }
}

/// Tells whether the project and the notes have a pane of their own.
fn has_third_pane(app: &App) -> bool {
    app.size.0 >= THREE_PANES
}

/// What every part of the screen is drawn from.
struct Scene<'a> {
    app: &'a App,
    state: &'a ScoringState,
    workspace: &'a Workspace,
    proposal: &'a Proposal,
}

impl<'a> Scene<'a> {
    /// Returns the criteria that the proposal is scored by.
    fn rubric(&self) -> &'a Rubric {
        self.workspace.panel().rubric_of(&self.proposal.id)
    }
}

fn head(app: &App, pen: &Pen, workspace: &Workspace, proposal: &Proposal) -> Head {
    let order = workspace
        .order_of(&proposal.id)
        .map(|order| pen.with("scoring.order", &[&order.to_string()]));
    let chain = workspace
        .panel()
        .plan
        .chain(&proposal.chain)
        .map(|chain| chain.name.of(pen.is_english()))
        .unwrap_or_default();
    let (done, all) = workspace.progress();
    let mut right = Vec::new();
    if app.is_broad() {
        right.push(chain.to_owned());
    }
    if workspace.own.is_some() {
        right.push(pen.with("scoring.progress", &[&done.to_string(), &all.to_string()]));
        let is_writing = app.wants_pause() == Some(1);
        right.push(saved(
            pen,
            workspace,
            &proposal.id,
            app.is_broad(),
            is_writing,
        ));
    }
    right.retain(|part| !part.is_empty());
    let partners = if proposal.partners.is_empty() || !app.is_broad() {
        String::new()
    } else {
        format!(
            "   {} {}",
            pen.say("facts.partners"),
            proposal.partners.join("、")
        )
    };
    let firm = workspace.panel().applicant(&proposal.applicant);
    let role = firm.filter(|_| app.is_broad());
    let role = match role.map_or("", |firm| applicants::role(firm, pen.language())) {
        "" => String::new(),
        role => format!(" {role}"),
    };
    let kind = pen.find(&format!("proposal_kind.{}", proposal.kind.key()));
    let is_second = workspace.panel().round_of(&proposal.id) == Round::Second;
    let round = if is_second {
        pen.say("second.round")
    } else {
        ""
    };
    Head {
        title: format!(
            "{round}  {}  {}  {}",
            order.unwrap_or_default(),
            proposal.id,
            proposal.title
        )
        .trim()
        .to_owned(),
        right: right.join("   "),
        second: format!(
            "{}{role} {}   {}{partners}   {kind}",
            proposal.applicant,
            proposal.district,
            crate::ui::screens::proposals::money(pen, proposal)
        ),
    }
}

/// The saved mark: it says saved only when the revision on the screen is safe on disk.
fn saved(
    pen: &Pen,
    workspace: &Workspace,
    proposal: &str,
    with_time: bool,
    is_writing: bool,
) -> String {
    let Some(own) = &workspace.own else {
        return String::new();
    };
    if own.read_only.is_some() {
        return pen.say("saved.read_only").to_owned();
    }
    let revision = own.sheet(proposal).map_or(0, |sheet| sheet.revision);
    if is_writing {
        return pen.with("saved.saving", &[&(revision + 1).to_string()]);
    }
    match own.safety(proposal) {
        Safety::Untouched => String::new(),
        Safety::Saving(revision) => pen.with("saved.saving", &[&revision.to_string()]),
        Safety::Safe(revision, at) => {
            let text = pen.with("saved.safe", &[&revision.to_string()]);
            match at.filter(|_| with_time) {
                Some(at) => format!("{text} {}", at.clock()),
                None => text,
            }
        }
        Safety::Failed(revision) => pen.with("saved.failed", &[&revision.to_string()]),
    }
}

fn broad_left(scene: &Scene, canvas: &mut Canvas, mut pane: Rect) {
    let has_third = has_third_pane(scene.app);
    if has_third {
        let third = (pane.width * 35 / 100).clamp(44, 92);
        pane.width -= third + 1;
        canvas.divide(pane.right(), pane);
        let beside = Rect {
            x: pane.right() + 1,
            width: third,
            ..pane
        };
        let room = usize::from(third.saturating_sub(1));
        let mut about = facts::project(scene, &canvas.pen, room);
        about.extend(facts::notes(scene, &canvas.pen, room));
        lines::compact(&mut about, usize::from(pane.height));
        lines::draw(canvas, beside, &about, 0);
    }
    let width = usize::from(pane.width);
    let mut all = comparison::lines(scene, &canvas.pen, width, true);
    all.extend(comparison::selected(scene, &canvas.pen, width));
    all.extend(comparison::unpaired(scene, &canvas.pen, width));
    if !has_third {
        all.extend(facts::summary(scene, &canvas.pen, width));
        all.extend(facts::notes(scene, &canvas.pen, width));
    }
    lines::compact(&mut all, usize::from(pane.height));
    let scroll = lines::seen(&all, scene.state.scroll, usize::from(pane.height));
    lines::draw(canvas, pane, &all, scroll);
}

fn narrow_left(scene: &Scene, canvas: &mut Canvas, pane: Rect) {
    let pen = canvas.pen;
    tabs(scene.state, canvas, pane);
    let width = usize::from(pane.width);
    let anchors = match scene.workspace.seat {
        Seat::Secretariat => Vec::new(),
        _ => below::anchors(scene, &pen, width, true),
    };
    let mut all = match scene.state.page {
        Page::Comparison => comparison::lines(scene, &pen, width, false),
        Page::Project => facts::project(scene, &pen, width),
        Page::Wording => facts::wording(scene, &pen, width),
        Page::Notes => {
            let mut notes = facts::notes(scene, &pen, width);
            notes.push(lines::Line::new());
            let anchors = below::anchors(scene, &pen, width.saturating_sub(2), false);
            notes.extend(anchors.into_iter().map(lines::Line::indented));
            notes
        }
    };
    if scene.state.page == Page::Comparison {
        all.extend(comparison::selected(scene, &pen, width));
        all.extend(comparison::unpaired(scene, &pen, width));
    }
    let is_scoring = scene.state.focus == Focus::Sheet;
    let wanted = if scene.state.page == Page::Comparison && is_scoring {
        anchors.len() as u16
    } else {
        0
    };
    let bottom = wanted.min((pane.height / 3).max(ANCHORS));
    let top = pane.height.saturating_sub(bottom + 1);
    lines::draw(
        canvas,
        Rect {
            y: pane.y + 1,
            height: top,
            ..pane
        },
        &all,
        lines::seen(&all, scene.state.scroll, usize::from(top)),
    );
    let foot = Rect {
        y: pane.bottom() - bottom,
        height: bottom,
        ..pane
    };
    lines::draw(canvas, foot, &anchors, 0);
}

fn tabs(state: &ScoringState, canvas: &mut Canvas, pane: Rect) {
    let mut x = pane.x + 1;
    let at = Page::ALL.iter().position(|page| *page == state.page);
    let at = at.unwrap_or_default();
    for (place, page) in Page::ALL.into_iter().enumerate() {
        let name = canvas.pen.say(page.key());
        let (text, role) = if page == state.page {
            (format!("[{name}]"), Role::Heading)
        } else {
            (format!(" {name} "), Role::Muted)
        };
        let taken = canvas.text(x, pane.y, pane.right().saturating_sub(x), &text, role);
        let turns = (place + Page::ALL.len() - at) % Page::ALL.len();
        canvas
            .pointing
            .place(Rect::new(x, pane.y, taken, 1), vec![Key::Right; turns]);
        x += taken;
    }
    // the keys that turn stand among the hints too: what has no room is left out
    let turn = canvas.pen.say("page.turn");
    if x + canvas.pen.columns(turn) as u16 + 2 > pane.right() {
        return;
    }
    canvas.text_right(pane.right().saturating_sub(1), pane.y, 12, turn, Role::Hint);
}
