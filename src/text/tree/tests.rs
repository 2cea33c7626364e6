//! Every kind of value, every fault with its place, every key that nobody knows.

use super::*;
use proptest::prelude::*;
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

#[test]
fn of_keys_that_become_the_same_the_last_stays() {
    let text = "lit = true\ndeepest = 1\n\"deepest\\u0007\" = 2\n\"\\u0007deepest\" = 3\n";
    let mut tree = Tree::parse(text).unwrap();
    tree.clean(&|text| text.replace('\u{7}', ""));
    let read = tree.read::<Street>().0.unwrap();
    assert_eq!((read.lit, read.deepest), (true, 3));
}

const KEYS: &[&str] = &[
    "a", "b", "l", "c-1", "\"k e\"", "'l'", "a.b", "", "甲", "\"\\n\"", "1",
];
const VALUES: &[&str] = &[
    "\"\"",
    "\"甲 # [x]\"",
    "\"a\\nb\"",
    "\"a\u{7}\"",
    "\"a\u{7f}\"",
    "\"a\tb\"",
    "\"\"\"x\"\"\"",
    "'q'",
    "\"a",
    "0",
    "7",
    "-12",
    "-0",
    "-",
    "007",
    "-01",
    "+1",
    "1_0",
    "1.5",
    "0x1f",
    "1e3",
    "inf",
    "nan",
    "",
    "123456789012345678",
    "9223372036854775808",
    "99999999999999999999999999999999999999999",
    "2026-11-30",
    "12:00:00",
    "true",
    "false",
    "truer",
    "True",
    "[]",
    "{}",
    "[ ]",
    "{ }",
    "[,]",
    "{,}",
];
const HEADS: &[&str] = &[
    "[a]",
    "[b]",
    "[a.b]",
    "[a.b.c]",
    "[[l]]",
    "[[l.m]]",
    "[l.a]",
    "[[a.l]]",
    "[\"k e\"]",
    "[ a ]",
    "[a] ",
    "[[a]",
    "[]",
    "[a.]",
    "[[l]] # n",
    "# n",
    "#\u{7}",
    " # n",
    "",
    " ",
];

/// The first of some pieces, which is right, mostly.
fn mostly(pieces: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    prop_oneof![6 => Just(pieces[0]), 1 => prop::sample::select(pieces)]
}

/// A value, at times within others.
fn value() -> impl Strategy<Value = String> {
    let single = prop::sample::select(VALUES).prop_map(str::to_owned);
    single.prop_recursive(3, 12, 3, |inner| {
        let between = mostly(&[", ", ",", " , ", ",\n", " ", ", # n\n"]);
        let end = mostly(&["", ",", " ", ",\n", "\n"]);
        let list = (prop::collection::vec(inner.clone(), 0..3), between, end);
        let list =
            list.prop_map(|(values, between, end)| format!("[{}{end}]", values.join(between)));
        let pair = (prop::sample::select(KEYS), mostly(&[" = ", "="]), inner);
        let pair = pair.prop_map(|(key, sign, value)| [key, sign, &value].concat());
        let between = mostly(&[", ", ",", " , ", ",\n"]);
        let end = mostly(&[" ", "", ",", "\n"]);
        let table = (prop::collection::vec(pair, 0..3), between, end);
        let table =
            table.prop_map(|(pairs, between, end)| format!("{{ {}{end}}}", pairs.join(between)));
        prop_oneof![list, table]
    })
}

/// A text of TOML, or nearly.
fn text() -> impl Strategy<Value = String> {
    let sign = mostly(&[" = ", "=", " =  ", " ", " : "]);
    let entry = (prop::sample::select(KEYS), sign, value());
    let entry = entry.prop_map(|(key, sign, value)| [key, sign, &value].concat());
    let head = prop::sample::select(HEADS).prop_map(str::to_owned);
    let end = mostly(&["\n", "\r\n", " \n", " # n\n", "\n\n", ""]);
    let line = (prop_oneof![entry, head], end).prop_map(|(line, end)| line + end);
    prop::collection::vec(line, 0..5).prop_map(|lines| lines.concat())
}

