//! The pictures by which a person sees whether a profile suits: a table whose right edge must
//! be straight, marks, a bar; and samples of colours.

use crate::cli::Output;
use crate::config::glyphs::GlyphProfile;
use crate::domain::indicator::Verdict;
use crate::i18n::{Language, gap};
use crate::text::width::{columns, pad};
use crate::ui::glyphs;
use std::io::IsTerminal;

/// Columns of the cells of the table.
const CELLS: [usize; 3] = [20, 18, 16];

/// Returns the pictures of all profiles, each with the profiles that draw it so.
pub fn all(language: Language) -> Vec<(Vec<GlyphProfile>, Vec<String>)> {
    let mut all = Vec::<(Vec<GlyphProfile>, Vec<String>)>::new();
    for profile in GlyphProfile::ALL {
        let rows = of(profile, language);
        match all.iter_mut().find(|(_, same)| *same == rows) {
            Some((profiles, _)) => profiles.push(profile),
            None => all.push((vec![profile], rows)),
        }
    }
    all
}

/// Returns the rows of the picture of a profile; those of the box are equally broad.
fn of(profile: GlyphProfile, language: Language) -> Vec<String> {
    let signs = glyphs::of(profile);
    let rule = |width: usize| signs.rule.repeat(width);
    let [top_left, top_right, bottom_left, bottom_right] = signs.corners;
    let edge = |left: &str, between: &str, right: &str| {
        let lines = CELLS.map(|width| rule(width + 2));
        format!("{left}{}{right}", lines.join(between))
    };
    let row = |cells: &[&str]| {
        let cells: Vec<String> = cells
            .iter()
            .zip(CELLS)
            .map(|(text, width)| {
                format!(" {} ", pad(&glyphs::shown(text, profile, language), width))
            })
            .collect();
        format!("{0}{1}{0}", signs.bar, cells.join(signs.bar))
    };
    let heads = ["doctor.head_link", "doctor.head_target", "doctor.head_note"];
    let mut rows = vec![
        edge(top_left, signs.tee_down, top_right),
        row(&heads.map(|key| language.text(key))),
        row(&CELLS.map(rule).each_ref().map(String::as_str)),
    ];
    for key in ["doctor.row_1", "doctor.row_2", "doctor.row_3"] {
        let cells: Vec<&str> = language.text(key).split('|').collect();
        rows.push(row(&cells));
    }
    rows.push(edge(bottom_left, signs.tee_up, bottom_right));
    rows.extend(marks(profile, language));
    rows.push(format!(
        "{}{}{} 60%  {} {} {}",
        language.text("doctor.progress"),
        signs.full.repeat(12),
        signs.hollow.repeat(8),
        signs.passed,
        signs.failed,
        signs.pointer
    ));
    rows
}

/// The marks with their words, no mark parted from its word, in rows that fit the smallest
/// usual window.
fn marks(profile: GlyphProfile, language: Language) -> Vec<String> {
    let lead = language.text("doctor.verdicts");
    let mut rows = vec![lead.to_owned()];
    for verdict in Verdict::BEST_FIRST {
        let word = gap::verdict(verdict, language);
        let mark = format!("{} {word}", glyphs::verdict(profile, verdict));
        match rows.last_mut() {
            Some(row) if columns(row) + 2 + columns(&mark) <= super::WIDTH => {
                row.push_str(if row == lead { "" } else { "  " });
                row.push_str(&mark);
            }
            _ => rows.push(format!("{}{mark}", " ".repeat(columns(lead)))),
        }
    }
    rows
}

/// Prints samples of the sixteen colours and of the manners of writing; without a terminal
/// only that there are none.
pub fn colours(output: &mut Output) {
    let language = output.language;
    if !std::io::stdout().is_terminal() {
        output.line(language.text("doctor.no_samples"));
        return;
    }
    let has_colours = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let names: Vec<&str> = language.text("doctor.colours").split(' ').collect();
    let leads = [(30, ""), (90, language.text("doctor.bright"))];
    for (first, lead) in leads.into_iter().filter(|_| has_colours) {
        let codes: Vec<String> = (first..first + 8).map(|code| code.to_string()).collect();
        let mut pieces: Vec<(&str, &str)> = Vec::new();
        if !lead.is_empty() {
            pieces.push(("0", lead));
        }
        pieces.extend(codes.iter().map(String::as_str).zip(names.iter().copied()));
        output.styled(&pieces);
    }
    let manners: Vec<(&str, &str)> = ["1", "2", "4", "7"]
        .into_iter()
        .zip(language.text("doctor.styles").split(' '))
        .collect();
    output.styled(&manners);
    super::wrapped(output, 0, language.text("doctor.colours_hint"));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Columns of the box.
    fn broad() -> usize {
        CELLS.iter().sum::<usize>() + 3 * CELLS.len() + 1
    }

    #[test]
    fn the_right_edge_is_straight_in_every_profile() {
        for profile in GlyphProfile::ALL {
            for language in [Language::Chinese, Language::English] {
                let rows = of(profile, language);
                assert!(
                    rows.iter()
                        .all(|row| columns(row) <= crate::cli::doctor::WIDTH)
                );
                for row in &rows[..7] {
                    assert_eq!(columns(row), broad(), "{profile:?}: {row}");
                    let is_unsure = row.chars().any(glyphs::is_ambiguous);
                    assert!(profile == GlyphProfile::Narrow || !is_unsure, "{row}");
                }
            }
        }
    }
}
