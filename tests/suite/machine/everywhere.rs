//! Every screen and every window over it, at every size, in both languages, with every set
//! of glyphs and the themes.

use super::events::paper_checked;
use crate::received;
use crate::sessions::driver::Window;
use crate::sessions::headless::{Headless, drawn, text_rows};
use crate::sessions::laptops;
use crate::sessions::script::Setup;
use heyi::app::exchange::MergeRefusal;
use heyi::app::overlays::archiving;
use heyi::app::overlays::hand_in::Step;
use heyi::app::overlays::packing::Page;
use heyi::app::{App, Key, Message, Overlay, Screen};
use heyi::config::glyphs::GlyphProfile;
use heyi::config::theme::{Role, Theme, built_in};
use heyi::domain::problem::{Problem, Trouble};
use heyi::i18n::Language;
use heyi::ui;
use heyi::ui::glyphs::is_ambiguous;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::Color;
use unicode_width::UnicodeWidthStr;

const SIZES: [(u16, u16); 7] = [
    (60, 18),
    (80, 24),
    (100, 30),
    (120, 30),
    (120, 40),
    (200, 60),
    (300, 100),
];

/// Plays keys by their names, a text after `'`, and keeps the state under a name.
struct Tour {
    program: Headless,
    stops: Vec<(String, App)>,
}

impl Tour {
    fn start(panel: Option<&str>, seat: Option<&str>, home: &std::path::Path) -> Self {
        let setup = Setup {
            size: (100, 30),
            language: "zh".into(),
            panel: panel.map(str::to_owned),
            seat: seat.map(str::to_owned),
            proposal: None,
        };
        Self {
            program: Headless::start(&setup, home),
            stops: Vec::new(),
        }
    }

    fn go(&mut self, keys: &str) -> &mut Self {
        for word in keys.split_whitespace() {
            match word.strip_prefix('\'') {
                Some(text) => text.chars().for_each(|c| self.program.press(Key::Char(c))),
                None => self.program.press(Key::from_name(word).unwrap()),
            }
        }
        self
    }

    fn stop(&mut self, name: &str) -> &mut Self {
        self.stops.push((name.to_owned(), self.program.app.clone()));
        self
    }

    /// The windows that open on every screen.
    fn windows(&mut self, name: &str) -> &mut Self {
        self.stop(name);
        self.go("F1").stop(&format!("{name}, commands"));
        self.go("Esc");
        if !self.program.app.is_typing() {
            self.go("g").stop(&format!("{name}, places")).go("Esc");
        }
        if !self.program.app.is_typing() || name == "proposals" {
            self.go("?").stop(&format!("{name}, help")).go("Esc");
            self.go("Space").stop(&format!("{name}, menu")).go("Esc");
        }
        self
    }
}

