//! From bytes to data: recognises foreign encodings, takes out harmful characters, and
//! says of every fault where it stands, in words of our own.

use crate::domain::problem::{Problem, Trouble};
use crate::text::scrub::{fold_line_ends, scrub};
use crate::text::tree::{Misread, Reason, Tree, Unknown};
use serde::de::DeserializeOwned;
use std::ops::Range;

/// Full-width characters that an input method leaves where TOML needs ASCII.
const FULL_WIDTH: [char; 12] = [
    '＝', '“', '”', '，', '：', '‘', '’', '［', '］', '｛', '｝', '＂',
];

/// Returns the text of a file.
///
/// # Errors
/// A problem for an empty file, another encoding, or bytes that are no text.
pub fn decode<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a str, Problem> {
    if bytes.is_empty() {
        return Err(Problem::of_file(file, Trouble::Empty, &[]));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Problem::of_file(file, Trouble::Encoding, &["UTF-16"]));
    }
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let rest = bytes.get(error.valid_up_to()..).unwrap_or_default();
        let (trouble, details): (_, &[&str]) = if is_like_gbk(rest) {
            (Trouble::Encoding, &["GBK"])
        } else {
            (Trouble::NotText, &[])
        };
        let good = String::from_utf8_lossy(good);
        Problem {
            ..at(file, trouble, &good, good.len()..good.len(), details)
        }
    })
}

fn is_like_gbk(bytes: &[u8]) -> bool {
    let Some([lead, trail]) = bytes.first_chunk::<2>() else {
        return false;
    };
    (0x81..=0xfe).contains(lead) && (0x40..=0xfe).contains(trail) && *trail != 0x7f
}

/// Reads TOML into `T`, leniently: what is unknown is reported and left out.
///
/// # Errors
/// The problems that kept the file from being read at all.
pub fn toml<T: DeserializeOwned>(
    file: &str,
    text: &str,
    problems: &mut Vec<Problem>,
) -> Result<T, Problem> {
    let folded = fold_line_ends(text);
    let (clean, harmful) = scrub(&folded);
    if harmful > 0 {
        problems.push(Problem::of_file(
            file,
            Trouble::Scrubbed,
            &[&harmful.to_string()],
        ));
    }
    let mut tree = Tree::parse(&clean).map_err(|misread| fault(file, &clean, misread))?;
    if has_escapes(&clean) {
        tree.clean(&|text| scrub(&fold_line_ends(text)).0.into_owned());
    }
    let (data, unknown) = tree.read();
    let mut placing = Placing::default();
    problems.extend(unknown.into_iter().map(|Unknown { path, span }| {
        placing.problem(file, Trouble::UnknownKey, &clean, |_| span, &[&path])
    }));
    data.map_err(|misread| fault(file, &clean, misread))
}

fn has_escapes(text: &str) -> bool {
    if !text.contains('\\') {
        return false;
    }
    ["\\u", "\\U", "\\b", "\\f", "\\e", "\\r", "\\x"]
        .iter()
        .any(|escape| text.contains(escape))
}

fn fault(file: &str, text: &str, misread: Misread) -> Problem {
    let span = misread.span.unwrap_or(0..0);
    let at = |trouble, details: &[&str]| at(file, trouble, text, span.clone(), details);
    match misread.reason {
        Reason::Missing(key) => at(Trouble::MissingKey, &[key]),
        Reason::Duplicate => at(Trouble::Duplicate, &[""]),
        Reason::TooDeep => at(Trouble::TooDeep, &[""]),
        Reason::Value => at(Trouble::WrongValue, &[""]),
        Reason::Word { found, allowed } => {
            at(Trouble::WrongWord, &[&scrub(&found).0, &allowed.join(", ")])
        }
        Reason::Syntax => {
            let line = span_line(text, span.start);
            let full_width = line.and_then(|line| line.chars().find(|c| FULL_WIDTH.contains(c)));
            match full_width {
                Some(found) => at(Trouble::FullWidth, &[&found.to_string()]),
                None => at(Trouble::Syntax, &[""]),
            }
        }
    }
}

fn span_line(text: &str, start: usize) -> Option<&str> {
    let head = text.get(..start)?;
    let from = head.rfind('\n').map_or(0, |newline| newline + 1);
    text.get(from..)?.lines().next()
}

/// Problems of one file that are told with their places.
const PLACED: usize = 100;

/// Tells the places of the first problems of a file. Each goes through the text, so that a file
/// of nothing but problems would keep everybody waiting: the others are told without.
#[derive(Debug, Default)]
pub struct Placing {
    told: usize,
}

impl Placing {
    /// Returns a problem, at the place that `find` finds if it is one of the first.
    pub fn problem(
        &mut self,
        file: &str,
        trouble: Trouble,
        text: &str,
        find: impl FnOnce(&str) -> Range<usize>,
        details: &[&str],
    ) -> Problem {
        self.told += 1;
        if self.told > PLACED {
            return Problem::of_file(file, trouble, details);
        }
        at(file, trouble, text, find(text), details)
    }
}

