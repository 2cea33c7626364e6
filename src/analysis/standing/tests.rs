//! Standings of small panels, worked out by hand.

use super::*;
use crate::domain::decimal::{RoundingMode, parse, plain};
use crate::domain::link_notes::{Mark, MarkKind};
use crate::domain::opinion::Opinion;
use crate::domain::people::{Absence, Conflict, Expert, Group};
use crate::domain::plan::{Chain, InnovationLink};
use crate::domain::policy::{Method, Per, Stage};
use crate::domain::proposal::{Promise, Proposal, ProposalKind, ProposalState};
use crate::domain::recommendation::ReasonCode;
use crate::domain::rubric::{Criterion, CriterionOverride, Rubric, Scale};
use crate::domain::rulings::{Award, TieVote, VetoRuling, VetoState, VoidRuling};
use crate::domain::sheet::SheetState;
use proptest::prelude::*;

fn criterion(id: &str, max: &str, weight: &str) -> Criterion {
    Criterion {
        id: id.into(),
        required: true,
        weight: weight.into(),
        scale: Scale {
            max: max.into(),
            step: "0.5".into(),
            ..Scale::default()
        },
        ..Criterion::default()
    }
}

fn sheet(expert: usize, proposal: &str, scores: &[&str]) -> ScoreSheet {
    let mut sheet = ScoreSheet::new("p", &format!("E{expert:02}"), proposal, Round::First);
    sheet.state = SheetState::Submitted;
    sheet.verdict = "recommend".into();
    for (id, score) in ["a", "b"].iter().zip(scores) {
        sheet.scores.insert((*id).into(), (*score).into());
    }
    sheet
}

/// A panel with criteria a (100 marks) and b (100 marks, no points), two decimals.
fn panel(experts: usize, proposals: &[&str]) -> Panel {
    let mut panel = Panel {
        rubric: Rubric {
            criteria: vec![criterion("a", "100", ""), criterion("b", "100", "0")],
            ..Rubric::default()
        },
        experts: (1..=experts)
            .map(|n| Expert {
                id: format!("E{n:02}"),
                expertise: "technical".into(),
                ..Expert::default()
            })
            .collect(),
        proposals: proposals
            .iter()
            .map(|&id| Proposal {
                id: id.into(),
                chain: "c".into(),
                requested: "100".into(),
                ..Proposal::default()
            })
            .collect(),
        groups: vec![Group {
            id: "g".into(),
            proposals: proposals.iter().map(|&id| id.into()).collect(),
            members: (1..=experts).map(|n| format!("E{n:02}")).collect(),
            ..Group::default()
        }],
        ..Panel::default()
    };
    panel.policy.rounding.decimals = Some(2);
    panel
}

fn scored(totals: &[&str], proposal: &str) -> Vec<ScoreSheet> {
    (1..)
        .zip(totals)
        .map(|(n, total)| sheet(n, proposal, &[total, "50"]))
        .collect()
}

fn total(totals: &[&str], change: fn(&mut Policy)) -> (String, bool) {
    let mut panel = panel(totals.len(), &["P"]);
    change(&mut panel.policy);
    let standings = combine(&panel, &scored(totals, "P"), Round::First);
    let row = standings.row("P").unwrap();
    (plain(row.total.unwrap()), row.trimmed_applied)
}

#[test]
fn one_highest_and_one_lowest_are_dropped() {
    for (totals, wanted, applied) in [
        (&["90", "80", "70", "60", "50"][..], "70", true),
        (&["90", "90", "70", "60", "50"], "73.33", true), // (90 + 70 + 60) / 3: one of the equal two
        (&["50", "50", "50", "50", "90"], "50", true),
        (&["80", "80", "80", "80", "80"], "80", true),
        (&["90", "80", "70", "50"], "72.5", false), // four: the plain mean
        (&["90", "80", "71"], "80.33", false),
        (&["90"], "90", false),
    ] {
        assert_eq!(
            total(totals, |_| ()),
            (wanted.into(), applied),
            "{totals:?}"
        );
    }
}

#[test]
fn below_five_the_row_says_so() {
    let panel = panel(4, &["P"]);
    let standings = combine(
        &panel,
        &scored(&["90", "80", "70", "50"], "P"),
        Round::First,
    );
    let row = standings.row("P").unwrap();
    let reason = row
        .reasons
        .iter()
        .find(|reason| reason.code == ReasonCode::PlainMean)
        .unwrap();
    assert_eq!(reason.numbers[0].value, Decimal::from(4));
    assert_eq!((row.n, row.without_trim), (4, None));
    assert!(
        row.totals
            .iter()
            .all(|total| total.dropped.is_none() && total.counts)
    );
}

