//! What can be done on the sheet and in the pane beside it, row by row.

use crate::app::possible::scored_proposal;
use crate::app::record::may_change;
use crate::app::screens::scoring::rows::Row;
use crate::app::screens::scoring::{Focus, ScoringState, judging};
use crate::app::state::App;
use crate::app::workspace::Seat;

/// Returns the keys of the screen with their labels.
pub fn keys(app: &App, state: &ScoringState) -> String {
    let is_done = is_done(app);
    let words = match state.focus {
        _ if app.seat() == Seat::Secretariat => {
            "updown:scroll Tab:other_pane PgDn:next F3:wording Esc:back space:menu"
        }
        Focus::Sheet => return of_row(app, state, is_done),
        Focus::Facts if is_done => "updown:line Enter:wording Tab:to_sheet Esc:to_sheet space:menu",
        Focus::Facts if judging::is_on_clause(app) => {
            "1-4:judge Enter:judge_reason updown:line Tab:to_sheet =:quote space:menu"
        }
        Focus::Facts => "updown:line Enter:wording Tab:to_sheet digits:score space:menu",
    };
    words.to_owned()
}

/// The keys on a row of the sheet: digits are typed where a row takes any, and Tab goes to the
/// next part of it.
fn of_row(app: &App, state: &ScoringState, is_done: bool) -> String {
    let rubric = app.workspace.as_ref().map(|one| &one.panel().rubric);
    let row = rubric.map_or(Row::Submit, |rubric| Row::at(rubric, state.row));
    let act = match row {
        _ if is_done => "PgDn:next",
        Row::Comment => "Enter:comment",
        Row::Submit => "Enter:submit",
        _ => "digits:score",
    };
    let part = match row {
        Row::Criterion(_) => "Tab:to_verdict",
        Row::Verdict | Row::Familiarity | Row::Amount => "Tab:to_comment",
        Row::Comment | Row::Submit => "Tab:other_pane",
    };
    let rest = match (app.is_broad(), row) {
        (true, _) if is_done => "Esc:back space:menu F3:wording",
        (false, _) if is_done => "leftright:page Esc:back space:menu F3:wording",
        (true, Row::Comment) => "PgDn:next space:menu =:quote",
        (true, _) => "PgDn:next space:menu F2:comment =:quote",
        (false, _) => "leftright:page PgDn:next space:menu",
    };
    format!("{act} updown:row {part} {rest}")
}

/// The sheet on the screen takes no more scores.
fn is_done(app: &App) -> bool {
    scored_proposal(app).is_some_and(|proposal| may_change(app, proposal).is_err())
}
