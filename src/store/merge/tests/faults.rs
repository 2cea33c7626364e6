//! A disk that fails or loses power while files are taken in or handed in: no sheet is lost,
//! nothing half-written counts, and doing it once more ends where it should have ended.

use super::*;
use crate::store::faults::{Crashing, Failing, Loss, REFUSALS};
use crate::store::home::reason;

/// A panel with own sheets that are newer, older, joined and damaged, and files for it.
struct Scene {
    bench: Bench,
    files: Vec<PathBuf>,
    sheets: Vec<ScoreSheet>,
}

impl Scene {
    fn new() -> Self {
        let bench = Bench::new();
        let base = sheet("E01", "SM-01");
        let left = with(&base, &[("scores.target", "17"), ("comment", "左")]);
        let right = with(&base, &[("verdict", "revise")]);
        let newer = with(&sheet("E01", "SM-05"), &[("scores.route", "9")]);
        let files = vec![
            bench.hand_in(
                "a.txt",
                &[&left, &sheet("E01", "SM-05"), &sheet("E01", "SM-06")],
            ),
            bench.hand_in("b.txt", &[&right, &newer]),
        ];
        let sheets = vec![left, right, newer, sheet("E01", "SM-06")];
        Self {
            bench,
            files,
            sheets,
        }
    }

    /// The panel as it is before: one sheet there in an older version, one damaged.
    fn before(&self) -> PathBuf {
        let panel = self.bench.home.path().join("again");
        if panel.exists() {
            for part in ["scores", "inbox"] {
                let _ = fs::remove_dir_all(panel.join(part));
            }
        } else {
            self.bench.fresh("again");
        }
        put(&panel, &sheet("E01", "SM-01"));
        fs::write(panel.join("scores/first/E01/SM-06.toml"), "damaged").unwrap();
        panel
    }

    fn merge(&self, files: &dyn Files, panel: &Path) -> Result<Merge, MergeFault> {
        let options = Options {
            is_dry: false,
            at: AT,
            progress: &|_, _| {},
        };
        merge(files, panel, &self.files, &options)
    }

    /// Everything that was there or came in is still known: its values stand in the panel,
    /// or its file is in the inbox.
    fn nothing_is_lost(&self, panel: &Path) {
        for sheet in &self.sheets {
            let text = on_disk(panel, "E01", &sheet.proposal);
            let is_there = text == sealed_text(sheet) || text.contains(&sheet.seal.sha256);
            let kept = inbox::kept(panel);
            let files: Vec<String> = kept
                .iter()
                .filter_map(|digest| inbox::read(panel, digest).ok())
                .map(|bytes| String::from_utf8(bytes).unwrap())
                .collect();
            let came = self
                .files
                .iter()
                .map(|file| fs::read_to_string(file).unwrap());
            let holds = |text: &String| text.contains(&sealed_text(sheet));
            assert!(
                is_there || files.iter().any(holds) || came.into_iter().any(|text| holds(&text))
            );
        }
        let old = on_disk(panel, "E01", "SM-01");
        assert!(crate::domain::seal::check_seal(&old).is_ok(), "{old}");
    }
}

/// What counts: sheets without the half-written files that nobody reads.
fn counting(panel: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = everything(panel);
    all.retain(|name, bytes| {
        let file = name.rsplit('/').next().unwrap();
        let is_garbage = name.starts_with("inbox") && *bytes == b"damaged";
        !file.starts_with('.') && !is_garbage
    });
    all
}

