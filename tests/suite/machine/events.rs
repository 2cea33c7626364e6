//! Everything that can come to the state machine, and a shell that answers in any order.

use crate::received;
use crate::sessions::driver::Window;
use crate::sessions::headless::Headless;
use crate::sessions::script::Setup;
use heyi::analysis::drafting::Draft;
use heyi::analysis::matching::proposals::Suggested;
use heyi::analysis::readiness::Readiness;
use heyi::analysis::search::{PanelIndex, gaps};
use heyi::app::exchange::{HandInRefusal, MergeRefusal, Seen, Surveyed};
use heyi::app::meeting::{Beat, MeetingAnswer, MeetingJob, MeetingSeen};
use heyi::app::opinion::{Sources, Unread};
use heyi::app::paper::{Compared, Unchecked};
use heyi::app::round::{
    EditionSeen, PackMade, PackResult, ReportsMade, RoundAnswer, RoundJob, RoundRefusal, RoundSeen,
};
use heyi::app::workspace::{Opened, Place, Results};
use heyi::app::{App, Decided, Effect, Key, Launch, Message, Overlay, Work, update};
use heyi::config::checkup::Finding as About;
use heyi::config::glyphs::{Answers, Width};
use heyi::config::theme::{Theme, ThemeOffer, built_in};
use heyi::domain::problem::{Problem, Trouble};
use heyi::domain::sheet::ScoreSheet;
use heyi::domain::sheet::mending::Difference;
use heyi::domain::verifying::{Finding, Verified};
use heyi::text::moment::Moment;
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// One thing that happens.
#[derive(Debug, Clone)]
pub enum Event {
    Key(Key),
    Paste(String),
    Resize(u16, u16),
    /// A click on a place of the screen as it is drawn.
    Click(u16, u16),
    Stop,
    GoOn,
    /// One of the answers that wait comes, well or badly.
    Answer(usize, bool),
    /// An answer that nobody asked for.
    Stray(u8, u32),
    /// Nothing was pressed for a while.
    Pause,
    /// A second went by, or many.
    Beat(u64),
    Terminate,
}

/// What is read once and given to every case.
struct Read {
    scoring: App,
    merging: App,
    handing_in: App,
    opened: Opened,
    results: Results,
    of_another: Vec<ScoreSheet>,
}

fn read() -> &'static Read {
    static READ: OnceLock<Read> = OnceLock::new();
    READ.get_or_init(|| {
        let home = tempfile::tempdir().unwrap();
        let setup = |seat: &str| Setup {
            size: (100, 30),
            language: "zh".into(),
            panel: Some("demo".into()),
            seat: Some(seat.into()),
            proposal: (seat == "E09").then(|| "SM-01".into()),
        };
        let mut expert = Headless::start(&setup("E09"), home.path());
        expert.press(Key::Enter);
        let secretariat = Headless::start(&setup("secretariat"), home.path());
        let mut other = Headless::start(&setup("E01"), home.path());
        other.press(Key::Enter);
        let workspace = other.app.workspace.as_ref().unwrap();
        let own = workspace.own.as_ref().unwrap();
        let proposals = workspace.panel().proposals.iter();
        let mut handing_in = expert.app.clone();
        let workspace = handing_in.workspace.as_mut().unwrap();
        workspace.opened.place.is_demonstration = false;
        let panel = Arc::make_mut(&mut workspace.opened.panel);
        (panel.head.demonstration, panel.head.id) = (false, "round".to_owned());
        let at = Moment::default();
        for key in "16 "
            .chars()
            .map(Key::Char)
            .chain([Key::Char('7'), Key::F(9)])
        {
            update(&mut handing_in, Message::Key(key, at));
        }
        assert!(matches!(
            handing_in.overlays.last(),
            Some(Overlay::HandIn(_))
        ));
        let mut merging = secretariat.app.clone();
        let place = merging.workspace.as_ref().unwrap().opened.place.clone();
        for key in " 5".chars().map(Key::Char) {
            update(&mut merging, Message::Key(key, at));
        }
        update(
            &mut merging,
            received::merged(&place, &["/media/stick".to_owned()]),
        );
        let workspace = secretariat.app.workspace.as_ref().unwrap();
        Read {
            merging,
            handing_in,
            scoring: expert.app,
            opened: workspace.opened.clone(),
            results: workspace.results.clone().unwrap(),
            of_another: proposals
                .filter_map(|proposal| own.sheet(&proposal.id).cloned())
                .collect(),
        }
    })
}

