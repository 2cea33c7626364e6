//! Writes what is known of an applicant into `applicants.toml`: in its block, else as a new
//! one behind the others.

use super::blocks::replace;
use super::rulings::set;
use super::{Signature, put_down, rewritten, text, unread};
use crate::domain::journal::Sentence;
use crate::domain::journal::sentences;
use crate::domain::people::Applicant;
use crate::store::source::PANEL_FILE_LIMIT;
use crate::text::tree;
use serde::Deserialize;
use std::io;
use std::path::Path;
use toml_edit::{Item, Table};

const FILE: &str = "applicants.toml";

/// The file as it means something.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
struct Applicants {
    format: u32,
    applicant: Vec<Applicant>,
}

impl Applicants {
    fn of(&self, name: &str) -> Option<&Applicant> {
        self.applicant.iter().find(|one| one.name == name)
    }
}

/// Writes an applicant and one line into the journal. `before` is what the person saw there.
///
/// # Errors
/// The system's; `InvalidData` where the file cannot be read; `AlreadyExists` where somebody
/// else changed the same applicant meanwhile. Then nothing was changed.
pub fn applicant(
    panel: &Path,
    (before, after): (Option<&Applicant>, &Applicant),
    signature: Signature,
) -> io::Result<()> {
    let stands = if panel.join(FILE).exists() {
        text(panel, FILE, PANEL_FILE_LIMIT)?
    } else {
        "format = 1\n".to_owned()
    };
    let held: Applicants = tree::read(&stands).map_err(|_| unread())?;
    let found = held.of(&after.name);
    if found != before && found != Some(after) {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let line = told(found, after);
    let written = changed(&stands, held, after).ok_or_else(unread)?;
    put_down(panel, FILE, (&stands, &written), &line, signature)
}

fn changed(text: &str, mut wanted: Applicants, after: &Applicant) -> Option<String> {
    let before = wanted.of(&after.name).cloned().unwrap_or_default();
    let place = wanted
        .applicant
        .iter()
        .position(|one| one.name == after.name);
    wanted.applicant.retain(|one| one.name != after.name);
    let place = place.unwrap_or(wanted.applicant.len());
    let place = place.min(wanted.applicant.len());
    wanted.applicant.insert(place, after.clone());
    let is_it = |block: &Table| block.get("name").and_then(Item::as_str) == Some(&after.name);
    rewritten(text, &wanted, |document| {
        replace(document, "applicant", is_it, |block| {
            fill(block, &before, after);
        });
    })
}

/// Only what changes is written: a value that is not there and says nothing stays away.
fn fill(block: &mut Table, before: &Applicant, after: &Applicant) {
    set(block, "name", after.name.as_str().into());
    for (key, old, new) in texts(before, after) {
        if old != new {
            set(block, key, new.into());
        }
    }
    if before.recognised != after.recognised {
        set(block, "recognised", i64::from(after.recognised).into());
    }
    for (key, old, new) in marks(before, after) {
        if old != new {
            set(block, key, new.into());
        }
    }
}

fn texts<'a>(before: &'a Applicant, after: &'a Applicant) -> [(&'static str, &'a str, &'a str); 3] {
    [
        ("district", &before.district, &after.district),
        ("role", &before.role, &after.role),
        ("core", &before.core, &after.core),
    ]
}

fn marks(before: &Applicant, after: &Applicant) -> [(&'static str, bool, bool); 2] {
    [
        (
            "champion_candidate",
            before.champion_candidate,
            after.champion_candidate,
        ),
        ("backbone", before.backbone, after.backbone),
    ]
}

fn told(before: Option<&Applicant>, after: &Applicant) -> String {
    let before = before.cloned().unwrap_or_default();
    let mut parts: Vec<String> = Vec::new();
    for (key, old, new) in texts(&before, after) {
        if old != new {
            parts.push(sentence_of(key, new).written(&[new]));
        }
    }
    if before.recognised != after.recognised {
        let year = after.recognised.to_string();
        parts.push(sentences::RECOGNISED.written(&[&year]));
    }
    for (key, old, new) in marks(&before, after) {
        if old != new {
            parts.push(sentence_of(key, "").written(&[&new.to_string()]));
        }
    }
    sentences::APPLICANT.written(&[&after.name, &parts.join("; ")])
}

fn sentence_of(key: &str, text: &str) -> &'static Sentence {
    match (key, text) {
        ("district", _) => sentences::DISTRICT,
        ("role", "") => sentences::NO_ROLE,
        ("role", _) => sentences::ROLE,
        ("core", _) => sentences::CORE,
        ("backbone", _) => sentences::BACKBONE,
        _ => sentences::CHAMPION,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::journal;

    const TEXT: &str = "# firms\n[[applicant]]\nname = \"甲厂\" # first\ndistrict = '鄞州区'\nrole = \"core\"\n\n[[applicant]]\nname = \"乙厂\"\n# last\n";

    fn firm(name: &str) -> Option<Applicant> {
        let held: Applicants = toml::from_str(TEXT).unwrap();
        held.of(name).cloned()
    }

    #[test]
    fn an_applicant_changes_its_own_lines_and_all_else_stays() {
        let folder = tempfile::tempdir().unwrap();
        let signature = Signature {
            by: "秘书组",
            at: "t",
        };
        let path = folder.path().join(FILE);
        std::fs::write(&path, TEXT).unwrap();
        let before = firm("甲厂");
        let after = Applicant {
            recognised: 2019,
            backbone: true,
            ..before.clone().unwrap()
        };
        applicant(folder.path(), (before.as_ref(), &after), signature).unwrap();
        let written = std::fs::read_to_string(&path).unwrap();
        let new = "role = \"core\"\nrecognised = 2019\nbackbone = true\n";
        assert_eq!(written, TEXT.replace("role = \"core\"\n", new));
        // somebody who still sees what stood there before writes nothing over it
        let other = Applicant {
            recognised: 2018,
            ..before.clone().unwrap()
        };
        let refused = applicant(folder.path(), (before.as_ref(), &other), signature);
        assert_eq!(refused.unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        let line = journal::lines(folder.path()).concat();
        assert!(line.contains("applicant 甲厂: recognised = 2019; backbone = true"));
    }

    #[test]
    fn an_unknown_applicant_gets_a_block_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let signature = Signature {
            by: "秘书组",
            at: "t",
        };
        let after = Applicant {
            name: "丙厂".into(),
            role: "supporting".into(),
            core: "甲厂".into(),
            ..Applicant::default()
        };
        applicant(folder.path(), (None, &after), signature).unwrap();
        let path = folder.path().join(FILE);
        let written = std::fs::read_to_string(&path).unwrap();
        let block = "[[applicant]]\nname = \"丙厂\"\nrole = \"supporting\"\ncore = \"甲厂\"\n";
        assert_eq!(written, format!("format = 1\n\n{block}"));
        std::fs::write(&path, TEXT).unwrap();
        applicant(folder.path(), (None, &after), signature).unwrap();
        let written = std::fs::read_to_string(&path).unwrap();
        assert!(
            written.contains("# last") && written.contains(block),
            "{written}"
        );
    }
}
