//! The README shows nothing that is not so: tables, pictures and the sheet are made by the
//! program, files and steps are tried. `HEYI_UPDATE=1 cargo test readme` writes them again.

use crate::matching;
use crate::sessions::laptops;
use crate::stage::{Look, Stage, row_of};
use heyi::app::Screen;
use heyi::app::screens::round::steps::Step;
use heyi::cli::{command_table, key_table, report_table};
use heyi::config::theme::{Role, Theme, built_in};
use heyi::domain::seal::{check_seal, sealed_text};
use heyi::i18n::Language;
use heyi::store::source::{BUILT_IN, DEMO, Source};

/// Returns what stands between `<!-- name -->` and `<!-- /name -->`; a beginning without
/// an end is a fault.
fn between<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(&format!("<!-- {name} -->\n"))?;
    let (inside, _) = rest
        .split_once(&format!("<!-- /{name} -->"))
        .unwrap_or_else(|| panic!("README.md: <!-- {name} --> has no end"));
    Some(inside)
}

fn readme() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    std::fs::read_to_string(path).unwrap().replace("\r\n", "\n")
}

fn part<'a>(readme: &'a str, name: &str) -> &'a str {
    between(readme, name).unwrap_or_else(|| panic!("README.md has no <!-- {name} -->"))
}

fn block(language: &str, text: &str) -> String {
    format!("```{language}\n{}\n```\n", text.trim_end())
}

/// An expert in the middle of the first sheet.
fn scoring(language: Language) -> Stage {
    let look = Look {
        language,
        ..Look::of((80, 24))
    };
    let mut stage = Stage::demonstration(&look, Some("E09"));
    stage.press("Enter Enter 1 6 1 2 9 Enter");
    stage
}

fn screen(language: Language) -> String {
    let cells = scoring(language).view();
    let rows = (0..cells.area.height).map(|y| row_of(&cells, y).trim_end().to_owned());
    block("text", &rows.collect::<Vec<_>>().join("\n"))
}

fn sheet() -> String {
    let stage = scoring(Language::Chinese);
    let own = stage.app.workspace.and_then(|workspace| workspace.own);
    let text = sealed_text(own.unwrap().sheet("SM-01").unwrap());
    assert!(check_seal(&text).is_ok());
    block("toml", &text)
}

#[test]
fn what_the_readme_shows_is_what_the_program_makes() {
    let (zh, en) = (Language::Chinese, Language::English);
    let mut text = readme();
    let mut changed = Vec::new();
    for (name, made) in [
        ("screen", screen(zh)),
        ("screen.en", screen(en)),
        ("sheet", sheet()),
        ("keys", key_table(zh)),
        ("keys.en", key_table(en)),
        ("reports", report_table(zh)),
        ("reports.en", report_table(en)),
        ("commands", command_table(zh)),
        ("commands.en", command_table(en)),
        ("matching", matching::table(zh)),
        ("matching.en", matching::table(en)),
    ] {
        if part(&text, name) != made {
            let (head, rest) = text.split_once(&format!("<!-- {name} -->\n")).unwrap();
            let (_, tail) = rest.split_once(&format!("<!-- /{name} -->")).unwrap();
            text = format!("{head}<!-- {name} -->\n{made}<!-- /{name} -->{tail}");
            changed.push(name);
        }
    }
    if std::env::var_os("HEYI_UPDATE").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
        std::fs::write(path, text).unwrap();
    } else {
        assert!(
            changed.is_empty(),
            "README.md, {changed:?}: HEYI_UPDATE=1 cargo test readme writes them again"
        );
    }
}

#[test]
fn the_files_it_names_are_those_of_a_panel() {
    let readme = readme();
    let [demo, plan] = [DEMO, BUILT_IN].map(Source::named);
    for name in ["files", "files.en"] {
        let listed: Vec<&str> = part(&readme, name)
            .lines()
            .filter(|line| !line.starts_with("```"))
            .filter_map(|line| line.split_whitespace().next())
            .collect();
        for file in &listed {
            let folder = file.split('<').next().unwrap().trim_end_matches('/');
            let is_there = |source: &Source| {
                source.read(folder, 1 << 24).is_ok() || !source.list(folder).is_empty()
            };
            assert!(is_there(&demo) || is_there(&plan), "{name}: {file}");
        }
        for source in [&demo, &plan] {
            for entry in source.list("") {
                let is_listed = listed.iter().any(|file| file.starts_with(&entry));
                assert!(is_listed, "{name} does not name {entry}");
            }
        }
    }
}

