//! Conditions of a measurement: where they stand and how they are told from names.

use super::folding::folded;
use super::items::{Kind, items};
use super::quantity::scan;

/// Words that are a condition by themselves.
const WORDS: [&str; 24] = [
    "室温",
    "常温",
    "高温",
    "低温",
    "空载",
    "满载",
    "半载",
    "负载",
    "满负荷",
    "额定负载",
    "额定载荷",
    "额定工况",
    "额定",
    "静态",
    "动态",
    "轴向",
    "径向",
    "横向",
    "纵向",
    "内孔",
    "外圆",
    "单个",
    "平均",
    "三个平均",
];

/// How several specimens are counted; of these a value has one.
pub const COUNTED: [&str; 3] = ["三个平均", "单个", "平均"];

/// Words that end a condition in front of a parameter.
const ENDS: [&str; 14] = [
    "工况下",
    "条件下",
    "情况下",
    "负荷下",
    "载荷下",
    "负载下",
    "激发下",
    "环境下",
    "温度下",
    "状态下",
    "测试下",
    "周期内",
    "前后",
    "范围内",
];

/// Conditions in words that stand right in front of a name.
const LEADING: [&str; 14] = [
    "室温",
    "常温",
    "高温",
    "低温",
    "空载",
    "满载",
    "半载",
    "满负荷",
    "额定负载",
    "负载",
    "单个",
    "三个平均",
    "内孔",
    "外圆",
];

/// What is named by the load itself: 空载电流 is a quantity of its own.
const NAMED_BY_LOAD: [&str; 4] = ["加速", "电流", "损耗", "转速"];

/// Words in front of a condition that are no part of it.
const BEFORE: [&str; 3] = ["耐蚀性满足", "满足", "在"];

/// Tells whether the whole text is a condition in words.
pub fn is_condition(text: &str) -> bool {
    let text = text.trim();
    WORDS.contains(&text) || ENDS.iter().any(|end| text.ends_with(end))
}

/// Tells whether a piece of words leads into the next piece: `在全电池中循环500次后`.
pub fn leads_on(text: &str) -> bool {
    let text = text.trim();
    let is_short = text.chars().count() <= 20;
    let ends = ["后", "时", "下", "前后", "周期内", "中", "平均值"];
    let is_without = ["无", "不含", "低重稀土", "含"]
        .iter()
        .any(|word| text.starts_with(word))
        && text.chars().count() <= 6;
    is_short && (is_condition(text) || is_without || ends.iter().any(|end| text.ends_with(end)))
}

/// Splits the inside of a bracket into conditions; a standard goes into its own place.
pub fn split(inner: &str, conditions: &mut Vec<String>, standard: &mut String) {
    let chars = folded(inner);
    let original: Vec<char> = inner.chars().collect();
    let all = items(&chars, 0, chars.len());
    let mut start = 0;
    let mut flush = |start: usize, end: usize| {
        let text: String = original
            .get(start..end)
            .unwrap_or_default()
            .iter()
            .collect();
        let text = text.trim().trim_start_matches(['@', '＠']).trim();
        if !text.is_empty() {
            conditions.extend(between_slashes(text));
        }
    };
    for item in &all {
        let character = chars.get(item.start).copied().unwrap_or(' ');
        if item.kind == Kind::Standard {
            *standard = original
                .get(item.start..item.end)
                .unwrap_or_default()
                .iter()
                .collect();
            flush(start, item.start);
            start = item.end;
        } else if item.kind == Kind::Word && matches!(character, ',' | '、' | ';') {
            flush(start, item.start);
            start = item.end;
        }
    }
    flush(start, original.len());
}

/// `130℃/2.6atm/168h`: several conditions where everything between the slashes is measured.
fn between_slashes(text: &str) -> Vec<String> {
    let is_measured = |part: &&str| {
        let chars = folded(part);
        scan(&chars, 0)
            .is_some_and(|quantity| quantity.end == chars.len() && quantity.unit.is_some())
    };
    let parts: Vec<&str> = text.split('/').map(str::trim).collect();
    if parts.len() > 1 && parts.iter().all(is_measured) {
        return parts.into_iter().map(str::to_owned).collect();
    }
    vec![text.to_owned()]
}

/// Takes a condition in words off the front of a name, or off its end (`色域在蓝光激发下`).
pub fn leading(text: &str) -> (Option<String>, String) {
    let found = ENDS
        .iter()
        .filter_map(|end| text.rfind(end).map(|start| start + end.len()))
        .max();
    if let Some(end) = found
        && let Some((condition, rest)) = text.split_at_checked(end)
    {
        if rest.trim().is_empty()
            && let Some((name, condition)) = condition.split_once('在')
            && !name.is_empty()
        {
            return (Some(format!("在{condition}")), name.to_owned());
        }
        let mut condition = condition;
        for word in BEFORE {
            condition = condition.strip_prefix(word).unwrap_or(condition);
        }
        return (Some(condition.to_owned()), rest.to_owned());
    }
    for word in LEADING {
        let Some(rest) = text.strip_prefix(word) else {
            continue;
        };
        let is_named = NAMED_BY_LOAD
            .iter()
            .any(|name| rest.starts_with(name) && !rest.starts_with("转速波动"));
        let is_part = rest.starts_with(['度', '升', '差', '能', '荷', '、', '/', '和', '与', '及']);
        let rest = ["条件下", "环境下", "下", "时"]
            .iter()
            .find_map(|end| rest.strip_prefix(end))
            .unwrap_or(rest);
        if !rest.is_empty() && !is_named && !is_part {
            return (Some(word.to_owned()), rest.to_owned());
        }
    }
    (None, text.to_owned())
}

/// Takes the way of counting off the end of a name: `冲击功单个`.
pub fn trailing(text: &str) -> (Option<String>, String) {
    if COUNTED.contains(&text.trim()) {
        return (None, text.to_owned());
    }
    for word in COUNTED {
        if let Some(stem) = text
            .trim_end()
            .strip_suffix(word)
            .filter(|stem| !stem.is_empty())
        {
            return (Some(word.to_owned()), stem.to_owned());
        }
    }
    (None, text.to_owned())
}

/// Takes an axis off the front or the end: `B轴`, `XYZ轴`, `X/Y/Z/X2/Z2向`, `MD方向`.
pub fn axis(text: &str) -> (Option<String>, String) {
    let is_axis = |c: char| c.is_ascii_alphanumeric() || c == '/';
    for word in ["轴", "方向", "向"] {
        if let Some((before, after)) = text.split_once(word) {
            let (before, after) = (before.trim(), after.trim());
            let letters: String = before
                .chars()
                .rev()
                .take_while(|c| is_axis(*c))
                .collect::<Vec<char>>()
                .into_iter()
                .rev()
                .collect();
            let is_named = letters.starts_with(|c: char| c.is_ascii_uppercase());
            let head = before.strip_suffix(letters.as_str()).unwrap_or(before);
            if is_named && (head.is_empty() || after.is_empty()) {
                return (Some(format!("{letters}{word}")), format!("{head}{after}"));
            }
        }
    }
    (None, text.to_owned())
}
