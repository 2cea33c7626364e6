//! The loop: drain everything that waits, then draw once. Input, keeping and computing run
//! on threads of their own and answer through one channel.

use super::KeptResults;
use super::asking::Asking;
use super::entering::{self, Screen};
use super::events::{Input, Shown, local_offset, now};
use super::signals;
use super::workers::Workers;
use crate::app::meeting::Beat;
use crate::app::scrolling;
use crate::app::state::{Changed, Tone, is_too_small};
use crate::app::{App, Effect, Launch, Message, update};
use crate::store::home::Home;
use crate::ui::clock::Clock;
use crate::ui::{self, Placement};
use ratatui::buffer::Buffer;
use std::io;
use std::path::PathBuf;
use std::sync::PoisonError;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

/// How long the first frame waits for the panel that was named and what is shown of it, so that
/// it is the real one.
const FIRST_FRAME_WAIT: Duration = Duration::from_millis(40);

/// How long input that waits already is waited for; crossterm looks at none of it where it is
/// given no time at all.
const AT_ONCE: Duration = Duration::from_micros(1);

/// Runs the program in the terminal until the person leaves. Returns how many sheets could
/// not be saved, where the person left all the same.
///
/// # Errors
/// The terminal's, when it cannot be taken or written.
pub fn run(
    mut launch: Launch,
    home: Home,
    themes: Option<PathBuf>,
    results: KeptResults,
) -> io::Result<usize> {
    entering::give_back_on_panic(home.clone());
    launch.size = entering::size().unwrap_or(entering::USUAL);
    let size = launch.size;
    let is_told = entering::told_size().is_ok_and(|(columns, rows)| columns > 0 && rows > 0);
    let (sender, messages) = channel();
    let (mut app, effects) = App::new(launch);
    if !is_told {
        let assumed = app.language.text("checkup_remedy.no_size").to_owned();
        app.say(Tone::Plain, assumed);
    }
    let asking = Asking::of(size, app.glyph_origin.is_automatic());
    let workers = Workers::start(home, (themes, results), &sender);
    let is_opening = !effects.is_empty();
    workers.perform(effects);
    let mut stage = Stage {
        screen: entering::enter(&asking.question())?,
        shown: Shown::default(),
        clock: None,
        points: false,
        workers,
    };
    asking.ask_console(&sender);
    let offset = local_offset();
    signals::watch(&sender, offset);
    let input = Input::new(offset, Shown::clone(&stage.shown));
    let since = Instant::now();
    let _ = thread::Builder::new().name("input".into()).spawn(move || {
        asking.listen(since, offset, &sender);
        read_input(input, &sender, offset);
    });
    let early = if is_opening {
        stage.open(&mut app, &messages)
    } else {
        Early::default()
    };
    let result = stage.turn(&mut app, &messages, early);
    if result.is_err() {
        // the terminal is gone: what was typed before is kept all the same
        let last = messages.try_iter().chain([Message::Terminate(now(offset))]);
        for message in last {
            stage.workers.perform(update(&mut app, message));
        }
    }
    stage.workers.finish();
    for message in messages.try_iter() {
        update(&mut app, message);
    }
    entering::leave(&mut stage.screen);
    let workspace = app.workspace.as_ref();
    result.map(|()| workspace.map_or(0, |workspace| workspace.unsafe_sheets().len()))
}

/// The terminal and those who work for it.
struct Stage {
    screen: Screen,
    /// What can be pointed at now, for the input thread.
    shown: Shown,
    /// The meeting's clock, where it is in sight.
    clock: Option<Clock>,
    /// The terminal tells of clicks.
    points: bool,
    workers: Workers,
}

/// What has come to pass before the first frame.
#[derive(Default)]
struct Early {
    /// Meant for what stands on the screen then.
    messages: Vec<Message>,
    /// Nothing in the first frame waits for it, and it would take a core from the drawing.
    effects: Vec<Effect>,
}

impl Stage {
    /// Waits a moment for the panel that was named, and for the sheets of the expert who sits
    /// down there.
    fn open(&mut self, app: &mut App, messages: &Receiver<Message>) -> Early {
        let since = Instant::now();
        let mut early = Early::default();
        let mut is_answered = false;
        self.rehearse(|_| ());
        while let Some(rest) = FIRST_FRAME_WAIT.checked_sub(since.elapsed())
            && let Ok(message) = messages.recv_timeout(rest)
        {
            let is_panel = matches!(
                message,
                Message::PanelOpened(_) | Message::PanelRefused { .. }
            );
            is_answered |= is_panel;
            let is_also_shown = matches!(
                message,
                Message::SheetsRead { .. } | Message::WidthsMeasured(_)
            );
            if is_panel || is_also_shown {
                let is_for_later = |effect: &mut Effect| matches!(effect, Effect::Index(_));
                let mut effects = update(app, message);
                early.effects.extend(effects.extract_if(.., is_for_later));
                self.workers.perform(effects);
            } else {
                early.messages.push(message);
            }
            if is_answered && !app.awaits_sheets() {
                break;
            }
            if is_panel {
                self.rehearse(|cells| drop(ui::view(app, cells)));
            }
        }
        early
    }

    /// Draws unseen while others read: it takes from the first frame what is done once. What is
    /// wrong with the terminal is told by that frame.
    fn rehearse(&mut self, view: impl FnOnce(&mut Buffer)) {
        if let Ok(size) = entering::size() {
            let _ = self.screen.rehearse(size, view);
        }
    }

