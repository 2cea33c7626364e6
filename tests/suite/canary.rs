//! What one expert wrote is nowhere in another expert's session: not on a screen, not in a
//! search, not in an error about a damaged file.

use crate::sessions::headless;
use crate::sessions::script::Setup;
use heyi::app::Key;
use heyi::domain::seal::sealed_text;
use heyi::domain::sheet::{CellName, ScoreSheet};
use std::fs;
use std::path::Path;

/// Stands in every sheet of every other expert, whole ones and damaged ones.
const CANARY: &str = "金丝雀7391";

/// Puts the canary into all sheets of a panel; every third of them is damaged then.
fn sing(panel: &Path) -> usize {
    let mut count = 0;
    for expert in fs::read_dir(panel.join("scores/first")).unwrap().flatten() {
        for file in fs::read_dir(expert.path()).unwrap().flatten() {
            let text = fs::read_to_string(file.path()).unwrap();
            let mut sheet: ScoreSheet = toml::from_str(&text).unwrap();
            sheet.change(&CellName::Comment, CANARY, "");
            let mut text = sealed_text(&sheet);
            if count % 3 == 0 {
                text = text.replace("revision = ", &format!("{CANARY} = "));
            }
            fs::write(file.path(), text).unwrap();
            count += 1;
        }
    }
    count
}

#[test]
fn another_experts_words_are_on_no_screen() {
    let home = tempfile::tempdir().unwrap();
    let panel = home.path().join("panel");
    heyi::store::create::copy_whole("demo", &panel, false).unwrap();
    assert!(sing(&panel) > 300);
    let setup = |seat: &str| Setup {
        size: (120, 40),
        language: "zh".into(),
        panel: Some(panel.to_str().unwrap().into()),
        seat: Some(seat.into()),
        proposal: None,
    };
    let sings = |rows: &[String]| rows.iter().any(|row| row.contains(CANARY));
    // in the secretariat's seat it can be seen, so that the test would notice it
    let mut office = headless::open(&setup("secretariat"), home.path());
    office.press(Key::F(6));
    let mut seen = false;
    for _ in 0..40 {
        office.press(Key::Down);
        seen |= sings(&office.rows());
    }
    assert!(seen, "the canary sings nowhere");
    let mut expert = headless::open(&setup("E09"), home.path());
    expert.press(Key::Enter);
    let digits = "0123456789".chars().map(Key::Char);
    let keys: Vec<Key> = (1..=8)
        .map(Key::F)
        .chain(digits)
        .chain([
            Key::Enter,
            Key::Esc,
            Key::Tab,
            Key::Up,
            Key::Down,
            Key::Left,
            Key::Right,
        ])
        .chain([
            Key::PageUp,
            Key::PageDown,
            Key::Home,
            Key::End,
            Key::Backspace,
        ])
        .chain([' ', ':', '?', '/', '*', '=', '1', '2'].map(Key::Char))
        .collect();
    let is_long = std::env::var_os("HEYI_LONG").is_some_and(|value| value == "1");
    let mut state = 0x1234_5678_9abc_def1_u64;
    for at in 0..if is_long { 20_000 } else { 500 } {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let key = keys[usize::try_from(state % 1_000_003).unwrap() % keys.len()];
        // the seat would be another's behind F8
        if key == Key::F(8) {
            continue;
        }
        expert.press(key);
        let rows = expert.rows();
        assert!(
            !sings(&rows),
            "key {at}, {}\n{}",
            key.name(),
            rows.join("\n")
        );
    }
}
