//! Row by row: which proposal, what of it, and everything that speaks against it.

mod fields;
mod identity;

use super::Options;
use super::draft::Draft;
use crate::domain::decimal::parse;
use crate::domain::panel::Panel;
use crate::domain::proposal::Proposal;
use crate::store::import::report::{Reason, Report, Updated, reason};
use crate::store::sheets;
use crate::store::source::Source;
use crate::store::table::Table;
use crate::text::fold::name_form;
use fields::Fields;
use identity::Identities;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that a table says, judged.
pub struct Judged {
    /// What became of it.
    pub report: Report,
    /// Proposals that are new.
    pub drafts: Vec<Draft>,
    /// Proposals that change, with the keys of what does.
    pub changes: Vec<(Draft, Vec<&'static str>)>,
}

/// Judges every row.
pub fn judge(source: &Source, panel: &Panel, table: &Table, options: &Options) -> Judged {
    let mut bench = Bench {
        panel,
        options,
        scored: sheets::scored(source),
        titles: panel
            .proposals
            .iter()
            .map(|one| (name_form(&one.title), one.id.clone()))
            .collect(),
        judged: Judged {
            report: Report::of(table.heading.clone(), table.rows.len(), panel),
            drafts: Vec::new(),
            changes: Vec::new(),
        },
    };
    let mut identities = Identities::of(source, panel);
    let fields = Fields::of(&table.heading, panel, &mut bench.judged.report);
    for row in &table.rows {
        let identity = match identities.of_row(&table.heading, row) {
            Ok(identity) => identity,
            Err((column, why)) => {
                bench.refuse(row.line, column, why);
                continue;
            }
        };
        let stands = panel.proposal(&identity.id);
        let mut faults = Vec::new();
        let draft = fields.read(row, identity, stands, &mut faults);
        if faults.is_empty() {
            bench.take(draft, stands);
        }
        for (column, why) in faults {
            bench.judged.report.refuse(row.line, &column, why);
        }
    }
    bench.judged
}

struct Bench<'a> {
    panel: &'a Panel,
    options: &'a Options,
    /// Proposals of which there are sheets.
    scored: BTreeSet<String>,
    /// Who has a title first.
    titles: BTreeMap<String, String>,
    judged: Judged,
}

impl Bench<'_> {
    /// Refuses a row for what stands in the column of a key.
    fn refuse(&mut self, line: usize, key: &str, why: Reason) {
        let column = self.judged.report.heading.heading(key).to_owned();
        self.judged.report.refuse(line, &column, why);
    }

    fn warn(&mut self, line: usize, key: &str, why: Reason) {
        let column = self.judged.report.heading.heading(key).to_owned();
        self.judged.report.warn(line, &column, why);
    }

    /// Takes a row in which every cell could be read.
    fn take(&mut self, draft: Draft, stands: Option<&Proposal>) {
        self.look_at_money(&draft, stands);
        self.look_at_title(&draft);
        let Some(stands) = stands else {
            self.judged.report.created.push(draft.id.clone());
            self.judged.drafts.push(draft);
            return;
        };
        let fields = draft.differing(stands);
        if fields.is_empty() {
            self.judged.report.unchanged.push(draft.id.clone());
            return;
        }
        let id = draft.id.as_str();
        if !self.options.update {
            return self.refuse(
                draft.line,
                "",
                reason("says_otherwise", &[id, &listed(&fields)]),
            );
        }
        let fixed: Vec<&str> = fields
            .iter()
            .copied()
            .filter(|key| is_scored_by(key))
            .collect();
        if self.scored.contains(id) && !fixed.is_empty() && self.options.reason.is_empty() {
            return self.refuse(
                draft.line,
                "",
                reason("scored_already", &[id, &listed(&fixed)]),
            );
        }
        if let Some(why) = self.links_left_behind(&draft, stands) {
            return self.refuse(draft.line, "chain", why);
        }
        if fields.contains(&"promise") && !stands.confirmed_by.is_empty() {
            let why = reason("confirm_again", &[id, &stands.confirmed_by]);
            self.warn(draft.line, "promise", why);
        }
        self.judged.report.updated.push(Updated {
            id: draft.id.clone(),
            fields: fields.clone(),
        });
        self.judged.changes.push((draft, fields));
    }

    /// Says which of a proposal's links would be no link of its chains any more.
    fn links_left_behind(&self, draft: &Draft, stands: &Proposal) -> Option<Reason> {
        if draft.said("links").is_some() {
            return None;
        }
        let (mut of, mut also) = (stands.chain.as_str(), stands.also_chains.as_slice());
        if let Some(super::draft::Said::Text(chain)) = draft.said("chain") {
            of = chain;
        }
        if let Some(super::draft::Said::List(chains)) = draft.said("also_chains") {
            also = chains;
        }
        let left = stands.links.iter().find(|link| {
            let chain = self
                .panel
                .plan
                .link(link)
                .map(|(chain, _)| chain.id.as_str());
            let was = |chain: &str| {
                chain == stands.chain || stands.also_chains.iter().any(|one| one == chain)
            };
            chain.is_some_and(|id| was(id) && id != of && !also.iter().any(|one| one == id))
        });
        left.map(|link| reason("link_left_behind", &[link, of]))
    }

    fn look_at_money(&mut self, draft: &Draft, stands: Option<&Proposal>) {
        let amount = |key: &str, held: fn(&Proposal) -> &str| match draft.text(key) {
            "" => stands.and_then(|one| parse(held(one))),
            said => parse(said),
        };
        let requested = amount("requested", |one| &one.requested);
        let total = amount("total_cost", |one| &one.total_cost);
        if let Some((requested, total)) = requested.zip(total).filter(|(part, whole)| part > whole)
        {
            let details = [requested.to_string(), total.to_string()];
            let why = reason("asks_for_more", &[&details[0], &details[1]]);
            self.warn(draft.line, "requested", why);
        }
    }

    fn look_at_title(&mut self, draft: &Draft) {
        let form = name_form(draft.text("title"));
        let first = self.titles.entry(form).or_insert_with(|| draft.id.clone());
        if *first != draft.id {
            let why = reason("same_title", &[first]);
            self.warn(draft.line, "title", why);
        }
    }
}

/// Tells whether experts score a field: it does not change under their sheets.
fn is_scored_by(key: &str) -> bool {
    matches!(key, "title" | "promise")
}

fn listed(keys: &[&str]) -> String {
    keys.join(" ")
}
