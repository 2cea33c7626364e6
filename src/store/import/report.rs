//! What became of a table of which everything comes in or nothing: every fault of every
//! row is found first, and only where there is none something is written.

use crate::domain::panel::{Panel, Phase};
use crate::domain::problem::{Problem, Severity};
use crate::store::load;
use crate::store::source::Source;
use crate::store::table::TableFault;
use crate::store::table::columns::Heading;
use std::io;

/// Something about a row: why nothing comes in, or what to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Line in the file.
    pub line: usize,
    /// Heading of the column as it stands there; empty where the whole row is meant.
    pub column: String,
    /// What; words for people are in the catalogues under this key.
    pub code: &'static str,
    /// What is put into the words.
    pub details: Vec<String>,
}

/// A code with what is put into its words.
pub type Reason = (&'static str, Vec<String>);

/// Makes a reason.
pub fn reason(code: &'static str, details: &[&str]) -> Reason {
    let details = details.iter().map(|&detail| detail.to_owned()).collect();
    (code, details)
}

/// An entry that was there and says something else now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Updated {
    /// Id.
    pub id: String,
    /// Keys of what changed.
    pub fields: Vec<&'static str>,
}

/// What became of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Which column was taken for what.
    pub heading: Heading,
    /// Rows below the headings that hold anything.
    pub rows: usize,
    /// Why nothing was written, by line; empty where everything was.
    pub refused: Vec<Remark>,
    /// What to look at, by line.
    pub warnings: Vec<Remark>,
    /// Ids that are new, in the order of the table.
    pub created: Vec<String>,
    /// Entries that changed, in the order of the table.
    pub updated: Vec<Updated>,
    /// Ids whose rows say what stands there.
    pub unchanged: Vec<String>,
    /// The round is open: what is new is not assigned to anybody yet.
    pub is_open: bool,
}

impl Report {
    /// Starts a report of a table.
    pub fn of(heading: Heading, rows: usize, panel: &Panel) -> Self {
        Self {
            heading,
            rows,
            refused: Vec::new(),
            warnings: Vec::new(),
            created: Vec::new(),
            updated: Vec::new(),
            unchanged: Vec::new(),
            is_open: panel.head.phase == Phase::Open,
        }
    }

    /// Returns how many rows came in: all or none.
    pub fn accepted(&self) -> usize {
        if self.refused.is_empty() {
            self.rows
        } else {
            0
        }
    }

    /// Returns how many rows kept everything out.
    pub fn refused_rows(&self) -> usize {
        let lines = self.refused.iter().map(|one| one.line);
        let mut lines: Vec<usize> = lines.filter(|line| *line > self.heading.line).collect();
        lines.sort_unstable();
        lines.dedup();
        lines.len()
    }

    /// Notes why nothing comes in.
    pub fn refuse(&mut self, line: usize, column: &str, (code, details): Reason) {
        let column = column.to_owned();
        self.refused.push(Remark {
            line,
            column,
            code,
            details,
        });
    }

    /// Notes what to look at.
    pub fn warn(&mut self, line: usize, column: &str, (code, details): Reason) {
        let column = column.to_owned();
        self.warnings.push(Remark {
            line,
            column,
            code,
            details,
        });
    }
}

/// Why a table was not even looked at row by row, or could not be written.
#[derive(Debug)]
pub enum Fault {
    /// The table cannot be used.
    Table(TableFault),
    /// A file of the panel cannot be read, so that nothing must be added to it.
    Panel(Problem),
    /// The round is closed.
    Closed,
    /// The folder is the pack of one expert.
    Pack,
    /// The system did not let it be written; everything is as before.
    Unwritten(io::Error),
}

/// Reads a panel that something is to be added to.
///
/// # Errors
/// The fault because of which nothing may be added.
pub fn panel_to_fill(source: &Source) -> Result<Panel, Fault> {
    let (panel, problems) = load::panel(source);
    if let Some(problem) = problems.into_iter().find(is_in_the_way) {
        return Err(Fault::Panel(problem));
    }
    if panel.head.phase == Phase::Closed {
        return Err(Fault::Closed);
    }
    if panel.head.pack.is_empty() {
        Ok(panel)
    } else {
        Err(Fault::Pack)
    }
}

/// Tells whether a problem keeps anything from being added: a proposal that cannot be read
/// keeps only its own rows out.
pub fn is_in_the_way(problem: &Problem) -> bool {
    let is_one_of_many = ["proposals/", "opinions/"]
        .iter()
        .any(|folder| problem.file.starts_with(folder));
    problem.severity() == Severity::Error && !is_one_of_many
}
