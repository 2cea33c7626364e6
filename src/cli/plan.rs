//! `heyi plan`: the plan as text or as one JSON object.

use super::{Output, Refusal, USER, indicators, source};
use crate::analysis::targets;
use crate::domain::plan::{Chain, Goal, GroupKind, InnovationLink, Plan, Slip, Tier};
use crate::i18n::{Language, reasons};
use crate::store::load;
use crate::store::source::BUILT_IN;
use serde_json::{Value, json};

/// Prints the plan of a panel, or the built-in one.
///
/// # Errors
/// A refusal where there is no such panel or chain.
pub fn run(
    panel: Option<&str>,
    chain: Option<&str>,
    json: bool,
    output: &mut Output,
) -> Result<u8, Refusal> {
    let source = source(panel.unwrap_or(BUILT_IN), output.language)?;
    let (mut plan, problems) = load::plan(&source);
    if let Some(wanted) = chain {
        if plan.chain(wanted).is_none() {
            return Err(no_chain(&plan, wanted, output.language));
        }
        plan.chains.retain(|chain| chain.id == wanted);
    }
    if json {
        let document = document(&plan, output.language);
        output.json(&document);
    } else {
        text(&plan, output);
    }
    Ok(if problems.is_empty() { 0 } else { super::DATA })
}

/// Says that a plan has no such chain, and which it has.
pub fn no_chain(plan: &Plan, wanted: &str, language: Language) -> Refusal {
    let ids: Vec<&str> = plan.chains.iter().map(|chain| chain.id.as_str()).collect();
    Refusal {
        code: USER,
        message: language.with("cli.no_chain", &[wanted]),
        hint: language.with("cli.no_chain_hint", &[&ids.join(" ")]),
    }
}

fn document(plan: &Plan, language: Language) -> Value {
    let overview = &plan.overview;
    let chains: Vec<Value> = plan
        .chains
        .iter()
        .map(|chain| chain_document(chain, language))
        .collect();
    json!({
        "schema": "heyi.plan/1",
        "id": overview.id,
        "title": overview.title,
        "edition": overview.edition,
        "goals": overview.goals,
        "safeguards": overview.safeguards,
        "duties": overview.duties,
        "chains": chains,
    })
}

fn chain_document(chain: &Chain, language: Language) -> Value {
    let application: Vec<Value> = chain
        .application
        .iter()
        .map(|group| {
            json!({
                "tier": tier_key(group.tier),
                "part": group.part,
                "group": group.group,
                "kind": match group.kind { GroupKind::Product => "product", GroupKind::Direction => "direction" },
                "products": group.products,
            })
        })
        .collect();
    let links: Vec<Value> = chain
        .links
        .iter()
        .map(|link| link_document(link, language))
        .collect();
    json!({
        "id": chain.id,
        "order": chain.order,
        "name": chain.name,
        "formulas": chain.formulas,
        "application": application,
        "links": links,
        "implement": chain.implement,
        "attract": chain.attract,
        "platforms": chain.platforms,
    })
}

fn link_document(link: &InnovationLink, language: Language) -> Value {
    let reading = targets::read_link(link);
    let read: Vec<Value> = reading
        .indicators
        .iter()
        .map(|indicator| indicators::document(indicator, language))
        .collect();
    json!({
        "row": link.row,
        "id": link.id,
        "category": link.category,
        "part": link.part,
        "name": link.name,
        "short": link.short,
        "task": link.task,
        "target": link.target,
        "indicators": read,
        "qualitative": reading.clauses,
        "slips": link.slips,
    })
}

fn tier_key(tier: Tier) -> &'static str {
    match tier {
        Tier::Upstream => "upstream",
        Tier::Core => "core",
        Tier::Downstream => "downstream",
    }
}

