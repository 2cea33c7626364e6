//! Golden screens: every screen and every window, read by eye before they are kept. One
//! file a scene, in it Chinese at 80x24 and 120x40, then English, without colour, and in
//! ASCII. `HEYI_UPDATE=1 cargo test screens` writes them again.

use crate::stage::{Look, Stage, row_of, shown};
use heyi::config::glyphs::GlyphProfile;
use heyi::config::theme::colour::NAMES;
use heyi::config::theme::{Role, Theme};
use heyi::i18n::Language;
use heyi::ui::style::style;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::PathBuf;
use unicode_width::UnicodeWidthStr;

/// A place of the program and how to come there.
struct Scene {
    name: &'static str,
    /// Seat in the demonstration: an expert, the secretariat, or nobody yet.
    seat: &'static str,
    /// Keys, `SCORED` for a sheet filled in down to its last row.
    keys: &'static str,
    /// What is typed after them.
    text: &'static str,
}

const fn scene(name: &'static str, seat: &'static str, keys: &'static str) -> Scene {
    typing(name, seat, keys, "")
}

const fn typing(
    name: &'static str,
    seat: &'static str,
    keys: &'static str,
    text: &'static str,
) -> Scene {
    Scene {
        name,
        seat,
        keys,
        text,
    }
}

const SCORED: &str = "Enter Enter 1 6 1 2 1 1 9 Enter 1 3 8 Enter 4 5 2 1";

/// A proposed veto, and the list of grounds again.
const VETO: &str = "Enter Enter Space 6 4 8 8 Enter Space 6";

/// To the first clause of a link whose target is words only.
const TO_CLAUSES: &str = "Down Down Down Down Down Enter Down Down Down Down Down Enter Shift-Tab";

/// To the agenda, by the menu.
const TO_AGENDA: &str =
    "Space Down Down Down Down Down Down Down Down Down Down Down Down Down Down Enter";

/// To the steps of the round, by the menu.
const TO_ROUND: &str = "Space Down Down Down Down Down Down Down Down Down Down Enter";

/// To the check of everything, and to the journal.
const TO_CHECK: &str = "Space Down Down Down Down Down Down Down Down Down Down Enter 9 Enter";
const TO_JOURNAL: &str = "Space Down Down Down Down Down Down Down Down Down Down Enter Tab";

/// To the choice of documents, two of them taken out.
const TO_REPORTS: &str =
    "Space Down Down Down Down Down Down Down Down Down Down Enter Space 9 4 Down Down Enter";

/// To the opinion on a proposal by the menu, sentences taken; then its fields, a text, a vote.
const TO_OPINION: &str = "F7 Down Space 2 1 Down Down 3";
const TO_FIELDS: &str = "F7 Down Space 2 9 Tab Down";
const TO_TEXT: &str = "F7 Down Space 2 9 Tab Enter";
const TO_VOTE: &str = "F7 Down Space 2 9 Tab End Up Up Enter 9 Enter 3 Enter 1 Enter";

/// To an adopted opinion.
const TO_ADOPTED: &str = "F6 Down Down Down Space 2 Tab End";

/// To the choice of whose paper is typed, by the menu.
const TO_TYPIST: &str = "Space Down Down Down Down Down Down Down Down Down Down Down Down Enter";

