//! The state machine and its drawing under anything that can happen to them.

mod events;
mod everywhere;
mod scrolling;

use crate::sessions::headless::drawn;
use events::{Event, Shell, any_event, scoring_event};
use heyi::app::{App, Effect, Key, Overlay};
use heyi::domain::sheet::{CellName, ScoreSheet, SheetState};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn cases(short: u32, long: u32) -> ProptestConfig {
    let is_long = std::env::var_os("HEYI_LONG").is_some_and(|value| value == "1");
    ProptestConfig {
        cases: if is_long { long } else { short },
        failure_persistence: None,
        max_shrink_iters: 20_000,
        ..ProptestConfig::default()
    }
}

/// The own sheets as they stand in memory.
fn sheets(app: &App) -> BTreeMap<String, ScoreSheet> {
    let Some(workspace) = &app.workspace else {
        return BTreeMap::new();
    };
    let ids = workspace
        .panel()
        .proposals
        .iter()
        .map(|proposal| &proposal.id);
    ids.filter_map(|id| {
        let sheet = workspace.own.as_ref()?.sheet(id)?;
        Some((id.clone(), sheet.clone()))
    })
    .collect()
}

/// What a person would find in every cell of every sheet; empty cells are not named.
fn cells(app: &App) -> BTreeMap<(String, String), String> {
    let mut found = BTreeMap::new();
    let criteria = &app.workspace.as_ref().unwrap().panel().rubric.criteria;
    for (id, sheet) in sheets(app) {
        let scores = criteria
            .iter()
            .map(|criterion| CellName::Score(criterion.id.clone()));
        let others = [
            CellName::Verdict,
            CellName::Familiarity,
            CellName::Comment,
            CellName::Amount,
        ];
        for cell in scores.chain(others) {
            let value = sheet.value(&cell);
            if !value.is_empty() {
                found.insert((id.clone(), cell.path()), value);
            }
        }
    }
    found
}

/// Every sheet that changed goes out to be saved in the same step, as it stands now.
fn every_change_is_saved(
    before: &BTreeMap<String, ScoreSheet>,
    app: &App,
    effects: &[Effect],
) -> Result<(), TestCaseError> {
    for (id, sheet) in sheets(app) {
        let was = before.get(&id).map_or(0, |sheet| sheet.revision);
        prop_assert!(sheet.revision >= was, "{id} went back");
        if sheet.revision == was {
            continue;
        }
        let newest = effects.iter().rev().find_map(|effect| match effect {
            Effect::SaveSheet { sheet, .. } if sheet.proposal == id => Some(sheet.as_ref()),
            _ => None,
        });
        prop_assert_eq!(newest, Some(&sheet), "{} is not on its way", id);
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(96, 3_000))]

    #[test]
    fn nothing_that_can_come_ends_the_program_or_loses_a_change(
        start in 0..4,
        list in prop::collection::vec(any_event(), 1..60),
    ) {
        let mut shell = match start {
            0 => Shell::at_the_start(),
            1 => Shell::merging(),
            2 => Shell::handing_in(),
            _ => Shell::scoring(),
        };
        for event in list {
            let before = sheets(&shell.app);
            let had_own = shell.app.workspace.as_ref().is_some_and(|workspace| workspace.own.is_some());
            // Esc keeps what stands in these windows
            let in_comment = matches!(
                shell.app.overlays.last(),
                Some(Overlay::Comment(_) | Overlay::Note(_))
            );
            let effects = shell.take(&event);
            if matches!(event, Event::Key(_) | Event::Paste(_)) && had_own {
                every_change_is_saved(&before, &shell.app, &effects)?;
            }
            if matches!(event, Event::Key(Key::Esc)) && !in_comment && had_own {
                prop_assert_eq!(&before, &sheets(&shell.app), "Esc changed a sheet");
            }
            drawn(&shell.app);
        }
    }

    #[test]
    fn taking_everything_back_brings_every_cell_back(
        list in prop::collection::vec(scoring_event(), 1..120),
    ) {
        let mut shell = Shell::scoring();
        for event in list {
            shell.take(&event);
        }
        // out of the comment, and what is half typed is left
        while !shell.app.overlays.is_empty() {
            shell.take(&Event::Key(Key::Esc));
        }
        shell.take(&Event::Key(Key::Esc));
        // what was submitted is no longer taken back step by step
        prop_assume!(sheets(&shell.app).values().all(|sheet| sheet.state == SheetState::Draft));
        let full = cells(&shell.app);
        let mut steps = 0;
        while shell.app.undo.can_undo() {
            let before = sheets(&shell.app);
            let effects = shell.take(&Event::Key(Key::Ctrl('z')));
            every_change_is_saved(&before, &shell.app, &effects)?;
            prop_assert_ne!(&before, &sheets(&shell.app), "a step back that changes nothing");
            steps += 1;
        }
        prop_assert_eq!(cells(&shell.app), BTreeMap::new());
        for _ in 0..steps {
            shell.take(&Event::Key(Key::Ctrl('y')));
        }
        prop_assert_eq!(cells(&shell.app), full);
    }
}
