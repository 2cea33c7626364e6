//! One expert's scores for one proposal, with every change kept.

mod cells;
pub mod comment;
mod following;
mod history;
pub mod joining;
pub mod lineage;
pub mod mending;
mod seldom;
pub mod written;

pub use cells::{CellName, Judgement, Question};
pub use history::{History, HistoryEntry};
pub use seldom::{Empty, Seldom};

use super::decimal::{Decimal, parse};
use super::people::Id;
use super::proposal::Short;
use super::rubric::Rubric;
use super::seal;
use litemap::LiteMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// First round or the one after the discussion.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Round {
    /// 首轮.
    #[default]
    First,
    /// 复议.
    Second,
}

impl Round {
    /// Returns the key used in files and folder names.
    pub fn key(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Second => "second",
        }
    }
}

/// State of a sheet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SheetState {
    /// Being filled in.
    #[default]
    Draft,
    /// Handed to the panel by its expert.
    Submitted,
    /// The expert has a conflict of interest.
    Recused,
    /// The expert abstains from the whole sheet.
    Abstained,
}

impl SheetState {
    /// Returns the key used in files and catalogues.
    pub fn key(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Recused => "recused",
            Self::Abstained => "abstained",
        }
    }

    /// Reads the key used in files.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Draft, Self::Submitted, Self::Recused, Self::Abstained]
            .into_iter()
            .find(|state| state.key() == key)
    }
}

/// What an expert advises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExpertVerdict {
    /// 推荐.
    Recommend,
    /// 修改后推荐.
    Revise,
    /// 不推荐.
    Decline,
}

impl ExpertVerdict {
    /// All verdicts in the order of their digits 1 to 3.
    pub const ALL: [Self; 3] = [Self::Recommend, Self::Revise, Self::Decline];

    /// Returns the key used in files and catalogues.
    pub fn key(self) -> &'static str {
        match self {
            Self::Recommend => "recommend",
            Self::Revise => "revise",
            Self::Decline => "decline",
        }
    }

    /// Reads the key used in files.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.key() == key)
    }
}

/// What stands in the cell of one criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// Nothing yet; never 0.
    Absent,
    /// The expert abstains from this criterion.
    Abstained,
    /// A mark.
    Score(Decimal),
}

/// The seal under a sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// 64 lower-case hexadecimal digits.
    pub sha256: String,
}

/// One expert's scores for one proposal in one round. A secretariat holds those of everybody:
/// what all of them say is there once, and what few of them say takes a word in the others.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreSheet {
    /// Version of the file format.
    pub format: u32,
    /// Id of the panel.
    pub panel: Arc<str>,
    /// Digest of the plan that was scored against.
    #[serde(default)]
    pub plan: Arc<str>,
    /// Digest of the rubric that was scored against.
    #[serde(default)]
    pub rubric: Arc<str>,
    /// Expert id.
    pub expert: Id,
    /// Proposal id.
    pub proposal: Id,
    /// Round.
    #[serde(default)]
    pub round: Round,
    /// State.
    #[serde(default)]
    pub state: SheetState,
    /// Number of accepted changes; 0 for a sheet nobody touched.
    #[serde(default)]
    pub revision: u32,
    /// Comment.
    #[serde(default)]
    pub comment: String,
    /// Verdict key, or empty.
    #[serde(default)]
    pub verdict: Short,
    /// 1 to 3, or 0 for none.
    #[serde(default)]
    pub familiarity: u8,
    /// Suggested support in 10,000 yuan, exact decimal, or empty.
    #[serde(default)]
    pub amount: Short,
    /// `screen` or `paper`.
    #[serde(default)]
    pub source: Short,
    /// Who typed in a paper sheet.
    #[serde(default, skip_serializing_if = "Seldom::is_nothing")]
    pub entered_by: Seldom<String>,
    /// Who checked a paper sheet.
    #[serde(default, skip_serializing_if = "Seldom::is_nothing")]
    pub checked_by: Seldom<String>,
    /// Reason of a recusal, an abstention or of reopening.
    #[serde(default)]
    pub reason: Seldom<String>,
    /// Marks by criterion, exact decimals.
    #[serde(default)]
    pub scores: LiteMap<Id, Short>,
    /// `abstain` by criterion.
    #[serde(default)]
    pub cells: Seldom<BTreeMap<Id, Short>>,
    /// What stood in `scores` and was no mark of the rubric when the sheet was read, by
    /// criterion: no score, and kept until the cell is changed.
    #[serde(default, skip_serializing_if = "Seldom::is_nothing")]
    pub set_aside: Seldom<BTreeMap<Id, Short>>,
    /// Promise noted by the expert for an indicator; shown, never decides.
    #[serde(default)]
    pub pairing: Seldom<BTreeMap<String, String>>,
    /// Judgements by clause.
    #[serde(default)]
    pub judgement: Seldom<BTreeMap<String, Judgement>>,
    /// Vetoes this expert proposes: ground of the policy = evidence. They are checked by who
    /// the policy names, and decide nothing until then.
    #[serde(default, skip_serializing_if = "Seldom::is_nothing")]
    pub veto: Seldom<BTreeMap<String, String>>,
    /// Questions for the presentation.
    #[serde(default, rename = "question")]
    pub questions: Seldom<Vec<Question>>,
    /// Every accepted change, oldest first.
    #[serde(default)]
    pub history: History,
    /// The seal read from the file; written anew on every save.
    #[serde(default, skip_serializing)]
    pub seal: Seal,
}

