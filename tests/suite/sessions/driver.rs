//! Playing a session: what both ways of running the program have in common.

use super::script::{Script, Setup, Step};
use super::{laptops, meeting_day};
use heyi::app::Key;
use std::path::{Path, PathBuf};

/// One running program.
pub trait Window {
    /// Sends a key.
    fn press(&mut self, key: Key);
    /// Pastes a text.
    fn paste(&mut self, text: &str);
    /// Gives the terminal another size.
    fn resize(&mut self, columns: u16, rows: u16);
    /// Returns the rows of the screen as they are now.
    fn rows(&mut self) -> Vec<String>;
    /// Waits until the condition holds on the screen or on the disk; false at the deadline.
    fn wait(&mut self, condition: &mut dyn FnMut(&[String]) -> bool) -> bool;
    /// Lets seconds go by, where time is the session's own.
    fn clock(&mut self, seconds: u32);
    /// Lets the machine sleep for so many seconds.
    fn sleep(&mut self, seconds: u32);
    /// Presses nothing until the program was called in a pause.
    fn pause(&mut self);
    /// Sends Ctrl-Q and waits for the end; false where it did not end well.
    fn quit(&mut self) -> bool;
}

/// Opens a window with a data folder and a panel, if one is named.
pub type Open = fn(&Setup, &Path) -> Box<dyn Window>;

/// A session being played.
pub struct Play<'a> {
    script: &'a Script,
    setup: Setup,
    open: Open,
    home: tempfile::TempDir,
    windows: Vec<Option<Box<dyn Window>>>,
    present: usize,
    pressed: Vec<Key>,
}

impl<'a> Play<'a> {
    /// Makes the data folder and starts the program.
    pub fn new(script: &'a Script, open: Open) -> Self {
        let home = tempfile::tempdir().unwrap();
        let mut setup = script.setup.clone();
        match setup.panel.as_deref() {
            Some("simulated") => {
                let folder = laptops::simulated(home.path());
                std::fs::remove_dir_all(folder.join("scores")).unwrap();
                setup.panel = Some(folder.to_str().unwrap().to_owned());
            }
            Some(panel) if panel.starts_with("pack ") => {
                let folder = laptops::simulated(home.path());
                let expert = panel.trim_start_matches("pack ");
                let pack = laptops::pack(home.path(), &folder, expert, expert);
                setup.panel = Some(pack.to_str().unwrap().to_owned());
            }
            _ => {}
        }
        if setup.panel.as_deref() == Some("half-day") {
            let folder = meeting_day::make(home.path());
            setup.panel = Some(folder.to_str().unwrap().to_owned());
        }
        if setup.panel.as_deref() == Some("folder") {
            let folder = home.path().join("panel");
            heyi::store::create::copy_whole("demo", &folder, false).unwrap();
            setup.panel = Some(folder.to_str().unwrap().to_owned());
        }
        let first = open(&setup, home.path());
        Self {
            script,
            setup,
            open,
            home,
            windows: vec![Some(first)],
            present: 0,
            pressed: Vec::new(),
        }
    }

    /// Plays every step; a failure prints the last screen and the line.
    pub fn perform(mut self) {
        for (number, line, step) in &self.script.steps {
            if let Err(why) = self.step(step) {
                let screen = self.window().rows().join("\n");
                panic!(
                    "{}.session:{number}: {line}\n{why}\n{}\n{screen}\n{0}",
                    self.script.name,
                    "=".repeat(40)
                );
            }
        }
        for window in self.windows.iter_mut().flatten() {
            assert!(
                window.quit(),
                "{}: the end is not a good one",
                self.script.name
            );
        }
    }

    fn window(&mut self) -> &mut dyn Window {
        self.windows[self.present].as_deref_mut().unwrap()
    }

    /// The panel's folder: the one that is named, or the demonstration's copy.
    fn panel(&self) -> PathBuf {
        match self.setup.panel.as_deref() {
            None | Some("demo") => self.home.path().join("panels/demo"),
            Some(folder) => PathBuf::from(folder),
        }
    }

