//! Writes the joint opinion on a proposal into its own file: only what changed of it, so that
//! the remarks of people and the order of the file stay.

use super::blocks::{comments, keep};
use super::rulings::{blocks, set};
use super::{Signature, put_down, rewritten, text, unread};
use crate::domain::is_valid_id;
use crate::domain::journal::sentences;
use crate::domain::opinion::{Minority, Opinion};
use crate::store::source::SHEET_LIMIT;
use crate::text::tree;
use std::fmt::Write;
use std::io;
use std::path::Path;
use toml_edit::{Array, DocumentMut, Item, Table, Value};

const FOLDER: &str = "opinions";

/// Writes a joint opinion and one line into the journal. `before` is what the person saw there.
///
/// # Errors
/// The system's; `InvalidData` where the file cannot be read; `AlreadyExists` where somebody
/// else changed it meanwhile. Then nothing was changed.
pub fn opinion(
    panel: &Path,
    before: Option<&Opinion>,
    after: &Opinion,
    signature: Signature,
) -> io::Result<()> {
    let id = after.proposal.as_str();
    if !is_valid_id(id) {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let name = format!("{FOLDER}/{id}.toml");
    let is_there = panel.join(&name).exists();
    let stands = if is_there {
        text(panel, &name, SHEET_LIMIT)?
    } else {
        "format = 1\n".to_owned()
    };
    let mut found: Opinion = tree::read(&stands).map_err(|_| unread())?;
    id.clone_into(&mut found.proposal);
    let known = is_there.then_some(&found);
    if known != before && known != Some(after) {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let written = changed(&stands, &found, after).ok_or_else(unread)?;
    std::fs::create_dir_all(panel.join(FOLDER))?;
    let line = told(&found, after);
    let stood = if is_there { stands.as_str() } else { "" };
    put_down(panel, &name, (stood, &written), &line, signature)
}

/// Returns the file's text with the opinion in it.
fn changed(text: &str, before: &Opinion, after: &Opinion) -> Option<String> {
    let wanted = Opinion {
        proposal: String::new(),
        format: before.format.max(1),
        ..after.clone()
    };
    let has_returns = text.contains("\r\n");
    let written = |text: &str| written(text, has_returns);
    rewritten(text, &wanted, |document| {
        put(document, before, after, &written);
    })
}

/// How a text is written as a value. In a file whose lines end with CR LF a line break within
/// a string of several lines would become another one: there it is written as `\n`.
fn written(text: &str, has_returns: bool) -> Value {
    if !(has_returns && text.contains('\n')) {
        return text.into();
    }
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '\n' => quoted.push_str("\\n"),
            '"' | '\\' => quoted.extend(['\\', character]),
            other if other.is_control() => {
                // writing into a string never fails
                let _ = write!(quoted, "\\u{:04X}", u32::from(other));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted.parse().unwrap_or_else(|_| text.into())
}

/// How a text is written in this file.
type Writing<'a> = &'a dyn Fn(&str) -> Value;

fn put(document: &mut DocumentMut, before: &Opinion, after: &Opinion, written: Writing) {
    let root = document.as_table_mut();
    if before.format == 0 {
        set(root, "format", 1.into());
    }
    if before.round != after.round {
        set(root, "round", after.round.key().into());
    }
    if before.adopted != after.adopted || !root.contains_key("adopted") {
        set(root, "adopted", after.adopted.into());
    }
    for (key, old, new) in [
        ("adopted_by", &before.adopted_by, &after.adopted_by),
        ("taken_back", &before.taken_back, &after.taken_back),
        ("strengths", &before.strengths, &after.strengths),
        ("weaknesses", &before.weaknesses, &after.weaknesses),
        ("text", &before.text, &after.text),
        ("voted_on", &before.voted_on, &after.voted_on),
    ] {
        if old != new {
            set(root, key, written(new));
        }
    }
    if before.conditions != after.conditions {
        let conditions = after.conditions.iter().map(|one| written(one));
        let conditions: Array = conditions.collect();
        set(root, "conditions", conditions.into());
    }
    if before.votes != after.votes {
        put_votes(document, after);
    }
    if before.minority != after.minority {
        put_minority(document, &after.minority, written);
    }
}

fn put_votes(document: &mut DocumentMut, after: &Opinion) {
    let place = document.entry("votes").or_insert_with(|| {
        let mut table = Table::new();
        table.decor_mut().set_prefix("\n");
        Item::Table(table)
    });
    let votes = after.votes;
    for (key, count) in [
        ("agree", votes.agree),
        ("disagree", votes.disagree),
        ("abstain", votes.abstain),
    ] {
        let count = i64::from(count);
        if let Some(table) = place.as_table_mut() {
            set(table, key, count.into());
        } else if let Some(table) = place.as_table_like_mut() {
            table.insert(key, toml_edit::value(count));
        }
    }
}

/// Each member's block stays in its place; who is not there any more goes, who is new comes
/// behind the others.
fn put_minority(document: &mut DocumentMut, wanted: &[Minority], written: Writing) {
    let mut left: Vec<&Minority> = wanted.iter().collect();
    let Some(blocks) = blocks(document, "minority") else {
        return;
    };
    let mut remark = String::new();
    let mut at = 0;
    while let Some(block) = blocks.get_mut(at) {
        let signs = block.get("expert").and_then(Item::as_str);
        let place = left
            .iter()
            .position(|one| Some(one.expert.as_str()) == signs);
        if let Some(place) = place {
            set(block, "text", written(&left.remove(place).text));
            keep(block, &mut remark);
            at += 1;
        } else {
            remark.push_str(&comments(block));
            blocks.remove(at);
        }
    }
    for one in left {
        let mut block = Table::new();
        block.decor_mut().set_prefix("\n");
        set(&mut block, "expert", one.expert.as_str().into());
        set(&mut block, "text", written(&one.text));
        keep(&mut block, &mut remark);
        blocks.push(block);
    }
    if !remark.is_empty() {
        let trailing = document.trailing().as_str().unwrap_or_default().to_owned();
        document.set_trailing(format!("{remark}{trailing}"));
    }
}

/// What happened, for the journal: who adopted it and with what vote, or which parts changed.
fn told(before: &Opinion, after: &Opinion) -> String {
    let id = &after.proposal;
    if after.adopted && !before.adopted {
        let votes = after.votes;
        let counts = [votes.agree, votes.disagree, votes.abstain].map(|count| count.to_string());
        let lengths = [after.conditions.len(), after.minority.len()];
        let lengths = lengths.map(|length| length.to_string());
        let mut details = vec![id.as_str(), &after.adopted_by];
        details.extend(counts.iter().chain(&lengths).map(String::as_str));
        return sentences::OPINION_ADOPTED.written(&details);
    }
    if before.adopted && !after.adopted {
        return sentences::OPINION_BACK.written(&[id, &after.taken_back]);
    }
    let parts = [
        ("strengths", before.strengths != after.strengths),
        ("weaknesses", before.weaknesses != after.weaknesses),
        ("conditions", before.conditions != after.conditions),
        (
            "votes",
            (before.votes, &before.voted_on) != (after.votes, &after.voted_on),
        ),
        ("minority", before.minority != after.minority),
        ("text", before.text != after.text),
    ];
    let parts = parts.iter().filter(|(_, is_changed)| *is_changed);
    let parts: Vec<&str> = parts.map(|(part, _)| *part).collect();
    sentences::OPINION_DRAFT.written(&[id, &parts.join(", ")])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::opinion::OpinionVotes;
    use crate::store::journal;

    const BY: Signature = Signature { by: "甲", at: "t" };

    const FILE_TEXT: &str = "# 头\nformat = 1\nadopted = true # 已定\nadopted_by = \"E01\"\nstrengths = '扎实' # 原话\nconditions = [\n  \"甲\", # 为何\n]\n\n# 计票\n[votes]\nagree = 5 # 举手\ndisagree = 2\n\n# 八号\n[[minority]]\nexpert = \"E08\"\ntext = \"存疑\"\n\n# 认可\n[[confirmed]]\ngoal = \"technologies\"\nname = \"绕组\"\n# 完\n";

    fn read(text: &str) -> Opinion {
        let mut found: Opinion = toml::from_str(text).unwrap();
        found.proposal = "A".into();
        found
    }

    fn minority(expert: &str, text: &str) -> Minority {
        Minority {
            expert: expert.into(),
            text: text.into(),
        }
    }

    #[test]
    fn only_what_changed_of_an_opinion_is_written() {
        for ending in ["\n", "\r\n"] {
            let text = FILE_TEXT.replace('\n', ending);
            let before = read(&text);
            let mut after = before.clone();
            after.weaknesses = "第一行\n“第二行” \\".into();
            after.votes.disagree = 1;
            after.minority.push(minority("E02", "不同意"));
            let written = changed(&text, &before, &after).unwrap();
            for kept in [
                "# 头",
                "# 已定",
                "'扎实' # 原话",
                "\"甲\", # 为何",
                "# 计票",
                "# 举手",
                "# 八号",
                "# 认可",
                "# 完",
            ] {
                assert!(written.contains(kept), "{kept}\n{written}");
            }
            assert_eq!(
                written.matches('\n').count(),
                written.matches(ending).count()
            );
            assert_eq!(read(&written), after);
            let mut less = after.clone();
            (less.minority, less.conditions) = (vec![minority("E02", "改")], vec!["乙".into()]);
            let again = changed(&written, &after, &less).unwrap();
            assert!(
                again.contains("# 八号") && !again.contains("E08"),
                "{again}"
            );
            assert_eq!(read(&again), less);
            assert_eq!(changed(&again, &less, &less).as_ref(), Some(&again));
        }
    }

    #[test]
    fn what_is_hostile_stays_text() {
        let none = Opinion::default();
        let text = "\"\"\" '''\n[votes]\nagree = 9 # \u{9}\\u0000";
        let mut after = Opinion {
            proposal: "A".into(),
            format: 1,
            strengths: text.into(),
            conditions: vec![text.into(), "]".into()],
            minority: vec![minority("E01", text)],
            ..Opinion::default()
        };
        after.votes = OpinionVotes {
            agree: 3,
            ..OpinionVotes::default()
        };
        for empty in ["", "votes = {}\nminority = []\n"] {
            let written = changed(empty, &none, &after).unwrap();
            assert_eq!(read(&written), after, "{written}");
        }
    }

    #[test]
    fn what_others_wrote_meanwhile_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        let of = |strengths: &str| Opinion {
            proposal: "A".into(),
            format: 1,
            strengths: strengths.into(),
            ..Opinion::default()
        };
        let (one, two) = (of("一"), of("二"));
        opinion(path, None, &one, BY).unwrap();
        let refused = opinion(path, None, &two, BY).unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::AlreadyExists);
        opinion(path, Some(&one), &two, BY).unwrap();
        let mut adopted = two.clone();
        (adopted.adopted, adopted.adopted_by) = (true, "E01".into());
        opinion(path, Some(&two), &adopted, BY).unwrap();
        let mut back = adopted.clone();
        (back.adopted, back.taken_back) = (false, "漏一条".into());
        opinion(path, Some(&adopted), &back, BY).unwrap();
        let lines = journal::lines(path);
        let ends = ["opinion draft, strengths", "adopted by E01", "漏一条"];
        assert!(lines[0].ends_with(ends[0]), "{lines:?}");
        assert!(
            lines[2].contains(ends[1]) && lines[3].ends_with(ends[2]),
            "{lines:?}"
        );
        let file = path.join("opinions/A.toml");
        std::fs::write(&file, "votes = 3\n").unwrap();
        let refused = opinion(path, Some(&back), &one, BY).unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::InvalidData);
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "votes = 3\n");
        let outside = Opinion {
            proposal: "../x".into(),
            ..Opinion::default()
        };
        assert!(opinion(path, None, &outside, BY).is_err());
    }
}
