//! What is wrong with a file, where, and what can be done: reading people's files is
//! lenient, so every reader returns what it could read and a list of these.
//! The words for people are in the catalogues; here are only the facts.

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something asked for cannot be used.
    Error,
    /// Everything can be used; somebody should look.
    Warning,
}

impl Severity {
    /// Returns the key used in `--json` documents and catalogues.
    pub fn key(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// What is wrong; each kind has a message and a hint in both catalogues under its key,
/// with `{0}`, `{1}`, `{2}` standing for the details.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trouble {
    /// The file is not there.
    Missing,
    /// The system refused to read it; detail: the system's reason.
    Unreadable,
    /// Larger than allowed; details: size, limit in bytes.
    TooLarge,
    /// A link, a device or a folder where a file should be.
    NotAFile,
    /// Empty file.
    Empty,
    /// Text in another encoding; detail: its name.
    Encoding,
    /// Bytes that are no text.
    NotText,
    /// Not valid TOML.
    Syntax,
    /// Full-width punctuation where TOML needs ASCII; detail: the character.
    FullWidth,
    /// Nested deeper than allowed.
    TooDeep,
    /// A key is missing; detail: the key.
    MissingKey,
    /// A key nobody knows; details: the key, the nearest known one or empty.
    UnknownKey,
    /// A value of the wrong type or an unknown word; detail: the key.
    WrongValue,
    /// A word where only some are allowed; details: the word, those that are.
    WrongWord,
    /// A name that cannot be an id; detail: the name.
    BadId,
    /// An id twice; detail: the id.
    Duplicate,
    /// An id that nothing has; details: the kind, the id.
    UnknownId,
    /// No seal: cut off or never sealed.
    SealMissing,
    /// The seal does not fit the text.
    SealBroken,
    /// The sheet belongs to something else; details: the key, what stands there, what was expected.
    Misplaced,
    /// A score outside its scale; details: criterion, score, range.
    OutOfRange,
    /// A score off the step; details: criterion, score, step.
    OffStep,
    /// A score that is no plain decimal; details: criterion, what stands there.
    NotANumber,
    /// A number beyond 1,000,000,000 or with more than 6 decimals; details: the key, the number.
    BeyondLimits,
    /// A scale with more marks than anybody can choose from; detail: criterion.
    TooFine,
    /// The levels of a criterion do not cover its scale; detail: criterion.
    LevelGap,
    /// The policy contradicts itself; details: key, value.
    Contradiction,
    /// A rule that changes nothing; details: key, value.
    WithoutEffect,
    /// Weights that do not add up to 100 points; detail: their sum.
    FullMarks,
    /// Lines that are not used, for the lowest total is the first.
    LinesUnused,
    /// The parts of the money do not add up; details: sum, total.
    MoneyMismatch,
    /// A control character was removed; detail: how many.
    Scrubbed,
    /// The program itself failed on it.
    Defect,
    /// A file of a newer format; details: found, known.
    NewerFormat,
    /// Another copy of a sheet, left by a second window or machine; detail: the proposal.
    ConflictCopy,
    /// A sheet that was scored against another rubric and fits the present one.
    OtherRubric,
    /// A submitted sheet that was scored against another rubric and does not fit the present one.
    RubricChanged,
    /// A sheet of an earlier rubric that counts as a rule carries it; details: who answers for
    /// the rule, why.
    Carried,
    /// A rule for sheets of an earlier rubric that nobody answers for; detail: the digest.
    CarriedUnsaid,
    /// A proposal that is in no group, where there are groups; detail: its id.
    Ungrouped,
    /// A proposal whose text is nearly that of another; details: the other, its title, percent.
    Alike,
    /// A piece of a target that was read as neither indicator nor words; details: link, piece.
    TargetUnread,
    /// A laid-down reading whose text does not stand in the target; details: link, text.
    NotInTarget,
    /// A veto that was confirmed without enough votes of the experts; details: the proposal, the
    /// votes for and against, the share that the policy asks for.
    VotesShort,
    /// More votes on a joint opinion than members who may vote; details: votes, members.
    VotesBeyond,
    /// Fewer votes on a joint opinion than the quorum; details: votes, quorum.
    VotesBelow,
    /// Members who may vote on a joint opinion and of whom no vote is recorded; details: votes,
    /// members.
    VotesUncast,
    /// A joint opinion was changed after the vote on it.
    VoteOutdated,
    /// A joint opinion was adopted before the proposal went to its second round.
    OpinionBefore,
    /// An extreme score without the comment that the policy asks for; details: criterion,
    /// score, fewest characters, how many there are.
    CommentShort,
    /// A decision that departs from the experts without a reason; detail: the proposal.
    DepartsUnsaid,
    /// A laid-down reading without its reason; details: link, text.
    ReasonMissing,
    /// A file that is no longer what was fixed when the round was opened.
    ChangedSinceOpening,
    /// A goal that the plan does not have; details: the id, the ids it has.
    UnknownGoal,
    /// A confirmed contribution that no proposal claims; detail: its name.
    NobodyClaims,
    /// An agenda without proposals of its group; details: the group, their ids.
    AgendaLacks,
    /// An agenda with a proposal of no or another group; details: the proposal, the group.
    NotOfGroup,
    /// A meeting with a proposal of no or another group; details: the proposal, the group.
    NotOfMeeting,
    /// A text that is no day; detail: the text.
    NoSuchDay,
    /// A text that is no time of day; detail: the text.
    NoSuchTime,
    /// A phase or a break of no minutes; detail: the key.
    NoMinutes,
    /// A mark on a link or an indicator that the plan does not have; detail: its id.
    MarkUnknown,
    /// A must-meet mark that names no indicator; detail: the link.
    MarkEmpty,
    /// A supporting firm without a core firm; detail: its name.
    CoreMissing,
    /// A core firm that is no applicant; details: the supporting firm, the core firm.
    CoreUnknown,
    /// A proposal whose applicant the list of applicants does not have; detail: the applicant.
    ApplicantUnknown,
    /// Sheets that were scored against a former edition of the plan whose text is another now;
    /// details: proposal, how many, link, experts.
    RestsOnFormer,
    /// A later edition of the plan is in, but marks and pairings do not all follow it yet.
    EditionUnfinished,
    /// A phrase for comments without a text; detail: which one, from 1.
    PhraseEmpty,
    /// A phrase about a criterion or a kind that is not there; details: which one, the word.
    PhraseLost,
}

impl Trouble {
    /// Returns the catalogue key of the message.
    pub fn key(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Unreadable => "unreadable",
            Self::TooLarge => "too_large",
            Self::NotAFile => "not_a_file",
            Self::Empty => "empty",
            Self::Encoding => "encoding",
            Self::NotText => "not_text",
            Self::Syntax => "syntax",
            Self::FullWidth => "full_width",
            Self::TooDeep => "too_deep",
            Self::MissingKey => "missing_key",
            Self::UnknownKey => "unknown_key",
            Self::WrongValue => "wrong_value",
            Self::WrongWord => "wrong_word",
            Self::BadId => "bad_id",
            Self::Duplicate => "duplicate",
            Self::UnknownId => "unknown_id",
            Self::SealMissing => "seal_missing",
            Self::SealBroken => "seal_broken",
            Self::Misplaced => "misplaced",
            Self::OutOfRange => "out_of_range",
            Self::OffStep => "off_step",
            Self::NotANumber => "not_a_number",
            Self::BeyondLimits => "beyond_limits",
            Self::TooFine => "too_fine",
            Self::LevelGap => "level_gap",
            Self::Contradiction => "contradiction",
            Self::WithoutEffect => "without_effect",
            Self::FullMarks => "full_marks",
            Self::LinesUnused => "lines_unused",
            Self::MoneyMismatch => "money_mismatch",
            Self::Scrubbed => "scrubbed",
            Self::Defect => "defect",
            Self::NewerFormat => "newer_format",
            Self::ConflictCopy => "conflict_copy",
            Self::OtherRubric => "other_rubric",
            Self::RubricChanged => "rubric_changed",
            Self::Carried => "carried",
            Self::CarriedUnsaid => "carried_unsaid",
            Self::Ungrouped => "ungrouped",
            Self::Alike => "alike",
            Self::TargetUnread => "target_unread",
            Self::NotInTarget => "not_in_target",
            Self::VotesShort => "votes_short",
            Self::VotesBeyond => "votes_beyond",
            Self::VotesBelow => "votes_below",
            Self::VotesUncast => "votes_uncast",
            Self::VoteOutdated => "vote_outdated",
            Self::OpinionBefore => "opinion_before",
            Self::CommentShort => "comment_short",
            Self::DepartsUnsaid => "departs_unsaid",
            Self::ReasonMissing => "reason_missing",
            Self::ChangedSinceOpening => "changed_since_opening",
            Self::UnknownGoal => "unknown_goal",
            Self::NobodyClaims => "nobody_claims",
            Self::AgendaLacks => "agenda_lacks",
            Self::NotOfGroup => "not_of_group",
            Self::NotOfMeeting => "not_of_meeting",
            Self::NoSuchDay => "no_such_day",
            Self::NoSuchTime => "no_such_time",
            Self::NoMinutes => "no_minutes",
            Self::MarkUnknown => "mark_unknown",
            Self::MarkEmpty => "mark_empty",
            Self::CoreMissing => "core_missing",
            Self::CoreUnknown => "core_unknown",
            Self::ApplicantUnknown => "applicant_unknown",
            Self::RestsOnFormer => "rests_on_former",
            Self::EditionUnfinished => "edition_unfinished",
            Self::PhraseEmpty => "phrase_empty",
            Self::PhraseLost => "phrase_lost",
        }
    }

