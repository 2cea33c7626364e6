//! The real program in a real pseudo-terminal, its screen read by a terminal emulator.

use super::driver::Window;
use super::script::Setup;
use heyi::app::Key;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How long a condition may take to come true.
const DEADLINE: Duration = Duration::from_secs(10);

/// Called after every piece of output that ends a frame, with the rows of the screen.
pub type Watch = Box<dyn FnMut(&[String]) + Send>;

struct Shown {
    parser: vt100::Parser,
    has_closed: bool,
    /// The reader is asked to end.
    stops: bool,
}

/// A running program.
pub struct Program {
    child: Box<dyn Child + Send + Sync>,
    /// Input and size; `None` once it is closed.
    terminal: Option<(Box<dyn Write + Send>, Box<dyn MasterPty + Send>)>,
    reader: Option<JoinHandle<()>>,
    shown: Arc<(Mutex<Shown>, Condvar)>,
}

/// Opens a window of a session.
pub fn open(setup: &Setup, home: &Path) -> Box<dyn Window> {
    Box::new(Program::start(setup, home, Box::new(|_| {})))
}

impl Program {
    /// Starts the program; `watch` sees every frame.
    pub fn start(setup: &Setup, home: &Path, watch: Watch) -> Self {
        let (cols, rows) = setup.size;
        let pair = native_pty_system().openpty(pty_size(cols, rows)).unwrap();
        let child = pair.slave.spawn_command(command(setup, home)).unwrap();
        drop(pair.slave);
        let output = pair.master.try_clone_reader().unwrap();
        let input = pair.master.take_writer().unwrap();
        let parser =
            vt100::Parser::new(NonZero::new(rows).unwrap(), NonZero::new(cols).unwrap(), 0);
        let shown = Arc::new((
            Mutex::new(Shown {
                parser,
                has_closed: false,
                stops: false,
            }),
            Condvar::new(),
        ));
        let for_reader = Arc::clone(&shown);
        let reader = std::thread::spawn(move || read(output, &for_reader, watch));
        Self {
            child,
            terminal: Some((input, pair.master)),
            reader: Some(reader),
            shown,
        }
    }

    /// Writes bytes as a terminal sends them.
    pub fn send(&mut self, bytes: &[u8]) {
        // a program that is gone refuses; the screen then shows why
        if let Some((input, _)) = &mut self.terminal {
            let _ = input.write_all(bytes).and_then(|()| input.flush());
        }
    }

    /// Ends the program at once, as a power cut would, and waits until its last output is read.
    pub fn kill(&mut self) {
        self.signal("KILL");
        self.child.wait().unwrap();
        assert!(
            self.until(|shown| shown.has_closed),
            "the terminal stays open"
        );
    }

    /// Sends a signal by its name.
    pub fn signal(&self, name: &str) {
        let id = self.child.process_id().unwrap();
        let sent = std::process::Command::new("sh")
            .args(["-c", &format!("kill -{name} {id}")])
            .status()
            .unwrap();
        assert!(sent.success());
    }

    /// Takes the terminal away, as closing its window does, and waits for the end.
    pub fn close(mut self) {
        self.shown.0.lock().unwrap().stops = true;
        // the reader wakes with the next output, and gives its hold of the terminal up
        self.send(b".");
        self.reader.take().unwrap().join().unwrap();
        self.terminal = None;
        let _ = self.child.wait();
    }

    /// Waits for the end; false where it did not end well.
    pub fn has_ended_well(&mut self) -> bool {
        self.until(|shown| shown.has_closed)
            && self.child.wait().is_ok_and(|status| status.success())
    }

    /// Waits for `moment` or for the end of the program, whichever comes first.
    pub fn let_pass(&self, moment: Duration) {
        let (shown, news) = &*self.shown;
        let end = Instant::now() + moment;
        let mut guard = shown.lock().unwrap_or_else(PoisonError::into_inner);
        while !guard.has_closed {
            let Some(left) = end.checked_duration_since(Instant::now()) else {
                return;
            };
            guard = news.wait_timeout(guard, left).unwrap().0;
        }
    }

    fn until(&self, mut holds: impl FnMut(&Shown) -> bool) -> bool {
        let (shown, news) = &*self.shown;
        let end = Instant::now() + DEADLINE;
        let mut guard = shown.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if holds(&guard) {
                return true;
            }
            if Instant::now() > end {
                return false;
            }
            // a file can change without news on the screen: look again now and then
            guard = news
                .wait_timeout(guard, Duration::from_millis(5))
                .unwrap()
                .0;
        }
    }
}

