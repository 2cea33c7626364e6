//! `heyi conflict`: rules on a candidate, or records a recusal at any time, and says what it
//! changes in the result.

use super::assign::{not_written, refusal};
use super::exchange::{folder, refused};
use super::round;
use super::{Output, Refusal, USER};
use crate::analysis::recusing::{Difference, difference};
use crate::domain::panel::{Panel, Phase};
use crate::domain::people::Conflict;
use crate::domain::recommendation::Stand;
use crate::i18n::{Language, standings};
use crate::store::amend::{self, Signature};
use crate::terminal::events::now;
use crate::terminal::zone::local_offset;
use serde_json::{Value, json};

/// What was asked for.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("ruling").required(true).args(["recuse", "clear"]))]
pub struct Wanted {
    /// The panel.
    panel: String,
    /// Of which proposal.
    #[arg(long, id = "conflict_proposal", value_name = "ID")]
    proposal: String,
    /// Of which expert.
    #[arg(long, value_name = "ID")]
    expert: String,
    /// The expert does not score it.
    #[arg(long)]
    recuse: bool,
    /// The expert may score it.
    #[arg(long)]
    clear: bool,
    /// Who rules.
    #[arg(long, id = "ruled_by", value_name = "NAME")]
    by: String,
    /// Why.
    #[arg(long, id = "why_ruled", value_name = "TEXT")]
    reason: String,
    /// One JSON object.
    #[arg(long)]
    json: bool,
}

/// Writes the ruling and says what it changes.
///
/// # Errors
/// A refusal where there is nothing to rule on, or where it cannot be written.
pub fn run(wanted: &Wanted, output: &mut Output) -> Result<u8, Refusal> {
    let language = output.language;
    let path = folder(&wanted.panel, language)?;
    let loaded = round::load(&wanted.panel, output)?;
    let ruling = ruling(wanted, &loaded.panel, language)?;
    let at = now(local_offset()).written();
    let signature = Signature {
        by: &ruling.ruled_by,
        at: &at,
    };
    amend::recusal(&path, &ruling, &wanted.reason, signature)
        .map_err(|fault| not_written(fault, &wanted.panel, language))?;
    let effect = difference(&loaded.panel, &loaded.sheets, loaded.round, &ruling);
    if wanted.json {
        output.json(&document(&effect, &ruling));
    } else {
        print(&effect, &ruling, output);
    }
    Ok(0)
}

/// Makes the ruling that was asked for.
fn ruling(wanted: &Wanted, panel: &Panel, language: Language) -> Result<Conflict, Refusal> {
    let refuse = |key: &str, details: &[&str]| Err(refusal(key, details, language));
    let (proposal, expert) = (wanted.proposal.as_str(), wanted.expert.as_str());
    if panel.head.phase == Phase::Closed {
        return refuse("assign.closed", &[&wanted.panel]);
    }
    if panel.proposal(proposal).is_none() {
        return refuse("assign.no_proposal", &[proposal]);
    }
    if panel.expert(expert).is_none() {
        return Err(refused(USER, "exchange.no_expert", &[expert], language));
    }
    let (by, reason) = (wanted.by.trim(), wanted.reason.trim());
    if by.is_empty() || reason.is_empty() {
        return refuse("assign.unsigned", &[]);
    }
    let state = if wanted.clear { "cleared" } else { "recused" };
    let held = panel.conflict(expert, proposal);
    if held.is_some_and(|one| one.state == state) {
        let key = format!("assign.state_{state}");
        let word = language.find(&key).unwrap_or_default();
        return refuse("assign.ruled_already", &[proposal, expert, word]);
    }
    Ok(Conflict::ruled(
        held,
        (proposal, expert),
        state,
        (by, reason),
    ))
}

fn document(effect: &Difference, ruling: &Conflict) -> Value {
    let row = |row: &Stand| {
        json!({
            "proposal": row.proposal,
            "n": row.n,
            "total": row.total.map(|total| total.to_string()),
            "rank": row.rank,
            "lane": row.lane.key(),
        })
    };
    let others = effect.others.iter();
    let others =
        others.map(|(before, after)| json!({ "before": row(before), "after": row(after) }));
    let own = effect.own.as_ref();
    json!({
        "schema": "heyi.conflict/1",
        "proposal": ruling.proposal,
        "expert": ruling.expert,
        "state": ruling.state,
        "reason": ruling.reason,
        "ruled_by": ruling.ruled_by,
        "has_sheet": effect.has_sheet,
        "before": own.map(|(before, _)| row(before)),
        "after": own.map(|(_, after)| row(after)),
        "others": others.collect::<Vec<_>>(),
    })
}

fn print(effect: &Difference, ruling: &Conflict, output: &mut Output) {
    let language = output.language;
    let word = language.find(&format!("assign.state_{}", ruling.state));
    let details = [
        ruling.expert.as_str(),
        &ruling.proposal,
        word.unwrap_or_default(),
        &ruling.reason,
    ];
    output.line(&language.with("assign.ruled", &details));
    for (before, after) in effect.own.iter().chain(&effect.others) {
        output.line(&standings::moved(before, after, language));
    }
    if effect.has_sheet && ruling.state == "recused" {
        output.line(language.text("assign.sheet_stays"));
    }
}
