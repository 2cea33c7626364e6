//! A recorded vote on proposals of equal rank: how many votes each got, who led it, the minutes.
//! What it changes in the places is shown before it is asked once more.

use crate::analysis::standing::{TieResult, TieStep};
use crate::analysis::ties::{VOTE, tied_with};
use crate::app::effect::Effect;
use crate::app::field::TextField;
use crate::app::key::Key;
use crate::app::opinion::vote_words;
use crate::app::overlay::Overlay;
use crate::app::overlays::tally;
use crate::app::possible::chosen;
use crate::app::settling::{put_aside, settle, taken_again};
use crate::app::state::{App, Tone};
use crate::app::workspace::Workspace;
use crate::domain::panel::Phase;
use crate::domain::recommendation::Stand;
use crate::domain::rulings::TieVote;
use crate::domain::settlement::Settlement;
use crate::domain::voting::Electorate;
use crate::i18n::reasons;

/// State of the window.
#[derive(Debug, Clone)]
pub struct VotingState {
    /// Ids of the proposals of equal rank, in the order of the table.
    pub proposals: Vec<String>,
    /// Votes of each, in the same order.
    pub votes: Vec<TextField>,
    /// Who led the vote.
    pub by: TextField,
    /// Why, or the number of the minutes.
    pub reason: TextField,
    /// The row with the cursor: the proposals, then the other two.
    pub row: usize,
    /// What is recorded about the same proposals.
    pub before: Option<TieVote>,
    /// Who may vote.
    pub electorate: Electorate,
    /// Everything is there, and it is asked once more.
    pub is_asking: bool,
    /// What it changes: proposals before and after, once it is computed.
    pub moved: Option<Vec<(Stand, Stand)>>,
}

impl VotingState {
    fn new(workspace: &Workspace, mut proposals: Vec<String>) -> Self {
        let panel = workspace.panel();
        let before = panel.rulings.vote_on(&proposals).cloned();
        proposals.sort();
        let ids: Vec<&str> = proposals.iter().map(String::as_str).collect();
        let stood = |id: &str| {
            let stands = before.as_ref()?;
            let at = stands.order.iter().position(|one| one == id)?;
            stands.votes.get(at).map(u32::to_string)
        };
        let votes = ids.iter().map(|id| stood(id).unwrap_or_default());
        let leads = ids.first().and_then(|id| panel.chair_for(id));
        let leads = leads.map_or("", |id| panel.name_of(id));
        let text =
            |of: fn(&TieVote) -> &str, none: &str| TextField::new(before.as_ref().map_or(none, of));
        Self {
            votes: votes.map(|count| TextField::new(&count)).collect(),
            by: text(|one| &one.by, leads),
            reason: text(|one| &one.reason, ""),
            electorate: Electorate::of(panel, &ids),
            proposals,
            row: 0,
            before,
            is_asking: false,
            moved: None,
        }
    }

    /// Returns the field of a row.
    pub fn field(&self, row: usize) -> &TextField {
        match row.checked_sub(self.votes.len()) {
            Some(0) => &self.by,
            Some(_) => &self.reason,
            None => self.votes.get(row).unwrap_or(&self.reason),
        }
    }

    fn field_mut(&mut self) -> &mut TextField {
        match self.row.checked_sub(self.votes.len()) {
            Some(0) => &mut self.by,
            Some(_) => &mut self.reason,
            None => self.votes.get_mut(self.row).unwrap_or(&mut self.reason),
        }
    }

    /// Tells whether the row with the cursor holds a number.
    pub fn is_number(&self) -> bool {
        self.row < self.votes.len()
    }

    /// Returns the place of the last row.
    fn last(&self) -> usize {
        self.votes.len() + 1
    }

    /// Returns the vote that the form holds, most votes in front; none while numbers are missing.
    pub fn vote(&self) -> Option<TieVote> {
        let numbers = self
            .votes
            .iter()
            .map(|field| field.text().trim().parse().ok());
        let numbers: Option<Vec<u32>> = numbers.collect();
        let mut counted: Vec<(&String, u32)> = self.proposals.iter().zip(numbers?).collect();
        counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        Some(TieVote {
            order: counted.iter().map(|(id, _)| (*id).clone()).collect(),
            votes: counted.iter().map(|(_, count)| *count).collect(),
            by: self.by.text().trim().to_owned(),
            reason: self.reason.text().trim().to_owned(),
        })
    }

    fn step(&mut self, forward: bool) {
        self.row = if forward {
            (self.row + 1).min(self.last())
        } else {
            self.row.saturating_sub(1)
        };
    }
}

/// The catalogue key of a proposal that shares its place with no other.
pub const NO_TIE: &str = "refused.no_tie";

/// Tells by which rung of the ladder the chosen proposal was told apart from others of the same
/// total; nothing where no other has it.
pub fn decided_by(app: &App) -> Option<String> {
    let workspace = app.workspace.as_ref()?;
    let id = chosen(app)?;
    let row = workspace.results.as_ref()?.standings.row(id)?;
    let told_apart = |step: &&TieStep| matches!(step.result, TieResult::Ahead | TieResult::Behind);
    let step = row.tie_trace.iter().find(told_apart)?;
    let rubric = workspace.panel().rubric_of(id);
    let rung = reasons::rung(&step.rung, rubric, app.language);
    let key = match step.result {
        TieResult::Ahead => "refused.tie_decided_ahead",
        _ => "refused.tie_decided_behind",
    };
    Some(app.language.with(key, &[id, &rung]))
}

