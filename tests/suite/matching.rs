//! How often the suggested links are right, on titles that were labelled without sight of
//! the plan. The weights were fitted on the half `tune`; the half `report` is only measured.

use crate::commands::heyi;
use crate::stage::{Look, Stage};
use heyi::analysis::matching::{Answer, Matcher, Query};
use heyi::app::{Command as Wanted, Effect, Message, Screen};
use heyi::domain::link_notes::LinkNotes;
use heyi::domain::proposal::Amendment;
use heyi::i18n::Language;
use heyi::store::load;
use heyi::store::source::{BUILT_IN, Source};
use serde::Deserialize;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

#[derive(Deserialize)]
struct Labelled {
    title: Vec<Title>,
}

#[derive(Deserialize)]
struct Title {
    half: String,
    #[serde(rename = "title")]
    words: String,
    keywords: Vec<String>,
    chain: String,
    link: String,
    also: String,
}

impl Title {
    fn fits(&self, link: &str) -> bool {
        link == self.link || (!self.also.is_empty() && link == self.also)
    }

    fn ask(&self, matcher: &Matcher, in_chain: bool) -> Answer {
        let query = Query {
            title: &self.words,
            keywords: &self.keywords.join("; "),
            chain: in_chain.then_some(self.chain.as_str()),
        };
        matcher.suggest(&query, 3)
    }
}

fn matcher() -> Matcher {
    let (panel, _) = load::panel(&Source::BuiltIn(BUILT_IN));
    Matcher::of(&panel.plan, &panel.link_notes)
}

fn titles(half: &str) -> Vec<Title> {
    let text = include_str!("matching/labelled.toml");
    let labelled: Labelled = toml::from_str(text).unwrap();
    let mut titles = labelled.title;
    titles.retain(|title| title.half == half);
    titles
}

/// So many of so many, with the 95 % interval of Wilson (1927).
#[derive(Clone, Copy)]
struct Share {
    hits: u32,
    of: u32,
}

impl Share {
    fn of(hits: impl Iterator<Item = bool>) -> Self {
        let all: Vec<bool> = hits.collect();
        Self {
            hits: all.iter().map(|hit| u32::from(*hit)).sum(),
            of: all.iter().map(|_| 1).sum(),
        }
    }

    fn share(self) -> f64 {
        f64::from(self.hits) / f64::from(self.of)
    }

    fn wilson(self) -> [f64; 2] {
        let (n, p, z) = (f64::from(self.of), self.share(), 1.959_964);
        let middle = p + z * z / (2.0 * n);
        let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
        [middle - half, middle + half].map(|edge| edge / (1.0 + z * z / n))
    }

    fn told(self) -> String {
        let [low, high] = self.wilson();
        format!("{:.3} [{low:.3}, {high:.3}]", self.share())
    }
}

struct Figures {
    /// First and among the first three: with the chain known, then over all links.
    chain: [Share; 2],
    all: [Share; 2],
    /// Fits a link or fits none, told by `weak`.
    weak: Share,
    /// Chance that a title that fits a link has a higher score than one that fits none.
    auc: f64,
}

fn figures(half: &str) -> Figures {
    let matcher = matcher();
    let titles = titles(half);
    let fitting: Vec<&Title> = titles
        .iter()
        .filter(|title| !title.link.is_empty())
        .collect();
    let within = |in_chain: bool| {
        [1, 3].map(|top| {
            Share::of(fitting.iter().map(|title| {
                let answer = title.ask(&matcher, in_chain);
                let mut best = answer.suggestions.iter().take(top);
                best.any(|suggestion| title.fits(&suggestion.link))
            }))
        })
    };
    let score = |title: &Title| {
        let answer = title.ask(&matcher, false);
        answer.suggestions.first().map_or(0.0, |best| best.score)
    };
    let (own, none): (Vec<&Title>, Vec<&Title>) =
        titles.iter().partition(|title| !title.link.is_empty());
    let [own, none] = [own, none].map(|part| part.into_iter().map(score).collect::<Vec<f64>>());
    let pairs = own
        .iter()
        .flat_map(|fits| none.iter().map(move |other| fits > other));
    Figures {
        chain: within(true),
        all: within(false),
        weak: Share::of(
            titles
                .iter()
                .map(|title| title.ask(&matcher, false).is_weak() == title.link.is_empty()),
        ),
        auc: Share::of(pairs).share(),
    }
}

