//! One page for the leading group, and what the recommended list would add to the goals of
//! the plan.

use super::Draft;
use super::before::proposal_called;
use super::parts::{figures, heading, money, note, numbers, only, table, text, words};
use crate::analysis::coverage::Coverage;
use crate::analysis::standing::ProposalStanding;
use crate::domain::decimal::{Decimal, plain};
use crate::domain::proposal::Proposal;
use crate::domain::recommendation::{Lane, ReasonCode};
use crate::report::document::{Block, Cell, Row};
use crate::report::material::Material;

/// Things to decide on the page for the leading group.
const TO_DECIDE: usize = 3;

/// Counts and money of some proposals.
#[derive(Default)]
pub(super) struct Counts {
    /// All of them.
    pub applied: usize,
    /// With a place.
    pub ranked: usize,
    /// With a place and at least the line of a pass, where there is one.
    pub passed: usize,
    /// Recommended, with or without conditions.
    pub recommended: usize,
    /// Requested by all, in 10,000 yuan.
    pub requested: Decimal,
    /// Suggested for the recommended ones, in 10,000 yuan.
    pub awarded: Decimal,
}

impl Counts {
    /// Counts rows.
    pub(super) fn of<'a>(
        material: &Material,
        rows: impl Iterator<Item = &'a ProposalStanding>,
    ) -> Self {
        let pass = crate::domain::decimal::parse(&material.panel.policy.lines().pass);
        let mut counts = Self::default();
        for row in rows {
            counts.applied += 1;
            let is_ranked = row.rank.is_some();
            counts.ranked += usize::from(is_ranked);
            let is_above = row
                .total
                .is_some_and(|total| pass.is_none_or(|line| total >= line));
            counts.passed += usize::from(is_ranked && is_above);
            counts.recommended += usize::from(row.lane.is_recommended());
            let add = |sum: Decimal, value: Option<Decimal>| {
                sum.saturating_add(value.unwrap_or_default())
            };
            counts.requested = add(counts.requested, row.requested);
            let awarded = row.awarded.filter(|_| row.lane.is_recommended());
            counts.awarded = add(counts.awarded, awarded);
        }
        counts
    }

    /// Returns the counts as cells, in the order of their columns.
    pub(super) fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::count(self.applied),
            Cell::count(self.ranked),
            Cell::count(self.passed),
            Cell::count(self.recommended),
            money(Some(self.requested)),
            money(Some(self.awarded)),
        ]
    }
}

/// The names of the counts' columns.
pub(super) const COUNTED: [&str; 6] = [
    "applied",
    "ranked",
    "passed",
    "recommended",
    "requested",
    "awarded",
];

/// Returns a table of counts by chain, ended by the sum.
pub(super) fn by_chain(material: &Material) -> Block {
    let language = material.language;
    let mut columns = vec![words(language, "chain", 14)];
    columns.extend(COUNTED.map(|key| figures(language, key, 10)));
    columns.push(words(language, "covered", 10));
    let mut rows = Vec::new();
    let chains = material.panel.plan.chains.iter();
    let known: Vec<(&str, String)> = chains
        .map(|chain| (chain.id.as_str(), material.of_both(&chain.name).to_owned()))
        .collect();
    let is_known = |id: &str| known.iter().any(|(chain, _)| *chain == id);
    let of = |wanted: &dyn Fn(&Proposal) -> bool| {
        let rows = material.rows().filter(|(_, proposal)| wanted(proposal));
        Counts::of(material, rows.map(|(row, _)| row))
    };
    for (id, name) in &known {
        let counts = of(&|proposal| proposal.chain == *id);
        let mut cells = vec![Cell::text(name.clone())];
        cells.extend(counts.cells());
        cells.push(Cell::text(covered(material, Some(id))));
        rows.push(Row::Cells(cells));
    }
    let others = of(&|proposal| !is_known(&proposal.chain));
    if others.applied > 0 {
        let mut cells = vec![Cell::text(language.text("report.no_chain"))];
        cells.extend(others.cells());
        cells.push(Cell::Empty);
        rows.push(Row::Cells(cells));
    }
    let mut last = vec![Cell::text(language.text("report.sum"))];
    last.extend(of(&|_| true).cells());
    last.push(Cell::text(covered(material, None)));
    rows.push(Row::Total(last));
    table("chains", "", columns, rows)
}

/// How many links of a chain, or of all, a recommended proposal is about.
fn covered(material: &Material, chain: Option<&str>) -> String {
    let links = material.coverage().iter();
    let links = links.filter(|link| chain.is_none_or(|id| link.chain == id));
    let (mut covered, mut all) = (0, 0);
    for link in links {
        all += 1;
        covered += usize::from(link.state == Coverage::Covered);
    }
    if all == 0 {
        String::new()
    } else {
        format!("{covered}/{all}")
    }
}

