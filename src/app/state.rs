//! The state of the whole program, and the small things every screen needs of it.

use super::effect::Effect;
use super::launch::Launch;
use super::meeting;
use super::message::Message;
use super::overlay::Overlay;
use super::overlays::hand_in::Step;
use super::overlays::{archiving, packing, reporting, themes, verifying};
use super::own_sheets::OwnSheets;
use super::screen::Screen;
use super::screens::start::StartState;
use super::undo::UndoStack;
use super::working::Work;
use super::workspace::{Seat, Workspace};
use crate::config::checkup::Finding;
use crate::config::checkup::drawing::{Drawing, spoken};
use crate::config::glyphs::{Answers, GlyphOrigin, GlyphProfile, Width};
use crate::config::origin::{Folder, Origins};
use crate::config::session::{Exchange, Session};
use crate::config::theme::Theme;
use crate::config::theme::depth::Depth;
use crate::i18n::Language;
use std::collections::{BTreeMap, BTreeSet};

/// Smallest terminal that is drawn: columns, rows.
pub const SMALLEST: (u16, u16) = (60, 18);

/// Tells whether a size, columns and rows, is smaller than the screens need.
pub fn is_too_small((columns, rows): (u16, u16)) -> bool {
    columns < SMALLEST.0 || rows < SMALLEST.1
}

/// How a notice is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// It went well.
    Good,
    /// For information.
    Plain,
    /// It was not taken.
    Refused,
    /// Something failed.
    Failed,
}

/// One line of news, there until the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The words.
    pub text: String,
    /// How it is meant.
    pub tone: Tone,
}

/// What the last message changed of what is seen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Changed {
    /// It may be anything.
    #[default]
    Anything,
    /// At most how long the meeting's clock has run.
    Clock,
}

/// The whole program.
#[derive(Debug, Clone)]
pub struct App {
    /// Language of the screens.
    pub language: Language,
    /// Glyph profile.
    pub glyphs: GlyphProfile,
    /// How it was found.
    pub glyph_origin: GlyphOrigin,
    /// What came of asking the terminal how wide it draws; none while or where it is not asked.
    pub answers: Option<Answers>,
    /// Theme.
    pub theme: Theme,
    /// How many colours the terminal shows.
    pub depth: Depth,
    /// The program listens to the mouse.
    pub mouse: bool,
    /// Where the settings come from.
    pub origins: Origins,
    /// Folders of the program.
    pub folders: Vec<Folder>,
    /// Size of the terminal: columns, rows.
    pub size: (u16, u16),
    /// What fills the terminal.
    pub screen: Screen,
    /// The screens to go back to, the last one first to come.
    pub back: Vec<Screen>,
    /// What lies over the screen, the last one on top.
    pub overlays: Vec<Overlay>,
    /// How far the text of the topmost window is read on, where the window keeps no place of
    /// its own.
    pub read_on: usize,
    /// The open panel.
    pub workspace: Option<Workspace>,
    /// What can be taken back.
    pub undo: UndoStack,
    /// Long work that goes on, what was told of last behind, and how much of how much is done.
    pub work: Vec<(Work, usize, usize)>,
    /// What was typed and pasted while a panel is being opened: it is meant for the panel.
    pub typed_ahead: Vec<Message>,
    /// News for the last line but one.
    pub notice: Option<Notice>,
    /// A Han character came where no text is typed: the input method is on.
    pub input_method_is_on: bool,
    /// What the command line still wants: seat and proposal, until the panel is open.
    pub wanted: Wanted,
    /// Seats that accepted the commitment, by panel.
    pub committed: BTreeMap<String, BTreeSet<String>>,
    /// The first look at the scoring screen was shown.
    pub toured: bool,
    /// Whether the person asked to leave and pressed nothing since.
    pub leaving: Leaving,
    /// What was chosen in the program rather than at its start.
    pub chosen: Chosen,
    /// Saved searches, the newest first.
    pub searches: Vec<String>,
    /// Folders, names and codes of handing in and merging that are kept.
    pub exchange: Exchange,
    /// Where the person was last, until that seat is taken again.
    pub last: Session,
    /// What the last message changed.
    pub changed: Changed,
}

/// Whether the program is about to end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Leaving {
    /// It goes on.
    #[default]
    Stays,
    /// It ends as soon as everything is safe.
    Asked,
    /// It does not wait for what cannot be saved.
    Anyway,
}

/// Seat and place to go to as soon as the panel is open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Seat: an expert id or `secretariat`.
    pub seat: Option<String>,
    /// Proposal id.
    pub proposal: Option<String>,
    /// Cell, by the name the history uses.
    pub cell: Option<String>,
    /// Screen key.
    pub screen: Option<String>,
}

