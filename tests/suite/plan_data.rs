//! The built-in plan as data: everything the document holds is there.

use crate::commands::heyi;
use heyi::domain::decimal::{Decimal, parse};
use heyi::domain::panel::{Panel, Phase};
use heyi::domain::plan::{Chain, GroupKind, InnovationLink, Plan, ProductGroup, Tier};
use heyi::domain::policy::{Method, Per, Stage};
use heyi::domain::rubric::{Level, Rubric};
use heyi::store::load;
use heyi::store::source::{BUILT_IN, Source};
use serde_json::Value;

fn built_in() -> Plan {
    let (plan, problems) = load::plan(&Source::BuiltIn(BUILT_IN));
    assert_eq!(problems, []);
    plan
}

fn built_in_panel() -> Panel {
    let (panel, problems) = load::panel(&Source::BuiltIn(BUILT_IN));
    assert_eq!(problems, []);
    panel
}

fn link<'a>(plan: &'a Plan, id: &str) -> &'a InnovationLink {
    plan.link(id).unwrap().1
}

fn group<'a>(plan: &'a Plan, chain: &str, name: &str) -> &'a ProductGroup {
    let groups = &plan.chain(chain).unwrap().application;
    groups.iter().find(|group| group.group == name).unwrap()
}

#[test]
fn everything_of_the_document_is_there() {
    let plan = built_in();
    let links: Vec<usize> = plan.chains.iter().map(|chain| chain.links.len()).collect();
    assert_eq!(links, [13, 9, 9, 12, 10, 8]);
    let ids: Vec<&str> = plan.chains.iter().map(|chain| chain.id.as_str()).collect();
    assert_eq!(ids, ["servo", "reducer", "graphene", "film", "mould", "ic"]);
    let sum = |count: fn(&Chain) -> usize| plan.chains.iter().map(count).sum::<usize>();
    assert_eq!(sum(|chain| chain.application.len()), 40);
    assert_eq!(sum(|chain| chain.implement.len()), 22);
    assert_eq!(sum(|chain| chain.attract.len()), 11);
    assert_eq!(sum(|chain| chain.platforms.len()), 13);
    assert_eq!(
        sum(|chain| chain
            .links
            .iter()
            .filter(|link| !link.target.is_empty())
            .count()),
        60
    );
    assert_eq!(plan.overview.goals.len(), 7);
    assert_eq!(plan.overview.safeguards.len(), 7);
    assert_eq!(plan.overview.duties.len(), 6);
}

#[test]
fn links_are_known_by_chain_and_row_and_have_a_short_name() {
    for chain in &built_in().chains {
        for (index, link) in chain.links.iter().enumerate() {
            assert_eq!(link.row as usize, index + 1);
            assert_eq!(link.id, format!("{}-{:02}", chain.id, link.row));
            assert!(
                !link.category.is_empty() && !link.short.en.is_empty(),
                "{}",
                link.id
            );
            let columns: usize = link
                .short
                .zh
                .chars()
                .map(|c| if c.is_ascii() { 1 } else { 2 })
                .sum();
            assert!((1..=14).contains(&columns), "{}", link.short.zh);
        }
    }
}

#[test]
fn slips_stand_in_their_target_as_printed() {
    let plan = built_in();
    let links = plan.chains.iter().flat_map(|chain| &chain.links);
    let slips: Vec<_> = links
        .flat_map(|link| link.slips.iter().map(move |slip| (link, slip)))
        .collect();
    assert_eq!(slips.len(), 25);
    for (link, slip) in slips {
        assert!(
            link.target.contains(&slip.text),
            "{}: {}",
            link.id,
            slip.text
        );
        assert!(!slip.note.zh.is_empty() && !slip.note.en.is_empty());
    }
}

#[test]
fn product_lists_are_split_where_the_plan_splits_them() {
    let plan = built_in();
    let products: Vec<usize> = plan
        .chains
        .iter()
        .map(|chain| chain.application.iter().map(|g| g.products.len()).sum())
        .collect();
    assert_eq!(products, [53, 38, 11, 12, 31, 25]);
    assert_eq!(products.iter().sum::<usize>(), 170);
    for group in plan.chains.iter().flat_map(|chain| &chain.application) {
        assert!(!group.group.ends_with('：'), "{}", group.group);
        let head = match group.kind {
            GroupKind::Product => "重点产品：",
            GroupKind::Direction => "重点方向：",
        };
        assert!(group.text.starts_with(head), "{}", group.text);
        for product in &group.products {
            assert!(group.text.contains(product.as_str()), "{product}");
            assert!(!product.ends_with(['等', '；', '。']), "{product}");
            let open = product.matches('（').count();
            assert_eq!(open, product.matches('）').count(), "{product}");
            assert!(open > 0 || !product.contains('、'), "{product}");
        }
    }
    let film = &group(&plan, "film", "光学薄膜").products;
    assert_eq!(film.len(), 3);
    assert!(film[2].starts_with("光学功能膜（增亮膜、"));
    let motors = &group(&plan, "servo", "伺服电机").products;
    assert_eq!(motors.len(), 15);
    assert_eq!(motors[8..10], ["多自由度电机", "交流伺服驱动器"]);
    let tests = &group(&plan, "ic", "封装及测试").products;
    assert_eq!(tests.last().unwrap(), "集成电路表面贴装");
    assert_eq!(
        group(&plan, "mould", "行业应用：汽车行业").tier,
        Tier::Downstream
    );
}

