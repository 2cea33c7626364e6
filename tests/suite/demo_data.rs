//! The demonstration as data: it reads like a real round and its sheets hold together.

use heyi::domain::decimal::{Decimal, RoundingMode, parse, round};
use heyi::domain::indicator::Verdict;
use heyi::domain::panel::Panel;
use heyi::domain::proposal::{Proposal, ProposalKind, ProposalState};
use heyi::domain::seal;
use heyi::domain::sheet::{Cell, CellName, ScoreSheet, SheetState};
use heyi::store::load;
use heyi::store::source::{DEMO, Source};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn demo() -> Panel {
    let (panel, problems) = load::panel(&Source::BuiltIn(DEMO));
    assert_eq!(problems, []);
    panel
}

fn sheet_files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("panels/demo/scores/first");
    let inside = |folder: &Path| -> Vec<PathBuf> {
        std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect()
    };
    let mut files: Vec<PathBuf> = inside(&root)
        .iter()
        .flat_map(|folder| inside(folder))
        .collect();
    files.sort();
    files
}

fn sheets() -> Vec<(String, ScoreSheet)> {
    let read = |file: PathBuf| {
        let text = std::fs::read_to_string(&file).unwrap();
        let sheet: ScoreSheet = toml::from_str(&text).unwrap();
        let place = format!("{}/{}.toml", sheet.expert, sheet.proposal);
        assert!(file.ends_with(&place), "{} holds {place}", file.display());
        (text, sheet)
    };
    sheet_files().into_iter().map(read).collect()
}

fn money(text: &str) -> Decimal {
    parse(text).unwrap()
}

/// Tells whether a sheet counts: handed to the panel, complete, by somebody who was there.
fn counts(panel: &Panel, sheet: &ScoreSheet) -> bool {
    sheet.state == SheetState::Submitted
        && panel.recusal(&sheet.expert, &sheet.proposal).is_none()
        && !panel.is_absent(&sheet.expert, &sheet.proposal)
        && sheet.total(&panel.rubric).is_some()
}

/// Totals that count, by proposal, lowest first.
fn totals(panel: &Panel) -> BTreeMap<String, Vec<Decimal>> {
    let mut totals: BTreeMap<String, Vec<Decimal>> = BTreeMap::new();
    for (_, sheet) in sheets().iter().filter(|(_, sheet)| counts(panel, sheet)) {
        let of_proposal = totals.entry(sheet.proposal.to_string()).or_default();
        of_proposal.push(sheet.total(&panel.rubric).unwrap());
    }
    for values in totals.values_mut() {
        values.sort();
    }
    totals
}

/// The customary mean: one highest and one lowest dropped, two decimals.
fn trimmed(values: &[Decimal]) -> Decimal {
    let kept = &values[1..values.len() - 1];
    let sum: Decimal = kept.iter().sum();
    round(sum / Decimal::from(kept.len()), 2, RoundingMode::HalfUp)
}

#[test]
fn it_says_that_it_is_a_demonstration() {
    let panel = demo();
    assert!(panel.head.demonstration);
    assert_eq!((panel.head.id.as_str(), panel.experts.len()), (DEMO, 9));
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("panels/demo");
    for folder in [root.clone(), root.join("proposals")] {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let text = std::fs::read_to_string(&path).unwrap();
                let marked = "# 演示数据，不得用于正式评审\n# Demonstration data";
                assert!(text.starts_with(marked), "{}", path.display());
            }
        }
    }
    for proposal in &panel.proposals {
        let partners = proposal.partners.iter().chain([&proposal.applicant]);
        for name in partners
            .map(String::as_str)
            .chain([proposal.leader.as_str()])
        {
            assert!(name.starts_with("示例"), "{}: {name}", proposal.id);
        }
    }
}

