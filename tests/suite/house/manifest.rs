//! The manifest: dependencies with their reasons, the Rust they need, and a feature that
//! must stay off.

use super::nothing_in;
use super::source::text_of;
use serde_json::Value;
use std::collections::BTreeSet;
use std::process::Command;

/// What our own code needs: `std::fs::File::try_lock`.
const OWN_NEED: &str = "1.89";

/// Returns the dependencies as they are written in paths.
pub fn crates() -> BTreeSet<String> {
    let manifest: toml::Table = toml::from_str(&text_of("Cargo.toml")).unwrap();
    let of_systems = manifest["target"].as_table().unwrap().values();
    let tables = ["dependencies", "build-dependencies", "dev-dependencies"]
        .map(|name| manifest[name].as_table())
        .into_iter()
        .chain(of_systems.map(|system| system["dependencies"].as_table()));
    let names = tables.flatten().flat_map(toml::Table::keys);
    names.map(|name| name.replace('-', "_")).collect()
}

/// Asks cargo for the dependencies of this machine's build, without the network: what
/// only another system needs may not have been fetched.
fn metadata() -> Value {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let rustc = Command::new("rustc").arg("-vV").output().unwrap();
    let version = String::from_utf8(rustc.stdout).unwrap();
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    let output = Command::new(cargo)
        .args(["metadata", "--offline", "--locked", "--format-version", "1"])
        .args(["--filter-platform", host.unwrap()])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn parts(version: &str) -> Vec<u32> {
    let mut parts: Vec<u32> = version
        .split('.')
        .map(|part| part.parse().unwrap())
        .collect();
    parts.resize(3, 0);
    parts
}

#[test]
fn the_stated_rust_is_the_highest_that_is_needed() {
    let document = metadata();
    let packages = document["packages"].as_array().unwrap();
    let own = packages.iter().find(|package| package["name"] == "heyi");
    let stated = own.unwrap()["rust_version"].as_str().unwrap();
    let others = packages.iter().filter(|package| package["name"] != "heyi");
    let needed = others
        .filter_map(|package| package["rust_version"].as_str())
        .chain([OWN_NEED])
        .max_by_key(|version| parts(version));
    assert!(packages.len() > 50, "the dependencies were not read");
    assert_eq!(parts(stated), parts(needed.unwrap()), "rust-version");
}

#[test]
fn the_feature_that_ends_the_program_on_old_consoles_is_off() {
    let document = metadata();
    let nodes = document["resolve"]["nodes"].as_array().unwrap();
    let is_terminal = |node: &&Value| node["id"].as_str().unwrap().contains("crossterm@");
    assert!(nodes.iter().any(|node| is_terminal(&node)));
    let with_it: Vec<String> = nodes
        .iter()
        .filter(|node| {
            let features = node["features"].as_array().unwrap();
            features.iter().any(|feature| feature == "underline-color")
        })
        .map(|node| format!("Cargo.toml: underline-color is on in {}", node["id"]))
        .collect();
    nothing_in(&with_it);
}

#[test]
fn every_dependency_has_its_reason_beside_it() {
    let text = text_of("Cargo.toml");
    let mut is_inside = false;
    // one that the program and its build both need stands in two lines
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.starts_with('[') {
            is_inside = line.trim_matches(['[', ']']).ends_with("dependencies");
        } else if is_inside && line.contains('=') {
            seen.insert(line.split_once('=').map_or(line, |(name, _)| name.trim()));
            let reason = line.rsplit_once("# ").map_or("", |(_, reason)| reason);
            if reason.len() < 4 {
                found.push(format!("Cargo.toml:{}: no reason: {line}", index + 1));
            }
        }
    }
    assert_eq!(seen.len(), crates().len(), "one dependency a line");
    nothing_in(&found);
}
