//! What a terminal sends while it is being asked, as keys and answers: nobody else reads it
//! in that moment, and what was typed ahead must not be lost. A pure function of the bytes:
//! how they are split into reads changes nothing.

use crate::app::Key;

/// What begins and ends a pasted text.
const PASTE: (&[u8], &[u8]) = (b"\x1b[200~", b"\x1b[201~");

/// No sequence that is expected here is longer.
const LONGEST: usize = 64;

/// One thing that came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// A key.
    Key(Key),
    /// A pasted text.
    Paste(String),
    /// The answer to the question where the cursor is: its column, from 1.
    Column(u16),
}

/// Takes bytes as they come.
#[derive(Debug, Default)]
pub struct Listener {
    /// The beginning of something whose end has not come yet.
    pending: Vec<u8>,
}

impl Listener {
    /// Takes some bytes and returns what is complete with them.
    pub fn take(&mut self, bytes: &[u8]) -> Vec<Heard> {
        let was_pasting = self.is_pasting();
        let unseen = self.pending.len().saturating_sub(PASTE.1.len());
        self.pending.extend_from_slice(bytes);
        let new = self.pending.get(unseen..).unwrap_or_default();
        // a long text comes in many pieces, and is looked through for its end once
        if was_pasting && !new.windows(PASTE.1.len()).any(|piece| piece == PASTE.1) {
            return Vec::new();
        }
        let mut heard = Vec::new();
        let mut done = 0;
        while let Some((length, found)) = self.pending.get(done..).and_then(first) {
            heard.extend(found);
            done += length;
        }
        self.pending.drain(..done);
        heard
    }

    /// Tells whether the end of something that began has not come yet.
    pub fn is_within(&self) -> bool {
        !self.pending.is_empty()
    }

    /// Tells whether a pasted text has begun and not ended.
    pub fn is_pasting(&self) -> bool {
        self.pending.starts_with(PASTE.0)
    }

    /// Nothing more comes: a lone Esc was the key, a text ends here, and the beginning of a
    /// sequence means nothing.
    pub fn end(&mut self) -> Option<Heard> {
        let pending = std::mem::take(&mut self.pending);
        if let Some(text) = pending.strip_prefix(PASTE.0) {
            return Some(Heard::Paste(String::from_utf8_lossy(text).into_owned()));
        }
        (pending == b"\x1b").then_some(Heard::Key(Key::Esc))
    }
}

/// How many bytes the first thing takes, and what it is, if it means something here; `None`
/// where its end has not come yet.
type First = Option<(usize, Option<Heard>)>;

fn first(bytes: &[u8]) -> First {
    match bytes {
        [] | [0x1b] => None,
        // the second one may begin a sequence
        [0x1b, 0x1b, ..] => Some((1, Some(Heard::Key(Key::Esc)))),
        [0x1b, b'[', rest @ ..] => sequence(bytes, rest),
        [0x1b, b'O', rest @ ..] => {
            let last = *rest.first()?;
            let is_end = (0x40..0x7f).contains(&last);
            let key = key_of_letter(last).map(Heard::Key);
            Some(if is_end { (3, key) } else { (2, None) })
        }
        [0x1b, b']' | b'P' | b'_' | b'^' | b'X', ..] => string(bytes),
        [0x1b, rest @ ..] => {
            let (length, heard) = first(rest)?;
            // a character with Alt stands for nothing; other keys are what they are
            let is_nothing = matches!(heard, Some(Heard::Key(Key::Char(_) | Key::Ctrl(_))));
            Some((length + 1, heard.filter(|_| !is_nothing)))
        }
        [byte, ..] if *byte < 0x20 || *byte == 0x7f => Some((1, Some(control(*byte)))),
        _ => character(bytes),
    }
}

/// A control character. What was typed before the program took the terminal came through
/// its line discipline: Enter is a line feed there.
fn control(byte: u8) -> Heard {
    Heard::Key(match byte {
        b'\r' | b'\n' => Key::Enter,
        b'\t' => Key::Tab,
        0x7f => Key::Backspace,
        0 => Key::Ctrl(' '),
        0x1c..=0x1f => Key::Ctrl(char::from(byte - 0x1c + b'4')),
        letter => Key::Ctrl(char::from(letter - 1 + b'a')),
    })
}

fn character(bytes: &[u8]) -> First {
    let length = match bytes.first()? {
        0x20..=0x7e => 1,
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Some((1, None)),
    };
    for place in 1..length {
        if !(0x80..0xc0).contains(bytes.get(place)?) {
            return Some((place, None));
        }
    }
    let text = std::str::from_utf8(bytes.get(..length)?).ok();
    let character = text.and_then(|text| text.chars().next());
    Some((length, character.map(|one| Heard::Key(Key::Char(one)))))
}

