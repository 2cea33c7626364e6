//! The README's tables are what the program says of itself.

use heyi::cli::{command_table, key_table};
use heyi::i18n::Language;

/// Returns what stands between `<!-- name -->` and `<!-- /name -->`, without blank lines
/// around it; a beginning without an end is a fault.
fn between<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(&format!("<!-- {name} -->"))?;
    let (inside, _) = rest
        .split_once(&format!("<!-- /{name} -->"))
        .unwrap_or_else(|| panic!("README.md: <!-- {name} --> has no end"));
    Some(inside.trim())
}

#[test]
fn the_tables_are_what_the_program_says() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let Ok(readme) = std::fs::read_to_string(path) else {
        return;
    };
    let readme = readme.replace("\r\n", "\n");
    let both = [Language::Chinese, Language::English];
    for (name, wanted) in [
        ("keys", both.map(key_table)),
        ("commands", both.map(command_table)),
    ] {
        let Some(stands) = between(&readme, name) else {
            assert_ne!(name, "keys", "README.md has no table of the keys");
            continue;
        };
        assert!(
            wanted.iter().any(|wanted| wanted.trim() == stands),
            "README.md, {name}: should be\n{}\nor\n{}",
            wanted[0],
            wanted[1]
        );
    }
}

#[test]
fn a_table_is_found_between_its_marks() {
    let text = "a\n<!-- keys -->\n\n| x |\n\n<!-- /keys -->\nb";
    assert_eq!(between(text, "keys"), Some("| x |"));
    assert_eq!(between(text, "commands"), None);
}

#[test]
fn every_command_stands_in_the_table_of_commands() {
    let table = command_table(Language::English);
    for usage in [
        "`heyi [PANEL] [--as SEAT] [--at PROPOSAL] [--glyphs auto\\|narrow\\|wide\\|ascii] [--theme NAME]`",
        "`heyi new DIR [--from ID] [--empty]`",
        "`heyi target TEXT [--promise PROMISE] [--json]`",
        "`heyi keys [--json] [--markdown]`",
    ] {
        assert!(table.contains(usage), "{usage}\n{table}");
    }
}
