//! Hostile text in the fields of a panel, on every screen: what the real program writes holds
//! escape sequences of its own list and nothing else that a terminal obeys or that hides.
//! Beside it what terminals and their users do: odd environments, sizes and pastes.
#![cfg(unix)]

use crate::sessions::driver::Window;
use crate::sessions::places::{PLACES, Place, named, press, sees};
use crate::sessions::program::{Program, command};
use heyi::app::Key;
use std::path::Path;

/// Escapes, C1 characters, directions, invisible characters, stacked marks, a bell and a nought.
const HOSTILE: &str = r"甲\u001b[31m\u001b]0;x\u0007\u009b2J\u0090q\u202e\u2066\u200b\ufeffe\u0301\u0301\u0301\u0301\u0301\u0000\t乙";

/// Puts hostile text at the end of every text of a file that people read.
fn infect(path: &Path) {
    let text = std::fs::read_to_string(path).unwrap();
    let keys = [
        "title",
        "applicant",
        "leader",
        "abstract",
        "district",
        "text",
        "baseline",
        "evidence",
        "acceptance",
        "name",
        "institution",
        "zh",
        "reason",
        "comment",
        "note",
        "condition",
    ];
    let mut long = !path.ends_with("proposals/SM-02.toml");
    let line = |line: &str| {
        let key = line.split('=').next().unwrap_or_default().trim();
        let is_plain = line.ends_with('"') && !line.ends_with("\"\"\"") && !line.contains(" = '");
        if !keys.contains(&key) || !is_plain {
            return line.to_owned();
        }
        let tail = if std::mem::replace(&mut long, true) {
            HOSTILE.to_owned()
        } else {
            format!("{HOSTILE}{}", "长".repeat(10_000))
        };
        format!("{}{tail}\"", &line[..line.len() - 1])
    };
    let infected: Vec<String> = text.lines().map(line).collect();
    std::fs::write(path, infected.join("\n") + "\n").unwrap();
}

/// Makes a panel of the demonstration with hostile text in every file but the seals' own.
fn hostile_panel(folder: &Path) -> String {
    let panel = folder.join("panel");
    heyi::store::create::copy_whole("demo", &panel, false).unwrap();
    let folders = ["", "proposals", "opinions"];
    let files = folders
        .iter()
        .flat_map(|name| std::fs::read_dir(panel.join(name)).unwrap());
    let files = files.map(|entry| entry.unwrap().path());
    let is_text = |path: &std::path::PathBuf| path.extension().is_some_and(|end| end == "toml");
    let rules = ["rubric.toml", "policy.toml", "panel.toml", "report.toml"];
    for path in files.filter(is_text) {
        // a changed rule would have to be fixed anew before anything is shown
        if !rules.iter().any(|name| path.ends_with(name)) {
            infect(&path);
        }
    }
    panel.to_str().unwrap().to_owned()
}

