//! Sheets are written, read back, and read leniently where they are damaged.

use super::*;
use crate::domain::decimal::Decimal;
use crate::domain::people::Expert;
use crate::domain::proposal::Proposal;
use crate::domain::rubric::{Criterion, Rubric, Scale};
use crate::domain::seal::{digest, sealed_text};
use crate::domain::sheet::CellName;
use crate::domain::sheet::SheetState;
use crate::store::load;
use crate::store::source::SHEET_LIMIT;
use std::path::Path;

fn panel() -> Panel {
    let criterion = |id: &str| Criterion {
        id: id.into(),
        required: true,
        scale: Scale {
            max: "20".into(),
            ..Scale::default()
        },
        ..Criterion::default()
    };
    let mut panel = Panel {
        rubric: Rubric {
            criteria: vec![criterion("target"), criterion("route")],
            ..Rubric::default()
        },
        experts: vec![Expert {
            id: "E01".into(),
            ..Expert::default()
        }],
        proposals: ["A", "B"]
            .map(|id| Proposal {
                id: id.into(),
                ..Proposal::default()
            })
            .into(),
        ..Panel::default()
    };
    panel.head.id = "p".into();
    panel
}

fn text(expert: &str, proposal: &str, target: &str) -> String {
    let mut sheet = ScoreSheet::new("p", expert, proposal, Round::First);
    sheet.change(&CellName::Score("route".into()), "7", "");
    sheet.scores.insert("target".into(), target.into());
    sealed_text(&sheet)
}

fn sealed(body: &str) -> String {
    format!("{body}[seal]\nsha256 = \"{}\"\n", digest(body.as_bytes()))
}

fn read(files: &[(&str, String)]) -> (Vec<ScoreSheet>, Vec<Problem>) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join("scores/first").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    all(
        &Source::Folder(folder.path().to_owned()),
        &panel(),
        Round::First,
    )
}

#[test]
fn a_bad_sheet_is_left_out_and_hides_no_other() {
    let good = text("E01", "A", "16");
    let cut = good[..good.len() - 30].to_owned();
    for (name, bad, trouble) in [
        (
            "E01/B.toml",
            good.replace("\"16\"", "\"17\""),
            Trouble::SealBroken,
        ),
        ("E01/B.toml", cut, Trouble::SealBroken),
        (
            "E01/B.toml",
            good.split("[seal]").next().unwrap().to_owned(),
            Trouble::SealMissing,
        ),
        ("E01/B.toml", String::new(), Trouble::Empty),
        ("E01/B.toml", good.clone(), Trouble::Misplaced),
        ("E01/C.toml", text("E01", "C", "1"), Trouble::UnknownId),
        ("E77/A.toml", text("E77", "A", "1"), Trouble::UnknownId),
        (
            "E01/B~0a1b2c3d.toml",
            text("E01", "B", "1"),
            Trouble::ConflictCopy,
        ),
        (
            "E01/B.toml",
            sealed("format = 2\npanel = \"p\"\nexpert = \"E01\"\nproposal = \"B\"\n"),
            Trouble::NewerFormat,
        ),
        ("E01/B.toml", sealed("format = = 1\n"), Trouble::Syntax),
        ("E01/B.toml", "x".repeat(1024 * 1024 + 1), Trouble::TooLarge),
    ] {
        let (sheets, problems) = read(&[("E01/A.toml", good.clone()), (name, bad)]);
        assert_eq!(sheets.len(), 1, "{trouble:?}");
        assert_eq!(sheets[0].proposal, "A");
        let found: Vec<Trouble> = problems.iter().map(|problem| problem.trouble).collect();
        assert_eq!(found, [trouble]);
    }
}

#[test]
fn the_wrong_panel_says_where() {
    let other = text("E01", "A", "16").replace("panel = \"p\"", "panel = \"q\"");
    let body = other.split("[seal]").next().unwrap();
    let (sheets, problems) = read(&[("E01/A.toml", sealed(body))]);
    assert!(sheets.is_empty());
    assert_eq!(problems[0].details, ["panel", "q", "p"]);
    assert_eq!((problems[0].line, problems[0].column), (2, 9));
    assert_eq!(problems[0].excerpt, "panel = \"q\"");
}

