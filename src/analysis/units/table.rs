//! The table of units: spellings, the one spelling used here, dimension, factor.
//! Case is significant, except where a row lists other cases.

use crate::domain::decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// One spelling of a unit.
pub struct Row {
    pub spelling: Vec<char>,
    pub canonical: &'static str,
    pub dimension: Vec<(&'static str, i32)>,
    pub numerator: Decimal,
    pub denominator: Decimal,
    pub offset: Decimal,
    pub is_misspelt: bool,
}

/// Every spelling with its unit; what stands in the list goes before what a prefix makes.
pub fn rows() -> &'static [Row] {
    static ROWS: OnceLock<Vec<Row>> = OnceLock::new();
    ROWS.get_or_init(|| {
        let lines = UNITS.lines().filter(|line| !line.trim().is_empty());
        let mut rows: Vec<Row> = lines.flat_map(row).collect();
        let known: BTreeSet<Vec<char>> = rows.iter().map(|row| row.spelling.clone()).collect();
        let bases = PREFIXED.lines().filter(|line| !line.trim().is_empty());
        let made: Vec<Row> = bases.flat_map(with_prefixes).collect();
        rows.extend(
            made.into_iter()
                .filter(|row| !known.contains(&row.spelling)),
        );
        rows
    })
}

/// Returns the spellings that begin with a character, longer ones first.
pub fn beginning_with(character: char) -> &'static [&'static Row] {
    static INDEX: OnceLock<BTreeMap<char, Vec<&'static Row>>> = OnceLock::new();
    let index = INDEX.get_or_init(|| {
        let mut index: BTreeMap<char, Vec<&'static Row>> = BTreeMap::new();
        for row in rows() {
            if let Some(first) = row.spelling.first() {
                index.entry(*first).or_default().push(row);
            }
        }
        for rows in index.values_mut() {
            rows.sort_by_key(|row| std::cmp::Reverse(row.spelling.len()));
        }
        index
    });
    index.get(&character).map(Vec::as_slice).unwrap_or_default()
}

