//! The program without a terminal: keys go in, cells come out. The demonstration is read
//! where it lies inside the program; a save is answered as if it had reached the disk.

use heyi::app::meeting::{MeetingAnswer, MeetingJob};
use heyi::app::workspace::Place;
use heyi::app::{App, Effect, Key, Launch, Message, update};
use heyi::config::checkup::Finding;
use heyi::config::glyphs::GlyphProfile;
use heyi::config::origin::Folder;
use heyi::config::session::Session;
use heyi::config::theme::Theme;
use heyi::i18n::Language;
use heyi::store::home::Home;
use heyi::terminal::keeper::Keeper;
use heyi::terminal::reader::Reader;
use heyi::text::moment::Moment;
use heyi::ui;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::collections::BTreeMap;
use std::sync::Mutex;
use unicode_width::UnicodeWidthStr;

/// What was read and computed once: the demonstration is always the same.
static ANSWERS: Mutex<BTreeMap<String, Message>> = Mutex::new(BTreeMap::new());

/// 2026-11-23 15:00 in Ningbo.
pub const NOW: Moment = Moment {
    seconds: 1_795_417_200,
    offset: 8 * 3600,
};

/// How the program is looked at.
#[derive(Debug, Clone)]
pub struct Look {
    /// Columns and rows.
    pub size: (u16, u16),
    /// Language.
    pub language: Language,
    /// Glyph profile.
    pub glyphs: GlyphProfile,
    /// Theme.
    pub theme: Theme,
}

impl Look {
    /// The usual look at a size.
    pub fn of(size: (u16, u16)) -> Self {
        Self {
            size,
            language: Language::Chinese,
            glyphs: GlyphProfile::Narrow,
            theme: Theme::built_in("default"),
        }
    }
}

/// The program and what performs its effects.
pub struct Stage {
    /// The program.
    pub app: App,
    reader: Reader,
    keeper: Keeper,
}

impl Stage {
    /// Starts the program without a panel; the demonstration is offered.
    pub fn start(look: &Look) -> Self {
        Self::new(look, None)
    }

    /// Starts the program with the demonstration, and with a seat where one is named.
    pub fn demonstration(look: &Look, seat: Option<&str>) -> Self {
        let mut stage = Self::new(look, Some(demonstration()));
        if let Some(seat) = seat {
            stage.app.wanted.seat = Some(seat.to_owned());
        }
        let place = demonstration();
        let counts_sheets = seat.is_none();
        stage.perform(vec![Effect::OpenPanel {
            place,
            counts_sheets,
        }]);
        if seat.is_some_and(|seat| seat != "secretariat") {
            stage.press("Enter");
        }
        stage
    }

    /// Makes what is open a panel like any other, so that it can be handed in.
    pub fn in_earnest(&mut self) {
        let workspace = self.app.workspace.as_mut().unwrap();
        workspace.opened.place.is_demonstration = false;
        workspace.opened.place.path = "/media/批次/E06".into();
        let panel = std::sync::Arc::make_mut(&mut workspace.opened.panel);
        panel.head.id = "ningbo-2019".into();
        panel.head.demonstration = false;
    }

    fn new(look: &Look, open: Option<Place>) -> Self {
        let nowhere = Home::new("no-such-folder".into());
        let (app, _) = App::new(Launch {
            language: look.language,
            glyphs: look.glyphs,
            theme: look.theme.clone(),
            size: look.size,
            folders: vec![Folder {
                name: "folder.data",
                path: "/media/stick/heyi-data".into(),
                origin: "origin.carried",
            }],
            places: vec![demonstration()],
            open,
            remembered: Session {
                toured: true,
                ..Session::default()
            },
            ..Launch::default()
        });
        Self {
            app,
            reader: Reader::new(nowhere.clone(), None),
            keeper: Keeper::new(nowhere),
        }
    }

    /// Presses keys, named as the README names them, with blanks between them.
    pub fn press(&mut self, keys: &str) {
        for name in keys.split_whitespace() {
            let key = Key::from_name(name).unwrap_or_else(|| panic!("no key is called {name}"));
            self.take(Message::Key(key, NOW));
        }
    }

    /// Types a text, one character after another.
    pub fn write(&mut self, text: &str) {
        for character in text.chars() {
            self.take(Message::Key(Key::Char(character), NOW));
        }
    }

