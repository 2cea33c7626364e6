//! The one table of characters that terminals draw in one column or in two. In the wide
//! and ascii profiles none of them reaches the terminal: chrome takes safe signs, and data
//! is written with other letters for display only; files keep the original.

mod letters;

use crate::config::glyphs::GlyphProfile;
use crate::domain::indicator::Verdict;
use crate::i18n::Language;
use std::borrow::Cow;
use unicode_width::UnicodeWidthChar;

/// The signs of the chrome.
#[derive(Debug, Clone, Copy)]
pub struct Glyphs {
    /// Horizontal rule.
    pub rule: &'static str,
    /// Vertical rule.
    pub bar: &'static str,
    /// Where a vertical rule begins under a horizontal one.
    pub tee_down: &'static str,
    /// Where it ends.
    pub tee_up: &'static str,
    /// Corners of a window: top left, top right, bottom left, bottom right.
    pub corners: [&'static str; 4],
    /// Before the chosen row.
    pub pointer: &'static str,
    /// After a text that was cut.
    pub cut: &'static str,
    /// An empty cell.
    pub empty: &'static str,
    /// Passed.
    pub passed: &'static str,
    /// Failed.
    pub failed: &'static str,
    /// A full piece of a progress bar.
    pub full: &'static str,
    /// An empty piece of a progress bar.
    pub hollow: &'static str,
    /// Before the best of several.
    pub best: &'static str,
    /// One expert in a plot of totals.
    pub dot: &'static str,
    /// A dropped total in a plot.
    pub ring: &'static str,
    /// From one tier of a chain to the next.
    pub arrow: &'static str,
    /// Between a category and a link.
    pub within: &'static str,
    /// Ends of an interval that is drawn as a line.
    pub interval: [&'static str; 2],
    /// There is more above; below.
    pub more: [&'static str; 2],
}

const NARROW: Glyphs = Glyphs {
    rule: "─",
    bar: "│",
    tee_down: "┬",
    tee_up: "┴",
    corners: ["┌", "┐", "└", "┘"],
    pointer: "▸",
    cut: "…",
    empty: "·",
    passed: "✓",
    failed: "✗",
    full: "█",
    hollow: "░",
    best: "★",
    dot: "●",
    ring: "○",
    arrow: "→",
    within: "›",
    interval: ["├", "┤"],
    more: ["↑", "↓"],
};

const SAFE: Glyphs = Glyphs {
    rule: "-",
    bar: "|",
    tee_down: "+",
    tee_up: "+",
    corners: ["+", "+", "+", "+"],
    pointer: ">",
    cut: "..",
    empty: ".",
    passed: "v",
    failed: "x",
    full: "#",
    hollow: ".",
    best: "*",
    dot: "*",
    ring: "o",
    arrow: "->",
    within: ">",
    interval: ["[", "]"],
    more: ["^", "v"],
};

/// Returns the signs of a profile.
pub fn of(profile: GlyphProfile) -> &'static Glyphs {
    match profile {
        GlyphProfile::Narrow => &NARROW,
        GlyphProfile::Wide | GlyphProfile::Ascii => &SAFE,
    }
}

/// Returns the mark of a verdict.
pub fn verdict(profile: GlyphProfile, verdict: Verdict) -> &'static str {
    let is_narrow = profile == GlyphProfile::Narrow;
    match verdict {
        Verdict::Exceeds => "+",
        Verdict::Meets => "=",
        Verdict::FallsShort if is_narrow => "✗",
        Verdict::FallsShort => "x",
        Verdict::NotPromised => "?",
        Verdict::NotComparable if is_narrow => "≠",
        Verdict::NotComparable => "!",
        Verdict::Expert => "~",
        Verdict::NotApplicable | Verdict::Alternative if is_narrow => "·",
        Verdict::NotApplicable | Verdict::Alternative => ".",
    }
}

/// Arrow keys as the catalogues write them, with the key of the words that name them: what is
/// spelled with other signs, `^v`, reads as Ctrl-V. A single arrow may be people's own sign for
/// more or less and stays one.
const ARROW_KEYS: [(&str, &str); 3] = [
    ("↑↓←→", "hintkey.arrows_plain"),
    ("↑↓", "hintkey.updown_plain"),
    ("↑ ↓", "hintkey.updown_plain"),
];

/// Returns `text` as it is shown in a profile, the arrow keys in it named in the language.
pub fn shown(text: &str, profile: GlyphProfile, language: Language) -> Cow<'_, str> {
    if profile == GlyphProfile::Narrow || !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let named;
    let text = if text.contains(['↑', '↓']) {
        named = ARROW_KEYS
            .iter()
            .fold(text.to_owned(), |text, (keys, key)| {
                text.replace(keys, language.text(key))
            });
        named.as_str()
    } else {
        text
    };
    let mut safe = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        if is_unsafe(character) {
            safe.push_str(spelled(character));
        } else {
            safe.push(character);
        }
    }
    Cow::Owned(safe)
}

