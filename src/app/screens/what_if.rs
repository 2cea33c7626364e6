//! What if (试算): rules are read otherwise and the places move at once, while the declared
//! policy stays as it is. Nothing is stored; every trial is noted in the journal.

pub mod rules;

use super::consolidate::{GroupTable, carried_table, want_results};
use super::list::moved;
use crate::analysis::standing::{GroupStanding, Standings};
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::state::{App, Tone};
use crate::app::workspace::Results;
use crate::app::{Screen, dispatch};
use crate::domain::decimal::{Decimal, parse, plain};
use crate::domain::journal::sentences;
use rules::{Choice, Rule, rules};

/// State of the screen.
#[derive(Debug, Clone, Default)]
pub struct WhatIfState {
    /// Group and chosen proposal, as on the other result screens.
    pub table: GroupTable,
    /// The rules.
    pub rules: Vec<Rule>,
    /// The chosen rule.
    pub chosen: usize,
    /// A number being typed for the chosen rule.
    pub entry: Option<String>,
    /// The result under the changed rules; none while nothing is changed.
    pub tried: Option<Box<Standings>>,
    /// The last trial is not in the journal yet.
    pub is_unnoted: bool,
}

impl WhatIfState {
    /// Returns the changed rules.
    pub fn changed(&self) -> Vec<(String, String)> {
        let changed = self.rules.iter().filter(|rule| rule.is_changed());
        changed
            .map(|rule| (rule.key.clone(), rule.value.clone()))
            .collect()
    }

    /// Returns the shown group under the rules on trial.
    pub fn group<'a>(&'a self, results: &'a Results) -> Option<&'a GroupStanding> {
        let standings = self.tried.as_deref().unwrap_or(&results.standings);
        standings.groups.get(self.table.group)
    }
}

/// Goes to the screen.
pub fn open(app: &mut App) -> Vec<Effect> {
    let table = carried_table(app);
    let Some(workspace) = &app.workspace else {
        return Vec::new();
    };
    let rules = rules(workspace.panel());
    let state = WhatIfState {
        table,
        rules,
        ..WhatIfState::default()
    };
    app.go(Screen::WhatIf(Box::new(state)));
    want_results(app)
}

/// Handles a key.
pub fn update(app: &mut App, key: Key) -> Vec<Effect> {
    let key = key.folded();
    if let Key::Char('0'..='9' | '.') | Key::Backspace = key {
        return typed(app, key);
    }
    let mut effects = settled(app);
    let Screen::WhatIf(state) = &mut app.screen else {
        return effects;
    };
    match key {
        Key::Esc => {
            effects.extend(noted(app));
            effects.extend(dispatch::back(app));
        }
        Key::Left | Key::Right | Key::Char('h' | 'l' | '+' | '-') => {
            let forward = matches!(key, Key::Right | Key::Char('l' | '+'));
            effects.extend(step(app, forward));
        }
        Key::Delete => effects.extend(declared_again(app)),
        Key::Tab | Key::BackTab | Key::PageDown | Key::PageUp => {
            let workspace = app.workspace.as_ref();
            if let Some(results) = workspace.and_then(|one| one.results.as_ref()) {
                state.table.update(results, &results.panel, (6, 6), key);
            }
        }
        _ => {
            if let Some(chosen) = moved(state.chosen, state.rules.len(), 6, key)
                && chosen != state.chosen
            {
                state.chosen = chosen;
                effects.extend(noted(app));
            }
        }
    }
    effects
}

fn chosen(app: &mut App) -> Option<&mut Rule> {
    let Screen::WhatIf(state) = &mut app.screen else {
        return None;
    };
    state.rules.get_mut(state.chosen)
}

/// Writes into the number being typed; the rule takes it with the next other key.
fn typed(app: &mut App, key: Key) -> Vec<Effect> {
    let rule = chosen(app);
    if let (Some(rule), Key::Char(digit)) = (&rule, key)
        && let Some(word) = rule.of_digit(digit)
    {
        return set(app, word.to_owned());
    }
    let is_number = rule.is_some_and(|rule| matches!(rule.choice, Choice::Number { .. }));
    if !is_number {
        return refuse(app);
    }
    if let Screen::WhatIf(state) = &mut app.screen {
        let mut entry = state.entry.take().unwrap_or_default();
        match key {
            Key::Char(digit) if entry.len() < 12 => entry.push(digit),
            Key::Backspace => {
                entry.pop();
            }
            _ => {}
        }
        state.entry = (!entry.is_empty()).then_some(entry);
    }
    Vec::new()
}

