//! What advises beside a result is computed beside everything else: it may take seconds, and
//! whoever opens an opinion or another panel meanwhile does not wait for it.

use super::reader::Reader;
use super::telling::GoingOn;
use crate::app::{Effect, Message, Work};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// Computes one at a time; what waits when a newer one is asked for is left out.
#[derive(Debug)]
pub struct Advising {
    reader: Reader,
    answers: Sender<Message>,
    /// How often something newer was asked for.
    asked: Arc<AtomicUsize>,
    turn: Arc<Mutex<()>>,
}

impl Advising {
    /// Takes who computes, and who is told the answers.
    pub fn new(reader: Reader, answers: Sender<Message>) -> Self {
        Self {
            reader,
            answers,
            asked: Arc::default(),
            turn: Arc::default(),
        }
    }

    /// A newer result is on its way: what still waits to be computed beside an older one is
    /// left out. Returns how often this happened.
    pub fn overtake(&self) -> usize {
        self.asked.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Computes what advises beside a result, unless it is overtaken before its turn comes.
    /// Returns the thread that does.
    pub fn advise(&self, effect: Effect) -> thread::JoinHandle<()> {
        let own = self.overtake();
        let (asked, turn) = (Arc::clone(&self.asked), Arc::clone(&self.turn));
        let (mut reader, answers) = (self.reader.clone(), self.answers.clone());
        thread::spawn(move || {
            let _turn = turn.lock().unwrap_or_else(PoisonError::into_inner);
            if asked.load(Ordering::Relaxed) != own {
                return;
            }
            let going_on = GoingOn::of(Work::of(&effect), &answers);
            // a defect of the program leaves the result without advice, and ends nothing else
            let answer = catch_unwind(AssertUnwindSafe(|| reader.perform(&effect)));
            drop(going_on);
            if let Ok(Some(answer)) = answer {
                let _ = answers.send(answer);
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::panel::Panel;
    use crate::store::home::Home;
    use std::path::PathBuf;
    use std::sync::mpsc::channel;

    fn beside(panel: &Arc<Panel>) -> Effect {
        Effect::Advise {
            panel: Arc::clone(panel),
            sheets: Arc::default(),
            standings: Arc::default(),
        }
    }

    #[test]
    fn what_a_newer_result_overtakes_is_not_computed() {
        let (sender, answers) = channel();
        let nowhere = Home::new(PathBuf::new());
        let advising = Advising::new(Reader::new(nowhere, None), sender);
        let panels: [Arc<Panel>; 3] = std::array::from_fn(|_| Arc::default());
        let turn = Arc::clone(&advising.turn);
        let waits = turn.lock().unwrap();
        let older: Vec<_> = panels
            .iter()
            .map(|panel| advising.advise(beside(panel)))
            .collect();
        drop(waits);
        for thread in older {
            thread.join().unwrap();
        }
        let waits = turn.lock().unwrap();
        let last = advising.advise(beside(&panels[0]));
        advising.overtake();
        drop(waits);
        last.join().unwrap();
        drop(advising);
        let computed: Vec<_> = answers.iter().collect();
        let newest = |answer: &Message| match answer {
            Message::Advised { panel, .. } => Arc::ptr_eq(panel, &panels[2]),
            _ => false,
        };
        assert!(computed.len() == 1 && newest(&computed[0]), "{computed:?}");
    }
}
