//! From a theme's looks to the terminal's styles.

use crate::config::theme::{Colour, Look};
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
        if wanted == Some(true) {
            style = style.add_modifier(modifier);
        }
    }
    style
}

fn color(colour: Colour) -> Color {
    match colour {
        Colour::Black => Color::Black,
        Colour::Red => Color::Red,
        Colour::Green => Color::Green,
        Colour::Yellow => Color::Yellow,
        Colour::Blue => Color::Blue,
        Colour::Magenta => Color::Magenta,
        Colour::Cyan => Color::Cyan,
        Colour::Grey => Color::Gray,
        Colour::DarkGrey => Color::DarkGray,
        Colour::BrightRed => Color::LightRed,
        Colour::BrightGreen => Color::LightGreen,
        Colour::BrightYellow => Color::LightYellow,
        Colour::BrightBlue => Color::LightBlue,
        Colour::BrightMagenta => Color::LightMagenta,
        Colour::BrightCyan => Color::LightCyan,
        Colour::White => Color::White,
    }
}
