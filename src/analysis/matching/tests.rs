//! The suggestion as a whole, on the built-in plan.

use super::*;
use crate::store::load;
use crate::store::source::{BUILT_IN, Source};

fn matcher() -> Matcher {
    let (panel, problems) = load::panel(&Source::BuiltIn(BUILT_IN));
    assert_eq!(problems, []);
    Matcher::of(&panel.plan, &panel.link_notes)
}

fn ask(matcher: &Matcher, title: &str, keywords: &str, chain: Option<&str>) -> Answer {
    let query = Query {
        title,
        keywords,
        chain,
    };
    matcher.suggest(&query, 3)
}

#[test]
fn what_a_title_speaks_of_comes_first_with_the_words_that_say_so() {
    let matcher = matcher();
    for (title, link, word) in [
        (
            "低齿槽转矩机器人关节电机研发及产业化",
            "servo-03",
            "关节电机",
        ),
        ("谐波减速器柔轮车齿加工", "reducer-05", "柔轮"),
        ("OLED用透明聚酰亚胺膜", "film-03", "聚酰亚胺"),
        ("ＯＬＥＤ用透明聚酰亚胺膜", "film-03", "ＯＬＥＤ"),
        ("電主軸用陶瓷球軸承", "servo-05", "陶瓷球轴承"),
    ] {
        let answer = ask(&matcher, title, "", None);
        let best = &answer.suggestions[0];
        assert_eq!(best.link, link, "{title}");
        assert!(
            best.why.iter().any(|why| why.contains(word)),
            "{:?}",
            best.why
        );
        assert!(!answer.is_weak(), "{title}");
    }
}

#[test]
fn a_symbol_or_unit_of_the_target_speaks_for_its_link() {
    let matcher = matcher();
    for (title, link, words) in [
        ("新型器件 Br Hcj", "servo-01", &["Br", "Hcj"][..]),
        ("新型器件 Br≥14.5kGs", "servo-01", &["kGs"]),
        ("显示屏 NTSC", "film-08", &["NTSC"]),
        ("新材料 500mAh/g", "graphene", &["mAh/g"]),
    ] {
        let best = &ask(&matcher, title, "", None).suggestions[0];
        assert!(best.link.starts_with(link), "{title}: {best:?}");
        for word in words {
            assert!(best.why.iter().any(|why| why.contains(word)), "{best:?}");
        }
    }
}

#[test]
fn what_fits_no_link_is_weak() {
    let matcher = matcher();
    for title in [
        "杂交水稻新品种选育",
        "社区养老服务模式",
        "abc",
        "关键技术研发及产业化",
    ] {
        assert!(ask(&matcher, title, "", None).is_weak(), "{title}");
    }
}

#[test]
fn nothing_to_compare_leads_to_no_suggestion() {
    let matcher = matcher();
    for title in ["", " ", "？！——", "x", "7", "😀", "\u{0}"] {
        let answer = ask(&matcher, title, "", None);
        assert_eq!(answer, Answer::default(), "{title}");
        assert!(answer.is_weak());
    }
    let nothing = Matcher::of(&Plan::default(), &LinkNotes::default());
    assert!(ask(&nothing, "伺服电机", "", None).suggestions.is_empty());
}

#[test]
fn a_chain_that_is_known_bounds_the_links_and_changes_no_score() {
    let matcher = matcher();
    let title = "高速高精轴承设计";
    let all = ask(&matcher, title, "", None);
    let own = ask(&matcher, title, "", Some("reducer"));
    assert!(own.suggestions.iter().all(|one| one.chain == "reducer"));
    let best = &own.suggestions[0];
    assert_eq!(
        all.suggestions.iter().find(|one| one.link == best.link),
        Some(best)
    );
    assert!(
        ask(&matcher, title, "", Some("nowhere"))
            .suggestions
            .is_empty()
    );
}

#[test]
fn a_proposal_that_straddles_two_links_names_both() {
    let answer = ask(
        &matcher(),
        "石墨烯硅碳负极材料及大容量软包电芯量产",
        "",
        None,
    );
    let links: Vec<&str> = answer
        .suggestions
        .iter()
        .map(|one| one.link.as_str())
        .collect();
    assert_eq!(
        (links[0], links[answer.second.unwrap()]),
        ("graphene-05", "graphene-09")
    );
}

#[test]
fn a_word_against_a_link_lowers_it_and_excludes_nothing() {
    let (mut panel, _) = load::panel(&Source::BuiltIn(BUILT_IN));
    let title = "协作机器人与数控机床上下料";
    let score = |panel: &crate::domain::panel::Panel| {
        let answer = ask(
            &Matcher::of(&panel.plan, &panel.link_notes),
            title,
            "",
            None,
        );
        let found = answer
            .suggestions
            .into_iter()
            .find(|one| one.link == "servo-11");
        found.unwrap().score
    };
    let with = score(&panel);
    for terms in &mut panel.link_notes.terms {
        terms.not.clear();
    }
    assert!(with < score(&panel));
}

#[test]
fn the_later_and_longer_word_tells_the_stage() {
    let (panel, _) = load::panel(&Source::BuiltIn(BUILT_IN));
    let stages = Stages::of(&panel.link_notes, &["servo-01", "servo-08"]);
    let found = stages.of_title(&spaced("永磁材料测试平台")).unwrap();
    let [material, test] = [0, 1].map(|link| stages.fit(link, &found));
    assert!(test > material, "{material} {test}");
    assert_eq!(stages.of_title(&spaced("abc")), None);
}

#[test]
fn a_huge_text_is_answered_by_its_beginning() {
    let long = "协作机器人拖动示教".repeat(40_000);
    let answer = ask(&matcher(), &long, &long, None);
    assert_eq!(answer.suggestions[0].link, "servo-11");
}

#[test]
fn every_proposal_of_the_demonstration_is_suggested_its_link_among_three() {
    let (panel, _) = load::panel(&Source::BuiltIn(crate::store::source::DEMO));
    let suggested = proposals::Suggested::of(&panel);
    let with_link: Vec<_> = panel
        .proposals
        .iter()
        .filter(|one| !one.links.is_empty())
        .collect();
    let found = with_link.iter().filter(|proposal| {
        let own = suggested.proposal(&proposal.id).unwrap();
        let mut links = own.answer.suggestions.iter().map(|one| &one.link);
        links.any(|link| proposal.links.contains(link))
    });
    let (found, all) = (found.count(), with_link.len());
    assert!(found * 10 >= all * 9, "{found} of {all}");
    let mut ids = panel.proposals.iter().map(|proposal| &proposal.id);
    assert!(ids.all(|id| suggested.proposal(id).unwrap().alike.is_empty()));
}
