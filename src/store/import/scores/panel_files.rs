//! The panel's own files with what is added to them. What people wrote in them stays.

use super::additions::Additions;
use super::{ImportFault, Written};
use crate::domain::panel::Panel;
use crate::domain::plan::Chain;
use crate::domain::proposal::Proposal;
use crate::domain::rubric::Criterion;
use crate::domain::seal::{digest, quoted};
use crate::store::editing::{self, append, table};
use crate::store::load::{base, digest_of_plan};
use crate::store::source::{PANEL_FILE_LIMIT, Source};
use std::fmt::Write as _;
use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, Value, value};

/// Returns the files that change or are new, and the digests that sheets will carry.
pub fn of(
    source: &Source,
    panel: &Panel,
    additions: &Additions,
    lowest_best: bool,
) -> Result<Written, ImportFault> {
    let mut written = Written {
        files: Vec::new(),
        plan_digest: panel.plan_digest.clone(),
        rubric_digest: panel.rubric_digest.clone(),
    };
    for chain in &additions.chains {
        let name = format!("plan/{}.toml", chain.id);
        written.files.push((name, chain_text(chain).into_bytes()));
    }
    if !additions.chains.is_empty() {
        written.plan_digest = plan_digest(source, &written.files);
    }
    for proposal in &additions.proposals {
        let name = format!("proposals/{}.toml", proposal.id);
        let text = proposal_text(proposal).into_bytes();
        written.files.push((name, text));
    }
    let base = base(source, &panel.head);
    let edited = |name: &str, edit: &mut dyn FnMut(&mut DocumentMut) -> Option<()>| {
        editing::of_panel(source, &base, name, edit).map_err(ImportFault::Panel)
    };
    if !additions.criteria.is_empty() {
        let bytes = edited("rubric.toml", &mut |document| {
            let made = additions.criteria.iter().map(criterion_table);
            append(document, "criterion", made.collect())
        })?;
        written.rubric_digest = format!("sha256:{}", digest(&bytes));
        written.files.push(("rubric.toml".to_owned(), bytes));
    }
    if !additions.experts.is_empty() {
        let made = additions
            .experts
            .iter()
            .map(|expert| table(&[("id", value(&expert.id)), ("name", value(&expert.name))]));
        let made: Vec<Table> = made.collect();
        let bytes = edited("experts.toml", &mut |document| {
            append(document, "expert", made.clone())
        })?;
        written.files.push(("experts.toml".to_owned(), bytes));
    }
    if !additions.assignments.is_empty() {
        let bytes = edited("assignments.toml", &mut |document| {
            assign(document, &additions.assignments)
        })?;
        written.files.push(("assignments.toml".to_owned(), bytes));
    }
    if lowest_best {
        let bytes = edited("policy.toml", &mut |document| {
            document.insert("lowest_best", value(true));
            Some(())
        })?;
        written.files.push(("policy.toml".to_owned(), bytes));
    }
    Ok(written)
}

fn plan_digest(source: &Source, new: &[(String, Vec<u8>)]) -> String {
    let stands = source.list("plan").into_iter().filter_map(|name| {
        let file = format!("plan/{name}");
        name.strip_suffix(".toml")?;
        let bytes = source.read(&file, PANEL_FILE_LIMIT).ok()?;
        Some((file, bytes))
    });
    let mut files: Vec<(String, Vec<u8>)> = stands.chain(new.iter().cloned()).collect();
    files.sort();
    let digests: Vec<String> = files.iter().map(|(_, bytes)| digest(bytes)).collect();
    digest_of_plan(&digests)
}

fn chain_text(chain: &Chain) -> String {
    let mut text = format!(
        "format = 1\nid = {}\norder = {}\n",
        quoted(&chain.id),
        chain.order
    );
    let _ = writeln!(
        text,
        "name = {{ zh = {}, en = \"\" }}",
        quoted(&chain.name.zh)
    );
    text
}

fn proposal_text(proposal: &Proposal) -> String {
    let mut text = String::from("format = 1\n");
    for (key, value) in [
        ("label", proposal.label.as_str()),
        ("title", &proposal.title),
        ("chain", proposal.chain.as_str()),
    ] {
        if !value.is_empty() {
            let _ = writeln!(text, "{key} = {}", quoted(value));
        }
    }
    text
}

fn criterion_table(criterion: &Criterion) -> Table {
    let pairs = |pairs: &[(&str, &str)]| {
        let pairs = pairs.iter().map(|(key, text)| (*key, Value::from(*text)));
        value(pairs.collect::<InlineTable>())
    };
    let scale = &criterion.scale;
    let mut made = table(&[
        ("id", value(&criterion.id)),
        ("name", pairs(&[("zh", &criterion.name.zh), ("en", "")])),
        (
            "scale",
            pairs(&[
                ("min", &scale.min),
                ("max", &scale.max),
                ("step", &scale.step),
            ]),
        ),
    ]);
    if !criterion.weight.is_empty() {
        made.insert("weight", value(&criterion.weight));
    }
    made
}

fn assign(document: &mut DocumentMut, added: &[(String, Vec<String>)]) -> Option<()> {
    for (expert, proposals) in added {
        let blocks = document.get_mut("assignment");
        let blocks = blocks.and_then(Item::as_array_of_tables_mut);
        let is_theirs = |block: &&mut Table| {
            block.get("expert").and_then(Item::as_str) == Some(expert.as_str())
        };
        let block = blocks.and_then(|blocks| blocks.iter_mut().find(is_theirs));
        if let Some(block) = block {
            let held = block.entry("proposals").or_insert(value(Array::new()));
            held.as_array_mut()?.extend(proposals);
        } else {
            let block = table(&[
                ("expert", value(expert)),
                ("proposals", value(Array::from_iter(proposals))),
            ]);
            append(document, "assignment", vec![block])?;
        }
    }
    Some(())
}