/// What begins with `ESC [`; `rest` is what comes after it.
fn sequence(bytes: &[u8], rest: &[u8]) -> First {
    match rest.first()? {
        b'[' => {
            let number = rest.get(1)?.checked_sub(b'@').filter(|one| *one <= 5);
            let key = number.filter(|one| *one > 0).map(Key::F);
            return Some((4, key.map(Heard::Key)));
        }
        // an old report of the mouse: three bytes more
        b'M' => return rest.get(3).map(|_| (6, None)),
        _ => {}
    }
    let is_middle = |byte: &u8| (0x20..0x40).contains(byte);
    let middle = rest
        .iter()
        .take(LONGEST)
        .take_while(|byte| is_middle(byte))
        .count();
    if middle == LONGEST {
        return Some((2 + middle, None));
    }
    let last = *rest.get(middle)?;
    if !(0x40..0x7f).contains(&last) {
        return Some((2 + middle, None));
    }
    if bytes.starts_with(PASTE.0) {
        return paste(bytes);
    }
    let words = rest
        .get(..middle)
        .and_then(|it| std::str::from_utf8(it).ok());
    Some((3 + middle, words.and_then(|words| meaning(words, last))))
}

/// A text that a terminal sends of itself, such as its colours, up to BEL or `ESC \`: it
/// means nothing here.
fn string(bytes: &[u8]) -> First {
    let inside = bytes.get(2..)?;
    let is_within = |byte: &&u8| **byte >= 0x20 && **byte != 0x7f;
    let length = inside.iter().take(LONGEST).take_while(is_within).count();
    if length == LONGEST {
        return Some((2 + length, None));
    }
    let end = match inside.get(length)? {
        0x07 => 1,
        0x1b if *inside.get(length + 1)? == b'\\' => 2,
        _ => 0,
    };
    Some((2 + length + end, None))
}

fn paste(bytes: &[u8]) -> First {
    let (begin, end) = PASTE;
    let inside = bytes.get(begin.len()..)?;
    let length = inside.windows(end.len()).position(|piece| piece == end)?;
    let text = String::from_utf8_lossy(inside.get(..length)?).into_owned();
    let whole = begin.len() + length + end.len();
    Some((whole, Some(Heard::Paste(text))))
}

/// What a whole sequence means, by its numbers and its last byte.
fn meaning(words: &str, last: u8) -> Option<Heard> {
    let mut parts = words.split(';');
    let number = parts.next().unwrap_or_default();
    let number = number.split(':').next().unwrap_or_default();
    let second = parts.next();
    let is_plain = words
        .chars()
        .all(|one| one.is_ascii_digit() || ";:".contains(one));
    let is_release = second.is_some_and(|held| held.ends_with(":3"));
    if !is_plain || is_release {
        return None;
    }
    let held = second.and_then(|held| held.split(':').next()?.parse::<u8>().ok());
    match last {
        b'R' if second.is_some() => second?.parse().ok().map(Heard::Column),
        b'~' => key_of_number(number.parse().ok()?).map(Heard::Key),
        b'u' => key_of_code(number.parse().ok()?, held.unwrap_or(1)).map(Heard::Key),
        letter => key_of_letter(letter).map(Heard::Key),
    }
}

fn key_of_letter(letter: u8) -> Option<Key> {
    Some(match letter {
        b'A' => Key::Up,
        b'B' => Key::Down,
        b'C' => Key::Right,
        b'D' => Key::Left,
        b'H' => Key::Home,
        b'F' => Key::End,
        b'Z' => Key::BackTab,
        b'P'..=b'S' => Key::F(letter - b'P' + 1),
        _ => return None,
    })
}

fn key_of_number(number: u8) -> Option<Key> {
    Some(match number {
        1 | 7 => Key::Home,
        3 => Key::Delete,
        4 | 8 => Key::End,
        5 => Key::PageUp,
        6 => Key::PageDown,
        11..=15 => Key::F(number - 10),
        17..=21 => Key::F(number - 11),
        23 | 24 => Key::F(number - 12),
        _ => return None,
    })
}