const SCENES: &[Scene] = &[
    scene("start", "nowhere", ""),
    typing("start-folder", "nowhere", "Down Enter", "/media/第一批"),
    scene("start-help", "nowhere", "?"),
    scene("self-check", "nowhere", "Down Down Enter"),
    scene("seat", "nobody", ""),
    scene("commitment", "nobody", "Enter"),
    scene("chains", "E09", ""),
    scene("chains-links", "E09", "Down Right Down"),
    scene("chains-menu", "E09", "Space"),
    scene("proposals", "E09", "Enter Down"),
    typing("proposals-filter", "E09", "Space 1", "cs 未评"),
    typing("filter-completion", "E09", "Space 1", "电机 链:"),
    typing("filter-by-sound", "E09", "Space 1", "私服"),
    typing("filter-doubt", "E09", "Space 1", "sfdj 极差>15"),
    typing("filter-links", "E09", "/", "dianji"),
    typing("filter-my-sheets", "E06", "Space 2 /", "分>80 sf"),
    typing("filter-places", "secretariat", "F6 /", "极差>15 缺口"),
    typing("filter-recommendations", "secretariat", "F7 /", "电机"),
    scene("scoring", "E09", "Enter Enter"),
    scene("scoring-typing", "E09", "Enter Enter 1 6 1"),
    scene("scoring-refused", "E09", "Enter Enter 2 1"),
    scene("scoring-facts", "E09", "Enter Enter Shift-Tab Down"),
    scene("scoring-project", "E09", "Enter Enter Right"),
    scene("scoring-wording", "E09", "Enter Enter Right Right"),
    scene("scoring-notes", "E09", "Enter Enter Right Right Right"),
    scene("scoring-scored", "E09", "SCORED"),
    scene("submit", "E09", "SCORED F9"),
    scene("submitted", "E09", "SCORED F9 Enter"),
    scene("reopening", "E09", "SCORED F9 Enter Space 5"),
    typing(
        "comment",
        "E09",
        "SCORED F2",
        "路线可行，\n高温退磁数据不足。",
    ),
    scene("scoring-clauses", "E09", "TO_CLAUSES 1 3"),
    typing("note", "E09", "TO_CLAUSES 2 Up Enter", "只给热阻，无对比"),
    scene("pairing", "E09", "Enter Enter Shift-Tab Space 2"),
    scene("scope", "secretariat", "F6 Enter Space 2"),
    scene("recusal", "E09", "Enter Enter F4 Down"),
    scene("veto-grounds", "E09", "Enter Enter Space 6 End"),
    typing(
        "veto-reason",
        "E09",
        "Enter Enter Space 6 4",
        "与在研项目共用测试台，申报书第 12 页",
    ),
    scene("veto-proposed", "E09", "VETO"),
    typing("veto-check", "secretariat", "F6 Space 6 2", "王某"),
    scene("veto-asked", "secretariat", "F6 Space 6 2 8 Enter 8 F2"),
    typing(
        "deciding",
        "secretariat",
        "F7 Space 7 2 8 Enter Enter",
        "资金来源待落实",
    ),
    scene("deciding-again", "secretariat", "F7 Tab Space 7 1 9 9 9"),
    typing(
        "mark-link",
        "secretariat",
        "F5 Right Down Down F1 标 注 环 节 Enter 3 Down Space Down Space End",
        "本批次的关键指标",
    ),
    scene(
        "mark-link-again",
        "secretariat",
        "Space 3 Right Down F1 标 注 环 节 Enter 2",
    ),
    scene(
        "applicant-form",
        "secretariat",
        "F7 F1 申 报 单 位 Enter 2 Down Down",
    ),
    scene(
        "contributions",
        "secretariat",
        "F7 F1 认 可 贡 献 Enter Down",
    ),
    scene("taking-out", "secretariat", "F7 Tab Space 7 4"),
    scene("recusing", "secretariat", "F6 Down Down Down Space 9 Down"),
    typing(
        "recusing-form",
        "secretariat",
        "F6 Down Down Down Space 9 3 1",
        "监督员甲",
    ),
    scene(
        "recusing-asked",
        "secretariat",
        "F6 Down Down Down Space 9 3 1 8 Enter 8 F2",
    ),
    scene("target", "E09", "Enter Enter F3"),
    scene(
        "compare",
        "E09",
        "Enter Down Down Down Down Down Down Enter 1 6 1 2 1 1 9 Enter 1 3 8 Enter 4 5 2 1 Space 8 End Tab",
    ),
    scene(
        "compare-words",
        "secretariat",
        "Right Down Down Down Space 8 Down Down",
    ),
    scene("menu", "E09", "Enter Enter Space"),
    scene("palette", "E09", "F1"),
    typing("palette-found", "E09", "F1", "sf"),
    scene("help", "E09", "Enter Enter ?"),
    scene("tour", "newcomer", "Enter Enter"),
    scene("settings", "E09", "Space 0 Down"),
    scene("themes", "E09", "Space 0 2 Down Down"),
    scene("going-to", "E09", "g"),
    scene("my-sheets", "E06", "Space 2"),
    scene("consolidate", "secretariat", "F6 Down"),
    scene("consolidate-group", "secretariat", "F6 Tab Down"),
    scene("recommendations", "secretariat", "F7 Down"),
    scene("recommendations-group", "secretariat", "F7 Tab"),
    scene("consolidate-discussion", "secretariat", "F6 2"),
    scene("consolidate-agreement", "secretariat", "F6 3"),
    scene("consolidate-experts", "secretariat", "F6 4"),
    scene("meeting", "secretariat", "g h"),
    scene("meeting-roll-call", "secretariat", "g h F2 0 9"),
    scene(
        "meeting-table",
        "secretariat",
        "g h F2 0 9 Esc Down Down Down Down F9 F4",
    ),
    scene("meeting-wall", "secretariat", "g h Enter Enter F5"),
    scene("discussion", "secretariat", "F6 Space 1"),
    scene("discussion-line", "secretariat", "F6 Space 1 Tab End"),
    scene("discussion-outliers", "secretariat", "F6 Space 1 3"),
    scene("discussion-again", "secretariat", "F6 Space 1 4"),
    scene("rescue", "secretariat", "F6 Space 1 Down Down F2 Down"),
    typing(
        "rescue-reason",
        "secretariat",
        "F6 Space 1 Down Down F2 3",
        "整机厂意见不一",
    ),
    scene("consolidate-policy", "secretariat", "F6 5"),
    scene("coverage", "secretariat", "Space 3 Right Down"),
    scene(
        "coverage-open",
        "secretariat",
        "Space 3 Tab Right Right Right",
    ),
    scene("what-if", "secretariat", "F6 Space 4"),
    scene(
        "what-if-tried",
        "secretariat",
        "F6 Space 4 Right Down Down Down Down Down Down Down Down Down 8 5 Up",
    ),
    scene("match-links", "secretariat", "Space 9"),
    scene("match-links-two", "secretariat", "Space 9 PgDn Tab 1"),
    typing(
        "match-links-list",
        "secretariat",
        "Space 9 PgDn PgDn 4",
        "芯片",
    ),
    scene("opinion", "secretariat", TO_OPINION),
    scene("opinion-fields", "secretariat", TO_FIELDS),
    typing("opinion-text", "secretariat", TO_TEXT, "经讨论，路线可行。"),
    scene("opinion-vote", "secretariat", TO_VOTE),
    scene("opinion-adopted", "secretariat", TO_ADOPTED),
    typing(
        "tie-vote",
        "tied",
        "Space Down Down Down Down Down Down Down Down Down Down Enter 6 Enter 3 Enter Down",
        "纪要第 3 条",
    ),
    scene("merge", "secretariat", "Space 5"),
    scene("merge-damaged", "secretariat", "Space 5 End Up"),
    scene("merge-conflicts", "secretariat", "Space 5 Tab"),
    scene("merge-board", "secretariat", "Space 5 Shift-Tab Left Left"),
    scene("merge-owed", "secretariat", "Space 5 Shift-Tab End Enter"),
    typing("merge-watch", "secretariat", "Space 5 2", "/media/收表"),
    typing("settle", "secretariat", "Space 5 Tab Enter 1", "王某"),
    typing(
        "settle-comment",
        "secretariat",
        "Space 5 Tab Down Enter 3 8 Enter",
        "电话核对，两段都要",
    ),
    scene("round", "secretariat", TO_ROUND),
    scene("verifying", "secretariat", TO_CHECK),
    scene("journal", "secretariat", TO_JOURNAL),
    scene("typist", "secretariat", TO_TYPIST),
    scene("reports", "secretariat", TO_REPORTS),
    scene("assignment", "secretariat", "Space 0 Down"),
    scene("assignment-experts", "secretariat", "Space 0 Enter"),
    scene(
        "assignment-by-expert",
        "secretariat",
        "Space 0 Tab Enter End",
    ),
    scene("assignment-groups", "secretariat", "Space 0 Shift-Tab Down"),
    scene("assignment-proposed", "secretariat", "Space 0 4 2"),
    typing(
        "group-form",
        "secretariat",
        "Space 0 Shift-Tab Enter Down Down Down",
        "监督员丙",
    ),
    scene(
        "group-members",
        "secretariat",
        "Space 0 Shift-Tab Enter Down Enter Down Space",
    ),
    scene("agenda", "secretariat", "TO_AGENDA Down Down"),
    scene("agenda-form", "secretariat", "TO_AGENDA 3 Right Enter"),
    scene("edition", "with a later edition", ""),
    scene("edition-load", "with a later edition", "F2"),
    scene("hand-in", "in earnest", "Space 2 F9"),
    scene("hand-in-full", "in earnest", "Space 2 F9 / f u l l Enter"),
    scene("hand-in-done", "in earnest", "Space 2 F9 Enter"),
    scene("my-sheets-handed-in", "in earnest", "Space 2 F9 Enter Esc"),
    scene("scoring-secretariat", "secretariat", "F6 Enter"),
];