/// The README's table.
pub fn table(language: Language) -> String {
    let figures = figures("report");
    let heads = match language {
        Language::Chinese => [
            "| | 第一 | 前三 |",
            "已知产业链",
            "在全部环节中",
            "是否对应环节，判断正确",
        ],
        Language::English => [
            "| | first | among three |",
            "chain known",
            "over all links",
            "fits a link or none, told rightly",
        ],
    };
    let mut text = format!("{}\n|---|---|---|\n", heads[0]);
    for (head, shares) in [(heads[1], figures.chain), (heads[2], figures.all)] {
        let [first, three] = shares.map(Share::told);
        let _ = writeln!(text, "| {head} | {first} | {three} |");
    }
    let _ = writeln!(
        text,
        "| {} | {} | AUC {:.3} |",
        heads[3],
        figures.weak.told(),
        figures.auc
    );
    text
}

/// Not below what was reached on the unseen half, by a little.
#[test]
fn suggestions_are_as_good_as_they_were() {
    let figures = figures("report");
    for (name, share, least) in [
        ("chain known, first", figures.chain[0], 0.91),
        ("chain known, three", figures.chain[1], 0.97),
        ("all links, first", figures.all[0], 0.90),
        ("all links, three", figures.all[1], 0.97),
        ("fits or not", figures.weak, 0.91),
    ] {
        println!("{name} {}", share.told());
        assert!(share.share() >= least, "{name} {}", share.told());
    }
    println!("AUC {:.3}", figures.auc);
    assert!(figures.auc >= 0.92, "{:.3}", figures.auc);
}

/// Titles whose words stand in no list are served by the plan's own wording.
#[test]
fn without_terms_the_plan_alone_still_finds_most() {
    let (panel, _) = load::panel(&Source::BuiltIn(BUILT_IN));
    let matcher = Matcher::of(&panel.plan, &LinkNotes::default());
    let titles = titles("report");
    let fitting = titles.iter().filter(|title| !title.link.is_empty());
    let found = Share::of(fitting.map(|title| {
        let answer = title.ask(&matcher, true);
        answer.suggestions.iter().any(|one| title.fits(&one.link))
    }));
    println!("among three, no terms {}", found.told());
    assert!(found.share() >= 0.7, "{}", found.told());
}