#[test]
fn the_same_link_of_two_chains_has_two_tasks() {
    let plan = built_in();
    let (servo, reducer) = (link(&plan, "servo-05"), link(&plan, "reducer-03"));
    assert_eq!(servo.name, "高速高精轴承设计");
    assert_eq!(servo.name, reducer.name);
    assert_eq!(servo.target, reducer.target);
    assert_ne!(servo.task, reducer.task);
}

#[test]
fn graphene_has_two_parts_two_formulas_and_nothing_downstream() {
    let plan = built_in();
    for chain in &plan.chains {
        let is_graphene = chain.id == "graphene";
        assert_eq!(chain.formulas.len(), if is_graphene { 2 } else { 1 });
        assert_eq!(chain.attract.is_empty(), is_graphene);
        let has_downstream = chain
            .application
            .iter()
            .any(|group| group.tier == Tier::Downstream);
        assert_ne!(has_downstream, is_graphene);
        for part in chain.links.iter().map(|link| &link.part) {
            assert_ne!(part.is_empty(), is_graphene);
        }
        let sources = [&chain.application_text, &chain.priorities_text];
        for piece in chain.formulas.iter().chain(&chain.implement) {
            assert!(sources.iter().any(|text| text.contains(piece.as_str())));
        }
        for platform in &chain.platforms {
            assert!(chain.platforms_text.contains(&platform.text));
            assert!(!platform.functions.is_empty(), "{}", platform.text);
            for function in &platform.functions {
                assert!(chain.platforms_text.contains(function.as_str()));
            }
        }
    }
    let parts: Vec<&str> = ["graphene-04", "graphene-05"]
        .iter()
        .map(|id| link(&plan, id).part.as_str())
        .collect();
    assert_eq!(parts, ["重防腐涂料", "动力锂电池"]);
}

#[test]
fn blank_categories_are_inherited_and_paragraphs_kept() {
    let plan = built_in();
    assert_eq!(link(&plan, "servo-02").category, "上游材料");
    assert_eq!(link(&plan, "servo-13").category, "下游整机装备");
    assert_eq!(link(&plan, "reducer-09").category, "下游整机装备");
    assert_eq!(link(&plan, "reducer-06").target, "");
    assert_eq!(link(&plan, "servo-01").target.lines().count(), 3);
    assert_eq!(link(&plan, "graphene-02").task.lines().count(), 1);
}

#[test]
fn the_annex_names_the_departments() {
    let overview = built_in().overview;
    let departments: Vec<Vec<&str>> = overview
        .duties
        .iter()
        .map(|duty| duty.departments.iter().map(String::as_str).collect())
        .collect();
    let districts = "各区县（市）政府";
    assert_eq!(
        departments,
        [
            vec!["市经信委", districts],
            vec!["市科技局", districts],
            vec![districts],
            vec!["市经信委", "市科技局", districts],
            vec!["市商务委", "市经合局", districts],
            vec!["市经信委", districts],
        ]
    );
    assert!(overview.safeguards[5].title.starts_with("（六）"));
    assert!(!overview.safeguards[4].text.contains("（六）"));
    for goal in &overview.goals {
        assert!(overview.goals_text.contains(&goal.text), "{}", goal.id);
    }
    assert_eq!(overview.edition.date, "2018-11-14");
}

#[test]
fn no_value_carries_marks_of_the_flattened_document() {
    let source = Source::BuiltIn(BUILT_IN);
    let mut seen = 0;
    for name in source.list("plan") {
        let bytes = source.read(&format!("plan/{name}"), 1 << 20).unwrap();
        let table: toml::Value = toml::from_str(std::str::from_utf8(&bytes).unwrap()).unwrap();
        let mut texts = Vec::new();
        texts_of(&table, &mut texts);
        for text in &texts {
            assert!(!text.contains(['\t', '\r', '\u{a0}', '\u{3000}']), "{text}");
            assert!(!text.contains("[bookmark"), "{text}");
            assert!(text.lines().all(|line| line == line.trim()), "{text}");
            assert_eq!(text.trim(), *text);
        }
        seen += texts.len();
    }
    assert!(seen > 900, "{seen}");
}

fn texts_of<'a>(value: &'a toml::Value, texts: &mut Vec<&'a str>) {
    match value {
        toml::Value::String(text) => texts.push(text),
        toml::Value::Array(values) => values.iter().for_each(|value| texts_of(value, texts)),
        toml::Value::Table(table) => table.values().for_each(|value| texts_of(value, texts)),
        _ => {}
    }
}

