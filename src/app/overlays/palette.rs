//! The palette: every command, chain, proposal, link and expert by a few characters of
//! its name, in Chinese, pinyin or English; a command by its name in either language.

use crate::analysis::search::{
    Entry, Filter, Finding, Found, Index, LONGEST_QUERY, Manner, Marker, Query, Viewer,
};
use crate::app::effect::Effect;
use crate::app::field::TextField;
use crate::app::filter;
use crate::app::key::Key;
use crate::app::possible::possible;
use crate::app::screens::chains::ChainsState;
use crate::app::screens::proposals::{self, Scope};
use crate::app::screens::start::edit;
use crate::app::state::{App, Tone};
use crate::app::workspace::Workspace;
use crate::app::{Command, Overlay, Screen, command, dispatch, screens};
use crate::i18n::Language;
use crate::text::fold::is_han;
use crate::text::moment::Moment;

/// Lines that are listed at most; a query that finds more is to be typed on.
const MOST: usize = 500;

/// What a line of the palette leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Goal {
    /// Carries a command out.
    Run(Command),
    /// Lists the proposals of a saved search.
    Search(String),
    /// Shows a chain, by place.
    Chain(usize),
    /// Opens a proposal, by id.
    Proposal(String),
    /// Lists the proposals about a link, by id.
    Link(String),
    /// Goes to the seats, to the expert at this place.
    Expert(usize),
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it leads to.
    pub goal: Goal,
    /// What sort of thing it is, as a catalogue key.
    pub sort: &'static str,
    /// Its name.
    pub name: String,
    /// What else it is called and found by: a command in the other language; else empty.
    pub other: String,
    /// What stands behind the name: a key, an id.
    pub detail: String,
    /// Other words that it is found by and that are not shown.
    words: String,
}

/// State of the palette.
#[derive(Debug, Clone, Default)]
pub struct PaletteState {
    /// What was typed.
    pub query: TextField,
    /// What was found, the best first; of many only the first.
    pub lines: Vec<Line>,
    /// How many were found, and among how many.
    pub counts: (usize, usize),
    /// What marks the hits of a name.
    pub marker: Marker,
    /// In which manner they hold the words.
    pub manner: Manner,
    /// The chosen line.
    pub selected: usize,
    /// The entries of the panel's index that this seat may see.
    list: Vec<u32>,
    /// What was found of the panel just before.
    finding: Finding,
}

impl PaletteState {
    /// Opens with every command and the saved searches.
    pub fn new(app: &mut App) -> Self {
        filter::make_ready(app);
        let mut state = Self {
            list: everything(app),
            ..Self::default()
        };
        state.refresh(&Sources::of(app), false);
        state
    }

    fn refresh(&mut self, sources: &Sources, goes_on: bool) {
        let query = Query::read(self.query.text(), Viewer::Names);
        let own = &sources.own;
        let of = own.len() + self.list.len();
        if query.terms.is_empty() {
            self.lines.clone_from(own);
            self.counts = (own.len(), of);
            (self.finding, self.manner) = (Finding::default(), Manner::Written);
            self.marker = Marker::default();
            return;
        }
        let nothing = |_: u32, _: &Filter| true;
        let typed = self.query.text().to_lowercase();
        let index = Index::of(own.iter().map(|line| Entry {
            title: &line.name,
            id: &line.detail,
            others: vec![searched(&line.other, &typed), &line.words],
        }));
        let everything: Vec<u32> = (0..own.len() as u32).collect();
        let commands = Finding::of(&index, &everything, &query, nothing, None);
        let before = (goes_on && !self.finding.is_default()).then_some(&self.finding);
        let panel = sources
            .workspace
            .and_then(|workspace| workspace.index.as_ref());
        self.finding = panel
            .map(|panel| Finding::of(&panel.index, &self.list, &query, nothing, before))
            .unwrap_or_default();
        let both = [&commands, &self.finding].into_iter();
        let some = both.filter(|finding| !finding.hits.is_empty());
        self.manner = some.map(|finding| finding.manner).min().unwrap_or_default();
        self.marker = Marker::new(&query, self.manner);
        self.lines.clear();
        let mut count = 0;
        let is_written = self.manner == Manner::Written;
        let is_safe = |entry: u32| {
            let goal = own.get(entry as usize).map(|line| &line.goal);
            !matches!(goal, Some(Goal::Run(command)) if command.ends_the_program())
        };
        let commands = commands
            .ranked(self.manner)
            .filter(|(_, entry)| is_written || is_safe(*entry))
            .map(|(tier, entry)| (tier, true, entry));
        let of_panel = self.finding.ranked(self.manner);
        let of_panel = of_panel.map(|(tier, entry)| (tier, false, entry));
        let mut all: Vec<(u32, bool, u32)> = commands.chain(of_panel).collect();
        count += all.len();
        all.sort_by_key(|(tier, ..)| *tier);
        for (_, is_own, entry) in all.into_iter().take(MOST) {
            let line = if is_own {
                own.get(entry as usize).cloned()
            } else {
                sources.line(entry)
            };
            self.lines.extend(line);
        }
        self.counts = (count, of);
    }
}