impl Scene {
    fn play(&self, look: &Look) -> Stage {
        let mut stage = match self.seat {
            "nowhere" => Stage::start(look),
            "nobody" => Stage::demonstration(look, None),
            "newcomer" => {
                let mut stage = Stage::demonstration(look, Some("E09"));
                stage.app.toured = false;
                stage
            }
            "tied" => {
                let mut stage = Stage::demonstration(look, Some("secretariat"));
                stage.press("F6");
                crate::opinions::tie(&mut stage.app);
                stage
            }
            "with a later edition" => {
                let mut stage = Stage::demonstration(look, Some("secretariat"));
                crate::editions::see_later_edition(&mut stage);
                stage
            }
            "in earnest" => {
                let mut stage = Stage::demonstration(look, Some("E06"));
                stage.in_earnest();
                stage
            }
            seat => Stage::demonstration(look, Some(seat)),
        };
        let keys = self.keys.replace("SCORED", SCORED);
        let keys = keys.replace("VETO", VETO).replace("TO_AGENDA", TO_AGENDA);
        stage.press(&keys.replace("TO_CLAUSES", TO_CLAUSES));
        stage.write(self.text);
        stage
    }
}

/// A theme that gives every role a colour of its own, so that a picture can name roles.
fn roles() -> Theme {
    let mut text = String::new();
    for (role, colour) in Role::ALL.into_iter().zip(NAMES) {
        let side = match role {
            Role::Text => continue,
            Role::Selected => "background",
            _ => "foreground",
        };
        writeln!(text, "[{}]\n{side} = \"{colour}\"", role.key()).unwrap();
    }
    Theme::parse("roles", &text).unwrap()
}

