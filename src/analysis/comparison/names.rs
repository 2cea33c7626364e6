//! How well two names of parameters fit: the same, synonyms, one inside the other, or names
//! that only look alike and mean opposite things.

/// Names of one thing.
const SYNONYMS: &[&[&str]] = &[
    &["噪音", "噪声"],
    &["剩磁", "Br"],
    &["内禀矫顽力", "Hcj"],
    &["最大磁能积", "(BH)max", "BHmax"],
    &["饱和磁感应强度", "Bs"],
    &["延伸率", "伸长率", "断后延伸率", "断后伸长率", "断裂伸长率"],
    &["能效标准", "能效", "能效等级"],
    &["透光率", "透过率"],
    &["合格率", "良率", "良品率"],
    &["玻璃化转变温度", "玻璃化温度", "Tg"],
    &["粗糙度", "Ra"],
    &["铅笔硬度", "表面硬度"],
    &["转矩脉动", "转矩波动"],
    &["抗拉强度", "拉伸强度"],
    &["抗压强度", "压缩强度"],
    &["抗弯强度", "弯曲强度"],
    &[
        "年产",
        "年产能",
        "产能",
        "产量",
        "年产量",
        "生产规模",
        "生产能力",
    ],
];

/// Words that make another quantity of the same name.
const MODIFIERS: &[&str] = &[
    "重复", "残余", "同步", "反向", "导航", "力控", "比能", "双向", "齿面", "齿根", "动态", "静态",
    "内禀",
];

/// Words of which two names may not have different ones; those of one set are one word.
const CONTRASTS: &[&[&[&str]]] = &[
    &[&["轴向"], &["径向"], &["端面"]],
    &[&["横向"], &["纵向"]],
    &[
        &["抗拉", "拉伸"],
        &["抗压", "压缩"],
        &["抗弯", "弯曲"],
        &["抗剪", "剪切"],
        &["抗折"],
        &["屈服"],
        &["剥离"],
    ],
    &[&["充电"], &["放电"]],
    &[&["正极"], &["负极"]],
    &[&["正向"], &["反向"]],
    &[&["输入"], &["输出"]],
    &[&["最大", "最高"], &["最小", "最低"]],
    &[&["单面", "单边"], &["双面", "双边"]],
    &[&["单向"], &["双向"]],
    &[&["开路"], &["短路"]],
    &[&["内径", "内孔"], &["外径", "外圆"]],
    &[&["油性"], &["水性"]],
    &[&["高温"], &["低温"], &["室温", "常温"]],
    &[&["空载"], &["负载"], &["满载"], &["半载"]],
    &[&["开通"], &["关断"]],
    &[&["长度"], &["宽度"], &["厚度"], &["高度"], &["深度"]],
    &[&["红光"], &["绿光"], &["蓝光"]],
    &[&["上升"], &["下降"]],
    &[&["热端"], &["冷端"]],
    &[&["表面"], &["体积"]],
];

/// A name with what tells it from others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    text: String,
    length: usize,
    modifiers: u32,
    contrasts: Vec<(usize, usize)>,
    synonym: Option<usize>,
    ending: Option<usize>,
}

impl Name {
    /// Makes a name of a text without blanks.
    pub fn of(text: String) -> Self {
        let has = |word: &&str| text.contains(word);
        let modifiers = MODIFIERS
            .iter()
            .enumerate()
            .filter(|(_, word)| has(word))
            .fold(0, |mask, (index, _)| mask | 1 << index);
        let contrasts = CONTRASTS.iter().enumerate().filter_map(|(group, sets)| {
            let set = sets.iter().position(|words| words.iter().any(has))?;
            Some((group, set))
        });
        let is_end = |word: &&str| !word.is_ascii() && text.ends_with(word);
        Self {
            modifiers,
            contrasts: contrasts.collect(),
            synonym: SYNONYMS
                .iter()
                .position(|group| group.contains(&text.as_str())),
            ending: SYNONYMS.iter().position(|group| group.iter().any(is_end)),
            length: text.chars().count(),
            text,
        }
    }

    /// Returns the text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns how many characters it has.
    pub fn length(&self) -> usize {
        self.length
    }

    /// How well another name fits: 0 not at all, 100 the same.
    pub fn alike(&self, other: &Self) -> u32 {
        if self.text == other.text {
            return 100;
        }
        if self.synonym.is_some() && self.synonym == other.synonym {
            return 95;
        }
        let is_short = self.length.min(other.length) < 2;
        if self.modifiers != other.modifiers || is_short || self.contradicts(other) {
            return 0;
        }
        let (one, two) = (self.text.as_str(), other.text.as_str());
        if one.is_ascii() || two.is_ascii() {
            let is_prefix = one.starts_with(two) || two.starts_with(one);
            let is_long = one.len().min(two.len()) >= 3;
            let is_sum = one.contains('+') || two.contains('+');
            return if is_prefix && is_long && !is_sum {
                60
            } else {
                0
            };
        }
        if one.ends_with(two) || two.ends_with(one) {
            80
        } else if one.contains(two) || two.contains(one) {
            60
        } else {
            self.loosely(other).max(self.synonym_inside(other))
        }
    }

    /// Tells whether the two hold different words of one contrast.
    pub fn contradicts(&self, other: &Self) -> bool {
        self.contrasts.iter().any(|(group, set)| {
            other
                .contrasts
                .iter()
                .any(|(theirs, other_set)| group == theirs && set != other_set)
        })
    }

    /// One character written otherwise, words put in between, or a long beginning in common.
    fn loosely(&self, other: &Self) -> u32 {
        let same = self.text.chars().zip(other.text.chars());
        let (ours, theirs) = (self.length, other.length);
        let differing = same.clone().filter(|(one, other)| one != other);
        let is_written_otherwise = ours == theirs
            && ours >= 4
            && differing.clone().count() == 1
            && differing
                .clone()
                .all(|(one, other)| !one.is_ascii() && !other.is_ascii());
        if is_written_otherwise {
            return 70;
        }
        let (long, short) = if ours > theirs {
            (&self.text, &other.text)
        } else {
            (&other.text, &self.text)
        };
        let mut rest = long.chars();
        let is_inside = short.chars().all(|wanted| rest.any(|c| c == wanted));
        if is_inside && rest.next().is_none() && ours.min(theirs) >= 4 {
            return 60;
        }
        let beginning = same.take_while(|(one, other)| one == other).count();
        if beginning >= 6 { 40 } else { 0 }
    }

    /// `批量合格率` and `产品良品率`: different words round one of the synonyms.
    fn synonym_inside(&self, other: &Self) -> u32 {
        if self.ending.is_some() && self.ending == other.ending {
            50
        } else {
            0
        }
    }
}
