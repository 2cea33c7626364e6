//! Which column of a table holds what, by the words that people write over columns.

use super::Row;
use crate::text::fold::half_width;

/// Rows that are looked at for headings; titles often stand above them.
const FIRST_ROWS: usize = 10;

/// A column that a caller asks for.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// What it is called in `--json` documents.
    pub key: &'static str,
    /// A table without it cannot be used.
    pub is_required: bool,
    /// Accepted headings besides the key, the most precise first, in the form of
    /// [`folded`]: where a table has several of them the first in this list is taken.
    pub headings: &'static [&'static str],
}

/// A column that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What was asked for.
    pub key: &'static str,
    /// Column from 0.
    pub place: usize,
    /// The heading as it stands there.
    pub heading: String,
}

/// The row of headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its line in the file.
    pub line: usize,
    /// What was found, in the order it was asked for.
    pub columns: Vec<Found>,
}

impl Heading {
    /// Tells whether the table has a column.
    pub fn has(&self, key: &str) -> bool {
        self.columns.iter().any(|column| column.key == key)
    }

    /// Returns what a row holds in a column; empty where the table has no such column.
    pub fn text<'a>(&self, row: &'a Row, key: &str) -> &'a str {
        let found = self.columns.iter().find(|column| column.key == key);
        found.map_or("", |column| row.cell(column.place))
    }
}

/// Finds the first of the first ten rows that holds all required headings; returns its place
/// among the rows and what stands where.
///
/// # Errors
/// The keys of the headings that the nearest row lacks.
pub fn find(rows: &[Row], wanted: &[Column]) -> Result<(usize, Heading), Vec<&'static str>> {
    let required = || wanted.iter().filter(|column| column.is_required);
    let mut nearest: Vec<&'static str> = required().map(|column| column.key).collect();
    for (at, row) in rows.iter().take(FIRST_ROWS).enumerate() {
        let heading = heading(row, wanted);
        let lacking: Vec<&'static str> = required()
            .map(|column| column.key)
            .filter(|key| !heading.has(key))
            .collect();
        if lacking.is_empty() {
            return Ok((at, heading));
        }
        if lacking.len() < nearest.len() {
            nearest = lacking;
        }
    }
    Err(nearest)
}

fn heading(row: &Row, wanted: &[Column]) -> Heading {
    let cells: Vec<(usize, &str, String)> = row
        .cells
        .iter()
        .map(|(place, text)| (*place, text.as_str(), folded(text)))
        .collect();
    let found = |column: &Column| {
        let mut words = [column.key]
            .into_iter()
            .chain(column.headings.iter().copied());
        words.find_map(|word| {
            let cell = cells.iter().find(|(_, _, folded)| folded == word)?;
            Some(Found {
                key: column.key,
                place: cell.0,
                heading: cell.1.to_owned(),
            })
        })
    };
    Heading {
        line: row.line,
        columns: wanted.iter().filter_map(found).collect(),
    }
}

/// Returns a heading in the form that is compared: half-width and lower case, without
/// blanks, stars and colons, without what stands in brackets, such as a unit.
pub fn folded(text: &str) -> String {
    let mut form = String::with_capacity(text.len());
    let mut depth = 0_usize;
    for character in text.chars().map(half_width) {
        match character {
            '(' | '[' | '{' | '【' => depth += 1,
            ')' | ']' | '}' | '】' => depth = depth.saturating_sub(1),
            '*' | ':' => {}
            blank if blank.is_whitespace() => {}
            other if depth == 0 => form.extend(other.to_lowercase()),
            _ => {}
        }
    }
    form
}

#[cfg(test)]
mod tests {
    use super::*;

    const WANTED: &[Column] = &[
        Column {
            key: "proposal",
            is_required: true,
            headings: &["项目编号", "项目"],
        },
        Column {
            key: "score",
            is_required: true,
            headings: &["评分"],
        },
        Column {
            key: "round",
            is_required: false,
            headings: &["轮次"],
        },
    ];

    fn row(line: usize, cells: &[&str]) -> Row {
        let mut row = Row {
            line,
            ..Row::default()
        };
        for (place, cell) in cells.iter().enumerate() {
            row.put(place, cell);
        }
        row
    }

    #[test]
    fn headings_are_found_under_a_title_whatever_their_width_and_unit() {
        let rows = [
            row(1, &["2026 年评分"]),
            row(3, &["轮 次", "项目", " ＳＣＯＲＥ（分）*", "项目编号："]),
            row(4, &["1", "甲", "8", "P1"]),
        ];
        let (at, heading) = find(&rows, WANTED).unwrap();
        assert_eq!((at, heading.line), (1, 3));
        assert_eq!(heading.text(&rows[2], "proposal"), "P1", "the more precise");
        assert_eq!(heading.text(&rows[2], "score"), "8");
        assert_eq!(heading.text(&rows[2], "chain"), "");
        assert!(heading.has("round") && !heading.has("chain"));
    }

    #[test]
    fn what_the_nearest_row_lacks_is_named() {
        let rows = [row(1, &["x"]), row(2, &["项目", "分"])];
        assert_eq!(find(&rows, WANTED).unwrap_err(), ["score"]);
        assert_eq!(find(&[], WANTED).unwrap_err(), ["proposal", "score"]);
    }
}
