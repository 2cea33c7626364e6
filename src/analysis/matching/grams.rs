//! What is compared: pairs of neighbouring Chinese characters, single ones, and Latin words.

use crate::text::fold::{half_width, is_han};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Words that stand in the title of any project and tell nothing of its subject. They are
/// the language's, not a plan's; what else is frequent in a plan loses its weight by counting.
const GENERIC: &[&str] = &[
    "研发",
    "开发",
    "研究",
    "研制",
    "产业化",
    "及其",
    "关键技术",
    "核心技术",
    "技术",
    "项目",
    "高性能",
    "基于",
    "面向",
    "方法",
    "一种",
    "应用",
    "用于",
    "系列",
    "新型",
    "国产化",
    "以及",
    "实现",
    "示范",
    "工程",
    "建设",
    "年产",
    "万吨",
    "系统",
    "高效",
    "先进",
    "智能化",
    "提升",
    "改进",
    "关键",
    "及",
    "与",
    "的",
    "和",
    "等",
    "用",
];

/// Traditional characters of the trade and their simplified forms, pair by pair.
const TRADITIONAL: &str = "機机電电馬马達达驅驱動动軸轴齒齿輪轮減减變变軟软鐵铁鋼钢鋁铝銅铜膠胶層层復复複复\
    導导體体線线繞绕組组裝装測测試试驗验檢检塗涂漿浆鋰锂極极負负納纳離离氣气壓压鑄铸鍛锻\
    銑铣車车鑽钻數数據据網网圖图傳传頻频轉转換换製制備备設设計计結结構构優优應应術术與与產产業业\
    開开發发關关鍵键壽寿邏逻輯辑飛飞絲丝針针織织橫横陣阵圓圆顯显覺觉視视檔档種种類类鎂镁鈦钛釹钕鎳镍\
    鋅锌錫锡銀银聲声靜静診诊斷断儀仪監监環环節节鏈链儲储風风熱热溫温纖纤維维鏡镜燈灯載载雙双擠挤\
    噴喷燒烧鍍镀";

/// One thing that two texts can share.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gram {
    /// Two neighbouring Chinese characters.
    Pair(char, char),
    /// One Chinese character.
    Single(char),
    /// A Latin word, or letters with figures, in lower case.
    Word(String),
}

/// Returns a text as it is compared, character by character in their places: half-width,
/// lower case, simplified, plain figures for raised and lowered ones.
pub fn folded(text: &str) -> Vec<char> {
    levelled(text)
        .map(|one| one.to_lowercase().next().unwrap_or(one))
        .collect()
}

/// Returns a text, character by character, as [`folded`] does, but in its own case.
pub fn levelled(text: &str) -> impl Iterator<Item = char> {
    text.chars().map(half_width).map(plain)
}

fn plain(character: char) -> char {
    const LOWERED: u32 = 0x2080;
    const RAISED: u32 = 0x2070;
    let figure = |base: u32| char::from_digit(u32::from(character).saturating_sub(base), 10);
    match character {
        '\u{2080}'..='\u{2089}' => figure(LOWERED).unwrap_or(character),
        '\u{2070}' | '\u{2074}'..='\u{2079}' => figure(RAISED).unwrap_or(character),
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        'µ' => 'μ',
        other if is_han(other) => SIMPLIFIED.get(&other).copied().unwrap_or(other),
        other => other,
    }
}

static SIMPLIFIED: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let han: Vec<char> = TRADITIONAL.chars().filter(|one| is_han(*one)).collect();
    let pairs = han.chunks_exact(2);
    pairs
        .filter_map(|pair| Some((*pair.first()?, *pair.last()?)))
        .collect()
});

/// The generic words by their first character, a longer one before a shorter one.
static BY_FIRST: LazyLock<HashMap<char, Vec<Vec<char>>>> = LazyLock::new(|| {
    let mut words: HashMap<char, Vec<Vec<char>>> = HashMap::new();
    for word in GENERIC.iter().map(|word| word.chars().collect::<Vec<_>>()) {
        if let Some(first) = word.first() {
            words.entry(*first).or_default().push(word);
        }
    }
    for words in words.values_mut() {
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    }
    words
});

/// Tells whether a character belongs to a Latin word or a number.
pub fn is_latin(character: char) -> bool {
    character.is_alphanumeric() && !is_han(character)
}

/// Blanks the generic words out, a longer one before a shorter one inside it.
pub fn without_generic(text: &[char]) -> Vec<char> {
    let mut kept = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(character) = text.get(at) {
        let rest = text.get(at..).unwrap_or_default();
        let longest = BY_FIRST
            .get(character)
            .and_then(|words| words.iter().find(|word| rest.starts_with(word)))
            .map(Vec::len);
        if let Some(length) = longest {
            kept.extend(std::iter::repeat_n(' ', length));
            at += length;
        } else {
            kept.push(*character);
            at += 1;
        }
    }
    kept
}

/// Returns the pairs and words of a folded text with the place of the first character of
/// each, in order.
pub fn pairs(text: &[char]) -> Vec<(usize, Gram)> {
    let mut found = Vec::new();
    let mut word = String::new();
    for (place, character) in text.iter().enumerate() {
        if is_latin(*character) {
            word.push(*character);
            continue;
        }
        take_word(&mut word, place, &mut found);
        let next = text.get(place + 1).filter(|next| is_han(**next));
        if let Some(next) = next.filter(|_| is_han(*character)) {
            found.push((place, Gram::Pair(*character, *next)));
        }
    }
    take_word(&mut word, text.len(), &mut found);
    found
}

/// A word of one letter, or a bare number, tells nothing.
fn take_word(word: &mut String, end: usize, found: &mut Vec<(usize, Gram)>) {
    let word = std::mem::take(word);
    let length = word.chars().count();
    if length > 1 && !word.chars().all(|one| one.is_ascii_digit()) {
        found.push((end - length, Gram::Word(word)));
    }
}

/// Returns the single Chinese characters of a folded text, in order.
pub fn singles(text: &[char]) -> Vec<(usize, Gram)> {
    let han = text.iter().enumerate().filter(|(_, one)| is_han(**one));
    han.map(|(place, one)| (place, Gram::Single(*one)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_thing_are_one() {
        for (one, other) in [
            ("ＯＬＥＤ", "oled"),
            ("TiO₂", "tio2"),
            ("伺服電機", "伺服电机"),
            ("m²", "m2"),
        ] {
            assert_eq!(folded(one), folded(other), "{one}");
        }
    }

    #[test]
    fn pairs_cross_no_sign_and_no_word() {
        let text = folded("石墨烯/CNT复配 3");
        let told: Vec<String> = pairs(&text)
            .into_iter()
            .map(|(place, gram)| match gram {
                Gram::Pair(one, other) => format!("{place}{one}{other}"),
                Gram::Single(one) => one.to_string(),
                Gram::Word(word) => format!("{place}{word}"),
            })
            .collect();
        assert_eq!(told, ["0石墨", "1墨烯", "4cnt", "7复配"]);
        assert_eq!(singles(&text).len(), 5);
    }

    #[test]
    fn what_every_title_says_goes() {
        let text: String = without_generic(&folded("基于视觉的关键技术研究"))
            .into_iter()
            .collect();
        assert_eq!(text, "  视觉       ");
    }
}
