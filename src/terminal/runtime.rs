//! The loop: drain everything that waits, then draw once. Input, keeping and computing run
//! on threads of their own and answer through one channel.

use super::KeptResults;
use super::defects;
use super::events::{local_offset, message, now};
use super::keeper::Keeper;
use super::reader::Reader;
use crate::app::round::RoundJob;
use crate::app::{App, Effect, Launch, Message, update};
use crate::store::home::Home;
use crate::ui;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute};
use ratatui::Terminal;
use ratatui_crossterm::CrosstermBackend;
use std::io::{self, BufWriter, Stdout, Write};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

/// How long the first frame waits for the panel that was named, so that it is the real one.
const FIRST_FRAME_WAIT: Duration = Duration::from_millis(40);

type Screen = Terminal<CrosstermBackend<BufWriter<Stdout>>>;

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
    restore_on_panic(home.clone());
    launch.size = crossterm::terminal::size().unwrap_or((80, 24));
    let (sender, messages) = channel();
    let (mut app, effects) = App::new(launch);
    let workers = Workers::start(home, (themes, results), &sender);
    let is_opening = !effects.is_empty();
    workers.perform(effects);
    let mut screen = enter()?;
    let offset = local_offset();
    if is_opening && let Ok(message) = messages.recv_timeout(FIRST_FRAME_WAIT) {
        let effects = update(&mut app, message);
        workers.perform(effects);
    }
    watch_signals(&sender, offset);
    let _ = thread::Builder::new()
        .name("input".into())
        .spawn(move || read_input(&sender, offset));
    let result = turn(&mut app, &mut screen, &messages, &workers);
    if result.is_err() {
        // the terminal is gone: what was typed before is kept all the same
        let last = messages.try_iter().chain([Message::Terminate(now(offset))]);
        for message in last {
            workers.perform(update(&mut app, message));
        }
    }
    workers.finish();
    for message in messages.try_iter() {
        update(&mut app, message);
    }
    leave(&mut screen);
    let workspace = app.workspace.as_ref();
    result.map(|()| workspace.map_or(0, |workspace| workspace.unsafe_sheets().len()))
}

fn turn(
    app: &mut App,
    screen: &mut Screen,
    messages: &Receiver<Message>,
    workers: &Workers,
) -> io::Result<()> {
    draw(app, screen)?;
    while let Some(first) = next(app, messages) {
        let waiting = std::iter::once(first).chain(messages.try_iter());
        for message in waiting {
            let effects = update(app, message);
            let wants_to_end = effects.contains(&Effect::Quit);
            workers.perform(effects);
            if wants_to_end && is_all_kept(app, messages, workers) {
                return Ok(());
            }
        }
        draw(app, screen)?;
    }
    Ok(())
}

/// Waits for a message; where the program wants to be called in a pause, only so long.
fn next(app: &App, messages: &Receiver<Message>) -> Option<Message> {
    let Some(seconds) = app.wants_pause() else {
        return messages.recv().ok();
    };
    match messages.recv_timeout(Duration::from_secs(seconds)) {
        Ok(message) => Some(message),
        Err(RecvTimeoutError::Timeout) => Some(Message::Paused(now(local_offset()))),
        Err(RecvTimeoutError::Disconnected) => None,
    }
}

/// Waits until everything was kept or refused, and tells whether the program may end.
fn is_all_kept(app: &mut App, messages: &Receiver<Message>, workers: &Workers) -> bool {
    workers.wait();
    for message in messages.try_iter() {
        if !matches!(message, Message::Key(..) | Message::Paste(..)) {
            workers.perform(update(app, message));
        }
    }
    app.may_end()
}

fn draw(app: &App, screen: &mut Screen) -> io::Result<()> {
    screen.draw(|frame| {
        let placement = ui::view(app, frame.buffer_mut());
        if let Some(cursor) = placement.cursor {
            frame.set_cursor_position(cursor);
        }
    })?;
    Ok(())
}

fn read_input(sender: &Sender<Message>, offset: i32) {
    loop {
        if let Ok(event) = crossterm::event::read() {
            let Some(message) = message(event, offset) else {
                continue;
            };
            if sender.send(message).is_err() {
                return;
            }
        } else {
            let _ = sender.send(Message::Terminate(now(offset)));
            return;
        }
    }
}

