//! What is still missing on a sheet, and what somebody should look at before submitting.

use super::rows;
use crate::app::Screen;
use crate::app::overlay::{Overlay, SubmitState};
use crate::app::state::{App, Tone};
use crate::app::workspace::Workspace;
use crate::domain::decimal::{Decimal, parse, plain};
use crate::domain::indicator::Verdict;
use crate::domain::panel::Panel;
use crate::domain::policy::Extreme;
use crate::domain::sheet::{Cell, ExpertVerdict, ScoreSheet, comment};
use crate::i18n::Language;

/// Opens the check before submitting, or says what is missing and goes there.
pub fn ask(app: &mut App) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let Screen::Scoring(state) = &mut app.screen else {
        return;
    };
    let rubric = &workspace.panel().rubric;
    let sheet = workspace
        .own
        .as_ref()
        .and_then(|own| own.sheet(&state.proposal));
    let lacking = missing(workspace, sheet, app.language);
    if let (Some(sheet), None) = (sheet, &lacking) {
        let falls_short = state.comparison.count(Verdict::FallsShort);
        let warnings = warnings(workspace, sheet, falls_short, app.language);
        let submit = SubmitState {
            proposal: state.proposal.clone(),
            warnings,
            // what stands on paper is typed as it stands
            is_short: workspace.typist.is_none() && is_short(workspace, sheet),
        };
        app.overlays.push(Overlay::Submit(submit));
        return;
    }
    state.row = rows::first_missing(rubric, sheet);
    let text = lacking.unwrap_or_default();
    app.say(
        Tone::Refused,
        app.language.with("notice.cannot_submit", &[&text]),
    );
}

/// Returns what keeps a sheet from being submitted, in words; `None` where nothing does.
pub fn missing(
    workspace: &Workspace,
    sheet: Option<&ScoreSheet>,
    language: Language,
) -> Option<String> {
    let (absent, no_verdict) = lacking(workspace, sheet);
    let count = absent.to_string();
    match (absent, no_verdict) {
        (0, false) => None,
        (0, true) => Some(language.text("missing.verdict").to_owned()),
        (_, false) => Some(language.with("missing.scores", &[&count])),
        (_, true) => Some(language.with("missing.both", &[&count])),
    }
}

/// Returns how many required scores are absent, and whether the verdict is.
pub fn lacking(workspace: &Workspace, sheet: Option<&ScoreSheet>) -> (usize, bool) {
    let criteria = &workspace.panel().rubric.criteria;
    let is_absent = |id: &str| sheet.is_none_or(|sheet| sheet.cell(id) == Cell::Absent);
    let absent = criteria
        .iter()
        .filter(|criterion| criterion.required && is_absent(&criterion.id))
        .count();
    let no_verdict = sheet.is_none_or(|sheet| sheet.verdict().is_none());
    (absent, no_verdict)
}

/// Tells whether an extreme score needs a comment of so many characters, and it has fewer.
fn is_short(workspace: &Workspace, sheet: &ScoreSheet) -> bool {
    let panel = workspace.panel();
    let length = comment::length(&sheet.comment);
    let mut criteria = panel.rubric_of(&sheet.proposal).criteria.iter();
    length < panel.policy.extremes.min_comment
        && criteria.any(|criterion| match sheet.cell(&criterion.id) {
            Cell::Score(score) => {
                extreme(workspace, score, criterion.scale.maximum(), length > 0).is_some()
            }
            _ => false,
        })
}