#[test]
fn who_was_dropped_is_marked_once() {
    let panel = panel(5, &["P"]);
    let standings = combine(
        &panel,
        &scored(&["80", "80", "80", "70", "70"], "P"),
        Round::First,
    );
    let row = standings.row("P").unwrap();
    let marks: Vec<Option<Dropped>> = row.totals.iter().map(|total| total.dropped).collect();
    assert_eq!(
        marks,
        [None, None, Some(Dropped::High), Some(Dropped::Low), None]
    );
    assert_eq!(row.without_trim, Some((Decimal::from(76), 1)));
    assert_eq!(row.total, parse("76.67"));
}

#[test]
fn halves_and_methods_follow_the_policy() {
    let halves = ["80.5", "80", "80", "80"]; // mean 80.125
    assert_eq!(total(&halves, |_| ()).0, "80.13");
    let even: fn(&mut Policy) = |policy| policy.rounding.mode = RoundingMode::HalfEven;
    assert_eq!(total(&halves, even).0, "80.12");
    let exact: fn(&mut Policy) = |policy| policy.rounding.decimals = None;
    assert_eq!(total(&halves, exact).0, "80.125");
    let totals = ["90", "80", "70", "65", "50"];
    let median: fn(&mut Policy) = |policy| policy.combine.method = Method::Median;
    let mean: fn(&mut Policy) = |policy| policy.combine.method = Method::Mean;
    assert_eq!(total(&totals, median).0, "70");
    assert_eq!(total(&totals[..4], median).0, "75");
    assert_eq!(total(&totals, mean).0, "71");
}

#[test]
fn items_are_rounded_before_or_only_at_the_end() {
    // Two criteria of 3 marks each, worth 10 and 20 points; three experts, plain mean.
    let mut panel = panel(3, &["P"]);
    panel.rubric.criteria = vec![criterion("a", "3", "10"), criterion("b", "3", "20")];
    panel.policy.rounding.decimals = Some(1);
    let sheets = [
        sheet(1, "P", &["1", "2"]),
        sheet(2, "P", &["2", "2"]),
        sheet(3, "P", &["2", "3"]),
    ];
    let total = |panel: &Panel| {
        let standings = combine(panel, &sheets, Round::First);
        plain(standings.row("P").unwrap().total.unwrap())
    };
    // Final: (5/3)·10/3 + (7/3)·20/3 = 50/9 + 140/9 = 190/9 = 21.11.
    assert_eq!(total(&panel), "21.1");
    // Item: 1.7·10/3 = 5.67 → 5.7; 2.3·20/3 = 15.33 → 15.3; together 21.0.
    panel.policy.rounding.stage = Stage::Item;
    assert_eq!(total(&panel), "21");
}

#[test]
fn trimming_criteria_is_not_trimming_totals() {
    let mut panel = panel(5, &["P"]);
    panel.rubric.criteria = vec![criterion("a", "50", ""), criterion("b", "50", "")];
    let rows = [
        ["50", "50"],
        ["40", "0"],
        ["0", "40"],
        ["30", "30"],
        ["30", "30"],
    ];
    let sheets: Vec<ScoreSheet> = (1..)
        .zip(&rows)
        .map(|(n, row)| sheet(n, "P", row))
        .collect();
    let total = |panel: &Panel| {
        let standings = combine(panel, &sheets, Round::First);
        plain(standings.row("P").unwrap().total.unwrap())
    };
    // Totals 100 40 40 60 60: (40 + 60 + 60) / 3.
    assert_eq!(total(&panel), "53.33");
    // Each criterion 50 40 0 30 30: (30 + 30 + 40) / 3, twice.
    panel.policy.combine.per = Per::Criterion;
    assert_eq!(total(&panel), "66.67");
}

#[test]
fn a_sheet_without_a_required_score_is_in_no_total_and_is_listed() {
    let panel = panel(3, &["P"]);
    let mut sheets = scored(&["80", "70", "0"], "P");
    sheets[0].scores.remove("b");
    let standings = combine(&panel, &sheets, Round::First);
    let row = standings.row("P").unwrap();
    assert_eq!(
        (row.n, row.total, row.min),
        (2, parse("35"), Some(Decimal::ZERO))
    );
    assert_eq!(row.criteria[0].n, 2);
    assert_eq!(
        standings.incomplete,
        [Incomplete {
            proposal: "P".into(),
            expert: "E01".into(),
            missing: vec!["b".into()]
        }]
    );
    let group = &standings.groups[0];
    assert_eq!(
        (group.expected, group.received, group.missing.len()),
        (3, 3, 0)
    );
}

