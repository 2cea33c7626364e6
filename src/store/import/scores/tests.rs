//! Imports into small panels, file by file.

use super::*;
use crate::domain::decimal::parse;
use crate::domain::sheet::{Cell, Round, ScoreSheet, SheetState};
use crate::store::save::Disk;
use crate::store::{check, create, sheets};
use std::collections::BTreeMap;
use std::path::PathBuf;

struct Panelled {
    folder: tempfile::TempDir,
}

impl Panelled {
    fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        create::empty("study", &folder.path().join("p")).unwrap();
        Self { folder }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("p")
    }

    fn put(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.path().join(name)).unwrap()
    }

    fn import(&self, table: &str, options: &Options) -> Result<Outcome, ImportFault> {
        let path = self.folder.path().join("table.csv");
        std::fs::write(&path, table).unwrap();
        import(&Disk, &path, &self.path(), options)
    }

    fn panel(&self) -> Panel {
        let source = Source::Folder(self.path());
        let (panel, problems) = load::panel(&source);
        assert_eq!(problems, []);
        panel
    }

    fn sheets(&self) -> Vec<ScoreSheet> {
        let source = Source::Folder(self.path());
        let rounds = [Round::First, Round::Second].map(|round| {
            let (sheets, problems) = sheets::all(&source, &self.panel(), round);
            assert_eq!(problems, []);
            sheets
        });
        rounds.concat()
    }

    fn problems(&self) -> Vec<crate::domain::problem::Trouble> {
        let found = check::everything(&Source::Folder(self.path()));
        found.into_iter().map(|problem| problem.trouble).collect()
    }

    fn everything(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        let mut folders = vec![self.path()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    found.insert(path.clone(), std::fs::read(path).unwrap());
                }
            }
        }
        found
    }
}

fn created() -> Options {
    Options {
        create: true,
        at: "t".into(),
        ..Options::default()
    }
}

fn codes(outcome: &Outcome) -> Vec<(usize, &'static str)> {
    let refused = outcome.refused.iter();
    refused.map(|one| (one.line, one.code)).collect()
}

const TABLE: &str = "\
proposal,expert,criterion,score,chain,comment
P1,甲,工艺,8.5,磁,好
P1,甲,市场,90,磁,好
P1,乙,工艺,7,磁,
P1,乙,市场,,磁,
项目二,甲,工艺,9,磁,\"一\n二\"
项目二,甲,市场,70,,
";

#[test]
fn a_table_makes_what_is_missing_and_the_panel_opens_without_a_problem() {
    let at = Panelled::empty();
    let outcome = at.import(TABLE, &created()).unwrap();
    assert_eq!((outcome.rows, outcome.accepted), (6, 6));
    assert_eq!((outcome.new_sheets, outcome.changed_sheets), (3, 0));
    assert_eq!(outcome.refused, []);
    let made = &outcome.created;
    assert_eq!((made.proposals.len(), made.experts.len()), (2, 2));
    assert_eq!(at.problems(), []);
    let panel = at.panel();
    let second = panel.proposals.iter().find(|one| one.id != "P1").unwrap();
    assert_eq!(
        (second.label.as_str(), &made.proposals[1]),
        ("项目二", &second.id)
    );
    assert_eq!(panel.plan.chain(&second.chain).unwrap().name.zh, "磁");
    let scales: Vec<[&str; 4]> = panel
        .rubric
        .criteria
        .iter()
        .map(|one| {
            [
                &one.name.zh,
                &one.scale.min,
                &one.scale.max,
                &one.scale.step,
            ]
            .map(String::as_str)
        })
        .collect();
    assert_eq!(
        scales,
        [["工艺", "7", "9", "0.1"], ["市场", "70", "90", "1"]]
    );
    let sheets = at.sheets();
    for sheet in &sheets {
        assert_eq!(
            (sheet.state, sheet.source.as_str()),
            (SheetState::Submitted, "import")
        );
        assert_eq!(&*sheet.rubric, panel.rubric_digest);
        assert_eq!(&*sheet.plan, panel.plan_digest);
        assert!(!sheet.plan.is_empty() && sheet.revision as usize == sheet.history.len());
    }
    let expert = |name: &str| panel.experts.iter().find(|one| one.name == name).unwrap();
    let of = |name: &str, id: &str| {
        let expert = &expert(name).id;
        let mut found = sheets.iter();
        found
            .find(|one| one.expert == *expert && one.proposal == id)
            .unwrap()
    };
    let market = &panel.rubric.criteria[1].id;
    assert_eq!(of("乙", "P1").cell(market), Cell::Absent, "never 0");
    assert_eq!(
        (
            of("甲", "P1").comment.as_str(),
            of("甲", &second.id).comment.as_str()
        ),
        ("好", "一\n二")
    );
}

