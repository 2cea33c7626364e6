//! How often the suggested links are right, on titles that were labelled without sight of
//! the plan. The weights were fitted on the half `tune`; the half `report` is only measured.

use heyi::analysis::matching::{Answer, Matcher, Query};
use heyi::i18n::Language;
use heyi::store::load;
use heyi::store::source::{BUILT_IN, Source};
use serde::Deserialize;
use std::fmt::Write as _;

#[derive(Deserialize)]
struct Labelled {
    title: Vec<Title>,
}

#[derive(Deserialize)]
struct Title {
    half: String,
    title: String,
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
            title: &self.title,
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
    hits: usize,
    of: usize,
}

impl Share {
    fn of(hits: impl Iterator<Item = bool>) -> Self {
        let all: Vec<bool> = hits.collect();
        Self {
            hits: all.iter().filter(|hit| **hit).count(),
            of: all.len(),
        }
    }

    fn share(self) -> f64 {
        self.hits as f64 / self.of as f64
    }

    fn wilson(self) -> [f64; 2] {
        let (n, p, z) = (self.of as f64, self.share(), 1.959_964);
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
    let above = |fits: f64| none.iter().filter(|other| fits > **other).count();
    let pairs = own.len() * none.len();
    Figures {
        chain: within(true),
        all: within(false),
        weak: Share::of(
            titles
                .iter()
                .map(|title| title.ask(&matcher, false).is_weak() == title.link.is_empty()),
        ),
        auc: own.iter().map(|fits| above(*fits)).sum::<usize>() as f64 / pairs as f64,
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

#[test]
fn suggestions_are_as_good_as_they_were() {
    for half in ["tune", "report"] {
        let figures = figures(half);
        for (name, share) in [
            ("chain known, first", figures.chain[0]),
            ("chain known, three", figures.chain[1]),
            ("all links, first", figures.all[0]),
            ("all links, three", figures.all[1]),
            ("fits or not", figures.weak),
        ] {
            println!("{half}: {name} {}", share.told());
        }
        println!("{half}: AUC {:.3}", figures.auc);
    }
}

#[test]
fn tmp_second() {
    let matcher = matcher();
    for title in titles("tune").iter() {
        let answer = title.ask(&matcher, false);
        let links: Vec<String> = answer.suggestions.iter().map(|s| format!("{} {:.2} {:?}", s.link, s.score, s.why)).collect();
        if answer.second.is_some() || !title.also.is_empty() {
            println!("SEC {:?} {} {} {} {:?}", answer.second, title.link, title.also, title.title, links);
        }
    }
}
