//! The house rules, read from our own source: which layer may use what, how long files and
//! functions are, what nothing is called, and where characters of unsure width may stand.

mod manifest;
pub mod source;
mod words;

use source::{SourceFile, files_below, program, text_of};
use std::collections::BTreeSet;
use unicode_width::UnicodeWidthChar;

/// One layer of the program and what it may use besides itself and the pure parts of std.
struct Layer {
    name: &'static str,
    /// Layers of ours.
    ours: &'static [&'static str],
    /// Crates of others.
    crates: &'static [&'static str],
    /// Guarded parts of the world, see [`GUARDED`].
    world: &'static [&'static str],
}

/// Every layer or every crate.
const ANY: &[&str] = &["*"];

/// From the pure core to the shell. A row is only ever as wide as its layer's work needs.
const LAYERS: &[Layer] = &[
    Layer {
        name: "domain",
        ours: &[],
        // sha2: what a seal is, is a rule on bytes, and the rule is kept beside the sheet
        crates: &[
            "serde",
            "rust_decimal",
            "thiserror",
            "sha2",
            "compact_str",
            "litemap",
        ],
        world: &[],
    },
    Layer {
        name: "text",
        ours: &[],
        crates: &[
            "unicode_segmentation",
            "unicode_width",
            "unicode_linebreak",
            "pinyin",
            "jiff",
            // from a text to data, for all above that keep any
            "serde",
            "toml",
        ],
        world: &[],
    },
    Layer {
        name: "analysis",
        ours: &["domain", "text"],
        // pinyin: the matcher works on the readings of each character, with their weights
        crates: &[
            "fuzzy_matcher",
            "pinyin",
            "rust_decimal",
            "statrs",
            "libm",
            "microlp",
        ],
        world: &[],
    },
    Layer {
        name: "report",
        ours: &["domain", "analysis", "text", "i18n"],
        // what documents are written with
        crates: &[
            "rust_xlsxwriter",
            "maud",
            "csv",
            "quick_xml",
            "zip",
            "thiserror",
            "serde",
            "serde_json",
        ],
        world: &[],
    },
    Layer {
        name: "store",
        ours: &["domain", "text"],
        crates: &[
            "serde",
            "toml",
            "toml_edit",
            "sha2",
            "include_dir",
            // how a file is opened
            "rustix",
            // tables that people made elsewhere
            "calamine",
            "csv",
            "encoding_rs",
            "quick_xml",
            "zip",
        ],
        world: &["files", "paths", "process"],
    },
    Layer {
        name: "config",
        ours: &["domain", "text", "i18n"],
        crates: &["serde", "toml", "thiserror"],
        world: &[],
    },
    Layer {
        name: "i18n",
        // domain: verdicts, problems and indicators are put into words here, for all above
        ours: &["domain", "text"],
        crates: &["serde", "toml"],
        world: &[],
    },
    Layer {
        name: "app",
        ours: &["domain", "analysis", "report", "text", "config", "i18n"],
        // the text field's state moves by graphemes
        crates: &["unicode_segmentation"],
        world: &[],
    },
    Layer {
        name: "ui",
        ours: &[
            "app", "domain", "analysis", "report", "text", "config", "i18n",
        ],
        crates: &["ratatui", "unicode_width", "unicode_segmentation"],
        world: &[],
    },
    Layer {
        name: "terminal",
        ours: &[
            "ui", "app", "domain", "analysis", "report", "text", "config", "i18n", "store",
        ],
        crates: &[
            "crossterm",
            "ratatui",
            "ratatui_crossterm",
            "jiff",
            // the terminal's answer is read with a limit
            "rustix",
            "signal_hook",
        ],
        world: &["environment", "clock", "process", "streams", "paths"],
    },
    Layer {
        name: "cli",
        ours: ANY,
        crates: ANY,
        world: &[
            "environment",
            "clock",
            "process",
            "streams",
            "paths",
            "printing",
        ],
    },
    Layer {
        name: "main",
        ours: ANY,
        crates: &[],
        world: &["process"],
    },
    Layer {
        name: "lib",
        ours: ANY,
        crates: &[],
        world: &[],
    },
];

