//! Colours: the sixteen named ones, exact ones, and what a terminal that cannot show an
//! exact one shows instead.

use super::depth::Depth;

/// The names of the sixteen colours that every terminal has, in the order of their numbers.
pub const NAMES: [&str; 16] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "grey",
    "dark-grey",
    "bright-red",
    "bright-green",
    "bright-yellow",
    "bright-blue",
    "bright-magenta",
    "bright-cyan",
    "white",
];

/// What the sixteen usually look like; a terminal may have chosen otherwise.
const USUAL: [[u8; 3]; 16] = [
    [0, 0, 0],
    [205, 0, 0],
    [0, 205, 0],
    [205, 205, 0],
    [0, 0, 238],
    [205, 0, 205],
    [0, 205, 205],
    [229, 229, 229],
    [127, 127, 127],
    [255, 0, 0],
    [0, 255, 0],
    [255, 255, 0],
    [92, 92, 255],
    [255, 0, 255],
    [0, 255, 255],
    [255, 255, 255],
];

/// The six steps of a side of the colour cube.
const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// How far the parts of a colour lie apart that is not taken for a grey, and how large the
/// largest is of a bright one.
const COLOURED: i32 = 40;
const BRIGHT: i32 = 200;

/// Contrast below which text on its ground cannot be told from it.
const LEAST: f64 = 3.0;

/// A colour of a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// One of the terminal's own 256 by its number, the sixteen named ones first.
    Numbered(u8),
    /// Red, green and blue.
    Exact([u8; 3]),
}

impl Colour {
    /// Reads a name or `#rrggbb`.
    pub fn from_text(text: &str) -> Option<Self> {
        let named = NAMES.iter().position(|name| *name == text);
        if let Some(number) = named.and_then(|place| u8::try_from(place).ok()) {
            return Some(Self::Numbered(number));
        }
        let digits = text.strip_prefix('#')?;
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
        Some(Self::Exact([red, green, blue]))
    }

    /// Returns red, green and blue; of a numbered colour what it usually looks like.
    pub fn parts(self) -> [u8; 3] {
        match self {
            Self::Exact(parts) => parts,
            Self::Numbered(number) => match (number, USUAL.get(usize::from(number))) {
                (_, Some(parts)) => *parts,
                (232.., None) => [8 + 10 * (number - 232); 3],
                (_, None) => {
                    let place = usize::from(number - 16);
                    let step = |place: usize| STEPS.get(place % 6).copied().unwrap_or_default();
                    [step(place / 36), step(place / 6), step(place)]
                }
            },
        }
    }

    /// Returns what a terminal of this depth shows; `None` where it shows no colours.
    pub fn shown_at(self, depth: Depth) -> Option<Self> {
        match (depth, self) {
            (Depth::None, _) => None,
            (Depth::Sixteen, Self::Exact(_) | Self::Numbered(16..)) => Some(self.of_sixteen()),
            // the first sixteen look different on every terminal, the others do not
            (Depth::Many, Self::Exact(_)) => Some(self.nearest(16..=255)),
            _ => Some(self),
        }
    }

    /// One of the sixteen: a colour keeps its hue, however pale or dark it is, so that what it
    /// tells is still told; what has none becomes a grey.
    fn of_sixteen(self) -> Self {
        let [red, green, blue] = self.parts().map(i32::from);
        let most = red.max(green).max(blue);
        let chroma = most - red.min(green).min(blue);
        if chroma < COLOURED {
            return self.nearest([0, 7, 8, 15].into_iter());
        }
        // sixths of the circle from red, in tenths
        let tenths = |from: i32, to: i32| 10 * (to - from) / chroma;
        let hue = match most {
            _ if most == red => (tenths(blue, green) + 60) % 60,
            _ if most == green => tenths(red, blue) + 20,
            _ => tenths(green, red) + 40,
        };
        let number = match (hue + 5) / 10 % 6 {
            0 => 1,
            1 => 3,
            2 => 2,
            3 => 6,
            4 => 4,
            _ => 5,
        };
        Self::Numbered(if most >= BRIGHT { number + 8 } else { number })
    }

