//! Typing scores, as the law of the program says: what is typed is the number, only the
//! point of a half may be left out, and what cannot be longer is taken at once.
//!
//! The spellings are worked out here once more, from the law and not from the program.

use crate::sessions::driver::Window;
use crate::sessions::headless::Headless;
use crate::sessions::script::Setup;
use heyi::app::screen::Screen;
use heyi::app::{App, Key, Message, update};
use heyi::domain::decimal::{Decimal, parse, plain};
use heyi::domain::rubric::{Criterion, Scale};
use heyi::domain::sheet::{CellName, ScoreSheet, SheetState};
use heyi::text::moment::Moment;
use std::sync::Arc;

/// Lowest mark, highest mark and step.
type Bounds = (&'static str, &'static str, &'static str);

const PROPOSAL: &str = "SM-01";

/// The full marks of the default rubric in the order of the sheet.
const DEFAULT: [&str; 8] = ["20", "15", "15", "15", "15", "10", "5", "5"];

/// A scale with every way to spell its marks.
struct Spelled {
    marks: Vec<Decimal>,
    /// Spelling and place of its mark.
    spellings: Vec<(String, usize)>,
    all_single: bool,
}

impl Spelled {
    fn new((min, max, step): Bounds) -> Self {
        let number = |text| parse(text).unwrap();
        let (mut mark, max, step) = (number(min), number(max), number(step));
        let mut marks = Vec::new();
        while mark <= max {
            marks.push(mark);
            mark += step;
        }
        let decimals: Vec<String> = marks.iter().map(|mark| plain(*mark)).collect();
        let mut spellings: Vec<(String, usize)> = decimals.iter().cloned().zip(0..).collect();
        for (place, decimal) in decimals.iter().enumerate() {
            let joined = decimal.replace('.', "");
            if !decimals.contains(&joined) {
                spellings.push((joined, place));
            }
        }
        Self {
            all_single: decimals.iter().all(|decimal| decimal.len() == 1),
            marks,
            spellings,
        }
    }

    /// The spellings of a mark: with the point, and where it is allowed without it.
    fn of(&self, place: usize) -> impl Iterator<Item = &str> {
        self.spellings
            .iter()
            .filter(move |(_, at)| *at == place)
            .map(|(text, _)| text.as_str())
    }

    /// Whether a spelling is taken at its last character.
    fn is_taken_at_once(&self, spelling: &str) -> bool {
        let is_longer = |(other, _): &(String, usize)| {
            other.len() > spelling.len() && other.starts_with(spelling)
        };
        (spelling.len() > 1 || self.all_single) && !self.spellings.iter().any(is_longer)
    }
}

/// The demonstration's scoring screen with these scales instead of the default ones.
fn scoring(scales: &[Bounds]) -> App {
    let home = tempfile::tempdir().unwrap();
    let setup = Setup {
        size: (100, 30),
        language: "zh".into(),
        panel: Some("demo".into()),
        seat: Some("E09".into()),
        proposal: Some(PROPOSAL.into()),
    };
    let mut program = Headless::start(&setup, home.path());
    program.app.toured = true;
    // before the seat is taken, so that everything is made from these scales
    let mut opened = program.app.workspace.as_ref().unwrap().opened.clone();
    let criterion = |(place, (min, max, step)): (usize, &Bounds)| Criterion {
        id: format!("c{place}"),
        required: true,
        scale: Scale {
            min: (*min).into(),
            max: (*max).into(),
            step: (*step).into(),
        },
        ..Criterion::default()
    };
    Arc::make_mut(&mut opened.panel).rubric.criteria =
        scales.iter().enumerate().map(criterion).collect();
    program.app.workspace = None;
    program.take(Message::PanelOpened(Box::new(opened)));
    program.press(Key::Enter);
    assert!(matches!(program.app.screen, Screen::Scoring(_)));
    assert_eq!(at(&program.app), 0);
    program.app
}

fn now() -> Moment {
    Moment {
        seconds: 1_795_416_000,
        offset: 28_800,
    }
}

fn press(app: &mut App, key: Key) {
    update(app, Message::Key(key, now()));
}

fn type_in(app: &mut App, text: &str) {
    for character in text.chars() {
        press(app, Key::Char(character));
    }
}

fn at(app: &App) -> usize {
    match &app.screen {
        Screen::Scoring(state) => state.row,
        _ => panic!("not on the scoring screen"),
    }
}

fn sheet(app: &App) -> Option<&ScoreSheet> {
    app.workspace.as_ref()?.own.as_ref()?.sheet(PROPOSAL)
}

fn held(app: &App, place: usize) -> String {
    let cell = CellName::Score(format!("c{place}"));
    sheet(app)
        .map(|sheet| sheet.value(&cell))
        .unwrap_or_default()
}

/// How somebody types one score after another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Habit {
    /// Enter after every score.
    Enter,
    /// ↓ after every score.
    Down,
    /// Nothing but digits where the score is taken at once, else Enter.
    Shortest,
}

