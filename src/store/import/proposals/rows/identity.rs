//! Which proposal a row is about. A number that may be an id is one; any other becomes a
//! digest and stays as the label. Without a column of numbers the title tells.

use crate::domain::panel::Panel;
use crate::domain::{digest_id, id_of, is_valid_id};
use crate::store::import::cells::in_one_line;
use crate::store::import::report::{Reason, reason};
use crate::store::source::Source;
use crate::store::table::Row;
use crate::store::table::columns::Heading;
use crate::text::fold::half_width;
use std::collections::BTreeMap;

/// Which proposal a row is about.
pub struct Identity {
    /// Id.
    pub id: String,
    /// The office's own number, where that cannot be an id.
    pub label: String,
}

/// All that can be meant.
pub struct Identities {
    /// Ids by label, and by title.
    labels: BTreeMap<String, String>,
    titles: BTreeMap<String, Vec<String>>,
    /// Ids by their lower case: ids name files, and some systems know no case there.
    lower: BTreeMap<String, String>,
    /// Files of proposals that cannot be read.
    damaged: Vec<String>,
    /// Line and number or title of the first row of an id.
    seen: BTreeMap<String, (usize, String)>,
}

impl Identities {
    /// Takes those that are there.
    pub fn of(source: &Source, panel: &Panel) -> Self {
        let mut titles: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let (mut labels, mut lower) = (BTreeMap::new(), BTreeMap::new());
        for one in &panel.proposals {
            titles
                .entry(one.title.clone())
                .or_default()
                .push(one.id.clone());
            if !one.label.is_empty() {
                labels.insert(one.label.clone(), one.id.clone());
            }
            lower.insert(one.id.to_ascii_lowercase(), one.id.clone());
        }
        let files = source.list("proposals").into_iter();
        let damaged = files
            .filter_map(|name| name.strip_suffix(".toml").map(str::to_owned))
            .filter(|id| panel.proposal(id).is_none())
            .map(|id| id.to_ascii_lowercase());
        Self {
            labels,
            titles,
            lower,
            damaged: damaged.collect(),
            seen: BTreeMap::new(),
        }
    }

    /// Returns which proposal a row is about.
    ///
    /// # Errors
    /// The key of the column that does not tell, and why.
    pub fn of_row(
        &mut self,
        heading: &Heading,
        row: &Row,
    ) -> Result<Identity, (&'static str, Reason)> {
        let title = in_one_line(heading.text(row, "title"));
        let (key, text, identity) = if heading.has("id") {
            let text = heading.text(row, "id");
            if text.is_empty() {
                return Err(("id", reason("no_id", &[])));
            }
            ("id", text.to_owned(), self.numbered(text))
        } else if title.is_empty() {
            return Err(("title", reason("no_title", &[])));
        } else {
            let identity = self.titled(&title).map_err(|why| ("title", why))?;
            ("title", title, identity)
        };
        let id = identity.id.as_str();
        let lower = id.to_ascii_lowercase();
        if self.damaged.contains(&lower) {
            return Err((key, reason("damaged_proposal", &[id])));
        }
        if let Some((line, first)) = self.seen.get(&lower) {
            let line = line.to_string();
            let code = if *first == text {
                "second_row_of_id"
            } else {
                "ids_collide"
            };
            return Err((key, reason(code, &[&line, first])));
        }
        self.seen.insert(lower.clone(), (row.line, text));
        match self.lower.get(&lower) {
            Some(stands) if stands != id => Err((key, reason("differs_in_case", &[stands]))),
            _ => Ok(identity),
        }
    }

    fn numbered(&self, text: &str) -> Identity {
        let folded: String = text.chars().map(half_width).collect();
        if is_valid_id(&folded) {
            return Identity {
                id: folded,
                label: String::new(),
            };
        }
        let held = self.labels.get(text).cloned();
        Identity {
            id: held.unwrap_or_else(|| id_of(text)),
            label: text.to_owned(),
        }
    }

    fn titled(&self, title: &str) -> Result<Identity, Reason> {
        let id = match self.titles.get(title).map(Vec::as_slice) {
            None | Some([]) => digest_id(title),
            Some([id]) => id.clone(),
            Some(several) => return Err(reason("title_of_several", &[&several.join(" ")])),
        };
        Ok(Identity {
            id,
            label: String::new(),
        })
    }
}
