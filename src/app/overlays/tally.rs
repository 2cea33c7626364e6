//! Rows of windows in which votes are written down: a number of a few digits, or one line of
//! text. They are typed and pasted alike.

use crate::app::field::TextField;
use crate::app::key::Key;
use crate::app::screens::start::edit;

/// Longest text in characters.
const LONGEST: usize = 300;
/// Most digits of a number of votes.
const MOST_DIGITS: usize = 3;

fn most(is_number: bool) -> usize {
    if is_number { MOST_DIGITS } else { LONGEST }
}

/// Types a key into a row.
///
/// # Errors
/// The catalogue key of why it was not taken, and the longest that is; a further digit of a
/// number goes without a word.
pub fn typed(
    field: &mut TextField,
    key: Key,
    is_number: bool,
) -> Result<(), (&'static str, usize)> {
    let key = if is_number { key.folded() } else { key };
    let most = most(is_number);
    let is_full = field.text().chars().count() >= most;
    match key {
        Key::Char(typed) if is_number && !typed.is_ascii_digit() => {
            Err(("notice.votes_are_numbers", most))
        }
        Key::Char(_) if is_full && is_number => Ok(()),
        Key::Char(_) if is_full => Err(("comment.too_long", most)),
        _ => {
            edit(field, key);
            Ok(())
        }
    }
}

/// Puts pasted text into a row, as one line and up to the longest.
pub fn pasted(field: &mut TextField, text: &str, is_number: bool) {
    let fits = |one: char| !is_number || one.is_ascii_digit();
    field.insert_line(text, most(is_number), fits);
}
