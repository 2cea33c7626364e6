//! That an arrangement changes its own lines, and nothing where it must not.

use super::*;
use std::fs;

const SIGNATURE: Signature<'static> = Signature {
    by: "联络员甲",
    at: "t",
};

const HEAD: &str = "format = 1\nid = \"b\"\nphase = \"open\"\n";

const ASSIGNMENTS: &str = "# 谁评什么\nformat = 1\n\n[[assignment]] # 甲\nexpert = \"E1\"\nproposals = [\n    \"A\", # 先评\n    \"B\", \"C\",\n    # 后补\n    \"D\",\n]\n\n[[assignment]]\nexpert = \"E2\"\nproposals = [\"A\", \"B\"] # 两项\n# 完\n";

const GROUPS: &str = "format = 1\n\n[[group]]\nid = \"g\" # 组\nproposals = [\"A\", \"B\"]\nchair = \"E1\" # 组长\nmembers = [\n    \"E1\", # 一\n    \"E2\",\n    \"E3\", # 三\n]\nliaison = \"甲\"\nbudget = \"100\"\n\n[group.name]\nzh = \"一组\"\n\n[[group]]\nid = \"h\"\nchair = \"E1\"\n";

const PRESENCE: &str = "# 未听\nformat = 1\n\n# 离场\n[[absence]]\nproposal = \"A\"\nexpert = \"E1\"\nreason = \"电话\"\n\n# 迟到\n[[absence]]\nproposal = \"B\"\nexpert = \"E2\" # 茶歇\n";

fn panel(files: &[(&str, &str)], ending: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files.iter().chain(&[("panel.toml", HEAD)]) {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text.replace('\n', ending)).unwrap();
    }
    folder
}

fn of(folder: &tempfile::TempDir, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).unwrap()
}

fn pair(added: bool, expert: &str, proposal: &str) -> Arrangement {
    let pairs = vec![(expert.to_owned(), proposal.to_owned())];
    let (added, removed) = if added {
        (pairs, Vec::new())
    } else {
        (Vec::new(), pairs)
    };
    Arrangement::Assignments(Reassignment {
        added,
        removed,
        ..Reassignment::default()
    })
}

fn heard(expert: &str, proposal: &str, is_heard: bool) -> Arrangement {
    let (this, nobody) = (vec![expert.to_owned()], Vec::new());
    let (heard, unheard) = if is_heard {
        (this, nobody)
    } else {
        (nobody, this)
    };
    Arrangement::Presence {
        proposal: proposal.to_owned(),
        heard,
        unheard,
    }
}

fn people(chair: &str, members: &[&str], liaison: &str, observer: &str) -> GroupPeople {
    GroupPeople {
        chair: chair.to_owned(),
        members: members.iter().map(|&id| id.to_owned()).collect(),
        liaison: liaison.to_owned(),
        observer: observer.to_owned(),
    }
}

fn of_g(after: GroupPeople) -> Arrangement {
    Arrangement::Group {
        id: "g".to_owned(),
        before: people("E1", &["E1", "E2", "E3"], "甲", ""),
        after,
    }
}

#[test]
fn an_assignment_changes_its_own_line_and_all_else_stays() {
    for ending in ["\n", "\r\n"] {
        let folder = panel(&[("assignments.toml", ASSIGNMENTS)], ending);
        let mut wanted = ASSIGNMENTS.to_owned();
        for (arrangement, from, to) in [
            (pair(false, "E1", "C"), "\"B\", \"C\",", "\"B\","),
            (
                pair(true, "E2", "C"),
                "\"A\", \"B\"]",
                "\"A\", \"B\", \"C\"]",
            ),
            (pair(true, "E2", "C"), "", ""),
            (
                pair(false, "E1", "A"),
                "    \"A\", # 先评\n    \"B\"",
                "    \"B\"",
            ),
            (
                pair(false, "E1", "D"),
                "    # 后补\n    \"D\",\n",
                "    # 后补\n",
            ),
            (
                pair(false, "E2", "A"),
                "[\"A\", \"B\", \"C\"]",
                "[\"B\", \"C\"]",
            ),
        ] {
            arrange(folder.path(), &arrangement, SIGNATURE).unwrap();
            let after = of(&folder, "assignments.toml");
            wanted = wanted.replacen(from, to, 1);
            let meant = after.replace("\r\n", "\n");
            for remark in [
                "# 谁评什么",
                "# 甲",
                "# 先评",
                "    # 后补",
                "# 两项",
                "# 完",
            ] {
                assert!(meant.contains(remark), "{remark}\n{meant}");
            }
            let read: toml::Table = toml::from_str(&after).unwrap();
            assert_eq!(read, toml::from_str(&wanted).unwrap(), "{after}");
            assert_eq!(after.matches('\n').count(), after.matches(ending).count());
        }
        let after = of(&folder, "assignments.toml").replace("\r\n", "\n");
        assert!(after.contains("expert = \"E2\"\nproposals = [\"B\", \"C\"] # 两项\n# 完\n"));
    }
}

