//! The program `heyi`.

use std::process::ExitCode;

fn main() -> ExitCode {
    heyi::cli::run()
}
