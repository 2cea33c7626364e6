//! The industrial plan as published: chains, links, targets, goals and duties.
//! Wording is verbatim; what is ours (short names, English names, marks on slips) has fields of its own.

use super::Bilingual;
use serde::{Deserialize, Serialize};

/// A whole plan in one edition.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    /// What stands outside the chains.
    pub overview: Overview,
    /// The chains in the plan's order.
    pub chains: Vec<Chain>,
}

impl Plan {
    /// Finds a chain by its id.
    pub fn chain(&self, id: &str) -> Option<&Chain> {
        self.chains.iter().find(|chain| chain.id == id)
    }

    /// Finds an innovation link and its chain by the link's id.
    pub fn link(&self, id: &str) -> Option<(&Chain, &InnovationLink)> {
        self.chains
            .iter()
            .find_map(|chain| chain.link(id).map(|link| (chain, link)))
    }
}

/// The parts of the plan that belong to no chain.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    /// Version of the file format.
    pub format: u32,
    /// Id of the plan.
    pub id: String,
    /// Official title and our English.
    pub title: Bilingual,
    /// Which text this is.
    pub edition: Edition,
    /// The paragraph before the first section.
    #[serde(default)]
    pub preamble: String,
    /// Section one.
    #[serde(default)]
    pub requirements: String,
    /// Section two, the paragraph from which the goals are taken.
    #[serde(default)]
    pub goals_text: String,
    /// The paragraphs of section three before the first chain.
    #[serde(default)]
    pub tasks_text: String,
    /// Overall goals that can be counted.
    #[serde(default, rename = "goal")]
    pub goals: Vec<Goal>,
    /// Section four.
    #[serde(default, rename = "safeguard")]
    pub safeguards: Vec<Safeguard>,
    /// The annex: who does what.
    #[serde(default, rename = "duty")]
    pub duties: Vec<Duty>,
}

/// Which published text the data was taken from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// Name of the edition, for example a draft for comment.
    pub name: String,
    /// Day printed under the text, `YYYY-MM-DD`.
    pub date: String,
    /// Who issued it.
    pub issuer: String,
}

/// One overall goal with its number.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    /// Id, ours.
    pub id: String,
    /// The plan's words.
    pub text: String,
    /// `>=` or `=`.
    pub compare: String,
    /// The number in the plan's unit.
    pub number: u32,
    /// The plan's counting word.
    pub unit: String,
}

/// One safeguard measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Safeguard {
    /// Its heading.
    pub title: String,
    /// Its text.
    pub text: String,
}

/// One row of the annex.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duty {
    /// Key task.
    pub task: String,
    /// Main work.
    pub work: String,
    /// Responsible departments.
    pub departments: Vec<String>,
}

/// One industrial chain.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Chain {
    /// Version of the file format.
    pub format: u32,
    /// Id, ours.
    pub id: String,
    /// Place in the plan, from 1.
    pub order: u32,
    /// Short name.
    pub name: Bilingual,
    /// Heading of the section, verbatim.
    #[serde(default)]
    pub heading: String,
    /// Paragraph on the application chain.
    #[serde(default)]
    pub application_text: String,
    /// The chain formulas, verbatim.
    #[serde(default)]
    pub formulas: Vec<String>,
    /// Paragraph on the innovation chain.
    #[serde(default)]
    pub innovation_text: String,
    /// Heading of the section on projects.
    #[serde(default)]
    pub priorities_heading: String,
    /// Paragraph on projects.
    #[serde(default)]
    pub priorities_text: String,
    /// Projects to implement.
    #[serde(default)]
    pub implement: Vec<String>,
    /// Projects to attract.
    #[serde(default)]
    pub attract: Vec<String>,
    /// Paragraph on platforms.
    #[serde(default)]
    pub platforms_text: String,
    /// Captions of the two tables.
    #[serde(default, rename = "box")]
    pub captions: Captions,
    /// Product groups of the application chain.
    #[serde(default)]
    pub application: Vec<ProductGroup>,
    /// Public service platforms.
    #[serde(default, rename = "platform")]
    pub platforms: Vec<Platform>,
    /// Links of the innovation chain.
    #[serde(default, rename = "link")]
    pub links: Vec<InnovationLink>,
}

