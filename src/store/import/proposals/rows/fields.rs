//! The cells of a row, read field by field.

use super::super::columns::{ALL, MONEY};
use super::super::draft::{Draft, Said};
use super::super::promises;
use super::identity::Identity;
use crate::domain::decimal::Decimal;
use crate::domain::panel::Panel;
use crate::domain::proposal::Proposal;
use crate::store::import::cells;
use crate::store::import::known::Known;
use crate::store::import::report::{Reason, Report, reason};
use crate::store::table::Row;
use crate::store::table::columns::Heading;
use std::collections::BTreeMap;

/// A heading as it stands there, and what is wrong in its column.
pub type Faulty = (String, Reason);

/// Reads cells into fields.
pub struct Fields<'a> {
    heading: &'a Heading,
    known: Known<'a>,
    /// How much of 10,000 yuan the figures of a column are.
    units: BTreeMap<&'static str, Decimal>,
}

impl<'a> Fields<'a> {
    /// Takes the headings; an amount in a unit that is not known is nobody's.
    pub fn of(heading: &'a Heading, panel: &'a Panel, report: &mut Report) -> Self {
        let mut units = BTreeMap::new();
        for key in MONEY {
            let text = heading.heading(key);
            match cells::unit_of_heading(text) {
                Ok(unit) => {
                    units.insert(key, unit);
                }
                Err(why) => report.refuse(heading.line, text, why),
            }
        }
        Self {
            heading,
            known: Known::of(&panel.plan),
            units,
        }
    }

    /// Reads a row; what cannot be read is added to the faults.
    pub fn read(
        &self,
        row: &Row,
        identity: Identity,
        stands: Option<&Proposal>,
        faults: &mut Vec<Faulty>,
    ) -> Draft {
        let mut draft = Draft {
            line: row.line,
            id: identity.id,
            label: identity.label,
            said: Vec::new(),
            promises: Vec::new(),
        };
        for column in ALL {
            let text = self.heading.text(row, column.key);
            let is_worded = matches!(column.key, "title" | "abstract");
            if text.is_empty() || !is_worded && cells::is_nothing(text) {
                continue;
            }
            match self.field(column.key, text, &draft, stands) {
                Ok(Some(said)) => draft.said.push((column.key, said)),
                Ok(None) => {}
                Err(why) => faults.push((self.heading.heading(column.key).to_owned(), why)),
            }
        }
        if draft.text("title").is_empty() {
            let heading = self.heading.heading("title").to_owned();
            faults.push((heading, reason("no_title", &[])));
        }
        match promises::of(self.heading, row) {
            Ok(promises) => draft.promises = promises,
            Err(why) => faults.push(why),
        }
        draft
    }

    /// Reads one cell; nothing for those that are no field of their own.
    fn field(
        &self,
        key: &'static str,
        text: &str,
        draft: &Draft,
        stands: Option<&Proposal>,
    ) -> Result<Option<Said>, Reason> {
        let word = |word: &'static str| Said::Text(word.to_owned());
        let said = match key {
            "id" | "promise" | "baseline" | "page" => return Ok(None),
            "partners" => Said::List(cells::list(text)),
            "kind" => word(cells::kind(text)?),
            "state" => word(cells::state(text)?),
            "chain" => Said::Text(self.known.chain(text)?.to_owned()),
            "also_chains" => Said::List(self.known.chains(&cells::list(text))?),
            "links" => Said::List(self.links(text, draft, stands)?),
            "months" => Said::Number(cells::months(text)?),
            "abstract" => Said::Text(text.to_owned()),
            _ => match self.units.get(key) {
                Some(unit) => Said::Text(cells::amount(text, *unit)?),
                None if MONEY.contains(&key) => return Ok(None),
                None => Said::Text(cells::in_one_line(text)),
            },
        };
        Ok(Some(said))
    }

    /// Reads links among those of the proposal's chains, which stand before them.
    fn links(
        &self,
        text: &str,
        draft: &Draft,
        stands: Option<&Proposal>,
    ) -> Result<Vec<String>, Reason> {
        let own = match draft.text("chain") {
            "" => stands.map_or("", |one| one.chain.as_str()),
            chain => chain,
        };
        let also: &[String] = match draft.said("also_chains") {
            Some(Said::List(chains)) => chains,
            _ => stands.map_or(&[], |one| one.also_chains.as_slice()),
        };
        let chains = [own].into_iter().chain(also.iter().map(String::as_str));
        let chains: Vec<&str> = chains.filter(|chain| !chain.is_empty()).collect();
        self.known.links(text, &chains)
    }
}