/// The name in the other language as far as it is searched: in an English one only words from
/// their beginning, so that a few letters of pinyin find no stray letters.
fn searched<'a>(other: &'a str, typed: &str) -> &'a str {
    let begins = |typed: &str| {
        let mut words = other.split(|one: char| !one.is_alphanumeric());
        words.any(|word| word.to_lowercase().starts_with(typed))
    };
    let is_found = other.chars().any(is_han) || typed.split_whitespace().all(begins);
    if is_found { other } else { "" }
}

/// Other words for a command in both languages, which it is found by.
fn found_by(id: &str) -> String {
    let key = format!("found_by.{id}");
    let words =
        [Language::Chinese, Language::English].map(|one| one.find(&key).unwrap_or_default());
    words.join(" ").trim().to_owned()
}

/// The entries of the panel's index that this seat may see; none before it is ready.
fn everything(app: &App) -> Vec<u32> {
    let ready = app.workspace.as_ref();
    let ready = ready.and_then(|workspace| Some((workspace, workspace.index.as_ref()?)));
    let Some((workspace, index)) = ready else {
        return Vec::new();
    };
    let proposals = workspace.proposals().into_iter();
    let own = proposals.filter_map(|proposal| workspace.entry_of(&proposal.id));
    own.chain(index.name_entries()).collect()
}

/// What the palette takes its lines from.
struct Sources<'a> {
    /// Commands and saved searches.
    own: Vec<Line>,
    workspace: Option<&'a Workspace>,
    language: Language,
}

impl<'a> Sources<'a> {
    fn of(app: &'a App) -> Self {
        let language = app.language;
        let commands = command::REGISTRY.iter();
        let commands = commands.filter(|entry| entry.command.is_offered());
        // what can be done here comes first
        let mut commands: Vec<_> = commands.collect();
        commands.sort_by_cached_key(|entry| possible(app, entry.command).is_err());
        let commands = commands.into_iter().map(|entry| {
            let key = format!("command.{}", entry.id);
            let called = |language: Language| language.find(&key).unwrap_or_default().to_owned();
            Line {
                goal: Goal::Run(entry.command),
                sort: "palette.command",
                name: called(language),
                other: called(language.other()),
                detail: dispatch::key_name(app, entry.command),
                words: found_by(entry.id),
            }
        });
        let searches = app.searches.iter().filter(|_| app.workspace.is_some());
        let searches = searches.map(|text| Line {
            goal: Goal::Search(text.clone()),
            sort: "palette.search",
            name: text.clone(),
            other: String::new(),
            detail: String::new(),
            words: String::new(),
        });
        Self {
            own: commands.chain(searches).collect(),
            workspace: app.workspace.as_ref(),
            language,
        }
    }

