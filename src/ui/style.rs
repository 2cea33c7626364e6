//! From a theme's looks to the terminal's styles.

use crate::config::theme::Look;
use crate::config::theme::colour::Colour;
use ratatui::style::{Color, Modifier, Style};

/// Returns the style of a look.
pub fn style(look: Look) -> Style {
    let mut style = Style::default();
    if let Some(colour) = look.foreground {
        style = style.fg(color(colour));
    }
    if let Some(colour) = look.background {
        style = style.bg(color(colour));
    }
    for (wanted, modifier) in [
        (look.bold, Modifier::BOLD),
        (look.dim, Modifier::DIM),
        (look.underline, Modifier::UNDERLINED),
        (look.reverse, Modifier::REVERSED),
    ] {
        style = match wanted {
            Some(true) => style.add_modifier(modifier),
            Some(false) => style.remove_modifier(modifier),
            None => style,
        };
    }
    style
}

fn color(colour: Colour) -> Color {
    match colour {
        Colour::Exact([red, green, blue]) => Color::Rgb(red, green, blue),
        Colour::Numbered(0) => Color::Black,
        Colour::Numbered(1) => Color::Red,
        Colour::Numbered(2) => Color::Green,
        Colour::Numbered(3) => Color::Yellow,
        Colour::Numbered(4) => Color::Blue,
        Colour::Numbered(5) => Color::Magenta,
        Colour::Numbered(6) => Color::Cyan,
        Colour::Numbered(7) => Color::Gray,
        Colour::Numbered(8) => Color::DarkGray,
        Colour::Numbered(9) => Color::LightRed,
        Colour::Numbered(10) => Color::LightGreen,
        Colour::Numbered(11) => Color::LightYellow,
        Colour::Numbered(12) => Color::LightBlue,
        Colour::Numbered(13) => Color::LightMagenta,
        Colour::Numbered(14) => Color::LightCyan,
        Colour::Numbered(15) => Color::White,
        Colour::Numbered(number) => Color::Indexed(number),
    }
}