/// The name that a history gives to the step from the first round to the second.
pub const CARRIED: &str = "round";

impl ScoreSheet {
    /// Makes an untouched sheet.
    pub fn new(panel: &str, expert: &str, proposal: &str, round: Round) -> Self {
        Self {
            format: 1,
            panel: panel.into(),
            expert: expert.into(),
            proposal: proposal.into(),
            round,
            source: "screen".into(),
            ..Self::default()
        }
    }

    /// Returns the sheet of the second round that begins where this one of the first stands:
    /// one step further in the same history, so that what was carried over and what was
    /// changed can be told apart for ever. Its state is carried over too.
    #[must_use]
    pub fn carried_over(&self) -> Self {
        let mut sheet = self.clone();
        sheet.round = Round::Second;
        sheet.revision += 1;
        sheet.history.push(HistoryEntry {
            revision: sheet.revision,
            parent: std::mem::take(&mut sheet.seal.sha256),
            cell: CARRIED.to_owned(),
            from: self.round.key().to_owned(),
            to: Round::Second.key().to_owned(),
            at: String::new(),
        });
        sheet.seal.sha256 = seal::seal_of(&sheet);
        sheet
    }

    /// Returns what stands in the cell of a criterion.
    pub fn cell(&self, criterion: &str) -> Cell {
        if let Some(score) = self.scores.get(criterion).and_then(|text| parse(text)) {
            return Cell::Score(score);
        }
        if self.cells.contains_key(criterion) {
            Cell::Abstained
        } else {
            Cell::Absent
        }
    }

    /// Returns the verdict, if one was given.
    pub fn verdict(&self) -> Option<ExpertVerdict> {
        ExpertVerdict::from_key(&self.verdict)
    }

    /// Returns the value of a cell as the history writes it; empty means nothing.
    pub fn value(&self, name: &CellName) -> String {
        match name {
            CellName::Score(criterion) => self
                .scores
                .get(criterion.as_str())
                .or_else(|| self.cells.get(criterion.as_str()))
                .map(Short::to_string)
                .unwrap_or_default(),
            CellName::Verdict => self.verdict.to_string(),
            CellName::Familiarity if self.familiarity == 0 => String::new(),
            CellName::Familiarity => self.familiarity.to_string(),
            CellName::Comment => self.comment.clone(),
            CellName::Amount => self.amount.to_string(),
            CellName::State => self.state.key().to_owned(),
            CellName::Pairing(indicator) => {
                self.pairing.get(indicator).cloned().unwrap_or_default()
            }
            CellName::Veto(ground) => self.veto.get(ground).cloned().unwrap_or_default(),
            CellName::Judgement(clause) => self
                .judgement
                .get(clause)
                .map(Judgement::written)
                .unwrap_or_default(),
            CellName::Question(place) => place
                .checked_sub(1)
                .and_then(|index| self.questions.get(index))
                .map(Question::written)
                .unwrap_or_default(),
        }
    }