#[test]
fn the_same_table_again_changes_no_byte_and_another_makes_revisions() {
    let at = Panelled::empty();
    at.import(TABLE, &created()).unwrap();
    let before = at.everything();
    let again = at.import(TABLE, &created()).unwrap();
    assert_eq!(
        (again.accepted, again.new_sheets, again.changed_sheets),
        (6, 0, 0)
    );
    assert_eq!(again.created, Created::default());
    assert_eq!(at.everything(), before);
    let old = at
        .sheets()
        .into_iter()
        .find(|one| one.comment == "好")
        .unwrap();
    let table = "项目,专家,评分项,评分\nP1,甲,工艺,８.5\nP1,甲,市场,85\n";
    let outcome = at.import(table, &Options::default()).unwrap();
    assert_eq!((outcome.new_sheets, outcome.changed_sheets), (0, 1));
    let new = at
        .sheets()
        .into_iter()
        .find(|one| one.comment == "好")
        .unwrap();
    assert_eq!(new.revision, old.revision + 1, "only one cell is another");
    assert_eq!(new.history.last().unwrap().parent, old.seal.sha256);
    assert_eq!(new.history.last().unwrap().from, "90");
}

#[test]
fn a_criterion_is_known_by_the_name_it_has_for_a_kind() {
    let at = Panelled::empty();
    at.import(TABLE, &created()).unwrap();
    let market = at.panel().rubric.criteria[1].id.clone();
    let other = "name = { zh = \"运行机制\", en = \"Operation\" }";
    let rubric = at.text("rubric.toml");
    let rubric = format!("{rubric}\n[kind.platform.\"{market}\"]\n{other}\n");
    at.put("rubric.toml", &rubric);
    let table = "项目,专家,评分项,评分\nP1,甲,运行机制,85\nP1,甲,没有的,85\n";
    let outcome = at.import(table, &Options::default()).unwrap();
    assert_eq!(codes(&outcome), [(3, "unknown_criterion")]);
    assert_eq!((outcome.accepted, outcome.changed_sheets), (1, 1));
}

