//! The innovation links of a chain, one line each: how many applied, how it is marked, what it
//! is about.

use crate::app::screens::chains::ChainsState;
use crate::app::workspace::Workspace;
use crate::config::theme::Role;
use crate::domain::plan::{Chain, InnovationLink};
use crate::ui::canvas::Pen;
use crate::ui::lines::Line;

/// Fewest columns in which a link's category says anything.
const CATEGORY: usize = 6;

/// The links and what is said above them: how many applied stands in few words where there is
/// no room for more.
pub(super) fn rows(
    pen: &Pen,
    workspace: &Workspace,
    state: &ChainsState,
    chain: &Chain,
    width: usize,
) -> (&'static str, Vec<Line>) {
    let links = &chain.links;
    let widest = |texts: &[String]| {
        let columns = texts.iter().map(|text| pen.columns(text));
        columns.max().unwrap_or_default()
    };
    let name = |link: &InnovationLink| link.short.of(pen.is_english()).to_owned();
    let names: Vec<String> = links.iter().map(name).collect();
    let covered = links.iter().map(|link| workspace.about(&link.id));
    let covered: Vec<(usize, usize)> = covered.collect();
    let counts = |is_brief: bool| -> Vec<String> {
        let counts = covered.iter().map(|one| applied(pen, *one, is_brief));
        counts.collect()
    };
    let mut marks: Vec<String> = links
        .iter()
        .map(|link| marks(pen, workspace, &link.id))
        .collect();
    let beside = 5 + widest(&names) + 1;
    let with_gap = |columns: usize| if columns > 0 { columns + 2 } else { 0 };
    let is_brief = beside + with_gap(widest(&marks)) + widest(&counts(false)) > width;
    let counts = counts(is_brief);
    // where the words of the marks have no room a sign says that there is one
    if beside + widest(&counts) + 1 + widest(&marks) > width {
        for mark in marks.iter_mut().filter(|mark| !mark.is_empty()) {
            "!".clone_into(mark);
        }
    }
    let of_marks = with_gap(widest(&marks));
    let [of_name, of_count] = [&names, &counts].map(|texts| widest(texts));
    let room = width.saturating_sub(5 + of_name + 1 + of_count + 1 + of_marks);
    let row = |(place, link): (usize, &InnovationLink)| {
        let chosen = state.link == Some(place);
        let role = match covered.get(place) {
            Some((0, 0)) => Role::Warning,
            _ => Role::Good,
        };
        let text = |texts: &[String]| texts.get(place).cloned().unwrap_or_default();
        let category = format!("{} {}", link.part, link.category);
        let category = if room < CATEGORY { "" } else { category.trim() };
        let pointer = if chosen { pen.glyphs().pointer } else { " " };
        Line::of(format!("{pointer} "), Role::Text)
            .figure(pen, &link.row.to_string(), 2, Role::Muted)
            .and(" ", Role::Text)
            .column(pen, &text(&names), of_name + 1, Role::Text)
            .column(pen, &text(&counts), of_count + 1, role)
            .column(pen, &text(&marks), of_marks, Role::Warning)
            .and(category, Role::Muted)
            .selected(chosen)
    };
    let heading = if is_brief {
        "chains.innovation_counts"
    } else {
        "chains.innovation"
    };
    (heading, links.iter().enumerate().map(row).collect())
}

/// How many applied for a link, as many as Enter lists where experts score them.
fn applied(pen: &Pen, (scored, special): (usize, usize), is_brief: bool) -> String {
    let [nobody, apart, covered] = if is_brief {
        [
            "chains.nobody_short",
            "chains.apart_short",
            "chains.covered_short",
        ]
    } else {
        ["chains.nobody", "chains.apart", "chains.covered"]
    };
    match (scored, special) {
        (0, 0) => pen.say(nobody).to_owned(),
        (0, special) => pen.with(apart, &[&special.to_string()]),
        (scored, _) => pen.with(covered, &[&scored.to_string()]),
    }
}

/// The marks of a link in the year that counts, in words; empty where it has none.
fn marks(pen: &Pen, workspace: &Workspace, link: &str) -> String {
    let marks = workspace.panel().link_notes.marks_of(link);
    let words = marks.map(|mark| pen.find(&format!("mark_short.{}", mark.kind.key())));
    let words: Vec<&str> = words.collect();
    words.join(" ")
}
