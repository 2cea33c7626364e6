//! The panel's own files with what is added to them. What people wrote in them stays.

use super::additions::Additions;
use super::{ImportFault, Written};
use crate::domain::panel::Panel;
use crate::domain::plan::Chain;
use crate::domain::problem::{Problem, Trouble};
use crate::domain::proposal::Proposal;
use crate::domain::rubric::Criterion;
use crate::domain::seal::{digest, quoted};
use crate::store::load::{base, digest_of_plan};
use crate::store::reading::decode;
use crate::store::source::{PANEL_FILE_LIMIT, Source};
use std::fmt::Write as _;
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value, value};

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
    let editor = Editor {
        own: source,
        base: &base(source, &panel.head),
    };
    if !additions.criteria.is_empty() {
        let bytes = editor.edited("rubric.toml", |document| {
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
        let bytes = editor.edited("experts.toml", |document| append(document, "expert", made))?;
        written.files.push(("experts.toml".to_owned(), bytes));
    }
    if !additions.assignments.is_empty() {
        let edit = |document: &mut DocumentMut| assign(document, &additions.assignments);
        let bytes = editor.edited("assignments.toml", edit)?;
        written.files.push(("assignments.toml".to_owned(), bytes));
    }
    if lowest_best {
        let bytes = editor.edited("policy.toml", |document| {
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
        ("label", &proposal.label),
        ("title", &proposal.title),
        ("chain", &proposal.chain),
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

fn table(entries: &[(&str, Item)]) -> Table {
    let mut table = Table::new();
    for (key, item) in entries {
        table.insert(key, item.clone());
    }
    table
}

/// Adds blocks behind those that are there; nothing where what is there are no blocks.
fn append(document: &mut DocumentMut, key: &str, blocks: Vec<Table>) -> Option<()> {
    let held = document
        .entry(key)
        .or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    let held = held.as_array_of_tables_mut()?;
    for block in blocks {
        held.push(block);
    }
    Some(())
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

/// Changes files of the panel, taken from its plan's panel where it has none of its own.
struct Editor<'a> {
    own: &'a Source,
    base: &'a Source,
}

impl Editor<'_> {
    fn edited(
        &self,
        name: &str,
        edit: impl FnOnce(&mut DocumentMut) -> Option<()>,
    ) -> Result<Vec<u8>, ImportFault> {
        let fault = |trouble| ImportFault::Panel(Problem::of_file(name, trouble, &[name]));
        let is_own = self.own.list("").iter().any(|file| file == name);
        let source = if is_own { self.own } else { self.base };
        let text = match source.read(name, PANEL_FILE_LIMIT) {
            Ok(bytes) => decode(name, &bytes).map_err(ImportFault::Panel)?.to_owned(),
            Err(problem) if problem.trouble == Trouble::Missing => "format = 1\n".to_owned(),
            Err(problem) => return Err(ImportFault::Panel(problem)),
        };
        let mut document: DocumentMut = text.parse().map_err(|_| fault(Trouble::Syntax))?;
        edit(&mut document).ok_or_else(|| fault(Trouble::WrongValue))?;
        let mut written = document.to_string();
        if text.contains("\r\n") {
            written = written.replace("\r\n", "\n").replace('\n', "\r\n");
        }
        Ok(written.into_bytes())
    }
}
