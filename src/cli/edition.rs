//! `heyi edition`: shows what a later edition of the plan changes, and on request puts it into
//! the panel, the one that was there kept beside it.

use super::exchange::{folder, refused, unread, unwritten};
use super::round;
use super::{DATA, Output, Refusal, USER};
use crate::analysis::editions;
use crate::domain::edition::{Kind, PlanChanges, Resting, short};
use crate::domain::panel::Panel;
use crate::i18n::{Language, editions as words};
use crate::store::edition::{self, EditionFault, Incoming};
use crate::store::phase::Act;
use crate::store::source::Source;
use crate::terminal::events::now;
use crate::terminal::zone::local_offset;
use serde_json::{Value, json};

/// What was asked for.
#[derive(Debug, clap::Args)]
pub struct Wanted {
    /// The panel.
    panel: String,
    /// Where the later edition lies.
    #[arg(long, id = "edition_from", value_name = "DIR")]
    from: String,
    /// Who loads it.
    #[arg(long, id = "edition_by", value_name = "NAME", default_value = "")]
    by: String,
    /// Why.
    #[arg(long, id = "why_edition", value_name = "TEXT", default_value = "")]
    reason: String,
    /// Puts it in; without it everything is only shown.
    #[arg(long, id = "edition_write")]
    write: bool,
    /// One JSON object.
    #[arg(long)]
    json: bool,
}

/// Shows what differs, and puts the edition in where that was asked for.
///
/// # Errors
/// A refusal where there is no such edition, or it may not or cannot be put in.
pub fn run(wanted: &Wanted, output: &mut Output) -> Result<u8, Refusal> {
    let language = output.language;
    let path = folder(&wanted.panel, language)?;
    let loaded = round::load(&wanted.panel, output)?;
    let refuse = |fault| refusal(fault, wanted, language);
    edition::takes(&loaded.panel.head).map_err(refuse)?;
    let incoming = edition::read(&Source::named(&wanted.from)).map_err(refuse)?;
    if incoming.digest == loaded.panel.plan_digest {
        let finish = || edition::finish(&path).map_err(EditionFault::Unfinished);
        if wanted.write && finish().map_err(refuse)? {
            output.line(language.text("edition.finished"));
            return Ok(0);
        }
        return Err(refuse(EditionFault::Same));
    }
    let changes = editions::between(&loaded.panel.plan, &incoming.plan);
    let resting = editions::resting_on(&loaded.panel, &loaded.sheets, &changes.touched());
    if wanted.write {
        let at = now(local_offset()).written();
        let act = Act {
            by: wanted.by.trim(),
            at: &at,
            reason: wanted.reason.trim(),
        };
        edition::put(&path, &incoming, &changes.moves, act).map_err(refuse)?;
    }
    let panel = &loaded.panel;
    if wanted.json {
        output.json(&document(wanted, panel, &incoming, &changes, &resting));
    } else {
        for line in words::lines(panel, &changes, &resting, language) {
            output.line(&line);
        }
        let kept = short(&panel.plan_digest);
        let details = [wanted.panel.as_str(), &incoming.name(), &kept];
        let key = if wanted.write {
            "edition.written"
        } else {
            "edition.only_shown"
        };
        output.line(&language.with(key, &details));
        if wanted.write && !panel.head.frozen.plan.is_empty() {
            output.line(&language.with("edition.fix_again", &details));
        }
    }
    Ok(0)
}

fn document(
    wanted: &Wanted,
    panel: &Panel,
    incoming: &Incoming,
    changes: &PlanChanges,
    resting: &[Resting],
) -> Value {
    let links = changes.links.iter().map(|one| {
        let texts = one.texts.iter();
        let texts = texts
            .map(|text| json!({ "what": text.what, "before": text.before, "after": text.after }));
        let readings = one.readings.iter();
        let readings = readings.map(|read| json!({ "before": read.before, "after": read.after }));
        json!({
            "link": one.link,
            "chain": one.chain,
            "name": one.name,
            "kind": one.kind.key(),
            "texts": texts.collect::<Vec<_>>(),
            "indicators": readings.collect::<Vec<_>>(),
        })
    });
    let matched = changes.matched(panel).into_iter();
    let matched = matched.map(|(proposal, change)| {
        json!({ "proposal": proposal.id, "link": change.link, "gone": change.kind == Kind::Gone })
    });
    let marks = changes.moves.marks(panel).into_iter();
    let marks = marks.map(|one| {
        let became = one.became;
        json!({
            "link": one.by.link,
            "year": one.by.year,
            "kind": one.by.kind.key(),
            "indicator": one.from,
            "now": became.to,
            "before": became.before,
            "after": became.after,
        })
    });
    let pairings = changes.moves.pairings(panel).into_iter();
    let pairings = pairings.map(|one| {
        let became = one.became;
        json!({
            "proposal": one.by.id,
            "indicator": one.from,
            "now": became.to,
            "before": became.before,
            "after": became.after,
        })
    });
    let resting = resting
        .iter()
        .map(|one| json!({ "proposal": one.proposal, "link": one.link, "experts": one.experts }));
    let goals = changes.goals.iter();
    let goals =
        goals.map(|(id, text)| json!({ "goal": id, "before": text.before, "after": text.after }));
    json!({
        "schema": "heyi.edition/1",
        "panel": wanted.panel,
        "from": wanted.from,
        "before": panel.plan_digest,
        "after": incoming.digest,
        "name": incoming.name(),
        "links": links.collect::<Vec<_>>(),
        "goals": goals.collect::<Vec<_>>(),
        "others": changes.others,
        "matched": matched.collect::<Vec<_>>(),
        "marks": marks.collect::<Vec<_>>(),
        "pairings": pairings.collect::<Vec<_>>(),
        "resting": resting.collect::<Vec<_>>(),
        "written": wanted.write,
    })
}

fn refusal(fault: EditionFault, wanted: &Wanted, language: Language) -> Refusal {
    let (panel, from) = (wanted.panel.as_str(), wanted.from.as_str());
    let key = match fault {
        EditionFault::Damaged(problem) => {
            let message = crate::i18n::problems::message(&problem, language);
            let details = [problem.file.as_str(), &message];
            return refused_by(DATA, "edition.damaged", &details, language);
        }
        EditionFault::Panel(problem) => return unread(&problem, language),
        EditionFault::Unwritten(error) => return unwritten(panel, &error, language),
        EditionFault::Unfinished(_) => "edition.unfinished",
        EditionFault::NoPlan => "edition.no_plan",
        EditionFault::Same => "edition.same",
        EditionFault::Closed => "edition.closed",
        EditionFault::Pack => "edition.pack",
        EditionFault::Unsigned => "edition.unsigned",
    };
    refused_by(USER, key, &[from, panel], language)
}

fn refused_by(code: u8, key: &str, details: &[&str], language: Language) -> Refusal {
    let name = key.trim_start_matches("edition.");
    Refusal {
        hint: language.with(&format!("edition.{name}_hint"), details),
        ..refused(code, key, details, language)
    }
}
