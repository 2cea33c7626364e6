//! Taking files in: each outcome, nothing lost, nothing in that does not belong, and the same
//! bytes in whatever order.

mod faults;

use super::*;
use crate::domain::seal::sealed_text;
use crate::domain::sheet::{CellName, Round, ScoreSheet, SheetState};
use crate::store::create::copy_whole;
use crate::store::hand_in;
use crate::store::save::Disk;
use crate::store::source::DEMO;
use std::collections::BTreeMap;
use std::fs;
use std::path::MAIN_SEPARATOR;

const AT: &str = "2026-01-01T00:00:00+08:00";

fn is_long() -> bool {
    std::env::var_os("HEYI_LONG").is_some()
}

/// A panel without any scores, and a place for files.
struct Bench {
    home: tempfile::TempDir,
}

impl Bench {
    fn new() -> Self {
        let bench = Self {
            home: tempfile::tempdir().unwrap(),
        };
        bench.fresh("panel");
        bench
    }

    /// Makes a panel of that name again.
    fn fresh(&self, name: &str) -> PathBuf {
        let folder = self.home.path().join(name);
        let _ = fs::remove_dir_all(&folder);
        copy_whole(DEMO, &folder, false).unwrap();
        fs::remove_dir_all(folder.join("scores")).unwrap();
        let head = folder.join("panel.toml");
        let text = fs::read_to_string(&head).unwrap();
        fs::write(head, text.replace("demonstration = true", "")).unwrap();
        folder
    }

    fn panel(&self) -> PathBuf {
        self.home.path().join("panel")
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.home.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    /// Hands sheets in as the program of an expert does, and returns the file.
    fn hand_in(&self, name: &str, sheets: &[&ScoreSheet]) -> PathBuf {
        let copy = self.fresh("copy");
        for sheet in sheets {
            put(&copy, sheet);
        }
        let out = self.home.path().join("out");
        let done = hand_in::write(&Disk, &copy, &sheets[0].expert, &out, &|_, _, _| {}).unwrap();
        assert_eq!(done.sheets, sheets.len());
        let path = self.home.path().join(name);
        fs::rename(done.file, &path).unwrap();
        path
    }

    fn merge(&self, files: &[&PathBuf]) -> Merge {
        merge_into(&self.panel(), files)
    }
}

fn merge_into(panel: &Path, files: &[&PathBuf]) -> Merge {
    let options = Options {
        is_dry: false,
        at: AT,
        progress: &|_, _| {},
    };
    let files: Vec<PathBuf> = files.iter().map(|&file| file.clone()).collect();
    merge(&Disk, panel, &files, &options).unwrap()
}

fn put(panel: &Path, sheet: &ScoreSheet) {
    let folder = panel
        .join("scores")
        .join(sheet.round.key())
        .join(&sheet.expert);
    fs::create_dir_all(&folder).unwrap();
    fs::write(
        folder.join(format!("{}.toml", sheet.proposal)),
        sealed_text(sheet),
    )
    .unwrap();
}

fn sheet(expert: &str, proposal: &str) -> ScoreSheet {
    with(
        &ScoreSheet::new("demo", expert, proposal, Round::First),
        &[("scores.target", "16"), ("scores.novelty", "12")],
    )
}

fn with(sheet: &ScoreSheet, changes: &[(&str, &str)]) -> ScoreSheet {
    let mut next = sheet.clone();
    for (cell, to) in changes {
        assert!(
            next.change(&CellName::parse(cell).unwrap(), to, AT),
            "{cell} {to}"
        );
    }
    next
}

fn on_disk(panel: &Path, expert: &str, proposal: &str) -> String {
    let file = format!("scores/first/{expert}/{proposal}.toml");
    fs::read_to_string(panel.join(file)).unwrap_or_default()
}

/// Everything of a panel but its journal and its locks.
fn everything(panel: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut folders = vec![panel.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(panel).unwrap().display().to_string();
            let name = name.replace(MAIN_SEPARATOR, "/");
            if path.is_dir() {
                folders.push(path);
            } else if name != "journal.log" && !name.contains(".lock") {
                all.insert(name, fs::read(path).unwrap());
            }
        }
    }
    all
}

fn open_conflicts(bench: &Bench) -> Vec<OpenConflict> {
    let source = Source::Folder(bench.panel());
    rebuilt(&source, &load::panel(&source).0).conflicts
}

fn outcomes(merge: &Merge) -> Vec<Outcome> {
    merge.files.iter().map(|file| file.outcome).collect()
}

fn keys(merge: &Merge, at: usize) -> Vec<&str> {
    merge.files[at].why.iter().map(|why| why.key).collect()
}

