//! 分年度统计: counts and money by chain, tier, kind, district and department, each row with
//! year and edition, so that tables of several rounds can be put one below the other.

use super::Draft;
use super::advice::kind;
use super::parts::{figures, note, only, table, words};
use super::summaries::{COUNTED, Counts};
use crate::analysis::coverage::departments;
use crate::analysis::standing::ProposalStanding;
use crate::domain::proposal::Proposal;
use crate::report::document::{Cell, Row};
use crate::report::material::Material;
use std::collections::BTreeMap;

/// What is counted by.
const DIMENSIONS: [&str; 7] = [
    "all",
    "chain",
    "link",
    "tier",
    "kind",
    "district",
    "department",
];

/// The counts.
pub(super) fn statistics(material: &Material) -> Vec<Draft> {
    let language = material.language;
    let mut columns = vec![
        words(language, "year", 7),
        words(language, "edition", 24),
        words(language, "dimension", 12),
        words(language, "value", 30),
    ];
    columns.extend(COUNTED.map(|key| figures(language, key, 9)));
    let year = year(material);
    let edition = &material.panel.head.edition;
    let mut rows = Vec::new();
    for dimension in DIMENSIONS {
        let mut by: BTreeMap<(usize, String), Vec<&ProposalStanding>> = BTreeMap::new();
        for (row, proposal) in material.rows() {
            for value in values(material, proposal, dimension) {
                by.entry(value).or_default().push(row);
            }
        }
        let name = language
            .find(&format!("dimension.{dimension}"))
            .unwrap_or_default();
        for ((_, value), own) in by {
            let mut cells = vec![
                Cell::text(&*year),
                Cell::text(&**edition),
                Cell::text(name),
                Cell::text(value),
            ];
            cells.extend(Counts::of(material, own.into_iter()).cells());
            rows.push(Row::Cells(cells));
        }
    }
    let blocks = vec![
        note(language, "report.statistics_note"),
        table("statistics", "", columns, rows),
    ];
    vec![Draft::part("", only(blocks)).landscape()]
}

/// The year of the round: when it was opened, else the year of the marks, else the edition's.
fn year(material: &Material) -> String {
    let panel = material.panel;
    let opened: String = panel.head.frozen.at.chars().take(4).collect();
    if !opened.is_empty() {
        return opened;
    }
    if panel.link_notes.year > 0 {
        return panel.link_notes.year.to_string();
    }
    panel.plan.overview.edition.date.chars().take(4).collect()
}

/// What a proposal counts for, with where it stands in the plan's order.
fn values(material: &Material, proposal: &Proposal, dimension: &str) -> Vec<(usize, String)> {
    let language = material.language;
    let plan = &material.panel.plan;
    let place = |id: &str| plan.chains.iter().position(|chain| chain.id == id);
    let order = place(&proposal.chain).unwrap_or(usize::MAX);
    let none = || language.text("report.none_given").to_owned();
    match dimension {
        "chain" => vec![(order, or(material.chain_name(proposal), none))],
        "link" => {
            let link = proposal.main_link().and_then(|id| plan.link(id));
            let named = link.map(|(chain, link)| {
                let name = format!(
                    "{} {} {}",
                    material.of_both(&chain.name),
                    link.row,
                    link.name
                );
                (1000 * order.min(1000) + link.row as usize, name)
            });
            vec![named.unwrap_or_else(|| (usize::MAX, none()))]
        }
        "tier" => vec![tier(material, proposal).unwrap_or_else(|| (9, none()))],
        "kind" => vec![(proposal.kind as usize, kind(material, proposal).to_owned())],
        "district" => vec![(0, or(proposal.district.to_string(), none))],
        "department" => {
            let all = departments(plan, proposal.kind).into_iter();
            all.map(|name| (0, name)).collect()
        }
        _ => vec![(0, language.text("report.whole").to_owned())],
    }
}

fn or(words: String, none: impl Fn() -> String) -> String {
    if words.is_empty() { none() } else { words }
}

/// Where on the application chain the product of a proposal stands.
fn tier(material: &Material, proposal: &Proposal) -> Option<(usize, String)> {
    let chain = material.panel.plan.chain(&proposal.chain)?;
    let mut groups = chain.application.iter();
    let group = groups
        .find(|group| !proposal.product.is_empty() && group.products.contains(&proposal.product))?;
    let key = match group.tier {
        crate::domain::plan::Tier::Upstream => "upstream",
        crate::domain::plan::Tier::Core => "core",
        crate::domain::plan::Tier::Downstream => "downstream",
    };
    let name = material.language.find(&format!("tier.{key}"))?;
    Some((group.tier as usize, name.to_owned()))
}