#[test]
fn a_cell_that_cannot_be_is_absent_and_the_rest_stays() {
    for (score, trouble, detail) in [
        ("21", Trouble::OutOfRange, "0–20"),
        ("-1", Trouble::OutOfRange, "0–20"),
        ("7.5", Trouble::OffStep, "1"),
        ("nan", Trouble::NotANumber, "nan"),
        ("1e1", Trouble::NotANumber, "1e1"),
        ("", Trouble::NotANumber, ""),
    ] {
        let (sheets, problems) = read(&[("E01/A.toml", text("E01", "A", score))]);
        assert_eq!(sheets[0].scores.len(), 1, "{score}");
        assert_eq!(sheets[0].total(&panel().rubric), None);
        assert_eq!(problems.len(), 1);
        let problem = &problems[0];
        assert_eq!(problem.trouble, trouble, "{score}");
        assert_eq!(problem.details.last().unwrap(), detail);
        assert!(problem.excerpt.starts_with("target = "), "{problem:?}");
        assert_eq!(problem.column, 10);
    }
}

#[test]
fn nought_is_a_score() {
    let (sheets, problems) = read(&[("E01/A.toml", text("E01", "A", "0"))]);
    assert_eq!(problems, []);
    assert_eq!(sheets[0].total(&panel().rubric), Some(Decimal::from(7)));
}

#[test]
fn windows_line_ends_and_byte_order_marks_are_no_damage() {
    let windows = format!("\u{feff}{}", text("E01", "A", "16").replace('\n', "\r\n"));
    let (sheets, problems) = read(&[("E01/A.toml", windows)]);
    assert_eq!((sheets.len(), problems), (1, vec![]));
}

#[test]
fn the_demonstration_reads_without_a_problem_alone_and_together() {
    let source = Source::Folder(Path::new(env!("CARGO_MANIFEST_DIR")).join("panels/demo"));
    let (panel, problems) = load::panel(&source);
    assert_eq!(problems, []);
    let (together, problems) = all(&source, &panel, Round::First);
    assert_eq!(problems, []);
    let mut alone = Vec::new();
    for expert in &panel.experts {
        let own = of_expert(&source, &panel, Round::First, &expert.id).0;
        alone.extend(own.iter().map(|sheet| ScoreSheet::clone(sheet)));
    }
    assert!(together.len() > 300);
    assert_eq!(together, alone);
}

#[test]
fn the_expert_goes_on_with_a_whole_copy_where_the_own_file_is_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("scores/first/E01");
    std::fs::create_dir_all(&own).unwrap();
    std::fs::write(own.join("A.toml"), "cut").unwrap();
    std::fs::write(own.join("A~0a1b2c3d.toml"), text("E01", "A", "16")).unwrap();
    std::fs::write(own.join("B.toml"), text("E01", "B", "12")).unwrap();
    std::fs::write(own.join("B~0a1b2c3d.toml"), text("E01", "B", "3")).unwrap();
    let source = Source::Folder(folder.path().to_owned());
    let (sheets, problems) = of_expert(&source, &panel(), Round::First, "E01");
    let scores: Vec<&str> = sheets
        .iter()
        .map(|sheet| &**sheet.scores.get("target").unwrap())
        .collect();
    assert_eq!(scores, ["16", "12"]);
    let copies = problems
        .iter()
        .filter(|problem| problem.trouble == Trouble::ConflictCopy);
    assert_eq!(copies.count(), 2, "both copies are still said");
    assert_eq!(
        all(&source, &panel(), Round::First).0.len(),
        1,
        "combining takes no copy"
    );
}

#[cfg(unix)]
#[test]
fn a_folder_of_sheets_that_cannot_be_listed_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let round = folder.path().join("scores/first");
    std::fs::create_dir_all(round.join("E02")).unwrap();
    std::os::unix::fs::symlink("E01", round.join("E01")).unwrap();
    let source = Source::Folder(folder.path().to_owned());
    let (_, problems) = all(&source, &panel(), Round::First);
    let (_, alone) = of_expert(&source, &panel(), Round::First, "E01");
    assert_eq!(problems, alone);
    assert_eq!(
        (problems[0].trouble, problems[0].file.as_str()),
        (Trouble::Unreadable, "scores/first/E01")
    );
}

