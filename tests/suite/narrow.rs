//! The smallest terminal, 60 columns and 18 rows: what decides is read there too, and nothing
//! is cut without a mark.

use crate::stage::{Look, Stage, row_of, shown};
use heyi::config::glyphs::GlyphProfile;
use heyi::config::origin::Origin;
use heyi::config::theme::{Role, Theme};
use heyi::i18n::Language;
use heyi::ui::canvas::{Canvas, Pen};
use heyi::ui::lines::Line;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const LANGUAGES: [Language; 2] = [Language::Chinese, Language::English];

fn stage(size: (u16, u16), language: Language, seat: &str, keys: &str) -> Stage {
    let look = Look {
        language,
        ..Look::of(size)
    };
    let mut stage = Stage::demonstration(&look, Some(seat));
    stage.press(keys);
    stage
}

fn smallest(language: Language, seat: &str, keys: &str) -> String {
    shown(&stage((60, 18), language, seat, keys))
}

/// Presses Down so often in the menu and then Enter.
fn menu(row: usize) -> String {
    format!("Space {}Enter", "Down ".repeat(row))
}

fn drawn(line: &Line, width: u16, profile: GlyphProfile) -> String {
    let theme = Theme::built_in("default");
    let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 1));
    let pen = Pen::new(&theme, profile, Language::English);
    line.draw(&mut Canvas::new(&mut buffer, pen), 0, 0, width);
    row_of(&buffer, 0).trim_end().to_owned()
}

#[test]
fn a_line_that_does_not_fit_ends_with_one_whole_mark() {
    let line = |pieces: &[&str]| {
        let add = |line: Line, text: &&str| line.and(*text, Role::Text);
        pieces.iter().fold(Line::new(), add)
    };
    let (narrow, wide) = (GlyphProfile::Narrow, GlyphProfile::Wide);
    for (pieces, width, profile, wanted) in [
        (&["abc", "def"][..], 6, narrow, "abcdef"),
        (&["abc", "   "], 3, narrow, "abc"),
        (&["abc", "def"], 3, narrow, "ab…"),
        (&["abc", " ", "def"], 4, narrow, "abc…"),
        (&["abc", "def"], 4, wide, "ab.."),
        (&["伺服", "电机"], 4, narrow, "伺…"),
        (&["ab…", "def"], 4, narrow, "ab…"),
        (&["ab…", "def"], 3, narrow, "ab…"),
    ] {
        let found = drawn(&line(pieces), width, profile);
        assert_eq!(found, wanted, "{pieces:?} in {width}");
    }
}

#[test]
fn every_format_of_a_report_can_be_chosen() {
    for language in LANGUAGES {
        let keys = format!("{} Space 9", menu(10));
        let seen = smallest(language, "secretariat", &keys);
        for format in ["1 [█] xlsx", "docx", "html", "md", "csv"] {
            assert!(seen.contains(format), "{format}\n{seen}");
        }
    }
}

#[test]
fn the_keys_that_write_and_leave_a_window_are_named() {
    let reports = format!("{} Space 9", menu(10));
    for (keys, wanted) in [
        (reports.as_str(), ["F9", "Tab", "Esc"]),
        (&menu(14), ["F2", "Tab", "Esc"]),
        ("Space 0", ["Enter", "Tab", "4"]),
    ] {
        let seen = smallest(Language::English, "secretariat", keys);
        let hints = seen.lines().nth(16).unwrap();
        for key in wanted {
            assert!(hints.contains(key), "{key} in {hints}\n{seen}");
        }
    }
}

#[test]
fn what_a_window_says_loses_no_words() {
    let scored = "Enter Enter 1 6 1 2 1 1 9 Enter 1 3 8 Enter 4 5 2 1 F9";
    for language in LANGUAGES {
        let count = language.with("roll.count", &["0", "9", "5"]);
        let question = language.text("submit.question").to_owned();
        for (seat, keys, words) in [("secretariat", "g h F2", count), ("E09", scored, question)] {
            let seen = smallest(language, seat, keys);
            // what stands between the borders of the window
            let inside = seen.lines().filter_map(|row| {
                let (_, rest) = row.split_once('│')?;
                Some(rest.rsplit_once('│')?.0)
            });
            let inside: String = inside.collect();
            let bare = |text: &str| text.split_whitespace().collect::<String>();
            assert!(bare(&inside).contains(&bare(&words)), "{words}\n{seen}");
        }
    }
}

#[test]
fn results_that_differ_look_different() {
    for (language, [recommend, revise]) in [
        (Language::Chinese, ["推荐", "改后推荐"]),
        (Language::English, ["recommend", "revise"]),
    ] {
        for keys in ["F7", "F6 Space 4"] {
            let seen = smallest(language, "secretariat", keys);
            let of = |id: &str| {
                let row = seen.lines().find(|row| row.contains(id)).unwrap();
                let words = row.split_whitespace();
                words.rev().find(|word| *word != "↓").unwrap().to_owned()
            };
            assert_eq!(of(" SM-01 "), recommend, "{seen}");
            assert_eq!(of(" SM-03 "), revise, "{seen}");
        }
    }
}