/// The micro sign has one width, but old code pages lack it.
fn is_unsafe(character: char) -> bool {
    is_ambiguous(character) || character == '\u{b5}'
}

/// Tells whether some terminals draw a character in two columns and others in one.
pub fn is_ambiguous(character: char) -> bool {
    let is_unsure = || character.width() != character.width_cjk();
    !character.is_ascii() && (letters::spelled(character).is_some() || is_unsure())
}

fn spelled(character: char) -> &'static str {
    if let Some(letters) = letters::spelled(character) {
        return letters;
    }
    match character {
        '≥' => ">=",
        '≤' => "<=",
        '≠' => "!=",
        '≈' => "~=",
        '±' => "+-",
        '×' => "x",
        '÷' => "/",
        '℃' => "oC",
        'µ' => "u",
        '—' | '―' => "--",
        '–' | '‐' | '─' | '━' => "-",
        '“' | '”' | '″' => "\"",
        '‘' | '’' | '′' => "'",
        '…' => "..",
        '·' | '•' => ".",
        '→' => "->",
        '←' => "<-",
        '↑' => "^",
        '↓' => "v",
        '●' | '■' | '★' => "*",
        '○' | '□' | '☆' | '°' | '˚' => "o",
        '‰' => "o/oo",
        '²' => "2",
        '³' => "3",
        '│' => "|",
        '①' => "(1)",
        '②' => "(2)",
        '③' => "(3)",
        '④' => "(4)",
        '⑤' => "(5)",
        _ => "?",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ambiguous_is_left() {
        let text = "≥13.2kGs ±0.5℃ ±3μm “甲”—乙…×2 5″ ψ é Ж";
        let shown = |text, profile| super::shown(text, profile, Language::Chinese).into_owned();
        let safe = shown(text, GlyphProfile::Wide);
        assert!(!safe.chars().any(is_ambiguous), "{safe}");
        assert!(safe.starts_with(">=13.2kGs +-0.5oC +-3um"), "{safe}");
        assert!(safe.ends_with("psi e Zh"), "{safe}");
        assert_eq!(shown(text, GlyphProfile::Narrow), text);
        assert_eq!(shown("＞3.5，（甲）", GlyphProfile::Ascii), "＞3.5，（甲）");
    }

    #[test]
    fn arrow_keys_are_named_where_there_are_no_arrows() {
        let [chinese, english] = [Language::Chinese, Language::English];
        let shown = |text, language| shown(text, GlyphProfile::Ascii, language).into_owned();
        assert_eq!(shown("↑↓", chinese), "上/下");
        assert_eq!(shown("用 ↑ ↓ 走到", chinese), "用 上/下 走到");
        assert_eq!(shown("↑↓←→", chinese), "方向键");
        assert_eq!(shown("↑↓ choose", english), "Up/Dn choose");
        // what people wrote keeps its signs, and what is no key its own
        assert_eq!(shown("能耗 ↓ 20%", chinese), "能耗 v 20%");
        assert_eq!(shown("↓ 5", english), "v 5");
    }
}