#[test]
fn the_default_rubric_adds_up_and_its_levels_cover_every_mark_once() {
    let panel = built_in_panel();
    let rubric = &panel.rubric;
    let ids: Vec<&str> = rubric.criteria.iter().map(|c| c.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "target",
            "novelty",
            "route",
            "industry",
            "chain",
            "base",
            "cooperation",
            "budget"
        ]
    );
    let all: Vec<&Rubric> = panel.joined_rubrics.iter().chain([rubric]).collect();
    assert_eq!(all.len(), 4, "one for all, and three kinds");
    for rubric in &all {
        assert_eq!(rubric.full_marks(), Decimal::ONE_HUNDRED);
    }
    for criterion in all.iter().flat_map(|rubric| &rubric.criteria) {
        assert!(criterion.required, "{}", criterion.id);
        let marks: Vec<&str> = criterion
            .levels
            .iter()
            .map(|level| level.mark.zh.as_str())
            .collect();
        assert_eq!(marks, ["优", "良", "中", "差"]);
        for mark in criterion.scale.marks() {
            let fitting = criterion.levels.iter().filter(|level| {
                parse(&level.from).unwrap() <= mark && mark <= parse(&level.to).unwrap()
            });
            assert_eq!(fitting.count(), 1, "{} {mark}", criterion.id);
        }
        for level in &criterion.levels {
            assert!(!level.text.zh.is_empty() && !level.text.en.is_empty());
        }
        let short = criterion.short_name();
        assert!(unicode_width::UnicodeWidthStr::width(short.zh.as_str()) <= 16);
        assert!(unicode_width::UnicodeWidthStr::width(short.en.as_str()) <= 16);
    }
    let overridden: Vec<usize> = ["application", "attract", "platform"]
        .iter()
        .map(|kind| rubric.kind[*kind].len())
        .collect();
    assert_eq!(overridden, [2, 1, 5]);
    for (id, other) in rubric.kind.values().flatten() {
        let usual = rubric.criterion(id).unwrap();
        assert_ne!(other.name, usual.name, "{id}");
        let anchors = |levels: &[Level]| -> Vec<String> {
            levels.iter().map(|level| level.text.zh.clone()).collect()
        };
        let (own, usual) = (anchors(&other.levels), anchors(&usual.levels));
        assert_eq!(own.len(), 4, "{id} has anchors that fit its name");
        assert!(own.iter().all(|text| !usual.contains(text)), "{id}");
    }
}

#[test]
fn the_default_policy_says_what_its_paragraph_says() {
    let panel = built_in_panel();
    assert_eq!(panel.head.phase, Phase::Draft);
    assert_eq!(panel.head.horizon, 3);
    let policy = &panel.policy;
    assert_eq!(policy.combine.method, Method::Trimmed);
    assert_eq!((policy.combine.per, policy.combine.min_n), (Per::Total, 5));
    assert_eq!(policy.rounding.decimals, Some(2));
    assert_eq!(policy.rounding.stage, Stage::Final);
    assert_eq!(policy.valid.experts, 5);
    assert_eq!(policy.valid.technical_share, "2/3");
    assert!(policy.valid.must_attend);
    assert_eq!(
        (
            policy.threshold.pass.as_str(),
            policy.threshold.recommend.as_str()
        ),
        ("60", "75")
    );
    for (id, share) in &policy.threshold.criterion {
        assert!(panel.rubric.criterion(id).is_some(), "{id}");
        assert_eq!(share, "0.6");
    }
    assert_eq!(policy.threshold.criterion.len(), 2);
    assert_eq!(
        policy.ladder,
        [
            "covers_weak_link",
            "criterion:target",
            "recommend_votes",
            "recorded_vote"
        ]
    );
    assert!(!policy.covers_weak_link.announced && !policy.votes.binding);
    assert!(!policy.money.skip && !policy.portfolio.on);
    assert_eq!(policy.special.needs, ["reason", "approver"]);
    assert_eq!(policy.vetoes.len(), 7);
    for veto in &policy.vetoes {
        for text in [
            &veto.text.zh,
            &veto.text.en,
            &veto.checked_by,
            &veto.evidence,
        ] {
            assert!(!text.is_empty(), "{}", veto.id);
        }
    }
}

#[test]
fn the_plan_document_has_the_documented_keys_in_order() {
    let output = heyi(&["plan", "--json"]);
    assert_eq!(output.status.code(), Some(0));
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["schema"], "heyi.plan/1");
    let chain = &document["chains"][0];
    for (value, wanted) in [
        (
            &document,
            "schema id title edition goals safeguards duties chains",
        ),
        (&document["goals"][0], "id text compare number unit"),
        (&document["safeguards"][0], "title text"),
        (&document["duties"][0], "task work departments"),
        (
            chain,
            "id order name formulas application links implement attract platforms",
        ),
        (&chain["name"], "zh en"),
        (&chain["application"][0], "tier part group kind products"),
        (&chain["links"][0], "row id category part name task target"),
        (&chain["platforms"][0], "text functions"),
    ] {
        let wanted: Vec<&str> = wanted.split(' ').collect();
        let found: Vec<&str> = value
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .filter(|key| wanted.contains(key))
            .collect();
        assert_eq!(found, wanted);
    }
    assert_eq!(document["chains"].as_array().unwrap().len(), 6);
}
