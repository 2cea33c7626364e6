//! Every switch of the policy has its words; the whole paragraph stands in the suite.

use super::*;
use crate::domain::Bilingual;
use crate::domain::policy::Veto;
use crate::domain::rubric::{CriterionOverride, Scale};

/// Two criteria of 60 and 40 points and the rules of the built-in policy, without vetoes.
fn panel() -> Panel {
    let criterion = |id: &str, zh: &str, max: &str| Criterion {
        id: id.into(),
        name: Bilingual {
            zh: zh.into(),
            en: id.into(),
        },
        required: true,
        scale: Scale {
            max: max.into(),
            ..Scale::default()
        },
        ..Criterion::default()
    };
    let mut panel = Panel {
        policy_digest: "sha256:0123abcd456789".into(),
        ..Panel::default()
    };
    panel.rubric.criteria = vec![criterion("a", "甲", "60"), criterion("b", "乙", "40")];
    let policy = &mut panel.policy;
    policy.rounding.decimals = Some(2);
    policy.valid.experts = 5;
    policy.valid.technical_share = "2/3".into();
    policy.valid.must_attend = true;
    policy.threshold.pass = "60".into();
    policy.threshold.recommend = "75".into();
    policy.threshold.criterion = [("a".into(), "0.6".into()), ("b".into(), "0.6".into())].into();
    policy.extremes.low = "0.6".into();
    policy.extremes.high = "0.95".into();
    policy.extremes.sentence = true;
    policy.ladder = [
        "covers_weak_link",
        "criterion:a",
        "recommend_votes",
        "recorded_vote",
    ]
    .map(str::to_owned)
    .into();
    policy.special.needs = vec!["reason".into(), "approver".into()];
    policy.vetoes = vec![Veto {
        id: "v".into(),
        text: Bilingual {
            zh: "弄虚作假".into(),
            en: "Falsified".into(),
        },
        checked_by: "秘书组".into(),
        ..Veto::default()
    }];
    panel
}

type Change = fn(&mut Panel);

