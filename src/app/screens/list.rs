//! Moving in a list: the same keys everywhere, nothing wraps round.

use crate::app::key::Key;

/// Returns where a key leads in a list of `length` rows of which `page` are shown;
/// `None` where the key does not move.
pub fn moved(selected: usize, length: usize, page: usize, key: Key) -> Option<usize> {
    let last = length.saturating_sub(1);
    let page = page.max(1);
    let wanted = match key {
        Key::Up | Key::Char('k') => selected.saturating_sub(1),
        Key::Down | Key::Char('j') => selected + 1,
        Key::PageUp => selected.saturating_sub(page),
        Key::PageDown => selected + page,
        Key::Home => 0,
        Key::End | Key::Char('G') => last,
        _ => return None,
    };
    Some(wanted.min(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_wraps_and_nothing_runs_over() {
        assert_eq!(moved(0, 5, 3, Key::Up), Some(0));
        assert_eq!(moved(4, 5, 3, Key::Down), Some(4));
        assert_eq!(moved(1, 5, 3, Key::PageDown), Some(4));
        assert_eq!(moved(0, 0, 0, Key::End), Some(0));
        assert_eq!(moved(2, 5, 3, Key::Enter), None);
    }
}
