//! A text being typed: a string and a cursor between two graphemes.

use crate::text::scrub::is_harmless;
use crate::text::width::{columns, head};
use crate::text::wrap::wrap;
use unicode_segmentation::UnicodeSegmentation;

/// A text with a cursor.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextField {
    text: String,
    cursor: usize,
}

impl TextField {
    /// Makes a field that holds `text`, the cursor at its end.
    pub fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            cursor: text.len(),
        }
    }

    /// Returns the text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the text before the cursor.
    pub fn before(&self) -> &str {
        self.text.get(..self.cursor).unwrap_or_default()
    }

    fn after(&self) -> &str {
        self.text.get(self.cursor..).unwrap_or_default()
    }

    /// Puts text in at the cursor; harmful characters are left out.
    pub fn insert(&mut self, text: &str) {
        let clean: String = text
            .replace("\r\n", "\n")
            .replace('\r', "\n")
            .chars()
            .filter(|c| is_harmless(*c))
            .collect();
        let joined = format!("{}{clean}{}", self.before(), self.after());
        self.cursor += clean.len();
        self.text = joined;
    }

    /// Puts text in as one line, what does not fit left out: characters that `fits` refuses,
    /// and what is beyond `longest` characters in all.
    pub fn insert_line(&mut self, text: &str, longest: usize, fits: impl Fn(char) -> bool) {
        let room = longest.saturating_sub(self.text.chars().count());
        let flat = text.replace(['\n', '\r'], " ");
        let characters = flat.trim().chars().filter(|one| fits(*one));
        let kept: String = characters.take(room).collect();
        self.insert(&kept);
    }

    /// Takes away the grapheme before the cursor.
    pub fn backspace(&mut self) {
        let Some(last) = self.before().graphemes(true).next_back().map(str::len) else {
            return;
        };
        let kept = self.cursor - last;
        let joined = format!(
            "{}{}",
            self.text.get(..kept).unwrap_or_default(),
            self.after()
        );
        self.cursor = kept;
        self.text = joined;
    }

    /// Takes away the grapheme after the cursor.
    pub fn delete(&mut self) {
        let next = self.after().graphemes(true).next().map_or(0, str::len);
        let rest = self.after().get(next..).unwrap_or_default().to_owned();
        self.text.truncate(self.cursor);
        self.text.push_str(&rest);
    }

    /// Moves one grapheme to the left.
    pub fn left(&mut self) {
        self.cursor -= self
            .before()
            .graphemes(true)
            .next_back()
            .map_or(0, str::len);
    }

    /// Moves one grapheme to the right.
    pub fn right(&mut self) {
        self.cursor += self.after().graphemes(true).next().map_or(0, str::len);
    }

    /// Moves to the beginning of the line.
    pub fn home(&mut self) {
        self.cursor = self.before().rfind('\n').map_or(0, |newline| newline + 1);
    }

    /// Moves to the end of the line.
    pub fn end(&mut self) {
        self.cursor += self.after().find('\n').unwrap_or(self.after().len());
    }

    /// Moves one shown line up or down, where lines are `width` columns wide.
    pub fn vertical(&mut self, down: bool, width: usize) {
        let (row, column) = self.position(width);
        let wanted = if down { row + 1 } else { row.wrapping_sub(1) };
        let starts = line_starts(&self.text, width);
        let Some(&(start, end)) = starts.get(wanted) else {
            return;
        };
        let line = self.text.get(start..end).unwrap_or_default();
        self.cursor = start + head(line, column).0.len();
    }

    /// Returns the cursor's row and column where lines are `width` columns wide.
    pub fn position(&self, width: usize) -> (usize, usize) {
        let starts = line_starts(&self.text, width);
        let row = starts
            .iter()
            .rposition(|(start, _)| *start <= self.cursor)
            .unwrap_or(0);
        let start = starts.get(row).map_or(0, |(start, _)| *start);
        (
            row,
            columns(self.text.get(start..self.cursor).unwrap_or_default()),
        )
    }

    /// Returns the shown lines, `width` columns wide.
    pub fn lines(&self, width: usize) -> Vec<&str> {
        let shown = |(start, end): (usize, usize)| {
            self.text
                .get(start..end)
                .unwrap_or_default()
                .trim_end_matches(['\n', ' '])
        };
        line_starts(&self.text, width)
            .into_iter()
            .map(shown)
            .collect()
    }

    /// Empties the field.
    pub fn clear(&mut self) {
        self.text.clear();
        self.cursor = 0;
    }
}

/// Where the shown lines of `text` begin and end. Blanks at a line's end stay with it.
fn line_starts(text: &str, width: usize) -> Vec<(usize, usize)> {
    let mut starts = Vec::new();
    let mut from = 0;
    for line in wrap(text, width) {
        let rest = text.get(from..).unwrap_or_default();
        let mut end = from + rest.find(line.as_str()).unwrap_or(0) + line.len();
        while text.get(end..).is_some_and(|rest| rest.starts_with(' ')) {
            end += 1;
        }
        starts.push((from, end));
        from = end + usize::from(text.get(end..).is_some_and(|rest| rest.starts_with('\n')));
    }
    if text.ends_with('\n') {
        starts.push((text.len(), text.len()));
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editing_goes_by_graphemes() {
        let mut field = TextField::new("伺服e\u{301}");
        field.backspace();
        field.left();
        field.insert("新\u{1b}");
        assert_eq!(field.text(), "伺新服");
        field.delete();
        field.home();
        field.delete();
        assert_eq!((field.text(), field.position(20)), ("新", (0, 0)));
    }

    #[test]
    fn the_cursor_knows_its_line() {
        let mut field = TextField::new("一二三四五\n六");
        assert_eq!(field.lines(6), ["一二三", "四五", "六"]);
        assert_eq!(field.position(6), (2, 2));
        field.vertical(false, 6);
        assert_eq!(field.position(6), (1, 2));
        field.insert("\n");
        assert_eq!(field.position(6), (2, 0));
        let mut empty = TextField::new("a\n");
        assert_eq!(empty.position(6), (1, 0));
        empty.backspace();
        assert_eq!(empty.position(6), (0, 1));
    }
}
