//! Proposals: chains and links that exist, money that adds up, reasons where they are due.

use super::{Findings, not_taken};
use crate::domain::decimal::{Decimal, parse, plain};
use crate::domain::panel::Panel;
use crate::domain::problem::Trouble;
use crate::domain::proposal::Proposal;
use crate::store::place;
use std::collections::BTreeSet;

/// Checks every proposal.
pub fn check(panel: &Panel, findings: &mut Findings) {
    let chains: BTreeSet<&str> = panel
        .plan
        .chains
        .iter()
        .map(|chain| chain.id.as_str())
        .collect();
    let links: BTreeSet<&str> = panel
        .plan
        .chains
        .iter()
        .flat_map(|chain| &chain.links)
        .map(|link| link.id.as_str())
        .collect();
    for proposal in &panel.proposals {
        let file = format!("proposals/{}.toml", proposal.id);
        if !chains.is_empty() {
            let own = Some(proposal.chain.as_str()).filter(|chain| !chain.is_empty());
            let also = proposal.also_chains.iter().map(String::as_str);
            for chain in own.into_iter().chain(also) {
                if !chains.contains(chain) {
                    findings.report(&file, Trouble::UnknownId, &["chain", chain], |text| {
                        place::quoted(text, chain, 0)
                    });
                }
            }
            for link in proposal
                .links
                .iter()
                .filter(|link| !links.contains(link.as_str()))
            {
                findings.report(&file, Trouble::UnknownId, &["link", link], |text| {
                    place::quoted(text, link, 0)
                });
            }
        }
        money(&file, proposal, findings);
        special(&file, panel, proposal, findings);
    }
}

fn money(file: &str, proposal: &Proposal, findings: &mut Findings) {
    let mut amounts = [None; 3];
    let fields = [
        ("requested", &proposal.requested),
        ("own_funds", &proposal.own_funds),
        ("total_cost", &proposal.total_cost),
    ];
    for ((key, text), amount) in fields.into_iter().zip(&mut amounts) {
        *amount = parse(text).filter(|amount| *amount >= Decimal::ZERO);
        if !text.is_empty() && amount.is_none() {
            let trouble = not_taken(text, Trouble::WrongValue);
            findings.report(file, trouble, &[key, text], |text| {
                place::value(text, "", key)
            });
        }
    }
    if let [Some(requested), Some(own), Some(total)] = amounts {
        let sum = requested.saturating_add(own);
        if sum != total {
            let details = [plain(sum), plain(total)];
            let details = details.each_ref().map(String::as_str);
            findings.report(file, Trouble::MoneyMismatch, &details, |text| {
                place::value(text, "", "total_cost")
            });
        }
    }
}

fn special(file: &str, panel: &Panel, proposal: &Proposal, findings: &mut Findings) {
    let needs = |field: &str| panel.policy.special.needs.iter().any(|need| need == field);
    for (need, key, value) in [
        ("reason", "special_reason", &proposal.special_reason),
        ("approver", "special_approver", &proposal.special_approver),
    ] {
        if proposal.special && needs(need) && value.trim().is_empty() {
            findings.report(file, Trouble::MissingKey, &[key], |text| {
                place::key(text, "", "special")
            });
        }
    }
}
