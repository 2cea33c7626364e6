//! The target cells of the built-in plan, read and set beside promises. The expectations
//! were written by hand from the document.

use crate::commands::heyi;
use heyi::analysis::comparison::compare;
use heyi::analysis::targets::{Reading, read_link, unread};
use heyi::domain::indicator::{Indicator, Verdict};
use heyi::domain::plan::{InnovationLink, Plan};
use heyi::domain::proposal::{Promise, Proposal};
use heyi::i18n::Language;
use heyi::store::load;
use heyi::store::source::{BUILT_IN, Source};

fn plan() -> Plan {
    load::plan(&Source::BuiltIn(BUILT_IN)).0
}

fn link(id: &str) -> InnovationLink {
    plan().link(id).unwrap().1.clone()
}

/// `sub-product | parameter symbol | sign value unit | direction basis | conditions | standard`
fn line(indicator: &Indicator) -> String {
    let parameter = indicator.parameter.as_str();
    let symbol = match indicator.symbol.as_str() {
        symbol if symbol == parameter => "",
        symbol => symbol,
    };
    let value = indicator.shown_value();
    let value = value
        .trim_start_matches(['≥', '≤', '＞', '＜', '±', '|'])
        .trim_end_matches('|');
    let alternative: String = indicator.alternative.chars().take(1).collect();
    format!(
        "{}{}|{} {}|{} {} {}|{} {}|{}|{}",
        indicator.subject,
        alternative,
        parameter,
        symbol,
        indicator.compare.sign(),
        value,
        indicator.canonical_unit,
        indicator.direction.key(),
        indicator.basis(),
        indicator.conditions.join(";"),
        indicator.standard,
    )
    .replace(" |", "|")
}

#[track_caller]
fn check(id: &str, wanted: &[&str]) {
    let found: Vec<String> = read_link(&link(id)).indicators.iter().map(line).collect();
    assert_eq!(found, wanted, "{id}");
}

#[test]
fn magnets_have_alternatives_and_a_limit_on_a_sum() {
    check(
        "servo-01",
        &[
            "无、低重稀土A|Br|>= 13.9 kGs|up explicit|无重稀土|",
            "无、低重稀土A|Hcj|>= 17 kOe|up explicit|无重稀土|",
            "无、低重稀土B|Br|>= 13.5 kGs|up explicit|无重稀土|",
            "无、低重稀土B|Hcj|>= 20 kOe|up explicit|无重稀土|",
            "无、低重稀土|磁体失重|< 1 mg/cm²|down explicit|130℃;2.6atm;168h|",
            "无、低重稀土|抗弯强度|>= 380 MPa|up explicit||",
            "无、低重稀土C|重稀土含量|<= 1.2 wt%|down explicit||",
            "无、低重稀土C|Br|>= 14 kGs|up explicit||",
            "无、低重稀土C|Hcj|>= 25 kOe|up explicit||",
            "超高性能磁体|(BH)max+Hcj|>= 83|up explicit||",
            "超高性能磁体|矫顽力温度系数|abs< -0.42 %/°C|zero explicit|200℃|",
            "高性能热变形辐向环|剩磁 Br|>= 13.2 kGs|up explicit||",
            "高性能热变形辐向环|内禀矫顽力 Hcj|>= 15 kOe|up explicit||",
            "高性能热变形辐向环|最大磁能积 (BH)max|>= 42 MGOe|up explicit||",
        ],
    );
}