/// The unit itself and with the prefixes of the SI (BIPM, The International System of Units).
fn with_prefixes(line: &'static str) -> Vec<Row> {
    let Some((symbol, dimension)) = line.split_once('|') else {
        return Vec::new();
    };
    let symbol = symbol.trim();
    let (symbol, factor) = symbol.split_once(' ').unwrap_or((symbol, "1"));
    let factor = factor.parse().unwrap_or(Decimal::ONE);
    let dimension: Vec<(&'static str, i32)> =
        dimension.trim().split(' ').filter_map(power).collect();
    let make = |(spelt, shown, size): &(&str, &str, i32)| Row {
        spelling: format!("{spelt}{symbol}").chars().collect(),
        canonical: Box::leak(format!("{shown}{symbol}").into_boxed_str()),
        dimension: dimension.clone(),
        numerator: factor * thousands(*size),
        denominator: thousands(-*size),
        offset: Decimal::ZERO,
        is_misspelt: false,
    };
    PREFIXES.iter().map(make).collect()
}

/// 1000 to a power, 1 where the power is below nought.
fn thousands(power: i32) -> Decimal {
    (0..power).fold(Decimal::ONE, |value, _| value * Decimal::ONE_THOUSAND)
}

/// Spelling, the one spelling used here, power of 1000.
const PREFIXES: [(&str, &str, i32); 11] = [
    ("", "", 0),
    ("p", "p", -4),
    ("n", "n", -3),
    ("µ", "µ", -2),
    ("u", "µ", -2),
    ("m", "m", -1),
    ("k", "k", 1),
    ("K", "k", 1),
    ("M", "M", 2),
    ("G", "G", 3),
    ("T", "T", 4),
];

/// Units that take prefixes, with a factor where it is not 1.
const PREFIXED: &str = "
A|A
V|kg m^2 s^-3 A^-1
W|kg m^2 s^-3
Ω|kg m^2 s^-3 A^-2
Hz|s^-1
F|kg^-1 m^-2 s^4 A^2
H|kg m^2 s^-2 A^-2
S|kg^-1 m^-2 s^3 A^2
Pa|kg m^-1 s^-2
J|kg m^2 s^-2
N|kg m s^-2
m|m
s|s
g 0.001|kg
L 0.001|m^3
mol|mol
Wh 3600|kg m^2 s^-2
Ah 3600|A s
VA|va
var|var
eV 0.0000000000000000001602176634|kg m^2 s^-2
bps|bit s^-1
rad 57.295779513082320876798155|deg
Torr 133.322368421052631578947368|kg m^-1 s^-2
";

fn row(line: &'static str) -> Vec<Row> {
    let mut cells = line.split('|').map(str::trim);
    let (Some(spellings), Some(dimension), Some(factor)) =
        (cells.next(), cells.next(), cells.next())
    else {
        return Vec::new();
    };
    let canonical = spellings.split(' ').next().unwrap_or_default();
    let (above, below) = factor.split_once('/').unwrap_or((factor, "1"));
    let number = |text: &str| text.parse().unwrap_or(Decimal::ONE);
    let offset = cells.next().map_or(Decimal::ZERO, number);
    let make = |spelling: &str| Row {
        spelling: spelling.chars().filter(|c| *c != '!').collect(),
        canonical,
        dimension: dimension.split(' ').filter_map(power).collect(),
        numerator: number(above),
        denominator: number(below),
        offset,
        is_misspelt: spelling.starts_with('!'),
    };
    spellings.split(' ').map(make).collect()
}

fn power(text: &'static str) -> Option<(&'static str, i32)> {
    if text.is_empty() || text == "1" {
        return None;
    }
    let (base, power) = text.split_once('^').unwrap_or((text, "1"));
    Some((base, power.parse().ok()?))
}

/// Spellings, the canonical one first (`!` marks a slip) | dimension | factor | offset.
/// 1 Oe is 1000/4π A/m; a month is a twelfth of 365.25 days.
const UNITS: &str = "
% ％|1|1/100
‰|1|1/1000
‱|1|1/10000
百分点 个百分点|point|1
ppm PPM|1|1/1000000
ppb|1|1/1000000000
wt% wt.% wt％ 质量%|1|1/100
vol% vol.%|vol|1/100
at% at.%|at|1/100
mol% mol.%|mol%|1/100
ppt|1|1/1000000000000
倍|1|1
%RH|humidity|1
m 米|m|1
km 公里 千米|m|1000
dm 分米|m|1/10
cm 厘米 公分|m|1/100
mm 毫米 MM|m|1/1000
µm um μm 微米 µ|m|1/1000000
nm 纳米|m|1/1000000000
Å 埃|m|1/10000000000
mil|m|254/10000000
in inch 英寸|m|254/10000
kg KG Kg 公斤 千克|kg|1
dtex|kg m^-1|1/10000000
tex|kg m^-1|1/1000000
g 克|kg|1/1000
mg 毫克|kg|1/1000000
µg ug 微克|kg|1/1000000000
t 吨|kg|1000
s S sec 秒|s|1
ms 毫秒|s|1/1000
µs us 微秒|s|1/1000000
ns 纳秒|s|1/1000000000
min 分钟 分|s|60
h 小时 hr hrs|s|3600
d 天 日 day days|s|86400
周|s|604800
月 个月|s|2629800
年 a|s|31557600
A 安 安培|A|1
mA 毫安|A|1/1000
µA uA 微安|A|1/1000000
kA|A|1000
V 伏 伏特|kg m^2 s^-3 A^-1|1
mV 毫伏|kg m^2 s^-3 A^-1|1/1000
kV KV 千伏|kg m^2 s^-3 A^-1|1000
W 瓦|kg m^2 s^-3|1
mW 毫瓦|kg m^2 s^-3|1/1000
kW KW 千瓦|kg m^2 s^-3|1000
MW 兆瓦|kg m^2 s^-3|1000000
Hz HZ 赫兹 赫|s^-1|1
kHz KHz khz 千赫|s^-1|1000
MHz 兆赫|s^-1|1000000
GHz|s^-1|1000000000
Ω 欧 欧姆|kg m^2 s^-3 A^-2|1
mΩ 毫欧|kg m^2 s^-3 A^-2|1/1000
kΩ|kg m^2 s^-3 A^-2|1000
MΩ 兆欧|kg m^2 s^-3 A^-2|1000000
T 特斯拉|kg s^-2 A^-1|1
mT|kg s^-2 A^-1|1/1000
Gs 高斯|kg s^-2 A^-1|1/10000
kGs KGs kG|kg s^-2 A^-1|1/10
Oe|A m^-1|79.577471545947667884441882
kOe KOe|A m^-1|79577.471545947667884441882
MGOe|kg m^-1 s^-2|7957.7471545947667884441882
J 焦|kg m^2 s^-2|1
kJ 千焦|kg m^2 s^-2|1000
MJ|kg m^2 s^-2|1000000
Wh|kg m^2 s^-2|3600
kWh KWh kwh 千瓦时|kg m^2 s^-2|3600000
Ah|A s|3600
mAh mah|A s|36/10
N 牛|kg m s^-2|1
mN|kg m s^-2|1/1000
kN KN 千牛|kg m s^-2|1000
tf 吨力|kg m s^-2|9806.65
kgf 公斤力|kg m s^-2|9.80665
N·m Nm 牛米 牛·米|kg m^2 s^-2|1
kN·m kNm|kg m^2 s^-2|1000
mN·m mNm|kg m^2 s^-2|1/1000
Pa 帕|kg m^-1 s^-2|1
hPa|kg m^-1 s^-2|100
psi|kg m^-1 s^-2|6894.757293168361
ksi|kg m^-1 s^-2|6894757.293168361
kPa KPa 千帕|kg m^-1 s^-2|1000
MPa !Mpa !mpa !MPA 兆帕|kg m^-1 s^-2|1000000
GPa !Gpa|kg m^-1 s^-2|1000000000
bar|kg m^-1 s^-2|100000
mbar|kg m^-1 s^-2|100
atm 大气压|kg m^-1 s^-2|101325
L 升 l|m^3|1/1000
dL|m^3|1/10000
mL ml cc 毫升|m^3|1/1000000
sccm|sccm|1
cP|kg m^-1 s^-1|1/1000
cSt|m^2 s^-1|1/1000000
mol|mol|1
K 开|K|1
°C ℃ ºC oC 摄氏度|K|1|273.15
°F ℉ 华氏度|K|5/9|459.67
cd|cd|1
lm 流明|lm|1
lx|lx|1
nit 尼特|cd m^-2|1
dB 分贝 dBA dB(A)|dB|1
dBm|dBm|1
dBi|dBi|1
dBc|dBc|1
HRC|HRC|1
HRA|HRA|1
HRB|HRB|1
HB HBS HBW|HB|1
HV|HV|1
C|rate|1
pC|A s|1/1000000000000
nC|A s|1/1000000000
µC uC|A s|1/1000000
sq □|sq|1
W/(m·K) W/mK W/m.K W/(mK)|kg m s^-3 K^-1|1
S/m|kg^-1 m^-3 s^3 A^2|1
S/cm|kg^-1 m^-3 s^3 A^2|100
V·s Vs|kg m^2 s^-2 A^-1|1
° deg|deg|1
arcmin Arc.min arc.min ′ 角分 弧分|deg|1/60
arcsec Arc.sec arc.sec ″ ʺ 角秒 弧秒|deg|1/3600
rad 弧度|deg|57.295779513082320876798155
mrad 毫弧度|deg|57.295779513082320876798155/1000
r 转 圈|turn|1
rpm r/min RPM 转/分钟 转/分 转每分钟 转每分|turn s^-1|1/60
SPM spm|count s^-1|1/60
bit|bit|1
kB KB|bit|8000
MB|bit|8000000
GB|bit|8000000000
TB|bit|8000000000000
bps|bit s^-1|1
TOPS|TOPS|1
fps|frame s^-1|1
dpi|dpi|1
ppi|ppi|1
元|yuan|1
像素 px|pixel|1
Mbps|bit s^-1|1000000
Gbps|bit s^-1|1000000000
个|count|1
次|count|1
冲程|count|1
模次|count|1
段|count|1
台|count|1
家|count|1
层|count|1
穴|count|1
系列 个系列|count|1
项|count|1
种|count|1
件|count|1
套|count|1
批次 批|count|1
只|count|1
片|count|1
条|count|1
张|count|1
人|count|1
颗|count|1
粒|count|1
块|count|1
组|count|1
根|count|1
支|count|1
路|count|1
枚|count|1
";