#[test]
fn bad_rows_are_refused_one_by_one_and_the_others_come_in() {
    let at = Panelled::empty();
    at.put("experts.toml", "format = 1\n[[expert]]\nid = \"E1\"\nname = \"王\"\n[[expert]]\nid = \"E2\"\nname = \"王\"\n[[expert]]\nid = \"E3\"\nname = \"李\"\n");
    at.put("rubric.toml", "# kept\nformat = 1\n[[criterion]]\nid = \"a\"\nname = { zh = \"工艺\" }\nscale = { min = \"0\", max = \"10\", step = \"0.5\" }\n");
    at.put("proposals/P1.toml", "title = \"电机\"\nchain = \"c\"\n");
    at.put(
        "proposals/P2.toml",
        "title = \"薄膜\"\nstate = \"withdrawn\"\n",
    );
    at.put(
        "plan/c.toml",
        "format = 1\nid = \"c\"\norder = 1\nname = { zh = \"链\", en = \"\" }\n",
    );
    at.put(
        "conflicts.toml",
        "[[conflict]]\nproposal = \"P1\"\nexpert = \"E2\"\nstate = \"recused\"\n",
    );
    let table = "\
项目,专家,评分项,评分,轮次,产业链
电机,李,工艺,8.5,首轮,链
P1,E3,a,9,1,c
P1,E1,a,11,,
P1,E1,a,8.3,,
P1,E1,a,优,,
P1,E1,a,1000000001,,
P1,E1,a,8,三,
P1,E1,a,8,,d
P1,王,a,8,,
P1,E9,a,8,,
P9,E1,a,8,,
P1,E1,b,8,,
P2,E1,a,8,,
P1,E2,a,8,,
,E1,a,8,,
P1,E1,a,8,second,
";
    let outcome = at.import(table, &Options::default()).unwrap();
    assert_eq!(
        codes(&outcome),
        [
            (3, "second_row"),
            (4, "out_of_range"),
            (5, "off_step"),
            (6, "not_a_number"),
            (7, "beyond_limits"),
            (8, "unknown_round"),
            (9, "unknown_chain"),
            (10, "ambiguous_expert"),
            (11, "unknown_expert"),
            (12, "unknown_proposal"),
            (13, "unknown_criterion"),
            (14, "not_scored"),
            (15, "recused"),
            (16, "no_proposal"),
        ]
    );
    assert_eq!(outcome.refused[0].details, ["2"], "the first row is named");
    assert_eq!((outcome.accepted, outcome.new_sheets), (2, 2));
    let sheets = at.sheets();
    let shown: Vec<_> = sheets
        .iter()
        .map(|one| (one.round, one.expert.as_str()))
        .collect();
    assert_eq!(shown, [(Round::First, "E3"), (Round::Second, "E1")]);
    assert!(at.text("rubric.toml").starts_with("# kept"));
}

#[test]
fn scales_weights_and_steps_are_as_asked_and_comments_stay() {
    let at = Panelled::empty();
    at.put("rubric.toml", "format = 1\r\n# 说明\r\n");
    let options = Options {
        scale: Some((parse("0").unwrap(), parse("10").unwrap())),
        weights: vec![("b".into(), parse("60").unwrap())],
        ..created()
    };
    let table = "proposal,expert,criterion,score\nP,E,a,3\nP,E,b,2.25\nP,F,b,11\n";
    let outcome = at.import(table, &options).unwrap();
    assert_eq!(codes(&outcome), [(4, "out_of_range")]);
    assert_eq!(
        outcome.created.experts,
        ["E"],
        "nobody is made for a refused row"
    );
    let text = at.text("rubric.toml");
    assert!(
        text.contains("# 说明\r\n") && !text.replace("\r\n", "").contains('\n'),
        "{text:?}"
    );
    let panel = at.panel();
    let shown: Vec<String> = panel
        .rubric
        .criteria
        .iter()
        .map(|one| {
            format!(
                "{} {} {} {}",
                one.id,
                one.scale.max,
                one.scale.step,
                one.weight()
            )
        })
        .collect();
    assert_eq!(shown, ["a 10 1 10", "b 10 0.01 60"]);
    assert_eq!(panel.proposals[0].chain, "all", "no column, one chain");
    let unknown = Options {
        weights: vec![("c".into(), parse("1").unwrap())],
        ..created()
    };
    let fault = at.import(table, &unknown);
    assert!(matches!(fault, Err(ImportFault::NoSuchWeight(word)) if word == "c"));
}

#[test]
fn a_single_value_still_makes_a_scale() {
    for (score, low, high) in [("4", "0", "4"), ("-4", "-4", "0"), ("0", "0", "1")] {
        let at = Panelled::empty();
        let table = format!("proposal,expert,criterion,score\nP,E,a,{score}\n");
        at.import(&table, &created()).unwrap();
        let scale = at.panel().rubric.criteria[0].scale.clone();
        assert_eq!((scale.min.as_str(), scale.max.as_str()), (low, high));
        assert_eq!(at.problems(), []);
    }
}