/// The five pictures of a scene.
fn looks() -> [(&'static str, Look); 5] {
    let of = |size, language, glyphs, theme| Look {
        size,
        language,
        glyphs,
        theme,
    };
    let (small, large) = ((80, 24), (120, 40));
    let (zh, en) = (Language::Chinese, Language::English);
    let narrow = GlyphProfile::Narrow;
    [
        ("80x24 zh, roles", of(small, zh, narrow, roles())),
        ("120x40 zh", of(large, zh, narrow, roles())),
        ("80x24 en", of(small, en, narrow, roles())),
        (
            "80x24 zh, mono, looks",
            of(small, zh, narrow, Theme::built_in("mono")),
        ),
        (
            "80x24 zh, ascii",
            of(small, zh, GlyphProfile::Ascii, roles()),
        ),
    ]
}

/// Prints the cells row by row, a wide character once; with `styled` then what the pieces
/// of each row look like, by columns from 0.
fn picture(buffer: &Buffer, theme: &Theme, styled: bool) -> String {
    let area = buffer.area;
    let mut text = String::new();
    for y in 0..area.height {
        text.push_str(row_of(buffer, y).trim_end());
        text.push('\n');
    }
    if styled {
        for y in 0..area.height {
            let runs = runs_of(buffer, y, theme);
            if !runs.is_empty() {
                writeln!(text, "{y:2}  {}", runs.join("  ")).unwrap();
            }
        }
    }
    text
}

/// Returns the pieces of a row that look other than text.
fn runs_of(buffer: &Buffer, y: u16, theme: &Theme) -> Vec<String> {
    let mut runs: Vec<(u16, u16, String)> = Vec::new();
    let mut x = 0;
    while x < buffer.area.width {
        let cell = &buffer[(x, y)];
        let last = x + cell.symbol().width().max(1) as u16 - 1;
        let look = look_of(cell, theme);
        match runs.last_mut() {
            Some((_, end, name)) if *name == look => *end = last,
            _ => runs.push((x, last, look)),
        }
        x = last + 1;
    }
    runs.into_iter()
        .filter(|(_, _, look)| !look.is_empty())
        .map(|(from, to, look)| format!("{from}-{to} {look}"))
        .collect()
}

/// Returns the role of a cell, and `selected`; in a theme without colours what it does.
fn look_of(cell: &Cell, theme: &Theme) -> String {
    let mut parts = Vec::new();
    if cell.fg != Color::Reset {
        let fits = |role: &Role| style(theme.look(*role)).fg == Some(cell.fg);
        let role = Role::ALL.into_iter().find(fits).unwrap_or(Role::Text);
        parts.push(role.key());
    }
    if cell.bg != Color::Reset {
        parts.push(Role::Selected.key());
    }
    for (modifier, name) in [
        (Modifier::BOLD, "bold"),
        (Modifier::DIM, "dim"),
        (Modifier::UNDERLINED, "underline"),
        (Modifier::REVERSED, "reverse"),
    ] {
        if cell.modifier.contains(modifier) {
            parts.push(name);
        }
    }
    parts.join("+")
}

fn golden(name: &str) -> PathBuf {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/golden");
    PathBuf::from(folder).join(format!("{name}.txt"))
}

fn pictures(scene: &Scene) -> String {
    let keys = format!("{} {}", scene.keys, scene.text.replace('\n', " "));
    let mut text = format!("{}: {}, {}\n", scene.name, scene.seat, keys.trim());
    for (title, look) in looks() {
        let stage = scene.play(&look);
        let styled = title.contains("roles") || title.contains("looks");
        let cells = picture(&stage.view(), &stage.app.shown_theme(), styled);
        write!(text, "\n==== {title}\n{cells}").unwrap();
    }
    text
}

#[test]
fn the_screens_are_as_they_were_read() {
    let is_update = std::env::var_os("HEYI_UPDATE").is_some();
    let mut changed = Vec::new();
    for scene in SCENES {
        let path = golden(scene.name);
        let stands = std::fs::read_to_string(&path).unwrap_or_default();
        let drawn = pictures(scene);
        if stands.replace("\r\n", "\n") == drawn {
            continue;
        }
        if is_update {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, drawn).unwrap();
        } else {
            changed.push(difference(scene.name, &stands, &drawn));
        }
    }
    assert!(
        changed.is_empty(),
        "{}\nread them, then HEYI_UPDATE=1 cargo test screens",
        changed.join("\n")
    );
}

