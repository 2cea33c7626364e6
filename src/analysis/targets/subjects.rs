//! Names of sub-products in front of a parameter, as in `伺服电机转矩脉动`.

/// Words that end the name of a sub-product.
const NOUNS: [&str; 28] = [
    "正极材料",
    "负极材料",
    "发光材料",
    "减速器",
    "驱动器",
    "机器人",
    "背板膜",
    "复合膜",
    "亚胺膜",
    "基膜",
    "薄膜",
    "安全件",
    "壳体类",
    "薄壁件",
    "零件",
    "电机",
    "芯片",
    "浆料",
    "磁体",
    "聚酯",
    "锂电池",
    "模块",
    "模具",
    "转台",
    "电主轴",
    "非球面",
    "系统",
    "TV",
];

/// Words behind which a name of a part goes on.
const GOES_ON: [&str; 12] = [
    "转轴",
    "驱动丝杠",
    "定子",
    "转子",
    "轴向",
    "壳",
    "端盖",
    "扭矩同步",
    "驱动器",
    "控制器",
    "类",
    "产品",
];

/// Parameters of the process or the mould, which belong to no sub-product.
const WHOLE: [&str; 4] = ["模具寿命", "压铸周期", "压铸废品率", "生产周期"];

/// Returns how many characters of `text` name a sub-product, `None` where none does.
pub fn length(text: &[char]) -> Option<usize> {
    let joined: String = text.iter().collect();
    let ends = NOUNS.iter().filter_map(|noun| {
        let start = joined.rfind(noun)?;
        let (name, rest) = joined.split_at_checked(start + noun.len())?;
        let stem = name.strip_suffix(noun)?.trim();
        is_split(noun, stem, rest).then(|| name.chars().count())
    });
    ends.max()
}

fn is_split(noun: &str, stem: &str, rest: &str) -> bool {
    let rest = rest.trim();
    let is_number = matches!(stem, "一" | "二" | "两" | "三" | "四" | "双" | "多" | "单");
    let goes_on = GOES_ON.iter().any(|word| rest.starts_with(word));
    let is_part = matches!(
        noun,
        "转台" | "电主轴" | "复合膜" | "背板膜" | "薄壁件" | "基膜" | "非球面" | "零件"
    );
    let has_stem = !stem.is_empty() && !is_number;
    let names_something = !rest.is_empty() && !rest.starts_with(['，', ',']);
    names_something && !goes_on && (has_stem || is_part)
}

/// Returns how many characters at the front are verbs and no part of the name.
pub fn verbs(text: &[char]) -> usize {
    let joined: String = text.iter().collect();
    let words = ["实现", "制备", "开发出", "开发", "达到", "其中", "在", "使"];
    words
        .iter()
        .find(|word| joined.starts_with(**word))
        .map_or(0, |word| word.chars().count())
}

/// Longest name of a sub-product, in bytes.
const LONGEST: usize = 240;

/// Tells whether the whole text names a sub-product.
pub fn is_subject(text: &str) -> bool {
    let text = text.trim();
    text.len() <= LONGEST
        && NOUNS
            .iter()
            .any(|noun| text.ends_with(noun) && text != *noun)
}

/// Takes two sub-products of one kind apart that are named by their codes:
/// `650V200A和1200V200A IGBT芯片`. Returns nothing where the text names only one.
pub fn several(text: &str) -> Vec<String> {
    let parts: Vec<&str> = text
        .split(['和', '及', '与', '、'])
        .map(str::trim)
        .collect();
    let [codes @ .., last] = parts.as_slice() else {
        return Vec::new();
    };
    let is_code = |part: &&str| {
        part.contains(|c: char| c.is_ascii_digit())
            && part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '/'))
    };
    let head: String = last
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '/'))
        .collect();
    let tail = last.strip_prefix(head.as_str()).unwrap_or_default();
    if codes.is_empty() || !codes.iter().all(is_code) || !is_code(&head.as_str()) || tail.is_empty()
    {
        return Vec::new();
    }
    let named = codes.iter().map(|code| format!("{code}{tail}"));
    named.chain(Some((*last).to_owned())).collect()
}

/// Tells whether the parameter belongs to the whole and not to the last sub-product named.
pub fn is_of_the_whole(parameter: &str) -> bool {
    WHOLE.iter().any(|word| parameter.starts_with(word))
}
