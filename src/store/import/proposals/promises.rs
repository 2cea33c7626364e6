//! The promises of a row: one or several columns, each line of a cell a promise in the
//! applicant's words; present values and pages stand beside them, line by line.

use super::draft::PromiseSaid;
use crate::store::import::cells;
use crate::store::import::report::{Reason, reason};
use crate::store::table::Row;
use crate::store::table::columns::{Found, Heading};

/// A reason and the heading it is about.
type Faulty = (String, Reason);

/// Reads the promises of a row.
///
/// # Errors
/// What stands beside promises and does not fit them.
pub fn of(heading: &Heading, row: &Row) -> Result<Vec<PromiseSaid>, Faulty> {
    let columns: Vec<&Found> = heading.all("promise").collect();
    let mut promises = Vec::new();
    for column in &columns {
        let texts = lines(row.cell(column.place));
        let is_only = columns.len() == 1;
        let baselines = beside(heading, row, "baseline", column, is_only, texts.len())?;
        let pages = beside(heading, row, "page", column, is_only, texts.len())?;
        for (nth, text) in texts.into_iter().enumerate() {
            let page = match pages.1.get(nth) {
                Some(page) => cells::page(page).map_err(|why| (pages.0.clone(), why))?,
                None => 0,
            };
            promises.push(PromiseSaid {
                text: text.to_owned(),
                baseline: baselines.1.get(nth).copied().unwrap_or_default().to_owned(),
                page,
            });
        }
    }
    Ok(promises)
}

/// Returns what stands in the column that belongs to a column of promises, with its
/// heading: as many lines as there are promises, or none.
fn beside<'a>(
    heading: &'a Heading,
    row: &'a Row,
    key: &'a str,
    promise: &Found,
    is_only: bool,
    count: usize,
) -> Result<(String, Vec<&'a str>), Faulty> {
    let found = heading
        .all(key)
        .find(|one| is_only || one.number == promise.number);
    let Some(found) = found else {
        return Ok((String::new(), Vec::new()));
    };
    let lines = lines(row.cell(found.place));
    let name = found.heading.clone();
    if lines.is_empty() || lines.len() == count {
        return Ok((name, lines));
    }
    let counts = [lines.len().to_string(), count.to_string()];
    Err((name, reason("not_line_by_line", &[&counts[0], &counts[1]])))
}

fn lines(text: &str) -> Vec<&str> {
    let lines = text.lines().map(str::trim);
    lines.filter(|line| !line.is_empty()).collect()
}
