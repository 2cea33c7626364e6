//! What a joint opinion can be drafted from: the gaps to the plan's target, what the experts
//! wrote, how they judged. Nothing is invented and nobody is named. A gap has its side by its
//! verdict; a sentence of an expert has none, for no rule can tell praise from blame: the
//! chair puts it where it belongs.

use super::comparison::{Row, compare};
use super::standing::{Excluded, ProposalStanding, Standings};
use crate::domain::indicator::Verdict;
use crate::domain::panel::{Panel, Phase};
use crate::domain::proposal::Proposal;
use crate::domain::recommendation::{Lane, VoteCount};
use crate::domain::sheet::{ScoreSheet, SheetState};
use crate::domain::voting::Electorate;
use std::collections::BTreeSet;

/// A part of the opinion that a sentence can go into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// 主要优点.
    Strengths,
    /// 存在不足.
    Weaknesses,
    /// 条件.
    Conditions,
}

impl Part {
    /// All parts in the order of their digits.
    pub const ALL: [Self; 3] = [Self::Strengths, Self::Weaknesses, Self::Conditions];

    /// Returns the key used in `--json` documents and, after `opinion.`, in the catalogues.
    pub fn key(self) -> &'static str {
        match self {
            Self::Strengths => "strengths",
            Self::Weaknesses => "weaknesses",
            Self::Conditions => "conditions",
        }
    }
}

/// Where a sentence comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// 对标: how a promise stands to an indicator of the plan.
    Gap(Box<Row>),
    /// 建议条件: what an indicator that falls short or is not promised asks for.
    Advice(Box<Row>),
    /// 意见摘录: a sentence of an expert's comment, letter by letter.
    Quotation(String),
}

impl Source {
    /// Returns the key used in `--json` documents and, after `opinion.from_`, in the catalogues.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Gap(_) => "gap",
            Self::Advice(_) => "advice",
            Self::Quotation(_) => "quotation",
        }
    }
}

/// One sentence that the opinion can take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Where it comes from.
    pub source: Source,
    /// The part that it belongs to; none where only a person can tell.
    pub part: Option<Part>,
}

/// Everything that a joint opinion on one proposal can be drafted from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Draft {
    /// Proposal id.
    pub proposal: String,
    /// Gaps problems first, then suggested conditions, then sentences of the experts, sorted so
    /// that their order tells nobody.
    pub pieces: Vec<Piece>,
    /// Verdicts of the sheets that count.
    pub verdicts: VoteCount,
    /// Experts that count.
    pub n: usize,
    /// Experts whose sheets did not come yet.
    pub missing: Vec<String>,
    /// The list that the proposal stands on; none where its group is not complete in an
    /// open round, for money and rank need all of it.
    pub lane: Option<Lane>,
    /// Who may vote.
    pub electorate: Electorate,
}

impl Draft {
    /// Gathers what there is about a proposal.
    pub fn of(panel: &Panel, sheets: &[ScoreSheet], standings: &Standings, id: &str) -> Self {
        let of_it = |group: &&super::standing::GroupStanding| {
            group.rows.iter().any(|row| row.proposal == id)
        };
        let group = standings.groups.iter().find(of_it);
        let row = standings.row(id);
        let missing = standings.owing(id);
        let not_counted = group.iter().flat_map(|group| &group.not_counted);
        let recused = not_counted.filter(|one| one.proposal == id && one.why == Excluded::Recused);
        let recused: Vec<String> = recused.map(|one| one.expert.clone()).collect();
        let mut pieces = panel
            .proposal(id)
            .map_or_else(Vec::new, |own| gaps(panel, own));
        pieces.extend(quotations(sheets, row, id));
        // what is missing when the round is closed does not come any more
        let is_closed = panel.head.phase == Phase::Closed;
        let is_complete = group.is_some_and(|group| is_closed || group.missing.is_empty());
        Self {
            proposal: id.to_owned(),
            pieces,
            verdicts: row.map_or_else(VoteCount::default, |row| row.votes),
            n: row.map_or(0, |row| row.n),
            missing,
            lane: row.map(|row| row.lane).filter(|_| is_complete),
            electorate: Electorate::of(panel, &[id]).without(&recused),
        }
    }
}

