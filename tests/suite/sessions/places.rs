//! Every screen of the real program and how to come there, for tests that do something on
//! all of them.

use super::driver::{Window, single_blanks};
use super::program::Program;
use super::script::Setup;
use heyi::app::Key;

/// A screen or a window, and the way to it.
pub struct Place {
    /// Its name in failures.
    pub name: &'static str,
    /// `--as`, on the panel of the test; without a panel where it is `nowhere`, without a
    /// seat where it is empty.
    pub seat: &'static str,
    /// `--at`.
    pub proposal: &'static str,
    /// What is pressed or, after `'`, typed, and what the screen shows then. Nothing is
    /// pressed at first.
    pub steps: &'static [(&'static str, &'static str)],
}

const fn place(
    name: &'static str,
    seat: &'static str,
    steps: &'static [(&'static str, &'static str)],
) -> Place {
    Place {
        name,
        seat,
        proposal: "",
        steps,
    }
}

const fn sheet(name: &'static str, steps: &'static [(&'static str, &'static str)]) -> Place {
    Place {
        name,
        seat: "E09",
        proposal: "SM-01",
        steps,
    }
}

const COMMITMENT: (&str, &str) = ("", "请先阅读并承诺");
const SHEET: (&str, &str) = ("Enter", "第 1 个汇报 SM-01");
const CHAINS: (&str, &str) = ("", "回车 该链的项目");
const PLACES_LIST: (&str, &str) = ("g", "前往（按一个字母）");

/// Every screen, and windows over some of them.
pub static PLACES: &[Place] = &[
    place("start", "nowhere", &[("", "回车打开选中的批次")]),
    place(
        "start, naming a folder",
        "nowhere",
        &[
            ("", "回车打开选中的批次"),
            ("Down Enter '/tmp/批", "/tmp/批"),
        ],
    ),
    place("seat", "", &[("", "请选您的席位")]),
    place("chains", "secretariat", &[CHAINS]),
    place(
        "proposals",
        "secretariat",
        &[CHAINS, ("Enter", "打字即筛选")],
    ),
    sheet("commitment", &[COMMITMENT]),
    sheet("scoring", &[COMMITMENT, SHEET]),
    sheet("half a score", &[COMMITMENT, SHEET, ("'1", "20 1_")]),
    sheet(
        "comment",
        &[COMMITMENT, SHEET, ("F2 '写到一半", "写到一半")],
    ),
    sheet(
        "scoring, wording",
        &[COMMITMENT, SHEET, ("F3", "SM-01"), ("Esc", "SM-01")],
    ),
    place(
        "my sheets",
        "E06",
        &[
            COMMITMENT,
            ("Enter", CHAINS.1),
            PLACES_LIST,
            ("s", "名次 编号 项目 总分"),
        ],
    ),
    place(
        "compare",
        "secretariat",
        &[
            CHAINS,
            ("Right Down Down Down", "▸ 4 驱动器设计"),
            ("Space", "菜单"),
            ("8", "同一指标里最好的承诺"),
        ],
    ),
    place(
        "consolidate",
        "secretariat",
        &[CHAINS, ("F6", "评分汇总 伺服电机")],
    ),
    place(
        "discussion",
        "secretariat",
        &[
            CHAINS,
            ("F6", "评分汇总 伺服电机"),
            ("Space 1", "[1 分歧大小]"),
        ],
    ),
    place(
        "recommendations",
        "secretariat",
        &[CHAINS, ("F7", "专家评审推荐建议")],
    ),
    place(
        "coverage",
        "secretariat",
        &[CHAINS, PLACES_LIST, ("v", "环节覆盖图 61")],
    ),
    place(
        "what-if",
        "secretariat",
        &[CHAINS, PLACES_LIST, ("w", "试算不改变正式规则")],
    ),
    place(
        "match links",
        "secretariat",
        &[CHAINS, PLACES_LIST, ("l", "对标确认 1/3")],
    ),
    place(
        "merge",
        "secretariat",
        &[CHAINS, PLACES_LIST, ("i", "收表合并 ")],
    ),
    place(
        "assignment",
        "secretariat",
        &[CHAINS, PLACES_LIST, ("a", "[项目 41]")],
    ),
    place(
        "round",
        "secretariat",
        &[CHAINS, PLACES_LIST, ("o", "1 项目和专家")],
    ),
    place(
        "opinion",
        "secretariat",
        &[
            CHAINS,
            ("F7", "专家评审推荐建议"),
            ("Space", "菜单"),
            ("2", "对标：方案目标与承诺值"),
        ],
    ),
    place("all commands", "secretariat", &[CHAINS, ("F1", "全部命令")]),
    place("places", "secretariat", &[CHAINS, PLACES_LIST]),
    place(
        "settings",
        "secretariat",
        &[CHAINS, PLACES_LIST, ("t", "设置")],
    ),
    place(
        "decision",
        "secretariat",
        &[
            CHAINS,
            ("F7", "专家评审推荐建议"),
            ("Space", "菜单"),
            ("7", "会议纪要号"),
        ],
    ),
];

/// Finds a place by its name.
pub fn named(name: &str) -> &'static Place {
    PLACES.iter().find(|place| place.name == name).unwrap()
}

impl Place {
    /// Returns how the program is started to come here.
    pub fn setup(&self, panel: &str) -> Setup {
        let stated = |word: &str| Some(word.to_owned()).filter(|word| !word.is_empty());
        let is_nowhere = self.seat == "nowhere";
        Setup {
            size: (80, 24),
            language: "zh".into(),
            panel: stated(panel).filter(|_| !is_nowhere),
            seat: stated(self.seat).filter(|_| !is_nowhere),
            proposal: stated(self.proposal),
        }
    }

    /// Goes here, step by step.
    pub fn reach(&self, program: &mut Program) {
        for (keys, shown) in self.steps {
            press(program, keys);
            sees(program, self.name, shown);
        }
    }
}

/// Presses keys by their names; after `'` a text is typed.
pub fn press(program: &mut Program, keys: &str) {
    for word in keys.split_whitespace() {
        match word.strip_prefix('\'') {
            Some(text) => text.chars().for_each(|one| program.press(Key::Char(one))),
            None => program.press(Key::from_name(word).unwrap()),
        }
    }
}

/// Waits until a text stands on the screen.
pub fn sees(program: &mut Program, place: &str, text: &str) {
    let shows = |row: &String| single_blanks(row).contains(text.trim());
    let is_there = program.wait(&mut |rows| rows.iter().any(shows));
    let screen = program.rows().join("\n");
    assert!(is_there, "{place}: no {text} on\n{screen}");
}
