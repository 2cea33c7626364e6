//! Writes the agenda of a group into its block of `agenda.toml`: the other groups' blocks, and
//! what people wrote beside a line that stays, are kept.

use super::blocks::{comments, keep};
use super::rulings::blocks;
use super::{rewritten, text, unread};
use crate::domain::agenda::{Agenda, AgendaItem, PhaseLengths};
use crate::domain::arrangement::AgendaChange;
use crate::domain::journal::sentences;
use crate::store::editing;
use crate::store::source::PANEL_FILE_LIMIT;
use crate::text::tree;
use serde::Deserialize;
use std::io;
use std::path::Path;
use toml_edit::{
    Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, TableLike, Value, value,
};

pub(super) const FILE: &str = "agenda.toml";

/// The file as it means something.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
struct Agendas {
    format: u32,
    agenda: Vec<Agenda>,
}

impl Agendas {
    fn of(&self, group: &str) -> Option<&Agenda> {
        self.agenda.iter().find(|one| one.group == group)
    }

    /// The same with another agenda of a group; one that stands there more than once stands
    /// there once afterwards.
    fn take(&mut self, after: &Agenda) {
        let place = self.agenda.iter().position(|one| one.group == after.group);
        self.agenda.retain(|one| one.group != after.group);
        let place = place.unwrap_or(self.agenda.len()).min(self.agenda.len());
        self.agenda.insert(place, after.clone());
    }
}

/// Returns the file's text before and after; nothing where somebody else wrote another agenda
/// of the group meanwhile.
///
/// # Errors
/// `InvalidData` where the file cannot be read, or would mean something else afterwards.
pub(super) fn changed(panel: &Path, change: &AgendaChange) -> io::Result<Option<(String, String)>> {
    let before = if panel.join(FILE).exists() {
        text(panel, FILE, PANEL_FILE_LIMIT)?
    } else {
        "format = 1\n".to_owned()
    };
    let agendas: Agendas = tree::read(&before).map_err(|_| unread())?;
    if agendas.of(&change.after.group) != change.before.as_ref() {
        return Ok(None);
    }
    let after = written(&before, agendas, &change.after).ok_or_else(unread)?;
    Ok(Some((before, after)))
}

fn written(text: &str, mut wanted: Agendas, after: &Agenda) -> Option<String> {
    wanted.take(after);
    rewritten(text, &wanted, |document| put(document, after))
}

/// What the journal says.
pub(super) fn told(agenda: &Agenda) -> String {
    let (order, seed) = (agenda.order.key(), agenda.seed.to_string());
    let order = match (order, agenda.moved) {
        ("draw", false) => sentences::DRAWN.written(&[&seed]),
        ("draw", true) => sentences::DRAWN_MOVED.written(&[&seed]),
        (order, false) => sentences::ORDERED.written(&[order]),
        (order, true) => sentences::ORDERED_MOVED.written(&[order]),
    };
    let when = [agenda.day.as_str(), &agenda.start];
    let when: Vec<&str> = when.into_iter().filter(|text| !text.is_empty()).collect();
    let when = match when.join(" ") {
        none if none.is_empty() => sentences::NO_TIME.written(&[]),
        when => sentences::AT.written(&[&when]),
    };
    let counts = [agenda.proposals().count(), agenda.breaks().len()];
    let [proposals, breaks] = counts.map(|count| count.to_string());
    sentences::AGENDA.written(&[&agenda.group, &order, &proposals, &breaks, &when])
}

fn put(document: &mut DocumentMut, after: &Agenda) {
    let Some(blocks) = blocks(document, "agenda") else {
        return;
    };
    let is_it = |block: &Table| block.get("group").and_then(Item::as_str) == Some(&after.group);
    let mut is_there = false;
    let mut remark = String::new();
    let mut at = 0;
    while let Some(block) = blocks.get_mut(at) {
        if !is_it(block) {
            keep(block, &mut remark);
            at += 1;
        } else if is_there {
            // what people wrote above a block that goes stays above the next one
            remark.push_str(&comments(block));
            blocks.remove(at);
        } else {
            is_there = true;
            fill(block, after);
            at += 1;
        }
    }
    if !is_there {
        let mut block = Table::new();
        block.decor_mut().set_prefix("\n");
        fill(&mut block, after);
        blocks.push(block);
    }
    if !remark.is_empty() {
        let trailing = document.trailing().as_str().unwrap_or_default().to_owned();
        document.set_trailing(format!("{remark}{trailing}"));
    }
}

