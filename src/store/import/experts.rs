//! Experts from a table, one row an expert, added behind those of `experts.toml`. Every
//! fault of every row is found first; where there is one, nothing is written at all.

use super::cells;
use super::known::Known;
use super::report::{Fault, Reason, Report, panel_to_fill, reason};
use crate::domain::panel::Panel;
use crate::domain::people::Expert;
use crate::domain::{digest_id, is_valid_id};
use crate::store::batch;
use crate::store::editing::{append, of_panel, table as block};
use crate::store::save::Files;
use crate::store::source::Source;
use crate::store::table::columns::{Column, Heading};
use crate::store::table::{self, Row};
use crate::text::fold::{half_width, name_form};
use std::collections::BTreeMap;
use std::path::Path;
use toml_edit::{Array, Item, Table, value};

/// One that need not be there.
const fn optional(key: &'static str, headings: &'static [&'static str]) -> Column {
    Column {
        key,
        is_required: false,
        headings,
    }
}

/// The columns of a table of experts.
const COLUMNS: &[Column] = &[
    optional("id", &["专家编号", "编号", "代号"]),
    Column {
        key: "name",
        is_required: true,
        headings: &["专家姓名", "姓名", "专家"],
    },
    optional("institution", &["工作单位", "所在单位", "单位", "单位名称"]),
    optional("district", &["地区", "所在地区", "属地", "区县"]),
    optional("expertise", &["专业类别", "专家类别", "类别", "专业"]),
    optional("chains", &["熟悉的产业链", "熟悉产业链", "产业链", "chain"]),
    optional("role", &["角色", "组长", "是否组长", "职务"]),
];

/// Takes a table of experts into a panel folder.
///
/// # Errors
/// The fault because of which the rows were not looked at, or could not be written; then
/// everything is as before.
pub fn import(files: &dyn Files, table: &Path, folder: &Path) -> Result<Report, Fault> {
    let source = Source::Folder(folder.to_path_buf());
    let panel = panel_to_fill(&source)?;
    let table = table::read(table, COLUMNS).map_err(Fault::Table)?;
    let mut bench = Bench::of(
        &panel,
        Report::of(table.heading.clone(), table.rows.len(), &panel),
    );
    let mut added = Vec::new();
    for row in &table.rows {
        added.extend(bench.take(&table.heading, row));
    }
    let mut report = bench.report;
    if report.refused.is_empty() && !added.is_empty() {
        let blocks: Vec<Table> = added.iter().map(block_of).collect();
        let bytes = of_panel(&source, &source, "experts.toml", |document| {
            append(document, "expert", blocks)
        });
        let change = [("experts.toml".to_owned(), bytes.map_err(Fault::Panel)?)];
        batch::write(files, folder, &change).map_err(Fault::Unwritten)?;
    }
    report.refused.sort_by_key(|one| one.line);
    Ok(report)
}

fn block_of(expert: &Expert) -> Table {
    let mut entries: Vec<(&str, Item)> = vec![("id", value(&expert.id))];
    for (key, text) in [
        ("name", &expert.name),
        ("institution", &expert.institution),
        ("district", &expert.district),
        ("expertise", &expert.expertise),
    ] {
        if !text.is_empty() {
            entries.push((key, value(text)));
        }
    }
    if !expert.chains.is_empty() {
        entries.push(("chains", value(Array::from_iter(&expert.chains))));
    }
    if !expert.role.is_empty() {
        entries.push(("role", value(&expert.role)));
    }
    block(&entries)
}

struct Bench<'a> {
    panel: &'a Panel,
    known: Known<'a>,
    /// Who has an id, in lower case, or a name with an institution, or a name; and the line.
    ids: BTreeMap<String, (String, usize)>,
    people: BTreeMap<(String, String), String>,
    names: BTreeMap<String, String>,
    report: Report,
}

impl<'a> Bench<'a> {
    fn of(panel: &'a Panel, report: Report) -> Self {
        let mut bench = Self {
            panel,
            known: Known::of(&panel.plan),
            ids: BTreeMap::new(),
            people: BTreeMap::new(),
            names: BTreeMap::new(),
            report,
        };
        for expert in &panel.experts {
            bench.remember(expert, 0);
        }
        bench
    }

