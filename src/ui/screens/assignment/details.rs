//! The details of a proposal or an expert: what it comes to, each pair in a row, and the
//! chosen pair in words.

use super::lists::problem;
use crate::app::screens::assignment::crew::Pair;
use crate::app::screens::assignment::{AssignmentState, Part};
use crate::app::workspace::{Results, Workspace};
use crate::config::theme::Role;
use crate::domain::people::Expert;
use crate::domain::sheet::SheetState;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::lines::{self, Line, labelled};
use crate::ui::screens::results as of_results;
use ratatui::layout::Rect;

/// Columns from which kind and load of an expert have room.
const ROOMY: usize = 64;
/// Columns of the kind and of the load of an expert.
const KIND: usize = 11;
const LOAD: usize = 6;
/// Rows from which all of the head has room.
const LOW: u16 = 14;

/// Draws the details of what is chosen.
pub fn draw(
    workspace: &Workspace,
    results: &Results,
    state: &AssignmentState,
    canvas: &mut Canvas,
    area: Rect,
) {
    let pen = canvas.pen;
    let width = usize::from(area.width);
    let crew = state.crew(workspace);
    let at = state.at(&crew);
    let is_proposal = state.part == Part::Proposals;
    let mut head = if is_proposal {
        of_proposal(&pen, workspace, results, &state.proposal, width)
    } else {
        of_expert(&pen, workspace, results, &state.expert, width)
    };
    head.push(Line::new());
    // the signs that there is more take two columns
    let of_row = width.saturating_sub(2);
    head.push(header(&pen, is_proposal, of_row));
    let foot = crew.get(at).filter(|_| state.is_inside);
    let foot = foot.map(|pair| in_words(&pen, workspace, pair, is_proposal, width));
    let mut foot = foot.unwrap_or_else(|| hint(&pen, is_proposal, width));
    if area.height < LOW {
        // the rows come first: who applied and where somebody works stand elsewhere too
        head.drain(1..2.min(head.len()));
        lines::compact(&mut head, 0);
        let spare = foot.len().saturating_sub(2);
        foot.drain(..spare);
    }
    foot.truncate(usize::from(area.height / 3).max(2));
    lines::compact(&mut head, usize::from(area.height / 2));
    let above = (head.len() as u16).min(area.height);
    let below = foot.len() as u16 + 1;
    lines::draw(
        canvas,
        Rect {
            height: above,
            ..area
        },
        &head,
        0,
    );
    let list = Rect {
        y: area.y + above,
        height: area.height.saturating_sub(above + below),
        ..area
    };
    if crew.is_empty() {
        let words = pen.say("assignment.no_pairs");
        canvas.text(list.x + 2, list.y, list.width, words, Role::Muted);
    }
    lines::draw_rows(canvas, list, crew.len(), at, |place| {
        let Some(pair) = crew.get(place) else {
            return Line::new();
        };
        let chosen = place == at && state.is_inside;
        let pointer = if chosen { pen.glyphs().pointer } else { " " };
        let lead = Line::of(format!("{pointer} "), Role::Key);
        let line = row(&pen, workspace, pair, is_proposal, of_row);
        lead.joined(line).selected(chosen)
    });
    canvas.rule(area.x, list.bottom(), area.width);
    let pane = Rect {
        y: list.bottom() + 1,
        height: foot.len() as u16,
        ..area
    };
    lines::draw(canvas, pane, &foot, 0);
}

fn of_proposal(
    pen: &Pen,
    workspace: &Workspace,
    results: &Results,
    id: &str,
    width: usize,
) -> Vec<Line> {
    let panel = workspace.panel();
    let title = format!("{id} {}", of_results::title(workspace, id));
    let mut found = vec![Line::of(pen.fitted(&title, width), Role::Heading)];
    let group = panel.group_of(id);
    let group = group
        .map(|one| one.name.of(pen.is_english()))
        .unwrap_or_default();
    let applicant = panel.proposal(id).map(|one| one.applicant.as_str());
    let who = [group, applicant.unwrap_or_default()];
    let who: Vec<&str> = who.into_iter().filter(|text| !text.is_empty()).collect();
    found.push(Line::of(pen.fitted(&who.join("   "), width), Role::Muted));
    if let Some(staff) = results.staffing.of_proposal(id) {
        let (mark, key, role) = problem(pen, staff);
        let least = panel.policy.valid.experts.max(1);
        let numbers = [staff.valid, least, staff.technical, staff.technical_needed];
        let [n, least, technical, needed] = &numbers.map(|number| number.to_string());
        let details = [pen.say(key), n, least, technical, needed];
        let words = if panel.policy.valid.technical_share.is_empty() {
            "assignment.has_any"
        } else {
            "assignment.has"
        };
        let text = pen.with(words, &details);
        found.extend(labelled(pen, &format!("{mark} "), &text, width, role));
    }
    found
}

