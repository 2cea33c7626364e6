//! The state machine, keeper, reader and view in one thread, without a terminal. Time is a
//! clock that goes on by one second with every message.

use super::driver::Window;
use super::script::Setup;
use heyi::analysis::advisory::kept::Kept;
use heyi::app::meeting::Beat;
use heyi::app::workspace::Place;
use heyi::app::{App, Effect, Key, Launch, Message, update};
use heyi::config::session::Session;
use heyi::i18n::Language;
use heyi::store::home::Home;
use heyi::terminal::keeper::Keeper;
use heyi::terminal::reader::Reader;
use heyi::text::moment::Moment;
use heyi::ui;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::collections::VecDeque;
use std::path::Path;
use std::sync::{LazyLock, Mutex};
use unicode_width::UnicodeWidthStr;

/// The whole program in place.
pub struct Headless {
    /// The state machine.
    pub app: App,
    keeper: Keeper,
    reader: Reader,
    clock: Moment,
    /// Up to when beats were told.
    beaten: i64,
    /// Seconds that the machine slept: the steady clock stood still.
    slept: i64,
    /// The program asked to end.
    pub has_ended: bool,
}

/// Opens a window of a session.
pub fn open(setup: &Setup, home: &Path) -> Box<dyn Window> {
    Box::new(Headless::start(setup, home))
}

impl Headless {
    /// Starts the program as the command line does.
    pub fn start(setup: &Setup, home: &Path) -> Self {
        let home = Home::new(home.to_path_buf());
        let remembered = Session::parse(&home.read_session());
        let place = |path: &str| Place {
            path: path.to_owned(),
            is_demonstration: path == "demo",
            title: heyi::domain::Bilingual::default(),
        };
        let open = setup.panel.as_deref().map(place);
        let mut places: Vec<Place> = open.iter().cloned().collect();
        for path in [remembered.panel.as_str(), "demo"] {
            if !path.is_empty() && !places.iter().any(|other| other.path == path) {
                places.push(place(path));
            }
        }
        let (app, effects) = App::new(Launch {
            language: Language::from_tag(&setup.language).unwrap(),
            size: setup.size,
            places,
            open,
            seat: setup.seat.clone(),
            proposal: setup.proposal.clone(),
            remembered,
            ..Launch::default()
        });
        let mut program = Self {
            app,
            keeper: Keeper::new(home.clone()).keeping(heyi::cli::kept_results),
            reader: Reader::new(home, None)
                .comparing(heyi::cli::kept_results)
                .keeping(KEPT.clone()),
            clock: Moment {
                seconds: 1_795_416_000,
                offset: 28_800,
            },
            beaten: 0,
            slept: 0,
            has_ended: false,
        };
        program.perform(effects);
        program
    }

    /// Returns the time of the next message.
    pub fn tick(&mut self) -> Moment {
        self.clock.seconds += 1;
        self.clock
    }

    /// Tells the seconds that went by, where the program wants to know.
    fn beats(&mut self) {
        while self.app.wants_clock() && self.beaten < self.clock.seconds {
            self.beaten += 1;
            let at = Moment {
                seconds: self.beaten,
                ..self.clock
            };
            let steady = u64::try_from(self.beaten - self.slept).unwrap();
            self.take(Message::Beat(Beat { at, steady }));
        }
        self.beaten = self.clock.seconds;
    }

    /// Gives a message to the state machine and performs what it asks for.
    pub fn take(&mut self, message: Message) {
        if self.has_ended {
            return;
        }
        let effects = update(&mut self.app, message);
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        let mut waiting: VecDeque<Effect> = effects.into();
        while let Some(effect) = waiting.pop_front() {
            if effect == Effect::Quit {
                self.has_ended = true;
                return;
            }
            let now = self.tick();
            let answer = match &effect {
                Effect::Advise { .. } => self.advised(&effect),
                _ => self.reader.perform(&effect),
            };
            let answer = answer.or_else(|| self.keeper.perform(&effect, now));
            if let Some(answer) = answer {
                waiting.extend(update(&mut self.app, answer));
            }
        }
    }
}

/// What advises beside a result takes seconds in a test and depends on nothing else: the same
/// panel and sheets are computed once.
static ADVICE: Mutex<Vec<(Effect, Message)>> = Mutex::new(Vec::new());

/// Results that are kept at most; the demonstration's comes first in nearly every session.
const MOST_ADVICE: usize = 30;

/// What the model says of single chains, over all sessions.
static KEPT: LazyLock<Kept> = LazyLock::new(Kept::default);

fn known_advice(effect: &Effect) -> Option<Message> {
    let kept = ADVICE.lock().unwrap();
    let found = kept.iter().find(|(own, _)| own == effect);
    found.map(|(_, answer)| answer.clone())
}

impl Headless {
    fn advised(&mut self, effect: &Effect) -> Option<Message> {
        if let Some(answer) = known_advice(effect) {
            return Some(answer);
        }
        let answer = self.reader.perform(effect)?;
        let mut kept = ADVICE.lock().unwrap();
        if kept.len() < MOST_ADVICE {
            kept.push((effect.clone(), answer.clone()));
        }
        Some(answer)
    }
}

/// Draws the program and returns the cells.
pub fn drawn(app: &App) -> Buffer {
    let (columns, rows) = app.size;
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    ui::view(app, &mut buffer);
    buffer
}

/// Returns the rows of a buffer as text, without the blank behind each wide sign.
pub fn text_rows(buffer: &Buffer) -> Vec<String> {
    let area = buffer.area;
    let row = |y: u16| {
        let mut text = String::new();
        let mut x = 0;
        while x < area.width {
            let symbol = buffer[(x, y)].symbol();
            text.push_str(symbol);
            x += u16::try_from(symbol.width()).unwrap().max(1);
        }
        text.trim_end().to_owned()
    };
    (0..area.height).map(row).collect()
}

impl Window for Headless {
    fn press(&mut self, key: Key) {
        self.beats();
        let at = self.tick();
        self.take(Message::Key(key, at));
    }

    fn paste(&mut self, text: &str) {
        let at = self.tick();
        self.take(Message::Paste(text.to_owned(), at));
    }

    fn resize(&mut self, columns: u16, rows: u16) {
        self.take(Message::Resize(columns, rows));
    }

    fn rows(&mut self) -> Vec<String> {
        text_rows(&drawn(&self.app))
    }

    fn wait(&mut self, condition: &mut dyn FnMut(&[String]) -> bool) -> bool {
        condition(&self.rows())
    }

    fn clock(&mut self, seconds: u32) {
        let end = self.clock.seconds + i64::from(seconds);
        // what is done meanwhile takes its seconds too
        while self.clock.seconds < end {
            self.tick();
            self.beats();
        }
    }

    fn sleep(&mut self, seconds: u32) {
        self.clock.seconds += i64::from(seconds);
        self.slept += i64::from(seconds);
        self.beaten = self.clock.seconds;
        self.clock(1);
    }

    fn pause(&mut self) {
        if self.app.wants_pause().is_some() {
            let at = self.tick();
            self.take(Message::Paused(at));
        }
    }

    fn quit(&mut self) -> bool {
        self.press(Key::Ctrl('q'));
        self.has_ended
    }
}
