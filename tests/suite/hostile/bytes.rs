//! A strict reader of what the program writes: text, and an explicit list of sequences.

use super::panel::FOREIGN_COLOUR;

/// Returns the first thing that may not reach a terminal, with what stands around it.
pub fn fault(raw: &[u8]) -> Option<String> {
    let Ok(text) = std::str::from_utf8(raw) else {
        return Some("no UTF-8".to_owned());
    };
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '\u{1b}' => sequence(rest).filter(|length| is_ours(&rest[..*length])),
            _ => may_stand(first, rest).then(|| first.len_utf8()),
        };
        let Some(length) = length else {
            let around: String = rest.chars().take(40).collect();
            return Some(format!("{around:?}"));
        };
        rest = &rest[length..];
    }
    None
}

/// The length of a whole sequence ESC [ … letter.
fn sequence(text: &str) -> Option<usize> {
    let inner = text.strip_prefix("\x1b[")?;
    let end = inner.find(|one: char| !matches!(one, '0'..='9' | ';' | '?'))?;
    inner[end..]
        .starts_with(|one: char| one.is_ascii_alphabetic())
        .then_some(end + 3)
}

/// The modes that the program sets, the cursor, colours, and the question how wide signs are.
fn is_ours(sequence: &str) -> bool {
    let (inner, last) = sequence[2..].split_at(sequence.len() - 3);
    let numbers = || inner.chars().all(|one| one.is_ascii_digit() || one == ';');
    match last {
        "H" | "G" | "B" | "C" | "D" => numbers(),
        "m" => numbers() && sequence != FOREIGN_COLOUR,
        "h" | "l" => ["?1049", "?2004", "?25", "?1000", "?1006"].contains(&inner),
        "n" => inner == "6",
        "K" => inner == "2",
        _ => false,
    }
}

/// Characters that neither control the terminal nor hide or turn what is read.
fn may_stand(one: char, rest: &str) -> bool {
    match one {
        // the question ends at the beginning of the line
        '\r' => rest.starts_with("\r\x1b[2K") || rest.starts_with("\r\x1b["),
        '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{feff}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => false,
        other => !other.is_control(),
    }
}

#[test]
fn the_reader_refuses_what_it_should() {
    for good in [
        "",
        "文字 text e\u{301}",
        "\x1b[3;7H\x1b[38;5;2m\x1b[0m",
        "\x1b[?1049h\x1b[?25l\x1b[6n\r\x1b[2K",
    ] {
        assert_eq!(fault(good.as_bytes()), None, "{good:?}");
    }
    for bad in [
        "\x1b]0;x\x07",
        "\x1b[2J",
        "\x1bc",
        "\x1b[?47h",
        "\x1b",
        "\x07",
        "a\nb",
        "a\rb",
        "\u{9b}31m",
        "\u{90}",
        "\u{202e}",
        "\u{2066}",
        "\u{200b}",
        "\u{feff}",
        FOREIGN_COLOUR,
    ] {
        assert!(fault(bad.as_bytes()).is_some(), "{bad:?}");
    }
    assert!(fault(b"\xff").is_some());
}
