//! What happened at the meeting: second round, attendance, questions, what was out of the
//! ordinary.

use super::Draft;
use super::agenda::agenda_of;
use super::before::proposal_called;
use super::parts::{
    experts_of, field, figures, heading, money, note, numbers, only, place, section, signatures,
    table, text, total, words,
};
use crate::analysis::rounds::{ProposalChange, Standing};
use crate::analysis::standing::{Excluded, GroupStanding};
use crate::domain::sheet::SheetState;
use crate::i18n::{reasons, standings};
use crate::report::document::{Block, Cell, Row, Section};
use crate::report::material::Material;
use std::collections::{BTreeMap, BTreeSet};

/// 复议记录: who changed what, and what it did to total, place and list.
pub(super) fn second_round(material: &Material) -> Vec<Draft> {
    let language = material.language;
    let changes = material.changes();
    if changes.is_empty() {
        let blocks = vec![text(language, "report.no_second_round")];
        return Draft::of(only(blocks));
    }
    let orders = material.panel.head.reconsider.orders();
    let facts = orders.iter().flat_map(|order| {
        let called = order.proposals.iter();
        let called: Vec<String> = called.map(|id| proposal_called(material, id)).collect();
        let together = called.join(language.text("frame.and"));
        let which = (orders.len() > 1).then(|| field(language, "project", &together));
        let why = [
            field(language, "decided_by", &order.by),
            field(language, "reason", &order.reason),
        ];
        which.into_iter().chain(why)
    });
    let blocks = vec![
        Block::Fields(facts.collect()),
        heading(language, "report.second_experts"),
        expert_changes(material, changes),
        heading(language, "report.second_effect"),
        effects(material, changes),
        note(language, "report.second_note"),
        signatures(language, &["experts", "chair", "date"]),
    ];
    vec![Draft::part("", only(blocks)).landscape()]
}

fn expert_changes(material: &Material, changes: &[ProposalChange]) -> Block {
    let language = material.language;
    let columns = vec![
        words(language, "project", 32),
        words(language, "expert", 10),
        figures(language, "first_total", 8),
        figures(language, "second_total", 8),
        words(language, "changed", 44),
        words(language, "reason", 30),
    ];
    let mut rows = Vec::new();
    for change in changes {
        let rubric = material.panel.rubric_of(&change.proposal);
        for one in &change.experts {
            let cells = if one.counts {
                standings::cells(&one.cells, rubric, language)
            } else {
                language.text("report.not_submitted").to_owned()
            };
            rows.push(Row::Cells(vec![
                Cell::text(proposal_called(material, &change.proposal)),
                Cell::text(material.expert_name(&one.expert)),
                money(one.before),
                money(one.after),
                Cell::text(cells),
                Cell::text(&*one.reason),
            ]));
        }
    }
    table("second-experts", "", columns, rows)
}

fn effects(material: &Material, changes: &[ProposalChange]) -> Block {
    let language = material.language;
    let columns = vec![
        words(language, "project", 40),
        figures(language, "first_total", 9),
        figures(language, "second_total", 9),
        figures(language, "first_rank", 8),
        figures(language, "second_rank", 8),
        words(language, "first_lane", 16),
        words(language, "second_lane", 16),
        words(language, "moved_others", 30),
    ];
    let rows = changes.iter().map(|change| {
        let lane = |lane| Cell::text(reasons::lane(lane, language));
        Row::Cells(vec![
            Cell::text(proposal_called(material, &change.proposal)),
            total(material, change.before.total),
            total(material, change.after.total),
            place(change.before.rank),
            place(change.after.rank),
            lane(change.before.lane),
            lane(change.after.lane),
            Cell::text(moved(material, change)),
        ])
    });
    table("second-effect", "", columns, rows.collect())
}

/// The others that stand elsewhere because of its second sheets, each with place and lane.
fn moved(material: &Material, change: &ProposalChange) -> String {
    let language = material.language;
    let told = |one: &Standing| {
        let lane = reasons::lane(one.lane, language);
        format!("{} {lane}", standings::place(one.rank))
    };
    let others = change.others.iter().map(|one| {
        let details = [one.proposal.clone(), told(&one.before), told(&one.after)];
        let details = details.each_ref().map(String::as_str);
        language.with("report.moved_other", &details)
    });
    let others: Vec<String> = others.collect();
    others.join(language.text("merge.and"))
}

/// 评审会议记录, one part a group.
pub(super) fn record(material: &Material) -> Vec<Draft> {
    let groups = material.standings.groups.iter();
    Draft::of(groups.map(|group| of_group(material, group)).collect())
}

