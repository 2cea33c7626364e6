//! The sheet of paper: its size and margins, and how wide characters are on it. Lengths are
//! in twentieths of a point, sizes of type in half points, as Word counts them.

use super::xml::Xml;

/// The short and the long side of A4.
const SIDES: (u32, u32) = (11_906, 16_838);

/// A page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    is_landscape: bool,
}

impl Page {
    /// Makes a page, on its side or upright.
    pub fn new(is_landscape: bool) -> Self {
        Self { is_landscape }
    }

    /// Returns width and height.
    pub fn size(self) -> (u32, u32) {
        let (short, long) = SIDES;
        if self.is_landscape {
            (long, short)
        } else {
            (short, long)
        }
    }

    /// Returns the margin at the left and at the right.
    pub fn side(self) -> u32 {
        if self.is_landscape { 850 } else { 1_134 }
    }

    /// Returns the width of the text.
    pub fn text_width(self) -> u32 {
        self.size().0.saturating_sub(2 * self.side())
    }

    /// Writes size and margins, as they stand in the properties of a section.
    pub fn write(self, xml: &mut Xml) {
        let (width, height) = self.size();
        let (width, height) = (width.to_string(), height.to_string());
        let mut size = vec![("w:w", width.as_str()), ("w:h", height.as_str())];
        if self.is_landscape {
            size.push(("w:orient", "landscape"));
        }
        xml.empty("w:pgSz", &size);
        let margin = self.side().to_string();
        xml.empty(
            "w:pgMar",
            &[
                ("w:top", "1361"),
                ("w:right", &margin),
                ("w:bottom", "1134"),
                ("w:left", &margin),
                ("w:header", "567"),
                ("w:footer", "510"),
                ("w:gutter", "0"),
            ],
        );
    }
}

/// Returns the width of a display column, half of a Chinese character, in type of a size.
pub fn column_width(half_points: u32) -> u32 {
    half_points * 5
}
