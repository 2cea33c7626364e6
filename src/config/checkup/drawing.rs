//! How the terminal draws, as far as it was asked, and why the language and the folders are
//! what they are: the same findings in the window and in the command.

use super::Finding;
use crate::config::glyphs::{Answers, GlyphOrigin, GlyphProfile, Width};
use crate::config::origin::Origin;
use crate::i18n::Language;
use std::time::Duration;

/// What is known of how the terminal draws.
#[derive(Debug, Clone)]
pub struct Drawing<'a> {
    /// What came of asking, or the catalogue key of why nobody was asked.
    pub answers: Result<&'a Answers, &'static str>,
    /// How long an answer was waited for.
    pub patience: Duration,
    /// The profile that is used.
    pub profile: GlyphProfile,
    /// How it was found.
    pub origin: GlyphOrigin,
}

impl Drawing<'_> {
    /// Returns whether the cursor answers, what was measured, and the profile.
    pub fn findings(&self) -> Vec<Finding> {
        vec![self.cursor(), self.widths(), self.glyphs()]
    }

    /// Returns the profile that the measured widths lead to; `None` where nothing was measured.
    pub fn measured(&self) -> Option<GlyphProfile> {
        self.answers
            .ok()
            .and_then(|answers| Width::profile(&answers.widths))
    }

    fn glyphs(&self) -> Finding {
        let details = [self.profile.words(), self.origin.key()].map(str::to_owned);
        let glyphs = Finding::of("checkup.glyphs", "checkup_found.glyphs", details.to_vec());
        let differs = self
            .measured()
            .is_some_and(|profile| profile != self.profile);
        if differs {
            glyphs.noted("checkup_remedy.other_profile")
        } else {
            glyphs
        }
    }

    fn cursor(&self) -> Finding {
        let of = |found, details| Finding::of("checkup.cursor", found, details);
        let limit = Answers::LIMIT;
        let answers = match self.answers {
            Ok(answers) => answers,
            Err(reason) => return of(reason, Vec::new()),
        };
        match answers.after {
            Some(after) if after <= limit => {
                of("checkup_found.answered", vec![milliseconds(after)])
            }
            Some(after) => of(
                "checkup_found.late",
                vec![milliseconds(after), milliseconds(limit)],
            )
            .noted("checkup_remedy.silent"),
            None => of("checkup_found.silent", vec![milliseconds(self.patience)])
                .noted("checkup_remedy.silent"),
        }
    }

    fn widths(&self) -> Finding {
        let widths = self.answers.map(|answers| answers.widths.as_slice());
        let shown: Vec<String> = widths
            .unwrap_or_default()
            .iter()
            .map(|width| format!("{} {}", width.character, width.each()))
            .collect();
        if shown.is_empty() {
            return Finding::of("checkup.widths", "checkup_found.unmeasured", Vec::new());
        }
        Finding::plain("checkup.widths", shown.join("   "))
    }
}

/// Returns the language of the screens and why it is this one, told in the language of who
/// reads it.
pub fn spoken(spoken: Language, origin: Origin, reader: Language) -> Finding {
    let (key, detail) = origin.words();
    let name = spoken.text("settings.this_language").to_owned();
    let why = reader.with(key, &[detail]);
    Finding::of("checkup.language", "checkup_found.origin", vec![name, why])
}

/// Returns where a folder lies and why there; `origin` is a catalogue key.
pub fn folder(name: &'static str, path: String, origin: &str) -> Finding {
    let details = vec![path, origin.to_owned()];
    Finding::of(name, "checkup_found.folder", details)
}

fn milliseconds(time: Duration) -> String {
    let value = time.as_secs_f64() * 1000.0;
    if value < 10.0 {
        format!("{value:.1}")
    } else {
        format!("{value:.0}")
    }
}
