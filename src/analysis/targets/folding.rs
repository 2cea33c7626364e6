//! Folds full-width forms character by character, so that every position stays the same.

/// Returns the text as characters with full-width forms made half-width; the length in
/// characters does not change.
pub fn folded(text: &str) -> Vec<char> {
    text.chars().map(fold).collect()
}

fn fold(character: char) -> char {
    match character {
        '。' | '；' => ';',
        '\u{3000}' | '\u{a0}' | '\t' | '\r' => ' ',
        '≧' | '⩾' => '≥',
        '≦' | '⩽' => '≤',
        '−' | '－' | '‐' | '‑' => '-',
        '〜' | '∼' | '～' => '~',
        '\u{3bc}' => 'µ',
        '＊' => '*',
        '〔' | '［' | '【' | '[' => '(',
        '〕' | '］' | '】' | ']' => ')',
        '！'..='～' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        other => other,
    }
}

/// Returns the character at `index`, or NUL behind the end.
pub fn at(chars: &[char], index: usize) -> char {
    chars.get(index).copied().unwrap_or('\0')
}

/// Tells whether it is one of the dashes between two ends of a range.
pub fn is_dash(character: char) -> bool {
    matches!(character, '-' | '–' | '—' | '―')
}

/// Tells whether it is a Chinese character.
pub fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}')
}

/// Returns the first index from `index` on that is no blank.
pub fn skip_blanks(chars: &[char], index: usize) -> usize {
    let mut index = index;
    while at(chars, index) == ' ' {
        index += 1;
    }
    index
}

/// Tells whether `word` stands at `index`.
pub fn stands(chars: &[char], index: usize, word: &str) -> bool {
    word.chars()
        .enumerate()
        .all(|(offset, character)| at(chars, index + offset) == character)
}

/// Returns the index behind the bracket that closes the one at `open`, or the end.
pub fn behind_bracket(chars: &[char], open: usize) -> usize {
    let mut depth = 0_usize;
    for (index, character) in chars.iter().enumerate().skip(open) {
        match character {
            '(' => depth += 1,
            ')' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return index + 1;
                }
            }
            _ => {}
        }
    }
    chars.len()
}
