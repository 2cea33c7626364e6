//! Which way a parameter is better, as an engineer of the field would say.
//! The word that ends last in the name decides; of two that end together, the longer one.

use crate::domain::indicator::Direction::{self, Cover, Down, Up, Window};
use std::collections::BTreeMap;
use std::sync::OnceLock;

const WORDS: &[(&str, Direction)] = &[
    // Ranges that equipment must span.
    ("温度范围", Cover),
    ("可调范围", Cover),
    ("调节范围", Cover),
    ("调速范围", Cover),
    ("测量范围", Cover),
    ("工作范围", Cover),
    ("量程", Cover),
    ("行程", Cover),
    ("行程数", Cover),
    ("安装高度", Cover),
    ("拉伸比", Cover),
    ("拉丝板", Cover),
    ("挤出机温度", Cover),
    // Values that are aimed at.
    ("厚度", Window),
    ("雾度", Window),
    ("白点位置", Window),
    ("色坐标", Window),
    ("直径", Window),
    ("长度", Window),
    ("宽度", Window),
    // Less is better.
    ("误差", Down),
    ("偏差", Down),
    ("公差", Down),
    ("波动", Down),
    ("脉动", Down),
    ("跳动", Down),
    ("抖动", Down),
    ("粗糙度", Down),
    ("噪声", Down),
    ("噪音", Down),
    ("振动", Down),
    ("损耗", Down),
    ("铁耗", Down),
    ("铜耗", Down),
    ("背隙", Down),
    ("背隙初始值", Down),
    ("齿隙", Down),
    ("回差", Down),
    ("失重", Down),
    ("温升", Down),
    ("温差", Down),
    ("温控", Down),
    ("平行度", Down),
    ("垂直度", Down),
    ("同轴度", Down),
    ("圆柱度", Down),
    ("圆度", Down),
    ("平面度", Down),
    ("直线度", Down),
    ("位置度", Down),
    ("偏心", Down),
    ("收缩", Down),
    ("收缩率", Down),
    ("缺陷度", Down),
    ("缺陷", Down),
    ("杂质", Down),
    ("杂质含量", Down),
    ("铁含量", Down),
    ("碳氮化物尺寸", Down),
    ("产品尺寸", Down),
    ("含水量", Down),
    ("氧含量", Down),
    ("重稀土含量", Down),
    ("水蒸气透过率", Down),
    ("氧气透过率", Down),
    ("渗透率", Down),
    ("废品率", Down),
    ("不良率", Down),
    ("失效率", Down),
    ("故障率", Down),
    ("误判率", Down),
    ("漏检率", Down),
    ("能耗", Down),
    ("能耗指标", Down),
    ("功耗", Down),
    ("电耗", Down),
    ("周期", Down),
    ("时间", Down),
    ("节拍时间", Down),
    ("精度", Down),
    ("PV值", Down),
    ("导通电压", Down),
    ("压降", Down),
    ("内阻", Down),
    ("介电常数", Down),
    ("准确率", Up),
    ("识别率", Up),
    ("隔离度", Up),
    ("短路电流", Down),
    ("动态电流", Down),
    ("静态电流", Down),
    ("漏电流", Down),
    ("膨胀系数", Down),
    ("磁致伸缩系数", Down),
    ("摩擦系数", Down),
    ("温度系数", Direction::Zero),
    ("成本", Down),
    ("价格", Down),
    ("重量", Down),
    ("弯曲性", Down),
    ("气密", Down),
    ("泄漏率", Down),
    ("泄漏", Down),
    ("变化量", Down),
    ("变形", Down),
    ("变形量", Down),
    ("电阻", Down),
    ("电阻率", Down),
    ("真空", Down),
    ("真空度", Down),
    ("层数", Down),
    ("残余应力", Down),
    ("停机", Down),
    // More is better.
    ("强度", Up),
    ("硬度", Up),
    ("寿命", Up),
    ("续航时间", Up),
    ("承受时间", Up),
    ("工作时间", Up),
    ("效率", Up),
    ("磁导率", Up),
    ("磁感应强度", Up),
    ("剩磁", Up),
    ("矫顽力", Up),
    ("磁能积", Up),
    ("密度", Up),
    ("涂层双面密度", Down),
    ("比容量", Up),
    ("容量", Up),
    ("保持率", Up),
    ("透过率", Up),
    ("透光率", Up),
    ("反射率", Up),
    ("合格率", Up),
    ("良率", Up),
    ("成品率", Up),
    ("带宽", Up),
    ("速度", Up),
    ("转速", Up),
    ("能力", Up),
    ("扭矩", Up),
    ("转矩", Up),
    ("电压", Up),
    ("电流", Up),
    ("过流保护", Up),
    ("纯度", Up),
    ("纯化", Up),
    ("合成", Up),
    ("规模", Up),
    ("年产", Up),
    ("灵敏度", Up),
    ("电子控制", Up),
    ("熔点", Up),
    ("转变温度", Up),
    ("附着力", Up),
    ("耐磨性", Up),
    ("阻隔性", Up),
    ("剥离力", Up),
    ("延伸率", Up),
    ("伸长率", Up),
    ("冲击", Up),
    ("冲击功", Up),
    ("功率", Up),
    ("固含", Up),
    ("固含量", Up),
    ("覆盖率", Up),
    ("产能", Up),
    ("产量", Up),
    ("色域", Up),
    ("倍率", Up),
    ("模量", Up),
    ("粘度", Up),
    ("比例", Up),
    ("氮含量", Up),
    ("载荷", Up),
    ("负载", Up),
    ("节拍", Up),
    ("分辨率", Up),
    ("耐冲击", Up),
    ("频率", Up),
];