/// The panel and the expert of the text stand for a simulated one; the codes on the signed
/// paper are those that handing in printed.
#[test]
fn a_round_goes_as_the_readme_tells() {
    let readme = readme();
    let home = tempfile::tempdir().unwrap();
    let panel = laptops::simulated(home.path());
    std::fs::rename(panel, home.path().join("第一批")).unwrap();
    let lines: Vec<&str> = part(&readme, "round")
        .lines()
        .filter(|line| line.starts_with("heyi "))
        .collect();
    assert_eq!(lines.len(), 8);
    for line in lines {
        let step = line.split('#').next().unwrap().replace("E01", "E0001");
        let done = std::process::Command::new(env!("CARGO_BIN_EXE_heyi"))
            .args(step.split_whitespace().skip(1))
            .args(["--lang", "zh"])
            .env("HEYI_HOME", home.path().join("home"))
            .current_dir(home.path())
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&done.stdout).into_owned();
        let error = String::from_utf8_lossy(&done.stderr).into_owned();
        // five of six experts have signed nothing yet
        let is_told = step.contains("verify") && told.contains("E0002");
        assert!(done.status.success() || is_told, "{line}\n{told}{error}");
        if step.contains("handin") {
            let (_, rest) = told.split_once("核对码 ").unwrap();
            let code: String = rest.chars().take(14).collect();
            std::fs::write(home.path().join("签字表.csv"), format!("E0001,{code}\n")).unwrap();
        }
        assert!(
            !(step.contains("verify") && told.contains("E0001")),
            "{told}"
        );
    }
    assert!(home.path().join("第一批.zip").is_file());
}

#[test]
fn three_times_enter_leads_into_the_demonstration_and_twice_more_to_a_sheet() {
    let mut stage = Stage::start(&Look::of((80, 24)));
    stage.press("Enter Enter Enter");
    assert_eq!(stage.app.seat().expert(), Some("E09"));
    assert!(stage.app.overlays.is_empty());
    stage.press("Enter Enter");
    assert!(matches!(stage.app.screen, Screen::Scoring(_)));
}

#[test]
fn a_part_is_found_between_its_marks() {
    let text = "a\n<!-- keys -->\n| x |\n<!-- /keys -->\nb";
    assert_eq!(between(text, "keys"), Some("| x |\n"));
    assert_eq!(between(text, "commands"), None);
}

#[test]
fn every_command_stands_in_the_table_of_commands() {
    let table = command_table(Language::English);
    for usage in [
        "`heyi [PANEL] [--as SEAT] [--at PROPOSAL] [--glyphs auto\\|narrow\\|wide\\|ascii] [--theme NAME]`",
        "`heyi new DIR [--from ID] [--empty]`",
        "`heyi target TEXT [--promise PROMISE]… [--json]`",
        "`heyi keys [--json] [--markdown]`",
    ] {
        assert!(table.contains(usage), "{usage}\n{table}");
    }
}

#[test]
fn the_theme_it_shows_is_read_and_every_theme_and_role_is_named() {
    let readme =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let shown = readme.split("<!-- theme -->").nth(1).unwrap();
    let (shown, _) = shown.split_once("<!-- /theme -->").unwrap();
    let example = shown.split("```").nth(1).unwrap();
    let theme = Theme::parse("mine", example).unwrap();
    assert_ne!(
        theme.look(Role::Bad),
        Theme::built_in("dark").look(Role::Bad)
    );
    assert_eq!(
        theme.look(Role::Good),
        Theme::built_in("dark").look(Role::Good)
    );
    for role in Role::ALL {
        let name = format!("`{}`", role.key());
        assert!(shown.contains(&name), "{name}");
    }
    for name in built_in::NAMES {
        let name = format!("`{name}`");
        assert_eq!(readme.matches(&name).count(), 2, "{name} in both languages");
    }
}

#[test]
fn it_counts_the_steps_of_the_round() {
    let readme =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    assert_eq!(Step::ALL.len(), 11);
    for told in ["十一步各一行", "shows eleven steps"] {
        assert!(readme.contains(told), "{told}");
    }
}