/// The state machine with the answers that are on their way.
pub struct Shell {
    pub app: App,
    waiting: Vec<Effect>,
    clock: i64,
}

impl Shell {
    /// The first screen of a fresh program.
    pub fn at_the_start() -> Self {
        let place = read().opened.place.clone();
        let (app, waiting) = App::new(Launch {
            size: (80, 24),
            places: vec![place],
            ..Launch::default()
        });
        Self {
            app,
            waiting,
            clock: 0,
        }
    }

    /// The empty seat in front of the first proposal.
    pub fn scoring() -> Self {
        Self {
            app: read().scoring.clone(),
            waiting: Vec::new(),
            clock: 0,
        }
    }

    /// The list of received files, with cells to decide.
    pub fn merging() -> Self {
        Self {
            app: read().merging.clone(),
            waiting: Vec::new(),
            clock: 0,
        }
    }

    /// The window in which an expert hands in.
    pub fn handing_in() -> Self {
        Self {
            app: read().handing_in.clone(),
            waiting: Vec::new(),
            clock: 0,
        }
    }

    /// Lets an event happen and returns what is to be done outside.
    pub fn take(&mut self, event: &Event) -> Vec<Effect> {
        self.clock += 1;
        let at = Moment {
            seconds: 1_795_416_000 + self.clock,
            offset: 28_800,
        };
        let message = match event {
            Event::Key(key) => Message::Key(*key, at),
            Event::Paste(text) => Message::Paste(text.clone(), at),
            Event::Resize(columns, rows) => Message::Resize(*columns, *rows),
            Event::Terminate => Message::Terminate(at),
            Event::Stop => Message::Stopping(at),
            Event::GoOn => Message::GoingOn(at),
            Event::Click(column, row) => {
                let keys = clicked(&self.app, *column, *row);
                let mut effects = Vec::new();
                for key in keys {
                    let one = update(&mut self.app, Message::Key(key, at));
                    effects.extend(one);
                }
                self.waiting.extend(effects.iter().cloned());
                return effects;
            }
            Event::Pause => Message::Paused(at),
            Event::Beat(steady) => Message::Beat(Beat {
                at,
                steady: *steady,
            }),
            Event::Answer(place, well) => {
                if self.waiting.is_empty() {
                    return Vec::new();
                }
                let effect = self.waiting.remove(place % self.waiting.len());
                match answer(&effect, *well, at) {
                    Some(message) => message,
                    None => return Vec::new(),
                }
            }
            Event::Stray(kind, number) => stray(*kind, *number, at),
        };
        let effects = update(&mut self.app, message);
        self.waiting.extend(effects.iter().cloned());
        effects
    }
}

fn meeting_answer(job: &MeetingJob, well: bool) -> MeetingAnswer {
    match job {
        MeetingJob::Keep { meeting, .. } if well => {
            MeetingAnswer::Kept(meeting.group.clone(), meeting.revision)
        }
        MeetingJob::Keep { meeting, line, .. } => MeetingAnswer::NotKept {
            group: meeting.group.clone(),
            lies: (meeting.revision % 2 == 0).then(|| meeting.clone()),
            reason: "io.other",
            line: line.clone(),
        },
        MeetingJob::Look {
            group, proposal, ..
        } => MeetingAnswer::Seen(Box::new(MeetingSeen {
            group: group.clone(),
            proposal: if well {
                proposal.clone()
            } else {
                String::new()
            },
            is_damaged: !well,
            ..MeetingSeen::default()
        })),
        MeetingJob::PutAside { group, .. } => {
            let name = format!("meetings/{group}~1.damaged");
            MeetingAnswer::PutAside(group.clone(), if well { Ok(name) } else { Err("io.other") })
        }
    }
}

