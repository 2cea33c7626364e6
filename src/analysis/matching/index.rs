//! What the plan and the notes say of each link, counted once: weights of pairs, words and
//! single characters, field by field.

use super::grams::{Gram, folded, pairs, singles, without_generic};
use super::weights;
use crate::domain::link_notes::LinkNotes;
use crate::domain::plan::{Chain, InnovationLink, Plan, Tier};
use std::collections::{BTreeMap, BTreeSet};

/// Weights of grams in one text: how often (1 + ln n) times how rare among the links.
pub type Vector = BTreeMap<Gram, f64>;

/// What one link says of a gram.
#[derive(Debug, Clone, Copy)]
pub struct Posting {
    /// Which link, counted over the whole plan.
    pub link: usize,
    /// Sum over the fields of weight times value by the root of the field's length; the
    /// query's length is still to be divided by.
    pub likeness: f64,
    /// How strongly the link speaks of it, 0 to 1.
    pub strength: f64,
}

/// What is known of one gram.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// Rarity: ln((N + 1) / (links that have it + 1/2)).
    pub rarity: f64,
    /// The links that speak of it.
    pub links: Vec<Posting>,
    /// Chains, by place in the plan, with the greatest strength of their links.
    pub chains: BTreeMap<usize, f64>,
}

/// The counted plan.
#[derive(Debug, Clone, Default)]
pub struct Index {
    grams: BTreeMap<Gram, Entry>,
    unknown: f64,
    chains: Vec<usize>,
}

/// The texts of a link by field.
struct Fields {
    chain: usize,
    name: String,
    task: String,
    target: String,
    products: String,
    terms: String,
    also: String,
    items: String,
}

impl Index {
    /// Counts a plan and its notes.
    pub fn of(plan: &Plan, notes: &LinkNotes) -> Self {
        let mut links: Vec<Fields> = Vec::new();
        for (place, chain) in plan.chains.iter().enumerate() {
            let fields = chain
                .links
                .iter()
                .map(|link| fields(place, chain, link, notes));
            links.extend(fields);
        }
        let mut index = Self::counted(&links);
        index.hand_out_items(plan, &mut links);
        for (at, link) in links.iter().enumerate() {
            index.post(at, link);
        }
        index
    }

    /// Counts in how many links each gram stands.
    fn counted(links: &[Fields]) -> Self {
        let mut counts: BTreeMap<Gram, u32> = BTreeMap::new();
        for link in links {
            let texts = [
                &link.name,
                &link.task,
                &link.target,
                &link.terms,
                &link.also,
            ];
            let texts = texts.map(String::as_str);
            let own: BTreeSet<Gram> = grams(&texts.join("\n")).collect();
            for gram in own {
                *counts.entry(gram).or_default() += 1;
            }
        }
        let all = links.len() as f64 + 1.0;
        let rarity = |count: u32| libm::log(all / (f64::from(count) + 0.5));
        let entry = |(gram, count)| {
            let rarity = rarity(count);
            (
                gram,
                Entry {
                    rarity,
                    ..Entry::default()
                },
            )
        };
        Self {
            grams: counts.into_iter().map(entry).collect(),
            unknown: libm::log(all),
            chains: links.iter().map(|link| link.chain).collect(),
        }
    }

    /// Finds what is known of a gram.
    pub fn entry(&self, gram: &Gram) -> Option<&Entry> {
        self.grams.get(gram)
    }

    /// Returns the place in the plan of a link's chain.
    pub fn chain_of(&self, link: usize) -> Option<usize> {
        self.chains.get(link).copied()
    }

    /// Returns how rare a gram is; one that stands nowhere is the rarest.
    pub fn rarity(&self, gram: &Gram) -> f64 {
        self.entry(gram).map_or(self.unknown, |entry| entry.rarity)
    }

    /// Returns the weights of the grams in a text.
    pub fn vector(&self, found: impl Iterator<Item = Gram>) -> Vector {
        let mut counts: BTreeMap<Gram, f64> = BTreeMap::new();
        for gram in found {
            *counts.entry(gram).or_default() += 1.0;
        }
        let weighed = |(gram, count): (Gram, f64)| {
            let weight = (1.0 + libm::log(count)) * self.rarity(&gram);
            (gram, weight)
        };
        counts.into_iter().map(weighed).collect()
    }

    fn vector_of(&self, text: &str) -> Vector {
        self.vector(pairs_of(text))
    }

    /// Products, projects and platforms stand beside the links in the plan: each goes to
    /// the link of its chain that it names best, if it names one.
    fn hand_out_items(&self, plan: &Plan, links: &mut [Fields]) {
        let head = |link: &Fields| {
            let vector = self.vector_of(&format!("{}\n{}", link.name, link.task));
            (length(&vector), vector)
        };
        let heads: Vec<(f64, Vector)> = links.iter().map(head).collect();
        for (place, chain) in plan.chains.iter().enumerate() {
            for item in items(chain) {
                let own = self.vector_of(&item);
                let likest = (0..links.len())
                    .filter(|at| links[*at].chain == place)
                    .map(|at| (at, cosine(&own, &heads[at])))
                    .max_by(|left, right| left.1.total_cmp(&right.1).then(right.0.cmp(&left.0)));
                if let Some((at, _)) = likest.filter(|(_, likeness)| *likeness > weights::NAMES) {
                    links[at].items.push_str(&item);
                    links[at].items.push('\n');
                }
            }
        }
    }