fn fill(block: &mut Table, agenda: &Agenda) {
    let set = |block: &mut Table, key: &str, text: &str| {
        if block.get(key).and_then(Item::as_str) != Some(text) {
            editing::set(block, key, value(text));
        }
    };
    set(block, "group", &agenda.group);
    set(block, "order", agenda.order.key());
    let seed = i64::try_from(agenda.seed).unwrap_or(i64::MAX);
    if block.get("seed").and_then(Item::as_integer) != Some(seed) {
        editing::set(block, "seed", value(seed));
    }
    if agenda.moved || block.contains_key("moved") {
        editing::set(block, "moved", value(agenda.moved));
    }
    for (key, text) in [
        ("day", &agenda.day),
        ("start", &agenda.start),
        ("place", &agenda.place),
        ("by", &agenda.by),
        ("at", &agenda.at),
    ] {
        set(block, key, text);
    }
    lengths(block, agenda.phases);
    items(block, &agenda.item);
}

fn lengths(block: &mut Table, phases: PhaseLengths) {
    let held = block
        .entry("phases")
        .or_insert(value(InlineTable::new()))
        .as_table_like_mut();
    let Some(held) = held else {
        return;
    };
    for (key, minutes) in [
        ("presentation", phases.presentation),
        ("questions", phases.questions),
        ("scoring", phases.scoring),
        ("warning", phases.warning),
    ] {
        let stands = held.get(key).and_then(Item::as_integer);
        if stands != Some(i64::from(minutes)) {
            let mut item = value(i64::from(minutes));
            if let (Some(Item::Value(stands)), Item::Value(new)) = (held.get(key), &mut item) {
                *new.decor_mut() = stands.decor().clone();
            }
            held.insert(key, item);
        }
    }
}

/// The lines in their new order: a line that stays keeps what people wrote beside it.
fn items(block: &mut Table, wanted: &[AgendaItem]) {
    let held = block.entry("item").or_insert(value(Array::new()));
    if let Some(tables) = held.as_array_of_tables_mut() {
        as_tables(tables, wanted);
    } else if let Some(array) = held.as_array_mut() {
        let stands: Vec<AgendaItem> = array.iter().map(read).collect();
        if stands != wanted {
            as_lines(array, wanted);
        }
    }
}

fn read(one: &Value) -> AgendaItem {
    let table = one.as_inline_table().map(|table| table as &dyn TableLike);
    table.map(read_table).unwrap_or_default()
}

fn read_table(table: &dyn TableLike) -> AgendaItem {
    let number = |key: &str| {
        let number = table.get(key).and_then(Item::as_integer);
        number.and_then(|number| u32::try_from(number).ok())
    };
    let proposal = table.get("proposal").and_then(Item::as_str);
    AgendaItem {
        proposal: proposal.unwrap_or_default().to_owned(),
        pause: number("break").unwrap_or_default(),
        others: number("others").unwrap_or_default(),
    }
}

fn entries(item: &AgendaItem) -> Vec<(&'static str, Value)> {
    let mut entries = Vec::new();
    if !item.proposal.is_empty() {
        entries.push(("proposal", Value::from(item.proposal.as_str())));
    }
    for (key, number) in [("break", item.pause), ("others", item.others)] {
        if number > 0 {
            entries.push((key, Value::from(i64::from(number))));
        }
    }
    entries
}

/// A line of the list with the remarks above and behind it.
struct Piece {
    item: AgendaItem,
    value: Value,
    above: Vec<String>,
    behind: String,
}

/// Takes the piece that a line was before: of the same proposal, or the next break.
fn taken<T>(
    pieces: &mut Vec<T>,
    wanted: &AgendaItem,
    item: impl Fn(&T) -> &AgendaItem,
) -> Option<T> {
    let is_it = |piece: &T| item(piece).proposal == wanted.proposal;
    let is_same = |piece: &T| item(piece) == wanted;
    let place = pieces.iter().position(is_same);
    let place = place.or_else(|| pieces.iter().position(is_it));
    place.map(|place| pieces.remove(place))
}