#[test]
fn soft_magnets_have_conditions_inside_and_outside() {
    check(
        "servo-02",
        &[
            "非晶纳米晶合金|饱和磁感应强度 Bs|>= 1.7 T|up explicit||",
            "非晶纳米晶合金|饱和磁致伸缩系数 λS|<= 0.00001|down explicit||",
            "非晶纳米晶合金|铁芯损耗 P|<= 0.15 W/kg|down explicit|50Hz;1.45T|",
            "非晶纳米晶合金|铁芯损耗 P|<= 15 W/kg|down explicit|1kHz;1.4T|",
            "软磁复合材料|有效磁导率 μe|>= 650|up explicit||",
            "软磁复合材料|磁通密度 B|>= 1.6 T|up explicit|10000A/m|",
            "软磁复合材料|损耗 P|<= 40 W/kg|down explicit|100Hz;1.0T|",
            "软磁复合材料|产品密度 d|>= 7.5 g/cm³|up explicit||",
            "软磁复合材料|冲击强度 TRS|>= 120 MPa|up explicit|室温|",
        ],
    );
}

#[test]
fn motors_and_machines() {
    check(
        "servo-03",
        &[
            "驱动电机|能效标准|grade IE4|up explicit||",
            "驱动电机|高效工作区比例|>= 80 %|up explicit|效率超过85%|",
            "伺服电机|转矩脉动|abs<= 1 %|zero explicit||",
            "伺服电机|转速波动|abs<= 0.3 %|zero explicit||",
            "伺服电机|空载加速时间|<= 30 ms|down explicit|0-2000rpm|",
            "高转矩密度电机|转矩密度|> 3.5 N·m/kg|up explicit|额定工况下|",
            "高转矩密度电机|温升|<= 105 K|down explicit|额定工况下|",
        ],
    );
    check(
        "servo-09",
        &[
            "直驱回转电机|转矩波动|<= 5 %|down explicit||",
            "转台|重复定位精度|<= 8 arcsec|down explicit|B轴|",
            "转台|重复定位精度|<= 5 arcsec|down explicit|C轴|",
            "电主轴|转速|>= 20000 rpm|up implied||",
            "|定位精度|abs<= 0.005 mm|zero implied|XYZ轴|",
            "|重复定位精度|abs<= 0.003 mm|zero implied|XYZ轴|",
            "|三轴垂直度|<= 0.006 mm/300mm|down implied||",
        ],
    );
    check(
        "servo-11",
        &[
            "自主定位导航|导航定位精度|< 1 cm|down explicit||",
            "力顺应及柔顺作业|力控精度|< 2 N|down explicit||",
            "视觉引导精准定位抓取|定位精度|< 0.1 mm|down explicit||",
        ],
    );
}

#[test]
fn reducers_and_their_steel() {
    check(
        "reducer-02",
        &[
            "|氮含量|> 0.2 %|up explicit||",
            "|最大碳氮化物尺寸|< 10 µm|down explicit||",
            "|硬度|> 58 HRC|up explicit|室温|",
            "|轴承应用温度范围|range -20~450 °C|cover implied||",
            "|轴承精度|grade P4级|down explicit||",
            "|钢球精度|grade G5级|down explicit||",
            "|耐蚀寿命|> 96 h|up explicit|盐雾腐蚀条件下|",
        ],
    );
    let life = "在谐波减速器寿命周期内";
    let rv = "在RV 减速器寿命周期内";
    check(
        "reducer-05",
        &[
            &format!("谐波减速器|背隙初始值|< 10 arcsec|down explicit|{life}|"),
            &format!("谐波减速器|双向传动精度|< 2 arcmin|down explicit|{life}|"),
            &format!("谐波减速器|重复定位精度|< 20 arcsec|down explicit|{life}|"),
            &format!("谐波减速器|额定寿命|> 10000 h|up explicit|{life}|"),
            &format!("谐波减速器|噪声|< 60 dB|down explicit|{life};满负荷条件下|"),
            &format!("谐波减速器|效率|> 70 %|up explicit|{life};满负荷条件下|"),
            &format!("谐波减速器|批量化生产产品合格率|> 97 %|up explicit|{life}|"),
            &format!("RV 减速器|齿隙精度|< 0.5 arcmin|down explicit|{rv}|"),
            &format!("RV 减速器|传动精度|< 1 arcmin|down explicit|{rv}|"),
            &format!("RV 减速器|效率|> 85 %|up explicit|{rv};额定载荷条件下|"),
            &format!("RV 减速器|额定寿命|>= 8000 h|up explicit|{rv}|"),
            &format!("RV 减速器|噪声|<= 70 dB|down explicit|{rv};满负荷条件下|"),
            &format!("RV 减速器|批量化生产产品合格率|> 97 %|up explicit|{rv}|"),
        ],
    );
}