/// Takes what was typed, where it is a number.
fn settled(app: &mut App) -> Vec<Effect> {
    let Screen::WhatIf(state) = &mut app.screen else {
        return Vec::new();
    };
    let Some(entry) = state.entry.take() else {
        return Vec::new();
    };
    let number = parse(&entry).filter(|number| *number >= Decimal::ZERO);
    if let Some(number) = number {
        return set(app, plain(number));
    }
    let text = app.language.with("what_if.no_number", &[&entry]);
    app.say(Tone::Refused, text);
    Vec::new()
}

fn refuse(app: &mut App) -> Vec<Effect> {
    let reason = chosen(app).and_then(|rule| match rule.choice {
        Choice::Fixed(reason) => Some(reason),
        _ => None,
    });
    let text = app.language.text(reason.unwrap_or("what_if.arrows"));
    app.say(Tone::Refused, text.to_owned());
    Vec::new()
}

/// The next word, or one step more or less.
fn step(app: &mut App, forward: bool) -> Vec<Effect> {
    let Some(rule) = chosen(app) else {
        return Vec::new();
    };
    let next = match &rule.choice {
        Choice::Fixed(_) => return refuse(app),
        Choice::Words(words) => {
            let at = words
                .iter()
                .position(|word| *word == rule.value)
                .unwrap_or(0);
            let next = if forward {
                (at + 1) % words.len()
            } else {
                (at + words.len() - 1) % words.len()
            };
            words.get(next).map(|word| (*word).to_owned())
        }
        Choice::Number { step, may_be_none } => {
            let (step, may_be_none) = (*step, *may_be_none);
            match parse(&rule.value) {
                Some(value) if forward => Some(plain(value.saturating_add(step))),
                Some(value) if value >= step => Some(plain(value - step)),
                Some(_) if may_be_none => Some("none".to_owned()),
                Some(_) => None,
                None => forward.then(|| plain(step)),
            }
        }
    };
    next.map(|value| set(app, value)).unwrap_or_default()
}

fn declared_again(app: &mut App) -> Vec<Effect> {
    let Some(rule) = chosen(app) else {
        return Vec::new();
    };
    if rule.is_changed() {
        let declared = rule.declared.clone();
        return set(app, declared);
    }
    let text = app.language.text("what_if.unchanged").to_owned();
    app.say(Tone::Plain, text);
    Vec::new()
}

/// Reads the chosen rule with another value and asks for the result.
fn set(app: &mut App, value: String) -> Vec<Effect> {
    let Some(rule) = chosen(app).filter(|rule| !matches!(rule.choice, Choice::Fixed(_))) else {
        return refuse(app);
    };
    if rule.value == value {
        return Vec::new();
    }
    rule.value = value;
    let Some(results) = app.workspace.as_ref().and_then(|one| one.results.as_ref()) else {
        return Vec::new();
    };
    let (panel, sheets) = (results.panel.clone(), results.sheets.clone());
    let round = results.standings.round;
    let Screen::WhatIf(state) = &mut app.screen else {
        return Vec::new();
    };
    let rules = state.changed();
    state.is_unnoted = true;
    if rules.is_empty() {
        state.tried = None;
        return Vec::new();
    }
    vec![Effect::TryRules {
        panel,
        sheets,
        round,
        rules,
    }]
}

/// A trial that somebody looked at goes into the journal when they go on.
fn noted(app: &mut App) -> Vec<Effect> {
    let Screen::WhatIf(state) = &mut app.screen else {
        return Vec::new();
    };
    if !std::mem::take(&mut state.is_unnoted) {
        return Vec::new();
    }
    let changed = state.changed().into_iter();
    let changed = changed.map(|(key, value)| sentences::TRIAL.written(&[&key, &value]));
    let changed: Vec<String> = changed.collect();
    let what = if changed.is_empty() {
        sentences::TRIED_NOTHING.written(&[])
    } else {
        sentences::TRIED.written(&[&changed.join(" ")])
    };
    let Some(workspace) = &app.workspace else {
        return Vec::new();
    };
    vec![Effect::NoteInJournal {
        place: workspace.opened.place.clone(),
        by: app.language.text("seat.secretariat").to_owned(),
        what,
    }]
}

/// Takes the result of a trial, unless the rules were changed again since.
pub fn take(app: &mut App, rules: &[(String, String)], standings: Option<Box<Standings>>) {
    let Screen::WhatIf(state) = &mut app.screen else {
        return;
    };
    if state.changed() == rules && standings.is_some() {
        state.tried = standings;
    }
}
