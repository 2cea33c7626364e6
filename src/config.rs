//! What can be chosen, glyph profile and theme, and what a look at the machine found.
//! It works on texts that others read; it knows no file and no screen.

pub mod checkup;
pub mod glyphs;
pub mod origin;
pub mod session;
pub mod theme;
