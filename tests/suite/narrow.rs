//! The smallest terminal, 60 columns and 18 rows: what decides is read there too, and nothing
//! is cut without a mark.

use crate::stage::{Look, Stage, row_of, shown};
use heyi::app::overlays::tour::STEPS;
use heyi::config::glyphs::GlyphProfile;
use heyi::config::origin::Origin;
use heyi::config::theme::{Role, Theme};
use heyi::i18n::Language;
use heyi::text::width::columns;
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
        assert!(!seen.contains("░…"), "{seen}");
        // the bar only shows the figures beside it: it gives way to a name
        for chain in ["Integrated circuits   0/6", "集成电路         0/6 ░░░░░░"] {
            assert_eq!(
                seen.contains(chain),
                chain.is_ascii() == language.is_english()
            );
        }
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

/// Columns and rows that the least terminal, the usual one and a wide one have.
const SIZES: [(u16, u16); 3] = [(60, 18), (80, 24), (120, 40)];

/// Opens the first look at the scoring screen.
fn toured(language: Language, steps: usize) -> String {
    let mut stage = stage((60, 18), language, "E09", "Enter");
    stage.app.toured = false;
    stage.press(&"Enter ".repeat(steps + 1));
    shown(&stage)
}

#[test]
fn every_step_of_the_first_look_is_read_and_counted() {
    for language in LANGUAGES {
        for (step, key) in STEPS.into_iter().enumerate() {
            let seen = toured(language, step);
            let bare = |text: &str| text.split_whitespace().collect::<String>();
            let inside = seen.lines().filter_map(|row| row.strip_prefix(" │"));
            let inside = inside.filter_map(|row| Some(row.split_once('│')?.0));
            let inside: String = inside.collect();
            assert!(bare(&inside).contains(&bare(language.text(key))), "{seen}");
            let title = format!(" {}/{} ", step + 1, STEPS.len());
            assert!(seen.contains(&title), "{title}\n{seen}");
        }
    }
}

#[test]
fn every_level_of_the_present_criterion_is_named_or_told_to_follow() {
    for (language, marks) in [
        (Language::Chinese, ["优", "良", "中", "差"]),
        (Language::English, ["A", "B", "C", "D"]),
    ] {
        let mut stage = stage((60, 18), language, "E09", "Enter Enter");
        let level = |stage: &Stage, mark: &str| {
            let seen = shown(stage);
            let lead = format!(" {mark} ");
            seen.lines().any(|row| row.starts_with(&lead))
        };
        for mark in marks {
            assert!(level(&stage, mark), "{mark}\n{}", shown(&stage));
        }
        // more levels than there is room for
        let workspace = stage.app.workspace.as_mut().unwrap();
        let panel = std::sync::Arc::make_mut(&mut workspace.opened.panel);
        for criterion in &mut panel.rubric.criteria {
            let levels = criterion.levels.clone();
            criterion.levels.extend(levels);
        }
        let seen = shown(&stage);
        let last = seen.lines().nth(14).unwrap();
        assert!(last.contains("↓ 5"), "{seen}");
    }
}

#[test]
fn nothing_torn_stands_beside_a_window() {
    for language in LANGUAGES {
        for (seat, keys) in [
            ("E09", "Space"),
            ("E09", "Enter Enter F4"),
            ("E09", "Enter Enter ?"),
            ("secretariat", "g h F2"),
            ("secretariat", "Space 5 2"),
        ] {
            for size in SIZES {
                let seen = shown(&stage(size, language, seat, keys));
                let border = |row: &&str| row.contains('┌') && row.contains('┐');
                let title = seen.lines().position(|row| border(&row)).unwrap();
                let bottom = |row: &&str| row.contains('└') && row.contains('┘');
                let rows: Vec<&str> = seen.lines().skip(title).collect();
                let last = rows.iter().position(bottom).unwrap();
                for row in &rows[..=last] {
                    let before = row.find(['┌', '│', '└']).unwrap();
                    let words = row[..before].trim();
                    assert!(words.is_empty() || before >= 10, "{row}\n{seen}");
                }
            }
        }
    }
}

#[test]
fn a_key_in_the_menu_is_whole_and_so_is_the_way_out() {
    for language in LANGUAGES {
        let seen = smallest(language, "E09", "Space");
        let chains = language.text("command.chains");
        let row = seen
            .lines()
            .find(|row| row.contains(chains) && row.contains("F5"));
        assert!(row.is_some(), "{seen}");
        for (seat, keys, wanted) in [
            ("E09", "Enter Enter Space 6", &["Esc"][..]),
            ("secretariat", "g h F2", &["Enter", "F3", "Esc"]),
            ("secretariat", "F7 Space 7 2", &["F2", "Esc"]),
            ("secretariat", "F6 Space 6 2", &["F2", "Esc"]),
        ] {
            let hints = smallest(language, seat, keys);
            let hints = hints.lines().nth(16).unwrap().to_owned();
            for key in wanted {
                let key = language.find(&format!("hintkey.{key}")).unwrap_or(key);
                assert!(hints.contains(key), "{key} in {hints}");
            }
        }
    }
}

