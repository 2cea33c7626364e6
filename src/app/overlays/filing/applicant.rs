//! What is known of an applicant: role in its chain, whose supporter it is, when it was
//! recognised, candidate and backbone firm.

use super::{Content, FilingState, Lacking, Row, Subject, choice, row, show};
use crate::app::field::TextField;
use crate::app::possible::chosen;
use crate::app::state::App;
use crate::app::workspace::Workspace;
use crate::domain::panel::Panel;
use crate::domain::people::Applicant;
use crate::domain::settlement::Settlement;

const ROLE: &str = "filing.role";
const CORE: &str = "filing.core";
const DISTRICT: &str = "filing.district";
const RECOGNISED: &str = "filing.recognised";
const CHAMPION: &str = "filing.champion";
const BACKBONE: &str = "filing.backbone";

/// Whose data it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicantForm {
    /// Name.
    pub name: String,
    /// What stands in the file; none where the applicant is not there.
    pub before: Option<Applicant>,
}

/// Opens the form on the applicant of the chosen proposal.
pub fn open(app: &mut App) {
    let workspace = app.workspace.as_ref();
    let panel = workspace.map(Workspace::panel);
    let proposal = panel
        .zip(chosen(app))
        .and_then(|(panel, id)| panel.proposal(id));
    let Some((panel, proposal)) = panel.zip(proposal) else {
        return;
    };
    let name = proposal.applicant.as_str();
    let before = panel.applicant(name).cloned();
    let stands = before.clone().unwrap_or_else(|| Applicant {
        district: proposal.district.to_string(),
        ..Applicant::default()
    });
    let role = Applicant::ROLES.iter().position(|one| *one == stands.role);
    let year = match stands.recognised {
        0 => String::new(),
        year => year.to_string(),
    };
    let roles = [
        "applicant_role.core",
        "applicant_role.supporting",
        "applicant_role.none",
    ];
    let text = |text: &str| Content::Text(TextField::new(text));
    let rows = vec![
        row(app, ROLE, choice(app, &roles, role.or(Some(2)))),
        row(app, CORE, text(&stands.core)),
        row(app, DISTRICT, text(&stands.district)),
        row(app, RECOGNISED, Content::Year(TextField::new(&year))),
        row(app, CHAMPION, Content::Check(stands.champion_candidate)),
        row(app, BACKBONE, Content::Check(stands.backbone)),
    ];
    let mut state = FilingState {
        title: app.language.text("filing.of_applicant").to_owned(),
        above: above(app, panel, name, before.is_some()),
        subject: Subject::Applicant(ApplicantForm {
            name: name.to_owned(),
            before,
        }),
        rows,
        at: 0,
        remark: String::new(),
    };
    refresh(app, &mut state);
    state.at = 0;
    show(app, state);
}

/// The applicant and its proposals.
fn above(app: &App, panel: &Panel, name: &str, is_known: bool) -> Vec<String> {
    let own = panel.proposals.iter().filter(|one| one.applicant == name);
    let ids: Vec<&str> = own.map(|one| one.id.as_str()).collect();
    let mut found = vec![
        name.to_owned(),
        app.language.with("filing.proposals", &[&ids.join(" ")]),
    ];
    if !is_known {
        found.push(app.language.text("filing.unknown_applicant").to_owned());
    }
    found
}

/// Only a supporting firm has a core firm.
pub(super) fn refresh(app: &App, state: &mut FilingState) {
    let is_supporting = state.chosen(ROLE) == Some(1);
    let has_core = state.content(CORE).is_some();
    let Subject::Applicant(form) = &state.subject else {
        return;
    };
    let before = form.before.as_ref();
    if is_supporting != has_core {
        state.rows.retain(|row: &Row| row.name != CORE);
        if is_supporting {
            let core = before.map(|one| one.core.as_str()).unwrap_or_default();
            let content = Content::Text(TextField::new(core));
            state.rows.insert(1, row(app, CORE, content));
        }
    }
    let core = state.text(CORE);
    let panel = app.workspace.as_ref().map(Workspace::panel);
    let is_unknown = panel.is_some_and(|panel| panel.applicant(core).is_none());
    state.remark = match core {
        "" if is_supporting => app.language.text("filing.core_needed").to_owned(),
        "" => String::new(),
        core if is_unknown => app.language.with("filing.core_unknown", &[core]),
        _ => String::new(),
    };
}

/// Returns what is to be written; nothing where it stands there already.
///
/// # Errors
/// What is missing.
pub(super) fn settlement(
    app: &App,
    state: &FilingState,
    form: &ApplicantForm,
) -> Result<Option<Settlement>, Lacking> {
    let role = state.chosen(ROLE).and_then(|at| Applicant::ROLES.get(at));
    let is_supporting = role == Some(&"supporting");
    let lacks =
        |row: &'static str, key: &'static str| Err((row, app.language.text(key).to_owned()));
    let year = state.text(RECOGNISED);
    if !matches!(year.len(), 0 | super::YEAR) {
        return lacks(RECOGNISED, "notice.year_needed");
    }
    if is_supporting && state.text(CORE).is_empty() {
        return lacks(CORE, "notice.core_needed");
    }
    if is_supporting && state.text(CORE) == form.name {
        return lacks(CORE, "notice.core_itself");
    }
    let after = Applicant {
        name: form.name.clone(),
        district: state.text(DISTRICT).to_owned(),
        role: role.copied().unwrap_or_default().to_owned(),
        core: state.text(CORE).to_owned(),
        recognised: year.parse().unwrap_or(0),
        champion_candidate: state.is_marked(CHAMPION),
        backbone: state.is_marked(BACKBONE),
    };
    if form.before.as_ref() == Some(&after) {
        return Ok(None);
    }
    Ok(Some(Settlement::Applicant {
        before: form.before.clone(),
        after,
    }))
}
