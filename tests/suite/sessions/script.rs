//! What the lines of a session mean.
//!
//! ```text
//! # a comment
//! size 80x24 ; lang zh ; panel demo ; as E09 ; at SM-03    how the program is started
//! press Down Enter Ctrl-Z       keys by the names that the program's help uses
//! follow Enter 8 Down           the same, and each key must be named on the screen just then
//! type 85                       one key press for each character
//! compose 您好                  characters handed over by an input method: no key presses
//! paste one\ntwo                pasted at once; `\n` is a new line
//! resize 50x15                  the terminal gets another size
//! see 已保存 r2                 some row of the screen holds this; runs of blanks count as one
//! not see 已撤销                no row does
//! file scores/first/E09/SM-01.toml has 'target = "16"'     relative to the panel's folder
//! no file opinions
//! restart                       Ctrl-Q, and the same start again with the same data folder
//! window 2                      another program with the same data folder; `window 1` goes back
//! clock 10m30s                  so much time goes by, one beat a second; only in place
//! sleep 40m                     the machine sleeps so long; only in place
//! submitted A01 82 80 -         experts submit a proposal with these totals; `submitted again`: second round
//! pause                         nothing is pressed until the program is called in a pause
//! laptop A E03                  a pack of the panel for E03 on another machine, called A
//! on A SM-01 scores.target 16   there this cell is changed, as the program does it
//! bring A to inbox/a.txt        what is handed in there, copied to a place in the panel's folder
//! break inbox/a.txt             that file loses its end
//! where ../stick                types the path of a place, seen from the panel's folder
//! count                         presses are counted from here
//! presses 18, no letters        that many since, and if it says so none of them a letter
//! ```
//!
//! Waiting is for a condition with a deadline, never for a time.

use heyi::app::Key;
use heyi::domain::sheet::Round;

/// How the program is started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setup {
    /// Columns and rows.
    pub size: (u16, u16),
    /// `zh` or `en`.
    pub language: String,
    /// The panel on the command line: `demo`, `folder` for a folder made from it, `simulated`
    /// for a simulated one without any sheets, `pack E03` for a pack of that with its sheets,
    /// `half-day` for the panel of half a day's meeting.
    pub panel: Option<String>,
    /// `--as`.
    pub seat: Option<String>,
    /// `--at`.
    pub proposal: Option<String>,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    Press(Vec<Key>),
    Follow(Vec<Key>),
    Compose(String),
    Paste(String),
    Resize(u16, u16),
    See(String),
    NotSee(String),
    FileHas(String, String),
    NoFile(String),
    Clock(u32),
    Sleep(u32),
    Submitted(Round, String, String),
    Pause,
    Laptop(String, String),
    On(String, String, String, String),
    Bring(String, String),
    Break(String),
    Where(String),
    Restart,
    Window(usize),
    Count,
    Presses { count: usize, no_letters: bool },
}

/// A whole session.
#[derive(Debug, Clone)]
pub struct Script {
    pub name: String,
    pub setup: Setup,
    /// Each step with the number and the words of its line.
    pub steps: Vec<(usize, String, Step)>,
}

impl Script {
    /// Reads a session; a line that means nothing is a failure of the test.
    pub fn parse(name: &str, text: &str) -> Self {
        let mut script = Self {
            name: name.to_owned(),
            setup: Setup {
                size: (80, 24),
                language: "zh".to_owned(),
                panel: None,
                seat: None,
                proposal: None,
            },
            steps: Vec::new(),
        };
        for (place, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let number = place + 1;
            if script.setup.take(line) {
                assert!(
                    script.steps.is_empty(),
                    "{name}.session:{number}: too late for {line}"
                );
                continue;
            }
            let step = step(line)
                .unwrap_or_else(|| panic!("{name}.session:{number}: what does this mean? {line}"));
            script.steps.push((number, line.to_owned(), step));
        }
        assert!(!script.steps.is_empty(), "{name}.session is empty");
        script
    }
}

impl Setup {
    /// Takes a line about the start; false where it is about something else.
    fn take(&mut self, line: &str) -> bool {
        let words = line.split(';').map(|part| part.trim().split_once(' '));
        for part in words {
            let Some((what, value)) = part else {
                return false;
            };
            let value = value.trim();
            match what {
                "size" => self.size = size(value).unwrap(),
                "lang" => value[..2].clone_into(&mut self.language),
                "panel" => self.panel = Some(value.to_owned()),
                "as" => self.seat = Some(value.to_owned()),
                "at" => self.proposal = Some(value.to_owned()),
                _ => return false,
            }
        }
        true
    }
}