pub fn stops() -> Vec<(String, App)> {
    let home = tempfile::tempdir().unwrap();
    let mut tour = Tour::start(None, None, home.path());
    tour.windows("start")
        .go("Space 2")
        .stop("settings")
        .go("2 Down Down")
        .stop("themes")
        .go("Esc")
        .go("Esc Down Down Enter");
    tour.stop("start, self-check").go("Esc Up Enter '/tmp/批次");
    tour.stop("start, naming a folder").go("Esc Up Enter");
    tour.windows("seat")
        .go("Enter")
        .stop("commitment")
        .go("Enter");
    tour.windows("chains").go("Right").windows("chains, links");
    tour.go("F3").stop("chains, wording").go("Esc Left Enter");
    tour.windows("proposals").go("'cjj").stop("proposals found");
    tour.go("'zzzz").stop("no proposals").go("Esc Enter");
    tour.windows("scoring, nothing yet")
        .go("F9")
        .stop("cannot submit");
    tour.go("'2")
        .stop("scoring, half typed")
        .go("'1")
        .stop("refused");
    tour.go("Esc F2 '指标℃≥5 Enter 'b F2 Home '16121312148 Enter '4312");
    tour.stop("scoring, everything there");
    tour.go("F2").stop("comment").go("Esc");
    tour.go("F4")
        .stop("recusal")
        .go("5 '理由")
        .stop("recusal, freely")
        .go("Esc");
    tour.go("Space 6")
        .stop("grounds of a veto")
        .go("7 '原理有误 Enter Space 6")
        .stop("a veto is proposed")
        .go("Enter")
        .stop("the reason of a veto")
        .go("Esc");
    tour.go("F9")
        .stop("submit")
        .go("Esc F3")
        .stop("scoring, wording")
        .go("Esc");
    tour.go("Left")
        .stop("scoring, facts")
        .go("Down Down")
        .stop("scoring, facts below")
        .go("Tab");
    tour.program.take(Message::Resize(80, 24));
    for page in ["project", "wording", "notes"] {
        tour.go("Right").stop(&format!("scoring, page {page}"));
    }
    tour.program.take(Message::Resize(100, 30));
    tour.go("F9 Enter").windows("scoring, submitted");
    tour.go("Space 5")
        .stop("reopening")
        .go("Esc PgDn '1612 PgDn F4 1 Enter");
    tour.stop("after a recusal")
        .go("Space 7")
        .windows("my sheets");
    tour.go("F5 Down Right Down Down Down Down Space 8")
        .windows("compare")
        .go("End Tab")
        .stop("compare, the other column");
    tour.go("F8 End Enter").windows("chains, secretariat");
    tour.go("Right Down Down Down Space 8 End")
        .windows("compare, secretariat")
        .go("Esc Left");
    tour.go("Enter")
        .stop("proposals, secretariat")
        .go("Enter")
        .windows("scoring, secretariat");
    results(&mut tour);
    receiving(&mut tour);
    paper(&mut tour);
    let mut stops = tour.stops;
    stops.extend(handing_in(home.path()));
    let other = tempfile::tempdir().unwrap();
    stops.extend(round(other.path()));
    let mut every = Tour::start(Some("demo"), Some("nobody"), home.path());
    every.stop("no such seat").go("Home Enter Enter");
    every.go("Enter End Enter").stop("a full sheet");
    stops.extend(every.stops);
    stops
}

/// The screens of results in the secretariat's seat, and the windows over them.
fn results(tour: &mut Tour) {
    tour.go("F6")
        .windows("consolidate")
        .go("Space 6")
        .stop("check of a veto")
        .go("2 '王某 Enter '同一套测试台，见清单第3页 Enter 6 Enter 2 F2")
        .stop("check of a veto, asked once more")
        .go("Esc Esc Space 9")
        .stop("whom to rule on")
        .go("1 1 '监督员 Enter '同单位")
        .stop("a ruling on a recusal")
        .go("F2")
        .stop("what a ruling changes")
        .go("Esc Esc Esc Tab Down")
        .stop("consolidate, next group")
        .go("Space 1")
        .windows("discussion")
        .go("2")
        .stop("discussion, near a line")
        .go("4")
        .stop("discussion, second round")
        .go("1 Down Down F2")
        .stop("who asks for it")
        .go("1")
        .stop("why it is asked for")
        .go("Esc Esc Esc");
    tour.go("F7")
        .windows("recommendations")
        .go("F3")
        .stop("recommendations, wording")
        .go("Esc Space 7")
        .stop("a decision")
        .go("2 '纪要〔2019〕2号 Enter '负责人 Enter '资金来源待落实")
        .stop("a decision that departs")
        .go("F2 Space 7 4")
        .stop("a decision is taken out")
        .go("Esc");
    opinion(tour);
    filing(tour);
    assignment(tour);
    tour.go("Esc F1 '确认环节 Enter")
        .windows("match")
        .go("PgDn Tab 1")
        .stop("match, two")
        .go("4")
        .stop("match, all links")
        .go("'zzzz")
        .stop("match, no such link")
        .go("Esc Esc Esc 1 1 1")
        .stop("match, all done");
}

/// The joint opinion: both sides, every window over it, and a vote on equal ranks.
fn opinion(tour: &mut Tour) {
    tour.go("Home Down Space 2")
        .windows("opinion")
        .go("1 Down 2 9 Tab")
        .stop("opinion, its fields")
        .go("Enter '。另请℃≥5 Enter '补充")
        .stop("opinion, a text")
        .go("F2 Down Down Enter")
        .stop("opinion, a condition")
        .go("Esc Delete")
        .stop("opinion, a condition goes")
        .go("Esc End Up Up Enter 9 Enter 9 Enter 9 Enter")
        .stop("opinion, too many votes")
        .go("Up Up Backspace 5 Enter Backspace 1 Enter Backspace 0 F2 Down Enter")
        .stop("opinion, whose minority opinion")
        .go("3 '不同意")
        .stop("opinion, a minority opinion")
        .go("F2 End Enter")
        .stop("opinion, who adopts it")
        .go("Esc Esc Home Down Down Down Space 2 Tab End Enter")
        .stop("opinion, taken back")
        .go("Esc Esc Home");
    crate::opinions::tie(&mut tour.program.app);
    tour.go("Space Down Down Down Down Down Down Down Down Down Down Enter 6 Enter 3")
        .stop("a vote on equal ranks")
        .go("Enter Enter '纪要 F2")
        .stop("what a vote changes")
        .go("Esc Esc");
}