/// What a change brings, and what of the unchanged paragraph it takes away, in Chinese
/// and in English.
const CHANGES: &[(Change, [&str; 2], [&str; 2])] = &[
    (
        |panel| panel.policy.combine.method = Method::Mean,
        [
            "各有效专家总分的算术平均值，保留",
            "mean of the valid experts' totals, rounded",
        ],
        ["去掉一个最高分", "one highest"],
    ),
    (
        |panel| panel.policy.combine.method = Method::Median,
        ["总分的中位数", "the median of the valid experts' totals"],
        ["算术平均", "the mean of"],
    ),
    (
        |panel| panel.policy.combine.per = Per::Criterion,
        ["每项取各有效专家打分去掉", "sum over the criteria"],
        ["各有效专家总分", "experts' totals"],
    ),
    (
        |panel| panel.policy.combine.min_n = 7,
        [
            "不足 7 人的，取算术平均值",
            "with fewer than 7 valid experts the plain mean",
        ],
        ["算术平均值，保留", "lowest, rounded"],
    ),
    (
        |panel| panel.policy.rounding.stage = Stage::Item,
        [
            "各项合成后、折算后分别保留 2 位小数",
            "after combining and after weighting",
        ],
        ["各有效专家总分", "experts' totals"],
    ),
    (
        |panel| panel.policy.rounding.decimals = Some(0),
        ["，取整数，四舍五入", "rounded to whole points, half up"],
        ["2 位小数", "2 decimals"],
    ),
    (
        |panel| panel.policy.rounding.decimals = None,
        ["，不作舍入", ", not rounded"],
        ["四舍五入", "half up"],
    ),
    (
        |panel| panel.policy.rounding.mode = RoundingMode::HalfEven,
        ["逢五取偶", "half to even"],
        ["四舍五入", "half up"],
    ),
    (
        |panel| panel.policy.valid.experts = 0,
        ["不设最低有效专家数", "No number of valid experts"],
        ["有效专家少于", "with fewer than 5 valid experts, or"],
    ),
    (
        |panel| panel.policy.valid.technical_share = "0.5".into(),
        ["技术专家不足 50%", "fewer than 50% of them technical"],
        ["2/3", "2/3"],
    ),
    (
        |panel| panel.policy.valid.must_attend = false,
        ["回避、弃权的专家不计", "recused or abstain do"],
        ["未听汇报", "presentation"],
    ),
    (
        |panel| panel.policy.threshold.recommend.clear(),
        ["得分 60 分以上且", "with 60 points or more and"],
        ["75", "75"],
    ),
    (
        |panel| panel.policy.threshold.pass.clear(),
        ["；未达到上述条件的", "; what does not meet this"],
        ["不合格", "is a fail"],
    ),
    (
        |panel| {
            panel
                .policy
                .threshold
                .criterion
                .insert("b".into(), "0.5".into());
        },
        [
            "“甲”均分为该项满分的 60% 以上且“乙”均分为该项满分的 50% 以上",
            "60% of the full marks for “a” and with a mean of at least 50% of the full marks for “b”",
        ],
        ["各项均分", "each of"],
    ),
    (
        |panel| panel.policy.gap_rule.mode = "cap".into(),
        ["至多列为修改完善后推荐", "limits a proposal"],
        ["指标对照供参考", "is advisory"],
    ),
    (
        |panel| panel.policy.votes.binding = true,
        [
            "过半数有效专家",
            "more than half of the valid experts decline",
        ],
        ["不决定结论", "decide nothing"],
    ),
    (
        |panel| panel.policy.extremes.high.clear(),
        ["低于满分 60% 的，须写", "below 60% of the full marks needs"],
        ["95%", "95%"],
    ),
    (
        |panel| panel.policy.extremes.sentence = false,
        ["；有效专家少于", "; with fewer"],
        ["一句话说明", "one sentence"],
    ),
    (
        |panel| panel.policy.covers_weak_link.announced = true,
        [
            "依次比较补链优先、“甲”得分",
            "by covering a weak link, the score of “a”",
        ],
        ["未事先公布", "not announced"],
    ),
    (
        |panel| panel.policy.ladder.truncate(2),
        [
            "得分相同的，比较“甲”得分，仍相同的并列",
            "told apart by the score of “a”, and are else joint",
        ],
        ["表决", "vote of the group"],
    ),
    (
        |panel| panel.policy.ladder = vec!["recorded_vote".into(), "joint".into()],
        [
            "得分相同的由专家组表决，再相同的并列。",
            "Equal totals are put to a vote of the group, and are else joint.",
        ],
        ["依次比较", "in this order, by"],
    ),
    (
        |panel| panel.policy.money.skip = true,
        ["额度不够的让过", "passing over what does not fit"],
        ["其后列为备选", "in reserve after that"],
    ),
    (
        |panel| panel.policy.special.needs = vec!["minutes".into()],
        ["须有minutes。", "need minutes."],
        ["批准人", "approver"],
    ),
    (
        |panel| panel.policy.vetoes.clear(),
        ["不决定结论。得分相同", "decide nothing. Equal"],
        ["弄虚作假", "Falsified"],
    ),
    (
        |panel| panel.rubric.criteria[1].scale.step = "0.5".into(),
        [
            "，其中“甲”以 1 分为一档、“乙”以 0.5 分为一档。",
            ": “a” in steps of 1, “b” in steps of 0.5.",
        ],
        ["按整数打分", "in whole points"],
    ),
    (
        |panel| panel.rubric.criteria[0].weight = "30".into(),
        [
            "满分 70 分，按整数打分；“甲”满分 60 分，折算为 30 分。",
            "with 70 points in all, in whole points; “a”, marked out of 60, counts 30 points.",
        ],
        ["百分制", "100 points"],
    ),
    (
        |panel| {
            panel.head.phase = Phase::Open;
            panel.head.frozen.rubric = "sha256:0123".to_owned();
        },
        ["校验码 0123-ABCD，已锁定。", "0123-ABCD, fixed."],
        ["校验码 0123-ABCD。", "0123-ABCD."],
    ),
];