/// A key by the number of its character; `held` is one more than Shift 1, Alt 2, Control 4.
fn key_of_code(code: u32, held: u8) -> Option<Key> {
    let held = held.saturating_sub(1);
    let (shift, alt, control) = (held & 1 != 0, held & 2 != 0, held & 4 != 0);
    match code {
        9 if shift => Some(Key::BackTab),
        9 => Some(Key::Tab),
        13 => Some(Key::Enter),
        27 => Some(Key::Esc),
        127 => Some(Key::Backspace),
        _ if alt => None,
        code => {
            let character = char::from_u32(code).filter(|one| !one.is_control())?;
            Some(if control {
                Key::Ctrl(character.to_ascii_lowercase())
            } else {
                Key::Char(character)
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What was heard, in short: a character each, a pasted text in brackets, a column as @.
    fn shown(heard: &[Heard]) -> String {
        let word = |one: &Heard| match one {
            Heard::Key(Key::Char(character)) => character.to_string(),
            Heard::Key(key) => format!("<{}>", key.name()),
            Heard::Paste(text) => format!("[{text}]"),
            Heard::Column(column) => format!("@{column}"),
        };
        heard.iter().map(word).collect()
    }

    fn heard(pieces: &[&[u8]]) -> Vec<Heard> {
        let mut listener = Listener::default();
        let mut found: Vec<Heard> = pieces.iter().flat_map(|one| listener.take(one)).collect();
        found.extend(listener.end());
        found
    }

    #[test]
    fn what_a_terminal_sends_is_told_apart() {
        for (bytes, wanted) in [
            ("\x1b[1;3R\x1b[24;11R", "@3@11"),
            ("j\x1b[1;3Rk\r", "j@3k<Enter>"),
            ("中\n\x7f\t", "中<Enter><Backspace><Tab>"),
            ("\x11\x08", "<Ctrl-Q><Ctrl-H>"),
            ("\x1b[A\x1bOB\x1b[1;5C\x1b[D", "<Up><Down><Right><Left>"),
            (
                "\x1b[H\x1b[4~\x1b[3~\x1b[5~\x1b[6~",
                "<Home><End><Delete><PgUp><PgDn>",
            ),
            (
                "\x1bOP\x1b[15~\x1b[24~\x1b[[A\x1b[R",
                "<F1><F5><F12><F1><F3>",
            ),
            (
                "\x1b[Z\x1b[9;2u\x1b[97;5u\x1b[27u",
                "<Shift-Tab><Shift-Tab><Ctrl-A><Esc>",
            ),
            ("\x1b[200~16\n甲\x1b[201~9", "[16\n甲]9"),
            ("\x1b[200~cut", "[cut]"),
            ("\x1b[<0;4;5M\x1b[<0;4;5mx", "x"),
            ("\x1b[M !!x", "x"),
            ("\x1bjx\x1b\rx", "x<Enter>x"),
            ("\x1b\x1b[A", "<Esc><Up>"),
            ("\x1b", "<Esc>"),
            ("\x1b[?62;c\x1b[97;1:3ux", "x"),
            (
                "\x1b]11;rgb:0/0/0\x07x\x1bP1$r\x1b\\y\x1b]1\rz",
                "xy<Enter>z",
            ),
            ("\x1b[12", ""),
            ("\x1b[1\x1b[1;9R", "@9"),
        ] {
            assert_eq!(shown(&heard(&[bytes.as_bytes()])), wanted, "{bytes:?}");
        }
    }

    fn stream() -> impl Strategy<Value = Vec<u8>> {
        let known = prop::sample::select(vec![
            "\x1b[1;3R",
            "j",
            "中",
            "\x1b",
            "\x1b[A",
            "\x1b[200~",
            "\x1b[201~",
            "\x1b[",
            "\x1bO",
            ";",
            "5",
            "~",
            "u",
            "R",
            "M",
            "[",
        ]);
        let piece = prop_oneof![
            4 => known.prop_map(|text| text.as_bytes().to_vec()),
            1 => prop::collection::vec(any::<u8>(), 0..4),
        ];
        prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn how_bytes_are_split_changes_nothing(bytes in stream(), cuts in prop::collection::vec(0_usize..96, 0..8)) {
            let whole = heard(&[&bytes]);
            let mut cuts: Vec<usize> = cuts.into_iter().filter(|cut| *cut <= bytes.len()).collect();
            cuts.extend([0, bytes.len()]);
            cuts.sort_unstable();
            let pieces: Vec<&[u8]> = cuts.windows(2).map(|pair| &bytes[pair[0]..pair[1]]).collect();
            prop_assert_eq!(heard(&pieces), whole);
            let single: Vec<&[u8]> = bytes.chunks(1).collect();
            prop_assert_eq!(heard(&single), heard(&[&bytes]));
        }

        #[test]
        fn keys_between_answers_keep_their_order(
            parts in prop::collection::vec(prop_oneof![
                prop::sample::select(vec!['a', '中', '7', ' ']).prop_map(Ok),
                (1_u16..200).prop_map(Err),
            ], 0..30),
        ) {
            let text: String = parts.iter().map(|part| match part {
                Ok(character) => character.to_string(),
                Err(column) => format!("\x1b[1;{column}R"),
            }).collect();
            let wanted: Vec<Heard> = parts.iter().map(|part| match part {
                Ok(character) => Heard::Key(Key::Char(*character)),
                Err(column) => Heard::Column(*column),
            }).collect();
            prop_assert_eq!(heard(&[text.as_bytes()]), wanted);
        }
    }
}
