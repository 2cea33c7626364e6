//! The agenda of a group's meeting: in which order its proposals are presented, how often
//! recused members have to leave the room for that, and when each presentation begins.

pub mod leaving;
pub mod times;

use super::chance::Chance;
use crate::domain::agenda::{Agenda, AgendaItem, AgendaOrder};
use crate::domain::panel::Panel;
use crate::domain::proposal::Proposal;
use std::collections::{BTreeMap, BTreeSet};

/// Which members have to be out of the room while a proposal is on the table.
#[derive(Debug, Clone, Default)]
pub struct Room<'a> {
    out: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

impl<'a> Room<'a> {
    /// Looks who sits in the room of a group and is recused from what.
    pub fn of(panel: &'a Panel, group: &str) -> Self {
        let here: BTreeSet<&str> = panel
            .listed(group)
            .into_iter()
            .map(|one| one.id.as_str())
            .collect();
        let people = panel.people_of(group).into_iter();
        let people: BTreeSet<&str> = people.map(|one| one.id.as_str()).collect();
        let mut out: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for one in &panel.conflicts {
            let is_in_room = people.contains(one.expert.as_str());
            if one.state == "recused" && is_in_room && here.contains(one.proposal.as_str()) {
                out.entry(&one.proposal).or_default().insert(&one.expert);
            }
        }
        Self { out }
    }

    /// Returns the experts who have to be out for a proposal, in the order of their ids.
    pub fn out(&self, proposal: &str) -> Vec<&'a str> {
        let out = self.out.get(proposal).into_iter().flatten();
        out.copied().collect()
    }

    /// Counts how often somebody leaves the room over a whole order; who is out for two
    /// proposals in a row leaves once.
    pub fn leavings<'b>(&self, order: impl IntoIterator<Item = &'b str>) -> usize {
        let nobody = BTreeSet::new();
        let mut outside = &nobody;
        let mut count = 0;
        for proposal in order {
            let out = self.out.get(proposal).unwrap_or(&nobody);
            count += out.difference(outside).count();
            outside = out;
        }
        count
    }
}

/// Returns the ids of a group's proposals in the order that a way comes to. The same panel and
/// seed always give the same order.
pub fn ordered(panel: &Panel, group: &str, way: AgendaOrder, seed: u64) -> Vec<String> {
    let listed = panel.presentable(group);
    let order = match way {
        AgendaOrder::Chain => by_chain(panel, &listed),
        AgendaOrder::Draw => drawn(&listed, group, seed),
        AgendaOrder::Leaving => {
            let room = Room::of(panel, group);
            let chained = by_chain(panel, &listed);
            leaving::fewest(&chained, |id| room.out(id))
        }
    };
    order.into_iter().map(str::to_owned).collect()
}

/// Returns the proposals that the meeting of a group had on its table, in the order of the agenda
/// that stands: a later order leaves them where they are.
pub fn held(panel: &Panel, group: &str) -> Vec<String> {
    let Some(meeting) = panel.meeting(group) else {
        return Vec::new();
    };
    let agenda = standing(panel, group);
    let was_called = |id: &&str| meeting.is_done(id) || meeting.proposal == *id;
    let all = agenda.proposals().filter(was_called);
    all.map(str::to_owned).collect()
}

/// Puts what the meeting had on its table before the others.
pub fn after_held(order: Vec<String>, held: &[String]) -> Vec<String> {
    let is_left = |id: &String| !held.contains(id);
    let rest = order.into_iter().filter(is_left);
    held.iter().cloned().chain(rest).collect()
}

/// Chain by chain in the order of the plan; chains that the plan does not have come last.
fn by_chain<'a>(panel: &Panel, listed: &[&'a Proposal]) -> Vec<&'a str> {
    let place = |one: &&Proposal| {
        let mut chains = panel.plan.chains.iter();
        let place = chains.position(|chain| chain.id == one.chain);
        (place.unwrap_or(usize::MAX), one.chain.clone())
    };
    let mut chained = listed.to_vec();
    chained.sort_by_cached_key(place);
    chained.into_iter().map(|one| one.id.as_str()).collect()
}

/// A draw (xoshiro256++ seeded with the digest of seed and group, Fisher and Yates) from the
/// ids in their own order, so that how a file lists them changes nothing.
fn drawn<'a>(listed: &[&'a Proposal], group: &str, seed: u64) -> Vec<&'a str> {
    let mut ids: Vec<&str> = listed.iter().map(|one| one.id.as_str()).collect();
    ids.sort_unstable();
    Chance::seeded(seed, &format!("agenda/{group}")).shuffle(&mut ids);
    ids
}

/// How often somebody leaves the room with each of the orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leavings {
    /// As it is meant to be.
    pub own: usize,
    /// By [`AgendaOrder::ALL`].
    pub by_order: [usize; 3],
}

impl Leavings {
    /// Counts them for a list of proposals and, for the draw, a seed.
    pub fn of(panel: &Panel, group: &str, own: &[String], seed: u64) -> Self {
        let room = Room::of(panel, group);
        let count = |order: &[String]| room.leavings(order.iter().map(String::as_str));
        Self {
            own: count(own),
            by_order: AgendaOrder::ALL.map(|way| count(&ordered(panel, group, way, seed))),
        }
    }
}

/// Where breaks are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Breaks {
    /// After every so many proposals, of so many minutes.
    Every(usize, u32),
    /// After given numbers of proposals, each of its own minutes.
    After(Vec<(usize, u32)>),
}

/// Puts proposals and breaks into one list. A break comes only between two proposals, and
/// where nothing is left to break up it is left out; so are breaks of no minutes.
pub fn items(order: &[String], breaks: &Breaks) -> Vec<AgendaItem> {
    let mut found = Vec::with_capacity(order.len());
    for (place, proposal) in order.iter().enumerate() {
        found.push(AgendaItem::of(proposal));
        let heard = place + 1;
        if heard == order.len() {
            break;
        }
        let minutes: u32 = match breaks {
            Breaks::Every(every, minutes) if *every > 0 && heard.is_multiple_of(*every) => *minutes,
            Breaks::Every(..) => 0,
            Breaks::After(places) => {
                let here = places.iter().filter(|(after, _)| *after == heard);
                here.map(|(_, minutes)| *minutes)
                    .fold(0, u32::saturating_add)
            }
        };
        if minutes > 0 {
            found.push(AgendaItem::pause(minutes));
        }
    }
    found
}

/// Returns the agenda of a group as it stands, or as it would begin: in the order of the
/// group's list, with no day and no time.
pub fn standing(panel: &Panel, group: &str) -> Agenda {
    let stands = panel.agenda(group).cloned();
    stands.unwrap_or_else(|| {
        let listed = panel.presentable(group).into_iter();
        Agenda {
            group: group.to_owned(),
            item: listed.map(|one| AgendaItem::of(&one.id)).collect(),
            ..Agenda::default()
        }
    })
}

#[cfg(test)]
mod tests;
