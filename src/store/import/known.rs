//! The plan's chains and links by what people call them: id, name, short name, in either
//! language. A link is known by chain and row; its name alone may stand in several chains.

use super::report::{Reason, reason};
use crate::domain::plan::Plan;
use crate::text::fold::name_form;
use std::collections::BTreeMap;

/// What can be meant.
pub struct Known<'a> {
    chains: BTreeMap<String, &'a str>,
    /// Chain and id of the links with a name.
    links: BTreeMap<String, Vec<(&'a str, &'a str)>>,
    /// All chains for people.
    named: String,
}

impl<'a> Known<'a> {
    /// Takes the chains and links of a plan.
    pub fn of(plan: &'a Plan) -> Self {
        let mut known = Self {
            chains: BTreeMap::new(),
            links: BTreeMap::new(),
            named: String::new(),
        };
        let mut named = Vec::new();
        for chain in &plan.chains {
            for name in [&chain.id, &chain.name.zh, &chain.name.en] {
                known.chains.entry(name_form(name)).or_insert(&chain.id);
            }
            named.push(format!("{} {}", chain.id, chain.name.zh));
            for link in &chain.links {
                let head = link.name.split(['：', ':']).next().unwrap_or_default();
                let called = [&link.id, &link.name, head, &link.short.zh, &link.short.en];
                for form in called.map(name_form) {
                    let links = known.links.entry(form).or_default();
                    let entry = (chain.id.as_str(), link.id.as_str());
                    if !links.contains(&entry) {
                        links.push(entry);
                    }
                }
            }
        }
        known.chains.remove("");
        known.links.remove("");
        known.named = named.join(", ");
        known
    }

    /// Returns the chain that a text means.
    ///
    /// # Errors
    /// That there is none such; the reason names those that there are.
    pub fn chain(&self, text: &str) -> Result<&'a str, Reason> {
        let form = name_form(text);
        let bare = form.trim_end_matches("产业链");
        let found = self.chains.get(&form).or_else(|| self.chains.get(bare));
        let unknown = || reason("chain_not_of_plan", &[text, &self.named]);
        found.copied().ok_or_else(unknown)
    }

    /// Returns the chains that a list means.
    ///
    /// # Errors
    /// The first that there is none of.
    pub fn chains(&self, texts: &[String]) -> Result<Vec<String>, Reason> {
        let found = texts.iter().map(|text| self.chain(text).map(str::to_owned));
        found.collect()
    }

    /// Returns the links that a cell means, in the order it names them. Names of links hold
    /// the signs that lists are parted by, so that the longest reading goes first.
    ///
    /// # Errors
    /// Why a name means none of these chains' links.
    pub fn links(&self, text: &str, chains: &[&str]) -> Result<Vec<String>, Reason> {
        const PARTINGS: [&[char]; 3] = [
            &['\n'],
            &['\n', ';', '；'],
            &['\n', ';', '；', '、', '，', ','],
        ];
        let mut last = Ok(Vec::new());
        for parting in PARTINGS {
            let pieces = text.split(parting).map(str::trim);
            let pieces = pieces.filter(|piece| !piece.is_empty());
            last = pieces.map(|piece| self.link(piece, chains)).collect();
            let is_unknown = |why: &Reason| why.0 == "unknown_link";
            if !last.as_ref().is_err_and(is_unknown) {
                break;
            }
        }
        let mut links: Vec<String> = Vec::new();
        for link in last? {
            if !links.contains(&link) {
                links.push(link);
            }
        }
        Ok(links)
    }

    fn link(&self, text: &str, chains: &[&str]) -> Result<String, Reason> {
        let found = self
            .links
            .get(&name_form(text))
            .map_or(&[][..], Vec::as_slice);
        for chain in chains {
            let own: Vec<&str> = found
                .iter()
                .filter(|one| one.0 == *chain)
                .map(|one| one.1)
                .collect();
            match own.as_slice() {
                [] => {}
                [link] => return Ok((*link).to_owned()),
                several => return Err(reason("ambiguous_link", &[text, &several.join(" ")])),
            }
        }
        match found.first() {
            Some(_) if chains.is_empty() => Err(reason("link_without_chain", &[text])),
            Some((chain, _)) => {
                let own = chains.first().copied().unwrap_or_default();
                Err(reason("link_of_other_chain", &[text, chain, own]))
            }
            None => Err(reason("unknown_link", &[text])),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::load;
    use crate::store::source::{BUILT_IN, Source};

    #[test]
    fn chains_and_links_are_known_by_every_name_and_links_only_within_their_chains() {
        let (plan, problems) = load::plan(&Source::named(BUILT_IN));
        assert!(problems.is_empty());
        let known = Known::of(&plan);
        for (text, wanted) in [
            ("servo", Some("servo")),
            ("Ｓｅｒｖｏ motors", Some("servo")),
            ("伺服电机产业链", Some("servo")),
            ("铸造", None),
            ("", None),
        ] {
            assert_eq!(known.chain(text).ok(), wanted, "{text}");
        }
        let whole = &plan.chain("servo").unwrap().links[0].name;
        assert!(whole.contains('、'), "{whole}");
        for (text, chains, wanted) in [
            ("servo-03", &["servo"][..], Ok("servo-03")),
            (whole.as_str(), &["servo"], Ok("servo-01")),
            (
                "永磁材料；Soft magnetics",
                &["servo"],
                Ok("servo-01 servo-02"),
            ),
            (
                "servo-03、servo-03、永磁材料",
                &["servo"],
                Ok("servo-03 servo-01"),
            ),
            ("reducer-01", &["servo", "reducer"], Ok("reducer-01")),
            ("reducer-01", &["servo"], Err("link_of_other_chain")),
            ("reducer-01", &[], Err("link_without_chain")),
            ("没有的", &["servo"], Err("unknown_link")),
        ] {
            let links = known.links(text, chains).map(|links| links.join(" "));
            let links = links.as_deref().map_err(|(code, _)| *code);
            assert_eq!(links, wanted, "{text}");
        }
    }

    #[test]
    fn a_name_that_two_links_of_a_chain_have_needs_the_id() {
        let mut plan = load::plan(&Source::named(BUILT_IN)).0;
        let name = plan.chains[0].links[0].name.clone();
        plan.chains[0].links[1].name = name.clone();
        let chain = plan.chains[0].id.clone();
        let known = Known::of(&plan);
        assert_eq!(
            known.links(&name, &[&chain]).unwrap_err().0,
            "ambiguous_link"
        );
    }
}
