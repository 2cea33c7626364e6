//! Breaking text into lines: closing marks never begin a line, opening ones never end
//! one, and a value stays with its sign and unit (Unicode line breaking, UAX 14).

use super::fold::is_han;
use super::width::{columns, head, is_sign};
use unicode_linebreak::{BreakOpportunity, linebreaks};

/// Returns the lines of `text` in `width` columns, greedily filled; a piece that is
/// longer than a line is cut at the line's end. A newline always ends a line.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(2);
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    let mut start = 0;
    for (end, kind) in linebreaks(text) {
        let piece = text.get(start..end).unwrap_or_default();
        let (before, rest) = (text.get(..end), text.get(end..));
        // a long piece would be cut where the line is short
        let is_short = || columns(piece) * 3 <= width;
        let is_inside = is_inside_unit(piece, rest) || is_inside_count(before, rest) && is_short();
        if kind == BreakOpportunity::Allowed && is_inside {
            continue;
        }
        start = end;
        place(
            piece.trim_end_matches(['\n', '\r']),
            width,
            &mut line,
            &mut used,
            &mut lines,
        );
        let ends_here = kind == BreakOpportunity::Mandatory && end < text.len();
        if ends_here || (kind == BreakOpportunity::Mandatory && piece.ends_with('\n')) {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
            used = 0;
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Most letters of a word that is a unit.
const UNIT: usize = 8;

/// A sign such as `＞` belongs to the figure behind it. A slash between letters or figures
/// belongs to a unit or a code: `Nm/kg`, `X/Y`, and so does what follows a point in `wt.%`. A blank
/// between a figure and a short word stands before its unit: `36 months`, `100 万`.
fn is_inside_unit(piece: &str, rest: Option<&str>) -> bool {
    let rest = rest.unwrap_or_default();
    let Some(next) = rest.chars().next() else {
        return false;
    };
    if piece.ends_with('/') {
        return next.is_ascii_alphanumeric();
    }
    if next == '%' && piece.ends_with('.') || next.is_ascii_digit() && piece.ends_with(is_sign) {
        return true;
    }
    let Some(figure) = piece.strip_suffix(' ') else {
        return false;
    };
    // a word that is counted may stand before the figure
    let figure = figure.rsplit(' ').next().unwrap_or_default();
    let is_figure = figure.ends_with(|last: char| last.is_ascii_digit())
        && !figure.contains(char::is_alphabetic);
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    // `20 IC-03` is a figure and a name
    let is_name = letters > 0
        && rest
            .get(letters..)
            .is_some_and(|rest| rest.starts_with('-'));
    let is_unit = next.is_alphabetic() || "%‰℃°".contains(next);
    is_figure && is_unit && !is_name && letters <= UNIT
}

/// Most characters of a Chinese word that is counted.
const COUNTED: usize = 4;

/// A short Chinese word, one blank and a figure belong together: `不涉及 5`, `（至少 6）`; and so
/// do any word and the figure that ends an item of a list: `exceeds 3  alternative 5`.
fn is_inside_count(before: Option<&str>, rest: Option<&str>) -> bool {
    let (before, rest) = (before.unwrap_or_default(), rest.unwrap_or_default());
    if before.ends_with(' ') && !before.ends_with("  ") {
        let behind = rest.trim_start_matches(|one: char| one.is_ascii_digit());
        let is_figure = behind.len() < rest.len();
        if is_figure && (behind.is_empty() || behind.starts_with("  ")) {
            return true;
        }
    }
    // the blank is behind or a few characters ahead; nearly everywhere there is none
    let mut near = rest.bytes().take(4 * COUNTED + 1);
    if !before.ends_with(' ') && !near.any(|byte| byte == b' ') {
        return false;
    }
    let mut begin = rest.char_indices().take(COUNTED + 1);
    let Some((word_end, _)) = begin.find(|(_, one)| !is_han(*one)) else {
        return false;
    };
    let (word, behind) = rest.split_at_checked(word_end).unwrap_or_default();
    let (word_before, figure) = match before.strip_suffix(' ') {
        Some(word_before) if word.is_empty() => (word_before, rest),
        _ => (before, behind.strip_prefix(' ').unwrap_or_default()),
    };
    let before_it = word_before.chars().rev().take_while(|one| is_han(*one));
    let half = before_it.take(COUNTED + 1).count();
    let length = half + word.chars().count();
    half > 0 && length <= COUNTED && figure.starts_with(|one: char| one.is_ascii_digit())
}

fn place(piece: &str, width: usize, line: &mut String, used: &mut usize, lines: &mut Vec<String>) {
    let trimmed = piece.trim_end();
    let solid = columns(trimmed);
    if *used > 0 && *used + solid > width {
        lines.push(std::mem::take(line).trim_end().to_owned());
        *used = 0;
    }
    if solid <= width {
        line.push_str(piece);
        let has_blanks = piece.len() > trimmed.len();
        *used += if has_blanks { columns(piece) } else { solid };
        return;
    }
    let mut rest = piece;
    while columns(rest.trim_end()) > width {
        let first = forced(rest, width);
        if first.is_empty() {
            break;
        }
        lines.push(first.to_owned());
        rest = rest.get(first.len()..).unwrap_or_default();
    }
    line.push_str(rest);
    *used += columns(rest);
}

/// Cuts a piece that no line can hold, not before a closing mark.
fn forced(piece: &str, width: usize) -> &str {
    let (mut first, _) = head(piece, width);
    let full = first;
    while let Some(next) = piece
        .get(first.len()..)
        .and_then(|rest| rest.chars().next())
    {
        if !CLOSING.contains(&next) && !first.ends_with(OPENING) {
            return first;
        }
        match first.char_indices().next_back() {
            Some((start, _)) if start > 0 => first = first.get(..start).unwrap_or_default(),
            _ => return full,
        }
    }
    first
}

pub(super) const OPENING: [char; 5] = ['（', '《', '“', '‘', '('];
const CLOSING: [char; 12] = [
    '，', '。', '；', '：', '！', '？', '）', '》', '、', '”', '’', ')',
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn values_keep_their_unit_and_closing_marks_their_word() {
        let text = "剩磁Br≥13.2kGs，内禀矫顽力Hcj≥15kOe（20℃）。";
        for width in 8..30 {
            let lines = wrap(text, width);
            for line in &lines {
                assert!(columns(line) <= width, "{width}: {line}");
                assert!(
                    !line.starts_with(['，', '。', '）', '；']),
                    "{width}: {line}"
                );
                assert!(!line.ends_with('（'), "{width}: {line}");
            }
            assert_eq!(lines.concat(), text);
        }
        assert!(
            wrap(text, 12)
                .iter()
                .any(|line| line.contains("Br≥13.2kGs"))
        );
    }

    #[test]
    fn a_short_word_and_its_count_stay_on_one_line() {
        for (text, counted) in [
            ("对标  达到 1  优于 3  另档 5  不涉及 5", "不涉及 5"),
            (
                "meets 1  exceeds 3  alternative 5  recognised 2018  x",
                "exceeds 3",
            ),
            (
                "有效专家 9 位（至少 5），技术专家 7 位（至少 6）",
                "（至少 6）",
            ),
            ("已写入的顺序 4；若逐链 4，抽签 4，离场最少 4", "若逐链 4"),
        ] {
            for width in 21..40 {
                let lines = wrap(text, width);
                assert!(
                    lines.iter().any(|line| line.contains(counted)),
                    "{width}: {lines:?}"
                );
            }
        }
    }

    #[test]
    fn a_blank_does_not_part_a_figure_from_its_unit() {
        for (text, unit) in [
            ("asks 100 of 400 (10k yuan)   36 months", "36 months"),
            ("申请 100 万 / 总投 400 万   36 个月", "400 万"),
            ("losses of 3 % and of 20 ℃ in all", "20 ℃"),
            ("主轴 18000 rpm 低于方案 20000 rpm", "20000 rpm"),
            ("含量不超过 1.0 wt.%（申报书 15 页）", "1.0 wt.%"),
            ("高转矩密度电机额定工况下转矩密度＞3.5Nm/kg", "＞3.5Nm/kg"),
            ("额定工况下转矩密度>=3.5Nm/kg", ">=3.5Nm/kg"),
        ] {
            for width in 10..40 {
                let lines = wrap(text, width);
                assert!(
                    lines.iter().any(|line| line.contains(unit)),
                    "{width}: {lines:?}"
                );
            }
        }
        let names = "11 proposals: SM-07 MD-02 20 IC-03";
        assert_eq!(
            wrap(names, 16),
            ["11 proposals:", "SM-07 MD-02 20", "IC-03"]
        );
        let long = "see chapter 3 recommendations";
        assert_eq!(wrap(long, 15), ["see chapter 3", "recommendations"]);
    }

    #[test]
    fn newlines_end_lines() {
        assert_eq!(wrap("甲\n\n乙", 10), ["甲", "", "乙"]);
        assert_eq!(wrap("", 10), [""]);
    }

    proptest! {
        #[test]
        fn no_line_is_too_long_and_no_character_is_lost(text in "[a-z伺服电机≥，。（）0-9 ]{0,60}", width in 2usize..40) {
            let lines = wrap(&text, width);
            for line in &lines {
                prop_assert!(columns(line) <= width);
            }
            let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(solid(&lines.concat()), solid(&text));
        }
    }
}