#[test]
fn who_is_not_assigned_is_refused_or_assigned() {
    let at = Panelled::empty();
    let first = "proposal,expert,criterion,score\nP,E,a,3\nP,F,a,4\nQ,E,a,5\n";
    at.import(first, &created()).unwrap();
    at.put(
        "assignments.toml",
        "# kept\n[[assignment]]\nexpert = \"E\"\nproposals = [\"P\"] # one\n",
    );
    let outcome = at.import(first, &Options::default()).unwrap();
    assert_eq!(codes(&outcome), [(3, "unassigned"), (4, "unassigned")]);
    let outcome = at.import(first, &created()).unwrap();
    assert_eq!(outcome.refused, []);
    let text = at.text("assignments.toml");
    assert!(
        text.starts_with("# kept") && text.contains("# one"),
        "{text}"
    );
    let panel = at.panel();
    let ids = |expert: &str| {
        let proposals = panel.assigned(expert).into_iter();
        proposals.map(|one| one.id.as_str()).collect::<Vec<_>>()
    };
    assert_eq!((ids("E"), ids("F")), (vec!["P", "Q"], vec!["P"]));
}

#[test]
fn a_closed_round_takes_nothing_and_an_open_one_keeps_its_rules() {
    let at = Panelled::empty();
    at.import(TABLE, &created()).unwrap();
    let head = at.text("panel.toml");
    let phase = |phase: &str| {
        let text = head.replace("phase = \"draft\"", &format!("phase = \"{phase}\""));
        at.put("panel.toml", &text);
    };
    phase("open");
    let outcome = at.import(
        "项目,专家,评分项,评分\nP1,甲,新,8\nP1,甲,市场,80\n",
        &created(),
    );
    assert_eq!(codes(&outcome.unwrap()), [(2, "frozen_criterion")]);
    let lowest = Options {
        lowest_best: true,
        ..created()
    };
    assert!(matches!(
        at.import(TABLE, &lowest),
        Err(ImportFault::Frozen)
    ));
    phase("closed");
    let before = at.everything();
    assert!(matches!(
        at.import(TABLE, &created()),
        Err(ImportFault::Closed)
    ));
    assert_eq!(at.everything(), before);
}

#[test]
fn what_is_damaged_is_neither_read_nor_written_over() {
    let at = Panelled::empty();
    at.import(TABLE, &created()).unwrap();
    let panel = at.panel();
    let expert = &panel.experts[0].id;
    let sheet = format!("scores/first/{expert}/P1.toml");
    let torn = at.text(&sheet).replace("8.5", "9.5");
    at.put(&sheet, &torn);
    at.put("proposals/P3.toml", "title = ");
    let table =
        format!("proposal,expert,criterion,score\nP1,{expert},市场,80\nP3,{expert},市场,80\n");
    let outcome = import(&Disk, &written(&at, &table), &at.path(), &created()).unwrap();
    assert_eq!(
        codes(&outcome),
        [(2, "damaged_sheet"), (3, "damaged_proposal")]
    );
    assert_eq!(
        (at.text(&sheet), at.text("proposals/P3.toml").as_str()),
        (torn, "title = ")
    );
    at.put("rubric.toml", "format = ");
    let fault = at.import(TABLE, &created());
    assert!(matches!(fault, Err(ImportFault::Panel(problem)) if problem.file == "rubric.toml"));
}

fn written(at: &Panelled, table: &str) -> PathBuf {
    let path = at.folder.path().join("other.csv");
    std::fs::write(&path, table).unwrap();
    path
}

#[test]
fn the_lowest_becomes_the_best_in_the_policy_once() {
    let at = Panelled::empty();
    let options = Options {
        lowest_best: true,
        ..created()
    };
    at.import(TABLE, &options).unwrap();
    let text = at.text("policy.toml");
    assert!(
        text.starts_with('#') && text.contains("\nlowest_best = true\n"),
        "{text}"
    );
    assert!(at.panel().policy.lowest_best);
    at.import(TABLE, &options).unwrap();
    assert_eq!(at.text("policy.toml"), text);
}
