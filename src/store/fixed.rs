//! The rules of a round as they were fixed, kept beside its results: what the rules were
//! before a later change, and what came out by them, can be seen and computed for ever.

use super::load;
use super::source::{PANEL_FILE_LIMIT, Source};
use crate::domain::migration::Migration;
use crate::domain::panel::Panel;
use crate::domain::rubric::JoinedRubrics;
use serde::Serialize;

/// The files that hold the rules.
const RULES: [&str; 2] = ["rubric.toml", "policy.toml"];

/// Returns the folder of what was fixed for the `nth` time, the first being 0.
pub fn folder(nth: u32) -> String {
    format!("reports/fixed-{nth}")
}

/// Returns the present rules as files of that folder.
pub fn copies(source: &Source, panel: &Panel, nth: u32) -> Vec<(String, Vec<u8>)> {
    let base = load::base(source, &panel.head);
    let copy = |name: &str| {
        let own = source.read(name, PANEL_FILE_LIMIT);
        let bytes = own.or_else(|_| base.read(name, PANEL_FILE_LIMIT)).ok()?;
        Some((format!("{}/{name}", folder(nth)), bytes))
    };
    RULES.into_iter().filter_map(copy).collect()
}

/// Returns the panel under the rules that were fixed last, where rubric or policy have been
/// changed since and the kept copies are still what was fixed.
pub fn former(source: &Source, panel: &Panel) -> Option<Panel> {
    let frozen = &panel.head.frozen;
    let changed = panel.changed_since_opening();
    if !changed.iter().any(|file| RULES.contains(file)) {
        return None;
    }
    let kept = folder(frozen.changes);
    let (rubric, rubric_digest) = load::rules_in(source, &kept, "rubric.toml")?;
    let (policy, policy_digest) = load::rules_in(source, &kept, "policy.toml")?;
    let is_fixed = rubric_digest == frozen.rubric && policy_digest == frozen.policy;
    is_fixed.then(|| Panel {
        joined_rubrics: JoinedRubrics::of(&rubric),
        rubric,
        policy,
        rubric_digest,
        policy_digest,
        ..panel.clone()
    })
}

/// Returns the results by former rules as files beside those rules.
pub fn beside(results: Vec<(String, Vec<u8>)>, panel: &Panel) -> Vec<(String, Vec<u8>)> {
    let folder = folder(panel.head.frozen.changes);
    let renamed = results.into_iter().map(|(name, bytes)| {
        let file = name.rsplit('/').next().unwrap_or_default();
        (format!("{folder}/{file}"), bytes)
    });
    renamed.collect()
}

/// Returns the rule by which sheets of the former rubric could be carried, as a file beside
/// that rubric, for a person to complete; none where the rubric is the same.
pub fn suggested(source: &Source, panel: &Panel) -> Option<(String, Vec<u8>)> {
    #[derive(Serialize)]
    struct Rules {
        migration: [Migration; 1],
    }
    let former = former(source, panel)?;
    if former.rubric_digest == panel.rubric_digest {
        return None;
    }
    let rule = Migration::suggested(&former.rubric, &former.rubric_digest, &panel.rubric);
    let rules = Rules { migration: [rule] };
    let text = toml::to_string(&rules).ok()?;
    let name = format!("{}/migration.toml", folder(panel.head.frozen.changes));
    Some((name, text.into_bytes()))
}