/// Marks of links, data of applicants, confirmed contributions.
fn filing(tour: &mut Tour) {
    tour.go("F7 F1 '申报单位 Enter")
        .stop("an applicant")
        .go("2 Ctrl-U '某厂 Down Down '20x19 F2")
        .stop("an applicant, filled in")
        .go("Esc F1 '认可贡献 Enter")
        .stop("contributions")
        .go("Space Down Space Esc F5 Right Down Down F1 '标注环节 Enter")
        .stop("a mark")
        .go("3 Down Space Down Space End '关键指标 F2")
        .stop("a mark, filled in")
        .go("Esc Left F7");
}

/// Who scores what: the three parts, the details, the windows.
fn assignment(tour: &mut Tour) {
    tour.go("Esc Space 0").windows("assignment");
    tour.go("Enter Down")
        .windows("assignment, a proposal's experts")
        .go("3")
        .stop("assignment, a ruling")
        .go("Esc Esc 4")
        .stop("assignment, proposed")
        .go("2 PgDn")
        .stop("assignment, dealt anew")
        .go("Esc Tab Down Down")
        .stop("assignment, experts")
        .go("Enter End 1")
        .stop("assignment, an expert's proposals")
        .go("Tab Down")
        .windows("assignment, groups")
        .go("Enter")
        .stop("assignment, a group")
        .go("Down Enter End Space")
        .stop("assignment, its members")
        .go("Enter Down Down '甲 Esc")
        .go("F1 '会议议程 Enter")
        .stop("the agenda")
        .go("Right Down 4 3 2")
        .stop("the agenda, changed")
        .go("Enter Down Down")
        .stop("the agenda, its form")
        .go("Esc Esc F7");
}

/// Received files, the board, and cells to decide.
fn receiving(tour: &mut Tour) {
    tour.go("Esc F6 Space 5").windows("merge, nothing yet");
    let place = tour
        .program
        .app
        .workspace
        .as_ref()
        .unwrap()
        .opened
        .place
        .clone();
    tour.program
        .take(received::merged(&place, &["/media/stick".into()]));
    tour.stop("merge")
        .go("End Up")
        .stop("merge, a damaged file");
    tour.program.take(received::seen(&place));
    tour.go("1 '/media/stick")
        .stop("naming a file")
        .go("Esc 2 '/media/收表")
        .stop("naming a folder to watch")
        .go("Enter")
        .stop("merge, a folder that is not there");
    tour.program
        .take(received::merged(&place, &["/media/stick".into()]));
    tour.go("Tab")
        .stop("merge, conflicts")
        .go("Enter")
        .stop("deciding a score")
        .go("2 '王某 Enter '电话核对 Esc Down Enter 3")
        .stop("deciding a comment")
        .go("Esc Tab End Left Left")
        .stop("merge, board")
        .go("Enter")
        .stop("which sheets are owed")
        .go("Esc F6")
        .stop("consolidate, cells to decide");
    tour.program.take(Message::Merged {
        panel: place.path.clone(),
        at: crate::stage::NOW,
        result: Err(MergeRefusal::Panel(Problem::of_file(
            "assignments.toml",
            Trouble::Missing,
            &[],
        ))),
    });
    tour.go("Space 5").stop("merge, refused");
}

/// The window of reports, from the choice to what became of them.
fn reports(tour: &mut Tour, home: &std::path::Path) {
    tour.go("Space 9").stop("reports").go("Enter F9");
    tour.stop("reports, nothing chosen")
        .go("End Enter Tab Ctrl-U")
        .stop("reports, no folder");
    let out = home.join("报表");
    tour.go(&format!("'{}", out.display()))
        .stop("reports, where")
        .go("Enter")
        .stop("reports, written")
        .go("Enter");
}