/// What was to be written is, or is not.
fn kept(effect: &Effect, well: bool, at: Moment) -> Option<Message> {
    Some(match effect {
        Effect::AmendProposal {
            proposal,
            amendments,
            ..
        } if well => Message::ProposalAmended {
            proposal: proposal.clone(),
            amendments: amendments.clone(),
        },
        Effect::AmendProposal { proposal, .. } => Message::AmendmentFailed {
            proposal: proposal.clone(),
            part: Decided::Comparison,
            reason: "io.other",
        },
        Effect::RuleOnVeto { ruling, .. } if well => Message::VetoRuled(ruling.clone()),
        Effect::RuleOnVeto { ruling, .. } => Message::AmendmentFailed {
            proposal: ruling.proposal.clone(),
            part: Decided::Veto,
            reason: "io.full",
        },
        Effect::Settle { settlement, .. } if well => Message::Settled(settlement.clone()),
        Effect::Settle { settlement, .. } => Message::AmendmentFailed {
            proposal: settlement.proposal().to_owned(),
            part: Decided::of(settlement),
            reason: "io.full",
        },
        Effect::Arrange { arrangement, .. } if well => Message::Arranged(arrangement.clone()),
        Effect::Arrange { .. } => Message::ArrangementFailed {
            file: "assignments.toml".into(),
            reason: "io.held",
        },
        Effect::SaveSheet { sheet, .. } if well => Message::SheetSaved {
            expert: sheet.expert.to_string(),
            proposal: sheet.proposal.to_string(),
            revision: sheet.revision,
            at,
            copy: None,
        },
        Effect::SaveSheet { sheet, .. } => Message::SheetFailed {
            expert: sheet.expert.to_string(),
            proposal: sheet.proposal.to_string(),
            reason: "io.full",
            rescued: false,
        },
        _ => return None,
    })
}

