//! `heyi reconsider` and `heyi changes`: the second round, and what it changed.

use super::exchange::{folder, refused, unread, unwritten};
use super::round::{self, Loaded, number};
use super::{DATA, Output, Refusal, USER};
use crate::analysis::rounds::{
    ExpertChange, NotSentBack, ProposalChange, Standing, can_be_sent_back, changes,
};
use crate::analysis::standing::combine;
use crate::domain::decimal::Decimal;
use crate::i18n::closing::first_of;
use crate::i18n::{Language, standings};
use crate::report::lines;
use crate::store::phase::{Act, PhaseFault, reconsider};
use crate::store::save::Disk;
use crate::terminal::events::now;
use crate::terminal::zone::local_offset;
use serde_json::{Value, json};

/// Which proposals are scored again.
#[derive(Debug, clap::Args)]
pub struct Wanted {
    /// The panel.
    panel: String,
    /// Ids, with commas between them.
    #[arg(
        id = "reconsidered",
        long = "proposals",
        value_name = "ID,…",
        value_delimiter = ',',
        required = true
    )]
    proposals: Vec<String>,
    /// Who decided it, for the journal.
    #[arg(long, value_name = "NAME", default_value = "secretariat")]
    by: String,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// One JSON object.
    #[arg(long)]
    json: bool,
}

/// Sends proposals back to their experts, by the same rule as on the screen: all of them or
/// none.
///
/// # Errors
/// A refusal where there is no such proposal, not all its sheets are in or the round is not
/// open.
pub fn send_back(wanted: &Wanted, output: &mut Output) -> Result<u8, Refusal> {
    let language = output.language;
    let path = folder(&wanted.panel, language)?;
    let loaded = round::load(&wanted.panel, output)?;
    let panel = &loaded.panel;
    let standings = combine(panel, &loaded.sheets, loaded.round);
    for id in &wanted.proposals {
        let asked = can_be_sent_back(panel, &standings, id);
        let name = &wanted.panel;
        asked.or_else(|against| match against {
            NotSentBack::Already => Ok(()),
            NotSentBack::NoPart => Err(refused(USER, "rounds.no_proposal", &[id], language)),
            NotSentBack::NotOpen => Err(refused(USER, "rounds.not_open", &[name], language)),
            NotSentBack::Closed => Err(refused(USER, "rounds.closed", &[name], language)),
            NotSentBack::Missing(experts) => {
                let names = first_of(panel, &experts, language);
                let details = [id, name, &experts.len().to_string(), &names];
                Err(refused(
                    DATA,
                    "rounds.missing",
                    &details.map(String::as_str),
                    language,
                ))
            }
            NotSentBack::NobodyScored => Err(refused(DATA, "rounds.nobody", &[id, name], language)),
        })?;
    }
    let at = now(local_offset()).written();
    let act = Act {
        by: &wanted.by,
        at: &at,
        reason: wanted.reason.trim(),
    };
    reconsider(&Disk, &path, panel, &wanted.proposals, act).map_err(|fault| match fault {
        PhaseFault::NeedsReason(_) => refused(USER, "rounds.no_reason", &[], language),
        PhaseFault::Already => refused(USER, "rounds.already", &[], language),
        PhaseFault::NotOpen => refused(USER, "rounds.not_open", &[&wanted.panel], language),
        PhaseFault::Panel(problem) => unread(&problem, language),
        PhaseFault::Unwritten(error) => unwritten(&wanted.panel, &error, language),
    })?;
    if wanted.json {
        output.json(&json!({
            "schema": "heyi.reconsider/1",
            "panel": panel.head.id,
            "proposals": wanted.proposals,
        }));
    } else {
        output.line(&language.with("rounds.sent_back", &[&wanted.proposals.join(" ")]));
    }
    Ok(0)
}

