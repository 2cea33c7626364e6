//! What the command line says about the screen, and whether a screen can be opened at all.

use super::{Refusal, USER, source};
use crate::app::Launch;
use crate::app::workspace::Place;
use crate::config::glyphs::{GlyphOrigin, GlyphProfile};
use crate::config::origin::{Folder, Origin, Origins};
use crate::config::session::Session;
use crate::config::theme::Theme;
use crate::config::theme::depth::Depth;
use crate::config::theme::fault::ThemeFault;
use crate::domain::Bilingual;
use crate::i18n::Language;
use crate::store::home::{Home, panels_in};
use crate::store::load;
use crate::store::source::{DEMO, Source};
use crate::terminal::reader::themes;
use crate::terminal::{self, machine};
use clap::Parser;
use directories::ProjectDirs;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

/// Panel, seat, proposal and looks to begin with.
#[derive(Debug, Clone, Default, PartialEq, clap::Args)]
pub struct Wanted {
    /// Panel: a folder or `demo`.
    #[arg(value_name = "PANEL")]
    pub panel: Option<String>,
    /// Seat: an expert id or `secretariat`.
    #[arg(id = "as", long = "as", value_name = "SEAT")]
    pub seat: Option<String>,
    /// Proposal id.
    #[arg(id = "at", long = "at", value_name = "PROPOSAL")]
    pub proposal: Option<String>,
    /// Glyph profile, or `auto`.
    #[arg(long, value_parser = ["auto", "narrow", "wide", "ascii"])]
    pub glyphs: Option<String>,
    /// Name of a theme.
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,
}

/// A command line that only opens the screen. The commands are thirty more of clap's trees, and
/// building them takes as long as reading a hundred proposals.
#[derive(clap::Parser)]
#[command(name = "heyi", bin_name = "heyi", version)]
struct Alone {
    #[arg(long, value_parser = super::tag)]
    #[allow(dead_code)] // read by hand, before anything else, for the words of a refusal
    lang: Option<String>,
    #[command(flatten)]
    screen: Wanted,
}

impl Wanted {
    /// Returns what a command line says of the screen, where nothing but that can be meant. Of
    /// every other, help and mistakes included, the parser that knows the commands has to say
    /// what it is.
    pub fn alone(words: &[String]) -> Option<Self> {
        let wanted = Alone::try_parse_from(words).ok()?.screen;
        let is_lower = |name: &str| name.bytes().all(|byte| byte.is_ascii_lowercase());
        let may_be_command = |name: &str| name != DEMO && is_lower(name);
        let is_command = wanted.panel.as_deref().is_some_and(may_be_command);
        (!is_command).then_some(wanted)
    }

    /// Refuses what belongs to the screen beside a command. clap's own way of refusing it
    /// would take `heyi --lang en plan` for a panel called plan.
    ///
    /// # Errors
    /// A refusal that names what is too much.
    pub fn refuse_beside_command(&self, language: Language) -> Result<(), Refusal> {
        let stated = [
            self.panel.clone(),
            self.seat.as_ref().map(|_| "--as".to_owned()),
            self.proposal.as_ref().map(|_| "--at".to_owned()),
            self.glyphs.as_ref().map(|_| "--glyphs".to_owned()),
            self.theme.as_ref().map(|_| "--theme".to_owned()),
        ];
        match stated.into_iter().flatten().next() {
            None => Ok(()),
            Some(extra) => Err(Refusal {
                code: USER,
                message: language.with("cli.beside_command", &[&extra]),
                hint: language.text("cli.beside_command_hint").to_owned(),
            }),
        }
    }

    /// Opens the screen and stays there until the person leaves.
    ///
    /// # Errors
    /// A refusal where the panel is missing or there is no terminal.
    pub fn open(&self, language: Language) -> Result<u8, Refusal> {
        self.check(language)?;
        let folders = Folders::find();
        let home = Home::new(folders.data.clone());
        let session = Session::parse(&home.read_session());
        let launch = self.launch(language, session, &folders);
        let rescued = home.rescued().display().to_string();
        let unsaved =
            terminal::run(launch, home, folders.themes, super::kept_results).map_err(|error| {
                Refusal {
                    code: super::INTERNAL,
                    message: language.with("cli.terminal_failed", &[&error.kind().to_string()]),
                    hint: language.text("cli.no_terminal_hint").to_owned(),
                }
            })?;
        if unsaved == 0 {
            return Ok(0);
        }
        Err(Refusal {
            code: super::DATA,
            message: language.with("cli.unsaved", &[&unsaved.to_string()]),
            hint: language.with("cli.unsaved_hint", &[&rescued]),
        })
    }

