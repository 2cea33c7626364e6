//! Proposals whose texts are nearly the same: title, abstract and promises, compared by the
//! pairs of characters and words that they share, the rarer the more.
//!
//! The share is the weight of what both have by the weight of the lighter text, so that a
//! text that was taken over and added to is found too. To have a share of at least *t*, two
//! texts must share one of the rarest grams of the lighter one, those outside of which less
//! than *t* of its weight lies: only texts with such a gram in common are compared.

use super::grams::{Gram, folded, pairs, without_generic};
use crate::domain::proposal::Proposal;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// From this share on two texts are nearly the same.
pub const ALIKE: f64 = 0.75;
/// Texts of fewer pairs and words are compared by the heavier one: a short title that stands
/// in a long abstract is no copy of it.
const SHORT: usize = 40;
/// A text of fewer is not compared at all.
const LEAST: usize = 6;

/// Two proposals with nearly the same text.
#[derive(Debug, Clone, PartialEq)]
pub struct Alike {
    /// Place of the one in the list.
    pub one: usize,
    /// Place of the other, behind it.
    pub other: usize,
    /// Share of the lighter text that stands in the other, 0 to 1.
    pub share: f64,
}

/// Returns the pairs that are nearly the same, in the order of the list.
pub fn alike(proposals: &[Proposal]) -> Vec<Alike> {
    Table::of(proposals).pairs()
}

/// What many texts say tells of no copy: what stands in more than a twentieth of them counts
/// less, by the logarithm. A text that a handful took over keeps its whole weight.
fn weight(count: u32, all: usize) -> f64 {
    const FEW: u32 = 6;
    if count <= FEW {
        return 1.0;
    }
    let share = all as f64 / f64::from(count);
    (libm::log(share) / libm::log(20.0)).clamp(0.05, 1.0)
}

/// The texts as sorted numbers of grams.
struct Table {
    texts: Vec<Vec<usize>>,
    sums: Vec<f64>,
    counts: Vec<u32>,
    weights: Vec<f64>,
}

impl Table {
    fn of(proposals: &[Proposal]) -> Self {
        let mut numbers: HashMap<Gram, usize> = HashMap::new();
        let mut counts: Vec<u32> = Vec::new();
        let texts: Vec<Vec<usize>> = proposals
            .iter()
            .map(|proposal| {
                let found: BTreeSet<usize> = grams(proposal)
                    .map(|gram| {
                        let next = numbers.len();
                        *numbers.entry(gram).or_insert(next)
                    })
                    .collect();
                counts.resize(numbers.len(), 0);
                for gram in &found {
                    counts[*gram] += 1;
                }
                found.into_iter().collect()
            })
            .collect();
        let weights = counts.iter().map(|count| weight(*count, proposals.len()));
        let weights: Vec<f64> = weights.collect();
        Self {
            sums: texts
                .iter()
                .map(|text| text.iter().map(|gram| weights[*gram]).sum())
                .collect(),
            texts,
            counts,
            weights,
        }
    }

    fn pairs(&self) -> Vec<Alike> {
        let mut holders: Vec<Vec<usize>> = vec![Vec::new(); self.counts.len()];
        for (at, text) in self.texts.iter().enumerate() {
            for gram in text {
                holders[*gram].push(at);
            }
        }
        let mut found: BTreeMap<(usize, usize), f64> = BTreeMap::new();
        let mut seen = vec![usize::MAX; self.texts.len()];
        for (at, text) in self.texts.iter().enumerate() {
            if text.len() < LEAST {
                continue;
            }
            for gram in self.rarest(at) {
                for other in &holders[gram] {
                    if *other == at || seen[*other] == at || self.texts[*other].len() < LEAST {
                        continue;
                    }
                    seen[*other] = at;
                    let pair = (at.min(*other), at.max(*other));
                    found.entry(pair).or_insert_with(|| self.share(at, *other));
                }
            }
        }
        let told = |((one, other), share)| Alike { one, other, share };
        let near = found.into_iter().filter(|(_, share)| *share >= ALIKE);
        near.map(told).collect()
    }

    /// Returns the grams of a text, rarest first, until less than the least share is left.
    fn rarest(&self, at: usize) -> Vec<usize> {
        let mut grams = self.texts[at].clone();
        grams.sort_by_key(|gram| (self.counts[*gram], *gram));
        let mut left = self.sums[at];
        let enough = ALIKE * left;
        let needed = grams.iter().take_while(|gram| {
            let is_needed = left >= enough;
            left -= self.weights[**gram];
            is_needed
        });
        let mut kept: Vec<usize> = needed.copied().collect();
        kept.retain(|gram| self.counts[*gram] > 1);
        kept
    }

