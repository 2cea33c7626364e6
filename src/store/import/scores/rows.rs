//! Row by row: who, what, how much, and why a row cannot come in.

use super::{Options, Refused, can_make_chains};
use crate::domain::decimal::{Decimal, is_beyond_limits, parse, plain};
use crate::domain::panel::{Panel, Phase};
use crate::domain::rubric::{Criterion, Scale};
use crate::domain::sheet::{Round, ScoreSheet, SheetState};
use crate::store::import::names::{Names, Unresolved};
use crate::store::source::Source;
use crate::store::table::{Row, Table};
use crate::text::fold::half_width;
use std::collections::{BTreeMap, BTreeSet};

/// The chain of proposals whose table names none.
const ALL: &str = "all";

/// One row that comes in; names by their places.
#[derive(Debug, Clone)]
pub struct CellRow {
    /// Proposal.
    pub proposal: usize,
    /// Expert.
    pub expert: usize,
    /// Criterion.
    pub criterion: usize,
    /// Round.
    pub round: Round,
    /// Score; none for an absent one.
    pub score: Option<Decimal>,
    /// Comment, or empty.
    pub comment: String,
}

/// Everything that a table says, judged.
pub struct Judged {
    /// Proposals that can be meant.
    pub proposals: Names,
    /// Experts.
    pub experts: Names,
    /// Criteria.
    pub criteria: Names,
    /// Chains.
    pub chains: Names,
    /// Rows that come in, in the order of the table.
    pub cells: Vec<CellRow>,
    /// Rows that do not.
    pub refused: Vec<Refused>,
    /// Chain of new proposals whose rows name one, by place.
    pub chain_of: BTreeMap<usize, usize>,
    /// The chain of the others.
    pub chain_all: Option<usize>,
    /// Pairs of proposal and expert that are not assigned yet, in the order of the table;
    /// in two rounds twice.
    pub unassigned: Vec<(usize, usize)>,
    /// Sheets that are there already, by round, expert and proposal.
    pub stored: BTreeMap<(Round, usize, usize), ScoreSheet>,
}

impl Judged {
    /// Tells whether an accepted row makes a criterion that is called so.
    pub fn makes_criterion(&self, word: &str) -> bool {
        let mut made = self
            .cells
            .iter()
            .filter_map(|cell| self.criteria.at(cell.criterion));
        made.any(|one| one.is_new && (one.id == word || one.text == word))
    }
}

/// A reason with what is put into its words.
type Reason = (&'static str, Vec<String>);

fn reason(code: &'static str, details: &[&str]) -> Reason {
    let details = details.iter().map(|&detail| detail.to_owned()).collect();
    (code, details)
}

/// Judges every row.
pub fn judge(source: &Source, panel: &Panel, table: &Table, options: &Options) -> Judged {
    let mut bench = Bench::of(source, panel, options);
    for row in &table.rows {
        let texts = Texts {
            proposal: table.heading.text(row, "proposal"),
            expert: table.heading.text(row, "expert"),
            criterion: table.heading.text(row, "criterion"),
            score: table.heading.text(row, "score"),
            round: table.heading.text(row, "round"),
            chain: table.heading.text(row, "chain"),
            comment: table.heading.text(row, "comment"),
        };
        if let Err((code, details)) = bench.take(row, &texts) {
            bench.judged.refused.push(Refused {
                line: row.line,
                code,
                details,
            });
        }
    }
    bench.judged
}

/// The texts of one row.
struct Texts<'a> {
    proposal: &'a str,
    expert: &'a str,
    criterion: &'a str,
    score: &'a str,
    round: &'a str,
    chain: &'a str,
    comment: &'a str,
}

struct Bench<'a> {
    source: &'a Source,
    panel: &'a Panel,
    options: &'a Options,
    judged: Judged,
    can_make_chains: bool,
    can_make_criteria: bool,
    recused: BTreeSet<(&'a str, &'a str)>,
    assigned: BTreeSet<(&'a str, &'a str)>,
    members: BTreeMap<&'a str, BTreeSet<&'a str>>,
    /// Files of proposals that are there, whether they could be read or not.
    files: BTreeSet<String>,
    /// Pairs that were looked at already: why the pair cannot come in, if it cannot.
    pairs: BTreeMap<(Round, usize, usize), Option<Reason>>,
    /// Line of the first row of a cell.
    seen: BTreeMap<(Round, usize, usize, usize), usize>,
}

/// The criteria with every name they have, those of kinds and chains among them; a name of
/// a criterion that is for all never means another one of a kind.
fn criteria_names(panel: &Panel) -> Vec<(&str, Vec<&str>)> {
    let criteria = &panel.rubric.criteria;
    let usual: BTreeSet<&str> = criteria.iter().flat_map(names_of).collect();
    let mut found = Vec::new();
    for one in criteria {
        let joined = panel.joined_rubrics.iter();
        let others: BTreeSet<&str> = joined
            .filter_map(|rubric| rubric.criterion(&one.id))
            .flat_map(names_of)
            .filter(|name| !usual.contains(name))
            .collect();
        let names = names_of(one).into_iter().chain(others).collect();
        found.push((one.id.as_str(), names));
    }
    found
}

