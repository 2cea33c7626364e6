//! Reads the joint opinion on a proposal, and what it can be drafted from. A chair is an
//! expert: the sheets of other proposals are not opened, and nothing of the others' leaves
//! here before all of this one are in.

use super::Reader;
use crate::analysis::drafting::Draft;
use crate::analysis::standing::combine;
use crate::app::Message;
use crate::app::opinion::{Sources, Unread, chair_of};
use crate::app::workspace::Place;
use crate::domain::panel::Panel;
use crate::domain::problem::Severity;
use crate::domain::sheet::{Round, ScoreSheet};
use crate::store::source::Source;
use crate::store::{load, sheets};

impl Reader {
    pub(super) fn read_opinion(
        &self,
        place: &Place,
        proposal: &str,
        chair: Option<&str>,
    ) -> Message {
        let source = self.home.source(&place.path, place.is_demonstration);
        let read = sources(&source, proposal, chair).map(Box::new);
        Message::OpinionRead {
            proposal: proposal.to_owned(),
            read,
        }
    }
}

fn sources(source: &Source, proposal: &str, chair: Option<&str>) -> Result<Sources, Unread> {
    let (panel, problems) = load::panel(source);
    let file = format!("opinions/{proposal}.toml");
    let is_broken = problems
        .iter()
        .any(|one| one.file == file && one.severity() == Severity::Error);
    if is_broken {
        return Err(Unread::Reason("io.damaged"));
    }
    let (read, round) = match chair {
        None => {
            let (read, round, _) = sheets::latest(source, &panel);
            (read, round)
        }
        Some(chair) => {
            chair_of(&panel, chair, proposal).map_err(Unread::Reason)?;
            of_proposal(source, &panel, proposal)
        }
    };
    let standings = combine(&panel, &read, round);
    let draft = Draft::of(&panel, &read, &standings, proposal);
    if chair.is_some() && !draft.missing.is_empty() {
        return Err(Unread::Missing(draft.missing));
    }
    Ok(Sources {
        draft,
        opinion: panel.opinion(proposal).cloned(),
    })
}

/// The sheets of one proposal, and the round they are combined in.
fn of_proposal(source: &Source, panel: &Panel, proposal: &str) -> (Vec<ScoreSheet>, Round) {
    let of_round = |round: Round| -> Vec<ScoreSheet> {
        let experts = panel.experts.iter();
        let read = |id: &str| {
            sheets::one(source, panel, round, id, proposal)
                .ok()
                .flatten()
        };
        experts.filter_map(|expert| read(&expert.id)).collect()
    };
    let (mut first, second) = (of_round(Round::First), of_round(Round::Second));
    let round = if second.is_empty() {
        Round::First
    } else {
        Round::Second
    };
    first.extend(second);
    (first, round)
}
