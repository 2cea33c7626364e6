//! Blocks of a list in a file that people wrote: one is filled in its place, added behind the
//! others, or taken out, and no remark goes with it.

use super::rulings::blocks;
use toml_edit::{DocumentMut, Table};

/// Fills the block that is about the same, or a new one behind the others; of several only
/// the first stays.
pub(super) fn replace(
    document: &mut DocumentMut,
    list: &str,
    is_it: impl Fn(&Table) -> bool,
    fill: impl Fn(&mut Table),
) {
    settle(document, list, is_it, Some(&fill));
}

/// Takes out every block that is about the same.
pub(super) fn take_out(document: &mut DocumentMut, list: &str, is_it: impl Fn(&Table) -> bool) {
    settle(document, list, is_it, None);
}

fn settle(
    document: &mut DocumentMut,
    list: &str,
    is_it: impl Fn(&Table) -> bool,
    fill: Option<&dyn Fn(&mut Table)>,
) {
    let Some(blocks) = blocks(document, list) else {
        return;
    };
    let mut is_there = false;
    let mut at = 0;
    let mut remark = String::new();
    while let Some(block) = blocks.get_mut(at) {
        let fill = fill.filter(|_| !is_there);
        match (is_it(block), fill) {
            (false, _) => {
                keep(block, &mut remark);
                at += 1;
            }
            (true, Some(fill)) => {
                is_there = true;
                fill(block);
                at += 1;
            }
            (true, None) => {
                // what people wrote above a block that goes stays above the next one
                remark.push_str(&comments(block));
                blocks.remove(at);
            }
        }
    }
    if let Some(fill) = fill.filter(|_| !is_there) {
        let mut block = Table::new();
        block.decor_mut().set_prefix("\n");
        fill(&mut block);
        blocks.push(block);
    }
    if !remark.is_empty() {
        let trailing = document.trailing().as_str().unwrap_or_default().to_owned();
        document.set_trailing(format!("{remark}{trailing}"));
    }
}

/// The lines above a block, where people wrote something there.
pub(super) fn comments(block: &Table) -> String {
    let prefix = block.decor().prefix().and_then(|prefix| prefix.as_str());
    let prefix = prefix.unwrap_or_default();
    if prefix.contains('#') {
        prefix.to_owned()
    } else {
        String::new()
    }
}

/// Puts what stood above a block that went above this one.
pub(super) fn keep(block: &mut Table, remark: &mut String) {
    if remark.is_empty() {
        return;
    }
    let prefix = block.decor().prefix().and_then(|prefix| prefix.as_str());
    let joined = format!("{remark}{}", prefix.unwrap_or_default());
    block.decor_mut().set_prefix(joined);
    remark.clear();
}
