//! Folds full-width forms character by character, so that every position stays the same.

/// Returns the text as characters with full-width forms made half-width; the length in
/// characters does not change.
pub fn folded(text: &str) -> Vec<char> {
    let original: Vec<char> = text.chars().collect();
    let mut folded: Vec<char> = original.iter().copied().map(fold).collect();
    mark_digits(&original, &mut folded);
    folded
}

/// Stands where a comma or a blank parts the thousands of a number.
pub const THOUSANDS: char = '\u{1}';
/// Stands where a half-width comma between digits parts neither thousands nor a list: what
/// number is meant nobody can tell.
pub const UNCLEAR: char = '\u{2}';

/// Marks commas and blanks between digits: `1,000,000` and `12 000` are one number, `95,5` is
/// none, `95，5` are two.
fn mark_digits(original: &[char], folded: &mut [char]) {
    let mut run = 0_usize;
    let mut groups = Vec::new();
    let mut has_point = false;
    for index in 0..=folded.len() {
        let character = at(folded, index);
        if character.is_ascii_digit() {
            run += 1;
            continue;
        }
        let next_is_digit = at(folded, index + 1).is_ascii_digit();
        let is_full_width = index
            .checked_sub(1)
            .is_some_and(|before| !at(original, before).is_ascii());
        let parts = run > 0
            && next_is_digit
            && match at(original, index) {
                '，' => is_full_width,
                ',' | ' ' | '\u{a0}' | '\u{2009}' => true,
                _ => false,
            };
        let is_grouped = if groups.is_empty() {
            run <= 3
        } else {
            run == 3
        };
        if parts && is_grouped && !has_point {
            groups.push(index);
        } else {
            if run != 3 || has_point {
                // the last group is none: neither is what stands before it
                let is_list = has_point || character == '.';
                set_unclear(original, folded, &groups, is_list);
                groups.clear();
            } else {
                for group in groups.drain(..) {
                    if let Some(slot) = folded.get_mut(group) {
                        *slot = THOUSANDS;
                    }
                }
            }
            if parts {
                set_unclear(original, folded, &[index], has_point);
            }
            has_point = character == '.' && run > 0;
        }
        run = 0;
    }
}

fn set_unclear(original: &[char], folded: &mut [char], groups: &[usize], is_list: bool) {
    for group in groups {
        if at(original, *group) == ','
            && !is_list
            && let Some(slot) = folded.get_mut(*group)
        {
            *slot = UNCLEAR;
        }
    }
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

#[cfg(test)]
thread_local! {
    /// How often a character was looked at: the cost of reading, without a clock.
    pub static STEPS: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// Returns the character at `index`, or NUL behind the end.
pub fn at(chars: &[char], index: usize) -> char {
    #[cfg(test)]
    STEPS.set(STEPS.get() + 1);
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
