//! Long work is shown while it goes on, and no longer.

use crate::stage::{Look, Stage, row_of};
use heyi::app::{Message, Work};
use heyi::config::glyphs::GlyphProfile;
use heyi::domain::problem::{Problem, Trouble};
use heyi::store::load;
use heyi::store::source::Source;
use std::sync::Mutex;

fn rule(stage: &Stage) -> String {
    row_of(&stage.view(), stage.app.size.1 - 3)
}

#[test]
fn a_bar_stands_above_the_hints_until_the_answer_comes() {
    let mut stage = Stage::demonstration(&Look::of((80, 24)), Some("secretariat"));
    let clear = rule(&stage);
    stage.take(Message::Working(Work::Combining, 4_500, 10_000));
    assert!(rule(&stage).contains("正在读入评分表 █████████░░░░░░░░░░░ 45%"));
    stage.app.glyphs = GlyphProfile::Ascii;
    let plain = rule(&stage);
    assert!(plain.contains("#########........... 45%"), "{plain}");
    stage.app.glyphs = GlyphProfile::Narrow;
    let problem = Problem::of_file("policy.toml", Trouble::Missing, &[]);
    stage.take(Message::Combined(Err(vec![problem])));
    assert_eq!(rule(&stage), clear);
}

#[test]
fn an_odd_count_is_no_harm() {
    let mut stage = Stage::start(&Look::of((60, 18)));
    for (done, all, share) in [(0, 0, "0%"), (9, 3, "100%"), (1, 3, "33%")] {
        stage.take(Message::Working(Work::Opening, done, all));
        assert!(
            rule(&stage).contains(share),
            "{done} of {all}: {}",
            rule(&stage)
        );
    }
}

#[test]
fn reading_tells_how_far_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let proposals = folder.path().join("proposals");
    std::fs::create_dir(&proposals).unwrap();
    for number in 0..600 {
        let path = proposals.join(format!("P{number}.toml"));
        std::fs::write(path, "title = \"示例\"\n").unwrap();
    }
    let told = Mutex::new(Vec::new());
    let tell = |done, all| told.lock().unwrap().push((done, all));
    let (panel, _) = load::panel_telling(&Source::Folder(folder.path().into()), &tell);
    assert_eq!(panel.proposals.len(), 600);
    let mut told = told.into_inner().unwrap();
    told.sort_unstable();
    assert_eq!(told, [(256, 600), (512, 600)]);
}
