//! Finds the sub-products of a target in the names of a promise: `红光效率20cd/A、寿命8500小时`
//! is about 红光 where the target has one of that name.

use super::likeness::plain;
use crate::domain::indicator::Indicator;

/// Gives the indicators read from one promise the sub-products of the target that their names
/// begin with; what follows in the same sentence is about the same one.
pub fn assign(targets: &[Indicator], text: &str, promised: &mut [Indicator]) {
    let mut subjects: Vec<&str> = Vec::new();
    for target in targets {
        let meant = target.meant.as_ref().map(|meant| meant.subject.as_str());
        for subject in [Some(target.subject.as_str()), meant].into_iter().flatten() {
            if !subject.is_empty() && !subjects.contains(&subject) {
                subjects.push(subject);
            }
        }
    }
    if subjects.is_empty() {
        return;
    }
    let chars: Vec<char> = text.chars().collect();
    let mut carried: Option<String> = None;
    let mut behind = 0;
    for indicator in promised {
        let between = chars.get(behind..indicator.span.0).unwrap_or_default();
        if between.iter().any(|c| matches!(c, '。' | '\n')) {
            carried = None;
        }
        behind = indicator.span.1;
        if !indicator.subject.is_empty() {
            carried = None;
        } else if let Some((subject, rest)) = named(&subjects, &indicator.parameter) {
            carried = Some(subject.clone());
            indicator.subject = subject;
            indicator.parameter = rest;
        } else if let Some(subject) = &carried {
            indicator.subject.clone_from(subject);
        }
    }
}

/// The longest of the sub-products with which a name begins, and what is left of the name.
fn named(subjects: &[&str], parameter: &str) -> Option<(String, String)> {
    let name = plain(parameter);
    let begins = subjects.iter().filter_map(|subject| {
        let own = plain(subject);
        let rest = name.strip_prefix(own.as_str())?.trim_start_matches('的');
        (!rest.is_empty()).then(|| (own.len(), (*subject).to_owned(), rest.to_owned()))
    });
    let (_, subject, rest) = begins.max_by_key(|(length, ..)| *length)?;
    Some((subject, rest))
}
