//! Whatever is scrolled stops at its end: presses that scroll to nothing new are not counted,
//! so that the way back begins with the next key.

use super::everywhere::stops;
use crate::sessions::headless::text_rows;
use crate::stage::NOW;
use heyi::app::scrolling::{self, PastEnd};
use heyi::app::{App, Key, Message, update};
use heyi::ui;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

fn press(app: &mut App, key: Key) {
    let _ = update(app, Message::Key(key, NOW));
}

/// Draws as the terminal does; returns what is seen and what was scrolled past its end.
fn draw(app: &mut App) -> (Vec<String>, Vec<PastEnd>) {
    let (columns, rows) = app.size;
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    let placement = ui::view(app, &mut buffer);
    scrolling::settle(app, &placement.past_end);
    (text_rows(&buffer), placement.past_end)
}

#[test]
fn nothing_stays_scrolled_past_its_end() {
    let mut went_past = 0;
    for (name, app) in stops() {
        for key in [Key::PageDown, Key::Right, Key::Down] {
            let mut app = app.clone();
            app.size = (80, 24);
            for _ in 0..40 {
                press(&mut app, key);
            }
            let (seen, past) = draw(&mut app);
            went_past += usize::from(!past.is_empty());
            let (again, left) = draw(&mut app);
            assert_eq!(seen, again, "{name}, {key:?}");
            assert_eq!(left, [], "{name}, {key:?}\n{}", seen.join("\n"));
        }
    }
    assert!(went_past > 20, "only {went_past} went past an end");
}

#[test]
fn one_press_back_is_seen_at_once_however_often_one_scrolled_on() {
    let stops = stops();
    let (pages, sides) = ((Key::PageDown, Key::PageUp), (Key::Right, Key::Left));
    let mut dead = Vec::new();
    for (name, (on, back), size) in [
        ("scoring, wording", pages, (80, 24)),
        ("chains, help", pages, (80, 24)),
        ("round", pages, (60, 18)),
        ("compare", pages, (60, 18)),
        ("assignment, proposed", pages, (60, 18)),
        ("consolidate", sides, (120, 30)),
        ("recommendations", sides, (120, 30)),
    ] {
        let (_, app) = stops.iter().find(|(stop, _)| stop == name).expect(name);
        let mut app = app.clone();
        app.size = size;
        for _ in 0..30 {
            press(&mut app, on);
            draw(&mut app);
        }
        let (end, _) = draw(&mut app);
        press(&mut app, back);
        let (after, _) = draw(&mut app);
        if end == after {
            dead.push(format!("{name}\n{}", end.join("\n")));
        }
    }
    assert!(dead.is_empty(), "{}", dead.join("\n"));
}