#[test]
fn every_chain_has_enough_proposals_of_every_sort() {
    let panel = demo();
    let scored: Vec<&Proposal> = panel.proposals.iter().filter(|p| p.is_scored()).collect();
    assert_eq!((panel.proposals.len(), scored.len()), (43, 41));
    let mut by_chain: BTreeMap<&str, usize> = BTreeMap::new();
    for proposal in &scored {
        *by_chain.entry(&proposal.chain).or_default() += 1;
    }
    let wanted = [
        ("film", 6),
        ("graphene", 6),
        ("ic", 6),
        ("mould", 7),
        ("reducer", 6),
        ("servo", 10),
    ];
    assert_eq!(by_chain.into_iter().collect::<Vec<_>>(), wanted);
    let count =
        |wanted: fn(&Proposal) -> bool| panel.proposals.iter().filter(|p| wanted(p)).count();
    assert_eq!(count(|p| p.special), 1);
    assert_eq!(count(|p| p.state == ProposalState::Withdrawn), 1);
    assert_eq!(count(|p| p.links.is_empty()), 1);
    assert_eq!(count(|p| !p.also_chains.is_empty()), 1);
    assert_eq!(
        count(|p| p.is_scored() && p.kind == ProposalKind::Attract),
        1
    );
    for kind in [
        ProposalKind::Implement,
        ProposalKind::Platform,
        ProposalKind::Application,
        ProposalKind::Demonstration,
    ] {
        assert!(scored.iter().any(|p| p.kind == kind), "{}", kind.key());
    }
}

#[test]
fn proposals_read_like_applications() {
    let panel = demo();
    let mut seen = BTreeSet::new();
    for proposal in &panel.proposals {
        let id = &proposal.id;
        let length = proposal.summary.chars().count();
        assert!((80..=200).contains(&length), "{id}: {length} characters");
        assert!((3..=8).contains(&proposal.promises.len()), "{id}");
        assert!(seen.insert(proposal.title.clone()), "{id}: title");
        assert!(seen.insert(proposal.summary.clone()), "{id}: abstract");
        for promise in &proposal.promises {
            assert!(!promise.text.is_empty() && promise.page > 0, "{id}");
            assert!(!promise.acceptance.is_empty(), "{id}: {}", promise.text);
        }
        let funded = money(&proposal.requested) + money(&proposal.own_funds);
        assert_eq!(funded, money(&proposal.total_cost), "{id}");
        assert!((6..=60).contains(&proposal.months), "{id}");
        if proposal.special {
            assert!(!proposal.special_reason.is_empty() && !proposal.special_approver.is_empty());
        }
        assert_eq!(
            proposal.state == ProposalState::Withdrawn,
            !proposal.state_reason.is_empty()
        );
    }
}

#[test]
fn links_scopes_and_products_are_the_plans() {
    let panel = demo();
    for proposal in &panel.proposals {
        let id = &proposal.id;
        assert!(panel.plan.chain(&proposal.chain).is_some(), "{id}");
        for link in &proposal.links {
            let (chain, _) = panel.plan.link(link).unwrap();
            let own = chain.id == proposal.chain || proposal.also_chains.contains(&chain.id);
            assert!(own, "{id}: {link}");
        }
        if let Some(link) = proposal.main_link() {
            let target = &panel.plan.link(link).unwrap().1.target;
            for part in &proposal.scope {
                assert!(target.contains(part.as_str()), "{id}: {part}");
            }
        }
        let also = proposal.also_chains.iter().map(String::as_str);
        let chains = also.chain([proposal.chain.as_str()]);
        let known = chains
            .filter_map(|chain| panel.plan.chain(chain))
            .flat_map(|chain| &chain.application)
            .flat_map(|group| &group.products)
            .any(|product| product.contains(&proposal.product));
        assert!(known, "{id}: {}", proposal.product);
    }
}

