//! Matching Latin letters against Chinese by sound: a character eats its literal, an
//! initial (zh, ch and sh too) or a whole syllable of any of its readings.

use pinyin::{ToPinyin, ToPinyinMulti};

/// Returns which characters of `text` the letters of `word` spell one after another
/// without a gap; `None` where they do not, or where `word` holds anything but letters.
pub fn find(text: &str, word: &str) -> Option<Vec<usize>> {
    if word.is_empty() || !word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let word = word.to_ascii_lowercase();
    let characters: Vec<char> = text.chars().collect();
    (0..characters.len()).find_map(|start| {
        let tail = characters.get(start..).unwrap_or_default();
        let count = spelled(tail, &word)?;
        Some((start..start + count).collect())
    })
}

/// Returns how many of the first characters `letters` spell.
fn spelled(characters: &[char], letters: &str) -> Option<usize> {
    if letters.is_empty() {
        return Some(0);
    }
    let (first, rest) = characters.split_first()?;
    let eats = eaten(*first, letters);
    (1..=LONGEST).rev().find_map(|length| {
        let left = letters.get(length..).filter(|_| eats & 1 << length != 0)?;
        spelled(rest, left).map(|count| count + 1)
    })
}

/// Letters of the longest syllable (zhuang).
const LONGEST: usize = 6;

/// Returns how many of the first letters a character may eat, one bit a length.
fn eaten(character: char, letters: &str) -> u8 {
    if character.is_ascii() {
        let is_same = letters.starts_with(character.to_ascii_lowercase());
        return u8::from(is_same) << 1;
    }
    match character.to_pinyin_multi() {
        Some(readings) => readings.into_iter().fold(0, |eats, reading| {
            eats | of_reading(reading.plain(), letters)
        }),
        None => character
            .to_pinyin()
            .map_or(0, |reading| of_reading(reading.plain(), letters)),
    }
}

/// The initial, and the whole syllable where the letters spell it; `ü` is typed as `v`.
fn of_reading(reading: &str, letters: &str) -> u8 {
    let spelling = reading
        .chars()
        .map(|letter| if letter == 'ü' { 'v' } else { letter });
    let length = reading.chars().count();
    let same = spelling
        .zip(letters.chars())
        .take_while(|(left, right)| left == right)
        .count();
    let mut eats = u8::from(same >= 1) << 1;
    if same >= 2 && matches!(reading.get(..2), Some("zh" | "ch" | "sh")) {
        eats |= 1 << 2;
    }
    if same == length && length <= LONGEST {
        eats |= 1 << length;
    }
    eats
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_initials_and_mixtures() {
        for (text, word, wanted) in [
            ("重载移动机器人", "zhongzai", Some(vec![0, 1])),
            ("重载移动机器人", "zzyd", Some(vec![0, 1, 2, 3])),
            ("效率", "lv", Some(vec![1])),
            ("模具", "mu", Some(vec![0])),
            ("伺服电机", "sifudj", Some(vec![0, 1, 2, 3])),
            ("RV减速器", "rvjs", Some(vec![0, 1, 2, 3])),
            ("石墨烯复合电极", "sifudianji", None),
        ] {
            assert_eq!(find(text, word), wanted, "{text} {word}");
        }
    }
}
