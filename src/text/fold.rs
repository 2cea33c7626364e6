//! Folding what a Chinese input method sends into what the keys mean.

/// Returns the half-width form of a full-width character, and of the Chinese forms of
/// `. , / : ? ! - ( )`; any other character stays.
pub fn half_width(character: char) -> char {
    match character {
        '\u{3000}' => ' ',
        '。' | '．' => '.',
        '，' => ',',
        '、' => '/',
        '—' | '–' | '－' => '-',
        '《' => '<',
        '》' => '>',
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
        }
        other => other,
    }
}

/// Returns a character folded for searching: half-width and lower case, one for one, so
/// that places in the folded text are places in the text.
pub fn search_character(character: char) -> char {
    let half = half_width(character);
    half.to_lowercase().next().unwrap_or(half)
}

/// Returns `text` folded for searching: as many characters, half-width and in lower case.
pub fn search_form(text: &str) -> String {
    text.chars().map(search_character).collect()
}

/// Tells whether a character is Han, and so can only come from an input method.
pub fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' | '\u{f900}'..='\u{faff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_forms_count_as_their_keys() {
        let folded: String = "１６。，／：？！－（）　Ａ"
            .chars()
            .map(half_width)
            .collect();
        assert_eq!(folded, "16.,/:?!-() A");
        assert_eq!(search_form("ＯＬＥＤ 膜"), "oled 膜");
        assert_eq!(search_form("İ").chars().count(), 1);
        assert!(is_han('打') && !is_han('a') && !is_han('。'));
    }
}
