//! What people write into the cells of a table: money, terms, lists and the words for
//! kinds and states. Nothing is guessed: what is not understood is a reason.

use super::report::{Reason, reason};
use crate::domain::decimal::{Decimal, is_beyond_limits, parse, plain};
use crate::domain::proposal::ProposalKind;
use crate::text::fold::{half_width, is_han, name_form};

/// Longest term of a proposal in months.
const MOST_MONTHS: u32 = 120;

/// Units of money as people write them, the longer ones first, and how much of 10,000 yuan
/// one is: a number and its decimal places.
const UNITS: [(&str, i64, u32); 10] = [
    ("亿元", 10_000, 0),
    ("百万元", 100, 0),
    ("千元", 1, 1),
    ("万元", 1, 0),
    ("亿", 10_000, 0),
    ("万", 1, 0),
    ("元", 1, 4),
    ("yuan", 1, 4),
    ("cny", 1, 4),
    ("rmb", 1, 4),
];

/// Returns a text half-width and in lower case, without blanks.
fn folded(text: &str) -> String {
    let half = text.chars().map(half_width);
    let half = half.filter(|one| !one.is_whitespace());
    half.flat_map(char::to_lowercase).collect()
}

/// Tells whether a cell says that there is nothing.
pub fn is_nothing(text: &str) -> bool {
    matches!(
        folded(text).as_str(),
        "" | "/" | "-" | "--" | "无" | "none" | "n/a"
    )
}

/// Returns how much of 10,000 yuan the unit in a heading is, 1 where it names none.
///
/// # Errors
/// The unit that is none of ours.
pub fn unit_of_heading(heading: &str) -> Result<Decimal, Reason> {
    let form = folded(heading);
    let inside = form.split(['(', '[', '【']).nth(1).unwrap_or_default();
    let inside = inside.split([')', ']', '】']).next().unwrap_or_default();
    let inside = inside.rsplit(':').next().unwrap_or_default();
    let is_known = |unit: &str| UNITS.iter().find(|one| one.0 == unit);
    let foreign = ["元", "usd", "eur", "$", "€", "yuan", "cny", "rmb"];
    if let Some(unit) = is_known(inside).or_else(|| is_known(inside.trim_start_matches("人民币")))
    {
        return Ok(Decimal::new(unit.1, unit.2));
    }
    if foreign.iter().any(|sign| inside.contains(sign)) {
        return Err(reason("unknown_unit", &[inside]));
    }
    let behind = UNITS.iter().take(4).chain(UNITS.iter().skip(6));
    let behind = behind.filter(|unit| inside.is_empty() && form.ends_with(unit.0));
    let unit = behind.map(|unit| Decimal::new(unit.1, unit.2)).next();
    Ok(unit.unwrap_or(Decimal::ONE))
}

/// Reads an amount into 10,000 yuan, exactly. A unit in the cell goes before that of the
/// heading.
///
/// # Errors
/// Why it is none.
pub fn amount(text: &str, unit: Decimal) -> Result<String, Reason> {
    let form = folded(text);
    let bare = form.trim_start_matches(['¥', '￥']);
    let own = UNITS
        .iter()
        .find_map(|one| Some((bare.strip_suffix(one.0)?, Decimal::new(one.1, one.2))));
    let (digits, unit) = own.unwrap_or((bare, unit));
    let no_amount = || reason("not_an_amount", &[text]);
    let digits = without_separators(digits).ok_or_else(no_amount)?;
    if digits
        .strip_prefix('-')
        .is_some_and(|rest| exact(rest).is_some())
    {
        return Err(reason("negative_amount", &[text]));
    }
    let value = exact(&digits).ok_or_else(no_amount)?;
    let value = value.checked_mul(unit).map(plain).unwrap_or_default();
    if value.is_empty() || parse(&value).is_none() {
        return Err(reason("beyond_limits", &[text]));
    }
    Ok(value)
}

/// Reads plain digits of any size that can be exact.
fn exact(digits: &str) -> Option<Decimal> {
    let is_plain = parse(digits).is_some() || is_beyond_limits(digits);
    digits.parse().ok().filter(|_| is_plain)
}

/// Takes the separators of thousands out; nothing where they stand elsewhere.
fn without_separators(digits: &str) -> Option<String> {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let is_apart = whole.contains(',');
    let lead = first.trim_start_matches('-');
    let is_right = groups.all(|group| group.len() == 3) && (1..=3).contains(&lead.len());
    if is_apart && !is_right || fraction.contains(',') {
        return None;
    }
    Some(digits.replace(',', ""))
}

