//! Typing into the sheet. What is typed is the number; a key that no mark of the scale
//! continues with changes nothing; a mark that cannot be longer is taken at once, and the
//! next digit belongs to the next row.

use super::rows::Row;
use super::{Focus, check};
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::record::{may_change, record};
use crate::app::state::{App, Tone};
use crate::app::{Command, Screen, dispatch};
use crate::domain::decimal::{parse, plain};
use crate::domain::rubric::{Criterion, Rubric};
use crate::domain::sheet::{CellName, ExpertVerdict};
use crate::domain::spelling::Typed;
use crate::text::moment::Moment;

/// Handles a key that belongs to the sheet.
pub fn on_sheet(app: &mut App, key: Key, at: Moment) -> Vec<Effect> {
    match key {
        Key::Char(character @ ('0'..='9' | '.')) => type_one(app, character, at),
        Key::Char('-') => write(app, "abstain", at),
        Key::Delete => write(app, "", at),
        Key::Backspace => {
            erase(app);
            Vec::new()
        }
        Key::Down | Key::Char('j') => moved(app, 1),
        Key::Up | Key::Char('k') => moved(app, -1),
        Key::Home => moved(app, -99),
        Key::End | Key::Char('G') => moved(app, 99),
        Key::Enter => enter(app, at),
        _ => Vec::new(),
    }
}

/// The row with the cursor.
fn row(app: &App) -> Option<(Row, Rubric)> {
    let rubric = app.workspace.as_ref()?.panel().rubric.clone();
    match &app.screen {
        Screen::Scoring(state) => Some((Row::at(&rubric, state.row), rubric)),
        _ => None,
    }
}

fn criterion(app: &App) -> Option<Criterion> {
    match row(app)? {
        (Row::Criterion(place), rubric) => rubric.criteria.get(place).cloned(),
        _ => None,
    }
}

fn moved(app: &mut App, by: isize) -> Vec<Effect> {
    let last = app
        .workspace
        .as_ref()
        .map_or(0, |workspace| Row::count(&workspace.panel().rubric) - 1);
    if let Screen::Scoring(state) = &mut app.screen {
        state.row = state.row.saturating_add_signed(by).min(last);
        state.focus = Focus::Sheet;
        state.just_taken = false;
    }
    Vec::new()
}

fn enter(app: &mut App, at: Moment) -> Vec<Effect> {
    match row(app).map(|(row, _)| row) {
        Some(Row::Comment) => dispatch::ask_for(app, Command::Comment, at),
        Some(Row::Submit) => dispatch::ask_for(app, Command::Submit, at),
        _ => moved(app, 1),
    }
}

/// The key was refused, and nothing may have changed but the notice.
struct Refused;

fn type_one(app: &mut App, character: char, at: Moment) -> Vec<Effect> {
    let Screen::Scoring(state) = &mut app.screen else {
        return Vec::new();
    };
    let proposal = state.proposal.clone();
    let (place, focus) = (state.row, state.focus);
    let goes_on = state.just_taken && character != '.';
    if let Err(reason) = may_change(app, &proposal) {
        app.say(Tone::Refused, app.language.text(reason).to_owned());
        return Vec::new();
    }
    let is_whole = |row: &Row| matches!(row, Row::Criterion(_) | Row::Verdict | Row::Familiarity);
    let moves = goes_on && row(app).is_some_and(|(row, _)| is_whole(&row));
    if moves {
        moved(app, 1);
    }
    let typed = match row(app).map(|(row, _)| row) {
        Some(Row::Criterion(_)) => type_score(app, character, at),
        Some(Row::Verdict | Row::Familiarity) => choose(app, character, at),
        Some(Row::Amount) => type_amount(app, character),
        _ => {
            app.say(
                Tone::Plain,
                app.language.text("notice.enter_opens").to_owned(),
            );
            return Vec::new();
        }
    };
    if let Screen::Scoring(state) = &mut app.screen {
        match typed {
            Ok(_) => state.focus = Focus::Sheet,
            Err(Refused) if moves => {
                (state.row, state.focus, state.just_taken) = (place, focus, true);
                name_next(app, place + 1);
            }
            Err(Refused) => {}
        }
    }
    typed.unwrap_or_default()
}

/// The refusal is about the row after the one with the cursor: it says which.
fn name_next(app: &mut App, place: usize) {
    let rubric = app
        .workspace
        .as_ref()
        .map(|workspace| &workspace.panel().rubric);
    let criterion = rubric.and_then(|rubric| rubric.criteria.get(place));
    if let (Some(criterion), Some(notice)) = (criterion, &app.notice) {
        let name = criterion.name.of(app.language.is_english());
        let text = app.language.with("notice.at_row", &[name, &notice.text]);
        app.say(Tone::Refused, text);
    }
}

fn entry(app: &App) -> String {
    match &app.screen {
        Screen::Scoring(state) => state.entry.clone().unwrap_or_default(),
        _ => String::new(),
    }
}

fn set_entry(app: &mut App, entry: Option<String>) {
    if let Screen::Scoring(state) = &mut app.screen {
        state.just_taken = state.just_taken && entry.is_none();
        state.entry = entry;
    }
}

fn has_taken(app: &mut App) {
    if let Screen::Scoring(state) = &mut app.screen {
        state.just_taken = true;
    }
}