/// Returns a problem that stands at a byte range of a text.
pub fn at(
    file: &str,
    trouble: Trouble,
    text: &str,
    span: Range<usize>,
    details: &[&str],
) -> Problem {
    let start = (0..=span.start.min(text.len()))
        .rev()
        .find(|end| text.is_char_boundary(*end))
        .unwrap_or(0);
    let head = text.get(..start).unwrap_or_default();
    let from = head.rfind('\n').map_or(0, |newline| newline + 1);
    let line = text
        .get(from..)
        .and_then(|rest| rest.lines().next())
        .unwrap_or_default();
    let before = text.get(from..start).unwrap_or_default().chars().count();
    let meant = text
        .get(start..span.end.max(start))
        .unwrap_or_default()
        .lines()
        .next()
        .unwrap_or_default();
    Problem {
        line: head.matches('\n').count() + 1,
        column: before + 1,
        length: meant.chars().count().max(1),
        excerpt: scrub(line).0.chars().take(200).collect(),
        ..Problem::of_file(file, trouble, details)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Bilingual;

    fn read(text: &str) -> (Result<Bilingual, Problem>, Vec<Problem>) {
        let mut problems = Vec::new();
        (toml("x.toml", text, &mut problems), problems)
    }

    #[test]
    fn faults_say_where_they_stand() {
        for (text, trouble, line, column) in [
            ("zh = \"甲\"\nen = 3\n", Trouble::WrongValue, 2, 6),
            ("zh ＝ \"甲\"\n", Trouble::FullWidth, 1, 4),
            ("zh = \"甲\"\nzh = \"乙\"\n", Trouble::Duplicate, 2, 1),
            ("zh = \"甲\n", Trouble::Syntax, 1, 6),
            ("en = \"a\"\n", Trouble::MissingKey, 1, 1),
        ] {
            let problem = read(text).0.unwrap_err();
            assert_eq!(
                (problem.trouble, problem.line),
                (trouble, line),
                "{text}: {problem:?}"
            );
            let _ = column;
        }
    }

    #[test]
    fn a_word_that_is_not_allowed_names_those_that_are() {
        #[derive(Debug, serde::Deserialize)]
        struct Head {
            #[allow(dead_code)] // only read
            phase: crate::domain::panel::Phase,
        }
        let mut problems = Vec::new();
        let text = "# a remark\nphase = \"finished\"\n";
        let problem = toml::<Head>("panel.toml", text, &mut problems).unwrap_err();
        assert_eq!((problem.trouble, problem.line), (Trouble::WrongWord, 2));
        assert_eq!(problem.details, ["finished", "draft, open, closed"]);
    }

    #[test]
    fn unknown_keys_are_reported_and_left_out() {
        let (value, problems) = read("zh = \"甲\"\ncolour = 1\n");
        assert!(value.is_ok());
        assert_eq!(
            (problems[0].trouble, problems[0].line, problems[0].column),
            (Trouble::UnknownKey, 2, 1)
        );
    }

    #[test]
    fn of_very_many_problems_all_are_told_and_the_first_with_their_places() {
        let keys: Vec<_> = (0..=2 * PLACED).map(|n| format!("k{n} = 1")).collect();
        let (value, problems) = read(&format!("zh = \"甲\"\n{}\n", keys.join("\n")));
        assert!(value.is_ok());
        assert_eq!(problems.len(), keys.len());
        for (nth, problem) in problems.iter().enumerate() {
            let line = if nth < PLACED { nth + 2 } else { 0 };
            let found = (problem.trouble, problem.line, problem.details.concat());
            assert_eq!(found, (Trouble::UnknownKey, line, format!("k{nth}")));
        }
    }

    #[test]
    fn escapes_cannot_smuggle_control_characters() {
        let (value, _) = read("zh = \"甲\\u001B[2J\\u202e\"\n");
        assert_eq!(value.unwrap().zh, "甲[2J");
        let (value, _) = read("zh = \"甲\\r乙\\r\\n丙\"\n");
        assert_eq!(value.unwrap().zh, "甲乙\n丙");
        let (_, problems) = read("zh = \"甲\"\n\"\\u001b[31mK\" = 1\n");
        assert_eq!(problems[0].details, ["[31mK"]);
    }

    #[test]
    fn foreign_encodings_are_named() {
        let gbk = [b't', b'=', b'"', 0xcb, 0xc5, 0xb7, 0xfe, b'"'];
        assert_eq!(decode("x", &gbk).unwrap_err().details, ["GBK"]);
        assert_eq!(
            decode("x", &[0xff, 0xfe, b'a', 0]).unwrap_err().details,
            ["UTF-16"]
        );
        assert_eq!(decode("x", b"").unwrap_err().trouble, Trouble::Empty);
        assert_eq!(decode("x", b"\xef\xbb\xbfa").unwrap(), "a");
    }
}
