//! A template to begin with: every document with its title and columns, all of it out of
//! force until somebody changes it.

use crate::domain::panel::Panel;
use crate::domain::sheet::Round;
use crate::i18n::Language;
use crate::report::{Kind, Material, Outside, columns, title};
use std::fmt::Write as _;

/// Returns the text of a `report.toml`.
pub fn of(panel: &Panel, language: Language) -> String {
    let material = Material::of(panel, &[], Round::First, Outside::default(), language);
    let mut text = language.text("report.template_head").to_owned();
    text.push_str("\nformat = 1\n\n[letterhead]\nzh = \"\"\nen = \"\"\n\n[notice]\n");
    for key in [
        "from",
        "until",
        "contact",
        "telephone",
        "supervision",
        "address",
    ] {
        let _ = writeln!(text, "{key} = \"\"");
    }
    for (table, key) in [
        ("text", "report.notice_text"),
        ("feedback", "report.feedback_text"),
    ] {
        let _ = writeln!(text, "\n# [notice.{table}]");
        let quoted = toml::Value::String(language.text(key).to_owned());
        let _ = writeln!(
            text,
            "# {} = {}",
            if language.is_english() { "en" } else { "zh" },
            one_line(&quoted)
        );
    }
    for kind in Kind::ALL {
        let _ = writeln!(text, "\n# {} {}", kind.number(), title(&material, kind));
        let _ = writeln!(text, "# [document.{}]", kind.key());
        let all = columns(&material, kind);
        let usual: Vec<String> = all
            .iter()
            .filter(|one| one.is_usual)
            .map(|one| format!("\"{}\"", one.key))
            .collect();
        if !usual.is_empty() {
            let _ = writeln!(text, "# columns = [{}]", usual.join(", "));
        }
        for one in all.iter().filter(|one| !one.is_usual) {
            let head = crate::text::scrub::one_line(&one.title);
            let _ = writeln!(text, "# + \"{}\"  {head}", one.key);
        }
    }
    text
}

/// A string in one line, whatever stands in it.
fn one_line(value: &toml::Value) -> String {
    let text = value.as_str().unwrap_or_default();
    let escaped = text
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n");
    format!("\"{escaped}\"")
}