fn of_group(material: &Material, group: &GroupStanding) -> Section {
    let language = material.language;
    let people = material.panel.groups.iter().find(|one| one.id == group.id);
    let chair = people.map_or("", |one| one.chair.as_str());
    let agenda = agenda_of(material, group);
    let day = [agenda.day.as_str(), &agenda.start].join(" ");
    let day = day.trim().to_owned();
    let facts = vec![
        field(language, "time", &day),
        field(language, "venue", &agenda.place),
        field(language, "chair", material.expert_name(chair)),
        field(language, "liaison", people.map_or("", |one| &one.liaison)),
        field(language, "observer", people.map_or("", |one| &one.observer)),
        field(language, "proposals", &group.rows.len().to_string()),
    ];
    let mut blocks = vec![
        Block::Fields(facts),
        heading(language, "report.attendance"),
        attendance(material, group),
        heading(language, "report.questions"),
    ];
    blocks.extend(questions(material, group));
    blocks.push(heading(language, "report.incidents"));
    blocks.extend(incidents(material, group));
    blocks.push(signatures(language, &["liaison", "chair", "date"]));
    section(&group.id, &material.group_name(group), blocks)
}

fn attendance(material: &Material, group: &GroupStanding) -> Block {
    let language = material.language;
    let columns = vec![
        figures(language, "no", 5),
        words(language, "name", 12),
        words(language, "institution", 24),
        words(language, "recused_from", 22),
        words(language, "absent_from", 22),
        words(language, "left", 12),
    ];
    let mut of: BTreeMap<(&str, Excluded), Vec<String>> = BTreeMap::new();
    for one in &group.not_counted {
        of.entry((&one.expert, one.why))
            .or_default()
            .push(one.proposal.clone());
    }
    let list = |expert: &str, why: Excluded| {
        let found = of.get(&(expert, why)).map(|all| numbers(material, all));
        Cell::text(found.unwrap_or_default())
    };
    let experts = experts_of(material, group).into_iter().enumerate();
    let rows = experts.map(|(place, id)| {
        let expert = material.panel.expert(id);
        Row::Cells(vec![
            Cell::count(place + 1),
            Cell::text(material.expert_name(id)),
            Cell::text(expert.map_or("", |one| &one.institution)),
            list(id, Excluded::Recused),
            list(id, Excluded::Absent),
            Cell::Empty,
        ])
    });
    table("attendance", "", columns, rows.collect())
}

/// What the experts noted to ask, without names, each question once.
fn questions(material: &Material, group: &GroupStanding) -> Vec<Block> {
    let language = material.language;
    let here: BTreeSet<&str> = group.rows.iter().map(|row| row.proposal.as_str()).collect();
    let mut asked: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for sheet in material.sheets {
        if here.contains(sheet.proposal.as_str()) && sheet.state == SheetState::Submitted {
            let own = sheet
                .questions
                .iter()
                .map(|question| question.text.as_str());
            asked
                .entry(&sheet.proposal)
                .or_default()
                .extend(own.filter(|text| !text.is_empty()));
        }
    }
    let columns = vec![
        words(language, "project", 34),
        words(language, "question", 60),
    ];
    let rows = asked.into_iter().flat_map(|(proposal, questions)| {
        let called = proposal_called(material, proposal);
        let rows = questions.into_iter().map(move |question| {
            Row::Cells(vec![Cell::text(called.clone()), Cell::text(question)])
        });
        rows.collect::<Vec<_>>()
    });
    let rows: Vec<Row> = rows.collect();
    if rows.is_empty() {
        vec![text(language, "report.no_questions")]
    } else {
        vec![table("questions", "", columns, rows)]
    }
}

/// Sheets that were voided, abstentions, vetoes that were proposed.
fn incidents(material: &Material, group: &GroupStanding) -> Vec<Block> {
    let language = material.language;
    let mut points = Vec::new();
    for one in &group.not_counted {
        let reason = match one.why {
            Excluded::Recused | Excluded::Absent => continue,
            why => language.find(&format!("rank.{}", why.key())),
        };
        let project = proposal_called(material, &one.proposal);
        let who = material.expert_name(&one.expert);
        points.push(language.with(
            "report.incident",
            &[who, &project, reason.unwrap_or_default()],
        ));
    }
    for one in &material.panel.absences {
        let is_here = group.rows.iter().any(|row| row.proposal == one.proposal);
        if is_here && !one.reason.is_empty() {
            let project = proposal_called(material, &one.proposal);
            let who = material.expert_name(&one.expert);
            points.push(language.with("report.incident", &[who, &project, &one.reason]));
        }
    }
    for one in &group.pending {
        let project = proposal_called(material, &one.proposal);
        let ground = material.panel.policy.ground(&one.ground);
        let ground = material.of_both(&ground);
        points.push(language.with("report.pending_veto", &[&project, ground]));
    }
    if points.is_empty() {
        vec![text(language, "report.no_incidents")]
    } else {
        vec![Block::List(points)]
    }
}
