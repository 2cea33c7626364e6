//! `report.toml`: how the reports of a panel are to look where they differ from the usual:
//! letterhead, titles, columns, who signs, the wording of the public notice.

use super::Bilingual;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Everything that `report.toml` says; what is left out is as usual.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportForm {
    /// Version of the file format.
    pub format: u32,
    /// Who sends the reports: stands above every title and under every letter.
    pub letterhead: Bilingual,
    /// Single documents by their word, for example `ranking`.
    pub document: BTreeMap<String, DocumentForm>,
    /// The public notice and the feedback.
    pub notice: NoticeForm,
}

/// One document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DocumentForm {
    /// Title; empty for the usual one.
    pub title: Bilingual,
    /// Who may read it, for example 内部资料; empty for the usual words.
    pub mark: Bilingual,
    /// Columns of its tables by their words, in this order; none for the usual ones. A table
    /// that has none of them keeps its own.
    pub columns: Vec<String>,
    /// Who signs; none for the usual ones.
    pub signatures: Vec<Bilingual>,
    /// It is not made unless it is asked for by its word.
    pub leave_out: bool,
}

/// What the public notice says, and where people turn to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NoticeForm {
    /// Text of the notice; empty for the usual one. `{count}`, `{first}`, `{from}`, `{until}`,
    /// `{contact}`, `{telephone}`, `{supervision}`, `{address}` and `{sender}` stand for what
    /// is put in.
    pub text: Bilingual,
    /// Text of the feedback to an applicant; empty for the usual one. `{applicant}`,
    /// `{title}`, `{strengths}`, `{weaknesses}`, `{conditions}`, `{outcome}` and `{sender}`
    /// stand for what is put in.
    pub feedback: Bilingual,
    /// First day of the notice, as it is to be printed.
    pub from: String,
    /// Last day.
    pub until: String,
    /// Who answers questions.
    pub contact: String,
    /// Telephone of the contact.
    pub telephone: String,
    /// Telephone of who supervises.
    pub supervision: String,
    /// Address for written objections.
    pub address: String,
}
