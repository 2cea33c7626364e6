//! Standard output that tells at its end whether everything arrived, so that no command has to ask
//! after each line.

use std::io::{self, BufWriter, ErrorKind, Write};

/// Writes on after a failure as if nothing had happened, and tells of it at the end.
#[derive(Debug)]
pub struct Printer<W: Write> {
    out: BufWriter<W>,
    fault: Option<io::Error>,
}

impl<W: Write> Printer<W> {
    /// Takes what is written to.
    pub fn to(out: W) -> Self {
        Self {
            out: BufWriter::new(out),
            fault: None,
        }
    }

    /// Writes what is left.
    ///
    /// # Errors
    /// The first failure of all; a reader that went away is none.
    pub fn finish(mut self) -> io::Result<()> {
        self.flush()?;
        arrived(self.fault.map_or(Ok(()), Err))
    }

    /// Does one thing with the output, unless something failed before.
    fn attempt(&mut self, act: impl FnOnce(&mut BufWriter<W>) -> io::Result<()>) {
        if self.fault.is_none() {
            self.fault = act(&mut self.out).err();
        }
    }
}

/// Passes on what came of printing.
///
/// # Errors
/// The same failure, unless a reader went away.
pub fn arrived(printed: io::Result<()>) -> io::Result<()> {
    printed.or_else(|fault| match fault.kind() {
        ErrorKind::BrokenPipe => Ok(()),
        _ => Err(fault),
    })
}

impl<W: Write> Write for Printer<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.attempt(|out| out.write_all(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.attempt(Write::flush);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes so many bytes, then fails.
    struct Room(usize, ErrorKind);

    impl Write for Room {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if bytes.len() > self.0 {
                return Err(self.1.into());
            }
            self.0 -= bytes.len();
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn what_did_not_arrive_is_told_at_the_end_and_a_reader_that_left_is_no_failure() {
        let printed = |room: Room, lines: usize| {
            let mut printer = Printer::to(room);
            for _ in 0..lines {
                assert!(writeln!(printer, "{}", "x".repeat(99)).is_ok());
            }
            printer.finish().map_err(|fault| fault.kind())
        };
        // the end of a short text, the middle of a long one
        for lines in [1, 1_000] {
            let full = Err(ErrorKind::StorageFull);
            assert_eq!(printed(Room(50, ErrorKind::StorageFull), lines), full);
            assert_eq!(printed(Room(50, ErrorKind::BrokenPipe), lines), Ok(()));
            let room = Room(100 * lines, ErrorKind::StorageFull);
            assert_eq!(printed(room, lines), Ok(()));
        }
    }
}
