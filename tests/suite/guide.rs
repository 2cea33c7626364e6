//! What the guide in `src/lib.rs` promises: the tests it names are there, and those of its
//! invariants that belong to the whole program.

use crate::house::source::{files_below, text_of};
use crate::stage::{Look, NOW, Stage};
use heyi::app::{App, Effect, Key, Message, update};
use std::collections::BTreeSet;

#[test]
fn every_test_named_in_the_guide_is_there() {
    let guide = text_of("src/lib.rs");
    let table = guide
        .split_once("# What always holds")
        .and_then(|(_, rest)| rest.split_once("# Where to add"))
        .unwrap()
        .0;
    let named: BTreeSet<&str> = table
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|word| word.matches('_').count() >= 2)
        .collect();
    assert!(named.len() > 15, "{named:?}");
    let sources: Vec<String> = ["src", "tests"]
        .iter()
        .flat_map(|folder| files_below(folder, ".rs"))
        .map(|file| text_of(&file))
        .collect();
    for name in named {
        let declared = format!("fn {name}(");
        assert!(
            sources.iter().any(|text| text.contains(&declared)),
            "src/lib.rs names a test that is not there: {name}"
        );
    }
}

/// Every key there is.
const KEYS: &str = "0 1 2 3 4 5 6 7 8 9 . - , / : ? ! j k h l g G x Space Enter Enter Enter \
     Tab Shift-Tab Esc Backspace Delete Up Down Left Right PgUp PgDn Home End Ctrl-Z Ctrl-Y \
     F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 １ ６ 。 － 中";

/// Numbers that look like chance and are the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

fn messages(seed: u64, count: usize) -> Vec<Message> {
    let keys: Vec<Key> = KEYS.split_whitespace().filter_map(Key::from_name).collect();
    let mut dice = Dice(seed);
    let message = |_| match dice.below(40) {
        0 => Message::Resize(dice.below(301) as u16, dice.below(101) as u16),
        1 => Message::Paste("石墨烯\n\u{1b}[31m５".to_owned(), NOW),
        2 => Message::SheetFailed {
            expert: "E09".to_owned(),
            proposal: "SM-01".to_owned(),
            reason: "io.full",
            rescued: false,
        },
        _ => Message::Key(keys[dice.below(keys.len())], NOW),
    };
    (0..count).map(message).collect()
}

#[test]
fn the_same_keys_lead_to_the_same_cells() {
    let play = || {
        let mut stage = Stage::demonstration(&Look::of((100, 30)), Some("E09"));
        for message in messages(7, 150) {
            stage.take(message);
        }
        stage.app.size = (100, 30);
        stage.view()
    };
    assert_eq!(play(), play());
}

fn saved(app: &mut App, key: Key) -> Option<u32> {
    let effects = update(app, Message::Key(key, NOW));
    effects.into_iter().find_map(|effect| match effect {
        Effect::SaveSheet { sheet, .. } => Some(sheet.revision),
        _ => None,
    })
}

#[test]
fn every_accepted_score_goes_out_as_a_save_at_once() {
    let mut stage = Stage::demonstration(&Look::of((80, 24)), Some("E09"));
    stage.press("Enter Enter");
    let app = &mut stage.app;
    let mut revision = 0;
    for name in "1 6 1 2 1 1 9 Enter 1 3 8 Enter 4 5 2 1 Ctrl-Z Ctrl-Y".split(' ') {
        let before = own_revision(app);
        let sent = saved(app, Key::from_name(name).unwrap());
        let after = own_revision(app);
        assert_eq!(sent, (after > before).then_some(after), "{name}");
        revision = after;
    }
    assert_eq!(
        revision, 12,
        "eight scores, verdict, familiarity, undo, redo"
    );
}

fn own_revision(app: &App) -> u32 {
    let own = app
        .workspace
        .as_ref()
        .and_then(|workspace| workspace.own.as_ref());
    own.and_then(|own| own.sheet("SM-01"))
        .map_or(0, |sheet| sheet.revision)
}

#[test]
fn what_is_in_the_menu_is_told_in_the_menus_words() {
    use heyi::i18n::Language;
    for language in [Language::Chinese, Language::English] {
        for (key, command) in [
            ("refused.submitted", "command.reopen"),
            ("refused.unsaved", "command.retry"),
            ("notice.save_failed", "command.retry"),
        ] {
            let (said, name) = (language.text(key), language.text(command));
            assert!(said.contains(&format!("> {name}")), "{key}: {said}");
        }
    }
}
