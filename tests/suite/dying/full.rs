//! A disk that takes nothing: leaving says what is unsafe, leaving again leaves all the same
//! and says so, and the terminal comes back.

use super::{WHERE_IT_MATTERS, each, is_restored};
use crate::sessions::places::{Place, named, press, sees};
use crate::sessions::program::Program;
use std::path::Path;

/// Puts files where the program wants folders, so that nothing can be written there.
fn fill(home: &Path) {
    for name in ["panels/demo/scores", "rescued"] {
        let path = home.join(name);
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, "no folder").unwrap();
    }
    let session = home.join("session.toml");
    let _ = std::fs::remove_file(&session);
    std::fs::create_dir(session).unwrap();
}

fn leaves_a_full_disk(place: &Place) {
    let what = format!("{}, nothing can be written", place.name);
    let home = tempfile::tempdir().unwrap();
    let mut program = Program::start(&place.setup("demo"), home.path(), Box::new(|_| {}));
    let (start, rest) = place.steps.split_at(place.steps.len() - 1);
    for (keys, shown) in start {
        press(&mut program, keys);
        sees(&mut program, &what, shown);
    }
    heyi::store::create::copy_whole("demo", &home.path().join("panels/demo"), false)
        .or_else(|error| {
            let is_there = home.path().join("panels/demo/panel.toml").is_file();
            is_there.then_some(()).ok_or(error)
        })
        .unwrap();
    fill(home.path());
    for (keys, shown) in rest {
        press(&mut program, keys);
        sees(&mut program, &what, shown);
    }
    program.send(b"\x11");
    if place.name == "recommendations" {
        // nothing was written here, so nothing is lost
        assert_eq!(program.exit_code(), 0, "{what}");
    } else {
        sees(&mut program, &what, "还有评分表没有存盘");
        program.send(b"\x11");
        assert_eq!(program.exit_code(), 2, "{what}");
        let told = String::from_utf8_lossy(&program.raw()).into_owned();
        let after = told.rsplit_once("\x1b[?1049l").unwrap().1;
        assert!(after.contains("有 1 份评分表没有存盘"), "{what}: {after}");
    }
    is_restored(&program, &what);
}

#[test]
fn a_full_disk_holds_back_once_and_then_lets_go() {
    let places: Vec<&Place> = WHERE_IT_MATTERS.iter().map(|name| named(name)).collect();
    each(&places, |place| leaves_a_full_disk(place));
}
