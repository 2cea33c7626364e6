//! The marks of a link: which it has in which year, and one that is set or taken back.

use super::{Content, FilingState, Lacking, Row, Subject, choice, row, show};
use crate::analysis::comparison::compare;
use crate::app::field::TextField;
use crate::app::possible::target_link;
use crate::app::screens::scoring::facts::label;
use crate::app::state::App;
use crate::app::workspace::Workspace;
use crate::domain::link_notes::{Mark, MarkKind};
use crate::domain::panel::Phase;
use crate::domain::plan::InnovationLink;
use crate::domain::proposal::Proposal;
use crate::domain::settlement::{Remark, Settlement};

const KIND: &str = "filing.kind";
const YEAR: &str = "filing.year";
const ACT: &str = "filing.act";
const BY: &str = "filing.by";
const REASON: &str = "filing.reason";

/// Which mark is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkForm {
    /// Link id.
    pub link: String,
    /// What stands in the file for all kinds and years of the link.
    pub marks: Vec<Mark>,
}

/// An indicator of a link as it is chosen: its name in files and its wording.
pub fn indicators(link: &InnovationLink) -> Vec<(String, String)> {
    let rows = compare(link, &Proposal::default()).rows.into_iter();
    rows.map(|row| {
        let value = row.indicator.shown_value();
        let words = [
            row.indicator.subject.as_str(),
            &label(&row.indicator),
            &value,
            &row.indicator.unit,
        ]
        .join(" ");
        (row.key, words.trim().to_owned())
    })
    .collect()
}

/// Returns the wordings of indicators by their names in files; one that is not there by its
/// name.
pub fn named(link: &InnovationLink, keys: &[String]) -> Vec<String> {
    if keys.is_empty() {
        return Vec::new();
    }
    let all = indicators(link);
    let words = keys.iter().map(|key| {
        let found = all.iter().find(|(name, _)| name == key);
        found.map_or(key, |(_, words)| words).clone()
    });
    words.collect()
}

/// Opens the form on the link of the screen.
pub fn open(app: &mut App) {
    let Some(id) = target_link(app) else {
        return;
    };
    let Some(workspace) = &app.workspace else {
        return;
    };
    let panel = workspace.panel();
    let Some((_, link)) = panel.plan.link(&id) else {
        return;
    };
    let notes = &panel.link_notes;
    let own = notes.marks.iter().filter(|mark| mark.link == id);
    let marks: Vec<Mark> = own.cloned().collect();
    let year = notes.marked_year();
    let kinds = ["mark.weak", "mark.missing", "mark.must_meet"];
    let typed = year.map(|year| year.to_string()).unwrap_or_default();
    let rows = vec![
        row(app, KIND, choice(app, &kinds, None)),
        row(app, YEAR, Content::Year(TextField::new(&typed))),
        row(app, BY, Content::Text(TextField::default())),
        row(app, REASON, Content::Text(TextField::default())),
    ];
    let english = app.language.is_english();
    let state = FilingState {
        title: app
            .language
            .with("filing.of_link", &[link.short.of(english)]),
        above: above(app, link, &marks, year),
        subject: Subject::Mark(MarkForm { link: id, marks }),
        rows,
        at: 0,
        remark: String::new(),
    };
    show(app, state);
}

/// The link, each mark it has, which year counts, and what may still be marked.
fn above(app: &App, link: &InnovationLink, marks: &[Mark], year: Option<u32>) -> Vec<String> {
    let language = app.language;
    let mut found = vec![link.name.clone()];
    for mark in marks {
        let kind = language.find(&format!("mark.{}", mark.kind.key()));
        let words = named(link, &mark.indicators);
        let details = [
            &mark.year.to_string(),
            kind.unwrap_or_default(),
            &words.join("；"),
            &mark.reason,
            &mark.by,
        ];
        let key = if words.is_empty() {
            "filing.stands"
        } else {
            "filing.stands_indicators"
        };
        found.push(language.with(key, &details));
    }
    found.push(match year {
        Some(year) => language.with("filing.year_counts", &[&year.to_string()]),
        None => language.text("filing.no_year").to_owned(),
    });
    let phase = app.workspace.as_ref().map(|one| one.panel().head.phase);
    let key = match phase {
        Some(Phase::Open) => "filing.marks_open",
        _ => "filing.marks_draft",
    };
    found.push(language.text(key).to_owned());
    found
}

fn kind(state: &FilingState) -> Option<MarkKind> {
    MarkKind::ALL.get(state.chosen(KIND)?).copied()
}

fn year(state: &FilingState) -> Option<u32> {
    let text = state.text(YEAR);
    text.parse().ok().filter(|_| text.len() == super::YEAR)
}

/// The mark of this kind and year, where it stands in the file.
fn stands<'a>(state: &FilingState, form: &'a MarkForm) -> Option<&'a Mark> {
    let (kind, year) = (kind(state)?, year(state)?);
    let mut marks = form.marks.iter();
    marks.find(|mark| mark.is_of(&form.link, year, kind))
}

/// Whether a mark that stands is to be taken back.
fn takes_back(state: &FilingState) -> bool {
    state.chosen(ACT) == Some(1)
}

