//! Seat: who works here. An expert agrees to the commitment before any proposal's text.

use super::list::moved;
use crate::analysis::search::Found;
use crate::app::effect::Effect;
use crate::app::filter::{self, ListFilter};
use crate::app::key::Key;
use crate::app::meeting;
use crate::app::overlay::Overlay;
use crate::app::overlays::commitment::CommitmentState;
use crate::app::state::App;
use crate::app::workspace::{Lent, Seat, Workspace};
use crate::app::{Screen, screens};
use std::collections::BTreeMap;

/// State of the screen.
#[derive(Debug, Clone, Default)]
pub struct SeatState {
    /// The chosen line: the experts in the order of the file, then the secretariat.
    pub selected: usize,
    /// The filter over the experts, where one is open.
    pub filter: Option<Box<ListFilter>>,
    /// How many proposals each expert scores, by id.
    pub assigned: BTreeMap<String, usize>,
}

impl SeatState {
    /// Makes the choice; the present seat, or the first expert without a sheet, is chosen.
    pub fn new(workspace: &Workspace) -> Self {
        let experts = &workspace.panel().experts;
        let present = match &workspace.seat {
            Seat::Expert(id) => experts.iter().position(|expert| expert.id == *id),
            Seat::Secretariat => Some(experts.len()),
            Seat::None => None,
        };
        let vacant = || {
            let counts = workspace.opened.sheet_counts.as_ref()?;
            experts
                .iter()
                .position(|expert| !counts.contains_key(&expert.id))
        };
        let packed = workspace.pack();
        let packed = packed.map(|id| experts.iter().position(|expert| expert.id == id));
        Self {
            selected: packed
                .unwrap_or_else(|| present.or_else(vacant))
                .unwrap_or(0),
            filter: None,
            assigned: BTreeMap::new(),
        }
    }

    /// Counts what is to be scored; the seats may lie behind a screen for long, and only who
    /// looks at them wants to know.
    fn count(&mut self, workspace: &Workspace) {
        let counts = workspace.panel().assigned_counts().into_iter();
        self.assigned = counts
            .map(|(expert, count)| (expert.to_owned(), count))
            .collect();
    }

    /// Returns the lines that the filter leaves; the secretariat always stays. In a pack
    /// there is its expert and nobody else.
    pub fn shown(&self, workspace: &Workspace) -> Vec<usize> {
        let experts = workspace.panel().experts.len();
        if let Some(packed) = workspace.pack() {
            let all = &workspace.panel().experts;
            let place = all.iter().position(|expert| expert.id == packed);
            return place.into_iter().collect();
        }
        let (Some(filter), Some(index)) = (&self.filter, &workspace.index) else {
            return (0..=experts).collect();
        };
        let place = |entry: &u32| match index.found(*entry)? {
            Found::Expert(place) => Some(place),
            _ => None,
        };
        let hits = filter.finding.hits.iter().filter_map(place);
        hits.chain([experts]).collect()
    }

    /// Keeps the chosen line among those that are shown; after typing it is the first.
    pub fn settle(&mut self, workspace: &Workspace, is_new: bool) {
        let shown = self.shown(workspace);
        if is_new || !shown.contains(&self.selected) {
            self.selected = shown.first().copied().unwrap_or(0);
        }
    }

    /// Chooses the line of a seat, where there is one.
    pub fn choose(&mut self, workspace: &Workspace, seat: &str) {
        let experts = &workspace.panel().experts;
        let line = match seat {
            "secretariat" => Some(experts.len()),
            id => experts.iter().position(|expert| expert.id == id),
        };
        self.selected = line.unwrap_or(self.selected);
    }
}

/// Counts anew where the seats have come to be looked at: what everybody scores, and the
/// sheets that lie there.
pub fn look(app: &mut App) -> Vec<Effect> {
    let (Screen::Seat(state), Some(workspace)) = (&mut app.screen, &app.workspace) else {
        return Vec::new();
    };
    state.count(workspace);
    vec![Effect::CountSheets(workspace.opened.place.clone())]
}