/// Tells whether a range of this parameter is one that must be spanned: 工作温度, 输入电压.
pub fn spans(parameter: &str) -> bool {
    let uses = [
        "工作", "使用", "环境", "适用", "存储", "贮存", "运行", "耐温", "输入",
    ];
    let kinds = ["温度", "湿度", "电压", "频率", "温", "海拔", "压力"];
    uses.iter().any(|word| parameter.contains(word))
        && kinds.iter().any(|word| parameter.ends_with(word))
}

/// Tells whether the text ends with the name of a property, as a heading does that is no
/// sub-product.
pub fn is_property(text: &str) -> bool {
    let ends = ["性", "性能", "功能", "方式", "指标", "范围"];
    let is_process = ["纯化", "合成"].iter().any(|end| text.ends_with(end));
    !is_process && (ends.iter().any(|end| text.ends_with(end)) || word_at_end(text).is_some())
}

/// The words by their last character.
fn ending_in(character: char) -> &'static [(&'static str, Direction)] {
    static INDEX: OnceLock<BTreeMap<char, Vec<(&'static str, Direction)>>> = OnceLock::new();
    let index = INDEX.get_or_init(|| {
        let mut index: BTreeMap<char, Vec<(&'static str, Direction)>> = BTreeMap::new();
        for (word, direction) in WORDS {
            if let Some(last) = word.chars().next_back() {
                index.entry(last).or_default().push((word, *direction));
            }
        }
        for words in index.values_mut() {
            words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        }
        index
    });
    index.get(&character).map(Vec::as_slice).unwrap_or_default()
}

/// Finds the longest of the words that a text ends with.
fn word_at_end(text: &str) -> Option<(&'static str, Direction)> {
    let words = ending_in(text.chars().next_back()?);
    words.iter().find(|(word, _)| text.ends_with(word)).copied()
}

/// Returns which way the parameter is better, `None` where that is not known.
pub fn of(parameter: &str) -> Option<Direction> {
    if parameter.ends_with("范围") {
        return Some(Cover);
    }
    if parameter.starts_with("改善") {
        return Some(Up);
    }
    let ends = parameter.char_indices().rev();
    let mut upto = ends.map(|(start, character)| start + character.len_utf8());
    let named = upto.find_map(|end| word_at_end(parameter.get(..end)?));
    let resists = ["耐", "抗"].iter().any(|word| parameter.starts_with(word));
    named
        .map(|(_, direction)| direction)
        .or(resists.then_some(Up))
        .or_else(|| symbol(parameter))
}

/// Splits a name into what it is of and the property, where the property is known here:
/// `摸芯孔同轴度` is 摸芯孔 and 同轴度.
pub fn split(parameter: &str) -> Option<(&str, &str)> {
    let (word, _) = word_at_end(parameter)?;
    parameter.split_at_checked(parameter.len() - word.len())
}

/// Tells whether the text ends as the names of quantities do, known or not.
pub fn is_measure(text: &str) -> bool {
    let ends = [
        "常数", "系数", "指数", "因数", "因子", "比", "率", "度", "值",
    ];
    text.chars().count() > 1 && ends.iter().any(|end| text.ends_with(end))
}

/// Tells whether the text names a parameter that is known here.
pub fn is_parameter(text: &str) -> bool {
    of(text).is_some() || text.ends_with("范围") || text.ends_with("指标")
}

fn symbol(parameter: &str) -> Option<Direction> {
    let parameter = parameter.replace(['（', '）', '(', ')'], "");
    match parameter.as_str() {
        "Br" | "Bs" | "Hcj" | "Hcb" | "BHmax" | "Tg" | "NTSC" | "MTBF" => Some(Up),
        "Ra" | "Rz" | "PV" => Some(Down),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_belongs_to_the_parameter() {
        for (parameter, wanted) in [
            ("批量化生产产品合格率", Some(Up)),
            ("重复定位精度", Some(Down)),
            ("200℃矫顽力温度系数", Some(Direction::Zero)),
            ("最大短路承受时间", Some(Up)),
            ("空载加速时间", Some(Down)),
            ("水蒸气透过率", Some(Down)),
            ("光学透过率", Some(Up)),
            ("压铸废品率", Some(Down)),
            ("转矩波动", Some(Down)),
            ("转矩密度", Some(Up)),
            ("轴承应用温度范围", Some(Cover)),
            ("耐盐雾性", Some(Up)),
            ("背板膜厚度", Some(Window)),
            ("颜色", None),
        ] {
            assert_eq!(of(parameter), wanted, "{parameter}");
        }
    }
}
