//! The plan, the proposals, the people and the scores: data and the rules that
//! need nothing else. It knows no file, no clock, no language and no screen.

pub mod agenda;
pub mod arrangement;
pub mod balancing;
pub mod closing;
pub mod contribution;
pub mod decimal;
pub mod edition;
pub mod fraction;
pub mod hand_in;
pub mod indicator;
pub mod journal;
pub mod link_notes;
pub mod meeting;
pub mod merging;
pub mod migration;
pub mod opinion;
pub mod panel;
pub mod paper;
pub mod people;
pub mod phrases;
pub mod plan;
pub mod policy;
pub mod problem;
pub mod proposal;
pub mod recommendation;
pub mod report_form;
pub mod report_kind;
pub mod rubric;
pub mod rulings;
pub mod seal;
pub mod settlement;
pub mod sheet;
pub mod spelling;
pub mod verifying;
pub mod voting;

use serde::{Deserialize, Serialize};

/// A text in both languages of the program.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bilingual {
    /// Simplified Chinese, the language that decides.
    pub zh: String,
    /// English; empty means that the Chinese stands for both.
    #[serde(default)]
    pub en: String,
}

impl Bilingual {
    /// Returns the text of the wanted language, the Chinese where the English is missing.
    pub fn of(&self, english: bool) -> &str {
        if english && !self.en.is_empty() {
            &self.en
        } else {
            &self.zh
        }
    }
}

/// Tells whether `id` may name a proposal, an expert or a chain, and so a file:
/// 1 to 64 of `A-Z a-z 0-9 _ -`, and none of the device names of Windows.
pub fn is_valid_id(id: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    (1..=64).contains(&id.len()) && id.bytes().all(allowed) && !is_device_name(id)
}

/// Returns a text that may be an id as it is, else `x-` and the first eight digits of its
/// digest: the same text always gets the same id.
pub fn id_of(text: &str) -> String {
    if is_valid_id(text) {
        text.to_owned()
    } else {
        digest_id(text)
    }
}

/// Returns `x-` and the first eight digits of the digest of a text.
pub fn digest_id(text: &str) -> String {
    let digits: String = seal::digest(text.as_bytes()).chars().take(8).collect();
    format!("x-{digits}")
}

fn is_device_name(id: &str) -> bool {
    let upper = id.to_ascii_uppercase();
    if matches!(upper.as_str(), "CON" | "PRN" | "AUX" | "NUL") {
        return true;
    }
    let numbered = upper
        .strip_prefix("COM")
        .or_else(|| upper.strip_prefix("LPT"));
    numbered.is_some_and(|rest| matches!(rest.as_bytes(), [b'0'..=b'9']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_safe_file_names() {
        for good in ["SM-03", "a", "E01", "x-0a1b2c3d", &"a".repeat(64)] {
            assert!(is_valid_id(good), "{good}");
        }
        for bad in [
            "",
            "..",
            "a/b",
            "a\\b",
            "CON",
            "com1",
            "lpt9",
            "nul",
            "甲",
            "a.b",
            &"a".repeat(65),
        ] {
            assert!(!is_valid_id(bad), "{bad}");
        }
    }

    #[test]
    fn no_id_of_a_million_leaves_its_folder() {
        let letters: Vec<char> = "aZ09_-./\\:~*?\0\n甲 CONAUXPRNLPT1".chars().collect();
        let mut state = 0x2545_f491_4f6c_dd1d_u64;
        let mut valid = 0;
        for _ in 0..1_000_000 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            let length = state % 9;
            let mut rest = state / 9;
            let mut id = String::new();
            for _ in 0..length {
                let count = u64::try_from(letters.len()).unwrap();
                id.push(letters[usize::try_from(rest % count).unwrap()]);
                rest /= count;
            }
            let id = if is_valid_id(&id) { id } else { id_of(&id) };
            assert!(is_valid_id(&id), "{id:?}");
            let path = format!("scores/first/E01/{id}.toml");
            let parts: Vec<&str> = path.split(['/', '\\']).collect();
            assert_eq!(parts.len(), 4, "{id:?}");
            assert!(
                !path.contains("..") && !path.contains([':', '\0', '\n']),
                "{id:?}"
            );
            valid += usize::from(!id.starts_with("x-"));
        }
        assert!(valid > 10_000, "{valid}");
    }
}