/// Types one score by a habit; returns how many presses it took and where the cursor is then.
fn score(app: &mut App, scale: &Spelled, spelling: &str, habit: Habit, row: usize) -> usize {
    type_in(app, spelling);
    let at_once = scale.is_taken_at_once(spelling);
    let is_held = !held(app, row).is_empty();
    assert_eq!(is_held, at_once, "{spelling} is taken at once");
    let after = match habit {
        Habit::Down => Some(Key::Down),
        Habit::Shortest if at_once => None,
        Habit::Enter | Habit::Shortest => Some(Key::Enter),
    };
    if let Some(key) = after {
        press(app, key);
        assert_eq!(at(app), row + 1, "after {spelling} and {key:?}");
    } else {
        assert_eq!(at(app), row, "after {spelling}");
    }
    spelling.len() + usize::from(after.is_some())
}

/// Every pair of marks of two neighbouring criteria, by every habit and spelling.
fn every_pair(first: Bounds, second: Bounds, stride: usize) {
    let base = scoring(&[first, second]);
    let scales = [Spelled::new(first), Spelled::new(second)];
    let mut offset = 0;
    for one in 0..scales[0].marks.len() {
        // with a stride other seconds for every first, so that all come up
        offset = (offset + 1) % stride;
        for two in (offset..scales[1].marks.len()).step_by(stride) {
            for first_spelling in scales[0].of(one) {
                for second_spelling in scales[1].of(two) {
                    for habit in [Habit::Enter, Habit::Down, Habit::Shortest] {
                        let mut app = base.clone();
                        score(&mut app, &scales[0], first_spelling, habit, 0);
                        score(&mut app, &scales[1], second_spelling, habit, 1);
                        let wanted = (plain(scales[0].marks[one]), plain(scales[1].marks[two]));
                        assert_eq!(
                            (held(&app, 0), held(&app, 1)),
                            wanted,
                            "{first_spelling} then {second_spelling}, {habit:?}"
                        );
                        assert_eq!(sheet(&app).unwrap().revision, 2, "each score once");
                    }
                }
            }
        }
    }
}

fn is_long() -> bool {
    std::env::var_os("HEYI_LONG").is_some_and(|value| value == "1")
}

#[test]
fn every_pair_of_the_default_rubric() {
    let kinds = [
        ("20", "15"),
        ("15", "15"),
        ("15", "10"),
        ("10", "5"),
        ("5", "5"),
    ];
    for (first, second) in kinds {
        every_pair(("0", first, "1"), ("0", second, "1"), 1);
    }
}

#[test]
fn every_pair_of_other_scales() {
    let ten = ("0", "10", "0.5");
    let hundred = ("0", "100", "1");
    let halves = ("0", "100", "0.5");
    let single = ("3", "9", "1");
    let some = if is_long() { 1 } else { 17 };
    every_pair(ten, ten, 1);
    every_pair(("0", "5", "1"), single, 1);
    every_pair(single, ten, 1);
    every_pair(single, single, 1);
    every_pair(hundred, hundred, some);
    every_pair(halves, halves, some * some.min(4));
    every_pair(ten, halves, some);
    every_pair(hundred, ("0", "5", "1"), 1);
}

