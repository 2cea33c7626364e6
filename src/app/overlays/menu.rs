//! The menu of what can be done here: each command with a digit, the impossible ones with
//! the reason why. What belongs to the screen comes first; what has the same digit in the menus
//! of several screens keeps it, and what has a key of its own needs none.

use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::possible::possible;
use crate::app::screen::Screen;
use crate::app::state::{App, Tone};
use crate::app::workspace::Seat;
use crate::app::{Command, dispatch};
use crate::i18n::Language;
use crate::text::moment::Moment;

/// State of the menu.
#[derive(Debug, Clone, Default)]
pub struct MenuState {
    /// The chosen line.
    pub selected: usize,
}

/// What the menu offers beside the combined scores; F6 makes them anew.
const OF_SCORES: &[Command] = &[
    Command::Discuss,
    Command::Opinion,
    Command::Coverage,
    Command::WhatIf,
    Command::Merge,
    Command::CheckVeto,
    Command::SendBack,
    Command::Compare,
    Command::RuleRecusal,
    Command::Assignment,
    Command::RecordVote,
    Command::Aspect,
    Command::Target,
    Command::Find,
    Command::Recommendations,
    Command::Round,
    Command::Proposals,
    Command::MatchLinks,
    Command::Chains,
    Command::TypePaper,
    Command::Reports,
    Command::Agenda,
    Command::Seats,
    Command::Settings,
    Command::Meeting,
];

/// What the menu offers whoever leads a meeting.
const OF_MEETING: &[Command] = &[
    Command::RollCall,
    Command::SeeOut,
    Command::Agenda,
    Command::RuleRecusal,
    Command::SetAside,
    Command::Wall,
    Command::Consolidate,
    Command::Recommendations,
    Command::Discuss,
    Command::Opinion,
    Command::SendBack,
    Command::RecordVote,
    Command::StepBack,
    Command::CloseRound,
    Command::CallChosen,
    Command::Round,
    Command::Target,
    Command::Assignment,
    Command::Reports,
    Command::Seats,
    Command::Settings,
];

/// What the menu offers beside what the group should talk about.
const OF_DISCUSSION: &[Command] = &[
    Command::Rescue,
    Command::SendBack,
    Command::Opinion,
    Command::RecordVote,
    Command::Meeting,
    Command::Compare,
    Command::Target,
    Command::Proposals,
    Command::Consolidate,
    Command::Recommendations,
    Command::Round,
    Command::Reports,
    Command::Seats,
    Command::Settings,
];

/// What the menu offers beside a joint opinion.
const OF_OPINION: &[Command] = &[
    Command::TakePieces,
    Command::VoteOnOpinion,
    Command::AddMinority,
    Command::AdoptOpinion,
    Command::Undo,
    Command::Redo,
    Command::Target,
    Command::Meeting,
    Command::Discuss,
    Command::Recommendations,
    Command::Consolidate,
    Command::SendBack,
    Command::Compare,
    Command::Proposals,
    Command::Reports,
    Command::Seats,
    Command::Settings,
];

/// What the menu offers the secretariat beside the list of proposals.
const OF_PROPOSALS: &[Command] = &[
    Command::Consolidate,
    Command::Opinion,
    Command::Coverage,
    Command::WhatIf,
    Command::Merge,
    Command::RuleRecusal,
    Command::Proposals,
    Command::Compare,
    Command::MatchLinks,
    Command::Assignment,
    Command::EditApplicant,
    Command::ConfirmContributions,
    Command::Target,
    Command::Find,
    Command::Recommendations,
    Command::Round,
    Command::Chains,
    Command::TypePaper,
    Command::Reports,
    Command::Agenda,
    Command::Seats,
    Command::Settings,
    Command::Meeting,
];

/// What the menu offers beside the recommendations; F7 makes them anew.
const OF_RESULTS: &[Command] = &[
    Command::Discuss,
    Command::Opinion,
    Command::Coverage,
    Command::WhatIf,
    Command::Merge,
    Command::CheckVeto,
    Command::Decide,
    Command::Compare,
    Command::Proposals,
    Command::Assignment,
    Command::RecordVote,
    Command::ConfirmContributions,
    Command::EditApplicant,
    Command::Aspect,
    Command::Target,
    Command::Find,
    Command::Consolidate,
    Command::Round,
    Command::MatchLinks,
    Command::Chains,
    Command::TypePaper,
    Command::Reports,
    Command::Agenda,
    Command::Seats,
    Command::Settings,
    Command::Meeting,
];

/// What the menu offers beside the steps of the round.
const OF_ROUND: &[Command] = &[
    Command::MatchLinks,
    Command::OpenRound,
    Command::MakePacks,
    Command::Merge,
    Command::Consolidate,
    Command::VerifyRound,
    Command::CloseRound,
    Command::ArchiveRound,
    Command::Reports,
    Command::Journal,
    Command::Agenda,
    Command::Recommendations,
    Command::Proposals,
    Command::Chains,
    Command::Seats,
    Command::Settings,
    Command::LoadEdition,
];

