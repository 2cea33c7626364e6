//! The own totals in the chain beside the sheet: the proposal on the screen is always among
//! what is in sight, however many there are.

use crate::stage::{Look, Stage, shown};
use heyi::app::workspace::Workspace;
use heyi::domain::sheet::CellName;
use heyi::i18n::Language;
use std::sync::Arc;

/// Scores every criterion of a proposal so that the least of them gets `last` points.
fn score(workspace: &mut Workspace, id: &str, last: usize) {
    let panel = Arc::clone(&workspace.opened.panel);
    let sheet = workspace.own.as_mut().unwrap().sheet_mut(&panel, id);
    let criteria = &panel.rubric_of(id).criteria;
    for (place, criterion) in criteria.iter().enumerate() {
        let mark = if place == 0 { last } else { 4 };
        sheet.change(
            &CellName::Score(criterion.id.clone()),
            &mark.to_string(),
            "",
        );
    }
}

/// An expert with `more` further proposals in the chain of SM-02, all scored, and `SM-02` with
/// `points` for its first criterion; the others have 0 to 19.
fn stage(size: (u16, u16), more: usize, points: usize) -> Stage {
    let look = Look {
        language: Language::English,
        ..Look::of(size)
    };
    let mut stage = Stage::demonstration(&look, Some("E01"));
    let workspace = stage.app.workspace.as_mut().unwrap();
    let panel = workspace.panel_mut();
    let one = panel.proposal("SM-02").unwrap().clone();
    let mut ids = vec![one.id.clone()];
    for place in 0..more {
        let mut another = one.clone();
        another.id = format!("X{place}");
        ids.push(another.id.clone());
        panel.proposals.push(another);
    }
    let mine = panel.assignments.iter_mut().find(|own| own.expert == "E01");
    mine.unwrap().proposals = ids.iter().map(|id| id.as_str().into()).collect();
    for place in 0..more {
        score(workspace, &format!("X{place}"), place % 20);
    }
    score(workspace, "SM-02", points);
    heyi::app::screens::scoring::open(&mut stage.app, "SM-02", None);
    stage
}

#[test]
fn of_many_own_totals_those_about_the_present_one_are_listed() {
    for points in [0, 7, 20] {
        let screen = shown(&stage((120, 48), 60, points));
        let rows: Vec<&str> = screen.lines().collect();
        let at = rows.iter().position(|row| row.contains("this one"));
        let at = at.unwrap_or_else(|| panic!("{screen}"));
        let total = |row: &str| {
            let (_, sheet) = row.split_once('│')?;
            let mut words = sheet.split_whitespace().filter(|word| *word != "▸");
            words.next()?.parse::<u32>().ok()
        };
        let present = total(rows[at]).unwrap();
        assert_eq!(present as usize, points + 7 * 4, "{screen}");
        let above = total(rows[at - 1]);
        let below = total(rows[at + 1]);
        assert!(above.is_none_or(|above| above >= present), "{screen}");
        assert!(below.is_none_or(|below| below <= present), "{screen}");
        assert_eq!(above.is_none(), points == 20, "{screen}");
        let ends = |mark: &str| rows.iter().any(|row| row.trim_end().ends_with(mark));
        let marks = ["↑", "↓"].map(ends);
        assert_eq!(marks, [points < 20, points > 0], "{screen}");
    }
}

#[test]
fn on_one_line_the_present_one_is_in_sight_with_what_is_about_it() {
    for points in [0, 7, 20] {
        let screen = shown(&stage((80, 24), 60, points));
        let is_it = |row: &&str| row.contains("Chain ") && !row.contains("Chain effect");
        let row = screen.lines().find(is_it);
        let row = row.unwrap_or_else(|| panic!("{screen}"));
        let row = row.rsplit('│').next().unwrap();
        let present = format!("[{}]", points + 7 * 4);
        assert!(row.contains(&present), "{screen}");
        let inner = row.split_once("Chain").unwrap().1.trim();
        assert_eq!(inner.starts_with('…'), points < 20, "{screen}");
        assert_eq!(inner.ends_with('…'), points > 0, "{screen}");
        let figures = inner.split_whitespace().filter(|word| *word != "…");
        assert!(figures.count() >= 5, "{screen}");
    }
}
