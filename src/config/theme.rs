//! Themes: what each role on the screen looks like. A theme names roles, never places;
//! a role that a theme leaves out inherits, in the end from the terminal's own colours.

use serde::Deserialize;
use std::collections::BTreeMap;

/// What a piece of the screen means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Ordinary text.
    Text,
    /// What stands back: units, captions, the not applicable.
    Muted,
    /// The name of the screen.
    Title,
    /// Headings inside a screen.
    Heading,
    /// Rules and borders.
    Border,
    /// The selected row.
    Selected,
    /// The field that takes what is typed.
    Input,
    /// A key in a hint.
    Key,
    /// What a key does.
    Hint,
    /// Reached, recommended, saved.
    Good,
    /// Missed, declined, failed.
    Bad,
    /// To be looked at.
    Warning,
    /// Neutral news.
    Notice,
    /// Characters that matched a search.
    Match,
    /// What is not possible now.
    Disabled,
    /// The banner of the demonstration.
    Banner,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 16] = [
        Self::Text,
        Self::Muted,
        Self::Title,
        Self::Heading,
        Self::Border,
        Self::Selected,
        Self::Input,
        Self::Key,
        Self::Hint,
        Self::Good,
        Self::Bad,
        Self::Warning,
        Self::Notice,
        Self::Match,
        Self::Disabled,
        Self::Banner,
    ];

    /// Returns the name in theme files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Muted => "muted",
            Self::Title => "title",
            Self::Heading => "heading",
            Self::Border => "border",
            Self::Selected => "selected",
            Self::Input => "input",
            Self::Key => "key",
            Self::Hint => "hint",
            Self::Good => "good",
            Self::Bad => "bad",
            Self::Warning => "warning",
            Self::Notice => "notice",
            Self::Match => "match",
            Self::Disabled => "disabled",
            Self::Banner => "banner",
        }
    }

    /// Returns the role it inherits from.
    pub fn parent(self) -> Option<Self> {
        match self {
            Self::Text => None,
            Self::Disabled | Self::Border => Some(Self::Muted),
            Self::Key | Self::Heading => Some(Self::Title),
            Self::Banner => Some(Self::Warning),
            _ => Some(Self::Text),
        }
    }
}

/// One of the sixteen named colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Colour {
    Black,
    Red,
    Green,
    Yellow,
    Blue,
    Magenta,
    Cyan,
    Grey,
    DarkGrey,
    BrightRed,
    BrightGreen,
    BrightYellow,
    BrightBlue,
    BrightMagenta,
    BrightCyan,
    White,
}

/// How a role is drawn; what is left out is inherited.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Look {
    /// Colour of the characters.
    pub foreground: Option<Colour>,
    /// Colour behind them.
    pub background: Option<Colour>,
    /// Bold.
    pub bold: Option<bool>,
    /// Dim.
    pub dim: Option<bool>,
    /// Underlined.
    pub underline: Option<bool>,
    /// Foreground and background exchanged.
    pub reverse: Option<bool>,
}

impl Look {
    fn or(self, parent: Self) -> Self {
        Self {
            foreground: self.foreground.or(parent.foreground),
            background: self.background.or(parent.background),
            bold: self.bold.or(parent.bold),
            dim: self.dim.or(parent.dim),
            underline: self.underline.or(parent.underline),
            reverse: self.reverse.or(parent.reverse),
        }
    }
}

/// A theme with its inheritance resolved.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Theme {
    /// Name.
    pub name: String,
    looks: BTreeMap<Role, Look>,
}

/// Why a theme was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the theme cannot be read")]
pub struct ThemeFault {
    /// Line from 1, 0 where unknown.
    pub line: usize,
}

impl Theme {
    /// Reads a theme file.
    ///
    /// # Errors
    /// The line that is no TOML, names an unknown role or an unknown colour.
    pub fn parse(name: &str, text: &str) -> Result<Self, ThemeFault> {
        let stated: BTreeMap<String, Look> = toml::from_str(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let head = text.get(..start).unwrap_or_default();
            ThemeFault {
                line: head.matches('\n').count() + 1,
            }
        })?;
        let known = |key: &String| Role::ALL.iter().any(|role| role.key() == key);
        if !stated.keys().all(known) {
            return Err(ThemeFault { line: 0 });
        }
        let looks = Role::ALL.map(|role| (role, resolve(role, &stated)));
        Ok(Self {
            name: name.to_owned(),
            looks: looks.into(),
        })
    }

    /// Returns a theme inside the program: `mono` for that name, else the default one.
    pub fn built_in(name: &str) -> Self {
        let text = match name {
            "mono" => include_str!("../../themes/mono.toml"),
            _ => include_str!("../../themes/default.toml"),
        };
        let name = if name == "mono" { "mono" } else { "default" };
        Self::parse(name, text).unwrap_or_default()
    }

    /// Returns how a role is drawn.
    pub fn look(&self, role: Role) -> Look {
        self.looks.get(&role).copied().unwrap_or_default()
    }
}

fn resolve(role: Role, stated: &BTreeMap<String, Look>) -> Look {
    let own = stated.get(role.key()).copied().unwrap_or_default();
    match role.parent() {
        Some(parent) => own.or(resolve(parent, stated)),
        None => own,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_built_in_themes_are_read() {
        let default = Theme::built_in("default");
        assert!(default.look(Role::Bad).foreground.is_some());
        let mono = Theme::built_in("mono");
        assert_eq!(mono.name, "mono");
        for role in Role::ALL {
            let look = mono.look(role);
            assert_eq!((look.foreground, look.background), (None, None), "{role:?}");
        }
    }

    #[test]
    fn roles_inherit_and_faults_name_their_line() {
        let theme = Theme::parse("x", "[muted]\ndim = true\n").unwrap();
        assert_eq!(theme.look(Role::Border).dim, Some(true));
        assert_eq!(
            Theme::parse("x", "[muted]\n\nforeground = \"pink\"\n")
                .unwrap_err()
                .line,
            3
        );
        assert!(Theme::parse("x", "[nonsense]\nbold = true\n").is_err());
    }
}