/// What the menu offers beside the map of links.
const OF_COVERAGE: &[Command] = &[
    Command::MarkLink,
    Command::Target,
    Command::Chains,
    Command::Proposals,
    Command::Recommendations,
    Command::Consolidate,
    Command::MatchLinks,
    Command::Compare,
    Command::LoadEdition,
    Command::Reports,
    Command::Round,
    Command::Meeting,
    Command::Assignment,
    Command::Find,
    Command::Seats,
    Command::Settings,
];

/// What the menu offers the secretariat elsewhere.
const OF_OFFICE: &[Command] = &[
    Command::Consolidate,
    Command::Recommendations,
    Command::Coverage,
    Command::WhatIf,
    Command::Merge,
    Command::Chains,
    Command::Proposals,
    Command::Compare,
    Command::MatchLinks,
    Command::Assignment,
    Command::Round,
    Command::Target,
    Command::TypePaper,
    Command::Reports,
    Command::Agenda,
    Command::Seats,
    Command::Settings,
    Command::Meeting,
    Command::Find,
    Command::Aspect,
    Command::MarkLink,
];

/// Returns the commands that the menu offers here.
pub fn commands(app: &App) -> &'static [Command] {
    use Command as C;
    let scores = matches!(app.seat(), Seat::Expert(_));
    match &app.screen {
        Screen::Start(_) => &[C::SelfCheck, C::Settings, C::Language, C::Theme, C::Glyphs],
        Screen::Scoring(_) if scores => &[
            C::QuoteGap,
            C::Pair,
            C::Ask,
            C::Recuse,
            C::Reopen,
            C::ProposeVeto,
            C::MySheets,
            C::Compare,
            C::Proposals,
            C::Target,
            C::PlanOrder,
            C::Undo,
            C::Retry,
            C::HandIn,
            C::Settings,
            C::Current,
            C::Meeting,
            C::Opinion,
        ],
        Screen::Scoring(_) => &[
            C::Pair,
            C::Scope,
            C::Confirm,
            C::Opinion,
            C::Target,
            C::PlanOrder,
            C::Consolidate,
            C::Recommendations,
            C::Compare,
            C::Proposals,
            C::Chains,
            C::Settings,
        ],
        Screen::Compare(_) => &[
            C::PlanOrder,
            C::Target,
            C::Proposals,
            C::Chains,
            C::Seats,
            C::Settings,
        ],
        Screen::Meeting(_) => OF_MEETING,
        Screen::Discussion(_) => OF_DISCUSSION,
        Screen::Opinion(_) => OF_OPINION,
        Screen::Consolidate(_) => OF_SCORES,
        Screen::Recommendations(_) => OF_RESULTS,
        _ if scores => &[
            C::Proposals,
            C::MySheets,
            C::Chains,
            C::Target,
            C::Reopen,
            C::Seats,
            C::HandIn,
            C::Compare,
            C::Find,
            C::Settings,
            C::Current,
            C::Meeting,
            C::Opinion,
        ],
        Screen::Proposals(_) => OF_PROPOSALS,
        Screen::Round(_) => OF_ROUND,
        Screen::Coverage(_) if !scores => OF_COVERAGE,
        _ => OF_OFFICE,
    }
}

/// Returns the keys that reach a command through the menu, such as `Space 6`; nothing where
/// no digit does.
pub fn way_to(app: &App, command: Command) -> Option<String> {
    let offered = commands(app).iter();
    let place = offered.take(10).position(|one| *one == command)? + 1;
    let space = app.language.text("hintkey.space");
    Some(format!("{space} {}", place % 10))
}

/// Returns how a command is found by its name from everywhere.
pub fn by_name(language: Language, command: Command) -> String {
    let name = language.find(&format!("command.{}", command.id()));
    format!("F1 {}", name.unwrap_or_default())
}

/// Returns where a command is found in the menu, in the menu's words.
pub fn in_menu(language: Language, command: Command) -> String {
    let name = language.find(&format!("command.{}", command.id()));
    language.with("menu.found", &[name.unwrap_or_default()])
}

/// Handles a key.
pub fn update(app: &mut App, key: Key, at: Moment) -> Vec<Effect> {
    let offered = commands(app);
    let Some(crate::app::Overlay::Menu(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    let last = offered.len().saturating_sub(1);
    let chosen = match key.folded() {
        Key::Esc | Key::Char(' ') => {
            app.overlays.pop();
            return Vec::new();
        }
        Key::Up | Key::Char('k') => {
            state.selected = state.selected.saturating_sub(1);
            return Vec::new();
        }
        Key::Down | Key::Char('j') => {
            state.selected = (state.selected + 1).min(last);
            return Vec::new();
        }
        Key::Home => {
            state.selected = 0;
            return Vec::new();
        }
        Key::End => {
            state.selected = last;
            return Vec::new();
        }
        Key::Enter => offered.get(state.selected),
        Key::Char(digit @ '1'..='9') => offered.get(digit.to_digit(10).unwrap_or(1) as usize - 1),
        Key::Char('0') => offered.get(9),
        _ => None,
    };
    let Some(&command) = chosen else {
        return Vec::new();
    };
    match possible(app, command) {
        Ok(()) => {
            app.overlays.pop();
            dispatch::run(app, command, at)
        }
        Err(reason) => {
            app.say(Tone::Refused, reason);
            Vec::new()
        }
    }
}
