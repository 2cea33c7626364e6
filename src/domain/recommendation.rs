//! What the experts' scores amount to: the lane of a proposal and its reasons as codes
//! with numbers. The words for people are in the catalogues. Experts recommend, the
//! bureau decides; nothing here is a decision.

use super::Bilingual;
use super::decimal::Decimal;

/// The list a proposal stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lane {
    /// 推荐立项.
    Recommend,
    /// 修改完善后推荐.
    Revise,
    /// 备选: good enough, beyond the money.
    Reserve,
    /// 不予推荐.
    Decline,
    /// 待补评: too few valid experts, to be made up.
    Invalid,
    /// 一事一议, never reached by score.
    Special,
    /// 已撤回.
    Withdrawn,
    /// 形式审查不合格.
    Ineligible,
    /// 认定否决: a confirmed veto; no rank, covers no link.
    Vetoed,
}

impl Lane {
    /// All lanes in the order of the lists.
    pub const ALL: [Self; 9] = [
        Self::Recommend,
        Self::Revise,
        Self::Reserve,
        Self::Decline,
        Self::Invalid,
        Self::Special,
        Self::Withdrawn,
        Self::Ineligible,
        Self::Vetoed,
    ];

    /// Returns the key used in `--json` documents and, after `lane.`, in the catalogues.
    pub fn key(self) -> &'static str {
        match self {
            Self::Recommend => "recommend",
            Self::Revise => "revise",
            Self::Reserve => "reserve",
            Self::Decline => "decline",
            Self::Invalid => "invalid",
            Self::Special => "special",
            Self::Withdrawn => "withdrawn",
            Self::Ineligible => "ineligible",
            Self::Vetoed => "vetoed",
        }
    }

    /// Tells whether the proposal takes part in no ranking, whatever its scores.
    pub fn is_outside(self) -> bool {
        matches!(
            self,
            Self::Special | Self::Withdrawn | Self::Ineligible | Self::Vetoed
        )
    }

    /// Tells whether the proposal is recommended, with or without conditions.
    pub fn is_recommended(self) -> bool {
        matches!(self, Self::Recommend | Self::Revise)
    }
}

/// Where a proposal stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stand {
    /// Proposal id.
    pub proposal: String,
    /// Experts that count.
    pub n: usize,
    /// Total; none where it has none.
    pub total: Option<Decimal>,
    /// Place in its group.
    pub rank: Option<u32>,
    /// Lane.
    pub lane: Lane,
}

/// Why a proposal stands where it stands. The comment names the numbers in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReasonCode {
    /// Failed the check of form; the subject is the written reason.
    Ineligible,
    /// Taken back; the subject is the written reason.
    Withdrawn,
    /// Case by case; the subject is the written reason.
    Special,
    /// A veto was confirmed; the subject is its ground in the policy's words.
    Vetoed,
    /// A veto was proposed and is being checked; it decides nothing yet. The subject is its
    /// ground in the policy's words.
    VetoPending,
    /// Indicators that must be met are not, and the gap rule caps. Numbers: `unmet`, `must`;
    /// the subject names them.
    MustMeet,
    /// The same where the comparison only advises.
    MustMeetAdvice,
    /// The adopted opinion names conditions. Numbers: `conditions`.
    Conditions,
    /// Another sum than the requested one is suggested. Numbers: `awarded`, `requested`; the
    /// subject is the written reason.
    Awarded,
    /// Balancing took it out; the subject is the rule's key. Numbers: `cost`.
    PortfolioOut,
    /// Balancing took it in; the subject is the rule's key. Numbers: `cost`.
    PortfolioIn,
    /// Numbers: `experts`, `least`.
    TooFewExperts,
    /// Numbers: `technical`, `experts`; the subject is the declared share.
    TechnicalShare,
    /// Numbers: `total`, `line`, `short`.
    BelowPass,
    /// Numbers: `total`, `line`, `short`.
    BelowRecommend,
    /// Numbers: `mean`, `least`, `short`; the subject is the criterion's id.
    CriterionBelow,
    /// Numbers: `requested`, `left`, `short`, `budget`.
    Budget,
    /// An equal rank reaches over the money line. Numbers: `tied`, `requested`, `left`.
    TieAtLine,
    /// Recommended. Numbers: `rank`, `total`, `line` where there is one.
    Passed,
    /// A majority of the experts asks for changes, and votes bind. Numbers: `votes`, `experts`.
    VotesRevise,
    /// A majority of the experts declines, and votes bind. Numbers: `votes`, `experts`.
    VotesDecline,
    /// Fewer than half of the experts recommend; shown only. Numbers: `votes`, `experts`.
    VotesAgainst,
    /// Too few totals for trimming, the plain mean was taken. Numbers: `experts`, `least`.
    PlainMean,
    /// An even number of experts. Numbers: `experts`.
    EvenExperts,
    /// The ladder did not tell the equal totals apart. Numbers: `rank`, `tied`.
    Joint,
    /// The ladder told equal totals apart. Numbers: `rank`; the subject is the rung.
    TieBroken,
    /// The proposal asks for no amount that can be read.
    NoAmount,
}

