//! The themes inside the program.

/// Their names, in the order they are offered.
pub const NAMES: [&str; 6] = [
    "default",
    "light",
    "dark",
    "high-contrast",
    "projector",
    "mono",
];

/// Returns the text of a theme inside the program.
pub fn text(name: &str) -> Option<&'static str> {
    Some(match name {
        "default" => include_str!("../../../themes/default.toml"),
        "light" => include_str!("../../../themes/light.toml"),
        "dark" => include_str!("../../../themes/dark.toml"),
        "high-contrast" => include_str!("../../../themes/high-contrast.toml"),
        "projector" => include_str!("../../../themes/projector.toml"),
        "mono" => include_str!("../../../themes/mono.toml"),
        _ => return None,
    })
}