/// Reads `10m`, `30s` or `10m30s`.
fn seconds(text: &str) -> Option<u32> {
    let (minutes, rest) = text.split_once('m').unwrap_or(("0", text));
    let seconds = match rest {
        "" => 0,
        rest => rest.strip_suffix('s')?.parse().ok()?,
    };
    Some(minutes.parse::<u32>().ok()? * 60 + seconds)
}

fn size(text: &str) -> Option<(u16, u16)> {
    let (columns, rows) = text.split_once('x')?;
    Some((columns.parse().ok()?, rows.parse().ok()?))
}

fn step(line: &str) -> Option<Step> {
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    let rest = rest.trim();
    Some(match (word, rest) {
        ("restart", "") => Step::Restart,
        ("count", "") => Step::Count,
        ("pause", "") => Step::Pause,
        ("clock", time) => Step::Clock(seconds(time)?),
        ("sleep", time) => Step::Sleep(seconds(time)?),
        ("submitted", rest) => {
            let again = rest.strip_prefix("again ");
            let round = again.map_or(Round::First, |_| Round::Second);
            let (proposal, totals) = again.unwrap_or(rest).split_once(' ')?;
            Step::Submitted(round, proposal.to_owned(), totals.to_owned())
        }
        (_, "") => return None,
        ("press", keys) => Step::Press(
            keys.split_whitespace()
                .map(Key::from_name)
                .collect::<Option<_>>()?,
        ),
        ("follow", keys) => Step::Follow(
            keys.split_whitespace()
                .map(Key::from_name)
                .collect::<Option<_>>()?,
        ),
        ("type", text) => Step::Press(text.chars().map(Key::Char).collect()),
        ("compose", text) => Step::Compose(text.to_owned()),
        ("paste", text) => Step::Paste(text.replace("\\n", "\n")),
        ("resize", text) => {
            let (columns, rows) = size(text)?;
            Step::Resize(columns, rows)
        }
        ("see", text) => Step::See(text.to_owned()),
        ("not", text) => Step::NotSee(text.strip_prefix("see ")?.to_owned()),
        ("file", text) => {
            let (path, held) = text.split_once(" has ")?;
            let held = held.strip_prefix('\'')?.strip_suffix('\'')?;
            Step::FileHas(path.to_owned(), held.to_owned())
        }
        ("no", text) => Step::NoFile(text.strip_prefix("file ")?.to_owned()),
        ("laptop", text) => {
            let (name, expert) = text.split_once(' ')?;
            Step::Laptop(name.to_owned(), expert.to_owned())
        }
        ("on", text) => {
            let mut parts = text.splitn(4, ' ').map(str::to_owned);
            Step::On(parts.next()?, parts.next()?, parts.next()?, parts.next()?)
        }
        ("bring", text) => {
            let (name, place) = text.split_once(" to ")?;
            Step::Bring(name.to_owned(), place.to_owned())
        }
        ("break", place) => Step::Break(place.to_owned()),
        ("where", place) => Step::Where(place.to_owned()),
        ("window", number) => Step::Window(number.parse().ok()?),
        ("presses", text) => {
            let (count, letters) = text.split_once(", ").unwrap_or((text, ""));
            Step::Presses {
                count: count.parse().ok()?,
                no_letters: match letters {
                    "" => false,
                    "no letters" => true,
                    _ => return None,
                },
            }
        }
        _ => return None,
    })
}

#[test]
fn the_example_of_the_design_is_read() {
    let script = Script::parse(
        "example",
        "size 80x24 ; lang zh-CN ; panel demo ; as E03\nsee 产业链\npress Down Down Enter\n\
         type 85\nfile scores/first/E03/SM-01.toml has 'target = \"8.5\"'\npress Ctrl-Z",
    );
    assert_eq!(script.setup.language, "zh");
    assert_eq!(script.setup.seat.as_deref(), Some("E03"));
    assert_eq!(
        script.steps[2].2,
        Step::Press(vec![Key::Char('8'), Key::Char('5')])
    );
    assert_eq!(
        script.steps[3].2,
        Step::FileHas(
            "scores/first/E03/SM-01.toml".into(),
            "target = \"8.5\"".into()
        )
    );
    assert_eq!(script.steps[4].2, Step::Press(vec![Key::Ctrl('z')]));
    assert!(step("sea 产业链").is_none() && step("press Entr").is_none());
}