/// Handles a key.
pub fn update(app: &mut App, key: Key) -> Vec<Effect> {
    let Some(workspace) = &app.workspace else {
        return Vec::new();
    };
    let Screen::Seat(state) = &mut app.screen else {
        return Vec::new();
    };
    let shown = state.shown(workspace);
    let at = shown.iter().position(|line| *line == state.selected);
    let is_text = state.filter.is_some() && matches!(key, Key::Char(_));
    let next = moved(at.unwrap_or(0), shown.len(), 10, key).filter(|_| !is_text);
    if let Some(line) = next.and_then(|next| shown.get(next)) {
        state.selected = *line;
        return Vec::new();
    }
    if filter::takes(app, key) {
        return Vec::new();
    }
    let (Screen::Seat(state), Some(workspace)) = (&app.screen, &app.workspace) else {
        return Vec::new();
    };
    if key == Key::Esc {
        return crate::app::dispatch::back(app);
    }
    if key != Key::Enter {
        return Vec::new();
    }
    if !shown.contains(&state.selected) {
        return Vec::new();
    }
    let chosen = workspace.panel().experts.get(state.selected);
    match chosen.map(|expert| Seat::Expert(expert.id.clone())) {
        Some(seat) => take(app, seat),
        None => take(app, Seat::Secretariat),
    }
}

/// Takes a seat: an expert is asked for the commitment first, once in a panel.
pub fn take(app: &mut App, seat: Seat) -> Vec<Effect> {
    let Some(workspace) = &app.workspace else {
        return Vec::new();
    };
    if let Seat::Expert(expert) = &seat {
        let path = &workspace.opened.place.path;
        let remembered = app
            .committed
            .get(path)
            .is_some_and(|seats| seats.contains(expert));
        if !remembered && !workspace.opened.committed.contains(expert) {
            app.overlays.push(Overlay::Commitment(CommitmentState {
                expert: expert.clone(),
            }));
            return Vec::new();
        }
    }
    enter(app, seat)
}

/// Whoever takes the seat of the last time goes on where it was left, once, unless the
/// command line names another place.
fn want_last_place(app: &mut App, panel: &str, seat: &str) {
    let last = std::mem::take(&mut app.last);
    let is_same = last.panel == panel && last.seat == seat;
    if !is_same || app.wanted.proposal.is_some() {
        return;
    }
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    app.wanted.proposal = some(last.proposal);
    app.wanted.cell = some(last.cell);
    app.wanted.screen = some(last.screen);
}

/// Sits down and goes to where this seat begins.
pub fn enter(app: &mut App, seat: Seat) -> Vec<Effect> {
    let Some(workspace) = &mut app.workspace else {
        return Vec::new();
    };
    let place = workspace.opened.place.clone();
    let panel = Lent(workspace.opened.panel.clone());
    workspace.seat = seat.clone();
    workspace.stand_up();
    // what one seat read of the others' sheets is not for the next
    app.back
        .retain(|screen| !matches!(screen, Screen::Opinion(_)));

    app.undo = crate::app::undo::UndoStack::default();
    app.back.retain(|screen| matches!(screen, Screen::Start(_)));
    want_last_place(app, &place.path, seat.key());
    let follows = meeting::sit_down(app);
    let mut effects = match seat {
        Seat::Expert(expert) => vec![Effect::ReadSheets {
            place,
            panel,
            expert,
        }],
        Seat::Secretariat => {
            let mut wanted = screens::consolidate::want_results(app);
            wanted.push(Effect::SurveyInbox(place));
            let workspace = app.workspace.as_ref();
            wanted.extend(workspace.and_then(screens::match_links::want_suggestions));
            wanted
        }
        Seat::None => Vec::new(),
    };
    effects.extend(follows);
    let chains = screens::chains::ChainsState::default();
    if let Some(seats) = app.workspace.as_ref().map(SeatState::new) {
        app.back.push(Screen::Seat(seats));
    }
    app.screen = Screen::Chains(chains);
    effects.push(Effect::Remember(Box::new(app.remembered())));
    if matches!(app.seat(), Seat::Secretariat) {
        effects.extend(screens::open_wanted(app));
    }
    effects
}
