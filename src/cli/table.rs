//! Tables for people: columns by display width, with lines across.

use super::Output;
use crate::text::width::{columns, pad, pad_left};

/// Columns of a rule across the table, however long its rows are.
const LONGEST_RULE: usize = 100;

/// One row of a table.
pub enum Row {
    /// Cells, as many as there are columns.
    Cells(Vec<String>),
    /// A line across with a word in it.
    Across(String),
}

/// A table; numbers stand on the right of their column.
pub struct Table {
    heads: Vec<String>,
    is_number: Vec<bool>,
    rows: Vec<Row>,
}

impl Table {
    /// Makes a table with these columns.
    pub fn new(heads: &[(&str, bool)]) -> Self {
        Self {
            heads: heads.iter().map(|(head, _)| (*head).to_owned()).collect(),
            is_number: heads.iter().map(|(_, is_number)| *is_number).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub fn push(&mut self, row: Row) {
        self.rows.push(row);
    }

    /// Prints everything.
    pub fn print(&self, output: &mut Output) {
        let mut widths: Vec<usize> = self.heads.iter().map(|head| columns(head)).collect();
        for row in &self.rows {
            if let Row::Cells(cells) = row {
                for (width, cell) in widths.iter_mut().zip(cells) {
                    *width = (*width).max(columns(cell));
                }
            }
        }
        let whole = widths.iter().sum::<usize>() + 2 * widths.len().saturating_sub(1);
        let whole = whole.min(LONGEST_RULE);
        output.line(&self.joined(&self.heads, &widths));
        for row in &self.rows {
            match row {
                Row::Cells(cells) => output.line(&self.joined(cells, &widths)),
                Row::Across(words) => {
                    let words = format!("---- {words} ");
                    let rest = whole.saturating_sub(columns(&words)).max(4);
                    output.line(&format!("{words}{}", "-".repeat(rest)));
                }
            }
        }
    }

    fn joined(&self, cells: &[String], widths: &[usize]) -> String {
        let padded = cells.iter().zip(widths).zip(&self.is_number);
        let cells: Vec<String> = padded
            .map(|((cell, width), is_number)| {
                if *is_number {
                    pad_left(cell, *width)
                } else {
                    pad(cell, *width)
                }
            })
            .collect();
        cells.join("  ").trim_end().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;

    #[test]
    fn columns_line_up_by_display_width() {
        let mut table = Table::new(&[("名次", true), ("项目", false), ("分", true)]);
        table.push(Row::Cells(vec!["1".into(), "伺服".into(), "8".into()]));
        table.push(Row::Across("线".into()));
        table.push(Row::Cells(vec!["10".into(), "a".into(), "10".into()]));
        let mut out = Vec::new();
        table.print(&mut Output {
            language: Language::Chinese,
            out: &mut out,
        });
        let printed = String::from_utf8(out).unwrap();
        assert_eq!(
            printed,
            "名次  项目  分\n   1  伺服   8\n---- 线 ------\n  10  a     10\n"
        );
    }
}