/// Parts of the world outside, by the paths that lead there. Sockets are for nobody.
const GUARDED: &[(&str, &[&str])] = &[
    ("files", &["std::fs"]),
    ("paths", &["std::path"]),
    ("environment", &["std::env"]),
    ("clock", &["std::time::SystemTime", "std::time::Instant"]),
    ("process", &["std::process"]),
    (
        "streams",
        &["std::io::stdin", "std::io::stdout", "std::io::stderr"],
    ),
    ("network", &["std::net", "std::os::unix::net"]),
    ("shared state", &["std::rc"]),
];

const PRINTING: [&str; 5] = ["println", "print", "eprintln", "eprint", "dbg"];

fn layer(name: &str) -> &'static Layer {
    let found = LAYERS.iter().find(|layer| layer.name == name);
    found.unwrap_or_else(|| panic!("src/{name}.rs is no layer of the table"))
}

fn allows(list: &[&str], name: &str) -> bool {
    list == ANY || list.contains(&name)
}

/// Fails with every finding, one a line.
fn nothing_in(findings: &[String]) {
    assert!(findings.is_empty(), "\n{}\n", findings.join("\n"));
}

/// Returns what a file uses and its layer must not.
fn trespasses(file: &SourceFile, crates: &BTreeSet<String>) -> Vec<String> {
    let name = file.layer();
    let own = layer(&name);
    let mut found = Vec::new();
    let mut say = |line: usize, what: &str| {
        found.push(format!("{}:{line}: {name} must not use {what}", file.path));
    };
    for used in file.used() {
        let segments: Vec<&str> = used.segments.iter().map(String::as_str).collect();
        let path = segments.join("::");
        match segments.as_slice() {
            ["crate" | "heyi", other, ..] => {
                let is_layer = LAYERS.iter().any(|layer| layer.name == *other);
                if *other != name && is_layer && !allows(own.ours, other) {
                    say(used.line, &path);
                }
            }
            [first, ..] if crates.contains(*first) && !allows(own.crates, first) => {
                say(used.line, &path);
            }
            _ => {}
        }
        let reads_clock = segments.len() > 1 && segments.last() == Some(&"now");
        let guarded = GUARDED.iter().filter(|(_, paths)| {
            let leads_to = |to: &&str| path == **to || path.starts_with(&format!("{to}::"));
            paths.iter().any(leads_to)
        });
        let mut parts: Vec<&str> = guarded.map(|(part, _)| *part).collect();
        parts.extend(reads_clock.then_some("clock"));
        if parts.iter().any(|part| !own.world.contains(part)) {
            say(used.line, &path);
        }
    }
    for (called, line) in file.macros() {
        if PRINTING.contains(&called.as_str()) && !own.world.contains(&"printing") {
            say(line, &format!("{called}!"));
        }
    }
    found
}

#[test]
fn every_layer_uses_only_what_the_table_allows() {
    let crates = manifest::crates();
    let found: Vec<String> = program()
        .iter()
        .flat_map(|file| trespasses(file, &crates))
        .collect();
    nothing_in(&found);
}

#[test]
fn the_reader_sees_through_groups_renames_and_relative_paths() {
    let seen = |path: &str, text: &str| {
        let file = SourceFile::read(path, text, &mut BTreeSet::new());
        let crates = ["toml", "ratatui"].map(str::to_owned).into();
        trespasses(&file, &crates).len()
    };
    for text in [
        "use crate::store::load;",
        "use crate::{domain::plan, store::{load, save as keep}};",
        "fn f() { crate::ui::view() }",
        "use std::{fmt, fs};",
        "use std::io; fn f() { io::stdout(); }",
        "use std::time; fn f() -> time::Instant { todo() }",
        "fn f() { jiff::Zoned::now(); }",
        "fn f() { println!(\"x\"); }",
        "use ratatui::buffer::Buffer;",
        "fn f() { toml::from_str(\"x\") }",
        "#[derive(toml::X)] struct S;",
        "use super::super::ui::canvas;",
        "use crate::domain::{plan, rubric,}; use crate::store::load;",
        "use crate::domain::{plan::{Plan, Tier}, rubric}; fn f() { crate::store::load::panel() }",
    ] {
        assert!(seen("src/app/undo.rs", text) > 0, "{text}");
    }
    for text in [
        "//! crate::store and std::fs in words",
        "use crate::domain::plan; fn f() { plan::store(); }",
        "use super::screens::list; use std::time::Duration;",
        "fn f() -> &'static str { \"crate::store::load\" }",
        "#[cfg(test)] mod tests { use std::fs; }",
        "#[cfg(test)] use crate::store::load; fn g() {}",
    ] {
        assert_eq!(seen("src/app/undo.rs", text), 0, "{text}");
    }
}