#[test]
fn files_come_in_once_and_newer_ones_take_the_place_of_older_ones() {
    let bench = Bench::new();
    let old = [sheet("E01", "SM-01"), sheet("E01", "SM-05")];
    let new = [with(&old[0], &[("comment", "好")]), old[1].clone()];
    let first = bench.hand_in("a.txt", &[&old[0], &old[1]]);
    let second = bench.hand_in("b.txt", &[&new[0], &new[1]]);
    let merge = bench.merge(&[&first]);
    assert_eq!(outcomes(&merge), [Outcome::New]);
    assert_eq!((merge.files[0].sheets, merge.written), (2, 2));
    assert_eq!(
        on_disk(&bench.panel(), "E01", "SM-01"),
        sealed_text(&old[0])
    );
    assert_eq!(outcomes(&bench.merge(&[&first])), [Outcome::Same]);
    assert_eq!(outcomes(&bench.merge(&[&second])), [Outcome::Updated]);
    assert_eq!(
        on_disk(&bench.panel(), "E01", "SM-01"),
        sealed_text(&new[0])
    );
    let again = bench.merge(&[&first]);
    assert_eq!((outcomes(&again), again.written), (vec![Outcome::Same], 0));
    assert_eq!(inbox::kept(&bench.panel()).len(), 2);
    let journal = journal::lines(&bench.panel());
    assert_eq!(journal.len(), 2, "{journal:?}");
    assert!(journal[0].contains("a.txt: new, 2 sheets"));
}

#[test]
fn an_older_file_that_was_not_seen_before_is_not_taken_and_said_to_be_older() {
    let bench = Bench::new();
    let old = sheet("E01", "SM-01");
    let other = sheet("E01", "SM-05");
    let new = with(&old, &[("comment", "好")]);
    let late = bench.hand_in("late.txt", &[&old]);
    let early = bench.hand_in("early.txt", &[&new, &other]);
    bench.merge(&[&early]);
    let merge = bench.merge(&[&late]);
    assert_eq!(outcomes(&merge), [Outcome::Older]);
    assert_eq!(keys(&merge, 0), ["older", "fewer"]);
    assert_eq!(on_disk(&bench.panel(), "E01", "SM-01"), sealed_text(&new));
}

#[test]
fn two_lines_are_joined_and_what_both_changed_waits_for_a_person() {
    let bench = Bench::new();
    let base = sheet("E01", "SM-01");
    let left = with(&base, &[("scores.target", "17")]);
    let right = with(&base, &[("scores.route", "11"), ("scores.target", "18")]);
    let (a, b) = (
        bench.hand_in("a.txt", &[&left]),
        bench.hand_in("b.txt", &[&right]),
    );
    let merge = bench.merge(&[&a, &b]);
    assert_eq!(outcomes(&merge), [Outcome::Conflict, Outcome::Conflict]);
    assert_eq!(merge.conflicts.len(), 1);
    let conflict = &merge.conflicts[0];
    assert_eq!(
        (conflict.cell.as_str(), conflict.before.as_str()),
        ("scores.target", "16")
    );
    let values: Vec<(&str, &str)> = conflict
        .values
        .iter()
        .map(|value| (value.value.as_str(), value.files[0].as_str()))
        .collect();
    assert_eq!(values, [("17", "a.txt"), ("18", "b.txt")]);
    let text = on_disk(&bench.panel(), "E01", "SM-01");
    assert!(text.contains("target = \"16\"") && text.contains("route = \"11\""));
    assert_eq!(open_conflicts(&bench).len(), 1);
    let ruling = "\n[[conflict]]\nproposal = \"SM-01\"\nexpert = \"E01\"\ncell = \"scores.target\"\n\
                  between = [\"17\", \"18\"]\nvalue = \"18\"\nby = \"秘书组\"\nreason = \"专家电话确认\"\n";
    let rulings = bench.panel().join("rulings.toml");
    let before = fs::read_to_string(&rulings).unwrap();
    fs::write(&rulings, before + ruling).unwrap();
    let merge = bench.merge(&[]);
    assert_eq!((merge.conflicts.len(), merge.written), (0, 1));
    assert!(on_disk(&bench.panel(), "E01", "SM-01").contains("target = \"18\""));
    assert_eq!(open_conflicts(&bench), []);
}