/// 领导小组汇报一页纸.
pub(super) fn one_page(material: &Material) -> Vec<Draft> {
    let language = material.language;
    let all = Counts::of(material, material.standings.rows());
    let opening = [
        all.applied.to_string(),
        all.ranked.to_string(),
        all.passed.to_string(),
        all.recommended.to_string(),
        plain(all.requested),
        plain(all.awarded),
    ];
    let opening = language.with(
        "report.page_opening",
        &opening.each_ref().map(String::as_str),
    );
    let (decide, rest) = to_decide(material);
    let mut blocks = vec![
        Block::Text(opening),
        heading(language, "report.page_chains"),
        by_chain(material),
        heading(language, "report.page_goals"),
        goals(material, false),
        note(language, "report.not_given_note"),
        heading(language, "report.page_decide"),
    ];
    if decide.is_empty() {
        blocks.push(text(language, "report.nothing_to_decide"));
    } else {
        blocks.push(Block::List(decide));
    }
    if rest > 0 {
        blocks.push(Block::Note(
            language.with("report.more_to_decide", &[&rest.to_string()]),
        ));
    }
    blocks.extend(super::work::missing(material).map(Block::Note));
    blocks.push(note(language, "rank.advice"));
    Draft::of(only(blocks))
}

/// The first things that somebody has to decide, and how many more there are.
fn to_decide(material: &Material) -> (Vec<String>, usize) {
    let mut points = open_points(material);
    let rest = points.len().saturating_sub(TO_DECIDE);
    points.truncate(TO_DECIDE);
    (points, rest)
}

/// Everything that the result leaves open, what binds first.
pub(super) fn open_points(material: &Material) -> Vec<String> {
    let language = material.language;
    let called = |row: &ProposalStanding| proposal_called(material, &row.proposal);
    let mut points = Vec::new();
    for group in &material.standings.groups {
        for one in &group.pending {
            let ground = material.panel.policy.ground(&one.ground);
            let details = [
                &*proposal_called(material, &one.proposal),
                material.of_both(&ground),
            ];
            points.push(language.with("report.pending_veto", &details));
        }
    }
    let rows: Vec<&ProposalStanding> = material.standings.rows().collect();
    let has = |row: &ProposalStanding, code: ReasonCode| {
        row.reasons.iter().any(|reason| reason.code == code)
    };
    let found = |wanted: &dyn Fn(&ProposalStanding) -> bool, key: &str| -> Vec<String> {
        let rows = rows.iter().filter(|row| wanted(row));
        rows.map(|row| language.with(key, &[&called(row)]))
            .collect()
    };
    points.extend(found(
        &|row| has(row, ReasonCode::TieAtLine),
        "report.decide_tie",
    ));
    points.extend(found(
        &|row| row.lane == Lane::Special,
        "report.decide_special",
    ));
    points.extend(found(
        &|row| row.lane == Lane::Invalid,
        "report.decide_invalid",
    ));
    points.extend(found(
        &|row| row.lane == Lane::Revise,
        "report.decide_conditions",
    ));
    let departing = |row: &ProposalStanding| {
        let decision = material.panel.decision(&row.proposal);
        decision.is_some_and(|one| one.departs_from(row.lane, row.awarded) && one.reason.is_empty())
    };
    points.extend(found(&departing, "report.decide_reason"));
    points
}

/// A table of the plan's goals.
pub(super) fn goals(material: &Material, with_term: bool) -> Block {
    let language = material.language;
    let columns = vec![
        words(language, "goal", 50),
        figures(language, "target", 10),
        figures(language, "claimed", 10),
        figures(language, "confirmed", 10),
    ];
    let goals = &material.panel.plan.overview.goals;
    let count = |count: Option<usize>| count.map_or(Cell::text("-"), Cell::count);
    let scores = material.contributions().scoreboard.iter();
    // the years are no goal that a proposal adds to
    let is_term = |id: &str| {
        let goal = goals.iter().find(|goal| goal.id == id);
        goal.is_some_and(|goal| goal.unit == "年")
    };
    let scores = scores.filter(|score| with_term || !is_term(&score.goal));
    let rows = scores.map(|score| {
        let goal = goals.iter().find(|goal| goal.id == score.goal);
        Row::Cells(vec![
            Cell::text(goal.map_or(&*score.goal, |goal| &goal.text)),
            Cell::fixed(Decimal::from(score.target), 0),
            count(score.claimed),
            count(score.confirmed),
        ])
    });
    table("goals", "", columns, rows.collect())
}

/// 方案总体目标的预期贡献, with every thing that is counted.
pub(super) fn scoreboard(material: &Material) -> Vec<Draft> {
    let language = material.language;
    let columns = vec![
        words(language, "goal", 14),
        words(language, "thing", 40),
        words(language, "id", 28),
        words(language, "claimed", 8),
        words(language, "confirmed", 8),
    ];
    let yes = |is_it: bool| Cell::text(if is_it { "√" } else { "" });
    let scores = material.contributions().scoreboard.iter();
    let rows = scores.flat_map(|score| {
        let key = format!("goal.{}", score.goal);
        let goal = language.find(&key).unwrap_or(&score.goal);
        let named = score.named.iter().map(move |one| {
            Row::Cells(vec![
                Cell::text(goal),
                Cell::text(&*one.name),
                Cell::text(numbers(material, &one.proposals)),
                yes(one.claimed),
                yes(one.confirmed),
            ])
        });
        named.collect::<Vec<_>>()
    });
    let blocks = vec![
        note(language, "report.scoreboard_note"),
        goals(material, true),
        heading(language, "report.scoreboard_things"),
        table("things", "", columns, rows.collect()),
    ];
    Draft::of(only(blocks))
}
