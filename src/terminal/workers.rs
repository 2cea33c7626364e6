//! The threads that perform effects: one keeps, in order; one reads and computes; what may
//! take seconds and what must not wait are done beside them.

use super::KeptResults;
use super::advising::Advising;
use super::defects;
use super::events::now;
use super::keeper::Keeper;
use super::reader::Reader;
use super::reader::themes::offers;
use super::telling::GoingOn;
use super::zone::local_offset;
use crate::app::round::RoundJob;
use crate::app::{Effect, Message, Work};
use crate::store::home::Home;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

/// The two threads that perform effects.
pub struct Workers {
    keeping: Sender<Job>,
    reading: Sender<Job>,
    keeper: Option<thread::JoinHandle<()>>,
    advising: Advising,
    themes: Option<PathBuf>,
    answers: Sender<Message>,
}

enum Job {
    Effect(Effect),
    Wait(Sender<()>),
    End,
}

impl Workers {
    /// Starts them; what they have done is told to `answers`.
    pub fn start(
        home: Home,
        (themes, results): (Option<PathBuf>, KeptResults),
        answers: &Sender<Message>,
    ) -> Self {
        let (keeping, keep_jobs) = channel();
        let (reading, read_jobs) = channel();
        let offset = local_offset();
        let keeper = Keeper::new(home.clone()).telling(answers.clone());
        let keeper = keeper.keeping(results);
        let reader = Reader::new(home, themes.clone()).telling(answers.clone());
        let mut reader = reader.comparing(results);
        let advising = Advising::new(reader.beside(), answers.clone());
        let to_keeper = keeping.clone();
        let (for_keeper, for_reader) = (answers.clone(), answers.clone());
        let keeper = thread::spawn(move || keep(keeper, &keep_jobs, &for_keeper, offset));
        thread::spawn(move || read(&mut reader, &read_jobs, &for_reader, &to_keeper));
        Self {
            keeping,
            reading,
            keeper: Some(keeper),
            advising,
            themes,
            answers: answers.clone(),
        }
    }

    /// Gives every effect to the thread that performs it, in order.
    pub fn perform(&self, effects: impl IntoIterator<Item = Effect>) {
        for effect in effects {
            let thread = match effect {
                Effect::ReadThemes => {
                    self.read_themes();
                    continue;
                }
                Effect::Advise { .. } => {
                    self.advising.advise(effect);
                    continue;
                }
                Effect::Round(_, ref job) if job.writes() => &self.keeping,
                Effect::Meeting(_, ref job) if !job.writes() => &self.reading,
                Effect::OpenPanel { .. }
                | Effect::CountSheets(_)
                | Effect::Round(..)
                | Effect::Combine(..)
                | Effect::TryRules { .. }
                | Effect::TryRuling { .. }
                | Effect::TryVote { .. }
                | Effect::ReadOpinion { .. }
                | Effect::ProposeAssignment { .. }
                | Effect::Index(_)
                | Effect::FindGaps(_)
                | Effect::SuggestLinks(_)
                | Effect::LookForFiles { .. }
                | Effect::SurveyInbox(_)
                | Effect::CompletePath { .. }
                | Effect::CheckSelf(_) => &self.reading,
                _ => &self.keeping,
            };
            if matches!(effect, Effect::Combine(..)) {
                self.advising.overtake();
            }
            let _ = thread.send(Job::Effect(effect));
        }
    }

    /// Reads the themes beside everything else: whoever asks for them has the keys in hand
    /// that choose one, and a result that is being computed does not hold them up.
    fn read_themes(&self) {
        let (themes, answers) = (self.themes.clone(), self.answers.clone());
        thread::spawn(move || {
            if let Some(offers) = unbroken(|| offers(themes.as_deref())) {
                let _ = answers.send(Message::ThemesRead(offers));
            }
        });
    }

    /// Waits until everything that was given to the keeper is done.
    pub fn wait(&self) {
        let (done, is_done) = channel();
        if self.keeping.send(Job::Wait(done)).is_ok() {
            let _ = is_done.recv();
        }
    }

    /// Waits until everything that was to be kept is kept.
    pub fn finish(&mut self) {
        let _ = self.keeping.send(Job::End);
        if let Some(keeper) = self.keeper.take() {
            let _ = keeper.join();
        }
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
                    let going_on = GoingOn::of(Work::of(&effect), answers);
                    let perform = || keeper.perform(&effect, now(offset));
                    let answer = unbroken(perform).unwrap_or_else(|| defects::unkept(&effect));
                    drop(going_on);
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

/// Of several results that wait together only the newest is computed.
fn drop_overtaken(waiting: &mut Vec<Effect>) {
    let is_result = |one: &Effect| matches!(one, Effect::Combine(..));
    let newest = waiting.iter().rposition(is_result);
    let mut place = 0;
    waiting.retain(|effect| {
        let at = Some(place);
        place += 1;
        !is_result(effect) || at == newest
    });
}

/// Tells whether what is read has to hold every save that was asked for before.
fn is_behind_saves(effect: &Effect) -> bool {
    match effect {
        Effect::Combine(..)
        | Effect::SurveyInbox(_)
        | Effect::ReadOpinion { .. }
        | Effect::ProposeAssignment { .. } => true,
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
        let going_on = GoingOn::of(Work::of(&effect), answers);
        let answer =
            unbroken(|| reader.perform(&effect)).unwrap_or_else(|| defects::unread(&effect));
        drop(going_on);
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

    #[test]
    fn what_a_newer_result_overtakes_is_not_computed() {
        let combine = |edits| Effect::Combine(Place::default(), edits);
        let other = || Effect::CheckSelf(Vec::new());
        let mut waiting = vec![combine(1), other(), combine(2), other()];
        drop_overtaken(&mut waiting);
        assert_eq!(waiting, [other(), combine(2), other()]);
    }
}
