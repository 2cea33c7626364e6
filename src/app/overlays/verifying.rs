//! Checking everything again: what was found, file by file, and the codes of the signed paper,
//! typed expert by expert and compared with what was received.

use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::overlay::Overlay;
use crate::app::round::{RoundBook, RoundJob};
use crate::app::screens::list::moved;
use crate::app::state::{App, Tone};
use crate::app::workspace::Workspace;
use crate::domain::verifying::Finding;
use crate::text::fold::half_width;

/// Digits of a code.
pub const DIGITS: usize = 12;

/// A part of the window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Part {
    /// What was found.
    #[default]
    Findings,
    /// The codes.
    Codes,
}

/// State of the window.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VerifyingState {
    /// The part that has the keys.
    pub part: Part,
    /// How far the findings are scrolled.
    pub scroll: usize,
    /// The expert whose code is typed.
    pub at: usize,
}

/// What a code came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit<'a> {
    /// Nothing is typed, or not all of it.
    Open,
    /// It is typed and not compared yet.
    Typed,
    /// It fits.
    Fits,
    /// It does not, and why.
    Differs(&'a Finding),
}

/// Opens the window, and checks unless that is on its way.
pub fn open(app: &mut App) -> Vec<Effect> {
    app.overlays
        .push(Overlay::Verifying(Box::<VerifyingState>::default()));
    let Some(workspace) = &mut app.workspace else {
        return Vec::new();
    };
    if workspace.round.verifying.is_some() {
        return Vec::new();
    }
    workspace.round.verifying = Some((0, 0));
    let place = workspace.opened.place.clone();
    vec![Effect::Round(place, RoundJob::Verify)]
}

/// Returns the experts whose codes can be compared: those with a sheet, else all.
pub fn experts(workspace: &Workspace) -> Vec<&str> {
    let receipts = workspace.results.as_ref().map(|one| &one.receipts.experts);
    let with_sheets = receipts.into_iter().flatten();
    let with_sheets = with_sheets.filter(|one| !one.code.is_empty());
    let found: Vec<&str> = with_sheets.map(|one| one.expert.as_str()).collect();
    if !found.is_empty() {
        return found;
    }
    let all = workspace.panel().experts.iter();
    all.map(|one| one.id.as_str()).collect()
}

/// Returns twelve digits in groups of four, as far as they go.
pub fn grouped(digits: &str) -> String {
    let digits: Vec<char> = digits.chars().collect();
    let groups = digits.chunks(4).map(|part| part.iter().collect::<String>());
    groups.collect::<Vec<_>>().join("-")
}

/// Returns what the code of an expert came to.
pub fn fit<'a>(book: &'a RoundBook, expert: &str) -> Fit<'a> {
    let typed = book
        .codes
        .get(expert)
        .map(String::as_str)
        .unwrap_or_default();
    if typed.len() < DIGITS {
        return Fit::Open;
    }
    let code = grouped(typed);
    let Some((codes, findings)) = &book.compared else {
        return Fit::Typed;
    };
    if !codes.iter().any(|(of, one)| of == expert && *one == code) {
        return Fit::Typed;
    }
    let is_about =
        |one: &&Finding| one.key != "no_code" && one.details.first().is_some_and(|of| of == expert);
    findings
        .iter()
        .find(is_about)
        .map_or(Fit::Fits, Fit::Differs)
}

