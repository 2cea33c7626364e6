//! Other machines of a story: packs that experts take away, what they change there, and what
//! they hand in. The real commands do it.

use heyi::domain::seal::sealed_text;
use heyi::domain::sheet::{CellName, Round, SheetState};
use heyi::store::load;
use heyi::store::sheets;
use heyi::store::source::Source;
use std::path::{Path, PathBuf};

/// Runs a command as a person does on another machine.
pub fn heyi(home: &Path, arguments: &[&str]) {
    let done = std::process::Command::new(env!("CARGO_BIN_EXE_heyi"))
        .args(arguments)
        .env("HEYI_HOME", home.join("elsewhere"))
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{arguments:?}: {told}");
}

/// Makes a small simulated panel with all its sheets.
pub fn simulated(home: &Path) -> PathBuf {
    let folder = home.join("panel");
    let path = folder.to_str().unwrap();
    heyi(
        home,
        &[
            "simulate",
            path,
            "--proposals",
            "8",
            "--experts",
            "6",
            "--chains",
            "2",
            "--seed",
            "1",
        ],
    );
    folder
}

/// Makes the pack of an expert, on a machine of that name.
pub fn pack(home: &Path, panel: &Path, name: &str, expert: &str) -> PathBuf {
    let folder = home.join(name);
    let (panel, out) = (panel.to_str().unwrap(), folder.to_str().unwrap());
    heyi(home, &["pack", panel, "--expert", expert, "--out", out]);
    folder
}

/// Changes one cell of a sheet in a pack; the sheet is made where there is none.
pub fn change(pack: &Path, proposal: &str, cell: &str, to: &str) {
    let source = Source::Folder(pack.to_path_buf());
    let (panel, _) = load::panel(&source);
    let expert = &panel.head.pack;
    let mut sheet = sheets::one(&source, &panel, Round::First, expert, proposal)
        .unwrap()
        .unwrap_or_else(|| heyi::domain::sheet::ScoreSheet {
            plan: panel.plan_digest.as_str().into(),
            rubric: panel.rubric_digest.as_str().into(),
            ..heyi::domain::sheet::ScoreSheet::new(&panel.head.id, expert, proposal, Round::First)
        });
    let at = "2026-11-23T09:17:00+08:00";
    if cell == "state" {
        let state = SheetState::from_key(to).unwrap();
        assert!(sheet.set_state(state, "", at));
    } else {
        let cell = CellName::parse(cell).unwrap();
        assert!(sheet.change(&cell, to, at), "{proposal} {to}");
    }
    let folder = pack.join("scores/first").join(expert);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(format!("{proposal}.toml")), sealed_text(&sheet)).unwrap();
}

/// Hands in on that machine, and copies the file.
pub fn bring(home: &Path, name: &str, target: &Path) {
    let out = home.join("out").join(name);
    let _ = std::fs::remove_dir_all(&out);
    let pack = home.join(name);
    heyi(
        home,
        &[
            "handin",
            pack.to_str().unwrap(),
            "--out",
            out.to_str().unwrap(),
        ],
    );
    let file = std::fs::read_dir(out)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    std::fs::create_dir_all(target.parent().unwrap()).unwrap();
    std::fs::copy(file, target).unwrap();
}
