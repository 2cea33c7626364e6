//! Promises set beside the targets of the built-in plan: what is right was written by hand.

use heyi::analysis::comparison::{Comparison, compare, compare_texts};
use heyi::domain::decimal::plain;
use heyi::domain::indicator::Verdict;
use heyi::domain::plan::Plan;
use heyi::domain::proposal::{Promise, Proposal};
use heyi::store::load;
use heyi::store::source::{BUILT_IN, Source};

fn plan() -> Plan {
    load::plan(&Source::BuiltIn(BUILT_IN)).0
}

fn proposal(promises: &[&str]) -> Proposal {
    Proposal {
        promises: promises
            .iter()
            .map(|text| Promise {
                text: (*text).to_owned(),
                ..Promise::default()
            })
            .collect(),
        ..Proposal::default()
    }
}

/// Verdicts in short, with the margin where there is one: `+2`, `-1`, `=`, `no`, `?` with the
/// reason's key, `or` for another alternative.
fn told(comparison: &Comparison) -> String {
    let short = |row: &heyi::analysis::comparison::Row| {
        let margin = row.gap.margin.and_then(|margin| margin.round_sf(12));
        let margin = margin.map(plain).unwrap_or_default();
        match row.gap.verdict {
            Verdict::Exceeds => format!("+{margin}"),
            Verdict::Meets => format!("={margin}"),
            Verdict::FallsShort if margin.starts_with('-') => margin,
            Verdict::FallsShort => format!("-{margin}"),
            Verdict::NotPromised => "no".to_owned(),
            Verdict::NotComparable => {
                format!("?{}", row.gap.reason.map_or("", |reason| reason.key()))
            }
            Verdict::Alternative => "or".to_owned(),
            Verdict::NotApplicable | Verdict::Expert => "x".to_owned(),
        }
    };
    let rows: Vec<String> = comparison.rows.iter().map(short).collect();
    rows.join(" ")
}