    fn launch(&self, language: Language, remembered: Session, folders: &Folders) -> Launch {
        let kept = |word: &str| Some(word.to_owned()).filter(|word| !word.is_empty());
        let theme = self.theme.clone().or_else(|| kept(&remembered.theme));
        let (glyphs, glyph_origin) = glyphs(self.glyphs.as_deref(), &remembered);
        let open = self.panel.as_deref().map(place);
        let mut origins = self.origins(&remembered, language);
        let (theme, theme_fault) = folders.theme(theme.as_deref());
        if theme_fault.is_some() {
            origins.theme = Origin::Default;
        }
        Launch {
            language: if super::is_language_stated() {
                language
            } else {
                Language::from_tag(&remembered.language).unwrap_or(language)
            },
            glyphs,
            glyph_origin,
            theme,
            theme_fault,
            depth: self.depth(),
            origins,
            folders: folders.named(),
            size: (80, 24),
            places: offered(open.clone(), &remembered, folders),
            open,
            seat: self.seat.clone(),
            proposal: self.proposal.clone(),
            remembered,
        }
    }

    /// Returns how many colours the terminal shows. Whoever asks for a theme on the command
    /// line wants its colours, whatever `NO_COLOR` says.
    fn depth(&self) -> Depth {
        let is_theme_stated = self.theme.is_some();
        let variable = |name: &str| {
            let is_heard = !(is_theme_stated && name == "NO_COLOR");
            std::env::var(name).ok().filter(|_| is_heard)
        };
        Depth::detected(variable, cfg!(windows))
    }

    /// Returns where language, theme and mouse come from, in the order in which they decide.
    fn origins(&self, remembered: &Session, language: Language) -> Origins {
        let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let theme = match (&self.theme, remembered.theme.is_empty()) {
            (Some(_), _) => Origin::CommandLine("--theme"),
            (None, false) => Origin::Chosen,
            (None, true) if is_set("NO_COLOR") => Origin::Environment("NO_COLOR"),
            (None, true) => Origin::Default,
        };
        let stated = super::language_origin(language);
        let is_chosen = Language::from_tag(&remembered.language).is_some();
        Origins {
            language: if is_chosen && !super::is_language_stated() {
                Origin::Chosen
            } else {
                stated
            },
            theme,
            mouse: if remembered.mouse.is_some() {
                Origin::Chosen
            } else {
                Origin::Default
            },
        }
    }

    /// Makes sure that the panel is there and that there is a terminal.
    ///
    /// # Errors
    /// A refusal where one of them is missing.
    pub fn check(&self, language: Language) -> Result<(), Refusal> {
        if let Some(panel) = &self.panel {
            source(panel, language)?;
        }
        if std::io::stdin().is_terminal() && std::io::stdout().is_terminal() {
            return Ok(());
        }
        Err(Refusal {
            code: USER,
            message: language.text("cli.no_terminal").to_owned(),
            hint: language.text("cli.no_terminal_hint").to_owned(),
        })
    }
}

/// The folders of the program on this machine.
pub(super) struct Folders {
    /// Sessions, the demonstration's copy, crash reports.
    pub(super) data: PathBuf,
    /// The person's own themes.
    themes: Option<PathBuf>,
    /// Where the program lies.
    program: PathBuf,
    /// Why they are these, as a catalogue key.
    origin: &'static str,
}

impl Folders {
    /// `HEYI_HOME`, or `heyi-data` beside the program, so that everything can be carried on
    /// a stick; else the system's usual places; without a home the folder beside the program.
    pub(super) fn find() -> Self {
        let program = std::env::current_exe()
            .ok()
            .and_then(|path| path.parent().map(Path::to_path_buf))
            .unwrap_or_default();
        let carried = program.join("heyi-data");
        let stated = std::env::var_os("HEYI_HOME")
            .filter(|path| !path.is_empty())
            .map(PathBuf::from);
        let own = stated.or_else(|| carried.is_dir().then(|| carried.clone()));
        let usual = ProjectDirs::from("", "", "heyi");
        let origin = match (&own, &usual) {
            (Some(path), _) if *path == carried => "origin.carried",
            (Some(_), _) => "origin.heyi_home",
            (None, Some(_)) => "origin.system",
            (None, None) => "origin.no_home",
        };
        match (own, usual) {
            (Some(data), _) => Self {
                themes: Some(data.join("themes")),
                data,
                program,
                origin,
            },
            (None, Some(usual)) => Self {
                data: usual.data_dir().to_path_buf(),
                themes: Some(usual.config_dir().join("themes")),
                program,
                origin,
            },
            (None, None) => Self {
                data: carried,
                themes: None,
                program,
                origin,
            },
        }
    }

