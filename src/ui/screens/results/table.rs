//! The table of a group that the two result screens share: place, id and title of every
//! row, with the money line, the threshold and the unranked between the rows.

use super::{again, money_line, title};
use crate::analysis::search::Marker;
use crate::analysis::standing::{GroupStanding, ProposalStanding};
use crate::app::workspace::Workspace;
use crate::config::theme::Role;
use crate::domain::decimal::{parse, plain};
use crate::ui::canvas::Pen;
use crate::ui::filter::marked;
use crate::ui::lines::Line;

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

    /// Returns all rows with the lines between them, and where the chosen one is.
    pub fn rows(
        &self,
        selected: &str,
        row_of: impl Fn(&ProposalStanding, bool) -> Line,
    ) -> (Vec<Line>, usize) {
        let mut lines = Vec::new();
        let mut chosen = 0;
        let mut before: Option<&ProposalStanding> = None;
        for row in self.shown {
            lines.extend(self.between(before, row));
            let is_chosen = row.proposal == selected;
            if is_chosen {
                chosen = lines.len();
            }
            lines.push(row_of(row, is_chosen));
            before = Some(*row);
        }
        (lines, chosen)
    }

    /// The lines that stand before a row.
    fn between(&self, before: Option<&ProposalStanding>, row: &ProposalStanding) -> Vec<Line> {
        let pen = &self.pen;
        let was = |holds: &dyn Fn(&ProposalStanding) -> bool| before.is_some_and(holds);
        let mut words = Vec::new();
        let is_beyond = |row: &ProposalStanding| !row.lane.is_recommended();
        if self.group.money_decides() && is_beyond(row) && !was(&is_beyond) {
            words.push(money_line(pen, self.group));
        }
        let threshold = self.workspace.panel().policy.lines();
        for (line, key) in [
            (&threshold.recommend, "rank.line"),
            (&threshold.pass, "rank.pass_line"),
        ] {
            let Some(line) = parse(line) else {
                continue;
            };
            let is_below = |row: &ProposalStanding| row.total.is_none_or(|total| total < line);
            if row.rank.is_some() && is_below(row) && !was(&is_below) {
                words.push(pen.with(key, &[&plain(line)]));
            }
        }
        if row.rank.is_none() && !was(&|row| row.rank.is_none()) {
            words.push(pen.say("rank.unranked").to_owned());
        }
        words.iter().map(|words| self.divider(words)).collect()
    }

    /// A line across the table with words in it.
    fn divider(&self, words: &str) -> Line {
        let rule = self.pen.glyphs().rule;
        let rest = self.width.saturating_sub(self.pen.columns(words) + 12);
        Line::of(format!(" {} ", rule.repeat(6)), Role::Border)
            .and(words, Role::Muted)
            .and(format!(" {}", rule.repeat(rest)), Role::Border)
    }
}