#[test]
fn a_sheet_without_any_score_is_no_nought() {
    let mut panel = panel(2, &["P"]);
    for criterion in &mut panel.rubric.criteria {
        criterion.required = false;
    }
    let mut sheets = scored(&["80", "70"], "P");
    sheets[0].scores.clear();
    let standings = combine(&panel, &sheets, Round::First);
    let row = standings.row("P").unwrap();
    assert_eq!((row.n, row.total), (1, parse("70")));
    assert_eq!(row.totals[0].expert, "E02");
    assert_eq!(standings.incomplete[0].expert, "E01");
    panel.rubric.criteria.clear();
    let standings = combine(&panel, &sheets, Round::First);
    assert_eq!(standings.row("P").unwrap().total, None);
}

#[test]
fn states_are_never_noughts() {
    let mut panel = panel(7, &["P"]);
    panel.policy.valid.experts = 5;
    panel.policy.valid.must_attend = true;
    panel.absences = vec![Absence {
        proposal: "P".into(),
        expert: "E01".into(),
        ..Absence::default()
    }];
    panel.conflicts = vec![Conflict {
        proposal: "P".into(),
        expert: "E02".into(),
        state: "recused".into(),
        ..Conflict::default()
    }];
    let mut sheets = scored(&["10", "10", "80", "80", "80", "80"], "P");
    sheets.push(sheet(9, "P", &["10", "10"]));
    sheets[2].state = SheetState::Abstained;
    sheets[3].state = SheetState::Draft;
    let standings = combine(&panel, &sheets, Round::First);
    let (group, row) = (&standings.groups[0], standings.row("P").unwrap());
    let why: Vec<(&str, &str)> = group
        .not_counted
        .iter()
        .map(|one| (one.expert.as_str(), one.why.key()))
        .collect();
    assert_eq!(
        why,
        [
            ("E01", "absent"),
            ("E02", "recused"),
            ("E03", "abstained"),
            ("E09", "unassigned")
        ]
    );
    let missing: Vec<_> = group
        .missing
        .iter()
        .map(|one| (one.expert.as_str(), one.state))
        .collect();
    assert_eq!(missing, [("E04", Some(SheetState::Draft)), ("E07", None)]);
    assert_eq!((group.expected, group.received), (4, 2));
    assert_eq!((row.n, row.lane, row.rank), (2, Lane::Invalid, None));
    assert_eq!(row.reasons[0].code, ReasonCode::TooFewExperts);
}

#[test]
fn an_absent_expert_counts_where_hearing_is_not_asked_for() {
    let mut panel = panel(2, &["P"]);
    panel.absences = vec![Absence {
        proposal: "P".into(),
        expert: "E01".into(),
        ..Absence::default()
    }];
    let standings = combine(&panel, &scored(&["10", "20"], "P"), Round::First);
    assert_eq!(standings.row("P").unwrap().n, 2);
}

#[test]
fn two_thirds_must_be_technical() {
    let mut panel = panel(6, &["P"]);
    panel.policy.valid.technical_share = "2/3".into();
    let lane = |panel: &Panel| {
        let sheets = scored(&["80"; 6], "P");
        combine(panel, &sheets, Round::First).row("P").unwrap().lane
    };
    panel.experts[0].expertise = "financial".into();
    panel.experts[1].expertise = "financial".into();
    assert_eq!(lane(&panel), Lane::Recommend, "four of six are two thirds");
    panel.experts[2].expertise = "managerial".into();
    assert_eq!(lane(&panel), Lane::Invalid);
}

