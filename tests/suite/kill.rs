//! The real program, killed at random instants while somebody scores: whatever the screen
//! had acknowledged is on the disk, whole, and the next start opens as if nothing had been.
#![cfg(unix)]

mod exchange;

use crate::sessions::driver::{Window, single_blanks};
use crate::sessions::program::{Program, Watch, bytes_of};
use crate::sessions::script::Setup;
use heyi::app::Key;
use heyi::domain::seal::check_seal;
use heyi::domain::sheet::ScoreSheet;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// The criteria of the default rubric with their full marks, in the order of the sheet.
const CRITERIA: [(&str, u64); 8] = [
    ("target", 20),
    ("novelty", 15),
    ("route", 15),
    ("industry", 15),
    ("chain", 15),
    ("base", 10),
    ("cooperation", 5),
    ("budget", 5),
];

/// The first proposals of the empty seat, in their order.
const PROPOSALS: [&str; 4] = ["SM-01", "SM-05", "SM-06", "SM-10"];

/// A small generator of numbers, the same for the same seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

/// The newest revision of each proposal that the screen called safe.
type Acknowledged = Arc<Mutex<BTreeMap<String, u32>>>;

/// Reads `SM-01 … 已保存 r7` from the first row of every whole frame.
fn watch(acknowledged: &Acknowledged) -> Watch {
    let acknowledged = Arc::clone(acknowledged);
    Box::new(move |rows| {
        let title = rows
            .first()
            .map(|row| single_blanks(row))
            .unwrap_or_default();
        let proposal = PROPOSALS.iter().find(|id| title.contains(*id));
        let revision: Option<u32> = title
            .rsplit_once("已保存 r")
            .and_then(|(_, number)| number.trim().parse().ok());
        if let (Some(proposal), Some(revision)) = (proposal, revision) {
            let mut known = acknowledged.lock().unwrap();
            let newest = known.entry((*proposal).to_owned()).or_insert(0);
            *newest = revision.max(*newest);
        }
    })
}

fn setup() -> Setup {
    Setup {
        size: (80, 24),
        language: "zh".into(),
        panel: Some("demo".into()),
        seat: Some("E09".into()),
        proposal: Some(PROPOSALS[0].into()),
    }
}

fn folder(home: &Path) -> PathBuf {
    home.join("panels/demo/scores/first/E09")
}

/// Reads a sheet from the disk; its seal must hold.
fn sheet(home: &Path, proposal: &str) -> Option<ScoreSheet> {
    let text = std::fs::read_to_string(folder(home).join(format!("{proposal}.toml"))).ok()?;
    assert!(check_seal(&text).is_ok(), "the seal of {proposal}:\n{text}");
    let sheet: ScoreSheet = toml::from_str(&text).unwrap();
    assert_eq!(sheet.history.len() as u32, sheet.revision);
    Some(sheet)
}

/// One life of the program.
struct Life<'a> {
    home: &'a Path,
    chance: &'a mut Chance,
    /// What stood on the disk when it began.
    before: BTreeMap<&'static str, Option<ScoreSheet>>,
    /// Every change that was typed, by proposal, in order: cell and value.
    typed: BTreeMap<&'static str, Vec<(String, String)>>,
    /// What is sent, and the revision that the screen calls safe some time after it.
    strokes: Vec<(Vec<u8>, Option<u32>)>,
}

impl<'a> Life<'a> {
    /// Makes up what will be typed: all scores of all proposals, every one another than
    /// what stands there.
    fn plan(home: &'a Path, chance: &'a mut Chance) -> Self {
        let mut life = Self {
            home,
            chance,
            before: BTreeMap::new(),
            typed: BTreeMap::new(),
            strokes: Vec::new(),
        };
        for proposal in PROPOSALS {
            let stands = sheet(home, proposal);
            life.keys(&[Key::Home]);
            let mut revision = stands.as_ref().map_or(0, |sheet| sheet.revision);
            for (criterion, max) in CRITERIA {
                let present = stands
                    .as_ref()
                    .and_then(|sheet| sheet.scores.get(criterion));
                let mark = life.another(present.map(AsRef::as_ref), max);
                life.typed
                    .entry(proposal)
                    .or_default()
                    .push((format!("scores.{criterion}"), mark.clone()));
                let digits: Vec<Key> = mark.chars().map(Key::Char).collect();
                life.keys(&digits);
                life.keys(&[Key::Enter]);
                revision += 1;
                life.strokes.last_mut().unwrap().1 = Some(revision);
            }
            life.keys(&[Key::PageDown]);
            life.before.insert(proposal, stands);
        }
        life
    }

    fn another(&mut self, present: Option<&str>, max: u64) -> String {
        loop {
            let mark = self.chance.below(max + 1).to_string();
            if Some(mark.as_str()) != present {
                return mark;
            }
        }
    }

    fn keys(&mut self, keys: &[Key]) {
        let strokes = keys.iter().map(|key| (bytes_of(*key), None));
        self.strokes.extend(strokes);
    }