/// The meeting: nothing on the table, the roll, somebody who must leave, the clock, the wall, a
/// break, and what other screens tell of it.
fn meeting(tour: &mut Tour) {
    tour.go("F1 '评审会 Enter")
        .windows("meeting")
        .go("F2 0 9")
        .stop("meeting, the roll")
        .go("Esc Down Down Down Down F9")
        .stop("meeting, somebody must leave")
        .go("F4 Enter Enter")
        .stop("meeting, the clock runs")
        .go("F5")
        .stop("meeting, the wall")
        .go("F5 F8")
        .stop("meeting, on another screen")
        .go("Esc Enter Enter Enter Enter")
        .stop("meeting, what was scored");
}

/// The steps of a round, and the windows over them.
fn round(home: &std::path::Path) -> Vec<(String, App)> {
    let panel = laptops::simulated(home);
    let mut tour = Tour::start(panel.to_str(), Some("secretariat"), home);
    meeting(&mut tour);
    tour.go("F1 '评审流程 Enter").windows("round");
    for step in ["1", "2", "3", "5", "6", "7", "8", "9", "0"] {
        tour.go(step).stop(&format!("round, step {step}"));
    }
    reports(&mut tour, home);
    tour.go("F1 '方案版本 Enter")
        .stop("an edition, no folder")
        .go("'nowhere Enter")
        .stop("an edition that is none")
        .go("Ctrl-U 'ningbo-siji-2018 Enter")
        .stop("an edition, what differs")
        .go("PgDn PgDn '王某 F2")
        .stop("an edition, no reason")
        .go("Esc Esc");
    tour.go("4 Enter").stop("opening");
    tour.go("'王某 Enter '二〇一九年第二次会议")
        .stop("opening, filled in");
    tour.go("F2")
        .stop("opened")
        .go("5 Enter")
        .stop("packs, for whom");
    tour.go("Down Enter")
        .stop("packs, where")
        .go("Ctrl-U Enter");
    let out = home.join("发出的评审包");
    tour.go(&format!("'{}", out.display())).go("Enter");
    tour.stop("packs, no such folder")
        .go("Enter")
        .stop("packs, made");
    tour.go("Esc 9 Enter").stop("verifying");
    tour.go("Tab '123456789012 Enter")
        .stop("codes")
        .go("Esc 0 Enter");
    tour.stop("closing").go("Enter '少两张表 F2").stop("closed");
    tour.go("- Enter")
        .stop("archiving")
        .go("Enter")
        .stop("archived");
    tour.go("Esc Tab").stop("journal").go("Esc");
    tour.stops
}

/// Sheets from paper, and what two people typed differently.
fn paper(tour: &mut Tour) {
    tour.go("F6 F1 '纸质 Enter")
        .stop("who types from paper")
        .go("End Up '王某 Enter")
        .windows("typing from paper");
    tour.program.take(paper_checked("E09", "SM-01", true));
    tour.stop("typed differently").go("Esc F8");
}

/// A pack, and handing in.
fn handing_in(home: &std::path::Path) -> Vec<(String, App)> {
    let panel = laptops::simulated(home);
    let pack = laptops::pack(home, &panel, "stick/E0002", "E0002");
    let mut pack = Tour::start(pack.to_str(), None, home);
    pack.stop("a pack").go("Enter").windows("a pack, all done");
    pack.go("F8").stop("a pack, its seat").go("Esc F9");
    pack.stop("hand in")
        .go("'zz Enter")
        .stop("hand in, no such folder")
        .go("Esc F9 Ctrl-U Tab")
        .stop("hand in, offers")
        .go("Esc F9 Enter")
        .stop("handed in")
        .go("Esc")
        .stop("the code of what was handed in");
    pack.stops
}

/// The text of the screen, for people.
fn shown(buffer: &Buffer) -> String {
    text_rows(buffer).join("\n")
}

fn is_unsure(symbol: &str) -> bool {
    symbol.chars().any(is_ambiguous)
}

/// The rows of cells; a large terminal has thirty thousand of them.
fn rows(buffer: &Buffer) -> std::slice::Chunks<'_, Cell> {
    buffer.content.chunks(usize::from(buffer.area.width))
}

