//! The one registry of commands: key map, hints, help, palette, `heyi keys` and the
//! README's table all read it. The words stand in the catalogues under `command.<id>`.

mod registry;
mod section;

pub use registry::REGISTRY;
pub use section::Section;

use super::key::Key;

/// Something a person can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Command {
    /// Opens the list of all commands.
    Palette,
    /// Opens the comment.
    Comment,
    /// Shows the official wording of the link.
    Target,
    /// Declares a recusal.
    Recuse,
    /// Goes to the chains.
    Chains,
    /// Goes to the combined scores.
    Consolidate,
    /// Goes to the recommendations.
    Recommendations,
    /// Goes to the coverage map.
    Coverage,
    /// Goes to the places under other rules.
    WhatIf,
    /// Shows another side of the result beside the table.
    Aspect,
    /// Changes the seat.
    Seats,
    /// Submits the sheet.
    Submit,
    /// Opens the menu of what can be done here.
    Menu,
    /// Opens the places that one letter leads to.
    GoTo,
    /// Shows the scoring screen in five steps.
    Tour,
    /// Explains this screen.
    Help,
    /// Takes the last change back.
    Undo,
    /// Makes it again.
    Redo,
    /// Goes to the next proposal.
    NextProposal,
    /// Goes to the previous proposal.
    PreviousProposal,
    /// Goes to the next part of the sheet, or to the other pane.
    NextPart,
    /// Goes one step back; never destroys.
    Back,
    /// Leaves, saving first.
    Quit,
    /// Goes to the list of proposals.
    Proposals,
    /// Goes to the own ranking.
    MySheets,
    /// Goes to the choice of panels.
    Start,
    /// Searches in the list.
    Find,
    /// Saves the present search, or forgets it.
    SaveSearch,
    /// Puts the comparison into the comment as a sentence.
    QuoteGap,
    /// Changes between problem rows first and the plan's order.
    PlanOrder,
    /// Names the promise that speaks of the selected indicator.
    Pair,
    /// Notes a question for the presentation.
    Ask,
    /// Proposes a veto against the proposal, or changes or withdraws one.
    ProposeVeto,
    /// Writes down what the check of a proposed veto found.
    CheckVeto,
    /// Writes down what the bureau decided.
    Decide,
    /// Goes to the joint opinion on a proposal.
    Opinion,
    /// Takes all gaps and suggested conditions into the joint opinion.
    TakePieces,
    /// Writes down the vote on the joint opinion.
    VoteOnOpinion,
    /// Writes down a minority opinion with its name.
    AddMinority,
    /// Adopts the joint opinion, or makes it a draft again.
    AdoptOpinion,
    /// Records a vote on proposals of equal rank.
    RecordVote,
    /// Sends a proposal back to its experts.
    SendBack,
    /// Rules on a conflict of interest.
    RuleRecusal,
    /// Puts a later edition of the plan into the panel.
    LoadEdition,
    /// Marks a link weak, missing or must-meet, or takes that back.
    MarkLink,
    /// Changes what is known of an applicant.
    EditApplicant,
    /// Confirms what a proposal claims towards the plan's goals.
    ConfirmContributions,
    /// Names the sub-products that the proposal is about.
    Scope,
    /// Confirms link, scope and pairing of the proposal.
    Confirm,
    /// Shows the proposals of one link side by side.
    Compare,
    /// Goes to the confirmation of links.
    MatchLinks,
    /// Goes to the received files.
    Merge,
    /// Goes to who scores what.
    Assignment,
    /// Shows the order of presentation, and changes it.
    Agenda,
    /// Goes to the steps of the round.
    Round,
    /// Goes to the meeting.
    Meeting,
    /// Goes to what the group should talk about.
    Discuss,
    /// Has a proposal discussed because a member asks for it, or no longer.
    Rescue,
    /// Goes to the proposal on the table.
    Current,
    /// Calls the roll.
    RollCall,
    /// Sees people who are recused out of the room.
    SeeOut,
    /// Shows only what everybody in the room may see.
    Wall,
    /// Calls the chosen proposal before its turn.
    CallChosen,
    /// Takes the proposal from the table; it is called anew later.
    SetAside,
    /// Takes the last step of the meeting back.
    StepBack,
    /// Opens the round, which fixes its rules.
    OpenRound,
    /// Makes the packs of the experts.
    MakePacks,
    /// Checks everything again, and the codes of the signed paper.
    VerifyRound,
    /// Closes the round, which keeps its results.
    CloseRound,
    /// Packs a closed round into one file.
    ArchiveRound,
    /// Shows who did what.
    Journal,
    /// Writes documents of the panel as files.
    Reports,
    /// Puts all own sheets into one file.
    HandIn,
    /// Types sheets that were scored on paper at an expert's place.
    TypePaper,
    /// Takes a submitted sheet back for changes.
    Reopen,
    /// Saves again what could not be saved.
    Retry,
    /// Changes the language.
    Language,
    /// Takes the next theme.
    Theme,
    /// Takes the next glyph profile.
    Glyphs,
    /// Listens to the mouse, or leaves it to the terminal.
    Mouse,
    /// Shows the settings and where each comes from.
    Settings,
    /// Looks at the machine.
    SelfCheck,
    /// Moves the selection.
    Move,
    /// Moves to the first or the last row.
    Ends,
    /// Turns the left page, or moves between panes.
    Turn,
    /// Opens or accepts what is selected.
    Choose,
    /// Types a score.
    Type,
    /// Abstains from the criterion.
    Abstain,
    /// Clears the cell.
    Clear,
    /// Takes the last typed character away.
    Erase,
}

