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
    /// Every byte the program wrote.
    raw: Vec<u8>,
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
    modes_before: Option<Vec<u64>>,
}

/// Opens a window of a session.
pub fn open(setup: &Setup, home: &Path) -> Box<dyn Window> {
    Box::new(Program::start(setup, home, Box::new(|_| {})))
}

impl Program {
    /// Starts the program; `watch` sees every frame.
    pub fn start(setup: &Setup, home: &Path, watch: Watch) -> Self {
        Self::run(command(setup, home), setup.size, watch)
    }

    /// Runs any command in a terminal of columns and rows.
    pub fn run(command: CommandBuilder, size: (u16, u16), watch: Watch) -> Self {
        let (cols, rows) = size;
        let pair = native_pty_system().openpty(pty_size(cols, rows)).unwrap();
        let modes_before = modes(&*pair.master);
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let output = pair.master.try_clone_reader().unwrap();
        let input = pair.master.take_writer().unwrap();
        let parser =
            vt100::Parser::new(NonZero::new(rows).unwrap(), NonZero::new(cols).unwrap(), 0);
        let shown = Arc::new((
            Mutex::new(Shown {
                parser,
                raw: Vec::new(),
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
            modes_before,
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
        let (_, master) = self.terminal.as_ref().unwrap();
        let size = master.get_size().unwrap();
        master.resize(pty_size(size.cols + 1, size.rows)).unwrap();
        self.reader.take().unwrap().join().unwrap();
        self.terminal = None;
        let child = &mut self.child;
        let has_ended = in_time(&self.shown, |_| !matches!(child.try_wait(), Ok(None)));
        assert!(has_ended, "it does not end");
    }

    /// Waits for the end; false where it did not end well.
    pub fn has_ended_well(&mut self) -> bool {
        self.until(|shown| shown.has_closed)
            && self.child.wait().is_ok_and(|status| status.success())
    }

    /// Waits for the end and returns the exit code.
    pub fn exit_code(&mut self) -> u32 {
        assert!(self.until(|shown| shown.has_closed), "it does not end");
        self.child.wait().unwrap().exit_code()
    }

    /// Returns the number of the process.
    pub fn process(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Returns every byte the program wrote so far.
    pub fn raw(&self) -> Vec<u8> {
        let guard = self.shown.0.lock().unwrap_or_else(PoisonError::into_inner);
        guard.raw.clone()
    }

    /// Waits until what was written so far satisfies a condition; false at the deadline.
    pub fn wait_raw(&self, mut holds: impl FnMut(&[u8]) -> bool) -> bool {
        self.until(|shown| holds(&shown.raw))
    }

    /// Tells whether the terminal's line modes are those from before the start: lines, echo,
    /// signals by keys.
    pub fn has_modes_of_before(&self) -> bool {
        let (_, master) = self.terminal.as_ref().unwrap();
        self.modes_before.is_some() && modes(&**master) == self.modes_before
    }

    /// Gives the terminal any size, without the emulator, which knows no nought.
    pub fn resize_terminal(&self, columns: u16, rows: u16) {
        let (_, master) = self.terminal.as_ref().unwrap();
        master.resize(pty_size(columns, rows)).unwrap();
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

    fn until(&self, holds: impl FnMut(&Shown) -> bool) -> bool {
        in_time(&self.shown, holds)
    }
}

/// Waits until a condition comes true; false at the deadline.
fn in_time(shown: &(Mutex<Shown>, Condvar), mut holds: impl FnMut(&Shown) -> bool) -> bool {
    let (shown, news) = shown;
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

fn modes(master: &dyn MasterPty) -> Option<Vec<u64>> {
    let modes = master.get_termios()?;
    Some(vec![
        modes.input_flags.bits().into(),
        modes.output_flags.bits().into(),
        modes.control_flags.bits().into(),
        modes.local_flags.bits().into(),
    ])
}

fn pty_size(cols: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}

/// Returns how the program is started.
pub fn command(setup: &Setup, home: &Path) -> CommandBuilder {
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
        guard.raw.extend_from_slice(piece);
        if ends_a_frame(piece) {
            watch(&rows(&guard.parser));
        }
        shown.1.notify_all();
    }
}

/// The last thing a frame does is to hide or to place the cursor, or to write plainly again.
pub fn ends_a_frame(piece: &[u8]) -> bool {
    piece.ends_with(b"\x1b[?25l") || piece.ends_with(b"H") || piece.ends_with(b"\x1b[0m")
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

    fn clock(&mut self, seconds: u32) {
        panic!("nobody waits {seconds} seconds for a real clock");
    }

    fn sleep(&mut self, seconds: u32) {
        panic!("this machine does not sleep for {seconds} seconds");
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