/// Settings that were changed in the program, and so are kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chosen {
    /// Language tag, or empty.
    pub language: String,
    /// Glyph profile, or empty.
    pub glyphs: String,
    /// Theme, or empty.
    pub theme: String,
    /// Whether to listen to the mouse.
    pub mouse: Option<bool>,
}

impl App {
    /// Makes the program as it starts, and what is to be done first.
    pub fn new(launch: Launch) -> (Self, Vec<Effect>) {
        let wanted = Wanted {
            seat: launch.seat,
            proposal: launch.proposal,
            ..Wanted::default()
        };
        let counts_sheets = wanted.seat.is_none();
        let open = |place| Effect::OpenPanel {
            place,
            counts_sheets,
        };
        let effects = launch.open.iter().cloned().map(open).collect();
        let start = StartState::new(launch.places, launch.open.is_some(), &launch.remembered);
        let remembered = launch.remembered;
        let last = remembered.clone();
        let mut app = Self {
            language: launch.language,
            glyphs: launch.glyphs,
            glyph_origin: launch.glyph_origin,
            answers: None,
            theme: launch.theme,
            depth: launch.depth,
            mouse: remembered.mouse.unwrap_or(true),
            origins: launch.origins,
            folders: launch.folders,
            size: launch.size,
            screen: Screen::Start(start),
            back: Vec::new(),
            overlays: Vec::new(),
            read_on: 0,
            workspace: None,
            undo: UndoStack::default(),
            work: Vec::new(),
            typed_ahead: Vec::new(),
            notice: None,
            input_method_is_on: false,
            wanted,
            committed: remembered.committed,
            searches: remembered.searches,
            changed: Changed::default(),
            exchange: remembered.exchange,
            toured: remembered.toured,
            leaving: Leaving::Stays,
            chosen: Chosen {
                language: remembered.language,
                glyphs: remembered.glyphs,
                theme: remembered.theme,
                mouse: remembered.mouse,
            },
            last,
        };
        if let Some((fault, known)) = &launch.theme_fault {
            app.say(Tone::Failed, themes::fell_back(fault, known, app.language));
        }
        (app, effects)
    }

    /// Returns the theme that is drawn: the one that is being looked at in the list of themes,
    /// else the chosen one, as the terminal can show it.
    pub fn shown_theme(&self) -> Theme {
        let looked_at = self
            .overlays
            .iter()
            .rev()
            .find_map(|overlay| match overlay {
                Overlay::Themes(state) => state.looked_at(),
                _ => None,
            });
        looked_at.unwrap_or(&self.theme).shown_at(self.depth)
    }

    /// Tells whether the terminal is too small to show anything, so that no key may do what
    /// nobody sees.
    pub fn is_too_small(&self) -> bool {
        is_too_small(self.size)
    }

    /// Shows a notice until the next key.
    pub fn say(&mut self, tone: Tone, text: String) {
        self.notice = Some(Notice { text, tone });
    }

    /// Takes how wide the terminal draws; it decides only where nobody did.
    pub fn take_widths(&mut self, answers: Answers) {
        let profile = Width::profile(&answers.widths);
        let profile = profile.filter(|_| self.glyph_origin.is_automatic());
        if let Some(profile) = profile {
            self.glyphs = profile;
            self.glyph_origin = GlyphOrigin::Measured;
        }
        self.answers = Some(answers);
    }

