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

/// Returns what tells names apart: `text` half-width and in lower case without blanks and
/// punctuation. Points, hyphens and strokes between digits stay, and so do `+ # % ±`, for
/// they make another thing. Empty where nothing is left.
pub fn name_form(text: &str) -> String {
    let folded: Vec<char> = text
        .chars()
        .map(search_character)
        .filter(|one| !one.is_whitespace())
        .collect();
    let is_digit = |place: Option<usize>| {
        let one = place.and_then(|place| folded.get(place));
        one.is_some_and(char::is_ascii_digit)
    };
    let mut form = String::new();
    for (place, one) in folded.iter().enumerate() {
        let between = is_digit(place.checked_sub(1)) && is_digit(Some(place + 1));
        let joins = matches!(one, '.' | '-' | '/') && between;
        if one.is_alphanumeric() || matches!(one, '+' | '#' | '%' | '±') || joins {
            form.push(*one);
        }
    }
    form
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
        for same in [
            "高转矩（ＡＢ）-电机",
            "高转矩 (ab) 电机",
            "《高转矩》AB电机。",
        ] {
            assert_eq!(name_form(same), "高转矩ab电机", "{same}");
        }
        assert_ne!(name_form("2.5 寸硬盘"), name_form("25 寸硬盘"));
        assert_eq!(name_form(" 、（）"), "");
        assert!(is_han('打') && !is_han('a') && !is_han('。'));
    }
}