fn of_expert(
    pen: &Pen,
    workspace: &Workspace,
    results: &Results,
    id: &str,
    width: usize,
) -> Vec<Line> {
    let Some(expert) = workspace.panel().expert(id) else {
        return Vec::new();
    };
    let name = format!("{id} {}   {}", expert.name, expert.institution);
    let mut found = vec![Line::of(pen.fitted(&name, width), Role::Heading)];
    found.extend(labelled(
        pen,
        "",
        &knows(pen, workspace, expert),
        width,
        Role::Muted,
    ));
    let mut duties = results.staffing.experts.iter();
    if let Some(duty) = duties.find(|one| one.expert == id) {
        let numbers = [duty.load, results.staffing.average, duty.came, duty.owed];
        let numbers = numbers.map(|number| number.to_string());
        let text = pen.with("assignment.does", &numbers.each_ref().map(String::as_str));
        let (lead, role) = if duty.is_overloaded {
            ("! ", Role::Warning)
        } else {
            ("", Role::Text)
        };
        found.extend(labelled(pen, lead, &text, width, role));
    }
    found
}

/// The kind of an expert and the chains that the expert knows.
fn knows(pen: &Pen, workspace: &Workspace, expert: &Expert) -> String {
    let kind = kind(pen, expert);
    let name = |id: &String| {
        let chain = workspace.panel().plan.chain(id);
        let name = chain.map(|chain| chain.name.of(pen.is_english()).to_owned());
        name.unwrap_or_else(|| id.clone())
    };
    let chains: Vec<String> = expert.chains.iter().map(name).collect();
    let chains = if chains.is_empty() {
        pen.say("assignment.every_chain").to_owned()
    } else {
        chains.join(pen.say("assignment.and"))
    };
    pen.with("assignment.knows", &[kind, &chains])
}

fn kind(pen: &Pen, expert: &Expert) -> &'static str {
    match expert.expertise.as_str() {
        "technical" => pen.say("assignment.kind_technical"),
        "financial" => pen.say("assignment.kind_financial"),
        "managerial" => pen.say("assignment.kind_managerial"),
        _ => pen.say("assignment.kind_unknown"),
    }
}

/// Columns of asked, conflict, heard and sheet.
fn columns(pen: &Pen) -> [usize; 4] {
    if pen.is_english() {
        [6, 10, 6, 7]
    } else {
        [7, 7, 5, 5]
    }
}

/// Columns of the title of a proposal.
fn title(pen: &Pen, width: usize) -> usize {
    let taken: usize = columns(pen).iter().sum();
    width.saturating_sub(taken + 2 + 8)
}

/// Columns of the name of an expert.
fn name(pen: &Pen, width: usize) -> usize {
    let taken: usize = columns(pen).iter().sum();
    let more = if width < ROOMY { 0 } else { KIND + LOAD };
    width.saturating_sub(taken + 2 + 6 + more).clamp(8, 16)
}

fn header(pen: &Pen, is_proposal: bool, width: usize) -> Line {
    let role = Role::Muted;
    let [asked, conflict, heard, sheet] = columns(pen);
    let lead = Line::of("  ", role);
    let line = if is_proposal {
        let line = lead.cell(pen, pen.say("assignment.id"), 6, role).cell(
            pen,
            pen.say("assignment.name"),
            name(pen, width),
            role,
        );
        if width < ROOMY {
            line
        } else {
            line.cell(pen, pen.say("assignment.kind"), KIND, role).cell(
                pen,
                pen.say("assignment.load"),
                LOAD,
                role,
            )
        }
    } else {
        lead.cell(pen, pen.say("assignment.id"), 8, role).cell(
            pen,
            pen.say("assignment.title"),
            title(pen, width),
            role,
        )
    };
    line.cell(pen, pen.say("assignment.asked"), asked, role)
        .cell(pen, pen.say("assignment.conflict"), conflict, role)
        .cell(pen, pen.say("assignment.presence"), heard, role)
        .column(pen, pen.say("assignment.sheet"), sheet, role)
}