/// How the promises stand to the main link's target, and what follows from what is not met.
fn gaps(panel: &Panel, proposal: &Proposal) -> Vec<Piece> {
    let link = proposal.main_link().and_then(|id| panel.plan.link(id));
    let Some((_, link)) = link else {
        return Vec::new();
    };
    let comparison = compare(link, proposal);
    let piece = |source, part| Piece {
        source,
        part: Some(part),
    };
    let side = |row: &Row| match row.gap.verdict {
        Verdict::Exceeds | Verdict::Meets => Some(Part::Strengths),
        Verdict::FallsShort | Verdict::NotPromised | Verdict::NotComparable => {
            Some(Part::Weaknesses)
        }
        Verdict::Expert | Verdict::Alternative | Verdict::NotApplicable => None,
    };
    let rows: Vec<(&Row, Part)> = comparison
        .problems_first()
        .into_iter()
        .filter_map(|row| Some((row, side(row)?)))
        .collect();
    let said = rows
        .iter()
        .map(|(row, part)| piece(Source::Gap(Box::new((*row).clone())), *part));
    let missed = rows.iter().filter(|(_, part)| *part == Part::Weaknesses);
    let asked =
        missed.map(|(row, _)| piece(Source::Advice(Box::new((*row).clone())), Part::Conditions));
    said.chain(asked).collect()
}

/// The sentences of the comments on sheets that count, each once.
fn quotations(sheets: &[ScoreSheet], row: Option<&ProposalStanding>, id: &str) -> Vec<Piece> {
    let totals = row.into_iter().flat_map(|row| &row.totals);
    let counted: BTreeSet<&str> = totals.map(|one| one.expert.as_str()).collect();
    let own = sheets.iter().filter(|sheet| {
        sheet.proposal == id
            && sheet.state == SheetState::Submitted
            && counted.contains(sheet.expert.as_str())
    });
    // what an expert submitted again stands for what was submitted first
    let newest = own.clone().filter(|sheet| {
        let mut others = own.clone();
        !others.any(|other| other.expert == sheet.expert && other.round > sheet.round)
    });
    let said: BTreeSet<&str> = newest.flat_map(|sheet| sentences(&sheet.comment)).collect();
    let piece = |text: &str| Piece {
        source: Source::Quotation(text.to_owned()),
        part: None,
    };
    said.into_iter().map(piece).collect()
}