    /// Tells how bad this kind is.
    pub fn severity(self) -> Severity {
        match self {
            Self::UnknownKey
            | Self::TooFine
            | Self::LevelGap
            | Self::WithoutEffect
            | Self::FullMarks
            | Self::LinesUnused
            | Self::MoneyMismatch
            | Self::Scrubbed
            | Self::ConflictCopy
            | Self::OtherRubric
            | Self::Carried
            | Self::Ungrouped
            | Self::Alike
            | Self::ChangedSinceOpening
            | Self::TargetUnread
            | Self::VotesBeyond
            | Self::VotesBelow
            | Self::VotesUncast
            | Self::VoteOutdated
            | Self::OpinionBefore
            | Self::CommentShort
            | Self::DepartsUnsaid
            | Self::AgendaLacks
            | Self::NoMinutes
            | Self::NobodyClaims
            | Self::MarkUnknown
            | Self::MarkEmpty
            | Self::CoreMissing
            | Self::CoreUnknown
            | Self::ApplicantUnknown
            | Self::RestsOnFormer
            | Self::PhraseEmpty
            | Self::PhraseLost => Severity::Warning,
            _ => Severity::Error,
        }
    }
}

/// One problem of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub trouble: Trouble,
    /// The file, relative to the panel folder, with `/`.
    pub file: String,
    /// Line from 1, or 0 for the whole file.
    pub line: usize,
    /// Column from 1 in characters, or 0.
    pub column: usize,
    /// The line, without control characters; may be empty.
    pub excerpt: String,
    /// How many characters of the line are meant, from `column` on.
    pub length: usize,
    /// Details for the message.
    pub details: Vec<String>,
}

impl Problem {
    /// Makes a problem of a whole file.
    pub fn of_file(file: &str, trouble: Trouble, details: &[&str]) -> Self {
        Self {
            trouble,
            file: file.to_owned(),
            line: 0,
            column: 0,
            excerpt: String::new(),
            length: 0,
            details: details.iter().map(|&detail| detail.to_owned()).collect(),
        }
    }

    /// Tells how bad it is.
    pub fn severity(&self) -> Severity {
        self.trouble.severity()
    }

    /// Returns whose sheet on what the file is, an expert and a proposal; none where it is no
    /// sheet of the panel.
    pub fn sheet(&self) -> Option<(&str, &str)> {
        let mut parts = self.file.strip_prefix("scores/")?.split('/').skip(1);
        let (expert, file) = (parts.next()?, parts.next()?);
        let name = file.strip_suffix(".toml").unwrap_or(file);
        parts.next().is_none().then_some((expert, name))
    }
}