fn row(pen: &Pen, workspace: &Workspace, pair: &Pair, is_proposal: bool, width: usize) -> Line {
    let [asked, conflict, heard, sheet] = columns(pen);
    let line = if is_proposal {
        let expert = workspace.panel().expert(&pair.expert);
        let named = expert.map(|one| one.name.as_str()).unwrap_or_default();
        let line = Line::new().cell(pen, &pair.expert, 6, Role::Text).cell(
            pen,
            named,
            name(pen, width),
            Role::Text,
        );
        if width < ROOMY {
            line
        } else {
            let kind = expert.map(|one| kind(pen, one)).unwrap_or_default();
            line.cell(pen, kind, KIND, Role::Muted).cell(
                pen,
                &pair.load.to_string(),
                LOAD,
                Role::Muted,
            )
        }
    } else {
        let room = title(pen, width);
        let title = of_results::title(workspace, &pair.proposal);
        Line::new()
            .cell(pen, &pair.proposal, 8, Role::Text)
            .cell(pen, title, room, Role::Muted)
    };
    let (assigned, role) = if pair.is_asked {
        ("assignment.assigned", Role::Text)
    } else {
        ("assignment.free", Role::Muted)
    };
    line.cell(pen, pen.say(assigned), asked, role)
        .cell(pen, state(pen, pair), conflict, state_role(pair))
        .cell(pen, presence(pen, pair), heard, presence_role(pair))
        .column(pen, sheet_word(pen, pair), sheet, Role::Text)
}

fn state(pen: &Pen, pair: &Pair) -> &'static str {
    if pair.conflict.is_empty() {
        return "";
    }
    pen.find(&format!("conflict_state.{}", pair.conflict))
}

fn state_role(pair: &Pair) -> Role {
    match pair.conflict.as_str() {
        "candidate" => Role::Warning,
        "recused" => Role::Bad,
        _ => Role::Muted,
    }
}

fn presence(pen: &Pen, pair: &Pair) -> &'static str {
    match (pair.is_absent, pair.is_asked && pair.conflict != "recused") {
        (true, _) => pen.say("assignment.did_not_hear"),
        (false, true) => pen.say("assignment.heard"),
        (false, false) => "",
    }
}

fn presence_role(pair: &Pair) -> Role {
    if pair.is_absent {
        Role::Warning
    } else {
        Role::Muted
    }
}

fn sheet_word(pen: &Pen, pair: &Pair) -> &'static str {
    match pair.sheet {
        Some(SheetState::Submitted) => pen.say("assignment.sheet_in"),
        Some(SheetState::Draft) => pen.say("assignment.sheet_draft"),
        Some(SheetState::Recused) => pen.say("assignment.sheet_recused"),
        Some(SheetState::Abstained) => pen.say("assignment.sheet_abstained"),
        None if pair.is_asked && pair.conflict != "recused" => pen.say("assignment.sheet_owed"),
        None => "",
    }
}

/// The chosen pair in words: who or what it is, what is noted, what 1 would do.
fn in_words(
    pen: &Pen,
    workspace: &Workspace,
    pair: &Pair,
    is_proposal: bool,
    width: usize,
) -> Vec<Line> {
    let mut found = Vec::new();
    if is_proposal {
        if let Some(expert) = workspace.panel().expert(&pair.expert) {
            let text = format!("{}   {}", expert.institution, knows(pen, workspace, expert));
            found.extend(labelled(pen, "", &text, width, Role::Text));
        }
    } else {
        let title = of_results::title(workspace, &pair.proposal);
        found.extend(labelled(pen, "", title, width, Role::Text));
    }
    if !pair.conflict.is_empty() {
        let label = format!("{}  ", state(pen, pair));
        let reason = match pair.reason.as_str() {
            "" => pen.say("assignment.no_reason"),
            reason => reason,
        };
        found.extend(labelled(pen, &label, reason, width, state_role(pair)));
    }
    if pair.is_absent && !pair.absence.is_empty() {
        let label = format!("{}  ", pen.say("assignment.not_heard"));
        found.extend(labelled(pen, &label, &pair.absence, width, Role::Warning));
    }
    let key = match (pair.is_asked, pair.sheet.is_some()) {
        (true, true) => "assignment.stays",
        (true, false) => "assignment.one_takes_back",
        (false, _) if pair.conflict == "recused" => "assignment.is_barred",
        (false, _) => "assignment.one_assigns",
    };
    found.extend(labelled(pen, "", pen.say(key), width, Role::Muted));
    found
}

fn hint(pen: &Pen, is_proposal: bool, width: usize) -> Vec<Line> {
    let key = if is_proposal {
        "assignment.go_to_experts"
    } else {
        "assignment.go_to_proposals"
    };
    labelled(pen, "", pen.say(key), width, Role::Muted)
}