    fn turn(
        &mut self,
        app: &mut App,
        messages: &Receiver<Message>,
        early: Early,
    ) -> io::Result<()> {
        self.draw(app)?;
        self.workers.perform(early.effects);
        let mut early = early.messages.into_iter();
        let mut seconds = Seconds::new();
        while let Some(first) = early.next().or_else(|| next(app, messages, &mut seconds)) {
            let waiting = std::iter::once(first).chain(early.by_ref());
            let mut changed = Changed::Clock;
            for message in waiting.chain(messages.try_iter()) {
                let effects = update(app, message);
                if app.changed == Changed::Anything {
                    changed = Changed::Anything;
                }
                if self.perform(effects)? && self.is_all_kept(app, messages) {
                    return Ok(());
                }
            }
            if changed == Changed::Anything || !self.beat(app)? {
                self.draw(app)?;
            }
        }
        Ok(())
    }

    /// Performs what concerns the terminal and gives the rest to the workers; tells whether
    /// the program wants to end.
    fn perform(&mut self, effects: Vec<Effect>) -> io::Result<bool> {
        let mut wants_to_end = false;
        for effect in effects {
            match effect {
                Effect::Quit => wants_to_end = true,
                Effect::Stop => {
                    self.workers.wait();
                    entering::leave(&mut self.screen);
                    signals::stop()?;
                }
                Effect::TakeTerminal => {
                    entering::enter_again(&mut self.screen)?;
                    self.points = false;
                }
                other => self.workers.perform([other]),
            }
        }
        Ok(wants_to_end)
    }

    /// Waits until everything was kept or refused, and tells whether the program may end.
    fn is_all_kept(&self, app: &mut App, messages: &Receiver<Message>) -> bool {
        self.workers.wait();
        for message in messages.try_iter() {
            if !matches!(message, Message::Key(..) | Message::Paste(..)) {
                self.workers.perform(update(app, message));
            }
        }
        app.may_end()
    }

    /// Draws the meeting's clock alone; false where that is not enough.
    fn beat(&mut self, app: &App) -> io::Result<bool> {
        let Some(clock) = &self.clock else {
            return Ok(false);
        };
        let size = entering::size()?;
        let view = |cells: &mut Buffer| ui::beat(app, clock, cells);
        self.screen.draw_over(size, clock.rows(), view)
    }

    fn draw(&mut self, app: &mut App) -> io::Result<()> {
        let size = entering::size()?;
        if is_too_small(size) {
            // keys do nothing from now on; that it is larger again comes as an event, behind
            // the keys that were pressed before
            let resized = Message::Resize(size.0, size.1);
            self.workers.perform(update(app, resized));
        }
        let mut placement = Placement::default();
        self.screen.draw(size, |cells| {
            placement = ui::view(app, cells);
            placement.cursor
        })?;
        let Placement {
            pointing,
            clock,
            past_end,
            ..
        } = placement;
        scrolling::settle(app, &past_end);
        self.clock = clock;
        *self.shown.lock().unwrap_or_else(PoisonError::into_inner) = pointing;
        if self.points != app.mouse {
            self.points = app.mouse;
            entering::point(self.screen.out(), self.points)?;
        }
        Ok(())
    }
}

/// Waits for a message; where the program wants to be called in a pause, or every second,
/// only so long.
fn next(app: &App, messages: &Receiver<Message>, seconds: &mut Seconds) -> Option<Message> {
    let pause = app.wants_pause().map(Duration::from_secs);
    let beat = seconds.rest(app.wants_clock());
    if beat.is_some_and(|rest| rest.is_zero()) {
        return Some(seconds.beat());
    }
    let Some(rest) = pause.into_iter().chain(beat).min() else {
        return messages.recv().ok();
    };
    match messages.recv_timeout(rest) {
        Ok(message) => Some(message),
        Err(RecvTimeoutError::Timeout) if beat == Some(rest) => Some(seconds.beat()),
        Err(RecvTimeoutError::Timeout) => Some(Message::Paused(now(local_offset()))),
        Err(RecvTimeoutError::Disconnected) => None,
    }
}

/// Counts whole seconds from the moment that somebody wants them.
struct Seconds {
    since: Instant,
    /// Second of the next beat; none while nobody wants any.
    next: Option<u64>,
}

impl Seconds {
    fn new() -> Self {
        Self {
            since: Instant::now(),
            next: None,
        }
    }

    /// How long until the next beat; none where none is wanted. The first comes at once, for
    /// what is counted is the time between two.
    fn rest(&mut self, is_wanted: bool) -> Option<Duration> {
        if !is_wanted {
            self.next = None;
            return None;
        }
        let passed = self.since.elapsed();
        let next = *self.next.get_or_insert(passed.as_secs());
        Some(Duration::from_secs(next).saturating_sub(passed))
    }

    fn beat(&mut self) -> Message {
        let steady = self.since.elapsed().as_secs();
        self.next = Some(steady + 1);
        Message::Beat(Beat {
            at: now(local_offset()),
            steady,
        })
    }
}

/// Reads everything that waits at once, so that a burst can be told from single keys.
fn read_input(mut input: Input, sender: &Sender<Message>, offset: i32) {
    loop {
        let Ok(first) = crossterm::event::read() else {
            let _ = sender.send(Message::Terminate(now(offset)));
            return;
        };
        let mut events = vec![first];
        while let Ok(true) = crossterm::event::poll(AT_ONCE) {
            match crossterm::event::read() {
                Ok(event) => events.push(event),
                Err(_) => break,
            }
        }
        for message in input.messages(events) {
            if sender.send(message).is_err() {
                return;
            }
        }
    }
}
