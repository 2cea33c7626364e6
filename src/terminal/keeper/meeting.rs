//! Keeps how far a meeting is.

use super::Keeper;
use crate::app::Message;
use crate::app::meeting::{MeetingAnswer, MeetingJob};
use crate::app::workspace::Place;
use crate::domain::meeting::Meeting;
use crate::store::home::reason;
use crate::store::meeting::{Unkept, keep, put_aside};
use crate::text::moment::Moment;

/// The meeting that was last written here: of which panel and group, in which revision.
pub(super) type LastMeeting = (String, String, u32);

impl Keeper {
    /// Keeps it and says how that went; looking is nothing to it.
    pub(super) fn meeting(
        &mut self,
        place: &Place,
        job: &MeetingJob,
        now: Moment,
    ) -> Option<Message> {
        let at = now.written();
        let answer = match job {
            MeetingJob::Look { .. } => return None,
            MeetingJob::Keep {
                meeting,
                by,
                line,
                known,
            } => self.keep_meeting(place, meeting, *known, (by, &at, line)),
            MeetingJob::PutAside { group, by } => {
                self.last_meeting = None;
                let folder = self.deciding(place);
                let done = folder.and_then(|folder| {
                    put_aside(&folder, group, (by, &at)).map_err(|error| reason(&error))
                });
                MeetingAnswer::PutAside(group.clone(), done)
            }
        };
        let panel = place.path.clone();
        Some(Message::Meeting { panel, answer })
    }

    /// What was written here just now is known, though the window may not have heard of it yet.
    fn keep_meeting(
        &mut self,
        place: &Place,
        meeting: &Meeting,
        known: u32,
        signed: (&str, &str, &str),
    ) -> MeetingAnswer {
        let group = meeting.group.clone();
        let last = self.last_meeting.as_ref();
        let last = last.filter(|(panel, of, _)| *panel == place.path && *of == group);
        let known = last.map_or(known, |(_, _, revision)| known.max(*revision));
        let not_kept = |lies, reason| MeetingAnswer::NotKept {
            group: group.clone(),
            lies,
            reason,
            line: signed.2.to_owned(),
        };
        let folder = match self.deciding(place) {
            Ok(folder) => folder,
            Err(reason) => return not_kept(None, reason),
        };
        match keep(&folder, meeting, known, signed) {
            Ok(()) => {
                let written = (place.path.clone(), group.clone(), meeting.revision);
                self.last_meeting = Some(written);
                MeetingAnswer::Kept(group, meeting.revision)
            }
            Err(Unkept::Elsewhere(lies)) => not_kept(Some(lies), "io.led_elsewhere"),
            Err(Unkept::System(error)) => not_kept(None, reason(&error)),
        }
    }
}
