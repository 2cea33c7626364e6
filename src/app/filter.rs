//! A filter over a list: what is typed, what it asks, what it finds and what may complete
//! it. Every list that is searched as one types holds one.

use super::effect::Effect;
use super::field::TextField;
use super::key::Key;
use super::overlays::palette;
use super::own_sheets::Progress;
use super::screen::Screen;
use super::screens::consolidate::{self, ConsolidateState};
use super::screens::recommendations::RecommendationsState;
use super::screens::start::edit;
use super::state::{App, Tone};
use super::workspace::{Lent, Seat, Workspace};
use crate::analysis::search::{
    Combined, Doubt, Facts, Filter, Finding, LONGEST_QUERY, Marker, Offer, PanelIndex, Query,
    Values, Viewer, facts, offers,
};
use crate::domain::proposal::Proposal;
use std::cell::OnceCell;
use std::sync::Arc;

/// Searches that are kept at most.
pub const MOST_SAVED: usize = 20;

/// A filter over a list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ListFilter {
    /// What is typed.
    pub field: TextField,
    /// What it asks.
    pub query: Query,
    /// What it found.
    pub finding: Finding,
    /// What may complete it.
    pub offers: Vec<Offer>,
    /// How many lines the list has without it.
    pub of: usize,
    /// The index, or what a query word needs, is still being made.
    pub is_waiting: bool,
    /// Entries of the list in its order.
    list: Vec<u32>,
}

/// What a filter works on.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The open panel.
    pub workspace: &'a Workspace,
    /// Saved searches, the newest first.
    pub saved: &'a [String],
    /// The screens are in English.
    pub is_english: bool,
    /// The list holds names, not proposals: there are no query words.
    pub is_names: bool,
}

impl Ground<'_> {
    /// Returns whose list it is.
    pub fn viewer(&self) -> Viewer {
        match self.workspace.seat {
            _ if self.is_names => Viewer::Names,
            Seat::Secretariat => Viewer::Secretariat,
            _ => Viewer::Expert,
        }
    }
}

impl ListFilter {
    /// Takes another list, or the same with other facts, and looks again.
    pub fn take(&mut self, list: Vec<u32>, ground: &Ground) {
        self.list = list;
        self.of = self.list.len();
        self.refresh(ground, false);
    }

    /// Takes another text and looks again.
    pub fn put(&mut self, text: &str, ground: &Ground) {
        let shortened: String = text.chars().take(LONGEST_QUERY).collect();
        self.field = TextField::new(&shortened);
        self.refresh(ground, false);
    }

    /// Puts pasted text in at the cursor.
    pub fn paste(&mut self, text: &str, ground: &Ground) {
        let room = LONGEST_QUERY.saturating_sub(self.field.text().chars().count());
        let flat = text.chars().take(room).map(|one| match one {
            '\n' | '\r' | '\t' => ' ',
            other => other,
        });
        self.field.insert(&flat.collect::<String>());
        self.refresh(ground, false);
    }

    /// Handles a key that edits; tells whether the text changed.
    pub fn update(&mut self, key: Key, ground: &Ground) -> bool {
        let before = self.field.text().to_owned();
        let is_full = self.field.text().chars().count() >= LONGEST_QUERY;
        match key {
            Key::Tab => self.complete(),
            Key::Char(_) if is_full => {}
            _ => edit(&mut self.field, key),
        }
        let has_changed = before != self.field.text();
        if has_changed {
            self.refresh(ground, true);
        } else {
            self.offer(ground);
        }
        has_changed
    }

    /// Takes the first offer; what is complete ends with a blank, so that one types on.
    fn complete(&mut self) {
        if let Some(offer) = self.offers.first() {
            for _ in 0..offer.replaces {
                self.field.backspace();
            }
            let goes_on = offer.text.ends_with([':', '>']);
            let blank = if goes_on { "" } else { " " };
            self.field.insert(&format!("{}{blank}", offer.text));
        }
    }

    /// Tells whether nothing is typed.
    pub fn is_empty(&self) -> bool {
        self.field.text().trim().is_empty()
    }

    /// Returns what marks the hits of a text.
    pub fn marker(&self) -> Marker {
        Marker::new(&self.query, self.finding.manner)
    }

    /// Returns why a word of the query narrows nothing, and the word.
    pub fn doubt(&self) -> Option<(String, Doubt)> {
        let (range, doubt) = self.query.doubt()?;
        let word = self
            .field
            .text()
            .chars()
            .skip(range.start)
            .take(range.len());
        Some((word.collect(), doubt))
    }

