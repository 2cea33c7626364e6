//! Where a setting comes from, so that a person can be told why it is what it is.

/// What decided over a setting.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Origin {
    /// An option of the command line, by its name.
    CommandLine(&'static str),
    /// A variable of the environment, by its name.
    Environment(&'static str),
    /// Chosen in the program, and remembered.
    Chosen,
    /// Nobody chose: the program's own.
    #[default]
    Default,
}

impl Origin {
    /// Returns the catalogue key, and what is put in.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::CommandLine(option) => ("origin.command_line", option),
            Self::Environment(name) => ("origin.environment", name),
            Self::Chosen => ("origin.chosen", ""),
            Self::Default => ("origin.default", ""),
        }
    }
}

/// Where the settings come from that are not the terminal's.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Origins {
    /// Of the language.
    pub language: Origin,
    /// Of the theme.
    pub theme: Origin,
    /// Of listening to the mouse.
    pub mouse: Origin,
}

/// A folder of the program.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folder {
    /// What lies in it, as a catalogue key.
    pub name: &'static str,
    /// Path.
    pub path: String,
    /// Why it is this one, as a catalogue key.
    pub origin: &'static str,
}