#[test]
fn the_eight_scores_of_the_default_rubric_cost_fourteen_presses() {
    let scales: Vec<Bounds> = DEFAULT.iter().map(|max| ("0", *max, "1")).collect();
    let spelled: Vec<Spelled> = scales.iter().map(|scale| Spelled::new(*scale)).collect();
    let base = scoring(&scales);
    let sheet_of = |marks: &[usize]| {
        let mut app = base.clone();
        let mut presses = 0;
        for (row, place) in marks.iter().enumerate() {
            let spelling = plain(spelled[row].marks[*place]);
            let costs = score(&mut app, &spelled[row], &spelling, Habit::Shortest, row);
            assert_eq!(costs, if DEFAULT[row] == "5" { 1 } else { 2 }, "{spelling}");
            presses += costs;
        }
        for (row, place) in marks.iter().enumerate() {
            assert_eq!(held(&app, row), plain(spelled[row].marks[*place]));
        }
        assert_eq!(presses, 14);
        // verdict and familiarity follow with one press each
        type_in(&mut app, "31");
        let sheet = sheet(&app).unwrap();
        assert_eq!((sheet.verdict.as_str(), sheet.familiarity), ("decline", 1));
    };
    // every mark of every criterion beside every remainder of its neighbours' marks
    let most = spelled.iter().map(|scale| scale.marks.len()).max().unwrap();
    for start in 0..most {
        for stride in 0..most {
            let marks: Vec<usize> = (0..spelled.len())
                .map(|row| (start + stride * row) % spelled[row].marks.len())
                .collect();
            sheet_of(&marks);
        }
    }
}

/// What can be seen of the state besides the notice.
fn state(app: &App) -> String {
    let mut app = app.clone();
    app.notice = None;
    format!("{app:?}")
}

#[test]
fn a_refused_key_changes_nothing() {
    let ten = ("0", "10", "0.5");
    let twenty = ("0", "20", "1");
    let five = ("0", "5", "1");
    let cases: &[(&[Bounds], &str, &str)] = &[
        (&[twenty, five], "2", "123456789."),
        (&[twenty, five], "9", "0123456789."),
        (&[twenty, five], "", "."),
        // taken: the point is nobody's, and the next criterion has no 6
        (&[twenty, five], "16", ".6789"),
        (&[ten, twenty], "8", "12346789"),
        (&[ten, twenty], "10", "."),
        (&[ten, twenty], "8.", "0123467.89"),
        (&[five, ten], "3", "."),
        (&[five, five], "", "6789."),
        (&[five, five], "55", "4567890."),
        (&[five, five], "552", "04567.89"),
    ];
    for (scales, typed, refused) in cases {
        let mut app = scoring(scales);
        type_in(&mut app, typed);
        let before = state(&app);
        for character in refused.chars() {
            press(&mut app, Key::Char(character));
            assert_eq!(state(&app), before, "{scales:?}: {typed} then {character}");
            assert!(app.notice.is_some(), "{typed} then {character}: no word");
        }
        let mut other = app.clone();
        for key in [Key::Char('x'), Key::Char('哈')] {
            press(&mut other, key);
            other.input_method_is_on = false;
            assert_eq!(state(&other), before, "{scales:?}: {typed} then {key:?}");
        }
    }
}

#[test]
fn a_refused_key_never_makes_the_next_digit_write_over_a_score() {
    let mut app = scoring(&[("0", "20", "1"), ("0", "15", "1")]);
    type_in(&mut app, "16.x12");
    assert_eq!(
        (held(&app, 0), held(&app, 1)),
        ("16".to_owned(), "12".to_owned())
    );
}

#[test]
fn windows_that_are_only_looked_at_do_not_stop_going_on() {
    for keys in [[Key::F(3), Key::Esc], [Key::F(2), Key::F(2)]] {
        for first in ["16", "9"] {
            let mut app = scoring(&[("0", "20", "1"), ("0", "15", "1")]);
            type_in(&mut app, first);
            for key in keys {
                press(&mut app, key);
            }
            assert_eq!(held(&app, 0), first, "taken on {keys:?}");
            assert_eq!(at(&app), 0);
            type_in(&mut app, "12");
            assert_eq!(
                (held(&app, 0), held(&app, 1)),
                (first.to_owned(), "12".to_owned())
            );
        }
    }
}

#[test]
fn every_way_out_of_a_cell_takes_a_complete_score() {
    let ways = [
        (Key::Enter, 2),
        (Key::Down, 2),
        (Key::Up, 0),
        (Key::Tab, 2),
        (Key::Char('j'), 2),
        (Key::Char('k'), 0),
        (Key::Char('G'), 6),
        (Key::End, 6),
        (Key::F(2), 1),
        (Key::F(4), 1),
        (Key::F(9), 0),
    ];
    for (key, row) in ways {
        let mut app = scoring(&[("0", "20", "1"), ("0", "15", "1")]);
        press(&mut app, Key::Down);
        type_in(&mut app, "8");
        assert_eq!(held(&app, 1), "", "a single digit never takes effect alone");
        press(&mut app, key);
        assert_eq!((held(&app, 1).as_str(), at(&app)), ("8", row), "{key:?}");
    }
    for key in [Key::PageDown, Key::F(5), Key::F(8), Key::Ctrl('q')] {
        let mut app = scoring(&[("0", "20", "1"), ("0", "15", "1")]);
        type_in(&mut app, "8");
        press(&mut app, key);
        assert_eq!(held(&app, 0), "8", "{key:?}");
    }
}