    /// Changes one cell, adds the history entry and seals the new revision.
    /// Returns `false`, and changes nothing, where the cell already holds `to`
    /// or `to` is no value of that cell.
    pub fn change(&mut self, name: &CellName, to: &str, at: &str) -> bool {
        let from = self.value(name);
        let aside = match name {
            CellName::Score(criterion) => self.set_aside.get(criterion.as_str()),
            _ => None,
        };
        let aside = aside.map(Short::to_string);
        if from == to || !self.put(name, to) {
            return false;
        }
        self.revision += 1;
        self.history.push(HistoryEntry {
            revision: self.revision,
            parent: std::mem::take(&mut self.seal.sha256),
            cell: name.path(),
            from: aside.unwrap_or(from),
            to: to.to_owned(),
            at: at.to_owned(),
        });
        self.seal.sha256 = seal::seal_of(self);
        true
    }

    /// Changes the state together with its reason (of a recusal, an abstention or of
    /// reopening); submitting leaves the reason of a reopening where it is. Returns `false`
    /// where the sheet already has this state.
    pub fn set_state(&mut self, state: SheetState, reason: &str, at: &str) -> bool {
        if self.state == state {
            return false;
        }
        if state != SheetState::Submitted || !reason.is_empty() {
            reason.clone_into(&mut self.reason);
        }
        self.change(&CellName::State, state.key(), at)
    }

    fn put(&mut self, name: &CellName, to: &str) -> bool {
        match name {
            CellName::Score(criterion) => self.put_score(criterion, to),
            CellName::Verdict if to.is_empty() || ExpertVerdict::from_key(to).is_some() => {
                self.verdict = to.into();
            }
            CellName::Familiarity => match to {
                "" => self.familiarity = 0,
                "1" | "2" | "3" => self.familiarity = to.parse().unwrap_or(0),
                _ => return false,
            },
            CellName::Comment => to.clone_into(&mut self.comment),
            CellName::Amount if to.is_empty() || parse(to).is_some() => {
                self.amount = to.into();
            }
            CellName::State => match SheetState::from_key(to) {
                Some(state) => self.state = state,
                None => return false,
            },
            CellName::Pairing(indicator) => return self.put_pairing(indicator, to),
            CellName::Judgement(clause) => return self.put_judgement(clause, to),
            CellName::Veto(ground) if to.is_empty() => {
                self.veto.remove(ground);
            }
            CellName::Veto(ground) => {
                self.veto.insert(ground.clone(), to.to_owned());
            }
            CellName::Question(place) => return self.put_question(*place, to),
            CellName::Verdict | CellName::Amount => return false,
        }
        true
    }

    fn put_pairing(&mut self, indicator: &str, to: &str) -> bool {
        if to.is_empty() {
            self.pairing.remove(indicator);
        } else if to.parse::<u32>().is_ok() {
            self.pairing.insert(indicator.to_owned(), to.to_owned());
        } else {
            return false;
        }
        true
    }

    fn put_judgement(&mut self, clause: &str, to: &str) -> bool {
        if to.is_empty() {
            self.judgement.remove(clause);
            return true;
        }
        let Some(judgement) = Judgement::parse(to) else {
            return false;
        };
        self.judgement.insert(clause.to_owned(), judgement);
        true
    }

    /// A question taken back keeps its place, so that the history's places stay true.
    fn put_question(&mut self, place: usize, to: &str) -> bool {
        let Some(index) = place.checked_sub(1) else {
            return false;
        };
        if index > self.questions.len() {
            return false;
        }
        let question = Question::parse(to);
        match self.questions.get_mut(index) {
            Some(stands) => *stands = question,
            None => self.questions.push(question),
        }
        true
    }

