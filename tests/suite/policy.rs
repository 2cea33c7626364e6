//! `heyi policy`: the built-in rules as the official paragraph that was read by eye.

use crate::commands::heyi;

const CHINESE: &[&str] = &[
    "本批次采用百分制打分，共 8 项，满分 100 分，按整数打分。引进类、平台类、应用配套类项目的部分评分项另有名称和评分档次，见评分标准。每个项目的有效专家不少于 5 人，",
    "其中技术专家不少于 2/3，回避、弃权、未听汇报的专家不计。",
    "项目得分为各有效专家总分去掉一个最高分和一个最低分后的算术平均值，保留 2 位小数，",
    "四舍五入；有效专家少于 5 人或者技术专家不足 2/3 的，列为待补评。",
    "单项打分低于满分 60% 或者高于 95% 的，须写一句话说明。",
    "得分 75 分以上且“目标符合与指标先进性”“技术路线可行性”各项均分为该项满分的 60% 以上的，",
    "按专家组分别从高到低排序，在资金额度内依次推荐，其后列为备选；专家组提出修改条件的，",
    "列为修改完善后推荐；60 分以上未达到上述条件的，本批次不予推荐，可完善后再行申报；",
    "低于 60 分的为不合格。指标对照供参考，不计分。专家推荐意见供参考，不决定结论。",
    "有下列情形之一并经核实认定的，不参加排序：",
    "（1）申报主体资格不符或材料弄虚作假（秘书组核实）；",
    "（2）严重失信或科研诚信问题（秘书组会同市科技局核实）；（3）近三年重大安全、环保、",
    "质量事故（秘书组会同相关主管部门核实）；（4）重复申报、",
    "重复资助（秘书组会同市科技局核实）；",
    "（5）知识产权纠纷影响实施（秘书组会同知识产权主管部门核实）；（6）属国家限制类、",
    "淘汰类（秘书组核实）；（7）技术原理错误或关键数据造假（专家组认定，",
    "须2/3以上）（专家组核实）。得分相同的，依次比较“目标符合与指标先进性”得分、推荐票数，",
    "仍相同的由专家组表决，再相同的并列；补链优先未事先公布，不作比较。一事一议项目另列，",
    "须有书面理由和批准人。本规则校验码 10EE-8F33。",
];

const ENGLISH: &[&str] = &[
    "Marks are given on 8 criteria and add up to 100 points, in whole points. For “to attract”, “platform”, “supporting application” proposals some criteria have names and levels of their own; see the rubric. Every proposal ",
    "needs at least 5 valid experts, at least 2/3 of them technical; experts who are recused, ",
    "abstain or did not hear the presentation do not count. The total of a proposal is ",
    "the mean of the valid experts' totals without one highest and one lowest, rounded to 2 ",
    "decimals, half up; with fewer than 5 valid experts, or fewer than 2/3 of them ",
    "technical, it needs more reviews. A score below 60% or above 95% of the full ",
    "marks needs one sentence. Proposals with 75 points or more and with a mean of at least ",
    "60% of the full marks for each of “Fit with the plan’s targets, advancement of the ",
    "indicators”, “Feasibility of the technical route” are ranked from high to low within ",
    "each group of experts, recommended in this order within the money, and in reserve after ",
    "that; where the group sets conditions, they are recommended after changes; what has 60 ",
    "points or more and does not meet this is not recommended in this batch and may be ",
    "improved and applied for again; below 60 points is a fail. The comparison of indicators ",
    "is advisory and gives no points. The experts' verdicts are shown and decide nothing. A ",
    "proposal to which one of these applies and is confirmed by a check is not ranked: (1) ",
    "The applicant is not eligible, or documents are falsified; (2) Serious breach of credit ",
    "or of research integrity; (3) A major safety, environmental or quality accident in the ",
    "last three years; (4) The same work applied for or funded twice; (5) A dispute over ",
    "intellectual property that affects the work; (6) Restricted or phased out by the state; ",
    "(7) Wrong in principle, or key data faked (found by the experts, two thirds or more). ",
    "Equal totals are told apart, in this order, by the score of “Fit with the plan’s ",
    "targets, advancement of the indicators”, recommending votes, then by a vote of the ",
    "group, and are else joint; covering a weak link was not announced before and is not ",
    "compared. Special cases are listed apart and need a written reason and an approver. ",
    "Code of these rules: 10EE-8F33.",
];

fn said(words: &[&str]) -> String {
    let output = heyi(words);
    assert_eq!(output.status.code(), Some(0));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_built_in_rules_are_one_paragraph_in_both_languages() {
    for (language, paragraph) in [("zh", CHINESE), ("en", ENGLISH)] {
        let text = said(&["policy", "demo", "--lang", language]);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 2, "the mark of the demonstration comes first");
        assert_eq!(lines[1], paragraph.concat(), "{language}");
    }
}

#[test]
fn the_paragraph_comes_with_its_code_and_digest() {
    let text = said(&["policy", "demo", "--json"]);
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    let keys: Vec<&String> = document.as_object().unwrap().keys().collect();
    assert_eq!(keys[0], "schema");
    assert_eq!(document["schema"], "heyi.policy/1");
    assert_eq!(document["text"], CHINESE.concat());
    assert_eq!(document["locked"], false, "it was never opened");
    let code = document["code"].as_str().unwrap();
    assert!(CHINESE.concat().contains(code));
    let digest = document["digest"].as_str().unwrap();
    let start = format!("sha256:{}", code.replace('-', "").to_lowercase());
    assert!(digest.starts_with(&start), "{digest}");
}

#[test]
fn rules_are_said_to_be_fixed_once_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p");
    let name = path.to_str().unwrap();
    said(&["new", name, "--from", "demo"]);
    // marked open by hand, and never opened
    let text = said(&["policy", name, "--lang", "en"]);
    assert!(!text.contains("fixed."), "{text}");
    let closing = || {
        let done = heyi(&["close", name, "--by", "王", "--lang", "en"]);
        assert!(!done.status.success());
        String::from_utf8(done.stderr).unwrap()
    };
    assert!(closing().contains("rules are not fixed"), "{}", closing());
    said(&["open", name, "--by", "王"]);
    let text = said(&["policy", name, "--lang", "en"]);
    assert!(text.trim_end().ends_with(", fixed."), "{text}");
    assert!(!closing().contains("rules are not fixed"), "{}", closing());
}

#[test]
fn before_opening_nothing_is_locked_and_a_broken_rule_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p");
    let name = path.to_str().unwrap();
    said(&["new", name]);
    let text = said(&["policy", name, "--lang", "en"]);
    assert!(text.starts_with("Marks are given") && !text.contains("locked"));
    let file = path.join("policy.toml");
    let rules = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, rules.replace("pass = \"60\"", "pass = \"90\"")).unwrap();
    let output = heyi(&["policy", name, "--lang", "en"]);
    assert_eq!(output.status.code(), Some(2));
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(
        err.contains("policy.toml") && err.contains("hint: "),
        "{err}"
    );
}