#[test]
fn the_first_row_names_screen_and_group() {
    for (language, size, title) in [
        (Language::Chinese, (60, 18), "推荐建议  伺服电机专家组"),
        (Language::Chinese, (80, 24), "推荐建议  伺服电机专家组"),
        (
            Language::English,
            (60, 18),
            "Recommendations  Servo motor group",
        ),
        (
            Language::English,
            (80, 24),
            "Recommendations  Servo motor group",
        ),
    ] {
        let seen = shown(&stage(size, language, "secretariat", "F7"));
        assert!(seen.lines().next().unwrap().contains(title), "{seen}");
    }
}

#[test]
fn rules_on_trial_are_named_in_full() {
    let size = (80, 24);
    for (language, rules) in [
        (
            Language::Chinese,
            ["去高低分的最少人数 ", "伺服电机专家组资金 ", "1600 万元"],
        ),
        (
            Language::English,
            [
                "fewest for trimming ",
                "Servo motor group ",
                "1600 (10k yuan)",
            ],
        ),
    ] {
        let seen = shown(&stage(size, language, "secretariat", "F6 Space 4"));
        for rule in rules {
            assert!(seen.contains(rule), "{rule}\n{seen}");
        }
        assert!(seen.contains("88.17"), "the total of the first\n{seen}");
    }
}

#[test]
fn lists_show_what_a_proposal_is_called() {
    for language in LANGUAGES {
        for (seat, keys, title) in [
            ("E06", "Space 2", "无重稀土"),
            ("secretariat", "Space 0", "无重稀"),
        ] {
            let seen = smallest(language, seat, keys);
            let row = seen.lines().find(|row| row.contains("SM-01")).unwrap();
            assert!(row.contains(title), "{seen}");
        }
    }
}

#[test]
fn all_of_the_settings_can_be_read() {
    for language in LANGUAGES {
        let mut stage = stage((60, 18), language, "E09", "Space 0");
        stage.app.origins.language = Origin::Chosen;
        let seen = shown(&stage);
        assert!(seen.contains(language.text("origin.chosen")), "{seen}");
        let last = language.text("settings.note");
        let last: String = last.chars().rev().take(6).collect();
        let last: String = last.chars().rev().collect();
        assert!(!seen.contains(&last), "nothing to reach\n{seen}");
        for keys in ["End End", "End PgDn PgDn PgDn PgDn PgDn"] {
            let mut stage = stage_of_settings(language);
            stage.press(keys);
            let seen = shown(&stage);
            assert!(seen.contains(&last), "{last} by {keys}\n{seen}");
        }
    }
}

fn stage_of_settings(language: Language) -> Stage {
    stage((60, 18), language, "E09", "Space 0")
}

#[test]
fn the_present_page_of_the_scoring_screen_is_among_its_tabs() {
    for (language, pages) in [
        (Language::Chinese, ["[对标]", "[项目]", "[原文]", "[记录]"]),
        (
            Language::English,
            ["[Gaps]", "[Facts]", "[Text]", "[Notes]"],
        ),
    ] {
        for (turns, page) in pages.into_iter().enumerate() {
            let keys = format!("Enter Enter {}", "Right ".repeat(turns));
            let seen = smallest(language, "E09", &keys);
            assert!(seen.contains(page), "{page}\n{seen}");
        }
    }
}

#[test]
fn bars_and_names_are_not_cut_in_the_middle() {
    for language in LANGUAGES {
        let seen = smallest(language, "E09", "");
        assert!(seen.contains('░') && !seen.contains("░…"), "{seen}");
        for size in [(60, 18), (80, 24)] {
            let seen = shown(&stage(size, language, "secretariat", "Space 3"));
            assert!(!seen.contains("……"), "{seen}");
            let state = language.text("recommend.covered");
            assert!(seen.contains(&format!("● {state}")), "{seen}");
        }
    }
}

#[test]
fn what_a_sheet_lacks_does_not_read_as_if_it_were_there() {
    let told = [
        (Language::Chinese, ["缺 8 项打分和推荐意见", "缺 9 项"]),
        (Language::English, ["lacks 8 scores, verdict", "9 missing"]),
    ];
    for (language, [full, brief]) in told {
        for (size, lacks) in [((80, 24), full), ((60, 18), brief)] {
            let screen = shown(&stage(size, language, "E09", "Space 2"));
            assert!(screen.contains(lacks), "{size:?}\n{screen}");
        }
    }
}
