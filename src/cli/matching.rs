//! `heyi match`: which links a title and its keywords may speak of; one question on the
//! command line, or one JSON object a line.

mod lines;

use super::{Output, Refusal, USER, plan, round, source};
use crate::analysis::matching::{Answer, Matcher, Query, Suggestion};
use crate::domain::plan::Plan;
use crate::i18n::Language;
use crate::store::load;
use crate::store::source::BUILT_IN;
use serde_json::{Value, json};

/// What was asked for.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("question").required(true).args(["title", "stdin"]))]
pub struct Options {
    /// The panel whose plan is meant; without it the built-in plan.
    panel: Option<String>,
    /// Title.
    #[arg(long, allow_hyphen_values = true)]
    title: Option<String>,
    /// Keywords, with semicolons between them.
    #[arg(long, allow_hyphen_values = true, conflicts_with = "stdin")]
    keywords: Option<String>,
    /// Questions from standard input.
    #[arg(long, conflicts_with = "chain_of_links")]
    stdin: bool,
    /// Only links of this chain.
    #[arg(long = "chain", id = "chain_of_links", value_name = "CHAIN")]
    chain: Option<String>,
    /// How many suggestions.
    #[arg(long = "top", id = "top_links", value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u16).range(1..))]
    top: u16,
    /// One JSON object.
    #[arg(long)]
    json: bool,
}

/// Suggests links.
///
/// # Errors
/// A refusal where there is no such panel or chain, or the panel's plan has no link.
pub fn run(options: &Options, output: &mut Output) -> Result<u8, Refusal> {
    let language = output.language;
    let name = options.panel.as_deref().unwrap_or(BUILT_IN);
    let (plan, notes, problems) = load::plan_and_notes(&source(name, language)?);
    if plan.chains.iter().all(|chain| chain.links.is_empty()) {
        return Err(no_links(name, language));
    }
    if let Some(chain) = &options.chain
        && plan.chain(chain).is_none()
    {
        return Err(plan::no_chain(&plan, chain, language));
    }
    let matcher = Matcher::of(&plan, &notes);
    let asked = Asked {
        plan: &plan,
        matcher: &matcher,
        top: usize::from(options.top),
    };
    let code = if problems.is_empty() { 0 } else { super::DATA };
    let Some(title) = &options.title else {
        return Ok(code.max(lines::answer(&asked, output)));
    };
    let query = Query {
        title,
        keywords: options.keywords.as_deref().unwrap_or_default(),
        chain: options.chain.as_deref(),
    };
    let answer = asked.matcher.suggest(&query, asked.top);
    if options.json {
        output.json(&document(&Value::Null, &answer));
    } else {
        print(title, &answer, &plan, output);
    }
    Ok(code)
}

/// Whom the questions go to.
struct Asked<'a> {
    plan: &'a Plan,
    matcher: &'a Matcher,
    top: usize,
}

fn no_links(name: &str, language: Language) -> Refusal {
    Refusal {
        code: USER,
        message: language.with("match.no_links", &[name]),
        hint: language.text("match.no_links_hint").to_owned(),
    }
}

fn document(id: &Value, answer: &Answer) -> Value {
    let suggestions: Vec<Value> = answer.suggestions.iter().map(suggestion).collect();
    let second = answer.second.and_then(|at| answer.suggestions.get(at));
    json!({
        "schema": "heyi.match/1",
        "id": id,
        "suggestions": suggestions,
        "weak": answer.is_weak(),
        "second": second.map(|second| &second.link),
    })
}

fn suggestion(one: &Suggestion) -> Value {
    json!({
        "chain": one.chain,
        "row": one.row,
        "link": one.link,
        "name": one.name,
        "score": round::float(Some(one.score)),
        "why": one.why,
    })
}

fn print(title: &str, answer: &Answer, plan: &Plan, output: &mut Output) {
    let language = output.language;
    output.line(title);
    for (place, one) in answer.suggestions.iter().enumerate() {
        let short = plan.link(&one.link).map(|(chain, link)| {
            let english = language.is_english();
            format!("{} / {}", chain.name.of(english), link.short.of(english))
        });
        let weak = if one.is_weak() {
            language.text("match.weak_mark")
        } else {
            ""
        };
        let line = format!(
            "  {}  {:.2}  {:<11}  {}  {weak}",
            place + 1,
            one.score,
            one.link,
            short.unwrap_or_default()
        );
        output.line(line.trim_end());
        if language.is_english() || !one.name.is_empty() {
            output.line(&format!("        {}", one.name));
        }
        if !one.why.is_empty() {
            output.line(&format!(
                "        {}{}",
                language.text("match.why"),
                one.why.join(language.text("list.and"))
            ));
        }
    }
    output.line(&format!("  0  {}", language.text("match.none")));
    let best = answer.suggestions.first();
    let second = answer.second.and_then(|at| answer.suggestions.get(at));
    if let (Some(best), Some(second)) = (best, second) {
        output.line(&language.with("match.straddles", &[&best.link, &second.link]));
    }
    let key = match (best, answer.is_weak()) {
        (None, _) => "match.nothing",
        (Some(_), true) => "match.weak",
        (Some(_), false) => "match.likely",
    };
    output.line(language.text(key));
    output.line(language.text("match.advice"));
}