/// Reads a term into months.
///
/// # Errors
/// Why it is none.
pub fn months(text: &str) -> Result<u32, Reason> {
    let form = folded(text);
    let years = ["年", "years", "year"]
        .iter()
        .find_map(|unit| form.strip_suffix(unit));
    let bare = ["个月", "月", "months", "month"]
        .iter()
        .find_map(|unit| form.strip_suffix(unit));
    let (digits, factor) = match years {
        Some(digits) => (digits, Decimal::from(12)),
        None => (bare.unwrap_or(&form), Decimal::ONE),
    };
    let value = exact(digits).ok_or_else(|| reason("not_a_term", &[text]))?;
    let value = value.saturating_mul(factor).normalize();
    let whole = plain(value).parse::<u32>().ok();
    let most = MOST_MONTHS.to_string();
    whole
        .filter(|months| (1..=MOST_MONTHS).contains(months))
        .ok_or_else(|| reason("term_out_of_range", &[text, &most]))
}

/// Reads a page.
///
/// # Errors
/// Why it is none.
pub fn page(text: &str) -> Result<u32, Reason> {
    let form = folded(text);
    let digits = form
        .trim_start_matches(['第', 'p', '.'])
        .trim_end_matches('页');
    let page = digits.parse::<u32>().ok().filter(|page| *page < 100_000);
    page.ok_or_else(|| reason("not_a_page", &[text]))
}

/// Splits a list of names at the signs that people put between them; `Ltd.` is none.
pub fn list(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    if is_nothing(text) {
        return names;
    }
    for piece in text.split(['、', '；', ';', '，', ',', '\n']) {
        let piece = piece.trim();
        let form = piece.to_lowercase();
        let is_rest = ["ltd", "inc", "llc"]
            .iter()
            .any(|word| form.starts_with(word));
        let is_there = piece.is_empty() || names.iter().any(|name| name == piece);
        match names.last_mut() {
            Some(last) if is_rest && form.len() <= 4 => *last = format!("{last}, {piece}"),
            _ if is_there => {}
            _ => names.push(piece.to_owned()),
        }
    }
    names
}

/// Returns a text in one line: a line end within Chinese goes, elsewhere it is a blank.
pub fn in_one_line(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    for piece in text.split(['\n', '\t']).map(str::trim) {
        let is_chinese = joined.chars().next_back().is_some_and(is_han)
            && piece.chars().next().is_some_and(is_han);
        if !joined.is_empty() && !piece.is_empty() && !is_chinese {
            joined.push(' ');
        }
        joined.push_str(piece);
    }
    joined
}

/// Reads the kind of a proposal.
///
/// # Errors
/// The text that is none.
pub fn kind(text: &str) -> Result<&'static str, Reason> {
    let form = name_form(text);
    let bare = form.trim_end_matches("项目").trim_end_matches('类');
    let kind = match bare {
        "实施" | "推进实施" | "重大" | "majorproject" | "implement" | "toimplement" => {
            ProposalKind::Implement
        }
        "引进" | "大力引进" | "attract" | "toattract" => ProposalKind::Attract,
        "平台" | "公共服务平台" | "platform" => ProposalKind::Platform,
        "应用" | "应用配套" | "配套应用" | "配套" | "application" | "supportingapplication" => {
            ProposalKind::Application
        }
        "示范" | "示范应用" | "应用示范" | "demonstration" => ProposalKind::Demonstration,
        _ => return Err(reason("unknown_kind", &[text])),
    };
    Ok(kind.key())
}

/// Reads the state of a proposal.
///
/// # Errors
/// The text that is none.
pub fn state(text: &str) -> Result<&'static str, Reason> {
    match name_form(text).as_str() {
        "active" | "参评" | "正常" | "有效" | "受理" | "已受理" | "合格" => {
            Ok("active")
        }
        "withdrawn" | "撤回" | "已撤回" | "撤项" => Ok("withdrawn"),
        "ineligible" | "不合格" | "形式审查不合格" | "不受理" | "不予受理" => {
            Ok("ineligible")
        }
        _ => Err(reason("unknown_state", &[text])),
    }
}

/// Reads what an expert is expert in.
///
/// # Errors
/// The text that is none.
pub fn expertise(text: &str) -> Result<&'static str, Reason> {
    let form = name_form(text);
    match form.trim_end_matches("专家").trim_end_matches('类') {
        "技术" | "technical" => Ok("technical"),
        "财务" | "财会" | "financial" => Ok("financial"),
        "管理" | "managerial" => Ok("managerial"),
        _ => Err(reason("unknown_expertise", &[text])),
    }
}