    fn post(&mut self, at: usize, link: &Fields) {
        let mut likeness: BTreeMap<Gram, f64> = BTreeMap::new();
        let mut strength: BTreeMap<Gram, f64> = BTreeMap::new();
        let products: Vector = pairs_of(&link.products)
            .map(|gram| (gram.clone(), self.rarity(&gram)))
            .collect();
        let fields = [
            (self.vector_of(&link.name), weights::NAME),
            (self.vector_of(&link.task), weights::TASK),
            (products, weights::PRODUCTS),
            (self.vector_of(&link.terms), weights::TERM_PAIRS),
            (self.vector_of(&link.target), weights::TARGET),
            (self.vector_of(&link.also), weights::ALSO),
            (self.vector_of(&link.items), weights::ITEMS),
        ];
        for (vector, field) in &fields {
            let scale = libm::sqrt(length(vector)).max(f64::MIN_POSITIVE);
            for (gram, value) in vector {
                *likeness.entry(gram.clone()).or_default() += field.likeness * value / scale;
                raise(strength.entry(gram.clone()).or_default(), field.strength);
            }
        }
        let texts = [
            (&link.name, weights::NAME),
            (&link.task, weights::TASK),
            (&link.target, weights::TARGET),
            (&link.terms, weights::TERM_PAIRS),
            (&link.also, weights::ALSO),
            (&link.items, weights::ITEMS),
        ];
        for (text, field) in texts {
            for (_, gram) in singles(&without_generic(&folded(text))) {
                raise(strength.entry(gram).or_default(), field.strength);
            }
        }
        let unknown = self.unknown;
        for (gram, strength) in strength {
            let likeness = likeness.get(&gram).copied().unwrap_or_default();
            let entry = self.grams.entry(gram).or_insert_with(|| Entry {
                rarity: unknown,
                ..Entry::default()
            });
            entry.links.push(Posting {
                link: at,
                likeness,
                strength,
            });
            raise(entry.chains.entry(link.chain).or_default(), strength);
        }
    }
}

fn raise(value: &mut f64, to: f64) {
    *value = value.max(to);
}

fn pairs_of(text: &str) -> impl Iterator<Item = Gram> + use<> {
    let found = pairs(&without_generic(&folded(text)));
    found.into_iter().map(|(_, gram)| gram)
}

/// Returns pairs, words and single characters of a text.
fn grams(text: &str) -> impl Iterator<Item = Gram> + use<> {
    let text = without_generic(&folded(text));
    let found = pairs(&text).into_iter().chain(singles(&text));
    found.map(|(_, gram)| gram)
}

/// Returns the length of a vector.
pub fn length(vector: &Vector) -> f64 {
    libm::sqrt(vector.values().map(|value| value * value).sum())
}

fn cosine(one: &Vector, (long, other): &(f64, Vector)) -> f64 {
    let lengths = length(one) * long;
    let product: f64 = one
        .iter()
        .filter_map(|(gram, value)| Some(value * other.get(gram)?))
        .sum();
    if lengths > 0.0 {
        product / lengths
    } else {
        0.0
    }
}

fn fields(place: usize, chain: &Chain, link: &InnovationLink, notes: &LinkNotes) -> Fields {
    let terms = notes.terms_of(&link.id);
    let listed = |words: &[String]| words.join("\n");
    let short = &link.short;
    Fields {
        chain: place,
        name: format!("{}\n{}\n{}", link.name, short.zh, short.en),
        task: link.task.clone(),
        target: link.target.clone(),
        products: products(chain, link),
        terms: terms.map(|terms| listed(&terms.terms)).unwrap_or_default(),
        also: terms.map(|terms| listed(&terms.also)).unwrap_or_default(),
        items: String::new(),
    }
}

/// Returns the products of the tier, and of the part of the chain, that a link belongs to.
fn products(chain: &Chain, link: &InnovationLink) -> String {
    let tier = tier(&link.category);
    let mut text = String::new();
    for group in chain.application.iter().filter(|group| group.tier == tier) {
        let other_part = !link.part.is_empty() && !group.part.is_empty() && group.part != link.part;
        if !other_part {
            text.push_str(&group.group);
            text.push('\n');
            text.push_str(&group.products.join("\n"));
            text.push('\n');
        }
    }
    text
}

/// Returns the tier of the application chain that a category of links belongs to: what a
/// chain is made of comes before it, whole machines after it.
fn tier(category: &str) -> Tier {
    if category.contains("上游") || category.contains("基础材料") {
        Tier::Upstream
    } else if category.contains("下游") {
        Tier::Downstream
    } else {
        Tier::Core
    }
}

fn items(chain: &Chain) -> Vec<String> {
    let projects = chain.implement.iter().chain(&chain.attract).cloned();
    let platforms = chain.platforms.iter().map(|platform| platform.text.clone());
    let products = chain.application.iter().flat_map(|group| {
        let named = |product: &String| format!("{} {product}", group.group);
        group
            .products
            .iter()
            .map(named)
            .chain([group.group.clone()])
    });
    projects.chain(platforms).chain(products).collect()
}