#[test]
fn what_does_not_belong_here_waits_with_the_reason() {
    let bench = Bench::new();
    let mine = sheet("E01", "SM-01");
    let other_panel = ScoreSheet {
        panel: "elsewhere".into(),
        ..mine.clone()
    };
    let other_panel = with(&other_panel, &[("comment", "x")]);
    let unknown = with(
        &ScoreSheet::new("demo", "E01", "ZZ-99", Round::First),
        &[("comment", "x")],
    );
    let foreign = with(
        &ScoreSheet::new("demo", "E77", "SM-01", Round::First),
        &[("comment", "x")],
    );
    let mut old_rubric = sheet("E02", "SM-01");
    old_rubric.rubric = "sha256:0".into();
    let old_rubric = with(&old_rubric, &[("scores.gone", "3"), ("comment", "x")]);
    for (sheet, key) in [
        (&other_panel, "other_panel"),
        (&unknown, "unknown_proposal"),
        (&foreign, "foreign_expert"),
        (&old_rubric, "other_rubric"),
    ] {
        let file = bench.file("x.txt", sealed_text(sheet));
        let merge = bench.merge(&[&file]);
        assert_eq!(outcomes(&merge), [Outcome::Quarantined], "{key}");
        assert_eq!(keys(&merge, 0), [key]);
        assert_eq!(merge.written, 0);
    }
    let strange = bench.file("note.docx", b"PK\x03\x04 something else");
    let merge = bench.merge(&[&strange]);
    assert_eq!(
        (outcomes(&merge), keys(&merge, 0)),
        (vec![Outcome::Quarantined], vec!["no_hand_in"])
    );
    assert!(!bench.panel().join("scores").exists());
    // as soon as the panel knows the proposal, what waits comes in
    let from = bench.panel().join("proposals/SM-01.toml");
    fs::copy(from, bench.panel().join("proposals/ZZ-99.toml")).unwrap();
    let assignments = bench.panel().join("assignments.toml");
    let text = fs::read_to_string(&assignments).unwrap();
    let text = text.replace("\"SM-01\"", "\"SM-01\", \"ZZ-99\"");
    fs::write(&assignments, text).unwrap();
    assert_eq!(bench.merge(&[]).written, 1);
    assert_eq!(
        on_disk(&bench.panel(), "E01", "ZZ-99"),
        sealed_text(&unknown)
    );
}

#[test]
fn a_sheet_of_somebody_else_in_a_hand_in_does_not_come_in() {
    let bench = Bench::new();
    let mine = sheet("E01", "SM-01");
    let theirs = sheet("E02", "SM-01");
    let hand_in = crate::domain::hand_in::HandIn {
        panel: "demo".into(),
        expert: "E01".into(),
        commitment: String::new(),
        sheets: vec![
            ("first/SM-01".into(), sealed_text(&mine)),
            ("first/SM-01".into(), sealed_text(&theirs)),
        ],
    };
    let file = bench.file("x.txt", hand_in.text("0000-0000-0000"));
    let merge = bench.merge(&[&file]);
    assert_eq!(keys(&merge, 0), ["others_sheet"]);
    assert_eq!(on_disk(&bench.panel(), "E01", "SM-01"), sealed_text(&mine));
    assert_eq!(on_disk(&bench.panel(), "E02", "SM-01"), "");
    assert_eq!(
        bench.merge(&[]).written,
        0,
        "nor when the inbox is read again"
    );
}

#[test]
fn a_damaged_file_gives_up_every_whole_sheet_and_says_what_is_lost() {
    let bench = Bench::new();
    let sheets = [
        sheet("E01", "SM-01"),
        sheet("E01", "SM-05"),
        sheet("E01", "SM-06"),
    ];
    let whole = bench.hand_in("a.txt", &[&sheets[0], &sheets[1], &sheets[2]]);
    let bytes = fs::read(&whole).unwrap();
    let cut = bench.file("cut.txt", &bytes[..bytes.len() - 400]);
    let merge = bench.merge(&[&cut]);
    assert_eq!(outcomes(&merge), [Outcome::Salvaged]);
    assert_eq!(keys(&merge, 0), ["cut_off", "lost", "sheet_cut_off"]);
    assert_eq!(merge.files[0].why[1].details, ["1", "first/SM-06"]);
    assert_eq!(merge.written, 2);
    let nothing = bench.file("nothing.txt", &bytes[..300]);
    let merge = bench.merge(&[&nothing]);
    assert_eq!(outcomes(&merge), [Outcome::Damaged]);
    let missing = bench.home.path().join("nowhere.txt");
    let merge = bench.merge(&[&missing, &bench.file("empty.txt", "")]);
    assert_eq!(outcomes(&merge), [Outcome::Damaged, Outcome::Damaged]);
    assert_eq!(bench.merge(&[&whole]).written, 1);
}