/// Returns the sentences of a text, letter by letter: a full stop, an exclamation or question
/// mark, a semicolon or a new line ends one.
pub fn sentences(text: &str) -> Vec<&str> {
    let ends = ['。', '；', '！', '？', '\n', '!', '?', ';'];
    let found = text.split_inclusive(ends).map(str::trim);
    let is_said = |piece: &&str| piece.chars().any(char::is_alphanumeric);
    found.filter(is_said).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::standing::combine;
    use crate::domain::plan::{Chain, InnovationLink};
    use crate::domain::proposal::Promise;
    use crate::domain::rubric::{Criterion, Rubric, Scale};
    use crate::domain::sheet::Round;

    #[test]
    fn sentences_are_letter_by_letter() {
        for (text, wanted) in [
            (
                "路线可行，\n高温数据不足。",
                vec!["路线可行，", "高温数据不足。"],
            ),
            ("a; b!  。。", vec!["a;", "b!"]),
            ("扭矩 3.2 Nm/kg", vec!["扭矩 3.2 Nm/kg"]),
            (" \n", vec![]),
        ] {
            assert_eq!(sentences(text), wanted, "{text}");
        }
    }

    fn panel() -> Panel {
        let promise = |text: &str| Promise {
            text: text.into(),
            ..Promise::default()
        };
        let proposal = Proposal {
            id: "A".into(),
            chain: "c".into(),
            links: vec!["l".into()],
            promises: vec![promise("抗弯强度≥400MPa"), promise("转矩密度≥3.2Nm/kg")],
            ..Proposal::default()
        };
        let link = InnovationLink {
            id: "l".into(),
            target: "抗弯强度≥380MPa；转矩密度≥3.5Nm/kg；空载加速时间≤20ms".into(),
            ..InnovationLink::default()
        };
        let chain = Chain {
            id: "c".into(),
            links: vec![link],
            ..Chain::default()
        };
        let mut panel = Panel {
            proposals: vec![proposal],
            rubric: Rubric {
                criteria: vec![Criterion {
                    id: "target".into(),
                    scale: Scale::default(),
                    ..Criterion::default()
                }],
                ..Rubric::default()
            },
            ..Panel::default()
        };
        panel.plan.chains.push(chain);
        panel
    }

    fn sheet(expert: &str, comment: &str) -> ScoreSheet {
        let mut sheet = ScoreSheet::new("p", expert, "A", Round::First);
        sheet.state = SheetState::Submitted;
        sheet.comment = comment.into();
        sheet
    }

    fn draft(sheets: &[ScoreSheet]) -> Draft {
        let mut panel = panel();
        panel.rubric.criteria.clear();
        let mut standings = combine(&panel, sheets, Round::First);
        // totals are not the matter here: whoever submitted counts
        for row in standings
            .groups
            .iter_mut()
            .flat_map(|group| &mut group.rows)
        {
            row.totals = sheets
                .iter()
                .filter(|sheet| sheet.expert != "E9")
                .map(|sheet| crate::analysis::standing::ExpertTotal {
                    expert: sheet.expert.to_string(),
                    total: crate::domain::decimal::Decimal::ONE,
                    dropped: None,
                    counts: true,
                })
                .collect();
        }
        Draft::of(&panel, sheets, &standings, "A")
    }

    #[test]
    fn a_gap_has_its_side_and_what_is_missed_asks_for_a_condition() {
        let draft = draft(&[]);
        let found: Vec<(&str, Option<&str>, String)> = draft
            .pieces
            .iter()
            .map(|piece| {
                let row = match &piece.source {
                    Source::Gap(row) | Source::Advice(row) => row,
                    Source::Quotation(text) => panic!("{text}"),
                };
                let label = row.indicator.shown_label().to_owned();
                (piece.source.key(), piece.part.map(Part::key), label)
            })
            .collect();
        let wanted = [
            ("gap", Some("weaknesses"), "转矩密度"),
            ("gap", Some("weaknesses"), "空载加速时间"),
            ("gap", Some("strengths"), "抗弯强度"),
            ("advice", Some("conditions"), "转矩密度"),
            ("advice", Some("conditions"), "空载加速时间"),
        ];
        let wanted = wanted.map(|(source, part, label)| (source, part, label.to_owned()));
        assert_eq!(found, wanted);
    }

    #[test]
    fn comments_are_quoted_without_side_name_or_order_of_experts() {
        let mut sheets = [
            sheet("E2", "很好！路线不清。"),
            sheet("E1", "路线不清。"),
            sheet("E9", "不计的"),
            sheet("E3", "没交的"),
        ];
        sheets[3].state = SheetState::Draft;
        let quoted = |sheets: &[ScoreSheet]| -> Vec<Piece> {
            let pieces = draft(sheets).pieces.into_iter();
            let is_quoted = |piece: &Piece| matches!(piece.source, Source::Quotation(_));
            pieces.filter(is_quoted).collect()
        };
        let found = quoted(&sheets);
        assert!(found.iter().all(|piece| piece.part.is_none()));
        let text = format!("{found:?}");
        assert_eq!(found.len(), 2, "{text}");
        assert!(
            text.contains("很好！") && text.contains("路线不清。"),
            "{text}"
        );
        for hidden in ["不计的", "没交的", "E1", "E2"] {
            assert!(!text.contains(hidden), "{text}");
        }
        sheets.reverse();
        assert_eq!(quoted(&sheets), found);
    }
}