/// Reads the role of an expert.
///
/// # Errors
/// The text that is none.
pub fn role(text: &str) -> Result<&'static str, Reason> {
    match name_form(text).as_str() {
        "chair" | "组长" | "专家组长" | "是" | "yes" => Ok("chair"),
        "expert" | "专家" | "成员" | "组员" | "评审专家" | "否" | "no" | "member" => {
            Ok("expert")
        }
        _ => Err(reason("unknown_role", &[text])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact_whatever_their_unit() {
        for (heading, text, wanted) in [
            ("申请经费", "300", Ok("300")),
            ("申请经费（万元）", "300万元", Ok("300")),
            ("申请经费", "１，２００", Ok("1200")),
            ("申请经费（元）", "3000000", Ok("300")),
            ("申请经费(单位：元)", "1,234,567.89", Ok("123.456789")),
            ("申请经费/元", "15,000,000,000", Ok("1500000")),
            ("申请经费 元", "5", Ok("0.0005")),
            ("申请经费（千元）", "15", Ok("1.5")),
            ("申请经费（元）", "300 万元", Ok("300")),
            ("申请经费", "0.5亿元", Ok("5000")),
            ("申请经费", "￥3,000,000元", Ok("300")),
            ("Requested (yuan)", "20000", Ok("2")),
            ("申请经费", "300.50", Ok("300.5")),
            ("申请经费", "0", Ok("0")),
            ("申请经费", "-5", Err("negative_amount")),
            ("申请经费", "1,2", Err("not_an_amount")),
            ("申请经费", "约300", Err("not_an_amount")),
            ("申请经费", "nan", Err("not_an_amount")),
            ("申请经费", "1e3", Err("not_an_amount")),
            ("申请经费", "=1+2", Err("not_an_amount")),
            ("申请经费", "99999999999", Err("beyond_limits")),
            ("申请经费（元）", "0.001", Err("beyond_limits")),
            ("申请经费（美元）", "3", Err("unknown_unit")),
            ("申请经费（USD）", "3", Err("unknown_unit")),
            ("申请经费（市级）", "3", Ok("3")),
        ] {
            let read = unit_of_heading(heading).and_then(|unit| amount(text, unit));
            let read = read.as_deref().map_err(|(code, _)| *code);
            assert_eq!(read, wanted, "{heading} {text}");
        }
    }

    #[test]
    fn terms_are_months_from_1_to_120() {
        for (text, wanted) in [
            ("36", Ok(36)),
            ("36 个月", Ok(36)),
            ("３年", Ok(36)),
            ("1.5年", Ok(18)),
            ("24 months", Ok(24)),
            ("120", Ok(120)),
            ("121", Err("term_out_of_range")),
            ("0", Err("term_out_of_range")),
            ("11年", Err("term_out_of_range")),
            ("1.3", Err("term_out_of_range")),
            ("-3", Err("term_out_of_range")),
            ("2026.1-2028.12", Err("not_a_term")),
            ("三年", Err("not_a_term")),
        ] {
            assert_eq!(months(text).map_err(|(code, _)| code), wanted, "{text}");
        }
    }

    #[test]
    fn lists_words_and_lines_are_read_as_people_write_them() {
        assert_eq!(
            list("甲大学、乙所；丙；甲大学\n丁，戊"),
            ["甲大学", "乙所", "丙", "丁", "戊"]
        );
        assert_eq!(list("Foo Co., Ltd.; Bar Inc"), ["Foo Co., Ltd.", "Bar Inc"]);
        assert!(list("无").is_empty() && list("/").is_empty());
        assert_eq!(in_one_line("高转矩\n电机 A\nB"), "高转矩电机 A B");
        for (text, wanted) in [
            ("实施", Some("implement")),
            ("实施类项目", Some("implement")),
            ("Attract", Some("attract")),
            ("示范应用类", Some("demonstration")),
            ("应用配套类", Some("application")),
            ("公共服务平台", Some("platform")),
            ("别的", None),
        ] {
            assert_eq!(kind(text).ok(), wanted, "{text}");
        }
        assert_eq!(state("形式审查不合格"), Ok("ineligible"));
        assert_eq!(expertise("技术类"), Ok("technical"));
        assert_eq!(role("组长"), Ok("chair"));
        assert_eq!(page("第 17 页"), Ok(17));
        assert!(page("17-18").is_err() && role("观察员").is_err());
    }
}