fn answer(effect: &Effect, well: bool, at: Moment) -> Option<Message> {
    Some(match effect {
        Effect::OpenPanel { place, .. } if well => Message::PanelOpened(Box::new(Opened {
            place: place.clone(),
            ..read().opened.clone()
        })),
        Effect::CountSheets(place) => Message::SheetsCounted {
            panel: place.path.clone(),
            counts: std::iter::once(("E09".to_owned(), usize::from(well))).collect(),
        },
        Effect::OpenPanel { place, .. } => refused(place.clone()),
        Effect::ReadSheets { expert, .. } => sheets_read(expert, well),
        Effect::ReadPaper { expert, by, .. } => paper_read(expert, by, well),
        Effect::Round(place, job) => round_answer(place, job, well),
        Effect::Meeting(place, job) => Message::Meeting {
            panel: place.path.clone(),
            answer: meeting_answer(job, well),
        },
        Effect::CheckPaper {
            expert, proposal, ..
        } => paper_checked(expert, proposal, well),
        Effect::ProposeAssignment { is_afresh, .. } => Message::AssignmentProposed {
            is_afresh: *is_afresh,
            dealt: if well {
                Ok(Box::default())
            } else {
                Err("io.damaged")
            },
        },
        Effect::ReadOpinion { proposal, .. } => Message::OpinionRead {
            proposal: proposal.clone(),
            read: if well {
                Ok(Box::new(opinion_on(proposal)))
            } else {
                Err(Unread::Reason("io.damaged"))
            },
        },
        Effect::TryVote { vote, .. } => Message::VoteTried(vote.clone(), Vec::new()),
        Effect::TryRuling { ruling, .. } => Message::RulingTried(ruling.clone(), Box::default()),
        Effect::Advise { panel, sheets, .. } if well => Message::Advised {
            panel: panel.clone(),
            sheets: sheets.clone(),
            beside: Box::default(),
        },
        Effect::TryRules { rules, .. } => Message::RulesTried {
            rules: rules.clone(),
            standings: well.then(|| Box::new(read().results.standings.as_ref().clone())),
        },
        Effect::Combine(_, edits) if well => Message::Combined(Ok(Box::new(Results {
            edits: *edits,
            ..read().results.clone()
        }))),
        Effect::Combine(..) => Message::Combined(Err(Vec::new())),
        Effect::CheckSelf(_) => Message::SelfChecked(vec![About::plain("checkup.version", "0")]),
        Effect::ReadThemes => Message::ThemesRead(themes(well)),
        Effect::Index(lent) => Message::Indexed(lent.clone(), Arc::new(PanelIndex::of(&lent.0))),
        Effect::FindGaps(lent) => Message::GapsFound(lent.clone(), Arc::new(gaps(&lent.0))),
        Effect::SuggestLinks(lent) => {
            static ONCE: OnceLock<Arc<Suggested>> = OnceLock::new();
            let suggested = ONCE.get_or_init(|| Arc::new(Suggested::of(&lent.0)));
            Message::LinksSuggested(lent.clone(), suggested.clone())
        }
        Effect::AmendProposal { .. }
        | Effect::RuleOnVeto { .. }
        | Effect::Settle { .. }
        | Effect::Arrange { .. }
        | Effect::SaveSheet { .. } => return kept(effect, well, at),
        Effect::SettleConflict { .. }
        | Effect::LookForFiles { .. }
        | Effect::Merge { .. }
        | Effect::SurveyInbox(_)
        | Effect::HandIn { .. }
        | Effect::CompletePath { .. } => return exchanged(effect, well, at),
        Effect::Advise { .. }
        | Effect::NoteInJournal { .. }
        | Effect::Commit { .. }
        | Effect::Remember(_)
        | Effect::Stop
        | Effect::TakeTerminal
        | Effect::Quit => return None,
    })
}

/// What is read about the opinion on a proposal.
fn opinion_on(proposal: &str) -> Sources {
    let results = &read().results;
    let (panel, sheets) = (&results.panel, &results.sheets);
    Sources {
        draft: Draft::of(panel, sheets, &results.standings, proposal),
        opinion: panel.opinion(proposal).cloned(),
    }
}

/// The answers about what goes out and comes back.
fn exchanged(effect: &Effect, well: bool, at: Moment) -> Option<Message> {
    Some(match effect {
        Effect::SettleConflict { ruling, .. } if well => Message::ConflictSettled(ruling.clone()),
        Effect::SettleConflict { ruling, .. } => Message::AmendmentFailed {
            proposal: ruling.proposal.clone(),
            part: Decided::Conflict,
            reason: "io.settled",
        },
        Effect::LookForFiles { place, .. } if well => received::seen(place),
        Effect::LookForFiles { place, .. } => Message::FilesSeen {
            panel: place.path.clone(),
            seen: Seen::default(),
        },
        Effect::Merge { place, files } if well => received::merged(place, files),
        Effect::Merge { place, .. } => Message::Merged {
            panel: place.path.clone(),
            at,
            result: Err(MergeRefusal::Reason("io.full")),
        },
        Effect::SurveyInbox(place) => surveyed(&place.path, well),
        Effect::HandIn {
            place,
            expert,
            stamp,
            folder,
            ..
        } if well => received::handed_in(place, expert, stamp, folder),
        Effect::HandIn {
            place,
            expert,
            stamp,
            ..
        } => Message::HandedIn {
            panel: place.path.clone(),
            expert: expert.clone(),
            stamp: stamp.clone(),
            result: Err(HandInRefusal::NoFolder),
        },
        Effect::CompletePath { typed, .. } => Message::PathCompleted {
            typed: typed.clone(),
            completed: format!("{typed}收"),
            offers: vec!["收表".into(), "收件".into()],
        },
        _ => return None,
    })
}