    /// Returns the promises the expert noted for indicators; what is no number is left out.
    pub fn noted_pairing(&self) -> BTreeMap<String, u32> {
        self.pairing
            .iter()
            .filter_map(|(indicator, place)| Some((indicator.clone(), place.parse().ok()?)))
            .collect()
    }

    fn put_score(&mut self, criterion: &str, to: &str) {
        self.scores.remove(criterion);
        let apart = [&mut self.cells, &mut self.set_aside];
        for held in apart.into_iter().filter_map(Seldom::held_mut) {
            held.remove(criterion);
        }
        if to == "abstain" {
            self.cells.insert(criterion.into(), to.into());
        } else if parse(to).is_some() {
            self.scores.insert(criterion.into(), to.into());
        }
    }

    /// Returns the required criteria that hold no mark.
    pub fn missing<'a>(&self, rubric: &'a Rubric) -> Vec<&'a str> {
        let unscored = |id: &str| !matches!(self.cell(id), Cell::Score(_));
        rubric
            .criteria
            .iter()
            .filter(|criterion| criterion.required && unscored(&criterion.id))
            .map(|criterion| criterion.id.as_str())
            .collect()
    }

    /// Tells whether the sheet was scored against another rubric than the one with this digest.
    pub fn is_of_other_rubric(&self, digest: &str) -> bool {
        !self.rubric.is_empty() && !digest.is_empty() && *self.rubric != *digest
    }

    /// Tells whether a changed rubric voids the sheet: it was scored against another rubric,
    /// and some score of it is no mark of a criterion of this one, or a required criterion
    /// has neither score nor abstention in it. A sheet that still fits counts, so that a
    /// changed comment in the file voids no round; one that does not stays with its expert
    /// and counts in nothing until the expert brings it up to date.
    pub fn is_void_under(&self, rubric: &Rubric, digest: &str) -> bool {
        self.is_of_other_rubric(digest) && !self.fits(rubric)
    }

    /// Tells whether every mark is one of the rubric's and every required criterion has a mark
    /// or an abstention.
    pub(super) fn fits(&self, rubric: &Rubric) -> bool {
        if rubric.criteria.is_empty() {
            return true;
        }
        let is_mark = |(id, score): (&Id, &Short)| {
            let criterion = rubric.criterion(id);
            let mark = parse(score);
            criterion
                .zip(mark)
                .is_some_and(|(one, mark)| one.scale.has(mark))
        };
        let is_answered = |id: &str| self.scores.contains_key(id) || self.cells.contains_key(id);
        let mut required = rubric.criteria.iter().filter(|one| one.required);
        self.set_aside.is_empty()
            && self.scores.iter().all(is_mark)
            && self.cells.keys().all(|id| rubric.criterion(id).is_some())
            && required.all(|one| is_answered(&one.id))
    }

    /// Adds up what is scored, gone through once.
    pub fn points(&self, rubric: &Rubric) -> Points {
        let mut points = Points {
            total: Decimal::ZERO,
            scored: 0,
            is_complete: true,
        };
        for criterion in &rubric.criteria {
            if let Cell::Score(score) = self.cell(&criterion.id) {
                let weighted = weighted(criterion.weight(), score, criterion.scale.maximum());
                points.total = points.total.saturating_add(weighted);
                points.scored += 1;
            } else {
                points.is_complete &= !criterion.required;
            }
        }
        points
    }

    /// Returns Σ weight·score/max over the scored criteria, complete or not.
    pub fn subtotal(&self, rubric: &Rubric) -> Decimal {
        self.points(rubric).total
    }

    /// Returns the total, only where every required criterion has a mark
    /// (a sheet without one is incomplete and listed, never renormalised).
    pub fn total(&self, rubric: &Rubric) -> Option<Decimal> {
        let points = self.points(rubric);
        points.is_complete.then_some(points.total)
    }
}

/// What the scores of a sheet add up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Points {
    /// Σ weight·score/max over the scored criteria, complete or not.
    pub total: Decimal,
    /// How many criteria hold a mark.
    pub scored: usize,
    /// Every required criterion holds one.
    pub is_complete: bool,
}

