//! The sheets of the expert who sits here, and how far each is safe on disk.

use super::workspace::counts::{Counted, Counts, Tally};
use super::workspace::hand::Hand;
use crate::analysis::editions::Following;
use crate::domain::decimal::Decimal;
use crate::domain::panel::Panel;
use crate::domain::rubric::Rubric;
use crate::domain::sheet::{Round, ScoreSheet, SheetState};
use crate::text::moment::Moment;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How far a sheet is safe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Safety {
    /// Nothing was changed yet.
    Untouched,
    /// This revision is on its way.
    Saving(u32),
    /// This revision is safe on disk; the time is known for those saved in this session.
    Safe(u32, Option<Moment>),
    /// This revision could not be saved.
    Failed(u32),
}

/// What a sheet amounts to in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Progress {
    /// 未开始.
    NotStarted,
    /// 填写中.
    Draft,
    /// 已提交.
    Submitted,
    /// 已回避.
    Recused,
    /// 弃权.
    Abstained,
}

impl Progress {
    /// Returns the catalogue key.
    pub fn key(self) -> &'static str {
        match self {
            Self::NotStarted => "sheet.not_started",
            Self::Draft => "sheet.draft",
            Self::Submitted => "sheet.submitted",
            Self::Recused => "sheet.recused",
            Self::Abstained => "sheet.abstained",
        }
    }

    /// Tells whether nothing more is expected of the expert.
    pub fn is_done(self) -> bool {
        !matches!(self, Self::NotStarted | Self::Draft)
    }
}

/// One expert's sheets of one round.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OwnSheets {
    /// Expert id.
    pub expert: String,
    /// Why nothing can be written, as a catalogue key.
    pub read_only: Option<&'static str>,
    /// By proposal id.
    sheets: BTreeMap<String, Held>,
    failed: BTreeSet<String>,
    counted: Counted,
}

/// A sheet, and what of it is safe on disk.
#[derive(Debug, Clone, PartialEq)]
struct Held {
    sheet: Arc<ScoreSheet>,
    /// The last revision that is safe, and since when where that was seen; none where nothing is.
    safe: Option<(u32, Option<Moment>)>,
}

impl Held {
    /// A sheet as it lies on disk.
    fn safe(sheet: Arc<ScoreSheet>) -> Self {
        let safe = Some((sheet.revision, None));
        Self { sheet, safe }
    }

    /// A sheet of which nothing lies on disk.
    fn unsafe_yet(sheet: Arc<ScoreSheet>) -> Self {
        Self { sheet, safe: None }
    }
}

impl OwnSheets {
    /// Takes the sheets that were read; all of them are safe.
    pub fn new(
        expert: &str,
        sheets: Vec<impl Into<Arc<ScoreSheet>>>,
        read_only: Option<&'static str>,
    ) -> Self {
        let sheets = sheets.into_iter().map(|sheet| {
            let sheet: Arc<ScoreSheet> = sheet.into();
            (sheet.proposal.to_string(), Held::safe(sheet))
        });
        Self {
            expert: expert.to_owned(),
            read_only,
            sheets: sheets.collect(),
            failed: BTreeSet::new(),
            counted: Counted::default(),
        }
    }

    /// Lets what the sheets name in the plan follow the panel's edition. It is the same every
    /// time, so that nothing is lost where it is written with the next change only.
    pub fn follow(&mut self, panel: &Panel) {
        self.counted.forget();
        let mut following = Following::of(panel);
        for held in self.sheets.values_mut() {
            if let Some(moves) = following.since(&held.sheet) {
                let sheet = Arc::make_mut(&mut held.sheet);
                sheet.follow(moves, &panel.plan_digest);
                if let Some((safe, _)) = &mut held.safe {
                    *safe = sheet.revision;
                }
            }
        }
    }

    /// Returns the sheet of a proposal, if it was touched.
    pub fn sheet(&self, proposal: &str) -> Option<&ScoreSheet> {
        self.sheets.get(proposal).map(|held| &*held.sheet)
    }

    /// Returns every sheet, by proposal id.
    pub fn sheets(&self) -> impl Iterator<Item = &ScoreSheet> {
        self.sheets.values().map(|held| &*held.sheet)
    }

    /// Returns the sheet of a proposal to change it, made anew where there is none; that of
    /// the first round is carried over where the proposal is scored again.
    pub fn sheet_mut(&mut self, panel: &Panel, proposal: &str) -> &mut ScoreSheet {
        self.counted.forget();
        let expert = &self.expert;
        let round = panel.round_of(proposal);
        let entry = self.sheets.entry(proposal.to_owned());
        let held = entry.or_insert_with(|| {
            Held::unsafe_yet(Arc::new(ScoreSheet {
                plan: panel.plan_digest.as_str().into(),
                rubric: panel.rubric_digest.as_str().into(),
                ..ScoreSheet::new(&panel.head.id, expert, proposal, round)
            }))
        });
        let sheet = Arc::make_mut(&mut held.sheet);
        if sheet.round == Round::First && round == Round::Second {
            *sheet = sheet.carried_over();
        }
        sheet
    }

    /// Puts a sheet back as it was before a change that was none.
    pub fn put_back(&mut self, proposal: &str, before: Option<ScoreSheet>) {
        self.counted.forget();
        let Some(sheet) = before.map(Arc::new) else {
            self.sheets.remove(proposal);
            return;
        };
        if let Some(held) = self.sheets.get_mut(proposal) {
            held.sheet = sheet;
        } else {
            let held = Held::unsafe_yet(sheet);
            self.sheets.insert(proposal.to_owned(), held);
        }
    }

