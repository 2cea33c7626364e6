//! Whose turn it is: one thread at a time works on the state and shows it.
//!
//! Whoever reads the keys takes them at once, for waking another thread for each of them takes
//! longer than drawing does. The first thread takes everything else, and performs what ends or
//! stops the program. What is typed while it has its turn is left to it.

use super::stage::Stage;
use crate::app::state::Changed;
use crate::app::{App, Effect, Message, update};
use std::any::Any;
use std::collections::VecDeque;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Receiver, Sender};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// What two threads work on in turn.
pub struct Turns {
    scene: Mutex<Scene>,
    left: Mutex<Left>,
}

/// What was typed and is left to the first thread.
struct Left {
    messages: VecDeque<Message>,
    /// Everything is, whoever has the turn.
    is_everything: bool,
}

/// The state, and the terminal that shows it.
pub struct Scene {
    /// The state.
    pub app: App,
    /// The terminal and those who work for it.
    pub stage: Stage,
    /// What only the first thread performs, and before anything else.
    effects: Vec<Effect>,
    /// What went wrong where something typed was taken.
    broken: Option<Broken>,
    /// When something was taken last.
    since: Instant,
    /// What the first thread waits for.
    awaited: Awaited,
}

/// A pause of so many seconds, and the next second of the clock.
type Awaited = (Option<u64>, bool);

enum Broken {
    Terminal(io::Error),
    Defect(Box<dyn Any + Send>),
}

impl Turns {
    /// Begins; whatever is typed is left to the first turn.
    pub fn new(app: App, stage: Stage) -> Self {
        Self {
            scene: Mutex::new(Scene {
                app,
                stage,
                effects: Vec::new(),
                broken: None,
                since: Instant::now(),
                awaited: (None, false),
            }),
            left: Mutex::new(Left {
                messages: VecDeque::new(),
                is_everything: true,
            }),
        }
    }

    /// Takes the turn; after a defect too, for the first thread has to say so.
    pub fn scene(&self) -> MutexGuard<'_, Scene> {
        self.scene.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn left(&self) -> MutexGuard<'_, Left> {
        self.left.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes what was typed, all of which waited together, and draws once; where the first
    /// thread has its turn or more to do, it is called and finds what is left.
    pub fn take_typed(&self, typed: Vec<Message>, first: &Sender<Message>) {
        let is_called = if let Some(mut scene) = self.try_scene() {
            match catch_unwind(AssertUnwindSafe(|| scene.take(typed))) {
                Ok(Ok(rest)) => self.left().leave(rest, !scene.effects.is_empty()),
                Ok(Err(error)) => scene.broken = Some(Broken::Terminal(error)),
                Err(defect) => scene.broken = Some(Broken::Defect(defect)),
            }
            if scene.broken.is_some() {
                self.left().is_everything = true;
            }
            scene.calls()
        } else {
            self.left().leave(typed, false);
            true
        };
        if is_called {
            let _ = first.send(Message::Look);
        }
    }

    /// The scene, if nobody has it and nothing is left that comes before.
    fn try_scene(&self) -> Option<MutexGuard<'_, Scene>> {
        let left = self.left();
        if left.is_everything || !left.messages.is_empty() {
            return None;
        }
        self.scene.try_lock().ok()
    }

    /// Takes everything that waits, then draws once; true where the program may end.
    ///
    /// # Errors
    /// The terminal's.
    pub fn turn(
        &self,
        first: impl IntoIterator<Item = Message>,
        messages: &Receiver<Message>,
    ) -> io::Result<bool> {
        let mut scene = self.scene();
        match scene.broken.take() {
            Some(Broken::Terminal(error)) => return Err(error),
            Some(Broken::Defect(defect)) => resume_unwind(defect),
            None => {}
        }
        let mut effects = std::mem::take(&mut scene.effects);
        let mut changed = (!effects.is_empty()).then_some(Changed::Anything);
        let mut first = first.into_iter();
        loop {
            let wants_to_end = scene.stage.perform(effects)?;
            // an answer that is in hand already is one of those that are waited for
            let mut waiting = || first.next().or_else(|| self.next(messages));
            if wants_to_end && is_all_kept(&mut scene, &mut waiting) {
                self.left().is_everything = true;
                return Ok(true);
            }
            let Some(message) = waiting() else {
                break;
            };
            if matches!(message, Message::Look) {
                effects = Vec::new();
                continue;
            }
            if !matches!(message, Message::Beat(_)) {
                scene.since = Instant::now();
            }
            effects = scene.update(message, &mut changed);
        }
        if let Some(changed) = changed {
            scene.show(changed)?;
        }
        Ok(false)
    }

    /// What waits next, what was typed before anything else.
    fn next(&self, messages: &Receiver<Message>) -> Option<Message> {
        let mut left = self.left();
        left.is_everything = false;
        left.messages
            .pop_front()
            .or_else(|| messages.try_recv().ok())
    }

    /// Leaves whatever is typed from now on, and returns what is left.
    pub fn hold(&self) -> VecDeque<Message> {
        let mut left = self.left();
        left.is_everything = true;
        std::mem::take(&mut left.messages)
    }
}

impl Left {
    fn leave(&mut self, messages: Vec<Message>, is_everything: bool) {
        self.messages.extend(messages);
        self.is_everything |= is_everything;
    }
}

impl Scene {
    fn awaits(&self) -> Awaited {
        (self.app.wants_pause(), self.app.wants_clock())
    }

    /// Tells whether the first thread has to look at something.
    fn calls(&self) -> bool {
        !self.effects.is_empty() || self.broken.is_some() || self.awaited != self.awaits()
    }

