//! The documents there are: the customary 22 of a review on paper, some in several parts, and
//! a few of ours behind them.

/// One document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReportKind {
    /// 形式审查汇总表.
    FormCheck,
    /// 评审日程及汇报顺序表.
    Agenda,
    /// 专家签到表.
    SignIn,
    /// 评审专家承诺书.
    Commitments,
    /// 回避登记表.
    Recusals,
    /// 评审规则说明.
    Rules,
    /// 专家个人评分表, one form a proposal, one file an expert.
    ScoreSheets,
    /// 专家个人评分一览表, all proposals of an expert with one signature.
    Overviews,
    /// 项目评分汇总表.
    ProposalScores,
    /// 专家组评分汇总及排序表.
    Ranking,
    /// 专家组评审意见.
    Opinions,
    /// 复议记录.
    SecondRound,
    /// 评审会议记录.
    MeetingRecord,
    /// 评审工作报告.
    WorkReport,
    /// 领导小组汇报一页纸.
    OnePage,
    /// 专家评审推荐建议名单, 备选, 一事一议.
    Recommendations,
    /// 专家推荐与研究决定对照表.
    Decisions,
    /// 公示及附表.
    Notice,
    /// 异议处理登记表.
    Objections,
    /// 评审意见反馈, one file a proposal.
    Feedback,
    /// 部门任务清单, one file a department.
    Departments,
    /// 区县清单, one file a district.
    Districts,
    /// 环节覆盖图, 补链清单, 招引清单.
    Coverage,
    /// 核对码登记表.
    Codes,
    /// 归档目录.
    ArchiveIndex,
    /// 统分校验单.
    TotalsCheck,
    /// 方案总体目标的预期贡献.
    Scoreboard,
    /// 签字页.
    SignaturePage,
    /// 分年度统计.
    Statistics,
    /// Tidy tables without names, for study in other tools.
    DataPack,
}

impl ReportKind {
    /// All documents in the order of their numbers.
    pub const ALL: [Self; 30] = [
        Self::FormCheck,
        Self::Agenda,
        Self::SignIn,
        Self::Commitments,
        Self::Recusals,
        Self::Rules,
        Self::ScoreSheets,
        Self::Overviews,
        Self::ProposalScores,
        Self::Ranking,
        Self::Opinions,
        Self::SecondRound,
        Self::MeetingRecord,
        Self::WorkReport,
        Self::OnePage,
        Self::Recommendations,
        Self::Decisions,
        Self::Notice,
        Self::Objections,
        Self::Feedback,
        Self::Departments,
        Self::Districts,
        Self::Coverage,
        Self::Codes,
        Self::ArchiveIndex,
        Self::TotalsCheck,
        Self::Scoreboard,
        Self::SignaturePage,
        Self::Statistics,
        Self::DataPack,
    ];

    /// Returns the word on the command line and in the template.
    pub fn key(self) -> &'static str {
        self.facts().1
    }

    /// Returns the number before the file's name.
    pub fn number(self) -> &'static str {
        self.facts().0
    }

    /// Reads the word of the command line.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// Tells whether there is one file for each expert, proposal, department or district.
    pub fn has_parts(self) -> bool {
        matches!(
            self,
            Self::ScoreSheets | Self::Feedback | Self::Departments | Self::Districts
        )
    }

    /// Tells whether anybody may read it; else only who takes part in the review.
    pub fn is_public(self) -> bool {
        matches!(self, Self::Notice | Self::Rules)
    }

    fn facts(self) -> (&'static str, &'static str) {
        match self {
            Self::FormCheck => ("01", "form-check"),
            Self::Agenda => ("02", "agenda"),
            Self::SignIn => ("03", "sign-in"),
            Self::Commitments => ("04", "commitments"),
            Self::Recusals => ("05", "recusals"),
            Self::Rules => ("06", "rules"),
            Self::ScoreSheets => ("07", "score-sheets"),
            Self::Overviews => ("08", "overviews"),
            Self::ProposalScores => ("09", "proposal-scores"),
            Self::Ranking => ("10", "ranking"),
            Self::Opinions => ("11", "opinions"),
            Self::SecondRound => ("12", "second-round"),
            Self::MeetingRecord => ("13", "meeting-record"),
            Self::WorkReport => ("14", "work-report"),
            Self::OnePage => ("15", "one-page"),
            Self::Recommendations => ("16", "recommendations"),
            Self::Decisions => ("17", "decisions"),
            Self::Notice => ("18", "notice"),
            Self::Objections => ("19", "objections"),
            Self::Feedback => ("20", "feedback"),
            Self::Departments => ("21a", "departments"),
            Self::Districts => ("21b", "districts"),
            Self::Coverage => ("21c", "coverage"),
            Self::Codes => ("22a", "codes"),
            Self::ArchiveIndex => ("22b", "archive-index"),
            Self::TotalsCheck => ("22c", "totals-check"),
            Self::Scoreboard => ("23", "scoreboard"),
            Self::SignaturePage => ("24", "signatures"),
            Self::Statistics => ("25", "statistics"),
            Self::DataPack => ("26", "data-pack"),
        }
    }
}