#[test]
fn short_names_of_links_stand_whole_in_the_coverage_map() {
    for language in LANGUAGES {
        let stage = stage((120, 40), language, "secretariat", "Space 3");
        let seen = shown(&stage);
        let workspace = stage.app.workspace.as_ref().unwrap();
        for chain in &workspace.panel().plan.chains {
            for link in &chain.links {
                let name = link.short.of(language.is_english());
                assert!(seen.contains(name), "{name}\n{seen}");
            }
        }
    }
}

#[test]
fn grounds_of_a_veto_are_read_to_their_end() {
    for language in LANGUAGES {
        for size in SIZES {
            let seen = shown(&stage(size, language, "E09", "Enter Enter Space 6 End"));
            let digit = |row: &&str| row.contains(" 7 ") && row.contains('▸');
            let row = seen.lines().find(digit).unwrap();
            let name = row.split_once("▸ 7 ").unwrap().1;
            let name = name.split('│').next().unwrap();
            assert!(!name.contains('…'), "{seen}");
        }
    }
}

#[test]
fn words_of_a_heading_are_not_cut_for_what_stands_in_brackets() {
    for (language, indicator) in [
        (Language::Chinese, "指标"),
        (Language::English, "Indicator "),
    ] {
        for size in [(80, 24), (120, 40), (200, 60)] {
            let seen = shown(&stage(size, language, "E09", "Enter Enter"));
            let head = seen.lines().find(|row| row.contains(indicator)).unwrap();
            let head = head.split('│').next().unwrap();
            assert!(!head.contains('…'), "{head}\n{seen}");
        }
    }
}

#[test]
fn where_there_is_room_columns_take_what_stands_in_them() {
    for (keys, wanted) in [
        ("Space 0", "Integrated circuits"),
        ("Space 5", "conflict, to be decided"),
        ("Space 5 Shift-Tab", "Integrated circuits"),
    ] {
        let seen = shown(&stage((200, 60), Language::English, "secretariat", keys));
        assert!(seen.contains(wanted), "{wanted}\n{seen}");
    }
    for language in LANGUAGES {
        let seen = smallest(language, "secretariat", "g h F2 0");
        assert!(seen.contains("示例研究所甲"), "{seen}");
        let seen = smallest(language, "secretariat", "g h F2 0 8");
        assert!(seen.contains("示例会计师事务所"), "{seen}");
        let seen = smallest(language, "secretariat", "F6 Space 1 Down Down F2");
        assert!(seen.contains("示例会计师事务所"), "{seen}");
    }
}

#[test]
fn a_head_that_leaves_something_out_says_so() {
    for language in LANGUAGES {
        for size in [(60, 18), (80, 24)] {
            let seen = shown(&stage(size, language, "secretariat", "F7"));
            let head = seen.lines().next().unwrap();
            let last = language.with("recommend.counts", &["5", "1550", "1", "3", "2"]);
            let money = language.with("recommend.money", &["1600"]);
            assert!(seen.lines().nth(1).unwrap().contains(&money), "{seen}");
            let is_whole = head.contains(&last);
            assert!(is_whole || head.trim_end().ends_with('…'), "{seen}");
        }
        let seen = smallest(language, "secretariat", "F6");
        assert!(!seen.lines().next().unwrap().contains('…'), "{seen}");
    }
}

#[test]
fn folders_stand_under_the_columns_of_the_settings() {
    for language in LANGUAGES {
        let mut stage = stage((120, 40), language, "E09", "Space 0");
        let mut other = stage.app.folders[0].clone();
        other.name = "folder.themes";
        other.path = "/home/someone/.local/state/heyi-of-somebody".into();
        stage.app.folders.push(other);
        let seen = shown(&stage);
        let origin = language.find(stage.app.folders[0].origin).unwrap();
        let at = |words: &str| {
            let rows = seen.lines().filter(|row| row.contains(words));
            let places = rows.map(|row| columns(row.split(words).next().unwrap()));
            places.collect::<Vec<_>>()
        };
        let whys = at(origin);
        assert!(whys.len() == 2 && whys[0] == whys[1], "{whys:?}\n{seen}");
        assert_eq!(at("/media/stick"), at("/home/someone"), "{seen}");
    }
}

#[test]
fn whose_seat_it_is_and_how_many_sheets_lie_there_is_told_whole() {
    for language in LANGUAGES {
        let look = Look {
            language,
            ..Look::of((60, 18))
        };
        let seen = shown(&Stage::demonstration(&look, None));
        let rows = seen.lines().filter(|row| row.contains(" E0"));
        for row in rows {
            assert!(!row.contains('…'), "{seen}");
        }
        let short = language.with("seat.sheets_short", &["41", "41"]);
        assert!(seen.contains(&short), "{short}\n{seen}");
    }
}

#[test]
fn the_figures_of_a_large_chain_stand_whole() {
    for size in SIZES {
        let mut stage = stage(size, Language::Chinese, "E09", "");
        let workspace = stage.app.workspace.as_mut().unwrap();
        let panel = std::sync::Arc::make_mut(&mut workspace.opened.panel);
        let one = panel.proposals[0].clone();
        for place in 0..1200 {
            let mut more = one.clone();
            more.id = format!("X{place}");
            panel.proposals.push(more);
        }
        let ids = panel.proposals.iter().map(|one| one.id.as_str().into());
        panel.assignments[8].proposals = ids.collect();
        let place = panel.assignments[8].expert.clone();
        assert_eq!(place, "E09");
        let screen = shown(&stage);
        assert!(screen.contains(" 0/1206 "), "{screen}");
    }
}