/// Prints what the second round changed.
///
/// # Errors
/// A refusal where there is no such panel.
pub fn report(name: &str, json: bool, output: &mut Output) -> Result<u8, Refusal> {
    let loaded = round::load(name, output)?;
    let found = changes(&loaded.panel, &loaded.sheets);
    if json {
        let proposals: Vec<Value> = found.iter().map(document).collect();
        output.json(&json!({
            "schema": "heyi.changes/1",
            "panel": loaded.panel.head.id,
            "proposals": proposals,
        }));
    } else if found.is_empty() {
        output.line(output.language.text("rounds.nothing"));
    } else {
        for change in &found {
            print(change, &loaded, output);
        }
    }
    loaded.complain(output.language);
    Ok(if loaded.has_errors() { DATA } else { 0 })
}

fn document(change: &ProposalChange) -> Value {
    let standing = |one: &Standing| json!({ "total": number(one.total), "rank": one.rank, "lane": one.lane.key() });
    let experts: Vec<Value> = change
        .experts
        .iter()
        .map(|one| {
            let cells: Vec<Value> = one
                .cells
                .iter()
                .map(|cell| json!({ "cell": cell.cell, "from": cell.from, "to": cell.to }))
                .collect();
            json!({
                "expert": one.expert,
                "before": number(one.before),
                "after": number(one.after),
                "counts": one.counts,
                "reason": one.reason,
                "cells": cells,
            })
        })
        .collect();
    let others: Vec<Value> = change
        .others
        .iter()
        .map(|one| {
            json!({
                "proposal": one.proposal,
                "before": standing(&one.before),
                "after": standing(&one.after),
            })
        })
        .collect();
    json!({
        "proposal": change.proposal,
        "scored_again": change.is_scored_again,
        "before": standing(&change.before),
        "after": standing(&change.after),
        "experts": experts,
        "others": others,
    })
}

fn print(change: &ProposalChange, loaded: &Loaded, output: &mut Output) {
    let language = output.language;
    let shown = |one: &Standing| {
        let rank = one
            .rank
            .map_or_else(|| "-".to_owned(), |rank| rank.to_string());
        let lane = language.find(&format!("lane.{}", one.lane.key()));
        [
            total(one.total, loaded),
            rank,
            lane.unwrap_or_default().to_owned(),
        ]
    };
    let [total_before, rank_before, lane_before] = shown(&change.before);
    let [total_after, rank_after, lane_after] = shown(&change.after);
    let title = loaded.panel.proposal(&change.proposal);
    let title = title.map(|one| one.title.as_str()).unwrap_or_default();
    let details = [
        change.proposal.as_str(),
        title,
        &total_before,
        &total_after,
        &rank_before,
        &rank_after,
        &lane_before,
        &lane_after,
    ];
    let key = if change.is_scored_again {
        "rounds.line"
    } else {
        "rounds.moved"
    };
    output.line(&language.with(key, &details));
    for expert in &change.experts {
        output.line(&format!("    {}", expert_line(expert, loaded, language)));
        if !expert.reason.is_empty() {
            let words = language.with("rounds.reason", &[&expert.reason]);
            output.line(&format!("      {words}"));
        }
    }
    for other in &change.others {
        let [total, rank_before, lane_before] = shown(&other.before);
        let [_, rank_after, lane_after] = shown(&other.after);
        let details = [
            other.proposal.as_str(),
            &total,
            &rank_before,
            &lane_before,
            &rank_after,
            &lane_after,
        ];
        output.line(&format!("    {}", language.with("rounds.other", &details)));
    }
}

fn total(total: Option<Decimal>, loaded: &Loaded) -> String {
    let policy = &loaded.panel.policy;
    total.map_or_else(|| "-".to_owned(), |total| lines::shown(total, policy))
}

fn expert_line(expert: &ExpertChange, loaded: &Loaded, language: Language) -> String {
    let cells = standings::cells(&expert.cells, &loaded.panel.rubric, language);
    let totals = (expert.before, expert.after);
    standings::rescored(&expert.expert, totals, expert.counts, &cells, language)
}
