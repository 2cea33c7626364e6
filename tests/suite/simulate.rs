//! `heyi simulate` as a process: the same bytes for the same seed, a panel that opens, marks
//! that it is no real one, and a truth beside it.

use super::commands::heyi;
use serde_json::Value;
use std::path::Path;

fn simulated(folder: &Path, more: &[&str]) -> Value {
    let name = folder.to_str().unwrap();
    let output = heyi(&[&["simulate", name, "--json"], more].concat());
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn bytes(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(at) = folders.pop() {
        for entry in std::fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap();
                found.push((name.to_owned(), std::fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

const SMALL: [&str; 8] = [
    "--proposals",
    "40",
    "--experts",
    "20",
    "--chains",
    "2",
    "--seed",
    "11",
];

#[test]
fn the_same_seed_makes_the_same_bytes_and_the_panel_opens() {
    let folder = tempfile::tempdir().unwrap();
    let [first, second, other] = ["a", "b", "c"].map(|name| folder.path().join(name));
    let document = simulated(&first, &SMALL);
    let keys: Vec<&String> = document.as_object().unwrap().keys().collect();
    assert_eq!(
        keys[..5],
        ["schema", "dir", "proposals", "experts", "sheets"]
    );
    assert_eq!(document["schema"], "heyi.simulate/1");
    assert_eq!(document["sheets"], 200);
    assert_eq!(document["policies"].as_array().unwrap().len(), 24);
    for policy in document["policies"].as_array().unwrap() {
        let rate = policy["hit_rate"].as_f64().unwrap();
        assert!(rate > 0.3 && rate <= 1.0, "{policy}");
    }
    simulated(&second, &SMALL);
    assert_eq!(bytes(&first), bytes(&second));
    simulated(
        &other,
        &[
            "--proposals",
            "40",
            "--experts",
            "20",
            "--chains",
            "2",
            "--seed",
            "12",
        ],
    );
    assert_ne!(bytes(&first), bytes(&other));
    let name = first.to_str().unwrap();
    let check = heyi(&["check", name, "--lang", "en"]);
    let said = String::from_utf8(check.stdout).unwrap();
    assert_eq!(check.status.code(), Some(0), "{said}");
    assert!(said.contains("no problem"), "not even a warning: {said}");
    let rank = heyi(&["rank", name, "--json"]);
    assert_eq!(rank.status.code(), Some(0));
    let rank: Value = serde_json::from_slice(&rank.stdout).unwrap();
    assert_eq!(rank["demonstration"], true, "no real review");
    let rows = rank["proposals"].as_array().unwrap();
    assert!(rows.iter().all(|row| row["n"] == 5 && row["rank"].is_u64()));
}

#[test]
fn the_truth_stands_beside_it_and_names_are_plainly_invented() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p");
    let document = simulated(&path, &SMALL);
    let read = |name: &str| std::fs::read_to_string(path.join(name)).unwrap();
    let truth = read("truth.csv");
    assert_eq!(truth.lines().count(), 41);
    let first: Vec<&str> = truth.lines().filter(|line| line.contains(",1,")).collect();
    assert!(first.len() >= 2, "one first of each chain: {first:?}");
    let kinds = read("kinds.csv");
    for one in document["marked"].as_array().unwrap() {
        let line = format!(
            "{},{}\r\n",
            one["expert"].as_str().unwrap(),
            one["kind"].as_str().unwrap()
        );
        assert!(kinds.contains(&line), "{line}");
    }
    for (file, word) in [
        ("experts.toml", "模拟专家 0001"),
        ("proposals/P00001.toml", "模拟项目 00001"),
        ("plan/c001.toml", "模拟链 001"),
        ("panel.toml", "demonstration = true"),
    ] {
        assert!(read(file).contains(word), "{file}");
    }
    let rank = heyi(&["rank", path.to_str().unwrap(), "--lang", "en"]);
    let said = String::from_utf8(rank.stdout).unwrap();
    assert!(said.contains("Demonstration data"), "{said}");
}

#[test]
fn a_size_that_cannot_be_and_a_folder_that_holds_something_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p");
    let name = path.to_str().unwrap();
    for more in [
        &["--proposals", "0"][..],
        &["--experts", "0"],
        &["--chains", "0"],
        &["--proposals", "3", "--chains", "4"],
        &["--per-proposal", "0"],
        &["--seed", "x"],
    ] {
        let output = heyi(&[&["simulate", name, "--lang", "en"], more].concat());
        assert_eq!(output.status.code(), Some(1), "{more:?}");
        assert!(output.stdout.is_empty() && !path.exists(), "{more:?}");
    }
    let taken = folder.path().to_str().unwrap();
    std::fs::write(folder.path().join("mine.txt"), "").unwrap();
    for name in [taken, "demo"] {
        let output = heyi(&["simulate", name, "--proposals", "2", "--lang", "en"]);
        assert_eq!(output.status.code(), Some(1), "{name}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("\nhint: "), "{said}");
    }
}

#[test]
fn the_table_says_how_often_each_policy_hits_and_which_marks_were_given() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p");
    for (lang, words) in [
        ("zh", ["评分表 25", "不得用于正式评审", "命中", "偏严"]),
        (
            "en",
            ["25 sheets", "not for any real review", "hits", "colluding"],
        ),
    ] {
        let _ = std::fs::remove_dir_all(&path);
        let name = path.to_str().unwrap();
        let output = heyi(&[
            "simulate",
            name,
            "--proposals",
            "5",
            "--experts",
            "6",
            "--lang",
            lang,
        ]);
        let said = String::from_utf8(output.stdout).unwrap();
        for word in words {
            assert!(said.contains(word), "{word}\n{said}");
        }
    }
}
