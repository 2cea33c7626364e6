//! The demonstration with hostile text in every field that people read.

use heyi::domain::seal::sealed_text;
use heyi::domain::sheet::ScoreSheet;
use heyi::store::load;
use heyi::store::source::Source;
use std::fs;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// A colour that the program never sets itself.
pub const FOREIGN_COLOUR: &str = "\x1b[35;5m";

/// A sign that stands in the hostile text alone.
pub const SIGN: char = '叵';

/// What is put behind every text: sequences of every kind, marks that turn or hide text,
/// stacked marks, a nought, line ends.
fn poison() -> String {
    format!(
        "{FOREIGN_COLOUR}{SIGN}\x1b[0m\x1b]0;x\x07\x1b[2J\x1bP1$r\u{9b}31m\u{90}\u{9d}y\u{202e}反\u{2066}\u{200b}\u{feff}\u{ad}\0\x08\x7fe{}\t\r\n末",
        "\u{301}\u{338}\u{20d2}".repeat(10)
    )
}

/// Keys that no file may change without breaking what it says: ids and what refers to them,
/// words of a fixed list, numbers. Every other text is one that people read.
const KEPT: [&str; 70] = [
    "id",
    "chain",
    "chains",
    "also_chains",
    "link",
    "links",
    "proposal",
    "proposals",
    "expert",
    "members",
    "chair",
    "adopted_by",
    "proposed_by",
    "goal",
    "panel",
    "plan",
    "rubric",
    "criterion",
    "group",
    "part",
    "indicator",
    "indicators",
    "applicant_id",
    // words of a fixed list
    "format",
    "phase",
    "kind",
    "kinds",
    "state",
    "role",
    "tier",
    "tiers",
    "outcome",
    "stage",
    "stages",
    "verdict",
    "method",
    "mode",
    "per",
    "ladder",
    "needs",
    "scope",
    "ground",
    "expertise",
    "round",
    "cell",
    "source",
    "order",
    "date",
    "start",
    "compare",
    "read",
    "reading",
    "unit",
    "columns",
    // numbers
    "budget",
    "amount",
    "requested",
    "own_funds",
    "total_cost",
    "min",
    "max",
    "step",
    "low",
    "high",
    "pass",
    "votes",
    "from",
    "to",
    "technical_share",
    "recommend",
];

/// Makes the panel in a folder; the sheets fit its rules and are sealed.
pub fn make(folder: &Path) {
    heyi::store::create::copy_whole("demo", folder, false).unwrap();
    let agenda = "format = 1\n\n[[agenda]]\ngroup = \"servo\"\nday = \"2019-02-21\"\n\
        start = \"09:00\"\nplace = \"三楼\"\nby = \"联络员甲\"\n\n\
        [[agenda.item]]\nproposal = \"SM-01\"\n\n[[agenda.item]]\nbreak = 10\n";
    fs::write(folder.join("agenda.toml"), agenda).unwrap();
    let (sheets, others): (Vec<PathBuf>, Vec<PathBuf>) = files(folder)
        .into_iter()
        .partition(|file| file.starts_with(folder.join("scores")));
    let poison = poison();
    let mut poisoned = 0;
    for file in others {
        let mut table: Table = toml::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        poisoned += spoil_table(&mut table, &poison);
        if file.ends_with("proposals/SM-01.toml") {
            table.insert("title".into(), Value::String("长".repeat(10_000)));
        }
        if file.ends_with("proposals/SM-05.toml") {
            table.insert("title".into(), Value::String("x".repeat(10_000)));
        }
        fs::write(&file, toml::to_string(&table).unwrap()).unwrap();
    }
    assert!(poisoned > 1000, "{poisoned} texts are too few");
    let (panel, _) = load::panel(&Source::Folder(folder.to_path_buf()));
    for file in sheets {
        let mut sheet: ScoreSheet = toml::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        sheet.plan = panel.plan_digest.as_str().into();
        sheet.rubric = panel.rubric_digest.as_str().into();
        sheet.comment.push_str(&poison);
        sheet.reason.push_str(&poison);
        fs::write(&file, sealed_text(&sheet)).unwrap();
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn spoil_table(table: &mut Table, poison: &str) -> usize {
    let entries = table.iter_mut();
    entries
        .map(|(key, value)| spoil(value, !KEPT.contains(&key.as_str()), poison))
        .sum()
}

fn spoil(value: &mut Value, is_text: bool, poison: &str) -> usize {
    match value {
        // a number in quotes decides something
        Value::String(text) if is_text && !text.is_empty() && text.parse::<f64>().is_err() => {
            text.push_str(poison);
            1
        }
        Value::Array(values) => {
            let values = values.iter_mut();
            values.map(|value| spoil(value, is_text, poison)).sum()
        }
        Value::Table(table) => spoil_table(table, poison),
        _ => 0,
    }
}