    /// Tells whether the query asks for gaps.
    pub fn asks_for_gaps(&self) -> bool {
        self.query.filters().contains(&Filter::Gap)
    }

    /// Tells whether the query asks for scores.
    pub fn asks_for_scores(&self) -> bool {
        self.query.filters().iter().any(|filter| {
            matches!(
                filter,
                Filter::Scored(_) | Filter::Score(..) | Filter::Spread(..)
            )
        })
    }

    fn refresh(&mut self, ground: &Ground, goes_on: bool) {
        self.query = Query::read(self.field.text(), ground.viewer());
        self.offer(ground);
        let workspace = ground.workspace;
        self.is_waiting = !self.query.terms.is_empty() && self.is_missing(ground);
        let Some(index) = &workspace.index else {
            self.finding = Finding::everything(&self.list);
            return;
        };
        let answers = Answers::of(workspace);
        let holds = |entry: u32, filter: &Filter| answers.holds(entry, filter);
        let before = goes_on.then_some(&self.finding);
        self.finding = Finding::of(&index.index, &self.list, &self.query, holds, before);
    }

    /// Tells whether something that the query needs is still being made.
    fn is_missing(&self, ground: &Ground) -> bool {
        let workspace = ground.workspace;
        workspace.index.is_none()
            || (self.asks_for_gaps() && workspace.gaps.is_none())
            || (self.asks_for_scores()
                && workspace.seat == Seat::Secretariat
                && workspace.results.is_none()
                && workspace.refusal.is_empty())
    }

    fn offer(&mut self, ground: &Ground) {
        let names = ground.workspace.index.as_ref();
        let chains = names.map(|index| {
            let [chinese, english] = &index.chain_names;
            if ground.is_english { english } else { chinese }
        });
        let values = Values {
            chains: chains.map_or(&[], Vec::as_slice),
            districts: names.map_or(&[], |index| index.districts.as_slice()),
            saved: ground.saved,
            viewer: ground.viewer(),
            is_english: ground.is_english,
        };
        self.offers = offers(self.field.before(), &values);
    }
}

/// The open panel is new or reads otherwise: asks for it to be made ready for searching. A small
/// one is made ready in place, and not before somebody searches.
pub fn index(app: &mut App) -> Vec<Effect> {
    let Some(workspace) = &mut app.workspace else {
        return Vec::new();
    };
    if workspace.is_large() {
        return vec![Effect::Index(Lent(workspace.opened.panel.clone()))];
    }
    workspace.index = None;
    renew(app);
    palette::renew(app);
    Vec::new()
}

/// Makes a small panel ready for searching, where it is not.
pub fn make_ready(app: &mut App) {
    let small = app.workspace.as_mut().filter(|one| !one.is_large());
    if let Some(workspace) = small.filter(|workspace| workspace.index.is_none()) {
        workspace.index = Some(Arc::new(PanelIndex::of(&workspace.opened.panel)));
    }
}

/// Returns what the present filter still needs to be computed.
pub fn needs(app: &mut App) -> Vec<Effect> {
    let Some(filter) = app.screen.filter() else {
        return Vec::new();
    };
    let (gaps, scores) = (filter.asks_for_gaps(), filter.asks_for_scores());
    let Some(workspace) = &mut app.workspace else {
        return Vec::new();
    };
    let mut effects = Vec::new();
    if gaps && workspace.gaps.is_none() && !workspace.is_finding_gaps {
        workspace.is_finding_gaps = true;
        effects.push(Effect::FindGaps(Lent(workspace.opened.panel.clone())));
    }
    let has_none = workspace.results.is_none() && workspace.refusal.is_empty();
    if scores && has_none && workspace.seat == Seat::Secretariat {
        effects.extend(consolidate::want_results(app));
    }
    effects
}

/// Acts on the filter of the present screen, where it has one.
fn with_filter<T>(app: &mut App, act: impl FnOnce(&mut ListFilter, &Ground) -> T) -> Option<T> {
    app.screen.filter()?;
    make_ready(app);
    let is_names = matches!(app.screen, Screen::Chains(_) | Screen::Seat(_));
    let ground = Ground {
        workspace: app.workspace.as_ref()?,
        saved: &app.searches,
        is_english: app.language.is_english(),
        is_names,
    };
    app.screen.filter_mut().map(|filter| act(filter, &ground))
}

/// Opens a filter on the present screen.
pub fn open(app: &mut App) {
    if app.screen.filter().is_none() {
        app.screen.put_filter(Some(ListFilter::default()));
        renew(app);
    }
}