    /// Types until the knife falls; returns what the screen had acknowledged.
    fn live(&mut self) -> BTreeMap<String, u32> {
        let acknowledged = Acknowledged::default();
        let mut program = Program::start(&setup(), self.home, watch(&acknowledged));
        enter(&mut program);
        let strokes = std::mem::take(&mut self.strokes);
        match self.chance.below(3) {
            0 => self.in_one_burst(&mut program, &strokes),
            1 => self.key_by_key(&mut program, &strokes),
            _ => self.with_patience(&mut program, &strokes),
        }
        program.kill();
        acknowledged.lock().unwrap().clone()
    }

    /// All at once, and some time for it.
    fn in_one_burst(&mut self, program: &mut Program, strokes: &[(Vec<u8>, Option<u32>)]) {
        let bytes: Vec<u8> = strokes
            .iter()
            .flat_map(|(bytes, _)| bytes.clone())
            .collect();
        program.send(&bytes);
        program.let_pass(Duration::from_micros(self.chance.below(400_000)));
    }

    /// One key after the other, faster than anything is saved.
    fn key_by_key(&mut self, program: &mut Program, strokes: &[(Vec<u8>, Option<u32>)]) {
        let count = 1 + self.chance.below(strokes.len() as u64) as usize;
        for (bytes, _) in strokes.iter().take(count) {
            program.send(bytes);
            program.let_pass(Duration::from_micros(self.chance.below(4_000)));
        }
    }

    /// Every score only after the one before is called safe; the knife falls during the
    /// save of the last one.
    fn with_patience(&mut self, program: &mut Program, strokes: &[(Vec<u8>, Option<u32>)]) {
        let mut left = self.chance.below(2 * CRITERIA.len() as u64);
        for (bytes, revision) in strokes {
            program.send(bytes);
            let Some(revision) = revision else {
                continue;
            };
            if left == 0 {
                break;
            }
            left -= 1;
            let safe = format!("已保存 r{revision}");
            let is_safe = program.wait(&mut |rows| single_blanks(&rows[0]).ends_with(&safe));
            assert!(is_safe, "no {safe} on\n{}", program.rows().join("\n"));
        }
        program.let_pass(Duration::from_micros(self.chance.below(12_000)));
    }

    /// Everything acknowledged is there; what is there is what was typed, in its order.
    fn check(&self, acknowledged: &BTreeMap<String, u32>) {
        for proposal in PROPOSALS {
            let before = self.before[proposal].as_ref();
            let after = sheet(self.home, proposal);
            let safe = acknowledged.get(proposal).copied().unwrap_or(0);
            let revision = after.as_ref().map_or(0, |sheet| sheet.revision);
            assert!(
                revision >= safe,
                "{proposal}: r{safe} was shown, r{revision} is there"
            );
            let Some(after) = after else {
                assert!(before.is_none(), "{proposal} is gone");
                continue;
            };
            let old = before.map_or(0, |sheet| sheet.history.len());
            assert_eq!(
                before.map(|sheet| &sheet.history[..]).unwrap_or_default(),
                &after.history[..old],
                "{proposal}: the past has changed"
            );
            for (entry, (cell, mark)) in after.history[old..].iter().zip(&self.typed[proposal]) {
                assert_eq!((&entry.cell, &entry.to), (cell, mark), "{proposal}");
                let criterion = cell.strip_prefix("scores.").unwrap();
                assert_eq!(after.scores.get(criterion).unwrap(), mark);
            }
        }
    }
}

/// From the start to the sheet, however the life before ended.
fn enter(program: &mut Program) {
    let shown = |program: &mut Program, wanted: &[&str]| {
        let holds = program.wait(&mut |rows| {
            let text = rows.iter().fold(String::new(), |mut text, row| {
                let _ = writeln!(text, "{}", single_blanks(row));
                text
            });
            wanted.iter().any(|wanted| text.contains(wanted))
        });
        assert!(holds, "not {wanted:?} on\n{}", program.rows().join("\n"));
    };
    let begun = "第 1 个汇报 SM-01";
    shown(program, &["请先阅读并承诺", begun]);
    if !program
        .rows()
        .iter()
        .any(|row| single_blanks(row).contains(begun))
    {
        program.press(Key::Enter);
        shown(program, &[begun]);
    }
    let last_row = program.rows().pop().unwrap_or_default();
    assert!(
        !last_row.contains("没有采用") && !last_row.contains("只能查看"),
        "the start is disturbed: {last_row}"
    );
}

/// The program with an empty seat, on its first sheet.
pub fn scoring(home: &Path) -> Program {
    let mut program = Program::start(&setup(), home, Box::new(|_| {}));
    enter(&mut program);
    program
}

/// The program started as it is the next morning: without a word about panel or seat.
pub fn again(home: &Path) -> Program {
    let plain = Setup {
        panel: None,
        seat: None,
        proposal: None,
        ..setup()
    };
    let mut program = Program::start(&plain, home, Box::new(|_| {}));
    assert!(program.wait(&mut |rows| rows.iter().any(|row| row.contains("演示"))));
    program.press(Key::Enter);
    // who sits here is asked again, with the last seat chosen
    assert!(program.wait(&mut |rows| rows.iter().any(|row| row.contains("请选您的席位"))));
    program.press(Key::Enter);
    program
}