#[test]
fn lines_decide_the_lane_and_say_how_far() {
    let mut panel = panel(1, &["P"]);
    panel.policy.threshold.pass = "60".into();
    panel.policy.threshold.recommend = "75".into();
    panel
        .policy
        .threshold
        .criterion
        .insert("b".into(), "0.6".into());
    for (a, b, lane, code, short) in [
        ("75", "60", Lane::Recommend, ReasonCode::Passed, None),
        (
            "74.5",
            "90",
            Lane::Decline,
            ReasonCode::BelowRecommend,
            Some("0.5"),
        ),
        (
            "59.5",
            "90",
            Lane::Decline,
            ReasonCode::BelowPass,
            Some("0.5"),
        ),
        (
            "90",
            "59.5",
            Lane::Decline,
            ReasonCode::CriterionBelow,
            Some("0.5"),
        ),
    ] {
        let sheets = [sheet(1, "P", &[a, b])];
        let standings = combine(&panel, &sheets, Round::First);
        let row = standings.row("P").unwrap();
        assert_eq!((row.lane, row.reasons[0].code), (lane, code), "{a} {b}");
        let found = row.reasons[0]
            .numbers
            .iter()
            .find(|one| one.name == "short");
        assert_eq!(found.map(|one| plain(one.value)).as_deref(), short);
        assert_eq!(row.rank, Some(1), "who is declined still has a place");
        assert_eq!(row.distance, Some(row.total.unwrap() - Decimal::from(75)));
    }
}

fn funded(
    budget: &str,
    requested: &[&str],
    totals: &[&str],
    skip: bool,
) -> Vec<(Lane, ReasonCode)> {
    let ids = ["P1", "P2", "P3", "P4"];
    let mut panel = panel(1, &ids[..requested.len()]);
    panel.groups[0].budget = budget.into();
    panel.policy.money.skip = skip;
    for (proposal, requested) in panel.proposals.iter_mut().zip(requested) {
        proposal.requested = (*requested).into();
    }
    let sheets: Vec<ScoreSheet> = ids
        .iter()
        .zip(totals)
        .map(|(id, total)| sheet(1, id, &[total, "50"]))
        .collect();
    let standings = combine(&panel, &sheets, Round::First);
    let spent: Decimal = standings.rows().filter_map(|row| row.awarded).sum();
    assert_eq!(standings.groups[0].spent, spent);
    ids.iter()
        .filter_map(|id| standings.row(id))
        .map(|row| (row.lane, row.reasons[0].code))
        .collect()
}

#[test]
fn money_is_spent_in_rank_order() {
    let in_ = (Lane::Recommend, ReasonCode::Passed);
    let out = (Lane::Reserve, ReasonCode::Budget);
    let tie = (Lane::Reserve, ReasonCode::TieAtLine);
    let totals = ["90", "80", "70"];
    assert_eq!(
        funded("300", &["100", "100", "100"], &totals, false),
        [in_, in_, in_]
    );
    assert_eq!(
        funded("250", &["100", "160", "40"], &totals, false),
        [in_, out, out]
    );
    assert_eq!(
        funded("250", &["100", "160", "40"], &totals, true),
        [in_, out, in_]
    );
    assert_eq!(
        funded("150", &["100", "50", "50"], &["90", "80", "80"], false),
        [in_, tie, tie]
    );
    assert_eq!(
        funded("200", &["100", "50", "50"], &["90", "80", "80"], false),
        [in_, in_, in_]
    );
    assert_eq!(
        funded("", &["100", "", "1"], &totals, false),
        [in_, in_, in_]
    );
}

#[test]
fn a_reserve_says_what_is_missing() {
    let mut panel = panel(1, &["P1", "P2"]);
    panel.groups[0].budget = "150".into();
    let sheets = [sheet(1, "P1", &["90", "1"]), sheet(1, "P2", &["80", "1"])];
    let standings = combine(&panel, &sheets, Round::First);
    let row = standings.row("P2").unwrap();
    let numbers: Vec<(&str, String)> = row.reasons[0]
        .numbers
        .iter()
        .map(|one| (one.name, plain(one.value)))
        .collect();
    assert_eq!(
        numbers,
        [
            ("requested", "100".into()),
            ("left", "50".into()),
            ("short", "50".into()),
            ("budget", "150".into())
        ]
    );
    assert_eq!((row.awarded, row.cumulative), (None, parse("200")));
}

#[test]
fn who_takes_no_part_has_a_lane_of_its_own() {
    let mut panel = panel(1, &["P1", "P2", "P3", "P4"]);
    panel.proposals[0].state = ProposalState::Withdrawn;
    panel.proposals[1].state = ProposalState::Ineligible;
    panel.proposals[2].special = true;
    let sheets: Vec<ScoreSheet> = ["P1", "P2", "P3", "P4"]
        .map(|id| sheet(1, id, &["80", "50"]))
        .into();
    let standings = combine(&panel, &sheets, Round::First);
    let lanes: Vec<(&str, Lane, Option<u32>, usize)> = standings
        .rows()
        .map(|row| (row.proposal.as_str(), row.lane, row.rank, row.n))
        .collect();
    assert_eq!(
        lanes,
        [
            ("P4", Lane::Recommend, Some(1), 1),
            ("P1", Lane::Withdrawn, None, 0),
            ("P2", Lane::Ineligible, None, 0),
            ("P3", Lane::Special, None, 0)
        ]
    );
}

