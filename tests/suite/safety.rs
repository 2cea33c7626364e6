//! What keeps work from being lost beside the save itself: pauses, places that cannot be
//! written, seats that are left, steps that can no longer be taken back.

use crate::stage::{Look, NOW, Stage};
use heyi::app::workspace::Place;
use heyi::app::{Effect, Key, Message, update};
use heyi::domain::seal::check_seal;
use heyi::domain::sheet::{CellName, Round, ScoreSheet};
use heyi::store::home::Home;
use heyi::terminal::keeper::Keeper;

fn scoring() -> Stage {
    let mut stage = Stage::demonstration(&Look::of((80, 24)), Some("E09"));
    stage.press("Enter Enter");
    stage
}

#[test]
fn a_pause_saves_the_comment_that_is_being_written() {
    let mut stage = scoring();
    assert_eq!(stage.app.wants_pause(), None, "idle asks for no clock");
    stage.press("F2");
    stage.write("路线可行");
    assert_eq!(stage.app.wants_pause(), Some(1));
    let effects = update(&mut stage.app, Message::Paused(NOW));
    let saved = effects.iter().find_map(|effect| match effect {
        Effect::SaveSheet { sheet, .. } => Some(sheet.comment.as_str()),
        _ => None,
    });
    assert_eq!(saved, Some("路线可行"));
    assert_eq!(
        stage.app.wants_pause(),
        None,
        "what is saved asks for no clock"
    );
}

#[test]
fn what_cannot_be_saved_is_kept_on_this_machine_and_tried_again() {
    let home = tempfile::tempdir().unwrap();
    let mut keeper = Keeper::new(Home::new(home.path().to_owned()));
    let blocked = home.path().join("panel");
    std::fs::create_dir(&blocked).unwrap();
    std::fs::write(blocked.join("scores"), "a file where the folder should be").unwrap();
    let place = Place {
        path: blocked.to_str().unwrap().to_owned(),
        ..Place::default()
    };
    let mut sheet = ScoreSheet::new("p", "E09", "SM-01", Round::First);
    sheet.change(&CellName::Score("target".into()), "16", "");
    let effect = Effect::SaveSheet {
        place,
        sheet: Box::new(sheet),
    };
    let answer = keeper.perform(&effect, NOW);
    assert!(matches!(
        answer,
        Some(Message::SheetFailed { rescued: true, .. })
    ));
    let kept = home.path().join("rescued/p/E09/SM-01.toml");
    assert!(check_seal(&std::fs::read_to_string(kept).unwrap()).is_ok());
    std::fs::remove_file(blocked.join("scores")).unwrap();
    let again = keeper.perform(&effect, NOW);
    assert!(matches!(
        again,
        Some(Message::SheetSaved { revision: 1, .. })
    ));
}

#[test]
fn a_seat_that_is_left_keeps_what_is_not_safe_until_it_is() {
    let mut stage = scoring();
    let failed = |app: &mut heyi::app::App| {
        let effects = update(app, Message::Key(Key::Char('6'), NOW));
        assert!(matches!(effects.first(), Some(Effect::SaveSheet { .. })));
        let message = Message::SheetFailed {
            expert: "E09".into(),
            proposal: "SM-01".into(),
            reason: "io.full",
            rescued: false,
        };
        update(app, message);
    };
    update(&mut stage.app, Message::Key(Key::Char('1'), NOW));
    failed(&mut stage.app);
    assert_eq!((stage.app.unsaved(), stage.app.may_end()), (1, false));
    stage.press("F8 End Enter");
    assert_eq!((stage.app.unsaved(), stage.app.may_end()), (1, false));
    let effects = update(&mut stage.app, Message::Paused(NOW));
    assert!(matches!(effects.first(), Some(Effect::SaveSheet { .. })));
    stage.take(Message::SheetSaved {
        expert: "E09".into(),
        proposal: "SM-01".into(),
        revision: 1,
        at: NOW,
        copy: None,
    });
    assert_eq!((stage.app.unsaved(), stage.app.may_end()), (0, true));
}

#[test]
fn a_step_on_a_recused_sheet_is_passed_over_and_named() {
    let mut stage = scoring();
    stage.press("1 6 PgDn 1 8 F4 1 Enter Ctrl-Z");
    let said = stage.app.notice.as_ref().map(|notice| notice.text.clone());
    assert!(said.unwrap().contains("SM-05"));
    stage.press("Ctrl-Z");
    let own = stage.app.workspace.as_ref().unwrap().own.as_ref().unwrap();
    assert_eq!(
        own.sheet("SM-01")
            .unwrap()
            .value(&CellName::Score("target".into())),
        ""
    );
}

#[test]
fn what_is_combined_while_a_sheet_is_saved_is_combined_again() {
    let mut stage = Stage::demonstration(&Look::of((100, 30)), Some("secretariat"));
    let workspace = stage.app.workspace.as_mut().unwrap();
    let Effect::Combine(_, edits) = workspace.combine() else {
        panic!("it combines");
    };
    let mut late = workspace.results.clone().unwrap();
    late.edits = edits;
    let saved = Message::SheetSaved {
        expert: "E09".into(),
        proposal: "SM-01".into(),
        revision: 1,
        at: NOW,
        copy: None,
    };
    update(&mut stage.app, saved);
    let effects = update(&mut stage.app, Message::Combined(Ok(Box::new(late))));
    let is_combined = |one: &Effect| matches!(one, Effect::Combine(..));
    assert!(effects.iter().any(is_combined), "{effects:?}");
}
