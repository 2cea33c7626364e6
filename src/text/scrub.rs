//! Takes out of foreign text what must never reach a terminal or a report.

use std::borrow::Cow;
use std::fmt::Write;

/// Tells whether a character may enter the process: no control character but newline and
/// tab, no bidirectional and no zero-width one. A carriage return would let a later text
/// write over an earlier one on the screen; it is folded into the newline before.
pub fn is_harmless(character: char) -> bool {
    match character {
        '\n' | '\t' => true,
        '\u{00ad}'
        | '\u{061c}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => false,
        other => !other.is_control(),
    }
}

/// Returns the text with the line ends of Windows as newlines.
pub fn fold_line_ends(text: &str) -> Cow<'_, str> {
    // most texts have none, and a single byte is found much sooner than two
    if text.contains('\r') && text.contains("\r\n") {
        Cow::Owned(text.replace("\r\n", "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Returns the text as one line that may be printed: a line end within is a blank, harmful
/// characters are left out.
pub fn one_line(text: &str) -> String {
    let folded = text.replace("\r\n", " ").replace(['\r', '\n'], " ");
    scrub(&folded).0.into_owned()
}

/// Returns the text with every harmful character as the escape that JSON has for it. It
/// must be a JSON document, where such characters stand only within strings.
pub fn escape_json(document: &str) -> Cow<'_, str> {
    if document.chars().all(is_harmless) {
        return Cow::Borrowed(document);
    }
    let mut escaped = String::with_capacity(document.len() + 16);
    for character in document.chars() {
        if is_harmless(character) {
            escaped.push(character);
            continue;
        }
        for unit in character.encode_utf16(&mut [0; 2]) {
            let _ = write!(escaped, "\\u{unit:04x}");
        }
    }
    Cow::Owned(escaped)
}

/// Tells whether a byte may belong to a harmful character: a control character of ASCII, or
/// the first byte of others. Few texts have any, and this is told without reading characters.
const fn may_harm(byte: u8) -> bool {
    match byte {
        b'\n' | b'\t' => false,
        // behind 7f: U+0080 to 00BF, U+0600 to 063F, U+1000 to 1FFF, U+2000 to 2FFF,
        // U+F000 to FFFF, U+C0000 and above
        0..=0x1f | 0x7f | 0xc2 | 0xd8 | 0xe1 | 0xe2 | 0xef | 0xf3 | 0xf4 => true,
        _ => false,
    }
}

/// Returns the text without harmful characters and how many were taken out.
pub fn scrub(text: &str) -> (Cow<'_, str>, usize) {
    // pieces without a way out half-way are looked at many bytes at once
    let mut pieces = text.as_bytes().chunks(64);
    let is_suspect = |piece: &[u8]| piece.iter().fold(false, |any, byte| any | may_harm(*byte));
    if !pieces.any(is_suspect) {
        return (Cow::Borrowed(text), 0);
    }
    let harmful = text
        .chars()
        .filter(|character| !is_harmless(*character))
        .count();
    if harmful == 0 {
        return (Cow::Borrowed(text), 0);
    }
    (
        Cow::Owned(
            text.chars()
                .filter(|character| is_harmless(*character))
                .collect(),
        ),
        harmful,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_and_invisible_characters_go() {
        for (text, wanted) in [
            ("清\u{1b}[2J屏", "清[2J屏"),
            ("反\u{202e}转", "反转"),
            ("零\u{200b}宽", "零宽"),
            ("\u{9b}31m八位", "31m八位"),
            ("两\n行\t制表", "两\n行\t制表"),
            ("盖\r住", "盖住"),
        ] {
            assert_eq!(scrub(text).0, wanted);
        }
    }

    #[test]
    fn every_harmful_character_is_seen_in_its_first_byte() {
        for character in '\0'..=char::MAX {
            let text = String::from(character);
            let is_taken_out = scrub(&text).1 == 1;
            assert_eq!(is_taken_out, !is_harmless(character), "{character:?}");
        }
    }

    #[test]
    fn a_line_stays_one_line() {
        assert_eq!(one_line("a\r\nb\rc\nd\u{1b}[31m"), "a b c d[31m");
    }

    #[test]
    fn json_says_the_same_without_a_harmful_character() {
        let text = "a\u{202e}\u{85}\u{7f}\u{e0001}\u{200b}\u{1b}中";
        let document = serde_json::to_string(text).unwrap();
        let escaped = escape_json(&document);
        assert!(escaped.chars().all(is_harmless), "{escaped}");
        assert_eq!(serde_json::from_str::<String>(&escaped).unwrap(), text);
    }
}
