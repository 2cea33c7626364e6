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
    /// [`folded`]: where a table has several of them the first in this list is taken. With
    /// a `#` behind the first of them, a number may follow every one, and all columns that
    /// fit are taken.
    pub headings: &'static [&'static str],
}

impl Column {
    /// Tells whether a table may have several of it.
    fn repeats(&self) -> bool {
        self.headings.first().is_some_and(|one| one.ends_with('#'))
    }

    /// Returns its words, the key first.
    fn words(&self) -> impl Iterator<Item = &'static str> {
        let headings = self.headings.iter();
        [self.key]
            .into_iter()
            .chain(headings.map(|word| word.trim_end_matches('#')))
    }
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
    /// The number behind the heading of a column that repeats; empty where there is none.
    pub number: String,
}

/// The row of headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its line in the file.
    pub line: usize,
    /// What was found, in the order it was asked for.
    pub columns: Vec<Found>,
    /// Headings of columns that nothing was asked of.
    pub unused: Vec<String>,
}

impl Heading {
    /// Tells whether the table has a column.
    pub fn has(&self, key: &str) -> bool {
        self.columns.iter().any(|column| column.key == key)
    }

    /// Returns the columns found for a key, from the left.
    pub fn all<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a Found> {
        self.columns.iter().filter(move |column| column.key == key)
    }

    /// Returns the heading of a column as it stands there; empty where there is none.
    pub fn heading(&self, key: &str) -> &str {
        let found = self.columns.iter().find(|column| column.key == key);
        found.map_or("", |found| found.heading.as_str())
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
    let cells: Vec<Cell> = row
        .cells
        .iter()
        .map(|(place, text)| Cell {
            place: *place,
            text,
            folded: folded(text),
        })
        .collect();
    let columns: Vec<Found> = wanted
        .iter()
        .flat_map(|column| found(column, &cells))
        .collect();
    let is_used = |cell: &&Cell| columns.iter().any(|column| column.place == cell.place);
    let unused = cells.iter().filter(|cell| !is_used(cell));
    Heading {
        line: row.line,
        unused: unused.map(|cell| cell.text.to_owned()).collect(),
        columns,
    }
}

/// One cell of a row that may be the headings.
struct Cell<'a> {
    place: usize,
    text: &'a str,
    folded: String,
}

/// Returns the cells that head a column.
fn found(column: &Column, cells: &[Cell]) -> Vec<Found> {
    let of = |cell: &Cell, number: &str| Found {
        key: column.key,
        place: cell.place,
        heading: cell.text.to_owned(),
        number: number.to_owned(),
    };
    if column.repeats() {
        let numbered = |cell: &Cell| {
            let mut words = column.words();
            let number = words.find_map(|word| number_behind(&cell.folded, word))?;
            Some(of(cell, &number))
        };
        return cells.iter().filter_map(numbered).collect();
    }
    let first = column.words().find_map(|word| {
        let is_it = |cell: &&Cell| cell.folded == word || without_unit(&cell.folded) == word;
        cells.iter().find(is_it)
    });
    first.map(|cell| of(cell, "")).into_iter().collect()
}

/// Returns the number that stands behind a word, digits or Chinese numerals; empty where
/// the word stands alone, nothing where another word stands there.
fn number_behind(text: &str, word: &str) -> Option<String> {
    let rest = text.strip_prefix(word)?;
    let rest = rest.trim_start_matches(['-', '_', '.']);
    let is_numeral = |one: char| one.is_ascii_digit() || "一二三四五六七八九十".contains(one);
    rest.chars().all(is_numeral).then(|| rest.to_owned())
}

/// Returns a heading without the unit of money behind it.
fn without_unit(text: &str) -> &str {
    let units = ["万元", "千元", "亿元", "元"];
    let bare = units.iter().find_map(|unit| text.strip_suffix(unit));
    bare.map_or(text, |bare| bare.trim_end_matches(['/', '-', '_', ',']))
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
        assert_eq!(heading.unused, ["项目"], "the less precise");
    }

    #[test]
    fn columns_that_repeat_are_all_found_with_their_numbers() {
        const PROMISES: &[Column] = &[
            Column {
                key: "promise",
                is_required: false,
                headings: &["指标#", "考核指标"],
            },
            Column {
                key: "requested",
                is_required: false,
                headings: &["申请经费"],
            },
        ];
        let texts = [
            "指标１",
            "Promise 2",
            "考核指标（三）",
            "考核指标四",
            "指标说明",
            "申请经费/元",
        ];
        let found = heading(&row(1, &texts), PROMISES);
        let numbers: Vec<&str> = found
            .all("promise")
            .map(|one| one.number.as_str())
            .collect();
        assert_eq!(numbers, ["1", "2", "", "四"]);
        assert_eq!(found.heading("requested"), "申请经费/元");
        assert_eq!(found.unused, ["指标说明"]);
    }

    #[test]
    fn what_the_nearest_row_lacks_is_named() {
        let rows = [row(1, &["x"]), row(2, &["项目", "分"])];
        assert_eq!(find(&rows, WANTED).unwrap_err(), ["score"]);
        assert_eq!(find(&[], WANTED).unwrap_err(), ["proposal", "score"]);
    }
}