/// Handles a key.
pub fn update(app: &mut App, key: Key) -> Vec<Effect> {
    let page = usize::from(app.size.1).saturating_sub(12).max(1);
    let Some(Overlay::Verifying(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    match (key, state.part) {
        (Key::Esc, _) => {
            app.overlays.pop();
        }
        (Key::Tab | Key::BackTab, Part::Findings) => state.part = Part::Codes,
        (Key::Tab | Key::BackTab, Part::Codes) => state.part = Part::Findings,
        (_, Part::Findings) => match key.folded() {
            Key::Down | Key::Char('j') => state.scroll = (state.scroll + 1).min(5_000),
            Key::Up | Key::Char('k') => state.scroll = state.scroll.saturating_sub(1),
            Key::PageDown => state.scroll = (state.scroll + page).min(5_000),
            Key::PageUp => state.scroll = state.scroll.saturating_sub(page),
            Key::Home => state.scroll = 0,
            Key::Enter => {
                app.overlays.pop();
            }
            _ => {}
        },
        (_, Part::Codes) => return on_code(app, key, page),
    }
    Vec::new()
}

fn on_code(app: &mut App, key: Key, page: usize) -> Vec<Effect> {
    let (Some(Overlay::Verifying(state)), Some(workspace)) =
        (app.overlays.last_mut(), &mut app.workspace)
    else {
        return Vec::new();
    };
    let experts = experts(workspace);
    let count = experts.len();
    let Some(expert) = experts.get(state.at).map(|&id| id.to_owned()) else {
        return Vec::new();
    };
    match key.folded() {
        Key::Char(digit) if digit.is_ascii_digit() => {
            let typed = workspace.round.codes.entry(expert).or_default();
            if typed.len() < DIGITS {
                typed.push(digit);
            }
        }
        Key::Backspace => {
            if let Some(typed) = workspace.round.codes.get_mut(&expert) {
                typed.pop();
            }
        }
        Key::Delete | Key::Ctrl('u') => {
            workspace.round.codes.remove(&expert);
        }
        Key::Enter => {
            let effects = compare(app);
            if let (false, Some(Overlay::Verifying(state))) =
                (effects.is_empty(), app.overlays.last_mut())
            {
                state.at = (state.at + 1).min(count.saturating_sub(1));
            }
            return effects;
        }
        Key::Char(_) => {}
        moving => {
            if let Some(next) = moved(state.at, count, page, moving) {
                state.at = next;
            }
        }
    }
    Vec::new()
}

/// Compares every code that is typed whole.
fn compare(app: &mut App) -> Vec<Effect> {
    let Some(workspace) = &mut app.workspace else {
        return Vec::new();
    };
    let typed = workspace.round.codes.iter();
    let whole = typed.filter(|(_, digits)| digits.len() == DIGITS);
    let codes: Vec<(String, String)> = whole
        .map(|(expert, digits)| (expert.clone(), grouped(digits)))
        .collect();
    if codes.is_empty() {
        let text = app.language.text("round.code_digits").to_owned();
        app.say(Tone::Refused, text);
        return Vec::new();
    }
    workspace.round.is_comparing = true;
    let place = workspace.opened.place.clone();
    vec![Effect::Round(place, RoundJob::CompareCodes(codes))]
}

/// Takes pasted digits into the code of the chosen expert.
pub fn paste(app: &mut App, text: &str) {
    let (Some(Overlay::Verifying(state)), Some(workspace)) =
        (app.overlays.last(), &mut app.workspace)
    else {
        return;
    };
    let experts = experts(workspace);
    let Some(expert) = experts.get(state.at).map(|&id| id.to_owned()) else {
        return;
    };
    let digits = text.chars().map(half_width);
    let digits: String = digits.filter(char::is_ascii_digit).take(DIGITS).collect();
    workspace.round.codes.insert(expert, digits);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_fits_only_as_it_was_compared() {
        let mut book = RoundBook::default();
        assert_eq!(fit(&book, "E01"), Fit::Open);
        book.codes.insert("E01".into(), "407199235586".into());
        assert_eq!(fit(&book, "E01"), Fit::Typed);
        let codes = vec![("E01".to_owned(), "4071-9923-5586".to_owned())];
        let wrong = Finding::new("", "code_unknown", &["E01", "4071-9923-5586"]);
        let none = Finding::new("", "no_code", &["E01"]);
        book.compared = Some((codes.clone(), vec![none]));
        assert_eq!(fit(&book, "E01"), Fit::Fits);
        book.compared = Some((codes, vec![wrong.clone()]));
        assert_eq!(fit(&book, "E01"), Fit::Differs(&wrong));
        book.codes.insert("E01".into(), "407199235587".into());
        assert_eq!(fit(&book, "E01"), Fit::Typed);
        assert_eq!(grouped("40719"), "4071-9");
    }
}