#[test]
fn the_second_round_replaces_what_was_submitted_again() {
    let panel = panel(2, &["P"]);
    let mut sheets = scored(&["60", "70"], "P");
    let mut again = sheet(1, "P", &["80", "50"]);
    again.round = Round::Second;
    sheets.push(again);
    let mut draft = sheet(2, "P", &["0", "0"]);
    (draft.round, draft.state) = (Round::Second, SheetState::Draft);
    sheets.push(draft);
    let total = |round| combine(&panel, &sheets, round).row("P").unwrap().total;
    assert_eq!(
        (total(Round::First), total(Round::Second)),
        (parse("65"), parse("75"))
    );
}

#[test]
fn without_groups_chains_part_only_where_no_expert_is_common() {
    let mut panel = panel(2, &["P1", "P2"]);
    panel.groups.clear();
    panel.proposals[1].chain = "d".into();
    let ids = |sheets: &[ScoreSheet]| {
        let standings = combine(&panel, sheets, Round::First);
        let groups = standings.groups.iter().map(|group| group.id.clone());
        groups.collect::<Vec<_>>()
    };
    let apart = [sheet(1, "P1", &["1", "1"]), sheet(2, "P2", &["1", "1"])];
    let common = [sheet(1, "P1", &["1", "1"]), sheet(1, "P2", &["1", "1"])];
    assert_eq!(ids(&apart), ["c", "d"]);
    assert_eq!(ids(&common), ["all"]);
}

#[test]
fn a_sheet_of_another_rubric_counts_only_where_it_fits() {
    let mut panel = panel(3, &["P"]);
    panel.rubric_digest = "sha256:new".into();
    let mut sheets = scored(&["60", "70", "80"], "P");
    for sheet in &mut sheets {
        sheet.rubric = "sha256:old".into();
    }
    assert_eq!(
        combine(&panel, &sheets, Round::First).row("P").unwrap().n,
        3
    );
    sheets[0].scores.remove("b");
    sheets[1].set_aside.insert("c".into(), "1".into());
    let standings = combine(&panel, &sheets, Round::First);
    let excluded: Vec<(&str, &str)> = standings.groups[0]
        .not_counted
        .iter()
        .map(|one| (one.expert.as_str(), one.why.key()))
        .collect();
    assert_eq!(excluded, [("E01", "other_rubric"), ("E02", "other_rubric")]);
    assert_eq!(standings.row("P").unwrap().n, 1);
    assert!(standings.groups[0].missing.is_empty());
}

proptest! {
    #[test]
    fn the_order_of_files_experts_and_proposals_changes_nothing(
        scores in prop::collection::vec((0_usize..4, 1_usize..8, 0_u32..=200, 0_u32..=200), 1..40),
        turn in 0_usize..40,
    ) {
        let ids = ["P1", "P2", "P3", "P4"];
        let mut panel = panel(7, &ids);
        panel.groups[0].budget = "250".into();
        panel.policy.ladder = vec!["criterion:b".into(), "recommend_votes".into()];
        let half = |n: u32| format!("{}", f64::from(n) / 2.0);
        let mut sheets: Vec<ScoreSheet> = scores
            .iter()
            .map(|&(p, e, a, b)| sheet(e, ids[p], &[&half(a / 20 * 20), &half(b)]))
            .collect();
        sheets.sort_by(|l, r| (&l.proposal, &l.expert).cmp(&(&r.proposal, &r.expert)));
        sheets.dedup_by(|l, r| (&l.proposal, &l.expert) == (&r.proposal, &r.expert));
        let before = combine(&panel, &sheets, Round::First);
        let at = turn % sheets.len();
        sheets.rotate_left(at);
        panel.experts.reverse();
        panel.proposals.rotate_left(turn % 4);
        panel.groups[0].proposals.reverse();
        panel.groups[0].members.rotate_left(turn % 7);
        prop_assert_eq!(&before, &combine(&panel, &sheets, Round::First));
        // An absent cell more changes nothing.
        sheets.push(ScoreSheet::new("p", "E99", "P1", Round::First));
        prop_assert_eq!(&before, &combine(&panel, &sheets, Round::First));
    }

    #[test]
    fn scaling_the_scores_with_their_scale_changes_no_rank(
        scores in prop::collection::vec((0_usize..4, 1_usize..8, 0_u32..=100, 0_u32..=100), 1..40),
        factor in 1_u32..7,
    ) {
        let ids = ["P1", "P2", "P3", "P4"];
        let ranks = |factor: u32| {
            let mut panel = panel(7, &ids);
            panel.policy.rounding.decimals = None;
            let max = (100 * factor).to_string();
            panel.rubric.criteria = vec![criterion("a", &max, ""), criterion("b", &max, "")];
            let sheets: Vec<ScoreSheet> = scores
                .iter()
                .map(|&(p, e, a, b)| {
                    let scaled = [(a * factor).to_string(), (b * factor).to_string()];
                    sheet(e, ids[p], &scaled.each_ref().map(String::as_str))
                })
                .collect();
            let standings = combine(&panel, &sheets, Round::First);
            let rows = standings.rows();
            rows.map(|row| (row.proposal.clone(), row.rank)).collect::<Vec<_>>()
        };
        prop_assert_eq!(ranks(1), ranks(factor));
    }
}