fn as_lines(array: &mut Array, wanted: &[AgendaItem]) {
    const INDENT: &str = "\n    ";
    let (mut pieces, mut loose) = pieces(array);
    let mut behind = String::new();
    let mut lines: Vec<Value> = Vec::with_capacity(wanted.len());
    for item in wanted {
        let piece = taken(&mut pieces, item, |piece| &piece.item);
        let mut prefix = std::mem::take(&mut behind);
        let mut one = Value::from(InlineTable::from_iter(entries(item)));
        if let Some(piece) = piece {
            for remark in piece.above {
                prefix.push_str(INDENT);
                prefix.push_str(&remark);
            }
            behind = piece.behind;
            if piece.item == *item {
                one = piece.value;
            }
        }
        prefix.push_str(INDENT);
        *one.decor_mut() = toml_edit::Decor::new(prefix, "");
        lines.push(one);
    }
    for piece in pieces {
        loose.extend(piece.above);
        let behind = piece.behind.trim();
        if !behind.is_empty() {
            loose.push(behind.to_owned());
        }
    }
    let mut trailing = behind;
    for remark in loose {
        trailing.push_str(INDENT);
        trailing.push_str(&remark);
    }
    trailing.push('\n');
    array.clear();
    for one in lines {
        array.push_formatted(one);
    }
    array.set_trailing(trailing);
    array.set_trailing_comma(!wanted.is_empty());
}

/// The lines of a list with what people wrote beside each, and the remarks under the last.
fn pieces(array: &Array) -> (Vec<Piece>, Vec<String>) {
    let remarks = |text: &str| -> Vec<String> {
        let lines = text.lines().map(str::trim);
        lines
            .filter(|line| line.starts_with('#'))
            .map(str::to_owned)
            .collect()
    };
    // what stands behind the comma of a line belongs to that line
    let split = |text: &str| -> (String, Vec<String>) {
        let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
        let first = first.trim();
        let behind = if first.starts_with('#') {
            format!(" {first}")
        } else {
            String::new()
        };
        (behind, remarks(rest))
    };
    let mut found: Vec<Piece> = Vec::new();
    for one in array {
        let around = |raw: Option<&toml_edit::RawString>| {
            let text = raw.and_then(|text| text.as_str());
            text.unwrap_or_default().to_owned()
        };
        let before = around(one.decor().prefix());
        let above = match found.last_mut() {
            Some(last) => {
                let (behind, above) = split(&before);
                last.behind.push_str(&behind);
                above
            }
            None => remarks(&before),
        };
        let behind = remarks(&around(one.decor().suffix()));
        found.push(Piece {
            item: read(one),
            value: one.clone(),
            above,
            behind: behind
                .iter()
                .fold(String::new(), |all, remark| all + " " + remark),
        });
    }
    let (behind, loose) = split(array.trailing().as_str().unwrap_or_default());
    match found.last_mut() {
        Some(last) => {
            last.behind.push_str(&behind);
            (found, loose)
        }
        None => (
            found,
            remarks(array.trailing().as_str().unwrap_or_default()),
        ),
    }
}

