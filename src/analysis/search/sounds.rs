//! How Chinese characters are read: the syllables of a character without tones, the usual
//! reading first. The table of them is made when the program is built (`build.rs`).

include!(concat!(env!("OUT_DIR"), "/sounds.rs"));

/// Letters of the longest syllable (zhuang).
pub const LONGEST: usize = 6;

/// Readings that titles of projects use besides the first of the dictionary.
const OFTEN: [(char, &str); 21] = [
    ('伺', "si"),
    ('长', "chang"),
    ('调', "tiao"),
    ('弹', "tan"),
    ('模', "mu"),
    ('行', "hang"),
    ('重', "chong"),
    ('壳', "qiao"),
    ('角', "jue"),
    ('降', "xiang"),
    ('粘', "nian"),
    ('薄', "bo"),
    ('塞', "se"),
    ('校', "jiao"),
    ('轧', "zha"),
    ('扎', "zha"),
    ('露', "lou"),
    ('落', "lao"),
    ('缩', "suo"),
    ('幢', "zhuang"),
    ('乐', "yue"),
];

/// Returns how many of the first readings of a character are usual.
pub fn usual(character: char) -> usize {
    1 + usize::from(OFTEN.iter().any(|(own, _)| *own == character))
}

/// Returns the syllables of a character in ASCII letters, the usual ones first, each once;
/// none for what is no Chinese character. `ü` is written `v`, as it is typed.
pub fn readings(character: char) -> Vec<&'static str> {
    let mut found: Vec<&str> = list(character)
        .iter()
        .copied()
        .filter_map(syllable)
        .collect();
    let often = OFTEN.iter().find(|(own, _)| *own == character);
    let place = often.and_then(|(_, often)| found.iter().position(|one| one == often));
    if let Some(place) = place.filter(|place| *place > 1) {
        found.swap(1, place);
    }
    found
}

/// Returns the numbers of the syllables of a character, the first of the dictionary first.
fn list(character: char) -> &'static [u16] {
    let code = u32::from(character);
    let block = BLOCKS.partition_point(|(first, _)| *first <= code);
    let own = block.checked_sub(1).and_then(|block| BLOCKS.get(block));
    let end = BLOCKS
        .get(block)
        .map_or(PLACES.len(), |(_, next)| *next as usize);
    let place = own.map(|(first, begin)| (begin + (code - first)) as usize);
    let begin = place
        .filter(|place| *place < end)
        .and_then(|place| PLACES.get(place));
    let list = begin.and_then(|begin| LISTS.get(usize::from(*begin)..));
    let (count, numbers) = list.and_then(<[u16]>::split_first).unwrap_or((&0, &[]));
    numbers.get(..usize::from(*count)).unwrap_or_default()
}

fn syllable(number: u16) -> Option<&'static str> {
    let begin = usize::from(number) * LONGEST;
    let letters = SYLLABLES.get(begin..begin + LONGEST)?;
    Some(letters.trim_end())
}

/// How much of a syllable a character may stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    /// The whole syllable.
    Full,
    /// The whole syllable or its initial; zh, ch and sh too.
    Short,
}

/// Returns how many of the first `letters` a syllable may stand for, one bit a length; the
/// last syllable of a word may be half typed.
pub fn eaten(syllable: &str, letters: &[char], spelling: Spelling) -> u8 {
    let same = syllable
        .chars()
        .zip(letters)
        .take_while(|(left, right)| left == *right)
        .count();
    if same == 0 {
        return 0;
    }
    let mut eats = 0;
    if same == syllable.len() || same == letters.len() {
        eats |= 1 << same;
    }
    if spelling == Spelling::Short {
        eats |= 1 << 1;
        let is_double = matches!(syllable.get(..2), Some("zh" | "ch" | "sh"));
        eats |= u8::from(is_double && same >= 2) << 2;
    }
    eats
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_readings_come_first() {
        for (character, wanted) in [
            ('伺', "ci si"),
            ('率', "lv shuai"),
            ('模', "mo mu"),
            ('重', "zhong chong"),
            ('绿', "lv lu"),
            ('a', ""),
            ('。', ""),
            ('\u{3400}', "qiu"),
            ('\u{9fa5}', "yu"),
            ('\u{20000}', "he"),
            ('\u{10ffff}', ""),
        ] {
            let found = readings(character).join(" ");
            assert!(found.starts_with(wanted), "{character} {found}");
        }
        for (character, often) in OFTEN {
            let place = readings(character).iter().position(|one| one == &often);
            assert!(place < Some(usual(character)), "{character} {place:?}");
        }
    }

    #[test]
    fn a_syllable_eats_itself_its_initial_or_what_is_typed_of_it() {
        let lengths = |syllable: &str, letters: &str, spelling| {
            let letters: Vec<char> = letters.chars().collect();
            let eats = eaten(syllable, &letters, spelling);
            (1..=LONGEST)
                .filter(|length| eats & 1 << length != 0)
                .collect::<Vec<_>>()
        };
        assert_eq!(lengths("zhong", "zhongzai", Spelling::Short), [1, 2, 5]);
        assert_eq!(lengths("zhong", "zhongzai", Spelling::Full), [5]);
        assert_eq!(lengths("zhong", "zho", Spelling::Full), [3]);
        assert_eq!(lengths("zhong", "zo", Spelling::Short), [1]);
        assert!(lengths("fu", "dj", Spelling::Short).is_empty());
    }
}