#[test]
fn graphene_has_standards_and_cycles() {
    check(
        "graphene-02",
        &[
            "涂料|附着力|>= 10 MPa|up explicit||GB/T 5210",
            "涂料|弯曲性|<= 2 mm|down explicit||",
            "涂料|耐冲击|>= 50 cm|up explicit||GB/T 1732",
            "涂料|耐盐雾性|>= 5000 h|up explicit||GB/T 1771",
            "涂料|耐酸碱介质性|>= 2000 h|up explicit|5% H2SO4;5%HCl;5%NaOH|GB/T 9274",
            "涂料|氯离子渗透率|< 0.0005 mg/(cm²·d)|down explicit||",
            "涂料|耐原油|>= 3000 h|up explicit|60℃|GB/T 9274",
            "涂料|耐盐水性|>= 2000 h|up explicit||GB/T 10834",
            "涂料|抗紫外老化|>= 2000 h|up explicit||GB/T 1865",
        ],
    );
    let (cathode, anode, lithium) = (
        "磷酸锰锂/石墨烯复合正极材料",
        "硅碳/石墨烯复合负极材料",
        "石墨烯改性金属锂负极材料",
    );
    check(
        "graphene-05",
        &[
            &format!("{cathode}|比容量|>= 160 mAh/g|up explicit||"),
            &format!("{cathode}|容量保持率|>= 99 %|up explicit|1C循环100次|"),
            &format!("{anode}|放电比容量|>= 500 mAh/g|up explicit||"),
            &format!("{anode}|容量保持率|>= 80 %|up explicit|1000次循环|"),
            &format!("{lithium}|可逆面积容量|>= 5 mAh/cm²|up explicit||"),
            &format!("{lithium}|容量保持率|>= 80 %|up explicit|在全电池中循环500次后|"),
        ],
    );
}

#[test]
fn films_have_windows_pairs_and_directions() {
    check(
        "film-07",
        &[
            "复合膜|光学雾度|window 5±1 %|window explicit||",
            "复合膜|光学透过率|>= 92 %|up explicit||",
            "复合膜|铅笔硬度|grade 2H|up explicit|500g;铅笔硬度法|",
            "复合膜|耐磨性|>= 20 次|up explicit|#0000钢丝绒|",
        ],
    );
    check(
        "film-08",
        &[
            "|色域|> 98 %|up explicit|在蓝光激发下|NTSC",
            "大尺寸TV|白点位置|window (0.28±0.015, 0.29±0.015)|window explicit|55英寸及以上|",
            "|剥离力|> 1 N/cm|up explicit||",
            "|透光率|> 85 %|up explicit||",
            "|雾度|> 85 %|up explicit||",
        ],
    );
    check(
        "film-09",
        &[
            "背板膜|厚度|= 250 µm|window implied||",
            "背板膜|反射率|>= 94 %|up explicit|400-1100nm|",
            "背板膜|拉伸强度|>= 60 MPa|up explicit||",
            "背板膜|断裂伸长率|>= 30 %|up explicit||",
            "背板膜|残余断裂伸长率|>= 10 %|up explicit|PCT48h后|",
            "背板膜|热收缩|<= 1.5 %|down explicit|150 ºC;30min;MD方向|",
            "背板膜|热收缩|<= 0.2 %|down explicit|150 ºC;30min;TD方向|",
            "背板膜|击穿电压|>= 15 kV|up explicit||",
            "背板膜|水蒸气透过率|<= 8 g/(24h·m²)|down explicit|38ºC;90%RH|",
        ],
    );
}

