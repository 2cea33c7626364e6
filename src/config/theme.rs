//! Themes: what each role on the screen looks like. A theme names roles, never places;
//! a role that a theme leaves out inherits, in the end from the terminal's own colours.

pub mod built_in;
pub mod colour;
pub mod depth;
pub mod fault;
mod reading;

use crate::domain::Bilingual;
use colour::Colour;
use depth::Depth;
use fault::ThemeFault;
use std::collections::BTreeMap;
use std::sync::LazyLock;

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

/// How a role is drawn; what is left out is inherited.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
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
    /// What can be stated of a role in theme files.
    pub const KEYS: [&str; 6] = [
        "foreground",
        "background",
        "bold",
        "dim",
        "underline",
        "reverse",
    ];

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

    /// Returns how it is drawn where colours are as many as `depth` says, over a `ground`.
    /// With few colours a block that would look like the ground changes its two colours, and
    /// text that could no longer be read on it becomes black or white.
    fn shown_at(self, depth: Depth, ground: Option<Colour>) -> Self {
        let shown = |colour: Option<Colour>| colour.and_then(|colour| colour.shown_at(depth));
        let (mut foreground, mut background) = (shown(self.foreground), shown(self.background));
        if depth == Depth::Sixteen && foreground.is_some() && background.is_some() {
            if self.background != ground && background == shown(ground) {
                (foreground, background) = (background, foreground);
            }
            if self.background != shown(self.background) {
                background = background.map(Colour::deep);
            }
            foreground = foreground
                .zip(background)
                .map(|(text, on)| text.readable_on(on));
        }
        Self {
            foreground,
            background,
            ..self
        }
    }
}

/// A theme with its inheritance resolved.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Theme {
    /// Name.
    pub name: String,
    title: Bilingual,
    looks: [Look; Role::ALL.len()],
}

/// A theme that is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeOffer {
    /// Name.
    pub name: String,
    /// It is a file of the person's own, not one inside the program.
    pub is_own: bool,
    /// The theme, or what is wrong with its file.
    pub theme: Result<Theme, ThemeFault>,
}

impl Theme {
    /// Reads a theme file. It states roles, may begin with a theme inside the program
    /// (`base = "dark"`) and may have a `name` in both languages; a role is called `title`.
    ///
    /// # Errors
    /// The first line that is no TOML or says something unknown.
    pub fn parse(name: &str, text: &str) -> Result<Self, ThemeFault> {
        let stated = reading::read(name, text)?;
        Ok(Self {
            name: name.to_owned(),
            title: stated.title,
            looks: Role::ALL.map(|role| resolve(role, &stated.looks)),
        })
    }

    /// Returns a theme inside the program, the default one where none is called so.
    pub fn built_in(name: &str) -> Self {
        let name = Some(name).filter(|name| built_in::NAMES.contains(name));
        let name = name.unwrap_or("default");
        let text = built_in::text(name).unwrap_or_default();
        Self::parse(name, text).unwrap_or_default()
    }

    /// Returns what it is called in English or Chinese, its name where it has no title.
    pub fn title(&self, english: bool) -> &str {
        let title = self.title.of(english);
        if title.is_empty() { &self.name } else { title }
    }

    /// Returns how a role is drawn.
    pub fn look(&self, role: Role) -> Look {
        self.looks.get(role as usize).copied().unwrap_or_default()
    }

    /// Returns the theme as a terminal with so many colours shows it. Without colours a theme
    /// that lives by them is shown as the mono one.
    #[must_use]
    pub fn shown_at(&self, depth: Depth) -> Self {
        static MONO: LazyLock<Theme> = LazyLock::new(|| Theme::built_in("mono"));
        let has_colours = |look: &Look| look.foreground.or(look.background).is_some();
        let ground = self.look(Role::Text).background;
        let is_lost = depth == Depth::None && self.looks.iter().any(has_colours);
        Self {
            name: self.name.clone(),
            title: self.title.clone(),
            looks: if is_lost {
                MONO.looks
            } else {
                self.looks.map(|look| look.shown_at(depth, ground))
            },
        }
    }
}

fn resolve(role: Role, stated: &BTreeMap<Role, Look>) -> Look {
    let own = stated.get(&role).copied().unwrap_or_default();
    match role.parent() {
        Some(parent) => own.or(resolve(parent, stated)),
        None => own,
    }
}

#[cfg(test)]
mod tests;