#[test]
fn people_groups_and_rulings_know_each_other() {
    let panel = demo();
    let technical = panel.experts.iter().filter(|e| e.expertise == "technical");
    assert!(technical.count() * 3 >= panel.experts.len() * 2);
    assert_eq!(panel.groups.len(), panel.plan.chains.len());
    for group in &panel.groups {
        assert!(panel.plan.chain(&group.id).is_some() && !group.name.en.is_empty());
        assert!(group.members.contains(&group.chair));
        assert!(group.members.iter().all(|id| panel.expert(id).is_some()));
        for id in &group.proposals {
            assert_eq!(panel.proposal(id).unwrap().chain, group.id, "{id}");
        }
    }
    for proposal in &panel.proposals {
        assert!(panel.group_of(&proposal.id).is_some(), "{}", proposal.id);
        let applicant = panel.applicant(&proposal.applicant).unwrap();
        assert_eq!(applicant.district, proposal.district, "{}", proposal.id);
    }
    for expert in &panel.experts {
        assert_eq!(panel.assigned(&expert.id).len(), 41, "{}", expert.id);
    }
    let of_state = |state: &str| panel.conflicts.iter().filter(|c| c.state == state).count();
    assert!(of_state("recused") >= 5 && of_state("candidate") == 1 && of_state("cleared") == 1);
    let pairs = panel.conflicts.iter().map(|c| (&c.proposal, &c.expert));
    for (proposal, expert) in pairs.chain(panel.absences.iter().map(|a| (&a.proposal, &a.expert))) {
        assert!(panel.proposal(proposal).is_some() && panel.expert(expert).is_some());
    }
}

#[test]
fn exactly_one_expert_has_no_sheet() {
    let panel = demo();
    let sheets = sheets();
    let empty: Vec<&str> = panel
        .experts
        .iter()
        .map(|expert| expert.id.as_str())
        .filter(|id| sheets.iter().all(|(_, sheet)| sheet.expert != *id))
        .collect();
    assert_eq!(empty, ["E09"]);
    for state in [
        SheetState::Draft,
        SheetState::Submitted,
        SheetState::Recused,
    ] {
        assert!(sheets.iter().any(|(_, sheet)| sheet.state == state));
    }
}

#[test]
fn sheets_are_what_the_program_writes() {
    let panel = demo();
    let mut size = 0;
    for (text, sheet) in sheets() {
        let place = format!("{}/{}", sheet.expert, sheet.proposal);
        size += text.len();
        assert_eq!(seal::sealed_text(&sheet), text, "{place}");
        assert!(seal::check_seal(&text).is_ok(), "{place}");
        let assigned = panel.assigned(&sheet.expert);
        assert!(assigned.iter().any(|p| p.id == sheet.proposal), "{place}");
        let recused = panel.recusal(&sheet.expert, &sheet.proposal).is_some();
        assert_eq!(recused, sheet.state == SheetState::Recused, "{place}");
        for id in sheet.scores.keys() {
            let Cell::Score(score) = sheet.cell(id) else {
                panic!("{place}: {id}")
            };
            let scale = &panel.rubric.criterion(id).unwrap().scale;
            assert!(scale.has(score), "{place}: {id} {score}");
        }
        if sheet.state == SheetState::Submitted {
            assert!(
                sheet.verdict().is_some() && sheet.familiarity > 0,
                "{place}"
            );
        }
    }
    assert!(size < 1_300_000, "{size}");
}

#[test]
fn sheets_were_scored_against_this_plan_and_rubric() {
    let panel = demo();
    for (_, sheet) in sheets() {
        assert_eq!(
            (&*sheet.plan, &*sheet.rubric),
            (&*panel.plan_digest, &*panel.rubric_digest),
            "{}/{}",
            sheet.expert,
            sheet.proposal
        );
    }
}

#[test]
fn histories_lead_to_what_stands_in_the_sheet() {
    for (text, sheet) in sheets() {
        let mut again = ScoreSheet::new(&sheet.panel, &sheet.expert, &sheet.proposal, sheet.round);
        again.plan.clone_from(&sheet.plan);
        again.rubric.clone_from(&sheet.rubric);
        for entry in sheet.history.iter() {
            let name = CellName::parse(&entry.cell).unwrap();
            if name == CellName::State && matches!(entry.to.as_str(), "recused" | "draft") {
                again.reason.clone_from(&sheet.reason);
            }
            assert!(again.change(&name, &entry.to, &entry.at));
        }
        assert_eq!(again.history, sheet.history);
        assert_eq!(seal::sealed_text(&again), text);
    }
}