    fn step(&mut self, step: &Step) -> Result<(), String> {
        match step {
            Step::Press(keys) => {
                for key in keys {
                    self.window().press(*key);
                    self.pressed.push(*key);
                }
            }
            Step::Follow(keys) => {
                for key in keys {
                    self.follow(*key)?;
                }
            }
            Step::Compose(text) => text.chars().for_each(|c| self.window().press(Key::Char(c))),
            Step::Paste(text) => self.window().paste(text),
            Step::Resize(columns, rows) => self.window().resize(*columns, *rows),
            Step::See(text) => return self.see(text, true),
            Step::NotSee(text) => return self.see(text, false),
            Step::FileHas(path, text) => return self.file_has(path, text),
            Step::NoFile(path) => {
                if self.panel().join(path).exists() {
                    return Err("it is there".into());
                }
            }
            Step::Submitted(round, proposal, totals) => {
                meeting_day::submit(&self.panel(), *round, proposal, totals);
            }
            Step::Sleep(seconds) => self.window().sleep(*seconds),
            Step::Clock(seconds) => self.window().clock(*seconds),
            Step::Pause => self.window().pause(),
            Step::Laptop(name, expert) => {
                laptops::pack(self.home.path(), &self.panel(), name, expert);
            }
            Step::On(name, proposal, cell, to) => {
                laptops::change(&self.home.path().join(name), proposal, cell, to);
            }
            Step::Bring(name, place) => {
                let target = self.panel().join(place);
                laptops::bring(self.home.path(), name, &target);
            }
            Step::Break(place) => {
                let path = self.panel().join(place);
                let text = std::fs::read_to_string(&path).unwrap();
                std::fs::write(path, &text[..text.len() - 200]).unwrap();
            }
            Step::Where(place) => {
                let path = std::path::absolute(self.panel().join(place)).unwrap();
                let text = path.to_str().unwrap().to_owned();
                text.chars().for_each(|c| self.window().press(Key::Char(c)));
            }
            Step::Restart => {
                if !self.window().quit() {
                    return Err("it did not end well".into());
                }
                self.windows[self.present] = None;
                self.windows[self.present] = Some((self.open)(&self.setup, self.home.path()));
            }
            Step::Window(number) => self.change_window(number - 1),
            Step::Count => self.pressed.clear(),
            Step::Presses { count, no_letters } => return self.presses(*count, *no_letters),
        }
        Ok(())
    }

    /// Presses a key that the screen names.
    fn follow(&mut self, key: Key) -> Result<(), String> {
        let names = names_on_screen(key);
        let mut is_named = |rows: &[String]| {
            let tells = |row: &String| names.iter().any(|name| row.contains(name.as_str()));
            rows.iter().any(tells)
        };
        if !self.window().wait(&mut is_named) {
            return Err(format!("nothing on the screen speaks of {}", key.name()));
        }
        self.window().press(key);
        self.pressed.push(key);
        Ok(())
    }

    fn see(&mut self, text: &str, wanted: bool) -> Result<(), String> {
        let text = single_blanks(text);
        let shows = |rows: &[String]| rows.iter().any(|row| single_blanks(row).contains(&text));
        if self.window().wait(&mut |rows| shows(rows) == wanted) {
            Ok(())
        } else {
            Err(format!(
                "{} on the screen",
                if wanted { "not" } else { "still" }
            ))
        }
    }

    fn file_has(&mut self, path: &str, text: &str) -> Result<(), String> {
        let file = self.panel().join(path);
        let read = || std::fs::read_to_string(&file).unwrap_or_default();
        if self.window().wait(&mut |_| read().contains(text)) {
            Ok(())
        } else {
            Err(format!("the file holds:\n{}", read()))
        }
    }

    fn change_window(&mut self, place: usize) {
        while self.windows.len() <= place {
            self.windows.push(None);
        }
        if self.windows[place].is_none() {
            self.windows[place] = Some((self.open)(&self.setup, self.home.path()));
        }
        self.present = place;
    }

    fn presses(&self, count: usize, no_letters: bool) -> Result<(), String> {
        let names: Vec<String> = self.pressed.iter().map(|key| key.name()).collect();
        let is_letter = |key: &Key| matches!(key, Key::Char(c) if c.is_alphabetic());
        if names.len() != count {
            return Err(format!("{} presses: {}", names.len(), names.join(" ")));
        }
        if no_letters && self.pressed.iter().any(is_letter) {
            return Err(format!("with letters: {}", names.join(" ")));
        }
        Ok(())
    }
}

/// How the screen may name a key, in either language.
fn names_on_screen(key: Key) -> Vec<String> {
    let names: &[&str] = match key {
        Key::Char(' ') => &["空格", "Space"],
        Key::Char('0'..='9') => &["数字", "digits"],
        Key::Enter => &["回车", "Enter"],
        Key::Up | Key::Down => &["↑↓", "↑ ↓", "^v"],
        Key::Left | Key::Right => &["← →", "←→", "<- ->"],
        other => return vec![other.name()],
    };
    names.iter().map(|&name| name.to_owned()).collect()
}

/// Takes every run of blanks for one.
pub fn single_blanks(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