fn ground(proposal: &str, ground: &str, state: VetoState) -> VetoRuling {
    VetoRuling {
        proposal: proposal.into(),
        ground: ground.into(),
        state,
        ..VetoRuling::default()
    }
}

#[test]
fn a_confirmed_veto_takes_out_and_a_proposed_one_only_informs() {
    let mut panel = panel(5, &["P", "Q", "R"]);
    let mut sheets = scored(&["90", "90", "90", "90", "90"], "P");
    sheets.extend(scored(&["80", "80", "80", "80", "80"], "Q"));
    sheets.extend(scored(&["70", "70", "70", "70", "70"], "R"));
    sheets[5].veto.insert("ip".into(), "诉讼文书".into());
    panel.rulings.vetoes = vec![
        ground("P", "fake", VetoState::Confirmed),
        ground("R", "fake", VetoState::Dismissed),
    ];
    let standings = combine(&panel, &sheets, Round::First);
    let told = |id: &str| {
        let row = standings.row(id).unwrap();
        (row.rank, row.lane, row.reasons[0].code)
    };
    assert_eq!(told("P"), (None, Lane::Vetoed, ReasonCode::Vetoed));
    assert_eq!(told("Q"), (Some(1), Lane::Recommend, ReasonCode::Passed));
    assert_eq!(told("R").0, Some(2));
    let has = |id: &str, code| {
        let row = standings.row(id).unwrap();
        row.reasons.iter().any(|reason| reason.code == code)
    };
    assert!(has("Q", ReasonCode::VetoPending) && !has("R", ReasonCode::VetoPending));
    assert_eq!(standings.groups[0].pending.len(), 1);
    panel
        .rulings
        .vetoes
        .push(ground("Q", "ip", VetoState::Dismissed));
    let standings = combine(&panel, &sheets, Round::First);
    assert!(standings.groups[0].pending.is_empty());
}

#[test]
fn a_sheet_that_was_ruled_void_counts_in_nothing() {
    let mut panel = panel(5, &["P"]);
    panel.rulings.voided.push(VoidRuling {
        proposal: "P".into(),
        expert: "E01".into(),
        ..VoidRuling::default()
    });
    let sheets = scored(&["10", "80", "80", "80", "80"], "P");
    let standings = combine(&panel, &sheets, Round::First);
    let row = standings.row("P").unwrap();
    assert_eq!((row.n, plain(row.total.unwrap())), (4, "80".into()));
    assert_eq!(standings.groups[0].not_counted[0].why, Excluded::Voided);
}