/// Handles a key of an open filter that is not the list's own; tells whether it was one.
pub fn takes(app: &mut App, key: Key) -> bool {
    let Some(filter) = app.screen.filter() else {
        return false;
    };
    let is_edit = match key {
        Key::Char(_) | Key::Backspace | Key::Delete | Key::Ctrl('u') | Key::Left | Key::Right => {
            true
        }
        Key::Tab => !filter.offers.is_empty(),
        Key::Esc => {
            app.screen.put_filter(None);
            return true;
        }
        _ => false,
    };
    if is_edit && with_filter(app, |filter, ground| filter.update(key, ground)) == Some(true) {
        settle(app, true);
    }
    is_edit
}

/// Puts a text into the filter of the present screen.
pub fn put(app: &mut App, text: &str) {
    with_filter(app, |filter, ground| filter.put(text, ground));
    settle(app, true);
}

/// Puts pasted text into the filter of the present screen.
pub fn paste(app: &mut App, text: &str) {
    with_filter(app, |filter, ground| filter.paste(text, ground));
    settle(app, true);
}

/// Looks again after the list, the sheets or the results changed.
pub fn renew(app: &mut App) {
    if app.screen.filter().is_some() {
        make_ready(app);
    }
    let Some(list) = app
        .workspace
        .as_ref()
        .map(|workspace| app.screen.list(workspace))
    else {
        return;
    };
    with_filter(app, |filter, ground| filter.take(list, ground));
    settle(app, false);
}

/// Keeps the chosen line among those that are found; after typing it is the first.
fn settle(app: &mut App, is_new: bool) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    match &mut app.screen {
        Screen::Proposals(state) => state.settle(is_new),
        Screen::MySheets(state) => state.settle(workspace, is_new),
        Screen::Chains(state) => state.settle(workspace, is_new),
        Screen::Seat(state) => state.settle(workspace, is_new),
        Screen::Consolidate(ConsolidateState { table, .. })
        | Screen::Recommendations(RecommendationsState { table }) => {
            if let Some(results) = &workspace.results {
                table.settle(results, &workspace.opened.panel, is_new);
            }
        }
        _ => {}
    }
}

/// Saves the present search, or forgets it where it is saved already.
pub fn save(app: &mut App) -> Vec<Effect> {
    let text = app.screen.filter().map(|filter| filter.field.text().trim());
    let Some(text) = text.filter(|text| !text.is_empty()).map(str::to_owned) else {
        return Vec::new();
    };
    let is_saved = app.searches.contains(&text);
    app.searches.retain(|saved| *saved != text);
    let key = if is_saved {
        "notice.search_forgotten"
    } else {
        app.searches.insert(0, text.clone());
        app.searches.truncate(MOST_SAVED);
        "notice.search_saved"
    };
    app.say(Tone::Good, app.language.with(key, &[&text]));
    with_filter(app, ListFilter::offer);
    vec![Effect::Remember(Box::new(app.remembered()))]
}

/// What proposals answer to query words: worked out only where one asks.
struct Answers<'a> {
    workspace: &'a Workspace,
    combined: OnceCell<Combined<'a>>,
}

impl<'a> Answers<'a> {
    fn of(workspace: &'a Workspace) -> Self {
        Self {
            workspace,
            combined: OnceCell::new(),
        }
    }

    fn holds(&self, entry: u32, filter: &Filter) -> bool {
        let proposal = self.workspace.panel().proposals.get(entry as usize);
        proposal.is_some_and(|proposal| filter.holds(&self.facts(entry, proposal)))
    }

    fn facts(&self, entry: u32, proposal: &'a Proposal) -> Facts<'a> {
        let workspace = self.workspace;
        let panel = workspace.panel();
        let mut facts = facts(panel, proposal);
        let gaps = workspace.gaps.as_ref();
        let has_gap = gaps.and_then(|gaps| gaps.get(entry as usize).copied());
        facts.has_gap = has_gap.unwrap_or(false);
        match (&workspace.seat, &workspace.own) {
            (Seat::Secretariat, _) => {
                let combined = self.combined.get_or_init(|| {
                    let results = workspace.results.as_ref();
                    Combined::of(panel, results.map(|results| results.standings.as_ref()))
                });
                combined.fill(&proposal.id, &mut facts);
            }
            (_, Some(own)) => {
                let progress = own.progress(panel, &proposal.id);
                facts.is_recused = progress == Progress::Recused;
                facts.is_scored = progress.is_done() && !facts.is_recused;
                facts.total = own.total(panel.rubric_for(proposal), &proposal.id);
            }
            (_, None) => {}
        }
        facts
    }
}