fn type_score(app: &mut App, character: char, at: Moment) -> Result<Vec<Effect>, Refused> {
    let Some(criterion) = criterion(app) else {
        return Ok(Vec::new());
    };
    let typed = format!("{}{character}", entry(app));
    match read(app, &criterion, &typed) {
        Typed::Refused => {
            refuse(app, &criterion);
            Err(Refused)
        }
        Typed::Incomplete | Typed::Complete(_) => {
            set_entry(app, Some(typed));
            Ok(Vec::new())
        }
        Typed::Taken(mark) => {
            let effects = write(app, &plain(mark), at);
            has_taken(app);
            Ok(effects)
        }
    }
}

fn read(app: &App, criterion: &Criterion, typed: &str) -> Typed {
    app.workspace
        .as_ref()
        .and_then(|workspace| workspace.spellings(&criterion.id))
        .map_or(Typed::Refused, |spellings| spellings.read(typed))
}

fn refuse(app: &mut App, criterion: &Criterion) {
    let scale = &criterion.scale;
    let (min, max, step) = (
        plain(scale.minimum()),
        plain(scale.maximum()),
        plain(scale.step()),
    );
    let key = if step == "1" {
        "notice.whole_range"
    } else {
        "notice.step_range"
    };
    app.say(Tone::Refused, app.language.with(key, &[&min, &max, &step]));
}

fn choose(app: &mut App, character: char, at: Moment) -> Result<Vec<Effect>, Refused> {
    let Some((row, _)) = row(app) else {
        return Ok(Vec::new());
    };
    let place = character
        .to_digit(10)
        .filter(|digit| (1..=3).contains(digit));
    let Some(place) = place else {
        app.say(
            Tone::Refused,
            app.language.text("notice.one_to_three").to_owned(),
        );
        return Err(Refused);
    };
    let value = match row {
        Row::Verdict => ExpertVerdict::ALL
            .get(place as usize - 1)
            .map(|verdict| verdict.key().to_owned()),
        _ => Some(place.to_string()),
    };
    let effects = write(app, &value.unwrap_or_default(), at);
    has_taken(app);
    Ok(effects)
}

fn type_amount(app: &mut App, character: char) -> Result<Vec<Effect>, Refused> {
    let typed = format!("{}{character}", entry(app));
    if typed.len() > 9 || typed.matches('.').count() > 1 || typed.starts_with('.') {
        app.say(Tone::Refused, app.language.text("notice.amount").to_owned());
        return Err(Refused);
    }
    set_entry(app, Some(typed));
    Ok(Vec::new())
}

/// Writes a value into the cell with the cursor. Verdict and familiarity cannot be abstained from.
fn write(app: &mut App, value: &str, at: Moment) -> Vec<Effect> {
    let Some((row, rubric)) = row(app) else {
        return Vec::new();
    };
    let Screen::Scoring(state) = &mut app.screen else {
        return Vec::new();
    };
    let proposal = state.proposal.clone();
    state.entry = None;
    state.just_taken = false;
    let is_score = matches!(row, Row::Criterion(_));
    match row.cell(&rubric) {
        Some(CellName::Comment) | None => Vec::new(),
        Some(_) if value == "abstain" && !is_score => Vec::new(),
        Some(cell) => {
            let effects = record(app, &proposal, &cell, value, at);
            if value == "abstain" && !effects.is_empty() {
                app.say(
                    Tone::Plain,
                    app.language.text("notice.abstained").to_owned(),
                );
            }
            effects
        }
    }
}

/// Takes away one character of what is typed, or of the value that stands there.
fn erase(app: &mut App) {
    let Some((row, rubric)) = row(app) else {
        return;
    };
    let Screen::Scoring(state) = &app.screen else {
        return;
    };
    if let Err(reason) = may_change(app, &state.proposal) {
        app.say(Tone::Refused, app.language.text(reason).to_owned());
        return;
    }
    let stands = row
        .cell(&rubric)
        .filter(|_| matches!(row, Row::Criterion(_) | Row::Amount))
        .and_then(|cell| {
            let own = app.workspace.as_ref()?.own.as_ref()?;
            Some(own.sheet(&state.proposal)?.value(&cell))
        });
    let present = state
        .entry
        .clone()
        .or(stands.filter(|value| value != "abstain"));
    let Some(mut text) = present else {
        return;
    };
    text.pop();
    set_entry(app, Some(text));
}

/// Takes what is being typed, if it is a mark, on the way out of a cell; `None` where it is
/// no mark yet: the notice says so and the cursor stays.
pub fn accept(app: &mut App, at: Moment) -> Option<Vec<Effect>> {
    let typed = entry(app);
    if typed.is_empty() {
        set_entry(app, None);
        return Some(Vec::new());
    }
    if let Some(criterion) = criterion(app) {
        return match read(app, &criterion, &typed) {
            Typed::Complete(mark) | Typed::Taken(mark) => {
                let effects = write(app, &plain(mark), at);
                has_taken(app);
                Some(effects)
            }
            Typed::Incomplete | Typed::Refused => {
                refuse(app, &criterion);
                None
            }
        };
    }
    if let Some(amount) = parse(&typed) {
        Some(write(app, &plain(amount), at))
    } else {
        app.say(Tone::Refused, app.language.text("notice.amount").to_owned());
        None
    }
}

/// Asks to submit the sheet: says what is missing and goes there, or opens the check.
pub fn submit(app: &mut App, at: Moment) -> Vec<Effect> {
    let Some(effects) = accept(app, at) else {
        return Vec::new();
    };
    check::ask(app);
    effects
}