    /// Makes the line of an entry of the panel.
    fn line(&self, entry: u32) -> Option<Line> {
        let workspace = self.workspace?;
        let panel = workspace.panel();
        let is_english = self.language.is_english();
        let (goal, sort, name, detail) = match workspace.index.as_ref()?.found(entry)? {
            Found::Proposal(place) => {
                let proposal = panel.proposals.get(place)?;
                let goal = Goal::Proposal(proposal.id.clone());
                let title = proposal.title.as_str();
                (goal, "palette.proposal", title, proposal.id.as_str())
            }
            Found::Chain(place) => {
                let chain = panel.plan.chains.get(place)?;
                let name = chain.name.of(is_english);
                (Goal::Chain(place), "palette.chain", name, chain.id.as_str())
            }
            Found::Link(chain, place) => {
                let link = panel.plan.chains.get(chain)?.links.get(place)?;
                let goal = Goal::Link(link.id.clone());
                let name = link.short.of(is_english);
                (goal, "palette.link", name, link.id.as_str())
            }
            Found::Expert(place) => {
                let expert = panel.experts.get(place)?;
                let (name, id) = (expert.name.as_str(), expert.id.as_str());
                (Goal::Expert(place), "palette.expert", name, id)
            }
        };
        Some(Line {
            goal,
            sort,
            name: name.to_owned(),
            other: String::new(),
            detail: detail.to_owned(),
            words: String::new(),
        })
    }
}

/// Handles a key.
pub fn update(app: &mut App, key: Key, at: Moment) -> Vec<Effect> {
    let Some(Overlay::Palette(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    let last = state.lines.len().saturating_sub(1);
    match key {
        Key::Esc | Key::F(1) => {
            app.overlays.pop();
        }
        Key::Up => state.selected = state.selected.saturating_sub(1),
        Key::Down => state.selected = (state.selected + 1).min(last),
        Key::PageUp => state.selected = state.selected.saturating_sub(10),
        Key::PageDown => state.selected = (state.selected + 10).min(last),
        Key::Enter => {
            let chosen = state.lines.get(state.selected).cloned();
            return chosen.map(|line| go(app, line, at)).unwrap_or_default();
        }
        Key::Char(_) if state.query.text().chars().count() >= LONGEST_QUERY => {}
        _ => {
            edit(&mut state.query, key);
            look_again(app, true);
        }
    }
    Vec::new()
}

/// Puts pasted text into the query.
pub fn paste(app: &mut App, text: &str) {
    if let Some(Overlay::Palette(state)) = app.overlays.last_mut() {
        let room = LONGEST_QUERY.saturating_sub(state.query.text().chars().count());
        let flat: String = text.chars().take(room).collect();
        state.query.insert(&flat.replace(['\n', '\r', '\t'], " "));
        look_again(app, false);
    }
}

/// Looks again after a panel was made ready.
pub fn renew(app: &mut App) {
    if !matches!(app.overlays.last(), Some(Overlay::Palette(_))) {
        return;
    }
    filter::make_ready(app);
    let list = everything(app);
    if let Some(Overlay::Palette(state)) = app.overlays.last_mut() {
        state.list = list;
        look_again(app, false);
    }
}

fn look_again(app: &mut App, goes_on: bool) {
    if !matches!(app.overlays.last(), Some(Overlay::Palette(_))) {
        return;
    }
    let Some(Overlay::Palette(mut state)) = app.overlays.pop() else {
        return;
    };
    filter::make_ready(app);
    state.selected = 0;
    state.refresh(&Sources::of(app), goes_on);
    app.overlays.push(Overlay::Palette(state));
}

fn go(app: &mut App, line: Line, at: Moment) -> Vec<Effect> {
    if let Goal::Run(command) = line.goal {
        if let Err(reason) = possible(app, command) {
            app.say(Tone::Refused, reason);
            return Vec::new();
        }
        app.overlays.pop();
        return dispatch::run(app, command, at);
    }
    app.overlays.pop();
    match line.goal {
        Goal::Chain(chain) => app.go(Screen::Chains(ChainsState {
            chain,
            ..ChainsState::default()
        })),
        Goal::Search(text) => {
            proposals::open(app, Scope::All);
            filter::put(app, &text);
            return filter::needs(app);
        }
        Goal::Proposal(id) => screens::scoring::open(app, &id, None),
        Goal::Link(id) => proposals::open(app, Scope::Link(id)),
        Goal::Expert(place) => {
            let effects = dispatch::run(app, Command::Seats, at);
            if let Screen::Seat(seats) = &mut app.screen {
                seats.selected = place;
            }
            return effects;
        }
        Goal::Run(_) => {}
    }
    Vec::new()
}
