//! How many colours a terminal shows, as far as its environment tells.

/// How many colours a terminal shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// None: the person wants none (`NO_COLOR`), or the terminal has none.
    None,
    /// The sixteen named ones.
    Sixteen,
    /// 256.
    Many,
    /// All.
    #[default]
    Full,
}

impl Depth {
    /// All depths, the poorest first.
    pub const ALL: [Self; 4] = [Self::None, Self::Sixteen, Self::Many, Self::Full];

    /// Finds it out from variables of the environment, which `variable` returns by name; the
    /// console of Windows shows all colours and says nothing.
    pub fn detected(variable: impl Fn(&str) -> Option<String>, is_windows: bool) -> Self {
        let text = |name: &str| variable(name).unwrap_or_default().to_ascii_lowercase();
        let terminal = text("TERM");
        if !text("NO_COLOR").is_empty() || terminal == "dumb" {
            return Self::None;
        }
        let is_full = matches!(text("COLORTERM").as_str(), "truecolor" | "24bit");
        if is_full || is_windows || terminal.ends_with("-direct") {
            return Self::Full;
        }
        if terminal.contains("256color") {
            return Self::Many;
        }
        Self::Sixteen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detected(variables: &[(&str, &str)], is_windows: bool) -> Depth {
        let find = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        Depth::detected(find, is_windows)
    }

    #[test]
    fn the_environment_tells_how_many_colours_there_are() {
        let term = ("TERM", "xterm-256color");
        assert_eq!(
            detected(&[term, ("COLORTERM", "truecolor")], false),
            Depth::Full
        );
        assert_eq!(
            detected(&[term, ("COLORTERM", "24bit")], false),
            Depth::Full
        );
        assert_eq!(detected(&[term], false), Depth::Many);
        assert_eq!(detected(&[("TERM", "xterm-direct")], false), Depth::Full);
        assert_eq!(detected(&[("TERM", "linux")], false), Depth::Sixteen);
        assert_eq!(detected(&[], false), Depth::Sixteen);
        assert_eq!(detected(&[], true), Depth::Full);
    }

    #[test]
    fn whoever_wants_no_colours_gets_none() {
        let full = ("COLORTERM", "truecolor");
        assert_eq!(detected(&[full, ("NO_COLOR", "1")], false), Depth::None);
        assert_eq!(detected(&[full, ("NO_COLOR", "")], false), Depth::Full);
        assert_eq!(detected(&[full, ("TERM", "dumb")], false), Depth::None);
    }
}