    fn remember(&mut self, expert: &Expert, line: usize) {
        let lower = expert.id.to_ascii_lowercase();
        self.ids.insert(lower, (expert.id.clone(), line));
        let name = name_form(&expert.name);
        let person = (name.clone(), name_form(&expert.institution));
        self.people
            .entry(person)
            .or_insert_with(|| expert.id.clone());
        self.names.entry(name).or_insert_with(|| expert.id.clone());
    }

    /// Takes a row; nothing where it is refused or says what stands there.
    fn take(&mut self, heading: &Heading, row: &Row) -> Option<Expert> {
        let mut faults: Vec<(&str, Reason)> = Vec::new();
        let expert = self.read(heading, row, &mut faults);
        if faults.is_empty() {
            match self.judge(&expert, heading) {
                Ok(true) => {
                    self.report.unchanged.push(expert.id);
                    return None;
                }
                Ok(false) => {}
                Err(why) => faults.push(why),
            }
        }
        if !faults.is_empty() {
            for (key, why) in faults {
                self.report.refuse(row.line, heading.heading(key), why);
            }
            return None;
        }
        if let Some(other) = self.names.get(&name_form(&expert.name)) {
            let why = reason("same_name", &[&expert.name, other]);
            self.report.warn(row.line, heading.heading("name"), why);
        }
        self.remember(&expert, row.line);
        self.report.created.push(expert.id.clone());
        Some(expert)
    }

    fn read(
        &self,
        heading: &Heading,
        row: &Row,
        faults: &mut Vec<(&'static str, Reason)>,
    ) -> Expert {
        let text = |key: &str| {
            let text = heading.text(row, key);
            if cells::is_nothing(text) { "" } else { text }
        };
        let mut word = |key: &'static str, read: fn(&str) -> Result<&'static str, Reason>| {
            let found = Some(text(key)).filter(|text| !text.is_empty()).map(read);
            let found = found.unwrap_or(Ok(""));
            let kept = found.map_err(|why| faults.push((key, why)));
            kept.unwrap_or_default().to_owned()
        };
        let (expertise, role) = (
            word("expertise", cells::expertise),
            word("role", cells::role),
        );
        let chains = self.known.chains(&cells::list(text("chains")));
        let chains = chains.map_err(|why| faults.push(("chains", why)));
        let (name, institution) = (
            cells::in_one_line(text("name")),
            cells::in_one_line(text("institution")),
        );
        if name.is_empty() {
            faults.push(("name", reason("no_name", &[])));
        }
        let id: String = text("id").chars().map(half_width).collect();
        let id = if !heading.has("id") {
            digest_id(&format!("{name}\n{institution}"))
        } else if id.is_empty() {
            faults.push(("id", reason("no_id", &[])));
            id
        } else if is_valid_id(&id) {
            id
        } else {
            digest_id(text("id"))
        };
        Expert {
            id,
            name,
            institution,
            district: cells::in_one_line(text("district")),
            expertise,
            chains: chains.unwrap_or_default(),
            role,
        }
    }

    /// Tells whether a row says only what stands there.
    fn judge(&self, expert: &Expert, heading: &Heading) -> Result<bool, (&'static str, Reason)> {
        let id = if heading.has("id") { "id" } else { "name" };
        match self.ids.get(&expert.id.to_ascii_lowercase()) {
            Some((_, line)) if *line > 0 => {
                let line = line.to_string();
                Err((id, reason("second_expert", &[&line, &expert.id])))
            }
            Some((stands, _)) => {
                let stands = self.panel.expert(stands);
                if stands.is_some_and(|stands| says_the_same(expert, stands)) {
                    Ok(true)
                } else {
                    Err((id, reason("expert_says_otherwise", &[&expert.id])))
                }
            }
            None => {
                let person = (name_form(&expert.name), name_form(&expert.institution));
                match self.people.get(&person) {
                    Some(other) => Err(("name", reason("same_person", &[&expert.name, other]))),
                    None => Ok(false),
                }
            }
        }
    }
}

/// Tells whether what a row says stands there; a cell without anything says nothing.
fn says_the_same(row: &Expert, stands: &Expert) -> bool {
    let texts = [
        (&row.id, &stands.id),
        (&row.name, &stands.name),
        (&row.institution, &stands.institution),
        (&row.district, &stands.district),
        (&row.expertise, &stands.expertise),
        (&row.role, &stands.role),
    ];
    let is_same = |(row, stands): &(&String, &String)| row.is_empty() || row == stands;
    texts.iter().all(is_same) && (row.chains.is_empty() || row.chains == stands.chains)
}