fn names_of(criterion: &Criterion) -> [&str; 3] {
    [&criterion.name.zh, &criterion.name.en, &criterion.short.zh].map(String::as_str)
}

impl<'a> Bench<'a> {
    fn of(source: &'a Source, panel: &'a Panel, options: &'a Options) -> Self {
        let proposals = panel.proposals.iter();
        let experts = panel.experts.iter();
        let chains = panel.plan.chains.iter();
        let judged = Judged {
            proposals: Names::of(proposals.map(|one| {
                let names = vec![one.label.as_str(), one.title.as_str()];
                (one.id.as_str(), names)
            })),
            experts: Names::of(experts.map(|one| (one.id.as_str(), vec![one.name.as_str()]))),
            criteria: Names::of(criteria_names(panel)),
            chains: Names::of(chains.map(|one| {
                let names = vec![one.name.zh.as_str(), &one.name.en];
                (one.id.as_str(), names)
            })),
            cells: Vec::new(),
            refused: Vec::new(),
            chain_of: BTreeMap::new(),
            chain_all: None,
            unassigned: Vec::new(),
            stored: BTreeMap::new(),
        };
        let recused = panel.conflicts.iter().filter(|one| one.state == "recused");
        let assigned = panel.assignments.iter().flat_map(|one| {
            let proposals = one.proposals.iter();
            proposals.map(|proposal| (proposal.as_str(), one.expert.as_str()))
        });
        Self {
            source,
            panel,
            options,
            judged,
            can_make_chains: options.create && can_make_chains(source, panel),
            can_make_criteria: options.create && panel.head.phase == Phase::Draft,
            recused: recused
                .map(|one| (one.proposal.as_str(), one.expert.as_str()))
                .collect(),
            assigned: assigned.collect(),
            members: panel.members(),
            files: source.list("proposals").into_iter().collect(),
            pairs: BTreeMap::new(),
            seen: BTreeMap::new(),
        }
    }

    /// Takes a row, or says why not; then nothing of it stays.
    fn take(&mut self, row: &Row, texts: &Texts) -> Result<(), Reason> {
        let create = self.options.create;
        let proposal = resolved(
            &mut self.judged.proposals,
            texts.proposal,
            create,
            &PROPOSAL,
        )?;
        let expert = resolved(&mut self.judged.experts, texts.expert, create, &EXPERT)?;
        let can_make = self.can_make_criteria;
        let criterion = resolved(
            &mut self.judged.criteria,
            texts.criterion,
            can_make,
            &CRITERION,
        );
        let criterion = criterion.map_err(|(code, details)| {
            let is_frozen = code == "unknown_criterion" && create;
            (if is_frozen { "frozen_criterion" } else { code }, details)
        })?;
        let round = round(texts.round)?;
        let chain = self.chain(proposal, texts.chain)?;
        let score = self.score(criterion, texts.score)?;
        let pair = (round, expert, proposal);
        if !self.pairs.contains_key(&pair) {
            let why = self.pair(pair).err();
            self.pairs.insert(pair, why);
        }
        if let Some(Some(why)) = self.pairs.get(&pair) {
            return Err(why.clone());
        }
        let cell = (round, expert, proposal, criterion);
        if let Some(first) = self.seen.get(&cell) {
            return Err(reason("second_row", &[&first.to_string()]));
        }
        self.seen.insert(cell, row.line);
        if let Some(chain) = chain {
            self.judged.chain_of.entry(proposal).or_insert(chain);
        }
        self.judged.cells.push(CellRow {
            proposal,
            expert,
            criterion,
            round,
            score,
            comment: texts.comment.to_owned(),
        });
        Ok(())
    }

    /// Returns the chain that a row names for a new proposal; it must be that of a known one.
    fn chain(&mut self, proposal: usize, text: &str) -> Result<Option<usize>, Reason> {
        let Some(named) = self.judged.proposals.at(proposal).cloned() else {
            return Ok(None);
        };
        if text.is_empty() {
            if named.is_new && !self.judged.chain_of.contains_key(&proposal) {
                let can_make = self.can_make_chains;
                let all = resolved(&mut self.judged.chains, ALL, can_make, &CHAIN)?;
                self.judged.chain_all = Some(all);
            }
            return Ok(None);
        }
        let chain = resolved(&mut self.judged.chains, text, self.can_make_chains, &CHAIN)?;
        let id = self
            .judged
            .chains
            .at(chain)
            .map_or("", |one| one.id.as_str());
        let wrong = |stands: &str| reason("wrong_chain", &[&named.text, stands, text]);
        if named.is_new {
            return match self.judged.chain_of.get(&proposal) {
                Some(held) if *held != chain => {
                    let held = self.judged.chains.at(*held);
                    Err(wrong(held.map_or("", |one| one.text.as_str())))
                }
                _ => Ok(Some(chain)),
            };
        }
        let stands = self.panel.proposal(&named.id);
        match stands.filter(|one| !one.chain.is_empty() && one.chain != id) {
            Some(one) if !one.also_chains.iter().any(|also| also == id) => Err(wrong(&one.chain)),
            _ => Ok(None),
        }
    }

