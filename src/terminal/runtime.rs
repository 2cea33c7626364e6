//! The loop: drain everything that waits, then draw once. Whoever reads the keys takes them too;
//! keeping and computing run on threads of their own and answer through one channel.

use super::KeptResults;
use super::asking::Asking;
use super::entering;
use super::events::{Input, Shown, now};
use super::scene::{Scene, Turns};
use super::signals;
use super::stage::Stage;
use super::workers::Workers;
use super::zone::local_offset;
use crate::app::meeting::Beat;
use crate::app::state::Tone;
use crate::app::{App, Effect, Launch, Message, update};
use crate::store::home::Home;
use crate::ui;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

/// How long the first frame waits for the panel that was named and what is shown of it, so that
/// it is the real one.
const FIRST_FRAME_WAIT: Duration = Duration::from_millis(40);

/// How long input that waits already is waited for; crossterm looks at none of it where it is
/// given no time at all.
const AT_ONCE: Duration = Duration::from_micros(1);

/// Bytes of stack for whoever reads the keys: it draws as the first thread does, which has as
/// many from most systems.
const STACK: usize = 8 << 20;

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
    let stage = Stage {
        screen: entering::enter(&asking.question())?,
        shown: Shown::default(),
        clock: None,
        points: false,
        glyphs: None,
        workers,
    };
    asking.ask_console(&sender);
    let offset = local_offset();
    signals::watch(&sender, offset);
    let input = Input::new(offset, Shown::clone(&stage.shown));
    let turns = Arc::new(Turns::new(app, stage));
    let since = Instant::now();
    let (typing, first) = (Arc::clone(&turns), sender.clone());
    let reading = thread::Builder::new().name(entering::INPUT.into());
    let _ = reading.stack_size(STACK).spawn(move || {
        asking.listen(since, offset, &first, &mut |typed| {
            typing.take_typed(vec![typed], &first);
        });
        read_input(input, &typing, &first, offset);
    });
    let result = go_on(&turns, &messages, is_opening);
    let left = turns.hold();
    let mut scene = turns.scene();
    let Scene { app, stage, .. } = &mut *scene;
    if result.is_err() {
        // the terminal is gone: what was typed before is kept all the same
        let last = left.into_iter().chain(messages.try_iter());
        for message in last.chain([Message::Terminate(now(offset))]) {
            stage.workers.perform(update(app, message));
        }
    }
    stage.workers.finish();
    for message in messages.try_iter() {
        update(app, message);
    }
    entering::leave(&mut stage.screen);
    let workspace = app.workspace.as_ref();
    result.map(|()| workspace.map_or(0, |workspace| workspace.unsafe_sheets().len()))
}

/// What has come to pass before the first frame.
#[derive(Default)]
struct Early {
    /// Meant for what stands on the screen then.
    messages: Vec<Message>,
    /// Nothing in the first frame waits for it, and it would take a core from the drawing.
    effects: Vec<Effect>,
}

/// Waits a moment for the panel that was named, and for the sheets of the expert who sits
/// down there.
fn open(turns: &Turns, messages: &Receiver<Message>) -> Early {
    let since = Instant::now();
    let mut early = Early::default();
    let mut is_answered = false;
    turns.scene().stage.rehearse(|_| ());
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
        let mut scene = turns.scene();
        let Scene { app, stage, .. } = &mut *scene;
        if is_panel || is_also_shown {
            let is_for_later = |effect: &mut Effect| matches!(effect, Effect::Index(_));
            let mut effects = update(app, message);
            early.effects.extend(effects.extract_if(.., is_for_later));
            stage.workers.perform(effects);
        } else {
            early.messages.push(message);
        }
        if is_answered && !app.awaits_sheets() {
            break;
        }
        if is_panel {
            stage.rehearse(|cells| drop(ui::view(app, cells)));
        }
    }
    early
}

/// Draws the first frame, then takes turns until the program ends.
fn go_on(turns: &Turns, messages: &Receiver<Message>, is_opening: bool) -> io::Result<()> {
    let early = if is_opening {
        open(turns, messages)
    } else {
        Early::default()
    };
    let mut waiting = early.messages;
    {
        let mut scene = turns.scene();
        let Scene { app, stage, .. } = &mut *scene;
        stage.draw(app)?;
        stage.workers.perform(early.effects);
    }
    let mut seconds = Seconds::new();
    while !turns.turn(waiting, messages)? {
        let Some(message) = next(turns, messages, &mut seconds) else {
            break;
        };
        waiting = vec![message];
    }
    Ok(())
}

/// Waits for a message; where the program wants to be called in a pause, or every second,
/// only so long.
fn next(turns: &Turns, messages: &Receiver<Message>, seconds: &mut Seconds) -> Option<Message> {
    loop {
        let (pause, wants_clock) = turns.scene().wait();
        let beat = seconds.rest(wants_clock);
        if beat.is_some_and(|rest| rest.is_zero()) {
            return Some(seconds.beat());
        }
        if pause.is_some_and(|rest| rest.is_zero()) {
            return Some(Message::Paused(now(local_offset())));
        }
        let Some(rest) = pause.into_iter().chain(beat).min() else {
            return messages.recv().ok();
        };
        match messages.recv_timeout(rest) {
            Ok(message) => return Some(message),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return None,
        }
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

/// Reads everything that waits at once, so that a burst can be told from single keys, and takes
/// it.
fn read_input(mut input: Input, turns: &Turns, first: &Sender<Message>, offset: i32) {
    loop {
        let Ok(event) = crossterm::event::read() else {
            let _ = first.send(Message::Terminate(now(offset)));
            return;
        };
        let mut events = vec![event];
        while let Ok(true) = crossterm::event::poll(AT_ONCE) {
            match crossterm::event::read() {
                Ok(event) => events.push(event),
                Err(_) => break,
            }
        }
        turns.take_typed(input.messages(events), first);
    }
}