/// Fails where a text is read at a glance, and another tree than the crate's; tells whether it
/// is read so.
fn is_plain(text: &str) -> bool {
    let plain = plain::read(text);
    if let Some(plain) = &plain {
        assert_eq!(whole::read(text).as_ref(), Ok(plain), "{text}");
    }
    plain.is_some()
}

proptest! {
    #[test]
    fn what_is_read_at_a_glance_is_what_the_crate_reads(text in text()) {
        is_plain(&text);
    }

    #[test]
    fn heads_and_entries_in_any_order_are_read_as_the_crate_does(
        lines in prop::collection::vec((0..9_usize, 0..5_usize), 0..10)
    ) {
        let heads = ["", "", "[a]", "[b]", "[a.b]", "[[l]]", "[[l.m]]", "[l.a]", "[[a.l]]"];
        let entries = ["", "a = 1", "b = { a = 1, c = [\"x\"] }", "l = [{ a = 2 }]", "m = []"];
        let lines = lines.iter().flat_map(|(head, entry)| [heads[*head], entries[*entry]]);
        is_plain(&lines.collect::<Vec<_>>().join("\n"));
    }
}

#[test]
fn one_byte_more_or_less_is_read_as_the_crate_does() {
    let text = "# n\nformat = 1\nzh = \"甲\"\nl = [1, \"a\", [true]]\n[a]\nb = { c = -1 }\n\
                [[d.e]]\nf = []\n[[d.e]]\n[d.e.g]\nh = false\n";
    assert!(is_plain(text));
    for (at, _) in text.char_indices() {
        let (before, after) = text.split_at(at);
        let rest: String = after.chars().skip(1).collect();
        is_plain(&(before.to_owned() + &rest));
        for sign in [
            "\"", "[", "]", "{", ".", ",", " ", "\n", "#", "0", "1", "-", "=", "'", "\\", "\t",
            "\r",
        ] {
            is_plain(&[before, sign, after].concat());
            is_plain(&[before, sign, &rest].concat());
        }
    }
}

#[test]
fn what_programs_write_is_plain_and_what_they_do_not_is_left_to_the_crate() {
    let plain = [
        "",
        "\n",
        "a = 1",
        "[a]",
        "a = [\n  \"x\",\n  \"y\",\n]\n",
        "\"a b\" = {}\n",
    ];
    for text in plain {
        assert!(is_plain(text), "{text}");
    }
    for text in [
        "a=1",
        " a = 1",
        "a = 1 ",
        "a = 1 # n",
        "a = 'x'",
        "a = \"\\t\"",
        "a = \"\"\"\nx\"\"\"",
        "a = 1.5",
        "a = 1\r\n",
        "a.b = 1",
        "[ a ]",
        "a = 1\na = 1\n",
        "[a]\n[a]\n",
        "[[a]]\n[a]\n",
        "a = [1 # n\n]",
        "a = [[[[[[[[[[1]]]]]]]]]]",
        "a = { b = 1, }",
        "a = []\n[[a]]\n",
        "a = {}\n[a.b]\n",
    ] {
        assert!(!is_plain(text), "{text}");
    }
    let many: Vec<_> = (0..200).map(|n| format!("k{n} = {n}")).collect();
    assert!(!is_plain(&many.join("\n")));
}

#[test]
fn what_comes_with_the_program_and_is_read_at_each_start_is_plain() {
    for text in [
        include_str!("../../../themes/default.toml"),
        include_str!("../../../themes/light.toml"),
        include_str!("../../../themes/dark.toml"),
        include_str!("../../../themes/high-contrast.toml"),
        include_str!("../../../themes/projector.toml"),
        include_str!("../../../themes/mono.toml"),
        include_str!("../../../panels/demo/assignments.toml"),
        include_str!("../../../panels/demo/experts.toml"),
        include_str!("../../../panels/demo/proposals/SM-01.toml"),
    ] {
        assert!(is_plain(text), "{text}");
    }
}