/// What is wrong with a drawn screen.
fn fault(app: &App, buffer: &Buffer, cursor: Option<(u16, u16)>) -> Option<String> {
    let unsure = || {
        let mut symbols = buffer.content.iter().map(Cell::symbol);
        symbols.find(|symbol| is_unsure(symbol))
    };
    if app.glyphs != GlyphProfile::Narrow
        && let Some(symbol) = unsure()
    {
        return Some(format!("{symbol} may take one column or two"));
    }
    if let Some(fault) = cursor_fault(app, buffer, cursor) {
        return Some(fault);
    }
    let hints = rows(buffer).nth_back(1)?;
    if hints.iter().all(|cell| cell.symbol() == " ") {
        return Some("no key is offered".to_owned());
    }
    let last = rows(buffer).next_back()?;
    if last.iter().all(|cell| cell.symbol() == " ") {
        return Some("the last line is empty".to_owned());
    }
    let banner = app.language.text("frame.demonstration");
    let head: Vec<String> = rows(buffer).take(3).map(row_text).collect();
    let wanted = !matches!(app.screen, Screen::Start(_));
    if head.iter().any(|row| row.contains(banner)) != wanted {
        return Some(format!("the demonstration's banner is wanted: {wanted}"));
    }
    rows(buffer).find_map(half_a_sign)
}

/// Where text is typed, the real cursor stands in its field: on the screen, above the rule
/// over the hints, and not on a border.
fn cursor_fault(app: &App, buffer: &Buffer, cursor: Option<(u16, u16)>) -> Option<String> {
    let (columns, height) = app.size;
    let Some((x, y)) = cursor else {
        return app
            .is_typing()
            .then(|| "no cursor where text is typed".to_owned());
    };
    if x >= columns || y + ui::frame::FOOT >= height {
        return Some(format!("the cursor stands at {x}, {y}"));
    }
    let under = buffer[(x, y)].symbol();
    let is_border = ["│", "─", "|"].contains(&under);
    is_border.then(|| format!("the cursor stands on {under} at {x}, {y}"))
}

fn row_text(cells: &[Cell]) -> String {
    let mut text = String::new();
    let mut cells = cells.iter();
    while let Some(cell) = cells.next() {
        text.push_str(cell.symbol());
        if cell.symbol().width() > 1 {
            cells.next();
        }
    }
    text
}

/// Behind a wide sign stands the blank that it covers, and no half of one sticks out.
fn half_a_sign(cells: &[Cell]) -> Option<String> {
    for (place, cell) in cells.iter().enumerate() {
        if cell.symbol().is_ascii() || cell.symbol().width() < 2 {
            continue;
        }
        if cells
            .get(place + 1)
            .is_none_or(|behind| behind.symbol() != " ")
        {
            return Some(format!("half of {} at column {place}", cell.symbol()));
        }
    }
    None
}

#[test]
fn every_screen_and_window_at_every_size_in_every_look() {
    let stops = stops();
    let seen = |wanted: fn(&App) -> bool| stops.iter().any(|(_, app)| wanted(app));
    assert!(seen(|app| matches!(
        app.overlays.last(),
        Some(Overlay::Submit(_))
    )));
    assert!(seen(|app| matches!(
        app.overlays.last(),
        Some(Overlay::Reason(_))
    )));
    assert!(seen(|app| matches!(
        app.overlays.last(),
        Some(Overlay::Target(..))
    )));
    assert!(seen(|app| matches!(
        app.overlays.last(),
        Some(Overlay::SelfCheck(..))
    )));
    assert!(seen(|app| matches!(
        app.overlays.last(),
        Some(Overlay::Grounds(_))
    )));
    assert!(seen(|app| matches!(
        app.overlays.last(),
        Some(Overlay::Checking(state)) if state.is_asking
    )));
    assert!(seen(|app| matches!(
        app.overlays.last(),
        Some(Overlay::HandIn(state)) if matches!(state.step, Step::Done(_))
    )));
    assert!(seen(|app| matches!(
        app.overlays.last(),
        Some(Overlay::Settling(_))
    )));
    assert!(seen(|app| matches!(
        app.overlays.last(),
        Some(Overlay::Missing(_))
    )));
    assert!(seen(|app| matches!(
        app.overlays.last(),
        Some(Overlay::Phase(_))
    )));
    assert!(seen(|app| matches!(
        app.overlays.last(),
        Some(Overlay::Packing(state)) if state.page == Page::Run
    )));
    assert!(seen(|app| matches!(
        app.overlays.last(),
        Some(Overlay::Archiving(state)) if matches!(state.step, archiving::Step::Done(_))
    )));
    assert!(seen(|app| matches!(
        app.overlays.last(),
        Some(Overlay::Verifying(_))
    )));
    assert!(seen(|app| matches!(
        app.overlays.last(),
        Some(Overlay::Journal(_))
    )));
    assert!(seen(|app| matches!(
        app.overlays.last(),
        Some(Overlay::Typist(_))
    )));
    assert!(seen(|app| matches!(
        app.overlays.last(),
        Some(Overlay::PaperDifferences(_))
    )));
    assert!(seen(|app| matches!(app.screen, Screen::Round(_))));
    assert!(seen(|app| matches!(app.screen, Screen::Merge(_))));
    assert!(seen(|app| matches!(
        app.overlays.last(),
        Some(Overlay::Grouping(state)) if state.list.is_some()
    )));
    assert!(seen(|app| matches!(
        app.overlays.last(),
        Some(Overlay::Proposing(_))
    )));
    assert!(seen(|app| matches!(app.screen, Screen::Assignment(_))));
    assert!(seen(|app| matches!(app.screen, Screen::Compare(_))));
    assert!(seen(|app| matches!(app.screen, Screen::MySheets(_))));
    assert!(seen(|app| matches!(app.screen, Screen::MatchLinks(_))));
    assert!(seen(|app| matches!(app.screen, Screen::Recommendations(_))));
    std::thread::scope(|scope| {
        let halves = stops.chunks(stops.len().div_ceil(2));
        for half in halves {
            scope.spawn(move || half.iter().for_each(|(name, app)| in_every_look(name, app)));
        }
    });
}