#[test]
fn nothing_in_the_panel_is_lost_that_a_file_takes_the_place_of() {
    let bench = Bench::new();
    let panel = bench.panel();
    let base = sheet("E01", "SM-01");
    let ours = with(&base, &[("comment", "本机录入")]);
    let received = with(&base, &[("verdict", "revise")]);
    put(&panel, &ours);
    let copy = with(&ours, &[("scores.route", "9")]);
    let folder = panel.join("scores/first/E01");
    fs::write(folder.join("SM-01~0badcafe.toml"), sealed_text(&copy)).unwrap();
    fs::write(folder.join("SM-05.toml"), "damaged").unwrap();
    let file = bench.hand_in("a.txt", &[&received, &sheet("E01", "SM-05")]);
    let merge = bench.merge(&[&file]);
    assert_eq!(outcomes(&merge), [Outcome::Merged]);
    let text = on_disk(&panel, "E01", "SM-01");
    for part in ["本机录入", "verdict = \"revise\"", "route = \"9\""] {
        assert!(text.contains(part), "{part}");
    }
    assert!(!folder.join("SM-01~0badcafe.toml").exists());
    let kept: Vec<Vec<u8>> = inbox::kept(&panel)
        .iter()
        .map(|digest| inbox::read(&panel, digest).unwrap())
        .collect();
    for lost in [sealed_text(&ours), sealed_text(&copy), "damaged".to_owned()] {
        assert!(kept.contains(&lost.into_bytes()));
    }
    let before = everything(&panel);
    assert_eq!(bench.merge(&[&file]).written, 0);
    assert_eq!(everything(&panel), before, "merging twice changes nothing");
}

#[test]
fn an_open_window_is_left_alone_and_its_sheets_come_later() {
    let bench = Bench::new();
    let base = sheet("E01", "SM-01");
    put(&bench.panel(), &base);
    let newer = bench.hand_in("a.txt", &[&with(&base, &[("comment", "x")])]);
    let window = crate::store::desk::Desk::open(&bench.panel(), Round::First, "E01").unwrap();
    assert!(window.is_some());
    let merge = bench.merge(&[&newer]);
    assert_eq!(
        (merge.busy.as_slice(), merge.written),
        (&["E01".to_owned()][..], 0)
    );
    assert_eq!(on_disk(&bench.panel(), "E01", "SM-01"), sealed_text(&base));
    drop(window);
    assert_eq!(bench.merge(&[]).written, 1);
}

#[test]
fn a_dry_run_tells_the_same_and_writes_nothing() {
    let bench = Bench::new();
    let file = bench.hand_in("a.txt", &[&sheet("E01", "SM-01")]);
    let before = everything(&bench.panel());
    let options = Options {
        is_dry: true,
        at: AT,
        progress: &|_, _| {},
    };
    let dry = merge(&Disk, &bench.panel(), std::slice::from_ref(&file), &options).unwrap();
    assert_eq!(everything(&bench.panel()), before);
    let wet = bench.merge(&[&file]);
    assert_eq!((dry.files, dry.written), (wet.files, wet.written));
}

#[test]
fn what_is_dropped_into_the_inbox_is_taken_in_when_it_is_whole() {
    let bench = Bench::new();
    let file = bench.hand_in("a.txt", &[&sheet("E01", "SM-01"), &sheet("E01", "SM-05")]);
    let bytes = fs::read(&file).unwrap();
    let dropped = bench.panel().join("inbox/E01 交表.txt");
    fs::create_dir_all(dropped.parent().unwrap()).unwrap();
    fs::write(&dropped, &bytes[..bytes.len() / 2]).unwrap();
    bench.merge(&[]);
    assert!(dropped.exists(), "it may still be on its way");
    fs::write(&dropped, &bytes).unwrap();
    let merge = bench.merge(&[]);
    assert_eq!(merge.files[0].file, "E01 交表.txt");
    assert!(!dropped.exists() && merge.files[0].outcome >= Outcome::New);
    assert_eq!(inbox::kept(&bench.panel()).len(), 1);
}

#[test]
fn a_pack_or_a_folder_of_files_can_be_taken_in_whole() {
    let bench = Bench::new();
    let copy = bench.fresh("E01");
    put(&copy, &sheet("E01", "SM-01"));
    let merge = bench.merge(&[&copy]);
    assert_eq!((merge.files.len(), merge.written), (1, 1));
    let stick = bench.home.path().join("stick");
    fs::create_dir(&stick).unwrap();
    fs::rename(
        bench.hand_in("b.txt", &[&sheet("E02", "SM-01")]),
        stick.join("b.txt"),
    )
    .unwrap();
    assert_eq!(bench.merge(&[&stick]).written, 1);
}

