//! What a window over an opinion asks, and what it makes of the opinion.

use crate::analysis::drafting::{Draft, Part};
use crate::app::field::TextField;
use crate::app::opinion::fault_words;
use crate::app::screens::opinion::Row;
use crate::domain::opinion::{Minority, Opinion, OpinionFault, OpinionVotes};
use crate::domain::panel::Panel;
use crate::domain::voting::Electorate;
use crate::i18n::Language;
use crate::i18n::closing::sheets_missing_way;

/// The catalogue keys of the numbers of a vote, in their order.
pub const VOTES: [&str; 3] = ["opinion.agree", "opinion.disagree", "opinion.abstain"];

/// What is being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Strengths or weaknesses.
    Text(Part),
    /// A condition by its place, or a new one.
    Condition(Option<usize>),
    /// Whose minority opinion is written: the chosen line.
    Whose {
        /// The chosen line.
        at: usize,
    },
    /// The minority opinion of an expert, by id.
    Minority(String),
    /// The vote: the row with the cursor.
    Vote {
        /// The row with the cursor.
        row: usize,
    },
    /// Who adopts it.
    Adopt,
    /// Why it is taken back to a draft.
    TakeBack,
    /// All of a text goes.
    DropText(Part),
    /// A condition goes, by its place.
    DropCondition(usize),
    /// A minority opinion goes, by its place.
    DropMinority(usize),
}

impl Edit {
    /// Tells whether two windows ask for the same, wherever their cursors are.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Vote { .. }, Self::Vote { .. }) => true,
            (one, other) => one == other,
        }
    }
}

/// State of the window.
#[derive(Debug, Clone)]
pub struct OpiningState {
    /// Proposal id.
    pub proposal: String,
    /// What is being written.
    pub edit: Edit,
    /// The text.
    pub field: TextField,
    /// The numbers of a vote.
    pub votes: [TextField; 3],
}

/// Why the window cannot be kept.
pub(super) enum Lack {
    /// A catalogue key.
    Key(&'static str),
    /// The opinion cannot stand like this.
    Fault(OpinionFault),
    /// The chair is here: another name adopts nothing.
    Chair(String),
    /// Sheets of a proposal are missing: its id and the experts.
    Sheets(String, Vec<String>),
}

impl Lack {
    pub(super) fn words(&self, panel: &Panel, language: Language) -> String {
        match self {
            Self::Key(key) => language.text(key).to_owned(),
            Self::Fault(fault) => fault_words(panel, fault, language),
            Self::Sheets(id, experts) => sheets_missing_way(panel, id, experts, language),
            Self::Chair(id) => language.with("opinion.needs_chair", &[panel.name_of(id)]),
        }
    }
}

impl OpiningState {
    pub(super) fn new(proposal: &str, edit: Edit, text: &str) -> Self {
        Self {
            proposal: proposal.to_owned(),
            edit,
            field: TextField::new(text),
            votes: Default::default(),
        }
    }

    /// Makes the window of a row; `chair` is the expert who sits here.
    pub(super) fn of_row(
        row: &Row,
        opinion: &Opinion,
        (panel, draft): (&Panel, &Draft),
        chair: Option<&str>,
    ) -> Self {
        let new = |edit, text: &str| Self::new(&draft.proposal, edit, text);
        match row {
            Row::Strengths | Row::Unwritten => new(Edit::Text(Part::Strengths), &opinion.strengths),
            Row::Weaknesses => new(Edit::Text(Part::Weaknesses), &opinion.weaknesses),
            Row::Condition(place) => {
                let text = opinion.conditions.get(*place).map_or("", String::as_str);
                new(Edit::Condition(Some(*place)), text)
            }
            Row::NewCondition => new(Edit::Condition(None), ""),
            Row::NewMinority => new(Edit::Whose { at: 0 }, ""),
            Row::Minority(place) => match opinion.minority.get(*place) {
                Some(one) => new(Edit::Minority(one.expert.clone()), &one.text),
                None => new(Edit::Whose { at: 0 }, ""),
            },
            Row::Vote => Self {
                votes: counts(opinion.votes),
                ..new(Edit::Vote { row: 0 }, "")
            },
            Row::Adoption if opinion.adopted => new(Edit::TakeBack, ""),
            Row::Adoption => {
                let leads = chair.or_else(|| panel.chair_for(&draft.proposal));
                let present =
                    leads.filter(|id| draft.electorate.members.iter().any(|one| one == id));
                new(Edit::Adopt, present.map_or("", |id| panel.name_of(id)))
            }
        }
    }

    /// Tells whether what is typed is text.
    pub fn is_typing(&self) -> bool {
        !matches!(
            self.edit,
            Edit::Whose { .. }
                | Edit::Vote { .. }
                | Edit::DropText(_)
                | Edit::DropCondition(_)
                | Edit::DropMinority(_)
        )
    }

