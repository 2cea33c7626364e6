//! Match: proposal by proposal the link is confirmed that the secretariat finds right, with
//! a few suggestions; none is taken by itself, and nothing is ever scored by them.

pub mod link_list;

use crate::analysis::matching::proposals::{OfProposal, Suggested};
use crate::app::Screen;
use crate::app::dispatch::back;
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::record::amend;
use crate::app::state::{App, Tone};
use crate::app::workspace::{Lent, Workspace};
use crate::domain::panel::Panel;
use crate::domain::proposal::{Amendment, Proposal, ProposalState};
use link_list::LinkList;
use std::collections::BTreeSet;
use std::sync::Arc;

/// State of the screen.
#[derive(Debug, Clone, Default)]
pub struct MatchLinksState {
    /// Ids of the proposals that are gone through, in order of presentation.
    pub order: Vec<String>,
    /// Place of the one on the screen.
    pub at: usize,
    /// Nothing waited for a decision when the screen was opened: the order holds everything.
    pub is_review: bool,
    /// Two links are being chosen; the first one, once it is.
    pub two: Option<Option<String>>,
    /// The list of all links, where one is picked from it.
    pub list: Option<Box<LinkList>>,
    /// Decided here; some may still be on the way to the disk.
    pub decided: BTreeSet<String>,
    /// How far the proposal's text is scrolled.
    pub scroll: usize,
}

impl MatchLinksState {
    /// Returns the proposal on the screen.
    pub fn proposal<'a>(&self, workspace: &'a Workspace) -> Option<&'a Proposal> {
        workspace.panel().proposal(self.order.get(self.at)?)
    }

    /// Tells whether a proposal still waits for its link.
    pub fn is_open(&self, workspace: &Workspace, id: &str) -> bool {
        let proposal = workspace.panel().proposal(id);
        let waits = proposal.is_some_and(|proposal| proposal.confirmed_by.is_empty());
        waits && !self.decided.contains(id)
    }

    /// Counts the proposals that still wait.
    pub fn left(&self, workspace: &Workspace) -> usize {
        let open = |id: &&String| self.is_open(workspace, id);
        self.order.iter().filter(open).count()
    }

    /// Takes note that a decision was not written: the proposal waits again.
    pub fn not_written(&mut self, id: &str) {
        self.decided.remove(id);
    }

    fn go_to(&mut self, at: usize) {
        self.at = at.min(self.order.len().saturating_sub(1));
        (self.two, self.list, self.scroll) = (None, None, 0);
    }

    /// Goes to the next one that waits, from here on and then from the beginning.
    fn go_on(&mut self, workspace: &Workspace) {
        let count = self.order.len();
        let mut round = (1..count).map(|step| (self.at + step) % count);
        let open = |at: &usize| {
            let id = self.order.get(*at);
            id.is_some_and(|id| self.is_open(workspace, id))
        };
        let next = round.find(open);
        let at = match next {
            Some(at) => at,
            None if self.is_review => self.at + 1,
            None => self.at,
        };
        self.go_to(at);
    }
}

/// Returns what is suggested for a proposal; none before it is computed.
pub fn suggested<'a>(workspace: &'a Workspace, id: &str) -> Option<&'a OfProposal> {
    let (_, suggested) = workspace.suggested.as_ref()?;
    suggested.proposal(id)
}

/// Asks for the suggestions of a panel, unless those that are there are of the same texts.
pub fn want_suggestions(workspace: &Workspace) -> Option<Effect> {
    let panel = &workspace.opened.panel;
    let is_there = workspace
        .suggested
        .as_ref()
        .is_some_and(|(lent, _)| are_same_texts(&lent.0, panel));
    let has_any = !panel.proposals.is_empty() && !panel.plan.chains.is_empty();
    (has_any && !is_there).then(|| Effect::SuggestLinks(Lent(panel.clone())))
}

/// What the secretariat decides changes no suggestion; texts, plan and terms do.
fn are_same_texts(one: &Panel, other: &Panel) -> bool {
    one.plan == other.plan
        && one.link_notes == other.link_notes
        && one
            .proposals
            .iter()
            .map(texts)
            .eq(other.proposals.iter().map(texts))
}

fn texts(proposal: &Proposal) -> Vec<&str> {
    let promises = proposal
        .promises
        .iter()
        .map(|promise| promise.text.as_str());
    let own = [
        proposal.id.as_str(),
        &proposal.chain,
        &proposal.title,
        &proposal.product,
        &proposal.summary,
    ];
    own.into_iter().chain(promises).collect()
}

/// Takes the suggestions of a panel.
pub fn take(app: &mut App, lent: Lent, suggested: Arc<Suggested>) {
    if let Some(workspace) = &mut app.workspace
        && are_same_texts(&lent.0, &workspace.opened.panel)
    {
        workspace.suggested = Some((lent, suggested));
    }
}

