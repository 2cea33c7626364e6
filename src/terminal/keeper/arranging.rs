//! Writes what is arranged about who scores what.

use super::Keeper;
use crate::app::Message;
use crate::app::arranging;
use crate::app::workspace::Place;
use crate::domain::arrangement::Arrangement;
use crate::store::amend::{Signature, Unarranged, arrange};
use crate::store::home::reason;
use crate::text::moment::Moment;

impl Keeper {
    /// Writes it and says how that went.
    pub(super) fn arrange(
        &self,
        place: &Place,
        arrangement: &Arrangement,
        (by, now): (&str, Moment),
    ) -> Message {
        let at = now.written();
        let signature = Signature { by, at: &at };
        let file = arranging::file(arrangement).to_owned();
        let failed = |file, reason| Message::ArrangementFailed { file, reason };
        let folder = match self.folder(place) {
            Ok(folder) => folder,
            Err(reason) => return failed(file, reason),
        };
        let arrangement = arrangement.written_at(&at);
        match arrange(&folder, &arrangement, signature) {
            Ok(()) => Message::Arranged(Box::new(arrangement)),
            Err(Unarranged::Closed) => failed(file, "refused.closed"),
            Err(Unarranged::Pack) => failed(file, "refused.in_pack"),
            Err(Unarranged::Held) => failed(file, "io.held"),
            Err(Unarranged::Changed) => failed(file, "io.regrouped"),
            Err(Unarranged::Panel(problem)) => failed(problem.file, "io.damaged"),
            Err(Unarranged::System(error)) => failed(file, reason(&error)),
        }
    }
}
