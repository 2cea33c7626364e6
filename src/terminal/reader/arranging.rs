//! Proposes who scores what, from the files as they stand.

use super::Reader;
use crate::analysis::assigning::{Options, deal};
use crate::app::Message;
use crate::app::workspace::Place;
use crate::store::import::report::{Fault, panel_to_fill};
use crate::store::sheets;

impl Reader {
    pub(super) fn propose(&self, place: &Place, is_afresh: bool) -> Message {
        let source = self.home.source(&place.path, place.is_demonstration);
        let options = Options {
            per: None,
            afresh: is_afresh,
        };
        let dealt = match panel_to_fill(&source) {
            Ok(panel) => Ok(Box::new(deal(&panel, &sheets::pairs(&source), options))),
            Err(Fault::Closed) => Err("refused.closed"),
            Err(Fault::Pack) => Err("refused.in_pack"),
            Err(_) => Err("io.damaged"),
        };
        Message::AssignmentProposed { is_afresh, dealt }
    }
}