/// Files that a killed save left behind.
fn left_behind(home: &Path) -> usize {
    let names = std::fs::read_dir(folder(home)).into_iter().flatten();
    names
        .filter(|entry| {
            let name = entry.as_ref().unwrap().file_name();
            name.to_string_lossy().ends_with(".new")
        })
        .count()
}

#[test]
fn a_closed_window_or_a_stop_from_outside_keeps_what_is_half_typed() {
    for signal in ["HUP", "TERM", "closed"] {
        let home = tempfile::tempdir().unwrap();
        let mut program = Program::start(&setup(), home.path(), Box::new(|_| {}));
        enter(&mut program);
        program.send(b"9");
        program.press(Key::F(2));
        program.send("写到一半".as_bytes());
        assert!(program.wait(&mut |rows| rows.iter().any(|row| row.contains("写到一半"))));
        if signal == "closed" {
            program.close();
        } else {
            program.signal(signal);
            assert!(program.has_ended_well(), "{signal}");
        }
        let sheet = sheet(home.path(), "SM-01").unwrap();
        assert_eq!(sheet.comment, "写到一半", "{signal}");
        assert_eq!(sheet.scores.get("target").unwrap(), "9", "{signal}");
    }
}

/// Whoever reads the keys takes them, and leaves them to the other thread while that one draws:
/// here again and again, for the program is told that it goes on after a stop.
#[test]
fn what_is_typed_while_everything_is_drawn_anew_stays_in_its_order() {
    let home = tempfile::tempdir().unwrap();
    let mut program = Program::start(&setup(), home.path(), Box::new(|_| {}));
    enter(&mut program);
    program.press(Key::F(2));
    let letters = (0..400_u32).map(|nth| char::from(b'a' + (nth * nth % 23) as u8));
    let text: String = letters.collect();
    let mut rest = text.as_str();
    for nth in 0.. {
        let (piece, behind) = rest.split_at((1 + nth % 7).min(rest.len()));
        program.send(piece.as_bytes());
        if nth % 4 == 0 {
            program.signal("CONT");
        }
        if behind.is_empty() {
            break;
        }
        rest = behind;
    }
    assert!(program.wait(&mut |rows| rows.iter().any(|row| row.contains("400 字"))));
    program.signal("TERM");
    assert!(program.has_ended_well());
    assert_eq!(sheet(home.path(), "SM-01").unwrap().comment, text);
}

#[test]
fn a_half_written_file_beside_a_sheet_disturbs_nothing() {
    let home = tempfile::tempdir().unwrap();
    let mut program = Program::start(&setup(), home.path(), Box::new(|_| {}));
    enter(&mut program);
    program.send(b"16");
    assert!(program.wait(&mut |rows| rows[0].contains("已保存 r1")));
    program.kill();
    let whole = std::fs::read(folder(home.path()).join("SM-01.toml")).unwrap();
    let half = folder(home.path()).join(".SM-01.toml.0123456789abcdef.new");
    std::fs::write(&half, &whole[..whole.len() / 2]).unwrap();
    let mut program = Program::start(&setup(), home.path(), Box::new(|_| {}));
    enter(&mut program);
    program.send(b"12");
    assert!(program.wait(&mut |rows| rows[0].contains("已保存 r2")));
    assert!(program.quit());
    assert_eq!(
        sheet(home.path(), "SM-01")
            .unwrap()
            .scores
            .get("novelty")
            .unwrap(),
        "12"
    );
    let copy = home.path().join("panels/demo");
    let checked = crate::commands::heyi(&["check", copy.to_str().unwrap()]);
    let said = String::from_utf8_lossy(&checked.stdout).into_owned();
    assert!(checked.status.success() && !said.contains(".new"), "{said}");
}

#[test]
fn what_the_screen_acknowledged_survives_every_kill() {
    let is_long = std::env::var_os("HEYI_LONG").is_some_and(|value| value == "1");
    let kills = if is_long { 300 } else { 25 };
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    let mut home = tempfile::tempdir().unwrap();
    let (mut seen, mut survived, mut half) = (0, 0, 0);
    for kill in 0..kills {
        // now and then from nothing, so that making the demonstration's copy is cut too
        if kill % 5 == 4 {
            half += left_behind(home.path());
            home = tempfile::tempdir().unwrap();
        }
        let mut life = Life::plan(home.path(), &mut chance);
        let acknowledged = life.live();
        life.check(&acknowledged);
        seen += acknowledged
            .values()
            .map(|revision| *revision as usize)
            .sum::<usize>();
        survived += PROPOSALS
            .iter()
            .filter_map(|proposal| sheet(home.path(), proposal))
            .map(|sheet| sheet.revision as usize)
            .sum::<usize>();
    }
    half += left_behind(home.path());
    let mut program = Program::start(&setup(), home.path(), Box::new(|_| {}));
    enter(&mut program);
    assert!(program.quit());
    println!(
        "{kills} kills, {seen} revisions acknowledged, {survived} on the disk, {half} temporary files"
    );
    assert!(
        seen > kills,
        "nothing was acknowledged: the test watches nothing"
    );
}
