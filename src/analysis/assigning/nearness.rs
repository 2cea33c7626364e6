//! Who may be too near to a proposal: the same institution as the applicant or a partner,
//! its leader, or named in it. The district alone is no reason. Everything found is only a
//! candidate, which a person rules on.

use crate::domain::people::Expert;
use crate::domain::proposal::Proposal;
use crate::text::fold::name_form;
use std::collections::BTreeMap;

/// Why a pair is a candidate.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Near {
    /// The expert has the leader's name.
    Leader,
    /// The institution is the applicant, or part of it, or the other way round.
    Applicant(String),
    /// The same of a partner.
    Partner(String),
    /// The expert's name stands in the proposal.
    Named,
}

impl Near {
    /// Returns the key used in `--json` documents and, after `assign.near_`, in the catalogues.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Leader => "leader",
            Self::Applicant(_) => "applicant",
            Self::Partner(_) => "partner",
            Self::Named => "named",
        }
    }

    /// Returns the organisation it is about; empty for a name.
    pub fn organisation(&self) -> &str {
        match self {
            Self::Applicant(name) | Self::Partner(name) => name,
            Self::Leader | Self::Named => "",
        }
    }
}

/// What a firm's name may end with and be the same firm; the longer ones first.
const ENDINGS: [&str; 13] = [
    "股份有限责任公司",
    "有限责任公司",
    "股份有限公司",
    "有限公司",
    "股份公司",
    "总公司",
    "公司",
    "coltd",
    "limited",
    "company",
    "ltd",
    "inc",
    "corp",
];

/// What an organisation ends with that has others within it.
const WHOLES: [&str; 9] = [
    "大学",
    "学院",
    "研究院",
    "研究所",
    "科学院",
    "研究中心",
    "集团",
    "university",
    "institute",
];

/// The names of organisations that begin with a university's and are none of it.
const NOT_WITHIN: [&str; 2] = ["城", "路"];

/// Shortest name in characters that is looked for within a text: shorter ones are parts of
/// ordinary words.
const SHORTEST_NAMED: usize = 3;

/// Returns the form in which organisations are compared.
pub fn organisation_form(name: &str) -> String {
    let form = name_form(name);
    let bare = ENDINGS.iter().find_map(|ending| form.strip_suffix(ending));
    match bare {
        Some(bare) if bare.chars().count() > 1 => bare.to_owned(),
        _ => form,
    }
}

/// Tells whether two organisations, as compared, are one or one is part of the other.
pub fn is_one(left: &str, right: &str) -> bool {
    if left.is_empty() || right.is_empty() {
        return false;
    }
    let is_within = |whole: &str, part: &str| {
        let rest = part.strip_prefix(whole);
        let is_apart = |rest: &str| !NOT_WITHIN.iter().any(|word| rest.starts_with(word));
        rest.is_some_and(is_apart) && WHOLES.iter().any(|end| whole.ends_with(end))
    };
    left == right || is_within(left, right) || is_within(right, left)
}

/// The experts by their institutions and names.
pub struct Institutions<'a> {
    by_form: BTreeMap<String, Vec<&'a str>>,
    /// Folded name and id.
    names: Vec<(String, &'a str)>,
}