fn weighted(weight: Decimal, score: Decimal, max: Decimal) -> Decimal {
    if weight == max || max.is_zero() {
        score
    } else {
        let points = weight.saturating_mul(score);
        points.checked_div(max).unwrap_or(score)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_change_is_one_revision_with_its_parent() {
        let mut sheet = ScoreSheet::new("p", "E01", "SM-01", Round::First);
        let target = CellName::Score("target".into());
        assert!(sheet.change(&target, "16", "t1"));
        let first = sheet.seal.sha256.clone();
        assert!(
            !sheet.change(&target, "16", "t2"),
            "the same value is no change"
        );
        assert!(sheet.change(&target, "abstain", "t3"));
        assert_eq!(sheet.revision, 2);
        assert_eq!(sheet.history[1].parent, first);
        assert_eq!(
            (sheet.history[1].from.as_str(), sheet.history[1].to.as_str()),
            ("16", "abstain")
        );
        assert_eq!(sheet.cell("target"), Cell::Abstained);
    }

    #[test]
    fn judgements_pairings_and_questions_are_revisions_that_can_be_taken_back() {
        let mut sheet = ScoreSheet::new("p", "E01", "SM-01", Round::First);
        for (cell, value) in [
            (CellName::Pairing("servo-03/4".into()), "2"),
            (
                CellName::Judgement("ic-07/w1".into()),
                "no: 只给热阻，无对比",
            ),
            (CellName::Judgement("ic-07/w2".into()), "unsure"),
            (CellName::Question(1), "servo-03/4: 磁体牌号是否定型？"),
            (CellName::Question(2), "备注: 二期"),
        ] {
            assert!(sheet.change(&cell, value, ""), "{}", cell.path());
            assert_eq!(sheet.value(&cell), value);
        }
        assert_eq!(sheet.judgement["ic-07/w1"].reason, "只给热阻，无对比");
        assert_eq!(sheet.questions[0].indicator, "servo-03/4");
        assert_eq!(sheet.questions[1].indicator, "");
        assert_eq!(sheet.noted_pairing()["servo-03/4"], 2);
        for cell in [
            CellName::Pairing("servo-03/4".into()),
            CellName::Judgement("ic-07/w1".into()),
            CellName::Question(1),
        ] {
            assert!(sheet.change(&cell, "", ""));
            assert_eq!(sheet.value(&cell), "");
        }
        assert_eq!(sheet.questions[1].text, "备注: 二期");
        let text = seal::sealed_text(&sheet);
        let again: ScoreSheet = toml::from_str(&text).unwrap();
        assert_eq!(again.revision, 8);
        assert_eq!(again.judgement, sheet.judgement);
    }

    #[test]
    fn the_reason_of_a_reopening_outlives_the_next_submission() {
        let mut sheet = ScoreSheet::new("p", "E01", "SM-01", Round::First);
        assert!(sheet.set_state(SheetState::Submitted, "", "t"));
        let mut again = sheet.carried_over();
        assert_eq!((again.round, again.revision), (Round::Second, 2));
        assert!(again.set_state(SheetState::Draft, "笔误", "t"));
        assert!(again.set_state(SheetState::Submitted, "", "t"));
        assert_eq!(&**again.reason, "笔误");
        assert!(again.descends_from(&sheet.seal.sha256));
        assert_eq!(mending::unexplained(&again), []);
    }

    #[test]
    fn nonsense_is_not_taken() {
        let mut sheet = ScoreSheet::new("p", "E01", "SM-01", Round::First);
        for (cell, value) in [
            (CellName::Verdict, "maybe"),
            (CellName::Familiarity, "4"),
            (CellName::State, "x"),
            (CellName::Amount, "nan"),
            (CellName::Pairing("x/1".into()), "first"),
            (CellName::Judgement("x/w1".into()), "maybe: why"),
            (CellName::Question(2), "there is no first"),
            (CellName::Question(0), "places begin at 1"),
        ] {
            assert!(!sheet.change(&cell, value, ""));
        }
        assert_eq!(sheet.revision, 0);
    }
}
