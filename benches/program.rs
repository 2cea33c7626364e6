//! The real program in a real pseudo-terminal, from just before it is started or a key is
//! written to the last byte it draws for that; what waits for the disk is named.

use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// So long without a byte ends a frame; the pause itself is not counted.
const QUIET: Duration = Duration::from_millis(60);
/// A fresh data folder makes its copy of the demonstration with the first score.
const COPIED: Duration = Duration::from_millis(1500);

/// Measures and prints one line a figure.
pub fn measure(size: (u16, u16)) {
    let (columns, rows) = size;
    println!("\nprogram in a terminal of {columns}x{rows}, ms      min   median      max");
    let starts = (0..20).map(|_| {
        let home = tempfile::tempdir().unwrap();
        let mut session = Session::start(size, demonstration(home.path()));
        let spent = session.frame(QUIET);
        session.leave();
        spent
    });
    line("first frame of heyi demo", starts.collect());

    let home = tempfile::tempdir().unwrap();
    let mut session = Session::start(size, demonstration(home.path()));
    session.frame(QUIET);
    for _ in 0..4 {
        session.press(b"\r");
    }
    assert!(session.shows("F9"), "the sheet is not on the screen");
    let arrows =
        (0..40).map(|turn| session.press(if turn % 2 == 0 { b"\x1b[B" } else { b"\x1b[A" }));
    line("an arrow on the scoring screen", arrows.collect());
    let digits = (0..40).map(|turn| session.press(if turn % 2 == 0 { b"1" } else { b"\x7f" }));
    line("a digit typed, taken away", digits.collect());
    session.press(b"16");
    session.frame(COPIED);
    assert!(session.shows("已保存 r1"), "the first score is not saved");
    let saves = (0..20).map(|turn| {
        session.press(b"\x1b[H");
        session.press(if turn % 2 == 0 { b"17" } else { b"16" })
    });
    line("a score, until it is shown as saved", saves.collect());
    assert!(session.shows("已保存 r21"), "a score is not saved");
    let bursts = (0..10).map(|_| {
        session.press(b"\x1b[6~");
        let safe = session.press(&[b'1'; 200]);
        (session.shown, safe)
    });
    let (shown, safe) = bursts.unzip();
    line("200 digits that waited, until shown", shown);
    line("and until they are shown as saved", safe);
    let idle = session.bytes_in(Duration::from_secs(2));
    session.leave();
    println!("bytes drawn in 2 s without a key   {idle}");
}

fn line(name: &str, mut spent: Vec<Duration>) {
    spent.sort_unstable();
    let [min, median, max] =
        [0, spent.len() / 2, spent.len() - 1].map(|place| spent[place].as_secs_f64() * 1000.0);
    println!("{name:38} {min:8.2} {median:8.2} {max:8.2}");
}

/// How the demonstration is opened, with a data folder of its own.
fn demonstration(home: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_heyi"));
    command.args(["demo", "--lang", "zh", "--glyphs", "narrow"]);
    command.env("HEYI_HOME", home);
    command
}

/// One run of the program.
pub struct Session {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    output: Receiver<(Instant, Vec<u8>)>,
    screen: vt100::Parser,
    asked: Instant,
    /// How long it took until everything but the first line, which tells of saves, stood there.
    shown: Duration,
}

impl Session {
    /// Starts it in a terminal of so many columns and rows.
    pub fn start((cols, rows): (u16, u16), mut command: CommandBuilder) -> Self {
        let size = PtySize {
            cols,
            rows,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        command.env("TERM", "xterm-256color");
        let mut reader = pair.master.try_clone_reader().unwrap();
        let keys = pair.master.take_writer().unwrap();
        let (sender, output) = channel();
        let [rows, columns] = [size.rows, size.cols].map(|side| NonZero::new(side).unwrap());
        let asked = Instant::now();
        let child = pair.slave.spawn_command(command).unwrap();
        std::thread::spawn(move || {
            let mut bytes = vec![0; 1 << 16];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if sender
                    .send((Instant::now(), bytes[..count].to_vec()))
                    .is_err()
                {
                    return;
                }
            }
        });
        Self {
            child,
            keys,
            output,
            screen: vt100::Parser::new(rows, columns, 0),
            asked,
            shown: Duration::ZERO,
        }
    }

    /// Waits for a frame and returns how long after the question its last byte came.
    pub fn frame(&mut self, quiet: Duration) -> Duration {
        let mut last = Duration::ZERO;
        let mut patience = Duration::from_secs(10);
        let mut body = String::new();
        while let Ok((at, bytes)) = self.output.recv_timeout(patience) {
            last = at.duration_since(self.asked);
            patience = quiet;
            self.screen.process(&bytes);
            let now = self.screen.screen().contents();
            let now = now.split_once('\n').map_or("", |(_, rest)| rest);
            if now != body {
                now.clone_into(&mut body);
                self.shown = last;
            }
        }
        last
    }

    fn press(&mut self, bytes: &[u8]) -> Duration {
        self.send(bytes);
        self.frame(QUIET)
    }

    /// Writes bytes as a terminal sends them.
    pub fn send(&mut self, bytes: &[u8]) {
        self.asked = Instant::now();
        self.keys.write_all(bytes).unwrap();
        self.keys.flush().unwrap();
    }

    /// Tells whether a text stands on the screen.
    pub fn shows(&self, text: &str) -> bool {
        self.screen.screen().contents().contains(text)
    }

    fn bytes_in(&mut self, time: Duration) -> usize {
        let end = Instant::now() + time;
        let mut count = 0;
        while let Some(left) = end.checked_duration_since(Instant::now()) {
            if let Ok((_, bytes)) = self.output.recv_timeout(left) {
                count += bytes.len();
            }
        }
        count
    }

    /// Presses Ctrl-Q and waits for the end.
    pub fn leave(mut self) {
        self.send(b"\x11");
        self.child.wait().unwrap();
    }
}