#[test]
fn what_is_no_mark_yet_keeps_the_cursor() {
    for key in [
        Key::Enter,
        Key::Down,
        Key::Up,
        Key::Tab,
        Key::PageDown,
        Key::F(9),
    ] {
        let mut app = scoring(&[("0", "10", "0.5"), ("0", "10", "0.5")]);
        type_in(&mut app, "8.");
        let before = state(&app);
        press(&mut app, key);
        assert_eq!(state(&app), before, "{key:?}");
        assert!(app.notice.is_some());
        type_in(&mut app, "5");
        assert_eq!(held(&app, 0), "8.5");
    }
}

#[test]
fn erasing_clearing_and_abstaining() {
    let mut app = scoring(&[("0", "20", "1"), ("0", "10", "0.5")]);
    type_in(&mut app, "16");
    press(&mut app, Key::Backspace);
    press(&mut app, Key::Esc);
    assert_eq!(held(&app, 0), "16", "Esc brings the old score back");
    press(&mut app, Key::Backspace);
    type_in(&mut app, "8");
    assert_eq!(held(&app, 0), "18", "Backspace took one character");
    press(&mut app, Key::Char('-'));
    assert_eq!(held(&app, 0), "abstain");
    type_in(&mut app, "17");
    assert_eq!(
        (held(&app, 0).as_str(), at(&app)),
        ("17", 0),
        "a digit changes an abstention back"
    );
    press(&mut app, Key::Delete);
    assert_eq!((held(&app, 0).as_str(), at(&app)), ("", 0));
    type_in(&mut app, "1");
    press(&mut app, Key::Esc);
    press(&mut app, Key::Down);
    type_in(&mut app, "８。５");
    assert_eq!(
        (held(&app, 0).as_str(), held(&app, 1).as_str()),
        ("", "8.5")
    );
    for key in [Key::Up, Key::Up, Key::Up] {
        press(&mut app, key);
    }
    assert_eq!(at(&app), 0, "nothing wraps");
    for _ in 0..20 {
        press(&mut app, Key::Down);
    }
    assert_eq!(at(&app), 6, "nothing wraps");
}

/// The demonstration's first sheet of the default rubric, all scored, with the cursor on the
/// verdict.
fn scored() -> App {
    let scales: Vec<Bounds> = DEFAULT.iter().map(|full| ("0", *full, "1")).collect();
    let mut app = scoring(&scales);
    type_in(&mut app, "16121312148");
    press(&mut app, Key::Enter);
    type_in(&mut app, "44");
    app
}

#[test]
fn verdict_familiarity_and_amount_are_typed_in_one_go() {
    let mut app = scored();
    type_in(&mut app, "12300");
    press(&mut app, Key::Enter);
    let sheet = sheet(&app).unwrap();
    assert_eq!(sheet.value(&CellName::Verdict), "recommend");
    assert_eq!(sheet.value(&CellName::Familiarity), "2");
    assert_eq!(sheet.value(&CellName::Amount), "300");
}

#[test]
fn in_a_submitted_sheet_enter_opens_neither_comment_nor_submitting() {
    let mut app = scored();
    type_in(&mut app, "12");
    press(&mut app, Key::F(9));
    press(&mut app, Key::Enter);
    assert_eq!(sheet(&app).unwrap().state, SheetState::Submitted);
    for row in [11, 12] {
        press(&mut app, Key::End);
        for _ in row..12 {
            press(&mut app, Key::Up);
        }
        assert_eq!(at(&app), row);
        press(&mut app, Key::Enter);
        assert!(app.overlays.is_empty(), "row {row}");
        let notice = app.notice.as_ref().map(|notice| notice.text.as_str());
        assert!(
            notice.is_some_and(|text| text.contains("已提交")),
            "{notice:?}"
        );
    }
}
