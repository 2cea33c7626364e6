//! One statement that binds several things at once: two parameters, or two sub-products with
//! a condition each.

use super::{directions, subjects};
use crate::domain::indicator::{Indicator, Note};

/// Takes an indicator apart where its statement binds several. Changes and steps bind one.
pub fn each(whole: Indicator, is_plain: bool) -> Vec<Indicator> {
    let products = subjects::several(&whole.subject);
    if products.len() > 1 {
        return by_product(&whole, products);
    }
    let (of, names) = match named(&whole.parameter) {
        Some(found) if is_plain => found,
        _ => return vec![whole],
    };
    let made = names.into_iter().map(|parameter| Indicator {
        subject: of.clone().unwrap_or_else(|| whole.subject.clone()),
        parameter,
        ..whole.clone()
    });
    made.collect()
}

/// Returns the names that one value binds, nothing where it is one name: `同轴度、圆柱度`,
/// `透光率/雾度`.
pub fn names(parameter: &str) -> Vec<String> {
    named(parameter).map(|(_, names)| names).unwrap_or_default()
}

/// Returns what all the names are of, where the first one says so, and the names.
fn named(parameter: &str) -> Option<(Option<String>, Vec<String>)> {
    let mut parts: Vec<String> = parameter
        .split(['、', '/', '和', '与', '及'])
        .map(|part| part.trim().to_owned())
        .collect();
    complete(&mut parts);
    if parts.len() < 2 || !parts.iter().all(|part| directions::of(part).is_some()) {
        return None;
    }
    let are_bare = parts
        .iter()
        .skip(1)
        .all(|part| directions::split(part).is_some_and(|(of, _)| of.is_empty()));
    let first = parts.first_mut()?;
    let (of, property) = directions::split(first).unwrap_or(("", first));
    let (of, property) = (of.to_owned(), property.to_owned());
    if are_bare && is_thing(&of) {
        *first = property;
        return Some((Some(of), parts));
    }
    Some((None, parts))
}

/// `抗拉/屈服强度`, `轴向、径向跳动`: what only qualifies takes the property of the last name.
fn complete(parts: &mut [String]) {
    const QUALIFIERS: [&str; 20] = [
        "抗拉", "抗压", "抗弯", "屈服", "轴向", "径向", "横向", "纵向", "拉伸", "弯曲", "压缩",
        "剪切", "冲击", "正向", "反向", "输入", "输出", "最大", "最小", "平均",
    ];
    let last = parts.last().and_then(|last| directions::split(last));
    let Some(property) = last.map(|(_, property)| property.to_owned()) else {
        return;
    };
    let property = QUALIFIERS
        .iter()
        .find_map(|word| property.strip_prefix(word))
        .unwrap_or(&property)
        .to_owned();
    for part in parts {
        if QUALIFIERS.contains(&part.as_str()) {
            part.push_str(&property);
        }
    }
}

/// Tells whether the text in front of a property names a thing and does not only qualify.
fn is_thing(text: &str) -> bool {
    let ends = [
        '孔', '轴', '面', '件', '板', '片', '膜', '层', '机', '台', '体', '料', '环', '齿', '球',
        '套', '盖',
    ];
    text.chars().count() > 1 && text.ends_with(ends)
}

fn by_product(whole: &Indicator, products: Vec<String>) -> Vec<Indicator> {
    let own: Option<(usize, Vec<String>)> =
        whole
            .conditions
            .iter()
            .enumerate()
            .find_map(|(index, condition)| {
                let parts: Vec<String> = condition
                    .split(['和', '及', '与', '、', '/'])
                    .map(|part| part.trim().to_owned())
                    .collect();
                let is_valued = |part: &String| part.starts_with(|c: char| c.is_ascii_digit());
                (parts.len() == products.len() && parts.iter().all(is_valued))
                    .then_some((index, parts))
            });
    let made = products.into_iter().enumerate().map(|(place, subject)| {
        let mut one = Indicator {
            subject,
            ..whole.clone()
        };
        if let Some((index, parts)) = &own
            && let (Some(slot), Some(part)) = (one.conditions.get_mut(*index), parts.get(place))
        {
            slot.clone_from(part);
            one.notes.push(Note::Respectively);
        }
        one
    });
    made.collect()
}
