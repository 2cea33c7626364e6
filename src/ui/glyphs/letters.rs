//! Letters that fonts of old Chinese code pages draw in two columns and all others in one
//! (class A of Unicode's `EastAsianWidth`; the library for widths calls every letter narrow),
//! and how they are written with ASCII alone.

/// Returns a letter of unsure width in ASCII; none for every other character.
pub fn spelled(letter: char) -> Option<&'static str> {
    match letter {
        '\u{aa}'..='\u{2d0}' => latin(letter),
        '\u{391}'..='\u{3c9}' => greek(letter),
        '\u{401}'..='\u{451}' => cyrillic(letter),
        '\u{207f}' => Some("n"),
        '\u{2113}' => Some("l"),
        '\u{2126}' => Some("ohm"),
        '\u{212b}' => Some("A"),
        _ => None,
    }
}

fn latin(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ª' | 'à' | 'á' | 'ā' | 'ǎ' | 'ɑ' => "a",
        'Æ' => "AE",
        'æ' => "ae",
        'Ð' => "D",
        'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ē' | 'ě' => "e",
        'ɡ' => "g",
        'Ħ' => "H",
        'ħ' => "h",
        'ì' | 'í' | 'ī' | 'ı' | 'ǐ' => "i",
        'Ĳ' => "IJ",
        'ĳ' => "ij",
        'ĸ' => "k",
        'Ŀ' | 'Ł' => "L",
        'ŀ' | 'ł' => "l",
        'ń' | 'ň' | 'ŉ' => "n",
        'Ŋ' => "NG",
        'ŋ' => "ng",
        'Ø' => "O",
        'º' | 'ò' | 'ó' | 'ø' | 'ō' | 'ǒ' => "o",
        'Œ' => "OE",
        'œ' => "oe",
        'ß' => "ss",
        'Ŧ' => "T",
        'ŧ' => "t",
        'Þ' => "Th",
        'þ' => "th",
        'ù' | 'ú' | 'ū' | 'ǔ' => "u",
        'ü' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => "v",
        'ˇ' | 'ˉ' | 'ˍ' => "-",
        'ˊ' | 'ˋ' => "'",
        'ː' => ":",
        _ => return None,
    })
}

fn greek(letter: char) -> Option<&'static str> {
    Some(match letter {
        'Α' | 'α' => "alpha",
        'Β' | 'β' => "beta",
        'Γ' | 'γ' => "gamma",
        'Δ' | 'δ' => "delta",
        'Ε' | 'ε' => "epsilon",
        'Ζ' | 'ζ' => "zeta",
        'Η' | 'η' => "eta",
        'Θ' | 'θ' => "theta",
        'Ι' | 'ι' => "iota",
        'Κ' | 'κ' => "kappa",
        'Λ' | 'λ' => "lambda",
        'Μ' => "mu",
        'μ' => "u",
        'Ν' | 'ν' => "nu",
        'Ξ' | 'ξ' => "xi",
        'Ο' | 'ο' => "o",
        'Π' | 'π' => "pi",
        'Ρ' | 'ρ' => "rho",
        'Σ' | 'σ' => "sigma",
        'Τ' | 'τ' => "tau",
        'Υ' | 'υ' => "upsilon",
        'Φ' | 'φ' => "phi",
        'Χ' | 'χ' => "chi",
        'Ψ' | 'ψ' => "psi",
        'Ω' => "ohm",
        'ω' => "omega",
        _ => return None,
    })
}

fn cyrillic(letter: char) -> Option<&'static str> {
    Some(match letter {
        'А' => "A",
        'а' => "a",
        'Б' => "B",
        'б' => "b",
        'В' => "V",
        'в' => "v",
        'Г' => "G",
        'г' => "g",
        'Д' => "D",
        'д' => "d",
        'Е' | 'Э' => "E",
        'е' | 'э' => "e",
        'Ё' => "Yo",
        'ё' => "yo",
        'Ж' => "Zh",
        'ж' => "zh",
        'З' => "Z",
        'з' => "z",
        'И' => "I",
        'и' => "i",
        'Й' | 'Ы' => "Y",
        'й' | 'ы' => "y",
        'К' => "K",
        'к' => "k",
        'Л' => "L",
        'л' => "l",
        'М' => "M",
        'м' => "m",
        'Н' => "N",
        'н' => "n",
        'О' => "O",
        'о' => "o",
        'П' => "P",
        'п' => "p",
        'Р' => "R",
        'р' => "r",
        'С' => "S",
        'с' => "s",
        'Т' => "T",
        'т' => "t",
        'У' => "U",
        'у' => "u",
        'Ф' => "F",
        'ф' => "f",
        'Х' => "Kh",
        'х' => "kh",
        'Ц' => "Ts",
        'ц' => "ts",
        'Ч' => "Ch",
        'ч' => "ch",
        'Ш' => "Sh",
        'ш' => "sh",
        'Щ' => "Shch",
        'щ' => "shch",
        'Ъ' | 'ъ' => "\"",
        'Ь' | 'ь' => "'",
        'Ю' => "Yu",
        'ю' => "yu",
        'Я' => "Ya",
        'я' => "ya",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every letter of class A in Unicode 14, three of them written as their own code points.
    const UNSURE: &str = "ªºÆÐØÞßàáæèéêìíðòóøùúüþāđēěĦħīıĲĳĸĿŀŁłńňŉŊŋōŒœŦŧūǎǐǒǔǖǘǚǜɑɡˇˉˊˋˍː\
        ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυφχψω\
        ЁАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюяё\
        ⁿℓ\u{2126}\u{212b}";

    #[test]
    fn every_letter_of_unsure_width_and_no_other_is_spelled() {
        assert_eq!(UNSURE.chars().count(), 183);
        for character in '\0'..='\u{ffff}' {
            let spelled = spelled(character);
            assert_eq!(spelled.is_some(), UNSURE.contains(character), "{character}");
            assert!(spelled.is_none_or(str::is_ascii), "{character}");
        }
    }
}