    /// Returns them for the screens.
    pub(super) fn named(&self) -> Vec<Folder> {
        let folder = |name, path: &Path, origin| Folder {
            name,
            path: path.display().to_string(),
            origin,
        };
        let mut found = vec![folder("folder.data", &self.data, self.origin)];
        if let Some(themes) = &self.themes {
            found.push(folder("folder.themes", themes, self.origin));
        }
        found.push(folder("folder.program", &self.program, "origin.program"));
        found
    }

    /// Returns the theme to begin with. Where it is not the one of this name, then also why
    /// not, and the names of those there are.
    fn theme(&self, name: Option<&str>) -> (Theme, Option<(ThemeFault, Vec<String>)>) {
        let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let name = name.unwrap_or(if no_colour { "mono" } else { "default" });
        let folder = self.themes.as_deref();
        match themes::named(folder, name) {
            Ok(theme) => (theme, None),
            Err(fault) => {
                let known = themes::names(folder);
                (Theme::built_in("default"), Some((fault, known)))
            }
        }
    }
}

/// Returns the profile and how it was found; `auto` sets aside what was chosen.
pub(super) fn glyphs(stated: Option<&str>, remembered: &Session) -> (GlyphProfile, GlyphOrigin) {
    let of = |word: &str, origin| Some((GlyphProfile::from_key(word)?, origin));
    let found = match stated {
        Some(word) => of(word, GlyphOrigin::Stated),
        None => of(&remembered.glyphs, GlyphOrigin::Chosen),
    };
    found.unwrap_or_else(machine::guessed_glyphs)
}

fn place(path: &str) -> Place {
    let is_demonstration = path == DEMO;
    let title = if is_demonstration {
        Bilingual::default()
    } else {
        title(path)
    };
    Place {
        path: path.to_owned(),
        is_demonstration,
        title,
    }
}

fn title(path: &str) -> Bilingual {
    load::head(&Source::Folder(PathBuf::from(path))).0.title
}

/// The panels that are offered: the named one, the last one, those beside the program, the
/// demonstration.
fn offered(named: Option<Place>, remembered: &Session, folders: &Folders) -> Vec<Place> {
    let is_panel = |path: &Path| path.join("panel.toml").is_file();
    let last = Some(remembered.panel.as_str())
        .filter(|path| *path == DEMO || is_panel(Path::new(path)))
        .map(place);
    let beside = panels_in(&folders.program);
    let found: Vec<&str> = beside.iter().filter_map(|path| path.to_str()).collect();
    let mut places: Vec<Place> = Vec::new();
    let all = named
        .into_iter()
        .chain(last)
        .chain(found.iter().map(|path| place(path)))
        .chain([place(DEMO)]);
    for place in all {
        if !places.iter().any(|other| other.path == place.path) {
            places.push(place);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::super::Arguments;
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn a_command_line_means_the_same_whoever_reads_it() {
        let words = [
            "-", "--", "rank", "demo", "/p", "a/b", "--as", "E01", "--lang", "en", "-h",
        ]
        .into_iter()
        .chain([
            "--at=P1",
            "--glyphs",
            "wide",
            "--theme=dark",
            "--lang=zh",
            "--json",
            "",
        ]);
        let words: Vec<&str> = words.collect();
        let mut read = 0;
        for first in &words {
            for second in &words {
                for third in &words {
                    let line = ["heyi", first, second, third].map(str::to_owned);
                    let Some(alone) = Wanted::alone(&line) else {
                        continue;
                    };
                    let whole = Arguments::try_parse_from(&line);
                    let whole = whole.unwrap_or_else(|error| panic!("{line:?}: {error}"));
                    assert!(whole.command.is_none(), "{line:?}");
                    assert_eq!(alone, whole.screen, "{line:?}");
                    read += 1;
                }
            }
        }
        assert!(read > 50, "{read}");
    }

    #[test]
    fn no_command_is_taken_for_a_panel() {
        let commands = Arguments::command();
        for command in commands.get_subcommands() {
            let names = command.get_name_and_visible_aliases();
            for name in names.into_iter().chain(command.get_all_aliases()) {
                let line = ["heyi", name].map(str::to_owned);
                assert_eq!(Wanted::alone(&line), None, "{name}");
            }
        }
    }
}
