//! Themes as a person meets them: the list that shows each at once, a file that is broken,
//! a name that there is not, a terminal with few colours.

use crate::stage::{Look, Stage, row_of};
use heyi::app::workspace::Place;
use heyi::app::{App, Effect, Key, Launch, Message, Overlay, update};
use heyi::config::origin::Origin;
use heyi::config::theme::depth::Depth;
use heyi::config::theme::{Role, Theme, ThemeOffer};
use heyi::i18n::Language;
use heyi::store::home::Home;
use heyi::terminal::keeper::Keeper;
use heyi::terminal::reader::{Reader, themes};
use heyi::text::moment::Moment;
use ratatui::buffer::Buffer;
use ratatui::style::Color;

const DARK_GROUND: Color = Color::Rgb(0x17, 0x1b, 0x22);

fn ground(stage: &Stage) -> Color {
    stage.view()[(0, 0)].bg
}

fn text(buffer: &Buffer) -> String {
    let rows = (0..buffer.area.height).map(|y| row_of(buffer, y));
    rows.collect::<Vec<_>>().join("\n")
}

/// The list on the first screen: default, light, dark, and so on.
fn list() -> Stage {
    let mut stage = Stage::start(&Look::of((80, 24)));
    stage.press("Space 4");
    assert!(matches!(
        stage.app.overlays.last(),
        Some(Overlay::Themes(_))
    ));
    stage
}

#[test]
fn what_is_looked_at_is_seen_at_once_and_kept_only_by_enter() {
    let mut stage = list();
    assert_eq!(ground(&stage), Color::Reset);
    stage.press("Down Down");
    assert_eq!(ground(&stage), DARK_GROUND);
    assert_eq!(stage.app.theme.name, "default");
    stage.press("Esc");
    assert_eq!(ground(&stage), Color::Reset);
    assert!(stage.app.overlays.is_empty());
    assert_eq!(stage.app.remembered().theme, "");
    stage.press("Space 4 Down Down Enter");
    assert_eq!(ground(&stage), DARK_GROUND);
    assert_eq!(stage.app.remembered().theme, "dark");
    assert_eq!(stage.app.origins.theme, Origin::Chosen);
    stage.press("Space 4 5");
    assert_eq!(stage.app.remembered().theme, "projector");
}

#[test]
fn the_list_shows_a_word_in_every_role_and_leaves_the_screen_in_sight() {
    for language in [Language::Chinese, Language::English] {
        let mut stage = list();
        stage.app.language = language;
        let view = stage.view();
        let shown = text(&view);
        for role in Role::ALL {
            let word = language.find(&format!("role.{}", role.key())).unwrap();
            assert!(shown.contains(word), "{word}\n{shown}");
        }
        let beside = (0..28).map(|x| view[(x, 8)].symbol());
        assert!(!beside.collect::<String>().trim().is_empty(), "{shown}");
    }
}

#[test]
fn a_broken_file_tells_its_line_in_the_list_and_is_not_taken() {
    let torn = "[muted]\nforeground = \"grene\"\n";
    let mut stage = list();
    stage.take(Message::ThemesRead(vec![
        ThemeOffer {
            name: "default".into(),
            is_own: false,
            theme: Ok(Theme::built_in("default")),
        },
        ThemeOffer {
            name: "torn".into(),
            is_own: true,
            theme: Theme::parse("torn", torn),
        },
    ]));
    stage.press("Down");
    let shown = text(&stage.view());
    assert!(shown.contains("第 2 行"), "{shown}");
    assert!(shown.contains("green"), "{shown}");
    stage.press("Enter");
    assert_eq!(stage.app.theme.name, "default");
    assert!(matches!(
        stage.app.overlays.last(),
        Some(Overlay::Themes(_))
    ));
    let notice = stage.app.notice.unwrap().text;
    assert!(
        notice.contains("torn.toml") && notice.contains("grene"),
        "{notice}"
    );
}

/// Starts with the demonstration and a seat, as the command line would, until all is read.
fn started(name: &str, folder: &std::path::Path) -> App {
    let fault = themes::named(Some(folder), name).unwrap_err();
    let known = themes::names(Some(folder));
    let (mut app, mut effects) = App::new(Launch {
        theme: Theme::built_in("default"),
        theme_fault: Some((fault, known)),
        size: (80, 24),
        open: Some(Place {
            path: "demo".into(),
            is_demonstration: true,
            title: heyi::domain::Bilingual::default(),
        }),
        seat: Some("E09".into()),
        ..Launch::default()
    });
    let nowhere = Home::new("no-such-folder".into());
    let mut reader = Reader::new(nowhere.clone(), None);
    let mut keeper = Keeper::new(nowhere);
    while let Some(effect) = effects.pop() {
        let answer = match &effect {
            Effect::ReadSheets { .. } => keeper.perform(&effect, Moment::default()),
            other => reader.perform(other),
        };
        effects.extend(
            answer
                .into_iter()
                .flat_map(|answer| update(&mut app, answer)),
        );
    }
    assert!(matches!(app.overlays.last(), Some(Overlay::Commitment(_))));
    app
}

#[test]
fn whoever_asked_for_a_theme_that_cannot_be_is_told_until_the_first_key() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("sea.toml"), "\n[bolt]\n").unwrap();
    let mut app = started("drak", folder.path());
    let notice = app.notice.clone().unwrap().text;
    assert!(notice.contains("drak"), "{notice}");
    let place = |name: &str| {
        notice
            .find(name)
            .unwrap_or_else(|| panic!("{name}: {notice}"))
    };
    assert!(place("dark") < place("light") && place("mono") < place("sea"));
    update(&mut app, Message::Key(Key::Down, Moment::default()));
    assert_eq!(app.notice, None);

    let notice = started("sea", folder.path()).notice.unwrap().text;
    assert!(notice.contains("sea.toml 第 2 行"), "{notice}");
    assert!(notice.contains("bolt"), "{notice}");
}

#[test]
fn a_terminal_with_few_colours_gets_those_it_has() {
    let mut stage = Stage::start(&Look::of((80, 24)));
    stage.app.theme = Theme::built_in("dark");
    stage.app.depth = Depth::Many;
    assert!(matches!(ground(&stage), Color::Indexed(16..)));
    stage.app.depth = Depth::Sixteen;
    assert_eq!(ground(&stage), Color::Black);
    stage.app.depth = Depth::None;
    let view = stage.view();
    let is_plain =
        |cell: &ratatui::buffer::Cell| cell.fg == Color::Reset && cell.bg == Color::Reset;
    assert!(view.content.iter().all(is_plain));
}
