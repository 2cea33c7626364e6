//! Writes a recorded vote on equal ranks into `rulings.toml`: in the place of what was recorded
//! about the same proposals, else as a new block behind the others.

use super::rulings::{FILE, put, set, standing};
use super::{Signature, put_down, rewritten, unread};
use crate::domain::journal::sentences;
use crate::domain::rulings::{Rulings, TieVote};
use std::io;
use std::path::Path;
use toml_edit::{Array, Item, Table};

/// Writes a vote and one line into the journal. `before` is what the person saw there.
///
/// # Errors
/// The system's; `InvalidData` where the file cannot be read; `AlreadyExists` where somebody
/// else recorded another vote meanwhile. Then nothing was changed.
pub fn vote(
    panel: &Path,
    before: Option<&TieVote>,
    after: &TieVote,
    signature: Signature,
) -> io::Result<()> {
    let (stands, rulings) = standing(panel)?;
    let found = rulings.vote_on(&after.order);
    if found != before && found != Some(after) {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let written = voted(&stands, rulings, after).ok_or_else(unread)?;
    put_down(panel, FILE, (&stands, &written), &told(after), signature)
}

fn voted(text: &str, mut wanted: Rulings, after: &TieVote) -> Option<String> {
    wanted.vote(after);
    let is_about = |block: &Table| {
        let order = block.get("order").and_then(Item::as_array);
        let ids = order.into_iter().flatten().filter_map(|id| id.as_str());
        after.is_on(&ids.map(str::to_owned).collect::<Vec<String>>())
    };
    rewritten(text, &wanted, |document| {
        put(document, "tie_vote", is_about, |block| {
            let votes: Array = after.votes.iter().map(|count| i64::from(*count)).collect();
            set(block, "order", Array::from_iter(&after.order).into());
            set(block, "votes", votes.into());
            set(block, "by", after.by.as_str().into());
            set(block, "reason", after.reason.as_str().into());
        });
    })
}

fn told(vote: &TieVote) -> String {
    let counts = vote.order.iter().zip(&vote.votes);
    let counts: Vec<String> = counts.map(|(id, count)| format!("{id} {count}")).collect();
    sentences::TIE_VOTE.written(&[&counts.join(", "), &vote.by, &vote.reason])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::journal;

    const BY: Signature = Signature { by: "甲", at: "t" };

    fn vote_for(order: [&str; 2], votes: [u32; 2]) -> TieVote {
        TieVote {
            order: order.map(str::to_owned).into(),
            votes: votes.into(),
            by: "组长".into(),
            reason: "纪要 3".into(),
        }
    }

    #[test]
    fn a_vote_is_recorded_in_its_place_and_all_else_stays() {
        let text = "# 头\nformat = 1\n\n# 表决\n[[tie_vote]]\norder = [\"A\", \"B\"] # 举手\nvotes = [4, 3]\n\n# 额度\n[[award]]\nproposal = \"C\"\namount = \"1\"\n";
        for ending in ["\n", "\r\n"] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path();
            std::fs::write(path.join(FILE), text.replace('\n', ending)).unwrap();
            let stands = standing(path).unwrap().1.tie_votes[0].clone();
            let after = vote_for(["B", "A"], [5, 2]);
            let refused = vote(path, None, &after, BY).unwrap_err();
            assert_eq!(refused.kind(), io::ErrorKind::AlreadyExists);
            vote(path, Some(&stands), &after, BY).unwrap();
            let other = vote_for(["C", "D"], [6, 1]);
            vote(path, None, &other, BY).unwrap();
            let (written, rulings) = standing(path).unwrap();
            for kept in ["# 头", "# 表决", "# 举手", "# 额度"] {
                assert!(written.contains(kept), "{kept}\n{written}");
            }
            assert_eq!(
                written.matches('\n').count(),
                written.matches(ending).count()
            );
            assert_eq!(rulings.tie_votes, [after, other]);
            assert_eq!(rulings.awards.len(), 1);
            let lines = journal::lines(path);
            assert!(
                lines[0].ends_with("B 5, A 2, led by 组长: 纪要 3"),
                "{lines:?}"
            );
        }
    }
}
