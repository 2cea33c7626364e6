//! A template to begin with: every document with its title and columns, all of it out of
//! force until somebody changes it.

use crate::domain::panel::Panel;
use crate::domain::sheet::Round;
use crate::i18n::Language;
use crate::report::{Kind, Material, Outside, columns, title};
use crate::text::scrub::{one_line, scrub};
use std::fmt::Write as _;

/// Returns the text of a `report.toml`.
pub fn of(panel: &Panel, language: Language) -> String {
    let material = Material::of(panel, &[], Round::First, Outside::default(), language);
    let mut text = language.text("report.template_head").to_owned();
    let form = &panel.report_form;
    let (zh, en) = (quoted(&form.letterhead.zh), quoted(&form.letterhead.en));
    let _ = write!(
        text,
        "\nformat = 1\n\n[letterhead]\nzh = {zh}\nen = {en}\n\n[notice]\n"
    );
    let notice = &form.notice;
    for (key, now) in [
        ("from", &notice.from),
        ("until", &notice.until),
        ("contact", &notice.contact),
        ("telephone", &notice.telephone),
        ("supervision", &notice.supervision),
        ("address", &notice.address),
    ] {
        let _ = writeln!(text, "{key} = {}", quoted(now));
    }
    for (table, key) in [
        ("text", "report.notice_text"),
        ("feedback", "report.feedback_text"),
    ] {
        let _ = writeln!(text, "\n# [notice.{table}]");
        let tag = language.tag();
        let _ = writeln!(text, "# {tag} = {}", quoted(language.text(key)));
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
            let head = one_line(&one.title);
            let _ = writeln!(text, "# + \"{}\"  {head}", one.key);
        }
    }
    text
}

/// A string as TOML writes it, in one line.
fn quoted(text: &str) -> String {
    let escaped = scrub(text)
        .0
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n");
    format!("\"{escaped}\"")
}
