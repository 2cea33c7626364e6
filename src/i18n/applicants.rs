//! What is known of an applicant, in words.

use super::Language;
use crate::domain::people::Applicant;

/// Returns the word of an applicant's role; empty where none is known.
pub fn role(firm: &Applicant, language: Language) -> &'static str {
    if Applicant::ROLES.contains(&firm.role.as_str()) {
        let key = format!("applicant_role.{}", firm.role);
        language.find(&key).unwrap_or_default()
    } else {
        ""
    }
}

/// Returns role and whose, recognition, candidate for single champion, backbone, one by one.
pub fn all(firm: &Applicant, language: Language) -> Vec<String> {
    let role = role(firm, language);
    let of = match firm.core.as_str() {
        "" => String::new(),
        _ if role.is_empty() => String::new(),
        core => language.with("facts.serves", &[core]),
    };
    let recognised = match firm.recognised {
        0 => String::new(),
        year => language.with("facts.recognised", &[&year.to_string()]),
    };
    let marked = |is_so: bool, key: &'static str| {
        let word = if is_so { language.text(key) } else { "" };
        word.to_owned()
    };
    let found = [
        format!("{role}{of}"),
        recognised,
        marked(firm.champion_candidate, "facts.champion"),
        marked(firm.backbone, "facts.backbone"),
    ];
    found.into_iter().filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_known_is_said() {
        let firm = Applicant {
            role: "supporting".into(),
            core: "甲".into(),
            recognised: 2018,
            backbone: true,
            ..Applicant::default()
        };
        let words = all(&firm, Language::Chinese);
        assert_eq!(words, ["配套企业（为甲配套）", "2018 年认定", "骨干企业"]);
        assert!(all(&Applicant::default(), Language::Chinese).is_empty());
        let odd = Applicant {
            role: "x".into(),
            core: "甲".into(),
            ..firm
        };
        assert_eq!(role(&odd, Language::Chinese), "");
        assert_eq!(all(&odd, Language::Chinese)[0], "2018 年认定");
    }
}