/// Goes to the screen, to the proposal that is chosen where it waits, else to the first.
pub fn open(app: &mut App) -> Vec<Effect> {
    let chosen = crate::app::possible::subject(app).map(str::to_owned);
    let Some(workspace) = &app.workspace else {
        return Vec::new();
    };
    let active = workspace.proposals().into_iter();
    let active: Vec<&Proposal> = active
        .filter(|proposal| proposal.state == ProposalState::Active)
        .collect();
    let waiting = active.iter().filter(|one| one.confirmed_by.is_empty());
    let waiting: Vec<String> = waiting.map(|one| one.id.clone()).collect();
    let is_review = waiting.is_empty();
    let order = if is_review {
        active.iter().map(|one| one.id.clone()).collect()
    } else {
        waiting
    };
    let at = order.iter().position(|id| Some(id) == chosen.as_ref());
    let effect = want_suggestions(workspace);
    app.go(Screen::MatchLinks(Box::new(MatchLinksState {
        at: at.unwrap_or(0),
        order,
        is_review,
        ..MatchLinksState::default()
    })));
    effect.into_iter().collect()
}

/// Handles a key.
pub fn update(app: &mut App, key: Key) -> Vec<Effect> {
    let Screen::MatchLinks(state) = &mut app.screen else {
        return Vec::new();
    };
    if state.list.is_some() {
        return link_list::update(app, key);
    }
    match key.folded() {
        Key::PageDown => state.go_to(state.at + 1),
        Key::PageUp => state.go_to(state.at.saturating_sub(1)),
        Key::Down | Key::Char('j') => state.scroll = (state.scroll + 1).min(200),
        Key::Up | Key::Char('k') => state.scroll = state.scroll.saturating_sub(1),
        Key::Tab | Key::Esc if state.two.is_some() => state.two = None,
        Key::Tab => state.two = Some(None),
        Key::Esc => return back(app),
        Key::Enter => return keep(app),
        Key::Char('0') => return choose(app, None),
        Key::Char('4') => link_list::open(app),
        Key::Char(digit @ '1'..='3') => {
            let place = digit.to_digit(10).unwrap_or(1) as usize - 1;
            return choose_suggestion(app, place);
        }
        _ => {}
    }
    Vec::new()
}

fn choose_suggestion(app: &mut App, place: usize) -> Vec<Effect> {
    let Some((state, workspace)) = parts(app) else {
        return Vec::new();
    };
    let id = state
        .order
        .get(state.at)
        .map(String::as_str)
        .unwrap_or_default();
    let suggestions = suggested(workspace, id).map(|own| &own.answer.suggestions);
    let link = suggestions
        .and_then(|all| all.get(place))
        .map(|one| one.link.clone());
    match link {
        Some(link) => choose(app, Some(link)),
        None => refused(app, "match_screen.no_such"),
    }
}

/// Takes a link, or that none fits. Where two are wanted the first one waits for the second.
pub fn choose(app: &mut App, link: Option<String>) -> Vec<Effect> {
    let Screen::MatchLinks(state) = &mut app.screen else {
        return Vec::new();
    };
    let links = match (&state.two, link) {
        (Some(None), Some(first)) => {
            state.two = Some(Some(first));
            return Vec::new();
        }
        (Some(Some(first)), Some(second)) if *first == second => {
            return refused(app, "match_screen.same");
        }
        (Some(Some(first)), second) => [first.clone()].into_iter().chain(second).collect(),
        (_, link) => link.into_iter().collect(),
    };
    decide(app, links)
}

/// Confirms the links as they stand in the proposal; the first of two alone, where one waits.
fn keep(app: &mut App) -> Vec<Effect> {
    let Some((state, workspace)) = parts(app) else {
        return Vec::new();
    };
    if let Some(Some(first)) = &state.two {
        let first = vec![first.clone()];
        return decide(app, first);
    }
    let links = state
        .proposal(workspace)
        .map(|proposal| proposal.links.clone());
    match links.filter(|links| !links.is_empty()) {
        Some(links) => decide(app, links),
        None => refused(app, "match_screen.nothing_to_keep"),
    }
}

fn decide(app: &mut App, links: Vec<String>) -> Vec<Effect> {
    let (Screen::MatchLinks(state), Some(workspace)) = (&mut app.screen, &app.workspace) else {
        return Vec::new();
    };
    let Some(proposal) = state.proposal(workspace) else {
        return Vec::new();
    };
    let id = proposal.id.clone();
    let plan = &workspace.panel().plan;
    let main = links.first().and_then(|link| plan.link(link));
    let is_known = plan.chain(&proposal.chain).is_some();
    // a link of a chain says which chain the proposal is in, where nobody said it
    let chain = main
        .filter(|_| !is_known)
        .map(|(chain, _)| chain.id.clone());
    state.decided.insert(id.clone());
    state.go_on(workspace);
    let mut amendments = vec![Amendment::Links(links)];
    amendments.extend(chain.map(Amendment::Chain));
    amend(app, &id, amendments)
}

fn parts(app: &App) -> Option<(&MatchLinksState, &Workspace)> {
    match (&app.screen, &app.workspace) {
        (Screen::MatchLinks(state), Some(workspace)) => Some((state, workspace)),
        _ => None,
    }
}

fn refused(app: &mut App, words: &'static str) -> Vec<Effect> {
    app.say(Tone::Refused, app.language.text(words).to_owned());
    Vec::new()
}