#[test]
fn files_and_functions_stay_within_a_view() {
    let mut found = Vec::new();
    for file in program() {
        let lines = file.text.lines().count() - file.test_lines;
        if lines > 600 {
            found.push(format!("{}:1: {lines} lines without tests", file.path));
        }
        if file.path == "src/main.rs" && lines >= 40 {
            found.push(format!("{}:1: {lines} lines in main.rs", file.path));
        }
        for function in file.functions().iter().filter(|one| one.lines > 80) {
            let (name, line, lines) = (&function.name, function.line, function.lines);
            found.push(format!("{}:{line}: {name} takes {lines} lines", file.path));
        }
    }
    nothing_in(&found);
}

#[test]
fn the_reader_counts_lines() {
    let text =
        "fn a() {\n}\nfn b(x: fn(u8)) -> [u8; 2] {\n {\n }\n}\n#[cfg(test)]\nmod tests {\n}\n";
    let file = SourceFile::read("src/a.rs", text, &mut BTreeSet::new());
    let lines: Vec<usize> = file.functions().iter().map(|one| one.lines).collect();
    assert_eq!((lines, file.test_lines), (vec![2, 4], 3));
}

const VAGUE: [&str; 6] = ["util", "utils", "helper", "helpers", "manager", "managers"];

/// Tells whether a name is one of those that say nothing.
fn says_nothing(name: &str) -> bool {
    let mut spaced = String::new();
    for character in name.chars() {
        if character.is_uppercase() || character == '_' {
            spaced.push(' ');
        }
        spaced.extend(character.to_lowercase().filter(|letter| *letter != '_'));
    }
    let is_vague = spaced.split_whitespace().any(|word| VAGUE.contains(&word));
    is_vague || name == "common" || name.starts_with("get_")
}

#[test]
fn every_module_says_what_it_is_for_and_no_name_says_nothing() {
    let mut found = Vec::new();
    for path in files_below("src", ".rs")
        .iter()
        .chain(&files_below("tests", ".rs"))
    {
        let stem = path.rsplit('/').next().unwrap().trim_end_matches(".rs");
        if stem == "mod" || says_nothing(stem) {
            found.push(format!("{path}:1: a file of that name"));
        }
        let text = text_of(path);
        let mut lines = text.lines();
        if !lines.any(|line| line.starts_with("//! ") && line.len() > 8) {
            found.push(format!("{path}:1: no //! line"));
        }
        for mark in [concat!("TO", "DO"), concat!("FIX", "ME")] {
            for (index, _) in text
                .lines()
                .enumerate()
                .filter(|(_, line)| line.contains(mark))
            {
                found.push(format!("{path}:{}: {mark}", index + 1));
            }
        }
    }
    for file in program() {
        for (name, line) in file.items().iter().filter(|(name, _)| says_nothing(name)) {
            found.push(format!("{}:{line}: an item called {name}", file.path));
        }
    }
    nothing_in(&found);
}

#[test]
fn characters_of_unsure_width_stand_only_in_the_glyph_table() {
    let is_unsure =
        |character: char| !character.is_ascii() && character.width() != character.width_cjk();
    let mut found = Vec::new();
    for file in program() {
        let is_shown = ["app", "ui"].contains(&file.layer().as_str());
        if !is_shown || file.path == "src/ui/glyphs.rs" {
            continue;
        }
        for (text, line) in file.strings() {
            let unsure: String = text.chars().filter(|one| is_unsure(*one)).collect();
            if !unsure.is_empty() {
                found.push(format!("{}:{line}: {unsure} in “{text}”", file.path));
            }
        }
    }
    nothing_in(&found);
}
