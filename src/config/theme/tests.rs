//! Themes: what is read, what is refused and where, and how well each can be read.

use super::fault::ThemeTrouble;
use super::*;

/// The themes that say what the ground of the whole terminal is, with the contrast that
/// text must have in all colours, and in 256 of them.
const EXPLICIT: [(&str, f64, f64); 4] = [
    ("light", 4.5, 4.2),
    ("dark", 4.5, 4.2),
    ("high-contrast", 7.0, 7.0),
    ("projector", 7.0, 6.5),
];

fn contrast(look: Look) -> f64 {
    look.foreground.unwrap().contrast(look.background.unwrap())
}

#[test]
fn every_theme_inside_the_program_is_read_and_has_a_title() {
    for name in built_in::NAMES {
        let theme = Theme::parse(name, built_in::text(name).unwrap()).unwrap();
        assert_eq!(theme, Theme::built_in(name));
        assert_ne!(theme.title(false), name, "{name}");
        assert!(!theme.title.en.is_empty());
    }
    assert_eq!(Theme::built_in("nonsense").name, "default");
    let mono = Theme::built_in("mono");
    let default = Theme::built_in("default");
    for role in Role::ALL {
        let look = mono.look(role);
        assert_eq!((look.foreground, look.background), (None, None), "{role:?}");
        let look = default.look(role);
        let is_named = |colour: Colour| matches!(colour, Colour::Numbered(0..16));
        assert!(look.foreground.is_none_or(is_named), "{role:?}");
        assert_eq!(look.background, None, "{role:?}");
    }
}

#[test]
fn text_can_be_read_on_its_ground() {
    for (name, full, many) in EXPLICIT {
        let theme = Theme::built_in(name);
        for (depth, least) in [
            (Depth::Full, full),
            (Depth::Many, many),
            (Depth::Sixteen, 3.0),
        ] {
            let theme = theme.shown_at(depth);
            for role in Role::ALL {
                // a rule is seen, not read
                let is_rule = role == Role::Border && least < 7.0;
                let least = if is_rule { 3.0 } else { least };
                let found = contrast(theme.look(role));
                assert!(found >= least, "{name}, {depth:?}, {role:?}: {found:.2}");
                assert_ne!(theme.look(role).dim, Some(true), "{name}, {role:?}");
                assert_ne!(theme.look(role).reverse, Some(true), "{name}, {role:?}");
            }
        }
    }
}

#[test]
fn the_selected_row_is_a_block_however_few_colours_there_are() {
    for (name, ..) in EXPLICIT {
        for depth in [Depth::Full, Depth::Many, Depth::Sixteen] {
            let theme = Theme::built_in(name).shown_at(depth);
            let ground = |role| theme.look(role).background.unwrap();
            for role in [Role::Selected, Role::Banner, Role::Input] {
                let found = ground(role).contrast(ground(Role::Text));
                assert!(found >= 1.1, "{name}, {depth:?}, {role:?}: {found:.2}");
            }
        }
    }
}

/// What a colour is to somebody who has no cones for long waves (Viénot, Brettel, Mollon 1999).
fn without_red(colour: Colour) -> [f64; 3] {
    let [red, green, blue] = colour
        .parts()
        .map(|part| (f64::from(part) / 255.0).powf(2.2));
    let long = 0.112_38 * red + 0.887_62 * green;
    let short = 0.004_01 * red - 0.004_01 * green + blue;
    [long, long, short].map(|part| part.max(0.0).powf(1.0 / 2.2))
}

#[test]
fn reached_and_missed_differ_for_the_colour_blind_too() {
    for (name, ..) in EXPLICIT {
        let theme = Theme::built_in(name);
        let seen = |role| without_red(theme.look(role).foreground.unwrap());
        for (one, other) in [(Role::Good, Role::Bad), (Role::Good, Role::Warning)] {
            let parts = seen(one).into_iter().zip(seen(other));
            let apart: f64 = parts.map(|(one, other)| (one - other).powi(2)).sum();
            let apart = apart.sqrt();
            assert!(apart > 0.2, "{name}, {one:?}, {other:?}: {apart:.2}");
        }
    }
}

#[test]
fn roles_inherit_and_a_theme_begins_with_another() {
    let theme = Theme::parse("x", "[muted]\ndim = true\n").unwrap();
    assert_eq!(theme.look(Role::Border).dim, Some(true));
    assert_eq!(theme.title(false), "x");
    let text = "base = \"dark\"\n[key]\nforeground = \"#ffffff\"\n[text]\nbold = true\n";
    let own = Theme::parse("own", text).unwrap();
    let dark = Theme::built_in("dark");
    assert_eq!(
        own.look(Role::Bad).foreground,
        dark.look(Role::Bad).foreground
    );
    assert_eq!(
        own.look(Role::Text).background,
        dark.look(Role::Text).background
    );
    assert_eq!(own.look(Role::Key).foreground, Colour::from_text("#ffffff"));
    assert_eq!(own.look(Role::Key).bold, Some(true));
    assert_eq!(own.look(Role::Good).bold, Some(true));
}

#[test]
fn a_fault_names_its_line_its_kind_and_what_was_meant() {
    use ThemeTrouble as T;
    for (text, line, trouble, nearest) in [
        (
            "[muted]\n\nforeground = \"grene\"\n",
            3,
            T::UnknownColour,
            Some("green"),
        ),
        ("[muted]\nforeground = \"#12\"\n", 2, T::UnknownColour, None),
        (
            "\n[selcted]\nbold = true\n",
            2,
            T::UnknownRole,
            Some("selected"),
        ),
        (
            "[bad]\n[key]\nbolt = true\n",
            3,
            T::UnknownKey,
            Some("bold"),
        ),
        ("base = \"drak\"\n", 1, T::UnknownBase, Some("dark")),
        ("[key]\nbold = \"yes\"\n", 2, T::WrongValue, None),
        ("[key]\nforeground = 7\n", 2, T::WrongValue, None),
        ("key = 7\n", 1, T::WrongValue, None),
        ("name = \"x\"\n", 1, T::WrongValue, None),
        ("[key]\nbold = true\n[key\n", 3, T::NotToml, None),
        ("[key]\nbold = true\n[key]\n", 3, T::NotToml, None),
        ("[zzz]\n[key]\nbolt = 1\n", 1, T::UnknownRole, None),
    ] {
        let fault = Theme::parse("x", text).unwrap_err();
        let found = (fault.line, fault.trouble, fault.nearest.as_deref());
        assert_eq!(found, (line, trouble, nearest), "{text}");
    }
}

#[test]
fn without_colours_every_theme_still_tells_its_roles_apart() {
    for name in built_in::NAMES {
        let shown = Theme::built_in(name).shown_at(Depth::None);
        assert_eq!(shown.name, name);
        for role in Role::ALL {
            let look = shown.look(role);
            assert_eq!((look.foreground, look.background), (None, None));
            assert_eq!(look, Theme::built_in("mono").look(role));
        }
    }
    let own = Theme::parse("own", "[bad]\nunderline = true\n").unwrap();
    assert_eq!(own.shown_at(Depth::None), own);
}