/// The same where each line is a block of its own.
fn as_tables(tables: &mut ArrayOfTables, wanted: &[AgendaItem]) {
    let mut held: Vec<(AgendaItem, Table)> = tables
        .iter()
        .map(|table| (read_table(table), table.clone()))
        .collect();
    if held.iter().map(|(item, _)| item).eq(wanted) {
        return;
    }
    let position = held.iter().filter_map(|(_, table)| table.position()).max();
    let mut blocks: Vec<Table> = Vec::with_capacity(wanted.len());
    for item in wanted {
        let mut block = taken(&mut held, item, |(item, _)| item).map_or_else(
            || {
                let mut block = Table::new();
                block.decor_mut().set_prefix("\n");
                block
            },
            |(_, block)| block,
        );
        for key in ["proposal", "break", "others"] {
            let new = entries(item).into_iter().find(|(known, _)| *known == key);
            match new {
                Some((_, new)) => editing::set(&mut block, key, Item::Value(new)),
                None => drop(block.remove(key)),
            }
        }
        // written in this order, and before whatever comes after the agenda
        block.set_position(position);
        blocks.push(block);
    }
    let mut remark: String = held.iter().map(|(_, table)| comments(table)).collect();
    tables.clear();
    for mut block in blocks {
        keep(&mut block, &mut remark);
        tables.push(block);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::agenda::AgendaOrder;

    const TEXT: &str = "# head\nformat = 1\n\n# of a\n[[agenda]]\ngroup = \"a\" # why a\norder = \"chain\"\nday = \"2019-02-21\" # fixed\nphases = { presentation = 10 }\nitem = [\n    # the long one\n    { proposal = \"A\" }, # first\n    { proposal = \"B\" }, # second\n    { break = 15 }, # tea\n    { proposal = \"C\" }, # gone\n    # last words\n]\n\n# of b\n[[agenda]]\ngroup = 'b'\nunknown = 1\nitem = [ { proposal = \"Z\" } ]\n# end\n";

    fn agenda(group: &str, items: &[&str]) -> Agenda {
        let item = |id: &&str| match id.parse() {
            Ok(minutes) => AgendaItem::pause(minutes),
            Err(_) => AgendaItem::of(id),
        };
        Agenda {
            group: group.to_owned(),
            order: AgendaOrder::Draw,
            seed: 7,
            day: "2019-02-21".to_owned(),
            by: "甲".to_owned(),
            item: items.iter().map(item).collect(),
            ..Agenda::default()
        }
    }

    fn after(text: &str, agenda: &Agenda) -> Option<String> {
        written(text, toml::from_str(text).ok()?, agenda)
    }

    #[test]
    fn an_agenda_changes_its_own_block_and_all_else_stays() {
        let wanted = agenda("a", &["B", "20", "A", "D"]);
        for ending in ["\n", "\r\n"] {
            let again = after(&TEXT.replace('\n', ending), &wanted).unwrap();
            let text = again.replace("\r\n", "\n");
            for kept in [
                "# head",
                "# of a\n[[agenda]]",
                "# why a",
                "# fixed",
                "    # the long one\n    { proposal = \"A\" }, # first\n",
                "{ proposal = \"B\" }, # second\n    { break = 20 }, # tea\n",
                "# gone",
                "# last words",
                "# of b\n[[agenda]]\ngroup = 'b'\nunknown = 1\nitem = [ { proposal = \"Z\" } ]\n# end\n",
            ] {
                assert!(text.contains(kept), "{kept}\n{text}");
            }
            assert_eq!(again.matches('\n').count(), again.matches(ending).count());
            assert_eq!(after(&again, &wanted).unwrap(), again, "twice is once");
        }
    }

    #[test]
    fn lines_that_are_blocks_stay_blocks() {
        let text = "[[agenda]]\ngroup = \"a\"\n\n[agenda.phases]\nquestions = 5 # short\n\n# on A\n[[agenda.item]]\nproposal = \"A\"\n\n# on B\n[[agenda.item]]\nproposal = \"B\"\n\n[[agenda]]\ngroup = \"b\"\n";
        let wanted = agenda("a", &["C", "B", "10", "A"]);
        let again = after(text, &wanted).unwrap();
        for kept in [
            "# on A\n[[agenda.item]]\nproposal = \"A\"",
            "# on B\n[[agenda.item]]\nproposal = \"B\"",
            "# short",
        ] {
            assert!(again.contains(kept), "{kept}\n{again}");
        }
        let fewer = after(&again, &agenda("a", &["B"])).unwrap();
        assert!(fewer.contains("# on A"), "{fewer}");
    }

    #[test]
    fn a_new_block_comes_last_and_a_second_one_of_a_group_goes() {
        for none in ["", "format = 1\nagenda = []\n"] {
            let again = after(none, &agenda("c", &["A", "5", "B"])).unwrap();
            assert!(
                again.contains("item = [\n    { proposal = \"A\" },\n    { break = 5 },\n"),
                "{again}"
            );
        }
        let again = after(TEXT, &agenda("c", &[])).unwrap();
        assert!(
            again.starts_with(TEXT.strip_suffix("# end\n").unwrap()),
            "{again}"
        );
        let twice = format!("{TEXT}\n# twice\n[[agenda]]\ngroup = \"a\"\n");
        let again = after(&twice, &agenda("a", &["A"])).unwrap();
        assert_eq!(again.matches("group = \"a\"").count(), 1, "{again}");
        assert!(again.contains("# twice"), "{again}");
    }

    #[test]
    fn what_is_no_agenda_is_left_alone() {
        for broken in ["agenda = 3\n", "[[agenda]\n", "[[agenda]]\nitem = [1]\n"] {
            assert_eq!(after(broken, &agenda("a", &["A"])), None, "{broken}");
        }
    }

    #[test]
    fn the_journal_says_how_the_order_was_come_to() {
        let mut one = agenda("a", &["A", "5", "B"]);
        assert_eq!(
            told(&one),
            "agenda a: draw with seed 7, 2 proposals, 1 breaks, 2019-02-21"
        );
        one.order = AgendaOrder::Leaving;
        one.moved = true;
        one.day.clear();
        assert_eq!(
            told(&one),
            "agenda a: leaving, changed by hand, 2 proposals, 1 breaks, no time"
        );
    }
}