#[test]
fn a_recorded_vote_orders_what_it_names_in_full_and_nothing_else() {
    let mut panel = panel(5, &["P", "Q", "R"]);
    panel.policy.ladder = vec!["recorded_vote".into()];
    let five = ["80", "80", "80", "80", "80"];
    let sheets: Vec<ScoreSheet> = ["P", "Q", "R"]
        .iter()
        .flat_map(|id| scored(&five, id))
        .collect();
    let ranks = |panel: &Panel| -> Vec<(String, u32)> {
        let standings = combine(panel, &sheets, Round::First);
        let rows = standings
            .rows()
            .map(|row| (row.proposal.clone(), row.rank.unwrap()));
        rows.collect()
    };
    let vote = |order: &[&str], votes: &[u32]| TieVote {
        order: order.iter().map(|&id| id.into()).collect(),
        votes: votes.to_vec(),
        ..TieVote::default()
    };
    let wanted = |ranks: &[(&str, u32)]| -> Vec<(String, u32)> {
        ranks
            .iter()
            .map(|(id, rank)| ((*id).into(), *rank))
            .collect()
    };
    panel.rulings.tie_votes = vec![vote(&["R", "P"], &[])];
    assert_eq!(
        ranks(&panel),
        wanted(&[("P", 1), ("Q", 1), ("R", 1)]),
        "Q is not named"
    );
    panel.rulings.tie_votes = vec![vote(&["R", "P", "Q"], &[])];
    assert_eq!(ranks(&panel), wanted(&[("R", 1), ("P", 2), ("Q", 3)]));
    panel.rulings.tie_votes = vec![vote(&["R", "P", "Q"], &[2, 5, 2])];
    assert_eq!(ranks(&panel), wanted(&[("P", 1), ("Q", 2), ("R", 2)]));
}

#[test]
fn conditions_and_unmet_must_meet_indicators_make_it_one_after_changes() {
    let mut panel = panel(5, &["P", "Q"]);
    let link = InnovationLink {
        id: "c-01".into(),
        row: 1,
        target: "噪音≤16 dB；效率≥90%".into(),
        ..InnovationLink::default()
    };
    panel.plan.chains = vec![Chain {
        id: "c".into(),
        links: vec![link],
        ..Chain::default()
    }];
    panel.link_notes.marks = vec![Mark {
        link: "c-01".into(),
        year: 2019,
        kind: MarkKind::MustMeet,
        indicators: vec!["c-01/1".into(), "c-01/2".into()],
        ..Mark::default()
    }];
    panel.proposals[0].links = vec!["c-01".into()];
    panel.proposals[0].promises = vec![Promise {
        text: "噪音18dB".into(),
        ..Promise::default()
    }];
    panel.opinions = vec![Opinion {
        proposal: "Q".into(),
        conditions: vec!["补充试验".into()],
        ..Opinion::default()
    }];
    let mut sheets = scored(&["80", "80", "80", "80", "80"], "P");
    sheets.extend(scored(&["70", "70", "70", "70", "70"], "Q"));
    let told = |panel: &Panel, id: &str| {
        let standings = combine(panel, &sheets, Round::First);
        let row = standings.row(id).unwrap().clone();
        let about = row.reasons.iter().map(|reason| reason.code.key());
        (row.lane, about.collect::<Vec<_>>().join(" "))
    };
    assert_eq!(
        told(&panel, "P"),
        (Lane::Recommend, "passed must_meet_advice".into())
    );
    assert_eq!(
        told(&panel, "Q").0,
        Lane::Recommend,
        "a draft decides nothing"
    );
    panel.policy.gap_rule.mode = "cap".into();
    panel.opinions[0].adopted = true;
    assert_eq!(told(&panel, "P"), (Lane::Revise, "must_meet passed".into()));
    assert_eq!(
        told(&panel, "Q"),
        (Lane::Revise, "conditions passed".into())
    );
    panel.proposals[0].pairing.insert("c-01/1".into(), 0);
    let standings = combine(&panel, &sheets, Round::First);
    let reason = &standings.row("P").unwrap().reasons[0];
    assert_eq!(reason.subject, "噪音、效率");
    assert_eq!(reason.numbers[0].value, Decimal::from(2));
}

#[test]
fn a_suggested_sum_is_spent_in_place_of_the_requested_one() {
    let mut panel = panel(5, &["P", "Q"]);
    panel.groups[0].budget = "150".into();
    let mut sheets = scored(&["80", "80", "80", "80", "80"], "P");
    sheets.extend(scored(&["70", "70", "70", "70", "70"], "Q"));
    let standings = combine(&panel, &sheets, Round::First);
    assert_eq!(standings.row("Q").unwrap().lane, Lane::Reserve);
    panel.rulings.awards = vec![
        Award {
            proposal: "P".into(),
            amount: "50".into(),
            reason: "设备已有".into(),
            ..Award::default()
        },
        Award {
            proposal: "Q".into(),
            amount: "120".into(),
            ..Award::default()
        },
    ];
    let standings = combine(&panel, &sheets, Round::First);
    let awarded = |id: &str| standings.row(id).unwrap().awarded.map(plain);
    assert_eq!(awarded("P"), Some("50".into()));
    assert_eq!(
        awarded("Q"),
        Some("100".into()),
        "never more than requested"
    );
}

