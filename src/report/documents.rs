//! What stands in each document. Every maker takes the [`Material`] and returns its documents
//! without a frame: [`make`] puts title, frame and what the template says around them.

mod advice;
mod agenda;
mod before;
mod coverage;
mod departments;
mod filing;
mod forms;
mod meeting;
mod opinions;
mod pack;
mod parts;
mod ranking;
mod statistics;
mod summaries;
mod work;

pub(super) use advice::undecided;

use super::Kind;
use super::document::{Block, Column, Document, Frame, Section};
use super::form;
use super::material::Material;
use crate::domain::panel::Phase;
use crate::i18n::Language;
use crate::i18n::policy;
use crate::text::scrub::one_line;
use std::collections::BTreeMap;

/// Bytes of a part's name in a file's name.
const PART: usize = 120;

/// What a maker returns of one document: the name of its part, and its sections.
struct Draft {
    part: String,
    is_landscape: bool,
    is_one_sheet: bool,
    sections: Vec<Section>,
}

impl Draft {
    /// A document of one kind without parts.
    fn of(sections: Vec<Section>) -> Vec<Self> {
        vec![Self::part("", sections)]
    }

    /// One of several documents of a kind.
    fn part(part: &str, sections: Vec<Section>) -> Self {
        Self {
            part: part.to_owned(),
            is_landscape: false,
            is_one_sheet: false,
            sections,
        }
    }

    /// Lies on its side.
    fn landscape(mut self) -> Self {
        self.is_landscape = true;
        self
    }

    /// Stands on one sheet of a workbook.
    fn one_sheet(mut self) -> Self {
        self.is_one_sheet = true;
        self
    }
}

/// Returns the documents of a kind: one, or one for each part.
pub fn make(material: &Material, kind: Kind) -> Vec<Document> {
    let drafts = drafts(material, kind);
    let framed = drafts
        .into_iter()
        .map(|draft| framed(material, kind, draft));
    let mut documents: Vec<Document> = framed.collect();
    apart(&mut documents);
    documents
}

/// Names that a file system may take for one get numbers.
fn apart(documents: &mut [Document]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for document in documents {
        let nth = seen.entry(document.name.to_lowercase()).or_default();
        *nth += 1;
        if *nth > 1 {
            document.name = format!("{}-{nth}", document.name);
        }
    }
}

/// Returns the columns that a template can choose for the tables of a kind, each once.
pub fn columns(material: &Material, kind: Kind) -> Vec<Column> {
    let mut found: Vec<Column> = Vec::new();
    let first = drafts(material, kind).into_iter().next();
    for section in first.into_iter().flat_map(|draft| draft.sections) {
        for block in section.blocks {
            let Block::Table(table) = block else { continue };
            for column in table.columns {
                if !found.iter().any(|one| one.key == column.key) {
                    found.push(column);
                }
            }
        }
    }
    found
}

fn drafts(material: &Material, kind: Kind) -> Vec<Draft> {
    match kind {
        Kind::FormCheck => before::form_check(material),
        Kind::Agenda => agenda::schedules(material),
        Kind::SignIn => before::sign_in(material),
        Kind::Commitments => before::commitments(material),
        Kind::Recusals => before::recusals(material),
        Kind::Rules => before::rules(material),
        Kind::ScoreSheets => forms::score_sheets(material),
        Kind::Overviews => forms::overviews(material),
        Kind::ProposalScores => forms::proposal_scores(material),
        Kind::Ranking => ranking::ranking(material),
        Kind::Opinions => opinions::opinions(material),
        Kind::SecondRound => meeting::second_round(material),
        Kind::MeetingRecord => meeting::record(material),
        Kind::WorkReport => work::report(material),
        Kind::OnePage => summaries::one_page(material),
        Kind::Recommendations => advice::recommendations(material),
        Kind::Decisions => advice::decisions(material),
        Kind::Notice => advice::notice(material),
        Kind::Objections => advice::objections(material),
        Kind::Feedback => opinions::feedback(material),
        Kind::Departments => departments::departments(material),
        Kind::Districts => departments::districts(material),
        Kind::Coverage => coverage::coverage(material),
        Kind::Codes => filing::codes(material),
        Kind::ArchiveIndex => filing::archive_index(material),
        Kind::TotalsCheck => filing::totals_check(material),
        Kind::Scoreboard => summaries::scoreboard(material),
        Kind::SignaturePage => filing::signature_page(material),
        Kind::Statistics => statistics::statistics(material),
        Kind::DataPack => pack::pack(material),
    }
}