    /// Shows what the look at the machine found, with what is known here: how the terminal
    /// draws, and why the language is this one. What stops work stands first.
    pub fn show_checkup(&mut self, mut findings: Vec<Finding>) {
        let unknown = if self.glyph_origin.is_automatic() {
            "checkup_found.not_answered_yet"
        } else {
            "checkup_found.not_asked_here"
        };
        let drawing = Drawing {
            answers: self.answers.as_ref().ok_or(unknown),
            patience: Answers::LIMIT,
            profile: self.glyphs,
            origin: self.glyph_origin,
        };
        findings.push(spoken(self.language, self.origins.language, self.language));
        findings.extend(drawing.findings());
        // a small window shows the first ones
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.mark));
        self.overlays.push(Overlay::SelfCheck(findings, 0));
    }

    /// Goes to a screen; Esc comes back to the present one.
    pub fn go(&mut self, screen: Screen) {
        let left = std::mem::replace(&mut self.screen, screen);
        if left.key() != self.screen.key() {
            self.back
                .retain(|earlier| earlier.key() != self.screen.key());
            self.back.push(left);
        }
    }

    /// Returns the seat, if a panel is open.
    pub fn seat(&self) -> Seat {
        self.workspace
            .as_ref()
            .map(|workspace| workspace.seat.clone())
            .unwrap_or_default()
    }

    /// Tells whether the sheets of the expert who sits here are still being read.
    pub fn awaits_sheets(&self) -> bool {
        let workspace = self.workspace.as_ref();
        workspace.is_some_and(|open| open.seat.expert().is_some() && open.own.is_none())
    }

    /// Tells whether what is typed now is text.
    pub fn is_typing(&self) -> bool {
        match self.overlays.last() {
            Some(
                Overlay::Palette(_)
                | Overlay::Comment(_)
                | Overlay::Note(_)
                | Overlay::Naming(_)
                | Overlay::Typist(_)
                | Overlay::Phase(_),
            ) => true,
            Some(Overlay::Packing(state)) => state.page == packing::Page::Where,
            Some(Overlay::Reporting(state)) => state.step == reporting::Step::Where,
            Some(Overlay::Archiving(state)) => state.step == archiving::Step::Asking,
            Some(Overlay::Verifying(state)) => state.part == verifying::Part::Codes,
            Some(Overlay::HandIn(state)) => state.step == Step::Asking,
            Some(Overlay::Settling(state)) => state.is_typing(),
            Some(Overlay::Reason(reason)) => reason.is_typing(),
            Some(Overlay::Checking(state)) => state.is_typing(),
            Some(Overlay::Decision(state)) => state.is_typing(),
            Some(Overlay::Recusing(state)) => state.is_typing(),
            Some(Overlay::Filing(state)) => state.is_typing(),
            Some(Overlay::Edition(state)) => state.is_typing(),
            Some(Overlay::Grouping(state)) => state.is_typing(),
            Some(Overlay::Agenda(state)) => state.is_typing(),
            Some(Overlay::Rescue(state)) => state.is_typing(),
            Some(Overlay::Opining(state)) => state.is_typing(),
            Some(Overlay::Voting(state)) => !state.is_asking && !state.is_number(),
            Some(_) => false,
            None => self.screen.is_typing(),
        }
    }

    /// Returns after how many seconds of quiet the program wants to be called: soon while a
    /// comment is being written, every other second while files are awaited on their screen,
    /// later while something could not be saved, else never.
    pub fn wants_pause(&self) -> Option<u64> {
        let is_written = match self.overlays.last() {
            Some(Overlay::Comment(state)) => state.unsaved > 0,
            Some(Overlay::Note(state)) => !state.is_kept(),
            _ => false,
        };
        if is_written {
            return Some(1);
        }
        if matches!(self.screen, Screen::Merge(_)) {
            return Some(2);
        }
        (self.unsaved() > 0 || meeting::clock::awaits(self)).then_some(5)
    }

    /// Tells whether the program wants to be called every second: the clock of a meeting runs.
    pub fn wants_clock(&self) -> bool {
        meeting::clock::runs(self)
    }

    /// Returns how many sheets could not be saved.
    pub fn unsaved(&self) -> usize {
        let workspace = self.workspace.as_ref();
        workspace.map_or(0, |workspace| {
            let all = workspace.own.iter().chain(&workspace.left_behind);
            all.map(OwnSheets::failures).sum()
        })
    }

    /// Tells whether the shell may end now: everything is safe, or the person insists.
    pub fn may_end(&self) -> bool {
        self.leaving == Leaving::Anyway || self.is_safe()
    }

    /// Tells whether everything that was typed and decided is safe in the folder.
    pub fn is_safe(&self) -> bool {
        let workspace = self.workspace.as_ref();
        workspace.is_none_or(|one| one.unsafe_sheets().is_empty() && !one.meeting.is_unsafe())
    }

    /// Tells whether two panes fit side by side.
    pub fn is_broad(&self) -> bool {
        self.size.0 >= 100
    }

    /// Returns what the next start should know.
    pub fn remembered(&self) -> Session {
        let mut kept = Session {
            screen: self.screen.key().to_owned(),
            committed: self.committed.clone(),
            language: self.chosen.language.clone(),
            glyphs: self.chosen.glyphs.clone(),
            theme: self.chosen.theme.clone(),
            mouse: self.chosen.mouse,
            toured: self.toured,
            searches: self.searches.clone(),
            exchange: self.exchange.clone(),
            ..Session::default()
        };
        if let Some(workspace) = &self.workspace {
            kept.panel.clone_from(&workspace.opened.place.path);
            // whoever typed at an expert's place is no expert the next morning
            let is_typist = workspace.typist.is_some();
            let seat = if is_typist {
                &Seat::Secretariat
            } else {
                &workspace.seat
            };
            seat.key().clone_into(&mut kept.seat);
        }
        if let Screen::Scoring(scoring) = &self.screen {
            kept.proposal.clone_from(&scoring.proposal);
            kept.cell = scoring.cell_path(self);
        }
        kept
    }
}