#[test]
fn moulds_have_steps_changes_and_shared_values() {
    check(
        "mould-03",
        &[
            "|模板温度温差|abs<= 0.5 °C|zero explicit||",
            "|穴数|>= 24 穴|up implied||",
            "|穴数|>= 32 穴|up implied||",
            "|镜片偏心精度|<= 0.7 µm|down explicit||",
            "摸芯孔|同轴度|<= 0.5 µm|down explicit||",
            "摸芯孔|圆柱度|<= 0.5 µm|down explicit||",
            "|平行度|<= 1 µm|down explicit|200mm*200mm范围内|",
            "非球面|同轴度|<= 0.2 µm|down explicit||",
            "非球面|PV值|<= 0.1 µm|down explicit||",
            "非球面|粗糙度 Ra|<= 0.2 nm|down explicit||",
        ],
    );
    let (thin, level) = ("0.8~1.2mm", "较现有行业水平");
    check(
        "mould-04",
        &[
            &format!("薄壁件类零件|保压时间|from_to 8~10→6~8 s|down explicit|{thin}|"),
            &format!("薄壁件类零件|保压时间|change -15~-25 %|down explicit|{thin};{level}|"),
            "零件|保压时间|from_to 10~12→8~10 s|down explicit|壁厚1.2~1.8mm|",
            &format!("零件|保压时间|change -15~-25 %|down explicit|壁厚1.2~1.8mm;{level}|"),
            "薄壁件|生产节拍|from_to 2~3→3~4 冲程/min|up explicit||",
            &format!("薄壁件|生产节拍|change +15~+25 %|up explicit|{level}|"),
            "裸板模具|平均寿命|from_to 200000→250000~300000 冲程|up explicit||",
            &format!("裸板模具|平均寿命|change +25~+50 %|up explicit|{level}|"),
        ],
    );
}

#[test]
fn chips_have_classes_in_their_names() {
    check(
        "ic-03",
        &[
            "650V200A IGBT芯片|导通电压|< 1.6 V|down explicit|200A|",
            "1200V 200A IGBT芯片|导通电压|< 1.8 V|down explicit|200A|",
            "650V200A IGBT芯片|短路电流|< 1200 A|down explicit||",
            "1200V200A IGBT芯片|短路电流|< 1000 A|down explicit||",
            "650V200A IGBT芯片|最大短路承受时间|> 25 µs|up explicit|300V|",
            "1200V200A IGBT芯片|最大短路承受时间|> 25 µs|up explicit|600V|",
            "新能源汽车集成智能模块|模块电流|>= 400 A|up explicit||",
            "新能源汽车集成智能模块|电压|>= 650 V|up explicit||",
        ],
    );
    check(
        "ic-04",
        &[
            "|Bops|abs<= 2 mT|zero implied||",
            "|功耗|<= 1.5 mA|down explicit||",
            "|反向电源保护功能|abs>= -24 V|up explicit||",
            "|瞬态电压|>= 40 V|up explicit||",
            "|过流保护|>= 50 mA|up implied||",
            "|ESD芯片保护能力|abs>= 8 kV|up explicit||",
        ],
    );
}

#[test]
fn every_cell_is_read() {
    let plan = plan();
    let readings: Vec<(&InnovationLink, Reading)> = plan
        .chains
        .iter()
        .flat_map(|chain| &chain.links)
        .map(|link| (link, read_link(link)))
        .collect();
    let with = |wanted: fn(&Reading) -> bool| {
        readings
            .iter()
            .filter(|(_, reading)| wanted(reading))
            .count()
    };
    assert_eq!(with(|reading| !reading.indicators.is_empty()), 48);
    let words = |reading: &Reading| reading.indicators.is_empty() && !reading.clauses.is_empty();
    assert_eq!(with(words), 12);
    assert_eq!(with(|reading| *reading == Reading::default()), 1);
    let total: usize = readings
        .iter()
        .map(|(_, reading)| reading.indicators.len())
        .sum();
    assert_eq!(total, 256);
    for (link, reading) in &readings {
        let characters: Vec<char> = link.target.chars().collect();
        for indicator in &reading.indicators {
            let (start, end) = indicator.span;
            let piece: String = characters[start..end].iter().collect();
            assert_eq!(piece, indicator.raw, "{}", link.id);
            assert!(!indicator.parameter.is_empty(), "{}: {piece}", link.id);
        }
    }
}

