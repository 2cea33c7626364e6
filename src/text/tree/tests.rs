//! Every kind of value, every fault with its place, every key that nobody knows.

use super::*;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Light {
    Red,
    Green,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Lamp {
    light: Light,
    #[serde(default)]
    hours: u32,
    name: Option<String>,
}

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
struct Street {
    lamp: Vec<Lamp>,
    widths: BTreeMap<Place, f64>,
    lit: bool,
    deepest: i64,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
struct Place(String);

fn street(text: &str) -> (Result<Street, Misread>, Vec<Unknown>) {
    Tree::parse(text).unwrap().read()
}

#[test]
fn every_kind_of_value_is_read() {
    let text = "lit = true\ndeepest = -12\nwidths = { a = 1.5, b = 2 }\n\
                [[lamp]]\nlight = \"green\"\nhours = 7\nname = \"\\u7532\"\n\
                [[lamp]]\nlight = 'red'\n";
    let lamps = vec![
        Lamp {
            light: Light::Green,
            hours: 7,
            name: Some("甲".into()),
        },
        Lamp {
            light: Light::Red,
            hours: 0,
            name: None,
        },
    ];
    let widths = [(Place("a".into()), 1.5), (Place("b".into()), 2.0)];
    let wanted = Street {
        lamp: lamps,
        widths: widths.into(),
        lit: true,
        deepest: -12,
    };
    assert_eq!(street(text), (Ok(wanted), Vec::new()));
}

#[test]
fn a_fault_is_placed_at_what_is_wrong() {
    for (text, reason, place) in [
        ("lit = 1\n", Reason::Value, "1"),
        ("lit = 2026-11-30\n", Reason::Value, "2026-11-30"),
        (
            "deepest = 99999999999999999999\n",
            Reason::Value,
            "99999999999999999999",
        ),
        (
            "lamp = [{ light = \"red\", hours = -1 }]\n",
            Reason::Value,
            "-1",
        ),
        (
            "lamp = [{ light = \"red\", hours = 1.0 }]\n",
            Reason::Value,
            "1.0",
        ),
        ("lamp = [{ light = [] }]\n", Reason::Value, "[]"),
        ("lamp = \"red\"\n", Reason::Value, "\"red\""),
        (
            "lamp = [[\"red\", 1, \"甲\"]]\n",
            Reason::Value,
            "[\"red\", 1, \"甲\"]",
        ),
        ("widths = { a = \"1\" }\n", Reason::Value, "\"1\""),
        (
            "lamp = [{ hours = 1 }]\n",
            Reason::Missing("light"),
            "{ hours = 1 }",
        ),
        (
            "[[lamp]]\nhours = 1\n",
            Reason::Missing("light"),
            "[[lamp]]",
        ),
        (
            "lamp = [{ light = \"blue\" }]\n",
            Reason::Word {
                found: "blue".into(),
                allowed: &["red", "green"],
            },
            "\"blue\"",
        ),
    ] {
        let fault = street(text).0.unwrap_err();
        let found = fault.span.and_then(|span| text.get(span)).unwrap();
        assert_eq!((fault.reason, found), (reason, place), "{text}");
    }
}

#[test]
fn a_text_that_is_no_toml_says_which_way() {
    let deep = format!("a = {}{}\n", "[".repeat(300), "]".repeat(300));
    for (text, reason) in [
        ("a = 1\na = 2\n", Reason::Duplicate),
        ("a = \n", Reason::Syntax),
        ("a ＝ 1\n", Reason::Syntax),
        (deep.as_str(), Reason::TooDeep),
    ] {
        assert_eq!(Tree::parse(text).unwrap_err().reason, reason, "{text}");
    }
}

#[test]
fn unknown_keys_are_told_in_the_order_of_the_text_with_their_places() {
    let text = "lit = true\nzone = \"lamp\"\n\
                [[lamp]]\nlight = \"red\"\n[[lamp]]\nlight = \"red\"\nage.years = 3\n\
                [blue]\na = 1\n";
    let (read, unknown) = street(text);
    assert!(read.is_ok());
    let found: Vec<_> = unknown
        .iter()
        .map(|unknown| {
            (
                unknown.path.as_str(),
                text.get(unknown.span.clone()).unwrap(),
            )
        })
        .collect();
    let wanted = [("zone", "zone"), ("lamp.1.age", "age"), ("blue", "blue")];
    assert_eq!(found, wanted);
}

#[test]
fn keys_and_texts_are_cleaned_where_they_stand() {
    let text = "\"bad\\u0007key\" = 1\nlamp = [{ light = \"r\\u0007ed\", name = \"\\u0007\" }]\n";
    let mut tree = Tree::parse(text).unwrap();
    tree.clean(&|text| text.replace('\u{7}', ""));
    let (read, unknown) = tree.read::<Street>();
    let lamp = read.unwrap().lamp.remove(0);
    assert_eq!((lamp.light, lamp.name.as_deref()), (Light::Red, Some("")));
    let path: Vec<_> = unknown.iter().map(|unknown| &*unknown.path).collect();
    assert_eq!(path, ["badkey"]);
}