    /// Returns the deep one of a bright named colour: a block of it stands out from a white
    /// ground too.
    #[must_use]
    pub fn deep(self) -> Self {
        match self {
            Self::Numbered(number @ 9..=14) => Self::Numbered(number - 8),
            other => other,
        }
    }

    fn nearest(self, numbers: impl Iterator<Item = u8>) -> Self {
        let all = numbers.map(Self::Numbered);
        all.min_by_key(|other| self.difference(*other))
            .unwrap_or(self)
    }

    /// How unlike two colours look; green weighs most, as in the eye.
    fn difference(self, other: Self) -> u32 {
        let parts = self.parts().into_iter().zip(other.parts());
        parts
            .zip([2, 4, 3])
            .map(|((one, other), weight)| weight * u32::from(one.abs_diff(other)).pow(2))
            .sum()
    }

    /// Returns the contrast to another colour after WCAG 2: 1 where they are the same,
    /// 21 between black and white.
    pub fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        let [red, green, blue] = self.parts().map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Returns this colour where it can be read on `ground`, else black or white.
    #[must_use]
    pub fn readable_on(self, ground: Self) -> Self {
        if self.contrast(ground) >= LEAST {
            return self;
        }
        let (black, white) = (Self::Numbered(0), Self::Numbered(15));
        if black.contrast(ground) > white.contrast(ground) {
            black
        } else {
            white
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Colour {
        Colour::from_text(text).unwrap()
    }

    #[test]
    fn names_and_six_digits_are_colours_and_nothing_else() {
        assert_eq!(exact("dark-grey"), Colour::Numbered(8));
        assert_eq!(exact("#1a2B3c"), Colour::Exact([0x1a, 0x2b, 0x3c]));
        for wrong in ["pink", "#fff", "#12345g", "1a2b3c", "", "#12345678", "Red"] {
            assert_eq!(Colour::from_text(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_terminal_that_cannot_show_a_colour_shows_the_nearest() {
        let many = |text| exact(text).shown_at(Depth::Many).unwrap();
        assert_eq!(many("#ff0000"), Colour::Numbered(196));
        assert_eq!(many("#5f87af"), Colour::Numbered(67));
        assert_eq!(many("#121212"), Colour::Numbered(233));
        assert_eq!(many("#ffffff"), Colour::Numbered(231));
        assert_eq!(many("red"), Colour::Numbered(1));
        let few = |text| exact(text).shown_at(Depth::Sixteen).unwrap();
        assert_eq!(few("#fdfcf9"), Colour::Numbered(15));
        assert_eq!(few("#101418"), Colour::Numbered(0));
        for (text, number) in [
            ("#b00000", 1),
            ("#ff9470", 9),
            ("#0b6b66", 6),
            ("#14406b", 4),
            ("#8a5600", 3),
            ("#7b2d8b", 5),
            ("#929cab", 8),
        ] {
            assert_eq!(few(text), Colour::Numbered(number), "{text}");
        }
        assert_eq!(
            exact("#b00000").shown_at(Depth::Full),
            Some(exact("#b00000"))
        );
        assert_eq!(exact("red").shown_at(Depth::None), None);
    }

    #[test]
    fn numbers_and_their_parts_belong_together() {
        for number in 16..=255 {
            let colour = Colour::Numbered(number);
            let back = Colour::Exact(colour.parts()).shown_at(Depth::Many).unwrap();
            assert_eq!(back.parts(), colour.parts(), "{number}");
        }
    }

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        let (black, white) = (exact("#000000"), exact("#ffffff"));
        assert!((black.contrast(white) - 21.0).abs() < 0.001);
        assert!((exact("#767676").contrast(white) - 4.54).abs() < 0.01);
        assert_eq!(
            exact("bright-yellow").readable_on(white),
            Colour::Numbered(0)
        );
        assert_eq!(exact("blue").readable_on(white), exact("blue"));
    }
}
