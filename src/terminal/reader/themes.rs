//! The themes: those inside the program, and the files of the person's own folder, which go
//! before one of the same name.

use crate::config::theme::built_in::NAMES;
use crate::config::theme::fault::{ThemeFault, ThemeTrouble};
use crate::config::theme::{Theme, ThemeOffer};
use crate::domain::problem::Trouble;
use crate::store::source::Source;
use std::path::Path;

/// Largest theme file, in bytes.
const LIMIT: u64 = 64 * 1024;
/// How many files are offered.
const MOST: usize = 100;

/// Returns the theme of this name.
///
/// # Errors
/// What is wrong with its file, or that there is no such theme.
pub fn named(folder: Option<&Path>, name: &str) -> Result<Theme, ThemeFault> {
    match of_file(folder, name) {
        Some(own) => own,
        None if NAMES.contains(&name) => Ok(Theme::built_in(name)),
        None => Err(ThemeFault::of_file(name, ThemeTrouble::Missing)),
    }
}

/// Returns the names of all themes, those inside the program first.
pub fn names(folder: Option<&Path>) -> Vec<String> {
    let own = folder.map(|folder| Source::Folder(folder.to_path_buf()).list(""));
    let own = own.unwrap_or_default().into_iter();
    let own = own
        .filter_map(|file| file.strip_suffix(".toml").map(str::to_owned))
        .filter(|name| is_name(name) && !NAMES.contains(&name.as_str()));
    let built_in = NAMES.iter().map(|name| (*name).to_owned());
    built_in.chain(own.take(MOST)).collect()
}

/// Returns all themes, the broken ones with what is wrong with them.
pub fn offers(folder: Option<&Path>) -> Vec<ThemeOffer> {
    let offer = |name: String| match of_file(folder, &name) {
        Some(theme) => ThemeOffer {
            name,
            is_own: true,
            theme,
        },
        None => ThemeOffer {
            theme: Ok(Theme::built_in(&name)),
            name,
            is_own: false,
        },
    };
    names(folder).into_iter().map(offer).collect()
}

/// Reads a file of the person's own folder; `None` where there is none.
fn of_file(folder: Option<&Path>, name: &str) -> Option<Result<Theme, ThemeFault>> {
    let source = Source::Folder(folder.filter(|_| is_name(name))?.to_path_buf());
    let fault = |trouble| Some(Err(ThemeFault::of_file(name, trouble)));
    let bytes = match source.read(&format!("{name}.toml"), LIMIT) {
        Ok(bytes) => bytes,
        Err(problem) => {
            return match problem.trouble {
                Trouble::Missing => None,
                Trouble::TooLarge => fault(ThemeTrouble::TooLarge),
                _ => fault(ThemeTrouble::Unreadable),
            };
        }
    };
    match std::str::from_utf8(&bytes) {
        Ok(text) => Some(Theme::parse(name, text)),
        Err(_) => fault(ThemeTrouble::Unreadable),
    }
}

/// A theme lies in its folder, not somewhere else.
fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_files_are_offered_beside_those_inside_the_program() {
        let folder = tempfile::tempdir().unwrap();
        let path = Some(folder.path());
        let write = |name: &str, text: &[u8]| {
            std::fs::write(folder.path().join(name), text).unwrap();
        };
        write("sea.toml", "\u{feff}base = \"dark\"\n".as_bytes());
        write("torn.toml", b"[muted]\nbolt = true\n");
        write("huge.toml", &vec![b'#'; 70_000]);
        write("gbk.toml", &[0xb5, 0xda, b'\n']);
        write("mono.toml", b"[bad]\nunderline = true\n");
        write("readme.txt", b"x");
        let offers = offers(path);
        let trouble = |name: &str| {
            let offer = offers.iter().find(|offer| offer.name == name).unwrap();
            (
                offer.is_own,
                offer.theme.as_ref().err().map(|fault| fault.trouble),
            )
        };
        assert_eq!(offers.len(), 6 + 4);
        assert_eq!(trouble("dark"), (false, None));
        assert_eq!(trouble("mono"), (true, None));
        assert_eq!(trouble("sea"), (true, None));
        assert_eq!(trouble("torn"), (true, Some(ThemeTrouble::UnknownKey)));
        assert_eq!(trouble("huge"), (true, Some(ThemeTrouble::TooLarge)));
        assert_eq!(trouble("gbk"), (true, Some(ThemeTrouble::Unreadable)));
        for wrong in ["drak", "", "..", "../sea", "a/b", "C:x"] {
            let fault = named(path, wrong).unwrap_err();
            assert_eq!(fault.trouble, ThemeTrouble::Missing, "{wrong}");
        }
        assert_eq!(named(None, "light").unwrap().name, "light");
    }
}