fn surveyed(panel: &str, well: bool) -> Message {
    let conflicts = if well {
        received::conflicts()
    } else {
        Vec::new()
    };
    Message::InboxSurveyed {
        panel: panel.to_owned(),
        surveyed: Box::new(Surveyed {
            files: Vec::new(),
            conflicts,
        }),
    }
}

fn refused(place: Place) -> Message {
    Message::PanelRefused {
        place,
        problem: Problem::of_file("panel.toml", Trouble::Missing, &[]),
    }
}

fn paper_read(expert: &str, by: &str, well: bool) -> Message {
    let second = well.then(|| "SM-01".to_owned());
    Message::PaperRead {
        expert: expert.to_owned(),
        by: by.to_owned(),
        sheets: Vec::new(),
        second: second.into_iter().collect(),
        problems: Vec::new(),
        read_only: (!well).then_some("refused.other_window"),
    }
}

fn round_answer(place: &Place, job: &RoundJob, well: bool) -> Message {
    let refusal = || RoundRefusal::Reason("io.full", "/media/stick".into());
    let head = || Box::new(read().opened.panel.head.clone());
    let answer = match job {
        RoundJob::Look { .. } => RoundAnswer::Seen(Box::new(RoundSeen {
            readiness: Readiness::of(&read().opened.panel),
            packs: well.then(|| vec!["E01".to_owned()]),
            ..RoundSeen::default()
        })),
        RoundJob::LookAtHead => RoundAnswer::Head(well.then(head)),
        RoundJob::Change { to, .. } => {
            let changed = if well { Ok(head()) } else { Err(refusal()) };
            RoundAnswer::Changed(*to, changed)
        }
        RoundJob::MakePacks { experts, .. } if well => {
            let made = experts.iter().map(|expert| PackMade {
                expert: expert.clone(),
                result: PackResult::Made(41, 0, 0),
            });
            RoundAnswer::PacksMade(Ok(made.collect()))
        }
        RoundJob::MakePacks { .. } => RoundAnswer::PacksMade(Err(RoundRefusal::NoFolder)),
        RoundJob::Verify => RoundAnswer::Verified(Box::new(Verified {
            files: 317,
            findings: if well {
                Vec::new()
            } else {
                vec![Finding::new("a.toml", "seal", &[])]
            },
        })),
        RoundJob::CompareCodes(codes) => RoundAnswer::CodesCompared(codes.clone(), Vec::new()),
        RoundJob::Archive { .. } => RoundAnswer::Archived(Err(refusal())),
        RoundJob::Report(order) if well => RoundAnswer::Reported(Ok(ReportsMade {
            folder: order.folder.clone(),
            files: order.wanted.len(),
            ..ReportsMade::default()
        })),
        RoundJob::Report(_) => RoundAnswer::Reported(Err(refusal())),
        RoundJob::LookAtEdition(folder) => {
            let seen = if well {
                Ok(Box::<EditionSeen>::default())
            } else {
                Err(refusal())
            };
            RoundAnswer::EditionSeen(folder.clone(), seen)
        }
        RoundJob::LoadEdition { .. } if well => {
            RoundAnswer::EditionLoaded(Ok(read().opened.panel.clone()))
        }
        RoundJob::LoadEdition { .. } => RoundAnswer::EditionLoaded(Err(refusal())),
        RoundJob::ReadJournal => RoundAnswer::Journal(vec!["t\t王某\topened".to_owned()]),
    };
    let panel = place.path.clone();
    Message::Round { panel, answer }
}

