//! What the machine and the terminal say about themselves, for the self-check and for
//! `heyi doctor`: no names of people, no content of files.

use super::entering;
use super::events::now;
use super::zone::{self, local_offset};
use crate::config::checkup::{Finding, drawing};
use crate::config::glyphs::{GlyphOrigin, GlyphProfile, Surroundings};
use crate::config::origin::Folder;
use crate::config::theme::depth::Depth;
use crate::store::home::{Home, reason};
use std::io::IsTerminal;
use std::path::Path;
use std::time::Instant;

/// The beginning of 2026, UTC: the program is not older than that, so a clock before it is
/// wrong.
const EARLIEST: i64 = 1_767_225_600;

/// Guesses the glyph profile from the system and the environment.
pub fn guessed_glyphs() -> (GlyphProfile, GlyphOrigin) {
    Surroundings {
        is_windows: cfg!(windows),
        is_windows_terminal: !variable("WT_SESSION").is_empty(),
        locale: &locale(),
        term: &variable("TERM"),
    }
    .guess()
}

/// The first of the variables that state the encoding; empty where none does.
fn locale() -> String {
    ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .map(variable)
        .find(|value| !value.is_empty())
        .unwrap_or_default()
}

/// Returns a variable of the environment; empty where it is not set or no text.
fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_default()
}

/// Returns a path without the name of the person's home folder.
pub fn without_home(path: &Path) -> String {
    let home = std::env::var_os(if cfg!(windows) { "USERPROFILE" } else { "HOME" });
    let home = home.filter(|home| home.len() > 1);
    let within = home.as_ref().and_then(|home| path.strip_prefix(home).ok());
    match within {
        Some(rest) => Path::new("~").join(rest).display().to_string(),
        None => path.display().to_string(),
    }
}

/// Returns version and platform.
pub fn program() -> Vec<Finding> {
    let platform = format!("{} {}", std::env::consts::OS, std::env::consts::ARCH);
    vec![
        Finding::plain("checkup.version", env!("CARGO_PKG_VERSION")),
        Finding::plain("checkup.platform", platform),
    ]
}

/// Returns what the environment says of the terminal, its size, and how many colours it has.
pub fn terminal() -> Vec<Finding> {
    let mut found = vec![named_terminal()];
    let said: Vec<String> = ["TERM_PROGRAM", "COLORTERM", "WT_SESSION"]
        .into_iter()
        .filter(|name| !variable(name).is_empty())
        // which session it is concerns nobody
        .map(|name| match name {
            "WT_SESSION" => name.to_owned(),
            name => format!("{name}={}", variable(name)),
        })
        .collect();
    if !said.is_empty() {
        found.push(Finding::plain("checkup.terminal_program", said.join("  ")));
    }
    let around = [("TMUX", "tmux"), ("STY", "screen")];
    let around = around
        .into_iter()
        .find(|(name, _)| !variable(name).is_empty());
    if let Some((_, name)) = around {
        found.push(Finding::plain("checkup.within", name).noted("checkup_remedy.within"));
    }
    found.push(streams());
    found.push(size());
    found.push(colours());
    found.push(encoding());
    found
}

/// How the names of terminals begin that draw as the program writes.
const KNOWN: [&str; 22] = [
    "alacritty",
    "ansi",
    "contour",
    "cygwin",
    "dtterm",
    "eterm",
    "foot",
    "ghostty",
    "gnome",
    "iterm",
    "kitty",
    "konsole",
    "linux",
    "mintty",
    "putty",
    "rxvt",
    "screen",
    "st-",
    "tmux",
    "vt",
    "wezterm",
    "xterm",
];

fn named_terminal() -> Finding {
    match variable("TERM").as_str() {
        "" if cfg!(windows) => Finding::of("checkup.terminal", "checkup_found.unset", Vec::new()),
        "" => Finding::of("checkup.terminal", "checkup_found.unset", Vec::new())
            .noted("checkup_remedy.term"),
        "dumb" | "unknown" => {
            Finding::plain("checkup.terminal", variable("TERM")).noted("checkup_remedy.term")
        }
        name => {
            let finding = Finding::plain("checkup.terminal", name);
            if KNOWN.iter().any(|known| name.starts_with(known)) {
                finding
            } else {
                finding.noted("checkup_remedy.unknown_term")
            }
        }
    }
}

fn streams() -> Finding {
    let word = |is_terminal| {
        let key = if is_terminal {
            "checkup_found.terminal"
        } else {
            "checkup_found.no_terminal"
        };
        key.to_owned()
    };
    let (input, output) = (
        std::io::stdin().is_terminal(),
        std::io::stdout().is_terminal(),
    );
    let finding = Finding::of(
        "checkup.streams",
        "checkup_found.streams",
        vec![word(input), word(output)],
    );
    if input && output {
        finding
    } else {
        finding.noted("checkup_remedy.streams")
    }
}