#[test]
fn what_kinds_and_chains_have_otherwise_is_told_and_which_wins() {
    let mut panel = panel();
    let other = |zh: &str, weight: &str| {
        let other = CriterionOverride {
            name: Bilingual {
                zh: zh.into(),
                en: zh.into(),
            },
            weight: weight.into(),
            ..CriterionOverride::default()
        };
        [("a".to_owned(), other)].into()
    };
    panel
        .rubric
        .kind
        .insert("platform".into(), other("功能", ""));
    let [zh, en] = both(&panel);
    assert!(
        zh.contains("平台类项目的部分评分项另有名称和评分档次，见评分标准。每个项目"),
        "{zh}"
    );
    assert!(
        en.contains("For “platform” proposals some criteria have names and levels of their own"),
        "{en}"
    );
    assert!(!zh.contains("以类别为准"), "{zh}");
    panel.rubric.chain.insert("c".into(), other("", "70"));
    let [zh, en] = both(&panel);
    assert!(
        zh.contains("c产业链项目：“甲”按 70 分计、满分 110 分。同一评分项，类别和产业链都另有规定的，以类别为准。"),
        "{zh}"
    );
    assert!(en.contains("the kind counts."), "{en}");
}

fn both(panel: &Panel) -> [String; 2] {
    [Language::Chinese, Language::English].map(|language| paragraph(panel, language))
}

#[test]
fn every_switch_has_its_words() {
    let plain = both(&panel());
    for (index, (change, brings, takes)) in CHANGES.iter().enumerate() {
        let mut panel = panel();
        change(&mut panel);
        let changed = both(&panel);
        for language in 0..2 {
            let (before, after) = (&plain[language], &changed[language]);
            assert!(
                after.contains(brings[language]),
                "{index} {}: {after}",
                brings[language]
            );
            assert!(
                !after.contains(takes[language]),
                "{index} {}: {after}",
                takes[language]
            );
            assert!(before.contains(takes[language]), "{index}: {before}");
        }
    }
}

#[test]
fn balancing_is_told_with_who_approved_it() {
    let mut panel = panel();
    let rules = &mut panel.policy.portfolio;
    rules.basis = "会议纪要 3 号".into();
    rules.approver = "张主任".into();
    rules.per_applicant = 1;
    rules.one_per_chain = true;
    rules.budget = "5000".into();
    assert!(!both(&panel)[0].contains("综合平衡"), "it is off");
    panel.policy.portfolio.on = true;
    let [zh, en] = both(&panel);
    assert!(zh.contains("本批次实行综合平衡（依据：会议纪要 3 号；批准：张主任）：资金总额不超过 5000 万元；各专家组不突破本组资金额度；同一申报单位不超过 1 项；有项目达到各线的产业链至少推荐 1 项；在此范围内按各专家组名次逐轮推荐，放不下的让过；"), "{zh}");
    assert!(en.contains("at most 5000 (10k yuan) in all; no group beyond its own money; at most 1 of one applicant; at least 1 of every chain"), "{en}");
    let rules = &mut panel.policy.portfolio;
    rules.objective = Objective::Points;
    rules.per_district = 3;
    rules.per_link = 2;
    rules.price.insert("platforms".into(), "0.5".into());
    let [zh, en] = both(&panel);
    assert!(
        zh.contains("同一区县不超过 3 项；同一环节不超过 2 项；"),
        "{zh}"
    );
    assert!(
        zh.contains(
            "使推荐项目高出推荐线的分数合计最大，并按对总体目标的贡献加分：“platforms”每项 0.5 分"
        ),
        "{zh}"
    );
    assert!(en.contains("the most points above the recommendation line, with points for what is added to the overall goals: 0.5 each for “platforms”"), "{en}");
}

#[test]
fn a_code_is_eight_digits_in_two_parts() {
    for (digest, wanted) in [
        ("sha256:a7c219f0ffff", Some("A7C2-19F0")),
        ("a7c219f0", Some("A7C2-19F0")),
        ("sha256:a7c219f", None),
        ("sha256:a7c219fz", None),
        ("", None),
    ] {
        assert_eq!(code(digest).as_deref(), wanted, "{digest}");
    }
}