fn proposal(scope: &[&str], promises: &[&str]) -> Proposal {
    Proposal {
        scope: scope.iter().map(|name| (*name).to_owned()).collect(),
        promises: promises
            .iter()
            .map(|text| Promise {
                text: (*text).to_owned(),
                page: 17,
                baseline: "2.9".to_owned(),
                ..Promise::default()
            })
            .collect(),
        ..Proposal::default()
    }
}

#[test]
fn a_proposal_is_compared_within_its_scope_problems_first() {
    let proposal = proposal(
        &["伺服电机", "高转矩密度电机"],
        &[
            "额定转矩密度达到 3.2 Nm/kg",
            "转速波动±0.2%（空载）",
            "温升 105 K",
            "转矩脉动优于±0.8%",
        ],
    );
    let comparison = compare(&link("servo-03"), &proposal);
    let shown: Vec<(&str, &str, &str, u32)> = comparison
        .problems_first()
        .into_iter()
        .map(|row| {
            let gap = &row.gap;
            let reason = gap.reason.map_or("", |reason| reason.key());
            (
                row.indicator.shown_label(),
                gap.verdict.key(),
                reason,
                row.page,
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("转矩密度", "falls_short", "", 17),
            ("空载加速时间", "not_promised", "", 0),
            ("转速波动", "not_comparable", "other_condition", 17),
            ("温升", "meets", "", 17),
            ("转矩脉动", "exceeds", "", 17),
            ("能效标准", "not_applicable", "", 0),
            ("高效工作区比例", "not_applicable", "", 0),
        ]
    );
    assert_eq!(comparison.count(Verdict::NotApplicable), 2);
}

#[test]
fn values_that_begin_with_a_minus_are_values() {
    let output = heyi(&[
        "target",
        "矫顽力温度系数优于-0.42%/℃",
        "--promise",
        "-0.38%/℃",
        "--json",
    ]);
    assert_eq!(output.status.code(), Some(0));
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["schema"], "heyi.target/1");
    assert_eq!(document["gaps"][0]["verdict"], "exceeds");
    assert_eq!(document["gaps"][0]["margin"], 0.04);
    assert_eq!(document["promise"][0]["value"]["number"], -0.38);
    assert_eq!(heyi(&["target", "-0.42%/℃"]).status.code(), Some(0));
}

/// One line per link, per indicator with what it was read from, and per clause.
fn reading_of_the_plan() -> String {
    let plan = plan();
    let mut lines = vec![
        "# The targets of the built-in plan as they are read: what was printed, then".to_owned(),
        "# sub-product and bundle | parameter symbol | sign value unit | direction basis |"
            .to_owned(),
        "# conditions | standard, notes and remarks. A w before the number: words for the expert."
            .to_owned(),
    ];
    for link in plan.chains.iter().flat_map(|chain| &chain.links) {
        let reading = read_link(link);
        lines.push(format!("\n{}  {}", link.id, link.name));
        for (index, indicator) in reading.indicators.iter().enumerate() {
            let raw = indicator.raw.replace('\n', "⏎");
            lines.push(format!("  {} “{raw}”", index + 1));
            lines.push(format!("      {}", line(indicator)));
            let notes = heyi::i18n::gap::notes(indicator, Language::Chinese);
            if !notes.is_empty() {
                lines.push(format!("      {}", notes.replace('\n', "⏎")));
            }
        }
        for (index, clause) in reading.clauses.iter().enumerate() {
            lines.push(format!("  w{} “{}”", index + 1, clause.replace('\n', "⏎")));
        }
    }
    lines.push(String::new());
    lines.join("\n")
}