#[test]
fn a_score_that_is_no_mark_outlives_the_next_save() {
    let (mut sheets, problems) = read(&[("E01/A.toml", text("E01", "A", "25"))]);
    assert_eq!(problems[0].trouble, Trouble::OutOfRange);
    let sheet = &mut sheets[0];
    assert!(sheet.change(&CellName::Comment, "x", ""));
    let saved = sealed_text(sheet);
    let (again, problems) = read(&[("E01/A.toml", saved.clone())]);
    assert_eq!(again[0].set_aside["target"], "25");
    assert_eq!(again[0].total(&panel().rubric), None);
    assert_eq!(problems[0].trouble, Trouble::OutOfRange);
    assert_eq!(problems[0].excerpt, "target = \"25\"");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("scores/first/E01/A.toml");
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, saved).unwrap();
    let mut wider = panel();
    wider.rubric.criteria[0].scale.max = "30".into();
    let source = Source::Folder(folder.path().to_owned());
    let (sheets, problems) = all(&source, &wider, Round::First);
    assert_eq!(problems, []);
    assert_eq!(sheets[0].scores.get("target").unwrap(), "25");
    assert!(sheet.change(&CellName::Score("target".into()), "12", ""));
    assert_eq!(sheet.history.last().unwrap().from, "25");
    assert!(sheet.set_aside.is_empty() && !sealed_text(sheet).contains("set_aside"));
}

#[test]
fn a_changed_rubric_voids_only_the_sheets_that_do_not_fit_it() {
    let sheet = |target: &str, state: SheetState| {
        let mut sheet = ScoreSheet::new("p", "E01", "A", Round::First);
        sheet.rubric = "sha256:old".into();
        sheet.state = state;
        for (id, score) in [("target", target), ("route", "7")] {
            sheet.change(&CellName::Score(id.into()), score, "");
        }
        sealed_text(&sheet)
    };
    let mut panel = panel();
    panel.rubric_digest = "sha256:new".into();
    for (target, state, wanted) in [
        ("16", SheetState::Submitted, &[Trouble::OtherRubric][..]),
        (
            "25",
            SheetState::Submitted,
            &[Trouble::OutOfRange, Trouble::RubricChanged],
        ),
        ("", SheetState::Submitted, &[Trouble::RubricChanged]),
        ("abstain", SheetState::Submitted, &[Trouble::OtherRubric]),
        ("", SheetState::Draft, &[Trouble::OtherRubric]),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("scores/first/E01/A.toml");
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, sheet(target, state)).unwrap();
        let source = Source::Folder(folder.path().to_owned());
        let (sheets, problems) = all(&source, &panel, Round::First);
        let found: Vec<Trouble> = problems.iter().map(|one| one.trouble).collect();
        assert_eq!(found, wanted, "{target}");
        assert_eq!(sheets.len(), 1, "the expert can still read it");
    }
}

#[test]
fn what_is_combined_is_read_without_histories_and_is_otherwise_the_same() {
    let source = Source::named("demo");
    let (panel, _) = load::panel(&source);
    let (mut whole, problems) = all(&source, &panel, Round::First);
    for sheet in &mut whole {
        assert!(!sheet.history.is_empty() && !sheet.seal.sha256.is_empty());
        sheet.history.clear();
    }
    let (short, round, found) = latest(&source, &panel);
    assert_eq!((short, round, found), (whole, Round::First, problems));
}

/// However a sheet's own history is read, it is the same.
#[test]
fn an_expert_s_sheets_are_read_as_toml_reads_them() {
    let source = Source::named("demo");
    let (panel, _) = load::panel(&source);
    let (sheets, _) = of_expert(&source, &panel, Round::First, "E01");
    assert!(!sheets.is_empty());
    for sheet in sheets {
        let file = format!("scores/first/E01/{}.toml", sheet.proposal);
        let text = String::from_utf8(source.read(&file, SHEET_LIMIT).unwrap()).unwrap();
        assert_eq!(toml::from_str::<ScoreSheet>(&text).unwrap(), *sheet);
    }
}
