//! Paths that people type: what the disk offers to complete them with.

use std::path::{MAIN_SEPARATOR, PathBuf, is_separator};

/// Completes a path: as far as all names go on alike, and what there is to choose from, where
/// there are several.
pub fn completed(typed: &str, with_files: bool) -> (String, Vec<String>) {
    let cut = typed.rfind(is_separator).map_or(0, |place| place + 1);
    let (above, begun) = (
        typed.get(..cut).unwrap_or_default(),
        typed.get(cut..).unwrap_or_default(),
    );
    let folder = if above.is_empty() { "." } else { above };
    let entries = std::fs::read_dir(PathBuf::from(folder));
    let mut names: Vec<String> = entries
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().to_str()?.to_owned();
            let is_folder = entry.path().is_dir();
            let is_hidden = name.starts_with('.') && !begun.starts_with('.');
            if !name.starts_with(begun) || is_hidden || !(is_folder || with_files) {
                return None;
            }
            let end = if is_folder {
                MAIN_SEPARATOR.to_string()
            } else {
                String::new()
            };
            Some(format!("{name}{end}"))
        })
        .collect();
    names.sort();
    let completed = match names.as_slice() {
        [] => typed.to_owned(),
        [first, rest @ ..] => format!("{above}{}", shared_beginning(first, rest)),
    };
    (completed, if names.len() > 1 { names } else { Vec::new() })
}

/// The longest beginning that all names have.
fn shared_beginning<'a>(first: &'a str, rest: &[String]) -> &'a str {
    let is_shared = |end: &usize| {
        let begun = first.get(..*end);
        begun.is_some_and(|begun| rest.iter().all(|name| name.starts_with(begun)))
    };
    let end = (0..=first.len()).rev().find(is_shared).unwrap_or(0);
    first.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_completed_as_far_as_it_is_certain() {
        let home = tempfile::tempdir().unwrap();
        let at = |name: &str| format!("{}{MAIN_SEPARATOR}{name}", home.path().display());
        for name in ["收表", "收件", "其他"] {
            std::fs::create_dir(home.path().join(name)).unwrap();
        }
        std::fs::write(home.path().join("其他.txt"), "").unwrap();
        let slash = MAIN_SEPARATOR;
        assert_eq!(
            completed(&at("其"), false),
            (at(&format!("其他{slash}")), Vec::new())
        );
        let (found, offers) = completed(&at(""), false);
        assert_eq!((found, offers.len()), (at(""), 3));
        let (found, offers) = completed(&at("收"), false);
        assert_eq!((found, offers.len()), (at("收"), 2));
        assert_eq!(completed(&at("其"), true).1.len(), 2);
        assert_eq!(completed(&at("没有"), true), (at("没有"), Vec::new()));
    }
}
