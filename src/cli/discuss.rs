//! `heyi discuss`: what each group should talk about after it scored, and whose wish it is.

use super::exchange::refused;
use super::round::{self, Loaded, float, number};
use super::table::{Row, Table};
use super::{DATA, Output, Refusal, USER};
use crate::analysis::advisory::kept::Kept;
use crate::analysis::beside;
use crate::analysis::discussion::{Discussion, Entry, Order};
use crate::analysis::standing::{GroupStanding, Standings, combine};
use crate::domain::decimal::plain;
use crate::domain::meeting::Rescue;
use crate::domain::sheet::Round;
use crate::i18n::{Language, reasons};
use crate::report::lines::shown;
use crate::text::width::fit;
use serde_json::{Value, json};

/// Columns of a title in the table.
const TITLE: usize = 24;

/// Which list.
#[derive(Debug, clap::Args)]
pub struct Wanted {
    /// The panel.
    panel: String,
    /// Only this group.
    #[arg(id = "discussed", long = "group", value_name = "ID")]
    group: Option<String>,
    /// One JSON object.
    #[arg(long)]
    json: bool,
}

/// Prints the lists of a panel's groups.
///
/// # Errors
/// A refusal where there is no such panel or no such group.
pub fn run(wanted: &Wanted, output: &mut Output) -> Result<u8, Refusal> {
    let language = output.language;
    let loaded = round::load(&wanted.panel, output)?;
    let standings = combine(&loaded.panel, &loaded.sheets, loaded.round);
    let is_wanted = |group: &&GroupStanding| {
        let wanted = wanted.group.as_ref();
        wanted.is_none_or(|id| group.id == *id)
    };
    let groups: Vec<&GroupStanding> = standings.groups.iter().filter(is_wanted).collect();
    if let Some(id) = wanted.group.as_ref().filter(|_| groups.is_empty()) {
        return Err(no_group(id, &standings, language));
    }
    let beside = beside::of(&loaded.panel, &loaded.sheets, &standings, &Kept::default());
    let list = |group: &&GroupStanding| {
        let own = beside.groups.get(&group.id);
        Discussion::of(&loaded.panel, group, own, Order::Spread)
    };
    let lists: Vec<Discussion> = groups.iter().map(list).collect();
    let both = groups.into_iter().zip(&lists);
    if wanted.json {
        let groups: Vec<Value> = both
            .map(|(group, list)| of_group(&loaded, group, list))
            .collect();
        output.json(&json!({
            "schema": "heyi.discuss/1",
            "panel": loaded.panel.head.id,
            "round": match loaded.round { Round::First => "first", Round::Second => "second" },
            "groups": groups,
        }));
    } else {
        if loaded.panel.head.demonstration {
            output.line(language.text("rank.demonstration"));
        }
        for (group, list) in both {
            print(&loaded, group, list, output);
            output.line("");
        }
        output.line(language.text("discuss.advice"));
    }
    loaded.complain(language);
    Ok(if loaded.has_errors() { DATA } else { 0 })
}

fn no_group(id: &str, standings: &Standings, language: Language) -> Refusal {
    let ids: Vec<&str> = standings.groups.iter().map(|one| one.id.as_str()).collect();
    let hint = language.with("discuss.no_group_hint", &[&ids.join(" ")]);
    Refusal {
        hint,
        ..refused(USER, "discuss.no_group", &[id], language)
    }
}

fn rescues<'a>(loaded: &'a Loaded, group: &str, proposal: &str) -> Vec<&'a Rescue> {
    let meeting = loaded.panel.meeting(group);
    let all = meeting.into_iter().flat_map(|meeting| &meeting.rescue);
    all.filter(|one| one.proposal == proposal).collect()
}

fn of_group(loaded: &Loaded, group: &GroupStanding, list: &Discussion) -> Value {
    let places = |order: Order| {
        let mut sorted = list.clone();
        sorted.sort(order);
        let ids = sorted.entries.into_iter().map(|one| one.proposal);
        ids.collect::<Vec<String>>()
    };
    let orders: serde_json::Map<String, Value> = Order::ALL
        .into_iter()
        .map(|order| (order.key().to_owned(), json!(places(order))))
        .collect();
    let proposals: Vec<Value> = list
        .entries
        .iter()
        .map(|one| document(loaded, &group.id, one))
        .collect();
    let apart: Vec<Value> = list
        .apart
        .iter()
        .map(|one| {
            let codes: Vec<&str> = one.reasons.iter().map(|why| why.code.key()).collect();
            json!({ "id": one.proposal, "lane": one.lane.key(), "reasons": codes })
        })
        .collect();
    json!({
        "id": group.id,
        "whole": list.is_whole,
        "orders": orders,
        "proposals": proposals,
        "apart": apart,
    })
}