    fn share(&self, one: usize, other: usize) -> f64 {
        let (left, right) = (&self.texts[one], &self.texts[other]);
        let mut both = 0.0;
        let mut at = 0;
        for gram in left {
            while right.get(at).is_some_and(|other| other < gram) {
                at += 1;
            }
            if right.get(at) == Some(gram) {
                both += self.weights[*gram];
            }
        }
        let (lighter, heavier) = if self.sums[one] < self.sums[other] {
            (one, other)
        } else {
            (other, one)
        };
        let is_short = self.texts[lighter].len() < SHORT;
        both / self.sums[if is_short { heavier } else { lighter }]
    }
}

fn grams(proposal: &Proposal) -> impl Iterator<Item = Gram> + use<> {
    let promises = proposal
        .promises
        .iter()
        .map(|promise| promise.text.as_str());
    let texts = [proposal.title.as_str(), proposal.summary.as_str()];
    let texts: Vec<&str> = texts.into_iter().chain(promises).collect();
    let text = without_generic(&folded(&texts.join("\n")));
    pairs(&text).into_iter().map(|(_, gram)| gram)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::proposal::Promise;

    const SUMMARY: &str = "面向协作机器人关节，研究分数槽集中绕组外转子电机的电磁与热设计，\
        开发三种规格关节电机，建成年产2万台示范线，配套本地两家机器人整机企业";
    const OTHER: &str = "围绕新能源汽车电驱减速器的低噪声需求，研究磨齿修形与珩齿工艺，\
        建立齿面波纹度检测方法，形成批量生产能力，替代进口齿轮磨床配套";

    fn proposal(title: &str, summary: &str, promise: &str) -> Proposal {
        Proposal {
            title: title.into(),
            summary: summary.into(),
            promises: vec![Promise {
                text: promise.into(),
                ..Promise::default()
            }],
            ..Proposal::default()
        }
    }

    #[test]
    fn what_was_taken_over_and_added_to_is_found_and_others_are_not() {
        let longer = format!("{SUMMARY}。{OTHER}");
        let list = [
            proposal("高转矩密度关节电机", SUMMARY, "转矩密度达到3.2Nm/kg"),
            proposal("低噪声磨齿", OTHER, "噪声不高于68dB"),
            proposal(
                "机器人关节电机",
                &SUMMARY.replace("三种", "四种"),
                "转矩密度达到3.3Nm/kg",
            ),
            proposal("关节电机与磨齿", &longer, ""),
            proposal("关节电机", "", ""),
        ];
        let found: Vec<(usize, usize)> = alike(&list)
            .iter()
            .map(|pair| (pair.one, pair.other))
            .collect();
        assert_eq!(found, [(0, 2), (0, 3), (1, 3), (2, 3)]);
        let shares = alike(&list);
        assert!(shares.iter().all(|pair| pair.share <= 1.0 + 1e-9));
    }

    #[test]
    fn the_shortcut_finds_what_comparing_everything_finds() {
        let pieces = [
            "伺服电机转子",
            "谐波减速器",
            "石墨烯浆料",
            "偏光片涂布",
            "压铸模具",
            "晶圆测试",
        ];
        let list: Vec<Proposal> = (0..60_usize)
            .map(|number| {
                let words: Vec<&str> = (0..9)
                    .map(|place| pieces[(number * (place + 3) / 4 + place * place) % pieces.len()])
                    .collect();
                proposal(
                    &words.join("、"),
                    &format!("{number}型{}", words.concat()),
                    "",
                )
            })
            .collect();
        let table = Table::of(&list);
        let ids = 0..list.len();
        let all = ids
            .clone()
            .flat_map(|one| ids.clone().map(move |other| (one, other)));
        let expected: Vec<(usize, usize)> = all
            .filter(|(one, other)| one < other && table.share(*one, *other) >= ALIKE)
            .collect();
        let found: Vec<(usize, usize)> = alike(&list)
            .iter()
            .map(|pair| (pair.one, pair.other))
            .collect();
        assert!(!expected.is_empty() && expected.len() < 60 * 59 / 2);
        assert_eq!(found, expected);
    }

    #[test]
    fn empty_texts_are_like_nothing() {
        let nothing = proposal("", "", "");
        assert_eq!(alike(&[nothing.clone(), nothing]), []);
        assert_eq!(alike(&[]), []);
    }
}
