//! What `heyi agenda` says: for people as tables, for programs as one document.

use super::{Shown, Wanted};
use crate::analysis::agenda::times::{Slot, Subject, slots};
use crate::cli::Output;
use crate::cli::table::{Row, Table};
use crate::domain::agenda::{AgendaOrder, clock};
use crate::domain::panel::Panel;
use crate::i18n::{Language, agendas};
use serde_json::{Map, Value, json};

/// Makes the document.
pub(super) fn document(panel: &Panel, shown: &[Shown], is_written: bool) -> Value {
    json!({
        "schema": "heyi.agenda/1",
        "written": is_written,
        "agendas": shown.iter().map(|one| agenda(panel, one)).collect::<Vec<_>>(),
        "unknown_groups": unknown_groups(panel),
    })
}

fn agenda(panel: &Panel, shown: &Shown) -> Value {
    let one = &shown.agenda;
    let leavings = AgendaOrder::ALL.into_iter().zip(shown.leavings.by_order);
    let mut leavings: Map<String, Value> = leavings
        .map(|(way, count)| (way.key().to_owned(), json!(count)))
        .collect();
    leavings.insert("own".to_owned(), json!(shown.leavings.own));
    leavings.insert("now".to_owned(), json!(shown.now));
    json!({
        "group": one.group,
        "stands": shown.before.is_some(),
        "order": one.order.key(),
        "seed": one.seed,
        "moved": one.moved,
        "day": one.day,
        "start": one.start,
        "place": one.place,
        "by": one.by,
        "phases": {
            "presentation": one.phases.presentation,
            "questions": one.phases.questions,
            "scoring": one.phases.scoring,
            "warning": one.phases.warning,
        },
        "leavings": leavings,
        "items": slots(panel, one).iter().map(slot).collect::<Vec<_>>(),
        "faults": {
            "unknown": shown.faults.unknown,
            "foreign": shown.faults.foreign,
            "twice": shown.faults.twice,
            "lacking": shown.faults.lacking,
        },
    })
}

/// The groups of agendas that the panel does not have.
fn unknown_groups(panel: &Panel) -> Vec<&str> {
    let groups = panel.meeting_groups();
    let named = panel.agendas.iter().map(|one| one.group.as_str());
    named.filter(|group| !groups.contains(group)).collect()
}

fn slot(slot: &Slot) -> Value {
    let time = |minute: Option<u32>| minute.map(|minute| clock(minute).1);
    let mut value = match slot.subject {
        Subject::Proposal(proposal, number) => json!({
            "number": number,
            "proposal": proposal.id,
            "title": proposal.title,
            "out": slot.out,
        }),
        Subject::Break => json!({ "break": slot.minutes }),
        Subject::Unnamed(others) => json!({ "others": others }),
    };
    if let Some(fields) = value.as_object_mut() {
        fields.insert("from".to_owned(), json!(time(slot.from)));
        fields.insert("to".to_owned(), json!(time(slot.to())));
        let days = slot.from.map(|from| clock(from).0);
        fields.insert("days_later".to_owned(), json!(days));
    }
    value
}

/// Prints every agenda.
pub(super) fn print(
    panel: &Panel,
    shown: &[Shown],
    (wanted, written): (&Wanted, usize),
    output: &mut Output,
) {
    let language = output.language;
    for group in unknown_groups(panel) {
        let text = language.with("agenda.unknown_group", &[group]);
        output.line(&format!("! {text}"));
    }
    for one in shown {
        head(panel, one, output);
        for text in agendas::faults(&one.faults, language) {
            output.line(&format!("! {text}"));
        }
        table(panel, one, output);
        output.line(&told(one, language));
        output.line("");
    }
    let key = match (wanted.write, wanted.changes()) {
        (true, _) if written == 0 => "agenda.nothing",
        (true, _) => "agenda.written",
        (false, true) => "agenda.not_written",
        (false, false) => return,
    };
    output.line(&language.with(key, &[&written.to_string()]));
}

fn head(panel: &Panel, shown: &Shown, output: &mut Output) {
    let language = output.language;
    let one = &shown.agenda;
    let group = panel.groups.iter().find(|group| group.id == one.group);
    let name = group.map_or(&panel.head.title, |group| &group.name);
    let when = agendas::occasion(one, language);
    let name = name.of(language.is_english());
    output.line(&language.with("agenda.head", &[name, &one.group, &when]));
    output.line(&agendas::lengths(one.phases, language));
}

fn table(panel: &Panel, shown: &Shown, output: &mut Output) {
    let language = output.language;
    let mut table = Table::new(&[
        (language.text("agenda.number"), true),
        (language.text("agenda.time"), false),
        (language.text("agenda.proposal"), false),
        (language.text("agenda.out"), false),
        (language.text("agenda.title"), false),
    ]);
    for slot in slots(panel, &shown.agenda) {
        let time = agendas::span(slot.from, slot.to(), language);
        let out: Vec<String> = slot.out.iter().map(|id| person(panel, id)).collect();
        let cells = match slot.subject {
            Subject::Proposal(one, number) => vec![
                number.to_string(),
                time,
                one.id.clone(),
                out.join(" "),
                one.title.clone(),
            ],
            Subject::Break => {
                let words = language.with("agenda.break", &[&slot.minutes.to_string()]);
                vec![String::new(), time, String::new(), String::new(), words]
            }
            Subject::Unnamed(count) => {
                let words = language.with("agenda.others", &[&count.to_string()]);
                vec![String::new(), time, String::new(), String::new(), words]
            }
        };
        table.push(Row::Cells(cells));
    }
    table.print(output);
}

fn person(panel: &Panel, id: &str) -> String {
    let name = panel.expert(id).map_or("", |one| one.name.as_str());
    if name.is_empty() {
        id.to_owned()
    } else {
        format!("{id} {name}")
    }
}

/// How the order was come to, and what each would cost.
fn told(shown: &Shown, language: Language) -> String {
    let one = &shown.agenda;
    let order = if shown.is_listed {
        language.text("agenda.as_listed").to_owned()
    } else {
        agendas::order(one, language)
    };
    let [chain, draw, leaving] = shown.leavings.by_order.map(|count| count.to_string());
    let (own, now) = (shown.leavings.own.to_string(), shown.now.to_string());
    language.with(
        "agenda.leavings",
        &[&order, &own, &now, &chain, &draw, &leaving],
    )
}
