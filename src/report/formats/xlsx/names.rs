//! Names of sheets: what a workbook allows, none twice.

use super::lines::clean;
use std::collections::BTreeSet;

/// Most UTF-16 units of a name.
const MOST: usize = 31;

/// The names given so far, folded.
#[derive(Default)]
pub(super) struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    /// Returns a name like `wanted` that may be given to a sheet.
    pub(super) fn next(&mut self, wanted: &str) -> String {
        let clean: String = clean(wanted)
            .chars()
            .map(|one| match one {
                '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\n' | '\t' => ' ',
                other => other,
            })
            .collect();
        let clean = clean.trim_matches(|one: char| one == '\'' || one.is_whitespace());
        let plain = match clean {
            "" => "1",
            reserved if reserved.eq_ignore_ascii_case("history") => "History_",
            other => other,
        };
        let mut name = shortened(plain, "");
        let mut further = 2;
        while !self.taken.insert(name.to_lowercase()) {
            name = shortened(plain, &format!(" ({further})"));
            further += 1;
        }
        name
    }
}

/// Returns the head of a name with an ending that tells it apart; a cut shows.
fn shortened(name: &str, ending: &str) -> String {
    let units = |text: &str| text.encode_utf16().count();
    if units(name) + units(ending) <= MOST {
        return format!("{name}{ending}");
    }
    let mut short = String::new();
    let mut room = MOST - units(ending) - 1;
    for one in name.chars() {
        if one.len_utf16() > room {
            break;
        }
        room -= one.len_utf16();
        short.push(one);
    }
    format!("{short}…{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_legal_and_distinct() {
        let mut names = Names::default();
        for (wanted, given) in [
            ("甲组", "甲组"),
            ("甲组", "甲组 (2)"),
            ("'a/b[c]:*?\\'", "a b c"),
            ("A B C", "A B C (2)"),
            ("", "1"),
            ("''", "1 (2)"),
            ("History", "History_"),
        ] {
            assert_eq!(names.next(wanted), given, "{wanted}");
        }
        let long = "长".repeat(40);
        let given: Vec<String> = (0..12).map(|_| names.next(&long)).collect();
        assert_eq!(given[0], format!("{}…", "长".repeat(30)));
        assert_eq!(given[11], format!("{}… (12)", "长".repeat(25)));
        for name in &given {
            assert!(rust_xlsxwriter::utility::check_sheet_name(name).is_ok());
        }
    }
}