#[test]
fn the_whole_plan_is_read_as_the_golden_file_says() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/suite/golden/reading.txt"
    );
    let found = reading_of_the_plan();
    if std::env::var_os("HEYI_UPDATE").is_some() {
        std::fs::write(path, &found).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    let differing: Vec<(&str, &str)> = found
        .lines()
        .zip(kept.lines())
        .filter(|(now, then)| now != then)
        .take(8)
        .collect();
    assert!(
        found == kept,
        "read it, then HEYI_UPDATE=1 cargo test targets: {differing:#?}"
    );
}

#[test]
fn nothing_of_the_plan_is_passed_over() {
    let plan = plan();
    let links = plan.chains.iter().flat_map(|chain| &chain.links);
    let passed_over: Vec<String> = links
        .flat_map(|link| {
            let spans = unread(link).into_iter();
            spans.map(move |(start, end)| {
                let piece: String = link.target.chars().skip(start).take(end - start).collect();
                format!("{} {piece}", link.id)
            })
        })
        .collect();
    assert_eq!(passed_over, [""; 0]);
}

#[test]
fn a_laid_down_reading_without_place_or_reason_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let panel = folder.path().join("panel");
    let path = panel.to_str().unwrap();
    assert_eq!(heyi(&["new", path]).status.code(), Some(0));
    assert_eq!(heyi(&["check", path]).status.code(), Some(0));
    let file = panel.join("plan/ic.toml");
    let plan = std::fs::read_to_string(&file).unwrap();
    let changed = plan
        .replacen(
            "text = \"达到业界最小功耗≤1.5mA\"",
            "text = \"没有这段\"",
            1,
        )
        .replacen(
            "read = \"功耗≤1.5mA\"\nnote =",
            "read = \"功耗≤1.5mA\"\nunder =",
            1,
        );
    assert_ne!(changed, plan);
    std::fs::write(&file, changed).unwrap();
    let output = heyi(&["check", path, "--json"]);
    assert_eq!(output.status.code(), Some(2));
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let kinds: Vec<(&str, u64)> = document["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|problem| {
            let line = problem["line"].as_u64().unwrap();
            (problem["kind"].as_str().unwrap(), line)
        })
        .collect();
    let wanted = [("not_in_target", 142), ("reason_missing", 142)];
    assert!(wanted.iter().all(|one| kinds.contains(one)), "{kinds:?}");
}

#[test]
fn a_whole_cell_is_read_as_the_plan_is() {
    let read = |words: &[&str]| -> serde_json::Value {
        serde_json::from_slice(&heyi(words).stdout).unwrap()
    };
    let plan = read(&["plan", "--json"]);
    let links = plan["chains"].as_array().unwrap().iter();
    let links = links.flat_map(|chain| chain["links"].as_array().unwrap());
    let wanted = ["servo-04", "servo-12", "reducer-05", "mould-07", "ic-04"];
    let chosen: Vec<&serde_json::Value> = links
        .filter(|link| wanted.contains(&link["id"].as_str().unwrap()))
        .collect();
    assert_eq!(chosen.len(), wanted.len());
    for link in chosen {
        let alone = read(&["target", link["target"].as_str().unwrap(), "--json"]);
        assert_eq!(alone["indicators"], link["indicators"], "{}", link["id"]);
        assert_eq!(alone["qualitative"], link["qualitative"]);
        assert_eq!(alone["not_understood"], serde_json::json!([]));
    }
    let half = read(&["target", "噪音≤", "--json"]);
    assert_eq!(half["indicators"], serde_json::json!([]));
    assert_eq!(half["not_understood"][0]["text"], "噪音≤");
}