/// Returns the usual title of a kind.
pub fn title(material: &Material, kind: Kind) -> &'static str {
    let key = format!("report_title.{}", kind.key().replace('-', "_"));
    material.language.find(&key).unwrap_or_default()
}

fn framed(material: &Material, kind: Kind, draft: Draft) -> Document {
    let usual = title(material, kind);
    let named = if material.language.is_english() {
        kind.key()
    } else {
        usual
    };
    let base = format!("{}-{named}", kind.number());
    let mut document = Document {
        name: match draft.part.as_str() {
            "" => base,
            part => format!("{base}/{}", file_name(part)),
        },
        title: usual.to_owned(),
        frame: frame(material, kind),
        is_landscape: draft.is_landscape,
        is_one_sheet: draft.is_one_sheet,
        sections: draft.sections,
    };
    form::apply(material, kind, &mut document);
    document
}

fn frame(material: &Material, kind: Kind) -> Frame {
    let (panel, language) = (material.panel, material.language);
    let is_closed = panel.head.phase == Phase::Closed;
    let is_decided = !panel.decisions.is_empty();
    let mark = match kind {
        Kind::Notice if !is_decided => language.text("report.internal"),
        // a letter is the recipient's
        Kind::Feedback => "",
        kind if kind.is_public() => language.text("report.public"),
        _ => language.text("report.internal"),
    };
    let word = |is_there: bool, key: &'static str| {
        let text = if is_there { language.text(key) } else { "" };
        text.to_owned()
    };
    let rules = policy::code(&panel.policy_digest).unwrap_or_default();
    let codes = language.with("report.codes", &[&rules, material.code()]);
    let is_own = !kind.is_public() && kind != Kind::Feedback;
    let edition = panel.head.edition.as_str();
    let edition = language.with("report.edition", &[edition]);
    let edition = Some(edition).filter(|_| is_own && !panel.head.edition.is_empty());
    let stamp = policy::stamp(panel, language).filter(|_| is_own);
    let unusable = material.outside.unusable;
    let incomplete = language.with("report.unusable", &[&unusable.to_string()]);
    // what does not rest on everything says so before anything else
    let mut banners = vec![word(panel.head.demonstration, "rank.demonstration")];
    banners.extend(Some(incomplete).filter(|_| unusable > 0));
    banners.retain(|banner| !banner.is_empty());
    Frame {
        language: if language.is_english() { "en" } else { "zh-CN" }.to_owned(),
        letterhead: material.of_both(&panel.report_form.letterhead).to_owned(),
        mark: marked(mark, material.of_both(&panel.head.title), is_own, language),
        banner: banners.join("  "),
        draft: word(
            !is_closed || (kind == Kind::Notice && !is_decided),
            "report.draft",
        ),
        codes: [edition, stamp]
            .into_iter()
            .flatten()
            .fold(codes, |codes, more| format!("{codes}  {more}")),
        pages: language.text("report.pages").to_owned(),
        printed: language.text("report.printed").to_owned(),
    }
}

/// Who may read it, and of which batch it is; what goes outside names no batch.
fn marked(mark: &str, batch: &str, is_own: bool, language: Language) -> String {
    if is_own && !batch.is_empty() {
        format!("{mark}{}{batch}", language.text("list.beside"))
    } else {
        mark.to_owned()
    }
}

/// A part's name as the name of a file on every system.
fn file_name(part: &str) -> String {
    let plain = one_line(part);
    let kept = plain.chars().map(|letter| {
        let is_taken = "/\\:*?\"<>|".contains(letter) || letter.is_control();
        if is_taken { '_' } else { letter }
    });
    let mut name = String::new();
    for letter in kept {
        if name.len() + letter.len_utf8() > PART {
            break;
        }
        name.push(letter);
    }
    let name = name.trim_matches(|letter| letter == '.' || letter == ' ');
    if name.is_empty() {
        "_".to_owned()
    } else if crate::domain::is_valid_id(name) || !name.is_ascii() {
        name.to_owned()
    } else {
        format!("_{name}")
    }
}