pub fn paper_checked(expert: &str, proposal: &str, well: bool) -> Message {
    let differing = Difference {
        cell: "scores.target".into(),
        from: "16".into(),
        to: "61".into(),
    };
    Message::PaperChecked(Box::new(Compared {
        expert: expert.to_owned(),
        proposal: proposal.to_owned(),
        result: Err(if well {
            Unchecked::Cells(vec![differing])
        } else {
            Unchecked::Reason("io.full")
        }),
    }))
}

fn sheets_read(expert: &str, well: bool) -> Message {
    let sheets = match expert {
        "E01" => read().of_another.clone(),
        _ => Vec::new(),
    };
    let problem = Problem::of_file("scores/first/E09/SM-01.toml", Trouble::Missing, &[]);
    Message::SheetsRead {
        expert: expert.to_owned(),
        sheets: sheets.into_iter().map(Arc::new).collect(),
        problems: if well { Vec::new() } else { vec![problem] },
        read_only: (!well).then_some("refused.other_window"),
    }
}

fn stray(kind: u8, number: u32, at: Moment) -> Message {
    let ids = ["SM-01", "SM-05", "RD-02", "", "nobody"];
    let id = ids[number as usize % ids.len()].to_owned();
    let place = &read().opened.place;
    match kind % 14 {
        0 => Message::SheetSaved {
            expert: "E09".to_owned(),
            proposal: id,
            revision: number % 30,
            at,
            copy: number
                .is_multiple_of(2)
                .then(|| "SM-01~01234567.toml".to_owned()),
        },
        1 => Message::SheetFailed {
            expert: "E09".to_owned(),
            proposal: id,
            reason: "io.gone",
            rescued: false,
        },
        2 => Message::PanelOpened(Box::new(read().opened.clone())),
        3 => refused(read().opened.place.clone()),
        4 => Message::Combined(Ok(Box::new(read().results.clone()))),
        5 => Message::Combined(Ok(Box::default())),
        6 if number.is_multiple_of(2) => Message::WidthsMeasured(widths(number)),
        6 => Message::SelfChecked(Vec::new()),
        8 => received::merged(place, &[id]),
        9 => received::seen(place),
        10 => surveyed(&place.path, number.is_multiple_of(2)),
        11 => received::handed_in(place, "E09", "", &id),
        12 if number.is_multiple_of(3) => Message::Working(Work::Suggesting, number as usize, 7),
        12 if number % 3 == 1 => Message::WorkEnded(Work::Suggesting),
        12 => Message::MergeGoesOn {
            done: number as usize,
            all: 7,
        },
        7 => Message::ThemesRead(themes(number.is_multiple_of(2))),
        _ => sheets_read(
            ["E09", "E01", ""][number as usize % 3],
            number.is_multiple_of(2),
        ),
    }
}

fn any_key() -> impl Strategy<Value = Key> {
    let named = vec![
        Key::Enter,
        Key::Tab,
        Key::BackTab,
        Key::Esc,
        Key::Backspace,
        Key::Delete,
        Key::Up,
        Key::Down,
        Key::Left,
        Key::Right,
        Key::PageUp,
        Key::PageDown,
        Key::Home,
        Key::End,
    ];
    prop_oneof![
        8 => prop::char::range('0', '9').prop_map(Key::Char),
        8 => prop::sample::select(named),
        4 => Just(Key::Enter),
        3 => (0_u8..=12).prop_map(Key::F),
        1 => prop::char::range('a', 'z').prop_map(Key::Ctrl),
        1 => prop::sample::select(vec![Key::Ctrl('z'), Key::Ctrl('y')]),
        2 => prop::sample::select("hjklgG/:? .-。－８．，！（“≥℃哈e\u{301}\u{200d}\u{1f469}\u{202e}\u{7}\0"
            .chars().collect::<Vec<_>>()).prop_map(Key::Char),
        1 => any::<char>().prop_map(Key::Char),
    ]
}