fn text(plan: &Plan, output: &mut Output) {
    let language = output.language;
    let overview = &plan.overview;
    let edition = &overview.edition;
    output.line(overview.title.of(language.is_english()));
    output.line(&format!(
        "{} {} {} {}",
        language.text("plan.edition"),
        edition.name,
        edition.date,
        edition.issuer
    ));
    output.line(language.text("plan.quoted"));
    output.line("");
    output.line(language.text("plan.goals"));
    for goal in &overview.goals {
        output.line(&format!("  {}  {}", amount(goal, language), goal.text));
    }
    for chain in &plan.chains {
        chain_text(chain, output);
    }
    output.line("");
    output.line(language.text("plan.safeguards"));
    for safeguard in &overview.safeguards {
        output.line(&format!("  {}  {}", safeguard.title, safeguard.text));
    }
    output.line("");
    output.line(language.text("plan.duties"));
    for duty in &overview.duties {
        output.line(&format!(
            "  {}  {}  {}",
            duty.task,
            duty.work,
            duty.departments.join(" ")
        ));
    }
}

/// Returns how many of what a goal asks for; the plan's counting words are Chinese only.
fn amount(goal: &Goal, language: Language) -> String {
    let sign = match goal.compare.as_str() {
        "=" => "",
        ">=" => "≥",
        other => other,
    };
    let number = goal.number;
    if language.is_english() {
        format!("{}: {sign}{number}", reasons::goal(&goal.id, language))
    } else {
        format!("{sign}{number} {}", goal.unit)
    }
}

fn chain_text(chain: &Chain, output: &mut Output) {
    let language = output.language;
    output.line("");
    output.line(&format!(
        "{}  {} ({})",
        chain.heading,
        chain.name.of(language.is_english()),
        chain.id
    ));
    for formula in &chain.formulas {
        output.line(&format!("  {formula}"));
    }
    output.line(&format!(
        " {}  {}",
        language.text("plan.application"),
        chain.captions.application
    ));
    for group in &chain.application {
        let tier = match group.tier {
            Tier::Upstream => language.text("plan.upstream"),
            Tier::Core => language.text("plan.core"),
            Tier::Downstream => language.text("plan.downstream"),
        };
        output.line(&format!(
            "  {tier} {} {}: {}",
            group.part,
            group.group,
            group.products.join(" | ")
        ));
    }
    output.line(&format!(
        " {}  {}",
        language.text("plan.innovation"),
        chain.captions.innovation
    ));
    for link in &chain.links {
        link_text(link, output);
    }
    for (title, items) in [
        ("plan.implement", &chain.implement),
        ("plan.attract", &chain.attract),
    ] {
        output.line(&format!(" {}  {}", language.text(title), items.join(" | ")));
    }
    output.line(&format!(" {}", language.text("plan.platforms")));
    for platform in &chain.platforms {
        output.line(&format!("  {}", platform.text));
    }
}

fn link_text(link: &InnovationLink, output: &mut Output) {
    let language = output.language;
    let short = link.short.of(language.is_english());
    output.line(&format!(
        "  {}  {}  [{}]  {}",
        link.id, link.name, short, link.category
    ));
    for (title, cell) in [("plan.task", &link.task), ("plan.target", &link.target)] {
        for paragraph in cell.lines() {
            output.line(&format!("      {}  {paragraph}", language.text(title)));
        }
    }
    if link.target.is_empty() {
        output.line(&format!("      {}", language.text("plan.no_target")));
    }
    let reading = targets::read_link(link);
    if !reading.indicators.is_empty() {
        output.line(&format!("      {}", language.text("plan.indicators")));
    }
    for indicator in &reading.indicators {
        output.line(&format!(
            "        {}",
            indicators::line(indicator, language)
        ));
    }
    let clauses = reading.clauses.iter().map(String::as_str);
    indicators::clauses(clauses, "        ", output);
    let is_told = |slip: &Slip| {
        let mut indicators = reading.indicators.iter();
        indicators.any(|indicator| indicator.remarks.contains(slip))
    };
    for slip in link.slips.iter().filter(|slip| !is_told(slip)) {
        let note = slip.note.of(language.is_english());
        let reading = match slip.reading.as_str() {
            "" => String::new(),
            reading => format!("  {} “{reading}”", language.text("plan.reading")),
        };
        output.line(&format!(
            "      {} “{}”{reading}  {note}",
            language.text("plan.slip"),
            slip.text
        ));
    }
}
