//! What the system tells the program: end, stop for a while, go on.

#[cfg(unix)]
use super::events::now;
use crate::app::Message;
use std::io;
use std::sync::mpsc::Sender;
#[cfg(unix)]
use std::thread;

/// A closed window or an end from outside leaves as Ctrl-Q does, so that what is half typed
/// is kept; a stop gives the terminal back before, and going on takes it again.
#[cfg(unix)]
pub fn watch(sender: &Sender<Message>, offset: i32) {
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
    let all = [SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGTSTP, SIGCONT];
    let Ok(mut signals) = signal_hook::iterator::Signals::new(all) else {
        return;
    };
    watch_line(sender.clone(), offset);
    let sender = sender.clone();
    let _ = thread::Builder::new()
        .name("signals".into())
        .spawn(move || {
            for signal in signals.forever() {
                let at = now(offset);
                let message = match signal {
                    SIGTSTP => Message::Stopping(at),
                    SIGCONT => Message::GoingOn(at),
                    _ => Message::Terminate(at),
                };
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
}

/// A terminal that is gone is told to whoever leads its session only, and a leader may keep
/// that to itself: a shell that ignores it, a program that watches this one. The line is dead
/// then, and whoever reads from it gets nothing, at once, for ever.
#[cfg(unix)]
fn watch_line(sender: Sender<Message>, offset: i32) {
    use rustix::event::{PollFd, PollFlags, poll};
    let _ = thread::Builder::new().name("line".into()).spawn(move || {
        let input = io::stdin();
        // an end of the line is told whatever is asked for
        let mut line = [PollFd::new(&input, PollFlags::empty())];
        while poll(&mut line, None) == Err(rustix::io::Errno::INTR) {}
        // a system that cannot watch a terminal says so at once, and that is no end
        let is_dead = |one: &PollFd| one.revents().intersects(PollFlags::HUP | PollFlags::ERR);
        if line.iter().any(is_dead) {
            let _ = sender.send(Message::Terminate(now(offset)));
        }
    });
}

/// On other systems the terminal's own events have to do.
#[cfg(not(unix))]
pub fn watch(_: &Sender<Message>, _: i32) {}

/// Stops the program until it is told to go on.
///
/// # Errors
/// The system's.
#[cfg(unix)]
pub fn stop() -> io::Result<()> {
    signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)
}

/// Nothing stops a program elsewhere.
///
/// # Errors
/// None.
#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps)] // one call for every system
pub fn stop() -> io::Result<()> {
    Ok(())
}