impl ReasonCode {
    /// Returns the key used in `--json` documents and, after `reason.`, in the catalogues.
    pub fn key(self) -> &'static str {
        match self {
            Self::Ineligible => "ineligible",
            Self::Withdrawn => "withdrawn",
            Self::Special => "special",
            Self::Vetoed => "vetoed",
            Self::VetoPending => "veto_pending",
            Self::MustMeet => "must_meet",
            Self::MustMeetAdvice => "must_meet_advice",
            Self::Conditions => "conditions",
            Self::Awarded => "awarded",
            Self::PortfolioOut => "portfolio_out",
            Self::PortfolioIn => "portfolio_in",
            Self::TooFewExperts => "too_few_experts",
            Self::TechnicalShare => "technical_share",
            Self::BelowPass => "below_pass",
            Self::BelowRecommend => "below_recommend",
            Self::CriterionBelow => "criterion_below",
            Self::Budget => "budget",
            Self::TieAtLine => "tie_at_line",
            Self::Passed => "passed",
            Self::VotesRevise => "votes_revise",
            Self::VotesDecline => "votes_decline",
            Self::VotesAgainst => "votes_against",
            Self::PlainMean => "plain_mean",
            Self::EvenExperts => "even_experts",
            Self::Joint => "joint",
            Self::TieBroken => "tie_broken",
            Self::NoAmount => "no_amount",
        }
    }
}

/// One figure of a reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Name in `--json` documents.
    pub name: &'static str,
    /// Value; points, experts, a rank or 10,000 yuan.
    pub value: Decimal,
}

/// One reason with its numbers; the first of a proposal decides, the others inform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Which.
    pub code: ReasonCode,
    /// Criterion id, rung, id of a ground or written reason, or empty.
    pub subject: String,
    /// What the subject is called, where data names it.
    pub words: Bilingual,
    /// Numbers in the order that the code names.
    pub numbers: Vec<Figure>,
}

impl Reason {
    /// Makes a reason.
    pub fn new(code: ReasonCode, numbers: &[(&'static str, Decimal)]) -> Self {
        Self {
            code,
            subject: String::new(),
            words: Bilingual::default(),
            numbers: numbers
                .iter()
                .map(|&(name, value)| Figure { name, value })
                .collect(),
        }
    }

    /// Adds what the reason is about.
    #[must_use]
    pub fn about(mut self, subject: &str) -> Self {
        subject.clone_into(&mut self.subject);
        self
    }

    /// Adds what the subject is called.
    #[must_use]
    pub fn called(mut self, words: &Bilingual) -> Self {
        self.words.clone_from(words);
        self
    }
}

/// How the experts of one proposal advise.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct VoteCount {
    /// 推荐.
    pub recommend: usize,
    /// 修改后推荐.
    pub revise: usize,
    /// 不推荐.
    pub decline: usize,
}

/// A gate on the way to a recommendation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GateName {
    /// 形式审查.
    Form,
    /// 专家人数.
    Experts,
    /// 否决项.
    Veto,
    /// 总分.
    Total,
    /// 单项分.
    Criteria,
    /// 资金.
    Money,
}

impl GateName {
    /// Returns the key used, after `gate.`, in the catalogues.
    pub fn key(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Experts => "experts",
            Self::Veto => "veto",
            Self::Total => "total",
            Self::Criteria => "criteria",
            Self::Money => "money",
        }
    }
}

/// One gate of one proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gate {
    /// Which.
    pub name: GateName,
    /// Whether it was passed; none where an earlier one kept the proposal from it.
    pub passed: Option<bool>,
    /// What stands behind it where it was passed: experts and minimum, total and line.
    pub numbers: Vec<Decimal>,
    /// Why it was not passed.
    pub reasons: Vec<Reason>,
}