    /// Returns what the window makes of an opinion.
    pub(super) fn applied(
        &self,
        opinion: &Opinion,
        (panel, electorate): (&Panel, &Electorate),
        chair: Option<&str>,
    ) -> Result<Opinion, Lack> {
        let mut after = opinion.clone();
        let text = self.field.text().trim().to_owned();
        match &self.edit {
            Edit::Text(Part::Strengths) => after.strengths = text,
            Edit::Text(_) => after.weaknesses = text,
            Edit::Condition(place) => put_condition(&mut after, *place, text),
            Edit::Minority(expert) => put_minority(&mut after, expert, text),
            Edit::Vote { .. } => after.record(self.counted()?),
            Edit::Adopt => {
                after.adopted_by = adopter(panel, (electorate, &self.proposal), &text, chair)?;
                after.adopted = true;
                after.round = panel.round_of(&self.proposal);
                after.taken_back.clear();
            }
            Edit::TakeBack if text.is_empty() => return Err(Lack::Key("notice.reason_needed")),
            Edit::TakeBack => (after.adopted, after.taken_back) = (false, text),
            Edit::DropText(Part::Strengths) => after.strengths.clear(),
            Edit::DropText(_) => after.weaknesses.clear(),
            Edit::DropCondition(place) if *place < after.conditions.len() => {
                after.conditions.remove(*place);
            }
            Edit::DropMinority(place) if *place < after.minority.len() => {
                after.minority.remove(*place);
            }
            Edit::Whose { .. } | Edit::DropCondition(_) | Edit::DropMinority(_) => {}
        }
        Ok(after)
    }

    /// The numbers; empty ones are none, all of them empty take the vote out.
    fn counted(&self) -> Result<OpinionVotes, Lack> {
        let number = |field: &TextField| match field.text().trim() {
            "" => Some(0),
            digits => digits.parse::<u32>().ok(),
        };
        let [agree, disagree, abstain] = &self.votes;
        let all = (number(agree), number(disagree), number(abstain));
        let (Some(agree), Some(disagree), Some(abstain)) = all else {
            return Err(Lack::Key("notice.votes_are_numbers"));
        };
        Ok(OpinionVotes {
            agree,
            disagree,
            abstain,
        })
    }
}

fn counts(votes: OpinionVotes) -> [TextField; 3] {
    let all = [votes.agree, votes.disagree, votes.abstain];
    let is_none = votes.cast() == 0;
    all.map(|count| match count {
        0 if is_none => TextField::default(),
        count => TextField::new(&count.to_string()),
    })
}

/// A condition without words goes.
fn put_condition(opinion: &mut Opinion, place: Option<usize>, text: String) {
    let stands = place.and_then(|place| Some((place, opinion.conditions.get_mut(place)?)));
    match stands {
        Some((place, _)) if text.is_empty() => {
            opinion.conditions.remove(place);
        }
        Some((_, stands)) => *stands = text,
        None if text.is_empty() => {}
        None => opinion.conditions.push(text),
    }
}

/// A member has one minority opinion; without words it goes.
fn put_minority(opinion: &mut Opinion, expert: &str, text: String) {
    let place = opinion.minority.iter().position(|one| one.expert == expert);
    match place.and_then(|place| opinion.minority.get_mut(place)) {
        Some(stands) if !text.is_empty() => stands.text = text,
        Some(_) => opinion.minority.retain(|one| one.expert != expert),
        None if text.is_empty() => {}
        None => opinion.minority.push(Minority {
            expert: expert.to_owned(),
            text,
        }),
    }
}

/// Who adopts: the chair; where the chair is recused or away, a member who is there.
fn adopter(
    panel: &Panel,
    (electorate, proposal): (&Electorate, &str),
    text: &str,
    seat: Option<&str>,
) -> Result<String, Lack> {
    if text.is_empty() {
        return Err(Lack::Fault(OpinionFault::NoChair));
    }
    if panel.experts.is_empty() {
        return Ok(text.to_owned());
    }
    let mut experts = panel.experts.iter();
    let found = experts.find(|one| one.id == text || one.name == text);
    let id = found.map(|one| one.id.clone());
    let id = id.ok_or(Lack::Key("opinion.no_member"))?;
    if electorate.recused.contains(&id) {
        return Err(Lack::Fault(OpinionFault::Recused(id)));
    }
    if !electorate.members.contains(&id) {
        return Err(Lack::Key("opinion.no_member"));
    }
    let leads = seat.or_else(|| panel.chair_for(proposal));
    let leads = leads.filter(|lead| electorate.members.iter().any(|one| one == lead));
    match leads {
        Some(lead) if lead != id => Err(Lack::Chair(lead.to_owned())),
        _ => Ok(id),
    }
}
