//! The numbers of the suggestion. They were fitted (a choice among all links of the plan and
//! "fits none" by maximum likelihood, no weight below zero) on the tuning half of the
//! labelled titles, each title with the whole list of terms, with half of it, a quarter of it
//! and none of it, so that titles whose words stand in no list are served too.

/// What a field of a link counts.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// In the likeness of texts.
    pub likeness: f64,
    /// In the share of the query that the link speaks of.
    pub strength: f64,
}

const fn field(likeness: f64, strength: f64) -> Field {
    Field { likeness, strength }
}

/// The link's name.
pub const NAME: Field = field(2.23, 1.0);
/// The task.
pub const TASK: Field = field(1.75, 0.8);
/// The target.
pub const TARGET: Field = field(0.0, 0.5);
/// The products of its tier.
pub const PRODUCTS: Field = field(4.64, 0.4);
/// Terms that name the link by themselves, compared by their characters.
pub const TERM_PAIRS: Field = field(0.74, 1.0);
/// Terms that point to it among others, by their characters.
pub const ALSO: Field = field(0.0, 0.6);
/// Products, projects and platforms of the plan that name it.
pub const ITEMS: Field = field(0.0, 0.8);

/// Share of the query's pairs and words that the link speaks of.
pub const COVERED: f64 = 7.63;
/// Share of its single characters.
pub const SINGLES: f64 = 7.48;
/// Share of its pairs and words that any link of the chain speaks of.
pub const CHAIN: f64 = 2.05;
/// Whole terms that were found.
pub const TERMS: f64 = 1.55;
/// Symbols and units by which the target is measured. Set by hand, not fitted: hardly a title
/// has one, and where one stands it should outweigh one shared pair of characters.
pub const MEASURES: f64 = 8.0;
/// Stage of work.
pub const STAGE: f64 = 0.95;
/// A word that speaks against the link: milder than fitted, for it is a hint.
pub const AGAINST: f64 = 1.6;

/// Added to the whole when a share of pairs and words is taken, in their weights: a query
/// with one word is less sure than one with ten.
pub const SHRINK: f64 = 5.0;
/// The same for single characters.
pub const SHRINK_SINGLES: f64 = 3.0;
/// A word in title and keywords counts this much more than in the title alone.
pub const REPEATED: f64 = 0.5;
/// What uses a thing counts this much of the thing itself.
pub const USER: f64 = 0.5;
/// A further stage of a link counts this much of the main one.
pub const FURTHER_STAGE: f64 = 0.6;
/// Least cosine for a product or project to name a link.
pub const NAMES: f64 = 0.12;

/// Where half of the suggestions are right: the weak ones end here.
pub const MIDDLE: f64 = 6.4;
/// How fast the score rises there.
pub const SLOPE: f64 = 0.56;
/// Below this score a suggestion is weak.
pub const WEAK: f64 = 0.5;
/// Least share of the query that a second link must speak of and the first must not.
pub const SECOND: f64 = 0.15;
/// Least score of a second link, as a part of the first one's.
pub const NEAR: f64 = 0.85;
