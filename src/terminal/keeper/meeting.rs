//! Keeps how far a meeting is.

use super::Keeper;
use crate::app::Message;
use crate::app::meeting::{MeetingAnswer, MeetingJob};
use crate::app::workspace::Place;
use crate::store::home::reason;
use crate::store::meeting::{Unkept, keep};
use crate::text::moment::Moment;

impl Keeper {
    /// Keeps it and says how that went; looking is nothing to it.
    pub(super) fn meeting(&self, place: &Place, job: &MeetingJob, now: Moment) -> Option<Message> {
        let MeetingJob::Keep { meeting, by, line } = job else {
            return None;
        };
        let group = meeting.group.clone();
        let not_kept = |lies, reason| MeetingAnswer::NotKept {
            group: group.clone(),
            lies,
            reason,
        };
        let answer = match self.deciding(place) {
            Err(reason) => not_kept(None, reason),
            Ok(folder) => match keep(&folder, meeting, (by, &now.written(), line)) {
                Ok(()) => MeetingAnswer::Kept(group.clone(), meeting.revision),
                Err(Unkept::Elsewhere(lies)) => not_kept(Some(lies), "io.led_elsewhere"),
                Err(Unkept::System(error)) => not_kept(None, reason(&error)),
            },
        };
        let panel = place.path.clone();
        Some(Message::Meeting { panel, answer })
    }
}