#[test]
fn every_operation_of_a_merge_may_fail_once() {
    let scene = Scene::new();
    let panel = scene.before();
    scene.merge(&Disk, &panel).unwrap();
    let wanted = counting(&panel);
    let is_long = is_long();
    let mut failed = 0;
    for at in 1.. {
        let all = if is_long { REFUSALS.len() } else { 1 };
        let mut has_ended = false;
        for nth in 0..all {
            let code = REFUSALS[(at + nth) % REFUSALS.len()];
            let panel = scene.before();
            let untouched = on_disk(&panel, "E01", "SM-01");
            let disk = Failing::new(at, code);
            let result = scene.merge(&disk, &panel);
            has_ended = !disk.has_failed();
            if let Err(fault) = &result {
                failed += 1;
                let MergeFault::Unwritten(error) = fault else {
                    panic!("step {at}: {fault:?}");
                };
                assert_ne!(reason(error), "io.other", "step {at}: {error:?}");
                assert_eq!(on_disk(&panel, "E01", "SM-01"), untouched, "step {at}");
            }
            scene.nothing_is_lost(&panel);
            scene.merge(&Disk, &panel).unwrap();
            assert_eq!(counting(&panel), wanted, "step {at}, code {code}");
        }
        if has_ended {
            break;
        }
    }
    assert!(failed > 15, "every step was made to fail: {failed}");
}

#[test]
fn a_merge_may_end_at_every_moment() {
    let scene = Scene::new();
    let panel = scene.before();
    scene.merge(&Disk, &panel).unwrap();
    let wanted = counting(&panel);
    let is_long = is_long();
    let mut crashed = 0;
    for at in 1.. {
        let mut has_ended = false;
        let losses = [Loss::Nothing, Loss::Bytes, Loss::Names];
        let here = |nth: &usize| is_long || (at + nth).is_multiple_of(losses.len());
        for nth in (0..losses.len()).filter(here) {
            let loss = losses[nth];
            let panel = scene.before();
            let disk = Crashing::new(at);
            let _ = scene.merge(&disk, &panel);
            has_ended = !disk.has_crashed();
            disk.leave(loss);
            scene.nothing_is_lost(&panel);
            scene.merge(&Disk, &panel).unwrap();
            assert_eq!(counting(&panel), wanted, "step {at}, {loss:?}");
            crashed += usize::from(!has_ended);
        }
        if has_ended {
            break;
        }
    }
    assert!(crashed > 15, "every moment was an end: {crashed}");
}

#[test]
fn a_hand_in_is_whole_or_not_there() {
    let scene = Scene::new();
    let copy = scene.bench.fresh("copy");
    for sheet in &scene.sheets[1..] {
        put(&copy, sheet);
    }
    for at in 1.. {
        let out = scene.bench.home.path().join("stick");
        let _ = fs::remove_dir_all(&out);
        let disk = Failing::new(at, REFUSALS[at % REFUSALS.len()]);
        let done = hand_in::write(&disk, &copy, "E01", &out, &|_, _, _| {});
        let found: Vec<PathBuf> = fs::read_dir(&out)
            .map(|entries| entries.map(|entry| entry.unwrap().path()).collect())
            .unwrap_or_default();
        match done {
            Ok(done) => {
                assert_eq!((done.sheets, found), (3, vec![done.file]));
                if !disk.has_failed() {
                    break;
                }
            }
            Err(fault) => {
                let hand_in::HandInFault::Unwritten(error) = fault else {
                    panic!("step {at}");
                };
                assert_ne!(reason(&error), "io.other");
                let is_whole = |path: &PathBuf| {
                    let received = crate::domain::hand_in::read(&fs::read(path).unwrap()).unwrap();
                    received.wholeness == crate::domain::hand_in::Wholeness::Whole
                };
                assert!(found.iter().all(is_whole), "step {at}: {found:?}");
            }
        }
    }
    for at in 1..20 {
        let out = scene.bench.home.path().join("stick");
        let _ = fs::remove_dir_all(&out);
        let disk = Crashing::new(at);
        let done = hand_in::write(&disk, &copy, "E01", &out, &|_, _, _| {});
        disk.leave(Loss::Names);
        if let Ok(done) = done {
            let received = crate::domain::hand_in::read(&fs::read(done.file).unwrap()).unwrap();
            assert_eq!(received.wholeness, crate::domain::hand_in::Wholeness::Whole);
        }
        assert_eq!(
            on_disk(&copy, "E01", "SM-06"),
            sealed_text(&scene.sheets[3])
        );
    }
}