#[test]
fn extremes_carry_a_sentence() {
    let panel = demo();
    for (_, sheet) in sheets() {
        let extreme = panel.rubric.criteria.iter().any(|criterion| {
            let full = criterion.scale.maximum();
            match sheet.cell(&criterion.id) {
                Cell::Score(score) => {
                    score * Decimal::from(10) < full * Decimal::from(6)
                        || score * Decimal::from(20) > full * Decimal::from(19)
                }
                Cell::Absent | Cell::Abstained => false,
            }
        });
        let place = format!("{}/{}", sheet.expert, sheet.proposal);
        assert!(!extreme || !sheet.comment.is_empty(), "{place}");
    }
}

#[test]
fn combining_shows_something_in_the_first_minute() {
    let panel = demo();
    let totals = totals(&panel);
    assert_eq!(totals["SM-07"].len(), 4, "too few experts");
    let others = totals.iter().filter(|(id, _)| *id != "SM-07");
    assert!(others.clone().all(|(_, values)| values.len() >= 5));
    let of = |id: &str| trimmed(&totals[id]);
    assert_eq!(of("SM-03"), money("83.80"), "one outlier taken away");
    assert_eq!(totals["SM-03"][0], money("62"));
    assert_eq!(of("SM-02"), of("SM-09"), "a tie at the money line");
    assert_eq!(of("MD-02"), of("MD-05"), "a tie that the votes decide");
    assert_eq!(of("RD-04"), money("75"), "exactly on the line");
    let ic = totals.keys().filter(|id| id.starts_with("IC-"));
    assert!(
        ic.clone().all(|id| of(id) < money("75")),
        "nobody wins here"
    );
    assert!(ic.count() == 6);

    let of_target = |id: &str| -> Vec<Decimal> {
        let mut scores: Vec<Decimal> = sheets()
            .iter()
            .filter(|(_, sheet)| sheet.proposal == id && counts(&panel, sheet))
            .map(|(_, sheet)| money(sheet.scores.get("target").unwrap()))
            .collect();
        scores.sort();
        scores
    };
    let sum = |id: &str| of_target(id).iter().sum::<Decimal>();
    assert!(
        sum("SM-02") > sum("SM-09") && trimmed(&of_target("SM-02")) > trimmed(&of_target("SM-09"))
    );
    assert_eq!(of_target("MD-02"), of_target("MD-05"));
    assert!(of("GR-03") > money("75") && trimmed(&of_target("GR-03")) < money("12"));
    let recommended = |id: &str| {
        let sheets = sheets();
        let votes = sheets.iter().filter(|(_, sheet)| {
            sheet.proposal == id && sheet.verdict == "recommend" && counts(&panel, sheet)
        });
        votes.count()
    };
    assert!(recommended("MD-02") > recommended("MD-05"));

    let lines = panel.groups.iter().filter(|group| {
        let asked: Decimal = group
            .proposals
            .iter()
            .filter(|id| {
                totals
                    .get(*id)
                    .is_some_and(|values| values.len() >= 5 && trimmed(values) >= money("75"))
            })
            .map(|id| money(&panel.proposal(id).unwrap().requested))
            .sum();
        asked > money(&group.budget)
    });
    assert!(lines.count() >= 2, "the money ends inside the list");
}

#[test]
fn its_proposals_show_every_verdict() {
    let panel = demo();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for proposal in &panel.proposals {
        let link = proposal.main_link().and_then(|id| panel.plan.link(id));
        if let Some((_, link)) = link {
            let comparison = heyi::analysis::comparison::compare(link, proposal);
            for verdict in Verdict::ALL {
                *counts.entry(verdict.key()).or_default() += comparison.count(verdict);
            }
        }
    }
    for verdict in Verdict::ALL {
        assert!(counts[verdict.key()] > 0, "{counts:?}");
    }
}