/// Sends lines to `heyi match --stdin`; returns the exit code and the answers.
fn asked(input: &[u8]) -> (Option<i32>, Vec<Value>) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_heyi"))
        .args(["match", "--stdin", "--lang", "en"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = program.stdin.take().unwrap();
    let input = input.to_vec();
    let writing = std::thread::spawn(move || pipe.write_all(&input).unwrap());
    let output = program.wait_with_output().unwrap();
    writing.join().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let answers = text.lines().map(|line| {
        assert!(
            line.starts_with(r#"{"schema":"heyi.match/1","id":"#),
            "{line}"
        );
        assert!(!line.contains(char::is_control), "{line:?}");
        serde_json::from_str(line).unwrap()
    });
    (output.status.code(), answers.collect())
}

#[test]
fn every_line_has_its_answer_in_its_place() {
    let long = "减速器".repeat(120_000);
    let lines: Vec<Vec<u8>> = vec![
        r#"{"id":"a","title":"电机对拖测功机","chain":"servo"}"#.into(),
        "".into(),
        r#"{"id":"b","title":"柔轮加工","keywords":["谐波减速器"]}"#.into(),
        "{bad".into(),
        b"{\"id\":\"\xff\"}".to_vec(),
        r#"{"id":7,"title":"😀"}"#.into(),
        r#"{"id":"c","title":"\u001b[31m伺服电机\u202e"}"#.into(),
        r#"{"id":"d"}"#.into(),
        r#"{"id":"e","title":"x","chain":"nowhere"}"#.into(),
        r#"[{"title":"x"}]"#.into(),
        r#"{"id":"f","title":["x"]}"#.into(),
        format!(r#"{{"id":"g","title":"{long}"}}"#).into(),
        "[".repeat(100_000).into(),
        r#"{"id":"h","title":"?"}"#.into(),
    ];
    let (code, answers) = asked(&lines.join(&b'\n'));
    assert_eq!(code, Some(2), "some lines were bad");
    assert_eq!(answers.len(), lines.len());
    let told: Vec<(Value, bool, Value)> = answers
        .iter()
        .map(|answer| {
            let best = answer["suggestions"][0]["link"].clone();
            (answer["id"].clone(), answer.get("error").is_some(), best)
        })
        .collect();
    let expected = [
        (json!("a"), false, json!("servo-08")),
        (Value::Null, true, Value::Null),
        (json!("b"), false, json!("reducer-05")),
        (Value::Null, true, Value::Null),
        (Value::Null, true, Value::Null),
        (json!(7), false, Value::Null),
        (json!("c"), false, json!("servo-08")),
        (json!("d"), true, Value::Null),
        (json!("e"), true, Value::Null),
        (Value::Null, true, Value::Null),
        (json!("f"), true, Value::Null),
        (json!("g"), false, told[11].2.clone()),
        (Value::Null, true, Value::Null),
        (json!("h"), false, Value::Null),
    ];
    for (place, (told, expected)) in told.iter().zip(&expected).enumerate() {
        if place != 6 {
            assert_eq!(told, expected, "line {}", place + 1);
        }
    }
    assert_eq!(answers[7]["error"], "no title: title is needed");
    let keys: Vec<&String> = answers[0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["schema", "id", "suggestions", "weak", "second"]);
    let keys: Vec<&String> = answers[0]["suggestions"][0]
        .as_object()
        .unwrap()
        .keys()
        .collect();
    assert_eq!(keys, ["chain", "row", "link", "name", "score", "why"]);
    assert_eq!(asked(lines[0].as_slice()).0, Some(0));
    assert_eq!(
        asked(b"\xef\xbb\xbf{\"title\":\"x\"}\n").0,
        Some(0),
        "a mark at the beginning"
    );
    assert_eq!(asked(b""), (Some(0), Vec::new()));
}

#[test]
fn one_title_is_answered_in_words_or_as_one_object() {
    let text = |words: &[&str]| {
        let output = heyi(&[&["match"], words].concat());
        (
            output.status.code(),
            String::from_utf8(output.stdout).unwrap(),
        )
    };
    let (code, said) = text(&["--title", "柔轮车齿加工", "--keywords", "谐波减速器"]);
    assert_eq!(code, Some(0));
    for part in [
        "reducer-05",
        "依据：",
        "0  不对应任何环节",
        "仅供参考，不计分",
    ] {
        assert!(said.contains(part), "{said}");
    }
    let (_, said) = text(&["--title", "杂交水稻", "--lang", "en"]);
    assert!(
        said.contains("unsure") && said.contains("\"fits no link\" is as likely"),
        "{said}"
    );
    let (code, said) = text(&[
        "demo", "--title", "柔轮", "--chain", "reducer", "--top", "1", "--json",
    ]);
    let document: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(
        (code, &document["suggestions"].as_array().unwrap().len()),
        (Some(0), &1)
    );
    for words in [
        &[][..],
        &["--title", "x", "--stdin"],
        &["--title", "x", "--chain", "nowhere"],
        &["--title", "x", "--top", "0"],
        &["--stdin", "--keywords", "x"],
        &["nowhere", "--title", "x"],
    ] {
        assert_eq!(text(words).0, Some(1), "{words:?}");
    }
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("study");
    let empty = empty.to_str().unwrap();
    heyi(&["new", empty, "--empty"]);
    let output = heyi(&["match", empty, "--title", "x", "--lang", "en"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.starts_with("error: the plan of ") && said.contains("\nhint: "),
        "{said}"
    );
}

fn left(stage: &Stage) -> usize {
    let (Screen::MatchLinks(screen), Some(workspace)) = (&stage.app.screen, &stage.app.workspace)
    else {
        panic!("another screen");
    };
    screen.left(workspace)
}

#[test]
fn a_decision_that_could_not_be_written_waits_again() {
    let mut stage = Stage::demonstration(&Look::of((80, 24)), Some("secretariat"));
    stage.press("F1");
    stage.write("确认环节");
    stage.press("Enter");
    assert_eq!(left(&stage), 3);
    let key = Message::Key(heyi::app::Key::Char('0'), crate::stage::NOW);
    let effects = heyi::app::update(&mut stage.app, key);
    assert!(matches!(
        effects.as_slice(),
        [heyi::app::Effect::AmendProposal { .. }]
    ));
    assert_eq!(left(&stage), 2, "it is on its way");
    stage.take(Message::AmendmentFailed {
        proposal: "RD-06".into(),
        part: heyi::app::Decided::Comparison,
        reason: "io.full",
    });
    assert_eq!(left(&stage), 3);
    stage.press("PgUp 0");
    assert_eq!(left(&stage), 2);
}

#[test]
fn a_confirmed_link_tells_the_chain_of_a_proposal_that_has_none() {
    let mut stage = Stage::demonstration(&Look::of((80, 24)), Some("secretariat"));
    let panel = stage.app.workspace.as_mut().unwrap().panel_mut();
    let without = panel.proposals.iter_mut().find(|one| one.id == "RD-06");
    without.unwrap().chain = "".into();
    heyi::app::screens::match_links::open(&mut stage.app);
    let Screen::MatchLinks(screen) = &stage.app.screen else {
        panic!("{}", stage.app.screen.key());
    };
    let workspace = stage.app.workspace.as_ref().unwrap();
    assert_eq!(screen.proposal(workspace).unwrap().id, "RD-06");
    stage.press("4");
    let found = crate::stage::effects(&mut stage, "Enter");
    let chains = found.iter().filter_map(|effect| match effect {
        Effect::AmendProposal { amendments, .. } => Some(amendments.clone()),
        _ => None,
    });
    let amendments: Vec<Amendment> = chains.flatten().collect();
    let [Amendment::Links(links), Amendment::Chain(chain), ..] = amendments.as_slice() else {
        panic!("{amendments:?}");
    };
    let plan = &stage.app.workspace.as_ref().unwrap().panel().plan;
    assert_eq!(&plan.link(&links[0]).unwrap().0.id, chain);
}

#[test]
fn only_the_secretariat_matches_links() {
    let stage = Stage::demonstration(&Look::of((80, 24)), Some("E09"));
    let refused = heyi::app::possible::possible(&stage.app, Wanted::MatchLinks);
    assert!(refused.is_err());
    assert!(stage.app.workspace.unwrap().suggested.is_none());
}

#[test]
fn a_text_that_was_taken_over_is_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    let panel = folder.path().join("copy");
    heyi(&["new", panel.to_str().unwrap(), "--from", "demo"]);
    let from = panel.join("proposals/SM-03.toml");
    let text = std::fs::read_to_string(&from).unwrap();
    let text = text.replace(
        "高转矩密度机器人关节电机研发",
        "机器人关节用高转矩密度电机开发",
    );
    std::fs::write(panel.join("proposals/SM-12.toml"), text).unwrap();
    let output = heyi(&["check", panel.to_str().unwrap(), "--json"]);
    assert_eq!(output.status.code(), Some(0), "a warning is no error");
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    let problems = document["problems"].as_array().unwrap();
    let found = problems.iter().filter(|problem| problem["kind"] == "alike");
    let found: Vec<&Value> = found.collect();
    assert_eq!(found.len(), 1, "{document}");
    assert_eq!(found[0]["severity"], "warning");
    assert_eq!(found[0]["file"], "proposals/SM-12.toml");
    let message = found[0]["message"].as_str().unwrap();
    assert!(message.starts_with("文字与 SM-03 高转矩密度"), "{message}");
}