fn document(loaded: &Loaded, group: &str, one: &Entry) -> Value {
    let lines: Vec<Value> = one
        .lines
        .iter()
        .map(|(kind, far)| json!({ "line": kind.key(), "distance": number(Some(*far)) }))
        .collect();
    let other_lanes: Vec<Value> = one
        .lanes
        .iter()
        .map(|(lane, experts)| json!({ "lane": lane.key(), "experts": experts }))
        .collect();
    let outliers: Vec<Value> = one.outliers.iter().map(|far| float(Some(*far))).collect();
    let because: Vec<Value> = one
        .because
        .iter()
        .map(|why| json!({ "rule": why.key(), "declared": why.is_declared() }))
        .collect();
    let rescue: Vec<Value> = rescues(loaded, group, &one.proposal)
        .into_iter()
        .map(|one| json!({ "expert": one.expert, "reason": one.reason }))
        .collect();
    json!({
        "id": one.proposal,
        "presented": one.presented,
        "rank": one.rank,
        "total": number(one.total),
        "lane": one.lane.key(),
        "n": one.n,
        "min": number(one.ends.map(|ends| ends.0)),
        "max": number(one.ends.map(|ends| ends.1)),
        "range": number(one.range()),
        "sd": float(one.deviation),
        "lines": lines,
        "lanes_without_one": other_lanes,
        "p_in": float(one.chance),
        "outliers": outliers,
        "recommend_votes": one.votes,
        "discuss": one.is_proposed() || !rescue.is_empty(),
        "because": because,
        "rescue": rescue,
        "sent_back": loaded.panel.round_of(&one.proposal) == Round::Second,
    })
}

fn print(loaded: &Loaded, group: &GroupStanding, list: &Discussion, output: &mut Output) {
    let language = output.language;
    let name = match group.name.of(language.is_english()) {
        "" if group.id.is_empty() => language.text("rank.ungrouped"),
        "" => &group.id,
        name => name,
    };
    let listed = list.to_discuss(|id| !rescues(loaded, &group.id, id).is_empty());
    let listed: usize = listed.iter().sum();
    let details = [
        name.to_owned(),
        listed.to_string(),
        list.entries.len().to_string(),
    ];
    let details = details.each_ref().map(String::as_str);
    output.line(&language.with("discuss.title", &details));
    if !list.is_whole {
        output.line(language.text("discuss.too_large"));
    }
    let mut table = Table::new(&[
        (language.text("rank.id"), false),
        (language.text("rank.project"), false),
        (language.text("rank.total"), true),
        (language.text("discuss.range"), true),
        (language.text("discuss.deviation"), true),
        (language.text("discuss.to_line"), true),
        (language.text("discuss.turns"), true),
        (language.text("discuss.outliers"), true),
        (language.text("discuss.why"), false),
    ]);
    for one in &list.entries {
        table.push(Row::Cells(cells(loaded, (&group.id, list), one, language)));
    }
    if !list.apart.is_empty() {
        table.push(Row::Across(language.text("discuss.apart").to_owned()));
    }
    for one in &list.apart {
        let rubric = loaded.panel.rubric_of(&one.proposal);
        let why = reasons::behind_lane(one.lane, &one.reasons, rubric, language);
        let lane = reasons::lane(one.lane, language);
        let mut cells = vec![one.proposal.clone(), title(loaded, &one.proposal)];
        cells.extend(std::iter::repeat_n(String::new(), 6));
        let behind = language.with("table.why_after", &[&why]);
        let behind = Some(behind).filter(|_| !why.is_empty());
        cells.push(format!("{lane}{}", behind.unwrap_or_default()));
        table.push(Row::Cells(cells));
    }
    table.print(output);
}

fn title(loaded: &Loaded, proposal: &str) -> String {
    let found = loaded.panel.proposal(proposal);
    fit(found.map_or("", |one| one.title.as_str()), TITLE, "…").into_owned()
}

fn cells(
    loaded: &Loaded,
    (group, list): (&str, &Discussion),
    one: &Entry,
    language: Language,
) -> Vec<String> {
    let line = one.nearest().map(|(kind, far)| {
        let name = language.find(&format!("discussion.line_{}", kind.key()));
        format!("{} {}", plain(far), name.unwrap_or_default())
    });
    let turns: usize = one.lanes.values().sum();
    let outliers: Vec<String> = one
        .outliers
        .iter()
        .map(|far| format!("{far:+.1}"))
        .collect();
    let asked: Vec<String> = rescues(loaded, group, &one.proposal)
        .into_iter()
        .map(|rescue| {
            let found = loaded.panel.expert(&rescue.expert);
            let name = found.map(|expert| expert.name.as_str());
            let name = name
                .filter(|name| !name.is_empty())
                .unwrap_or(&rescue.expert);
            if rescue.reason.is_empty() {
                language.with("discussion.asked_by", &[name])
            } else {
                language.with("discussion.asked_why", &[name, &rescue.reason])
            }
        })
        .collect();
    let because: Vec<&str> = one
        .because
        .iter()
        .filter_map(|why| language.find(&format!("discuss_why.{}", why.key())))
        .collect();
    let mut why = if one.is_proposed() {
        let all = because.join(language.text("merge.and"));
        language.with("discuss.listed", &[&all])
    } else if asked.is_empty() && list.is_whole {
        language.text("discuss.left_out").to_owned()
    } else if asked.is_empty() {
        String::new()
    } else {
        language.text("discuss.asked").to_owned()
    };
    for words in asked {
        why = format!("{why}  {words}");
    }
    vec![
        one.proposal.clone(),
        title(loaded, &one.proposal),
        one.total
            .map(|total| shown(total, &loaded.panel.policy))
            .unwrap_or_default(),
        one.range().map(plain).unwrap_or_default(),
        one.deviation
            .map_or_else(String::new, |sd| format!("{sd:.1}")),
        line.unwrap_or_default(),
        if turns > 0 {
            turns.to_string()
        } else {
            String::new()
        },
        outliers.join(" "),
        why.trim_start().to_owned(),
    ]
}
