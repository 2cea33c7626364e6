//! Takes out of foreign text what must never reach a terminal or a report.

use std::borrow::Cow;

/// Tells whether a character may enter the process: no control character but newline,
/// carriage return and tab, no bidirectional and no zero-width one.
pub fn is_harmless(character: char) -> bool {
    match character {
        '\n' | '\r' | '\t' => true,
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

/// Returns the text without harmful characters and how many were taken out.
pub fn scrub(text: &str) -> (Cow<'_, str>, usize) {
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
        ] {
            assert_eq!(scrub(text).0, wanted);
        }
    }
}
