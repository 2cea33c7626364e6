//! A click and a turn of the wheel are keys: what they do is what those keys do.

use crate::stage::{Look, Stage, row_of};
use heyi::app::{Overlay, Screen};
use heyi::ui;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Clicks on the first row that holds a text, at the column where it stands.
fn click(stage: &mut Stage, text: &str) {
    let keys = {
        let (column, row) = place(stage, text);
        placement(stage).pointing.click(column, row).to_vec()
    };
    let names: Vec<String> = keys.iter().map(|key| key.name()).collect();
    stage.press(&names.join(" "));
}

fn placement(stage: &Stage) -> ui::Placement {
    let (columns, rows) = stage.app.size;
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    ui::view(&stage.app, &mut buffer)
}

fn place(stage: &Stage, text: &str) -> (u16, u16) {
    let buffer = stage.view();
    for y in 0..buffer.area.height {
        if let Some(at) = row_of(&buffer, y).find(text) {
            let before = &row_of(&buffer, y)[..at];
            return (heyi::text::width::columns(before) as u16, y);
        }
    }
    panic!("{text} is not on the screen");
}

fn at_the_proposals() -> Stage {
    let mut stage = Stage::demonstration(&Look::of((100, 30)), Some("E09"));
    stage.press("Enter");
    stage
}

#[test]
fn a_row_is_chosen_by_a_click_and_opened_by_another() {
    let mut stage = at_the_proposals();
    click(&mut stage, "SM-06");
    assert!(matches!(stage.app.screen, Screen::Proposals(_)));
    let (_, row) = place(&stage, "SM-06");
    assert!(
        row_of(&stage.view(), row).starts_with(" ▸"),
        "{}",
        row_of(&stage.view(), row)
    );
    click(&mut stage, "SM-06");
    assert!(matches!(&stage.app.screen, Screen::Scoring(one) if one.proposal == "SM-06"));
}

#[test]
fn rows_with_lines_between_them_are_counted_without_the_lines() {
    let mut stage = Stage::demonstration(&Look::of((120, 40)), Some("secretariat"));
    stage.press("F7");
    // below the money line and the threshold
    for id in ["SM-04", "SM-01", "SM-07"] {
        click(&mut stage, id);
        let (_, row) = place(&stage, "▸");
        assert!(row_of(&stage.view(), row).contains(id), "{id}");
    }
}

#[test]
fn hints_menus_tabs_and_rows_of_the_sheet_take_clicks() {
    let mut stage = Stage::demonstration(&Look::of((80, 24)), Some("E09"));
    stage.press("Enter Enter");
    click(&mut stage, "原文");
    click(&mut stage, "5 补链");
    let Screen::Scoring(scoring) = &stage.app.screen else {
        panic!("another screen");
    };
    assert_eq!((scoring.page.key(), scoring.row), ("page.wording", 4));
    click(&mut stage, "空格");
    assert!(matches!(stage.app.overlays.last(), Some(Overlay::Menu(_))));
    click(&mut stage, "我的打分");
    click(&mut stage, "我的打分");
    assert!(matches!(stage.app.screen, Screen::MySheets(_)));
}

#[test]
fn help_in_the_last_line_is_shown_by_a_click() {
    for (size, seat) in [((60, 18), "secretariat"), ((80, 24), "E09")] {
        let mut stage = Stage::demonstration(&Look::of(size), Some(seat));
        let (column, row) = place(&stage, "? 帮助");
        // behind it stands who sits here
        assert!(placement(&stage).pointing.click(column + 9, row).is_empty());
        click(&mut stage, "帮助");
        assert!(matches!(stage.app.overlays.last(), Some(Overlay::Help(_))));
        // in a window it is not offered, and nothing is there to be clicked
        assert!(placement(&stage).pointing.click(column, row).is_empty());
    }
}

#[test]
fn what_a_window_covers_takes_no_click() {
    let mut stage = at_the_proposals();
    let (column, row) = place(&stage, "SM-06");
    stage.press("F1");
    stage.press("Esc ?");
    assert!(placement(&stage).pointing.click(column, row).is_empty());
    let keys = placement(&stage).pointing.wheel(column, row, true);
    assert_eq!(keys.len(), 3, "the wheel scrolls the window");
}

#[test]
fn the_wheel_over_the_facts_takes_the_arrows_there() {
    let mut stage = Stage::demonstration(&Look::of((120, 40)), Some("E09"));
    stage.press("Enter Enter");
    let names = |stage: &Stage, column| -> Vec<String> {
        let keys = placement(stage).pointing.wheel(column, 10, true);
        keys.iter().map(|key| key.name()).collect()
    };
    assert_eq!(names(&stage, 100), ["Down", "Down", "Down"]);
    let keys = names(&stage, 10);
    assert_eq!(keys.first().map(String::as_str), Some("Shift-Tab"));
    stage.press(&keys.join(" "));
    let Screen::Scoring(scoring) = &stage.app.screen else {
        panic!("another screen");
    };
    assert_eq!((scoring.row, scoring.line), (0, 3));
}