#[test]
fn a_sheet_keeps_its_expert() {
    let sheet = ("scores/first/E2/A.toml", "x = 1\n");
    let folder = panel(&[("assignments.toml", ASSIGNMENTS), sheet], "\n");
    let fault = arrange(folder.path(), &pair(false, "E2", "A"), SIGNATURE).unwrap_err();
    assert!(matches!(fault, Unarranged::Held), "{fault:?}");
    assert_eq!(of(&folder, "assignments.toml"), ASSIGNMENTS);
    assert!(!folder.path().join("journal.log").exists());
    // a member who scored stays a member, where the members are who scores
    let folder = panel(&[("groups.toml", GROUPS), sheet], "\n");
    let without = of_g(people("E1", &["E1", "E3"], "甲", ""));
    let fault = arrange(folder.path(), &without, SIGNATURE).unwrap_err();
    assert!(matches!(fault, Unarranged::Held), "{fault:?}");
    assert_eq!(of(&folder, "groups.toml"), GROUPS);
}

#[test]
fn presence_is_a_block_of_its_own_and_no_remark_is_lost() {
    for ending in ["\n", "\r\n"] {
        let folder = panel(&[("presence.toml", PRESENCE)], ending);
        let before = of(&folder, "presence.toml");
        arrange(folder.path(), &heard("E3", "B", false), SIGNATURE).unwrap();
        let after = of(&folder, "presence.toml");
        assert!(after.starts_with(&before), "{after}");
        assert!(after.contains("proposal = \"B\"") && after.contains("expert = \"E3\""));
        arrange(folder.path(), &heard("E3", "B", true), SIGNATURE).unwrap();
        assert_eq!(of(&folder, "presence.toml"), before);
        arrange(folder.path(), &heard("E1", "A", true), SIGNATURE).unwrap();
        let after = of(&folder, "presence.toml");
        for kept in ["# 未听", "# 离场", "# 迟到", "# 茶歇"] {
            assert!(after.contains(kept), "{kept}\n{after}");
        }
        assert!(!after.contains("\"E1\""), "{after}");
        let lines = journal::lines(folder.path());
        assert!(
            lines[0].ends_with("联络员甲\tE3 did not hear B"),
            "{lines:?}"
        );
        assert!(
            lines[2].ends_with("E1 heard A, taken back: 电话"),
            "{lines:?}"
        );
    }
    let folder = panel(&[], "\n");
    arrange(folder.path(), &heard("E1", "A", false), SIGNATURE).unwrap();
    assert!(of(&folder, "presence.toml").starts_with("format = 1\n"));
}

#[test]
fn the_people_of_a_group_change_in_their_own_lines() {
    for ending in ["\n", "\r\n"] {
        let folder = panel(&[("groups.toml", GROUPS)], ending);
        let after = people("E3", &["E1", "E3", "E4"], "甲", "监督员丙");
        arrange(folder.path(), &of_g(after), SIGNATURE).unwrap();
        let text = of(&folder, "groups.toml").replace("\r\n", "\n");
        for kept in [
            "id = \"g\" # 组\n",
            "chair = \"E3\" # 组长\n",
            "    \"E1\", # 一\n",
            "\"E3\", # 三\n",
            "liaison = \"甲\"\nbudget = \"100\"\nobserver = \"监督员丙\"\n",
            "\n[group.name]\nzh = \"一组\"\n\n[[group]]\nid = \"h\"\nchair = \"E1\"\n",
        ] {
            assert!(text.contains(kept), "{kept}\n{text}");
        }
        assert!(!text.contains("E2"), "{text}");
        let again = of_g(people("E2", &["E2"], "", ""));
        let fault = arrange(folder.path(), &again, SIGNATURE).unwrap_err();
        assert!(matches!(fault, Unarranged::Changed), "{fault:?}");
    }
}

#[test]
fn a_closed_round_a_pack_and_a_broken_file_take_nothing() {
    let closed = HEAD.replace("open", "closed");
    let pack = format!("{HEAD}pack = \"E1\"\n");
    for (head, is_closed) in [(closed.as_str(), true), (pack.as_str(), false)] {
        let folder = panel(&[("presence.toml", PRESENCE)], "\n");
        fs::write(folder.path().join("panel.toml"), head).unwrap();
        let fault = arrange(folder.path(), &heard("E3", "B", false), SIGNATURE).unwrap_err();
        assert_eq!(matches!(fault, Unarranged::Closed), is_closed, "{fault:?}");
        assert_eq!(of(&folder, "presence.toml"), PRESENCE);
    }
    for text in [
        "absence = 3\n",
        "absence = \n",
        "[[absence]]\nproposal = 4\n",
    ] {
        let folder = panel(&[("presence.toml", text)], "\n");
        assert!(arrange(folder.path(), &heard("E3", "B", false), SIGNATURE).is_err());
        assert_eq!(of(&folder, "presence.toml"), text);
    }
}
