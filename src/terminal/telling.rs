//! Telling that work goes on which cannot tell it itself: once, after a while, and never
//! after its end.

use crate::app::{Message, Work};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// So long nothing is told of long work, from its beginning and, where it tells how far it
/// is, then between.
pub const QUIET: Duration = Duration::from_millis(200);

/// Work that goes on as long as this lives.
#[derive(Debug)]
pub struct GoingOn {
    /// The work, who is told, and who waits: it ends when the first of the two goes away.
    watched: Option<Watched>,
}

type Watched = (Work, Sender<Message>, Sender<()>, JoinHandle<bool>);

impl GoingOn {
    /// Watches over work, if it is long.
    pub fn of(work: Option<Work>, news: &Sender<Message>) -> Self {
        let watched = work.and_then(|work| {
            let (ends, has_ended) = channel::<()>();
            let to = news.clone();
            let watch = move || {
                let is_long = has_ended.recv_timeout(QUIET) == Err(RecvTimeoutError::Timeout);
                if is_long && !work.is_counted() {
                    let _ = to.send(Message::Working(work, 0, 0));
                }
                is_long
            };
            let watcher = thread::Builder::new().name("telling".into()).spawn(watch);
            Some((work, news.clone(), ends, watcher.ok()?))
        });
        Self { watched }
    }
}

impl Drop for GoingOn {
    fn drop(&mut self) {
        if let Some((work, news, ends, watcher)) = self.watched.take() {
            drop(ends);
            // what was told is told before its end
            if watcher.join().unwrap_or(true) {
                let _ = news.send(Message::WorkEnded(work));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_work_is_told_once_and_its_end_too_and_quick_work_never() {
        let (sender, news) = channel();
        drop(GoingOn::of(Some(Work::Advising), &sender));
        drop(GoingOn::of(None, &sender));
        assert!(news.try_recv().is_err(), "quick work is not told");
        for (work, is_told) in [(Work::Advising, true), (Work::Suggesting, false)] {
            let going_on = GoingOn::of(Some(work), &sender);
            let told = news.recv_timeout(QUIET * 3).ok();
            assert_eq!(
                told.is_some_and(|told| matches!(told, Message::Working(one, 0, 0) if one == work)),
                is_told
            );
            drop(going_on);
            let ended = news.try_recv();
            assert!(matches!(ended, Ok(Message::WorkEnded(one)) if one == work));
            assert!(news.try_recv().is_err(), "nothing comes after the end");
        }
    }
}