    fn score(&self, criterion: usize, text: &str) -> Result<Option<Decimal>, Reason> {
        if text.is_empty() {
            return Ok(None);
        }
        let folded: String = text.chars().map(half_width).collect();
        let Some(score) = parse(&folded) else {
            let is_beyond = is_beyond_limits(&folded);
            let code = if is_beyond {
                "beyond_limits"
            } else {
                "not_a_number"
            };
            return Err(reason(code, &[text]));
        };
        let named = self.judged.criteria.at(criterion);
        let known = named.and_then(|one| self.panel.rubric.criterion(&one.id));
        let bounds = match known {
            Some(criterion) => Some((criterion.scale.minimum(), criterion.scale.maximum())),
            None => self.options.scale,
        };
        if let Some((low, high)) = bounds
            && !(low..=high).contains(&score)
        {
            let range = [plain(low), plain(high)];
            return Err(reason(
                "out_of_range",
                &[&plain(score), &range[0], &range[1]],
            ));
        }
        let is_mark = |scale: &Scale| scale.has(score);
        match known.map(|criterion| &criterion.scale) {
            Some(scale) if !is_mark(scale) => {
                let step = plain(scale.step());
                Err(reason("off_step", &[&plain(score), &step]))
            }
            _ => Ok(Some(score)),
        }
    }

    /// Looks whether an expert may score a proposal, and at the sheet that is there.
    fn pair(&mut self, (round, expert, proposal): (Round, usize, usize)) -> Result<(), Reason> {
        let (Some(of_expert), Some(of_proposal)) = (
            self.judged.experts.at(expert).cloned(),
            self.judged.proposals.at(proposal).cloned(),
        ) else {
            return Ok(());
        };
        if of_proposal.is_new && self.files.contains(&format!("{}.toml", of_proposal.id)) {
            return Err(reason("damaged_proposal", &[&of_proposal.id]));
        }
        let words = [of_expert.text.as_str(), of_proposal.text.as_str()];
        let ids = (of_proposal.id.as_str(), of_expert.id.as_str());
        let stands = self.panel.proposal(ids.0);
        if stands.is_some_and(|one| !one.is_scored()) {
            return Err(reason("not_scored", &[words[1]]));
        }
        if self.recused.contains(&ids) {
            return Err(reason("recused", &words));
        }
        let members = self.members.get(ids.0);
        if self.panel.assignments.is_empty() {
            if members.is_some_and(|members| !members.contains(ids.1)) {
                return Err(reason("unassigned", &words));
            }
        } else if !self.assigned.contains(&ids) {
            if !self.options.create {
                return Err(reason("unassigned", &words));
            }
            self.judged.unassigned.push((proposal, expert));
        }
        if of_expert.is_new || of_proposal.is_new {
            return Ok(());
        }
        let sheet = crate::store::sheets::one(self.source, self.panel, round, ids.1, ids.0);
        match sheet {
            Err(problem) => Err(reason("damaged_sheet", &[&problem.file])),
            Ok(None) => Ok(()),
            Ok(Some(sheet)) => match sheet.state {
                SheetState::Recused => Err(reason("recused", &words)),
                SheetState::Abstained => Err(reason("abstained", &words)),
                SheetState::Draft | SheetState::Submitted => {
                    self.judged.stored.insert((round, expert, proposal), sheet);
                    Ok(())
                }
            },
        }
    }
}

/// The codes of one kind: nothing given, unknown, ambiguous.
type Codes = [&'static str; 3];

const PROPOSAL: Codes = ["no_proposal", "unknown_proposal", "ambiguous_proposal"];
const EXPERT: Codes = ["no_expert", "unknown_expert", "ambiguous_expert"];
const CRITERION: Codes = ["no_criterion", "unknown_criterion", "ambiguous_criterion"];
const CHAIN: Codes = ["no_chain", "unknown_chain", "ambiguous_chain"];

fn resolved(
    names: &mut Names,
    text: &str,
    create: bool,
    [none, unknown, ambiguous]: &Codes,
) -> Result<usize, Reason> {
    if text.is_empty() {
        return Err(reason(none, &[]));
    }
    names.resolve(text, create).map_err(|why| match why {
        Unresolved::Unknown => reason(unknown, &[text]),
        Unresolved::Ambiguous => reason(ambiguous, &[text]),
    })
}

fn round(text: &str) -> Result<Round, Reason> {
    let form: String = text.chars().map(half_width).collect();
    match form.to_lowercase().as_str() {
        "" | "first" | "1" | "首轮" | "第一轮" | "一" | "初评" => Ok(Round::First),
        "second" | "2" | "复议" | "第二轮" | "二" | "复评" => Ok(Round::Second),
        _ => Err(reason("unknown_round", &[text])),
    }
}