/// A closed window or a stop from outside leaves as Ctrl-Q does, so that what is half
/// typed is kept.
#[cfg(unix)]
fn watch_signals(sender: &Sender<Message>, offset: i32) {
    use signal_hook::consts::{SIGHUP, SIGTERM};
    let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGHUP, SIGTERM]) else {
        return;
    };
    let sender = sender.clone();
    let _ = thread::Builder::new()
        .name("signals".into())
        .spawn(move || {
            for _ in signals.forever() {
                if sender.send(Message::Terminate(now(offset))).is_err() {
                    return;
                }
            }
        });
}

/// On other systems the terminal's own events have to do.
#[cfg(not(unix))]
fn watch_signals(_: &Sender<Message>, _: i32) {}

fn enter() -> io::Result<Screen> {
    enable_raw_mode()?;
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout());
    execute!(
        out,
        EnterAlternateScreen,
        EnableBracketedPaste,
        cursor::Hide
    )?;
    Terminal::new(CrosstermBackend::new(out))
}

fn leave(screen: &mut Screen) {
    let out = screen.backend_mut();
    let _ = execute!(
        out,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        cursor::Show
    );
    let _ = out.flush();
    let _ = disable_raw_mode();
}

/// The terminal first, then a crash file, then where it is. The sheets were already saved.
fn restore_on_panic(home: Home) {
    let usual = std::panic::take_hook();
    let main = thread::current().id();
    std::panic::set_hook(Box::new(move |report| {
        if thread::current().id() != main {
            // a worker: the screen goes on, and says that the work was not done
            let _ = home.write_crash(&format!("{report}\n"));
            return;
        }
        let _ = disable_raw_mode();
        let _ = execute!(
            io::stdout(),
            DisableBracketedPaste,
            LeaveAlternateScreen,
            cursor::Show
        );
        if let Some(path) = home.write_crash(&format!("{report}\n")) {
            let _ = writeln!(io::stderr(), "heyi: {}", path.display());
        } else {
            usual(report);
        }
    }));
}

/// The two threads that perform effects.
struct Workers {
    keeping: Sender<Job>,
    reading: Sender<Job>,
    keeper: thread::JoinHandle<()>,
}

enum Job {
    Effect(Effect),
    Wait(Sender<()>),
    End,
}

impl Workers {
    fn start(
        home: Home,
        (themes, results): (Option<PathBuf>, KeptResults),
        answers: &Sender<Message>,
    ) -> Self {
        let (keeping, keep_jobs) = channel();
        let (reading, read_jobs) = channel();
        let offset = local_offset();
        let keeper = Keeper::new(home.clone()).telling(answers.clone());
        let keeper = keeper.keeping(results);
        let reader = Reader::new(home, themes).telling(answers.clone());
        let mut reader = reader.comparing(results);
        let to_keeper = keeping.clone();
        let (for_keeper, for_reader) = (answers.clone(), answers.clone());
        let keeper = thread::spawn(move || keep(keeper, &keep_jobs, &for_keeper, offset));
        thread::spawn(move || read(&mut reader, &read_jobs, &for_reader, &to_keeper));
        Self {
            keeping,
            reading,
            keeper,
        }
    }

    /// Gives every effect to the thread that performs it, in order.
    fn perform(&self, effects: Vec<Effect>) {
        for effect in effects {
            let thread = match effect {
                Effect::Round(_, ref job) if job.writes() => &self.keeping,
                Effect::OpenPanel(_)
                | Effect::Round(..)
                | Effect::Combine(_)
                | Effect::Advise { .. }
                | Effect::TryRules { .. }
                | Effect::TryRuling { .. }
                | Effect::ProposeAssignment { .. }
                | Effect::Index(_)
                | Effect::FindGaps(_)
                | Effect::SuggestLinks(_)
                | Effect::LookForFiles { .. }
                | Effect::SurveyInbox(_)
                | Effect::CompletePath { .. }
                | Effect::CheckSelf
                | Effect::TakeTheme(_) => &self.reading,
                _ => &self.keeping,
            };
            let _ = thread.send(Job::Effect(effect));
        }
    }

    /// Waits until everything that was given to the keeper is done.
    fn wait(&self) {
        let (done, is_done) = channel();
        if self.keeping.send(Job::Wait(done)).is_ok() {
            let _ = is_done.recv();
        }
    }

    /// Waits until everything that was to be kept is kept.
    fn finish(self) {
        let _ = self.keeping.send(Job::End);
        let _ = self.keeper.join();
    }
}

