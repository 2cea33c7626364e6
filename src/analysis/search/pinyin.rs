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
    sounds(*first).into_iter().find_map(|sound| {
        let left = letters.strip_prefix(sound.as_str())?;
        spelled(rest, left).map(|count| count + 1)
    })
}

/// What a character may eat, longest first.
fn sounds(character: char) -> Vec<String> {
    if character.is_ascii() {
        return vec![character.to_ascii_lowercase().to_string()];
    }
    let mut readings: Vec<String> = match character.to_pinyin_multi() {
        Some(multi) => multi
            .into_iter()
            .map(|reading| plain(reading.plain()))
            .collect(),
        None => character
            .to_pinyin()
            .map(|reading| plain(reading.plain()))
            .into_iter()
            .collect(),
    };
    let initials: Vec<String> = readings
        .iter()
        .flat_map(|reading| initials(reading))
        .collect();
    readings.extend(initials);
    readings.sort_by(|left, right| right.len().cmp(&left.len()).then_with(|| left.cmp(right)));
    readings.dedup();
    readings
}

fn plain(reading: &str) -> String {
    reading.replace('ü', "v")
}

fn initials(reading: &str) -> Vec<String> {
    let mut initials = Vec::new();
    for length in [2, 1] {
        let head = reading.get(..length).unwrap_or_default();
        if length == 1 || matches!(head, "zh" | "ch" | "sh") {
            initials.push(head.to_owned());
        }
    }
    initials
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
