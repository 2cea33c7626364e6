//! `heyi policy`: the declared rules as one official paragraph, with their code.

use super::{DATA, Output, Refusal, round};
use crate::i18n::policy::{code, is_locked, paragraph, stamp};
use serde_json::json;

/// Prints the rules of a panel.
///
/// # Errors
/// A refusal where there is no such panel.
pub fn run(name: &str, json: bool, output: &mut Output) -> Result<u8, Refusal> {
    let loaded = round::without_scores(name, output)?;
    let panel = &loaded.panel;
    let text = paragraph(panel, output.language);
    if json {
        output.json(&json!({
            "schema": "heyi.policy/1",
            "text": text,
            "code": code(&panel.policy_digest),
            "digest": panel.policy_digest,
            "locked": is_locked(panel),
            "phase": panel.head.phase.key(),
            "panel": panel.head.id,
            "demonstration": panel.head.demonstration,
            "rules_changed": panel.changed_since_opening(),
            "rules_fixed_again": panel.head.frozen.changes,
        }));
    } else {
        if panel.head.demonstration {
            output.line(output.language.text("rank.demonstration"));
        }
        output.line(&text);
        if let Some(stamp) = stamp(panel, output.language) {
            output.line(&stamp);
        }
    }
    loaded.complain(output.language);
    Ok(if loaded.has_errors() { DATA } else { 0 })
}