fn in_every_look(name: &str, app: &App) {
    let mut app = app.clone();
    let themes = nameless_themes();
    let is_long = std::env::var_os("HEYI_LONG").is_some_and(|value| value == "1");
    let mut turn = 0;
    for size in SIZES {
        app.size = size;
        for language in [Language::Chinese, Language::English] {
            app.language = language;
            for glyphs in [
                GlyphProfile::Narrow,
                GlyphProfile::Wide,
                GlyphProfile::Ascii,
            ] {
                app.glyphs = glyphs;
                app.theme = themes[0].clone();
                let mut buffer = Buffer::empty(Rect::new(0, 0, size.0, size.1));
                let placement = ui::view(&app, &mut buffer);
                let mut fault = fault(&app, &buffer, placement.cursor);
                // every look in another theme; the long form has all themes in all looks
                turn += 1;
                let others = themes
                    .iter()
                    .enumerate()
                    .skip(1)
                    .filter(|(place, _)| is_long || turn % (themes.len() - 1) + 1 == *place);
                for (_, theme) in others {
                    app.theme = theme.clone();
                    fault = fault.or_else(|| differs(&app, &buffer));
                }
                assert!(
                    fault.is_none(),
                    "{name}, {size:?}, {language:?}, {glyphs:?}: {}\n{}",
                    fault.unwrap(),
                    shown(&buffer)
                );
            }
        }
    }
}

/// The themes inside the program under one name, so that windows that name it are the same.
fn nameless_themes() -> [Theme; 6] {
    built_in::NAMES.map(|name| {
        let text = built_in::text(name).unwrap();
        let lines = text.lines().filter(|line| !line.starts_with("name ="));
        Theme::parse("x", &lines.collect::<Vec<_>>().join("\n")).unwrap()
    })
}

/// What a theme changes besides colours and strokes, and where it leaves the terminal's own
/// ground in sight.
fn differs(app: &App, buffer: &Buffer) -> Option<String> {
    let themed = drawn(app);
    let mut cells = buffer.content.iter().zip(&themed.content);
    if cells.any(|(one, other)| one.symbol() != other.symbol()) {
        return Some(format!("a theme changes the text\n{}", shown(&themed)));
    }
    app.shown_theme().look(Role::Text).background?;
    // what stands behind a wide character is not drawn
    let is_hidden = |place: usize| {
        let before = place
            .checked_sub(1)
            .map(|before| themed.content[before].symbol());
        before.is_some_and(|symbol| symbol.width() > 1)
    };
    let is_hole = |cell: &Cell| cell.bg == Color::Reset || cell.fg == Color::Reset;
    let places = themed.content.iter().enumerate();
    let mut holes = places.filter(|(place, cell)| is_hole(cell) && !is_hidden(*place));
    let (hole, _) = holes.next()?;
    Some(format!("a hole in the ground at {:?}", themed.pos_of(hole)))
}