/// The first picture that differs, the old one above the new one.
fn difference(name: &str, stands: &str, drawn: &str) -> String {
    let mut olds = stands.split("\n==== ");
    for new in drawn.split("\n==== ") {
        let old = olds.next().unwrap_or_default();
        if old != new {
            return format!("---- {name}: was\n{old}\n---- {name}: is\n{new}");
        }
    }
    format!("---- {name}: pictures too many")
}

#[test]
fn every_golden_file_has_its_scene_and_every_screen_its_file() {
    let names: BTreeSet<String> = SCENES.iter().map(|scene| scene.name.to_owned()).collect();
    assert_eq!(names.len(), SCENES.len(), "a name stands twice");
    if std::env::var_os("HEYI_UPDATE").is_some() {
        return;
    }
    let files: BTreeSet<String> = std::fs::read_dir(golden("x").parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        // the plan's targets as they are read: targets.rs; a document: discussing.rs
        .filter(|name| !["reading", "discuss"].contains(&name.as_str()))
        .collect();
    assert_eq!(files, names);
    let look = Look::of((80, 24));
    let shown: BTreeSet<&str> = SCENES
        .iter()
        .map(|scene| scene.play(&look).app.screen.key())
        .collect();
    let keys = [
        "start",
        "seat",
        "chains",
        "proposals",
        "scoring",
        "compare",
        "my_sheets",
        "consolidate",
        "recommendations",
        "coverage",
        "what_if",
        "match_links",
        "merge",
        "opinion",
        "assignment",
        "round",
        "discussion",
        "meeting",
    ];
    assert_eq!(shown, BTreeSet::from(keys));
    for key in keys {
        for language in [Language::Chinese, Language::English] {
            let help = language.find(&format!("help.{key}"));
            assert!(help.is_some_and(|words| !words.is_empty()), "{key}");
        }
    }
    let windows: BTreeSet<String> = SCENES
        .iter()
        .filter_map(|scene| scene.play(&look).app.overlays.last().map(window))
        .collect();
    assert_eq!(windows.len(), 37, "{windows:?}");
}

/// Returns the kind of a window.
fn window(overlay: &heyi::app::Overlay) -> String {
    let text = format!("{overlay:?}");
    text.split(['(', ' ', '{'])
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// Names of more than four characters stand whole where the line has room for them.
#[test]
fn long_names_have_the_room_of_the_line() {
    let mut stage = Stage::demonstration(&Look::of((80, 24)), None);
    let workspace = stage.app.workspace.as_mut().unwrap();
    let panel = std::sync::Arc::make_mut(&mut workspace.opened.panel);
    panel.experts[0].name = "模拟专家〇〇一".into();
    let screen = crate::stage::shown(&stage);
    assert!(screen.contains("模拟专家〇〇一"), "{screen}");
}

/// How many lines a window says are out of sight, before its border at the right.
fn hidden(stage: &Stage) -> Option<usize> {
    let screen = shown(stage);
    let mut inside = screen
        .lines()
        .filter_map(|row| row.trim_end().strip_suffix('│'));
    inside.find_map(|row| row.trim_end().rsplit_once("↓ ")?.1.parse().ok())
}

#[test]
fn what_a_window_has_no_room_for_is_scrolled_into_sight() {
    let mut stuck = String::new();
    for scene in SCENES {
        for language in [Language::Chinese, Language::English] {
            let look = Look {
                language,
                ..Look::of((60, 18))
            };
            let mut stage = scene.play(&look);
            let before = hidden(&stage);
            if stage.app.overlays.is_empty() || before.is_none() {
                continue;
            }
            let moved = ["PgDn", "Down"].into_iter().any(|key| {
                stage.press(key);
                hidden(&stage) != before
            });
            if !moved {
                writeln!(stuck, "{} {language:?}\n{}", scene.name, shown(&stage)).unwrap();
            }
        }
    }
    assert!(stuck.is_empty(), "{stuck}");
}