impl<'a> Institutions<'a> {
    /// Takes experts in the order of their ids.
    pub fn of(experts: &[&'a Expert]) -> Self {
        let mut by_form: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for expert in experts {
            let form = organisation_form(&expert.institution);
            by_form.entry(form).or_default().push(&expert.id);
        }
        let names = experts
            .iter()
            .map(|one| (name_form(&one.name), one.id.as_str()));
        Self {
            by_form,
            names: names.filter(|(name, _)| !name.is_empty()).collect(),
        }
    }

    /// Returns who is near to a proposal, each with the weightiest reason, by id.
    pub fn near(&self, proposal: &Proposal) -> BTreeMap<&'a str, Near> {
        let mut found: BTreeMap<&str, Near> = BTreeMap::new();
        let mut note = |expert: &'a str, near: Near| {
            let held = found.entry(expert).or_insert_with(|| near.clone());
            if near < *held {
                *held = near;
            }
        };
        let applicant = [(&proposal.applicant, true)].into_iter();
        let partners = proposal.partners.iter().map(|partner| (partner, false));
        for (name, is_applicant) in applicant.chain(partners) {
            let form = organisation_form(name);
            let same = self.by_form.iter().filter(|(one, _)| is_one(one, &form));
            for expert in same.flat_map(|(_, experts)| experts) {
                let near = if is_applicant {
                    Near::Applicant(name.clone())
                } else {
                    Near::Partner(name.clone())
                };
                note(expert, near);
            }
        }
        let leaders: Vec<String> = proposal
            .leader
            .split(['、', '；', ';', '，', ',', '/', '\n'])
            .map(name_form)
            .collect();
        let text = name_form(&format!("{}{}", proposal.title, proposal.summary));
        for (name, expert) in &self.names {
            if leaders.contains(name) {
                note(expert, Near::Leader);
            } else if name.chars().count() >= SHORTEST_NAMED && text.contains(name.as_str()) {
                note(expert, Near::Named);
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organisations_are_one_whatever_their_form() {
        for (left, right, wanted) in [
            ("示例甲电机有限公司", "示例甲电机股份有限公司", true),
            (
                "示例甲电机（宁波）有限公司",
                "示例甲电机(宁波)有限公司",
                true,
            ),
            ("示例甲电机有限公司", "示例甲电机", true),
            ("ＡＢ 电机有限公司", "ab电机有限责任公司", true),
            ("示例大学", "示例大学机械学院", true),
            ("示例大学宁波研究院", "示例大学", true),
            ("中国科学院", "中国科学院宁波材料所", true),
            ("示例集团有限公司", "示例集团电机有限公司", true),
            (
                "Example University",
                "Example University, School of Physics",
                true,
            ),
            ("Foo Co., Ltd.", "Foo", true),
            ("示例大学甲", "示例大学乙", false),
            ("示例大学", "示例大学城开发有限公司", false),
            ("示例甲电机有限公司", "示例甲电机配件有限公司", false),
            ("有限公司", "公司", false),
            ("", "", false),
            ("示例大学", "北示例大学", false),
        ] {
            let (one, other) = (organisation_form(left), organisation_form(right));
            assert_eq!(is_one(&one, &other), wanted, "{left} {right}");
            assert_eq!(is_one(&other, &one), wanted, "{right} {left}");
        }
    }

    #[test]
    fn the_weightiest_reason_is_told_and_a_short_name_is_no_word() {
        let expert = |id: &str, name: &str, institution: &str| Expert {
            id: id.to_owned(),
            name: name.to_owned(),
            institution: institution.to_owned(),
            district: "北仑区".to_owned(),
            ..Expert::default()
        };
        let experts = [
            expert("E1", "高强", "别处"),
            expert("E2", "王小二", "甲电机"),
            expert("E3", "赵小四", "乙大学材料学院"),
            expert("E4", "钱小五", "别处"),
            expert("E5", "", ""),
        ];
        let proposal = Proposal {
            applicant: "甲电机有限公司".into(),
            leader: "李某、王小二".into(),
            partners: vec!["乙大学".into()],
            district: "北仑区".into(),
            summary: "高强度磁体，钱小五团队已有样机".into(),
            ..Proposal::default()
        };
        let experts: Vec<&Expert> = experts.iter().collect();
        let found = Institutions::of(&experts).near(&proposal);
        let found: Vec<(&str, &str)> = found.iter().map(|(id, near)| (*id, near.key())).collect();
        assert_eq!(
            found,
            [("E2", "leader"), ("E3", "partner"), ("E4", "named")]
        );
    }
}