/// One line of the registry.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The command.
    pub command: Command,
    /// Its name in catalogues and scripts.
    pub id: &'static str,
    /// Where it belongs.
    pub section: Section,
    /// Keys that work with an input method switched on.
    pub keys: &'static [Key],
    /// Letters and signs that are quicker.
    pub accelerators: &'static [Key],
}

impl Command {
    /// Returns the command's line of the registry.
    pub fn entry(self) -> Option<&'static Entry> {
        REGISTRY.iter().find(|entry| entry.command == self)
    }

    /// Returns the name in catalogues and scripts.
    pub fn id(self) -> &'static str {
        self.entry().map_or("", |entry| entry.id)
    }

    /// Returns the command that a key asks for; letters and signs only where no text is typed.
    pub fn of_key(key: Key, typing: bool) -> Option<Self> {
        let plain = |key: &Key| !typing || !matches!(key, Key::Char(_));
        let fits = |entry: &&Entry| {
            entry
                .keys
                .iter()
                .chain(entry.accelerators)
                .any(|own| *own == key && plain(own))
        };
        REGISTRY.iter().find(fits).map(|entry| entry.command)
    }

    /// Returns the name of its first key, empty where it has none.
    pub fn key_name(self) -> String {
        let first = self
            .entry()
            .and_then(|entry| entry.keys.first().or(entry.accelerators.first()));
        first.map(|key| key.name()).unwrap_or_default()
    }

    /// Tells whether it ends the program: it is chosen only by its name as it is written, never
    /// by one that sounds like it or is nearly it.
    pub fn ends_the_program(self) -> bool {
        self == Self::Quit
    }

    /// Tells whether the palette and the menus offer it; the others are single keys of a screen.
    pub fn is_offered(self) -> bool {
        !matches!(
            self,
            Self::Palette
                | Self::Menu
                | Self::GoTo
                | Self::Back
                | Self::Type
                | Self::Erase
                | Self::Clear
                | Self::Abstain
                | Self::NextPart
                | Self::Turn
                | Self::Move
                | Self::Ends
                | Self::Choose
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;
    use std::collections::BTreeSet;

    #[test]
    fn no_key_has_two_meanings_and_every_command_its_words() {
        let mut seen = BTreeSet::new();
        for entry in REGISTRY {
            for key in entry.keys.iter().chain(entry.accelerators) {
                assert!(seen.insert(*key), "{key:?}");
            }
            for language in [Language::Chinese, Language::English] {
                let key = format!("command.{}", entry.id);
                assert!(language.find(&key).is_some(), "{key}");
            }
        }
    }

    #[test]
    fn nothing_of_the_main_job_needs_a_letter() {
        for entry in REGISTRY
            .iter()
            .filter(|entry| entry.section == Section::Scoring)
        {
            assert!(!entry.keys.is_empty(), "{}", entry.id);
            let is_letter = |key: &Key| matches!(key, Key::Char(c) if c.is_alphabetic());
            assert!(!entry.keys.iter().any(is_letter), "{}", entry.id);
        }
    }
}