/// Returns the proposals that the chosen one shares its place with until somebody votes.
///
/// # Errors
/// The catalogue key of why no vote can be recorded.
pub fn asked(app: &App) -> Result<Vec<String>, &'static str> {
    let workspace = app.workspace.as_ref().ok_or("refused.no_panel")?;
    let panel = workspace.panel();
    if panel.head.phase == Phase::Closed {
        return Err("refused.closed");
    }
    if !panel.policy.ladder.iter().any(|rung| rung == VOTE) {
        return Err("refused.no_vote_rung");
    }
    let results = workspace.results.as_ref().ok_or("refused.no_results")?;
    let id = chosen(app).ok_or("refused.choose_proposal")?;
    let mut groups = results.standings.groups.iter();
    let group = groups.find(|group| group.rows.iter().any(|row| row.proposal == id));
    let tied = group.map_or_else(Vec::new, |group| tied_with(group, id));
    if tied.len() < 2 {
        return Err(NO_TIE);
    }
    Ok(tied.iter().map(|row| row.proposal.clone()).collect())
}

/// Opens the window on the chosen proposal and those of equal rank.
pub fn open(app: &mut App) {
    let (Ok(proposals), Some(workspace)) = (asked(app), &app.workspace) else {
        return;
    };
    let new = VotingState::new(workspace, proposals);
    let is_same = |overlay: &Overlay| match overlay {
        Overlay::Voting(state) => {
            state.proposals == new.proposals
                && state.before == new.before
                && state.electorate == new.electorate
        }
        _ => false,
    };
    let again = taken_again(app, is_same);
    app.overlays
        .push(again.unwrap_or_else(|| Overlay::Voting(Box::new(new))));
}

/// Handles a key.
pub fn update(app: &mut App, key: Key) -> Vec<Effect> {
    let Some(Overlay::Voting(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    if state.is_asking {
        return confirm(app, key);
    }
    let is_last = state.row == state.last();
    match key {
        Key::Esc => put_aside(app),
        Key::F(2) => return accept(app),
        Key::Enter if is_last => return accept(app),
        Key::Down | Key::Tab | Key::Enter => state.step(true),
        Key::Up | Key::BackTab => state.step(false),
        _ => type_key(app, key),
    }
    Vec::new()
}

fn type_key(app: &mut App, key: Key) {
    let Some(Overlay::Voting(state)) = app.overlays.last_mut() else {
        return;
    };
    let is_number = state.is_number();
    if let Err((refusal, most)) = tally::typed(state.field_mut(), key, is_number) {
        let text = app.language.with(refusal, &[&most.to_string()]);
        app.say(Tone::Refused, text);
    }
}

/// Puts pasted text into the row with the cursor.
pub fn paste(state: &mut VotingState, text: &str) {
    let is_number = state.is_number();
    tally::pasted(state.field_mut(), text, is_number);
}

/// What keeps the form from being kept: the row and the words.
fn lacking(app: &App, state: &VotingState) -> Option<(usize, String)> {
    let say = |row: usize, key: &'static str| Some((row, app.language.text(key).to_owned()));
    let mut fields = state.votes.iter();
    if let Some(row) = fields.position(|field| field.text().trim().is_empty()) {
        return say(row, "tie_vote.number_needed");
    }
    let Some(vote) = state.vote() else {
        return say(0, "notice.votes_are_numbers");
    };
    if let Err(fault) = state.electorate.check(vote.cast()) {
        return Some((0, vote_words(fault, app.language)));
    }
    let by = state.votes.len();
    if vote.by.is_empty() {
        return say(by, "tie_vote.leader_needed");
    }
    if vote.reason.is_empty() {
        return say(by + 1, "tie_vote.reason_needed");
    }
    None
}

/// Asks once more, and for what the vote would change.
fn accept(app: &mut App) -> Vec<Effect> {
    let Some(Overlay::Voting(state)) = app.overlays.last() else {
        return Vec::new();
    };
    if let Some((row, words)) = lacking(app, state) {
        app.say(Tone::Refused, words);
        if let Some(Overlay::Voting(state)) = app.overlays.last_mut() {
            state.row = row;
        }
        return Vec::new();
    }
    let results = app.workspace.as_ref().and_then(|one| one.results.as_ref());
    let (Some(vote), Some(results)) = (state.vote(), results) else {
        return Vec::new();
    };
    let effect = Effect::TryVote {
        panel: results.panel.clone(),
        sheets: results.sheets.clone(),
        round: results.standings.round,
        vote,
    };
    if let Some(Overlay::Voting(state)) = app.overlays.last_mut() {
        state.is_asking = true;
        state.moved = None;
    }
    vec![effect]
}

/// Takes what a vote would change, where it is still being asked about.
pub fn take(app: &mut App, vote: &TieVote, moved: Vec<(Stand, Stand)>) {
    if let Some(Overlay::Voting(state)) = app.overlays.last_mut()
        && state.is_asking
        && state.vote().as_ref() == Some(vote)
    {
        state.moved = Some(moved);
    }
}

/// A digit confirms it once the effect is shown; Enter, pressed once more by habit, does not.
fn confirm(app: &mut App, key: Key) -> Vec<Effect> {
    let Some(Overlay::Voting(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    if key == Key::Esc {
        state.is_asking = false;
        return Vec::new();
    }
    if key.folded() != Key::Char('1') || state.moved.is_none() {
        let text = app.language.with("notice.confirm_ruling", &["1"]);
        app.say(Tone::Refused, text);
        return Vec::new();
    }
    state.is_asking = false;
    let before = state.before.clone();
    let Some(after) = state.vote() else {
        return Vec::new();
    };
    put_aside(app);
    if before.as_ref() == Some(&after) {
        let text = app.language.text("notice.decision_same").to_owned();
        app.say(Tone::Plain, text);
        return Vec::new();
    }
    settle(app, Settlement::Vote { before, after })
}