/// Keeps in order; of several saves of one sheet that wait together only the newest is
/// written, and it holds all of them.
fn keep(mut keeper: Keeper, jobs: &Receiver<Job>, answers: &Sender<Message>, offset: i32) {
    while let Ok(first) = jobs.recv() {
        let mut waiting: Vec<Job> = std::iter::once(first).chain(jobs.try_iter()).collect();
        drop_older(&mut waiting);
        for job in waiting {
            match job {
                Job::Effect(effect) => {
                    let perform = || keeper.perform(&effect, now(offset));
                    let answer = unbroken(perform).unwrap_or_else(|| defects::unkept(&effect));
                    if answer.is_some_and(|answer| answers.send(answer).is_err()) {
                        return;
                    }
                }
                Job::Wait(done) => {
                    let _ = done.send(());
                }
                Job::End => return,
            }
        }
    }
}

/// Returns what the work came to; `None` where a defect of the program ended it.
fn unbroken<T>(work: impl FnOnce() -> T) -> Option<T> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).ok()
}

fn drop_older(jobs: &mut Vec<Job>) {
    let key = |job: &Job| match job {
        Job::Effect(Effect::SaveSheet { place, sheet }) => Some(format!(
            "{}/{}/{}/{}",
            place.path,
            sheet.round.key(),
            sheet.expert,
            sheet.proposal
        )),
        Job::Effect(Effect::Remember(_)) => Some(String::new()),
        _ => None,
    };
    let mut seen = std::collections::BTreeSet::new();
    let keeps: Vec<bool> = jobs
        .iter()
        .rev()
        .map(|job| key(job).is_none_or(|key| seen.insert(key)))
        .collect();
    let mut keeps = keeps.into_iter().rev();
    jobs.retain(|_| keeps.next().unwrap_or(true));
}

/// Of several results that wait together only the newest is computed, and what advises beside
/// one only where no newer result waits.
fn drop_overtaken(waiting: &mut Vec<Effect>) {
    let last = |is_it: fn(&Effect) -> bool| waiting.iter().rposition(is_it);
    let combine = last(|one| matches!(one, Effect::Combine(_)));
    let advise = last(|one| matches!(one, Effect::Advise { .. }));
    let mut place = 0;
    waiting.retain(|effect| {
        let at = Some(place);
        place += 1;
        match effect {
            Effect::Combine(_) => at == combine,
            Effect::Advise { .. } => at == advise && at > combine,
            _ => true,
        }
    });
}

/// Tells whether what is read has to hold every save that was asked for before.
fn is_behind_saves(effect: &Effect) -> bool {
    match effect {
        Effect::Combine(_) | Effect::SurveyInbox(_) | Effect::ProposeAssignment { .. } => true,
        Effect::Round(_, job) => *job != RoundJob::LookAtHead,
        _ => false,
    }
}

/// Reads and computes; a result waits for the sheets that are on their way to the disk.
fn read(
    reader: &mut Reader,
    jobs: &Receiver<Job>,
    answers: &Sender<Message>,
    keeping: &Sender<Job>,
) {
    let mut waiting: Vec<Effect> = Vec::new();
    loop {
        if waiting.is_empty() {
            let Ok(Job::Effect(first)) = jobs.recv() else {
                return;
            };
            waiting.push(first);
        }
        for job in jobs.try_iter() {
            let Job::Effect(effect) = job else {
                return;
            };
            waiting.push(effect);
        }
        drop_overtaken(&mut waiting);
        let effect = waiting.remove(0);
        if is_behind_saves(&effect) {
            let (done, is_done) = channel();
            if keeping.send(Job::Wait(done)).is_ok() {
                let _ = is_done.recv();
            }
        }
        let answer =
            unbroken(|| reader.perform(&effect)).unwrap_or_else(|| defects::unread(&effect));
        if let Some(answer) = answer
            && answers.send(answer).is_err()
        {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::workspace::Place;
    use std::sync::Arc;

    #[test]
    fn what_a_newer_result_overtakes_is_not_computed() {
        let combine = || Effect::Combine(Place::default());
        let advise = || Effect::Advise {
            panel: Arc::default(),
            sheets: Arc::default(),
            round: crate::domain::sheet::Round::First,
        };
        let mut waiting = vec![
            combine(),
            advise(),
            Effect::CheckSelf,
            combine(),
            advise(),
            advise(),
        ];
        drop_overtaken(&mut waiting);
        assert_eq!(waiting, [Effect::CheckSelf, combine(), advise()]);
        let mut waiting = vec![advise(), combine()];
        drop_overtaken(&mut waiting);
        assert_eq!(waiting, [combine()]);
    }
}
