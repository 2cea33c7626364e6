//! `heyi mark`: marks a link weak, missing or must-meet in a year, or takes that back.

use super::exchange::{folder, unwritten};
use super::round;
use super::{Output, Refusal, USER};
use crate::app::overlays::filing::marks::{indicators, named};
use crate::domain::link_notes::{Mark, MarkKind};
use crate::domain::panel::{Panel, Phase};
use crate::domain::settlement::Remark;
use crate::i18n::Language;
use crate::store::amend::{self, Signature};
use crate::terminal::events::now;
use crate::terminal::zone::local_offset;
use serde_json::json;
use std::io;

/// What was asked for.
#[derive(Debug, clap::Args)]
pub struct Wanted {
    /// The panel.
    panel: String,
    /// Which link.
    #[arg(long, id = "mark_link", value_name = "ID")]
    link: String,
    /// Which mark.
    #[arg(long, id = "mark_kind", value_name = "KIND", value_parser = ["weak", "missing", "must_meet"])]
    kind: String,
    /// Which of its indicators must be met.
    #[arg(long, id = "mark_indicator", value_name = "ID")]
    indicator: Vec<String>,
    /// In which year.
    #[arg(long, id = "mark_year", value_name = "YEAR")]
    year: u32,
    /// Why.
    #[arg(long, id = "why_marked", value_name = "TEXT")]
    reason: String,
    /// Who marks it.
    #[arg(long, id = "marked_by", value_name = "NAME")]
    by: String,
    /// Takes the mark out.
    #[arg(long)]
    take_back: bool,
    /// One JSON object.
    #[arg(long)]
    json: bool,
}

/// Writes the mark and says what stands there.
///
/// # Errors
/// A refusal where there is nothing to mark, the round forbids it, or it cannot be written.
pub fn run(wanted: &Wanted, output: &mut Output) -> Result<u8, Refusal> {
    let language = output.language;
    let path = folder(&wanted.panel, language)?;
    let panel = round::load(&wanted.panel, output)?.panel;
    let remark = remark(wanted, &panel, language)?;
    let at = now(local_offset()).written();
    let signature = Signature {
        by: &remark.by,
        at: &at,
    };
    amend::mark(&path, &remark, signature).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => refusal("marking.changed", &[], language),
        _ => unwritten("links.toml", &error, language),
    })?;
    let mut notes = panel.link_notes.clone();
    notes.remark(
        &remark.link,
        remark.year,
        remark.kind,
        remark.after.as_ref(),
    );
    let counts = notes.marked_year();
    if wanted.json {
        let after = remark.after.as_ref();
        output.json(&json!({
            "schema": "heyi.mark/1",
            "link": remark.link,
            "year": remark.year,
            "kind": remark.kind.key(),
            "stands": after.is_some(),
            "indicators": after.map(|mark| &mark.indicators),
            "reason": remark.reason,
            "by": remark.by,
            "year_that_counts": counts,
        }));
    } else {
        print(&remark, &panel, counts, output);
    }
    Ok(0)
}

fn print(remark: &Remark, panel: &Panel, counts: Option<u32>, output: &mut Output) {
    let language = output.language;
    let link = panel.plan.link(&remark.link);
    let name = link.map_or("", |(_, link)| link.short.of(language.is_english()));
    let kind = language.find(&format!("mark.{}", remark.kind.key()));
    let year = remark.year.to_string();
    let details = [remark.link.as_str(), name, &year, kind.unwrap_or_default()];
    let key = match &remark.after {
        Some(_) => "marking.marked",
        None => "marking.taken_back",
    };
    output.line(&language.with(key, &details));
    if let Some((mark, (_, link))) = remark.after.as_ref().zip(link) {
        for (key, words) in mark.indicators.iter().zip(named(link, &mark.indicators)) {
            output.line(&format!("  {key}  {words}"));
        }
    }
    match counts {
        Some(counts) if counts != remark.year => {
            output.line(&language.with("marking.other_year", &[&counts.to_string()]));
        }
        _ => {}
    }
}

fn refusal(key: &str, details: &[&str], language: Language) -> Refusal {
    let name = key.trim_start_matches("marking.");
    Refusal {
        code: USER,
        message: language.with(key, details),
        hint: language.with(&format!("marking.{name}_hint"), details),
    }
}

/// Makes what was asked for.
fn remark(wanted: &Wanted, panel: &Panel, language: Language) -> Result<Remark, Refusal> {
    let refuse = |key: &str, details: &[&str]| Err(refusal(key, details, language));
    if panel.head.phase == Phase::Closed {
        return refuse("marking.closed", &[&wanted.panel]);
    }
    if !panel.head.pack.is_empty() {
        return refuse("marking.pack", &[&wanted.panel]);
    }
    let Some((_, link)) = panel.plan.link(&wanted.link) else {
        return refuse("marking.no_link", &[&wanted.link]);
    };
    let kind = MarkKind::ALL.into_iter();
    let kind = kind.into_iter().find(|kind| kind.key() == wanted.kind);
    let kind = kind.unwrap_or_default();
    let (by, reason) = (wanted.by.trim(), wanted.reason.trim());
    if by.is_empty() || reason.is_empty() {
        return refuse("marking.unsigned", &[]);
    }
    if !(1000..10_000).contains(&wanted.year) {
        return refuse("marking.year", &[&wanted.year.to_string()]);
    }
    let before = panel.link_notes.mark(&link.id, wanted.year, kind).cloned();
    let is_must = kind == MarkKind::MustMeet && !wanted.take_back;
    let known: Vec<String> = indicators(link).into_iter().map(|(key, _)| key).collect();
    if let Some(unknown) = wanted.indicator.iter().find(|key| !known.contains(key)) {
        return refuse(
            "marking.no_indicator",
            &[unknown, &link.id, &known.join(" ")],
        );
    }
    if is_must == wanted.indicator.is_empty() {
        let key = if is_must {
            "marking.indicators_needed"
        } else {
            "marking.indicators_only"
        };
        return refuse(key, &[&known.join(" ")]);
    }
    if wanted.take_back && before.is_none() {
        return refuse("marking.not_marked", &[&link.id]);
    }
    let after = (!wanted.take_back).then(|| Mark {
        link: link.id.clone(),
        year: wanted.year,
        kind,
        indicators: wanted.indicator.clone(),
        reason: reason.to_owned(),
        by: by.to_owned(),
    });
    let remark = Remark {
        link: link.id.clone(),
        year: wanted.year,
        kind,
        before,
        after,
        reason: reason.to_owned(),
        by: by.to_owned(),
    };
    match remark.weighs(panel) {
        Some(weight) => Err(Refusal {
            code: USER,
            message: language.text(weight.refusal()).to_owned(),
            hint: language.text("marking.open_hint").to_owned(),
        }),
        None => Ok(remark),
    }
}