/// A mark that stands can be changed or taken back; must-meet indicators are picked.
pub(super) fn refresh(app: &App, state: &mut FilingState) {
    let Subject::Mark(form) = state.subject.clone() else {
        return;
    };
    let here = state.row().map(|row| row.name.clone());
    let found = stands(state, &form);
    let has_choice = state.chosen(ACT).is_some() || state.content(ACT).is_some();
    if found.is_some() != has_choice {
        state.rows.retain(|row| row.name != ACT);
        if let Some(mark) = found {
            let acts = ["filing.change", "filing.take_back"];
            let content = choice(app, &acts, Some(0));
            state.rows.insert(2, row(app, ACT, content));
            fill_in(state, mark);
        }
    }
    let is_picking = kind(state) == Some(MarkKind::MustMeet) && !takes_back(state);
    let has_checks = state
        .rows
        .iter()
        .any(|row| matches!(row.content, Content::Check(_)));
    if is_picking != has_checks {
        let is_check = |row: &Row| matches!(row.content, Content::Check(_));
        state.rows.retain(|row| !is_check(row));
        if is_picking {
            let place = state.rows.iter().position(|row| row.name == BY);
            let place = place.unwrap_or(state.rows.len());
            let rows = checks(app, &form, found);
            state.rows.splice(place..place, rows);
        }
    }
    let here = here.and_then(|name| state.rows.iter().position(|row| row.name == name));
    state.at = here
        .unwrap_or(state.at)
        .min(state.rows.len().saturating_sub(1));
    state.remark = remark(app, state, &form);
}

fn fill_in(state: &mut FilingState, mark: &Mark) {
    for (name, text) in [(BY, &mark.by), (REASON, &mark.reason)] {
        let row = state.rows.iter_mut().find(|row| row.name == name);
        if let Some(Content::Text(field)) = row.map(|row| &mut row.content)
            && field.text().is_empty()
        {
            *field = TextField::new(text);
        }
    }
}

fn checks(app: &App, form: &MarkForm, stands: Option<&Mark>) -> Vec<Row> {
    let panel = app.workspace.as_ref().map(Workspace::panel);
    let link = panel.and_then(|panel| panel.plan.link(&form.link));
    let Some((_, link)) = link else {
        return Vec::new();
    };
    let is_set = |key: &String| stands.is_some_and(|mark| mark.indicators.contains(key));
    let rows = indicators(link).into_iter();
    rows.map(|(name, label)| Row {
        content: Content::Check(is_set(&name)),
        name,
        label,
    })
    .collect()
}

/// What the mark means for the results.
fn remark(app: &App, state: &FilingState, form: &MarkForm) -> String {
    let words = |key: &'static str| app.language.text(key).to_owned();
    let Some((kind, year)) = kind(state).zip(year(state)) else {
        return String::new();
    };
    if kind == MarkKind::MustMeet && indicators_of(app, form) == 0 {
        return words("filing.no_indicators");
    }
    let workspace = app.workspace.as_ref();
    let counts = workspace.and_then(|one| one.panel().link_notes.marked_year());
    match counts {
        Some(counts) if counts != year => app.language.with(
            "filing.other_year",
            &[&counts.to_string(), &year.to_string()],
        ),
        _ => match kind {
            MarkKind::MustMeet => words("filing.means_must_meet"),
            MarkKind::Weak | MarkKind::Missing => words("filing.means_weak"),
        },
    }
}

fn indicators_of(app: &App, form: &MarkForm) -> usize {
    checks(app, form, None).len()
}

/// Returns what is to be written; nothing where it stands there already.
///
/// # Errors
/// What is missing, or why the mark is refused now.
pub(super) fn settlement(
    app: &App,
    state: &FilingState,
    form: &MarkForm,
) -> Result<Option<Settlement>, Lacking> {
    let lacks =
        |row: &'static str, key: &'static str| Err((row, app.language.text(key).to_owned()));
    let Some(kind) = kind(state) else {
        return lacks(KIND, "notice.mark_needed");
    };
    let Some(year) = year(state) else {
        return lacks(YEAR, "notice.year_needed");
    };
    let indicators = state.marked();
    if kind == MarkKind::MustMeet && !takes_back(state) && indicators.is_empty() {
        return lacks(KIND, "notice.indicators_needed");
    }
    let (by, reason) = (state.text(BY), state.text(REASON));
    if by.is_empty() {
        return lacks(BY, "notice.marker_needed");
    }
    let before = stands(state, form).cloned();
    // why it was marked is no reason to take it back
    let is_old = |mark: &Mark| takes_back(state) && mark.reason == reason;
    if reason.is_empty() || before.as_ref().is_some_and(is_old) {
        return lacks(REASON, "notice.reason_needed");
    }
    let after = (!takes_back(state)).then(|| Mark {
        link: form.link.clone(),
        year,
        kind,
        indicators: if kind == MarkKind::MustMeet {
            indicators
        } else {
            Vec::new()
        },
        reason: reason.to_owned(),
        by: by.to_owned(),
    });
    if before == after {
        return Ok(None);
    }
    let remark = Remark {
        link: form.link.clone(),
        year,
        kind,
        before,
        after,
        reason: reason.to_owned(),
        by: by.to_owned(),
    };
    let panel = app.workspace.as_ref().map(Workspace::panel);
    match panel.and_then(|panel| remark.weighs(panel)) {
        Some(weight) => lacks(KIND, weight.refusal()),
        None => Ok(Some(Settlement::Marked(remark))),
    }
}