impl Chain {
    /// Finds one of this chain's links by id.
    pub fn link(&self, id: &str) -> Option<&InnovationLink> {
        self.links.iter().find(|link| link.id == id)
    }
}

/// Captions of the two tables of a chain, verbatim.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Captions {
    /// Caption of the product table.
    #[serde(default)]
    pub application: String,
    /// Caption of the link table.
    #[serde(default)]
    pub innovation: String,
}

/// Where on the application chain a product group stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// 产业链上游.
    Upstream,
    /// 产业链核心.
    Core,
    /// 产业链下游.
    Downstream,
}

/// Whether a group lists products or directions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupKind {
    /// 重点产品.
    #[default]
    Product,
    /// 重点方向.
    Direction,
}

/// One product group of the application chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductGroup {
    /// Upstream, core or downstream.
    pub tier: Tier,
    /// Part of the chain, empty where the chain has one part.
    #[serde(default)]
    pub part: String,
    /// Name of the group.
    pub group: String,
    /// Products or directions.
    #[serde(default)]
    pub kind: GroupKind,
    /// The paragraph, verbatim.
    #[serde(default)]
    pub text: String,
    /// The single products.
    pub products: Vec<String>,
}

/// One public service platform of a chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Platform {
    /// The plan's words.
    pub text: String,
    /// What it is to do.
    #[serde(default)]
    pub functions: Vec<String>,
}

/// One link of the innovation chain: the plan's task and target.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InnovationLink {
    /// Row within the chain, from 1.
    pub row: u32,
    /// Chain and row, for example `servo-03`.
    pub id: String,
    /// Category of the table, inherited where the cell is blank.
    pub category: String,
    /// Part of the chain, empty where it has one part.
    #[serde(default)]
    pub part: String,
    /// Name, verbatim.
    pub name: String,
    /// A name of ours of at most 14 columns.
    pub short: Bilingual,
    /// Task, verbatim; paragraphs joined by a newline.
    #[serde(default)]
    pub task: String,
    /// Target, verbatim; paragraphs joined by a newline; may be empty.
    #[serde(default)]
    pub target: String,
    /// Places where the published wording seems to have slipped.
    #[serde(default, rename = "slip")]
    pub slips: Vec<Slip>,
    /// Readings laid down for what no grammar should guess.
    #[serde(default, rename = "indicator")]
    pub readings: Vec<LaidDownReading>,
}

/// How a piece of a target is to be read where its text cannot be read mechanically.
/// The target itself stays as printed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaidDownReading {
    /// The piece of the target, exactly as printed; its first occurrence is meant. Several
    /// entries with one text each add what they read.
    pub text: String,
    /// The wording that is read in its place; empty where the piece holds no indicator and
    /// stays words.
    #[serde(default)]
    pub read: String,
    /// Sub-product, where it is not to be taken from the wording.
    #[serde(default)]
    pub subject: String,
    /// Name of the parameter, where it is not to be taken from the wording.
    #[serde(default)]
    pub parameter: String,
    /// Conditions, where they are not to be taken from the wording.
    #[serde(default)]
    pub conditions: Vec<String>,
    /// `up`, `down`, `window`, `cover`, `zero` or `info`, where it is laid down.
    #[serde(default)]
    pub direction: String,
    /// Why the text cannot be read as it stands. Needed.
    #[serde(default)]
    pub note: Bilingual,
}

/// A slip in the published wording, kept and marked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slip {
    /// The piece of the target as printed.
    pub text: String,
    /// Our corrected reading, empty where unclear.
    #[serde(default)]
    pub reading: String,
    /// Why, in both languages.
    #[serde(default)]
    pub note: Bilingual,
}