    /// Returns after how long a pause is to be told, if at all, and whether the clock is wanted;
    /// the first thread waits for that from now on.
    pub fn wait(&mut self) -> (Option<Duration>, bool) {
        self.awaited = self.awaits();
        let (pause, wants_clock) = self.awaited;
        let pause = pause.map(Duration::from_secs);
        let rest = pause.map(|pause| pause.saturating_sub(self.since.elapsed()));
        (rest, wants_clock)
    }

    /// Takes what was typed and draws once. Where the first thread has to do something about
    /// it, nothing is drawn, and what comes behind is returned.
    fn take(&mut self, typed: Vec<Message>) -> io::Result<Vec<Message>> {
        self.since = Instant::now();
        let mut typed = typed.into_iter();
        let mut changed = None;
        while let Some(message) = typed.next() {
            let effects = self.update(message, &mut changed);
            if effects.iter().any(is_for_first) {
                self.effects = effects;
                return Ok(typed.collect());
            }
            self.stage.workers.perform(effects);
        }
        if let Some(changed) = changed {
            self.show(changed)?;
        }
        Ok(Vec::new())
    }

    fn update(&mut self, message: Message, changed: &mut Option<Changed>) -> Vec<Effect> {
        let effects = update(&mut self.app, message);
        if self.app.changed == Changed::Anything {
            *changed = Some(Changed::Anything);
        }
        changed.get_or_insert(Changed::Clock);
        effects
    }

    fn show(&mut self, changed: Changed) -> io::Result<()> {
        if changed == Changed::Anything || !self.stage.beat(&self.app)? {
            self.stage.draw(&mut self.app)?;
        }
        Ok(())
    }
}

/// Waits until everything was kept or refused, and tells whether the program may end. What was
/// typed meanwhile was meant for what is seen no more.
fn is_all_kept(scene: &mut Scene, waiting: &mut dyn FnMut() -> Option<Message>) -> bool {
    scene.stage.workers.wait();
    while let Some(message) = waiting() {
        if !matches!(message, Message::Key(..) | Message::Paste(..)) {
            let effects = update(&mut scene.app, message);
            scene.stage.workers.perform(effects);
        }
    }
    scene.app.may_end()
}

fn is_for_first(effect: &Effect) -> bool {
    matches!(effect, Effect::Quit | Effect::Stop | Effect::TakeTerminal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Key, Launch};
    use crate::store::home::Home;
    use crate::terminal::screen::Screen;
    use crate::terminal::workers::Workers;
    use crate::text::moment::Moment;
    use std::io::BufWriter;
    use std::path::Path;
    use std::sync::mpsc::channel;

    fn typed(keys: &[Key]) -> Vec<Message> {
        let key = |key: &Key| Message::Key(*key, Moment::default());
        keys.iter().map(key).collect()
    }

    fn shown(messages: impl IntoIterator<Item = Message>) -> Vec<String> {
        let messages = messages.into_iter();
        messages.map(|one| format!("{one:?}")).collect()
    }

    fn turns(folder: &Path) -> (Turns, Sender<Message>, Receiver<Message>) {
        let (sender, messages) = channel();
        let home = Home::new(folder.to_owned());
        let workers = Workers::start(home, (None, |_, _, _| Vec::new()), &sender);
        let stage = Stage {
            screen: Screen::new(BufWriter::new(io::stdout())),
            shown: crate::terminal::events::Shown::default(),
            clock: None,
            points: false,
            glyphs: None,
            workers,
        };
        let (app, _) = App::new(Launch::default());
        (Turns::new(app, stage), sender, messages)
    }

    fn calls(messages: &Receiver<Message>) -> usize {
        let is_call = |one: &Message| matches!(one, Message::Look);
        messages.try_iter().filter(is_call).count()
    }

    #[test]
    fn what_is_typed_is_taken_in_its_order_whoever_has_the_turn() {
        let folder = tempfile::tempdir().unwrap();
        let (turns, sender, messages) = turns(folder.path());
        let [a, b, c] = ['a', 'b', 'c'].map(Key::Char);
        turns.take_typed(typed(&[a]), &sender);
        assert_eq!(calls(&messages), 1, "before the first turn");
        assert_eq!(shown(turns.next(&messages)), shown(typed(&[a])));
        assert!(turns.next(&messages).is_none());
        assert!(turns.try_scene().is_some());
        let first = turns.scene();
        turns.take_typed(typed(&[a]), &sender);
        drop(first);
        turns.take_typed(typed(&[b, c]), &sender);
        assert_eq!(calls(&messages), 2, "behind what is left");
        assert_eq!(shown(turns.hold()), shown(typed(&[a, b, c])));
        assert!(turns.try_scene().is_none(), "the end");
    }

    #[test]
    fn what_ends_the_program_is_left_to_the_first_thread_with_all_behind_it() {
        let folder = tempfile::tempdir().unwrap();
        let (turns, sender, messages) = turns(folder.path());
        assert!(turns.next(&messages).is_none());
        let (leave, key) = (Key::Ctrl('q'), Key::Char('a'));
        turns.take_typed(typed(&[leave, key]), &sender);
        turns.take_typed(typed(&[key]), &sender);
        assert_eq!(calls(&messages), 2);
        assert_eq!(turns.scene().effects.last(), Some(&Effect::Quit));
        let messages = channel().1;
        assert!(turns.turn([], &messages).unwrap(), "nothing is unsaved");
        assert!(turns.hold().is_empty(), "meant for what is seen no more");
    }
}