fn pty_size(cols: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn command(setup: &Setup, home: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_heyi"));
    command.env("HEYI_HOME", home);
    command.env("LC_ALL", "C.UTF-8");
    command.env("TERM", "xterm-256color");
    for name in ["HEYI_LANG", "NO_COLOR", "LC_CTYPE"] {
        command.env_remove(name);
    }
    command.args(["--lang", &setup.language]);
    if let Some(seat) = &setup.seat {
        command.args(["--as", seat]);
    }
    if let Some(proposal) = &setup.proposal {
        command.args(["--at", proposal]);
    }
    if let Some(panel) = &setup.panel {
        command.arg(panel);
    }
    command
}

fn rows(parser: &vt100::Parser) -> Vec<String> {
    let (_, columns) = parser.screen().size();
    parser.screen().rows(0, columns.get()).collect()
}

fn read(mut output: Box<dyn Read + Send>, shown: &(Mutex<Shown>, Condvar), mut watch: Watch) {
    let mut bytes = vec![0; 1 << 16];
    loop {
        let count = output.read(&mut bytes).unwrap_or(0);
        let mut guard = shown.0.lock().unwrap_or_else(PoisonError::into_inner);
        if count == 0 || guard.stops {
            guard.has_closed = true;
            shown.1.notify_all();
            return;
        }
        let piece = &bytes[..count];
        guard.parser.process(piece);
        if ends_a_frame(piece) {
            watch(&rows(&guard.parser));
        }
        shown.1.notify_all();
    }
}

/// The last thing a frame does is to hide or to place the cursor.
fn ends_a_frame(piece: &[u8]) -> bool {
    piece.ends_with(b"\x1b[?25l") || piece.ends_with(b"H")
}

/// Returns what a terminal sends for a key. Esc is sent in its long form, so that no pause
/// is needed to tell it from the beginning of another key.
pub fn bytes_of(key: Key) -> Vec<u8> {
    let text = match key {
        Key::Char(character) => character.to_string(),
        Key::Ctrl(letter) => return vec![letter as u8 & 0x1f],
        Key::F(number @ 1..=4) => format!("\x1bO{}", ["P", "Q", "R", "S"][usize::from(number) - 1]),
        Key::F(number) => {
            let codes = [15, 17, 18, 19, 20, 21, 23, 24];
            format!("\x1b[{}~", codes[usize::from(number) - 5])
        }
        Key::Enter => "\r".into(),
        Key::Tab => "\t".into(),
        Key::BackTab => "\x1b[Z".into(),
        Key::Esc => "\x1b[27u".into(),
        Key::Backspace => "\x7f".into(),
        Key::Delete => "\x1b[3~".into(),
        Key::Up => "\x1b[A".into(),
        Key::Down => "\x1b[B".into(),
        Key::Right => "\x1b[C".into(),
        Key::Left => "\x1b[D".into(),
        Key::PageUp => "\x1b[5~".into(),
        Key::PageDown => "\x1b[6~".into(),
        Key::Home => "\x1b[H".into(),
        Key::End => "\x1b[F".into(),
    };
    text.into_bytes()
}

impl Window for Program {
    fn press(&mut self, key: Key) {
        self.send(&bytes_of(key));
    }

    fn paste(&mut self, text: &str) {
        self.send(format!("\x1b[200~{text}\x1b[201~").as_bytes());
    }

    fn resize(&mut self, columns: u16, rows: u16) {
        let mut guard = self.shown.0.lock().unwrap_or_else(PoisonError::into_inner);
        let [height, width] = [rows, columns].map(|side| NonZero::new(side).unwrap());
        guard.parser.screen_mut().set_size(height, width);
        drop(guard);
        let (_, master) = self.terminal.as_ref().unwrap();
        master.resize(pty_size(columns, rows)).unwrap();
    }

    fn rows(&mut self) -> Vec<String> {
        let guard = self.shown.0.lock().unwrap_or_else(PoisonError::into_inner);
        rows(&guard.parser)
    }

    fn wait(&mut self, condition: &mut dyn FnMut(&[String]) -> bool) -> bool {
        self.until(|shown| condition(&rows(&shown.parser)))
    }

    /// The real program is called by its own clock; whoever waits for a condition sees it.
    fn pause(&mut self) {}

    fn quit(&mut self) -> bool {
        self.press(Key::Ctrl('q'));
        self.has_ended_well()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
