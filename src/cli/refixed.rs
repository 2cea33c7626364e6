//! What a change of rules after opening changes: the results by the rules that were fixed
//! before, kept beside the present ones, and the sheets that no longer fit.

use super::phase::kept;
use super::recommend;
use super::round::Loaded;
use crate::domain::panel::Panel;
use crate::domain::sheet::{Round, ScoreSheet, SheetState};
use crate::i18n::Language;
use crate::store::source::Source;
use crate::store::{fixed, sheets};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Both results, and what lies between them.
pub struct Refixed {
    /// The results by the former rules, as files of the panel.
    pub results: Vec<(String, Vec<u8>)>,
    folder: String,
    /// Proposal, former and present lane, where they differ.
    moved: Vec<(String, String, String)>,
    /// Submitted sheets that count in nothing now.
    unfit: usize,
    /// Submitted sheets of the former criteria that still fit and count as they are.
    fitting: usize,
    /// The rule that suggests itself: its file, and what stands in it.
    rule: Option<(String, String)>,
}

impl Refixed {
    /// Computes both; none where the rules are those that were fixed, or where the copy of
    /// those is not there.
    pub fn of(source: &Source, panel: &Panel) -> Option<Self> {
        let former = fixed::former(source, panel)?;
        let folder = fixed::folder(panel.head.frozen.changes);
        let (before, round, _) = sheets::latest(source, &former);
        let (now, round_now, _) = sheets::latest(source, panel);
        let results = fixed::beside(kept(&former, &before, round), panel);
        let present = lanes(panel, now.clone(), round_now);
        let moved = lanes(&former, before, round).into_iter();
        let moved = moved.filter_map(|(id, lane)| {
            let other = present.get(&id)?;
            (*other != lane).then(|| (id, lane, other.clone()))
        });
        let digest = &panel.rubric_digest;
        let of_former = |sheet: &&ScoreSheet| {
            sheet.state == SheetState::Submitted && sheet.is_of_other_rubric(digest)
        };
        let is_unfit = |sheet: &&ScoreSheet| sheet.is_void_under(&panel.rubric, digest);
        let of_former: Vec<&ScoreSheet> = now.iter().filter(of_former).collect();
        let unfit = of_former.iter().copied().filter(is_unfit).count();
        Some(Self {
            results,
            folder,
            moved: moved.collect(),
            unfit,
            fitting: of_former.len() - unfit,
            rule: fixed::suggested(source, panel).map(|(name, bytes)| {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                (name, text)
            }),
        })
    }

    /// Returns it as a part of a document.
    pub fn document(&self) -> Value {
        let moved = self.moved.iter();
        let moved = moved.map(|(id, from, to)| json!({"proposal": id, "from": from, "to": to}));
        json!({
            "folder": self.folder,
            "moved": moved.collect::<Vec<_>>(),
            "unfit": self.unfit,
            "fitting": self.fitting,
        })
    }

    /// Returns it as lines to read, with a rule to complete where sheets no longer fit.
    pub fn lines(&self, language: Language) -> Vec<String> {
        let count = self.moved.len().to_string();
        let mut lines = vec![language.with("opening.former", &[&self.folder, &count])];
        for (id, from, to) in &self.moved {
            let lane = |key: &str| language.with(&format!("lane.{key}"), &[]);
            let details = [id.as_str(), &lane(from), &lane(to)];
            lines.push(language.with("opening.moved", &details));
        }
        let Some((file, text)) = &self.rule else {
            return lines;
        };
        for (count, key) in [
            (self.unfit, "opening.unfit"),
            (self.fitting, "opening.fitting"),
        ] {
            if count > 0 {
                lines.push(language.with(key, &[&count.to_string(), file]));
            }
        }
        if self.unfit + self.fitting > 0 {
            lines.extend(text.lines().map(str::to_owned));
        }
        lines
    }
}

fn lanes(panel: &Panel, sheets: Vec<ScoreSheet>, round: Round) -> BTreeMap<String, String> {
    let loaded = Loaded {
        panel: panel.clone(),
        sheets,
        round,
        problems: Vec::new(),
    };
    let advised = recommend::whole(&loaded, Language::Chinese);
    let rows = advised.get("recommendations").and_then(Value::as_array);
    let rows = rows.into_iter().flatten();
    let word = |row: &Value, key: &str| {
        let text = row.get(key).and_then(Value::as_str);
        text.unwrap_or_default().to_owned()
    };
    rows.map(|row| (word(row, "proposal"), word(row, "lane")))
        .collect()
}
