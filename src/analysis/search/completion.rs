//! What may come next in a query: query words, names that can follow them, saved searches.

use super::filters::KINDS;
use super::pattern::Pattern;
use super::query::{Viewer, Word};
use super::{Entry, Index};
use crate::text::fold::search_form;

/// Offers that are shown at most.
const MOST: usize = 8;

/// Something that completes a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// How many characters before the cursor it stands for.
    pub replaces: usize,
    /// What it puts there.
    pub text: String,
}

/// The names that can follow query words in a list, and the searches that were saved.
#[derive(Debug, Clone, Copy)]
pub struct Values<'a> {
    /// Names of the chains.
    pub chains: &'a [String],
    /// Districts.
    pub districts: &'a [String],
    /// Saved searches, the newest first.
    pub saved: &'a [String],
    /// Whose list it is.
    pub viewer: Viewer,
    /// English words come first.
    pub is_english: bool,
}

/// Returns what may complete the text before the cursor, best first: with nothing typed the
/// saved searches, else what the last word begins, by characters or by pinyin.
pub fn offers(before: &str, values: &Values) -> Vec<Offer> {
    if values.viewer == Viewer::Names {
        return Vec::new();
    }
    let word = before
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or_default();
    let folded = search_form(word);
    let all = before.chars().count();
    let mut found: Vec<Offer> = saved(before, values)
        .map(|text| Offer {
            replaces: all,
            text,
        })
        .collect();
    if !folded.is_empty() {
        let replaces = word.chars().count();
        let after = names(&folded, values)
            .into_iter()
            .chain(words(&folded, values));
        found.extend(after.map(|text| Offer { replaces, text }));
    }
    found.retain(|offer| search_form(&offer.text) != folded || offer.replaces != all);
    found.truncate(MOST);
    found
}

fn saved<'a>(before: &'a str, values: &Values<'a>) -> impl Iterator<Item = String> + 'a {
    let typed = search_form(before.trim());
    let fits = move |text: &&String| {
        let own = search_form(text);
        own.starts_with(&typed) && own != typed
    };
    values.saved.iter().filter(fits).cloned()
}

/// Names behind a query word with a colon.
fn names(word: &str, values: &Values) -> Vec<String> {
    let Some((head, tail)) = word.split_once(':') else {
        return Vec::new();
    };
    let head = format!("{head}:");
    let own = Word::ALL
        .into_iter()
        .find(|own| own.forms().contains(&head.as_str()));
    let kinds: Vec<String> = KINDS
        .iter()
        .map(|(_, [chinese, english])| {
            let name = if head.is_ascii() { english } else { chinese };
            (*name).to_owned()
        })
        .collect();
    let names = match own {
        Some(Word::Chain) => values.chains,
        Some(Word::District) => values.districts,
        Some(Word::Kind) => &kinds,
        _ => return Vec::new(),
    };
    let fitting = names.iter().filter(|name| is_begun(name, tail));
    fitting
        .map(|name| format!("{head}{}", name.replace(char::is_whitespace, "")))
        .filter(|text| search_form(text) != word)
        .collect()
}

/// Query words that a word begins.
fn words(word: &str, values: &Values) -> Vec<String> {
    let known = Word::ALL
        .into_iter()
        .filter(|own| own.is_for(values.viewer));
    let mut found = Vec::new();
    for own in known {
        let [chinese, english] = own.forms();
        if own.forms().contains(&word) && !matches!(own, Word::Score | Word::Spread) {
            continue;
        }
        let [first, second] = if values.is_english {
            [english, chinese]
        } else {
            [chinese, english]
        };
        let fits = |form: &&str| form.starts_with(word) && *form != word;
        let heard = || (!values.is_english && is_begun(chinese, word)).then_some(chinese);
        let form = [first, second].into_iter().find(fits).or_else(heard);
        found.extend(form.map(|form| match own {
            Word::Score | Word::Spread => format!("{form}>"),
            _ => form.to_owned(),
        }));
    }
    found
}

/// Tells whether a name begins with what was typed, by characters or by pinyin.
fn is_begun(name: &str, typed: &str) -> bool {
    if typed.is_empty() || search_form(name).starts_with(typed) {
        return true;
    }
    let index = Index::of([Entry {
        title: name,
        ..Entry::default()
    }]);
    let pattern = Pattern::new(&index, typed, false);
    let spelled = index
        .texts(0)
        .next()
        .and_then(|title| pattern.spelled(title));
    spelled.is_some_and(|range| range.start == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(before: &str, viewer: Viewer, is_english: bool) -> String {
        let chains = ["伺服电机", "石墨烯"].map(str::to_owned);
        let districts = ["北仑区".to_owned()];
        let saved = ["未评 链:石墨烯".to_owned()];
        let values = Values {
            chains: &chains,
            districts: &districts,
            saved: &saved,
            viewer,
            is_english,
        };
        let found = offers(before, &values);
        let texts: Vec<String> = found
            .into_iter()
            .map(|offer| format!("{}{}", offer.replaces, offer.text))
            .collect();
        texts.join(" | ")
    }

    #[test]
    fn what_is_begun_is_offered() {
        for (before, wanted) in [
            ("", "0未评 链:石墨烯"),
            ("未", "1未评 链:石墨烯 | 1未评"),
            ("电机 wp", "2未评"),
            ("链：", "2链:伺服电机 | 2链:石墨烯"),
            ("链:smx", "5链:石墨烯"),
            ("类:引", "3类:引进"),
            ("区:b", "3区:北仑区"),
            ("分", "1分>"),
            ("cha", "3chain:"),
            ("极", ""),
            ("电机 未评", ""),
            ("zzz", ""),
            ("未评", "2未评 链:石墨烯"),
        ] {
            assert_eq!(texts(before, Viewer::Expert, false), wanted, "{before}");
        }
        assert_eq!(texts("极", Viewer::Secretariat, false), "1极差>");
        assert_eq!(texts("un", Viewer::Expert, true), "2unscored");
        assert_eq!(texts("kind:", Viewer::Expert, true).matches('|').count(), 4);
        assert_eq!(texts("未", Viewer::Names, false), "");
    }
}
