//! The table of a group that the two result screens share: place, id and title of every
//! row, with the money line, the threshold and the unranked between the rows.

use super::{again, money_line, title};
use crate::analysis::search::Marker;
use crate::analysis::standing::{GroupStanding, ProposalStanding};
use crate::app::workspace::Workspace;
use crate::config::theme::Role;
use crate::domain::decimal::{parse, plain};
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::filter::marked;
use crate::ui::lines::{self, Line};
use ratatui::layout::Rect;

/// A line of the table.
enum Entry<'a> {
    Row(&'a ProposalStanding),
    Between(Between),
}

/// A line between the rows.
#[derive(Clone, Copy)]
enum Between {
    /// Below it nothing is recommended.
    Money,
    /// Below it a total does not reach what is recommended.
    Recommended,
    /// Below it a total does not pass.
    Pass,
    /// Below it there is no place.
    Unranked,
}

/// What every row of a table is drawn from.
#[derive(Clone, Copy)]
pub struct Table<'a> {
    /// What everything is drawn with.
    pub pen: Pen<'a>,
    /// The open panel.
    pub workspace: &'a Workspace,
    /// The group.
    pub group: &'a GroupStanding,
    /// Columns of the table.
    pub width: usize,
    /// Columns of the title.
    pub title: usize,
    /// The rows that are shown, in rank order.
    pub shown: &'a [&'a ProposalStanding],
    /// What marks the hits of a filter.
    pub marker: &'a Marker,
}

impl Table<'_> {
    /// Begins the header: place, id, title.
    pub fn header(&self) -> Line {
        let pen = &self.pen;
        Line::of(" ", Role::Muted)
            .figure(pen, pen.say("table.place"), 4, Role::Muted)
            .and(" ", Role::Muted)
            .column(pen, pen.say("table.id"), 7, Role::Muted)
            .column(pen, pen.say("table.title"), self.title, Role::Muted)
    }

    /// Begins a row: pointer, place, id, title.
    pub fn lead(&self, row: &ProposalStanding, chosen: bool) -> Line {
        let pen = &self.pen;
        let place = row
            .rank
            .map_or_else(|| "--".to_owned(), |rank| rank.to_string());
        let pointer = if chosen { pen.glyphs().pointer } else { " " };
        let begun = Line::of(pointer, Role::Key)
            .figure(pen, &place, 4, Role::Heading)
            .and(" ", Role::Text);
        let marks = self.marker.of(&row.proposal);
        let begun = marked(pen, begun, &row.proposal, &marks, 7);
        let title = title(self.workspace, &row.proposal);
        let mark = again::mark(pen, self.workspace, &row.proposal);
        let room = self.title.saturating_sub(pen.columns(mark));
        marked(pen, begun, title, &self.marker.of(title), room).and(mark, Role::Notice)
    }

    /// Draws the rows in sight with the lines between them; returns how many rows and lines
    /// there are in all.
    pub fn draw(
        &self,
        canvas: &mut Canvas,
        area: Rect,
        selected: &str,
        row_of: impl Fn(&ProposalStanding, bool) -> Line,
    ) -> usize {
        let entries = self.entries();
        let is_chosen = |row: &ProposalStanding| row.proposal == selected;
        let is_it = |entry: &Entry| matches!(entry, Entry::Row(row) if is_chosen(row));
        let chosen = entries.iter().position(is_it).unwrap_or(0);
        let line = |place: usize| match entries.get(place) {
            Some(Entry::Row(row)) => row_of(row, is_chosen(row)),
            Some(Entry::Between(between)) => self.divider(&self.words(*between)),
            None => Line::new(),
        };
        let is_row = |place: usize| matches!(entries.get(place), Some(Entry::Row(_)));
        lines::draw_some(canvas, area, entries.len(), chosen, line, is_row);
        entries.len()
    }

    /// Every row and every line between, of which only those in sight are drawn.
    fn entries(&self) -> Vec<Entry<'_>> {
        let limits = self.workspace.panel().policy.lines();
        let limits = [
            (Between::Recommended, parse(&limits.recommend)),
            (Between::Pass, parse(&limits.pass)),
        ];
        let mut entries = Vec::with_capacity(self.shown.len() + 4);
        let mut before: Option<&ProposalStanding> = None;
        for row in self.shown {
            let begins = |holds: &dyn Fn(&ProposalStanding) -> bool| {
                holds(row) && !before.is_some_and(holds)
            };
            let is_beyond = |row: &ProposalStanding| !row.lane.is_recommended();
            if self.group.money_decides() && begins(&is_beyond) {
                entries.push(Entry::Between(Between::Money));
            }
            for (between, limit) in &limits {
                let Some(limit) = limit else {
                    continue;
                };
                let is_below = |row: &ProposalStanding| row.total.is_none_or(|sum| sum < *limit);
                if row.rank.is_some() && begins(&is_below) {
                    entries.push(Entry::Between(*between));
                }
            }
            if begins(&|row| row.rank.is_none()) {
                entries.push(Entry::Between(Between::Unranked));
            }
            entries.push(Entry::Row(row));
            before = Some(*row);
        }
        entries
    }

    /// The words of a line between the rows.
    fn words(&self, between: Between) -> String {
        let pen = &self.pen;
        let limits = self.workspace.panel().policy.lines();
        let limit = |written: &str| parse(written).map_or_else(String::new, plain);
        match between {
            Between::Money => money_line(pen, self.group),
            Between::Recommended => pen.with("rank.line", &[&limit(&limits.recommend)]),
            Between::Pass => pen.with("rank.pass_line", &[&limit(&limits.pass)]),
            Between::Unranked => pen.say("rank.unranked").to_owned(),
        }
    }

    /// A line across the table with words in it.
    fn divider(&self, words: &str) -> Line {
        let rule = self.pen.glyphs().rule;
        let rest = self.width.saturating_sub(self.pen.columns(words) + 12);
        // where there is little room, it is the words'
        let before = if rest > 0 { 6 } else { 2 };
        Line::of(format!(" {} ", rule.repeat(before)), Role::Border)
            .and(words, Role::Muted)
            .and(format!(" {}", rule.repeat(rest)), Role::Border)
    }
}
