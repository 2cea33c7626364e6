//! The palette: every command, chain, proposal, link and expert by a few characters of
//! its name, in Chinese, pinyin or English.

use crate::analysis::search::{Candidate, search};
use crate::app::effect::Effect;
use crate::app::field::TextField;
use crate::app::key::Key;
use crate::app::possible::possible;
use crate::app::screens::chains::ChainsState;
use crate::app::screens::proposals::{ProposalsState, Scope};
use crate::app::screens::start::edit;
use crate::app::state::{App, Tone};
use crate::app::workspace::Workspace;
use crate::app::{Command, Overlay, Screen, command, dispatch, screens};
use crate::i18n::Language;
use crate::text::moment::Moment;

/// What a line of the palette leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Goal {
    /// Carries a command out.
    Run(Command),
    /// Shows a chain, by place.
    Chain(usize),
    /// Opens a proposal, by id.
    Proposal(String),
    /// Lists the proposals about a link, by id.
    Link(String),
    /// Goes to the seats.
    Expert,
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
    /// What stands behind the name: a key, an id.
    pub detail: String,
    /// Which characters of the name matched.
    pub marks: Vec<usize>,
}

/// State of the palette.
#[derive(Debug, Clone, Default)]
pub struct PaletteState {
    /// What was typed.
    pub query: TextField,
    /// What was found.
    pub lines: Vec<Line>,
    /// The chosen line.
    pub selected: usize,
}

impl PaletteState {
    /// Opens with every command.
    pub fn new(app: &App) -> Self {
        let mut state = Self::default();
        state.refresh(everything(app));
        state
    }

    fn refresh(&mut self, all: Vec<Line>) {
        if self.query.text().trim().is_empty() {
            self.lines = all
                .into_iter()
                .filter(|line| matches!(line.goal, Goal::Run(_)))
                .collect();
            return;
        }
        let candidates: Vec<Candidate> = all
            .iter()
            .enumerate()
            .map(|(place, line)| Candidate {
                id: place.to_string(),
                title: line.name.clone(),
                others: vec![line.detail.clone()],
                ..Candidate::default()
            })
            .collect();
        let found = search(self.query.text(), &candidates);
        self.lines = found
            .into_iter()
            .filter_map(|found| {
                let line = all.get(found.id.parse::<usize>().ok()?)?;
                Some(Line {
                    marks: found.title,
                    ..line.clone()
                })
            })
            .collect();
    }
}

fn everything(app: &App) -> Vec<Line> {
    let commands = command::REGISTRY
        .iter()
        .filter(|entry| entry.command.is_offered());
    let mut lines: Vec<Line> = commands
        .map(|entry| Line {
            goal: Goal::Run(entry.command),
            sort: "palette.command",
            name: app
                .language
                .find(&format!("command.{}", entry.id))
                .unwrap_or_default()
                .to_owned(),
            detail: entry.command.key_name(),
            marks: Vec::new(),
        })
        .collect();
    if let Some(workspace) = &app.workspace {
        lines.extend(of_panel(workspace, app.language));
    }
    lines
}

fn of_panel(workspace: &Workspace, language: Language) -> Vec<Line> {
    let is_english = language.is_english();
    let line = |goal, sort, name: &str, detail: &str| Line {
        goal,
        sort,
        name: name.to_owned(),
        detail: detail.to_owned(),
        marks: Vec::new(),
    };
    let panel = workspace.panel();
    let mut lines = Vec::new();
    for (place, chain) in panel.plan.chains.iter().enumerate() {
        lines.push(line(
            Goal::Chain(place),
            "palette.chain",
            chain.name.of(is_english),
            &chain.id,
        ));
    }
    for proposal in workspace.proposals() {
        lines.push(line(
            Goal::Proposal(proposal.id.clone()),
            "palette.proposal",
            &proposal.title,
            &proposal.id,
        ));
    }
    for chain in &panel.plan.chains {
        for link in &chain.links {
            lines.push(line(
                Goal::Link(link.id.clone()),
                "palette.link",
                link.short.of(is_english),
                &link.id,
            ));
        }
    }
    for expert in &panel.experts {
        lines.push(line(
            Goal::Expert,
            "palette.expert",
            &expert.name,
            &expert.id,
        ));
    }
    lines
}

/// Handles a key.
pub fn update(app: &mut App, key: Key, at: Moment) -> Vec<Effect> {
    let all = everything(app);
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
        _ => {
            edit(&mut state.query, key);
            state.selected = 0;
            state.refresh(all);
        }
    }
    Vec::new()
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
        Goal::Chain(chain) => app.go(Screen::Chains(ChainsState { chain, link: None })),
        Goal::Proposal(id) => screens::scoring::open(app, &id, None),
        Goal::Link(id) => {
            let list = ProposalsState::new(app, Scope::Link(id));
            app.go(Screen::Proposals(list));
        }
        Goal::Expert => return dispatch::run(app, Command::Seats, at),
        Goal::Run(_) => {}
    }
    Vec::new()
}