#[test]
fn a_chain_may_weigh_its_criteria_otherwise() {
    let mut panel = panel(5, &["P", "Q"]);
    panel.proposals[1].chain = "d".into();
    let other = CriterionOverride {
        weight: "50".into(),
        ..CriterionOverride::default()
    };
    let both = [("a".to_owned(), other.clone()), ("b".to_owned(), other)];
    panel.rubric.chain.insert("d".into(), both.into());
    panel.join_rubrics();
    let sheets: Vec<ScoreSheet> = ["P", "Q"]
        .iter()
        .flat_map(|id| (1..=5).map(|n| sheet(n, id, &["90", "50"])))
        .collect();
    let standings = combine(&panel, &sheets, Round::First);
    let total = |id: &str| plain(standings.row(id).unwrap().total.unwrap());
    assert_eq!((total("P"), total("Q")), ("90".into(), "70".into()));
}

#[test]
fn a_kind_may_weigh_and_name_its_criteria_otherwise_and_a_trial_of_weights_keeps_it() {
    let mut panel = panel(5, &["P", "Q"]);
    panel.proposals[1].kind = ProposalKind::Platform;
    let other = CriterionOverride {
        weight: "50".into(),
        ..CriterionOverride::default()
    };
    let both = [("a".to_owned(), other.clone()), ("b".to_owned(), other)];
    panel.rubric.kind.insert("platform".into(), both.into());
    panel.join_rubrics();
    let sheets: Vec<ScoreSheet> = ["P", "Q"]
        .iter()
        .flat_map(|id| (1..=5).map(|n| sheet(n, id, &["90", "50"])))
        .collect();
    let totals = |panel: &Panel| {
        let standings = combine(panel, &sheets, Round::First);
        ["P", "Q"].map(|id| plain(standings.row(id).unwrap().total.unwrap()))
    };
    assert_eq!(totals(&panel), ["90", "70"]);
    crate::analysis::what_if::set(&mut panel, "weight.a", "200").unwrap();
    assert_eq!(totals(&panel), ["180", "70"], "what the kind says stays");
    assert_eq!(panel.marks().1, Decimal::from(200), "{:?}", panel.marks());
}

#[test]
fn balancing_names_every_difference_and_lifts_nobody_over_a_line() {
    let mut panel = panel(5, &["P", "Q", "R", "S"]);
    for (proposal, applicant) in panel.proposals.iter_mut().zip(["甲", "甲", "乙", "丙"]) {
        proposal.applicant = applicant.into();
    }
    panel.groups[0].budget = "200".into();
    panel.policy.threshold.recommend = "60".into();
    let sheets: Vec<ScoreSheet> = [("P", "90"), ("Q", "80"), ("R", "70"), ("S", "50")]
        .iter()
        .flat_map(|(id, total)| scored(&[*total; 5], id))
        .collect();
    let lanes = |panel: &Panel| -> Vec<Lane> {
        let standings = combine(panel, &sheets, Round::First);
        standings.rows().map(|row| row.lane).collect()
    };
    let pure = [
        Lane::Recommend,
        Lane::Recommend,
        Lane::Reserve,
        Lane::Decline,
    ];
    assert_eq!(lanes(&panel), pure);
    panel.policy.portfolio.on = true;
    panel.policy.portfolio.per_applicant = 1;
    let standings = combine(&panel, &sheets, Round::First);
    assert_eq!(
        lanes(&panel),
        [
            Lane::Recommend,
            Lane::Reserve,
            Lane::Recommend,
            Lane::Decline
        ]
    );
    let (out, into) = (standings.row("Q").unwrap(), standings.row("R").unwrap());
    assert_eq!(out.reasons[0].code, ReasonCode::PortfolioOut);
    assert_eq!(out.reasons[0].subject, "per_applicant");
    assert_eq!(into.reasons[0].code, ReasonCode::PortfolioIn);
    assert_eq!(into.reasons[0].numbers[0].value, Decimal::from(10));
    assert_eq!(
        (out.in_rank_order, out.awarded),
        (Some(Lane::Recommend), None)
    );
    assert_eq!(plain(standings.groups[0].spent), "200");
    panel.policy.portfolio.budget = "50".into();
    panel.policy.portfolio.one_per_chain = true;
    assert_eq!(lanes(&panel), pure, "what cannot be kept changes nothing");
    let standings = combine(&panel, &sheets, Round::First);
    assert!(!standings.balanced.unwrap().conflict.is_empty());
}
