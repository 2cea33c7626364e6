//! Much too much at once: a megabyte pasted, a storm of sizes.

use super::bytes;
use crate::sessions::driver::Window;
use crate::sessions::places::{named, press, sees};
use crate::sessions::program::Program;

/// A million bytes, with what no text should hold.
fn megabyte() -> String {
    "意见\u{202e}，\u{9b}31m 电机\n".repeat(1 << 15)
}

#[test]
fn a_megabyte_in_the_comment_is_cut_and_said_and_work_goes_on() {
    let place = named("comment");
    let home = tempfile::tempdir().unwrap();
    let mut program = Program::start(&place.setup("demo"), home.path(), Box::new(|_| {}));
    place.reach(&mut program);
    assert!(megabyte().len() > 800_000);
    program.paste(&megabyte());
    sees(&mut program, place.name, "没有放进去");
    press(&mut program, "F2 '12");
    sees(&mut program, place.name, "20 12");
    assert!(program.quit());
    let file = home.path().join("panels/demo/scores/first/E09/SM-01.toml");
    let text = std::fs::read_to_string(file).unwrap();
    assert!(
        text.contains("写到一半意见，31m 电机"),
        "the beginning is kept"
    );
    assert!(text.len() < 100_000, "{} bytes", text.len());
    assert_eq!(bytes::fault(&program.raw()), None);
}

#[test]
fn a_megabyte_in_a_field_stops_nothing() {
    for (name, keys, shown) in [
        ("proposals", "Esc Esc", "回车 该链的项目"),
        ("all commands", "Esc", "回车 该链的项目"),
        ("start, naming a folder", "Esc", "回车打开选中的批次"),
        ("decision", "Esc", "专家评审推荐建议"),
    ] {
        let place = named(name);
        let home = tempfile::tempdir().unwrap();
        let mut program = Program::start(&place.setup("demo"), home.path(), Box::new(|_| {}));
        place.reach(&mut program);
        if name == "decision" {
            press(&mut program, "Down Down Down");
        }
        program.paste(&megabyte());
        press(&mut program, keys);
        sees(&mut program, name, shown);
        assert!(program.quit(), "{name}");
        assert_eq!(bytes::fault(&program.raw()), None, "{name}");
    }
}

#[test]
fn a_storm_of_sizes_ends_with_the_right_screen() {
    for name in ["scoring", "recommendations"] {
        let place = named(name);
        let homes = [(); 2].map(|()| tempfile::tempdir().unwrap());
        let [mut program, mut calm] = homes.each_ref().map(|home| {
            let mut program = Program::start(&place.setup("demo"), home.path(), Box::new(|_| {}));
            place.reach(&mut program);
            program
        });
        let sizes = [
            (0, 0),
            (1, 1),
            (300, 100),
            (2, 60),
            (500, 1),
            (60, 18),
            (0, 24),
        ];
        for (columns, rows) in sizes.into_iter().cycle().take(200) {
            program.resize_terminal(columns, rows);
        }
        // a size that neither had before, so what is the same in the end was drawn for it
        for one in [&mut program, &mut calm] {
            one.resize(100, 30);
        }
        let is_same = program.wait(&mut |rows| {
            let calm = trimmed(&calm.rows());
            calm[29].contains('?') && trimmed(rows) == calm
        });
        let [now, wanted] = [&mut program, &mut calm].map(|one| one.rows().join("\n"));
        assert!(is_same, "{name}:\n{now}\nwithout a storm:\n{wanted}");
        assert!(program.quit() && calm.quit(), "{name}");
    }
}

#[test]
fn a_terminal_that_does_not_know_its_size_is_taken_for_the_usual_one() {
    let place = named("chains");
    let home = tempfile::tempdir().unwrap();
    let mut program = Program::start(&place.setup("demo"), home.path(), Box::new(|_| {}));
    place.reach(&mut program);
    program.resize(100, 30);
    sees(&mut program, place.name, "推荐建议");
    program.resize_terminal(0, 0);
    press(&mut program, "F1");
    sees(&mut program, place.name, "打字查找：命令、产业链");
    assert!(program.quit());
}

fn trimmed(rows: &[String]) -> Vec<String> {
    rows.iter().map(|row| row.trim_end().to_owned()).collect()
}