/// Returns what somebody should look at, in words.
fn warnings(
    workspace: &Workspace,
    sheet: &ScoreSheet,
    falls_short: usize,
    language: Language,
) -> Vec<String> {
    let panel = workspace.panel();
    let mut warnings = vetoes(panel, sheet, language);
    let length = comment::length(&sheet.comment);
    let has_comment = length > 0;
    // a sentence is one character at least
    let least = panel.policy.extremes.min_comment.max(1);
    for criterion in &panel.rubric_of(&sheet.proposal).criteria {
        let name = criterion.name.of(language.is_english());
        match sheet.cell(&criterion.id) {
            Cell::Score(score) if score.is_zero() => {
                warnings.push(language.with("warn.zero", &[name]));
            }
            Cell::Score(score) if length < least => {
                let key = extreme(workspace, score, criterion.scale.maximum(), has_comment);
                let (least, lacks) = (least.to_string(), (least - length).to_string());
                let details = [name, &plain(score), &least, &lacks];
                warnings.extend(key.map(|key| language.with(key, &details)));
            }
            Cell::Abstained => warnings.push(language.with("warn.abstained", &[name])),
            _ => {}
        }
    }
    if let (Some(total), Some(verdict)) = (
        sheet.total(panel.rubric_of(&sheet.proposal)),
        sheet.verdict(),
    ) {
        let line = |text: &str| parse(text);
        let threshold = panel.policy.lines();
        let low = line(&threshold.pass).is_some_and(|pass| total < pass)
            && verdict == ExpertVerdict::Recommend;
        let high = line(&threshold.recommend).is_some_and(|line| total >= line)
            && verdict == ExpertVerdict::Decline;
        if low || high {
            let word = language
                .find(&format!("verdict.{}", verdict.key()))
                .unwrap_or_default();
            warnings.push(language.with("warn.verdict", &[&plain(total), word]));
        }
    }
    if falls_short > 0 && !has_comment {
        warnings.push(language.with("warn.falls_short", &[&falls_short.to_string()]));
    }
    let requested = panel
        .proposal(&sheet.proposal)
        .and_then(|proposal| parse(&proposal.requested));
    if let Some((amount, asked)) = parse(&sheet.amount)
        .zip(requested)
        .filter(|(amount, asked)| amount > asked)
    {
        warnings.push(language.with("warn.amount", &[&plain(amount), &plain(asked)]));
    }
    if sheet.familiarity == 0 {
        warnings.push(language.text("warn.familiarity").to_owned());
    }
    let same = same_comments(workspace, sheet);
    if same >= 2 {
        warnings.push(language.with("warn.same_comment", &[&(same + 1).to_string()]));
    }
    warnings
}

/// Each proposed veto, and who is going to check it.
fn vetoes(panel: &Panel, sheet: &ScoreSheet, language: Language) -> Vec<String> {
    let told = sheet.veto.keys().map(|ground| {
        let name = panel.policy.ground(ground);
        let name = name.of(language.is_english());
        let by = panel.policy.veto(ground).map(|veto| &veto.checked_by);
        match by.filter(|by| !by.is_empty()) {
            Some(by) => language.with("warn.veto", &[name, by]),
            None => language.with("warn.veto_by", &[name]),
        }
    });
    told.collect()
}

/// Which warning an extreme score deserves, as a catalogue key.
fn extreme(
    workspace: &Workspace,
    score: Decimal,
    max: Decimal,
    has_comment: bool,
) -> Option<&'static str> {
    let rule = &workspace.panel().policy.extremes;
    let is_counted = rule.min_comment > 0;
    Some(match rule.asks(score, max)? {
        Extreme::Low if has_comment => "warn.low_short",
        Extreme::Low if is_counted => "warn.low_least",
        Extreme::Low => "warn.low",
        Extreme::High if has_comment => "warn.high_short",
        Extreme::High if is_counted => "warn.high_least",
        Extreme::High => "warn.high",
    })
}

/// How many other own sheets carry the very same comment.
fn same_comments(workspace: &Workspace, sheet: &ScoreSheet) -> usize {
    let comment = sheet.comment.trim();
    let Some(own) = workspace.own.as_ref().filter(|_| !comment.is_empty()) else {
        return 0;
    };
    let panel = workspace.panel();
    let others = panel
        .proposals
        .iter()
        .filter(|proposal| proposal.id != sheet.proposal);
    others
        .filter_map(|proposal| own.sheet(&proposal.id))
        .filter(|other| other.comment.trim() == comment)
        .count()
}
