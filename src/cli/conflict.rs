//! `heyi conflict`: rules on a candidate, or records a recusal at any time, and says what it
//! changes in the result.

use super::assign::{not_written, refusal};
use super::exchange::{folder, refused};
use super::round::{self, Loaded};
use super::{Output, Refusal, USER};
use crate::analysis::standing::{ProposalStanding, Standings, combine};
use crate::domain::panel::{Panel, Phase};
use crate::domain::people::Conflict;
use crate::i18n::Language;
use crate::store::save::Disk;
use crate::store::{assignments, journal};
use crate::terminal::events::{local_offset, now};
use serde_json::{Value, json};

/// What was asked for.
#[derive(Debug, clap::Args)]
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
    #[arg(long, required_unless_present = "clear", conflicts_with = "clear")]
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
    assignments::rule(&Disk, &path, &ruling)
        .map_err(|fault| not_written(fault, &wanted.panel, language))?;
    let at = now(local_offset()).written();
    let line = format!(
        "{} {} from {}: {}",
        ruling.state, ruling.expert, ruling.proposal, wanted.reason
    );
    // The ruling stands; a journal that cannot be written is not worth a false word.
    let _ = journal::note(&path, &at, &ruling.ruled_by, &line);
    let effect = Effect::of(&loaded, &ruling);
    if wanted.json {
        output.json(&effect.document(&ruling));
    } else {
        effect.print(&ruling, output);
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
    let held = panel
        .conflicts
        .iter()
        .find(|one| one.proposal == proposal && one.expert == expert);
    if held.is_some_and(|one| one.state == state) {
        let key = format!("assign.state_{state}");
        let word = language.find(&key).unwrap_or_default();
        return refuse("assign.ruled_already", &[proposal, expert, word]);
    }
    let before = held.map_or("", |one| one.reason.as_str());
    let reason = match before {
        "" => reason.to_owned(),
        same if same == reason => reason.to_owned(),
        before => format!("{before}; {reason}"),
    };
    Ok(Conflict {
        proposal: proposal.to_owned(),
        expert: expert.to_owned(),
        reason,
        state: state.to_owned(),
        ruled_by: by.to_owned(),
    })
}

/// The results without and with a ruling.
struct Effect {
    before: Standings,
    after: Standings,
    /// A sheet of the pair lies there.
    has_sheet: bool,
}

impl Effect {
    fn of(loaded: &Loaded, ruling: &Conflict) -> Self {
        let mut panel = loaded.panel.clone();
        let is_it = |one: &Conflict| one.proposal == ruling.proposal && one.expert == ruling.expert;
        panel.conflicts.retain(|one| !is_it(one));
        panel.conflicts.push(ruling.clone());
        let mut sheets = loaded.sheets.iter();
        Self {
            before: combine(&loaded.panel, &loaded.sheets, loaded.round),
            after: combine(&panel, &loaded.sheets, loaded.round),
            has_sheet: sheets
                .any(|one| one.proposal == ruling.proposal && one.expert == ruling.expert),
        }
    }

    /// Returns the other proposals whose rank or lane changes, before and after.
    fn others(&self, proposal: &str) -> Vec<(&ProposalStanding, &ProposalStanding)> {
        let pairs = self.before.rows().filter_map(|row| {
            let after = self.after.row(&row.proposal)?;
            let is_moved = (row.rank, row.lane) != (after.rank, after.lane);
            (is_moved && row.proposal != proposal).then_some((row, after))
        });
        let mut pairs: Vec<_> = pairs.collect();
        pairs.sort_by(|left, right| left.0.proposal.cmp(&right.0.proposal));
        pairs
    }

    fn document(&self, ruling: &Conflict) -> Value {
        let row = |row: Option<&ProposalStanding>| {
            row.map(|row| {
                json!({
                    "proposal": row.proposal,
                    "n": row.n,
                    "total": row.total.map(|total| total.to_string()),
                    "rank": row.rank,
                    "lane": row.lane.key(),
                })
            })
        };
        let others = self.others(&ruling.proposal);
        let others = others.into_iter().map(
            |(before, after)| json!({ "before": row(Some(before)), "after": row(Some(after)) }),
        );
        json!({
            "schema": "heyi.conflict/1",
            "proposal": ruling.proposal,
            "expert": ruling.expert,
            "state": ruling.state,
            "reason": ruling.reason,
            "ruled_by": ruling.ruled_by,
            "has_sheet": self.has_sheet,
            "before": row(self.before.row(&ruling.proposal)),
            "after": row(self.after.row(&ruling.proposal)),
            "others": others.collect::<Vec<_>>(),
        })
    }

    fn print(&self, ruling: &Conflict, output: &mut Output) {
        let language = output.language;
        let word = language.find(&format!("assign.state_{}", ruling.state));
        let details = [
            ruling.expert.as_str(),
            &ruling.proposal,
            word.unwrap_or_default(),
            &ruling.reason,
        ];
        output.line(&language.with("assign.ruled", &details));
        let rows = (
            self.before.row(&ruling.proposal),
            self.after.row(&ruling.proposal),
        );
        if let (Some(before), Some(after)) = rows {
            let states = [before, after].map(|row| told(row, language));
            let details = [&ruling.proposal, &states[0], &states[1]];
            let details = details.map(String::as_str);
            output.line(&language.with("assign.effect", &details));
        }
        for (before, after) in self.others(&ruling.proposal) {
            let states = [before, after].map(|row| told(row, language));
            let details = [&before.proposal, &states[0], &states[1]];
            let details = details.map(String::as_str);
            output.line(&language.with("assign.effect", &details));
        }
        if self.has_sheet && ruling.state == "recused" {
            output.line(language.text("assign.sheet_stays"));
        }
    }
}

/// Returns what a row says: experts, total, rank, lane.
fn told(row: &ProposalStanding, language: Language) -> String {
    let total = row
        .total
        .map_or_else(|| "-".to_owned(), |total| total.to_string());
    let rank = row
        .rank
        .map_or_else(|| "-".to_owned(), |rank| rank.to_string());
    let lane = language.find(&format!("lane.{}", row.lane.key()));
    let details = [
        &row.n.to_string(),
        total.as_str(),
        &rank,
        lane.unwrap_or_default(),
    ];
    language.with("assign.row", &details)
}