/// The first thing in a stream that the program must not write.
fn forbidden(raw: &[u8]) -> Option<String> {
    let text = String::from_utf8(raw.to_vec()).unwrap();
    let mut rest = text.as_str();
    while let Some(character) = rest.chars().next() {
        if character == '\u{1b}' {
            match sequence(rest) {
                Some(length) => rest = &rest[length..],
                None => {
                    return Some(
                        rest.chars()
                            .take(12)
                            .collect::<String>()
                            .escape_debug()
                            .to_string(),
                    );
                }
            }
            continue;
        }
        let hides = matches!(character,
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
        // the width question ends with a return to the first column
        if (character.is_control() && character != '\r') || hides {
            return Some(character.escape_unicode().to_string());
        }
        rest = &rest[character.len_utf8()..];
    }
    None
}

/// The length of an escape sequence of the program's own list.
fn sequence(text: &str) -> Option<usize> {
    let body = text.strip_prefix("\u{1b}[")?;
    let end = body.find(|one: char| !(one.is_ascii_digit() || one == ';' || one == '?'))?;
    let (parameters, last) = (&body[..end], body[end..].chars().next()?);
    let modes = ["?1049", "?2004", "?25", "?1000", "?1006"];
    let is_known = match last {
        'H' | 'm' | 'G' => !parameters.contains('?'),
        'n' => parameters == "6",
        'K' | 'J' => parameters == "2",
        'h' | 'l' => modes.contains(&parameters),
        _ => false,
    };
    is_known.then_some("\u{1b}[".len() + end + 1)
}

#[test]
fn the_check_finds_what_it_is_for() {
    assert_eq!(forbidden("\x1b[3;1H甲\x1b[1m\x1b[?25l\r".as_bytes()), None);
    for bad in [
        "\x1b]0;x\x07",
        "\x1b[5i",
        "\u{9b}2J",
        "甲\u{202e}",
        "\x07",
        "\x1b[?1003h",
        "\u{200b}",
    ] {
        assert!(forbidden(bad.as_bytes()).is_some(), "{bad:?}");
    }
}

#[test]
fn no_text_of_a_panel_reaches_the_terminal_as_a_command() {
    let shows_it = |rows: &[String]| rows.iter().any(|row| row.contains('甲'));
    let mut seen = 0;
    std::thread::scope(|scope| {
        let halves = PLACES.chunks(PLACES.len().div_ceil(3));
        let workers: Vec<_> = halves
            .map(|half| scope.spawn(|| half.iter().filter(|place| look(place, shows_it)).count()))
            .collect();
        seen = workers
            .into_iter()
            .map(|worker| worker.join().unwrap())
            .sum();
    });
    assert!(seen > 8, "the text is on {seen} screens only");
}

/// Goes to a place, reads on there, leaves, and looks at every byte; tells whether the hostile
/// text was in sight.
fn look(place: &Place, shows_it: impl Fn(&[String]) -> bool) -> bool {
    let home = tempfile::tempdir().unwrap();
    let panel = hostile_panel(home.path());
    let mut program = Program::start(&place.setup(&panel), home.path(), Box::new(|_| {}));
    place.reach(&mut program);
    press(&mut program, "Down PgDn Down Up");
    let is_seen = shows_it(&program.rows());
    program.send(b"\x11\x11");
    program.exit_code();
    let bad = forbidden(&program.raw());
    assert_eq!(bad, None, "{}", place.name);
    is_seen
}

#[test]
fn a_megabyte_pasted_is_taken_or_refused_and_the_screen_goes_on() {
    let text = "粘贴的文字，".repeat(60_000);
    for name in ["comment", "proposals", "scoring"] {
        let home = tempfile::tempdir().unwrap();
        let place = named(name);
        let mut program = Program::start(&place.setup("demo"), home.path(), Box::new(|_| {}));
        place.reach(&mut program);
        program.paste(&text);
        program.press(Key::Esc);
        press(&mut program, "F1");
        sees(&mut program, name, "全部命令");
        program.send(b"\x11\x11");
        program.exit_code();
        assert_eq!(forbidden(&program.raw()), None, "{name}");
    }
}

#[test]
fn a_storm_of_sizes_ends_with_a_right_screen() {
    let home = tempfile::tempdir().unwrap();
    let place = named("recommendations");
    let mut program = Program::start(&place.setup("demo"), home.path(), Box::new(|_| {}));
    place.reach(&mut program);
    for turn in 0..200_u16 {
        let (columns, rows) = match turn % 4 {
            0 => (0, 0),
            1 => (1, 1),
            2 => (40 + turn % 90, 10 + turn % 30),
            _ => (300, 100),
        };
        program.resize_terminal(columns, rows);
    }
    program.resize(100, 30);
    sees(&mut program, "storm", "专家评审推荐建议");
    sees(&mut program, "storm", "回车 看评分");
    assert!(program.quit());
}

#[test]
fn odd_environments_start_all_the_same() {
    let place = named("start");
    for (name, value) in [
        ("TERM", ""),
        ("TERM", "no-such-terminal"),
        ("TERM", "dumb"),
        ("NO_COLOR", "1"),
        ("LC_ALL", ""),
        ("LC_ALL", "zh_CN.GB18030"),
        ("LC_ALL", "\u{feff}what"),
        ("COLORTERM", "yes"),
    ] {
        let home = tempfile::tempdir().unwrap();
        let mut command = command(&place.setup(""), home.path());
        if value.is_empty() {
            command.env_remove(name);
        } else {
            command.env(name, value);
        }
        let mut program = Program::run(command, (80, 24), Box::new(|_| {}));
        sees(&mut program, name, "示例评审批次");
        assert!(program.quit(), "{name}={value}");
        assert_eq!(forbidden(&program.raw()), None, "{name}={value}");
    }
}