    /// Takes one message and everything that follows from it.
    pub fn take(&mut self, message: Message) {
        let effects = update(&mut self.app, message);
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            let answer = match &effect {
                Effect::SaveSheet { sheet, .. } => Some(Message::SheetSaved {
                    expert: sheet.expert.to_string(),
                    proposal: sheet.proposal.to_string(),
                    revision: sheet.revision,
                    at: NOW,
                    copy: None,
                }),
                Effect::AmendProposal {
                    proposal,
                    amendments,
                    ..
                } => Some(Message::ProposalAmended {
                    proposal: proposal.clone(),
                    amendments: amendments.clone(),
                }),
                Effect::RuleOnVeto { ruling, .. } => Some(Message::VetoRuled(ruling.clone())),
                Effect::SettleConflict { ruling, .. } => {
                    Some(Message::ConflictSettled(ruling.clone()))
                }
                Effect::LookForFiles { place, .. } => Some(crate::received::seen(place)),
                Effect::Merge { place, files } => Some(crate::received::merged(place, files)),
                Effect::HandIn {
                    place,
                    expert,
                    stamp,
                    folder,
                    ..
                } => Some(crate::received::handed_in(place, expert, stamp, folder)),
                Effect::Settle { settlement, .. } => Some(Message::Settled(settlement.clone())),
                Effect::Arrange { arrangement, .. } => Some(Message::Arranged(arrangement.clone())),
                Effect::CheckSelf(_) => Some(Message::SelfChecked(vec![
                    Finding::plain("checkup.version", "0.0.0"),
                    Finding::plain("checkup.terminal", "xterm-256color"),
                    Finding::plain("checkup.folder", "/media/stick/heyi-data"),
                    Finding::of(
                        "checkup.write",
                        "checkup_found.refused",
                        vec!["io.read_only".into()],
                    )
                    .problem("checkup_remedy.write"),
                    Finding::plain("checkup.clock", "2026-11-23T15:00:00+08:00")
                        .noted("checkup_remedy.zone"),
                ])),
                Effect::Round(_, job) if job.writes() => None,
                Effect::Meeting(place, job) => match job.as_ref() {
                    MeetingJob::Keep { meeting, .. } => Some(Message::Meeting {
                        panel: place.path.clone(),
                        answer: MeetingAnswer::Kept(meeting.group.clone(), meeting.revision),
                    }),
                    MeetingJob::PutAside { .. } => None,
                    // what is seen depends on who is there, and is no answer for another time
                    MeetingJob::Look { .. } => self.reader.perform(&effect),
                },
                Effect::Round(..)
                | Effect::ReadSheets { .. }
                | Effect::ReadPaper { .. }
                | Effect::OpenPanel { .. }
                | Effect::CountSheets(_)
                | Effect::Combine(..)
                | Effect::Advise { .. }
                | Effect::TryRules { .. }
                | Effect::TryRuling { .. }
                | Effect::TryVote { .. }
                | Effect::ReadOpinion { .. }
                | Effect::ProposeAssignment { .. }
                | Effect::Index(_)
                | Effect::FindGaps(_)
                | Effect::SuggestLinks(_)
                | Effect::SurveyInbox(_)
                | Effect::CompletePath { .. }
                | Effect::ReadThemes => self.read(&effect),
                Effect::CheckPaper { .. }
                | Effect::Commit { .. }
                | Effect::NoteInJournal { .. }
                | Effect::Remember(_)
                | Effect::Stop
                | Effect::TakeTerminal
                | Effect::Quit => None,
            };
            if let Some(answer) = answer {
                self.take(answer);
            }
        }
    }

    fn read(&mut self, effect: &Effect) -> Option<Message> {
        let key = match effect {
            Effect::Advise { .. } => "advise".to_owned(),
            Effect::TryRules { rules, .. } => format!("try {rules:?}"),
            _ => format!("{effect:?}"),
        };
        if let Some(known) = ANSWERS.lock().unwrap().get(&key) {
            return Some(known.clone());
        }
        let answer = match effect {
            Effect::ReadSheets { .. } | Effect::ReadPaper { .. } => {
                self.keeper.perform(effect, NOW)
            }
            _ => self.reader.perform(effect),
        }?;
        ANSWERS.lock().unwrap().insert(key, answer.clone());
        Some(answer)
    }

    /// Draws the program.
    pub fn view(&self) -> Buffer {
        let (columns, rows) = self.app.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
        ui::view(&self.app, &mut buffer);
        buffer
    }
}

fn demonstration() -> Place {
    Place {
        path: "demo".into(),
        is_demonstration: true,
        title: heyi::domain::Bilingual::default(),
    }
}

/// Returns one row as people see it, a wide character once.
pub fn row_of(buffer: &Buffer, y: u16) -> String {
    let mut row = String::new();
    let mut x = 0;
    while x < buffer.area.width {
        let symbol = buffer[(x, y)].symbol();
        row.push_str(symbol);
        x += symbol.width().max(1) as u16;
    }
    row
}

/// Returns everything that is shown.
pub fn shown(stage: &Stage) -> String {
    let buffer = stage.view();
    let rows = (0..buffer.area.height).map(|y| row_of(&buffer, y));
    rows.collect::<Vec<_>>().join("\n")
}

/// Presses one key and returns what is to be done, undone.
pub fn effects(stage: &mut Stage, key: &str) -> Vec<Effect> {
    let key = Message::Key(Key::from_name(key).unwrap(), NOW);
    update(&mut stage.app, key)
}