/// `target or link | promise (several parted by ‖) | verdicts`
fn check(cases: &[(&str, &str, &str)]) {
    let plan = plan();
    let mut wrong = Vec::new();
    for (target, promise, wanted) in cases {
        let promises: Vec<&str> = promise.split('‖').collect();
        let comparison = match plan.link(target) {
            Some((_, link)) => compare(link, &proposal(&promises)),
            None => compare_texts(
                target,
                &promises
                    .iter()
                    .map(|text| (*text).to_owned())
                    .collect::<Vec<_>>(),
            ),
        };
        let found = told(&comparison);
        if found != *wanted {
            wrong.push(format!("{target} / {promise}: {found}, wanted {wanted}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_target_promised_back_word_for_word_is_met() {
    let mut wrong = Vec::new();
    for chain in &plan().chains {
        for link in &chain.links {
            let comparison = compare(link, &proposal(&[&link.target]));
            let mut is_met = std::collections::BTreeMap::new();
            for row in &comparison.rows {
                let bundle = row.indicator.alternative.clone();
                let met = row.gap.verdict == Verdict::Meets;
                let is_excused = row.gap.verdict == Verdict::Alternative && !bundle.is_empty();
                if !met && !is_excused {
                    wrong.push(format!("{} {}", row.key, row.gap.verdict.key()));
                }
                *is_met.entry(row.indicator.subject.clone()).or_insert(false) |= met;
            }
            if is_met.values().any(|met| !met) {
                wrong.push(format!("{}: no bundle met", link.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_bundle_is_met_by_one_bundle_of_the_promise() {
    check(&[
        (
            "servo-01",
            "无重稀土，Br≥13.9kGs，Hcj≥17kOe；无重稀土，Br≥13.5kGs，Hcj≥20kOe",
            "=0 =0 or or no no or or or no no +0.3 +2 no",
        ),
        (
            "servo-01",
            "Br≥14.2kGs，Hcj≥21kOe，重稀土含量≤1.0wt.%",
            "or or or or no no +0.2 +0.2 -4 no no +1 +6 no",
        ),
        (
            "servo-01",
            "磁体失重0.8mg/cm2（130℃/2.6atm/168h）",
            "no no no no +0.2 no no no no no no no no no",
        ),
    ]);
}

#[test]
fn what_is_of_one_sub_product_is_not_credited_to_another() {
    check(&[
        (
            "film-11",
            "红光效率＞20cd/A，寿命＞9000h；蓝光效率＞7cd/A",
            "+2 +1000 no no -1 no",
        ),
        (
            "film-11",
            "红光效率20cd/A、寿命8500小时，绿光效率65cd/A、寿命11000小时，蓝光效率9cd/A、寿命1200小时",
            "+2 +500 +5 +1000 +1 +200",
        ),
        ("film-11", "红光：效率20cd/A", "+2 no no no no no"),
        ("film-04", "OLED发光材料合成＞25 kg/批次", "+5 no no no no"),
        (
            "film-04",
            "溶剂纯化1200升/月，纯度≥99.95%",
            "no no no +200 +0.05",
        ),
        ("film-04", "溶剂纯度≥99.95%", "no no no no +0.05"),
        (
            "mould-03",
            "螺纹孔圆柱度≤0.4um",
            "no no no no no no no no no no",
        ),
        (
            "mould-03",
            "模芯孔圆柱度≤0.4um",
            "no no no no no +0.1 no no no no",
        ),
        (
            "mould-03",
            "模芯PV值≤0.05um",
            "no no no no no no no no no no",
        ),
        (
            "mould-04",
            "壁厚1.2~1.8mm零件保压时间控制在8~9秒",
            "no no +1 no no no no no",
        ),
        (
            "mould-04",
            "薄壁件类零件保压时间控制在6~7秒",
            "+1 no no no no no no no",
        ),
        (
            "ic-03",
            "650V200A IGBT芯片最大短路承受时间30us（@300V）",
            "no no no no +5 no no no",
        ),
        (
            "ic-03",
            "1200V200A IGBT芯片最大短路承受时间30us（@600V）",
            "no no no no no +5 no no",
        ),
        ("servo-13", "编织速度可调范围0-700", "no no no no no"),
        ("servo-13", "线圈密度可调范围0-700", "no no no =0 no"),
    ]);
}

#[test]
fn names_and_conditions_that_only_look_alike_are_told_apart() {
    check(&[
        (
            "film-06",
            "横向拉伸比1.5-3倍，纵向拉伸比1.5-3倍",
            "no =0 =0",
        ),
        ("film-06", "纵向拉伸比1.5-3倍", "no no =0"),
        ("mould-07", "冲击功单个≥10J", "no no no no no +1 no"),
        (
            "mould-07",
            "低温（20±2）℃冲击功单个≥10J，三个平均≥13J",
            "no no no no no +1 +1",
        ),
        (
            "mould-07",
            "-20℃冲击功单个≥10J，三个平均≥13J",
            "no no no no no +1 +1",
        ),
        (
            "mould-07",
            "-40℃冲击功单个≥10J",
            "no no no no no ?other_condition ?other_condition",
        ),
        ("film-02", "氧气阻隔性达到PET薄膜的1.6倍", "no no +0.1 no"),
        ("film-02", "氧气阻隔性不低于PET薄膜的1.6倍", "no no +0.1 no"),
        ("film-02", "氧气阻隔性是PET薄膜的1.6倍以上", "no no +0.1 no"),
        (
            "film-02",
            "氧气阻隔性为BOPP薄膜的1.6倍",
            "no no ?other_condition no",
        ),
        ("film-08", "色域DCI-P3＞98%", "?other_condition no no no no"),
        ("film-08", "色域＞100%sRGB", "?other_condition no no no no"),
        ("film-08", "NTSC色域≥100%", "+2 no no no no"),
        (
            "film-08",
            "55英寸及以上大尺寸TV白点位置调节至（0.280±0.010，0.290±0.010）",
            "no =0.005 no no no",
        ),
        (
            "reducer-05",
            "谐波减速器满负荷条件下效率75%",
            "no no no no no +5 no no no no no no no",
        ),
        (
            "servo-10",
            "主轴与副主轴径向跳动：内孔、外圆≤0.004mm",
            "no +0.001 +0.001 no no no",
        ),
        (
            "servo-10",
            "主轴与副主轴径向跳动≤0.004mm",
            "no +0.001 +0.001 no no no",
        ),
        ("轴向跳动≤5um", "径向跳动4um", "no"),
        ("抗拉强度≥600MPa", "抗压强度650MPa", "no"),
        ("抗拉强度≥600MPa", "抗弯强度380MPa，抗拉强度620MPa", "+20"),
        ("抗拉强度≥600MPa", "拉伸强度620MPa", "+20"),
        ("充电时间≤30min", "放电时间40min，充电时间25min", "+5"),
        ("正极比容量≥160mAh/g", "负极比容量165mAh/g", "no"),
        ("最大扭矩≥10Nm", "最小扭矩12Nm", "no"),
        ("最低效率≥95%", "最高效率98%", "no"),
        ("粗糙度Ra≤0.2um", "粗糙度Rz0.15um", "no"),
        ("粒径D50≤5um", "粒径D90 4um", "no"),
        ("内禀矫顽力≥17kOe", "矫顽力18kOe", "no"),
        (
            "室温冲击强度≥120MPa",
            "高温冲击强度125MPa",
            "?other_condition",
        ),
        ("常温下电阻≤5Ω", "低温下电阻4Ω", "?other_condition"),
        ("空载电流≤1A", "负载电流0.8A", "no"),
        (
            "耐盐雾≥5000h（GB/T 1771）",
            "耐盐雾≥5000h（ASTM B117）",
            "?other_condition",
        ),
        (
            "耐盐雾≥5000h（GB/T 1771）",
            "耐盐雾≥6000h（GB/T 1771-2007）",
            "+1000",
        ),
        ("效率≥95%", "效率不低于95%（实测96.2%）", "=0"),
        ("效率≥90", "效率92%", "?other_unit"),
        (
            "1200V/200A IGBT模块导通压降≤1.8V",
            "650V/200A IGBT模块导通压降1.7V",
            "no",
        ),
    ]);
}

#[test]
fn numbers_steps_and_grades_are_judged_the_right_way() {
    check(&[
        (
            "mould-03",
            "研发设计1出48穴",
            "no +24 +16 no no no no no no no",
        ),
        (
            "mould-03",
            "研发1出24穴和1出32穴光学模具",
            "no =0 =0 no no no no no no no",
        ),
        ("mould-03", "1出24穴", "no =0 no no no no no no no no"),
        (
            "mould-06",
            "压铸周期5分钟",
            "no no no no no no no no +3 no no",
        ),
        (
            "mould-06",
            "压铸周期≤7分钟",
            "no no no no no no no no +1 no no",
        ),
        (
            "mould-06",
            "压铸周期4~6分钟",
            "no no no no no no no no +2 no no",
        ),
        (
            "mould-06",
            "压铸周期9分钟",
            "no no no no no no no no -1 no no",
        ),
        ("mould-09", "模具制品重量减少12%", "no no +2 no"),
        ("mould-09", "重量减轻12%", "no no +2 no"),
        ("mould-09", "制品减重12%", "no no +2 no"),
        ("mould-09", "改善制品变形45%", "no no no +5"),
        ("mould-09", "制品变形改善45%", "no no no +5"),
        ("mould-09", "制品变形减少45%", "no no no +5"),
        ("mould-09", "制品变形减少40%", "no no no -0"),
        ("ic-04", "ESD芯片保护能力±10kV", "no no no no no +2"),
        ("servo-12", "能耗指标＜1级", "no no no no = no"),
        ("servo-12", "能耗指标1级", "no no no no = no"),
        ("servo-12", "能耗指标2级", "no no no no - no"),
        ("精度优于P5级", "精度优于P5级", "="),
        ("精度优于P5级", "精度P5级", "-"),
        ("精度优于P5级", "精度P4级", "+"),
        ("铅笔硬度≥2H", "铅笔硬度H", "-"),
        ("铅笔硬度≥2H", "铅笔硬度HB", "-"),
        ("附着力5B", "附着力4B", "-"),
        ("graphene-08", "石墨烯复合导电浆料产能12000吨", "+2000"),
        ("graphene-08", "年产1.2万吨石墨烯复合导电浆料", "+2000"),
        (
            "graphene-08",
            "建成1.2万吨级石墨烯复合导电浆料生产线，连续稳定生产",
            "+2000",
        ),
        ("graphene-09", "持续充电倍率4C", "no +1 no"),
        ("graphene-09", "可实现4C以上倍率持续充电", "no +1 no"),
    ]);
}

#[test]
fn units_and_numbers_are_never_guessed() {
    check(&[
        ("热膨胀系数≤15ppm/K", "热膨胀系数20×10-6/K", "-5"),
        ("热膨胀系数≤15ppm/K", "热膨胀系数12×10-6/℃", "+3"),
        ("热膨胀系数≤15ppm/K", "热膨胀系数12e-6/K", "+3"),
        ("漏电流≤1μA", "漏电流500nA", "+0.5"),
        ("电容≤100pF", "电容90nF", "-89900"),
        ("漏电流≤100pA", "漏电流90nA", "-89900"),
        ("电感≥10μH", "电感12nH", "-9.988"),
        ("锁模力≥1000T", "锁模力12MN", "+223.659455574"),
        ("粘度≤500mPa·s", "粘度0.45Pa.s", "+50"),
        ("离子电导率≥10mS/cm", "离子电导率0.012S/cm", "+2"),
        ("导热系数≥400W/(m·K)", "导热系数450W/mK", "+50"),
        ("水蒸气透过率≤8g/24h.m2", "水蒸气透过率5g/m2/day", "+3"),
        ("强度≥380XYZ", "强度400XYZ", "+20"),
        ("强度≥380XYZ", "强度400MPa", "?other_unit"),
        (
            "透氧率≤5cc/(m2·day·bar)",
            "透氧率4cc/(m2·day)",
            "?other_unit",
        ),
        ("载重≥5T", "载重6吨", "+1"),
        ("承载≥5T", "承载6000kg", "+1"),
        ("频率范围20Hz~20kHz", "频率范围10Hz~25kHz", "+0.01"),
        ("膜厚250μm±2%", "膜厚253μm", "=2"),
        ("输出电压24V±5%", "输出电压24V±3%", "=0.48"),
        ("重量5kg±100g", "重量5.05kg", "=0.05"),
        ("直径10+0.02/-0.01mm", "直径10.01mm", "=0.01"),
        ("误差≤5×10-4mm", "误差4e-4mm", "+0.0001"),
        (
            "氯离子渗透率＜5×10-4mg/（cm2·d）",
            "氯离子渗透率5e-5mg/（cm2·d）",
            "+0.00045",
        ),
        ("循环寿命≥10^6次", "循环寿命2×10^6次", "+1000000"),
        ("循环寿命≥10⁶次", "循环寿命10⁵次", "-900000"),
        ("真空度优于10-4Pa", "真空度5e-5Pa", "+0.00005"),
        ("循环寿命≥100次", "循环寿命3×105次", "no"),
        ("透光率/雾度＞85%/＞85%", "透光率/雾度86%/84%", "+1 -1"),
        (
            "抗拉强度、屈服强度分别≥600MPa、400MPa",
            "抗拉强度620MPa，屈服强度390MPa",
            "+20 -10",
        ),
        (
            "抗拉强度和屈服强度分别达到600MPa和400MPa",
            "抗拉强度620MPa，屈服强度390MPa",
            "+20 -10",
        ),
        (
            "抗拉/屈服强度≥600/400MPa",
            "抗拉强度620MPa，屈服强度390MPa",
            "+20 -10",
        ),
        ("寿命≥1,000,000次", "寿命1200000次", "+200000"),
        ("寿命≥10 000h", "寿命12 000h", "+2000"),
        ("时间≤2h", "时间1h30min", "+0.5"),
        ("角度≤31°", "角度30°15′", "+0.75"),
        ("效率≥95%", "效率≥95,5%", "no"),
        ("效率≥95%", "效率≥95..5%", "no"),
        ("寿命≥1h", "寿命≥1e999h", "no"),
        ("强度≥380MPa", "强度≥400 MPa GPa", "no"),
        ("噪音≤16 dB", "噪音≤", "no"),
        ("效率≥９５％", "效率９６．５％", "+1.5"),
        ("Br≥13.9kGs", "Br 1.42T", "+0.3"),
        ("Hcj≥17kOe", "Hcj 1400kA/m", "+0.592918860103"),
        ("(BH)max≥42MGOe", "(BH)max 350kJ/m³", "+1.98229715026"),
        ("抗拉强度>280N/mm2", "抗拉强度300MPa", "+20"),
        ("重复精度≤1‰", "重复精度0.05%", "+0.5"),
        ("含水量＜2000ppm", "含水量0.1%", "+1000"),
    ]);
}

#[test]
fn what_nobody_vouches_for_is_no_promise() {
    check(&[
        ("效率≥95%", "效率未达到95%", "no"),
        ("效率≥95%", "不能保证效率96%", "no"),
        ("效率≥95%", "效率接近95%", "no"),
        ("效率≥95%", "效率不足95%", "?other_side"),
        ("误差≤5%", "误差未超过5%", "=0"),
        ("精度高于5μm", "精度4μm", "+1"),
        ("精度高于P5级", "精度P4级", "+"),
        ("导通电压＜1.6V（@200A）", "导通电压1.5V@200A", "+0.1"),
        (
            "导通电压＜1.6V（@200A）",
            "导通电压1.5V@100A",
            "?other_condition",
        ),
        ("95%≤效率≤98%", "效率96%", "=1"),
        ("到2020年，额定寿命≥8000h", "额定寿命9000h", "+1000"),
        ("2020年底前完成", "额定寿命9000h", ""),
        ("系统能够接入工业4.0系统", "效率95%", ""),
        (
            "介电常数≤3.0，介质损耗≤0.002",
            "介电常数2.9，介质损耗0.0018",
            "+0.1 +0.0002",
        ),
        (
            "当转速大于3000rpm时，振动≤2mm/s",
            "当转速大于3000rpm时，振动1.5mm/s",
            "+0.5",
        ),
        (
            "轴承温度不超过80℃时噪声≤60dB",
            "轴承温度不超过80℃时噪声58dB",
            "+2",
        ),
        (
            "湿度≤90%条件下绝缘电阻≥100MΩ",
            "湿度≤90%条件下绝缘电阻120MΩ",
            "+20",
        ),
        ("工作温度-40~85℃", "工作温度-55~125℃", "+15"),
    ]);
}