    /// Takes a sheet as it was written by somebody who checked it; it is safe.
    pub fn take(&mut self, sheet: ScoreSheet) {
        self.counted.forget();
        let id = sheet.proposal.to_string();
        self.sheets.insert(id, Held::safe(Arc::new(sheet)));
    }

    /// Tells how far the sheet of a proposal is safe.
    pub fn safety(&self, proposal: &str) -> Safety {
        let held = self.sheets.get(proposal);
        held.map_or(Safety::Untouched, |held| self.safety_of(held))
    }

    fn safety_of(&self, held: &Held) -> Safety {
        match (held.sheet.revision, held.safe) {
            (0, _) => Safety::Untouched,
            (revision, Some((on_disk, at))) if on_disk >= revision => Safety::Safe(revision, at),
            (revision, _) if self.failed.contains(held.sheet.proposal.as_str()) => {
                Safety::Failed(revision)
            }
            (revision, _) => Safety::Saving(revision),
        }
    }

    /// Takes over the sheets of an earlier sitting that are newer than what was read.
    pub fn adopt(&mut self, earlier: &Self) {
        self.counted.forget();
        for sheet in earlier.unsafe_sheets() {
            let on_disk = self.sheet(&sheet.proposal).map_or(0, |own| own.revision);
            if on_disk < sheet.revision {
                self.failed.insert(sheet.proposal.to_string());
                self.put_back(&sheet.proposal, Some(sheet.clone()));
            }
        }
    }

    /// Notes that a revision is safe.
    pub fn is_safe(&mut self, proposal: &str, revision: u32, at: Moment) {
        let held = self.sheets.get_mut(proposal);
        let is_older = |held: &&mut Held| held.safe.is_none_or(|(safe, _)| safe < revision);
        if let Some(held) = held.filter(is_older) {
            held.safe = Some((revision, Some(at)));
        }
        self.failed.remove(proposal);
    }

    /// Notes that saving failed.
    pub fn has_failed(&mut self, proposal: &str) {
        self.failed.insert(proposal.to_owned());
    }

    /// Returns the sheets that are not safe yet.
    pub fn unsafe_sheets(&self) -> Vec<&ScoreSheet> {
        let is_safe =
            |held: &Held| matches!(self.safety_of(held), Safety::Safe(..) | Safety::Untouched);
        let held = self.sheets.values().filter(|held| !is_safe(held));
        held.map(|held| &*held.sheet).collect()
    }

    /// Returns how many sheets could not be saved.
    pub fn failures(&self) -> usize {
        self.failed.len()
    }

    /// Tells what the sheet of a proposal amounts to.
    pub fn progress(&self, panel: &Panel, proposal: &str) -> Progress {
        match self.progress_of(proposal) {
            Progress::Recused => Progress::Recused,
            _ if panel.recusal(&self.expert, proposal).is_some() => Progress::Recused,
            state => state,
        }
    }

    /// Tells what the sheet of a proposal amounts to by itself, whatever was ruled.
    pub fn progress_of(&self, proposal: &str) -> Progress {
        let sheet = self.sheet(proposal);
        match sheet.map(|sheet| sheet.state) {
            Some(SheetState::Recused) => Progress::Recused,
            Some(SheetState::Submitted) => Progress::Submitted,
            Some(SheetState::Abstained) => Progress::Abstained,
            Some(SheetState::Draft) if sheet.is_some_and(has_content) => Progress::Draft,
            _ => Progress::NotStarted,
        }
    }

    /// Counts what is in hand by what its sheets amount to.
    pub fn counts(&self, hand: &Arc<Hand>, panel: &Panel) -> Arc<Counts> {
        let tell = |place: usize| match panel.proposals.get(place) {
            Some(_) if hand.is_recused(place) => Tally::default(),
            Some(proposal) => Tally::of(self.progress_of(&proposal.id)),
            None => Tally::default(),
        };
        let chains = panel.plan.chains.len();
        self.counted.of(Arc::clone(hand), Arc::ptr_eq, || {
            Counts::of(hand, chains, &tell)
        })
    }

    /// Returns the catalogue key of what the sheet of a proposal is called in a list.
    pub fn state_key(&self, panel: &Panel, proposal: &str) -> &'static str {
        if self.can_rescore(panel, proposal) {
            "sheet.sent_back"
        } else {
            self.progress(panel, proposal).key()
        }
    }

    /// Tells whether a proposal is scored again and the own sheet is still that of the first
    /// round, submitted: it can be reopened, and need not be.
    pub fn can_rescore(&self, panel: &Panel, proposal: &str) -> bool {
        let sheet = self.sheet(proposal);
        let is_first = sheet.is_some_and(|sheet| {
            let is_in = matches!(sheet.state, SheetState::Submitted | SheetState::Abstained);
            is_in && sheet.round == Round::First
        });
        let is_recused = panel.recusal(&self.expert, proposal).is_some();
        is_first && !is_recused && panel.round_of(proposal) == Round::Second
    }

    /// Returns the own total of a proposal; `None` until every required criterion is scored.
    pub fn total(&self, rubric: &Rubric, proposal: &str) -> Option<Decimal> {
        let sheet = self.sheet(proposal)?;
        let counts = matches!(sheet.state, SheetState::Draft | SheetState::Submitted);
        counts.then(|| sheet.total(rubric)).flatten()
    }
}

fn has_content(sheet: &ScoreSheet) -> bool {
    !sheet.scores.is_empty()
        || !sheet.cells.is_empty()
        || !sheet.comment.is_empty()
        || !sheet.verdict.is_empty()
        || sheet.familiarity > 0
}