fn any_size() -> impl Strategy<Value = (u16, u16)> {
    prop_oneof![
        3 => (0_u16..=300, 0_u16..=100),
        3 => (55_u16..=130, 15_u16..=45),
        1 => prop::sample::select(vec![(0, 0), (1, 1), (60, 18), (59, 18), (80, 24), (300, 100)]),
    ]
}

/// The keys that a click stands for.
fn clicked(app: &App, column: u16, row: u16) -> Vec<Key> {
    let (columns, rows) = app.size;
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    let placement = heyi::ui::view(app, &mut buffer);
    placement.pointing.click(column, row).to_vec()
}

/// Anything at all.
pub fn any_event() -> impl Strategy<Value = Event> {
    prop_oneof![
        30 => any_key().prop_map(Event::Key),
        2 => "\\PC{0,40}".prop_map(Event::Paste),
        1 => any::<String>().prop_map(Event::Paste),
        2 => any_size().prop_map(|(columns, rows)| Event::Resize(columns, rows)),
        8 => (any::<usize>(), prop::bool::weighted(0.8)).prop_map(|(place, well)| Event::Answer(place, well)),
        2 => (any::<u8>(), any::<u32>()).prop_map(|(kind, number)| Event::Stray(kind, number)),
        1 => Just(Event::Pause),
        1 => prop_oneof![0..40_u64, any::<u64>()].prop_map(Event::Beat),
        6 => (0_u16..=125, 0_u16..=42).prop_map(|(column, row)| Event::Click(column, row)),
        1 => prop::bool::ANY.prop_map(|stops| if stops { Event::Stop } else { Event::GoOn }),
        1 => prop::bool::weighted(0.1).prop_map(|ends| if ends { Event::Terminate } else { Event::Resize(80, 24) }),
    ]
}

/// What somebody does who only scores.
pub fn scoring_event() -> impl Strategy<Value = Event> {
    let others = vec![
        Key::Enter,
        Key::Up,
        Key::Down,
        Key::Tab,
        Key::BackTab,
        Key::Left,
        Key::Right,
        Key::Home,
        Key::End,
        Key::PageUp,
        Key::PageDown,
        Key::Backspace,
        Key::Delete,
        Key::Char('-'),
        Key::Char('.'),
        Key::Char('j'),
        Key::Char('字'),
        Key::F(2),
        Key::Ctrl('z'),
        Key::Ctrl('y'),
    ];
    prop_oneof![
        12 => prop::char::range('0', '9').prop_map(|digit| Event::Key(Key::Char(digit))),
        10 => prop::sample::select(others).prop_map(Event::Key),
        1 => "[a-z0-9 \n，。]{0,12}".prop_map(Event::Paste),
    ]
}

/// A terminal that draws one of the characters in another width, any of them.
fn widths(number: u32) -> Answers {
    let odd = number as usize / 2 % Width::ASKED.len();
    let width = |(place, character)| Width {
        character,
        columns: if place == odd { number as u16 % 7 } else { 2 },
    };
    let after = Duration::from_millis(u64::from(number % 200));
    Answers {
        widths: Width::ASKED.into_iter().enumerate().map(width).collect(),
        after: Some(after).filter(|_| !number.is_multiple_of(3)),
    }
}

/// The themes inside the program; beside them, where it does not go well, broken files.
fn themes(well: bool) -> Vec<ThemeOffer> {
    let names = built_in::NAMES.map(|name| (name, Ok(Theme::built_in(name))));
    let torn = (!well).then(|| ("torn", Theme::parse("torn", "[muted]\nbolt = true\n")));
    let offers = names.into_iter().chain(torn);
    offers
        .map(|(name, theme)| ThemeOffer {
            name: name.to_owned(),
            is_own: theme.is_err(),
            theme,
        })
        .collect()
}
