//! `heyi doctor`: what a person can send to those who look after the machine. It names no
//! people and holds no content of files; without a terminal nothing is asked.

mod picture;

use super::screen::{self, Folders};
use super::{DATA, Output};
use crate::config::checkup::{Finding, Mark};
use crate::config::glyphs::{GlyphOrigin, GlyphProfile, Width};
use crate::config::session::Session;
use crate::i18n::Language;
use crate::store::home::Home;
use crate::terminal::asking::{self, Answers, LIMIT};
use crate::terminal::machine;
use crate::text::width::pad;
use serde_json::{Value, json};
use std::io::IsTerminal;
use std::path::Path;
use std::time::Duration;

/// How long an answer is waited for here; a late one is worth knowing.
const PATIENCE: Duration = Duration::from_secs(1);

/// What belongs together: the key of its heading, and the findings.
type Part = (&'static str, Vec<Finding>);

/// Prints the findings and the pictures; returns whether a problem stops work.
pub fn run(json: bool, output: &mut Output) -> u8 {
    let is_terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    let answers = is_terminal.then(|| {
        let (columns, _) = crossterm::terminal::size().unwrap_or_default();
        asking::ask_now(columns, PATIENCE).unwrap_or_default()
    });
    let folders = Folders::find();
    let home = Home::new(folders.data.clone());
    let session = Session::parse(&home.read_session());
    let drawn = Drawn::of(answers, &session);
    let parts = parts(&drawn, &session, &folders, &home, output.language);
    if json {
        output.json(&document(&parts, &drawn));
    } else {
        print(&parts, &drawn, output);
    }
    let stops = parts.iter().any(|(_, found)| {
        let worst = found.iter().map(|finding| finding.mark).max();
        worst == Some(Mark::Problem)
    });
    if stops { DATA } else { 0 }
}

/// How the terminal draws, and the profile that follows.
struct Drawn {
    /// What came of asking; `None` where nobody was asked.
    answers: Option<Answers>,
    profile: GlyphProfile,
    origin: GlyphOrigin,
    /// What the measured widths lead to.
    measured: Option<GlyphProfile>,
}

impl Drawn {
    fn of(answers: Option<Answers>, session: &Session) -> Self {
        let (profile, origin) = screen::glyphs(None, session);
        let in_time = answers
            .as_ref()
            .filter(|answers| answers.after.is_some_and(|after| after <= LIMIT));
        let widths = answers.as_ref().map(|answers| answers.widths.as_slice());
        let measured = Width::profile(widths.unwrap_or_default());
        let is_taken = origin.is_automatic() && in_time.is_some();
        let (profile, origin) = match measured.filter(|_| is_taken) {
            Some(profile) => (profile, GlyphOrigin::Measured),
            None => (profile, origin),
        };
        Self {
            answers,
            profile,
            origin,
            measured,
        }
    }

    fn findings(&self) -> Vec<Finding> {
        let details = [self.profile.words(), self.origin.key()].map(str::to_owned);
        let glyphs = Finding::of("checkup.glyphs", "checkup_found.glyphs", details.to_vec());
        let differs = self.measured.is_some_and(|profile| profile != self.profile);
        let glyphs = if differs {
            glyphs.noted("doctor.other_profile")
        } else {
            glyphs
        };
        vec![self.cursor(), self.widths(), glyphs]
    }

    fn cursor(&self) -> Finding {
        let of = |found, details| Finding::of("checkup.cursor", found, details);
        let Some(answers) = &self.answers else {
            return of("doctor.not_asked", Vec::new());
        };
        match answers.after {
            Some(after) if after <= LIMIT => of("doctor.answered", vec![milliseconds(after)]),
            Some(after) => of(
                "doctor.late",
                vec![milliseconds(after), milliseconds(LIMIT)],
            )
            .noted("doctor.silent_hint"),
            None => of("doctor.silent", vec![milliseconds(PATIENCE)]).noted("doctor.silent_hint"),
        }
    }

    fn widths(&self) -> Finding {
        let widths = self.answers.as_ref().map(|answers| &answers.widths);
        let shown: Vec<String> = widths
            .into_iter()
            .flatten()
            .map(|width| format!("{} {}", width.character, each(*width)))
            .collect();
        if shown.is_empty() {
            return Finding::of("checkup.widths", "doctor.unmeasured", Vec::new());
        }
        Finding::plain("checkup.widths", shown.join("   "))
    }
}

/// Columns of one of the two that were written.
fn each(width: Width) -> f64 {
    f64::from(width.columns) / 2.0
}

fn milliseconds(time: Duration) -> String {
    let value = time.as_secs_f64() * 1000.0;
    if value < 10.0 {
        format!("{value:.1}")
    } else {
        format!("{value:.0}")
    }
}

fn parts(
    drawn: &Drawn,
    session: &Session,
    folders: &Folders,
    home: &Home,
    language: Language,
) -> Vec<Part> {
    let mut terminal = machine::terminal();
    terminal.push(spoken(session, language));
    let named = folders.named().into_iter().map(|folder| {
        let path = machine::without_home(Path::new(&folder.path));
        let details = vec![path, folder.origin.to_owned()];
        Finding::of(folder.name, "doctor.folder", details)
    });
    let mut lying: Vec<Finding> = named.collect();
    lying.extend(machine::kept(home));
    vec![
        ("doctor.program", machine::program()),
        ("doctor.terminal", terminal),
        ("doctor.drawing", drawn.findings()),
        ("doctor.folders", lying),
        ("doctor.disk", machine::disk(home)),
        ("doctor.clock", vec![machine::clock()]),
    ]
}

/// The language of the screens and why it is this one.
fn spoken(session: &Session, language: Language) -> Finding {
    let chosen = Language::from_tag(&session.language).filter(|_| !super::is_language_stated());
    let (key, detail) = match chosen {
        Some(_) => ("origin.chosen", ""),
        None => super::language_origin(language).words(),
    };
    let spoken = chosen.unwrap_or(language);
    let name = spoken.text("settings.this_language").to_owned();
    let why = language.with(key, &[detail]);
    Finding::of("checkup.language", "doctor.origin", vec![name, why])
}

fn print(parts: &[Part], drawn: &Drawn, output: &mut Output) {
    let language = output.language;
    output.line(language.text("doctor.title"));
    for (heading, findings) in parts {
        output.line("");
        output.line(language.text(heading));
        for finding in findings {
            let mark = pad(language.text(finding.mark.words()), 8);
            let name = pad(language.text(finding.name), 18);
            output.line(&format!("  {mark} {name} {}", finding.words(language)));
            if let Some(remedy) = finding.remedy {
                output.line(&format!("{}{}", " ".repeat(30), language.text(remedy)));
            }
        }
    }
    let count = |mark: Mark| {
        let all = parts.iter().flat_map(|(_, found)| found);
        all.filter(|finding| finding.mark == mark)
            .count()
            .to_string()
    };
    output.line("");
    let (problems, notes) = (count(Mark::Problem), count(Mark::Note));
    output.line(&language.with("doctor.counts", &[&problems, &notes]));
    for profile in GlyphProfile::ALL {
        output.line("");
        let name = language.text(profile.words());
        output.line(&language.with("doctor.picture", &[name]));
        for row in picture::of(profile, language) {
            output.line(&row);
        }
        if profile == drawn.profile {
            output.line(language.text("doctor.straight"));
        }
    }
    output.line("");
    picture::colours(output);
}

fn document(parts: &[Part], drawn: &Drawn) -> Value {
    let short = |key: &'static str| key.split_once('.').map_or(key, |(_, name)| name);
    // what a program reads is in one language
    let language = Language::English;
    let findings: Vec<Value> = parts
        .iter()
        .flat_map(|(part, findings)| findings.iter().map(move |finding| (part, finding)))
        .map(|(part, finding)| {
            json!({
                "part": short(part),
                "name": short(finding.name),
                "mark": finding.mark.key(),
                "found": finding.words(language),
                "remedy": finding.remedy.map(|remedy| language.text(remedy)),
            })
        })
        .collect();
    let answers = drawn.answers.as_ref();
    let widths: Vec<Value> = answers
        .iter()
        .flat_map(|answers| &answers.widths)
        .map(|width| json!({ "character": width.character, "columns": each(*width) }))
        .collect();
    let after = answers.and_then(|answers| answers.after);
    json!({
        "schema": "heyi.doctor/1",
        "findings": findings,
        "cursor_answer_ms": after.map(|after| (after.as_secs_f64() * 1e4).round() / 10.0),
        "widths": widths,
        "glyphs": {
            "profile": drawn.profile.key(),
            "origin": short(drawn.origin.key()),
            "measured": drawn.measured.map(GlyphProfile::key),
        },
    })
}
