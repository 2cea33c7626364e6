//! `heyi doctor`: what a person can send to those who look after the machine. It names no
//! people and holds no content of files; without a terminal nothing is asked.

mod picture;

use super::screen::{self, Folders};
use super::{DATA, Output};
use crate::config::checkup::drawing::{self, Drawing};
use crate::config::checkup::{Finding, Mark};
use crate::config::glyphs::{Answers, GlyphOrigin, GlyphProfile};
use crate::config::origin::Origin;
use crate::config::session::Session;
use crate::i18n::Language;
use crate::i18n::closing::named;
use crate::store::home::Home;
use crate::terminal::asking;
use crate::terminal::machine;
use crate::text::width::pad;
use crate::text::wrap::wrap;
use serde_json::{Value, json};
use std::io::IsTerminal;
use std::time::Duration;

/// How long an answer is waited for here; a late one is worth knowing.
const PATIENCE: Duration = Duration::from_secs(1);

/// Columns of the text.
const WIDTH: usize = 80;

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
            .filter(|answers| answers.after.is_some_and(|after| after <= Answers::LIMIT));
        let measured = drawing(answers.as_ref(), profile, origin).measured();
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

    fn drawing(&self) -> Drawing<'_> {
        drawing(self.answers.as_ref(), self.profile, self.origin)
    }
}

fn drawing(answers: Option<&Answers>, profile: GlyphProfile, origin: GlyphOrigin) -> Drawing<'_> {
    Drawing {
        answers: answers.ok_or("checkup_found.not_asked"),
        patience: PATIENCE,
        profile,
        origin,
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
    let mut lying: Vec<Finding> = machine::folders(&folders.named(), |name| name).collect();
    lying.extend(machine::kept(home));
    vec![
        ("doctor.program", machine::program()),
        ("doctor.terminal", terminal),
        ("doctor.drawing", drawn.drawing().findings()),
        ("doctor.folders", lying),
        ("doctor.disk", machine::disk(home)),
        ("doctor.clock", vec![machine::clock()]),
    ]
}

/// The language of the screens and why it is this one.
fn spoken(session: &Session, language: Language) -> Finding {
    let chosen = Language::from_tag(&session.language).filter(|_| !super::is_language_stated());
    let origin = match chosen {
        Some(_) => Origin::Chosen,
        None => super::language_origin(language),
    };
    drawing::spoken(chosen.unwrap_or(language), origin, language)
}

fn print(parts: &[Part], drawn: &Drawn, output: &mut Output) {
    let language = output.language;
    wrapped(output, 0, language.text("doctor.title"));
    for (heading, findings) in parts {
        output.line("");
        output.line(language.text(heading));
        for finding in findings {
            let mark = pad(language.text(finding.mark.words()), 8);
            let name = pad(language.text(finding.name), 18);
            output.line(&format!("  {mark} {name} {}", finding.words(language)));
            if let Some(remedy) = finding.remedy {
                wrapped(output, 30, language.text(remedy));
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
    for (profiles, rows) in picture::all(language) {
        output.line("");
        let names = profiles.iter().map(|one| language.text(one.words()));
        let names = named(&names.collect::<Vec<&str>>(), language);
        output.line(&language.with("doctor.picture", &[&names]));
        for row in rows {
            output.line(&row);
        }
        if profiles.contains(&drawn.profile) {
            wrapped(output, 0, language.text("doctor.straight"));
        }
    }
    output.line("");
    picture::colours(output);
}

/// Prints a text after so many blanks in lines that fit the smallest usual window.
fn wrapped(output: &mut Output, blanks: usize, text: &str) {
    for line in wrap(text, WIDTH - blanks) {
        output.line(&format!("{}{line}", " ".repeat(blanks)));
    }
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
        .map(|width| json!({ "character": width.character, "columns": width.each() }))
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