fn size() -> Finding {
    if !std::io::stdout().is_terminal() {
        return Finding::of("checkup.size", "checkup_found.no_size", Vec::new());
    }
    let (columns, rows) = entering::told_size().unwrap_or_default();
    let details = vec![columns.to_string(), rows.to_string()];
    let finding = Finding::of("checkup.size", "checkup_found.size", details);
    if columns == 0 || rows == 0 {
        finding.noted("checkup_remedy.no_size")
    } else if columns < 80 || rows < 24 {
        finding.noted("checkup_remedy.small")
    } else {
        finding
    }
}

fn colours() -> Finding {
    let of = |found| Finding::of("checkup.colours", found, Vec::new());
    let depth = Depth::detected(|name| std::env::var(name).ok(), cfg!(windows));
    match depth {
        Depth::None if variable("NO_COLOR").is_empty() => of("checkup_found.no_colour_here"),
        Depth::None => of("checkup_found.no_colour").noted("checkup_remedy.no_colour"),
        Depth::Sixteen => of("checkup_found.16_colours"),
        Depth::Many => of("checkup_found.256_colours"),
        Depth::Full => of("checkup_found.all_colours"),
    }
}

fn encoding() -> Finding {
    let said: Vec<String> = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .filter(|name| !variable(name).is_empty())
        .map(|name| format!("{name}={}", variable(name)))
        .collect();
    let finding = if said.is_empty() {
        Finding::of("checkup.locale", "checkup_found.unset", Vec::new())
    } else {
        Finding::plain("checkup.locale", said.join("  "))
    };
    let locale = locale().to_ascii_lowercase();
    let is_utf_8 = locale.contains("utf-8") || locale.contains("utf8");
    if cfg!(windows) || is_utf_8 {
        finding
    } else if locale.contains('.') {
        finding.noted("checkup_remedy.locale")
    } else {
        finding.noted("checkup_remedy.no_locale")
    }
}

/// Writes into the data folder and into the present one, and tries whether a file can be kept
/// for one window.
pub fn disk(home: &Home) -> Vec<Finding> {
    let data = match written(home, "checkup.write") {
        (finding, true) => finding,
        (finding, false) => finding.problem("checkup_remedy.write"),
    };
    let mut found = vec![data];
    if let Ok(here) = std::env::current_dir() {
        let (finding, is_fine) = written(&Home::new(here), "checkup.write_here");
        found.push(if is_fine {
            finding
        } else {
            finding.noted("checkup_remedy.write_here")
        });
    }
    found.push(match home.try_locking() {
        Ok(true) => Finding::of("checkup.lock", "checkup_found.fine", Vec::new()),
        Ok(false) => Finding::of("checkup.lock", "checkup_found.no_lock", Vec::new())
            .noted("checkup_remedy.lock"),
        Err(error) => refused("checkup.lock", &error).noted("checkup_remedy.lock"),
    });
    found
}

fn refused(name: &'static str, error: &std::io::Error) -> Finding {
    Finding::of(
        name,
        "checkup_found.refused",
        vec![reason(error).to_owned()],
    )
}

fn written(home: &Home, name: &'static str) -> (Finding, bool) {
    let since = Instant::now();
    match home.try_writing() {
        Ok(()) => {
            let took = format!("{:.1}", since.elapsed().as_secs_f64() * 1000.0);
            (Finding::of(name, "checkup_found.written", vec![took]), true)
        }
        Err(error) => (refused(name, &error), false),
    }
}

/// Tells what lies in the data folder: the session that is kept, reports of crashes.
pub fn kept(home: &Home) -> Vec<Finding> {
    let found = if home.read_session().is_empty() {
        "checkup_found.no_session"
    } else {
        "checkup_found.session"
    };
    let mut all = vec![Finding::of("checkup.session", found, Vec::new())];
    if let Some(name) = home.last_crash() {
        all.push(Finding::plain("checkup.crash", name).noted("checkup_remedy.crash"));
    }
    all
}

/// Returns the local time, and whether it can be right.
pub fn clock() -> Finding {
    let at = now(local_offset());
    let finding = Finding::plain("checkup.clock", at.written());
    if at.seconds < EARLIEST {
        return finding.noted("checkup_remedy.clock");
    }
    match zone::local() {
        Some(_) => finding,
        None => finding.noted("checkup_remedy.zone"),
    }
}

/// Returns the folders, named as `name` says, each with its path and why it is this one.
pub fn folders(
    folders: &[Folder],
    name: impl Fn(&'static str) -> &'static str,
) -> impl Iterator<Item = Finding> {
    folders.iter().map(move |folder| {
        let path = without_home(Path::new(&folder.path));
        drawing::folder(name(folder.name), path, folder.origin)
    })
}

/// Returns what the self-check in the program shows of the machine; what the program knows
/// itself stands beside it there.
pub fn checkup(home: &Home, folders: &[Folder]) -> Vec<Finding> {
    // no heading says here that they are folders
    let named = |name| match name {
        "folder.themes" => "checkup.folder_themes",
        "folder.program" => "checkup.folder_program",
        _ => "checkup.folder",
    };
    let mut found = program();
    found.extend(terminal());
    found.extend(self::folders(folders, named));
    found.extend(kept(home));
    found.extend(disk(home));
    found.push(clock());
    found
}