#[test]
fn a_closed_or_broken_panel_takes_nothing_in() {
    let bench = Bench::new();
    let file = bench.hand_in("a.txt", &[&sheet("E01", "SM-01")]);
    let options = Options {
        is_dry: false,
        at: AT,
        progress: &|_, _| {},
    };
    let head = bench.panel().join("panel.toml");
    let text = fs::read_to_string(&head).unwrap();
    fs::write(&head, text.replace("\"open\"", "\"closed\"")).unwrap();
    let refused = merge(&Disk, &bench.panel(), std::slice::from_ref(&file), &options);
    assert!(matches!(refused, Err(MergeFault::Closed)));
    fs::write(&head, text).unwrap();
    fs::write(bench.panel().join("rulings.toml"), "[[conflict").unwrap();
    let refused = merge(&Disk, &bench.panel(), &[file], &options);
    assert!(matches!(refused, Err(MergeFault::Panel(_))));
    assert!(!bench.panel().join("scores").exists());
}

#[test]
fn the_order_of_files_and_of_merges_changes_no_byte() {
    let bench = Bench::new();
    let base = sheet("E01", "SM-01");
    let other = sheet("E01", "SM-05");
    let left = with(&base, &[("scores.target", "17"), ("comment", "左")]);
    let right = with(&base, &[("scores.target", "18"), ("verdict", "revise")]);
    let late = with(&left, &[("scores.route", "10")]);
    let mut gone = with(&other, &[("comment", "回避")]);
    assert!(gone.set_state(SheetState::Recused, "同单位", AT));
    let files = [
        bench.hand_in("1.txt", &[&base, &other]),
        bench.hand_in("2.txt", &[&left, &other]),
        bench.hand_in("3.txt", &[&right, &gone]),
        bench.hand_in("4.txt", &[&late]),
        bench.hand_in("5.txt", &[&sheet("E02", "SM-01")]),
        bench.file("6.txt", sealed_text(&right).replace('\n', "\r\n")),
    ];
    let wanted = {
        let panel = bench.fresh("one");
        merge_into(&panel, &files.iter().collect::<Vec<_>>());
        everything(&panel)
    };
    let rounds = if is_long() { 10_000 } else { 15 };
    let mut seed = 11_u64;
    for round in 0..rounds {
        let mut below = |bound: usize| {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            usize::try_from(seed % 1_000_003).unwrap() % bound
        };
        let mut order: Vec<&PathBuf> = files.iter().collect();
        order.push(&files[below(files.len())]);
        for at in (1..order.len()).rev() {
            order.swap(at, below(at + 1));
        }
        let panel = bench.home.path().join("again");
        if round == 0 {
            bench.fresh("again");
        }
        let _ = fs::remove_dir_all(panel.join("scores"));
        let _ = fs::remove_dir_all(panel.join("inbox"));
        while !order.is_empty() {
            let part: Vec<&PathBuf> = order.drain(..=below(order.len())).collect();
            merge_into(&panel, &part);
        }
        assert_eq!(everything(&panel), wanted, "round {round}");
    }
}

#[test]
fn a_sheet_of_an_earlier_rubric_comes_in_as_soon_as_a_rule_carries_it() {
    let bench = Bench::new();
    let mut old = ScoreSheet::new("demo", "E02", "SM-01", Round::First);
    old.rubric = "sha256:0".into();
    let marks = [
        "target",
        "novelty",
        "route",
        "industry",
        "chain",
        "base",
        "cooperation",
        "budget",
    ];
    let cells: Vec<String> = marks.iter().map(|id| format!("scores.{id}")).collect();
    let cells: Vec<(&str, &str)> = cells.iter().map(|cell| (cell.as_str(), "4")).collect();
    let old = with(&with(&old, &cells), &[("scores.gone", "3")]);
    let file = bench.file("old.txt", sealed_text(&old));
    let merge = bench.merge(&[&file]);
    assert_eq!(
        (outcomes(&merge), keys(&merge, 0)),
        (vec![Outcome::Quarantined], vec!["other_rubric"])
    );
    let rule =
        "[[migration]]\nfrom = 'sha256:0'\nby = '王某'\nreason = '删去一项'\ndropped = ['gone']\n";
    fs::write(bench.panel().join("rulings.toml"), rule).unwrap();
    assert_eq!(bench.merge(&[]).written, 1, "what waited comes in");
    assert_eq!(
        on_disk(&bench.panel(), "E02", "SM-01"),
        sealed_text(&old),
        "it lies there as it came"
    );
}
